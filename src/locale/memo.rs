//! Which table a class has by a name: remembered, since looking through a class takes as long as drawing a number.
//!
//! Classes never change, so what was found once stands. An answer is one word, which is read and written at once.

use super::{AttrId, Table};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How many answers are kept: some more than the rules of one locale ask for.
const MANY: usize = 512;
/// The bits of a table's index; above them stand those of the name, and then the class's index.
const TABLE: u32 = 28;
const NAME: u32 = 12;

static KEPT: [AtomicU64; MANY] = [const { AtomicU64::new(0) }; MANY];

/// A question for a table: a class, by its index, and a name.
#[derive(Clone, Copy)]
pub struct Question(u64);

impl Question {
    /// None if it is not kept: its numbers are too large, or it could be taken for no question.
    #[inline]
    pub fn new(class: u32, name: AttrId) -> Option<Self> {
        let fits = class != 0 && class >> (64 - TABLE - NAME) == 0 && name >> NAME == 0;
        fits.then_some(Self(u64::from(class) << NAME | u64::from(name)))
    }

    #[inline]
    fn place(self) -> &'static AtomicU64 {
        &KEPT[(self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize % MANY]
    }

    /// The table, if it was found before.
    #[inline]
    pub fn answer(self) -> Option<Table> {
        let kept = self.place().load(Relaxed);
        (kept >> TABLE == self.0).then(|| Table::at(kept as u32 & ((1 << TABLE) - 1)))
    }

    /// Keeps what was found.
    #[inline]
    pub fn keep(self, table: Table) {
        if table.index() >> TABLE == 0 {
            self.place().store(self.0 << TABLE | u64::from(table.index()), Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::{Locale, Table};

    /// Every class has by each name what its own list says, however often it is asked and whoever asked before.
    #[test]
    fn tables_are_found_again() {
        for _ in 0..2 {
            for locale in ["en_US", "de_DE", "ja_JP", "en_GB"] {
                for class in Locale::find(locale).unwrap().classes() {
                    for (attr, table) in class.table_words() {
                        assert_eq!(class.table(attr), Some(Table::at(table)), "{locale} {attr}");
                        assert_eq!(class.table(attr), Some(Table::at(table)), "{locale} {attr}");
                    }
                }
            }
        }
    }
}
