//! What several kinds of options have in common: moments, days of the week, hours of the day.

use super::{DAY, HOUR, SECOND};
use crate::clock::{absolute, Clock, Moment};
use crate::error::{nearest, Error, Result};
use crate::records::options::number;
use crate::records::spec::Spec;

pub(super) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const WEEKDAYS_LONG: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTHS_LONG: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Microseconds since 1970 of a moment.
///
/// # Errors
/// If it is none.
pub fn moment(what: &str, given: &Spec, clock: Clock) -> Result<i64> {
    let moment = match given {
        Spec::Moment(Moment::DateTime(micros)) => return Ok(*micros),
        Spec::Moment(moment) => moment.clone(),
        Spec::Str(text) => match absolute(text) {
            Some(micros) => return Ok(micros),
            None => Moment::Text(text.clone()),
        },
        other => {
            let expected = "a date, a time or a distance from now such as '-30d'".into();
            return Err(Error::Type { what: what.to_string(), expected, given: other.describe() });
        }
    };
    moment.check(what)?;
    Ok(clock.seconds_of(&moment)?.saturating_mul(SECOND))
}

/// The place of a name among the short or long names of days or months.
pub(super) fn named(what: &str, given: &Spec, kind: &str) -> Result<usize> {
    let (short, long): (&[&str], &[&str]) =
        if kind == "day" { (&WEEKDAYS, &WEEKDAYS_LONG) } else { (&MONTHS, &MONTHS_LONG) };
    let Spec::Str(text) = given else {
        let expected = format!("the name of a {kind} such as '{}'", short[0]);
        return Err(Error::Type { what: what.to_string(), expected, given: given.describe() });
    };
    let lower = text.to_lowercase();
    let found = short.iter().position(|name| *name == lower).or_else(|| long.iter().position(|name| *name == lower));
    found.ok_or_else(|| {
        let hint = nearest(text, short.iter().chain(long).copied());
        let hint = hint.map_or(format!("; they are {}", short.join(", ")), |near| format!("; did you mean '{near}'?"));
        Error::Value(format!("{what}: there is no {kind} '{text}'{hint}"))
    })
}

/// Which days of the week: `business`, `weekend`, `all`, or a list of names.
pub(super) fn days(what: &str, given: &Spec) -> Result<[bool; 7]> {
    let mut days = [false; 7];
    match given {
        Spec::Str(text) if text == "business" => days[..5].fill(true),
        Spec::Str(text) if text == "weekend" => days[5..].fill(true),
        Spec::Str(text) if text == "all" => days.fill(true),
        Spec::Str(_) => days[named(what, given, "day")?] = true,
        Spec::Seq(items) if !items.is_empty() => {
            for item in items {
                days[named(what, item, "day")?] = true;
            }
        }
        other => {
            let expected = "'business', 'weekend' or a list of days such as [mon, tue]".into();
            return Err(Error::Type { what: what.to_string(), expected, given: other.describe() });
        }
    }
    Ok(days)
}

/// A time of day in microseconds: `9`, `9.5`, `09:30`, `24`.
pub(super) fn time_of_day(what: &str, given: &Spec) -> Result<i64> {
    let micros = match given {
        Spec::Time(micros) => Some(*micros),
        Spec::Str(text) => match text.split_once(':') {
            Some((hour, minute)) => match (hour.trim().parse::<i64>(), minute.trim().parse::<i64>()) {
                (Ok(hour @ 0..=24), Ok(minute @ 0..=59)) => Some(hour * HOUR + minute * (HOUR / 60)),
                _ => None,
            },
            None => text.trim().parse::<i64>().ok().filter(|hour| (0..=24).contains(hour)).map(|hour| hour * HOUR),
        },
        other => number(other).filter(|h| (0.0..=24.0).contains(h)).map(|h| (h * 3600.0).round() as i64 * SECOND),
    };
    micros.filter(|micros| (0..=DAY).contains(micros)).ok_or_else(|| Error::Type {
        what: what.to_string(),
        expected: "an hour from 0 to 24 such as 9, or a time such as '09:30'".into(),
        given: given.describe(),
    })
}

/// Spans of the day, ascending: `[9, 17]`, `9-17`, `business`; from 22 to 6 is two of them.
pub(super) fn hours(what: &str, given: &Spec) -> Result<Vec<(i64, i64)>> {
    let (from, to) = match given {
        Spec::Str(text) if text == "business" => (9 * HOUR, 17 * HOUR),
        Spec::Str(text) if text.contains('-') => span(what, text)?,
        Spec::Seq(items) => match items.as_slice() {
            [from, to] => (time_of_day(what, from)?, time_of_day(what, to)?),
            _ => return Err(not_hours(what, given)),
        },
        _ => return Err(not_hours(what, given)),
    };
    match from.cmp(&to) {
        std::cmp::Ordering::Less => Ok(vec![(from, to)]),
        std::cmp::Ordering::Greater if to == 0 => Ok(vec![(from, DAY)]),
        std::cmp::Ordering::Greater => Ok(vec![(0, to), (from, DAY)]),
        std::cmp::Ordering::Equal => Err(not_hours(what, given)),
    }
}

/// The two times of `9-18`.
pub(super) fn span(what: &str, text: &str) -> Result<(i64, i64)> {
    let Some((from, to)) = text.split_once('-') else { return Err(not_hours(what, &Spec::Str(text.into()))) };
    let part = |part: &str| time_of_day(what, &Spec::Str(part.trim().to_string()));
    Ok((part(from)?, part(to)?))
}

fn not_hours(what: &str, given: &Spec) -> Error {
    let expected = "two hours of the day such as [9, 17] or '9-17'".into();
    Error::Type { what: what.to_string(), expected, given: given.describe() }
}
