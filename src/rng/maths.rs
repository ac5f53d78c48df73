//! Mathematical functions that give the same bits everywhere.
//!
//! The platform's `ln`, `exp`, `sin`… differ in the last bit between platforms and their versions, and a value of the
//! native API must not. These use only what IEEE 754 defines exactly (`+ - * /`, `sqrt`, rounding), in a fixed order, and
//! are right to within a few units in the last place: ample for drawing values, not meant for anything else.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, LN_2, LOG2_E, SQRT_2};

/// `ln 2` and `pi / 2` in two parts: the first has so few bits that a small multiple of it is exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const FRAC_PI_2_HIGH: f64 = 1.570_796_326_734_125_6;
const FRAC_PI_2_LOW: f64 = 6.077_100_506_506_192e-11;

/// `1 / (2k + 1)`: the series of the inverse hyperbolic tangent and, with alternating signs, of the arc tangent.
const ARTANH: [f64; 13] = {
    let mut table = [1.0; 13];
    let mut k = 1;
    while k < table.len() {
        table[k] = 1.0 / (2 * k + 1) as f64;
        k += 1;
    }
    table
};

/// `sign^k / (first + stride k)!`: the series of the exponential function, the sine and the cosine.
const fn reciprocal_factorials<const N: usize>(first: u64, stride: u64, sign: f64) -> [f64; N] {
    let mut table = [0.0; N];
    let mut k = 0;
    while k < N {
        let (mut n, mut factorial) = (1, 1u64);
        while n <= first + stride * k as u64 {
            factorial *= n;
            n += 1;
        }
        table[k] = if k % 2 == 1 { sign } else { 1.0 } / factorial as f64;
        k += 1;
    }
    table
}
const EXP: [f64; 15] = reciprocal_factorials(0, 1, 1.0);
const SIN: [f64; 9] = reciprocal_factorials(1, 2, -1.0);
const COS: [f64; 9] = reciprocal_factorials(0, 2, -1.0);

/// `c[0] + c[1] x + c[2] x² + …`, the even and the odd terms side by side.
#[inline(always)]
pub(crate) fn polynomial<const N: usize>(coefficients: &[f64; N], x: f64) -> f64 {
    let square = x * x;
    let (mut even, mut odd) = (0.0, 0.0);
    for pair in coefficients.chunks(2).rev() {
        even = even * square + pair[0];
        if let [_, second] = pair {
            odd = odd * square + second;
        }
    }
    even + odd * x
}

/// `2^power`, for powers of normal floats.
fn power_of_two(power: i32) -> f64 {
    f64::from_bits(((power + 1023) as u64) << 52)
}

/// The nearest whole number, for numbers below 2^51: a number so large that its last place is 1 does the rounding.
/// (`round` is a function call on x86-64 without SSE 4.1, which is what wheels are built for.)
fn nearest(x: f64) -> f64 {
    const LARGE: f64 = 6_755_399_441_055_744.0; // 1.5 * 2^52
    (x + LARGE) - LARGE
}

/// The natural logarithm.
pub(crate) fn ln(x: f64) -> f64 {
    if x == 0.0 {
        return f64::NEG_INFINITY;
    } else if x.is_nan() || x < 0.0 {
        return f64::NAN;
    } else if x == f64::INFINITY {
        return x;
    } else if !x.is_normal() {
        return ln(x * power_of_two(60)) - 60.0 * LN_2;
    }
    // x = m * 2^power, with m around 1; ln m = 2 artanh((m - 1) / (m + 1)).
    let mut power = (x.to_bits() >> 52) as i32 - 1023;
    let mut m = f64::from_bits(x.to_bits() & ((1 << 52) - 1) | 1.0f64.to_bits());
    if m > SQRT_2 {
        m /= 2.0;
        power += 1;
    }
    let s = (m - 1.0) / (m + 1.0);
    let power = f64::from(power);
    power * LN_2_HIGH + (power * LN_2_LOW + 2.0 * s * polynomial(&ARTANH, s * s))
}

/// The exponential function.
pub(crate) fn exp(x: f64) -> f64 {
    if x > 709.8 {
        return f64::INFINITY;
    } else if x < -745.2 {
        return 0.0;
    } else if x.is_nan() {
        return x;
    }
    let power = nearest(x * LOG2_E);
    let rest = (x - power * LN_2_HIGH) - power * LN_2_LOW;
    let value = polynomial(&EXP, rest);
    // In two steps, since 2^1024 and 2^-1074 are not normal floats.
    let half = power as i32 / 2;
    value * power_of_two(half) * power_of_two(power as i32 - half)
}

/// `2^(j / 64)`, for the quick exponential function.
static ROOTS: [f64; 64] = {
    let mut table = [1.0; 64];
    let mut j = 1;
    while j < table.len() {
        // The upper half from below 1, where the series ends sooner.
        let (power, scale) = if j > 32 { (j as f64 - 64.0, 2.0) } else { (j as f64, 1.0) };
        let x = power * LN_2 / 64.0;
        let (mut sum, mut k) = (0.0, EXP.len());
        while k > 0 {
            k -= 1;
            sum = sum * x + EXP[k];
        }
        table[j] = scale * sum;
        j += 1;
    }
    table
};

/// The exponential function in a third of the time, for those who need many; as exact, but not the same bits.
#[inline(always)]
pub(crate) fn quick_exp(x: f64) -> f64 {
    const LARGE: f64 = 6_755_399_441_055_744.0; // As in `nearest`.
    if !(x > -700.0 && x < 700.0) {
        return extreme_exp(x);
    }
    let shifted = x * (64.0 * LOG2_E) + LARGE;
    let steps = shifted - LARGE;
    let rest = (x - steps * (LN_2_HIGH / 64.0)) - steps * (LN_2_LOW / 64.0);
    // The whole number is in the low bits of the sum: 64ths, and above them the power of two.
    let bits = shifted.to_bits();
    let root = ROOTS[(bits & 63) as usize];
    let power = f64::from_bits(root.to_bits().wrapping_add((bits >> 6) << 52));
    let square = rest * rest;
    let series = rest + square * ((0.5 + rest * EXP[3]) + square * (EXP[4] + rest * EXP[5]));
    power + power * series
}

#[cold]
#[inline(never)]
fn extreme_exp(x: f64) -> f64 {
    exp(x)
}

/// `x` to the power `y`, for `x` from 0 on.
pub(crate) fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 {
        1.0
    } else {
        exp(y * ln(x))
    }
}

/// `ln(1 + x)`, as exact for a small `x` as for others.
pub(crate) fn ln_1p(x: f64) -> f64 {
    if x.abs() < 0.25 {
        let s = x / (2.0 + x);
        2.0 * s * polynomial(&ARTANH, s * s)
    } else {
        ln(1.0 + x)
    }
}

/// `exp(x) - 1`, as exact for a small `x` as for others.
pub(crate) fn exp_m1(x: f64) -> f64 {
    if x.abs() < 0.3 {
        let mut rest = EXP;
        rest[0] = 0.0;
        polynomial(&rest, x)
    } else {
        exp(x) - 1.0
    }
}

/// `exp(x) - 1 - x`, as exact for a small `x` as for others.
pub(crate) fn exp_m2(x: f64) -> f64 {
    if x.abs() < 0.5 {
        let mut rest = EXP;
        (rest[0], rest[1]) = (0.0, 0.0);
        polynomial(&rest, x)
    } else {
        exp(x) - 1.0 - x
    }
}

/// Sine and cosine, for a few turns around zero.
pub(crate) fn sin_cos(x: f64) -> (f64, f64) {
    let quarter = nearest(x * FRAC_2_PI);
    let rest = (x - quarter * FRAC_PI_2_HIGH) - quarter * FRAC_PI_2_LOW;
    let square = rest * rest;
    let (sin, cos) = (rest * polynomial(&SIN, square), polynomial(&COS, square));
    match quarter as i64 & 3 {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

/// The angle between 0 and pi whose cosine is `x`, for `x` from -1 to 1.
pub(crate) fn acos(x: f64) -> f64 {
    // acos x = 2 atan t; the atan of t or 1/t is taken of a quarter of the angle.
    let t = ((1.0 - x) / (1.0 + x)).sqrt();
    let halved = |t: f64| t / (1.0 + (1.0 + t * t).sqrt());
    let atan = |t: f64| {
        let t = halved(halved(t));
        4.0 * t * polynomial(&ARTANH, -t * t)
    };
    2.0 * if t > 1.0 { FRAC_PI_2 - atan(1.0 / t) } else { atan(t) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn literal_bits() {
        // Whatever the platform: a change here changes values.
        let bits = |x: f64| x.to_bits();
        assert_eq!(bits(ln(10.0)), 0x4002_6bb1_bbb5_5516);
        assert_eq!(bits(exp(1.0)), 0x4005_bf0a_8b14_576a);
        assert_eq!(bits(quick_exp(1.0)), 0x4005_bf0a_8b14_5769);
        assert_eq!(bits(quick_exp(-10.7)), 0x3ef7_a3dc_5621_0892);
        assert_eq!(bits(pow(0.3, 2.5)), 0x3fa9_3d32_bcea_fc28);
        assert_eq!(bits(sin_cos(5.0).0), 0xbfee_af81_f5e0_9933);
        assert_eq!(bits(sin_cos(5.0).1), 0x3fd2_2785_706b_4ada);
        assert_eq!(bits(acos(0.3)), 0x3ff4_41f5_ecbe_ef59);
        assert_eq!(bits(ln_1p(1e-9)), 1e-9f64.ln_1p().to_bits());
        assert_eq!(bits(exp_m1(-1e-9)), (-1e-9f64).exp_m1().to_bits());
    }

    #[test]
    fn edges() {
        assert_eq!(ln(0.0), f64::NEG_INFINITY);
        assert_eq!(ln(-0.0), f64::NEG_INFINITY);
        assert_eq!(ln(1.0), 0.0);
        assert_eq!(ln(f64::INFINITY), f64::INFINITY);
        assert!(ln(-1.0).is_nan() && ln(f64::NAN).is_nan() && exp(f64::NAN).is_nan());
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
        assert_eq!(exp(f64::INFINITY), f64::INFINITY);
        assert_eq!(pow(0.0, 2.0), 0.0);
        assert_eq!(pow(0.0, 0.0), 1.0);
        assert_eq!(sin_cos(0.0), (0.0, 1.0));
        assert_eq!(acos(1.0), 0.0);
        assert_eq!(acos(-1.0), std::f64::consts::PI);
    }

    fn near(ours: f64, theirs: f64, tolerance: f64) -> bool {
        ours == theirs || (ours - theirs).abs() <= tolerance * theirs.abs()
    }

    proptest! {
        #[test]
        fn as_the_platform(x in 0.0f64..1.0, power in -1070i32..1020, y in -740.0f64..709.0, angle in -7.0f64..7.0) {
            let wide = (1.0 + x) * 2.0f64.powi(power);
            prop_assert!(near(ln(wide), wide.ln(), 1e-15), "ln {wide}");
            prop_assert!(near(ln(x), x.ln(), 1e-15), "ln {x}");
            prop_assert!(near(exp(y), y.exp(), if y < -708.0 { 1e-2 } else { 2e-15 }), "exp {y}");
            prop_assert!(near(quick_exp(y), y.exp(), if y < -708.0 { 1e-2 } else { 2e-15 }), "quick_exp {y}");
            let (sin, cos) = sin_cos(angle);
            prop_assert!((sin - angle.sin()).abs() < 4e-16 && (cos - angle.cos()).abs() < 4e-16, "sin_cos {angle}");
            let small = (2.0 * x - 1.0) * 10f64.powi(power / 60);
            prop_assert!(small < -0.999 || near(ln_1p(small), small.ln_1p(), 2e-15), "ln_1p {small}");
            prop_assert!(near(exp_m1(small), small.exp_m1(), 4e-15), "exp_m1 {small}");
            let cosine = 2.0 * x - 1.0;
            prop_assert!(near(acos(cosine), cosine.acos(), 1e-15), "acos {cosine}");
        }
    }
}
