//! `+ - * / // % **` and unary `-`. What does not fit, and what is divided by zero, is null.

use super::convert::{join, to};
use super::decimal::{floor_divide, multiply, ten, MAX_SCALE};
use super::{map2, try1, try2, Term};
use crate::clock::{within, DAY, SECOND};
use crate::expressions::tree::Binary;
use crate::expressions::Kind::{self, *};

/// Microseconds in a day.
const MICROS: i64 = DAY * SECOND;

/// A float, if it is a finite one.
#[inline]
pub fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// A time, if it is in the years 1 to 9999.
#[inline]
pub fn moment(micros: Option<i64>) -> Option<i64> {
    micros.and_then(|micros| within(micros).ok())
}

/// A day, if it is in the years 1 to 9999.
#[inline]
pub fn day(days: Option<i64>) -> Option<i64> {
    days.filter(|days| moment(days.checked_mul(MICROS)).is_some())
}

/// An operation on two values.
///
/// # Errors
/// What the operator takes.
pub fn binary(op: Binary, a: Term, b: Term) -> Result<Term, String> {
    let (left, right) = (a.kind, b.kind);
    if left == Null && right == Null {
        return Ok(Term::null(Null));
    }
    // A null is of whatever kind the other one is.
    let a = if left == Null { to(a, right)? } else { a };
    let b = if right == Null { to(b, left)? } else { b };
    let kinds = (a.kind.is_number(), b.kind.is_number());
    let found = if kinds == (true, true) { numbers(op, a, b)? } else { times(op, a, b)? };
    found.ok_or_else(|| match op {
        Binary::Add if left == Str || right == Str => "'+' takes no texts: they are joined by '||'".to_string(),
        Binary::Add | Binary::Subtract => {
            format!("'{}' takes numbers, or dates and durations, not {left} and {right}", op.mark())
        }
        _ => format!("'{}' takes numbers, not {left} and {right}", op.mark()),
    })
}

fn numbers(op: Binary, a: Term, b: Term) -> Result<Option<Term>, String> {
    use Binary::*;
    if op == Divide {
        let pair = [to(a, Float)?, to(b, Float)?];
        return Ok(Some(try2(Float, pair, |a: f64, b: f64| finite(a / b))));
    }
    if op == Power && (a.kind, b.kind) != (Int, Int) {
        return Ok(Some(try2(Float, [to(a, Float)?, to(b, Float)?], super::super::functions::numbers::power)));
    }
    let kind = join(a.kind, b.kind).unwrap_or(Float);
    if let (Multiply, Decimal(_)) = (op, kind) {
        return product(a, b).map(Some);
    }
    let pair = [to(a, kind)?, to(b, kind)?];
    Ok(match (kind, op) {
        (Int, Add) => Some(try2(kind, pair, i64::checked_add)),
        (Int, Subtract) => Some(try2(kind, pair, i64::checked_sub)),
        (Int, Multiply) => Some(try2(kind, pair, i64::checked_mul)),
        (Int, FloorDivide) => Some(try2(kind, pair, |a: i64, b: i64| {
            let quotient = a.checked_div(b)?;
            Some(quotient - i64::from(quotient * b != a && (a < 0) != (b < 0)))
        })),
        (Int, Modulo) => Some(try2(kind, pair, |a: i64, b: i64| {
            // -1 is apart since the smallest integer divided by it does not fit, though there is no rest.
            let rest = if b == -1 { 0 } else { a.checked_rem(b)? };
            Some(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest })
        })),
        (Int, Power) => Some(try2(kind, pair, |a: i64, b: i64| match (a, u32::try_from(b)) {
            (_, Ok(power)) => a.checked_pow(power),
            (0 | 1, Err(_)) if b > 0 => Some(a),
            (-1, Err(_)) if b > 0 => Some(if b % 2 == 0 { 1 } else { -1 }),
            _ => None,
        })),
        (Float, Add) => Some(try2(kind, pair, |a: f64, b: f64| finite(a + b))),
        (Float, Subtract) => Some(try2(kind, pair, |a: f64, b: f64| finite(a - b))),
        (Float, Multiply) => Some(try2(kind, pair, |a: f64, b: f64| finite(a * b))),
        (Float, FloorDivide) => Some(try2(kind, pair, |a: f64, b: f64| finite((a / b).floor()))),
        (Float, Modulo) => Some(try2(kind, pair, |a: f64, b: f64| {
            let rest = a % b;
            finite(if rest != 0.0 && (rest < 0.0) != (b < 0.0) { rest + b } else { rest })
        })),
        (Decimal(_), Add) => Some(try2(kind, pair, i128::checked_add)),
        (Decimal(_), Subtract) => Some(try2(kind, pair, i128::checked_sub)),
        (Decimal(_), FloorDivide) => {
            Some(try2(Decimal(0), pair, |a: i128, b: i128| floor_divide(a, b).map(|(whole, _)| whole)))
        }
        (Decimal(_), Modulo) => Some(try2(kind, pair, |a: i128, b: i128| {
            if b == -1 {
                return Some(0);
            }
            floor_divide(a, b).map(|(_, rest)| rest)
        })),
        _ => None,
    })
}

/// A product of decimals, or of decimals and integers: exact, with the digits of both.
fn product(a: Term, b: Term) -> Result<Term, String> {
    let kind = match (a.kind, b.kind) {
        (Decimal(x), Decimal(y)) if x.saturating_add(y) > MAX_SCALE => {
            return Err(format!(
                "the product would have {} digits after the point, more than {MAX_SCALE}: round its factors first",
                u16::from(x) + u16::from(y)
            ));
        }
        (Decimal(x), Decimal(y)) => Decimal(x + y),
        (Decimal(x), _) | (_, Decimal(x)) => Decimal(x),
        (other, _) => other,
    };
    Ok(match (a.kind, b.kind) {
        (Decimal(_), Int) => try2(kind, [a, b], |a: i128, b: i64| multiply(a, b.into())),
        (Int, _) => try2(kind, [b, a], |a: i128, b: i64| multiply(a, b.into())),
        _ => try2(kind, [a, b], multiply),
    })
}

/// Dates, times and durations.
fn times(op: Binary, a: Term, b: Term) -> Result<Option<Term>, String> {
    use Binary::*;
    let (a, b) = super::convert::read_texts(a, b)?;
    let add = |kind: Kind, pair: [Term; 2]| match kind {
        DateTime => try2(kind, pair, |a: i64, b: i64| moment(a.checked_add(b))),
        Time => try2(kind, pair, |a: i64, b: i64| Some(a.checked_add(b)?.rem_euclid(MICROS))),
        Date => try2(kind, pair, |a: i64, b: i64| day(a.checked_add(b.div_euclid(MICROS)))),
        _ => try2(kind, pair, i64::checked_add),
    };
    Ok(match (op, a.kind, b.kind) {
        (Add | Subtract, Date, Duration) => {
            if b.known_as::<i64>().is_some_and(|micros| micros % MICROS != 0) {
                return Err("a date moves by whole days only: write datetime(…) for its midnight".to_string());
            }
            let by = if op == Add { b } else { negative(b)? };
            Some(add(Date, [a, by]))
        }
        (Add, DateTime | Time | Duration, Duration) => Some(add(a.kind, [a, b])),
        (Add, Duration, Date | DateTime | Time) => return times(Add, b, a),
        (Subtract, DateTime | Time | Duration, Duration) => Some(add(a.kind, [a, negative(b)?])),
        (Subtract, Date, Date) => Some(try2(Duration, [a, b], |a: i64, b: i64| a.checked_sub(b)?.checked_mul(MICROS))),
        (Subtract, Time, Time) => Some(try2(Duration, [a, b], i64::checked_sub)),
        (Subtract, Date | DateTime, Date | DateTime) => {
            Some(try2(Duration, [to(a, DateTime)?, to(b, DateTime)?], i64::checked_sub))
        }
        (Multiply, Duration, Int) => Some(try2(Duration, [a, b], i64::checked_mul)),
        (Multiply, Int, Duration) => return times(op, b, a),
        (Multiply, Duration, Float | Decimal(_)) => {
            Some(try2(Duration, [a, to(b, Float)?], |a: i64, b: f64| whole((a as f64 * b).round_ties_even())))
        }
        (Multiply, Float | Decimal(_), Duration) => return times(op, b, a),
        (Divide, Duration, Duration) => Some(try2(Float, [a, b], |a: i64, b: i64| finite(a as f64 / b as f64))),
        (Divide, Duration, Int | Float | Decimal(_)) => {
            Some(try2(Duration, [a, to(b, Float)?], |a: i64, b: f64| whole((a as f64 / b).round_ties_even())))
        }
        (Modulo | FloorDivide, Duration, Duration) => {
            let (a, b) = (Term { kind: Int, ..a }, Term { kind: Int, ..b });
            let made = numbers(op, a, b)?;
            made.map(|term| Term { kind: if op == Modulo { Duration } else { Int }, ..term })
        }
        _ => None,
    })
}

/// A float without a fraction as an integer, if it fits.
#[inline]
pub fn whole(value: f64) -> Option<i64> {
    (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&value).then_some(value as i64)
}

/// The value with the other sign.
///
/// # Errors
/// What `-` takes.
pub fn negative(a: Term) -> Result<Term, String> {
    Ok(match a.kind {
        Null => a,
        Int | Duration => try1(a.kind, a, i64::checked_neg),
        Float => super::map1(Float, a, |x: f64| -x),
        Decimal(_) => try1(a.kind, a, i128::checked_neg),
        kind => return Err(format!("'-' takes a number or a duration, not {kind}")),
    })
}

/// The value without its sign.
///
/// # Errors
/// What it takes.
pub fn absolute(a: Term) -> Result<Term, String> {
    Ok(match a.kind {
        Null => a,
        Int | Duration => try1(a.kind, a, i64::checked_abs),
        Float => super::map1(Float, a, f64::abs),
        Decimal(_) => try1(a.kind, a, i128::checked_abs),
        kind => return Err(format!("abs takes a number or a duration, not {kind}")),
    })
}

/// A number rounded to digits after the point, halves to the even digit.
///
/// # Errors
/// What it takes.
pub fn round(a: Term, places: i32) -> Result<Term, String> {
    let unit = ten(places.unsigned_abs().min(38) as u8);
    Ok(match a.kind {
        Null => a,
        Int if places >= 0 => a,
        Int => try1(Int, a, move |x: i64| {
            let tens = super::decimal::divide_even(x.into(), unit);
            tens.checked_mul(unit).and_then(|x| i64::try_from(x).ok())
        }),
        Float => try1(Float, a, move |x: f64| finite(super::decimal::round_float(x, places))),
        Decimal(scale) if places >= i32::from(scale) => a,
        Decimal(_) if places >= 0 => to(a, Decimal(places as u8))?,
        Decimal(_) => {
            try1(Decimal(0), to(a, Decimal(0))?, move |x: i128| super::decimal::divide_even(x, unit).checked_mul(unit))
        }
        kind => return Err(format!("round takes a number, not {kind}")),
    })
}

/// The smaller or larger of two values of one kind.
pub fn extreme(larger: bool, kind: Kind, pair: [Term; 2]) -> Term {
    fn pick<T: super::Native + PartialOrd>(larger: bool, kind: Kind, pair: [Term; 2]) -> Term {
        map2(kind, pair, move |a: T, b: T| if (b > a) == larger { b } else { a })
    }
    match kind {
        Float => pick::<f64>(larger, kind, pair),
        Decimal(_) => pick::<i128>(larger, kind, pair),
        Bool => pick::<bool>(larger, kind, pair),
        Str => super::compose(pair.into(), move |v, i, out| {
            let (a, b) = (text_at(&v[0], i), text_at(&v[1], i));
            out.extend_from_slice(if (b > a) == larger { b } else { a });
        }),
        _ => pick::<i64>(larger, kind, pair),
    }
}

/// The text of a row.
#[inline]
pub fn text_at<'v>(vector: &'v super::Vector<'_>, i: usize) -> &'v [u8] {
    match &vector.cells {
        super::Cells::Text(texts) => texts.get(i),
        _ => b"",
    }
}
