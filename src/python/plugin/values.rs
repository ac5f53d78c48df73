//! From what a provider's function returns to a column: lists, NumPy arrays, anything that Arrow reads.

use super::field::{failure, Part};
use crate::clock::Moment;
use crate::opaque::Opaque;
use crate::providers::{Type, Value};
use crate::python::spec;
use crate::records::plugin::{blank, Failure};
use crate::records::spec::Spec;
use crate::records::{import, Column, Data};
use pyo3::buffer::{Element, PyBuffer};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDateTime, PyDelta, PyDeltaAccess, PyFloat, PyInt, PyList, PyString};

/// The column of a function's result.
pub fn column(made: &Bound<'_, PyAny>, part: &Part, n: usize) -> Result<Column, Failure> {
    let py = made.py();
    let read = |made: &Bound<'_, PyAny>| -> PyResult<Result<Column, Failure>> {
        if let Ok(list) = made.cast_exact::<PyList>() {
            return Ok(listed(list, part, n));
        }
        if let Some(column) = ready(made, part.kind)? {
            return Ok(Ok(column));
        }
        if part.kind != Type::Any {
            if let Some(arrays) = super::capsules::arrays(made)? {
                let mut all = Column::new(blank(part.kind));
                for array in arrays {
                    match import::column(&array, part.kind) {
                        Ok(column) => all.extend(column),
                        Err(why) => return Ok(Err(Failure::new(why))),
                    }
                }
                return Ok(Ok(all));
            }
        }
        if made.hasattr("dtype")? && made.hasattr("tolist")? {
            return numpy(made, part, n);
        }
        let text = made.is_instance_of::<PyString>() || made.is_instance_of::<PyBytes>();
        if text || made.is_none() || !made.hasattr("__iter__")? {
            let kind = made.get_type().name()?;
            return Ok(Err(Failure::new(format!("returned {kind}, and not one value for each row"))));
        }
        // Not more than are wanted and one: a generator may have no end.
        let items = made.try_iter()?.take(n + 1).collect::<PyResult<Vec<_>>>()?;
        Ok(listed(&PyList::new(py, items)?, part, n))
    };
    read(made).unwrap_or_else(|error| Err(failure(py, error)))
}

/// The column of a list.
fn listed(list: &Bound<'_, PyList>, part: &Part, n: usize) -> Result<Column, Failure> {
    if list.len() != n {
        return Err(Failure::new(format!("returned {} values for {n} rows", list.len())));
    }
    let mut data = blank(part.kind);
    let mut valid: Option<Vec<bool>> = None;
    for (row, item) in list.iter().enumerate() {
        if item.is_none() {
            valid.get_or_insert_with(|| vec![true; n])[row] = false;
            push_default(&mut data);
        } else if !push(&mut data, &item, part.kind).map_err(|error| failure(list.py(), error))? {
            let kind = item.get_type().name().map(|name| name.to_string()).unwrap_or_default();
            let value = item.repr().map(|repr| repr.to_string()).unwrap_or_default();
            let value: String = value.chars().take(80).collect();
            return Err(Failure::new(format!(
                "returned {value} of type {kind} in row {row} of the batch, and declares {}",
                import::name(part.kind)
            )));
        }
    }
    Ok(Column { data, valid })
}

/// A value in the place of a null.
fn push_default(data: &mut Data) {
    match data {
        Data::Str(texts) | Data::Bytes(texts) => texts.end(),
        Data::Int(values) | Data::DateTime(values) | Data::Time(values) | Data::Duration(values) => values.push(0),
        Data::Float(values) => values.push(0.0),
        Data::Bool(values) => values.push(false),
        Data::Date(values) => values.push(0),
        Data::Value(values) => values.push(Value::None),
        _ => {}
    }
}

/// Appends a value; false if it is of another type.
fn push(data: &mut Data, item: &Bound<'_, PyAny>, kind: Type) -> PyResult<bool> {
    match data {
        Data::Str(texts) => {
            let Ok(text) = item.cast::<PyString>() else { return Ok(false) };
            texts.bytes.extend_from_slice(text.to_cow()?.as_bytes());
            texts.end();
        }
        Data::Bytes(texts) => {
            let Ok(bytes) = item.cast::<PyBytes>() else { return Ok(false) };
            texts.bytes.extend_from_slice(bytes.as_bytes());
            texts.end();
        }
        Data::Bool(values) => {
            match spec::read(item, 3, &mut Vec::new())? {
                Spec::Bool(value) => values.push(value),
                _ if item.hasattr("dtype")? => values.push(item.is_truthy()?),
                _ => return Ok(false),
            };
        }
        Data::Int(values) => {
            if item.is_instance_of::<PyBool>() {
                return Ok(false);
            }
            if let Ok(value) = item.cast_exact::<PyInt>() {
                values.push(value.extract()?);
            } else if item.hasattr("__index__")? {
                values.push(item.extract()?);
            } else {
                return Ok(false);
            }
        }
        Data::Float(values) => {
            if let Ok(value) = item.cast::<PyFloat>() {
                values.push(value.value());
            } else if !item.is_instance_of::<PyBool>() && (item.is_instance_of::<PyInt>() || item.hasattr("dtype")?) {
                values.push(item.extract()?);
            } else {
                return Ok(false);
            }
        }
        Data::Date(values) => match spec::read(item, 3, &mut Vec::new())? {
            Spec::Moment(Moment::Date(days)) => values.push(days),
            _ => return Ok(false),
        },
        Data::DateTime(values) => {
            let Ok(moment) = item.cast::<PyDateTime>() else { return Ok(false) };
            values.push(match spec::read(moment, 3, &mut Vec::new())? {
                Spec::Moment(Moment::DateTime(micros)) => micros,
                _ => return Ok(false),
            });
        }
        Data::Time(values) => match spec::read(item, 3, &mut Vec::new())? {
            Spec::Time(micros) => values.push(micros),
            _ => return Ok(false),
        },
        Data::Duration(values) => {
            let Ok(delta) = item.cast::<PyDelta>() else { return Ok(false) };
            let seconds = i64::from(delta.get_days()) * 86_400 + i64::from(delta.get_seconds());
            values.push(seconds * 1_000_000 + i64::from(delta.get_microseconds()));
        }
        Data::Value(values) if kind == Type::Decimal => match spec::read(item, 3, &mut Vec::new())? {
            Spec::Decimal(text) => values.push(Value::Decimal(text)),
            _ => return Ok(false),
        },
        Data::Value(values) => values.push(Value::Opaque(Opaque::new(item.clone().unbind()))),
        _ => return Ok(false),
    }
    Ok(true)
}

/// The column of a NumPy array whose numbers are just those that are declared, without asking NumPy.
fn ready(made: &Bound<'_, PyAny>, kind: Type) -> PyResult<Option<Column>> {
    fn values<T: Element>(made: &Bound<'_, PyAny>) -> PyResult<Option<Vec<T>>> {
        let Ok(buffer) = PyBuffer::<T>::get(made) else { return Ok(None) };
        let plain = buffer.dimensions() == 1 && buffer.is_c_contiguous();
        plain.then(|| buffer.to_vec(made.py())).transpose()
    }
    // An array with a mask is of another class.
    if made.get_type().name()?.to_cow()? != "ndarray" {
        return Ok(None);
    }
    Ok(match kind {
        Type::Float => values(made)?.map(|values| Column::new(Data::Float(values))),
        Type::Int => values(made)?.map(|values| Column::new(Data::Int(values))),
        _ => None,
    })
}

/// The column of a NumPy array, or of anything that looks like one.
fn numpy(made: &Bound<'_, PyAny>, part: &Part, n: usize) -> PyResult<Result<Column, Failure>> {
    let dimensions: usize = made.getattr("ndim")?.extract()?;
    if dimensions != 1 {
        return Ok(Err(Failure::new(format!("returned an array of {dimensions} dimensions, and not 1"))));
    }
    let kind: String = made.getattr("dtype")?.getattr("kind")?.extract()?;
    if !made.hasattr("mask")? {
        let (wanted, view) = match (kind.as_str(), part.kind) {
            ("i" | "u", Type::Int) => ("int64", None),
            ("i" | "u" | "f", Type::Float) => ("float64", None),
            ("b", Type::Bool) => ("bool", Some("uint8")),
            ("M", Type::Date) => ("datetime64[D]", Some("int64")),
            ("M", Type::DateTime) => ("datetime64[us]", Some("int64")),
            ("m", Type::Duration) => ("timedelta64[us]", Some("int64")),
            _ => return objects(made, part, n),
        };
        let big = kind == "u" && part.kind == Type::Int && made.getattr("dtype")?.getattr("itemsize")?.eq(8)?;
        if big {
            return objects(made, part, n);
        }
        let array = plain(made, wanted, view)?;
        return Ok(Ok(match part.kind {
            Type::Float => Column::new(Data::Float(buffer(&array)?)),
            Type::Bool => Column::new(Data::Bool(buffer::<u8>(&array)?.into_iter().map(|value| value != 0).collect())),
            Type::Int => Column::new(Data::Int(buffer(&array)?)),
            kind => timed(buffer(&array)?, kind),
        }));
    }
    objects(made, part, n)
}

/// NumPy's dates and times, among which "not a time" is a null.
fn timed(values: Vec<i64>, kind: Type) -> Column {
    let none = values.contains(&i64::MIN).then(|| values.iter().map(|value| *value != i64::MIN).collect());
    let data = match kind {
        Type::Date => Data::Date(values.into_iter().map(|days| days as i32).collect()),
        Type::Duration => Data::Duration(values),
        _ => Data::DateTime(values),
    };
    Column { data, valid: none }
}

/// The array in a type whose buffer can be read: contiguous, and viewed as another if that is given.
fn plain<'py>(made: &Bound<'py, PyAny>, wanted: &str, view: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
    let numpy = made.py().import("numpy")?;
    let array = numpy.call_method1("ascontiguousarray", (made, wanted))?;
    match view {
        Some(view) => array.call_method1("view", (view,)),
        None => Ok(array),
    }
}

fn buffer<T: Element>(array: &Bound<'_, PyAny>) -> PyResult<Vec<T>> {
    PyBuffer::<T>::get(array)?.to_vec(array.py())
}

/// The column of an array whose values are read one by one.
fn objects(made: &Bound<'_, PyAny>, part: &Part, n: usize) -> PyResult<Result<Column, Failure>> {
    let list = made.call_method0("tolist")?;
    Ok(listed(list.cast::<PyList>()?, part, n))
}
