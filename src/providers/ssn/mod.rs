//! National identity and tax numbers.
//!
//! Each locale with code of its own is one file, whose `rule` knows the methods of that locale: `rust("ssn.pl_PL.ssn")`
//! in `src/data/pl_PL/ssn.rules` is `pl_pl::rule("ssn")`. What several of them need is in `super::parts`.

mod en_us;
mod fields;

use super::{parts, Args, Rule, Source};

pub use fields::FIELDS;

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    let (locale, method) = name.strip_prefix("ssn.")?.split_once('.')?;
    match locale {
        "en_US" => en_us::rule(method),
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
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn patterns_are_fakers() {
        fakers(&[Case::new("ko_KR", "ssn", 0, "600408-2764759")]);
    }
}
