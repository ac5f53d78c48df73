//! Israel.

use super::parts::luhn;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The identity number (Mispar Zehut), checked by Luhn's digit.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    padded(cx.draw.between(111_111, 99_999_998), 8, out);
    out.push(luhn(&out[start..]));
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[Case::new("he_IL", "ssn", 0, "518178603"), Case::new("he_IL", "ssn", 5, "837155613")]);
    }
}
