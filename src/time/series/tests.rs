//! Series: any range is part of the whole, and the laws are those that were asked for. Seeds are fixed.

use super::*;
use crate::clock::Clock;

/// Options in the form `a: 1, b: {c: [1, x]}`, which is all that these tests need.
pub(in crate::time) fn spec(text: &str) -> Spec {
    fn value(text: &mut &str) -> Spec {
        *text = text.trim_start();
        let next = text.chars().next().unwrap_or(' ');
        if next == '{' || next == '[' {
            *text = &text[1..];
            let (mut pairs, mut items) = (Vec::new(), Vec::new());
            loop {
                *text = text.trim_start_matches([' ', ',']);
                if text.starts_with(['}', ']']) {
                    *text = &text[1..];
                    return if next == '{' { Spec::Map(pairs) } else { Spec::Seq(items) };
                }
                if next == '[' {
                    items.push(value(text));
                    continue;
                }
                let (key, rest) = text.split_once(": ").unwrap();
                *text = rest;
                pairs.push((Spec::Str(key.trim().into()), value(text)));
            }
        }
        let end = text.find([',', '}', ']']).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        *text = rest;
        match (word.trim(), word.trim().parse::<i64>(), word.trim().parse::<f64>()) {
            (_, Ok(int), _) => Spec::Int(int),
            (_, _, Ok(float)) => Spec::Float(float),
            ("true", ..) => Spec::Bool(true),
            (text, ..) => Spec::Str(text.into()),
        }
    }
    value(&mut format!("{{{text}}}").as_str())
}

pub(in crate::time) fn ticks(text: &str) -> Ticks {
    let given = spec(text);
    Ticks::parse(&mut Options::of("'rows'", &given).unwrap(), Clock::default()).unwrap()
}

fn parse(text: &str, ticks: &Ticks) -> Result<Series> {
    let given = spec(text);
    let mut options = Options::of("'series'", &given)?;
    let series = Series::parse(&mut options, ticks)?;
    options.finish()?;
    Ok(series)
}

pub(in crate::time) fn key() -> Key {
    Key::from_seed(&42.into()).child("table").child("column")
}

fn daily() -> Ticks {
    ticks("every: 1d, start: 2024-01-01, points: 2000000")
}

fn values(text: &str, which: u64, start: f64, steps: Range<u64>) -> Vec<f64> {
    let ticks = daily();
    let mut out = Vec::new();
    parse(text, &ticks).unwrap().fill(&key(), which, start, steps, &ticks, &mut out);
    out
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let (ma, mb) = (mean(a), mean(b));
    a.iter().zip(b).map(|(a, b)| (a - ma) * (b - mb)).sum::<f64>() / a.len() as f64
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    covariance(a, b) / (covariance(a, a) * covariance(b, b)).sqrt()
}

fn differences(values: &[f64]) -> Vec<f64> {
    values.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn logarithms(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| value.ln()).collect()
}

/// Whether a value is within some standard errors of what is expected.
#[track_caller]
fn near(value: f64, expected: f64, error: f64) {
    assert!((value - expected).abs() <= 4.0 * error, "{value} should be {expected}, give or take {error}");
}

const REGIMES: &str = "regimes: [{name: bull, share: 0.7, drift: 0.3, volatility: 0.1}, \
                       {name: bear, share: 0.3, drift: -0.4, volatility: 0.4}], switch: 60d";

#[test]
fn any_range_is_part_of_the_whole() {
    let all = [
        "trend: 0.02, seasonality: [{period: 1w, amplitude: 3}, {period: 1y, weights: [1, 2, 3, 4]}], noise: 0.5",
        "process: {ar1: {phi: 0.9, sd: 1}}",
        "process: {ar1: {phi: -0.999, sd: 1}}",
        "process: {ou: {mean: 5, rate: 0.001, sd: 1}}, noise: {uniform: {min: -1, max: 1}}",
        "process: {walk: {sd: 1, drift: 0.1}}, correlation: {rho: 0.5}",
        "process: {gbm: {drift: 0.05, volatility: 0.2}}, correlation: {matrix: [[1, 0.5], [0.5, 1]]}",
        "process: {gbm: {drift: 0.05, volatility: 0.2}}, volatility: {garch: {alpha: 0.1, beta: 0.85}}, combine: add",
        &format!("process: {{gbm: {{}}}}, {REGIMES}"),
        "regimes: [{name: low}, {name: high, level: 10}], switch: 20, jumps: {rate: 0.1, size: 2, decay: 5}",
        "process: {walk: {sd: 0.01}}, jumps: {rate: 0.5, size: {normal: {sd: 0.1}}}, min: 5, max: 500, combine: multiply",
    ];
    let ticks = daily();
    let places = [0, 1, 1023, 1025, 1500, 2049, 2100];
    for text in all {
        let series = parse(text, &ticks).unwrap();
        for far in [0, 1_048_576] {
            let fill = |from: u64, to: u64| {
                let mut out = vec![-1.0];
                series.fill(&key(), 1, 100.0, far + from..far + to, &ticks, &mut out);
                assert_eq!(out.remove(0), -1.0);
                out
            };
            let whole = fill(0, 2100);
            assert_eq!(whole.len(), 2100);
            assert!(whole.iter().all(|value| value.is_finite()), "{text}");
            for (i, from) in places.into_iter().enumerate() {
                for to in &places[i..] {
                    let part = fill(from, *to);
                    let same =
                        part.iter().zip(&whole[from as usize..*to as usize]).all(|(a, b)| a.to_bits() == b.to_bits());
                    assert!(part.len() as u64 == to - from && same, "{text}: {far} + {from}..{to}");
                }
            }
        }
    }
}

#[test]
fn missing_and_regimes_are_addressed_too() {
    let ticks = daily();
    let series = parse(&format!("missing: {{rate: 0.2, span: 6d}}, {REGIMES}"), &ticks).unwrap();
    let (mut gaps, mut regimes) = (Vec::new(), Vec::new());
    series.missing(&key(), 0, 0..400_000, &mut gaps);
    series.regimes(&key(), 0, 0..400_000, &mut regimes);
    for (from, to) in [(0, 1), (1023, 1025), (5000, 9000), (123_456, 123_457)] {
        let (mut some, mut other) = (Vec::new(), Vec::new());
        series.missing(&key(), 0, from..to, &mut some);
        series.regimes(&key(), 0, from..to, &mut other);
        assert_eq!(some, gaps[from as usize..to as usize]);
        assert_eq!(other, regimes[from as usize..to as usize]);
    }
    // Their share, and the length of a span.
    let n = gaps.len() as f64;
    let share = gaps.iter().filter(|gap| **gap).count() as f64;
    let spans = gaps.windows(2).filter(|pair| !pair[0] && pair[1]).count() as f64;
    near(share / n, 0.2, (0.2 * 0.8 * 10.0 / n).sqrt());
    near(share / spans, 6.0, 6.0 / spans.sqrt());
    // The share of a regime, and the time between changes: 60 days.
    assert_eq!(series.regime_names(), ["bull", "bear"]);
    let bulls = regimes.iter().filter(|regime| **regime == 0).count() as f64;
    near(bulls / n, 0.7, (0.21 * 120.0 / n).sqrt());
    let changes = regimes.windows(2).filter(|pair| pair[0] != pair[1]).count() as f64;
    near(n / changes, 60.0, 60.0 / changes.sqrt() * 1.5);
}

#[test]
fn ar1_has_its_variance_and_autocorrelation() {
    for phi in [0.9, -0.5, 0.99] {
        let n = 150_000u64;
        let path = values(&format!("process: {{ar1: {{phi: {phi}, sd: 2, mean: 3}}}}"), 0, 0.0, 0..n);
        let effective = n as f64 * (1.0 - f64::abs(phi)) / (1.0 + f64::abs(phi));
        let sd = 2.0 / (1.0 - phi * phi).sqrt();
        near(mean(&path), 3.0, sd / (n as f64 * (1.0 - phi) / (1.0 + phi)).sqrt());
        near(covariance(&path, &path).sqrt() / sd, 1.0, (0.5 / effective).sqrt());
        for lag in [1usize, 2, 10, 50] {
            let found = correlation(&path[lag..], &path[..path.len() - lag]);
            near(found, phi.powi(lag as i32), (1.0 / effective).sqrt());
        }
        // Innovations are independent, across the ends of blocks too, and of variance 4.
        let steps: Vec<f64> = path.windows(2).map(|pair| (pair[1] - 3.0) - phi * (pair[0] - 3.0)).collect();
        near(covariance(&steps, &steps), 4.0, 4.0 * (2.0 / n as f64).sqrt());
        near(correlation(&steps[1..], &steps[..steps.len() - 1]), 0.0, 1.0 / (n as f64).sqrt());
        let last: Vec<f64> = steps.iter().skip(1023).step_by(1024).copied().collect();
        let first: Vec<f64> = steps.iter().skip(1024).step_by(1024).copied().collect();
        near(covariance(&last, &last), 4.0, 4.0 * (2.0 / last.len() as f64).sqrt());
        near(correlation(&first, &last[..first.len()]), 0.0, 1.0 / (first.len() as f64).sqrt());
    }
}

#[test]
fn ou_halves_its_distance_in_its_half_life() {
    // Half-life of ln 2 / 0.05 days = 13.86; the stationary deviation is sd / sqrt(2 rate).
    let path = values("process: {ou: {mean: 10, rate: 0.05, sd: 1, per: d}}", 0, 0.0, 0..200_000);
    let effective = 200_000.0 * 0.05 / 2.0;
    near(mean(&path), 10.0, (10.0f64 / effective).sqrt());
    near(covariance(&path, &path), 10.0, 10.0 * (2.0f64 / effective).sqrt());
    near(correlation(&path[14..], &path[..path.len() - 14]), (-0.7f64).exp(), (1.0f64 / effective).sqrt());
}

#[test]
fn a_walk_is_one_on_every_scale() {
    let path = values("process: {walk: {sd: 2}}", 5, 7.0, 0..262_145);
    assert_eq!(path[0], 7.0);
    for scale in [1usize, 100, 1024, 8192] {
        let moves: Vec<f64> = differences(&path.iter().step_by(scale).copied().collect::<Vec<_>>());
        let n = moves.len() as f64;
        near(covariance(&moves, &moves) / (4.0 * scale as f64), 1.0, (2.0 / n).sqrt());
        near(correlation(&moves[1..], &moves[..moves.len() - 1]), 0.0, 1.0 / n.sqrt());
    }
    // Many walks, far away: the variance is that of so many steps.
    let ticks = daily();
    let series = parse("process: {walk: {sd: 1}}", &ticks).unwrap();
    for far in [3000u64, 1_500_000] {
        let mut ends = Vec::new();
        (0..400).for_each(|which| series.fill(&key(), which, 0.0, far..far + 1, &ticks, &mut ends));
        near(covariance(&ends, &ends) / far as f64, 1.0, (2.0f64 / 400.0).sqrt());
        near(mean(&ends) / (far as f64).sqrt(), 0.0, (1.0f64 / 400.0).sqrt());
    }
}

#[test]
fn gbm_has_its_drift_and_volatility() {
    let ticks = ticks("every: 1d, start: 2024-01-01, points: 300000, days: business");
    let series = parse("process: {gbm: {drift: 0.08, volatility: 0.2}}", &ticks).unwrap();
    let mut logs = Vec::new();
    for which in 0..100 {
        let mut path = Vec::new();
        series.fill(&key(), which, 50.0, 0..2610, &ticks, &mut path);
        assert_eq!(path[0], 50.0);
        logs.push(differences(&logarithms(&path)));
    }
    let all = logs.concat();
    // 260.9 business days are a year.
    let year: f64 = 365.2425 / 1.4;
    near(covariance(&all, &all).sqrt() * year.sqrt(), 0.2, 0.2 * (0.5 / all.len() as f64).sqrt());
    near(mean(&all) * year, 0.08 - 0.02, 0.2 / (all.len() as f64 / year).sqrt());
}

#[test]
fn garch_comes_in_clusters() {
    let text = "process: {walk: {}}, volatility: {garch: {omega: 0.05, alpha: 0.1, beta: 0.85}}";
    let steps = differences(&values(text, 0, 0.0, 0..400_000));
    near(covariance(&steps, &steps), 1.0, 0.02);
    near(correlation(&steps[1..], &steps[..steps.len() - 1]), 0.0, 0.003);
    let squares: Vec<f64> = steps.iter().map(|step| step * step).collect();
    let lag = |k: usize| correlation(&squares[k..], &squares[..squares.len() - k]);
    // Of a GARCH(1,1): alpha (1 - ab - b^2) / (1 - 2ab - b^2) = 0.18 at lag 1, times 0.95 for each more.
    near(lag(1), 0.1 * (1.0 - 0.085 - 0.7225) / (1.0 - 0.17 - 0.7225), 0.015);
    near(lag(10) / lag(1), 0.95f64.powi(9), 0.04);
    // Fat tails: a kurtosis of 3 (1 - 0.95^2) / (1 - 0.95^2 - 2 * 0.01) = 3.77.
    near(mean(&squares.iter().map(|s| s * s).collect::<Vec<_>>()) / mean(&squares).powi(2), 3.77, 0.1);
    let plain = differences(&values("process: {walk: {sd: 1}}", 0, 0.0, 0..400_000));
    let squares: Vec<f64> = plain.iter().map(|step| step * step).collect();
    near(correlation(&squares[1..], &squares[..squares.len() - 1]), 0.0, 0.002);
}

#[test]
fn regimes_have_their_drift_and_volatility() {
    let ticks = daily();
    let series = parse(&format!("process: {{gbm: {{}}}}, {REGIMES}"), &ticks).unwrap();
    let (mut path, mut regimes) = (Vec::new(), Vec::new());
    series.fill(&key(), 0, 1.0, 0..700_001, &ticks, &mut path);
    series.regimes(&key(), 0, 0..700_000, &mut regimes);
    let steps = differences(&logarithms(&path));
    let year: f64 = 365.2425;
    for (regime, drift, volatility) in [(0, 0.3, 0.1), (1, -0.4, 0.4)] {
        let own: Vec<f64> = steps.iter().zip(&regimes).filter(|(_, r)| **r == regime).map(|(step, _)| *step).collect();
        let n = own.len() as f64;
        near(covariance(&own, &own).sqrt() * year.sqrt(), volatility, volatility * (0.5 / n).sqrt() + 1e-4);
        // Blocks and stretches are brought back to the mean, which takes a little of the excess.
        near(mean(&own) * year, drift - volatility * volatility / 2.0, volatility / (n / year).sqrt() + 0.012);
    }
}

#[test]
fn correlations_are_recovered() {
    let ticks = daily();
    let matrix = [[1.0, 0.8, -0.3], [0.8, 1.0, 0.1], [-0.3, 0.1, 1.0]];
    let given =
        "process: {gbm: {volatility: 0.3}}, correlation: {matrix: [[1, 0.8, -0.3], [0.8, 1, 0.1], [-0.3, 0.1, 1]]}";
    let moves = |series: &Series, which| {
        let mut path = Vec::new();
        series.fill(&key(), which, 100.0, 0..40_000, &ticks, &mut path);
        differences(&logarithms(&path))
    };
    let series = parse(given, &ticks).unwrap();
    let paths: Vec<Vec<f64>> = (0..4).map(|which| moves(&series, which)).collect();
    for (i, row) in matrix.iter().enumerate() {
        for (j, rho) in row.iter().enumerate() {
            near(correlation(&paths[i], &paths[j]), *rho, 1.0 / 40_000f64.sqrt());
        }
        near(correlation(&paths[i], &paths[3]), 0.0, 1.0 / 40_000f64.sqrt());
    }
    let series = parse("process: {gbm: {volatility: 0.3}}, correlation: {rho: 0.6}", &ticks).unwrap();
    near(correlation(&moves(&series, 0), &moves(&series, 999)), 0.6, 1.0 / 40_000f64.sqrt());
}

#[test]
fn seasons_and_trend_are_what_they_say() {
    let path =
        values("trend: 0.5, trend_unit: w, seasonality: {period: 1w, amplitude: 3, phase: 2d}", 0, 10.0, 0..1400);
    let level: Vec<f64> = path.iter().enumerate().map(|(i, value)| value - 10.0 - 0.5 * i as f64 / 7.0).collect();
    let top = level.iter().copied().fold(f64::MIN, f64::max);
    assert!((top - 3.0).abs() < 1e-9 && (level[2] - 3.0).abs() < 1e-9); // Wednesday, the third day of 2024
    assert!((covariance(&level, &level) - 4.5).abs() < 1e-9);
    let growth = values("trend: 0.1, trend_unit: y, combine: multiply", 0, 100.0, 0..3653);
    assert!((growth[3652] / 100.0 - 1.1f64.powf(3652.0 / 365.2425)).abs() < 1e-9);
}

#[test]
fn jumps_come_as_often_as_asked() {
    let path = values("jumps: {rate: 2/y, size: {normal: {mean: 5, sd: 1}}}", 0, 0.0, 0..800_000);
    let steps = differences(&path);
    let jumps: Vec<f64> = steps.iter().copied().filter(|step| *step > 1.0).collect();
    let expected = 800_000.0 * 2.0 / 365.2425;
    near(jumps.len() as f64, expected, expected.sqrt());
    near(mean(&jumps), 5.0, 1.0 / expected.sqrt());
    near(path[path.len() - 1] / (5.0 * expected), 1.0, 0.02);
    // Those that fade are gone.
    let fading = values("jumps: {rate: 1/100d, size: 8, decay: 2d}", 0, 0.0, 0..200_000);
    let steps = differences(&fading);
    near(steps.iter().filter(|step| **step > 4.0).count() as f64, 2000.0, 2000f64.sqrt());
    near(mean(&fading), 8.0 / (1.0 - 0.5f64.sqrt()) / 100.0, 0.01);
}

#[test]
fn noise_is_as_asked() {
    let path = values("noise: {normal: {mean: 1, sd: 2}}", 0, 10.0, 0..200_000);
    near(mean(&path), 11.0, 2.0 / 200_000f64.sqrt());
    near(covariance(&path, &path), 4.0, 4.0 * (2.0f64 / 200_000.0).sqrt());
    let wild = values("process: {walk: {sd: 100}}, combine: multiply, noise: 1", 0, 10.0, 0..5000);
    assert!(wild.iter().all(|value| value.is_finite()));
    let held = values("noise: {normal: {sd: 2}}, min: 9, max: 11", 0, 10.0, 0..1000);
    assert!(held.iter().all(|value| (9.0..=11.0).contains(value)) && held.contains(&9.0) && held.contains(&11.0));
}

#[test]
fn series_of_other_parents_are_independent() {
    let [a, b] = [0, 1].map(|which| differences(&values("process: {walk: {sd: 1}}", which, 0.0, 0..50_000)));
    near(correlation(&a, &b), 0.0, 1.0 / 50_000f64.sqrt());
}

#[test]
fn errors() {
    let ticks = daily();
    let message = |text: &str| parse(text, &ticks).unwrap_err().to_string();
    assert_eq!(message("proces: 1"), "'series' has no 'proces'; did you mean 'process'?");
    let process = message("process: {ar: {phi: 0.5, sd: 1}}");
    assert_eq!(process, "'process' must be one of 'ar1', 'ou', 'walk', 'gbm', not 'ar'; did you mean 'ar1'?");
    assert!(message("process: {ar1: {phi: 1, sd: 1}}").contains("there is 'walk'"));
    assert_eq!(message("process: {gbm: {drift: 0.1}}"), "'gbm' needs 'volatility'");
    assert!(message("process: {walk: {sd: 1}}, correlation: {matrix: [[1, 2], [2, 1]]}").contains("row 2 contradicts"));
    assert!(message("process: {walk: {sd: 1}}, correlation: {rho: -0.5}").contains("give a 'matrix'"));
    assert!(message("process: {walk: {}}, volatility: {garch: {alpha: 0.5, beta: 0.5}}").contains("below 1"));
    assert!(message("regimes: [{}, {}]").contains("needs 'switch'"));
    assert!(message("missing: {rate: 2}").contains("from 0 to 1"));
    assert!(message("jumps: {rate: often, size: 1}").contains("such as '2/y'"));
    assert_eq!(message("combine: sum"), "'combine' must be 'add' or 'multiply', not 'sum'");
    assert_eq!(message("min: 2, max: 1"), "'min' (2) must not be above 'max' (1)");
}

/// A change here changes values.
#[test]
fn literals() {
    let at = |text: &str, step: u64| values(text, 3, 100.0, step..step + 1)[0];
    let found = [
        at("process: {walk: {sd: 1}}", 1_234_567),
        at("process: {ar1: {phi: 0.9, sd: 1}}", 5000),
        at("process: {gbm: {drift: 0.05, volatility: 0.2}}", 3000),
        at("noise: 1, seasonality: {period: 1y, amplitude: 8}", 77),
        at("jumps: {rate: 5/y, size: {normal: {sd: 1}}}", 2000),
        at(&format!("process: {{gbm: {{}}}}, {REGIMES}"), 900),
    ];
    assert_eq!(found, LITERALS);
}
const LITERALS: [f64; 6] = [
    515.2273310649996,
    98.14505055281778,
    103.09032709372954,
    103.10006745681176,
    98.01629220758515,
    150.77319161191193,
];
