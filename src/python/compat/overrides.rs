//! What users have put in the place of a class's tables and methods.

use super::kept::{self, Named, DEEPEST};
use super::live::{compat_touch_all, own_pack_class};
use crate::locale::{derive, find_attr, find_name, is_alike, layout, Body, Class, Tree};
use crate::python::errors::OrRaise;
use pyo3::exceptions::PyRecursionError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PyMappingProxy, PySet, PyString, PyTuple, PyType,
};
use std::cell::Cell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A change that was made to a provider class: the class and the attribute.
struct Touched {
    class: Py<PyType>,
    name: String,
}

static TOUCHED: Mutex<Vec<Touched>> = Mutex::new(Vec::new());
/// Tables that can be changed in place and were handed out: the class and the table.
static EXPOSED: Mutex<Vec<(Class, String)>> = Mutex::new(Vec::new());

thread_local! {
    /// How many of our own implementations in Python are running.
    static OURS: Cell<usize> = const { Cell::new(0) };
}

/// While it lives, our own code reads tables, which changes none.
#[derive(Debug)]
pub struct Ours(());

impl Ours {
    /// From now on.
    pub fn running() -> Self {
        OURS.set(OURS.get() + 1);
        Self(())
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        OURS.set(OURS.get() - 1);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says that an attribute of a provider class was set or deleted.
#[pyfunction]
pub fn compat_touch(class: Bound<'_, PyType>, name: &str) {
    {
        let mut touched = lock(&TOUCHED);
        if !touched.iter().any(|known| known.class.is(&class) && known.name == name) {
            touched.push(Touched { class: class.unbind(), name: name.to_string() });
        }
    }
    compat_touch_all();
}

/// Says that a table that can be changed in place is handed out; tells whether to somebody who may change it.
#[pyfunction]
pub fn compat_exposed(class_id: &str, name: &str) -> bool {
    if OURS.get() > 0 {
        return false;
    }
    let Some(class) = Class::find(class_id) else { return true };
    {
        let mut exposed = lock(&EXPOSED);
        if exposed.iter().any(|(known, table)| *known == class && table == name) {
            return true;
        }
        exposed.push((class, name.to_string()));
    }
    compat_touch_all();
    true
}

fn touched(class: &Bound<'_, PyType>) -> Vec<String> {
    lock(&TOUCHED).iter().filter(|known| known.class.is(class)).map(|known| known.name.clone()).collect()
}

fn exposed(class: Class) -> Vec<String> {
    lock(&EXPOSED).iter().filter(|(known, _)| *known == class).map(|(_, name)| name.clone()).collect()
}

fn space<'py>(class: &Bound<'py, PyType>) -> PyResult<Bound<'py, PyMappingProxy>> {
    Ok(class.getattr(intern!(class.py(), "__dict__"))?.cast_into()?)
}

/// Whether an attribute of one of the pack's classes is what the pack put there.
fn is_packs(class: Class, name: &str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let is = |attribute: &str, wanted: &str| match value.getattr_opt(attribute)? {
        Some(own) => own.eq(wanted),
        None => Ok(false),
    };
    Ok(is("_class_id", class.id())? && is("__name__", name)?)
}

/// Whether no class that a class derives from was changed, nor any of its tables handed out that can be.
pub fn is_untouched(kind: &Bound<'_, PyType>) -> PyResult<bool> {
    for class in kind.mro() {
        let class = class.cast_into::<PyType>()?;
        let Some(own) = own_pack_class(&class)? else { continue };
        if !exposed(own).is_empty() {
            return Ok(false);
        }
        for name in touched(&class).iter().filter(|name| !name.starts_with("__")) {
            match space(&class)?.as_any().get_item(name) {
                Ok(value) if is_packs(own, name, &value)? => {}
                // What a class never had is not missing.
                Err(_) if !own.head().split_whitespace().any(|word| word == name) => {}
                _ => return Ok(false),
            }
        }
    }
    Ok(true)
}

/// Whether a provider has attributes of its own, beyond those that every provider has.
pub fn has_own(provider: &Bound<'_, PyAny>) -> PyResult<bool> {
    let dict = provider.getattr(intern!(provider.py(), "__dict__"))?.cast_into::<PyDict>()?;
    for key in dict.keys() {
        let key = key.cast_into::<PyString>()?;
        let key = key.to_cow()?;
        if !key.starts_with('_') && key != "generator" {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What serves a provider whose tables or methods are others than the pack's.
#[derive(Clone, Debug)]
pub struct Served {
    /// The class with the rules: the pack's, or one with the tables that the provider has in their place.
    pub class: Class,
    /// The names of tables that no rule draws from as Faker does: of a form of their own, made by a property, or gone; and
    /// of methods that are not the pack's.
    pub odd: Arc<[String]>,
}

/// What serves a provider in the place of a class of the pack.
pub fn served(provider: &Bound<'_, PyAny>, class: Class) -> PyResult<Served> {
    let own = provider.getattr(intern!(provider.py(), "__dict__"))?.cast_into::<PyDict>()?;
    let mut names: Vec<String> = own.keys().extract()?;
    names.retain(|name| is_known(name));
    let kind = provider.get_type();
    let has_own = !names.is_empty();
    if !has_own {
        if let Some(found) = kept::find(&kind, class, |name| provider.getattr_opt(name))? {
            return Ok(found);
        }
    }
    let Tables { given, seen, odd } = Tables::of(provider, class, &own, names)?;
    let class_of = |given: Vec<_>| derive(class, given).or_raise(provider.py());
    let served = Served { class: if given.is_empty() { class } else { class_of(given)? }, odd: odd.into() };
    if let (Some(seen), false) = (seen, has_own) {
        kept::keep(&kind, class, &seen, served.clone());
    }
    Ok(served)
}

/// Whether any class has a table or a method of a name.
fn is_known(name: &str) -> bool {
    find_attr(name).is_some() || find_name(name).is_some()
}

/// The tables of a provider that may be others than the pack's.
struct Tables<'py> {
    /// Those that are, and that rules can be compiled with.
    given: Vec<(String, Body)>,
    /// Those that were looked at, unless looking again may give something else.
    seen: Option<Vec<Named<'py>>>,
    /// See [`Served`].
    odd: Vec<String>,
}

impl<'py> Tables<'py> {
    /// Looks at the attributes of these names, which are the provider's own, and at those of its classes.
    fn of(
        provider: &Bound<'py, PyAny>,
        class: Class,
        own: &Bound<'py, PyDict>,
        mut names: Vec<String>,
    ) -> PyResult<Self> {
        let kinds = provider.get_type().mro();
        let kinds: Vec<Bound<'_, PyType>> = kinds.iter().map(|kind| Ok(kind.cast_into()?)).collect::<PyResult<_>>()?;
        for kind in &kinds {
            match own_pack_class(kind)? {
                Some(packs) => names.extend(touched(kind).into_iter().chain(exposed(packs))),
                None if is_plain(kind) => {}
                None => names.extend(space(kind)?.keys()?.extract::<Vec<String>>()?),
            }
        }
        names.retain(|name| is_known(name));
        names.sort_unstable();
        names.dedup();
        let mut found = Self { given: Vec::new(), seen: Some(Vec::new()), odd: Vec::new() };
        for name in names {
            let what = match own.get_item(&name)? {
                Some(value) => Found::Given(value),
                None => find(&kinds, &name)?,
            };
            found.add(name, what, class)?;
        }
        Ok(found)
    }

    fn add(&mut self, name: String, found: Found<'py>, class: Class) -> PyResult<()> {
        if let (Found::Given(value) | Found::Exposed(value), Some(seen)) = (&found, &mut self.seen) {
            seen.push((name.clone(), value.clone()));
        }
        match found {
            Found::Packs | Found::Exposed(_) => {}
            Found::Missing if !has(class, &name) => {}
            Found::Given(value) if find_attr(&name).is_some() => match is_drawn_first(&value)? {
                true => {
                    self.seen = None;
                    self.odd.push(name);
                }
                false => {
                    let body = Body::from(tree(&value, DEEPEST)?);
                    match is_alike(class, &name, &body) {
                        true => self.given.push((name, body)),
                        false => self.odd.push(name),
                    }
                }
            },
            Found::Given(_) | Found::Missing | Found::Made => self.odd.push(name),
        }
        Ok(())
    }
}

/// Whether Faker has not drawn from an ordered mapping as it is: it keeps the keys when it first does, and never looks at
/// them again.
fn is_drawn_first(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let Ok(dict) = value.cast::<PyDict>() else { return Ok(false) };
    if !dict.hasattr(intern!(value.py(), "move_to_end"))? {
        return Ok(false);
    }
    let kept = dict.getattr_opt(intern!(value.py(), "_key_cache"))?;
    Ok(!kept.is_some_and(|kept| kept.eq(dict.keys().to_tuple()).unwrap_or(false)))
}

/// Whether a class of the pack has a table or a method of a name.
fn has(class: Class, name: &str) -> bool {
    let has_table = find_attr(name).and_then(|attr| class.table(attr)).is_some();
    has_table || find_name(name).is_some_and(|name| class.rules().any(|(known, _)| known == name))
}

/// Whether a class is one that has no tables: Python's `object`, or the native base of providers.
fn is_plain(kind: &Bound<'_, PyType>) -> bool {
    kind.is(kind.py().get_type::<PyAny>()) || kind.is(kind.py().get_type::<super::engine::ProviderBase>())
}

/// What a provider's classes have for the name of a table.
enum Found<'py> {
    /// What the pack has.
    Packs,
    /// What the pack has, but somebody has it who may change it.
    Exposed(Bound<'py, PyAny>),
    /// A value of the user's own.
    Given(Bound<'py, PyAny>),
    /// A property, a method, or anything else that makes its value when it is asked.
    Made,
    /// Nothing.
    Missing,
}

fn find<'py>(kinds: &[Bound<'py, PyType>], name: &str) -> PyResult<Found<'py>> {
    // Whether a class of the pack had the table, and has it no more.
    let mut deleted = false;
    for kind in kinds {
        let packs = own_pack_class(kind)?;
        let Ok(value) = space(kind)?.as_any().get_item(name) else {
            let has = |packs: Class| packs.names("tables").chain(packs.names("methods")).any(|known| known == name);
            deleted |= packs.is_some_and(has);
            continue;
        };
        let Some(packs) = packs else { return given(value) };
        if !is_packs(packs, name, &value)? {
            return given(value);
        }
        if deleted {
            return Ok(Found::Given(kind.getattr(name)?));
        }
        let changed = value.getattr_opt(intern!(value.py(), "changed"))?;
        return match changed.filter(|_| exposed(packs).iter().any(|table| table == name)) {
            Some(changed) if changed.call0()?.is_truthy()? => Ok(Found::Given(kind.getattr(name)?)),
            Some(_) => Ok(Found::Exposed(kind.getattr(name)?)),
            None => Ok(Found::Packs),
        };
    }
    Ok(Found::Missing)
}

fn given(value: Bound<'_, PyAny>) -> PyResult<Found<'_>> {
    let made = value.get_type().hasattr(intern!(value.py(), "__get__"))? || value.is_callable();
    Ok(if made { Found::Made } else { Found::Given(value) })
}

/// A table that a user gives, as the engine reads it, down to a depth.
fn tree(value: &Bound<'_, PyAny>, depth: u32) -> PyResult<Tree> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(PyRecursionError::new_err("a table holds too many tables in one another"));
    };
    let seq = |kind: u32| -> PyResult<Tree> {
        Ok(Tree::Seq(kind, value.try_iter()?.map(|item| tree(&item?, depth)).collect::<PyResult<_>>()?))
    };
    if value.is_none() {
        return Ok(Tree::None);
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Tree::Str(text.to_string_lossy().into_owned()));
    }
    if let Ok(truth) = value.cast::<PyBool>() {
        return Ok(Tree::Bool(truth.is_true()));
    }
    if let Ok(int) = value.cast::<PyInt>() {
        return Ok(int.extract().map_or_else(|_| Tree::Big(int.to_string()), Tree::Int));
    }
    if let Ok(float) = value.cast::<PyFloat>() {
        return Ok(Tree::Float(float.value()));
    }
    if value.is_instance_of::<PyTuple>() {
        return seq(layout::SEQ_TUPLE);
    }
    if value.is_instance_of::<PyList>() {
        return seq(layout::SEQ_LIST);
    }
    if value.is_instance_of::<PySet>() {
        return seq(layout::SEQ_SET);
    }
    if value.is_instance_of::<PyFrozenSet>() {
        return seq(layout::SEQ_FROZENSET);
    }
    if let Ok(dict) = value.cast::<PyDict>() {
        let ordered = dict.hasattr("move_to_end")?;
        let pairs =
            dict.items().iter().map(|pair| Ok((tree(&pair.get_item(0)?, depth)?, tree(&pair.get_item(1)?, depth)?)));
        let kind = if ordered { layout::MAP_ORDERED } else { layout::MAP_DICT };
        return Ok(Tree::Map(kind, pairs.collect::<PyResult<_>>()?));
    }
    if value.hasattr("__iter__")? && value.hasattr("__len__")? {
        return seq(layout::SEQ_TUPLE);
    }
    let kind = value.get_type();
    let name = kind.name()?.to_cow()?.into_owned();
    let module = kind.module()?.to_cow()?.into_owned();
    if let (Some(module), Some(attributes)) = (module.strip_prefix("forgery.compat."), attributes(value)?) {
        let path = Tree::Str(format!("faker.{module}.{name}"));
        let object = Tree::Seq(layout::SEQ_LIST, vec![path, tree(&attributes, depth)?]);
        return Ok(Tree::Tagged("object".into(), Box::new(object)));
    }
    let text = value.str()?.to_string_lossy().into_owned();
    Ok(Tree::Tagged(name, Box::new(Tree::Str(text))))
}

/// The attributes of an object such as a `CreditCard`.
fn attributes<'py>(value: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    value.getattr_opt(intern!(value.py(), "__dict__"))
}
