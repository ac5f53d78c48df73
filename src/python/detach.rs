//! The one helper that leaves the interpreter, makes rows on all threads, and comes back for Ctrl-C and errors.

use super::errors::OrRaise;
use crate::records::{Column, Plan};
use crate::rng::CHUNK;
use pyo3::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Rows that one thread makes at a time.
pub const PIECE: u64 = 16 * CHUNK as u64;

static THREADS: AtomicUsize = AtomicUsize::new(0);

/// Set how many threads make values; 0 means one for each processor.
#[pyfunction]
pub fn set_threads(n: &Bound<'_, PyAny>) -> PyResult<()> {
    let n = super::faker::count("n", n, super::faker::Most::Number(1024))?;
    THREADS.store(n as usize, Ordering::Relaxed);
    Ok(())
}

/// Get how many threads make values.
#[pyfunction]
pub fn threads() -> usize {
    match THREADS.load(Ordering::Relaxed) {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n,
    }
}

/// Makes rows in parts of a size, which is some chunks, and hands each part to `take` in order.
///
/// While `take` makes objects of one part, which needs the interpreter, other threads make the next ones; where they
/// are not fast enough, this thread helps. Signals are looked at between parts, so that Ctrl-C stops a long batch.
pub fn pieces(
    py: Python<'_>,
    plan: &Plan,
    columns: &[usize],
    rows: Range<u64>,
    size: u64,
    mut take: impl FnMut(Vec<Column>) -> PyResult<()>,
) -> PyResult<()> {
    let line = Line::new(rows, size, |part| plan.some(columns, part));
    // Letting go of the interpreter costs more than a handful of rows. Whoever waits for others must let go of it.
    let few = line.rows.end - line.rows.start < FEW;
    let mut some = |parts: Range<u64>| {
        for part in parts {
            let made = if few { line.get(part) } else { py.detach(|| line.get(part)) };
            take(made.or_raise(py)?)?;
            py.check_signals()?;
        }
        Ok(())
    };
    let begun = Instant::now();
    some(0..line.parts.min(1))?;
    let left = line.parts.saturating_sub(1);
    let workers = (threads() as u64).saturating_sub(1).min(left);
    if workers == 0 || begun.elapsed().saturating_mul(u32::try_from(left).unwrap_or(u32::MAX)) < STARTING {
        return some(1..line.parts);
    }
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(|| line.work())).collect();
        let done = {
            let _stop = Stop(&line);
            some(1..line.parts)
        };
        // Not with the interpreter held: third parties' fields wait for it.
        py.detach(|| workers.into_iter().for_each(|worker| drop(worker.join())));
        done
    })
}

/// Rows that one thread makes at a time for a list.
pub const PART: u64 = 4 * CHUNK as u64;
/// What is to be done at least before another thread is worth starting, as the time that one part took foretells it.
const STARTING: Duration = Duration::from_micros(300);
/// How many rows are made without letting go of the interpreter.
const FEW: u64 = 256;

type Made = crate::error::Result<Vec<Column>>;

/// Parts of a range of rows, made by whoever has time and taken in order.
struct Line<F> {
    rows: Range<u64>,
    size: u64,
    parts: u64,
    make: F,
    state: Mutex<Progress>,
    /// Something in the state has changed.
    changed: Condvar,
}

struct Progress {
    /// The first part that nobody makes yet.
    next: u64,
    /// How many parts have been taken.
    taken: u64,
    made: FxHashMap<u64, std::thread::Result<Made>>,
    stopped: bool,
}

impl<F: Fn(Range<u64>) -> Made + Sync> Line<F> {
    fn new(rows: Range<u64>, size: u64, make: F) -> Self {
        // Parts begin where chunks do.
        let parts = match rows.is_empty() {
            true => 0,
            false => rows.end.div_ceil(size) - rows.start / size,
        };
        let state = Progress { next: 0, taken: 0, made: FxHashMap::default(), stopped: false };
        Self { rows, size, parts, make, state: Mutex::new(state), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a part that nobody makes yet, if one may be made.
    fn claim(&self, state: &mut Progress) -> Option<u64> {
        let ahead = 2 * threads() as u64 + 2;
        let free = !state.stopped && state.next < self.parts && state.next < state.taken + ahead;
        free.then(|| {
            state.next += 1;
            state.next - 1
        })
    }

    fn make(&self, part: u64) {
        let from = (self.rows.start / self.size + part) * self.size;
        let rows = from.max(self.rows.start)..(from + self.size).min(self.rows.end);
        let made = catch_unwind(AssertUnwindSafe(|| (self.make)(rows)));
        self.lock().made.insert(part, made);
        self.changed.notify_all();
    }

    /// Makes a part that nobody makes yet, or waits for a change if there is none.
    fn step<'a>(&'a self, mut state: MutexGuard<'a, Progress>) -> MutexGuard<'a, Progress> {
        let Some(free) = self.claim(&mut state) else {
            return self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        };
        drop(state);
        self.make(free);
        self.lock()
    }

    /// Takes a part, which is the next one; makes it, or others, as long as it is not there.
    fn get(&self, part: u64) -> Made {
        let mut state = self.lock();
        loop {
            if let Some(made) = state.made.remove(&part) {
                state.taken = part + 1;
                self.changed.notify_all();
                return made.unwrap_or_else(|panic| resume_unwind(panic));
            }
            state = self.step(state);
        }
    }

    /// Makes parts until there are no more.
    fn work(&self) {
        let mut state = self.lock();
        while !state.stopped && state.next < self.parts {
            state = self.step(state);
        }
    }
}

/// Lets nobody begin another part once it goes, also when that is because of a panic: others would wait for ever.
struct Stop<'a, F>(&'a Line<F>);

impl<F> Drop for Stop<'_, F> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).stopped = true;
        self.0.changed.notify_all();
    }
}

/// Maps ranges of rows, each on a thread of its own.
///
/// The threads live as long as the call: a pool would not survive a fork.
pub fn parallel_map<T: Send>(ranges: &[Range<u64>], make: impl Fn(&Range<u64>) -> T + Sync) -> Vec<T> {
    let Some((first, others)) = ranges.split_first() else { return Vec::new() };
    if others.is_empty() {
        return vec![make(first)];
    }
    std::thread::scope(|scope| {
        let make = &make;
        let spawned: Vec<_> = others.iter().map(|range| scope.spawn(move || make(range))).collect();
        let mut made = vec![make(first)];
        for thread in spawned {
            made.push(match thread.join() {
                Ok(value) => value,
                Err(panic) => std::panic::resume_unwind(panic),
            });
        }
        made
    })
}
