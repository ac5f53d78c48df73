//! Locale packs: every table and rule of every locale in one read-only blob, laid out by `build/`.
//!
//! Nothing is parsed when a locale is used: a [`Table`] is a position in the blob, and reading an entry is two
//! loads. What no one asks for is never touched, so it costs no memory. A class with tables of a user's own is
//! [derived](derive()) at run time, and read in the same way.

mod added;
mod compile;
mod derive;
pub mod layout;
mod memo;
mod table;
mod words;

#[allow(missing_docs, clippy::all)]
mod pack {
    include!(concat!(env!("OUT_DIR"), "/pack.rs"));
}

pub use compile::{block, float_repr, token, Block, Body, Expr, Tree};
pub use derive::{derive, is_alike};
pub use pack::{ATTRS, LOCALES, NAMES, NATIVES, PROVIDERS};
pub use table::{Node, Picks, Shape, Table};
pub use words::{float, text, word};

use crate::error::{nearest, Error};
use crate::rng::alias_table;

/// The index of a method name in [`NAMES`]; a constant where the name is one.
pub type NameId = u32;
/// The index of a table's name in [`ATTRS`].
pub type AttrId = u32;

const fn less(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return a[i] < b[i];
        }
        i += 1;
    }
    a.len() < b.len()
}

const fn position(sorted: &[&str], name: &str) -> Option<u32> {
    let (mut low, mut high) = (0, sorted.len());
    while low < high {
        let middle = (low + high) / 2;
        if less(sorted[middle].as_bytes(), name.as_bytes()) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if low < sorted.len() && !less(name.as_bytes(), sorted[low].as_bytes()) {
        Some(low as u32)
    } else {
        None
    }
}

/// The id of a method, if any locale has it.
pub fn find_name(name: &str) -> Option<NameId> {
    position(NAMES, name)
}

/// The id of a table's name, if any class has it.
pub fn find_attr(name: &str) -> Option<AttrId> {
    position(ATTRS, name)
}

/// The id of a name that exists, looked up when the code is compiled; a misspelt one does not compile.
pub(crate) const fn id(sorted: &[&str], name: &str) -> u32 {
    match position(sorted, name) {
        Some(id) => id,
        None => panic!("no such name"),
    }
}

/// The id of a table's name that exists, such as `attr!("first_names")`.
macro_rules! attr {
    ($name:literal) => {
        const { $crate::locale::id($crate::locale::ATTRS, $name) }
    };
}
pub(crate) use attr;

/// The id of a method that exists, such as `name_id!("first_name")`.
macro_rules! name_id {
    ($name:literal) => {
        const { $crate::locale::id($crate::locale::NAMES, $name) }
    };
}
pub(crate) use name_id;

/// A locale: the classes that serve its providers, in Faker's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Locale(u16);

/// A provider class in the blob: its tables and rules by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Class(u32);

/// What a class has for a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleRef {
    /// A program of `crate::grammar`, by its place in the blob.
    Program(u32),
    /// A Rust function, by its name.
    Native(&'static str),
    /// Faker has code for it that is not a rule here yet.
    Unported,
    /// The class lacks this table, which the rule needs.
    Lacks(AttrId),
    /// A table is not what the rule needs, for this reason.
    Unfit(&'static str),
}

impl Locale {
    /// The locale of a name such as `de_DE`, `de-DE` or `de`.
    ///
    /// # Errors
    /// [`Error::Locale`] with the nearest known names.
    pub fn find(name: &str) -> Result<Self, Error> {
        let wanted = name.replace('-', "_");
        let exact = position(LOCALES, &wanted).or_else(|| {
            let alias = pack::LOCALE_ALIASES.iter().find(|(alias, _)| *alias == wanted);
            alias.and_then(|(_, target)| position(LOCALES, target))
        });
        let found =
            exact.or_else(|| LOCALES.iter().position(|known| known.eq_ignore_ascii_case(&wanted)).map(|i| i as u32));
        match found {
            Some(at) => Ok(Self(at as u16)),
            None => Err(Error::Locale { given: name.to_string(), nearest: nearest(name, LOCALES.iter().copied()) }),
        }
    }

    /// Every locale, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LOCALES.len() as u16).map(Self)
    }

    /// Its name, such as `de_DE`.
    pub fn name(self) -> &'static str {
        LOCALES[usize::from(self.0)]
    }

    /// Its place in [`LOCALES`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The classes of its providers, in the order of [`PROVIDERS`].
    pub fn classes(self) -> impl Iterator<Item = Class> {
        let first = pack::LOCALE_CLASSES + u32::from(self.0) * PROVIDERS.len() as u32;
        (first..first + PROVIDERS.len() as u32).map(|at| Class(word(at)))
    }
}

impl Class {
    /// The class of an id such as `base/date_time`: for tables of another provider, or of another locale.
    pub fn find(id: &str) -> Option<Self> {
        let at = pack::CLASSES.binary_search_by(|(known, _)| (*known).cmp(id)).ok()?;
        Some(Self(pack::CLASSES[at].1))
    }

    /// Every class, by id.
    pub fn all() -> impl Iterator<Item = Self> {
        pack::CLASSES.iter().map(|(_, at)| Self(*at))
    }

    /// Its id, such as `de_DE/person`.
    pub fn id(self) -> &'static str {
        str_at(self.0)
    }

    /// Its place in the blob.
    #[inline]
    pub fn index(self) -> u32 {
        self.0
    }

    /// The provider that it is a class of, such as `person`.
    pub fn provider(self) -> &'static str {
        self.id().split('/').nth(1).unwrap_or_default()
    }

    /// What Python's class is made from, as text (`compat/README.md`); empty for what is no class of Faker's.
    pub fn head(self) -> &'static str {
        str_at(self.rules_end())
    }

    /// The names in a line of its head, such as its `methods` or the classes of its `mro`.
    pub fn names(self, line: &str) -> impl Iterator<Item = &'static str> {
        let found = self.head().lines().find_map(|each| each.strip_prefix(line)?.strip_prefix(' '));
        found.unwrap_or_default().split_whitespace()
    }

    /// The locale that it was written for: `en_US` for whoever falls back to it.
    pub fn locale(self) -> &'static str {
        self.id().split('/').next().unwrap_or_default()
    }

    /// The table of that name, its own or inherited.
    #[inline]
    pub fn table(self, attr: AttrId) -> Option<Table> {
        let question = memo::Question::new(self.0, attr);
        let known = question.and_then(memo::Question::answer);
        known.or_else(|| self.look_for_table(question, attr))
    }

    #[inline(never)]
    fn look_for_table(self, question: Option<memo::Question>, attr: AttrId) -> Option<Table> {
        let (mut low, mut high) = (0, word(self.0 + 2));
        while low < high {
            let middle = (low + high) / 2;
            let at = self.0 + 3 + 2 * middle;
            match word(at).cmp(&attr) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    let found = Table::at(word(at + 1));
                    question.inspect(|question| question.keep(found));
                    return Some(found);
                }
            }
        }
        None
    }

    /// Its tables by name.
    pub fn tables(self) -> impl Iterator<Item = (&'static str, Table)> {
        self.table_words().map(|(attr, table)| (ATTRS[attr as usize], Table::at(table)))
    }

    /// Its rules by method.
    pub fn rules(self) -> impl Iterator<Item = (NameId, RuleRef)> {
        let first = self.rules_start();
        (0..word(first)).map(move |i| {
            let at = first + 1 + 3 * i;
            let value = word(at + 2);
            let rule = match word(at + 1) {
                layout::RULE_PROGRAM => RuleRef::Program(value),
                layout::RULE_NATIVE => RuleRef::Native(NATIVES[value as usize]),
                layout::RULE_LACKS => RuleRef::Lacks(value),
                layout::RULE_UNFIT => RuleRef::Unfit(str_at(value)),
                _ => RuleRef::Unported,
            };
            (word(at), rule)
        })
    }

    /// Where the count of its rules stands.
    fn rules_start(self) -> u32 {
        self.0 + 3 + 2 * word(self.0 + 2)
    }

    /// What follows its rules: its head, then their sources.
    fn rules_end(self) -> u32 {
        let start = self.rules_start();
        start + 1 + 3 * word(start)
    }

    fn id_words(self) -> [u32; 2] {
        [word(self.0), word(self.0 + 1)]
    }

    fn head_words(self) -> [u32; 2] {
        let at = self.rules_end();
        [word(at), word(at + 1)]
    }

    fn table_words(self) -> impl Iterator<Item = (AttrId, u32)> {
        (0..word(self.0 + 2)).map(move |i| {
            let at = self.0 + 3 + 2 * i;
            (word(at), word(at + 1))
        })
    }

    /// The rule of a method as it is written, if it has one.
    pub fn rule_source(self, name: NameId) -> Option<&'static str> {
        let [.., source] = self.rule_words().find(|words| words[0] == name)?;
        (source != 0).then(|| str_at(source))
    }

    /// Its rules as they are laid out: name, kind, value, source.
    fn rule_words(self) -> impl Iterator<Item = [u32; 4]> {
        let (first, sources) = (self.rules_start(), self.rules_end() + 2);
        (0..word(first)).map(move |i| {
            let at = first + 1 + 3 * i;
            [word(at), word(at + 1), word(at + 2), word(sources + i)]
        })
    }
}

/// A string whose offset and length stand at an index of the blob.
fn str_at(at: u32) -> &'static str {
    std::str::from_utf8(text(at)).unwrap_or_default()
}

/// The ASCII spelling that Faker (unidecode) gives a character, where there is one.
pub fn unidecode(c: char) -> Option<&'static [u8]> {
    let code = c as u32;
    let block = word(pack::UNIDECODE + (code >> 8).min(255));
    if code > 0xffff || block == 0 {
        return None;
    }
    let table = Table::at(block);
    let cell = (code & 255) as usize;
    (cell < table.len()).then(|| table.get(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_are_found_by_every_spelling() {
        assert_eq!(Locale::find("de_DE").unwrap().name(), "de_DE");
        assert_eq!(Locale::find("de-DE").unwrap().name(), "de_DE");
        assert_eq!(Locale::find("en_us").unwrap().name(), "en_US");
        assert!(matches!(Locale::find("de_XX"), Err(Error::Locale { .. })));
    }

    #[test]
    fn a_locale_falls_back_as_faker_does() {
        let person = PROVIDERS.iter().position(|p| *p == "person").unwrap();
        let class = |name: &str| Locale::find(name).unwrap().classes().nth(person).unwrap();
        let formats = attr!("first_names");
        assert!(class("en_US").table(formats).unwrap().len() > 500);
        assert!(class("ja_JP").table(formats).is_some());
        assert_eq!(class("ja_JP").id(), "ja_JP/person");
        assert_eq!(class("am_ET").locale(), "en_US");
    }

    #[test]
    fn weights_are_kept_as_they_were_given() {
        let weight = |class: &str, table: &str, i| {
            Class::find(class).unwrap().table(find_attr(table).unwrap()).unwrap().weight(i)
        };
        assert_eq!(weight("cs_CZ/person", "formats_male", 0).unwrap().float(), 0.97);
        assert_eq!(weight("de_LU/person", "last_names", 0).unwrap().int(), 6799);
        assert!(weight("de_DE/person", "last_names", 0).is_none());
    }

    #[test]
    fn tables_keep_the_types_of_python() {
        let table = |id: &str, name: &str| Class::find(id).unwrap().table(find_attr(name).unwrap()).unwrap();
        assert_eq!(table("base/person", "formats").types(), [layout::SEQ_LIST, 0]);
        assert_eq!(table("es_AR/address", "municipalities").types(), [layout::SEQ_LIST, layout::SEQ_TUPLE]);
        assert_eq!(table("it_IT/address", "postcode_formats").types()[0], layout::SEQ_KEYS);
        assert_eq!(table("base/date_time", "countries").root().item(0).shape(), Shape::Tagged);
    }

    #[test]
    fn only_fakers_classes_have_heads() {
        assert!(Class::find("base/person").unwrap().head().starts_with("mro base/person base/base\nmethods name "));
        assert_eq!(Class::find("base/native").unwrap().head(), "");
        assert_eq!(Class::find("de_DE/place").unwrap().head(), "");
    }

    #[test]
    fn classes_are_found_by_id() {
        let countries = Class::find("base/date_time").unwrap().table(attr!("countries")).unwrap();
        assert!(countries.root().len() > 190);
        assert_eq!(Class::find("base/nothing"), None);
    }
}
