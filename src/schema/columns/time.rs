//! Values along the ticks of a table: their times, series, and bars of prices.

use super::number::Form;
use crate::error::{Error, Result};
use crate::records::column::{Column, Data};
use crate::records::computed::{ints, Compute, Scope};
use crate::rng::Key;
use crate::time::{self, Bars, Series, Ticks};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// The time of each row.
#[derive(Debug)]
pub struct Tick {
    /// The ticks.
    pub ticks: Arc<Ticks>,
    /// Whether in UTC, instead of the zone's time.
    pub utc: bool,
    /// The column of the rows' places among the ticks.
    pub place: usize,
}

impl Compute for Tick {
    fn blank(&self) -> Data {
        Data::DateTime(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let places = scope.ints(self.place)?;
        let at = |place: &i64| {
            let place = *place as u64;
            if self.utc {
                self.ticks.utc(place)
            } else {
                self.ticks.local(place)
            }
        };
        Ok(Column::new(Data::DateTime(ints(&places).iter().map(at).collect())))
    }
}

/// Where the rows of a chunk lie in their series: which, from which step to which, and the place in the chunk.
fn spans(scope: &mut Scope<'_, '_>, parent: Option<usize>, place: usize) -> Result<Vec<(u64, Range<u64>, usize)>> {
    let places = scope.ints(place)?;
    let parents = match parent {
        Some(at) => scope.ints(at)?.as_ref().clone(),
        None => Column::new(Data::Int(vec![0; scope.n()])),
    };
    let mut out = Vec::new();
    let mut at = 0;
    for siblings in ints(&parents).chunk_by(|a, b| a == b) {
        let first = ints(&places)[at] as u64;
        out.push((siblings[0] as u64, first..first + siblings.len() as u64, at));
        at += siblings.len();
    }
    Ok(out)
}

/// The numbers that the series of a chunk start from.
fn starts(scope: &mut Scope<'_, '_>, start: Option<usize>) -> Result<Vec<f64>> {
    let Some(at) = start else { return Ok(Vec::new()) };
    let made = scope.column(at)?;
    Ok(match &made.data {
        Data::Float(values) => values.clone(),
        Data::Int(values) => values.iter().map(|value| *value as f64).collect(),
        Data::Decimal(values, scale) => {
            let unit = 10f64.powi(i32::from(*scale));
            values.iter().map(|value| *value as f64 / unit).collect()
        }
        _ => return Err(Error::value("'start' must be a number")),
    })
}

/// The values of a series.
#[derive(Debug)]
pub struct Values {
    /// What they follow.
    pub series: Series,
    /// The ticks.
    pub ticks: Arc<Ticks>,
    /// The column that they start from.
    pub start: Option<usize>,
    /// The column of the parents' rows, each of which has a series of its own.
    pub parent: Option<usize>,
    /// The column of the places among the ticks.
    pub place: usize,
    /// What the numbers are.
    pub form: Form,
}

impl Compute for Values {
    fn blank(&self) -> Data {
        self.form.blank()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let (mut numbers, mut missing) = (Vec::with_capacity(scope.n()), Vec::new());
        let starts = starts(scope, self.start)?;
        for (which, steps, at) in spans(scope, self.parent, self.place)? {
            let start = starts.get(at).copied().unwrap_or_default();
            self.series.fill(scope.key(), which, start, steps.clone(), &self.ticks, &mut numbers);
            self.series.missing(scope.key(), which, steps, &mut missing);
        }
        let valid = missing.contains(&true).then(|| missing.iter().map(|missing| !missing).collect());
        Ok(Column { data: self.form.of(numbers), valid })
    }
}

/// The bars of a series, which several columns show.
#[derive(Debug)]
pub struct Candles {
    /// What they follow.
    pub bars: Bars,
    /// The key that all of the columns draw from.
    pub key: Key,
    /// The ticks.
    pub ticks: Arc<Ticks>,
    /// The column that they start from.
    pub start: Option<usize>,
    /// The column of the parents' rows, each of which has bars of its own.
    pub parent: Option<usize>,
    /// The column of the places among the ticks.
    pub place: usize,
    /// The chunks last made, by number and length.
    pub kept: Mutex<VecDeque<((u64, usize), Chunk)>>,
}

/// The bars of a chunk.
type Chunk = Arc<Vec<time::Bar>>;

/// Chunks of bars that are kept: as many as threads make at once.
const KEPT: usize = 64;

impl Candles {
    fn of(&self, scope: &mut Scope<'_, '_>) -> Result<Chunk> {
        let at = (scope.chunk(), scope.n());
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, made)) = lock().iter().find(|(known, _)| *known == at) {
            return Ok(made.clone());
        }
        let mut bars = Vec::with_capacity(scope.n());
        let starts = starts(scope, self.start)?;
        for (which, steps, at) in spans(scope, self.parent, self.place)? {
            let start = starts.get(at).copied().unwrap_or(100.0);
            self.bars.fill(&self.key, which, start, steps, &self.ticks, &mut bars);
        }
        let made = Arc::new(bars);
        let mut kept = lock();
        kept.truncate(KEPT - 1);
        kept.push_front((at, made.clone()));
        Ok(made)
    }
}

/// A value of bars.
#[derive(Debug)]
pub struct Bar {
    candles: Arc<Candles>,
    value: usize,
    form: Form,
}

/// The values of a bar.
const VALUES: [&str; 5] = ["open", "high", "low", "close", "volume"];

impl Bar {
    /// The value of that name.
    ///
    /// # Errors
    /// If there is no such value.
    pub fn new(candles: Arc<Candles>, value: &str, form: Form) -> Result<Self> {
        let Some(place) = VALUES.iter().position(|known| *known == value) else {
            return Err(Error::Value(format!("'value' of 'bar' must be one of {}, not '{value}'", VALUES.join(", "))));
        };
        let form = if value == "volume" { Form::Int } else { form };
        Ok(Self { candles, value: place, form })
    }
}

impl Compute for Bar {
    fn blank(&self) -> Data {
        self.form.blank()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let bars = self.candles.of(scope)?;
        let value = |bar: &time::Bar| [bar.open, bar.high, bar.low, bar.close, bar.volume][self.value];
        Ok(Column::new(self.form.of(bars.iter().map(value).collect())))
    }
}
