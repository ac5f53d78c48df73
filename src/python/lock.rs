//! A lock for what only threads that are attached to the interpreter touch, and only for a moment.

use pyo3::Python;
use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

/// A value that one thread at a time may touch.
///
/// With a global interpreter lock there is nothing to wait for: that lock is held already, and whoever holds a [`Guard`]
/// neither lets go of it nor runs Python. A mutex would cost as much as drawing a number does. Without one, threads wait
/// for each other by spinning.
pub struct Lock<T> {
    held: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: a reference to the value is given out through a `Guard` only, of which there is one at a time.
unsafe impl<T: Send> Sync for Lock<T> {}

/// The right to touch the value, until it is dropped. It must be dropped before the thread detaches or runs Python.
pub struct Guard<'a, T> {
    lock: &'a Lock<T>,
    /// It stays on the thread that is attached.
    on_thread: PhantomData<*mut T>,
}

impl<T> Lock<T> {
    /// A value that nobody touches yet.
    pub const fn new(value: T) -> Self {
        Self { held: AtomicBool::new(false), value: UnsafeCell::new(value) }
    }

    /// The right to touch the value.
    ///
    /// # Panics
    /// If the same thread has it already, where that can be told.
    #[inline]
    pub fn lock(&self, _attached: Python<'_>) -> Guard<'_, T> {
        if cfg!(Py_GIL_DISABLED) || cfg!(any(PyPy, GraalPy)) {
            while self.held.swap(true, Ordering::Acquire) {
                std::thread::yield_now();
            }
        } else {
            // Only attached threads come here, so only one at a time.
            assert!(!self.held.load(Ordering::Relaxed), "a lock is held while Python runs: please report this");
            self.held.store(true, Ordering::Relaxed);
        }
        Guard { lock: self, on_thread: PhantomData }
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.lock.held.store(false, Ordering::Release);
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: there is one guard at a time, and the reference does not outlive it.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`; nobody else has a reference while this one is borrowed mutably.
        unsafe { &mut *self.lock.value.get() }
    }
}

/// Shows nothing: looking at the value takes an attached thread.
impl<T> fmt::Debug for Lock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lock")
    }
}
