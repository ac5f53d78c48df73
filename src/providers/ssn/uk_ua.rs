//! Ukraine.

use super::parts::{day, weighted};
use super::SsnArgs;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{name_id, NameId};
use crate::providers::{Args, Rule, Source};
use chrono::{Datelike, NaiveDate};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The tax number: days of the date of birth since 1899, serial number that tells the sex, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const DATE: NameId = name_id!("date_object");
    /// 31 December 1899, in days of the common era.
    const FIRST_DAY: i32 = 693_595;
    let args = SsnArgs(args);
    let birthday = match args.birthday() {
        Some(text) => NaiveDate::parse_from_str(text, "%d-%m-%Y")
            .ok()
            .filter(|_| has_form(text))
            .ok_or_else(|| Error::value("Birthday format must be DD-MM-YYYY"))?,
        None => day(cx, DATE, &cx.pack.entry(DATE).defaults)?,
    };
    let days = birthday.num_days_from_ce() - FIRST_DAY;
    if days < 0 {
        return Err(Error::Value(format!("birthday must not be before 31-12-1899, as {birthday} is")));
    }
    let female = match args.gender() {
        None => None,
        Some("F") => Some(true),
        Some("M") => Some(false),
        Some(_) => return Err(Error::value("Gender must be \"m\" or \"f\" or None")),
    };
    let start = out.len();
    padded(days.into(), 1, out);
    padded(cx.draw.between(100, 999), 3, out);
    let sex = match female {
        Some(female) => 2 * cx.shared(|cx| cx.draw.below(5)) as i64 + i64::from(!female),
        None => cx.shared(|cx| cx.draw.between(0, 1)),
    };
    padded(sex, 1, out);
    padded(weighted(&out[start..], &[-1, 5, 7, 9, 4, 6, 10, 5, 7]).rem_euclid(11) % 10, 1, out);
    Ok(())
}

/// Whether a text has all the digits of a date, and its hyphens.
fn has_form(text: &str) -> bool {
    text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() || [2, 5].contains(&at))
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, whose instance drew from Python's global generator: some of its code does so anyway.
    #[test]
    fn values_are_fakers() {
        let text = |text: &str| Arg::Str(text.into());
        fakers(&[
            Case::new("uk_UA", "ssn", 0, "4283987615"),
            Case::new("uk_UA", "ssn", 0, "3304596462").with(&[("birthday", text("22-06-1990")), ("gender", text("F"))]),
            Case::new("uk_UA", "ssn", 1, "123798").with(&[("birthday", text("01-01-1900")), ("gender", text("M"))]),
        ]);
    }
}
