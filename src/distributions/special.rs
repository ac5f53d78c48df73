//! The logarithm of the gamma function.

use crate::rng::maths::ln;

/// `ln Gamma(x)` for positive `x`, by Stirling's series.
pub(super) fn ln_gamma(x: f64) -> f64 {
    // Gamma(x) = Gamma(x + n) / (x (x + 1) ...)
    let (mut x, mut product) = (x, 1.0);
    while x < 12.0 {
        product *= x;
        x += 1.0;
    }
    const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;
    let stirling = (x - 0.5) * ln(x) - x + HALF_LN_TAU + stirling_rest(x);
    stirling - ln(product)
}

/// What Stirling's formula lacks of `ln Gamma(x)`, for `x` from 12 on.
pub(super) fn stirling_rest(x: f64) -> f64 {
    let square = x * x;
    let series = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0, 1.0 / 156.0];
    series.iter().rev().fold(0.0, |sum, term| sum / square + term) / x
}

/// `(1 + d) ln(1 + d) - d`, for `d` above -1.
pub(super) fn deviance(d: f64) -> f64 {
    if d.abs() < 0.1 {
        // d^2 / 2 - d^3 / 6 + d^4 / 12 - ...
        let (mut sum, mut k) = (0.0, 18.0);
        while k >= 2.0 {
            sum = 1.0 / (k * (k - 1.0)) - d * sum;
            k -= 1.0;
        }
        sum * d * d
    } else if d <= -1.0 {
        1.0
    } else {
        (1.0 + d) * crate::rng::maths::ln_1p(d) - d
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        let near = |ours: f64, theirs: f64| assert!((ours - theirs).abs() <= 8e-15 * theirs.abs(), "{ours} {theirs}");
        near(ln_gamma(0.5), 0.572_364_942_924_700_1);
        near(ln_gamma(10.0), 12.801_827_480_081_469);
        near(ln_gamma(1e-3), 6.907_178_885_383_853);
        near(ln_gamma(1e9), 19_723_265_827.503_716);
        near(deviance(1e-8), 0.5e-16 - 1e-24 / 6.0);
        near(deviance(0.0999), 0.099_900_000_000_000_01f64.mul_add(-1.0, 1.0999 * 0.0999f64.ln_1p()));
        near(deviance(-0.5), 0.5 - 0.5 * std::f64::consts::LN_2);
    }
}
