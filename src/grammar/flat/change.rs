//! Changes of texts, done to operations beforehand: patterns become draws in their places, and what a rule does to
//! every text is done to the tables.
//!
//! A change is done beforehand only where doing it to each part gives what doing it to the whole would.

use super::build::{push_text, BRANCHES};
use super::list::{List, Lists, Slot};
use super::{Op, Ops, MARKS};
use crate::grammar::text::{digits, lower, slug, unidecode, upper, Slug};
use crate::grammar::LETTERS;
use crate::locale::layout::*;
use crate::providers::Source;
use rustc_hash::FxHashMap;

/// What one part of a text becomes; None where that depends on its neighbours.
type Part<'a> = dyn Fn(&[u8]) -> Option<Vec<u8>> + 'a;

/// A change of a text.
pub enum Change<'a> {
    /// Placeholders become digits, if so, then letters of an alphabet.
    Pattern(bool, Option<(u8, &'a str)>),
    /// Parts become others; whether digits stay what they are.
    Parts(Box<Part<'a>>, bool),
    /// Faker's `slugify`.
    Slug(Slug),
}

impl<'a> Change<'a> {
    /// The change that a program asks for by its number, with its letters; None for one that looks at neighbours.
    pub fn of(transform: u32, letters: &'a str) -> Option<Self> {
        Some(match transform {
            APPLY_NUMERIFY => Self::Pattern(true, None),
            APPLY_LEXIFY => Self::Pattern(false, Some((b'?', letters))),
            APPLY_BOTHIFY => Self::Pattern(true, Some((b'?', letters))),
            APPLY_HEXIFY => Self::Pattern(false, Some((b'^', "0123456789abcdef"))),
            APPLY_UPPER => Self::by(upper),
            APPLY_LOWER => Self::lower(),
            APPLY_ASCII => Self::by(unidecode),
            APPLY_SLUG => Self::Slug(Slug::Ascii),
            APPLY_SLUG_DOTS => Self::Slug(Slug::Dots),
            APPLY_SLUG_UNICODE => Self::Slug(Slug::Unicode),
            APPLY_DIGITS => Self::Parts(Box::new(move |text| changed(text, |out| digits(out, 0, letters))), false),
            _ => return None,
        })
    }

    /// Digits and letters in the place of placeholders, as a template of a user name has them.
    pub fn bothify() -> Self {
        Self::Pattern(true, Some((b'?', LETTERS)))
    }

    /// Lower case.
    pub fn lower() -> Self {
        // A sigma is another letter at the end of a word.
        Self::Parts(
            Box::new(|text| match std::str::from_utf8(text) {
                Ok(text) if !text.contains('Σ') => changed(text.as_bytes(), |out| lower(out, 0)),
                _ => None,
            }),
            true,
        )
    }

    /// A change of every character by itself.
    pub fn by(change: impl Fn(&mut Vec<u8>, usize) + 'a) -> Self {
        Self::Parts(Box::new(move |text| changed(text, |out| change(out, 0))), true)
    }
}

fn changed(text: &[u8], change: impl Fn(&mut Vec<u8>)) -> Option<Vec<u8>> {
    let mut out = text.to_vec();
    change(&mut out);
    Some(out)
}

/// The operations with a change done beforehand; None where that could change a value.
pub fn apply<D: Source>(ops: &[Op<D>], how: &Change<'_>) -> Option<Vec<Op<D>>> {
    match how {
        Change::Pattern(digits, letters) => pattern(ops, *digits, *letters),
        Change::Parts(part, digits) => parts(ops, part, *digits, &Lists::default()),
        Change::Slug(kind) => {
            let solid = |at: Option<usize>| at.and_then(|at| ops.get(at)).is_some_and(is_solid);
            for (i, op) in ops.iter().enumerate() {
                // Hyphens between two parts stay, whatever the parts are, unless one of them is nothing at all.
                let between = || solid(i.checked_sub(1)) && solid(Some(i + 1));
                if matches!(op, Op::Text(slot) if edges(slot.get()) == Edges::Hyphens) && !between() {
                    return None;
                }
            }
            let part = |text: &[u8]| match edges(text) {
                Edges::Blanks => None,
                // Dots count where they are kept.
                _ if *kind == Slug::Dots => None,
                _ => changed(text, |out| slug(out, 0, *kind)),
            };
            let lists = |list: &List| list.iter().all(|text| edges(text) == Edges::Kept);
            let kept = |op: &Op<D>| !matches!(op, Op::Pick(list) if !lists(list));
            (ops.iter().all(kept) && !nested_hyphens(ops)).then(|| parts(ops, &part, true, &Lists::default()))?
        }
    }
}

/// What a text begins and ends with, once what a slug drops is gone.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Edges {
    /// Letters, digits or `_` at both ends.
    Kept,
    /// Hyphens at an end.
    Hyphens,
    /// Blanks at an end, or characters whose fate depends on more.
    Blanks,
    /// Nothing is left.
    Nothing,
}

fn edges(text: &[u8]) -> Edges {
    if !text.is_ascii() {
        return Edges::Blanks;
    }
    let counts = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || byte.is_ascii_whitespace();
    // Control characters that are blanks in Python only are not looked for.
    if text.iter().any(|byte| byte.is_ascii_control()) {
        return Edges::Blanks;
    }
    match (text.iter().find(|b| counts(b)), text.iter().rfind(|b| counts(b))) {
        (Some(b' '), _) | (_, Some(b' ')) => Edges::Blanks,
        (Some(b'-'), _) | (_, Some(b'-')) => Edges::Hyphens,
        (Some(_), Some(_)) => Edges::Kept,
        _ => Edges::Nothing,
    }
}

/// Whether an operation appends something that a slug neither drops nor joins with its neighbours.
fn is_solid<D: Source>(op: &Op<D>) -> bool {
    match op {
        Op::Text(slot) => edges(slot.get()) == Edges::Kept,
        Op::Pick(list) => list.iter().all(|text| edges(text) == Edges::Kept),
        Op::Mark(..) => true,
        _ => false,
    }
}

/// Whether alternatives inside the operations begin or end with hyphens: each is looked at by itself when it is
/// changed, and stands beside neighbours that it does not know.
fn nested_hyphens<D: Source>(ops: &[Op<D>]) -> bool {
    ops.len() > 1
        && ops.iter().any(|op| match op {
            Op::OneOf(_, all) => {
                all.iter().any(|ops| !(ops.first().is_some_and(is_solid) && ops.last().is_some_and(ends_solid)))
            }
            _ => false,
        })
}

fn ends_solid<D: Source>(op: &Op<D>) -> bool {
    is_solid(op) || matches!(op, Op::Digits(..) | Op::DigitsFrom(..) | Op::Letters(..))
}

/// Changes parts by themselves.
fn parts<D: Source>(ops: &[Op<D>], part: &Part<'_>, digits: bool, lists: &Lists) -> Option<Vec<Op<D>>> {
    let mut out = Vec::new();
    for op in ops {
        match op {
            Op::Text(slot) => push_text(&part(slot.get())?, &mut out),
            Op::Pick(list) => out.push(Op::Pick(lists.get(list.address(), || list.map(part))?)),
            Op::OneOf(odds, all) => {
                let all =
                    all.iter().map(|ops| parts(ops, part, digits, lists).map(Ops::from)).collect::<Option<_>>()?;
                out.push(Op::OneOf(odds.clone(), all));
            }
            Op::Letters(mark, n, alphabet) => {
                let letter = |letter: &u8| <[u8; 1]>::try_from(part(&[*letter])?).ok().map(|[letter]| letter);
                out.push(Op::Letters(*mark, *n, alphabet.iter().map(letter).collect::<Option<_>>()?));
            }
            Op::Int(..) | Op::Digits(..) | Op::DigitsFrom(..) if digits => out.push(op.clone()),
            // Placeholders are written over.
            Op::Mark(..) | Op::Drop(_) => out.push(op.clone()),
            _ => return None,
        }
    }
    Some(out)
}

/// Puts draws in the place of placeholders: all digits first, then all letters, as Faker does.
fn pattern<D: Source>(ops: &[Op<D>], digits: bool, letters: Option<(u8, &str)>) -> Option<Vec<Op<D>>> {
    let special = |byte: u8| {
        (digits && matches!(byte, b'#' | b'%' | b'$' | b'!' | b'@')) || letters.is_some_and(|(sign, _)| sign == byte)
    };
    let has = |text: &[u8]| text.iter().any(|byte| special(*byte));
    match ops {
        [Op::Pick(list)] if list.iter().any(has) => {
            if list.len() > BRANCHES {
                return None;
            }
            let one = |text: &[u8]| {
                let mut ops = Vec::new();
                push_text(text, &mut ops);
                pattern::<D>(&ops, digits, letters).map(Ops::from)
            };
            return Some(vec![Op::OneOf(list.odds(), list.iter().map(one).collect::<Option<_>>()?)]);
        }
        [Op::OneOf(odds, all)] => {
            let all = all.iter().map(|ops| pattern(ops, digits, letters).map(Ops::from));
            return Some(vec![Op::OneOf(odds.clone(), all.collect::<Option<_>>()?)]);
        }
        _ => {}
    }
    let mut mark = marks(ops);
    let mut out = Vec::new();
    // Where each run of placeholders is, by the order of drawing.
    let mut runs: Vec<(usize, u8, usize)> = Vec::new();
    let mut before = 0;
    for op in ops {
        let Op::Text(slot) = op else {
            before = 0;
            if !plain(op, &has) {
                return None;
            }
            out.push(op.clone());
            continue;
        };
        for run in slot.get().chunk_by(|a, b| a == b || !(special(*a) || special(*b))) {
            let sign = run[0];
            if !special(sign) {
                push_text(run, &mut out);
            } else if sign == before || matches!(sign, b'!' | b'@') || mark >= MARKS {
                return None;
            } else {
                out.push(Op::Mark(mark, Slot::of(run)?));
                runs.push((mark, sign, run.len()));
                mark += 1;
            }
            before = if special(sign) { sign } else { 0 };
        }
    }
    let of = |sign: u8| runs.iter().filter(move |(_, other, _)| *other == sign);
    if digits {
        out.extend(of(b'#').map(|(mark, _, n)| Op::Digits(*mark, *n)));
        out.extend(of(b'%').map(|(mark, _, n)| Op::DigitsFrom(*mark, *n, 1)));
        out.extend(of(b'$').map(|(mark, _, n)| Op::DigitsFrom(*mark, *n, 2)));
    }
    if let Some((sign, alphabet)) = letters {
        if !alphabet.is_ascii() || (alphabet.is_empty() && of(sign).next().is_some()) {
            return None;
        }
        out.extend(of(sign).map(|(mark, _, n)| Op::Letters(*mark, *n, alphabet.as_bytes().into())));
    }
    Some(out)
}

/// How many marks operations use, those inside them included.
fn marks<D: Source>(ops: &[Op<D>]) -> usize {
    let of = |op: &Op<D>| match op {
        Op::Mark(mark, _) => mark + 1,
        Op::OneOf(_, all) => all.iter().map(|ops| marks(ops)).max().unwrap_or_default(),
        Op::Drop(ops) | Op::Apply(_, _, ops) => marks(ops),
        _ => 0,
    };
    ops.iter().map(of).max().unwrap_or_default()
}

/// Whether nothing that an operation appends has a placeholder.
fn plain<D: Source>(op: &Op<D>, has: &dyn Fn(&[u8]) -> bool) -> bool {
    match op {
        Op::Text(slot) => !has(slot.get()),
        Op::Pick(list) => !list.iter().any(has),
        Op::OneOf(_, all) => all.iter().flatten().all(|op| plain(op, has)),
        Op::Int(..) | Op::Mark(..) | Op::Digits(..) | Op::DigitsFrom(..) | Op::Drop(_) => true,
        Op::Letters(_, _, alphabet) => !has(alphabet),
        Op::Entry(_) | Op::Steps(..) | Op::Apply(..) | Op::Code(..) => false,
    }
}

/// The operations with literals joined to the picks before them, so that both are one copy.
pub fn join<D: Source>(ops: &[Op<D>], joined: &mut FxHashMap<(usize, Vec<u8>), List>) -> Vec<Op<D>> {
    let mut out: Vec<Op<D>> = Vec::new();
    for op in ops {
        match (out.last_mut(), op) {
            (Some(Op::Pick(list)), Op::Text(slot))
                if list.len() <= BRANCHES && list.longest() + slot.get().len() <= Slot::ROOM =>
            {
                let key = (list.address(), slot.get().to_vec());
                let with = joined.entry(key).or_insert_with_key(|(_, text)| {
                    let texts: Vec<_> = list.iter().map(|entry| [entry, text].concat()).collect();
                    List::new(texts.iter().map(Vec::as_slice), list.odds())
                });
                *list = with.clone();
            }
            (_, Op::OneOf(odds, all)) => {
                let all = all.iter().map(|ops| join(ops, joined).into()).collect();
                out.push(Op::OneOf(odds.clone(), all));
            }
            (_, Op::Drop(ops)) => out.push(Op::Drop(join(ops, joined).into())),
            (_, Op::Apply(transform, letters, ops)) => {
                out.push(Op::Apply(*transform, letters, join(ops, joined).into()));
            }
            (_, op) => out.push(op.clone()),
        }
    }
    out
}

/// The operations up to the first blank; what comes after is drawn, but not written. None where that is not known.
pub fn first_word<D: Source>(ops: &[Op<D>]) -> Option<Vec<Op<D>>> {
    let has_blank = |text: &[u8]| text.contains(&b' ');
    if let [Op::OneOf(odds, all)] = ops {
        let all = all.iter().map(|ops| first_word(ops).map(Ops::from)).collect::<Option<_>>()?;
        return Some(vec![Op::OneOf(odds.clone(), all)]);
    }
    let mut out = Vec::new();
    for (i, op) in ops.iter().enumerate() {
        match op {
            Op::Text(slot) if has_blank(slot.get()) => {
                let end = slot.get().iter().position(|byte| *byte == b' ').unwrap_or_default();
                push_text(&slot.get()[..end], &mut out);
                out.push(Op::Drop(ops[i + 1..].into()));
                return Some(out);
            }
            op if plain(op, &has_blank) => out.push(op.clone()),
            _ => return None,
        }
    }
    Some(out)
}
