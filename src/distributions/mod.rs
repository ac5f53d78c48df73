//! Distributions of numbers, each as its quantile function: one uniform number in, one value out.
//!
//! That makes everything else work with all of them: rows are addressed as uniform numbers are, a cut is a narrower
//! range of uniform numbers, correlated columns are correlated uniform numbers ([`Copula`]), and an exact share is a share
//! of the uniform numbers.
//!
//! ```
//! use forgery::distributions::Distribution;
//! use forgery::records::spec::Spec;
//!
//! let text = |text: &str| Spec::Str(text.to_string());
//! let normal = Spec::Map(vec![(text("mean"), Spec::Int(170)), (text("sd"), Spec::Float(10.0))]);
//! let heights = Distribution::parse(&Spec::Map(vec![(text("normal"), normal)]))?;
//! assert_eq!(heights.quantile(0.5), 170.0);
//! let mut some = [0.1, 0.5, 0.9];
//! heights.truncated(Some(150.0), None)?.fill(&mut some);
//! assert!(some[0] >= 150.0 && some[1] > 170.0);
//! # Ok::<(), forgery::error::Error>(())
//! ```
//!
//! Values are the same on every platform: all functions are those of [`crate::rng`]'s portable mathematics.

mod atoms;
mod closed;
mod combine;
mod copula;
mod counts;
mod density;
mod empirical;
mod law;
mod mixture;
mod normal;
mod octaves;
mod parameters;
mod parse;
mod smooth;
mod special;
mod spline;
#[cfg(test)]
mod tests;
mod zipf;

pub use copula::Copula;

use crate::error::{Error, Result};
use crate::providers::float_repr;
use crate::records::options::Options;
use crate::records::spec::Spec;
use law::Shared;

/// The least share of a distribution that a cut may leave.
const LEAST_REST: f64 = 1e-12;

/// A distribution of numbers, ready to be drawn from.
#[derive(Clone, Debug)]
pub struct Distribution {
    name: &'static str,
    law: Shared,
}

/// The standard normal value that a share `u` of values is below.
///
/// ```
/// let z = forgery::distributions::normal_score(0.975);
/// assert!((z - 1.959963984540054).abs() < 1e-12);
/// ```
#[inline]
pub fn normal_score(u: f64) -> f64 {
    normal::score(u, 1.0 - u)
}

/// The names of all distributions.
pub fn names() -> impl Iterator<Item = &'static str> {
    parse::KINDS.iter().map(|kind| kind.0)
}

impl Distribution {
    /// What a user writes: `{normal: {mean: 0, sd: 1}}`, `normal`, or a number for a constant.
    ///
    /// # Errors
    /// A name or parameter that does not exist, is missing, of another type, or out of range.
    pub fn parse(given: &Spec) -> Result<Self> {
        let (name, law) = parse::any(given)?;
        Ok(Self { name, law })
    }

    /// A distribution by its name, with parameters among other options: it takes its own and leaves the rest.
    ///
    /// # Errors
    /// As for [`parse`](Self::parse).
    pub fn named(name: &str, options: &mut Options<'_>) -> Result<Self> {
        let (name, law) = parse::named(name, options)?;
        Ok(Self { name, law })
    }

    /// The same number always.
    pub fn constant(value: f64) -> Self {
        Self { name: "constant", law: std::sync::Arc::new(closed::Constant(value)) }
    }

    /// Only what lies between two numbers, both included.
    ///
    /// # Errors
    /// If nothing lies between them, or less than a part in 10^12.
    pub fn truncated(self, min: Option<f64>, max: Option<f64>) -> Result<Self> {
        if min.is_none() && max.is_none() {
            return Ok(self);
        }
        let (low, high) = (min.unwrap_or(f64::NEG_INFINITY), max.unwrap_or(f64::INFINITY));
        if low > high {
            let (low, high) = (float_repr(low), float_repr(high));
            return Err(Error::Value(format!(
                "'min' of '{}' must not be above 'max', and {low} is above {high}",
                self.name
            )));
        }
        match combine::truncated(&self.law, low, high) {
            Some((law, rest)) if rest >= LEAST_REST => Ok(Self { name: self.name, law }),
            _ => {
                let side = match (min, max) {
                    (Some(low), Some(high)) => format!("between {} and {}", float_repr(low), float_repr(high)),
                    (Some(low), None) => format!("from {} on", float_repr(low)),
                    _ => format!("up to {}", float_repr(high)),
                };
                Err(Error::Value(format!("'{}' has no values, or next to none, {side}", self.name)))
            }
        }
    }

    /// The value at `u`, a uniform number in `[0, 1)`: rises with it, and is finite.
    pub fn quantile(&self, u: f64) -> f64 {
        law::quantile(&*self.law, u)
    }

    /// The chance of a value up to and with `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        self.law.tails(x).below
    }

    /// Puts a value in place of each uniform number.
    pub fn fill(&self, uniforms: &mut [f64]) {
        self.law.fill(uniforms);
    }

    /// Whether all values are whole numbers.
    pub fn is_whole(&self) -> bool {
        self.law.is_whole()
    }

    /// The mean: infinite, or not a number, if there is none.
    pub fn mean(&self) -> f64 {
        self.law.mean()
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.name
    }
}
