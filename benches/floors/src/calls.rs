//! Floors of a single call: a method without arguments that returns one value.

use crate::lists::{string, Floors};
use crate::text::{below32, Pen, Random, Tables, ROOM};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
use std::sync::atomic::{AtomicU64, Ordering};

/// An object with a state, as a generator of values has one.
#[pyclass(frozen)]
pub struct Calls {
    floors: Py<Floors>,
    first: Vec<Py<PyAny>>,
    state: AtomicU64,
}

impl Calls {
    #[inline(always)]
    fn random(&self) -> Random {
        let mut random = Random(self.state.load(Ordering::Relaxed));
        random.bits();
        self.state.store(random.0, Ordering::Relaxed);
        random
    }
}

#[pymethods]
impl Calls {
    #[new]
    fn new(floors: Py<Floors>, first: &Bound<'_, PyTuple>) -> Self {
        let first = first.iter().map(Bound::unbind).collect();
        Self { floors, first, state: AtomicU64::new(1) }
    }

    fn empty(&self) {}

    fn name<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        let mut room = [0; ROOM];
        let start = room.as_mut_ptr();
        let mut pen = Pen(start);
        Tables::name(&self.floors.get().tables, &mut self.random(), &mut pen);
        // SAFETY: the pen wrote ASCII from `start` to where it is; the reference is ours.
        unsafe {
            let made: *mut ffi::PyObject = string(start, pen.0.offset_from(start) as usize);
            Bound::from_owned_ptr(py, made).cast_into_unchecked()
        }
    }

    fn first_name(&self, py: Python<'_>) -> Py<PyAny> {
        self.first[below32(self.random().bits(), self.first.len() as u64) as usize].clone_ref(py)
    }
}
