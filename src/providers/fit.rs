//! Words by length: which word of a list comes next that fits into a place.

use crate::locale::Table;
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

/// No word is of that length.
const NONE: u32 = u32::MAX;
/// The most steps that are kept for a list; longer lists are searched.
const MOST: usize = 1 << 20;

/// The words of a table by their lengths in characters.
#[derive(Debug)]
pub struct Fits {
    /// The length of each word.
    lengths: Box<[u32]>,
    /// How many steps lead from each word to the next that is of a length, or of at most that length: length by length.
    /// Empty for a long list.
    exact: Box<[u32]>,
    most: Box<[u32]>,
}

impl Fits {
    /// The lengths of a table's words; worked out once.
    pub fn of(table: Table) -> &'static Self {
        static ALL: LazyLock<RwLock<FxHashMap<Table, &'static Fits>>> = LazyLock::new(RwLock::default);
        if let Some(known) = ALL.read().unwrap_or_else(PoisonError::into_inner).get(&table) {
            return known;
        }
        let mut all = ALL.write().unwrap_or_else(PoisonError::into_inner);
        all.entry(table).or_insert_with(|| Box::leak(Box::new(Self::new(table))))
    }

    fn new(table: Table) -> Self {
        let lengths: Box<[u32]> = table.iter().map(|word| word.chars().count() as u32).collect();
        let longest = lengths.iter().max().map_or(0, |longest| *longest as usize);
        let steps = |fits: &dyn Fn(u32, u32) -> bool| {
            let of_length = |length: u32| {
                let mut steps = vec![NONE; lengths.len()];
                let mut step = NONE;
                // Twice around, since the search goes on at the beginning.
                for at in (0..2 * lengths.len()).rev() {
                    let at = at % lengths.len();
                    step = if fits(lengths[at], length) { 0 } else { step.saturating_add(1) };
                    steps[at] = if step > lengths.len() as u32 { NONE } else { step };
                }
                steps
            };
            (0..=longest as u32).flat_map(of_length).collect::<Box<[u32]>>()
        };
        match (longest + 1) * lengths.len() <= MOST {
            true => Self {
                exact: steps(&|word, length| word == length),
                most: steps(&|word, length| word <= length),
                lengths,
            },
            false => Self { lengths, exact: [].into(), most: [].into() },
        }
    }

    /// The length of word `i` in characters.
    #[inline]
    pub fn length(&self, i: usize) -> usize {
        self.lengths[i] as usize
    }

    /// The first word from `at` on, and from the beginning after the last, that is `left` characters long, or short
    /// enough to leave `room` of them.
    pub fn next(&self, at: usize, left: usize, room: usize) -> Option<usize> {
        let n = self.lengths.len();
        if self.exact.is_empty() {
            let fits = |at: usize| self.length(at) == left || self.length(at) + room <= left;
            return (0..n).map(|step| (at + step) % n).find(|at| fits(*at));
        }
        let longest = self.exact.len() / n - 1;
        let exact = if left <= longest { self.exact[left * n + at] } else { NONE };
        let most = left.checked_sub(room).map_or(NONE, |most| self.most[most.min(longest) * n + at]);
        let step = exact.min(most);
        (step != NONE).then(|| (at + step as usize) % n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{attr, Class};

    #[test]
    fn next_is_what_searching_finds() {
        for class in ["en_US/lorem", "de_DE/lorem", "ja_JP/lorem"] {
            let table = Class::find(class).and_then(|class| class.table(attr!("word_list"))).unwrap();
            let (fits, n) = (Fits::of(table), table.len());
            for at in (0..n).step_by(7) {
                for (left, room) in (0..40).flat_map(|left| [4, 5, 9].map(|room| (left, room))) {
                    let fit = |at: &usize| fits.length(*at) == left || fits.length(*at) + room <= left;
                    let searched = (0..n).map(|step| (at + step) % n).find(fit);
                    assert_eq!(fits.next(at, left, room), searched, "{class} {at} {left} {room}");
                }
            }
        }
    }
}
