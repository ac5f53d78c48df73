//! What schemas write in many places: moments, and names of cases.

use crate::clock::{Clock, Moment};
use crate::error::{Error, Result};
use crate::records::spec::Spec;

/// The microseconds since 1970 of a moment that a schema gives.
///
/// # Errors
/// If it is none.
pub fn micros(what: &str, given: &Spec, clock: Clock) -> Result<i64> {
    let moment = match given {
        Spec::Moment(moment) => moment.clone(),
        Spec::Str(text) => Moment::Text(text.clone()),
        other => {
            let expected = "a date, a time, or a distance from now such as '-30d'".to_string();
            return Err(Error::Type { what: format!("'{what}'"), expected, given: other.describe() });
        }
    };
    match &moment {
        Moment::DateTime(micros) => Ok(*micros),
        Moment::Text(text) => match crate::clock::absolute(text) {
            Some(micros) => Ok(micros),
            None => Ok(clock.seconds_of_text(text)?.saturating_mul(crate::clock::SECOND)),
        },
        other => Ok(clock.seconds_of(other)?.saturating_mul(crate::clock::SECOND)),
    }
}

/// The cases of a mapping, in order.
///
/// # Errors
/// If it is no mapping, or has none.
pub fn cases<'a>(what: &str, given: &'a Spec) -> Result<&'a [(Spec, Spec)]> {
    match given {
        Spec::Map(pairs) if !pairs.is_empty() => Ok(pairs),
        other => Err(Error::Type {
            what: format!("'{what}'"),
            expected: "a mapping from values to what they stand for, 'else' for all others".into(),
            given: other.describe(),
        }),
    }
}
