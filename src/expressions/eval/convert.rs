//! From one kind to another: what operations do by themselves, and what a cast does.

use super::arithmetic::{day, finite, moment, whole};
use super::decimal::{digits, from_float, multiply, parse, rescale, ten, to_float};
use super::{compose, map1, of_text, spell, try1, Term};
use crate::clock::{absolute, DAY, SECOND};
use crate::expressions::Kind::{self, *};
use chrono::{NaiveTime, Timelike};

const MICROS: i64 = DAY * SECOND;

/// The kind that values of two kinds have in common, if they have one.
pub fn join(a: Kind, b: Kind) -> Option<Kind> {
    match (a, b) {
        (a, b) if a == b => Some(a),
        (Null, other) | (other, Null) => Some(other),
        (Decimal(x), Decimal(y)) => Some(Decimal(x.max(y))),
        (Decimal(x), Int) | (Int, Decimal(x)) => Some(Decimal(x)),
        (Float, Int | Decimal(_)) | (Int | Decimal(_), Float) => Some(Float),
        (Date, DateTime) | (DateTime, Date) => Some(DateTime),
        _ => None,
    }
}

/// Terms of the kind that they have in common. Constant texts are read as dates where others are dates.
///
/// # Errors
/// The kinds that do not go together.
pub fn unify(terms: Vec<Term>, what: &str) -> Result<(Kind, Vec<Term>), String> {
    let is_time = |kind: &Kind| matches!(kind, Date | DateTime | Time | Duration);
    let time = terms.iter().map(|t| t.kind).filter(is_time).reduce(|a, b| join(a, b).unwrap_or(a));
    let terms = match time {
        Some(time) => terms.into_iter().map(|t| read_as(t, time)).collect::<Result<Vec<_>, _>>()?,
        None => terms,
    };
    let mut kind = Null;
    for term in &terms {
        kind = join(kind, term.kind)
            .ok_or_else(|| format!("{what} takes values of one kind, not {kind} and {}", term.kind))?;
    }
    let terms = terms.into_iter().map(|t| to(t, kind)).collect::<Result<_, _>>()?;
    Ok((kind, terms))
}

/// A pair, of which a constant text is read as the date or duration that the other one calls for.
pub fn read_texts(a: Term, b: Term) -> Result<(Term, Term), String> {
    let wanted = |kind: Kind, text: &Term| match (kind, text.known_text()) {
        // What is added to a date is a duration, what is taken from it is either.
        (Date | DateTime | Time, Some(text)) if duration(text.as_bytes()).is_some() => Some(Duration),
        (Date | DateTime | Time | Duration, Some(_)) => Some(kind),
        _ => None,
    };
    Ok(match (wanted(a.kind, &b), wanted(b.kind, &a)) {
        (Some(kind), _) => (a, read_as(b, kind)?),
        (_, Some(kind)) => (read_as(a, kind)?, b),
        _ => (a, b),
    })
}

/// A constant text as a value of a kind of time; anything else as it is.
pub fn read_as(term: Term, kind: Kind) -> Result<Term, String> {
    let Some(text) = term.known_text() else { return Ok(term) };
    let wrong = || {
        let form = match kind {
            Date => "a date: 'YYYY-MM-DD'",
            DateTime => "a date and time: 'YYYY-MM-DD HH:MM:SS'",
            Time => "a time of day: 'HH:MM:SS'",
            _ => "a duration such as '3d' or '1h30min'",
        };
        format!("'{text}' is not {form}")
    };
    let read =
        match kind {
            // A time of day is compared as such.
            Date => absolute(&text).map(|at| {
                if at % MICROS == 0 {
                    Term::one(Date, at / MICROS)
                } else {
                    Term::one(DateTime, at)
                }
            }),
            DateTime => absolute(&text).map(|at| Term::one(DateTime, at)),
            Time => time(text.as_bytes()).map(|at| Term::one(Time, at)),
            _ => duration(text.as_bytes()).map(|at| Term::one(Duration, at)),
        };
    read.ok_or_else(wrong)
}

/// A value as one of another kind, where nothing is lost: nulls, numbers as wider ones, dates as their midnight.
///
/// # Errors
/// Both kinds, if they do not go together.
pub fn to(a: Term, kind: Kind) -> Result<Term, String> {
    Ok(match (a.kind, kind) {
        (from, to) if from == to => a,
        (Null, _) => Term::null(kind),
        (Int, Float) => map1(kind, a, |x: i64| x as f64),
        (Int, Decimal(scale)) => {
            let unit = ten(scale);
            try1(kind, a, move |x: i64| multiply(x.into(), unit))
        }
        (Decimal(scale), Float) => map1(kind, a, move |x: i128| to_float(x, scale)),
        (Decimal(from), Decimal(to)) => try1(kind, a, move |x: i128| rescale(x, from, to)),
        (Date, DateTime) => try1(kind, a, |x: i64| x.checked_mul(MICROS)),
        (from, to) => return Err(format!("{from} where {to} is needed")),
    })
}

/// A value as one of another kind, rounded half to even or cut where it must be; null where a text spells none.
///
/// # Errors
/// Both kinds, if there is no such conversion.
pub fn cast(a: Term, kind: Kind) -> Result<Term, String> {
    Ok(match (a.kind, kind) {
        (Null, _) => to(a, kind)?,
        (Bool, Int) => map1(kind, a, |x: bool| i64::from(x)),
        (Float, Int) => try1(kind, a, |x: f64| whole(x.round_ties_even())),
        (Float, Decimal(scale)) => try1(kind, a, move |x: f64| from_float(x, scale)),
        (Decimal(scale), Int) => try1(kind, a, move |x: i128| i64::try_from(rescale(x, scale, 0)?).ok()),
        (DateTime, Date) => map1(kind, a, |x: i64| x.div_euclid(MICROS)),
        (DateTime, Time) => map1(kind, a, |x: i64| x.rem_euclid(MICROS)),
        (Str, Str) => a,
        (from, Str) => compose(vec![a], move |v, i, out| spell::value(from, &v[0], i, out)),
        (Str, Bool) => of_text(kind, a, |text| match text {
            b"true" | b"True" => Some(true),
            b"false" | b"False" => Some(false),
            _ => None,
        }),
        (Str, Int) => of_text(kind, a, |text| string(text)?.parse::<i64>().ok()),
        (Str, Float) => of_text(kind, a, |text| {
            digits(text.trim_ascii())?;
            finite(string(text)?.parse().ok()?)
        }),
        (Str, Decimal(scale)) => of_text(kind, a, move |text| parse(text.trim_ascii(), scale)),
        (Str, Date) => of_text(kind, a, |text| day(moment(absolute(string(text)?)).map(|at| at.div_euclid(MICROS)))),
        (Str, DateTime) => of_text(kind, a, |text| moment(absolute(string(text)?))),
        (Str, Time) => of_text(kind, a, time),
        (Str, Duration) => of_text(kind, a, duration),
        _ => to(a, kind)?,
    })
}

fn string(text: &[u8]) -> Option<&str> {
    std::str::from_utf8(text).ok().map(str::trim)
}

/// Microseconds of a time of day, `HH:MM` or `HH:MM:SS` with a fraction.
fn time(text: &[u8]) -> Option<i64> {
    let text = string(text)?;
    let time = ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())?;
    Some(i64::from(time.num_seconds_from_midnight()) * SECOND + i64::from(time.nanosecond() / 1000))
}

/// Microseconds of a duration, `3d` or `1h30min`, with a sign or without.
fn duration(text: &[u8]) -> Option<i64> {
    let text = string(text)?;
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut sum = 0i64;
    while !rest.is_empty() {
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let number: i64 = rest[..rest.len() - after.len()].parse().ok()?;
        let letters = after.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match &after[..after.len() - letters.len()] {
            "ms" => SECOND / 1000,
            "s" => SECOND,
            "min" => 60 * SECOND,
            "h" => 3600 * SECOND,
            "d" => MICROS,
            "w" => 7 * MICROS,
            _ => return None,
        };
        sum = sum.checked_add(number.checked_mul(unit)?)?;
        rest = letters;
    }
    (!text.is_empty()).then_some(sign * sum)
}
