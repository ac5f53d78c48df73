//! Distributions of others: cut at both ends, or with more zeros.

use super::atoms::Atoms;
use super::law::{Law, Shared, Tails};
use super::normal;
use super::smooth::integral;
use std::sync::Arc;

/// `truncated`: what lies between two numbers, both included.
#[derive(Debug)]
pub(super) struct Truncated {
    of: Shared,
    min: f64,
    max: f64,
    /// The chances of being left of it, right of it, and in it.
    left: f64,
    right: f64,
    rest: f64,
    mean: f64,
}

/// The law cut, and the chance of being within the cut; none if nothing is.
pub(super) fn truncated(of: &Shared, min: f64, max: f64) -> Option<(Shared, f64)> {
    let (min, max) = if of.is_whole() { (min.ceil(), max.floor()) } else { (min, max) };
    if min > max {
        return None;
    }
    let (low, high) = (of.before(min), of.tails(max));
    let rest = if low.below > 0.5 {
        low.above - high.above
    } else if high.above > 0.5 {
        high.below - low.below
    } else {
        1.0 - low.below - high.above
    };
    if rest.is_nan() || rest <= 0.0 {
        return None;
    }
    if let Some((values, weights)) = of.listed() {
        let pairs = values.into_iter().zip(weights).filter(|(v, _)| (min..=max).contains(v)).collect();
        return Atoms::new(pairs).map(|atoms| (atoms as Shared, rest));
    }
    let of = Arc::clone(of);
    let mut law = Truncated { of, min, max, left: low.below, right: high.above, rest, mean: 0.0 };
    law.mean = if law.is_whole() && max - min < 1e5 { law.counted_mean() } else { mean(&law) };
    Some((Arc::new(law), rest))
}

impl Truncated {
    /// The mean of a few whole numbers: the sum of the chances of being above each.
    fn counted_mean(&self) -> f64 {
        let count = (self.max - self.min) as u32;
        let above = |i: u32| self.tails(self.min + f64::from(i)).above;
        self.min + (0..count).map(above).sum::<f64>()
    }
}

/// The mean as the integral of the quantile function, over normal scores.
pub(super) fn mean(law: &dyn Law) -> f64 {
    let at = |z: f64| law.inverse(normal::cdf(z), normal::cdf(-z)) * normal::density(z);
    (-160..160).map(|i| integral(f64::from(i) / 20.0, f64::from(i + 1) / 20.0, at)).sum()
}

impl Law for Truncated {
    fn inverse(&self, u: f64, w: f64) -> f64 {
        self.of.inverse(self.left + self.rest * u, self.right + self.rest * w).clamp(self.min, self.max)
    }

    fn tails(&self, x: f64) -> Tails {
        if x >= self.max {
            return Tails::RIGHT;
        }
        self.share(x < self.min, self.of.tails(x))
    }

    fn before(&self, x: f64) -> Tails {
        if x > self.max {
            return Tails::RIGHT;
        }
        self.share(x <= self.min, self.of.before(x))
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn is_whole(&self) -> bool {
        self.of.is_whole()
    }

    fn atoms(&self) -> Vec<f64> {
        self.of.atoms().into_iter().filter(|x| (self.min..=self.max).contains(x)).collect()
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

impl Truncated {
    fn share(&self, nothing: bool, of: Tails) -> Tails {
        if nothing {
            return Tails::LEFT;
        }
        let (below, above) = if of.below <= 0.5 {
            let below = (of.below - self.left) / self.rest;
            (below, 1.0 - below)
        } else {
            let above = (of.above - self.right) / self.rest;
            (1.0 - above, above)
        };
        Tails { below: below.clamp(0.0, 1.0), above: above.clamp(0.0, 1.0) }
    }
}

/// `zero_inflated`: zero with a chance, otherwise another distribution (which may give zeros too).
#[derive(Debug)]
pub(super) struct Inflated {
    p: f64,
    of: Shared,
    /// The chances of being below zero, and of being above.
    left: f64,
    right: f64,
}

impl Inflated {
    /// With a chance from 0 up to, but not, 1.
    pub fn new(p: f64, of: Shared) -> Self {
        let (left, right) = ((1.0 - p) * of.before(0.0).below, (1.0 - p) * of.tails(0.0).above);
        Self { p, of, left, right }
    }
}

/// The law, or the list of its values if it has one.
pub(super) fn listed_or(law: Inflated) -> Shared {
    let listed = law.listed().and_then(|(values, weights)| Atoms::new(values.into_iter().zip(weights).collect()));
    match listed {
        Some(atoms) => atoms,
        None => Arc::new(law),
    }
}

impl Law for Inflated {
    fn inverse(&self, u: f64, w: f64) -> f64 {
        let rest = 1.0 - self.p;
        if u < self.left {
            // Never above zero, however rounding goes.
            self.of.inverse(u / rest, (w - self.p) / rest).min(0.0)
        } else if w <= self.right {
            self.of.inverse((u - self.p) / rest, w / rest).max(0.0)
        } else {
            0.0
        }
    }

    fn tails(&self, x: f64) -> Tails {
        self.share(x >= 0.0, self.of.tails(x))
    }

    fn before(&self, x: f64) -> Tails {
        self.share(x > 0.0, self.of.before(x))
    }

    fn mean(&self) -> f64 {
        (1.0 - self.p) * self.of.mean()
    }

    fn is_whole(&self) -> bool {
        self.of.is_whole()
    }

    fn atoms(&self) -> Vec<f64> {
        let mut atoms = self.of.atoms();
        if self.p > 0.0 {
            atoms.push(0.0);
        }
        atoms
    }

    fn listed(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        let (mut values, mut weights) = self.of.listed()?;
        weights.iter_mut().for_each(|w| *w *= 1.0 - self.p);
        values.push(0.0);
        weights.push(self.p);
        Some((values, weights))
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

impl Inflated {
    fn share(&self, with_zero: bool, of: Tails) -> Tails {
        let (zero, rest) = (self.p, 1.0 - self.p);
        Tails {
            below: rest * of.below + if with_zero { zero } else { 0.0 },
            above: rest * of.above + if with_zero { 0.0 } else { zero },
        }
    }
}
