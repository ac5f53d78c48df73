//! Columns that an expression computes.

use crate::error::Result;
use crate::expressions::Bound;
use crate::records::column::{Column, Data};
use crate::records::computed::{Compute, Scope};

/// An expression over columns of the same row.
#[derive(Debug)]
pub struct Computed {
    /// The expression, with its types.
    pub bound: Bound,
    /// The columns of its names.
    pub inputs: Vec<usize>,
}

impl Compute for Computed {
    fn blank(&self) -> Data {
        self.bound.blank()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let inputs = self.inputs.iter().map(|at| scope.column(*at)).collect::<Result<Vec<_>>>()?;
        let inputs: Vec<&Column> = inputs.iter().map(AsRef::as_ref).collect();
        self.bound.eval(&inputs, scope.n())
    }
}
