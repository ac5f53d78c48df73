//! What is drawn from 32-bit words, wherever they come from.

use crate::rng::weights::alias_of;
use crate::rng::{Draw, Weights};

/// The least step between two floats of [`Draw::unit`].
const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;

/// How many of 2^32 words have to be drawn again where one of a batch is likely to be.
const LIKELY: u32 = 1 << 25;

/// A source of 32-bit words.
pub(super) trait Words: Sized {
    /// Words that are not drawn yet, at least one.
    fn ready(&mut self) -> &[[u8; 4]];

    /// Passes over so many of them.
    fn skip(&mut self, n: usize);

    /// The next 32 bits.
    fn word(&mut self) -> u32;

    /// The next 64 bits, the low word first.
    #[inline]
    fn word64(&mut self) -> u64 {
        let low = u64::from(self.word());
        u64::from(self.word()) << 32 | low
    }

    /// Lemire's multiply and shift, with the rejection that makes it exact. `n` is not 0.
    #[inline]
    fn below32(&mut self, n: u32) -> u32 {
        let mut product = u64::from(self.word()) * u64::from(n);
        if (product as u32) < n {
            let threshold = n.wrapping_neg() % n;
            while (product as u32) < threshold {
                product = u64::from(self.word()) * u64::from(n);
            }
        }
        (product >> 32) as u32
    }

    /// The same with 64 bits.
    #[inline]
    fn below64(&mut self, n: u64) -> u64 {
        let mut product = u128::from(self.word64()) * u128::from(n);
        if (product as u64) < n {
            let threshold = n.wrapping_neg() % n;
            while (product as u64) < threshold {
                product = u128::from(self.word64()) * u128::from(n);
            }
        }
        (product >> 64) as u64
    }

    #[cold]
    #[inline(never)]
    fn weighted_by_sums(&mut self, weights: Weights<'_>) -> usize {
        let x = unit_of(self.word64()) * weights.total();
        weights.bisect(x)
    }
}

/// The float of 64 bits.
#[inline]
fn unit_of(bits: u64) -> f64 {
    (bits >> 11) as f64 * UNIT
}

/// Fewer and cheaper draws than Python's, with the same distributions.
impl<W: Words> Draw for W {
    #[inline]
    fn bits(&mut self, k: u32) -> u64 {
        match k {
            0 => 0,
            1..=32 => u64::from(self.word() >> (32 - k)),
            _ => {
                let low = u64::from(self.word());
                u64::from(self.word() >> (64 - k.min(64))) << 32 | low
            }
        }
    }

    #[inline]
    fn unit(&mut self) -> f64 {
        unit_of(self.word64())
    }

    #[inline]
    fn below(&mut self, n: u64) -> u64 {
        match u32::try_from(n) {
            Ok(0) => 0,
            Ok(n) => u64::from(self.below32(n)),
            Err(_) => self.below64(n),
        }
    }

    #[inline]
    fn choices_index(&mut self, n: usize) -> usize {
        self.below(n as u64) as usize
    }

    #[inline(always)]
    fn weighted(&mut self, weights: Weights<'_>) -> usize {
        if weights.has_alias() {
            return weights.alias(self.word());
        }
        self.weighted_by_sums(weights)
    }

    #[inline(always)]
    fn weighted_by(&mut self, weights: &Weights<'_>) -> usize {
        match weights.alias_cells() {
            [] => self.weighted_by_sums(*weights),
            cells => alias_of(cells, self.word()),
        }
    }

    #[inline]
    fn digits(&mut self, out: &mut [u8]) {
        let (eights, rest) = out.as_chunks_mut();
        for eight in eights {
            *eight = ascii8(self.below32(100_000_000));
        }
        if !rest.is_empty() {
            const POWERS: [u32; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
            let ascii = ascii8(self.below32(POWERS[rest.len() % 8]));
            for (digit, ascii) in rest.iter_mut().rev().zip(ascii.iter().rev()) {
                *digit = *ascii;
            }
        }
    }

    #[inline]
    fn letters(&mut self, alphabet: &[u8], out: &mut [u8]) {
        let Ok(n @ 1..) = u32::try_from(alphabet.len()) else {
            return;
        };
        // As many letters a word as leave next to no rejections: their number in base n is at most 2^24.
        const ROOM: u64 = 1 << 24;
        let n = u64::from(n);
        let mut rest = out;
        while !rest.is_empty() {
            let (mut bound, mut count) = (n, 1);
            while count < rest.len() && bound * n <= ROOM {
                bound *= n;
                count += 1;
            }
            // The digits of `below(bound)` in base n, high first: each multiplication moves one out at the top, and
            // what is left after the last is what Lemire's rejection looks at.
            let (some, others) = rest.split_at_mut(count);
            loop {
                let mut fraction = self.word();
                for letter in some.iter_mut() {
                    let product = u64::from(fraction) * n;
                    *letter = alphabet[(product >> 32) as usize];
                    fraction = product as u32;
                }
                let bound = bound as u32;
                if fraction >= bound || fraction >= bound.wrapping_neg() % bound {
                    break;
                }
            }
            rest = others;
        }
    }

    #[inline]
    fn choices_letters(&mut self, alphabet: &[u8], out: &mut [u8]) {
        self.letters(alphabet, out);
    }

    /// Lemire's numbers for all words that there are, which the compiler can make several at a time as long as none has
    /// to be drawn again. Where that is likely, or has happened, the next number is put where the one was that does not
    /// count, which takes no branch.
    fn fill_below<T>(&mut self, n: u64, mut out: &mut [T], of: impl Fn(u64) -> T) {
        let Ok(below @ 1..) = u32::try_from(n) else {
            return out.iter_mut().for_each(|place| *place = of(self.below(n)));
        };
        let threshold = below.wrapping_neg() % below;
        let product = |word: &[u8; 4]| u64::from(u32::from_le_bytes(*word)) * u64::from(below);
        while !out.is_empty() {
            let words = self.ready();
            let words = &words[..words.len().min(out.len())];
            let mut again = threshold >= LIKELY;
            if !again {
                for (place, word) in out.iter_mut().zip(words) {
                    let product = product(word);
                    again |= (product as u32) < threshold;
                    *place = of(product >> 32);
                }
            }
            let mut made = words.len();
            if again {
                made = 0;
                for product in words.iter().map(product) {
                    out[made] = of(product >> 32);
                    made += usize::from(product as u32 >= threshold);
                }
            }
            let taken = words.len();
            self.skip(taken);
            out = &mut out[made..];
        }
    }

    fn fill_unit<T>(&mut self, mut out: &mut [T], of: impl Fn(f64) -> T) {
        while !out.is_empty() {
            let (pairs, _) = self.ready().as_chunks::<2>();
            let n = pairs.len().min(out.len());
            for (place, [low, high]) in out.iter_mut().zip(pairs) {
                let bits = u64::from(u32::from_le_bytes(*high)) << 32 | u64::from(u32::from_le_bytes(*low));
                *place = of(unit_of(bits));
            }
            self.skip(2 * n);
            out = &mut out[n..];
            if n == 0 {
                // The last word and the first one after it.
                out[0] = of(self.unit());
                out = &mut out[1..];
            }
        }
    }

    fn fill_weighted(&mut self, weights: &Weights<'_>, mut out: &mut [u32]) {
        let cells = weights.alias_cells();
        if cells.is_empty() {
            return out.iter_mut().for_each(|place| *place = self.weighted_by_sums(*weights) as u32);
        }
        while !out.is_empty() {
            let words = self.ready();
            let n = words.len().min(out.len());
            for (place, word) in out.iter_mut().zip(words) {
                *place = alias_of(cells, u32::from_le_bytes(*word)) as u32;
            }
            self.skip(n);
            out = &mut out[n..];
        }
    }

    #[inline]
    fn fill(&mut self, out: &mut [u8]) {
        let (mut fours, rest) = out.as_chunks_mut();
        while !fours.is_empty() {
            let words = self.ready();
            let (some, others) = fours.split_at_mut(words.len().min(fours.len()));
            for (four, word) in some.iter_mut().zip(words) {
                *four = *word;
            }
            let taken = some.len();
            self.skip(taken);
            fours = others;
        }
        if !rest.is_empty() {
            let last = self.word().to_le_bytes();
            rest.copy_from_slice(&last[..rest.len()]);
        }
    }

    #[inline]
    fn ahead(&mut self) -> Ahead<'_> {
        Ahead { words: self.ready(), short: false }
    }

    #[inline]
    fn went(&mut self, left: usize) {
        let drawn = self.ready().len().saturating_sub(left);
        self.skip(drawn);
    }

    #[inline]
    fn portable(&self) -> bool {
        true
    }
}

/// The eight ASCII digits of a number below 10^8, computed side by side in one word.
#[inline]
pub(super) fn ascii8(number: u32) -> [u8; 8] {
    // 32-bit lanes of four digits, 16-bit lanes of two, bytes of one; the higher digits in the lower lane.
    let fours = u64::from(number / 10_000) | u64::from(number % 10_000) << 32;
    let high = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let twos = high | (fours - high * 100) << 16;
    let high = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    let ones = high | (twos - high * 10) << 8;
    (ones | 0x3030_3030_3030_3030).to_le_bytes()
}

/// What stands for words that are not there: a number that is never drawn again, however long one asks.
const NONE: [u8; 4] = [u8::MAX; 4];

/// The words that a source has at hand: drawing from them asks the source for nothing.
///
/// Whoever draws the last is told by [`Ahead::is_short`] when one more was asked for, and draws it all again from the
/// source: what came before means nothing then.
///
/// ```
/// # use forgery::rng::{Draw, Key, Stream};
/// let mut stream = Stream::at(&Key::from_seed(&42.into()), 0, 7);
/// let mut other = stream.clone();
/// let mut ahead = stream.ahead();
/// let (dice, left) = (ahead.between(1, 6), ahead.left());
/// assert!(!ahead.is_short());
/// stream.went(left);
/// assert_eq!([dice, stream.between(1, 6)], [other.between(1, 6), other.between(1, 6)]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Ahead<'a> {
    words: &'a [[u8; 4]],
    short: bool,
}

impl Ahead<'_> {
    /// How many words are left.
    #[inline]
    pub fn left(&self) -> usize {
        self.words.len()
    }

    /// Whether there were not enough words.
    #[inline]
    pub fn is_short(&self) -> bool {
        self.short
    }
}

impl Words for Ahead<'_> {
    fn ready(&mut self) -> &[[u8; 4]] {
        self.short |= self.words.is_empty();
        if self.short {
            &[NONE]
        } else {
            self.words
        }
    }

    #[inline]
    fn skip(&mut self, n: usize) {
        self.words = self.words.get(n..).unwrap_or_default();
    }

    #[inline(always)]
    fn word(&mut self) -> u32 {
        let Some((word, rest)) = self.words.split_first() else {
            self.short = true;
            return u32::from_le_bytes(NONE);
        };
        self.words = rest;
        u32::from_le_bytes(*word)
    }
}
