//! Columns of schemas: what each form means, and what of it belongs to the records layer.

mod folds;
mod lookups;
mod moments;
mod numbers;
mod series;

use super::columns::cases::Cases;
use super::columns::key::{Key, Uuid};
use super::columns::link::Place;
use super::columns::lookup::Constant;
use super::columns::number::Form;
use super::compile::Compiler;
use crate::error::{Error, Result};
use crate::expressions::{kind_of, Expression, Kind};
use crate::records::column::Data;
use crate::records::computed::Compute;
use crate::records::options::Options;
use crate::records::schema::{self, ColumnField, ColumnSpec};
use crate::records::spec::Spec;
use std::sync::Arc;

/// What any column may say beside what it is.
const MODIFIERS: &[&str] = &["null", "unique", "seed"];
/// What is not the engine's.
const NOTES: &[&str] = &["doc", "hidden", "check"];

fn computed(field: impl Compute + 'static) -> ColumnField {
    ColumnField::Computed(Arc::new(field))
}

/// Compiles a column.
///
/// # Errors
/// What is wrong with it.
pub(super) fn column<'s>(cx: &mut Compiler<'s>, table: usize, name: &str, spec: &'s Spec) -> Result<ColumnSpec> {
    let resolver = cx.settings.resolver.clone();
    let plain = |spec: &Spec| schema::column(name, spec, resolver.as_deref());
    match spec {
        Spec::Str(text) if text == "uuid" => Ok(ColumnSpec::new(name.into(), computed(Uuid))),
        Spec::Str(text) => match dotted(cx, table, text)? {
            Some(field) => Ok(ColumnSpec::new(name.into(), field)),
            None => match super::geo::column(cx, table, text, &mut Options::from_pairs("the column", &[])?)? {
                Some(made) => Ok(ColumnSpec::new(name.into(), ColumnField::Computed(made))),
                None => plain(spec),
            },
        },
        Spec::Seq(_) => match cx.reference(table, spec)? {
            Some(carried) => Ok(ColumnSpec::new(name.into(), computed(carried))),
            None => plain(spec),
        },
        Spec::Map(pairs) => mapping(cx, table, name, spec, pairs),
        _ => plain(spec),
    }
}

/// A name with a dot that stands for a column of another table, or a value of a small one.
fn dotted(cx: &mut Compiler<'_>, table: usize, text: &str) -> Result<Option<ColumnField>> {
    let Some((label, _)) = text.split_once('.') else { return Ok(None) };
    let is_table = cx.table(label).is_some();
    let is_entity = crate::records::entity::ENTITIES.iter().any(|entity| entity.name == label);
    let linked = cx.is_label(table, label);
    if !linked && (is_entity || !is_table) {
        return Ok(None);
    }
    let at = cx.named(table, text)?;
    Ok(Some(same_as(cx, table, at)))
}

/// A column with the values of another of its table.
fn same_as(cx: &Compiler<'_>, table: usize, at: usize) -> ColumnField {
    computed(super::columns::carried::Same { column: at, blank: cx.blank(table, at) })
}

fn mapping<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    name: &str,
    spec: &'s Spec,
    pairs: &'s [(Spec, Spec)],
) -> Result<ColumnSpec> {
    let mut options = Options::from_pairs("the column", pairs)?;
    let when = options.text("when")?.map(str::to_string);
    for note in NOTES {
        options.take(note);
    }
    let mut column = match field(cx, table, spec, &mut options)? {
        Some(field) => {
            let modifiers = Spec::Map(taken(&mut options, MODIFIERS));
            let format = options.take("format");
            options.finish()?;
            let mut column = ColumnSpec::new(name.into(), field);
            schema::modify(&mut column, &modifiers, format)?;
            column
        }
        None => {
            let skipped = |key: &Spec| matches!(key, Spec::Str(key) if key == "when" || NOTES.contains(&key.as_str()));
            let left: Vec<(Spec, Spec)> = pairs.iter().filter(|(key, _)| !skipped(key)).cloned().collect();
            schema::column(name, &Spec::Map(left), cx.settings.resolver.clone().as_deref())?
        }
    };
    if let Some(when) = when {
        let mut at = cx.input(table, &when)?;
        if !matches!(cx.blank(table, at), Data::Bool(_)) {
            if kind_of(&cx.blank(table, at)) != Some(Kind::Bool) {
                return Err(Error::Value(format!("'when' must be true or false, and '{when}' is neither")));
            }
            // A choice of true and false, say.
            at = cx.input(table, &format!("({when}) and true"))?;
        }
        column.when = Some(cx.reads(table, at));
    }
    Ok(column)
}

fn taken(options: &mut Options<'_>, names: &[&'static str]) -> Vec<(Spec, Spec)> {
    let take = |name: &&'static str| options.take(name).map(|value| (Spec::Str((*name).into()), value.clone()));
    names.iter().filter_map(take).collect()
}

/// The field of a mapping; `None` for those of the records layer.
fn field<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    spec: &'s Spec,
    options: &mut Options<'s>,
) -> Result<Option<ColumnField>> {
    if let Some(carried) = cx.reference(table, spec)? {
        for known in ["ref", "as", "skew", "distinct", "roots", "turns"] {
            options.take(known);
        }
        return Ok(Some(computed(carried)));
    }
    if let Some(text) = options.text("expr")? {
        return expression(cx, table, text, options).map(Some);
    }
    let Some(Spec::Str(kind)) = options.take("type") else {
        return Err(Error::Schema("a column needs 'type', 'ref' or 'expr'".into()));
    };
    options.what = format!("'{kind}'");
    Ok(Some(match kind.as_str() {
        "key" => computed(Key::parse(options)?),
        "uuid" => computed(Uuid),
        "ordinal" => ordinal(cx, table, options)?,
        "int" | "float" | "decimal" => {
            let correlated = cx.uniforms(table, spec);
            let drawn = has(options, &["distribution", "given", "cases", "scale"]) || kind == "decimal";
            if !drawn && correlated.is_none() {
                return Ok(None);
            }
            numbers::numbers(cx, table, kind, correlated, options)?
        }
        "choice" => match numbers::choices(cx, table, spec, options)? {
            Some(field) => field,
            None => return Ok(None),
        },
        "date" | "datetime" if has(options, &["arrivals"]) => moments::events(cx, table, kind, options)?,
        "date" | "datetime" if has(options, &["after", "before"]) => moments::relative(cx, table, kind, options)?,
        "running" => folds::running(cx, table, options)?,
        "aggregate" | "count" => folds::aggregate(cx, table, kind, options)?,
        "lookup" => lookups::lookup(cx, table, options)?,
        "sample" => lookups::sample(cx, table, options)?,
        "constant" => computed(Constant([options.need("value")?.value()].into())),
        "template" => {
            let Some(text) = options.text("template")? else { return Err(Error::value("'template' needs 'template'")) };
            let expression = Expression::parse(&template(text)?)?;
            computed(cx.expression(table, expression)?)
        }
        "tick" => series::tick(cx, table, options)?,
        "series" => series::values(cx, table, options)?,
        "bar" => series::bar(cx, table, options)?,
        _ if kind.contains('.') => match dotted(cx, table, kind)? {
            Some(field) => field,
            None => return Ok(super::geo::column(cx, table, kind, options)?.map(ColumnField::Computed)),
        },
        _ => return Ok(None),
    }))
}

fn has(options: &Options<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| options.has(name))
}

fn expression<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    text: &'s str,
    options: &mut Options<'s>,
) -> Result<ColumnField> {
    let expression = Expression::parse(text)?;
    let kind = options.text("type")?;
    let digits = digits(options, kind.unwrap_or_default())?;
    if let ([name], None) = (expression.names(), kind) {
        if name == text.trim() {
            let at = cx.named(table, name)?;
            return Ok(same_as(cx, table, at));
        }
    }
    let mut made = cx.expression(table, expression)?;
    if let Some(kind) = kind {
        let to = match kind {
            "int" => Kind::Int,
            "float" => Kind::Float,
            "decimal" => Kind::Decimal(digits.unwrap_or(2)),
            "text" | "str" => Kind::Str,
            "bool" => Kind::Bool,
            "date" => Kind::Date,
            "datetime" => Kind::DateTime,
            other => {
                let known = "'int', 'float', 'decimal', 'text', 'bool', 'date' or 'datetime'";
                return Err(Error::Value(format!("an expression's 'type' must be {known}, not '{other}'")));
            }
        };
        made.bound = made.bound.cast(to)?;
        if let (Kind::Float, Some(digits)) = (to, digits) {
            made.bound = made.bound.round(digits)?;
        }
    }
    Ok(computed(made))
}

fn ordinal(cx: &mut Compiler<'_>, table: usize, options: &mut Options<'_>) -> Result<ColumnField> {
    let of = options.text("of")?;
    match &cx.drafts[table].per {
        Some((parent, fanout)) if of.is_none() || of == Some(cx.drafts[*parent].name) => {
            Ok(computed(Place { fanout: fanout.clone(), from: 1 }))
        }
        _ => match of {
            Some(label) => {
                let turns = cx.turns(table, label)?;
                Ok(same_as(cx, table, turns))
            }
            None => Err(Error::value(
                "'ordinal' is for tables that are 'per' another, or 'of' a link in turns; use {type: key}",
            )),
        },
    }
}

fn form_of(options: &mut Options<'_>, kind: &str) -> Result<Form> {
    Ok(match (kind, digits(options, kind)?) {
        ("int", _) => Form::Int,
        ("decimal", scale) => Form::Decimal(scale.unwrap_or(2)),
        (_, scale) => Form::Float(scale),
    })
}

/// Takes how many digits stand after the point: `scale`, which a float may call `precision`.
fn digits(options: &mut Options<'_>, kind: &str) -> Result<Option<u8>> {
    let precision = if kind == "float" { options.maybe_int("precision")? } else { None };
    let (name, given) = match (options.maybe_int("scale")?, precision) {
        (Some(_), Some(_)) => {
            return Err(Error::Value(format!("'scale' and 'precision' of {} are the same: give one", options.what)));
        }
        (None, precision) => ("precision", precision),
        (scale, None) => ("scale", scale),
    };
    match given {
        Some(bad) if !(0..=18).contains(&bad) => {
            Err(Error::Value(format!("'{name}' of {} must be from 0 to 18, not {bad}", options.what)))
        }
        given => Ok(given.map(|digits| digits as u8)),
    }
}

/// The cases of a mapping with what each stands for.
fn each_case<T>(given: &Spec, mut each: impl FnMut(&Spec) -> Result<T>) -> Result<(Cases, Vec<T>)> {
    let mut cases = Cases::default();
    let mut made = Vec::new();
    for (value, meaning) in pairs(given)? {
        if !cases.add(value, made.len() as u32) {
            return Err(Error::Value(format!("the case {} stands twice", value.describe())));
        }
        let error = |error| Error::Value(format!("case {}: {error}", value.describe()));
        made.push(each(meaning).map_err(error)?);
    }
    Ok((cases, made))
}

/// The cases of a mapping, in order.
fn pairs(given: &Spec) -> Result<&[(Spec, Spec)]> {
    match given {
        Spec::Map(pairs) if !pairs.is_empty() => Ok(pairs),
        other => Err(Error::Type {
            what: "'cases'".into(),
            expected: "a mapping from values to what they stand for, 'else' for all others".into(),
            given: other.describe(),
        }),
    }
}

/// The expression of a template: `{brand} {year:04d}` is `format('{} {:04d}', brand, year)`.
fn template(text: &str) -> Result<String> {
    let mut pattern = String::new();
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['{', '}']) {
        pattern.push_str(&rest[..open]);
        let after = &rest[open..];
        if after.starts_with("{{") || after.starts_with("}}") {
            pattern.push_str(&after[..2]);
            rest = &after[2..];
            continue;
        }
        let Some(close) = after.find('}').filter(|_| after.starts_with('{')) else {
            return Err(Error::Value(format!(
                "template '{text}': a brace is not closed; write {{{{ for a brace itself"
            )));
        };
        let (name, form) = after[1..close].split_once(':').unwrap_or((&after[1..close], ""));
        if name.trim().is_empty() {
            return Err(Error::Value(format!("template '{text}': braces need the name of a column")));
        }
        names.push(name.trim().to_string());
        pattern.push_str(&if form.is_empty() { "{}".to_string() } else { format!("{{:{form}}}") });
        rest = &after[close + 1..];
    }
    pattern.push_str(rest);
    let quoted = pattern.replace('\\', "\\\\").replace('\'', "\\'");
    let names: String = names.iter().map(|name| format!(", {name}")).collect();
    Ok(format!("format('{quoted}'{names})"))
}

impl Compiler<'_> {
    /// Whether a name is that of a link or a small table of a table.
    pub(super) fn is_label(&mut self, table: usize, label: &str) -> bool {
        self.link(table, label).is_ok_and(|link| link.is_some())
            || self.drafts[table].given.iter().any(|(_, given)| match given {
                Spec::Map(pairs) => {
                    pairs.contains(&(Spec::Str("type".into()), Spec::Str("sample".into())))
                        && pairs.contains(&(Spec::Str("as".into()), Spec::Str(label.into())))
                }
                _ => false,
            })
    }
}
