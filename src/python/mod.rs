//! The boundary: classes and conversions for Python. No value is made here.

mod arrivals;
mod arrow;
mod attributes;
mod batch;
mod catalogue;
mod compat;
mod decimals;
mod detach;
mod errors;
mod faker;
mod geo;
mod lists;
mod lock;
mod methods;
mod objects;
mod plugin;
mod rules;
mod schema;
mod single;
mod spec;
mod table;
#[cfg(unix)]
mod text;

use pyo3::prelude::*;

/// The compiled part of forgery. Import `forgery` instead.
#[pymodule(gil_used = false)]
fn _forgery(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("VALUES_VERSION", crate::VALUES_VERSION)?;
    module.add("DEBUG", cfg!(debug_assertions))?;
    module.add_class::<faker::Faker>()?;
    module.add_class::<table::Table>()?;
    module.add_class::<table::Batches>()?;
    module.add_class::<batch::Rows>()?;
    methods::attach(&module.py().get_type::<faker::Faker>())?;
    module.add_function(wrap_pyfunction!(catalogue::fields, module)?)?;
    module.add_function(wrap_pyfunction!(catalogue::entities, module)?)?;
    module.add_function(wrap_pyfunction!(catalogue::types, module)?)?;
    module.add_function(wrap_pyfunction!(catalogue::locales, module)?)?;
    module.add_function(wrap_pyfunction!(detach::set_threads, module)?)?;
    module.add_function(wrap_pyfunction!(detach::threads, module)?)?;
    module.add_function(wrap_pyfunction!(schema::_evaluate, module)?)?;
    module.add_function(wrap_pyfunction!(schema::_tables, module)?)?;
    module.add_function(wrap_pyfunction!(rules::_drawn, module)?)?;
    module.add_function(wrap_pyfunction!(arrivals::_arrival_profile, module)?)?;
    module.add_function(wrap_pyfunction!(arrivals::_arrival_rates, module)?)?;
    module.add_function(wrap_pyfunction!(arrow::_raise_interrupt, module)?)?;
    module.add_function(wrap_pyfunction!(faker::forked, module)?)?;
    module.add_function(wrap_pyfunction!(attributes::_find_fields, module)?)?;
    geo::register(module)?;
    plugin::register(module)?;
    compat::register(module)?;
    Ok(())
}
