//! What expressions compute with: typed vectors, constants that stand for vectors, and the loops over them.
//!
//! Six physical types stand for all kinds: a date is an integer here as it is in a column. Every operation is one loop
//! that is compiled for its types; a constant is never spread out, and an operation on constants gives one.

use super::text::Strs;
use std::borrow::Cow;

/// Values of one type: one for all rows, or one for each.
#[derive(Clone, Debug)]
pub enum Seq<'a, T: Copy> {
    /// The same in all rows.
    One(T),
    /// One for each row.
    Many(Cow<'a, [T]>),
}

impl<T: Copy> Seq<'_, T> {
    /// The value of a row.
    #[inline]
    pub fn get(&self, i: usize) -> T {
        match self {
            Self::One(value) => *value,
            Self::Many(values) => values[i],
        }
    }

    /// The same values, borrowed.
    pub fn borrow(&self) -> Seq<'_, T> {
        match self {
            Self::One(value) => Seq::One(*value),
            Self::Many(values) => Seq::Many(Cow::Borrowed(values)),
        }
    }

    /// A function of each.
    #[inline]
    pub fn map<U: Copy>(&self, f: impl Fn(T) -> U) -> Seq<'static, U> {
        match self {
            Self::One(value) => Seq::One(f(*value)),
            Self::Many(values) => Seq::Many(values.iter().map(|x| f(*x)).collect()),
        }
    }

    /// A function of each pair.
    #[inline]
    pub fn zip<U: Copy, V: Copy>(&self, other: &Seq<U>, f: impl Fn(T, U) -> V) -> Seq<'static, V> {
        match (self, other) {
            (_, Seq::One(b)) => self.map(|a| f(a, *b)),
            (Self::One(a), _) => other.map(|b| f(*a, b)),
            (Self::Many(a), Seq::Many(b)) => Seq::Many(a.iter().zip(b.iter()).map(|(a, b)| f(*a, *b)).collect()),
        }
    }

    /// A function of each that may give null. The values are made in one pass; only where there was a null does a second
    /// say where.
    #[inline]
    pub fn try_map<U: Copy + Default>(&self, f: impl Fn(T) -> Option<U>) -> (Seq<'static, U>, Valid<'static>) {
        match self {
            Self::One(value) => one(f(*value)),
            Self::Many(values) => {
                let mut all = true;
                let made = values.iter().map(|x| keep(f(*x), &mut all)).collect();
                let valid = || Valid::Some(values.iter().map(|x| f(*x).is_some()).collect());
                (Seq::Many(made), if all { Valid::All } else { valid() })
            }
        }
    }

    /// As [`Seq::try_map`], of each pair.
    #[inline]
    pub fn try_zip<U: Copy, V: Copy + Default>(
        &self,
        other: &Seq<U>,
        f: impl Fn(T, U) -> Option<V>,
    ) -> (Seq<'static, V>, Valid<'static>) {
        match (self, other) {
            (_, Seq::One(b)) => self.try_map(|a| f(a, *b)),
            (Self::One(a), _) => other.try_map(|b| f(*a, b)),
            (Self::Many(a), Seq::Many(b)) => {
                let mut all = true;
                let pairs = || a.iter().zip(b.iter());
                let made = pairs().map(|(a, b)| keep(f(*a, *b), &mut all)).collect();
                let valid = || Valid::Some(pairs().map(|(a, b)| f(*a, *b).is_some()).collect());
                (Seq::Many(made), if all { Valid::All } else { valid() })
            }
        }
    }
}

#[inline]
fn keep<T: Default>(value: Option<T>, all: &mut bool) -> T {
    *all &= value.is_some();
    value.unwrap_or_default()
}

fn one<T: Copy + Default>(value: Option<T>) -> (Seq<'static, T>, Valid<'static>) {
    (Seq::One(value.unwrap_or_default()), if value.is_some() { Valid::All } else { Valid::None })
}

/// Which rows have a value.
#[derive(Clone, Debug)]
pub enum Valid<'a> {
    /// All.
    All,
    /// No row.
    None,
    /// Those that are true.
    Some(Cow<'a, [bool]>),
}

impl<'a> Valid<'a> {
    /// Whether a row has a value.
    #[inline]
    pub fn get(&self, i: usize) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Some(valid) => valid[i],
        }
    }

    /// The rows that have a value in both.
    #[must_use]
    pub fn and(self, other: &Valid<'a>) -> Self {
        match (self, other) {
            (Self::None, _) | (_, Valid::None) => Self::None,
            (Self::All, other) => other.clone(),
            (this, Valid::All) => this,
            (Self::Some(a), Valid::Some(b)) => Self::Some(a.iter().zip(b.iter()).map(|(a, b)| *a && *b).collect()),
        }
    }

    /// The same rows, borrowed.
    pub fn borrow(&self) -> Valid<'_> {
        match self {
            Self::All => Valid::All,
            Self::None => Valid::None,
            Self::Some(valid) => Valid::Some(Cow::Borrowed(valid)),
        }
    }

    /// As truth values.
    pub fn bools(&self) -> Seq<'_, bool> {
        match self {
            Self::All => Seq::One(true),
            Self::None => Seq::One(false),
            Self::Some(valid) => Seq::Many(Cow::Borrowed(valid)),
        }
    }

    /// The rows where it is true.
    pub fn of(bools: Seq<'a, bool>) -> Self {
        match bools {
            Seq::One(true) => Self::All,
            Seq::One(false) => Self::None,
            Seq::Many(bools) => Self::Some(bools),
        }
    }
}

/// Values of any type.
#[derive(Clone, Debug)]
pub enum Cells<'a> {
    /// Truth values.
    Bool(Seq<'a, bool>),
    /// Integers, days of dates, microseconds of times and durations.
    Long(Seq<'a, i64>),
    /// Floats.
    Float(Seq<'a, f64>),
    /// Decimals, in units of their last digit.
    Wide(Seq<'a, i128>),
    /// Texts.
    Text(Strs<'a>),
}

/// Values and which of them are there.
#[derive(Clone, Debug)]
pub struct Vector<'a> {
    /// The values; a null's value means nothing.
    pub cells: Cells<'a>,
    /// Which are there.
    pub valid: Valid<'a>,
}

impl<'a> Vector<'a> {
    /// Values that are all there.
    pub fn new(cells: Cells<'a>) -> Self {
        Self { cells, valid: Valid::All }
    }

    /// The same vector, borrowed.
    pub fn borrow(&self) -> Vector<'_> {
        let cells = match &self.cells {
            Cells::Bool(v) => Cells::Bool(v.borrow()),
            Cells::Long(v) => Cells::Long(v.borrow()),
            Cells::Float(v) => Cells::Float(v.borrow()),
            Cells::Wide(v) => Cells::Wide(v.borrow()),
            Cells::Text(v) => Cells::Text(v.borrow()),
        };
        Vector { cells, valid: self.valid.borrow() }
    }

    /// The value of a row as a constant.
    pub fn at(&self, i: usize) -> Vector<'static> {
        let cells = match &self.cells {
            Cells::Bool(v) => Cells::Bool(Seq::One(v.get(i))),
            Cells::Long(v) => Cells::Long(Seq::One(v.get(i))),
            Cells::Float(v) => Cells::Float(Seq::One(v.get(i))),
            Cells::Wide(v) => Cells::Wide(Seq::One(v.get(i))),
            Cells::Text(v) => Cells::Text(Strs::one(v.get(i))),
        };
        Vector { cells, valid: if self.valid.get(i) { Valid::All } else { Valid::None } }
    }

    /// Its values as texts; the checker of types sees to it that they are.
    pub fn texts(&self) -> Strs<'_> {
        match &self.cells {
            Cells::Text(texts) => texts.borrow(),
            _ => Strs::one(b""),
        }
    }
}

/// A type of which there are vectors.
pub trait Native: Copy + Default + Send + Sync + 'static {
    /// The values of a vector of this type. The checker of types sees to it that it is one.
    fn of<'v>(vector: &'v Vector<'_>) -> Seq<'v, Self>;
    /// A vector's values.
    fn cells(values: Seq<'_, Self>) -> Cells<'_>;
}

macro_rules! native {
    ($($type:ty => $cells:ident),*) => {$(
        impl Native for $type {
            fn of<'v>(vector: &'v Vector<'_>) -> Seq<'v, Self> {
                match &vector.cells {
                    Cells::$cells(values) => values.borrow(),
                    _ => Seq::One(Self::default()),
                }
            }
            fn cells(values: Seq<'_, Self>) -> Cells<'_> {
                Cells::$cells(values)
            }
        }
    )*};
}

native!(bool => Bool, i64 => Long, f64 => Float, i128 => Wide);
