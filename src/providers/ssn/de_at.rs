//! Austria.

use super::parts::{day, ddmmyy, weighted};
use super::SsnArgs;
use crate::clock;
use crate::error::Result;
use crate::grammar::{numerify, Cx};
use crate::locale::{name_id, NameId};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The insurance number: three digits, a check digit, and the date of birth.
fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const DATE: NameId = name_id!("date_object");
    let birthday = match SsnArgs(args).birthdate() {
        Some(moment) => clock::date(cx.clock.day_of(&moment)?),
        None => day(cx, DATE, &cx.pack.entry(DATE).defaults)?,
    };
    let start = out.len();
    loop {
        out.extend_from_slice(b"%##");
        numerify(&mut cx.draw, out, start);
        ddmmyy(birthday, out);
        let check = weighted(&out[start..], &[3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11;
        if check < 10 {
            out.insert(start + 3, b'0' + check as u8);
            return Ok(());
        }
        // There is no digit for 10: another number is drawn.
        out.truncate(start);
    }
}

#[cfg(test)]
mod tests {
    use crate::clock::Moment;
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`, on 2026-01-01.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("de_AT", "ssn", 0, "7875150417"),
            Case::new("de_AT", "ssn", 1, "2144110777"),
            Case::new("de_AT", "ssn", 2, "2016170580").with(&[("birthdate", Arg::Moment(Moment::Date(3789)))]),
            Case::new("de_AT", "vat_id", 0, "ATU60487647"),
        ]);
    }
}
