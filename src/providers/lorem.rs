//! Words, sentences, paragraphs, texts: from a language's word list, or from words that the user gives.
//!
//! Sentences and texts are hot, so words go from the table straight into the caller's buffer.

use super::base::randomized;
use super::{param, Args, Default, Entry, Field, Kind, Param, Rule, Source, Type::Str, Value};
use crate::error::{Error, Result};
use crate::grammar::flat::{List, Odds, Op, Sheet, Slot};
use crate::grammar::{title, Cx};
use crate::locale::{attr, find_name, Node, Table};
use crate::rng::Draw;
use std::sync::Arc;

const WORDS: Param = param(
    "ext_word_list",
    Kind::Strs,
    Default::None,
    "Your own words to choose from; the language's words if not given.",
);
const NB_WORDS: Param = param("nb_words", Kind::Int, Default::Int(SENTENCE), "How many words a sentence has.");
const VARIABLE_WORDS: Param = param(
    "variable_nb_words",
    Kind::Bool,
    Default::Bool(true),
    "Whether the number of words varies by up to 40 % either way.",
);
const NB_SENTENCES: Param = param("nb_sentences", Kind::Int, Default::Int(3), "How many sentences a paragraph has.");
const VARIABLE_SENTENCES: Param = param(
    "variable_nb_sentences",
    Kind::Bool,
    Default::Bool(true),
    "Whether the number of sentences varies by up to 40 % either way.",
);
const MAX_CHARS: Param =
    param("max_nb_chars", Kind::Int, Default::Int(200), "The most characters that a text may have, at least 5.");

/// What the catalogue says. Faker's methods that return lists (`words`, `sentences` …) have rules but no field: their
/// names are those of the batch methods.
pub const FIELDS: &[Field] = &[
    Field::new("word", "words", Str, "A word of the language; pseudo-Latin where Faker has no words of it.")
        .params(&[
            param(
                "part_of_speech",
                Kind::Str,
                Default::None,
                "A class of words, such as `noun`, in languages that have it.",
            ),
            WORDS,
        ])
        .check(|args| own_words(args, 1)),
    Field::new("sentence", "sentences", Str, "Words in random order, the first with a capital, closed by a full stop.")
        .params(&[NB_WORDS, VARIABLE_WORDS, WORDS])
        .check(|args| few("nb_words", args.int(0)).and_then(|()| own_words(args, 2))),
    Field::new("paragraph", "paragraphs", Str, "A few sentences, one after the other.")
        .params(&[NB_SENTENCES, VARIABLE_SENTENCES, WORDS])
        .check(|args| few("nb_sentences", args.int(0)).and_then(|()| own_words(args, 2))),
    Field::new(
        "text",
        "texts",
        Str,
        "A text of whole words, sentences or paragraphs that is no longer than a limit, and often much shorter.",
    )
    .params(&[MAX_CHARS, WORDS])
    .check(|args| text_fits(args, 1)),
    // In en_PH only.
    Field::new(
        "english_word",
        "english_words",
        Str,
        "An English word, in a locale whose words are another language's.",
    ),
    Field::new("english_sentence", "english_sentences", Str, "A sentence of English words.")
        .params(&[NB_WORDS, VARIABLE_WORDS])
        .check(|args| few("nb_words", args.int(0))),
    Field::new("english_paragraph", "english_paragraphs", Str, "A few sentences of English words.")
        .params(&[NB_SENTENCES, VARIABLE_SENTENCES])
        .check(|args| few("nb_sentences", args.int(0))),
    Field::new("english_text", "english_texts", Str, "A text of English words that is no longer than a limit.")
        .params(&[MAX_CHARS])
        .check(|args| text_fits(args, 1)),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "word" => Rule::Str(|cx, args, out| {
            Lorem::of(cx, args.str(0), args.strs(1))?.word(&mut cx.draw, out);
            Ok(())
        }),
        "sentence" => Rule::Str(|cx, args, out| sentence(Lorem::of(cx, "", args.strs(2))?, cx, args, out)),
        "paragraph" => Rule::Str(|cx, args, out| paragraph(Lorem::of(cx, "", args.strs(2))?, cx, args, out)),
        "text" => Rule::Str(|cx, args, out| Lorem::of(cx, "", args.strs(1))?.text(&mut cx.draw, args.int(0), out)),
        "words" => Rule::Value(|cx, args| {
            let lorem = Lorem::of(cx, args.str(2), args.strs(1))?;
            lorem.list(&mut cx.draw, args.opt_int(0).unwrap_or(3), args.bool(3))
        }),
        "sentences" => Rule::Value(|cx, args| sentences(Lorem::of(cx, "", args.strs(1))?, cx, args)),
        "paragraphs" => Rule::Value(|cx, args| paragraphs(Lorem::of(cx, "", args.strs(1))?, cx, args)),
        "texts" => Rule::Value(|cx, args| texts(Lorem::of(cx, "", args.strs(2))?, cx, args)),
        "get_words_list" => Rule::Value(|cx, args| Ok(Lorem::of(cx, args.str(0), args.strs(1))?.all())),
        "english_word" => Rule::Str(|cx, _, out| {
            Lorem::english(cx)?.word(&mut cx.draw, out);
            Ok(())
        }),
        "english_sentence" => Rule::Str(|cx, args, out| sentence(Lorem::english(cx)?, cx, args, out)),
        "english_paragraph" => Rule::Str(|cx, args, out| paragraph(Lorem::english(cx)?, cx, args, out)),
        "english_text" => Rule::Str(|cx, args, out| Lorem::english(cx)?.text(&mut cx.draw, args.int(0), out)),
        "english_words" => Rule::Value(|cx, args| {
            let lorem = Lorem::english(cx)?;
            lorem.list(&mut cx.draw, args.opt_int(0).unwrap_or(3), args.bool(1))
        }),
        "english_sentences" => Rule::Value(|cx, args| sentences(Lorem::english(cx)?, cx, args)),
        "english_paragraphs" => Rule::Value(|cx, args| paragraphs(Lorem::english(cx)?, cx, args)),
        "english_texts" => Rule::Value(|cx, args| texts(Lorem::english(cx)?, cx, args)),
        _ => return None,
    })
}

/// The operations of a sentence, a paragraph or a text with the default arguments.
pub fn flat<D: Source>(name: &str, entry: &'static Entry<D>) -> Option<Vec<Op<D>>> {
    if !matches!(name, "sentence" | "paragraph" | "text") {
        return None;
    }
    let sentences = Sentences::of(entry)?;
    let longest = sentences.longest;
    // At most four sentences, with something between them.
    let paragraph = 5 * (longest + Slot::ROOM);
    Some(vec![match name {
        "sentence" => {
            let sentence = move |cx: &mut Cx<D>, sheet: &mut Sheet<'_>| {
                sentences.sentence(&mut cx.draw, sheet);
                Ok(())
            };
            Op::Code(Arc::new(sentence), longest)
        }
        "paragraph" => {
            let whole = move |cx: &mut Cx<D>, sheet: &mut Sheet<'_>| {
                sentences.paragraph(&mut cx.draw, sheet);
                Ok(())
            };
            Op::Code(Arc::new(whole), paragraph)
        }
        _ => {
            let max = usize::try_from(entry.defaults.int(0)).ok()?;
            let fits = sentences.is_ascii && (PARAGRAPHS_FROM as usize..10_000).contains(&max);
            let text = move |cx: &mut Cx<D>, sheet: &mut Sheet<'_>| sentences.text(&mut cx.draw, max, sheet);
            fits.then(|| Op::Code(Arc::new(text), max + paragraph + Slot::ROOM))?
        }
    }])
}

/// Sentences of the language's words, which lie ready with what stands before them and with capitals.
struct Sentences {
    first: List,
    next: List,
    /// How many words there are.
    n: usize,
    /// What stands between two sentences, and behind each.
    connector: Slot,
    end: Slot,
    /// The most bytes of a sentence.
    longest: usize,
    is_ascii: bool,
}

impl Sentences {
    fn of<D: Source>(entry: &'static Entry<D>) -> Option<Self> {
        let table = entry.class.table(attr!("word_list"))?;
        let text = |name| entry.class.table(name).map_or(&b""[..], Table::text);
        let (connector, punctuation) = (text(attr!("word_connector")), text(attr!("sentence_punctuation")));
        let words = List::new((0..table.len()).map(|i| table.get(i)), Odds::Even);
        let first = words.map(&|word| {
            let mut word = word.to_vec();
            title(&mut word, 0);
            Some(word)
        })?;
        let next = words.map(&|word| Some([connector, word].concat()))?;
        let n = words.len().min(1 << 16);
        let longest = SENTENCE as usize * 2 * next.longest().max(first.longest()) + 32;
        let is_ascii = table.is_ascii() && connector.is_ascii() && punctuation.is_ascii();
        let (connector, end) = (Slot::of(connector)?, Slot::of(punctuation)?);
        (n == table.len() && n > 0).then_some(Self { first, next, n, connector, end, longest, is_ascii })
    }

    #[inline]
    fn sentence<D: Draw>(&self, draw: &mut D, sheet: &mut Sheet<'_>) {
        let n = self.n;
        let count = randomized(draw, SENTENCE, 60, 140).max(1);
        let i = if count == 1 { draw.below(n as u64) as usize } else { draw.choices_index(n) };
        sheet.put_entry(&self.first, i);
        for _ in 1..count {
            let i = draw.choices_index(n);
            sheet.put_entry(&self.next, i);
        }
        sheet.put(&self.end);
    }

    #[inline]
    fn paragraph<D: Draw>(&self, draw: &mut D, sheet: &mut Sheet<'_>) {
        let count = randomized(draw, 3, 60, 140).max(1);
        for i in 0..count {
            if i > 0 {
                sheet.put(&self.connector);
            }
            self.sentence(draw, sheet);
        }
    }

    /// Paragraphs on lines of their own as [`Lorem::units`] puts them together.
    fn text<D: Draw>(&self, draw: &mut D, max: usize, sheet: &mut Sheet<'_>) -> Result<()> {
        const LINE: Slot = Slot::byte(b'\n');
        let start = sheet.end();
        let mut units = max as i64 + TRIES;
        loop {
            let (mut count, mut last) = (0, start);
            while sheet.end() - start < max {
                last = sheet.end();
                if last > start {
                    sheet.put(&LINE);
                }
                self.paragraph(draw, sheet);
                count += 1;
                units -= 1;
                if units < 0 {
                    sheet.cut(start);
                    return Err(too_long(max as i64));
                }
            }
            sheet.cut(last);
            if count > 1 {
                return Ok(());
            }
        }
    }
}

fn too_long(max: i64) -> Error {
    Error::Value(format!("no text of at most {max} characters came of these words"))
}

/// How many words a sentence has where nothing else is said.
const SENTENCE: i64 = 6;

/// What a text may have at most, so that no argument makes the engine run for hours.
const LARGEST: i64 = 10_000_000;

fn few(name: &str, count: i64) -> Result<()> {
    if count > LARGEST {
        return Err(Error::Value(format!("{name} must be at most {LARGEST}, not {count}")));
    }
    Ok(())
}

fn own_words(args: &Args, at: usize) -> Result<()> {
    match args.strs(at) {
        Some([]) => Err(Error::value("ext_word_list must have at least one word")),
        _ => Ok(()),
    }
}

fn text_fits(args: &Args, words: usize) -> Result<()> {
    let max = args.int(0);
    if max < 5 {
        return Err(Error::Value(format!("max_nb_chars must be at least 5, not {max}")));
    }
    few("max_nb_chars", max)?;
    own_words(args, words)?;
    let Some(own) = args.strs(words) else { return Ok(()) };
    let lengths = || own.iter().map(|word| word.chars().count());
    // The shortest text is one word, or from 25 characters on one sentence of three.
    let shortest = lengths().min().unwrap_or_default();
    let shortest = if max < SENTENCES_FROM { shortest } else { 3 * shortest + 1 };
    if shortest as i64 >= max || lengths().all(|length| length == 0) {
        return Err(Error::Value(format!("no text of at most {max} characters can be made of ext_word_list")));
    }
    Ok(())
}

/// The length from which a text is made of sentences rather than words.
const SENTENCES_FROM: i64 = 25;
/// The length from which a text is made of paragraphs.
const PARAGRAPHS_FROM: i64 = 100;
/// How many units that are too long may be drawn for one text.
const TRIES: i64 = 100_000;

/// Words to choose from.
#[derive(Clone, Copy, Debug)]
enum Words<'a> {
    Table(Table),
    Part(Node),
    Own(&'a [String]),
}

/// Words and how they are joined.
#[derive(Clone, Copy, Debug)]
struct Lorem<'a> {
    words: Words<'a>,
    len: usize,
    ascii: bool,
    connector: &'static [u8],
    punctuation: &'static [u8],
}

impl<'a> Lorem<'a> {
    /// The user's own words, or else those of a part of speech, or else the language's.
    fn of<D: Source>(cx: &Cx<D>, part: &str, own: Option<&'a [String]>) -> Result<Self> {
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
    fn english<D: Source>(cx: &Cx<D>) -> Result<Self> {
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

    fn all(&self) -> Value {
        Value::List((0..self.len).map(|i| self.value(i)).collect())
    }

    fn list<D: Draw>(&self, draw: &mut D, nb: i64, unique: bool) -> Result<Value> {
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
    fn word<D: Draw>(&self, draw: &mut D, out: &mut Vec<u8>) {
        out.extend_from_slice(self.get(draw.below(self.len as u64) as usize));
    }

    #[inline]
    fn sentence<D: Draw>(&self, draw: &mut D, nb: i64, variable: bool, out: &mut Vec<u8>) {
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
    fn paragraph<D: Draw>(&self, draw: &mut D, nb: i64, variable: bool, out: &mut Vec<u8>) {
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

    fn text<D: Draw>(&self, draw: &mut D, max: i64, out: &mut Vec<u8>) -> Result<()> {
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

fn table<D: Source>(cx: &Cx<D>, name: crate::locale::AttrId) -> Result<Table> {
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

fn sentence<D: Source>(lorem: Lorem<'_>, cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    lorem.sentence(&mut cx.draw, args.int(0), args.bool(1), out);
    Ok(())
}

fn paragraph<D: Source>(lorem: Lorem<'_>, cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    lorem.paragraph(&mut cx.draw, args.int(0), args.bool(1), out);
    Ok(())
}

fn list<D: Source>(cx: &mut Cx<D>, args: &Args, one: impl Fn(&mut D, &mut Vec<u8>) -> Result<()>) -> Result<Value> {
    let nb = args.opt_int(0).unwrap_or(3).max(0);
    let one = |_| {
        let mut out = Vec::new();
        one(&mut cx.draw, &mut out).map(|()| Value::text(out))
    };
    Ok(Value::List((0..nb).map(one).collect::<Result<_>>()?))
}

fn sentences<D: Source>(lorem: Lorem<'_>, cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    list(cx, args, |draw, out| {
        lorem.sentence(draw, 6, true, out);
        Ok(())
    })
}

fn paragraphs<D: Source>(lorem: Lorem<'_>, cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    list(cx, args, |draw, out| {
        lorem.paragraph(draw, 3, true, out);
        Ok(())
    })
}

fn texts<D: Source>(lorem: Lorem<'_>, cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let max = args.opt_int(1).unwrap_or(200);
    list(cx, args, |draw, out| lorem.text(draw, max, out))
}

/// The generator's own words, seen from another provider.
fn with_words<D: Source, T>(cx: &mut Cx<D>, run: impl FnOnce(Lorem<'_>, &mut D) -> Result<T>) -> Result<T> {
    let class = find_name("words").and_then(|name| cx.pack.find(name)).map(|entry| entry.class);
    let outer = cx.class;
    cx.class = class.unwrap_or(outer);
    let lorem = Lorem::of(cx, "", None);
    cx.class = outer;
    run(lorem?, &mut cx.draw)
}

/// How many words there are: for `pydict`.
pub(super) fn number_of_words<D: Source>(cx: &mut Cx<D>) -> Result<i64> {
    with_words(cx, |lorem, _| Ok(lorem.len as i64))
}

/// Different words: for the keys of `pydict`.
pub(super) fn distinct_words<D: Source>(cx: &mut Cx<D>, nb: i64) -> Result<Vec<Value>> {
    with_words(cx, |lorem, draw| match lorem.list(draw, nb, true)? {
        Value::List(words) => Ok(words),
        _ => Ok(Vec::new()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::locale::Locale;
    use crate::providers::testing::{fakers, Case};
    use crate::providers::{Arg, Pack};
    use crate::rng::{Mersenne, PySeed};

    fn own() -> Arg {
        Arg::Strs(["straße", "èl", "ab", "ʼn", "c"].map(String::from).to_vec())
    }

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "word", 0, "three"),
            Case::new("ja_JP", "word", 1, "教授"),
            Case::new("en_US", "word", 2, "suit").with(&[("part_of_speech", Arg::Str("verb".into()))]),
            Case::new("vi_VN", "word", 2, "sách").with(&[("part_of_speech", Arg::Str("noun".into()))]),
            Case::new("de_DE", "word", 3, "èl").with(&[("ext_word_list", own())]),
            Case::new("en_US", "sentence", 0, "Serious inside else memory if six."),
            Case::new("th_TH", "sentence", 1, "เผื่อสถานีกีฬาขี่ "),
            Case::new("en_US", "sentence", 2, "Benefit.").with(&[("nb_words", Arg::Int(1))]),
            Case::new("en_US", "sentence", 3, "Draw name have page.").with(&[("nb_words", Arg::Int(4)), ("variable_nb_words", Arg::Bool(false))]),
            Case::new("en_US", "sentence", 4, "").with(&[("nb_words", Arg::Int(0))]),
            Case::new("en_US", "sentence", 5, "Èl èl ʼn c.").with(&[("nb_words", Arg::Int(3)), ("ext_word_list", own())]),
            Case::new("en_US", "paragraph", 0, "American whole magazine truth stop whose. On traditional measure example sense peace.").with(&[("nb_sentences", Arg::Int(2))]),
            Case::new("zh_CN", "paragraph", 1, "标准能够内容发表.首页可能不是单位类型朋友为什.").with(&[("nb_sentences", Arg::Int(2)), ("variable_nb_sentences", Arg::Bool(false))]),
            Case::new("en_US", "paragraph", 2, "Straße c ʼn ʼn.").with(&[("nb_sentences", Arg::Int(2)), ("ext_word_list", own())]),
            Case::new("en_US", "text", 0, "American whole magazine truth stop whose. On traditional measure example sense peace. Would mouth relate own chair.\nTogether range line beyond. First policy daughter need kind miss."),
            Case::new("en_US", "text", 1, "At.").with(&[("max_nb_chars", Arg::Int(5))]),
            Case::new("ru_RU", "text", 2, "Посвятить пятеро.").with(&[("max_nb_chars", Arg::Int(24))]),
            Case::new("en_US", "text", 3, "Or candidate trouble listen ok.").with(&[("max_nb_chars", Arg::Int(60))]),
            Case::new("ja_JP", "text", 4, "本質的な改善タワー野球錯覚。はリハビリ品質画面月保証金フレーム。").with(&[("max_nb_chars", Arg::Int(40))]),
            Case::new("en_US", "text", 5, "C ab ab c straße ʼn.").with(&[("max_nb_chars", Arg::Int(20)), ("ext_word_list", own())]),
            Case::new("en_US", "text", 7, "Èl straße c straße. Straße ab straße ab straße straße ab c. C ʼn ab straße.").with(&[("max_nb_chars", Arg::Int(120)), ("ext_word_list", own())]),
            Case::new("en_PH", "english_word", 0, "three"),
            Case::new("en_PH", "english_sentence", 1, "Notice soon.").with(&[("nb_words", Arg::Int(3))]),
            Case::new("en_PH", "english_paragraph", 2, "Be structure save prove.").with(&[("nb_sentences", Arg::Int(1))]),
            Case::new("en_PH", "english_text", 3, "Or candidate trouble listen ok.").with(&[("max_nb_chars", Arg::Int(50))]),
        ]);
    }

    /// The methods that return lists are no fields, so their arguments go by place.
    fn listed(name: &str, args: Vec<Arg>) -> String {
        let pack = Pack::<Mersenne>::of(Locale::find("en_US").unwrap());
        let entry = pack.check(name).unwrap();
        let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(0)), pack, Clock::default());
        cx.class = entry.class;
        let mut out = Vec::new();
        entry.rule.append(&mut cx, &Args::new(args), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lists_are_fakers() {
        let xyz = || Arg::Strs(["x", "y", "z"].map(String::from).to_vec());
        let unique = Arg::Bool(true);
        assert_eq!(listed("words", vec![Arg::Int(5), xyz()]), "['z', 'z', 'y', 'x', 'y']");
        assert_eq!(listed("words", vec![Arg::Int(3), xyz(), Arg::None, unique.clone()]), "['y', 'z', 'x']");
        assert_eq!(listed("words", vec![Arg::Int(1)]), "['three']");
        let nouns = vec![Arg::Int(3), Arg::None, Arg::Str("noun".into()), unique];
        assert_eq!(listed("words", nouns), "['muscle', 'chain', 'paper']");
        let xy = Arg::Strs(["x", "y"].map(String::from).to_vec());
        assert_eq!(listed("sentences", vec![Arg::Int(1), xy]), "['Y x x y x y.']");
        assert_eq!(
            listed("texts", vec![Arg::Int(2), Arg::Int(30)]),
            "['Sense peace economy travel.', 'Rest human station property.']"
        );
    }

    #[test]
    fn impossible_texts_are_refused() {
        let check = |max: i64, words: &[&str]| {
            let words = words.iter().map(ToString::to_string).collect();
            text_fits(&Args::new(vec![Arg::Int(max), Arg::Strs(words)]), 1)
        };
        assert!(check(5, &["four"]).is_ok());
        assert!(check(5, &["fiver"]).is_err());
        assert!(check(100, &[""]).is_err());
        assert!(check(100, &[]).is_err());
        assert!(check(4, &["a"]).is_err());
        assert!(check(26, &["eight888"]).is_ok());
        assert!(check(25, &["eight888"]).is_err());
        // Words that are too long in all likelihood end in an error, not in a loop.
        let pack = Pack::<Mersenne>::of(Locale::find("en_US").unwrap());
        let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(0)), pack, Clock::default());
        cx.class = pack.check("text").unwrap().class;
        let long = vec!["x".repeat(40)];
        let lorem = Lorem::of(&cx, "", Some(&long)).unwrap();
        assert!(lorem.text(&mut cx.draw, 30, &mut Vec::new()).is_err());
    }
}
