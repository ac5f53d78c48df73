//! Lists, tuples and dicts that are filled where they lie.
//!
//! Collecting the objects first and making a list of them then would keep two copies of every pointer, and touch each
//! twice.

use super::objects::{self, Exporter};
use crate::records::Column;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use std::marker::PhantomData;

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

    /// The next places, to be filled in order.
    #[inline]
    pub fn places(&mut self, n: usize) -> Places<'_, 'py> {
        let n = n.min(self.len - self.filled);
        let places = match n {
            // An empty list has no memory: what it points to is null, which no slice may be at.
            0 => Default::default(),
            // SAFETY: a list has as many places as it was made with, one pointer each; the next `n` of them are empty, and
            // nobody else knows of the list while this borrows it.
            _ => unsafe {
                let items = (*self.list.as_ptr().cast::<ffi::PyListObject>()).ob_item;
                std::slice::from_raw_parts_mut(items.add(self.filled), n)
            },
        };
        Places { places: places.iter_mut(), n, filled: &mut self.filled, list: PhantomData }
    }

    /// Fills the next places with the values of a column.
    ///
    /// # Errors
    /// Whatever Python says when it makes them.
    #[inline]
    pub fn column(&mut self, column: &Column, exporter: &mut Exporter<'_, 'py>) -> PyResult<()> {
        let mut places = self.places(column.len());
        exporter.each(column, |object| places.put(object))
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

/// Places of a list that nothing is in yet.
#[derive(Debug)]
pub struct Places<'a, 'py> {
    places: std::slice::IterMut<'a, *mut ffi::PyObject>,
    n: usize,
    filled: &'a mut usize,
    list: PhantomData<Bound<'py, PyList>>,
}

impl<'py> Places<'_, 'py> {
    /// Fills the next place; beyond the last, nothing.
    #[inline(always)]
    pub fn put(&mut self, object: Bound<'py, PyAny>) {
        if let Some(place) = self.places.next() {
            *place = object.into_ptr();
        }
    }
}

/// Counts once what was filled, rather than in memory for each.
impl Drop for Places<'_, '_> {
    fn drop(&mut self) {
        *self.filled += self.n - self.places.len();
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

    /// A row whose values are still to come. Nobody may see a tuple, and no Python code may run, before it has them all.
    ///
    /// # Errors
    /// If there is not enough memory.
    #[inline]
    fn empty(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Dict(template, _) => Ok(template.copy()?.into_any()),
            // SAFETY: a new tuple is an object, and this reference to it is ours.
            Self::Tuple(len) => unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyTuple_New(*len as ffi::Py_ssize_t)) },
        }
    }

    /// Rows of some columns, all of `n` values.
    ///
    /// # Errors
    /// Whatever Python says when it makes the values.
    pub fn rows(
        &self,
        py: Python<'py>,
        n: usize,
        columns: &[Column],
        exporters: &mut [Exporter<'_, 'py>],
        put: impl FnMut(Bound<'py, PyAny>),
    ) -> PyResult<()> {
        // What runs Python comes first, while there are no unfinished rows.
        let mut made: Vec<Option<Vec<Bound<'py, PyAny>>>> = Vec::with_capacity(columns.len());
        for (column, exporter) in columns.iter().zip(&mut *exporters) {
            made.push(match objects::runs_python(&column.data) {
                true => {
                    let mut objects = Vec::with_capacity(n);
                    exporter.each(column, |object| objects.push(object))?;
                    Some(objects)
                }
                false => None,
            });
        }
        let rows = (0..n).map(|_| self.empty(py)).collect::<PyResult<Vec<_>>>()?;
        for (at, ((column, exporter), made)) in columns.iter().zip(exporters).zip(made).enumerate() {
            let mut rows = rows.iter();
            let mut failed = false;
            let mut fill = |object: Bound<'py, PyAny>| {
                let Some(row) = rows.next() else { return };
                failed |= !self.fill(row, at, object);
            };
            match made {
                Some(objects) => objects.into_iter().for_each(fill),
                None => exporter.each(column, &mut fill)?,
            }
            if failed {
                return Err(PyErr::fetch(py));
            }
        }
        rows.into_iter().for_each(put);
        Ok(())
    }

    /// Gives a row its value of a column; false if there is not enough memory.
    #[inline(always)]
    fn fill(&self, row: &Bound<'py, PyAny>, at: usize, object: Bound<'py, PyAny>) -> bool {
        match self {
            // SAFETY: a dict, a string and an object that are alive; the dict takes a reference of its own.
            Self::Dict(_, names) => unsafe {
                ffi::PyDict_SetItem(row.as_ptr(), names[at].as_ptr(), object.as_ptr()) == 0
            },
            Self::Tuple(len) => {
                debug_assert!(at < *len);
                // SAFETY: a tuple of `len` places that is ours alone, of which this one is filled now and only now; it
                // takes the reference over.
                unsafe { ffi::PyTuple_SET_ITEM(row.as_ptr(), at as ffi::Py_ssize_t, object.into_ptr()) };
                true
            }
        }
    }
}
