//! A call of a provider's method: the short way where all is as the pack has it, and the long one.

use super::args::Given;
use super::bypass;
use super::clock;
use super::engine::{Engine, ProviderBase};
use super::function::{Fallback, Function};
use super::kept;
use super::live::{self, Live};
use super::overrides::Ours;
use super::proxy::Proxy;
use super::random::{class_is_as_made, dict_of, is_unpatched, state_of, take_raised, Host};
use crate::clock::Clock;
use crate::digits::{append, uuid};
use crate::error::Error;
use crate::grammar::{Cx, Hooks};
use crate::locale::{Locale, ATTRS};
use crate::providers::{Args, Entry, Pack, Rule};
use crate::python::decimals;
use crate::python::objects::{self, text};
use crate::python::spec::Objects;
use crate::rng::Twister;
use pyo3::exceptions::{PyAssertionError, PyAttributeError, PyRecursionError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyNotImplemented, PyTuple};
use pyo3::{ffi, intern};
use std::cell::{Cell, RefCell};

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static TOOLS: Cell<Option<Box<Tools>>> = const { Cell::new(None) };
}

/// What a call the short way needs, kept from one to the next.
struct Tools {
    /// A context without hooks, in which nothing is left but where it last drew from: an address that is not used again.
    cx: Cx<Host>,
    out: Vec<u8>,
    /// What flat programs write to.
    sheet: Vec<u8>,
    /// None: there are no arguments.
    objects: RefCell<Objects>,
}

const CLOCK: Clock = Clock::Asked { now: clock::now, offset: clock::offset };

/// What a rule needs to run.
struct Setting {
    host: Host,
    pack: &'static Pack<Host>,
    weighted: bool,
    hooks: Option<&'static dyn Hooks<Host>>,
    /// After which errors of the rule the generator is put back.
    back: Back,
}

/// When a generator is put back to where it stood before a rule drew from it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Back {
    Never,
    /// If the rule met the name of a field that it does not know.
    Unknown,
    /// After any error, since Python makes the value then.
    Always,
}

/// Runs a rule and makes the object of its value.
#[inline]
fn draw<'py>(
    py: Python<'py>,
    setting: Setting,
    entry: &'static Entry<Host>,
    args: &Args,
    objects: &RefCell<Objects>,
) -> PyResult<std::result::Result<Bound<'py, PyAny>, Error>> {
    let mut cx = context(setting.host, setting.pack, entry, setting.weighted);
    if let Some(hooks) = setting.hooks {
        cx.hook(hooks);
    }
    // A value may be asked for while another is being made: then the buffer is away.
    let mut out = BUFFER.take();
    let mark = (setting.back != Back::Never).then(|| cx.draw.mark(py, setting.hooks.is_none()));
    let made = draw_in(py, &mut cx, entry, args, objects, &mut out);
    BUFFER.set(out);
    if let (Ok(Err(error)), Some(mark)) = (&made, mark) {
        if setting.back == Back::Always || matches!(error, Error::UnknownField { .. }) {
            cx.draw.back_to(py, &mark);
        }
    }
    made
}

/// The context that a rule runs in.
#[inline]
fn context(host: Host, pack: &'static Pack<Host>, entry: &'static Entry<Host>, weighted: bool) -> Cx<Host> {
    let mut cx = Cx::new(host, pack, CLOCK);
    cx.class = entry.class;
    cx.weighted = weighted;
    cx
}

/// Runs a rule in its context, with a buffer for text, and makes the object of its value.
#[inline]
pub fn draw_in<'py>(
    py: Python<'py>,
    cx: &mut Cx<Host>,
    entry: &'static Entry<Host>,
    args: &Args,
    objects: &RefCell<Objects>,
    out: &mut Vec<u8>,
) -> PyResult<std::result::Result<Bound<'py, PyAny>, Error>> {
    out.clear();
    let made = match (entry.steps(), entry.rule) {
        (Some(steps), _) => cx.run_steps(steps, out).map(|()| text(py, out)),
        (None, Rule::Str(rule)) => rule(cx, args, out).map(|()| text(py, out)),
        (None, Rule::Int(rule)) => rule(cx, args).map(|value| objects::int(py, value)),
        (None, Rule::Float(rule)) => rule(cx, args).map(|value| PyFloat::new(py, value).into_any()),
        (None, Rule::Bool(rule)) => rule(cx, args).map(|value| PyBool::new(py, value).to_owned().into_any()),
        (None, Rule::Uuid(rule)) => rule(cx, args).map(|id| {
            append(out, |window| uuid(id, window));
            text(py, out)
        }),
        (None, Rule::Decimal(rule)) => match rule(cx, args, out) {
            Ok(()) => Ok(decimals::of(py, out)?),
            Err(error) => Err(error),
        },
        (None, rule) => match rule.value(cx, args) {
            Ok(value) => Ok(objects::value(py, &value, &objects.borrow())?),
            Err(error) => Err(error),
        },
    };
    match take_raised() {
        Some(error) => Err(error),
        None => Ok(made),
    }
}

/// How a call draws.
pub struct Way {
    /// The rule.
    pub entry: &'static Entry<Host>,
    /// The state, if it is drawn from in place.
    pub twister: Option<*mut Twister>,
    host: Host,
    pack: &'static Pack<Host>,
    weighted: bool,
    /// Whether all is as the pack has it.
    pristine: bool,
}

impl Way {
    /// The context for the rule, where all is as the pack has it.
    pub fn context(self) -> Cx<Host> {
        context(self.host, self.pack, self.entry, self.weighted)
    }

    fn setting(self, hooks: Option<&'static dyn Hooks<Host>>, back: Back) -> Setting {
        Setting { host: self.host, pack: self.pack, weighted: self.weighted, hooks, back }
    }
}

/// What the short way draws by: the rule, the state that is drawn from in place, the pack, and whether weights count.
type Short = (&'static Entry<Host>, *mut Twister, &'static Pack<Host>, bool);

/// The way of a provider that is known to be as the pack has it.
pub fn short(function: &Function, provider: Borrowed<'_, '_, PyAny>) -> Option<Way> {
    let (entry, twister, pack, weighted) = shortest(function, provider)?;
    Some(Way { entry, twister: Some(twister), host: Host::in_place(twister), pack, weighted, pristine: true })
}

#[inline(always)]
fn shortest(function: &Function, provider: Borrowed<'_, '_, PyAny>) -> Option<Short> {
    let entry = function.short_way(provider.get_type_ptr())?;
    // SAFETY: the short way is kept for types that derive from `ProviderBase` only.
    let base = unsafe { provider.cast_unchecked::<ProviderBase>() }.get();
    let engine = base.engine(provider)?;
    if !engine.is_pristine() || !is_own(function, base) {
        return None;
    }
    let weighted = match base.known_weighted() {
        Some(weighted) => weighted,
        None => base.weighted(&provider).ok()?,
    };
    Some((entry, engine.twister(provider.py())?, engine.pack()?, weighted))
}

/// Whether the methods that a function's rule asks its provider for are those of the provider's generator.
#[inline]
fn is_own(function: &Function, base: &ProviderBase) -> bool {
    base.is_member() || function.inherited
}

/// The way of any other provider, and its generator; none if the engine has no rule.
pub fn long<'py>(
    function: &Bound<'py, Function>,
    provider: &Bound<'py, PyAny>,
    generator: &Bound<'py, PyAny>,
) -> PyResult<Option<Way>> {
    let py = provider.py();
    let Ok(base) = provider.cast::<ProviderBase>() else { return Ok(None) };
    let Some(entry) = live::entry(function, provider)?.filter(|entry| live::is_drawn(entry.rule)) else {
        return Ok(None);
    };
    let engine = engine_of(generator)?;
    let random = generator.getattr(intern!(py, "random"))?;
    let in_place = class_is_as_made(py) && dict_of(&random).is_ok_and(|dict| is_unpatched(&dict));
    let twister = state_of(&random)?.filter(|_| in_place);
    let host = twister.map_or_else(|| Host::calling(random.as_ptr()), Host::in_place);
    let (pristine, pack) = match &engine {
        Some(engine) => {
            (engine.get().check(engine.as_any())? && is_own(function.get(), base.get()), engine.get().pack())
        }
        None => (false, None),
    };
    // A provider of another locale has methods of its own, which the pack of this one knows nothing about; what all
    // providers inherit is the same for any of them.
    let this = function.get();
    let knows = |pack: &'static Pack<Host>| this.id.and_then(|id| pack.find(id));
    let is_packs = || this.inherited || pack.and_then(knows).is_some_and(|own| own.class == entry.class);
    let pristine = pristine && is_packs();
    let weighted = base.get().weighted(provider)?;
    let asks_python = function.get().python(py)?.is_some_and(|fallback| fallback.always);
    if pristine && !asks_python && base.get().engine(provider.as_borrowed()).is_some() {
        function.get().keep(provider.get_type_ptr(), entry);
    }
    Ok(Some(Way { entry, twister, host, pack: pack.unwrap_or_else(|| pack_of(entry)), weighted, pristine }))
}

/// A call without arguments of a provider that is known to be as the pack has it; none if it is not. The value is a new
/// reference, or null with an error set: that fits into registers, which a `PyResult` does not.
#[inline]
pub fn quick(function: &Function, provider: Borrowed<'_, '_, PyAny>) -> Option<*mut ffi::PyObject> {
    let short = shortest(function, provider)?;
    Some(TOOLS.with(|kept| {
        // A value may be asked for while another is being made: then the tools are away, and new ones are made.
        let mut tools = kept.take().unwrap_or_else(|| Tools::new(short));
        let made = tools.make(provider.py(), function, short);
        // What a rule that failed, or panicked, may have left in the context is not met again.
        if !made.is_null() && tools.cx.is_unsettled() {
            kept.set(Some(tools));
        }
        made
    }))
}

impl Tools {
    #[cold]
    fn new((entry, twister, pack, weighted): Short) -> Box<Self> {
        let cx = context(Host::in_place(twister), pack, entry, weighted);
        Box::new(Self { cx, out: Vec::new(), sheet: Vec::new(), objects: RefCell::default() })
    }

    /// The value of a call that takes the short way: as [`quick`] gives it.
    #[inline]
    fn make(
        &mut self,
        py: Python<'_>,
        function: &Function,
        (entry, twister, pack, weighted): Short,
    ) -> *mut ffi::PyObject {
        let cx = &mut self.cx;
        cx.draw.aim(twister);
        (cx.pack, cx.class, cx.weighted) = (pack, entry.class, weighted);
        if let Some(flat) = function.flat(pack, entry).filter(|_| cx.is_plain()) {
            return match flat.one(cx, &mut self.sheet) {
                Ok(end) => text(py, &self.sheet[..end]).into_ptr(),
                Err(error) => fail(py, raised(&error, pack)),
            };
        }
        if let (Some(_), _) | (None, Rule::Str(_)) = (entry.steps(), entry.rule) {
            // Texts are the commonest.
            self.out.clear();
            let done = match (entry.steps(), entry.rule) {
                (Some(steps), _) => cx.run_steps(steps, &mut self.out),
                (None, Rule::Str(rule)) => rule(cx, &entry.defaults, &mut self.out),
                (None, _) => Ok(()),
            };
            return match (take_raised(), done) {
                (Some(error), _) => fail(py, error),
                (None, Ok(())) => text(py, &self.out).into_ptr(),
                (None, Err(error)) => fail(py, raised(&error, pack)),
            };
        }
        match draw_in(py, cx, entry, &entry.defaults, &self.objects, &mut self.out) {
            Ok(Ok(made)) => made.into_ptr(),
            Ok(Err(error)) => fail(py, raised(&error, pack)),
            Err(error) => fail(py, error),
        }
    }
}

/// Sets an error.
#[cold]
fn fail(py: Python<'_>, error: PyErr) -> *mut ffi::PyObject {
    error.restore(py);
    std::ptr::null_mut()
}

/// The engine of a generator, or of a proxy of one.
fn engine_of<'py>(generator: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, Engine>>> {
    if let Ok(engine) = generator.cast::<Engine>() {
        return Ok(Some(engine.clone()));
    }
    let Ok(proxy) = generator.cast::<Proxy>() else { return Ok(None) };
    let single = proxy.get()._single(generator.py()).map(|single| single.into_bound(generator.py()));
    Ok(single.and_then(|single| single.cast_into().ok()))
}

/// Any call.
pub fn any<'py>(
    function: &Bound<'py, Function>,
    provider: &Bound<'py, PyAny>,
    given: &Given<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = provider.py();
    let this = function.get();
    let fallback = this.python(py)?;
    let fitted = if given.is_empty() && fallback.is_none() { None } else { Some(this.bind(given, py)?) };
    if let Some(fallback) = fallback.filter(|fallback| fallback.always) {
        let made = in_python(fallback, provider, given)?;
        if !made.is(PyNotImplemented::get(py)) {
            return Ok(made);
        }
    }
    // Whoever calls may have changed a table.
    kept::next_turn();
    let mut generator = None;
    let way = match short(this, provider.as_borrowed()) {
        Some(way) => Some(way),
        None => {
            let found = generator.insert(provider.getattr(intern!(py, "generator"))?);
            if let Some(way) = bypass::way(function, provider, found)? {
                let made = call_python(&way, provider, given)?;
                if !made.is(PyNotImplemented::get(py)) {
                    return Ok(made);
                }
            }
            long(function, provider, found)?
        }
    };
    let left = |why: &dyn Fn() -> PyResult<PyErr>| match fallback {
        Some(fallback) => {
            let made = in_python(fallback, provider, given)?;
            // What left the value to the engine is not asked again.
            if made.is(PyNotImplemented::get(py)) {
                Err(why()?)
            } else {
                Ok(made)
            }
        }
        None => Err(why()?),
    };
    let Some(way) = way else { return left(&|| no_rule(function, provider)) };
    let mut objects = Objects::new();
    let args = match &fitted {
        None => Some(way.entry.defaults.clone()),
        Some(fitted) => this.signature(py)?.native(fitted, &way.entry.defaults, &mut objects)?,
    };
    let objects = RefCell::new(objects);
    let Some(args) = args else { return left(&|| unfit(this, py)) };
    let (entry, pack) = (way.entry, way.pack);
    let back = if fallback.is_some() { Back::Always } else { Back::Unknown };
    let mut drawn = match (way.pristine, &generator) {
        (false, Some(generator)) => draw_live(way, back, provider, generator, &args, &objects)?,
        _ => draw(py, way.setting(None, back), entry, &args, &objects)?,
    };
    if let Err(Error::UnknownField { .. }) = &drawn {
        // A template of the caller's own names what only the generator knows.
        let generator = provider.getattr(intern!(py, "generator"))?;
        if let Some(way) = long(function, provider, &generator)? {
            drawn = draw_live(way, back, provider, &generator, &args, &objects)?;
        }
    }
    drawn.or_else(|error| left(&|| Ok(raised(&error, pack))))
}

/// Draws where something is not as the pack has it.
fn draw_live<'py>(
    way: Way,
    back: Back,
    provider: &Bound<'py, PyAny>,
    generator: &Bound<'py, PyAny>,
    args: &Args,
    objects: &RefCell<Objects>,
) -> PyResult<std::result::Result<Bound<'py, PyAny>, Error>> {
    let live = Live::new(generator, provider, objects);
    let hooks: &dyn Hooks<Host> = &live;
    // SAFETY: the context that holds the hooks is gone before `live` is: `draw` drops it.
    let hooks = unsafe { std::mem::transmute::<&dyn Hooks<Host>, &'static dyn Hooks<Host>>(hooks) };
    let entry = way.entry;
    draw(provider.py(), way.setting(Some(hooks), back), entry, args, objects)
}

/// The pack of the locale that a class was written for.
fn pack_of(entry: &Entry<Host>) -> &'static Pack<Host> {
    let locale = Locale::find(entry.class.locale()).or_else(|_| Locale::find("en_US"));
    Pack::of(locale.expect("en_US is a locale"))
}

/// Calls the method's implementation in Python.
pub fn in_python<'py>(
    fallback: &Fallback,
    provider: &Bound<'py, PyAny>,
    given: &Given<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    call_python(fallback.function.bind(provider.py()), provider, given)
}

/// Calls a function of ours with a provider and arguments.
fn call_python<'py>(
    function: &Bound<'py, PyAny>,
    provider: &Bound<'py, PyAny>,
    given: &Given<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = provider.py();
    let _ours = Ours::running();
    let positional = PyTuple::new(py, [std::slice::from_ref(provider), &given.positional].concat())?;
    if given.named.is_empty() {
        return function.call1(positional);
    }
    function.call(positional, Some(&given.keywords(py)?))
}

fn no_rule(function: &Bound<'_, Function>, provider: &Bound<'_, PyAny>) -> PyResult<PyErr> {
    let name = function.get().name(provider.py()).to_cow()?;
    if !provider.is_instance_of::<ProviderBase>() {
        let kind = provider.get_type().name()?;
        return Ok(PyTypeError::new_err(format!("{name}() needs a provider of forgery.compat, not '{kind}'")));
    }
    Ok(match live::entry(function, provider)?.map(|entry| entry.rule) {
        Some(Rule::Lacks(attr)) => {
            PyAttributeError::new_err(format!("'Provider' object has no attribute '{}'", ATTRS[attr as usize]))
        }
        _ => PyValueError::new_err(format!("forgery has no rule for {name}")),
    })
}

fn unfit(function: &Function, py: Python<'_>) -> PyResult<PyErr> {
    Ok(PyTypeError::new_err(format!("{}() does not take these arguments", function.name(py).to_cow()?)))
}

/// An error of a rule as Faker raises it.
pub fn raised(error: &Error, pack: &'static Pack<Host>) -> PyErr {
    match error.root() {
        Error::UnknownField { given, .. } => {
            let locale = pack.locale.name();
            PyAttributeError::new_err(format!("Unknown formatter '{given}' with locale '{locale}'"))
        }
        Error::Assertion => PyAssertionError::new_err(()),
        Error::Endless => PyRecursionError::new_err("maximum recursion depth exceeded"),
        other => PyValueError::new_err(other.to_string()),
    }
}
