//! Numbers of companies in Poland.

use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{parts::weighted, Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "regon" => Rule::Str(|cx, _, out| {
            regon(cx, out);
            Ok(())
        }),
        "local_regon" => Rule::Str(local_regon),
        "company_vat" => Rule::Str(company_vat),
        _ => return None,
    })
}

/// The check digit, where 10 counts as 0.
fn check(digits: &[u8], weights: &[i64]) -> u8 {
    b'0' + (weighted(digits, weights) % 11 % 10) as u8
}

fn random_digits<D: Source>(cx: &mut Cx<D>, n: usize, out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + n, b'0');
    cx.draw.digits(&mut out[start..]);
}

/// A province (an odd number), six digits, a check digit.
fn regon<D: Source>(cx: &mut Cx<D>, out: &mut Vec<u8>) {
    let start = out.len();
    padded(cx.draw.between(0, 49) * 2 + 1, 2, out);
    random_digits(cx, 6, out);
    out.push(check(&out[start..], &[8, 9, 2, 3, 4, 5, 6, 7]));
}

/// A REGON, four digits of the branch, another check digit.
fn local_regon<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    regon(cx, out);
    random_digits(cx, 4, out);
    out.push(check(&out[start..], &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]));
    Ok(())
}

/// Nine digits, the first three not zero, and a check digit; drawn anew while that would be 10.
fn company_vat<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    loop {
        for _ in 0..3 {
            out.push(b'0' + cx.draw.between(1, 9) as u8);
        }
        random_digits(cx, 6, out);
        let check = weighted(&out[start..], &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
        if check < 10 {
            out.push(b'0' + check as u8);
            return Ok(());
        }
        out.truncate(start);
    }
}
