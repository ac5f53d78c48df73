//! The expression language of schemas: `price * quantity`, `case when segment == 'business' then 'invoice' else 'card' end`.
//!
//! An expression is parsed ([`Expression::parse`]), its types are checked once against those of the columns that it
//! names ([`Expression::bind`]), and it is evaluated over whole columns ([`Bound::eval`]): one loop for each operation,
//! none of which can fail. Whatever has no value (a quotient by zero, a sum that does not fit) is null. `docs/expressions.md`
//! is the reference.
//!
//! ```
//! use forgery::expressions::{Expression, Kind};
//! use forgery::records::{Column, Data};
//!
//! let total = Expression::parse("price * quantity").unwrap();
//! assert_eq!(total.names(), ["price", "quantity"]);
//! let bound = total.bind(|name| Ok(if name == "price" { Kind::Decimal(2) } else { Kind::Int })).unwrap();
//! assert_eq!(bound.returns(), Kind::Decimal(2));
//! let price = Column::new(Data::Decimal(vec![250, 1999], 2));
//! let quantity = Column::new(Data::Int(vec![3, 1]));
//! let made = bound.eval(&[&price, &quantity], 2).unwrap();
//! assert!(matches!(made.data, Data::Decimal(values, 2) if values == [750, 1999]));
//! ```

mod eval;
mod functions;
mod lex;
mod parse;
mod tree;
mod types;

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests;

pub use eval::load::kind_of;

use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::records::spec::Spec;
use crate::records::{Column, Data};
use eval::load::{blank, load, store};
use eval::vector::Native;
use eval::{decimal, Term};
use std::fmt;
use tree::Node;

/// What values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Never there; goes with every other kind.
    Null,
    /// True or false.
    Bool,
    /// Integers of 64 bits.
    Int,
    /// Floats.
    Float,
    /// Exact decimals with so many digits after the point.
    Decimal(u8),
    /// Text.
    Str,
    /// Days.
    Date,
    /// Days with a time.
    DateTime,
    /// Times of day.
    Time,
    /// Lengths of time.
    Duration,
}

impl Kind {
    /// Whether values are numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Float | Self::Decimal(_))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Float => "float",
            Self::Decimal(scale) => return write!(f, "decimal({scale})"),
            Self::Str => "text",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Time => "time of day",
            Self::Duration => "duration",
        })
    }
}

/// An expression, parsed.
#[derive(Clone, Debug)]
pub struct Expression {
    text: String,
    root: Node,
    names: Vec<String>,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong, with its place: `expression 'price * ': a value is missing at the end`.
    pub fn parse(text: &str) -> Result<Self> {
        let (root, names) = parse::parse(text)?;
        Ok(Self { text: text.to_string(), root, names })
    }

    /// Reads a template: text with names, or any expressions, in braces, with Python's format specifications behind a
    /// colon: `{brand} {model} ({year:04d})`. Braces that are meant are doubled.
    ///
    /// # Errors
    /// As [`Expression::parse`]; a brace without the other one.
    pub fn template(text: &str) -> Result<Self> {
        let (root, names) = parse::template(text)?;
        Ok(Self { text: text.to_string(), root, names })
    }

    /// The names in it, once each, dotted ones whole (`customers.city`), in order of first use.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Checks the types, given the kind of each name.
    ///
    /// # Errors
    /// Those of `kind`; what an operation takes and what it got.
    pub fn bind(&self, kind: impl Fn(&str) -> Result<Kind>) -> Result<Bound> {
        let kinds = self.names.iter().map(|name| kind(name)).collect::<Result<Vec<_>>>()?;
        let inputs = kinds.iter().enumerate().map(|(at, kind)| Term::input(at, *kind)).collect::<Vec<_>>();
        let root = types::bind(&self.root, &self.text, &inputs)?;
        Ok(Bound { text: self.text.clone(), names: self.names.clone(), kinds, root })
    }

    /// The one value of an expression over parameters.
    ///
    /// # Errors
    /// A name that has no value; as [`Expression::bind`].
    pub fn constant(&self, value: impl Fn(&str) -> Option<Spec>) -> Result<Spec> {
        let inputs = self.names.iter().map(|name| {
            let spec = value(name).ok_or_else(|| self.error(&format!("there is no parameter '{name}'")))?;
            term_of(&spec).ok_or_else(|| self.error(&format!("'{name}' is {}, not a single value", spec.describe())))
        });
        let root = types::bind(&self.root, &self.text, &inputs.collect::<Result<Vec<_>>>()?)?;
        Ok(spec_of(&root))
    }

    fn error(&self, what: &str) -> Error {
        Error::Value(format!("expression '{}': {what}", self.text))
    }
}

/// A value that a user gave as a constant.
fn term_of(spec: &Spec) -> Option<Term> {
    Some(match spec {
        Spec::None => Term::null(Kind::Null),
        Spec::Bool(value) => Term::one(Kind::Bool, *value),
        Spec::Int(value) => Term::one(Kind::Int, *value),
        Spec::Float(value) => Term::one(Kind::Float, *value),
        Spec::Decimal(text) | Spec::Big(text) => {
            let (_, after) = decimal::digits(text.as_bytes())?;
            let scale = u8::try_from(after.max(0)).ok().filter(|scale| *scale <= decimal::MAX_SCALE)?;
            Term::one(Kind::Decimal(scale), decimal::parse(text.as_bytes(), scale)?)
        }
        Spec::Str(text) | Spec::Moment(Moment::Text(text)) => Term::text(text),
        Spec::Moment(Moment::Date(days)) => Term::one(Kind::Date, i64::from(*days)),
        Spec::Moment(Moment::DateTime(micros)) => Term::one(Kind::DateTime, *micros),
        Spec::Moment(Moment::Delta(seconds)) => Term::one(Kind::Duration, crate::clock::micros(*seconds)),
        Spec::Moment(Moment::Seconds(seconds)) => Term::one(Kind::Int, *seconds),
        Spec::Time(micros) => Term::one(Kind::Time, *micros),
        Spec::Bytes(_) | Spec::Seq(_) | Spec::Map(_) | Spec::Object(..) => return None,
    })
}

/// The value of a constant.
fn spec_of(term: &Term) -> Spec {
    let Some(value) = term.known().filter(|v| v.valid.get(0)) else { return Spec::None };
    let long = || i64::of(value).get(0);
    match term.kind {
        Kind::Null => Spec::None,
        Kind::Bool => Spec::Bool(bool::of(value).get(0)),
        Kind::Int => Spec::Int(long()),
        Kind::Float => Spec::Float(f64::of(value).get(0)),
        Kind::Decimal(_) | Kind::Str => {
            let mut text = Vec::new();
            eval::spell::value(term.kind, value, 0, &mut text);
            let text = String::from_utf8(text).unwrap_or_default();
            if term.kind == Kind::Str {
                Spec::Str(text)
            } else {
                Spec::Decimal(text)
            }
        }
        Kind::Date => Spec::Moment(Moment::Date(long() as i32)),
        Kind::DateTime => Spec::Moment(Moment::DateTime(long())),
        Kind::Time => Spec::Time(long()),
        Kind::Duration => Spec::Moment(Moment::Delta(long() as f64 / 1e6)),
    }
}

/// An expression whose types are known.
#[derive(Clone, Debug)]
pub struct Bound {
    text: String,
    names: Vec<String>,
    kinds: Vec<Kind>,
    root: Term,
}

impl Bound {
    /// What its values are.
    pub fn returns(&self) -> Kind {
        self.root.kind
    }

    /// No values, of the kind that [`Bound::eval`] gives.
    pub fn blank(&self) -> Data {
        blank(self.root.kind)
    }

    /// The values of `n` rows, given the columns of [`Expression::names`] in their order.
    ///
    /// # Errors
    /// Columns that are not of the kinds that it was bound to, or not of `n` rows.
    pub fn eval(&self, inputs: &[&Column], n: usize) -> Result<Column> {
        let error = |what: String| Error::Value(format!("expression '{}': {what}", self.text));
        if inputs.len() != self.kinds.len() {
            return Err(error(format!("{} columns were given for {} names", inputs.len(), self.kinds.len())));
        }
        let vectors = inputs.iter().zip(&self.kinds).zip(&self.names).map(|((column, kind), name)| {
            if column.len() != n {
                return Err(error(format!("'{name}' has {} rows, not {n}", column.len())));
            }
            load(column, *kind).ok_or_else(|| {
                let found = kind_of(&column.data).map_or_else(|| "something else".to_string(), |kind| kind.to_string());
                error(format!("'{name}' is {found}, not {kind} as before"))
            })
        });
        let vectors = vectors.collect::<Result<Vec<_>>>()?;
        Ok(store(self.root.eval(&vectors, n), self.root.kind, n))
    }

    /// The same with its values as another kind: rounded, halves to even, where digits are lost; texts of anything; what
    /// texts spell, or null.
    ///
    /// # Errors
    /// Both kinds, if there is no such conversion.
    pub fn cast(self, to: Kind) -> Result<Self> {
        let from = self.root.kind;
        let root = eval::convert::cast(self.root, to).map_err(|_| {
            Error::Value(format!("expression '{}': it gives {from}, which cannot become {to}", self.text))
        })?;
        Ok(Self { root, ..self })
    }

    /// The same with its value rounded to digits after the point, halves to even.
    ///
    /// # Errors
    /// If it is no number.
    pub fn round(self, digits: u8) -> Result<Self> {
        let root = eval::arithmetic::round(self.root, digits.into());
        let root = root.map_err(|error| Error::Value(format!("expression '{}': {error}", self.text)))?;
        Ok(Self { root, ..self })
    }
}
