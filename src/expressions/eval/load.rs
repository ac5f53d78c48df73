//! From columns to vectors and back.

use super::decimal::{digits, parse, MAX_SCALE};
use super::text::{write, Entries, Strs};
use super::vector::{Cells, Native, Seq, Valid, Vector};
use crate::expressions::Kind;
use crate::providers::Value;
use crate::records::column::append_uuid;
use crate::records::{Column, Data, Texts};
use std::borrow::Cow;

/// What the values of a column are to an expression; `None` if an expression cannot use them.
///
/// A choice of texts is text, of numbers the number that holds them all.
pub fn kind_of(data: &Data) -> Option<Kind> {
    Some(match data {
        Data::Codes(..) | Data::Str(_) | Data::Uuid(_) => Kind::Str,
        Data::Int(_) => Kind::Int,
        Data::Float(_) => Kind::Float,
        Data::Bool(_) => Kind::Bool,
        Data::Date(_) => Kind::Date,
        Data::DateTime(_) => Kind::DateTime,
        Data::Time(_) => Kind::Time,
        Data::Duration(_) => Kind::Duration,
        Data::Decimal(_, scale) => Kind::Decimal(*scale),
        Data::Choice(values, _) => {
            let mut kind = Kind::Null;
            for value in values.iter() {
                kind = super::convert::join(kind, kind_of_value(value)?)?;
            }
            kind
        }
        Data::Bytes(_) | Data::Value(_) | Data::Seeds(_) => return None,
    })
}

fn kind_of_value(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::None => Kind::Null,
        Value::Bool(_) => Kind::Bool,
        Value::Int(_) => Kind::Int,
        Value::Float(_) => Kind::Float,
        Value::Decimal(text) => {
            let (_, scale) = digits(text.as_bytes())?;
            Kind::Decimal(u8::try_from(scale.max(0)).ok().filter(|scale| *scale <= MAX_SCALE)?)
        }
        Value::Str(_) => Kind::Str,
        Value::Date(_) => Kind::Date,
        Value::DateTime(_) => Kind::DateTime,
        Value::Time(_) => Kind::Time,
        Value::Duration(_) => Kind::Duration,
        _ => return None,
    })
}

/// A column as a vector of a kind; `None` if its values are of another kind.
pub fn load(column: &Column, kind: Kind) -> Option<Vector<'_>> {
    let valid = column.valid.as_ref().map_or(Valid::All, |valid| Valid::Some(Cow::Borrowed(valid)));
    let cells = match (&column.data, kind) {
        (_, Kind::Null) => return Some(Vector { cells: Cells::Bool(Seq::One(false)), valid: Valid::None }),
        (Data::Codes(table, codes), Kind::Str) => {
            Cells::Text(Strs::Coded(Entries::Table(*table), Cow::Borrowed(codes)))
        }
        (Data::Str(texts), Kind::Str) => Cells::Text(Strs::Many(Cow::Borrowed(texts))),
        (Data::Uuid(ids), Kind::Str) => {
            Cells::Text(Strs::Many(Cow::Owned(write(ids.len(), 36 * ids.len(), |i, out| append_uuid(ids[i], out)))))
        }
        (Data::Int(v), Kind::Int)
        | (Data::DateTime(v), Kind::DateTime)
        | (Data::Time(v), Kind::Time)
        | (Data::Duration(v), Kind::Duration) => Cells::Long(Seq::Many(Cow::Borrowed(v))),
        (Data::Float(v), Kind::Float) => Cells::Float(Seq::Many(Cow::Borrowed(v))),
        (Data::Bool(v), Kind::Bool) => Cells::Bool(Seq::Many(Cow::Borrowed(v))),
        (Data::Date(v), Kind::Date) => Cells::Long(Seq::Many(v.iter().map(|day| i64::from(*day)).collect())),
        (Data::Decimal(v, scale), Kind::Decimal(wanted)) if *scale == wanted => {
            Cells::Wide(Seq::Many(Cow::Borrowed(v)))
        }
        (Data::Choice(values, codes), kind) => {
            let (cells, there) = choice(values, codes, kind);
            return Some(Vector { cells, valid: valid.and(&there) });
        }
        _ => return None,
    };
    Some(Vector { cells, valid })
}

fn choice<'a>(values: &'a [Value], codes: &'a [u32], kind: Kind) -> (Cells<'a>, Valid<'a>) {
    fn native<T: Native>(
        values: &[Value],
        codes: &[u32],
        f: impl Fn(&Value) -> Option<T>,
    ) -> (Cells<'static>, Valid<'static>) {
        let (made, valid) = if values.len() <= codes.len() {
            let entries: Vec<Option<T>> = values.iter().map(f).collect();
            Seq::Many(Cow::Borrowed(codes)).try_map(|code| entries[code as usize])
        } else {
            Seq::Many(Cow::Borrowed(codes)).try_map(|code| f(&values[code as usize]))
        };
        (T::cells(made), valid)
    }
    match kind {
        Kind::Str => {
            let there = |value: &Value| matches!(value, Value::Str(_));
            let valid = if values.iter().all(there) {
                Valid::All
            } else {
                Valid::Some(codes.iter().map(|code| there(&values[*code as usize])).collect())
            };
            (Cells::Text(Strs::Coded(Entries::Choice(values), Cow::Borrowed(codes))), valid)
        }
        Kind::Bool | Kind::Null => native(values, codes, |value| match value {
            Value::Bool(x) => Some(*x),
            _ => None,
        }),
        Kind::Float => native(values, codes, |value| match value {
            Value::Float(x) => Some(*x),
            Value::Int(x) => Some(*x as f64),
            Value::Decimal(text) => text.parse().ok(),
            _ => None,
        }),
        Kind::Decimal(scale) => native(values, codes, move |value| match value {
            Value::Decimal(text) => parse(text.as_bytes(), scale),
            Value::Int(x) => parse(x.to_string().as_bytes(), scale),
            _ => None,
        }),
        kind => native(values, codes, move |value| match (value, kind) {
            (Value::Date(day), Kind::DateTime) => i64::from(*day).checked_mul(86_400_000_000),
            (Value::Date(day), _) => Some(i64::from(*day)),
            (Value::Int(x) | Value::DateTime(x) | Value::Time(x) | Value::Duration(x), _) => Some(*x),
            _ => None,
        }),
    }
}

/// No values of a kind.
pub fn blank(kind: Kind) -> Data {
    match kind {
        Kind::Null | Kind::Bool => Data::Bool(Vec::new()),
        Kind::Int => Data::Int(Vec::new()),
        Kind::Float => Data::Float(Vec::new()),
        Kind::Decimal(scale) => Data::Decimal(Vec::new(), scale),
        Kind::Str => Data::Str(Texts::default()),
        Kind::Date => Data::Date(Vec::new()),
        Kind::DateTime => Data::DateTime(Vec::new()),
        Kind::Time => Data::Time(Vec::new()),
        Kind::Duration => Data::Duration(Vec::new()),
    }
}

/// A vector as a column of `n` rows.
pub fn store(vector: Vector<'_>, kind: Kind, n: usize) -> Column {
    fn all<T: Copy>(values: Seq<'_, T>, n: usize) -> Vec<T> {
        match values {
            Seq::One(value) => vec![value; n],
            Seq::Many(values) => values.into_owned(),
        }
    }
    let valid = match vector.valid {
        Valid::All => None,
        Valid::None => Some(vec![false; n]),
        Valid::Some(valid) => Some(valid.into_owned()).filter(|valid| valid.contains(&false)),
    };
    let data = match (vector.cells, kind) {
        (Cells::Bool(v), _) => Data::Bool(all(v, n)),
        (Cells::Float(v), _) => Data::Float(all(v, n)),
        (Cells::Wide(v), Kind::Decimal(scale)) => Data::Decimal(all(v, n), scale),
        (Cells::Wide(v), _) => Data::Decimal(all(v, n), 0),
        (Cells::Text(v), _) => Data::Str(v.into_texts(n)),
        (Cells::Long(v), Kind::Date) => Data::Date(all(v.map(|day| day as i32), n)),
        (Cells::Long(v), Kind::DateTime) => Data::DateTime(all(v, n)),
        (Cells::Long(v), Kind::Time) => Data::Time(all(v, n)),
        (Cells::Long(v), Kind::Duration) => Data::Duration(all(v, n)),
        (Cells::Long(v), _) => Data::Int(all(v, n)),
    };
    Column { data, valid }
}
