//! The United Kingdom, Ireland, France, Italy, Norway, Poland and Russia.

use super::{pick, table};
use crate::error::Result;
use crate::grammar::{numerify, padded, Cx};
use crate::locale::{attr, name_id, AttrId, NameId, Table};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of these locales.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "address.en_GB" => Rule::Str(|cx, _, out| {
            let pattern = cx.pick_attr(attr!("postcode_formats"));
            from_sets(cx, pattern, out)
        }),
        "address.en_IE" => Rule::Str(|cx, _, out| {
            let pattern = table(cx, attr!("postcode_pattern"))?.text();
            from_sets(cx, pattern, out)
        }),
        "address.fr_FR.postcode" => Rule::Str(french_postcode),
        "address.it_IT" => Rule::Str(postcode_city_province),
        "address.no_NO" => Rule::Str(norwegian_building_number),
        "address.pl_PL" => Rule::Str(|cx, _, out| shortened(cx, attr!("street_prefixes"), out)),
        "address.pl_PL.feminine" => Rule::Str(|cx, _, out| shortened(cx, attr!("street_prefixes_feminine"), out)),
        "address.pl_PL.masculine" => Rule::Str(|cx, _, out| shortened(cx, attr!("street_prefixes_masculine"), out)),
        "address.ru_RU.administrative_unit" => Rule::Str(russian_region),
        "address.ru_RU.street_name" => Rule::Str(russian_street),
        _ => return None,
    })
}

/// Replaces each character of a pattern by one of its set: a sequence of texts, or a text of characters.
fn from_sets<D: Source>(cx: &mut Cx<D>, pattern: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let sets = table(cx, attr!("_postcode_sets"))?.root();
    for placeholder in pattern {
        let Some(set) = sets.get(std::str::from_utf8(&[*placeholder]).unwrap_or_default()) else { continue };
        match set.text() {
            [] => out.extend_from_slice(pick(cx, set).text()),
            letters => out.push(cx.choice(letters)),
        }
    }
    Ok(())
}

/// The number of the department, then as many digits as five want; Corsica's departments share the number 20.
fn french_postcode<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const DEPARTMENT_NUMBER: NameId = name_id!("department_number");
    let start = out.len();
    cx.call(DEPARTMENT_NUMBER, out)?;
    if matches!(&out[start..], b"2A" | b"2B") {
        out.truncate(start);
        out.extend_from_slice(b"20");
    }
    let digits = 5_usize.saturating_sub(out.len() - start);
    let above = 10_i64.pow(digits as u32);
    padded(cx.draw.between(above / 10, above - 1), 0, out);
    Ok(())
}

/// The codes are the keys of the mapping of codes to pairs of city and province.
fn postcode_city_province<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let cities = table(cx, attr!("cap_city_province"))?.root();
    let code = cx.draw.below(cities.len() as u64) as usize;
    let city = pick(cx, cities.item(code));
    for part in [cities.key(code).text(), b", ", city.item(0).text(), b" (", city.item(1).text(), b")"] {
        out.extend_from_slice(part);
    }
    Ok(())
}

/// The letter is drawn first, for every pattern.
fn norwegian_building_number<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let letter = cx.pick_attr(attr!("building_number_suffixes"));
    let mut number = cx.pick_attr(attr!("building_number_formats")).to_vec();
    numerify(&mut cx.draw, &mut number, 0);
    for byte in number {
        out.extend_from_slice(if byte == b'?' { letter } else { std::slice::from_ref(&byte) });
    }
    Ok(())
}

/// Appends the first two letters of an entry, which are ASCII, with a full stop.
fn shortened<D: Source>(cx: &mut Cx<D>, words: AttrId, out: &mut Vec<u8>) -> Result<()> {
    let word = cx.pick_attr(words);
    out.extend_from_slice(word.get(..2).unwrap_or(word));
    out.push(b'.');
    Ok(())
}

/// A republic's kind stands before its name, every other's after.
fn russian_region<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let kind = cx.pick_attr(attr!("region_suffixes"));
    let republic = kind == "респ.".as_bytes();
    let names = match std::str::from_utf8(kind) {
        Ok("край") => attr!("region_krai"),
        Ok("обл.") => attr!("region_oblast"),
        Ok("АО") => attr!("region_ao"),
        _ => attr!("region_republics"),
    };
    let name = cx.pick_attr(names);
    let (first, second) = if republic { (kind, name) } else { (name, kind) };
    for part in [first, b" ", second] {
        out.extend_from_slice(part);
    }
    Ok(())
}

/// The titles are feminine adjectives, but for those without inflection; a word for a street of another gender wants
/// its own ending.
fn russian_street<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const STREET_SUFFIX: NameId = name_id!("street_suffix");
    const STREET_TITLE: NameId = name_id!("street_title");
    let start = out.len();
    cx.call(STREET_SUFFIX, out)?;
    let kind = out[start..].to_vec();
    out.push(b' ');
    let start = out.len();
    cx.call(STREET_TITLE, out)?;
    let title = String::from_utf8_lossy(&out[start..]).into_owned();
    let is = |table: AttrId, word: &[u8]| {
        cx.table(table).is_some_and(|table: Table| (0..table.len()).any(|i| table.get(i) == word))
    };
    if is(attr!("street_titles_noflex"), title.as_bytes()) || is(attr!("street_suffixes_fem"), &kind) {
        return Ok(());
    }
    let masculine = is(attr!("street_suffixes_masc"), &kind);
    if !masculine && !is(attr!("street_suffixes_neu"), &kind) {
        return Ok(());
    }
    let forms = if masculine { attr!("street_titles_irregular_masc") } else { attr!("street_titles_irregular_neu") };
    let irregular = cx.table(forms).and_then(|forms| forms.root().get(&title));
    let mut stem = title.as_str();
    for _ in 0..2 {
        stem = stem.strip_suffix(|_: char| true).unwrap_or_default();
    }
    out.truncate(start);
    match irregular {
        Some(form) => out.extend_from_slice(form.text()),
        None => {
            let ending = match masculine {
                true if stem.ends_with("ск") || stem.ends_with("цк") => "ий",
                true => "ый",
                false => "ое",
            };
            out.extend_from_slice(stem.as_bytes());
            out.extend_from_slice(ending.as_bytes());
        }
    }
    Ok(())
}
