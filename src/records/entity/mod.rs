//! Entities: attributes that describe the same person, place, company or payment in a row.
//!
//! Each attribute draws from a stream of its own and takes what it must agree with from the attributes that it
//! depends on: a person's e-mail address is made by the locale's own rule for user names, in which the first and last
//! names are that person's. So a column's values do not depend on which other columns a schema has.

mod company;
mod payment;
mod person;
mod place;
#[cfg(test)]
mod tests;

use super::column::{Data, Texts};
use crate::clock::Clock;
use crate::error::{nearest, Error, Result};
use crate::grammar::Cx;
use crate::locale::NameId;
use crate::providers::{Args, Pack, Rule, Type};
use crate::rng::{Key, Stream};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A kind of thing that columns can describe together.
#[derive(Debug)]
pub struct Entity {
    /// Its name, before the dot.
    pub name: &'static str,
    /// What can be asked of it.
    pub attributes: &'static [Attribute],
}

/// What can be asked of an entity.
#[derive(Debug)]
pub struct Attribute {
    /// Its name, after the dot.
    pub name: &'static str,
    /// The type of its values.
    pub returns: Type,
    /// What it is, and what it agrees with.
    pub doc: &'static str,
    make: Make,
}

type Make = fn(&mut Rows<'_>) -> Result<Data>;

const fn attribute(name: &'static str, returns: Type, doc: &'static str, make: Make) -> Attribute {
    Attribute { name, returns, doc, make }
}

/// Every entity.
pub const ENTITIES: &[Entity] = &[
    Entity { name: "person", attributes: person::ATTRIBUTES },
    Entity { name: "place", attributes: place::ATTRIBUTES },
    Entity { name: "company", attributes: company::ATTRIBUTES },
    Entity { name: "payment", attributes: payment::ATTRIBUTES },
];

/// An entity's attribute by name.
///
/// # Errors
/// [`Error::UnknownField`] with the nearest name.
pub fn find(entity: &str, attribute: &str, given: &str) -> Result<(&'static Entity, &'static Attribute)> {
    let hit = ENTITIES.iter().find(|e| e.name == entity);
    let hit = hit.and_then(|e| Some((e, e.attributes.iter().find(|a| a.name == attribute)?)));
    hit.ok_or_else(|| {
        let wanted = format!("{entity}.{attribute}");
        let names: Vec<String> =
            ENTITIES.iter().flat_map(|e| e.attributes.iter().map(|a| format!("{}.{}", e.name, a.name))).collect();
        Error::UnknownField { given: given.to_string(), nearest: nearest(&wanted, names.iter().map(String::as_str)) }
    })
}

/// One entity in the rows of one chunk: its attributes, made when first asked for.
#[derive(Debug)]
pub struct Rows<'a> {
    /// The key of the entity; each attribute has a child of it.
    pub key: Key,
    /// The call, as in [`Stream::at`].
    pub call: u64,
    /// The chunk.
    pub chunk: u64,
    /// How many rows of the chunk.
    pub n: usize,
    /// What "now" is.
    pub clock: Clock,
    /// The rules of each row's locale.
    pub packs: &'a [&'static Pack<Stream>],
    /// Which of `packs` each row is in; empty if there is only one.
    pub locales: &'a [u32],
    made: FxHashMap<&'static str, Rc<Data>>,
}

impl<'a> Rows<'a> {
    /// An entity with nothing made yet.
    pub fn new(
        key: Key,
        (call, chunk, n): (u64, u64, usize),
        clock: Clock,
        packs: &'a [&'static Pack<Stream>],
        locales: &'a [u32],
    ) -> Self {
        Self { key, call, chunk, n, clock, packs, locales, made: FxHashMap::default() }
    }

    /// The values of an attribute.
    ///
    /// # Errors
    /// Whatever its rule says.
    pub fn get(&mut self, attribute: &Attribute) -> Result<&Data> {
        self.own(attribute.name, attribute.make)?;
        Ok(&self.made[attribute.name])
    }

    /// The values of an attribute that others are made from.
    fn own(&mut self, name: &'static str, make: Make) -> Result<Rc<Data>> {
        if let Some(data) = self.made.get(name) {
            return Ok(data.clone());
        }
        let data = Rc::new(make(self)?);
        self.made.insert(name, data.clone());
        Ok(data)
    }

    /// The place in `packs` of a row's rules.
    fn locale(&self, row: usize) -> usize {
        self.locales.get(row).map_or(0, |locale| *locale as usize)
    }

    fn stream(&self, attribute: &str) -> Stream {
        Stream::at(&self.key.child(attribute), self.call, self.chunk)
    }

    fn cx(&self, attribute: &str) -> Cx<Stream> {
        Cx::new(self.stream(attribute), self.packs[0], self.clock)
    }

    /// Text for each row: `append` is told the row.
    fn texts(
        &self,
        attribute: &str,
        mut append: impl FnMut(&mut Cx<Stream>, usize, &mut Vec<u8>) -> Result<()>,
    ) -> Result<Data> {
        let mut cx = self.cx(attribute);
        let mut texts = Texts::default();
        texts.ends.reserve(self.n);
        for row in 0..self.n {
            cx.pack = self.packs[self.locale(row)];
            append(&mut cx, row, &mut texts.bytes)?;
            texts.end();
        }
        Ok(Data::Str(texts))
    }
}

/// A row's text in an attribute that is text.
#[inline]
fn text(data: &Data, row: usize) -> &[u8] {
    match data {
        Data::Str(texts) => texts.get(row),
        _ => b"",
    }
}

/// Whether a locale has a field.
fn has(pack: &Pack<Stream>, name: NameId) -> bool {
    pack.find(name).is_some_and(|entry| !matches!(entry.rule, Rule::Unported | Rule::Lacks(_) | Rule::Unfit(_)))
}

/// Appends a field's value, or nothing where the locale lacks it.
fn append(cx: &mut Cx<Stream>, name: NameId, args: Option<&Args>, out: &mut Vec<u8>) -> Result<()> {
    match args {
        _ if !has(cx.pack, name) => Ok(()),
        Some(args) => cx.call_with(name, args, out),
        None => cx.call(name, out),
    }
}

/// A field of its own, which only has to stay with its entity when columns change.
fn plain(rows: &mut Rows<'_>, name: NameId) -> Result<Data> {
    rows.texts(crate::locale::NAMES[name as usize], |cx, _, out| append(cx, name, None, out))
}
