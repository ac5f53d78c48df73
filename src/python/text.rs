//! Rows as text, written to a file while others are made.

use super::detach::{parallel_map, threads, PIECE};
use super::errors::OrRaise;
use crate::error::{Error, Result};
use crate::records::text::{self, Buffer, Picks};
use crate::records::Plan;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use std::io::Write;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Why writing stopped.
enum Stop {
    Made(Error),
    Written(std::io::Error),
    Raised(PyErr),
}

/// Whose turn it is to write: the first row of the next piece; and why nobody writes any more.
struct Turn {
    next: u64,
    stopped: Option<Stop>,
}

/// Lets the others stop too if a thread panics, instead of waiting for its turn.
struct Stops<'a>(&'a Mutex<Turn>, &'a Condvar);

impl Drop for Stops<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut turn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            turn.stopped.get_or_insert(Stop::Made(Error::value("a thread that makes rows panicked")));
            self.1.notify_all();
        }
    }
}

/// What is spelled beforehand for rows as text of a kind, by all threads.
pub fn picks(plan: &Plan, kind: &str) -> Result<Arc<Picks>> {
    Picks::of(plan, kind, &|parts, make| parts.chunks(threads()).flat_map(|parts| parallel_map(parts, make)).collect())
}

/// Rows as text, made by this thread alone.
///
/// # Errors
/// As [`text::write_rows`].
pub fn lines(plan: &Plan, rows: Range<u64>, picks: &Picks, kind: &str) -> Result<Buffer> {
    let mut buffer = Buffer::default();
    text::write_rows(plan, rows, picks, kind, &mut buffer)?;
    Ok(buffer)
}

/// Writes rows to a file in their order: every thread makes pieces, each in a buffer of its own which it uses again and
/// again, and writes each when its turn comes, while the others make theirs.
///
/// `after` is called now and then, on the thread that asked, with the number of rows that are written.
pub fn write(
    py: Python<'_>,
    plan: &Plan,
    rows: Range<u64>,
    kind: &str,
    file: &(impl Sync + Fn(&[u8]) -> std::io::Result<()>),
    after: &(dyn Sync + Fn(u64) -> PyResult<()>),
) -> PyResult<()> {
    text::check(kind).or_raise(py)?;
    let picks = py.detach(|| picks(plan, kind)).or_raise(py)?;
    let from = AtomicU64::new(rows.start);
    let turn = Mutex::new(Turn { next: rows.start, stopped: None });
    let changed = Condvar::new();
    let end_of = |start: u64| rows.end.min((start / PIECE + 1) * PIECE);
    let take =
        || from.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |at| (at < rows.end).then(|| end_of(at))).ok();
    let make = |start: u64, buffer: &mut Buffer| -> Result<()> {
        buffer.clear();
        text::write_rows(plan, start..end_of(start), &picks, kind, buffer)
    };
    let locked = || turn.lock().unwrap_or_else(PoisonError::into_inner);
    // False when there is nothing more to do.
    let piece = |start: u64, buffer: &mut Buffer| -> bool {
        let made = make(start, buffer);
        let waits = |turn: &mut Turn| turn.next != start && turn.stopped.is_none();
        let mut turn = changed.wait_while(locked(), waits).unwrap_or_else(PoisonError::into_inner);
        if turn.stopped.is_some() {
            return false;
        }
        let done = made.map_err(Stop::Made).and_then(|()| {
            // Nobody else has a turn now: to hold the lock while the file is written keeps nobody from anything.
            file(buffer.written()).map_err(Stop::Written)
        });
        match done {
            Ok(()) => turn.next = end_of(start),
            Err(stop) => turn.stopped = Some(stop),
        }
        changed.notify_all();
        turn.stopped.is_none()
    };
    let work = |watch: &dyn Fn() -> bool| {
        let _stops = Stops(&turn, &changed);
        let mut buffer = Buffer::default();
        while let Some(start) = take() {
            if !piece(start, &mut buffer) || !watch() {
                return;
            }
        }
    };
    let watch = || {
        let written = locked().next - rows.start;
        let Err(error) = Python::attach(|_| after(written)) else { return true };
        locked().stopped.get_or_insert(Stop::Raised(error));
        changed.notify_all();
        false
    };
    let pieces = (rows.end - rows.start).div_ceil(PIECE);
    py.detach(|| {
        std::thread::scope(|scope| {
            for _ in 1..pieces.min(threads() as u64) {
                scope.spawn(|| work(&|| true));
            }
            work(&watch);
        });
    });
    match turn.into_inner().unwrap_or_else(PoisonError::into_inner).stopped {
        None => after(rows.end - rows.start),
        Some(Stop::Made(error)) => Err(error).or_raise(py),
        Some(Stop::Raised(error)) => Err(error),
        Some(Stop::Written(error)) => Err(match error.raw_os_error() {
            // With its number, Python finds the right kind of exception, such as BrokenPipeError.
            Some(code) => PyOSError::new_err((code, error.to_string())),
            None => error.into(),
        }),
    }
}

/// What writes all of some bytes to an open file of the operating system, which is not closed.
///
/// # Errors
/// If there is no such file.
#[cfg(unix)]
pub fn file(number: i32) -> std::io::Result<impl Sync + Fn(&[u8]) -> std::io::Result<()>> {
    use std::os::fd::BorrowedFd;
    if number < 0 {
        return Err(std::io::Error::from_raw_os_error(9));
    }
    // SAFETY: the number is not -1, and the file is borrowed for the length of the next call only, which fails if the
    // number stands for no open file.
    let file = std::fs::File::from(unsafe { BorrowedFd::borrow_raw(number) }.try_clone_to_owned()?);
    Ok(move |bytes: &[u8]| (&file).write_all(bytes))
}
