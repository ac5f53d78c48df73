//! The methods of `Faker`, two for each field: one value, and a batch.
//!
//! They are real method descriptors, made from the catalogue when the module is imported, so a call is one native
//! call without a Python frame, and signatures and documentation are where Python looks for them.

use super::catalogue::{annotation, default, returns};
use super::faker::Faker;
use super::single::raw;
use crate::providers::{self, Field, Found};
use pyo3::ffi;
pub use pyo3::impl_::trampoline::fastcall_cfunction_with_keywords as fastcall;
use pyo3::impl_::trampoline::MethodDef;
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::ffi::CString;
use std::panic::{catch_unwind, UnwindSafe};
use std::sync::OnceLock;

/// The fields by the number that a method carries.
pub fn numbered() -> &'static [Found] {
    static FIELDS: OnceLock<Vec<Found>> = OnceLock::new();
    FIELDS.get_or_init(|| providers::fields().collect())
}

struct Single<const I: usize>;
struct Batch<const I: usize>;

pub type Function = fastcall::Func;
type Raw = unsafe extern "C" fn(
    *mut ffi::PyObject,
    *const *mut ffi::PyObject,
    ffi::Py_ssize_t,
    *mut ffi::PyObject,
) -> *mut ffi::PyObject;

impl<const I: usize> MethodDef<Function> for Single<I> {
    const METH: Function = single::<I>;
}

impl<const I: usize> MethodDef<Function> for Batch<I> {
    const METH: Function = batch::<I>;
}

/// The arguments of a call as CPython passes them: positional ones, then those named by `names`.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a, 'py> {
    /// The positional arguments.
    pub positional: &'a [Bound<'py, PyAny>],
    /// The names and values of the others.
    pub named: &'a [(String, Bound<'py, PyAny>)],
}

/// SAFETY: as for every method: `slf` is an instance of the type that the descriptor belongs to (the descriptor has
/// checked it), `args` points to `nargs` objects and one more for each of `names`, all alive during the call.
unsafe fn single<const I: usize>(
    py: Python<'_>,
    slf: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> PyResult<*mut ffi::PyObject> {
    // SAFETY: see above; the reference is held by the caller.
    let slf = unsafe { Borrowed::from_ptr(py, slf).cast_unchecked::<Faker>() };
    // SAFETY: see above.
    let raw = unsafe { raw(py, args, nargs, &names) };
    if let Some(made) = (!raw.objects.is_empty()).then(|| slf.get().given(py, I, raw)).flatten() {
        return Ok(made?.into_ptr());
    }
    // SAFETY: see above.
    let (positional, named) = unsafe { arguments(py, args, nargs, names)? };
    Ok(slf.get().single(py, I, Call { positional: &positional, named: &named })?.into_ptr())
}

/// What CPython gets for a value that is at hand, without what PyO3 does around a call: the object, or null and the
/// exception set. None if there is no value, also where making it panics: then the usual way tells.
///
/// # Safety
/// The thread is attached. PyO3 does not know that it is, and so counts what a `Py` refers to down a little later than it
/// would.
#[inline(always)]
pub unsafe fn bare<F>(make: F) -> Option<*mut ffi::PyObject>
where
    F: for<'py> FnOnce(Python<'py>) -> Option<PyResult<Bound<'py, PyAny>>> + UnwindSafe,
{
    let made = catch_unwind(|| {
        // SAFETY: the caller's promise.
        let py = unsafe { Python::assume_attached() };
        make(py).map(|made| match made {
            Ok(made) => made.into_ptr(),
            Err(error) => {
                error.restore(py);
                std::ptr::null_mut()
            }
        })
    });
    made.ok().flatten()
}

/// One value without arguments, which is nearly always at hand: without what PyO3 does around a call. All else goes to
/// [`single`], also what fails here.
///
/// # Safety
/// CPython calls it as it calls [`single`].
unsafe extern "C" fn at_once<const I: usize>(
    slf: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    if nargs == 0 && names.is_null() {
        // SAFETY: CPython calls methods attached, and see `single`.
        let made = unsafe { bare(|py| Borrowed::from_ptr(py, slf).cast_unchecked::<Faker>().get().plain(py, I)) };
        if let Some(made) = made {
            return made;
        }
    }
    // SAFETY: as for this one.
    unsafe { fastcall::<Single<I>>(slf, args, nargs, names) }
}

/// SAFETY: as for [`single`].
unsafe fn batch<const I: usize>(
    py: Python<'_>,
    slf: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> PyResult<*mut ffi::PyObject> {
    // SAFETY: see `single`.
    let slf = unsafe { Borrowed::from_ptr(py, slf).cast_unchecked::<Faker>() };
    // SAFETY: see `single`.
    let (positional, named) = unsafe { arguments(py, args, nargs, names)? };
    Ok(slf.get().many(py, I, Call { positional: &positional, named: &named })?.into_ptr())
}

type Arguments<'py> = (Vec<Bound<'py, PyAny>>, Vec<(String, Bound<'py, PyAny>)>);

/// SAFETY: `args` points to `nargs` objects and one more for each of `names`, a tuple of strings or null.
unsafe fn arguments<'py>(
    py: Python<'py>,
    args: *const *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> PyResult<Arguments<'py>> {
    // SAFETY: the caller's promise; each object is alive, and a reference of our own is taken.
    let object = |i: usize| unsafe { Bound::from_borrowed_ptr(py, *args.add(i)) };
    let n = nargs as usize;
    let positional = (0..n).map(object).collect();
    if names.is_null() {
        return Ok((positional, Vec::new()));
    }
    // SAFETY: the caller's promise.
    let names = unsafe { Bound::from_borrowed_ptr(py, names) };
    let named = names.try_iter()?.enumerate().map(|(i, name)| Ok((name?.extract()?, object(n + i))));
    Ok((positional, named.collect::<PyResult<_>>()?))
}

macro_rules! table {
    ($method:tt: $($hundred:literal)*) => {
        [$(row!($method, $hundred, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31)),*]
    };
}
macro_rules! row {
    (Single, $hundred:literal, $($one:literal)*) => {
        [$(at_once::<{ $hundred * 32 + $one }> as Raw),*]
    };
    (Batch, $hundred:literal, $($one:literal)*) => {
        [$(fastcall::<Batch<{ $hundred * 32 + $one }>> as Raw),*]
    };
}

/// Room for 1,024 fields; `attach` fails loudly if the catalogue outgrows it.
const SINGLES: [[Raw; 32]; 32] =
    table!(Single: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);
const BATCHES: [[Raw; 32]; 32] =
    table!(Batch: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);

/// Adds the methods to the class.
pub fn attach(class: &Bound<'_, PyType>) -> PyResult<()> {
    for (i, found) in numbered().iter().enumerate() {
        let (Some(single), Some(batch)) = (SINGLES.get(i / 32), BATCHES.get(i / 32)) else {
            return Err(pyo3::exceptions::PySystemError::new_err("more fields than methods.rs has room for"));
        };
        add(class, found.field.name, single[i % 32], single_doc(found.field))?;
        add(class, found.field.plural, batch[i % 32], batch_doc(found.field))?;
    }
    Ok(())
}

fn add(class: &Bound<'_, PyType>, name: &'static str, function: Raw, doc: String) -> PyResult<()> {
    let py = class.py();
    if class.hasattr(name)? {
        let message = format!("two members of Faker are called {name}");
        return Err(pyo3::exceptions::PySystemError::new_err(message));
    }
    let leak = |text: String| -> PyResult<*const std::ffi::c_char> { Ok(CString::new(text)?.into_raw()) };
    // CPython keeps the definition for as long as the type lives, which is for ever.
    let definition = Box::leak(Box::new(ffi::PyMethodDef {
        ml_name: leak(name.to_string())?,
        ml_meth: ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: function },
        ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
        ml_doc: leak(doc)?,
    }));
    // SAFETY: the type is `Faker`, the definition is static and its function has the signature that its flags say;
    // the new reference is owned by the `Bound`.
    let method = unsafe {
        let method = ffi::PyDescr_NewMethod(class.as_type_ptr(), definition);
        Bound::from_owned_ptr_or_err(py, method)?
    };
    class.setattr(name, method)
}

fn signature(field: &Field) -> String {
    let mut text = String::new();
    for param in field.params {
        text.push_str(", ");
        text.push_str(param.name);
        if let Some(default) = default(param) {
            text.push('=');
            text.push_str(&default);
        }
    }
    text
}

fn parameters(field: &Field, text: &mut String) {
    for param in field.params {
        text.push_str(&format!("    {} ({}): {}\n", param.name, annotation(param), param.doc));
    }
}

fn example(field: &Field, n: &str) -> String {
    let required: Vec<&str> = field.params.iter().filter(|p| default(p).is_none()).map(|p| p.name).collect();
    let name = if n.is_empty() { field.name } else { field.plural };
    let mut arguments = if n.is_empty() { vec![] } else { vec![n.to_string()] };
    arguments.extend(required.iter().map(|name| match *name {
        "values" | "elements" => format!("{name}=[\"a\", \"b\"]"),
        name => format!("{name}=…"),
    }));
    format!("\nExample:\n    >>> fake.{name}({})\n", arguments.join(", "))
}

fn single_doc(field: &Field) -> String {
    let mut text = format!("{}($self{})\n--\n\n{}\n", field.name, signature(field), field.doc);
    if !field.params.is_empty() {
        text.push_str("\nArgs:\n");
        parameters(field, &mut text);
    }
    text.push_str(&format!("\nReturns:\n    {}\n", returns(field.returns)));
    text + &example(field, "")
}

fn batch_doc(field: &Field) -> String {
    // Required parameters cannot follow those that have defaults in a signature, and `unique` is keyword-only.
    let mut text = format!("{}($self, n{}, *, unique=False)\n--\n\n", field.plural, signature(field));
    text.push_str(&format!(
        "Many values of `{}`. {}\n\nArgs:\n    n (int): How many values, 0 to 10,000,000.\n",
        field.name, field.doc
    ));
    parameters(field, &mut text);
    text.push_str("    unique (bool): Whether all values are different.\n");
    text.push_str(&format!("\nReturns:\n    list[{}]\n", returns(field.returns)));
    text.push_str("\nRaises:\n    forgery.errors.InvalidValueError: If n or an argument is out of range.\n");
    text.push_str("    forgery.errors.CapacityError: If there are fewer different values than n.\n");
    text + &example(field, "3")
}
