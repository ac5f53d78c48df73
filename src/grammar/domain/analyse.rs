//! From programs to domains.

use super::node::{changed, numbers, product, sample, sum, text, texts, variable, with, Change, Part};
use super::pattern::Fill;
use crate::grammar::Slug;
use crate::locale::{find_name, layout::*, text as pool, word, NameId, Table, NAMES, NATIVES};
use crate::providers::{find, Args, Pack, Rule, Source};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// How deep methods may call each other.
const DEEPEST: u32 = 40;
/// The most templates made at run time that are looked at.
const TEMPLATES_READ: u128 = 4096;

/// Reads programs of one locale.
pub struct Analysis<'a, D: Source> {
    /// The locale's rules.
    pub pack: &'a Pack<D>,
    depth: u32,
    programs: FxHashMap<u32, Option<Part>>,
    tables: FxHashMap<(u32, u32), Part>,
}

impl<'a, D: Source> Analysis<'a, D> {
    /// Nothing is read yet.
    pub fn new(pack: &'a Pack<D>) -> Self {
        Self { pack, depth: 0, programs: FxHashMap::default(), tables: FxHashMap::default() }
    }

    /// What a method can give without arguments.
    fn call(&mut self, name: NameId) -> Option<Part> {
        let entry = self.pack.find(name)?;
        match entry.rule {
            Rule::Program(at) => self.program(at),
            Rule::Host | Rule::Unported | Rule::Lacks(_) | Rule::Unfit(_) => None,
            _ => self.native(NAMES[name as usize], &entry.defaults),
        }
    }

    /// What a Rust function can give, if its field declares it.
    fn native(&self, name: &str, args: &Args) -> Option<Part> {
        find(name)?.field.domain?(args)?.into_part()
    }

    /// What the program at an index of the blob can give.
    pub fn program(&mut self, at: u32) -> Option<Part> {
        if let Some(known) = self.programs.get(&at) {
            return known.clone();
        }
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let mut vars = Vec::new();
        let found = self.steps(at, &mut vars).map(|(body, _)| with(vars, body));
        self.depth -= 1;
        self.programs.insert(at, found.clone());
        found
    }

    /// The operations up to `END`, and the index after it. Variables are added to `vars`.
    fn steps(&mut self, mut at: u32, vars: &mut Vec<Part>) -> Option<(Part, u32)> {
        let mut parts = Vec::new();
        loop {
            let part = match word(at) {
                OP_END => return Some((product(parts), at + 1)),
                OP_LITERAL => {
                    at += 3;
                    text(pool(at - 2))
                }
                OP_PICK => {
                    at += 2;
                    self.pick(Table::at(word(at - 1)))
                }
                OP_CELL => {
                    at += 3;
                    self.cell(Table::at(word(at - 2)), word(at - 1))
                }
                OP_PARSE => {
                    at += 2;
                    self.parse(Table::at(word(at - 1)))?
                }
                OP_CALL | OP_TOKEN => {
                    at += 2;
                    self.call(word(at - 1))?
                }
                OP_INT => {
                    at += 6;
                    let number = |at| (u64::from(word(at)) | u64::from(word(at + 1)) << 32) as i64;
                    let (low, high) = (number(at - 5), number(at - 3));
                    let span = i128::from(high) - i128::from(low);
                    numbers(low, 1, span.max(0).unsigned_abs() + 1, word(at - 1) as usize)
                }
                OP_APPLY => {
                    let (part, next) = self.steps(at + 4, vars)?;
                    let part = applied(word(at + 1), pool(at + 2), &part)?;
                    at = next;
                    part
                }
                OP_LET => {
                    let (part, next) = self.steps(at + 2, vars)?;
                    vars.push(part);
                    at = next;
                    continue;
                }
                OP_VAR => {
                    at += 2;
                    let i = word(at - 1) as usize;
                    variable(i, vars.get(i)?)
                }
                OP_ONE_OF => {
                    let n = word(at + 1);
                    let alternatives = (0..n).map(|i| Some(self.steps(word(at + 2 + i), vars)?.0));
                    let alternatives = alternatives.collect::<Option<Vec<_>>>()?;
                    at += 2 + n;
                    sum(alternatives)
                }
                OP_CHOICES => {
                    let (one, n) = (self.pick(Table::at(word(at + 1))), word(at + 2) as usize);
                    let separator = text(pool(at + 3));
                    at += 5;
                    let parts =
                        (0..n).flat_map(|i| (i > 0).then(|| separator.clone()).into_iter().chain([one.clone()]));
                    product(parts.collect())
                }
                OP_SAMPLE => {
                    let (table, n, separator) = (Table::at(word(at + 1)), word(at + 2) as usize, pool(at + 3));
                    at += 5;
                    sample((0..table.len()).map(|i| Cow::Borrowed(table.get(i))).collect(), n, separator)
                }
                OP_NATIVE => {
                    at += 2;
                    self.native(NATIVES[word(at - 1) as usize], &Args::default())?
                }
                OP_TEMPLATE => {
                    let (part, next) = self.steps(at + 1, vars)?;
                    at = next;
                    self.templates(&part)?
                }
                _ => return None,
            };
            parts.push(part);
        }
    }

    /// The entries of a table that can be picked.
    fn entries(table: Table) -> impl Iterator<Item = usize> {
        (0..table.len()).filter(move |i| table.weights().is_none_or(|weights| weights.has(*i)))
    }

    fn pick(&mut self, table: Table) -> Part {
        let part = || texts(Self::entries(table).map(|i| Cow::Borrowed(table.get(i))).collect());
        self.tables.entry((table.index(), u32::MAX)).or_insert_with(part).clone()
    }

    fn cell(&mut self, table: Table, column: u32) -> Part {
        let cell = |row| Cow::Borrowed(table.cell(row, column as usize));
        let part = || texts(Self::entries(table).map(cell).collect());
        self.tables.entry((table.index(), column)).or_insert_with(part).clone()
    }

    fn parse(&mut self, table: Table) -> Option<Part> {
        let mut seen: Vec<u32> = Vec::new();
        let mut alternatives = Vec::new();
        for i in Self::entries(table) {
            match table.program(i) {
                None => return Some(self.pick(table)),
                Some(program) if seen.contains(&program) => {}
                Some(program) => {
                    seen.push(program);
                    alternatives.push(self.program(program)?);
                }
            }
        }
        Some(sum(alternatives))
    }

    /// What the texts of a part become, as templates.
    fn templates(&mut self, part: &Part) -> Option<Part> {
        if part.open || part.size > TEMPLATES_READ {
            return None;
        }
        let templates = part.list().into_iter().map(|template| self.template(&template));
        Some(sum(templates.collect::<Option<_>>()?))
    }

    fn template(&mut self, template: &[u8]) -> Option<Part> {
        let mut parts = Vec::new();
        let mut rest = template;
        while let Some(at) = rest.windows(2).position(|two| two == b"{{") {
            let inner = &rest[at + 2..];
            let end = inner.windows(2).position(|two| two == b"}}")?;
            let token = std::str::from_utf8(&inner[..end]).ok()?;
            parts.push(text(rest[..at].to_vec()));
            parts.push(self.call(find_name(token.trim())?)?);
            rest = &inner[end + 2..];
        }
        parts.push(text(rest.to_vec()));
        Some(product(parts))
    }
}

/// A part with one of the functions of the rule language applied to it.
fn applied(function: u32, letters: &'static [u8], part: &Part) -> Option<Part> {
    let letters = std::str::from_utf8(letters).ok()?;
    let change = match function {
        APPLY_NUMERIFY => return Fill::default().digits().part(part),
        APPLY_LEXIFY => return Fill::default().letters(letters).part(part),
        APPLY_BOTHIFY => return Fill::default().digits().letters(letters).part(part),
        APPLY_HEXIFY => return Fill::default().hex(false).part(part),
        APPLY_UPPER => Change::Upper,
        APPLY_LOWER => Change::Lower,
        APPLY_CAPITALIZE => Change::Capitalize,
        APPLY_TITLE => Change::Title,
        APPLY_ASCII => Change::Ascii,
        APPLY_SLUG => Change::Slug(Slug::Ascii),
        APPLY_SLUG_DOTS => Change::Slug(Slug::Dots),
        APPLY_SLUG_UNICODE => Change::Slug(Slug::Unicode),
        APPLY_DIGITS => Change::Digits(letters),
        _ => return None,
    };
    Some(changed(change, part))
}
