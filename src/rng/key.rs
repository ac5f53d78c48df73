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
            Seed::Int { negative, magnitude } => {
                let used = magnitude.iter().rposition(|&b| b != 0).map_or(0, |last| last + 1);
                (if *negative && used > 0 { b'-' } else { b'+' }, &magnitude[..used])
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn hex(key: Key) -> String {
        key.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn literal_keys() {
        // A change here changes every native value.
        assert_eq!(hex(Key::from_seed(&42.into())), "393b8e00861002eafd769d5a3ebf502449a98a80ca086b745a95ff78a632139a");
        assert_eq!(
            hex(Key::from_seed(&"demo".into()).child("customers").child("email")),
            "95e22d929efbb5290b7e200a7bcfa099c2696a94c266c734ba92bdf48e53dc21"
        );
    }

    #[test]
    fn every_seed_has_its_own_key() {
        let seeds: Vec<Seed> = vec![
            0.into(),
            1.into(),
            (-1).into(),
            256.into(),
            49.into(),
            u64::MAX.into(),
            (1i128 << 64).into(),
            ((1i128 << 64) + 1).into(),
            (-(1i128 << 64) - 1).into(),
            "".into(),
            "1".into(),
            "1\0".into(),
            "-1".into(),
            b""[..].into(),
            b"1"[..].into(),
            b"\x01"[..].into(),
            b"\x01\0"[..].into(),
        ];
        let keys: HashSet<Key> = seeds.iter().map(Key::from_seed).collect();
        assert_eq!(keys.len(), seeds.len());
    }

    #[test]
    fn equal_numbers_have_one_key() {
        let int = |negative, magnitude: &[u8]| Key::from_seed(&Seed::Int { negative, magnitude: magnitude.to_vec() });
        assert_eq!(int(false, &[1]), Key::from_seed(&1u128.into()));
        assert_eq!(int(false, &[1, 0, 0]), Key::from_seed(&1i32.into()));
        assert_eq!(int(true, &[0, 1]), Key::from_seed(&(-256i64).into()));
        assert_eq!(int(true, &[0, 0]), int(false, &[]));
        assert_eq!(Key::from_seed(&i64::MIN.into()), Key::from_seed(&i128::from(i64::MIN).into()));
    }

    #[test]
    fn every_path_has_its_own_key() {
        let root = Key::from_seed(&1.into());
        let keys = [
            root,
            root.child(""),
            root.child("a"),
            root.child("ab"),
            root.child("a").child("b"),
            root.child("b").child("a"),
            root.child("a").child(""),
            Key::from_seed(&"a".into()),
            Key::from_seed(&2.into()).child("a"),
        ];
        assert_eq!(HashSet::from(keys).len(), keys.len());
    }

    #[test]
    fn random_keys_differ() {
        assert_ne!(Key::random().unwrap(), Key::random().unwrap());
    }
}
