//! Tables: lists of strings, with or without weights, rows of strings, texts and trees.

use super::layout::*;
use super::words::{append_text, bytes, float, string, text, word};
use crate::rng::Weights;

/// A table in the blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Table(u32);

impl Table {
    /// The table at an index of the blob; only `build/` knows indexes.
    #[inline]
    pub(crate) fn at(at: u32) -> Self {
        Self(at)
    }

    /// Its index in the blob: equal for equal tables.
    #[inline]
    pub fn index(self) -> u32 {
        self.0
    }

    /// What it holds: one of the layout's kinds, such as [`STRINGS`].
    #[inline]
    pub fn kind(self) -> u32 {
        word(self.0) & 0xff
    }

    /// The type of the sequence that it is, one of the layout's `SEQ_…`, and of its rows.
    pub fn types(self) -> [u32; 2] {
        [word(self.0) >> OUTER & 0xf, word(self.0) >> INNER & 0xf]
    }

    /// The number of entries.
    #[inline]
    #[allow(clippy::len_without_is_empty)]
    pub fn len(self) -> usize {
        if self.kind() == TREE {
            self.root().len()
        } else {
            word(self.0 + 1) as usize
        }
    }

    /// Whether all its strings are ASCII.
    #[inline]
    pub fn is_ascii(self) -> bool {
        word(self.0) & ASCII != 0
    }

    /// Whether it is a list of strings, with weights or without: one that can be picked from.
    #[inline]
    pub fn is_strings(self) -> bool {
        matches!(self.kind(), STRINGS | WEIGHTS)
    }

    /// Entry `i` of a list of strings, as UTF-8.
    #[inline]
    pub fn get(self, i: usize) -> &'static [u8] {
        text(self.0 + 2 + 2 * i as u32)
    }

    /// Entry `i` as a string.
    pub fn str(self, i: usize) -> &'static str {
        std::str::from_utf8(self.get(i)).unwrap_or_default()
    }

    /// All its strings.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        (0..self.len()).map(move |i| self.str(i))
    }

    /// The weights, if it has any.
    #[inline]
    pub fn weights(self) -> Option<Weights<'static>> {
        if self.kind() != WEIGHTS {
            return None;
        }
        let n = word(self.0 + 1) as usize;
        let cumulative = self.0 + 2 + 2 * n as u32;
        let alias = cumulative + 2 * n as u32;
        Some(Weights::new(bytes(cumulative, 2 * n), bytes(alias, 2 * n)))
    }

    /// The weight of entry `i` as it was given: an integer or a float.
    pub fn weight(self, i: usize) -> Option<Node> {
        if self.kind() != WEIGHTS {
            return None;
        }
        let n = word(self.0 + 1);
        let programs = if word(self.0) & TEMPLATES == 0 { 0 } else { n };
        Some(Node(self.0 + 2 + 6 * n + programs + 3 * i as u32))
    }

    /// What picking from it needs.
    pub fn picks(self) -> Picks {
        let n = if self.is_strings() { self.len() } else { 0 };
        Picks { entries: bytes(self.0 + 2, 2 * n), weights: self.weights() }
    }

    /// The same, with a guide to the weights that stays for ever: for tables of programs, which do too.
    pub fn guided_picks(self) -> Picks {
        let picks = self.picks();
        let guided = |weights: Weights<'static>| match weights.guide() {
            Some(guide) => weights.guided(Box::leak(guide.into_boxed_slice())),
            None => weights,
        };
        Picks { weights: picks.weights.map(guided), ..picks }
    }

    /// The text of a table that is one string.
    #[inline]
    pub fn text(self) -> &'static [u8] {
        text(self.0 + 2)
    }

    /// The number of columns of a table of rows.
    #[inline]
    pub fn columns(self) -> usize {
        if self.kind() == ROWS {
            word(self.0 + 2) as usize
        } else {
            1
        }
    }

    /// A cell of a table of rows.
    #[inline]
    pub fn cell(self, row: usize, column: usize) -> &'static [u8] {
        text(self.0 + 3 + 2 * (row as u32 * word(self.0 + 2) + column as u32))
    }

    /// The program of entry `i`, if the table's strings have `{{tokens}}`.
    #[inline]
    pub fn program(self, i: usize) -> Option<u32> {
        let header = word(self.0);
        if header & TEMPLATES == 0 {
            return None;
        }
        let n = word(self.0 + 1);
        let per_entry = if self.kind() == WEIGHTS { 6 } else { 2 };
        Some(word(self.0 + 2 + per_entry * n + i as u32))
    }

    /// The value of a table that is neither a list of strings nor rows nor a text.
    #[inline]
    pub fn root(self) -> Node {
        Node(if self.kind() == TREE { self.0 + 2 } else { 0 })
    }
}

/// What picking from a table of strings needs, looked up once.
#[derive(Clone, Copy, Debug)]
pub struct Picks {
    /// Offset and length of each entry.
    entries: &'static [u8],
    weights: Option<Weights<'static>>,
}

impl Picks {
    /// How many entries there are.
    #[inline]
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.entries.len() / 8
    }

    /// The weights, if the table has any.
    #[inline]
    pub fn weights(&self) -> Option<Weights<'static>> {
        self.weights
    }

    /// Where the entries lie.
    pub fn address(&self) -> usize {
        self.entries.as_ptr().addr()
    }

    /// Entry `i`.
    pub fn get(&self, i: usize) -> &'static [u8] {
        let word = |at: usize| {
            let bytes = self.entries.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, u32::from_le_bytes) as usize
        };
        string(word(i * 8), word(i * 8 + 4))
    }

    /// Appends entry `i`.
    #[inline]
    pub fn append(&self, i: usize, out: &mut Vec<u8>) {
        let Some([a, b, c, d, e, f, g, h]) = self.entries.get(i * 8..i * 8 + 8) else { return };
        let offset = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        append_text(offset, u32::from_le_bytes([*e, *f, *g, *h]) as usize, out);
    }
}

/// Which kind of value a [`Node`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Python's `None`.
    None,
    /// A truth value.
    Bool,
    /// An integer of 64 bits.
    Int,
    /// A larger integer, as decimal text.
    Big,
    /// A float.
    Float,
    /// A string.
    Str,
    /// A sequence: one of the layout's `SEQ_…`.
    Seq(u32),
    /// A mapping: one of the layout's `MAP_…`.
    Map(u32),
    /// A value of any other type: [`Node::tagged`].
    Tagged,
}

/// A value of a tree: what Python has as nested tuples, lists, dicts and scalars.
#[derive(Clone, Copy, Debug)]
pub struct Node(u32);

impl Node {
    #[inline]
    fn tag(self) -> u32 {
        word(self.0) & 0xffff
    }

    #[inline]
    fn a(self) -> u32 {
        word(self.0 + 1)
    }

    #[inline]
    fn b(self) -> u32 {
        word(self.0 + 2)
    }

    /// The number of items or pairs; 0 for a scalar.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(self) -> usize {
        if matches!(self.tag(), NODE_SEQ | NODE_MAP) {
            self.b() as usize
        } else {
            0
        }
    }

    /// Item `i` of a sequence, or value `i` of a mapping.
    pub fn item(self, i: usize) -> Node {
        match self.tag() {
            NODE_MAP => Node(self.a() + 6 * i as u32 + 3),
            _ => Node(self.a() + 3 * i as u32),
        }
    }

    /// Key `i` of a mapping.
    pub fn key(self, i: usize) -> Node {
        Node(self.a() + 6 * i as u32)
    }

    /// The value of a key that is a string.
    pub fn get(self, key: &str) -> Option<Node> {
        let hit = (0..self.len()).find(|i| self.key(*i).text() == key.as_bytes());
        hit.filter(|_| self.tag() == NODE_MAP).map(|i| self.item(i))
    }

    /// The items of a sequence, or the values of a mapping.
    pub fn items(self) -> impl Iterator<Item = Node> {
        (0..self.len()).map(move |i| self.item(i))
    }

    /// A string's UTF-8; empty for anything else.
    #[inline]
    pub fn text(self) -> &'static [u8] {
        if matches!(self.tag(), NODE_STR | NODE_BIG) {
            text(self.0 + 1)
        } else {
            b""
        }
    }

    /// A string.
    pub fn str(self) -> &'static str {
        std::str::from_utf8(self.text()).unwrap_or_default()
    }

    /// An integer; 0 for anything else.
    #[inline]
    pub fn int(self) -> i64 {
        match self.tag() {
            NODE_INT => (u64::from(self.a()) | u64::from(self.b()) << 32) as i64,
            NODE_BOOL => i64::from(self.a()),
            _ => 0,
        }
    }

    /// A number as a float; 0 for anything else.
    pub fn float(self) -> f64 {
        if self.tag() == NODE_FLOAT {
            float(self.0 + 1)
        } else {
            self.int() as f64
        }
    }

    /// Which kind of value it is, and the type of a sequence or mapping.
    pub fn shape(self) -> Shape {
        let kind = word(self.0) >> 16;
        match self.tag() {
            NODE_BOOL => Shape::Bool,
            NODE_INT => Shape::Int,
            NODE_FLOAT => Shape::Float,
            NODE_STR => Shape::Str,
            NODE_BIG => Shape::Big,
            NODE_SEQ => Shape::Seq(kind),
            NODE_MAP => Shape::Map(kind),
            NODE_TAGGED => Shape::Tagged,
            _ => Shape::None,
        }
    }

    /// Whether it is Python's `None`.
    pub fn is_none(self) -> bool {
        self.tag() == NODE_NONE
    }

    /// The value of a tagged value, whatever its tag.
    pub fn untagged(self) -> Option<Node> {
        (self.tag() == NODE_TAGGED).then(|| Node(self.a() + 3))
    }

    /// The tag and the value of a tagged value, such as `("object", ["faker…CreditCard", {…}])`.
    pub fn tagged(self) -> Option<(&'static str, Node)> {
        (self.tag() == NODE_TAGGED).then(|| (Node(self.a()).str(), Node(self.a() + 3)))
    }
}
