//! Evaluation: terms, which are what an expression is once its types are known, over vectors.

pub mod arithmetic;
pub mod compare;
pub mod convert;
pub mod decimal;
pub mod load;
pub mod logic;
pub mod select;
pub mod spell;
pub mod text;
pub mod vector;

use super::Kind;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use text::Strs;
pub use vector::{Cells, Native, Seq, Valid, Vector};

/// An operation on whole vectors: its arguments and the number of rows.
type Operation = Arc<dyn for<'a> Fn(&[Vector<'a>], usize) -> Vector<'a> + Send + Sync>;

/// A part of an expression, with the kind of its values.
#[derive(Clone)]
pub struct Term {
    /// What its values are.
    pub kind: Kind,
    form: Form,
}

#[derive(Clone)]
enum Form {
    Constant(Vector<'static>),
    Input(usize),
    Apply(Operation, Vec<Term>),
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.form {
            Form::Constant(value) => write!(f, "{:?}({:?})", self.kind, value),
            Form::Input(at) => write!(f, "{:?}[{at}]", self.kind),
            Form::Apply(_, terms) => write!(f, "{:?}{terms:?}", self.kind),
        }
    }
}

impl Term {
    /// The values of an input.
    pub fn input(at: usize, kind: Kind) -> Self {
        Self { kind, form: Form::Input(at) }
    }

    /// The same value in all rows.
    pub fn constant(kind: Kind, value: Vector<'static>) -> Self {
        Self { kind, form: Form::Constant(value) }
    }

    /// A constant of a native type.
    pub fn one<T: Native>(kind: Kind, value: T) -> Self {
        Self::constant(kind, Vector::new(T::cells(Seq::One(value))))
    }

    /// A constant text.
    pub fn text(text: &str) -> Self {
        Self::constant(Kind::Str, Vector::new(Cells::Text(Strs::one(text.as_bytes()))))
    }

    /// No value in any row.
    pub fn null(kind: Kind) -> Self {
        let cells = match kind {
            Kind::Null | Kind::Bool => Cells::Bool(Seq::One(false)),
            Kind::Int | Kind::Date | Kind::DateTime | Kind::Time | Kind::Duration => Cells::Long(Seq::One(0)),
            Kind::Float => Cells::Float(Seq::One(0.0)),
            Kind::Decimal(_) => Cells::Wide(Seq::One(0)),
            Kind::Str => Cells::Text(Strs::one(b"")),
        };
        Self::constant(kind, Vector { cells, valid: Valid::None })
    }

    /// Its value, if it is the same in all rows.
    pub fn known(&self) -> Option<&Vector<'static>> {
        match &self.form {
            Form::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// Its value of a native type, if it is a constant that is not null.
    pub fn known_as<T: Native>(&self) -> Option<T> {
        self.known().filter(|v| v.valid.get(0)).map(|v| T::of(v).get(0))
    }

    /// Its text, if it is a constant that is one.
    pub fn known_text(&self) -> Option<String> {
        let value = self.known().filter(|v| self.kind == Kind::Str && v.valid.get(0))?;
        String::from_utf8(value.texts().get(0).to_vec()).ok()
    }

    /// Whether it is a constant null.
    pub fn is_null(&self) -> bool {
        self.known().is_some_and(|v| !v.valid.get(0))
    }

    /// An operation, which must give a constant where its arguments are. Of constants it is done at once.
    pub fn apply<F>(kind: Kind, terms: Vec<Self>, f: F) -> Self
    where
        F: for<'a> Fn(&[Vector<'a>], usize) -> Vector<'a> + Send + Sync + 'static,
    {
        if terms.iter().all(|term| term.known().is_some()) {
            let values: Vec<Vector<'_>> = terms.iter().map(|term| term.eval(&[], 1)).collect();
            return Self::constant(kind, f(&values, 1).at(0));
        }
        Self { kind, form: Form::Apply(Arc::new(f), terms) }
    }

    /// The values of `n` rows.
    pub fn eval<'a>(&self, inputs: &'a [Vector<'a>], n: usize) -> Vector<'a> {
        match &self.form {
            Form::Constant(value) => value.clone(),
            Form::Input(at) => inputs.get(*at).map_or_else(|| Self::null(self.kind).eval(&[], n), Vector::borrow),
            Form::Apply(operation, terms) => {
                let values: Vec<Vector<'_>> = terms.iter().map(|term| term.eval(inputs, n)).collect();
                operation(&values, n)
            }
        }
    }
}

/// Null where one of the arguments is.
pub fn all_valid<'a>(values: &[Vector<'a>]) -> Valid<'a> {
    values.iter().fold(Valid::All, |valid, value| valid.and(&value.valid))
}

/// A function of one value.
pub fn map1<A: Native, B: Native>(kind: Kind, a: Term, f: impl Fn(A) -> B + Send + Sync + 'static) -> Term {
    Term::apply(kind, vec![a], move |v, _| Vector { cells: B::cells(A::of(&v[0]).map(&f)), valid: v[0].valid.clone() })
}

/// A function of one value that may give null.
pub fn try1<A: Native, B: Native>(kind: Kind, a: Term, f: impl Fn(A) -> Option<B> + Send + Sync + 'static) -> Term {
    Term::apply(kind, vec![a], move |v, _| {
        let (made, valid) = A::of(&v[0]).try_map(&f);
        Vector { cells: B::cells(made), valid: v[0].valid.clone().and(&valid) }
    })
}

/// A function of two values.
pub fn map2<A: Native, B: Native, C: Native>(
    kind: Kind,
    [a, b]: [Term; 2],
    f: impl Fn(A, B) -> C + Send + Sync + 'static,
) -> Term {
    Term::apply(kind, vec![a, b], move |v, _| Vector {
        cells: C::cells(A::of(&v[0]).zip(&B::of(&v[1]), &f)),
        valid: all_valid(v),
    })
}

/// A function of two values that may give null.
pub fn try2<A: Native, B: Native, C: Native>(
    kind: Kind,
    [a, b]: [Term; 2],
    f: impl Fn(A, B) -> Option<C> + Send + Sync + 'static,
) -> Term {
    Term::apply(kind, vec![a, b], move |v, _| {
        let (made, valid) = A::of(&v[0]).try_zip(&B::of(&v[1]), &f);
        Vector { cells: C::cells(made), valid: all_valid(v).and(&valid) }
    })
}

/// A function of a text that may give null.
pub fn of_text<T: Native>(kind: Kind, a: Term, f: impl Fn(&[u8]) -> Option<T> + Send + Sync + 'static) -> Term {
    Term::apply(kind, vec![a], move |v, _| {
        let (made, valid) = v[0].texts().try_map(&f);
        Vector { cells: T::cells(made), valid: v[0].valid.clone().and(&valid) }
    })
}

/// A text made of a text.
pub fn change(a: Term, f: impl Fn(&[u8], &mut Vec<u8>) + Send + Sync + 'static) -> Term {
    Term::apply(Kind::Str, vec![a], move |v, _| Vector {
        cells: match &v[0].cells {
            Cells::Text(texts) => Cells::Text(texts.change(&f)),
            _ => Cells::Text(Strs::one(b"")),
        },
        valid: v[0].valid.clone(),
    })
}

/// A text made of the values of a row; a constant where all of them are.
pub fn compose(terms: Vec<Term>, f: impl Fn(&[Vector<'_>], usize, &mut Vec<u8>) + Send + Sync + 'static) -> Term {
    Term::apply(Kind::Str, terms, move |v, n| Vector {
        cells: Cells::Text(Strs::Many(Cow::Owned(text::write(n, 16 * n, |i, out| f(v, i, out))))),
        valid: all_valid(v),
    })
}
