//! Python's own clock, asked each time as Faker asks it, so that whoever freezes time freezes it here.
//!
//! `datetime.datetime.now()` takes longer than most values. Where it would run CPython's own code, and so read the
//! system's clock and its local time, both are asked without it.

use super::random::raise_later;
use crate::python::spec;
use pyo3::intern;
use pyo3::prelude::*;

/// Microseconds since 1970 of now, in local time.
pub fn now() -> i64 {
    // SAFETY: the clock is asked by a rule that runs in a call from Python, on the same thread.
    let py = unsafe { Python::assume_attached() };
    if let Some((now, _)) = system::local(py) {
        return now;
    }
    let ask = || spec::naive_micros(&asked(py)?);
    ask().unwrap_or_else(|error: PyErr| {
        raise_later(error);
        0
    })
}

/// How far the local time of now is ahead of UTC, in seconds.
pub fn offset() -> i64 {
    // SAFETY: as `now`.
    let py = unsafe { Python::assume_attached() };
    if let Some((_, offset)) = system::local(py) {
        return offset;
    }
    let ask = || {
        let local = asked(py)?.call_method0(intern!(py, "astimezone"))?.call_method0(intern!(py, "utcoffset"))?;
        local.call_method0(intern!(py, "total_seconds"))?.extract::<f64>()
    };
    ask().map_or_else(
        |error: PyErr| {
            raise_later(error);
            0
        },
        |seconds| seconds as i64,
    )
}

/// What `datetime.datetime.now()` gives.
fn asked(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import(intern!(py, "datetime"))?.getattr(intern!(py, "datetime"))?.call_method0(intern!(py, "now"))
}

#[cfg(all(unix, not(any(PyPy, GraalPy))))]
mod system {
    use super::super::bypass::{version, UNVERSIONED};
    use super::super::found::dict_version;
    use pyo3::prelude::*;
    use pyo3::sync::PyOnceLock;
    use pyo3::types::{PyDateTime, PyModule, PyString};
    use pyo3::{ffi, intern};
    use std::cell::Cell;
    use std::ffi::c_void;
    use std::mem::MaybeUninit;
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

    /// CPython's own `now`, and where it was found.
    struct Own {
        module: Py<PyModule>,
        name: Py<PyString>,
        /// The number of the last change of the module's dict when the class was found in it; 0 if it never was.
        dict: AtomicU64,
        /// `datetime.datetime`, which is part of CPython's code and never goes.
        class: *mut ffi::PyTypeObject,
        version: u32,
        /// The definition of `now`, which never goes either, and its function.
        method: *mut ffi::PyMethodDef,
        function: *const c_void,
    }

    // SAFETY: the addresses are those of static data, which is only read, while attached.
    unsafe impl Send for Own {}
    // SAFETY: as above.
    unsafe impl Sync for Own {}

    /// Now in microseconds since 1970, in local time, and how many seconds that is ahead of UTC; none if Python has to be
    /// asked.
    #[inline]
    pub fn local(py: Python<'_>) -> Option<(i64, i64)> {
        static OWN: PyOnceLock<Option<Own>> = PyOnceLock::new();
        let own = OWN.get_or_init(py, || find(py).ok().flatten()).as_ref()?;
        if own.stands() {
            read()
        } else {
            None
        }
    }

    fn find(py: Python<'_>) -> PyResult<Option<Own>> {
        let module = py.import(intern!(py, "datetime"))?;
        let class = py.get_type::<PyDateTime>();
        let now = class.getattr(intern!(py, "now"))?;
        // SAFETY: what the type says is a built-in function begins as one.
        let method = unsafe {
            if ffi::Py_TYPE(now.as_ptr()) != &raw mut ffi::PyCFunction_Type {
                return Ok(None);
            }
            (*now.as_ptr().cast::<ffi::PyCFunctionObject>()).m_ml
        };
        let class = class.as_type_ptr();
        let name = intern!(py, "datetime").clone().unbind();
        let own = Own {
            module: module.unbind(),
            name,
            dict: AtomicU64::new(0),
            class,
            version: version(class),
            method,
            function: pointer(method),
        };
        // Somebody may have put a function of their own there before: CPython's lies where its class does.
        let home = home(class.cast());
        let is_own = own.version > UNVERSIONED && home.is_some() && home == self::home(own.function);
        Ok(is_own.then_some(own))
    }

    fn pointer(method: *mut ffi::PyMethodDef) -> *const c_void {
        // SAFETY: the definition is that of a built-in function, and whatever kind it is of, there is a pointer to it.
        unsafe { (&raw const (*method).ml_meth).cast::<*const c_void>().read() }
    }

    /// The beginning of the program or library that an address lies in.
    fn home(address: *const c_void) -> Option<*mut c_void> {
        let mut info = MaybeUninit::<libc::Dl_info>::uninit();
        // SAFETY: it only looks the address up, and fills `info` if it finds it.
        unsafe { (libc::dladdr(address, info.as_mut_ptr()) != 0).then(|| info.assume_init().dli_fbase) }
    }

    impl Own {
        /// Whether `datetime.datetime.now` still is what it was: freezegun puts another class into the module, time-machine
        /// another function into the definition.
        #[inline]
        fn stands(&self) -> bool {
            let module = self.module.as_ptr();
            // SAFETY: the module and the name are alive, and the interpreter is attached.
            unsafe {
                if ffi::Py_TYPE(module) != &raw mut ffi::PyModule_Type {
                    return false;
                }
                self.is_in(ffi::PyModule_GetDict(module))
                    && version(self.class) == self.version
                    && pointer(self.method) == self.function
            }
        }

        /// Whether the module's dict has the class, which is looked up again only where the dict has changed.
        ///
        /// # Safety
        /// It is a live dict, and the interpreter is attached.
        #[inline]
        unsafe fn is_in(&self, dict: *mut ffi::PyObject) -> bool {
            // SAFETY: the caller's promise.
            unsafe {
                let change = dict_version(dict).unwrap_or_default();
                if change != 0 && change == self.dict.load(Relaxed) {
                    return true;
                }
                let has = ffi::PyDict_GetItemWithError(dict, self.name.as_ptr()) == self.class.cast();
                if has {
                    self.dict.store(change, Relaxed);
                }
                has
            }
        }
    }

    /// Reads the system's clock.
    // Some systems have narrower times, for which the conversions are.
    #[allow(clippy::useless_conversion)]
    #[inline]
    fn read() -> Option<(i64, i64)> {
        let mut time = MaybeUninit::<libc::timespec>::uninit();
        // SAFETY: it fills what it is given where it succeeds.
        let time = unsafe {
            if libc::clock_gettime(libc::CLOCK_REALTIME, time.as_mut_ptr()) != 0 {
                return None;
            }
            time.assume_init()
        };
        let offset = offset_at(time.tv_sec)?;
        let local = i64::from(time.tv_sec) + offset;
        Some((local * 1_000_000 + i64::from(time.tv_nsec) / 1000, offset))
    }

    /// The zone of the process, as far as libc shows it: what `tzset` sets.
    type Zone = (libc::c_long, libc::c_int, [usize; 2]);

    thread_local! {
        /// The second that was asked for last, in which zone, and the answer: most calls ask for the same again.
        static LAST: Cell<(libc::time_t, Option<Zone>, Option<i64>)> = const { Cell::new((0, None, None)) };
    }

    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    fn zone() -> Option<Zone> {
        extern "C" {
            static timezone: libc::c_long;
            static daylight: libc::c_int;
            static tzname: [*const libc::c_char; 2];
        }
        // SAFETY: glibc has these for as long as the process lives; whoever sets them meanwhile sets a word at a time,
        // and nothing is done with the addresses but comparing them.
        unsafe {
            let names = (&raw const tzname).read_volatile();
            let (west, summer) = ((&raw const timezone).read_volatile(), (&raw const daylight).read_volatile());
            Some((west, summer, names.map(|name| name.addr())))
        }
    }

    /// Elsewhere libc may look at the environment for each time that it converts.
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    fn zone() -> Option<Zone> {
        None
    }

    /// How many seconds local time is ahead of UTC at a second since 1970; none where it is beyond Python's.
    #[inline]
    fn offset_at(second: libc::time_t) -> Option<i64> {
        let (last, zoned, answer) = LAST.get();
        if last == second && zoned.is_some() && zoned == zone() {
            return answer;
        }
        let answer = ask_offset(second);
        LAST.set((second, zone(), answer));
        answer
    }

    #[allow(clippy::useless_conversion)]
    #[inline(never)]
    fn ask_offset(second: libc::time_t) -> Option<i64> {
        let mut fields = MaybeUninit::<libc::tm>::uninit();
        // SAFETY: it fills what it is given where it succeeds.
        let fields = unsafe {
            if libc::localtime_r(&raw const second, fields.as_mut_ptr()).is_null() {
                return None;
            }
            fields.assume_init()
        };
        let offset = i64::from(fields.tm_gmtoff);
        let local = i64::from(second) + offset;
        // In zones that count leap seconds the two differ; years beyond Python's it refuses.
        let [hour, minute, second] = [fields.tm_hour, fields.tm_min, fields.tm_sec].map(i64::from);
        let agrees = local.rem_euclid(86_400) == (hour * 60 + minute) * 60 + second;
        let is_year = (1..=9999).contains(&(i64::from(fields.tm_year) + 1900));
        (agrees && is_year).then_some(offset)
    }
}

#[cfg(not(all(unix, not(any(PyPy, GraalPy)))))]
mod system {
    use pyo3::Python;

    /// Where it is not known what `now` reads, Python is asked.
    pub fn local(_py: Python<'_>) -> Option<(i64, i64)> {
        None
    }
}
