//! Values that stand beside other values: constant mappings, and small tables whose rows are drawn whole.

use super::cases::Cases;
use super::choice::Shares;
use crate::error::Result;
use crate::providers::Value;
use crate::records::column::{Column, Data};
use crate::records::computed::{ints, Compute, Scope};
use crate::rng::Draw;
use std::sync::Arc;

/// The same value in every row.
#[derive(Debug)]
pub struct Constant(pub Arc<[Value]>);

impl Compute for Constant {
    fn blank(&self) -> Data {
        Data::Choice(self.0.clone(), Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        Ok(Column::new(Data::Choice(self.0.clone(), vec![0; scope.n()])))
    }
}

/// A value for each case of another column.
#[derive(Debug)]
pub struct Lookup {
    /// The other column.
    pub on: usize,
    /// The cases of its values.
    pub cases: Cases,
    /// The value of each case.
    pub values: Arc<[Value]>,
}

impl Compute for Lookup {
    fn blank(&self) -> Data {
        Data::Choice(self.values.clone(), Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let on = scope.column(self.on)?;
        let found = self.cases.of(&on);
        let codes = found.iter().map(|case| case.unwrap_or_default()).collect();
        let mut column = Column::new(Data::Choice(self.values.clone(), codes));
        let there = |case: &Option<u32>| case.is_some_and(|case| self.values[case as usize] != Value::None);
        if !found.iter().all(there) {
            column.valid = Some(found.iter().map(there).collect());
        }
        Ok(column)
    }
}

/// Which row of a small table each row takes.
#[derive(Debug)]
pub struct Index {
    /// The shares of the rows, for each case of another column if there is one.
    pub shares: Vec<Shares>,
    /// Of each case, the table's rows that it may take.
    pub rows: Vec<Vec<i64>>,
    /// The other column, and its cases.
    pub on: Option<(usize, Cases)>,
}

impl Compute for Index {
    fn blank(&self) -> Data {
        Data::Int(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let found = match &self.on {
            Some((on, cases)) => cases.of(scope.column(*on)?.as_ref()),
            None => vec![Some(0); scope.n()],
        };
        let mut draw = scope.stream();
        let pick = |case: &Option<u32>| {
            let u = draw.unit();
            case.map_or(-1, |case| self.rows[case as usize][self.shares[case as usize].at(u)])
        };
        Ok(Column::new(Data::Int(found.iter().map(pick).collect())))
    }
}

/// A value of the row of a small table that another column says.
#[derive(Debug)]
pub struct Attribute {
    /// The column of rows.
    pub index: usize,
    /// The values of all rows.
    pub values: Arc<[Value]>,
}

impl Compute for Attribute {
    fn blank(&self) -> Data {
        Data::Choice(self.values.clone(), Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let index = scope.ints(self.index)?;
        let index = ints(&index);
        let codes = index.iter().map(|row| (*row).max(0) as u32).collect();
        let mut column = Column::new(Data::Choice(self.values.clone(), codes));
        let there = |row: &i64| *row >= 0 && self.values[*row as usize] != Value::None;
        if !index.iter().all(there) {
            column.valid = Some(index.iter().map(there).collect());
        }
        Ok(column)
    }
}
