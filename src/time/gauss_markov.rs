//! The process behind walks and everything that returns to a mean: the next value is a share `phi` of this one, and a
//! normal innovation of variance 1.
//!
//! Its value at a far step is not the sum of what came before. At the ends of blocks of 1,024 steps it is drawn from a
//! tree: at 0, then at the blocks 1, 2, 4, 8 … each given the one before, then halving down to the block wanted, each
//! value given its two neighbours. Inside a block every step is drawn given the step before it and the block's end.
//! All of these laws are normal and known, so the path has exactly the law of one that is carried along step by step.

use super::BLOCK;
use crate::distributions::normal_score;
use crate::rng::{Draw, Key, Stream};
use std::ops::Range;
use std::sync::Arc;

/// Ends of blocks that have less of the last end than this share are independent of it, to the bit.
const NOTHING: f64 = 1e-18;

/// How innovations of several series belong together.
#[derive(Clone, Debug)]
pub(super) enum Mix {
    /// Not at all.
    Own,
    /// Each has a share in one common innovation: the weights of the common and the own one.
    Factor(f64, f64),
    /// The lower triangle whose product with itself is the matrix of correlations of the first series.
    Triangle(Arc<Vec<Vec<f64>>>),
}

/// Where a series' innovations come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub key: &'a Key,
    /// The key of what all series have in common.
    pub common: &'a Key,
    pub which: u64,
    pub mix: &'a Mix,
}

/// The normal values of one block: that of its beginning, then one per step.
pub(super) struct Normals(Vec<(f64, Stream)>);

impl Source<'_> {
    pub(super) fn block(&self, block: u64) -> Normals {
        // Stream addresses have 44 bits of chunk; what is before block 0 has the last ones.
        let chunk = block & ((1 << 44) - 1);
        let own = |which| Stream::at(self.key, which, chunk);
        Normals(match self.mix {
            Mix::Own => vec![(1.0, own(self.which))],
            Mix::Factor(common, rest) => {
                vec![(*common, Stream::at(self.common, 0, chunk)), (*rest, own(self.which))]
            }
            Mix::Triangle(rows) => match usize::try_from(self.which).ok().and_then(|which| rows.get(which)) {
                Some(row) => row.iter().enumerate().map(|(j, weight)| (*weight, own(j as u64))).collect(),
                None => vec![(1.0, own(self.which))],
            },
        })
    }
}

impl Normals {
    #[inline]
    pub(super) fn next(&mut self) -> f64 {
        match self.0.as_mut_slice() {
            [(_, one)] => normal_score(one.unit()),
            many => many.iter_mut().map(|(weight, stream)| *weight * normal_score(stream.unit())).sum(),
        }
    }
}

/// The process, with what depends on `phi` alone.
#[derive(Clone, Debug)]
pub(super) struct GaussMarkov(Arc<Table>);

#[derive(Debug)]
struct Table {
    /// Of the value at step 0.
    first_sd: f64,
    /// From step `t` of a block to the next: the weights of this value, of the block's end and of the innovation.
    inside: Vec<[f64; 3]>,
    /// `phi^k`, and the variance that `k` steps add.
    power: Vec<f64>,
    spread: Vec<f64>,
}

impl GaussMarkov {
    /// `phi` from -1 (exclusive) to 1.
    pub(super) fn new(phi: f64) -> Self {
        let n = BLOCK as usize;
        let (mut power, mut spread) = (vec![1.0], vec![0.0]);
        for k in 0..n {
            power.push(power[k] * phi);
            spread.push(1.0 + phi * phi * spread[k]);
        }
        let inside = (0..n).map(|t| {
            let left = n - t - 1;
            let whole = spread[left + 1];
            [phi * spread[left] / whole, power[left] / whole, (spread[left] / whole).sqrt()]
        });
        let inside = inside.collect();
        let first_sd = if phi.abs() < 1.0 { (1.0 / (1.0 - phi * phi)).sqrt() } else { 0.0 };
        Self(Arc::new(Table { first_sd, inside, power, spread }))
    }

    /// The value at the beginning of a block.
    fn at_block(&self, source: &Source<'_>, block: u64) -> f64 {
        let z = |block| source.block(block).next();
        let table = &*self.0;
        let (mut power, mut spread) = (table.power[BLOCK as usize], table.spread[BLOCK as usize]);
        let first = |block| if table.first_sd > 0.0 { table.first_sd * z(block) } else { 0.0 };
        if block == 0 || power.abs() < NOTHING {
            return first(block);
        }
        let mut left = power * first(0) + spread.sqrt() * z(1);
        if block == 1 {
            return left;
        }
        // To the greatest power of two that is not above the block; then the block lies before the next one.
        let mut laws = Vec::new();
        let mut at = 1;
        while at * 2 <= block {
            left = power * left + spread.sqrt() * z(at * 2);
            laws.push((power, spread));
            (power, spread) = (power * power, spread * (1.0 + power * power));
            at *= 2;
        }
        if at == block {
            return left;
        }
        let mut right = power * left + spread.sqrt() * z(at * 2);
        let mut length = at;
        while let Some((power, spread)) = laws.pop() {
            length /= 2;
            let shared = 1.0 + power * power;
            let middle = power * (left + right) / shared + (spread / shared).sqrt() * z(at + length);
            match block.cmp(&(at + length)) {
                std::cmp::Ordering::Equal => return middle,
                std::cmp::Ordering::Less => right = middle,
                std::cmp::Ordering::Greater => {
                    left = middle;
                    at += length;
                }
            }
        }
        left
    }

    /// Appends the values at some steps.
    pub(super) fn fill(&self, source: &Source<'_>, steps: Range<u64>, out: &mut Vec<f64>) {
        for (block, within) in blocks(steps) {
            let (mut value, end) = self.ends(source, block);
            let mut normals = source.block(block);
            normals.next();
            for (t, [own, far, sd]) in self.0.inside[..within.end].iter().enumerate() {
                if t >= within.start {
                    out.push(value);
                }
                value = own * value + far * end + sd * normals.next();
            }
        }
    }

    /// The same with innovations whose standard deviations are `gains`, one per step of the block. What they add up to
    /// over a block is left to the ends, which have the law of innovations of variance 1.
    pub(super) fn fill_block(
        &self,
        source: &Source<'_>,
        block: u64,
        gains: &[f64],
        within: Range<usize>,
        out: &mut Vec<f64>,
    ) {
        let table = &*self.0;
        let n = BLOCK as usize;
        let phi = table.power[1];
        let (start, end) = self.ends(source, block);
        let mut normals = source.block(block);
        normals.next();
        // A path from 0 without an end in view, and its variance; then what brings it to 0 at the end is taken off.
        let (mut path, mut variance) = (vec![0.0], vec![0.0]);
        for t in 0..n {
            let gain = gains.get(t).copied().unwrap_or(1.0);
            path.push(phi * path[t] + gain * normals.next());
            variance.push(phi * phi * variance[t] + gain * gain);
        }
        let whole = if variance[n] > 0.0 { variance[n] } else { 1.0 };
        for t in within {
            let far = table.power[n - t] * table.spread[t] / table.spread[n];
            let line = (table.power[t] - far * table.power[n]) * start + far * end;
            out.push(line + path[t] - table.power[n - t] * variance[t] / whole * path[n]);
        }
    }

    fn ends(&self, source: &Source<'_>, block: u64) -> (f64, f64) {
        (self.at_block(source, block), self.at_block(source, block + 1))
    }
}

/// A range of steps, block by block: the block's number and the steps within it.
pub(super) fn blocks(steps: Range<u64>) -> impl Iterator<Item = (u64, Range<usize>)> {
    let last = if steps.is_empty() { steps.start / BLOCK } else { (steps.end - 1) / BLOCK + 1 };
    (steps.start / BLOCK..last).map(move |block| {
        let from = steps.start.max(block * BLOCK) - block * BLOCK;
        let to = steps.end.min((block + 1) * BLOCK) - block * BLOCK;
        (block, from as usize..to as usize)
    })
}
