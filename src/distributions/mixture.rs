//! `mixture`: one of several distributions, by weight; its quantiles are solved for, and kept where that is smooth.

use super::atoms::Atoms;
use super::law::{Law, Shared, Tails};
use super::normal::{self, score};
use super::spline::through;
use crate::rng::maths::polynomial;
use std::sync::Arc;

/// Cells of the grid of normal scores, eight to a unit.
const REACH: f64 = 8.5;
const STEPS: f64 = 8.0;
const CELLS: usize = (2.0 * REACH * STEPS) as usize;
/// Where in a cell the polynomial is fixed, and where it is tried.
const FIXED: [f64; 6] = [0.0, 0.1, 0.35, 0.65, 0.9, 1.0];
const TRIED: [f64; 2] = [0.04, 0.5];

/// A stretch of normal scores.
#[derive(Debug)]
struct Cell {
    low: f64,
    high: f64,
    /// If a polynomial is as good as solving.
    polynomial: Option<[f64; 6]>,
}

#[derive(Debug)]
struct Mixture {
    parts: Vec<(f64, Shared)>,
    whole: bool,
    mean: f64,
    /// Values with a chance of their own, and the chances of being left of each and at most it.
    atoms: Vec<(f64, Tails, Tails)>,
    cells: Vec<Cell>,
}

/// The mixture of parts, whose weights have the sum 1.
pub(super) fn law(parts: Vec<(f64, Shared)>) -> Shared {
    let listed: Option<Vec<_>> = parts.iter().map(|(weight, part)| part.listed().map(|l| (*weight, l))).collect();
    if let Some(listed) = listed {
        let pairs = listed.into_iter().flat_map(|(weight, (values, chances))| {
            values.into_iter().zip(chances).map(move |(value, chance)| (value, weight * chance))
        });
        if let Some(atoms) = Atoms::new(pairs.collect()) {
            return atoms;
        }
    }
    let whole = parts.iter().all(|(_, part)| part.is_whole());
    let mean = parts.iter().map(|(weight, part)| weight * part.mean()).sum();
    let mut law = Mixture { parts, whole, mean, atoms: Vec::new(), cells: Vec::new() };
    if !whole {
        let mut atoms: Vec<f64> = law.parts.iter().flat_map(|(_, part)| part.atoms()).collect();
        atoms.sort_by(f64::total_cmp);
        atoms.dedup();
        law.atoms = atoms.into_iter().map(|x| (x, law.before(x), law.tails(x))).collect();
    }
    law.cells = (0..CELLS).map(|cell| law.cell(cell)).collect();
    Arc::new(law)
}

impl Mixture {
    fn cell(&self, cell: usize) -> Cell {
        let at = |t: f64| {
            let z = (cell as f64 + t) / STEPS - REACH;
            self.solve(normal::cdf(z), normal::cdf(-z), None)
        };
        let (low, high) = (at(0.0), at(1.0));
        if self.whole || low == high || cell < 2 || cell + 2 >= CELLS {
            return Cell { low, high, polynomial: None };
        }
        let points = FIXED.map(|t| {
            (
                t,
                if t == 0.0 {
                    low
                } else if t == 1.0 {
                    high
                } else {
                    at(t)
                },
            )
        });
        let polynomial_ = through(&points);
        let close = |t: f64| {
            let x = at(t);
            (polynomial(&polynomial_, t) - x).abs() <= 1e-9 * x.abs().max(1e-3 * (high - low))
        };
        Cell { low, high, polynomial: TRIED.into_iter().all(close).then_some(polynomial_) }
    }

    /// The least `x` whose chance of being at most it is above `u`, between two such, if they are known.
    fn solve(&self, u: f64, w: f64, between: Option<(f64, f64)>) -> f64 {
        // An atom takes a stretch of `u`.
        let next = self.atoms.partition_point(|(_, _, up_to)| !beyond(*up_to, u, w));
        if let Some((x, before, _)) = self.atoms.get(next) {
            if !beyond(*before, u, w) {
                return *x;
            }
        }
        let (mut low, mut high) = between.unwrap_or_else(|| {
            let quantiles = self.parts.iter().map(|(_, part)| part.inverse(u, w));
            quantiles.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
        });
        if self.whole {
            return self.solve_whole(u, w, low, high);
        }
        let excess = |x: f64| {
            let tails = self.tails(x);
            if u <= w {
                tails.below - u
            } else {
                w - tails.above
            }
        };
        // Regula falsi with the Illinois rule, and halving where it is slow.
        let (mut at_low, mut at_high) = (excess(low), excess(high));
        let mut side = 0;
        for step in 0..200 {
            let width = high - low;
            if width <= 4e-16 * low.abs().max(high.abs()) || at_high <= 0.0 {
                break;
            } else if at_low >= 0.0 {
                return low;
            }
            let mut x = high - at_high * (width / (at_high - at_low));
            if !(x > low && x < high) || step % 4 == 3 {
                x = low + 0.5 * width;
            }
            let at = excess(x);
            if at > 0.0 {
                (high, at_high) = (x, at);
                if side == 1 {
                    at_low *= 0.5;
                }
                side = 1;
            } else if at < 0.0 {
                (low, at_low) = (x, at);
                if side == -1 {
                    at_high *= 0.5;
                }
                side = -1;
            } else {
                return x;
            }
        }
        high
    }

    fn solve_whole(&self, u: f64, w: f64, mut low: f64, mut high: f64) -> f64 {
        while low < high {
            let middle = (low / 2.0 + high / 2.0).floor();
            let middle = if middle >= high { low } else { middle };
            if beyond(self.tails(middle), u, w) {
                high = middle;
            } else if middle + 1.0 > middle {
                low = middle + 1.0;
            } else {
                break;
            }
        }
        high
    }

    /// The sum over the parts.
    fn sum(&self, of: impl Fn(&Shared) -> Tails) -> Tails {
        let mut sum = Tails { below: 0.0, above: 0.0 };
        for (weight, part) in &self.parts {
            let tails = of(part);
            sum.below += weight * tails.below;
            sum.above += weight * tails.above;
        }
        sum
    }
}

/// Whether a chance of being at most something is above `u`.
fn beyond(tails: Tails, u: f64, w: f64) -> bool {
    if u <= w {
        tails.below > u
    } else {
        tails.above < w
    }
}

impl Law for Mixture {
    fn inverse(&self, u: f64, w: f64) -> f64 {
        let at = (score(u, w) + REACH) * STEPS;
        if !(0.0..CELLS as f64).contains(&at) {
            return self.solve(u, w, None);
        }
        let cell = at as usize;
        let Cell { low, high, polynomial: smooth } = &self.cells[cell];
        match smooth {
            _ if low == high => *low,
            Some(coefficients) => polynomial(coefficients, at - cell as f64).clamp(*low, *high),
            None => self.solve(u, w, Some((*low, *high))),
        }
    }

    fn tails(&self, x: f64) -> Tails {
        self.sum(|part| part.tails(x))
    }

    fn before(&self, x: f64) -> Tails {
        self.sum(|part| part.before(x))
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn is_whole(&self) -> bool {
        self.whole
    }

    fn atoms(&self) -> Vec<f64> {
        self.atoms.iter().map(|(x, _, _)| *x).collect()
    }

    fn fill(&self, uniforms: &mut [f64]) {
        super::law::fill(self, uniforms);
    }
}
