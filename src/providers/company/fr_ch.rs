//! Numbers of companies in Switzerland.

use crate::error::Result;
use crate::grammar::Cx;
use crate::providers::{parts::weighted, Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "ide" => Rule::Str(ide),
        _ => return None,
    })
}

/// Eight different digits and a check digit; drawn anew while that would be 10.
fn ide<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut picked = Vec::with_capacity(8);
    let (digits, check) = loop {
        cx.draw.sample(10, 8, &mut picked);
        let digits: Vec<u8> = picked.iter().map(|digit| b'0' + *digit as u8).collect();
        match 11 - weighted(&digits, &[5, 4, 3, 2, 7, 6, 5, 4]) % 11 {
            10 => {}
            // Should be 0: Faker writes the first digit of 11.
            11 => break (digits, b'1'),
            check => break (digits, b'0' + check as u8),
        }
    };
    out.extend_from_slice(b"CHE-");
    out.extend_from_slice(&digits[..3]);
    out.push(b'.');
    out.extend_from_slice(&digits[3..6]);
    out.push(b'.');
    out.extend_from_slice(&digits[6..]);
    out.push(check);
    Ok(())
}
