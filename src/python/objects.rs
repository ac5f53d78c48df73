//! From columns to Python objects.

use super::decimals;
use super::errors::OrRaise;
use super::spec::Objects;
use crate::clock::{civil, date, datetime};
use crate::digits::{uuid, UUID};
use crate::error::Error;
use crate::providers::Value;
use crate::records::{Column, Data};
use chrono::{Datelike, NaiveDateTime, Timelike};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyBytes, PyDate, PyDateTime, PyDelta, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyString, PyTime,
    PyTuple,
};
use pyo3::{ffi, IntoPyObjectExt};
use std::mem::MaybeUninit;

/// What a column needs from Python to become objects.
#[derive(Debug, Default)]
pub struct Context {
    /// The user's own objects, which the engine knows by number.
    pub objects: Objects,
    /// For a field that Python makes: the function, called with a seed.
    pub host: Option<Py<PyAny>>,
}

/// A Python string of UTF-8 bytes; ASCII takes the short way.
#[inline]
pub fn text<'py>(py: Python<'py>, bytes: &[u8]) -> Bound<'py, PyAny> {
    if bytes.is_ascii() {
        return ascii(py, bytes);
    }
    PyString::new(py, &String::from_utf8_lossy(bytes)).into_any()
}

/// A Python string of bytes that are ASCII.
#[inline]
pub fn ascii<'py>(py: Python<'py>, bytes: &[u8]) -> Bound<'py, PyAny> {
    debug_assert!(bytes.is_ascii());
    #[cfg(not(any(PyPy, GraalPy)))]
    if !bytes.is_empty() {
        // SAFETY: a string of that length whose characters are all ASCII is made and filled before anyone sees it: it
        // has one byte a character and room for the closing zero. The empty string is shared, and left to the other
        // way.
        unsafe {
            let object = blank(py, bytes.len());
            if !object.is_null() {
                let to = object.cast::<u8>().add(size_of::<ffi::PyASCIIObject>());
                std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len());
                return Bound::from_owned_ptr(py, object);
            }
            ffi::PyErr_Clear();
        }
    }
    PyString::new(py, &String::from_utf8_lossy(bytes)).into_any()
}

/// A new string of so many ASCII characters, more than none, that are yet to be written; null with an error set.
///
/// `PyUnicode_New` finds out each time how to make one, which takes as long as half of what is left: all but the length is
/// the same for all of them, and is copied from the first.
#[cfg(not(any(PyPy, GraalPy, Py_GIL_DISABLED)))]
#[inline]
fn blank(py: Python<'_>, length: usize) -> *mut ffi::PyObject {
    struct Head(MaybeUninit<ffi::PyASCIIObject>);
    // SAFETY: it is bytes that nobody writes to, and the address in it, if there is one, is null.
    unsafe impl Send for Head {}
    // SAFETY: as above.
    unsafe impl Sync for Head {}
    static HEAD: PyOnceLock<Option<Head>> = PyOnceLock::new();

    const SIZE: usize = size_of::<ffi::PyASCIIObject>();
    let first = || {
        // SAFETY: a string of ASCII characters begins with that struct; its characters are written before anyone sees it,
        // and its closing zero has been.
        unsafe {
            let first = Bound::from_owned_ptr_or_opt(py, ffi::PyUnicode_New(3, 127))?;
            std::ptr::copy_nonoverlapping(b"abc".as_ptr(), first.as_ptr().cast::<u8>().add(SIZE), 3);
            Some(Head(first.as_ptr().cast::<MaybeUninit<ffi::PyASCIIObject>>().read()))
        }
    };
    // SAFETY: the memory is as large as the struct, the characters and a closing zero. Then the head's count and type are
    // set, and the length; what is copied besides holds for any string of ASCII characters whose hash nobody has asked
    // for. Strings are freed by `PyObject_Free`.
    unsafe {
        if let Some(head) = HEAD.get_or_init(py, first).as_ref().filter(|_| length < 1 << 30) {
            let memory = ffi::PyObject_Malloc(SIZE + length + 1);
            if !memory.is_null() {
                std::ptr::copy_nonoverlapping(&raw const head.0, memory.cast(), 1);
                let object = ffi::PyObject_Init(memory.cast(), &raw mut ffi::PyUnicode_Type);
                (*object.cast::<ffi::PyASCIIObject>()).length = length as ffi::Py_ssize_t;
                memory.cast::<u8>().add(SIZE + length).write(0);
                return object;
            }
        }
        ffi::PyUnicode_New(length as ffi::Py_ssize_t, 127)
    }
}

/// The same where objects are made in another way.
#[cfg(all(Py_GIL_DISABLED, not(any(PyPy, GraalPy))))]
fn blank(_py: Python<'_>, length: usize) -> *mut ffi::PyObject {
    // SAFETY: any length may be asked for.
    unsafe { ffi::PyUnicode_New(length as ffi::Py_ssize_t, 127) }
}

/// An integer; a small one is an object that there is already.
#[inline]
pub fn int(py: Python<'_>, value: i64) -> Bound<'_, PyAny> {
    PyInt::new(py, value).into_any()
}

fn decimal<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    decimals::of(py, text.as_bytes())
}

fn day(py: Python<'_>, days: i32) -> PyResult<Bound<'_, PyAny>> {
    let (year, month, day) = civil(days).map_or_else(
        || {
            let date = date(days);
            (date.year(), date.month(), date.day())
        },
        |(year, month, day)| (year as i32, month, day),
    );
    Ok(PyDate::new(py, year, month as u8, day as u8)?.into_any())
}

fn moment(py: Python<'_>, at: NaiveDateTime) -> PyResult<Bound<'_, PyAny>> {
    let (date, micros) = (at.date(), at.nanosecond() / 1000);
    let object = PyDateTime::new(
        py,
        date.year(),
        date.month() as u8,
        date.day() as u8,
        at.hour() as u8,
        at.minute() as u8,
        at.second() as u8,
        micros,
        None,
    )?;
    Ok(object.into_any())
}

fn clock(py: Python<'_>, micros: i64) -> PyResult<Bound<'_, PyAny>> {
    let at = datetime(micros);
    let (hour, minute, second) = (at.hour() as u8, at.minute() as u8, at.second() as u8);
    Ok(PyTime::new(py, hour, minute, second, at.nanosecond() / 1000, None)?.into_any())
}

fn delta(py: Python<'_>, micros: i64) -> PyResult<Bound<'_, PyAny>> {
    let (days, rest) = (micros.div_euclid(86_400_000_000), micros.rem_euclid(86_400_000_000));
    let (seconds, micros) = (rest / 1_000_000, rest % 1_000_000);
    Ok(PyDelta::new(py, days as i32, seconds as i32, micros as i32, true)?.into_any())
}

/// The object of a single value.
pub fn value<'py>(py: Python<'py>, value: &Value, objects: &[Py<PyAny>]) -> PyResult<Bound<'py, PyAny>> {
    let many = |items: &[Value]| items.iter().map(|v| self::value(py, v, objects)).collect::<PyResult<Vec<_>>>();
    Ok(match value {
        Value::None => py.None().into_bound(py),
        Value::Bool(b) => PyBool::new(py, *b).to_owned().into_any(),
        Value::Int(i) => i.into_bound_py_any(py)?,
        Value::Big(digits) => py.get_type::<PyInt>().call1((digits,))?,
        Value::Float(f) => PyFloat::new(py, *f).into_any(),
        Value::Decimal(digits) => decimal(py, digits)?,
        Value::Str(string) => text(py, string.as_bytes()),
        Value::Bytes(bytes) => PyBytes::new(py, bytes).into_any(),
        Value::Date(days) => day(py, *days)?,
        Value::DateTime(micros) => moment(py, datetime(*micros))?,
        Value::Time(micros) => clock(py, *micros)?,
        Value::Duration(micros) => delta(py, *micros)?,
        Value::Opaque(object) => match object.get::<Py<PyAny>>() {
            Some(object) => object.bind(py).clone(),
            None => py.None().into_bound(py),
        },
        Value::Element(at) => match objects.get(*at) {
            Some(object) => object.bind(py).clone(),
            None => (*at).into_bound_py_any(py)?,
        },
        Value::Tuple(items) => PyTuple::new(py, many(items)?)?.into_any(),
        Value::List(items) => PyList::new(py, many(items)?)?.into_any(),
        Value::Set(items) => PySet::new(py, many(items)?)?.into_any(),
        Value::Dict(pairs) => {
            let dict = PyDict::new(py);
            for (key, item) in pairs {
                let key = match key {
                    Value::Set(items) => PyFrozenSet::new(py, many(items)?)?.into_any(),
                    key => self::value(py, key, objects)?,
                };
                dict.set_item(key, self::value(py, item, objects)?)?;
            }
            dict.into_any()
        }
    })
}

/// The objects of a column.
pub fn column<'py>(py: Python<'py>, column: &Column, context: &Context) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let mut objects = Vec::with_capacity(column.len());
    Exporter::new(py, context).each(column, |object| objects.push(object))?;
    Ok(objects)
}

/// Makes the objects of a column that comes in parts.
pub struct Exporter<'a, 'py> {
    py: Python<'py>,
    context: &'a Context,
    /// One object for each entry of a table or each of the user's values that has come, shared by all its values.
    entries: Vec<Option<Bound<'py, PyAny>>>,
}

impl<'a, 'py> Exporter<'a, 'py> {
    /// For the objects of one column.
    pub fn new(py: Python<'py>, context: &'a Context) -> Self {
        Self { py, context, entries: Vec::new() }
    }

    /// Makes the objects of a part, one after another.
    ///
    /// # Errors
    /// Whatever Python says, after some of the objects.
    #[inline(always)]
    pub fn each(&mut self, column: &Column, mut put: impl FnMut(Bound<'py, PyAny>)) -> PyResult<()> {
        let Some(valid) = &column.valid else { return self.values(&column.data, put) };
        let (py, mut valid) = (self.py, valid.iter());
        self.values(&column.data, |object| {
            put(if valid.next() == Some(&false) { py.None().into_bound(py) } else { object });
        })
    }

    #[inline(always)]
    fn values(&mut self, values: &Data, put: impl FnMut(Bound<'py, PyAny>)) -> PyResult<()> {
        let py = self.py;
        match values {
            Data::Codes(table, codes) => self.shared(table.len(), codes, put, |i| Ok(text(py, table.get(i)))),
            Data::Choice(values, codes) => {
                let objects = &self.context.objects;
                self.shared(values.len(), codes, put, |i| value(py, &values[i], objects))
            }
            other => data(py, other, self.context, put),
        }
    }

    #[inline(always)]
    fn shared(
        &mut self,
        len: usize,
        codes: &[u32],
        mut put: impl FnMut(Bound<'py, PyAny>),
        make: impl Fn(usize) -> PyResult<Bound<'py, PyAny>>,
    ) -> PyResult<()> {
        self.entries.resize(len, None);
        let entries = &mut self.entries[..];
        for code in codes {
            let entry = &mut entries[*code as usize];
            put(match entry {
                Some(object) => object.clone(),
                None => entry.insert(make(*code as usize)?).clone(),
            });
        }
        Ok(())
    }
}

/// Whether making the objects of a column may run Python's code.
pub fn runs_python(data: &Data) -> bool {
    matches!(data, Data::Seeds(_) | Data::Value(_) | Data::Choice(..) | Data::Decimal(..))
}

#[inline(always)]
fn data<'py>(py: Python<'py>, data: &Data, context: &Context, mut put: impl FnMut(Bound<'py, PyAny>)) -> PyResult<()> {
    match data {
        // An exporter shares these.
        Data::Codes(..) | Data::Choice(..) => {}
        // Whether all is ASCII is seen faster for all texts at once.
        Data::Str(texts) if texts.bytes.is_ascii() => texts.iter().for_each(|bytes| put(ascii(py, bytes))),
        Data::Str(texts) => texts.iter().for_each(|bytes| put(text(py, bytes))),
        Data::Bytes(texts) => texts.iter().for_each(|bytes| put(PyBytes::new(py, bytes).into_any())),
        Data::Int(values) => {
            let small = small_integers(py);
            for value in values {
                put(match small.get(value.wrapping_sub(SMALLEST) as usize) {
                    Some(object) => object.bind(py).clone(),
                    None => PyInt::new(py, *value).into_any(),
                });
            }
        }
        Data::Float(values) => values.iter().for_each(|v| put(PyFloat::new(py, *v).into_any())),
        Data::Bool(values) => {
            let both = [false, true].map(|b| PyBool::new(py, b).to_owned().into_any());
            values.iter().for_each(|v| put(both[usize::from(*v)].clone()));
        }
        Data::Date(values) => {
            for v in values {
                put(day(py, *v)?);
            }
        }
        Data::DateTime(values) => {
            for v in values {
                put(moment(py, datetime(*v))?);
            }
        }
        Data::Time(values) => {
            for v in values {
                put(clock(py, *v)?);
            }
        }
        Data::Duration(values) => {
            for v in values {
                put(delta(py, *v)?);
            }
        }
        Data::Uuid(values) => {
            for id in values {
                let mut digits = [0; UUID];
                uuid(*id, &mut digits);
                put(ascii(py, &digits));
            }
        }
        Data::Decimal(..) => {
            for i in 0..data.len() {
                put(match data.value(i) {
                    Value::Decimal(digits) => decimal(py, &digits)?,
                    other => value(py, &other, &context.objects)?,
                });
            }
        }
        Data::Value(values) => {
            for v in values {
                put(value(py, v, &context.objects)?);
            }
        }
        Data::Seeds(seeds) => {
            let Some(host) = &context.host else {
                return Err(Error::value("a field that Python makes has no maker here")).or_raise(py);
            };
            for seed in seeds {
                put(host.bind(py).call1((*seed,))?);
            }
        }
    }
    Ok(())
}

/// The lowest integer that CPython keeps one object of, and the first that it does not.
const SMALLEST: i64 = -5;
const BEYOND: i64 = 257;

/// The integers that CPython keeps one object of: taking one from here is less than a call.
fn small_integers(py: Python<'_>) -> &[Py<PyAny>] {
    static SMALL: PyOnceLock<Vec<Py<PyAny>>> = PyOnceLock::new();
    SMALL.get_or_init(py, || (SMALLEST..BEYOND).map(|i| PyInt::new(py, i).into_any().unbind()).collect())
}

/// Keeps the cyclic collector from running while many containers are made, and puts it back whatever happens.
#[derive(Debug)]
pub struct Uncollected<'py> {
    collector: Option<Bound<'py, PyModule>>,
}

impl<'py> Uncollected<'py> {
    /// Stops the collector if it runs.
    ///
    /// # Errors
    /// If Python's `gc` cannot be imported.
    pub fn new(py: Python<'py>) -> PyResult<Self> {
        let gc = py.import("gc")?;
        let running: bool = gc.call_method0("isenabled")?.extract()?;
        if running {
            gc.call_method0("disable")?;
        }
        Ok(Self { collector: running.then_some(gc) })
    }
}

impl Drop for Uncollected<'_> {
    fn drop(&mut self) {
        if let Some(gc) = &self.collector {
            // Nothing sensible is left to do where even this fails.
            let _ = gc.call_method0("enable");
        }
    }
}
