//! The tree of an expression: nodes, and the operators with their binding power.

use super::functions::Function;

/// A node of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub form: Form,
    /// The character where it, or its operator, stands; 0 for the end.
    pub at: usize,
    pub(super) depth: usize,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Form {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A text.
    Text(String),
    /// A name, by its place among the names of the expression.
    Name(usize),
    /// `not x`.
    Not(Box<Node>),
    /// `-x`.
    Negative(Box<Node>),
    /// Two values and an operator.
    Binary(Binary, Box<Node>, Box<Node>),
    /// `x is null`; true for `is not`.
    IsNull(Box<Node>, bool),
    /// `x in [a, b]`; true for `not in`.
    In(Box<Node>, Vec<Node>, bool),
    /// `case when … end`.
    Case(Vec<(Node, Node)>, Option<Box<Node>>),
    /// A call.
    Call(&'static Function, Vec<Node>),
    /// `{a: b}`.
    Map(Vec<(Node, Node)>),
}

/// Operators between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // their marks say it
pub enum Binary {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Join,
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
}

/// What `not` takes: comparisons and what binds more tightly.
pub(super) const NOT: u8 = 3;
/// What comparisons bind with.
pub(super) const COMPARISON: u8 = 4;
/// What unary `-` takes: `**` and single values.
pub(super) const NEGATIVE: u8 = 8;

/// How each is written, and how tightly it binds: `**` most. In the order of the operators.
const OPERATORS: [(Binary, &str, u8); 16] = [
    (Binary::Or, "or", 1),
    (Binary::And, "and", 2),
    (Binary::Equal, "==", COMPARISON),
    (Binary::Unequal, "!=", COMPARISON),
    (Binary::Less, "<", COMPARISON),
    (Binary::AtMost, "<=", COMPARISON),
    (Binary::Greater, ">", COMPARISON),
    (Binary::AtLeast, ">=", COMPARISON),
    (Binary::Join, "||", 5),
    (Binary::Add, "+", 6),
    (Binary::Subtract, "-", 6),
    (Binary::Multiply, "*", 7),
    (Binary::Divide, "/", 7),
    (Binary::FloorDivide, "//", 7),
    (Binary::Modulo, "%", 7),
    (Binary::Power, "**", 9),
];
// Each operator finds itself at its own place.
const _: () = {
    let mut at = 0;
    while at < OPERATORS.len() {
        assert!(OPERATORS[at].0 as usize == at);
        at += 1;
    }
};

impl Binary {
    /// How it is written.
    pub fn mark(self) -> &'static str {
        OPERATORS[self as usize].1
    }

    /// Whether it compares.
    pub fn is_comparison(self) -> bool {
        self.power() == COMPARISON
    }

    /// How tightly it binds.
    pub(super) fn power(self) -> u8 {
        OPERATORS[self as usize].2
    }

    /// The operator that is written so.
    pub(super) fn of(word: &str) -> Option<Self> {
        OPERATORS.iter().find(|(_, mark, _)| *mark == word).map(|(operator, ..)| *operator)
    }
}
