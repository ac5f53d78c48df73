//! Values that come one by one, as text.

use super::buffer::SLACK;
use super::escape::{self, Csv, Json, Kind};
use crate::clock::append_datetime;
use crate::digits::{append, float, hex_pair, int};
use crate::providers::Value;

/// Whether a value is one of the user's own objects.
pub fn foreign(value: &Value) -> bool {
    match value {
        Value::Element(_) | Value::Opaque(_) => true,
        Value::Tuple(items) | Value::List(items) | Value::Set(items) => items.iter().any(foreign),
        Value::Dict(pairs) => pairs.iter().any(|(key, item)| foreign(key) || foreign(item)),
        _ => false,
    }
}

/// Appends a text in quotes.
pub fn quoted<K: Kind>(text: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + K::MOST * text.len() + 2 + SLACK, 0);
    let written = escape::quoted::<K>(text, &mut out[start..]);
    out.truncate(start + written);
}

/// Appends a value as a cell of comma-separated values.
pub fn csv(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::None => {}
        Value::Bool(b) => out.extend_from_slice(if *b { b"true" } else { b"false" }),
        Value::DateTime(micros) => append_datetime(*micros, b'T', out),
        Value::Bytes(bytes) => out.extend(bytes.iter().flat_map(|b| hex_pair(*b))),
        value => csv_str(value, out),
    }
}

/// Appends what Python's `str` gives of a value as a cell of comma-separated values.
pub fn csv_str(value: &Value, out: &mut Vec<u8>) {
    let start = out.len();
    value.append_str(out);
    if escape::any::<Csv>(&out[start..]) {
        let text = out.split_off(start);
        quoted::<Csv>(&text, out);
    }
}

/// Appends a value as JSON.
pub fn json(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::None => out.extend_from_slice(b"null"),
        Value::Bool(b) => out.extend_from_slice(if *b { b"true" } else { b"false" }),
        Value::Int(i) => append(out, |to| int(*i, to)),
        // A number that every reader of JSON takes: what is not finite is null.
        Value::Float(f) if !f.is_finite() => out.extend_from_slice(b"null"),
        Value::Float(f) => append(out, |to| float(*f, to)),
        Value::Big(digits) => out.extend_from_slice(digits.as_bytes()),
        Value::Str(text) | Value::Decimal(text) => quoted::<Json>(text.as_bytes(), out),
        Value::DateTime(micros) => {
            out.push(b'"');
            append_datetime(*micros, b'T', out);
            out.push(b'"');
        }
        Value::Bytes(bytes) => {
            out.push(b'"');
            out.extend(bytes.iter().flat_map(|b| hex_pair(*b)));
            out.push(b'"');
        }
        Value::Tuple(items) | Value::List(items) | Value::Set(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.extend_from_slice(b", ");
                }
                json(item, out);
            }
            out.push(b']');
        }
        Value::Dict(pairs) => {
            out.push(b'{');
            for (i, (key, item)) in pairs.iter().enumerate() {
                if i > 0 {
                    out.extend_from_slice(b", ");
                }
                let mut text = Vec::new();
                key.append_str(&mut text);
                quoted::<Json>(&text, out);
                out.extend_from_slice(b": ");
                json(item, out);
            }
            out.push(b'}');
        }
        dated => {
            out.push(b'"');
            dated.append_str(out);
            out.push(b'"');
        }
    }
}
