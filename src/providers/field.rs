//! What the catalogue says of a field: name, parameters, type, documentation.

use super::args::{Arg, Args};
use crate::clock::Clock;
use crate::error::Result;
use crate::grammar::Domain;

/// The type of a field's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Str,
    /// A 64-bit integer.
    Int,
    /// A 64-bit float.
    Float,
    /// True or false.
    Bool,
    /// Bytes.
    Bytes,
    /// A day.
    Date,
    /// A date and time, to the microsecond.
    DateTime,
    /// A time of day, to the microsecond.
    Time,
    /// A distance between two times, to the microsecond.
    Duration,
    /// A decimal number.
    Decimal,
    /// A 128-bit identifier, text in Python.
    Uuid,
    /// Whatever its parameters hold: one of the user's own values.
    Choice,
    /// A tuple, list, dict or another nested value, as the documentation says.
    Any,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// `True` or `False`.
    Bool,
    /// An integer of 64 bits.
    Int,
    /// An integer of this range, both ends included.
    Within(i64, i64),
    /// A float or an integer, finite.
    Float,
    /// An integer, float or `Decimal`.
    Number,
    /// A string.
    Str,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A sequence of strings.
    Strs,
    /// A string, or a sequence of strings.
    StrOrStrs,
    /// A date, time, distance or text that says one.
    Moment,
    /// A moment of which only the day counts; an integer counts days from today.
    Day,
    /// A `strftime` pattern.
    Pattern,
    /// The hue of a colour: its name, a number of degrees or a pair of them (strings, numbers, and
    /// [`Arg::Numbers`]).
    Hue,
    /// A sequence of any values.
    Elements,
    /// A sequence of numbers, one for each element.
    Weights,
    /// Any Python object, for fields that are made in Python.
    Object,
    /// Any value at all, for fields that third parties make.
    Any,
}

/// The value of a parameter that is not given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    /// It must be given.
    Required,
    /// `None`, which the field understands.
    None,
    /// A truth value.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    Str(&'static str),
    /// A tuple of strings.
    Strs(&'static [&'static str]),
}

/// A parameter of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it takes; `None` too where its default is `None`.
    pub kind: Kind,
    /// Its value when it is not given.
    pub default: Default,
    /// What it means, with its unit.
    pub doc: &'static str,
}

/// A field of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name: Faker's, where Faker has it.
    pub name: &'static str,
    /// The name of its batch method.
    pub plural: &'static str,
    /// The type of its values.
    pub returns: Type,
    /// Its parameters, in order.
    pub params: &'static [Param],
    /// What a value is: a sentence, then whatever else a reader should know.
    pub doc: &'static str,
    /// Whether its arguments fit together, beyond the type of each.
    pub check: Option<fn(&Args) -> Result<()>>,
    /// Settles what depends on the clock, once for all values: bounds that are distances from now, say.
    pub prepare: Option<fn(&mut Args, Clock) -> Result<()>>,
    /// All values that its Rust function can give for prepared arguments, where they can be counted and numbered
    /// without drawing; a rule in data needs none. A locale that overrides the field by another Rust function must have the same values.
    pub domain: Option<fn(&Args) -> Option<Domain>>,
    /// Whether it exists in forgery only, and not in Faker.
    pub ours: bool,
}

impl Field {
    /// A field without parameters.
    pub const fn new(name: &'static str, plural: &'static str, returns: Type, doc: &'static str) -> Self {
        Self { name, plural, returns, params: &[], doc, check: None, prepare: None, domain: None, ours: false }
    }

    /// The field with parameters.
    #[must_use]
    pub const fn params(mut self, params: &'static [Param]) -> Self {
        self.params = params;
        self
    }

    /// The field with a check of its arguments.
    #[must_use]
    pub const fn check(mut self, check: fn(&Args) -> Result<()>) -> Self {
        self.check = Some(check);
        self
    }

    /// The field with what settles its arguments by the clock.
    #[must_use]
    pub const fn prepare(mut self, prepare: fn(&mut Args, Clock) -> Result<()>) -> Self {
        self.prepare = Some(prepare);
        self
    }

    /// The field with what its Rust function can give.
    #[must_use]
    pub const fn domain(mut self, domain: fn(&Args) -> Option<Domain>) -> Self {
        self.domain = Some(domain);
        self
    }

    /// The field, marked as one that Faker does not have.
    #[must_use]
    pub const fn ours(mut self) -> Self {
        self.ours = true;
        self
    }

    /// The type of its values with these arguments: a true `raw_output` asks for bytes instead of text.
    pub fn type_of(&self, args: &Args) -> Type {
        match self.params.iter().position(|param| param.name == "raw_output") {
            Some(at) if args.bool(at) => Type::Bytes,
            _ => self.returns,
        }
    }

    /// The arguments of a call that gives none; `None` stands where one is required.
    pub fn defaults(&self) -> Args {
        Args::new(self.params.iter().map(|p| Arg::from(p.default)).collect())
    }
}

/// A parameter.
pub const fn param(name: &'static str, kind: Kind, default: Default, doc: &'static str) -> Param {
    Param { name, kind, default, doc }
}
