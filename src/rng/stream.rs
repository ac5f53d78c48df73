//! ChaCha8, addressed: any row of any column can be drawn without drawing what comes before.

mod words;

pub use words::Ahead;

use super::Key;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use words::Words;

/// How many rows share one [`Stream`]: rows `c * CHUNK ..` of a column are drawn from chunk `c`, one after the other.
pub const CHUNK: usize = 1024;

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
}

impl Words for Stream {
    #[inline]
    fn ready(&mut self) -> &[[u8; 4]] {
        if self.next >= WORDS {
            self.refill();
        }
        &self.words[self.next..]
    }

    #[inline]
    fn skip(&mut self, n: usize) {
        self.next += n;
    }

    #[inline]
    fn word(&mut self) -> u32 {
        if self.next >= WORDS {
            self.refill();
        }
        let word = u32::from_le_bytes(self.words[self.next % WORDS]);
        self.next += 1;
        word
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
