//! Every distribution against references that are not ours: SciPy's quantiles, integrals of densities, sums of chances.

mod copulas;
mod fit;
mod forms;
mod literal;

use super::Distribution;
use crate::records::spec::Spec;
use crate::rng::{Draw, Key, Stream};

pub(super) fn text(text: &str) -> Spec {
    Spec::Str(text.to_string())
}

pub(super) fn floats(values: &[f64]) -> Spec {
    Spec::Seq(values.iter().map(|v| Spec::Float(*v)).collect())
}

/// A mapping with texts as keys.
pub(super) fn map(pairs: &[(&str, Spec)]) -> Spec {
    Spec::Map(pairs.iter().map(|(key, value)| (text(key), value.clone())).collect())
}

/// `{name: {parameter: number}}`.
pub(super) fn spec(name: &str, parameters: &[(&str, f64)]) -> Spec {
    let pairs = parameters.iter().map(|(key, value)| (text(key), Spec::Float(*value)));
    map(&[(name, Spec::Map(pairs.collect()))])
}

pub(super) fn parse(spec: &Spec) -> Distribution {
    Distribution::parse(spec).expect("a distribution")
}

pub(super) fn distribution(name: &str, parameters: &[(&str, f64)]) -> Distribution {
    parse(&spec(name, parameters))
}

/// The message of what is wrong with it.
pub(super) fn wrong(spec: &Spec) -> String {
    Distribution::parse(spec).expect_err("an error").to_string()
}

/// Uniform numbers as a column draws them.
pub(super) fn uniforms(n: usize, seed: i64) -> Vec<f64> {
    let mut draw = Stream::at(&Key::from_seed(&seed.into()), 0, 1);
    (0..n).map(|_| draw.unit()).collect()
}

/// Values as a column draws them.
pub(super) fn sample(distribution: &Distribution, n: usize) -> Vec<f64> {
    let mut values = uniforms(n, 42);
    distribution.fill(&mut values);
    values
}
