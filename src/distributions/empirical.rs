//! Distributions as somebody measured them: a histogram, some quantiles; and Benford's law, which is a histogram.

use super::atoms::Guide;
use super::law::{Law, Tails};
use crate::rng::maths::ln;

/// A histogram: within a bin every number is as likely.
#[derive(Debug)]
pub(super) struct Histogram {
    /// In ascending order; one more than bins.
    edges: Vec<f64>,
    /// The bins' shares.
    shares: Vec<f64>,
    guide: Guide,
}

impl Histogram {
    /// Of bins with shares that are not negative and not all 0.
    pub fn new(edges: Vec<f64>, counts: &[f64]) -> Self {
        let total: f64 = counts.iter().sum();
        let shares = counts.iter().map(|count| count / total).collect();
        Self { edges, shares, guide: Guide::new(counts) }
    }

    /// Benford's law for the first one or two digits of positive numbers between `min` and `max`.
    ///
    /// Numbers with the same first digits are all as likely, within each power of ten.
    pub fn benford(digits: u8, min: f64, max: f64) -> Self {
        let firsts = if digits == 1 { 1..10 } else { 10..100 };
        let scale = if digits == 1 { "" } else { "0" };
        let (mut edges, mut counts) = (vec![min], Vec::new());
        let log = ln(10.0);
        // Literals are read to the nearest float, which multiplying would not give.
        'decades: for exponent in -324i32..=308 {
            let next: f64 = format!("1e{}", exponent + 1).parse().unwrap_or(f64::INFINITY);
            if next <= min {
                continue;
            }
            for digit in firsts.clone() {
                let edge = |digit: i32| -> f64 {
                    let power = exponent - scale.len() as i32;
                    format!("{digit}e{power}").parse().unwrap_or(f64::INFINITY)
                };
                let (low, high) = (edge(digit), edge(digit + 1).min(f64::MAX));
                if high <= min {
                    continue;
                }
                let share = ln(1.0 + 1.0 / f64::from(digit)) / log;
                let (from, to) = (low.max(min), high.min(max));
                if to > from {
                    edges.push(to);
                    counts.push(share * ((to - from) / (high - low)));
                }
                if high >= max {
                    break 'decades;
                }
            }
        }
        Self::new(edges, &counts)
    }
}

impl Law for Histogram {
    #[inline]
    fn inverse(&self, u: f64, _: f64) -> f64 {
        let bin = self.guide.find(u);
        let (left, right) = (self.edges[bin], self.edges[bin + 1]);
        let part = (u - self.guide.before(bin)) / self.shares[bin];
        let x = left + (right - left) * part;
        // The right end belongs to the next bin.
        if x < right {
            x.max(left)
        } else {
            right.next_down().max(left)
        }
    }

    fn tails(&self, x: f64) -> Tails {
        let bins = self.shares.len();
        if x <= self.edges[0] {
            return Tails::LEFT;
        } else if x >= self.edges[bins] {
            return Tails::RIGHT;
        }
        let bin = self.edges.partition_point(|edge| *edge <= x).clamp(1, bins) - 1;
        let (left, right) = (self.edges[bin], self.edges[bin + 1]);
        let part = self.shares[bin] * ((x - left) / (right - left));
        let below: f64 = self.shares[..bin].iter().sum();
        let above: f64 = self.shares[bin + 1..].iter().sum();
        Tails { below: (below + part).min(1.0), above: (above + self.shares[bin] - part).clamp(0.0, 1.0) }
    }

    fn mean(&self) -> f64 {
        let middle = |pair: &[f64]| pair[0] / 2.0 + pair[1] / 2.0;
        self.edges.windows(2).zip(&self.shares).map(|(pair, share)| middle(pair) * share).sum()
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}

/// Quantiles, joined by a cubic that rises where they rise (Fritsch and Butland's slopes).
#[derive(Debug)]
pub(super) struct Curve {
    at: Vec<f64>,
    values: Vec<f64>,
    slopes: Vec<f64>,
}

impl Curve {
    /// Through quantiles in ascending order, the first at 0 and the last at 1.
    pub fn new(at: Vec<f64>, values: Vec<f64>) -> Self {
        let steps: Vec<f64> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let rises: Vec<f64> = values.windows(2).zip(&steps).map(|(pair, step)| (pair[1] - pair[0]) / step).collect();
        let last = rises.len() - 1;
        let slope = |i: usize| {
            if i == 0 || i > last {
                return rises[i.min(last)];
            }
            let (before, after) = (rises[i - 1], rises[i]);
            if before == 0.0 || after == 0.0 {
                return 0.0;
            }
            // A weighted harmonic mean: at most three times the smaller, so the cubic does not turn.
            let (a, b) = (2.0 * steps[i] + steps[i - 1], steps[i] + 2.0 * steps[i - 1]);
            (a + b) / (a / before + b / after)
        };
        let slopes = (0..at.len()).map(slope).collect();
        Self { at, values, slopes }
    }

    #[inline]
    fn piece(&self, piece: usize, t: f64) -> f64 {
        let step = self.at[piece + 1] - self.at[piece];
        let (low, high) = (self.values[piece], self.values[piece + 1]);
        let (a, b, rise) = (self.slopes[piece] * step, self.slopes[piece + 1] * step, high - low);
        let x = low + t * (a + t * (3.0 * rise - 2.0 * a - b + t * (a + b - 2.0 * rise)));
        x.clamp(low, high)
    }

    /// Where in `0..=1` the curve reaches `x`: the first such place, or the last.
    fn place(&self, x: f64, last: bool) -> f64 {
        let reached = |v: f64| if last { v > x } else { v >= x };
        let next = self.values.partition_point(|v| !reached(*v));
        if next == 0 {
            return 0.0;
        } else if next == self.values.len() {
            return 1.0;
        }
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if reached(self.piece(next - 1, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        self.at[next - 1] + (self.at[next] - self.at[next - 1]) * high
    }
}

impl Law for Curve {
    #[inline]
    fn inverse(&self, u: f64, _: f64) -> f64 {
        let piece = self.at.partition_point(|at| *at <= u).clamp(1, self.at.len() - 1) - 1;
        self.piece(piece, (u - self.at[piece]) / (self.at[piece + 1] - self.at[piece]))
    }

    fn tails(&self, x: f64) -> Tails {
        Tails::of(self.place(x, true))
    }

    fn before(&self, x: f64) -> Tails {
        Tails::of(self.place(x, false))
    }

    fn mean(&self) -> f64 {
        // The integral of a cubic from its ends and their slopes.
        let piece = |i: usize| {
            let step = self.at[i + 1] - self.at[i];
            let bend = (self.slopes[i] - self.slopes[i + 1]) * step / 12.0;
            step * ((self.values[i] + self.values[i + 1]) / 2.0 + bend)
        };
        (0..self.at.len() - 1).map(piece).sum()
    }

    fn atoms(&self) -> Vec<f64> {
        // Quantiles that are the same twice have a chance of their own.
        self.values.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}
