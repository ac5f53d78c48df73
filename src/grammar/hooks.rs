//! Methods that are not the pack's own: what a user has put in their place, and who knows it.

use super::Cx;
use crate::error::{Error, Result};
use crate::locale::{find_name, NameId, NAMES};
use crate::providers::{Args, Entry, Source, Value};

/// How deep answers may ask for others: more than any rule of the packs does, fewer than fit on a thread's stack.
/// Templates of users may name each other without end.
const DEEPEST: u32 = 100;

/// What a rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A method of the provider whose rule runs: Faker's `self.name()`.
    Method(NameId),
    /// What a template names: Faker's `{{name}}`, with a group of arguments or without.
    Token(&'a str),
}

impl<'a> Asked<'a> {
    /// The name.
    pub fn name(self) -> &'a str {
        match self {
            Self::Method(name) => NAMES[name as usize],
            Self::Token(token) => token,
        }
    }
}

/// Who gives a value that was asked for.
pub enum Answer<D: Source> {
    /// A rule, whose provider has this number and minds weights or does not.
    Rule {
        /// The method.
        entry: &'static Entry<D>,
        /// The number of its provider.
        owner: usize,
        /// Whether its provider minds weights.
        weighted: bool,
    },
    /// Someone outside the engine, who has made the value.
    Value(Value),
}

/// Whoever knows what stands in for the methods of a pack.
pub trait Hooks<D: Source>: std::fmt::Debug {
    /// What a name stands for: for the provider `owner` if a method is asked for, for everyone if a token is. Where
    /// `text` is wanted, a value is given as the text that Python's `str` makes of it.
    ///
    /// # Errors
    /// If nobody has such a method, or the one who has it fails.
    fn ask(&self, owner: usize, asked: Asked<'_>, args: Option<&Args>, text: bool) -> Result<Answer<D>>;
}

impl<D: Source> Cx<D> {
    /// Lets someone answer for methods that are not the pack's own.
    pub fn hook(&mut self, hooks: &'static dyn Hooks<D>) {
        self.hooks = Some(hooks);
        self.special = true;
    }

    /// Whether someone answers for methods that are not the pack's own.
    pub fn is_hooked(&self) -> bool {
        self.hooks.is_some()
    }

    /// Draws from the generator that all of Python shares, as a few of Faker's methods do.
    pub fn shared<T>(&mut self, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.draw.shared(true);
        let drawn = draw(self);
        self.draw.shared(false);
        drawn
    }

    /// A call that has more to ask than the pack.
    pub(super) fn special(&mut self, asked: Asked<'_>, args: Option<&Args>, out: &mut Vec<u8>) -> Result<()> {
        let id = match asked {
            Asked::Method(id) => Some(id),
            Asked::Token(token) => find_name(token),
        };
        if let Some(id) = id.filter(|_| !self.settled.is_empty()) {
            if self.append_settled(id, out) {
                return Ok(());
            }
        }
        match (self.hooks, id) {
            (Some(hooks), _) => match hooks.ask(self.owner, asked, args, true)? {
                Answer::Value(value) => {
                    value.append_str(out);
                    Ok(())
                }
                Answer::Rule { entry, owner, weighted } => self
                    .answer(entry, owner, weighted, |cx| entry.rule.append(cx, args.unwrap_or(&entry.defaults), out)),
            },
            (None, Some(id)) => match args {
                Some(args) => self.run_entry(self.pack.entry(id), args, out),
                None => self.plain(id, out),
            },
            (None, None) => Err(super::run::unknown(asked.name())),
        }
    }

    /// The value of a method for which there are hooks.
    pub(super) fn asked_value(&mut self, asked: Asked<'_>, args: Option<&Args>) -> Result<Value> {
        let Some(hooks) = self.hooks else { return Err(super::run::unknown(asked.name())) };
        match hooks.ask(self.owner, asked, args, false)? {
            Answer::Value(value) => Ok(value),
            Answer::Rule { entry, owner, weighted } => {
                self.answer(entry, owner, weighted, |cx| entry.rule.value(cx, args.unwrap_or(&entry.defaults)))
            }
        }
    }

    /// Runs a rule in the place of its provider.
    fn answer<T>(
        &mut self,
        entry: &Entry<D>,
        owner: usize,
        weighted: bool,
        run: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        if self.depth == DEEPEST {
            return Err(Error::Endless);
        }
        let outer = (self.class, self.owner, self.weighted);
        (self.class, self.owner, self.weighted) = (entry.class, owner, weighted);
        self.depth += 1;
        let done = run(self);
        self.depth -= 1;
        (self.class, self.owner, self.weighted) = outer;
        done
    }
}
