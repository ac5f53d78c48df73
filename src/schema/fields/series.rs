//! Values along the ticks of a table.

use super::super::columns::number::{Form, Number, Uniforms};
use super::super::columns::time::{Bar, Candles, Tick, Values};
use super::super::compile::Compiler;
use super::{computed, form_of, moments};
use crate::distributions::Distribution;
use crate::error::{Error, Result};
use crate::records::options::{number, Options};
use crate::records::schema::ColumnField;
use crate::records::spec::Spec;
use crate::time::{Bars, Series, Ticks};
use std::sync::{Arc, Mutex};

/// The times of the rows: those of the ticks, or of the events.
pub(super) fn tick(cx: &mut Compiler<'_>, table: usize, options: &mut Options<'_>) -> Result<ColumnField> {
    if let Some(arrivals) = cx.drafts[table].events.clone() {
        return moments::of_rows(cx, table, arrivals, options);
    }
    let ticks = ticks(cx, table)?;
    let place = cx.place(table);
    Ok(computed(Tick { ticks, utc: options.flag("utc")?, place }))
}

/// The values of a series.
pub(super) fn values<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<ColumnField> {
    let ticks = ticks(cx, table)?;
    let form = form_of(options, "float")?;
    let start = start(cx, table, options)?;
    let series = Series::parse(options, &ticks)?;
    let (parent, place) = (cx.parent_rows(table), cx.place(table));
    Ok(computed(Values { series, ticks, start, parent, place, form }))
}

/// A value of the bars of a series.
pub(super) fn bar<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<ColumnField> {
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
            let made = Arc::new(Candles { bars, key, ticks, start, parent, place, kept: Mutex::default() });
            cx.keep_candles(table, label, given, &made);
            made
        }
    };
    Ok(computed(Bar::new(candles, value, form)?))
}

/// The column that a running value or a series starts from.
pub(super) fn start<'s>(cx: &mut Compiler<'s>, table: usize, options: &mut Options<'s>) -> Result<Option<usize>> {
    match options.take("start") {
        None => Ok(None),
        Some(Spec::Str(text)) => cx.input(table, text).map(Some),
        Some(given) => {
            let Some(value) = number(given) else {
                return Err(options.wrong("start", "a number, a column or an expression", given));
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

fn ticks(cx: &Compiler<'_>, table: usize) -> Result<Arc<Ticks>> {
    let draft = &cx.drafts[table];
    draft.ticks.clone().ok_or_else(|| {
        Error::Value(format!("this needs a table whose 'rows' have 'every', and those of '{}' have none", draft.name))
    })
}

impl Compiler<'_> {
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
}
