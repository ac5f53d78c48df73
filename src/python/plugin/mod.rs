//! Fields of third parties at the boundary: declared by `forgery.registry`, made by Python or by compiled code.

mod arguments;
mod batch;
mod capsules;
mod field;
mod native;
mod resolver;
mod values;

pub use batch::Batch;
pub use field::PluginField;
pub use resolver::{replacing, PyResolver};

use pyo3::prelude::*;

/// Adds the classes and functions to the module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Batch>()?;
    module.add_class::<PluginField>()?;
    module.add_class::<native::NativeProvider>()?;
    module.add_function(wrap_pyfunction!(resolver::_plugins_replace, module)?)?;
    module.add_function(wrap_pyfunction!(native::_native_provider, module)?)?;
    Ok(())
}
