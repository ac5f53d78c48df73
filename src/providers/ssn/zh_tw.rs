//! Taiwan.

use super::parts::weighted;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The identity number: the letter of a county, sex, serial number, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    /// What the letters from A to Z count.
    const COUNTIES: [i64; 26] =
        [10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33];
    let county = cx.draw.below(26) as usize;
    out.push(b'A' + county as u8);
    let start = out.len();
    padded(cx.draw.between(1, 2), 1, out);
    out.extend_from_slice(b"0000000");
    cx.draw.digits(&mut out[start + 1..]);
    let county = COUNTIES[county] % 10 * 9 + COUNTIES[county] / 10;
    let sum = county + weighted(&out[start..], &[8, 7, 6, 5, 4, 3, 2, 1]);
    padded((10 - sum % 10) % 10, 1, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[Case::new("zh_TW", "ssn", 0, "M204876478"), Case::new("zh_TW", "ssn", 1, "E141777632")]);
    }
}
