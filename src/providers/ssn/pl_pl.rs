//! Poland.

use super::parts::{day, weighted};
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::locale::{name_id, NameId};
use crate::providers::{Args, Rule, Source};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The number of the population register (PESEL): date of birth, serial number, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const DATE_TIME: NameId = name_id!("date_time");
    let birthday = day(cx, DATE_TIME, &cx.pack.entry(DATE_TIME).defaults)?;
    let start = out.len();
    padded((birthday.year() % 100).into(), 2, out);
    // The month tells the century: 1 to 12 in the 1900s, 21 to 32 in the 2000s.
    let century = (birthday.year() / 100 - 14).rem_euclid(5);
    padded(i64::from(birthday.month()) + 20 * i64::from(century), 2, out);
    padded(birthday.day().into(), 2, out);
    out.extend_from_slice(b"0000");
    cx.draw.digits(&mut out[start + 6..]);
    padded(weighted(&out[start..], &[9, 7, 3, 1, 9, 7, 3, 1, 9, 7]) % 10, 1, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("pl_PL", "ssn", 0, "17241560482"),
            Case::new("pl_PL", "ssn", 1, "77071114170"),
            Case::new("pl_PL", "vat_id", 0, "PL6048764759"),
        ]);
    }
}
