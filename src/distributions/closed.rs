//! Distributions whose quantile is a formula.

use super::law::{Law, Tails};
use crate::rng::maths::{exp, exp_m1, ln, ln_1p, quick_exp};

/// `-ln w`, exact for small `u = 1 - w` too.
#[inline]
fn minus_ln(u: f64, w: f64) -> f64 {
    if u < 0.25 {
        -ln_1p(-u)
    } else {
        -ln(w)
    }
}

/// The tails of a distribution whose chance of being above is `exp(-t)`.
fn decayed(t: f64) -> Tails {
    if t <= 0.0 {
        Tails::LEFT
    } else {
        Tails { below: -exp_m1(-t), above: exp(-t) }
    }
}

/// `constant`.
#[derive(Debug)]
pub(super) struct Constant(pub f64);

impl Law for Constant {
    fn inverse(&self, _: f64, _: f64) -> f64 {
        self.0
    }

    fn tails(&self, x: f64) -> Tails {
        if x < self.0 {
            Tails::LEFT
        } else {
            Tails::RIGHT
        }
    }

    fn before(&self, x: f64) -> Tails {
        if x <= self.0 {
            Tails::LEFT
        } else {
            Tails::RIGHT
        }
    }

    fn mean(&self) -> f64 {
        self.0
    }

    fn is_whole(&self) -> bool {
        self.0.fract() == 0.0
    }

    fn atoms(&self) -> Vec<f64> {
        vec![self.0]
    }

    fn listed(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        Some((vec![self.0], vec![1.0]))
    }

    fn fill(&self, uniforms: &mut [f64]) {
        uniforms.fill(self.0);
    }
}

/// `uniform`.
#[derive(Debug)]
pub(super) struct Uniform {
    pub min: f64,
    pub max: f64,
}

impl Law for Uniform {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        // The sum of two parts never overflows and never leaves the range by more than rounding.
        (self.min * w + self.max * u).clamp(self.min, self.max)
    }

    fn tails(&self, x: f64) -> Tails {
        if x <= self.min {
            Tails::LEFT
        } else if x >= self.max {
            Tails::RIGHT
        } else {
            let span = self.max / 2.0 - self.min / 2.0;
            Tails { below: (x / 2.0 - self.min / 2.0) / span, above: (self.max / 2.0 - x / 2.0) / span }
        }
    }

    fn mean(&self) -> f64 {
        self.min / 2.0 + self.max / 2.0
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

/// `integers`: whole numbers, each as likely.
#[derive(Debug)]
pub(super) struct Integers {
    pub min: f64,
    pub count: f64,
}

impl Law for Integers {
    #[inline]
    fn inverse(&self, u: f64, _: f64) -> f64 {
        self.min + (u * self.count).floor().min(self.count - 1.0)
    }

    fn tails(&self, x: f64) -> Tails {
        let up_to = (x.floor() - self.min + 1.0).clamp(0.0, self.count);
        Tails { below: up_to / self.count, above: (self.count - up_to) / self.count }
    }

    fn mean(&self) -> f64 {
        self.min + (self.count - 1.0) / 2.0
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

/// `exponential`.
#[derive(Debug)]
pub(super) struct Exponential {
    pub mean: f64,
}

impl Law for Exponential {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        self.mean * minus_ln(u, w)
    }

    fn tails(&self, x: f64) -> Tails {
        decayed(x / self.mean)
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

/// `weibull`.
#[derive(Debug)]
pub(super) struct Weibull {
    pub shape: f64,
    pub scale: f64,
}

impl Law for Weibull {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        self.scale * quick_exp(ln(minus_ln(u, w)) / self.shape)
    }

    fn tails(&self, x: f64) -> Tails {
        if x <= 0.0 {
            return Tails::LEFT;
        }
        decayed(exp(self.shape * ln(x / self.scale)))
    }

    fn mean(&self) -> f64 {
        self.scale * exp(super::special::ln_gamma(1.0 + 1.0 / self.shape))
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

/// `pareto`.
#[derive(Debug)]
pub(super) struct Pareto {
    pub shape: f64,
    pub min: f64,
}

impl Law for Pareto {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        self.min * quick_exp(minus_ln(u, w) / self.shape)
    }

    fn tails(&self, x: f64) -> Tails {
        if x <= self.min {
            return Tails::LEFT;
        }
        decayed(self.shape * ln(x / self.min))
    }

    fn mean(&self) -> f64 {
        if self.shape > 1.0 {
            self.min * self.shape / (self.shape - 1.0)
        } else {
            f64::INFINITY
        }
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

/// `triangular`.
#[derive(Debug)]
pub(super) struct Triangular {
    pub min: f64,
    pub mode: f64,
    pub max: f64,
}

impl Law for Triangular {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        let (left, right, span) = (self.mode - self.min, self.max - self.mode, self.max - self.min);
        if u * span <= left {
            (self.min + (u * span * left).sqrt()).min(self.mode)
        } else {
            (self.max - (w * span * right).sqrt()).max(self.mode)
        }
    }

    fn tails(&self, x: f64) -> Tails {
        let (left, right, span) = (self.mode - self.min, self.max - self.mode, self.max - self.min);
        if x <= self.min {
            Tails::LEFT
        } else if x >= self.max {
            Tails::RIGHT
        } else if x <= self.mode {
            Tails::of((x - self.min) / span * ((x - self.min) / left))
        } else {
            let above = (self.max - x) / span * ((self.max - x) / right);
            Tails { below: 1.0 - above, above }
        }
    }

    fn mean(&self) -> f64 {
        self.min / 3.0 + self.mode / 3.0 + self.max / 3.0
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

/// `geometric`: how many failures come before the first success.
#[derive(Debug)]
pub(super) struct Geometric {
    pub p: f64,
    /// `-ln(1 - p)`; infinite if `p` is 1.
    pub rate: f64,
}

impl Geometric {
    /// For a chance above 0 and up to 1.
    pub fn new(p: f64) -> Self {
        Self { p, rate: -ln_1p(-p) }
    }
}

impl Law for Geometric {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        (minus_ln(u, w) / self.rate).floor()
    }

    fn tails(&self, x: f64) -> Tails {
        if x < 0.0 {
            return Tails::LEFT;
        }
        decayed((x.floor() + 1.0) * self.rate)
    }

    fn mean(&self) -> f64 {
        (1.0 - self.p) / self.p
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}
