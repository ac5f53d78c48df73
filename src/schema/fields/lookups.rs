//! Values that stand beside other values: constant mappings, and rows of small tables.

use super::super::columns::cases::Cases;
use super::super::columns::choice::Shares;
use super::super::columns::lookup::{Attribute, Index, Lookup};
use super::super::compile::Compiler;
use super::super::relations::attribute;
use super::{computed, each_case};
use crate::error::{Error, Result};
use crate::providers::Value;
use crate::records::options::Options;
use crate::records::schema::ColumnField;
use crate::records::spec::Spec;

pub(super) fn lookup<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<ColumnField> {
    let Some(text) = options.text("given")? else { return Err(Error::value("'lookup' needs 'given', a column")) };
    let on = cx.input(table, text)?;
    let (mut cases, mut values) = each_case(options.need("values")?, |given| Ok(given.value()))?;
    if let Some(rest) = options.take("else") {
        cases.add(&Spec::Str("else".into()), values.len() as u32);
        values.push(rest.value());
    }
    Ok(computed(Lookup { on, cases, values: values.into() }))
}

pub(super) fn sample<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<ColumnField> {
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
    Ok(computed(Attribute { index: at, values }))
}
