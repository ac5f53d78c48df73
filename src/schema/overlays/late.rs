//! Late events: times that are later than when it happened.

use super::common::{places, Common};
use super::values::DAY_MICROS;
use crate::clock::SECOND;
use crate::distributions::Distribution;
use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::Scope;
use crate::records::overlay::Overlay;
use crate::rng::{Draw, Key};
use crate::schema::span::{Span, LAST};

/// By how much.
#[derive(Debug)]
pub enum Delay {
    /// Anything from one to another.
    Within(Span, Span),
    /// By a distribution, in units of so many microseconds.
    Drawn(Distribution, f64),
}

/// Times that come late.
#[derive(Debug)]
pub struct Late {
    /// Which rows.
    pub common: Common,
    /// By how much.
    pub by: Delay,
}

impl Delay {
    /// A time later than one by the delay at a quantile.
    fn after(&self, at: i64, u: f64) -> i64 {
        let late = match self {
            Self::Within(least, most) => {
                let (near, far) = (least.after(at), most.after(at));
                near.saturating_add(((far - near) as f64 * u) as i64)
            }
            Self::Drawn(distribution, unit) => {
                at.saturating_add((distribution.quantile(u).max(0.0) * unit).min(9e17) as i64)
            }
        };
        // Times of whole seconds stay so.
        let part = if at % SECOND == 0 && late - at >= SECOND { late.rem_euclid(SECOND) } else { 0 };
        (late - part).clamp(at, LAST)
    }
}

impl Overlay for Late {
    fn kind(&self) -> &str {
        &self.common.label
    }

    fn key(&self) -> &Key {
        &self.common.key
    }

    fn apply(&self, scope: &mut Scope<'_, '_>, _: usize, column: &mut Column) -> Result<Vec<bool>> {
        let flags = self.common.flags(scope, "late")?;
        let mut draw = scope.stream_of("delay");
        for row in places(&flags) {
            let u = draw.unit();
            match &mut column.data {
                Data::DateTime(values) => values[row] = self.by.after(values[row], u),
                Data::Date(values) => {
                    let at = i64::from(values[row]) * DAY_MICROS;
                    // A day is the least that a date can be late by.
                    let late = self.by.after(at, u).max(at.saturating_add(DAY_MICROS)).min(LAST);
                    values[row] = late.div_euclid(DAY_MICROS) as i32;
                }
                _ => {}
            }
        }
        Ok(flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_by_the_delay() {
        let hours = |hours: i64| Span { months: 0, micros: hours * 3_600 * SECOND };
        let by = Delay::Within(hours(3), hours(3));
        assert_eq!(by.after(5 * SECOND, 0.7), 5 * SECOND + 3 * 3_600 * SECOND);
        let by = Delay::Within(hours(1), hours(5));
        assert_eq!(by.after(0, 0.123_456_789).rem_euclid(SECOND), 0);
        assert_eq!(by.after(LAST, 0.5), LAST);
    }
}
