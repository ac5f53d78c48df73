//! The entries of a mapping that a user wrote, taken out one by one: what is left at the end is unknown.
//!
//! ```
//! use forgery::records::options::Options;
//! use forgery::records::spec::Spec;
//!
//! let given = Spec::Map(vec![(Spec::Str("mean".into()), Spec::Int(3)), (Spec::Str("std".into()), Spec::Float(0.5))]);
//! let mut options = Options::of("'normal'", &given)?;
//! assert_eq!(options.number("mean")?, 3.0);
//! assert_eq!(options.number_or("sd", 1.0)?, 1.0);
//! assert_eq!(options.finish().unwrap_err().to_string(), "'normal' has no 'std'; did you mean 'sd'?");
//! # Ok::<(), forgery::error::Error>(())
//! ```

use super::spec::Spec;
use crate::error::{nearest, Error, Result};

/// The entries of a mapping.
#[derive(Debug)]
pub struct Options<'a> {
    /// Whose options they are, in the words of an error message: `'normal'`.
    pub what: String,
    pairs: Vec<(&'a str, &'a Spec)>,
    taken: Vec<bool>,
    asked: Vec<&'static str>,
}

impl<'a> Options<'a> {
    /// The entries of a mapping whose keys are texts.
    ///
    /// # Errors
    /// If it is no mapping, or has other keys.
    pub fn of(what: &str, given: &'a Spec) -> Result<Self> {
        let Spec::Map(pairs) = given else {
            let (expected, given) = ("a mapping".to_string(), given.describe());
            return Err(Error::Type { what: what.to_string(), expected, given });
        };
        Self::from_pairs(what, pairs)
    }

    /// The entries, with keys that are texts.
    ///
    /// # Errors
    /// If a key is no text.
    pub fn from_pairs(what: &str, pairs: &'a [(Spec, Spec)]) -> Result<Self> {
        let pairs = pairs.iter().map(|(key, value)| match key {
            Spec::Str(key) => Ok((key.as_str(), value)),
            other => Err(Error::Type {
                what: format!("a key of {what}"),
                expected: "a string".into(),
                given: other.describe(),
            }),
        });
        let pairs = pairs.collect::<Result<Vec<_>>>()?;
        let taken = vec![false; pairs.len()];
        Ok(Self { what: what.to_string(), pairs, taken, asked: Vec::new() })
    }

    /// Takes an entry.
    pub fn take(&mut self, name: &'static str) -> Option<&'a Spec> {
        self.asked.push(name);
        let at = self.pairs.iter().position(|(key, _)| *key == name)?;
        self.taken[at] = true;
        Some(self.pairs[at].1)
    }

    /// Whether there is such an entry, without taking it.
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| *key == name)
    }

    /// Takes an entry that must be there.
    ///
    /// # Errors
    /// If it is not.
    pub fn need(&mut self, name: &'static str) -> Result<&'a Spec> {
        self.take(name).ok_or_else(|| Error::Value(format!("{} needs '{name}'", self.what)))
    }

    /// Takes a finite number that must be there.
    ///
    /// # Errors
    /// If it is not there or no such number.
    pub fn number(&mut self, name: &'static str) -> Result<f64> {
        let given = self.need(name)?;
        self.as_number(name, given)
    }

    /// Takes a finite number, if it is there.
    ///
    /// # Errors
    /// If it is no such number.
    pub fn maybe_number(&mut self, name: &'static str) -> Result<Option<f64>> {
        self.take(name).map(|given| self.as_number(name, given)).transpose()
    }

    /// Takes a finite number, or a default.
    ///
    /// # Errors
    /// If it is no such number.
    pub fn number_or(&mut self, name: &'static str, default: f64) -> Result<f64> {
        Ok(self.maybe_number(name)?.unwrap_or(default))
    }

    /// Takes an integer, if it is there.
    ///
    /// # Errors
    /// If it is no integer.
    pub fn maybe_int(&mut self, name: &'static str) -> Result<Option<i64>> {
        let Some(given) = self.take(name) else { return Ok(None) };
        match given {
            Spec::Int(value) => Ok(Some(*value)),
            other => Err(self.wrong(name, "an integer", other)),
        }
    }

    /// Takes an integer in a range, or a default.
    ///
    /// # Errors
    /// If it is no integer, or outside the range.
    pub fn int_or(&mut self, name: &'static str, default: i64, range: std::ops::RangeInclusive<i64>) -> Result<i64> {
        let value = self.maybe_int(name)?.unwrap_or(default);
        if range.contains(&value) {
            return Ok(value);
        }
        let (low, high) = (range.start(), range.end());
        Err(Error::Value(format!("'{name}' of {} must be from {low} to {high}, not {value}", self.what)))
    }

    /// Takes a text, if it is there.
    ///
    /// # Errors
    /// If it is no text.
    pub fn text(&mut self, name: &'static str) -> Result<Option<&'a str>> {
        let Some(given) = self.take(name) else { return Ok(None) };
        match given {
            Spec::Str(value) => Ok(Some(value)),
            other => Err(self.wrong(name, "a string", other)),
        }
    }

    /// Takes a truth value, or false.
    ///
    /// # Errors
    /// If it is none.
    pub fn flag(&mut self, name: &'static str) -> Result<bool> {
        match self.take(name) {
            None => Ok(false),
            Some(Spec::Bool(value)) => Ok(*value),
            Some(other) => Err(self.wrong(name, "true or false", other)),
        }
    }

    /// The entries that nobody took yet, which are all taken by this.
    pub fn rest(&mut self) -> Vec<(&'a str, &'a Spec)> {
        let left = self.pairs.iter().zip(&mut self.taken).filter(|(_, taken)| !**taken);
        let left = left.map(|(pair, taken)| {
            *taken = true;
            *pair
        });
        left.collect()
    }

    /// Makes sure that nothing is left.
    ///
    /// # Errors
    /// The first entry that nobody took, with the nearest name that somebody asked for.
    pub fn finish(self) -> Result<()> {
        let Some(at) = self.taken.iter().position(|taken| !taken) else { return Ok(()) };
        let given = self.pairs[at].0;
        let hint = nearest(given, self.asked.iter().copied());
        let hint = match hint {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("it takes {}", self.asked.iter().map(|n| format!("'{n}'")).collect::<Vec<_>>().join(", ")),
        };
        Err(Error::Value(format!("{} has no '{given}'; {hint}", self.what)))
    }

    /// The error of an option of the wrong type.
    pub fn wrong(&self, name: &str, expected: &str, given: &Spec) -> Error {
        let what = format!("'{name}' of {}", self.what);
        Error::Type { what, expected: expected.into(), given: given.describe() }
    }

    fn as_number(&self, name: &str, given: &Spec) -> Result<f64> {
        number(given).ok_or_else(|| self.wrong(name, "a finite number", given))
    }
}

/// The finite number that was given.
pub fn number(given: &Spec) -> Option<f64> {
    let value = match given {
        Spec::Int(value) => *value as f64,
        Spec::Float(value) => *value,
        Spec::Decimal(text) | Spec::Big(text) => text.parse().ok()?,
        _ => return None,
    };
    value.is_finite().then_some(value)
}
