//! Switzerland.

use super::parts::{different_digits, weighted};
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "ssn" => Rule::Str(ssn),
        "vat_id" => Rule::Str(vat_id),
        _ => return None,
    })
}

/// The insurance number (AVS): 756, nine digits, the check digit of an EAN. Faker's nine digits all differ.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut digits = b"756".to_vec();
    different_digits(cx, 9, &mut digits);
    let check = weighted(&digits, &[-1, -3, -1, -3, -1, -3, -1, -3, -1, -3, -1, -3]).rem_euclid(10);
    padded(check, 1, &mut digits);
    for (from, to) in [(0, 3), (3, 7), (7, 11), (11, 13)] {
        if from > 0 {
            out.push(b'.');
        }
        out.extend_from_slice(&digits[from..to]);
    }
    Ok(())
}

/// The number of a business (UID).
fn vat_id<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    out.extend_from_slice(b"CHE");
    let start = out.len();
    out.resize(start + 8, b'0');
    cx.draw.digits(&mut out[start..]);
    let check = match 11 - weighted(&out[start..], &[8, 6, 4, 2, 3, 5, 9, 7]) % 11 {
        // So does Faker, although no number is given out for the one and the digit for the other is 0.
        10 => 0,
        11 => 5,
        check => check,
    };
    padded(check, 1, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("fr_CH", "ssn", 0, "756.6902.4351.88"),
            Case::new("fr_CH", "vat_id", 0, "CHE660487649"),
            Case::new("fr_CH", "vat_id", 1, "CHE291417770"),
            Case::new("fr_CH", "vat_id", 2, "CHE011524499"),
            Case::new("fr_CH", "vat_id", 3, "CHE398259798"),
        ]);
    }
}
