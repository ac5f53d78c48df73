//! Sentences, paragraphs and texts as operations of flat programs, for their default arguments.

use super::words::{too_long, PARAGRAPHS_FROM, SENTENCE, TRIES};
use crate::error::Result;
use crate::grammar::flat::{List, Odds, Op, Sheet, Slot};
use crate::grammar::{title, Cx};
use crate::locale::{attr, Table};
use crate::providers::base::randomized;
use crate::providers::{Entry, Source};
use crate::rng::Draw;
use std::sync::Arc;

/// The operations of a sentence, a paragraph or a text with the default arguments.
pub(in crate::providers) fn flat<D: Source>(name: &str, entry: &'static Entry<D>) -> Option<Vec<Op<D>>> {
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

    /// Paragraphs on lines of their own as [`Lorem::units`](super::words::Lorem::units) puts them together.
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
