//! Overlays: what goes wrong in data, laid over a clean table, and where it did.
//!
//! Other columns and tables see the clean values, so a table without its overlays is the clean table to the byte.

use super::column::{Column, Data};
use super::computed::Scope;
use super::plan::{Chunk, Plan};
use crate::error::Result;
use crate::rng::{Key, CHUNK};
use std::fmt::Debug;
use std::ops::Range;

/// One way for values to go wrong.
pub trait Overlay: Debug + Send + Sync {
    /// What it is called where it is listed.
    fn kind(&self) -> &'static str;

    /// The key that it draws from.
    fn key(&self) -> &Key;

    /// An empty column of the kind that it makes of such values.
    fn blank(&self, clean: Data) -> Data {
        clean
    }

    /// Changes values of a column of the chunk, the whole of which is given; says which it changed.
    ///
    /// # Errors
    /// Whatever a column says that it reads.
    fn apply(&self, scope: &mut Scope<'_, '_>, column: usize, values: &mut Column) -> Result<Vec<bool>>;
}

/// What was changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// The row.
    pub row: u64,
    /// The column.
    pub column: usize,
    /// What happened.
    pub kind: &'static str,
    /// The clean value as text; `None` if it was missing.
    pub old: Option<String>,
    /// What is there instead; `None` if nothing is.
    pub new: Option<String>,
}

fn text(column: &Column, i: usize) -> Option<String> {
    let mut out = Vec::new();
    column.is_valid(i).then(|| {
        column.data.append_text(i, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    })
}

impl Plan {
    /// The values of a column with what goes wrong in it, and who changed what.
    pub(super) fn overlaid(
        &self,
        chunk: &mut Chunk<'_>,
        column: usize,
        mut label: impl FnMut(&'static str, &[bool], &Column, &Column),
    ) -> Result<Column> {
        let mut values = chunk.shared_column(column)?.as_ref().clone();
        for overlay in self.overlays(column) {
            let before = values.clone();
            let touched = overlay.apply(&mut Scope::under(chunk, overlay.key()), column, &mut values)?;
            label(overlay.kind(), &touched, &before, &values);
        }
        Ok(values)
    }

    /// What was changed in some rows.
    ///
    /// # Errors
    /// Whatever a rule says.
    pub fn labels(&self, rows: Range<u64>) -> Result<Vec<Label>> {
        let mut out = Vec::new();
        let columns: Vec<usize> = (0..self.columns().len()).filter(|at| !self.overlays(*at).is_empty()).collect();
        let mut from = rows.start;
        while from < rows.end {
            let chunk = from / CHUNK as u64;
            let first = chunk * CHUNK as u64;
            let end = rows.end.min(first + CHUNK as u64);
            let n = (end - first) as usize;
            let locales = self.row_locales(chunk, n);
            let mut cx = Chunk::new(self, chunk, n, &locales);
            let start = out.len();
            for column in &columns {
                self.overlaid(&mut cx, *column, |kind, touched, before, after| {
                    let changed =
                        touched.iter().enumerate().filter(|(i, touched)| **touched && first + *i as u64 >= from);
                    for (i, _) in changed {
                        let (old, new) = (text(before, i), text(after, i));
                        out.push(Label { row: first + i as u64, column: *column, kind, old, new });
                    }
                })?;
            }
            out[start..].sort_by_key(|label| (label.row, label.column));
            from = end;
        }
        Ok(out)
    }
}
