//! Filling a column: the loop over rows, once for each kind of rule.

use super::column::{Data, Texts};
use super::spec::Bound;
use crate::clock::SECOND;
use crate::error::{Error, Result};
use crate::grammar::{program, Cx};
use crate::locale::{layout, word, Table};
use crate::providers::{choices, floats, integers_of, more, uuids, Args, Entry, Rule, Source, Type, Value};
use std::sync::Arc;

/// How many values a program is flattened for.
const FLAT_FROM: usize = 16;

/// The user's values that a choice is made of.
pub type Choices = Arc<[Value]>;

/// An empty column for a rule's values.
///
/// `shared` says whether all rows draw by this one rule, so that picks from a table can stay places in that table.
pub fn empty<D: Source>(rule: Rule<D>, args: &Args, choices: Option<&Choices>, returns: Type, shared: bool) -> Data {
    // A locale's rule may be of another type than the field: text is what the field promises.
    if returns == Type::Str && !matches!(rule, Rule::Program(_) | Rule::Choice(_) | Rule::Host) {
        return Data::Str(Texts::default());
    }
    match rule {
        Rule::Program(at) => match picked(at) {
            Some(table) if shared => Data::Codes(table, Vec::new()),
            _ => Data::Str(Texts::default()),
        },
        Rule::Str(_) => Data::Str(Texts::default()),
        Rule::Decimal(_) => Data::Value(Vec::new()),
        Rule::Bytes(_) => Data::Bytes(Texts::default()),
        Rule::Scaled(_, scale) => Data::Decimal(Vec::new(), scale(args)),
        Rule::Int(_) => Data::Int(Vec::new()),
        Rule::Float(_) => Data::Float(Vec::new()),
        Rule::Bool(_) => Data::Bool(Vec::new()),
        Rule::Date(_) => Data::Date(Vec::new()),
        Rule::DateTime(_) => Data::DateTime(Vec::new()),
        Rule::Time(_) => Data::Time(Vec::new()),
        Rule::Duration(_) => Data::Duration(Vec::new()),
        Rule::Uuid(_) => Data::Uuid(Vec::new()),
        Rule::Choice(_) => Data::Choice(choices.cloned().unwrap_or_default(), Vec::new()),
        Rule::Value(_) if returns == Type::Bytes => Data::Bytes(Texts::default()),
        Rule::Value(_) | Rule::Unported | Rule::Lacks(_) | Rule::Unfit(_) => Data::Value(Vec::new()),
        Rule::Host => Data::Seeds(Vec::new()),
    }
}

/// The table of a program that does nothing but pick from it.
fn picked(program: u32) -> Option<Table> {
    let pick = word(program) == layout::OP_PICK && word(program + 2) == layout::OP_END;
    pick.then(|| Table::at(word(program + 1)))
}

/// A value with the user's own values where it has their places.
pub fn chosen(value: Value, choices: &Choices) -> Value {
    let all = |items: Vec<Value>| items.into_iter().map(|item| chosen(item, choices)).collect();
    match value {
        Value::Element(at) => choices.get(at).cloned().unwrap_or(Value::None),
        Value::Tuple(items) => Value::Tuple(all(items)),
        Value::List(items) => Value::List(all(items)),
        other => other,
    }
}

/// Draws values of the plainest fields, in loops without a call for each value. Whether it is such a field.
fn many<D: Source>(entry: &Entry<D>, cx: &mut Cx<D>, args: &Args, n: usize, data: &mut Data) -> bool {
    match (entry.native, data) {
        (Some("integer"), Data::Int(values)) => integers_of(cx, args, n, values, |i| i),
        (Some("calendar_date"), Data::Date(values)) => integers_of(cx, args, n, values, |day| day as i32),
        (Some("timestamp"), Data::DateTime(values)) => integers_of(cx, args, n, values, |second| second * SECOND),
        (Some("uuid"), Data::Uuid(values)) => uuids(cx, n, values),
        (Some("float"), Data::Float(values)) => floats(cx, args, n, values),
        (Some("choice"), Data::Choice(_, codes)) => return choices(cx, args, n, codes),
        _ => return false,
    }
    true
}

/// Draws `n` values by one rule and appends them.
///
/// # Errors
/// Whatever the rule says.
pub fn fill<D: Source>(
    entry: &'static Entry<D>,
    cx: &mut Cx<D>,
    bound: &Bound,
    n: usize,
    data: &mut Data,
) -> Result<()> {
    let args = &bound.args;
    // Flattening takes as long as some hundred values.
    let flat = if n >= FLAT_FROM && cx.is_plain() && *args == entry.defaults { cx.pack.flat(entry) } else { None };
    cx.class = entry.class;
    if many(entry, cx, args, n, data) {
        return Ok(());
    }
    macro_rules! each {
        ($values:expr, $draw:expr) => {{
            $values.reserve(n);
            for _ in 0..n {
                $values.push($draw(cx, args)?);
            }
        }};
    }
    match (entry.rule, data) {
        (Rule::Program(_), Data::Codes(table, codes)) => {
            cx.draw.fill_picks(table.len(), table.weights(), more(codes, n, 0));
        }
        (Rule::Program(_) | Rule::Str(_), Data::Str(texts)) if flat.is_some() => {
            if let Some(flat) = flat {
                flat.append(cx, n, &mut texts.bytes, &mut texts.ends)?;
            }
        }
        (Rule::Program(at), Data::Str(texts)) => {
            texts.ends.reserve(n);
            let steps = program(at);
            for _ in 0..n {
                cx.run_steps(steps, &mut texts.bytes)?;
                texts.end();
            }
        }
        (Rule::Str(draw), Data::Str(texts)) | (Rule::Bytes(draw), Data::Bytes(texts)) => {
            texts.ends.reserve(n);
            for _ in 0..n {
                draw(cx, args, &mut texts.bytes)?;
                texts.end();
            }
        }
        (Rule::Value(draw), Data::Bytes(texts)) => {
            for _ in 0..n {
                match draw(cx, args)? {
                    Value::Bytes(bytes) => texts.bytes.extend_from_slice(&bytes),
                    other => other.append_str(&mut texts.bytes),
                }
                texts.end();
            }
        }
        (Rule::Scaled(draw, _), Data::Decimal(values, _)) => each!(values, draw),
        (Rule::Int(draw), Data::Int(values)) => each!(values, draw),
        (Rule::Float(draw), Data::Float(values)) => each!(values, draw),
        (Rule::Bool(draw), Data::Bool(values)) => each!(values, draw),
        (Rule::Date(draw), Data::Date(values)) => each!(values, draw),
        (Rule::DateTime(draw), Data::DateTime(values)) => each!(values, draw),
        (Rule::Time(draw), Data::Time(values)) => each!(values, draw),
        (Rule::Duration(draw), Data::Duration(values)) => each!(values, draw),
        (Rule::Uuid(draw), Data::Uuid(values)) => each!(values, draw),
        (Rule::Value(draw), Data::Value(values)) => {
            values.reserve(n);
            for _ in 0..n {
                let value = draw(cx, args)?;
                values.push(match &bound.choices {
                    Some(choices) => chosen(value, choices),
                    None => value,
                });
            }
        }
        (Rule::Choice(draw), Data::Choice(_, codes)) => {
            codes.reserve(n);
            for _ in 0..n {
                codes.push(draw(cx, args)? as u32);
            }
        }
        (Rule::Host, Data::Seeds(seeds)) => seeds.extend((0..n).map(|_| cx.draw.bits(64))),
        (_, Data::Value(values)) => {
            for _ in 0..n {
                values.push(entry.rule.value(cx, args)?);
            }
        }
        (rule, Data::Str(texts)) => {
            for _ in 0..n {
                rule.append(cx, args, &mut texts.bytes)?;
                texts.end();
            }
        }
        _ => return Err(Error::value("a rule of another type than its column: please report this")),
    }
    Ok(())
}
