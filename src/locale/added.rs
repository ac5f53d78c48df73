//! What is added to the blob at run time, after its end: memory that stays where it is and is never freed, because
//! readers hold on to it.

use std::sync::OnceLock;

/// The bytes of a page of places. What is added at once begins on a page of its own.
const PAGE: usize = 1 << 14;
/// The pages of a leaf of the tree that finds them.
const LEAF: usize = 1 << 10;

/// From a page's first byte to the end of what was added at once.
type Page = OnceLock<&'static [u8]>;

/// The places beyond the end of a part of the blob, counted in bytes.
pub struct Added {
    leaves: [OnceLock<Box<[Page; LEAF]>>; LEAF],
}

/// The words that are added.
pub static WORDS: Added = Added::new();
/// The strings that are added.
pub static POOL: Added = Added::new();

/// The first place after `end` where something can be added.
pub const fn next(end: usize) -> usize {
    end.next_multiple_of(PAGE)
}

impl Added {
    const fn new() -> Self {
        Self { leaves: [const { OnceLock::new() }; LEAF] }
    }

    /// The bytes at a place; none if nothing, or less, was added there.
    #[cold]
    #[inline(never)]
    pub fn get(&self, at: usize, len: usize) -> &'static [u8] {
        self.find(at, len).unwrap_or_default()
    }

    fn find(&self, at: usize, len: usize) -> Option<&'static [u8]> {
        let page = at / PAGE;
        let page = self.leaves.get(page / LEAF)?.get()?[page % LEAF].get()?;
        let from = at % PAGE;
        page.get(from..from + len)
    }

    /// Adds bytes at a place that [`next`] gave and that was not given before.
    pub fn add(&self, at: usize, bytes: Vec<u8>) {
        let mut rest: &'static [u8] = bytes.leak();
        let mut page = at / PAGE;
        while !rest.is_empty() {
            let Some(leaf) = self.leaves.get(page / LEAF) else { return };
            let leaf = leaf.get_or_init(|| Box::new([const { OnceLock::new() }; LEAF]));
            let _ = leaf[page % LEAF].set(rest);
            rest = rest.get(PAGE..).unwrap_or_default();
            page += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_is_found_from_any_place() {
        let added = Added::new();
        let at = next(3 * PAGE + 1);
        let bytes: Vec<u8> = (0..PAGE * 2 + 100).map(|i| (i % 251) as u8).collect();
        added.add(at, bytes.clone());
        added.add(next(at + bytes.len()), vec![7; 3]);
        for from in [0, 1, PAGE - 2, PAGE, 2 * PAGE + 90] {
            assert_eq!(added.get(at + from, 10), &bytes[from..from + 10]);
        }
        assert_eq!(added.get(at, bytes.len()), bytes);
        assert_eq!(added.get(at + bytes.len() - 9, 10), b"");
        assert_eq!(added.get(next(at + bytes.len()), 3), [7; 3]);
        assert_eq!(added.get(0, 1), b"");
    }
}
