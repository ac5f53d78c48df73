//! Fields that Faker does not have: plain numbers, identifiers, the user's own choices.

use super::base::integers;
use super::{param, Args, Default, Field, Kind, Rule, Source, Type::*};
use crate::error::{Error, Result};
use crate::grammar::{Cx, Domain};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("integer", "integers", Int, "An integer from `min` to `max`, both included.")
        .params(&[
            param("min", Kind::Int, Default::Int(0), "The lowest value."),
            param("max", Kind::Int, Default::Int(100), "The highest value."),
        ])
        .check(|args| ordered(args.int(0), args.int(1)))
        .domain(|args| integers(args.int(0), args.int(1), 1))
        .ours(),
    Field::new("float", "floats", Float, "A float from `min` to `max`.")
        .params(&[
            param("min", Kind::Float, Default::Float(0.0), "The lowest value."),
            param("max", Kind::Float, Default::Float(1.0), "The highest value."),
            param("precision", Kind::Int, Default::None, "The most decimal places, 0 to 17; any number if not given."),
        ])
        .check(float_range)
        .ours(),
    Field::new("uuid", "uuids", Uuid, "A random UUID (version 4).").domain(|_| Some(Domain::uuids())).ours(),
    Field::new("bytes", "bytes_batch", Bytes, "Random bytes.")
        .params(&[param("length", Kind::Within(0, 10_000_000), Default::Int(16), "How many bytes.")])
        .check(|args| super::misc::not_negative("length", args.int(0)))
        .ours(),
    Field::new("choice", "choices", Choice, "One of your own values.")
        .params(&[
            param("values", Kind::Elements, Default::Required, "The values to choose from."),
            param("weights", Kind::Weights, Default::None, "How often each comes, in proportion; evenly if not given."),
        ])
        .check(|args| match args.elements(0) {
            Some(elements) if elements.is_empty() => Err(Error::value("values must have at least one value")),
            _ => Ok(()),
        })
        .domain(|args| args.elements(0).map(|own| Domain::elements(own.len(), own.given_weights())))
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

/// Many integers from argument 0 to argument 1, each made a value of the field: the arguments are looked at once.
pub fn integers_of<D: Source, T: Copy>(
    cx: &mut Cx<D>,
    args: &Args,
    n: usize,
    values: &mut Vec<T>,
    of: impl Fn(i64) -> T,
) {
    let (low, high) = (args.int(0), args.int(1));
    cx.draw.fill_between(low, high, more(values, n, of(low)), of);
}

/// Room for `n` more values, to be filled.
pub fn more<T: Clone>(values: &mut Vec<T>, n: usize, with: T) -> &mut [T] {
    let start = values.len();
    values.resize(start + n, with);
    &mut values[start..]
}

/// Many values of `float`.
pub fn floats<D: Source>(cx: &mut Cx<D>, args: &Args, n: usize, values: &mut Vec<f64>) {
    let (min, max) = (args.float(0), args.float(1));
    match args.opt_int(2).and_then(|places| Grid::of(min, max, places)) {
        Some(grid) => {
            cx.draw.fill_between(grid.first, grid.last, more(values, n, min), |place| grid.number(place));
        }
        None => {
            cx.draw.fill_unit(more(values, n, min), |unit| (min + (max - min) * unit).clamp(min, max));
        }
    }
}

/// Many values of `choice`. Whether there is something to choose from.
pub fn choices<D: Source>(cx: &mut Cx<D>, args: &Args, n: usize, codes: &mut Vec<u32>) -> bool {
    let Some(elements) = args.elements(0).filter(|elements| !elements.is_empty()) else { return false };
    cx.draw.fill_picks(elements.len(), elements.weights(), more(codes, n, 0));
    true
}

/// Many values of `uuid`.
pub fn uuids<D: Source>(cx: &mut Cx<D>, n: usize, values: &mut Vec<u128>) {
    values.extend((0..n).map(|_| uuid4(cx)));
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
        return Err(Error::Value(format!("the distance from min ({min:e}) to max ({max:e}) must be finite")));
    }
    if args.opt_int(2).is_some_and(|p| !(0..=17).contains(&p)) {
        return Err(Error::Value(format!("precision must be from 0 to 17, not {}", args.int(2))));
    }
    ordered(min, max)?;
    match args.opt_int(2).and_then(|places| Grid::of(min, max, places)) {
        Some(grid) if grid.first > grid.last => Err(Error::Value(format!(
            "there is no number of {} decimal places from min ({min}) to max ({max})",
            args.int(2)
        ))),
        _ => Ok(()),
    }
}

fn float<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<f64> {
    let (min, max) = (args.float(0), args.float(1));
    if let Some(grid) = args.opt_int(2).and_then(|places| Grid::of(min, max, places)) {
        return Ok(grid.number(cx.draw.between(grid.first, grid.last)));
    }
    Ok(cx.draw.uniform(min, max).clamp(min, max))
}

/// The numbers of so many decimal places in a range, evenly likely: rounding a float would favour or leave the bounds.
struct Grid {
    scale: f64,
    first: i64,
    last: i64,
}

impl Grid {
    /// `None` where floats are wider apart than the places are.
    fn of(min: f64, max: f64, places: i64) -> Option<Self> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let scale = 10f64.powi(i32::try_from(places).ok()?);
        let (low, high) = (min * scale, max * scale);
        if !(low.abs() < EXACT && high.abs() < EXACT) {
            return None;
        }
        let mut grid = Self { scale, first: low.ceil() as i64, last: high.floor() as i64 };
        // The products are rounded, so that the outermost numbers may be beyond the bounds, or miss the last one.
        grid.first -= i64::from(grid.number(grid.first - 1) >= min);
        grid.first += i64::from(grid.number(grid.first) < min);
        grid.last += i64::from(grid.number(grid.last + 1) <= max);
        grid.last -= i64::from(grid.number(grid.last) > max);
        Some(grid)
    }

    fn number(&self, place: i64) -> f64 {
        place as f64 / self.scale
    }
}

fn uuid4<D: Source>(cx: &mut Cx<D>) -> u128 {
    let low = u128::from(cx.draw.bits(64));
    let bits = u128::from(cx.draw.bits(64)) << 64 | low;
    (bits & !(0xf << 76) & !(0x3 << 62)) | 0x4 << 76 | 0x2 << 62
}

fn choice<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<usize> {
    let Some(elements) = args.elements(0).filter(|elements| !elements.is_empty()) else {
        return Err(Error::value("choice needs values"));
    };
    Ok(match elements.weights() {
        Some(weights) => cx.draw.weighted(weights),
        None => cx.draw.below(elements.len() as u64) as usize,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::locale::Locale;
    use crate::providers::{find, Arg, Elements, Pack};
    use crate::rng::{Key, Stream};
    use proptest::prelude::*;

    fn drawn(field: &str, args: Vec<Arg>, n: usize) -> Vec<String> {
        let pack = Pack::<Stream>::of(Locale::find("en_US").unwrap());
        let entry = pack.check(field).unwrap();
        let args = Args::new(args);
        if let Some(check) = find(field).unwrap().field.check {
            check(&args).unwrap();
        }
        let mut cx = Cx::new(Stream::at(&Key::from_seed(&42.into()), 0, 0), pack, Clock::default());
        let value = |_| {
            let mut out = Vec::new();
            entry.rule.append(&mut cx, &args, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        (0..n).map(value).collect()
    }

    fn range(min: f64, max: f64, places: Option<i64>) -> Args {
        Args::new(vec![Arg::Float(min), Arg::Float(max), places.map_or(Arg::None, Arg::Int)])
    }

    #[test]
    fn literal_values() {
        assert_eq!(drawn("integer", vec![Arg::Int(1), Arg::Int(6)], 5), INTEGERS);
        assert_eq!(drawn("float", vec![Arg::Float(0.0), Arg::Float(1.0), Arg::None], 2), FLOATS);
        assert_eq!(drawn("float", vec![Arg::Float(-1.0), Arg::Float(1.0), Arg::Int(2)], 3), ROUNDED);
        assert_eq!(drawn("uuid", vec![], 1), UUIDS);
        let weighted = Arg::Elements(Elements::weighted(&[0.0, 1.0, 3.0]));
        assert_eq!(drawn("choice", vec![weighted], 8), CHOICES);
        assert_eq!(drawn("choice", vec![Arg::Elements(Elements::even(3))], 8), EVEN_CHOICES);
    }

    const INTEGERS: [&str; 5] = ["2", "5", "6", "3", "2"];
    const FLOATS: [&str; 2] = ["0.7151313038091295", "0.45492015173160416"];
    const ROUNDED: [&str; 3] = ["-0.59", "0.43", "0.96"];
    const UUIDS: [&str; 1] = ["7475a5a5-fa85-4104-b712-d85a34bfcbaf"];
    const CHOICES: [&str; 8] = ["2", "2", "2", "1", "2", "2", "1", "1"];
    const EVEN_CHOICES: [&str; 8] = ["0", "2", "2", "1", "0", "0", "1", "1"];

    #[test]
    fn impossible_ranges_are_refused() {
        for (min, max) in [(1.0, 0.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (-f64::MAX, f64::MAX)] {
            assert!(float_range(&range(min, max, None)).is_err(), "{min} to {max}");
        }
        assert!(float_range(&range(0.0, 1.0, Some(18))).is_err());
        assert!(float_range(&range(0.41, 0.49, Some(1))).is_err());
        assert!(float_range(&range(0.4, 0.4, Some(1))).is_ok());
        assert!(float_range(&range(1e300, 1e300, Some(3))).is_ok());
        assert!(find("integer").unwrap().field.check.unwrap()(&Args::new(vec![Arg::Int(2), Arg::Int(1)])).is_err());
    }

    proptest! {
        #[test]
        fn floats_stay_within(a in any::<f64>(), b in any::<f64>(), places in proptest::option::of(0i64..=17)) {
            let (min, max) = (a.min(b), a.max(b));
            // Of the usual magnitudes too, not of any power of two only.
            for shrink in [1.0, 1e-290] {
                let args = range(min * shrink, max * shrink, places);
                if float_range(&args).is_ok() {
                    let pack = Pack::<Stream>::of(Locale::find("en_US").unwrap());
                    let mut cx = Cx::new(Stream::at(&Key::from_seed(&1.into()), 0, 0), pack, Clock::default());
                    for _ in 0..50 {
                        let value = float(&mut cx, &args).unwrap();
                        prop_assert!((args.float(0)..=args.float(1)).contains(&value), "{value}");
                    }
                }
            }
        }

        #[test]
        fn places_are_kept(min in -1000i32..1000, width in 0i32..1000, places in 0i64..6) {
            let (min, max) = (f64::from(min) / 7.0, f64::from(min + width) / 7.0);
            let args = range(min, max, Some(places));
            if float_range(&args).is_ok() {
                for value in drawn("float", args.iter().cloned().collect(), 20) {
                    let digits = value.split_once('.').map_or("", |(_, digits)| digits.trim_end_matches('0'));
                    prop_assert!(digits.len() as i64 <= places, "{value}");
                }
            }
        }
    }
}
