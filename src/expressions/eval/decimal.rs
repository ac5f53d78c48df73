//! Exact decimals: integers in units of their last digit. What does not fit in 128 bits is null.

use crate::digits::POWERS;

/// The most digits after the point.
pub const MAX_SCALE: u8 = 30;

/// Ten to a power that fits.
pub const fn ten(power: u8) -> i128 {
    let (mut value, mut i) = (1i128, 0);
    while i < power && i < 38 {
        value *= 10;
        i += 1;
    }
    value
}

/// A product, quickly where both are small, as they are nearly always.
#[inline]
pub fn multiply(a: i128, b: i128) -> Option<i128> {
    let (x, y) = (a as i64, b as i64);
    if i128::from(x) == a && i128::from(y) == b {
        Some(i128::from(x) * i128::from(y))
    } else {
        a.checked_mul(b)
    }
}

/// A quotient that is rounded to the nearest integer, halves to the even one.
#[inline]
pub fn divide_even(a: i128, by: i128) -> i128 {
    // Dividing 128 bits is slow.
    let (quotient, rest) = match (i64::try_from(a), i64::try_from(by)) {
        (Ok(a), Ok(by)) if by > 0 => (i128::from(a / by), i128::from(a % by)),
        _ => (a / by, a % by),
    };
    let (rest, half) = (rest.abs(), by - rest.abs());
    if rest > half || (rest == half && quotient & 1 == 1) {
        quotient + if a < 0 { -1 } else { 1 }
    } else {
        quotient
    }
}

/// The quotient rounded down, and what is left: of the sign of the divisor, as in Python.
pub fn floor_divide(a: i128, by: i128) -> Option<(i128, i128)> {
    let (quotient, rest) = (a.checked_div(by)?, a.checked_rem(by)?);
    if rest != 0 && (rest < 0) != (by < 0) {
        Some((quotient - 1, rest + by))
    } else {
        Some((quotient, rest))
    }
}

/// A decimal with another number of digits after the point.
#[inline]
pub fn rescale(value: i128, from: u8, to: u8) -> Option<i128> {
    if to >= from {
        multiply(value, ten(to - from))
    } else {
        Some(divide_even(value, ten(from - to)))
    }
}

/// The float that is nearest to a decimal.
#[inline]
pub fn to_float(value: i128, scale: u8) -> f64 {
    const EXACT: i128 = 1 << 53;
    if scale <= 22 && (-EXACT..=EXACT).contains(&value) {
        // Both are exact, so the quotient is the nearest.
        value as i64 as f64 / POWERS[usize::from(scale)]
    } else {
        let mut text = Vec::new();
        crate::providers::append_decimal(value, scale, &mut text);
        std::str::from_utf8(&text).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
    }
}

/// A float as a decimal: its shortest digits, as they are written, rounded half to even.
#[inline]
pub fn from_float(value: f64, scale: u8) -> Option<i128> {
    nearest(value, scale).map_or_else(|| slow(value, scale), |units| Some(units.into()))
}

/// The same, where multiplying says it surely: not too large, and not within a rounding error of a half.
#[inline]
fn nearest(value: f64, scale: u8) -> Option<i64> {
    let scaled = value * POWERS.get(usize::from(scale))?;
    let size = scaled.abs();
    if size.is_nan() || size >= 1e15 {
        return None;
    }
    // Rounding down by a cast: there is no instruction for it on every processor.
    let cut = size as i64;
    let rest = size - cut as f64;
    let sure = (rest - 0.5).abs() > 1e-15 * size.max(1.0);
    let units = cut + i64::from(rest > 0.5);
    sure.then_some(if scaled < 0.0 { -units } else { units })
}

#[cold]
fn slow(value: f64, scale: u8) -> Option<i128> {
    if !value.is_finite() {
        return None;
    }
    parse(crate::locale::float_repr(value).as_bytes(), scale)
}

/// The decimal that a text spells, rounded half to even to the scale.
pub fn parse(text: &[u8], scale: u8) -> Option<i128> {
    let (units, written) = digits(text)?;
    let lower = written.saturating_sub(scale.into());
    match u8::try_from(lower.unsigned_abs()) {
        Ok(by) if lower <= 0 => (by <= 38 || units == 0).then(|| multiply(units, ten(by))).flatten(),
        Ok(by) if by <= 38 => Some(divide_even(units, ten(by))),
        _ if lower <= 0 => (units == 0).then_some(0),
        _ => Some(0),
    }
}

/// The digits of a number as an integer, and how many of them stand after the point.
pub fn digits(text: &[u8]) -> Option<(i128, i32)> {
    let (negative, body) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (mantissa, exponent) = match body.iter().position(|b| matches!(b, b'e' | b'E')) {
        Some(at) => (&body[..at], std::str::from_utf8(&body[at + 1..]).ok()?.parse::<i32>().ok()?),
        None => (body, 0),
    };
    let (mut units, mut after, mut point, mut any) = (0i128, 0i32, false, false);
    for byte in mantissa {
        match byte {
            b'0'..=b'9' => {
                units = units.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
                after += i32::from(point);
                any = true;
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    any.then_some((if negative { -units } else { units }, after.checked_sub(exponent)?))
}

/// A float rounded as it is written, halves to even, to digits after the point (before it, if negative).
pub fn round_float(value: f64, places: i32) -> f64 {
    if value.abs() >= 4_503_599_627_370_496.0 && places >= 0 {
        return value;
    }
    match u8::try_from(places) {
        Ok(scale) => match nearest(value, scale) {
            Some(units) => units as f64 / POWERS[usize::from(scale)],
            None => from_float(value, scale).map_or(value, |units| to_float(units, scale)),
        },
        Err(_) => {
            let unit = ten(places.unsigned_abs().min(38) as u8);
            // To 15 digits first, since a float of more than 2^52 has none after its point.
            from_float(value, 6).map_or(value, |units| {
                let tens = divide_even(units, unit.saturating_mul(1_000_000));
                (tens as f64) * unit as f64
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_to_even_as_written() {
        let cases = [(2.675, 2, 268), (2.665, 2, 266), (0.5, 0, 0), (1.5, 0, 2), (-2.5, 0, -2), (-2.51, 0, -3)];
        for (value, scale, expected) in cases {
            assert_eq!(from_float(value, scale), Some(expected), "{value}");
        }
        assert_eq!(from_float(1e300, 2), None);
        assert_eq!(from_float(f64::NAN, 2), None);
        assert_eq!(from_float(1e22, 2), Some(10i128.pow(24)));
        assert_eq!(from_float(1e-300, 2), Some(0));
        assert_eq!(round_float(2.675, 2), 2.68);
        assert_eq!(round_float(1250.0, -2), 1200.0);
        assert_eq!(round_float(1e300, 2), 1e300);
    }

    #[test]
    fn quotients() {
        assert_eq!([25, 35, -25, -35, 24, -26].map(|a| divide_even(a, 10)), [2, 4, -2, -4, 2, -3]);
        assert_eq!(floor_divide(-7, 2), Some((-4, 1)));
        assert_eq!(floor_divide(7, -2), Some((-4, -1)));
        assert_eq!(floor_divide(7, 0), None);
        assert_eq!(floor_divide(i128::MIN, -1), None);
        assert_eq!(parse(b"-1.005", 2), Some(-100));
        assert_eq!(parse(b"1e3", 2), Some(100_000));
        assert_eq!(parse(b"1e-400000", 2), Some(0));
        assert_eq!(parse(b"1e400000", 2), None);
        assert_eq!(parse(b"0e2147483647", 2), Some(0));
        assert_eq!(parse(b"1e-2147483647", 2), Some(0));
        assert_eq!([&b""[..], b".", b"1.2.3", b"x", b"-"].map(digits), [None; 5]);
        assert_eq!(to_float(26750, 4), 2.675);
    }

    proptest! {
        #[test]
        fn quick_is_slow(units in -1_000_000_000i64..1_000_000_000, scale in 0u8..6, noise in 0u8..4) {
            let value = (units as f64 / POWERS[usize::from(noise) * 2]) * 1.1;
            prop_assert_eq!(from_float(value, scale), slow(value, scale));
            let value = units as f64 / 1000.0;
            prop_assert_eq!(from_float(value, 2), slow(value, 2));
        }
    }
}
