//! From what a user writes to a law: a name and its parameters.

use super::closed::{Constant, Exponential, Geometric, Integers, Pareto, Triangular, Uniform, Weibull};
use super::combine::{self, Inflated};
use super::counts::Counts;
use super::density::{Density, Link};
use super::empirical::{Curve, Histogram};
use super::law::Shared;
use super::normal::{Lognormal, Normal};
use super::parameters::{not_negative, numbers, out_of_range, pairs, positive, weights, whole, within, LARGEST};
use super::smooth::{Linked, Smooth};
use super::{atoms::Atoms, mixture, zipf, Distribution};
use crate::error::{nearest, Error, Result};
use crate::providers::float_repr;
use crate::records::options::{number, Options};
use crate::records::spec::Spec;
use std::sync::Arc;

/// A distribution's name, and how it is made of its parameters.
pub(super) type Kind = (&'static str, fn(&mut Options<'_>) -> Result<Shared>);

/// All distributions.
pub(super) const KINDS: [Kind; 22] = [
    ("constant", constant),
    ("uniform", uniform),
    ("integers", integers),
    ("normal", normal),
    ("lognormal", lognormal),
    ("exponential", exponential),
    ("gamma", gamma),
    ("beta", beta),
    ("weibull", weibull),
    ("pareto", pareto),
    ("triangular", triangular),
    ("student_t", student_t),
    ("zipf", zipf_),
    ("poisson", poisson),
    ("binomial", binomial),
    ("geometric", geometric),
    ("negative_binomial", negative_binomial),
    ("mixture", mixture_),
    ("truncated", truncated),
    ("zero_inflated", zero_inflated),
    ("empirical", empirical),
    ("benford", benford),
];

fn find(name: &str) -> Result<Kind> {
    KINDS.iter().find(|kind| kind.0 == name).copied().ok_or_else(|| {
        let hint = match nearest(name, KINDS.iter().map(|kind| kind.0)) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("there are {}", KINDS.map(|kind| format!("'{}'", kind.0)).join(", ")),
        };
        Error::Value(format!("unknown distribution '{name}'; {hint}"))
    })
}

/// A number, a name, or a name with its parameters.
pub(super) fn any(given: &Spec) -> Result<(&'static str, Shared)> {
    if let Some(value) = number(given) {
        return Ok(("constant", Arc::new(Constant(value))));
    }
    match given {
        Spec::Str(name) => with_parameters(name, &Spec::Map(Vec::new())),
        Spec::Map(pairs) => match pairs.as_slice() {
            [(Spec::Str(name), parameters)] => with_parameters(name, parameters),
            [] => Err(Error::value("a distribution needs a name, such as {normal: {mean: 0, sd: 1}}")),
            several => {
                let keys = several.iter().map(|(key, _)| key.describe()).collect::<Vec<_>>().join(", ");
                Err(Error::Value(format!(
                    "a distribution is one name with its parameters, such as {{normal: {{mean: 0, sd: 1}}}}, not {keys}"
                )))
            }
        },
        other => Err(Error::Type {
            what: "a distribution".into(),
            expected: "a name, a mapping such as {normal: {mean: 0, sd: 1}}, or a number".into(),
            given: other.describe(),
        }),
    }
}

fn with_parameters(name: &str, parameters: &Spec) -> Result<(&'static str, Shared)> {
    let (name, build) = find(name)?;
    // Two that are no mapping have a short form.
    let key = |key: &str| Spec::Str(key.to_string());
    let short = match (name, parameters) {
        ("mixture", Spec::Seq(_)) => Some(Spec::Map(vec![(key("parts"), parameters.clone())])),
        ("constant", value) if number(value).is_some() => Some(Spec::Map(vec![(key("value"), value.clone())])),
        (_, Spec::None) => Some(Spec::Map(Vec::new())),
        _ => None,
    };
    let mut options = Options::of(&format!("'{name}'"), short.as_ref().unwrap_or(parameters))?;
    let law = build(&mut options)?;
    options.finish()?;
    Ok((name, law))
}

/// A name with its parameters among other options.
pub(super) fn named(name: &str, options: &mut Options<'_>) -> Result<(&'static str, Shared)> {
    let (name, build) = find(name)?;
    let outer = options.what.clone();
    options.what = format!("'{name}' of {outer}");
    let law = build(options);
    options.what = outer;
    Ok((name, law?))
}

/// A distribution within another's parameters.
fn inner(options: &mut Options<'_>) -> Result<Shared> {
    let given = options.need("of")?;
    Ok(any(given)?.1)
}

fn constant(options: &mut Options<'_>) -> Result<Shared> {
    Ok(Arc::new(Constant(options.number("value")?)))
}

/// `min` and `max`, in order.
fn range(options: &mut Options<'_>, min: f64, max: f64) -> Result<(f64, f64)> {
    let (min, max) = (options.number_or("min", min)?, options.number_or("max", max)?);
    if min <= max {
        return Ok((min, max));
    }
    Err(out_of_range(options, "max", &format!("at least 'min', {}", float_repr(min)), max))
}

fn uniform(options: &mut Options<'_>) -> Result<Shared> {
    let (min, max) = range(options, 0.0, 1.0)?;
    Ok(if min == max { Arc::new(Constant(min)) } else { Arc::new(Uniform { min, max }) })
}

fn integers(options: &mut Options<'_>) -> Result<Shared> {
    options.need("min")?;
    options.need("max")?;
    let (min, max) = range(options, 0.0, 0.0)?;
    whole(options, "min", min, -LARGEST, LARGEST)?;
    whole(options, "max", max, -LARGEST, LARGEST)?;
    Ok(Arc::new(Integers { min, count: max - min + 1.0 }))
}

fn normal(options: &mut Options<'_>) -> Result<Shared> {
    let mean = options.number_or("mean", 0.0)?;
    let sd = options.number_or("sd", 1.0)?;
    let sd = not_negative(options, "sd", sd)?;
    Ok(if sd == 0.0 { Arc::new(Constant(mean)) } else { Arc::new(Normal { mean, sd }) })
}

fn lognormal(options: &mut Options<'_>) -> Result<Shared> {
    let mean = options.number_or("mean", 0.0)?;
    let name = if options.has("sd") && !options.has("sigma") { "sd" } else { "sigma" };
    let sigma = options.number_or(name, 1.0)?;
    let sigma = not_negative(options, name, sigma)?;
    Ok(Arc::new(Lognormal { mean: within(options, "mean", mean, -700.0, 700.0)?, sigma: sigma.max(1e-300) }))
}

fn exponential(options: &mut Options<'_>) -> Result<Shared> {
    let mean = match options.maybe_number("rate")? {
        Some(_) if options.has("mean") => {
            return Err(Error::Value(format!("{} takes 'mean' or 'rate', not both", options.what)));
        }
        Some(rate) => 1.0 / positive(options, "rate", rate)?,
        None => options.number_or("mean", 1.0)?,
    };
    Ok(Arc::new(Exponential { mean: positive(options, "mean", mean)?.min(1e300) }))
}

/// Shapes between which densities are integrated.
const SHAPES: (f64, f64) = (1e-6, 1e12);

fn shape(options: &mut Options<'_>, name: &'static str) -> Result<f64> {
    let value = options.number(name)?;
    within(options, name, value, SHAPES.0, SHAPES.1)
}

fn gamma(options: &mut Options<'_>) -> Result<Shared> {
    let shape = shape(options, "shape")?;
    let scale = options.number_or("scale", 1.0)?;
    let mean = positive(options, "scale", scale)? * shape;
    let smooth = Smooth::new(Density::Gamma { shape }, f64::NEG_INFINITY);
    Ok(Arc::new(Linked { smooth, link: Link::Exp { factor: mean }, mean }))
}

fn beta(options: &mut Options<'_>) -> Result<Shared> {
    let (alpha, beta) = (shape(options, "alpha")?, shape(options, "beta")?);
    let (min, max) = range(options, 0.0, 1.0)?;
    let span = max - min;
    let smooth = Smooth::new(Density::Beta { alpha, beta }, f64::NEG_INFINITY);
    let link = Link::Logistic { ratio: beta / alpha, start: min, span };
    if span == 0.0 {
        return Ok(Arc::new(Constant(min)));
    }
    Ok(Arc::new(Linked { smooth, link, mean: min + span * (alpha / (alpha + beta)) }))
}

fn student_t(options: &mut Options<'_>) -> Result<Shared> {
    let df = options.number("df")?;
    let df = within(options, "df", df, 0.01, 1e12)?;
    let start = options.number_or("mean", 0.0)?;
    let span = options.number_or("scale", 1.0)?;
    let span = positive(options, "scale", span)?;
    let smooth = Smooth::new(Density::Student { df }, f64::NEG_INFINITY);
    let mean = if df > 1.0 { start } else { f64::NAN };
    Ok(Arc::new(Linked { smooth, link: Link::Sinh { start, span }, mean }))
}

fn weibull(options: &mut Options<'_>) -> Result<Shared> {
    let (shape, scale) = (options.number("shape")?, options.number_or("scale", 1.0)?);
    let shape = within(options, "shape", shape, 1e-3, 1e9)?;
    Ok(Arc::new(Weibull { shape, scale: positive(options, "scale", scale)? }))
}

fn pareto(options: &mut Options<'_>) -> Result<Shared> {
    let (shape, min) = (options.number("shape")?, options.number_or("min", 1.0)?);
    Ok(Arc::new(Pareto { shape: positive(options, "shape", shape)?, min: positive(options, "min", min)? }))
}

fn triangular(options: &mut Options<'_>) -> Result<Shared> {
    options.need("min")?;
    options.need("max")?;
    let (min, max) = range(options, 0.0, 0.0)?;
    let mode = options.number_or("mode", min / 2.0 + max / 2.0)?;
    let mode = within(options, "mode", mode, min, max)?;
    Ok(if min == max { Arc::new(Constant(min)) } else { Arc::new(Triangular { min, mode, max }) })
}

fn zipf_(options: &mut Options<'_>) -> Result<Shared> {
    let exponent = options.number_or("exponent", 1.0)?;
    let exponent = within(options, "exponent", exponent, 0.0, 100.0)?;
    // Among the options of rows, `max` says how many there are.
    let name = if options.has("n") || !options.has("max") { "n" } else { "max" };
    let n = options.number(name)?;
    Ok(zipf::law(exponent, whole(options, name, n, 1.0, LARGEST)?))
}

fn counted(counts: Counts, mean: f64) -> Shared {
    if mean == 0.0 {
        Arc::new(Constant(0.0))
    } else {
        counts.law()
    }
}

fn poisson(options: &mut Options<'_>) -> Result<Shared> {
    let mean = options.number("mean")?;
    let mean = within(options, "mean", mean, 0.0, LARGEST)?;
    Ok(counted(Counts::Poisson { mean }, mean))
}

fn binomial(options: &mut Options<'_>) -> Result<Shared> {
    let (n, p) = (options.number("n")?, options.number("p")?);
    let (n, p) = (whole(options, "n", n, 0.0, LARGEST)?, within(options, "p", p, 0.0, 1.0)?);
    Ok(if p == 1.0 { Arc::new(Constant(n)) } else { counted(Counts::Binomial { n, p }, n * p) })
}

fn geometric(options: &mut Options<'_>) -> Result<Shared> {
    let p = match options.maybe_number("p")? {
        Some(_) if options.has("mean") => {
            return Err(Error::Value(format!("{} takes 'p' or 'mean', not both", options.what)));
        }
        Some(p) => p,
        None if !options.has("mean") => options.number("p")?,
        None => {
            let mean = options.number("mean")?;
            1.0 / (1.0 + within(options, "mean", mean, 0.0, 1e12)?)
        }
    };
    if p > 0.0 && p <= 1.0 {
        Ok(Arc::new(Geometric::new(p.max(1e-13))))
    } else {
        Err(out_of_range(options, "p", "above 0 and at most 1", p))
    }
}

fn negative_binomial(options: &mut Options<'_>) -> Result<Shared> {
    let (mean, dispersion) = (options.number("mean")?, options.number("dispersion")?);
    let mean = within(options, "mean", mean, 0.0, 1e12)?;
    let dispersion = within(options, "dispersion", dispersion, 0.0, 1e3)?;
    // With less dispersion than that it is Poisson's to the last digit.
    let poisson = dispersion * mean < 1e-12;
    let counts =
        if poisson { Counts::Poisson { mean } } else { Counts::NegativeBinomial { mean, size: 1.0 / dispersion } };
    Ok(counted(counts, mean))
}

fn mixture_(options: &mut Options<'_>) -> Result<Shared> {
    let given = options.need("parts")?;
    let Spec::Seq(items) = given else {
        return Err(options.wrong("parts", "a list such as [{weight: 0.7, normal: {mean: 0, sd: 1}}, ...]", given));
    };
    let (mut shares, mut parts) = (Vec::new(), Vec::new());
    for item in items {
        let is_weight = |key: &Spec| matches!(key, Spec::Str(key) if key == "weight");
        let (weight, rest) = match item {
            Spec::Map(entries) => {
                let weight = entries.iter().find(|(key, _)| is_weight(key)).map(|(_, weight)| weight);
                let rest = entries.iter().filter(|(key, _)| !is_weight(key)).cloned().collect();
                (weight, Spec::Map(rest))
            }
            other => (None, other.clone()),
        };
        let weight = weight.map(|w| number(w).ok_or_else(|| options.wrong("weight", "a finite number", w)));
        shares.push(weight.transpose()?.unwrap_or(1.0));
        parts.push(any(&rest)?.1);
    }
    weights(options, "weight", &shares, parts.len())?;
    let total: f64 = shares.iter().sum();
    let parts = shares.into_iter().zip(parts).filter(|(w, _)| *w > 0.0).map(|(w, part)| (w / total, part));
    Ok(mixture::law(parts.collect()))
}

fn truncated(options: &mut Options<'_>) -> Result<Shared> {
    let (min, max) = (options.maybe_number("min")?, options.maybe_number("max")?);
    let (name, law) = any(options.need("of")?)?;
    Ok(Distribution { name, law }.truncated(min, max)?.law)
}

fn zero_inflated(options: &mut Options<'_>) -> Result<Shared> {
    let p = options.number("p")?;
    let p = within(options, "p", p, 0.0, 1.0)?;
    let of = inner(options)?;
    Ok(if p == 1.0 { Arc::new(Constant(0.0)) } else { combine::listed_or(Inflated::new(p, of)) })
}

fn empirical(options: &mut Options<'_>) -> Result<Shared> {
    let forms = ["edges", "quantiles", "values"];
    let given: Vec<&str> = forms.into_iter().filter(|form| options.has(form)).collect();
    match given.as_slice() {
        ["edges"] => histogram(options),
        ["quantiles"] => quantiles(options),
        ["values"] => values(options),
        _ => Err(Error::Value(format!(
            "{} takes one of 'edges' with 'counts', 'quantiles', and 'values' with 'weights', not {}",
            options.what,
            if given.is_empty() { "none".to_string() } else { given.join(" and ") }
        ))),
    }
}

fn histogram(options: &mut Options<'_>) -> Result<Shared> {
    let (edges, counts) = (options.need("edges")?, options.need("counts")?);
    let (edges, counts) = (numbers(options, "edges", edges)?, numbers(options, "counts", counts)?);
    if edges.len() < 2 || edges.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(Error::Value(format!("'edges' of {} must be two or more ascending numbers", options.what)));
    }
    weights(options, "counts", &counts, edges.len() - 1)?;
    Ok(Arc::new(Histogram::new(edges, &counts)))
}

fn quantiles(options: &mut Options<'_>) -> Result<Shared> {
    let given = options.need("quantiles")?;
    let mut points = pairs(options, "quantiles", given)?;
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (at, values): (Vec<f64>, Vec<f64>) = points.into_iter().unzip();
    let what = &options.what;
    if at.len() < 2 || at[0] != 0.0 || at[at.len() - 1] != 1.0 || at.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Error::Value(format!("'quantiles' of {what} must go from 0 to 1, such as {{0: 1, 0.5: 3, 1: 9}}")));
    }
    if let Some(pair) = values.windows(2).find(|pair| pair[0] > pair[1]) {
        let (high, low) = (float_repr(pair[0]), float_repr(pair[1]));
        return Err(Error::Value(format!("'quantiles' of {what} must not fall, and {low} follows {high}")));
    }
    Ok(Arc::new(Curve::new(at, values)))
}

fn values(options: &mut Options<'_>) -> Result<Shared> {
    let given = options.need("values")?;
    let pairs = if matches!(given, Spec::Map(_)) {
        pairs(options, "values", given)?
    } else {
        let values = numbers(options, "values", given)?;
        let shares = match options.take("weights") {
            Some(shares) => numbers(options, "weights", shares)?,
            None => vec![1.0; values.len()],
        };
        if values.len() != shares.len() {
            weights(options, "weights", &shares, values.len())?;
        }
        values.into_iter().zip(shares).collect()
    };
    let shares: Vec<f64> = pairs.iter().map(|(_, weight)| *weight).collect();
    weights(options, "weights", &shares, pairs.len())?;
    match Atoms::new(pairs) {
        Some(atoms) => Ok(atoms),
        None => Err(Error::Value(format!("'values' of {} must have at least one value", options.what))),
    }
}

fn benford(options: &mut Options<'_>) -> Result<Shared> {
    let digits = options.int_or("digits", 1, 1..=2)?;
    let min = options.number_or("min", 1.0)?;
    let min = positive(options, "min", min)?;
    let max = options.number_or("max", 1e6)?;
    if max > min {
        Ok(Arc::new(Histogram::benford(digits as u8, min, max)))
    } else {
        Err(out_of_range(options, "max", &format!("above 'min', {}", float_repr(min)), max))
    }
}
