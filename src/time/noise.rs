//! The distributions of noise and of jumps.

use crate::distributions::{normal_score, Distribution};
use crate::error::{Error, Result};
use crate::records::options::Options;
use crate::records::spec::Spec;

/// A distribution of noise or of the size of jumps, by its quantiles.
#[derive(Clone, Debug)]
pub enum Noise {
    /// Always the same.
    Constant(f64),
    /// Normal.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        sd: f64,
    },
    /// Uniform.
    Uniform {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
    },
    /// Any other.
    Other(Distribution),
}

impl Noise {
    /// The distribution that was given: `{normal: {mean: 0, sd: 1}}`, `{uniform: {min: 0, max: 1}}`, a number. A number
    /// for noise is the standard deviation of a normal one around zero: `sd` says whether it is read so.
    ///
    /// # Errors
    /// What is unknown, missing or out of range.
    pub fn parse(what: &str, given: &Spec, number_is_sd: bool) -> Result<Self> {
        if let Some(value) = crate::records::options::number(given) {
            return match value {
                sd if number_is_sd && sd >= 0.0 => Ok(Self::Normal { mean: 0.0, sd }),
                sd if number_is_sd => Err(Error::Value(format!("{what} must not be negative, and {sd} is"))),
                value => Ok(Self::Constant(value)),
            };
        }
        let mut options = Options::of(what, given)?;
        let noise = if let Some(given) = options.take("normal") {
            let mut of = Options::of("'normal'", given)?;
            let noise = Self::Normal { mean: of.number_or("mean", 0.0)?, sd: of.number_or("sd", 1.0)? };
            of.finish()?;
            noise
        } else if let Some(given) = options.take("uniform") {
            let mut of = Options::of("'uniform'", given)?;
            let noise = Self::Uniform { min: of.number("min")?, max: of.number("max")? };
            of.finish()?;
            noise
        } else if let Some(given) = options.take("constant") {
            Self::Constant(
                crate::records::options::number(given).ok_or_else(|| options.wrong("constant", "a number", given))?,
            )
        } else {
            return Ok(Self::Other(Distribution::parse(given)?));
        };
        options.finish()?;
        match noise {
            Self::Normal { sd, .. } if sd < 0.0 => Err(Error::Value(format!("'sd' of {what} must not be negative"))),
            Self::Uniform { min, max } if min > max => {
                Err(Error::Value(format!("'min' of {what} must not be above 'max'")))
            }
            noise => Ok(noise),
        }
    }

    /// The value that a share `u` of values is below.
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Normal { mean, sd } => mean + sd * normal_score(u),
            Self::Uniform { min, max } => min + (max - min) * u,
            Self::Other(distribution) => distribution.quantile(u),
        }
    }

    /// The mean, from quantiles at even distances.
    pub fn mean(&self) -> f64 {
        const N: usize = 4096;
        (0..N).map(|i| self.quantile((i as f64 + 0.5) / N as f64)).sum::<f64>() / N as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors() {
        let text = |text: &str| Spec::Str(text.into());
        let given = Spec::Map(vec![(text("norml"), Spec::Int(1))]);
        let message = Noise::parse("'noise'", &given, true).unwrap_err().to_string();
        assert!(message.contains("did you mean 'normal'?"), "{message}");
        assert!(Noise::parse("'noise'", &Spec::Int(-1), true).is_err());
        assert_eq!(Noise::parse("'size'", &Spec::Int(-1), false).unwrap().quantile(0.3), -1.0);
    }
}
