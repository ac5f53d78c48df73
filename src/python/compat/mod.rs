//! The boundary of `forgery.compat`: what the drop-in asks of the engine.

mod args;
mod bypass;
mod call;
mod clock;
pub mod decode;
pub mod engine;
mod found;
pub mod function;
mod kept;
pub mod live;
mod overrides;
mod prepared;
pub mod proxy;
mod random;
pub mod repeat;
mod rules;
pub mod tables;

use pyo3::prelude::*;

/// Adds the drop-in's functions and classes to the extension.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(tables::compat_classes, module)?)?;
    module.add_function(wrap_pyfunction!(decode::compat_unidecode, module)?)?;
    module.add_class::<engine::ProviderBase>()?;
    module.add_class::<engine::Engine>()?;
    module.add_class::<proxy::Proxy>()?;
    module.add_class::<function::Function>()?;
    module.add_function(wrap_pyfunction!(function::compat_function, module)?)?;
    module.add_function(wrap_pyfunction!(live::compat_changes, module)?)?;
    module.add_function(wrap_pyfunction!(live::compat_touch_all, module)?)?;
    module.add_function(wrap_pyfunction!(overrides::compat_touch, module)?)?;
    module.add_function(wrap_pyfunction!(overrides::compat_exposed, module)?)?;
    module.add_function(wrap_pyfunction!(tables::compat_head, module)?)?;
    module.add_function(wrap_pyfunction!(tables::compat_table, module)?)?;
    module.add_function(wrap_pyfunction!(rules::compat_rule, module)?)?;
    module.add_function(wrap_pyfunction!(repeat::compat_repeat, module)?)?;
    module.add_function(wrap_pyfunction!(repeat::compat_count, module)?)?;
    module.add_function(wrap_pyfunction!(repeat::compat_singular, module)?)?;
    module.add_function(wrap_pyfunction!(repeat::compat_nearest, module)?)?;
    Ok(())
}
