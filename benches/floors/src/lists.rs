//! Floors of what returns a list.

use crate::buffers;
use crate::text::{below16, below32, calendar, Pen, Random, Tables, DAYS, ROOM};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyList, PyTuple};
use pyo3::{ffi, intern};
use std::mem::size_of;
use std::ptr;

/// A fresh `str` of ASCII bytes: its memory, then a copy that needs no call for short texts.
#[inline(always)]
pub unsafe fn string(text: *const u8, len: usize) -> *mut ffi::PyObject {
    // SAFETY: the caller gives `len` bytes of ASCII; PyUnicode_New makes room for them after the header.
    unsafe {
        let made = ffi::PyUnicode_New(len as ffi::Py_ssize_t, 127);
        assert!(!made.is_null());
        let data = made.cast::<u8>().add(size_of::<ffi::PyASCIIObject>());
        match len {
            16..=32 => {
                ptr::copy_nonoverlapping(text, data, 16);
                ptr::copy_nonoverlapping(text.add(len - 16), data.add(len - 16), 16);
            }
            8..=15 => {
                ptr::copy_nonoverlapping(text, data, 8);
                ptr::copy_nonoverlapping(text.add(len - 8), data.add(len - 8), 8);
            }
            _ => ptr::copy_nonoverlapping(text, data, len),
        }
        made
    }
}

/// A list whose items the closure makes.
#[inline(always)]
fn list<'py>(py: Python<'py>, n: usize, mut item: impl FnMut() -> *mut ffi::PyObject) -> Bound<'py, PyList> {
    // SAFETY: every slot of the new list is set once, with a reference that it takes over.
    unsafe {
        let list = ffi::PyList_New(n as ffi::Py_ssize_t);
        assert!(!list.is_null());
        for i in 0..n {
            ffi::PyList_SET_ITEM(list, i as ffi::Py_ssize_t, item());
        }
        Bound::from_owned_ptr(py, list).cast_into_unchecked()
    }
}

/// Keeps the cyclic collector from running while rows are built.
struct Paused(bool);

impl Paused {
    fn new(_: Python<'_>) -> Self {
        // SAFETY: the interpreter is attached.
        Self(unsafe { ffi::PyGC_Disable() } == 1)
    }
}

impl Drop for Paused {
    fn drop(&mut self) {
        if self.0 {
            // SAFETY: the interpreter is still attached.
            unsafe { ffi::PyGC_Enable() };
        }
    }
}

/// What makes the values of a row: three texts, a small integer and a date, of which each exists once.
struct Row<'a> {
    room: [u8; ROOM],
    tables: &'a Tables,
    random: Random,
    ages: Vec<Py<PyAny>>,
    dates: Vec<Py<PyDate>>,
}

impl<'a> Row<'a> {
    fn new(py: Python<'_>, tables: &'a Tables, seed: u64) -> PyResult<Self> {
        let dates = calendar().iter().map(|&(y, m, d)| Ok(PyDate::new(py, y, m, d)?.unbind())).collect::<PyResult<_>>();
        let ages = (18..=65_i64).map(|age| Ok(age.into_pyobject(py)?.into_any().unbind())).collect::<PyResult<_>>();
        Ok(Self { room: [0; ROOM], tables, random: Random(seed), ages: ages?, dates: dates? })
    }

    /// Owned references to the five values.
    #[inline(always)]
    fn next(&mut self) -> [*mut ffi::PyObject; 5] {
        let Self { room, tables, random, ages, dates } = self;
        let texts = texts(room, random, |random, pen| {
            tables.uuid(random, pen);
            let first = pen.0;
            tables.name(random, pen);
            let second = pen.0;
            tables.email(random, pen);
            [first, second]
        });
        let bits = random.bits();
        let (age, date) = (&ages[below16(bits, 48)], &dates[below16(bits >> 16, DAYS)]);
        // SAFETY: both objects are alive; the row takes over one reference to each.
        unsafe {
            ffi::Py_INCREF(age.as_ptr());
            ffi::Py_INCREF(date.as_ptr());
        }
        [texts[0], texts[1], texts[2], age.as_ptr(), date.as_ptr()]
    }
}

/// Three strings, written behind each other.
#[inline(always)]
fn texts(
    room: &mut [u8; ROOM],
    random: &mut Random,
    write: impl FnOnce(&mut Random, &mut Pen) -> [*mut u8; 2],
) -> [*mut ffi::PyObject; 3] {
    let start = room.as_mut_ptr();
    let mut pen = Pen(start);
    let [a, b] = write(random, &mut pen);
    let text = |from: *mut u8, to: *mut u8| {
        // SAFETY: both point into `room`, in this order.
        unsafe { string(from, to.offset_from(from) as usize) }
    };
    [text(start, a), text(a, b), text(b, pen.0)]
}

/// The floors that need tables.
#[pyclass(frozen)]
pub struct Floors {
    pub tables: Tables,
}

impl Floors {
    #[inline(always)]
    fn strings<'py>(
        &self,
        py: Python<'py>,
        n: usize,
        write: impl Fn(&Tables, &mut Random, &mut Pen),
    ) -> Bound<'py, PyList> {
        let mut random = Random(n as u64);
        let mut room = [0; ROOM];
        let start = room.as_mut_ptr();
        list(py, n, || {
            let mut pen = Pen(start);
            write(&self.tables, &mut random, &mut pen);
            // SAFETY: the pen wrote from `start` to where it is.
            unsafe { string(start, pen.0.offset_from(start) as usize) }
        })
    }
}

#[pymethods]
impl Floors {
    #[new]
    fn new(tables: &Bound<'_, PyDict>) -> PyResult<Self> {
        Ok(Self { tables: Tables::new(tables)? })
    }

    fn names<'py>(&self, py: Python<'py>, n: usize) -> Bound<'py, PyList> {
        self.strings(py, n, Tables::name)
    }

    fn emails<'py>(&self, py: Python<'py>, n: usize) -> Bound<'py, PyList> {
        self.strings(py, n, Tables::email)
    }

    fn uuids<'py>(&self, py: Python<'py>, n: usize) -> Bound<'py, PyList> {
        self.strings(py, n, Tables::uuid)
    }

    fn addresses<'py>(&self, py: Python<'py>, n: usize) -> Bound<'py, PyList> {
        self.strings(py, n, Tables::address)
    }

    fn companies<'py>(&self, py: Python<'py>, n: usize) -> Bound<'py, PyList> {
        self.strings(py, n, Tables::company)
    }

    fn sentences<'py>(&self, py: Python<'py>, n: usize) -> Bound<'py, PyList> {
        self.strings(py, n, Tables::sentence)
    }

    /// Shared entries of a tuple of strings.
    #[staticmethod]
    fn picks<'py>(py: Python<'py>, table: &Bound<'py, PyTuple>, n: usize) -> Bound<'py, PyList> {
        let mut random = Random(n as u64);
        let entries = table.as_slice();
        list(py, n, || {
            let entry = entries[below32(random.bits(), entries.len() as u64) as usize].as_ptr();
            // SAFETY: the table keeps its entries alive.
            unsafe { ffi::Py_INCREF(entry) };
            entry
        })
    }

    /// 0 to 100: integers that CPython keeps.
    #[staticmethod]
    fn small_integers<'py>(py: Python<'py>, n: usize) -> PyResult<Bound<'py, PyList>> {
        let mut random = Random(n as u64);
        let kept = (0..=100_i64)
            .map(|i| Ok(i.into_pyobject(py)?.into_any().unbind()))
            .collect::<PyResult<Vec<Py<PyAny>>>>()?;
        Ok(list(py, n, || {
            let integer = kept[below32(random.bits(), 101) as usize].as_ptr();
            // SAFETY: `kept` keeps it alive.
            unsafe { ffi::Py_INCREF(integer) };
            integer
        }))
    }

    /// 0 to 10^9.
    #[staticmethod]
    fn integers<'py>(py: Python<'py>, n: usize) -> Bound<'py, PyList> {
        let mut random = Random(n as u64);
        // SAFETY: the interpreter is attached.
        list(py, n, || unsafe { ffi::PyLong_FromLong(below32(random.bits(), 1_000_000_001) as _) })
    }

    #[staticmethod]
    fn floats<'py>(py: Python<'py>, n: usize) -> Bound<'py, PyList> {
        let mut random = Random(n as u64);
        let unit = 1.0 / (1_u64 << 53) as f64;
        // SAFETY: the interpreter is attached.
        list(py, n, || unsafe { ffi::PyFloat_FromDouble((random.bits() >> 11) as f64 * unit) })
    }

    /// Dicts: copies of one that has the keys, which is quicker than to begin with an empty one.
    fn dicts<'py>(&self, py: Python<'py>, n: usize) -> PyResult<Bound<'py, PyList>> {
        let _paused = Paused::new(py);
        let mut row = Row::new(py, &self.tables, n as u64)?;
        let keys =
            [intern!(py, "id"), intern!(py, "name"), intern!(py, "email"), intern!(py, "age"), intern!(py, "joined")];
        let template = PyDict::new(py);
        for key in keys {
            template.set_item(key, py.None())?;
        }
        // SAFETY: the dict takes references of its own; those of the row are given up.
        Ok(list(py, n, || unsafe {
            let dict = ffi::PyDict_Copy(template.as_ptr());
            for (key, value) in keys.into_iter().zip(row.next()) {
                ffi::PyDict_SetItem(dict, key.as_ptr(), value);
                ffi::Py_DECREF(value);
            }
            dict
        }))
    }

    fn tuples<'py>(&self, py: Python<'py>, n: usize) -> PyResult<Bound<'py, PyList>> {
        let _paused = Paused::new(py);
        let mut row = Row::new(py, &self.tables, n as u64)?;
        // SAFETY: each slot of the new tuple is set once, with a reference that it takes over.
        Ok(list(py, n, || unsafe {
            let tuple = ffi::PyTuple_New(5);
            for (i, value) in (0..).zip(row.next()) {
                ffi::PyTuple_SET_ITEM(tuple, i, value);
            }
            tuple
        }))
    }

    /// Names as the two buffers of an Arrow column.
    fn name_column(&self, py: Python<'_>, n: usize) -> buffers::Column {
        py.detach(|| buffers::text_column(&self.tables, n, 16, Tables::name))
    }

    /// The five columns of a record, as Arrow's buffers.
    fn columns(&self, py: Python<'_>, n: usize) -> Vec<buffers::Column> {
        py.detach(|| buffers::columns(&self.tables, n))
    }

    /// CSV rows into a buffer that is used again and again; how many bytes.
    fn csv(&self, py: Python<'_>, n: usize) -> usize {
        py.detach(|| buffers::format(&self.tables, n, Tables::csv, |_| Ok(())).unwrap_or_default())
    }

    fn write_csv(&self, py: Python<'_>, n: usize, path: &str) -> PyResult<usize> {
        Ok(py.detach(|| buffers::write(&self.tables, n, Tables::csv, path))?)
    }

    fn json(&self, py: Python<'_>, n: usize) -> usize {
        py.detach(|| buffers::format(&self.tables, n, Tables::json, |_| Ok(())).unwrap_or_default())
    }

    fn write_json(&self, py: Python<'_>, n: usize, path: &str) -> PyResult<usize> {
        Ok(py.detach(|| buffers::write(&self.tables, n, Tables::json, path))?)
    }
}
