//! Columns that are computed from others: of the same row, of a row of another table, or of rows before.
//!
//! A [`Compute`] makes the values of a chunk. It asks its [`Scope`] for what it needs: other columns of the chunk, which are
//! made once however many ask for them, rows of other tables of the [`Set`](super::Set), and streams of its own. It gives the
//! same values whichever rows of the chunk are asked for.

use super::chunk::Chunk;
use super::column::{Column, Data};
use super::overlay::Label;
use super::plan::{Plan, PlanColumn};
use super::set::Set;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::providers::Type;
use crate::rng::{Draw, Key, Stream, CHUNK};
use std::fmt::Debug;
use std::sync::Arc;

/// What makes a column from others.
pub trait Compute: Debug + Send + Sync {
    /// An empty column of the kind that it makes.
    fn blank(&self) -> Data;

    /// The values of a chunk.
    ///
    /// # Errors
    /// Whatever goes wrong; what a user's schema can make wrong was said before.
    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column>;

    /// The values of any rows, if each costs the same wherever it is: keys. A row below zero stands for none, and may
    /// have any value.
    fn scattered(&self, key: &Key, rows: &[i64]) -> Option<Column> {
        let _ = (key, rows);
        None
    }

    /// The table and its column whose values it takes, and the column of its own table that says from which rows.
    fn carried(&self) -> Option<(usize, usize, usize)> {
        None
    }

    /// The column of the table that has the same values.
    fn same_as(&self) -> Option<usize> {
        None
    }

    /// Whether no value comes twice.
    fn is_unique(&self) -> bool {
        false
    }
}

/// The type of the values that are kept as such data.
pub fn returns(data: &Data) -> Type {
    match data {
        Data::Codes(..) | Data::Str(_) | Data::Uuid(_) => Type::Str,
        Data::Bytes(_) => Type::Bytes,
        Data::Int(_) => Type::Int,
        Data::Float(_) => Type::Float,
        Data::Bool(_) => Type::Bool,
        Data::Date(_) => Type::Date,
        Data::DateTime(_) => Type::DateTime,
        Data::Time(_) => Type::Time,
        Data::Duration(_) => Type::Duration,
        Data::Decimal(..) => Type::Decimal,
        Data::Choice(..) => Type::Choice,
        Data::Value(_) | Data::Seeds(_) => Type::Any,
    }
}

/// What a computed column sees of the chunk that is made.
pub struct Scope<'c, 'a> {
    chunk: &'c mut Chunk<'a>,
    key: Key,
    call: u64,
}

impl<'c, 'a> Scope<'c, 'a> {
    pub(super) fn new(chunk: &'c mut Chunk<'a>, column: &PlanColumn) -> Self {
        let call = column.call(chunk.plan.call());
        Self { chunk, key: *column.key(), call }
    }

    /// A scope that draws under a key of its own.
    pub(super) fn under(chunk: &'c mut Chunk<'a>, key: &Key) -> Self {
        let call = chunk.plan.call();
        Self { chunk, key: *key, call }
    }

    /// The first row of the chunk.
    pub fn first(&self) -> u64 {
        self.chunk.chunk * CHUNK as u64
    }

    /// How many rows are made.
    pub fn n(&self) -> usize {
        self.chunk.n
    }

    /// The number of the chunk.
    pub fn chunk(&self) -> u64 {
        self.chunk.chunk
    }

    /// The number of the call, as in [`Stream::at`].
    pub fn call(&self) -> u64 {
        self.call
    }

    /// The column's key.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The key of the table, of which columns that belong together have a child.
    pub fn table_key(&self) -> Key {
        *self.chunk.plan.key()
    }

    /// The column's stream of the chunk.
    pub fn stream(&self) -> Stream {
        Stream::at(&self.key, self.call, self.chunk.chunk)
    }

    /// A number in `[0, 1)` for each row, from the column's stream.
    pub fn uniforms(&self) -> Vec<f64> {
        let mut uniforms = vec![0.0; self.n()];
        self.stream().fill_unit(&mut uniforms, |unit| unit);
        uniforms
    }

    /// A stream of the chunk for a decision of its own.
    pub fn stream_of(&self, part: &str) -> Stream {
        Stream::at(&self.key.child(part), self.call, self.chunk.chunk)
    }

    /// What "now" is.
    pub fn clock(&self) -> Clock {
        self.chunk.plan.clock()
    }

    /// The table's plan.
    pub fn plan(&self) -> &'a Plan {
        self.chunk.plan
    }

    /// The tables of the schema.
    ///
    /// # Errors
    /// If the table stands alone.
    pub fn set(&self) -> Result<&Arc<Set>> {
        self.chunk.set.as_ref().ok_or_else(|| Error::value("the table belongs to no schema: please report this"))
    }

    /// Another column of the chunk.
    ///
    /// # Errors
    /// Whatever its rule says, with its name.
    pub fn column(&mut self, at: usize) -> Result<Arc<Column>> {
        self.chunk.shared_column(at)
    }

    /// The values of a column of the chunk beneath the overlay whose scope this is.
    ///
    /// # Errors
    /// As [`Scope::column`].
    pub fn beneath(&mut self, at: usize) -> Result<Column> {
        let (plan, key) = (self.chunk.plan, self.key);
        plan.beneath(self.chunk, at, &key)
    }

    /// As [`Scope::beneath`], in another chunk.
    ///
    /// # Errors
    /// As [`Scope::column`].
    pub fn beneath_in(&self, chunk: u64, at: usize) -> Result<Column> {
        self.chunk.plan.beneath_in(chunk, at, &self.key)
    }

    /// What the overlays of the table changed in the chunk, by row and column.
    ///
    /// # Errors
    /// Whatever a rule says.
    pub fn labels(&mut self) -> Result<Vec<Label>> {
        let plan = self.chunk.plan;
        plan.labels_of(self.chunk, &plan.overlaid_columns())
    }

    /// The clean values of a column in another chunk.
    ///
    /// # Errors
    /// As [`Scope::column`].
    pub fn elsewhere(&self, chunk: u64, at: usize) -> Result<Arc<Column>> {
        self.chunk.plan.whole_chunk(at, chunk)
    }

    /// A stream of another chunk for a decision of its own.
    pub fn stream_in(&self, chunk: u64, part: &str) -> Stream {
        Stream::at(&self.key.child(part), self.call, chunk)
    }

    /// Another column of the chunk, whose values are integers.
    ///
    /// # Errors
    /// As [`Scope::column`].
    pub fn ints(&mut self, at: usize) -> Result<Arc<Column>> {
        let made = self.column(at)?;
        match made.data {
            Data::Int(_) => Ok(made),
            _ => Err(Error::value("a column of integers is of another type: please report this")),
        }
    }
}

/// The integers of a column.
pub fn ints(column: &Column) -> &[i64] {
    match &column.data {
        Data::Int(values) | Data::DateTime(values) | Data::Time(values) | Data::Duration(values) => values,
        _ => &[],
    }
}
