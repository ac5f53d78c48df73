//! Turkey.

use super::parts::weighted;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The identity number (TCKN): nine digits and two check digits.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    padded(cx.draw.between(1, 9), 1, out);
    out.extend_from_slice(b"00000000");
    cx.draw.digits(&mut out[start + 1..]);
    padded(weighted(&out[start..], &[7, -1, 7, -1, 7, -1, 7, -1, 7]).rem_euclid(10), 1, out);
    padded(weighted(&out[start..], &[1; 10]) % 10, 1, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[Case::new("tr_TR", "ssn", 0, "76048764754"), Case::new("tr_TR", "ssn", 1, "39141777694")]);
    }
}
