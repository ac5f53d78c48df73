//! Patterns: `#` a digit, `%` a digit from 1, `$` a digit from 2, `!` a digit or nothing, `@` a digit from 1 or
//! nothing, `?` a letter, `^` a hexadecimal digit.
//!
//! Each works on the text of a buffer from `start` on. As in Faker, one kind of placeholder is replaced throughout
//! before the next, which decides the order of draws.

use crate::rng::Draw;

/// The letters of `lexify` and `bothify` where none are given.
pub const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Replaces the placeholders for digits.
///
/// ```
/// use forgery::{grammar::numerify, rng::{Key, Stream}};
/// let mut out = b"PO-%##".to_vec();
/// numerify(&mut Stream::at(&Key::from_seed(&1.into()), 0, 0), &mut out, 0);
/// assert!(out.starts_with(b"PO-") && out[3..].iter().all(u8::is_ascii_digit) && out[3] != b'0');
/// ```
#[inline]
pub fn numerify<D: Draw>(draw: &mut D, out: &mut Vec<u8>, start: usize) {
    let mut others = false;
    let mut at = start;
    while at < out.len() {
        match out[at] {
            b'#' => {
                let end = out[at..].iter().position(|b| *b != b'#').map_or(out.len(), |n| at + n);
                draw.digits(&mut out[at..end]);
                at = end;
            }
            b'%' | b'$' | b'!' | b'@' => {
                others = true;
                at += 1;
            }
            _ => at += 1,
        }
    }
    if others {
        digits_from(draw, &mut out[start..], b'%', 1);
        digits_from(draw, &mut out[start..], b'$', 2);
        digits_or_nothing(draw, out, start, b'!', 0);
        digits_or_nothing(draw, out, start, b'@', 1);
    }
}

fn digits_from<D: Draw>(draw: &mut D, text: &mut [u8], placeholder: u8, lowest: u8) {
    for byte in text.iter_mut().filter(|b| **b == placeholder) {
        *byte = b'0' + lowest + draw.below(10 - u64::from(lowest)) as u8;
    }
}

fn digits_or_nothing<D: Draw>(draw: &mut D, out: &mut Vec<u8>, start: usize, placeholder: u8, lowest: u8) {
    let mut to = start;
    for from in start..out.len() {
        let mut byte = out[from];
        if byte == placeholder {
            if draw.below(2) == 0 {
                continue;
            }
            byte = b'0' + lowest + draw.below(10 - u64::from(lowest)) as u8;
        }
        out[to] = byte;
        to += 1;
    }
    out.truncate(to);
}

/// Replaces each `?` with a letter.
#[inline]
pub fn lexify<D: Draw>(draw: &mut D, out: &mut Vec<u8>, start: usize, letters: &str) {
    replace_letters(draw, out, start, b'?', letters);
}

/// Replaces the placeholders for digits, then those for letters.
#[inline]
pub fn bothify<D: Draw>(draw: &mut D, out: &mut Vec<u8>, start: usize, letters: &str) {
    numerify(draw, out, start);
    lexify(draw, out, start, letters);
}

/// Replaces each `^` with a hexadecimal digit.
#[inline]
pub fn hexify<D: Draw>(draw: &mut D, out: &mut Vec<u8>, start: usize, upper: bool) {
    replace_letters(draw, out, start, b'^', if upper { "0123456789ABCDEF" } else { "0123456789abcdef" });
}

/// Replaces each placeholder with one of `letters`, which may be any characters.
#[inline]
pub fn replace_letters<D: Draw>(draw: &mut D, out: &mut Vec<u8>, start: usize, placeholder: u8, letters: &str) {
    if letters.is_empty() || !out[start..].contains(&placeholder) {
        return;
    }
    if letters.is_ascii() {
        let mut at = start;
        while at < out.len() {
            if out[at] == placeholder {
                let end = out[at..].iter().position(|b| *b != placeholder).map_or(out.len(), |n| at + n);
                draw.letters(letters.as_bytes(), &mut out[at..end]);
                at = end;
            }
            at += 1;
        }
        return;
    }
    let letters: Vec<char> = letters.chars().collect();
    let text = out.split_off(start);
    for byte in text {
        if byte == placeholder {
            let letter = letters[draw.below(letters.len() as u64) as usize];
            out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            out.push(byte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Mersenne, PySeed};

    fn drawn(seed: i64, text: &str, apply: impl Fn(&mut Mersenne, &mut Vec<u8>)) -> String {
        let mut out = text.as_bytes().to_vec();
        apply(&mut Mersenne::from_seed(&PySeed::from(seed)), &mut out);
        String::from_utf8(out).unwrap()
    }

    /// Literals from `Faker().seed_instance(seed)` of Faker 40.54.0.
    #[test]
    fn patterns_are_fakers() {
        assert_eq!(drawn(0, "##-%%-$$-!!!-@@@", |d, o| numerify(d, o, 0)), NUMERIFY_0);
        assert_eq!(drawn(1, "??-##", |d, o| bothify(d, o, 0, LETTERS)), BOTHIFY_1);
        assert_eq!(drawn(2, "^^^^:^^", |d, o| hexify(d, o, 0, false)), HEXIFY_2);
        assert_eq!(drawn(3, "??", |d, o| lexify(d, o, 0, "äöü")), LEXIFY_3);
    }

    const NUMERIFY_0: &str = "66-15-98-79-3";
    const BOTHIFY_1: &str = "ZW-29";
    const HEXIFY_2: &str = "122b:59";
    const LEXIFY_3: &str = "äü";
}
