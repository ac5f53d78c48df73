//! Distances between two times, to the microsecond that Python's `timedelta` gives.

use super::{DAY, SECOND};

/// Microseconds of a number of seconds, as `timedelta(seconds=…)` rounds: to the nearest, halves to even.
///
/// ```
/// use forgery::clock::micros;
/// assert_eq!(micros(1.5), 1_500_000);
/// assert_eq!(micros(2.5e-6), 2);
/// assert_eq!(micros(-3.5e-6), -4);
/// ```
#[inline]
pub fn micros(seconds: f64) -> i64 {
    // What fits into 64 bits, as all times do, needs no wider numbers.
    if seconds.abs() < 1e12 {
        let whole = seconds.trunc();
        let part = (seconds - whole) * SECOND as f64;
        let units = whole as i64 * SECOND + part as i64;
        return units + rounded(part.fract(), units & 1 != 0) as i64;
    }
    let mut sum = Sum::default();
    sum.add(seconds, SECOND);
    sum.micros()
}

/// What is left over, rounded to a whole number: halves to even, by what they are added to.
#[inline]
fn rounded(rest: f64, odd: bool) -> f64 {
    match rest.abs() == 0.5 {
        true if odd => rest.signum(),
        true => 0.0,
        false => rest.round(),
    }
}

/// A `timedelta` under construction: exact whole microseconds, and what is left over of floats.
#[derive(Default)]
struct Sum {
    whole: i128,
    rest: f64,
}

impl Sum {
    /// Adds a number of a unit of so many microseconds.
    #[inline]
    fn add(&mut self, number: f64, unit: i64) {
        let whole = number.trunc();
        self.whole += i128::from(whole as i64) * i128::from(unit);
        let part = (number - whole) * unit as f64;
        self.whole += part as i128;
        self.rest += part.fract();
    }

    #[inline]
    fn micros(&self) -> i64 {
        let sum = self.whole + rounded(self.rest, self.whole & 1 != 0) as i128;
        i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
    }
}

/// Microseconds of the distance at the start of a text, such as `-30y` or `+1w+2d`, and the rest of the text.
///
/// As Faker reads it: each number with its sign, the units in the order y, M, w, d, h, m, s; a year is 365.24 days and
/// a month 30.42. `None` if there is no distance at all.
///
/// ```
/// use forgery::clock::distance;
/// assert_eq!(distance("-1d"), Some((-86_400_000_000, "")));
/// assert_eq!(distance("+1d2h"), Some((86_400_000_000, "2h")));
/// assert_eq!(distance("1d"), None);
/// ```
pub fn distance(text: &str) -> Option<(i64, &str)> {
    let mut rest = text;
    let mut unit = |letter: u8| {
        let (sign, digits) = rest.as_bytes().split_first().filter(|(sign, _)| matches!(sign, b'+' | b'-'))?;
        let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 || digits.get(length) != Some(&letter) {
            return None;
        }
        let value = rest[1..=length].parse::<i64>().unwrap_or(i64::MAX);
        let value = if *sign == b'-' { -value } else { value };
        rest = &rest[length + 2..];
        Some(value)
    };
    let [years, months, weeks, days, hours, minutes, seconds] =
        [b'y', b'M', b'w', b'd', b'h', b'm', b's'].map(&mut unit);
    if rest.len() == text.len() {
        return None;
    }
    let mut sum = Sum::default();
    // A float as soon as years or months stand in it, as in Faker; the order of the additions matters.
    let mut float_days = days.unwrap_or_default() as f64;
    if let Some(years) = years {
        float_days += 365.24 * years as f64;
    }
    if let Some(months) = months {
        float_days += 30.42 * months as f64;
    }
    sum.add(float_days, DAY * SECOND);
    let whole = [(weeks, 7 * DAY), (hours, 3600), (minutes, 60), (seconds, 1)];
    for (number, unit) in whole {
        if let Some(number) = number {
            sum.whole += i128::from(number) * i128::from(unit * SECOND);
        }
    }
    Some((sum.micros(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Literals from `timedelta(seconds=…) // timedelta(microseconds=1)` of CPython.
    #[test]
    fn floats_round_as_in_python() {
        for (seconds, expected) in FLOATS {
            assert_eq!(micros(*seconds), *expected, "{seconds}");
        }
        assert_eq!(micros(f64::MAX), i64::MAX);
        assert_eq!(micros(f64::NAN), 0);
    }

    /// Literals from `Provider._parse_timedelta` of Faker 40.54.0.
    #[test]
    fn texts_are_read_as_faker_reads_them() {
        for (text, expected) in TEXTS {
            assert_eq!(distance(text).map(|(micros, _)| micros), *expected, "{text}");
        }
    }

    const FLOATS: &[(f64, i64)] = &[
        (0.0, 0),
        (1.5, 1500000),
        (2.5e-06, 2),
        (3.5e-06, 4),
        (-2.5e-06, -2),
        (-3.5e-06, -4),
        (0.1, 100000),
        (1000000000.1, 1000000000100000),
        (1773500966.1234565, 1773500966123456),
        (1234567890.0000005, 1234567890000000),
        (-62135596800.5, -62135596800500000),
        (123456789.9999995, 123456789999999),
        (0.9999995, 1000000),
        (1773500967.0, 1773500967000000),
        (-1.5e-06, -2),
    ];

    const TEXTS: &[(&str, Option<i64>)] = &[
        ("-30y", Some(-946702080000000)),
        ("+30d", Some(2592000000000)),
        ("-1s", Some(-1000000)),
        ("+1y", Some(31556736000000)),
        ("-7M", Some(-18398016000000)),
        ("+1y+2M", Some(36813312000000)),
        ("-1y-2M-3w-4d-5h-6m-7s", Some(-38991679000000)),
        ("+1d2h", Some(86400000000)),
        ("+3y2M", Some(94670208000000)),
        ("1y", None),
        ("", None),
        ("-30", None),
        ("+1h+1d", Some(3600000000)),
        ("-30y foo", Some(-946702080000000)),
        ("today", None),
        ("+07d", Some(604800000000)),
        ("-99w", Some(-59875200000000)),
        ("+10y", Some(315567360000000)),
        ("-1M+1d", Some(-2541888000000)),
        ("-3y+5d", Some(-94238208000000)),
    ];
}
