//! A permutation of `0..n` for any n, without memory: which of n things stands at place i, and no thing twice.
//!
//! A Feistel network permutes the numbers of as many bits as n needs; numbers past the end are sent through again
//! until they fall inside ("cycle walking"), which takes fewer than four rounds on average.

use super::{Draw, Key, Stream};

const ROUNDS: usize = 8;

/// A permutation of `0..n`, chosen by a key.
#[derive(Clone, Debug)]
pub struct Permutation {
    n: u128,
    half: u32,
    keys: [u64; ROUNDS],
}

impl Permutation {
    /// The permutation of `0..n` for a key.
    ///
    /// ```
    /// use forgery::rng::{Key, Permutation};
    /// let shuffled = Permutation::new(&Key::from_seed(&7.into()), 10);
    /// let mut all: Vec<u128> = (0..10).map(|i| shuffled.at(i)).collect();
    /// all.sort();
    /// assert_eq!(all, (0..10).collect::<Vec<u128>>());
    /// ```
    pub fn new(key: &Key, n: u128) -> Self {
        let bits = 128 - n.saturating_sub(1).leading_zeros();
        let mut draw = Stream::at(key, 0, 0);
        Self { n, half: bits.div_ceil(2).max(1), keys: std::array::from_fn(|_| draw.bits(64)) }
    }

    /// How many there are.
    pub fn len(&self) -> u128 {
        self.n
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// What stands at a place; the place itself if it is not below n.
    pub fn at(&self, place: u128) -> u128 {
        if place >= self.n {
            return place;
        }
        let mut at = self.rounds(place);
        while at >= self.n {
            at = self.rounds(at);
        }
        at
    }

    fn rounds(&self, value: u128) -> u128 {
        let mask = u64::MAX >> (64 - self.half);
        let (mut left, mut right) = ((value >> self.half) as u64 & mask, value as u64 & mask);
        for key in self.keys {
            (left, right) = (right, (left ^ mix(right, key)) & mask);
        }
        u128::from(left) << self.half | u128::from(right)
    }
}

/// A mixture of 64 bits under a key (the finisher of SplitMix64).
fn mix(value: u64, key: u64) -> u64 {
    let mut z = value.wrapping_add(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_once() {
        for n in [1u128, 2, 3, 7, 64, 1000, 4097] {
            let permutation = Permutation::new(&Key::from_seed(&1.into()), n);
            let mut seen = vec![false; n as usize];
            for i in 0..n {
                let at = permutation.at(i) as usize;
                assert!(!std::mem::replace(&mut seen[at], true), "{at} of {n} comes twice");
            }
        }
    }

    #[test]
    fn wide_ones_stay_inside() {
        for n in [u128::from(u64::MAX) + 5, 1 << 100, u128::MAX] {
            let permutation = Permutation::new(&Key::from_seed(&2.into()), n);
            for i in [0, 1, n / 2, n - 1] {
                assert!(permutation.at(i) < n);
            }
        }
    }

    /// The place of an item is uniform: chi-square over which of 16 comes first, for 4,096 keys; 15 degrees of freedom.
    #[test]
    fn the_first_is_any() {
        let mut counts = [0u32; 16];
        for seed in 0..4096i64 {
            counts[Permutation::new(&Key::from_seed(&seed.into()), 16).at(0) as usize] += 1;
        }
        let chi: f64 = counts.iter().map(|c| (f64::from(*c) - 256.0).powi(2) / 256.0).sum();
        assert!(chi < 37.7, "{chi}");
    }
}
