//! What rules are made of: picking from a table, patterns (`numerify` and its kin), templates and programs.
//!
//! A [`Cx`] is where a value is made: the source that it draws from, the locale's rules, and the class whose tables
//! are in sight. Everything appends to a caller's buffer.

mod domain;
pub mod flat;
mod hooks;
mod pattern;
mod program;
mod run;
mod text;

pub use domain::{capacity, unrank, Domain, Fill};
pub use hooks::{Answer, Asked, Hooks};
pub use pattern::{bothify, hexify, lexify, numerify, replace_letters, LETTERS};
pub use program::{program, Step, Steps};
pub use run::padded;
pub use text::{capitalize, lower, slug, title, unidecode, upper, Slug};

use crate::clock::Clock;
use crate::error::Result;
use crate::locale::{AttrId, Class, NameId, Table, NAMES};
use crate::providers::{Args, Entry, Pack, Source, Value};

/// Where a value is made.
#[derive(Debug)]
pub struct Cx<D: Source> {
    /// The source of randomness.
    pub draw: D,
    /// The rules of the locale.
    pub pack: &'static Pack<D>,
    /// What "now" is.
    pub clock: Clock,
    /// The class whose rule runs: its tables are in sight.
    pub class: Class,
    /// Whether weights count: without them every entry of a table is as likely as any other.
    pub weighted: bool,
    /// Who answers for methods that are not the pack's own.
    hooks: Option<&'static dyn Hooks<D>>,
    /// Whose methods the running rule calls its own, in the hooks' numbering.
    pub owner: usize,
    /// Whether a call has more to ask than the pack: hooks, or settled values.
    special: bool,
    /// Texts that a program keeps for later, and where each ends.
    kept: Vec<u8>,
    spans: Vec<(usize, usize)>,
    /// Methods whose value is settled already, because they describe the same thing as the value being made, and
    /// the texts that they give, one after the other.
    settled: Vec<Settled>,
    settled_texts: Vec<u8>,
    /// How many answers of the hooks stand around the value being made.
    depth: u32,
}

/// A value that some methods give instead of drawing one.
#[derive(Clone, Debug)]
struct Settled {
    /// The methods.
    names: &'static [NameId],
    /// Where the text ends among the texts.
    end: usize,
    /// Whether only the first use of any of them gives it.
    once: bool,
    /// Whether any of them has given it.
    used: bool,
}

impl<D: Source> Cx<D> {
    /// A context that draws from `draw`.
    pub fn new(draw: D, pack: &'static Pack<D>, clock: Clock) -> Self {
        Self {
            draw,
            pack,
            clock,
            class: pack.base(),
            weighted: true,
            hooks: None,
            owner: 0,
            special: false,
            kept: Vec::new(),
            spans: Vec::new(),
            settled: Vec::new(),
            settled_texts: Vec::new(),
            depth: 0,
        }
    }

    /// The table of that name in the class whose rule runs.
    #[inline]
    pub fn table(&self, attr: AttrId) -> Option<Table> {
        self.class.table(attr)
    }

    /// The index of an entry picked as Faker's `random_element` picks: by weight where the table has weights.
    #[inline]
    pub fn pick_index(&mut self, table: Table) -> usize {
        match table.weights() {
            Some(weights) if self.weighted => self.draw.weighted(weights),
            _ => self.draw.below(table.len() as u64) as usize,
        }
    }

    /// An entry of a table of strings.
    #[inline]
    pub fn pick(&mut self, table: Table) -> &'static [u8] {
        let i = self.pick_index(table);
        table.get(i)
    }

    /// An entry of a table that the class may have.
    #[inline]
    pub fn pick_attr(&mut self, attr: AttrId) -> &'static [u8] {
        self.table(attr).map_or(b"", |table| self.pick(table))
    }

    /// An item of a slice: `random.choice`.
    #[inline]
    pub fn choice<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.draw.below(items.len() as u64) as usize]
    }

    /// Appends the value of another field with its default arguments, as `{{name}}` in a template does.
    ///
    /// # Errors
    /// Whatever the field's own rule says.
    #[inline]
    pub fn call(&mut self, name: NameId, out: &mut Vec<u8>) -> Result<()> {
        if self.special {
            return self.special(Asked::Method(name), None, out);
        }
        self.plain(name, out)
    }

    /// Appends what `{{name}}` in a template gives.
    ///
    /// # Errors
    /// Whatever the field's own rule says.
    #[inline]
    pub fn token(&mut self, name: NameId, out: &mut Vec<u8>) -> Result<()> {
        if self.special {
            return self.special(Asked::Token(NAMES[name as usize]), None, out);
        }
        self.plain(name, out)
    }

    #[inline]
    fn plain(&mut self, name: NameId, out: &mut Vec<u8>) -> Result<()> {
        let pack = self.pack;
        let entry = pack.entry(name);
        let steps = entry.steps();
        // The commonest: an entry of a table, which needs no class and no frame.
        if let Some([Step::Pick(picks)]) = steps {
            let i = self.pick_of(picks);
            picks.append(i, out);
            return Ok(());
        }
        // Flat programs ask nobody, also not what is settled.
        let flat = if self.is_plain() { pack.flat_of(entry) } else { None };
        if let Some(flat) = flat {
            let outer = std::mem::replace(&mut self.class, entry.class);
            let done = flat.behind(self, out);
            self.class = outer;
            return done;
        }
        match steps {
            Some(steps) => self.run_within(entry.class, steps, out),
            None => self.run_entry(entry, &entry.defaults, out),
        }
    }

    /// Whether a call asks nobody but the pack, and weights count: what flat programs are made for.
    #[inline]
    pub fn is_plain(&self) -> bool {
        self.is_unsettled() && self.weighted
    }

    /// Runs steps that see the tables of a class.
    fn run_within(&mut self, class: Class, steps: Steps, out: &mut Vec<u8>) -> Result<()> {
        let outer = std::mem::replace(&mut self.class, class);
        let done = self.run_steps(steps, out);
        self.class = outer;
        done
    }

    fn run_entry(&mut self, entry: &Entry<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
        let outer = std::mem::replace(&mut self.class, entry.class);
        let done = entry.rule.append(self, args, out);
        self.class = outer;
        done
    }

    /// Appends the value of another field with these arguments.
    ///
    /// # Errors
    /// Whatever the field's own rule says.
    #[inline]
    pub fn call_with(&mut self, name: NameId, args: &Args, out: &mut Vec<u8>) -> Result<()> {
        if self.hooks.is_some() {
            return self.special(Asked::Method(name), Some(args), out);
        }
        self.run_entry(self.pack.entry(name), args, out)
    }

    /// The value of another field with its default arguments, in its own type.
    ///
    /// # Errors
    /// Whatever the field's own rule says.
    pub fn value(&mut self, name: NameId) -> Result<Value> {
        if self.hooks.is_some() {
            return self.asked_value(Asked::Method(name), None);
        }
        let entry = self.pack.entry(name);
        self.value_with(name, &entry.defaults)
    }

    /// The value of another field with these arguments, in its own type.
    ///
    /// # Errors
    /// Whatever the field's own rule says.
    pub fn value_with(&mut self, name: NameId, args: &Args) -> Result<Value> {
        if self.hooks.is_some() {
            return self.asked_value(Asked::Method(name), Some(args));
        }
        let entry = self.pack.entry(name);
        let outer = std::mem::replace(&mut self.class, entry.class);
        let done = entry.rule.value(self, args);
        self.class = outer;
        done
    }

    /// Settles the value of some methods: their calls give this text instead of drawing, each call or (`once`) the
    /// first of all.
    #[inline]
    pub fn settle(&mut self, names: &'static [NameId], text: &[u8], once: bool) {
        self.special = true;
        self.settled_texts.extend_from_slice(text);
        self.settled.push(Settled { names, end: self.settled_texts.len(), once, used: false });
    }

    /// Settles nothing any more.
    #[inline]
    pub fn unsettle(&mut self) {
        self.special = self.hooks.is_some();
        self.settled.clear();
        self.settled_texts.clear();
    }

    /// Whether a call has nothing to ask but the pack, and nothing was left from calls before.
    #[inline]
    pub fn is_unsettled(&self) -> bool {
        !self.special
    }

    /// Whether the first `n` settled values have all been given.
    #[inline]
    pub fn gave(&self, n: usize) -> bool {
        self.settled.iter().take(n).all(|settled| settled.used)
    }

    fn append_settled(&mut self, name: NameId, out: &mut Vec<u8>) -> bool {
        let gives = |s: &Settled| !(s.once && s.used) && s.names.contains(&name);
        let Some(at) = self.settled.iter().position(gives) else { return false };
        let start = if at == 0 { 0 } else { self.settled[at - 1].end };
        out.extend_from_slice(&self.settled_texts[start..self.settled[at].end]);
        self.settled[at].used = true;
        true
    }

    /// The value of another field with its default arguments, as text of its own.
    ///
    /// # Errors
    /// Whatever the field's own rule says.
    pub fn text(&mut self, name: NameId) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        self.call(name, &mut out)?;
        Ok(out)
    }
}
