//! The regular moments of a table with `every`: any of them by its number, without those before it.

use super::calendar::{add_months, weekday, Step};
use super::rate::holidays;
use super::{given, Zone, DAY};
use crate::clock::{datetime, within, Clock};
use crate::error::{Error, Result};
use crate::records::options::Options;
use std::sync::Arc;

/// The last moment that Python knows, exclusive.
const END: i64 = 253_402_300_800 * super::SECOND;

/// The moments of a table's rows. Cheap to clone.
///
/// Steps from milliseconds to hours are of time that passes; days and weeks keep the time on the wall when the clocks
/// change; months, quarters and years are counted from the start, on its day of the month or the last one.
///
/// ```
/// use forgery::clock::{datetime, Clock};
/// use forgery::records::{options::Options, spec::Spec};
/// use forgery::time::Ticks;
///
/// let text = |text: &str| Spec::Str(text.into());
/// let given = Spec::Map(vec![
///     (text("every"), text("1mo")),
///     (text("start"), text("2024-01-31")),
///     (text("end"), text("2025-01-01")),
/// ]);
/// let ticks = Ticks::parse(&mut Options::of("'rows'", &given)?, Clock::default())?;
/// assert_eq!(ticks.len(), 12);
/// assert_eq!(datetime(ticks.local(1)).to_string(), "2024-02-29 00:00:00");
/// # Ok::<(), forgery::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ticks(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Wall time and UTC of where counting begins.
    start: i64,
    start_utc: i64,
    zone: Zone,
    step: Step,
    filter: Filter,
    len: u64,
    /// Microseconds from one tick to the next, on average over a week.
    mean_step: f64,
}

/// Which of the moments are ticks.
#[derive(Debug)]
enum Filter {
    /// All.
    None,
    /// Those at these places of every seven: days at regular distances.
    Weekly(Vec<u64>),
    /// These.
    Listed(Vec<u32>),
    /// Those within some hours of some days.
    Hours(Hours),
}

/// Steps of less than a day within hours of the day, on days of the week.
#[derive(Debug)]
struct Hours {
    first_day: i64,
    /// Ticks before each day, and of all.
    before: Vec<u64>,
    spans: Vec<(i64, i64)>,
}

/// What `days`, `hours` and `holidays` leave.
struct Open {
    /// Whether any of them is given.
    filtered: bool,
    days: [bool; 7],
    spans: Vec<(i64, i64)>,
    /// Ascending.
    closed: Vec<i64>,
}

impl Open {
    fn on(&self, day: i64) -> bool {
        self.days[weekday(day)] && self.closed.binary_search(&day).is_err()
    }
}

/// Where the ticks end.
#[derive(Clone, Copy)]
enum Until {
    End(i64),
    Points(u64),
}

impl Ticks {
    /// Takes `every`, `start`, `end` or `points`, `timezone`, `days`, `hours` and `holidays` (whose dates have no ticks).
    ///
    /// # Errors
    /// What is missing, of the wrong type, or leaves no tick.
    pub fn parse(options: &mut Options<'_>, clock: Clock) -> Result<Self> {
        let name = options.what.clone();
        let of = |option: &str| format!("'{option}' of {name}");
        let step = Step::parse(&of("every"), options.need("every")?)?;
        let start = within(given::moment(&of("start"), options.need("start")?, clock)?)?;
        let zone = options.text("timezone")?.map_or(Ok(Zone::UTC), Zone::named)?;
        let end = options.take("end").map(|end| given::moment(&of("end"), end, clock)).transpose()?;
        let until = match (end, options.has("points")) {
            (Some(_), true) => {
                return Err(Error::Value(format!("{name} takes 'end' or 'points', not both")));
            }
            (Some(end), false) if end < start => {
                let (start, end) = (datetime(start), datetime(end));
                return Err(Error::Value(format!("'end' of {name} ({end}) must not be before 'start' ({start})")));
            }
            (Some(end), false) => Until::End(end.min(END)),
            (None, true) => Until::Points(options.int_or("points", 0, 0..=i64::MAX)? as u64),
            (None, false) => return Err(Error::Value(format!("{name} needs 'end' or 'points'"))),
        };
        options.take("points");
        let days = options.take("days").map(|days| given::days(&of("days"), days)).transpose()?;
        let hours = options.take("hours").map(|hours| given::hours(&of("hours"), hours)).transpose()?;
        let closed = options.take("holidays").map(|given| holidays(given, clock)).transpose()?.unwrap_or_default();
        let open = Open {
            filtered: days.is_some() || hours.is_some() || !closed.is_empty(),
            days: days.unwrap_or([true; 7]),
            spans: hours.unwrap_or_else(|| vec![(0, DAY)]),
            closed: closed.iter().map(|(day, _)| *day).collect(),
        };
        let start_utc = zone.to_utc(start);
        let mut inner = Inner { start, start_utc, zone, step, filter: Filter::None, len: 0, mean_step: step.micros() };
        inner.build(until, &open, &name)?;
        Ok(Self(Arc::new(inner)))
    }

    /// How many there are.
    #[allow(clippy::len_without_is_empty)] // a table may be empty; nobody asks
    pub fn len(&self) -> u64 {
        self.0.len
    }

    /// Wall time of a tick, in microseconds since 1970. Beyond the last tick, where one more would be.
    #[inline]
    pub fn local(&self, i: u64) -> i64 {
        self.0.at(i).0
    }

    /// The same in UTC.
    #[inline]
    pub fn utc(&self, i: u64) -> i64 {
        self.0.at(i).1
    }

    /// The zone whose wall time it is.
    pub fn zone(&self) -> &Zone {
        &self.0.zone
    }

    /// Microseconds from one tick to the next, on average over a week: with `days: business` a day is 1.4 days.
    pub fn mean_step(&self) -> f64 {
        self.0.mean_step
    }
}

impl Inner {
    /// The moment of a number of steps from the start, whether a tick or not.
    fn moment(&self, k: u64) -> Option<(i64, i64)> {
        let k = i64::try_from(k).ok()?;
        let (local, utc) = match self.step {
            Step::Elapsed(micros) => {
                let utc = self.start_utc.checked_add(micros.checked_mul(k)?)?;
                (self.zone.to_local(utc), utc)
            }
            Step::Days(days) => {
                let wall = self.start.checked_add(days.checked_mul(DAY)?.checked_mul(k)?)?;
                self.on_wall(wall)
            }
            Step::Months(months) => {
                let day = add_months(self.start.div_euclid(DAY), months.checked_mul(k)?)?;
                self.on_wall(day * DAY + self.start.rem_euclid(DAY))
            }
        };
        (local < END).then_some((local, utc))
    }

    /// A wall time, or the one that stands for it where the clocks skip it.
    fn on_wall(&self, wall: i64) -> (i64, i64) {
        let utc = self.zone.to_utc(wall);
        (self.zone.to_local(utc), utc)
    }

    fn at(&self, i: u64) -> (i64, i64) {
        let moment = match &self.filter {
            Filter::None => self.moment(i),
            Filter::Weekly(places) => {
                let n = places.len() as u64;
                (i / n).checked_mul(7).and_then(|weeks| self.moment(weeks + places[(i % n) as usize]))
            }
            Filter::Listed(steps) => match steps.get(i as usize) {
                Some(step) => self.moment(u64::from(*step)),
                None => steps.last().and_then(|last| self.moment(u64::from(*last) + 1)),
            },
            Filter::Hours(hours) => self.moment(self.within_hours(hours, i)),
        };
        // Nobody asks beyond the years that there are, but for one tick more.
        moment.unwrap_or((END - 1, END - 1))
    }

    /// The first step that is not before a time in UTC, for steps that pass.
    fn first_step(&self, utc: i64) -> u64 {
        let Step::Elapsed(step) = self.step else { return 0 };
        let distance = utc.saturating_sub(self.start_utc).max(0) as u64;
        distance.div_ceil(step as u64)
    }

    /// The step of a tick within hours.
    fn within_hours(&self, hours: &Hours, i: u64) -> u64 {
        let day = hours.before.partition_point(|before| *before <= i).saturating_sub(1);
        let mut left = i - hours.before[day];
        let mut last = 0;
        for (from, to) in self.steps_of_day(hours.first_day + day as i64, &hours.spans) {
            if left < to - from {
                return from + left;
            }
            left -= to - from;
            last = to;
        }
        last + left
    }

    /// The steps within the hours of a day.
    fn steps_of_day<'a>(&'a self, day: i64, spans: &'a [(i64, i64)]) -> impl Iterator<Item = (u64, u64)> + 'a {
        spans.iter().map(move |(from, to)| {
            let edge = |at: i64| self.first_step(self.zone.reaches((day * DAY + at).max(self.start)));
            (edge(*from), edge(*to))
        })
    }

    /// Sets the filter and the length.
    fn build(&mut self, until: Until, open: &Open, name: &str) -> Result<()> {
        // By the rules alone: what is carried along must not change with the end of the table, or with a holiday more.
        self.mean_step *= 7.0 / open.days.iter().filter(|open| **open).count().max(1) as f64;
        let time = self.start.rem_euclid(DAY);
        if let Step::Elapsed(_) = self.step {
            self.mean_step *= DAY as f64 / open.spans.iter().map(|(from, to)| to - from).sum::<i64>().max(1) as f64;
        } else if !open.spans.iter().any(|(from, to)| (*from..*to).contains(&time)) {
            let why = "'hours' never holds: the steps are of days, and all at the time of 'start'";
            return Err(Error::Value(format!("{why} (in {name})")));
        }
        match (open.filtered, self.step) {
            (false, _) => {
                self.len = match until {
                    Until::Points(points) => points,
                    Until::End(end) => self.steps_until(end),
                };
            }
            (true, Step::Elapsed(_)) => self.build_hours(until, open),
            (true, Step::Days(_)) if open.closed.is_empty() => self.build_weekly(until, open),
            (true, _) => self.build_list(until, open),
        }
        let asked = if let Until::Points(points) = until { points } else { 0 };
        let too_far = asked > self.len || self.len.checked_sub(1).is_some_and(|last| self.at(last).0 >= END - 1);
        if too_far {
            let none = self.len == 0;
            let why =
                if none { "no tick falls on the 'days' and 'hours'" } else { "ticks would go beyond the year 9999" };
            return Err(Error::Value(format!("{why} (in {name})")));
        }
        Ok(())
    }

    /// How many steps there are before a wall time.
    fn steps_until(&self, end: i64) -> u64 {
        match self.step {
            Step::Elapsed(_) => self.first_step(self.zone.to_utc(end)),
            Step::Days(days) => ((end - self.start).max(0) as u64).div_ceil((days * DAY) as u64),
            Step::Months(_) => {
                // An estimate that is not too high, and on from there.
                let mut k = (((end - self.start).max(0) as f64 / self.step.micros()) as u64).saturating_sub(2);
                while self.moment(k).is_some_and(|(local, _)| local < end) {
                    k += 1;
                }
                k
            }
        }
    }

    fn build_weekly(&mut self, until: Until, open: &Open) {
        let on = |k: &u64| self.moment(*k).is_some_and(|(local, _)| open.on(local.div_euclid(DAY)));
        let places: Vec<u64> = (0..7).filter(on).collect();
        self.len = match until {
            _ if places.is_empty() => 0,
            Until::Points(points) => points,
            Until::End(end) => {
                let total = self.steps_until(end);
                let rest = places.iter().filter(|place| **place < total % 7).count();
                total / 7 * places.len() as u64 + rest as u64
            }
        };
        if !places.is_empty() {
            self.filter = Filter::Weekly(places);
        }
    }

    fn build_list(&mut self, until: Until, open: &Open) {
        let (total, wanted) = match until {
            Until::End(end) => (self.steps_until(end), u64::MAX),
            Until::Points(points) => (u64::MAX, points),
        };
        let mut steps = Vec::new();
        for k in 0..total.min(u64::from(u32::MAX)) {
            let Some((local, _)) = self.moment(k) else { break };
            if steps.len() as u64 >= wanted {
                break;
            }
            if open.on(local.div_euclid(DAY)) {
                steps.push(k as u32);
            }
        }
        self.len = steps.len() as u64;
        self.filter = Filter::Listed(steps);
    }

    fn build_hours(&mut self, until: Until, open: &Open) {
        let first_day = self.start.div_euclid(DAY);
        let (last, wanted) = match until {
            Until::End(end) => (self.steps_until(end), u64::MAX),
            Until::Points(points) => (u64::MAX, points),
        };
        let (mut before, mut sum) = (vec![0u64], 0u64);
        for day in first_day..END / DAY {
            if sum >= wanted {
                break;
            }
            if let Until::End(end) = until {
                if day * DAY >= end {
                    break;
                }
            }
            if open.on(day) {
                let steps: u64 =
                    self.steps_of_day(day, &open.spans).map(|(from, to)| to.min(last).saturating_sub(from)).sum();
                sum += steps;
            }
            before.push(sum);
        }
        self.len = sum.min(wanted);
        self.filter = Filter::Hours(Hours { first_day, before, spans: open.spans.clone() });
    }
}

#[cfg(test)]
mod tests;
