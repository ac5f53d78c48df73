//! What every distribution can do, and the parts that all need.

use std::fmt::Debug;
use std::sync::Arc;

/// The least uniform number that a law sees: half a step of those that are drawn, so that no quantile is infinite.
pub(super) const LEAST: f64 = 1.0 / 18_014_398_509_481_984.0;

/// The chances of being at or below a number and of being above it, each exact where it is small.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tails {
    pub below: f64,
    pub above: f64,
}

impl Tails {
    /// Left of everything.
    pub const LEFT: Self = Self { below: 0.0, above: 1.0 };
    /// Right of everything.
    pub const RIGHT: Self = Self { below: 1.0, above: 0.0 };

    /// From a chance that need not be exact where it is close to 1.
    pub fn of(below: f64) -> Self {
        Self { below, above: 1.0 - below }
    }
}

/// A distribution of numbers.
pub(super) trait Law: Debug + Send + Sync {
    /// The quantile at `u`, where `w` is `1 - u`; each is exact where it is small.
    fn inverse(&self, u: f64, w: f64) -> f64;

    /// `P(X <= x)` and `P(X > x)`.
    fn tails(&self, x: f64) -> Tails;

    /// `P(X < x)` and `P(X >= x)`.
    fn before(&self, x: f64) -> Tails {
        if self.is_whole() {
            self.tails(x.ceil() - 1.0)
        } else {
            self.tails(x)
        }
    }

    /// The mean: infinite or not a number where there is none.
    fn mean(&self) -> f64;

    /// Whether all values are integers.
    fn is_whole(&self) -> bool {
        false
    }

    /// The values that have a chance of their own, if they can be listed.
    fn atoms(&self) -> Vec<f64> {
        Vec::new()
    }

    /// Values and their chances, if there are no others.
    fn listed(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        None
    }

    /// Quantiles in place of uniform numbers. (Implemented by [`fill`] for each law, so that the loop calls nothing.)
    fn fill(&self, uniforms: &mut [f64]);
}

/// The body of [`Law::fill`].
#[inline]
pub(super) fn fill<L: Law>(law: &L, uniforms: &mut [f64]) {
    for x in uniforms {
        *x = quantile(law, *x);
    }
}

/// The quantile for a uniform number as it is drawn.
#[inline]
pub(super) fn quantile<L: Law + ?Sized>(law: &L, u: f64) -> f64 {
    // Comparisons as they are one instruction each.
    let v = if u > LEAST { u } else { LEAST };
    let w = if 1.0 - u > LEAST { 1.0 - u } else { LEAST };
    let x = law.inverse(v, w);
    let x = if x < f64::MAX { x } else { f64::MAX };
    if x > f64::MIN {
        x
    } else {
        f64::MIN
    }
}

/// A law that others share.
pub(super) type Shared = Arc<dyn Law>;
