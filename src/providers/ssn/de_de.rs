//! Germany.

use super::parts::{alternating, day, ddmmyy};
use crate::clock;
use crate::error::Result;
use crate::grammar::{bothify, padded, Cx};
use crate::locale::{name_id, NameId};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "vat_id" => Rule::Str(vat_id),
        "rvnr" => Rule::Str(rvnr),
        "kvnr" => Rule::Str(kvnr),
        _ => return None,
    })
}

const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Nine digits, the last of which is that of ISO 7064 MOD 11,10.
fn vat_id<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    out.extend_from_slice(b"DE");
    let start = out.len();
    padded(cx.draw.between(1, 9), 1, out);
    digits(cx, 7, out);
    let mut product = 10;
    for byte in &out[start..] {
        let sum = match (u32::from(byte & 15) + product) % 10 {
            0 => 10,
            sum => sum,
        };
        product = 2 * sum % 11;
    }
    padded(i64::from((11 - product) % 10), 1, out);
    Ok(())
}

fn digits<D: Source>(cx: &mut Cx<D>, n: usize, out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + n, b'0');
    cx.draw.digits(&mut out[start..]);
}

/// The pension insurance number: region, date of birth, initial of the surname, serial number, check digit.
fn rvnr<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const DATE: NameId = name_id!("date_object");
    let birthday = match args.day(0, cx.clock)? {
        Some(day) => clock::date(day),
        None => day(cx, DATE, &cx.pack.entry(DATE).defaults)?,
    };
    let start = out.len();
    out.extend_from_slice(b"##");
    ddmmyy(birthday, out);
    out.extend_from_slice(b"?##");
    bothify(&mut cx.draw, out, start, CAPITALS);
    // For the check the letter is its place in the alphabet, as two digits.
    let place = out[start + 8].saturating_sub(b'@');
    let both = [b'0' + place / 10, b'0' + place % 10];
    let whole = out[start..start + 8].iter().chain(&both).chain(&out[start + 9..]);
    let factors = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let products = whole.zip(factors).map(|(byte, factor)| i64::from(byte & 15) * factor);
    let sum: i64 = products.map(|product| product / 10 + product % 10).sum();
    padded(sum % 10, 1, out);
    Ok(())
}

/// The long form of the health insurance number: letter, eight digits and a check digit, number of the insured one
/// with a check digit.
fn kvnr<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    let letter = cx.draw.between(1, 26);
    // For the checks the letter is its place in the alphabet, as two digits.
    padded(letter, 2, out);
    for n in [8, 9] {
        digits(cx, n, out);
        padded(i64::from(alternating(out[start..].iter(), false) % 10), 1, out);
    }
    out[start + 1] = b'@' + letter as u8;
    out.remove(start);
    Ok(())
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
            Case::new("de_DE", "vat_id", 0, "DE760487642"),
            Case::new("de_DE", "vat_id", 1, "DE391417773"),
            Case::new("de_DE", "rvnr", 0, "60150417P489"),
            Case::new("de_DE", "rvnr", 1, "29031255D144").with(&[("birthdate", Arg::Moment(Moment::Date(-5143)))]),
            Case::new("de_DE", "kvnr", 0, "M6048764735938242192"),
            Case::new("de_DE", "kvnr", 3, "H9825979119074833780"),
            Case::new("de_DE", "kvnr", 4, "H4167211096840388541"),
        ]);
    }
}
