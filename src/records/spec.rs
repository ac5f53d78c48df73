//! What a user writes for a column or an argument, before it is checked: the same for Python, YAML, TOML and JSON.

use super::fill::Choices;
use crate::clock::Moment;
use crate::error::{nearest, Error, Result};
use crate::providers::{Arg, Args, Default, Elements, Field, Kind, Param, Value};

/// A value as given.
#[derive(Clone, Debug, PartialEq)]
pub enum Spec {
    /// `None`.
    None,
    /// A truth value.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer beyond 64 bits, in decimal.
    Big(String),
    /// A float.
    Float(f64),
    /// A decimal number, as text.
    Decimal(String),
    /// A string.
    Str(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A point in time.
    Moment(Moment),
    /// A time of day, in microseconds since midnight.
    Time(i64),
    /// A list or tuple.
    Seq(Vec<Spec>),
    /// A mapping with its keys in order.
    Map(Vec<(Spec, Spec)>),
    /// Any other object, by its place among the call's objects, with the name of its type.
    Object(usize, String),
}

impl Spec {
    /// What it is, in the words of an error message.
    pub fn describe(&self) -> String {
        match self {
            Self::None => "None".into(),
            Self::Bool(true) => "True".into(),
            Self::Bool(false) => "False".into(),
            Self::Int(value) => value.to_string(),
            Self::Big(text) | Self::Decimal(text) => text.clone(),
            Self::Float(value) => crate::providers::float_repr(*value),
            Self::Str(text) => format!("'{text}'"),
            Self::Bytes(_) => "bytes".into(),
            Self::Moment(Moment::Date(days)) => crate::clock::date(*days).to_string(),
            Self::Moment(Moment::DateTime(micros)) => crate::clock::datetime(*micros).to_string(),
            Self::Moment(_) => "a timedelta".into(),
            Self::Time(_) => "a time of day".into(),
            Self::Seq(items) => format!("a sequence of {}", items.len()),
            Self::Map(_) => "a mapping".into(),
            Self::Object(_, name) => format!("an object of type {name}"),
        }
    }

    /// The value that a choice gives for it.
    pub fn value(&self) -> Value {
        match self {
            Self::None => Value::None,
            Self::Bool(b) => Value::Bool(*b),
            Self::Int(i) => Value::Int(*i),
            Self::Big(text) => Value::Big(text.clone()),
            Self::Float(f) => Value::Float(*f),
            Self::Decimal(text) => Value::Decimal(text.clone()),
            Self::Str(text) => Value::Str(text.clone()),
            Self::Bytes(bytes) => Value::Bytes(bytes.clone()),
            Self::Moment(Moment::Date(days)) => Value::Date(*days),
            Self::Moment(Moment::DateTime(micros)) => Value::DateTime(*micros),
            Self::Moment(Moment::Delta(seconds)) => Value::Duration((seconds * 1e6) as i64),
            Self::Moment(Moment::Seconds(seconds)) => Value::Int(*seconds),
            Self::Moment(Moment::Text(text)) => Value::Str(text.clone()),
            Self::Time(micros) => Value::Time(*micros),
            Self::Seq(items) => Value::Tuple(items.iter().map(Self::value).collect()),
            Self::Map(pairs) => Value::Dict(pairs.iter().map(|(k, v)| (k.value(), v.value())).collect()),
            Self::Object(at, _) => Value::Element(*at),
        }
    }
}

/// A field's arguments, checked, with the values of a choice.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    /// All parameters in order.
    pub args: Args,
    /// The values to choose from, for fields that choose.
    pub choices: Option<Choices>,
}

/// Checks the arguments of a call or of a column.
///
/// # Errors
/// What is unknown, missing, of the wrong type or out of range, by parameter.
pub fn bind(field: &Field, positional: &[Spec], named: &[(String, Spec)]) -> Result<Bound> {
    if positional.len() > field.params.len() {
        let (what, given) = (format!("the arguments of '{}'", field.name), format!("{} values", positional.len()));
        return Err(Error::Type { what, expected: accepted(field), given });
    }
    let mut args = field.defaults();
    let mut given = vec![false; field.params.len()];
    let mut choices = None;
    let mut weights: Option<Vec<f64>> = None;
    let names = named.iter().map(|(name, spec)| {
        let at = field.params.iter().position(|p| p.name == *name);
        at.map(|at| (at, spec)).ok_or_else(|| Error::UnknownParameter {
            field: field.name.to_string(),
            given: name.clone(),
            nearest: nearest(name, field.params.iter().map(|p| p.name)),
            accepted: accepted(field),
        })
    });
    for pair in positional.iter().enumerate().map(Ok).chain(names) {
        let (at, spec) = pair?;
        let param = &field.params[at];
        if given[at] {
            return Err(Error::Value(format!("'{}' is given twice for '{}'", param.name, field.name)));
        }
        given[at] = true;
        match param.kind {
            Kind::Elements => {
                let (elements, values) = elements(param, spec)?;
                choices = Some(values);
                args.set(at, Arg::Elements(elements));
            }
            Kind::Weights => weights = numbers(param, spec)?,
            _ => args.set(at, argument(param, spec)?),
        }
    }
    for (param, given) in field.params.iter().zip(&given) {
        if param.default == Default::Required && !given {
            return Err(Error::Value(format!("'{}' needs '{}': {}", field.name, param.name, param.doc)));
        }
    }
    if let (Some(weights), Some(values)) = (weights, &choices) {
        if weights.len() != values.len() {
            return Err(Error::Value(format!("{} weights were given for {} values", weights.len(), values.len())));
        }
        let at = field.params.iter().position(|p| p.kind == Kind::Elements).unwrap_or_default();
        args.set(at, Arg::Elements(Elements::weighted(&weights)));
    }
    default_elements(field, &mut args, &mut choices);
    if let Some(check) = field.check {
        check(&args)?;
    }
    Ok(Bound { args, choices })
}

/// Replaces one argument of a call that was bound before. Whether they fit together is left to [`Field::check`].
///
/// # Errors
/// As [`bind`], for this parameter.
pub fn rebind(field: &Field, bound: &mut Bound, at: usize, spec: &Spec) -> Result<()> {
    if let Some(param) = field.params.get(at) {
        bound.args.set(at, argument(param, spec)?);
    }
    Ok(())
}

/// A parameter whose default is a tuple of strings to choose from.
fn default_elements(field: &Field, args: &mut Args, choices: &mut Option<Choices>) {
    for (at, param) in field.params.iter().enumerate() {
        if let (Kind::Elements, Default::Strs(values), Arg::Strs(_)) = (param.kind, param.default, args.get(at)) {
            args.set(at, Arg::Elements(Elements::even(values.len())));
            *choices = Some(values.iter().map(|v| Value::Str((*v).to_string())).collect());
        }
    }
}

/// The parameters of a field, in words.
fn accepted(field: &Field) -> String {
    if field.params.is_empty() {
        return "no parameters".into();
    }
    field.params.iter().map(|p| format!("'{}'", p.name)).collect::<Vec<_>>().join(", ")
}

fn wrong(param: &Param, expected: &str, spec: &Spec) -> Error {
    let none = if param.default == Default::None { " or None" } else { "" };
    Error::Type { what: format!("'{}'", param.name), expected: format!("{expected}{none}"), given: spec.describe() }
}

fn finite(param: &Param, value: f64) -> Result<f64> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Error::Value(format!(
            "'{}' must be a finite number, not {}",
            param.name,
            crate::providers::float_repr(value)
        )))
    }
}

fn argument(param: &Param, spec: &Spec) -> Result<Arg> {
    if *spec == Spec::None && param.default == Default::None {
        return Ok(Arg::None);
    }
    Ok(match (param.kind, spec) {
        (Kind::Bool, Spec::Bool(value)) => Arg::Bool(*value),
        (Kind::Bool, other) => return Err(wrong(param, "True or False", other)),
        (Kind::Int, Spec::Int(value)) => Arg::Int(*value),
        (Kind::Int, Spec::Float(value)) if value.fract() == 0.0 && value.abs() < 9e15 => Arg::Int(*value as i64),
        (Kind::Int, Spec::Big(text)) => {
            return Err(Error::Value(format!("'{}' must fit in 64 bits, and {text} does not", param.name)));
        }
        (Kind::Int, other) => return Err(wrong(param, "an integer", other)),
        (Kind::Within(low, high), Spec::Int(value)) if (low..=high).contains(value) => Arg::Int(*value),
        (Kind::Within(low, high), Spec::Int(_) | Spec::Big(_)) => {
            return Err(Error::Value(format!(
                "'{}' must be from {low} to {high}, not {}",
                param.name,
                spec.describe()
            )));
        }
        (Kind::Within(..), other) => return Err(wrong(param, "an integer", other)),
        (Kind::Float, Spec::Int(value)) => Arg::Float(*value as f64),
        (Kind::Float | Kind::Number, Spec::Float(value)) => Arg::Float(finite(param, *value)?),
        (Kind::Float, Spec::Big(text) | Spec::Decimal(text)) => {
            Arg::Float(finite(param, text.parse().unwrap_or(f64::NAN))?)
        }
        (Kind::Number, Spec::Int(value)) => Arg::Int(*value),
        (Kind::Number, Spec::Big(text)) => Arg::Big(text.clone()),
        (Kind::Number, Spec::Decimal(text)) => {
            finite(param, text.parse().unwrap_or(f64::NAN))?;
            Arg::Decimal(text.clone())
        }
        (Kind::Float | Kind::Number, other) => return Err(wrong(param, "a number", other)),
        (Kind::Str | Kind::Pattern, Spec::Str(text)) => Arg::Str(text.clone()),
        (Kind::Str | Kind::Pattern, other) => return Err(wrong(param, "a string", other)),
        (Kind::OneOf(known), given) => one_of(param, known, given)?,
        (Kind::StrOrStrs, Spec::Str(text)) => Arg::Str(text.clone()),
        (Kind::Strs | Kind::StrOrStrs, Spec::Seq(items)) => {
            let texts = items.iter().map(|item| match item {
                Spec::Str(text) => Ok(text.clone()),
                other => Err(wrong(param, "a sequence of strings", other)),
            });
            Arg::Strs(texts.collect::<Result<_>>()?)
        }
        (Kind::StrOrStrs, other) => return Err(wrong(param, "a string or a sequence of strings", other)),
        (Kind::Strs, other) => return Err(wrong(param, "a sequence of strings", other)),
        (Kind::Moment | Kind::Day, given) => moment(param, given)?,
        (Kind::Hue, given) => hue(param, given)?,
        (Kind::Object, Spec::Object(at, _)) => Arg::Object(*at),
        (Kind::Object, Spec::Str(text)) => Arg::Str(text.clone()),
        (Kind::Object, Spec::Int(value)) => Arg::Int(*value),
        (Kind::Object, Spec::Bool(value)) => Arg::Bool(*value),
        (Kind::Object, _) => Arg::None,
        (Kind::Any, spec) => Arg::Any(spec.value()),
        (Kind::Elements | Kind::Weights, _) => Arg::None,
    })
}

/// One of the known words.
fn one_of(param: &Param, known: &[&str], spec: &Spec) -> Result<Arg> {
    let listed = || known.iter().map(|k| format!("'{k}'")).collect::<Vec<_>>().join(", ");
    match spec {
        Spec::Str(text) if known.contains(&text.as_str()) => Ok(Arg::Str(text.clone())),
        Spec::Str(text) => {
            let hint = nearest(text, known.iter().copied()).map(|n| format!("; did you mean '{n}'?"));
            let (known, hint) = (listed(), hint.unwrap_or_default());
            Err(Error::Value(format!("'{}' must be one of {known}, not '{text}'{hint}", param.name)))
        }
        other => Err(wrong(param, &format!("one of {}", listed()), other)),
    }
}

/// A date or a time, given as such, as text, or in seconds.
fn moment(param: &Param, spec: &Spec) -> Result<Arg> {
    Ok(Arg::Moment(match spec {
        Spec::Moment(moment) => moment.clone(),
        Spec::Str(text) => {
            let moment = Moment::Text(text.clone());
            crate::clock::Clock::default().seconds_of(&moment).map_err(|error| match error {
                Error::Value(why) => Error::Value(format!("'{}': {why}", param.name)),
                other => other,
            })?;
            moment
        }
        Spec::Int(seconds) => Moment::Seconds(*seconds),
        other => return Err(wrong(param, "a date, a time, 'YYYY-MM-DD', or a distance such as '-30d'", other)),
    }))
}

/// The name of a colour, degrees, or a pair of degrees.
fn hue(param: &Param, spec: &Spec) -> Result<Arg> {
    Ok(match spec {
        Spec::Str(name) => Arg::Str(name.clone()),
        Spec::Int(degrees) => Arg::Int(*degrees),
        Spec::Float(degrees) => Arg::Float(finite(param, *degrees)?),
        Spec::Seq(pair) => {
            let degrees = pair.iter().map(|item| match item {
                Spec::Int(degrees) => Ok(*degrees as f64),
                Spec::Float(degrees) => finite(param, *degrees),
                other => Err(wrong(param, "a pair of numbers", other)),
            });
            Arg::Numbers(degrees.collect::<Result<_>>()?)
        }
        other => return Err(wrong(param, "the name of a colour, degrees or a pair of degrees", other)),
    })
}

fn elements(param: &Param, spec: &Spec) -> Result<(Elements, Choices)> {
    match spec {
        Spec::Seq(items) if items.is_empty() => {
            Err(Error::Value(format!("'{}' must have at least one value", param.name)))
        }
        Spec::Seq(items) => Ok((Elements::even(items.len()), items.iter().map(Spec::value).collect())),
        Spec::Map(pairs) if pairs.is_empty() => {
            Err(Error::Value(format!("'{}' must have at least one value", param.name)))
        }
        Spec::Map(pairs) => {
            let weights = Spec::Seq(pairs.iter().map(|(_, weight)| weight.clone()).collect());
            let weights = numbers(param, &weights)?.unwrap_or_default();
            Ok((Elements::weighted(&weights), pairs.iter().map(|(value, _)| value.value()).collect()))
        }
        Spec::Str(text) if !text.is_empty() => {
            let letters: Choices = text.chars().map(|c| Value::Str(c.to_string())).collect();
            Ok((Elements::even(letters.len()), letters))
        }
        other => Err(wrong(param, "a sequence of values, or a mapping from values to weights", other)),
    }
}

fn numbers(param: &Param, spec: &Spec) -> Result<Option<Vec<f64>>> {
    let items = match spec {
        Spec::None => return Ok(None),
        Spec::Seq(items) => items,
        other => return Err(wrong(param, "a sequence of numbers", other)),
    };
    let weights = items.iter().map(|item| match item {
        Spec::Int(value) => Ok(*value as f64),
        Spec::Float(value) => Ok(*value),
        Spec::Decimal(text) | Spec::Big(text) => Ok(text.parse().unwrap_or(f64::NAN)),
        other => Err(wrong(param, "a sequence of numbers", other)),
    });
    let weights = weights.collect::<Result<Vec<f64>>>()?;
    if let Some(bad) = weights.iter().find(|w| !w.is_finite() || **w < 0.0) {
        return Err(Error::Value(format!(
            "weights must be finite and not negative, and {} is not",
            crate::providers::float_repr(*bad)
        )));
    }
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return Err(Error::value("weights must not all be zero"));
    }
    if !total.is_finite() {
        return Err(Error::value("weights must have a finite sum"));
    }
    Ok(Some(weights))
}
