//! Values that are all different: batches with `unique=True`, and columns of a table with the modifier `unique`.
//!
//! A batch draws and drops what came before, as long as that is quick, and goes on with a permutation of the whole
//! domain, without what came before, once a sixteenth of it is there. A column of a table always takes the permutation: row i is number
//! π(i) of the domain, so nothing is remembered and rows stay addressable.

use super::column::{Column, Data, Texts};
use super::fill::{empty, Choices};
use super::plan::Plan;
use super::schema::{ColumnField, ColumnSpec};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::grammar::Domain;
use crate::providers::{Pack, Value};
use crate::rng::{Key, Permutation, Stream};
use rustc_hash::FxHashSet;

/// Up to so many values a domain is written out, to see which are equal.
const LISTED: u128 = 1 << 20;
/// Domains beyond this are drawn from: two equal draws are not to be expected in any table.
const ENDLESS: u128 = 1 << 100;
/// A batch draws until it has this share of the domain.
const SHARE: u128 = 16;

/// How the rows of a unique column are told apart.
#[derive(Clone, Debug)]
pub enum Distinct {
    /// Row i has value π(i) of the domain.
    Ranked(Domain, Permutation),
    /// Values are drawn; there are so many that they differ.
    Endless,
    /// Values are drawn, and get a number of so many digits that is the row's own: user names and e-mail addresses.
    Numbered(Permutation, usize),
}

impl Distinct {
    /// How a column of so many rows can be unique.
    ///
    /// # Errors
    /// [`Error::Capacity`] if there are too few values, and [`Error::Value`] if they cannot be counted.
    pub fn of(spec: &ColumnSpec, packs: &[&'static Pack<Stream>], clock: Clock, key: &Key, rows: u64) -> Result<Self> {
        let key = order_key(key, 0);
        let (field, bound) = match &spec.field {
            ColumnField::Field(field, bound) => (field, bound),
            ColumnField::Entity { .. } => {
                return Err(Error::value("'unique' is not available for an attribute of an entity"));
            }
            ColumnField::Computed(computed) if computed.is_unique() => return Ok(Self::Endless),
            ColumnField::Computed(_) => {
                return Err(Error::value("'unique' is not available for a column that is computed"));
            }
            ColumnField::Plugin(plugged) => {
                return Err(Error::Value(format!(
                    "'unique' is not available for '{0}' in a table, because its values cannot be counted; \
                     batch('{0}', n, unique=True) makes a list of different values",
                    plugged.declared.field.name
                )));
            }
        };
        let [pack] = packs else { return Err(Error::value("'unique' needs a single locale")) };
        let domain = Domain::of(pack, field.name, Some(&bound.args), clock);
        if let Some(domain) = domain.map(|d| d.listed(LISTED)) {
            let capacity = domain.capacity();
            if capacity < u128::from(rows) {
                return Err(Error::Capacity {
                    what: format!("'{}'", field.name),
                    has: capacity.to_string(),
                    asked: rows,
                });
            }
            if capacity >= ENDLESS {
                return Ok(Self::Endless);
            }
            if domain.is_exact() {
                return Ok(Self::Ranked(domain, Permutation::new(&key, capacity)));
            }
        }
        if field.name == "user_name" || field.name.ends_with("email") {
            let digits = rows.saturating_sub(1).max(1).to_string().len();
            return Ok(Self::Numbered(Permutation::new(&key, u128::from(rows.max(1))), digits));
        }
        Err(Error::Value(format!(
            "'unique' is not available for '{}' in a table, because its values cannot be counted beforehand; \
             batch('{}', n, unique=True) makes a list of different values",
            field.name, field.name
        )))
    }

    /// Takes the order of another call.
    pub fn reorder(&mut self, key: &Key, call: u64) {
        if let Self::Ranked(_, order) | Self::Numbered(order, _) = self {
            *order = Permutation::new(&order_key(key, call), order.len());
        }
    }

    /// Appends the values of some rows, where they need no draws.
    pub fn append(&self, first: u64, n: usize, choices: Option<&Choices>, data: &mut Data) -> bool {
        let Self::Ranked(domain, order) = self else { return false };
        for row in first..first + n as u64 {
            push(domain.value(order.at(u128::from(row))), choices, data);
        }
        true
    }

    /// Numbers drawn texts by their rows.
    pub fn number(&self, first: u64, drawn: &Data, data: &mut Data) -> bool {
        let (Self::Numbered(order, digits), Data::Str(out)) = (self, data) else { return false };
        let mut text = Vec::new();
        for i in 0..drawn.len() {
            text.clear();
            drawn.append_text(i, &mut text);
            let at = text.iter().rposition(|b| *b == b'@').unwrap_or(text.len());
            let number = order.at(u128::from(first + i as u64));
            out.bytes.extend_from_slice(&text[..at]);
            out.bytes.extend_from_slice(format!("{number:0digits$}").as_bytes());
            out.bytes.extend_from_slice(&text[at..]);
            out.end();
        }
        true
    }
}

/// The key of the order in which a call's distinct values come.
fn order_key(key: &Key, call: u64) -> Key {
    key.child(&format!("unique/{call}"))
}

/// Appends a value to a column of its type.
fn push(value: Value, choices: Option<&Choices>, data: &mut Data) {
    match (value, data) {
        (Value::Int(v), Data::Int(to))
        | (Value::DateTime(v), Data::DateTime(to))
        | (Value::Time(v), Data::Time(to)) => {
            to.push(v);
        }
        (Value::Date(v), Data::Date(to)) => to.push(v),
        (Value::Decimal(text), Data::Decimal(to, _)) => to.push(text.replace('.', "").parse().unwrap_or_default()),
        (Value::Bool(v), Data::Bool(to)) => to.push(v),
        (Value::Element(at), Data::Choice(_, to)) => to.push(at as u32),
        (Value::Element(at), Data::Value(to)) => {
            to.push(choices.and_then(|values| values.get(at)).cloned().unwrap_or(Value::None));
        }
        (Value::Str(text), Data::Uuid(to)) => to.push(uuid::Uuid::parse_str(&text).unwrap_or_default().as_u128()),
        (value, Data::Str(to)) => {
            value.append_str(&mut to.bytes);
            to.end();
        }
        (value, Data::Value(to)) => to.push(value),
        (value, _) => debug_assert!(false, "{value:?} is of another type than its column"),
    }
}

/// The user's values that a column chooses from.
pub fn choices_of(spec: &ColumnSpec) -> Option<&Choices> {
    match &spec.field {
        ColumnField::Field(_, bound) => bound.choices.as_ref(),
        ColumnField::Entity { .. } | ColumnField::Plugin(_) | ColumnField::Computed(_) => None,
    }
}

/// An empty column for distinct values: places in a table would not do for values that are written out.
pub fn blank(spec: &ColumnSpec, pack: &'static Pack<Stream>) -> Result<Data> {
    let ColumnField::Field(field, bound) = &spec.field else { return Ok(Data::Value(Vec::new())) };
    let entry = pack.check(field.name)?;
    Ok(empty(entry.rule, &bound.args, bound.choices.as_ref(), spec.returns(), false))
}

impl Plan {
    /// The first `n` different values of the plan's only column. `interrupted` is asked now and then whether to stop.
    ///
    /// # Errors
    /// [`Error::Capacity`] if there are fewer; whatever `interrupted` says.
    pub fn distinct<E: From<Error>>(
        &self,
        n: u64,
        mut interrupted: impl FnMut() -> std::result::Result<(), E>,
    ) -> std::result::Result<Column, E> {
        let spec = &self.columns()[0].spec;
        let domain = match (&spec.field, self.packs()) {
            (ColumnField::Field(field, bound), [pack]) => Domain::of(pack, field.name, Some(&bound.args), self.clock()),
            _ => None,
        };
        // Which values come does not depend on n, so a batch begins as a longer one does.
        let drawn = domain.as_ref().map_or(u128::MAX, |d| d.capacity() / SHARE).min(u128::from(n)) as usize;
        let rest = match domain.filter(|_| (drawn as u64) < n).map(|d| d.listed(LISTED)) {
            Some(domain) if domain.capacity() < u128::from(n) => {
                return Err(short(spec, &domain.capacity().to_string(), n).into());
            }
            rest => rest,
        };
        let mut seen = FxHashSet::default();
        let mut data = self.fresh(drawn, &mut seen, rest.is_some(), &mut interrupted)?;
        let Some(domain) = rest else { return Ok(Column::new(data)) };
        let order = Permutation::new(&order_key(self.columns()[0].key(), self.call()), domain.capacity());
        let mut place = 0;
        while (data.len() as u64) < n {
            if place >= domain.capacity() {
                return Err(short(spec, &data.len().to_string(), n).into());
            }
            if place % (1 << 16) == 0 {
                interrupted()?;
            }
            push(domain.value(order.at(place)), choices_of(spec), &mut data);
            let last = data.len() - 1;
            let mut text = Vec::new();
            data.append_text(last, &mut text);
            if !seen.insert(text) {
                data.cut(last, 1);
            }
            place += 1;
        }
        Ok(Column::new(data))
    }

    /// The first `wanted` different values that are drawn; fewer if new ones do not come any more and `enough` is set.
    fn fresh<E: From<Error>>(
        &self,
        wanted: usize,
        seen: &mut FxHashSet<Vec<u8>>,
        enough: bool,
        interrupted: &mut impl FnMut() -> std::result::Result<(), E>,
    ) -> std::result::Result<Data, E> {
        let spec = &self.columns()[0].spec;
        let mut keep = Vec::with_capacity(wanted);
        let mut made: Option<Data> = None;
        let (mut next, mut barren) = (0, 0);
        while keep.len() < wanted && barren < 16 {
            interrupted()?;
            let size = ((wanted - keep.len()) as u64 * 2).clamp(1024, 1 << 16);
            let data = self.rows(next..next + size)?.remove(0).data;
            let (offset, before) = (made.as_ref().map_or(0, Data::len), keep.len());
            for i in 0..data.len() {
                let mut text = Vec::new();
                data.append_text(i, &mut text);
                if keep.len() < wanted && seen.insert(text) {
                    keep.push(offset + i);
                }
            }
            barren = if keep.len() == before { barren + 1 } else { 0 };
            match &mut made {
                None => made = Some(data),
                Some(all) => all.extend(data),
            }
            next += size;
        }
        if keep.len() < wanted && !enough {
            return Err(short(spec, &format!("about {}", keep.len()), wanted as u64).into());
        }
        let made = match made {
            Some(made) => made.take(&keep),
            None => self.rows(0..0)?.remove(0).data,
        };
        Ok(match made {
            // Values of the domain are written out, and stand in no table.
            Data::Codes(table, codes) => {
                let mut texts = Texts::default();
                for code in codes {
                    texts.bytes.extend_from_slice(table.get(code as usize));
                    texts.end();
                }
                Data::Str(texts)
            }
            made => made,
        })
    }
}

fn short(spec: &ColumnSpec, has: &str, asked: u64) -> Error {
    let what = match &spec.field {
        ColumnField::Field(field, _) => format!("'{}'", field.name),
        ColumnField::Entity { entity, attribute, .. } => format!("'{}.{}'", entity.name, attribute.name),
        ColumnField::Plugin(plugged) => format!("'{}'", plugged.declared.field.name),
        ColumnField::Computed(_) => "a computed column".into(),
    };
    Error::Capacity { what, has: has.to_string(), asked }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;
    use crate::records::schema::parse;
    use crate::records::spec::Spec;

    /// Every type of value that has a domain finds its place in a column of that type.
    #[test]
    fn unique_columns_of_every_type() {
        let types =
            ["int", "calendar_date", "timestamp", "clock_time", "decimal", "first_name", "uuid", "random_digit"];
        let text = |text: &str| Spec::Str(text.to_string());
        for name in types {
            let field = Spec::Map(vec![(text("type"), text(name)), (text("unique"), Spec::Bool(true))]);
            let columns = parse(&Spec::Map(vec![(text("x"), field)])).unwrap();
            let locale = Locale::find("en_US").unwrap();
            let key = Key::from_seed(&42.into());
            let plan = Plan::new(columns, &[locale], Clock::default(), &key).unwrap().for_rows(10).unwrap();
            let column = plan.rows(0..10).unwrap().remove(0);
            let value = |i| {
                let mut out = Vec::new();
                column.data.append_text(i, &mut out);
                out
            };
            let different: FxHashSet<Vec<u8>> = (0..column.len()).map(value).collect();
            assert_eq!((column.len(), different.len()), (10, 10), "{name}");
        }
    }
}
