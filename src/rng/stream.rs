//! ChaCha8, addressed: any row of any column can be drawn without drawing what comes before.

use super::weights::alias_of;
use super::{Draw, Key, Weights};
use rand_chacha::rand_core::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How many rows share one [`Stream`]: rows `c * CHUNK ..` of a column are drawn from chunk `c`, one after the other.
pub const CHUNK: usize = 1024;

/// The least step between two floats of [`Draw::unit`].
const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;
/// How many of 2^32 words have to be drawn again where one of a batch is likely to be.
const LIKELY: u32 = 1 << 25;
/// Words in a ChaCha block.
const BLOCK: usize = 16;
/// Blocks that `rand_chacha` makes at once.
const BATCH: usize = 4;
/// Words that a stream holds: what is made at once.
const WORDS: usize = BLOCK * BATCH;
/// Blocks of a chunk before its epoch is bumped, as a power of two.
const BLOCK_BITS: u32 = 20;
/// Where a nonce's epoch begins, above the number of the call.
const EPOCH_SHIFT: u32 = 48;
/// The nonce under which block `c` is the prologue of call `c`.
const PROLOGUES: u64 = u64::MAX;

/// The values of one chunk of one column: ChaCha8 at an address.
///
/// A [`Key`] stands for a seed and a column, a *call* for one use of it (the n-th native call on an instance; 0 in a
/// table, whose columns are never used twice), a *chunk* for [`CHUNK`] rows. A stream costs nothing to make until it
/// is drawn from, and every address has a keystream of its own.
///
/// ```
/// # use forgery::rng::{Draw, Key, Stream};
/// let key = Key::from_seed(&42.into()).child("age");
/// let mut chunk = Stream::at(&key, 0, 7);
/// let ages: Vec<i64> = (0..3).map(|_| chunk.between(18, 65)).collect();
/// assert_eq!(Stream::at(&key, 0, 7).between(18, 65), ages[0]);
/// ```
///
/// # Layout
///
/// ChaCha has a 64-bit nonce and a 64-bit block counter. Chunk `h` of call `c` reads nonce `c` from block `h << 20`
/// on. If it reads all its 2^20 blocks (64 MiB) it goes on with the next *epoch*, in the top 16 bits of the nonce, so
/// it never runs into the next chunk's blocks. Chunk 0 starts with 16 words more, its *prologue*: block `c` of a
/// nonce of its own. The prologues of consecutive calls are neighbours, so [`Singles`] makes four at once.
///
/// Calls are below 2^48 and chunks below 2^44; beyond them addresses repeat.
#[derive(Clone)]
pub struct Stream {
    /// Keystream; `words[next..]` is not drawn yet.
    words: [[u8; 4]; WORDS],
    next: usize,
    key: Key,
    /// The call, and the epoch above it.
    nonce: u64,
    chunk: u64,
    /// Whether the prologue is still to be made.
    prologue_due: bool,
    /// The cipher, once there is need of it.
    source: Option<Box<Source>>,
}

/// The cipher of a chunk.
#[derive(Clone)]
struct Source {
    cipher: ChaCha8Rng,
    /// Blocks of this epoch that have been made.
    made: u32,
}

impl Stream {
    /// The stream of chunk `chunk` of call `call` under `key`. Nothing is computed until the first draw.
    #[inline]
    pub fn at(key: &Key, call: u64, chunk: u64) -> Stream {
        Stream {
            words: [[0; 4]; WORDS],
            next: WORDS,
            key: *key,
            nonce: call,
            chunk,
            prologue_due: chunk == 0,
            source: None,
        }
    }

    /// `Stream::at(key, call, 0)` whose prologue is known.
    #[inline]
    fn after(prologue: &[[u8; 4]; BLOCK], key: &Key, call: u64) -> Stream {
        let mut stream = Stream::at(key, call, 0);
        stream.put_prologue(prologue);
        stream.prologue_due = false;
        stream
    }

    /// Becomes what [`Stream::after`] gives, and keeps the cipher if it is the key's.
    #[inline]
    fn restart(&mut self, prologue: &[[u8; 4]; BLOCK], key: &Key, call: u64) {
        self.put_prologue(prologue);
        self.nonce = call;
        self.chunk = 0;
        self.prologue_due = false;
        if let Some(source) = &mut self.source {
            if self.key == *key {
                source.made = 0;
            } else {
                self.source = None;
            }
        }
        self.key = *key;
    }

    /// The next 32 bits.
    #[inline]
    fn word(&mut self) -> u32 {
        if self.next >= WORDS {
            self.refill();
        }
        let word = u32::from_le_bytes(self.words[self.next % WORDS]);
        self.next += 1;
        word
    }

    /// The next 64 bits, the low word first.
    #[inline]
    fn word64(&mut self) -> u64 {
        let low = u64::from(self.word());
        u64::from(self.word()) << 32 | low
    }

    /// Words that are not drawn yet, at least one.
    #[inline]
    fn ready(&mut self) -> &[[u8; 4]] {
        if self.next >= WORDS {
            self.refill();
        }
        &self.words[self.next..]
    }

    /// Puts a block where it is drawn next, and nothing after it.
    #[inline]
    fn put_prologue(&mut self, prologue: &[[u8; 4]; BLOCK]) {
        self.next = WORDS - BLOCK;
        self.words[WORDS - BLOCK..].copy_from_slice(prologue);
    }

    #[cold]
    #[inline(never)]
    fn refill(&mut self) {
        let new = || Box::new(Source { cipher: ChaCha8Rng::from_seed(*self.key.as_bytes()), made: 0 });
        let source = self.source.get_or_insert_with(new);
        if self.prologue_due {
            self.prologue_due = false;
            seek(&mut source.cipher, PROLOGUES, self.nonce);
            let mut prologue = [[0; 4]; BLOCK];
            read(&mut source.cipher, &mut prologue);
            self.put_prologue(&prologue);
            return;
        }
        if source.made >> BLOCK_BITS != 0 {
            self.nonce = self.nonce.wrapping_add(1 << EPOCH_SHIFT);
            source.made = 0;
        }
        if source.made == 0 {
            seek(&mut source.cipher, self.nonce, self.chunk << BLOCK_BITS);
        }
        read(&mut source.cipher, &mut self.words);
        source.made += BATCH as u32;
        self.next = 0;
    }

    #[cold]
    #[inline(never)]
    fn weighted_by_sums(&mut self, weights: Weights<'_>) -> usize {
        let x = self.unit() * weights.total();
        weights.bisect(x)
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
}

/// Shows the address, not the key.
impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let call = self.nonce & ((1 << EPOCH_SHIFT) - 1);
        f.debug_struct("Stream").field("call", &call).field("chunk", &self.chunk).finish_non_exhaustive()
    }
}

/// Goes to a block of a nonce. The position is set before the nonce: set the other way round, `ChaCha8Rng` would make
/// the rest of a batch that it is in the middle of.
fn seek(cipher: &mut ChaCha8Rng, nonce: u64, block: u64) {
    cipher.set_word_pos(u128::from(block) * BLOCK as u128);
    cipher.set_stream(nonce);
}

/// The next words of the keystream, as the bytes that they are.
fn read(cipher: &mut ChaCha8Rng, words: &mut [[u8; 4]]) {
    cipher.fill_bytes(words.as_flattened_mut());
}

impl Draw for Stream {
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
        (self.word64() >> 11) as f64 * UNIT
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
            self.next += words.len();
            out = &mut out[made..];
        }
    }

    fn fill_unit<T>(&mut self, mut out: &mut [T], of: impl Fn(f64) -> T) {
        while !out.is_empty() {
            let (pairs, _) = self.ready().as_chunks::<2>();
            let n = pairs.len().min(out.len());
            for (place, [low, high]) in out.iter_mut().zip(pairs) {
                let bits = u64::from(u32::from_le_bytes(*high)) << 32 | u64::from(u32::from_le_bytes(*low));
                *place = of((bits >> 11) as f64 * UNIT);
            }
            self.next += 2 * n;
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
            self.next += n;
            out = &mut out[n..];
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

    #[inline]
    fn fill(&mut self, out: &mut [u8]) {
        let (mut fours, rest) = out.as_chunks_mut();
        while !fours.is_empty() {
            if self.next >= WORDS {
                self.refill();
            }
            let words = &self.words[self.next % WORDS..];
            let (some, others) = fours.split_at_mut(words.len().min(fours.len()));
            for (four, word) in some.iter_mut().zip(words) {
                *four = *word;
            }
            self.next += some.len();
            fours = others;
        }
        if !rest.is_empty() {
            let last = self.word().to_le_bytes();
            rest.copy_from_slice(&last[..rest.len()]);
        }
    }

    #[inline]
    fn portable(&self) -> bool {
        true
    }
}

/// The eight ASCII digits of a number below 10^8, computed side by side in one word.
#[inline]
fn ascii8(number: u32) -> [u8; 8] {
    // 32-bit lanes of four digits, 16-bit lanes of two, bytes of one; the higher digits in the lower lane.
    let fours = u64::from(number / 10_000) | u64::from(number % 10_000) << 32;
    let high = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let twos = high | (fours - high * 100) << 16;
    let high = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    let ones = high | (twos - high * 10) << 8;
    (ones | 0x3030_3030_3030_3030).to_le_bytes()
}

/// Cheap streams for single values: the `Stream` of consecutive calls at a quarter of a ChaCha batch each.
///
/// ```
/// # use forgery::rng::{Draw, Key, Singles, Stream};
/// let key = Key::from_seed(&42.into());
/// let mut singles = Singles::new();
/// for call in 0..10 {
///     assert_eq!(singles.next(&key, call).below(500), Stream::at(&key, call, 0).below(500));
/// }
/// ```
#[derive(Clone)]
pub struct Singles {
    key: Key,
    /// `words` are the prologues of calls `4 * quad ..`; `u64::MAX` if there are none yet.
    quad: u64,
    words: [[[u8; 4]; BLOCK]; BATCH],
    /// Positioned after `quad`.
    cipher: ChaCha8Rng,
}

impl Singles {
    /// An empty cache.
    pub fn new() -> Singles {
        let key = Key::from([0; 32]);
        let mut cipher = ChaCha8Rng::from_seed(*key.as_bytes());
        cipher.set_stream(PROLOGUES);
        Singles { key, quad: u64::MAX, words: [[[0; 4]; BLOCK]; BATCH], cipher }
    }

    /// The same as `Stream::at(key, call, 0)`, made fast if `call` follows the last one under the same key.
    #[inline]
    pub fn next(&mut self, key: &Key, call: u64) -> Stream {
        if call / 4 != self.quad || *key != self.key {
            self.refill(key, call / 4);
        }
        Stream::after(&self.words[(call % 4) as usize], key, call)
    }

    /// Makes a stream that of another call, as [`Singles::next`] would give it, without making one anew.
    #[inline]
    pub fn restart(&mut self, key: &Key, call: u64, stream: &mut Stream) {
        if call / 4 != self.quad || *key != self.key {
            self.refill(key, call / 4);
        }
        stream.restart(&self.words[(call % 4) as usize], key, call);
    }

    #[cold]
    #[inline(never)]
    fn refill(&mut self, key: &Key, quad: u64) {
        let next = self.quad.wrapping_add(1);
        if *key != self.key {
            self.key = *key;
            self.cipher = ChaCha8Rng::from_seed(*key.as_bytes());
            seek(&mut self.cipher, PROLOGUES, quad * 4);
        } else if quad != next {
            seek(&mut self.cipher, PROLOGUES, quad * 4);
        }
        self.quad = quad;
        read(&mut self.cipher, self.words.as_flattened_mut());
    }
}

impl Default for Singles {
    fn default() -> Singles {
        Singles::new()
    }
}

/// Shows nothing, since what is cached gives the values away.
impl std::fmt::Debug for Singles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Singles").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
