//! The native base of the drop-in's `Faker`: it looks attributes up where Faker's proxy would, without a Python frame.

use super::found::{self, dict_len, Question};
use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3::{ffi, intern};
use std::sync::atomic::{AtomicIsize, AtomicPtr, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock, PoisonError};

extern "C" {
    /// The attribute of a type, its own or inherited, without binding it: a borrowed reference or null, and no error.
    fn _PyType_Lookup(class: *mut ffi::PyTypeObject, name: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

#[derive(Debug, Default)]
struct Single {
    generator: Option<Py<PyAny>>,
    dict: Option<Py<PyDict>>,
}

/// The native base of the drop-in's `Faker`.
#[pyclass(frozen, subclass, dict, weakref, module = "forgery._forgery")]
#[derive(Debug)]
pub struct Proxy {
    single: Mutex<Single>,
    /// The `__dict__` of the one generator; `single` holds the reference.
    formatters: AtomicPtr<ffi::PyObject>,
    /// How many attributes the proxy itself had when it was bound to the generator: all of them are ours.
    attributes: AtomicIsize,
}

#[pymethods]
impl Proxy {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyAny>, _kwargs: Option<&Bound<'_, PyDict>>) -> Self {
        Self { single: Mutex::default(), formatters: AtomicPtr::default(), attributes: AtomicIsize::new(-1) }
    }

    /// The one generator, or None where there are several.
    #[getter]
    pub fn _single(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        let single = self.single.lock().unwrap_or_else(PoisonError::into_inner);
        single.generator.as_ref().map(|generator| generator.clone_ref(py))
    }

    #[setter(_single)]
    fn set_single(slf: &Bound<'_, Self>, generator: Option<Bound<'_, PyAny>>) -> PyResult<()> {
        let this = slf.get();
        let new = match generator {
            None => Single::default(),
            Some(generator) => {
                quicken(slf);
                let dict = generator.getattr(intern!(generator.py(), "__dict__"))?.cast_into::<PyDict>()?;
                Single { generator: Some(generator.unbind()), dict: Some(dict.unbind()) }
            }
        };
        let dict = new.dict.as_ref().map_or(std::ptr::null_mut(), Py::as_ptr);
        let own = slf.as_any().getattr(intern!(slf.py(), "__dict__"))?.len()?;
        this.attributes.store(own as isize, Relaxed);
        let old = std::mem::replace(&mut *this.single.lock().unwrap_or_else(PoisonError::into_inner), new);
        this.formatters.store(dict, Relaxed);
        drop(old);
        Ok(())
    }

    fn __getattribute__<'py>(slf: &Bound<'py, Self>, name: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        if let Some(found) = Self::formatter(slf, name) {
            return Ok(found);
        }
        if name.eq(intern!(py, "seed"))? {
            return Err(PyTypeError::new_err(
                "Calling `.seed()` on instances is deprecated. Use the class method `Faker.seed()` instead.",
            ));
        }
        // SAFETY: both are live objects; the result is a new reference or an error is set.
        unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyObject_GenericGetAttr(slf.as_ptr(), name.as_ptr())) }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        match self.single.try_lock() {
            Ok(single) => {
                visit.call(&single.generator)?;
                visit.call(&single.dict)
            }
            Err(_) => Ok(()),
        }
    }

    fn __clear__(&self) {
        self.formatters.store(std::ptr::null_mut(), Relaxed);
        let old = std::mem::take(&mut *self.single.lock().unwrap_or_else(PoisonError::into_inner));
        drop(old);
    }
}

impl Proxy {
    /// What the one generator has by this name, unless the proxy has something of that name itself.
    #[inline]
    pub fn formatter<'py>(slf: &Bound<'py, Self>, name: &Bound<'py, PyAny>) -> Option<Bound<'py, PyAny>> {
        let formatters = slf.get().formatters.load(Relaxed);
        if formatters.is_null() {
            return None;
        }
        // SAFETY: `single` holds the dict, the type and the name are alive, and what the dict holds is borrowed for no
        // longer than until a reference of our own is taken.
        unsafe {
            let class = ffi::Py_TYPE(slf.as_ptr());
            let question = if has_more(slf) { None } else { Question::new(class, formatters, name.as_ptr()) };
            if let Some(found) = question.as_ref().and_then(Question::answer) {
                return Some(Bound::from_borrowed_ptr(slf.py(), found));
            }
            if !_PyType_Lookup(class, name.as_ptr()).is_null() || has_own(slf, name) {
                return None;
            }
            let found = ffi::PyDict_GetItemWithError(formatters, name.as_ptr());
            if let (Some(question), false) = (&question, found.is_null()) {
                found::keep(question, found);
            }
            Bound::from_borrowed_ptr_or_opt(slf.py(), found)
        }
    }
}

/// What CPython calls for an attribute of a class with a `__getattr__` of its own, as ours has: it calls
/// `__getattribute__` as a Python object, then `__getattr__`.
static USUAL: OnceLock<ffi::getattrofunc> = OnceLock::new();

/// Lets attributes of a proxy's class be looked up by [`getattro`], unless the class looks them up in its own way.
fn quicken(slf: &Bound<'_, Proxy>) {
    let name = intern!(slf.py(), "__getattribute__").as_ptr();
    let ours: ffi::getattrofunc = getattro;
    let (class, base) = (slf.get_type().as_type_ptr(), slf.py().get_type::<Proxy>().as_type_ptr());
    // SAFETY: both types and the name are alive. CPython sets `tp_getattro` of a class anew when one of the methods
    // that it stands for is set in the class; what is set here does the same, after a look at the formatters.
    unsafe {
        let is_ours = _PyType_Lookup(class, name) == _PyType_Lookup(base, name);
        match (*class).tp_getattro {
            Some(usual)
                if is_ours
                    && class != base
                    && usual as usize != ours as usize
                    && *USUAL.get_or_init(|| usual) as usize == usual as usize =>
            {
                (*class).tp_getattro = Some(ours);
                ffi::PyType_Modified(class);
            }
            _ => {}
        }
    }
}

/// # Safety
/// CPython calls it with an instance of a class that [`quicken`] was given, and with a string.
unsafe extern "C" fn getattro(slf: *mut ffi::PyObject, name: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; see above. `USUAL` was set before this could be called.
    unsafe {
        let py = Python::assume_attached();
        let slf_ref = Borrowed::from_ptr(py, slf).cast_unchecked::<Proxy>();
        match Proxy::formatter(&slf_ref, &Borrowed::from_ptr(py, name)) {
            Some(found) => found.into_ptr(),
            None => USUAL.get().map_or(std::ptr::null_mut(), |usual| usual(slf, name)),
        }
    }
}

/// The `__dict__` of the instance itself, borrowed; null if it was not made yet.
#[inline]
fn own_dict(slf: &Bound<'_, Proxy>) -> *mut ffi::PyObject {
    extern "C" {
        fn _PyObject_GetDictPtr(object: *mut ffi::PyObject) -> *mut *mut ffi::PyObject;
    }
    // SAFETY: the object is alive; the pointer is null or points to its dict, which may not have been made yet. Where a
    // type says how far from the beginning of its instances that is, it is there.
    unsafe {
        let dict = match (*ffi::Py_TYPE(slf.as_ptr())).tp_dictoffset {
            offset @ 1.. => slf.as_ptr().byte_offset(offset).cast(),
            _ => _PyObject_GetDictPtr(slf.as_ptr()),
        };
        if dict.is_null() {
            std::ptr::null_mut()
        } else {
            *dict
        }
    }
}

/// Whether the instance itself has attributes that are not ours.
#[inline]
fn has_more(slf: &Bound<'_, Proxy>) -> bool {
    let dict = own_dict(slf);
    // SAFETY: it is a live dict.
    !dict.is_null() && unsafe { dict_len(dict) } != slf.get().attributes.load(Relaxed)
}

/// Whether the instance itself has an attribute of that name in its `__dict__`.
///
/// # Safety
/// `name` is a live string.
unsafe fn has_own(slf: &Bound<'_, Proxy>, name: &Bound<'_, PyAny>) -> bool {
    // SAFETY: the dict is alive, and so is the name.
    has_more(slf) && unsafe { !ffi::PyDict_GetItemWithError(own_dict(slf), name.as_ptr()).is_null() }
}
