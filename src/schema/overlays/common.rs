//! What all overlays have: a key, a name, a share of the rows, a condition, and runs of rows.

use crate::error::Result;
use crate::records::column::Data;
use crate::records::computed::Scope;
use crate::rng::{Draw, Key, CHUNK};
use std::sync::OnceLock;

/// Which rows something happens to.
#[derive(Clone, Debug)]
pub struct Common {
    /// What it draws from.
    pub key: Key,
    /// What labels call it.
    pub label: String,
    /// The share of the rows.
    pub rate: f64,
    /// The column that is true where it may happen.
    pub when: Option<usize>,
    /// The mean length of a run of such rows.
    pub cluster: Option<f64>,
}

impl Common {
    /// Whether it happens to each row of the chunk; `part` tells decisions for several columns apart.
    ///
    /// # Errors
    /// What the column of the condition says.
    pub fn flags(&self, scope: &mut Scope<'_, '_>, part: &str) -> Result<Vec<bool>> {
        let mut draw = scope.stream_of(&format!("rows/{part}"));
        let mut flags = self.drawn(&mut draw, scope.n());
        self.only_when(scope, &mut flags)?;
        Ok(flags)
    }

    /// Without the condition.
    fn drawn(&self, draw: &mut impl Draw, n: usize) -> Vec<bool> {
        let Some(length) = self.cluster else { return (0..n).map(|_| draw.unit() < self.rate).collect() };
        // Rows go in and out of runs so that the share is the same at each row, the first of the chunk too.
        let out = 1.0 / length;
        let into = if self.rate < 1.0 { out * self.rate / (1.0 - self.rate) } else { 1.0 };
        let mut within = draw.unit() < self.rate;
        let mut flags = Vec::with_capacity(n);
        for _ in 0..n {
            flags.push(within);
            let u = draw.unit();
            within = if within { u >= out || self.rate >= 1.0 } else { u < into };
        }
        flags
    }

    /// Takes away the rows for which the condition is not true.
    ///
    /// # Errors
    /// What the column of the condition says.
    pub fn only_when(&self, scope: &mut Scope<'_, '_>, flags: &mut [bool]) -> Result<()> {
        let Some(when) = self.when else { return Ok(()) };
        let holds = scope.column(when)?;
        if let Data::Bool(values) = &holds.data {
            let each = values.iter().enumerate().map(|(i, value)| *value && holds.is_valid(i));
            flags.iter_mut().zip(each).for_each(|(flag, holds)| *flag &= holds);
        }
        Ok(())
    }
}

/// The places at which a flag is set.
pub fn places(flags: &[bool]) -> Vec<usize> {
    flags.iter().enumerate().filter(|(_, flag)| **flag).map(|(i, _)| i).collect()
}

/// A range of factors, or of anything that numbers say, to draw from evenly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Between(pub f64, pub f64);

impl Between {
    /// A number of the range.
    pub fn draw(self, draw: &mut impl Draw) -> f64 {
        self.0 + (self.1 - self.0) * draw.unit()
    }
}

/// How many chunks of a table a sample is taken from.
const CHUNKS: u64 = 8;

/// The numbers of a column in some rows spread over the table: what "usual" is. Taken once, when it is first asked for.
#[derive(Debug)]
pub struct Sample {
    column: usize,
    taken: OnceLock<Vec<f64>>,
}

impl Sample {
    /// Of a column.
    pub fn new(column: usize) -> Self {
        Self { column, taken: OnceLock::new() }
    }

    /// The numbers in ascending order.
    ///
    /// # Errors
    /// Whatever the column says.
    pub fn sorted(&self, scope: &Scope<'_, '_>) -> Result<&[f64]> {
        if let Some(taken) = self.taken.get() {
            return Ok(taken);
        }
        let last = scope.plan().num_rows().div_ceil(CHUNK as u64).saturating_sub(1);
        let mut numbers = Vec::new();
        let mut chunks: Vec<u64> =
            (0..CHUNKS).map(|i| (u128::from(last) * u128::from(i) / u128::from(CHUNKS - 1)) as u64).collect();
        chunks.dedup();
        for chunk in chunks {
            let made = scope.elsewhere(chunk, self.column)?;
            let there = (0..made.len()).filter(|i| made.is_valid(*i));
            numbers.extend(there.filter_map(|i| super::values::number(&made.data, i)).filter(|x| x.is_finite()));
        }
        numbers.sort_by(f64::total_cmp);
        Ok(self.taken.get_or_init(|| numbers))
    }

    /// The mean and the standard deviation.
    ///
    /// # Errors
    /// As [`Sample::sorted`].
    pub fn moments(&self, scope: &Scope<'_, '_>) -> Result<(f64, f64)> {
        let sorted = self.sorted(scope)?;
        let n = sorted.len().max(1) as f64;
        let mean = sorted.iter().sum::<f64>() / n;
        let variance = sorted.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        Ok((mean, variance.sqrt()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn runs_have_their_length_and_their_share() {
        let key = Key::from_seed(&1.into());
        let common = Common { key, label: String::new(), rate: 0.05, when: None, cluster: Some(5.0) };
        let flags = common.drawn(&mut Stream::at(&key, 0, 0), 400_000);
        let (all, runs) = (places(&flags).len(), flags.windows(2).filter(|pair| !pair[0] && pair[1]).count());
        assert!((all as f64 / 400_000.0 - 0.05).abs() < 0.004, "{all}");
        assert!((all as f64 / runs as f64 - 5.0).abs() < 0.3, "{runs}");
    }
}
