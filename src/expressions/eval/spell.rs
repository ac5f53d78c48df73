//! Values as texts.

use super::vector::{Native, Vector};
use crate::clock::{append_date, append_datetime, append_duration, append_time};
use crate::digits::{append, float, int};
use crate::expressions::Kind;
use crate::providers::append_decimal;

/// Appends the value of a row, as Python's `str()` spells it, but for `true` and `false`.
#[inline]
pub fn value(kind: Kind, vector: &Vector<'_>, i: usize, out: &mut Vec<u8>) {
    let long = || i64::of(vector).get(i);
    match kind {
        Kind::Null => {}
        Kind::Bool => out.extend_from_slice(if bool::of(vector).get(i) { b"true" } else { b"false" }),
        Kind::Int => append(out, |to| int(long(), to)),
        Kind::Float => append(out, |to| float(f64::of(vector).get(i), to)),
        Kind::Decimal(scale) => append_decimal(i128::of(vector).get(i), scale, out),
        Kind::Str => out.extend_from_slice(super::arithmetic::text_at(vector, i)),
        Kind::Date => append_date(long() as i32, out),
        Kind::DateTime => append_datetime(long(), b' ', out),
        Kind::Time => append_time(long(), out),
        Kind::Duration => append_duration(long(), out),
    }
}
