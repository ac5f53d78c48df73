//! Rows as text: CSV and JSON Lines, and the kinds that have options ([`Style`]): dialects of CSV, SQL, GeoJSON.
//!
//! What can be settled once for a column is settled before the first row is written: which texts need no quotes, how the
//! entries of a table are spelled, how long a cell can be. Then rows are written one after another, cell by cell, into room
//! that is reserved once a row.

mod buffer;
mod cells;
mod dialect;
mod escape;
mod picks;
mod spell;
mod sql;
mod styled;
mod value;

pub use buffer::Buffer;
pub(super) use buffer::{part, SLACK};
pub use dialect::{Dialect, Quoting};
pub use picks::{Picks, Spread};
pub use spell::Spelling;
pub use sql::{Database, Insert};
pub use styled::{styled, Style};

use super::column::{Column, Data};
use super::computed::ints;
use super::plan::Plan;
use crate::error::{Error, Result};
use cells::{Cells, Format};
use std::ops::Range;

/// Checks the name of a kind of text.
///
/// # Errors
/// [`Error::Value`] with the kinds that there are.
pub fn check(kind: &str) -> Result<()> {
    match kind {
        "csv" | "jsonl" => Ok(()),
        other => Err(Error::Value(format!("'{other}' is no kind of text; there are 'csv' and 'jsonl'"))),
    }
}

/// Writes columns as text of a kind to the end of a buffer, which may be used again and again.
///
/// # Errors
/// As [`check`], and for values that the kind cannot hold.
pub fn write(plan: &Plan, columns: &[Column], kind: &str, out: &mut Buffer) -> Result<()> {
    check(kind)?;
    known(columns)?;
    let names = plan.columns().iter().map(|column| column.spec.name.as_str());
    if kind == "csv" {
        made::<cells::Csv>(names, columns, out);
    } else {
        made::<cells::Json>(names, columns, out);
    }
    Ok(())
}

/// Makes rows and writes them, as [`write`] does; cells that were spelled already are copied, not made.
///
/// # Errors
/// As [`write`], and whatever a rule says.
pub fn write_rows(plan: &Plan, rows: Range<u64>, picks: &Picks, kind: &str, out: &mut Buffer) -> Result<()> {
    check(kind)?;
    let needed = picks.needed(plan);
    let columns = plan.some(&needed, rows)?;
    known(&columns)?;
    if kind == "csv" {
        picked::<cells::Csv>(plan, picks, &needed, &columns, out);
    } else {
        picked::<cells::Json>(plan, picks, &needed, &columns, out);
    }
    Ok(())
}

/// Checks that the engine knows all values.
fn known(columns: &[Column]) -> Result<()> {
    if columns.iter().any(|column| foreign(&column.data)) {
        return Err(Error::value("values that only Python knows cannot be written as text here"));
    }
    Ok(())
}

/// Whether some values are known to Python alone.
fn foreign(data: &Data) -> bool {
    matches!(data, Data::Choice(values, _) if values.iter().any(value::foreign))
}

/// Writes columns.
fn made<'a, F: Format>(names: impl Iterator<Item = &'a str>, columns: &'a [Column], out: &mut Buffer) {
    let n = columns.first().map_or(0, Column::len);
    let cells = names.zip(columns).enumerate().map(|(at, (name, column))| Cells::new::<F>(at, name, column, n));
    rows::<F>(&cells.collect::<Vec<_>>(), n, out);
}

/// Writes the columns that `needed` says, and the spelled cells of the rows that some of them refer to.
fn picked<F: Format>(plan: &Plan, picks: &Picks, needed: &[usize], columns: &[Column], out: &mut Buffer) {
    let n = columns.first().map_or(0, Column::len);
    let column = |at: usize| needed.iter().position(|needed| *needed == at).map(|place| &columns[place]);
    let cells = |at: usize| {
        let name = &plan.columns()[at].spec.name;
        match picks.group(at) {
            None => Some(Cells::new::<F>(at, name, column(at)?, n)),
            Some(group) if group.places.start == at => {
                Some(Cells::picked::<F>(at, name, &group.texts, ints(column(group.link)?)))
            }
            Some(_) => None,
        }
    };
    rows::<F>(&(0..plan.columns().len()).filter_map(cells).collect::<Vec<_>>(), n, out);
}

/// Writes rows of cells.
fn rows<F: Format>(columns: &[Cells], n: usize, out: &mut Buffer) {
    let widest = columns.iter().map(|c| c.widest).sum::<usize>() + F::END.len() + F::BLANK.len();
    out.reserve(columns.iter().map(|c| c.about).sum::<usize>() + n * (F::END.len() + 1) + widest);
    for row in 0..n {
        out.reserve(widest);
        let room = out.room(widest);
        let mut at = 0;
        for column in columns {
            at += column.write::<F>(row, &mut room[at..]);
        }
        if at == 0 {
            at = buffer::put(F::BLANK, room);
        }
        at += buffer::window(&mut room[at..], |to| {
            *to = F::END;
            F::END.len()
        });
        out.keep(at);
    }
}

#[cfg(test)]
mod styled_tests;
#[cfg(test)]
mod tests;
