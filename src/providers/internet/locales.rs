//! What single locales do in another way.

use super::names::{check_levels, company_words, parsed, shorter_domain};
use crate::error::Result;
use crate::grammar::{bothify, slug, Cx, Slug, LETTERS};
use crate::locale::{attr, name_id, NameId};
use crate::providers::{Args, Source};

const DOMAIN_WORD: NameId = name_id!("domain_word");
const TLD: NameId = name_id!("tld");

pub(super) fn greek_user_name<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    parsed(cx, attr!("user_name_formats"), out)?;
    bothify(&mut cx.draw, out, start, LETTERS);
    latinize(out, start);
    slug(out, start, Slug::Dots);
    Ok(())
}

pub(super) fn greek_domain_word<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    company_words(cx, 1, out)?;
    latinize(out, start);
    slug(out, start, Slug::Dots);
    Ok(())
}

const ACCENTED: &str = "ΆΈΉΊΌΎΏάέήίόύώΪϊΐϋΰ";
const PLAIN: &str = "ΑΕΗΙΟΥΩαεηιουωΙιιυυ";
const DIGRAPHS: &[(&str, &str)] = &[
    ("ΟΥ", "OU"),
    ("ΑΥ", "AU"),
    ("ΕΥ", "EU"),
    ("Ου", "Ou"),
    ("Αυ", "Au"),
    ("Ευ", "Eu"),
    ("ου", "ou"),
    ("αυ", "au"),
    ("ευ", "eu"),
];
const DOUBLE: &[(char, &str)] = &[('Θ', "TH"), ('Χ', "CH"), ('Ψ', "PS"), ('θ', "th"), ('χ', "ch"), ('ψ', "ps")];
const GREEK: &str = "ΑΒΓΔΕΖΗΙΚΛΜΝΞΟΠΡΣΤΥΦΩαβγδεζηικλμνξοπρσςτυφω";
const LATIN: &str = "AVGDEZIIKLMNXOPRSTUFOavgdeziiklmnxoprsstyfo";

fn mapped(from: &str, to: &str, c: char) -> Option<char> {
    from.chars().zip(to.chars()).find(|(greek, _)| *greek == c).map(|(_, latin)| latin)
}

/// Spells Greek in Latin letters as Faker does, oddities included: of several accented letters in a row, or several
/// that have two Latin letters, none is replaced (of accented ones that stand in `ACCENTED` just so, the first).
fn latinize(out: &mut Vec<u8>, start: usize) {
    let text = String::from_utf8(out.split_off(start)).unwrap_or_default();
    let text = runs(
        &text,
        |c| ACCENTED.contains(c),
        |run, to| match run.chars().next() {
            Some(first) if ACCENTED.contains(run) => to.extend(mapped(ACCENTED, PLAIN, first)),
            _ => to.push_str(run),
        },
    );
    let text = runs(
        &text,
        |c| DOUBLE.iter().any(|(greek, _)| *greek == c),
        |run, to| {
            let mut chars = run.chars();
            let only = chars.next().filter(|_| chars.next().is_none());
            let latin = DOUBLE.iter().find(|(greek, _)| Some(*greek) == only);
            to.push_str(latin.map_or(run, |(_, latin)| latin));
        },
    );
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let digraph = DIGRAPHS.iter().find(|(greek, _)| rest.starts_with(greek));
        match digraph {
            Some((_, latin)) => out.extend_from_slice(latin.as_bytes()),
            None => {
                let latin = mapped(GREEK, LATIN, c).unwrap_or(c);
                out.extend_from_slice(latin.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        rest = &rest[digraph.map_or(c.len_utf8(), |(greek, _)| greek.len())..];
    }
}

/// The text with every longest run of some letters replaced.
fn runs(text: &str, member: impl Fn(char) -> bool, replace: impl Fn(&str, &mut String)) -> String {
    let mut to = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(from) = rest.find(&member) {
        to.push_str(&rest[..from]);
        let end = rest[from..].find(|c| !member(c)).map_or(rest.len(), |n| from + n);
        replace(&rest[from..end], &mut to);
        rest = &rest[end..];
    }
    to.push_str(rest);
    to
}

/// An acronym or a short name of a company of the Philippines.
pub(super) fn philippine_domain_word<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const ACRONYM: NameId = name_id!("random_company_acronym");
    const KIND: NameId = name_id!("company_type");
    let start = out.len();
    let check = cx.draw.between(0, 99);
    if check < 40 {
        cx.call(ACRONYM, out)?;
        if out[start..].len() == 2 {
            cx.call(KIND, out)?;
        }
    } else {
        let even = check % 2 == 0;
        cx.call(if even { name_id!("last_name") } else { name_id!("random_company_adjective") }, out)?;
        let nouns = out.len();
        cx.call(name_id!("random_company_noun_chain"), out)?;
        if out[nouns..].contains(&b' ') {
            let words = String::from_utf8(out.split_off(start)).unwrap_or_default();
            let (name, nouns) = words.split_at(nouns - start);
            let initials = [name].into_iter().chain(nouns.split(' ')).filter_map(|word| word.chars().next());
            out.extend_from_slice(initials.collect::<String>().as_bytes());
            cx.call(KIND, out)?;
        }
    }
    slug(out, start, Slug::Ascii);
    Ok(())
}

/// A domain of China: under a second level of `cn`, and never a second level itself.
pub(super) fn chinese_domain_name<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let levels = check_levels(args)?;
    let Some(second_levels) = cx.table(attr!("second_level_domains")) else { return Ok(()) };
    if levels == 1 {
        let start = out.len();
        loop {
            cx.call(DOMAIN_WORD, out)?;
            if !(0..second_levels.len()).any(|i| second_levels.get(i) == &out[start..]) {
                break;
            }
            out.truncate(start);
        }
        out.push(b'.');
        return cx.call(TLD, out);
    }
    for _ in 2..levels {
        cx.call(DOMAIN_WORD, out)?;
        out.push(b'.');
        if cx.is_hooked() {
            return shorter_domain(cx, levels - 1, out);
        }
    }
    let tld = cx.text(TLD)?;
    let mut second = Vec::new();
    match tld.as_slice() {
        b"cn" => second.extend_from_slice(cx.pick(second_levels)),
        _ => cx.call(DOMAIN_WORD, &mut second)?,
    }
    cx.call(DOMAIN_WORD, out)?;
    for part in [second, tld] {
        out.push(b'.');
        out.extend_from_slice(&part);
    }
    Ok(())
}
