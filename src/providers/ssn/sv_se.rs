//! Sweden.

use super::parts::{days_ago, luhn, years};
use super::SsnArgs;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source, Value};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "ssn" => Rule::Str(ssn),
        "org_id" => Rule::Str(|cx, args, out| {
            org_id(cx, args.bool(0), args.bool(1), out);
            Ok(())
        }),
        "vat_id" => Rule::Str(|cx, _, out| {
            let mut org = Vec::new();
            org_id(cx, true, false, &mut org);
            vat_id(&org, out);
            Ok(())
        }),
        "org_and_vat_id" => Rule::Value(org_and_vat_id),
        _ => return None,
    })
}

/// The personal number (personnummer): date of birth, serial number, Luhn's digit.
fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let args = SsnArgs(args);
    let birthday = days_ago(cx, years(args.min_age(18)), years(args.max_age(90)).saturating_sub(1))?;
    let mut number = Vec::with_capacity(10);
    padded((birthday.year() % 100).into(), 2, &mut number);
    padded(birthday.month().into(), 2, &mut number);
    padded(birthday.day().into(), 2, &mut number);
    padded(cx.draw.between(0, 998), 3, &mut number);
    number.push(luhn(&number));
    if args.long() {
        super::parts::year_of_four_digits(birthday)?;
        padded((birthday.year() / 100).into(), 2, out);
    }
    dashed(&number, args.dash(), out);
    Ok(())
}

fn dashed(number: &[u8], dash: bool, out: &mut Vec<u8>) {
    let (front, back) = number.split_at(number.len().min(6));
    out.extend_from_slice(front);
    if dash {
        out.push(b'-');
    }
    out.extend_from_slice(back);
}

/// The number of an organisation (organisationsnummer).
fn org_id<D: Source>(cx: &mut Cx<D>, long: bool, dash: bool, out: &mut Vec<u8>) {
    let mut first = *b"12356789";
    cx.shared(|cx| cx.draw.shuffle(&mut first));
    let mut number = vec![first[7]];
    for (low, high, width) in [(0, 8, 1), (20, 98, 2), (0, 98, 2), (0, 998, 3)] {
        padded(cx.draw.between(low, high), width, &mut number);
    }
    number.push(luhn(&number));
    if long {
        out.extend_from_slice(b"16");
    }
    dashed(&number, dash, out);
}

/// The value-added tax number of an organisation, by its number in any form.
fn vat_id(org: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(b"SE");
    let start = out.len();
    out.extend(org.iter().filter(|byte| byte.is_ascii_digit()));
    if out.len() - start == 10 {
        out.splice(start..start, *b"16");
    }
    out.extend_from_slice(b"01");
}

fn org_and_vat_id<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let (mut org, mut vat) = (Vec::new(), Vec::new());
    org_id(cx, args.bool(0), args.bool(1), &mut org);
    vat_id(&org, &mut vat);
    Ok(Value::Tuple(vec![Value::text(org), Value::text(vat)]))
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, whose instance drew from Python's global generator: some of its code does so anyway.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("sv_SE", "ssn", 0, "730615-7764"),
            Case::new("sv_SE", "ssn", 0, "19730615-7764").with(&[("long", Arg::Bool(true))]),
            Case::new("sv_SE", "ssn", 0, "7306157764").with(&[("dash", Arg::Bool(false))]),
            Case::new("sv_SE", "ssn", 1, "202410255828").with(&[
                ("min_age", Arg::Int(1)),
                ("max_age", Arg::Int(2)),
                ("long", Arg::Bool(true)),
                ("dash", Arg::Bool(false)),
            ]),
            Case::new("sv_SE", "org_id", 0, "865861-3669"),
            Case::new("sv_SE", "org_id", 0, "168658613669")
                .with(&[("long", Arg::Bool(true)), ("dash", Arg::Bool(false))]),
            Case::new("sv_SE", "vat_id", 0, "SE16865861366901"),
            Case::new("sv_SE", "org_and_vat_id", 0, "('865861-3669', 'SE16865861366901')"),
            Case::new("sv_SE", "org_and_vat_id", 0, "('16865861-3669', 'SE16865861366901')")
                .with(&[("long", Arg::Bool(true))]),
        ]);
    }
}
