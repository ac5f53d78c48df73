//! From columns to Python objects.

use super::errors::OrRaise;
use super::spec::Objects;
use crate::clock::{date, datetime};
use crate::error::Error;
use crate::providers::Value;
use crate::records::{Column, Data};
use chrono::{Datelike, NaiveDateTime, Timelike};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyBytes, PyDate, PyDateTime, PyDelta, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyString, PyTime,
    PyTuple, PyType,
};
use pyo3::{ffi, IntoPyObjectExt};

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
    #[cfg(not(any(PyPy, GraalPy)))]
    if bytes.is_ascii() {
        // SAFETY: a string of that length whose characters are all ASCII is made and filled before anyone sees it;
        // `PyUnicode_New` of a maximum below 128 has one byte a character and room for the closing zero.
        unsafe {
            let object = ffi::PyUnicode_New(bytes.len() as ffi::Py_ssize_t, 127);
            if !object.is_null() {
                if bytes.is_empty() {
                    return Bound::from_owned_ptr(py, object);
                }
                std::ptr::copy_nonoverlapping(bytes.as_ptr(), ffi::PyUnicode_1BYTE_DATA(object), bytes.len());
                return Bound::from_owned_ptr(py, object);
            }
            ffi::PyErr_Clear();
        }
    }
    PyString::new(py, &String::from_utf8_lossy(bytes)).into_any()
}

/// An integer; a small one is an object that there is already.
#[inline]
pub fn int(py: Python<'_>, value: i64) -> Bound<'_, PyAny> {
    PyInt::new(py, value).into_any()
}

/// The `Decimal` of a text that is a Python string.
pub fn decimal_of<'py>(py: Python<'py>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    DECIMAL.import(py, "decimal", "Decimal")?.call1((text,))
}

static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();

fn decimal<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    DECIMAL.import(py, "decimal", "Decimal")?.call1((text,))
}

fn day(py: Python<'_>, days: i32) -> PyResult<Bound<'_, PyAny>> {
    let date = date(days);
    Ok(PyDate::new(py, date.year(), date.month() as u8, date.day() as u8)?.into_any())
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
    let mut objects = data(py, &column.data, context)?;
    if let Some(valid) = &column.valid {
        let none = py.None().into_bound(py);
        for (object, valid) in objects.iter_mut().zip(valid) {
            if !valid {
                *object = none.clone();
            }
        }
    }
    Ok(objects)
}

fn data<'py>(py: Python<'py>, data: &Data, context: &Context) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let list = match data {
        Data::Codes(table, codes) => {
            // One object for each entry that comes, shared by all its values.
            let mut entries: Vec<Option<Bound<'py, PyAny>>> = vec![None; table.len()];
            let entry = |code: &u32| {
                let at = *code as usize;
                entries[at].get_or_insert_with(|| text(py, table.get(at))).clone()
            };
            codes.iter().map(entry).collect()
        }
        Data::Choice(values, codes) => {
            let entries = values.iter().map(|v| value(py, v, &context.objects)).collect::<PyResult<Vec<_>>>()?;
            codes.iter().map(|code| entries[*code as usize].clone()).collect()
        }
        Data::Str(texts) => texts.iter().map(|bytes| text(py, bytes)).collect(),
        Data::Bytes(texts) => texts.iter().map(|bytes| PyBytes::new(py, bytes).into_any()).collect(),
        Data::Int(values) => values.iter().map(|v| v.into_bound_py_any(py)).collect::<PyResult<_>>()?,
        Data::Float(values) => values.iter().map(|v| PyFloat::new(py, *v).into_any()).collect(),
        Data::Bool(values) => values.iter().map(|v| PyBool::new(py, *v).to_owned().into_any()).collect(),
        Data::Date(values) => values.iter().map(|v| day(py, *v)).collect::<PyResult<_>>()?,
        Data::DateTime(values) => values.iter().map(|v| moment(py, datetime(*v))).collect::<PyResult<_>>()?,
        Data::Time(values) => values.iter().map(|v| clock(py, *v)).collect::<PyResult<_>>()?,
        Data::Duration(values) => values.iter().map(|v| delta(py, *v)).collect::<PyResult<_>>()?,
        Data::Uuid(values) => {
            let mut buffer = Vec::with_capacity(36);
            let text_of = |id: &u128| {
                buffer.clear();
                crate::records::column::append_uuid(*id, &mut buffer);
                text(py, &buffer)
            };
            values.iter().map(text_of).collect()
        }
        Data::Decimal(..) => {
            let digits = |i: usize| match data.value(i) {
                Value::Decimal(digits) => decimal(py, &digits),
                other => value(py, &other, &context.objects),
            };
            (0..data.len()).map(digits).collect::<PyResult<_>>()?
        }
        Data::Value(values) => values.iter().map(|v| value(py, v, &context.objects)).collect::<PyResult<_>>()?,
        Data::Seeds(seeds) => {
            let Some(host) = &context.host else {
                return Err(Error::value("a field that Python makes has no maker here")).or_raise(py);
            };
            seeds.iter().map(|seed| host.bind(py).call1((*seed,))).collect::<PyResult<_>>()?
        }
    };
    Ok(list)
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
