//! Mexico. Faker draws most letters and digits of these from Python's global generator, the dates from its own.

use super::parts::{chosen_digits, date_of_birth, yymmdd};
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, Table};
use crate::providers::{Args, Rule, Source};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "ssn" => Rule::Str(ssn),
        "curp" => Rule::Str(curp),
        "rfc" => Rule::Str(rfc),
        "elector_code" => Rule::Str(elector_code),
        _ => return None,
    })
}

const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const CONSONANTS: &[u8; 21] = b"BCDFGHJKLMNPQRSTVWXYZ";
const ALPHANUMERIC: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The insurance number (NSS): office, years of enrolment and birth, serial number, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    let office = cx.draw.between(1, 99);
    let birth = cx.draw.between(0, 99);
    padded(office, 2, out);
    padded(cx.draw.between(0, 99), 2, out);
    padded(birth, 2, out);
    padded(cx.draw.between(1, 9999), 4, out);
    let sum = super::parts::alternating(out[start..].iter(), false);
    padded(i64::from((10 - sum % 10) % 10), 1, out);
    Ok(())
}

/// Appends the initials of a name; a word that nobody wants to be called by is changed.
fn initials<D: Source>(cx: &mut Cx<D>, out: &mut Vec<u8>) {
    let start = out.len();
    cx.shared(|cx| {
        out.push(cx.choice(LETTERS));
        out.push(cx.choice(b"AEIOU"));
        out.push(cx.choice(LETTERS));
        out.push(cx.choice(LETTERS));
    });
    let words = cx.table(attr!("module.FORBIDDEN_WORDS")).map(Table::root);
    let other = words.and_then(|words| words.get(std::str::from_utf8(&out[start..]).unwrap_or_default()));
    if let Some(other) = other {
        out.truncate(start);
        out.extend_from_slice(other.text());
    }
}

/// The population registry code: initials, date of birth, sex, state, inner consonants, check digit.
fn curp<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let birthday = date_of_birth(cx, 0, 115)?;
    let start = out.len();
    initials(cx, out);
    yymmdd(birthday, out);
    cx.shared(|cx| {
        out.push(cx.choice(b"HM"));
        out.extend_from_slice(cx.pick_attr(attr!("module.STATES_RENAPO")));
        out.push(cx.choice(CONSONANTS));
        out.push(cx.choice(CONSONANTS));
        out.push(cx.choice(LETTERS));
    });
    out.push(if birthday.year() < 2000 { b'0' } else { b'A' });
    let value = |byte: &u8| match byte {
        b'0'..=b'9' => i64::from(byte - b'0'),
        // A counts as 10; Ñ stands after N.
        b'A'..=b'N' => i64::from(byte - b'A') + 10,
        _ => i64::from(byte.wrapping_sub(b'A')) + 11,
    };
    let sum: i64 = out[start..].iter().zip((2..=18).rev()).map(|(byte, weight)| value(byte) * weight).sum();
    padded((-sum).rem_euclid(10), 1, out);
    Ok(())
}

/// The tax code of a person or a company: initials, date, three characters that tell equal ones apart.
fn rfc<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let birthday = date_of_birth(cx, 0, 115)?;
    if args.opt_bool(0).unwrap_or(true) {
        initials(cx, out);
    } else {
        (0..3).for_each(|_| out.push(cx.choice(LETTERS)));
    }
    yymmdd(birthday, out);
    (0..3).for_each(|_| out.push(cx.shared(|cx| cx.choice(ALPHANUMERIC))));
    Ok(())
}

/// The voter's code: consonants, date of birth, state, sex, three digits.
fn elector_code<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let gender = match args.str(0) {
        "" => cx.shared(|cx| cx.choice(b"HM")),
        "H" => b'H',
        "M" => b'M',
        other => return Err(Error::Value(format!("gender must be 'H' or 'M', not '{other}'"))),
    };
    cx.shared(|cx| (0..6).for_each(|_| out.push(CONSONANTS[cx.draw.choices_index(CONSONANTS.len())])));
    yymmdd(date_of_birth(cx, 0, 115)?, out);
    padded(cx.shared(|cx| cx.draw.between(1, 33)), 2, out);
    out.push(gender);
    cx.shared(|cx| chosen_digits(cx, 3, out));
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
            Case::new("es_MX", "ssn", 0, "50539706643"),
            Case::new("es_MX", "curp", 0, "YOBI071215MSRMTLA9"),
            Case::new("es_MX", "curp", 1, "ZAID250802MTLTZM08"),
            Case::new("es_MX", "rfc", 0, "YOBI071215WVP"),
            Case::new("es_MX", "rfc", 1, "ZYC250802G7V").with(&[("natural", Arg::Bool(false))]),
            Case::new("es_MX", "elector_code", 0, "TLHNLV45030931M382"),
            Case::new("es_MX", "elector_code", 1, "DWVHNM85080214M008").with(&[("gender", Arg::Str("M".into()))]),
        ]);
    }
}
