//! Counts: `poisson`, `binomial` and `negative_binomial`, as lists of chances or, where those would be long, as densities.

use super::atoms::{Atoms, Guide};
use super::density::{Density, Link};
use super::law::{Law, Shared, Tails};
use super::smooth::Smooth;
use crate::rng::maths::exp;
use std::sync::Arc;

/// The most chances that are listed.
const LONGEST: usize = 1 << 16;
/// A chance that does not matter beside the largest.
const NOTHING: f64 = 1e-26;
/// Numbers below it are listed even where the rest is a density.
const HEAD: u32 = 4096;

/// A distribution of counts, by the ratio of one chance to the next.
#[derive(Clone, Copy, Debug)]
pub(super) enum Counts {
    Poisson { mean: f64 },
    Binomial { n: f64, p: f64 },
    NegativeBinomial { mean: f64, size: f64 },
}

impl Counts {
    /// The chance of `k + 1` in units of that of `k`.
    fn ratio(self, k: f64) -> f64 {
        match self {
            Self::Poisson { mean } => mean / (k + 1.0),
            Self::Binomial { n, p } => (n - k) / (k + 1.0) * (p / (1.0 - p)),
            Self::NegativeBinomial { mean, size } => (k + size) / (k + 1.0) * (mean / (mean + size)),
        }
    }

    /// The likeliest number.
    fn mode(self) -> f64 {
        match self {
            Self::Poisson { mean } => mean.floor(),
            Self::Binomial { n, p } => ((n + 1.0) * p).floor().min(n),
            Self::NegativeBinomial { mean, size } => ((size - 1.0) / size * mean).floor().max(0.0),
        }
    }

    fn mean(self) -> f64 {
        match self {
            Self::Poisson { mean } | Self::NegativeBinomial { mean, .. } => mean,
            Self::Binomial { n, p } => n * p,
        }
    }

    /// The chances from the likeliest number outwards, if they are few enough.
    fn listed(self) -> Option<Arc<Atoms>> {
        let mode = self.mode();
        let (mut up, mut down) = (vec![1.0], Vec::new());
        let (mut k, mut chance) = (mode, 1.0);
        loop {
            chance *= self.ratio(k);
            k += 1.0;
            if chance.is_nan() || chance < NOTHING {
                break;
            } else if up.len() >= LONGEST {
                return None;
            }
            up.push(chance);
        }
        (k, chance) = (mode, 1.0);
        while k > 0.0 && down.len() < LONGEST {
            k -= 1.0;
            chance /= self.ratio(k);
            if chance.is_nan() || chance < NOTHING {
                break;
            }
            down.push(chance);
        }
        let first = mode - down.len() as f64;
        Atoms::counted(first, down.into_iter().rev().chain(up).collect())
    }

    /// The law.
    pub fn law(self) -> Shared {
        let variance = match self {
            Self::Poisson { mean } => mean,
            Self::Binomial { n, p } => n * p * (1.0 - p),
            // Lists of these end late; whether they are too long shows.
            Self::NegativeBinomial { .. } => 0.0,
        };
        if variance < 4e6 {
            if let Some(atoms) = self.listed() {
                return atoms;
            }
        }
        Arc::new(Wide::new(self))
    }
}

/// Counts so many that their chances are a density: from one half below a number to one half above it.
///
/// What that neglects is a part of 1 / (24 variance) of a chance at most, less than 10^-7.
#[derive(Debug)]
struct Wide {
    counts: Counts,
    /// The numbers below `HEAD`, if they matter, and their share.
    head: Option<Guide>,
    share: f64,
    smooth: Arc<Smooth>,
    link: Link,
    max: f64,
}

impl Wide {
    fn new(counts: Counts) -> Self {
        let (density, link, max) = match counts {
            Counts::Poisson { mean } => {
                (Density::Poisson { mean }, Link::Linear { start: mean, span: mean.sqrt() }, f64::MAX)
            }
            Counts::Binomial { n, p } => {
                let span = (n * p * (1.0 - p)).sqrt();
                (Density::Binomial { n, p }, Link::Linear { start: n * p, span }, n)
            }
            Counts::NegativeBinomial { mean, size } => {
                (Density::NegativeBinomial { mean, size }, Link::Exp { factor: mean }, f64::MAX)
            }
        };
        let start = match link {
            Link::Exp { .. } => link.reverse(f64::from(HEAD) - 0.5),
            _ => f64::NEG_INFINITY,
        };
        let smooth = Smooth::new(density, start);
        let mut wide = Self { counts, head: None, share: 0.0, smooth, link, max };
        if start.is_finite() {
            // The chance of `HEAD` in units of the integral, and downwards from it.
            let first = f64::from(HEAD);
            let mut chance = exp(density.log(link.reverse(first))) / first;
            let mut chances: Vec<f64> = (0..HEAD)
                .rev()
                .map(|k| {
                    chance /= counts.ratio(f64::from(k));
                    chance
                })
                .collect();
            chances.reverse();
            let sum: f64 = chances.iter().sum();
            if sum > NOTHING * wide.smooth.total() {
                wide.share = sum / (sum + wide.smooth.total());
                wide.head = Some(Guide::new(&chances));
            }
        }
        wide
    }
}

impl Law for Wide {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        let (u, w) = match &self.head {
            Some(head) if u < self.share => return head.find(u / self.share) as f64,
            _ => ((u - self.share) / (1.0 - self.share), w / (1.0 - self.share)),
        };
        let least = if self.head.is_some() { f64::from(HEAD) } else { 0.0 };
        (self.link.apply(self.smooth.inverse(u, w)) + 0.5).floor().clamp(least, self.max)
    }

    fn tails(&self, x: f64) -> Tails {
        let k = x.floor();
        if k < 0.0 {
            return Tails::LEFT;
        } else if k >= self.max {
            return Tails::RIGHT;
        }
        match &self.head {
            Some(head) if k < f64::from(HEAD) => {
                let within = head.before(k as usize + 1);
                Tails::of(self.share * within)
            }
            _ => {
                let rest = self.smooth.tails(self.link.reverse(k + 0.5));
                Tails { below: self.share + (1.0 - self.share) * rest.below, above: (1.0 - self.share) * rest.above }
            }
        }
    }

    fn mean(&self) -> f64 {
        self.counts.mean()
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}
