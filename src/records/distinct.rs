//! Batches of values that are all different.

use super::column::Column;
use super::plan::Plan;
use super::schema::ColumnField;
use crate::error::{Error, Result};
use std::collections::HashSet;

impl Plan {
    /// The first `n` different values of the plan's only column, in the order in which they come.
    ///
    /// # Errors
    /// [`Error::Capacity`] if there are fewer.
    pub fn distinct(&self, n: u64) -> Result<Column> {
        let wanted = n as usize;
        let mut seen: HashSet<Vec<u8>> = HashSet::with_capacity(wanted);
        let mut made: Option<Column> = None;
        let mut keep: Vec<usize> = Vec::with_capacity(wanted);
        let mut next = 0;
        let mut barren = 0;
        while keep.len() < wanted {
            let size = ((wanted - keep.len()) as u64 * 2).clamp(1024, 1 << 16);
            let column = self.rows(next..next + size)?.remove(0);
            let offset = made.as_ref().map_or(0, Column::len);
            let before = keep.len();
            for i in 0..column.len() {
                let mut text = Vec::new();
                column.data.append_text(i, &mut text);
                if keep.len() < wanted && seen.insert(text) {
                    keep.push(offset + i);
                }
            }
            barren = if keep.len() == before { barren + 1 } else { 0 };
            if barren > 16 {
                return Err(Error::Capacity { what: what(self), has: format!("about {}", keep.len()), asked: n });
            }
            join(&mut made, column);
            next += size;
        }
        match made {
            Some(column) => Ok(Column::new(column.data.take(&keep))),
            None => Ok(self.rows(0..0)?.remove(0)),
        }
    }
}

fn join(made: &mut Option<Column>, column: Column) {
    match made {
        None => *made = Some(column),
        Some(all) => all.data.extend(column.data),
    }
}

/// The name of the field, for an error.
fn what(plan: &Plan) -> String {
    match &plan.columns()[0].spec.field {
        ColumnField::Field(field, _) => format!("'{}'", field.name),
        ColumnField::Entity { entity, attribute, .. } => format!("'{}.{}'", entity.name, attribute.name),
    }
}
