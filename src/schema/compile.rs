//! From what a schema says to plans: tables in the order of their rows, columns in the order of who reads whom.
//!
//! A column is compiled when it is first named, and whatever it reads before it; one that is named while it is compiled reads
//! itself, which is an error that shows the way round. Errors are gathered: a column that failed fails those that read it
//! without a word of their own.

use super::columns::time::Candles;
use super::fanout::Fanout;
use super::{fields, overlays, rows};
use crate::clock::Clock;
use crate::error::{nearest, Error, Result};
use crate::locale::Locale;
use crate::providers::Pack;
use crate::records::column::Data;
use crate::records::computed::Compute;
use crate::records::overlay::Overlays;
use crate::records::plan::{blank, Plan};
use crate::records::plugin::Resolver;
use crate::records::schema::{ColumnField, ColumnSpec};
use crate::records::spec::Spec;
use crate::records::Set;
use crate::rng::{Key, Stream};
use crate::time::{Arrivals, Ticks};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What holds for all tables.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The locales, of which every row is in one.
    pub locales: Vec<Locale>,
    /// What "now" is.
    pub clock: Clock,
    /// The key of the seed.
    pub key: Key,
    /// Who knows third parties' fields.
    pub resolver: Option<Arc<dyn Resolver>>,
    /// Whether things go wrong that the schema says go wrong; else all tables are clean.
    pub overlays: bool,
}

/// Something that is wrong, and where.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The keys that lead to it.
    pub path: Vec<String>,
    /// What it is.
    pub error: Error,
}

/// A table of a compiled schema.
#[derive(Clone, Debug)]
pub struct Info {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: u64,
}

/// A compiled schema.
#[derive(Debug)]
pub struct Compiled {
    /// The plans.
    pub set: Arc<Set>,
    /// The tables, in the order of the schema.
    pub tables: Vec<Info>,
}

/// How far a column is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Waiting,
    Busy,
    Done,
    Failed,
}

/// A table while it is compiled.
#[derive(Debug)]
pub(super) struct Draft<'s> {
    pub(super) name: &'s str,
    pub(super) key: Key,
    pub(super) rows: u64,
    /// The table that it is per, and the children of its rows.
    pub(super) per: Option<(usize, Arc<Fanout>)>,
    pub(super) ticks: Option<Arc<Ticks>>,
    /// The rate of the events that its rows are.
    pub(super) events: Option<Arrivals>,
    /// The columns as given, those that are put out first.
    pub(super) given: Vec<(&'s str, &'s Spec)>,
    /// How many are put out.
    pub(super) visible: usize,
    /// Whether the last of those tells the truth about what the overlays changed.
    truth: bool,
    states: Vec<State>,
    specs: Vec<Option<ColumnSpec>>,
    read: Vec<bool>,
    names: FxHashMap<String, usize>,
    /// `correlations`, as given.
    pub(super) correlations: Vec<&'s Spec>,
    /// `overlays`, as given.
    items: Vec<&'s Spec>,
    overlays: Overlays,
}

impl Draft<'_> {
    /// How many columns are put out that overlays may change.
    pub(super) fn changeable(&self) -> usize {
        self.visible - usize::from(self.truth)
    }
}

/// A schema while it is compiled.
#[derive(Debug)]
pub(super) struct Compiler<'s> {
    pub(super) drafts: Vec<Draft<'s>>,
    pub(super) settings: Settings,
    packs: Vec<&'static Pack<Stream>>,
    problems: Vec<Problem>,
    /// The columns that are being compiled, each because the one before reads it.
    stack: Vec<(usize, usize)>,
    /// The bars of each table, by their label and what was said of them.
    pub(super) bars: Vec<(usize, String, Spec, Arc<Candles>)>,
}

/// Compiles the `tables` of a schema.
///
/// # Errors
/// Everything that is wrong.
pub fn compile(tables: &Spec, settings: Settings) -> std::result::Result<Compiled, Vec<Problem>> {
    let packs = settings.locales.iter().map(|locale| Pack::<Stream>::of(*locale)).collect();
    let mut compiler =
        Compiler { drafts: Vec::new(), settings, packs, problems: Vec::new(), stack: Vec::new(), bars: Vec::new() };
    compiler.declare(tables);
    if compiler.problems.is_empty() {
        compiler.count_rows(tables);
    }
    if compiler.problems.is_empty() {
        compiler.correlate();
        for table in 0..compiler.drafts.len() {
            for column in 0..compiler.drafts[table].given.len() {
                compiler.build(table, column).ok();
            }
        }
        for table in 0..compiler.drafts.len() {
            let items = std::mem::take(&mut compiler.drafts[table].items);
            let overlays = overlays::compile(&mut compiler, table, &items);
            compiler.drafts[table].overlays = overlays;
        }
    }
    compiler.finish()
}

/// What a schema says of the column of the truth.
static UNSAID: Spec = Spec::None;

/// Whether a column is for others to read, and not put out.
fn is_hidden(column: &Spec) -> bool {
    match column {
        Spec::Map(pairs) => pairs.contains(&(Spec::Str("hidden".into()), Spec::Bool(true))),
        _ => false,
    }
}

/// Stands for an error that has been reported where it belongs.
const REPORTED: Error = Error::Assertion;

impl<'s> Compiler<'s> {
    pub(super) fn report(&mut self, path: &[&str], error: Error) {
        if error != REPORTED {
            self.problems.push(Problem { path: path.iter().map(|part| (*part).to_string()).collect(), error });
        }
    }

    /// Notes all tables and columns.
    fn declare(&mut self, tables: &'s Spec) {
        let Spec::Map(pairs) = tables else {
            let given = tables.describe();
            let error = Error::Schema(format!("'tables' must be a mapping from names to tables, not {given}"));
            return self.report(&["tables"], error);
        };
        for (name, table) in pairs {
            if let (Spec::Str(name), Spec::Map(parts)) = (name, table) {
                self.declare_table(name, parts);
            } else {
                let error = Error::Schema("a table is a name with a mapping of 'rows' and 'columns'".into());
                self.report(&["tables", &name.describe()], error);
            }
        }
    }

    /// Notes a table and its columns.
    fn declare_table(&mut self, name: &'s str, parts: &'s [(Spec, Spec)]) {
        let part = |wanted: &str| parts.iter().find(|(key, _)| *key == Spec::Str(wanted.into())).map(|(_, v)| v);
        let Some(Spec::Map(columns)) = part("columns").filter(|c| **c != Spec::Map(Vec::new())) else {
            let error = Error::Schema("a table needs 'columns', a mapping from names to columns".into());
            return self.report(&["tables", name, "columns"], error);
        };
        let given = self.sorted(name, columns);
        let list = |name: &str| match part(name) {
            Some(Spec::Seq(items)) => items.iter().collect(),
            _ => Vec::new(),
        };
        let mut draft = Draft {
            name,
            key: self.settings.key.child(&format!("table/{name}")),
            rows: 0,
            per: None,
            ticks: None,
            events: None,
            visible: given.iter().filter(|(_, spec)| !is_hidden(spec)).count(),
            truth: false,
            states: Vec::new(),
            specs: Vec::new(),
            read: Vec::new(),
            names: given.iter().enumerate().map(|(at, (name, _))| ((*name).to_string(), at)).collect(),
            given,
            correlations: list("correlations"),
            items: list("overlays"),
            overlays: Vec::new(),
        };
        self.declare_truth(&mut draft, part("truth"));
        if let Some(other) = part("overlays").filter(|given| !matches!(given, Spec::Seq(_) | Spec::None)) {
            let error = Error::Schema(format!("'overlays' must be a list, not {}", other.describe()));
            self.report(&["tables", name, "overlays"], error);
        }
        let columns = draft.given.len();
        draft.states = vec![State::Waiting; columns];
        draft.specs = vec![None; columns];
        draft.read = vec![false; columns];
        self.drafts.push(draft);
    }

    /// The columns of a table as given, those that are put out first.
    fn sorted(&mut self, table: &str, columns: &'s [(Spec, Spec)]) -> Vec<(&'s str, &'s Spec)> {
        let mut given: Vec<(&str, &Spec)> = Vec::new();
        for (column, spec) in columns {
            match column {
                Spec::Str(column) => given.push((column, spec)),
                other => {
                    let error = Error::Schema(format!("a column's name must be a string, not {}", other.describe()));
                    self.report(&["tables", table, "columns"], error);
                }
            }
        }
        given.sort_by_key(|(_, spec)| is_hidden(spec));
        given
    }

    /// Notes the column that tells of what the overlays changed, if there is to be one.
    fn declare_truth(&mut self, draft: &mut Draft<'s>, truth: Option<&'s Spec>) {
        let why = match truth {
            None | Some(Spec::None) => return,
            Some(Spec::Str(column)) if !column.trim().is_empty() && !draft.names.contains_key(column) => {
                // Columns cannot read it, so it has no place among the names; the clean twin goes without.
                if self.settings.overlays {
                    draft.truth = true;
                    draft.names.values_mut().filter(|at| **at >= draft.visible).for_each(|at| *at += 1);
                    draft.given.insert(draft.visible, (column, &UNSAID));
                    draft.visible += 1;
                }
                return;
            }
            Some(Spec::Str(column)) if draft.names.contains_key(column) => {
                format!("'truth' adds a column, and there is a '{column}'")
            }
            Some(other) => format!("'truth' must be the name of a new column, not {}", other.describe()),
        };
        self.report(&["tables", draft.name, "truth"], Error::Schema(why));
    }

    /// Counts the rows of each table, parents first.
    fn count_rows(&mut self, tables: &'s Spec) {
        let Spec::Map(pairs) = tables else { return };
        let rows_of = |name: &str| {
            let table = pairs.iter().find(|(key, _)| *key == Spec::Str(name.into())).map(|(_, table)| table);
            let Some(Spec::Map(parts)) = table else { return None };
            parts.iter().find(|(key, _)| *key == Spec::Str("rows".into())).map(|(_, rows)| rows)
        };
        let mut known = vec![false; self.drafts.len()];
        for start in 0..self.drafts.len() {
            // The chain of tables that each are per the next.
            let mut chain = vec![start];
            while let Some(&at) = chain.last() {
                let name = self.drafts[at].name;
                let Some(given) = rows_of(name) else {
                    self.report(&["tables", name, "rows"], Error::Schema("a table needs 'rows'".into()));
                    return;
                };
                let parent = match rows::per(given) {
                    Ok(parent) => parent,
                    Err(error) => return self.report(&["tables", name, "rows"], error),
                };
                let Some(parent) = parent else { break };
                let Some(parent_at) = self.table(parent) else {
                    let error = self.unknown_table(parent);
                    return self.report(&["tables", name, "rows", "per"], error);
                };
                if known[parent_at] {
                    break;
                }
                if chain.contains(&parent_at) {
                    let names = chain.iter().chain([&parent_at]).map(|at| self.drafts[*at].name).collect::<Vec<_>>();
                    let error = Error::Schema(format!("tables are 'per' each other: {}", names.join(" -> ")));
                    return self.report(&["tables", name, "rows", "per"], error);
                }
                chain.push(parent_at);
            }
            for at in chain.into_iter().rev() {
                if std::mem::replace(&mut known[at], true) {
                    continue;
                }
                let (name, key) = (self.drafts[at].name, self.drafts[at].key.child("rows"));
                let Some(given) = rows_of(name) else { continue };
                let parent = rows::per(given).ok().flatten().and_then(|parent| self.table(parent));
                match rows::parse(given, parent.map(|at| self.drafts[at].rows), key, self.settings.clock) {
                    Ok(rows) => {
                        let draft = &mut self.drafts[at];
                        draft.rows = rows.count;
                        draft.per = parent.zip(rows.fanout.map(Arc::new));
                        draft.ticks = rows.ticks.map(Arc::new);
                        draft.events = rows.events;
                    }
                    Err(error) => self.report(&["tables", name, "rows"], error),
                }
            }
        }
    }

    /// The place of a table.
    pub(super) fn table(&self, name: &str) -> Option<usize> {
        self.drafts.iter().position(|draft| draft.name == name)
    }

    pub(super) fn unknown_table(&self, name: &str) -> Error {
        let hint = nearest(name, self.drafts.iter().map(|draft| draft.name));
        let hint = hint.map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
        Error::Schema(format!("there is no table '{name}'{hint}"))
    }

    /// The place of a column of the schema, or of one that was added.
    pub(super) fn known(&self, table: usize, name: &str) -> Option<usize> {
        self.drafts[table].names.get(name).copied()
    }

    /// The names of a table's columns.
    pub(super) fn column_names(&self, table: usize) -> impl Iterator<Item = &'s str> + '_ {
        let draft = &self.drafts[table];
        let own = |at: &usize| !(draft.truth && *at + 1 == draft.visible);
        draft.given.iter().enumerate().filter(move |(at, _)| own(at)).map(|(_, (name, _))| *name)
    }

    /// Compiles a column of the schema, unless that is done.
    pub(super) fn build(&mut self, table: usize, column: usize) -> Result<usize> {
        match self.drafts[table].states[column] {
            State::Done => return Ok(column),
            State::Failed => return Err(REPORTED),
            State::Busy => {
                let from = self.stack.iter().position(|at| *at == (table, column)).unwrap_or(0);
                let name = |at: &(usize, usize)| {
                    let draft = &self.drafts[at.0];
                    format!("{}.{}", draft.name, draft.given.get(at.1).map_or("", |(name, _)| name))
                };
                let mut way: Vec<String> = self.stack[from..].iter().map(name).collect();
                way.push(name(&(table, column)));
                return Err(Error::Schema(format!("columns need each other: {}", way.join(" -> "))));
            }
            State::Waiting => {}
        }
        let (name, given) = self.drafts[table].given[column];
        self.drafts[table].states[column] = State::Busy;
        self.stack.push((table, column));
        let draft = &self.drafts[table];
        let made = if draft.truth && column + 1 == draft.visible {
            Ok(ColumnSpec::new(name.to_string(), ColumnField::Computed(Arc::new(overlays::Truth))))
        } else {
            fields::column(self, table, name, given)
        };
        self.stack.pop();
        let (state, result) = match made {
            Ok(spec) => {
                self.drafts[table].specs[column] = Some(spec);
                (State::Done, Ok(column))
            }
            Err(error) => {
                let path = ["tables", self.drafts[table].name, "columns", name];
                self.report(&path, error);
                (State::Failed, Err(REPORTED))
            }
        };
        self.drafts[table].states[column] = state;
        result
    }

    /// Adds a column that others read, once for each name.
    pub(super) fn add(&mut self, table: usize, name: String, field: impl Compute + 'static) -> usize {
        let draft = &mut self.drafts[table];
        let at = draft.specs.len();
        draft.specs.push(Some(ColumnSpec::new(name.clone(), ColumnField::Computed(Arc::new(field)))));
        draft.states.push(State::Done);
        draft.read.push(true);
        draft.names.insert(name, at);
        at
    }

    /// Notes that a column is read by another of its table.
    pub(super) fn reads(&mut self, table: usize, column: usize) -> usize {
        self.drafts[table].read[column] = true;
        column
    }

    /// An empty column of the kind of a compiled one.
    pub(super) fn blank(&self, table: usize, column: usize) -> Data {
        let spec = self.drafts[table].specs[column].as_ref();
        spec.map_or(Data::Value(Vec::new()), |spec| blank(spec, &self.packs))
    }

    fn finish(mut self) -> std::result::Result<Compiled, Vec<Problem>> {
        let mut plans = Vec::new();
        let mut tables = Vec::new();
        if self.problems.is_empty() {
            for at in 0..self.drafts.len() {
                let draft = &mut self.drafts[at];
                let specs: Vec<ColumnSpec> = std::mem::take(&mut draft.specs).into_iter().flatten().collect();
                let (visible, read) = (draft.visible, std::mem::take(&mut draft.read));
                let (name, rows, key) = (draft.name, draft.rows, draft.key);
                let truth = draft.truth.then(|| visible - 1);
                let mut overlays = std::mem::take(&mut draft.overlays);
                let settings = &self.settings;
                if !settings.overlays {
                    overlays.clear();
                }
                let plan = Plan::new(specs, &settings.locales, settings.clock, &key)
                    .map(|plan| {
                        plan.showing(visible, read)
                            .with_resolver(settings.resolver.clone())
                            .with_overlays(overlays, truth)
                    })
                    .and_then(|plan| plan.for_rows(rows));
                match plan {
                    Ok(plan) => plans.push(plan),
                    Err(Error::Column { column, error }) => {
                        self.report(&["tables", name, "columns", &column], *error);
                    }
                    Err(error) => self.report(&["tables", name], error),
                }
                tables.push(Info { name: name.to_string(), rows });
            }
        }
        if self.problems.is_empty() {
            Ok(Compiled { set: Set::new(plans), tables })
        } else {
            Err(self.problems)
        }
    }
}
