//! Seasons: what repeats each day, week, month or year of the calendar, or after any other time.

use super::calendar::{civil, first_of, weekday, Length, Step, YEAR};
use super::DAY;
use crate::error::{Error, Result};
use crate::records::options::{number, Options};
use crate::records::spec::Spec;
use crate::rng::maths;
use std::f64::consts::TAU;

/// A season.
#[derive(Clone, Debug)]
pub(super) struct Season {
    period: Period,
    /// As a share of the period.
    phase: f64,
    shape: Shape,
    /// None for weights that are factors.
    pub amplitude: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Period {
    /// Microseconds of wall time.
    Fixed(i64),
    /// Weeks, from Monday.
    Weeks(i64),
    /// Months, from January of the year 0.
    Months(i64),
}

#[derive(Clone, Debug)]
enum Shape {
    Sine,
    Square,
    Triangle,
    Sawtooth,
    /// Weights of equal parts of the period; joined by lines or not.
    Weights(Vec<f64>, bool),
}

impl Season {
    /// One entry of `seasonality`.
    pub(super) fn parse(given: &Spec) -> Result<Self> {
        let mut options = Options::of("a season", given)?;
        let what = "'period' of a season";
        let period = match Step::parse(what, options.need("period")?)? {
            // As the calendar has them, in whatever unit they are given.
            Step::Elapsed(micros) if micros % (7 * DAY) == 0 => Period::Weeks(micros / (7 * DAY)),
            Step::Elapsed(micros) => Period::Fixed(micros),
            Step::Days(days) if days % 7 == 0 => Period::Weeks(days / 7),
            Step::Days(days) => Period::Fixed(days * DAY),
            Step::Months(months) => Period::Months(months),
        };
        let amplitude = options.maybe_number("amplitude")?;
        let phase = match options.take("phase") {
            None => 0.0,
            Some(given) => match Length::parse("'phase' of a season", given).or_else(|error| match number(given) {
                Some(share) if share <= 0.0 => Ok(Length::Steps(share)),
                _ => Err(error),
            })? {
                Length::Micros(micros) => micros / period.micros(),
                Length::Steps(share) => share,
            },
        };
        let (shape, weights) = (options.text("shape")?, options.take("weights"));
        let shape = match (shape, weights) {
            (shape @ (None | Some("steps" | "smooth")), Some(Spec::Seq(items))) if !items.is_empty() => {
                let weights: Option<Vec<f64>> = items.iter().map(number).collect();
                let wrong = || options.wrong("weights", "a list of numbers", &Spec::Seq(items.clone()));
                Shape::Weights(weights.ok_or_else(wrong)?, shape == Some("smooth"))
            }
            (_, Some(Spec::Seq(_))) => {
                return Err(Error::value(
                    "'shape' of a season with 'weights' must be 'steps' or 'smooth', and there must be weights",
                ));
            }
            (_, Some(other)) => return Err(options.wrong("weights", "a list of numbers", other)),
            (None | Some("sine"), None) => Shape::Sine,
            (Some("square"), None) => Shape::Square,
            (Some("triangle"), None) => Shape::Triangle,
            (Some("sawtooth"), None) => Shape::Sawtooth,
            (Some(other), None) => {
                let known = "'sine', 'square', 'triangle' or 'sawtooth', or there must be 'weights'";
                return Err(Error::Value(format!("'shape' of a season must be {known}; it is '{other}'")));
            }
        };
        options.finish()?;
        if amplitude.is_none() && !matches!(shape, Shape::Weights(..)) {
            return Err(Error::value("a season needs 'amplitude', or 'weights'"));
        }
        Ok(Self { period, phase, shape, amplitude })
    }

    /// What the season gives at a wall time: from -1 to 1, or the weight.
    pub(super) fn at(&self, local: i64) -> f64 {
        let place = self.period.place(local) - self.phase;
        let place = place - place.floor();
        match &self.shape {
            // The peak is at the phase.
            Shape::Sine => maths::sin_cos(TAU * place).1,
            Shape::Square if !(0.25..0.75).contains(&place) => 1.0,
            Shape::Square => -1.0,
            Shape::Triangle => 4.0 * (place - 0.5).abs() - 1.0,
            Shape::Sawtooth => 2.0 * place - 1.0,
            Shape::Weights(weights, smooth) => {
                let n = weights.len();
                let at = place * n as f64;
                if !smooth {
                    return weights[(at as usize).min(n - 1)];
                }
                // A weight holds in the middle of its part.
                let at = at - 0.5;
                let share = at - at.floor();
                let part = |offset: i64| weights[(at.floor() as i64 + offset).rem_euclid(n as i64) as usize];
                part(0) * (1.0 - share) + part(1) * share
            }
        }
    }
}

impl Period {
    fn micros(self) -> f64 {
        match self {
            Self::Fixed(micros) => micros as f64,
            Self::Weeks(weeks) => weeks as f64 * 7.0 * DAY as f64,
            Self::Months(months) => months as f64 * YEAR / 12.0,
        }
    }

    /// How far into the period a wall time is, from 0 to 1.
    fn place(self, local: i64) -> f64 {
        let part = |of: i64| local.rem_euclid(of) as f64 / of as f64;
        match self {
            Self::Fixed(micros) => part(micros),
            Self::Weeks(1) => (weekday(local.div_euclid(DAY)) as f64 + part(DAY)) / 7.0,
            Self::Weeks(weeks) => {
                // The first of January 1970 was a Thursday.
                let of = weeks * 7 * DAY;
                (local + 3 * DAY).rem_euclid(of) as f64 / of as f64
            }
            Self::Months(months) => {
                let day = local.div_euclid(DAY);
                let (year, month, _) = civil(day);
                let begin = (year * 12 + month as i64).div_euclid(months) * months;
                let edge = |months: i64| first_of(months.div_euclid(12), months.rem_euclid(12) as usize);
                let (first, next) = (edge(begin), edge(begin + months));
                ((day - first) as f64 + part(DAY)) / (next - first).max(1) as f64
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::absolute;

    fn season(pairs: &[(&str, Spec)]) -> Result<Season> {
        Season::parse(&Spec::Map(pairs.iter().map(|(key, value)| (Spec::Str((*key).into()), value.clone())).collect()))
    }

    fn text(text: &str) -> Spec {
        Spec::Str(text.into())
    }

    #[test]
    fn peaks_are_where_the_phase_says() {
        let at = |season: &Season, time: &str| season.at(absolute(time).unwrap());
        let daily = season(&[("period", text("24h")), ("amplitude", Spec::Int(1)), ("phase", text("14h"))]).unwrap();
        assert!((at(&daily, "2024-05-05T14:00") - 1.0).abs() < 1e-15);
        assert!((at(&daily, "2024-05-06T02:00") + 1.0).abs() < 1e-15);
        let yearly = season(&[("period", text("1y")), ("amplitude", Spec::Int(1))]).unwrap();
        assert!((at(&yearly, "2024-01-01") - 1.0).abs() < 1e-15);
        assert!((at(&yearly, "2024-07-02") + 1.0).abs() < 1e-15); // the middle of a leap year
        assert!((at(&yearly, "2023-07-02T12:00") + 1.0).abs() < 1e-15);
        let weights = Spec::Seq([1.0, 1.0, 1.0, 1.0, 1.0, 0.6, 0.5].map(Spec::Float).to_vec());
        let weekly = season(&[("period", text("1w")), ("weights", weights.clone())]).unwrap();
        let week: Vec<f64> = (6..13).map(|day| at(&weekly, &format!("2024-05-{day:02}T23:59:59"))).collect();
        assert_eq!(week, [1.0, 1.0, 1.0, 1.0, 1.0, 0.6, 0.5]);
        let smooth = season(&[("period", text("7d")), ("weights", weights), ("shape", text("smooth"))]).unwrap();
        assert!((at(&smooth, "2024-05-11") - 0.8).abs() < 1e-12);
        let square = season(&[("period", text("2h")), ("amplitude", Spec::Int(1)), ("shape", text("square"))]).unwrap();
        assert_eq!(
            [at(&square, "2024-05-11T00:29"), at(&square, "2024-05-11T00:31"), at(&square, "2024-05-11T01:31")],
            [1.0, -1.0, 1.0]
        );
    }

    #[test]
    fn errors() {
        let message = |pairs: &[(&str, Spec)]| season(pairs).unwrap_err().to_string();
        assert_eq!(message(&[("period", text("1d"))]), "a season needs 'amplitude', or 'weights'");
        assert_eq!(message(&[("amplitude", Spec::Int(1))]), "a season needs 'period'");
        let shape = message(&[("period", text("1d")), ("amplitude", Spec::Int(1)), ("shape", text("sin"))]);
        assert!(shape.contains("it is 'sin'"), "{shape}");
        let typo = message(&[("period", text("1d")), ("amplitud", Spec::Int(1))]);
        assert!(typo.contains("did you mean 'amplitude'?"), "{typo}");
    }
}
