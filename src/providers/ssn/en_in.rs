//! India.

use super::parts::luhn;
use crate::error::Result;
use crate::grammar::{numerify, padded, Cx};
use crate::locale::{attr, name_id, NameId};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "aadhaar_id" => Rule::Str(aadhaar_id),
        "gstin" => Rule::Str(gstin),
        _ => return None,
    })
}

/// The number of a resident, with Luhn's digit.
fn aadhaar_id<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    out.extend_from_slice(cx.pick_attr(attr!("aadhaar_id_formats")));
    numerify(&mut cx.draw, out, start);
    out.push(luhn(&out[start..]));
    Ok(())
}

/// State, tax number of the holder, number of the registration, and Luhn's test to the base of 36.
fn gstin<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const PAN: NameId = name_id!("pan");
    const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let start = out.len();
    padded(cx.draw.between(1, 38), 2, out);
    let registration = cx.pick_attr(attr!("gstin_entity_code_chars"));
    cx.call(PAN, out)?;
    out.extend_from_slice(registration);
    out.push(b'Z');
    let value = |byte: &u8| if byte.is_ascii_digit() { byte - b'0' } else { byte.wrapping_sub(b'A' - 10) };
    let sum = out[start..].iter().rev().enumerate().map(|(i, byte)| {
        let product = usize::from(value(byte)) * if i % 2 == 0 { 2 } else { 1 };
        product / 36 + product % 36
    });
    let check = (36 - sum.sum::<usize>() % 36) % 36;
    out.push(DIGITS[check]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_IN", "aadhaar_id", 0, "460487647592"),
            Case::new("en_IN", "pan", 0, "MYNCI8764P"),
            Case::new("en_IN", "gstin", 0, "25BIQLM4759GRZ9"),
            Case::new("en_IN", "gstin", 1, "09IDPLP6317A5ZD"),
        ]);
    }
}
