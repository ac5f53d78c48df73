//! Cells that rows take from a small table: spelled once for each row of that table, and copied from then on.
//!
//! Columns that stand side by side and come from the same row of the same table are one piece of text, with what stands
//! between them: an order that repeats what is known of its customer copies it at once.

use super::buffer::{Buffer, SLACK};
use super::cells::{Cells, Csv, Format, Json};
use super::foreign;
use crate::error::Result;
use crate::records::column::{Column, Data, Texts};
use crate::records::plan::Plan;
use crate::rng::CHUNK;
use std::ops::Range;
use std::sync::{Arc, PoisonError};

/// The most rows of a table that is spelled.
const ROWS: u64 = 1 << 16;
/// How many times as many rows refer to it, at least.
const TIMES: u64 = 2;
/// The most bytes that are kept for a table that refers to others, about.
const KEPT: usize = 16 << 20;

/// Columns that stand side by side, from the same row of another table.
#[derive(Debug)]
pub(super) struct Group {
    /// Their places among the columns that are put out.
    pub(super) places: Range<usize>,
    /// The column that says which row.
    pub(super) link: usize,
    /// The other table.
    table: usize,
    /// Their places in it.
    columns: Vec<usize>,
    /// The cells of each of its rows, then those of no row; slack is behind the last.
    pub(super) texts: Texts,
}

/// What is spelled for a table that refers to others.
#[derive(Debug, Default)]
pub struct Picks {
    groups: Vec<Group>,
}

type Made = Result<Vec<Texts>>;

/// Does some work for each of several ranges, perhaps at the same time.
pub type Spread<'a> = &'a dyn Fn(&[Range<u64>], &(dyn Fn(&Range<u64>) -> Made + Sync)) -> Vec<Made>;

impl Picks {
    /// What is worth spelling for a table; what was made once is kept with the tables.
    ///
    /// # Errors
    /// Whatever a rule of the other tables says.
    pub fn of(plan: &Plan, kind: &str, spread: Spread<'_>) -> Result<Arc<Self>> {
        let Some(set) = plan.set() else { return Ok(Arc::default()) };
        let json = kind != "csv";
        // Who comes while they are made waits for them, and holds nothing that this needs: not the interpreter either.
        let mut kept = set.picks(plan.at(), json).lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = kept.as_ref() {
            return Ok(made.clone());
        }
        let groups = if json { spelled::<Json>(plan, spread)? } else { spelled::<Csv>(plan, spread)? };
        Ok(kept.insert(Arc::new(Self { groups })).clone())
    }

    /// The columns that rows are made of: those that are in no group, and the groups' links.
    pub(super) fn needed(&self, plan: &Plan) -> Vec<usize> {
        let alone = (0..plan.columns().len()).filter(|at| self.group(*at).is_none());
        let mut needed: Vec<usize> = alone.collect();
        for group in &self.groups {
            if !needed.contains(&group.link) {
                needed.push(group.link);
            }
        }
        needed
    }

    /// The group that a column is in.
    pub(super) fn group(&self, at: usize) -> Option<&Group> {
        self.groups.iter().find(|group| group.places.contains(&at))
    }
}

/// The groups of a table's columns.
fn groups(plan: &Plan) -> Vec<Group> {
    let Some(set) = plan.set() else { return Vec::new() };
    let mut groups: Vec<Group> = Vec::new();
    for at in 0..plan.columns().len() {
        let Some((table, column, link)) = plan.carried(at) else { continue };
        let parent = &set.plans()[table];
        let small = parent.num_rows() <= ROWS && parent.num_rows().saturating_mul(TIMES) <= plan.num_rows();
        let blank = parent.blank_of(column);
        if !small || parent.has_plugins() || matches!(blank, Data::Seeds(_)) || foreign(&blank) {
            continue;
        }
        match groups.last_mut() {
            Some(group) if (group.places.end, group.table, group.link) == (at, table, link) => {
                group.places.end += 1;
                group.columns.push(column);
            }
            _ => {
                let (columns, texts) = (vec![column], Texts::default());
                groups.push(Group { places: at..at + 1, link, table, columns, texts });
            }
        }
    }
    groups
}

fn spelled<F: Format>(plan: &Plan, spread: Spread<'_>) -> Result<Vec<Group>> {
    let Some(set) = plan.set() else { return Ok(Vec::new()) };
    let names: Vec<&str> = plan.columns().iter().map(|column| column.spec.name.as_str()).collect();
    let (mut all, mut spelled, mut left) = (groups(plan), Vec::new(), KEPT);
    while let Some(table) = all.first().map(|group| group.table) {
        // The groups of a table are made together: persons and places are made once for all of their columns.
        let (mut group, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|group| group.table == table);
        all = others;
        let parent = &set.plans()[table];
        let chunks = parent.num_rows().div_ceil(CHUNK as u64);
        let first = chunk::<F>(parent, 0, &group, &names)?;
        let bytes = first.iter().map(|texts| texts.bytes.len()).sum::<usize>() * chunks as usize;
        if bytes > left {
            continue;
        }
        left -= bytes;
        let rest: Vec<Range<u64>> = (1..chunks).map(|chunk| chunk..chunk + 1).collect();
        let made = spread(&rest, &|at| chunk::<F>(parent, at.start, &group, &names));
        for part in std::iter::once(Ok(first)).chain(made) {
            for (group, part) in group.iter_mut().zip(part?) {
                group.texts.extend_from(&part);
            }
        }
        for mut group in group {
            let missing = |column: &usize| Column { data: parent.blank_of(*column), valid: Some(vec![false]) };
            let missing: Vec<Column> = group.columns.iter().map(missing).collect();
            group.texts.extend_from(&written::<F>(&group, missing.iter(), 1, &names));
            group.texts.bytes.extend_from_slice(&[0; SLACK]);
            spelled.push(group);
        }
    }
    Ok(spelled)
}

/// The cells of a chunk of another table, for each of some groups.
fn chunk<F: Format>(parent: &Plan, chunk: u64, groups: &[Group], names: &[&str]) -> Made {
    let columns: Vec<usize> = groups.iter().flat_map(|group| group.columns.iter().copied()).collect();
    let made = parent.clean(&columns, chunk)?;
    let n = made.first().map_or(0, |column| column.len());
    let mut made = made.iter().map(Arc::as_ref);
    Ok(groups.iter().map(|group| written::<F>(group, made.by_ref().take(group.columns.len()), n, names)).collect())
}

/// The cells of a group in some rows, and what stands between them.
fn written<'a, F: Format>(group: &Group, made: impl Iterator<Item = &'a Column>, n: usize, names: &[&str]) -> Texts {
    let mut cells: Vec<Cells> =
        group.places.clone().zip(made).map(|(at, column)| Cells::new::<F>(at, names[at], column, n)).collect();
    if let Some(first) = cells.first_mut() {
        first.behead();
    }
    let widest = cells.iter().map(|cell| cell.widest).sum();
    let (mut out, mut ends) = (Buffer::default(), Vec::with_capacity(n));
    for row in 0..n {
        out.reserve(widest);
        let room = out.room(widest);
        let written = cells.iter().fold(0, |at, cell| at + cell.write::<F>(row, &mut room[at..]));
        out.keep(written);
        ends.push(out.len());
    }
    Texts { bytes: out.into_vec(), ends }
}
