//! Parameters, checked as they are taken.

use crate::error::{Error, Result};
use crate::providers::float_repr;
use crate::records::options::{number, Options};
use crate::records::spec::Spec;

/// The largest whole number that distributions of whole numbers go up to.
pub(super) const LARGEST: f64 = 1e15;

/// The error of a number out of its range.
pub(super) fn out_of_range(options: &Options<'_>, name: &str, accepted: &str, given: f64) -> Error {
    let given = float_repr(given);
    Error::Value(format!("'{name}' of {} must be {accepted}, not {given}", options.what))
}

/// A number above 0.
pub(super) fn positive(options: &Options<'_>, name: &str, value: f64) -> Result<f64> {
    if value > 0.0 {
        Ok(value)
    } else {
        Err(out_of_range(options, name, "above 0", value))
    }
}

/// A number from 0 on.
pub(super) fn not_negative(options: &Options<'_>, name: &str, value: f64) -> Result<f64> {
    if value >= 0.0 {
        Ok(value)
    } else {
        Err(out_of_range(options, name, "0 or more", value))
    }
}

/// A number in a range.
pub(super) fn within(options: &Options<'_>, name: &str, value: f64, low: f64, high: f64) -> Result<f64> {
    if (low..=high).contains(&value) {
        Ok(value)
    } else {
        let accepted = format!("from {} to {}", plain(low), plain(high));
        Err(out_of_range(options, name, &accepted, value))
    }
}

/// A whole number in a range.
pub(super) fn whole(options: &Options<'_>, name: &str, value: f64, low: f64, high: f64) -> Result<f64> {
    if value.fract() == 0.0 {
        within(options, name, value, low, high)
    } else {
        Err(out_of_range(options, name, "a whole number", value))
    }
}

/// A number without a fraction that is 0.
fn plain(value: f64) -> String {
    let text = float_repr(value);
    text.strip_suffix(".0").unwrap_or(&text).to_string()
}

/// A list of finite numbers.
pub(super) fn numbers(options: &Options<'_>, name: &str, given: &Spec) -> Result<Vec<f64>> {
    let Spec::Seq(items) = given else {
        return Err(options.wrong(name, "a list of numbers", given));
    };
    let each = |item| number(item).ok_or_else(|| options.wrong(name, "a list of finite numbers", item));
    items.iter().map(each).collect()
}

/// Weights: not negative, of some sum, as many as there are values.
pub(super) fn weights(options: &Options<'_>, name: &str, weights: &[f64], count: usize) -> Result<()> {
    if weights.len() != count {
        let (what, given) = (&options.what, weights.len());
        return Err(Error::Value(format!("'{name}' of {what} must be {count} numbers, not {given}")));
    }
    if let Some(bad) = weights.iter().find(|w| **w < 0.0) {
        return Err(out_of_range(options, name, "0 or more, each", *bad));
    }
    let total: f64 = weights.iter().sum();
    if total > 0.0 && total.is_finite() {
        Ok(())
    } else {
        Err(Error::Value(format!("'{name}' of {} must have a sum above 0, and finite", options.what)))
    }
}

/// The pairs of a mapping from numbers to numbers; keys may be texts, as in JSON.
pub(super) fn pairs(options: &Options<'_>, name: &str, given: &Spec) -> Result<Vec<(f64, f64)>> {
    let Spec::Map(entries) = given else {
        return Err(options.wrong(name, "a mapping from numbers to numbers", given));
    };
    let each = |(key, value): &(Spec, Spec)| {
        let key = match key {
            Spec::Str(text) => text.trim().parse().ok().filter(|x: &f64| x.is_finite()),
            other => number(other),
        };
        let wrong = || options.wrong(name, "a mapping from numbers to numbers", value);
        Ok((key.ok_or_else(wrong)?, number(value).ok_or_else(wrong)?))
    };
    entries.iter().map(each).collect()
}
