//! Chile.

use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, AttrId, Table};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "person_rut" => {
            Rule::Str(|cx, _, out| between(cx, attr!("minimum_rut_person"), attr!("maximum_rut_person"), out))
        }
        "company_rut" => {
            Rule::Str(|cx, _, out| between(cx, attr!("minimum_rut_company"), attr!("maximum_rut_company"), out))
        }
        "rut" => Rule::Str(|cx, args, out| rut(cx, args.int(0), args.int(1), out)),
        _ => return None,
    })
}

/// The argument error of a range of numbers.
pub fn range(args: &Args) -> Result<()> {
    range_of(args.int(0), args.int(1))
}

fn range_of(min: i64, max: i64) -> Result<()> {
    if min < 0 || min > max {
        return Err(Error::Value(format!("min ({min}) must not be negative, nor greater than max ({max})")));
    }
    Ok(())
}

fn between<D: Source>(cx: &mut Cx<D>, min: AttrId, max: AttrId, out: &mut Vec<u8>) -> Result<()> {
    let [min, max] = [min, max].map(|bound| cx.table(bound).map_or(0, |table: Table| table.root().int()));
    rut(cx, min, max, out)
}

/// The tax number: digits in groups of three, check digit.
fn rut<D: Source>(cx: &mut Cx<D>, min: i64, max: i64, out: &mut Vec<u8>) -> Result<()> {
    range_of(min, max)?;
    let number = cx.draw.between(min, max);
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(number).as_bytes();
    for (i, digit) in digits.iter().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(b'.');
        }
        out.push(*digit);
    }
    let factors = [2, 3, 4, 5, 6, 7].iter().cycle();
    let sum: i64 = digits.iter().rev().zip(factors).map(|(digit, factor)| i64::from(digit & 15) * factor).sum();
    out.push(b'-');
    out.push(match (-sum).rem_euclid(11) {
        10 => b'K',
        check => b'0' + check as u8,
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("es_CL", "person_rut", 0, "28.334.105-4"),
            Case::new("es_CL", "company_rut", 0, "85.853.374-0"),
            Case::new("es_CL", "rut", 0, "51.706.759-8"),
            Case::new("es_CL", "rut", 1, "138-4").with(&[("min", Arg::Int(1)), ("max", Arg::Int(999))]),
            Case::new("es_CL", "rut", 5, "1.004-9").with(&[("min", Arg::Int(1000)), ("max", Arg::Int(1005))]),
            Case::new("es_CL", "person_rut", 15, "7.012.226-K"),
        ]);
    }
}
