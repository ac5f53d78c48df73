//! A column, ready to be written cell by cell.

use super::buffer::{part, put, window, SLACK};
use super::escape::{self, any, any_part, quoted, Kind};
use super::value;
use crate::clock::{write_date, write_datetime, write_duration, write_time, DAY, MOMENT, SECOND};
use crate::digits::{self, decimal, float, hex_pair, int, uuid};
use crate::locale::Table;
use crate::providers::Value;
use crate::records::column::{bounds, Column, Data, Texts};

/// A kind of text, as the loop over rows knows it.
pub trait Format {
    /// What texts must not hold.
    type Kind: Kind;
    /// The end of a row.
    const END: [u8; 2];
    /// What stands for a row without any text.
    const BLANK: &[u8];
    /// Whether texts stand in quotes always, not only where they must.
    const QUOTES: bool;
    /// A missing value.
    const NULL: &[u8];
    /// What stands before a column's cells.
    fn head(at: usize, name: &str) -> Vec<u8>;
    /// Appends a value that the user gave.
    fn value(value: &Value, out: &mut Vec<u8>);
    /// Appends a value of a field that makes values of several types.
    fn other(value: &Value, out: &mut Vec<u8>);
}

/// Comma-separated values (RFC 4180).
pub struct Csv;

/// An object on each line.
pub struct Json;

impl Format for Csv {
    type Kind = escape::Csv;
    const END: [u8; 2] = *b"\r\n";
    // Readers skip a blank line.
    const BLANK: &[u8] = b"\"\"";
    const QUOTES: bool = false;
    const NULL: &[u8] = b"";

    fn head(at: usize, _: &str) -> Vec<u8> {
        if at == 0 {
            Vec::new()
        } else {
            b",".to_vec()
        }
    }

    fn value(value: &Value, out: &mut Vec<u8>) {
        value::csv(value, out);
    }

    fn other(value: &Value, out: &mut Vec<u8>) {
        value::csv_str(value, out);
    }
}

impl Format for Json {
    type Kind = escape::Json;
    const END: [u8; 2] = *b"}\n";
    const BLANK: &[u8] = b"";
    const QUOTES: bool = true;
    const NULL: &[u8] = b"null";

    fn head(at: usize, name: &str) -> Vec<u8> {
        let mut head = if at == 0 { b"{".to_vec() } else { b", ".to_vec() };
        value::quoted::<escape::Json>(name.as_bytes(), &mut head);
        head.extend_from_slice(b": ");
        head
    }

    fn value(value: &Value, out: &mut Vec<u8>) {
        value::json(value, out);
    }

    fn other(value: &Value, out: &mut Vec<u8>) {
        value::json(value, out);
    }
}

/// What a column's cells are made of. Texts are all their bytes, and where each ends.
enum Kinds<'a> {
    /// Texts without anything special.
    Plain(&'a [u8], &'a [usize]),
    /// Other texts.
    Texts(&'a [u8], &'a [usize]),
    /// Cells that are written out already, one for each entry.
    Entries(Texts, &'a [u32]),
    /// Cells that are written out already, one for each row of another table, and one for none; a row below zero is none.
    Picked(&'a Texts, &'a [i64]),
    /// Cells that are written out already.
    Written(Texts),
    /// Entries of a table that is longer than the column.
    Table(Table, &'a [u32]),
    Hex(&'a Texts),
    Int(&'a [i64]),
    Float(&'a [f64]),
    Bool(&'a [bool]),
    Date(&'a [i32]),
    DateTime(&'a [i64]),
    Time(&'a [i64]),
    Duration(&'a [i64]),
    Decimal(&'a [i128], u8),
    Uuid(&'a [u128]),
    Seeds(&'a [u64]),
}

/// A column's cells.
pub struct Cells<'a> {
    kinds: Kinds<'a>,
    valid: Option<&'a [bool]>,
    /// What stands before each cell, up to [`SHORT`] bytes, and the length of all of it.
    short_head: [u8; SHORT],
    head_length: usize,
    head: Vec<u8>,
    /// The most bytes of a cell, and of what stands before it.
    pub widest: usize,
    /// The bytes of all cells, about.
    pub about: usize,
}

/// The length up to which what stands before a cell is written in one go.
const SHORT: usize = 16;

impl<'a> Cells<'a> {
    /// The cells of a column of `n` values.
    pub fn new<F: Format>(at: usize, name: &str, column: &'a Column, n: usize) -> Self {
        let most = F::Kind::MOST;
        // The most bytes of one cell, and those of all cells, about.
        let (kinds, widest, about) = match &column.data {
            Data::Str(texts) if any::<F::Kind>(&texts.bytes) => {
                let about = texts.bytes.len() * 9 / 8 + 2 * n;
                (Kinds::Texts(&texts.bytes, &texts.ends), most * longest(texts) + 2, about)
            }
            Data::Str(texts) => {
                (Kinds::Plain(&texts.bytes, &texts.ends), longest(texts) + 2, texts.bytes.len() + 2 * n)
            }
            Data::Codes(table, codes) if table.len() > n => {
                let longest = codes.iter().map(|code| table.get(*code as usize).len()).max().unwrap_or_default();
                (Kinds::Table(*table, codes), most * longest + 2, n * (longest + 2))
            }
            Data::Codes(table, codes) => {
                let entries = entries(table.len(), |i, out| match table.get(i) {
                    entry if F::QUOTES || any::<F::Kind>(entry) => value::quoted::<F::Kind>(entry, out),
                    entry => out.extend_from_slice(entry),
                });
                let (longest, about) = lengths(&entries, codes.len());
                (Kinds::Entries(entries, codes), longest, about)
            }
            Data::Choice(values, codes) => {
                let entries = entries(values.len(), |i, out| F::value(&values[i], out));
                let (longest, about) = lengths(&entries, codes.len());
                (Kinds::Entries(entries, codes), longest, about)
            }
            Data::Value(values) => {
                let entries = entries(values.len(), |i, out| F::other(&values[i], out));
                let (longest, about) = lengths(&entries, values.len());
                (Kinds::Written(entries), longest, about)
            }
            Data::Bytes(texts) => (Kinds::Hex(texts), 2 * longest(texts) + 2, 2 * texts.bytes.len() + 2 * n),
            Data::Int(values) => (Kinds::Int(values), digits::INT, 12 * n),
            Data::Float(values) => (Kinds::Float(values), digits::FLOAT, 20 * n),
            Data::Bool(values) => (Kinds::Bool(values), 8, 5 * n),
            Data::Date(values) => (Kinds::Date(values), 12, 12 * n),
            Data::DateTime(values) => (Kinds::DateTime(values), MOMENT + 2, 28 * n),
            Data::Time(values) => (Kinds::Time(values), 18, 17 * n),
            Data::Duration(values) => (Kinds::Duration(values), MOMENT + 2, 28 * n),
            Data::Decimal(values, scale) => (Kinds::Decimal(values, *scale), digits::DECIMAL + 2, 16 * n),
            Data::Uuid(values) => (Kinds::Uuid(values), digits::UUID + 2, (digits::UUID + 2) * n),
            Data::Seeds(values) => (Kinds::Seeds(values), digits::INT, digits::INT * n),
        };
        Self::with::<F>(kinds, column.valid.as_deref(), F::head(at, name), (widest, about), n)
    }

    /// Cells that were spelled for the rows of another table, of those rows that are given.
    pub fn picked<F: Format>(at: usize, name: &str, texts: &'a Texts, rows: &'a [i64]) -> Self {
        let lengths = lengths(texts, rows.len());
        Self::with::<F>(Kinds::Picked(texts, rows), None, F::head(at, name), lengths, rows.len())
    }

    fn with<F: Format>(
        kinds: Kinds<'a>,
        valid: Option<&'a [bool]>,
        head: Vec<u8>,
        (widest, about): (usize, usize),
        n: usize,
    ) -> Self {
        let mut short_head = [0; SHORT];
        let shown = head.len().min(SHORT);
        short_head[..shown].copy_from_slice(&head[..shown]);
        let head_length = head.len();
        let widest = head_length + widest.max(F::NULL.len()) + SLACK;
        Self { kinds, valid, short_head, head_length, head, widest, about: about + head_length * n }
    }

    /// Leaves out what stands before each cell.
    pub fn behead(&mut self) {
        self.head_length = 0;
    }

    /// Writes the cell of a row to the room for it, which is as long as the widest cell, and the slack.
    #[inline(always)]
    pub fn write<F: Format>(&self, row: usize, to: &mut [u8]) -> usize {
        let head = if self.head_length <= SHORT {
            window::<SHORT>(to, |to| {
                *to = self.short_head;
                self.head_length
            })
        } else {
            put(&self.head, to)
        };
        let to = &mut to[head..];
        if self.valid.is_some_and(|valid| !valid[row]) {
            return head + put(F::NULL, to);
        }
        head + match &self.kinds {
            Kinds::Plain(bytes, ends) => {
                let (start, end) = bounds(ends, row);
                in_quotes::<F>(to, |to| part(bytes, start, end, to))
            }
            Kinds::Texts(bytes, ends) => {
                let (start, end) = bounds(ends, row);
                if F::QUOTES || any_part::<F::Kind>(bytes, start, end) {
                    quoted::<F::Kind>(&bytes[start..end], to)
                } else {
                    part(bytes, start, end, to)
                }
            }
            Kinds::Entries(entries, codes) => {
                let (start, end) = bounds(&entries.ends, codes[row] as usize);
                part(&entries.bytes, start, end, to)
            }
            Kinds::Picked(entries, rows) => {
                // A row below zero is a very large one here.
                let none = entries.ends.len() - 1;
                let (start, end) = bounds(&entries.ends, (rows[row] as u64).min(none as u64) as usize);
                part(&entries.bytes, start, end, to)
            }
            Kinds::Written(entries) => {
                let (start, end) = bounds(&entries.ends, row);
                part(&entries.bytes, start, end, to)
            }
            Kinds::Table(table, codes) => {
                let entry = table.get(codes[row] as usize);
                if F::QUOTES || any::<F::Kind>(entry) {
                    quoted::<F::Kind>(entry, to)
                } else {
                    put(entry, to)
                }
            }
            Kinds::Hex(texts) => in_quotes::<F>(to, |to| {
                let bytes = texts.get(row);
                to.chunks_exact_mut(2).zip(bytes).for_each(|(to, byte)| to.copy_from_slice(&hex_pair(*byte)));
                2 * bytes.len()
            }),
            Kinds::Int(values) => window(to, |to| int(values[row], to)),
            Kinds::Float(values) if F::QUOTES && !values[row].is_finite() => put(F::NULL, to),
            Kinds::Float(values) => window(to, |to| float(values[row], to)),
            Kinds::Bool(values) => window::<8>(to, |to| {
                *to = if values[row] { *b"true    " } else { *b"false   " };
                5 - usize::from(values[row])
            }),
            Kinds::Date(values) => in_quotes::<F>(to, |to| window(to, |to| write_date(values[row], to))),
            Kinds::DateTime(values) => in_quotes::<F>(to, |to| window(to, |to| write_datetime(values[row], b'T', to))),
            Kinds::Time(values) => in_quotes::<F>(to, |to| window(to, |to| write_time(values[row], to))),
            Kinds::Duration(values) => {
                // A comma stands after the days.
                if !F::QUOTES && (0..DAY * SECOND).contains(&values[row]) {
                    window(to, |to| write_duration(values[row], to))
                } else {
                    in_quotes::<Json>(to, |to| window(to, |to| write_duration(values[row], to)))
                }
            }
            Kinds::Decimal(values, scale) => in_quotes::<F>(to, |to| window(to, |to| decimal(values[row], *scale, to))),
            Kinds::Uuid(values) => in_quotes::<F>(to, |to| window(to, |to| uuid(values[row], to))),
            Kinds::Seeds(values) => put(itoa::Buffer::new().format(values[row]).as_bytes(), to),
        }
    }
}

/// In quotes where the format has texts in quotes.
#[inline(always)]
fn in_quotes<F: Format>(to: &mut [u8], write: impl FnOnce(&mut [u8]) -> usize) -> usize {
    if !F::QUOTES {
        return write(to);
    }
    to[0] = b'"';
    let written = write(&mut to[1..]);
    to[1 + written] = b'"';
    written + 2
}

fn longest(texts: &Texts) -> usize {
    let first = texts.ends.first().copied().unwrap_or_default();
    texts.ends.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default().max(first)
}

/// Entries, each written out once, with slack behind the last.
fn entries(n: usize, write: impl Fn(usize, &mut Vec<u8>)) -> Texts {
    let mut entries = Texts::default();
    for i in 0..n {
        write(i, &mut entries.bytes);
        entries.end();
    }
    entries.bytes.extend_from_slice(&[0; SLACK]);
    entries
}

/// The length of the longest entry, and of `n` of them, about.
fn lengths(entries: &Texts, n: usize) -> (usize, usize) {
    (longest(entries), n * (entries.bytes.len() / entries.ends.len().max(1) + 1))
}
