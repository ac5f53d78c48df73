//! Anomalies: values that stand out, repeat themselves, or stand in the wrong place.

use super::common::{places, Between, Common, Sample};
use super::values::{self, Literals};
use crate::error::Result;
use crate::providers::Value;
use crate::records::column::{Column, Data};
use crate::records::computed::Scope;
use crate::records::overlay::Overlay;
use crate::rng::{Draw, Key, Stream};
use std::sync::Arc;

/// The kinds by their names.
pub const KINDS: [&str; 8] = ["spike", "drop", "outlier", "out_of_range", "category", "duplicate", "flip", "swap"];

/// What happens.
#[derive(Debug)]
pub enum Kind {
    /// The value times a factor.
    Spike(Between),
    /// The value divided by a factor.
    Drop(Between),
    /// So many standard deviations above or below the mean.
    Outlier(Between, Sample),
    /// Beyond the least and the most that there is, or that is said.
    OutOfRange((Option<f64>, Option<f64>), Sample),
    /// One of some values.
    Category(Literals),
    /// Another of the values of a choice, or of what is true and false.
    Other,
    /// The value of the row before: of a run of rows, that of the row before the run.
    Stuck,
    /// True for false, and minus for plus.
    Flip,
    /// The value of another column, which has this one's; as texts if they are of two kinds.
    Swap {
        /// The other column.
        other: usize,
        /// Whether as texts.
        text: bool,
    },
}

/// Values that stand out.
#[derive(Debug)]
pub struct Anomaly {
    /// Which rows.
    pub common: Common,
    /// What happens to them.
    pub kind: Kind,
}

fn each(column: &mut Column, rows: &[usize], mut change: impl FnMut(f64) -> f64) {
    for row in rows {
        if let Some(x) = values::number(&column.data, *row) {
            values::set_number(&mut column.data, *row, change(x));
        }
    }
}

fn other(data: &mut Data, row: usize, draw: &mut Stream) {
    match data {
        Data::Bool(v) => v[row] = !v[row],
        Data::Choice(known, codes) => {
            let now = &known[codes[row] as usize];
            let differ = |at: &usize| known[*at] != *now && known[*at] != Value::None;
            let others: Vec<usize> = (0..known.len()).filter(differ).collect();
            if !others.is_empty() {
                codes[row] = others[draw.below(others.len() as u64) as usize] as u32;
            }
        }
        _ => {}
    }
}

fn flip(data: &mut Data, row: usize) {
    match data {
        Data::Bool(v) => v[row] = !v[row],
        Data::Int(v) => v[row] = v[row].saturating_neg(),
        Data::Float(v) => v[row] = -v[row],
        Data::Decimal(v, _) => v[row] = v[row].saturating_neg(),
        _ => {}
    }
}

/// Beyond the bounds by at most their distance, and at least a tenth of it.
fn beyond((low, high): (f64, f64), draw: &mut Stream) -> f64 {
    let width = (high - low).abs().max(1.0);
    let by = width * (0.1 + 0.9 * draw.unit());
    if draw.below(2) == 0 {
        low - by
    } else {
        high + by
    }
}

impl Anomaly {
    fn stuck(scope: &Scope<'_, '_>, column: usize, made: &mut Column, flags: &[bool]) -> Result<()> {
        let mut before = Vec::new();
        let first = scope.first();
        if first > 0 && flags.first() == Some(&true) {
            before.push(Arc::new(scope.beneath_in(scope.chunk() - 1, column)?));
        }
        let mut changes = Vec::new();
        for row in places(flags) {
            // The row before the run.
            let start = flags[..row].iter().rposition(|flag| !flag);
            match (start, before.first()) {
                (Some(start), _) => changes.push((row, None, start)),
                (None, Some(last)) => changes.push((row, Some(0), last.len().saturating_sub(1))),
                (None, None) => {}
            }
        }
        let own = before.len();
        before.push(Arc::new(made.clone()));
        let changes: Vec<_> = changes.into_iter().map(|(row, other, at)| (row, other.unwrap_or(own), at)).collect();
        let now = std::mem::replace(made, Column::new(Data::Value(Vec::new())));
        *made = values::taken(now, &before, &changes);
        Ok(())
    }
}

impl Overlay for Anomaly {
    fn kind(&self) -> &str {
        &self.common.label
    }

    fn key(&self) -> &Key {
        &self.common.key
    }

    fn blank(&self, clean: Data) -> Data {
        match &self.kind {
            Kind::Category(literals) => literals.room(clean),
            Kind::Swap { text: true, .. } => values::to_text(clean),
            Kind::Other | Kind::Stuck | Kind::Swap { .. } => clean,
            _ => values::numeric(clean),
        }
    }

    fn apply(&self, scope: &mut Scope<'_, '_>, column: usize, made: &mut Column) -> Result<Vec<bool>> {
        let flags = self.common.flags(scope, "anomaly")?;
        let rows = places(&flags);
        let mut draw = scope.stream_of("anomaly");
        let data = std::mem::replace(&mut made.data, Data::Value(Vec::new()));
        made.data = match &self.kind {
            Kind::Category(_) => data,
            _ => self.blank(data),
        };
        match &self.kind {
            Kind::Spike(by) => each(made, &rows, |x| x * by.draw(&mut draw)),
            Kind::Drop(by) => each(made, &rows, |x| x / by.draw(&mut draw)),
            Kind::Outlier(by, sample) if !rows.is_empty() => {
                let (mean, sd) = sample.moments(scope)?;
                each(made, &rows, |_| {
                    let sign = if draw.below(2) == 0 { -1.0 } else { 1.0 };
                    mean + sign * sd * by.draw(&mut draw)
                });
            }
            Kind::OutOfRange((low, high), sample) if !rows.is_empty() => {
                let bounds = match (low, high) {
                    (Some(low), Some(high)) => (*low, *high),
                    _ => {
                        let sorted = sample.sorted(scope)?;
                        let end = |x: Option<&f64>| x.copied().unwrap_or_default();
                        (low.unwrap_or(end(sorted.first())), high.unwrap_or(end(sorted.last())))
                    }
                };
                each(made, &rows, |_| beyond(bounds, &mut draw));
            }
            Kind::Outlier(..) | Kind::OutOfRange(..) => {}
            Kind::Category(literals) => {
                let at = |row| (row, draw.below(literals.len() as u64) as usize);
                // What is null stays so.
                let changes: Vec<_> = rows.into_iter().map(at).filter(|(row, _)| made.is_valid(*row)).collect();
                literals.put(made, &changes);
            }
            Kind::Other => rows.iter().for_each(|row| other(&mut made.data, *row, &mut draw)),
            Kind::Stuck => Self::stuck(scope, column, made, &flags)?,
            Kind::Flip => rows.iter().for_each(|row| flip(&mut made.data, *row)),
            Kind::Swap { other, text } => {
                let mut beside = scope.beneath(*other)?;
                if *text {
                    beside.data = values::to_text(beside.data);
                }
                let changes: Vec<_> = rows.iter().map(|row| (*row, 0, *row)).collect();
                let now = std::mem::replace(made, Column::new(Data::Value(Vec::new())));
                *made = values::taken(now, &[Arc::new(beside)], &changes);
            }
        }
        Ok(flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_bounds() {
        let key = Key::from_seed(&1.into());
        let mut draw = Stream::at(&key, 0, 0);
        let made: Vec<f64> = (0..1000).map(|_| beyond((10.0, 20.0), &mut draw)).collect();
        assert!(made.iter().all(|x| (0.0..=9.0).contains(x) || (21.0..=30.0).contains(x)));
        assert!(made.iter().any(|x| *x < 10.0) && made.iter().any(|x| *x > 20.0));
        assert!(beyond((5.0, 5.0), &mut draw) != 5.0);
    }

    #[test]
    fn signs_and_truths() {
        let mut data = Data::Int(vec![i64::MIN, 3]);
        flip(&mut data, 0);
        flip(&mut data, 1);
        assert_eq!((data.value(0), data.value(1)), (Value::Int(i64::MAX), Value::Int(-3)));
    }
}
