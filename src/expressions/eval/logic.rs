//! `and`, `or`, `not` of three values: true, false and null, which is "not known".

use super::vector::{Cells, Seq, Valid, Vector};
use super::{map1, Native, Term};
use crate::expressions::Kind::{self, Bool};

/// A truth value.
///
/// # Errors
/// What it is if not that.
pub fn truth(a: Term, what: &str) -> Result<Term, String> {
    match a.kind {
        Bool => Ok(a),
        Kind::Null => Ok(Term::null(Bool)),
        kind => Err(format!("{what} takes a condition, not {kind}")),
    }
}

/// `a and b`: false where one is false, though the other be null.
pub fn and(a: Term, b: Term) -> Term {
    Term::apply(Bool, vec![a, b], |v, _| both(&v[0], &v[1], false))
}

/// `a or b`: true where one is true, though the other be null.
pub fn or(a: Term, b: Term) -> Term {
    Term::apply(Bool, vec![a, b], |v, _| both(&v[0], &v[1], true))
}

/// `not a`.
pub fn not(a: Term) -> Term {
    map1(Bool, a, |x: bool| !x)
}

/// The value that decides alone, `decisive`, where one of them is that; else the other one where both are known.
fn both<'a>(a: &Vector<'a>, b: &Vector<'a>, decisive: bool) -> Vector<'a> {
    let (x, y) = (bool::of(a), bool::of(b));
    if let (Valid::All, Valid::All) = (&a.valid, &b.valid) {
        let made = if decisive { x.zip(&y, |x, y| x | y) } else { x.zip(&y, |x, y| x & y) };
        return Vector::new(Cells::Bool(made));
    }
    let decides = |v: &Vector<'_>, x: &Seq<'_, bool>| v.valid.bools().zip(x, |known, x| known & (x == decisive));
    let decided = decides(a, &x).zip(&decides(b, &y), |a, b| a | b);
    let known = a.valid.bools().zip(&b.valid.bools(), |a, b| a & b);
    let valid = Valid::of(known.zip(&decided, |known, decided| known | decided));
    Vector { cells: Cells::Bool(decided.map(|decided| decided == decisive)), valid }
}

/// `a is null`; with `not`, `a is not null`.
pub fn is_null(a: Term, not: bool) -> Term {
    if a.kind == Kind::Null {
        return Term::one(Bool, !not);
    }
    Term::apply(Bool, vec![a], move |v, _| Vector::new(Cells::Bool(v[0].valid.bools().map(|valid| valid == not))))
}
