//! The normal distribution, from which the others take their grid: its scores from a table, its tails from a fraction.

use super::law::{Law, Tails};
use super::spline::through;
use crate::rng::maths::{exp, ln, polynomial};
use std::sync::LazyLock;

/// `1 / sqrt(2 pi)`.
const DENSITY_AT_0: f64 = 0.398_942_280_401_432_7;

/// The density of the standard normal distribution.
pub(super) fn density(z: f64) -> f64 {
    DENSITY_AT_0 * exp(-0.5 * z * z)
}

/// `P(Z <= z)`, exact to some units in the last place in both tails.
pub(super) fn cdf(z: f64) -> f64 {
    if z < -2.25 {
        // Laplace's continued fraction, from its far end.
        let z = -z;
        let mut rest = z;
        let mut k = 100.0;
        while k > 0.0 {
            rest = z + k / rest;
            k -= 1.0;
        }
        density(z) / rest
    } else if z <= 2.25 {
        let (square, mut term, mut sum, mut k) = (z * z, z, z, 1.0);
        while f64::abs(term) > 1e-17 * f64::abs(sum) {
            k += 2.0;
            term *= square / k;
            sum += term;
        }
        0.5 + density(z) * sum
    } else {
        1.0 - cdf(-z)
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

/// Cells of the table of scores: 16 for each power of two from 2^-100 to 1/2.
const LOWEST: f64 = 7.888_609_052_210_118e-31;
const CELL_BITS: u32 = 48;
const FIRST: u64 = LOWEST.to_bits() >> CELL_BITS;
const CELLS: usize = ((0.5f64.to_bits() >> CELL_BITS) - FIRST) as usize;

/// For each cell the polynomial of the distance from its right end, so that the score of 1/2 is exactly 0.
static SCORES: LazyLock<Vec<[f64; 8]>> = LazyLock::new(|| {
    // Chebyshev's points, of a stretch of length 1.
    const POINTS: [f64; 8] = [
        -0.990_392_640_201_615_2,
        -0.915_734_806_151_272_7,
        -0.777_785_116_509_801_1,
        -0.597_545_161_008_064_1,
        -0.402_454_838_991_935_9,
        -0.222_214_883_490_198_88,
        -0.084_265_193_848_727_31,
        -0.0,
    ];
    let edge = |cell: usize| f64::from_bits((FIRST + cell as u64) << CELL_BITS);
    let cell = |cell| {
        let (left, right) = (edge(cell), edge(cell + 1));
        let points = POINTS.map(|t| {
            let t = t * (right - left);
            (t, rational(right + t))
        });
        through(&points)
    };
    (0..CELLS).map(cell).collect()
});

/// The quantile of the standard normal distribution at `u`, with `w = 1 - u`: the smaller of them is looked up.
#[inline]
pub(super) fn score(u: f64, w: f64) -> f64 {
    let bits = u.min(w).clamp(LOWEST * 1.01, 0.5).to_bits() - 1;
    let right = f64::from_bits(((bits >> CELL_BITS) + 1) << CELL_BITS);
    let cell = ((bits >> CELL_BITS) - FIRST) as usize;
    let z = polynomial(&SCORES[cell.min(CELLS - 1)], u.min(w).clamp(LOWEST * 1.01, 0.5) - right);
    if u > w {
        -z
    } else {
        z
    }
}

/// `P(Z <= z)` from a table: for those who need many.
#[inline]
pub(super) fn fast_cdf(z: f64) -> f64 {
    let below = |z: f64| {
        let at = (z + REACH) * STEPS;
        let cell = (at as usize).min(CUMULATED.len() - 1);
        polynomial(&CUMULATED[cell], at - cell as f64)
    };
    if z <= -REACH {
        0.0
    } else if z <= 0.0 {
        below(z)
    } else if z < REACH {
        1.0 - below(-z)
    } else {
        1.0
    }
}

const REACH: f64 = 9.0;
const STEPS: f64 = 16.0;
static CUMULATED: LazyLock<Vec<[f64; 8]>> = LazyLock::new(|| {
    let cells = (REACH * STEPS) as usize;
    let cell = |cell| {
        let points = [0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0].map(|t| (t, cdf((cell as f64 + t) / STEPS - REACH)));
        through(&points)
    };
    (0..cells).map(cell).collect()
});

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
        exp(self.mean + self.sigma * score(u, w))
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
            assert!((cdf(z) - u).abs() < 4e-16, "{u}: {z}, {}", cdf(z));
            assert!((fast_cdf(z) - u).abs() < 4e-15, "{u}: {z}");
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
