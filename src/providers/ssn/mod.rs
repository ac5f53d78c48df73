//! National identity and tax numbers.
//!
//! Each locale with code of its own is one file, whose `rule` knows the methods of that locale: `rust("ssn.pl_PL.ssn")`
//! in `src/data/pl_PL/ssn.rules` is `pl_pl::rule("ssn")`. What several of them need is in `super::parts`.

mod ar_dz;
mod bg_bg;
mod de_at;
mod de_de;
mod el_gr;
mod en_ca;
mod en_gb;
mod en_in;
mod en_us;
mod es_cl;
mod es_co;
mod es_es;
mod es_mx;
mod et_ee;
mod fi_fi;
mod fields;
mod fr_ch;
mod fr_fr;
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
        "ar_DZ" => ar_dz::rule(method),
        "bg_BG" => bg_bg::rule(method),
        "de_AT" => de_at::rule(method),
        "de_DE" => de_de::rule(method),
        "el_GR" => el_gr::rule(method),
        "en_CA" => en_ca::rule(method),
        "en_GB" => en_gb::rule(method),
        "en_IN" => en_in::rule(method),
        "en_US" => en_us::rule(method),
        "es_CL" => es_cl::rule(method),
        "es_CO" => es_co::rule(method),
        "es_ES" => es_es::rule(method),
        "es_MX" => es_mx::rule(method),
        "et_EE" => et_ee::rule(method),
        "fi_FI" => fi_fi::rule(method),
        "fr_CH" => fr_ch::rule(method),
        "fr_FR" => fr_fr::rule(method),
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
            Case::new("az_AZ", "ssn", 0, "41QJTP2"),
            Case::new("bn_BD", "ssn", 0, "460 487 6475"),
            Case::new("bn_BD", "ssn", 1, "7914177763170"),
            Case::new("cs_CZ", "vat_id", 0, "CZ604876475"),
            Case::new("cs_CZ", "birth_number", 0, "075215/1664"),
            Case::new("cs_CZ", "birth_number", 9, "631217/5386"),
            Case::new("dk_DK", "vat_id", 0, "DK60487647"),
            Case::new("el_CY", "vat_id", 0, "CY604876475L"),
            Case::new("en_IE", "vat_id", 0, "IE6048764E"),
            Case::new("en_PH", "sss", 0, "60-4876475-9"),
            Case::new("en_PH", "gsis", 0, "60487647593"),
            Case::new("en_PH", "pagibig", 0, "6048-7647-5938"),
            Case::new("en_PH", "philhealth", 0, "60-487647593-8"),
            Case::new("en_PH", "umid", 0, "6048-7647593-8"),
            Case::new("en_PH", "ssn", 0, "6048-7647593-8"),
            Case::new("es_CA", "vat_id", 1, "ESY91417776"),
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
