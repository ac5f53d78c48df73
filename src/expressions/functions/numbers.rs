//! Functions of numbers.

use super::{args, Checked};
use crate::digits::POWERS;
use crate::expressions::eval::arithmetic::{absolute, extreme, finite, round as rounded, whole};
use crate::expressions::eval::convert::{cast, to, unify};
use crate::expressions::eval::decimal::{floor_divide, ten, MAX_SCALE};
use crate::expressions::eval::{map1, try1, try2, Term};
use crate::expressions::Kind;
use crate::rng::maths;
use std::f64::consts::LOG10_E;

fn extremes(larger: bool, terms: Vec<Term>, what: &str) -> Checked {
    let (kind, terms) = unify(terms, what)?;
    let fold = terms.into_iter().reduce(|a, b| extreme(larger, kind, [a, b]));
    Ok(fold.unwrap_or_else(|| Term::null(kind)))
}

pub fn min(terms: Vec<Term>) -> Checked {
    extremes(false, terms, "min")
}

pub fn max(terms: Vec<Term>) -> Checked {
    extremes(true, terms, "max")
}

pub fn clamp(terms: Vec<Term>) -> Checked {
    let (kind, terms) = unify(terms, "clamp")?;
    let [x, low, high] = args(terms)?;
    Ok(extreme(false, kind, [extreme(true, kind, [x, low]), high]))
}

pub fn abs(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    absolute(x)
}

pub fn sign(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    Ok(match x.kind {
        Kind::Null => Term::null(Kind::Int),
        Kind::Int | Kind::Duration => map1(Kind::Int, x, i64::signum),
        Kind::Float => map1(Kind::Int, x, |x: f64| i64::from(x > 0.0) - i64::from(x < 0.0)),
        Kind::Decimal(_) => map1(Kind::Int, x, |x: i128| x.signum() as i64),
        kind => return Err(format!("sign takes a number or a duration, not {kind}")),
    })
}

/// Without digits the nearest integer, as in Python.
pub fn round(mut terms: Vec<Term>) -> Checked {
    if terms.len() == 1 {
        let [x] = args(terms)?;
        return integer(x, "round");
    }
    let digits = terms.pop().and_then(|digits| digits.known_as::<i64>().filter(|_| digits.kind == Kind::Int));
    let digits = digits.filter(|digits| (-18..=i64::from(MAX_SCALE)).contains(digits));
    let [x] = args(terms)?;
    match digits {
        Some(digits) => rounded(x, digits as i32),
        None => Err(format!("the digits of round must be a constant integer from -18 to {MAX_SCALE}")),
    }
}

/// The nearest integer, halves to even.
fn integer(x: Term, what: &str) -> Checked {
    match x.kind {
        Kind::Null | Kind::Int | Kind::Float | Kind::Decimal(_) => cast(x, Kind::Int),
        kind => Err(format!("{what} takes a number, not {kind}")),
    }
}

fn towards(x: Term, what: &str, up: bool) -> Checked {
    Ok(match x.kind {
        Kind::Float => try1(Kind::Int, x, move |x: f64| whole(if up { x.ceil() } else { x.floor() })),
        Kind::Decimal(scale) => {
            let unit = ten(scale);
            try1(Kind::Int, x, move |x: i128| {
                let (quotient, rest) = floor_divide(x, unit)?;
                i64::try_from(quotient + i128::from(up && rest != 0)).ok()
            })
        }
        _ => return integer(x, what),
    })
}

pub fn floor(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    towards(x, "floor", false)
}

pub fn ceil(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    towards(x, "ceil", true)
}

fn real(terms: Vec<Term>, what: &str, f: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Checked {
    let [x] = args(terms)?;
    let kind = x.kind;
    let x = to(x, Kind::Float).map_err(|_| format!("{what} takes a number, not {kind}"))?;
    Ok(try1(Kind::Float, x, move |x: f64| finite(f(x))))
}

pub fn sqrt(terms: Vec<Term>) -> Checked {
    real(terms, "sqrt", f64::sqrt)
}

pub fn exp(terms: Vec<Term>) -> Checked {
    real(terms, "exp", maths::exp)
}

pub fn ln(terms: Vec<Term>) -> Checked {
    real(terms, "ln", maths::ln)
}

/// Exact for powers of ten.
pub fn log10(terms: Vec<Term>) -> Checked {
    real(terms, "log10", |x| {
        let log = maths::ln(x) * LOG10_E;
        let near = log.round();
        match POWERS.get(near.abs() as usize) {
            Some(power) if x == *power && near >= 0.0 => near,
            Some(power) if x == 1.0 / power && near < 0.0 => near,
            _ => log,
        }
    })
}

pub fn pow(terms: Vec<Term>) -> Checked {
    let [x, y] = args(terms)?;
    let kinds = (x.kind, y.kind);
    match (to(x, Kind::Float), to(y, Kind::Float)) {
        (Ok(x), Ok(y)) => Ok(try2(Kind::Float, [x, y], power)),
        _ => Err(format!("pow takes numbers, not {} and {}", kinds.0, kinds.1)),
    }
}

/// A power. By products where the exponent is a whole number, so that small ones are as exact as floats can be; the same
/// bits on every platform.
pub fn power(x: f64, y: f64) -> Option<f64> {
    if y == 0.5 {
        return finite(x.sqrt());
    }
    if y.fract() == 0.0 && y.abs() <= 1024.0 {
        let (mut left, mut square, mut product) = (y.abs() as u32, x, 1.0);
        while left > 0 {
            if left & 1 == 1 {
                product *= square;
            }
            square *= square;
            left >>= 1;
        }
        return finite(if y < 0.0 { 1.0 / product } else { product });
    }
    if x < 0.0 && y.fract() == 0.0 {
        let odd = y % 2.0 != 0.0;
        let size = maths::pow(-x, y);
        return finite(if odd { -size } else { size });
    }
    finite(maths::pow(x, y))
}

fn converted(x: Term, kind: Kind) -> Checked {
    let from = x.kind;
    cast(x, kind).map_err(|_| format!("{from} cannot become {kind}"))
}

pub fn int(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    // Towards zero, as in Python; a cast of a column rounds.
    match x.kind {
        Kind::Float => Ok(try1(Kind::Int, x, |x: f64| whole(x.trunc()))),
        Kind::Decimal(scale) => {
            let unit = ten(scale);
            Ok(try1(Kind::Int, x, move |x: i128| i64::try_from(x / unit).ok()))
        }
        _ => converted(x, Kind::Int),
    }
}

pub fn float(terms: Vec<Term>) -> Checked {
    let [x] = args(terms)?;
    converted(x, Kind::Float)
}

pub fn decimal(terms: Vec<Term>) -> Checked {
    let [x, scale] = args(terms)?;
    let scale = scale.known_as::<i64>().filter(|_| scale.kind == Kind::Int);
    match scale.and_then(|scale| u8::try_from(scale).ok()).filter(|scale| *scale <= MAX_SCALE) {
        Some(scale) => converted(x, Kind::Decimal(scale)),
        None => Err(format!("the scale of decimal must be a constant integer from 0 to {MAX_SCALE}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_exact_where_floats_are() {
        assert_eq!(power(2.0, 10.0), Some(1024.0));
        assert_eq!(power(2.0, -2.0), Some(0.25));
        assert_eq!(power(-3.0, 3.0), Some(-27.0));
        assert_eq!(power(2.0, 0.5), Some(std::f64::consts::SQRT_2));
        assert_eq!(power(-2.0, 0.5), None);
        assert_eq!(power(-2.0, 0.3), None);
        assert_eq!(power(0.0, -1.0), None);
        assert_eq!(power(10.0, 400.0), None);
        assert!((power(3.0, 2.5).unwrap() - 15.588_457_268_119_894).abs() < 1e-12);
    }
}
