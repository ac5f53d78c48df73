//! Texts to pick from, laid out so that a pick touches as little memory as it can.

use crate::locale::Picks;
use crate::rng::{Draw, Weights};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// A short text at a fixed size, so that copying it is no function call.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    pub(super) text: [u8; Slot::ROOM],
    /// The length; [`Slot::LONG`] where the text is kept elsewhere, under the number that stands here instead.
    pub(super) len: u8,
}

impl Slot {
    /// The longest text that a slot holds.
    pub const ROOM: usize = 23;
    const LONG: u8 = u8::MAX;

    /// The slot of a text, if it is short.
    pub fn of(text: &[u8]) -> Option<Self> {
        let mut slot = Self { text: [0; Self::ROOM], len: u8::try_from(text.len()).ok()? };
        slot.text.get_mut(..text.len())?.copy_from_slice(text);
        Some(slot)
    }

    /// A text of one byte.
    pub const fn byte(byte: u8) -> Self {
        let mut text = [0; Self::ROOM];
        text[0] = byte;
        Self { text, len: 1 }
    }

    /// The text.
    pub fn get(&self) -> &[u8] {
        &self.text[..usize::from(self.len).min(Self::ROOM)]
    }

    #[inline]
    pub(super) fn is_short(&self) -> bool {
        self.len != Self::LONG
    }
}

/// How likely each entry is.
#[derive(Clone, Debug)]
pub enum Odds {
    /// All the same.
    Even,
    /// By weight.
    Weighted(Arc<Weights<'static>>),
}

impl Odds {
    /// The place of one of `n` entries, drawn as a program draws it.
    #[inline(always)]
    pub fn draw<D: Draw>(&self, draw: &mut D, n: usize) -> usize {
        match self {
            Self::Even => draw.below(n as u64) as usize,
            Self::Weighted(weights) => draw.weighted_by(weights),
        }
    }
}

impl From<Option<Weights<'static>>> for Odds {
    fn from(weights: Option<Weights<'static>>) -> Self {
        weights.map_or(Self::Even, |weights| Self::Weighted(Arc::new(weights)))
    }
}

/// Texts to pick from; a copy shares them.
#[derive(Clone, Debug)]
pub struct List {
    slots: Arc<[Slot]>,
    /// The texts that no slot holds.
    long: Arc<[Box<[u8]>]>,
    odds: Odds,
}

impl List {
    /// A list of texts.
    pub fn new<'a>(texts: impl Iterator<Item = &'a [u8]>, odds: Odds) -> Self {
        let mut long = Vec::new();
        let slots = texts.map(|text| {
            Slot::of(text).unwrap_or_else(|| {
                let mut slot = Slot { text: [0; Slot::ROOM], len: Slot::LONG };
                slot.text[..4].copy_from_slice(&(long.len() as u32).to_le_bytes());
                long.push(Box::from(text));
                slot
            })
        });
        Self { slots: slots.collect(), long: long.into(), odds }
    }

    /// The entries of a table.
    pub fn of(picks: &Picks) -> Self {
        Self::new((0..picks.len()).map(|i| picks.get(i)), picks.weights().into())
    }

    /// How many texts there are.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// How likely each is.
    pub fn odds(&self) -> Odds {
        self.odds.clone()
    }

    /// Text `i`.
    pub fn get(&self, i: usize) -> &[u8] {
        let slot = self.slot(i);
        if slot.is_short() {
            slot.get()
        } else {
            self.long(slot)
        }
    }

    /// All texts.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|i| self.get(i))
    }

    /// The length of the longest.
    pub fn longest(&self) -> usize {
        self.iter().map(<[u8]>::len).max().unwrap_or_default()
    }

    /// The list with every text changed; None if one cannot be.
    pub fn map(&self, change: &dyn Fn(&[u8]) -> Option<Vec<u8>>) -> Option<Self> {
        let texts = self.iter().map(change).collect::<Option<Vec<_>>>()?;
        Some(Self::new(texts.iter().map(Vec::as_slice), self.odds()))
    }

    /// Whether every text is short.
    pub fn is_short(&self) -> bool {
        self.slots.iter().all(Slot::is_short)
    }

    /// Where its entries lie.
    pub fn address(&self) -> usize {
        self.slots.as_ptr().addr()
    }

    /// The place of a text, drawn.
    #[inline(always)]
    pub fn draw<D: Draw>(&self, draw: &mut D) -> usize {
        self.odds.draw(draw, self.slots.len())
    }

    #[inline]
    pub(super) fn slot(&self, i: usize) -> &Slot {
        &self.slots[i]
    }

    pub(super) fn long(&self, slot: &Slot) -> &[u8] {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| slot.text[i]);
        self.long.get(u32::from_le_bytes([a, b, c, d]) as usize).map_or(&[], |text| text)
    }
}

/// Lists that are made once, by where their entries lie.
#[derive(Debug, Default)]
pub struct Lists(RefCell<FxHashMap<usize, Option<List>>>);

impl Lists {
    /// The list of what lies at an address, made if there is none yet.
    pub fn get(&self, at: usize, make: impl FnOnce() -> Option<List>) -> Option<List> {
        if let Some(known) = self.0.borrow().get(&at) {
            return known.clone();
        }
        let made = make();
        self.0.borrow_mut().insert(at, made.clone());
        made
    }
}
