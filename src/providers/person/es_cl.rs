//! Names in Chile: men and women by their share, and two given names more often than one.

use super::{Args, Rule, Source};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, find_attr, AttrId};
use crate::rng::Weights;

const MALE: AttrId = attr!("first_names_male");
const FEMALE: AttrId = attr!("first_names_female");

/// The Rust functions of this locale.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "name.es_CL" => Rule::Str(full),
        "given_name.es_CL" => Rule::Str(|cx, _, out| {
            let table = if cx.draw.below(2) == 1 { FEMALE } else { MALE };
            two(cx, table, out)
        }),
        "given_name_male.es_CL" => Rule::Str(|cx, _, out| two(cx, MALE, out)),
        "given_name_female.es_CL" => Rule::Str(|cx, _, out| two(cx, FEMALE, out)),
        _ => return None,
    })
}

/// A format of the table that the table of formats names.
fn full<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let formats = std::str::from_utf8(cx.pick_attr(attr!("formats"))).ok().and_then(find_attr);
    match formats.and_then(|formats| cx.table(formats)) {
        Some(formats) => cx.parse(formats, out),
        None => Err(Error::value("no formats of names")),
    }
}

/// Two different entries by weight, with a blank between them. Faker has no way to draw them without weights.
fn two<D: Source>(cx: &mut Cx<D>, table: AttrId, out: &mut Vec<u8>) -> Result<()> {
    if !cx.weighted {
        return Err(Error::Assertion);
    }
    let table = cx.table(table);
    let Some((table, weights)) = table.and_then(|t| Some((t, t.weights()?))) else {
        return Err(Error::value("no given names"));
    };
    let first = nth(weights, cx.draw.unit(), None);
    let second = nth(weights, cx.draw.unit(), Some(first));
    out.extend_from_slice(table.get(first));
    out.push(b' ');
    out.extend_from_slice(table.get(second));
    Ok(())
}

/// The entry at `x` of the way through the weights, as if one entry were gone.
///
/// Faker adds the remaining weights up again; taking the one from the sums differs in the last bit at most, which
/// changes an entry about once in 10¹² draws.
fn nth(weights: Weights<'_>, x: f64, gone: Option<usize>) -> usize {
    let upto = |i: usize| match gone {
        Some(gone) if i == gone => weights.sum(gone),
        Some(gone) if i > gone => weights.sum(i + 1) - (weights.sum(gone + 1) - weights.sum(gone)),
        _ => weights.sum(i + 1),
    };
    let (mut low, mut high) = (0, weights.len().saturating_sub(1));
    let total = upto(high);
    while low < high {
        let middle = (low + high) / 2;
        if upto(middle) / total > x {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
