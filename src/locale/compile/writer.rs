//! Laying out words and strings, each distinct one once.

use super::super::{alias_table, layout::*};
use super::{Body, Tree};
use std::{borrow::Cow, collections::HashMap};

/// What is laid out so far, from some place of the blob on.
#[derive(Debug)]
pub struct Writer<'a> {
    /// The methods that locales have, sorted.
    pub names: &'a [&'a str],
    /// The Rust functions that rules name, sorted.
    pub natives: &'a [&'a str],
    /// Where the first word and the first byte of a string stand.
    origin: (usize, usize),
    words: Vec<u32>,
    pool: Vec<u8>,
    /// Finished runs of words, so that equal tables and programs are stored once.
    runs: HashMap<Vec<u32>, u32>,
    strings: HashMap<String, [u32; 2]>,
}

/// A class, as it is laid out.
#[derive(Debug, Default)]
pub struct ClassWords {
    /// Where its id stands.
    pub id: [u32; 2],
    /// Its tables: attribute and place.
    pub tables: Vec<(u32, u32)>,
    /// Its rules: name, kind, value, and where the place of its source stands.
    pub rules: Vec<[u32; 4]>,
    /// Where its head stands.
    pub head: [u32; 2],
}

/// The place of a name among sorted ones.
pub fn position<S: AsRef<str>>(sorted: &[S], name: &str) -> Option<u32> {
    sorted.binary_search_by(|known| known.as_ref().cmp(name)).ok().map(size)
}

/// A size as a word. One that needs more shows in [`Writer::finish`].
pub fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl<'a> Writer<'a> {
    /// Nothing is laid out yet; the first word and the first byte of a string will stand at these places.
    pub fn new(names: &'a [&'a str], natives: &'a [&'a str], origin: (usize, usize)) -> Self {
        Self {
            names,
            natives,
            origin,
            words: Vec::new(),
            pool: Vec::new(),
            runs: HashMap::new(),
            strings: HashMap::new(),
        }
    }

    /// The words and the strings, if places of 32 bits do for all of them.
    pub fn finish(self) -> Option<(Vec<u32>, Vec<u8>)> {
        let ends = [self.origin.0 + self.words.len(), self.origin.1 + self.pool.len()];
        ends.iter().all(|end| u32::try_from(*end).is_ok()).then_some((self.words, self.pool))
    }

    /// Stores a string; gives its offset and length.
    pub fn string(&mut self, text: &str) -> [u32; 2] {
        if let Some(place) = self.strings.get(text) {
            return *place;
        }
        let place = [size(self.origin.1 + self.pool.len()), size(text.len())];
        self.pool.extend_from_slice(text.as_bytes());
        self.strings.insert(text.to_string(), place);
        place
    }

    /// Stores a run of words, or finds the equal one; tells where it is.
    pub fn store(&mut self, run: Vec<u32>) -> u32 {
        if let Some(at) = self.runs.get(&run) {
            return *at;
        }
        if self.words.len() % 2 == 1 {
            self.words.push(0);
        }
        let at = size(self.origin.0 + self.words.len());
        self.words.extend_from_slice(&run);
        self.runs.insert(run, at);
        at
    }

    /// Stores a string; tells where its offset and length are.
    pub fn place(&mut self, text: &str) -> u32 {
        let place = self.string(text).to_vec();
        self.store(place)
    }

    /// Stores a class.
    pub fn class(&mut self, mut class: ClassWords) -> u32 {
        class.tables.sort_unstable();
        class.rules.sort_unstable();
        let mut run = class.id.to_vec();
        run.push(size(class.tables.len()));
        run.extend(class.tables.iter().flat_map(|(attr, table)| [*attr, *table]));
        run.push(size(class.rules.len()));
        run.extend(class.rules.iter().flat_map(|[name, kind, value, _]| [*name, *kind, *value]));
        run.extend(class.head);
        run.extend(class.rules.iter().map(|[.., source]| *source));
        self.store(run)
    }

    /// Stores a table.
    pub fn table(&mut self, body: &Body) -> u32 {
        let run = match body {
            Body::Strings(items, seq) => {
                let mut run = self.strings_table(STRINGS, items.iter(), &[]);
                run[0] |= seq << OUTER;
                run
            }
            Body::Weights(items) => {
                let weights: Vec<f64> = items.iter().map(|(_, weight)| weight.number().unwrap_or_default()).collect();
                let mut run = self.strings_table(WEIGHTS, items.iter().map(|(key, _)| key), &weights);
                for (_, weight) in items {
                    run.extend(self.node(weight));
                }
                run
            }
            Body::Text(text) => self.strings_table(TEXT, std::iter::once(text), &[]),
            Body::Rows(rows, [outer, inner]) => {
                let columns = rows.first().map_or(0, Vec::len);
                let ascii = rows.iter().flatten().all(|cell| cell.is_ascii());
                let flags = if ascii { ASCII } else { 0 } | outer << OUTER | inner << INNER;
                let mut run = vec![ROWS | flags, size(rows.len()), size(columns)];
                for cell in rows.iter().flatten() {
                    run.extend(self.string(cell));
                }
                run
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

    fn strings_table<'s>(
        &mut self,
        kind: u32,
        items: impl ExactSizeIterator<Item = &'s String> + Clone,
        weights: &[f64],
    ) -> Vec<u32> {
        let ascii = items.clone().all(|s| s.is_ascii());
        let templates = items.clone().any(|s| s.contains("{{"));
        let flags = if ascii { ASCII } else { 0 } | if templates { TEMPLATES } else { 0 };
        let mut run = vec![kind | flags, size(items.len())];
        for item in items.clone() {
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

    /// Adds the operations of a string with `{{token}}`s.
    pub fn template_into(&mut self, text: &str, run: &mut Vec<u32>) {
        let mut rest = text;
        let mut literal = String::new();
        while let Some((before, inner)) = rest.split_once("{{") {
            literal.push_str(before);
            match inner.split_once("}}").and_then(|(inside, after)| Some((token(inside)?, after))) {
                Some((token, after)) => {
                    self.literal(&literal, run);
                    literal.clear();
                    match position(self.names, &token) {
                        Some(name) => run.extend([OP_TOKEN, name]),
                        None => {
                            let [at, len] = self.string(&token);
                            run.extend([OP_UNKNOWN, at, len]);
                        }
                    }
                    rest = after;
                }
                None => {
                    literal.push('{');
                    rest = &rest[before.len() + 1..];
                }
            }
        }
        literal.push_str(rest);
        self.literal(&literal, run);
    }

    /// Adds the operation that appends a text.
    pub fn literal(&mut self, text: &str, run: &mut Vec<u32>) {
        if !text.is_empty() {
            let [at, len] = self.string(text);
            run.extend([OP_LITERAL, at, len]);
        }
    }
}

/// What stands between `{{` and `}}`, if Faker takes it for a token: `name`, or `name:group` for a group of arguments.
pub fn token(inside: &str) -> Option<Cow<'_, str>> {
    let is_word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let inside = inside.trim();
    match inside.split_once(':') {
        None => is_word(inside).then_some(Cow::Borrowed(inside)),
        Some((name, group)) => {
            let group = group.trim_start();
            (is_word(name) && is_word(group)).then(|| Cow::Owned(format!("{name}:{group}")))
        }
    }
}
