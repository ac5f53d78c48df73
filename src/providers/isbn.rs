//! International standard book numbers, parted where the registrant's range says.

use super::{param, Args, Default, Field, Kind, Param, Rule, Source, Type::Str};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, Table};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("isbn13", "isbn13s", Str, "An ISBN of 13 digits with a right check digit, from the ranges in use.")
        .params(SEPARATOR),
    Field::new("isbn10", "isbn10s", Str, "An ISBN of 10 digits with a right check digit, from the ranges in use.")
        .params(SEPARATOR),
];

/// What stands between the parts of a book's number.
pub(super) const SEPARATOR: &[Param] = &[param(
    "separator",
    Kind::Str,
    Default::Str("-"),
    "What stands between group, registrant, publication and check digit.",
)];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "isbn13" => Rule::Str(|cx, args, out| isbn(cx, args, out, true)),
        "isbn10" => Rule::Str(|cx, args, out| isbn(cx, args, out, false)),
        _ => return None,
    })
}

fn isbn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>, with_prefix: bool) -> Result<()> {
    let prefixes = cx.table(attr!("rules")).map(Table::root).filter(|prefixes| prefixes.len() > 0);
    let prefixes = prefixes.ok_or_else(|| Error::value("no ranges of ISBNs"))?;
    let prefix = cx.draw.below(prefixes.len() as u64) as usize;
    let groups = prefixes.item(prefix);
    let group = cx.draw.below(groups.len() as u64) as usize;
    let parts = [prefixes.key(prefix).text(), groups.key(group).text()];

    let mut digits = [0; 12];
    let known = digits.iter_mut().zip(parts.into_iter().flatten());
    let rest = known.map(|(to, from)| *to = *from).count();
    cx.draw.digits(&mut digits[rest..]);
    let ranges = groups.item(group).items().map(|r| (r.item(0).text(), r.item(1).text(), r.item(2).int()));
    let registrant = rest + registrant_len(&digits[rest..], ranges)?;

    let first = if with_prefix { 0 } else { parts[0].len() };
    let check = if with_prefix { ean_check(&digits) } else { mod11_check(&digits[first..]) };
    if with_prefix {
        out.extend_from_slice(parts[0]);
        out.extend_from_slice(args.str(0).as_bytes());
    }
    out.extend_from_slice(parts[1]);
    for part in [&digits[rest..registrant], &digits[registrant..], &[check]] {
        out.extend_from_slice(args.str(0).as_bytes());
        out.extend_from_slice(part);
    }
    Ok(())
}

/// How many of these digits are the registrant's: as many as the range says in which they lie, all but the last.
pub(super) fn registrant_len(
    digits: &[u8],
    mut ranges: impl Iterator<Item = (&'static [u8], &'static [u8], i64)>,
) -> Result<usize> {
    let key = &digits[..digits.len().saturating_sub(1)];
    match ranges.find(|(low, high, _)| *low <= key && key <= *high) {
        Some((_, _, len)) => Ok((len.max(0) as usize).min(digits.len())),
        None => Err(Error::Value(format!("no registrant has '{}'", String::from_utf8_lossy(digits)))),
    }
}

/// The check digit of an EAN: weights 1 and 3.
fn ean_check(digits: &[u8]) -> u8 {
    let sum: u32 = digits.iter().zip([1, 3].into_iter().cycle()).map(|(d, w)| u32::from(d - b'0') * w).sum();
    b'0' + ((10 - sum % 10) % 10) as u8
}

/// The check digit of an ISBN of ten: weights 1, 2, 3… modulo 11, where `X` is ten.
pub(super) fn mod11_check(digits: &[u8]) -> u8 {
    let sum: u32 = digits.iter().zip(1..).map(|(d, w)| u32::from(d - b'0') * w).sum();
    if sum % 11 == 10 {
        b'X'
    } else {
        b'0' + (sum % 11) as u8
    }
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{drawn, fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "isbn13", 0, "978-1-04-876475-8"),
            Case::new("en_US", "isbn10", 1, "0-417-77631-4"),
            Case::new("es_ES", "isbn13", 2, "978-84-15244-93-6"),
            Case::new("en_US", "isbn13", 0, "9781048764758").with(&[("separator", Arg::Str("".into()))]),
            Case::new("en_US", "isbn10", 3, "0–597–91907–0").with(&[("separator", Arg::Str("–".into()))]),
        ]);
    }

    #[test]
    fn check_digits_are_right() {
        for (locale, seed) in ["en_US", "es_ES"].iter().flat_map(|l| (0..200).map(move |s| (l, s))) {
            let plain = drawn(locale, "isbn13", seed, &[("separator", Arg::Str(String::new()))]);
            let sum: u32 = plain.bytes().enumerate().map(|(i, d)| u32::from(d - b'0') * [1, 3][i % 2]).sum();
            assert_eq!((plain.len(), sum % 10), (13, 0), "{plain}");
            let plain = drawn(locale, "isbn10", seed, &[("separator", Arg::Str(String::new()))]);
            let value = |d: u8| if d == b'X' { 10 } else { u32::from(d - b'0') };
            let sum: u32 = plain.bytes().zip((1..=10).rev()).map(|(d, w)| value(d) * w).sum();
            assert_eq!((plain.len(), sum % 11), (10, 0), "{plain}");
        }
    }
}
