//! Fields of third parties: what a plan asks of them, and what it makes sure of.
//!
//! A field is made by a [`Maker`], which the layer above gives. It is called once for each chunk of [`CHUNK`] rows, never
//! once a value, and always for the whole chunk: whatever rows are asked for, it sees the same batch and draws the same
//! numbers, so its values do not depend on how rows are divided. Only a field that says that its first values do not
//! depend on how many follow (`sequential`) is asked for just the rows up to the last one that is wanted.

use super::chunk::Chunk;
use super::column::{Column, Data, Texts};
use super::plan::{Plan, PlanColumn};
use super::schema::{ColumnField, ColumnSpec};
use super::spec::{Bound, Spec};
use crate::clock::Clock;
use crate::error::{Error, PluginFailure, Result};
use crate::locale::Locale;
use crate::opaque::Opaque;
use crate::providers::{Field, Type};
use crate::rng::{Draw, Key, Seed, Stream, CHUNK};
use rustc_hash::FxHashMap;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// How many fields may ask for each other, one within the other.
const DEPTH: u32 = 16;

/// Who knows the fields that are not in the catalogue.
pub trait Resolver: Debug + Send + Sync {
    /// The field of that name, without a label; `None` if nobody has it.
    ///
    /// # Errors
    /// If several have it, or who has it is broken.
    fn find(&self, name: &str) -> Result<Option<Declared>>;

    /// Whether a field of the catalogue is replaced by one that [`Resolver::find`] gives.
    fn replaces(&self, name: &str) -> bool;

    /// The known name that is nearest to one that nobody has.
    fn nearest(&self, name: &str) -> Option<String>;
}

/// A field as a third party declared it.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Its whole name, parameters, type and documentation.
    pub field: &'static Field,
    /// The provider's name.
    pub provider: String,
    /// The distribution that it comes from, with its version.
    pub distribution: String,
    /// The entity that it is an attribute of.
    pub entity: Option<String>,
    /// What tells the functions of an entity apart, which draw different numbers under its key.
    pub function: String,
    /// Which of the maker's columns it is.
    pub part: usize,
    /// Whether values may be null.
    pub nullable: bool,
    /// Whether the first values do not depend on how many follow.
    pub sequential: bool,
    /// What makes it, for given arguments.
    pub source: Arc<dyn Source>,
}

/// What gives makers for arguments.
pub trait Source: Debug + Send + Sync {
    /// The maker of the values for arguments that have been checked against the field's parameters.
    ///
    /// # Errors
    /// If the arguments will not do.
    fn maker(&self, bound: &Bound) -> std::result::Result<Arc<dyn Maker>, Failure>;
}

/// What makes the values of a field, or of all attributes of an entity.
pub trait Maker: Debug + Send + Sync {
    /// The values of a batch: a column for each part, each of the declared type.
    ///
    /// # Errors
    /// Whatever goes wrong.
    fn make(&self, batch: &Batch) -> std::result::Result<Vec<Column>, Failure>;
}

/// Why a third party's code did not make what it should.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What went wrong.
    pub why: String,
    /// The exception that it comes from.
    pub cause: Option<Opaque>,
}

impl Failure {
    /// A failure without an exception.
    pub fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), cause: None }
    }
}

impl Declared {
    /// The error of a failure, with all names.
    pub fn blame(&self, failure: Failure) -> Error {
        Error::Plugin(Box::new(PluginFailure {
            field: self.field.name.to_string(),
            provider: self.provider.clone(),
            distribution: self.distribution.clone(),
            why: failure.why,
            cause: failure.cause,
        }))
    }
}

/// A column's field that a third party makes, with its arguments.
#[derive(Clone, Debug)]
pub struct Plugged {
    /// What was declared.
    pub declared: Declared,
    /// What tells several entities apart, and what the batch's own draws are labelled with.
    pub label: String,
    /// Whether the column describes the same thing as others of its entity and label.
    shared: bool,
    /// The arguments in words: columns of one entity agree where these are equal.
    args: String,
    maker: Arc<dyn Maker>,
}

impl Plugged {
    /// A declared field with its arguments. `shared` says whether it was named with its provider.
    ///
    /// # Errors
    /// If the arguments will not do.
    pub fn new(declared: Declared, label: &str, shared: bool, bound: &Bound) -> Result<Self> {
        let maker = declared.source.maker(bound).map_err(|failure| match failure.cause {
            // The provider's own check of its arguments.
            None => {
                Error::Value(format!("field '{}' of {}: {}", declared.field.name, declared.distribution, failure.why))
            }
            Some(_) => declared.blame(failure),
        })?;
        let args = format!("{:?}", bound.args);
        Ok(Self { declared, label: label.to_string(), shared, args, maker })
    }

    /// The name of the entity that the column is part of with others.
    fn entity(&self) -> Option<&str> {
        self.declared.entity.as_deref().filter(|_| self.shared)
    }

    /// The values of a batch of its own.
    ///
    /// # Errors
    /// Whatever the maker says, with all names.
    pub fn alone(&self, batch: &Batch) -> Result<Column> {
        one(self, batch).map_err(|failure| self.declared.blame(failure))
    }

    /// The type of its values.
    pub fn returns(&self) -> Type {
        self.declared.field.returns
    }

    /// An empty column of its type.
    pub fn blank(&self) -> Data {
        blank(self.returns())
    }

    /// Makes sure that what was made is what was declared.
    fn check(&self, made: &Column, n: usize) -> std::result::Result<(), Failure> {
        if made.len() != n {
            return Err(Failure::new(format!("returned {} values for {n} rows", made.len())));
        }
        if std::mem::discriminant(&made.data) != std::mem::discriminant(&self.blank()) {
            return Err(Failure::new("made a column of another type than it declares"));
        }
        let null = made.valid.as_ref().and_then(|valid| valid.iter().position(|there| !there));
        match null {
            Some(row) if !self.declared.nullable => Err(Failure::new(format!(
                "returned None for row {row} of the batch, and does not declare that values may be missing"
            ))),
            _ => Ok(()),
        }
    }
}

/// An empty column for values of a type that a third party makes.
pub fn blank(kind: Type) -> Data {
    match kind {
        Type::Str | Type::Uuid => Data::Str(Texts::default()),
        Type::Int => Data::Int(Vec::new()),
        Type::Float => Data::Float(Vec::new()),
        Type::Bool => Data::Bool(Vec::new()),
        Type::Bytes => Data::Bytes(Texts::default()),
        Type::Date => Data::Date(Vec::new()),
        Type::DateTime => Data::DateTime(Vec::new()),
        Type::Time => Data::Time(Vec::new()),
        Type::Duration => Data::Duration(Vec::new()),
        Type::Decimal | Type::Choice | Type::Any => Data::Value(Vec::new()),
    }
}

/// What the batches of one chunk share.
#[derive(Debug)]
pub(super) struct Shared {
    /// The plan without its columns.
    plan: Plan,
    /// The locale of each row of the whole chunk; empty if there is only one.
    locales: Vec<u32>,
    /// What entities have been made.
    made: Mutex<FxHashMap<String, Arc<Vec<Column>>>>,
}

/// Rows that a maker is asked for.
#[derive(Clone, Debug)]
pub struct Batch {
    shared: Arc<Shared>,
    chunk: u64,
    n: usize,
    /// Which of the plan's locales this batch is for.
    locale: usize,
    key: Key,
    /// The key of the function's own draws.
    own: Key,
    call: u64,
    /// The column's own seed.
    seed: Option<Seed>,
    label: String,
    depth: u32,
}

impl Batch {
    /// A batch of its own: the first `n` rows under a key, apart from any table.
    pub fn alone(
        key: Key,
        n: usize,
        locale: Locale,
        clock: Clock,
        resolver: Option<Arc<dyn Resolver>>,
    ) -> Result<Self> {
        let plan = Plan::new(Vec::new(), &[locale], clock, &key)?.with_resolver(resolver);
        let shared = Arc::new(Shared { plan, locales: Vec::new(), made: Mutex::default() });
        Ok(Self { shared, chunk: 0, n, locale: 0, key, own: key, call: 0, seed: None, label: String::new(), depth: 0 })
    }

    /// How many rows.
    pub fn n(&self) -> usize {
        self.n
    }

    /// Which rows: the last may be beyond the end of the table.
    pub fn rows(&self) -> Range<u64> {
        let first = self.chunk * CHUNK as u64;
        first..first + self.n as u64
    }

    /// The locale whose values are asked for.
    pub fn locale(&self) -> Locale {
        self.shared.plan.packs()[self.locale].locale
    }

    /// What "now" is.
    pub fn clock(&self) -> Clock {
        self.shared.plan.clock()
    }

    /// What tells several entities of a kind apart.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// 32 bytes from which all randomness of the batch is to come; `purpose` tells several uses apart.
    pub fn seed(&self, purpose: &str) -> [u8; 32] {
        let mut stream = Stream::at(&self.own.child(purpose), self.call, self.chunk);
        let mut seed = [0; 32];
        stream.fill(&mut seed);
        seed
    }

    /// The values of another field in these rows.
    ///
    /// An attribute of an entity is that of the table's entity with this label; any other field has values that only
    /// this column and others of its entity see, the same whenever they are asked for.
    ///
    /// # Errors
    /// As for a column of a schema; [`Error::Endless`] if fields ask for each other.
    pub fn draw(
        &self,
        name: &str,
        label: Option<&str>,
        positional: &[Spec],
        named: &[(String, Spec)],
    ) -> Result<Column> {
        if self.depth >= DEPTH {
            return Err(Error::Endless);
        }
        let plan = &self.shared.plan;
        let label = label.unwrap_or(&self.label);
        let whole = if label.is_empty() || !name.contains('.') || name.contains(':') {
            name.to_string()
        } else {
            format!("{label}:{name}")
        };
        let field = super::schema::resolve(&whole, positional, named, plan.resolver().map(AsRef::as_ref))?;
        let mut spec = ColumnSpec::new(String::new(), field);
        spec.seed.clone_from(&self.seed);
        spec.prepare(plan.clock())?;
        let column = PlanColumn::new(spec, self.key.child(&format!("draw/{label}/{name}")));
        let locales = &self.shared.locales[..self.n.min(self.shared.locales.len())];
        let mut chunk = Chunk::within(plan, (self.chunk, self.n), locales, self.shared.clone(), self.depth + 1);
        chunk.column(&column)
    }
}

impl Chunk<'_> {
    /// What this chunk's batches share.
    fn shared(&mut self) -> Arc<Shared> {
        let (plan, chunk) = (self.plan, self.chunk);
        let make = || {
            let locales = plan.row_locales(chunk, CHUNK);
            Arc::new(Shared { plan: plan.bare(), locales, made: Mutex::default() })
        };
        self.shared.get_or_insert_with(make).clone()
    }

    /// The chunk's values of a third party's field: as many as the chunk has rows.
    pub(super) fn plugged(&mut self, column: &PlanColumn, plugged: &Plugged) -> Result<Column> {
        let shared = self.shared();
        let n = if plugged.declared.sequential { self.n } else { CHUNK };
        let (key, own) = match plugged.entity() {
            Some(entity) => {
                let root = column.spec.seed.as_ref().map_or(*self.plan.key(), Key::from_seed);
                let key = root.child(&format!("entity/{}:{entity}", plugged.label));
                (key, key.child(&plugged.declared.function))
            }
            None => (*column.key(), *column.key()),
        };
        let batch = |locale| Batch {
            shared: shared.clone(),
            chunk: self.chunk,
            n,
            locale,
            key,
            own,
            call: column.call(self.plan.call()),
            seed: column.spec.seed.clone(),
            label: plugged.label.clone(),
            depth: self.depth,
        };
        let blame = |failure| plugged.declared.blame(failure);
        if shared.locales.is_empty() {
            let mut made = one(plugged, &batch(0)).map_err(blame)?;
            made.cut(self.n, n - self.n);
            return Ok(made);
        }
        let mut all = Column::new(plugged.blank());
        let mut starts = vec![None; self.plan.packs().len()];
        let mut at = Vec::with_capacity(self.n);
        for (row, locale) in shared.locales[..self.n].iter().map(|l| *l as usize).enumerate() {
            let start = match starts[locale] {
                Some(start) => start,
                None => {
                    let start = all.len();
                    all.extend(one(plugged, &batch(locale)).map_err(blame)?);
                    *starts[locale].insert(start)
                }
            };
            at.push(start + row);
        }
        Ok(all.take(&at))
    }
}

/// The values of a field in a batch, checked.
fn one(plugged: &Plugged, batch: &Batch) -> std::result::Result<Column, Failure> {
    let part = plugged.declared.part;
    let missing = || Failure::new("made fewer columns than it declares");
    let Some(entity) = plugged.entity() else {
        let mut made = plugged.maker.make(batch)?;
        let made = if part < made.len() { made.swap_remove(part) } else { return Err(missing()) };
        plugged.check(&made, batch.n)?;
        return Ok(made);
    };
    let name = format!("{:?}/{entity}/{}/{}", batch.own.as_bytes(), batch.locale, plugged.args);
    let known = batch.shared.made.lock().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
    let made = match known {
        Some(made) => made,
        None => {
            // Not under the lock: the maker may ask for other fields.
            let made = Arc::new(plugged.maker.make(batch)?);
            batch.shared.made.lock().unwrap_or_else(PoisonError::into_inner).insert(name, made.clone());
            made
        }
    };
    let made = made.get(part).ok_or_else(missing)?;
    plugged.check(made, batch.n)?;
    Ok(made.clone())
}

/// The field of a name with a label, if the resolver knows it.
///
/// # Errors
/// As [`Resolver::find`], and what is wrong with the arguments.
pub(super) fn find(name: &str, resolver: &dyn Resolver) -> Result<Option<(Declared, String, bool)>> {
    let (label, bare) = name.split_once(':').unwrap_or(("", name));
    let found = resolver.find(bare)?;
    Ok(found.map(|declared| (declared, label.to_string(), bare.contains('.'))))
}

/// The column of a declared field with its arguments.
///
/// # Errors
/// What is wrong with the arguments.
pub(super) fn bind(
    (declared, label, shared): (Declared, String, bool),
    positional: &[Spec],
    named: &[(String, Spec)],
) -> Result<ColumnField> {
    let bound = super::spec::bind(declared.field, positional, named)?;
    Ok(ColumnField::Plugin(Box::new(Plugged::new(declared, &label, shared, &bound)?)))
}
