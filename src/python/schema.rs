//! Schemas of several tables at the boundary.

use super::errors::{to_python, OrRaise};
use super::faker::Faker;
use super::objects::{self, Context};
use super::spec::{self, Objects};
use super::table::Table;
use crate::error::{Error, Result};
use crate::expressions::Expression;
use crate::records::schema::ColumnField;
use crate::records::spec::Spec;
use crate::schema::{compile, Problem};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping};
use std::sync::Arc;

/// How deep a schema may be nested.
const DEPTH: u32 = 64;

/// Reads a schema: mappings and lists to any depth, and what stands in them.
pub fn read(value: &Bound<'_, PyAny>, depth: u32, objects: &mut Objects) -> PyResult<Spec> {
    if depth > DEPTH {
        return Err(Error::Schema("the schema is nested too deeply".into())).or_raise(value.py());
    }
    if let Ok(mapping) = value.cast::<PyMapping>() {
        let mut pairs = Vec::new();
        for item in mapping.items()?.iter() {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            pairs.push((spec::read(&key, DEPTH, objects)?, read(&value, depth + 1, objects)?));
        }
        return Ok(Spec::Map(pairs));
    }
    if let Ok(list) = value.cast::<PyList>() {
        return Ok(Spec::Seq(list.iter().map(|item| read(&item, depth + 1, objects)).collect::<PyResult<_>>()?));
    }
    spec::read(value, 0, objects)
}

/// The error of a schema, with all that is wrong in `errors`: pairs of a path and a message.
fn raise(py: Python<'_>, problems: &[Problem]) -> PyErr {
    let make = || -> PyResult<PyErr> {
        let errors: Vec<_> = problems.iter().map(|problem| (problem.path.clone(), problem.error.to_string())).collect();
        let line = |(path, message): &(Vec<String>, String)| format!("{}: {message}", path.join("."));
        let message = errors.iter().map(line).collect::<Vec<_>>().join("\n");
        let instance = py.import("forgery.errors")?.getattr("SchemaError")?.call1((message,))?;
        instance.setattr("errors", errors)?;
        Ok(PyErr::from_value(instance))
    };
    match problems {
        [Problem { error: error @ Error::Plugin(_), .. }] => to_python(py, error),
        _ => make().unwrap_or_else(|error| error),
    }
}

/// The tables of a schema, by name, as a dict: what `forgery.schema` hands over once it is checked.
///
/// Without `overlays` nothing goes wrong in them that the schema says goes wrong.
#[pyfunction]
#[pyo3(signature = (schema, locale=None, seed=None, as_of=None, overlays=true))]
pub fn _tables<'py>(
    py: Python<'py>,
    schema: &Bound<'py, PyAny>,
    locale: Option<&Bound<'py, PyAny>>,
    seed: Option<&Bound<'py, PyAny>>,
    as_of: Option<&Bound<'py, PyAny>>,
    overlays: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let faker = Faker::of(py, locale, seed, as_of)?;
    let given = &schema.get_item("tables")?;
    let mut objects = Objects::new();
    let spec = read(given, 0, &mut objects)?;
    let settings = faker.settings(py, &objects, overlays);
    let compiled = compile(&spec, settings).map_err(|problems| raise(py, &problems))?;
    let out = PyDict::new(py);
    for (at, info) in compiled.tables.iter().enumerate() {
        let plan = compiled.set.table(at);
        let columns = given.get_item(&info.name)?.get_item("columns")?;
        let contexts = plan.columns().iter().map(|column| {
            let host = match &column.spec.field {
                ColumnField::Field(..) => faker.host(py, &column.spec, &columns.get_item(&column.spec.name)?)?,
                // That of the truth is none of the schema's.
                _ => None,
            };
            Ok(Context { objects: objects.iter().map(|o| o.clone_ref(py)).collect(), host })
        });
        let contexts = contexts.collect::<PyResult<Vec<_>>>()?;
        out.set_item(&info.name, Table::new(py, Arc::new(plan), info.rows, contexts)?)?;
    }
    Ok(out)
}

/// The value of an expression over names with values: what parameters of schemas may be.
#[pyfunction]
pub fn _evaluate<'py>(py: Python<'py>, text: &str, names: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyAny>> {
    let mut known = Vec::new();
    for (name, value) in names {
        known.push((name.extract::<String>()?, spec::read(&value, 0, &mut Objects::new())?));
    }
    let evaluate = || -> Result<Spec> {
        let expression = Expression::parse(text)?;
        expression.constant(|name| known.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
    };
    objects::value(py, &evaluate().or_raise(py)?.value(), &[])
}
