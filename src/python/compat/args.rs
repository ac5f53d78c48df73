//! The arguments of a call to a provider's method, as Faker's signature binds them, for the engine's rules.

use super::function::Function;
use crate::clock::Moment;
use crate::providers::{self, Arg, Args, Kind, Param};
use crate::python::methods::Call;
use crate::python::spec::{self, Objects};
use crate::records::spec::Spec;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use pyo3::IntoPyObjectExt;

/// What a parameter is, as `inspect` numbers kinds.
const VAR_POSITIONAL: u8 = 2;
const KEYWORD_ONLY: u8 = 3;
const VAR_KEYWORD: u8 = 4;

/// A parameter of a method: name, kind, whether it has a default, and the default.
type Parameter<'py> = (String, u8, bool, Bound<'py, PyAny>);

/// Arguments that were bound: the value of each parameter that was given.
#[derive(Debug)]
pub struct Given<'py> {
    values: Vec<(String, Bound<'py, PyAny>)>,
    /// Whether something was given for `*args` or `**kwargs`.
    pub varying: bool,
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

/// Binds the arguments of a call as Python binds those of a function.
///
/// # Errors
/// Python's own `TypeError` for arguments that do not fit.
pub fn bind<'py>(function: &Function, call: Call<'_, 'py>, py: Python<'py>) -> PyResult<Given<'py>> {
    let params: Vec<Parameter<'py>> = function.params(py)?.extract()?;
    let name = || function.__qualname__(py);
    let mut values: Vec<(String, Bound<'py, PyAny>)> = Vec::new();
    let mut varying = false;
    let places: Vec<&Parameter<'py>> = params.iter().filter(|p| p.1 < VAR_POSITIONAL).collect();
    let rest = params.iter().any(|p| p.1 == VAR_POSITIONAL);
    let more = params.iter().any(|p| p.1 == VAR_KEYWORD);
    if call.positional.len() > places.len() {
        if !rest {
            let required = places.iter().filter(|p| !p.2).count();
            let (most, given) = (places.len() + 1, call.positional.len() + 1);
            let takes =
                if required == places.len() { most.to_string() } else { format!("from {} to {most}", required + 1) };
            let s = if most == 1 && required == places.len() { "" } else { "s" };
            let were = if given == 1 { "was" } else { "were" };
            return Err(PyTypeError::new_err(format!(
                "{}() takes {takes} positional argument{s} but {given} {were} given",
                name()?
            )));
        }
        varying = true;
    }
    for (param, value) in places.iter().zip(call.positional) {
        values.push((param.0.clone(), value.clone()));
    }
    for (key, value) in call.named {
        let known = params.iter().any(|p| p.0 == *key && (p.1 < VAR_POSITIONAL || p.1 == KEYWORD_ONLY));
        if !known && !more {
            return Err(PyTypeError::new_err(format!("{}() got an unexpected keyword argument '{key}'", name()?)));
        }
        if values.iter().any(|(given, _)| given == key) {
            return Err(PyTypeError::new_err(format!("{}() got multiple values for argument '{key}'", name()?)));
        }
        varying |= !known;
        values.push((key.clone(), value.clone()));
    }
    let missing = |kinds: &[u8]| -> Vec<String> {
        let lacks =
            |p: &&Parameter<'py>| kinds.contains(&p.1) && !p.2 && !values.iter().any(|(given, _)| *given == p.0);
        params.iter().filter(lacks).map(|p| p.0.clone()).collect()
    };
    for (kinds, what) in [(&[0, 1][..], "positional"), (&[KEYWORD_ONLY][..], "keyword-only")] {
        let missing = missing(kinds);
        if !missing.is_empty() {
            let s = if missing.len() == 1 { "" } else { "s" };
            return Err(PyTypeError::new_err(format!(
                "{}() missing {} required {what} argument{s}: {}",
                name()?,
                missing.len(),
                listed(&missing)
            )));
        }
    }
    // What is given as the signature's own default says nothing, wherever rules have no parameter of that name.
    values.retain(|(given, value)| {
        let param = params.iter().find(|p| p.0 == *given && p.2);
        !param.is_some_and(|param| value.is(&param.3))
    });
    Ok(Given { values, varying })
}

/// The arguments in the order of the field's parameters, if the engine understands all of them.
pub fn native(name: &str, given: &Given<'_>, defaults: &Args, objects: &mut Objects) -> PyResult<Option<Args>> {
    if given.varying {
        return Ok(None);
    }
    if given.values.is_empty() {
        return Ok(Some(defaults.clone()));
    }
    let Some(found) = providers::find(name) else { return Ok(None) };
    let mut args = defaults.clone();
    for (name, value) in &given.values {
        let Some(at) = found.field.params.iter().position(|param| param.name == *name) else { return Ok(None) };
        let Some(arg) = argument(&found.field.params[at], value, objects)? else { return Ok(None) };
        args.set(at, arg);
    }
    Ok(Some(args))
}

/// A value for a parameter, if the engine understands it there.
fn argument(param: &Param, value: &Bound<'_, PyAny>, objects: &mut Objects) -> PyResult<Option<Arg>> {
    let read = spec::read(value, 0, objects)?;
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
        (Kind::OneOf(known), Spec::Str(text)) if known.contains(&text.as_str()) => Some(Arg::Str(text)),
        (Kind::Strs | Kind::StrOrStrs, Spec::Seq(items)) => texts(&items).map(Arg::Strs),
        (Kind::Moment, Spec::Moment(moment)) if !is_aware(value)? => Some(Arg::Moment(moment)),
        (Kind::Moment, Spec::Str(text)) => Some(Arg::Moment(Moment::Text(text))),
        (Kind::Moment, Spec::Int(seconds)) => Some(Arg::Moment(Moment::Seconds(seconds))),
        (Kind::Object, Spec::Object(at, _)) => Some(Arg::Object(at)),
        _ => None,
    })
}

fn is_aware(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(value.getattr_opt("tzinfo")?.is_some_and(|zone| !zone.is_none()))
}

/// An argument as Python has it.
pub fn object<'py>(py: Python<'py>, arg: &Arg) -> PyResult<Bound<'py, PyAny>> {
    Ok(match arg {
        Arg::Bool(value) => value.into_bound_py_any(py)?,
        Arg::Int(value) => value.into_bound_py_any(py)?,
        Arg::Float(value) => value.into_bound_py_any(py)?,
        Arg::Str(value) => value.into_bound_py_any(py)?,
        Arg::Strs(values) => PyTuple::new(py, values)?.into_any(),
        _ => py.None().into_bound(py),
    })
}

/// The keyword arguments of a call, as a dict.
pub fn keywords<'py>(py: Python<'py>, call: Call<'_, 'py>) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, value) in call.named {
        dict.set_item(name, value)?;
    }
    Ok(dict)
}
