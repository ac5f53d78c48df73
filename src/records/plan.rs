//! Plans: a checked schema with its keys, which makes any range of rows, in any order, on any thread.

use super::chunk::Chunk;
use super::column::{Column, Data, Texts};
use super::distinct::{self, Distinct};
use super::fill::{empty, fill};
use super::overlay::{Overlay, Overlays};
use super::plugin::Resolver;
use super::schema::{ColumnField, ColumnSpec};
use super::set::{Peers, Set};
use crate::clock::Clock;
use crate::error::Result;
use crate::grammar::Cx;
use crate::locale::Locale;
use crate::providers::{Pack, Type};
use crate::rng::{Draw, Key, Stream, CHUNK};
use std::ops::Range;
use std::sync::Arc;

/// The most rows that a table may have: chunk numbers are 44 bits wide.
pub const MAX_ROWS: u64 = 1 << 53;

/// A column of a plan.
#[derive(Clone, Debug)]
pub struct PlanColumn {
    /// What it is.
    pub spec: ColumnSpec,
    key: Key,
    /// For a unique column: how its rows are told apart.
    pub(super) distinct: Option<Distinct>,
}

impl PlanColumn {
    /// A column of that key.
    pub(super) fn new(spec: ColumnSpec, key: Key) -> Self {
        Self { spec, key, distinct: None }
    }

    /// The key that its values depend on.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The call that its values depend on: none, if it has a seed of its own.
    pub(super) fn call(&self, call: u64) -> u64 {
        if self.spec.seed.is_some() {
            0
        } else {
            call
        }
    }
}

/// A schema that is ready to make rows.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The columns that are put out, then those that only others read.
    columns: Vec<PlanColumn>,
    /// How many are put out.
    visible: usize,
    /// Which are read by others; empty if none is.
    read: Vec<bool>,
    /// The number of rows, once it is known.
    rows: u64,
    /// The other tables of its schema.
    peers: Peers,
    /// Which of them it is.
    at: usize,
    /// What goes wrong in each column that is put out; empty if nothing does.
    overlays: Overlays,
    /// The column that tells of it.
    truth: Option<usize>,
    packs: Vec<&'static Pack<Stream>>,
    clock: Clock,
    /// The key of the table, of which every column's key is a child.
    key: Key,
    call: u64,
    /// Who knows the fields that third parties' fields ask for.
    resolver: Option<Arc<dyn Resolver>>,
}

impl Plan {
    /// A plan for a schema: every column's values depend on the key, the call, the column's name and the row alone.
    ///
    /// # Errors
    /// If a field is not available in one of the locales, with the column.
    pub fn new(columns: Vec<ColumnSpec>, locales: &[Locale], clock: Clock, key: &Key) -> Result<Self> {
        let columns = columns.into_iter().map(|spec| {
            let root = spec.seed.as_ref().map_or(*key, Key::from_seed);
            let key = root.child(&format!("column/{}", spec.name));
            PlanColumn::new(spec, key)
        });
        Self::with_columns(columns.collect(), locales, clock, key)
    }

    /// A plan for a single field that draws from the key itself: what a batch method of an instance makes.
    ///
    /// # Errors
    /// As [`Plan::new`].
    pub fn single(spec: ColumnSpec, locales: &[Locale], clock: Clock, key: &Key) -> Result<Self> {
        Self::with_columns(vec![PlanColumn::new(spec, *key)], locales, clock, key)
    }

    fn with_columns(columns: Vec<PlanColumn>, locales: &[Locale], clock: Clock, key: &Key) -> Result<Self> {
        let packs: Vec<_> = locales.iter().map(|l| Pack::<Stream>::of(*l)).collect();
        let (visible, read, peers) = (columns.len(), Vec::new(), Peers::None);
        let (rows, at, call, resolver) = (MAX_ROWS, 0, 0, None);
        let mut plan = Self {
            columns,
            visible,
            read,
            rows,
            peers,
            at,
            overlays: Vec::new(),
            truth: None,
            packs,
            clock,
            key: *key,
            call,
            resolver,
        };
        for column in &mut plan.columns {
            let prepared = column.spec.prepare(clock);
            prepared.map_err(|error| column.spec.blame(error))?;
        }
        for column in &plan.columns {
            plan.check(column).map_err(|error| column.spec.blame(error))?;
        }
        Ok(plan)
    }

    /// Draws one value of every field up front, so that what cannot be made says so before anything is.
    fn check(&self, column: &PlanColumn) -> Result<()> {
        match &column.spec.field {
            ColumnField::Field(field, bound) => {
                for pack in &self.packs {
                    let entry = pack.check(field.name)?;
                    let mut cx = Cx::new(Stream::at(&column.key, u64::MAX >> 20, 0), pack, self.clock);
                    let mut data =
                        empty(entry.rule, &bound.args, bound.choices.as_ref(), field.type_of(&bound.args), false);
                    fill(entry, &mut cx, bound, 1, &mut data)?;
                }
            }
            ColumnField::Entity { .. } => {
                for locale in 0..self.packs.len() {
                    Chunk::new(self, 0, 1, &[locale as u32]).entity(column)?;
                }
            }
            // Third parties' code runs when values are asked for; what is computed was checked with its schema.
            ColumnField::Plugin(_) | ColumnField::Computed(_) => {}
        }
        Ok(())
    }

    /// The plan with who knows the fields that third parties' fields ask for.
    #[must_use]
    pub fn with_resolver(mut self, resolver: Option<Arc<dyn Resolver>>) -> Self {
        self.resolver = resolver;
        self
    }

    /// Who knows the fields that third parties' fields ask for.
    pub fn resolver(&self) -> Option<&Arc<dyn Resolver>> {
        self.resolver.as_ref()
    }

    /// Whether third parties make some of the columns.
    pub fn has_plugins(&self) -> bool {
        self.columns.iter().any(|column| matches!(column.spec.field, ColumnField::Plugin(_)))
    }

    /// The plan without its columns.
    pub(super) fn bare(&self) -> Self {
        Self { columns: Vec::new(), visible: 0, read: Vec::new(), overlays: Vec::new(), truth: None, ..self.clone() }
    }

    /// The key of the table.
    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// The plan for a table of so many rows, which unique columns have to know.
    ///
    /// # Errors
    /// If a unique column has fewer values, or cannot be unique, with the column.
    pub fn for_rows(mut self, rows: u64) -> Result<Self> {
        self.rows = rows;
        for column in self.columns.iter_mut().filter(|c| c.spec.unique) {
            let distinct = Distinct::of(&column.spec, &self.packs, self.clock, &column.key, rows);
            column.distinct = Some(distinct.map_err(|error| column.spec.blame(error))?);
        }
        Ok(self)
    }

    /// The plan for the call of that number, instead of the first.
    #[must_use]
    pub fn with_call(mut self, call: u64) -> Self {
        self.call = call;
        for column in &mut self.columns {
            let call = column.call(call);
            if let Some(distinct) = &mut column.distinct {
                distinct.reorder(&column.key, call);
            }
        }
        self
    }

    /// The rules of the locales.
    pub fn packs(&self) -> &[&'static Pack<Stream>] {
        &self.packs
    }

    /// What "now" is.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// The number of the call.
    pub fn call(&self) -> u64 {
        self.call
    }

    /// The columns that are put out.
    pub fn columns(&self) -> &[PlanColumn] {
        &self.columns[..self.visible]
    }

    /// A column, put out or only read by others.
    pub(super) fn column(&self, at: usize) -> &PlanColumn {
        &self.columns[at]
    }

    /// The plan, of whose columns only the first ones are put out, and some are read by others.
    #[must_use]
    pub fn showing(mut self, visible: usize, read: Vec<bool>) -> Self {
        self.visible = visible.min(self.columns.len());
        self.read = read;
        self
    }

    /// The plan with what goes wrong in each column, and the column that tells of it, if there is one.
    #[must_use]
    pub fn with_overlays(mut self, overlays: Overlays, truth: Option<usize>) -> Self {
        self.overlays = overlays;
        self.truth = truth;
        self
    }

    /// What goes wrong in a column.
    pub(super) fn overlays(&self, column: usize) -> &[Arc<dyn Overlay>] {
        self.overlays.get(column).map_or(&[], Vec::as_slice)
    }

    /// The plan as one of a schema's tables.
    #[must_use]
    pub(super) fn with_peers(mut self, peers: Peers, at: usize) -> Self {
        self.peers = peers;
        self.at = at;
        self
    }

    /// The tables of its schema.
    pub fn set(&self) -> Option<Arc<Set>> {
        self.peers.set()
    }

    /// Which of them it is.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The number of rows, if the plan was made for one.
    pub fn num_rows(&self) -> u64 {
        self.rows
    }

    /// The values of a column in a whole chunk, before anything goes wrong in it.
    pub(super) fn whole_chunk(&self, column: usize, chunk: u64) -> Result<Arc<Column>> {
        Ok(self.clean(&[column], chunk)?.remove(0))
    }

    /// The values of some columns in a whole chunk, before anything goes wrong in them.
    pub(super) fn clean(&self, columns: &[usize], chunk: u64) -> Result<Vec<Arc<Column>>> {
        let n = self.rows.saturating_sub(chunk * CHUNK as u64).min(CHUNK as u64) as usize;
        let locales = self.row_locales(chunk, n);
        let mut cx = Chunk::new(self, chunk, n, &locales);
        columns.iter().map(|column| cx.shared_column(*column)).collect()
    }

    /// For a column that is put out as it was taken from another table: which table and column, and the column of this
    /// one that says from which rows.
    pub(super) fn carried(&self, mut column: usize) -> Option<(usize, usize, usize)> {
        if !self.overlays(column).is_empty() {
            return None;
        }
        while let Some(other) = self.columns[column].spec.same_as() {
            column = other;
        }
        self.columns[column].spec.carried()
    }

    /// The values of a column in any rows, if that costs the same wherever they are; of a row below zero, some value.
    pub(super) fn scattered(&self, column: usize, rows: &[i64]) -> Option<Column> {
        let column = &self.columns[column];
        match &column.spec.field {
            ColumnField::Computed(computed) if column.spec.null == 0.0 && column.spec.when.is_none() => {
                computed.scattered(&column.key, rows)
            }
            _ => None,
        }
    }

    /// An empty column of the kind of one of the plan's.
    pub(super) fn blank_of(&self, column: usize) -> Data {
        self.blank(&self.columns[column])
    }

    /// The values of some rows, a column for each of the schema's.
    ///
    /// # Errors
    /// Whatever a rule says, with its column.
    pub fn rows(&self, rows: Range<u64>) -> Result<Vec<Column>> {
        self.some(&(0..self.columns.len()).collect::<Vec<_>>(), rows)
    }

    /// The values of some rows of some columns.
    ///
    /// # Errors
    /// As [`Plan::rows`].
    pub fn some(&self, columns: &[usize], rows: Range<u64>) -> Result<Vec<Column>> {
        let mut out: Vec<Column> = columns.iter().map(|i| Column::new(self.shown(*i))).collect();
        let chunk_size = CHUNK as u64;
        let mut from = rows.start;
        while from < rows.end {
            let chunk = from / chunk_size;
            let end = rows.end.min((chunk + 1) * chunk_size);
            let skip = (from % chunk_size) as usize;
            let n = (end - chunk * chunk_size) as usize;
            let locales = self.row_locales(chunk, n);
            let mut cx = Chunk::new(self, chunk, n, &locales);
            cx.told = self.truth.filter(|truth| columns.contains(truth)).map(|_| Vec::new());
            for (i, column) in columns.iter().zip(&mut out) {
                let start = column.data.len();
                let plan_column = &self.columns[*i];
                if !self.overlays(*i).is_empty() {
                    column.extend(self.overlaid(&mut cx, *i)?);
                } else if self.read.get(*i).is_some_and(|read| *read) || plan_column.spec.same_as().is_some() {
                    column.extend_from(cx.shared_column(*i)?.as_ref());
                } else {
                    cx.append(plan_column, column).map_err(|error| plan_column.spec.blame(error))?;
                }
                column.data.cut(start, skip);
                if let Some(valid) = &mut column.valid {
                    valid.drain(start..start + skip);
                }
                if from == rows.start && end < rows.end {
                    // No more than a batch usually has: a long range may never be made to its end.
                    column.data.reserve((rows.end - rows.start).min(1 << 20) as usize);
                }
            }
            from = end;
        }
        Ok(out)
    }

    /// An empty column of the kind that is put out.
    pub fn shown(&self, column: usize) -> Data {
        self.overlays(column).iter().fold(self.blank(&self.columns[column]), |data, overlay| overlay.blank(data))
    }

    /// An empty column of the right kind.
    pub(super) fn blank(&self, column: &PlanColumn) -> Data {
        if column.distinct.is_some() && column.spec.format.is_none() {
            if let ColumnField::Field(..) = column.spec.field {
                return distinct::blank(&column.spec, self.packs[0]).unwrap_or(Data::Value(Vec::new()));
            }
        }
        blank(&column.spec, &self.packs)
    }

    /// Which locale each row of a chunk is in, where there are several.
    pub(super) fn row_locales(&self, chunk: u64, n: usize) -> Vec<u32> {
        if self.packs.len() < 2 {
            return Vec::new();
        }
        let mut draw = Stream::at(&self.key.child("locale"), self.call, chunk);
        (0..n).map(|_| draw.below(self.packs.len() as u64) as u32).collect()
    }
}

/// An empty column of the kind that a checked column gives.
pub fn blank(spec: &ColumnSpec, packs: &[&'static Pack<Stream>]) -> Data {
    if spec.format.is_some() {
        return Data::Str(Texts::default());
    }
    match &spec.field {
        ColumnField::Field(field, bound) => match packs[0].check(field.name) {
            Ok(entry) => {
                empty(entry.rule, &bound.args, bound.choices.as_ref(), field.type_of(&bound.args), packs.len() == 1)
            }
            Err(_) => Data::Value(Vec::new()),
        },
        ColumnField::Entity { attribute, .. } => match attribute.returns {
            Type::Int => Data::Int(Vec::new()),
            Type::Float => Data::Float(Vec::new()),
            Type::Date => Data::Date(Vec::new()),
            _ => Data::Str(Texts::default()),
        },
        ColumnField::Plugin(plugged) => plugged.blank(),
        ColumnField::Computed(computed) => computed.blank(),
    }
}
