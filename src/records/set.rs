//! Tables that know each other: rows of one are asked for by columns of another.
//!
//! Whoever asks gets whole chunks, which are kept for a while: children ask for their parents in order, and references
//! for any of them. A table that is handed out keeps the others; among themselves they hold on to each other only weakly.

use super::column::{Column, Data};
use super::plan::Plan;
use super::text::Picks;
use crate::error::Result;
use crate::rng::CHUNK;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// How many bytes of columns are kept in all.
const KEPT: usize = 64 << 20;

/// The tables of a schema.
#[derive(Debug)]
pub struct Set {
    plans: Vec<Plan>,
    kept: Mutex<Kept>,
    /// What is spelled for each table as CSV and as JSON.
    picks: Vec<[Mutex<Option<Arc<Picks>>>; 2]>,
}

/// How a table's plan knows the others.
#[derive(Clone, Debug, Default)]
pub enum Peers {
    /// It stands alone.
    #[default]
    None,
    /// It is one of the set's own.
    Inside(Weak<Set>),
    /// It was handed out.
    Outside(Arc<Set>),
}

impl Peers {
    pub(super) fn set(&self) -> Option<Arc<Set>> {
        match self {
            Self::None => None,
            Self::Inside(set) => set.upgrade(),
            Self::Outside(set) => Some(set.clone()),
        }
    }
}

#[derive(Debug, Default)]
struct Kept {
    chunks: FxHashMap<(usize, usize, u64), Arc<Column>>,
    order: VecDeque<((usize, usize, u64), usize)>,
    bytes: usize,
}

impl Kept {
    fn put(&mut self, at: (usize, usize, u64), column: &Arc<Column>) {
        if self.chunks.insert(at, column.clone()).is_some() {
            return;
        }
        let bytes = column.bytes();
        self.order.push_back((at, bytes));
        self.bytes += bytes;
        while self.bytes > KEPT {
            let Some((oldest, bytes)) = self.order.pop_front() else { return };
            self.chunks.remove(&oldest);
            self.bytes -= bytes;
        }
    }
}

impl Set {
    /// A set of tables, numbered in this order.
    pub fn new(plans: Vec<Plan>) -> Arc<Self> {
        Arc::new_cyclic(|set| {
            let inside = |(at, plan): (usize, Plan)| plan.with_peers(Peers::Inside(set.clone()), at);
            let picks = plans.iter().map(|_| Default::default()).collect();
            Self { plans: plans.into_iter().enumerate().map(inside).collect(), kept: Mutex::default(), picks }
        })
    }

    /// A table that keeps the set.
    pub fn table(self: &Arc<Self>, at: usize) -> Plan {
        self.plans[at].clone().with_peers(Peers::Outside(self.clone()), at)
    }

    /// The tables.
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// Where it is kept what is spelled for a table.
    pub(super) fn picks(&self, table: usize, json: bool) -> &Mutex<Option<Arc<Picks>>> {
        &self.picks[table][usize::from(json)]
    }

    /// The values of a column in a chunk of a table.
    ///
    /// # Errors
    /// Whatever its rule says.
    pub fn chunk(&self, table: usize, column: usize, chunk: u64) -> Result<Arc<Column>> {
        let at = (table, column, chunk);
        if let Some(made) = self.lock().chunks.get(&at) {
            return Ok(made.clone());
        }
        let made = self.plans[table].whole_chunk(column, chunk)?;
        self.lock().put(at, &made);
        Ok(made)
    }

    /// The values of a column in some rows, one after another.
    ///
    /// # Errors
    /// Whatever its rule says.
    pub fn range(&self, table: usize, column: usize, rows: Range<u64>) -> Result<Column> {
        let mut out = Column::new(self.plans[table].blank_of(column));
        let mut from = rows.start;
        while from < rows.end {
            let chunk = from / CHUNK as u64;
            let first = chunk * CHUNK as u64;
            let end = rows.end.min(first + CHUNK as u64);
            let made = self.chunk(table, column, chunk)?;
            if from == first && end - first == made.len() as u64 {
                out.extend_from(&made);
            } else {
                let places: Vec<usize> = ((from - first) as usize..(end - first) as usize).collect();
                out.extend(made.take(&places));
            }
            from = end;
        }
        Ok(out)
    }

    /// The values of a column in any rows, in this order; a row below zero has none.
    ///
    /// # Errors
    /// Whatever its rule says.
    pub fn gather(&self, table: usize, column: usize, rows: &[i64]) -> Result<Column> {
        let mut out = match self.plans[table].scattered(column, rows) {
            Some(made) => made,
            None => self.scattered(table, column, rows)?,
        };
        if rows.iter().any(|row| *row < 0) {
            let valid = out.valid.get_or_insert_with(|| vec![true; rows.len()]);
            valid.iter_mut().zip(rows).for_each(|(there, row)| *there &= *row >= 0);
        }
        Ok(out)
    }

    /// The values in any rows, out of the chunks that they lie in.
    fn scattered(&self, table: usize, column: usize, rows: &[i64]) -> Result<Column> {
        let last = rows.iter().copied().max().unwrap_or_default().max(0) as u64 / CHUNK as u64;
        if last >= CHUNK as u64 {
            return self.far(table, column, rows);
        }
        let mut chunks: Vec<Option<Arc<Column>>> = vec![None; last as usize + 1];
        for row in rows {
            let chunk = (*row).max(0) as usize / CHUNK;
            if chunks[chunk].is_none() {
                chunks[chunk] = Some(self.chunk(table, column, chunk as u64)?);
            }
        }
        let at = rows.iter().map(|row| (*row).max(0) as usize).map(|row| (row / CHUNK, row % CHUNK));
        Ok(self.gathered(table, column, &chunks, at))
    }

    /// The same for a table so large that its chunks are looked up by their numbers.
    fn far(&self, table: usize, column: usize, rows: &[i64]) -> Result<Column> {
        let (mut chunks, mut at) = (Vec::new(), Vec::with_capacity(rows.len()));
        let mut places: FxHashMap<u64, usize> = FxHashMap::default();
        for row in rows {
            let row = (*row).max(0) as u64;
            let place = match places.entry(row / CHUNK as u64) {
                Entry::Occupied(place) => *place.get(),
                Entry::Vacant(place) => {
                    chunks.push(Some(self.chunk(table, column, row / CHUNK as u64)?));
                    *place.insert(chunks.len() - 1)
                }
            };
            at.push((place, (row % CHUNK as u64) as usize));
        }
        Ok(self.gathered(table, column, &chunks, at.iter().copied()))
    }

    fn gathered(
        &self,
        table: usize,
        column: usize,
        chunks: &[Option<Arc<Column>>],
        at: impl Iterator<Item = (usize, usize)> + Clone,
    ) -> Column {
        let parts: Vec<Option<&Data>> = chunks.iter().map(|chunk| chunk.as_ref().map(|chunk| &chunk.data)).collect();
        let data = self.plans[table].blank_of(column).gather(&parts, at.clone());
        let there = |(part, i): (usize, usize)| chunks[part].as_ref().is_some_and(|chunk| chunk.is_valid(i));
        let valid = chunks.iter().flatten().any(|chunk| chunk.valid.is_some()).then(|| at.map(there).collect());
        Column { data, valid }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Column {
    /// About how many bytes it takes.
    fn bytes(&self) -> usize {
        let values = match &self.data {
            Data::Str(t) | Data::Bytes(t) => t.bytes.len() + 8 * t.ends.len(),
            Data::Codes(_, v) | Data::Choice(_, v) => 4 * v.len(),
            Data::Bool(v) => v.len(),
            Data::Date(v) => 4 * v.len(),
            Data::Decimal(v, _) => 16 * v.len(),
            Data::Uuid(v) => 16 * v.len(),
            Data::Value(v) => 64 * v.len(),
            other => 8 * other.len(),
        };
        values + self.valid.as_ref().map_or(0, Vec::len) + 128
    }
}
