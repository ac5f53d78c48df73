//! How many rows a table has: a number, so many per row of another table, one for each tick of a clock, or one for each of the
//! events that come at a rate.

use super::fanout::Fanout;
use crate::clock::Clock;
use crate::distributions::Distribution;
use crate::error::{Error, Result};
use crate::records::options::{number, Options};
use crate::records::plan::MAX_ROWS;
use crate::records::spec::Spec;
use crate::rng::{Draw, Key, Stream};
use crate::time::{moment, Arrivals, Ticks};

/// The most children that a row may have.
const MOST: f64 = 1e9;

/// The name of the table that another is `per`.
pub fn per(given: &Spec) -> Result<Option<&str>> {
    match given {
        Spec::Map(_) => Options::of("'rows'", given)?.text("per"),
        _ => Ok(None),
    }
}

/// The rows of a table.
#[derive(Debug)]
pub struct Rows {
    /// How many.
    pub count: u64,
    /// The children of each row of the table that it is `per`.
    pub fanout: Option<Fanout>,
    /// The ticks, of which each parent has all.
    pub ticks: Option<Ticks>,
    /// The rate of the events that the rows are.
    pub events: Option<Arrivals>,
}

/// Reads `rows`; of a table per another, which has so many rows.
///
/// # Errors
/// What is wrong, or that there would be too many.
pub fn parse(given: &Spec, parents: Option<u64>, key: Key, clock: Clock) -> Result<Rows> {
    let pairs = match given {
        Spec::Int(rows) if *rows >= 0 && *rows as u64 <= MAX_ROWS => {
            return Ok(Rows { count: *rows as u64, fanout: None, ticks: None, events: None });
        }
        Spec::Int(rows) => {
            return Err(Error::Value(format!("'rows' must be from 0 to {MAX_ROWS}, not {rows}")));
        }
        Spec::Map(pairs) => pairs,
        other => {
            let expected = "a number, or a mapping with 'per', 'every' or 'arrivals'".to_string();
            return Err(Error::Type { what: "'rows'".into(), expected, given: other.describe() });
        }
    };
    let mut options = Options::from_pairs("'rows'", pairs)?;
    options.text("per")?;
    let limit = options.maybe_int("total")?.map(|total| total.max(0) as u64);
    let rows = if options.has("every") {
        let ticks = Ticks::parse(&mut options, clock)?;
        let each = ticks.len();
        match parents {
            None => {
                let count = limit.map_or(each, |limit| limit.min(each));
                Rows { count, fanout: None, ticks: Some(ticks), events: None }
            }
            Some(parents) => of(Fanout::same(parents, each), limit, Some(ticks))?,
        }
    } else if options.has("arrivals") {
        events(&mut options, parents, &key, limit, clock)?
    } else {
        let Some(parents) = parents else {
            return Err(Error::value(
                "'rows' needs 'per', the table of the parents, 'every', the distance of its ticks, or 'arrivals'",
            ));
        };
        of(fanout(parents, key, &mut options)?, limit, None)?
    };
    options.finish()?;
    Ok(rows)
}

fn of(fanout: Fanout, limit: Option<u64>, ticks: Option<Ticks>) -> Result<Rows> {
    let fanout = fanout.up_to(limit.unwrap_or(u64::MAX));
    match fanout.total() {
        Some(count) if count <= MAX_ROWS => Ok(Rows { count, fanout: Some(fanout), ticks, events: None }),
        _ => Err(Error::Value(format!("the table would have more than {MAX_ROWS} rows"))),
    }
}

/// Rows that are events: so many, or as many as a Poisson process of that rate has between two moments.
fn events(
    options: &mut Options<'_>,
    parents: Option<u64>,
    key: &Key,
    limit: Option<u64>,
    clock: Clock,
) -> Result<Rows> {
    let start = moment("'start' of 'rows'", options.need("start")?, clock)?;
    let end = moment("'end' of 'rows'", options.need("end")?, clock)?;
    let arrivals = Arrivals::parse(options.need("arrivals")?, start, end, clock)?.seeded(&key.child("arrivals"));
    let (per_day, count) = (options.maybe_number("per_day")?, options.maybe_int("count")?);
    let made =
        match (per_day, count) {
            (None, Some(count)) if count >= 0 && count as u64 <= MAX_ROWS => {
                Fanout::same(parents.unwrap_or(1), count as u64)
            }
            (Some(per_day), None) if per_day >= 0.0 => {
                let most = if parents.is_some() { MOST } else { MAX_ROWS as f64 };
                let mean = arrivals.expected(per_day);
                if mean > most {
                    return Err(Error::Value(format!(
                        "'per_day' of 'rows' would give some {mean:.0} rows, not at most {most}"
                    )));
                }
                let mean = Spec::Map(vec![(Spec::Str("mean".into()), Spec::Float(mean))]);
                let counts = Distribution::parse(&Spec::Map(vec![(Spec::Str("poisson".into()), mean)]))?;
                match parents {
                    Some(parents) => Fanout::new(parents, *key, |u| counts.quantile(u), (0, MOST as u32)),
                    None => {
                        let drawn = counts.quantile(Stream::at(&key.child("count"), 0, 0).unit());
                        Fanout::same(1, drawn.round().max(0.0) as u64)
                    }
                }
            }
            (Some(per_day), None) => {
                return Err(Error::Value(format!("'per_day' of 'rows' must not be negative, and {per_day} is")));
            }
            (None, Some(count)) => {
                return Err(Error::Value(format!("'count' of 'rows' must be from 0 to {MAX_ROWS}, not {count}")));
            }
            _ => return Err(Error::value(
                "'rows' by 'arrivals' need either 'per_day', how many come on average, or 'count', how many there are",
            )),
        };
    let made = of(made, limit, None)?;
    // Events of no parent are the table's.
    Ok(Rows { events: Some(arrivals), fanout: made.fanout.filter(|_| parents.is_some()), ..made })
}

fn fanout(parents: u64, key: Key, options: &mut Options<'_>) -> Result<Fanout> {
    let name = options.text("distribution")?;
    let min = options.number_or("min", 0.0)?;
    let max = options.maybe_number("max")?;
    if min < 0.0 || min.fract() != 0.0 || max.is_some_and(|max| max < min || max.fract() != 0.0 || max > MOST) {
        return Err(Error::value("'min' and 'max' of 'rows' must be whole numbers, 'min' not above 'max'"));
    }
    let mapping = |name: &str, params: Vec<(&str, Spec)>| {
        let params = params.into_iter().map(|(name, value)| (Spec::Str(name.into()), value)).collect();
        Distribution::parse(&Spec::Map(vec![(Spec::Str(name.into()), Spec::Map(params))]))
    };
    let distribution = match name {
        None | Some("fixed") => {
            let count = options.number("count")?;
            if !(0.0..=MOST).contains(&count) || count.fract() != 0.0 {
                return Err(Error::Value(format!("'count' of 'rows' must be a whole number from 0 to {MOST}")));
            }
            return Ok(Fanout::same(parents, count as u64));
        }
        Some("uniform") => {
            let Some(max) = max else { return Err(Error::value("uniform 'rows' need 'max'")) };
            let span = max - min + 1.0;
            return Ok(Fanout::new(parents, key, |u| min + (u * span).floor(), (min as u32, max as u32)));
        }
        Some("zipf") => {
            let Some(max) = max else { return Err(Error::value("'rows' by 'zipf' need 'max'")) };
            let exponent = Spec::Float(options.number_or("exponent", 1.5)?);
            mapping("zipf", vec![("exponent", exponent), ("n", Spec::Int(max.max(1.0) as i64))])?
        }
        Some("geometric") => {
            let mean = options.number("mean")?;
            if mean < 0.0 {
                return Err(Error::Value(format!("'mean' of 'rows' must not be negative, and {mean} is")));
            }
            // How many failures come before a success of that chance.
            mapping("geometric", vec![("p", Spec::Float(1.0 / (1.0 + mean)))])?
        }
        Some("empirical") => {
            let given = options.need("values")?;
            let Spec::Map(pairs) = given else {
                let expected = "a mapping from numbers of rows to their shares".to_string();
                return Err(Error::Type { what: "'values' of 'rows'".into(), expected, given: given.describe() });
            };
            if pairs.iter().any(|(count, _)| number(count).is_none_or(|c| c < 0.0 || c.fract() != 0.0 || c > MOST)) {
                return Err(Error::value("'values' of 'rows' must be whole numbers, not negative"));
            }
            let (values, weights) = pairs.iter().cloned().unzip();
            mapping("empirical", vec![("values", Spec::Seq(values)), ("weights", Spec::Seq(weights))])?
        }
        Some(name) => Distribution::named(name, options)?,
    };
    let most = max.unwrap_or(MOST) as u32;
    Ok(Fanout::new(parents, key, |u| distribution.quantile(u), (min as u32, most)))
}
