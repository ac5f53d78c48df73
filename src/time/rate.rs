//! A rate that depends on the time: how much each day has, and how a day's share is spread over its minutes.

use super::calendar::{civil, weekday, Length, YEAR};
use super::given::{named, span};
use super::swings::Swings;
use super::{Zone, DAY};
use crate::clock::{date, Clock, Moment};
use crate::error::{Error, Result};
use crate::records::options::{number, Options};
use crate::records::spec::Spec;
use crate::rng::maths;

const MINUTE: i64 = 60 * super::SECOND;
const MINUTES: usize = 1440;

/// How a day's events are spread over it: the sum of the shares of what is before each edge.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Microseconds since midnight, from 0 to a whole day.
    edges: Vec<i64>,
    sums: Vec<f64>,
}

impl Shape {
    /// By the weight of every minute.
    fn of(minutes: &[f64]) -> Self {
        let (mut edges, mut sums) = (vec![0], vec![0.0]);
        for (minute, weight) in minutes.iter().enumerate() {
            let sum = sums[sums.len() - 1] + weight;
            if minute > 0 && minutes[minute - 1] == *weight {
                edges.pop();
                sums.pop();
            }
            edges.push((minute as i64 + 1) * MINUTE);
            sums.push(sum);
        }
        Self { edges, sums }
    }

    /// All of a day.
    pub(super) fn whole(&self) -> f64 {
        self.sums.last().copied().unwrap_or_default()
    }

    /// The share before a time of day.
    pub(super) fn until(&self, time: i64) -> f64 {
        let at = self.edges.partition_point(|edge| *edge <= time).clamp(1, self.edges.len() - 1);
        let (from, to) = (self.edges[at - 1], self.edges[at]);
        let part = (time.min(to) - from) as f64 / (to - from) as f64;
        self.sums[at - 1] + part * (self.sums[at] - self.sums[at - 1])
    }

    /// The share of a microsecond at a time of day.
    pub(super) fn slope(&self, time: i64) -> f64 {
        let at = self.edges.partition_point(|edge| *edge <= time).clamp(1, self.edges.len() - 1);
        (self.sums[at] - self.sums[at - 1]) / (self.edges[at] - self.edges[at - 1]) as f64
    }

    /// The time of day before which a share lies.
    pub(super) fn at(&self, share: f64) -> i64 {
        let at = self.sums.partition_point(|sum| *sum <= share).clamp(1, self.sums.len() - 1);
        let (from, to) = (self.sums[at - 1], self.sums[at]);
        let part = if to > from { ((share - from) / (to - from)).clamp(0.0, 1.0) } else { 0.0 };
        let width = self.edges[at] - self.edges[at - 1];
        // The end of a part belongs to the next one.
        self.edges[at - 1] + ((part * width as f64) as i64).min(width - 1)
    }
}

/// What was given, before there are days.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    minutes: Vec<f64>,
    weekdays: [f64; 7],
    months: [f64; 12],
    /// Days since 1970 and their factors, ascending.
    holidays: Vec<(i64, f64)>,
    growth: Growth,
    pub noise: Swings,
    pub zone: Zone,
}

/// How the rate grows: by a share in a time of so many microseconds, and by that of what has become of it in the next.
#[derive(Clone, Copy, Debug)]
struct Growth {
    share: f64,
    unit: f64,
}

impl Growth {
    /// A share per year, or `0.02/mo`.
    fn parse(given: &Spec) -> Result<Self> {
        let wrong = || Error::Type {
            what: "'growth' of 'arrivals'".into(),
            expected: "a share per year such as 0.2, or of another time such as '0.02/mo'".into(),
            given: given.describe(),
        };
        let made = match given {
            Spec::Str(text) => {
                let (share, unit) = text.split_once('/').ok_or_else(wrong)?;
                let share = share.trim().parse().map_err(|_| wrong())?;
                match Length::parse("'growth' of 'arrivals'", &Spec::Str(unit.to_string()))? {
                    Length::Micros(unit) => Self { share, unit },
                    Length::Steps(_) => return Err(wrong()),
                }
            }
            other => Self { share: number(other).ok_or_else(wrong)?, unit: YEAR },
        };
        if made.share > -1.0 && made.share.is_finite() {
            Ok(made)
        } else {
            Err(Error::Value(format!("'growth' of 'arrivals' is a share above -1, not {}", made.share)))
        }
    }

    /// So many times the first day's.
    fn after(self, days: i64) -> f64 {
        if self.share == 0.0 {
            return 1.0;
        }
        maths::pow(1.0 + self.share, days as f64 * DAY as f64 / self.unit)
    }
}

impl Rules {
    /// The rules of `arrivals`: `true` for a constant rate, or a mapping.
    pub(super) fn parse(given: &Spec, clock: Clock) -> Result<Self> {
        let mut rules = Self {
            minutes: vec![1.0 / MINUTES as f64; MINUTES],
            weekdays: [1.0; 7],
            months: [1.0; 12],
            holidays: Vec::new(),
            growth: Growth { share: 0.0, unit: YEAR },
            noise: Swings::default(),
            zone: Zone::UTC,
        };
        if let Spec::Bool(true) = given {
            return Ok(rules);
        }
        let mut options = Options::of("'arrivals'", given)?;
        if let Some(given) = options.take("hours") {
            rules.minutes = minutes(given)?;
        }
        match options.take("weekdays") {
            Some(Spec::Str(name)) if name == "business" => rules.weekdays[5..].fill(0.0),
            Some(given) => factors("weekdays", "day", given, &mut rules.weekdays)?,
            None => {}
        }
        for (name, days) in [("weekday", 0..5), ("weekend", 5..7)] {
            if let Some(given) = options.take(name) {
                let factor = weight(&format!("'{name}' of 'arrivals'"), given)?;
                rules.weekdays[days].iter_mut().for_each(|each| *each *= factor);
            }
        }
        if let Some(given) = options.take("months") {
            factors("months", "month", given, &mut rules.months)?;
        }
        if let Some(given) = options.take("holidays") {
            rules.holidays = holidays(given, clock)?;
        }
        if let Some(given) = options.take("growth") {
            rules.growth = Growth::parse(given)?;
        }
        if let Some(given) = options.take("noise") {
            rules.noise = Swings::parse(given)?;
        }
        rules.zone = options.text("timezone")?.map_or(Ok(Zone::UTC), Zone::named)?;
        options.finish()?;
        Ok(rules)
    }

    /// The factor of a day; growth counts from `first`.
    pub(super) fn factor(&self, day: i64, first: i64) -> f64 {
        let (_, month, _) = civil(day);
        let mut factor = self.weekdays[weekday(day)] * self.months[month];
        if let Ok(at) = self.holidays.binary_search_by_key(&day, |(day, _)| *day) {
            factor *= self.holidays[at].1;
        }
        factor * self.growth.after(day - first)
    }

    /// How a day's events are spread over it.
    pub(super) fn shape(&self) -> Shape {
        Shape::of(&self.minutes)
    }

    /// The same on a day on which the clocks change: no time that they skip, twice what comes twice.
    pub(super) fn changed(&self, day: i64) -> Option<Shape> {
        let (midnight, next) = (self.zone.to_utc(day * DAY), self.zone.to_utc((day + 1) * DAY));
        if next - midnight == DAY {
            return None;
        }
        let mut minutes = vec![0.0; MINUTES];
        for minute in 0..(next - midnight) / MINUTE {
            let time = self.zone.to_local(midnight + minute * MINUTE) - day * DAY;
            if let Ok(at) = usize::try_from(time.div_euclid(MINUTE)) {
                if let Some(weight) = self.minutes.get(at) {
                    minutes[at] += weight;
                }
            }
        }
        Some(Shape::of(&minutes))
    }
}

/// The weight of every minute: `business`, a mapping from spans to shares, or 24 weights.
fn minutes(given: &Spec) -> Result<Vec<f64>> {
    const WHAT: &str = "'hours' of 'arrivals'";
    let mut minutes = vec![0.0; MINUTES];
    let mut add = |(from, to): (i64, i64), share: f64| {
        let (from, to) = ((from / MINUTE) as usize, (to / MINUTE) as usize);
        let length = if from < to { to - from } else { to + MINUTES - from };
        for minute in from..from + length {
            minutes[minute % MINUTES] += share / length as f64;
        }
    };
    match given {
        Spec::Str(name) if name == "business" => {
            for (text, share) in [("9-18", 0.7), ("18-23", 0.2), ("23-9", 0.1)] {
                add(span(WHAT, text)?, share);
            }
        }
        Spec::Seq(items) if items.len() == 24 => {
            for (hour, item) in (0i64..).zip(items) {
                add((hour * 60 * MINUTE, (hour + 1) * 60 * MINUTE), weight(WHAT, item)?);
            }
        }
        Spec::Map(pairs) if !pairs.is_empty() => {
            for (key, value) in pairs {
                let Spec::Str(text) = key else {
                    let (what, expected) =
                        (WHAT.to_string(), "a mapping from spans such as '9-18' to shares".to_string());
                    return Err(Error::Type { what, expected, given: key.describe() });
                };
                add(span(WHAT, text)?, weight(WHAT, value)?);
            }
        }
        other => {
            let expected = "'business', a mapping such as {9-18: 0.8, 18-9: 0.2}, or a list of 24 weights".to_string();
            return Err(Error::Type { what: WHAT.into(), expected, given: other.describe() });
        }
    }
    let total: f64 = minutes.iter().sum();
    if total <= 0.0 || !total.is_finite() {
        return Err(Error::Value(format!("{WHAT} must not all be zero")));
    }
    minutes.iter_mut().for_each(|weight| *weight /= total);
    Ok(minutes)
}

fn weight(what: &str, given: &Spec) -> Result<f64> {
    number(given).filter(|weight| *weight >= 0.0).ok_or_else(|| Error::Type {
        what: format!("a weight in {what}"),
        expected: "a number that is not negative".into(),
        given: given.describe(),
    })
}

/// A factor for each day or month: a list of all, or a mapping of those that are not 1.
fn factors(option: &str, kind: &str, given: &Spec, out: &mut [f64]) -> Result<()> {
    let what = format!("'{option}' of 'arrivals'");
    match given {
        Spec::Seq(items) if items.len() == out.len() => {
            for (slot, item) in out.iter_mut().zip(items) {
                *slot = weight(&what, item)?;
            }
        }
        Spec::Map(pairs) => {
            for (key, value) in pairs {
                out[named(&what, key, kind)?] = weight(&what, value)?;
            }
        }
        other => {
            let expected = format!("a list of {} factors, or a mapping from names of a {kind} to factors", out.len());
            return Err(Error::Type { what, expected, given: other.describe() });
        }
    }
    Ok(())
}

/// The days and factors of `{dates: [...] | {date: factor}, factor: 0.3}`, ascending.
pub(super) fn holidays(given: &Spec, clock: Clock) -> Result<Vec<(i64, f64)>> {
    let mut options = Options::of("'holidays'", given)?;
    let factor = options.number_or("factor", 0.3)?;
    let dates = options.need("dates")?;
    options.finish()?;
    if factor < 0.0 {
        return Err(Error::Value(format!("'factor' of 'holidays' must not be negative, and {factor} is")));
    }
    let day = |given: &Spec| -> Result<i64> {
        let moment = match given {
            Spec::Moment(moment @ (Moment::Date(_) | Moment::DateTime(_))) => moment.clone(),
            Spec::Str(text) => Moment::Text(text.clone()),
            other => {
                let (what, expected) = ("a date of 'holidays'".to_string(), "a date such as '2024-12-25'".to_string());
                return Err(Error::Type { what, expected, given: other.describe() });
            }
        };
        moment.check("'dates' of 'holidays'")?;
        clock.day_of(&moment).map(i64::from)
    };
    let mut days = match dates {
        Spec::Seq(items) => items.iter().map(|item| Ok((day(item)?, factor))).collect::<Result<Vec<_>>>()?,
        Spec::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| Ok((day(key)?, weight("'dates' of 'holidays'", value)?)));
            pairs.collect::<Result<Vec<_>>>()?
        }
        other => {
            return Err(Error::Type {
                what: "'dates' of 'holidays'".into(),
                expected: "a list of dates, or a mapping from dates to factors".into(),
                given: other.describe(),
            })
        }
    };
    days.sort_by_key(|(day, _)| *day);
    if let Some(twice) = days.windows(2).find(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1) {
        let day = date(i32::try_from(twice[0].0).unwrap_or_default());
        return Err(Error::Value(format!("'dates' of 'holidays' has {day} twice, with different factors")));
    }
    days.dedup_by_key(|(day, _)| *day);
    Ok(days)
}
