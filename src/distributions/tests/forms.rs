//! How distributions are written, what is wrong with them, and what holds for all.

use super::{distribution, floats, map, parse, spec, text, uniforms, wrong};
use crate::distributions::{names, Distribution};
use crate::records::options::Options;
use crate::records::spec::Spec;

/// One of each.
fn all() -> Vec<Distribution> {
    let d = distribution;
    let quantiles = map(&[("0", Spec::Int(1)), ("0.5", Spec::Int(3)), ("0.6", Spec::Int(3)), ("1", Spec::Int(9))]);
    let part = |name: &str, mean: f64| spec(name, &[("mean", mean)]);
    let mut all = vec![
        parse(&Spec::Int(3)),
        parse(&map(&[("constant", Spec::Float(2.5))])),
        parse(&text("uniform")),
        parse(&text("normal")),
        parse(&text("lognormal")),
        parse(&text("exponential")),
        parse(&text("benford")),
        d("integers", &[("min", -3.0), ("max", 5.0)]),
        d("gamma", &[("shape", 0.3)]),
        d("gamma", &[("shape", 1e9)]),
        d("beta", &[("alpha", 0.01), ("beta", 0.02)]),
        d("beta", &[("alpha", 3.0), ("beta", 1e6)]),
        d("weibull", &[("shape", 0.01)]),
        d("pareto", &[("shape", 0.01)]),
        d("triangular", &[("min", 1.0), ("max", 2.0), ("mode", 1.0)]),
        d("student_t", &[("df", 0.01)]),
        d("student_t", &[("df", 5.0)]),
        d("zipf", &[("exponent", 1.0), ("n", 1e12)]),
        d("zipf", &[("exponent", 3.0), ("n", 10.0)]),
        d("poisson", &[("mean", 1e-9)]),
        d("poisson", &[("mean", 1e15)]),
        d("binomial", &[("n", 1e12), ("p", 0.5)]),
        d("binomial", &[("n", 1e12), ("p", 1e-12)]),
        d("geometric", &[("p", 1.0)]),
        d("geometric", &[("p", 1e-9)]),
        d("negative_binomial", &[("mean", 1e6), ("dispersion", 50.0)]),
        d("negative_binomial", &[("mean", 2.0), ("dispersion", 0.0)]),
        parse(&map(&[("empirical", map(&[("quantiles", quantiles)]))])),
        parse(&map(&[("empirical", map(&[("values", floats(&[1.5, 2.0, -3.0]))]))])),
        parse(&map(&[("mixture", Spec::Seq(vec![part("normal", 0.0), part("normal", 9.0), Spec::Int(4)]))])),
        parse(&map(&[("mixture", Spec::Seq(vec![part("poisson", 1e8), spec("zipf", &[("n", 1e6)])]))])),
        parse(&map(&[("truncated", map(&[("of", text("normal")), ("min", Spec::Int(5))]))])),
        parse(&map(&[("zero_inflated", map(&[("of", text("normal")), ("p", Spec::Float(0.25))]))])),
    ];
    all.push(all[16].clone().truncated(Some(-1.0), Some(100.0)).expect("a cut"));
    all
}

#[test]
fn one_of_each_name() {
    let mut known: Vec<&str> = all().iter().map(Distribution::name).collect();
    known.sort_unstable();
    known.dedup();
    let mut names: Vec<&str> = names().collect();
    names.sort_unstable();
    assert_eq!(known, names);
}

#[test]
fn quantiles_rise_and_are_finite() {
    let mut at = uniforms(2000, 3);
    at.extend([0.0, 1e-300, 1e-17, 1.0 / 9_007_199_254_740_992.0, 0.5, 1.0 - 1.0 / 9_007_199_254_740_992.0]);
    at.extend((0..1000).map(|i| f64::from(i) / 1000.0));
    at.sort_by(f64::total_cmp);
    for distribution in all() {
        let mut filled = at.clone();
        distribution.fill(&mut filled);
        let mut last = f64::NEG_INFINITY;
        for (u, x) in at.iter().zip(&filled) {
            assert!(x.is_finite(), "{distribution:?} at {u}: {x}");
            assert_eq!(x.to_bits(), distribution.quantile(*u).to_bits(), "{} at {u}", distribution.name());
            let slack = 1e-14 * last.abs();
            assert!(
                *x >= last - slack || last == f64::NEG_INFINITY,
                "{} at {u}: {x} after {last}",
                distribution.name()
            );
            assert!(!distribution.is_whole() || x.fract() == 0.0, "{} at {u}: {x}", distribution.name());
            last = *x;
        }
    }
}

#[test]
fn the_cdf_turns_quantiles_round() {
    for distribution in all() {
        for u in uniforms(300, 5) {
            let x = distribution.quantile(u);
            // A float has so many digits only: of what is close to 1 as of others.
            let step = if x == 0.0 { 1e-12 } else { 1e-9 * x.abs() };
            let (below, up_to) = (distribution.cdf(x - step), distribution.cdf(x + step));
            // 1e-7 for counts that are densities beyond some number.
            assert!(below <= u + 2e-7 && u <= up_to + 2e-7, "{} at {u}: {x}, {below} {up_to}", distribution.name());
        }
    }
}

#[test]
fn literal_values() {
    // The same on every platform: a change here changes values.
    let bits = |d: &Distribution, u: f64| d.quantile(u).to_bits();
    let gamma = distribution("gamma", &[("shape", 2.5), ("scale", 3.0)]);
    let t = distribution("student_t", &[("df", 3.0)]);
    let beta = distribution("beta", &[("alpha", 2.0), ("beta", 5.0)]);
    let zipf = distribution("zipf", &[("exponent", 1.1), ("n", 1e12)]);
    let given = [
        bits(&parse(&text("normal")), 0.1),
        bits(&parse(&text("lognormal")), 0.9),
        bits(&parse(&text("exponential")), 0.7),
        bits(&gamma, 0.3),
        bits(&t, 0.99),
        bits(&beta, 0.2),
        bits(&zipf, 0.7),
    ];
    let expected = [
        0xbff4_813c_36e2_6d31,
        0x400c_d15b_115a_d63e,
        0x3ff3_4378_fcbd_a720,
        0x4011_ffdb_e057_3fac,
        0x4012_29ae_0299_9d6b,
        0x3fc1_e79c_42bb_1051,
        0x40d9_7b00_0000_0000,
    ];
    assert_eq!(given, expected, "{given:x?}");
}

#[test]
fn among_other_options() {
    let given = map(&[("per", text("customers")), ("mean", Spec::Float(3.2)), ("max", Spec::Int(50))]);
    let mut options = Options::of("'rows'", &given).expect("options");
    let poisson = Distribution::named("poisson", &mut options).expect("a distribution");
    assert_eq!((poisson.name(), poisson.mean()), ("poisson", distribution("poisson", &[("mean", 3.2)]).mean()));
    assert_eq!(options.number("max").expect("a number"), 50.0);
    assert_eq!(options.rest().len(), 1);
    let error = Distribution::named("gamma", &mut options).expect_err("an error");
    assert_eq!(error.to_string(), "'gamma' of 'rows' needs 'shape'");
    let zipf = map(&[("exponent", Spec::Int(2)), ("max", Spec::Int(5))]);
    let zipf = Distribution::named("zipf", &mut Options::of("'rows'", &zipf).expect("options")).expect("zipf");
    assert_eq!(zipf.quantile(0.9999), 5.0);
}

#[test]
fn what_is_wrong() {
    let one = |name: &str, parameters: &[(&str, f64)]| wrong(&spec(name, parameters));
    let two = map(&[("normal", Spec::None), ("gamma", Spec::None)]);
    let empirical = |pairs: &[(&str, Spec)]| wrong(&map(&[("empirical", map(pairs))]));
    let cases = [
        (wrong(&text("nromal")), "unknown distribution 'nromal'; did you mean 'normal'?"),
        (
            wrong(&two),
            "a distribution is one name with its parameters, such as {normal: {mean: 0, sd: 1}}, not 'normal', 'gamma'",
        ),
        (
            wrong(&Spec::Bool(true)),
            "a distribution must be a name, a mapping such as {normal: {mean: 0, sd: 1}}, or a number, not True",
        ),
        (one("normal", &[("std", 1.0)]), "'normal' has no 'std'; did you mean 'sd'?"),
        (one("normal", &[("sd", -1.0)]), "'sd' of 'normal' must be 0 or more, not -1.0"),
        (wrong(&text("gamma")), "'gamma' needs 'shape'"),
        (one("gamma", &[("shape", 0.0)]), "'shape' of 'gamma' must be from 1e-06 to 1000000000000, not 0.0"),
        (one("uniform", &[("min", 3.0), ("max", 1.0)]), "'max' of 'uniform' must be at least 'min', 3.0, not 1.0"),
        (
            one("triangular", &[("min", 0.0), ("max", 1.0), ("mode", 2.0)]),
            "'mode' of 'triangular' must be from 0 to 1, not 2.0",
        ),
        (one("exponential", &[("mean", 1.0), ("rate", 1.0)]), "'exponential' takes 'mean' or 'rate', not both"),
        (one("binomial", &[("n", 2.5), ("p", 0.5)]), "'n' of 'binomial' must be a whole number, not 2.5"),
        (one("binomial", &[("n", 2.0), ("p", 1.5)]), "'p' of 'binomial' must be from 0 to 1, not 1.5"),
        (one("geometric", &[("p", 0.0)]), "'p' of 'geometric' must be above 0 and at most 1, not 0.0"),
        (
            wrong(&map(&[("benford", map(&[("digits", Spec::Int(3))]))])),
            "'digits' of 'benford' must be from 1 to 2, not 3",
        ),
        (wrong(&map(&[("mixture", Spec::Seq(vec![]))])), "'weight' of 'mixture' must have a sum above 0, and finite"),
        (
            wrong(&map(&[("truncated", map(&[("of", text("normal")), ("min", Spec::Int(50))]))])),
            "'normal' has no values, or next to none, from 50.0 on",
        ),
        (
            empirical(&[]),
            "'empirical' takes one of 'edges' with 'counts', 'quantiles', and 'values' with 'weights', not none",
        ),
        (
            empirical(&[("edges", floats(&[1.0, 1.0])), ("counts", floats(&[1.0]))]),
            "'edges' of 'empirical' must be two or more ascending numbers",
        ),
        (
            empirical(&[("edges", floats(&[1.0, 2.0])), ("counts", floats(&[1.0, 2.0]))]),
            "'counts' of 'empirical' must be 1 numbers, not 2",
        ),
        (
            empirical(&[("quantiles", map(&[("0", Spec::Int(1)), ("0.5", Spec::Int(3))]))]),
            "'quantiles' of 'empirical' must go from 0 to 1, such as {0: 1, 0.5: 3, 1: 9}",
        ),
        (
            empirical(&[("quantiles", map(&[("0", Spec::Int(1)), ("1", Spec::Int(0))]))]),
            "'quantiles' of 'empirical' must not fall, and 0.0 follows 1.0",
        ),
        (
            empirical(&[("values", floats(&[1.0, 2.0])), ("weights", floats(&[1.0, -2.0]))]),
            "'weights' of 'empirical' must be 0 or more, each, not -2.0",
        ),
    ];
    for (message, expected) in cases {
        assert_eq!(message, expected);
    }
    let cut = distribution("normal", &[]).truncated(Some(2.0), Some(1.0)).expect_err("an error");
    assert_eq!(cut.to_string(), "'min' of 'normal' must not be above 'max', and 2.0 is above 1.0");
    let cut = distribution("poisson", &[("mean", 3.0)]).truncated(Some(1.2), Some(1.8)).expect_err("an error");
    assert_eq!(cut.to_string(), "'poisson' has no values, or next to none, between 1.2 and 1.8");
}
