//! A user's own `random.Random` as a source: drawn from in place where it is a genuine one, by calling it otherwise.

use super::bypass::{self, version};
use super::found::dict_len;
use crate::locale::LOCALES;
use crate::providers::{Pack, Source};
use crate::rng::{Draw, Twister};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyInt, PyType};
use pyo3::{ffi, intern};
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering::Relaxed};
use std::sync::OnceLock;

thread_local! {
    /// What went wrong while a rule drew from Python: draws themselves cannot fail.
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// Whether any thread may have kept an error.
static ANY_RAISED: AtomicBool = AtomicBool::new(false);

/// Keeps an error until the rule is done; the first one stays.
#[cold]
pub fn raise_later(error: PyErr) {
    ANY_RAISED.store(true, Relaxed);
    RAISED.with_borrow_mut(|kept| {
        kept.get_or_insert(error);
    });
}

/// The error that was kept, if any.
#[inline]
pub fn take_raised() -> Option<PyErr> {
    if ANY_RAISED.load(Relaxed) {
        return RAISED.with_borrow_mut(Option::take);
    }
    None
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
    /// The state before a draw that may have renewed its words, since there was a mark.
    kept: Kept,
}

#[derive(Debug, Default)]
enum Kept {
    /// Nobody wants it.
    #[default]
    Unwanted,
    /// No words were renewed yet.
    Wanted,
    /// As it was.
    State(Box<Twister>),
}

/// Where a generator stood before a rule drew from it.
#[derive(Debug)]
pub enum Mark {
    /// The index of its state, of which this source alone draws.
    Index(u32),
    /// Its state.
    State(Box<Twister>),
    /// What its `getstate` gave, if it could.
    Object(Option<Py<PyAny>>),
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
        Self { active: own, own, shared: None, spare: None, kept: Kept::Unwanted }
    }

    /// Draws from this twister from now on, in place of another.
    #[inline]
    pub fn aim(&mut self, twister: *mut Twister) {
        let own = Target::Twister(twister);
        (self.active, self.own, self.shared) = (own, own, None);
        if self.spare.is_some() || !matches!(self.kept, Kept::Unwanted) {
            *self = Self::in_place(twister);
        }
    }

    /// Draws from this object.
    pub fn calling(object: *mut ffi::PyObject) -> Self {
        let own = Target::Object(object);
        Self { active: own, own, shared: None, spare: None, kept: Kept::Unwanted }
    }

    /// Remembers where the generator stands; `alone` if nobody else draws from it before it is put back.
    #[inline]
    pub fn mark(&mut self, py: Python<'_>, alone: bool) -> Mark {
        match self.own {
            // SAFETY: as in `twister`.
            Target::Twister(twister) if !alone => Mark::State(Box::new(unsafe { (*twister).clone() })),
            Target::Twister(twister) => {
                self.kept = Kept::Wanted;
                // SAFETY: as in `twister`.
                Mark::Index(unsafe { (*twister).index() })
            }
            Target::Object(object) => {
                // SAFETY: as in `ask`.
                let object = unsafe { Bound::from_borrowed_ptr(py, object) };
                Mark::Object(object.call_method0(intern!(py, "getstate")).ok().map(Bound::unbind))
            }
        }
    }

    /// Puts the generator back to where it stood, as far as it lets itself be put back.
    #[cold]
    pub fn back_to(&mut self, py: Python<'_>, mark: &Mark) {
        match (self.own, mark) {
            (Target::Twister(twister), Mark::Index(index)) => {
                // SAFETY: as in `twister`.
                let twister = unsafe { &mut *twister };
                if let Kept::State(state) = std::mem::take(&mut self.kept) {
                    twister.clone_from(&state);
                }
                twister.at_index(*index);
            }
            // SAFETY: as in `twister`.
            (Target::Twister(twister), Mark::State(state)) => unsafe { (*twister).clone_from(state) },
            (Target::Object(object), Mark::Object(Some(state))) => {
                // SAFETY: as in `ask`.
                let object = unsafe { Bound::from_borrowed_ptr(py, object) };
                // What cannot be put back stays as it is.
                drop(object.call_method1(intern!(py, "setstate"), (state,)));
            }
            _ => {}
        }
    }

    /// The state that is drawn from, if it is drawn from in place. It is kept before its words are renewed, which no
    /// draw of up to 64 bits does more than once.
    #[inline]
    fn twister(&mut self) -> Option<&mut Twister> {
        let Target::Twister(twister) = self.active else { return None };
        // SAFETY: the address is that of a live generator's state, or of `spare`; nobody else holds a reference to it
        // while a draw runs, because a draw calls nobody.
        let twister = unsafe { &mut *twister };
        if twister.is_nearly_used_up() {
            self.keep(twister);
        }
        Some(twister)
    }

    /// The same where nobody wants the state kept: then whole runs of draws may be its own.
    #[inline]
    fn alone(&mut self) -> Option<&mut Twister> {
        match (self.active, &self.kept) {
            // SAFETY: as in `twister`.
            (Target::Twister(twister), Kept::Unwanted) => Some(unsafe { &mut *twister }),
            _ => None,
        }
    }

    /// A draw where the state may have to be kept, or an object is asked: elsewhere, so that the others need no stack.
    #[inline(never)]
    fn careful_bits(&mut self, k: u32) -> u64 {
        if let Some(twister) = self.twister() {
            return twister.bits(k);
        }
        let asked = self.ask(|random| random.call_method1(intern!(random.py(), "getrandbits"), (k,))?.extract());
        asked.unwrap_or_else(|| self.bits(k))
    }

    #[inline(never)]
    fn careful_unit(&mut self) -> f64 {
        if let Some(twister) = self.twister() {
            return twister.unit();
        }
        let asked = self.ask(|random| random.call_method0(intern!(random.py(), "random"))?.extract());
        asked.unwrap_or_else(|| self.unit())
    }

    #[inline(never)]
    fn careful_below(&mut self, n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        while let Some(twister) = self.twister() {
            let value = twister.bits(64 - n.leading_zeros());
            if value < n {
                return value;
            }
        }
        let asked = self.ask(|random| random.call_method1(intern!(random.py(), "_randbelow"), (n,))?.extract());
        asked.unwrap_or_else(|| self.below(n))
    }

    #[cold]
    fn keep(&mut self, twister: &Twister) {
        let is_own = matches!(self.own, Target::Twister(own) if std::ptr::eq(own, twister));
        if is_own && matches!(self.kept, Kept::Wanted) {
            self.kept = Kept::State(Box::new(twister.clone()));
        }
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
        match self.alone() {
            Some(twister) => twister.bits(k),
            None => self.careful_bits(k),
        }
    }

    #[inline]
    fn unit(&mut self) -> f64 {
        match self.alone() {
            Some(twister) => twister.unit(),
            None => self.careful_unit(),
        }
    }

    #[inline]
    fn below(&mut self, n: u64) -> u64 {
        match self.alone() {
            Some(twister) => twister.below(n),
            None => self.careful_below(n),
        }
    }

    fn digits(&mut self, out: &mut [u8]) {
        match self.alone() {
            Some(twister) => twister.digits(out),
            None => out.iter_mut().for_each(|digit| *digit = b'0' + self.below(10) as u8),
        }
    }

    fn letters(&mut self, alphabet: &[u8], out: &mut [u8]) {
        match (self.alone(), alphabet.len() as u64) {
            (_, 0) => {}
            (Some(twister), _) => twister.letters(alphabet, out),
            (None, n) => out.iter_mut().for_each(|letter| *letter = alphabet[self.below(n) as usize]),
        }
    }

    fn fill(&mut self, out: &mut [u8]) {
        match self.alone() {
            Some(twister) => twister.fill(out),
            None => out.iter_mut().for_each(|byte| *byte = self.below(256) as u8),
        }
    }

    fn bits128(&mut self, k: u32) -> u128 {
        if let Target::Twister(_) = self.active {
            let low = self.bits(k.min(64));
            let high = if k > 64 { self.bits(k.min(128) - 64) } else { 0 };
            return u128::from(high) << 64 | u128::from(low);
        }
        let mut words = Vec::new();
        self.bits_wide(k.min(128), &mut words);
        words.iter().rev().fold(0, |value, word| value << 32 | u128::from(*word))
    }

    fn below128(&mut self, n: u128) -> u128 {
        if let Ok(n) = u64::try_from(n) {
            return u128::from(self.below(n));
        }
        while let Target::Twister(_) = self.active {
            let value = self.bits128(128 - n.leading_zeros());
            if value < n {
                return value;
            }
        }
        let words: [u32; 4] = std::array::from_fn(|i| (n >> (32 * i)) as u32);
        let mut below = Vec::new();
        self.below_wide(&words, &mut below);
        below.iter().rev().fold(0, |value, word| value << 32 | u128::from(*word))
    }

    fn bits_wide(&mut self, k: u32, out: &mut Vec<u32>) {
        let asked = self.ask(|random| words(&random.call_method1(intern!(random.py(), "getrandbits"), (k,))?));
        match asked {
            Some(mut asked) => {
                asked.resize(k.div_ceil(32) as usize, 0);
                *out = asked;
            }
            None => {
                out.clear();
                out.extend((0..k).step_by(32).map(|start| self.bits((k - start).min(32)) as u32));
            }
        }
    }

    fn below_wide(&mut self, n: &[u32], out: &mut Vec<u32>) {
        let Some(last) = n.iter().rposition(|&word| word != 0) else { return out.clear() };
        let n = &n[..=last];
        let asked = self.ask(|random| {
            let bytes: Vec<u8> = n.iter().flat_map(|word| word.to_le_bytes()).collect();
            let py = random.py();
            let n = py.get_type::<PyInt>().call_method1(intern!(py, "from_bytes"), (bytes.as_slice(), "little"))?;
            words(&random.call_method1(intern!(py, "_randbelow"), (n,))?)
        });
        if let Some(mut asked) = asked {
            asked.resize(n.len(), 0);
            *out = asked;
            return;
        }
        loop {
            self.bits_wide(n.len() as u32 * 32 - n[last].leading_zeros(), out);
            if out.iter().rev().lt(n.iter().rev()) {
                return;
            }
        }
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

/// The words of a number that is not below zero, the low one first.
fn words(number: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    let py = number.py();
    let bits: usize = number.call_method0(intern!(py, "bit_length"))?.extract()?;
    let size = bits.div_ceil(32) * 4;
    let bytes: Vec<u8> = number.call_method1(intern!(py, "to_bytes"), (size, "little"))?.extract()?;
    Ok(bytes.chunks_exact(4).map(|word| word.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte))).collect())
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
    // SAFETY: it is a live dict.
    unsafe { dict_len(dict.as_ptr()) <= 1 }
}

/// Whether the class `random.Random` is as Python has it.
#[inline]
pub fn class_is_as_made(py: Python<'_>) -> bool {
    let class = SEEN.class.load(Relaxed);
    // SAFETY: the class lives for ever, since `random_type` holds it.
    (!class.is_null() && version(class) == SEEN.version.load(Relaxed)) || look_at_class(py)
}

/// The class as it was when it was last found to be as Python has it: with that version, which is not 0.
struct Seen {
    class: AtomicPtr<ffi::PyTypeObject>,
    version: AtomicU32,
}

static SEEN: Seen = Seen { class: AtomicPtr::new(std::ptr::null_mut()), version: AtomicU32::new(0) };

#[cold]
fn look_at_class(py: Python<'_>) -> bool {
    let Ok(class) = random_type(py) else { return false };
    let as_made = bypass::random_class_is_as_made(class).unwrap_or(false);
    let version = version(class.as_type_ptr());
    if as_made && version != 0 {
        SEEN.version.store(version, Relaxed);
        SEEN.class.store(class.as_type_ptr(), Relaxed);
    }
    as_made
}
