//! The values that a field can have, as a set that is counted and numbered without drawing.
//!
//! `unique` columns need it: with so many different values at most, a permutation of the ranks gives each value once,
//! in the memory of a counter. A domain is read from the program of a rule, which is data; a field that is drawn by a
//! Rust function has one if it [declares it](crate::providers::Field::domain).
//!
//! ```
//! use forgery::{clock::Clock, grammar::Domain, locale::Locale, providers::Pack, rng::Stream};
//! let pack = Pack::<Stream>::of(Locale::find("en_US")?);
//! let codes = Domain::of(pack, "postcode", None, Clock::default()).expect("a rule in data");
//! assert_eq!(codes.capacity(), 99_450);
//! assert_eq!(codes.text(0), "00501");
//! assert!(codes.is_exact());
//! # Ok::<(), forgery::error::Error>(())
//! ```
//!
//! # Order
//!
//! Ranks follow the rule: the entries of a table in the table's order (those of weight 0 left out, equal ones counted
//! once), numbers upwards, alternatives one after the other, and of parts that stand one after the other the last one
//! changes fastest. The order is the same on every platform, and changes only when a rule or a table does.
//!
//! # Counting
//!
//! The capacity is an upper bound: no field gives more different values. Two ranks could give one text where parts
//! run into each other (`Anna` + `Mae Lee`, `Anna Mae` + `Lee`) or alternatives overlap. What an earlier alternative
//! has is therefore left out of the later ones wherever the two can be compared part by part, and a few thousand
//! values are written out and equal ones counted once. [`Domain::is_exact`] says whether all texts are then known to
//! differ; [`Domain::listed`] writes out more.

mod analyse;
mod node;
mod overlap;
mod pattern;
mod shape;
#[cfg(test)]
mod tests;

pub use pattern::Fill;

use analyse::Analysis;

use crate::clock::{Clock, DAY, SECOND};
use crate::locale::find_name;
use crate::providers::{append_decimal, Args, Pack, Rule, Source, Value};
use node::{Kept, Kind, Part};

/// The values of a field, in order.
#[derive(Clone, Debug)]
pub struct Domain {
    part: Part,
    kind: Type,
}

/// What the texts of a domain stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Type {
    Text,
    Int,
    Bool,
    Element,
    /// Days since 1970.
    Date,
    /// Seconds since 1970.
    DateTime,
    /// Seconds since midnight.
    Time,
    /// Units of the last of so many digits after the point.
    Decimal(u8),
}

impl Domain {
    /// The values of a field with these arguments (prepared, if the field prepares them), or with its defaults. `None` if they are not known: for a rule in
    /// Rust that does not declare them, or for a field that the locale does not have.
    pub fn of<D: Source>(pack: &Pack<D>, field: &str, args: Option<&Args>, clock: Clock) -> Option<Self> {
        Self::read(&mut Analysis::new(pack), field, args, clock)
    }

    fn read<D: Source>(analysis: &mut Analysis<'_, D>, field: &str, args: Option<&Args>, clock: Clock) -> Option<Self> {
        let entry = find_name(field).and_then(|name| analysis.pack.find(name))?;
        let domain = match entry.rule {
            Rule::Program(at) => Self::texts_of(analysis.program(at)?),
            Rule::Host | Rule::Unported | Rule::Lacks(_) | Rule::Unfit(_) => return None,
            _ => {
                let field = crate::providers::find(field)?.field;
                match (args, field.prepare) {
                    (None, Some(prepare)) => {
                        let mut args = entry.defaults.clone();
                        prepare(&mut args, clock).ok()?;
                        field.domain?(&args)?
                    }
                    _ => field.domain?(args.unwrap_or(&entry.defaults))?,
                }
            }
        };
        (domain.part.size > 0).then_some(domain)
    }

    fn texts_of(part: Part) -> Self {
        Self { part, kind: Type::Text }
    }

    /// The texts as part of others, if that is what the values are written as.
    fn into_part(self) -> Option<Part> {
        matches!(self.kind, Type::Text | Type::Int | Type::Bool).then_some(self.part)
    }

    /// What a pattern can become.
    pub fn pattern(pattern: &str, fill: &Fill) -> Self {
        Self::texts_of(fill.pattern(pattern.as_bytes()))
    }

    /// `count` integers from `low` on, `step` apart.
    pub fn integers(low: i64, step: i64, count: u128) -> Self {
        Self { part: node::numbers(low, step, count.min(1 << 64), 0), kind: Type::Int }
    }

    /// Truth values: one or both.
    pub fn booleans(values: &[bool]) -> Self {
        let text = |value: &bool| if *value { "True" } else { "False" }.as_bytes().into();
        Self { part: node::texts(values.iter().map(text).collect()), kind: Type::Bool }
    }

    /// So many values of the user's own, without those of weight 0 if there are weights.
    pub fn elements(len: usize, weights: &[f64]) -> Self {
        if weights.iter().all(|weight| *weight > 0.0) {
            return Self { part: node::numbers(0, 1, len as u128, 0), kind: Type::Element };
        }
        let places = weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
        let text = |(place, _): (usize, &f64)| place.to_string().into_bytes().into();
        Self { part: node::texts(places.map(text).collect()), kind: Type::Element }
    }

    /// Days, counted from 1970, both included.
    pub fn dates(first: i64, last: i64) -> Self {
        Self { kind: Type::Date, ..Self::from_to(first, last) }
    }

    /// Seconds, counted from 1970, both included.
    pub fn datetimes(first: i64, last: i64) -> Self {
        Self { kind: Type::DateTime, ..Self::from_to(first, last) }
    }

    /// The seconds of a day.
    pub fn times() -> Self {
        Self { kind: Type::Time, ..Self::from_to(0, DAY - 1) }
    }

    /// Decimal numbers with so many digits after the point, the bounds in units of the last one. `None` for bounds
    /// beyond 64 bits.
    pub fn decimals(min: i128, max: i128, scale: u8) -> Option<Self> {
        let (min, max) = (i64::try_from(min).ok()?, i64::try_from(max).ok()?);
        Some(Self { kind: Type::Decimal(scale), ..Self::from_to(min, max) })
    }

    fn from_to(first: i64, last: i64) -> Self {
        Self::integers(first, 1, (i128::from(last) - i128::from(first) + 1).max(0).unsigned_abs())
    }

    /// Random UUIDs.
    pub fn uuids() -> Self {
        Self::texts_of(node::uuid())
    }

    /// How many different values there are at most; `u128::MAX` for that many or more.
    pub fn capacity(&self) -> u128 {
        self.part.size
    }

    /// Whether every rank is known to have a value of its own, so that the capacity is the number of values.
    pub fn is_exact(&self) -> bool {
        self.part.shape.exact
    }

    /// The same values, written out and each counted once if there are not more than `most` and they may repeat.
    #[must_use]
    pub fn listed(self, most: u128) -> Self {
        if self.is_exact() || self.capacity() > most {
            return self;
        }
        let texts = self.part.list().into_iter().map(Into::into).collect();
        Self { part: node::texts(texts), kind: self.kind }
    }

    /// Appends the text of the value of a rank, which counts on from 0 beyond the capacity.
    pub fn append(&self, rank: u128, out: &mut Vec<u8>) {
        match self.kind {
            Type::Text | Type::Int | Type::Bool | Type::Element => {
                self.part.write(rank % self.part.size.max(1), 0, &mut Kept::default(), out);
            }
            Type::Decimal(scale) => append_decimal(i128::from(self.number(rank)), scale, out),
            Type::Date | Type::DateTime | Type::Time => self.value(rank).append_str(out),
        }
    }

    /// The number of a rank, of a domain of numbers.
    fn number(&self, rank: u128) -> i64 {
        let rank = rank % self.part.size.max(1);
        match self.part.kind() {
            Kind::Number { low, step, .. } => low.wrapping_add((rank as i64).wrapping_mul(*step)),
            _ => {
                let mut text = Vec::new();
                self.part.write(rank, 0, &mut Kept::default(), &mut text);
                std::str::from_utf8(&text).ok().and_then(|text| text.parse().ok()).unwrap_or_default()
            }
        }
    }

    /// The text of the value of a rank.
    pub fn text(&self, rank: u128) -> String {
        let mut out = Vec::new();
        self.append(rank, &mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// The value of a rank, in the field's own type.
    pub fn value(&self, rank: u128) -> Value {
        match self.kind {
            Type::Text => Value::Str(self.text(rank)),
            Type::Int => Value::Int(self.number(rank)),
            Type::Bool => Value::Bool(self.text(rank) == "True"),
            Type::Element => Value::Element(usize::try_from(self.number(rank)).unwrap_or_default()),
            Type::Date => Value::Date(i32::try_from(self.number(rank)).unwrap_or_default()),
            Type::DateTime => Value::DateTime(self.number(rank).saturating_mul(SECOND)),
            Type::Time => Value::Time(self.number(rank) * SECOND),
            Type::Decimal(_) => Value::Decimal(self.text(rank)),
        }
    }
}

/// How many different values a field has at most with its default arguments, if that is known.
pub fn capacity<D: Source>(pack: &Pack<D>, field: &str) -> Option<u128> {
    Some(Domain::of(pack, field, None, Clock::default())?.capacity())
}

/// Appends the value of a rank, for a field whose capacity is known. For more than a value or two make a [`Domain`],
/// which reads the rule once.
pub fn unrank<D: Source>(pack: &Pack<D>, field: &str, rank: u128, out: &mut Vec<u8>) -> Option<()> {
    Domain::of(pack, field, None, Clock::default())?.append(rank, out);
    Some(())
}
