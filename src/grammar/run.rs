//! Running programs: what `build/` compiled from templates and rules.

use super::text::digits;
use super::{bothify, capitalize, hexify, lexify, lower, numerify, slug, title, unidecode, upper, Cx, Slug};
use crate::error::{Error, Result};
use crate::locale::{find_name, layout::*, text, word, Table, NATIVES};
use crate::providers::{Args, Source};

impl<D: Source> Cx<D> {
    /// Runs the program at an index of the blob, which appends its text.
    ///
    /// # Errors
    /// Whatever a field that it calls says.
    pub fn run(&mut self, program: u32, out: &mut Vec<u8>) -> Result<()> {
        let (kept, frame) = (self.kept.len(), self.spans.len());
        let done = self.steps(program, frame, out);
        self.kept.truncate(kept);
        self.spans.truncate(frame);
        done.map(|_| ())
    }

    /// Picks a template of a table and runs it: Faker's `parse(random_element(table))`.
    ///
    /// # Errors
    /// Whatever a field that it calls says.
    #[inline]
    pub fn parse(&mut self, table: Table, out: &mut Vec<u8>) -> Result<()> {
        let i = self.pick_index(table);
        match table.program(i) {
            Some(program) => self.run(program, out),
            None => {
                out.extend_from_slice(table.get(i));
                Ok(())
            }
        }
    }

    /// Runs a template that was made at run time: Faker's `parse(text)`. Templates of tables are compiled instead.
    ///
    /// # Errors
    /// [`Error::UnknownField`] for a token that the locale has no field for, or what the field says.
    pub fn template(&mut self, template: &[u8], out: &mut Vec<u8>) -> Result<()> {
        let mut rest = template;
        while let Some(at) = rest.windows(2).position(|two| two == b"{{") {
            let inner = &rest[at + 2..];
            let end = inner.windows(2).position(|two| two == b"}}").unwrap_or_default();
            let token = std::str::from_utf8(&inner[..end]).unwrap_or_default().trim();
            if token.is_empty() || !token.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                out.extend_from_slice(&rest[..=at]);
                rest = &rest[at + 1..];
                continue;
            }
            out.extend_from_slice(&rest[..at]);
            match find_name(token).filter(|name| self.pack.find(*name).is_some()) {
                Some(name) => self.call(name, out)?,
                None => return Err(Error::UnknownField { given: token.to_string(), nearest: None }),
            }
            rest = &inner[end + 2..];
        }
        out.extend_from_slice(rest);
        Ok(())
    }

    /// Runs operations up to `END`; gives the index after it.
    fn steps(&mut self, mut at: u32, frame: usize, out: &mut Vec<u8>) -> Result<u32> {
        loop {
            match word(at) {
                OP_END => return Ok(at + 1),
                OP_LITERAL => {
                    out.extend_from_slice(text(at + 1));
                    at += 3;
                }
                OP_PICK => {
                    let entry = self.pick(Table::at(word(at + 1)));
                    out.extend_from_slice(entry);
                    at += 2;
                }
                OP_CELL => {
                    let table = Table::at(word(at + 1));
                    let row = self.pick_index(table);
                    out.extend_from_slice(table.cell(row, word(at + 2) as usize));
                    at += 3;
                }
                OP_PARSE => {
                    self.parse(Table::at(word(at + 1)), out)?;
                    at += 2;
                }
                OP_CALL => {
                    self.call(word(at + 1), out)?;
                    at += 2;
                }
                OP_INT => {
                    let number = |at| u64::from(word(at)) | u64::from(word(at + 1)) << 32;
                    let value = self.draw.between(number(at + 1) as i64, number(at + 3) as i64);
                    padded(value, word(at + 5) as usize, out);
                    at += 6;
                }
                OP_APPLY => {
                    let start = out.len();
                    let next = self.steps(at + 4, frame, out)?;
                    self.apply(at, start, out);
                    at = next;
                }
                OP_LET => {
                    let start = out.len();
                    at = self.steps(at + 2, frame, out)?;
                    let from = self.kept.len();
                    self.kept.extend_from_slice(&out[start..]);
                    self.spans.push((from, self.kept.len()));
                    out.truncate(start);
                }
                OP_VAR => {
                    let (from, to) = self.spans[frame + word(at + 1) as usize];
                    out.extend_from_slice(&self.kept[from..to]);
                    at += 2;
                }
                OP_ONE_OF => {
                    let n = word(at + 1);
                    let i = self.draw.below(u64::from(n)) as u32;
                    self.steps(word(at + 2 + i), frame, out)?;
                    at += 2 + n;
                }
                OP_CHOICES => {
                    self.choices(at, out);
                    at += 5;
                }
                OP_SAMPLE => {
                    let (table, n) = (Table::at(word(at + 1)), word(at + 2) as usize);
                    let mut picked = Vec::with_capacity(n);
                    self.draw.sample(table.len(), n, &mut picked);
                    join(table, &picked, text(at + 3), out);
                    at += 5;
                }
                OP_NATIVE => {
                    let rule = self.pack.native(NATIVES[word(at + 1) as usize])?;
                    rule.append(self, &Args::default(), out)?;
                    at += 2;
                }
                OP_UNKNOWN => {
                    let token = String::from_utf8_lossy(text(at + 1)).into_owned();
                    return Err(Error::UnknownField { given: token, nearest: None });
                }
                OP_TEMPLATE => {
                    let start = out.len();
                    at = self.steps(at + 1, frame, out)?;
                    let template = out.split_off(start);
                    self.template(&template, out)?;
                }
                other => return Err(Error::Value(format!("a damaged pack: operation {other}"))),
            }
        }
    }

    fn choices(&mut self, at: u32, out: &mut Vec<u8>) {
        let (table, n) = (Table::at(word(at + 1)), word(at + 2) as usize);
        let picked: Vec<usize> = match (table.weights(), n) {
            (Some(weights), _) => (0..n).map(|_| self.draw.weighted(weights)).collect(),
            (None, 1) => vec![self.draw.below(table.len() as u64) as usize],
            (None, _) => (0..n).map(|_| self.draw.choices_index(table.len())).collect(),
        };
        join(table, &picked, text(at + 3), out);
    }

    fn apply(&mut self, at: u32, start: usize, out: &mut Vec<u8>) {
        let letters = || std::str::from_utf8(text(at + 2)).unwrap_or_default();
        match word(at + 1) {
            APPLY_NUMERIFY => numerify(&mut self.draw, out, start),
            APPLY_LEXIFY => lexify(&mut self.draw, out, start, letters()),
            APPLY_BOTHIFY => bothify(&mut self.draw, out, start, letters()),
            APPLY_HEXIFY => hexify(&mut self.draw, out, start, false),
            APPLY_UPPER => upper(out, start),
            APPLY_LOWER => lower(out, start),
            APPLY_CAPITALIZE => capitalize(out, start),
            APPLY_TITLE => title(out, start),
            APPLY_ASCII => unidecode(out, start),
            APPLY_SLUG => slug(out, start, Slug::Ascii),
            APPLY_SLUG_DOTS => slug(out, start, Slug::Dots),
            APPLY_SLUG_UNICODE => slug(out, start, Slug::Unicode),
            APPLY_DIGITS => digits(out, start, letters()),
            _ => {}
        }
    }
}

fn join(table: Table, picked: &[usize], separator: &[u8], out: &mut Vec<u8>) {
    for (i, entry) in picked.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(separator);
        }
        out.extend_from_slice(table.get(*entry));
    }
}

/// Appends a decimal number, with zeros in front up to a width.
pub fn padded(value: i64, width: usize, out: &mut Vec<u8>) {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(value).as_bytes();
    let zeros = width.saturating_sub(digits.len());
    if zeros > 0 && value < 0 {
        out.push(b'-');
    }
    out.resize(out.len() + zeros, b'0');
    out.extend_from_slice(if zeros > 0 && value < 0 { &digits[1..] } else { digits });
}
