//! Errors as Python sees them: the classes of `forgery.errors`.

use crate::error::Error;
use crate::opaque::Opaque;
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
        Error::Geography(_) => "GeographicalError",
        Error::Schema(_) => "SchemaError",
        Error::Column { .. } => "InvalidValueError",
        Error::Entropy(_) => "EntropyError",
        Error::Plugin(_) => "PluginError",
        Error::Raised(..) => "ForgeryError",
    }
}

/// The Python error for one of ours.
pub fn to_python(py: Python<'_>, error: &Error) -> PyErr {
    let make = || -> PyResult<PyErr> {
        if let Some(raised) = raised(py, error) {
            return Ok(raised);
        }
        let errors = ERRORS.get_or_try_init(py, || PyResult::Ok(py.import("forgery.errors")?.unbind()))?;
        let instance = errors.bind(py).getattr(class(error))?.call1((error.to_string(),))?;
        if let Error::Column { column, .. } = error {
            instance.setattr("column", column)?;
        }
        let made = PyErr::from_value(instance);
        if let Error::Plugin(failure) = error.root() {
            let instance = made.value(py);
            instance.setattr("distribution", &failure.distribution)?;
            instance.setattr("provider", &failure.provider)?;
            instance.setattr("field", &failure.field)?;
            made.set_cause(py, exception(py, failure.cause.as_ref()));
        }
        Ok(made)
    };
    make().unwrap_or_else(|error| error)
}

/// The exception that was taken along.
fn exception(py: Python<'_>, opaque: Option<&Opaque>) -> Option<PyErr> {
    opaque.and_then(Opaque::get::<PyErr>).map(|error| error.clone_ref(py))
}

/// An exception that is to be raised as it is: one of `forgery.registry`, with its column, and what is no error at all,
/// such as `KeyboardInterrupt`.
fn raised(py: Python<'_>, error: &Error) -> Option<PyErr> {
    match error {
        Error::Column { column, error } => raised(py, error).map(|raised| in_column(py, raised, column)),
        Error::Raised(_, opaque) => exception(py, Some(opaque)),
        Error::Plugin(failure) => {
            let cause = exception(py, failure.cause.as_ref())?;
            (!cause.is_instance_of::<pyo3::exceptions::PyException>(py)).then_some(cause)
        }
        _ => None,
    }
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
        named.getattr("__dict__")?.call_method1("update", (raised.getattr("__dict__")?,))?;
        named.setattr("column", column)?;
        let named = PyErr::from_value(named);
        // What went wrong in the first place, where that is known.
        named.set_cause(py, Some(error.cause(py).unwrap_or_else(|| error.clone_ref(py))));
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
