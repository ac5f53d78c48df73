//! Rows as text of a kind that has options.

use super::cells;
use super::dialect::Dialect;
use super::spell::{Kind, Spelling};
use super::sql::{self, Insert};
use super::{known, made, Buffer};
use crate::error::Result;
use crate::records::column::Column;

/// A kind of text with its options.
#[derive(Clone, Debug)]
pub enum Style {
    /// Comma-separated values.
    Csv(Dialect),
    /// SQL.
    Insert(Insert),
    /// What `COPY` reads.
    Copy,
    /// A GeoJSON feature on each line, a comma before all but the file's first.
    GeoJson {
        /// The file's first row.
        start: u64,
        /// The column of longitudes.
        longitude: usize,
        /// The column of latitudes.
        latitude: usize,
    },
}

/// Appends rows, of which the first has a number.
///
/// # Errors
/// For values that the kind cannot hold.
pub fn styled(names: &[&str], columns: &[Column], first: u64, style: &Style, out: &mut Vec<u8>) -> Result<()> {
    known(columns)?;
    let n = columns.first().map_or(0, Column::len);
    match style {
        Style::Csv(dialect) => dialect.rows(columns, n, out),
        Style::Insert(insert) => insert.rows(columns, first, n, out),
        Style::Copy => sql::copy(columns, n, out),
        Style::GeoJson { start, longitude, latitude } => {
            geojson(names, columns, first.saturating_sub(*start), [*longitude, *latitude], out);
            Ok(())
        }
    }
}

/// Properties are what JSON Lines would have on a line, without the columns that are the point.
fn geojson(names: &[&str], columns: &[Column], first: u64, point: [usize; 2], out: &mut Vec<u8>) {
    let n = columns.first().map_or(0, Column::len);
    let others: Vec<usize> = (0..columns.len()).filter(|at| !point.contains(at)).collect();
    let kept: Vec<Column> = others.iter().map(|at| columns[*at].clone()).collect();
    let mut properties = Buffer::default();
    made::<cells::Json>(others.iter().map(|at| names[*at]), &kept, &mut properties);
    // The end of a line is escaped inside a text.
    let mut lines = properties.written().split(|byte| *byte == b'\n');
    let spelling = Spelling::default();
    for row in 0..n {
        if first + row as u64 > 0 {
            out.extend_from_slice(b",\n");
        }
        out.extend_from_slice(b"{\"type\": \"Feature\", \"geometry\": ");
        let start = out.len();
        out.extend_from_slice(b"{\"type\": \"Point\", \"coordinates\": [");
        let mut whole = true;
        for (at, column) in point.iter().enumerate() {
            if at > 0 {
                out.extend_from_slice(b", ");
            }
            whole &= columns
                .get(*column)
                .is_some_and(|c| matches!(spelling.append(c, row, out), Kind::Number | Kind::Digits));
        }
        out.extend_from_slice(b"]}");
        if !whole {
            out.truncate(start);
            out.extend_from_slice(b"null");
        }
        out.extend_from_slice(b", \"properties\": ");
        match lines.next() {
            Some(line) if !kept.is_empty() => out.extend_from_slice(line),
            _ => out.extend_from_slice(b"{}"),
        }
        out.push(b'}');
    }
}
