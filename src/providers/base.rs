//! What every provider of Faker inherits: numbers, letters, patterns, picks from the user's own values.

use super::python::big::Big;
use super::{param, Arg, Args, Default, Field, Kind, Param, Rule, Source, Type::*, Value};
use crate::error::{Error, Result};
use crate::grammar::{self, Cx, Domain, Fill};
use crate::locale::attr;
use crate::rng::{Draw, Weights};

const LETTERS: Param = param("letters", Kind::Str, Default::Str(grammar::LETTERS), "The letters to choose from.");
const ABC: &[&str] = &["a", "b", "c"];
const ELEMENTS: Param = param("elements", Kind::Elements, Default::Strs(ABC), "The values to choose from.");
const LENGTH: Param = param(
    "length",
    Kind::Within(0, 10_000_000),
    Default::None,
    "How many values to draw; any number up to that of `elements` if not given.",
);

/// What the catalogue says. Faker's `random_letters` and `random_elements`, which return lists, have rules but no
/// field: their names are those of the batch methods.
pub const FIELDS: &[Field] = &[
    Field::new("random_int", "random_ints", Int, "An integer from `min` to `max`, both included.")
        .params(&[
            param("min", Kind::Int, Default::Int(0), "The lowest value."),
            param("max", Kind::Int, Default::Int(9999), "The highest value."),
            param("step", Kind::Int, Default::Int(1), "The distance between possible values, at least 1."),
        ])
        .check(int_range)
        .domain(|args| integers(args.int(0), args.int(1), args.int(2))),
    Field::new("random_digit", "random_digits", Int, "A digit from 0 to 9.").domain(|_| integers(0, 9, 1)),
    Field::new("random_digit_not_null", "random_digits_not_null", Int, "A digit from 1 to 9.")
        .domain(|_| integers(1, 9, 1)),
    Field::new("random_digit_above_two", "random_digits_above_two", Int, "A digit from 2 to 9.")
        .domain(|_| integers(2, 9, 1)),
    Field::new(
        "random_digit_or_empty",
        "random_digits_or_empty",
        Any,
        "A digit from 0 to 9 or, half of the time, an empty text.",
    ),
    Field::new(
        "random_digit_not_null_or_empty",
        "random_digits_not_null_or_empty",
        Any,
        "A digit from 1 to 9 or, half of the time, an empty text.",
    ),
    Field::new("random_number", "random_numbers", Int, "A natural number of at most, or exactly, so many digits.")
        .params(&[
            param("digits", Kind::Int, Default::None, "How many digits, 0 to 18; 1 to 9 of them if not given."),
            param("fix_len", Kind::Bool, Default::Bool(false), "Whether the number has exactly so many digits."),
        ])
        .check(number_of_digits)
        .domain(|args| {
            let digits = u32::try_from(args.opt_int(0).unwrap_or(9)).ok()?;
            let bound = 10i64.checked_pow(digits)?;
            let least = if args.is_none(0) { 1 } else { bound / 10 };
            integers(if args.bool(1) { least } else { 0 }, bound - 1, 1)
        }),
    Field::new("random_letter", "random_letters", Str, "An ASCII letter."),
    Field::new("random_lowercase_letter", "random_lowercase_letters", Str, "An ASCII letter in lower case."),
    Field::new("random_uppercase_letter", "random_uppercase_letters", Str, "An ASCII letter in upper case."),
    Field::new("random_element", "random_elements", Any, "One of your own values.")
        .params(&[ELEMENTS])
        .check(|args| picks(args, Some(1), false))
        .domain(|args| args.elements(0).map(|own| Domain::elements(own.len(), own.given_weights()))),
    Field::new("random_choices", "random_choices_lists", Any, "A list of some of your own values, which may repeat.")
        .params(&[ELEMENTS, LENGTH])
        .check(|args| picks(args, args.opt_int(1), false)),
    Field::new("random_sample", "random_samples", Any, "A list of some of your own values, each at most once.")
        .params(&[ELEMENTS, LENGTH])
        .check(|args| picks(args, args.opt_int(1), true)),
    Field::new(
        "randomize_nb_elements",
        "randomized_nb_elements",
        Int,
        "An integer near another: from 60 % to 140 % of it, rounded towards zero.",
    )
    .params(&[
        param("number", Kind::Int, Default::Int(10), "The number to be near to."),
        param("le", Kind::Bool, Default::Bool(false), "Whether values may not be above `number`."),
        param("ge", Kind::Bool, Default::Bool(false), "Whether values may not be below `number`."),
        param("min", Kind::Int, Default::None, "What lower values are raised to."),
        param("max", Kind::Int, Default::None, "What higher values are cut to."),
    ])
    .check(|args| match (args.opt_int(3), args.opt_int(4)) {
        (Some(min), Some(max)) if min > max => {
            Err(Error::Value(format!("min ({min}) must not be greater than max ({max})")))
        }
        _ => Ok(()),
    }),
    Field::new("numerify", "numerifies", Str, "A pattern with its placeholders for digits replaced.")
        .params(&[param(
            "text",
            Kind::Str,
            Default::Str("###"),
            "The pattern: `#` is a digit, `%` one from 1, `$` one from 2, `!` a digit or nothing, `@` one from 1 or \
             nothing.",
        )])
        .domain(|args| Some(Domain::pattern(args.str(0), &Fill::default().digits()))),
    Field::new("lexify", "lexifies", Str, "A pattern with each `?` replaced by a letter.")
        .params(&[param("text", Kind::Str, Default::Str("????"), "The pattern."), LETTERS])
        .check(some_letters)
        .domain(|args| Some(Domain::pattern(args.str(0), &Fill::default().letters(args.str(1))))),
    Field::new("bothify", "bothifies", Str, "A pattern with its placeholders for digits and letters replaced.")
        .params(&[param("text", Kind::Str, Default::Str("## ??"), "The pattern, of `numerify` and `lexify`."), LETTERS])
        .check(some_letters)
        .domain(|args| Some(Domain::pattern(args.str(0), &Fill::default().digits().letters(args.str(1))))),
    Field::new("hexify", "hexifies", Str, "A pattern with each `^` replaced by a hexadecimal digit.")
        .params(&[
            param("text", Kind::Str, Default::Str("^^^^"), "The pattern."),
            param("upper", Kind::Bool, Default::Bool(false), "Whether the digits are in upper case."),
        ])
        .domain(|args| Some(Domain::pattern(args.str(0), &Fill::default().hex(args.bool(1))))),
    Field::new("locale", "locale_names", Str, "The name of a locale, such as `en_US`."),
    Field::new("language_code", "language_codes", Str, "An ISO 639 language code."),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "random_int" => Rule::Int(random_int),
        "random_digit" => Rule::Int(|cx, _| Ok(cx.draw.between(0, 9))),
        "random_digit_not_null" => Rule::Int(|cx, _| Ok(cx.draw.between(1, 9))),
        "random_digit_above_two" => Rule::Int(|cx, _| Ok(cx.draw.between(2, 9))),
        "random_digit_or_empty" => Rule::Value(|cx, _| Ok(digit_or_empty(cx, 0))),
        "random_digit_not_null_or_empty" => Rule::Value(|cx, _| Ok(digit_or_empty(cx, 1))),
        "random_number" => Rule::Int(random_number),
        "random_int.wide" => Rule::Value(wide_int),
        "random_number.wide" => Rule::Value(wide_number),
        "random_letters" => Rule::Value(random_letters),
        "random_element" => Rule::Value(random_element),
        "random_elements" => {
            Rule::Value(|cx, args| elements(cx, args, args.opt_int(1), args.bool(2), args.opt_bool(3)))
        }
        "random_choices" => Rule::Value(|cx, args| elements(cx, args, args.opt_int(1), false, None)),
        "random_sample" => Rule::Value(|cx, args| elements(cx, args, args.opt_int(1), true, None)),
        "randomize_nb_elements" => Rule::Int(randomize_nb_elements),
        "numerify" => {
            Rule::Str(|cx, args, out| patterned(args, out, |out, at| grammar::numerify(&mut cx.draw, out, at)))
        }
        "lexify" => Rule::Str(|cx, args, out| {
            lettered(args)?;
            patterned(args, out, |out, at| grammar::lexify(&mut cx.draw, out, at, args.str(1)))
        }),
        "bothify" => Rule::Str(|cx, args, out| {
            lettered(args)?;
            patterned(args, out, |out, at| grammar::bothify(&mut cx.draw, out, at, args.str(1)))
        }),
        "hexify" => Rule::Str(|cx, args, out| {
            patterned(args, out, |out, at| grammar::hexify(&mut cx.draw, out, at, args.bool(1)))
        }),
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

fn number_of_digits(args: &Args) -> Result<()> {
    let least = i64::from(args.bool(1));
    match args.opt_int(0) {
        Some(digits) if !(least..=18).contains(&digits) => {
            Err(Error::Value(format!("digits must be from {least} to 18, not {digits}")))
        }
        _ => Ok(()),
    }
}

fn some_letters(args: &Args) -> Result<()> {
    if args.str(1).is_empty() {
        return Err(Error::value("letters must have at least one letter"));
    }
    Ok(())
}

/// Whether there are letters for a pattern that asks for some.
fn lettered(args: &Args) -> Result<()> {
    if args.str(0).contains('?') { some_letters(args) } else { Ok(()) }
}

/// Whether `length` values can be picked from argument 0.
fn picks(args: &Args, length: Option<i64>, unique: bool) -> Result<()> {
    let (len, _) = population(args);
    match length {
        _ if len == 0 => Err(Error::value("elements must have at least one value")),
        Some(length) if length < 0 => Err(Error::Value(format!("length must not be negative, but is {length}"))),
        Some(length) if unique && length as u64 > len as u64 => Err(Error::Value(format!(
            "length must be at most the number of elements ({len}), not {length}, because none may repeat"
        ))),
        _ => Ok(()),
    }
}

fn random_int<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i64> {
    ranged(&mut cx.draw, args.int(0), args.int(1), args.int(2))
}

/// `randrange(min, max + 1, step)`.
#[inline]
pub(super) fn ranged<D: Draw>(draw: &mut D, min: i64, max: i64, step: i64) -> Result<i64> {
    if step == 1 && min <= max {
        return Ok(draw.between(min, max));
    }
    let count = in_range(min, max, step)
        .ok_or_else(|| Error::Value(format!("there is no integer from {min} to {max} in steps of {step}")))?;
    Ok(min.wrapping_add((draw.below128(count) as i64).wrapping_mul(step)))
}

/// How many integers `range(min, max + 1, step)` has, if any.
fn in_range(min: i64, max: i64, step: i64) -> Option<u128> {
    let (width, step) = (i128::from(max) + 1 - i128::from(min), i128::from(step));
    let (width, step) = if step < 0 { (-width, -step) } else { (width, step) };
    (width > 0 && step > 0).then(|| ((width + step - 1) / step).unsigned_abs())
}

/// All integers of a range.
pub(super) fn integers(min: i64, max: i64, step: i64) -> Option<Domain> {
    Some(Domain::integers(min, step, in_range(min, max, step)?))
}

fn digit_or_empty<D: Source>(cx: &mut Cx<D>, lowest: i64) -> Value {
    match cx.draw.below(2) {
        0 => Value::text(""),
        _ => Value::Int(cx.draw.between(lowest, 9)),
    }
}

fn random_number<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i64> {
    let digits = args.opt_int(0).unwrap_or_else(|| cx.draw.between(1, 9));
    let fixed = args.bool(1);
    if fixed && digits == 0 {
        return Err(Error::value("A number of fixed length cannot have less than 1 digit in it."));
    }
    if digits < 0 {
        return Err(Error::value("The digit parameter must be greater than or equal to 0."));
    }
    let Some(bound) = u32::try_from(digits).ok().and_then(|digits| 10i64.checked_pow(digits)) else {
        return Err(Error::Value(format!("digits must be at most 18, not {digits}")));
    };
    Ok(cx.draw.between(if fixed { bound / 10 } else { 0 }, bound - 1))
}

/// `random_int` of bounds beyond 64 bits, which are no field's: for the drop-in. The step must be 1.
fn wide_int<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let bound = |i: usize, default: i64| match args.get(i) {
        Arg::Big(text) => Big::of_digits(text.starts_with('-'), text.trim_start_matches(['-', '+'])),
        _ => Big::from(args.opt_int(i).unwrap_or(default)),
    };
    let (min, max) = (bound(0, 0), bound(1, 9999));
    if args.opt_int(2).unwrap_or(1) != 1 {
        return Err(Error::value("step must be 1 with bounds beyond 64 bits"));
    }
    if max < min {
        return Err(Error::Value(format!("there is no integer from {min} to {max}")));
    }
    Ok(Big::between(&mut cx.draw, &min, &max).into())
}

/// `random_number` of more than 18 digits: for the drop-in.
fn wide_number<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    const LARGEST: i64 = 10_000;
    let Some(digits) = args.opt_int(0).filter(|digits| (1..=LARGEST).contains(digits)) else {
        return Err(Error::Value(format!("digits must be from 1 to {LARGEST}")));
    };
    let low = if args.bool(1) { Big::power_of_ten(digits as u32 - 1) } else { Big::from(0) };
    let high = Big::power_of_ten(digits as u32).plus(&Big::from(-1));
    Ok(Big::between(&mut cx.draw, &low, &high).into())
}

fn random_letters<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let mut out = Vec::new();
    letters(&mut cx.draw, args.opt_int(0).unwrap_or(16), &mut out);
    Ok(Value::List(out.iter().map(|letter| Value::text([*letter])).collect()))
}

/// Appends so many ASCII letters, drawn as `random_letters` draws them.
pub(super) fn letters<D: Draw>(draw: &mut D, length: i64, out: &mut Vec<u8>) {
    let letters = grammar::LETTERS.as_bytes();
    let start = out.len();
    out.resize(start + usize::try_from(length).unwrap_or_default(), 0);
    match &mut out[start..] {
        one @ [_] => draw.letters(letters, one),
        many => draw.choices_letters(letters, many),
    }
}

/// How many values argument 0 has, and their weights.
fn population(args: &Args) -> (usize, Option<Weights<'_>>) {
    match args.get(0) {
        Arg::Elements(elements) => (elements.len(), elements.weights()),
        Arg::Strs(values) => (values.len(), None),
        _ => (ABC.len(), None),
    }
}

fn element(args: &Args, i: usize) -> Value {
    match args.get(0) {
        Arg::Elements(_) => Value::Element(i),
        Arg::Strs(values) => values.get(i).map_or(Value::None, |value| Value::Str(value.clone())),
        _ => Value::text(ABC[i]),
    }
}

fn random_element<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let (len, weights) = population(args);
    picks(args, Some(1), false)?;
    let i = match weights {
        Some(weights) => cx.draw.weighted(weights),
        None => cx.draw.below(len as u64) as usize,
    };
    Ok(element(args, i))
}

fn elements<D: Source>(
    cx: &mut Cx<D>,
    args: &Args,
    length: Option<i64>,
    unique: bool,
    use_weighting: Option<bool>,
) -> Result<Value> {
    let (len, weights) = population(args);
    picks(args, length.map(|length| length.max(0)), unique)?;
    let length = length.unwrap_or_else(|| cx.draw.between(1, len as i64)).max(0) as usize;
    let mut picked = Vec::new();
    match weights.filter(|_| use_weighting != Some(false)) {
        Some(weights) if !unique => picked.extend((0..length).map(|_| cx.draw.weighted(weights))),
        Some(_) => sample_by_weight(cx, args, length, &mut picked),
        None if unique && weights.is_some() => {
            return Err(Error::value("values with weights cannot be sampled without them"));
        }
        None if unique => cx.draw.sample(len, length, &mut picked),
        None if length == 1 => picked.push(cx.draw.below(len as u64) as usize),
        None => picked.extend((0..length).map(|_| cx.draw.choices_index(len))),
    }
    Ok(Value::List(picked.into_iter().map(|i| element(args, i)).collect()))
}

/// Picks by weight, each value at most once: what is picked is taken out before the next pick.
fn sample_by_weight<D: Source>(cx: &mut Cx<D>, args: &Args, length: usize, picked: &mut Vec<usize>) {
    let weights = args.elements(0).map_or(&[][..], |elements| elements.given_weights());
    let mut left: Vec<(usize, f64)> = weights.iter().copied().enumerate().collect();
    for _ in 0..length.min(left.len()) {
        let total: f64 = left.iter().map(|(_, weight)| weight).sum();
        let x = cx.draw.uniform(0.0, 1.0);
        let mut sum = 0.0;
        let at = left.iter().position(|(_, weight)| {
            sum += weight;
            x < sum / total
        });
        picked.push(left.remove(at.unwrap_or(left.len() - 1)).0);
    }
}

fn randomize_nb_elements<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i64> {
    let (number, le, ge) = (args.int(0), args.bool(1), args.bool(2));
    if le && ge {
        return Ok(number);
    }
    let near = randomized(&mut cx.draw, number, if ge { 100 } else { 60 }, if le { 100 } else { 140 });
    let near = args.opt_int(3).map_or(near, |min| near.max(min));
    Ok(args.opt_int(4).map_or(near, |max| near.min(max)))
}

/// From `low` to `high` percent of a number, towards zero.
#[inline]
pub(super) fn randomized<D: Draw>(draw: &mut D, number: i64, low: i64, high: i64) -> i64 {
    let percent = draw.between(low, high);
    match number.checked_mul(percent) {
        Some(product) => product / 100,
        None => (number as f64 * percent as f64 / 100.0) as i64,
    }
}

fn patterned(args: &Args, out: &mut Vec<u8>, replace: impl FnOnce(&mut Vec<u8>, usize)) -> Result<()> {
    let start = out.len();
    out.extend_from_slice(args.str(0).as_bytes());
    replace(out, start);
    Ok(())
}

/// Appends a language code; gives its place in the table of languages.
fn language<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<usize> {
    let languages = cx.table(attr!("language_locale_codes")).map(crate::locale::Table::root);
    let languages = languages.ok_or_else(|| Error::value("the table of languages is missing"))?;
    let at = cx.draw.below(languages.len() as u64) as usize;
    out.extend_from_slice(languages.key(at).text());
    Ok(at)
}

fn locale<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let at = language(cx, args, out)?;
    if let Some(table) = cx.table(attr!("language_locale_codes")) {
        let countries = table.root().item(at);
        let country = countries.item(cx.draw.below(countries.len() as u64) as usize);
        out.push(b'_');
        out.extend_from_slice(country.text());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::locale::Locale;
    use crate::providers::testing::{fakers, Case};
    use crate::providers::{Elements, Pack};
    use crate::rng::{Mersenne, PySeed};

    fn xyz() -> Arg {
        Arg::Strs(["x", "y", "z"].map(String::from).to_vec())
    }

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "random_int", 0, "6311"),
            Case::new("en_US", "random_int", 1, "-1").with(&[
                ("min", Arg::Int(-5)),
                ("max", Arg::Int(17)),
                ("step", Arg::Int(4)),
            ]),
            Case::new("en_US", "random_digit", 0, "6"),
            Case::new("en_US", "random_digit_not_null", 0, "7"),
            Case::new("en_US", "random_digit_above_two", 0, "8"),
            Case::new("en_US", "random_digit_or_empty", 0, "6"),
            Case::new("en_US", "random_digit_or_empty", 2, ""),
            Case::new("en_US", "random_digit_not_null_or_empty", 4, ""),
            Case::new("en_US", "random_number", 0, "7056020"),
            Case::new("en_US", "random_number", 1, "137").with(&[("digits", Arg::Int(3))]),
            Case::new("en_US", "random_number", 2, "205590074702964383")
                .with(&[("digits", Arg::Int(18)), ("fix_len", Arg::Bool(true))]),
            Case::new("en_US", "random_letter", 0, "y"),
            Case::new("en_US", "random_lowercase_letter", 0, "m"),
            Case::new("en_US", "random_uppercase_letter", 0, "M"),
            Case::new("en_US", "random_element", 0, "b"),
            Case::new("en_US", "random_choices", 0, "['c', 'b']"),
            Case::new("en_US", "random_choices", 1, "['x']").with(&[("elements", xyz()), ("length", Arg::Int(1))]),
            Case::new("en_US", "random_choices", 1, "['x', 'z', 'z', 'x']")
                .with(&[("elements", xyz()), ("length", Arg::Int(4))]),
            Case::new("en_US", "random_sample", 0, "['b', 'a']"),
            Case::new("en_US", "random_sample", 1, "['x', 'z', 'y']")
                .with(&[("elements", xyz()), ("length", Arg::Int(3))]),
            Case::new("en_US", "randomize_nb_elements", 0, "10"),
            Case::new("en_US", "randomize_nb_elements", 1, "1080").with(&[
                ("number", Arg::Int(1000)),
                ("ge", Arg::Bool(true)),
                ("max", Arg::Int(1100)),
            ]),
            Case::new("en_US", "randomize_nb_elements", 2, "-48")
                .with(&[("number", Arg::Int(-77)), ("le", Arg::Bool(true))]),
            Case::new("en_US", "randomize_nb_elements", 3, "5").with(&[
                ("number", Arg::Int(5)),
                ("le", Arg::Bool(true)),
                ("ge", Arg::Bool(true)),
                ("min", Arg::Int(9)),
            ]),
            Case::new("en_US", "numerify", 0, "66-15-98-79-3").with(&[("text", Arg::Str("##-%%-$$-!!!-@@@".into()))]),
            Case::new("en_US", "lexify", 1, "äü/ää")
                .with(&[("text", Arg::Str("??/ä?".into())), ("letters", Arg::Str("äöü".into()))]),
            Case::new("en_US", "bothify", 2, "01 fx"),
            Case::new("en_US", "hexify", 3, "74BF").with(&[("upper", Arg::Bool(true))]),
            Case::new("en_US", "locale", 0, "mg_MG"),
            Case::new("en_US", "language_code", 0, "mg"),
        ]);
    }

    /// Picks from `OrderedDict(a=1.0, b=2.5, c=0.25)`: the places of what Faker picks.
    #[test]
    fn weights_are_fakers() {
        let weighted = Arg::Elements(Elements::weighted(&[1.0, 2.5, 0.25]));
        let picked = |name: &str, seed: i64, rest: &[Arg]| {
            let pack = Pack::<Mersenne>::of(Locale::find("en_US").unwrap());
            let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(seed)), pack, Clock::default());
            let args = Args::new([std::slice::from_ref(&weighted), rest].concat());
            let mut out = Vec::new();
            pack.check(name).unwrap().rule.append(&mut cx, &args, &mut out).map(|()| String::from_utf8(out).unwrap())
        };
        assert_eq!(picked("random_element", 0, &[]).unwrap(), "1");
        assert_eq!(picked("random_elements", 0, &[Arg::Int(5)]).unwrap(), "[1, 1, 1, 0, 1]");
        assert_eq!(picked("random_elements", 0, &[Arg::Int(3), Arg::Bool(true)]).unwrap(), "[1, 0, 2]");
        assert_eq!(picked("random_elements", 9, &[Arg::Int(2), Arg::Bool(true)]).unwrap(), "[1, 0]");
        let unweighted = [Arg::Int(4), Arg::Bool(false), Arg::Bool(false)];
        assert_eq!(picked("random_elements", 0, &unweighted).unwrap(), "[2, 2, 1, 0]");
        assert!(picked("random_elements", 0, &[Arg::Int(4), Arg::Bool(true)]).is_err());
    }

    /// `random_int(-5, 10**30)` and `random_number(25, True)` after `seed_instance(0)`.
    #[test]
    fn wide_numbers_are_fakers() {
        let drawn = |name: &str, args: Vec<Arg>| {
            let pack = Pack::<Mersenne>::of(Locale::find("en_US").unwrap());
            let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(0)), pack, Clock::default());
            pack.native(name).unwrap().value(&mut cx, &Args::new(args)).unwrap()
        };
        let bounds = vec![Arg::Int(-5), Arg::Big(format!("1{}", "0".repeat(30)))];
        assert_eq!(drawn("random_int.wide", bounds), Value::Big(RANDOM_INT.into()));
        let digits = vec![Arg::Int(25), Arg::Bool(true)];
        assert_eq!(drawn("random_number.wide", digits), Value::Big(RANDOM_NUMBER.into()));
        assert_eq!(drawn("random_int.wide", vec![]), Value::Int(6311));
    }

    const RANDOM_INT: &str = "198441737587687207744109680142";
    const RANDOM_NUMBER: &str = "8330484946996746353641421";

    #[test]
    fn ranges_of_any_size() {
        let mut draw = Mersenne::from_seed(&PySeed::from(0));
        assert!((0..100).all(|_| ranged(&mut draw, i64::MIN, i64::MAX, 3).is_ok()));
        assert!(ranged(&mut draw, i64::MIN, i64::MAX, 1).is_ok());
        assert_eq!(ranged(&mut draw, 5, 4, -1).ok(), None);
        assert!((6..=9).contains(&ranged(&mut draw, 9, 4, -1).unwrap()));
        assert!(ranged(&mut draw, 0, 9, 0).is_err());
        assert!(ranged(&mut draw, 1, 0, 1).is_err());
    }
}
