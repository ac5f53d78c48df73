//! Comparisons, and whether a value is in a list.

use super::convert::unify;
use super::vector::{Cells, Native, Seq, Valid, Vector};
use super::{all_valid, logic, map2, of_text, try1, Term};
use crate::expressions::tree::Binary;
use crate::expressions::Kind::{self, *};
use rustc_hash::FxHashSet;
use std::cmp::Ordering;

/// Two values compared: numbers of any kinds, texts by code point, dates with times.
///
/// # Errors
/// The kinds that do not go together.
pub fn compare(op: Binary, a: Term, b: Term) -> Result<Term, String> {
    let (left, right) = (a.kind, b.kind);
    let (kind, terms) =
        unify(vec![a, b], "").map_err(|why| clash(&why, &format!("'{}' compares", op.mark()), left, right))?;
    let Ok(pair) = <[Term; 2]>::try_from(terms) else { return Ok(Term::null(Bool)) };
    Ok(match kind {
        Null => Term::null(Bool),
        Bool => native::<bool>(op, pair),
        Float => native::<f64>(op, pair),
        Decimal(_) => native::<i128>(op, pair),
        Str => texts(op, pair),
        _ => native::<i64>(op, pair),
    })
}

/// A message that kinds do not go together; what is wrong with a constant text says so itself.
fn clash(why: &str, what: &str, left: Kind, right: Kind) -> String {
    if why.starts_with('\'') {
        why.to_string()
    } else {
        format!("{what} values of one kind, not {left} and {right}")
    }
}

fn native<T: Native + PartialOrd>(op: Binary, pair: [Term; 2]) -> Term {
    match op {
        Binary::Equal => map2(Bool, pair, |a: T, b: T| a == b),
        Binary::Unequal => map2(Bool, pair, |a: T, b: T| a != b),
        Binary::Less => map2(Bool, pair, |a: T, b: T| a < b),
        Binary::AtMost => map2(Bool, pair, |a: T, b: T| a <= b),
        Binary::Greater => map2(Bool, pair, |a: T, b: T| a > b),
        _ => map2(Bool, pair, |a: T, b: T| a >= b),
    }
}

/// Whether an order is what an operator asks for.
#[inline]
fn holds(op: Binary, order: Ordering) -> bool {
    match op {
        Binary::Equal => order.is_eq(),
        Binary::Unequal => order.is_ne(),
        Binary::Less => order.is_lt(),
        Binary::AtMost => order.is_le(),
        Binary::Greater => order.is_gt(),
        _ => order.is_ge(),
    }
}

fn turned(op: Binary) -> Binary {
    match op {
        Binary::Less => Binary::Greater,
        Binary::AtMost => Binary::AtLeast,
        Binary::Greater => Binary::Less,
        Binary::AtLeast => Binary::AtMost,
        other => other,
    }
}

fn texts(op: Binary, pair: [Term; 2]) -> Term {
    let [a, b] = pair;
    if let (None, Some(text)) = (a.known_text(), b.known_text()) {
        return with_constant(op, a, text);
    }
    if let (Some(text), None) = (a.known_text(), b.known_text()) {
        return with_constant(turned(op), b, text);
    }
    Term::apply(Bool, vec![a, b], move |v, n| {
        let (a, b) = (v[0].texts(), v[1].texts());
        let made = |i: usize| holds(op, a.get(i).cmp(b.get(i)));
        let one = a.is_one() && b.is_one();
        let made = if one { Seq::One(made(0)) } else { Seq::Many((0..n).map(made).collect()) };
        Vector { cells: Cells::Bool(made), valid: all_valid(v) }
    })
}

fn with_constant(op: Binary, a: Term, text: String) -> Term {
    let text = text.into_bytes();
    match op {
        Binary::Equal => of_text(Bool, a, move |x| Some(x == text)),
        Binary::Unequal => of_text(Bool, a, move |x| Some(x != text)),
        op => of_text(Bool, a, move |x| Some(holds(op, x.cmp(&text)))),
    }
}

/// How many constants are compared one after another; more are looked up in a set.
const FEW: usize = 8;

/// Whether a value is one of a list. Null where it is none of them and one of them is null.
///
/// # Errors
/// The kinds that do not go together.
pub fn one_of(a: Term, list: Vec<Term>) -> Result<Term, String> {
    let mut terms = vec![a];
    terms.extend(list);
    let (kind, mut terms) = unify(terms, "'in'")?;
    let a = terms.remove(0);
    if terms.iter().any(|term| term.known().is_none()) {
        let mut any: Option<Term> = None;
        for term in terms {
            let equal = compare(Binary::Equal, a.clone(), term)?;
            any = Some(any.map_or(equal.clone(), |any| logic::or(any, equal)));
        }
        return Ok(any.unwrap_or_else(|| Term::null(Bool)));
    }
    let with_null = terms.iter().any(Term::is_null);
    terms.retain(|term| !term.is_null());
    let found = match kind {
        Null => return Ok(Term::null(Bool)),
        Str => {
            let texts: Vec<Box<[u8]>> =
                terms.iter().filter_map(|t| t.known()).map(|v| v.texts().get(0).into()).collect();
            if texts.len() <= FEW {
                of_text(Bool, a, move |x| Some(texts.iter().any(|text| **text == *x)))
            } else {
                let set: FxHashSet<Box<[u8]>> = texts.into_iter().collect();
                of_text(Bool, a, move |x| Some(set.contains(x)))
            }
        }
        Bool => native_in::<bool>(a, &terms),
        Float => native_in::<f64>(a, &terms),
        Decimal(_) => native_in::<i128>(a, &terms),
        _ => native_in::<i64>(a, &terms),
    };
    if !with_null {
        return Ok(found);
    }
    Ok(Term::apply(Bool, vec![found], |v, _| Vector {
        cells: v[0].cells.clone(),
        valid: v[0].valid.clone().and(&Valid::of(bool::of(&v[0]).map(|found| found))),
    }))
}

fn native_in<T: Native + PartialOrd>(a: Term, list: &[Term]) -> Term {
    let mut list: Vec<T> = list.iter().filter_map(Term::known_as).collect();
    list.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    if list.len() <= FEW {
        return try1(Bool, a, move |x: T| Some(list.contains(&x)));
    }
    try1(Bool, a, move |x: T| {
        Some(list.binary_search_by(|item| item.partial_cmp(&x).unwrap_or(Ordering::Less)).is_ok())
    })
}
