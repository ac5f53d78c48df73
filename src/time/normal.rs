//! The normal distribution's quantiles, and the distributions of noise and of jumps.

use crate::distributions::Distribution;
use crate::error::{Error, Result};
use crate::records::options::Options;
use crate::records::spec::Spec;
use crate::rng::maths;

/// The standard normal value that a share `u` of values is below: Wichura's algorithm AS 241, good to 16 digits.
/// The ends, 0 and 1, give values as of the nearest floats that are not ends.
pub fn normal_quantile(u: f64) -> f64 {
    let q = u - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(&CENTRE, r);
    }
    let tail = if q < 0.0 { u } else { 1.0 - u };
    let r = (-maths::ln(tail.max(1e-300))).sqrt();
    let z = if r <= 5.0 { ratio(&MIDDLE, r - 1.6) } else { ratio(&FAR, r - 5.0) };
    if q < 0.0 {
        -z
    } else {
        z
    }
}

/// Two polynomials of the seventh degree, the lowest term first.
type Ratio = [[f64; 8]; 2];

fn ratio(of: &Ratio, x: f64) -> f64 {
    let horner = |terms: &[f64; 8]| terms.iter().rev().fold(0.0, |sum, term| sum * x + term);
    horner(&of[0]) / horner(&of[1])
}

const CENTRE: Ratio = [
    [
        3.387_132_872_796_366_6,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ],
];

const MIDDLE: Ratio = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
];

const FAR: Ratio = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_7e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];

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
            Self::Normal { mean, sd } => mean + sd * normal_quantile(u),
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

    /// Literals from Python's statistics.NormalDist().inv_cdf.
    #[test]
    fn quantiles() {
        let expected = EXPECTED;
        for (u, z) in expected {
            assert!((normal_quantile(*u) - z).abs() < 2e-14 * z.abs().max(1.0), "{u} {} {z}", normal_quantile(*u));
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        assert!(normal_quantile(0.0) < -37.0 && normal_quantile(1.0) > 37.0);
    }

    #[test]
    fn errors() {
        let text = |text: &str| Spec::Str(text.into());
        let given = Spec::Map(vec![(text("norml"), Spec::Int(1))]);
        let message = Noise::parse("'noise'", &given, true).unwrap_err().to_string();
        assert!(message.contains("did you mean 'normal'?"), "{message}");
        assert!(Noise::parse("'noise'", &Spec::Int(-1), true).is_err());
        assert_eq!(Noise::parse("'size'", &Spec::Int(-1), false).unwrap().quantile(0.3), -1.0);
    }

    const EXPECTED: &[(f64, f64)] = &[
        (1e-300, -37.0470962993612),
        (1e-20, -9.262340089798405),
        (1e-10, -6.361340902404056),
        (1e-05, -4.2648907939228256),
        (0.001, -3.090232306167813),
        (0.02425, -1.9729610513118845),
        (0.07, -1.4757910281791702),
        (0.075, -1.4395314709384557),
        (0.1, -1.2815515655446008),
        (0.3, -0.5244005127080407),
        (0.499, -0.0025066308995717666),
        (0.6, 0.2533471031357998),
        (0.925, 1.439531470938456),
        (0.93, 1.4757910281791708),
        (0.99, 2.3263478740408408),
        (0.9999999, 5.199337582290662),
        (0.9999999999999999, 8.209536151601386),
    ];
}
