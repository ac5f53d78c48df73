//! Lists, tuples and dicts that are filled where they lie.
//!
//! Collecting the objects first and making a list of them then would keep two copies of every pointer, and touch each
//! twice.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};

/// A list of known length while it is filled. Nobody sees it before it is full: the collector is not told of it.
#[derive(Debug)]
pub struct NewList<'py> {
    list: Bound<'py, PyList>,
    len: usize,
    filled: usize,
}

impl<'py> NewList<'py> {
    /// A list of so many places, all empty.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn new(py: Python<'py>, len: usize) -> PyResult<Self> {
        // SAFETY: a new list is a list, and this reference to it is ours. Empty places are null, which is why the
        // collector, and through it all others, must not see it yet.
        let list = unsafe {
            let list = Bound::from_owned_ptr_or_err(py, ffi::PyList_New(len as ffi::Py_ssize_t))?;
            ffi::PyObject_GC_UnTrack(list.as_ptr().cast());
            list.cast_into_unchecked()
        };
        Ok(Self { list, len, filled: 0 })
    }

    /// Fills the next place.
    #[inline]
    pub fn push(&mut self, object: Bound<'py, PyAny>) {
        assert!(self.filled < self.len, "more values than places");
        // SAFETY: the place is within the list, empty, and takes over the reference.
        unsafe { ffi::PyList_SET_ITEM(self.list.as_ptr(), self.filled as ffi::Py_ssize_t, object.into_ptr()) };
        self.filled += 1;
    }

    /// The list, which must be full.
    ///
    /// # Errors
    /// If it is not.
    pub fn finish(self) -> PyResult<Bound<'py, PyList>> {
        if self.filled != self.len {
            let message = format!("{} values for {} places: please report this", self.filled, self.len);
            return Err(pyo3::exceptions::PySystemError::new_err(message));
        }
        // SAFETY: it was untracked when it was made, and is complete now.
        unsafe { ffi::PyObject_GC_Track(self.list.as_ptr().cast()) };
        Ok(self.list)
    }
}

/// What rows are.
#[derive(Debug)]
pub enum NewRow<'py> {
    /// Dicts: copies of one that has all keys, so that none of them grows.
    Dict(Bound<'py, PyDict>, Vec<Bound<'py, PyString>>),
    /// Tuples of so many values.
    Tuple(usize),
}

impl<'py> NewRow<'py> {
    /// Dicts with these keys.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn dict(py: Python<'py>, names: &[Py<PyString>]) -> PyResult<Self> {
        let names: Vec<_> = names.iter().map(|name| name.bind(py).clone()).collect();
        let template = PyDict::new(py);
        for name in &names {
            template.set_item(name, py.None())?;
        }
        Ok(Self::Dict(template, names))
    }

    /// The row of some values, one for each column.
    ///
    /// # Errors
    /// If there is not enough memory.
    #[inline]
    pub fn of(&self, values: impl Iterator<Item = Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Dict(template, names) => {
                let dict = template.copy()?;
                for (name, value) in names.iter().zip(values) {
                    // SAFETY: a dict, a string and an object that are alive; the dict takes references of its own.
                    let failed = unsafe { ffi::PyDict_SetItem(dict.as_ptr(), name.as_ptr(), value.as_ptr()) };
                    if failed != 0 {
                        return Err(PyErr::fetch(dict.py()));
                    }
                }
                Ok(dict.into_any())
            }
            Self::Tuple(len) => {
                let mut values = values.take(*len);
                let Some(first) = values.next() else {
                    return Err(pyo3::exceptions::PySystemError::new_err("a row without values: please report this"));
                };
                let py = first.py();
                // SAFETY: a new tuple is ours and nobody else's until it is full; each place is within it, filled
                // once, and takes over the reference. Places that get no value stay null, which the collector and the
                // destructor of tuples allow for.
                unsafe {
                    let tuple = Bound::from_owned_ptr_or_err(py, ffi::PyTuple_New(*len as ffi::Py_ssize_t))?;
                    for (i, value) in std::iter::once(first).chain(values).enumerate() {
                        ffi::PyTuple_SET_ITEM(tuple.as_ptr(), i as ffi::Py_ssize_t, value.into_ptr());
                    }
                    Ok(tuple)
                }
            }
        }
    }
}
