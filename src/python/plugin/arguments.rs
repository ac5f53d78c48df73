//! A field's checked arguments as Python functions and compiled ones take them.

use crate::clock::Clock;
use crate::providers::{Arg, Kind, Param, Value};
use crate::python::errors::OrRaise;
use crate::python::objects;
use crate::python::spec::Objects;
use crate::records::spec::Bound as BoundArgs;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use pyo3::IntoPyObjectExt;

/// The arguments by name; `None` if the field takes none. Dates that are distances from now become dates.
pub fn keywords<'py>(
    py: Python<'py>,
    params: &[Param],
    bound: &BoundArgs,
    given: &Objects,
    clock: Clock,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    if params.is_empty() {
        return Ok(None);
    }
    let kwargs = PyDict::new(py);
    for (i, param) in params.iter().enumerate() {
        let value = match (param.kind, bound.args.get(i)) {
            (Kind::Moment, Arg::Moment(_) | Arg::Str(_) | Arg::Int(_)) => {
                let seconds = bound.args.seconds(i, clock).or_raise(py)?.unwrap_or_default();
                objects::value(py, &Value::DateTime(seconds * 1_000_000), given)?
            }
            (Kind::Day, Arg::Moment(_) | Arg::Str(_) | Arg::Int(_)) => {
                let day = bound.args.day(i, clock).or_raise(py)?.unwrap_or_default();
                objects::value(py, &Value::Date(day), given)?
            }
            (Kind::Any, arg) if !matches!(arg, Arg::Any(_)) => continue,
            (_, Arg::Bool(value)) => value.into_bound_py_any(py)?,
            (_, Arg::Int(value)) => value.into_bound_py_any(py)?,
            (_, Arg::Float(value)) => value.into_bound_py_any(py)?,
            (_, Arg::Str(text)) => text.into_bound_py_any(py)?,
            (_, Arg::Strs(texts)) => PyList::new(py, texts)?.into_any(),
            (_, Arg::Any(value)) => objects::value(py, value, given)?,
            // The function has its defaults, and those of other kinds are shown only.
            _ => continue,
        };
        kwargs.set_item(param.name, value)?;
    }
    Ok(Some(kwargs))
}
