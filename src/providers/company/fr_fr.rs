//! Slogans and numbers of companies in France.

use super::slogan;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, name_id};
use crate::providers::{parts::luhn, Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "catch_phrase" => Rule::Str(catch_phrase),
        "siren" => Rule::Str(|cx, _, out| {
            grouped(&siren(cx), out);
            Ok(())
        }),
        "siret" => Rule::Str(siret),
        "company_vat" => Rule::Str(company_vat),
        "ape_code" => Rule::Str(ape_code),
        "rcs_number" => Rule::Str(rcs_number),
        _ => return None,
    })
}

/// A slogan, drawn anew while it has one of the words that Faker means to let in once only.
fn catch_phrase<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    let words = cx.table(attr!("words_which_should_not_appear_twice"));
    loop {
        slogan(cx, out)?;
        let phrase = String::from_utf8_lossy(&out[start..]);
        if !words.is_some_and(|words| words.iter().any(|word| phrase.contains(word))) {
            return Ok(());
        }
        out.truncate(start);
    }
}

/// Eight digits and a check digit.
fn siren<D: Source>(cx: &mut Cx<D>) -> [u8; 9] {
    let mut siren = [0; 9];
    cx.draw.digits(&mut siren[..8]);
    siren[8] = luhn(&siren[..8]);
    siren
}

/// The digits of a SIREN in groups of three.
fn grouped(siren: &[u8; 9], out: &mut Vec<u8>) {
    for (i, group) in siren.chunks(3).enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(group);
    }
}

/// A SIREN, the establishment's number in four digits, a check digit.
fn siret<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let most = match args.int(0) {
        1 => 9,
        3 => 999,
        4 => 9999,
        _ => 99,
    };
    let establishment = cx.draw.between(0, most);
    let siren = siren(cx);
    let mut digits = siren.to_vec();
    padded(establishment, 4, &mut digits);
    grouped(&siren, out);
    out.push(b' ');
    out.extend_from_slice(&digits[9..]);
    out.push(luhn(&digits));
    Ok(())
}

/// Appends the SIREN that was given, or one that is drawn.
fn given_siren<D: Source>(cx: &mut Cx<D>, given: &str, out: &mut Vec<u8>) {
    match given {
        "" => grouped(&siren(cx), out),
        given => out.extend_from_slice(given.as_bytes()),
    }
}

fn company_vat<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut siren = Vec::new();
    given_siren(cx, args.str(0), &mut siren);
    if !siren.iter().any(u8::is_ascii_digit) {
        return Err(Error::Value(format!("siren must have digits, unlike '{}'", args.str(0))));
    }
    let digits = siren.iter().filter(|byte| byte.is_ascii_digit());
    let rest = digits.fold(0, |rest, digit| (rest * 10 + i64::from(digit - b'0')) % 97);
    out.extend_from_slice(b"FR ");
    padded((12 + 3 * rest) % 97, 2, out);
    out.push(b' ');
    out.extend_from_slice(&siren);
    Ok(())
}

fn ape_code<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let codes = match args.opt_str(0) {
        Some("naf-2003") => attr!("ape_codes_naf_2003"),
        Some("naf-2025") => attr!("ape_codes_naf_2025"),
        Some(_) => {
            return Err(Error::value("Unsupported NAF version. Set version=None to a truly random number."));
        }
        None => {
            let mut code = *b"00.00A";
            cx.draw.digits(&mut code[..2]);
            cx.draw.digits(&mut code[3..5]);
            code[5] = b'A' + cx.draw.below(26) as u8;
            out.extend_from_slice(&code);
            return Ok(());
        }
    };
    out.extend_from_slice(cx.pick_attr(codes));
    Ok(())
}

fn rcs_number<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    out.extend_from_slice(b"RCS ");
    match args.str(0) {
        "" => cx.call(const { name_id!("city") }, out)?,
        city => out.extend_from_slice(city.as_bytes()),
    }
    out.push(b' ');
    match args.str(1) {
        "" => out.push(b'A' + cx.draw.below(2) as u8),
        letter => out.extend_from_slice(letter.as_bytes()),
    }
    out.push(b' ');
    given_siren(cx, args.str(2), out);
    Ok(())
}
