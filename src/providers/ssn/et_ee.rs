//! Estonia.

use super::parts::{days_ago, weighted, years, yymmdd};
use super::SsnArgs;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The personal code (isikukood): sex and century, date of birth, serial number, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let args = SsnArgs(args);
    let birthday = days_ago(cx, years(args.min_age(16)), years(args.max_age(90)).saturating_sub(1))?;
    let start = out.len();
    out.push(cx.choice(match birthday.year() {
        ..2000 => b"34",
        2000..2100 => b"56",
        _ => b"78",
    }));
    yymmdd(birthday, out);
    padded(cx.draw.between(0, 998), 3, out);
    let digits = &out[start..];
    let check = match weighted(digits, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11 {
        10 => weighted(digits, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10,
        check => check,
    };
    padded(check, 1, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`, on 2026-01-01.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("et_EE", "ssn", 0, "47506150419"),
            Case::new("et_EE", "ssn", 1, "39712172616"),
            Case::new("et_EE", "ssn", 2, "52411050860").with(&[("min_age", Arg::Int(1)), ("max_age", Arg::Int(3))]),
            Case::new("et_EE", "vat_id", 0, "EE604876475"),
        ]);
    }
}
