//! Provider classes with what they inherit: tables and rules by name, nearest first.

use crate::compile::{self, Block, Body};
use crate::parse::{self, File};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// A provider class of Faker: the tables extracted from it and the rules written for it.
#[derive(Debug, Default)]
pub struct Class {
    pub file: File,
    pub rules: BTreeMap<String, Block>,
}

/// All classes by id, such as `en_US/person`.
#[derive(Debug)]
pub struct Classes {
    by_id: BTreeMap<String, Class>,
}

/// What a class gives for a name.
pub enum Rule<'a> {
    Block(&'a Block),
    /// Faker has code for it that is not ported.
    Unported,
}

/// Reads every class below `data`.
pub fn read(data: &Path) -> Classes {
    let mut by_id = BTreeMap::new();
    for locale in folders(data) {
        for path in files(&data.join(&locale)) {
            let (Some(stem), Some(kind)) = (path.file_stem(), path.extension()) else { continue };
            let id = format!("{locale}/{}", stem.to_string_lossy());
            let class: &mut Class = by_id.entry(id.clone()).or_default();
            match kind.to_str() {
                Some("txt") => class.file = parse::file(&text(&path), &id),
                Some("rules") => class.rules = rules(&text(&path), &id),
                _ => panic!("{}: neither a table nor a rules file", path.display()),
            }
        }
    }
    Classes { by_id }
}

/// Reads a rules file.
fn rules(text: &str, id: &str) -> BTreeMap<String, Block> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.to_string()),
        }
    }
    let mut rules = BTreeMap::new();
    for line in lines {
        let block = compile::block(format!("{id}.{line}")).unwrap_or_else(|why| panic!("{why}"));
        let name = block.place.rsplit('.').next().unwrap_or_default().to_string();
        assert!(!rules.contains_key(&name), "{}: declared twice", block.place);
        rules.insert(name, block);
    }
    rules
}

/// The text of a file.
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn entries(folder: &Path) -> Vec<std::path::PathBuf> {
    let listing = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = listing.map(|e| e.expect("a folder entry").path()).collect();
    paths.sort();
    paths
}

fn folders(data: &Path) -> Vec<String> {
    // `places` is no locale.
    let dirs = entries(data).into_iter().filter(|p| p.is_dir() && !p.ends_with("places"));
    dirs.filter_map(|p| Some(p.file_name()?.to_str()?.to_string())).collect()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    entries(folder).into_iter().filter(|p| p.is_file()).collect()
}

impl Classes {
    /// The ids, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &String> {
        self.by_id.keys()
    }

    fn get(&self, id: &str) -> Option<&Class> {
        self.by_id.get(id)
    }

    /// What Python's class is made from; empty for what is no class of Faker's.
    pub fn head(&self, id: &str) -> &str {
        self.get(id).map_or("", |class| &class.file.head)
    }

    fn mro<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Class)> {
        let own = &self.by_id[id].file.mro;
        let ids: Vec<&str> = if own.is_empty() { vec![id] } else { own.iter().map(String::as_str).collect() };
        ids.into_iter().filter_map(|id| Some((id, self.get(id)?)))
    }

    /// The table `name` as the class `id` sees it.
    pub fn table<'a>(&'a self, id: &'a str, name: &str) -> Option<&'a Body> {
        for (owner, class) in self.mro(id) {
            if let Some((_, body)) = class.file.tables.iter().find(|(n, _)| n == name) {
                return Some(body);
            }
            if let Some((_, target)) = class.file.same.iter().find(|(n, _)| n == name) {
                return match target.split_once('.') {
                    Some((other, table)) if self.get(other).is_some() => self.table(other, table),
                    _ => self.table(owner, target),
                };
            }
        }
        None
    }

    /// Every table name that the class `id` sees.
    pub fn table_names<'a>(&'a self, id: &'a str) -> BTreeSet<&'a str> {
        let files = self.mro(id).map(|(_, class)| &class.file);
        files.flat_map(|file| names(&file.tables).chain(names(&file.same))).collect()
    }

    /// Every rule that is written, by class.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.by_id.values().flat_map(|class| class.rules.values())
    }

    /// What the class `id` has for every method that it sees.
    pub fn rules<'a>(&'a self, id: &'a str) -> BTreeMap<&'a str, Rule<'a>> {
        let mut found = BTreeMap::new();
        for (_, class) in self.mro(id) {
            let file = &class.file;
            for (name, target) in &file.aliases {
                found.entry(name.as_str()).or_insert_with(|| own(class, name, target));
            }
            for name in &file.methods {
                found.entry(name.as_str()).or_insert_with(|| own(class, name, name));
            }
            for (name, block) in &class.rules {
                found.entry(name.as_str()).or_insert(Rule::Block(block));
            }
        }
        found
    }
}

/// A class's own rule for a method, or for the method that it is another name of.
fn own<'a>(class: &'a Class, name: &str, target: &str) -> Rule<'a> {
    let block = class.rules.get(name).or_else(|| class.rules.get(target));
    block.map_or(Rule::Unported, Rule::Block)
}

fn names<T>(pairs: &[(String, T)]) -> impl Iterator<Item = &str> {
    pairs.iter().map(|(name, _)| name.as_str())
}
