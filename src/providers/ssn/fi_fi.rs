//! Finland.

use super::parts::{days_ago, ddmmyy, number, years};
use super::SsnArgs;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};
use chrono::{Datelike, Days};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The identity code (henkilötunnus): date of birth, century, individual number, check character.
fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    let args = SsnArgs(args);
    let (youngest, oldest) = (args.min_age(0), args.max_age(105));
    let birthday = if youngest == oldest {
        // Nothing is drawn.
        let days = Days::new(u64::try_from(years(youngest)).unwrap_or_default());
        crate::clock::date(cx.clock.today()).checked_sub_days(days).unwrap_or_default()
    } else {
        days_ago(cx, years(youngest), years(oldest).saturating_sub(1))?
    };
    let century = match birthday.year() {
        2000..3000 => b'A',
        1900..2000 => b'-',
        1800..1900 => b'+',
        year => {
            return Err(Error::Value(format!("the Finnish identity code knows the years 1800 to 2999, not {year}")))
        }
    };
    let start = out.len();
    ddmmyy(birthday, out);
    let individual = if args.artificial() { cx.draw.between(900, 998) } else { cx.draw.between(2, 898) };
    padded(individual, 3, out);
    let check = CHECKS[(number(&out[start..]) % 31) as usize];
    out.insert(start + 6, century);
    out.push(check);
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
            Case::new("fi_FI", "ssn", 0, "171156-778C"),
            Case::new("fi_FI", "ssn", 1, "300704-584V").with(&[("min_age", Arg::Int(120)), ("max_age", Arg::Int(130))]),
            Case::new("fi_FI", "ssn", 2, "020121A8852").with(&[("min_age", Arg::Int(5)), ("max_age", Arg::Int(5))]),
            Case::new("fi_FI", "ssn", 3, "220483-9759").with(&[("artificial", Arg::Bool(true))]),
            Case::new("fi_FI", "vat_id", 0, "FI60487647"),
        ]);
    }
}
