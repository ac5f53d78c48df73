//! Comma-separated values in other dialects than RFC 4180's, which has a quicker way of its own.

use super::spell::{Kind, Spelling};
use crate::error::{Error, Result};
use crate::records::column::Column;

/// What stands in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// What a reader would misread without.
    Minimal,
    /// Everything but missing values.
    All,
    /// Everything but numbers and missing values.
    Texts,
    /// Nothing: what a reader would misread is escaped.
    None,
}

/// How rows are written.
#[derive(Clone, Debug)]
pub struct Dialect {
    /// What stands between cells.
    pub delimiter: u8,
    /// The quotation mark.
    pub quote: u8,
    /// What stands before a quotation mark inside quotes; if there is none, the mark stands twice.
    pub escape: Option<u8>,
    /// What stands in quotes.
    pub quoting: Quoting,
    /// The end of a row.
    pub end: Vec<u8>,
    /// A missing value.
    pub null: Vec<u8>,
    /// Whether a text that looks like a missing value is told from one by quotes.
    pub told: bool,
    /// How true and false are spelled.
    pub truth: [Vec<u8>; 2],
    /// How everything else is.
    pub spelling: Spelling,
}

impl Dialect {
    /// Appends rows.
    ///
    /// # Errors
    /// If a text holds what cannot be written without quotes.
    pub fn rows(&self, columns: &[Column], n: usize, out: &mut Vec<u8>) -> Result<()> {
        let mut cell = Vec::new();
        for row in 0..n {
            let line = out.len();
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    out.push(self.delimiter);
                }
                cell.clear();
                match self.spelling.append(column, row, &mut cell) {
                    Kind::Null => out.extend_from_slice(&self.null),
                    Kind::Truth => self.cell(Kind::Truth, &self.truth[usize::from(cell == b"true")], out)?,
                    kind => self.cell(kind, &cell, out)?,
                }
            }
            if out.len() == line && columns.len() == 1 && self.quoting != Quoting::None {
                // Readers skip a blank line.
                out.extend_from_slice(&[self.quote, self.quote]);
            }
            out.extend_from_slice(&self.end);
        }
        Ok(())
    }

    fn cell(&self, kind: Kind, text: &[u8], out: &mut Vec<u8>) -> Result<()> {
        let quoted = match self.quoting {
            Quoting::All => true,
            Quoting::Texts => !matches!(kind, Kind::Number | Kind::Digits) || self.unsafe_in(text),
            Quoting::Minimal => self.unsafe_in(text) || (self.told && text == self.null),
            Quoting::None => return self.escaped(text, out),
        };
        if !quoted {
            out.extend_from_slice(text);
            return Ok(());
        }
        out.push(self.quote);
        let before = self.escape.unwrap_or(self.quote);
        for byte in text {
            if *byte == self.quote || Some(*byte) == self.escape {
                out.push(before);
            }
            out.push(*byte);
        }
        out.push(self.quote);
        Ok(())
    }

    /// Whether a text holds what a reader takes for something else.
    fn unsafe_in(&self, text: &[u8]) -> bool {
        text.iter().any(|byte| self.special(*byte))
    }

    fn special(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == self.quote || Some(byte) == self.escape || matches!(byte, b'\n' | b'\r')
    }

    fn escaped(&self, text: &[u8], out: &mut Vec<u8>) -> Result<()> {
        let Some(escape) = self.escape else {
            if text.iter().any(|byte| *byte != self.quote && self.special(*byte)) {
                let shown = String::from_utf8_lossy(text).into_owned();
                return Err(Error::Value(format!(
                    "{shown:?} cannot be written without quotes: give the dialect an escape character"
                )));
            }
            out.extend_from_slice(text);
            return Ok(());
        };
        for byte in text {
            if self.special(*byte) {
                out.push(escape);
            }
            out.push(*byte);
        }
        Ok(())
    }
}
