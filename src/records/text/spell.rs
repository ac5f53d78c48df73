//! A value's plain text, and what kind of text that is: what dialects and SQL quote each in their own way.

use super::value;
use crate::clock::{append_date, append_datetime, append_duration, append_time, date, datetime, strftime};
use crate::digits::{append, decimal, float, hex_pair, int, uuid};
use crate::providers::Value;
use crate::records::column::{Column, Data};

/// What a value's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: the value is missing.
    Null,
    /// Digits, perhaps with a sign, a point and an exponent.
    Number,
    /// A number whose digits count, and whose column is one of text: databases and readers may cut zeros off a number.
    Digits,
    /// `nan`, `inf` or `-inf`.
    NotFinite,
    /// Any text.
    Text,
    /// `true` or `false`.
    Truth,
    /// A day or a time.
    Moment,
    /// A length of time.
    Duration,
    /// Bytes in hexadecimal digits.
    Bytes,
    /// JSON.
    Nested,
}

/// How days, times and numbers are spelled.
#[derive(Clone, Debug)]
pub struct Spelling {
    /// A pattern of `strftime` for days; ISO 8601 if there is none.
    pub date: Option<String>,
    /// One for a day and a time.
    pub datetime: Option<String>,
    /// What stands between day and time in ISO 8601.
    pub between: u8,
    /// What stands for the decimal point.
    pub point: u8,
    /// Whether a length of time is a number of microseconds.
    pub micros: bool,
}

impl Default for Spelling {
    fn default() -> Self {
        Self { date: None, datetime: None, between: b'T', point: b'.', micros: false }
    }
}

impl Spelling {
    /// Appends a value of a column.
    pub fn append(&self, column: &Column, row: usize, out: &mut Vec<u8>) -> Kind {
        if !column.is_valid(row) {
            return Kind::Null;
        }
        match &column.data {
            Data::Str(texts) => text(texts.get(row), out),
            Data::Codes(table, codes) => text(table.get(codes[row] as usize), out),
            Data::Bytes(texts) => bytes(texts.get(row), out),
            Data::Int(values) => integer(values[row], out),
            Data::Float(values) => self.float(values[row], out),
            Data::Bool(values) => truth(values[row], out),
            Data::Date(values) => self.date(values[row], out),
            Data::DateTime(values) => self.datetime(values[row], out),
            Data::Time(values) => time(values[row], out),
            Data::Duration(values) => self.duration(values[row], out),
            Data::Decimal(values, scale) => {
                let start = out.len();
                append(out, |to| decimal(values[row], *scale, to));
                self.pointed(start, out)
            }
            Data::Uuid(values) => {
                append(out, |to| uuid(values[row], to));
                Kind::Text
            }
            Data::Choice(values, codes) => self.value(&values[codes[row] as usize], out),
            Data::Value(values) => self.value(&values[row], out),
            Data::Seeds(values) => {
                out.extend_from_slice(itoa::Buffer::new().format(values[row]).as_bytes());
                Kind::Number
            }
        }
    }

    fn value(&self, value: &Value, out: &mut Vec<u8>) -> Kind {
        match value {
            Value::None => Kind::Null,
            Value::Bool(value) => truth(*value, out),
            Value::Int(value) => integer(*value, out),
            Value::Big(digits) => {
                out.extend_from_slice(digits.as_bytes());
                Kind::Digits
            }
            Value::Float(value) => self.float(*value, out),
            Value::Decimal(digits) => {
                let start = out.len();
                out.extend_from_slice(digits.as_bytes());
                self.pointed(start, out);
                Kind::Digits
            }
            Value::Str(value) => text(value.as_bytes(), out),
            Value::Bytes(value) => bytes(value, out),
            Value::Date(days) => self.date(*days, out),
            Value::DateTime(micros) => self.datetime(*micros, out),
            Value::Time(micros) => time(*micros, out),
            Value::Duration(micros) => self.duration(*micros, out),
            nested => {
                value::json(nested, out);
                Kind::Nested
            }
        }
    }

    fn float(&self, value: f64, out: &mut Vec<u8>) -> Kind {
        let start = out.len();
        append(out, |to| float(value, to));
        if value.is_finite() {
            self.pointed(start, out)
        } else {
            Kind::NotFinite
        }
    }

    /// Puts the sign that stands for the point in its place.
    fn pointed(&self, start: usize, out: &mut [u8]) -> Kind {
        if self.point != b'.' {
            out[start..].iter_mut().filter(|byte| **byte == b'.').for_each(|byte| *byte = self.point);
        }
        Kind::Number
    }

    fn date(&self, days: i32, out: &mut Vec<u8>) -> Kind {
        match &self.date {
            Some(pattern) => strftime(date(days).and_hms_opt(0, 0, 0).unwrap_or_default(), pattern, out),
            None => append_date(days, out),
        }
        Kind::Moment
    }

    fn datetime(&self, micros: i64, out: &mut Vec<u8>) -> Kind {
        match &self.datetime {
            Some(pattern) => strftime(datetime(micros), pattern, out),
            None => append_datetime(micros, self.between, out),
        }
        Kind::Moment
    }

    fn duration(&self, micros: i64, out: &mut Vec<u8>) -> Kind {
        if self.micros {
            return integer(micros, out);
        }
        append_duration(micros, out);
        Kind::Duration
    }
}

fn text(value: &[u8], out: &mut Vec<u8>) -> Kind {
    out.extend_from_slice(value);
    Kind::Text
}

fn bytes(value: &[u8], out: &mut Vec<u8>) -> Kind {
    value.iter().for_each(|byte| out.extend_from_slice(&hex_pair(*byte)));
    Kind::Bytes
}

fn integer(value: i64, out: &mut Vec<u8>) -> Kind {
    append(out, |to| int(value, to));
    Kind::Number
}

fn truth(value: bool, out: &mut Vec<u8>) -> Kind {
    out.extend_from_slice(if value { b"true" } else { b"false" });
    Kind::Truth
}

fn time(micros: i64, out: &mut Vec<u8>) -> Kind {
    append_time(micros, out);
    Kind::Moment
}
