//! Attributes that a class does not have, found without making those slower that it has.
//!
//! A class with a `__getattr__` has every attribute looked up by CPython's slower way, and so has one that looks them up
//! in any way of its own. So a class gets one only when there are providers that it may have to look for; what CPython
//! calls then looks as every object does, and asks only when nothing was found.

use super::faker::Faker;
use pyo3::exceptions::PyAttributeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Whether there are providers of third parties.
static PROVIDED: AtomicBool = AtomicBool::new(false);

/// Says that there are providers of third parties, whose fields instances of `Faker` find as attributes from now on.
#[pyfunction]
pub fn _find_fields(py: Python<'_>) -> PyResult<()> {
    if PROVIDED.swap(true, Relaxed) {
        return Ok(());
    }
    let mut classes = vec![py.get_type::<Faker>()];
    while let Some(class) = classes.pop() {
        find_fields(&class);
        classes.extend(class.call_method0("__subclasses__")?.extract::<Vec<Bound<'_, PyType>>>()?);
    }
    Ok(())
}

/// Lets the instances of a class find fields that third parties make, if there are any, unless the class looks attributes
/// up in its own way.
#[inline]
pub fn find_fields(class: &Bound<'_, PyType>) {
    if PROVIDED.load(Relaxed) {
        set_getattro(class);
    }
}

fn set_getattro(class: &Bound<'_, PyType>) {
    let class = class.as_type_ptr();
    let usual: ffi::getattrofunc = ffi::PyObject_GenericGetAttr;
    // SAFETY: the type is alive. CPython sets the slot anew when a method that it stands for is set in the class; what
    // is set here does what the usual function does, and more only after an error.
    unsafe {
        if (*class).tp_getattro.is_some_and(|own| own as usize == usual as usize) {
            (*class).tp_getattro = Some(getattro);
            ffi::PyType_Modified(class);
        }
    }
}

/// # Safety
/// CPython calls it with an object and a string.
unsafe extern "C" fn getattro(object: *mut ffi::PyObject, name: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: both are alive, and the interpreter is attached.
    unsafe {
        let found = ffi::PyObject_GenericGetAttr(object, name);
        if !found.is_null() {
            return found;
        }
        let py = Python::assume_attached();
        field(&Bound::from_borrowed_ptr(py, object), &Bound::from_borrowed_ptr(py, name))
    }
}

/// The field that an attribute names, after CPython found none; null with an error if there is no such field.
#[cold]
fn field(object: &Bound<'_, PyAny>, name: &Bound<'_, PyAny>) -> *mut ffi::PyObject {
    let error = PyErr::fetch(object.py());
    let asks = |name: &str| !name.starts_with('_') && error.is_instance_of::<PyAttributeError>(object.py());
    let found = match name.extract::<String>() {
        Ok(text) if asks(&text) => ask(object, name),
        _ => Err(error),
    };
    match found {
        Ok(found) => found.into_ptr(),
        Err(error) => {
            error.restore(object.py());
            std::ptr::null_mut()
        }
    }
}

fn ask<'py>(object: &Bound<'py, PyAny>, name: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    object.py().import("forgery.registry._single")?.getattr("single")?.call1((object, name))
}
