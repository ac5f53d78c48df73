//! Dates and times that follow other columns, or a rate.

use super::super::columns::moment::{Distance, Events, Form, Relative};
use super::super::compile::Compiler;
use super::super::fanout::Fanout;
use super::super::span::Span;
use super::computed;
use crate::clock::{DAY, SECOND};
use crate::distributions::Distribution;
use crate::error::{Error, Result};
use crate::records::column::Data;
use crate::records::options::Options;
use crate::records::schema::ColumnField;
use crate::records::spec::Spec;
use crate::time::{moment, Arrivals};
use std::sync::Arc;

fn moment_form(options: &mut Options<'_>, kind: &str) -> Result<Form> {
    if kind == "date" {
        return Ok(Form::Date);
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
    Ok(Form::DateTime(unit))
}

pub(super) fn relative<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    kind: &str,
    options: &mut Options<'s>,
) -> Result<ColumnField> {
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
        let limit = moment("'until'", given, clock)?;
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

fn siblings(cx: &Compiler<'_>, table: usize) -> Result<Arc<Fanout>> {
    match &cx.drafts[table].per {
        Some((_, fanout)) => Ok(fanout.clone()),
        None => Err(Error::value("'sorted' is for tables that are 'per' another; use 'arrivals' for times in order")),
    }
}

/// The times of the rows of a table whose rows are events.
pub(super) fn of_rows(
    cx: &Compiler<'_>,
    table: usize,
    arrivals: Arrivals,
    options: &mut Options<'_>,
) -> Result<ColumnField> {
    let form = moment_form(options, "datetime")?;
    let draft = &cx.drafts[table];
    let fanout = draft.per.as_ref().map(|(_, fanout)| fanout.clone());
    // Two columns of the times differ in nothing but their precision.
    let key = Some(draft.key.child("rows/times"));
    Ok(computed(Events { arrivals, fanout, after: None, rows: draft.rows, key, form }))
}

pub(super) fn events<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    kind: &str,
    options: &mut Options<'s>,
) -> Result<ColumnField> {
    let clock = cx.settings.clock;
    let form = moment_form(options, kind)?;
    let start = moment("'start'", options.need("start")?, clock)?;
    let end = moment("'end'", options.need("end")?, clock)?;
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
    Ok(computed(Events { arrivals, fanout, after, rows: cx.drafts[table].rows, key: None, form }))
}
