//! The catalogue: every field once, with its parameters, type, documentation and rule.
//!
//! Each provider is one file with the same parts in the same order: `FIELDS`, what the catalogue says; `rule`, which
//! Rust function draws a name that the packs leave to Rust (`name = rust("…")` in `src/data/**/*.rules`); then those
//! functions. Most fields have a rule in data and no function here.

mod args;
mod field;
mod fit;
#[allow(dead_code)] // until the providers that use them are all here
mod parts;
mod rule;
mod value;

pub use crate::locale::float_repr;
pub use args::{Arg, Args, Elements};
pub use field::{param, Default, Field, Kind, Param, Type};
pub(crate) use internet::to_ascii;
pub(crate) use native::{choices, floats, integers_of, more, uuids};
pub use rule::Rule;
pub use value::{append_decimal, Value};

use crate::error::{nearest, Error, Result};
use crate::grammar::flat::{Builder, Flat, Lists, Op};
use crate::grammar::{program, Steps};
use crate::locale::{find_name, Class, Locale, NameId, RuleRef, ATTRS, LOCALES, NAMES, PROVIDERS};
use crate::rng::{Draw, Mersenne, Stream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::OnceLock;

/// A source of randomness that rules are compiled for.
pub trait Source: Draw + Sized + 'static {
    /// Where the rules of each locale are kept once bound to this source.
    fn packs() -> &'static [OnceLock<Pack<Self>>];
}

macro_rules! sources {
    ($($source:ty),*) => {$(
        impl Source for $source {
            fn packs() -> &'static [OnceLock<Pack<Self>>] {
                static PACKS: [OnceLock<Pack<$source>>; LOCALES.len()] = [const { OnceLock::new() }; LOCALES.len()];
                &PACKS
            }
        }
    )*};
}
sources!(Stream, Mersenne);

macro_rules! providers {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*

        /// The fields of every provider, by provider.
        pub const CATALOGUE: &[(&str, &[Field])] = &[$((stringify!($name), $name::FIELDS)),*];

        /// The Rust function of that name.
        fn native<D: Source>(name: &str) -> Option<Rule<D>> {
            None$(.or_else(|| $name::rule(name)))*
        }
    };
}
providers!(
    address,
    automotive,
    bank,
    barcode,
    base,
    color,
    company,
    credit_card,
    currency,
    date_time,
    doi,
    emoji,
    file,
    geo,
    internet,
    isbn,
    job,
    lorem,
    misc,
    native,
    passport,
    person,
    phone_number,
    profile,
    python,
    sbn,
    ssn,
    types,
    user_agent,
);

/// The operations of a Rust function without arguments, where they can be written as such.
pub(crate) fn flat<D: Source>(name: &str, entry: &'static Entry<D>, builder: Builder<'_, D>) -> Option<Vec<Op<D>>> {
    internet::flat(name, entry, builder)
        .or_else(|| lorem::flat(name, entry))
        .or_else(|| address::flat(name, entry))
        .or_else(|| misc::flat(name, entry))
}

/// A method of a locale: its rule, the class whose tables it sees, and the arguments of a call that gives none.
#[derive(Debug)]
pub struct Entry<D: Source> {
    /// How it is drawn.
    pub rule: Rule<D>,
    /// The class that it belongs to.
    pub class: Class,
    /// What the field's parameters are when none is given.
    pub defaults: Args,
    /// The name of its Rust function, if its rule is one.
    pub native: Option<&'static str>,
    steps: OnceLock<Option<Steps>>,
    /// Its id.
    name: NameId,
    /// The rule made flat with the pack that the entry belongs to, if anything came of it.
    flat: OnceLock<Option<Box<Flat<D>>>>,
    /// How often a single value was asked for, up to [`OFTEN`].
    asked: AtomicU32,
}

impl<D: Source> Entry<D> {
    /// The steps of its program, if its rule is one.
    #[inline]
    pub fn steps(&self) -> Option<Steps> {
        *self.steps.get_or_init(|| match self.rule {
            Rule::Program(at) => Some(program(at)),
            _ => None,
        })
    }
}

/// After how many single values a rule is made flat.
const OFTEN: u32 = 256;

/// The rules of one locale, bound to one source.
#[derive(Debug)]
pub struct Pack<D: Source> {
    /// The locale.
    pub locale: Locale,
    entries: Vec<Option<Entry<D>>>,
    base: Class,
}

impl<D: Source> Pack<D> {
    /// The rules of a locale; bound when first asked for.
    pub fn of(locale: Locale) -> &'static Self {
        D::packs()[locale.index()].get_or_init(|| Self::bind(locale))
    }

    fn bind(locale: Locale) -> Self {
        let mut entries: Vec<Option<Entry<D>>> = NAMES.iter().map(|_| None).collect();
        let mut base = None;
        // The base comes last: every class inherits its methods, but they belong to it.
        for (class, provider) in locale.classes().zip(PROVIDERS) {
            if *provider == "base" {
                base = Some(class);
            }
            for (name, entry) in methods(class) {
                entries[name as usize] = Some(entry);
            }
        }
        let base = base.expect("every locale has the base class");
        Self { locale, entries, base }
    }

    /// The class that all others inherit from.
    pub fn base(&self) -> Class {
        self.base
    }

    /// A method, which must exist: ids come from the pack itself.
    #[inline]
    pub fn entry(&self, name: NameId) -> &Entry<D> {
        self.find(name).expect("names in programs exist in every locale that names them")
    }

    /// A method, if the locale has it.
    #[inline]
    pub fn find(&self, name: NameId) -> Option<&Entry<D>> {
        self.entries.get(name as usize)?.as_ref()
    }

    /// What a batch runs in the place of a method's rule, where flattening that gains anything: for the arguments of a
    /// call that gives none.
    pub fn flat(&'static self, entry: &Entry<D>) -> Option<&'static Flat<D>> {
        // Classes that serve several locales have entries of their own, outside the packs; what a rule calls depends on
        // the pack.
        let own = self.find(entry.name).filter(|own| own.class == entry.class)?;
        own.flat.get_or_init(|| Builder::new(self, &Lists::default()).flat(own).map(Box::new)).as_deref()
    }

    /// The same for single values: not before there have been many, since flattening takes as long as some hundred. The
    /// outer `None` says that it is too early to tell.
    pub fn flat_if_often(&'static self, entry: &Entry<D>) -> Option<Option<&'static Flat<D>>> {
        let Some(own) = self.find(entry.name).filter(|own| own.class == entry.class) else { return Some(None) };
        match own.flat.get() {
            Some(flat) => Some(flat.as_deref()),
            None if own.asked.fetch_add(1, Ordering::Relaxed) < OFTEN => None,
            None => Some(self.flat(entry)),
        }
    }

    /// The same for an entry of this pack.
    #[inline]
    pub(crate) fn flat_of(&'static self, own: &'static Entry<D>) -> Option<&'static Flat<D>> {
        match own.flat.get() {
            Some(flat) => flat.as_deref(),
            None => self.flat_if_often(own).flatten(),
        }
    }

    /// The Rust function of that name.
    ///
    /// # Errors
    /// If there is none, which a test rules out.
    pub fn native(&self, name: &str) -> Result<Rule<D>> {
        native(name).ok_or_else(|| Error::Value(format!("no Rust rule '{name}'")))
    }

    /// Whether a field can be made in this locale.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with the reason.
    pub fn check(&self, field: &str) -> Result<&Entry<D>> {
        let unavailable =
            |why: String| Err(Error::Unavailable { field: field.to_string(), locale: self.locale.name(), why });
        let Some(entry) = find_name(field).and_then(|name| self.find(name)) else {
            return unavailable("the locale does not have it".into());
        };
        match entry.rule {
            Rule::Unported => unavailable("its rule for this locale is not ported yet".into()),
            Rule::Lacks(attr) => unavailable(format!("the locale has no table '{}'", ATTRS[attr as usize])),
            Rule::Unfit(why) => unavailable(why.to_string()),
            _ => Ok(entry),
        }
    }
}

/// The methods of a class, its own and inherited, bound to a source.
pub fn methods<D: Source>(class: Class) -> impl Iterator<Item = (NameId, Entry<D>)> {
    class.rules().map(move |(name, rule)| {
        let defaults = find(NAMES[name as usize]).map_or_else(Args::default, |f| f.field.defaults());
        let native = if let RuleRef::Native(name) = rule { Some(name) } else { None };
        (
            name,
            Entry {
                rule: bound(rule),
                class,
                defaults,
                native,
                steps: OnceLock::new(),
                name,
                flat: OnceLock::new(),
                asked: AtomicU32::new(0),
            },
        )
    })
}

fn bound<D: Source>(rule: RuleRef) -> Rule<D> {
    match rule {
        RuleRef::Program(at) => Rule::Program(at),
        RuleRef::Native(name) => native(name).unwrap_or(Rule::Unported),
        RuleRef::Unported => Rule::Unported,
        RuleRef::Lacks(attr) => Rule::Lacks(attr),
        RuleRef::Unfit(why) => Rule::Unfit(why),
    }
}

/// A field with the provider that it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The provider's name.
    pub provider: &'static str,
    /// The field.
    pub field: &'static Field,
}

/// Every field.
pub fn fields() -> impl Iterator<Item = Found> {
    CATALOGUE.iter().flat_map(|(provider, fields)| fields.iter().map(|field| Found { provider, field }))
}

/// The field of that name.
pub fn find(name: &str) -> Option<Found> {
    static BY_NAME: OnceLock<rustc_hash::FxHashMap<&'static str, Found>> = OnceLock::new();
    BY_NAME.get_or_init(|| fields().map(|found| (found.field.name, found)).collect()).get(name).copied()
}

/// The field of that name, or an error with the nearest one.
///
/// # Errors
/// [`Error::UnknownField`].
pub fn get(name: &str) -> Result<Found> {
    find(name).ok_or_else(|| Error::UnknownField {
        given: name.to_string(),
        nearest: nearest(name, fields().map(|f| f.field.name)),
    })
}

#[cfg(test)]
pub(crate) mod testing {
    //! Literal values of Faker, for the tests of every provider.

    use super::{find, Arg, Pack};
    use crate::clock::Clock;
    use crate::grammar::Cx;
    use crate::locale::Locale;
    use crate::rng::{Mersenne, PySeed};

    /// What `str(getattr(Faker(locale), field)(**args))` gives after `seed_instance(seed)`.
    pub struct Case {
        locale: &'static str,
        field: &'static str,
        seed: i64,
        args: Vec<(&'static str, Arg)>,
        expected: &'static str,
    }

    impl Case {
        /// A call without arguments.
        pub const fn new(locale: &'static str, field: &'static str, seed: i64, expected: &'static str) -> Self {
            Self { locale, field, seed, args: Vec::new(), expected }
        }

        /// The call with arguments.
        pub fn with(mut self, args: &[(&'static str, Arg)]) -> Self {
            self.args = args.to_vec();
            self
        }
    }

    /// The text of a value drawn from a Mersenne Twister.
    pub fn drawn(locale: &str, field: &str, seed: i64, args: &[(&'static str, Arg)]) -> String {
        let pack = Pack::<Mersenne>::of(Locale::find(locale).unwrap());
        let entry = pack.check(field).unwrap();
        let mut values = entry.defaults.clone();
        for (name, arg) in args {
            let params = find(field).expect("a field with parameters").field.params;
            let at = params.iter().position(|p| p.name == *name).expect("a parameter");
            values.set(at, arg.clone());
        }
        let clock = Clock::default();
        let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(seed)), pack, clock);
        cx.class = entry.class;
        let mut out = Vec::new();
        entry.rule.append(&mut cx, &values, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Checks every case.
    pub fn fakers(cases: &[Case]) {
        for case in cases {
            let got = drawn(case.locale, case.field, case.seed, &case.args);
            assert_eq!(got, case.expected, "{}.{} after seed {}", case.locale, case.field, case.seed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each name is one method, each plural another: none stands for two things.
    #[test]
    fn names_are_unique() {
        let mut seen = rustc_hash::FxHashMap::default();
        for found in fields() {
            for name in [found.field.name, found.field.plural] {
                if let Some(other) = seen.insert(name, found) {
                    panic!(
                        "{name} is {}.{} and {}.{}",
                        other.provider, other.field.name, found.provider, found.field.name
                    );
                }
            }
            assert!(find_name(found.field.name).is_some(), "{} has no rule in any locale", found.field.name);
        }
    }

    /// Documentation is sentences.
    #[test]
    fn fields_are_documented() {
        for found in fields() {
            let params = found.field.params.iter().map(|param| (param.name, param.doc));
            for (name, doc) in std::iter::once(("", found.field.doc)).chain(params) {
                assert!(doc.ends_with('.') && doc.len() > 8, "{}.{name}: {doc}", found.field.name);
            }
        }
    }

    /// Every name that a rule in data leaves to Rust is known there.
    #[test]
    fn rust_rules_exist() {
        for name in crate::locale::NATIVES {
            assert!(native::<Stream>(name).is_some(), "no Rust rule {name}");
        }
    }
}
