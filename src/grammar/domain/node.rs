//! The parts of a domain: each has so many values, and writes the one of a rank.

use super::overlap::{digits as ten_digits, separate};
use super::shape::{Bytes, Shape, COMPARED};
use crate::grammar::text::digits;
use crate::grammar::{capitalize, lower, padded, slug, title, unidecode, upper, Slug};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::Arc;

/// A text, of the packs or of a user.
pub type Text = Cow<'static, [u8]>;
/// A part that several others may have.
pub type Part = Arc<Node>;

/// A part of a domain.
#[derive(Debug)]
pub struct Node {
    kind: Kind,
    /// How many values it has; 2^128 - 1 for more than that.
    pub size: u128,
    pub shape: Shape,
    /// Whether it is part of a program and names one of its variables.
    pub open: bool,
}

#[derive(Debug)]
pub enum Kind {
    /// One of these texts, all different.
    Texts(Vec<Text>),
    /// `low + rank * step`, with zeros in front up to a width.
    Number { low: i64, step: i64, width: usize },
    /// A random UUID.
    Uuid,
    /// Parts one after the other, the last one changing fastest; with how many values follow each.
    Product(Vec<(Part, u128)>),
    /// One of the parts; with how many values come before each.
    Sum(Vec<(Part, u128)>),
    /// So many of the texts, no two at one place, in any order.
    Sample { texts: Vec<Text>, n: usize, separator: &'static [u8] },
    /// A text that is changed as a whole.
    Changed(Change, Part),
    /// Parts that are kept, with how many values follow each, and what they are put into.
    Let(Vec<(Part, u128)>, Part),
    /// A kept part.
    Var(usize),
}

/// What becomes of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    Upper,
    Lower,
    Capitalize,
    Title,
    Ascii,
    Slug(Slug),
    Digits(&'static str),
}

impl Change {
    fn apply(self, out: &mut Vec<u8>, start: usize) {
        match self {
            Self::Upper => upper(out, start),
            Self::Lower => lower(out, start),
            Self::Capitalize => capitalize(out, start),
            Self::Title => title(out, start),
            Self::Ascii => unidecode(out, start),
            Self::Slug(kind) => slug(out, start, kind),
            Self::Digits(ten) => digits(out, start, ten),
        }
    }

    /// Whether what becomes of a character of the part depends on that character only.
    fn is_by_character(self, part: &Node) -> bool {
        match self {
            Self::Upper | Self::Ascii | Self::Digits(_) => true,
            // A Greek sigma looks at its neighbours.
            Self::Lower => !"Σ".bytes().all(|byte| part.shape.all.meets(&Bytes::one(byte))),
            Self::Capitalize | Self::Title | Self::Slug(_) => false,
        }
    }
}

/// The most texts that are written out to see which are the same.
pub const LISTED: u128 = 4096;

/// Where kept texts are while a value is written.
#[derive(Debug, Default)]
pub struct Kept {
    bytes: Vec<u8>,
    spans: Vec<(usize, usize)>,
}

impl Node {
    fn new(kind: Kind, size: u128, shape: Shape, open: bool) -> Part {
        let node = Self { kind, size, shape, open };
        if !node.shape.exact && !open && size <= LISTED {
            return texts(node.list().into_iter().map(Cow::Owned).collect());
        }
        Arc::new(node)
    }

    /// What it is made of.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// All values, the first of equal ones, in the order of ranks.
    pub fn list(&self) -> Vec<Vec<u8>> {
        let mut seen = FxHashSet::default();
        let value = |rank| {
            let mut out = Vec::new();
            self.write(rank, 0, &mut Kept::default(), &mut out);
            out
        };
        (0..self.size).map(value).filter(|text| seen.insert(text.clone())).collect()
    }

    /// Appends the value of a rank below `size`.
    pub fn write(&self, rank: u128, frame: usize, kept: &mut Kept, out: &mut Vec<u8>) {
        match &self.kind {
            Kind::Texts(texts) => {
                if let Some(text) = texts.get(rank as usize) {
                    out.extend_from_slice(text);
                }
            }
            Kind::Number { low, step, width } => {
                padded(low.wrapping_add((rank as i64).wrapping_mul(*step)), *width, out);
            }
            Kind::Uuid => out.extend_from_slice(uuid::Uuid::from_u128(uuid4(rank)).to_string().as_bytes()),
            Kind::Product(parts) => {
                let mut rank = rank;
                for (part, after) in parts {
                    part.write(digit(&mut rank, part.size, *after), frame, kept, out);
                }
            }
            Kind::Sum(parts) => {
                let at = parts.partition_point(|(_, before)| *before <= rank).saturating_sub(1);
                if let Some((part, before)) = parts.get(at) {
                    part.write(rank - before, frame, kept, out);
                }
            }
            Kind::Sample { texts, n, separator } => {
                let mut left: Vec<usize> = (0..texts.len()).collect();
                let mut rank = rank;
                for i in 0..*n {
                    let after = arrangements(left.len() - 1, n - i - 1);
                    let at = digit(&mut rank, left.len() as u128, after) as usize;
                    if i > 0 {
                        out.extend_from_slice(separator);
                    }
                    out.extend_from_slice(&texts[left.remove(at)]);
                }
            }
            Kind::Changed(change, part) => {
                let start = out.len();
                part.write(rank, frame, kept, out);
                change.apply(out, start);
            }
            Kind::Let(parts, body) => {
                let (bytes, own) = (kept.bytes.len(), kept.spans.len());
                let mut rank = rank;
                for (part, after) in parts {
                    let start = out.len();
                    part.write(digit(&mut rank, part.size, *after), own, kept, out);
                    let from = kept.bytes.len();
                    kept.bytes.extend_from_slice(&out[start..]);
                    kept.spans.push((from, kept.bytes.len()));
                    out.truncate(start);
                }
                body.write(rank, own, kept, out);
                kept.bytes.truncate(bytes);
                kept.spans.truncate(own);
            }
            Kind::Var(i) => {
                if let Some((from, to)) = kept.spans.get(frame + i).copied() {
                    out.extend_from_slice(&kept.bytes[from..to]);
                }
            }
        }
    }

    /// How often a variable is named, each alternative counted.
    pub fn mentions(&self, var: usize) -> usize {
        match &self.kind {
            _ if !self.open => 0,
            Kind::Var(i) => usize::from(*i == var),
            Kind::Product(parts) | Kind::Sum(parts) => parts.iter().map(|(part, _)| part.mentions(var)).sum(),
            Kind::Changed(_, part) => part.mentions(var),
            _ => 0,
        }
    }

    /// Whether a variable is named whatever the rank.
    fn always_mentions(&self, var: usize) -> bool {
        match &self.kind {
            _ if !self.open => false,
            Kind::Var(i) => *i == var,
            Kind::Product(parts) => parts.iter().any(|(part, _)| part.always_mentions(var)),
            Kind::Sum(parts) => parts.iter().all(|(part, _)| part.always_mentions(var)),
            Kind::Changed(_, part) => part.always_mentions(var),
            _ => false,
        }
    }
}

/// Takes the digit of a part off a rank: which of its values, where so many values follow each.
#[inline]
fn digit(rank: &mut u128, size: u128, after: u128) -> u128 {
    if size <= 1 {
        return 0;
    }
    // Most ranks fit 64 bits, whose division is many times faster.
    if let (Ok(whole), Ok(after)) = (u64::try_from(*rank), u64::try_from(after)) {
        let after = after.max(1);
        *rank = u128::from(whole % after);
        return u128::from(whole / after);
    }
    let (digit, rest) = (*rank / after.max(1), *rank % after.max(1));
    *rank = rest;
    digit
}

/// In how many ways `n` of `len` things can be put in a row.
fn arrangements(len: usize, n: usize) -> u128 {
    (0..n).fold(1u128, |product, i| product.saturating_mul((len - i) as u128))
}

/// The UUID of 122 bits.
pub fn uuid4(bits: u128) -> u128 {
    let (high, middle, low) = (bits >> 74, bits >> 62 & 0xfff, bits & ((1 << 62) - 1));
    high << 80 | 0x4 << 76 | middle << 64 | 0x2 << 62 | low
}

/// One text.
pub fn text(text: impl Into<Text>) -> Part {
    texts(vec![text.into()])
}

/// One of these texts; equal ones count once.
pub fn texts(mut texts: Vec<Text>) -> Part {
    let mut seen = FxHashSet::default();
    texts.retain(|text| seen.insert(text.clone()));
    let (size, shape) = (texts.len() as u128, Shape::texts(texts.iter().map(|text| &**text)));
    Node::new(Kind::Texts(texts), size, shape, false)
}

/// `count` numbers from `low` on, with zeros in front up to a width.
pub fn numbers(low: i64, step: i64, count: u128, width: usize) -> Part {
    let spelled = |number: i64| {
        let mut out = Vec::new();
        padded(number, width, &mut out);
        out
    };
    let last = low.wrapping_add((count.saturating_sub(1) as i64).wrapping_mul(step));
    let least = low.min(last);
    let (first, last) = (spelled(least), spelled(low.max(last)));
    let digits = Bytes::of(b"0123456789");
    let shape = if first.len() == last.len() && least >= 0 {
        // Up to the first digit that differs all numbers are alike.
        let same = first.iter().zip(&last).take_while(|(a, b)| a == b).count();
        let places = first.iter().enumerate().map(|(i, byte)| if i < same { Bytes::one(*byte) } else { digits });
        Shape::places(&places.collect::<Vec<_>>())
    } else {
        let signed = if least < 0 { Bytes::of(b"-0123456789") } else { digits };
        let shortest = if least < 0 { width.max(1) } else { first.len() };
        Shape::bounded(shortest, first.len().max(last.len()), signed)
    };
    Node::new(Kind::Number { low, step, width }, count, shape, false)
}

/// A random UUID.
pub fn uuid() -> Part {
    let mut places = [Bytes::of(b"0123456789abcdef"); 36];
    [8, 13, 18, 23].into_iter().for_each(|at| places[at] = Bytes::one(b'-'));
    places[14] = Bytes::one(b'4');
    places[19] = Bytes::of(b"89ab");
    Node::new(Kind::Uuid, 1 << 122, Shape::places(&places), false)
}

/// A kept part, named.
pub fn variable(i: usize, part: &Part) -> Part {
    Node::new(Kind::Var(i), 1, part.shape.clone(), true)
}

/// Parts one after the other.
pub fn product(parts: Vec<Part>) -> Part {
    // Texts that stand side by side become one.
    let mut merged: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match (merged.last().and_then(|last| single(last)), single(&part)) {
            (Some(a), Some(b)) => {
                let both = text([a, b].concat());
                merged.pop();
                merged.push(both);
            }
            (_, Some([])) => {}
            _ => merged.push(part),
        }
    }
    if merged.len() == 1 {
        return merged.remove(0);
    }
    if merged.is_empty() {
        return text(&b""[..]);
    }
    let shape = Shape::product(&merged.iter().map(|part| &part.shape).collect::<Vec<_>>());
    let open = merged.iter().any(|part| part.open);
    let (parts, size) = followed(merged);
    Node::new(Kind::Product(parts), size, shape, open)
}

fn single(part: &Node) -> Option<&[u8]> {
    match part.kind() {
        Kind::Texts(texts) if texts.len() == 1 => Some(&texts[0]),
        _ => None,
    }
}

/// The parts with how many values follow each, and how many values there are.
fn followed(parts: Vec<Part>) -> (Vec<(Part, u128)>, u128) {
    let mut size = 1u128;
    let mut placed: Vec<(Part, u128)> = Vec::with_capacity(parts.len());
    for part in parts.into_iter().rev() {
        let after = size;
        size = size.saturating_mul(part.size);
        placed.push((part, after));
    }
    placed.reverse();
    (placed, size)
}

/// One of the parts.
pub fn sum(parts: Vec<Part>) -> Part {
    // Alternatives that are texts become one list, in which equal ones count once.
    let mut listed: Vec<Text> = Vec::new();
    let mut others: Vec<Part> = Vec::new();
    let mut place = None;
    let mut flat: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match part.kind() {
            Kind::Sum(inner) => flat.extend(inner.iter().map(|(part, _)| part.clone())),
            _ => flat.push(part),
        }
    }
    for part in flat {
        if let Kind::Texts(texts) = part.kind() {
            listed.extend(texts.iter().cloned());
            if place.is_some() {
                continue;
            }
            place = Some(others.len());
        }
        others.push(part);
    }
    if let Some(place) = place {
        others[place] = texts(listed);
    }
    if others.len() == 1 {
        return others.remove(0);
    }
    let mut exact = others.iter().all(|part| part.shape.exact)
        && others.len() <= COMPARED
        && others.iter().enumerate().all(|(i, a)| others[..i].iter().all(|b| a.shape.apart(&b.shape)));
    if let Some(separate) = (!exact && others.len() <= COMPARED).then(|| separate(&others)).flatten() {
        (others, exact) = (separate, true);
    }
    let shape = Shape::sum(&others.iter().map(|part| &part.shape).collect::<Vec<_>>(), exact);
    let open = others.iter().any(|part| part.open);
    let mut size = 0u128;
    let mut placed = Vec::with_capacity(others.len());
    for part in others {
        let before = size;
        size = size.saturating_add(part.size);
        placed.push((part, before));
    }
    Node::new(Kind::Sum(placed), size, shape, open)
}

/// So many of the texts, none at the same place twice.
pub fn sample(texts: Vec<Text>, n: usize, separator: &'static [u8]) -> Part {
    let n = n.min(texts.len());
    let size = arrangements(texts.len(), n);
    let one = Shape::texts(texts.iter().map(|text| &**text));
    let between = Shape::text(separator);
    let mut shapes = Vec::new();
    for i in 0..n {
        if i > 0 {
            shapes.push(&between);
        }
        shapes.push(&one);
    }
    let mut shape = Shape::product(&shapes);
    let different: FxHashSet<&Text> = texts.iter().collect();
    shape.exact = shape.exact && different.len() == texts.len();
    Node::new(Kind::Sample { texts, n, separator }, size, shape, false)
}

/// The part with its text changed.
pub fn changed(change: Change, part: &Part) -> Part {
    let of = |text: &Text| {
        let mut out = text.to_vec();
        change.apply(&mut out, 0);
        Cow::Owned(out)
    };
    match part.kind() {
        Kind::Texts(all) => texts(all.iter().map(of).collect()),
        Kind::Number { .. } if !matches!(change, Change::Digits(_)) => part.clone(),
        Kind::Number { .. } if part.size <= LISTED => {
            changed(change, &texts(part.list().into_iter().map(Cow::Owned).collect()))
        }
        Kind::Number { low: 0, step: 1, width } if 10u128.checked_pow(*width as u32) == Some(part.size) => {
            product(vec![changed(change, &ten_digits()); *width])
        }
        Kind::Product(parts) if change.is_by_character(part) => {
            product(parts.iter().map(|(part, _)| changed(change, part)).collect())
        }
        Kind::Sum(parts) => sum(parts.iter().map(|(part, _)| changed(change, part)).collect()),
        Kind::Let(parts, body) if change.is_by_character(part) => {
            // The variables change where they are named.
            let body = changed(change, body);
            with(parts.iter().map(|(part, _)| part.clone()).collect(), body)
        }
        _ => {
            let exact = matches!(change, Change::Digits(_)) && matches!(part.kind(), Kind::Number { .. });
            Node::new(Kind::Changed(change, part.clone()), part.size, Shape::unknown(exact), part.open)
        }
    }
}

/// The body with the variables that it names.
pub fn with(mut vars: Vec<Part>, mut body: Part) -> Part {
    // A variable that is named once is as good as its part in that place; one that is not named has no say.
    for i in (0..vars.len()).rev() {
        let uses = body.mentions(i) + vars[i + 1..].iter().map(|var| var.mentions(i)).sum::<usize>();
        if uses <= 1 {
            let part = std::mem::replace(&mut vars[i], text(&b""[..]));
            body = replaced(&body, i, &part);
            vars[i + 1..].iter_mut().for_each(|var| *var = replaced(var, i, &part));
        }
    }
    if !body.open {
        return body;
    }
    let mut shape = body.shape.clone();
    shape.exact = shape.exact
        && vars.iter().enumerate().all(|(i, var)| var.size == 1 || (var.shape.exact && body.always_mentions(i)));
    let (vars, kept) = followed(vars);
    // What follows a variable are the values of those after it and of the body.
    let vars = vars.into_iter().map(|(var, after)| (var, after.saturating_mul(body.size))).collect();
    let size = kept.saturating_mul(body.size);
    Node::new(Kind::Let(vars, body), size, shape, false)
}

/// The part with another one for a variable.
fn replaced(part: &Part, var: usize, by: &Part) -> Part {
    if part.mentions(var) == 0 {
        return part.clone();
    }
    let each = |parts: &[(Part, u128)]| parts.iter().map(|(part, _)| replaced(part, var, by)).collect();
    match part.kind() {
        Kind::Var(_) => by.clone(),
        Kind::Product(parts) => product(each(parts)),
        Kind::Sum(parts) => sum(each(parts)),
        Kind::Changed(change, part) => changed(*change, &replaced(part, var, by)),
        _ => part.clone(),
    }
}
