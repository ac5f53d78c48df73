//! The blob itself and the three ways to read it.

static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
static POOL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pool.bin"));

/// The word at an index of the blob.
#[inline]
pub fn word(at: u32) -> u32 {
    let at = at as usize * 4;
    match WORDS.get(at..at + 4) {
        Some(bytes) => u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
        None => 0,
    }
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
    WORDS.get(at..at + n * 4).unwrap_or_default()
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
        _ => out.extend_from_slice(POOL.get(offset..offset + len).unwrap_or_default()),
    }
}

/// A string of the pool, whose offset and length stand at an index of the blob. It is valid UTF-8.
#[inline]
pub fn text(at: u32) -> &'static [u8] {
    let (offset, len) = (word(at) as usize, word(at + 1) as usize);
    POOL.get(offset..offset + len).unwrap_or_default()
}
