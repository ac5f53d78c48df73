//! Typos in texts.

use super::common::{places, Common};
use super::slips::{Keys, Slip};
use super::values;
use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::Scope;
use crate::records::overlay::Overlay;
use crate::rng::{Draw, Key};

/// Slips in the texts of a column.
#[derive(Debug)]
pub struct Typo {
    /// Which rows.
    pub common: Common,
    /// The column's name, which has draws of its own.
    pub name: String,
    /// The kinds, each as often as the others.
    pub slips: Vec<Slip>,
    /// How many a text may have.
    pub most: u64,
    /// The keyboard.
    pub keys: Keys,
}

impl Overlay for Typo {
    fn kind(&self) -> &str {
        &self.common.label
    }

    fn key(&self) -> &Key {
        &self.common.key
    }

    fn blank(&self, clean: Data) -> Data {
        values::to_text(clean)
    }

    fn apply(&self, scope: &mut Scope<'_, '_>, _: usize, column: &mut Column) -> Result<Vec<bool>> {
        let flags = self.common.flags(scope, &self.name)?;
        let mut draw = scope.stream_of(&format!("typo/{}", self.name));
        let mut changes = Vec::new();
        for row in places(&flags) {
            let times = 1 + draw.below(self.most);
            let mut text = values::text(&column.data, row);
            for _ in 0..times {
                let slip = self.slips[draw.below(self.slips.len() as u64) as usize];
                text = slip.apply(&text, self.keys, &mut draw).unwrap_or(text);
            }
            changes.push((row, text.into_bytes()));
        }
        column.data = values::with_texts(&column.data, &changes);
        Ok(flags)
    }
}
