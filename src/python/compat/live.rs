//! What stands for a method where a user has changed something: looked up as Faker would, each time.

use super::engine::ProviderBase;
use super::function::{bound_parts, Function};
use super::random::{raise_later, Host};
use super::{bypass, kept, overrides};
use crate::error::{Error, Result};
use crate::grammar::{Answer, Asked, Hooks};
use crate::locale::{Class, NameId, NAMES};
use crate::providers::{self, Args, Entry, Rule, Value};
use crate::python::spec::{self, Objects};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyFloat, PyInt, PyList, PyString, PyType};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{OnceLock, PoisonError, RwLock};

/// Counts the changes of provider classes: what was found out before one has to be found out again.
static EPOCH: AtomicU64 = AtomicU64::new(1);

/// How often a provider class was changed.
#[inline]
pub fn epoch() -> u64 {
    EPOCH.load(Relaxed)
}

/// How often a provider class was changed.
#[pyfunction]
pub fn compat_changes() -> u64 {
    epoch()
}

/// Every generator may have changed.
#[pyfunction]
pub fn compat_touch_all() {
    EPOCH.fetch_add(1, Relaxed);
}

type Methods = FxHashMap<NameId, Entry<Host>>;

/// The methods of a class, bound once.
fn methods(class: Class) -> &'static Methods {
    static BOUND: OnceLock<RwLock<FxHashMap<u32, &'static Methods>>> = OnceLock::new();
    let bound = BOUND.get_or_init(RwLock::default);
    if let Some(methods) = bound.read().unwrap_or_else(PoisonError::into_inner).get(&class.index()) {
        return methods;
    }
    let made: &'static Methods = Box::leak(Box::new(providers::methods(class).collect()));
    bound.write().unwrap_or_else(PoisonError::into_inner).entry(class.index()).or_insert(made)
}

/// The pack's class that a provider's class is or derives from.
pub fn pack_class(kind: &Bound<'_, PyType>) -> PyResult<Option<Class>> {
    for class in kind.mro() {
        if let Some(found) = own_pack_class(class.cast::<PyType>()?)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The pack's class that a class is.
pub fn own_pack_class(class: &Bound<'_, PyType>) -> PyResult<Option<Class>> {
    const PREFIX: &str = "forgery.compat.providers";
    let module = class.getattr(intern!(class.py(), "__module__"))?;
    let Ok(module) = module.cast::<PyString>() else { return Ok(None) };
    let module = module.to_cow()?;
    let Some(path) = module.strip_prefix(PREFIX) else { return Ok(None) };
    let name = class.name()?;
    let name = name.to_cow()?;
    let id = match path.strip_prefix('.').map(|path| path.split_once('.').unwrap_or((path, "base"))) {
        None if name == "BaseProvider" => "base/base".to_string(),
        Some((provider, locale)) if name == "Provider" => format!("{locale}/{provider}"),
        _ => return Ok(None),
    };
    Ok(Class::find(&id))
}

/// The rule by which a function draws for a provider.
pub fn entry(function: &Bound<'_, Function>, provider: &Bound<'_, PyAny>) -> PyResult<Option<&'static Entry<Host>>> {
    let Some(id) = function.get().id else { return Ok(None) };
    let class = overrides::served(provider, class_of(function, provider)?)?.class;
    Ok(methods(class).get(&id))
}

/// The pack's class whose rule a function draws by for a provider.
pub fn class_of(function: &Bound<'_, Function>, provider: &Bound<'_, PyAny>) -> PyResult<Class> {
    let this = function.get();
    let Some(id) = this.id else { return Ok(this.class) };
    let kind = provider.get_type();
    if let Some(class) = kept::definer(&kind, this.class, id) {
        return Ok(class);
    }
    // A function that a class of the pack hides was reached by `super()`, or as an attribute of the class that it hides.
    let name = this.name(provider.py()).to_cow()?;
    let class = match pack_class(&kind)? {
        Some(class) if definer(class, &name) == Some(this.class.id()) => class,
        _ => this.class,
    };
    kept::keep_definer(&kind, this.class, id, class);
    Ok(class)
}

/// The class from which a class of the pack has a method.
fn definer(class: Class, method: &str) -> Option<&'static str> {
    class.names("mro").find(|id| Class::find(id).is_some_and(|class| class.names("methods").any(|own| own == method)))
}

/// Whether the engine can make a value by this rule.
pub fn is_drawn(rule: Rule<Host>) -> bool {
    !matches!(rule, Rule::Host | Rule::Unported | Rule::Lacks(_) | Rule::Unfit(_))
}

/// Whether a generator is as `Engine._populate` made it, and its classes as the pack has them.
pub fn is_as_made(
    generator: &Bound<'_, PyAny>,
    template: &Bound<'_, PyList>,
    classes: &Bound<'_, PyList>,
) -> PyResult<bool> {
    let py = generator.py();
    let dict = generator.getattr(intern!(py, "__dict__"))?.cast_into::<PyDict>()?;
    let kinds: Vec<Bound<'_, PyType>> =
        classes.iter().map(|item| Ok(item.get_item(0)?.cast_into()?)).collect::<PyResult<_>>()?;
    for kind in &kinds {
        if !overrides::is_untouched(kind)? {
            return Ok(false);
        }
    }
    if !bypass::generates_as_made(generator)? {
        return Ok(false);
    }
    let (mut weighted, mut members) = (None, Vec::new());
    for item in template.iter() {
        let (name, at, function): (Bound<'_, PyString>, isize, Bound<'_, PyAny>) = item.extract()?;
        let Some(value) = dict.get_item(&name)? else { return Ok(false) };
        let Ok(at) = usize::try_from(at) else {
            if value.is(&function) {
                continue;
            }
            return Ok(false);
        };
        let Some((own, provider)) = bound_parts(&value)? else { return Ok(false) };
        // What all providers inherit may belong to any of them.
        let inherited = own.get().class.id() == "base/base";
        if !own.is(&function) || !(inherited || provider.get_type().is(&kinds[at])) {
            return Ok(false);
        }
        if inherited {
            continue;
        }
        let Ok(base) = provider.cast::<ProviderBase>() else { return Ok(false) };
        let alike = *weighted.get_or_insert(base.get().weighted(&provider)?) == base.get().weighted(&provider)?;
        if !alike || overrides::has_own(&provider)? || !belongs_to(&provider, generator) {
            return Ok(false);
        }
        members.push(provider);
    }
    for provider in members {
        if let Ok(base) = provider.cast::<ProviderBase>() {
            base.get().join();
        }
    }
    Ok(true)
}

fn belongs_to(provider: &Bound<'_, PyAny>, generator: &Bound<'_, PyAny>) -> bool {
    let owner = provider.cast::<ProviderBase>().ok().and_then(|base| base.get().generator(provider.py()));
    owner.is_some_and(|owner| owner.is(generator))
}

/// The hooks of a generator of which something was changed.
#[derive(Debug)]
pub struct Live<'a> {
    generator: Py<PyAny>,
    owners: RefCell<Vec<Py<PyAny>>>,
    /// The call's values that only Python understands.
    objects: &'a RefCell<Objects>,
}

impl<'a> Live<'a> {
    /// For the length of a call of a provider's method.
    pub fn new(generator: &Bound<'_, PyAny>, provider: &Bound<'_, PyAny>, objects: &'a RefCell<Objects>) -> Self {
        Self { generator: generator.clone().unbind(), owners: RefCell::new(vec![provider.clone().unbind()]), objects }
    }

    fn answer(
        &self,
        py: Python<'_>,
        owner: usize,
        asked: Asked<'_>,
        args: Option<&Args>,
        text: bool,
    ) -> PyResult<Answer<Host>> {
        let generator = self.generator.bind(py);
        let formatter = match asked {
            Asked::Method(name) => {
                let owner = self.owners.borrow()[owner].clone_ref(py).into_bound(py);
                match owner.getattr_opt(NAMES[name as usize])? {
                    Some(method) => method,
                    None => generator.getattr(NAMES[name as usize])?,
                }
            }
            Asked::Token(token) => match token.split_once(':') {
                None if formats_otherwise(generator)? => {
                    let text = generator.call_method1(intern!(py, "format"), (token,))?.str()?;
                    kept::next_turn();
                    return Ok(Answer::Value(Value::Str(text.to_string_lossy().into_owned())));
                }
                None => generator.call_method1(intern!(py, "get_formatter"), (token,))?,
                Some(_) => {
                    let text = generator.call_method1(intern!(py, "parse"), (format!("{{{{{token}}}}}"),))?;
                    kept::next_turn();
                    return Ok(Answer::Value(Value::Str(text.extract()?)));
                }
            },
        };
        if let Some((function, provider)) = bound_parts(&formatter)? {
            let left_to_python = function.get().python(py)?.is_some_and(|python| python.always)
                || !belongs_to(&provider, generator)
                || bypass::way(&function, &provider, generator)?.is_some();
            if let (Ok(base), false) = (provider.cast::<ProviderBase>(), left_to_python) {
                let weighted = base.get().weighted(&provider)?;
                if let Some(entry) = entry(&function, &provider)?.filter(|entry| is_drawn(entry.rule)) {
                    let mut owners = self.owners.borrow_mut();
                    owners.push(provider.clone().unbind());
                    return Ok(Answer::Rule { entry, owner: owners.len() - 1, weighted });
                }
            }
        }
        let made = match args {
            None => formatter.call0(),
            Some(args) => formatter.call((), Some(&named(py, asked.name(), args)?)),
        };
        kept::next_turn();
        let made = made?;
        let value = if text { Value::Str(made.str()?.to_string_lossy().into_owned()) } else { self.value(&made)? };
        Ok(Answer::Value(value))
    }

    fn value(&self, made: &Bound<'_, PyAny>) -> PyResult<Value> {
        if is_plain(made)? {
            let mut objects = Objects::new();
            // Containers stay the objects that they are.
            let read = spec::read(made, u32::MAX, &mut objects)?;
            if objects.is_empty() {
                return Ok(read.value());
            }
        }
        let mut kept = self.objects.borrow_mut();
        kept.push(made.clone().unbind());
        Ok(Value::Element(kept.len() - 1))
    }
}

/// Whether the engine can have a value without losing its time zone, half a character or the user's own kind of number
/// or text.
fn is_plain(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(value.is_exact_instance_of::<PyString>() && text.to_cow().is_ok());
    }
    if value.is_instance_of::<PyInt>() || value.is_instance_of::<PyFloat>() {
        return Ok(value.get_type().module()?.to_cow()? == "builtins");
    }
    Ok(value.getattr_opt(intern!(value.py(), "tzinfo"))?.is_none_or(|zone| zone.is_none()))
}

/// Whether a generator formats tokens in its own way.
fn formats_otherwise(generator: &Bound<'_, PyAny>) -> PyResult<bool> {
    static FORMAT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = generator.py();
    let format = FORMAT.get_or_try_init(py, || {
        let class = py.import("forgery.compat.generator")?.getattr("Generator")?;
        PyResult::Ok(class.getattr(intern!(py, "format"))?.unbind())
    })?;
    let own = generator.getattr(intern!(py, "format"))?;
    Ok(!own.getattr_opt(intern!(py, "__func__"))?.is_some_and(|own| own.is(format)))
}

/// The arguments of a call from a rule, by the names of the field's parameters: those that are not the defaults.
fn named<'py>(py: Python<'py>, name: &str, args: &Args) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    let Some(found) = providers::find(name) else { return Ok(dict) };
    let defaults = found.field.defaults();
    for (i, param) in found.field.params.iter().enumerate() {
        if args.get(i) != defaults.get(i) {
            dict.set_item(param.name, super::args::object(py, args.get(i))?)?;
        }
    }
    Ok(dict)
}

impl Hooks<Host> for Live<'_> {
    fn ask(&self, owner: usize, asked: Asked<'_>, args: Option<&Args>, text: bool) -> Result<Answer<Host>> {
        // SAFETY: hooks are asked by a rule that runs in a call from Python, on the same thread.
        let py = unsafe { Python::assume_attached() };
        self.answer(py, owner, asked, args, text).map_err(|error| {
            raise_later(error);
            Error::value("raised in Python")
        })
    }
}
