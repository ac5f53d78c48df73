//! What a cell's text must not hold as it is, and how it is written instead. Eight bytes are looked at at once.

use super::buffer::{put, window, SLACK};

/// A kind of text.
pub trait Kind {
    /// Marks those of eight bytes that a text must not hold as it is; beyond the first, perhaps others too.
    fn specials(eight: u64) -> u64;
    /// Which of eight bytes must be escaped: the lowest mark is at the first of them, marks above it may be wrong.
    fn marks(eight: u64) -> u64;
    /// Writes a byte that must be escaped.
    fn escape(byte: u8, to: &mut [u8]) -> usize;
    /// How many bytes at most stand for one.
    const MOST: usize;
}

/// Comma-separated values: texts with commas, quotes and ends of lines stand in quotes, and quotes in them twice.
pub struct Csv;

/// JSON strings.
pub struct Json;

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// Marks the bytes below a limit of at most 128; beyond the first, perhaps others too.
#[inline]
fn below(eight: u64, limit: u8) -> u64 {
    eight.wrapping_sub(ONES * u64::from(limit)) & !eight & HIGH
}

/// Marks the bytes that equal one; beyond the first, perhaps others too.
#[inline]
fn equal(eight: u64, byte: u8) -> u64 {
    below(eight ^ (ONES * u64::from(byte)), 1)
}

impl Kind for Csv {
    const MOST: usize = 2;

    #[inline]
    fn specials(eight: u64) -> u64 {
        equal(eight, b',') | equal(eight, b'"') | equal(eight, b'\n') | equal(eight, b'\r')
    }

    #[inline]
    fn marks(eight: u64) -> u64 {
        equal(eight, b'"')
    }

    #[inline]
    fn escape(_: u8, to: &mut [u8]) -> usize {
        put(b"\"\"", to)
    }
}

impl Kind for Json {
    const MOST: usize = 6;

    #[inline]
    fn specials(eight: u64) -> u64 {
        Self::marks(eight)
    }

    #[inline]
    fn marks(eight: u64) -> u64 {
        below(eight, b' ') | equal(eight, b'"') | equal(eight, b'\\')
    }

    #[inline]
    fn escape(byte: u8, to: &mut [u8]) -> usize {
        match byte {
            b'"' => put(b"\\\"", to),
            b'\\' => put(b"\\\\", to),
            b'\n' => put(b"\\n", to),
            b'\t' => put(b"\\t", to),
            b'\r' => put(b"\\r", to),
            other => put(b"\\u00", to) + put(&crate::digits::hex_pair(other), &mut to[4..]),
        }
    }
}

/// The first eight bytes of a text, with nothing special after it if it is shorter.
#[inline]
fn eight(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => text.iter().rev().fold(u64::from_le_bytes([b'a'; 8]), |word, byte| word << 8 | u64::from(*byte)),
    }
}

/// Whether any byte is special.
#[inline]
pub fn any<K: Kind>(text: &[u8]) -> bool {
    let (blocks, rest) = text.as_chunks::<SLACK>();
    let found = |block: &[u8; SLACK]| {
        let words = block.as_chunks::<8>().0.iter();
        words.fold(0, |found, word| found | K::specials(u64::from_le_bytes(*word))) != 0
    };
    blocks.iter().any(found) || rest.chunks(8).any(|text| K::specials(eight(text)) != 0)
}

/// Whether any byte of `all[start..end]` is special.
#[inline]
pub fn any_part<K: Kind>(all: &[u8], start: usize, end: usize) -> bool {
    let mut at = start;
    while at < end {
        let marks = K::specials(eight(&all[at..]));
        if marks != 0 {
            return at + (marks.trailing_zeros() as usize / 8) < end;
        }
        at += 8;
    }
    false
}

/// Writes a text in quotes, each byte as it may stand there: its [`Kind::MOST`]fold, two quotes and the slack fit.
pub fn quoted<K: Kind>(text: &[u8], to: &mut [u8]) -> usize {
    to[0] = b'"';
    let (mut from, mut at) = (0, 1);
    while let Some(eight) = text.get(from..).and_then(|rest| rest.first_chunk::<8>()) {
        let marks = K::marks(u64::from_le_bytes(*eight));
        let plain = if marks == 0 { 8 } else { marks.trailing_zeros() as usize / 8 };
        at += window::<8>(&mut to[at..], |to| {
            *to = *eight;
            plain
        });
        from += plain;
        if marks != 0 {
            at += K::escape(text[from], &mut to[at..]);
            from += 1;
        }
    }
    for byte in &text[from..] {
        if K::marks(eight(&[*byte])) != 0 {
            at += K::escape(*byte, &mut to[at..]);
        } else {
            to[at] = *byte;
            at += 1;
        }
    }
    to[at] = b'"';
    at + 1
}
