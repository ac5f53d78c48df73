//! Goodness of fit of 100,000 values: Kolmogorov and Smirnov's test for densities, chi-square for counts, both at
//! p = 0.001 and with fixed seeds. What is expected is computed here, from densities and chances as they stand in books.

use super::{distribution, floats, map, parse, sample, text};
use crate::distributions::Distribution;
use crate::records::spec::Spec;
use std::f64::consts::PI;

const N: usize = 100_000;

/// `ln Gamma(x)` by Stirling's series far out, with the platform's logarithm.
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut shift) = (x, 0.0);
    while x < 30.0 {
        shift += x.ln();
        x += 1.0;
    }
    let inverse = 1.0 / x;
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * PI).ln() + inverse / 12.0 - inverse.powi(3) / 360.0 + inverse.powi(5) / 1260.0
        - shift
}

/// Tests values against a density, which is integrated from each value to the next; by the logarithm of the value if
/// they are all positive, since densities may be infinite at 0.
fn ks(distribution: &Distribution, logarithmic: bool, pdf: impl Fn(f64) -> f64) {
    let mut values = sample(distribution, N);
    values.sort_by(f64::total_cmp);
    if logarithmic {
        values.iter_mut().for_each(|x| *x = x.ln());
    }
    let density = |y: f64| if logarithmic { pdf(y.exp()) * y.exp() } else { pdf(y) };
    // Gauss and Legendre's rule of three points.
    let mass = |a: f64, b: f64| {
        let (middle, half) = (0.5 * (a + b), 0.5 * (b - a));
        let at = 0.6f64.sqrt() * half;
        half * (5.0 * (density(middle - at) + density(middle + at)) + 8.0 * density(middle)) / 9.0
    };
    let (mut sum, mut worst) = (0.0, 0.0f64);
    for (i, pair) in values.windows(2).enumerate() {
        let ecdf = (i + 1) as f64 / N as f64;
        worst = worst.max((sum + 1.0 / N as f64 - ecdf).abs());
        sum += mass(pair[0], pair[1]);
    }
    let critical = 1.9495 / (N as f64).sqrt();
    assert!((sum - 1.0).abs() < 1e-3, "{distribution:?}: the density adds up to {sum}");
    assert!(worst < critical, "{}: {worst} is beyond {critical}", distribution.name());
}

/// The value of chi-square that is exceeded with a chance of 0.001 (Wilson and Hilferty).
fn critical(degrees: f64) -> f64 {
    let part = 2.0 / (9.0 * degrees);
    degrees * (1.0 - part + 3.0902 * part.sqrt()).powi(3)
}

/// Tests counts in bins against their chances; bins with few are put together.
fn chi_square(name: &str, counts: &[f64], chances: &[f64]) {
    let total: f64 = counts.iter().sum();
    let (mut statistic, mut bins, mut count, mut chance, mut all) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (i, (c, p)) in counts.iter().zip(chances).enumerate() {
        (count, chance, all) = (count + c, chance + p, all + p);
        let last = i + 1 == counts.len();
        if chance * total >= 10.0 && (1.0 - all) * total >= 10.0 || last {
            // The last bin takes what is beyond, too.
            let expected = total * if last { chance + 1.0 - all } else { chance };
            if expected > 0.0 {
                statistic += (count - expected).powi(2) / expected;
                bins += 1.0;
            }
            (count, chance) = (0.0, 0.0);
        }
    }
    assert!(bins > 1.0, "{name}: one bin only");
    assert!(statistic < critical(bins - 1.0), "{name}: chi-square {statistic} with {} degrees", bins - 1.0);
}

/// Tests whole numbers from `first` on against their chances.
fn counted(distribution: &Distribution, first: i64, last: i64, pmf: impl Fn(f64) -> f64) {
    assert!(distribution.is_whole());
    let mut counts = vec![0.0; (last - first + 2) as usize];
    for value in sample(distribution, N) {
        assert!(value >= first as f64 && value.fract() == 0.0, "{value}");
        counts[(value as i64 - first).min(last - first + 1) as usize] += 1.0;
    }
    let mut chances: Vec<f64> = (first..=last).map(|k| pmf(k as f64)).collect();
    chances.push((1.0 - chances.iter().sum::<f64>()).max(0.0));
    chi_square(distribution.name(), &counts, &chances);
}

fn normal_pdf(x: f64, mean: f64, sd: f64) -> f64 {
    (-0.5 * ((x - mean) / sd).powi(2)).exp() / (sd * (2.0 * PI).sqrt())
}

#[test]
fn densities() {
    let d = distribution;
    ks(&d("uniform", &[("min", -2.0), ("max", 5.0)]), false, |_| 1.0 / 7.0);
    ks(&d("normal", &[("mean", 3.0), ("sd", 2.0)]), false, |x| normal_pdf(x, 3.0, 2.0));
    ks(&d("lognormal", &[("mean", 2.5), ("sigma", 0.4)]), true, |x| normal_pdf(x.ln(), 2.5, 0.4) / x);
    ks(&d("exponential", &[("mean", 4.0)]), true, |x| (-x / 4.0).exp() / 4.0);
    ks(&d("exponential", &[("rate", 0.5)]), true, |x| 0.5 * (-x / 2.0).exp());
    ks(&d("weibull", &[("shape", 1.7), ("scale", 10.0)]), true, |x| {
        0.17 * (x / 10.0).powf(0.7) * (-(x / 10.0).powf(1.7)).exp()
    });
    ks(&d("pareto", &[("shape", 2.5), ("min", 3.0)]), true, |x| 2.5 / 3.0 * (x / 3.0).powf(-3.5));
    ks(&d("triangular", &[("min", 1.0), ("mode", 2.0), ("max", 7.0)]), false, |x| {
        (if x < 2.0 { x - 1.0 } else { (7.0 - x) / 5.0 }) / 3.0
    });
}

#[test]
fn densities_from_tables() {
    for (shape, scale) in [(0.1, 2.0), (0.9, 1.0), (2.5, 3.0), (400.0, 0.5)] {
        let gamma = distribution("gamma", &[("shape", shape), ("scale", scale)]);
        ks(&gamma, true, |x| ((shape - 1.0) * x.ln() - x / scale - shape * f64::ln(scale) - ln_gamma(shape)).exp());
    }
    for (alpha, beta) in [(2.0, 5.0), (0.5, 0.5), (0.2, 3.0), (300.0, 500.0)] {
        let constant = ln_gamma(alpha + beta) - ln_gamma(alpha) - ln_gamma(beta);
        let law = distribution("beta", &[("alpha", alpha), ("beta", beta)]);
        ks(&law, true, |x| ((alpha - 1.0) * x.ln() + (beta - 1.0) * (-x).ln_1p() + constant).exp());
    }
    for df in [1.0, 3.0, 30.0] {
        let constant = ln_gamma((df + 1.0) / 2.0) - ln_gamma(df / 2.0) - 0.5 * (df * PI).ln();
        let law = distribution("student_t", &[("df", df), ("mean", 10.0), ("scale", 2.0)]);
        ks(&law, false, |x| {
            let t = (x - 10.0) / 2.0;
            0.5 * (constant - (df + 1.0) / 2.0 * (t * t / df).ln_1p()).exp()
        });
    }
}

#[test]
fn counts() {
    let d = distribution;
    let choose = |n: f64, k: f64| ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
    counted(&d("integers", &[("min", -3.0), ("max", 6.0)]), -3, 6, |_| 0.1);
    for mean in [0.05, 3.2, 60.0, 5000.0] {
        let most = (mean + 20.0 * f64::sqrt(mean) + 20.0) as i64;
        let law = d("poisson", &[("mean", mean)]);
        counted(&law, 0, most, |k| (k * mean.ln() - mean - ln_gamma(k + 1.0)).exp());
    }
    for (n, p) in [(20.0, 0.3), (1.0, 0.9), (1000.0, 0.999)] {
        let pmf = |k: f64| (choose(n, k) + k * f64::ln(p) + (n - k) * f64::ln(1.0 - p)).exp();
        counted(&d("binomial", &[("n", n), ("p", p)]), 0, n as i64, pmf);
    }
    counted(&d("geometric", &[("p", 0.05)]), 0, 400, |k| 0.05 * 0.95f64.powf(k));
    counted(&d("geometric", &[("mean", 3.0)]), 0, 400, |k| 0.25 * 0.75f64.powf(k));
    for (mean, dispersion) in [(3.0, 0.5), (20.0, 4.0), (900.0, 0.01)] {
        let size = 1.0 / dispersion;
        let pmf = |k: f64| {
            let ways = ln_gamma(k + size) - ln_gamma(size) - ln_gamma(k + 1.0);
            (ways + size * (size / (size + mean)).ln() + k * (mean / (size + mean)).ln()).exp()
        };
        counted(&d("negative_binomial", &[("mean", mean), ("dispersion", dispersion)]), 0, 3000, pmf);
    }
    for (exponent, n) in [(1.2, 100.0), (0.0, 7.0), (1.0, 50_000.0), (2.0, 1e6)] {
        let sum: f64 = (1..=n as i64).map(|k| (k as f64).powf(-exponent)).sum();
        let most = f64::min(n, 20_000.0) as i64;
        counted(&d("zipf", &[("exponent", exponent), ("n", n)]), 1, most, |k| k.powf(-exponent) / sum);
    }
}

#[test]
fn as_scipys_quantiles() {
    // Counts too large to list their chances: how many lie between SciPy's quantiles.
    for (name, parameters, _, quantiles) in super::literal::ROWS {
        let distribution = distribution(name, parameters);
        if !distribution.is_whole() || quantiles[10] < 1e5 {
            continue;
        }
        let (at, quantiles) = (&super::literal::AT[2..9], &quantiles[2..9]);
        let mut counts = vec![0.0; 8];
        for value in sample(&distribution, N) {
            counts[quantiles.partition_point(|q| *q < value)] += 1.0;
        }
        // Where one number has much of the chance, as 0 may, a bin is not what its quantiles say.
        let mut cdf: Vec<f64> = at.to_vec();
        cdf.push(1.0);
        for (share, quantile) in cdf.iter_mut().zip(quantiles).take(3) {
            if *quantile < 1e4 {
                *share = distribution.cdf(*quantile);
            }
        }
        let chances: Vec<f64> = std::iter::once(cdf[0]).chain(cdf.windows(2).map(|pair| pair[1] - pair[0])).collect();
        chi_square(name, &counts, &chances);
    }
}

#[test]
fn benford() {
    // The first digit's law, in every decade; and the first two digits'.
    let law = parse(&map(&[("benford", map(&[("max", Spec::Float(1e4))]))]));
    let mut counts = vec![0.0; 36];
    for x in sample(&law, N) {
        let digits = format!("{x:e}");
        let decade = x.log10().floor() as usize;
        counts[decade * 9 + digits[..1].parse::<usize>().expect("a digit") - 1] += 1.0;
    }
    let chances: Vec<f64> = (0..36).map(|i| (1.0 + 1.0 / f64::from(i % 9 + 1)).log10() / 4.0).collect();
    chi_square("first digit", &counts, &chances);
    for decade in 0..4 {
        for digit in 1..=9 {
            let up_to = law.cdf(f64::from(digit + 1) * 10f64.powi(decade));
            let expected = (f64::from(decade) + f64::from(digit + 1).log10()) / 4.0;
            assert!((up_to - expected).abs() < 1e-12, "{digit} in decade {decade}");
        }
    }

    let law = parse(&text("benford"));
    assert!((law.cdf(2.0) - 2f64.log10() / 6.0).abs() < 1e-12);
    let two = map(&[("digits", Spec::Int(2)), ("min", Spec::Int(10)), ("max", Spec::Int(10_000))]);
    let law = parse(&map(&[("benford", two)]));
    let mut counts = vec![0.0; 90];
    for x in sample(&law, N) {
        assert!((10.0..10_000.0).contains(&x), "{x}");
        let digits = format!("{x:.9e}").replace('.', "");
        counts[digits[..2].parse::<usize>().expect("digits") - 10] += 1.0;
    }
    let chances: Vec<f64> = (10..100).map(|d| (1.0 + 1.0 / f64::from(d)).log10()).collect();
    chi_square("first two digits", &counts, &chances);
}

#[test]
fn measured() {
    // A histogram with an empty bin, quantiles, and values with weights.
    let edges = floats(&[0.0, 1.0, 2.0, 4.0, 10.0]);
    let histogram = map(&[("edges", edges), ("counts", floats(&[10.0, 0.0, 30.0, 60.0]))]);
    ks(&parse(&map(&[("empirical", histogram)])), false, |x| match x {
        0.0..1.0 => 0.1,
        1.0..2.0 => 0.0,
        2.0..4.0 => 0.15,
        _ => 0.1,
    });
    let quantiles =
        Spec::Map(vec![(Spec::Int(0), Spec::Int(1)), (Spec::Float(0.5), Spec::Int(3)), (text("1"), Spec::Int(9))]);
    let law = parse(&map(&[("empirical", map(&[("quantiles", quantiles)]))]));
    let values = sample(&law, N);
    let below = values.iter().filter(|x| **x < 3.0).count() as f64;
    assert!((below / N as f64 - 0.5).abs() < 0.005);
    let mean = values.iter().sum::<f64>() / N as f64;
    assert!((mean - law.mean()).abs() < 0.03, "{mean}, {}", law.mean());
    for u in [0.1, 0.4, 0.5, 0.77] {
        assert!((law.cdf(law.quantile(u)) - u).abs() < 1e-12);
    }
    let values = map(&[("values", floats(&[5.0, 1.0, 2.0, 9.0])), ("weights", floats(&[1.0, 2.0, 0.0, 7.0]))]);
    let law = parse(&map(&[("empirical", values)]));
    let mut counts = vec![0.0; 3];
    for x in sample(&law, N) {
        counts[[1.0, 5.0, 9.0].iter().position(|v| *v == x).expect("a value")] += 1.0;
    }
    chi_square("values", &counts, &[0.2, 0.1, 0.7]);
}

#[test]
fn mixtures() {
    let normal = |mean: f64, sd: f64| map(&[("mean", Spec::Float(mean)), ("sd", Spec::Float(sd))]);
    let part = |weight: f64, name: &str, of: Spec| map(&[("weight", Spec::Float(weight)), (name, of)]);
    let near = vec![part(3.0, "normal", normal(0.0, 1.0)), part(1.0, "normal", normal(4.0, 0.5))];
    let pdf = |x: f64| 0.75 * normal_pdf(x, 0.0, 1.0) + 0.25 * normal_pdf(x, 4.0, 0.5);
    ks(&parse(&map(&[("mixture", Spec::Seq(near))])), false, pdf);
    let far = vec![part(0.5, "normal", normal(0.0, 1.0)), part(0.5, "normal", normal(1e4, 1.0))];
    let law = parse(&map(&[("mixture", Spec::Seq(far))]));
    ks(&law, false, |x| 0.5 * normal_pdf(x, 0.0, 1.0) + 0.5 * normal_pdf(x, 1e4, 1.0));
    assert_eq!(law.mean(), 5000.0);
    // Parts of several kinds: a constant, counts, a density.
    let counts = map(&[("mean", Spec::Int(3))]);
    let mixed = vec![
        part(0.2, "constant", Spec::Float(2.5)),
        part(0.3, "poisson", counts.clone()),
        part(0.5, "uniform", map(&[("max", Spec::Int(10))])),
    ];
    let law = parse(&map(&[("mixture", Spec::Seq(mixed))]));
    let mut bins = vec![0.0; 8];
    for x in sample(&law, N) {
        bins[if x == 2.5 {
            7
        } else if x.fract() == 0.0 && x < 6.0 {
            x as usize
        } else {
            6
        }] += 1.0;
    }
    let poisson = |k: i32| 0.3 * (-3.0f64).exp() * 3f64.powi(k) / (1..=k).map(f64::from).product::<f64>();
    let mut chances: Vec<f64> = (0..6).map(poisson).collect();
    chances.push(0.8 - chances.iter().sum::<f64>());
    chances.push(0.2);
    chi_square("mixed", &bins, &chances);
    // Counts that are listed, and counts that are not.
    let few = vec![part(0.5, "poisson", counts), part(0.5, "constant", Spec::Int(7))];
    let law = parse(&map(&[("mixture", Spec::Seq(few))]));
    counted(&law, 0, 40, |k| poisson(k as i32) / 0.6 + if k == 7.0 { 0.5 } else { 0.0 });
    let wide = vec![
        part(0.5, "zipf", map(&[("exponent", Spec::Int(1)), ("n", Spec::Int(1_000_000))])),
        part(0.5, "geometric", map(&[("p", Spec::Float(0.5))])),
    ];
    let law = parse(&map(&[("mixture", Spec::Seq(wide))]));
    let sum: f64 = (1..=1_000_000).map(|k| 1.0 / f64::from(k)).sum();
    counted(&law, 0, 1000, |k| 0.25 * 0.5f64.powf(k) + if k > 0.0 { 0.5 / k / sum } else { 0.0 });
}

#[test]
fn cut_and_inflated() {
    let law = distribution("normal", &[]).truncated(Some(1.0), Some(2.5)).expect("a cut");
    let share = 0.152_445_589_269_3; // Phi(2.5) - Phi(1)
    ks(&law, false, |x| normal_pdf(x, 0.0, 1.0) / share);
    // Far out, where the chance above is 1 part in 10^9.
    let law = distribution("exponential", &[]).truncated(Some(20.0), None).expect("a cut");
    ks(&law, false, |x| (20.0 - x).exp());
    assert!((law.mean() - 21.0).abs() < 1e-6, "{}", law.mean());
    let law = distribution("gamma", &[("shape", 3.0)]).truncated(None, Some(1.0)).expect("a cut");
    let share = 1.0 - 2.5 * (-1.0f64).exp();
    ks(&law, true, |x| 0.5 * x * x * (-x).exp() / share);
    let law = distribution("poisson", &[("mean", 3.0)]).truncated(Some(0.5), Some(3.9)).expect("a cut");
    counted(&law, 1, 3, |k| [3.0, 4.5, 4.5][k as usize - 1] / 12.0);
    assert!((law.mean() - (3.0 + 9.0 + 13.5) / 12.0).abs() < 1e-12);
    let law = distribution("geometric", &[("p", 0.5)]).truncated(Some(2.0), Some(3.0)).expect("a cut");
    counted(&law, 2, 3, |k| if k == 2.0 { 2.0 / 3.0 } else { 1.0 / 3.0 });
    assert!((law.mean() - 7.0 / 3.0).abs() < 1e-12);

    let inflated = |of: Spec| map(&[("zero_inflated", map(&[("p", Spec::Float(0.3)), ("of", of)]))]);
    let law = parse(&inflated(text("normal")));
    let mut bins = vec![0.0; 3];
    for x in sample(&law, N) {
        bins[if x == 0.0 {
            1
        } else if x < 0.0 {
            0
        } else {
            2
        }] += 1.0;
    }
    chi_square("inflated", &bins, &[0.35, 0.3, 0.35]);
    let law = parse(&inflated(map(&[("poisson", map(&[("mean", Spec::Int(1))]))])));
    let poisson = |k: f64| (-1.0f64).exp() / ln_gamma(k + 1.0).exp();
    counted(&law, 0, 12, |k| 0.7 * poisson(k) + if k == 0.0 { 0.3 } else { 0.0 });
    let law = parse(&inflated(map(&[("geometric", map(&[("p", Spec::Float(0.25))]))])));
    counted(&law, 0, 60, |k| 0.7 * 0.25 * 0.75f64.powf(k) + if k == 0.0 { 0.3 } else { 0.0 });
    assert!((law.mean() - 2.1).abs() < 1e-12);
}
