//! What makes one day busier than another by chance: a factor for each day, week and month.

use super::calendar::civil;
use crate::distributions::normal_score;
use crate::error::{Error, Result};
use crate::records::options::{number, Options};
use crate::records::spec::Spec;
use crate::rng::{maths, Draw, Key, Stream};

/// The units, each with what its factors are drawn from.
const UNITS: [(&str, &str); 3] =
    [("day", "arrivals noise"), ("week", "arrivals noise/week"), ("month", "arrivals noise/month")];

/// The standard deviations of the logarithms of the factors, by unit.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Swings([f64; UNITS.len()]);

impl Swings {
    /// A standard deviation of days, or a mapping such as `{day: 0.1, week: 0.2}`.
    pub(super) fn parse(given: &Spec) -> Result<Self> {
        let mut noise = Self::default();
        if let Some(sd) = number(given) {
            noise.0[0] = sd;
        } else {
            let mut options = Options::of("'noise' of 'arrivals'", given)?;
            for ((unit, _), sd) in UNITS.iter().zip(&mut noise.0) {
                *sd = options.number_or(unit, 0.0)?;
            }
            options.finish()?;
        }
        match noise.0.iter().find(|sd| !(0.0..=5.0).contains(*sd)) {
            None => Ok(noise),
            Some(sd) => Err(Error::Value(format!("'noise' of 'arrivals' must be from 0 to 5, not {sd}"))),
        }
    }

    /// Whether there is none.
    pub(super) fn is_none(self) -> bool {
        self.0.iter().all(|sd| *sd == 0.0)
    }

    /// Multiplies the factors of days from the first on by those of a key. A day has the same ones whatever the first is.
    pub(super) fn lay(self, key: &Key, first: i64, factors: &mut [f64]) {
        for (unit, ((_, name), sd)) in UNITS.iter().zip(self.0).enumerate() {
            if sd == 0.0 {
                continue;
            }
            let mut swing = Swing { key: key.child(name), sd, at: i64::MIN, stream: None, factor: 1.0 };
            for (day, factor) in (first..).zip(factors.iter_mut()) {
                *factor *= swing.of(number_of(unit, day));
            }
        }
    }
}

/// The number of the unit that a day is part of. 2,000 years of days before 1970 are enough.
fn number_of(unit: usize, day: i64) -> i64 {
    800_000
        + match unit {
            0 => day,
            1 => (day + 3).div_euclid(7),
            _ => {
                let (year, month, _) = civil(day);
                year * 12 + month as i64
            }
        }
}

/// Factors of ascending numbers, drawn in chunks of 1,024.
struct Swing {
    key: Key,
    sd: f64,
    at: i64,
    stream: Option<(i64, Stream)>,
    factor: f64,
}

impl Swing {
    fn of(&mut self, number: i64) -> f64 {
        if number == self.at {
            return self.factor;
        }
        let chunk = number.div_euclid(1024);
        let (_, stream) = match &mut self.stream {
            Some(pair) if pair.0 == chunk => pair,
            slot => {
                let mut stream = Stream::at(&self.key, 0, chunk as u64);
                for _ in 0..number.rem_euclid(1024) {
                    stream.unit();
                }
                slot.insert((chunk, stream))
            }
        };
        self.at = number;
        // The mean is 1.
        self.factor = maths::exp(self.sd * normal_score(stream.unit()) - self.sd * self.sd / 2.0);
        self.factor
    }
}
