//! Bars of a series: open, high, low, close and volume, that agree with each other and with the series.

use super::{Series, Ticks, BLOCK};
use crate::distributions::normal_score;
use crate::error::{Error, Result};
use crate::records::options::{number, Options};
use crate::rng::{maths, Draw, Key, Stream};
use std::ops::Range;

/// The bar of the time from one tick to the next: `low <= open, close <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// The value at the bar's tick: the close before, unless there are gaps.
    pub open: f64,
    /// The greatest value on the way.
    pub high: f64,
    /// The least.
    pub low: f64,
    /// The value at the next tick.
    pub close: f64,
    /// How much was traded: a whole number.
    pub volume: f64,
}

/// The bars of a series. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Bars {
    series: Series,
    /// The share of a step's time in which there is no trade, before the open.
    gaps: f64,
    volume: Volume,
}

/// How much is traded: on average, how much that varies, and how much more it is when the value moves.
#[derive(Clone, Copy, Debug)]
struct Volume {
    mean: f64,
    sd: f64,
    moved: f64,
}

impl Bars {
    /// Takes the options of a series, and `gaps` and `volume`.
    ///
    /// # Errors
    /// As [`Series::parse`].
    pub fn parse(options: &mut Options<'_>, ticks: &Ticks) -> Result<Self> {
        let series = Series::parse(options, ticks)?;
        let gaps = options.number_or("gaps", 0.0)?;
        if !(0.0..1.0).contains(&gaps) {
            let why = "'gaps' is the share of a step that passes before the open, from 0 to below 1";
            return Err(Error::Value(format!("{why}, not {gaps}")));
        }
        let mut volume = Volume { mean: 1e6, sd: 0.4, moved: 0.5 };
        match options.take("volume") {
            None => {}
            Some(given) if number(given).is_some() => volume.mean = number(given).unwrap_or_default(),
            Some(given) => {
                let mut of = Options::of("'volume'", given)?;
                let (mean, sd) = (of.number_or("mean", volume.mean)?, of.number_or("sd", volume.sd)?);
                volume = Volume { mean, sd, moved: of.number_or("move", volume.moved)? };
                of.finish()?;
            }
        }
        if volume.mean < 0.0 || volume.sd < 0.0 || volume.moved < 0.0 {
            return Err(Error::value("'mean', 'sd' and 'move' of 'volume' must not be negative"));
        }
        Ok(Self { series, gaps, volume })
    }

    /// The series whose bars they are.
    pub fn series(&self) -> &Series {
        &self.series
    }

    /// Appends some bars of series number `which`, whose `start` value is given.
    pub fn fill(&self, key: &Key, which: u64, start: f64, bars: Range<u64>, ticks: &Ticks, out: &mut Vec<Bar>) {
        if bars.is_empty() {
            return;
        }
        let (mut values, mut sds) = (Vec::new(), Vec::new());
        let steps = bars.start..bars.end.saturating_add(1);
        self.series.fill_with(key, which, start, steps, ticks, &mut values, Some(&mut sds));
        sds.resize(values.len(), 0.0);
        let key = key.child("bars");
        let mut pairs = values.windows(2).zip(&sds);
        for block in bars.start / BLOCK..=(bars.end - 1) / BLOCK {
            let mut stream = Stream::at(&key, which, block & ((1 << 44) - 1));
            for bar in block * BLOCK..bars.end.min((block + 1) * BLOCK) {
                let chances = [(); 4].map(|()| stream.unit());
                if bar < bars.start {
                    continue;
                }
                if let Some((ends, sd)) = pairs.next() {
                    out.push(self.bar(ends[0], ends[1], *sd, chances));
                }
            }
        }
    }

    /// The bar between two values of the series, whose step has a standard deviation.
    fn bar(&self, before: f64, close: f64, sd: f64, chances: [f64; 4]) -> Bar {
        // Where values are products, it is their logarithms that move.
        let logarithms = self.series.multiplies() && before > 0.0 && close > 0.0;
        let to = |value: f64| if logarithms { maths::ln(value) } else { value };
        let back = |value: f64| if logarithms { maths::exp(value) } else { value };
        let sd = if self.series.exponential() && !logarithms { sd * before.abs() } else { sd };
        let (from, end) = (to(before), to(close));
        let mut open = before;
        if self.gaps > 0.0 {
            let spread = sd * (self.gaps * (1.0 - self.gaps)).sqrt();
            open = back(from + self.gaps * (end - from) + spread * normal_score(chances[0]));
        }
        let open = self.series.clamp(open);
        let from = to(open);
        let variance = sd * sd * (1.0 - self.gaps);
        // The law of the greatest value of a Brownian path with two known ends.
        let beyond = |u: f64| ((from - end) * (from - end) - 2.0 * variance * maths::ln(1.0 - u)).sqrt();
        let high = back((from + end + beyond(chances[1])) / 2.0);
        let low = back((from + end - beyond(chances[2])) / 2.0);
        let (top, bottom) = if open > close { (open, close) } else { (close, open) };
        let high = self.series.clamp(if high > top { high } else { top });
        let low = self.series.clamp(if low < bottom { low } else { bottom });
        let Volume { mean, sd: spread, moved } = self.volume;
        let steps = if sd > 0.0 { ((end - from) / sd).abs() } else { 0.0 };
        // The mean of the absolute value of a normal one.
        const MEAN: f64 = 0.797_884_560_802_865_4;
        let busy = (1.0 + moved * steps) / (1.0 + moved * MEAN);
        let volume = mean * busy * maths::exp(spread * normal_score(chances[3]) - spread * spread / 2.0);
        Bar { open, high, low, close, volume: volume.round() }
    }
}

#[cfg(test)]
mod tests;
