//! `Function`: a provider's method, which draws by the rule of its class.
//!
//! It stands in a class as a Python function does: `provider.name` is a `types.MethodType` over it. A call takes no way
//! through Python: CPython calls [`vectorcall`] with the provider as the first argument.

use super::args::{Fitted, Given, Signature};
use super::call;
use super::live::epoch;
use crate::grammar::flat::Flat;
use crate::locale::{find_name, Class, NameId};
use crate::providers::{self, Entry, Pack};
use crate::python::methods::{fastcall, Function as Fastcall};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::impl_::trampoline::MethodDef;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};
use pyo3::{ffi, intern};
use std::mem::offset_of;
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering::Relaxed};

use super::random::Host;

/// A provider's method.
#[pyclass(frozen, dict, module = "forgery._forgery")]
pub struct Function {
    /// Where CPython looks for what to call.
    vectorcall: ffi::vectorcallfunc,
    /// The class that defines it.
    pub class: Class,
    /// Whether all providers inherit it.
    pub inherited: bool,
    /// Its name among those of all methods; none for one that has no rule anywhere.
    pub id: Option<NameId>,
    name: Py<PyString>,
    /// The rule for the class of provider that it was last called for, if that class may take the short way.
    cached: Cached,
    python: PyOnceLock<Option<Fallback>>,
    signature: PyOnceLock<Signature>,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Function").field("class", &self.class).field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Debug, Default)]
struct Cached {
    epoch: AtomicU64,
    kind: AtomicPtr<ffi::PyTypeObject>,
    entry: AtomicPtr<Entry<Host>>,
    /// The pack for which it is known what is run in the place of the rule, and that: null for the rule itself.
    pack: AtomicPtr<Pack<Host>>,
    flat: AtomicPtr<Flat<Host>>,
}

/// The method's implementation in Python, for what the engine leaves to it.
#[derive(Debug)]
pub struct Fallback {
    /// Called with the provider and the arguments.
    pub function: Py<PyAny>,
    /// Whether it makes every value.
    pub always: bool,
    /// Whether it makes every value of a generator of which something was changed.
    pub customised: bool,
}

impl Function {
    /// Its name.
    pub fn name<'py>(&self, py: Python<'py>) -> &Bound<'py, PyString> {
        self.name.bind(py)
    }

    /// The rule for providers of this very type, if one was kept and nothing has changed since.
    #[inline]
    pub fn short_way(&self, kind: *mut ffi::PyTypeObject) -> Option<&'static Entry<Host>> {
        let cached = &self.cached;
        if cached.kind.load(Relaxed) != kind || cached.epoch.load(Relaxed) != epoch() {
            return None;
        }
        // SAFETY: only `keep` stores here, and what it stores lives for ever.
        unsafe { cached.entry.load(Relaxed).as_ref() }
    }

    /// What is run in the place of the rule of the short way, once there have been many calls.
    #[inline]
    pub fn flat(&self, pack: &'static Pack<Host>, entry: &'static Entry<Host>) -> Option<&'static Flat<Host>> {
        if !std::ptr::eq(self.cached.pack.load(Relaxed), pack) {
            self.look_for_flat(pack, entry);
        }
        // SAFETY: only the next function stores here, and what it stores lives for ever.
        unsafe { self.cached.flat.load(Relaxed).as_ref() }
    }

    #[cold]
    fn look_for_flat(&self, pack: &'static Pack<Host>, entry: &'static Entry<Host>) {
        let found = pack.flat_if_often(entry);
        let flat = found.flatten().map_or(std::ptr::null_mut(), |flat| std::ptr::from_ref(flat).cast_mut());
        let known = if found.is_some() { std::ptr::from_ref(pack).cast_mut() } else { std::ptr::null_mut() };
        self.cached.flat.store(flat, Relaxed);
        self.cached.pack.store(known, Relaxed);
    }

    /// Keeps the rule for providers of a type.
    pub fn keep(&self, kind: *mut ffi::PyTypeObject, entry: &'static Entry<Host>) {
        self.cached.kind.store(std::ptr::null_mut(), Relaxed);
        self.cached.pack.store(std::ptr::null_mut(), Relaxed);
        self.cached.flat.store(std::ptr::null_mut(), Relaxed);
        self.cached.entry.store(std::ptr::from_ref(entry).cast_mut(), Relaxed);
        self.cached.epoch.store(epoch(), Relaxed);
        self.cached.kind.store(kind, Relaxed);
    }

    /// Its implementation in Python, if there is one.
    pub fn python(&self, py: Python<'_>) -> PyResult<Option<&Fallback>> {
        let find = || {
            let find = py.import("forgery.compat._python")?.getattr("find")?;
            let found: Option<(Py<PyAny>, bool, bool)> = find.call1((self.class.id(), self.name(py)))?.extract()?;
            PyResult::Ok(found.map(|(function, always, customised)| Fallback { function, always, customised }))
        };
        Ok(self.python.get_or_try_init(py, find)?.as_ref())
    }

    /// Its parameters.
    pub fn signature(&self, py: Python<'_>) -> PyResult<&Signature> {
        self.signature.get_or_try_init(py, || Signature::of(py, self.class.id(), self.name(py)))
    }

    /// Binds the arguments of a call.
    ///
    /// # Errors
    /// Python's own `TypeError` for arguments that do not fit.
    pub fn bind<'a, 'py>(&self, given: &'a Given<'py>, py: Python<'py>) -> PyResult<Fitted<'a, 'py>> {
        self.signature(py)?.bind(self, given, py)
    }

    /// The module of its class, as Python names it.
    fn module(&self) -> String {
        match self.class.id().split_once('/') {
            Some(("base", "base")) | None => "forgery.compat.providers".into(),
            Some(("base", provider)) => format!("forgery.compat.providers.{provider}"),
            Some((locale, provider)) => format!("forgery.compat.providers.{provider}.{locale}"),
        }
    }
}

/// What pickles a function: what makes it, and from what.
type Reduced<'py> = (Bound<'py, PyAny>, (&'static str, Py<PyString>));

#[pymethods]
impl Function {
    fn __get__<'py>(
        slf: Bound<'py, Self>,
        instance: Bound<'py, PyAny>,
        owner: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = owner;
        if instance.is_none() {
            return Ok(slf.into_any());
        }
        method(slf.as_any(), &instance)
    }

    /// What `abc` asks of every attribute of a new class; an answer is quicker than none.
    #[classattr]
    fn __isabstractmethod__() -> bool {
        false
    }

    #[getter]
    fn __name__(&self, py: Python<'_>) -> Py<PyString> {
        self.name.clone_ref(py)
    }

    #[getter]
    pub fn __qualname__(&self, py: Python<'_>) -> PyResult<String> {
        let class = if self.class.id() == "base/base" { "BaseProvider" } else { "Provider" };
        Ok(format!("{class}.{}", self.name(py).to_cow()?))
    }

    #[getter]
    fn __module__(&self) -> String {
        self.module()
    }

    #[getter]
    fn __doc__(&self, py: Python<'_>) -> PyResult<Option<&'static str>> {
        Ok(providers::find(&self.name(py).to_cow()?).map(|found| found.field.doc))
    }

    #[getter]
    fn __signature__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let signature = py.import("forgery.compat._signatures")?.getattr("signature")?;
        signature.call1((self.class.id(), self.name(py)))
    }

    /// The class that defines the method, such as `en_US/person`.
    #[getter]
    fn _class_id(&self) -> &'static str {
        self.class.id()
    }

    /// A function, for `isinstance` and so for `inspect`.
    #[getter]
    fn __class__(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(py.import("types")?.getattr("FunctionType")?.unbind())
    }

    /// What else a function written in Python has: its code's names and flags, its defaults, its annotations.
    fn __getattr__<'py>(&self, name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        let py = name.py();
        let attribute = py.import("forgery.compat._signatures")?.getattr("attribute")?;
        attribute.call1((self.class.id(), self.name(py), name))
    }

    fn __copy__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __deepcopy__<'py>(slf: Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<function {} at {:p}>", slf.get().__qualname__(slf.py())?, slf.as_ptr()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let make = py.import("forgery._forgery")?.getattr("compat_function")?;
        Ok((make, (self.class.id(), self.name.clone_ref(py))))
    }

    #[pyo3(signature = (*args, **kwargs))]
    fn __call__<'py>(
        slf: Bound<'py, Self>,
        args: Bound<'py, pyo3::types::PyTuple>,
        kwargs: Option<Bound<'py, pyo3::types::PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        // CPython takes `vectorcall`; this stands for whoever asks the type for `tp_call`.
        let mut positional: Vec<_> = args.iter().collect();
        if positional.is_empty() {
            return Err(without_self(slf.get(), slf.py()));
        }
        let provider = positional.remove(0);
        let named = kwargs.iter().flatten().map(|(name, value)| Ok((name.cast_into()?, value)));
        let given = Given { positional, named: named.collect::<PyResult<_>>()? };
        call::any(&slf, &provider, &given)
    }
}

fn without_self(function: &Function, py: Python<'_>) -> PyErr {
    let name = function.__qualname__(py).unwrap_or_default();
    PyTypeError::new_err(format!("{name}() missing 1 required positional argument: 'self'"))
}

extern "C" {
    /// A new bound method, or null with an error.
    fn PyMethod_New(function: *mut ffi::PyObject, instance: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

/// The bound method of a function.
pub fn method<'py>(function: &Bound<'py, PyAny>, instance: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: both are live objects; the result is a new reference or an error is set.
    unsafe { Bound::from_owned_ptr_or_err(function.py(), PyMethod_New(function.as_ptr(), instance.as_ptr())) }
}

/// The function and the provider of a bound method, if it is one of ours.
pub fn bound_parts<'py>(value: &Bound<'py, PyAny>) -> PyResult<Option<(Bound<'py, Function>, Bound<'py, PyAny>)>> {
    static METHOD: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let py = value.py();
    if !value.get_type().is(METHOD.import(py, "types", "MethodType")?) {
        return Ok(None);
    }
    match value.getattr(intern!(py, "__func__"))?.cast_into::<Function>() {
        Ok(function) => Ok(Some((function, value.getattr(intern!(py, "__self__"))?))),
        Err(_) => Ok(None),
    }
}

struct Called;

impl MethodDef<Fastcall> for Called {
    const METH: Fastcall = called;
}

/// SAFETY: `vectorcall` calls it with what CPython gave: `slf` is a `Function`, `args` points to `nargs` objects and
/// one more for each of `names`, all alive during the call.
unsafe fn called(
    py: Python<'_>,
    slf: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> PyResult<*mut ffi::PyObject> {
    // SAFETY: see above; the reference is held by the caller.
    let slf = unsafe { Borrowed::from_ptr(py, slf).cast_unchecked::<Function>() };
    if nargs == 0 {
        return Err(without_self(slf.get(), py));
    }
    // SAFETY: see above.
    let provider = unsafe { Borrowed::from_ptr(py, *args) };
    // SAFETY: see above; the first argument is left out.
    let given = unsafe { Given::read(py, args.add(1), nargs as usize - 1, names)? };
    Ok(call::any(&slf, &provider, &given)?.into_ptr())
}

/// SAFETY: CPython calls it as the protocol says: `callable` is a `Function`, the others describe the arguments.
unsafe extern "C" fn vectorcall(
    callable: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    nargsf: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: it only looks at a bit of the number.
    let nargs = unsafe { ffi::PyVectorcall_NARGS(nargsf) };
    if nargs == 1 && names.is_null() {
        // Nearly always: without what PyO3 does around a call.
        // SAFETY: CPython calls it attached; see `called`.
        let made = catch_unwind(|| unsafe {
            let py = Python::assume_attached();
            let function = Borrowed::from_ptr(py, callable).cast_unchecked::<Function>();
            call::quick(function.get(), Borrowed::from_ptr(py, *args))
        });
        if let Ok(Some(made)) = made {
            return made;
        }
    }
    // SAFETY: the trampoline catches panics and hands the arguments on as they are.
    unsafe { fastcall::<Called>(callable, args, nargs, names) }
}

/// Tells CPython that functions are called by `vectorcall`, and that they bind as methods do.
fn enable(function: &Bound<'_, Function>) {
    let contents = std::ptr::from_ref(function.get()) as usize;
    let offset = contents - function.as_ptr() as usize + offset_of!(Function, vectorcall);
    let class = function.get_type().as_type_ptr();
    // SAFETY: the type is ours and is ready; nothing derives from it (it is no base class), and every instance has a
    // valid function pointer at this offset from its beginning, since all have one layout.
    unsafe {
        if (*class).tp_vectorcall_offset == 0 {
            (*class).tp_vectorcall_offset = offset as ffi::Py_ssize_t;
            (*class).tp_flags |= ffi::Py_TPFLAGS_HAVE_VECTORCALL | ffi::Py_TPFLAGS_METHOD_DESCRIPTOR;
        }
    }
}

/// The method that a provider class defines.
///
/// Args:
///     class_id (str): The class, such as "en_US/person".
///     name (str): The method's name.
#[pyfunction]
pub fn compat_function<'py>(py: Python<'py>, class_id: &str, name: &str) -> PyResult<Bound<'py, Function>> {
    let class = Class::find(class_id).ok_or_else(|| PyValueError::new_err(format!("no provider class {class_id}")))?;
    let function = Function {
        vectorcall,
        class,
        inherited: class_id == "base/base",
        id: find_name(name),
        name: PyString::intern(py, name).unbind(),
        cached: Cached::default(),
        python: PyOnceLock::new(),
        signature: PyOnceLock::new(),
    };
    let function = Bound::new(py, function)?;
    enable(&function);
    Ok(function)
}
