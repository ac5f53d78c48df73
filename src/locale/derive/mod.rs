//! Classes with tables of a user's own: a class of the pack whose rules are compiled again with other tables.
//!
//! What a derived class needs is laid out beyond the end of the blob and stays there, so a [`Class`] is as good as a
//! built-in one wherever it goes, on every thread. Equal tables are stored once and equal classes made once.

mod form;
mod read;
#[cfg(test)]
mod tests;

use super::compile::{block, rule, ClassWords, Failure, Tables, Writer};
use super::words::ends;
use super::{added, find_attr, layout::*, str_at, AttrId, Body, Class, Table, ATTRS, NAMES, NATIVES};
use crate::error::Error;
use rustc_hash::{FxHashMap, FxHasher};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    hash::{Hash, Hasher},
    sync::{LazyLock, Mutex, PoisonError},
};

/// The tables of a class that are other than its base's.
type Given = BTreeMap<AttrId, Body>;

/// The class that is `base` but for these tables, by name; `base` itself if they are as it has them.
///
/// A name that no class of the pack has is left out, since no rule looks at it. A table that the base lacks is added. A
/// rule that cannot be drawn with these tables is [`RuleRef::Unfit`](super::RuleRef::Unfit): the others can.
///
/// ```
/// use forgery::locale::{derive, find_attr, layout, Body, Class};
/// let person = Class::find("en_US/person").expect("a class of the pack");
/// let names = Body::Strings(vec!["Ada".into(), "Grace".into()], layout::SEQ_TUPLE);
/// let mine = derive(person, vec![("first_names".into(), names)])?;
/// assert_eq!(mine.id(), "en_US/person");
/// let table = |class: Class, name| find_attr(name).and_then(|name| class.table(name));
/// assert_eq!(table(mine, "first_names").map(|table| table.len()), Some(2));
/// assert_eq!(table(mine, "last_names"), table(person, "last_names"));
/// # Ok::<(), forgery::error::Error>(())
/// ```
///
/// # Errors
/// [`Error::Value`] if the derived classes of the process hold gigabytes.
pub fn derive(base: Class, tables: Vec<(String, Body)>) -> Result<Class, Error> {
    static DERIVED: LazyLock<Mutex<Derived>> = LazyLock::new(|| Mutex::new(Derived::new()));
    let known = tables.into_iter().filter_map(|(name, body)| Some((find_attr(&name)?, body.checked())));
    let mut given: Given = known.collect();
    given.retain(|attr, body| base.table(*attr).is_none_or(|table| !holds(table, body)));
    if given.is_empty() {
        return Ok(base);
    }
    DERIVED.lock().unwrap_or_else(PoisonError::into_inner).class(base, &given)
}

/// Whether a table can stand where rules read the built-in one of its name.
pub fn is_alike(base: Class, table: &str, body: &Body) -> bool {
    find_attr(table).is_none_or(|attr| model(base, attr).is_none_or(|model| form::fits(&model.body(), body)))
}

/// The built-in table of a name, of the class or of one of its relatives.
fn model(base: Class, attr: AttrId) -> Option<Table> {
    let built_in = Class::find(base.id()).unwrap_or(base);
    let relatives = || Class::all().filter(|class| class.provider() == built_in.provider());
    built_in.table(attr).or_else(|| relatives().find_map(|class| class.table(attr)))
}

/// Whether a table holds just this.
fn holds(table: Table, body: &Body) -> bool {
    table.len() == body.len() && table.body() == *body
}

fn hash(body: &Body) -> u64 {
    let mut hasher = FxHasher::default();
    body.hash(&mut hasher);
    hasher.finish()
}

/// What was derived so far.
struct Derived {
    /// Where the next word and the next byte of a string can be added.
    next: (usize, usize),
    /// The tables, by the hash of what they hold.
    tables: FxHashMap<u64, Vec<Table>>,
    /// The classes, by their base and the tables that are other than the base's.
    classes: FxHashMap<(Class, Vec<(AttrId, Table)>), Class>,
}

impl Derived {
    fn new() -> Self {
        Self { next: ends(), tables: FxHashMap::default(), classes: FxHashMap::default() }
    }

    fn class(&mut self, base: Class, given: &Given) -> Result<Class, Error> {
        let mut writer = Writer::new(NAMES, NATIVES, self.next);
        let mut tables = Vec::with_capacity(given.len());
        let mut new = Vec::new();
        for (attr, body) in given {
            let hash = hash(body);
            let known = self.tables.get(&hash).into_iter().flatten().find(|table| holds(**table, body));
            let table = known.copied().unwrap_or_else(|| {
                let table = Table::at(writer.table(body));
                new.push((hash, table));
                table
            });
            tables.push((*attr, table));
        }
        let key = (base, tables);
        if let Some(class) = self.classes.get(&key) {
            return Ok(*class);
        }
        let at = compile(base, given, &key.1, &mut writer);
        let class = self.add(writer, at)?;
        for (hash, table) in new {
            let alike = self.tables.entry(hash).or_default();
            // Two attributes may have been given the same table.
            if !alike.contains(&table) {
                alike.push(table);
            }
        }
        self.classes.insert(key, class);
        Ok(class)
    }

    /// Puts what was laid out in its place.
    fn add(&mut self, writer: Writer<'_>, class: u32) -> Result<Class, Error> {
        let full = || Error::value("the tables of all derived classes take more than four gigabytes");
        let (words, pool) = writer.finish().ok_or_else(full)?;
        let (word, byte) = self.next;
        self.next = (added::next((word + words.len()) * 4) / 4, added::next(byte + pool.len()));
        added::POOL.add(byte, pool);
        added::WORDS.add(word * 4, words.iter().flat_map(|word| word.to_le_bytes()).collect());
        Ok(Class(class))
    }
}

/// The tables that a derived class sees.
struct Seen<'a> {
    base: Class,
    given: &'a Given,
    tables: &'a [(AttrId, Table)],
}

impl Seen<'_> {
    fn place(&self, attr: AttrId) -> Option<Table> {
        let own = self.tables.iter().find(|(own, _)| *own == attr);
        own.map(|(_, table)| *table).or_else(|| self.base.table(attr))
    }
}

impl Tables for Seen<'_> {
    fn body(&self, name: &str) -> Option<Cow<'_, Body>> {
        let attr = find_attr(name)?;
        match self.given.get(&attr) {
            Some(body) => Some(Cow::Borrowed(body)),
            None => Some(Cow::Owned(self.base.table(attr)?.body())),
        }
    }

    fn stored(&self, name: &str) -> Option<u32> {
        Some(self.place(find_attr(name)?)?.index())
    }
}

/// Lays out the class; tells where.
fn compile(base: Class, given: &Given, tables: &[(AttrId, Table)], writer: &mut Writer<'_>) -> u32 {
    let id = base.id();
    let seen = Seen { base, given, tables };
    let odd = odd_table(base, given);
    let mut class = ClassWords { id: base.id_words(), head: base.head_words(), ..ClassWords::default() };
    class.tables = base.table_words().filter(|(attr, _)| !given.contains_key(attr)).collect();
    class.tables.extend(tables.iter().map(|(attr, table)| (*attr, table.index())));
    for words @ [name, _, _, source] in base.rule_words() {
        let Some(Ok(block)) = (source != 0).then(|| block(str_at(source).to_string())) else {
            class.rules.push(words);
            continue;
        };
        let unfit = |why: String, writer: &mut Writer<'_>| (RULE_UNFIT, writer.place(&format!("{id}: {why}")));
        let compiled = match odd {
            Some(table) if !block.natives().is_empty() => {
                let why = format!("{}: table '{}' is not of the form that the rule reads", block.place, table);
                Some(unfit(why, writer))
            }
            _ if block.tables().iter().any(|name| find_attr(name).is_some_and(|attr| given.contains_key(&attr))) => {
                Some(match rule(writer, &seen, &block) {
                    Ok(compiled) => compiled,
                    Err(Failure::Lacks(table)) => (RULE_LACKS, find_attr(&table).unwrap_or_default()),
                    Err(Failure::Unfit(why) | Failure::Wrong(why)) => unfit(why, writer),
                })
            }
            _ => None,
        };
        class.rules.push(compiled.map_or(words, |(kind, value)| [name, kind, value, source]));
    }
    writer.class(class)
}

/// A table that is not of the form of the built-in ones of its name, so that no Rust function may read it.
fn odd_table(base: Class, given: &Given) -> Option<&'static str> {
    let odd =
        |(attr, body): &(&AttrId, &Body)| model(base, **attr).is_some_and(|model| !form::fits(&model.body(), body));
    given.iter().find(odd).map(|(attr, _)| ATTRS[*attr as usize])
}
