//! The Netherlands.

use super::parts::{different_digits, weighted};
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The citizen service number (BSN): eight digits, here all different, and one that passes the test of eleven.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    loop {
        different_digits(cx, 8, out);
        let check = weighted(&out[start..], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        if check < 10 {
            padded(check, 1, out);
            return Ok(());
        }
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
            Case::new("nl_NL", "ssn", 0, "690243510"),
            Case::new("nl_NL", "ssn", 1, "214035797"),
            Case::new("nl_NL", "vat_id", 0, "NL604876475B93"),
        ]);
    }
}
