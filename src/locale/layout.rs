//! The numbers that `build/` writes into the packs and `src/locale` and `src/grammar` read.
//!
//! `words.bin` is one array of little-endian `u32`. A *table* starts at a word index:
//!
//! | kind | words |
//! |---|---|
//! | `STRINGS` | header, n, n × (offset, length), then n program indexes if `TEMPLATES` is set |
//! | `WEIGHTS` | header, n, n × (offset, length), n × f64 cumulative, n × (threshold, alias), programs, n × node |
//! | `ROWS` | header, n, columns, n × columns × (offset, length) |
//! | `TEXT` | header, 1, offset, length, the program if `TEMPLATES` is set |
//! | `TREE` | header, 1, then the root node |
//!
//! The header is `kind | flags << 8 | outer << 16 | inner << 20`; outer and inner are the types of a table's sequences.
//! The nodes of a table of weights are the weights as they are written. A *node* is three words: tag, a, b. A *class* is
//! its id (offset, length), a count of attributes, the sorted pairs (attribute, table), a count of rules, the sorted
//! triples (name, kind, value), its head (offset, length), and for each rule the index of its source (offset, length) or
//! 0. A *program* is a sequence of operations that append to a string, closed by `END`.

#![allow(missing_docs, dead_code)]

pub const STRINGS: u32 = 0;
pub const WEIGHTS: u32 = 1;
pub const ROWS: u32 = 2;
pub const TEXT: u32 = 3;
pub const TREE: u32 = 4;
/// Every string of the table is ASCII.
pub const ASCII: u32 = 1 << 8;
/// Some string of the table has a `{{token}}`: programs for all of them follow.
pub const TEMPLATES: u32 = 1 << 9;

/// Where the header has the type of a sequence of strings, or of rows.
pub const OUTER: u32 = 16;
/// Where the header has the type of the rows themselves.
pub const INNER: u32 = 20;

pub const NODE_NONE: u32 = 0;
pub const NODE_BOOL: u32 = 1;
pub const NODE_INT: u32 = 2;
pub const NODE_FLOAT: u32 = 3;
pub const NODE_STR: u32 = 4;
/// a = index of the first child node, b = how many; the sequence's type stands in the tag's upper half.
pub const NODE_SEQ: u32 = 5;
/// a = index of the first key node (key, value, key, value …), b = how many pairs.
pub const NODE_MAP: u32 = 6;
/// a = index of two nodes: the tag's name and the value.
pub const NODE_TAGGED: u32 = 7;
/// An integer beyond 64 bits, as decimal text: (offset, length).
pub const NODE_BIG: u32 = 8;

pub const SEQ_LIST: u32 = 0;
pub const SEQ_TUPLE: u32 = 1;
pub const SEQ_SET: u32 = 2;
pub const SEQ_FROZENSET: u32 = 3;
/// What `dict.keys()` gives.
pub const SEQ_KEYS: u32 = 4;
pub const MAP_DICT: u32 = 0;
pub const MAP_ORDERED: u32 = 1;

/// The rule is a program; value = its index.
pub const RULE_PROGRAM: u32 = 1;
/// The rule is a Rust function; value = the index of its name in `NATIVES`.
pub const RULE_NATIVE: u32 = 2;
/// Faker's class has code for it that is not a rule here yet.
pub const RULE_UNPORTED: u32 = 3;
/// The rule needs a table that the class lacks; value = the attribute's index.
pub const RULE_LACKS: u32 = 4;
/// A user's table is not what the rule needs; value = the index of the reason (offset, length).
pub const RULE_UNFIT: u32 = 5;

pub const OP_END: u32 = 0;
/// offset, length
pub const OP_LITERAL: u32 = 1;
/// table
pub const OP_PICK: u32 = 2;
/// table, column
pub const OP_CELL: u32 = 3;
/// table: pick a template and run it
pub const OP_PARSE: u32 = 4;
/// name: a method that a rule calls
pub const OP_CALL: u32 = 5;
/// low (2 words), high (2 words), width
pub const OP_INT: u32 = 6;
/// transform, letters offset, letters length, then a program whose text is transformed
pub const OP_APPLY: u32 = 7;
/// variable, then a program whose text is kept instead of appended
pub const OP_LET: u32 = 8;
/// variable
pub const OP_VAR: u32 = 9;
/// n, then the indexes of n programs of which one is run
pub const OP_ONE_OF: u32 = 10;
/// table, n, separator offset, separator length
pub const OP_CHOICES: u32 = 11;
/// table, n, separator offset, separator length
pub const OP_SAMPLE: u32 = 12;
/// index in NATIVES: a Rust function with no arguments
pub const OP_NATIVE: u32 = 13;
/// a token that names nothing: name offset, length
pub const OP_UNKNOWN: u32 = 14;
/// a program whose text is a template: it is read and run
pub const OP_TEMPLATE: u32 = 15;
/// name: a `{{token}}` of a template
pub const OP_TOKEN: u32 = 16;

pub const APPLY_NUMERIFY: u32 = 0;
pub const APPLY_LEXIFY: u32 = 1;
pub const APPLY_BOTHIFY: u32 = 2;
pub const APPLY_HEXIFY: u32 = 3;
pub const APPLY_UPPER: u32 = 4;
pub const APPLY_LOWER: u32 = 5;
pub const APPLY_CAPITALIZE: u32 = 6;
pub const APPLY_TITLE: u32 = 7;
pub const APPLY_ASCII: u32 = 8;
pub const APPLY_SLUG: u32 = 9;
pub const APPLY_SLUG_DOTS: u32 = 10;
pub const APPLY_SLUG_UNICODE: u32 = 11;
/// letters = the ten characters that stand for the digits
pub const APPLY_DIGITS: u32 = 12;
