//! Dates and times: in a range, after or before another column, and in the order in which things happen.

use crate::clock::{DAY, SECOND};
use crate::distributions::Distribution;
use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::{Compute, Scope};
use crate::rng::{Draw, Key, Stream};
use crate::schema::fanout::Fanout;
use crate::schema::span::Span;
use crate::time::Arrivals;
use std::sync::Arc;

/// The microseconds of a day.
const DAY_MICROS: i64 = DAY * SECOND;

/// What the moments are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// Days.
    Date,
    /// Times, in whole units of so many microseconds.
    DateTime(i64),
}

impl Form {
    /// An empty column.
    pub fn blank(self) -> Data {
        match self {
            Self::Date => Data::Date(Vec::new()),
            Self::DateTime(_) => Data::DateTime(Vec::new()),
        }
    }

    fn of(self, moments: Vec<i64>) -> Data {
        match self {
            Self::Date => Data::Date(moments.into_iter().map(|at| at.div_euclid(DAY_MICROS) as i32).collect()),
            Self::DateTime(unit) => {
                Data::DateTime(moments.into_iter().map(|at| at - at.rem_euclid(unit.max(1))).collect())
            }
        }
    }
}

/// The moments of a column of dates or times, in microseconds.
pub fn micros(column: &Column) -> Vec<i64> {
    match &column.data {
        Data::Date(days) => days.iter().map(|day| i64::from(*day) * DAY_MICROS).collect(),
        Data::DateTime(micros) => micros.clone(),
        _ => vec![0; column.len()],
    }
}

/// How far a moment lies from another.
#[derive(Debug)]
pub enum Distance {
    /// Anywhere from the least to the most.
    Within(Span, Span),
    /// At least so far, and further by a distribution in units of so many microseconds.
    Drawn(Span, Distribution, f64),
}

/// Moments after, or before, those of another column.
#[derive(Debug)]
pub struct Relative {
    /// The other column.
    pub base: usize,
    /// Whether they come before.
    pub before: bool,
    /// How far off.
    pub distance: Distance,
    /// Neither beyond these.
    pub limits: (i64, i64),
    /// For moments in ascending order among the children of a parent: its children.
    pub sorted: Option<Arc<Fanout>>,
    /// What they are.
    pub form: Form,
}

impl Relative {
    fn at(&self, base: i64, u: f64) -> i64 {
        let shift = |span: &Span| if self.before { span.before(base) } else { span.after(base) };
        let at = match &self.distance {
            Distance::Within(least, most) => {
                let (near, far) = (shift(least), shift(most));
                // The whole last day counts where days are wanted.
                let room = if self.form == Form::Date { DAY_MICROS - 1 } else { 0 };
                let far = if self.before { far } else { far.saturating_add(room) };
                let (near, far) = (near.clamp(self.limits.0, self.limits.1), far.clamp(self.limits.0, self.limits.1));
                return near + ((far - near) as f64 * u) as i64;
            }
            Distance::Drawn(least, distribution, unit) => {
                let more = (distribution.quantile(u).max(0.0) * unit).min(9e17) as i64;
                shift(least).saturating_add(if self.before { -more } else { more })
            }
        };
        at.clamp(self.limits.0, self.limits.1)
    }
}

impl Compute for Relative {
    fn blank(&self) -> Data {
        self.form.blank()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let base = scope.column(self.base)?;
        let uniforms = match &self.sorted {
            Some(fanout) => ordered(scope, fanout),
            None => scope.uniforms(),
        };
        let moments = micros(&base).into_iter().zip(uniforms).map(|(base, u)| self.at(base, u)).collect();
        Ok(Column { data: self.form.of(moments), valid: base.valid.clone() })
    }
}

/// Uniform numbers that ascend among the children of each parent.
fn ordered(scope: &Scope<'_, '_>, fanout: &Fanout) -> Vec<f64> {
    let first = scope.first();
    let located = fanout.locate(first..first + scope.n() as u64);
    let mut out = Vec::with_capacity(scope.n());
    for siblings in located.parents.chunk_by(|a, b| a == b) {
        let parent = siblings[0] as u64;
        let children = fanout.children(parent);
        let mut draw = Stream::at(scope.key(), scope.call(), parent);
        let mut all: Vec<f64> = children.clone().map(|_| draw.unit()).collect();
        all.sort_unstable_by(f64::total_cmp);
        let from = located.places[out.len()] as usize;
        out.extend_from_slice(&all[from..from + siblings.len()]);
    }
    out
}

/// The times of events in the order in which they happen, by a rate: of the whole table, or of each parent.
#[derive(Debug)]
pub struct Events {
    /// The rate.
    pub arrivals: Arrivals,
    /// The children of the parents, if each parent has events of its own.
    pub fanout: Option<Arc<Fanout>>,
    /// The column of the parents' moments before which nothing happens, and when all ends.
    pub after: Option<(usize, i64)>,
    /// How many there are.
    pub rows: u64,
    /// What the times are drawn from, if that is not the column's own key.
    pub key: Option<Key>,
    /// What they are.
    pub form: Form,
}

impl Compute for Events {
    fn blank(&self) -> Data {
        self.form.blank()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let mut times = Vec::with_capacity(scope.n());
        let key = self.key.unwrap_or(*scope.key());
        let rows = scope.first()..scope.first() + scope.n() as u64;
        let Some(fanout) = &self.fanout else {
            self.arrivals.times(&key, scope.call(), self.rows, rows, &mut times);
            return Ok(Column::new(self.form.of(times)));
        };
        let after = match self.after {
            Some((at, end)) => Some((micros(scope.column(at)?.as_ref()), end)),
            None => None,
        };
        let located = fanout.locate(rows);
        for siblings in located.parents.chunk_by(|a, b| a == b) {
            let (parent, at) = (siblings[0] as u64, times.len());
            let children = fanout.children(parent);
            let (total, first) = (children.end - children.start, located.places[at] as u64);
            let places = first..first + siblings.len() as u64;
            match &after {
                Some((from, end)) => {
                    self.arrivals.times_between(&key, parent, total, places, from[at], *end, &mut times);
                }
                None => self.arrivals.times(&key, parent, total, places, &mut times),
            }
        }
        Ok(Column::new(self.form.of(times)))
    }
}
