//! Rules: how a field's value is drawn, one kind for each type of value.

use super::value::append_decimal;
use super::{value::Value, Args, Source};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::AttrId;

/// How a value is drawn. The functions take the context and the arguments.
pub enum Rule<D: Source> {
    /// A program of the pack, which gives text.
    Program(u32),
    /// Text, appended to a buffer.
    Str(fn(&mut Cx<D>, &Args, &mut Vec<u8>) -> Result<()>),
    /// Bytes, appended to a buffer.
    Bytes(fn(&mut Cx<D>, &Args, &mut Vec<u8>) -> Result<()>),
    /// A decimal number, its text appended to a buffer.
    Decimal(fn(&mut Cx<D>, &Args, &mut Vec<u8>) -> Result<()>),
    /// A decimal number in units of its last digit, and how many digits stand after the point.
    Scaled(fn(&mut Cx<D>, &Args) -> Result<i128>, fn(&Args) -> u8),
    /// An integer.
    Int(fn(&mut Cx<D>, &Args) -> Result<i64>),
    /// A float.
    Float(fn(&mut Cx<D>, &Args) -> Result<f64>),
    /// A truth value.
    Bool(fn(&mut Cx<D>, &Args) -> Result<bool>),
    /// Days since 1970.
    Date(fn(&mut Cx<D>, &Args) -> Result<i32>),
    /// Microseconds since 1970.
    DateTime(fn(&mut Cx<D>, &Args) -> Result<i64>),
    /// Microseconds since midnight.
    Time(fn(&mut Cx<D>, &Args) -> Result<i64>),
    /// Microseconds.
    Duration(fn(&mut Cx<D>, &Args) -> Result<i64>),
    /// A 128-bit identifier.
    Uuid(fn(&mut Cx<D>, &Args) -> Result<u128>),
    /// The index of one of the user's values, which are argument 0.
    Choice(fn(&mut Cx<D>, &Args) -> Result<usize>),
    /// Anything else.
    Value(fn(&mut Cx<D>, &Args) -> Result<Value>),
    /// A field that Python makes, from a seed drawn for each row.
    Host,
    /// Faker's class has code for it that is not ported.
    Unported,
    /// The class lacks the table that the rule needs.
    Lacks(AttrId),
    /// A table of the class is not what the rule needs, for this reason.
    Unfit(&'static str),
}

impl<D: Source> Clone for Rule<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D: Source> Copy for Rule<D> {}

impl<D: Source> std::fmt::Debug for Rule<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Program(at) => write!(f, "Program({at})"),
            Self::Host => f.write_str("Host"),
            Self::Unported => f.write_str("Unported"),
            Self::Lacks(attr) => write!(f, "Lacks({attr})"),
            Self::Unfit(why) => write!(f, "Unfit({why})"),
            _ => f.write_str("Native"),
        }
    }
}

impl<D: Source> Rule<D> {
    /// Draws a value and appends its text, as Python's `str()` spells it.
    ///
    /// # Errors
    /// Whatever the rule says, and for fields that have no text here.
    #[inline]
    pub fn append(self, cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
        match self {
            Self::Program(at) => cx.run(at, out),
            Self::Str(draw) | Self::Decimal(draw) => draw(cx, args, out),
            other => {
                other.value(cx, args)?.append_str(out);
                Ok(())
            }
        }
    }

    /// Draws a value.
    ///
    /// # Errors
    /// Whatever the rule says, and for fields that only Python can make.
    pub fn value(self, cx: &mut Cx<D>, args: &Args) -> Result<Value> {
        let text = |cx: &mut Cx<D>, out: Result<Vec<u8>>| {
            let _ = cx;
            out.map(|bytes| Value::Str(String::from_utf8(bytes).unwrap_or_default()))
        };
        Ok(match self {
            Self::Program(at) => {
                let mut out = Vec::new();
                let done = cx.run(at, &mut out);
                text(cx, done.map(|()| out))?
            }
            Self::Str(draw) => {
                let mut out = Vec::new();
                let done = draw(cx, args, &mut out);
                text(cx, done.map(|()| out))?
            }
            Self::Bytes(draw) => {
                let mut out = Vec::new();
                draw(cx, args, &mut out)?;
                Value::Bytes(out)
            }
            Self::Decimal(draw) => {
                let mut out = Vec::new();
                draw(cx, args, &mut out)?;
                Value::Decimal(String::from_utf8(out).unwrap_or_default())
            }
            Self::Scaled(draw, scale) => {
                let mut out = Vec::new();
                append_decimal(draw(cx, args)?, scale(args), &mut out);
                Value::Decimal(String::from_utf8(out).unwrap_or_default())
            }
            Self::Int(draw) => Value::Int(draw(cx, args)?),
            Self::Float(draw) => Value::Float(draw(cx, args)?),
            Self::Bool(draw) => Value::Bool(draw(cx, args)?),
            Self::Date(draw) => Value::Date(draw(cx, args)?),
            Self::DateTime(draw) => Value::DateTime(draw(cx, args)?),
            Self::Time(draw) => Value::Time(draw(cx, args)?),
            Self::Duration(draw) => Value::Duration(draw(cx, args)?),
            Self::Uuid(draw) => Value::Str(uuid::Uuid::from_u128(draw(cx, args)?).to_string()),
            Self::Choice(draw) => Value::Element(draw(cx, args)?),
            Self::Value(draw) => draw(cx, args)?,
            Self::Host => return Err(Error::value("only Python makes this field")),
            Self::Unfit(why) => return Err(Error::value(why)),
            Self::Unported | Self::Lacks(_) => {
                return Err(Error::value("this field cannot be part of another"));
            }
        })
    }
}
