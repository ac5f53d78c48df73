//! Values of Python's own types: numbers, strings, lists and dicts of random things.

pub(super) mod big;
mod decimal;
mod float;
mod limits;
mod number;
#[cfg(test)]
mod tests;

use super::base::{integers, letters, randomized, ranged};
use super::lorem::{distinct_words, number_of_words};
use super::{param, Args, Default, Field, Kind, Param, Rule, Source, Type::*, Value};
use crate::clock::Clock;
use crate::error::{nearest, Error, Result};
use crate::grammar::{self, Cx, Domain, Fill};
use crate::locale::{attr, find_name, name_id, NameId, NAMES};
use rustc_hash::FxHashMap;

const LEFT: Param = param(
    "left_digits",
    Kind::Int,
    Default::None,
    "How many digits stand before the point: at most so many between bounds, exactly so many otherwise.",
);
const RIGHT: Param = param("right_digits", Kind::Int, Default::None, "The most digits that are drawn after the point.");
const POSITIVE: Param = param(
    "positive",
    Kind::Bool,
    Default::None,
    "Whether the number is above zero (`True`) or not (`False`); either if not given.",
);
const MIN: Param = param("min_value", Kind::Number, Default::None, "The lowest value.");
const MAX: Param = param("max_value", Kind::Number, Default::None, "The highest value.");
const NB: Param = param("nb_elements", Kind::Within(0, 1_000_000), Default::Int(10), "How many elements.");
const VARIABLE: Param = param(
    "variable_nb_elements",
    Kind::Bool,
    Default::Bool(true),
    "Whether the number of elements varies by up to 40 % either way.",
);
const TYPES: Param = param(
    "value_types",
    Kind::Strs,
    Default::None,
    "The types to choose from for each element: `str`, `int`, `float`, `decimal`, `bool` or any field's name; \
     strings, numbers, times, URIs and e-mail addresses if not given.",
);
const ELEMENTS: &[Param] = &[NB, VARIABLE, TYPES];

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("pyobject", "pyobjects", Any, "A value of a type of your choice.").params(&[param(
        "object_type",
        Kind::OneOf(OBJECT_TYPES),
        Default::None,
        "The name of the type; the value is `None` if it is not given.",
    )]),
    Field::new("pybool", "pybools", Bool, "True or false.")
        .params(&[param(
            "truth_probability",
            Kind::Int,
            Default::Int(50),
            "How many of a hundred values are true, 0 to 100.",
        )])
        .check(probability)
        .domain(|args| {
            Some(Domain::booleans(match args.int(0) {
                ..=0 => &[false],
                100.. => &[true],
                _ => &[false, true],
            }))
        }),
    Field::new("pystr", "pystrs", Str, "ASCII letters in random order.")
        .params(&[
            param("min_chars", Kind::Int, Default::None, "The fewest letters; as many as `max_chars` if not given."),
            param("max_chars", Kind::Int, Default::Int(20), "The most letters."),
            param("prefix", Kind::Str, Default::Str(""), "What stands before the letters."),
            param("suffix", Kind::Str, Default::Str(""), "What stands after them."),
        ])
        .check(number_of_letters)
        .domain(|args| {
            // Of one length only, and of so few letters that they can be counted.
            let (length, prefix, suffix) = (args.int(1), args.str(2), args.str(3));
            let fits = args.opt_int(0).is_none_or(|min| min == length) && (0..=20).contains(&length);
            let fits = fits && !prefix.contains('?') && !suffix.contains('?');
            fits.then(|| {
                let pattern = format!("{prefix}{}{suffix}", "?".repeat(length as usize));
                Domain::pattern(&pattern, &Fill::default().letters(grammar::LETTERS))
            })
        }),
    Field::new("pystr_format", "pystr_formats", Str, "A pattern whose `{{fields}}` and placeholders are replaced.")
        .params(&[
            param(
                "string_format",
                Kind::Str,
                Default::Str("?#-###{{random_int}}{{random_letter}}"),
                "The pattern: names of fields in double braces, and the placeholders of `bothify`.",
            ),
            param("letters", Kind::Str, Default::Str(grammar::LETTERS), "The letters that may stand for `?`."),
        ])
        .check(|args| match args.str(1) {
            "" => Err(Error::value("letters must have at least one letter")),
            _ => Ok(()),
        }),
    Field::new("pyfloat", "pyfloats", Float, "A float of up to 15 digits.")
        .params(&[LEFT, RIGHT, POSITIVE, MIN, MAX])
        .check(float::check),
    Field::new("pyint", "pyints", Int, "An integer from `min_value` to `max_value`, both included.")
        .params(&[
            param("min_value", Kind::Int, Default::Int(0), "The lowest value."),
            param("max_value", Kind::Int, Default::Int(9999), "The highest value."),
            param("step", Kind::Int, Default::Int(1), "The distance between possible values, at least 1."),
        ])
        .check(int_range)
        .domain(|args| integers(args.int(0), args.int(1), args.int(2))),
    Field::new(
        "pydecimal",
        "pydecimals",
        Decimal,
        "A decimal number, of up to 100 digits on either side if not limited.",
    )
    .params(&[LEFT, RIGHT, POSITIVE, MIN, MAX])
    .check(decimal::check),
    Field::new("pytuple", "pytuples", Any, "A tuple of values of random types.")
        .params(ELEMENTS)
        .check(|args| elements(args, 0, 2)),
    Field::new("pyset", "pysets", Any, "A set of values of random types.")
        .params(ELEMENTS)
        .check(|args| elements(args, 0, 2)),
    Field::new("pylist", "pylists", Any, "A list of values of random types.")
        .params(ELEMENTS)
        .check(|args| elements(args, 0, 2)),
    Field::new("pyiterable", "pyiterables", Any, "A list, tuple or set of values of random types.")
        .params(ELEMENTS)
        .check(|args| elements(args, 0, 2)),
    Field::new("pydict", "pydicts", Any, "A dict of words and values of random types.")
        .params(ELEMENTS)
        .check(|args| elements(args, 0, 2)),
    Field::new(
        "pystruct",
        "pystructs",
        Any,
        "A list, a dict and a dict of nested dicts, in a tuple, all of values of random types.",
    )
    .params(&[param("count", Kind::Within(0, 1_000_000), Default::Int(10), "How many elements each has."), TYPES])
    .check(|args| elements(args, 0, 1)),
    Field::new("enum", "enums", Any, "A member of an `Enum` class of yours.").params(&[param(
        "enum_cls",
        Kind::Object,
        Default::Required,
        "The class.",
    )]),
];

const OBJECT_TYPES: &[&str] = &["bool", "str", "float", "int", "tuple", "set", "list", "iterable", "dict"];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "pyobject" => Rule::Value(pyobject),
        "pybool" => Rule::Bool(|cx, args| {
            probability(args)?;
            Ok(cx.draw.between(1, 100) <= args.int(0))
        }),
        "pystr" => Rule::Str(pystr),
        "pystr_format" => Rule::Str(pystr_format),
        "pyfloat" => Rule::Float(float::pyfloat),
        "pyint" => Rule::Int(|cx, args| ranged(&mut cx.draw, args.int(0), args.int(1), args.int(2))),
        "pydecimal" => Rule::Decimal(decimal::pydecimal),
        "pytuple" => Rule::Value(|cx, args| Ok(Value::Tuple(values(cx, args)?))),
        "pyset" => Rule::Value(|cx, args| Ok(Value::Set(values(cx, args)?))),
        "pylist" => Rule::Value(|cx, args| Ok(Value::List(values(cx, args)?))),
        "pyiterable" => Rule::Value(|cx, args| {
            let form = cx.choice(&[Value::List, Value::Tuple, Value::Set]);
            Ok(form(values(cx, args)?))
        }),
        "pydict" => Rule::Value(pydict),
        "pystruct" => Rule::Value(pystruct),
        "enum" => Rule::Host,
        _ => return None,
    })
}

/// The most letters or elements that one value may have.
const LARGEST: i64 = 10_000_000;

fn probability(args: &Args) -> Result<()> {
    let percent = args.int(0);
    if !(0..=100).contains(&percent) {
        return Err(Error::Value(format!(
            "Invalid `truth_probability` value: must be between `0` and `100` inclusive, not {percent}"
        )));
    }
    Ok(())
}

fn number_of_letters(args: &Args) -> Result<()> {
    let (min, max) = (args.opt_int(0), args.int(1));
    if !(0..=LARGEST).contains(&max) {
        return Err(Error::Value(format!("max_chars must be from 0 to {LARGEST}, not {max}")));
    }
    match min {
        Some(min) if !(0..=max).contains(&min) => {
            Err(Error::Value(format!("min_chars must be from 0 to max_chars ({max}), not {min}")))
        }
        _ => Ok(()),
    }
}

fn int_range(args: &Args) -> Result<()> {
    if args.int(2) < 1 {
        return Err(Error::Value(format!("step must be at least 1, not {}", args.int(2))));
    }
    if args.int(0) > args.int(1) {
        let (min, max) = (args.int(0), args.int(1));
        return Err(Error::Value(format!("min_value ({min}) must not be greater than max_value ({max})")));
    }
    Ok(())
}

fn elements(args: &Args, count: usize, types: usize) -> Result<()> {
    let nb = args.int(count);
    if !(0..=LARGEST).contains(&nb) {
        return Err(Error::Value(format!("the number of elements must be from 0 to {LARGEST}, not {nb}")));
    }
    named(args.strs(types).unwrap_or_default(), &[]).map(drop)
}

fn pyobject<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let Some(wanted) = args.opt_str(0) else { return Ok(Value::None) };
    match OBJECT_TYPES.contains(&wanted).then(|| python_type(wanted)).flatten() {
        Some(name) => cx.value(name),
        None => Err(Error::Value(format!(
            "Object type `{wanted}` is not supported by `pyobject` function; give one of {}",
            OBJECT_TYPES.join(", ")
        ))),
    }
}

fn pystr<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let max = args.int(1);
    out.extend_from_slice(args.str(2).as_bytes());
    let length = match args.opt_int(0) {
        None => max,
        Some(min) if min > max => {
            return Err(Error::value("Maximum length must be greater than or equal to minimum length"));
        }
        Some(min) => cx.draw.between(min, max),
    };
    letters(&mut cx.draw, length, out);
    out.extend_from_slice(args.str(3).as_bytes());
    Ok(())
}

fn pystr_format<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    cx.template(args.str(0).as_bytes(), out)?;
    if args.str(1).is_empty() && out[start..].contains(&b'?') {
        return Err(Error::value("letters must have at least one letter"));
    }
    grammar::bothify(&mut cx.draw, out, start, args.str(1));
    Ok(())
}

/// The method of a type's name: `pyint` of `int`.
fn python_type(name: &str) -> Option<NameId> {
    let method = format!("py{name}");
    FIELDS.iter().any(|field| field.name == method).then(|| find_name(&method)).flatten()
}

/// The methods of types and fields by their names. Names of collections do not count, as in Faker.
fn named(types: &[String], ignored: &[&str]) -> Result<Vec<NameId>> {
    let method = |name: &String| {
        python_type(name)
            .or_else(|| find_name(name))
            .ok_or_else(|| Error::UnknownField { given: name.clone(), nearest: nearest(name, NAMES.iter().copied()) })
    };
    types.iter().filter(|name| !ignored.contains(&name.as_str())).map(method).collect()
}

/// The methods that the elements of a collection are drawn from.
struct Types(Vec<NameId>);

impl Types {
    /// The types that are asked for, or if there are none Faker's default.
    fn of<D: Source>(cx: &Cx<D>, types: Option<&[String]>, ignored: &[&str]) -> Result<Self> {
        let mut methods = named(types.unwrap_or_default(), ignored)?;
        if methods.is_empty() {
            let defaults = cx.table(attr!("default_value_types"));
            let defaults: Vec<String> = defaults.iter().flat_map(|t| t.iter()).map(String::from).collect();
            methods = named(&defaults, &[])?;
        }
        match methods.iter().find(|name| cx.pack.find(**name).is_none()) {
            Some(missing) => Err(Error::Unavailable {
                field: NAMES[*missing as usize].to_string(),
                locale: cx.pack.locale.name(),
                why: "the locale does not have it".into(),
            }),
            None => Ok(Self(methods)),
        }
    }

    fn value<D: Source>(&self, cx: &mut Cx<D>) -> Result<Value> {
        let name = cx.choice(&self.0);
        cx.value(name)
    }

    fn values<D: Source>(&self, cx: &mut Cx<D>, n: i64) -> Result<Vec<Value>> {
        (0..n).map(|_| self.value(cx)).collect()
    }
}

/// Names that would nest collections.
const COLLECTIONS: &[&str] = &["iterable", "list", "tuple", "dict", "set"];

fn count<D: Source>(cx: &mut Cx<D>, args: &Args) -> i64 {
    match args.bool(1) {
        true => randomized(&mut cx.draw, args.int(0), 60, 140).max(1),
        false => args.int(0),
    }
}

fn values<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Vec<Value>> {
    let types = Types::of(cx, args.strs(2), COLLECTIONS)?;
    let n = count(cx, args);
    types.values(cx, n)
}

fn pydict<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let types = Types::of(cx, args.strs(2), COLLECTIONS)?;
    let most = number_of_words(cx)?;
    // In the drop-in for Faker, which alone asks a clock, Python warns of too few words, and asks a changed generator
    // for its own.
    if cx.is_hooked() || (matches!(cx.clock, Clock::Asked { .. }) && args.int(0) > most / 2) {
        return Err(Error::value("the words are Python's to draw"));
    }
    let n = count(cx, args).min(most);
    let mut dict = Dict::default();
    for key in distinct_words(cx, n)? {
        dict.set(key, types.value(cx)?);
    }
    Ok(Value::Dict(dict.pairs))
}

/// A dict under construction: a key that is there already keeps its place and takes the new value, as in Python.
#[derive(Default)]
struct Dict {
    pairs: Vec<(Value, Value)>,
    places: FxHashMap<String, usize>,
}

impl Dict {
    fn set(&mut self, key: Value, value: Value) {
        let Value::Str(text) = &key else { return };
        match self.places.get(text) {
            Some(place) => self.pairs[*place].1 = value,
            None => {
                self.places.insert(text.clone(), self.pairs.len());
                self.pairs.push((key, value));
            }
        }
    }
}

fn pystruct<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    const WORD: NameId = name_id!("word");
    let types = Types::of(cx, args.strs(1), &["struct"])?;
    let (mut list, mut flat, mut nested) = (Vec::new(), Dict::default(), Dict::default());
    for i in 0..args.int(0) {
        let value = types.value(cx)?;
        flat.set(cx.value(WORD)?, value);
        list.push(types.value(cx)?);
        let inner = [
            types.value(cx)?,
            Value::List(types.values(cx, 3)?),
            numbered(i, [types.value(cx)?, types.value(cx)?, Value::List(types.values(cx, 2)?)]),
        ];
        nested.set(cx.value(WORD)?, numbered(i, inner));
    }
    Ok(Value::Tuple(vec![Value::List(list), Value::Dict(flat.pairs), Value::Dict(nested.pairs)]))
}

/// A dict of values numbered from `first` on.
fn numbered(first: i64, values: [Value; 3]) -> Value {
    Value::Dict((first..).map(Value::Int).zip(values).collect())
}
