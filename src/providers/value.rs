//! Values of fields that are more than one text or number: tuples, lists, dicts and what stands in them.

use crate::clock::{append_date, append_datetime, append_duration, append_time, date, datetime, DAY, SECOND};
use crate::digits::{append, decimal, float, int};
use crate::locale::float_repr;
use crate::opaque::Opaque;
use chrono::Datelike;
use std::fmt::{Arguments, Write as _};

/// A value as Python will see it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `None`.
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
    /// Text.
    Str(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Days since 1970.
    Date(i32),
    /// Microseconds since 1970.
    DateTime(i64),
    /// Microseconds since midnight.
    Time(i64),
    /// Microseconds.
    Duration(i64),
    /// The index of one of the user's own values.
    Element(usize),
    /// A tuple.
    Tuple(Vec<Value>),
    /// A list.
    List(Vec<Value>),
    /// A set, in the order of drawing.
    Set(Vec<Value>),
    /// A dict.
    Dict(Vec<(Value, Value)>),
    /// An object that a plugin made.
    Opaque(Opaque),
}

impl Value {
    /// Text of bytes that are known to be UTF-8.
    pub fn text(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Str(String::from_utf8(bytes.into()).unwrap_or_default())
    }

    /// Appends what Python's `str()` gives.
    pub fn append_str(&self, out: &mut Vec<u8>) {
        match self {
            Self::Str(text) | Self::Big(text) | Self::Decimal(text) => out.extend_from_slice(text.as_bytes()),
            Self::Date(days) => append_date(*days, out),
            Self::Duration(micros) => append_duration(*micros, out),
            Self::DateTime(micros) => append_datetime(*micros, b' ', out),
            Self::Time(micros) => append_time(*micros, out),
            Self::Int(value) => append(out, |to| int(*value, to)),
            Self::Float(value) => append(out, |to| float(*value, to)),
            other => {
                let mut text = String::new();
                other.repr(&mut text);
                out.extend_from_slice(text.as_bytes());
            }
        }
    }

    /// Appends what Python's `repr()` gives.
    fn repr(&self, out: &mut String) {
        match self {
            Self::None => out.push_str("None"),
            Self::Bool(true) => out.push_str("True"),
            Self::Bool(false) => out.push_str("False"),
            Self::Int(value) => put(out, format_args!("{value}")),
            Self::Element(index) => put(out, format_args!("{index}")),
            Self::Float(value) => out.push_str(&float_repr(*value)),
            Self::Big(text) => out.push_str(text),
            Self::Decimal(text) => put(out, format_args!("Decimal('{text}')")),
            Self::Str(text) => repr_text(text, out),
            Self::Bytes(bytes) => {
                let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
                out.push('b');
                out.push(quote);
                for byte in bytes {
                    match byte {
                        b'\t' => out.push_str("\\t"),
                        b'\n' => out.push_str("\\n"),
                        b'\r' => out.push_str("\\r"),
                        byte if *byte == b'\\' || char::from(*byte) == quote => {
                            out.extend(['\\', char::from(*byte)]);
                        }
                        b' '..=b'~' => out.push(char::from(*byte)),
                        _ => put(out, format_args!("\\x{byte:02x}")),
                    }
                }
                out.push(quote);
            }
            Self::Date(days) => {
                let day = date(*days);
                put(out, format_args!("datetime.date({}, {}, {})", day.year(), day.month(), day.day()));
            }
            Self::DateTime(micros) => {
                let day = datetime(*micros).date();
                put(out, format_args!("datetime.datetime({}, {}, {}, ", day.year(), day.month(), day.day()));
                time_repr(*micros, out);
            }
            Self::Time(micros) => {
                out.push_str("datetime.time(");
                time_repr(*micros, out);
            }
            Self::Duration(micros) => duration_repr(*micros, out),
            Self::Tuple(items) => {
                list_repr(items, "(", if items.len() == 1 { ",)" } else { ")" }, out);
            }
            Self::List(items) => list_repr(items, "[", "]", out),
            Self::Set(items) if items.is_empty() => out.push_str("set()"),
            Self::Set(items) => list_repr(items, "{", "}", out),
            Self::Dict(pairs) => {
                out.push('{');
                for (i, (key, value)) in pairs.iter().enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    key.repr(out);
                    out.push_str(": ");
                    value.repr(out);
                }
                out.push('}');
            }
            Self::Opaque(_) => out.push_str("<object>"),
        }
    }
}

fn put(out: &mut String, text: Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// The arguments of a time of day: hours and minutes, seconds and microseconds where there are any.
fn time_repr(micros: i64, out: &mut String) {
    let micros = micros.rem_euclid(DAY * SECOND);
    let (seconds, rest) = (micros / SECOND, micros % SECOND);
    put(out, format_args!("{}, {}", seconds / 3600, seconds / 60 % 60));
    if seconds % 60 != 0 || rest != 0 {
        put(out, format_args!(", {}", seconds % 60));
    }
    if rest != 0 {
        put(out, format_args!(", {rest}"));
    }
    out.push(')');
}

fn duration_repr(micros: i64, out: &mut String) {
    let day = DAY * SECOND;
    let (days, rest) = (micros.div_euclid(day), micros.rem_euclid(day));
    let parts = [("days", days), ("seconds", rest / SECOND), ("microseconds", rest % SECOND)];
    let parts: Vec<String> = parts.iter().filter(|(_, n)| *n != 0).map(|(name, n)| format!("{name}={n}")).collect();
    let parts = if parts.is_empty() { "0".to_string() } else { parts.join(", ") };
    put(out, format_args!("datetime.timedelta({parts})"));
}

fn list_repr(items: &[Value], open: &str, close: &str, out: &mut String) {
    out.push_str(open);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        item.repr(out);
    }
    out.push_str(close);
}

fn repr_text(text: &str, out: &mut String) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if is_printable(c) => out.push(c),
            c => match u32::from(c) {
                code @ 0..=0xff => put(out, format_args!("\\x{code:02x}")),
                code @ 0x100..=0xffff => put(out, format_args!("\\u{code:04x}")),
                code => put(out, format_args!("\\U{code:08x}")),
            },
        }
    }
    out.push(quote);
}

/// Whether Python's `repr` writes the character as it is: Rust's `Debug` asks the same of any but a first character.
fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~') || (c > '~' && ['a', c].iter().collect::<String>().escape_debug().count() == 2)
}

/// Appends a decimal number that is given in units of its last digit, `scale` of which stand after the point.
pub fn append_decimal(value: i128, scale: u8, out: &mut Vec<u8>) {
    append(out, |to| decimal(value, scale, to));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_inside_are_pythons() {
        let text = |value: Value| {
            let mut out = Vec::new();
            Value::List(vec![value]).append_str(&mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(text(Value::Date(0)), "[datetime.date(1970, 1, 1)]");
        assert_eq!(text(Value::DateTime(3_600_000_000)), "[datetime.datetime(1970, 1, 1, 1, 0)]");
        assert_eq!(text(Value::DateTime(-1)), "[datetime.datetime(1969, 12, 31, 23, 59, 59, 999999)]");
        assert_eq!(text(Value::Time(5_000_000)), "[datetime.time(0, 0, 5)]");
        assert_eq!(text(Value::Duration(0)), "[datetime.timedelta(0)]");
        assert_eq!(text(Value::Duration(-1_000_000)), "[datetime.timedelta(days=-1, seconds=86399)]");
        assert_eq!(text(Value::Decimal("1.50".into())), "[Decimal('1.50')]");
        assert_eq!(text(Value::text("O'Neil é\u{a0}\u{200c}\u{93e}")), "[\"O'Neil é\\xa0\\u200c\u{93e}\"]");
    }
}
