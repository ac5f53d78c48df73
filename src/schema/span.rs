//! Spans of time as a schema writes them: `90s`, `3d`, `2y`, `1y6mo`. Months and years are the calendar's.

use crate::clock::{date, days, DAY, SECOND};
use crate::error::{Error, Result};
use crate::records::spec::Spec;
use chrono::Months;

/// The last microsecond of the year 9999, and the first of the year 1.
pub(super) const LAST: i64 = 253_402_300_799_999_999;
pub(super) const FIRST: i64 = -62_135_596_800_000_000;

/// A span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    /// Calendar months.
    pub months: i32,
    /// Microseconds beside them.
    pub micros: i64,
}

/// The units, with the months or the microseconds of each.
const UNITS: &[(&str, i32, i64)] = &[
    ("us", 0, 1),
    ("ms", 0, 1_000),
    ("s", 0, SECOND),
    ("min", 0, 60 * SECOND),
    ("h", 0, 3_600 * SECOND),
    ("d", 0, DAY * SECOND),
    ("w", 0, 7 * DAY * SECOND),
    ("mo", 1, 0),
    ("q", 3, 0),
    ("y", 12, 0),
];

impl Span {
    /// Reads a span.
    ///
    /// # Errors
    /// If it is no span, with what is accepted.
    pub fn parse(what: &str, given: &Spec) -> Result<Self> {
        let wrong = || Error::Type {
            what: format!("'{what}'"),
            expected: "a span such as '90s', '15min', '3d', '6mo' or '2y'".into(),
            given: given.describe(),
        };
        match given {
            Spec::Str(text) => Self::of(text).ok_or_else(wrong),
            Spec::Moment(crate::clock::Moment::Delta(seconds)) => {
                let micros = seconds * 1e6;
                (micros.abs() < 9e18).then_some(Self { months: 0, micros: micros as i64 }).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }

    fn of(text: &str) -> Option<Self> {
        let mut span = Self::default();
        let mut rest = text.trim();
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let number: f64 = rest[..digits].parse().ok()?;
            let after = rest[digits..].trim_start();
            let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
            let (_, months, micros) = UNITS.iter().find(|(unit, ..)| *unit == &after[..letters])?;
            if *months > 0 {
                let all = number * f64::from(*months);
                if all.fract() != 0.0 || all > 120_000.0 {
                    return None;
                }
                span.months = span.months.checked_add(all as i32)?;
            } else {
                let all = number * *micros as f64;
                if all > 4e17 {
                    return None;
                }
                span.micros = span.micros.checked_add(all.round() as i64)?;
            }
            rest = after[letters..].trim_start();
        }
        Some(span)
    }

    /// The microseconds of one unit, months and years taken at their mean length.
    pub fn unit(name: &str) -> Option<f64> {
        let (_, months, micros) = UNITS.iter().find(|(unit, ..)| *unit == name)?;
        Some(*micros as f64 + f64::from(*months) * 30.436_875 * (DAY * SECOND) as f64)
    }

    /// A moment later by the span, within the years 1 to 9999.
    pub fn after(self, micros: i64) -> i64 {
        self.shift(micros, 1)
    }

    /// A moment earlier by the span.
    pub fn before(self, micros: i64) -> i64 {
        self.shift(micros, -1)
    }

    fn shift(self, micros: i64, sign: i64) -> i64 {
        let moved = if self.months == 0 {
            micros
        } else {
            let day = DAY * SECOND;
            let from = date(micros.div_euclid(day) as i32);
            let months = Months::new(self.months.unsigned_abs());
            let later = (sign > 0) == (self.months > 0);
            let to = if later { from.checked_add_months(months) } else { from.checked_sub_months(months) };
            to.map_or(if later { LAST } else { FIRST }, |to| i64::from(days(to)) * day + micros.rem_euclid(day))
        };
        moved.saturating_add(sign * self.micros).clamp(FIRST, LAST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        let of = |text: &str| Span::parse("within", &Spec::Str(text.into()));
        assert_eq!(of("90s").unwrap(), Span { months: 0, micros: 90 * SECOND });
        assert_eq!(of("1y6mo2d").unwrap(), Span { months: 18, micros: 2 * DAY * SECOND });
        assert_eq!(of("1.5h").unwrap().micros, 5_400 * SECOND);
        for wrong in ["", "3", "d", "3 parsecs", "0.3mo"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn months_end_where_the_month_does() {
        let at = |text: &str| crate::clock::absolute(text).unwrap();
        let month = Span { months: 1, micros: 0 };
        let from = at("2024-01-31");
        assert_eq!(month.after(from), at("2024-02-29"));
        assert_eq!(month.before(at("2024-03-31")), at("2024-02-29"));
    }
}
