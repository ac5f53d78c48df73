//! The records DSL: from what a user writes for each column to a checked [`Field`](ColumnField).
//!
//! | form | example |
//! |---|---|
//! | a field's name | `"uuid"` |
//! | a sequence: the name, then arguments | `("int", 18, 65)` |
//! | a mapping: `type`, then arguments and modifiers | `{"type": "float", "min": 0, "max": 1, "null": 0.1}` |
//! | an entity's attribute, labelled or not | `"person.email"`, `"buyer:person.name"` |

use super::computed::{self, Compute};
use super::entity::{self, Attribute, Entity};
use super::plugin::{self, Plugged, Resolver};
use super::spec::{bind, Bound, Spec};
use crate::clock::Clock;
use crate::error::{nearest, Error, Result};
use crate::providers::{self, Field, Param, Type};
use crate::rng::Seed;
use std::sync::Arc;

/// Names of the DSL that stand for a field of another name, because Faker's field of that name gives text.
const TYPES: &[(&str, &str)] = &[
    ("int", "integer"),
    ("bool", "boolean"),
    ("text", "text_between"),
    ("date", "calendar_date"),
    ("datetime", "timestamp"),
    ("time", "clock_time"),
    ("pattern", "bothify"),
];

/// Parameters that have another name with a name of the DSL: with the type, what they are called there, and in the field.
const PARAMETERS: &[(&str, &str, &str)] = &[("pattern", "pattern", "text")];

/// The DSL's names of types, with the fields that they stand for.
pub fn types() -> impl Iterator<Item = (&'static str, &'static str)> {
    TYPES.iter().copied()
}

/// Where a column's values come from.
#[derive(Clone, Debug)]
pub enum ColumnField {
    /// A field of the catalogue with its arguments.
    Field(&'static Field, Bound),
    /// An attribute of an entity: columns with the same label describe the same thing in a row.
    Entity {
        /// What tells several entities of a kind apart; empty if there is but one.
        label: String,
        /// The kind of entity.
        entity: &'static Entity,
        /// What of it.
        attribute: &'static Attribute,
    },
    /// A field that a third party makes.
    Plugin(Box<Plugged>),
    /// What is computed from other columns and tables.
    Computed(Arc<dyn Compute>),
}

/// How a value is written where it is to be text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// ISO 8601.
    Iso,
    /// Python's `strftime` directives.
    Strftime(String),
}

/// A checked column.
#[derive(Clone, Debug)]
pub struct ColumnSpec {
    /// Its name.
    pub name: String,
    /// Where its values come from.
    pub field: ColumnField,
    /// How likely a value is to be missing.
    pub null: f64,
    /// Whether no value comes twice.
    pub unique: bool,
    /// How it is written as text, if it is to be text.
    pub format: Option<Format>,
    /// A seed of its own, instead of the table's.
    pub seed: Option<Seed>,
    /// The column of truth values that says where there is a value.
    pub when: Option<usize>,
}

impl ColumnSpec {
    /// A column without modifiers.
    pub fn new(name: String, field: ColumnField) -> Self {
        Self { name, field, null: 0.0, unique: false, format: None, seed: None, when: None }
    }

    /// Settles the arguments that depend on the clock.
    ///
    /// # Errors
    /// What the clock makes wrong: a start after the end, say.
    pub fn prepare(&mut self, clock: Clock) -> Result<()> {
        match &mut self.field {
            ColumnField::Field(field, bound) => field.prepare.map_or(Ok(()), |prepare| prepare(&mut bound.args, clock)),
            ColumnField::Entity { .. } | ColumnField::Plugin(_) | ColumnField::Computed(_) => Ok(()),
        }
    }

    /// The error with the column's name, if it has one: a batch of a single field has none.
    #[must_use]
    pub fn blame(&self, error: Error) -> Error {
        if self.name.is_empty() {
            error
        } else {
            error.in_column(&self.name)
        }
    }

    /// The column that has the same values, if that is all that it is.
    pub fn same_as(&self) -> Option<usize> {
        self.bare_computed()?.same_as()
    }

    /// Whose values it takes, as [`Compute::carried`] says, if that is all that it is.
    pub fn carried(&self) -> Option<(usize, usize, usize)> {
        self.bare_computed()?.carried()
    }

    /// What makes its values, if nothing is done to them afterwards.
    fn bare_computed(&self) -> Option<&dyn Compute> {
        match &self.field {
            ColumnField::Computed(computed) if self.null == 0.0 && self.when.is_none() && self.format.is_none() => {
                Some(computed.as_ref())
            }
            _ => None,
        }
    }

    /// The type of its values.
    pub fn returns(&self) -> Type {
        match (&self.format, &self.field) {
            (Some(_), _) => Type::Str,
            (None, ColumnField::Field(field, bound)) => field.type_of(&bound.args),
            (None, ColumnField::Entity { attribute, .. }) => attribute.returns,
            (None, ColumnField::Plugin(plugged)) => plugged.returns(),
            (None, ColumnField::Computed(computed)) => computed::returns(&computed.blank()),
        }
    }
}

/// Checks a schema of the catalogue's fields: a mapping from column names to fields.
///
/// # Errors
/// The first thing that is wrong, with its column.
pub fn parse(schema: &Spec) -> Result<Vec<ColumnSpec>> {
    parse_with(schema, None)
}

/// Checks a schema, some of whose fields only the resolver may know.
///
/// # Errors
/// As [`parse`].
pub fn parse_with(schema: &Spec, resolver: Option<&dyn Resolver>) -> Result<Vec<ColumnSpec>> {
    let Spec::Map(pairs) = schema else {
        return Err(Error::Schema(format!(
            "a schema is a mapping from column names to fields, not {}",
            schema.describe()
        )));
    };
    if pairs.is_empty() {
        return Err(Error::Schema("a schema needs at least one column".into()));
    }
    let mut columns: Vec<ColumnSpec> = Vec::with_capacity(pairs.len());
    for (name, spec) in pairs {
        let Spec::Str(name) = name else {
            return Err(Error::Schema(format!("a column's name must be a string, not {}", name.describe())));
        };
        if columns.iter().any(|c| c.name == *name) {
            return Err(Error::Schema(format!("column '{name}' is declared twice")));
        }
        columns.push(column(name, spec, resolver).map_err(|error| error.in_column(name))?);
    }
    Ok(columns)
}

/// Checks one column of the catalogue's fields, or of third parties'.
///
/// # Errors
/// What is wrong with it.
pub fn column(name: &str, spec: &Spec, resolver: Option<&dyn Resolver>) -> Result<ColumnSpec> {
    let column = |field| ColumnSpec::new(name.to_string(), field);
    match spec {
        Spec::Str(field) => Ok(column(resolve(field, &[], &[], resolver)?)),
        Spec::Seq(items) => match items.split_first() {
            Some((Spec::Str(field), args)) => Ok(column(resolve(field, args, &[], resolver)?)),
            Some((other, _)) => Err(Error::Schema(format!(
                "a field's sequence starts with its name, a string, not {}",
                other.describe()
            ))),
            None => Err(Error::Schema("a field's sequence must not be empty".into())),
        },
        Spec::Map(pairs) => from_mapping(name, pairs, resolver),
        other => Err(Error::Schema(format!(
            "a field is a name, a sequence such as ('int', 18, 65) or a mapping with 'type', not {}",
            other.describe()
        ))),
    }
}

fn from_mapping(name: &str, pairs: &[(Spec, Spec)], resolver: Option<&dyn Resolver>) -> Result<ColumnSpec> {
    let mut kind = None;
    let mut named = Vec::new();
    let mut column = ColumnSpec::new(name.to_string(), ColumnField::Field(&NOTHING, Bound::default()));
    for (key, value) in pairs {
        let Spec::Str(key) = key else {
            return Err(Error::Schema(format!("a parameter's name must be a string, not {}", key.describe())));
        };
        match key.as_str() {
            "type" => match value {
                Spec::Str(text) => kind = Some(text.clone()),
                other => return Err(type_error("type", "a field's name", other)),
            },
            _ if modifier(&mut column, key, value)? => {}
            _ => named.push((key.clone(), value.clone())),
        }
    }
    let Some(kind) = kind else {
        return Err(Error::Schema("a field's mapping needs 'type', the field's name".into()));
    };
    for (_, own, meant) in PARAMETERS.iter().filter(|(of, ..)| *of == kind) {
        named.iter_mut().filter(|(name, _)| name == own).for_each(|(name, _)| *name = (*meant).to_string());
    }
    let found = locate(&kind, resolver)?;
    let takes_format = found.params().iter().any(|p| p.name == "format");
    if let (false, Some(at)) = (takes_format, named.iter().position(|(key, _)| key == "format")) {
        column.format = Some(format(&named.remove(at).1)?);
    }
    column.field = found.bind(&kind, &[], &named)?;
    check_format(&column)?;
    Ok(column)
}

/// Notes what a column says beside what it is; says whether it was that.
fn modifier(column: &mut ColumnSpec, key: &str, value: &Spec) -> Result<bool> {
    match key {
        "null" => column.null = probability(value)?,
        "unique" => match value {
            Spec::Bool(unique) => column.unique = *unique,
            other => return Err(type_error("unique", "True or False", other)),
        },
        "seed" => column.seed = Some(seed(value)?),
        _ => return Ok(false),
    }
    Ok(true)
}

fn check_format(column: &ColumnSpec) -> Result<()> {
    if column.format.is_some() {
        let plain = ColumnSpec { format: None, ..column.clone() };
        if !matches!(plain.returns(), Type::Date | Type::DateTime | Type::Time) {
            return Err(Error::value("'format' is for dates and times only"));
        }
    }
    Ok(())
}

/// Notes the modifiers of a column that is computed, and how it is written as text.
///
/// # Errors
/// What is wrong with them.
pub fn modify(column: &mut ColumnSpec, modifiers: &Spec, written: Option<&Spec>) -> Result<()> {
    if let Spec::Map(pairs) = modifiers {
        for (key, value) in pairs {
            if let Spec::Str(key) = key {
                modifier(column, key, value)?;
            }
        }
    }
    column.format = written.map(format).transpose()?;
    check_format(column)
}

static NOTHING: Field = Field::new("", "", Type::Any, "");

fn type_error(what: &str, expected: &str, given: &Spec) -> Error {
    Error::Type { what: format!("'{what}'"), expected: expected.into(), given: given.describe() }
}

fn probability(value: &Spec) -> Result<f64> {
    let p = match value {
        Spec::Int(p) => *p as f64,
        Spec::Float(p) => *p,
        other => return Err(type_error("null", "a probability from 0 to 1", other)),
    };
    if (0.0..=1.0).contains(&p) {
        Ok(p)
    } else {
        Err(Error::Value(format!("'null' must be a probability from 0 to 1, not {}", value.describe())))
    }
}

fn seed(value: &Spec) -> Result<Seed> {
    Ok(match value {
        Spec::Int(value) => Seed::from(*value),
        Spec::Big(digits) => big_seed(digits),
        Spec::Str(text) => Seed::Str(text.clone()),
        Spec::Bytes(bytes) => Seed::Bytes(bytes.clone()),
        other => return Err(type_error("seed", "an integer, a string or bytes", other)),
    })
}

/// The seed of an integer in decimal digits.
fn big_seed(digits: &str) -> Seed {
    let mut magnitude: Vec<u8> = Vec::new();
    for digit in digits.bytes().filter(u8::is_ascii_digit) {
        let mut carry = u16::from(digit - b'0');
        for byte in &mut magnitude {
            let value = u16::from(*byte) * 10 + carry;
            *byte = value as u8;
            carry = value >> 8;
        }
        if carry > 0 {
            magnitude.push(carry as u8);
        }
    }
    Seed::Int { negative: digits.starts_with('-'), magnitude }
}

fn format(value: &Spec) -> Result<Format> {
    match value {
        Spec::Str(text) if text == "iso" => Ok(Format::Iso),
        Spec::Str(text) if text.contains('%') => Ok(Format::Strftime(text.clone())),
        other => Err(type_error("format", "'iso' or a pattern of strftime such as '%d.%m.%Y'", other)),
    }
}

/// The catalogue's field that a name of the DSL stands for.
fn builtin(name: &str) -> Option<&'static Field> {
    let stands_for = TYPES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, field)| field);
    providers::find(stands_for).map(|found| found.field)
}

/// Every name that a column may have as its field, but those of plugins.
pub fn known() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|(alias, _)| *alias).chain(providers::fields().map(|f| f.field.name))
}

/// What a name stands for.
enum Found {
    Field(&'static Field),
    Attribute(String, &'static Entity, &'static Attribute),
    Plugin((plugin::Declared, String, bool)),
}

impl Found {
    fn params(&self) -> &'static [Param] {
        match self {
            Self::Field(field) => field.params,
            Self::Attribute(..) => &[],
            Self::Plugin((declared, ..)) => declared.field.params,
        }
    }

    fn bind(self, name: &str, positional: &[Spec], named: &[(String, Spec)]) -> Result<ColumnField> {
        match self {
            Self::Field(field) => Ok(ColumnField::Field(field, bind(field, positional, named)?)),
            Self::Plugin(found) => plugin::bind(found, positional, named),
            Self::Attribute(label, entity, attribute) => {
                if let Some((first, _)) = named.first() {
                    return Err(Error::UnknownParameter {
                        field: name.to_string(),
                        given: first.clone(),
                        nearest: None,
                        accepted: "no parameters".into(),
                    });
                }
                if !positional.is_empty() {
                    let message = format!("'{name}' takes no parameters, {} were given", positional.len());
                    return Err(Error::Value(message));
                }
                Ok(ColumnField::Entity { label, entity, attribute })
            }
        }
    }
}

/// Finds what a name stands for: in the catalogue, then by the resolver.
fn locate(name: &str, resolver: Option<&dyn Resolver>) -> Result<Found> {
    let plugged = || resolver.map_or(Ok(None), |resolver| plugin::find(name, resolver));
    let replaced = resolver.is_some_and(|resolver| resolver.replaces(name));
    let unknown = |nearest| Error::UnknownField { given: name.to_string(), nearest };
    if let Some((owner, attribute)) = name.split_once('.') {
        let (label, kind) = owner.split_once(':').unwrap_or(("", owner));
        return match entity::find(kind, attribute, name) {
            Ok((entity, attribute)) => Ok(Found::Attribute(label.to_string(), entity, attribute)),
            Err(error) => match plugged()? {
                Some(found) => Ok(Found::Plugin(found)),
                None => Err(resolver.and_then(|r| r.nearest(name)).map_or(error, |near| unknown(Some(near)))),
            },
        };
    }
    match builtin(name).filter(|_| !replaced) {
        Some(field) => Ok(Found::Field(field)),
        None => match plugged()? {
            Some(found) => Ok(Found::Plugin(found)),
            None => Err(unknown(nearest(name, known()).or_else(|| resolver.and_then(|r| r.nearest(name))))),
        },
    }
}

/// The checked field of a name with its arguments.
///
/// # Errors
/// If nobody has it, and what is wrong with the arguments.
pub fn resolve(
    name: &str,
    positional: &[Spec],
    named: &[(String, Spec)],
    resolver: Option<&dyn Resolver>,
) -> Result<ColumnField> {
    locate(name, resolver)?.bind(name, positional, named)
}
