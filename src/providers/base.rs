//! What every provider of Faker inherits: numbers, letters, patterns, picks from the user's own values.

use super::{param, Args, Default, Field, Kind, Rule, Source, Type::*};
use crate::error::{Error, Result};
use crate::grammar::{self, Cx};
use crate::locale::attr;

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("random_int", "random_ints", Int, "An integer from `min` to `max`, both included.")
        .params(&[
            param("min", Kind::Int, Default::Int(0), "The lowest value."),
            param("max", Kind::Int, Default::Int(9999), "The highest value."),
            param("step", Kind::Int, Default::Int(1), "The distance between possible values, at least 1."),
        ])
        .check(int_range),
    Field::new("random_digit", "random_digits", Int, "A digit from 0 to 9."),
    Field::new("random_digit_not_null", "random_digits_not_null", Int, "A digit from 1 to 9."),
    Field::new("random_digit_above_two", "random_digits_above_two", Int, "A digit from 2 to 9."),
    Field::new("numerify", "numerifies", Str, "A pattern with its placeholders for digits replaced.")
        .params(&[param("text", Kind::Str, Default::Str("###"), "The pattern: `#`, `%`, `$`, `!` and `@` are digits.")]),
    Field::new("lexify", "lexifies", Str, "A pattern with each `?` replaced by a letter.").params(&[
        param("text", Kind::Str, Default::Str("????"), "The pattern."),
        param("letters", Kind::Str, Default::Str(grammar::LETTERS), "The letters to choose from."),
    ]),
    Field::new("bothify", "bothifies", Str, "A pattern with its placeholders for digits and letters replaced.").params(&[
        param("text", Kind::Str, Default::Str("## ??"), "The pattern."),
        param("letters", Kind::Str, Default::Str(grammar::LETTERS), "The letters to choose from."),
    ]),
    Field::new("hexify", "hexifies", Str, "A pattern with each `^` replaced by a hexadecimal digit.").params(&[
        param("text", Kind::Str, Default::Str("^^^^"), "The pattern."),
        param("upper", Kind::Bool, Default::Bool(false), "Whether the digits are in upper case."),
    ]),
    Field::new("locale", "locales", Str, "The name of a locale, such as `en_US`."),
    Field::new("language_code", "language_codes", Str, "An ISO 639 language code."),
    Field::new("random_letter", "random_letter_batch", Str, "An ASCII letter."),
    Field::new("random_lowercase_letter", "random_lowercase_letters", Str, "An ASCII letter in lower case."),
    Field::new("random_uppercase_letter", "random_uppercase_letters", Str, "An ASCII letter in upper case."),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "random_int" => Rule::Int(random_int),
        "random_digit" => Rule::Int(|cx, _| Ok(cx.draw.between(0, 9))),
        "random_digit_not_null" => Rule::Int(|cx, _| Ok(cx.draw.between(1, 9))),
        "random_digit_above_two" => Rule::Int(|cx, _| Ok(cx.draw.between(2, 9))),
        "numerify" => Rule::Str(|cx, args, out| patterned(args, out, |out, at| grammar::numerify(&mut cx.draw, out, at))),
        "lexify" => {
            Rule::Str(|cx, args, out| patterned(args, out, |out, at| grammar::lexify(&mut cx.draw, out, at, args.str(1))))
        }
        "bothify" => {
            Rule::Str(|cx, args, out| patterned(args, out, |out, at| grammar::bothify(&mut cx.draw, out, at, args.str(1))))
        }
        "hexify" => {
            Rule::Str(|cx, args, out| patterned(args, out, |out, at| grammar::hexify(&mut cx.draw, out, at, args.bool(1))))
        }
        "locale" => Rule::Str(locale),
        "language_code" => Rule::Str(|cx, args, out| language(cx, args, out).map(drop)),
        _ => return None,
    })
}

fn int_range(args: &Args) -> Result<()> {
    if args.int(2) < 1 {
        return Err(Error::Value(format!("step must be at least 1, not {}", args.int(2))));
    }
    if args.int(0) > args.int(1) {
        return Err(Error::Value(format!("min ({}) must not be greater than max ({})", args.int(0), args.int(1))));
    }
    Ok(())
}

fn random_int<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i64> {
    let (min, max, step) = (args.int(0), args.int(1), args.int(2));
    if step == 1 {
        return Ok(cx.draw.between(min, max));
    }
    let steps = (max.wrapping_sub(min) as u64) / step as u64;
    Ok(min.wrapping_add((cx.draw.below(steps + 1) as i64).wrapping_mul(step)))
}

fn patterned(args: &Args, out: &mut Vec<u8>, replace: impl FnOnce(&mut Vec<u8>, usize)) -> Result<()> {
    let start = out.len();
    out.extend_from_slice(args.str(0).as_bytes());
    replace(out, start);
    Ok(())
}

/// Appends a language code; gives its place in the table of languages.
fn language<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<usize> {
    let languages = cx.table(attr("language_locale_codes")).map(crate::locale::Table::root);
    let languages = languages.ok_or_else(|| Error::value("the table of languages is missing"))?;
    let at = cx.draw.below(languages.len() as u64) as usize;
    out.extend_from_slice(languages.key(at).text());
    Ok(at)
}

fn locale<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let at = language(cx, args, out)?;
    if let Some(table) = cx.table(attr("language_locale_codes")) {
        let countries = table.root().item(at);
        let country = countries.item(cx.draw.below(countries.len() as u64) as usize);
        out.push(b'_');
        out.extend_from_slice(country.text());
    }
    Ok(())
}
