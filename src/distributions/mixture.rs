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

/// Into how many a cell is split that needs it, and how often.
const SPLIT: usize = 8;
const DEPTH: usize = 2;

/// A stretch of normal scores.
#[derive(Debug)]
struct Cell {
    low: f64,
    high: f64,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// A polynomial is as good as solving.
    Smooth([f64; 6]),
    Split(Vec<Cell>),
    Solve,
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
    law.cells = (0..CELLS).map(|cell| law.cell(cell as f64 / STEPS - REACH, 1.0 / STEPS, DEPTH)).collect();
    Arc::new(law)
}

impl Mixture {
    /// The cell from a score on.
    fn cell(&self, start: f64, width: f64, depth: usize) -> Cell {
        let solve = |t: f64, between| {
            let z = start + t * width;
            self.solve(normal::cdf(z), normal::cdf(-z), between)
        };
        let (low, high) = (solve(0.0, None), solve(1.0, None));
        let at = |t: f64| solve(t, Some((low, high)));
        if self.whole || low == high {
            return Cell { low, high, kind: Kind::Solve };
        }
        let points = FIXED.map(|t| {
            let x = match t {
                0.0 => low,
                1.0 => high,
                _ => at(t),
            };
            (t, x)
        });
        let coefficients = through(&points);
        let close = |t: f64| {
            let x = at(t);
            (polynomial(&coefficients, t) - x).abs() <= 1e-9 * x.abs().max(1e-3 * (high - low))
        };
        let kind = if TRIED.into_iter().all(close) {
            Kind::Smooth(coefficients)
        } else if depth > 0 && start.abs() < 6.0 {
            let width = width / SPLIT as f64;
            Kind::Split((0..SPLIT).map(|i| self.cell(start + i as f64 * width, width, depth - 1)).collect())
        } else {
            Kind::Solve
        };
        Cell { low, high, kind }
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
        let (mut side, mut last) = (0, f64::INFINITY);
        for step in 0..300 {
            let (width, least) = (high - low, 4e-16 * low.abs().max(high.abs()));
            if width <= 2.0 * least || at_high <= 0.0 {
                break;
            } else if at_low >= 0.0 {
                return low;
            }
            // At least the least step away from both ends, so that they meet.
            let mut x = high - at_high * (width / (at_high - at_low));
            x = x.clamp(low + least, high - least);
            if step % 3 == 2 {
                if width > 0.5 * last {
                    x = low + 0.5 * width;
                }
                last = width;
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
        let (mut cell, mut at) = (&self.cells[cell], at - cell as f64);
        loop {
            let Cell { low, high, kind } = cell;
            match kind {
                _ if low == high => return *low,
                Kind::Smooth(coefficients) => return polynomial(coefficients, at).clamp(*low, *high),
                Kind::Solve => return self.solve(u, w, Some((*low, *high))),
                Kind::Split(cells) => {
                    at *= SPLIT as f64;
                    let part = (at as usize).min(SPLIT - 1);
                    (cell, at) = (&cells[part], at - part as f64);
                }
            }
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
