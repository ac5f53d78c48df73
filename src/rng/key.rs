//! From what a user gives as a seed to the key of one column.

use sha2::{Digest, Sha256};

/// What a user seeds with. Every kind and value leads to keys of its own: `1`, `-1`, `2**64 + 1`, `"1"` and `b"1"`
/// are five different seeds.
///
/// ```
/// # use forgery::rng::{Key, Seed};
/// assert_ne!(Key::from_seed(&Seed::from(1)), Key::from_seed(&Seed::from("1")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Seed {
    /// A whole number of any size.
    Int {
        /// Whether it is below zero (ignored for zero itself).
        negative: bool,
        /// Its absolute value, little-endian; zero bytes at the high end make no difference.
        magnitude: Vec<u8>,
    },
    /// A text.
    Str(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! seed_from_integers {
    ($($signed:ty, $unsigned:ty);*) => {$(
        impl From<$signed> for Seed {
            fn from(value: $signed) -> Seed {
                Seed::Int { negative: value < 0, magnitude: value.unsigned_abs().to_le_bytes().to_vec() }
            }
        }
        impl From<$unsigned> for Seed {
            fn from(value: $unsigned) -> Seed {
                Seed::Int { negative: false, magnitude: value.to_le_bytes().to_vec() }
            }
        }
    )*};
}
seed_from_integers!(i32, u32; i64, u64; i128, u128);

impl From<&str> for Seed {
    fn from(value: &str) -> Seed {
        Seed::Str(value.to_owned())
    }
}

impl From<String> for Seed {
    fn from(value: String) -> Seed {
        Seed::Str(value)
    }
}

impl From<&[u8]> for Seed {
    fn from(value: &[u8]) -> Seed {
        Seed::Bytes(value.to_vec())
    }
}

impl From<Vec<u8>> for Seed {
    fn from(value: Vec<u8>) -> Seed {
        Seed::Bytes(value)
    }
}

/// What a [`Stream`](super::Stream) draws from: 256 bits, one key per seed and path (table, column, parameter).
///
/// ```
/// # use forgery::rng::{Draw, Key, Stream};
/// let email = Key::from_seed(&"demo".into()).child("customers").child("email");
/// let first_chunk = Stream::at(&email, 0, 0);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of a seed.
    pub fn from_seed(seed: &Seed) -> Key {
        let (kind, bytes) = match seed {
            Seed::Int {
                negative,
                magnitude,
            } => {
                let used = magnitude
                    .iter()
                    .rposition(|&b| b != 0)
                    .map_or(0, |last| last + 1);
                (
                    if *negative && used > 0 { b'-' } else { b'+' },
                    &magnitude[..used],
                )
            }
            Seed::Str(text) => (b's', text.as_bytes()),
            Seed::Bytes(bytes) => (b'b', bytes.as_slice()),
        };
        Key::hash(b"forgery seed\0\0\0", &[kind], bytes)
    }

    /// The key of something inside this one: a table, a column of a table, a parameter of a column.
    ///
    /// `key.child("a").child("b")` is not `key.child("ab")`.
    pub fn child(&self, path: &str) -> Key {
        Key::hash(b"forgery child\0\0", &self.0, path.as_bytes())
    }

    /// A key from the operating system's source of randomness, for whoever doesn't seed.
    ///
    /// # Errors
    ///
    /// If the operating system has no randomness to give.
    pub fn random() -> Result<Key, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        Ok(Key(key))
    }

    /// The key's 32 bytes: seed material for a provider that has a generator of its own.
    #[inline]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// SHA-256 of a domain, a head whose length the domain fixes, and a body with its length.
    fn hash(domain: &[u8; 15], head: &[u8], body: &[u8]) -> Key {
        let mut hash = Sha256::new();
        hash.update(domain);
        hash.update(head);
        hash.update((body.len() as u64).to_le_bytes());
        hash.update(body);
        Key(hash.finalize().into())
    }
}

impl From<[u8; 32]> for Key {
    fn from(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }
}

/// Shows no bytes, since whoever knows a key knows the values.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}
