//! A user's own `random.Random` as a source: drawn from in place where it is a genuine one, by calling it otherwise.

use crate::locale::LOCALES;
use crate::providers::{Pack, Source};
use crate::rng::{Draw, Twister};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};
use pyo3::{ffi, intern};
use std::cell::RefCell;
use std::sync::OnceLock;

thread_local! {
    /// What went wrong while a rule drew from Python: draws themselves cannot fail.
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// Keeps an error until the rule is done; the first one stays.
pub fn raise_later(error: PyErr) {
    RAISED.with_borrow_mut(|kept| {
        kept.get_or_insert(error);
    });
}

/// The error that was kept, if any.
pub fn take_raised() -> Option<PyErr> {
    RAISED.with_borrow_mut(Option::take)
}

/// Where draws come from.
#[derive(Clone, Copy, Debug)]
enum Target {
    /// The state inside a genuine `random.Random`.
    Twister(*mut Twister),
    /// Any other object, by its methods.
    Object(*mut ffi::PyObject),
}

/// A user's generator for the length of a call, and the one that all of Python shares.
///
/// It holds addresses, not references: whoever makes it keeps both objects alive and the interpreter attached until
/// the call is over.
#[derive(Debug)]
pub struct Host {
    active: Target,
    own: Target,
    shared: Option<Target>,
    /// What is drawn from once the object has failed, so that rules come to an end.
    spare: Option<Box<Twister>>,
}

impl Source for Host {
    fn packs() -> &'static [OnceLock<Pack<Self>>] {
        static PACKS: [OnceLock<Pack<Host>>; LOCALES.len()] = [const { OnceLock::new() }; LOCALES.len()];
        &PACKS
    }
}

impl Host {
    /// Draws from this twister.
    pub fn in_place(twister: *mut Twister) -> Self {
        let own = Target::Twister(twister);
        Self { active: own, own, shared: None, spare: None }
    }

    /// Draws from this object.
    pub fn calling(object: *mut ffi::PyObject) -> Self {
        let own = Target::Object(object);
        Self { active: own, own, shared: None, spare: None }
    }

    #[cold]
    fn ask<T>(&mut self, ask: impl FnOnce(&Bound<'_, PyAny>) -> PyResult<T>) -> Option<T> {
        let Target::Object(object) = self.active else { return None };
        // SAFETY: a `Host` is made and used by code that is attached to the interpreter and keeps the object alive.
        let asked = unsafe {
            let py = Python::assume_attached();
            ask(&Bound::from_borrowed_ptr(py, object))
        };
        match asked {
            Ok(value) => Some(value),
            Err(error) => {
                raise_later(error);
                let spare = self.spare.get_or_insert_with(|| Box::new(Twister::from_seed(&0.into())));
                self.active = Target::Twister(&raw mut **spare);
                None
            }
        }
    }
}

impl Draw for Host {
    #[inline]
    fn bits(&mut self, k: u32) -> u64 {
        if let Target::Twister(twister) = self.active {
            // SAFETY: the address is that of a live generator's state, or of `spare`; nobody else holds a reference
            // to it while a draw runs, because a draw calls nobody.
            return unsafe { (*twister).bits(k) };
        }
        let asked = self.ask(|random| random.call_method1(intern!(random.py(), "getrandbits"), (k,))?.extract());
        asked.unwrap_or_else(|| self.bits(k))
    }

    #[inline]
    fn unit(&mut self) -> f64 {
        if let Target::Twister(twister) = self.active {
            // SAFETY: as in `bits`.
            return unsafe { (*twister).unit() };
        }
        let asked = self.ask(|random| random.call_method0(intern!(random.py(), "random"))?.extract());
        asked.unwrap_or_else(|| self.unit())
    }

    #[inline]
    fn below(&mut self, n: u64) -> u64 {
        if let Target::Twister(twister) = self.active {
            // SAFETY: as in `bits`.
            return unsafe { (*twister).below(n) };
        }
        if n == 0 {
            return 0;
        }
        let asked = self.ask(|random| random.call_method1(intern!(random.py(), "_randbelow"), (n,))?.extract());
        asked.unwrap_or_else(|| self.below(n))
    }

    fn has_shared(&self) -> bool {
        true
    }

    fn shared(&mut self, on: bool) {
        if !on {
            self.active = self.own;
            return;
        }
        if self.shared.is_none() {
            // SAFETY: as in `ask`.
            let py = unsafe { Python::assume_attached() };
            match shared(py) {
                Ok(target) => self.shared = Some(target),
                Err(error) => raise_later(error),
            }
        }
        self.active = self.shared.unwrap_or(self.own);
    }
}

/// The generator behind the functions of Python's `random` module, as they are now.
fn shared(py: Python<'_>) -> PyResult<Target> {
    static INSTANCE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let instance = INSTANCE.get_or_try_init(py, || py.import("random")?.getattr("_inst").map(Bound::unbind))?.bind(py);
    Ok(match state_of(instance)? {
        Some(twister) => Target::Twister(twister),
        None => Target::Object(instance.as_ptr()),
    })
}

fn random_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static RANDOM: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    RANDOM.import(py, "random", "Random")
}

/// Where `_random.Random` keeps its state: after the object's head.
const OFFSET: usize = std::mem::size_of::<ffi::PyObject>();

/// Whether this interpreter keeps the state of a generator where ours looks for it.
fn layout_is_known(py: Python<'_>) -> PyResult<bool> {
    static KNOWN: PyOnceLock<bool> = PyOnceLock::new();
    KNOWN
        .get_or_try_init(py, || {
            if cfg!(Py_GIL_DISABLED) || cfg!(any(PyPy, GraalPy)) {
                return Ok(false);
            }
            let class = random_type(py)?;
            let size: usize = class.getattr("__basicsize__")?.extract()?;
            if size < OFFSET + std::mem::size_of::<Twister>() {
                return Ok(false);
            }
            let random = class.call1((20_261_121,))?;
            for _ in 0..3 {
                random.call_method0("random")?;
            }
            let (_, words, _): (u32, Vec<u32>, Py<PyAny>) = random.call_method0("getstate")?.extract()?;
            // SAFETY: the object is at least as large as its head and a `Twister`, as its type says, and a `Twister`
            // may hold any bytes.
            let twister = unsafe { &*random.as_ptr().byte_add(OFFSET).cast::<Twister>() };
            let state = words.split_last().map(|(index, state)| (*index, state));
            Ok(state == Some((twister.index(), twister.state().as_slice())))
        })
        .copied()
}

/// The state inside a generator, if it is a genuine `random.Random` whose layout is known.
pub fn state_of(random: &Bound<'_, PyAny>) -> PyResult<Option<*mut Twister>> {
    let py = random.py();
    if !random.get_type().is(random_type(py)?) || !layout_is_known(py)? {
        return Ok(None);
    }
    // SAFETY: the layout was compared with `getstate`.
    Ok(Some(unsafe { random.as_ptr().byte_add(OFFSET).cast::<Twister>() }))
}

/// The `__dict__` of a genuine generator, which tells one that somebody has patched from one as it was made.
pub fn dict_of<'py>(random: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    Ok(random.getattr(intern!(random.py(), "__dict__"))?.cast_into()?)
}

/// Whether nothing was put into a generator that hides what its class does: it has `gauss_next`, and nothing else.
#[inline]
pub fn is_unpatched(dict: &Bound<'_, PyDict>) -> bool {
    dict.len() <= 1
}
