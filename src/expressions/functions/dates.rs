//! Functions of dates, times and durations. Times have no zone; what leaves the years 1 to 9999 is null.

use super::{args, Checked};
use crate::clock::{self, civil, DAY, SECOND};
use crate::expressions::eval::arithmetic::{day as within, moment, whole};
use crate::expressions::eval::convert::{cast, read_as, to};
use crate::expressions::eval::vector::Native;
use crate::expressions::eval::{compose, map1, try1, try2, Term};
use crate::expressions::Kind::{self, *};
use chrono::NaiveDate;

const MICROS: i64 = DAY * SECOND;

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Unit {
    /// So many microseconds.
    Fixed(i64),
    /// So many months.
    Months(i64),
}

const UNITS: [(&str, &str, Unit); 9] = [
    ("ms", "millisecond", Unit::Fixed(SECOND / 1000)),
    ("s", "second", Unit::Fixed(SECOND)),
    ("min", "minute", Unit::Fixed(60 * SECOND)),
    ("h", "hour", Unit::Fixed(3600 * SECOND)),
    ("d", "day", Unit::Fixed(MICROS)),
    ("w", "week", Unit::Fixed(7 * MICROS)),
    ("mo", "month", Unit::Months(1)),
    ("q", "quarter", Unit::Months(3)),
    ("y", "year", Unit::Months(12)),
];

fn unit(term: &Term, kind: Kind, what: &str) -> Result<Unit, String> {
    let text = term.known_text().ok_or_else(|| format!("the unit of {what} must be a constant text such as 'd'"))?;
    let found =
        UNITS.iter().find(|(short, long, _)| text == *short || text.strip_suffix('s').unwrap_or(&text) == *long);
    match found {
        Some((short, _, Unit::Fixed(size))) if kind == Date && size % MICROS != 0 && what != "diff" => {
            Err(format!("{what} takes a datetime for '{short}', not a date: datetime(…) is its midnight"))
        }
        Some((.., unit)) => Ok(*unit),
        None => Err(format!("unknown unit '{text}' of {what}; units are ms, s, min, h, d, w, mo, q and y")),
    }
}

/// A date or a datetime; a constant text is read as one.
fn moments(term: Term, what: &str) -> Checked {
    match term.kind {
        Date | DateTime => Ok(term),
        Null => Ok(Term::null(DateTime)),
        Str if term.known_text().is_some_and(|text| text.len() <= 10) => read_as(term, Date),
        Str if term.known_text().is_some() => read_as(term, DateTime),
        kind => Err(format!("{what} takes a date or a datetime, not {kind}")),
    }
}

/// A number that a date's year, month and day give.
fn part(terms: Vec<Term>, what: &str, f: fn(u32, u32, u32) -> u32) -> Checked {
    let [x] = args(terms)?;
    let of_day = move |days: i64| civil(i32::try_from(days).ok()?).map(|(y, m, d)| i64::from(f(y, m, d)));
    let x = moments(x, what)?;
    Ok(match x.kind {
        Date => try1(Int, x, of_day),
        _ => try1(Int, x, move |at: i64| of_day(at.div_euclid(MICROS))),
    })
}

pub fn year(terms: Vec<Term>) -> Checked {
    part(terms, "year", |y, _, _| y)
}

pub fn quarter(terms: Vec<Term>) -> Checked {
    part(terms, "quarter", |_, m, _| m.div_ceil(3))
}

pub fn month(terms: Vec<Term>) -> Checked {
    part(terms, "month", |_, m, _| m)
}

pub fn day(terms: Vec<Term>) -> Checked {
    part(terms, "day", |_, _, d| d)
}

pub fn day_of_year(terms: Vec<Term>) -> Checked {
    part(terms, "dayofyear", |y, m, d| {
        const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
        BEFORE[(m as usize - 1) % 12] + d + u32::from(leap && m > 2)
    })
}

/// Monday is 0, as in Python.
pub fn weekday(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    let of_day = |days: i64| (days + 3).rem_euclid(7);
    let x = moments(x, "weekday")?;
    Ok(match x.kind {
        Date => map1(Int, x, of_day),
        _ => map1(Int, x, move |at: i64| of_day(at.div_euclid(MICROS))),
    })
}

fn clock_part(terms: Vec<Term>, what: &str, size: i64, many: i64) -> Checked {
    let [x] = args(terms)?;
    let x = if x.kind == Time { x } else { moments(x, what)? };
    Ok(match x.kind {
        Date => map1(Int, x, |_: i64| 0i64),
        _ => map1(Int, x, move |at: i64| at.div_euclid(size).rem_euclid(many)),
    })
}

pub fn hour(terms: Vec<Term>) -> Checked {
    clock_part(terms, "hour", 3600 * SECOND, 24)
}

pub fn minute(terms: Vec<Term>) -> Checked {
    clock_part(terms, "minute", 60 * SECOND, 60)
}

pub fn second(terms: Vec<Term>) -> Checked {
    clock_part(terms, "second", SECOND, 60)
}

fn ymd(year: i64, month: i64, day: i64) -> Option<i64> {
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)?;
    within(Some(i64::from(clock::days(date))))
}

/// The date of a time or a text, or of a year, a month and a day.
pub fn date(terms: Vec<Term>) -> Checked {
    if terms.len() == 1 {
        let [x] = args(terms)?;
        let kind = x.kind;
        return match kind {
            Date | DateTime | Str | Null => cast(x, Date),
            _ => Err(format!("date takes a date, a datetime or a text, not {kind}")),
        };
    }
    let [y, m, d] = args(terms).map_err(|_| "date takes a value, or a year, a month and a day".to_string())?;
    let int = |term: Term| to(term, Int).map_err(|_| "date takes a year, a month and a day as integers".to_string());
    // The year and the month as one number, since operations take two.
    let months = try2(Int, [int(y)?, int(m)?], |y: i64, m: i64| {
        ((1..=12).contains(&m) && (1..=9999).contains(&y)).then(|| y * 12 + m - 1)
    });
    Ok(try2(Date, [months, int(d)?], |months: i64, d: i64| ymd(months.div_euclid(12), months.rem_euclid(12) + 1, d)))
}

pub fn datetime(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    let kind = x.kind;
    match kind {
        Date | DateTime | Str | Null => cast(x, DateTime),
        _ => Err(format!("datetime takes a date, a datetime or a text, not {kind}")),
    }
}

pub fn time(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    let kind = x.kind;
    match kind {
        Time | DateTime | Str | Null => cast(x, Time),
        _ => Err(format!("time takes a datetime or a text, not {kind}")),
    }
}

/// A day so many months later; of a month that is too short for it, the last.
fn add_months(days: i64, n: i64) -> Option<i64> {
    let (year, month, day) = civil(i32::try_from(days).ok()?)?;
    let months = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(n)?;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    (0..4).find_map(|less| ymd(year, month, i64::from(day) - less))
}

fn add_months_at(at: i64, n: i64) -> Option<i64> {
    add_months(at.div_euclid(MICROS), n)?.checked_mul(MICROS)?.checked_add(at.rem_euclid(MICROS))
}

pub fn add(terms: Vec<Term>) -> Checked {
    let [x, n, by] = args(terms)?;
    let x = moments(x, "add")?;
    let (kind, n_kind) = (x.kind, n.kind);
    let by = unit(&by, kind, "add")?;
    let n = to(n, Int).map_err(|_| format!("add takes an integer second, not {n_kind}"))?;
    let pair = [x, n];
    Ok(match (by, kind) {
        (Unit::Fixed(size), Date) => {
            try2(kind, pair, move |x: i64, n: i64| within(x.checked_add(n.checked_mul(size / MICROS)?)))
        }
        (Unit::Fixed(size), _) => try2(kind, pair, move |x: i64, n: i64| moment(x.checked_add(n.checked_mul(size)?))),
        (Unit::Months(size), Date) => try2(kind, pair, move |x: i64, n: i64| add_months(x, n.checked_mul(size)?)),
        (Unit::Months(size), _) => try2(kind, pair, move |x: i64, n: i64| add_months_at(x, n.checked_mul(size)?)),
    })
}

/// Whole units from `b` to `a`, cut towards zero.
pub fn diff(terms: Vec<Term>) -> Checked {
    let [a, b, by] = args(terms)?;
    let (a, b) = (moments(a, "diff")?, moments(b, "diff")?);
    let by = unit(&by, a.kind, "diff")?;
    let pair = [to(a, DateTime)?, to(b, DateTime)?];
    Ok(match by {
        Unit::Fixed(size) => try2(Int, pair, move |a: i64, b: i64| Some(a.checked_sub(b)? / size)),
        Unit::Months(size) => try2(Int, pair, move |a: i64, b: i64| {
            let months = |at: i64| {
                civil(i32::try_from(at.div_euclid(MICROS)).ok()?).map(|(y, m, _)| i64::from(y) * 12 + i64::from(m))
            };
            let (early, late, sign) = if a < b { (a, b, -1) } else { (b, a, 1) };
            let rough = months(late)? - months(early)?;
            let over = add_months_at(early, rough).is_none_or(|at| at > late);
            Some(sign * ((rough - i64::from(over)) / size))
        }),
    })
}

/// The beginning of the unit that a time is in; of a week, its Monday.
pub fn trunc(terms: Vec<Term>) -> Checked {
    let [x, by] = args(terms)?;
    let x = moments(x, "trunc")?;
    let (kind, by) = (x.kind, unit(&by, x.kind, "trunc")?);
    let start = move |day: i64| match by {
        Unit::Months(size) => {
            let (year, month, _) = civil(i32::try_from(day).ok()?)?;
            let month = (i64::from(month) - 1) / size * size + 1;
            ymd(year.into(), month, 1)
        }
        Unit::Fixed(size) if size == 7 * MICROS => within(Some(day - (day + 3).rem_euclid(7))),
        Unit::Fixed(_) => Some(day),
    };
    Ok(match (kind, by) {
        (Date, _) => try1(kind, x, start),
        (_, Unit::Fixed(size)) if size <= MICROS => {
            map1(kind, x, move |at: i64| at.saturating_sub(at.rem_euclid(size)))
        }
        _ => try1(kind, x, move |at: i64| start(at.div_euclid(MICROS))?.checked_mul(MICROS)),
    })
}

/// Appends a date or a datetime by a pattern.
pub fn spelled(kind: Kind, value: i64, pattern: &str, out: &mut Vec<u8>) {
    let micros = if kind == Date { value.saturating_mul(MICROS) } else { value };
    clock::strftime(clock::datetime(micros), pattern, out);
}

pub fn strftime(terms: Vec<Term>) -> Checked {
    let [x, pattern] = args(terms)?;
    let x = moments(x, "strftime")?;
    let pattern = pattern.known_text().ok_or("the pattern of strftime must be a constant text")?;
    let kind = x.kind;
    if x.is_null() {
        return Ok(Term::null(Str));
    }
    Ok(compose(vec![x], move |v, i, out| spelled(kind, i64::of(&v[0]).get(i), &pattern, out)))
}

fn length(terms: Vec<Term>, what: &str, size: i64) -> Checked {
    let [n] = args(terms)?;
    Ok(match n.kind {
        Null => Term::null(Duration),
        Int => try1(Duration, n, move |n: i64| n.checked_mul(size)),
        Float | Decimal(_) => try1(Duration, to(n, Float)?, move |n: f64| whole((n * size as f64).round_ties_even())),
        kind => return Err(format!("{what} takes a number, not {kind}")),
    })
}

pub fn weeks(terms: Vec<Term>) -> Checked {
    length(terms, "weeks", 7 * MICROS)
}

pub fn days(terms: Vec<Term>) -> Checked {
    length(terms, "days", MICROS)
}

pub fn hours(terms: Vec<Term>) -> Checked {
    length(terms, "hours", 3600 * SECOND)
}

pub fn minutes(terms: Vec<Term>) -> Checked {
    length(terms, "minutes", 60 * SECOND)
}

pub fn seconds(terms: Vec<Term>) -> Checked {
    length(terms, "seconds", SECOND)
}

/// The number of a day since 1970, for tests.
#[cfg(test)]
fn number(text: &str) -> i64 {
    text.parse::<NaiveDate>().map(|date| i64::from(clock::days(date))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(add_months(number("2024-01-31"), 1), Some(number("2024-02-29")));
        assert_eq!(add_months(number("2023-01-31"), 1), Some(number("2023-02-28")));
        assert_eq!(add_months(number("2024-03-31"), -1), Some(number("2024-02-29")));
        assert_eq!(add_months(number("2024-02-29"), -12), Some(number("2023-02-28")));
        assert_eq!(add_months(number("9999-12-31"), 1), None);
        assert_eq!(add_months(number("2024-01-01"), i64::MAX), None);
    }
}
