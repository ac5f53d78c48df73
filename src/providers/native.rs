//! Fields that Faker does not have: plain numbers, identifiers, the user's own choices.

use super::{param, Args, Default, Field, Kind, Rule, Source, Type::*};
use crate::error::{Error, Result};
use crate::grammar::Cx;

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("integer", "integers", Int, "An integer from `min` to `max`, both included.")
        .params(&[
            param("min", Kind::Int, Default::Int(0), "The lowest value."),
            param("max", Kind::Int, Default::Int(100), "The highest value."),
        ])
        .check(|args| ordered(args.int(0), args.int(1)))
        .ours(),
    Field::new("float", "floats", Float, "A float from `min` to `max`.")
        .params(&[
            param("min", Kind::Float, Default::Float(0.0), "The lowest value."),
            param("max", Kind::Float, Default::Float(1.0), "The highest value."),
            param("precision", Kind::Int, Default::None, "Decimal places to round to; none if not given."),
        ])
        .check(float_range)
        .ours(),
    Field::new("uuid", "uuids", Uuid, "A random UUID (version 4).").ours(),
    Field::new("bytes", "bytes_batch", Bytes, "Random bytes.")
        .params(&[param("length", Kind::Int, Default::Int(16), "How many bytes.")])
        .check(|args| super::misc::not_negative("length", args.int(0)))
        .ours(),
    Field::new("choice", "choices", Choice, "One of your own values.")
        .params(&[
            param("values", Kind::Elements, Default::Required, "The values to choose from."),
            param("weights", Kind::Weights, Default::None, "How often each comes, in proportion; evenly if not given."),
        ])
        .ours(),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "integer" => Rule::Int(|cx, args| Ok(cx.draw.between(args.int(0), args.int(1)))),
        "float" => Rule::Float(float),
        "uuid" => Rule::Uuid(|cx, _| Ok(uuid4(cx))),
        "bytes" => Rule::Bytes(|cx, args, out| super::misc::bytes(cx, args.int(0), out)),
        "choice" => Rule::Choice(choice),
        _ => return None,
    })
}

fn ordered<T: PartialOrd + std::fmt::Display>(min: T, max: T) -> Result<()> {
    if min > max {
        return Err(Error::Value(format!("min ({min}) must not be greater than max ({max})")));
    }
    Ok(())
}

fn float_range(args: &Args) -> Result<()> {
    let (min, max) = (args.float(0), args.float(1));
    if !(max - min).is_finite() {
        return Err(Error::Value(format!("the distance from min ({min}) to max ({max}) must be finite")));
    }
    if args.opt_int(2).is_some_and(|p| !(0..=17).contains(&p)) {
        return Err(Error::Value(format!("precision must be from 0 to 17, not {}", args.int(2))));
    }
    ordered(min, max)
}

fn float<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<f64> {
    let (min, max) = (args.float(0), args.float(1));
    let value = cx.draw.uniform(min, max);
    Ok(match args.opt_int(2) {
        None => value.clamp(min, max),
        Some(places) => {
            let scale = 10f64.powi(places as i32);
            let rounded = (value * scale).round() / scale;
            if rounded.is_finite() { rounded.clamp(min, max) } else { value }
        }
    })
}

fn uuid4<D: Source>(cx: &mut Cx<D>) -> u128 {
    let low = u128::from(cx.draw.bits(64));
    let bits = u128::from(cx.draw.bits(64)) << 64 | low;
    (bits & !(0xf << 76) & !(0x3 << 62)) | 0x4 << 76 | 0x2 << 62
}

fn choice<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<usize> {
    let Some(elements) = args.elements(0) else {
        return Err(Error::value("choice needs values"));
    };
    Ok(match elements.weights() {
        Some(weights) => cx.draw.weighted(weights),
        None => cx.draw.below(elements.len() as u64) as usize,
    })
}
