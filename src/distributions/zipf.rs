//! `zipf`: 1, 2, 3 … n, with chances that fall as a power of the number.

use super::atoms::{Atoms, Guide};
use super::law::{Law, Shared, Tails};
use crate::rng::maths::{exp_m1, ln, ln_1p, pow, quick_exp};
use std::sync::Arc;

/// Numbers up to it are listed.
const HEAD: u32 = 4096;

/// The distribution of numbers up to `n`.
pub(super) fn law(exponent: f64, n: f64) -> Shared {
    let head: Vec<f64> = (1..=HEAD.min(n as u32)).map(|k| pow(f64::from(k), -exponent)).collect();
    if n <= f64::from(HEAD) {
        let mut weights = head;
        weights.truncate(n as usize);
        if let Some(atoms) = Atoms::counted(1.0, weights) {
            return atoms;
        }
        return Arc::new(super::closed::Constant(1.0));
    }
    let (start, end) = (f64::from(HEAD) + 0.5, n + 0.5);
    let rest = Tail { start, power: 1.0 - exponent, span: 0.0, reach: 0.0 };
    let tail = rest.integral(end);
    let sum: f64 = head.iter().sum();
    let first: f64 = (1u32..).zip(&head).map(|(k, weight)| f64::from(k) * weight).sum();
    // The mean of the rest: the integral of x times its chance, by the same rule.
    let second = Tail { start, power: 2.0 - exponent, span: 0.0, reach: 0.0 }.integral(end);
    let mean = (first + second) / (sum + tail);
    let share = sum / (sum + tail);
    Arc::new(Zipf {
        head: Guide::new(&head),
        share,
        tail: Tail { span: tail, reach: tail / pow(start, rest.power), ..rest },
        n,
        mean,
    })
}

/// The chances beyond the list as a density: `x^-exponent` from half below a number to half above it, which differs from
/// its chance by a part of `exponent^2 / (24 x^2)`.
#[derive(Debug)]
struct Tail {
    start: f64,
    /// `1 - exponent`.
    power: f64,
    /// The integral over all of it, and the same in units of the power of the start.
    span: f64,
    reach: f64,
}

impl Tail {
    /// The integral from the start to `x`.
    fn integral(&self, x: f64) -> f64 {
        let steps = ln(x / self.start);
        let grown = if self.power == 0.0 { steps } else { exp_m1(self.power * steps) / self.power };
        pow(self.start, self.power) * grown
    }

    /// The `x` up to which the integral is a share of the whole.
    #[inline]
    fn reverse(&self, share: f64) -> f64 {
        let grown = share * self.reach;
        let steps = if self.power == 0.0 { grown } else { ln_1p(self.power * grown) / self.power };
        self.start * quick_exp(steps)
    }
}

#[derive(Debug)]
struct Zipf {
    head: Guide,
    share: f64,
    tail: Tail,
    n: f64,
    mean: f64,
}

impl Law for Zipf {
    #[inline]
    fn inverse(&self, u: f64, _: f64) -> f64 {
        if u < self.share {
            return self.head.find(u / self.share) as f64 + 1.0;
        }
        let x = self.tail.reverse((u - self.share) / (1.0 - self.share));
        (x + 0.5).floor().clamp(f64::from(HEAD) + 1.0, self.n)
    }

    fn tails(&self, x: f64) -> Tails {
        let k = x.floor();
        if k < 1.0 {
            Tails::LEFT
        } else if k >= self.n {
            Tails::RIGHT
        } else if k <= f64::from(HEAD) {
            let below = self.share * self.head.before(k as usize);
            Tails::of(if k == f64::from(HEAD) { self.share } else { below })
        } else {
            let above = (1.0 - self.share) * (1.0 - self.tail.integral(k + 0.5) / self.tail.span);
            Tails { below: 1.0 - above, above }
        }
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}
