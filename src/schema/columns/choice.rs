//! Choices whose shares are exact, or depend on another column, or go along with other columns.

use super::cases::Cases;
use crate::error::{Error, Result};
use crate::providers::Value;
use crate::records::column::{Column, Data};
use crate::records::computed::{Compute, Scope};
use crate::records::options::number;
use crate::records::spec::Spec;
use crate::rng::{Draw, Permutation};
use std::sync::Arc;

/// Values with their shares.
#[derive(Clone, Debug)]
pub struct Shares {
    values: Vec<Spec>,
    /// The sum of the shares up to each value, of 1 in all.
    sums: Vec<f64>,
}

impl Shares {
    /// Reads a sequence of values, or a mapping from values to weights.
    ///
    /// # Errors
    /// If it is neither, is empty, or has bad weights.
    pub fn parse(given: &Spec, weights: Option<&Spec>) -> Result<Self> {
        let expected = || "a sequence of values, or a mapping from values to weights".to_string();
        let (values, weights): (Vec<Spec>, Vec<f64>) = match (given, weights) {
            (Spec::Seq(values), None) => (values.clone(), vec![1.0; values.len()]),
            (Spec::Seq(values), Some(Spec::Seq(weights))) if values.len() == weights.len() => {
                (values.clone(), weights.iter().map(|w| number(w).unwrap_or(-1.0)).collect())
            }
            (Spec::Seq(values), Some(weights)) => {
                let (what, given) = ("'weights'".to_string(), weights.describe());
                return Err(Error::Type { what, expected: format!("a sequence of {} numbers", values.len()), given });
            }
            (Spec::Map(pairs), None) => {
                pairs.iter().map(|(value, weight)| (value.clone(), number(weight).unwrap_or(-1.0))).unzip()
            }
            (other, _) => {
                return Err(Error::Type { what: "'values'".into(), expected: expected(), given: other.describe() })
            }
        };
        if values.is_empty() {
            return Err(Error::value("'values' must have at least one value"));
        }
        let total: f64 = weights.iter().sum();
        if weights.iter().any(|w| *w < 0.0) || !total.is_finite() || total <= 0.0 {
            return Err(Error::value("weights must be finite numbers, none below 0 and not all 0"));
        }
        let sums = weights.iter().scan(0.0, |sum, weight| {
            *sum += weight / total;
            Some(*sum)
        });
        let sums = sums.collect();
        Ok(Self { values, sums })
    }

    /// The values.
    pub fn values(&self) -> &[Spec] {
        &self.values
    }

    /// The place of the value at a quantile.
    pub fn at(&self, u: f64) -> usize {
        self.sums.partition_point(|sum| *sum <= u).min(self.values.len() - 1)
    }

    /// How many of so many rows have each value, by the method of the largest remainders; as ends of spans.
    fn ends(&self, rows: u64) -> Vec<u64> {
        let mut last = 0.0;
        let exact = self.sums.iter().map(|sum| {
            let share = (sum - last) * rows as f64;
            last = *sum;
            share
        });
        let exact: Vec<f64> = exact.collect();
        let mut counts: Vec<u64> = exact.iter().map(|share| share.floor() as u64).collect();
        let mut order: Vec<usize> = (0..counts.len()).collect();
        order.sort_by(|a, b| (exact[*b].fract()).total_cmp(&exact[*a].fract()).then(a.cmp(b)));
        let missing = rows.saturating_sub(counts.iter().sum()) as usize;
        for at in order.iter().cycle().take(missing) {
            counts[*at] += 1;
        }
        counts
            .iter()
            .scan(0, |end, count| {
                Some({
                    *end += count;
                    *end
                })
            })
            .collect()
    }
}

/// The values of some choices, each once.
fn values_of<'a>(shares: impl Iterator<Item = &'a Shares>) -> (Arc<[Value]>, Vec<Vec<u32>>) {
    let mut values: Vec<&Spec> = Vec::new();
    let places = shares.map(|shares| {
        let place = |value: &'a Spec| match values.iter().position(|known| *known == value) {
            Some(at) => at as u32,
            None => {
                values.push(value);
                values.len() as u32 - 1
            }
        };
        shares.values.iter().map(place).collect()
    });
    let places = places.collect();
    (values.into_iter().map(Spec::value).collect(), places)
}

/// A choice whose shares are right to the row.
#[derive(Debug)]
pub struct Exact {
    values: Arc<[Value]>,
    ends: Vec<u64>,
    rows: u64,
}

impl Exact {
    /// Shares of a table of so many rows.
    pub fn new(shares: &Shares, rows: u64) -> Self {
        let values = shares.values.iter().map(Spec::value).collect();
        Self { values, ends: shares.ends(rows), rows }
    }
}

impl Compute for Exact {
    fn blank(&self) -> Data {
        Data::Choice(self.values.clone(), Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let order = Permutation::new(&scope.key().child(&format!("exact/{}", scope.call())), u128::from(self.rows));
        let first = scope.first();
        let code = |row: u64| {
            let at = order.at(u128::from(row)) as u64;
            self.ends.partition_point(|end| *end <= at).min(self.values.len() - 1) as u32
        };
        let codes = (first..first + scope.n() as u64).map(code).collect();
        Ok(Column::new(Data::Choice(self.values.clone(), codes)))
    }
}

/// A choice at the quantiles that a column of uniform numbers gives, so that it goes along with other columns.
#[derive(Debug)]
pub struct Along {
    values: Arc<[Value]>,
    shares: Shares,
    uniforms: usize,
}

impl Along {
    /// Shares, and the column of uniform numbers.
    pub fn new(shares: Shares, uniforms: usize) -> Self {
        let values = shares.values.iter().map(Spec::value).collect();
        Self { values, shares, uniforms }
    }
}

impl Compute for Along {
    fn blank(&self) -> Data {
        Data::Choice(self.values.clone(), Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let uniforms = scope.column(self.uniforms)?;
        let Data::Float(uniforms) = &uniforms.data else { return Ok(Column::new(self.blank())) };
        let codes = uniforms.iter().map(|u| self.shares.at(*u) as u32).collect();
        Ok(Column::new(Data::Choice(self.values.clone(), codes)))
    }
}

/// A choice whose values and shares depend on another column.
#[derive(Debug)]
pub struct Given {
    on: usize,
    cases: Cases,
    shares: Vec<Shares>,
    values: Arc<[Value]>,
    /// Of each case, the places of its values among all.
    places: Vec<Vec<u32>>,
}

impl Given {
    /// Shares for the values of a column.
    pub fn new(on: usize, cases: Cases, shares: Vec<Shares>) -> Self {
        let (values, places) = values_of(shares.iter());
        Self { on, cases, shares, values, places }
    }
}

impl Compute for Given {
    fn blank(&self) -> Data {
        Data::Choice(self.values.clone(), Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let on = scope.column(self.on)?;
        let mut draw = scope.stream();
        let mut column = Column::new(self.blank());
        let Data::Choice(_, codes) = &mut column.data else { return Ok(column) };
        let found = self.cases.of(&on);
        codes.extend(found.iter().map(|case| {
            let u = draw.unit();
            case.map_or(0, |case| self.places[case as usize][self.shares[case as usize].at(u)])
        }));
        if found.iter().any(Option::is_none) {
            column.valid = Some(found.iter().map(Option::is_some).collect());
        }
        Ok(column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn largest_remainders() {
        let values = [("a", 0.5), ("b", 0.3), ("c", 0.2)];
        let pairs = values.iter().map(|(v, w)| (Spec::Str((*v).into()), Spec::Float(*w))).collect();
        let shares = Shares::parse(&Spec::Map(pairs), None).unwrap();
        assert_eq!(shares.ends(10), [5, 8, 10]);
        assert_eq!(shares.ends(3), [1, 2, 3]);
        assert_eq!(shares.ends(0), [0, 0, 0]);
    }
}
