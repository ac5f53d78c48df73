//! `Faker`: an instance with a state of its own, its single values, batches and records.

mod batches;
mod singles;

use super::attributes::find_fields;
use super::errors::OrRaise;
use super::lock::{Guard, Lock};
use super::objects::{self, Context};
use super::plugin::{replacing, PyResolver};
use super::single::Maker;
use super::spec::{self, Objects};
use super::table::Table;
use crate::clock::Clock;
use crate::error::Error;
use crate::locale::Locale;
use crate::providers::{self, Entry, Pack, Rule};
use crate::records::plugin::Resolver;
use crate::records::schema::{self, ColumnField, ColumnSpec};
use crate::records::spec::{bind, Spec};
use crate::records::Plan;
use crate::rng::{Key, Stream};
use crate::schema::Settings;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple, PyType};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The most values that one call returns as a list.
pub const MAX_LIST: u64 = 10_000_000;

/// How often this process was forked from another: unseeded instances take a new seed when it has changed.
static FORKS: AtomicU64 = AtomicU64::new(0);

/// Tell instances that this process is a fork.
#[pyfunction(name = "_forked")]
pub fn forked() {
    FORKS.fetch_add(1, Ordering::Relaxed);
}

struct State {
    key: Key,
    /// The number of the next call.
    call: u64,
    /// What single values are made with, once there is one.
    maker: Option<Box<Maker>>,
    /// Whether the user gave the seed.
    seeded: bool,
    forks: u64,
}

impl State {
    fn new(key: Key, seeded: bool) -> Self {
        Self { key, call: 0, maker: None, seeded, forks: FORKS.load(Ordering::Relaxed) }
    }

    /// In a process that was forked from the one that made it.
    #[cold]
    fn forked(&mut self, forks: u64) {
        self.forks = forks;
        if !self.seeded {
            // Without randomness the state of the parent is all there is.
            self.renew(Key::random().unwrap_or(self.key), false);
        }
    }

    /// Starts with another key; what makes single values depends on it only for speed.
    fn renew(&mut self, key: Key, seeded: bool) {
        *self = Self { maker: self.maker.take(), ..Self::new(key, seeded) };
    }
}

/// Shows the number of the call only: the key gives the values away.
impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("call", &self.call).finish_non_exhaustive()
    }
}

/// The compiled part of `forgery.Faker`.
#[pyclass(frozen, subclass, module = "forgery._forgery")]
#[derive(Debug)]
pub struct Faker {
    locales: Vec<Locale>,
    packs: Vec<&'static Pack<Stream>>,
    clock: Clock,
    state: Lock<State>,
    /// The registry of providers that were added to this instance.
    registry: Mutex<Option<Py<PyAny>>>,
}

/// The key of a seed, or a random one for none; and which of the two.
///
/// # Errors
/// If it is no seed, or there is no randomness.
pub fn new_key(seed: Option<&Bound<'_, PyAny>>, py: Python<'_>) -> PyResult<(Key, bool)> {
    match seed.filter(|s| !s.is_none()) {
        Some(seed) => Ok((Key::from_seed(&spec::seed(seed)?), true)),
        None => {
            let key = Key::random().map_err(|e| Error::Entropy(e.to_string()));
            Ok((key.or_raise(py)?, false))
        }
    }
}

#[pymethods]
impl Faker {
    #[new]
    #[classmethod]
    #[pyo3(
        signature = (locale=None, seed=None, *, as_of=None),
        text_signature = "(locale=None, seed=None, *, as_of=None)"
    )]
    fn new(
        cls: &Bound<'_, PyType>,
        locale: Option<&Bound<'_, PyAny>>,
        seed: Option<&Bound<'_, PyAny>>,
        as_of: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        find_fields(cls);
        Self::of(cls.py(), locale, seed, as_of)
    }

    /// Seed this instance: the same seed gives the same values from here on.
    ///
    /// Args:
    ///     seed: An integer of any size, a string or bytes; None for a seed from the operating system.
    ///
    /// Example:
    ///     >>> fake.seed(42)
    #[pyo3(signature = (seed=None))]
    fn seed(&self, py: Python<'_>, seed: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        let (key, seeded) = new_key(seed, py)?;
        self.lock(py).renew(key, seeded);
        Ok(())
    }

    /// The names of the locales, in order.
    #[getter]
    fn locales(&self) -> Vec<&'static str> {
        self.locales.iter().map(|l| l.name()).collect()
    }

    /// The registry of providers that were added to this instance; None before there are some.
    #[getter(_registry)]
    fn get_registry(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|registry| registry.clone_ref(py))
    }

    #[setter(_registry)]
    fn set_registry(&self, registry: Option<Py<PyAny>>) {
        *self.registry.lock().unwrap_or_else(PoisonError::into_inner) = registry;
    }

    /// The moment from which relative dates count.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        objects::value(py, &providers::Value::DateTime(self.clock.now()), &Objects::new())
    }

    /// Make many values of any field, by name.
    ///
    /// Args:
    ///     field: The field's name, such as "postcode".
    ///     n: How many values, 0 to 10,000,000.
    ///     unique: Whether all values are different.
    ///     **params: The field's own parameters.
    ///
    /// Returns:
    ///     list
    ///
    /// Example:
    ///     >>> fake.batch("postcode", 1000)
    #[pyo3(signature = (field, n, /, *, unique=None, **params))]
    #[pyo3(text_signature = "($self, field, n, /, *, unique=False, **params)")]
    fn batch<'py>(
        &self,
        py: Python<'py>,
        field: &Bound<'py, PyAny>,
        n: &Bound<'py, PyAny>,
        unique: Option<&Bound<'py, PyAny>>,
        params: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let name = name("field", field)?;
        let n = count("n", n, Most::List)?;
        let unique = unique.map_or(Ok(false), |flag| truth("unique", flag))?;
        let mut context = Context::default();
        let named = spec::named(params, &mut context.objects)?;
        let found = match providers::find(&name) {
            Some(found) if !replacing() => found,
            builtin => {
                let resolver = self.resolver(py, &context.objects);
                match builtin.filter(|_| !resolver.replaces(&name)) {
                    Some(found) => found,
                    None => return self.plugged(py, &name, n, unique, &named, context, resolver),
                }
            }
        };
        let bound = bind(found.field, &[], &named).or_raise(py)?;
        let kwargs = match params {
            Some(params) => params.clone(),
            None => PyDict::new(py),
        };
        self.list(py, found.field, bound, n, unique, context, &kwargs)
    }

    /// Make rows as a list of dicts.
    ///
    /// Args:
    ///     n: How many rows, 0 to 10,000,000.
    ///     schema: A mapping from column names to fields.
    ///
    /// Returns:
    ///     list[dict]
    ///
    /// Example:
    ///     >>> fake.records(2, {"id": "uuid", "age": ("int", 18, 65)})
    fn records<'py>(
        &self,
        py: Python<'py>,
        n: &Bound<'py, PyAny>,
        schema: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyList>> {
        let n = count("n", n, Most::List)?;
        self.plan(py, schema, n)?.dicts(py, 0..n)
    }

    /// Make rows as a list of tuples, with the columns in the schema's order.
    ///
    /// Args:
    ///     n: How many rows, 0 to 10,000,000.
    ///     schema: A mapping from column names to fields.
    ///
    /// Returns:
    ///     list[tuple]
    ///
    /// Example:
    ///     >>> fake.records_tuples(2, {"id": "uuid", "age": ("int", 18, 65)})
    fn records_tuples<'py>(
        &self,
        py: Python<'py>,
        n: &Bound<'py, PyAny>,
        schema: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyList>> {
        let n = count("n", n, Most::List)?;
        self.plan(py, schema, n)?.tuples(py, 0..n)
    }

    /// Plan rows without making them: a table that makes any rows when they are asked for.
    ///
    /// Args:
    ///     schema: A mapping from column names to fields.
    ///     rows: How many rows the table has, up to 2**53.
    ///
    /// Returns:
    ///     forgery.Table
    ///
    /// Example:
    ///     >>> fake.table({"id": "uuid"}, rows=10**15)[10**14]
    fn table(&self, py: Python<'_>, schema: &Bound<'_, PyAny>, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        let rows = count("rows", rows, Most::Table)?;
        self.plan(py, schema, rows)
    }

    fn __repr__(&self) -> String {
        format!("Faker({:?})", self.locales()).replace('"', "'")
    }

    /// What `pickle` and `copy` need: locales, moment, key, call, whether seeded.
    fn __getstate__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let state = self.lock(py);
        let (key, call, seeded) = (state.key, state.call, state.seeded);
        // What makes a tuple may run the collector, and so Python.
        drop(state);
        (self.locales(), self.clock.now(), key.as_bytes().to_vec(), call, seeded).into_pyobject(py)
    }

    /// Restores the random state from `__getstate__`; locales and moment are the constructor's.
    fn __setstate__(&self, py: Python<'_>, state: (Vec<String>, i64, [u8; 32], u64, bool)) {
        let (_, _, key, call, seeded) = state;
        let mut state = self.lock(py);
        state.renew(Key::from(key), seeded);
        state.call = call;
    }
}

/// How large a number may be, and what to do where it is larger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Most {
    /// Rows of a table, which are made when they are asked for.
    Table,
    /// Rows or values of a list.
    List,
    /// The same of the drop-in, which has nothing for more.
    DropIn,
    /// Anything else.
    Number(u64),
}

/// Reads a number of rows or values, or another that is not negative.
pub fn count(what: &str, n: &Bound<'_, PyAny>, most: Most) -> PyResult<u64> {
    let (limit, advice) = match most {
        Most::Table => (crate::records::plan::MAX_ROWS, ""),
        Most::List => (MAX_LIST, " for a list, not {n}; use table(…), records_batches(…) or a file for more"),
        Most::DropIn => (MAX_LIST, " for a list, not {n}; ask for some at a time"),
        Most::Number(most) => (most, ", not {n}"),
    };
    let given = spec::read(n, 3, &mut Objects::new())?;
    let error = match given {
        Spec::Int(n) if n >= 0 && n as u64 <= limit => return Ok(n as u64),
        Spec::Int(n) if n < 0 => Error::Value(format!("{what} must not be negative, and {n} is")),
        Spec::Int(_) | Spec::Big(_) if most == Most::Table => {
            Error::Value(format!("a table has at most 2**53 rows, not {}", given.describe()))
        }
        Spec::Big(_) => Error::Value(format!("{what} must be from 0 to {limit}, not {}", given.describe())),
        Spec::Int(n) => {
            Error::Value(format!("{what} must be at most {limit}{}", advice.replace("{n}", &n.to_string())))
        }
        other => Error::Type { what: what.into(), expected: "an integer".into(), given: other.describe() },
    };
    Err(error).or_raise(n.py())
}

/// Reads a truth value, strictly.
pub fn truth(what: &str, flag: &Bound<'_, PyAny>) -> PyResult<bool> {
    match spec::read(flag, 3, &mut Objects::new())? {
        Spec::Bool(flag) => Ok(flag),
        other => {
            let error = Error::Type { what: what.into(), expected: "True or False".into(), given: other.describe() };
            Err(error).or_raise(flag.py())
        }
    }
}

/// Reads a name.
pub fn name(what: &str, given: &Bound<'_, PyAny>) -> PyResult<String> {
    match spec::read(given, 3, &mut Objects::new())? {
        Spec::Str(name) => Ok(name),
        other => {
            let error = Error::Type { what: what.into(), expected: "a string".into(), given: other.describe() };
            Err(error).or_raise(given.py())
        }
    }
}

impl Faker {
    #[inline]
    fn lock(&self, py: Python<'_>) -> Guard<'_, State> {
        let mut state = self.state.lock(py);
        let forks = FORKS.load(Ordering::Relaxed);
        if state.forks != forks {
            state.forked(forks);
        }
        state
    }

    /// Takes the number of a call: once nothing can go wrong any more, so that a call that fails leaves no trace.
    fn next(&self, py: Python<'_>) -> u64 {
        let mut state = self.lock(py);
        let call = state.call;
        state.call += 1;
        call
    }

    /// The plan of a schema for the next call.
    fn plan(&self, py: Python<'_>, schema: &Bound<'_, PyAny>, rows: u64) -> PyResult<Table> {
        let mut objects = Objects::new();
        let spec = spec::read(schema, 0, &mut objects)?;
        let resolver = self.resolver(py, &objects);
        let columns = schema::parse_with(&spec, Some(&*resolver)).or_raise(py)?;
        let hosts = columns.iter().zip(schema_values(schema)?).map(|(column, given)| {
            self.host(py, column, &given).map_err(|error| super::errors::in_column(py, error, &column.name))
        });
        let hosts = hosts.collect::<PyResult<Vec<_>>>()?;
        let key = self.lock(py).key;
        let plan = Plan::new(columns, &self.locales, self.clock, &key).and_then(|plan| plan.for_rows(rows));
        let plan = plan.or_raise(py)?.with_resolver(Some(resolver)).with_call(self.next(py));
        let contexts =
            hosts.into_iter().map(|host| Context { objects: objects.iter().map(|o| o.clone_ref(py)).collect(), host });
        Table::new(py, Arc::new(plan), rows, contexts.collect())
    }

    /// Who knows the fields that are not in the catalogue.
    fn resolver(&self, py: Python<'_>, objects: &Objects) -> Arc<dyn Resolver> {
        PyResolver::new(self.get_registry(py), objects.iter().map(|object| object.clone_ref(py)).collect(), self.clock)
    }

    /// An instance for a locale, a seed and a moment, as its constructor takes them.
    pub fn of(
        py: Python<'_>,
        locale: Option<&Bound<'_, PyAny>>,
        seed: Option<&Bound<'_, PyAny>>,
        as_of: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let locales = spec::locales(locale)?;
        let (key, seeded) = new_key(seed, py)?;
        let clock = match as_of.filter(|a| !a.is_none()) {
            Some(moment) => Clock::At(spec::instant(moment)?),
            None => Clock::default(),
        };
        let packs = locales.iter().map(|l| Pack::of(*l)).collect();
        Ok(Self { locales, packs, clock, state: Lock::new(State::new(key, seeded)), registry: Mutex::new(None) })
    }

    /// What holds for all tables of a schema.
    pub fn settings(&self, py: Python<'_>, objects: &Objects, overlays: bool) -> Settings {
        let (key, resolver) = (self.lock(py).key, self.resolver(py, objects));
        Settings { locales: self.locales.clone(), clock: self.clock, key, resolver: Some(resolver), overlays }
    }

    /// The maker of a column that Python makes.
    pub fn host(&self, py: Python<'_>, column: &ColumnSpec, given: &Bound<'_, PyAny>) -> PyResult<Option<Py<PyAny>>> {
        let ColumnField::Field(field, _) = &column.field else { return Ok(None) };
        let kwargs = PyDict::new(py);
        if let Ok(given) = given.cast::<PyDict>() {
            for (key, value) in given.iter() {
                if !matches!(
                    key.to_string().as_str(),
                    "type" | "null" | "unique" | "seed" | "format" | "when" | "doc" | "hidden"
                ) {
                    kwargs.set_item(key, value)?;
                }
            }
        } else if given.is_instance_of::<PyTuple>() || given.is_instance_of::<PyList>() {
            for (param, value) in field.params.iter().zip(given.try_iter()?.skip(1)) {
                kwargs.set_item(param.name, value?)?;
            }
        }
        self.maker(py, field, &kwargs)
    }

    /// The Python function of a field that Python makes.
    fn maker(
        &self,
        py: Python<'_>,
        field: &providers::Field,
        kwargs: &Bound<'_, PyDict>,
    ) -> PyResult<Option<Py<PyAny>>> {
        match self.packs[0].check(field.name) {
            Ok(Entry { rule: Rule::Host, .. }) => {
                let maker = py.import("forgery._host")?.getattr("maker")?;
                Ok(Some(maker.call1((field.name, self.locales(), self.as_of(py)?, kwargs))?.unbind()))
            }
            _ => Ok(None),
        }
    }
}

fn schema_values<'py>(schema: &Bound<'py, PyAny>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    Ok(schema.cast::<pyo3::types::PyMapping>()?.values()?.iter().collect())
}
