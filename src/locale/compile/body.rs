//! What a table holds.

use super::super::layout::*;
use super::float_repr;
use std::hash::{Hash, Hasher};

/// A value of Python's: what a table holds that is not a plain list of strings.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// An integer of 64 bits.
    Int(i64),
    /// Any other integer, as decimal text.
    Big(String),
    /// A float.
    Float(f64),
    /// A string.
    Str(String),
    /// A sequence, and its type: one of the layout's `SEQ_…`.
    Seq(u32, Vec<Tree>),
    /// A mapping, and its type: one of the layout's `MAP_…`.
    Map(u32, Vec<(Tree, Tree)>),
    /// A value of any other kind, such as a regular expression or an object: what it is, and its parts.
    Tagged(String, Box<Tree>),
}

/// What a table holds, in the plainest of the forms that keep everything of it: one of the layout's kinds, with the types
/// of its sequences.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Body {
    /// A sequence of strings.
    Strings(Vec<String>, u32),
    /// An `OrderedDict` of strings and their weights, each of which is an integer or a float.
    Weights(Vec<(String, Tree)>),
    /// A sequence of sequences of strings, all of the same length; its type and theirs.
    Rows(Vec<Vec<String>>, [u32; 2]),
    /// One string.
    Text(String),
    /// Anything else.
    Tree(Tree),
}

impl Tree {
    /// What `str()` gives for a string or a number.
    pub fn text(&self) -> Option<String> {
        Some(match self {
            Self::Str(text) | Self::Big(text) => text.clone(),
            Self::Int(int) => int.to_string(),
            Self::Float(float) => float_repr(*float),
            Self::Bool(truth) => if *truth { "True" } else { "False" }.to_string(),
            _ => return None,
        })
    }

    /// An integer or a float, as a float.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Int(int) => Some(*int as f64),
            Self::Float(float) => Some(*float),
            _ => None,
        }
    }

    /// What to call it in a message.
    pub fn kind(&self) -> &str {
        match self {
            Self::None => "None",
            Self::Bool(_) => "bool",
            Self::Int(_) | Self::Big(_) => "int",
            Self::Float(_) => "float",
            Self::Str(_) => "str",
            Self::Seq(SEQ_LIST, _) => "list",
            Self::Seq(SEQ_TUPLE, _) => "tuple",
            Self::Seq(SEQ_KEYS, _) => "dict_keys",
            Self::Seq(..) => "set",
            Self::Map(..) => "dict",
            Self::Tagged(tag, _) => tag,
        }
    }
}

impl Hash for Tree {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::None => {}
            Self::Bool(truth) => truth.hash(state),
            Self::Int(int) => int.hash(state),
            // Equal ones have equal bits but for the two zeros.
            Self::Float(float) => (float + 0.0).to_bits().hash(state),
            Self::Big(text) | Self::Str(text) => text.hash(state),
            Self::Seq(kind, items) => (kind, items).hash(state),
            Self::Map(kind, pairs) => (kind, pairs).hash(state),
            Self::Tagged(tag, value) => (tag, value).hash(state),
        }
    }
}

impl Body {
    /// The number of entries.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        match self {
            Self::Strings(items, _) => items.len(),
            Self::Weights(items) => items.len(),
            Self::Rows(rows, _) => rows.len(),
            Self::Text(_) => 1,
            Self::Tree(Tree::Seq(_, items)) => items.len(),
            Self::Tree(Tree::Map(_, pairs)) => pairs.len(),
            Self::Tree(_) => 0,
        }
    }

    /// The same, in another form if it claims to be rows but they are not all of the same length.
    #[must_use]
    pub fn checked(self) -> Self {
        match self {
            Self::Rows(rows, [outer, inner]) if rows.iter().any(|row| row.is_empty() || row.len() != rows[0].len()) => {
                let row = |row: Vec<String>| Tree::Seq(inner, row.into_iter().map(Tree::Str).collect());
                Self::Tree(Tree::Seq(outer, rows.into_iter().map(row).collect()))
            }
            other => other,
        }
    }
}

impl From<Tree> for Body {
    /// The form in which `compat/table_text.py` writes such a value.
    fn from(tree: Tree) -> Self {
        match tree {
            Tree::Str(text) => Self::Text(text),
            Tree::Map(MAP_ORDERED, pairs) if pairs.iter().all(is_weight) => {
                let weight = |(key, weight)| match key {
                    Tree::Str(key) => Some((key, weight)),
                    _ => None,
                };
                Self::Weights(pairs.into_iter().filter_map(weight).collect())
            }
            Tree::Seq(kind, items) if items.iter().all(is_str) => Self::Strings(strings(items), kind),
            Tree::Seq(kind, items) => match rows_type(&items) {
                Some(inner) => {
                    let row = |item| match item {
                        Tree::Seq(_, cells) => Some(strings(cells)),
                        _ => None,
                    };
                    Self::Rows(items.into_iter().filter_map(row).collect(), [kind, inner])
                }
                None => Self::Tree(Tree::Seq(kind, items)),
            },
            other => Self::Tree(other),
        }
    }
}

fn is_str(tree: &Tree) -> bool {
    matches!(tree, Tree::Str(_))
}

fn is_weight(pair: &(Tree, Tree)) -> bool {
    is_str(&pair.0) && matches!(pair.1, Tree::Int(_) | Tree::Float(_))
}

/// The type of all items, if they are lists, or tuples, of the same number of strings.
fn rows_type(items: &[Tree]) -> Option<u32> {
    let Some(Tree::Seq(kind @ (SEQ_LIST | SEQ_TUPLE), cells)) = items.first() else { return None };
    let is_row = |item: &Tree| match item {
        Tree::Seq(other, row) => other == kind && row.len() == cells.len() && row.iter().all(is_str),
        _ => false,
    };
    (!cells.is_empty() && items.iter().all(is_row)).then_some(*kind)
}

fn strings(items: Vec<Tree>) -> Vec<String> {
    let text = |item| match item {
        Tree::Str(text) => Some(text),
        _ => None,
    };
    items.into_iter().filter_map(text).collect()
}
