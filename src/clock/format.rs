//! Dates and times as text, as ISO 8601 and Python's `str` spell them.

use super::{datetime, DAY, FIRST, LAST, SECOND};
use crate::digits::{append, four, int, six, two};

/// The most bytes of a date and a time.
pub const MOMENT: usize = 48;

/// The year, month and day of a day since 1970, if it is in the years 1 to 9999.
///
/// By Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms": years begin in
/// March there, so that a leap day is the last.
#[inline]
pub fn civil(days: i32) -> Option<(u32, u32, u32)> {
    if !(FIRST..=LAST).contains(&days) {
        return None;
    }
    let n = 4 * (days + 719_468) as u32 + 3;
    let (century, n) = (n / 146_097, (n % 146_097) | 3);
    let product = 2_939_745 * u64::from(n);
    let (year, day) = ((product >> 32) as u32, product as u32 / 2_939_745 / 4);
    let n = 2141 * day + 197_913;
    let (month, day_of_month) = (n >> 16, (n & 0xffff) / 2141);
    let next = u32::from(day >= 306);
    Some((100 * century + year + next, month - 12 * next, day_of_month + 1))
}

/// Writes a day since 1970, held to the years 1 to 9999: `2026-03-14`.
#[inline]
pub fn write_date(days: i32, to: &mut [u8; 10]) -> usize {
    let (year, month, day) = civil(days.clamp(FIRST, LAST)).unwrap_or((1970, 1, 1));
    let ([a, b, c, d], [e, f], [g, h]) = (four(year), two(month), two(day));
    *to = [a, b, c, d, b'-', e, f, b'-', g, h];
    10
}

/// Writes the time of day of microseconds: `15:09:26`, or `15:09:26.000001` where there are any.
#[inline]
pub fn write_time(micros: i64, to: &mut [u8; 16]) -> usize {
    let micros = micros.rem_euclid(DAY * SECOND) as u64;
    let (seconds, micros) = ((micros / SECOND as u64) as u32, (micros % SECOND as u64) as u32);
    let ([a, b], [c, d], [e, f]) = (two(seconds / 3600), two(seconds / 60 % 60), two(seconds % 60));
    to[..8].copy_from_slice(&[a, b, b':', c, d, b':', e, f]);
    if micros == 0 {
        return 8;
    }
    to[8] = b'.';
    to[9..15].copy_from_slice(&six(micros));
    15
}

/// Writes a date and a time with a letter between them: `2026-03-14T15:09:26`.
#[inline]
pub fn write_datetime(micros: i64, between: u8, to: &mut [u8; MOMENT]) -> usize {
    let days = micros.div_euclid(DAY * SECOND);
    match i32::try_from(days).ok().filter(|days| (FIRST..=LAST).contains(days)) {
        Some(days) => {
            write_date(days, to.first_chunk_mut().unwrap_or(&mut [0; 10]));
            to[10] = between;
            11 + write_time(micros, to[11..].first_chunk_mut().unwrap_or(&mut [0; 16]))
        }
        None => {
            // Years of other lengths, and signs.
            let at = datetime(micros);
            let form = if micros.rem_euclid(SECOND) == 0 { "%H:%M:%S" } else { "%H:%M:%S%.6f" };
            let text = format!("{}{}{}", at.format("%Y-%m-%d"), char::from(between), at.format(form));
            to[..text.len()].copy_from_slice(text.as_bytes());
            text.len()
        }
    }
}

/// Writes a distance as Python's `str` spells it: `-1 day, 23:59:59`.
#[inline]
pub fn write_duration(micros: i64, to: &mut [u8; MOMENT]) -> usize {
    let (days, rest) = (micros.div_euclid(DAY * SECOND), micros.rem_euclid(DAY * SECOND));
    let mut at = 0;
    if days != 0 {
        at = int(days, to.first_chunk_mut().unwrap_or(&mut [0; 24]));
        let unit: &[u8] = if matches!(days, 1 | -1) { b" day, " } else { b" days, " };
        to[at..at + unit.len()].copy_from_slice(unit);
        at += unit.len();
    }
    let mut time = [0; 16];
    let length = write_time(rest, &mut time);
    // Hours have no zero before them here.
    let start = usize::from(time[0] == b'0');
    to[at..at + length - start].copy_from_slice(&time[start..length]);
    at + length - start
}

/// Appends a day since 1970 as [`write_date`] does.
pub fn append_date(days: i32, out: &mut Vec<u8>) {
    append(out, |to| write_date(days, to));
}

/// Appends a time of day as [`write_time`] does.
pub fn append_time(micros: i64, out: &mut Vec<u8>) {
    append(out, |to| write_time(micros, to));
}

/// Appends a date and a time as [`write_datetime`] does.
pub fn append_datetime(micros: i64, between: u8, out: &mut Vec<u8>) {
    append(out, |to| write_datetime(micros, between, to));
}

/// Appends a distance as [`write_duration`] does.
pub fn append_duration(micros: i64, out: &mut Vec<u8>) {
    append(out, |to| write_duration(micros, to));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::date;
    use chrono::Datelike;

    fn text<const N: usize>(write: impl FnOnce(&mut [u8; N]) -> usize) -> String {
        let mut out = Vec::new();
        append(&mut out, write);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_day_is_chronos() {
        for days in FIRST..=LAST {
            let day = date(days);
            assert_eq!(civil(days), Some((day.year() as u32, day.month(), day.day())));
        }
        for days in [i32::MIN, FIRST - 1, FIRST, -1, 0, LAST, LAST + 1, i32::MAX] {
            assert_eq!(text(|to| write_date(days, to)), date(days).to_string());
        }
    }

    #[test]
    fn moments_are_chronos() {
        let day = DAY * SECOND;
        let edges =
            [0, FIRST as i64 * day, (LAST as i64 + 1) * day, day, SECOND, i64::MIN, i64::MAX, 1 << 60, -1 << 60];
        let spread = (0..5000).map(|i: i64| i.wrapping_mul(6_364_136_223_846_793_005) >> (i % 40));
        for micros in edges.into_iter().flat_map(|e| (-2..=2).map(move |d| e.saturating_add(d))).chain(spread) {
            let at = datetime(micros);
            let form = if micros.rem_euclid(SECOND) == 0 { "" } else { "%.6f" };
            let expected = at.format(&format!("%Y-%m-%dT%H:%M:%S{form}")).to_string();
            assert_eq!(text(|to| write_datetime(micros, b'T', to)), expected, "{micros}");
            let time = micros.rem_euclid(day);
            let expected = datetime(time).format(&format!("%H:%M:%S{form}")).to_string();
            assert_eq!(text(|to| write_time(time, to)), expected, "{micros}");
        }
    }

    /// Literals from `str(timedelta(microseconds=…))` of CPython.
    #[test]
    fn distances_are_pythons() {
        let cases = [
            (0, "0:00:00"),
            (-SECOND, "-1 day, 23:59:59"),
            (2 * DAY * SECOND + 3_723 * SECOND + 5, "2 days, 1:02:03.000005"),
            (DAY * SECOND + 36_000 * SECOND, "1 day, 10:00:00"),
            (-1, "-1 day, 23:59:59.999999"),
            (-100 * DAY * SECOND, "-100 days, 0:00:00"),
        ];
        for (micros, expected) in cases {
            assert_eq!(text(|to| write_duration(micros, to)), expected);
        }
        assert_eq!(text(|to| write_duration(i64::MIN, to)), "-106751992 days, 19:59:05.224192");
    }
}
