//! What rules pass over: the primitives that every provider inherits, a generator's own ways and Python's `random`.
//!
//! A rule draws numbers and picks entries without asking anybody. Where somebody has put something in the place of what
//! Faker would ask, a method is drawn by Python instead: by its implementation there, or by its rule as it is written.

use super::engine::{Engine, ProviderBase};
use super::function::Function;
use super::{live, overrides};
use crate::locale::Class;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyType};
use pyo3::{ffi, intern};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// The methods of a generator by which values come about.
const WAYS: [&str; 4] = ["parse", "format", "get_formatter", "random"];

/// The methods of Python's `random.Random` that Faker calls, beyond those that a source calls itself.
const DRAWS: [&str; 10] = [
    "choice",
    "choices",
    "randint",
    "randrange",
    "sample",
    "shuffle",
    "uniform",
    "triangular",
    "gauss",
    "normalvariate",
];

/// Attributes of a class, as they were when it was first looked at.
type Attributes = Vec<(Py<PyString>, Py<PyAny>)>;

fn attributes(class: &Bound<'_, PyAny>, names: &[&str]) -> PyResult<Attributes> {
    let attribute = |name: &&str| Ok((PyString::intern(class.py(), name).unbind(), class.getattr(*name)?.unbind()));
    names.iter().map(attribute).collect()
}

/// Whether a class has these attributes still.
fn has_all(class: &Bound<'_, PyType>, attributes: &Attributes) -> PyResult<bool> {
    for (name, value) in attributes {
        if !class.getattr_opt(name)?.is_some_and(|own| own.is(value)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What is found out about classes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    Generates,
    Draws,
    Picks,
}

/// The answer to a question about a class, which is found out once for each of its versions.
fn answer(kind: &Bound<'_, PyType>, question: Question, ask: impl FnOnce() -> PyResult<bool>) -> PyResult<bool> {
    thread_local! {
        static KNOWN: RefCell<FxHashMap<(Question, u32), bool>> = RefCell::default();
    }
    let known =
        |version: u32| (version != 0).then(|| KNOWN.with_borrow(|known| known.get(&(question, version)).copied()));
    if let Some(answer) = known(version(kind.as_type_ptr())).flatten() {
        return Ok(answer);
    }
    let answer = ask()?;
    // Looking attributes up has given the class a version.
    let version = version(kind.as_type_ptr());
    if version > UNVERSIONED {
        KNOWN.with_borrow_mut(|known| known.insert((question, version), answer));
    }
    Ok(answer)
}

fn dict_of<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyDict>>> {
    let dict = object.getattr_opt(intern!(object.py(), "__dict__"))?;
    Ok(dict.and_then(|dict| dict.cast_into().ok()))
}

fn is_as_made(object: &Bound<'_, PyAny>, attributes: &Attributes, question: Question) -> PyResult<bool> {
    let kind = object.get_type();
    if !answer(&kind, question, || has_all(&kind, attributes))? {
        return Ok(false);
    }
    let Some(own) = dict_of(object)? else { return Ok(true) };
    for (name, _) in attributes {
        if own.contains(name)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The ways of `Generator`, as they were before anybody could change them.
fn ways(py: Python<'_>) -> PyResult<&Attributes> {
    static MADE: PyOnceLock<Attributes> = PyOnceLock::new();
    MADE.get_or_try_init(py, || attributes(&py.import("forgery.compat.generator")?.getattr("Generator")?, &WAYS))
}

fn draws(py: Python<'_>) -> PyResult<&Attributes> {
    static MADE: PyOnceLock<Attributes> = PyOnceLock::new();
    MADE.get_or_try_init(py, || attributes(&py.import("random")?.getattr("Random")?, &DRAWS))
}

/// What a source calls itself.
fn sources(py: Python<'_>) -> PyResult<&Attributes> {
    static MADE: PyOnceLock<Attributes> = PyOnceLock::new();
    let names = ["random", "getrandbits", "_randbelow"];
    MADE.get_or_try_init(py, || attributes(&py.import("random")?.getattr("Random")?, &names))
}

/// Remembers how the classes are that somebody may change.
pub fn remember(py: Python<'_>) -> PyResult<()> {
    ways(py)?;
    draws(py)?;
    sources(py)?;
    Ok(())
}

/// Whether a generator parses, formats and draws as `Generator` does.
pub fn generates_as_made(generator: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(generator.is_instance_of::<Engine>() && is_as_made(generator, ways(generator.py())?, Question::Generates)?)
}

/// Whether what a generator draws from makes choices and numbers as Python's `random.Random` does.
pub fn draws_as_made(random: &Bound<'_, PyAny>) -> PyResult<bool> {
    is_as_made(random, draws(random.py())?, Question::Draws)
}

/// Whether the class `random.Random` is as Python has it.
pub fn random_class_is_as_made(class: &Bound<'_, PyType>) -> PyResult<bool> {
    Ok(has_all(class, sources(class.py())?)? && has_all(class, draws(class.py())?)?)
}

/// Whether a provider has its primitives from the base of all providers, and all else from one class of the pack and what
/// that derives from.
fn picks_as_made(provider: &Bound<'_, PyAny>) -> PyResult<bool> {
    static PRIMITIVES: PyOnceLock<Vec<Py<PyString>>> = PyOnceLock::new();
    let py = provider.py();
    let names = PRIMITIVES.get_or_init(py, || {
        let draws = |name: &&str| name.starts_with("random") || name.ends_with("ify");
        let methods = Class::find("base/base").into_iter().flat_map(|base| base.names("methods"));
        methods.filter(draws).map(|name| PyString::intern(py, name).unbind()).collect()
    });
    if let Some(own) = dict_of(provider)? {
        for name in names {
            if own.contains(name)? {
                return Ok(false);
            }
        }
    }
    let kind = provider.get_type();
    answer(&kind, Question::Picks, || {
        for name in names {
            let Some(function) = kind.getattr_opt(name)? else { return Ok(false) };
            let Ok(function) = function.cast_into::<Function>() else { return Ok(false) };
            if function.get().class.id() != "base/base" || !function.get().name(py).is(name) {
                return Ok(false);
            }
        }
        is_of_one_line(&kind)
    })
}

/// Whether the classes of the pack that a class derives from are one of them and what that derives from.
fn is_of_one_line(kind: &Bound<'_, PyType>) -> PyResult<bool> {
    let mut line = Vec::new();
    for class in kind.mro() {
        line.extend(live::own_pack_class(class.cast::<PyType>()?)?);
    }
    let Some(first) = line.first() else { return Ok(true) };
    Ok(first.names("mro").filter_map(Class::find).eq(line.iter().copied()))
}

/// The function that draws a method in Python, where the engine would pass over something that is not the pack's.
pub fn way<'py>(
    function: &Bound<'py, Function>,
    provider: &Bound<'py, PyAny>,
    generator: &Bound<'py, PyAny>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = provider.py();
    let this = function.get();
    let class = live::class_of(function, provider)?;
    let rule = this.id.and_then(|id| class.rule_source(id)).unwrap_or("rust()");
    let python = this.python(py)?;
    if is_as_made_for(provider, generator)? {
        let odd = overrides::served(provider, class)?.odd;
        let customised = || is_customised(generator).map(|is| is && python.is_some_and(|python| python.customised));
        if !odd.iter().any(|name| names(rule, name)) && !customised()? {
            return Ok(None);
        }
    }
    if let Some(python) = python {
        return Ok(Some(python.function.bind(py).clone()));
    }
    let rules = py.import(intern!(py, "forgery.compat._python._rules"))?;
    let drawn = rules.getattr(intern!(py, "method"))?.call1((class.id(), this.name(py)))?;
    Ok((!drawn.is_none()).then_some(drawn))
}

/// Whether anything of a generator was changed.
fn is_customised(generator: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(!generator.cast::<Engine>()?.get().check(generator)?)
}

fn is_as_made_for(provider: &Bound<'_, PyAny>, generator: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(provider.is_instance_of::<ProviderBase>()
        && generates_as_made(generator)?
        && draws_as_made(&generator.getattr(intern!(generator.py(), "random"))?)?
        && picks_as_made(provider)?)
}

/// Whether a rule may ask for a table or a method: it names it, or is a Rust function.
fn names(rule: &str, name: &str) -> bool {
    // What stands before is the rule's own name.
    let parts = rule.split_once('=').map_or("", |(_, parts)| parts);
    rule.contains("rust(") || parts.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

/// What stands for the version of a type where there are none.
pub const UNVERSIONED: u32 = 1;

/// The version of a type: a new one whenever the type or one of its bases is changed, and 0 after a change until somebody
/// looks an attribute up.
#[cfg(not(any(PyPy, GraalPy)))]
#[inline]
pub fn version(kind: *mut ffi::PyTypeObject) -> u32 {
    // SAFETY: callers hold an instance of the type, or the type itself.
    let (version, flags) = unsafe { ((*kind).tp_version_tag, (*kind).tp_flags) };
    // Before CPython 3.11 a flag alone says that the version is out of date.
    if cfg!(Py_3_11) || flags & ffi::Py_TPFLAGS_VALID_VERSION_TAG != 0 {
        version
    } else {
        0
    }
}

/// The version of a type: types have none here.
#[cfg(any(PyPy, GraalPy))]
pub fn version(_kind: *mut ffi::PyTypeObject) -> u32 {
    UNVERSIONED
}
