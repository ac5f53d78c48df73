//! Numbers of companies in Italy.

use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{parts::luhn, Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "company_vat" => Rule::Str(company_vat),
        _ => return None,
    })
}

/// Seven digits, three of the VAT office, a check digit.
fn company_vat<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    out.extend_from_slice(b"IT");
    let start = out.len();
    out.resize(start + 7, b'0');
    cx.draw.digits(&mut out[start..]);
    let office = match cx.draw.between(1, 104) {
        101 => 120,
        102 => 121,
        103 => 888,
        104 => 999,
        province => province,
    };
    padded(office, 3, out);
    out.push(luhn(&out[start..]));
    Ok(())
}
