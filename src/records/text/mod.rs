//! Rows as text: CSV and JSON Lines, and the kinds that have options ([`Style`]): dialects of CSV, SQL, GeoJSON.
//!
//! What can be settled once for a column is settled before the first row is written: which texts need no quotes, how the
//! entries of a table are spelled, how long a cell can be. Then rows are written one after another, cell by cell, into room
//! that is reserved once a row.

mod buffer;
mod cells;
mod dialect;
mod escape;
mod spell;
mod sql;
mod styled;
mod value;

pub use buffer::Buffer;
pub(super) use buffer::{part, SLACK};
pub use dialect::{Dialect, Quoting};
pub use spell::Spelling;
pub use sql::{Database, Insert};
pub use styled::{styled, Style};

use super::column::{Column, Data};
use super::plan::Plan;
use crate::error::{Error, Result};
use cells::{Cells, Format};

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

/// Writes rows as text of a kind to the end of a buffer, which may be used again and again.
///
/// # Errors
/// As [`check`], and for values that the kind cannot hold.
pub fn write(plan: &Plan, columns: &[Column], kind: &str, out: &mut Buffer) -> Result<()> {
    check(kind)?;
    known(columns)?;
    let names = plan.columns().iter().map(|column| column.spec.name.as_str());
    if kind == "csv" {
        rows::<cells::Csv>(names, columns, out);
    } else {
        rows::<cells::Json>(names, columns, out);
    }
    Ok(())
}

/// Checks that the engine knows all values.
fn known(columns: &[Column]) -> Result<()> {
    let foreign = |c: &Column| matches!(&c.data, Data::Choice(values, _) if values.iter().any(value::foreign));
    if columns.iter().any(foreign) {
        return Err(Error::value("values that only Python knows cannot be written as text here"));
    }
    Ok(())
}

fn rows<'a, F: Format>(names: impl Iterator<Item = &'a str>, columns: &'a [Column], out: &mut Buffer) {
    let n = columns.first().map_or(0, Column::len);
    let columns = names.zip(columns).enumerate();
    let columns: Vec<Cells> = columns.map(|(i, (name, column))| Cells::new::<F>(i, name, column, n)).collect();
    let widest = columns.iter().map(|c| c.widest).sum::<usize>() + F::END.len() + F::BLANK.len();
    out.reserve(columns.iter().map(|c| c.about).sum::<usize>() + n * (F::END.len() + 1) + widest);
    for row in 0..n {
        out.reserve(widest);
        let room = out.room(widest);
        let mut at = 0;
        for column in &columns {
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
