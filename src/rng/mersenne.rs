//! CPython's `random.Random`, to the bit.

use super::Draw;
use sha2::{Digest, Sha512};

/// Words of state.
const N: usize = 624;
/// The word that is mixed with the one being renewed.
const M: usize = 397;

/// What `random.seed` (version 2) seeds with.
///
/// ```
/// # use forgery::rng::{Draw, Mersenne, PySeed};
/// // random.seed("abc"); random.random()
/// assert_eq!(Mersenne::from_seed(&PySeed::from("abc")).unit(), 0.7720246314157545);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PySeed {
    /// An `int` or `bool`. Python ignores its sign.
    Int {
        /// Whether it is below zero (makes no difference).
        negative: bool,
        /// Its absolute value, little-endian; zero bytes at the high end make no difference.
        magnitude: Vec<u8>,
    },
    /// A `str`: the same as its UTF-8 bytes.
    Str(String),
    /// `bytes` or `bytearray`.
    Bytes(Vec<u8>),
    /// A `float`: Python's `hash` of it, as an unsigned 64-bit number.
    Float(u64),
}

impl From<i64> for PySeed {
    fn from(value: i64) -> PySeed {
        PySeed::Int { negative: value < 0, magnitude: value.unsigned_abs().to_le_bytes().to_vec() }
    }
}

impl From<&str> for PySeed {
    fn from(value: &str) -> PySeed {
        PySeed::Str(value.to_owned())
    }
}

impl From<&[u8]> for PySeed {
    fn from(value: &[u8]) -> PySeed {
        PySeed::Bytes(value.to_vec())
    }
}

impl PySeed {
    /// The words that `init_by_array` is given.
    fn words(&self) -> Vec<u32> {
        let hashed = |bytes: &[u8]| {
            // int.from_bytes(bytes + sha512(bytes).digest(), "big")
            let digest = Sha512::digest(bytes);
            digest.iter().rev().chain(bytes.iter().rev()).copied().collect()
        };
        let magnitude: Vec<u8> = match self {
            PySeed::Int { magnitude, .. } => magnitude.clone(),
            PySeed::Str(text) => hashed(text.as_bytes()),
            PySeed::Bytes(bytes) => hashed(bytes),
            PySeed::Float(hash) => hash.to_le_bytes().to_vec(),
        };
        let word = |bytes: &[u8]| bytes.iter().rev().fold(0, |word, &byte| word << 8 | u32::from(byte));
        let mut words: Vec<u32> = magnitude.chunks(4).map(word).collect();
        while words.len() > 1 && words.last() == Some(&0) {
            words.pop();
        }
        if words.is_empty() {
            words.push(0);
        }
        words
    }
}

/// The bare MT19937, laid out as CPython lays it out in a `random.Random` object (`int index; uint32_t state[624]`).
///
/// Any bytes are a valid `Twister` (an index out of range only means that the state is due to be renewed), so the
/// Python boundary may draw in place on a genuine `random.Random`. Everyone else uses [`Mersenne`].
#[derive(Clone, PartialEq, Eq)]
#[repr(C)]
pub struct Twister {
    index: i32,
    state: [u32; N],
}

impl Twister {
    /// Seeded as `random.seed` does.
    pub fn from_seed(seed: &PySeed) -> Twister {
        let key = seed.words();
        let mut state = START;
        // Matsumoto and Nishimura's init_by_array.
        let (mut i, mut j) = (1, 0);
        let step = |state: &mut [u32; N], i: &mut usize| {
            *i += 1;
            if *i == N {
                state[0] = state[N - 1];
                *i = 1;
            }
        };
        for _ in 0..key.len().max(N) {
            state[i] = (state[i] ^ mix(state[i - 1], 1_664_525)).wrapping_add(key[j]).wrapping_add(j as u32);
            step(&mut state, &mut i);
            j += 1;
            if j == key.len() {
                j = 0;
            }
        }
        for _ in 0..N - 1 {
            state[i] = (state[i] ^ mix(state[i - 1], 1_566_083_941)).wrapping_sub(i as u32);
            step(&mut state, &mut i);
        }
        state[0] = 0x8000_0000;
        Twister { index: N as i32, state }
    }

    /// From the 624 words and the index of a `random.getstate()`. `None` if the index is above 624.
    pub fn from_state(state: [u32; N], index: u32) -> Option<Twister> {
        let index = i32::try_from(index).ok().filter(|&i| i <= N as i32)?;
        Some(Twister { index, state })
    }

    /// The 624 words of a `random.getstate()`.
    #[inline]
    pub fn state(&self) -> &[u32; N] {
        &self.state
    }

    /// The index of a `random.getstate()`.
    #[inline]
    pub fn index(&self) -> u32 {
        self.index.clamp(0, N as i32) as u32
    }

    /// The same state at another index: before draws that renewed none of its words.
    #[inline]
    pub fn at_index(&mut self, index: u32) {
        self.index = index.min(N as u32) as i32;
    }

    /// Whether the words of state may be renewed by a draw of 64 bits.
    #[inline]
    pub fn is_nearly_used_up(&self) -> bool {
        self.index >= N as i32 - 1
    }

    /// The next 32 bits.
    #[inline]
    fn word(&mut self) -> u32 {
        let mut index = self.index as usize;
        if index >= N {
            self.renew();
            index = 0;
        }
        self.index = index as i32 + 1;
        temper(self.state[index])
    }

    /// [`Draw::unit`] where the words have to be renewed before the first or between the two.
    #[cold]
    #[inline(never)]
    fn unit_renewed(&mut self) -> f64 {
        let (high, low) = (self.word(), self.word());
        unit_of(high, low)
    }

    /// [`Draw::below`] where none of the words that are left will do.
    #[cold]
    #[inline(never)]
    fn below_renewed(&mut self, n: u32) -> u64 {
        self.index = N as i32;
        loop {
            let value = self.word() >> n.leading_zeros();
            if value < n {
                return value.into();
            }
        }
    }

    /// [`Draw::below`] of a number of more than 32 bits.
    #[inline(never)]
    fn below_more(&mut self, n: u64) -> u64 {
        loop {
            let value = self.bits(64 - n.leading_zeros());
            if value < n {
                return value;
            }
        }
    }

    /// Fills `out` with numbers in `0..n`, for `n` of 1 to 256, each as [`Draw::below`] draws it.
    ///
    /// Every number is written, and counted only if it is below `n`: whether it is cannot be predicted, and a branch
    /// would be wrong too often.
    fn few_below(&mut self, n: u32, out: &mut [u8]) {
        let (mut index, mut done) = (self.index as usize, 0);
        while done < out.len() {
            let Some(&word) = self.state.get(index) else {
                self.renew();
                index = 0;
                continue;
            };
            index += 1;
            let value = temper(word) >> n.leading_zeros();
            out[done] = value as u8;
            done += usize::from(value < n);
        }
        self.index = index as i32;
    }

    #[cold]
    #[inline(never)]
    fn renew(&mut self) {
        let s = &mut self.state;
        let twist = |high: u32, low: u32, far: u32| {
            let y = high & 0x8000_0000 | low & 0x7fff_ffff;
            far ^ y >> 1 ^ (y & 1).wrapping_neg() & 0x9908_b0df
        };
        for i in 0..N - M {
            s[i] = twist(s[i], s[i + 1], s[i + M]);
        }
        for i in N - M..N - 1 {
            s[i] = twist(s[i], s[i + 1], s[i + M - N]);
        }
        s[N - 1] = twist(s[N - 1], s[0], s[M - 1]);
    }
}

/// The state that every seed is mixed into: init_genrand(19650218).
const START: [u32; N] = {
    let mut state = [19_650_218; N];
    let mut i = 1;
    while i < N {
        state[i] = mix(state[i - 1], 1_812_433_253).wrapping_add(i as u32);
        i += 1;
    }
    state
};

/// The 32 bits that a word of state gives.
#[inline(always)]
fn temper(mut y: u32) -> u32 {
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c_5680;
    y ^= y << 15 & 0xefc6_0000;
    y ^ y >> 18
}

/// The float that two words give.
#[inline(always)]
fn unit_of(high: u32, low: u32) -> f64 {
    (f64::from(high >> 5) * 67_108_864.0 + f64::from(low >> 6)) * (1.0 / 9_007_199_254_740_992.0)
}

/// One step of the seeding recurrences.
const fn mix(previous: u32, factor: u32) -> u32 {
    (previous ^ previous >> 30).wrapping_mul(factor)
}

/// Shows no state, which would be 624 numbers.
impl std::fmt::Debug for Twister {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Twister").field("index", &self.index).finish_non_exhaustive()
    }
}

impl Draw for Twister {
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
        match self.state.get(self.index as usize..).and_then(<[u32]>::first_chunk) {
            // Nearly always: two words that are there.
            Some(&[high, low]) => {
                self.index += 2;
                unit_of(temper(high), temper(low))
            }
            None => self.unit_renewed(),
        }
    }

    #[inline]
    fn below(&mut self, n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        let Ok(n) = u32::try_from(n) else { return self.below_more(n) };
        // Nearly always there is a word that will do. What renews words is called last, so that this function keeps
        // nothing for after a call.
        let mut index = self.index as usize;
        while let Some(&word) = self.state.get(index) {
            index += 1;
            let value = temper(word) >> n.leading_zeros();
            if value < n {
                self.index = index as i32;
                return value.into();
            }
        }
        self.below_renewed(n)
    }

    fn digits(&mut self, out: &mut [u8]) {
        self.few_below(10, out);
        out.iter_mut().for_each(|digit| *digit += b'0');
    }

    fn letters(&mut self, alphabet: &[u8], out: &mut [u8]) {
        match alphabet.len() {
            0 => {}
            n @ 1..=256 => {
                self.few_below(n as u32, out);
                out.iter_mut().for_each(|letter| *letter = alphabet[usize::from(*letter)]);
            }
            n => out.iter_mut().for_each(|letter| *letter = alphabet[self.below(n as u64) as usize]),
        }
    }

    fn fill(&mut self, out: &mut [u8]) {
        self.few_below(256, out);
    }
}

/// CPython's `random.Random`: the same seed gives the same draws.
///
/// ```
/// # use forgery::rng::{Draw, Mersenne, PySeed};
/// let mut random = Mersenne::from_seed(&PySeed::from(42)); // random.seed(42)
/// assert_eq!(random.unit(), 0.6394267984578837); // random.random()
/// assert_eq!(random.bits(8), 6); // random.getrandbits(8)
/// assert_eq!(random.between(1, 6), 6); // random.randint(1, 6)
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Mersenne {
    twister: Twister,
    gauss_next: Option<f64>,
}

impl Mersenne {
    /// Seeded as `random.seed` does.
    pub fn from_seed(seed: &PySeed) -> Mersenne {
        Mersenne { twister: Twister::from_seed(seed), gauss_next: None }
    }

    /// As `random.setstate((3, (*state, index), gauss_next))`. `None` if the index is above 624.
    pub fn from_state(state: [u32; N], index: u32, gauss_next: Option<f64>) -> Option<Mersenne> {
        Some(Mersenne { twister: Twister::from_state(state, index)?, gauss_next })
    }

    /// The 624 words of `random.getstate()`.
    #[inline]
    pub fn state(&self) -> &[u32; N] {
        self.twister.state()
    }

    /// The index, the last number of the inner tuple of `random.getstate()`.
    #[inline]
    pub fn index(&self) -> u32 {
        self.twister.index()
    }

    /// The last item of `random.getstate()`: the second value of the last `gauss`, if unused.
    #[inline]
    pub fn gauss_next(&self) -> Option<f64> {
        self.gauss_next
    }
}

impl Draw for Mersenne {
    #[inline]
    fn bits(&mut self, k: u32) -> u64 {
        self.twister.bits(k)
    }

    #[inline]
    fn unit(&mut self) -> f64 {
        self.twister.unit()
    }

    #[inline]
    fn below(&mut self, n: u64) -> u64 {
        self.twister.below(n)
    }

    fn digits(&mut self, out: &mut [u8]) {
        self.twister.digits(out);
    }

    fn letters(&mut self, alphabet: &[u8], out: &mut [u8]) {
        self.twister.letters(alphabet, out);
    }

    fn fill(&mut self, out: &mut [u8]) {
        self.twister.fill(out);
    }

    #[inline]
    fn take_gauss(&mut self) -> Option<f64> {
        self.gauss_next.take()
    }

    #[inline]
    fn keep_gauss(&mut self, value: f64) {
        self.gauss_next = Some(value);
    }
}

#[cfg(test)]
mod tests;
