//! Overlays of a schema: anomalies, missing values, typos, other forms, duplicates, drift and late events.
//!
//! Each item of a table's list becomes one [`Overlay`] on each column that it changes. All of one item draw from one key, a
//! child of the table's, so that no item depends on another, and a row's values on nothing but its number.

mod anomaly;
mod common;
mod drift;
mod duplicate;
mod form;
mod late;
mod missing;
mod parse;
mod slips;
mod truth;
mod typo;
mod values;

use super::compile::Compiler;
use crate::error::{nearest, Error, Result};
use crate::records::column::Data;
use crate::records::options::Options;
use crate::records::overlay::{Overlay, Overlays};
use crate::records::spec::Spec;
use common::Common;
use std::sync::Arc;

pub(super) use truth::Truth;

/// The kinds of items, by the option that makes an item one.
const KINDS: [&str; 7] = ["anomaly", "missing", "typo", "format", "duplicate", "drift", "late"];

/// The overlays of a table while they are read.
pub(super) struct Laid<'c, 's> {
    cx: &'c mut Compiler<'s>,
    table: usize,
    /// What each column is with the overlays so far.
    kinds: Vec<Option<Data>>,
    overlays: Overlays,
}

/// Reads the overlays of a table; reports what is wrong.
pub(super) fn compile<'s>(cx: &mut Compiler<'s>, table: usize, items: &[&'s Spec]) -> Overlays {
    let some = cx.drafts[table].changeable();
    let (kinds, overlays) = (vec![None; some], vec![Vec::new(); some]);
    let mut laid = Laid { cx, table, kinds, overlays };
    for (at, item) in items.iter().enumerate() {
        if let Err(error) = laid.item(at, item) {
            let name = laid.cx.drafts[table].name;
            laid.cx.report(&["tables", name, "overlays", &at.to_string()], error);
        }
    }
    laid.overlays
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}

/// The error of a name that is none of some.
fn unknown(what: &str, given: &str, known: &[&str]) -> Error {
    let hint = nearest(given, known.iter().copied()).map(|near| format!("; did you mean '{near}'?"));
    let known = quoted(known.iter().copied());
    Error::Value(format!("'{what}' must be one of {known}, not '{given}'{}", hint.unwrap_or_default()))
}

impl<'s> Laid<'_, 's> {
    fn item(&mut self, at: usize, item: &'s Spec) -> Result<()> {
        let mut options = Options::of("an overlay", item)?;
        let Some(which) = KINDS.into_iter().find(|kind| options.has(kind)) else {
            let given = options.rest();
            let hint = given.iter().find_map(|(name, _)| nearest(name, KINDS.into_iter()));
            let hint = hint.map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
            return Err(Error::Schema(format!("an overlay needs one of {}{hint}", quoted(KINDS.into_iter()))));
        };
        let enabled = match options.take("enabled") {
            None | Some(Spec::Bool(true)) => true,
            Some(Spec::Bool(false)) => false,
            Some(other) => return Err(options.wrong("enabled", "true or false", other)),
        };
        let kind = match (which, options.take(which)) {
            // A slip may be any of several.
            ("typo", Some(Spec::Seq(_))) | ("late", _) => None,
            (_, Some(Spec::Str(kind))) => Some(kind.as_str()),
            (_, Some(other)) => return Err(options.wrong(which, "the name of a kind", other)),
            (_, None) => None,
        };
        options.what = kind.map_or(format!("'{which}'"), |kind| format!("'{which}: {kind}'"));
        let label = match options.text("name")? {
            Some(name) => name.to_string(),
            None => kind.map_or(which.to_string(), |kind| format!("{which}:{kind}")),
        };
        let common = self.common(at, which, label, &mut options)?;
        let made = match which {
            "anomaly" => self.anomaly(common, kind.unwrap_or_default(), &mut options)?,
            "missing" => self.missing(common, kind.unwrap_or_default(), &mut options)?,
            "typo" => self.typo(common, item, &mut options)?,
            "format" => self.form(common, kind.unwrap_or_default(), &mut options)?,
            "duplicate" => self.duplicate(common, kind.unwrap_or_default(), &mut options)?,
            "drift" => self.drift(common, kind.unwrap_or_default(), &mut options)?,
            _ => self.late(common, item, &mut options)?,
        };
        options.finish()?;
        if enabled {
            for (column, overlay) in made {
                let kind = self.kind(column)?;
                let of_python = matches!(kind, Data::Seeds(_));
                let kind = overlay.blank(kind);
                if of_python && !matches!(kind, Data::Seeds(_)) {
                    let name = self.name(column);
                    return Err(Error::Value(format!(
                        "the values of '{name}' are made by Python: they can be null or repeated, and nothing else"
                    )));
                }
                self.kinds[column] = Some(kind);
                self.overlays[column].push(overlay);
            }
        }
        Ok(())
    }

    fn common(&mut self, at: usize, which: &str, label: String, options: &mut Options<'s>) -> Result<Common> {
        let rate = match options.maybe_number("rate")? {
            Some(rate) if (0.0..=1.0).contains(&rate) => rate,
            Some(rate) => {
                return Err(Error::Value(format!("'rate' of {} must be from 0 to 1, not {rate}", options.what)));
            }
            None if which == "drift" => 1.0,
            None => return Err(Error::Value(format!("{} needs 'rate', the share of the rows", options.what))),
        };
        let cluster = if which == "duplicate" { None } else { options.maybe_number("cluster")? };
        if let Some(length) = cluster.filter(|length| *length < 1.0) {
            let what = &options.what;
            return Err(Error::Value(format!(
                "'cluster' of {what} must be at least 1, a number of rows, not {length}"
            )));
        }
        if let Some(length) = cluster.filter(|length| rate < 1.0 && rate / (1.0 - rate) > *length) {
            let what = &options.what;
            return Err(Error::Value(format!("runs of {length} rows cannot make up {rate} of all for {what}")));
        }
        let when = match which {
            "duplicate" => None,
            _ => options.text("when")?.map(|text| self.condition(text)).transpose()?,
        };
        let key = self.cx.drafts[self.table].key.child(&format!("overlay/{at}/{which}"));
        Ok(Common { key, label, rate, when, cluster })
    }

    fn condition(&mut self, text: &str) -> Result<usize> {
        let mut at = self.input(text)?;
        if !matches!(self.cx.blank(self.table, at), Data::Bool(_)) {
            if crate::expressions::kind_of(&self.cx.blank(self.table, at)) != Some(crate::expressions::Kind::Bool) {
                return Err(Error::Value(format!("'when' must be true or false, and '{text}' is neither")));
            }
            at = self.input(&format!("({text}) and true"))?;
        }
        Ok(at)
    }

    /// The column of a name or an expression, with its clean values.
    fn input(&mut self, text: &str) -> Result<usize> {
        let at = self.cx.input(self.table, text)?;
        Ok(self.cx.reads(self.table, at))
    }

    /// A column of the table that is put out.
    fn column(&mut self, name: &str) -> Result<usize> {
        let visible = self.cx.drafts[self.table].changeable();
        match self.cx.known(self.table, name) {
            Some(at) if at < visible => {
                self.cx.build(self.table, at)?;
                Ok(self.cx.reads(self.table, at))
            }
            Some(_) => Err(Error::Schema(format!("'{name}' is hidden: nothing of it is put out"))),
            None => {
                let hint = nearest(name, self.cx.column_names(self.table).take(visible));
                let hint = hint.map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
                Err(Error::Schema(format!("the table has no column '{name}'{hint}")))
            }
        }
    }

    /// An empty column of what a column is so far.
    fn kind(&mut self, column: usize) -> Result<Data> {
        let kind = match &self.kinds[column] {
            Some(kind) => kind.clone(),
            None => self.cx.blank(self.table, column),
        };
        self.kinds[column] = Some(kind.clone());
        Ok(kind)
    }

    fn name(&self, column: usize) -> &'s str {
        self.cx.drafts[self.table].given[column].0
    }
}

/// Overlays with the columns on which they lie.
type Made = Vec<(usize, Arc<dyn Overlay>)>;
