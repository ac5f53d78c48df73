//! The one helper that leaves the interpreter, makes rows on all threads, and comes back for Ctrl-C and errors.

use super::errors::OrRaise;
use crate::records::{Column, Plan};
use crate::rng::CHUNK;
use pyo3::prelude::*;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Rows that one thread makes at a time.
pub const PIECE: u64 = 16 * CHUNK as u64;

static THREADS: AtomicUsize = AtomicUsize::new(0);

/// Set how many threads make values; 0 means one for each processor.
#[pyfunction]
pub fn set_threads(n: &Bound<'_, PyAny>) -> PyResult<()> {
    let n = super::faker::count("n", n, Some(1024))?;
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

/// Makes rows piece by piece, several at once, and hands each piece to `take` in order.
///
/// Signals are looked at between pieces, so that Ctrl-C stops a long batch.
pub fn pieces(
    py: Python<'_>,
    plan: &Plan,
    columns: &[usize],
    rows: Range<u64>,
    mut take: impl FnMut(Vec<Column>) -> PyResult<()>,
) -> PyResult<()> {
    let width = threads() as u64;
    let mut from = rows.start;
    while from < rows.end {
        let mut window = Vec::new();
        while (window.len() as u64) < width && from < rows.end {
            let end = rows.end.min((from / PIECE + 1) * PIECE);
            window.push(from..end);
            from = end;
        }
        for piece in py.detach(|| parallel(plan, columns, &window)) {
            take(piece.or_raise(py)?)?;
        }
        py.check_signals()?;
    }
    Ok(())
}

/// Makes some ranges of rows, each on a thread of its own; the caller has let go of the interpreter.
pub fn parallel(plan: &Plan, columns: &[usize], ranges: &[Range<u64>]) -> Vec<crate::error::Result<Vec<Column>>> {
    parallel_map(ranges, |range| plan.some(columns, range.clone()))
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
