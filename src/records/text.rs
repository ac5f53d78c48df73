//! Rows as text: CSV and JSON Lines, appended to a buffer column by column and row by row.

use super::column::{Column, Data};
use super::plan::Plan;
use crate::clock::{datetime, SECOND};
use crate::error::{Error, Result};
use crate::providers::{float_repr, Value};

/// Checks the name of a kind of text.
///
/// # Errors
/// [`Error::Value`] with the kinds that there are.
pub fn check(kind: &str) -> Result<()> {
    match kind {
        "csv" | "jsonl" => Ok(()),
        other => Err(Error::Value(format!("'{other}' is no kind of text; there are 'csv' and 'jsonl'"))),
    }
}

/// Writes rows as text of a kind.
///
/// # Errors
/// As [`check`], and for values that the kind cannot hold.
pub fn write(plan: &Plan, columns: &[Column], kind: &str) -> Result<Vec<u8>> {
    if columns.iter().any(|c| matches!(&c.data, Data::Choice(values, _) if values.iter().any(foreign))) {
        return Err(Error::value("values that only Python knows cannot be written as text here"));
    }
    let n = columns.first().map_or(0, Column::len);
    let mut out = Vec::with_capacity(n * columns.len() * 16);
    if kind == "csv" {
        csv(columns, n, &mut out);
    } else {
        let keys: Vec<Vec<u8>> = plan
            .columns()
            .iter()
            .enumerate()
            .map(|(i, column)| {
                let mut key = if i == 0 { b"{".to_vec() } else { b", ".to_vec() };
                json_text(column.spec.name.as_bytes(), &mut key);
                key.extend_from_slice(b": ");
                key
            })
            .collect();
        jsonl(&keys, columns, n, &mut out);
    }
    Ok(out)
}

/// Whether a value is one of the user's own objects.
fn foreign(value: &Value) -> bool {
    match value {
        Value::Element(_) | Value::Opaque(_) => true,
        Value::Tuple(items) | Value::List(items) | Value::Set(items) => items.iter().any(foreign),
        Value::Dict(pairs) => pairs.iter().any(|(key, item)| foreign(key) || foreign(item)),
        _ => false,
    }
}

fn csv(columns: &[Column], n: usize, out: &mut Vec<u8>) {
    for row in 0..n {
        let line = out.len();
        for (i, column) in columns.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            if column.is_valid(row) {
                let start = out.len();
                csv_value(&column.data, row, out);
                quote(out, start);
            }
        }
        if out.len() == line {
            // Readers skip a blank line.
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(b"\r\n");
    }
}

fn csv_value(data: &Data, row: usize, out: &mut Vec<u8>) {
    match data {
        Data::Int(values) => out.extend_from_slice(itoa::Buffer::new().format(values[row]).as_bytes()),
        Data::Float(values) => out.extend_from_slice(float_repr(values[row]).as_bytes()),
        Data::Bool(values) => out.extend_from_slice(if values[row] { b"true" } else { b"false" }),
        Data::DateTime(values) => iso(values[row], out),
        Data::Choice(values, codes) => match &values[codes[row] as usize] {
            Value::None => {}
            Value::Bool(b) => out.extend_from_slice(if *b { b"true" } else { b"false" }),
            Value::DateTime(micros) => iso(*micros, out),
            Value::Bytes(bytes) => bytes.iter().for_each(|b| out.extend_from_slice(&hex(*b))),
            value => value.append_str(out),
        },
        Data::Bytes(texts) => texts.get(row).iter().for_each(|b| out.extend_from_slice(&hex(*b))),
        data => data.append_text(row, out),
    }
}

fn hex(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}

fn iso(micros: i64, out: &mut Vec<u8>) {
    let form = if micros.rem_euclid(SECOND) == 0 { "%Y-%m-%dT%H:%M:%S" } else { "%Y-%m-%dT%H:%M:%S%.6f" };
    out.extend_from_slice(datetime(micros).format(form).to_string().as_bytes());
}

/// Quotes the text from `start` on if a reader would need it.
fn quote(out: &mut Vec<u8>, start: usize) {
    let text = &out[start..];
    if !text.iter().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
        return;
    }
    let quotes = text.iter().filter(|b| **b == b'"').count();
    let text = out.split_off(start);
    out.reserve(text.len() + quotes + 2);
    out.push(b'"');
    for byte in text {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

fn jsonl(keys: &[Vec<u8>], columns: &[Column], n: usize, out: &mut Vec<u8>) {
    for row in 0..n {
        for (key, column) in keys.iter().zip(columns) {
            out.extend_from_slice(key);
            if column.is_valid(row) {
                json_data(&column.data, row, out);
            } else {
                out.extend_from_slice(b"null");
            }
        }
        out.extend_from_slice(b"}\n");
    }
}

fn json_data(data: &Data, row: usize, out: &mut Vec<u8>) {
    match data {
        Data::Int(values) => out.extend_from_slice(itoa::Buffer::new().format(values[row]).as_bytes()),
        Data::Float(values) => json_float(values[row], out),
        Data::Str(texts) => json_text(texts.get(row), out),
        Data::Codes(table, codes) => json_text(table.get(codes[row] as usize), out),
        other => json(&other.value(row), out),
    }
}

/// A number that every reader of JSON takes: what is not finite is null.
fn json_float(value: f64, out: &mut Vec<u8>) {
    if value.is_finite() {
        out.extend_from_slice(float_repr(value).as_bytes());
    } else {
        out.extend_from_slice(b"null");
    }
}

fn json(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::None => out.extend_from_slice(b"null"),
        Value::Bool(b) => out.extend_from_slice(if *b { b"true" } else { b"false" }),
        Value::Int(i) => out.extend_from_slice(itoa::Buffer::new().format(*i).as_bytes()),
        Value::Float(f) => json_float(*f, out),
        Value::Big(digits) => out.extend_from_slice(digits.as_bytes()),
        Value::Str(text) | Value::Decimal(text) => json_text(text.as_bytes(), out),
        Value::DateTime(micros) => {
            out.push(b'"');
            iso(*micros, out);
            out.push(b'"');
        }
        Value::Bytes(bytes) => {
            out.push(b'"');
            bytes.iter().for_each(|b| out.extend_from_slice(&hex(*b)));
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
                json_text(&text, out);
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

/// A JSON string of UTF-8.
fn json_text(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    let mut plain = 0;
    for (i, byte) in text.iter().enumerate() {
        if !matches!(byte, b'"' | b'\\' | 0..=0x1f) {
            continue;
        }
        out.extend_from_slice(&text[plain..i]);
        plain = i + 1;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\r' => out.extend_from_slice(b"\\r"),
            other => {
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&hex(*other));
            }
        }
    }
    out.extend_from_slice(&text[plain..]);
    out.push(b'"');
}
