//! What a cell's text must not hold as it is, and how it is written instead. Eight or sixteen bytes are looked at at once.

use super::buffer::{put, window, SLACK};

/// A kind of text.
pub trait Kind {
    /// Whether a byte is one of those that [`Kind::write`] is needed for.
    fn special(byte: u8) -> bool;
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
    below(eight ^ ONES * u64::from(byte), 1)
}

impl Kind for Csv {
    const MOST: usize = 2;

    #[inline]
    fn special(byte: u8) -> bool {
        // Without branches: the compiler makes vectors of a loop over this.
        (byte == b',') | (byte == b'"') | (byte == b'\n') | (byte == b'\r')
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
    fn special(byte: u8) -> bool {
        (byte < b' ') | (byte == b'"') | (byte == b'\\')
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

/// Whether any byte is special.
#[inline]
pub fn any<K: Kind>(text: &[u8]) -> bool {
    let (blocks, rest) = text.as_chunks::<SLACK>();
    let found = |block: &[u8; SLACK]| block.iter().fold(false, |found, byte| found | K::special(*byte));
    blocks.iter().any(found) || rest.iter().any(|byte| K::special(*byte))
}

/// Whether any byte of `all[start..end]` is special.
#[inline]
pub fn any_part<K: Kind>(all: &[u8], start: usize, end: usize) -> bool {
    let length = end - start;
    match all[start..].first_chunk::<SLACK>() {
        Some(block) if length <= SLACK => {
            let within = block.iter().enumerate();
            within.fold(false, |found, (i, byte)| found | (K::special(*byte) & ((i as u8) < length as u8)))
        }
        _ => any::<K>(&all[start..end]),
    }
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
        // Seven letters that are nothing special, and the byte.
        if K::marks(u64::from_le_bytes([*byte, b'a', b'a', b'a', b'a', b'a', b'a', b'a'])) != 0 {
            at += K::escape(*byte, &mut to[at..]);
        } else {
            to[at] = *byte;
            at += 1;
        }
    }
    to[at] = b'"';
    at + 1
}
