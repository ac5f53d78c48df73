//! Croatia.

use super::parts::different_digits;
use crate::error::Result;
use crate::grammar::Cx;
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The personal number (OIB): ten digits, here all different, and the check digit of ISO 7064, MOD 11,10.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    different_digits(cx, 10, out);
    out.push(mod_11_10(&out[start..]));
    Ok(())
}

fn mod_11_10(digits: &[u8]) -> u8 {
    let remainder = digits.iter().fold(10, |remainder, digit| {
        let sum = (remainder + u32::from(digit & 15)) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    b'0' + ((11 - remainder) % 10) as u8
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("hr_HR", "ssn", 0, "69024351870"),
            Case::new("hr_HR", "ssn", 1, "21403579864"),
            Case::new("hr_HR", "vat_id", 0, "HR60487647593"),
        ]);
    }
}
