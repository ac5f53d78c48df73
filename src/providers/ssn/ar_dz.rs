//! Algeria.

use super::parts::alternating;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The national number (NIN): nationality, sex, year, commune, certificate, register, and two digits that a test like
/// Luhn's gives.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    out.push(cx.choice(b"12"));
    out.push(cx.choice(b"01"));
    padded(cx.draw.between(1950, 2006) % 1000, 3, out);
    for (last, width) in [(58, 2), (20, 2), (99_999, 5), (99, 2)] {
        padded(cx.draw.between(1, last), width, out);
    }
    // Unlike in Luhn's test the last digit is not doubled.
    let sum = alternating(out[start..].iter().rev(), false);
    padded(i64::from((10 - sum % 10) % 10), 2, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("ar_DZ", "ssn", 0, "219521717636925203"),
            Case::new("ar_DZ", "ssn", 1, "109660816997415806"),
        ]);
    }
}
