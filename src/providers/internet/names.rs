//! User names, e-mail addresses, domains: names of people and companies in lower case and ASCII letters.

use crate::error::{Error, Result};
use crate::grammar::{bothify, lower, slug, Cx, Slug, LETTERS};
use crate::locale::{attr, name_id, unidecode, Class, NameId, Table, LOCALES};
use crate::providers::{Arg, Args, Pack, Source};
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, OnceLock, PoisonError, RwLock};

pub(super) const USER_NAME: NameId = name_id!("user_name");
pub(super) const SAFE_DOMAIN_NAME: NameId = name_id!("safe_domain_name");
pub(super) const DOMAIN_NAME: NameId = name_id!("domain_name");
pub(super) const DOMAIN_WORD: NameId = name_id!("domain_word");
pub(super) const COMPANY: NameId = name_id!("company");
pub(super) const TLD: NameId = name_id!("tld");

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
    parsed(cx, attr!("email_formats"), out)?;
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
    to_ascii(cx, out, start, false);
    lower(out, start);
    Ok(())
}

pub(super) fn user_name<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    parsed(cx, attr!("user_name_formats"), out)?;
    bothify(&mut cx.draw, out, start, LETTERS);
    to_ascii(cx, out, start, true);
    slug(out, start, Slug::Unicode);
    Ok(())
}

pub(super) fn hostname<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    out.extend_from_slice(cx.pick_attr(attr!("hostname_prefixes")));
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
    let levels = check_levels(args)?;
    let own = if cx.is_hooked() { 1 } else { levels };
    for _ in 0..own {
        cx.call(DOMAIN_WORD, out)?;
        out.push(b'.');
    }
    if own < levels {
        shorter_domain(cx, levels - own, out)?;
    } else {
        cx.call(TLD, out)?;
    }
    lower(out, start);
    Ok(())
}

/// A domain of fewer levels, by the method that may stand in the place of the pack's.
pub(super) fn shorter_domain<D: Source>(cx: &mut Cx<D>, levels: i64, out: &mut Vec<u8>) -> Result<()> {
    cx.call_with(DOMAIN_NAME, &Args::new(vec![Arg::Int(levels)]), out)
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
    to_ascii(cx, out, start, false);
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

/// Spells the text from `start` on in ASCII: by the replacements of the locale, then as unidecode does. It may have
/// capitals afterwards, so every caller makes it lower case; some do so before, too, because replacements depend on it.
pub(crate) fn to_ascii<D: Source>(cx: &Cx<D>, out: &mut Vec<u8>, start: usize, lower_first: bool) {
    if out[start..].is_ascii() {
        return;
    }
    spell_all(spellings(cx.pack, cx.class), out, start, lower_first);
}

/// Spells the text from `start` on by the replacements of a class, or as unidecode does.
pub(super) fn spell_all(spellings: &Spellings, out: &mut Vec<u8>, start: usize, lower_first: bool) {
    let spell = |c: char, out: &mut Vec<u8>| match spellings.get(&c) {
        Some(spelling) => out.extend_from_slice(spelling),
        None => decode(c, out),
    };
    let text = String::from_utf8(out.split_off(start)).unwrap_or_default();
    for c in text.chars() {
        if lower_first {
            c.to_lowercase().for_each(|c| spell(c, out));
        } else {
            spell(c, out);
        }
    }
}

/// How some letters are spelled in ASCII.
pub(super) type Spellings = FxHashMap<char, Vec<u8>>;

/// The spellings of the class whose rule runs, if it has any of its own, or of the locale.
pub(super) fn spellings<D: Source>(pack: &Pack<D>, class: Class) -> &'static Spellings {
    static ALL: [OnceLock<Spellings>; LOCALES.len()] = [const { OnceLock::new() }; LOCALES.len()];
    // Of tables that users have given. They stay for ever, and so may these.
    static GIVEN: LazyLock<RwLock<FxHashMap<Table, &'static Spellings>>> = LazyLock::new(RwLock::default);
    let locales = pack.entry(USER_NAME).class.table(attr!("replacements"));
    match class.table(attr!("replacements")) {
        Some(table) if Some(table) != locales => {
            if let Some(known) = GIVEN.read().unwrap_or_else(PoisonError::into_inner).get(&table) {
                return known;
            }
            let mut given = GIVEN.write().unwrap_or_else(PoisonError::into_inner);
            given.entry(table).or_insert_with(|| Box::leak(Box::new(read_spellings(Some(table)))))
        }
        _ => ALL[pack.locale.index()].get_or_init(|| read_spellings(locales)),
    }
}

fn read_spellings(table: Option<Table>) -> Spellings {
    let mut spellings = FxHashMap::default();
    // Faker replaces one letter after the other, so the first of two replacements for one letter counts.
    let table = table.filter(|table| table.columns() == 2);
    for (table, row) in table.iter().flat_map(|table| (0..table.len()).map(move |row| (table, row))) {
        let [letter, spelling] = [0, 1].map(|column| std::str::from_utf8(table.cell(row, column)).unwrap_or(""));
        if let Some(letter) = letter.chars().next() {
            let mut ascii = Vec::new();
            spelling.chars().for_each(|c| decode(c, &mut ascii));
            spellings.entry(letter).or_insert(ascii);
        }
    }
    spellings
}

fn decode(c: char, out: &mut Vec<u8>) {
    match c.is_ascii() {
        true => out.push(c as u8),
        false => out.extend_from_slice(unidecode(c).unwrap_or_default()),
    }
}
