//! Words, sentences, paragraphs, texts: from a language's word list, or from words that the user gives.
//!
//! | part | what it is about |
//! |---|---|
//! | `words` | the words, and how they are joined |
//! | `flat` | what batches run for the default arguments |

mod flat;
mod words;

pub(super) use flat::flat;

use super::{param, Args, Default, Field, Kind, Param, Rule, Source, Type::Str, Value};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::find_name;
use words::{Lorem, SENTENCE, SENTENCES_FROM};

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
