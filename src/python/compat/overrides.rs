//! What users have put in the place of a class's tables and methods.

use super::kept::{self, Named, DEEPEST};
use super::live::{compat_touch_all, own_pack_class};
use crate::locale::{derive, find_attr, layout, Body, Class, Tree};
use crate::python::errors::OrRaise;
use pyo3::exceptions::PyRecursionError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PyMappingProxy, PySet, PyString, PyTuple, PyType,
};
use std::cell::Cell;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A change that was made to a provider class: the class and the attribute.
struct Touched {
    class: Py<PyType>,
    name: String,
}

static TOUCHED: Mutex<Vec<Touched>> = Mutex::new(Vec::new());
/// Tables that can be changed in place and were handed out: the class and the table.
static EXPOSED: Mutex<Vec<(Class, String)>> = Mutex::new(Vec::new());

thread_local! {
    /// Whether the tables of a provider are being read.
    static READING: Cell<bool> = const { Cell::new(false) };
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
        if !key.cast_into::<PyString>()?.to_cow()?.starts_with('_') {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The class whose rules serve a provider: the pack's, or one with the tables that the provider has in their place.
pub fn class_of(provider: &Bound<'_, PyAny>, class: Class) -> PyResult<Class> {
    let own = provider.getattr(intern!(provider.py(), "__dict__"))?.cast_into::<PyDict>()?;
    let mut names: Vec<String> = own.keys().extract()?;
    names.retain(|name| find_attr(name).is_some());
    let kind = provider.get_type();
    if names.is_empty() {
        if let Some(found) = kept::find(&kind, class, |name| provider.getattr_opt(name))? {
            return Ok(found);
        }
    }
    // A table that a property makes may draw from the provider: while it does, the tables are the pack's.
    if READING.replace(true) {
        return Ok(class);
    }
    let has_own = !names.is_empty();
    let tables = Tables::of(provider, &own, names);
    READING.set(false);
    let Tables { given, seen } = tables?;
    let read = |(name, value): Named<'_>| Ok((name, Body::from(tree(&value, DEEPEST)?)));
    let leads_to = match given.is_empty() {
        true => class,
        false => derive(class, given.into_iter().map(read).collect::<PyResult<_>>()?).or_raise(provider.py())?,
    };
    if let (Some(seen), false) = (seen, has_own) {
        kept::keep(&kind, class, &seen, leads_to);
    }
    Ok(leads_to)
}

/// The tables of a provider that may be others than the pack's.
struct Tables<'py> {
    /// Those that are.
    given: Vec<Named<'py>>,
    /// Those that were looked at, unless looking again may give something else.
    seen: Option<Vec<Named<'py>>>,
}

impl<'py> Tables<'py> {
    /// Looks at the attributes of these names, which are the provider's own, and at those of its classes.
    fn of(provider: &Bound<'py, PyAny>, own: &Bound<'py, PyDict>, mut names: Vec<String>) -> PyResult<Self> {
        let py = provider.py();
        let classes = provider.get_type().mro();
        let classes: Vec<Bound<'_, PyType>> =
            classes.iter().map(|class| Ok(class.cast_into()?)).collect::<PyResult<_>>()?;
        for class in &classes {
            match own_pack_class(class)? {
                Some(packs) => names.extend(touched(class).into_iter().chain(exposed(packs))),
                None if class.is(py.get_type::<PyAny>()) => {}
                None => names.extend(space(class)?.keys()?.extract::<Vec<String>>()?),
            }
        }
        names.retain(|name| find_attr(name).is_some());
        names.sort_unstable();
        names.dedup();
        let (mut given, mut seen) = (Vec::new(), Some(Vec::new()));
        for name in names {
            let origin = if own.contains(&name)? { Origin::User } else { Origin::of(&classes, &name)? };
            if matches!(origin, Origin::Pack) {
                continue;
            }
            let Some(value) = provider.getattr_opt(name.as_str())? else { continue };
            match &mut seen {
                Some(seen) if !matches!(origin, Origin::Made) => seen.push((name.clone(), value.clone())),
                seen => *seen = None,
            }
            if !matches!(origin, Origin::Exposed) && !value.is_callable() {
                given.push((name, value));
            }
        }
        Ok(Self { given, seen })
    }
}

/// Where a table comes from.
enum Origin {
    /// From a class of the pack, as it was.
    Pack,
    /// From a class of the pack, as it was, but somebody has it who may change it.
    Exposed,
    /// From the user.
    User,
    /// From the user's code, whenever it is looked at.
    Made,
}

impl Origin {
    fn of(classes: &[Bound<'_, PyType>], name: &str) -> PyResult<Self> {
        for class in classes {
            let Ok(value) = space(class)?.as_any().get_item(name) else { continue };
            let packs = own_pack_class(class)?;
            return match packs.map(|packs| Ok::<_, PyErr>((packs, is_packs(packs, name, &value)?))).transpose()? {
                Some((packs, true)) if !exposed(packs).iter().any(|table| table == name) => Ok(Self::Pack),
                Some((_, true)) => match value.getattr_opt(intern!(value.py(), "changed"))? {
                    Some(changed) if changed.call0()?.is_truthy()? => Ok(Self::User),
                    Some(_) => Ok(Self::Exposed),
                    None => Ok(Self::Pack),
                },
                _ if value.is_callable() || !value.get_type().hasattr(intern!(value.py(), "__get__"))? => {
                    Ok(Self::User)
                }
                _ => Ok(Self::Made),
            };
        }
        Ok(Self::Pack)
    }
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
