//! What `pyfloat` and `pydecimal` are asked for.

use super::number::Number;
use crate::error::{Error, Result};
use crate::providers::Args;
use std::cmp::Ordering;

/// The arguments that both take.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// Digits before the point.
    pub left: Option<i64>,
    /// Digits after the point.
    pub right: Option<i64>,
    /// Whether the number must be above zero, or must not be; either if not given.
    pub positive: Option<bool>,
    /// The lowest value.
    pub min: Option<Number<'a>>,
    /// The highest value.
    pub max: Option<Number<'a>>,
}

impl<'a> Limits<'a> {
    /// The arguments, if they fit together.
    ///
    /// # Errors
    /// If they don't, in the order in which Faker looks at them.
    pub fn of(args: &'a Args) -> Result<Self> {
        let limits = Self {
            left: args.opt_int(0),
            right: args.opt_int(1),
            positive: args.opt_bool(2),
            min: Number::of(args, 3, "min_value")?,
            max: Number::of(args, 4, "max_value")?,
        };
        limits.check()?;
        Ok(limits)
    }

    fn check(&self) -> Result<()> {
        for (name, digits) in [("left_digits", self.left), ("right_digits", self.right)] {
            if digits.is_some_and(|digits| digits < 0) {
                return Err(Error::Value(format!(
                    "{name} must not be negative, but is {}",
                    digits.unwrap_or_default()
                )));
            }
        }
        if (self.left, self.right) == (Some(0), Some(0)) {
            return Err(Error::value("left_digits and right_digits must not both be 0"));
        }
        if let (Some(min), Some(max)) = (self.min, self.max) {
            match min.order(max) {
                Ordering::Less => {}
                Ordering::Equal => {
                    return Err(Error::Value(format!("min_value and max_value must not be the same ({min})")));
                }
                Ordering::Greater => {
                    return Err(Error::Value(format!("min_value ({min}) must not be greater than max_value ({max})")));
                }
            }
        }
        if let (Some(true), Some(min)) = (self.positive, self.min) {
            if min.is_negative() || min.is_zero() {
                return Err(Error::Value(format!("min_value must be above 0 with positive=True, not {min}")));
            }
        }
        let Some(left) = self.left else { return Ok(()) };
        for (name, bound) in [("max_value", self.max), ("min_value", self.min)] {
            if let Some(bound) = bound.filter(|bound| !bound.is_zero() && bound.log10() > left) {
                return Err(Error::Value(format!("{name} ({bound}) has more than left_digits ({left}) digits")));
            }
        }
        Ok(())
    }

    /// The digits before the point that the bounds have: `ceil(log10(…))` of the greater one.
    pub fn digits(&self) -> i64 {
        let digits = |bound: Option<Number<'_>>| bound.filter(|bound| !bound.is_zero()).map_or(0, Number::log10);
        digits(self.min).max(digits(self.max))
    }

    /// With `positive=True`, whether there is a number above zero to give.
    pub fn allows_positive(&self) -> Result<()> {
        match (self.positive, self.max) {
            (Some(true), Some(max)) if max.is_negative() || max.is_zero() => {
                Err(Error::Value(format!("max_value must be above 0 with positive=True, not {max}")))
            }
            _ => Ok(()),
        }
    }
}
