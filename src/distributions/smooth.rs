//! The quantile function of a density: integrated once, turned round on a grid of normal scores, and interpolated.

use super::density::{Density, Link};
use super::law::{Law, Tails, LEAST};
use super::normal::{self, score, smaller};
use super::octaves::Octaves;
use super::spline::through;
use crate::rng::maths::{polynomial, quick_exp};
use std::sync::Arc;

/// Gauss and Legendre's rule of twelve points: distances from the middle, and weights.
const POINTS: [(f64, f64); 6] = [
    (0.125_233_408_511_468_9, 0.249_147_045_813_402_77),
    (0.367_831_498_998_180_2, 0.233_492_536_538_354_8),
    (0.587_317_954_286_617_5, 0.203_167_426_723_065_92),
    (0.769_902_674_194_304_7, 0.160_078_328_543_346_22),
    (0.904_117_256_370_474_9, 0.106_939_325_995_318_43),
    (0.981_560_634_246_719_3, 0.047_175_336_386_511_83),
];

/// The integral of a function of which the rule is true enough between `a` and `b`.
pub(super) fn integral(a: f64, b: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (middle, half) = (0.5 * (a + b), 0.5 * (b - a));
    let at = |(t, weight): &(f64, f64)| weight * (f(middle - half * t) + f(middle + half * t));
    half * POINTS.iter().map(at).sum::<f64>()
}

/// A density's integral, panel by panel.
#[derive(Debug)]
struct Panels {
    density: Density,
    edges: Vec<f64>,
    /// The integral from the first edge to each.
    below: Vec<f64>,
    /// The integral from each edge to the last.
    above: Vec<f64>,
}

impl Panels {
    /// Between `start`, or as far as there is anything, and the other end.
    fn new(density: Density, start: f64) -> Self {
        let middle = start.max(0.0);
        let mut panels = Vec::new();
        Self::march(density, middle, -1.0, start, &mut panels);
        panels.reverse();
        Self::march(density, middle, 1.0, f64::INFINITY, &mut panels);
        let mut edges: Vec<f64> = panels.iter().map(|(a, _, _)| *a).collect();
        edges.extend(panels.last().map(|(_, b, _)| *b));
        let running = |masses: &mut dyn Iterator<Item = f64>| {
            let mut sum = 0.0;
            let sums = masses.map(|mass| {
                sum += mass;
                sum
            });
            std::iter::once(0.0).chain(sums).collect::<Vec<f64>>()
        };
        let below = running(&mut panels.iter().map(|(_, _, mass)| *mass));
        let mut above = running(&mut panels.iter().rev().map(|(_, _, mass)| *mass));
        above.reverse();
        Self { density, edges, below, above }
    }

    /// Panels from `from` on, each so narrow that halving it changes nothing, until the density is nothing.
    fn march(density: Density, from: f64, direction: f64, end: f64, panels: &mut Vec<(f64, f64, f64)>) {
        let mass = |a, b| integral(a, b, |y| quick_exp(density.log(y)));
        let (mut at, mut width) = (from, density.width());
        let floor = density.log(from) - 130.0;
        for _ in 0..10_000 {
            if density.log(at) < floor || (at - end) * direction >= 0.0 {
                return;
            }
            let (next, whole) = loop {
                let next = if (at + direction * width - end) * direction > 0.0 { end } else { at + direction * width };
                let middle = 0.5 * (at + next);
                let (a, b) = (at.min(next), at.max(next));
                let (whole, parts) = (mass(a, b), mass(a, middle) + mass(middle, b));
                if (whole - parts).abs() <= 1e-13 * parts.abs() || width < 1e-12 * density.width() {
                    break (next, parts);
                }
                width *= 0.5;
            };
            panels.push((at.min(next), at.max(next), whole));
            at = next;
            width *= 1.5;
        }
    }

    fn total(&self) -> f64 {
        self.below.last().copied().unwrap_or(0.0)
    }

    fn mass(&self, a: f64, b: f64) -> f64 {
        integral(a, b, |y| quick_exp(self.density.log(y)))
    }

    /// `P(Y <= y)` and `P(Y > y)`.
    fn tails(&self, y: f64) -> Tails {
        let panels = self.edges.len() - 1;
        if y <= self.edges[0] {
            return Tails::LEFT;
        } else if y >= self.edges[panels] {
            return Tails::RIGHT;
        }
        let panel = self.edges.partition_point(|edge| *edge <= y).clamp(1, panels) - 1;
        let total = self.total();
        Tails {
            below: (self.below[panel] + self.mass(self.edges[panel], y)) / total,
            above: (self.above[panel + 1] + self.mass(y, self.edges[panel + 1])) / total,
        }
    }

    /// The `y` with `P(Y <= y) = p` and `P(Y > y) = q`, from the smaller of them.
    fn solve(&self, p: f64, q: f64) -> f64 {
        let panels = self.edges.len() - 1;
        let from_left = p <= q;
        let sums = if from_left { &self.below } else { &self.above };
        let target = p.min(q) * self.total();
        let panel = if from_left {
            sums.partition_point(|sum| *sum <= target).clamp(1, panels) - 1
        } else {
            sums.partition_point(|sum| *sum > target).clamp(1, panels) - 1
        };
        let (left, right) = (self.edges[panel], self.edges[panel + 1]);
        let (near, far, rest) =
            if from_left { (left, right, target - sums[panel]) } else { (right, left, target - sums[panel + 1]) };
        // Newton's method from the panel's nearer end, kept between two points that it lies between.
        let whole = (sums[panel] - sums[panel + 1]).abs();
        let (mut low, mut high) = (0.0, 1.0);
        let mut t = (rest / whole).clamp(0.0, 1.0);
        for _ in 0..60 {
            let y = near + (far - near) * t;
            let excess = self.mass(y.min(near), y.max(near)) - rest;
            if excess > 0.0 {
                high = t;
            } else {
                low = t;
            }
            let next = t - excess / (quick_exp(self.density.log(y)) * (right - left));
            if next >= low && next <= high {
                // The next error is about the square of this step.
                let done = (next - t).abs() <= 1e-8;
                t = next;
                if done {
                    break;
                }
            } else {
                t = 0.5 * (low + high);
            }
        }
        near + (far - near) * t
    }
}

/// Cells of the grid: around normal scores twelve to a unit, as far as those go.
const REACH: f64 = 11.5;
const STEPS: f64 = 12.0;
const CELLS: usize = (2.0 * REACH * STEPS) as usize + 1;

/// A density's quantile function.
#[derive(Debug)]
pub(super) struct Smooth {
    panels: Panels,
    /// By the normal score: where there is least to compute.
    cells: Vec<[f64; 6]>,
    /// By the chance below, and the chance above: where there is least to look up.
    octaves: Octaves,
    /// Whether the tables are good enough; otherwise each quantile is solved for.
    tabled: bool,
}

/// The least chance that the octaves have.
const LOWEST: f64 = 8.673_617_379_884_035e-19;

impl Smooth {
    /// Of a density, from `start` on (minus infinity for all of it).
    pub fn new(density: Density, start: f64) -> Arc<Self> {
        let panels = Panels::new(density, start);
        let total = panels.total();
        // Twice as many as cells: each has its middle and its ends.
        let node = |i: usize| {
            let z = (i as f64 - 1.0) / (2.0 * STEPS) - REACH;
            let y = panels.solve(normal::cdf(z), normal::cdf(-z));
            (y, normal::density(z) * total / quick_exp(density.log(y)) / STEPS)
        };
        let nodes: Vec<(f64, f64)> = (0..=2 * CELLS).map(node).collect();
        let cell = |cell: usize| {
            let [a, b, c] = [nodes[2 * cell], nodes[2 * cell + 1], nodes[2 * cell + 2]];
            through(&[(-0.5, a.0), (-0.5, a.1), (0.0, b.0), (0.0, b.1), (0.5, c.0), (0.5, c.1)])
        };
        let cells: Vec<_> = (0..CELLS).map(cell).collect();
        let [left, right] = [1.0, -1.0].map(|side| {
            let cells = &cells;
            move |v: f64| at_score(cells, side * score(v, 1.0 - v))
        });
        let octaves = Octaves::new(LOWEST, &[&left, &right]);
        let mut smooth = Self { panels, cells, octaves, tabled: true };
        smooth.tabled = smooth.is_close();
        Arc::new(smooth)
    }

    /// The coordinate at a uniform number.
    #[inline(always)]
    pub fn inverse(&self, u: f64, w: f64) -> f64 {
        let v = smaller(u, w);
        if v > LOWEST && self.tabled {
            self.octaves.at(smaller(v, 0.5), usize::from(u > w))
        } else {
            self.beyond(u, w)
        }
    }

    #[cold]
    #[inline(never)]
    fn beyond(&self, u: f64, w: f64) -> f64 {
        if self.tabled {
            at_score(&self.cells, score(u, w))
        } else {
            self.panels.solve(u, w)
        }
    }

    /// Whether the tables are right to 10^-8 of a chance, in the body. (With shapes far below 1 there are bends that they
    /// do not follow.)
    fn is_close(&self) -> bool {
        (0..192).all(|i| {
            let u = (f64::from(i) + 0.37) / 192.0;
            let exact = self.panels.solve(u, 1.0 - u);
            let distance = (self.inverse(u, 1.0 - u) - exact).abs();
            let error = distance * quick_exp(self.panels.density.log(exact)) / self.panels.total();
            error <= 1e-8 * smaller(u, 1.0 - u)
        })
    }

    /// `P(Y <= y)` and `P(Y > y)`.
    pub fn tails(&self, y: f64) -> Tails {
        self.panels.tails(y)
    }

    /// The integral of all of it, in units of the density.
    pub fn total(&self) -> f64 {
        self.panels.total()
    }
}

/// The coordinate at a normal score.
fn at_score(cells: &[[f64; 6]], z: f64) -> f64 {
    let at = (z + REACH) * STEPS;
    let cell = (at.round().max(0.0) as usize).min(cells.len() - 1);
    polynomial(&cells[cell], at - cell as f64)
}

/// A distribution with a density: `gamma`, `beta`, `student_t`.
#[derive(Debug)]
pub(super) struct Linked {
    pub smooth: Arc<Smooth>,
    pub link: Link,
    pub mean: f64,
}

impl Law for Linked {
    #[inline]
    fn inverse(&self, u: f64, w: f64) -> f64 {
        self.link.apply(self.smooth.inverse(u, w))
    }

    fn tails(&self, x: f64) -> Tails {
        self.smooth.tails(self.link.reverse(x))
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn fill(&self, uniforms: &mut [f64]) {
        // A loop for each link.
        match self.link {
            Link::Exp { factor } => {
                for u in uniforms {
                    let v = if *u > LEAST { *u } else { LEAST };
                    let x = Link::Exp { factor }.apply(self.smooth.inverse(v, 1.0 - v));
                    *u = smaller(x, f64::MAX);
                }
            }
            _ => super::law::fill(self, uniforms),
        }
    }
}
