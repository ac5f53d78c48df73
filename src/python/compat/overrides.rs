//! What users have put in the place of a class's tables and methods.

use super::live::{own_pack_class, pack_class};
use crate::locale::{find_attr, Class};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyDictMethods, PyMappingProxy, PyType};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A change that was made to a provider class: the class and the attribute.
struct Touched {
    class: Py<PyType>,
    name: String,
}

static TOUCHED: Mutex<Vec<Touched>> = Mutex::new(Vec::new());
/// Mutable tables that were handed out: the class and the table.
static EXPOSED: Mutex<Vec<(Class, String)>> = Mutex::new(Vec::new());

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says that an attribute of a provider class was set or deleted.
#[pyfunction]
pub fn compat_touch(class: Bound<'_, PyType>, name: &str) {
    let mut touched = lock(&TOUCHED);
    if !touched.iter().any(|known| known.class.is(&class) && known.name == name) {
        touched.push(Touched { class: class.unbind(), name: name.to_string() });
    }
    drop(touched);
    super::live::compat_touch_all();
}

/// Says that a table that can be changed in place was handed out.
#[pyfunction]
pub fn compat_exposed(class_id: &str, name: &str) {
    if let Some(class) = Class::find(class_id) {
        let mut exposed = lock(&EXPOSED);
        if !exposed.iter().any(|(known, table)| *known == class && table == name) {
            exposed.push((class, name.to_string()));
            drop(exposed);
            super::live::compat_touch_all();
        }
    }
}

/// Whether an attribute of one of the pack's classes is what the pack put there.
fn is_packs(class: Class, name: &str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let py = value.py();
    let is = |attribute: &str, wanted: &str| -> PyResult<bool> {
        Ok(value.getattr_opt(attribute)?.is_some_and(|own| own.eq(wanted).unwrap_or(false)))
    };
    let _ = py;
    let kind = value.get_type().name()?.to_cow()?.into_owned();
    Ok(matches!(kind.as_str(), "Function" | "Table") && is("_class_id", class.id())? && is("__name__", name)?)
}

/// Whether no class that a class derives from was changed, nor any of its tables handed out that can be.
pub fn is_untouched(kind: &Bound<'_, PyType>) -> PyResult<bool> {
    for class in kind.mro() {
        let class = class.cast_into::<PyType>()?;
        let Some(own) = own_pack_class(&class)? else { continue };
        if lock(&EXPOSED).iter().any(|(known, _)| *known == own) {
            return Ok(false);
        }
        let names: Vec<String> = lock(&TOUCHED).iter().filter(|t| t.class.is(&class)).map(|t| t.name.clone()).collect();
        let space = class.getattr(intern!(kind.py(), "__dict__"))?.cast_into::<PyMappingProxy>()?;
        for name in names.iter().filter(|name| !name.starts_with("__")) {
            match space.as_any().get_item(name) {
                Ok(value) if is_packs(own, name, &value)? => {}
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
        let key: String = key.extract()?;
        if !(key.starts_with("__") || key.starts_with('_')) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The class whose rules serve a provider: the pack's, or one with the provider's own tables.
pub fn class_of(provider: &Bound<'_, PyAny>, class: Class) -> PyResult<Class> {
    let own = tables(provider)?;
    if own.is_empty() {
        return Ok(class);
    }
    Ok(class)
}

/// The tables that stand in the place of the pack's, for a provider.
fn tables<'py>(provider: &Bound<'py, PyAny>) -> PyResult<Vec<(String, Bound<'py, PyAny>)>> {
    let py = provider.py();
    let mut found: Vec<(String, Bound<'py, PyAny>)> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    if let Some(dict) = provider.getattr_opt(intern!(py, "__dict__"))? {
        for (name, value) in dict.cast_into::<PyDict>()?.iter() {
            let name: String = name.extract()?;
            if find_attr(&name).is_some() {
                seen.push(name.clone());
                found.push((name, value));
            }
        }
    }
    for class in provider.get_type().mro() {
        let class = class.cast_into::<PyType>()?;
        let own = own_pack_class(&class)?;
        let names: Vec<String> = match own {
            Some(own) => {
                let touched = lock(&TOUCHED);
                let touched = touched.iter().filter(|t| t.class.is(&class)).map(|t| t.name.clone());
                let exposed = lock(&EXPOSED);
                let exposed = exposed.iter().filter(|(known, _)| *known == own).map(|(_, name)| name.clone());
                touched.chain(exposed).collect()
            }
            None if class.is(py.get_type::<PyAny>()) => Vec::new(),
            None => {
                let space = class.getattr(intern!(py, "__dict__"))?;
                let keys = space.call_method0("keys")?.try_iter()?;
                keys.filter_map(|key| key.ok()?.extract().ok()).collect()
            }
        };
        for name in names {
            if find_attr(&name).is_none() || seen.contains(&name) {
                continue;
            }
            let Ok(value) = class.getattr(intern!(py, "__dict__"))?.get_item(&name) else { continue };
            let untouched = match own {
                Some(own) => is_packs(own, &name, &value)? && !changed_in_place(&value)?,
                None => false,
            };
            seen.push(name.clone());
            if !untouched {
                let value = if own.is_some()
                    && is_packs(own.unwrap_or(Class::find("base/base").expect("the base")), &name, &value)?
                {
                    class.getattr(name.as_str())?
                } else {
                    value
                };
                found.push((name, value));
            }
        }
    }
    let _ = pack_class;
    Ok(found)
}

/// Whether a table that was handed out is not what the pack has any more.
fn changed_in_place(table: &Bound<'_, PyAny>) -> PyResult<bool> {
    match table.getattr_opt("changed")? {
        Some(changed) => changed.call0()?.is_truthy(),
        None => Ok(false),
    }
}
