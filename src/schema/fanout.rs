//! How many children each row of a table has, and which of the children's rows are whose.
//!
//! Counts are dealt from pools: the quantiles of their distribution at [`POOL`] even steps, which every pool of as many parents
//! gets in an order of its own. So all pools have the same number of children, and any child's parent is found by a division
//! and a search in one pool, however many there are; nothing is kept but the pools last used.

use crate::rng::{Draw, Key, Stream};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Parents that share a pool.
const POOL: u64 = 1 << 14;
/// Pools that are kept.
const KEPT: usize = 32;

/// The children of the rows of a table.
#[derive(Debug)]
pub struct Fanout {
    parents: u64,
    key: Key,
    counts: Counts,
    /// No more children than these.
    limit: u64,
}

#[derive(Debug)]
enum Counts {
    /// So many each.
    Same(u64),
    /// A pool's counts in ascending order, their sum, and the orders last used.
    Pool { sorted: Vec<u32>, total: u64, kept: Mutex<FxHashMap<u64, Arc<Vec<u64>>>> },
}

/// Children of one chunk: the parent of each, and its place among the parent's children.
#[derive(Debug, Default)]
pub struct Located {
    /// The parents' rows.
    pub parents: Vec<i64>,
    /// The places, from 0.
    pub places: Vec<i64>,
}

impl Fanout {
    /// The same number of children for each parent.
    pub fn same(parents: u64, count: u64) -> Self {
        Self { parents, key: Key::from([0; 32]), counts: Counts::Same(count), limit: u64::MAX }
    }

    /// Counts of a distribution, which is given by its quantiles.
    pub fn new(parents: u64, key: Key, quantile: impl Fn(f64) -> f64, (min, max): (u32, u32)) -> Self {
        let count =
            |i: u64| quantile((i as f64 + 0.5) / POOL as f64).round().clamp(f64::from(min), f64::from(max)) as u32;
        let sorted: Vec<u32> = (0..POOL).map(count).collect();
        let total = sorted.iter().map(|count| u64::from(*count)).sum();
        Self { parents, key, counts: Counts::Pool { sorted, total, kept: Mutex::default() }, limit: u64::MAX }
    }

    /// The same children, but no more than so many.
    #[must_use]
    pub fn up_to(self, limit: u64) -> Self {
        Self { limit, ..self }
    }

    /// How many children there are in all; `None` if that is more than a table may have.
    pub fn total(&self) -> Option<u64> {
        self.all().map(|all| all.min(self.limit))
    }

    fn all(&self) -> Option<u64> {
        match &self.counts {
            Counts::Same(count) => self.parents.checked_mul(*count),
            Counts::Pool { total, .. } => {
                let (pools, left) = (self.parents / POOL, self.parents % POOL);
                let rest = if left == 0 { 0 } else { self.ends(pools)[left as usize - 1] };
                pools.checked_mul(*total)?.checked_add(rest)
            }
        }
    }

    /// The most children that a parent has.
    pub fn most(&self) -> u64 {
        match &self.counts {
            Counts::Same(count) => *count,
            Counts::Pool { sorted, .. } => sorted.last().copied().unwrap_or_default().into(),
        }
    }

    /// The rows of a parent's children.
    pub fn children(&self, parent: u64) -> Range<u64> {
        let children = self.unlimited(parent);
        children.start.min(self.limit)..children.end.min(self.limit)
    }

    fn unlimited(&self, parent: u64) -> Range<u64> {
        match &self.counts {
            Counts::Same(count) => parent * count..(parent + 1) * count,
            Counts::Pool { total, .. } => {
                let (pool, place) = (parent / POOL, (parent % POOL) as usize);
                let (ends, base) = (self.ends(pool), pool * total);
                let start = if place == 0 { 0 } else { ends[place - 1] };
                base + start..base + ends[place]
            }
        }
    }

    /// The parents of consecutive children.
    pub fn locate(&self, rows: Range<u64>) -> Located {
        let mut out = Located::default();
        let mut row = rows.start;
        let mut parent = self.parent(row);
        while row < rows.end && parent < self.parents {
            let children = self.children(parent);
            for child in row..children.end.min(rows.end) {
                out.parents.push(parent as i64);
                out.places.push((child - children.start) as i64);
            }
            row = row.max(children.end);
            parent += 1;
        }
        out
    }

    /// The parent of a child.
    pub fn parent(&self, child: u64) -> u64 {
        match &self.counts {
            Counts::Same(count) => child / (*count).max(1),
            Counts::Pool { total, .. } => {
                let (pool, within) = (child / (*total).max(1), child % (*total).max(1));
                pool * POOL + self.ends(pool).partition_point(|end| *end <= within) as u64
            }
        }
    }

    /// Where the children of each parent of a pool end, from the pool's first on.
    fn ends(&self, pool: u64) -> Arc<Vec<u64>> {
        let Counts::Pool { sorted, kept, .. } = &self.counts else { return Arc::default() };
        let lock = || kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ends) = lock().get(&pool) {
            return ends.clone();
        }
        let mut counts = sorted.clone();
        let mut draw = Stream::at(&self.key, 0, pool);
        for last in (1..counts.len()).rev() {
            counts.swap(last, draw.below(last as u64 + 1) as usize);
        }
        let ends = counts.iter().scan(0, |end, count| {
            *end += u64::from(*count);
            Some(*end)
        });
        let ends: Arc<Vec<u64>> = Arc::new(ends.collect());
        let mut kept = lock();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(pool, ends.clone());
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fanout(parents: u64) -> Fanout {
        let key = Key::from_seed(&1.into());
        Fanout::new(parents, key, |u| (-3.0 * (1.0 - u).ln()).floor(), (0, 50))
    }

    #[test]
    fn children_and_parents_agree() {
        for parents in [0, 1, 100, POOL, POOL + 1, 3 * POOL - 5] {
            let fanout = fanout(parents);
            let total = fanout.total().unwrap();
            let mut next = 0;
            for parent in (0..parents).step_by(97) {
                let children = fanout.children(parent);
                assert!(children.start >= next && children.end <= total);
                next = children.end;
                for child in children {
                    assert_eq!(fanout.parent(child), parent);
                }
            }
        }
    }

    #[test]
    fn any_range_is_located_alike() {
        let fanout = fanout(40_000);
        let total = fanout.total().unwrap();
        let all = fanout.locate(0..total);
        assert_eq!(all.parents.len() as u64, total);
        for (from, to) in [(0, 10), (1023, 2048), (total - 3, total), (50_000, 50_001)] {
            let part = fanout.locate(from..to);
            assert_eq!(part.parents, all.parents[from as usize..to as usize]);
            assert_eq!(part.places, all.places[from as usize..to as usize]);
        }
    }

    #[test]
    fn far_parents_cost_no_more() {
        let fanout = fanout(1 << 40);
        let child = fanout.total().unwrap() - 1;
        assert!(fanout.parent(child) < 1 << 40);
    }
}
