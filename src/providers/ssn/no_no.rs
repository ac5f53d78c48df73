//! Norway.

use super::parts::{days_ago, ddmmyy, weighted, years};
use super::SsnArgs;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};
use chrono::{Datelike, NaiveDate};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The birth number (fødselsnummer): date of birth, serial number that tells the century and the sex, two check digits.
fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let args = SsnArgs(args);
    let birthday = match args.dob() {
        Some(dob) => NaiveDate::parse_from_str(dob, "%Y%m%d")
            .ok()
            .filter(|_| dob.len() == 8 && dob.bytes().all(|byte| byte.is_ascii_digit()))
            .ok_or_else(|| Error::Value(format!("dob must be a date as YYYYMMDD, not '{dob}'")))?,
        None => days_ago(cx, years(18), years(90) - 1)?,
    };
    let female = match args.gender() {
        None => cx.draw.below(2) == 0,
        Some("F") => true,
        Some("M") => false,
        Some(_) => return Err(Error::value("Gender must be one of F or M.")),
    };
    let (low, high) = match birthday.year() {
        1900..=1999 => (0, 48),
        1854..=1899 => (50, 73),
        2000..=2039 => (50, 98),
        year => return Err(Error::Value(format!("Norwegian numbers are for the years 1854 to 2039, not {year}"))),
    };
    let start = out.len();
    loop {
        ddmmyy(birthday, out);
        padded(cx.draw.between(low, high), 2, out);
        padded(2 * cx.draw.below(5) as i64 + i64::from(!female), 1, out);
        let first = check(&out[start..], &[3, 7, 6, 1, 8, 9, 4, 5, 2]);
        padded(first, 1, out);
        let second = check(&out[start..], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
        padded(second, 1, out);
        if first < 10 && second < 10 {
            return Ok(());
        }
        // Numbers whose check would be 10 are not given out.
        out.truncate(start);
    }
}

fn check(digits: &[u8], weights: &[i64]) -> i64 {
    (11 - weighted(digits, weights) % 11) % 11
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        let text = |text: &str| Arg::Str(text.into());
        fakers(&[
            Case::new("no_NO", "ssn", 0, "15067302572"),
            Case::new("no_NO", "ssn", 1, "18129536051").with(&[("gender", text("F"))]),
            Case::new("no_NO", "ssn", 1, "03020158904").with(&[("gender", text("M")), ("dob", text("20010203"))]),
            Case::new("no_NO", "ssn", 1, "31129968012").with(&[("dob", text("18991231"))]),
        ]);
    }
}
