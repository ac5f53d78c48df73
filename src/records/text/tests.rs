//! The bytes are those of the plainest way to write them.

use super::cells::Format;
use super::*;
use crate::clock::{datetime, Clock, SECOND};
use crate::locale::{Locale, Table};
use crate::providers::Value;
use crate::records::column::Texts;
use crate::records::schema;
use crate::records::spec::Spec;
use crate::rng::{Draw, Key, Mersenne};

/// A value of a field.
fn made(field: &str) -> Column {
    let spec = Spec::Map(vec![(Spec::Str("x".into()), Spec::Str(field.into()))]);
    let locale = Locale::find("fr_FR").unwrap();
    let plan = Plan::new(schema::parse(&spec).unwrap(), &[locale], Clock::default(), &Key::from_seed(&1.into()));
    plan.unwrap().rows(0..1).unwrap().remove(0)
}

fn column(draw: &mut Mersenne, data: Data, nulls: bool) -> Column {
    let valid = nulls.then(|| (0..data.len()).map(|_| draw.bits(2) > 0).collect());
    Column { data, valid }
}

fn texts(draw: &mut Mersenne, n: usize, letters: &[&str], longest: u64) -> Texts {
    let mut texts = Texts::default();
    for _ in 0..n {
        for _ in 0..draw.below(longest + 1) {
            texts.bytes.extend_from_slice(letters[draw.below(letters.len() as u64) as usize].as_bytes());
        }
        texts.end();
    }
    texts
}

/// Integers of all sizes.
fn ints(draw: &mut Mersenne, n: usize) -> Vec<i64> {
    let mut ints: Vec<i64> = (0..n).map(|_| draw.bits(64) as i64 >> draw.below(64)).collect();
    ints.splice(0..3.min(n), [i64::MIN, i64::MAX, 0].into_iter().take(n));
    ints
}

/// Columns of every kind of data, with values of all sizes.
fn columns(draw: &mut Mersenne, n: usize, table: Table) -> Vec<Data> {
    let day = 86_400 * SECOND;
    let odd = ["a", "é", "日", ",", "\"", "\n", "\r", "\t", "\\", "\u{1}", "\u{1f}", "\u{7f}", "xyz"];
    let values = vec![
        Value::None,
        Value::Bool(true),
        Value::Int(-7),
        Value::Float(0.1),
        Value::Float(f64::NAN),
        Value::Big("123456789012345678901234567890".into()),
        Value::Decimal("1.50".into()),
        Value::Str("a, \"b\"\n".into()),
        Value::Str(String::new()),
        Value::Bytes(vec![0, 255]),
        Value::Date(20_000),
        Value::DateTime(-1),
        Value::Time(5),
        Value::Duration(-5),
        Value::Tuple(vec![Value::Int(1), Value::Str("it's".into())]),
        Value::Dict(vec![(Value::Int(1), Value::List(vec![Value::None, Value::Float(f64::INFINITY)]))]),
    ];
    let codes = |draw: &mut Mersenne, len: usize| (0..n).map(|_| draw.below(len as u64) as u32).collect::<Vec<_>>();
    let ints = ints(draw, n);
    let within = |range: i64| ints.iter().map(|i| i.rem_euclid(range)).collect::<Vec<_>>();
    vec![
        Data::Str(texts(draw, n, &["a", "b c"], 40)),
        Data::Str(texts(draw, n, &["a", "é", "日"], 12)),
        Data::Str(texts(draw, n, &odd, 30)),
        Data::Str(texts(draw, n, &["x", "x", "x", "x", "x", "x", ","], 12)),
        Data::Bytes(texts(draw, n, &odd, 30)),
        Data::Codes(table, codes(draw, table.len())),
        Data::Choice(values.clone().into(), codes(draw, values.len())),
        Data::Float(ints.iter().map(|i| f64::from_bits(*i as u64)).collect()),
        Data::Float(ints.iter().map(|i| *i as f64 / 100.0).collect()),
        Data::Bool(ints.iter().map(|i| i & 1 == 0).collect()),
        Data::Date(ints.iter().map(|i| (*i >> 32) as i32).collect()),
        Data::Date(within(30_000).iter().map(|i| *i as i32).collect()),
        Data::DateTime(ints.clone()),
        Data::DateTime(within(50 * 365 * day)),
        Data::DateTime(within(100_000).iter().map(|i| i * SECOND).collect()),
        Data::Time(within(day)),
        Data::Time(within(86_400).iter().map(|i| i * SECOND).collect()),
        Data::Duration(within(3 * day)),
        Data::Duration(ints.clone()),
        Data::Decimal(ints.iter().map(|i| i128::from(*i)).collect(), 2),
        Data::Decimal(ints.iter().map(|i| i128::from(*i) << 60).collect(), 38),
        Data::Uuid(ints.iter().map(|i| (*i as u128) << 40).collect()),
        Data::Seeds(ints.iter().map(|i| *i as u64).collect()),
        Data::Value(codes(draw, values.len()).iter().map(|i| values[*i as usize].clone()).collect()),
        Data::Int(ints),
    ]
}

fn both<F: Format>(columns: &[Column], plain: impl Fn(&[Column], usize, &mut Vec<u8>)) {
    let names: Vec<String> = (0..columns.len()).map(|i| format!("column \"{i}\"")).collect();
    let (mut expected, mut got) = (Vec::new(), Buffer::default());
    plain(columns, columns[0].len(), &mut expected);
    // A buffer is the same when it was used before.
    for _ in 0..2 {
        got.clear();
        super::made::<F>(names.iter().map(String::as_str), columns, &mut got);
        assert_eq!(String::from_utf8_lossy(got.written()), String::from_utf8_lossy(&expected));
    }
    super::made::<F>(names.iter().map(String::as_str), columns, &mut got);
    assert_eq!(got.into_vec(), [expected.clone(), expected].concat());
}

fn agree(columns: &[Column]) {
    both::<cells::Csv>(columns, csv);
    both::<cells::Json>(columns, |columns, n, out| {
        let key = |i: usize| format!("{}\"column \\\"{i}\\\"\": ", if i == 0 { "{" } else { ", " }).into_bytes();
        jsonl(&(0..columns.len()).map(key).collect::<Vec<_>>(), columns, n, out);
    });
}

#[test]
fn bytes_are_the_plain_ones() {
    let mut draw = Mersenne::from_seed(&1.into());
    let table = match made("first_name").data {
        Data::Codes(table, _) => table,
        other => panic!("first names are picked from a table, not {other:?}"),
    };
    for n in [0, 1, 2, 7, 100, 3000] {
        for nulls in [false, true] {
            let columns: Vec<Column> = columns(&mut draw, n, table).into_iter().map(Column::new).collect();
            let columns: Vec<Column> = columns.into_iter().map(|c| column(&mut draw, c.data, nulls)).collect();
            for alone in &columns {
                agree(std::slice::from_ref(alone));
            }
            agree(&columns);
        }
    }
}

// What follows is the plain way.

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
                plain_quote(out, start);
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
        Data::Float(values) => out.extend_from_slice(float_text(values[row]).as_bytes()),
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
fn plain_quote(out: &mut Vec<u8>, start: usize) {
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
        Data::Str(texts) => plain_json_text(texts.get(row), out),
        Data::Codes(table, codes) => plain_json_text(table.get(codes[row] as usize), out),
        other => json(&other.value(row), out),
    }
}

/// A number that every reader of JSON takes: what is not finite is null.
fn json_float(value: f64, out: &mut Vec<u8>) {
    if value.is_finite() {
        out.extend_from_slice(float_text(value).as_bytes());
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
        Value::Str(text) | Value::Decimal(text) => plain_json_text(text.as_bytes(), out),
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
                plain_json_text(&text, out);
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
fn plain_json_text(text: &[u8], out: &mut Vec<u8>) {
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

/// A float as Python's `repr` spells it: how is tested beside [`crate::digits::float`].
fn float_text(value: f64) -> String {
    let mut out = Vec::new();
    crate::digits::append(&mut out, |to| crate::digits::float(value, to));
    String::from_utf8(out).unwrap()
}
