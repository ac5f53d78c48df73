//! Rules as they are written, for the interpreter in Python that draws where the engine would pass over something.

use crate::locale::{block, find_name, Class, Expr};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use pyo3::IntoPyObjectExt;

/// A rule as nested tuples, each of which begins with its kind; its variables with their parts, then its parts.
type Written<'py> = (Vec<(String, Bound<'py, PyAny>)>, Bound<'py, PyAny>);

/// The rule that a provider class has for a method, if it has one that is no Rust function alone.
///
/// Args:
///     class_id (str): The class, such as "en_US/person".
///     name (str): The method's name.
///
/// Raises:
///     ValueError: The rule cannot be read.
#[pyfunction]
pub fn compat_rule<'py>(py: Python<'py>, class_id: &str, name: &str) -> PyResult<Option<Written<'py>>> {
    let source = Class::find(class_id).and_then(|class| class.rule_source(find_name(name)?));
    let Some(source) = source else { return Ok(None) };
    let rule = block(source.to_string()).map_err(PyValueError::new_err)?;
    if !rule.natives().is_empty() {
        return Ok(None);
    }
    let lets = rule.lets.iter().map(|(name, part)| Ok((name.clone(), written(py, part)?)));
    Ok(Some((lets.collect::<PyResult<_>>()?, written(py, &rule.body)?)))
}

fn written<'py>(py: Python<'py>, expr: &Expr) -> PyResult<Bound<'py, PyAny>> {
    let all =
        |parts: &[Expr]| PyTuple::new(py, parts.iter().map(|part| written(py, part)).collect::<PyResult<Vec<_>>>()?);
    match expr {
        Expr::Literal(text) => ("literal", text).into_bound_py_any(py),
        Expr::Number(number) => ("literal", number).into_bound_py_any(py),
        Expr::Name(name) => ("name", name).into_bound_py_any(py),
        Expr::Call(name, parts) => ("call", name, all(parts)?).into_bound_py_any(py),
        Expr::Sum(parts) => ("sum", all(parts)?).into_bound_py_any(py),
        Expr::Seq(parts) => ("seq", all(parts)?).into_bound_py_any(py),
    }
}
