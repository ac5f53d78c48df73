//! What "now" is, and the moments that users give: dates, times, and distances from now such as `"-30d"`.
//!
//! The native API never reads the wall clock: its now is [`Clock::default`], unless the user sets another.

use crate::error::{Error, Result};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// What "now" is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Microseconds since 1970-01-01T00:00:00, without a time zone.
    pub now: i64,
}

impl Default for Clock {
    /// 2026-01-01T00:00:00, whatever the day is.
    fn default() -> Self {
        Self { now: 1_767_225_600 * SECOND }
    }
}

/// A point in time as a user gives it.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since 1970-01-01T00:00:00.
    DateTime(i64),
    /// Seconds from now.
    Delta(f64),
    /// Seconds since 1970, as Faker reads an integer.
    Seconds(i64),
    /// `"now"`, `"today"`, `"-30y"`, `"+3d2h"`, or an ISO date or time.
    Text(String),
}

impl Clock {
    /// Seconds since 1970 of now.
    pub fn seconds(self) -> i64 {
        self.now.div_euclid(SECOND)
    }

    /// Days since 1970 of today.
    pub fn today(self) -> i32 {
        self.seconds().div_euclid(DAY) as i32
    }

    /// Seconds since 1970 of a moment.
    ///
    /// # Errors
    /// [`Error::Value`] for a text that is none of the forms.
    pub fn seconds_of(self, moment: &Moment) -> Result<i64> {
        match moment {
            Moment::Date(days) => Ok(i64::from(*days) * DAY),
            Moment::DateTime(micros) => Ok(micros.div_euclid(SECOND)),
            Moment::Delta(seconds) => Ok(self.seconds() + *seconds as i64),
            Moment::Seconds(seconds) => Ok(*seconds),
            Moment::Text(text) => match text.as_str() {
                "now" => Ok(self.seconds()),
                "today" => Ok(i64::from(self.today()) * DAY),
                text => match (relative(text), absolute(text)) {
                    (Some(delta), _) => Ok(self.seconds() + delta),
                    (None, Some(micros)) => Ok(micros.div_euclid(SECOND)),
                    (None, None) => Err(Error::Value(format!(
                        "'{text}' is no date: give a date, 'YYYY-MM-DD', 'now', 'today' or a distance such as '-30d'"
                    ))),
                },
            },
        }
    }

    /// Days since 1970 of a moment: the day on which it falls. A distance in whole days counts from today.
    ///
    /// # Errors
    /// As [`Clock::seconds_of`].
    pub fn day_of(self, moment: &Moment) -> Result<i32> {
        Ok(self.seconds_of(moment)?.div_euclid(DAY) as i32)
    }
}

/// Seconds of a distance such as `-30y` or `+1w2d`: a year is 365.24 days and a month 30.42, as in Faker.
pub fn relative(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut days = 0.0;
    let mut seconds = 0.0;
    if rest.is_empty() {
        return None;
    }
    let mut sign = 1.0;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(['+', '-']) {
            sign = if rest.starts_with('-') { -1.0 } else { 1.0 };
            rest = after;
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: f64 = rest[..digits].parse().ok()?;
        let number = sign * number;
        let unit = rest[digits..].chars().next()?;
        match unit {
            'y' => days += number * 365.24,
            'M' => days += number * 30.42,
            'w' => days += number * 7.0,
            'd' => days += number,
            'h' => seconds += number * 3600.0,
            'm' => seconds += number * 60.0,
            's' => seconds += number,
            _ => return None,
        }
        rest = &rest[digits + unit.len_utf8()..];
    }
    Some((days * 86_400.0 + seconds) as i64)
}

/// Microseconds since 1970 of an ISO date or time.
pub fn absolute(text: &str) -> Option<i64> {
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(i64::from(days(date)) * DAY * SECOND);
    }
    let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    forms.iter().find_map(|form| {
        let time = NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), form).ok()?;
        Some(time.and_utc().timestamp_micros())
    })
}

/// Days since 1970 of a date.
pub fn days(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - 719_163
}

/// The date of a day since 1970, held to the years 1 to 9999 that Python knows.
pub fn date(days: i32) -> NaiveDate {
    const FIRST: i32 = -719_162;
    const LAST: i32 = 2_932_896;
    let clamped = days.clamp(FIRST, LAST) + 719_163;
    NaiveDate::from_num_days_from_ce_opt(clamped).unwrap_or_default()
}

/// The time of microseconds since 1970, held to the years that Python knows.
pub fn datetime(micros: i64) -> NaiveDateTime {
    DateTime::from_timestamp_micros(micros).map_or_else(NaiveDateTime::default, |t| t.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        let clock = Clock::default();
        assert_eq!(clock.today(), 20_454);
        assert_eq!(date(clock.today()).to_string(), "2026-01-01");
        let day = |text: &str| clock.day_of(&Moment::Text(text.into())).map(|d| date(d).to_string());
        assert_eq!(day("2020-02-29").unwrap(), "2020-02-29");
        assert_eq!(day("-1d").unwrap(), "2025-12-31");
        assert_eq!(day("+1y").unwrap(), "2027-01-01");
        assert_eq!(day("today").unwrap(), "2026-01-01");
        assert!(day("2020-13-01").is_err());
        assert!(day("").is_err());
        assert!(day("-30").is_err());
    }

    #[test]
    fn extremes_do_not_panic() {
        assert_eq!(date(i32::MIN).to_string(), "0001-01-01");
        assert_eq!(date(i32::MAX).to_string(), "9999-12-31");
        datetime(i64::MAX);
    }
}
