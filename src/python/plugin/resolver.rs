//! Who knows third parties' fields: the registries of an instance, of the process, and what is installed.

use super::field::PluginField;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::opaque::Opaque;
use crate::python::arrow::attached;
use crate::records::plugin::{Declared, Resolver};
use pyo3::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

/// Whether some field of the catalogue may be replaced: as long as none is, nobody is asked.
static REPLACING: AtomicBool = AtomicBool::new(false);

/// Say that fields of the catalogue may be replaced from here on.
#[pyfunction]
pub fn _plugins_replace() {
    REPLACING.store(true, Ordering::Relaxed);
}

/// Whether some field of the catalogue may be replaced.
pub fn replacing() -> bool {
    REPLACING.load(Ordering::Relaxed)
}

/// The error for an exception.
pub fn raised(py: Python<'_>, error: PyErr) -> Error {
    Error::Raised(error.value(py).to_string(), Opaque::new(error))
}

/// The registries as a plan asks them.
#[derive(Debug)]
pub struct PyResolver {
    /// The registry of the instance; that of the process if it has none.
    registry: Option<Py<PyAny>>,
    /// What arguments that only Python understands stand for.
    objects: Vec<Py<PyAny>>,
    clock: Clock,
}

impl PyResolver {
    /// The registries for the columns of a schema.
    pub fn new(registry: Option<Py<PyAny>>, objects: Vec<Py<PyAny>>, clock: Clock) -> Arc<Self> {
        Arc::new(Self { registry, objects, clock })
    }

    fn registry<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match &self.registry {
            Some(registry) => Ok(registry.bind(py).clone()),
            None => py.import("forgery.registry")?.getattr("registry"),
        }
    }

    fn ask<T>(&self, what: impl FnOnce(Python<'_>, Bound<'_, PyAny>) -> PyResult<T>) -> Result<T> {
        attached(|py| self.registry(py).and_then(|registry| what(py, registry)).map_err(|error| raised(py, error)))
    }
}

impl Resolver for PyResolver {
    fn find(&self, name: &str) -> Result<Option<Declared>> {
        self.ask(|py, registry| {
            let found = registry.call_method1("field", (name,))?;
            if found.is_none() {
                return Ok(None);
            }
            let field = found.cast_into::<PluginField>()?;
            let objects = self.objects.iter().map(|object| object.clone_ref(py)).collect();
            Ok(Some(field.get().declared(py, objects, self.clock)))
        })
    }

    fn replaces(&self, name: &str) -> bool {
        replacing() && self.ask(|_, registry| registry.call_method1("replaces", (name,))?.extract()).unwrap_or(false)
    }

    fn nearest(&self, name: &str) -> Option<String> {
        self.ask(|_, registry| registry.call_method1("nearest", (name,))?.extract()).ok().flatten()
    }
}
