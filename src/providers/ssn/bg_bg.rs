//! Bulgaria.

use super::parts::weighted;
use crate::error::Result;
use crate::grammar::{numerify, padded, Cx};
use crate::locale::attr;
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "vat_id").then_some(Rule::Str(vat_id))
}

/// Eight digits of a legal entity or nine of a person, and their check digit.
fn vat_id<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let format = cx.pick_attr(attr!("vat_id_formats"));
    out.extend_from_slice(b"BG");
    let start = out.len();
    loop {
        out.extend_from_slice(format);
        numerify(&mut cx.draw, out, start);
        let digits = &out[start..];
        let check = if digits.len() == 8 {
            match weighted(digits, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11 {
                10 => weighted(digits, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10,
                check => check,
            }
        } else {
            -weighted(digits, &[4, 3, 2, 7, 6, 5, 4, 3, 2])
        };
        let check = check.rem_euclid(11);
        if check < 10 {
            padded(check, 1, out);
            return Ok(());
        }
        // There is no digit for 10: another number is drawn.
        out.truncate(start);
    }
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("bg_BG", "vat_id", 0, "BG6048764752"),
            Case::new("bg_BG", "vat_id", 1, "BG914177763"),
            Case::new("bg_BG", "vat_id", 2, "BG115244933"),
            Case::new("bg_BG", "vat_id", 3, "BG982597910"),
            Case::new("bg_BG", "vat_id", 4, "BG416721109"),
            Case::new("bg_BG", "vat_id", 5, "BG5807302150"),
            Case::new("bg_BG", "vat_id", 6, "BG740029753"),
            Case::new("bg_BG", "vat_id", 7, "BG8301661313"),
        ]);
    }
}
