//! Canada.

use super::parts::{chosen_digits, luhn};
use crate::error::Result;
use crate::grammar::Cx;
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The social insurance number: nine digits that pass Luhn's test.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut digits = vec![b'0' + cx.draw.between(1, 7) as u8];
    chosen_digits(cx, 7, &mut digits);
    // What is drawn are the digits as the test sums them: every second one is the sum of its double's digits.
    for digit in digits.iter_mut().skip(1).step_by(2) {
        let summed = *digit - b'0';
        *digit = b'0' + if summed.is_multiple_of(2) { summed / 2 } else { (summed + 9) / 2 };
    }
    digits.push(luhn(&digits));
    for (i, group) in digits.chunks(3).enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(group);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[Case::new("en_CA", "ssn", 0, "768 092 942"), Case::new("en_CA", "ssn", 1, "278 018 460")]);
    }
}
