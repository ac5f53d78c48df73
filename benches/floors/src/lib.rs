//! Floors: hand-written loops that do one piece of forgery's work and nothing else.
//!
//! A floor has no fields, parameters, weights, locales, chunks or seeds per row; its generator is the cheapest
//! that gives usable values. It makes the same kind of result, of the same shape and length, as well as we
//! can write it. What forgery takes beyond that is the price of what it offers.

mod buffers;
mod calls;
mod lists;
mod text;

use pyo3::prelude::*;

/// The floors, as methods of `Floors`.
#[pymodule]
fn floors(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<lists::Floors>()?;
    module.add_class::<buffers::Column>()?;
    module.add_class::<calls::Calls>()
}
