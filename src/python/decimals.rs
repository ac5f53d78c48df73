//! `decimal.Decimal` objects, filled in place where it is known how CPython's `_decimal` keeps them.
//!
//! The class reads the text that it is called with: five times as much work as making the text. How its objects lie in
//! memory is no promise of CPython's, so objects of ours are compared with such as the class makes, once per process.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};

/// The class.
pub fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")
}

/// The `Decimal` that a text spells.
pub fn of<'py>(py: Python<'py>, text: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    if let Some(made) = spelled(text).and_then(|number| place::filled(py, number)) {
        return Ok(made);
    }
    class(py)?.call1((super::objects::text(py, text),))
}

/// The `Decimal` that a Python string spells.
pub fn of_string<'py>(text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let number = text.cast::<PyString>().ok().and_then(|text| spelled(text.to_cow().ok()?.as_bytes()));
    match number.and_then(|number| place::filled(text.py(), number)) {
        Some(made) => Ok(made),
        None => class(text.py())?.call1((text,)),
    }
}

/// A number of one word.
#[derive(Clone, Copy)]
struct Spelled {
    negative: bool,
    coefficient: u64,
    exponent: isize,
}

/// What a text spells, if that is up to 18 digits with a point between or behind them, or none.
fn spelled(text: &[u8]) -> Option<Spelled> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if !(1..=19).contains(&digits.len()) {
        return None;
    }
    let (mut coefficient, mut point) = (0, None);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => coefficient = 10 * coefficient + u64::from(byte - b'0'),
            b'.' if point.is_none() && at > 0 => point = Some(at + 1),
            _ => return None,
        }
    }
    let places = point.map_or(0, |point| digits.len() - point);
    // Without a point there may be one digit more, which the word has room for, but a number of digits need not.
    (digits.len() < 19 || point.is_some()).then_some(Spelled { negative, coefficient, exponent: -(places as isize) })
}

#[cfg(all(target_pointer_width = "64", not(any(PyPy, GraalPy, Py_GIL_DISABLED))))]
mod place {
    use super::{class, spelled, Spelled};
    use pyo3::ffi;
    use pyo3::prelude::*;
    use pyo3::sync::PyOnceLock;
    use pyo3::types::PyType;

    /// What `_decimal.c` calls `PyDecObject`: a hash, -1 while nobody asked for it, and a number as libmpdec keeps it.
    #[repr(C)]
    struct Number {
        head: ffi::PyObject,
        hash: isize,
        flags: u8,
        exponent: isize,
        digits: isize,
        length: isize,
        room: isize,
        words: *mut u64,
        own: [u64; 4],
    }

    /// The sign; and that neither the number nor its words are to be freed, since both lie in the object.
    const NEGATIVE: u8 = 1;
    const STATIC: u8 = 16 | 32;

    /// A new object of the class, if its objects are known to lie as [`Number`] says.
    #[inline]
    pub fn filled(py: Python<'_>, number: Spelled) -> Option<Bound<'_, PyAny>> {
        static KNOWN: PyOnceLock<Option<Py<PyType>>> = PyOnceLock::new();
        let known = KNOWN.get_or_init(py, || look(py).ok().flatten()).as_ref()?;
        make(known.bind(py), number)
    }

    /// # Panics
    /// Never: what cannot be made is none.
    #[inline]
    fn make<'py>(class: &Bound<'py, PyType>, number: Spelled) -> Option<Bound<'py, PyAny>> {
        let digits = number.coefficient.checked_ilog10().unwrap_or_default() as isize + 1;
        // SAFETY: objects of the class are as large as `Number`, and nothing but their head is set; the words are the
        // object's own. Nobody sees it before it is filled.
        unsafe {
            let made = ffi::PyObject_New::<Number>(class.as_type_ptr());
            if made.is_null() {
                ffi::PyErr_Clear();
                return None;
            }
            (*made).hash = -1;
            (*made).flags = STATIC | if number.negative { NEGATIVE } else { 0 };
            (*made).exponent = number.exponent;
            (*made).digits = digits;
            (*made).length = 1;
            (*made).room = 4;
            (*made).words = (&raw mut (*made).own).cast();
            (*made).own[0] = number.coefficient;
            Some(Bound::from_owned_ptr(class.py(), made.cast()))
        }
    }

    /// What an object holds, but for its head and for words that mean nothing.
    ///
    /// # Safety
    /// It is an object of at least the size of `Number`, whose bytes have all been set, or were made by [`make`].
    unsafe fn fields(object: &Bound<'_, PyAny>) -> ([isize; 5], u8, bool, u64) {
        // SAFETY: the caller's promise. The word is read from the object itself, not from where it says that it lies.
        unsafe {
            let number = object.as_ptr().cast::<Number>();
            let own = (*number).words == (&raw mut (*number).own).cast();
            let counts = [(*number).hash, (*number).exponent, (*number).digits, (*number).length, (*number).room];
            (counts, (*number).flags, own, (*number).own[0])
        }
    }

    /// The class, if what it makes is what is made here.
    fn look(py: Python<'_>) -> PyResult<Option<Py<PyType>>> {
        let class = class(py)?;
        let size: usize = class.getattr("__basicsize__")?.extract()?;
        // SAFETY: it is a live type.
        let is_collected = unsafe { ffi::PyType_HasFeature(class.as_type_ptr(), ffi::Py_TPFLAGS_HAVE_GC) } != 0;
        if size != size_of::<Number>() || is_collected {
            return Ok(None);
        }
        for text in ["-12.345678", "0.000001", "180.000000", "-0.000000", "7", "999999999999999.999"] {
            let theirs = class.call1((text,))?;
            let Some(ours) = spelled(text.as_bytes()).and_then(|number| make(class, number)) else { return Ok(None) };
            // SAFETY: both are objects of the class, of that size; of theirs, the class has set what is looked at.
            if unsafe { fields(&theirs) != fields(&ours) } || ours.str()?.to_cow()? != text || !ours.eq(&theirs)? {
                return Ok(None);
            }
        }
        Ok(Some(class.clone().unbind()))
    }
}

#[cfg(not(all(target_pointer_width = "64", not(any(PyPy, GraalPy, Py_GIL_DISABLED)))))]
mod place {
    use super::Spelled;
    use pyo3::prelude::*;

    /// Where it is not known how they lie, the class makes them.
    pub fn filled(_py: Python<'_>, _number: Spelled) -> Option<Bound<'_, PyAny>> {
        None
    }
}
