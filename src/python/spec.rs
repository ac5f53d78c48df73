//! From Python objects to what the engine reads: [`Spec`], seeds, locales.

use super::errors::OrRaise;
use crate::clock::Moment;
use crate::error::Error;
use crate::locale::Locale;
use crate::records::spec::Spec;
use crate::rng::Seed;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDate, PyDateAccess, PyDateTime, PyDelta, PyDeltaAccess, PyDict, PyFloat, PyInt,
    PyList, PyMapping, PyRange, PyString, PyTime, PyTimeAccess, PyTuple, PyType,
};

/// Objects that only Python understands, in the order in which they were met.
pub type Objects = Vec<Py<PyAny>>;

/// How deep a sequence's items are still read; beneath, they are values to choose from and stay as they are.
const DEPTH: u32 = 3;

/// Reads the value of a column or an argument.
pub fn read(value: &Bound<'_, PyAny>, depth: u32, objects: &mut Objects) -> PyResult<Spec> {
    if value.is_none() {
        return Ok(Spec::None);
    }
    if let Ok(value) = value.cast_exact::<PyString>() {
        return Ok(Spec::Str(value.to_cow()?.into_owned()));
    }
    if let Ok(value) = value.cast::<PyBool>() {
        return Ok(Spec::Bool(value.is_true()));
    }
    if let Ok(value) = value.cast_exact::<PyInt>() {
        return Ok(match value.extract::<i64>() {
            Ok(value) => Spec::Int(value),
            Err(_) => Spec::Big(value.str()?.to_cow()?.into_owned()),
        });
    }
    if let Ok(value) = value.cast_exact::<PyFloat>() {
        return Ok(Spec::Float(value.value()));
    }
    if let Ok(value) = value.cast::<PyDateTime>() {
        return Ok(Spec::Moment(Moment::DateTime(micros(value)?)));
    }
    if let Ok(value) = value.cast::<PyDate>() {
        return Ok(Spec::Moment(Moment::Date(days(value.get_year(), value.get_month(), value.get_day()))));
    }
    if let Ok(value) = value.cast::<PyTime>() {
        if value.getattr("tzinfo")?.is_none() {
            return Ok(Spec::Time(time_of_day(value)));
        }
    }
    if let Ok(value) = value.cast::<PyDelta>() {
        let seconds = f64::from(value.get_days()) * 86_400.0 + f64::from(value.get_seconds());
        return Ok(Spec::Moment(Moment::Delta(seconds + f64::from(value.get_microseconds()) / 1e6)));
    }
    if let Ok(value) = value.cast::<PyBytes>() {
        return Ok(Spec::Bytes(value.as_bytes().to_vec()));
    }
    if depth < DEPTH {
        if let Some(spec) = nested(value, depth, objects)? {
            return Ok(spec);
        }
    }
    scalar(value, objects)
}

fn nested(value: &Bound<'_, PyAny>, depth: u32, objects: &mut Objects) -> PyResult<Option<Spec>> {
    let sequence = value.is_instance_of::<PyList>()
        || value.is_instance_of::<PyTuple>()
        || value.is_instance_of::<PyRange>()
        || (value.hasattr("__array__")? && value.hasattr("tolist")?)
        || value.get_type().name()?.to_cow()?.starts_with("dict_");
    if sequence {
        let listed = if value.hasattr("tolist")? { value.call_method0("tolist")? } else { value.clone() };
        if listed.hasattr("__iter__")? {
            let items = listed.try_iter()?.map(|item| read(&item?, depth + 1, objects));
            return Ok(Some(Spec::Seq(items.collect::<PyResult<_>>()?)));
        }
    }
    if let Ok(mapping) = value.cast::<PyMapping>() {
        let pairs = mapping.items()?;
        let pairs = pairs.iter().map(|pair| {
            let (key, value) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
            PyResult::Ok((read(&key, DEPTH, objects)?, read(&value, depth + 1, objects)?))
        });
        return Ok(Some(Spec::Map(pairs.collect::<PyResult<_>>()?)));
    }
    Ok(None)
}

/// Numbers that are not Python's own, decimals, and everything else.
fn scalar(value: &Bound<'_, PyAny>, objects: &mut Objects) -> PyResult<Spec> {
    let name = value.get_type().name()?.to_cow()?.into_owned();
    if name == "Decimal" && value.get_type().module()?.to_cow()? == "decimal" {
        return Ok(Spec::Decimal(value.str()?.to_cow()?.into_owned()));
    }
    // NumPy's numbers are read as numbers; an enumeration's member is an object of its own.
    let class = value.is_instance_of::<PyType>();
    let member = class || value.hasattr("_value_")? && value.hasattr("_name_")?;
    if !member && value.hasattr("__index__")? {
        return read(&value.call_method0("__index__")?, DEPTH, objects);
    }
    if !member && value.hasattr("__float__")? && value.hasattr("dtype")? {
        return Ok(Spec::Float(value.extract()?));
    }
    if !member && value.is_instance_of::<PyString>() {
        return Ok(Spec::Str(value.str()?.to_cow()?.into_owned()));
    }
    objects.push(value.clone().unbind());
    Ok(Spec::Object(objects.len() - 1, name))
}

/// Reads keyword arguments.
pub fn named(kwargs: Option<&Bound<'_, PyDict>>, objects: &mut Objects) -> PyResult<Vec<(String, Spec)>> {
    let Some(kwargs) = kwargs else { return Ok(Vec::new()) };
    kwargs.iter().map(|(key, value)| Ok((key.extract()?, read(&value, 2, objects)?))).collect()
}

fn days(year: i32, month: u8, day: u8) -> i32 {
    let date = chrono::NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day));
    crate::clock::days(date.unwrap_or_default())
}

/// Microseconds since 1970 of a datetime; one with a time zone counts in UTC.
fn micros(value: &Bound<'_, PyDateTime>) -> PyResult<i64> {
    let date = i64::from(days(value.get_year(), value.get_month(), value.get_day()));
    let offset = value.call_method0("utcoffset")?;
    let offset = if offset.is_none() {
        0
    } else {
        let offset = offset.cast_into::<PyDelta>()?;
        i64::from(offset.get_days()) * 86_400 + i64::from(offset.get_seconds())
    };
    Ok((date * 86_400 - offset) * 1_000_000 + time_of_day(value))
}

/// Microseconds since 1970 of a datetime as its clock shows it, whatever its time zone.
pub fn naive_micros(value: &Bound<'_, PyAny>) -> PyResult<i64> {
    let value = value.cast::<PyDateTime>()?;
    let date = i64::from(days(value.get_year(), value.get_month(), value.get_day()));
    Ok(date * 86_400_000_000 + time_of_day(value))
}

/// Microseconds since midnight.
fn time_of_day(value: &impl PyTimeAccess) -> i64 {
    let minutes = i64::from(value.get_hour()) * 60 + i64::from(value.get_minute());
    (minutes * 60 + i64::from(value.get_second())) * 1_000_000 + i64::from(value.get_microsecond())
}

/// Microseconds since 1970 of a moment that must be a date or a time.
pub fn instant(value: &Bound<'_, PyAny>) -> PyResult<i64> {
    let spec = read(value, 0, &mut Objects::new())?;
    if let Spec::Str(text) = &spec {
        if crate::clock::absolute(text).is_none() {
            let message = format!("'as_of' must be a date or a time such as '2026-01-01', and '{text}' is none");
            return Err(Error::Value(message)).or_raise(value.py());
        }
    }
    let absolute = match &spec {
        Spec::Moment(Moment::DateTime(micros)) => Some(*micros),
        Spec::Moment(Moment::Date(days)) => Some(i64::from(*days) * 86_400_000_000),
        Spec::Str(text) => crate::clock::absolute(text),
        _ => None,
    };
    let wrong = || Error::Type {
        what: "'as_of'".into(),
        expected: "a date, a time or 'YYYY-MM-DD'".into(),
        given: spec.describe(),
    };
    absolute.ok_or_else(wrong).or_raise(value.py())
}

/// Reads a seed: any integer, string or bytes.
pub fn seed(value: &Bound<'_, PyAny>) -> PyResult<Seed> {
    if let Ok(value) = value.cast::<PyInt>() {
        if let Ok(small) = value.extract::<i64>() {
            return Ok(Seed::from(small));
        }
        let negative = value.lt(0)?;
        let magnitude = value.call_method0("__abs__")?;
        let bits: usize = magnitude.call_method0("bit_length")?.extract()?;
        let bytes = magnitude.call_method1("to_bytes", (bits.div_ceil(8), "little"))?;
        return Ok(Seed::Int { negative, magnitude: bytes.extract()? });
    }
    if let Ok(value) = value.cast::<PyString>() {
        return Ok(Seed::Str(value.to_cow()?.into_owned()));
    }
    if let Ok(value) = value.cast::<PyBytes>() {
        return Ok(Seed::Bytes(value.as_bytes().to_vec()));
    }
    if let Ok(value) = value.cast::<PyByteArray>() {
        return Ok(Seed::Bytes(value.to_vec()));
    }
    if value.hasattr("__index__")? {
        return seed(&value.call_method0("__index__")?);
    }
    let given = read(value, 0, &mut Objects::new())?.describe();
    Err(Error::Type { what: "a seed".into(), expected: "an integer, a string or bytes".into(), given })
        .or_raise(value.py())
}

/// Reads a locale or several.
pub fn locales(value: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<Locale>> {
    let Some(value) = value.filter(|v| !v.is_none()) else {
        return Ok(Locale::find("en_US").into_iter().collect());
    };
    let py = value.py();
    let names: Vec<String> = match read(value, 0, &mut Objects::new())? {
        Spec::Str(name) => vec![name],
        Spec::Seq(items) if !items.is_empty() => {
            let name = |item: Spec| match item {
                Spec::Str(name) => Ok(name),
                other => {
                    Err(Error::Type { what: "a locale".into(), expected: "a string".into(), given: other.describe() })
                }
            };
            items.into_iter().map(name).collect::<Result<_, _>>().or_raise(py)?
        }
        other => {
            let expected = "a string such as 'de_DE', or a sequence of them".into();
            let error = Error::Type { what: "'locale'".into(), expected, given: other.describe() };
            return Err(error).or_raise(py);
        }
    };
    let mut found: Vec<Locale> = Vec::new();
    for name in names {
        let locale = Locale::find(&name).or_raise(py)?;
        if !found.contains(&locale) {
            found.push(locale);
        }
    }
    Ok(found)
}
