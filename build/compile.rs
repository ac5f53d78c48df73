//! From classes to the bytes of the pack: tables, programs, classes and locales.

use crate::alias::alias_table;
use crate::classes::{text, Classes, Rule};
use crate::layout::*;
use crate::parse::{unescape, Body, Tree};
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

/// A rule that cannot be compiled because its class has no such table.
struct Lacks(String);
type Compiled<T> = Result<T, Lacks>;

struct Writer<'a> {
    classes: &'a Classes,
    pool: Vec<u8>,
    strings: HashMap<String, (u32, u32)>,
    words: Vec<u32>,
    /// Finished runs of words, so that equal tables and programs are stored once.
    runs: HashMap<Vec<u32>, u32>,
    names: Vec<String>,
    attrs: Vec<String>,
    natives: Vec<String>,
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

fn index(sorted: &[String], name: &str) -> u32 {
    sorted.binary_search_by(|n| n.as_str().cmp(name)).unwrap_or_else(|_| panic!("unknown name {name}")) as u32
}

fn size(n: usize) -> u32 {
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

    fn string(&mut self, text: &str) -> [u32; 2] {
        let (at, len) = *self.strings.entry(text.to_string()).or_insert_with(|| {
            let at = size(self.pool.len());
            self.pool.extend_from_slice(text.as_bytes());
            (at, size(text.len()))
        });
        [at, len]
    }

    /// Stores a run of words, or finds the equal one; tells where it is.
    fn store(&mut self, run: Vec<u32>) -> u32 {
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

    fn table(&mut self, body: &Body) -> u32 {
        let run = match body {
            Body::Strings(items) => self.strings_table(STRINGS, items, &[]),
            Body::Weights(items) => {
                let keys: Vec<String> = items.iter().map(|(k, _)| k.clone()).collect();
                let weights: Vec<f64> = items.iter().map(|(_, w)| *w).collect();
                self.strings_table(WEIGHTS, &keys, &weights)
            }
            Body::Text(text) => {
                let mut run = self.strings_table(TEXT, std::slice::from_ref(text), &[]);
                run[0] = (run[0] & !0xff) | TEXT;
                run
            }
            Body::Rows(rows) => {
                let columns = rows.first().map_or(0, Vec::len);
                if rows.iter().all(|r| r.len() == columns) {
                    let ascii = rows.iter().flatten().all(|c| c.is_ascii());
                    let mut run = vec![ROWS | if ascii { ASCII } else { 0 }, size(rows.len()), size(columns)];
                    for cell in rows.iter().flatten() {
                        run.extend(self.string(cell));
                    }
                    run
                } else {
                    let row = |r: &Vec<String>| Tree::Seq("tuple", r.iter().cloned().map(Tree::Str).collect());
                    let tree = Tree::Seq("list", rows.iter().map(row).collect());
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
                let kind = match *kind {
                    "tuple" => SEQ_TUPLE,
                    "set" => SEQ_SET,
                    "frozenset" => SEQ_FROZENSET,
                    _ => SEQ_LIST,
                };
                let run: Vec<u32> = items.iter().flat_map(|i| self.node(i)).collect();
                [NODE_SEQ | kind << 16, self.store(run), size(items.len())]
            }
            Tree::Map(kind, pairs) => {
                let kind = if *kind == "OrderedDict" { MAP_ORDERED } else { MAP_DICT };
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

    fn template_into(&mut self, text: &str, run: &mut Vec<u32>) {
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
                        run.extend([OP_CALL, index(&self.names, name)]);
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

    fn literal(&mut self, text: &str, run: &mut Vec<u32>) {
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
        self.store(run)
    }

    fn block(&mut self, id: &str, block: &Block) -> Compiled<(u32, u32)> {
        if let Expr::Call(name, args) = &block.body {
            if let ("rust", [Expr::Literal(native)], true) = (name.as_str(), args.as_slice(), block.lets.is_empty()) {
                return Ok((RULE_NATIVE, index(&self.natives, native)));
            }
        }
        let mut program = Program { writer: self, id, block, run: Vec::new() };
        for (i, (_, value)) in block.lets.iter().enumerate() {
            program.run.extend([OP_LET, size(i)]);
            program.expr(value)?;
            program.run.push(OP_END);
        }
        program.expr(&block.body)?;
        program.run.push(OP_END);
        let run = program.run;
        Ok((RULE_PROGRAM, self.store(run)))
    }

    fn unidecode(&mut self, data: &Path) -> u32 {
        let mut blocks = vec![0; 256];
        for line in text(&data.join("unidecode.txt")).lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let block = cells.next().and_then(|b| usize::from_str_radix(b, 16).ok()).expect("a block number");
            let cells: Vec<String> = cells.map(unescape).collect();
            if block < blocks.len() {
                blocks[block] = self.table(&Body::Strings(cells));
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

/// A rule under compilation for one class.
struct Program<'w, 'a, 'b> {
    writer: &'w mut Writer<'a>,
    id: &'b str,
    block: &'b Block,
    run: Vec<u32>,
}

impl Program<'_, '_, '_> {
    fn fail(&self, why: &str) -> ! {
        panic!("{} (for {}): {why}", self.block.place, self.id)
    }

    fn expr(&mut self, expr: &Expr) -> Compiled<()> {
        match expr {
            Expr::Literal(text) => self.writer.literal(text, &mut self.run),
            Expr::Number(number) => self.writer.literal(&number.to_string(), &mut self.run),
            Expr::Seq(parts) => parts.iter().try_for_each(|p| self.expr(p))?,
            Expr::Sum(_) => self.fail("tables can be added where a table is expected only"),
            Expr::Name(name) => match self.block.lets.iter().position(|(n, _)| n == name) {
                Some(at) => self.run.extend([OP_VAR, size(at)]),
                None => match self.body(name)? {
                    Body::Text(text) => self.writer.literal(&text, &mut self.run),
                    _ => self.fail(&format!("{name} is no text")),
                },
            },
            Expr::Call(name, args) => self.call(name, args)?,
        }
        Ok(())
    }

    fn body(&self, name: &str) -> Compiled<Body> {
        let found = self.writer.classes.table(self.id, name);
        found.cloned().ok_or_else(|| Lacks(name.to_string()))
    }

    /// A table argument: a name, names added up, literals, `keys(name)` or `values(name)`.
    fn table_body(&self, args: &[Expr]) -> Compiled<Body> {
        match args {
            [Expr::Name(name)] => self.body(name),
            [Expr::Call(keys, of)] if keys == "keys" => match self.table_body(of)? {
                Body::Weights(items) => Ok(Body::Strings(items.into_iter().map(|(k, _)| k).collect())),
                Body::Tree(Tree::Map(_, pairs)) => self.all_text(pairs.into_iter().map(|(k, _)| k)),
                _ => self.fail("keys() takes a mapping"),
            },
            [Expr::Call(values, of)] if values == "values" => match self.table_body(of)? {
                Body::Tree(Tree::Map(_, pairs)) => self.all_text(pairs.into_iter().map(|(_, v)| v)),
                _ => self.fail("values() takes a mapping"),
            },
            [Expr::Call(row, of)] if row == "row" => {
                let at = self.number(of, 1) as usize;
                let item = match self.table_body(&of[..1])? {
                    Body::Rows(rows) => rows.into_iter().nth(at).map(Body::Strings),
                    Body::Tree(Tree::Seq(_, items)) => items.into_iter().nth(at).map(Body::Tree),
                    _ => None,
                };
                Ok(item.unwrap_or_else(|| self.fail("row() takes a table of rows and the place of a row")))
            }
            [Expr::Call(first, of)] if first == "first" => {
                let mut lacks = None;
                for option in of {
                    match self.table_body(std::slice::from_ref(option)) {
                        Err(why) => lacks = lacks.or(Some(why)),
                        found => return found,
                    }
                }
                Err(lacks.unwrap_or_else(|| self.fail("first() takes tables")))
            }
            [Expr::Sum(terms)] => {
                let bodies = terms.iter().map(|t| self.table_body(std::slice::from_ref(t)));
                let bodies = bodies.collect::<Compiled<Vec<_>>>()?;
                Ok(match bodies.iter().all(|b| matches!(b, Body::Weights(_))) {
                    true => Body::Weights(sum_weights(bodies)),
                    false => Body::Strings(bodies.into_iter().flat_map(strings).collect()),
                })
            }
            [Expr::Literal(letters)] => Ok(Body::Strings(letters.chars().map(String::from).collect())),
            literals => {
                let text = |e: &Expr| match e {
                    Expr::Literal(text) => text.clone(),
                    Expr::Number(number) => number.to_string(),
                    _ => self.fail("a table, or literals, expected"),
                };
                Ok(Body::Strings(literals.iter().map(text).collect()))
            }
        }
    }

    fn all_text(&self, items: impl Iterator<Item = Tree>) -> Compiled<Body> {
        let text = |t: Tree| match t {
            Tree::Str(text) => text,
            Tree::Int(number) => number.to_string(),
            other => self.fail(&format!("{other:?} is no text")),
        };
        Ok(Body::Strings(items.map(text).collect()))
    }

    fn table(&mut self, args: &[Expr]) -> Compiled<u32> {
        let body = match self.table_body(args)? {
            Body::Tree(Tree::Seq(_, items)) => self.all_text(items.into_iter())?,
            Body::Text(text) => Body::Strings(text.chars().map(String::from).collect()),
            body => body,
        };
        Ok(self.writer.table(&body))
    }

    /// One cell of each row of a mapping of rows to weights.
    fn weighted_column(&self, body: Body, column: i64) -> Vec<(String, f64)> {
        let Body::Tree(Tree::Map(_, pairs)) = body else { self.fail("rows expected, with weights or without") };
        let cells = pairs.into_iter().map(|(row, weight)| match (row, weight) {
            (Tree::Seq(_, cells), Tree::Float(weight)) => (cells.into_iter().nth(column as usize), weight),
            (Tree::Seq(_, cells), Tree::Int(weight)) => (cells.into_iter().nth(column as usize), weight as f64),
            other => self.fail(&format!("{other:?} is no row with a weight")),
        });
        let text = |(cell, weight)| match cell {
            Some(Tree::Str(cell)) => (cell, weight),
            other => self.fail(&format!("{other:?} is no cell")),
        };
        cells.map(text).collect()
    }

    fn number(&self, args: &[Expr], at: usize) -> i64 {
        match args.get(at) {
            Some(Expr::Number(number)) => *number,
            other => self.fail(&format!("number expected, not {other:?}")),
        }
    }

    fn letters(&mut self, args: &[Expr], default: &str) -> Compiled<[u32; 2]> {
        let text = match args.get(1) {
            None => default.to_string(),
            Some(Expr::Literal(text)) => text.clone(),
            Some(other) => strings(self.table_body(std::slice::from_ref(other))?).concat(),
        };
        Ok(self.writer.string(&text))
    }

    fn apply(&mut self, transform: u32, letters: [u32; 2], args: &[Expr]) -> Compiled<()> {
        self.run.extend([OP_APPLY, transform, letters[0], letters[1]]);
        self.expr(args.first().unwrap_or_else(|| self.fail("text expected")))?;
        self.run.push(OP_END);
        Ok(())
    }

    fn call(&mut self, name: &str, args: &[Expr]) -> Compiled<()> {
        const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        match name {
            "pick" => match args {
                [Expr::Name(table), Expr::Number(column)] if matches!(self.body(table)?, Body::Rows(_)) => {
                    let at = self.table(&args[..1])?;
                    self.run.extend([OP_CELL, at, *column as u32]);
                }
                [Expr::Name(table), Expr::Number(column)] if matches!(self.body(table)?, Body::Tree(_)) => {
                    let cells = Body::Weights(self.weighted_column(self.body(table)?, *column));
                    let at = self.writer.table(&cells);
                    self.run.extend([OP_PICK, at]);
                }
                _ => {
                    let at = self.table(args)?;
                    self.run.extend([OP_PICK, at]);
                }
            },
            "choices" | "sample" => {
                let at = self.table(&args[..1])?;
                let n = self.number(args, 1) as u32;
                let separator = match args.get(2) {
                    Some(Expr::Literal(text)) => text.clone(),
                    _ => String::new(),
                };
                let [sep, len] = self.writer.string(&separator);
                self.run.extend([if name == "choices" { OP_CHOICES } else { OP_SAMPLE }, at, n, sep, len]);
            }
            "parse" => match args {
                [Expr::Call(pick, table)] if pick == "pick" => {
                    let at = self.table(table)?;
                    self.run.extend([OP_PARSE, at]);
                }
                [Expr::Literal(text)] => {
                    let mut run = std::mem::take(&mut self.run);
                    self.writer.template_into(text, &mut run);
                    self.run = run;
                }
                [Expr::Name(text)] => match self.body(text)? {
                    Body::Text(text) => return self.call("parse", &[Expr::Literal(text)]),
                    _ => self.fail("parse() takes a text"),
                },
                [parts] => {
                    self.run.push(OP_TEMPLATE);
                    self.expr(parts)?;
                    self.run.push(OP_END);
                }
                _ => self.fail("parse() takes one template"),
            },
            "int" => {
                let (low, high) = (self.number(args, 0), self.number(args, 1));
                let width = if args.len() > 2 { self.number(args, 2) as u32 } else { 0 };
                let halves = |n: i64| [n as u32, (n >> 32) as u32];
                let [[a, b], [c, d]] = [halves(low), halves(high)];
                self.run.extend([OP_INT, a, b, c, d, width]);
            }
            "numerify" => self.apply(APPLY_NUMERIFY, [0, 0], args)?,
            "lexify" | "bothify" => {
                let letters = self.letters(args, LETTERS)?;
                self.apply(if name == "lexify" { APPLY_LEXIFY } else { APPLY_BOTHIFY }, letters, args)?;
            }
            "hexify" => {
                let letters = self.letters(args, "0123456789abcdef")?;
                self.apply(APPLY_HEXIFY, letters, args)?;
            }
            "digits" => {
                let letters = self.letters(args, "0123456789")?;
                self.apply(APPLY_DIGITS, letters, args)?;
            }
            "upper" => self.apply(APPLY_UPPER, [0, 0], args)?,
            "lower" => self.apply(APPLY_LOWER, [0, 0], args)?,
            "capitalize" => self.apply(APPLY_CAPITALIZE, [0, 0], args)?,
            "title" => self.apply(APPLY_TITLE, [0, 0], args)?,
            "ascii" => self.apply(APPLY_ASCII, [0, 0], args)?,
            "slug" => self.apply(APPLY_SLUG, [0, 0], args)?,
            "slug_dots" => self.apply(APPLY_SLUG_DOTS, [0, 0], args)?,
            "slug_unicode" => self.apply(APPLY_SLUG_UNICODE, [0, 0], args)?,
            "one_of" => {
                self.run.extend([OP_ONE_OF, size(args.len())]);
                let programs = args.iter().map(|arg| {
                    let run = std::mem::take(&mut self.run);
                    let compiled = self.expr(arg);
                    let mut program = std::mem::replace(&mut self.run, run);
                    program.push(OP_END);
                    compiled.map(|()| self.writer.store(program))
                });
                let programs = programs.collect::<Compiled<Vec<u32>>>()?;
                self.run.extend(programs);
            }
            "first" => {
                let whole = self.run.len();
                let mut lacks = None;
                for option in args {
                    match self.expr(option) {
                        Ok(()) => return Ok(()),
                        Err(why) => {
                            self.run.truncate(whole);
                            lacks = lacks.or(Some(why));
                        }
                    }
                }
                return Err(lacks.unwrap_or_else(|| self.fail("first() takes alternatives")));
            }
            "rust" => match args {
                [Expr::Literal(native)] => {
                    let native = index(&self.writer.natives, native);
                    self.run.extend([OP_NATIVE, native]);
                }
                _ => self.fail("rust() takes a name"),
            },
            other if args.is_empty() => {
                if !self.writer.names.iter().any(|n| n == other) {
                    self.fail(&format!("no function or field {other}"));
                }
                self.run.extend([OP_CALL, index(&self.writer.names, other)]);
            }
            other => self.fail(&format!("no function {other}")),
        }
        Ok(())
    }
}

fn strings(body: Body) -> Vec<String> {
    match body {
        Body::Strings(items) => items,
        Body::Weights(items) => items.into_iter().map(|(k, _)| k).collect(),
        Body::Text(text) => text.chars().map(String::from).collect(),
        Body::Rows(_) | Body::Tree(_) => panic!("rows cannot be added"),
    }
}

/// Adds weights of equal keys, as `OrderedDict` arithmetic in Faker's `add_ordereddicts` does not: later wins.
fn sum_weights(bodies: Vec<Body>) -> Vec<(String, f64)> {
    let mut sum: Vec<(String, f64)> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for body in bodies {
        let Body::Weights(items) = body else { continue };
        for (key, weight) in items {
            match at.get(&key) {
                Some(i) => sum[*i].1 = weight,
                None => {
                    at.insert(key.clone(), sum.len());
                    sum.push((key, weight));
                }
            }
        }
    }
    sum
}

/// The pool with room after its last string, so that 16 bytes can be read from where any string starts.
fn padded(mut pool: Vec<u8>) -> Vec<u8> {
    pool.extend([0; 16]);
    pool
}
