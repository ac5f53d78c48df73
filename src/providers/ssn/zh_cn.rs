//! China.

use super::parts::{days_ago, years};
use super::SsnArgs;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::attr;
use crate::providers::{Args, Rule, Source};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The number of a resident: county, date of birth, serial number that tells the sex, check character (ISO 7064, MOD
/// 11-2).
fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let args = SsnArgs(args);
    let birthday = days_ago(cx, years(args.min_age(18)), years(args.max_age(90)))?;
    super::parts::year_of_four_digits(birthday)?;
    let start = out.len();
    let known = |code: &str| {
        let codes = cx.table(attr!("area_codes"));
        !code.is_empty() && codes.is_some_and(|codes| codes.iter().any(|known| known == code))
    };
    match args.area_code() {
        code if known(code) => out.extend_from_slice(code.as_bytes()),
        _ => out.extend_from_slice(cx.pick_attr(attr!("area_codes"))),
    }
    padded(birthday.year().into(), 4, out);
    padded(birthday.month().into(), 2, out);
    padded(birthday.day().into(), 2, out);
    let serial = out.len();
    out.extend_from_slice(b"00");
    cx.draw.digits(&mut out[serial..]);
    let sex = match args.gender() {
        None => cx.draw.below(10),
        Some("F" | "f") => 2 * cx.draw.below(5),
        Some("M" | "m") => 2 * cx.draw.below(5) + 1,
        Some(_) => return Err(Error::value("Gender must be one of F or M.")),
    };
    out.push(b'0' + sex as u8);
    let check = check(&out[start..]);
    out.push(check);
    Ok(())
}

fn check(digits: &[u8]) -> u8 {
    // The weight of each place is a power of two.
    let sum = digits.iter().fold(0, |sum, digit| (sum * 2 + i64::from(digit & 15)) % 11);
    match (1 - 2 * sum).rem_euclid(11) {
        10 => b'X',
        check => b'0' + check as u8,
    }
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
            Case::new("zh_CN", "ssn", 0, "610403197306156048"),
            Case::new("zh_CN", "ssn", 1, "450327199512181417"),
            Case::new("zh_CN", "ssn", 0, "610403202406186045").with(&[
                ("min_age", Arg::Int(1)),
                ("max_age", Arg::Int(2)),
                ("gender", text("F")),
            ]),
            Case::new("zh_CN", "ssn", 0, "110101197306156059")
                .with(&[("gender", text("M")), ("area_code", text("110101"))]),
            Case::new("zh_CN", "ssn", 0, "610403197306156048").with(&[("area_code", text("999999"))]),
        ]);
    }
}
