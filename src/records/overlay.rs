//! Overlays: what goes wrong in data, laid over a clean table, and where it did.
//!
//! Other columns and tables see the clean values, so a table without its overlays is the clean table to the byte. The
//! overlays of a column are laid one upon the other in the order of the schema.

use super::chunk::Chunk;
use super::column::{Column, Data};
use super::computed::Scope;
use super::plan::Plan;
use crate::error::Result;
use crate::rng::{Key, CHUNK};
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

/// One way for the values of a column to go wrong.
pub trait Overlay: Debug + Send + Sync {
    /// What it is called where it is listed.
    fn kind(&self) -> &str;

    /// The key that it draws from: the same for all columns that one item of a schema changes.
    fn key(&self) -> &Key;

    /// An empty column of the kind that it makes of such values.
    fn blank(&self, clean: Data) -> Data {
        clean
    }

    /// Changes values of a column of the chunk, the whole of which is given; says which it may have changed.
    ///
    /// # Errors
    /// Whatever a column says that it reads.
    fn apply(&self, scope: &mut Scope<'_, '_>, column: usize, values: &mut Column) -> Result<Vec<bool>>;

    /// The row that each row of the chunk repeats, if it is such an overlay.
    ///
    /// # Errors
    /// As [`Overlay::apply`].
    fn sources(&self, scope: &mut Scope<'_, '_>) -> Result<Vec<Option<u64>>> {
        let _ = scope;
        Ok(Vec::new())
    }
}

/// What was changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// The row.
    pub row: u64,
    /// The column.
    pub column: usize,
    /// What happened.
    pub kind: String,
    /// The value before as text; `None` if it was missing.
    pub old: Option<String>,
    /// What is there instead; `None` if nothing is.
    pub new: Option<String>,
    /// The row that it comes from, if it repeats one.
    pub source: Option<u64>,
}

fn text(column: &Column, i: usize) -> Option<String> {
    let mut out = Vec::new();
    column.is_valid(i).then(|| {
        column.data.append_text(i, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    })
}

impl Plan {
    /// The values of a column with what goes wrong in it.
    pub(super) fn overlaid(&self, chunk: &mut Chunk<'_>, column: usize) -> Result<Column> {
        let Some(mut told) = chunk.told.take() else { return self.laid(chunk, column, None) };
        let mut labels = Vec::new();
        let made = self.laid(chunk, column, Some(&mut labels))?;
        told.push((column, labels));
        chunk.told = Some(told);
        Ok(made)
    }

    /// The same; notes what went wrong where that is wanted.
    fn laid(&self, chunk: &mut Chunk<'_>, column: usize, mut labels: Option<&mut Vec<Label>>) -> Result<Column> {
        let first = chunk.chunk * CHUNK as u64;
        let mut values = chunk.shared_column(column)?.as_ref().clone();
        for overlay in self.overlays(column) {
            let before = labels.is_some().then(|| values.clone());
            let mut scope = Scope::under(chunk, overlay.key());
            let touched = overlay.apply(&mut scope, column, &mut values)?;
            let (Some(before), Some(labels)) = (before, labels.as_deref_mut()) else { continue };
            let sources = overlay.sources(&mut scope)?;
            for (i, _) in touched.iter().enumerate().filter(|(_, touched)| **touched) {
                let (old, new) = (text(&before, i), text(&values, i));
                if old != new {
                    let (row, kind) = (first + i as u64, overlay.kind().to_string());
                    let source = sources.get(i).copied().flatten();
                    labels.push(Label { row, column, kind, old, new, source });
                }
            }
        }
        Ok(values)
    }

    /// The values of a column beneath an overlay: with those before it.
    pub(super) fn beneath(&self, chunk: &mut Chunk<'_>, column: usize, key: &Key) -> Result<Column> {
        let mut values = chunk.shared_column(column)?.as_ref().clone();
        for overlay in self.overlays(column).iter().take_while(|overlay| overlay.key() != key) {
            overlay.apply(&mut Scope::under(chunk, overlay.key()), column, &mut values)?;
        }
        Ok(values)
    }

    /// As [`Plan::beneath`], in another chunk.
    pub(super) fn beneath_in(&self, chunk: u64, column: usize, key: &Key) -> Result<Column> {
        let first = chunk * CHUNK as u64;
        let n = self.num_rows().saturating_sub(first).min(CHUNK as u64) as usize;
        let locales = self.row_locales(chunk, n);
        self.beneath(&mut Chunk::new(self, chunk, n, &locales), column, key)
    }

    /// The columns in which something goes wrong.
    pub fn overlaid_columns(&self) -> Vec<usize> {
        (0..self.columns().len()).filter(|at| !self.overlays(*at).is_empty()).collect()
    }

    /// What was changed in some rows, by row and column; what was changed twice stands there twice, in order.
    ///
    /// # Errors
    /// Whatever a rule says.
    pub fn labels(&self, rows: Range<u64>) -> Result<Vec<Label>> {
        let mut out = Vec::new();
        let columns = self.overlaid_columns();
        let mut from = rows.start;
        while from < rows.end && !columns.is_empty() {
            let chunk = from / CHUNK as u64;
            let first = chunk * CHUNK as u64;
            let end = rows.end.min(first + CHUNK as u64);
            let n = (end - first) as usize;
            let locales = self.row_locales(chunk, n);
            let mut cx = Chunk::new(self, chunk, n, &locales);
            out.extend(self.labels_of(&mut cx, &columns)?.into_iter().filter(|label| label.row >= from));
            from = end;
        }
        Ok(out)
    }

    /// What was changed in some columns of a chunk, by row and column.
    pub(super) fn labels_of(&self, chunk: &mut Chunk<'_>, columns: &[usize]) -> Result<Vec<Label>> {
        // What was noted while the columns were made need not be found once more.
        let told = chunk.told.take().unwrap_or_default();
        let mut out: Vec<Label> = Vec::new();
        for column in columns {
            match told.iter().find(|(known, _)| known == column) {
                Some((_, labels)) => out.extend_from_slice(labels),
                None => {
                    self.laid(chunk, *column, Some(&mut out))?;
                }
            }
        }
        out.sort_by_key(|label| (label.row, label.column));
        Ok(out)
    }
}

/// What goes wrong in each column.
pub type Overlays = Vec<Vec<Arc<dyn Overlay>>>;
