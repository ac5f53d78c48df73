//! The United States.

use super::SsnArgs;
use crate::digits::{four, two};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{name_id, NameId};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "ssn" => Rule::Str(ssn),
        "invalid_ssn" => Rule::Str(invalid_ssn),
        _ => return None,
    })
}

fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const ITIN: NameId = name_id!("itin");
    const EIN: NameId = name_id!("ein");
    const INVALID: NameId = name_id!("invalid_ssn");
    match SsnArgs(args).kind() {
        "SSN" => {
            // No area is 666; the draw that would give it gives the next.
            let area = match cx.draw.between(1, 899) {
                666 => 667,
                area => area,
            };
            let group = cx.draw.between(1, 99);
            let serial = cx.draw.between(1, 9999);
            dashed(area, group, serial, out);
            Ok(())
        }
        "ITIN" => cx.call(ITIN, out),
        "EIN" => cx.call(EIN, out),
        "INVALID_SSN" => cx.call(INVALID, out),
        _ => Err(Error::value(
            "taxpayer_identification_number_type must be one of 'SSN', 'EIN', 'ITIN', or 'INVALID_SSN'.",
        )),
    }
}

/// A number whose area, group or serial number no social security number has, and that is no ITIN either.
fn invalid_ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let area = cx.draw.between(0, 999);
    let (group, serial) = match area {
        0 | 666 => (cx.draw.between(0, 99), cx.draw.between(0, 9999)),
        1..900 if cx.draw.between(1, 1000) <= 500 => (0, cx.draw.between(0, 9999)),
        1..900 => (cx.draw.between(0, 99), 0),
        _ => {
            // Below 70 every group is free of ITINs; above, two are.
            let group = match cx.draw.below(72) {
                70 => 89,
                71 => 93,
                group => group as i64,
            };
            (group, cx.draw.between(0, 9999))
        }
    };
    dashed(area, group, serial, out);
    Ok(())
}

/// Appends a number of three, two and four digits.
fn dashed(area: i64, group: i64, serial: i64, out: &mut Vec<u8>) {
    let ([_, a1, a2, a3], [g1, g2]) = (four(area as u32), two(group as u32));
    let [s1, s2, s3, s4] = four(serial as u32);
    out.extend_from_slice(&[a1, a2, a3, b'-', g1, g2, b'-', s1, s2, s3, s4]);
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        let kind = |name: &str| [("taxpayer_identification_number_type", Arg::Str(name.into()))];
        fakers(&[
            Case::new("en_US", "ssn", 0, "865-50-6891"),
            Case::new("en_US", "ssn", 1, "138-73-1034"),
            Case::new("en_US", "itin", 0, "949-71-6890"),
            Case::new("en_US", "ein", 0, "59-7056020"),
            Case::new("en_US", "invalid_ssn", 0, "864-00-6890"),
            Case::new("en_US", "invalid_ssn", 1, "137-97-0000"),
            Case::new("en_US", "ssn", 0, "949-71-6890").with(&kind("ITIN")),
            Case::new("en_US", "ssn", 0, "59-7056020").with(&kind("EIN")),
            Case::new("en_US", "ssn", 0, "864-00-6890").with(&kind("INVALID_SSN")),
        ]);
    }
}
