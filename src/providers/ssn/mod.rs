//! National identity and tax numbers.
//!
//! Each locale with code of its own is one file, whose `rule` knows the methods of that locale: `rust("ssn.pl_PL.ssn")`
//! in `src/data/pl_PL/ssn.rules` is `pl_pl::rule("ssn")`. What several of them need is in `super::parts`.

mod en_us;
mod fields;
mod he_il;
mod hr_hr;
mod hu_hu;
mod it_it;
mod lv_lv;
mod mk_mk;
mod nl_be;
mod nl_nl;
mod no_no;
mod pl_pl;
mod pt_br;
mod ro_ro;
mod sk_sk;
mod sr_ba;
mod sv_se;
mod th_th;
mod tr_tr;
mod uk_ua;
mod zh_cn;
mod zh_tw;

use super::{parts, Args, Rule, Source};

pub use fields::FIELDS;

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    let (locale, method) = name.strip_prefix("ssn.")?.split_once('.')?;
    match locale {
        "en_US" => en_us::rule(method),
        "he_IL" => he_il::rule(method),
        "hr_HR" => hr_hr::rule(method),
        "hu_HU" => hu_hu::rule(method),
        "it_IT" => it_it::rule(method),
        "lv_LV" => lv_lv::rule(method),
        "mk_MK" => mk_mk::rule(method),
        "nl_BE" => nl_be::rule(method),
        "nl_NL" => nl_nl::rule(method),
        "no_NO" => no_no::rule(method),
        "pl_PL" => pl_pl::rule(method),
        "pt_BR" => pt_br::rule(method),
        "ro_RO" => ro_ro::rule(method),
        "sk_SK" => sk_sk::rule(method),
        "sr_BA" => sr_ba::rule(method),
        "sv_SE" => sv_se::rule(method),
        "th_TH" => th_th::rule(method),
        "tr_TR" => tr_tr::rule(method),
        "uk_UA" => uk_ua::rule(method),
        "zh_CN" => zh_cn::rule(method),
        "zh_TW" => zh_tw::rule(method),
        _ => None,
    }
}

/// The arguments of `ssn`. Its parameters are those of all locales together, each by the name that Faker gives it
/// there; a locale reads its own, and has its own defaults where the catalogue says `None`.
struct SsnArgs<'a>(&'a Args);

#[allow(dead_code)] // Each accessor is read by the locales that have the parameter.
impl<'a> SsnArgs<'a> {
    /// `taxpayer_identification_number_type`, of `en_US`.
    fn kind(&self) -> &'a str {
        self.0.str(0)
    }

    /// `min_age` in years, or what the locale has where it is not given.
    fn min_age(&self, default: i64) -> i64 {
        self.0.opt_int(1).unwrap_or(default)
    }

    /// `max_age` in years, or what the locale has where it is not given.
    fn max_age(&self, default: i64) -> i64 {
        self.0.opt_int(2).unwrap_or(default)
    }

    /// `gender`: `"F"`, `"M"` or not given.
    fn gender(&self) -> Option<&'a str> {
        self.0.opt_str(3).filter(|gender| !gender.is_empty())
    }

    /// `dob`, digits whose order the locale knows.
    fn dob(&self) -> Option<&'a str> {
        self.0.opt_str(4).filter(|dob| !dob.is_empty())
    }

    /// `birthday`, as `DD-MM-YYYY`.
    fn birthday(&self) -> Option<&'a str> {
        self.0.opt_str(5).filter(|birthday| !birthday.is_empty())
    }

    /// `birthdate`, a date.
    fn birthdate(&self) -> Option<crate::clock::Moment> {
        self.0.moment(6)
    }

    /// `area_code`, six digits of a Chinese county.
    fn area_code(&self) -> &'a str {
        self.0.str(7)
    }

    /// `long`: whether the century is written.
    fn long(&self) -> bool {
        self.0.bool(8)
    }

    /// `dash`: whether there is a hyphen before the serial number.
    fn dash(&self) -> bool {
        self.0.opt_bool(9).unwrap_or(true)
    }

    /// `artificial`: whether the number is one that is never given out.
    fn artificial(&self) -> bool {
        self.0.bool(10)
    }
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{drawn, fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn patterns_are_fakers() {
        fakers(&[
            Case::new("ko_KR", "ssn", 0, "600408-2764759"),
            Case::new("ru_RU", "ssn", 0, "604876475938"),
            Case::new("lb_LU", "vat_id", 0, "LU60487647"),
            Case::new("lt_LT", "vat_id", 0, "LT604876475938"),
            Case::new("mt_MT", "vat_id", 0, "MT60487647"),
            Case::new("pt_PT", "vat_id", 0, "PT604876475"),
            Case::new("sl_SI", "vat_id", 0, "SI60487647"),
        ]);
    }

    /// Tests that the authorities publish, on digits alone.
    #[test]
    fn numbers_pass_the_tests_of_their_countries() {
        let digits = |locale: &str, field: &str, seed: i64| -> Vec<u32> {
            drawn(locale, field, seed, &[]).chars().filter_map(|c| c.to_digit(10)).collect()
        };
        let sum = |digits: &[u32], weights: &[u32]| digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>();
        for seed in 0..50 {
            let dutch = digits("nl_NL", "ssn", seed);
            assert_eq!(sum(&dutch, &[9, 8, 7, 6, 5, 4, 3, 2, 10]) % 11, 0, "{dutch:?}");
            let polish = digits("pl_PL", "ssn", seed);
            assert_eq!(sum(&polish, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10, 0, "{polish:?}");
            let norwegian = digits("no_NO", "ssn", seed);
            assert_eq!(sum(&norwegian, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11, 0, "{norwegian:?}");
            assert_eq!(sum(&norwegian, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11, 0, "{norwegian:?}");
            let swedish = digits("sv_SE", "ssn", seed);
            let doubled = swedish.iter().enumerate().map(|(i, d)| if i % 2 == 0 { d / 5 + d * 2 % 10 } else { *d });
            assert_eq!(doubled.sum::<u32>() % 10, 0, "{swedish:?}");
            let slovak: String = drawn("sk_SK", "birth_number", seed, &[]).replace('/', "");
            assert_eq!(slovak.parse::<u64>().map(|number| number % 11), Ok(0), "{slovak}");
        }
    }
}
