//! The arguments of a call to a provider's method, as Faker's signature binds them, for the engine's rules.

use super::function::Function;
use crate::clock::{distance, is_portable, within, Moment};
use crate::providers::{self, Arg, Args, Elements, Kind, Param, Value};
use crate::python::objects;
use crate::python::spec::{self, Objects};
use crate::records::spec::Spec;
use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyInt, PyList, PyString, PyTuple};
use pyo3::{ffi, IntoPyObjectExt};

/// What a parameter is, as `inspect` numbers kinds.
const VAR_POSITIONAL: u8 = 2;
const KEYWORD_ONLY: u8 = 3;
const VAR_KEYWORD: u8 = 4;

/// The arguments of a call as they were given.
#[derive(Debug, Default)]
pub struct Given<'py> {
    /// By position.
    pub positional: Vec<Bound<'py, PyAny>>,
    /// By name.
    pub named: Vec<(Bound<'py, PyString>, Bound<'py, PyAny>)>,
}

impl<'py> Given<'py> {
    /// The arguments of a call by CPython's protocol.
    ///
    /// # Safety
    /// `args` points to `nargs` objects and one more for each of `names`, a tuple of strings or null.
    pub unsafe fn read(
        py: Python<'py>,
        args: *const *mut ffi::PyObject,
        nargs: usize,
        names: *mut ffi::PyObject,
    ) -> PyResult<Self> {
        // SAFETY: the caller's promise; each object is alive, and a reference of our own is taken.
        let object = |i: usize| unsafe { Bound::from_borrowed_ptr(py, *args.add(i)) };
        let positional = (0..nargs).map(object).collect();
        if names.is_null() {
            return Ok(Self { positional, named: Vec::new() });
        }
        // SAFETY: the caller's promise.
        let names = unsafe { Bound::from_borrowed_ptr(py, names) }.cast_into::<PyTuple>()?;
        let named = names.iter().enumerate().map(|(i, name)| Ok((name.cast_into::<PyString>()?, object(nargs + i))));
        Ok(Self { positional, named: named.collect::<PyResult<_>>()? })
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.positional.is_empty() && self.named.is_empty()
    }

    /// Those given by name, as a dict.
    pub fn keywords(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (name, value) in &self.named {
            dict.set_item(name, value)?;
        }
        Ok(dict)
    }
}

/// A parameter of a method.
#[derive(Debug)]
struct Parameter {
    name: Py<PyString>,
    kind: u8,
    /// Its default, if it has one.
    default: Option<Py<PyAny>>,
    /// The field's parameter of that name, and its place.
    field: Option<(usize, &'static Param)>,
}

/// The parameters of a method, without `self`.
#[derive(Debug)]
pub struct Signature {
    params: Vec<Parameter>,
    /// How many can be given by position.
    places: usize,
    rest: bool,
    more: bool,
}

/// Arguments that were bound: what was given for each parameter, and whether more was given than those.
#[derive(Debug)]
pub struct Fitted<'a, 'py> {
    values: Vec<Option<&'a Bound<'py, PyAny>>>,
    varying: bool,
}

impl Signature {
    /// The signature that `forgery.compat._signatures` knows for a method of a class.
    pub fn of(py: Python<'_>, class_id: &str, method: &Bound<'_, PyString>) -> PyResult<Self> {
        let known = py.import("forgery.compat._signatures")?.getattr("params")?.call1((class_id, method))?;
        let known: Vec<(Bound<'_, PyString>, u8, bool, Py<PyAny>)> = known.extract()?;
        let field = providers::find(&method.to_cow()?).map_or(&[][..], |found| found.field.params);
        let params = known.into_iter().map(|(name, kind, has_default, default)| {
            let text = name.to_cow()?;
            let place = field.iter().position(|param| param.name == text);
            Ok(Parameter {
                name: PyString::intern(py, &text).unbind(),
                kind,
                default: has_default.then_some(default),
                field: place.map(|at| (at, &field[at])),
            })
        });
        let params = params.collect::<PyResult<Vec<_>>>()?;
        let places = params.iter().filter(|p| p.kind < VAR_POSITIONAL).count();
        let has = |kind| params.iter().any(|p| p.kind == kind);
        let (rest, more) = (has(VAR_POSITIONAL), has(VAR_KEYWORD));
        Ok(Self { params, places, rest, more })
    }

    /// Binds arguments as Python binds those of a function.
    ///
    /// # Errors
    /// Python's own `TypeError` for arguments that do not fit.
    pub fn bind<'a, 'py>(
        &self,
        function: &Function,
        given: &'a Given<'py>,
        py: Python<'py>,
    ) -> PyResult<Fitted<'a, 'py>> {
        let mut values: Vec<Option<&'a Bound<'py, PyAny>>> = vec![None; self.params.len()];
        if given.positional.len() > self.places && !self.rest {
            return Err(self.too_many(function, given, py)?);
        }
        let mut varying = given.positional.len() > self.places;
        for (value, place) in given.positional.iter().zip(values.iter_mut().take(self.places)) {
            *place = Some(value);
        }
        for (key, value) in &given.named {
            let named = |p: &&Parameter| p.kind < VAR_POSITIONAL || p.kind == KEYWORD_ONLY;
            let same = |p: &Parameter| p.name.bind(py).is(key) || p.name.bind(py).as_any().eq(key).unwrap_or(false);
            let at = self.params.iter().position(|p| named(&p) && same(p));
            let wrong = |why: &str| {
                let name = function.__qualname__(py)?;
                PyResult::Ok(PyTypeError::new_err(format!("{name}() got {why} '{key}'")))
            };
            match at {
                Some(at) if values[at].is_some() => return Err(wrong("multiple values for argument")?),
                Some(at) => values[at] = Some(value),
                None if self.more => varying = true,
                None => return Err(wrong("an unexpected keyword argument")?),
            }
        }
        for (kinds, what) in [(0..VAR_POSITIONAL, "positional"), (KEYWORD_ONLY..VAR_KEYWORD, "keyword-only")] {
            let lacks = |(p, value): &(&Parameter, &Option<_>)| {
                kinds.contains(&p.kind) && p.default.is_none() && value.is_none()
            };
            let missing: Vec<String> =
                self.params.iter().zip(&values).filter(lacks).map(|(p, _)| p.name.bind(py).to_string()).collect();
            if !missing.is_empty() {
                let s = if missing.len() == 1 { "" } else { "s" };
                return Err(PyTypeError::new_err(format!(
                    "{}() missing {} required {what} argument{s}: {}",
                    function.__qualname__(py)?,
                    missing.len(),
                    listed(&missing)
                )));
            }
        }
        Ok(Fitted { values, varying })
    }

    fn too_many(&self, function: &Function, given: &Given<'_>, py: Python<'_>) -> PyResult<PyErr> {
        let required = self.params.iter().filter(|p| p.kind < VAR_POSITIONAL && p.default.is_none()).count();
        // `self` counts too.
        let (least, most, count) = (required + 1, self.places + 1, given.positional.len() + 1);
        let takes = if least == most { most.to_string() } else { format!("from {least} to {most}") };
        let s = if most == 1 { "" } else { "s" };
        let name = function.__qualname__(py)?;
        Ok(PyTypeError::new_err(format!("{name}() takes {takes} positional argument{s} but {count} were given")))
    }

    /// The arguments in the order of the field's parameters, if the engine understands all of them.
    pub fn native(&self, fitted: &Fitted<'_, '_>, defaults: &Args, objects: &mut Objects) -> PyResult<Option<Args>> {
        if fitted.varying {
            return Ok(None);
        }
        let mut args = defaults.clone();
        for (param, value) in self.params.iter().zip(&fitted.values) {
            let Some(value) = value else { continue };
            // What is given as the signature's own default says nothing, where the field has no such parameter.
            if param.default.as_ref().is_some_and(|default| value.is(default)) {
                continue;
            }
            let Some((at, field)) = param.field else { return Ok(None) };
            // A field's parameter may be none for whatever the class has as its own default; the caller's none is not.
            if value.is_none() && param.default.as_ref().is_some_and(|default| !default.is_none(value.py())) {
                return Ok(None);
            }
            let Some(arg) = argument(field, value, objects)? else { return Ok(None) };
            args.set(at, arg);
        }
        Ok(Some(args))
    }
}

fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
    }
}

/// A value for a parameter, if the engine understands it there.
fn argument(param: &Param, value: &Bound<'_, PyAny>, objects: &mut Objects) -> PyResult<Option<Arg>> {
    // The commonest first: an integer where one is wanted.
    if let (Kind::Int | Kind::Number, Ok(int)) = (param.kind, value.cast_exact::<PyInt>()) {
        if let Ok(int) = int.extract() {
            return Ok(Some(Arg::Int(int)));
        }
    }
    if let (Kind::Bool, Ok(truth)) = (param.kind, value.cast_exact::<PyBool>()) {
        return Ok(Some(Arg::Bool(truth.is_true())));
    }
    if param.kind == Kind::Elements {
        return elements(value, objects);
    }
    let read = match spec::read(value, 0, objects) {
        // Surrogates.
        Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(value.py()) => return Ok(None),
        read => read?,
    };
    // Faker treats ranges, views and arrays in ways of their own.
    let listed = value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>();
    let texts = |items: &[Spec]| {
        let text = |item: &Spec| match item {
            Spec::Str(text) => Some(text.clone()),
            _ => None,
        };
        items.iter().map(text).collect::<Option<Vec<String>>>()
    };
    Ok(match (param.kind, read) {
        (_, Spec::None) => (param.default == providers::Default::None).then_some(Arg::None),
        (Kind::Bool | Kind::Object, Spec::Bool(value)) => Some(Arg::Bool(value)),
        (Kind::Int | Kind::Number | Kind::Object | Kind::Hue, Spec::Int(value)) => Some(Arg::Int(value)),
        (Kind::Within(low, high), Spec::Int(value)) if (low..=high).contains(&value) => Some(Arg::Int(value)),
        (Kind::Float, Spec::Int(value)) => Some(Arg::Float(value as f64)),
        (Kind::Float | Kind::Number | Kind::Hue, Spec::Float(value)) => Some(Arg::Float(value)),
        (Kind::Number, Spec::Big(text)) => Some(Arg::Big(text)),
        (Kind::Number, Spec::Decimal(text)) => Some(Arg::Decimal(text)),
        (Kind::Str | Kind::StrOrStrs | Kind::Object | Kind::Hue, Spec::Str(text)) => Some(Arg::Str(text)),
        (Kind::Hue, Spec::Seq(pair)) if listed => numbers(&pair).filter(|pair| pair.len() == 2).map(Arg::Numbers),
        (Kind::OneOf(known), Spec::Str(text)) if known.contains(&text.as_str()) => Some(Arg::Str(text)),
        (Kind::Strs | Kind::StrOrStrs, Spec::Seq(items)) if listed => texts(&items).map(Arg::Strs),
        (Kind::Pattern, Spec::Str(text)) if is_portable(&text) => Some(Arg::Str(text)),
        (Kind::Moment, Spec::Moment(moment)) => exact(moment).map(Arg::Moment),
        (Kind::Day, Spec::Moment(moment)) => day(param, value, moment)?.map(Arg::Moment),
        (Kind::Moment, Spec::Str(text)) if text == "now" || is_distance(&text) => Some(Arg::Moment(Moment::Text(text))),
        // What has no default is one of Faker's parameters that take nothing but a date.
        (Kind::Day, Spec::Str(_) | Spec::Int(_)) if param.default == providers::Default::None => None,
        (Kind::Day, Spec::Str(text)) if matches!(text.as_str(), "now" | "today") || is_distance(&text) => {
            Some(Arg::Moment(Moment::Text(text)))
        }
        (Kind::Moment | Kind::Day, Spec::Int(count)) if is_small(value, count) => {
            Some(Arg::Moment(Moment::Seconds(count)))
        }
        (Kind::Object, Spec::Object(at, _)) => Some(Arg::Object(at)),
        _ => None,
    })
}

/// Numbers of a sequence, if it has nothing else.
fn numbers(items: &[Spec]) -> Option<Vec<f64>> {
    let number = |item: &Spec| match item {
        Spec::Int(value) => Some(*value as f64),
        Spec::Float(value) => value.is_finite().then_some(*value),
        _ => None,
    };
    items.iter().map(number).collect()
}

/// The most values to choose from of which the engine draws an index: beyond, going through them all costs more than
/// what Python does.
const FEW: usize = 256;

/// Values to choose from, as indexes into the call's objects: a list or a tuple of a few.
fn elements(value: &Bound<'_, PyAny>, objects: &mut Objects) -> PyResult<Option<Arg>> {
    if !objects.is_empty() {
        return Ok(None);
    }
    if let Ok(tuple) = value.cast_exact::<PyTuple>() {
        if tuple.len() <= FEW {
            objects.extend(tuple.iter_borrowed().map(|item| item.to_owned().unbind()));
        }
    } else if let Ok(list) = value.cast_exact::<PyList>() {
        if list.len() <= FEW {
            objects.extend(list.iter().map(Bound::unbind));
        }
    }
    Ok((!objects.is_empty()).then(|| Arg::Elements(Elements::even(objects.len()))))
}

/// A moment, if the engine counts with it as Python does.
fn exact(moment: Moment) -> Option<Moment> {
    /// Up to here a float tells microseconds apart.
    const LONGEST: f64 = 4e9;
    match moment {
        // In UTC a time may lie in another year than in its own time zone.
        Moment::DateTime(micros) => within(micros).ok().map(Moment::DateTime),
        Moment::Delta(seconds) if seconds.abs() > LONGEST => None,
        moment => Some(moment),
    }
}

/// The day of a moment, if the engine finds the same one as Faker.
fn day(param: &Param, value: &Bound<'_, PyAny>, moment: Moment) -> PyResult<Option<Moment>> {
    let aware = || PyResult::Ok(value.getattr_opt("tzinfo")?.is_some_and(|zone| !zone.is_none()));
    Ok(match moment {
        Moment::Date(_) => Some(moment),
        _ if param.default == providers::Default::None => None,
        Moment::DateTime(_) if aware()? => None,
        moment => exact(moment),
    })
}

/// Whether a text begins with a distance that Faker reads as the engine does. (Python takes other scripts' digits too.)
fn is_distance(text: &str) -> bool {
    text.is_ascii() && distance(text).is_some()
}

/// Whether a value is one of Python's integers and a float holds the distance of two such.
fn is_small(value: &Bound<'_, PyAny>, count: i64) -> bool {
    value.is_instance_of::<PyInt>() && count.unsigned_abs() < 1 << 52
}

/// An argument as Python has it.
pub fn object<'py>(py: Python<'py>, arg: &Arg) -> PyResult<Bound<'py, PyAny>> {
    Ok(match arg {
        Arg::Bool(value) => value.into_bound_py_any(py)?,
        Arg::Int(value) => value.into_bound_py_any(py)?,
        Arg::Float(value) => value.into_bound_py_any(py)?,
        Arg::Str(value) => value.into_bound_py_any(py)?,
        Arg::Strs(values) => PyTuple::new(py, values)?.into_any(),
        Arg::Moment(moment) => objects::value(py, &value_of(moment), &Objects::new())?,
        _ => py.None().into_bound(py),
    })
}

/// A point in time as a value.
fn value_of(moment: &Moment) -> Value {
    match moment {
        Moment::Date(days) => Value::Date(*days),
        Moment::DateTime(micros) => Value::DateTime(*micros),
        Moment::Delta(seconds) => Value::Duration((seconds * 1e6) as i64),
        Moment::Seconds(seconds) => Value::Int(*seconds),
        Moment::Text(text) => Value::Str(text.clone()),
    }
}
