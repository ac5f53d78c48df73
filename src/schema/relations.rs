//! Names in schemas: which column, of which row of which table, a name stands for.

use super::columns::carried::Carried;
use super::columns::expression::Computed;
use super::columns::link::{Any, Distinct, Earlier, Parent, Place};
use super::columns::lookup::Attribute;
use super::columns::turns::{Dealt, Turns, Wanted};
use super::compile::Compiler;
use crate::error::{nearest, Error, Result};
use crate::expressions::{kind_of, Expression};
use crate::providers::Value;
use crate::records::column::Data;
use crate::records::options::Options;
use crate::records::spec::Spec;
use std::sync::Arc;

/// A reference as a column writes it.
#[derive(Clone, Debug)]
struct Reference<'s> {
    label: &'s str,
    table: &'s str,
    column: &'s str,
    skew: Option<f64>,
    distinct: bool,
    roots: u64,
    turns: bool,
}

/// Reads a reference: `{ref: customers.id, as: buyer, skew: 1.2}` or `[ref, customers.id]`; `None` if it is something else.
fn reference(given: &Spec) -> Result<Option<Reference<'_>>> {
    let (target, pairs) = match given {
        Spec::Seq(items) => match items.as_slice() {
            [Spec::Str(kind), target] if kind == "ref" => (target, &[][..]),
            _ => return Ok(None),
        },
        Spec::Map(pairs) => match pairs.iter().find(|(key, _)| *key == Spec::Str("ref".into())) {
            Some((_, target)) => (target, pairs.as_slice()),
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let split = if let Spec::Str(text) = target { text.split_once('.') } else { None };
    let Some((table, column)) = split else {
        let expected = "a table and its column, such as 'customers.id'".to_string();
        return Err(Error::Type { what: "'ref'".into(), expected, given: target.describe() });
    };
    let mut options = Options::from_pairs("'ref'", pairs)?;
    let label = options.text("as")?.unwrap_or(table);
    let skew = options.maybe_number("skew")?;
    let distinct = options.flag("distinct")?;
    let roots = options.int_or("roots", 1, 1..=i64::MAX)? as u64;
    let turns = options.flag("turns")?;
    if turns && distinct {
        return Err(Error::value("'ref' is either 'distinct' or in 'turns', not both"));
    }
    for known in ["ref", "null", "when", "unique", "seed", "hidden", "doc", "format", "check", "type"] {
        options.take(known);
    }
    options.finish()?;
    Ok(Some(Reference { label, table, column, skew, distinct, roots, turns }))
}

impl<'s> Compiler<'s> {
    /// The column that a name stands for in a table: one of its own, one of a row that it refers to, or one of a small table.
    pub(super) fn named(&mut self, table: usize, name: &str) -> Result<usize> {
        if let Some(at) = self.known(table, name) {
            let at = if at < self.drafts[table].given.len() { self.build(table, at)? } else { at };
            return Ok(self.reads(table, at));
        }
        let Some((label, rest)) = name.split_once('.') else { return Err(self.unknown_column(table, name)) };
        if let Some(at) = self.sample(table, label, rest)? {
            return Ok(at);
        }
        let Some((parent, link)) = self.link(table, label)? else {
            return Err(match self.table(label) {
                Some(_) => Error::Schema(format!(
                    "'{name}': the rows of '{}' do not refer to '{label}'; add a column {{ref: {label}.…}} or 'per: {label}'",
                    self.drafts[table].name
                )),
                None => self.unknown_column(table, name),
            });
        };
        let column = self.named(parent, rest)?;
        let carried = Carried { table: parent, column, link, blank: self.blank(parent, column) };
        Ok(self.add(table, name.to_string(), carried))
    }

    fn unknown_column(&self, table: usize, name: &str) -> Error {
        let labels: Vec<&str> = self.drafts.iter().map(|draft| draft.name).collect();
        let known = self.column_names(table).chain(labels);
        let hint = nearest(name, known).map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
        Error::Schema(format!("the table '{}' has no column '{name}'{hint}", self.drafts[table].name))
    }

    /// The table, and the column of its rows, that a link's name stands for.
    pub(super) fn link(&mut self, table: usize, label: &str) -> Result<Option<(usize, usize)>> {
        if let Some(found) = self.direct(table, label)? {
            return Ok(Some(found));
        }
        // By way of another: the customer of an item is that of its order.
        for via in self.labels(table) {
            let Some((parent, link)) = self.direct(table, &via)? else { continue };
            if parent == table {
                continue;
            }
            if let Some((target, column)) = self.link(parent, label)? {
                let name = format!("@link/{label}");
                let carried = Carried { table: parent, column, link, blank: Data::Int(Vec::new()) };
                return Ok(Some((target, self.add(table, name, carried))));
            }
        }
        Ok(None)
    }

    /// The names of a table's own links.
    fn labels(&self, table: usize) -> Vec<String> {
        let per = self.drafts[table].per.as_ref().map(|(parent, _)| self.drafts[*parent].name.to_string());
        let refs = self.drafts[table].given.iter().filter_map(|(_, given)| reference(given).ok().flatten());
        let mut labels: Vec<String> = per.into_iter().chain(refs.map(|r| r.label.to_string())).collect();
        labels.dedup();
        labels
    }

    fn direct(&mut self, table: usize, label: &str) -> Result<Option<(usize, usize)>> {
        let name = format!("@link/{label}");
        let draft = &self.drafts[table];
        let per = draft.per.as_ref().filter(|(parent, _)| self.drafts[*parent].name == label);
        if let Some((parent, fanout)) = per.map(|(parent, fanout)| (*parent, fanout.clone())) {
            let link = match self.known(table, &name) {
                Some(link) => link,
                None => self.add(table, name, Parent(fanout)),
            };
            return Ok(Some((parent, link)));
        }
        let references = draft.given.iter().filter_map(|(_, given)| reference(given).ok().flatten());
        let mut references: Vec<Reference<'_>> = references.filter(|r| r.label == label).collect();
        // One of several columns of a link may say more about it.
        references.sort_by_key(|r| !(r.distinct || r.turns || r.skew.is_some() || r.roots > 1));
        let Some(found) = references.into_iter().next() else { return Ok(None) };
        let Some(parent) = self.table(found.table) else { return Err(self.unknown_table(found.table)) };
        if let Some(link) = self.known(table, &name) {
            return Ok(Some((parent, link)));
        }
        let rows = self.drafts[parent].rows;
        if found.turns && parent == table {
            return Err(Error::value("'turns' is for references to another table"));
        }
        let link = if parent == table {
            self.add(
                table,
                name,
                Earlier {
                    roots: found.roots,
                    draws: 1 + found.skew.unwrap_or_default().clamp(0.0, 20.0).round() as u32,
                },
            )
        } else if found.distinct {
            let most = self.drafts[table].per.as_ref().map_or(self.drafts[table].rows, |(_, fanout)| fanout.most());
            if most > rows {
                return Err(Error::Capacity {
                    what: format!("table '{}'", found.table),
                    has: format!("{rows}"),
                    asked: most,
                });
            }
            let (parents, place) = (self.parent_rows(table), self.place(table));
            match parents {
                Some(parents) => self.add(table, name, Distinct { rows, parent: parents, place }),
                None => {
                    let all = self.add(table, "@all".into(), super::columns::link::All);
                    self.add(table, name, Distinct { rows, parent: all, place })
                }
            }
        } else {
            if rows == 0 && self.drafts[table].rows > 0 {
                return Err(Error::Value(format!("'{}' has no rows to refer to", found.table)));
            }
            if found.turns {
                let turns = Arc::new(Turns::new(rows, found.skew.unwrap_or_default()));
                let (turn, label) = (format!("@turn/{label}"), label.to_string());
                self.add(table, turn, Dealt { turns: turns.clone(), label: label.clone(), wanted: Wanted::Turn });
                self.add(table, name, Dealt { turns, label, wanted: Wanted::Row })
            } else {
                let link = Any::new(rows, found.skew)?;
                self.add(table, name, link)
            }
        };
        Ok(Some((parent, link)))
    }

    /// The column of the parents' rows; none for a table that stands alone.
    pub(super) fn parent_rows(&mut self, table: usize) -> Option<usize> {
        let parent = self.drafts[table].per.as_ref().map(|(parent, _)| self.drafts[*parent].name.to_string())?;
        self.direct(table, &parent).ok().flatten().map(|(_, link)| link)
    }

    /// The column of the rows' places among their parent's children, or in the table.
    pub(super) fn place(&mut self, table: usize) -> usize {
        if let Some(at) = self.known(table, "@place") {
            return at;
        }
        match &self.drafts[table].per {
            Some((_, fanout)) => {
                let fanout = fanout.clone();
                self.add(table, "@place".into(), Place { fanout, from: 0 })
            }
            None => self.add(table, "@place".into(), super::columns::link::Row),
        }
    }

    /// The column of the turns of a link: how many rows up to each refer to the same.
    ///
    /// # Errors
    /// If there is no such link, or it is not dealt in turns.
    pub(super) fn turns(&mut self, table: usize, label: &str) -> Result<usize> {
        if self.link(table, label)?.is_none() {
            let labels = self.labels(table);
            let hint = nearest(label, labels.iter().map(String::as_str));
            let hint = hint.map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
            return Err(Error::Schema(format!(
                "the rows of '{}' do not refer to '{label}'{hint}",
                self.drafts[table].name
            )));
        }
        self.known(table, &format!("@turn/{label}")).ok_or_else(|| {
            Error::Schema(format!(
                "which row of '{label}' comes when is not known: write {{ref: {label}.…, turns: true}}"
            ))
        })
    }

    /// The column of a reference.
    pub(super) fn reference(&mut self, table: usize, given: &'s Spec) -> Result<Option<Carried>> {
        let Some(found) = reference(given)? else { return Ok(None) };
        let Some(parent) = self.table(found.table) else { return Err(self.unknown_table(found.table)) };
        let Some((linked, link)) = self.link(table, found.label)? else { return Ok(None) };
        if linked != parent {
            let (other, label) = (self.drafts[linked].name, found.label);
            return Err(Error::Schema(format!(
                "'{label}' stands for rows of '{other}' already; name this link by 'as'"
            )));
        }
        let column = self.named(parent, found.column)?;
        Ok(Some(Carried { table: parent, column, link, blank: self.blank(parent, column) }))
    }

    /// A value of the small table that a column draws rows of.
    fn sample(&mut self, table: usize, label: &str, name: &str) -> Result<Option<usize>> {
        let text = |pairs: &'s [(Spec, Spec)], wanted: &str| {
            pairs.iter().find(|(key, _)| *key == Spec::Str(wanted.into())).map(|(_, value)| value)
        };
        let found = self.drafts[table].given.iter().find_map(|(_, given)| match given {
            Spec::Map(pairs)
                if text(pairs, "type") == Some(&Spec::Str("sample".into()))
                    && text(pairs, "as") == Some(&Spec::Str(label.into())) =>
            {
                text(pairs, "rows")
            }
            _ => None,
        });
        let Some(Spec::Seq(rows)) = found else { return Ok(None) };
        let column = self.column_names(table).find(|column| match self.given(table, column) {
            Some(Spec::Map(pairs)) => text(pairs, "as") == Some(&Spec::Str(label.into())),
            _ => false,
        });
        if let Some(column) = column.and_then(|column| self.known(table, column)) {
            self.build(table, column)?;
        }
        let Some(index) = self.known(table, &format!("@sample/{label}")) else { return Ok(None) };
        let values = attribute(rows, name)?;
        Ok(Some(self.add(table, format!("{label}.{name}"), Attribute { index, values })))
    }

    /// What the schema says of a column.
    fn given(&self, table: usize, column: &str) -> Option<&'s Spec> {
        self.drafts[table].given.iter().find(|(name, _)| *name == column).map(|(_, given)| *given)
    }

    /// The column that a name or an expression stands for.
    pub(super) fn input(&mut self, table: usize, text: &str) -> Result<usize> {
        if self.known(table, text).is_some() {
            return self.named(table, text);
        }
        let name = format!("@expr/{text}");
        if let Some(at) = self.known(table, &name) {
            return Ok(at);
        }
        let expression = Expression::parse(text)?;
        if let [only] = expression.names() {
            if only == text.trim() {
                return self.named(table, text.trim());
            }
        }
        let computed = self.expression(table, expression)?;
        Ok(self.add(table, name, computed))
    }

    /// An expression with its inputs.
    pub(super) fn expression(&mut self, table: usize, expression: Expression) -> Result<Computed> {
        let names = expression.names().to_vec();
        let inputs = names.iter().map(|name| self.named(table, name)).collect::<Result<Vec<_>>>()?;
        let bound = expression.bind(|name| {
            let at = names.iter().position(|known| known == name).map_or(0, |at| inputs[at]);
            kind_of(&self.blank(table, at)).ok_or_else(|| {
                Error::Schema(format!("the values of '{name}' are of no type that an expression can use"))
            })
        })?;
        Ok(Computed { bound, inputs })
    }
}

/// The values of one name in all rows of a small table.
pub(super) fn attribute(rows: &[Spec], name: &str) -> Result<Arc<[Value]>> {
    let mut found = false;
    let values: Vec<Value> = rows
        .iter()
        .map(|row| match row {
            Spec::Map(pairs) => match pairs.iter().find(|(key, _)| *key == Spec::Str(name.into())) {
                Some((_, value)) => {
                    found = true;
                    value.value()
                }
                None => Value::None,
            },
            _ => Value::None,
        })
        .collect();
    if found {
        return Ok(values.into());
    }
    let names = rows.iter().filter_map(|row| if let Spec::Map(pairs) = row { Some(pairs) } else { None }).flatten();
    let names: Vec<&str> =
        names.filter_map(|(key, _)| if let Spec::Str(key) = key { Some(key.as_str()) } else { None }).collect();
    let hint = nearest(name, names.into_iter()).map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
    Err(Error::Schema(format!("no row of the small table has a '{name}'{hint}")))
}
