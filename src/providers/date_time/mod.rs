//! Dates and times: without a time zone, in UTC where that matters. Relative ones count from the clock's now.

mod fields;
mod names;
mod span;
#[cfg(test)]
mod tests;
mod thai;

pub use fields::FIELDS;
pub use span::between;

use super::{Args, Rule, Source};
use crate::clock::{self, datetime, strftime, within, DAY, SECOND};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::attr;
use span::{birthday, date_between, date_between_dates, rand_seconds, this, time_between_dates, Span};

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name.strip_prefix("date_time.")? {
        "unix_time" => Rule::Float(unix_time),
        "time_delta" => Rule::Duration(time_delta),
        "date_time" => Rule::DateTime(|cx, args| date_time(cx, args, 0)),
        "date_time_ad" => Rule::DateTime(date_time_ad),
        "iso8601" => Rule::Str(iso8601),
        "date" => Rule::Str(|cx, args, out| {
            let at = date_time(cx, args, 1)?;
            strftime(datetime(at), args.opt_str(0).unwrap_or("%Y-%m-%d"), out);
            Ok(())
        }),
        "date_object" => Rule::Date(|cx, args| Ok(day(date_time(cx, args, 0)?))),
        "time" => Rule::Str(time),
        "time_object" => Rule::Time(|cx, args| Ok(date_time(cx, args, 0)?.rem_euclid(DAY * SECOND))),
        "date_time_between" => Rule::DateTime(|cx, args| {
            let (start, end) = (seconds(cx, args, 0)?, seconds(cx, args, 1)?);
            between(cx, start, end)
        }),
        "date_between" => Rule::Date(|cx, args| {
            let (start, end) = (today(cx, args, 0)?, today(cx, args, 1)?);
            date_between(cx, start, end)
        }),
        "future_datetime" => Rule::DateTime(|cx, args| {
            let (start, end) = (cx.clock.seconds_of_text("+1s")?, seconds(cx, args, 0)?);
            between(cx, start, end)
        }),
        "future_date" => Rule::Date(|cx, args| {
            let (start, end) = (cx.clock.day_of_text("+1d")?, today(cx, args, 0)?);
            date_between(cx, start, end)
        }),
        "past_datetime" => Rule::DateTime(|cx, args| {
            let (start, end) = (seconds(cx, args, 0)?, cx.clock.seconds_of_text("-1s")?);
            between(cx, start, end)
        }),
        "past_date" => Rule::Date(|cx, args| {
            let (start, end) = (today(cx, args, 0)?, cx.clock.day_of_text("-1d")?);
            date_between(cx, start, end)
        }),
        "date_time_between_dates" => Rule::DateTime(|cx, args| {
            let (start, end) = (seconds(cx, args, 0)?, seconds(cx, args, 1)?);
            time_between_dates(cx, start, end)
        }),
        "date_between_dates" => Rule::Date(|cx, args| {
            let (start, end) = (seconds(cx, args, 0)?, seconds(cx, args, 1)?);
            date_between_dates(cx, start, end)
        }),
        "date_time_this_century" => Rule::DateTime(|cx, args| time_this(cx, args, Span::Century)),
        "date_time_this_decade" => Rule::DateTime(|cx, args| time_this(cx, args, Span::Decade)),
        "date_time_this_year" => Rule::DateTime(|cx, args| time_this(cx, args, Span::Year)),
        "date_time_this_month" => Rule::DateTime(|cx, args| time_this(cx, args, Span::Month)),
        "date_this_century" => Rule::Date(|cx, args| date_this(cx, args, Span::Century)),
        "date_this_decade" => Rule::Date(|cx, args| date_this(cx, args, Span::Decade)),
        "date_this_year" => Rule::Date(|cx, args| date_this(cx, args, Span::Year)),
        "date_this_month" => Rule::Date(|cx, args| date_this(cx, args, Span::Month)),
        "date_of_birth" => Rule::Date(birthday),
        "time_series" => Rule::Host,
        "am_pm" => Rule::Str(|cx, _, out| formed(cx, "%p", out)),
        "day_of_month" => Rule::Str(|cx, _, out| formed(cx, "%d", out)),
        "day_of_week" => Rule::Str(|cx, _, out| formed(cx, "%A", out)),
        "month" => Rule::Str(|cx, _, out| formed(cx, "%m", out)),
        "month_name" => Rule::Str(|cx, _, out| formed(cx, "%B", out)),
        "year" => Rule::Str(|cx, _, out| formed(cx, "%Y", out)),
        "timezone" => Rule::Str(timezone),
        other => return names::rule(other).or_else(|| thai::rule(other)),
    })
}

/// Seconds since 1970 of an argument; now if it is not given.
fn seconds<D: Source>(cx: &Cx<D>, args: &Args, i: usize) -> Result<i64> {
    Ok(args.seconds(i, cx.clock)?.unwrap_or_else(|| cx.clock.seconds()))
}

/// Days since 1970 of an argument; today if it is not given.
fn today<D: Source>(cx: &Cx<D>, args: &Args, i: usize) -> Result<i32> {
    Ok(args.day(i, cx.clock)?.unwrap_or_else(|| cx.clock.today()))
}

fn day(micros: i64) -> i32 {
    micros.div_euclid(DAY * SECOND) as i32
}

fn unix_time<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<f64> {
    let start = args.seconds(1, cx.clock)?.unwrap_or_default();
    let end = seconds(cx, args, 0)?;
    rand_seconds(cx, start, end)
}

fn time_delta<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i64> {
    let distance = seconds(cx, args, 0)?.saturating_sub(cx.clock.seconds());
    Ok(clock::micros(rand_seconds(cx, distance.min(0), distance.max(0))?))
}

/// A time from 1970 to the argument, in microseconds since 1970.
fn date_time<D: Source>(cx: &mut Cx<D>, args: &Args, i: usize) -> Result<i64> {
    let end = seconds(cx, args, i)?;
    within(clock::micros(rand_seconds(cx, 0, end)?))
}

fn date_time_ad<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i64> {
    const YEAR_1: i64 = -62_135_596_800;
    let start = args.seconds(1, cx.clock)?.unwrap_or(YEAR_1);
    let end = seconds(cx, args, 0)?;
    within(clock::micros(rand_seconds(cx, start, end)?))
}

/// As `datetime.isoformat` spells a time.
fn iso8601<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    if args.str(1).chars().count() != 1 {
        return Err(Error::Value(format!("sep must be one character, not '{}'", args.str(1))));
    }
    let micros = date_time(cx, args, 0)?;
    let rest = micros.rem_euclid(SECOND);
    let at = datetime(micros);
    strftime(at, "%Y-%m-%d", out);
    out.extend_from_slice(args.str(1).as_bytes());
    let time = match args.str(2) {
        "auto" if rest == 0 => "%H:%M:%S",
        "auto" | "microseconds" => "%H:%M:%S.%f",
        "hours" => "%H",
        "minutes" => "%H:%M",
        "seconds" => "%H:%M:%S",
        "milliseconds" => "%H:%M:%S.%f",
        other => return Err(Error::Value(format!("timespec '{other}' is unknown: it must be {}", fields::TIMESPECS))),
    };
    strftime(at, time, out);
    if args.str(2) == "milliseconds" {
        out.truncate(out.len() - 3);
    }
    Ok(())
}

/// A time of day; its date, for patterns that ask, is 1900-01-01 as in Python.
fn time<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const YEAR_1900: i64 = -2_208_988_800 * SECOND;
    let time = date_time(cx, args, 1)?.rem_euclid(DAY * SECOND);
    strftime(datetime(YEAR_1900 + time), args.opt_str(0).unwrap_or("%H:%M:%S"), out);
    Ok(())
}

/// A time from 1970 to now, formed by a pattern.
fn formed<D: Source>(cx: &mut Cx<D>, pattern: &str, out: &mut Vec<u8>) -> Result<()> {
    strftime(datetime(date_time(cx, &Args::default(), 0)?), pattern, out);
    Ok(())
}

fn time_this<D: Source>(cx: &mut Cx<D>, args: &Args, span: Span) -> Result<i64> {
    match this(cx.clock, span, cx.clock.seconds(), args.bool(0), args.bool(1)) {
        Some((start, end)) => time_between_dates(cx, start, end),
        None => Ok(cx.clock.now()),
    }
}

fn date_this<D: Source>(cx: &mut Cx<D>, args: &Args, span: Span) -> Result<i32> {
    let today = cx.clock.today();
    match this(cx.clock, span, i64::from(today) * DAY, args.bool(0), args.bool(1)) {
        Some((start, end)) => date_between_dates(cx, start, end),
        None => Ok(today),
    }
}

/// A time zone of a country: the country first.
fn timezone<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let countries = cx.table(attr!("countries")).map(crate::locale::Table::root);
    let countries = countries.ok_or_else(|| Error::value("the table of countries is missing"))?;
    let country = countries.item(cx.draw.below(countries.len() as u64) as usize);
    if let Some(zones) = country.tagged().and_then(|(_, object)| object.item(1).get("timezones")) {
        let zone = zones.item(cx.draw.below(zones.len() as u64) as usize);
        out.extend_from_slice(zone.text());
    }
    Ok(())
}
