//! Programs in the form in which they run: decoded from the pack when first needed, and kept.

use crate::locale::{layout::*, text, word, Picks, Table};
use rustc_hash::FxHashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

/// A program: operations one after another.
pub type Steps = &'static [Step];

/// An operation, which appends to a text.
#[derive(Debug)]
pub enum Step {
    /// A literal.
    Text(&'static [u8]),
    /// An entry of a table.
    Pick(Picks),
    /// A column of a row.
    Cell(Table, usize),
    /// A template of a table.
    Parse(Picks, Box<[Steps]>),
    /// Another method, called by a rule.
    Call(u32),
    /// Another method, named by a `{{token}}` of a template.
    Token(u32),
    /// An integer of a range, with zeros in front up to a width.
    Int(i64, i64, usize),
    /// What the steps append, transformed: the transform and its letters.
    Apply(u32, &'static str, Box<[Step]>),
    /// What the steps append, kept for later instead.
    Let(Box<[Step]>),
    /// What was kept.
    Var(usize),
    /// One of several programs.
    OneOf(Box<[Steps]>),
    /// So many entries, joined; whether they are all different.
    Join(Table, usize, &'static [u8], bool),
    /// A Rust function without arguments, by its place in `NATIVES`.
    Native(usize),
    /// A token that names nothing.
    Unknown(&'static [u8]),
    /// What the steps append, as a template.
    Template(Box<[Step]>),
    /// An operation that this version does not know.
    Damaged(u32),
}

/// The steps of the program at an index of the pack.
pub fn program(at: u32) -> Steps {
    static PROGRAMS: OnceLock<RwLock<FxHashMap<u32, Steps>>> = OnceLock::new();
    let programs = PROGRAMS.get_or_init(RwLock::default);
    if let Some(steps) = programs.read().unwrap_or_else(PoisonError::into_inner).get(&at) {
        return steps;
    }
    // Decoded outside the lock, since a program names others. What is kept is bounded as the programs are: by the pack
    // and the tables that users derive classes with.
    let (steps, _) = decode(at);
    let mut programs = programs.write().unwrap_or_else(PoisonError::into_inner);
    programs.entry(at).or_insert_with(|| Box::leak(steps))
}

fn letters(at: u32) -> &'static str {
    std::str::from_utf8(text(at)).unwrap_or_default()
}

/// The operations up to `END`, and the index after it.
fn decode(mut at: u32) -> (Box<[Step]>, u32) {
    let mut steps = Vec::new();
    let number = |at| (u64::from(word(at)) | u64::from(word(at + 1)) << 32) as i64;
    loop {
        let inner = |from: u32| decode(at + from);
        let (step, next) = match word(at) {
            OP_END => return (steps.into(), at + 1),
            OP_LITERAL => (Step::Text(text(at + 1)), at + 3),
            OP_PICK => (Step::Pick(Table::at(word(at + 1)).guided_picks()), at + 2),
            OP_CELL => (Step::Cell(Table::at(word(at + 1)), word(at + 2) as usize), at + 3),
            OP_PARSE => (parse(Table::at(word(at + 1))), at + 2),
            OP_CALL => (Step::Call(word(at + 1)), at + 2),
            OP_TOKEN => (Step::Token(word(at + 1)), at + 2),
            OP_INT => (Step::Int(number(at + 1), number(at + 3), word(at + 5) as usize), at + 6),
            OP_APPLY => {
                let (part, next) = inner(4);
                (Step::Apply(word(at + 1), letters(at + 2), part), next)
            }
            OP_LET => {
                let (part, next) = inner(2);
                (Step::Let(part), next)
            }
            OP_VAR => (Step::Var(word(at + 1) as usize), at + 2),
            OP_ONE_OF => {
                let n = word(at + 1);
                (Step::OneOf((0..n).map(|i| program(word(at + 2 + i))).collect()), at + 2 + n)
            }
            operation @ (OP_CHOICES | OP_SAMPLE) => {
                let (table, n) = (Table::at(word(at + 1)), word(at + 2) as usize);
                (Step::Join(table, n, text(at + 3), operation == OP_SAMPLE), at + 5)
            }
            OP_NATIVE => (Step::Native(word(at + 1) as usize), at + 2),
            OP_UNKNOWN => (Step::Unknown(text(at + 1)), at + 3),
            OP_TEMPLATE => {
                let (part, next) = inner(1);
                (Step::Template(part), next)
            }
            other => {
                steps.push(Step::Damaged(other));
                return (steps.into(), at + 1);
            }
        };
        steps.push(step);
        at = next;
    }
}

/// Templates without tokens are literals already.
fn parse(table: Table) -> Step {
    let programs: Option<Box<[Steps]>> = (0..table.len()).map(|i| Some(program(table.program(i)?))).collect();
    match programs {
        Some(programs) => Step::Parse(table.guided_picks(), programs),
        None => Step::Pick(table.guided_picks()),
    }
}
