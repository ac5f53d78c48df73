//! Numbers of companies in Finland.

use crate::error::Result;
use crate::grammar::Cx;
use crate::providers::{parts::weighted, Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "company_business_id" => Rule::Str(|cx, _, out| {
            let id = business_id(cx);
            out.extend_from_slice(&id[..7]);
            out.extend_from_slice(&[b'-', id[7]]);
            Ok(())
        }),
        "company_vat" => Rule::Str(company_vat),
        _ => return None,
    })
}

/// Seven digits and their check digit; drawn anew while that would be 10.
fn business_id<D: Source>(cx: &mut Cx<D>) -> [u8; 8] {
    loop {
        let mut id = [0; 8];
        id[0] = b'0' + cx.draw.between(1, 9) as u8;
        cx.draw.digits(&mut id[1..7]);
        let rest = weighted(&id[..7], &[7, 9, 10, 5, 8, 4, 2]) % 11;
        if rest != 1 {
            id[7] = b'0' + if rest == 0 { 0 } else { 11 - rest } as u8;
            return id;
        }
    }
}

fn company_vat<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let id = business_id(cx);
    out.extend_from_slice(b"FI");
    out.extend_from_slice(&id);
    Ok(())
}
