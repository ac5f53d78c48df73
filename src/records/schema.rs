//! The records DSL: from what a user writes for each column to a checked [`Field`](ColumnField).
//!
//! | form | example |
//! |---|---|
//! | a field's name | `"uuid"` |
//! | a sequence: the name, then arguments | `("int", 18, 65)` |
//! | a mapping: `type`, then arguments and modifiers | `{"type": "float", "min": 0, "max": 1, "null": 0.1}` |
//! | an entity's attribute, labelled or not | `"person.email"`, `"buyer:person.name"` |

use super::entity::{self, Attribute, Entity};
use super::spec::{bind, Bound, Spec};
use crate::clock::Clock;
use crate::error::{nearest, Error, Result};
use crate::providers::{self, Field, Type};
use crate::rng::Seed;

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
}

impl ColumnSpec {
    /// Settles the arguments that depend on the clock.
    ///
    /// # Errors
    /// What the clock makes wrong: a start after the end, say.
    pub fn prepare(&mut self, clock: Clock) -> Result<()> {
        match &mut self.field {
            ColumnField::Field(field, bound) => field.prepare.map_or(Ok(()), |prepare| prepare(&mut bound.args, clock)),
            ColumnField::Entity { .. } => Ok(()),
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

    /// The type of its values.
    pub fn returns(&self) -> Type {
        match (&self.format, &self.field) {
            (Some(_), _) => Type::Str,
            (None, ColumnField::Field(field, bound)) => field.type_of(&bound.args),
            (None, ColumnField::Entity { attribute, .. }) => attribute.returns,
        }
    }
}

/// Checks a schema: a mapping from column names to fields.
///
/// # Errors
/// The first thing that is wrong, with its column.
pub fn parse(schema: &Spec) -> Result<Vec<ColumnSpec>> {
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
        columns.push(column(name, spec).map_err(|error| error.in_column(name))?);
    }
    Ok(columns)
}

fn column(name: &str, spec: &Spec) -> Result<ColumnSpec> {
    let column =
        |field| ColumnSpec { name: name.to_string(), field, null: 0.0, unique: false, format: None, seed: None };
    match spec {
        Spec::Str(field) => Ok(column(resolve(field, &[], &[])?)),
        Spec::Seq(items) => match items.split_first() {
            Some((Spec::Str(field), args)) => Ok(column(resolve(field, args, &[])?)),
            Some((other, _)) => Err(Error::Schema(format!(
                "a field's sequence starts with its name, a string, not {}",
                other.describe()
            ))),
            None => Err(Error::Schema("a field's sequence must not be empty".into())),
        },
        Spec::Map(pairs) => from_mapping(name, pairs),
        other => Err(Error::Schema(format!(
            "a field is a name, a sequence such as ('int', 18, 65) or a mapping with 'type', not {}",
            other.describe()
        ))),
    }
}

fn from_mapping(name: &str, pairs: &[(Spec, Spec)]) -> Result<ColumnSpec> {
    let mut kind = None;
    let mut named = Vec::new();
    let mut column = ColumnSpec {
        name: name.to_string(),
        field: ColumnField::Field(&NOTHING, Bound::default()),
        null: 0.0,
        unique: false,
        format: None,
        seed: None,
    };
    for (key, value) in pairs {
        let Spec::Str(key) = key else {
            return Err(Error::Schema(format!("a parameter's name must be a string, not {}", key.describe())));
        };
        match key.as_str() {
            "type" => match value {
                Spec::Str(text) => kind = Some(text.clone()),
                other => return Err(type_error("type", "a field's name", other)),
            },
            "null" => column.null = probability(value)?,
            "unique" => match value {
                Spec::Bool(unique) => column.unique = *unique,
                other => return Err(type_error("unique", "True or False", other)),
            },
            "seed" => column.seed = Some(seed(value)?),
            _ => named.push((key.clone(), value.clone())),
        }
    }
    let Some(kind) = kind else {
        return Err(Error::Schema("a field's mapping needs 'type', the field's name".into()));
    };
    let takes_format = find(&kind).is_ok_and(|field| field.params.iter().any(|p| p.name == "format"));
    if let (false, Some(at)) = (takes_format, named.iter().position(|(key, _)| key == "format")) {
        column.format = Some(format(&named.remove(at).1)?);
    }
    column.field = resolve(&kind, &[], &named)?;
    if column.format.is_some() {
        let plain = ColumnSpec { format: None, ..column.clone() };
        if !matches!(plain.returns(), Type::Date | Type::DateTime | Type::Time) {
            return Err(Error::value("'format' is for dates and times only"));
        }
    }
    Ok(column)
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

/// The field that a name of the DSL stands for.
fn find(name: &str) -> Result<&'static Field> {
    let stands_for = TYPES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, field)| field);
    match providers::find(stands_for) {
        Some(found) => Ok(found.field),
        None => Err(Error::UnknownField { given: name.to_string(), nearest: nearest(name, known()) }),
    }
}

/// Every name that a column may have as its field, but those of plugins.
fn known() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|(alias, _)| *alias).chain(providers::fields().map(|f| f.field.name))
}

fn resolve(name: &str, positional: &[Spec], named: &[(String, Spec)]) -> Result<ColumnField> {
    if let Some((owner, attribute)) = name.split_once('.') {
        let (label, kind) = owner.split_once(':').unwrap_or(("", owner));
        let (entity, attribute) = entity::find(kind, attribute, name)?;
        if let Some((first, _)) = named.first() {
            return Err(Error::UnknownParameter {
                field: name.to_string(),
                given: first.clone(),
                nearest: None,
                accepted: "no parameters".into(),
            });
        }
        if !positional.is_empty() {
            return Err(Error::Value(format!("'{name}' takes no parameters, {} were given", positional.len())));
        }
        return Ok(ColumnField::Entity { label: label.to_string(), entity, attribute });
    }
    let field = find(name)?;
    Ok(ColumnField::Field(field, bind(field, positional, named)?))
}
