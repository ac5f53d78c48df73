//! Weights as they lie in a locale blob: little-endian bytes, read in place.

use super::alias_table;

/// The weights of one table: what [`Draw::weighted`](super::Draw::weighted) picks by.
///
/// Borrows two runs of bytes from a read-only blob. The *cumulative* weights (f64, in the order in which Python's
/// `itertools.accumulate` adds them) give CPython's `random.choices`; the *alias table*
/// ([`alias_table`](super::alias_table)) gives the same odds with one 32-bit word, for native streams.
///
/// ```
/// # use forgery::rng::{Draw, Mersenne, PySeed, Weights};
/// let cumulative: Vec<u8> = [1.0f64, 1.0, 4.0].into_iter().flat_map(f64::to_le_bytes).collect();
/// let weights = Weights::new(&cumulative, &[]);
/// // random.seed(42); random.choices([0, 1, 2], weights=[1, 0, 3])
/// assert_eq!(Mersenne::from_seed(&PySeed::from(42)).weighted(weights), 2);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    cumulative: &'a [[u8; 8]],
    alias: &'a [[u8; 8]],
    guide: Guide<'a>,
}

/// Up to so many entries a guide may be several times as long as they are many.
const FEW: usize = 4096;

/// Where to begin looking: for each of so many equal stretches of `0..total`, the entry in which it begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guide<'a> {
    firsts: &'a [u16],
    /// Stretches per unit of weight.
    scale: f64,
}

impl<'a> Weights<'a> {
    /// Weights from their bytes: n little-endian f64, and n pairs of little-endian u32 (threshold, alias).
    ///
    /// `alias` may be empty; every source then picks by the cumulative weights. A table of another length than the
    /// cumulative weights' is taken as empty, and a last incomplete element is ignored.
    #[inline]
    pub fn new(cumulative: &'a [u8], alias: &'a [u8]) -> Self {
        let cumulative = cumulative.as_chunks().0;
        let alias = alias.as_chunks().0;
        let alias = if alias.len() == cumulative.len() { alias } else { &[] };
        Weights { cumulative, alias, guide: Guide::default() }
    }

    /// The same weights, picked by their cumulative sums alone.
    #[inline]
    pub fn without_alias(self) -> Self {
        Weights { alias: &[], ..self }
    }

    /// The firsts of a guide to these weights, for [`Weights::guided`]; none where looking needs no guide, or the
    /// numbers of entries do not fit.
    pub fn guide(&self) -> Option<Vec<u16>> {
        let n = self.len();
        let total = self.total();
        if !(8..=usize::from(u16::MAX)).contains(&n) || !total.is_finite() || total <= 0.0 {
            return None;
        }
        // Where most stretches lie within one entry, the entry is found at once.
        let stretches = n.next_power_of_two() * if n <= FEW { 4 } else { 1 };
        let mut entry = 0;
        let mut begins = |stretch: usize| {
            let x = total * (stretch as f64 / stretches as f64);
            while entry + 1 < n && self.cumulative(entry) <= x {
                entry += 1;
            }
            entry as u16
        };
        Some((0..stretches).map(&mut begins).collect())
    }

    /// The same weights, looked up by a guide to them.
    #[inline]
    pub fn guided(self, firsts: &'a [u16]) -> Self {
        Weights { guide: Guide { firsts, scale: firsts.len() as f64 / self.total() }, ..self }
    }

    /// How many entries there are to pick from.
    #[inline]
    pub fn len(&self) -> usize {
        self.cumulative.len()
    }

    /// Whether there is nothing to pick from.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.cumulative.is_empty()
    }

    /// Whether entry `i` has a weight above zero.
    #[inline]
    pub fn has(&self, i: usize) -> bool {
        let sum = |i: usize| self.cumulative.get(i).map_or(0.0, |&c| f64::from_le_bytes(c));
        sum(i) > i.checked_sub(1).map_or(0.0, sum)
    }

    /// The sum of all weights: the last cumulative one, 0 if there is none.
    #[inline]
    pub fn total(&self) -> f64 {
        self.cumulative.last().map_or(0.0, |&c| f64::from_le_bytes(c))
    }

    /// The sum of the first `i` weights; of all, if there are fewer.
    #[inline]
    pub fn sum(&self, i: usize) -> f64 {
        let last = i.min(self.len()).checked_sub(1);
        last.map_or(0.0, |last| f64::from_le_bytes(self.cumulative[last]))
    }

    /// `bisect.bisect_right(cumulative, x, 0, n - 1)`: the entry whose stretch of `0..total` holds `x`.
    #[inline]
    pub fn bisect(&self, x: f64) -> usize {
        if let Some(first) = self.guide.firsts.get((x * self.guide.scale) as usize) {
            let mut entry = usize::from(*first);
            // Rounding may have put x into the stretch beside its own.
            while entry > 0 && self.cumulative(entry - 1) > x {
                entry -= 1;
            }
            while entry + 1 < self.len() && self.cumulative(entry) <= x {
                entry += 1;
            }
            return entry;
        }
        // How many of the first n - 1 are at most x. Halves by arithmetic rather than by branching: which way it
        // goes is random, and a branch would be guessed wrong every other time.
        let (mut low, mut left) = (0, self.len().saturating_sub(1));
        while left > 1 {
            let half = left / 2;
            low += half * usize::from(self.cumulative(low + half - 1) <= x);
            left -= half;
        }
        low + usize::from(left == 1 && self.cumulative(low) <= x)
    }

    #[inline]
    fn cumulative(&self, index: usize) -> f64 {
        f64::from_le_bytes(self.cumulative[index])
    }

    /// Whether there is an alias table.
    #[inline]
    pub fn has_alias(&self) -> bool {
        !self.alias.is_empty()
    }

    /// The cells of the alias table; none if there is none.
    #[inline]
    pub(super) fn alias_cells(&self) -> &'a [[u8; 8]] {
        self.alias
    }

    /// The entry that the alias table gives for one 32-bit word; 0 if there is no alias table.
    #[inline]
    pub fn alias(&self, word: u32) -> usize {
        alias_of(self.alias, word)
    }
}

/// The entry that the cells of an alias table give for one 32-bit word; 0 if there are none.
#[inline(always)]
pub(super) fn alias_of(cells: &[[u8; 8]], word: u32) -> usize {
    let product = u64::from(word) * cells.len() as u64;
    let own = (product >> 32) as usize;
    let Some(&cell) = cells.get(own) else {
        return 0;
    };
    let cell = u64::from_le_bytes(cell);
    let (threshold, alias) = (cell as u32, (cell >> 32) as u32);
    // Which of the two it is cannot be predicted, and a branch would be wrong too often.
    std::hint::select_unpredictable((product as u32) < threshold, own, alias as usize)
}

/// [`Weights`] that own their bytes: for weights that a user gives.
///
/// ```
/// # use forgery::rng::{Draw, Key, Stream, WeightTable};
/// let table = WeightTable::new(&[1.0, 0.0, 3.0]);
/// let mut stream = Stream::at(&Key::from_seed(&42.into()), 0, 0);
/// assert_ne!(stream.weighted(table.weights()), 1);
/// ```
#[derive(Clone, Debug)]
pub struct WeightTable {
    cumulative: Vec<u8>,
    alias: Vec<u8>,
}

impl WeightTable {
    /// The table of `weights`, which are at least 0. If none is above 0, picks are left to the cumulative weights,
    /// which then give the last entry.
    pub fn new(weights: &[f64]) -> WeightTable {
        let sums = weights.iter().scan(0.0, |total, weight| {
            *total += weight;
            Some(f64::to_le_bytes(*total))
        });
        let cells = alias_table(weights).into_iter();
        WeightTable {
            cumulative: sums.flatten().collect(),
            alias: cells.flat_map(|(threshold, alias)| [threshold, alias]).flat_map(u32::to_le_bytes).collect(),
        }
    }

    /// What to draw with.
    #[inline]
    pub fn weights(&self) -> Weights<'_> {
        Weights::new(&self.cumulative, &self.alias)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A guide changes where looking begins, never what is found.
    #[test]
    fn guides_lead_to_what_is_found_without() {
        let lists: [Vec<f64>; 4] = [
            (0..1000).map(|i| 1.0 / f64::from(i + 1)).collect(),
            (0..9).map(|_| 0.1).collect(),
            (0..100).map(|i| if i % 7 == 0 { 3.0 } else { 0.0 }).collect(),
            vec![1e-12, 1.0, 1e-12, 5.0, 0.0, 0.0, 1e9, 1e-3, 2.0],
        ];
        for list in lists {
            let table = WeightTable::new(&list);
            let plain = table.weights().without_alias();
            let guide = plain.guide().unwrap();
            let guided = plain.guided(&guide);
            let edges = (0..list.len()).map(|i| plain.sum(i));
            let between = (0..10_000).map(|i| plain.total() * f64::from(i) / 9_999.0);
            for x in edges.flat_map(|x| [x, x.next_down(), x.next_up()]).chain(between) {
                assert_eq!(guided.bisect(x.max(0.0)), plain.bisect(x.max(0.0)), "{x}");
            }
        }
    }
}
