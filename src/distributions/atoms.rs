//! A list of values with a chance for each, found by a guide in constant time.

use super::law::{Law, Tails};
use std::sync::Arc;

/// Running sums up to 1, and where to begin looking in them.
#[derive(Debug)]
pub(super) struct Guide {
    /// The sum up to and with each; the last is infinite, so that looking ends.
    sums: Vec<f64>,
    firsts: Vec<u32>,
    scale: f64,
}

impl Guide {
    /// For weights that are not negative and have a positive sum.
    pub fn new(weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let mut sums: Vec<f64> = weights
            .iter()
            .map(|w| {
                sum += w;
                sum / total
            })
            .collect();
        // Nothing is drawn from weights of 0 at the end.
        let last = weights.iter().rposition(|w| *w > 0.0).unwrap_or(0);
        sums.truncate(last + 1);
        sums[last] = f64::INFINITY;
        let stretches = (2 * sums.len()).next_power_of_two();
        let scale = stretches as f64;
        let mut first = 0;
        let firsts = (0..stretches).map(|stretch| {
            while sums[first] <= stretch as f64 / scale {
                first += 1;
            }
            first as u32
        });
        let firsts = firsts.collect();
        Self { sums, firsts, scale }
    }

    /// The first whose sum is above `u`.
    #[inline]
    pub fn find(&self, u: f64) -> usize {
        let stretch = ((u * self.scale) as usize).min(self.firsts.len() - 1);
        let mut at = self.firsts[stretch] as usize;
        while self.sums[at] <= u {
            at += 1;
        }
        at
    }

    /// The sum before one of them.
    #[inline]
    pub fn before(&self, at: usize) -> f64 {
        if at == 0 {
            0.0
        } else {
            self.sums[at - 1].min(1.0)
        }
    }
}

/// Values in ascending order.
#[derive(Debug)]
pub(super) struct Atoms {
    values: Vec<f64>,
    weights: Vec<f64>,
    guide: Guide,
    /// The sums from each on to the last, as parts of 1.
    from: Vec<f64>,
    whole: bool,
}

impl Atoms {
    /// From pairs in any order; none if no weight is positive.
    pub fn new(mut pairs: Vec<(f64, f64)>) -> Option<Arc<Self>> {
        pairs.retain(|(_, weight)| *weight > 0.0);
        if pairs.is_empty() {
            return None;
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        pairs.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let (values, weights): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let total: f64 = weights.iter().sum();
        let mut from: Vec<f64> = weights.clone();
        for i in (0..from.len().saturating_sub(1)).rev() {
            from[i] += from[i + 1];
        }
        from.iter_mut().for_each(|sum| *sum /= total);
        let guide = Guide::new(&weights);
        let whole = values.iter().all(|v| v.fract() == 0.0);
        Some(Arc::new(Self { values, weights, guide, from, whole }))
    }

    /// Whole numbers from `first` on.
    pub fn counted(first: f64, weights: Vec<f64>) -> Option<Arc<Self>> {
        Self::new(weights.into_iter().enumerate().map(|(i, weight)| (first + i as f64, weight)).collect())
    }

    fn up_to(&self, count: usize) -> Tails {
        let below = if count == self.values.len() { 1.0 } else { self.guide.before(count) };
        Tails { below, above: self.from.get(count).copied().unwrap_or(0.0) }
    }
}

impl Law for Atoms {
    #[inline]
    fn inverse(&self, u: f64, _: f64) -> f64 {
        self.values[self.guide.find(u)]
    }

    fn tails(&self, x: f64) -> Tails {
        self.up_to(self.values.partition_point(|v| *v <= x))
    }

    fn before(&self, x: f64) -> Tails {
        self.up_to(self.values.partition_point(|v| *v < x))
    }

    fn mean(&self) -> f64 {
        let total: f64 = self.weights.iter().sum();
        // Of distances from the first, so that large values lose nothing.
        let first = self.values[0];
        first + self.values.iter().zip(&self.weights).map(|(v, w)| (v - first) * (w / total)).sum::<f64>()
    }

    fn is_whole(&self) -> bool {
        self.whole
    }

    fn atoms(&self) -> Vec<f64> {
        self.values.clone()
    }

    fn listed(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        let total: f64 = self.weights.iter().sum();
        Some((self.values.clone(), self.weights.iter().map(|w| w / total).collect()))
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}
