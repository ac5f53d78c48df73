//! The values of a column as numbers and texts, and how others are put in their place.

use crate::clock::{Moment, DAY, SECOND};
use crate::providers::Value;
use crate::records::column::{Column, Data, Texts};
use crate::records::spec::Spec;
use crate::schema::span::{FIRST, LAST};
use std::sync::Arc;

/// The microseconds of a day.
pub const DAY_MICROS: i64 = DAY * SECOND;

fn unit(scale: u8) -> f64 {
    10f64.powi(i32::from(scale))
}

/// Value `i` as a number; days and microseconds for dates and times, the place among the values for choices of texts.
pub fn number(data: &Data, i: usize) -> Option<f64> {
    Some(match data {
        Data::Int(v) | Data::DateTime(v) | Data::Time(v) | Data::Duration(v) => v[i] as f64,
        Data::Float(v) => v[i],
        Data::Bool(v) => f64::from(u8::from(v[i])),
        Data::Date(v) => f64::from(v[i]),
        Data::Decimal(v, scale) => v[i] as f64 / unit(*scale),
        Data::Choice(values, codes) => match values.get(codes[i] as usize)? {
            Value::None => return None,
            Value::Int(x) => *x as f64,
            Value::Float(x) => *x,
            _ => f64::from(codes[i]),
        },
        _ => return None,
    })
}

/// Whether the values have an order that [`number`] shows.
pub fn is_ordered(data: &Data) -> bool {
    use Data::{Bool, Choice, Date, DateTime, Decimal, Duration, Float, Int, Time};
    matches!(
        data,
        Int(_) | Float(_) | Decimal(..) | Bool(_) | Date(_) | DateTime(_) | Time(_) | Duration(_) | Choice(..)
    )
}

/// Whether the values are numbers, once [`numeric`] has been at them.
pub fn is_numeric(data: &Data) -> bool {
    matches!(data, Data::Int(_) | Data::Float(_) | Data::Decimal(..))
}

/// A choice of numbers as a column of numbers; anything else as it is.
#[must_use]
pub fn numeric(data: Data) -> Data {
    let Data::Choice(values, codes) = &data else { return data };
    let int = |value: &Value| if let Value::Int(x) = value { Some(*x) } else { None };
    let float = |value: &Value| match value {
        Value::Int(x) => Some(*x as f64),
        Value::Float(x) => Some(*x),
        _ => None,
    };
    if let Some(ints) = values.iter().map(int).collect::<Option<Vec<_>>>() {
        return Data::Int(codes.iter().map(|code| ints[*code as usize]).collect());
    }
    if let Some(floats) = values.iter().map(float).collect::<Option<Vec<_>>>() {
        return Data::Float(codes.iter().map(|code| floats[*code as usize]).collect());
    }
    data
}

/// How many digits a number has after the point, if they are few.
fn digits(x: f64) -> Option<u8> {
    (0..=6).find(|digits| (x * unit(*digits)).round_ties_even() / unit(*digits) == x)
}

/// Puts a number in place of value `i`, with as many digits after the point as that has.
pub fn set_number(data: &mut Data, i: usize, x: f64) {
    if !x.is_finite() {
        return;
    }
    match data {
        Data::Int(v) | Data::Duration(v) => v[i] = x.round_ties_even() as i64,
        Data::Float(v) => {
            let by = digits(v[i]).map(unit);
            v[i] = by.map_or(x, |by| (x * by).round_ties_even() / by);
            if !v[i].is_finite() {
                v[i] = x;
            }
        }
        Data::Decimal(v, scale) => v[i] = (x * unit(*scale)).round_ties_even().clamp(-1e36, 1e36) as i128,
        Data::Date(v) => {
            let (first, last) = (FIRST.div_euclid(DAY_MICROS), LAST.div_euclid(DAY_MICROS));
            v[i] = x.round_ties_even().clamp(first as f64, last as f64) as i32;
        }
        Data::DateTime(v) => v[i] = (x.round_ties_even() as i64).clamp(FIRST, LAST),
        _ => {}
    }
}

/// Whether the values are texts.
pub fn is_text(data: &Data) -> bool {
    match data {
        Data::Str(_) | Data::Codes(..) | Data::Uuid(_) => true,
        Data::Choice(values, _) => values.iter().all(|value| matches!(value, Value::Str(_))),
        _ => false,
    }
}

/// The values as texts.
#[must_use]
pub fn to_text(data: Data) -> Data {
    if let Data::Str(_) = data {
        return data;
    }
    let mut texts = Texts::default();
    for i in 0..data.len() {
        data.append_text(i, &mut texts.bytes);
        texts.end();
    }
    Data::Str(texts)
}

/// The values as texts, with others in some places, which are in ascending order.
#[must_use]
pub fn with_texts(data: &Data, changes: &[(usize, Vec<u8>)]) -> Data {
    let mut texts = Texts::default();
    let mut next = changes.iter().peekable();
    for i in 0..data.len() {
        match next.next_if(|(at, _)| *at == i) {
            Some((_, text)) => texts.bytes.extend_from_slice(text),
            None => data.append_text(i, &mut texts.bytes),
        }
        texts.end();
    }
    Data::Str(texts)
}

/// Text `i`.
pub fn text(data: &Data, i: usize) -> String {
    let mut out = Vec::new();
    data.append_text(i, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// Makes values null.
pub fn nullify(column: &mut Column, flags: &[bool]) {
    let valid = column.valid.get_or_insert_with(|| vec![true; flags.len()]);
    valid.iter_mut().zip(flags).for_each(|(there, flag)| *there &= !flag);
}

/// Values that a user gives to stand in place of others.
#[derive(Clone, Debug)]
pub struct Literals {
    given: Vec<Spec>,
    /// Whether the column becomes one of texts for them.
    text: bool,
}

impl Literals {
    /// Values for a column of that kind: one that cannot hold them becomes text.
    pub fn new(data: &Data, given: Vec<Spec>) -> Self {
        let text = !given.iter().all(|spec| *spec == Spec::None || fits(data, spec));
        Self { given, text }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.given.len()
    }

    /// A column that can hold them.
    #[must_use]
    pub fn room(&self, data: Data) -> Data {
        match data {
            data if self.text => to_text(data),
            Data::Choice(values, codes) => {
                let more = self.given.iter().map(Spec::value);
                Data::Choice(values.iter().cloned().chain(more).collect::<Vec<_>>().into(), codes)
            }
            data @ (Data::Codes(..) | Data::Uuid(_)) => to_text(data),
            data => data,
        }
    }

    /// Puts them in some places: pairs of a row, in ascending order, and the place of a value.
    pub fn put(&self, column: &mut Column, changes: &[(usize, usize)]) {
        let data = std::mem::replace(&mut column.data, Data::Value(Vec::new()));
        let mut data = self.room(data);
        if let Data::Str(_) = data {
            let texts: Vec<_> = changes.iter().map(|(row, at)| (*row, written(&self.given[*at]))).collect();
            data = with_texts(&data, &texts);
        } else {
            for (row, at) in changes {
                put(&mut data, *row, &self.given[*at], *at, self.given.len());
            }
        }
        column.data = data;
        if changes.iter().any(|(_, at)| self.given[*at] == Spec::None) || column.valid.is_some() {
            let n = column.data.len();
            let valid = column.valid.get_or_insert_with(|| vec![true; n]);
            for (row, at) in changes {
                valid[*row] = self.given[*at] != Spec::None;
            }
        }
    }
}

fn written(spec: &Spec) -> Vec<u8> {
    let mut out = Vec::new();
    if *spec != Spec::None {
        spec.value().append_str(&mut out);
    }
    out
}

fn moment(spec: &Spec) -> Option<i64> {
    match spec {
        Spec::Moment(Moment::Date(days)) => Some(i64::from(*days) * DAY_MICROS),
        Spec::Moment(Moment::DateTime(micros)) => Some(*micros),
        Spec::Str(text) => crate::clock::absolute(text),
        _ => None,
    }
}

fn float(spec: &Spec) -> Option<f64> {
    crate::records::options::number(spec)
}

/// Whether a column of that kind can hold a value.
fn fits(data: &Data, spec: &Spec) -> bool {
    let is = |value: &Value| std::mem::discriminant(value) == std::mem::discriminant(&spec.value());
    match (data, spec) {
        (Data::Int(_), Spec::Int(_)) | (Data::Bool(_), Spec::Bool(_)) => true,
        (Data::Float(_) | Data::Decimal(..), spec) => float(spec).is_some(),
        (Data::Date(_) | Data::DateTime(_), spec) => moment(spec).is_some(),
        (Data::Choice(values, _), _) => values.iter().all(|value| *value == Value::None || is(value)),
        (Data::Str(_) | Data::Codes(..) | Data::Uuid(_), _) => true,
        _ => false,
    }
}

/// Puts a value that fits in place of another.
fn put(data: &mut Data, row: usize, spec: &Spec, at: usize, of: usize) {
    match (data, spec) {
        (Data::Int(v), Spec::Int(x)) => v[row] = *x,
        (Data::Bool(v), Spec::Bool(x)) => v[row] = *x,
        (Data::Float(v), spec) => v[row] = float(spec).unwrap_or(v[row]),
        (data @ Data::Decimal(..), spec) => {
            if let Some(x) = float(spec) {
                set_number(data, row, x);
            }
        }
        (Data::Date(v), spec) => v[row] = moment(spec).map_or(v[row], |at| at.div_euclid(DAY_MICROS) as i32),
        (Data::DateTime(v), spec) => v[row] = moment(spec).unwrap_or(v[row]),
        (Data::Choice(values, codes), _) => codes[row] = (values.len() - of + at) as u32,
        _ => {}
    }
}

/// Puts values of another column of the same kind in some places: pairs of a row and a row of the other, which has a
/// number among `others`.
#[must_use]
pub fn taken(column: Column, others: &[Arc<Column>], changes: &[(usize, usize, usize)]) -> Column {
    let n = column.len();
    let mut all = column;
    let mut starts = Vec::new();
    for other in others {
        starts.push(all.len());
        all.extend_from(other.as_ref());
    }
    let mut at: Vec<usize> = (0..n).collect();
    for (row, other, place) in changes {
        at[*row] = starts[*other] + place;
    }
    all.take(&at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        let mut data = Data::Float(vec![12.25, 3.0]);
        set_number(&mut data, 0, 98.123_456);
        set_number(&mut data, 1, f64::INFINITY);
        assert_eq!((number(&data, 0), number(&data, 1)), (Some(98.12), Some(3.0)));
        let mut data = Data::Decimal(vec![1225], 2);
        set_number(&mut data, 0, -7.5);
        assert_eq!(number(&data, 0), Some(-7.5));
        let mut data = Data::Int(vec![1]);
        set_number(&mut data, 0, 1e300);
        assert_eq!(number(&data, 0), Some(i64::MAX as f64));
    }

    #[test]
    fn literals_fit_or_make_texts() {
        let given = |spec| vec![spec];
        let mut column = Column::new(Data::Int(vec![1, 2]));
        Literals::new(&column.data, given(Spec::Int(-999))).put(&mut column, &[(1, 0)]);
        assert_eq!(column.data.value(1), Value::Int(-999));
        Literals::new(&column.data, given(Spec::Str("N/A".into()))).put(&mut column, &[(0, 0)]);
        assert_eq!((text(&column.data, 0), text(&column.data, 1)), ("N/A".into(), "-999".into()));
        let mut column = Column::new(Data::Choice(vec![Value::Str("a".into())].into(), vec![0, 0]));
        Literals::new(&column.data, given(Spec::Str("b".into()))).put(&mut column, &[(1, 0)]);
        assert_eq!((text(&column.data, 0), text(&column.data, 1)), ("a".into(), "b".into()));
        assert!(matches!(column.data, Data::Choice(..)));
    }
}
