//! A value at every tick, made of parts that are drawn and computed by the number of the step.

use super::calendar::{rate, Length};
use super::noise::Noise;
use super::process::{Carried, Process};
use super::renewal::{Events, Renewal};
use super::season::Season;
use super::{Ticks, BLOCK};
use crate::error::{Error, Result};
use crate::records::options::Options;
use crate::records::spec::Spec;
use crate::rng::{maths, Draw, Key, Stream};
use std::f64::consts::LN_2;
use std::ops::Range;
use std::sync::Arc;

/// A value carried along the ticks of a table. Cheap to clone.
///
/// ```
/// use forgery::clock::Clock;
/// use forgery::records::{options::Options, spec::Spec};
/// use forgery::rng::Key;
/// use forgery::time::{Series, Ticks};
///
/// let text = |text: &str| Spec::Str(text.into());
/// let rows = Spec::Map(vec![
///     (text("every"), text("1s")),
///     (text("start"), text("2024-01-01")),
///     (text("points"), Spec::Int(1_000_000_000)),
/// ]);
/// let ticks = Ticks::parse(&mut Options::of("'rows'", &rows)?, Clock::default())?;
/// let noise = Spec::Map(vec![(text("sd"), Spec::Int(1))]);
/// let given = Spec::Map(vec![(text("process"), Spec::Map(vec![(text("walk"), noise)]))]);
/// let series = Series::parse(&mut Options::of("'series'", &given)?, &ticks)?;
///
/// let key = Key::from_seed(&42.into());
/// let (mut whole, mut part) = (Vec::new(), Vec::new());
/// series.fill(&key, 0, 100.0, 999_999_000..1_000_000_000, &ticks, &mut whole);
/// series.fill(&key, 0, 100.0, 999_999_500..999_999_600, &ticks, &mut part);
/// assert_eq!(whole[500..600], part);
/// # Ok::<(), forgery::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Series(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    trend: Option<Trend>,
    seasons: Vec<Season>,
    noise: Option<Noise>,
    process: Option<Process>,
    jumps: Option<Jumps>,
    missing: Option<Missing>,
    /// Whether the parts are factors.
    multiply: bool,
    min: Option<f64>,
    max: Option<f64>,
}

/// What every unit of time adds, or by what share it grows.
#[derive(Debug)]
struct Trend {
    by: f64,
    unit: Length,
}

/// Jumps, which stay or fade.
#[derive(Debug)]
struct Jumps {
    renewal: Renewal,
    size: Noise,
    /// Steps after which half of a jump is left, and what is left after one.
    fades: Option<f64>,
    /// The sum of jumps per step, on average.
    mean: f64,
}

/// Spans without values.
#[derive(Debug)]
struct Missing {
    rate: f64,
    begin: Renewal,
    end: Renewal,
}

impl Series {
    /// Takes `trend`, `trend_unit`, `seasonality`, `noise`, `process`, `volatility`, `regimes`, `switch`,
    /// `correlation`, `jumps`, `missing`, `combine`, `min` and `max`.
    ///
    /// # Errors
    /// What is unknown, missing, of the wrong type or contradicts something else.
    pub fn parse(options: &mut Options<'_>, ticks: &Ticks) -> Result<Self> {
        let step = ticks.mean_step();
        let trend = options.maybe_number("trend")?;
        let unit = options.take("trend_unit");
        let trend = match (trend, unit) {
            (None, Some(_)) => return Err(Error::value("'trend_unit' is the unit of 'trend', and there is none")),
            (None, None) => None,
            (Some(by), unit) => {
                let unit = unit.map_or(Ok(Length::Steps(1.0)), |unit| Length::parse("'trend_unit'", unit))?;
                Some(Trend { by, unit })
            }
        };
        let seasons = match options.take("seasonality") {
            None => Vec::new(),
            Some(Spec::Seq(items)) => items.iter().map(Season::parse).collect::<Result<_>>()?,
            Some(one) => vec![Season::parse(one)?],
        };
        let noise = options.take("noise").map(|given| Noise::parse("'noise'", given, true)).transpose()?;
        let process = Process::parse(options, step)?;
        let multiply = match options.text("combine")? {
            None => process.as_ref().is_some_and(|process| process.exponential),
            Some("add") => false,
            Some("multiply") => true,
            Some(other) => {
                return Err(Error::Value(format!("'combine' must be 'add' or 'multiply', not '{other}'")));
            }
        };
        if multiply && trend.as_ref().is_some_and(|trend| trend.by <= -1.0) {
            return Err(Error::value("'trend' is a share with 'combine: multiply', and must be above -1"));
        }
        let jumps = options.take("jumps").map(|given| Jumps::parse(given, step, multiply)).transpose()?;
        let missing = options.take("missing").map(|given| Missing::parse(given, step)).transpose()?;
        let (min, max) = (options.maybe_number("min")?, options.maybe_number("max")?);
        if let (Some(min), Some(max)) = (min, max) {
            if min > max {
                return Err(Error::Value(format!("'min' ({min}) must not be above 'max' ({max})")));
            }
        }
        let missing = missing.flatten();
        Ok(Self(Arc::new(Parts { trend, seasons, noise, process, jumps, missing, multiply, min, max })))
    }

    /// Appends the values of some steps of series number `which`, whose `start` value is given. They are the same
    /// whatever range is asked for, at a cost of the range and a constant.
    pub fn fill(&self, key: &Key, which: u64, start: f64, steps: Range<u64>, ticks: &Ticks, out: &mut Vec<f64>) {
        self.fill_with(key, which, start, steps, ticks, out, None);
    }

    /// The same, and the standard deviations of the steps that follow, for bars.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn fill_with(
        &self,
        key: &Key,
        which: u64,
        start: f64,
        steps: Range<u64>,
        ticks: &Ticks,
        out: &mut Vec<f64>,
        sds: Option<&mut Vec<f64>>,
    ) {
        let parts = &*self.0;
        let first = out.len();
        let n = steps.end.saturating_sub(steps.start) as usize;
        if n == 0 {
            return;
        }
        parts.levels(start, steps.clone(), ticks, out);
        let values = &mut out[first..];
        if let Some(process) = &parts.process {
            let mut carried = Carried::default();
            process.fill(key, which, steps.clone(), &mut carried);
            for ((value, carried), level) in values.iter_mut().zip(&carried.values).zip(&carried.levels) {
                *value = match (parts.multiply, process.exponential) {
                    (true, _) => *value * (1.0 + level) * maths::exp(*carried),
                    // The start moves by factors, what else there is is added.
                    (false, true) => *value + start * (maths::exp(*carried) - 1.0) + level,
                    (false, false) => *value + carried + level,
                };
            }
            if let Some(sds) = sds {
                sds.append(&mut carried.sds);
            }
        }
        if let Some(jumps) = &parts.jumps {
            jumps.fill(&key.child("jumps"), which, steps.clone(), parts.multiply, values);
        }
        if let Some(noise) = &parts.noise {
            let key = key.child("noise");
            let mut values = values.iter_mut();
            for block in steps.start / BLOCK..=(steps.end - 1) / BLOCK {
                let mut stream = Stream::at(&key, which, block & ((1 << 44) - 1));
                for step in block * BLOCK..steps.end.min((block + 1) * BLOCK) {
                    let u = stream.unit();
                    if step < steps.start {
                        continue;
                    }
                    if let Some(value) = values.next() {
                        let noise = noise.quantile(u);
                        *value = if parts.multiply { *value * (1.0 + noise) } else { *value + noise };
                    }
                }
            }
        }
        for value in values {
            *value = parts.clamp(*value);
        }
    }

    /// Appends which of some steps are missing.
    pub fn missing(&self, key: &Key, which: u64, steps: Range<u64>, out: &mut Vec<bool>) {
        match &self.0.missing {
            Some(missing) => missing.fill(&key.child("missing"), which, steps, out),
            None => out.resize(out.len() + steps.end.saturating_sub(steps.start) as usize, false),
        }
    }

    /// Whether some steps may be missing.
    pub fn has_missing(&self) -> bool {
        self.0.missing.is_some()
    }

    /// The names of the regimes.
    pub fn regime_names(&self) -> Vec<&str> {
        let regimes = self.0.process.as_ref().and_then(|process| process.regimes.as_ref());
        regimes.map_or_else(Vec::new, |regimes| regimes.list.iter().map(|regime| regime.name.as_str()).collect())
    }

    /// Appends the regime of some steps, by its place among the names.
    pub fn regimes(&self, key: &Key, which: u64, steps: Range<u64>, out: &mut Vec<u32>) {
        if let Some(regimes) = self.0.process.as_ref().and_then(|process| process.regimes.as_ref()) {
            regimes.fill(&key.child("regimes"), which, steps, |_| 0.0, out, &mut Vec::new());
        }
    }

    /// Whether the logarithm of the process moves.
    pub(super) fn exponential(&self) -> bool {
        self.0.process.as_ref().is_some_and(|process| process.exponential)
    }

    /// Whether values are products, as prices are.
    pub(super) fn multiplies(&self) -> bool {
        self.0.multiply
    }

    /// A value, held within `min` and `max`.
    pub(super) fn clamp(&self, value: f64) -> f64 {
        self.0.clamp(value)
    }
}

impl Parts {
    /// Factors may go beyond all numbers; what is put out is one.
    fn clamp(&self, value: f64) -> f64 {
        let value = match value {
            value if value.is_finite() => value,
            f64::NEG_INFINITY => f64::MIN,
            _ => f64::MAX,
        };
        let value = self.min.map_or(value, |min| if value < min { min } else { value });
        self.max.map_or(value, |max| if value > max { max } else { value })
    }

    /// Appends what is not left to chance: start, trend and seasons.
    fn levels(&self, start: f64, steps: Range<u64>, ticks: &Ticks, out: &mut Vec<f64>) {
        if self.trend.is_none() && self.seasons.is_empty() {
            out.resize(out.len() + (steps.end - steps.start) as usize, start);
            return;
        }
        let origin = ticks.utc(0);
        for step in steps {
            let mut value = start;
            if let Some(trend) = &self.trend {
                let units = match trend.unit {
                    Length::Steps(steps) => step as f64 / steps,
                    Length::Micros(micros) => (ticks.utc(step) - origin) as f64 / micros,
                };
                value =
                    if self.multiply { value * maths::pow(1.0 + trend.by, units) } else { value + trend.by * units };
            }
            let local = if self.seasons.is_empty() { 0 } else { ticks.local(step) };
            let mut factor = 1.0;
            for season in &self.seasons {
                let at = season.at(local);
                match season.amplitude {
                    None => factor *= at,
                    Some(amplitude) if self.multiply => factor *= 1.0 + amplitude * at,
                    Some(amplitude) => value += amplitude * at,
                }
            }
            out.push(value * factor);
        }
    }
}

impl Jumps {
    fn parse(given: &Spec, micros_of_step: f64, multiply: bool) -> Result<Self> {
        let mut options = Options::of("'jumps'", given)?;
        let rate = rate("'rate' of 'jumps'", options.need("rate")?, micros_of_step)?;
        let size = Noise::parse("'size' of 'jumps'", options.need("size")?, false)?;
        let fades = options.take("decay").map(|given| Length::parse("'decay' of 'jumps'", given)).transpose()?;
        options.finish()?;
        let fades = fades.map(|length| length.steps(micros_of_step));
        let chance = 1.0 - maths::exp(-rate);
        let renewal = Renewal::new(chance, fades.map_or(0.0, |half| half * 64.0));
        let mean = match (fades, multiply) {
            (None, true) => {
                (0..4096).map(|i| log_factor(size.quantile((f64::from(i) + 0.5) / 4096.0))).sum::<f64>() / 4096.0
            }
            _ => size.mean(),
        };
        Ok(Self { renewal, size, fades, mean: mean * chance })
    }

    fn fill(&self, key: &Key, which: u64, steps: Range<u64>, multiply: bool, values: &mut [f64]) {
        let length = self.renewal.stretch;
        let size = |u| match (self.fades, multiply) {
            (None, true) => log_factor(self.size.quantile(u)),
            _ => self.size.quantile(u),
        };
        let mut values = values.iter_mut();
        for stretch in steps.start / length..=(steps.end - 1) / length {
            let first = stretch * length;
            let events = Events::of(&self.renewal, key, which, stretch, size);
            let before = match (self.fades, stretch.checked_sub(1)) {
                (Some(_), Some(before)) => Events::of(&self.renewal, key, which, before, size),
                _ => Events::default(),
            };
            let within = steps.start.max(first)..steps.end.min(first + length);
            let whole: f64 = events.size.iter().sum();
            let mut sum = 0.0;
            let mut next = 0;
            for (step, value) in within.zip(&mut values) {
                let t = step - first;
                while events.at.get(next).is_some_and(|at| *at <= t) {
                    sum += events.size[next];
                    next += 1;
                }
                if let Some(half) = self.fades {
                    let left = |events: &Events, t: f64| -> f64 {
                        let from = events.at.partition_point(|at| (*at as f64) < t - 64.0 * half);
                        let until = events.at.partition_point(|at| *at as f64 <= t);
                        let recent = events.at[from..until].iter().zip(&events.size[from..until]);
                        recent.map(|(at, size)| size * maths::exp(-LN_2 * (t - *at as f64) / half)).sum()
                    };
                    let effect = left(&events, t as f64) + left(&before, (t + length) as f64);
                    *value = if multiply { *value * (1.0 + effect) } else { *value + effect };
                    continue;
                }
                // What a stretch has more or less than the mean is brought back evenly over the stretch.
                let effect = sum - whole * (t as f64 / length as f64) + self.mean * step as f64;
                *value = if multiply { *value * maths::exp(effect) } else { *value + effect };
            }
        }
    }
}

/// The logarithm of a factor that is given as a change: -0.1 is a loss of a tenth. No jump loses all.
fn log_factor(change: f64) -> f64 {
    maths::ln((1.0 + change).max(1e-9))
}

impl Missing {
    fn parse(given: &Spec, micros_of_step: f64) -> Result<Option<Self>> {
        if let Some(rate) = crate::records::options::number(given) {
            return Self::of(rate, 1.0);
        }
        let mut options = Options::of("'missing'", given)?;
        let rate = options.number("rate")?;
        let span = options.take("span").map(|given| Length::parse("'span' of 'missing'", given)).transpose()?;
        options.finish()?;
        Self::of(rate, span.map_or(1.0, |span| span.steps(micros_of_step).max(1.0)))
    }

    fn of(rate: f64, span: f64) -> Result<Option<Self>> {
        if !(0.0..=1.0).contains(&rate) {
            return Err(Error::Value(format!("'rate' of 'missing' must be from 0 to 1, not {rate}")));
        }
        if rate == 0.0 {
            return Ok(None);
        }
        // Shorter spans than this cannot take up so much of the time.
        let span = if rate < 1.0 { span.max(rate / (1.0 - rate)) } else { span };
        let begin = if rate < 1.0 { (rate / (span * (1.0 - rate))).min(1.0) } else { 1.0 };
        let least = 64.0 * (span + 1.0 / begin);
        Ok(Some(Self { rate, begin: Renewal::new(begin, least), end: Renewal::new(1.0 / span, 0.0) }))
    }

    /// Spans of missing and of present steps by turns; the first of a stretch is either, by the rate.
    fn fill(&self, key: &Key, which: u64, steps: Range<u64>, out: &mut Vec<bool>) {
        let length = self.begin.stretch;
        let mut step = steps.start;
        while step < steps.end {
            let stretch = step / length;
            let mut stream = self.begin.stream(key, which, stretch);
            let mut missing = stream.unit() < self.rate;
            let (mut at, end) = (stretch * length, (stretch + 1) * length);
            while at < end && step < steps.end {
                let law = if missing { &self.end } else { &self.begin };
                let gap = if self.rate >= 1.0 { u64::MAX } else { law.gap(&mut stream) };
                at = at.saturating_add(gap).min(end);
                while step < at.min(steps.end) {
                    out.push(missing);
                    step += 1;
                }
                missing = !missing;
            }
        }
    }
}

#[cfg(test)]
pub(in crate::time) mod tests;
