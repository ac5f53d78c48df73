//! Texts in a vector: bytes one after another, or entries of a table by number, which stay so as long as they can.

use super::vector::{Seq, Valid};
use crate::locale::Table;
use crate::providers::Value;
use crate::records::Texts;
use std::borrow::Cow;
use std::sync::Arc;

/// What numbers of entries stand for.
#[derive(Clone, Debug)]
pub enum Entries<'a> {
    /// A table of a locale.
    Table(Table),
    /// A user's own texts.
    Choice(&'a [Value]),
    /// Texts of the expression.
    Own(Arc<Texts>),
}

impl Entries<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Table(table) => table.len(),
            Self::Choice(values) => values.len(),
            Self::Own(texts) => texts.ends.len(),
        }
    }

    /// An entry.
    #[inline]
    pub fn get(&self, i: usize) -> &[u8] {
        match self {
            Self::Table(table) => table.get(i),
            Self::Choice(values) => match values.get(i) {
                Some(Value::Str(text)) => text.as_bytes(),
                _ => b"",
            },
            Self::Own(texts) => texts.get(i),
        }
    }
}

/// Texts.
#[derive(Clone, Debug)]
pub enum Strs<'a> {
    /// The same in all rows.
    One(Arc<[u8]>),
    /// One for each row.
    Many(Cow<'a, Texts>),
    /// Entries, one for each row.
    Coded(Entries<'a>, Cow<'a, [u32]>),
}

impl<'a> Strs<'a> {
    /// A constant.
    pub fn one(text: &[u8]) -> Strs<'static> {
        Strs::One(text.into())
    }

    /// The text of a row.
    #[inline]
    pub fn get(&self, i: usize) -> &[u8] {
        match self {
            Self::One(text) => text,
            Self::Many(texts) => texts.get(i),
            Self::Coded(entries, codes) => entries.get(codes[i] as usize),
        }
    }

    /// The same texts, borrowed.
    pub fn borrow(&self) -> Strs<'_> {
        match self {
            Self::One(text) => Strs::One(text.clone()),
            Self::Many(texts) => Strs::Many(Cow::Borrowed(texts)),
            Self::Coded(Entries::Table(table), codes) => Strs::Coded(Entries::Table(*table), Cow::Borrowed(codes)),
            Self::Coded(Entries::Choice(v), codes) => Strs::Coded(Entries::Choice(v), Cow::Borrowed(codes)),
            Self::Coded(Entries::Own(v), codes) => Strs::Coded(Entries::Own(v.clone()), Cow::Borrowed(codes)),
        }
    }

    /// Whether there is one text for all rows.
    pub fn is_one(&self) -> bool {
        matches!(self, Self::One(_))
    }

    /// A function of each text: of each entry, where there are fewer entries than rows.
    #[inline]
    pub fn map<T: Copy>(&self, f: impl Fn(&[u8]) -> T) -> Seq<'static, T> {
        match self {
            Self::One(text) => Seq::One(f(text)),
            Self::Many(texts) => Seq::Many((0..texts.ends.len()).map(|i| f(texts.get(i))).collect()),
            Self::Coded(entries, codes) if entries.len() <= codes.len() => {
                let made: Vec<T> = (0..entries.len()).map(|i| f(entries.get(i))).collect();
                Seq::Many(codes.iter().map(|code| made[*code as usize]).collect())
            }
            Self::Coded(entries, codes) => Seq::Many(codes.iter().map(|code| f(entries.get(*code as usize))).collect()),
        }
    }

    /// As [`Strs::map`], of a function that may give null.
    #[inline]
    pub fn try_map<T: Copy + Default>(&self, f: impl Fn(&[u8]) -> Option<T>) -> (Seq<'static, T>, Valid<'static>) {
        self.map(f).try_map(|x| x)
    }

    /// A text made of each text.
    #[inline]
    pub fn change(&self, f: impl Fn(&[u8], &mut Vec<u8>)) -> Strs<'a> {
        match self {
            Self::One(text) => {
                let mut out = Vec::new();
                f(text, &mut out);
                Strs::one(&out)
            }
            Self::Many(texts) => {
                let made = write(texts.ends.len(), texts.bytes.len(), |i, out| f(texts.get(i), out));
                Strs::Many(Cow::Owned(made))
            }
            Self::Coded(entries, codes) if entries.len() <= codes.len() => {
                let made = write(entries.len(), 0, |i, out| f(entries.get(i), out));
                Strs::Coded(Entries::Own(Arc::new(made)), codes.clone())
            }
            Self::Coded(entries, codes) => {
                let made = write(codes.len(), 0, |i, out| f(entries.get(codes[i] as usize), out));
                Strs::Many(Cow::Owned(made))
            }
        }
    }

    /// The texts of `n` rows, one after another.
    pub fn into_texts(self, n: usize) -> Texts {
        match self {
            Self::Many(texts) => texts.into_owned(),
            other => write(n, 0, |i, out| out.extend_from_slice(other.get(i))),
        }
    }
}

/// Texts that a function appends, one for each row.
#[inline]
pub fn write(n: usize, bytes: usize, mut f: impl FnMut(usize, &mut Vec<u8>)) -> Texts {
    let mut texts = Texts { bytes: Vec::with_capacity(bytes), ends: Vec::with_capacity(n) };
    for i in 0..n {
        f(i, &mut texts.bytes);
        texts.end();
    }
    texts
}
