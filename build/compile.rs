//! From classes to the bytes of the pack: tables, programs, classes and locales.

use crate::alias::alias_table;
use crate::classes::{text, Classes, Rule};
use crate::layout::*;
use crate::parse::{unescape, Body, Tree};
use crate::program::{program, Compiled, Lacks};
use crate::rules::{Block, Expr};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write as _,
    path::Path,
};

/// What `main` writes out.
pub struct Pack {
    pub pool: Vec<u8>,
    pub words: Vec<u8>,
    pub source: String,
}

/// What is laid out so far.
pub struct Writer<'a> {
    pub classes: &'a Classes,
    pool: Vec<u8>,
    strings: HashMap<String, (u32, u32)>,
    words: Vec<u32>,
    /// Finished runs of words, so that equal tables and programs are stored once.
    runs: HashMap<Vec<u32>, u32>,
    pub names: Vec<String>,
    attrs: Vec<String>,
    pub natives: Vec<String>,
}

/// Lays out everything.
pub fn pack(classes: &Classes, data: &Path) -> Pack {
    let mut names = BTreeSet::new();
    let mut attrs = BTreeSet::new();
    let mut natives = BTreeSet::new();
    for id in classes.ids() {
        attrs.extend(classes.table_names(id));
        for (name, rule) in classes.rules(id) {
            names.insert(name.to_string());
            if let Rule::Block(block) = rule {
                natives_of(&block.body, &mut natives);
                block.lets.iter().for_each(|(_, e)| natives_of(e, &mut natives));
                lacking_names(&block.body, &mut attrs);
            }
        }
    }
    let writer = Writer {
        classes,
        pool: Vec::new(),
        strings: HashMap::new(),
        words: Vec::new(),
        runs: HashMap::new(),
        names: names.into_iter().collect(),
        attrs: attrs.into_iter().collect(),
        natives: natives.into_iter().collect(),
    };
    writer.all(data)
}

fn natives_of(expr: &Expr, found: &mut BTreeSet<String>) {
    match expr {
        Expr::Call(name, args) => {
            if let (true, [Expr::Literal(native)]) = (name == "rust", args.as_slice()) {
                found.insert(native.clone());
            }
            args.iter().for_each(|a| natives_of(a, found));
        }
        Expr::Seq(parts) | Expr::Sum(parts) => parts.iter().for_each(|p| natives_of(p, found)),
        _ => {}
    }
}

/// Names of tables that no class may have, so that an error can still name them.
fn lacking_names(expr: &Expr, found: &mut BTreeSet<String>) {
    match expr {
        Expr::Name(name) => {
            found.insert(name.clone());
        }
        Expr::Call(_, parts) | Expr::Seq(parts) | Expr::Sum(parts) => {
            parts.iter().for_each(|p| lacking_names(p, found));
        }
        _ => {}
    }
}

/// The place of a name that is there.
pub fn index(sorted: &[String], name: &str) -> u32 {
    sorted.binary_search_by(|n| n.as_str().cmp(name)).unwrap_or_else(|_| panic!("unknown name {name}")) as u32
}

/// A number as a float; 0 for anything else.
fn number(tree: &Tree) -> f64 {
    match tree {
        Tree::Int(int) => *int as f64,
        Tree::Float(float) => *float,
        _ => 0.0,
    }
}

/// A size that fits a word.
pub fn size(n: usize) -> u32 {
    u32::try_from(n).expect("the packs stay below four billion")
}

impl Writer<'_> {
    fn all(mut self, data: &Path) -> Pack {
        let mut class_at: BTreeMap<String, u32> = BTreeMap::new();
        for id in self.classes.ids() {
            let at = self.class(id);
            class_at.insert(id.clone(), at);
        }
        let unidecode = self.unidecode(data);
        let mut source = String::new();
        let _ = writeln!(source, "pub const CLASSES: &[(&str, u32)] = &{:?};", class_at.iter().collect::<Vec<_>>());
        let locales = self.locales(data, &class_at, &mut source);
        let list = |source: &mut String, name: &str, items: &[String]| {
            let _ = writeln!(source, "pub const {name}: &[&str] = &{items:?};");
        };
        list(&mut source, "NAMES", &self.names);
        list(&mut source, "ATTRS", &self.attrs);
        list(&mut source, "NATIVES", &self.natives);
        let _ = writeln!(source, "pub const LOCALE_CLASSES: u32 = {locales};");
        let _ = writeln!(source, "pub const UNIDECODE: u32 = {unidecode};");
        let words = self.words.iter().flat_map(|w| w.to_le_bytes()).collect();
        Pack { pool: padded(self.pool), words, source }
    }

    pub fn string(&mut self, text: &str) -> [u32; 2] {
        let (at, len) = *self.strings.entry(text.to_string()).or_insert_with(|| {
            let at = size(self.pool.len());
            self.pool.extend_from_slice(text.as_bytes());
            (at, size(text.len()))
        });
        [at, len]
    }

    /// Stores a run of words, or finds the equal one; tells where it is.
    pub fn store(&mut self, run: Vec<u32>) -> u32 {
        if let Some(at) = self.runs.get(&run) {
            return *at;
        }
        if self.words.len() % 2 == 1 {
            self.words.push(0);
        }
        let at = size(self.words.len());
        self.words.extend_from_slice(&run);
        self.runs.insert(run, at);
        at
    }

    pub fn table(&mut self, body: &Body) -> u32 {
        let run = match body {
            Body::Strings(items, seq) => {
                let mut run = self.strings_table(STRINGS, items, &[]);
                run[0] |= seq << OUTER;
                run
            }
            Body::Weights(items) => {
                let keys: Vec<String> = items.iter().map(|(k, _)| k.clone()).collect();
                let weights: Vec<f64> = items.iter().map(|(_, w)| number(w)).collect();
                let mut run = self.strings_table(WEIGHTS, &keys, &weights);
                for (_, weight) in items {
                    run.extend(self.node(weight));
                }
                run
            }
            Body::Text(text) => {
                let mut run = self.strings_table(TEXT, std::slice::from_ref(text), &[]);
                run[0] = (run[0] & !0xff) | TEXT;
                run
            }
            Body::Rows(rows, [outer, inner]) => {
                let columns = rows.first().map_or(0, Vec::len);
                if rows.iter().all(|r| r.len() == columns) {
                    let ascii = rows.iter().flatten().all(|c| c.is_ascii());
                    let flags = if ascii { ASCII } else { 0 } | outer << OUTER | inner << INNER;
                    let mut run = vec![ROWS | flags, size(rows.len()), size(columns)];
                    for cell in rows.iter().flatten() {
                        run.extend(self.string(cell));
                    }
                    run
                } else {
                    let row = |r: &Vec<String>| Tree::Seq(*inner, r.iter().cloned().map(Tree::Str).collect());
                    let tree = Tree::Seq(*outer, rows.iter().map(row).collect());
                    return self.table(&Body::Tree(tree));
                }
            }
            Body::Tree(tree) => {
                let root = self.node(tree);
                let mut run = vec![TREE, 1];
                run.extend(root);
                run
            }
        };
        self.store(run)
    }

    fn strings_table(&mut self, kind: u32, items: &[String], weights: &[f64]) -> Vec<u32> {
        let ascii = items.iter().all(|s| s.is_ascii());
        let templates = items.iter().any(|s| s.contains("{{"));
        let flags = if ascii { ASCII } else { 0 } | if templates { TEMPLATES } else { 0 };
        let mut run = vec![kind | flags, size(items.len())];
        for item in items {
            run.extend(self.string(item));
        }
        let mut sum = 0.0;
        for (i, weight) in weights.iter().enumerate() {
            sum = if i == 0 { *weight } else { sum + weight };
            run.extend([sum.to_bits() as u32, (sum.to_bits() >> 32) as u32]);
        }
        if !weights.is_empty() {
            run.extend(alias_table(weights).into_iter().flat_map(|(t, a)| [t, a]));
        }
        if templates {
            for item in items {
                let program = self.template(item);
                run.push(program);
            }
        }
        run
    }

    fn node(&mut self, tree: &Tree) -> [u32; 3] {
        match tree {
            Tree::None => [NODE_NONE, 0, 0],
            Tree::Bool(b) => [NODE_BOOL, u32::from(*b), 0],
            Tree::Int(i) => [NODE_INT, *i as u32, (*i >> 32) as u32],
            Tree::Float(f) => [NODE_FLOAT, f.to_bits() as u32, (f.to_bits() >> 32) as u32],
            Tree::Big(digits) => {
                let [at, len] = self.string(digits);
                [NODE_BIG, at, len]
            }
            Tree::Str(text) => {
                let [at, len] = self.string(text);
                [NODE_STR, at, len]
            }
            Tree::Seq(kind, items) => {
                let run: Vec<u32> = items.iter().flat_map(|i| self.node(i)).collect();
                [NODE_SEQ | kind << 16, self.store(run), size(items.len())]
            }
            Tree::Map(kind, pairs) => {
                let run: Vec<u32> = pairs.iter().flat_map(|(k, v)| [self.node(k), self.node(v)]).flatten().collect();
                [NODE_MAP | kind << 16, self.store(run), size(pairs.len())]
            }
            Tree::Tagged(tag, value) => {
                let run: Vec<u32> =
                    [self.node(&Tree::Str(tag.clone())), self.node(value)].into_iter().flatten().collect();
                [NODE_TAGGED, self.store(run), 0]
            }
        }
    }

    /// The program of a string with `{{token}}`s, as Faker's `parse` reads them.
    fn template(&mut self, text: &str) -> u32 {
        let mut run = Vec::new();
        self.template_into(text, &mut run);
        run.push(OP_END);
        self.store(run)
    }

    pub fn template_into(&mut self, text: &str, run: &mut Vec<u32>) {
        let mut rest = text;
        let mut literal = String::new();
        while let Some(at) = rest.find("{{") {
            literal.push_str(&rest[..at]);
            let inner = &rest[at + 2..];
            let token = inner.find("}}").map(|end| inner[..end].trim());
            match token {
                Some(name) if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ':') => {
                    self.literal(&literal, run);
                    literal.clear();
                    if self.names.iter().any(|n| n == name) {
                        run.extend([OP_TOKEN, index(&self.names, name)]);
                    } else {
                        let [at, len] = self.string(name);
                        run.extend([OP_UNKNOWN, at, len]);
                    }
                    let end = inner.find("}}").expect("found above");
                    rest = &inner[end + 2..];
                }
                _ => {
                    literal.push('{');
                    rest = &rest[at + 1..];
                }
            }
        }
        literal.push_str(rest);
        self.literal(&literal, run);
    }

    pub fn literal(&mut self, text: &str, run: &mut Vec<u32>) {
        if !text.is_empty() {
            let [at, len] = self.string(text);
            run.extend([OP_LITERAL, at, len]);
        }
    }

    fn class(&mut self, id: &str) -> u32 {
        let classes = self.classes;
        let attrs: Vec<[u32; 2]> = classes
            .table_names(id)
            .iter()
            .filter_map(|name| Some([index(&self.attrs, name), self.table(classes.table(id, name)?)]))
            .collect();
        let mut rules: Vec<[u32; 3]> = Vec::new();
        for (name, rule) in classes.rules(id) {
            let name = index(&self.names, name);
            rules.push(match rule {
                Rule::Unported => [name, RULE_UNPORTED, 0],
                Rule::Block(block) => match self.block(id, block) {
                    Ok((kind, value)) => [name, kind, value],
                    Err(Lacks(table)) => [name, RULE_LACKS, index(&self.attrs, &table)],
                },
            });
        }
        rules.sort_unstable();
        let mut run = self.string(id).to_vec();
        run.push(size(attrs.len()));
        run.extend(attrs.into_iter().flatten());
        run.push(size(rules.len()));
        run.extend(rules.into_iter().flatten());
        run.extend(self.string(classes.head(id)));
        self.store(run)
    }

    fn block(&mut self, id: &str, block: &Block) -> Compiled<(u32, u32)> {
        if let Expr::Call(name, args) = &block.body {
            if let ("rust", [Expr::Literal(native)], true) = (name.as_str(), args.as_slice(), block.lets.is_empty()) {
                return Ok((RULE_NATIVE, index(&self.natives, native)));
            }
        }
        let run = program(self, id, block)?;
        Ok((RULE_PROGRAM, self.store(run)))
    }

    fn unidecode(&mut self, data: &Path) -> u32 {
        let mut blocks = vec![0; 256];
        for line in text(&data.join("unidecode.txt")).lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let block = cells.next().and_then(|b| usize::from_str_radix(b, 16).ok()).expect("a block number");
            let cells: Vec<String> = cells.map(unescape).collect();
            if block < blocks.len() {
                blocks[block] = self.table(&Body::Strings(cells, SEQ_TUPLE));
            }
        }
        self.store(blocks)
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
        self.store(run)
    }
}

/// The pool with room after its last string, so that 16 bytes can be read from where any string starts.
fn padded(mut pool: Vec<u8>) -> Vec<u8> {
    pool.extend([0; 16]);
    pool
}
