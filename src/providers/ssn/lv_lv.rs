//! Latvia.

use super::parts::{days_ago, ddmmyy, weighted, years};
use super::SsnArgs;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The personal code (personas kods): date of birth, century, serial number, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let args = SsnArgs(args);
    let birthday = days_ago(cx, years(args.min_age(0)), years(args.max_age(105)).saturating_sub(1))?;
    let century = match birthday.year() {
        year @ 1800..=2099 => year / 100 - 18,
        // Faker gives the whole millennium one digit.
        2100..=2999 => 2,
        _ => return Err(Error::value("SSN do not support people born before the year 1800 or after the year 2999")),
    };
    let start = out.len();
    ddmmyy(birthday, out);
    padded(century.into(), 1, out);
    padded(cx.draw.between(111, 998), 3, out);
    let sum = weighted(&out[start..], &[1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
    padded((1 - sum).rem_euclid(11) % 10, 1, out);
    out.insert(start + 6, b'-');
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("lv_LV", "ssn", 0, "171156-18873"),
            Case::new("lv_LV", "ssn", 1, "300624-26937").with(&[("min_age", Arg::Int(0)), ("max_age", Arg::Int(10))]),
            Case::new("lv_LV", "ssn", 1, "220123-16932")
                .with(&[("min_age", Arg::Int(100)), ("max_age", Arg::Int(120))]),
            Case::new("lv_LV", "vat_id", 0, "LV60487647593"),
        ]);
    }
}
