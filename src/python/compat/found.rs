//! Which formatters were found last: looked up again only where something has changed.
//!
//! CPython counts the changes of types and of dicts, by numbers that it never gives twice. Where both numbers are those
//! of an earlier look, so is the answer. Where it does not count (PyPy, builds without a global lock, 3.14 and later),
//! nothing is kept.

use super::bypass::{version, UNVERSIONED};
use pyo3::ffi;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering::Relaxed};

/// A name that was found, what it was looked up in, and what it stands for.
struct Kept {
    /// A reference of its own.
    name: AtomicPtr<ffi::PyObject>,
    class: AtomicU32,
    dict: AtomicU64,
    /// Borrowed from the dict: it has it while its number is the same.
    value: AtomicPtr<ffi::PyObject>,
}

/// How many answers are kept: some more than a generator has formatters.
const MANY: usize = 512;

static KEPT: [Kept; MANY] = [const {
    Kept {
        name: AtomicPtr::new(std::ptr::null_mut()),
        class: AtomicU32::new(0),
        dict: AtomicU64::new(0),
        value: AtomicPtr::new(std::ptr::null_mut()),
    }
}; MANY];

/// A name to be looked up in a dict, unless a class has it.
pub struct Question {
    name: *mut ffi::PyObject,
    class: u32,
    dict: u64,
}

impl Question {
    /// None where changes are not counted.
    ///
    /// # Safety
    /// All three are alive: a type, a dict and a string.
    #[inline]
    pub unsafe fn new(
        class: *mut ffi::PyTypeObject,
        dict: *mut ffi::PyObject,
        name: *mut ffi::PyObject,
    ) -> Option<Self> {
        // SAFETY: the caller's promise.
        let dict = unsafe { dict_version(dict)? };
        let class = version(class);
        (class > UNVERSIONED).then_some(Self { name, class, dict })
    }

    /// What was found the last time, borrowed, if nothing has changed.
    #[inline]
    pub fn answer(&self) -> Option<*mut ffi::PyObject> {
        let kept = self.place();
        let same = kept.name.load(Relaxed) == self.name
            && kept.dict.load(Relaxed) == self.dict
            && kept.class.load(Relaxed) == self.class;
        same.then(|| kept.value.load(Relaxed))
    }

    #[inline]
    fn place(&self) -> &'static Kept {
        let address = self.name as usize;
        &KEPT[(address >> 4 ^ address >> 13) % MANY]
    }
}

/// Keeps what was found.
///
/// # Safety
/// The question's name is alive, and `found` is what its dict has.
pub unsafe fn keep(question: &Question, found: *mut ffi::PyObject) {
    // SAFETY: the caller's promise. The name is kept alive, so that no other can have its address, and what is let go
    // is a string, of which no code learns.
    unsafe {
        if ffi::PyUnicode_CheckExact(question.name) == 0 {
            return;
        }
        let kept = question.place();
        ffi::Py_INCREF(question.name);
        let old = kept.name.swap(question.name, Relaxed);
        kept.class.store(question.class, Relaxed);
        kept.dict.store(question.dict, Relaxed);
        kept.value.store(found, Relaxed);
        ffi::Py_XDECREF(old);
    }
}

/// The number of a dict's last change.
///
/// # Safety
/// It is a live dict.
#[cfg(not(any(PyPy, GraalPy, Py_GIL_DISABLED, Py_3_14)))]
#[inline]
#[allow(deprecated)]
pub unsafe fn dict_version(dict: *mut ffi::PyObject) -> Option<u64> {
    // SAFETY: the caller's promise; every dict begins so.
    Some(unsafe { (*dict.cast::<ffi::PyDictObject>()).ma_version_tag })
}

/// The same where there is none.
#[cfg(any(PyPy, GraalPy, Py_GIL_DISABLED, Py_3_14))]
pub unsafe fn dict_version(_dict: *mut ffi::PyObject) -> Option<u64> {
    None
}

/// How many entries a dict has.
///
/// # Safety
/// It is a live dict.
#[inline]
pub unsafe fn dict_len(dict: *mut ffi::PyObject) -> isize {
    // SAFETY: the caller's promise; every dict begins so.
    #[cfg(not(any(PyPy, GraalPy, Py_GIL_DISABLED)))]
    return unsafe { (*dict.cast::<ffi::PyDictObject>()).ma_used };
    // SAFETY: the caller's promise.
    #[cfg(any(PyPy, GraalPy, Py_GIL_DISABLED))]
    return unsafe { ffi::PyDict_Size(dict) };
}
