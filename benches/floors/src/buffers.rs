//! Floors of what returns Arrow buffers, or writes a file.

use crate::text::{below16, Pen, Random, Tables, DAYS, ROOM};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::fs::File;
use std::io::{self, Write};

/// The buffers of one column: offsets and text, or values only.
#[pyclass(frozen)]
pub struct Column {
    offsets: Vec<i32>,
    text: Vec<u8>,
    values: Vec<i64>,
    days: Vec<i32>,
}

#[pymethods]
impl Column {
    /// Offsets and text, as copies: to look at, never timed.
    fn text<'py>(&self, py: Python<'py>) -> (Vec<i32>, Bound<'py, PyBytes>) {
        (self.offsets.clone(), PyBytes::new(py, &self.text))
    }

    /// Integers or days, as a copy: to look at, never timed.
    fn values(&self) -> Vec<i64> {
        if self.days.is_empty() {
            self.values.clone()
        } else {
            self.days.iter().map(|day| i64::from(*day)).collect()
        }
    }
}

const CHUNK: usize = 1024;

/// A column of texts of about `typical` bytes.
#[inline(always)]
pub fn text_column(
    tables: &Tables,
    n: usize,
    typical: usize,
    write: impl Fn(&Tables, &mut Random, &mut Pen),
) -> Column {
    let mut random = Random(n as u64);
    let mut offsets = Vec::with_capacity(n + 1);
    let mut text: Vec<u8> = Vec::with_capacity(n * typical + ROOM * CHUNK);
    offsets.push(0);
    while offsets.len() <= n {
        text.reserve(ROOM * CHUNK);
        let start = text.as_mut_ptr();
        // SAFETY: CHUNK values of at most ROOM bytes are reserved beyond the length.
        let mut pen = unsafe { Pen(start.add(text.len())) };
        for _ in 0..CHUNK.min(n + 1 - offsets.len()) {
            write(tables, &mut random, &mut pen);
            // SAFETY: the pen is inside the allocation.
            offsets.push(unsafe { pen.0.offset_from(start) } as i32);
        }
        // SAFETY: the bytes before the pen are written.
        unsafe { text.set_len(pen.0.offset_from(start) as usize) };
    }
    Column { offsets, text, values: Vec::new(), days: Vec::new() }
}

pub fn columns(tables: &Tables, n: usize) -> Vec<Column> {
    let mut random = Random(n as u64);
    let values = (0..n).map(|_| 18 + below16(random.bits(), 48) as i64).collect();
    let ages = Column { offsets: Vec::new(), text: Vec::new(), values, days: Vec::new() };
    // 18,262 days from 1970 to 2020.
    let days = (0..n).map(|_| 18_262 + below16(random.bits(), DAYS) as i32).collect();
    let joined = Column { offsets: Vec::new(), text: Vec::new(), values: Vec::new(), days };
    vec![
        text_column(tables, n, 36, Tables::uuid),
        text_column(tables, n, 16, Tables::name),
        text_column(tables, n, 24, Tables::email),
        ages,
        joined,
    ]
}

/// Write rows into one buffer of about 512 KB and hand it on when it is full; how many bytes in all.
#[inline(always)]
pub fn format(
    tables: &Tables,
    n: usize,
    write: impl Fn(&Tables, &mut Random, &mut Pen),
    mut full: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<usize> {
    const ROWS: usize = 4096;
    let mut random = Random(n as u64);
    let mut room = vec![0_u8; ROWS * ROOM];
    let (mut done, mut bytes) = (0, 0);
    while done < n {
        let rows = ROWS.min(n - done);
        let start = room.as_mut_ptr();
        let mut pen = Pen(start);
        for _ in 0..rows {
            write(tables, &mut random, &mut pen);
        }
        // SAFETY: the pen is inside the buffer, behind its start.
        let written = unsafe { pen.0.offset_from(start) } as usize;
        full(&room[..written])?;
        done += rows;
        bytes += written;
    }
    Ok(bytes)
}

pub fn write(tables: &Tables, n: usize, row: impl Fn(&Tables, &mut Random, &mut Pen), path: &str) -> io::Result<usize> {
    let mut file = File::create(path)?;
    format(tables, n, row, |text| file.write_all(text))
}
