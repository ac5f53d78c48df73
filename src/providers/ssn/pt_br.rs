//! Brazil.

use super::parts::{chosen_digits, weighted};
use crate::error::Result;
use crate::grammar::Cx;
use crate::locale::{name_id, NameId};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "ssn" => Rule::Str(ssn),
        "cpf" => Rule::Str(cpf),
        "rg" => Rule::Str(rg),
        _ => return None,
    })
}

/// The tax number of a person (CPF): nine digits and two check digits.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    chosen_digits(cx, 9, out);
    out.push(check(&out[start..], &[10, 9, 8, 7, 6, 5, 4, 3, 2], b'0'));
    out.push(check(&out[start..], &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2], b'0'));
    Ok(())
}

/// The same, as it is written: `000.000.000-00`.
fn cpf<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const SSN: NameId = name_id!("ssn");
    let start = out.len();
    cx.call(SSN, out)?;
    for (place, mark) in [(3, b'.'), (7, b'.'), (11, b'-')] {
        out.insert((start + place).min(out.len()), mark);
    }
    Ok(())
}

/// The number of an identity card (RG): eight digits and a check character.
fn rg<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    chosen_digits(cx, 8, out);
    out.push(check(&out[start..], &[2, 3, 4, 5, 6, 7, 8, 9], b'X'));
    Ok(())
}

/// What is missing to a multiple of eleven; `ten` stands for 10, and 0 for 11.
fn check(digits: &[u8], weights: &[i64], ten: u8) -> u8 {
    match weighted(digits, weights) % 11 {
        0 => b'0',
        1 => ten,
        remainder => b'0' + (11 - remainder) as u8,
    }
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("pt_BR", "ssn", 0, "87425473429"),
            Case::new("pt_BR", "cpf", 0, "874.254.734-29"),
            Case::new("pt_BR", "cin", 1, "187.244.670-14"),
            Case::new("pt_BR", "rg", 0, "874254735"),
            Case::new("pt_BR", "rg", 1, "187244674"),
        ]);
    }
}
