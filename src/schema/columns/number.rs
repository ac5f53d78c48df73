//! Numbers of a distribution, which may depend on another column or go along with others.

use super::cases::Cases;
use crate::distributions::{Copula, Distribution};
use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::{Compute, Scope};
use std::sync::Arc;

/// What the numbers are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// Whole numbers.
    Int,
    /// Floats, rounded to so many digits if that is said.
    Float(Option<u8>),
    /// Decimals with so many digits after the point.
    Decimal(u8),
}

impl Form {
    /// An empty column.
    pub fn blank(self) -> Data {
        match self {
            Self::Int => Data::Int(Vec::new()),
            Self::Float(_) => Data::Float(Vec::new()),
            Self::Decimal(scale) => Data::Decimal(Vec::new(), scale),
        }
    }

    /// Numbers in this form.
    pub fn of(self, numbers: Vec<f64>) -> Data {
        let power = |digits: u8| 10f64.powi(i32::from(digits));
        match self {
            Self::Int => Data::Int(numbers.into_iter().map(|x| x.round_ties_even() as i64).collect()),
            Self::Float(None) => Data::Float(numbers),
            Self::Float(Some(digits)) => {
                let by = power(digits);
                Data::Float(numbers.into_iter().map(|x| (x * by).round_ties_even() / by).collect())
            }
            Self::Decimal(scale) => {
                let by = power(scale);
                Data::Decimal(numbers.into_iter().map(|x| (x * by).round_ties_even() as i128).collect(), scale)
            }
        }
    }
}

/// Where the uniform numbers come from that are made values.
#[derive(Clone, Copy, Debug)]
pub enum Uniforms {
    /// The column's own stream.
    Own,
    /// A column of them.
    Column(usize),
}

impl Uniforms {
    fn draw(self, scope: &mut Scope<'_, '_>) -> Result<Vec<f64>> {
        if let Self::Column(at) = self {
            if let Data::Float(values) = &scope.column(at)?.data {
                return Ok(values.clone());
            }
        }
        Ok(scope.uniforms())
    }
}

/// Numbers of a distribution.
#[derive(Debug)]
pub struct Number {
    /// The distribution.
    pub distribution: Distribution,
    /// What the numbers are.
    pub form: Form,
    /// Where they come from.
    pub uniforms: Uniforms,
}

impl Compute for Number {
    fn blank(&self) -> Data {
        self.form.blank()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let mut numbers = self.uniforms.draw(scope)?;
        self.distribution.fill(&mut numbers);
        Ok(Column::new(self.form.of(numbers)))
    }
}

/// Numbers whose distribution depends on another column.
#[derive(Debug)]
pub struct Given {
    /// The other column.
    pub on: usize,
    /// Which of the distributions its values stand for.
    pub cases: Cases,
    /// The distributions.
    pub distributions: Vec<Distribution>,
    /// What the numbers are.
    pub form: Form,
    /// Where they come from.
    pub uniforms: Uniforms,
}

impl Compute for Given {
    fn blank(&self) -> Data {
        self.form.blank()
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let on = scope.column(self.on)?;
        let mut numbers = self.uniforms.draw(scope)?;
        let found = self.cases.of(&on);
        for (number, case) in numbers.iter_mut().zip(&found) {
            *number = case.map_or(0.0, |case| self.distributions[case as usize].quantile(*number));
        }
        let mut column = Column::new(self.form.of(numbers));
        if found.iter().any(Option::is_none) {
            column.valid = Some(found.iter().map(Option::is_some).collect());
        }
        Ok(column)
    }
}

/// The uniform numbers of one column among those that go along with each other.
#[derive(Debug)]
pub struct Latent {
    /// How they go along.
    pub copula: Arc<Copula>,
    /// How many columns there are.
    pub columns: usize,
    /// Which of them.
    pub at: usize,
    /// The key that all of them draw from.
    pub key: crate::rng::Key,
}

impl Compute for Latent {
    fn blank(&self) -> Data {
        Data::Float(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let mut draw = crate::rng::Stream::at(&self.key, scope.call(), scope.chunk());
        let mut uniforms = vec![Vec::new(); self.columns];
        self.copula.fill(&mut draw, scope.n(), &mut uniforms);
        Ok(Column::new(Data::Float(uniforms.swap_remove(self.at))))
    }
}
