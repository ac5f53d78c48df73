//! The native bases of a provider and of `Generator`: the random state, and whether all is as the pack has it.

use super::bypass::{self, version};
use super::function::method;
use super::live::{self, epoch};
use super::random::{class_is_as_made, dict_of, is_unpatched, state_of, Host};
use crate::locale::Locale;
use crate::providers::Pack;
use crate::rng::Twister;
use pyo3::exceptions::PyAttributeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyType};
use pyo3::{ffi, intern};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicU8, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `object.__setattr__` and `object.__delattr__`.
fn generic_setattr(
    object: *mut ffi::PyObject,
    name: &Bound<'_, PyAny>,
    value: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    let value = value.map_or(std::ptr::null_mut(), |value| value.as_ptr());
    // SAFETY: both are live objects, and a null value asks for deletion.
    match unsafe { ffi::PyObject_GenericSetAttr(object, name.as_ptr(), value) } {
        0 => Ok(()),
        _ => Err(PyErr::fetch(name.py())),
    }
}

/// The native base of every provider: the generator that it belongs to.
#[pyclass(frozen, subclass, dict, weakref, module = "forgery._forgery")]
#[derive(Debug)]
pub struct ProviderBase {
    generator: Mutex<Option<Py<PyAny>>>,
    /// The generator, if it is an `Engine`; it is `generator` that holds the reference.
    engine: AtomicPtr<ffi::PyObject>,
    /// Whether weights count: 0 no, 1 yes, 2 not asked yet.
    weighted: AtomicU8,
    /// Whether it is one of the providers that its generator was made with.
    member: AtomicBool,
}

impl ProviderBase {
    /// The engine of its generator, if it is one.
    #[inline]
    pub fn engine<'a>(&self, provider: Borrowed<'a, '_, PyAny>) -> Option<&'a Engine> {
        let engine = self.engine.load(Relaxed);
        if engine.is_null() {
            return None;
        }
        // SAFETY: `generator` holds a reference to this `Engine` for as long as the provider lives and is not given
        // another; nothing in between lets other code run while the caller uses it.
        Some(unsafe { Borrowed::from_ptr(provider.py(), engine).cast_unchecked::<Engine>() }.get())
    }

    /// The generator that the provider was given.
    pub fn generator<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        lock(&self.generator).as_ref().map(|generator| generator.bind(py).clone())
    }

    /// Whether it is known to be one of the providers that its generator was made with: then what the generator has of
    /// a name is what the provider has.
    #[inline]
    pub fn is_member(&self) -> bool {
        self.member.load(Relaxed)
    }

    /// It is one of them.
    pub fn join(&self) {
        self.member.store(true, Relaxed);
    }

    /// Whether weights count for it: its `__use_weighting__`.
    pub fn weighted(&self, provider: &Bound<'_, PyAny>) -> PyResult<bool> {
        if let Some(known) = self.known_weighted() {
            return Ok(known);
        }
        let weighted = provider.getattr(intern!(provider.py(), "__use_weighting__"))?.is_truthy()?;
        self.weighted.store(weighted.into(), Relaxed);
        Ok(weighted)
    }

    /// The same, if it was asked before.
    #[inline]
    pub fn known_weighted(&self) -> Option<bool> {
        match self.weighted.load(Relaxed) {
            2 => None,
            known => Some(known == 1),
        }
    }

    fn touch(&self, provider: &Bound<'_, PyAny>) {
        self.weighted.store(2, Relaxed);
        if let Some(engine) = self.engine(provider.as_borrowed()) {
            engine.touch();
        }
    }
}

#[pymethods]
impl ProviderBase {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyAny>, _kwargs: Option<&Bound<'_, PyDict>>) -> Self {
        Self {
            generator: Mutex::default(),
            engine: AtomicPtr::default(),
            weighted: AtomicU8::new(2),
            member: AtomicBool::new(false),
        }
    }

    #[getter(generator)]
    fn get_generator(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let generator = lock(&self.generator).as_ref().map(|generator| generator.clone_ref(py));
        generator.ok_or_else(|| PyAttributeError::new_err("'Provider' object has no attribute 'generator'"))
    }

    #[setter(generator)]
    fn set_generator(slf: &Bound<'_, Self>, generator: Bound<'_, PyAny>) -> PyResult<()> {
        let py = slf.py();
        let this = slf.get();
        if let Some(engine) = this.engine(slf.as_any().as_borrowed()) {
            engine.touch();
        }
        // What Faker's providers have among their own attributes, for who lists those.
        let dict = slf.as_any().getattr(intern!(py, "__dict__"))?.cast_into::<PyDict>()?;
        dict.set_item(intern!(py, "generator"), &generator)?;
        let engine = if generator.is_instance_of::<Engine>() { generator.as_ptr() } else { std::ptr::null_mut() };
        let old = lock(&this.generator).replace(generator.unbind());
        this.engine.store(engine, Relaxed);
        this.member.store(false, Relaxed);
        drop(old);
        Ok(())
    }

    fn __setattr__(slf: &Bound<'_, Self>, name: Bound<'_, PyAny>, value: Bound<'_, PyAny>) -> PyResult<()> {
        generic_setattr(slf.as_ptr(), &name, Some(&value))?;
        slf.get().touch(slf.as_any());
        Ok(())
    }

    fn __delattr__(slf: &Bound<'_, Self>, name: Bound<'_, PyAny>) -> PyResult<()> {
        generic_setattr(slf.as_ptr(), &name, None)?;
        slf.get().touch(slf.as_any());
        Ok(())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        match self.generator.try_lock() {
            Ok(generator) => visit.call(&*generator),
            Err(_) => Ok(()),
        }
    }

    fn __clear__(&self) {
        self.engine.store(std::ptr::null_mut(), Relaxed);
        let generator = lock(&self.generator).take();
        drop(generator);
    }
}

/// The templates whose generators were found to be as the pack has them, by address, with the version of the generators'
/// class, and the epoch of which that is true.
static MADE: Mutex<(u64, Vec<(usize, u32)>)> = Mutex::new((0, Vec::new()));

#[derive(Debug, Default)]
struct State {
    random: Option<Py<PyAny>>,
    dict: Option<Py<PyDict>>,
    /// What the pack's own generator looks like.
    template: Option<Py<PyList>>,
    classes: Option<Py<PyList>>,
    /// The class of the generator whose version is known.
    class: Option<Py<PyType>>,
}

/// The native base of `Generator`: the random state, and whether all formatters are the pack's.
#[pyclass(frozen, subclass, dict, weakref, module = "forgery._forgery")]
#[derive(Debug)]
pub struct Engine {
    state: Mutex<State>,
    /// The state of `random`, if it is a genuine one.
    twister: AtomicPtr<Twister>,
    /// The dict of `random`, if it is a genuine one; `state` holds the reference.
    guard: AtomicPtr<ffi::PyObject>,
    /// The pack, if the generator was made from one.
    pack: AtomicPtr<Pack<Host>>,
    /// The epoch at which all was the pack's; 0 for never, or not any more.
    pristine: AtomicU64,
    /// The epoch at which something was found not to be the pack's.
    customised: AtomicU64,
    /// The generator's class, to which `state` holds the reference, and its version when that was found out.
    class: AtomicPtr<ffi::PyTypeObject>,
    version: AtomicU32,
}

impl Engine {
    /// Whether every formatter, table and class is as the pack has it, as far as is known.
    #[inline]
    pub fn is_pristine(&self) -> bool {
        self.pristine.load(Relaxed) == epoch() && self.has_same_class()
    }

    /// Whether the generator's class is as it was when that was last looked at.
    #[inline]
    fn has_same_class(&self) -> bool {
        let class = self.class.load(Relaxed);
        let known = self.version.load(Relaxed);
        known != 0 && !class.is_null() && known == version(class)
    }

    /// Remembers how the generator's class is now.
    fn remember_class(&self, class: Bound<'_, PyType>) {
        self.version.store(version(class.as_type_ptr()), Relaxed);
        self.class.store(class.as_type_ptr(), Relaxed);
        let old = lock(&self.state).class.replace(class.unbind());
        drop(old);
    }

    /// The same, looking where it is not known.
    pub fn check(&self, generator: &Bound<'_, PyAny>) -> PyResult<bool> {
        if self.is_pristine() {
            return Ok(true);
        }
        if self.customised.load(Relaxed) == epoch() && self.has_same_class() {
            return Ok(false);
        }
        let (template, classes) = {
            let state = lock(&self.state);
            let bind = |list: &Option<Py<PyList>>| list.as_ref().map(|list| list.bind(generator.py()).clone());
            (bind(&state.template), bind(&state.classes))
        };
        let pristine = match (template, classes) {
            (Some(template), Some(classes)) => {
                let pristine = live::is_as_made(generator, &template, &classes)?;
                self.remember_class(generator.get_type());
                if pristine {
                    let mut made = lock(&MADE);
                    if made.0 != epoch() {
                        *made = (epoch(), Vec::new());
                    }
                    made.1.push((template.as_ptr() as usize, self.version.load(Relaxed)));
                }
                pristine
            }
            _ => false,
        };
        let known = if pristine { &self.pristine } else { &self.customised };
        known.store(epoch(), Relaxed);
        Ok(pristine)
    }

    /// Something may have changed.
    pub fn touch(&self) {
        self.pristine.store(0, Relaxed);
        self.customised.store(0, Relaxed);
    }

    /// The pack that the generator was made from.
    #[inline]
    pub fn pack(&self) -> Option<&'static Pack<Host>> {
        // SAFETY: only `_populate` stores here, and packs live for ever.
        unsafe { self.pack.load(Relaxed).as_ref() }
    }

    /// Where draws come from, if in place.
    #[inline]
    pub fn twister(&self, py: Python<'_>) -> Option<*mut Twister> {
        let twister = self.twister.load(Relaxed);
        if twister.is_null() {
            return None;
        }
        // SAFETY: where there is a state there is a dict, and `state` holds it for as long as it is here.
        let dict = unsafe { Borrowed::from_ptr(py, self.guard.load(Relaxed)).cast_unchecked::<PyDict>() };
        (is_unpatched(&dict) && class_is_as_made(py)).then_some(twister)
    }
}

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyAny>, _kwargs: Option<&Bound<'_, PyDict>>) -> Self {
        Self {
            state: Mutex::default(),
            twister: AtomicPtr::default(),
            guard: AtomicPtr::default(),
            pack: AtomicPtr::default(),
            pristine: AtomicU64::new(0),
            customised: AtomicU64::new(0),
            class: AtomicPtr::default(),
            version: AtomicU32::new(0),
        }
    }

    #[getter(random)]
    fn get_random(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        lock(&self.state).random.as_ref().map(|random| random.clone_ref(py))
    }

    #[setter(random)]
    fn set_random(&self, random: Bound<'_, PyAny>) -> PyResult<()> {
        bypass::remember(random.py())?;
        let twister = state_of(&random)?;
        let dict = twister.is_some().then(|| dict_of(&random).map(Bound::unbind)).transpose()?;
        let guard = dict.as_ref().map_or(std::ptr::null_mut(), Py::as_ptr);
        let old = {
            let mut state = lock(&self.state);
            self.twister.store(twister.unwrap_or(std::ptr::null_mut()), Relaxed);
            self.guard.store(guard, Relaxed);
            (state.random.replace(random.unbind()), std::mem::replace(&mut state.dict, dict))
        };
        drop(old);
        Ok(())
    }

    /// Gives the generator its providers and their formatters: what `add_provider` would do for each in turn.
    #[pyo3(signature = (locale, use_weighting, classes, formatters))]
    fn _populate(
        slf: &Bound<'_, Self>,
        locale: &str,
        use_weighting: bool,
        classes: &Bound<'_, PyList>,
        formatters: &Bound<'_, PyList>,
    ) -> PyResult<()> {
        let py = slf.py();
        let this = slf.get();
        let mut providers = Vec::with_capacity(classes.len());
        for item in classes.iter() {
            let (class, path, lang): (Bound<'_, PyType>, Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let provider = class.call1((slf,))?;
            let dict = provider.getattr(intern!(py, "__dict__"))?.cast_into::<PyDict>()?;
            dict.set_item(intern!(py, "__use_weighting__"), use_weighting)?;
            dict.set_item(intern!(py, "__provider__"), path)?;
            dict.set_item(intern!(py, "__lang__"), lang)?;
            if let Ok(base) = provider.cast::<ProviderBase>() {
                base.get().weighted.store(use_weighting.into(), Relaxed);
                base.get().join();
            }
            providers.push(provider);
        }
        let dict = slf.as_any().getattr(intern!(py, "__dict__"))?.cast_into::<PyDict>()?;
        for item in formatters.iter() {
            let (name, at, function): (Bound<'_, PyString>, usize, Bound<'_, PyAny>) = item.extract()?;
            dict.set_item(name, method(&function, &providers[at])?)?;
        }
        let newest_first = PyList::new(py, providers.into_iter().rev())?;
        dict.set_item(intern!(py, "providers"), newest_first)?;
        if let Ok(locale) = Locale::find(locale) {
            this.pack.store(std::ptr::from_ref(Pack::<Host>::of(locale)).cast_mut(), Relaxed);
        }
        {
            let mut state = lock(&this.state);
            state.template = Some(formatters.clone().unbind());
            state.classes = Some(classes.clone().unbind());
        }
        this.touch();
        // Nobody has seen the generator yet, so it is as good as the last that was made by the template.
        let class = slf.get_type();
        let made = lock(&MADE);
        let known = (formatters.as_ptr() as usize, version(class.as_type_ptr()));
        if made.0 == epoch() && known.1 != 0 && made.1.contains(&known) {
            this.remember_class(class);
            this.pristine.store(epoch(), Relaxed);
        }
        Ok(())
    }

    /// Says that something may have changed that no attribute of the generator shows.
    fn _touch(&self) {
        self.touch();
    }

    /// Whether every formatter, table and class is as the pack has it.
    fn _is_pristine(slf: &Bound<'_, Self>) -> PyResult<bool> {
        slf.get().check(slf.as_any())
    }

    /// What `_populate` was given: for copies.
    fn _made<'py>(&self, py: Python<'py>) -> (Option<&'static str>, Option<Py<PyList>>, Option<Py<PyList>>) {
        let state = lock(&self.state);
        let clone = |list: &Option<Py<PyList>>| list.as_ref().map(|list| list.clone_ref(py));
        (self.pack().map(|pack| pack.locale.name()), clone(&state.classes), clone(&state.template))
    }

    /// Takes what `_made` gave, on a copy.
    fn _make(&self, locale: Option<&str>, classes: Option<Py<PyList>>, template: Option<Py<PyList>>) {
        if let Some(Ok(locale)) = locale.map(Locale::find) {
            self.pack.store(std::ptr::from_ref(Pack::<Host>::of(locale)).cast_mut(), Relaxed);
        }
        {
            let mut state = lock(&self.state);
            state.template = template;
            state.classes = classes;
        }
        self.touch();
    }

    fn __setattr__(slf: &Bound<'_, Self>, name: Bound<'_, PyAny>, value: Bound<'_, PyAny>) -> PyResult<()> {
        generic_setattr(slf.as_ptr(), &name, Some(&value))?;
        slf.get().touch();
        Ok(())
    }

    fn __delattr__(slf: &Bound<'_, Self>, name: Bound<'_, PyAny>) -> PyResult<()> {
        generic_setattr(slf.as_ptr(), &name, None)?;
        slf.get().touch();
        Ok(())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        match self.state.try_lock() {
            Ok(state) => visit.call(&state.random),
            Err(_) => Ok(()),
        }
    }

    fn __clear__(&self) {
        self.twister.store(std::ptr::null_mut(), Relaxed);
        let old = std::mem::take(&mut *lock(&self.state));
        drop(old);
    }
}
