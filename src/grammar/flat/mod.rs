//! Programs made flat: what a batch runs for each of its rows.
//!
//! A program asks other methods by name, which have programs of their own, and changes texts after they are drawn. For
//! a batch all of that can be settled once: calls are replaced by what they run, and what a rule does to every entry
//! of a table is done to the table. What is left is a short list of operations, most of them one pick and one copy of
//! a fixed size. Flattening changes no draw and no value: what it cannot prove equal stays as it was, inside an
//! operation that runs it the usual way.
//!
//! | file | holds |
//! |---|---|
//! | `build` | from programs to operations |
//! | `change` | changes of texts, done beforehand |
//! | `list` | texts to pick from |

mod build;
mod change;
mod list;

pub use build::Builder;
pub use change::{apply, first_word, Change};
pub use list::{List, Lists, Odds, Slot};

use super::{Cx, Steps};
use crate::error::Result;
use crate::locale::Class;
use crate::providers::{Entry, Source};
use std::sync::Arc;

/// How many runs of placeholders one sequence may have.
const MARKS: usize = 6;
/// The longest integer: a sign and 19 digits.
const INTEGER: usize = 20;
/// What a sheet is longer than what is asked for, so that it is made longer only now and then.
const SLACK: usize = 512;

/// A program made flat.
#[derive(Debug)]
pub struct Flat<D: Source> {
    ops: Ops<D>,
    /// The same, if they are nothing but picks.
    picks: Option<Picks>,
    longest: usize,
}

/// The commonest of all programs: a sequence of picks or one of several, all of short texts.
#[derive(Debug)]
struct Picks {
    /// None where there is but one sequence, which no draw chooses.
    odds: Option<Odds>,
    all: Box<[Box<[List]>]>,
}

impl Picks {
    fn of<D: Source>(ops: &[Op<D>]) -> Option<Self> {
        let lists = |ops: &[Op<D>]| {
            let list = |op: &Op<D>| match op {
                Op::Pick(list) if list.is_short() => Some(list.clone()),
                _ => None,
            };
            ops.iter().map(list).collect::<Option<Box<[_]>>>()
        };
        Some(match ops {
            [Op::OneOf(odds, all)] => {
                Self { odds: Some(odds.clone()), all: all.iter().map(|ops| lists(ops)).collect::<Option<_>>()? }
            }
            ops => Self { odds: None, all: [lists(ops)?].into() },
        })
    }
}

/// Operations one after another.
pub type Ops<D> = Box<[Op<D>]>;

/// What a Rust function of a provider does for a batch.
type Code<D> = dyn Fn(&mut Cx<D>, &mut Sheet<'_>) -> Result<()> + Send + Sync;

/// An operation, which appends to a sheet.
pub enum Op<D: Source> {
    /// A text.
    Text(Slot),
    /// A text of a list.
    Pick(List),
    /// One of several sequences.
    OneOf(Odds, Box<[Ops<D>]>),
    /// An integer from a range, with zeros in front up to a width.
    Int(i64, i64, usize),
    /// A run of placeholders, whose place is kept under a mark.
    Mark(usize, Slot),
    /// Digits in the place of so many marked placeholders.
    Digits(usize, usize),
    /// A digit from the lowest on in the place of each of so many marked placeholders.
    DigitsFrom(usize, usize, u8),
    /// Letters of an alphabet in the place of so many marked placeholders.
    Letters(usize, usize, Box<[u8]>),
    /// What is drawn, but not written.
    Drop(Ops<D>),
    /// A method that is not flat.
    Entry(&'static Entry<D>),
    /// Steps that are not flat, with the class whose tables they see.
    Steps(Steps, Class),
    /// What the operations append, transformed: as in a program.
    Apply(u32, &'static str, Ops<D>),
    /// A Rust function, and the most that it appends.
    Code(Arc<Code<D>>, usize),
}

impl<D: Source> Clone for Op<D> {
    fn clone(&self) -> Self {
        match self {
            Self::Text(slot) => Self::Text(*slot),
            Self::Pick(list) => Self::Pick(list.clone()),
            Self::OneOf(odds, all) => Self::OneOf(odds.clone(), all.clone()),
            Self::Int(low, high, width) => Self::Int(*low, *high, *width),
            Self::Mark(mark, slot) => Self::Mark(*mark, *slot),
            Self::Digits(mark, n) => Self::Digits(*mark, *n),
            Self::DigitsFrom(mark, n, lowest) => Self::DigitsFrom(*mark, *n, *lowest),
            Self::Letters(mark, n, alphabet) => Self::Letters(*mark, *n, alphabet.clone()),
            Self::Drop(ops) => Self::Drop(ops.clone()),
            Self::Entry(entry) => Self::Entry(entry),
            Self::Steps(steps, class) => Self::Steps(steps, *class),
            Self::Apply(transform, letters, ops) => Self::Apply(*transform, letters, ops.clone()),
            Self::Code(code, most) => Self::Code(code.clone(), *most),
        }
    }
}

impl<D: Source> std::fmt::Debug for Op<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(slot) => write!(f, "Text({:?})", String::from_utf8_lossy(slot.get())),
            Self::Pick(list) => write!(f, "Pick({})", list.len()),
            Self::OneOf(_, all) => write!(f, "OneOf({all:?})"),
            Self::Int(low, high, width) => write!(f, "Int({low}, {high}, {width})"),
            Self::Mark(mark, slot) => write!(f, "Mark({mark}, {:?})", String::from_utf8_lossy(slot.get())),
            Self::Digits(mark, n) => write!(f, "Digits({mark}, {n})"),
            Self::DigitsFrom(mark, n, low) => write!(f, "DigitsFrom({mark}, {n}, {low})"),
            Self::Letters(mark, n, _) => write!(f, "Letters({mark}, {n})"),
            Self::Drop(ops) => write!(f, "Drop({ops:?})"),
            Self::Entry(entry) => write!(f, "Entry({:?})", entry.rule),
            Self::Steps(..) => f.write_str("Steps"),
            Self::Apply(transform, _, ops) => write!(f, "Apply({transform}, {ops:?})"),
            Self::Code(..) => f.write_str("Code"),
        }
    }
}

/// A text that grows: bytes with room behind what is written, so that a copy of a fixed size fits.
#[derive(Debug)]
pub struct Sheet<'a> {
    bytes: &'a mut Vec<u8>,
    at: usize,
    /// Where runs of placeholders are.
    marks: [usize; MARKS],
}

impl<'a> Sheet<'a> {
    /// A sheet that goes on at a place of the bytes.
    #[inline]
    fn at(at: usize, bytes: &'a mut Vec<u8>) -> Self {
        Self { bytes, at, marks: [0; MARKS] }
    }

    /// Makes room for `n` bytes, and for a slot behind them.
    #[inline]
    pub fn room(&mut self, n: usize) {
        if self.bytes.len() < self.at + n + Slot::ROOM {
            self.bytes.resize(self.at + n + Slot::ROOM + SLACK, 0);
        }
    }

    /// Where the text ends.
    #[inline]
    pub fn end(&self) -> usize {
        self.at
    }

    /// Takes away what was written from a place on.
    #[inline]
    pub fn cut(&mut self, at: usize) {
        self.at = self.at.min(at);
    }

    /// Appends a short text, for which there is room.
    #[inline]
    pub fn put(&mut self, slot: &Slot) {
        self.bytes[self.at..self.at + Slot::ROOM].copy_from_slice(&slot.text);
        self.at += usize::from(slot.len);
    }

    /// Appends what `write` writes to a window, for which there is room: it says how many bytes.
    #[inline]
    pub fn write<const N: usize>(&mut self, write: impl FnOnce(&mut [u8; N]) -> usize) {
        let written = self.bytes[self.at..].first_chunk_mut().map_or(0, write);
        self.at += written;
    }

    /// Appends a text of a list, for which there is room.
    #[inline]
    pub fn put_entry(&mut self, list: &List, i: usize) {
        let slot = list.slot(i);
        if slot.is_short() {
            self.put(slot);
        } else {
            self.put_long(list.long(slot));
        }
    }

    #[cold]
    #[inline(never)]
    fn put_long(&mut self, text: &[u8]) {
        self.bytes[self.at..self.at + text.len()].copy_from_slice(text);
        self.at += text.len();
    }

    /// Appends an integer, for which there is room, with zeros in front up to a width.
    #[inline]
    fn put_integer(&mut self, value: i64, width: usize) {
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(value.unsigned_abs()).as_bytes();
        self.bytes[self.at] = b'-';
        self.at += usize::from(value < 0);
        let zeros = width.saturating_sub(digits.len() + usize::from(value < 0));
        self.bytes[self.at..self.at + zeros].fill(b'0');
        self.at += zeros;
        self.bytes[self.at..self.at + digits.len()].copy_from_slice(digits);
        self.at += digits.len();
    }

    /// The placeholders under a mark.
    #[inline]
    fn marked(&mut self, mark: usize, n: usize) -> &mut [u8] {
        let from = self.marks[mark % MARKS];
        &mut self.bytes[from..from + n]
    }

    /// Hands the text to what appends to a vector.
    fn as_vec<T>(&mut self, write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        self.bytes.truncate(self.at);
        let done = write(self.bytes);
        self.at = self.bytes.len();
        done
    }
}

impl<D: Source> Flat<D> {
    fn new(ops: Ops<D>) -> Self {
        Self { longest: longest(&ops), picks: Picks::of(&ops), ops }
    }

    /// Whether nothing came of flattening: the program is one operation that runs it the usual way.
    fn is_plain(&self) -> bool {
        matches!(&*self.ops, [Op::Entry(_) | Op::Steps(..)])
    }

    /// Draws `n` texts and appends them, saying where each ends.
    ///
    /// # Errors
    /// Whatever a method says that is not flat.
    pub fn append(&self, cx: &mut Cx<D>, n: usize, bytes: &mut Vec<u8>, ends: &mut Vec<usize>) -> Result<()> {
        ends.reserve(n);
        let mut sheet = Sheet::at(bytes.len(), bytes);
        let mut rows = || {
            for _ in 0..n {
                self.row(cx, &mut sheet)?;
                ends.push(sheet.at);
            }
            Ok(())
        };
        let done = rows();
        let at = sheet.at;
        bytes.truncate(at);
        done
    }

    /// Draws one text to the beginning of a buffer, which is better not emptied before. Where the text ends.
    ///
    /// # Errors
    /// As [`Flat::append`].
    #[inline]
    pub fn one(&self, cx: &mut Cx<D>, bytes: &mut Vec<u8>) -> Result<usize> {
        let mut sheet = Sheet::at(0, bytes);
        self.row(cx, &mut sheet)?;
        Ok(sheet.at)
    }

    /// Draws one text and appends it.
    ///
    /// # Errors
    /// As [`Flat::append`].
    pub(crate) fn behind(&self, cx: &mut Cx<D>, bytes: &mut Vec<u8>) -> Result<()> {
        let mut sheet = Sheet::at(bytes.len(), bytes);
        let done = self.row(cx, &mut sheet);
        let at = sheet.at;
        bytes.truncate(at);
        done
    }

    #[inline]
    fn row(&self, cx: &mut Cx<D>, sheet: &mut Sheet<'_>) -> Result<()> {
        sheet.room(self.longest);
        let Some(picks) = &self.picks else { return self.run(&self.ops, cx, sheet) };
        let which = picks.odds.as_ref().map_or(0, |odds| odds.draw(&mut cx.draw, picks.all.len()));
        for list in &picks.all[which] {
            let i = list.draw(&mut cx.draw);
            sheet.put(list.slot(i));
        }
        Ok(())
    }

    #[inline]
    fn run(&self, ops: &[Op<D>], cx: &mut Cx<D>, sheet: &mut Sheet<'_>) -> Result<()> {
        for op in ops {
            match op {
                Op::Pick(list) => {
                    let i = list.draw(&mut cx.draw);
                    sheet.put_entry(list, i);
                }
                Op::Text(slot) => sheet.put(slot),
                Op::OneOf(odds, all) => {
                    let i = odds.draw(&mut cx.draw, all.len());
                    self.inner(&all[i], cx, sheet)?;
                }
                Op::Mark(mark, slot) => {
                    sheet.marks[mark % MARKS] = sheet.at;
                    sheet.put(slot);
                }
                Op::Digits(mark, n) => cx.draw.digits(sheet.marked(*mark, *n)),
                other => self.seldom(other, cx, sheet)?,
            }
        }
        Ok(())
    }

    /// [`Flat::run`] for what stands inside: the outermost operations run where the loop over rows is.
    #[inline(never)]
    fn inner(&self, ops: &[Op<D>], cx: &mut Cx<D>, sheet: &mut Sheet<'_>) -> Result<()> {
        self.run(ops, cx, sheet)
    }

    #[inline(never)]
    fn seldom(&self, op: &Op<D>, cx: &mut Cx<D>, sheet: &mut Sheet<'_>) -> Result<()> {
        match op {
            Op::Letters(mark, n, alphabet) => {
                cx.draw.letters(alphabet, sheet.marked(*mark, *n));
                return Ok(());
            }
            Op::DigitsFrom(mark, n, lowest) => {
                for byte in sheet.marked(*mark, *n) {
                    *byte = b'0' + lowest + cx.draw.below(10 - u64::from(*lowest)) as u8;
                }
                return Ok(());
            }
            Op::Int(low, high, width) => {
                let value = cx.draw.between(*low, *high);
                sheet.put_integer(value, *width);
                return Ok(());
            }
            Op::Drop(ops) => {
                let at = sheet.at;
                self.inner(ops, cx, sheet)?;
                sheet.at = at;
            }
            Op::Entry(entry) => sheet.as_vec(|out| cx.run_entry(entry, &entry.defaults, out))?,
            Op::Steps(steps, class) => sheet.as_vec(|out| cx.run_within(*class, steps, out))?,
            Op::Apply(transform, letters, ops) => {
                let start = sheet.at;
                self.inner(ops, cx, sheet)?;
                sheet.as_vec(|out| cx.apply(*transform, letters, start, out));
            }
            Op::Code(code, _) => code(cx, sheet)?,
            Op::Text(_) | Op::Pick(_) | Op::OneOf(..) | Op::Mark(..) | Op::Digits(..) => {}
        }
        sheet.room(self.longest);
        Ok(())
    }
}

/// The most that operations append, but for those that make room themselves.
fn longest<D: Source>(ops: &[Op<D>]) -> usize {
    let of = |op: &Op<D>| match op {
        Op::Text(slot) | Op::Mark(_, slot) => usize::from(slot.len),
        Op::Pick(list) => list.longest(),
        Op::OneOf(_, all) => all.iter().map(|ops| longest(ops)).max().unwrap_or_default(),
        Op::Drop(ops) | Op::Apply(_, _, ops) => longest(ops),
        Op::Code(_, most) => *most,
        Op::Int(_, _, width) => INTEGER.max(*width),
        Op::Digits(..) | Op::DigitsFrom(..) | Op::Letters(..) | Op::Entry(_) | Op::Steps(..) => 0,
    };
    ops.iter().map(of).sum()
}

#[cfg(test)]
mod tests;
