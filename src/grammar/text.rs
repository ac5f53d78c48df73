//! What Python's `str` methods do, on the text of a buffer from `start` on. ASCII takes the short way.

use crate::locale;
use unicode_normalization::UnicodeNormalization;

fn rewrite(out: &mut Vec<u8>, start: usize, change: impl Fn(&str, &mut String)) {
    let text = String::from_utf8(out.split_off(start)).unwrap_or_default();
    let mut changed = String::with_capacity(text.len());
    change(&text, &mut changed);
    out.extend_from_slice(changed.as_bytes());
}

/// `str.upper`.
pub fn upper(out: &mut Vec<u8>, start: usize) {
    if out[start..].is_ascii() {
        out[start..].make_ascii_uppercase();
    } else {
        rewrite(out, start, |text, to| to.push_str(&text.to_uppercase()));
    }
}

/// `str.lower`.
pub fn lower(out: &mut Vec<u8>, start: usize) {
    if out[start..].is_ascii() {
        out[start..].make_ascii_lowercase();
    } else {
        rewrite(out, start, |text, to| to.push_str(&text.to_lowercase()));
    }
}

/// Replaces the ASCII digits by ten other characters, such as `০১২৩৪৫৬৭৮৯`.
pub fn digits(out: &mut Vec<u8>, start: usize, characters: &str) {
    if !out[start..].iter().any(u8::is_ascii_digit) {
        return;
    }
    let mut ten = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    for (digit, character) in ten.iter_mut().zip(characters.chars()) {
        *digit = character;
    }
    rewrite(out, start, |text, to| to.extend(text.chars().map(|c| c.to_digit(10).map_or(c, |d| ten[d as usize]))));
}

/// `str.capitalize`: the first character in title case, the others in lower case.
pub fn capitalize(out: &mut Vec<u8>, start: usize) {
    rewrite(out, start, title_word);
}

/// `str.title`: a letter after anything that is not a letter in title case, the others in lower case.
#[inline]
pub fn title(out: &mut Vec<u8>, start: usize) {
    if out[start..].is_ascii() {
        let mut inside = false;
        for byte in &mut out[start..] {
            *byte = if inside { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
            inside = byte.is_ascii_alphabetic();
        }
        return;
    }
    rewrite(out, start, |text, to| {
        let mut rest = text;
        while !rest.is_empty() {
            // A word: letters, and the character that ends it, which has no case.
            let end = rest
                .find(|c| !is_cased(c))
                .map_or(rest.len(), |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
            let (word, after) = rest.split_at(end);
            title_word(word, to);
            rest = after;
        }
    });
}

/// The first character in title case, the others in lower case.
fn title_word(word: &str, to: &mut String) {
    let Some(first) = word.chars().next() else { return };
    title_case(first, to);
    // Lowered as a whole, because a sigma looks at its neighbours.
    to.extend(word.to_lowercase().chars().skip(first.to_lowercase().count()));
}

/// Whether a character has upper, lower or title case.
fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase() || TITLED.iter().any(|range| range.contains(&c))
}

/// The characters that are in title case: two letters, or a letter with an iota beside it.
const TITLED: [std::ops::RangeInclusive<char>; 10] =
    ['ǅ'..='ǅ', 'ǈ'..='ǈ', 'ǋ'..='ǋ', 'ǲ'..='ǲ', 'ᾈ'..='ᾏ', 'ᾘ'..='ᾟ', 'ᾨ'..='ᾯ', 'ᾼ'..='ᾼ', 'ῌ'..='ῌ', 'ῼ'..='ῼ'];

/// A character in title case: its upper case, except where that is two letters or (in Georgian) for headlines only.
fn title_case(c: char, to: &mut String) {
    match c {
        'ა'..='ჿ' => to.push(c),
        'Ǆ'..='ǆ' => to.push('ǅ'),
        'Ǉ'..='ǉ' => to.push('ǈ'),
        'Ǌ'..='ǌ' => to.push('ǋ'),
        'Ǳ'..='ǳ' => to.push('ǲ'),
        'ᾀ'..='ᾯ' => to.extend(char::from_u32(c as u32 | 8)),
        'ᾳ' | 'ῃ' | 'ῳ' => to.extend(char::from_u32(c as u32 + 9)),
        c => {
            let mut upper = c.to_uppercase();
            let Some(first) = upper.next() else { return };
            to.push(first);
            for other in upper {
                if first.is_uppercase() {
                    to.extend(other.to_lowercase());
                } else {
                    to.push(other);
                }
            }
        }
    }
}

/// The ASCII spelling that Faker's `unidecode` gives.
pub fn unidecode(out: &mut Vec<u8>, start: usize) {
    if out[start..].is_ascii() {
        return;
    }
    let text = String::from_utf8(out.split_off(start)).unwrap_or_default();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c as u8);
        } else if let Some(spelling) = locale::unidecode(c) {
            out.extend_from_slice(spelling);
        }
    }
}

/// What Faker's `slugify` keeps besides letters, digits, `_` and `-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slug {
    /// ASCII only.
    Ascii,
    /// ASCII only, and dots.
    Dots,
    /// Any letters.
    Unicode,
}

/// Faker's `slugify`: in lower case, runs of blanks and hyphens as one hyphen, without blanks at the ends.
pub fn slug(out: &mut Vec<u8>, start: usize, kind: Slug) {
    if !out[start..].is_ascii() {
        rewrite(out, start, |text, to| match kind {
            Slug::Unicode => slug_unicode(text, to),
            Slug::Ascii | Slug::Dots => to.extend(text.nfkd().filter(char::is_ascii)),
        });
    }
    if out[start..].is_ascii() {
        slug_ascii(out, start, kind == Slug::Dots);
    }
}

/// The part of a gap that counts at the ends of a slug, where blanks are stripped: hyphens.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    None,
    Blanks,
    Hyphens,
}

/// What a slug makes of each byte: a letter in lower case, a digit or an underscore, a blank for all that `\s` and
/// `str.strip` know in Python, a hyphen; 0 for what it leaves out.
const SLUGGED: [u8; 256] = {
    let mut slugged = [0; 256];
    let mut i: u8 = 0;
    while i < 128 {
        slugged[i as usize] = match i {
            b'-' => b'-',
            b'\t'..=b'\r' | 0x1c..=0x1f | b' ' => b' ',
            b'_' => b'_',
            _ if i.is_ascii_alphanumeric() => i.to_ascii_lowercase(),
            _ => 0,
        };
        i += 1;
    }
    slugged
};

fn slug_ascii(out: &mut Vec<u8>, start: usize, dots: bool) {
    let mut to = start;
    let mut gap = Gap::None;
    for from in start..out.len() {
        let byte = match SLUGGED[usize::from(out[from])] {
            b'-' => {
                gap = Gap::Hyphens;
                continue;
            }
            b' ' => {
                if gap == Gap::None {
                    gap = Gap::Blanks;
                }
                continue;
            }
            0 if dots && out[from] == b'.' => b'.',
            0 => continue,
            byte => byte,
        };
        if gap == Gap::Hyphens || (gap == Gap::Blanks && to > start) {
            out[to] = b'-';
            to += 1;
        }
        gap = Gap::None;
        out[to] = byte;
        to += 1;
    }
    if gap == Gap::Hyphens {
        out[to] = b'-';
        to += 1;
    }
    out.truncate(to);
}

fn slug_unicode(text: &str, to: &mut String) {
    let keeps = |c: &char| c.is_alphanumeric() || *c == '_' || *c == '-' || c.is_whitespace();
    let kept: String = text.nfkc().filter(keeps).collect();
    let mut gap = false;
    for c in kept.trim().to_lowercase().chars() {
        if c == '-' || c.is_whitespace() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            to.push('-');
        }
        to.push(c);
    }
    if gap {
        to.push('-');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, change: fn(&mut Vec<u8>, usize)) -> String {
        let mut out = format!("Keep {text}").into_bytes();
        change(&mut out, 5);
        String::from_utf8(out).unwrap()[5..].to_string()
    }

    #[test]
    fn as_python_does() {
        assert_eq!(changed("o'neil MÜLLER", title), "O'Neil Müller");
        assert_eq!(changed("o'neil", title), "O'Neil");
        assert_eq!(changed("straße", upper), "STRASSE");
        assert_eq!(changed("eLAN", capitalize), "Elan");
        assert_eq!(changed("straße ßa ŉa ǆ ŽARKO", title), "Straße Ssa ʼNa ǅ Žarko");
        assert_eq!(changed("თბილისი", title), "თბილისი");
        assert_eq!(changed("ΟΔΟΣ ΑΘΗΝΩΝ", title), "Οδος Αθηνων");
        assert_eq!(changed("ΟΔΟΣ ΑΘΗΝΩΝ", capitalize), "Οδος αθηνων");
        assert_eq!(changed("Übergröße", unidecode), "Ubergrosse");
        assert_eq!(changed(" Hello,  big World ", |o, s| slug(o, s, Slug::Ascii)), "hello-big-world");
        assert_eq!(changed("- a -- b! - ", |o, s| slug(o, s, Slug::Ascii)), "-a-b-");
        assert_eq!(changed("! a b !", |o, s| slug(o, s, Slug::Ascii)), "a-b");
        assert_eq!(changed("Müller.AG", |o, s| slug(o, s, Slug::Dots)), "muller.ag");
        assert_eq!(changed("Müller.AG", |o, s| slug(o, s, Slug::Unicode)), "müllerag");
    }
}
