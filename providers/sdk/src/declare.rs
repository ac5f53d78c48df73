//! What a provider declares.

use crate::abi::Column;
use crate::batch::{Arguments, Batch};
use crate::json::{list, object, text};
use crate::values::{Columns, Values};
use crate::Result;

/// A provider: a name, and functions that make columns.
pub trait Provider: Send + Sync + 'static {
    /// What stands before the dot in `geo.latitude`: a Python identifier, and the name of the entry point.
    const NAME: &'static str;
    /// What it is for.
    const DOC: &'static str = "";
    /// Fields of forgery's own that its fields of these names stand for, once the user accepts that.
    const REPLACES: &'static [&'static str] = &[];

    /// Its functions.
    fn functions() -> Vec<Function>;
}

type Make = Box<dyn Fn(&Batch<'_>) -> Result<Vec<Column>> + Send + Sync>;
type Check = Box<dyn Fn(Arguments<'_>) -> Result<()> + Send + Sync>;

/// A function that makes one column, or several that describe one thing in a row.
pub struct Function {
    entity: Option<&'static str>,
    /// Name, documentation, type and whether values may be missing.
    pub(crate) fields: Vec<(&'static str, &'static str, &'static str, bool)>,
    pub(crate) params: Vec<Param>,
    sequential: bool,
    pub(crate) make: Make,
    pub(crate) check: Option<Check>,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Function").field("entity", &self.entity).field("fields", &self.fields).finish_non_exhaustive()
    }
}

impl Function {
    /// A field: its name, what a value is, and what makes a value for each row.
    pub fn field<V: Values>(
        name: &'static str,
        doc: &'static str,
        make: impl Fn(&Batch<'_>) -> Result<V> + Send + Sync + 'static,
    ) -> Self {
        Self::of(None, vec![(name, doc, V::TYPE, V::NULLABLE)], make)
    }

    /// An entity: its name, name and documentation of each field, and what makes a column for each. Columns of a schema that
    /// name fields of one entity describe the same thing in a row.
    ///
    /// # Panics
    /// If there are more or fewer fields than columns: a mistake of the author's, which every test shows.
    pub fn entity<C: Columns>(
        name: &'static str,
        fields: &[(&'static str, &'static str)],
        make: impl Fn(&Batch<'_>) -> Result<C> + Send + Sync + 'static,
    ) -> Self {
        let types = C::types();
        assert_eq!(fields.len(), types.len(), "entity '{name}' has other fields than its function makes columns");
        let fields = fields.iter().zip(types).map(|((name, doc), (kind, nullable))| (*name, *doc, kind, nullable));
        Self::of(Some(name), fields.collect(), make)
    }

    fn of<C: Columns>(
        entity: Option<&'static str>,
        fields: Vec<(&'static str, &'static str, &'static str, bool)>,
        make: impl Fn(&Batch<'_>) -> Result<C> + Send + Sync + 'static,
    ) -> Self {
        let names: Vec<&str> = fields.iter().map(|field| field.0).collect();
        let make = move |batch: &Batch<'_>| {
            let wrong = |(at, count): (usize, usize)| {
                let name = names.get(at).copied().unwrap_or_default();
                format!("made {count} values of '{name}' for {} rows", batch.len())
            };
            Ok(make(batch)?.export(batch.len()).map_err(wrong)?)
        };
        Self { entity, fields, params: Vec::new(), sequential: false, make: Box::new(make), check: None }
    }

    /// The function with one more parameter.
    #[must_use]
    pub fn param(mut self, param: Param) -> Self {
        self.params.push(param);
        self
    }

    /// The function, whose first values do not depend on how many follow: then no more are made than are asked for.
    #[must_use]
    pub fn sequential(mut self) -> Self {
        self.sequential = true;
        self
    }

    /// The function with a check of its arguments, which runs before anything is made.
    #[must_use]
    pub fn check(mut self, check: impl Fn(Arguments<'_>) -> Result<()> + Send + Sync + 'static) -> Self {
        self.check = Some(Box::new(check));
        self
    }

    fn described(&self) -> String {
        let field = |(name, doc, kind, nullable): &(&str, &str, &str, bool)| {
            object(&[
                ("name", text(name)),
                ("doc", text(doc)),
                ("returns", text(kind)),
                ("nullable", nullable.to_string()),
            ])
        };
        object(&[
            ("entity", self.entity.map_or("null".into(), text)),
            ("fields", list(self.fields.iter().map(field))),
            ("params", list(self.params.iter().map(Param::described))),
            ("sequential", self.sequential.to_string()),
        ])
    }
}

/// The description of a provider, in JSON.
pub(crate) fn described<P: Provider>(functions: &[Function]) -> String {
    object(&[
        ("name", text(P::NAME)),
        ("doc", text(P::DOC)),
        ("replaces", list(P::REPLACES.iter().map(|name| text(name)))),
        ("functions", list(functions.iter().map(Function::described))),
    ])
}

/// A parameter of a function. Without a default it must be given.
#[derive(Clone, Debug)]
pub struct Param {
    pub(crate) name: &'static str,
    kind: &'static str,
    choices: &'static [&'static str],
    default: Option<String>,
    doc: &'static str,
}

impl Param {
    const fn new(name: &'static str, kind: &'static str, doc: &'static str) -> Self {
        Self { name, kind, choices: &[], default: None, doc }
    }

    /// A parameter that is `True` or `False`.
    pub const fn bool(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, "bool", doc)
    }

    /// A parameter that is an integer of 64 bits.
    pub const fn int(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, "int", doc)
    }

    /// A parameter that is a number.
    pub const fn float(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, "float", doc)
    }

    /// A parameter that is a string.
    pub const fn str(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, "str", doc)
    }

    /// A parameter that is one of some strings.
    pub const fn choice(name: &'static str, choices: &'static [&'static str], doc: &'static str) -> Self {
        Self { name, kind: "choice", choices, default: None, doc }
    }

    /// The parameter with a default.
    #[must_use]
    pub fn default(mut self, value: impl Into<Default>) -> Self {
        self.default = Some(value.into().0);
        self
    }

    /// The parameter, which may be `None`, as it is by default.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.default = Some("null".into());
        self
    }

    fn described(&self) -> String {
        object(&[
            ("name", text(self.name)),
            ("kind", text(self.kind)),
            ("choices", list(self.choices.iter().map(|choice| text(choice)))),
            ("required", self.default.is_none().to_string()),
            ("default", self.default.clone().unwrap_or_else(|| "null".into())),
            ("doc", text(self.doc)),
        ])
    }
}

/// The default of a parameter, from a value of its type.
#[derive(Clone, Debug)]
pub struct Default(String);

macro_rules! defaults {
    ($($kind:ty: $value:ident => $json:expr);*) => {$(
        impl From<$kind> for Default {
            fn from($value: $kind) -> Self {
                Self($json)
            }
        }
    )*};
}
defaults!(bool: value => value.to_string(); i64: value => value.to_string(); &str: value => text(value));

impl From<i32> for Default {
    fn from(value: i32) -> Self {
        i64::from(value).into()
    }
}

impl From<f64> for Default {
    /// With a point, so that it is read as a float.
    fn from(value: f64) -> Self {
        Self(format!("{value:?}"))
    }
}
