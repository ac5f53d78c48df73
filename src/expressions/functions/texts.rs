//! Functions of texts. Places and lengths count characters.

use super::{args, Checked};
use crate::expressions::eval::arithmetic::text_at;
use crate::expressions::eval::convert::{cast, to};
use crate::expressions::eval::vector::Native;
use crate::expressions::eval::{change, compose, of_text, Cells, Seq, Term, Vector};
use crate::expressions::types::{self, texts};
use crate::expressions::Kind;

pub fn text(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    cast(x, Kind::Str)
}

pub fn concat(terms: Vec<Term>) -> Checked {
    Ok(types::concat(terms))
}

fn string(text: &[u8]) -> &str {
    std::str::from_utf8(text).unwrap_or_default()
}

/// Appends characters that a function makes of each character, and bytes where all are ASCII.
fn by_char<I: Iterator<Item = char>>(
    text: &[u8],
    out: &mut Vec<u8>,
    ascii: impl Fn(u8) -> u8,
    wide: impl Fn(char) -> I,
) {
    if text.is_ascii() {
        out.extend(text.iter().map(|byte| ascii(*byte)));
    } else {
        string(text).chars().flat_map(wide).for_each(|c| push(c, out));
    }
}

fn push(c: char, out: &mut Vec<u8>) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

pub fn lower(terms: Vec<Term>) -> Checked {
    let [s] = args(terms)?;
    Ok(change(texts(s, "lower")?, |s, out| by_char(s, out, |b| b.to_ascii_lowercase(), char::to_lowercase)))
}

pub fn upper(terms: Vec<Term>) -> Checked {
    let [s] = args(terms)?;
    Ok(change(texts(s, "upper")?, |s, out| by_char(s, out, |b| b.to_ascii_uppercase(), char::to_uppercase)))
}

/// Words are letters, digits and apostrophes.
pub fn title(terms: Vec<Term>) -> Checked {
    let [s] = args(terms)?;
    Ok(change(texts(s, "title")?, |s, out| {
        let mut inside = false;
        for c in string(s).chars() {
            if inside {
                c.to_lowercase().for_each(|c| push(c, out));
            } else {
                c.to_uppercase().for_each(|c| push(c, out));
            }
            inside = c.is_alphanumeric() || (inside && matches!(c, '\'' | '’'));
        }
    }))
}

pub fn trim(terms: Vec<Term>) -> Checked {
    let [s] = args(terms)?;
    Ok(change(texts(s, "trim")?, |s, out| out.extend_from_slice(string(s).trim().as_bytes())))
}

fn characters(text: &[u8]) -> usize {
    // Every byte but those that continue a character.
    text.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

pub fn length(terms: Vec<Term>) -> Checked {
    let [s] = args(terms)?;
    Ok(of_text(Kind::Int, texts(s, "length")?, |s| Some(characters(s) as i64)))
}

/// The characters of a text from one place up to another.
fn between(text: &[u8], from: usize, upto: usize) -> &[u8] {
    if from >= upto {
        return b"";
    }
    if text.is_ascii() {
        return &text[from.min(text.len())..upto.min(text.len())];
    }
    let text = string(text);
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(i, _)| i);
    &text.as_bytes()[byte(from)..byte(upto)]
}

fn size(n: i64) -> usize {
    usize::try_from(n.max(0)).unwrap_or(usize::MAX)
}

/// A part of each text, from numbers of the row; of entries only where the numbers are constants.
fn part(
    s: Term,
    numbers: Vec<Term>,
    what: &str,
    range: impl Fn(&[u8], &[i64]) -> (usize, usize) + Send + Sync + Copy + 'static,
) -> Checked {
    let s = texts(s, what)?;
    let mut terms = vec![];
    for number in numbers {
        let kind = number.kind;
        terms.push(to(number, Kind::Int).map_err(|_| format!("{what} takes integers after the text, not {kind}"))?);
    }
    if terms.iter().any(Term::is_null) {
        return Ok(Term::null(Kind::Str));
    }
    let known: Option<Vec<i64>> = terms.iter().map(Term::known_as::<i64>).collect();
    if let Some(numbers) = known {
        return Ok(change(s, move |s, out| {
            let (from, upto) = range(s, &numbers);
            out.extend_from_slice(between(s, from, upto));
        }));
    }
    terms.insert(0, s);
    Ok(compose(terms, move |v, i, out| {
        let mut numbers = [0; 2];
        v[1..].iter().zip(&mut numbers).for_each(|(v, to)| *to = number_at(v, i));
        let s = text_at(&v[0], i);
        let (from, upto) = range(s, &numbers[..v.len() - 1]);
        out.extend_from_slice(between(s, from, upto));
    }))
}

fn number_at(vector: &Vector<'_>, i: usize) -> i64 {
    match &vector.cells {
        Cells::Long(values) => values.get(i),
        _ => 0,
    }
}

/// From 1, or from the end, if negative.
pub fn substring(mut terms: Vec<Term>) -> Checked {
    let s = terms.remove(0);
    part(s, terms, "substring", |s, numbers| {
        let start = numbers[0];
        let (from, lost) = match start {
            1.. => (size(start - 1), 0),
            _ => {
                let (all, back) = (characters(s), size(start.saturating_neg()));
                // What would stand before the beginning counts, too; 0 is before it by one.
                if start == 0 {
                    (0, 1)
                } else {
                    (all.saturating_sub(back), back.saturating_sub(all))
                }
            }
        };
        let upto = numbers.get(1).map_or(usize::MAX, |n| from.saturating_add(size(*n).saturating_sub(lost)));
        (from, upto)
    })
}

pub fn left(mut terms: Vec<Term>) -> Checked {
    let s = terms.remove(0);
    part(s, terms, "left", |_, numbers| (0, size(numbers[0])))
}

pub fn right(mut terms: Vec<Term>) -> Checked {
    let s = terms.remove(0);
    part(s, terms, "right", |s, numbers| (characters(s).saturating_sub(size(numbers[0])), usize::MAX))
}

fn replaced(s: &[u8], from: &[u8], by: &[u8], out: &mut Vec<u8>) {
    if from.is_empty() {
        out.extend_from_slice(s);
        return;
    }
    let mut rest = 0;
    for (at, found) in string(s).match_indices(string(from)) {
        out.extend_from_slice(&s[rest..at]);
        out.extend_from_slice(by);
        rest = at + found.len();
    }
    out.extend_from_slice(&s[rest..]);
}

pub fn replace(terms: Vec<Term>) -> Checked {
    let [s, from, by] = args(terms)?;
    let (s, from, by) = (texts(s, "replace")?, texts(from, "replace")?, texts(by, "replace")?);
    if let (Some(from), Some(by)) = (from.known_text(), by.known_text()) {
        return Ok(change(s, move |s, out| replaced(s, from.as_bytes(), by.as_bytes(), out)));
    }
    Ok(compose(vec![s, from, by], |v, i, out| replaced(text_at(&v[0], i), text_at(&v[1], i), text_at(&v[2], i), out)))
}

fn test(terms: Vec<Term>, what: &str, f: fn(&str, &str) -> bool) -> Checked {
    let [s, part] = args(terms)?;
    let (s, part) = (texts(s, what)?, texts(part, what)?);
    if let Some(part) = part.known_text() {
        return Ok(of_text(Kind::Bool, s, move |s| Some(f(string(s), &part))));
    }
    Ok(Term::apply(Kind::Bool, vec![s, part], move |v, n| {
        let (s, part) = (v[0].texts(), v[1].texts());
        let made = (0..n).map(|i| f(string(s.get(i)), string(part.get(i)))).collect();
        Vector { cells: bool::cells(Seq::Many(made)), valid: crate::expressions::eval::all_valid(v) }
    }))
}

pub fn contains(terms: Vec<Term>) -> Checked {
    test(terms, "contains", |s, part| s.contains(part))
}

pub fn starts_with(terms: Vec<Term>) -> Checked {
    test(terms, "starts_with", |s, part| s.starts_with(part))
}

pub fn ends_with(terms: Vec<Term>) -> Checked {
    test(terms, "ends_with", |s, part| s.ends_with(part))
}

/// In ASCII and lower case, with one hyphen for whatever stands between letters and digits.
pub fn slug(terms: Vec<Term>) -> Checked {
    let [s] = args(terms)?;
    Ok(change(texts(s, "slug")?, |s, out| {
        let start = out.len();
        let mut gap = false;
        let mut put = |byte: u8| {
            // An apostrophe does not part a word.
            if byte.is_ascii_alphanumeric() {
                if gap && out.len() > start {
                    out.push(b'-');
                }
                gap = false;
                out.push(byte.to_ascii_lowercase());
            } else if byte != b'\'' {
                gap = true;
            }
        };
        for c in string(s).chars() {
            match u8::try_from(c).ok().filter(u8::is_ascii) {
                Some(byte) => put(byte),
                None => match crate::locale::unidecode(c) {
                    Some(spelling) => spelling.iter().for_each(|byte| put(*byte)),
                    None => put(b' '),
                },
            }
        }
    }))
}
