//! Values made of several rows: running ones along the children of a parent, and those of a parent over its children.

use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::{ints, Compute, Scope};
use crate::rng::CHUNK;
use crate::schema::fanout::Fanout;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Ends of chunks that a running column keeps.
const KEPT: usize = 1 << 16;

/// What is made of the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Op {
    /// Their sum.
    Sum,
    /// How many there are.
    Count,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// Their mean.
    Mean,
    /// The first.
    First,
    /// The last.
    Last,
}

impl Op {
    /// The operation of a name.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Sum, Self::Count, Self::Min, Self::Max, Self::Mean, Self::First, Self::Last];
        all.into_iter().zip(OPS).find(|(_, known)| **known == name).map(|(op, _)| op)
    }
}

/// The names of the operations.
pub const OPS: &[&str] = &["sum", "count", "min", "max", "mean", "first", "last"];

/// The kind of numbers that are folded; sums of whole and decimal numbers are exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Integers.
    Int,
    /// Floats.
    Float,
    /// Decimals of a scale.
    Decimal(u8),
    /// Moments or spans of time: no sums.
    Moment,
    /// Days.
    Day,
}

impl Kind {
    /// The kind of a column.
    pub fn of(data: &Data) -> Option<Self> {
        Some(match data {
            Data::Int(_) => Self::Int,
            Data::Float(_) => Self::Float,
            Data::Decimal(_, scale) => Self::Decimal(*scale),
            Data::DateTime(_) => Self::Moment,
            Data::Date(_) => Self::Day,
            _ => return None,
        })
    }

    fn blank(self) -> Data {
        match self {
            Self::Int => Data::Int(Vec::new()),
            Self::Float => Data::Float(Vec::new()),
            Self::Decimal(scale) => Data::Decimal(Vec::new(), scale),
            Self::Moment => Data::DateTime(Vec::new()),
            Self::Day => Data::Date(Vec::new()),
        }
    }

    /// Makes a column of folded values.
    fn column(self, values: Vec<Option<Amount>>) -> Column {
        let whole = |value: &Option<Amount>| value.map_or(0, |amount| amount.whole);
        let data = match self {
            Self::Int => Data::Int(values.iter().map(|v| whole(v) as i64).collect()),
            Self::Float => Data::Float(values.iter().map(|v| v.map_or(0.0, |amount| amount.real)).collect()),
            Self::Decimal(scale) => Data::Decimal(values.iter().map(whole).collect(), scale),
            Self::Moment => Data::DateTime(values.iter().map(|v| whole(v) as i64).collect()),
            Self::Day => Data::Date(values.iter().map(|v| whole(v) as i32).collect()),
        };
        let valid = values.iter().any(Option::is_none).then(|| values.iter().map(Option::is_some).collect());
        Column { data, valid }
    }
}

/// A number in the form that its kind needs.
#[derive(Clone, Copy, Debug, Default)]
struct Amount {
    whole: i128,
    real: f64,
}

/// The amounts of a column, in units of a kind.
fn amounts(column: &Column, kind: Kind) -> Vec<Option<Amount>> {
    let whole = |whole: i128| Amount { whole, real: whole as f64 };
    let scaled = |value: i128, scale: u8| match kind {
        Kind::Decimal(to) if to >= scale => whole(value.saturating_mul(10i128.pow(u32::from(to - scale)))),
        Kind::Decimal(to) => whole(value / 10i128.pow(u32::from(scale - to))),
        Kind::Float => Amount { whole: value, real: value as f64 / 10f64.powi(i32::from(scale)) },
        _ => whole(value / 10i128.pow(u32::from(scale))),
    };
    let real = |real: f64| match kind {
        Kind::Decimal(to) => whole((real * 10f64.powi(i32::from(to))).round_ties_even() as i128),
        _ => Amount { whole: real as i128, real },
    };
    let all: Vec<Amount> = match &column.data {
        Data::Int(values) => values.iter().map(|v| scaled(i128::from(*v), 0)).collect(),
        Data::Decimal(values, scale) => values.iter().map(|v| scaled(*v, *scale)).collect(),
        Data::Float(values) => values.iter().map(|v| real(*v)).collect(),
        Data::DateTime(values) | Data::Duration(values) => values.iter().map(|v| whole(i128::from(*v))).collect(),
        Data::Date(values) => values.iter().map(|v| whole(i128::from(*v))).collect(),
        other => vec![Amount::default(); other.len()],
    };
    all.into_iter().enumerate().map(|(i, amount)| column.is_valid(i).then_some(amount)).collect()
}

/// What has been folded so far.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    value: Option<Amount>,
    count: i64,
}

impl State {
    fn from(start: Option<Amount>) -> Self {
        Self { value: start, count: 0 }
    }

    fn add(&mut self, op: Op, next: Option<Amount>) {
        let Some(next) = next else { return };
        self.count += 1;
        let Some(so_far) = self.value else {
            self.value = Some(next);
            return;
        };
        self.value = Some(match op {
            Op::Sum | Op::Mean => {
                Amount { whole: so_far.whole.saturating_add(next.whole), real: so_far.real + next.real }
            }
            Op::Min if (next.whole, next.real) < (so_far.whole, so_far.real) => next,
            Op::Max if (next.whole, next.real) > (so_far.whole, so_far.real) => next,
            Op::Last => next,
            Op::Min | Op::Max | Op::First | Op::Count => so_far,
        });
    }

    fn result(&self, op: Op, kind: Kind) -> Option<Amount> {
        let count = Amount { whole: i128::from(self.count), real: self.count as f64 };
        match op {
            Op::Count => Some(count),
            Op::Mean => self.value.filter(|_| self.count > 0).map(|sum| {
                let unit = if let Kind::Decimal(scale) = kind { 10f64.powi(i32::from(scale)) } else { 1.0 };
                let real = if kind == Kind::Float { sum.real } else { sum.whole as f64 / unit };
                Amount { whole: 0, real: real / self.count as f64 }
            }),
            _ => self.value,
        }
    }
}

/// What folding values of a kind gives.
fn kind_of(op: Op, kind: Kind) -> Kind {
    match op {
        Op::Count => Kind::Int,
        Op::Mean => Kind::Float,
        _ => kind,
    }
}

/// A value that runs along the children of each parent.
#[derive(Debug)]
pub struct Running {
    /// The column that is folded.
    pub of: usize,
    /// How.
    pub op: Op,
    /// The kind of numbers.
    pub kind: Kind,
    /// The column that it starts from.
    pub start: Option<usize>,
    /// The column of the places among the parent's children; none if all rows are one sequence.
    pub place: Option<usize>,
    /// It stays within these.
    pub limits: (Option<f64>, Option<f64>),
    kept: Mutex<FxHashMap<u64, State>>,
}

impl Running {
    /// A running value, of which nothing is known yet.
    pub fn new(
        of: usize,
        (op, kind): (Op, Kind),
        start: Option<usize>,
        place: Option<usize>,
        limits: (Option<f64>, Option<f64>),
    ) -> Self {
        Self { of, op, kind, start, place, limits, kept: Mutex::default() }
    }

    fn step(&self, state: &mut State, next: Option<Amount>) {
        state.add(self.op, next);
        let Some(value) = &mut state.value else { return };
        let unit = if let Kind::Decimal(scale) = self.kind { 10f64.powi(i32::from(scale)) } else { 1.0 };
        let bound = |limit: f64| Amount { whole: (limit * unit) as i128, real: limit };
        if let Some(low) = self.limits.0.map(bound).filter(|low| (value.whole, value.real) < (low.whole, low.real)) {
            *value = low;
        }
        if let Some(high) = self.limits.1.map(bound).filter(|high| (value.whole, value.real) > (high.whole, high.real))
        {
            *value = high;
        }
    }

    /// The state before the first row of the chunk, which is the `place`-th of its sequence.
    fn before(&self, scope: &Scope<'_, '_>, place: u64, start: Option<Amount>) -> Result<State> {
        let first = scope.first();
        if place == 0 {
            return Ok(State::from(start));
        }
        let chunk = scope.chunk();
        if let Some(state) = self.lock().get(&(chunk - 1)) {
            return Ok(*state);
        }
        let set = scope.set()?;
        let mut state = State::from(start);
        let mut from = first - place;
        while from < first {
            let end = first.min((from / CHUNK as u64 + 1) * CHUNK as u64);
            let values = set.range(scope.plan().at(), self.of, from..end)?;
            amounts(&values, self.kind).into_iter().for_each(|next| self.step(&mut state, next));
            from = end;
        }
        Ok(state)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, FxHashMap<u64, State>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Compute for Running {
    fn blank(&self) -> Data {
        kind_of(self.op, self.kind).blank()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let values = amounts(scope.column(self.of)?.as_ref(), self.kind);
        let starts = match self.start {
            Some(at) => amounts(scope.column(at)?.as_ref(), self.kind),
            None => vec![None; values.len()],
        };
        let first = scope.first();
        let places = match self.place {
            Some(at) => ints(scope.ints(at)?.as_ref()).to_vec(),
            None => (0..values.len() as i64).map(|i| first as i64 + i).collect(),
        };
        let Some(place) = places.first() else { return Ok(Column::new(self.blank())) };
        let mut state = self.before(scope, *place as u64, starts[0])?;
        let mut out = Vec::with_capacity(values.len());
        for ((next, start), place) in values.into_iter().zip(starts).zip(places) {
            if place == 0 {
                state = State::from(start);
            }
            self.step(&mut state, next);
            out.push(state.result(self.op, self.kind));
        }
        if out.len() == CHUNK {
            let mut kept = self.lock();
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(scope.chunk(), state);
        }
        Ok(kind_of(self.op, self.kind).column(out))
    }
}

/// The value of the row before among the parent's children.
#[derive(Debug)]
pub struct Previous {
    /// The column.
    pub of: usize,
    /// An empty column of its kind.
    pub blank: Data,
    /// The column of the places among the parent's children; none if all rows are one sequence.
    pub place: Option<usize>,
    /// The last values of chunks, which the next ones begin with.
    kept: Mutex<FxHashMap<u64, Column>>,
}

impl Previous {
    /// The value of the row before, of which nothing is known yet.
    pub fn new(of: usize, blank: Data, place: Option<usize>) -> Self {
        Self { of, blank, place, kept: Mutex::default() }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, FxHashMap<u64, Column>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of the row before the chunk.
    fn before(&self, scope: &Scope<'_, '_>) -> Result<Column> {
        let first = scope.first();
        let kept = first.checked_sub(1).and_then(|before| self.lock().get(&(before / CHUNK as u64)).cloned());
        match kept {
            Some(kept) => Ok(kept),
            None => {
                let before = first.saturating_sub(1);
                scope.set()?.range(scope.plan().at(), self.of, before..before + 1)
            }
        }
    }

    /// Keeps the last value of a whole chunk.
    fn keep(&self, chunk: u64, values: &Column) {
        let mut last = Column { data: values.data.take(&[CHUNK - 1]), valid: None };
        if !values.is_valid(CHUNK - 1) {
            last.valid = Some(vec![false]);
        }
        let mut kept = self.lock();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(chunk, last);
    }
}

impl Compute for Previous {
    fn blank(&self) -> Data {
        self.blank.clone()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let first = scope.first();
        let mut column = Column::new(self.blank.clone());
        column.extend(self.before(scope)?);
        let values = scope.column(self.of)?;
        if values.len() == CHUNK {
            self.keep(scope.chunk(), &values);
        }
        column.extend(values.as_ref().clone());
        // Row 0 stands before itself, and has no value.
        let last = column.len() - 1;
        column.cut(last, 1);
        let firsts: Vec<bool> = match self.place {
            Some(at) => ints(scope.ints(at)?.as_ref()).iter().map(|place| *place == 0).collect(),
            None => (0..column.len()).map(|i| first == 0 && i == 0).collect(),
        };
        let valid = column.valid.get_or_insert_with(|| vec![true; firsts.len()]);
        valid.iter_mut().zip(firsts).for_each(|(there, first)| *there &= !first);
        Ok(column)
    }
}

/// A value over the children of each row.
#[derive(Debug)]
pub struct Aggregate {
    /// The children's table, and its column; none for their number.
    pub of: (usize, Option<usize>),
    /// How they are folded.
    pub op: Op,
    /// The kind of numbers.
    pub kind: Kind,
    /// The children of the rows.
    pub fanout: Arc<Fanout>,
}

impl Compute for Aggregate {
    fn blank(&self) -> Data {
        kind_of(self.op, self.kind).blank()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let first = scope.first();
        let rows = first..first + scope.n() as u64;
        let mut out = Vec::with_capacity(scope.n());
        let (table, Some(column)) = self.of else {
            let count = |row| (self.fanout.children(row).end - self.fanout.children(row).start) as i128;
            out.extend(rows.map(|row| Some(Amount { whole: count(row), real: 0.0 })));
            return Ok(Kind::Int.column(out));
        };
        let set = scope.set()?;
        for row in rows {
            let children = self.fanout.children(row);
            let mut state = State::default();
            let mut from = children.start;
            while from < children.end {
                let first = from / CHUNK as u64 * CHUNK as u64;
                let end = children.end.min(first + CHUNK as u64);
                let chunk = set.chunk(table, column, from / CHUNK as u64)?;
                let places: Vec<usize> = ((from - first) as usize..(end - first) as usize).collect();
                amounts(&chunk.take(&places), self.kind).into_iter().for_each(|next| state.add(self.op, next));
                from = end;
            }
            // A sum of nothing is 0; of the others there is none.
            if self.op == Op::Sum && state.value.is_none() {
                state.value = Some(Amount::default());
            }
            out.push(state.result(self.op, self.kind));
        }
        Ok(kind_of(self.op, self.kind).column(out))
    }
}
