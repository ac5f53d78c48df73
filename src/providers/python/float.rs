//! `pyfloat`: a float of so many digits, or between bounds.

use super::big::Big;
use super::limits::Limits;
use super::number::Number;
use crate::digits::POWERS;
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::providers::base::ranged;
use crate::providers::{Args, Source};

/// The decimal digits that any float can hold: Python's `sys.float_info.dig`.
const MOST: i64 = 15;

/// Whether the arguments fit together.
pub fn check(args: &Args) -> Result<()> {
    let limits = Limits::of(args)?;
    limits.allows_positive()?;
    let (left, right) = match (limits.left, limits.right) {
        (None, None) if limits.digits() < MOST => return Ok(()),
        (None, None) => {
            let digits = limits.digits();
            return Err(Error::Value(format!("bounds of {digits} digits leave none to draw; give right_digits")));
        }
        (left, right) => digits(left, right),
    };
    fits(left, right)?;
    if limits.min.is_some() || limits.max.is_some() {
        Whole::of(&limits, left)?;
    }
    Ok(())
}

/// The digits on both sides, where one is given.
fn digits(left: Option<i64>, right: Option<i64>) -> (i64, i64) {
    match (left, right) {
        (Some(left), Some(right)) => (left, right),
        (Some(left), None) => (left, (MOST.saturating_sub(left)).max(1)),
        (None, right) => {
            let right = right.unwrap_or(1);
            ((MOST.saturating_sub(right)).max(1), right)
        }
    }
}

fn fits(left: i64, right: i64) -> Result<()> {
    if left.saturating_add(right) > MOST {
        return Err(Error::Value(format!(
            "Asking for too many digits ({left} + {right} > {MOST}): left_digits and right_digits together must be at most {MOST}"
        )));
    }
    Ok(())
}

/// Draws the float.
pub fn pyfloat<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<f64> {
    let limits = Limits::of(args)?;
    let mut right = limits.right;
    if limits.left.is_none() && right.is_none() {
        right = Some(ranged(&mut cx.draw, 1, MOST - limits.digits().max(1), 1)?);
    }
    let (left, right) = digits(limits.left, right);
    fits(left, right)?;
    let power = |digits: i64| 10i64.saturating_pow(digits as u32);

    let mut value = if limits.min.is_some() || limits.max.is_some() {
        let whole = Whole::of(&limits, left)?.draw(cx).to_string();
        let fraction = cx.draw.between(0, power(right) - 1);
        format!("{whole}.{fraction}").parse().unwrap_or_default()
    } else {
        let negative = limits.positive.map_or_else(|| cx.draw.below(2) == 1, |positive| !positive);
        let whole = cx.draw.between(0, power(left) - 1);
        let size = joined(whole, cx.draw.between(0, power(right) - 1));
        if negative {
            -size
        } else {
            size
        }
    };

    // The smallest step: what a value must keep away from 0 and from the next power of ten.
    let step = match usize::try_from(right).ok().and_then(|right| POWERS.get(right)) {
        // Dividing by an exact power of ten gives what is nearest, as reading `1e-…` does.
        Some(power) => 1.0 / power,
        None => format!("1e-{right}").parse().unwrap_or_default(),
    };
    if limits.positive == Some(true) && value == 0.0 {
        value = step;
    }
    let edge = power(left) as f64;
    value = value.min(edge - step).max(-(edge + step));
    within(cx, value, &limits)
}

/// The float of the text `{whole}.{fraction}`, of numbers that are not below zero.
///
/// Both numbers are exact, so that a division gives the nearest float, which is what reading the text gives.
fn joined(whole: i64, fraction: i64) -> f64 {
    let digits = (1..17).find(|digits| fraction < 10_i64.pow(*digits)).unwrap_or(17);
    let units = i64::checked_mul(whole, 10_i64.pow(digits)).and_then(|units| units.checked_add(fraction));
    match (units, POWERS.get(digits as usize)) {
        (Some(units), Some(power)) if units < 1 << 53 => units as f64 / power,
        _ => format!("{whole}.{fraction}").parse().unwrap_or_default(),
    }
}

/// Brings a value that is beyond a bound back, by a drawn distance from it.
fn within<D: Source>(cx: &mut Cx<D>, mut value: f64, limits: &Limits<'_>) -> Result<f64> {
    let max = limits.max.map(Number::float);
    let min = limits.min.map(Number::float).or((limits.positive == Some(true)).then_some(0.0));
    let is_beyond = max.is_some_and(|max| value > max) || min.is_some_and(|min| value < min);
    let is_decimal = |bound: Option<Number<'_>>| matches!(bound, Some(Number::Decimal(_)));
    if is_beyond && cx.draw.has_shared() && (is_decimal(limits.min) || is_decimal(limits.max)) {
        // Faker counts with the bounds as they are, and Python subtracts no float from a decimal.
        return Err(Error::value("a float cannot be counted with decimals"));
    }
    if let Some(max) = max.filter(|max| value > *max) {
        let beyond = value - max;
        value -= beyond + cx.draw.uniform(0.0, min.map_or(beyond, |min| max - min));
    }
    if let Some(min) = min.filter(|min| value < *min) {
        let beyond = min - value;
        value += beyond + cx.draw.uniform(0.0, max.map_or(beyond, |max| max - min));
    }
    Ok(value)
}

/// The range of the part before the point.
struct Whole {
    low: Big,
    high: Big,
    /// Whether there is but one number, which is not drawn.
    fixed: bool,
}

impl Whole {
    fn of(limits: &Limits<'_>, left: i64) -> Result<Self> {
        let edge = Big::power_of_ten(left.clamp(0, 400) as u32);
        // One more for a negative bound, because the digits after the point lead away from zero.
        let bound = |bound: Option<Number<'_>>, none: Big| match bound {
            None => Bound::Int(none),
            Some(bound) => Bound::of(bound).plus(i64::from(bound.is_negative())),
        };
        let mut low = bound(limits.min, edge.negated());
        let high = bound(limits.max, edge);
        if limits.positive == Some(true) && low.float() < 0.0 {
            low = Bound::Int(Big::from(0));
        }
        if low.equals(&high) {
            let low = low.whole();
            return Ok(Self { high: low.clone(), low, fixed: true });
        }
        let (low, mut high) = (low.whole(), high.plus(-1).whole());
        if high < low {
            high = high.plus(&Big::from(1));
        }
        if high < low {
            return Err(Error::Value(format!(
                "there is no number of {left} digits before the point between these bounds"
            )));
        }
        Ok(Self { low, high, fixed: false })
    }

    fn draw<D: Source>(&self, cx: &mut Cx<D>) -> Big {
        if self.fixed {
            self.low.clone()
        } else {
            Big::between(&mut cx.draw, &self.low, &self.high)
        }
    }
}

/// A bound in the arithmetic of its own type.
enum Bound {
    Int(Big),
    Float(f64),
}

impl Bound {
    fn of(number: Number<'_>) -> Self {
        match number {
            Number::Int(value) => Self::Int(Big::from(value)),
            Number::Big(_) => Self::Int(number.whole()),
            Number::Float(_) | Number::Decimal(_) => Self::Float(number.float()),
        }
    }

    fn plus(self, value: i64) -> Self {
        match self {
            Self::Int(number) => Self::Int(number.plus(&Big::from(value))),
            Self::Float(number) => Self::Float(number + value as f64),
        }
    }

    fn float(&self) -> f64 {
        match self {
            Self::Int(Big::Small(number)) => *number as f64,
            Self::Int(number) => number.to_string().parse().unwrap_or_default(),
            Self::Float(number) => *number,
        }
    }

    fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (a, b) => a.float() == b.float(),
        }
    }

    fn whole(self) -> Big {
        match self {
            Self::Int(number) => number,
            Self::Float(number) => Big::of_float(number),
        }
    }
}
