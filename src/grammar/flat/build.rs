//! From programs to operations.

use super::change::{self, Change};
use super::list::{List, Lists, Odds, Slot};
use super::{Flat, Op, Ops};
use crate::grammar::{program, Step, Steps};
use crate::locale::layout::APPLY_LOWER;
use crate::locale::{Class, NameId, Table};
use crate::providers::{Entry, Pack, Source};

/// How deep calls are followed: templates name templates, but never for long.
const DEPTH: u32 = 12;
/// How many texts a list may have: more are picked from where they lie.
const MOST: usize = 1 << 16;
/// How many alternatives are written out.
pub(super) const BRANCHES: usize = 4096;

/// What makes a locale's programs flat.
#[derive(Debug)]
pub struct Builder<'a, D: Source> {
    pack: &'static Pack<D>,
    lists: &'a Lists,
    depth: u32,
}

impl<D: Source> Clone for Builder<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D: Source> Copy for Builder<'_, D> {}

impl<'a, D: Source> Builder<'a, D> {
    /// A builder for the programs of a locale.
    pub fn new(pack: &'static Pack<D>, lists: &'a Lists) -> Self {
        Self { pack, lists, depth: 0 }
    }

    /// A method made flat, if anything comes of it.
    pub fn flat(self, entry: &'static Entry<D>) -> Option<Flat<D>> {
        let flat = Flat::new(change::join(&self.entry(entry), &mut Default::default()).into());
        (!flat.is_plain()).then_some(flat)
    }

    /// The rules of the locale.
    pub fn pack(self) -> &'static Pack<D> {
        self.pack
    }

    /// The operations of a literal.
    pub fn text(literal: &str) -> Vec<Op<D>> {
        let mut ops = Vec::new();
        push_text(literal.as_bytes(), &mut ops);
        ops
    }

    /// The operations of a template of a table: `parse(random_element(table))`.
    pub fn templates(self, table: Table, class: Class) -> Vec<Op<D>> {
        let program = |i: usize| match table.program(i) {
            Some(at) => self.program(program(at), class).into(),
            None => {
                let mut ops = Vec::new();
                push_text(table.get(i), &mut ops);
                ops.into()
            }
        };
        vec![Op::OneOf(table.weights().into(), (0..table.len()).map(program).collect())]
    }

    /// The operations with their texts in lower case.
    #[allow(clippy::unnecessary_wraps)]
    pub fn lower(self, ops: Vec<Op<D>>) -> Option<Vec<Op<D>>> {
        Some(change::apply(&ops, &Change::lower()).unwrap_or_else(|| vec![Op::Apply(APPLY_LOWER, "", ops.into())]))
    }

    /// The operations of a call of a method without arguments.
    pub fn call(self, name: NameId) -> Vec<Op<D>> {
        self.entry(self.pack.entry(name))
    }

    fn entry(self, entry: &'static Entry<D>) -> Vec<Op<D>> {
        let deeper = Self { depth: self.depth + 1, ..self };
        if self.depth < DEPTH {
            if let Some(steps) = entry.steps() {
                return deeper.program(steps, entry.class);
            }
            if let Some(ops) = entry.native.and_then(|name| crate::providers::flat(name, entry, deeper)) {
                return ops;
            }
        }
        vec![Op::Entry(entry)]
    }

    /// The operations of a program of a class.
    pub fn program(self, steps: Steps, class: Class) -> Vec<Op<D>> {
        // Kept texts need the frame of their program.
        if steps.iter().any(|step| matches!(step, Step::Let(_) | Step::Var(_))) {
            return vec![Op::Steps(steps, class)];
        }
        self.steps(steps, class)
    }

    fn steps(self, steps: Steps, class: Class) -> Vec<Op<D>> {
        let mut ops = Vec::new();
        for step in steps {
            match step {
                Step::Text(literal) => push_text(literal, &mut ops),
                Step::Pick(picks) if (1..=MOST).contains(&picks.len()) => {
                    ops.extend(self.lists.get(picks.address(), || Some(List::of(picks))).map(Op::Pick));
                }
                Step::Cell(table, column) if (1..=MOST).contains(&table.len()) && table.weights().is_none() => {
                    let cells = (0..table.len()).map(|row| table.cell(row, *column));
                    ops.push(Op::Pick(List::new(cells, Odds::Even)));
                }
                Step::Call(name) | Step::Token(name) => ops.extend(self.call(*name)),
                Step::Parse(picks, programs) if (1..=BRANCHES).contains(&programs.len()) => {
                    ops.push(self.one_of(picks.weights().into(), programs, class));
                }
                Step::OneOf(programs) if !programs.is_empty() => ops.push(self.one_of(Odds::Even, programs, class)),
                Step::Int(low, high, width) => ops.push(Op::Int(*low, *high, *width)),
                Step::Apply(transform, letters, part) => {
                    let part = self.steps(part, class);
                    match Change::of(*transform, letters).and_then(|how| change::apply(&part, &how)) {
                        Some(changed) => ops.extend(changed),
                        None => ops.push(Op::Apply(*transform, letters, part.into())),
                    }
                }
                _ => ops.push(Op::Steps(std::slice::from_ref(step), class)),
            }
        }
        ops
    }

    fn one_of(self, odds: Odds, programs: &[Steps], class: Class) -> Op<D> {
        let all: Box<[Ops<D>]> = programs.iter().map(|steps| self.program(steps, class).into()).collect();
        Op::OneOf(odds, all)
    }
}

/// Appends a literal, joined with one before it as long as they fit.
pub(super) fn push_text<D: Source>(literal: &[u8], ops: &mut Vec<Op<D>>) {
    if let Some(Op::Text(before)) = ops.last() {
        if let Some(slot) = Slot::of(&[before.get(), literal].concat()) {
            ops.pop();
            ops.push(Op::Text(slot));
            return;
        }
    }
    ops.extend(literal.chunks(Slot::ROOM).filter_map(Slot::of).map(Op::Text));
}
