//! Random numbers of a batch.

use rand_chacha::rand_core::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Random numbers (ChaCha8) that depend on the seed alone, on every platform.
#[derive(Clone, Debug)]
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// The numbers of a seed.
    pub fn new(seed: [u8; 32]) -> Self {
        Self(ChaCha8Rng::from_seed(seed))
    }

    /// 32 random bits.
    #[inline]
    pub fn u32(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// 64 random bits.
    #[inline]
    pub fn u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A float from 0 up to, but not including, 1.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        (self.u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// A float from `low` to `high`.
    #[inline]
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A number below `n`, each as likely as the others; 0 if `n` is 0.
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        if let Ok(n) = u32::try_from(n) {
            return self.below32(n);
        }
        let threshold = n.wrapping_neg() % n;
        loop {
            let product = u128::from(self.u64()) * u128::from(n);
            if product as u64 >= threshold {
                return (product >> 64) as u64;
            }
        }
    }

    /// Lemire's multiplication, with the rejection that makes it exact.
    #[inline]
    fn below32(&mut self, n: u32) -> u64 {
        let mut product = u64::from(self.u32()) * u64::from(n);
        if (product as u32) < n {
            let threshold = n.wrapping_neg() % n.max(1);
            while (product as u32) < threshold {
                product = u64::from(self.u32()) * u64::from(n);
            }
        }
        product >> 32
    }

    /// A number from `low` to `high`, both included; `low` if that is the greater.
    #[inline]
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        if high <= low {
            return low;
        }
        match high.abs_diff(low).checked_add(1) {
            Some(n) => low.wrapping_add(self.below(n) as i64),
            None => self.u64() as i64,
        }
    }

    /// One of some things; `None` if there is none.
    #[inline]
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len() as u64) as usize)
    }

    /// Bytes.
    #[inline]
    pub fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a seed gives is part of the interface.
    #[test]
    fn values_stay() {
        let mut stream = Stream::new([7; 32]);
        let drawn = [stream.below(1000), stream.below(1 << 40), stream.u64() >> 44];
        assert_eq!(drawn, VALUES);
        assert_eq!(format!("{:.6} {}", stream.unit(), stream.between(-5, 5)), TEXT);
    }

    const VALUES: [u64; 3] = [350, 938_471_581_241, 49_304];
    const TEXT: &str = "0.117111 -2";

    #[test]
    fn bounds() {
        let mut stream = Stream::new([1; 32]);
        assert_eq!(stream.below(0), 0);
        assert_eq!(stream.between(3, 3), 3);
        assert_eq!(stream.between(4, 3), 4);
        assert_eq!(stream.pick::<u8>(&[]), None);
        for _ in 0..1000 {
            assert!((-2..=2).contains(&stream.between(-2, 2)));
            assert!((0.0..1.0).contains(&stream.unit()));
            stream.between(i64::MIN, i64::MAX);
        }
    }
}
