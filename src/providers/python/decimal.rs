//! `pydecimal`: a decimal number of up to a hundred digits and more, or between bounds.

use super::big::Big;
use super::limits::Limits;
use super::number::{Decimal, Number};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::providers::base::ranged;
use crate::providers::{Args, Source};
use std::cmp::Ordering;

/// The most digits on either side where the user does not say.
const MOST: i64 = 100;
/// The most digits that a user may ask for.
const LARGEST: i64 = 10_000;

/// Whether the arguments fit together.
pub fn check(args: &Args) -> Result<()> {
    let limits = of(args)?;
    // The number of digits is drawn from that of max_value on, which is negative for a small fraction.
    let drawn = limits.left.is_none() && limits.min.is_none() && limits.positive != Some(true);
    match limits.max {
        Some(max) if drawn && !max.is_zero() && max.log10() < 0 => {
            Err(Error::Value(format!("a max_value as small as {max} needs left_digits or min_value")))
        }
        _ => Ok(()),
    }
}

fn of(args: &Args) -> Result<Limits<'_>> {
    let limits = Limits::of(args)?;
    limits.allows_positive()?;
    for (name, digits) in [("left_digits", limits.left), ("right_digits", limits.right)] {
        if let Some(digits) = digits.filter(|digits| *digits > LARGEST) {
            return Err(Error::Value(format!("{name} must be at most {LARGEST}, not {digits}")));
        }
    }
    Ok(limits)
}

/// Draws the number and appends its text.
pub fn pydecimal<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let limits = of(args)?;
    let negative = match (limits.min, limits.max) {
        (Some(min), _) if !min.is_negative() => false,
        (_, Some(max)) if max.is_negative() || max.is_zero() => true,
        _ => limits.positive.map_or_else(|| cx.draw.below(2) == 1, |positive| !positive),
    };
    let left = left(cx, &limits, negative)?;
    let right = match limits.right {
        Some(right) => right,
        None => cx.draw.between(0, MOST),
    };
    let mut digits = vec![0; usize::try_from(right).unwrap_or_default()];
    cx.draw.digits(&mut digits);
    let value = Decimal::new(negative, &left.to_string(), std::str::from_utf8(&digits).unwrap_or_default());

    // With the same number of digits as a bound has, the value can still be beyond it.
    let bound = match (limits.min, limits.max) {
        (_, Some(max)) if max.compare(&value) == Ordering::Greater => Some(max),
        (Some(min), _) if min.compare(&value) == Ordering::Less => Some(min),
        _ => None,
    };
    let value = bound.map_or(value, Number::decimal);
    out.extend_from_slice(value.to_string().as_bytes());
    Ok(())
}

/// The part before the point, without its sign: from the bound nearer to zero to the other one, if there is one.
fn left<D: Source>(cx: &mut Cx<D>, limits: &Limits<'_>, negative: bool) -> Result<Big> {
    let (near, far) = if negative { (limits.max, limits.min) } else { (limits.min, limits.max) };
    // A bound beyond zero does not count.
    let near = near.filter(|near| near.is_negative() == negative && !near.is_zero());
    if let Some(far) = far {
        let low = near.map_or(Big::from(0), |near| near.whole().abs());
        let high = far.whole().abs();
        if high < low {
            return Err(Error::Value(format!("there is no number of this sign up to {far}")));
        }
        return Ok(Big::between(&mut cx.draw, &low, &high));
    }
    let digits = match limits.left {
        Some(digits) => digits,
        None => {
            let least = match (near, limits.max) {
                (Some(near), _) => near.log10(),
                // Faker takes the logarithm of a max_value below 1 too.
                (None, Some(max)) if negative && !max.is_zero() => max.log10().min(0),
                _ => 0,
            };
            // A max_value of 1 or less counts by its magnitude.
            let least = if negative { least } else { least.max(0) };
            ranged(&mut cx.draw, least, MOST.max(limits.digits() + 10), 1)?
        }
    };
    match digits {
        ..0 => Err(Error::value("Length must be a non-negative integer.")),
        0 => Ok(Big::from(0)),
        digits => {
            let digits = u32::try_from(digits).ok().filter(|digits| i64::from(*digits) <= LARGEST);
            let digits = digits.ok_or_else(|| Error::Value(format!("left_digits must be at most {LARGEST}")))?;
            let high = Big::power_of_ten(digits).plus(&Big::from(-1));
            Ok(Big::between(&mut cx.draw, &Big::power_of_ten(digits - 1), &high))
        }
    }
}
