//! Missing values: at random, at random given another column, and not at random.

use super::common::{places, Common, Sample};
use super::values::{self, Literals};
use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::Scope;
use crate::records::overlay::Overlay;
use crate::rng::{maths, Draw, Key};
use std::sync::OnceLock;

/// Values that are missing.
#[derive(Debug)]
pub struct Missing {
    /// Which rows.
    pub common: Common,
    /// The column's name, which has draws of its own.
    pub name: String,
    /// What decides which, unless nothing does.
    pub given: Option<Lean>,
    /// What stands in their place; nothing for null.
    pub literal: Option<Literals>,
}

/// How a column leans on which values are missing: the chance grows with the rank of its value.
#[derive(Debug)]
pub struct Lean {
    /// The column.
    column: usize,
    sample: Sample,
    /// How much the logarithm of the odds grows from the median to the highest value.
    slope: f64,
    rate: f64,
    /// The logarithm of the odds at the median.
    middle: OnceLock<f64>,
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + maths::exp(-x))
}

/// The share of the sample below a value, and half of what is equal to it.
fn rank(sorted: &[f64], x: f64) -> f64 {
    if sorted.is_empty() {
        return 0.5;
    }
    let (low, high) = (sorted.partition_point(|other| *other < x), sorted.partition_point(|other| *other <= x));
    (low + high) as f64 / 2.0 / sorted.len() as f64
}

/// The logarithm of the odds at the median that makes the mean chance the rate.
fn middle(sorted: &[f64], slope: f64, rate: f64) -> f64 {
    const POINTS: usize = 8_192;
    let n = sorted.len().clamp(1, POINTS);
    let ranks: Vec<f64> = (0..n)
        .map(|i| sorted.get((i * sorted.len() + sorted.len() / 2) / n).map_or(0.5, |x| rank(sorted, *x)))
        .collect();
    let mean = |at: f64| ranks.iter().map(|u| logistic(at + slope * (2.0 * u - 1.0))).sum::<f64>() / n as f64;
    let (mut low, mut high) = (-40.0 - slope.abs(), 40.0 + slope.abs());
    for _ in 0..60 {
        let at = (low + high) / 2.0;
        if mean(at) < rate {
            low = at;
        } else {
            high = at;
        }
    }
    (low + high) / 2.0
}

impl Lean {
    /// On a column; a slope below 0 is for low values.
    pub fn new(column: usize, slope: f64, rate: f64) -> Self {
        Self { column, sample: Sample::new(column), slope, rate, middle: OnceLock::new() }
    }

    /// The chance of each row of the chunk.
    fn chances(&self, scope: &mut Scope<'_, '_>) -> Result<Vec<f64>> {
        let made = scope.column(self.column)?;
        let sorted = self.sample.sorted(scope)?;
        let middle = *self.middle.get_or_init(|| middle(sorted, self.slope, self.rate));
        let chance = |i: usize| {
            let x = values::number(&made.data, i).filter(|_| made.is_valid(i));
            let u = x.map_or(0.5, |x| rank(sorted, x));
            logistic(middle + self.slope * (2.0 * u - 1.0))
        };
        Ok((0..made.len()).map(chance).collect())
    }
}

impl Overlay for Missing {
    fn kind(&self) -> &str {
        &self.common.label
    }

    fn key(&self) -> &Key {
        &self.common.key
    }

    fn blank(&self, clean: Data) -> Data {
        self.literal.as_ref().map_or(clean.clone(), |literal| literal.room(clean))
    }

    fn apply(&self, scope: &mut Scope<'_, '_>, _: usize, column: &mut Column) -> Result<Vec<bool>> {
        let mut flags = match &self.given {
            Some(lean) if self.common.rate > 0.0 && self.common.rate < 1.0 => {
                let chances = lean.chances(scope)?;
                let mut draw = scope.stream_of(&format!("rows/{}", self.name));
                let mut flags: Vec<bool> = chances.iter().map(|chance| draw.unit() < *chance).collect();
                self.common.only_when(scope, &mut flags)?;
                flags
            }
            _ => self.common.flags(scope, &self.name)?,
        };
        // What is null already stays so.
        flags.iter_mut().enumerate().for_each(|(i, flag)| *flag &= column.is_valid(i));
        match &self.literal {
            None => values::nullify(column, &flags),
            Some(literal) => {
                let changes: Vec<_> = places(&flags).into_iter().map(|row| (row, 0)).collect();
                literal.put(column, &changes);
            }
        }
        Ok(flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_chance_is_the_rate() {
        let sample: Vec<f64> = (0..5000).map(f64::from).collect();
        for (rate, slope) in [(0.1, 3.0), (0.5, -3.0), (0.01, 6.0), (0.9, 1.0)] {
            let middle = middle(&sample, slope, rate);
            let chances = sample.iter().map(|x| logistic(middle + slope * (2.0 * rank(&sample, *x) - 1.0)));
            let mean = chances.sum::<f64>() / 5000.0;
            assert!((mean - rate).abs() < 0.002, "{mean} for {rate}");
        }
        // Two values only, of which one is rare.
        let sample: Vec<f64> = (0..1000).map(|i| f64::from(u8::from(i >= 900))).collect();
        let at = middle(&sample, 3.0, 0.2);
        let mean = [(0.45, 0.9), (0.95, 0.1)].iter().map(|(u, share)| logistic(at + 3.0 * (2.0 * u - 1.0)) * share);
        assert!((mean.sum::<f64>() - 0.2).abs() < 0.002);
        assert!(middle(&[], 3.0, 0.5).abs() < 1e-6);
    }
}
