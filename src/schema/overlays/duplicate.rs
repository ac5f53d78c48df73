//! Duplicates: rows that show the values of an earlier row, all of them or nearly.

use super::common::Common;
use super::slips::{Keys, Slip, SLIPS};
use super::values;
use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::Scope;
use crate::records::overlay::Overlay;
use crate::rng::{Draw, Key, CHUNK};
use std::sync::Arc;

/// Rows that repeat others: one such overlay for each column.
#[derive(Debug)]
pub struct Duplicate {
    /// Which rows.
    pub common: Common,
    /// How far back the row is that is repeated, at most.
    pub within: u64,
    /// For duplicates that are not exact: of how many columns one differs, and which of them this one is.
    pub near: Option<(u64, Option<u64>)>,
    /// The keyboard of typos.
    pub keys: Keys,
}

/// What a row repeats.
#[derive(Clone, Copy, Debug)]
struct Copy {
    source: u64,
    /// Which column differs.
    which: u64,
    /// What the difference draws from.
    seed: u64,
}

/// Which rows of chunks are duplicates.
struct Flags<'d> {
    of: &'d Duplicate,
    known: Vec<(u64, Vec<bool>)>,
}

impl Flags<'_> {
    fn at(&mut self, scope: &Scope<'_, '_>, row: u64) -> bool {
        let (chunk, i) = (row / CHUNK as u64, (row % CHUNK as u64) as usize);
        let at = match self.known.iter().position(|(known, _)| *known == chunk) {
            Some(at) => at,
            None => {
                let mut draw = scope.stream_in(chunk, "rows/duplicate");
                self.known.push((chunk, (0..CHUNK).map(|_| draw.unit() < self.of.common.rate).collect()));
                self.known.len() - 1
            }
        };
        // The first row of all has none before it.
        row > 0 && self.known[at].1[i]
    }
}

impl Duplicate {
    /// What each row of the chunk repeats.
    fn copies(&self, scope: &Scope<'_, '_>) -> Vec<Option<Copy>> {
        let mut draw = scope.stream_of("copies");
        let mut flags = Flags { of: self, known: Vec::new() };
        let first = scope.first();
        let mut out = Vec::with_capacity(scope.n());
        for row in first..first + scope.n() as u64 {
            if !flags.at(scope, row) {
                out.push(None);
                continue;
            }
            let back = 1 + draw.below(self.within.min(row));
            let (which, seed) = (draw.below(self.near.map_or(1, |(columns, _)| columns.max(1))), draw.bits(64));
            let mut source = row - back;
            // What is repeated is no duplicate itself.
            while flags.at(scope, source) {
                source -= 1;
            }
            out.push(Some(Copy { source, which, seed }));
        }
        out
    }

    /// A value that is nearly the same.
    fn differ(&self, column: &mut Column, row: usize, seed: u64, texts: &mut Vec<(usize, Vec<u8>)>) {
        let mut draw = crate::rng::Stream::at(&self.common.key.child("difference"), seed >> 16, seed & 0xffff);
        if !column.is_valid(row) {
            return;
        }
        match &mut column.data {
            Data::Int(v) => v[row] = v[row].saturating_add(1),
            Data::Float(_) | Data::Decimal(..) => {
                let by = 1.0 + (0.001 + 0.02 * draw.unit()) * if draw.below(2) == 0 { -1.0 } else { 1.0 };
                let now = values::number(&column.data, row).unwrap_or_default();
                values::set_number(&mut column.data, row, now * by);
            }
            Data::Date(v) => v[row] = v[row].saturating_sub(1),
            Data::DateTime(v) => v[row] = v[row].saturating_add((1 + draw.below(3_600) as i64) * crate::clock::SECOND),
            Data::Bool(v) => v[row] = !v[row],
            Data::Str(_) => {
                let text = values::text(&column.data, row);
                for _ in 0..4 {
                    let (_, slip): (_, Slip) = SLIPS[draw.below(SLIPS.len() as u64) as usize];
                    if let Some(changed) = slip.apply(&text, self.keys, &mut draw) {
                        return texts.push((row, changed.into_bytes()));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a value of the kind can be nearly the same as another.
pub fn differs(data: &Data) -> bool {
    values::is_text(data)
        || matches!(
            data,
            Data::Int(_) | Data::Float(_) | Data::Decimal(..) | Data::Date(_) | Data::DateTime(_) | Data::Bool(_)
        )
}

impl Overlay for Duplicate {
    fn kind(&self) -> &str {
        &self.common.label
    }

    fn key(&self) -> &Key {
        &self.common.key
    }

    fn blank(&self, clean: Data) -> Data {
        match self.near {
            Some((_, Some(_))) if values::is_text(&clean) => values::to_text(clean),
            _ => clean,
        }
    }

    fn apply(&self, scope: &mut Scope<'_, '_>, column: usize, made: &mut Column) -> Result<Vec<bool>> {
        let copies = self.copies(scope);
        let flags: Vec<bool> = copies.iter().map(Option::is_some).collect();
        let own = scope.chunk();
        let mut others: Vec<(u64, Arc<Column>)> = vec![(own, Arc::new(made.clone()))];
        let mut changes = Vec::new();
        for (row, copy) in copies.iter().enumerate() {
            let Some(copy) = copy else { continue };
            let chunk = copy.source / CHUNK as u64;
            let at = match others.iter().position(|(known, _)| *known == chunk) {
                Some(at) => at,
                None => {
                    others.push((chunk, Arc::new(scope.beneath_in(chunk, column)?)));
                    others.len() - 1
                }
            };
            changes.push((row, at, (copy.source % CHUNK as u64) as usize));
        }
        let now = std::mem::replace(made, Column::new(Data::Value(Vec::new())));
        let others: Vec<Arc<Column>> = others.into_iter().map(|(_, column)| column).collect();
        *made = values::taken(now, &others, &changes);
        if let Some((_, Some(which))) = self.near {
            let data = std::mem::replace(&mut made.data, Data::Value(Vec::new()));
            made.data = self.blank(data);
            let mut texts = Vec::new();
            for (row, copy) in copies.iter().enumerate() {
                if let Some(copy) = copy.filter(|copy| copy.which == which) {
                    self.differ(made, row, copy.seed, &mut texts);
                }
            }
            if !texts.is_empty() {
                made.data = values::with_texts(&made.data, &texts);
            }
        }
        Ok(flags)
    }

    fn sources(&self, scope: &mut Scope<'_, '_>) -> Result<Vec<Option<u64>>> {
        Ok(self.copies(scope).iter().map(|copy| copy.map(|copy| copy.source)).collect())
    }
}
