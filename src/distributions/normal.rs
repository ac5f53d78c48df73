//! The normal distribution, from which the others take their grid: its scores from a table, its tails from a fraction.

use super::law::{Law, Tails};
use super::octaves::Octaves;
use super::spline::through;
use crate::rng::maths::{exp, ln, polynomial, quick_exp};
use std::sync::LazyLock;

/// `1 / sqrt(2 pi)`.
const DENSITY_AT_0: f64 = 0.398_942_280_401_432_7;

/// The density of the standard normal distribution.
pub(super) fn density(z: f64) -> f64 {
    DENSITY_AT_0 * quick_exp(-0.5 * z * z)
}

/// `P(Z > z)` in units of the density at `z`, for `z` from 0 on.
fn ratio(z: f64) -> f64 {
    if z < 1.25 {
        let (square, mut term, mut sum, mut k) = (z * z, z, z, 1.0);
        while f64::abs(term) > 1e-17 * f64::abs(sum) {
            k += 2.0;
            term *= square / k;
            sum += term;
        }
        return 0.5 / density(z) - sum;
    }
    // Laplace's continued fraction, from its far end.
    let mut rest = z;
    let mut k = if z < 9.0 { 300.0 } else { 30.0 };
    while k > 0.0 {
        rest = z + k / rest;
        k -= 1.0;
    }
    1.0 / rest
}

/// The ratio's polynomials, 16 to a unit, of the distance from the middle of each.
static RATIOS: LazyLock<Vec<[f64; 8]>> = LazyLock::new(|| {
    // Chebyshev's points, far ones first, which loses least.
    const POINTS: [f64; 8] = [0.4904, -0.4904, 0.0975, -0.2778, 0.2778, -0.4157, 0.4157, -0.0975];
    let cell = |cell| through(&POINTS.map(|t| (t, ratio((f64::from(cell) + 0.5 + t) / 16.0))));
    (0..144).map(cell).collect()
});

/// `P(Z <= z)`, exact to some units in the last place in both tails.
pub(super) fn cdf(z: f64) -> f64 {
    let at = z.abs() * 16.0;
    let cell = at as usize;
    let ratio = match RATIOS.get(cell) {
        Some(coefficients) => polynomial(coefficients, at - cell as f64 - 0.5),
        None => ratio(z.abs()),
    };
    let tail = density(z) * ratio;
    if z > 0.0 {
        1.0 - tail
    } else {
        tail
    }
}

/// The quantile of the standard normal distribution for `v` up to 1/2, by the rational functions of Wichura's
/// algorithm AS 241 (Applied Statistics 37, 1988).
fn rational(v: f64) -> f64 {
    const CENTRE: ([f64; 8], [f64; 8]) = (
        [
            3.387_132_872_796_366_5,
            133.141_667_891_784_38,
            1_971.590_950_306_551_3,
            13_731.693_765_509_46,
            45_921.953_931_549_87,
            67_265.770_927_008_7,
            33_430.575_583_588_13,
            2_509.080_928_730_122_7,
        ],
        [
            1.0,
            42.313_330_701_600_91,
            687.187_007_492_057_9,
            5_394.196_021_424_751,
            21_213.794_301_586_597,
            39_307.895_800_092_71,
            28_729.085_735_721_943,
            5_226.495_278_852_854,
        ],
    );
    const TAIL: ([f64; 8], [f64; 8]) = (
        [
            1.423_437_110_749_683_5,
            4.630_337_846_156_546,
            5.769_497_221_460_691,
            3.647_848_324_763_204_5,
            1.270_458_252_452_368_4,
            0.241_780_725_177_450_6,
            0.022_723_844_989_269_184,
            7.745_450_142_783_414e-4,
        ],
        [
            1.0,
            2.053_191_626_637_759,
            1.676_384_830_183_803_8,
            0.689_767_334_985_1,
            0.148_103_976_427_480_08,
            0.015_198_666_563_616_457,
            5.475_938_084_995_345e-4,
            1.050_750_071_644_416_9e-9,
        ],
    );
    const FAR: ([f64; 8], [f64; 8]) = (
        [
            6.657_904_643_501_103,
            5.463_784_911_164_114,
            1.784_826_539_917_291_3,
            0.296_560_571_828_504_87,
            0.026_532_189_526_576_124,
            0.001_242_660_947_388_078_4,
            2.711_555_568_743_487_6e-5,
            2.010_334_399_292_288e-7,
        ],
        [
            1.0,
            0.599_832_206_555_888,
            0.136_929_880_922_735_8,
            0.014_875_361_290_850_615,
            7.868_691_311_456_133e-4,
            1.846_318_317_510_054_8e-5,
            1.421_511_758_316_446e-7,
            2.044_263_103_389_939_8e-15,
        ],
    );
    let ratio = |(over, under): &([f64; 8], [f64; 8]), r| polynomial(over, r) / polynomial(under, r);
    let y = v - 0.5;
    if y >= -0.425 {
        return y * ratio(&CENTRE, 0.180_625 - y * y);
    }
    let r = (-ln(v)).sqrt();
    if r <= 5.0 {
        -ratio(&TAIL, r - 1.6)
    } else {
        -ratio(&FAR, r - 5.0)
    }
}

/// The least chance that has a score of its own.
const LOWEST: f64 = 7.888_609_052_210_118e-31;

static SCORES: LazyLock<Octaves> = LazyLock::new(|| Octaves::new(LOWEST, &[&rational]));

/// The smaller of two numbers. (`min` would look whether they are numbers.)
#[inline(always)]
pub(super) fn smaller(u: f64, w: f64) -> f64 {
    if u < w {
        u
    } else {
        w
    }
}

/// The quantile of the standard normal distribution at `u`, with `w = 1 - u`: the smaller of them is looked up.
#[inline(always)]
pub(super) fn score(u: f64, w: f64) -> f64 {
    let v = smaller(u, w);
    let v = if v > 1.01 * LOWEST { v } else { 1.01 * LOWEST };
    let z = SCORES.at(smaller(v, 0.5), 0);
    if u > w {
        -z
    } else {
        z
    }
}

/// `normal`.
#[derive(Debug)]
pub(super) struct Normal {
    pub mean: f64,
    pub sd: f64,
}

impl Law for Normal {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        self.mean + self.sd * score(u, w)
    }

    fn tails(&self, x: f64) -> Tails {
        let z = (x - self.mean) / self.sd;
        Tails { below: cdf(z), above: cdf(-z) }
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

/// `lognormal`: the exponential of a normal distribution.
#[derive(Debug)]
pub(super) struct Lognormal {
    pub mean: f64,
    pub sigma: f64,
}

impl Law for Lognormal {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        quick_exp(self.mean + self.sigma * score(u, w))
    }

    fn tails(&self, x: f64) -> Tails {
        if x <= 0.0 {
            return Tails::LEFT;
        }
        let z = (ln(x) - self.mean) / self.sigma;
        Tails { below: cdf(z), above: cdf(-z) }
    }

    fn mean(&self) -> f64 {
        exp(self.mean + 0.5 * self.sigma * self.sigma)
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_cdf_agree() {
        for i in 1..4000 {
            let u = f64::from(i) / 4000.0;
            let z = score(u, 1.0 - u);
            assert!((cdf(z) - u).abs() < 4e-15, "{u}: {z}, {}", cdf(z));
        }
        let mut v = 0.4;
        while v > 1e-29 {
            let z = score(v, 1.0 - v);
            assert!((cdf(z) / v - 1.0).abs() < 1e-13, "{v}: {z}, {}", cdf(z));
            assert_eq!(score(1.0 - v, v), -z);
            v *= 0.7;
        }
        assert_eq!(score(0.5, 0.5), 0.0);
        assert_eq!(cdf(0.0), 0.5);
        assert_eq!(cdf(f64::NEG_INFINITY), 0.0);
        assert_eq!(cdf(f64::INFINITY), 1.0);
        assert!((cdf(-std::f64::consts::FRAC_1_SQRT_2) - 0.239_750_061_093_476_73).abs() < 1e-16);
    }
}
