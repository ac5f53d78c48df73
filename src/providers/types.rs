//! The records DSL's own types: what `"date"`, `"datetime"`, `"time"`, `"decimal"` and `("text", 50, 200)` stand for.

use super::fit::Fits;
use super::{param, Arg, Args, Default, Field, Kind, Rule, Source, Type::*};
use crate::clock::{absolute, Clock, Moment, DAY, SECOND};
use crate::error::{Error, Result};
use crate::grammar::{Cx, Domain};
use crate::locale::{attr, name_id, Table};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("calendar_date", "calendar_dates", Date, "A day from `start` to `end`, both included.")
        .params(&[
            param("start", Kind::Moment, Default::Str("1970-01-01"), "The first day: a date, or a distance from `as_of`."),
            param("end", Kind::Moment, Default::Str("today"), "The last day: a date, or a distance from `as_of`."),
        ])
        .prepare(days)
        .domain(|args| Some(Domain::dates(args.int(0), args.int(1))))
        .ours(),
    Field::new("timestamp", "timestamps", DateTime, "A date and time from `start` to `end`, to the second.")
        .params(&[
            param("start", Kind::Moment, Default::Str("1970-01-01"), "The first moment, or a distance from `as_of`."),
            param("end", Kind::Moment, Default::Str("now"), "The last moment, or a distance from `as_of`."),
        ])
        .prepare(seconds)
        .domain(|args| Some(Domain::datetimes(args.int(0), args.int(1))))
        .ours(),
    Field::new("clock_time", "clock_times", Time, "A time of day, to the second.")
        .domain(|_| Some(Domain::times()))
        .ours(),
    Field::new("decimal", "decimals", Decimal, "A decimal number from `min` to `max`, with `scale` digits after the point.")
        .params(&[
            param("min", Kind::Number, Default::Int(0), "The lowest value."),
            param("max", Kind::Number, Default::Int(100), "The highest value."),
            param("scale", Kind::Int, Default::Int(2), "How many digits follow the point, 0 to 18."),
        ])
        .check(|args| decimal_range(args).map(drop))
        .domain(|args| {
            let (min, max) = decimal_range(args).ok()?;
            Domain::decimals(min, max, u8::try_from(args.int(2)).ok()?)
        })
        .ours(),
    Field::new("text_between", "texts_between", Str, "Sentences of `min` to `max` characters in all, in whole words.")
        .params(&[
            param("min", Kind::Int, Default::Int(50), "The fewest characters, at least 0."),
            param("max", Kind::Int, Default::Int(200), "The most characters, at most 1,000,000."),
        ])
        .check(lengths)
        .ours(),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "calendar_date" => Rule::Date(|cx, args| Ok(cx.draw.between(args.int(0), args.int(1)) as i32)),
        "timestamp" => Rule::DateTime(|cx, args| Ok(cx.draw.between(args.int(0), args.int(1)) * SECOND)),
        "clock_time" => Rule::Time(|cx, _| Ok(cx.draw.below(DAY as u64) as i64 * SECOND)),
        "decimal" => Rule::Scaled(decimal, |args| args.int(2) as u8),
        "text_between" => Rule::Str(text_between),
        _ => return None,
    })
}

/// Replaces two moments by numbers: seconds since 1970.
fn bounds(args: &mut Args, clock: Clock, unit: i64, what: &str) -> Result<()> {
    let mut ends = [0; 2];
    for (i, end) in ends.iter_mut().enumerate() {
        let moment = args.moment(i).unwrap_or(Moment::DateTime(clock.now()));
        *end = clock.seconds_of(&moment)?.div_euclid(unit);
        args.set(i, Arg::Int(*end));
    }
    let written = |at: i64| {
        let time = crate::clock::datetime(at.saturating_mul(unit).saturating_mul(SECOND));
        if unit == DAY { time.date().to_string() } else { time.to_string() }
    };
    if ends[0] > ends[1] {
        return Err(Error::Value(format!(
            "start ({}) must not be after end ({}) of a {what}",
            written(ends[0]),
            written(ends[1])
        )));
    }
    let years = absolute("0001-01-01").zip(absolute("9999-12-31T23:59:59"));
    let (first, last) = years.map_or((0, 0), |(a, b)| (a / SECOND / unit, b / SECOND / unit));
    if ends[0] < first || ends[1] > last {
        return Err(Error::Value(format!("a {what} must lie in the years 1 to 9999")));
    }
    Ok(())
}

fn days(args: &mut Args, clock: Clock) -> Result<()> {
    bounds(args, clock, DAY, "date")
}

fn seconds(args: &mut Args, clock: Clock) -> Result<()> {
    bounds(args, clock, 1, "time")
}

/// The lowest and highest value, in units of the last digit.
fn decimal_range(args: &Args) -> Result<(i128, i128)> {
    let scale = args.int(2);
    if !(0..=18).contains(&scale) {
        return Err(Error::Value(format!("scale must be from 0 to 18, not {scale}")));
    }
    let units = |i: usize, name: &str, up: bool| {
        let exact = scaled(args.get(i), scale as usize, up);
        exact.ok_or_else(|| Error::Value(format!("{name} must have at most 19 digits before the point")))
    };
    let (min, max) = (units(0, "min", true)?, units(1, "max", false)?);
    if min > max {
        return Err(Error::Value(format!(
            "min ({}) must not be greater than max ({}), and a value with {scale} decimals must lie between",
            args.float(0),
            args.float(1)
        )));
    }
    Ok((min, max))
}

/// A number in units of the digit `scale` places after the point, rounded up or down to a whole one.
fn scaled(arg: &Arg, scale: usize, up: bool) -> Option<i128> {
    let text = match arg {
        Arg::Int(value) => value.to_string(),
        Arg::Float(value) => format!("{value}"),
        Arg::Big(text) | Arg::Decimal(text) => text.clone(),
        _ => return None,
    };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.trim_start_matches('+')),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() > 19 || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        // An exponent: read as a float, and written without one.
        let plain = format!("{:.1$}", text.parse::<f64>().ok()?, scale);
        return (plain != text && plain.len() < 40).then(|| scaled(&Arg::Decimal(plain), scale, up))?;
    }
    let kept = &fraction[..fraction.len().min(scale)];
    let dropped = fraction[kept.len()..].bytes().any(|b| b != b'0');
    let units: i128 = format!("{whole}{kept:0<scale$}").parse().ok()?;
    let units = if negative { -units } else { units };
    let away = dropped && (up != negative);
    Some(if away { units + if negative { -1 } else { 1 } } else { units })
}

fn decimal<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i128> {
    let (min, max) = decimal_range(args)?;
    Ok(min + cx.draw.below128((max - min) as u128 + 1) as i128)
}

fn lengths(args: &Args) -> Result<()> {
    let (min, max) = (args.int(0), args.int(1));
    if min < 0 || max > 1_000_000 {
        return Err(Error::Value(format!("a text has 0 to 1,000,000 characters, not {min} to {max}")));
    }
    if min > max {
        return Err(Error::Value(format!("min ({min}) must not be greater than max ({max})")));
    }
    Ok(())
}

/// The locale's words, what stands between two of them, and what ends a sentence.
fn language<D: Source>(cx: &Cx<D>) -> Option<(Table, &'static [u8], &'static [u8])> {
    let class = cx.pack.find(name_id!("word"))?.class;
    let text = |name| class.table(name).map_or(b"".as_slice(), Table::text);
    let words = class.table(attr!("word_list")).filter(|words| words.len() > 0)?;
    Some((words, text(attr!("word_connector")), text(attr!("sentence_punctuation"))))
}

fn chars(text: &[u8]) -> usize {
    if text.is_ascii() { text.len() } else { text.iter().filter(|b| **b & 0xc0 != 0x80).count() }
}

/// Appends text of exactly as many characters as were drawn: the last word is chosen for its length.
fn text_between<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let length = cx.draw.between(args.int(0), args.int(1)) as usize;
    let Some((words, gap, stop)) = language(cx) else { return Err(Error::value("the locale has no words")) };
    let Some(mut left) = length.checked_sub(chars(stop)).filter(|left| *left > 0) else {
        out.resize(out.len() + length, b'-');
        return Ok(());
    };
    let fits = Fits::of(words);
    let room = chars(gap) + chars(stop) + 3;
    let mut in_sentence = 0;
    let mut sentence = 4 + cx.draw.below(9) as usize;
    loop {
        let fresh = in_sentence == 0;
        let start = out.len();
        let n = words.len();
        let mut at = cx.draw.below(n as u64) as usize;
        // A word that fills the text to the end, or leaves room for another and what stands between.
        match fits.next(at, left, room) {
            Some(next) => at = next,
            None => {
                // No word of the language is that short.
                let word = words.str(at);
                out.extend(word.chars().cycle().take(left).collect::<String>().into_bytes());
                left = 0;
            }
        }
        if left > 0 {
            out.extend_from_slice(words.get(at));
            left -= fits.length(at);
        }
        if fresh {
            capital(out, start);
        }
        if left == 0 {
            break;
        }
        in_sentence += 1;
        if in_sentence >= sentence && left > room + chars(stop) {
            out.extend_from_slice(stop);
            left -= chars(stop);
            in_sentence = 0;
            sentence = 4 + cx.draw.below(9) as usize;
        }
        out.extend_from_slice(gap);
        left -= chars(gap);
    }
    out.extend_from_slice(stop);
    Ok(())
}

/// Makes the first letter from `start` on a capital, if that is one character too.
fn capital(out: &mut Vec<u8>, start: usize) {
    let Some(first) = out.get(start) else { return };
    if first.is_ascii() {
        out[start] = first.to_ascii_uppercase();
        return;
    }
    let word = String::from_utf8(out.split_off(start)).unwrap_or_default();
    let mut letters = word.chars();
    if let Some(first) = letters.next() {
        let mut upper = first.to_uppercase();
        let upper = if upper.len() == 1 { upper.next().unwrap_or(first) } else { first };
        out.extend_from_slice(upper.encode_utf8(&mut [0; 4]).as_bytes());
    }
    out.extend_from_slice(letters.as_str().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;
    use crate::providers::Pack;
    use crate::rng::{Key, Stream};

    fn args(values: &[Arg]) -> Args {
        Args::new(values.to_vec())
    }

    #[test]
    fn texts_have_exactly_the_length_asked_for() {
        for locale in Locale::all() {
            let pack = Pack::<Stream>::of(locale);
            for length in (0..40).chain([200]) {
                let mut cx = Cx::new(Stream::at(&Key::from_seed(&1.into()), length, 0), pack, Clock::default());
                let mut out = Vec::new();
                let bounds = args(&[Arg::Int(length as i64), Arg::Int(length as i64)]);
                text_between(&mut cx, &bounds, &mut out).unwrap();
                let text = String::from_utf8(out).unwrap();
                assert_eq!(text.chars().count(), length as usize, "{}: {text}", locale.name());
            }
        }
    }

    #[test]
    fn decimals_are_read_exactly() {
        let range = |min: Arg, max: Arg, scale| decimal_range(&args(&[min, max, Arg::Int(scale)]));
        assert_eq!(range(Arg::Int(0), Arg::Int(1), 2), Ok((0, 100)));
        assert_eq!(range(Arg::Float(0.5), Arg::Decimal("1.999".into()), 2), Ok((50, 199)));
        assert_eq!(range(Arg::Decimal("-1.999".into()), Arg::Float(-0.001), 2), Ok((-199, -1)));
        assert_eq!(range(Arg::Decimal("1E+3".into()), Arg::Int(2000), 0), Ok((1000, 2000)));
        assert!(range(Arg::Decimal("0.001".into()), Arg::Decimal("0.002".into()), 2).is_err());
        assert!(range(Arg::Int(2), Arg::Int(1), 2).is_err());
        assert!(range(Arg::Float(1e300), Arg::Float(1e301), 2).is_err());
        assert!(range(Arg::Int(0), Arg::Int(1), 19).is_err());
    }

    #[test]
    fn bounds_are_days_and_seconds() {
        let clock = Clock::default();
        let text = |t: &str| Arg::Moment(Moment::Text(t.into()));
        let mut given = args(&[text("2020-01-01"), text("2020-01-02")]);
        days(&mut given, clock).unwrap();
        assert_eq!((given.int(0), given.int(1)), (18_262, 18_263));
        assert!(days(&mut args(&[text("2021-01-01"), text("2020-01-01")]), clock).is_err());
        assert!(seconds(&mut args(&[text("now"), text("-1d")]), clock).is_err());
    }
}
