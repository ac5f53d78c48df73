//! Running programs: what `build/` compiled from templates and rules.

use super::program::{program, Step, Steps};
use super::text::digits;
use super::{bothify, capitalize, hexify, lexify, lower, numerify, slug, title, unidecode, upper, Asked, Cx, Slug};
use crate::digits::{append, upto_four};
use crate::error::{Error, Result};
use crate::locale::{find_name, layout::*, token, Picks, Table, NATIVES};
use crate::providers::{Args, Source};

impl<D: Source> Cx<D> {
    /// Runs the program at an index of the blob, which appends its text.
    ///
    /// # Errors
    /// Whatever a field that it calls says.
    pub fn run(&mut self, at: u32, out: &mut Vec<u8>) -> Result<()> {
        self.run_steps(program(at), out)
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
            let Some(token) = std::str::from_utf8(&inner[..end]).ok().and_then(token) else {
                out.extend_from_slice(&rest[..=at]);
                rest = &rest[at + 1..];
                continue;
            };
            out.extend_from_slice(&rest[..at]);
            match find_name(&token).filter(|name| self.pack.find(*name).is_some()) {
                _ if self.is_hooked() => self.special(Asked::Token(&token), None, out)?,
                Some(name) => self.token(name, out)?,
                None => return Err(unknown(&token)),
            }
            rest = &inner[end + 2..];
        }
        out.extend_from_slice(rest);
        Ok(())
    }

    /// Runs operations in a frame of kept texts.
    fn steps(&mut self, steps: &[Step], frame: usize, out: &mut Vec<u8>) -> Result<()> {
        for step in steps {
            match step {
                Step::Text(literal) => out.extend_from_slice(literal),
                Step::Pick(picks) => {
                    let i = self.pick_of(picks);
                    picks.append(i, out);
                }
                Step::Call(name) => self.call(*name, out)?,
                Step::Token(name) => self.token(*name, out)?,
                Step::Parse(picks, programs) => {
                    let i = self.pick_of(picks);
                    // A template names fields and keeps nothing, so it needs no frame of its own.
                    self.steps(programs[i], frame, out)?;
                }
                Step::Cell(table, column) => {
                    let row = self.pick_index(*table);
                    out.extend_from_slice(table.cell(row, *column));
                }
                Step::Int(low, high, width) => padded(self.draw.between(*low, *high), *width, out),
                Step::Apply(transform, letters, part) => {
                    let start = out.len();
                    self.steps(part, frame, out)?;
                    self.apply(*transform, letters, start, out);
                }
                Step::Let(part) => {
                    let start = out.len();
                    self.steps(part, frame, out)?;
                    let from = self.kept.len();
                    self.kept.extend_from_slice(&out[start..]);
                    self.spans.push((from, self.kept.len()));
                    out.truncate(start);
                }
                Step::Var(variable) => {
                    let (from, to) = self.spans[frame + variable];
                    out.extend_from_slice(&self.kept[from..to]);
                }
                Step::OneOf(programs) => {
                    let i = self.draw.below(programs.len() as u64) as usize;
                    self.steps(programs[i], frame, out)?;
                }
                Step::Join(table, n, separator, different) => self.join(*table, *n, separator, *different, out),
                Step::Native(native) => {
                    let rule = self.pack.native(NATIVES[*native])?;
                    rule.append(self, &Args::default(), out)?;
                }
                Step::Unknown(token) => {
                    let token = String::from_utf8_lossy(token);
                    if !self.is_hooked() {
                        return Err(unknown(&token));
                    }
                    self.special(Asked::Token(&token), None, out)?;
                }
                Step::Template(part) => {
                    let start = out.len();
                    self.steps(part, frame, out)?;
                    let template = out.split_off(start);
                    self.template(&template, out)?;
                }
                Step::Damaged(operation) => {
                    return Err(Error::Value(format!("a damaged pack: operation {operation}")));
                }
            }
        }
        Ok(())
    }

    /// Runs a program that is at hand, which appends its text.
    ///
    /// # Errors
    /// Whatever a field that it calls says.
    #[inline]
    pub fn run_steps(&mut self, steps: Steps, out: &mut Vec<u8>) -> Result<()> {
        let (kept, frame) = (self.kept.len(), self.spans.len());
        let done = self.steps(steps, frame, out);
        self.kept.truncate(kept);
        self.spans.truncate(frame);
        done
    }

    #[inline]
    pub(super) fn pick_of(&mut self, picks: &Picks) -> usize {
        match picks.weights() {
            Some(weights) if self.weighted => self.draw.weighted(weights),
            _ => self.draw.below(picks.len() as u64) as usize,
        }
    }

    fn join(&mut self, table: Table, n: usize, separator: &[u8], different: bool, out: &mut Vec<u8>) {
        let mut picked = Vec::with_capacity(n);
        match (different, table.weights().filter(|_| self.weighted)) {
            (true, _) => self.draw.sample(table.len(), n, &mut picked),
            (false, Some(weights)) => picked.extend((0..n).map(|_| self.draw.weighted(weights))),
            (false, None) if n == 1 => picked.push(self.draw.below(table.len() as u64) as usize),
            (false, None) => picked.extend((0..n).map(|_| self.draw.choices_index(table.len()))),
        }
        for (i, entry) in picked.iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(separator);
            }
            out.extend_from_slice(table.get(*entry));
        }
    }

    pub(super) fn apply(&mut self, transform: u32, letters: &str, start: usize, out: &mut Vec<u8>) {
        match transform {
            APPLY_NUMERIFY => numerify(&mut self.draw, out, start),
            APPLY_LEXIFY => lexify(&mut self.draw, out, start, letters),
            APPLY_BOTHIFY => bothify(&mut self.draw, out, start, letters),
            APPLY_HEXIFY => hexify(&mut self.draw, out, start, false),
            APPLY_UPPER => upper(out, start),
            APPLY_LOWER => lower(out, start),
            APPLY_CAPITALIZE => capitalize(out, start),
            APPLY_TITLE => title(out, start),
            APPLY_ASCII => unidecode(out, start),
            APPLY_SLUG => slug(out, start, Slug::Ascii),
            APPLY_SLUG_DOTS => slug(out, start, Slug::Dots),
            APPLY_SLUG_UNICODE => slug(out, start, Slug::Unicode),
            APPLY_DIGITS => digits(out, start, letters),
            _ => {}
        }
    }
}

/// The error for a token that names nothing.
pub(super) fn unknown(token: &str) -> Error {
    Error::UnknownField { given: token.to_string(), nearest: None }
}

/// Appends a decimal number, with zeros in front up to a width.
pub fn padded(value: i64, width: usize, out: &mut Vec<u8>) {
    if let (0..10_000, 0..=4) = (value, width) {
        // Nearly always.
        return append(out, |to| upto_four(value as u32, width, to));
    }
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(value).as_bytes();
    let zeros = width.saturating_sub(digits.len());
    if zeros > 0 && value < 0 {
        out.push(b'-');
    }
    out.resize(out.len() + zeros, b'0');
    out.extend_from_slice(if zeros > 0 && value < 0 { &digits[1..] } else { digits });
}
