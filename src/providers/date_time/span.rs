//! Draws between two times.

use super::super::{Args, Source};
use super::day;
use crate::clock::{self, date, days, within, Clock, DAY, SECOND};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use chrono::{Datelike, NaiveDate};

/// A number of seconds between two, as a float.
pub fn rand_seconds<D: Source>(cx: &mut Cx<D>, start: i64, end: i64) -> Result<f64> {
    if start > end {
        let time = |seconds: i64| clock::datetime(seconds.saturating_mul(SECOND));
        return Err(Error::Value(format!("the start ({}) is after the end ({})", time(start), time(end))));
    }
    Ok(cx.draw.uniform(start as f64, end as f64))
}

/// A time between two, given in seconds since 1970, as microseconds since 1970: Faker's `date_time_between`.
///
/// # Errors
/// Where the start is after the end by more than Faker overlooks, or the time is not in the years 1 to 9999.
pub fn between<D: Source>(cx: &mut Cx<D>, start: i64, end: i64) -> Result<i64> {
    let distance = end.saturating_sub(start);
    let seconds = if distance == 0 {
        start as f64
    } else if distance <= 1 {
        // Faker draws so when the end comes before the start, too.
        start as f64 + cx.draw.unit()
    } else {
        rand_seconds(cx, start, end)?
    };
    within(clock::micros(seconds))
}

/// Faker's `date_time_between_dates`: times before 1970 are whole seconds, cut towards 1970, and count as local time
/// that is to become UTC.
pub fn time_between_dates<D: Source>(cx: &mut Cx<D>, start: i64, end: i64) -> Result<i64> {
    let seconds = rand_seconds(cx, start, end)?;
    if seconds < 0.0 {
        let local = within(clock::micros(seconds.trunc()))?;
        return within(local - cx.clock.offset() * SECOND);
    }
    let utc = within(clock::micros(seconds))?;
    // The time passes through local time, which must lie in the calendar too.
    if within(utc + DAY * SECOND).is_err() {
        within(utc + cx.clock.offset() * SECOND)?;
    }
    Ok(utc)
}

/// Faker's `date_between_dates`, of seconds since 1970.
pub fn date_between_dates<D: Source>(cx: &mut Cx<D>, start: i64, end: i64) -> Result<i32> {
    time_between_dates(cx, start, end).map(day)
}

/// Faker's `date_between`, of days since 1970: the last day comes only where it is the first one, too.
pub fn date_between<D: Source>(cx: &mut Cx<D>, start: i32, end: i32) -> Result<i32> {
    date_between_dates(cx, i64::from(start) * DAY, i64::from(end) * DAY)
}

/// A stretch of the calendar.
#[derive(Clone, Copy)]
pub enum Span {
    Century,
    Decade,
    Year,
    Month,
}

impl Span {
    /// The first days of the span that a day lies in and of the next one.
    fn around(self, day: NaiveDate) -> (i64, i64) {
        const LAST_YEAR: i32 = 9999;
        let first = |year: i32, month: u32| {
            let first = NaiveDate::from_ymd_opt(year.clamp(1, LAST_YEAR), month, 1).unwrap_or(day);
            i64::from(days(first)) * DAY
        };
        let year = day.year();
        let years = |n: i32| (first(year - year % n, 1), first(year - year % n + n, 1));
        match self {
            Self::Century => years(100),
            Self::Decade => years(10),
            Self::Year => years(1),
            Self::Month if day.month() == 12 => (first(year, 12), first(year + 1, 1)),
            Self::Month => (first(year, day.month()), first(year, day.month() + 1)),
        }
    }
}

/// The seconds to draw between for a time of the current span, before now and after it; `None` for neither.
pub fn this(clock: Clock, span: Span, now: i64, before: bool, after: bool) -> Option<(i64, i64)> {
    let (start, next) = span.around(date(clock.today()));
    match (before, after) {
        (true, true) => Some((start, next)),
        (false, true) => Some((now, next)),
        (true, false) => Some((start, now)),
        (false, false) => None,
    }
}

pub fn birthday<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i32> {
    let (youngest, oldest) = (args.int(0), args.int(1));
    if youngest < 0 || oldest < youngest {
        return Err(Error::Value(format!("no age is from minimum_age ({youngest}) to maximum_age ({oldest})")));
    }
    birth_date(cx, youngest, oldest)
}

/// The day of birth of someone who has reached one age and not passed another, in years: Faker's `date_of_birth`.
///
/// # Errors
/// Where such a person was born before the year 1.
pub fn birth_date<D: Source>(cx: &mut Cx<D>, youngest: i64, oldest: i64) -> Result<i32> {
    let today = date(cx.clock.today());
    let start = years_before(today, oldest.saturating_add(1))?;
    let end = years_before(today, youngest)?;
    let born = day(within(clock::micros(rand_seconds(cx, i64::from(start) * DAY, i64::from(end) * DAY)?))?);
    Ok(if born == start { born + 1 } else { born })
}

/// The same day years ago; 1 March where that year has no 29 February.
fn years_before(day: NaiveDate, years: i64) -> Result<i32> {
    let year = i32::try_from(i64::from(day.year()).saturating_sub(years)).unwrap_or_default();
    let then = day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1)).filter(|_| year >= 1);
    let then = then.ok_or_else(|| Error::Value(format!("an age of {years} years lies before the year 1")))?;
    Ok(days(then))
}
