//! Italy.

use super::parts::luhn;
use crate::error::Result;
use crate::grammar::{padded, upper, Cx};
use crate::locale::{attr, name_id, NameId, Table};
use crate::providers::{Args, Rule, Source};
use unicode_normalization::{char::canonical_combining_class, UnicodeNormalization};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "ssn" => Rule::Str(ssn),
        "vat_id" => Rule::Str(vat_id),
        "is_leap_year" => Rule::Bool(|_, args| Ok(is_leap_year(args.int(0)))),
        _ => return None,
    })
}

/// The fiscal code: letters of the surname and the name, date of birth, municipality, check letter.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const SURNAME: NameId = name_id!("last_name");
    const MALE: NameId = name_id!("first_name_male");
    const FEMALE: NameId = name_id!("first_name_female");
    let start = out.len();
    let sex = cx.draw.between(0, 1);
    three_letters(cx.text(SURNAME)?, Take::Surname, out);
    // Faker gives the women's day of birth to men.
    let name = if sex == 1 { MALE } else { FEMALE };
    three_letters(cx.text(name)?, Take::Name, out);
    let year = cx.draw.between(0, 99);
    padded(year, 2, out);
    let month = cx.pick_attr(attr!("module.MONTHS_LIST"));
    out.extend_from_slice(month);
    let days = match month {
        b"D" | b"H" | b"P" | b"S" => 30,
        b"B" if is_leap_year(year) => 29,
        b"B" => 28,
        _ => 31,
    };
    padded(cx.draw.between(1, days) + 40 * sex, 2, out);
    out.extend_from_slice(cx.pick_attr(attr!("module.MUNICIPALITIES_LIST")));
    let check = check_letter(cx, &out[start..]);
    out.push(check);
    Ok(())
}

fn is_leap_year(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

#[derive(PartialEq)]
enum Take {
    Surname,
    Name,
}

/// Appends three letters: consonants first (of a name with four or more the third is left out), then vowels; `X` fills
/// up a name of less than three letters.
fn three_letters(mut name: Vec<u8>, take: Take, out: &mut Vec<u8>) {
    upper(&mut name, 0);
    let name = String::from_utf8(name).unwrap_or_default();
    let plain: Vec<char> = name.nfkd().filter(|c| canonical_combining_class(*c) == 0).collect();
    let append = |letters: &mut dyn Iterator<Item = char>, out: &mut Vec<u8>| {
        letters.for_each(|c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
    };
    if plain.len() < 3 {
        return append(&mut plain.into_iter().chain(['X'; 3]).take(3), out);
    }
    let is_vowel = |c: &char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U');
    let consonants: Vec<char> = plain.iter().copied().filter(|c| c.is_ascii_uppercase() && !is_vowel(c)).collect();
    match consonants[..] {
        [first, second, _, fourth, ..] if take == Take::Name => append(&mut [first, second, fourth].into_iter(), out),
        _ => append(&mut consonants.into_iter().chain(plain.into_iter().filter(is_vowel)).take(3), out),
    }
}

/// The letter that checks the others, by a table for odd and one for even places.
fn check_letter<D: Source>(cx: &Cx<D>, code: &[u8]) -> u8 {
    let tables = cx.table(attr!("module.CHECKSUM_TABLE")).map(Table::root);
    let value = |(place, c): (usize, &u8)| {
        let index = match c {
            b'0'..=b'9' => c - b'0',
            b'A'..=b'Z' => c - b'A' + 10,
            _ => return 0,
        };
        tables.map_or(0, |tables| tables.item(place % 2).item(index.into()).int())
    };
    let sum: i64 = code.iter().enumerate().map(value).sum();
    b'A' + (sum % 26) as u8
}

/// The number of a business: seven digits, the office that gave it, Luhn's digit.
fn vat_id<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    out.extend_from_slice(b"IT");
    let start = out.len();
    out.extend_from_slice(b"0000000");
    cx.draw.digits(&mut out[start..]);
    let office = match cx.draw.between(1, 104) {
        101 => 120,
        102 => 121,
        103 => 888,
        104 => 999,
        province => province,
    };
    padded(office, 3, out);
    out.push(luhn(&out[start..]));
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("it_IT", "ssn", 0, "PGLNNL33P56E360E"),
            Case::new("it_IT", "ssn", 1, "BCCFRC15M25E852P"),
            Case::new("it_IT", "ssn", 2, "BSCRRA46C24I707R"),
            Case::new("it_IT", "cie", 0, "ZY60487TE"),
            Case::new("it_IT", "vat_id", 0, "IT66048761200"),
            Case::new("it_IT", "vat_id", 7, "IT52601810477"),
        ]);
    }
}
