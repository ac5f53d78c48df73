//! What Python's provider classes are made from: their heads, and the values of their tables.

use crate::locale::Class;
use pyo3::prelude::*;

/// The ids of all provider classes of Faker.
#[pyfunction]
pub fn compat_classes() -> Vec<&'static str> {
    Class::all().map(Class::id).collect()
}
