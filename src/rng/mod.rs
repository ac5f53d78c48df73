//! Where every value comes from: one trait, [`Draw`], and its sources.
//!
//! | source | what it is | who draws from it |
//! |---|---|---|
//! | [`Stream`] | ChaCha8, addressed by (key, call, chunk) | the native API: any rows, in any order, on any thread |
//! | [`Mersenne`] | CPython's `random.Random`, to the bit | `forgery.compat`: the values that Faker gives |
//!
//! A third source may call a user's own `random.Random`: it needs to implement only [`Draw::bits`], [`Draw::unit`] and
//! [`Draw::below`], because every provided method draws in the order in which CPython's `random` module does.
//!
//! ```
//! use forgery::rng::{Draw, Key, Mersenne, PySeed, Stream};
//!
//! // Rules are generic over the source...
//! fn dice(draw: &mut impl Draw) -> i64 {
//!     draw.between(1, 6)
//! }
//! // ...so one rule gives what Python gives: random.seed(42); random.randint(1, 6)
//! assert_eq!(dice(&mut Mersenne::from_seed(&PySeed::from(42))), 6);
//! // ...and what row 0 of a native column is.
//! let key = Key::from_seed(&42.into()).child("dice");
//! assert!((1..=6).contains(&dice(&mut Stream::at(&key, 0, 0))));
//! ```

mod alias;
mod key;
pub(crate) mod maths;
mod mersenne;
mod permute;
mod stream;
mod variates;
mod weights;

pub use alias::alias_table;
pub use key::{Key, Seed};
pub use mersenne::{Mersenne, PySeed, Twister};
pub use permute::Permutation;
pub use stream::{Singles, Stream, CHUNK};
pub use variates::Variates;
pub use weights::{WeightTable, Weights};

/// How many numbers `low..=high` has, of bounds in order; `None` if all that there are.
fn span(low: i64, high: i64) -> Option<u64> {
    (high.wrapping_sub(low) as u64).checked_add(1)
}

/// A source of random values.
///
/// Three methods are required. The others are written in terms of them exactly as CPython's `random` module is, so
/// that a rule draws from a Mersenne Twister what Faker draws; [`Stream`] overrides them where fewer or cheaper draws
/// give the same distribution.
///
/// Nothing here panics: an empty range gives its only sensible value (said with each method). Whoever must refuse an
/// empty range does so before drawing.
pub trait Draw {
    /// `k` random bits, 0 to 64 (more counts as 64): `getrandbits(k)`.
    fn bits(&mut self, k: u32) -> u64;

    /// A float in `[0, 1)` with 53 random bits: `random()`.
    fn unit(&mut self) -> f64;

    /// A number in `0..n`: `_randbelow(n)`, the draw behind `choice`, `randrange` and `shuffle`. 0 if `n` is 0.
    fn below(&mut self, n: u64) -> u64;

    /// A number in `low..=high`, any bounds: `randint(low, high)`. `low` if the range is empty.
    ///
    /// ```
    /// # use forgery::rng::{Draw, Mersenne, PySeed};
    /// assert_eq!(Mersenne::from_seed(&PySeed::from(0)).between(-10, 10), 2);
    /// ```
    #[inline]
    fn between(&mut self, low: i64, high: i64) -> i64 {
        if low > high {
            return low;
        }
        let offset = match span(low, high) {
            Some(n) => self.below(n),
            None => self.below128(1 << 64) as u64,
        };
        low.wrapping_add(offset as i64)
    }

    /// A float from `a` to `b`: `uniform(a, b)`.
    #[inline]
    fn uniform(&mut self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.unit()
    }

    /// An index in `0..n` as `choices` without weights picks it, which is not how `choice` does. 0 if `n` is 0.
    #[inline]
    fn choices_index(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// An index by weight, as `choices` with weights picks it. 0 if there are no weights.
    #[inline]
    fn weighted(&mut self, weights: Weights<'_>) -> usize {
        let x = self.unit() * (weights.total() + 0.0);
        weights.bisect(x)
    }

    /// The same, for whoever keeps the weights.
    #[inline]
    fn weighted_by(&mut self, weights: &Weights<'_>) -> usize {
        self.weighted(*weights)
    }

    /// Fills `out` with what `of` makes of numbers in `0..n`, each as [`below`](Draw::below) draws it.
    fn fill_below<T>(&mut self, n: u64, out: &mut [T], of: impl Fn(u64) -> T)
    where
        Self: Sized,
    {
        out.iter_mut().for_each(|place| *place = of(self.below(n)));
    }

    /// Fills `out` with what `of` makes of numbers in `low..=high`, each as [`between`](Draw::between) draws it.
    fn fill_between<T>(&mut self, low: i64, high: i64, out: &mut [T], of: impl Fn(i64) -> T)
    where
        Self: Sized,
    {
        match span(low, high) {
            Some(n) if low <= high => self.fill_below(n, out, |offset| of(low.wrapping_add(offset as i64))),
            _ => out.iter_mut().for_each(|place| *place = of(self.between(low, high))),
        }
    }

    /// Fills `out` with what `of` makes of numbers in `[0, 1)`, each as [`unit`](Draw::unit) draws it.
    fn fill_unit<T>(&mut self, out: &mut [T], of: impl Fn(f64) -> T)
    where
        Self: Sized,
    {
        out.iter_mut().for_each(|place| *place = of(self.unit()));
    }

    /// Fills `out` with indexes by weight, each as [`weighted_by`](Draw::weighted_by) draws it.
    fn fill_weighted(&mut self, weights: &Weights<'_>, out: &mut [u32]) {
        out.iter_mut().for_each(|place| *place = self.weighted_by(weights) as u32);
    }

    /// Fills `out` with indexes in `0..n`, by weight where there are weights.
    fn fill_picks(&mut self, n: usize, weights: Option<Weights<'_>>, out: &mut [u32])
    where
        Self: Sized,
    {
        match weights {
            Some(weights) => self.fill_weighted(&weights, out),
            None => self.fill_below(n as u64, out, |code| code as u32),
        }
    }

    /// Fills `out` with ASCII digits, each as `randint(0, 9)`.
    fn digits(&mut self, out: &mut [u8]) {
        for digit in out {
            *digit = b'0' + self.below(10) as u8;
        }
    }

    /// Fills `out` with letters of `alphabet` (ASCII or other single bytes), each as `choice(alphabet)`. Leaves `out`
    /// alone if `alphabet` is empty.
    fn letters(&mut self, alphabet: &[u8], out: &mut [u8]) {
        if alphabet.is_empty() {
            return;
        }
        for letter in out {
            *letter = alphabet[self.below(alphabet.len() as u64) as usize];
        }
    }

    /// Fills `out` with letters of `alphabet`, each as `choices(alphabet)` without weights picks it. Leaves `out` alone
    /// if `alphabet` is empty.
    fn choices_letters(&mut self, alphabet: &[u8], out: &mut [u8]) {
        if alphabet.is_empty() {
            return;
        }
        for letter in out {
            *letter = alphabet[self.choices_index(alphabet.len())];
        }
    }

    /// Fills `out` with bytes, each as `randrange(256)` (which is how Faker makes a seeded `binary`).
    fn fill(&mut self, out: &mut [u8]) {
        for byte in out {
            *byte = self.below(256) as u8;
        }
    }

    /// `getrandbits(k)` for any `k`: replaces `out` by `ceil(k / 32)` words, the low one first.
    fn bits_wide(&mut self, k: u32, out: &mut Vec<u32>) {
        out.clear();
        for start in (0..k).step_by(32) {
            out.push(self.bits((k - start).min(32)) as u32);
        }
    }

    /// `_randbelow(n)` for any `n`, given and returned as words, the low one first. Replaces `out` by as many words
    /// as `n` needs; all are 0 if `n` is 0.
    fn below_wide(&mut self, n: &[u32], out: &mut Vec<u32>) {
        let used = n.iter().rposition(|&word| word != 0).map_or(0, |last| last + 1);
        let n = &n[..used];
        let Some(top) = n.last() else {
            out.clear();
            return;
        };
        let k = used as u32 * 32 - top.leading_zeros();
        loop {
            self.bits_wide(k, out);
            if out.iter().rev().lt(n.iter().rev()) {
                return;
            }
        }
    }

    /// `getrandbits(k)` for `k` up to 128 (more counts as 128): for UUIDs and IPv6 addresses.
    #[inline]
    fn bits128(&mut self, k: u32) -> u128 {
        let k = k.min(128);
        let low = self.bits(k.min(64));
        let high = if k > 64 { self.bits(k - 64) } else { 0 };
        u128::from(high) << 64 | u128::from(low)
    }

    /// `_randbelow(n)` for `n` up to 2^128 - 1. 0 if `n` is 0.
    #[inline]
    fn below128(&mut self, n: u128) -> u128 {
        if let Ok(n) = u64::try_from(n) {
            return u128::from(self.below(n));
        }
        let k = 128 - n.leading_zeros();
        loop {
            let value = self.bits128(k);
            if value < n {
                return value;
            }
        }
    }

    /// `sample(range(n), k)`: replaces `out` by `k` different indexes in random order (all `n` if `k` is greater).
    fn sample(&mut self, n: usize, k: usize, out: &mut Vec<usize>) {
        let k = k.min(n);
        out.clear();
        out.reserve(k);
        // CPython's estimate of which takes less memory, a list of the population or a set of the picks.
        let mut set_size = 21usize;
        if k > 5 {
            let mut power = 1usize;
            while power < k.saturating_mul(3) {
                power = power.saturating_mul(4);
            }
            set_size = set_size.saturating_add(power);
        }
        if n <= set_size {
            let mut short = [0; 64];
            let mut long = Vec::new();
            let pool = if n <= short.len() {
                &mut short[..n]
            } else {
                long.resize(n, 0);
                &mut long[..]
            };
            for (i, slot) in pool.iter_mut().enumerate() {
                *slot = i;
            }
            for left in (n - k + 1..=n).rev() {
                let j = self.below(left as u64) as usize;
                out.push(pool[j]);
                pool[j] = pool[left - 1];
            }
        } else {
            let mut seen = std::collections::HashSet::new();
            while out.len() < k {
                let j = self.below(n as u64) as usize;
                // A handful is found faster by looking than by hashing.
                if if k <= 32 { !out.contains(&j) } else { seen.insert(j) } {
                    out.push(j);
                }
            }
        }
    }

    /// Puts `items` in random order: `shuffle(items)`.
    fn shuffle<T>(&mut self, items: &mut [T])
    where
        Self: Sized,
    {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i as u64 + 1) as usize);
        }
    }

    /// The second value of the last [`gauss`](Variates::gauss), if this source keeps it for the next (as CPython's
    /// `gauss_next` does) and it is unused.
    #[inline]
    fn take_gauss(&mut self) -> Option<f64> {
        None
    }

    /// Offers the second value of a [`gauss`](Variates::gauss) to be kept; by default it is dropped.
    #[inline]
    fn keep_gauss(&mut self, value: f64) {
        let _ = value;
    }

    /// From here on, or no longer, draws come from the generator that all of Python shares: a few of Faker's methods
    /// draw from it and not from the instance's. A source of its own has no other.
    #[inline]
    fn shared(&mut self, on: bool) {
        let _ = on;
    }

    /// Whether there is a generator that all of Python shares.
    #[inline]
    fn has_shared(&self) -> bool {
        false
    }

    /// Whether [`Variates`] must come out the same on every platform (and so uses its own `ln`, `exp`, `sin`…) rather
    /// than as Python computes them on this one (and so uses the platform's).
    #[inline]
    fn portable(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests;
