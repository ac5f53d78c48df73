//! Values picked by row from several vectors: `case`, `if`, `coalesce`, `lookup`.

use super::convert::unify;
use super::text::{write, Entries, Strs};
use super::vector::{Cells, Native, Seq, Valid, Vector};
use super::Term;
use crate::expressions::Kind;
use std::borrow::Cow;
use std::sync::Arc;

/// The value of the first condition that is true, or the last value, of which there is one more than of conditions.
///
/// # Errors
/// Values of several kinds.
pub fn case(conditions: Vec<Term>, values: Vec<Term>, what: &str) -> Result<Term, String> {
    let (kind, values) = unify(values, what)?;
    let arms = conditions.len();
    let terms = conditions.into_iter().chain(values).collect();
    Ok(Term::apply(kind, terms, move |v, n| {
        let (conditions, values) = v.split_at(arms);
        let truths = conditions.iter().map(|c| match &c.valid {
            Valid::All => bool::of(c),
            valid => valid.bools().zip(&bool::of(c), |known, x| known & x),
        });
        pick(&first(truths.collect(), n), values, n)
    }))
}

/// The first value that is not null.
///
/// # Errors
/// Values of several kinds.
pub fn coalesce(values: Vec<Term>) -> Result<Term, String> {
    let (kind, values) = unify(values, "coalesce")?;
    if kind == Kind::Null {
        return Ok(Term::null(kind));
    }
    Ok(Term::apply(kind, values, |v, n| {
        let there = v[..v.len() - 1].iter().map(|v| v.valid.bools().map(|x| x)).collect();
        pick(&first(there, n), v, n)
    }))
}

/// The place of the first that is true in each row; their number, if none is.
fn first(truths: Vec<Seq<'_, bool>>, n: usize) -> Seq<'static, u32> {
    let mut choice = Seq::One(truths.len() as u32);
    for (arm, truth) in truths.iter().enumerate().rev() {
        let arm = arm as u32;
        match truth {
            Seq::One(true) => choice = Seq::One(arm),
            Seq::One(false) => {}
            Seq::Many(truth) => {
                let mut all = match choice {
                    Seq::One(choice) => vec![choice; n],
                    Seq::Many(all) => all.into_owned(),
                };
                all.iter_mut().zip(truth.iter()).for_each(|(choice, truth)| {
                    *choice = if *truth { arm } else { *choice };
                });
                choice = Seq::Many(Cow::Owned(all));
            }
        }
    }
    choice
}

/// The value of the arm that each row chooses.
fn pick<'a>(choice: &Seq<'_, u32>, arms: &[Vector<'a>], n: usize) -> Vector<'a> {
    let choice = match choice {
        Seq::One(arm) => return arms[*arm as usize].clone(),
        Seq::Many(choice) => choice,
    };
    let valid = if arms.iter().all(|arm| matches!(arm.valid, Valid::All)) {
        Valid::All
    } else {
        Valid::Some(choice.iter().enumerate().map(|(i, arm)| arms[*arm as usize].valid.get(i)).collect())
    };
    let cells = match &arms[0].cells {
        Cells::Bool(_) => native::<bool>(choice, arms, n),
        Cells::Long(_) => native::<i64>(choice, arms, n),
        Cells::Float(_) => native::<f64>(choice, arms, n),
        Cells::Wide(_) => native::<i128>(choice, arms, n),
        Cells::Text(_) => {
            let texts: Vec<Strs<'_>> = arms.iter().map(Vector::texts).collect();
            Cells::Text(if texts.iter().all(Strs::is_one) {
                let entries = write(texts.len(), 0, |i, out| out.extend_from_slice(texts[i].get(0)));
                Strs::Coded(Entries::Own(Arc::new(entries)), Cow::Owned(choice.to_vec()))
            } else {
                let made = write(n, 16 * n, |i, out| out.extend_from_slice(texts[choice[i] as usize].get(i)));
                Strs::Many(Cow::Owned(made))
            })
        }
    };
    Vector { cells, valid }
}

/// One pass for each arm, so that each is a loop without a branch on what the arm is.
fn native<T: Native>(choice: &[u32], arms: &[Vector<'_>], n: usize) -> Cells<'static> {
    let mut out = vec![T::default(); n];
    for (arm, vector) in arms.iter().enumerate() {
        let arm = arm as u32;
        match T::of(vector) {
            Seq::One(value) => out.iter_mut().zip(choice).for_each(|(out, choice)| {
                *out = if *choice == arm { value } else { *out };
            }),
            Seq::Many(values) => {
                out.iter_mut().zip(choice).zip(values.iter()).for_each(|((out, choice), value)| {
                    *out = if *choice == arm { *value } else { *out };
                });
            }
        }
    }
    T::cells(Seq::Many(Cow::Owned(out)))
}

/// Constants of one kind as a vector, to be picked from by number.
pub fn table(constants: &[Term]) -> Vector<'static> {
    let values: Vec<&Vector<'static>> = constants.iter().filter_map(Term::known).collect();
    fn all<T: Native>(values: &[&Vector<'static>]) -> Cells<'static> {
        T::cells(Seq::Many(values.iter().map(|v| T::of(v).get(0)).collect()))
    }
    let cells = match values.first().map(|v| &v.cells) {
        Some(Cells::Long(_)) => all::<i64>(&values),
        Some(Cells::Float(_)) => all::<f64>(&values),
        Some(Cells::Wide(_)) => all::<i128>(&values),
        Some(Cells::Text(_)) => {
            let texts = write(values.len(), 0, |i, out| out.extend_from_slice(values[i].texts().get(0)));
            Cells::Text(Strs::Coded(Entries::Own(Arc::new(texts)), Cow::Owned((0..values.len() as u32).collect())))
        }
        _ => all::<bool>(&values),
    };
    Vector { cells, valid: Valid::Some(values.iter().map(|v| v.valid.get(0)).collect()) }
}

/// The entries of a table that numbers name.
pub fn gather(table: &Vector<'static>, codes: &Seq<'_, u32>) -> Vector<'static> {
    let codes = match codes {
        Seq::One(code) => return table.at(*code as usize),
        Seq::Many(codes) => codes,
    };
    fn all<T: Native>(values: &Seq<'_, T>, codes: &[u32]) -> Cells<'static> {
        T::cells(Seq::Many(codes.iter().map(|code| values.get(*code as usize)).collect()))
    }
    let cells = match &table.cells {
        Cells::Bool(values) => all(values, codes),
        Cells::Long(values) => all(values, codes),
        Cells::Float(values) => all(values, codes),
        Cells::Wide(values) => all(values, codes),
        Cells::Text(Strs::Coded(entries, _)) => Cells::Text(Strs::Coded(entries.clone(), Cow::Owned(codes.to_vec()))),
        Cells::Text(_) => Cells::Text(Strs::one(b"")),
    };
    let valid = match &table.valid {
        Valid::Some(valid) if valid.iter().all(|x| *x) => Valid::All,
        valid => Valid::Some(codes.iter().map(|code| valid.get(*code as usize)).collect()),
    };
    Vector { cells, valid }
}
