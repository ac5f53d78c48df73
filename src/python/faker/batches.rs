//! Batches: many values of one field as a list, and how the call for them is read.

use super::{count, truth, Faker, Most};
use crate::error::Error;
use crate::providers;
use crate::python::detach;
use crate::python::errors::{to_python, OrRaise};
use crate::python::lists::NewList;
use crate::python::methods::{numbered, Call};
use crate::python::objects::{Context, Exporter};
use crate::python::spec;
use crate::records::plugin::Resolver;
use crate::records::schema::{self, ColumnField, ColumnSpec};
use crate::records::spec::{bind, Bound as BoundArgs, Spec};
use crate::records::Plan;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::sync::Arc;

impl Faker {
    /// Many values of a field.
    pub fn many<'py>(&self, py: Python<'py>, number: usize, call: Call<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
        let field = numbered()[number].field;
        let mut named: Vec<_> = call.named.to_vec();
        let mut take = |name: &str| {
            let at = named.iter().position(|(key, _)| key == name);
            at.map(|at| named.remove(at).1)
        };
        let unique = match take("unique") {
            Some(flag) => truth("unique", &flag)?,
            None => false,
        };
        let (n, positional) = match (take("n"), call.positional.split_first()) {
            (Some(n), None) => (n, call.positional),
            (None, Some((n, rest))) => (n.clone(), rest),
            (Some(_), Some(_)) => {
                let error =
                    Error::Type { what: "n".into(), expected: "given once".into(), given: "given twice".into() };
                return Err(error).or_raise(py);
            }
            (None, None) => {
                let expected = "given once".into();
                return Err(Error::Type { what: "n".into(), expected, given: "missing".into() }).or_raise(py);
            }
        };
        let n = count("n", &n, Most::List)?;
        let (bound, context, kwargs) = read_call(py, field, positional, &named)?;
        Ok(self.list(py, field, bound, n, unique, context, &kwargs)?.into_any())
    }

    /// The values of a field of the catalogue.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn list<'py>(
        &self,
        py: Python<'py>,
        field: &'static providers::Field,
        bound: BoundArgs,
        n: u64,
        unique: bool,
        mut context: Context,
        kwargs: &Bound<'py, PyDict>,
    ) -> PyResult<Bound<'py, PyList>> {
        context.host = self.maker(py, field, kwargs)?;
        let column = ColumnSpec::new(String::new(), ColumnField::Field(field, bound));
        let key = self.lock(py).key;
        let plan = Plan::single(column, &self.locales, self.clock, &key).or_raise(py)?.with_call(self.next(py));
        self.made(py, &plan, n, unique, &context)
    }

    /// Values of a field that a third party makes.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn plugged<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        n: u64,
        unique: bool,
        named: &[(String, Spec)],
        context: Context,
        resolver: Arc<dyn Resolver>,
    ) -> PyResult<Bound<'py, PyList>> {
        let field = schema::resolve(name, &[], named, Some(&*resolver)).or_raise(py)?;
        match &field {
            ColumnField::Plugin(_) | ColumnField::Computed(_) => {}
            // Attributes of entities are for schemas.
            _ => return Err(providers::get(name).err().unwrap_or(Error::Endless)).or_raise(py),
        }
        let column = ColumnSpec::new(String::new(), field);
        let key = self.lock(py).key;
        let plan = Plan::single(column, &self.locales, self.clock, &key).or_raise(py)?;
        self.made(py, &plan.with_resolver(Some(resolver)).with_call(self.next(py)), n, unique, &context)
    }

    /// The first values of a plan's only column.
    fn made<'py>(
        &self,
        py: Python<'py>,
        plan: &Plan,
        n: u64,
        unique: bool,
        context: &Context,
    ) -> PyResult<Bound<'py, PyList>> {
        let mut values = NewList::new(py, n as usize)?;
        let mut exporter = Exporter::new(py, context);
        if unique {
            let column = py.detach(|| plan.distinct(n, interrupted));
            let column = column.map_err(|stopped| stopped.raise(py))?;
            values.column(&column, &mut exporter)?;
            return values.finish();
        }
        detach::pieces(py, plan, &[0], 0..n, detach::PART, |made| values.column(&made[0], &mut exporter))?;
        values.finish()
    }
}

/// Why distinct values were not made.
enum Stopped {
    Engine(Error),
    Python(PyErr),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Engine(error)
    }
}

impl Stopped {
    fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Engine(error) => to_python(py, &error),
            Self::Python(error) => error,
        }
    }
}

/// Whether a signal, such as Ctrl-C, asks for an end.
fn interrupted() -> Result<(), Stopped> {
    Python::attach(|py| py.check_signals()).map_err(Stopped::Python)
}

/// Arguments as the engine takes them, with what Python's objects in them need, and by their names.
type Read<'py> = (BoundArgs, Context, Bound<'py, PyDict>);

/// Reads the arguments of a call, for fields that Python makes too.
pub(super) fn read_call<'py>(
    py: Python<'py>,
    field: &providers::Field,
    positional: &[Bound<'py, PyAny>],
    named: &[(String, Bound<'py, PyAny>)],
) -> PyResult<Read<'py>> {
    let kwargs = PyDict::new(py);
    for (param, value) in field.params.iter().zip(positional) {
        kwargs.set_item(param.name, value)?;
    }
    for (name, value) in named {
        kwargs.set_item(name, value)?;
    }
    let (bound, context) = read_arguments(py, field, positional, named)?;
    Ok((bound, context, kwargs))
}

/// Reads the arguments of a call.
pub(super) fn read_arguments<'py>(
    py: Python<'py>,
    field: &providers::Field,
    positional: &[Bound<'py, PyAny>],
    named: &[(String, Bound<'py, PyAny>)],
) -> PyResult<(BoundArgs, Context)> {
    let mut context = Context::default();
    let positional = positional.iter().map(|v| spec::read(v, 2, &mut context.objects)).collect::<PyResult<Vec<_>>>()?;
    let named = named.iter().map(|(name, value)| Ok((name.clone(), spec::read(value, 2, &mut context.objects)?)));
    let named = named.collect::<PyResult<Vec<_>>>()?;
    Ok((bind(field, &positional, &named).or_raise(py)?, context))
}
