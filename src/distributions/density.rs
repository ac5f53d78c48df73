//! Densities that have no quantile in closed form, in coordinates in which they are smooth.
//!
//! Each has its peak near 0 and is given up to a factor, so that no constant is needed and nothing cancels for large
//! parameters.

use super::special::{deviance, stirling_rest};
use crate::rng::maths::{exp, exp_m1, exp_m2, ln, ln_1p, quick_exp};
use std::f64::consts::LN_2;

/// A density, by the coordinate `y`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Density {
    /// Gamma; `x = scale shape exp(y)`.
    Gamma { shape: f64 },
    /// Beta; `x = 1 / (1 + (beta / alpha) exp(-y))`.
    Beta { alpha: f64, beta: f64 },
    /// Student's t; `x = sinh y`.
    Student { df: f64 },
    /// Poisson's chances as a function of real numbers; `x = mean + sqrt(mean) y`.
    Poisson { mean: f64 },
    /// The binomial's; `x = n p + sqrt(n p (1 - p)) y`.
    Binomial { n: f64, p: f64 },
    /// The negative binomial's; `x = mean exp(y)`.
    NegativeBinomial { mean: f64, size: f64 },
}

/// How `x` follows from `y`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Link {
    /// `factor exp(y)`.
    Exp { factor: f64 },
    /// `start + span / (1 + ratio exp(-y))`.
    Logistic { ratio: f64, start: f64, span: f64 },
    /// `start + span sinh(y)`.
    Sinh { start: f64, span: f64 },
    /// `start + span y`.
    Linear { start: f64, span: f64 },
}

impl Link {
    #[inline(always)]
    pub fn apply(self, y: f64) -> f64 {
        match self {
            Self::Exp { factor } => factor * quick_exp(y),
            Self::Logistic { ratio, start, span } => start + span / (1.0 + ratio * quick_exp(-y)),
            Self::Sinh { start, span } => {
                let t = y.abs();
                let sinh = if t < 0.3 {
                    let e = exp_m1(t);
                    0.5 * (e + e / (e + 1.0))
                } else {
                    quick_exp(t - LN_2) - 0.5 * quick_exp(-t)
                };
                start + span * sinh.copysign(y)
            }
            Self::Linear { start, span } => start + span * y,
        }
    }

    /// The `y` of an `x`; infinite beyond the ends.
    pub fn reverse(self, x: f64) -> f64 {
        match self {
            Self::Exp { factor } => ln((x / factor).max(0.0)),
            Self::Logistic { ratio, start, span } => {
                let share = ((x - start) / span).clamp(0.0, 1.0);
                ln(share) - ln_1p(-share) + ln(ratio)
            }
            Self::Sinh { start, span } => {
                let s = (x - start) / span;
                let t = s.abs();
                let y = if t > 1e150 { ln(t) + LN_2 } else { ln_1p(t + t * t / (1.0 + (t * t + 1.0).sqrt())) };
                y.copysign(s)
            }
            Self::Linear { start, span } => (x - start) / span,
        }
    }
}

impl Density {
    /// The logarithm of the density of `y`.
    pub fn log(self, y: f64) -> f64 {
        match self {
            Self::Gamma { shape } => -shape * exp_m2(y),
            Self::Beta { alpha, beta } => {
                let n = alpha + beta;
                if y > 0.0 {
                    -beta * y - n * ln_1p(beta / n * exp_m1(-y))
                } else {
                    alpha * y - n * ln_1p(alpha / n * exp_m1(y))
                }
            }
            Self::Student { df } => {
                let t = y.abs();
                if t > 20.0 {
                    let tail = 2.0 * (t - LN_2) - ln(df) + ln_1p(4.0 * df * exp(-2.0 * t));
                    t - LN_2 - 0.5 * (df + 1.0) * tail
                } else {
                    let e = exp_m1(t);
                    let sinh = 0.5 * (e + e / (e + 1.0));
                    0.5 * ln_1p(sinh * sinh) - 0.5 * (df + 1.0) * ln_1p(sinh * sinh / df)
                }
            }
            Self::Poisson { mean } => {
                let d = y / mean.sqrt();
                let x = mean * (1.0 + d);
                if x < 12.0 {
                    return f64::NEG_INFINITY;
                }
                -mean * deviance(d) - 0.5 * ln_1p(d) - stirling_rest(x)
            }
            Self::Binomial { n, p } => {
                let (yes, no) = (n * p, n * (1.0 - p));
                let distance = y * (yes * (1.0 - p)).sqrt();
                let (d, e) = (distance / yes, -distance / no);
                if yes + distance < 12.0 || no - distance < 12.0 {
                    return f64::NEG_INFINITY;
                }
                let rests = stirling_rest(yes + distance) + stirling_rest(no - distance);
                -yes * deviance(d) - no * deviance(e) - 0.5 * (ln_1p(d) + ln_1p(e)) - rests
            }
            Self::NegativeBinomial { mean, size } => {
                let distance = mean * exp_m1(y);
                let (x, n) = (mean + distance, mean + distance + size);
                if x < 12.0 || !n.is_finite() {
                    return f64::NEG_INFINITY;
                }
                let share = n / (size + mean);
                let deviances =
                    size * share * deviance(-distance / n) + mean * share * deviance(size * (distance / mean) / n);
                let rests = stirling_rest(n) - stirling_rest(x);
                0.5 * y - 0.5 * ln_1p(distance / (mean + size)) - deviances + rests
            }
        }
    }

    /// About how wide the peak is.
    pub fn width(self) -> f64 {
        match self {
            Self::Gamma { shape } => 1.0 / shape.sqrt(),
            Self::Beta { alpha, beta } => ((alpha + beta) / alpha / beta).sqrt(),
            Self::Student { .. } | Self::Poisson { .. } | Self::Binomial { .. } => 1.0,
            Self::NegativeBinomial { mean, size } => (1.0 / mean + 1.0 / size).sqrt(),
        }
    }
}
