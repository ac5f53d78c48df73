//! The United Kingdom.

use super::parts::weighted;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::locale::attr;
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "vat_id").then_some(Rule::Str(vat_id))
}

/// A number of a business with its two check digits, or that of an office or a health authority.
fn vat_id<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let format = cx.pick_attr(attr!("vat_id_formats"));
    for (office, prefix, first) in [(b"GBGD###", b"GBGD", 0), (b"GBHA###", b"GBHA", 500)] {
        if format == office {
            out.extend_from_slice(prefix);
            padded(cx.draw.between(first, first + 499), 3, out);
            return Ok(());
        }
    }
    let mut digits = [b'0'; 7];
    cx.draw.digits(&mut digits);
    let check = (-weighted(&digits, &[8, 7, 6, 5, 4, 3, 2])).rem_euclid(97);
    out.extend_from_slice(b"GB");
    out.extend_from_slice(&digits[..3]);
    out.push(b' ');
    out.extend_from_slice(&digits[3..]);
    out.push(b' ');
    padded(check, 2, out);
    if format == b"GB### #### ## ###" {
        out.push(b' ');
        cx.draw.digits(&mut digits[..3]);
        out.extend_from_slice(&digits[..3]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_GB", "vat_id", 0, "GBHA888"),
            Case::new("en_GB", "vat_id", 1, "GB914 1777 23 631"),
            Case::new("en_GB", "vat_id", 2, "GB115 2449 93"),
            Case::new("en_GB", "vat_id", 3, "GB982 5979 51 190"),
            Case::new("en_GB", "vat_id", 4, "GB416 7211 71 068"),
            Case::new("en_GB", "ssn", 0, "ZZ604876T"),
        ]);
    }
}
