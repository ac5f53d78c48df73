//! The blob itself and the three ways to read it. What lies beyond its end was [added](super::added) at run time.

use super::added;

static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
static POOL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pool.bin"));

/// The word at an index of the blob.
#[inline]
pub fn word(at: u32) -> u32 {
    let at = at as usize * 4;
    match WORDS.get(at..at + 4) {
        Some(bytes) => u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
        None => added_word(at),
    }
}

#[cold]
#[inline(never)]
fn added_word(at: usize) -> u32 {
    added::WORDS.get(at, 4).try_into().map_or(0, u32::from_le_bytes)
}

/// The 64-bit float at an index of the blob.
#[inline]
pub fn float(at: u32) -> f64 {
    f64::from_bits(u64::from(word(at)) | u64::from(word(at + 1)) << 32)
}

/// The bytes of `n` words from an index on.
#[inline]
pub(super) fn bytes(at: u32, n: usize) -> &'static [u8] {
    let at = at as usize * 4;
    match WORDS.get(at..at + n * 4) {
        Some(bytes) => bytes,
        None => added::WORDS.get(at, n * 4),
    }
}

/// Appends a string of the pool. Most are short: copying a fixed 16 bytes and cutting them costs less than a copy of
/// any length, which is a function call.
#[inline]
pub(super) fn append_text(offset: usize, len: usize, out: &mut Vec<u8>) {
    match POOL.get(offset..offset + 16) {
        Some(sixteen) if len <= 16 => {
            let end = out.len() + len;
            out.extend_from_slice(sixteen);
            out.truncate(end);
        }
        _ => out.extend_from_slice(string(offset, len)),
    }
}

/// A string of the pool, whose offset and length stand at an index of the blob. It is valid UTF-8.
#[inline]
pub fn text(at: u32) -> &'static [u8] {
    string(word(at) as usize, word(at + 1) as usize)
}

#[inline]
pub(super) fn string(offset: usize, len: usize) -> &'static [u8] {
    match POOL.get(offset..offset + len) {
        Some(text) => text,
        None => added::POOL.get(offset, len),
    }
}

/// Where the first word and the first byte of a string may be added, before anything was.
pub(super) fn ends() -> (usize, usize) {
    (added::next(WORDS.len()) / 4, added::next(POOL.len()))
}
