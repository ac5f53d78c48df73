//! The boundary of `forgery.arrivals`: a model in, shares and rates out.

use super::errors::OrRaise;
use super::faker::Faker;
use super::schema;
use super::spec::{self, Objects};
use crate::error::Error;
use crate::records::spec::Spec;
use crate::time::{moment, Arrivals};
use pyo3::prelude::*;
use pyo3::types::PyDateTime;

/// The first day since 1970, and the shares of days, hours and weekdays.
type Shares = (i64, Vec<f64>, Vec<f64>, Vec<f64>);

/// A model between two moments.
fn arrivals(
    py: Python<'_>,
    given: &Bound<'_, PyAny>,
    start: &Bound<'_, PyAny>,
    end: &Bound<'_, PyAny>,
) -> PyResult<Arrivals> {
    let clock = Faker::of(py, None, None, None)?.settings(py, &Objects::new(), false).clock;
    let read = |name: &str, given: &Bound<'_, PyAny>| -> PyResult<i64> {
        let given = spec::read(given, 0, &mut Objects::new())?;
        moment(name, &given, clock).or_raise(py)
    };
    let (start, end) = (read("'start'", start)?, read("'end'", end)?);
    let given = schema::read(given, 0, &mut Objects::new())?;
    Arrivals::parse(&given, start, end, clock).or_raise(py)
}

/// The expected shares of all events: the first day since 1970, and those of the days, of 24 hours and of 7 weekdays.
#[pyfunction]
pub fn _arrival_profile(
    py: Python<'_>,
    given: &Bound<'_, PyAny>,
    start: &Bound<'_, PyAny>,
    end: &Bound<'_, PyAny>,
) -> PyResult<Shares> {
    let made = arrivals(py, given, start, end)?.profile();
    Ok((made.first_day, made.days, made.hours.to_vec(), made.weekdays.to_vec()))
}

/// How often events come at some moments, where 1 is the mean from start to end. Moments without a time zone are on the
/// walls of the model's.
#[pyfunction]
pub fn _arrival_rates(
    py: Python<'_>,
    given: &Bound<'_, PyAny>,
    start: &Bound<'_, PyAny>,
    end: &Bound<'_, PyAny>,
    moments: &Bound<'_, PyAny>,
) -> PyResult<Vec<f64>> {
    let model = arrivals(py, given, start, end)?;
    let mut rates = Vec::new();
    for each in moments.try_iter()? {
        let each = each?;
        let aware = each.is_instance_of::<PyDateTime>() && !each.getattr("tzinfo")?.is_none();
        let (given, clock) = (spec::read(&each, 0, &mut Objects::new())?, crate::clock::Clock::default());
        let at = match &given {
            Spec::Str(_) | Spec::Moment(_) => moment("a moment", &given, clock).or_raise(py)?,
            other => {
                let (what, expected) = ("a moment".to_string(), "a date or a time".to_string());
                return Err(Error::Type { what, expected, given: other.describe() }).or_raise(py);
            }
        };
        rates.push(model.rate(if aware { model.zone().to_local(at) } else { at }));
    }
    Ok(rates)
}
