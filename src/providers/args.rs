//! Arguments of a call, by the place of the parameter.

use super::field;
use super::value::Value;
use crate::clock::{Clock, Moment};
use crate::error::Result;
use crate::rng::{alias_table, Weights};

/// One argument.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Arg {
    /// `None`.
    #[default]
    None,
    /// A truth value.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer beyond 64 bits, in decimal.
    Big(String),
    /// A float.
    Float(f64),
    /// A decimal number, as text.
    Decimal(String),
    /// A string.
    Str(String),
    /// Strings.
    Strs(Vec<String>),
    /// A point in time.
    Moment(Moment),
    /// A sequence of values that stay outside the engine, which draws indexes of them.
    Elements(Elements),
    /// Numbers, one for each element.
    Numbers(Vec<f64>),
    /// A value that only Python understands, by its place among the call's own objects.
    Object(usize),
    /// Any value, for a field that a third party makes.
    Any(Value),
}

impl From<field::Default> for Arg {
    fn from(default: field::Default) -> Self {
        match default {
            field::Default::Required | field::Default::None => Self::None,
            field::Default::Bool(b) => Self::Bool(b),
            field::Default::Int(i) => Self::Int(i),
            field::Default::Float(f) => Self::Float(f),
            field::Default::Str(s) => Self::Str(s.to_string()),
            field::Default::Strs(s) => Self::Strs(s.iter().map(ToString::to_string).collect()),
        }
    }
}

/// How many values a user gave to choose from, and how often each is to come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Elements {
    len: usize,
    given: Vec<f64>,
    cumulative: Vec<u8>,
    alias: Vec<u8>,
}

impl Elements {
    /// `len` values, all as likely as each other.
    pub fn even(len: usize) -> Self {
        Self { len, ..Self::default() }
    }

    /// Values by weight. The caller has checked that no weight is negative or infinite and that some are not zero.
    pub fn weighted(weights: &[f64]) -> Self {
        let mut sum = 0.0;
        let mut cumulative = Vec::with_capacity(weights.len() * 8);
        for weight in weights {
            sum += weight;
            cumulative.extend(f64::to_le_bytes(sum));
        }
        let alias = alias_table(weights).into_iter().flat_map(|(t, a)| [t.to_le_bytes(), a.to_le_bytes()]);
        Self { len: weights.len(), given: weights.to_vec(), cumulative, alias: alias.flatten().collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The weights as they were given, one for each value; none if they are all as likely as each other.
    pub fn given_weights(&self) -> &[f64] {
        &self.given
    }

    /// The weights, if any were given.
    pub fn weights(&self) -> Option<Weights<'_>> {
        (!self.cumulative.is_empty()).then(|| Weights::new(&self.cumulative, &self.alias))
    }
}

/// The arguments of a call, all parameters in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args(Box<[Arg]>);

impl Args {
    /// Arguments in the order of the field's parameters.
    pub fn new(args: Vec<Arg>) -> Self {
        Self(args.into())
    }

    /// Argument `i`.
    #[inline]
    pub fn get(&self, i: usize) -> &Arg {
        const NONE: &Arg = &Arg::None;
        self.0.get(i).unwrap_or(NONE)
    }

    /// All arguments.
    pub fn iter(&self) -> impl Iterator<Item = &Arg> {
        self.0.iter()
    }

    /// Replaces argument `i`.
    pub fn set(&mut self, i: usize, arg: Arg) {
        if let Some(place) = self.0.get_mut(i) {
            *place = arg;
        }
    }

    /// Whether argument `i` is `None`.
    #[inline]
    pub fn is_none(&self, i: usize) -> bool {
        matches!(self.get(i), Arg::None)
    }

    /// An integer; 0 where there is none.
    #[inline]
    pub fn int(&self, i: usize) -> i64 {
        self.opt_int(i).unwrap_or_default()
    }

    /// An integer that may be `None`.
    #[inline]
    pub fn opt_int(&self, i: usize) -> Option<i64> {
        match self.get(i) {
            Arg::Int(value) => Some(*value),
            Arg::Bool(value) => Some(i64::from(*value)),
            _ => None,
        }
    }

    /// A number; 0 where there is none.
    #[inline]
    pub fn float(&self, i: usize) -> f64 {
        self.opt_float(i).unwrap_or_default()
    }

    /// A number that may be `None`.
    #[inline]
    pub fn opt_float(&self, i: usize) -> Option<f64> {
        match self.get(i) {
            Arg::Float(value) => Some(*value),
            Arg::Int(value) => Some(*value as f64),
            Arg::Big(text) | Arg::Decimal(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// A truth value; false where there is none.
    #[inline]
    pub fn bool(&self, i: usize) -> bool {
        self.opt_bool(i).unwrap_or_default()
    }

    /// A truth value that may be `None`.
    #[inline]
    pub fn opt_bool(&self, i: usize) -> Option<bool> {
        match self.get(i) {
            Arg::Bool(value) => Some(*value),
            Arg::Int(value) => Some(*value != 0),
            _ => None,
        }
    }

    /// A string; empty where there is none.
    #[inline]
    pub fn str(&self, i: usize) -> &str {
        self.opt_str(i).unwrap_or_default()
    }

    /// A string that may be `None`.
    #[inline]
    pub fn opt_str(&self, i: usize) -> Option<&str> {
        match self.get(i) {
            Arg::Str(value) => Some(value),
            _ => None,
        }
    }

    /// Strings that may be `None`.
    #[inline]
    pub fn strs(&self, i: usize) -> Option<&[String]> {
        match self.get(i) {
            Arg::Strs(values) => Some(values),
            _ => None,
        }
    }

    /// A point in time that may be `None`.
    pub fn moment(&self, i: usize) -> Option<Moment> {
        match self.get(i) {
            Arg::Moment(moment) => Some(moment.clone()),
            Arg::Str(text) => Some(Moment::Text(text.clone())),
            Arg::Int(seconds) => Some(Moment::Seconds(*seconds)),
            _ => None,
        }
    }

    /// Seconds since 1970 of a point in time that may be `None`.
    ///
    /// # Errors
    /// As [`Clock::seconds_of`].
    #[inline]
    pub fn seconds(&self, i: usize, clock: Clock) -> Result<Option<i64>> {
        match self.get(i) {
            Arg::Moment(moment) => clock.seconds_of(moment).map(Some),
            Arg::Str(text) => clock.seconds_of_text(text).map(Some),
            Arg::Int(seconds) => Ok(Some(*seconds)),
            _ => Ok(None),
        }
    }

    /// Days since 1970 of a point in time that may be `None`; an integer counts days from today.
    ///
    /// # Errors
    /// As [`Clock::day_of`].
    #[inline]
    pub fn day(&self, i: usize, clock: Clock) -> Result<Option<i32>> {
        match self.get(i) {
            Arg::Moment(moment) => clock.day_of(moment).map(Some),
            Arg::Str(text) => clock.day_of_text(text).map(Some),
            Arg::Int(days) => clock.day_of(&Moment::Seconds(*days)).map(Some),
            _ => Ok(None),
        }
    }

    /// The elements to choose from.
    pub fn elements(&self, i: usize) -> Option<&Elements> {
        match self.get(i) {
            Arg::Elements(elements) => Some(elements),
            _ => None,
        }
    }
}
