//! From classes to the bytes of the pack: tables, programs, classes and locales.

use crate::classes::{text, Classes, Rule};
use crate::compile::{rule, writer::position, Body, ClassWords, Failure, Tables, Writer};
use crate::layout::*;
use crate::parse::unescape;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

/// What `main` writes out.
pub struct Pack {
    pub pool: Vec<u8>,
    pub words: Vec<u8>,
    pub source: String,
}

/// Lays out everything.
pub fn pack(classes: &Classes, data: &Path) -> Pack {
    let mut names = BTreeSet::new();
    let mut attrs = BTreeSet::new();
    let mut natives = BTreeSet::new();
    for id in classes.ids() {
        attrs.extend(classes.table_names(id));
        for (name, rule) in classes.rules(id) {
            names.insert(name);
            if let Rule::Block(block) = rule {
                natives.extend(block.natives());
                // A table that no class has is named by the error of a rule that needs it.
                attrs.extend(block.tables());
            }
        }
    }
    let [names, attrs, natives] = [names, attrs, natives].map(|set| set.into_iter().collect::<Vec<&str>>());
    let packer = Packer { classes, attrs: &attrs, writer: Writer::new(&names, &natives, (0, 0)) };
    packer.all(data)
}

/// What is laid out so far.
struct Packer<'a> {
    classes: &'a Classes,
    attrs: &'a [&'a str],
    writer: Writer<'a>,
}

/// The tables that a class of Faker's sees.
struct Seen<'a>(&'a Classes, &'a str);

impl Tables for Seen<'_> {
    fn body(&self, name: &str) -> Option<Cow<'_, Body>> {
        self.0.table(self.1, name).map(Cow::Borrowed)
    }

    fn stored(&self, _: &str) -> Option<u32> {
        None
    }
}

impl Packer<'_> {
    fn all(mut self, data: &Path) -> Pack {
        for block in self.classes.blocks() {
            self.writer.place(&block.source);
        }
        let mut class_at: BTreeMap<String, u32> = BTreeMap::new();
        for id in self.classes.ids() {
            let at = self.class(id);
            class_at.insert(id.clone(), at);
        }
        let unidecode = self.unidecode(data);
        let mut source = String::new();
        let _ = writeln!(source, "pub const CLASSES: &[(&str, u32)] = &{:?};", class_at.iter().collect::<Vec<_>>());
        let locales = self.locales(data, &class_at, &mut source);
        for (list, items) in [("NAMES", self.writer.names), ("ATTRS", self.attrs), ("NATIVES", self.writer.natives)] {
            let _ = writeln!(source, "pub const {list}: &[&str] = &{items:?};");
        }
        let _ = writeln!(source, "pub const LOCALE_CLASSES: u32 = {locales};");
        let _ = writeln!(source, "pub const UNIDECODE: u32 = {unidecode};");
        let (words, pool) = self.writer.finish().expect("the packs stay below four billion words and bytes");
        Pack { pool: padded(pool), words: words.iter().flat_map(|word| word.to_le_bytes()).collect(), source }
    }

    fn class(&mut self, id: &str) -> u32 {
        let classes = self.classes;
        let attr = |name: &str| position(self.attrs, name).unwrap_or_else(|| panic!("unknown table {name}"));
        let mut class = ClassWords::default();
        for name in classes.table_names(id) {
            if let Some(body) = classes.table(id, name) {
                class.tables.push((attr(name), self.writer.table(body)));
            }
        }
        for (name, found) in classes.rules(id) {
            let method = position(self.writer.names, name).unwrap_or_else(|| panic!("unknown method {name}"));
            class.rules.push(match found {
                Rule::Unported => [method, RULE_UNPORTED, 0, 0],
                Rule::Block(block) => {
                    let (kind, value) = match rule(&mut self.writer, &Seen(classes, id), block) {
                        Ok(compiled) => compiled,
                        Err(Failure::Lacks(table)) => (RULE_LACKS, attr(&table)),
                        Err(Failure::Unfit(why)) => (RULE_UNFIT, self.writer.place(&format!("{id}: {why}"))),
                        Err(Failure::Wrong(why)) => panic!("{id}: {why}"),
                    };
                    [method, kind, value, self.writer.place(&block.source)]
                }
            });
        }
        class.id = self.writer.string(id);
        class.head = self.writer.string(classes.head(id));
        self.writer.class(class)
    }

    fn unidecode(&mut self, data: &Path) -> u32 {
        let mut blocks = vec![0; 256];
        for line in text(&data.join("unidecode.txt")).lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let block = cells.next().and_then(|b| usize::from_str_radix(b, 16).ok()).expect("a block number");
            let cells: Vec<String> = cells.map(unescape).collect();
            if block < blocks.len() {
                blocks[block] = self.writer.table(&Body::Strings(cells, SEQ_TUPLE));
            }
        }
        self.writer.store(blocks)
    }

    fn locales(&mut self, data: &Path, class_at: &BTreeMap<String, u32>, source: &mut String) -> u32 {
        let mut names = Vec::new();
        let mut aliases = Vec::new();
        let mut providers: Vec<String> = Vec::new();
        let mut run = Vec::new();
        for line in text(&data.join("locales.txt")).lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            if let ["normalize", alias, target] = cells.as_slice() {
                aliases.push((alias.to_string(), target.to_string()));
                continue;
            }
            let Some((locale, used)) = cells.split_first() else { continue };
            let used: Vec<(&str, &str)> = used.iter().filter_map(|u| u.split_once('=')).collect();
            if providers.is_empty() {
                providers = used.iter().map(|(p, _)| p.to_string()).collect();
                providers.extend(["base".to_string(), "native".to_string()]);
            }
            names.push(locale.to_string());
            for (provider, owner) in used {
                run.push(class_at[&format!("{owner}/{provider}")]);
            }
            run.push(class_at["base/base"]);
            run.push(class_at["base/native"]);
        }
        let _ = writeln!(source, "pub const LOCALES: &[&str] = &{names:?};");
        let _ = writeln!(source, "pub const LOCALE_ALIASES: &[(&str, &str)] = &{aliases:?};");
        let _ = writeln!(source, "pub const PROVIDERS: &[&str] = &{providers:?};");
        self.writer.store(run)
    }
}

/// The pool with room after its last string, so that 16 bytes can be read from where any string starts.
fn padded(mut pool: Vec<u8>) -> Vec<u8> {
    pool.extend([0; 16]);
    pool
}
