//! Columns of schemas: what each form means, and what of it belongs to the records layer.

use super::columns::cases::Cases;
use super::columns::choice::{self, Along, Exact, Shares};
use super::columns::fold::{Aggregate, Kind as Folded, Op, Previous, Running, OPS};
use super::columns::key::{Key, Uuid};
use super::columns::link::Place;
use super::columns::lookup::{Constant, Index, Lookup};
use super::columns::moment::{Distance, Events, Form as MomentForm, Relative};
use super::columns::number::{self, Form, Latent, Number, Uniforms};
use super::columns::time::{Bar, Candles, Tick, Values};
use super::compile::Compiler;
use super::given;
use super::relations::attribute;
use super::span::Span;
use crate::clock::{DAY, SECOND};
use crate::distributions::{Copula, Distribution};
use crate::error::{Error, Result};
use crate::expressions::{kind_of, Expression, Kind};
use crate::providers::Value;
use crate::records::column::Data;
use crate::records::computed::Compute;
use crate::records::options::Options;
use crate::records::schema::{self, ColumnField, ColumnSpec};
use crate::records::spec::Spec;
use crate::time::{Arrivals, Bars, Series};
use std::sync::{Arc, Mutex};

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
            let mut left: Vec<(Spec, Spec)> = pairs.iter().filter(|(key, _)| !skipped(key)).cloned().collect();
            // The field of this name calls its pattern a text, as Faker does.
            if left.contains(&(Spec::Str("type".into()), Spec::Str("pattern".into()))) {
                let pattern = left.iter_mut().filter(|(key, _)| *key == Spec::Str("pattern".into()));
                pattern.for_each(|(key, _)| *key = Spec::Str("text".into()));
            }
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
        for known in ["ref", "as", "skew", "distinct", "roots"] {
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
        "uuid" if !has(options, &["cast_to"]) => computed(Uuid),
        "ordinal" => ordinal(cx, table)?,
        "int" | "float" | "decimal" => {
            let correlated = cx.uniforms(table, spec);
            let drawn = has(options, &["distribution", "given", "cases", "scale"]) || kind == "decimal";
            if !drawn && correlated.is_none() {
                return Ok(None);
            }
            numbers(cx, table, kind, correlated, options)?
        }
        "choice" => match choices(cx, table, spec, options)? {
            Some(field) => field,
            None => return Ok(None),
        },
        "date" | "datetime" if has(options, &["arrivals"]) => events(cx, table, kind, options)?,
        "date" | "datetime" if has(options, &["after", "before"]) => relative(cx, table, kind, options)?,
        "running" => running(cx, table, options)?,
        "aggregate" | "count" => aggregate(cx, table, kind, options)?,
        "lookup" => lookup(cx, table, options)?,
        "sample" => sample(cx, table, options)?,
        "constant" => computed(Constant([options.need("value")?.value()].into())),
        "template" => {
            let Some(text) = options.text("template")? else { return Err(Error::value("'template' needs 'template'")) };
            let expression = Expression::parse(&template(text)?)?;
            computed(cx.expression(table, expression)?)
        }
        "tick" => {
            let ticks = ticks(cx, table)?;
            let place = cx.place(table);
            computed(Tick { ticks, utc: options.flag("utc")?, place })
        }
        "series" => {
            let ticks = ticks(cx, table)?;
            let form = form_of(options, "float")?;
            let start = start(cx, table, options)?;
            let series = Series::parse(options, &ticks)?;
            let (parent, place) = (cx.parent_rows(table), cx.place(table));
            computed(Values { series, ticks, start, parent, place, form })
        }
        "bar" => {
            let ticks = ticks(cx, table)?;
            let form = form_of(options, "float")?;
            let label = options.text("as")?.unwrap_or("bar");
            let value = options.text("value")?.unwrap_or("close");
            let given = options.take("of");
            let candles = match cx.candles(table, label, given) {
                Some(known) => known,
                None => {
                    let mut inner = given.map(|given| Options::of("'of' of 'bar'", given)).transpose()?;
                    let said = inner.as_mut().unwrap_or(options);
                    let start = start(cx, table, said)?;
                    let bars = Bars::parse(said, &ticks)?;
                    inner.map_or(Ok(()), Options::finish)?;
                    // The bars of one series draw alike, whatever their columns are called.
                    let key = cx.drafts[table].key.child(&format!("bar/{label}"));
                    let (parent, place) = (cx.parent_rows(table), cx.place(table));
                    let kept = Mutex::default();
                    let made = Arc::new(Candles { bars, key, ticks, start, parent, place, kept });
                    cx.keep_candles(table, label, given, &made);
                    made
                }
            };
            computed(Bar::new(candles, value, form)?)
        }
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
    let scale = options.int_or("scale", 2, 0..=18)? as u8;
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
            "decimal" => Kind::Decimal(scale),
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
    }
    Ok(computed(made))
}

fn ordinal(cx: &mut Compiler<'_>, table: usize) -> Result<ColumnField> {
    match &cx.drafts[table].per {
        Some((_, fanout)) => Ok(computed(Place { fanout: fanout.clone(), from: 1 })),
        None => Err(Error::value("'ordinal' is for tables that are 'per' another; use {type: key}")),
    }
}

fn form_of(options: &mut Options<'_>, kind: &str) -> Result<Form> {
    let scale = options.maybe_int("scale")?;
    if let Some(bad) = scale.filter(|scale| !(0..=18).contains(scale)) {
        return Err(Error::Value(format!("'scale' of {} must be from 0 to 18, not {bad}", options.what)));
    }
    let scale = scale.map(|scale| scale as u8);
    Ok(match (kind, scale) {
        ("int", _) => Form::Int,
        ("decimal", scale) => Form::Decimal(scale.unwrap_or(2)),
        (_, scale) => Form::Float(scale),
    })
}

fn numbers<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    kind: &str,
    correlated: Option<usize>,
    options: &mut Options<'s>,
) -> Result<ColumnField> {
    let form = form_of(options, kind)?;
    let uniforms = correlated.map_or(Uniforms::Own, Uniforms::Column);
    let (min, max) = (options.maybe_number("min")?, options.maybe_number("max")?);
    if let (Some(min), Some(max)) = (min, max) {
        if min > max {
            return Err(Error::Value(format!("'min' of {} must not be above 'max'", options.what)));
        }
    }
    let bounded = |distribution: Distribution| {
        // A number that is rounded to a whole one belongs to the half below and the half above it.
        let half = if form == Form::Int && !distribution.is_whole() { 0.499_999 } else { 0.0 };
        match (min, max) {
            (None, None) => Ok(distribution),
            _ => distribution.truncated(min.map(|min| min - half), max.map(|max| max + half)),
        }
    };
    if let Some(cases_given) = options.take("cases") {
        let on = match options.text("given")? {
            Some(text) => cx.input(table, text)?,
            None => return Err(Error::Value(format!("'cases' of {} need 'given', a column", options.what))),
        };
        let (cases, distributions) = each_case(cases_given, |given| bounded(Distribution::parse(given)?))?;
        return Ok(computed(number::Given { on, cases, distributions, form, uniforms }));
    }
    let distribution = match options.take("distribution") {
        Some(given) => bounded(Distribution::parse(given)?)?,
        None => {
            let (Some(min), Some(max)) = (min, max) else {
                return Err(Error::Value(format!("{} needs 'min' and 'max', or 'distribution'", options.what)));
            };
            let half = if form == Form::Int { 0.499_999 } else { 0.0 };
            uniform(min - half, max + half)?
        }
    };
    Ok(computed(Number { distribution, form, uniforms }))
}

fn uniform(min: f64, max: f64) -> Result<Distribution> {
    if min == max {
        return Ok(Distribution::constant(min));
    }
    let param = |name: &str, value| (Spec::Str(name.into()), value);
    let params = Spec::Map(vec![param("min", Spec::Float(min)), param("max", Spec::Float(max))]);
    Distribution::parse(&Spec::Map(vec![param("uniform", params)]))
}

/// The cases of a mapping with what each stands for.
fn each_case<T>(given: &Spec, mut each: impl FnMut(&Spec) -> Result<T>) -> Result<(Cases, Vec<T>)> {
    let mut cases = Cases::default();
    let mut made = Vec::new();
    for (value, meaning) in given::cases("cases", given)? {
        if !cases.add(value, made.len() as u32) {
            return Err(Error::Value(format!("the case {} stands twice", value.describe())));
        }
        let error = |error| Error::Value(format!("case {}: {error}", value.describe()));
        made.push(each(meaning).map_err(error)?);
    }
    Ok((cases, made))
}

fn choices<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    spec: &'s Spec,
    options: &mut Options<'s>,
) -> Result<Option<ColumnField>> {
    if let Some(cases_given) = options.take("cases") {
        let on = match options.text("given")? {
            Some(text) => cx.input(table, text)?,
            None => return Err(Error::value("'cases' of 'choice' need 'given', a column")),
        };
        let (cases, shares) = each_case(cases_given, |given| Shares::parse(given, None))?;
        return Ok(Some(computed(choice::Given::new(on, cases, shares))));
    }
    let exact = options.flag("exact")?;
    let uniforms = cx.uniforms(table, spec);
    if !exact && uniforms.is_none() {
        return Ok(None);
    }
    let weights = options.take("weights");
    let shares = Shares::parse(options.need("values")?, weights)?;
    Ok(Some(match uniforms {
        Some(_) if exact => return Err(Error::value("a choice is either 'exact' or correlated")),
        Some(uniforms) => computed(Along::new(shares, uniforms)),
        None => computed(Exact::new(&shares, cx.drafts[table].rows)),
    }))
}

fn moment_form(options: &mut Options<'_>, kind: &str) -> Result<MomentForm> {
    if kind == "date" {
        return Ok(MomentForm::Date);
    }
    let precision = options.text("precision")?.unwrap_or("s");
    let unit = match precision {
        "us" => 1,
        "ms" => 1_000,
        "s" => SECOND,
        "min" => 60 * SECOND,
        "h" => 3_600 * SECOND,
        "d" => DAY * SECOND,
        other => {
            let known = "'us', 'ms', 's', 'min', 'h' or 'd'";
            return Err(Error::Value(format!("'precision' must be {known}, not '{other}'")));
        }
    };
    Ok(MomentForm::DateTime(unit))
}

fn relative<'s>(cx: &mut Compiler<'s>, table: usize, kind: &str, options: &mut Options<'s>) -> Result<ColumnField> {
    let clock = cx.settings.clock;
    let form = moment_form(options, kind)?;
    let (after, before) = (options.text("after")?, options.text("before")?);
    let (text, before) = match (after, before) {
        (Some(text), None) => (text, false),
        (None, Some(text)) => (text, true),
        _ => return Err(Error::value("a time is either 'after' or 'before' another, not both")),
    };
    let base = cx.input(table, text)?;
    if !matches!(cx.blank(table, base), Data::Date(_) | Data::DateTime(_)) {
        return Err(Error::Value(format!("'{text}' is neither a date nor a time")));
    }
    let least = options.take("at_least").map(|given| Span::parse("at_least", given)).transpose()?.unwrap_or_default();
    let distance = match (options.take("within"), options.take("distribution")) {
        (Some(given), None) => Distance::Within(least, Span::parse("within", given)?),
        (None, Some(given)) => {
            let unit = options.text("unit")?.unwrap_or("d");
            let Some(micros) = Span::unit(unit) else {
                return Err(Error::Value(format!(
                    "'unit' must be one of us, ms, s, min, h, d, w, mo, q, y, not '{unit}'"
                )));
            };
            Distance::Drawn(least, Distribution::parse(given)?, micros)
        }
        (Some(_), Some(_)) => return Err(Error::value("a time has either 'within' or 'distribution', not both")),
        (None, None) => {
            return Err(Error::Value(format!("a time after or before '{text}' needs 'within' or 'distribution'")))
        }
    };
    let mut limits = (-62_135_596_800_000_000, 253_402_300_799_999_999);
    if let Some(given) = options.take("until") {
        let limit = given::micros("until", given, clock)?;
        if before {
            limits.0 = limit;
        } else {
            limits.1 = limit;
        }
    }
    let sorted = match options.flag("sorted")? {
        true => Some(siblings(cx, table)?),
        false => None,
    };
    Ok(computed(Relative { base, before, distance, limits, sorted, form }))
}

fn siblings(cx: &Compiler<'_>, table: usize) -> Result<Arc<super::fanout::Fanout>> {
    match &cx.drafts[table].per {
        Some((_, fanout)) => Ok(fanout.clone()),
        None => Err(Error::value("'sorted' is for tables that are 'per' another; use 'arrivals' for times in order")),
    }
}

fn events<'s>(cx: &mut Compiler<'s>, table: usize, kind: &str, options: &mut Options<'s>) -> Result<ColumnField> {
    let clock = cx.settings.clock;
    let form = moment_form(options, kind)?;
    let start = given::micros("start", options.need("start")?, clock)?;
    let end = given::micros("end", options.need("end")?, clock)?;
    if start >= end {
        return Err(Error::value("'start' must be before 'end'"));
    }
    let flat = Spec::Map(Vec::new());
    let given = match options.need("arrivals")? {
        Spec::Bool(true) => &flat,
        other => other,
    };
    let key = cx.drafts[table].key.child("arrivals");
    let arrivals = Arrivals::parse(given, start, end, clock)?.seeded(&key);
    let fanout = cx.drafts[table].per.as_ref().map(|(_, fanout)| fanout.clone());
    let after = match options.text("after")? {
        None => None,
        Some(text) if fanout.is_some() => {
            let at = cx.input(table, text)?;
            if !matches!(cx.blank(table, at), Data::Date(_) | Data::DateTime(_)) {
                return Err(Error::Value(format!("'{text}' is neither a date nor a time")));
            }
            Some((at, end))
        }
        Some(_) => return Err(Error::value("'after' goes with 'arrivals' in tables that are 'per' another only")),
    };
    Ok(computed(Events { arrivals, fanout, after, rows: cx.drafts[table].rows, form }))
}

fn op(options: &mut Options<'_>, default: &'static str) -> Result<Op> {
    let name = options.text("op")?.unwrap_or(default);
    Op::named(name).ok_or_else(|| {
        let known = OPS.iter().map(|op| format!("'{op}'")).collect::<Vec<_>>().join(", ");
        Error::Value(format!("'op' must be one of {known}, not '{name}'"))
    })
}

fn folded(cx: &Compiler<'_>, table: usize, at: usize, op: Op, name: &str) -> Result<Folded> {
    let kind = Folded::of(&cx.blank(table, at));
    match (kind, op) {
        (Some(kind), _) if !matches!((kind, op), (Folded::Moment | Folded::Day, Op::Sum | Op::Mean)) => Ok(kind),
        (_, Op::Count) => Ok(Folded::Int),
        _ => Err(Error::Value(format!("the values of '{name}' cannot be folded that way"))),
    }
}

/// The column that a running value or a series starts from.
fn start<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<Option<usize>> {
    match options.take("start") {
        None => Ok(None),
        Some(Spec::Str(text)) => cx.input(table, text).map(Some),
        Some(number) => {
            let Some(value) = crate::records::options::number(number) else {
                return Err(options.wrong("start", "a number, a column or an expression", number));
            };
            let constant = Number {
                distribution: Distribution::constant(value),
                form: Form::Float(None),
                uniforms: Uniforms::Own,
            };
            Ok(Some(cx.add(table, format!("@number/{value}"), constant)))
        }
    }
}

fn running<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<ColumnField> {
    let Some(text) = options.text("of")? else { return Err(Error::value("'running' needs 'of', a column")) };
    let of = cx.input(table, text)?;
    let of = cx.reads(table, of);
    let alone = cx.drafts[table].per.is_none();
    if alone && cx.drafts[table].rows > 1 << 27 {
        return Err(Error::value(
            "a running value along a whole table is for tables of up to 2**27 rows, or 'per' another",
        ));
    }
    let place = if alone { None } else { Some(cx.place(table)) };
    if options.has("op") && options.text("op")? == Some("previous") {
        return Ok(computed(Previous { of, blank: cx.blank(table, of), place }));
    }
    let op = op(options, "sum")?;
    let mut kind = folded(cx, table, of, op, text)?;
    let start = start(cx, table, options)?;
    if let (Folded::Int, Some(Data::Float(_) | Data::Decimal(..))) = (kind, start.map(|at| cx.blank(table, at))) {
        kind = start.and_then(|at| Folded::of(&cx.blank(table, at))).unwrap_or(kind);
    }
    let limits = (options.maybe_number("floor")?, options.maybe_number("ceiling")?);
    Ok(computed(Running::new(of, (op, kind), start, place, limits)))
}

fn aggregate<'s>(cx: &mut Compiler<'s>, table: usize, kind: &str, options: &mut Options<'s>) -> Result<ColumnField> {
    let Some(text) = options.text("of")? else {
        return Err(Error::Value(format!("'{kind}' needs 'of', a column of a table that is 'per' this one")));
    };
    let (child, column) = text.split_once('.').map_or((text, None), |(child, column)| (child, Some(column)));
    let Some(child) = cx.table(child) else { return Err(cx.unknown_table(child)) };
    let fanout = match &cx.drafts[child].per {
        Some((parent, fanout)) if *parent == table => fanout.clone(),
        _ => {
            let (child, table) = (cx.drafts[child].name, cx.drafts[table].name);
            return Err(Error::Schema(format!("'{child}' is not 'per: {table}', so its rows have none of '{child}'")));
        }
    };
    let op = op(options, if kind == "count" { "count" } else { "sum" })?;
    let Some(column) = column else {
        if op == Op::Count {
            return Ok(computed(Aggregate { of: (child, None), op, kind: Folded::Int, fanout }));
        }
        return Err(Error::Value(format!("'of' must name a column, such as '{text}.amount'")));
    };
    let at = cx.named(child, column)?;
    let kind = folded(cx, child, at, op, text)?;
    Ok(computed(Aggregate { of: (child, Some(at)), op, kind, fanout }))
}

fn lookup<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<ColumnField> {
    let Some(text) = options.text("given")? else { return Err(Error::value("'lookup' needs 'given', a column")) };
    let on = cx.input(table, text)?;
    let (mut cases, mut values) = each_case(options.need("values")?, |given| Ok(given.value()))?;
    if let Some(rest) = options.take("else") {
        cases.add(&Spec::Str("else".into()), values.len() as u32);
        values.push(rest.value());
    }
    Ok(computed(Lookup { on, cases, values: values.into() }))
}

fn sample<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<ColumnField> {
    let rows = match options.need("rows")? {
        Spec::Seq(rows) if !rows.is_empty() => rows,
        other => return Err(options.wrong("rows", "a list of mappings", other)),
    };
    let weight = options.text("weight")?;
    let name = match options.text("value")? {
        Some(name) => name,
        None => return Err(Error::value("'sample' needs 'value', the name of one of its columns")),
    };
    let label = options.text("as")?;
    let weights: Vec<Spec> = match weight {
        Some(weight) => {
            let number = |value: &Value| match value {
                Value::Int(i) => Spec::Int(*i),
                Value::Float(f) => Spec::Float(*f),
                _ => Spec::Float(0.0),
            };
            attribute(rows, weight)?.iter().map(number).collect()
        }
        None => vec![Spec::Int(1); rows.len()],
    };
    let shares = |places: &[usize]| {
        let values = places.iter().map(|at| Spec::Int(*at as i64)).collect();
        let weights = places.iter().map(|at| weights[*at].clone()).collect();
        Shares::parse(&Spec::Seq(values), Some(&Spec::Seq(weights)))
    };
    let index = match options.text("given")? {
        None => {
            let all: Vec<usize> = (0..rows.len()).collect();
            Index { shares: vec![shares(&all)?], rows: vec![(0..rows.len() as i64).collect()], on: None }
        }
        Some(text) => {
            // Of the rows whose column `match` is what the other column says.
            let column = options.text("match")?.unwrap_or(text);
            let on = cx.input(table, text)?;
            let keys = attribute(rows, column)?;
            let (mut cases, mut groups): (Cases, Vec<Vec<usize>>) = (Cases::default(), Vec::new());
            let mut known: Vec<&Value> = Vec::new();
            for (at, key) in keys.iter().enumerate() {
                let group = match known.iter().position(|other| *other == key) {
                    Some(group) => group,
                    None => {
                        known.push(key);
                        groups.push(Vec::new());
                        cases.add_value(key, known.len() as u32 - 1);
                        known.len() - 1
                    }
                };
                groups[group].push(at);
            }
            let each = groups.iter().map(|group| shares(group)).collect::<Result<Vec<_>>>()?;
            let rows = groups.iter().map(|group| group.iter().map(|at| *at as i64).collect()).collect();
            Index { shares: each, rows, on: Some((on, cases)) }
        }
    };
    let at = cx.add(table, format!("@sample/{}", label.unwrap_or(name)), index);
    let values = attribute(rows, name)?;
    Ok(computed(super::columns::lookup::Attribute { index: at, values }))
}

fn ticks(cx: &Compiler<'_>, table: usize) -> Result<Arc<crate::time::Ticks>> {
    let draft = &cx.drafts[table];
    draft.ticks.clone().ok_or_else(|| {
        Error::Value(format!("this needs a table whose 'rows' have 'every', and '{}' has none", draft.name))
    })
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

impl<'s> Compiler<'s> {
    /// The bars that another column of the table shows already.
    fn candles(&self, table: usize, label: &str, given: Option<&Spec>) -> Option<Arc<Candles>> {
        let given = given?;
        let same = |(at, known, said, _): &&(usize, String, Spec, Arc<Candles>)| {
            *at == table && known == label && said == given
        };
        self.bars.iter().find(same).map(|(.., candles)| candles.clone())
    }

    fn keep_candles(&mut self, table: usize, label: &str, given: Option<&Spec>, candles: &Arc<Candles>) {
        if let Some(given) = given {
            self.bars.push((table, label.to_string(), given.clone(), candles.clone()));
        }
    }

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

    /// The column of the parents' rows; none for a table that stands alone.
    fn parent_rows(&mut self, table: usize) -> Option<usize> {
        let parent = self.drafts[table].per.as_ref().map(|(parent, _)| self.drafts[*parent].name.to_string())?;
        self.link(table, &parent).ok().flatten().map(|(_, link)| link)
    }

    /// Reads the correlations of all tables.
    pub(super) fn correlate(&mut self) {
        for table in 0..self.drafts.len() {
            for (at, given) in self.drafts[table].correlations.clone().into_iter().enumerate() {
                let made = Copula::parse(given).and_then(|(columns, copula)| {
                    let copula = Arc::new(copula);
                    let key = self.drafts[table].key.child(&format!("correlation/{}", columns.join("+")));
                    for (place, name) in columns.iter().enumerate() {
                        if self.known(table, name).is_none() {
                            return Err(Error::Schema(format!("the table has no column '{name}'")));
                        }
                        let latent = Latent { copula: copula.clone(), columns: columns.len(), at: place, key };
                        let label = format!("@latent/{name}");
                        if self.known(table, &label).is_some() {
                            return Err(Error::Schema(format!("'{name}' stands in two correlations")));
                        }
                        self.add(table, label, latent);
                    }
                    Ok(())
                });
                if let Err(error) = made {
                    let name = self.drafts[table].name;
                    self.report(&["tables", name, "correlations", &at.to_string()], error);
                }
            }
        }
    }

    /// The column of the uniform numbers of a column that goes along with others.
    fn uniforms(&self, table: usize, spec: &Spec) -> Option<usize> {
        let (name, _) = self.drafts[table].given.iter().find(|(_, given)| std::ptr::eq(*given, spec))?;
        self.known(table, &format!("@latent/{name}"))
    }
}
