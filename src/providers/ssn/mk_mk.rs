//! North Macedonia.

use super::parts::weighted;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::locale::attr;
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The citizen's number (EMBG): date of birth, region, sex, serial number, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    let year = cx.draw.between(1950, 2005);
    let month = cx.draw.between(1, 12);
    padded(cx.draw.between(1, 28), 2, out);
    padded(month, 2, out);
    padded(year % 1000, 3, out);
    out.extend_from_slice(cx.table(attr!("REGION_CODE")).map_or(b"41", |code| code.text()));
    let is_male = cx.draw.below(2) == 0;
    padded(if is_male { cx.draw.between(5, 9) } else { cx.draw.between(0, 4) }, 1, out);
    padded(cx.draw.between(0, 99), 2, out);
    let sum = weighted(&out[start..], &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    padded((11 - sum % 11) % 11 % 10, 1, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("mk_MK", "ssn", 0, "2507004410330"),
            Case::new("mk_MK", "ssn", 1, "2810958417151"),
            Case::new("mk_MK", "ssn", 2, "0301005417210"),
        ]);
    }
}
