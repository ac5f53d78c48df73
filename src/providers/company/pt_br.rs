//! Slogans and numbers of companies in Brazil.

use super::slogan;
use crate::grammar::Cx;
use crate::providers::{Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "catch_phrase" => Rule::Str(|cx, _, out| slogan(cx, out)),
        "company_id" => Rule::Str(|cx, args, out| {
            out.extend_from_slice(&company_id(cx, args.bool(0)));
            Ok(())
        }),
        "cnpj" => Rule::Str(|cx, args, out| {
            let id = company_id(cx, args.bool(0));
            let parts: [&[u8]; 9] = [&id[..2], b".", &id[2..5], b".", &id[5..8], b"/", &id[8..12], b"-", &id[12..]];
            parts.iter().for_each(|part| out.extend_from_slice(part));
            Ok(())
        }),
        _ => return None,
    })
}

/// Eight characters of the company, four of the branch (0001 where there are no letters), two check digits. A letter
/// counts as its place in ASCII after `0`.
fn company_id<D: Source>(cx: &mut Cx<D>, alphanumeric: bool) -> [u8; 14] {
    const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut id = *b"00000000000100";
    let (drawn, letters) = if alphanumeric { (12, 36) } else { (8, 10) };
    for character in &mut id[..drawn] {
        *character = ALPHABET[cx.draw.choices_index(letters)];
    }
    for at in [12, 13] {
        // From the right: 2, 3 … 9, 2, 3 …
        let weights = (2..=9).cycle();
        let sum: u32 = id[..at].iter().rev().zip(weights).map(|(c, weight)| u32::from(c - b'0') * weight).sum();
        id[at] = b'0' + ((11 - sum % 11) % 11 % 10) as u8;
    }
    id
}
