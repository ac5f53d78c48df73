//! What "now" is, and the moments that users give: dates, times, and distances from now such as `"-30d"`.
//!
//! The native API never reads the wall clock: its now is [`Clock::default`], unless the user sets another.

mod distance;
mod format;
mod strftime;

pub use distance::{distance, micros};
pub use format::{
    append_date, append_datetime, append_duration, append_time, civil, write_date, write_datetime, write_duration,
    write_time, MOMENT,
};
pub use strftime::{is_portable, strftime};

use crate::error::{Error, Result};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};
use std::fmt;

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// The first day that Python knows, 0001-01-01, in days since 1970.
const FIRST: i32 = -719_162;
/// The last day that Python knows, 9999-12-31.
const LAST: i32 = 2_932_896;

/// What "now" is, in microseconds since 1970-01-01T00:00:00, without a time zone.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// A moment that stays.
    At(i64),
    /// Whatever the host says each time it is asked: only the drop-in for Faker reads a clock.
    Asked {
        /// What the time is, on a clock on the wall.
        now: fn() -> i64,
        /// By how many seconds that clock is ahead of UTC.
        offset: fn() -> i64,
    },
}

impl Default for Clock {
    /// 2026-01-01T00:00:00, whatever the day is.
    fn default() -> Self {
        Self::At(1_767_225_600 * SECOND)
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
    /// As Faker reads an integer: seconds since 1970 where a time is wanted, days from today where a date is.
    Seconds(i64),
    /// `"now"`, `"today"`, `"-30y"`, `"+3d+2h"`, or an ISO date or time.
    Text(String),
}

impl Moment {
    /// Whether it counts from now; `None` for an integer, which does or not, and for a text that is none of the forms.
    pub fn is_relative(&self) -> Option<bool> {
        match self {
            Self::Date(_) | Self::DateTime(_) => Some(false),
            Self::Delta(_) => Some(true),
            Self::Seconds(_) => None,
            Self::Text(text) => match text.as_str() {
                "now" | "today" => Some(true),
                text if distance(text).is_some_and(|(_, rest)| rest.is_empty()) => Some(true),
                text => absolute(text).map(|_| false),
            },
        }
    }

    /// Checks that a text is one of the forms, all of it. (Faker ignores what follows a distance.)
    ///
    /// # Errors
    /// [`Error::Value`] that names the parameter, the text and the forms.
    pub fn check(&self, parameter: &str) -> Result<()> {
        match self {
            Self::Text(text) if self.is_relative().is_none() => {
                Err(Error::Value(format!("{parameter}: {}", not_a_moment(text))))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(days) => write!(f, "{}", date(*days)),
            Self::DateTime(micros) => write!(f, "{}", datetime(*micros)),
            Self::Delta(seconds) => write!(f, "{seconds} seconds from now"),
            Self::Seconds(seconds) => write!(f, "{seconds}"),
            Self::Text(text) => write!(f, "'{text}'"),
        }
    }
}

fn not_a_moment(text: &str) -> String {
    format!(
        "'{text}' is no date: give a date, 'YYYY-MM-DD', 'now', 'today' or a distance such as '-30d' or '+1y+6M' \
         (signed; in the order y, M, w, d, h, m, s)"
    )
}

impl Clock {
    /// Microseconds since 1970 of now.
    #[inline]
    pub fn now(self) -> i64 {
        match self {
            Self::At(now) => now,
            Self::Asked { now, .. } => now(),
        }
    }

    /// Seconds by which the clock is ahead of UTC now.
    pub fn offset(self) -> i64 {
        match self {
            Self::At(_) => 0,
            Self::Asked { offset, .. } => offset(),
        }
    }

    /// Seconds since 1970 of now.
    pub fn seconds(self) -> i64 {
        self.now().div_euclid(SECOND)
    }

    /// Days since 1970 of today.
    pub fn today(self) -> i32 {
        self.seconds().div_euclid(DAY) as i32
    }

    /// Seconds since 1970 of a moment.
    ///
    /// # Errors
    /// [`Error::Value`] for a text that is none of the forms, and for a moment outside the years 1 to 9999.
    pub fn seconds_of(self, moment: &Moment) -> Result<i64> {
        match moment {
            Moment::Date(days) => Ok(i64::from(*days) * DAY),
            Moment::DateTime(micros) => Ok(micros.div_euclid(SECOND)),
            Moment::Delta(seconds) => self.after(micros(*seconds)),
            Moment::Seconds(seconds) => Ok(*seconds),
            Moment::Text(text) => self.seconds_of_text(text),
        }
    }

    /// Seconds since 1970 of a moment that is given as text.
    ///
    /// # Errors
    /// As [`Clock::seconds_of`].
    pub fn seconds_of_text(self, text: &str) -> Result<i64> {
        match text {
            "now" => Ok(self.seconds()),
            "today" => Ok(i64::from(self.today()) * DAY),
            text => match distance(text) {
                Some((distance, _)) => self.after(distance),
                None => match absolute(text) {
                    Some(micros) => Ok(micros.div_euclid(SECOND)),
                    None => Err(Error::Value(not_a_moment(text))),
                },
            },
        }
    }

    /// Seconds since 1970 of the time so many microseconds from now.
    fn after(self, micros: i64) -> Result<i64> {
        within(self.now().saturating_add(micros)).map(|at| at.div_euclid(SECOND))
    }

    /// Days since 1970 of a moment: the day on which it falls. Distances count from the beginning of today.
    ///
    /// # Errors
    /// As [`Clock::seconds_of`].
    pub fn day_of(self, moment: &Moment) -> Result<i32> {
        match moment {
            Moment::Delta(seconds) => self.day_after(micros(*seconds).div_euclid(DAY * SECOND)),
            Moment::Seconds(days) => self.day_after(*days),
            Moment::Text(text) => self.day_of_text(text),
            _ => Ok(self.seconds_of(moment)?.div_euclid(DAY) as i32),
        }
    }

    /// Days since 1970 of a moment that is given as text.
    ///
    /// # Errors
    /// As [`Clock::seconds_of`].
    pub fn day_of_text(self, text: &str) -> Result<i32> {
        match distance(text) {
            Some((distance, _)) => self.day_after(distance.div_euclid(DAY * SECOND)),
            None => Ok(self.seconds_of_text(text)?.div_euclid(DAY) as i32),
        }
    }

    fn day_after(self, days: i64) -> Result<i32> {
        let day = i64::from(self.today()).saturating_add(days);
        within(day.saturating_mul(DAY * SECOND)).map(|_| day as i32)
    }
}

/// A time, if it lies in the years 1 to 9999 that Python knows.
///
/// # Errors
/// [`Error::Value`] if it does not.
pub fn within(micros: i64) -> Result<i64> {
    const RANGE: std::ops::Range<i64> = FIRST as i64 * DAY * SECOND..(LAST as i64 + 1) * DAY * SECOND;
    if RANGE.contains(&micros) {
        Ok(micros)
    } else {
        Err(Error::value("the time is not in the years 1 to 9999"))
    }
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

    fn text(text: &str) -> Moment {
        Moment::Text(text.into())
    }

    #[test]
    fn moments() {
        let clock = Clock::default();
        assert_eq!(clock.today(), 20_454);
        assert_eq!(date(clock.today()).to_string(), "2026-01-01");
        let day = |form: &str| clock.day_of(&text(form)).map(|d| date(d).to_string());
        assert_eq!(day("2020-02-29").unwrap(), "2020-02-29");
        assert_eq!(day("-1d").unwrap(), "2025-12-31");
        assert_eq!(day("+1y").unwrap(), "2027-01-01");
        assert_eq!(day("-1y").unwrap(), "2024-12-31");
        assert_eq!(day("-1h").unwrap(), "2025-12-31");
        assert_eq!(day("today").unwrap(), "2026-01-01");
        assert_eq!(clock.day_of(&Moment::Seconds(-1)).unwrap(), clock.today() - 1);
        assert_eq!(clock.seconds_of(&Moment::Seconds(-1)).unwrap(), -1);
        assert_eq!(clock.seconds_of(&Moment::Delta(-0.5)).unwrap(), clock.seconds() - 1);
        assert!(day("2020-13-01").is_err());
        assert!(day("").is_err());
        assert!(day("-30").is_err());
        assert!(day("30d").is_err());
        assert!(day("+9999y").is_err());
        assert!(clock.seconds_of(&text("+99999999999999999999d")).is_err());
    }

    #[test]
    fn a_text_is_read_whole_or_refused() {
        assert!(text("+1y+2M").check("end").is_ok());
        assert!(text("2020-01-01T10:00").check("end").is_ok());
        let refused = text("+1y2M").check("end").unwrap_err().to_string();
        assert!(refused.starts_with("end: '+1y2M' is no date"), "{refused}");
    }

    #[test]
    fn extremes_do_not_panic() {
        assert_eq!(date(i32::MIN).to_string(), "0001-01-01");
        assert_eq!(date(i32::MAX).to_string(), "9999-12-31");
        datetime(i64::MAX);
        let clock = Clock::At(i64::MAX);
        assert!(clock.seconds_of(&Moment::Delta(f64::MAX)).is_err());
        assert!(clock.day_of(&Moment::Seconds(i64::MIN)).is_err());
    }
}
