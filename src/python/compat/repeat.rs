//! Many values at once: each is what a call would give, but what a call has to find out is found out once.
//!
//! A column is drawn the short way while everything is as the pack has it. Whatever else it is (a formatter of the
//! user's own, a method that Python makes, several locales) is asked for by its name for every value, as a loop would.

use super::args::Given;
use super::engine::Engine;
use super::function::bound_parts;
use super::prepared::{Drawn, Prepared};
use super::proxy::Proxy;
use crate::error::nearest;
use crate::providers;
use crate::python::faker::{count, Most};
use crate::python::lists::NewList;
use crate::python::objects::{self, Uncollected};
use crate::records::column::Texts;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use std::collections::HashMap;
use std::sync::OnceLock;

/// How many values are made between two looks at signals.
const PATIENCE: u32 = 64;

/// How a column's values are made.
enum Source<'py> {
    /// By a rule, if the draw before it says so: that of `optional`.
    Rule { method: Box<Prepared<'py>>, chance: Option<Box<Prepared<'py>>> },
    /// By a rule of a locale that is drawn before.
    Drawn(Box<Drawn<'py>>),
    /// By an object that stands for what its name would find.
    Held(Bound<'py, PyAny>),
    /// By whatever its name finds, each time.
    Asked,
}

/// For several locales the proxy of the first, those that have the method, and what weights they have.
type Locales<'py> = (Bound<'py, Proxy>, Vec<Bound<'py, Proxy>>, Option<Vec<f64>>);

/// What stands in a column of rows, or the values of a batch, as Python gives it: the fields of [`Wanted`].
pub type Asked<'py> = (
    Bound<'py, PyAny>,
    Bound<'py, PyString>,
    Bound<'py, PyTuple>,
    Bound<'py, PyDict>,
    Option<f64>,
    Option<Bound<'py, PyAny>>,
    Option<Locales<'py>>,
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
    /// Calls what stands for the attribute.
    fn call(&self, callable: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        match self.kwargs.is_empty() {
            true => callable.call1(&self.args),
            false => callable.call(&self.args, Some(&self.kwargs)),
        }
    }

    /// Looks the attribute up and calls it.
    fn ask(&self) -> PyResult<Bound<'py, PyAny>> {
        let callable = self.of.getattr(&self.name)?;
        let Some(prob) = self.prob else { return self.call(&callable) };
        let kwargs = self.kwargs.copy()?;
        kwargs.set_item(intern!(self.of.py(), "prob"), prob)?;
        callable.call(&self.args, Some(&kwargs))
    }
}

/// A formatter that was found in the generator of a proxy, by its name.
struct Found<'py> {
    proxy: Bound<'py, Proxy>,
    name: Bound<'py, PyString>,
    formatter: Bound<'py, PyAny>,
}

impl<'py> Found<'py> {
    fn new(proxy: &Bound<'py, Proxy>, name: &Bound<'py, PyString>) -> Option<Self> {
        let formatter = Proxy::formatter(proxy, name)?;
        Some(Self { proxy: proxy.clone(), name: name.clone(), formatter })
    }

    /// Whether the name still finds it.
    fn stands(&self) -> bool {
        Proxy::formatter(&self.proxy, &self.name).is_some_and(|found| found.is(&self.formatter))
    }
}

struct Column<'py> {
    wanted: Wanted<'py>,
    /// What the source was made from.
    found: Vec<Found<'py>>,
    source: Source<'py>,
}

impl<'py> Column<'py> {
    fn new(asked: Asked<'py>, proxy: Option<&Bound<'py, Proxy>>) -> PyResult<Self> {
        let (of, name, args, kwargs, prob, finish, locales) = asked;
        let mut column =
            Self { wanted: Wanted { of, name, args, kwargs, prob, finish }, found: Vec::new(), source: Source::Asked };
        let source = match (locales, proxy) {
            (Some(locales), _) => column.drawn(locales)?,
            (None, Some(proxy)) => column.direct(proxy)?,
            (None, None) => None,
        };
        match source {
            Some(source) => column.source = source,
            None => column.found.clear(),
        }
        Ok(column)
    }

    /// What makes the values where there is one generator, if that is known beforehand.
    fn direct(&mut self, proxy: &Bound<'py, Proxy>) -> PyResult<Option<Source<'py>>> {
        let Wanted { of, name, prob, .. } = &self.wanted;
        let Some(found) = Found::new(proxy, name) else { return Ok(None) };
        let formatter = found.formatter.clone();
        if bound_parts(&formatter)?.is_none() {
            return Ok(None);
        }
        self.found.push(found);
        if prob.is_none() && !of.is(proxy) {
            return Ok(Some(Source::Held(of.getattr(name)?)));
        }
        Ok(match (self.prepared(&formatter)?, prob) {
            (Some(method), None) => Some(Source::Rule { method: Box::new(method), chance: None }),
            (None, None) => Some(Source::Held(formatter)),
            (Some(method), Some(prob)) => chance(proxy, *prob)?.map(|(found, chance)| {
                self.found.push(found);
                Source::Rule { method: Box::new(method), chance: Some(Box::new(chance)) }
            }),
            (None, Some(_)) => None,
        })
    }

    /// What makes the values where each draws one of several locales, if that is known beforehand.
    fn drawn(&mut self, (first, proxies, weights): Locales<'py>) -> PyResult<Option<Source<'py>>> {
        let mut methods = Vec::with_capacity(proxies.len());
        for proxy in &proxies {
            let Some(found) = Found::new(proxy, &self.wanted.name) else { return Ok(None) };
            let Some(method) = self.prepared(&found.formatter)? else { return Ok(None) };
            methods.push(method);
            self.found.push(found);
        }
        let engine = first.get()._single(first.py()).map(|single| single.into_bound(first.py()).cast_into::<Engine>());
        let Some(Ok(engine)) = engine else { return Ok(None) };
        Ok(Drawn::new(methods, weights, engine)?.map(|drawn| Source::Drawn(Box::new(drawn))))
    }

    /// The call of a formatter, if a rule makes its values.
    fn prepared(&self, formatter: &Bound<'py, PyAny>) -> PyResult<Option<Prepared<'py>>> {
        let named = self.wanted.kwargs.iter().map(|(name, value)| Ok((name.cast_into::<PyString>()?, value)));
        let given = Given { positional: self.wanted.args.iter().collect(), named: named.collect::<PyResult<_>>()? };
        // What is wrong with the arguments is said when the first value is made.
        Ok(Prepared::new(formatter, given).unwrap_or_default())
    }

    /// The next value, and whether code that could change anything had a hand in it.
    #[inline]
    fn next(&mut self, out: &mut Vec<u8>) -> PyResult<(Bound<'py, PyAny>, bool)> {
        let made = match &mut self.source {
            Source::Rule { method, chance: None } => method.next(out),
            Source::Rule { method, chance: Some(chance) } => match chance.next(out) {
                None => None,
                Some(drawn) => {
                    let (drawn, ran) = drawn?;
                    if !drawn.is_truthy()? {
                        return Ok((drawn.py().None().into_bound(drawn.py()), ran));
                    }
                    // Where the way has been closed meanwhile, that there is a value stays settled.
                    let made = method.next(out);
                    Some(made.unwrap_or_else(|| Ok((self.wanted.call(&self.found[0].formatter)?, true))))
                }
            },
            Source::Drawn(drawn) => drawn.next(out),
            Source::Held(callable) => return Ok((self.wanted.call(callable)?, true)),
            Source::Asked => return Ok((self.wanted.ask()?, true)),
        };
        made.unwrap_or_else(|| {
            self.source = Source::Asked;
            Ok((self.wanted.ask()?, true))
        })
    }
}

/// The draw by which `optional` decides, and the formatter that it is of.
fn chance<'py>(proxy: &Bound<'py, Proxy>, prob: f64) -> PyResult<Option<(Found<'py>, Prepared<'py>)>> {
    let py = proxy.py();
    let Some(found) = Found::new(proxy, intern!(py, "boolean")) else { return Ok(None) };
    let percent = ((prob * 100.0) as i64).into_pyobject(py)?.into_any();
    let named = vec![(intern!(py, "chance_of_getting_true").clone(), percent)];
    let prepared = Prepared::new(&found.formatter, Given { positional: Vec::new(), named })?;
    Ok(prepared.map(|prepared| (found, prepared)))
}

/// The columns of rows, and what is needed to make one value after the other.
struct Run<'py> {
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
        let columns = columns.into_iter().map(|asked| Column::new(asked, proxy.as_ref()));
        let columns = columns.collect::<PyResult<_>>()?;
        Ok(Self { columns, stale: false, out: Vec::new(), patience: PATIENCE })
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

    /// The list of a single column's texts, where they can be drawn many at a time.
    fn texts(&mut self, py: Python<'py>, n: usize) -> PyResult<Option<Bound<'py, PyList>>> {
        const MANY: usize = 256;
        let [Column { source: Source::Rule { method, chance: None }, wanted: Wanted { finish: None, .. }, found }] =
            &mut *self.columns
        else {
            return Ok(None);
        };
        // Flattening takes as long as some hundred values.
        if n < MANY || !found.iter().all(Found::stands) || method.many(0, &mut Texts::default()).is_none() {
            return Ok(None);
        }
        let mut list = NewList::new(py, n)?;
        let mut texts = Texts::default();
        let mut left = n;
        while left > 0 {
            // Signals run the user's code, which may change anything.
            py.check_signals()?;
            if !found.iter().all(Found::stands) {
                break;
            }
            let some = left.min(MANY);
            texts.bytes.clear();
            texts.ends.clear();
            match method.many(some, &mut texts) {
                Some(drawn) => drawn?,
                None => break,
            }
            let mut places = list.places(some);
            texts.iter().for_each(|text| places.put(objects::text(py, text)));
            left -= some;
        }
        self.stale = true;
        for _ in 0..left {
            let value = self.next(0)?;
            list.places(1).put(value);
        }
        list.finish().map(Some)
    }

    #[cold]
    fn look_again(&mut self) {
        for column in &mut self.columns {
            if !column.found.iter().all(Found::stands) {
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
///         `prob` where `optional` is to draw first, what to do with a value, and where there are several locales the
///         proxy of the first, those that have the method, and their weights.
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
    let n = count("n", n, Most::DropIn)? as usize;
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
            _ => run.texts(py, n)?.map_or_else(|| list(py, n, || run.next(0)), Ok),
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
    count(what, n, if listed { Most::DropIn } else { Most::Table })
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
