//! What rules make of tables: entries to pick from, keys, values, rows, columns, sums. An error says what is wrong with
//! the table.

use super::super::layout::*;
use super::{Body, Tree};
use std::{borrow::Cow, collections::HashMap};

/// What a table gives, or what is wrong with it.
type Made<T> = Result<T, String>;

/// One column of a table of rows.
pub enum Column {
    /// The cells of a table that is stored as rows.
    Cells(u32),
    /// The cells alone, because the rows have weights, or are not all alike.
    Entries(Body),
}

/// The strings that Faker's `random_element` would pick from, numbers among them as `str()` spells them.
pub fn entries(body: &Body) -> Made<Cow<'_, Body>> {
    let entries = match body {
        Body::Strings(..) | Body::Weights(_) => Cow::Borrowed(body),
        Body::Text(text) => Cow::Owned(letters(text)),
        Body::Tree(Tree::Seq(_, items)) => Cow::Owned(texts(items)?),
        Body::Tree(Tree::Map(MAP_ORDERED, pairs)) => {
            let weight = |(key, weight): &(Tree, Tree)| Ok((text(key)?, weight.clone()));
            Cow::Owned(Body::Weights(pairs.iter().map(weight).collect::<Made<_>>()?))
        }
        Body::Tree(Tree::Map(..)) => return Err("is a dict: only an OrderedDict has an order to pick from".into()),
        Body::Tree(other) => return Err(format!("is of type {}", other.kind())),
        Body::Rows(..) => return Err("has rows, not strings".into()),
    };
    match &*entries {
        Body::Weights(items) => check_weights(items)?,
        other if other.len() == 0 => return Err("is empty".into()),
        _ => {}
    }
    Ok(entries)
}

/// Weights that a pick can follow.
fn check_weights(items: &[(String, Tree)]) -> Made<()> {
    let mut sum = 0.0;
    for (key, weight) in items {
        match weight.number() {
            Some(weight) if weight >= 0.0 && weight.is_finite() => sum += weight,
            _ => return Err(format!("has a weight for '{key}' that is no positive number")),
        }
    }
    if sum > 0.0 && sum.is_finite() {
        Ok(())
    } else {
        Err("has no weights".into())
    }
}

/// The keys of a mapping.
pub fn keys(body: &Body) -> Made<Body> {
    match body {
        Body::Weights(items) => Ok(tuple(items.iter().map(|(key, _)| key.clone()).collect())),
        Body::Tree(Tree::Map(_, pairs)) => texts(pairs.iter().map(|(key, _)| key)),
        _ => Err("is no mapping".into()),
    }
}

/// The values of a mapping.
pub fn values(body: &Body) -> Made<Body> {
    match body {
        Body::Weights(items) => texts(items.iter().map(|(_, weight)| weight)),
        Body::Tree(Tree::Map(_, pairs)) => texts(pairs.iter().map(|(_, value)| value)),
        _ => Err("is no mapping".into()),
    }
}

/// One row of a table.
pub fn row(body: &Body, at: i64) -> Made<Body> {
    let place = usize::try_from(at).unwrap_or(usize::MAX);
    let row = match body {
        Body::Rows(rows, _) => rows.get(place).cloned().map(tuple),
        Body::Strings(items, SEQ_LIST | SEQ_TUPLE) => items.get(place).cloned().map(Body::Text),
        Body::Tree(Tree::Seq(SEQ_LIST | SEQ_TUPLE, items)) => items.get(place).cloned().map(Body::from),
        _ => return Err("has no rows".into()),
    };
    row.ok_or_else(|| format!("has no row {at}"))
}

/// One column of a table of rows, each as likely as the row.
pub fn column(body: &Body, at: i64) -> Made<Column> {
    let place = usize::try_from(at).unwrap_or(usize::MAX);
    let cell = |row: &Tree| match row {
        Tree::Seq(SEQ_LIST | SEQ_TUPLE, cells) => text(cells.get(place).ok_or_else(|| format!("has no column {at}"))?),
        other => Err(format!("has a {} among its rows", other.kind())),
    };
    Ok(Column::Entries(match body {
        Body::Rows(rows, _) if rows.iter().all(|row| place < row.len()) => return Ok(Column::Cells(place as u32)),
        Body::Rows(..) => return Err(format!("has no column {at}")),
        Body::Tree(Tree::Map(MAP_ORDERED, pairs)) if !pairs.is_empty() => {
            let items = pairs.iter().map(|(row, weight)| Ok((cell(row)?, weight.clone()))).collect::<Made<Vec<_>>>()?;
            check_weights(&items)?;
            Body::Weights(items)
        }
        Body::Tree(Tree::Seq(SEQ_LIST | SEQ_TUPLE, rows)) if !rows.is_empty() => {
            tuple(rows.iter().map(cell).collect::<Made<_>>()?)
        }
        _ => return Err("has no rows".into()),
    }))
}

/// Tables one after another.
pub fn added(bodies: &[Cow<'_, Body>]) -> Made<Body> {
    if bodies.iter().all(|body| matches!(**body, Body::Weights(_))) {
        return Ok(Body::Weights(merged(bodies)));
    }
    let mut all = Vec::new();
    for body in bodies {
        match &**body {
            Body::Strings(items, SEQ_LIST | SEQ_TUPLE) => all.extend(items.iter().cloned()),
            Body::Tree(Tree::Seq(SEQ_LIST | SEQ_TUPLE, items)) => {
                all.extend(items.iter().map(text).collect::<Made<Vec<_>>>()?);
            }
            _ => return Err("cannot be added to others".into()),
        }
    }
    Ok(tuple(all))
}

/// The weights of several tables; where a key is in two of them, the later weight stands in the earlier place.
fn merged(bodies: &[Cow<'_, Body>]) -> Vec<(String, Tree)> {
    let mut sum: Vec<(String, Tree)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for body in bodies {
        let Body::Weights(items) = &**body else { continue };
        for (key, weight) in items {
            match places.get(key.as_str()) {
                Some(place) => sum[*place].1 = weight.clone(),
                None => {
                    places.insert(key, sum.len());
                    sum.push((key.clone(), weight.clone()));
                }
            }
        }
    }
    sum
}

fn text(tree: &Tree) -> Made<String> {
    tree.text().ok_or_else(|| format!("has a {} where a text is needed", tree.kind()))
}

fn texts<'t>(trees: impl IntoIterator<Item = &'t Tree>) -> Made<Body> {
    Ok(tuple(trees.into_iter().map(text).collect::<Made<_>>()?))
}

/// The characters of a text.
pub fn letters(text: &str) -> Body {
    tuple(text.chars().map(String::from).collect())
}

/// Strings that a rule makes.
pub fn tuple(items: Vec<String>) -> Body {
    Body::Strings(items, SEQ_TUPLE)
}
