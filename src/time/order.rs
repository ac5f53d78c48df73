//! Many uniform numbers in ascending order, any of them by its rank: the interval is halved again and again, and how many
//! of the numbers lie in the lower half is drawn, until few are left, which are drawn and sorted.

use crate::distributions::normal_score;
use crate::rng::{Draw, Key, Stream};
use std::ops::Range;

/// As many are drawn and sorted at once.
const LEAF: u64 = 1024;
/// Up to here a binomial number is counted from as many bits; above, it is rounded from a normal one, which is within
/// 1 in 1,000,000 of its law.
const COUNTED: u64 = 1 << 16;

/// Numbers of one series.
pub(super) struct Order<'a> {
    halves: Key,
    leaves: Key,
    which: u64,
    rows: Range<u64>,
    values: Vec<f64>,
    take: &'a mut dyn FnMut(f64),
}

/// Hands over, in ascending order, the numbers of some ranks among `total` independent ones between 0 and 1.
pub(super) fn uniforms(key: &Key, which: u64, total: u64, rows: Range<u64>, take: &mut dyn FnMut(f64)) {
    let rows = rows.start..rows.end.min(total);
    let halves = if total > LEAF { key.child("halves") } else { *key };
    let mut order = Order { halves, leaves: key.child("leaves"), which, rows, values: Vec::new(), take };
    order.node(0, 0, 0, total);
}

impl Order<'_> {
    /// The part of the interval with a number, of `2^level` parts, which holds `n` numbers from rank `first` on.
    fn node(&mut self, level: u32, part: u64, first: u64, n: u64) {
        if first >= self.rows.end || first + n <= self.rows.start || n == 0 {
            return;
        }
        // The root is 1, the halves of a node are twice its number, and one more.
        let address = (1 << level) | part;
        if n <= LEAF || level >= 43 {
            return self.leaf(address, level, part, first, n);
        }
        let lower = half(n, &mut Stream::at(&self.halves, self.which, address));
        self.node(level + 1, part * 2, first, lower);
        self.node(level + 1, part * 2 + 1, first + lower, n - lower);
    }

    fn leaf(&mut self, address: u64, level: u32, part: u64, first: u64, n: u64) {
        let mut stream = Stream::at(&self.leaves, self.which, address);
        self.values.clear();
        self.values.extend((0..n).map(|_| stream.unit()));
        self.values.sort_unstable_by(f64::total_cmp);
        let scale = 1.0 / (1u64 << level) as f64;
        let from = self.rows.start.saturating_sub(first);
        let to = n.min(self.rows.end - first);
        for value in &self.values[from as usize..to as usize] {
            (self.take)((part as f64 + value) * scale);
        }
    }
}

/// How many of `n` coins show heads.
fn half(n: u64, stream: &mut Stream) -> u64 {
    if n <= COUNTED {
        let whole: u64 = (0..n / 64).map(|_| u64::from(stream.bits(64).count_ones())).sum();
        return whole + u64::from(stream.bits((n % 64) as u32).count_ones());
    }
    let (mean, sd) = (n as f64 / 2.0, (n as f64).sqrt() / 2.0);
    let value = mean + sd * normal_score(stream.unit());
    (value.round().max(0.0) as u64).min(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(total: u64, rows: Range<u64>) -> Vec<f64> {
        let mut out = Vec::new();
        uniforms(&Key::from_seed(&7.into()), 3, total, rows, &mut |value| out.push(value));
        out
    }

    #[test]
    fn any_range_is_part_of_the_whole() {
        for total in [0, 1, 10, 1024, 1025, 5000, 200_000] {
            let whole = some(total, 0..total);
            assert_eq!(whole.len() as u64, total);
            assert!(whole.windows(2).all(|pair| pair[0] <= pair[1]) && whole.iter().all(|u| (0.0..1.0).contains(u)));
            for (from, to) in [(0, 1), (0, total / 2), (total / 3, total / 2), (total.saturating_sub(3), total), (7, 7)]
            {
                let (from, to) = (from.min(total), to.min(total).max(from.min(total)));
                assert_eq!(some(total, from..to), whole[from as usize..to as usize], "{total} {from}..{to}");
            }
        }
    }

    /// The r-th of n is beta distributed; together they are uniform (Kolmogorov and Smirnov's distance).
    #[test]
    fn they_are_uniform_together() {
        for total in [500u64, 20_000, 300_000] {
            let whole = some(total, 0..total);
            let n = total as f64;
            let distance = whole.iter().enumerate().map(|(i, u)| (u - (i as f64 + 0.5) / n).abs()).fold(0.0, f64::max);
            assert!(distance * n.sqrt() < 1.63, "{total} {}", distance * n.sqrt());
            // The gaps of neighbours are exponential: so many are above the mean.
            let above = whole.windows(2).filter(|pair| (pair[1] - pair[0]) * n > 1.0).count() as f64 / n;
            assert!((above - (-1.0f64).exp()).abs() < 4.0 * (0.2325 / n).sqrt(), "{total} {above}");
        }
    }

    #[test]
    fn far_away_is_as_near() {
        let total = 1_000_000_000_000;
        let far = some(total, total - 5..total);
        assert_eq!(far.len(), 5);
        assert!(far[0] > 0.999_999_999_9 && far[4] < 1.0);
        let middle = some(total, total / 2..total / 2 + 1)[0];
        assert!((middle - 0.5).abs() < 5.0 * 0.5e-6);
    }

    #[test]
    fn literals() {
        let first: Vec<f64> = some(100, 0..3);
        assert_eq!(first, LITERALS);
    }
    const LITERALS: [f64; 3] = [1.6609002192136124e-5, 0.03098319790183468, 0.05988157737875044];
}
