//! Errors as Python sees them: the classes of `forgery.errors`.

use crate::error::Error;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyModule;

static ERRORS: PyOnceLock<Py<PyModule>> = PyOnceLock::new();

/// The name of the class for an error.
fn class(error: &Error) -> &'static str {
    match error.root() {
        Error::Locale { .. } => "UnknownLocaleError",
        Error::UnknownField { .. } => "UnknownFieldError",
        Error::Unavailable { .. } => "UnavailableFieldError",
        Error::UnknownParameter { .. } => "UnknownParameterError",
        Error::Type { .. } => "InvalidTypeError",
        Error::Value(_) | Error::Endless | Error::Assertion => "InvalidValueError",
        Error::Capacity { .. } => "CapacityError",
        Error::Schema(_) => "SchemaError",
        Error::Column { .. } => "InvalidValueError",
        Error::Entropy(_) => "EntropyError",
    }
}

/// The Python error for one of ours.
pub fn to_python(py: Python<'_>, error: &Error) -> PyErr {
    let make = || -> PyResult<PyErr> {
        let errors = ERRORS.get_or_try_init(py, || PyResult::Ok(py.import("forgery.errors")?.unbind()))?;
        let instance = errors.bind(py).getattr(class(error))?.call1((error.to_string(),))?;
        if let Error::Column { column, .. } = error {
            instance.setattr("column", column)?;
        }
        Ok(PyErr::from_value(instance))
    };
    make().unwrap_or_else(|error| error)
}

/// An error of ours that Python raised, with the column that it is about.
pub fn in_column(py: Python<'_>, error: PyErr, column: &str) -> PyErr {
    let make = || -> PyResult<PyErr> {
        let ours = py.import("forgery.errors")?.getattr("ForgeryError")?;
        let raised = error.value(py);
        if !raised.is_instance(&ours)? {
            return Ok(error.clone_ref(py));
        }
        let named = raised.get_type().call1((format!("column '{column}': {raised}"),))?;
        named.setattr("column", column)?;
        let named = PyErr::from_value(named);
        named.set_cause(py, Some(error.clone_ref(py)));
        Ok(named)
    };
    make().unwrap_or_else(|error| error)
}

/// Maps the error of a core call.
pub trait OrRaise<T> {
    /// The value, or the Python error.
    ///
    /// # Errors
    /// The Python error.
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRaise<T> for crate::error::Result<T> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| to_python(py, &error))
    }
}
