//! What was found out about the tables of a class of providers, kept while they stay what they were.
//!
//! A user may change a list in place, so whoever draws from one has to look at it each time. Looking is a walk over
//! addresses: what a table held is held here too, so an object at the same address is the same one.

use super::bypass::version;
use super::live::epoch;
use super::overrides::Served;
use crate::locale::{Class, NameId};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PySet, PyString, PyTuple, PyType};
use pyo3::{ffi, intern};
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How deep tables are looked into.
pub const DEEPEST: u32 = 64;

/// A value as it was.
#[derive(Debug)]
enum Seen {
    /// Nothing in it can be changed: it is what it was if it is the same object.
    Same(Py<PyAny>),
    /// A list or tuple, and what it held.
    Items(Py<PyAny>, Vec<Seen>),
    /// A dict, and its keys and values, in order.
    Pairs(Py<PyAny>, Vec<(Py<PyAny>, Seen)>),
    /// A set, and what it held, in order.
    Set(Py<PyAny>, Vec<Py<PyAny>>),
    /// Any other object, and its attributes.
    Object(Py<PyAny>, Box<Seen>),
    /// Who knows.
    Unknown,
}

impl Seen {
    /// Looks at a value, down to a depth.
    fn of(value: &Bound<'_, PyAny>, depth: u32) -> Self {
        let Some(depth) = depth.checked_sub(1) else { return Self::Unknown };
        let whole = || value.clone().unbind();
        let constant = value.is_none()
            || value.is_exact_instance_of::<PyString>()
            || value.is_exact_instance_of::<PyInt>()
            || value.is_exact_instance_of::<PyFloat>()
            || value.is_exact_instance_of::<PyBool>()
            || value.is_exact_instance_of::<PyBytes>();
        if constant || value.is_callable() {
            return Self::Same(whole());
        }
        let attributes = value.getattr_opt(intern!(value.py(), "__dict__")).ok().flatten();
        if let (Ok(tuple), None) = (value.cast::<PyTuple>(), &attributes) {
            let items: Vec<Self> = tuple.iter().map(|item| Self::of(&item, depth)).collect();
            let fixed = items.iter().all(|item| matches!(item, Self::Same(_)));
            return if fixed { Self::Same(whole()) } else { Self::Items(whole(), items) };
        }
        if let Ok(list) = value.cast_exact::<PyList>() {
            return Self::Items(whole(), list.iter().map(|item| Self::of(&item, depth)).collect());
        }
        if let Ok(dict) = value.cast::<PyDict>() {
            let pairs = dict.iter().map(|(key, value)| (key.unbind(), Self::of(&value, depth)));
            return Self::Pairs(whole(), pairs.collect());
        }
        if value.is_exact_instance_of::<PySet>() {
            let items: PyResult<_> = value.try_iter().and_then(|items| items.map(|item| Ok(item?.unbind())).collect());
            return items.map_or(Self::Unknown, |items| Self::Set(whole(), items));
        }
        match attributes {
            Some(attributes) if !is_container(value) => Self::Object(whole(), Box::new(Self::of(&attributes, depth))),
            None if is_constant(value).unwrap_or(false) => Self::Same(whole()),
            _ => Self::Unknown,
        }
    }

    /// Whether a value is what was seen.
    fn is(&self, value: Borrowed<'_, '_, PyAny>) -> bool {
        match self {
            Self::Same(seen) => seen.as_ptr() == value.as_ptr(),
            Self::Items(seen, items) => seen.as_ptr() == value.as_ptr() && holds(&value, items),
            Self::Pairs(seen, pairs) => seen.as_ptr() == value.as_ptr() && maps(&value, pairs),
            Self::Set(seen, items) => seen.as_ptr() == value.as_ptr() && in_order(&value, items.iter()),
            Self::Object(seen, attributes) => {
                let now = value.getattr(intern!(value.py(), "__dict__"));
                seen.as_ptr() == value.as_ptr() && now.is_ok_and(|now| attributes.is(now.as_borrowed()))
            }
            Self::Unknown => false,
        }
    }
}

/// Whether an object holds others that are none of its attributes.
fn is_container(value: &Bound<'_, PyAny>) -> bool {
    value.hasattr(intern!(value.py(), "__len__")).unwrap_or(true)
}

/// Whether an object without attributes is of a type whose values cannot be changed.
fn is_constant(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let module = value.get_type().module()?;
    Ok(matches!(module.to_cow()?.as_ref(), "builtins" | "datetime" | "decimal" | "re") && value.hash().is_ok())
}

/// Whether a list or a tuple holds what was seen.
fn holds(value: &Bound<'_, PyAny>, items: &[Seen]) -> bool {
    if let Ok(tuple) = value.cast::<PyTuple>() {
        return tuple.iter_borrowed().zip(items).all(|(item, seen)| seen.is(item));
    }
    let Ok(list) = value.cast::<PyList>() else { return false };
    let same = |(i, seen): (usize, &Seen)| {
        // SAFETY: the list is as long as what was seen, and looking runs nobody's code.
        let item =
            unsafe { Borrowed::from_ptr(value.py(), ffi::PyList_GET_ITEM(value.as_ptr(), i as ffi::Py_ssize_t)) };
        seen.is(item)
    };
    list.len() == items.len() && items.iter().enumerate().all(same)
}

/// Whether a dict holds what was seen.
fn maps(value: &Bound<'_, PyAny>, pairs: &[(Py<PyAny>, Seen)]) -> bool {
    let Ok(dict) = value.cast::<PyDict>() else { return false };
    if dict.len() != pairs.len() {
        return false;
    }
    let (mut at, mut key, mut item) = (0, std::ptr::null_mut(), std::ptr::null_mut());
    let same = pairs.iter().all(|(known, seen)| {
        // SAFETY: the dict is not changed, since looking runs nobody's code; what it gives is alive for as long.
        unsafe {
            ffi::PyDict_Next(value.as_ptr(), &raw mut at, &raw mut key, &raw mut item) != 0
                && known.as_ptr() == key
                && seen.is(Borrowed::from_ptr(value.py(), item))
        }
    });
    // An ordered dict keeps an order of its own, which `move_to_end` changes.
    same && (value.is_exact_instance_of::<PyDict>() || in_order(value, pairs.iter().map(|(known, _)| known)))
}

/// Whether iteration gives what was seen.
fn in_order<'a>(value: &Bound<'_, PyAny>, mut seen: impl Iterator<Item = &'a Py<PyAny>>) -> bool {
    let Ok(mut items) = value.try_iter() else { return false };
    seen.all(|known| matches!(items.next(), Some(Ok(item)) if known.is(&item))) && items.next().is_none()
}

/// A table by its name.
pub type Named<'py> = (String, Bound<'py, PyAny>);

/// What serves a class of providers, with the tables from which that was found.
#[derive(Debug)]
struct Found {
    tables: Vec<(String, Seen)>,
    served: Served,
    /// The version of the class of providers, as of which that is true.
    version: u32,
    /// The turn in which the tables were found to be what they were.
    looked: AtomicU64,
}

/// Counts the turns of our own code and anybody else's: within one of ours, no table changes.
static TURN: AtomicU64 = AtomicU64::new(1);

/// Says that other code ran, or may have.
pub fn next_turn() {
    TURN.fetch_add(1, Relaxed);
}

#[derive(Default)]
struct Kept {
    epoch: u64,
    /// By the class of providers and the pack's class.
    found: FxHashMap<(usize, u32), Arc<Found>>,
    /// By the class of providers, the class whose method was called, and the method.
    definers: FxHashMap<(usize, u32, NameId), Class>,
    /// So that no other class comes to lie where one of those lay.
    kinds: FxHashMap<usize, Py<PyType>>,
}

static KEPT: Mutex<Option<Kept>> = Mutex::new(None);

fn lock() -> MutexGuard<'static, Option<Kept>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The class that defines a method, if it was found out for a class of providers that got the method from another.
pub fn definer(kind: &Bound<'_, PyType>, from: Class, method: NameId) -> Option<Class> {
    let kept = lock();
    let kept = kept.as_ref().filter(|kept| kept.epoch == epoch())?;
    kept.definers.get(&(kind.as_ptr() as usize, from.index(), method)).copied()
}

/// Keeps which class defines a method.
pub fn keep_definer(kind: &Bound<'_, PyType>, from: Class, method: NameId, definer: Class) {
    keep_in(kind, |kept, kind| kept.definers.insert((kind, from.index(), method), definer));
}

/// What was found to serve a class of providers, if the class is what it was and `look` says that its tables are what they were.
pub fn find<'py>(
    kind: &Bound<'py, PyType>,
    class: Class,
    look: impl Fn(&str) -> PyResult<Option<Bound<'py, PyAny>>>,
) -> PyResult<Option<Served>> {
    let found = {
        let kept = lock();
        let Some(kept) = kept.as_ref().filter(|kept| kept.epoch == epoch()) else { return Ok(None) };
        let Some(found) = kept.found.get(&(kind.as_ptr() as usize, class.index())) else { return Ok(None) };
        if found.version != version(kind.as_type_ptr()) {
            return Ok(None);
        }
        found.clone()
    };
    let turn = TURN.load(Relaxed);
    if found.looked.load(Relaxed) != turn {
        for (name, seen) in &found.tables {
            match look(name)? {
                Some(value) if seen.is(value.as_borrowed()) => {}
                _ => return Ok(None),
            }
        }
        found.looked.store(turn, Relaxed);
    }
    Ok(Some(found.served.clone()))
}

/// Keeps what was found: the tables that were looked at, and what they lead to.
pub fn keep(kind: &Bound<'_, PyType>, class: Class, tables: &[Named<'_>], served: Served) {
    let tables: Vec<_> = tables.iter().map(|(name, value)| (name.clone(), Seen::of(value, DEEPEST))).collect();
    let version = version(kind.as_type_ptr());
    if version == 0 || tables.iter().any(|(_, seen)| matches!(seen, Seen::Unknown)) {
        return;
    }
    let found = Arc::new(Found { tables, served, version, looked: AtomicU64::new(0) });
    let old = keep_in(kind, |kept, kind| kept.found.insert((kind, class.index()), found));
    drop(old);
}

/// Keeps something about a class of providers.
fn keep_in<T>(kind: &Bound<'_, PyType>, keep: impl FnOnce(&mut Kept, usize) -> T) -> T {
    let (old, kept) = {
        let mut kept = lock();
        let stale = kept.as_ref().is_none_or(|kept| kept.epoch != epoch());
        let old = if stale { kept.replace(Kept { epoch: epoch(), ..Kept::default() }) } else { None };
        let kept = kept.get_or_insert_default();
        let address = kind.as_ptr() as usize;
        kept.kinds.entry(address).or_insert_with(|| kind.clone().unbind());
        (old, keep(kept, address))
    };
    // Only now, when nothing is locked: dropping may run anybody's code.
    drop(old);
    kept
}
