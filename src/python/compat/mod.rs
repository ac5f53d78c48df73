//! The boundary of `forgery.compat`: what the drop-in asks of the engine.

pub mod decode;
pub mod tables;

use pyo3::prelude::*;

/// Adds the drop-in's functions and classes to the extension.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(tables::compat_classes, module)?)?;
    module.add_function(wrap_pyfunction!(decode::compat_unidecode, module)?)?;
    Ok(())
}
