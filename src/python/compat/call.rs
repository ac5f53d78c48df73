//! A call of a provider's method: the short way where all is as the pack has it, and the long one.

use super::args;
use super::engine::{Engine, ProviderBase};
use super::function::{Fallback, Function};
use super::live::{self, Live};
use super::random::{state_of, take_raised, Guard, Host};
use crate::clock::Clock;
use crate::error::Error;
use crate::grammar::{Cx, Hooks};
use crate::locale::{Locale, ATTRS};
use crate::providers::{Args, Entry, Pack, Rule};
use crate::python::methods::Call;
use crate::python::objects::{self, text};
use crate::python::spec::{self, Objects};
use crate::rng::Twister;
use pyo3::exceptions::{PyAttributeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyTuple};
use pyo3::{intern, IntoPyObjectExt};
use std::cell::RefCell;

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Python's own clock, asked each time as Faker asks it, so that whoever freezes time freezes it here.
fn now() -> i64 {
    // SAFETY: the clock is asked by a rule that runs in a call from Python, on the same thread.
    let py = unsafe { Python::assume_attached() };
    let ask = || {
        let module = py.import(intern!(py, "datetime"))?;
        let now = module.getattr(intern!(py, "datetime"))?.call_method0(intern!(py, "now"))?;
        spec::naive_micros(&now)
    };
    ask().unwrap_or_else(|error: PyErr| {
        super::random::raise_later(error);
        0
    })
}

/// What a rule needs to run.
struct Setting {
    host: Host,
    pack: &'static Pack<Host>,
    weighted: bool,
    hooks: Option<&'static dyn Hooks<Host>>,
}

/// Runs a rule and makes the object of its value.
#[inline]
fn draw<'py>(
    py: Python<'py>,
    setting: Setting,
    entry: &'static Entry<Host>,
    args: &Args,
    objects: &Objects,
) -> PyResult<std::result::Result<Bound<'py, PyAny>, Error>> {
    let mut cx = Cx::new(setting.host, setting.pack, Clock::Asked(now));
    cx.class = entry.class;
    cx.weighted = setting.weighted;
    if let Some(hooks) = setting.hooks {
        cx.hook(hooks);
    }
    let mut appended = |append: &mut dyn FnMut(&mut Cx<Host>, &mut Vec<u8>) -> crate::error::Result<()>| {
        // A value may be asked for while another is being made: then the buffer is away.
        let mut out = BUFFER.take();
        out.clear();
        let made = append(&mut cx, &mut out).map(|()| text(py, &out));
        BUFFER.set(out);
        made
    };
    let made = match (entry.steps(), entry.rule) {
        (Some(steps), _) => appended(&mut |cx, out| cx.run_steps(steps, out)),
        (None, Rule::Str(rule)) => appended(&mut |cx, out| rule(cx, args, out)),
        (None, Rule::Int(rule)) => match rule(&mut cx, args) {
            Ok(value) => Ok(value.into_bound_py_any(py)?),
            Err(error) => Err(error),
        },
        (None, Rule::Float(rule)) => rule(&mut cx, args).map(|value| PyFloat::new(py, value).into_any()),
        (None, rule) => match rule.value(&mut cx, args) {
            Ok(value) => Ok(objects::value(py, &value, objects)?),
            Err(error) => Err(error),
        },
    };
    match take_raised() {
        Some(error) => Err(error),
        None => Ok(made),
    }
}

/// A call without arguments of a provider of which nothing was changed; none if that is not known.
#[inline]
pub fn quick<'py>(function: &Function, provider: Borrowed<'_, 'py, PyAny>) -> Option<PyResult<Bound<'py, PyAny>>> {
    let entry = function.short_way(provider.get_type_ptr())?;
    // SAFETY: the short way is kept for types that derive from `ProviderBase` only.
    let base = unsafe { provider.cast_unchecked::<ProviderBase>() }.get();
    let engine = base.engine(provider)?;
    if !engine.is_pristine() {
        return None;
    }
    let py = provider.py();
    let host = Host::in_place(engine.twister(py)?);
    let weighted = base.weighted(&provider).ok()?;
    let setting = Setting { host, pack: engine.pack()?, weighted, hooks: None };
    Some(match draw(py, setting, entry, &entry.defaults, &Vec::new()) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(raised(&error, engine.pack())),
        Err(error) => Err(error),
    })
}

/// The engine of a generator, or of a proxy of one.
fn engine_of<'py>(generator: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, Engine>>> {
    if let Ok(engine) = generator.cast::<Engine>() {
        return Ok(Some(engine.clone()));
    }
    match generator.cast::<super::proxy::Proxy>() {
        Ok(proxy) => {
            Ok(proxy.get()._single(generator.py()).and_then(|one| one.into_bound(generator.py()).cast_into().ok()))
        }
        Err(_) => Ok(None),
    }
}

/// Any call.
pub fn slow<'py>(
    function: &Bound<'py, Function>,
    provider: &Bound<'py, PyAny>,
    call: Call<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = provider.py();
    let this = function.get();
    let fallback = this.python(py)?;
    if let Some(fallback) = fallback.filter(|fallback| fallback.always) {
        return in_python(fallback, provider, call);
    }
    let Ok(base) = provider.cast::<ProviderBase>() else {
        return Err(PyTypeError::new_err(format!(
            "{}() needs a provider of forgery.compat, not '{}'",
            this.name(py).to_cow()?,
            provider.get_type().name()?
        )));
    };
    let nothing = call.positional.is_empty() && call.named.is_empty();
    let given = if nothing && fallback.is_none() { None } else { Some(args::bind(this, call, py)?) };
    let generator = provider.getattr(intern!(py, "generator"))?;
    let engine = engine_of(&generator)?;
    let random = generator.getattr(intern!(py, "random"))?;
    let twister = state_of(&random)?.filter(|_| Guard::new(&random).is_ok_and(|guard| guard.holds(py)));
    let host = twister.map_or_else(|| Host::calling(random.as_ptr()), Host::in_place);
    let pristine = match &engine {
        Some(engine) => engine.get().check(engine.as_any())?,
        None => false,
    };
    let entry = live::entry(function, provider)?;
    let Some(entry) = entry.filter(|entry| live::is_drawn(entry.rule)) else {
        return match fallback {
            Some(fallback) => in_python(fallback, provider, call),
            None => Err(no_rule(this, entry, py)?),
        };
    };
    let mut objects = Objects::new();
    let args = match &given {
        None => Some(entry.defaults.clone()),
        Some(given) => args::native(&this.name(py).to_cow()?, given, &entry.defaults, &mut objects)?,
    };
    let Some(args) = args else {
        return match fallback {
            Some(fallback) => in_python(fallback, provider, call),
            None => Err(unfit(this, py)?),
        };
    };
    // SAFETY: the state is that of a live generator, and nobody else runs.
    let before = twister.filter(|_| fallback.is_some()).map(|twister| unsafe { (*twister).clone() });
    let pack = match engine.as_ref().and_then(|engine| engine.get().pack()) {
        Some(pack) => pack,
        None => pack_of(entry),
    };
    let weighted = base.get().weighted(provider)?;
    if pristine && nothing && fallback.is_none() && overridable(provider) {
        this.keep(provider.get_type_ptr(), entry);
    }
    let live = Live::new(&generator, provider);
    let hooks: Option<&'static dyn Hooks<Host>> = if pristine {
        None
    } else {
        let hooks: &dyn Hooks<Host> = &live;
        // SAFETY: the context that holds the hooks is gone before `live` is: `draw` drops it.
        Some(unsafe { std::mem::transmute::<&dyn Hooks<Host>, &'static dyn Hooks<Host>>(hooks) })
    };
    let setting = Setting { host, pack, weighted, hooks };
    match draw(py, setting, entry, &args, &objects)? {
        Ok(value) => Ok(value),
        Err(error) => match fallback {
            Some(fallback) => {
                if let (Some(twister), Some(before)) = (twister, before) {
                    restore(twister, before);
                }
                in_python(fallback, provider, call)
            }
            None => Err(raised(&error, Some(pack))),
        },
    }
}

fn restore(twister: *mut Twister, before: Twister) {
    // SAFETY: as where it was read.
    unsafe { *twister = before };
}

/// Whether calls for a provider may take the short way: its generator is an engine of its own.
fn overridable(provider: &Bound<'_, PyAny>) -> bool {
    provider.cast::<ProviderBase>().is_ok_and(|base| base.get().engine(provider.as_borrowed()).is_some())
}

/// The pack of the locale that a class was written for.
fn pack_of(entry: &Entry<Host>) -> &'static Pack<Host> {
    let locale = Locale::find(entry.class.locale()).or_else(|_| Locale::find("en_US"));
    Pack::of(locale.expect("en_US is a locale"))
}

fn in_python<'py>(
    fallback: &Fallback,
    provider: &Bound<'py, PyAny>,
    call: Call<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = provider.py();
    let positional = PyTuple::new(py, [&[provider.clone()], call.positional].concat())?;
    fallback.function.bind(py).call(positional, Some(&args::keywords(py, call)?))
}

fn no_rule(function: &Function, entry: Option<&Entry<Host>>, py: Python<'_>) -> PyResult<PyErr> {
    Ok(match entry.map(|entry| entry.rule) {
        Some(Rule::Lacks(attr)) => {
            PyAttributeError::new_err(format!("'Provider' object has no attribute '{}'", ATTRS[attr as usize]))
        }
        _ => PyValueError::new_err(format!("forgery has no rule for {}", function.name(py).to_cow()?)),
    })
}

fn unfit(function: &Function, py: Python<'_>) -> PyResult<PyErr> {
    Ok(PyTypeError::new_err(format!("{}() does not take these arguments", function.name(py).to_cow()?)))
}

/// An error of a rule as Faker raises it.
fn raised(error: &Error, pack: Option<&'static Pack<Host>>) -> PyErr {
    match error.root() {
        Error::UnknownField { given, .. } => {
            let locale = pack.map_or("en_US", |pack| pack.locale.name());
            PyAttributeError::new_err(format!("Unknown formatter '{given}' with locale '{locale}'"))
        }
        other => PyValueError::new_err(other.to_string()),
    }
}
