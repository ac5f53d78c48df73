//! Values of the rows that a link refers to: foreign keys, and whatever else a child takes from its parent.

use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::{ints, Compute, Scope};

/// A column of another table, or of earlier rows.
#[derive(Debug)]
pub struct Carried {
    /// The table.
    pub table: usize,
    /// Its column.
    pub column: usize,
    /// The column of this table that says which rows.
    pub link: usize,
    /// An empty column of its kind.
    pub blank: Data,
}

impl Compute for Carried {
    fn blank(&self) -> Data {
        self.blank.clone()
    }

    fn carried(&self) -> Option<(usize, usize, usize)> {
        Some((self.table, self.column, self.link))
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let link = scope.ints(self.link)?;
        scope.set()?.gather(self.table, self.column, ints(&link))
    }
}

/// The values of another column of the table.
#[derive(Debug)]
pub struct Same {
    /// The other column.
    pub column: usize,
    /// An empty column of its kind.
    pub blank: Data,
}

impl Compute for Same {
    fn blank(&self) -> Data {
        self.blank.clone()
    }

    fn same_as(&self) -> Option<usize> {
        Some(self.column)
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        Ok(scope.column(self.column)?.as_ref().clone())
    }
}
