//! Belgium.

use super::parts::number;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::locale::{name_id, NameId};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "ssn" => Rule::Str(ssn),
        "vat_id" => Rule::Str(vat_id),
        _ => return None,
    })
}

/// The national number (rijksregisternummer): date of birth, serial number, two check digits.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const DATE: NameId = name_id!("date");
    let start = out.len();
    let date = cx.text(DATE)?;
    out.extend(date.iter().skip(2).filter(|byte| byte.is_ascii_digit()));
    padded(cx.draw.between(1, 998), 3, out);
    // Who is born since 2000 is told by a 2 in front, which counts but is not written.
    let century = if date.first() == Some(&b'2') { 2_000_000_000 } else { 0 };
    padded(check(number(&out[start..]) + century), 2, out);
    Ok(())
}

/// The number of a business, with two check digits.
fn vat_id<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    out.extend_from_slice(b"BE");
    let start = out.len();
    out.push(cx.choice(b"01"));
    out.extend_from_slice(b"0000000");
    cx.draw.digits(&mut out[start + 1..]);
    padded(check(number(&out[start..])), 2, out);
    Ok(())
}

fn check(number: u64) -> i64 {
    97 - (number % 97) as i64
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("nl_BE", "ssn", 0, "17041577760"),
            Case::new("nl_BE", "ssn", 1, "77071186880"),
            Case::new("nl_BE", "ssn", 3, "83043055822"),
            Case::new("nl_BE", "vat_id", 0, "BE1604876480"),
        ]);
    }
}
