//! Slogans and numbers of companies in Russia.

use crate::clock;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, Node, Table};
use crate::providers::{parts, Args, Rule, Source};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "catch_phrase" => Rule::Str(catch_phrase),
        "businesses_inn" => Rule::Str(|cx, _, out| {
            inn(cx, 5, out);
            Ok(())
        }),
        "individuals_inn" => Rule::Str(|cx, _, out| {
            let start = out.len();
            inn(cx, 6, out);
            out.push(inn_check(&out[start..]));
            Ok(())
        }),
        "businesses_ogrn" => Rule::Str(|cx, _, out| {
            let sign = cx.choice(b"15");
            ogrn(cx, sign, 7, 11, out);
            Ok(())
        }),
        "individuals_ogrn" => Rule::Str(|cx, _, out| {
            ogrn(cx, b'3', 9, 13, out);
            Ok(())
        }),
        "snils" => Rule::Str(snils),
        _ => return None,
    })
}

/// Two adjectives and a noun, which agree in gender.
fn catch_phrase<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const NOUNS: [(u32, &str); 3] = [
        (attr!("catch_phrase_nouns_masc"), ""),
        (attr!("catch_phrase_nouns_fem"), "ая"),
        (attr!("catch_phrase_nouns_neu"), "ое"),
    ];
    let nouns = NOUNS.map(|(table, _)| cx.table(table));
    let Some(adjectives) = cx.table(attr!("catch_phrase_adj")).map(Table::root) else {
        return Err(Error::value("no adjectives for a slogan"));
    };
    let total: usize = nouns.iter().flatten().map(|table| table.len()).sum();
    let at = cx.draw.below(total as u64) as usize;
    let noun = nouns.iter().flatten().flat_map(|table| table.iter()).nth(at).unwrap_or_default();
    let mut adjective = |row: Node| row.item(cx.draw.below(row.len() as u64) as usize).str();
    let pair = [adjective(adjectives.item(0)), adjective(adjectives.item(1))];
    let feminine_or_neuter = nouns.iter().zip(NOUNS).skip(1);
    let ending = feminine_or_neuter
        .filter(|(table, _)| table.is_some_and(|table| table.iter().any(|other| other == noun)))
        .map(|(_, (_, ending))| ending)
        .next();
    for (adjective, after) in pair.iter().zip([" и ", " "]) {
        match ending {
            Some(ending) => {
                let cut = adjective.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
                out.extend_from_slice(&adjective.as_bytes()[..cut]);
                out.extend_from_slice(ending.as_bytes());
            }
            None => out.extend_from_slice(adjective.as_bytes()),
        }
        out.extend_from_slice(after.as_bytes());
    }
    out.extend_from_slice(noun.as_bytes());
    Ok(())
}

/// Region, inspection, a number of `width` digits and the check digit.
fn inn<D: Source>(cx: &mut Cx<D>, width: usize, out: &mut Vec<u8>) {
    let start = out.len();
    padded(cx.draw.between(1, 92), 2, out);
    padded(cx.draw.between(1, 99), 2, out);
    padded(cx.draw.between(1, 10i64.pow(width as u32) - 1), width, out);
    out.push(inn_check(&out[start..]));
}

fn inn_check(digits: &[u8]) -> u8 {
    const WEIGHTS: [i64; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let weights = &WEIGHTS[WEIGHTS.len().saturating_sub(digits.len())..];
    b'0' + (parts::weighted(digits, weights) % 11 % 10) as u8
}

/// Sign, year of registration, region, a number of `width` digits and the last digit of the rest modulo `modulus`.
fn ogrn<D: Source>(cx: &mut Cx<D>, sign: u8, width: usize, modulus: u64, out: &mut Vec<u8>) {
    let start = out.len();
    let year = i64::from(clock::date(cx.clock.today()).year()) - 2000;
    out.push(sign);
    padded(cx.draw.between(1, year), 2, out);
    padded(cx.draw.between(1, 92), 2, out);
    padded(cx.draw.between(1, 10i64.pow(width as u32) - 1), width, out);
    out.push(b'0' + (parts::number(&out[start..]) % modulus % 10) as u8);
}

fn snils<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    padded(cx.draw.between(1, 999_999_999), 9, out);
    let sum = parts::weighted(&out[start..], &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
    padded(sum % 100, 2, out);
    Ok(())
}
