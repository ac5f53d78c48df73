//! Which case a row falls into, by the value of another column.

use crate::providers::Value;
use crate::records::column::{Column, Data};
use crate::records::spec::Spec;
use rustc_hash::FxHashMap;

/// Values, and the case of each.
#[derive(Debug, Default)]
pub struct Cases {
    places: FxHashMap<Vec<u8>, u32>,
    /// The case of values that are not named, if there is one.
    rest: Option<u32>,
}

impl Cases {
    /// Names the value of the next case; `else` is all that are not named.
    ///
    /// Says whether that is new.
    pub fn add(&mut self, value: &Spec, case: u32) -> bool {
        if *value == Spec::Str("else".into()) {
            return self.rest.replace(case).is_none();
        }
        self.add_value(&value.value(), case)
    }

    /// Names the value of a case.
    ///
    /// Says whether that is new.
    pub fn add_value(&mut self, value: &Value, case: u32) -> bool {
        let mut text = Vec::new();
        value.append_str(&mut text);
        self.places.insert(text, case).is_none()
    }

    /// The case of each value of a column; `None` where there is none, or no value.
    pub fn of(&self, column: &Column) -> Vec<Option<u32>> {
        let mut text = Vec::new();
        let mut case = |append: &dyn Fn(&mut Vec<u8>)| {
            text.clear();
            append(&mut text);
            self.places.get(&text).copied().or(self.rest)
        };
        let mut found: Vec<Option<u32>> = match &column.data {
            Data::Choice(values, codes) => {
                let each: Vec<_> = values.iter().map(|value| case(&|out| value.append_str(out))).collect();
                codes.iter().map(|code| each[*code as usize]).collect()
            }
            data => (0..data.len()).map(|i| case(&|out| data.append_text(i, out))).collect(),
        };
        if let Some(valid) = &column.valid {
            found.iter_mut().zip(valid).filter(|(_, valid)| !**valid).for_each(|(found, _)| *found = None);
        }
        found
    }
}
