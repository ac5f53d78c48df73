//! Columns: what a batch of values is kept in, from generation to the boundary.

use super::text::{part, SLACK};
use crate::digits::{append, uuid};
use crate::locale::Table;
use crate::providers::{append_decimal, Value};
use std::sync::Arc;

/// Where text `i` begins and ends, of texts that end so.
#[inline(always)]
pub fn bounds(ends: &[usize], i: usize) -> (usize, usize) {
    (if i == 0 { 0 } else { ends[i - 1] }, ends[i])
}

/// Texts one after another, and where each ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// All texts, without anything between them. UTF-8 in a column of text.
    pub bytes: Vec<u8>,
    /// The end of each text in `bytes`.
    pub ends: Vec<usize>,
}

impl Texts {
    /// Ends the text that was appended to `bytes`.
    #[inline]
    pub fn end(&mut self) {
        self.ends.push(self.bytes.len());
    }

    /// Text `i`.
    #[inline]
    pub fn get(&self, i: usize) -> &[u8] {
        let (start, end) = bounds(&self.ends, i);
        &self.bytes[start..end]
    }

    /// Appends other texts.
    pub fn extend_from(&mut self, more: &Self) {
        let before = self.bytes.len();
        self.bytes.extend_from_slice(&more.bytes);
        self.ends.extend(more.ends.iter().map(|end| end + before));
    }

    /// Some texts of others, in this order: each of whom, and which.
    fn of(parts: &[(&[u8], &[usize])], at: impl Iterator<Item = (usize, usize)>) -> Self {
        // Where each lies is found before any is copied, so that the waits for memory overlap.
        let mut length = 0;
        let places = at.map(|(part, i)| {
            let (bytes, ends) = parts[part];
            let (start, end) = bounds(ends, i);
            length += end - start;
            (bytes, start, end)
        });
        let places: Vec<(&[u8], usize, usize)> = places.collect();
        let (mut bytes, mut ends) = (vec![0; length + SLACK], Vec::with_capacity(places.len()));
        let mut written = 0;
        for (all, start, end) in places {
            written += part(all, start, end, &mut bytes[written..]);
            ends.push(written);
        }
        bytes.truncate(length);
        Self { bytes, ends }
    }

    /// All texts.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len()).map(|i| self.get(i))
    }
}

/// The values of a column.
#[derive(Clone, Debug)]
pub enum Data {
    /// Entries of a table, by their place in it: each is one shared string at the boundary.
    Codes(Table, Vec<u32>),
    /// Text.
    Str(Texts),
    /// Bytes.
    Bytes(Texts),
    /// Integers.
    Int(Vec<i64>),
    /// Floats.
    Float(Vec<f64>),
    /// Truth values.
    Bool(Vec<bool>),
    /// Days since 1970.
    Date(Vec<i32>),
    /// Microseconds since 1970.
    DateTime(Vec<i64>),
    /// Microseconds since midnight.
    Time(Vec<i64>),
    /// Microseconds.
    Duration(Vec<i64>),
    /// Decimals, as integers to be divided by ten to the power of the scale.
    Decimal(Vec<i128>, u8),
    /// 128-bit identifiers, text at the boundary.
    Uuid(Vec<u128>),
    /// The user's own values, by index.
    Choice(Arc<[Value]>, Vec<u32>),
    /// Anything else.
    Value(Vec<Value>),
    /// Seeds of values that Python makes.
    Seeds(Vec<u64>),
}

/// A column: values, and which of them are null.
#[derive(Clone, Debug)]
pub struct Column {
    /// The values; a null's value is there too, and means nothing.
    pub data: Data,
    /// Whether each value is there; `None` if all are.
    pub valid: Option<Vec<bool>>,
}

macro_rules! each {
    ($data:expr, $values:ident => $do:expr, $texts:ident => $texts_do:expr) => {
        match $data {
            Data::Str($texts) | Data::Bytes($texts) => $texts_do,
            Data::Codes(_, $values) | Data::Choice(_, $values) => $do,
            Data::Int($values) | Data::DateTime($values) | Data::Time($values) | Data::Duration($values) => $do,
            Data::Float($values) => $do,
            Data::Bool($values) => $do,
            Data::Date($values) => $do,
            Data::Decimal($values, _) => $do,
            Data::Uuid($values) => $do,
            Data::Value($values) => $do,
            Data::Seeds($values) => $do,
        }
    };
}

impl Data {
    /// The number of values.
    pub fn len(&self) -> usize {
        each!(self, values => values.len(), texts => texts.ends.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room for so many values in all, of which the first ones are there: texts are taken to be as long as those.
    pub fn reserve(&mut self, all: usize) {
        let more = all.saturating_sub(self.len());
        each!(self, values => values.reserve_exact(more), texts => {
            let each = texts.bytes.len().div_ceil(texts.ends.len().max(1));
            texts.bytes.reserve(each * more + texts.bytes.len() / 16);
            texts.ends.reserve_exact(more);
        });
    }

    /// Takes out `n` values from `from` on.
    pub fn cut(&mut self, from: usize, n: usize) {
        if n == 0 {
            return;
        }
        each!(self, values => { values.drain(from..from + n); }, texts => {
            let ((start, _), (_, end)) = (bounds(&texts.ends, from), bounds(&texts.ends, from + n - 1));
            texts.bytes.drain(start..end);
            texts.ends.drain(from..from + n);
            texts.ends[from..].iter_mut().for_each(|e| *e -= end - start);
        });
    }

    /// The values at these places, in this order.
    #[must_use]
    pub fn take(&self, at: &[usize]) -> Self {
        self.gather(&[Some(self)], at.iter().map(|i| (0, *i)))
    }

    /// Values of columns of the same kind as this one, in this order: each of which column, and where in it.
    #[must_use]
    pub fn gather<'a>(&self, parts: &[Option<&'a Self>], at: impl Iterator<Item = (usize, usize)>) -> Self {
        macro_rules! each {
            ($kind:pat => $values:ident) => {{
                let values = |part: Option<&'a Self>| match part {
                    Some($kind) => $values.as_slice(),
                    _ => &[],
                };
                let parts: Vec<&[_]> = parts.iter().copied().map(values).collect();
                at.map(|(part, i)| parts[part][i].clone()).collect()
            }};
        }
        macro_rules! texts {
            () => {{
                let texts = |part: Option<&'a Self>| match part {
                    Some(Self::Str(texts) | Self::Bytes(texts)) => (texts.bytes.as_slice(), texts.ends.as_slice()),
                    _ => (&[][..], &[][..]),
                };
                Texts::of(&parts.iter().copied().map(texts).collect::<Vec<_>>(), at)
            }};
        }
        match self {
            Self::Codes(table, _) => Self::Codes(*table, each!(Self::Codes(_, v) => v)),
            Self::Str(_) => Self::Str(texts!()),
            Self::Bytes(_) => Self::Bytes(texts!()),
            Self::Int(_) => Self::Int(each!(Self::Int(v) => v)),
            Self::Float(_) => Self::Float(each!(Self::Float(v) => v)),
            Self::Bool(_) => Self::Bool(each!(Self::Bool(v) => v)),
            Self::Date(_) => Self::Date(each!(Self::Date(v) => v)),
            Self::DateTime(_) => Self::DateTime(each!(Self::DateTime(v) => v)),
            Self::Time(_) => Self::Time(each!(Self::Time(v) => v)),
            Self::Duration(_) => Self::Duration(each!(Self::Duration(v) => v)),
            Self::Decimal(_, scale) => Self::Decimal(each!(Self::Decimal(v, _) => v), *scale),
            Self::Uuid(_) => Self::Uuid(each!(Self::Uuid(v) => v)),
            Self::Choice(values, _) => Self::Choice(values.clone(), each!(Self::Choice(_, v) => v)),
            Self::Value(_) => Self::Value(each!(Self::Value(v) => v)),
            Self::Seeds(_) => Self::Seeds(each!(Self::Seeds(v) => v)),
        }
    }

    /// Appends the values of another column of the same kind; of another kind, nothing.
    pub fn extend(&mut self, more: Self) {
        if self.is_empty() && std::mem::discriminant(self) == std::mem::discriminant(&more) {
            *self = more;
            return;
        }
        self.extend_from(&more);
    }

    /// Appends the values of another column of the same kind, which stays; of another kind, nothing.
    pub fn extend_from(&mut self, more: &Self) {
        match (self, more) {
            (Self::Str(to), Self::Str(from)) | (Self::Bytes(to), Self::Bytes(from)) => to.extend_from(from),
            (Self::Codes(_, to), Self::Codes(_, from)) | (Self::Choice(_, to), Self::Choice(_, from)) => {
                to.extend_from_slice(from)
            }
            (Self::Int(to), Self::Int(from))
            | (Self::DateTime(to), Self::DateTime(from))
            | (Self::Time(to), Self::Time(from))
            | (Self::Duration(to), Self::Duration(from)) => to.extend_from_slice(from),
            (Self::Float(to), Self::Float(from)) => to.extend_from_slice(from),
            (Self::Bool(to), Self::Bool(from)) => to.extend_from_slice(from),
            (Self::Date(to), Self::Date(from)) => to.extend_from_slice(from),
            (Self::Decimal(to, _), Self::Decimal(from, _)) => to.extend_from_slice(from),
            (Self::Uuid(to), Self::Uuid(from)) => to.extend_from_slice(from),
            (Self::Value(to), Self::Value(from)) => to.extend_from_slice(from),
            (Self::Seeds(to), Self::Seeds(from)) => to.extend_from_slice(from),
            _ => {}
        }
    }

    /// The text of value `i`, as a file in text form writes it.
    pub fn append_text(&self, i: usize, out: &mut Vec<u8>) {
        match self {
            Self::Codes(table, codes) => out.extend_from_slice(table.get(codes[i] as usize)),
            Self::Str(texts) | Self::Bytes(texts) => out.extend_from_slice(texts.get(i)),
            Self::Uuid(ids) => append_uuid(ids[i], out),
            Self::Decimal(values, scale) => append_decimal(values[i], *scale, out),
            other => other.value(i).append_str(out),
        }
    }

    /// Value `i`.
    pub fn value(&self, i: usize) -> Value {
        match self {
            Self::Codes(table, codes) => Value::text(table.get(codes[i] as usize)),
            Self::Str(texts) => Value::text(texts.get(i)),
            Self::Bytes(texts) => Value::Bytes(texts.get(i).to_vec()),
            Self::Int(v) => Value::Int(v[i]),
            Self::Float(v) => Value::Float(v[i]),
            Self::Bool(v) => Value::Bool(v[i]),
            Self::Date(v) => Value::Date(v[i]),
            Self::DateTime(v) => Value::DateTime(v[i]),
            Self::Time(v) => Value::Time(v[i]),
            Self::Duration(v) => Value::Duration(v[i]),
            Self::Decimal(v, scale) => {
                let mut text = Vec::new();
                append_decimal(v[i], *scale, &mut text);
                Value::Decimal(String::from_utf8(text).unwrap_or_default())
            }
            Self::Uuid(v) => Value::Str(uuid::Uuid::from_u128(v[i]).to_string()),
            Self::Choice(values, codes) => values[codes[i] as usize].clone(),
            Self::Value(v) => v[i].clone(),
            Self::Seeds(v) => Value::Big(v[i].to_string()),
        }
    }
}

impl Column {
    /// A column without nulls.
    pub fn new(data: Data) -> Self {
        Self { data, valid: None }
    }

    /// Whether value `i` is there.
    #[inline]
    pub fn is_valid(&self, i: usize) -> bool {
        self.valid.as_ref().is_none_or(|valid| valid[i])
    }

    /// Takes out `n` values from `from` on.
    pub fn cut(&mut self, from: usize, n: usize) {
        self.data.cut(from, n);
        if let Some(valid) = &mut self.valid {
            valid.drain(from..from + n);
        }
    }

    /// The values at these places, in this order.
    #[must_use]
    pub fn take(&self, at: &[usize]) -> Self {
        let valid = self.valid.as_ref().map(|valid| at.iter().map(|i| valid[*i]).collect());
        Self { data: self.data.take(at), valid }
    }

    /// Appends the values of another column of the same kind.
    pub fn extend(&mut self, more: Self) {
        self.extend_valid(&more);
        self.data.extend(more.data);
    }

    /// Appends the values of another column of the same kind, which stays.
    pub fn extend_from(&mut self, more: &Self) {
        self.extend_valid(more);
        self.data.extend_from(&more.data);
    }

    fn extend_valid(&mut self, more: &Self) {
        let before = self.len();
        if self.valid.is_some() || more.valid.is_some() {
            let valid = self.valid.get_or_insert_with(|| vec![true; before]);
            match &more.valid {
                Some(there) => valid.extend_from_slice(there),
                None => valid.resize(before + more.len(), true),
            }
        }
    }

    /// The number of values, nulls included.
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Appends an identifier in its usual form, 8-4-4-4-12 hexadecimal digits.
#[inline]
pub fn append_uuid(id: u128, out: &mut Vec<u8>) {
    append(out, |to| uuid(id, to));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        let text = |value, scale| {
            let mut out = Vec::new();
            append_decimal(value, scale, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(text(12345, 2), "123.45");
        assert_eq!(text(-5, 2), "-0.05");
        assert_eq!(text(7, 0), "7");
    }

    #[test]
    fn cutting_texts() {
        let mut texts = Texts::default();
        for word in ["ab", "c", "def"] {
            texts.bytes.extend_from_slice(word.as_bytes());
            texts.end();
        }
        let mut data = Data::Str(texts);
        data.cut(0, 2);
        assert_eq!(data.value(0), Value::Str("def".into()));
        assert_eq!(data.len(), 1);
    }
}
