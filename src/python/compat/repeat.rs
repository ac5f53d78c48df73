//! Many values at once: each is what a call would give, but what a call has to find out is found out once.
//!
//! A column is drawn the short way while everything is as the pack has it. Whatever else it is (a formatter of the
//! user's own, a method that Python makes, several locales) is asked for by its name for every value, as a loop would.

use super::args::Given;
use super::call::{self, Way};
use super::engine::Engine;
use super::function::{bound_parts, Function};
use super::proxy::Proxy;
use super::random::Host;
use crate::error::{nearest, Error};
use crate::grammar::Cx;
use crate::providers::{self, Args, Entry};
use crate::python::faker::{count, MAX_LIST};
use crate::python::objects::Uncollected;
use crate::python::spec::Objects;
use crate::rng::Twister;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

/// How many values are made between two looks at signals.
const PATIENCE: u32 = 64;

/// A call that is prepared once and made as often as is wanted.
struct Prepared<'py> {
    function: Bound<'py, Function>,
    provider: Bound<'py, PyAny>,
    given: Given<'py>,
    entry: &'static Entry<Host>,
    args: Args,
    objects: RefCell<Objects>,
    /// The provider's generator.
    engine: Bound<'py, Engine>,
    /// Where the context draws from: the state inside the generator's `random`, as long as the engine says so.
    twister: *mut Twister,
    /// The attributes of that `random`: more than one where somebody has patched it.
    patches: Bound<'py, PyDict>,
    cx: Cx<Host>,
    /// Whether Python may have to make a value that the engine does not understand.
    doubtful: bool,
}

impl<'py> Prepared<'py> {
    /// Prepares a call of a bound method; none if it cannot take the short way.
    fn new(bound: &Bound<'py, PyAny>, given: Given<'py>) -> PyResult<Option<Self>> {
        let py = bound.py();
        let Some((function, provider)) = bound_parts(bound)? else { return Ok(None) };
        let this = function.get();
        if this.python(py)?.is_some_and(|python| python.always) {
            return Ok(None);
        }
        let generator = provider.getattr(intern!(py, "generator"))?;
        if call::short(this, provider.as_borrowed()).is_none() {
            // The long way leads to the short one, where there is one.
            call::long(&function, &provider, &generator)?;
        }
        let Some(way) = call::short(this, provider.as_borrowed()) else { return Ok(None) };
        let (Way { entry, twister: Some(twister), .. }, Ok(engine)) = (&way, generator.cast_into::<Engine>()) else {
            return Ok(None);
        };
        let (entry, twister) = (*entry, *twister);
        let Some(random) = engine.get().random(py) else { return Ok(None) };
        let patches = random.getattr(intern!(py, "__dict__"))?.cast_into::<PyDict>()?;
        let mut objects = Objects::new();
        let args = match given.is_empty() {
            true => Some(entry.defaults.clone()),
            false => this.signature(py)?.native(&this.bind(&given, py)?, &entry.defaults, &mut objects)?,
        };
        let Some(args) = args else { return Ok(None) };
        let doubtful = !given.is_empty() && this.python(py)?.is_some();
        let (objects, cx) = (RefCell::new(objects), way.context());
        Ok(Some(Self { function, provider, given, entry, args, objects, engine, twister, patches, cx, doubtful }))
    }

    /// Whether the short way is still open, and leads where it led.
    #[inline]
    fn is_open(&self) -> bool {
        let engine = self.engine.get();
        // Whatever changes a formatter, a class or whether weights count makes the generator less than pristine.
        engine.is_pristine() && engine.draws_from(self.twister) && self.patches.len() <= 1
    }

    /// The next value, and whether Python had a hand in it; none if the short way is closed.
    #[inline]
    fn next(&mut self, out: &mut Vec<u8>) -> Option<PyResult<(Bound<'py, PyAny>, bool)>> {
        if !self.is_open() {
            return None;
        }
        let py = self.provider.py();
        // SAFETY: the state is that of the generator's own `random`, as was seen just now, and nobody else runs.
        let before = self.doubtful.then(|| unsafe { (*self.twister).clone() });
        Some(match call::draw_in(py, &mut self.cx, self.entry, &self.args, &self.objects, out) {
            Ok(Ok(value)) => Ok((value, false)),
            Ok(Err(error)) => self.doubted(&error, before),
            Err(error) => Err(error),
        })
    }

    /// What the engine did not understand, made in Python from the state before.
    #[cold]
    fn doubted(&mut self, error: &Error, before: Option<Twister>) -> PyResult<(Bound<'py, PyAny>, bool)> {
        let py = self.provider.py();
        let (Some(before), Some(python)) = (before, self.function.get().python(py)?) else {
            return Err(call::raised(error, self.cx.pack));
        };
        call::restore(self.twister, before);
        if let Some(way) = call::short(self.function.get(), self.provider.as_borrowed()) {
            self.cx = way.context();
        }
        call::in_python(python, &self.provider, &self.given).map(|value| (value, true))
    }
}

/// How a column's values are made.
enum Source<'py> {
    /// By a rule, if the draw before it says so: that of `optional`.
    Rule { method: Box<Prepared<'py>>, chance: Option<Box<Prepared<'py>>> },
    /// By an object that stands for what its name would find.
    Held(Bound<'py, PyAny>),
    /// By whatever its name finds, each time.
    Asked,
}

/// What stands in a column of rows, or the values of a batch, as Python gives it: the fields of [`Wanted`].
pub type Asked<'py> = (
    Bound<'py, PyAny>,
    Bound<'py, PyString>,
    Bound<'py, PyTuple>,
    Bound<'py, PyDict>,
    Option<f64>,
    Option<Bound<'py, PyAny>>,
);

/// What stands in a column of rows, or the values of a batch.
struct Wanted<'py> {
    /// Whose attribute is called.
    of: Bound<'py, PyAny>,
    /// Its name.
    name: Bound<'py, PyString>,
    args: Bound<'py, PyTuple>,
    kwargs: Bound<'py, PyDict>,
    /// For a value that `optional` draws: `prob`.
    prob: Option<f64>,
    /// What is done with a value that is not None.
    finish: Option<Bound<'py, PyAny>>,
}

impl<'py> Wanted<'py> {
    fn new((of, name, args, kwargs, prob, finish): Asked<'py>) -> Self {
        Self { of, name, args, kwargs, prob, finish }
    }
}

struct Column<'py> {
    wanted: Wanted<'py>,
    /// The formatters that the source was made from, by their names.
    formatters: Vec<(Bound<'py, PyString>, Bound<'py, PyAny>)>,
    source: Source<'py>,
}

impl<'py> Column<'py> {
    fn new(wanted: Wanted<'py>, proxy: Option<&Bound<'py, Proxy>>) -> PyResult<Self> {
        let asked = |wanted| Self { wanted, formatters: Vec::new(), source: Source::Asked };
        let Some(proxy) = proxy else { return Ok(asked(wanted)) };
        let Some(formatter) = Proxy::formatter(proxy, &wanted.name) else { return Ok(asked(wanted)) };
        if bound_parts(&formatter)?.is_none() {
            return Ok(asked(wanted));
        }
        let mut formatters = vec![(wanted.name.clone(), formatter.clone())];
        if wanted.prob.is_none() && !wanted.of.is(proxy) {
            let held = wanted.of.getattr(&wanted.name)?;
            return Ok(Self { wanted, formatters, source: Source::Held(held) });
        }
        // What is wrong with the arguments is said when the first value is made.
        let given = read(&wanted.args, &wanted.kwargs)?;
        let method = Prepared::new(&formatter, given).unwrap_or_default();
        let source = match (method, wanted.prob) {
            (Some(method), None) => Source::Rule { method: Box::new(method), chance: None },
            (None, None) => Source::Held(formatter),
            (Some(method), Some(prob)) => match chance(proxy, prob)? {
                Some((named, chance)) => {
                    formatters.push(named);
                    Source::Rule { method: Box::new(method), chance: Some(Box::new(chance)) }
                }
                None => Source::Asked,
            },
            (None, Some(_)) => Source::Asked,
        };
        Ok(Self { wanted, formatters, source })
    }

    /// The next value, and whether code that could change anything had a hand in it.
    #[inline]
    fn next(&mut self, out: &mut Vec<u8>) -> PyResult<(Bound<'py, PyAny>, bool)> {
        let py = self.wanted.name.py();
        if let Source::Rule { method, chance } = &mut self.source {
            let mut aside = false;
            let wanted = match chance.as_mut().map(|chance| chance.next(out)) {
                None => Some(true),
                Some(None) => None,
                Some(Some(drawn)) => {
                    let (drawn, python) = drawn?;
                    aside = python;
                    Some(drawn.is_truthy()?)
                }
            };
            match wanted {
                Some(false) => return Ok((py.None().into_bound(py), aside)),
                Some(true) => {
                    if let Some(made) = method.next(out) {
                        return made.map(|(value, python)| (value, python || aside));
                    }
                    if chance.is_some() {
                        // Whether there is a value is settled already: only the value is asked for.
                        self.source = Source::Asked;
                        let (_, formatter) = &self.formatters[0];
                        return Ok((formatter.call(&self.wanted.args, Some(&self.wanted.kwargs))?, true));
                    }
                }
                None => {}
            }
            self.source = Source::Asked;
        }
        let Wanted { of, name, args, kwargs, prob, .. } = &self.wanted;
        let held;
        let callable = match &self.source {
            Source::Held(callable) => callable,
            _ => {
                held = of.getattr(name)?;
                &held
            }
        };
        let value = match prob {
            None if kwargs.is_empty() => callable.call1(args)?,
            None => callable.call(args, Some(kwargs))?,
            Some(prob) => {
                let kwargs = kwargs.copy()?;
                kwargs.set_item(intern!(py, "prob"), prob)?;
                callable.call(args, Some(&kwargs))?
            }
        };
        Ok((value, true))
    }

    /// Whether names still find what they found.
    fn stands(&self, proxy: &Bound<'py, Proxy>) -> bool {
        self.formatters.iter().all(|(name, known)| Proxy::formatter(proxy, name).is_some_and(|found| found.is(known)))
    }
}

type Named<'py> = (Bound<'py, PyString>, Bound<'py, PyAny>);

/// The draw by which `optional` decides, and the formatter that it is of.
fn chance<'py>(proxy: &Bound<'py, Proxy>, prob: f64) -> PyResult<Option<(Named<'py>, Prepared<'py>)>> {
    let py = proxy.py();
    let name = intern!(py, "boolean").clone();
    let Some(formatter) = Proxy::formatter(proxy, &name) else { return Ok(None) };
    let percent = ((prob * 100.0) as i64).into_pyobject(py)?.into_any();
    let named = vec![(intern!(py, "chance_of_getting_true").clone(), percent)];
    let prepared = Prepared::new(&formatter, Given { positional: Vec::new(), named })?;
    Ok(prepared.map(|prepared| ((name, formatter), prepared)))
}

fn read<'py>(args: &Bound<'py, PyTuple>, kwargs: &Bound<'py, PyDict>) -> PyResult<Given<'py>> {
    let named = kwargs.iter().map(|(name, value)| Ok((name.cast_into::<PyString>()?, value)));
    Ok(Given { positional: args.iter().collect(), named: named.collect::<PyResult<_>>()? })
}

/// The columns of rows, and what is needed to make one value after the other.
struct Run<'py> {
    /// The proxy, if it looks attributes up in its one generator.
    proxy: Option<Bound<'py, Proxy>>,
    columns: Vec<Column<'py>>,
    /// Whether code has run since names were looked up that could have changed what they find.
    stale: bool,
    out: Vec<u8>,
    patience: u32,
}

impl<'py> Run<'py> {
    fn new(fake: &Bound<'py, PyAny>, columns: Vec<Asked<'py>>) -> PyResult<Self> {
        let py = fake.py();
        let proxy = match fake.cast::<Proxy>() {
            Ok(proxy) => {
                let lookup = intern!(py, "__getattribute__");
                let own = fake.get_type().getattr(lookup)?;
                own.is(&py.get_type::<Proxy>().getattr(lookup)?).then(|| proxy.clone())
            }
            Err(_) => None,
        };
        let columns = columns.into_iter().map(|asked| Column::new(Wanted::new(asked), proxy.as_ref()));
        let columns = columns.collect::<PyResult<_>>()?;
        Ok(Self { proxy, columns, stale: false, out: Vec::new(), patience: PATIENCE })
    }

    /// The next value of a column.
    #[inline]
    fn next(&mut self, at: usize) -> PyResult<Bound<'py, PyAny>> {
        self.patience -= 1;
        if self.patience == 0 {
            self.patience = PATIENCE;
            self.columns[at].wanted.name.py().check_signals()?;
            self.stale = true;
        }
        let column = &mut self.columns[at];
        if self.stale && !matches!(column.source, Source::Asked) {
            self.look_again();
        }
        let column = &mut self.columns[at];
        let (value, ran) = column.next(&mut self.out)?;
        self.stale |= ran;
        match &column.wanted.finish {
            Some(finish) if !value.is_none() => {
                self.stale = true;
                finish.call1((value,))
            }
            _ => Ok(value),
        }
    }

    #[cold]
    fn look_again(&mut self) {
        for column in &mut self.columns {
            if !self.proxy.as_ref().is_some_and(|proxy| column.stands(proxy)) {
                column.source = Source::Asked;
            }
        }
        self.stale = false;
    }
}

/// Make what a loop over calls would make.
///
/// Args:
///     fake (Faker): The drop-in's proxy.
///     columns (list): For each column whose attribute is called, its name, the arguments by position and by name,
///         `prob` where `optional` is to draw first, and what to do with a value.
///     n (int): How many rows.
///     shape (str | list[str]): "values" of one column, "tuples", "columns", or the names of the columns for dicts.
///
/// Returns:
///     list
#[pyfunction]
pub fn compat_repeat<'py>(
    fake: &Bound<'py, PyAny>,
    columns: Vec<Asked<'py>>,
    n: &Bound<'py, PyAny>,
    shape: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyList>> {
    let py = fake.py();
    let n = count("n", n, Some(MAX_LIST))? as usize;
    let width = columns.len();
    let mut run = Run::new(fake, columns)?;
    let _uncollected = Uncollected::new(py)?;
    if let Ok(shape) = shape.cast::<PyString>() {
        return match shape.to_cow()?.as_ref() {
            "tuples" => {
                let mut row = Vec::with_capacity(width);
                list(py, n, || {
                    for at in 0..width {
                        row.push(run.next(at)?);
                    }
                    Ok(PyTuple::new(py, row.drain(..))?.into_any())
                })
            }
            "columns" => {
                let mut made: Vec<Vec<_>> = (0..width).map(|_| Vec::with_capacity(n)).collect();
                for _ in 0..n {
                    for (at, values) in made.iter_mut().enumerate() {
                        values.push(run.next(at)?);
                    }
                }
                PyList::new(py, made.into_iter().map(|values| PyList::new(py, values)).collect::<PyResult<Vec<_>>>()?)
            }
            _ => list(py, n, || run.next(0)),
        };
    }
    let names: Vec<Bound<'py, PyString>> = shape.extract()?;
    list(py, n, || {
        let row = PyDict::new(py);
        for (at, name) in names.iter().enumerate() {
            row.set_item(name, run.next(at)?)?;
        }
        Ok(row.into_any())
    })
}

fn list<'py>(
    py: Python<'py>,
    n: usize,
    mut make: impl FnMut() -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyList>> {
    let mut made = Vec::with_capacity(n);
    for _ in 0..n {
        made.push(make()?);
    }
    PyList::new(py, made)
}

/// Read a number of rows; a list has at most 10,000,000.
#[pyfunction]
pub fn compat_count(what: &str, n: &Bound<'_, PyAny>, listed: bool) -> PyResult<u64> {
    count(what, n, listed.then_some(MAX_LIST))
}

/// The field whose batches have this name.
#[pyfunction]
pub fn compat_singular(plural: &str) -> Option<&'static str> {
    static PLURALS: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    let plurals = PLURALS.get_or_init(|| providers::fields().map(|f| (f.field.plural, f.field.name)).collect());
    plurals.get(plural).copied()
}

/// The known name that is nearest to one given, if one is near.
#[pyfunction]
pub fn compat_nearest(given: &str, known: Vec<String>) -> Option<String> {
    nearest(given, known.iter().map(String::as_str))
}
