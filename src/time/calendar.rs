//! Lengths of time as users write them, and steps on the calendar.

use super::{DAY, HOUR, SECOND};
use crate::clock;
use crate::error::{nearest, Error, Result};
use crate::records::spec::Spec;
use chrono::{Datelike, Months, NaiveDate};

/// The units: name, and how many of which step one of them is.
const UNITS: &[(&str, Step)] = &[
    ("ms", Step::Elapsed(1000)),
    ("s", Step::Elapsed(SECOND)),
    ("min", Step::Elapsed(60 * SECOND)),
    ("h", Step::Elapsed(HOUR)),
    ("d", Step::Days(1)),
    ("w", Step::Days(7)),
    ("mo", Step::Months(1)),
    ("q", Step::Months(3)),
    ("y", Step::Months(12)),
];

/// How far a tick is from the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    /// Microseconds that pass.
    Elapsed(i64),
    /// Days of the calendar, at the same time on the wall.
    Days(i64),
    /// Months of the calendar.
    Months(i64),
}

impl Step {
    /// One of a unit.
    pub fn unit(name: &str) -> Option<Self> {
        UNITS.iter().find(|(unit, _)| *unit == name).map(|(_, step)| *step)
    }

    /// Microseconds, with months and years of mean length.
    pub fn micros(self) -> f64 {
        match self {
            Self::Elapsed(micros) => micros as f64,
            Self::Days(days) => days as f64 * DAY as f64,
            Self::Months(months) => months as f64 * (YEAR / 12.0),
        }
    }

    fn times(self, count: i64) -> Option<Self> {
        Some(match self {
            Self::Elapsed(micros) => Self::Elapsed(micros.checked_mul(count)?),
            Self::Days(days) => Self::Days(days.checked_mul(count).filter(|days| *days < 4_000_000)?),
            Self::Months(months) => Self::Months(months.checked_mul(count).filter(|months| *months < 130_000)?),
        })
    }

    /// The step that was given: `15min`, `1mo`, a `timedelta`.
    pub fn parse(what: &str, given: &Spec) -> Result<Self> {
        let refused = || Error::Type {
            what: what.to_string(),
            expected: "a whole number and a unit such as '15min' (units: ms, s, min, h, d, w, mo, q, y)".into(),
            given: given.describe(),
        };
        match given {
            Spec::Str(text) => {
                let (number, unit) = split(text);
                let step = unit_of(what, unit)?.ok_or_else(refused)?;
                let count: i64 = if number.is_empty() { 1 } else { number.parse().map_err(|_| refused())? };
                Some(count).filter(|count| *count > 0).and_then(|count| step.times(count)).ok_or_else(refused)
            }
            Spec::Moment(clock::Moment::Delta(seconds)) if *seconds > 0.0 => {
                let micros = clock::micros(*seconds);
                let days = micros % DAY == 0 && micros / DAY < 4_000_000;
                Ok(if days { Self::Days(micros / DAY) } else { Self::Elapsed(micros.max(1)) })
            }
            _ => Err(refused()),
        }
    }
}

/// Microseconds of a mean year.
pub(super) const YEAR: f64 = 365.2425 * DAY as f64;

/// The number and the unit of `15min`.
fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let at = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    (text[..at].trim(), text[at..].trim())
}

/// The unit of a name; the error says which one was meant.
fn unit_of(what: &str, name: &str) -> Result<Option<Step>> {
    const LONG: &[(&str, &str)] = &[
        ("m", "min' (minutes) or 'mo"),
        ("sec", "s"),
        ("second", "s"),
        ("seconds", "s"),
        ("minute", "min"),
        ("minutes", "min"),
        ("hour", "h"),
        ("hours", "h"),
        ("day", "d"),
        ("days", "d"),
        ("week", "w"),
        ("weeks", "w"),
        ("M", "mo"),
        ("month", "mo"),
        ("months", "mo"),
        ("quarter", "q"),
        ("year", "y"),
        ("years", "y"),
    ];
    if let Some((_, meant)) = LONG.iter().find(|(long, _)| *long == name) {
        return Err(Error::Value(format!("{what}: there is no unit '{name}'; write '{meant}'")));
    }
    if name.is_empty() {
        return Ok(None);
    }
    match Step::unit(name) {
        Some(step) => Ok(Some(step)),
        None => {
            let hint = nearest(name, UNITS.iter().map(|(unit, _)| *unit)).map(|n| format!("; did you mean '{n}'?"));
            let hint = hint.unwrap_or_default();
            Err(Error::Value(format!("{what}: there is no unit '{name}' (ms, s, min, h, d, w, mo, q, y){hint}")))
        }
    }
}

/// A length of time: of the calendar, or counted in steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    /// So many steps of the series.
    Steps(f64),
    /// Microseconds.
    Micros(f64),
}

impl Length {
    /// The length that was given: `6h`, `1.5d`, a `timedelta`, or a number of steps.
    ///
    /// # Errors
    /// If it is none, or not above zero.
    pub fn parse(what: &str, given: &Spec) -> Result<Self> {
        let refused = || Error::Type {
            what: what.to_string(),
            expected: "a length of time above zero such as '6h' or '60d', or a number of steps".into(),
            given: given.describe(),
        };
        let length = match given {
            Spec::Str(text) => {
                let (number, unit) = split(text);
                let step = unit_of(what, unit)?.ok_or_else(refused)?;
                let count: f64 = if number.is_empty() { 1.0 } else { number.parse().map_err(|_| refused())? };
                Self::Micros(count * step.micros())
            }
            Spec::Moment(clock::Moment::Delta(seconds)) => Self::Micros(seconds * SECOND as f64),
            other => Self::Steps(crate::records::options::number(other).ok_or_else(refused)?),
        };
        let (Self::Steps(value) | Self::Micros(value)) = length;
        if value > 0.0 && value < 1e18 {
            Ok(length)
        } else {
            Err(refused())
        }
    }

    /// How many steps it is.
    pub fn steps(self, micros_of_step: f64) -> f64 {
        match self {
            Self::Steps(steps) => steps,
            Self::Micros(micros) => micros / micros_of_step,
        }
    }
}

/// How often something happens: `2/y`, or a number per step. Gives times per step.
pub(super) fn rate(what: &str, given: &Spec, micros_of_step: f64) -> Result<f64> {
    let refused = || Error::Type {
        what: what.to_string(),
        expected: "how often, such as '2/y' or '0.5/h', or a number per step".into(),
        given: given.describe(),
    };
    let rate = match given {
        Spec::Str(text) => {
            let (number, unit) = text.split_once('/').ok_or_else(refused)?;
            let number: f64 = number.trim().parse().map_err(|_| refused())?;
            number / Length::parse(what, &Spec::Str(unit.to_string()))?.steps(micros_of_step)
        }
        other => crate::records::options::number(other).ok_or_else(refused)?,
    };
    if rate >= 0.0 && rate.is_finite() {
        Ok(rate)
    } else {
        Err(refused())
    }
}

/// The day so many months after another: the last of the month where it has no such day.
pub(super) fn add_months(day: i64, months: i64) -> Option<i64> {
    let date = clock::date(i32::try_from(day).ok()?);
    let date = date.checked_add_months(Months::new(u32::try_from(months).ok()?))?;
    (date.year() <= 9999).then(|| i64::from(clock::days(date)))
}

/// Year, month from 0 and day of the month from 0 of a day since 1970.
pub(super) fn civil(day: i64) -> (i64, usize, i64) {
    // Days from 0000-03-01, in eras of 400 years.
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = (from_march + 2) % 12;
    (year_of_era + era * 400 + i64::from(month < 2), month as usize, of_year - (153 * from_march + 2) / 5)
}

/// The day since 1970 of the first of a month (from 0) of a year.
pub(super) fn first_of(year: i64, month: usize) -> i64 {
    let date = NaiveDate::from_ymd_opt(year as i32, month as u32 + 1, 1).unwrap_or_default();
    i64::from(clock::days(date))
}

/// The weekday of a day since 1970, Monday is 0.
pub(super) fn weekday(day: i64) -> usize {
    (day + 3).rem_euclid(7) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps() {
        let parse = |text: &str| Step::parse("'every'", &Spec::Str(text.into()));
        assert_eq!(parse("15min").unwrap(), Step::Elapsed(900 * SECOND));
        assert_eq!(parse("h").unwrap(), Step::Elapsed(HOUR));
        assert_eq!(parse("2 w").unwrap(), Step::Days(14));
        assert_eq!(parse("1q").unwrap(), Step::Months(3));
        for bad in ["", "15", "0d", "-1d", "1.5d", "1x", "99999999999999999999d", "9999999y"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        let message = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(message("5m"), "'every': there is no unit 'm'; write 'min' (minutes) or 'mo'");
        assert_eq!(message("5days"), "'every': there is no unit 'days'; write 'd'");
    }

    #[test]
    fn rates() {
        let of = |text: &str| rate("'rate'", &Spec::Str(text.into()), DAY as f64);
        assert!((of("2/y").unwrap() - 2.0 / 365.2425).abs() < 1e-15);
        assert_eq!(of("1/2d").unwrap(), 0.5);
        assert!(of("2").is_err() && of("2/0d").is_err() && of("-1/d").is_err());
    }

    #[test]
    fn dates() {
        for day in (-719_162..2_932_896).step_by(13) {
            let date = clock::date(day);
            let expected = (i64::from(date.year()), date.month0() as usize, i64::from(date.day0()));
            assert_eq!(civil(i64::from(day)), expected);
            assert_eq!(weekday(i64::from(day)), date.weekday().num_days_from_monday() as usize);
        }
        let day = |text: &str| clock::absolute(text).unwrap() / DAY;
        assert_eq!(add_months(day("2024-01-31"), 1), Some(day("2024-02-29")));
        assert_eq!(add_months(day("2024-01-31"), 13), Some(day("2025-02-28")));
        assert_eq!(add_months(day("2024-02-29"), 48), Some(day("2028-02-29")));
        assert_eq!(add_months(day("9999-12-01"), 1), None);
    }
}
