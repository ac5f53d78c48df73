//! The Python module that `export!` makes: its attribute `provider` is the capsule with the table.

use crate::abi;
use crate::declare::Provider;
use crate::table::table;
use pyo3_ffi as ffi;
use std::ffi::{c_int, c_void, CStr};
use std::panic::catch_unwind;

/// Makes the module's definition, which Python keeps.
///
/// # Safety
/// Called by Python's import system, with the interpreter held.
pub unsafe fn init<P: Provider>(name: &'static CStr) -> *mut ffi::PyObject {
    let slots = Box::new([
        ffi::PyModuleDef_Slot { slot: ffi::Py_mod_exec, value: exec::<P> as *mut c_void },
        ffi::PyModuleDef_Slot { slot: 0, value: std::ptr::null_mut() },
    ]);
    let definition = Box::new(ffi::PyModuleDef {
        m_base: ffi::PyModuleDef_HEAD_INIT,
        m_name: name.as_ptr(),
        m_doc: c"A provider of forgery; see its attribute `provider`.".as_ptr(),
        m_size: 0,
        m_methods: std::ptr::null_mut(),
        m_slots: Box::leak(slots).as_mut_ptr(),
        m_traverse: None,
        m_clear: None,
        m_free: None,
    });
    // SAFETY: the definition lives as long as the process, and the interpreter is held.
    unsafe { ffi::PyModuleDef_Init(Box::leak(definition)) }
}

/// SAFETY: called by Python with a new module, the interpreter held.
unsafe extern "C" fn exec<P: Provider>(module: *mut ffi::PyObject) -> c_int {
    let Ok(table) = catch_unwind(table::<P>) else {
        // SAFETY: the interpreter is held.
        unsafe {
            ffi::PyErr_SetString(ffi::PyExc_RuntimeError, c"the provider panicked when it was declared".as_ptr())
        };
        return -1;
    };
    // SAFETY: the table and the name live as long as the process; `PyModule_AddObject` takes the capsule over only if it
    // succeeds.
    unsafe {
        let capsule = ffi::PyCapsule_New(table.cast_mut().cast(), abi::CAPSULE.as_ptr(), None);
        if capsule.is_null() {
            return -1;
        }
        if ffi::PyModule_AddObject(module, c"provider".as_ptr(), capsule) < 0 {
            ffi::Py_DecRef(capsule);
            return -1;
        }
        0
    }
}
