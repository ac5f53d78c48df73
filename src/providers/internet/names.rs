//! User names, e-mail addresses, domains: names of people and companies in lower case and ASCII letters.

use crate::error::{Error, Result};
use crate::grammar::{bothify, lower, slug, Cx, Slug, LETTERS};
use crate::locale::{attr, name_id, unidecode, NameId};
use crate::providers::{Args, Source};

const USER_NAME: NameId = name_id("user_name");
const SAFE_DOMAIN_NAME: NameId = name_id("safe_domain_name");
const DOMAIN_NAME: NameId = name_id("domain_name");
const DOMAIN_WORD: NameId = name_id("domain_word");
const COMPANY: NameId = name_id("company");
const TLD: NameId = name_id("tld");

/// Appends a template of `table` with its tokens replaced.
pub(super) fn parsed<D: Source>(cx: &mut Cx<D>, table: crate::locale::AttrId, out: &mut Vec<u8>) -> Result<()> {
    match cx.table(table) {
        Some(table) => cx.parse(table, out),
        None => Ok(()),
    }
}

pub(super) fn email<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    match args.str(1) {
        "" if args.bool(0) => {
            cx.call(USER_NAME, out)?;
            out.push(b'@');
            cx.call(SAFE_DOMAIN_NAME, out)?;
        }
        "" => any_email(cx, out)?,
        domain => {
            cx.call(USER_NAME, out)?;
            out.push(b'@');
            out.extend_from_slice(domain.as_bytes());
        }
    }
    lower(out, start);
    Ok(())
}

/// Appends an address at any domain, as the formats of the locale say.
fn any_email<D: Source>(cx: &mut Cx<D>, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    parsed(cx, attr("email_formats"), out)?;
    let mut at = start;
    out.retain(|byte| {
        at += 1;
        at <= start || *byte != b' '
    });
    Ok(())
}

pub(super) fn ascii_email<D: Source>(cx: &mut Cx<D>, name: Option<NameId>, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    match name {
        Some(name) => cx.call(name, out)?,
        None => any_email(cx, out)?,
    }
    to_ascii(cx, out, start);
    lower(out, start);
    Ok(())
}

pub(super) fn user_name<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    parsed(cx, attr("user_name_formats"), out)?;
    bothify(&mut cx.draw, out, start, LETTERS);
    if !out[start..].is_ascii() {
        lower(out, start);
        to_ascii(cx, out, start);
    }
    slug(out, start, Slug::Unicode);
    Ok(())
}

pub(super) fn hostname<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    out.extend_from_slice(cx.pick_attr(attr("hostname_prefixes")));
    let digits = out.len() + 1;
    out.extend_from_slice(b"-##");
    crate::grammar::numerify(&mut cx.draw, out, digits);
    let levels = args.int(0);
    if levels == 1 {
        out.push(b'.');
        cx.call(DOMAIN_NAME, out)?;
    } else if levels > 1 {
        out.push(b'.');
        cx.call_with(DOMAIN_NAME, args, out)?;
    }
    lower(out, start);
    Ok(())
}

pub(super) fn domain_name<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    for _ in 0..check_levels(args)? {
        cx.call(DOMAIN_WORD, out)?;
        out.push(b'.');
    }
    cx.call(TLD, out)?;
    lower(out, start);
    Ok(())
}

/// The levels of a domain, which must be some.
pub(super) fn check_levels(args: &Args) -> Result<i64> {
    match args.int(0) {
        levels if levels < 1 => Err(Error::value("levels must be greater than or equal to 1")),
        levels => Ok(levels),
    }
}

/// Appends the first words of a company's name, without blanks.
pub(super) fn domain_word<D: Source>(cx: &mut Cx<D>, words: usize, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    company_words(cx, words, out)?;
    to_ascii(cx, out, start);
    slug(out, start, Slug::Unicode);
    Ok(())
}

/// Appends the first words of a company's name as they are written, one after the other.
pub(super) fn company_words<D: Source>(cx: &mut Cx<D>, words: usize, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    cx.call(COMPANY, out)?;
    let (mut from, mut to, mut blanks) = (start, start, 0);
    while from < out.len() && blanks < words {
        if out[from] == b' ' {
            blanks += 1;
        } else {
            out[to] = out[from];
            to += 1;
        }
        from += 1;
    }
    out.truncate(to);
    Ok(())
}

/// Spells the text from `start` on in ASCII: by the replacements of the class, then as unidecode does. A text in
/// lower case stays so, but for spellings with capitals: every caller makes it lower case afterwards.
pub(super) fn to_ascii<D: Source>(cx: &Cx<D>, out: &mut Vec<u8>, start: usize) {
    if out[start..].is_ascii() {
        return;
    }
    let replacements = cx.table(attr("replacements")).filter(|table| table.columns() == 2);
    let rows = replacements.map_or(0, |table| table.len());
    let text = String::from_utf8(out.split_off(start)).unwrap_or_default();
    for c in text.chars() {
        let mut buffer = [0; 4];
        let letter = c.encode_utf8(&mut buffer).as_bytes();
        let replacement = replacements.and_then(|table| {
            let row = (0..rows).find(|row| table.cell(*row, 0) == letter)?;
            Some(table.cell(row, 1))
        });
        match replacement {
            Some(spelling) if spelling.is_ascii() => out.extend_from_slice(spelling),
            Some(spelling) => String::from_utf8_lossy(spelling).chars().for_each(|c| decoded(c, out)),
            None => decoded(c, out),
        }
    }
}

fn decoded(c: char, out: &mut Vec<u8>) {
    match c.is_ascii() {
        true => out.push(c as u8),
        false => out.extend_from_slice(unidecode(c).unwrap_or_default()),
    }
}
