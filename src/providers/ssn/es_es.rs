//! Spain. Faker draws all of these from Python's global generator.

use super::parts::{alternating, modulo97, number};
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "nie" => Rule::Str(|cx, args, out| cx.shared(|cx| nie(cx, args, out))),
        "nif" => Rule::Str(|cx, args, out| cx.shared(|cx| nif(cx, args, out))),
        "cif" => Rule::Str(|cx, args, out| cx.shared(|cx| cif(cx, args, out))),
        "nuss" => Rule::Str(|cx, args, out| cx.shared(|cx| nuss(cx, args, out))),
        _ => return None,
    })
}

/// The letter of an identity number.
fn control(digits: &[u8]) -> u8 {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    LETTERS[(number(digits) % 23) as usize]
}

/// The number of a foreigner; X, Y and Z count as 0, 1 and 2.
fn nie<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    let first = cx.draw.below(3) as u8;
    out.push(b'0' + first);
    padded(cx.draw.between(0, 9_999_999), 7, out);
    out.push(control(&out[start..]));
    out[start] = b'X' + first;
    Ok(())
}

/// The number of a Spaniard.
fn nif<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    padded(cx.draw.between(0, 99_999_999), 8, out);
    out.push(control(&out[start..]));
    Ok(())
}

/// The number of a company: the kind, seven digits, and a letter or a digit that depends on the kind.
fn cif<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let kind = cx.choice(b"ABCDEFGHJNPQRSUVW");
    out.push(kind);
    let start = out.len();
    padded(cx.draw.between(0, 9_999_999), 7, out);
    let check = 10 - (alternating(out[start..].iter(), true) % 10) as u8;
    out.push(match kind {
        b'A'..=b'E' | b'G' | b'H' => b'0' + check % 10,
        _ => b'@' + check,
    });
    Ok(())
}

/// The social security number of a person or a company: province, digits, remainder by 97.
fn nuss<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    let province = match cx.draw.below(54) {
        53 => 66,
        province => province as i64 + 1,
    };
    padded(province, 2, out);
    let body = out.len();
    out.resize(body + if args.bool(0) { 7 } else { 8 }, b'0');
    cx.draw.digits(&mut out[body..]);
    padded(modulo97(&out[start..]) as i64, 2, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, whose instance drew from Python's global generator: some of its code does so anyway.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("es_ES", "vat_id", 0, "ES60487647w"),
            Case::new("es_ES", "nie", 0, "Y7056020W"),
            Case::new("es_ES", "nif", 0, "51706749N"),
            Case::new("es_ES", "cif", 0, "R7056020F"),
            Case::new("es_ES", "cif", 1, "E95496568"),
            Case::new("es_ES", "cif", 2, "B15365372"),
            Case::new("es_ES", "nuss", 0, "256048764784"),
            Case::new("es_ES", "nuss", 1, "09914177717").with(&[("company", Arg::Bool(true))]),
        ]);
    }
}
