//! Links: which row of another table, or an earlier one of the same, each row refers to. A row below zero is none.

use crate::distributions::Distribution;
use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::{ints, Compute, Scope};
use crate::rng::{Draw, Permutation, Stream, CHUNK};
use crate::schema::fanout::Fanout;
use std::sync::{Arc, OnceLock};

/// The parent of each row of a table with so many rows per row of another.
#[derive(Debug)]
pub struct Parent(pub Arc<Fanout>);

/// The place of each row among its parent's children, from `from` on.
#[derive(Debug)]
pub struct Place {
    /// The children of the parents.
    pub fanout: Arc<Fanout>,
    /// The first place.
    pub from: i64,
}

/// Some row of another table.
#[derive(Debug)]
pub struct Any {
    /// How many there are.
    pub rows: u64,
    /// How likely the first in order of popularity is beside the others.
    pub skew: Option<Distribution>,
    /// The order of popularity of a table that is not large.
    listed: OnceLock<Vec<u32>>,
}

/// Up to so many rows an order is listed, instead of computed for each.
const LISTED: u64 = 1 << 16;

/// Rows of another table, no two the same among the children of a parent.
#[derive(Debug)]
pub struct Distinct {
    /// How many there are.
    pub rows: u64,
    /// The column of the parents' rows.
    pub parent: usize,
    /// The column of the places among its children.
    pub place: usize,
}

/// An earlier row of the same table; the first rows have none.
#[derive(Debug)]
pub struct Earlier {
    /// How many rows have none.
    pub roots: u64,
    /// How many rows are drawn, of which the first is taken: the more, the nearer to the root.
    pub draws: u32,
}

impl Compute for Parent {
    fn blank(&self) -> Data {
        Data::Int(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let first = scope.first();
        Ok(Column::new(Data::Int(self.0.locate(first..first + scope.n() as u64).parents)))
    }
}

impl Compute for Place {
    fn blank(&self) -> Data {
        Data::Int(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let first = scope.first();
        let mut places = self.fanout.locate(first..first + scope.n() as u64).places;
        places.iter_mut().for_each(|place| *place += self.from);
        Ok(Column::new(Data::Int(places)))
    }
}

impl Any {
    /// Rows of a table of so many; with a skew, some are referred to much more often, as Zipf's law says.
    ///
    /// # Errors
    /// If the skew is no exponent.
    pub fn new(rows: u64, skew: Option<f64>) -> Result<Self> {
        let skew = skew.map(|exponent| {
            let param = |name: &str, value| (crate::records::spec::Spec::Str(name.into()), value);
            use crate::records::spec::Spec;
            let params = vec![param("exponent", Spec::Float(exponent)), param("n", Spec::Int(rows.max(1) as i64))];
            Distribution::parse(&Spec::Map(vec![param("zipf", Spec::Map(params))]))
        });
        Ok(Self { rows, skew: skew.transpose()?, listed: OnceLock::new() })
    }
}

impl Compute for Any {
    fn blank(&self) -> Data {
        Data::Int(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let mut draw = scope.stream();
        let n = scope.n();
        let rows = match &self.skew {
            None => {
                let mut rows = vec![0; n];
                draw.fill_below(self.rows, &mut rows, |row| row as i64);
                rows
            }
            Some(ranks) => {
                let mut uniforms = vec![0.0; n];
                draw.fill_unit(&mut uniforms, |unit| unit);
                ranks.fill(&mut uniforms);
                // Who is popular has nothing to do with who comes first.
                let order = Permutation::new(&scope.key().child("order"), u128::from(self.rows));
                let place = |rank: f64| (rank as u64).clamp(1, self.rows) - 1;
                if self.rows <= LISTED {
                    let all = || (0..self.rows).map(|at| order.at(at.into()) as u32).collect();
                    let listed = self.listed.get_or_init(all);
                    uniforms.into_iter().map(|rank| listed[place(rank) as usize].into()).collect()
                } else {
                    uniforms.into_iter().map(|rank| order.at(place(rank).into()) as i64).collect()
                }
            }
        };
        Ok(Column::new(Data::Int(rows)))
    }
}

impl Compute for Distinct {
    fn blank(&self) -> Data {
        Data::Int(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let (parents, places) = (scope.ints(self.parent)?, scope.ints(self.place)?);
        let mut order: Option<(i64, Permutation)> = None;
        let mut rows = Vec::with_capacity(scope.n());
        for (parent, place) in ints(&parents).iter().zip(ints(&places)) {
            let order = match &mut order {
                Some((whose, order)) if whose == parent => order,
                other => {
                    let mut draw = Stream::at(scope.key(), scope.call(), *parent as u64);
                    let mut key = [0; 32];
                    key.chunks_exact_mut(8).for_each(|part| part.copy_from_slice(&draw.bits(64).to_le_bytes()));
                    &mut other.insert((*parent, Permutation::new(&key.into(), u128::from(self.rows)))).1
                }
            };
            rows.push(order.at(*place as u128) as i64);
        }
        Ok(Column::new(Data::Int(rows)))
    }
}

impl Compute for Earlier {
    fn blank(&self) -> Data {
        Data::Int(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let mut draw = scope.stream();
        let first = scope.chunk() * CHUNK as u64;
        let rows = (first..first + scope.n() as u64).map(|row| {
            let earlier = (0..self.draws).map(|_| draw.below(row)).min().unwrap_or_default() as i64;
            if row < self.roots {
                -1
            } else {
                earlier
            }
        });
        Ok(Column::new(Data::Int(rows.collect())))
    }
}

/// The number of each row, from 0 on.
#[derive(Debug)]
pub struct Row;

/// One parent for all rows.
#[derive(Debug)]
pub struct All;

impl Compute for Row {
    fn blank(&self) -> Data {
        Data::Int(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let first = scope.first() as i64;
        Ok(Column::new(Data::Int((first..first + scope.n() as i64).collect())))
    }
}

impl Compute for All {
    fn blank(&self) -> Data {
        Data::Int(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        Ok(Column::new(Data::Int(vec![0; scope.n()])))
    }
}
