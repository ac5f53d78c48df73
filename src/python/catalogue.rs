//! The catalogue as Python objects, from which stubs, listings and pages are generated.

use crate::locale::LOCALES;
use crate::providers::{self, Default, Field, Kind, Param, Type};
use crate::records::{entity::ENTITIES, import, schema};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};
use pyo3::IntoPyObjectExt;

/// The annotation of a field's values.
pub fn returns(kind: Type) -> &'static str {
    match kind {
        Type::Choice | Type::Any => "Any",
        kind => import::name(kind),
    }
}

/// The annotation of a parameter.
pub fn annotation(param: &Param) -> String {
    let plain = match param.kind {
        Kind::Bool => "bool".to_string(),
        Kind::Int | Kind::Within(..) => "int".to_string(),
        Kind::Float => "float".to_string(),
        Kind::Number => "float | decimal.Decimal".to_string(),
        Kind::Str | Kind::Pattern => "str".to_string(),
        Kind::OneOf(known) => {
            let known: Vec<String> = known.iter().map(|k| format!("\"{k}\"")).collect();
            format!("Literal[{}]", known.join(", "))
        }
        Kind::Strs => "Sequence[str]".to_string(),
        Kind::StrOrStrs => "str | Sequence[str]".to_string(),
        Kind::Hue => "str | float | Sequence[float]".to_string(),
        Kind::Moment | Kind::Day => "datetime.date | datetime.timedelta | str | int".to_string(),
        Kind::Elements => "Sequence[Any] | Mapping[Any, float]".to_string(),
        Kind::Weights => "Sequence[float]".to_string(),
        Kind::Object | Kind::Any => "Any".to_string(),
    };
    if param.default == Default::None {
        format!("{plain} | None")
    } else {
        plain
    }
}

/// The default of a parameter as Python writes it; `None` if the parameter must be given.
pub fn default(param: &Param) -> Option<String> {
    Some(match param.default {
        Default::Required => return None,
        Default::None => "None".to_string(),
        Default::Bool(true) => "True".to_string(),
        Default::Bool(false) => "False".to_string(),
        Default::Int(value) => value.to_string(),
        Default::Float(value) => crate::providers::float_repr(value),
        Default::Str(text) => literal(text),
        Default::Strs([one]) => format!("({},)", literal(one)),
        Default::Strs(texts) => format!("({})", texts.iter().map(|t| literal(t)).collect::<Vec<_>>().join(", ")),
    })
}

fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out + "\""
}

fn described<'py>(py: Python<'py>, provider: &str, field: &Field) -> PyResult<Bound<'py, PyDict>> {
    let params = PyList::empty(py);
    for param in field.params {
        let entry = PyDict::new(py);
        entry.set_item("name", param.name)?;
        entry.set_item("annotation", annotation(param))?;
        entry.set_item("default", default(param))?;
        entry.set_item("doc", param.doc)?;
        params.append(entry)?;
    }
    let entry = PyDict::new(py);
    entry.set_item("name", field.name)?;
    entry.set_item("plural", field.plural)?;
    entry.set_item("provider", provider)?;
    entry.set_item("returns", returns(field.returns))?;
    entry.set_item("params", params)?;
    entry.set_item("doc", field.doc)?;
    entry.set_item("ours", field.ours)?;
    Ok(entry)
}

/// List every field of the catalogue.
#[pyfunction]
pub fn fields(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let list = PyList::empty(py);
    for found in providers::fields() {
        list.append(described(py, found.provider, found.field)?)?;
    }
    Ok(list)
}

/// List every attribute of the entities: name, type and documentation.
#[pyfunction]
pub fn entities(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let list = PyList::empty(py);
    for entity in ENTITIES {
        for attribute in entity.attributes {
            let name = format!("{}.{}", entity.name, attribute.name);
            list.append((name, returns(attribute.returns), attribute.doc))?;
        }
    }
    Ok(list)
}

/// List the names of types in the records DSL, with the field that each stands for.
#[pyfunction]
pub fn types(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    PyList::new(py, schema::types())
}

/// List every locale.
#[pyfunction]
pub fn locales(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, LOCALES.iter().map(|name| name.into_bound_py_any(py)).collect::<PyResult<Vec<_>>>()?)
}
