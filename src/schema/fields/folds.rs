//! Values that run along rows, and those of parents over their children.

use super::super::columns::fold::{Aggregate, Kind, Op, Previous, Running, OPS};
use super::super::compile::Compiler;
use super::computed;
use super::series::start;
use crate::error::{Error, Result};
use crate::records::column::Data;
use crate::records::options::Options;
use crate::records::schema::ColumnField;

fn op(options: &mut Options<'_>, default: &'static str) -> Result<Op> {
    let name = options.text("op")?.unwrap_or(default);
    Op::named(name).ok_or_else(|| {
        let known = OPS.iter().map(|op| format!("'{op}'")).collect::<Vec<_>>().join(", ");
        Error::Value(format!("'op' must be one of {known}, not '{name}'"))
    })
}

fn folded(cx: &Compiler<'_>, table: usize, at: usize, op: Op, name: &str) -> Result<Kind> {
    let kind = Kind::of(&cx.blank(table, at));
    match (kind, op) {
        (Some(kind), _) if !matches!((kind, op), (Kind::Moment | Kind::Day, Op::Sum | Op::Mean)) => Ok(kind),
        (_, Op::Count) => Ok(Kind::Int),
        _ => Err(Error::Value(format!("the values of '{name}' cannot be folded that way"))),
    }
}

pub(super) fn running<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<ColumnField> {
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
        return Ok(computed(Previous::new(of, cx.blank(table, of), place)));
    }
    let op = op(options, "sum")?;
    let mut kind = folded(cx, table, of, op, text)?;
    let start = start(cx, table, options)?;
    if let (Kind::Int, Some(Data::Float(_) | Data::Decimal(..))) = (kind, start.map(|at| cx.blank(table, at))) {
        kind = start.and_then(|at| Kind::of(&cx.blank(table, at))).unwrap_or(kind);
    }
    let limits = (options.maybe_number("floor")?, options.maybe_number("ceiling")?);
    Ok(computed(Running::new(of, (op, kind), start, place, limits)))
}

pub(super) fn aggregate<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    kind: &str,
    options: &mut Options<'s>,
) -> Result<ColumnField> {
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
            return Ok(computed(Aggregate { of: (child, None), op, kind: Kind::Int, fanout }));
        }
        return Err(Error::Value(format!("'of' must name a column, such as '{text}.amount'")));
    };
    let at = cx.named(child, column)?;
    let kind = folded(cx, child, at, op, text)?;
    Ok(computed(Aggregate { of: (child, Some(at)), op, kind, fanout }))
}
