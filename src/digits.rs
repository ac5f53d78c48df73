//! Numbers as text, written straight to where they belong.
//!
//! Each function writes to the beginning of a window that is long enough for whatever it may write, and says how many
//! bytes it wrote. Two digits come from a table at a time. [`append`] lets a `Vec` be written to.

use crate::locale::float_repr;

/// The digits of 0 to 99.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut i = 0;
    while i < 100 {
        pairs[i] = [b'0' + (i / 10) as u8, b'0' + (i % 10) as u8];
        i += 1;
    }
    pairs
};

/// The powers of ten that floats hold exactly.
pub const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// The most bytes of a 64-bit integer.
pub const INT: usize = 24;
/// The most bytes of a float.
pub const FLOAT: usize = 32;
/// The bytes of a UUID.
pub const UUID: usize = 36;
/// The most bytes of a decimal: 39 digits, or 255 behind a point, a sign, a point, a zero.
pub const DECIMAL: usize = 304;

/// Appends what `write` writes to a window of `N` bytes.
///
/// ```
/// use forgery::digits::{append, int};
/// let mut out = b"n = ".to_vec();
/// append(&mut out, |window| int(-12, window));
/// assert_eq!(out, b"n = -12");
/// ```
#[inline]
pub fn append<const N: usize>(out: &mut Vec<u8>, write: impl FnOnce(&mut [u8; N]) -> usize) {
    let start = out.len();
    out.extend_from_slice(&[0; N]);
    let written = out[start..].first_chunk_mut().map_or(0, write);
    out.truncate(start + written);
}

/// Two digits.
#[inline]
pub fn two(value: u32) -> [u8; 2] {
    PAIRS[value as usize % 100]
}

/// Four digits.
#[inline]
pub fn four(value: u32) -> [u8; 4] {
    let ([a, b], [c, d]) = (two(value / 100), two(value));
    [a, b, c, d]
}

/// Six digits.
#[inline]
pub fn six(value: u32) -> [u8; 6] {
    let ([a, b], [c, d, e, f]) = (two(value / 10_000), four(value % 10_000));
    [a, b, c, d, e, f]
}

/// Writes a number below 10,000 with zeros before it up to a width, which is four at most.
#[inline]
pub fn upto_four(value: u32, width: usize, to: &mut [u8; 4]) -> usize {
    let digits = 1 + usize::from(value >= 10) + usize::from(value >= 100) + usize::from(value >= 1000);
    let length = digits.max(width).min(4);
    // Shifted rather than copied: the bytes beyond the last digit mean nothing.
    *to = (u32::from_le_bytes(four(value)) >> (8 * (4 - length))).to_le_bytes();
    length
}

/// Writes an integer.
#[inline]
pub fn int(value: i64, to: &mut [u8; INT]) -> usize {
    let sign = usize::from(value < 0);
    to[0] = b'-';
    let size = value.unsigned_abs();
    if size < 100 {
        let [tens, ones] = two(size as u32);
        to[sign] = if size < 10 { ones } else { tens };
        to[sign + 1] = ones;
        return sign + 1 + usize::from(size >= 10);
    }
    let four_at = |to: &mut [u8; INT], at: usize, digits: [u8; 4]| to[at..at + 4].copy_from_slice(&digits);
    let mut head = [0; 4];
    if size < 10_000 {
        let length = upto_four(size as u32, 0, &mut head);
        four_at(to, sign, head);
        return sign + length;
    }
    if size < 100_000_000 {
        let (high, low) = (size as u32 / 10_000, size as u32 % 10_000);
        let length = upto_four(high, 0, &mut head);
        four_at(to, sign, head);
        four_at(to, sign + length, four(low));
        return sign + length + 4;
    }
    long(value, to)
}

#[cold]
#[inline(never)]
fn long(value: i64, to: &mut [u8; INT]) -> usize {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(value).as_bytes();
    to[..digits.len()].copy_from_slice(digits);
    digits.len()
}

/// Writes a float as Python's `repr` spells it: the shortest digits that read back the same, of two that are as near the
/// one whose last digit is even. ([`float_repr`] takes the other one there.)
///
/// ```
/// use forgery::digits::{append, float};
/// let text = |value| {
///     let mut out = Vec::new();
///     append(&mut out, |window| float(value, window));
///     String::from_utf8(out).unwrap()
/// };
/// assert_eq!([0.1, 2.0, 1e22, 1.5e-7].map(text), ["0.1", "2.0", "1e+22", "1.5e-07"]);
/// ```
#[inline]
pub fn float(value: f64, to: &mut [u8; FLOAT]) -> usize {
    if let Some(length) = hundredths(value, to) {
        return length;
    }
    let mut buffer = zmij::Buffer::new();
    let size = value.abs();
    // Between these both spell the same: no exponent, and a digit on both sides of the point. Elsewhere there are no ties.
    if (1e-4..1e16).contains(&size) || size == 0.0 {
        let text = buffer.format_finite(value).as_bytes();
        // Copies of fixed lengths, which may overlap, are quicker than one of any length.
        match (text.first_chunk::<16>(), text.last_chunk::<8>()) {
            (Some(first), Some(last)) => {
                to[..16].copy_from_slice(first);
                to[text.len() - 8..text.len()].copy_from_slice(last);
            }
            _ => text.iter().zip(to).for_each(|(byte, to)| *to = *byte),
        }
        return text.len();
    }
    let text = float_repr(value);
    to[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
}

/// Writes a float below a hundred million that has at most two digits after the point, as amounts have; none is any other.
/// So few digits that read back the same are the shortest there are.
#[inline]
fn hundredths(value: f64, to: &mut [u8; FLOAT]) -> Option<usize> {
    let size = value.abs();
    let units = (size * 100.0 + 0.5) as i64;
    if units >= 10_000_000_000 || units as f64 / 100.0 != size {
        return None;
    }
    let sign = usize::from(value.is_sign_negative());
    to[0] = b'-';
    let (whole, [tens, ones]) = (units / 100, two((units % 100) as u32));
    let end = sign + int(whole, to[sign..].first_chunk_mut()?);
    to[end..end + 3].copy_from_slice(&[b'.', tens, ones]);
    Some(end + 3 - usize::from(ones == b'0'))
}

/// The hexadecimal digits of 32 bits, without a table: the digits are taken apart and spelled all at once.
#[inline]
fn hex(value: u32) -> [u8; 8] {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let mut nibbles = u64::from(value);
    nibbles = (nibbles | nibbles << 16) & 0x0000_ffff_0000_ffff;
    nibbles = (nibbles | nibbles << 8) & 0x00ff_00ff_00ff_00ff;
    nibbles = (nibbles | nibbles << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    let letters = (nibbles + 6 * ONES) >> 4 & ONES;
    (nibbles + u64::from(b'0') * ONES + letters * u64::from(b'a' - b'0' - 10)).to_be_bytes()
}

/// The two hexadecimal digits of a byte.
#[inline]
pub fn hex_pair(byte: u8) -> [u8; 2] {
    let [.., high, low] = hex(byte.into());
    [high, low]
}

/// Writes an identifier in its usual form, 8-4-4-4-12 hexadecimal digits.
#[inline]
pub fn uuid(id: u128, to: &mut [u8; UUID]) -> usize {
    let part = |shift: u32| hex((id >> shift) as u32);
    let (head, [a, b, c, d, e, f, g, h]) = (part(96), part(64));
    to[..8].copy_from_slice(&head);
    to[8..18].copy_from_slice(&[b'-', a, b, c, d, b'-', e, f, g, h]);
    let ([a, b, c, d, e, f, g, h], tail) = (part(32), part(0));
    to[18..28].copy_from_slice(&[b'-', a, b, c, d, b'-', e, f, g, h]);
    to[28..].copy_from_slice(&tail);
    UUID
}

/// Writes a decimal number that is given in units of its last digit, `scale` of which stand after the point.
#[inline]
pub fn decimal(value: i128, scale: u8, to: &mut [u8; DECIMAL]) -> usize {
    let scale = usize::from(scale);
    let mut buffer = itoa::Buffer::new();
    let size = value.unsigned_abs();
    // Dividing 128 bits is slow.
    let digits = match u64::try_from(size) {
        Ok(size) => buffer.format(size).as_bytes(),
        Err(_) => buffer.format(size).as_bytes(),
    };
    let mut at = 0;
    let mut put = |bytes: &[u8]| {
        to[at..at + bytes.len()].copy_from_slice(bytes);
        at += bytes.len();
    };
    if value < 0 {
        put(b"-");
    }
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(scale));
    put(if whole.is_empty() { b"0" } else { whole });
    if scale > 0 {
        put(b".");
        for _ in fraction.len()..scale {
            put(b"0");
        }
        put(fraction);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Draw, Mersenne};

    fn text<const N: usize>(write: impl FnOnce(&mut [u8; N]) -> usize) -> String {
        let mut out = b"<".to_vec();
        append(&mut out, write);
        String::from_utf8(out).unwrap().split_off(1)
    }

    #[test]
    fn integers() {
        let near = |value: i64| (-3..=3).map(move |d| value.saturating_add(d));
        let powers = (0..19).flat_map(|power| near(10_i64.pow(power)));
        for value in powers.chain(near(i64::MAX)).chain(near(i64::MIN)).chain(0..20_000) {
            assert_eq!(text(|to| int(value, to)), value.to_string());
            assert_eq!(text(|to| int(value.saturating_neg(), to)), value.saturating_neg().to_string());
        }
    }

    /// Any bits, and what people write: both are spelled as the slow function does, but for ties.
    #[test]
    fn floats_are_pythons() {
        let mut draw = Mersenne::from_seed(&1.into());
        let edges = [0.0, 1e-4, 1e15, 1e16, 1e17, 9.999999999999999e-5, 999999999999999.9, f64::MIN_POSITIVE, 5e-324];
        let edges = edges.iter().flat_map(|edge| [edge.next_down(), *edge, edge.next_up()]);
        let others = [f64::MAX, f64::INFINITY, f64::NAN, 2_f64.powi(53), 0.1 + 0.2, 123_456_789.0];
        let bits = (0..200_000).map(|i| match i % 4 {
            0 => f64::from_bits(draw.bits(64)),
            1 => (draw.unit() - 0.5) * 10_f64.powi((i / 4) % 40 - 20),
            2 => (draw.bits(40) as f64) / 100.0,
            _ => draw.bits(60) as f64,
        });
        for value in edges.chain(others).chain(bits) {
            for value in [value, -value] {
                let (got, slow) = (text(|to| float(value, to)), float_repr(value));
                let tie = || slow.len() == got.len() && got.parse() == Ok(value) && slow.contains('.');
                assert!(got == slow || tie(), "{got} {slow}");
            }
        }
        // Literals of CPython.
        assert_eq!(text(|to| float(907_543_161_908_241.0 / 8.0, to)), "113442895238530.12");
        assert_eq!(text(|to| float(4_938_271_560_493_825.0 / 4.0, to)), "1234567890123456.2");
        assert_eq!(text(|to| float(4_938_271_560_493_827.0 / 4.0, to)), "1234567890123456.8");
    }

    #[test]
    fn widths() {
        for value in 0..10_000 {
            for width in 0..=4 {
                assert_eq!(text(|to| upto_four(value, width, to)), format!("{value:0width$}"));
            }
        }
    }

    #[test]
    fn identifiers() {
        let mut draw = Mersenne::from_seed(&1.into());
        for id in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_fedc_ba98_7654_3210] {
            assert_eq!(text(|to| uuid(id, to)), uuid::Uuid::from_u128(id).to_string());
        }
        for _ in 0..1000 {
            let id = u128::from(draw.bits(64)) << 64 | u128::from(draw.bits(64));
            assert_eq!(text(|to| uuid(id, to)), uuid::Uuid::from_u128(id).to_string());
        }
    }

    #[test]
    fn decimals() {
        let cases = [(12345, 2, "123.45"), (-5, 2, "-0.05"), (7, 0, "7"), (0, 3, "0.000"), (-100, 2, "-1.00")];
        for (value, scale, expected) in cases {
            assert_eq!(text(|to| decimal(value, scale, to)), expected);
        }
        let long = text(|to| decimal(i128::MIN, 38, to));
        assert_eq!(long, "-1.70141183460469231731687303715884105728");
        assert_eq!(text(|to| decimal(i128::MIN, 255, to)).len(), 258);
    }
}
