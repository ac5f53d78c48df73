//! Drift: a column whose values change over time, or along the rows.

use super::common::{places, Common};
use super::values::{self, Literals};
use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::Scope;
use crate::records::overlay::Overlay;
use crate::rng::{maths, Draw, Key};
use crate::schema::columns::choice::Shares;

/// The kinds by their names.
pub const KINDS: [&str; 3] = ["abrupt", "linear", "seasonal"];

/// How it comes about, along time or along the rows.
#[derive(Clone, Copy, Debug)]
pub enum Course {
    /// All of it from one moment on, until another.
    Abrupt(f64, f64),
    /// More and more from one moment to another, and all of it after that.
    Linear(f64, f64),
    /// Up and down from one moment on, with a period.
    Seasonal(f64, f64),
}

/// What changes.
#[derive(Debug)]
pub enum Change {
    /// Numbers, by a factor and what is added.
    Number {
        /// The factor.
        factor: f64,
        /// What is added.
        shift: f64,
    },
    /// Values, for those of other shares.
    Values(Shares, Literals),
}

/// A column that changes.
#[derive(Debug)]
pub struct Drift {
    /// Which rows.
    pub common: Common,
    /// How it comes about.
    pub course: Course,
    /// The column of times; without one, the share of the table's rows counts.
    pub by: Option<usize>,
    /// What changes.
    pub change: Change,
}

impl Course {
    /// How much of the change is there at a moment: from 0 to 1, from -1 to 1 if it is seasonal.
    fn at(self, t: f64) -> f64 {
        match self {
            Self::Abrupt(from, to) => f64::from(u8::from(t >= from && t < to)),
            Self::Linear(from, to) => ((t - from) / (to - from)).clamp(0.0, 1.0),
            Self::Seasonal(from, period) => {
                let turns = (t - from) / period;
                maths::sin_cos((turns - turns.floor()) * std::f64::consts::TAU).0
            }
        }
    }
}

impl Drift {
    fn progress(&self, scope: &mut Scope<'_, '_>) -> Result<Vec<f64>> {
        let Some(by) = self.by else {
            let (first, rows) = (scope.first(), scope.plan().num_rows().max(1) as f64);
            return Ok((0..scope.n()).map(|i| self.course.at((first as f64 + i as f64 + 0.5) / rows)).collect());
        };
        let times = scope.column(by)?;
        let days = matches!(times.data, Data::Date(_));
        let at = |i: usize| {
            let t = values::number(&times.data, i).filter(|_| times.is_valid(i));
            t.map_or(0.0, |t| self.course.at(if days { t * values::DAY_MICROS as f64 } else { t }))
        };
        Ok((0..times.len()).map(at).collect())
    }
}

impl Overlay for Drift {
    fn kind(&self) -> &str {
        &self.common.label
    }

    fn key(&self) -> &Key {
        &self.common.key
    }

    fn blank(&self, clean: Data) -> Data {
        match &self.change {
            Change::Number { .. } => values::numeric(clean),
            Change::Values(_, literals) => literals.room(clean),
        }
    }

    fn apply(&self, scope: &mut Scope<'_, '_>, _: usize, column: &mut Column) -> Result<Vec<bool>> {
        let mut flags = self.common.flags(scope, "drift")?;
        let progress = self.progress(scope)?;
        flags.iter_mut().zip(&progress).for_each(|(flag, progress)| *flag &= *progress != 0.0);
        match &self.change {
            Change::Number { factor, shift } => {
                let data = std::mem::replace(&mut column.data, Data::Value(Vec::new()));
                column.data = values::numeric(data);
                for row in places(&flags) {
                    let p = progress[row];
                    if let Some(x) = values::number(&column.data, row) {
                        values::set_number(&mut column.data, row, x * (1.0 + (factor - 1.0) * p) + shift * p);
                    }
                }
            }
            Change::Values(shares, literals) => {
                let mut draw = scope.stream_of("values");
                let mut changes = Vec::new();
                for (row, flag) in flags.iter_mut().enumerate() {
                    let (u, at) = (draw.unit(), shares.at(draw.unit()));
                    *flag &= u < progress[row].abs() && column.is_valid(row);
                    if *flag {
                        changes.push((row, at));
                    }
                }
                literals.put(column, &changes);
            }
        }
        Ok(flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courses() {
        let abrupt = Course::Abrupt(0.3, 0.6);
        assert_eq!([0.29, 0.3, 0.59, 0.6].map(|t| abrupt.at(t)), [0.0, 1.0, 1.0, 0.0]);
        let linear = Course::Linear(10.0, 20.0);
        assert_eq!([5.0, 15.0, 25.0].map(|t| linear.at(t)), [0.0, 0.5, 1.0]);
        let seasonal = Course::Seasonal(0.0, 4.0);
        let made = [0.0, 1.0, 2.0, 3.0, 5.0, -3.0].map(|t| (seasonal.at(t) * 1e9).round() / 1e9 + 0.0);
        assert_eq!(made, [0.0, 1.0, 0.0, -1.0, 1.0, 1.0]);
    }
}
