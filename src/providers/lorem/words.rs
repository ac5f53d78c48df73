//! Words to choose from, and how they are joined into sentences, paragraphs and texts.
//!
//! Sentences and texts are hot, so words go from the table straight into the caller's buffer.

use crate::error::{Error, Result};
use crate::grammar::{title, Cx};
use crate::locale::{attr, AttrId, Node, Table};
use crate::providers::base::randomized;
use crate::providers::{Source, Value};
use crate::rng::Draw;

/// How many words a sentence has where nothing else is said.
pub(super) const SENTENCE: i64 = 6;

/// The length from which a text is made of sentences rather than words.
pub(super) const SENTENCES_FROM: i64 = 25;
/// The length from which a text is made of paragraphs.
pub(super) const PARAGRAPHS_FROM: i64 = 100;
/// How many units that are too long may be drawn for one text.
pub(super) const TRIES: i64 = 100_000;

/// Words to choose from.
#[derive(Clone, Copy, Debug)]
enum Words<'a> {
    Table(Table),
    Part(Node),
    Own(&'a [String]),
}

/// Words and how they are joined.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lorem<'a> {
    words: Words<'a>,
    pub(super) len: usize,
    ascii: bool,
    connector: &'static [u8],
    punctuation: &'static [u8],
}

impl<'a> Lorem<'a> {
    /// The user's own words, or else those of a part of speech, or else the language's.
    pub(super) fn of<D: Source>(cx: &Cx<D>, part: &str, own: Option<&'a [String]>) -> Result<Self> {
        let words = match own {
            Some(own) => Words::Own(own),
            None if part.is_empty() => Words::Table(table(cx, attr!("word_list"))?),
            None => {
                let parts = cx.table(attr!("parts_of_speech")).map(Table::root);
                let node = parts.and_then(|parts| parts.get(part));
                Words::Part(node.ok_or_else(|| unknown_part(part, parts))?)
            }
        };
        Self::joined(cx, words)
    }

    /// English words in a locale of another language.
    pub(super) fn english<D: Source>(cx: &Cx<D>) -> Result<Self> {
        Self::joined(cx, Words::Table(table(cx, attr!("english_word_list"))?))
    }

    fn joined<D: Source>(cx: &Cx<D>, words: Words<'a>) -> Result<Self> {
        let text = |name| cx.table(name).map_or(&b""[..], Table::text);
        let (connector, punctuation) = (text(attr!("word_connector")), text(attr!("sentence_punctuation")));
        let (len, ascii) = match words {
            Words::Table(table) => (table.len(), table.is_ascii()),
            Words::Part(node) => (node.len(), false),
            Words::Own(own) => (own.len(), false),
        };
        if len == 0 {
            return Err(Error::value("there are no words to choose from"));
        }
        let ascii = ascii && connector.is_ascii() && punctuation.is_ascii();
        Ok(Self { words, len, ascii, connector, punctuation })
    }

    #[inline]
    fn get(&self, i: usize) -> &'a [u8] {
        match self.words {
            Words::Table(table) => table.get(i),
            Words::Part(node) => node.item(i).text(),
            Words::Own(own) => own.get(i).map_or(b"", |word| word.as_bytes()),
        }
    }

    fn value(&self, i: usize) -> Value {
        Value::text(self.get(i))
    }

    pub(super) fn all(&self) -> Value {
        Value::List((0..self.len).map(|i| self.value(i)).collect())
    }

    pub(super) fn list<D: Draw>(&self, draw: &mut D, nb: i64, unique: bool) -> Result<Value> {
        let nb = usize::try_from(nb).unwrap_or_default();
        if unique && nb > self.len {
            let len = self.len;
            return Err(Error::Value(format!("there are only {len} words, too few for {nb} different ones")));
        }
        Ok(Value::List(match nb {
            _ if unique => {
                let mut picked = Vec::new();
                draw.sample(self.len, nb, &mut picked);
                picked.into_iter().map(|i| self.value(i)).collect()
            }
            1 => vec![self.value(draw.below(self.len as u64) as usize)],
            _ => (0..nb).map(|_| self.value(draw.choices_index(self.len))).collect(),
        }))
    }

    #[inline]
    pub(super) fn word<D: Draw>(&self, draw: &mut D, out: &mut Vec<u8>) {
        out.extend_from_slice(self.get(draw.below(self.len as u64) as usize));
    }

    #[inline]
    pub(super) fn sentence<D: Draw>(&self, draw: &mut D, nb: i64, variable: bool, out: &mut Vec<u8>) {
        if nb <= 0 {
            return;
        }
        let nb = if variable { randomized(draw, nb, 60, 140).max(1) } else { nb };
        let start = out.len();
        // One word is a `choice`, several are `choices`, which draws in another way.
        if nb == 1 {
            self.word(draw, out);
        } else {
            out.extend_from_slice(self.get(draw.choices_index(self.len)));
        }
        title(out, start);
        for _ in 1..nb {
            out.extend_from_slice(self.connector);
            out.extend_from_slice(self.get(draw.choices_index(self.len)));
        }
        out.extend_from_slice(self.punctuation);
    }

    #[inline]
    pub(super) fn paragraph<D: Draw>(&self, draw: &mut D, nb: i64, variable: bool, out: &mut Vec<u8>) {
        if nb <= 0 {
            return;
        }
        let nb = if variable { randomized(draw, nb, 60, 140).max(1) } else { nb };
        for i in 0..nb {
            if i > 0 {
                out.extend_from_slice(self.connector);
            }
            self.sentence(draw, SENTENCE, true, out);
        }
    }

    pub(super) fn text<D: Draw>(&self, draw: &mut D, max: i64, out: &mut Vec<u8>) -> Result<()> {
        if max < 5 {
            return Err(Error::value("text() can only generate text of at least 5 characters"));
        }
        if max >= PARAGRAPHS_FROM {
            return self.units(draw, max, b"\n", out, |draw, out| self.paragraph(draw, 3, true, out));
        }
        if max >= SENTENCES_FROM {
            return self.units(draw, max, self.connector, out, |draw, out| self.sentence(draw, SENTENCE, true, out));
        }
        let start = out.len();
        self.units(draw, max, self.connector, out, |draw, out| self.word(draw, out))?;
        upper_first(out, start);
        out.extend_from_slice(self.punctuation);
        Ok(())
    }

    /// Appends units until there are `max` characters, then takes the last one away. If nothing is left, begins anew.
    #[inline]
    fn units<D: Draw>(
        &self,
        draw: &mut D,
        max: i64,
        separator: &[u8],
        out: &mut Vec<u8>,
        unit: impl Fn(&mut D, &mut Vec<u8>),
    ) -> Result<()> {
        let start = out.len();
        // Every unit but one makes the text longer, unless the words are all empty or too long.
        let mut units = max.saturating_add(TRIES);
        loop {
            let (mut size, mut count, mut last) = (0, 0, start);
            while size < max {
                last = out.len();
                if size > 0 {
                    out.extend_from_slice(separator);
                }
                unit(draw, out);
                size += self.characters(&out[last..]);
                count += 1;
                units -= 1;
                if units < 0 {
                    out.truncate(start);
                    return Err(too_long(max));
                }
            }
            out.truncate(last);
            if count > 1 {
                return Ok(());
            }
        }
    }

    #[inline]
    fn characters(&self, text: &[u8]) -> i64 {
        let characters = if self.ascii { text.len() } else { text.iter().filter(|byte| **byte & 0xc0 != 0x80).count() };
        characters as i64
    }
}

fn table<D: Source>(cx: &Cx<D>, name: AttrId) -> Result<Table> {
    cx.table(name).ok_or_else(|| Error::value("the locale has no list of words"))
}

fn unknown_part(part: &str, parts: Option<Node>) -> Error {
    let known: Vec<&str> = parts.map(|p| (0..p.len()).map(|i| p.key(i).str()).collect()).unwrap_or_default();
    let known = if known.is_empty() { "none".to_string() } else { known.join(", ") };
    Error::Value(format!("{part} is not recognized as a part of speech; the locale has {known}"))
}

fn upper_first(out: &mut Vec<u8>, start: usize) {
    let first = std::str::from_utf8(&out[start..]).ok().and_then(|text| text.chars().next());
    let Some(first) = first else { return };
    if first.is_ascii() {
        out[start].make_ascii_uppercase();
    } else {
        let upper: String = first.to_uppercase().collect();
        out.splice(start..start + first.len_utf8(), upper.bytes());
    }
}

pub(super) fn too_long(max: i64) -> Error {
    Error::Value(format!("no text of at most {max} characters came of these words"))
}
