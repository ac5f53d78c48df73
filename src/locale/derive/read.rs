//! Tables of the blob in the form in which tables are given.

use super::super::{layout::*, Body, Node, Shape, Table, Tree};

impl Table {
    /// What it holds.
    pub fn body(self) -> Body {
        let [outer, inner] = self.types();
        let texts = || (0..self.len()).map(|i| self.str(i).to_string());
        match self.kind() {
            STRINGS => Body::Strings(texts().collect(), outer),
            WEIGHTS => {
                let weight = |i| self.weight(i).map_or(Tree::None, Node::tree);
                Body::Weights(texts().enumerate().map(|(i, text)| (text, weight(i))).collect())
            }
            ROWS => {
                let cell = |row, column| String::from_utf8_lossy(self.cell(row, column)).into_owned();
                let row = |row| (0..self.columns()).map(|column| cell(row, column)).collect();
                Body::Rows((0..self.len()).map(row).collect(), [outer, inner])
            }
            TEXT => Body::Text(String::from_utf8_lossy(self.text()).into_owned()),
            _ => Body::Tree(self.root().tree()),
        }
    }
}

impl Node {
    /// The value, with all that is in it.
    pub fn tree(self) -> Tree {
        match self.shape() {
            Shape::None => Tree::None,
            Shape::Bool => Tree::Bool(self.int() != 0),
            Shape::Int => Tree::Int(self.int()),
            Shape::Big => Tree::Big(self.str().to_string()),
            Shape::Float => Tree::Float(self.float()),
            Shape::Str => Tree::Str(self.str().to_string()),
            Shape::Seq(kind) => Tree::Seq(kind, self.items().map(Self::tree).collect()),
            Shape::Map(kind) => {
                let pair = |i| (self.key(i).tree(), self.item(i).tree());
                Tree::Map(kind, (0..self.len()).map(pair).collect())
            }
            Shape::Tagged => {
                self.tagged().map_or(Tree::None, |(tag, value)| Tree::Tagged(tag.to_string(), Box::new(value.tree())))
            }
        }
    }
}
