//! Rules drawn from a Mersenne Twister, for the comparison with Faker.

use super::errors::OrRaise;
use crate::clock::Clock;
use crate::grammar::Cx;
use crate::locale::Locale;
use crate::providers::Pack;
use crate::rng::{Draw, Mersenne, PySeed};
use pyo3::prelude::*;

/// Draw a field with its default arguments as Faker would: the text of the value, and the generator's next 32 bits.
///
/// Args:
///     locale (str): The locale.
///     field (str): The field's name, or that of a method that only some locales have.
///     seed (int): The seed of the Mersenne Twister, as for `random.seed`.
///     now (int): Microseconds since 1970 of what is now.
#[pyfunction]
pub fn _drawn(py: Python<'_>, locale: &str, field: &str, seed: i64, now: i64) -> PyResult<(String, u64)> {
    let pack = Pack::<Mersenne>::of(Locale::find(locale).or_raise(py)?);
    let entry = pack.check(field).or_raise(py)?;
    let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(seed)), pack, Clock::At(now));
    cx.class = entry.class;
    let mut out = Vec::new();
    entry.rule.append(&mut cx, &entry.defaults, &mut out).or_raise(py)?;
    Ok((String::from_utf8_lossy(&out).into_owned(), cx.draw.bits(32)))
}
