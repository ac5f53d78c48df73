//! Colombia.

use super::parts::weighted;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::locale::{name_id, NameId};
use crate::providers::{Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "natural_person_nit_with_check_digit" => {
            Rule::Str(|cx, _, out| checked(cx, const { name_id!("natural_person_nit") }, out))
        }
        "legal_person_nit_with_check_digit" => {
            Rule::Str(|cx, _, out| checked(cx, const { name_id!("legal_person_nit") }, out))
        }
        _ => return None,
    })
}

/// A tax number, a hyphen and its check digit.
fn checked<D: Source>(cx: &mut Cx<D>, nit: NameId, out: &mut Vec<u8>) -> Result<()> {
    const WEIGHTS: [i64; 15] = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
    let start = out.len();
    cx.call(nit, out)?;
    let mut digits = out[start..].to_vec();
    digits.reverse();
    let check = match weighted(&digits, &WEIGHTS) % 11 {
        low @ (0 | 1) => low,
        high => 11 - high,
    };
    out.push(b'-');
    padded(check, 1, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("es_CO", "nuip", 0, "55604876"),
            Case::new("es_CO", "natural_person_nit", 1, "1014177763"),
            Case::new("es_CO", "natural_person_nit_with_check_digit", 0, "55604876-8"),
            Case::new("es_CO", "natural_person_nit_with_check_digit", 6, "85174002-0"),
            Case::new("es_CO", "legal_person_nit", 0, "960487647"),
            Case::new("es_CO", "legal_person_nit_with_check_digit", 0, "960487647-8"),
        ]);
    }
}
