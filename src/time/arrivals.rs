//! Times of events in ascending order, by a rate that depends on the time.

use super::calendar::weekday;
use super::order::uniforms;
use super::rate::{Rules, Shape};
use super::{Zone, DAY, HOUR};
use crate::clock::{datetime, within, Clock};
use crate::error::{Error, Result};
use crate::records::spec::Spec;
use crate::rng::Key;
use std::ops::Range;
use std::sync::Arc;

/// A rate over a span of time, summed up by days so that any event's time is found by bisection. Cheap to clone.
///
/// ```
/// use forgery::clock::{absolute, datetime, Clock};
/// use forgery::records::spec::Spec;
/// use forgery::rng::Key;
/// use forgery::time::Arrivals;
///
/// let (start, end) = (absolute("2024-01-01").unwrap(), absolute("2025-01-01").unwrap());
/// let given = Spec::Map(vec![(Spec::Str("hours".into()), Spec::Str("business".into()))]);
/// let arrivals = Arrivals::parse(&given, start, end, Clock::default())?;
/// let mut times = Vec::new();
/// arrivals.times(&Key::from_seed(&42.into()), 0, 1_000_000, 500_000..500_003, &mut times);
/// assert!(times.is_sorted() && times.iter().all(|time| datetime(*time).to_string().starts_with("2024-0")));
/// # Ok::<(), forgery::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Arrivals(Arc<Days>);

#[derive(Clone, Debug)]
struct Days {
    rules: Rules,
    start: i64,
    end: i64,
    first_day: i64,
    /// The sum of what is before each day, and of all; and the factor of each day.
    before: Vec<f64>,
    factors: Vec<f64>,
    shape: Shape,
    /// Days on which the clocks change, ascending, by their number from the first.
    changed: Vec<(usize, Shape)>,
    /// What is before the start and before the end.
    from: f64,
    to: f64,
    /// So many times what there would be without noise.
    gain: f64,
}

/// The expected shares of all events.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The first day, since 1970.
    pub first_day: i64,
    /// Of each day.
    pub days: Vec<f64>,
    /// Of each hour of the day on the wall.
    pub hours: [f64; 24],
    /// Of each day of the week, from Monday.
    pub weekdays: [f64; 7],
}

impl Arrivals {
    /// The rate that was given, over the time from `start` to `end` (exclusive), in microseconds of wall time.
    ///
    /// # Errors
    /// What is unknown or of the wrong type, and a rate that is zero all the time.
    pub fn parse(given: &Spec, start: i64, end: i64, clock: Clock) -> Result<Self> {
        let (start, end) = (within(start)?, within(end)?);
        if end <= start {
            let (start, end) = (datetime(start), datetime(end));
            return Err(Error::Value(format!("the end of arrivals ({end}) must be after their start ({start})")));
        }
        let rules = Rules::parse(given, clock)?;
        let first_day = start.div_euclid(DAY);
        let last_day = (end - 1).div_euclid(DAY);
        let factors: Vec<f64> = (first_day..=last_day).map(|day| rules.factor(day, first_day)).collect();
        let changed = (first_day..=last_day).zip(0..).filter_map(|(day, at)| Some((at, rules.changed(day)?))).collect();
        let shape = rules.shape();
        let before = Vec::new();
        let mut days =
            Days { rules, start, end, first_day, before, factors, shape, changed, from: 0.0, to: 0.0, gain: 1.0 };
        days.sum_up();
        if days.to > days.from && days.to.is_finite() {
            Ok(Self(Arc::new(days)))
        } else {
            let why = "the rate of 'arrivals' is zero from start to end, or grows beyond all bounds";
            Err(Error::value(why))
        }
    }

    /// The same with the `noise` of a key: random factors of days, weeks and months. Without it, there is no noise.
    #[must_use]
    pub fn seeded(self, key: &Key) -> Self {
        let noise = self.0.rules.noise;
        if noise.is_none() {
            return self;
        }
        let mut days = (*self.0).clone();
        noise.lay(key, days.first_day, &mut days.factors);
        let plain = days.to - days.from;
        days.sum_up();
        days.gain = (days.to - days.from) / plain;
        Self(Arc::new(days))
    }

    /// Appends the times (microseconds of wall time) of the events `rows` of `total`, in ascending order: independent
    /// events of this rate, sorted, of which any are found without the others. `which` is the number of the parent.
    pub fn times(&self, key: &Key, which: u64, total: u64, rows: Range<u64>, out: &mut Vec<i64>) {
        let days = &*self.0;
        uniforms(key, which, total, rows, &mut |u| out.push(days.time(days.from + u * (days.to - days.from))));
    }

    /// The same between two times, for a parent whose events begin or end at times of its own. Times outside the
    /// whole span count as its ends; if there is nothing between the two, every event is at the first.
    #[allow(clippy::too_many_arguments)]
    pub fn times_between(
        &self,
        key: &Key,
        which: u64,
        total: u64,
        rows: Range<u64>,
        from: i64,
        to: i64,
        out: &mut Vec<i64>,
    ) {
        let days = &*self.0;
        let (from, to) = (from.clamp(days.start, days.end - 1), to.clamp(days.start, days.end));
        let (low, high) = (days.mass(from), days.mass(to));
        uniforms(key, which, total, rows, &mut |u| {
            let time = if high > low { days.time(low + u * (high - low)) } else { from };
            out.push(time.clamp(from, (to - 1).max(from)));
        });
    }

    /// The expected share of all events between two times.
    pub fn share(&self, from: i64, to: i64) -> f64 {
        let days = &*self.0;
        let mass = |time: i64| days.mass(time.clamp(days.start, days.end));
        (mass(to) - mass(from)) / (days.to - days.from)
    }

    /// How often events come at a time: 1 is the mean from start to end; outside, it is 0.
    pub fn rate(&self, time: i64) -> f64 {
        let days = &*self.0;
        if time < days.start || time >= days.end {
            return 0.0;
        }
        let at = (time.div_euclid(DAY) - days.first_day) as usize;
        let slope = days.factors.get(at).map_or(0.0, |factor| factor * days.shape_of(at).slope(time.rem_euclid(DAY)));
        slope * (days.end - days.start) as f64 / (days.to - days.from)
    }

    /// How many events there are on average, if there would be so many a day without noise.
    pub fn expected(&self, per_day: f64) -> f64 {
        per_day * self.0.gain * ((self.0.end - self.0.start) as f64 / DAY as f64)
    }

    /// The expected shares of days, hours and days of the week.
    pub fn profile(&self) -> Profile {
        let first_day = self.0.first_day;
        let mut made = Profile { first_day, days: Vec::new(), hours: [0.0; 24], weekdays: [0.0; 7] };
        for day in (first_day..).take(self.0.factors.len()) {
            let share = self.share(day * DAY, (day + 1) * DAY);
            made.days.push(share);
            made.weekdays[weekday(day)] += share;
            for (hour, sum) in (0..).zip(&mut made.hours) {
                *sum += self.share(day * DAY + hour * HOUR, day * DAY + (hour + 1) * HOUR);
            }
        }
        made
    }

    /// The time zone on whose walls the times are.
    pub fn zone(&self) -> &Zone {
        &self.0.rules.zone
    }

    /// The time before which a share `u` of all events is expected.
    pub fn at(&self, u: f64) -> i64 {
        let days = &*self.0;
        days.time(days.from + u.clamp(0.0, 1.0) * (days.to - days.from))
    }
}

impl Days {
    fn sum_up(&mut self) {
        self.before = vec![0.0];
        let mut sum = 0.0;
        for (at, factor) in self.factors.iter().enumerate() {
            sum += factor * self.shape_of(at).whole();
            self.before.push(sum);
        }
        (self.from, self.to) = (self.mass(self.start), self.mass(self.end));
    }

    /// How the events of a day are spread over it, by its number from the first.
    fn shape_of(&self, at: usize) -> &Shape {
        match self.changed.binary_search_by_key(&at, |(at, _)| *at) {
            Ok(found) => &self.changed[found].1,
            Err(_) => &self.shape,
        }
    }

    /// What is before a time.
    fn mass(&self, time: i64) -> f64 {
        let at = (time.div_euclid(DAY) - self.first_day).max(0) as usize;
        match self.factors.get(at) {
            Some(factor) => self.before[at] + factor * self.shape_of(at).until(time.rem_euclid(DAY)),
            None => self.before[self.before.len() - 1],
        }
    }

    /// The time before which something lies.
    fn time(&self, mass: f64) -> i64 {
        let at = self.before.partition_point(|before| *before <= mass).clamp(1, self.factors.len()) - 1;
        let factor = self.factors[at];
        let share = if factor > 0.0 { (mass - self.before[at]) / factor } else { 0.0 };
        let time = (self.first_day + at as i64) * DAY + self.shape_of(at).at(share);
        time.clamp(self.start, self.end - 1)
    }
}

#[cfg(test)]
mod tests;
