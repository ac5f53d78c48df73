//! Bars agree with each other, with their series, and with the law of a Brownian path.

use super::super::series::tests::{key, spec, ticks};
use super::*;

fn bars(text: &str, range: Range<u64>) -> (Vec<Bar>, Vec<f64>) {
    let ticks = ticks("every: 1d, start: 2024-01-01, points: 100000, days: business");
    let given = spec(text);
    let mut options = Options::of("'bar'", &given).unwrap();
    let bars = Bars::parse(&mut options, &ticks).unwrap();
    options.finish().unwrap();
    let (mut out, mut values) = (Vec::new(), Vec::new());
    bars.fill(&key(), 2, 80.0, range.clone(), &ticks, &mut out);
    bars.series().fill(&key(), 2, 80.0, range.start..range.end + 1, &ticks, &mut values);
    (out, values)
}

const ALL: [&str; 5] = [
    "process: {gbm: {drift: 0.05, volatility: 0.3}}",
    "process: {gbm: {drift: 0.05, volatility: 0.3}}, gaps: 0.3, volatility: {garch: {alpha: 0.1, beta: 0.8}}",
    "process: {walk: {sd: 1}}, gaps: 0.5, min: 50, max: 120, volume: {mean: 500, sd: 1, move: 2}",
    "process: {ou: {rate: 0.1, sd: 1}}, combine: add, noise: 0.2, volume: 100",
    "process: {gbm: {volatility: 0.3}}, combine: add, jumps: {rate: 2/y, size: -5}",
];

#[test]
fn bars_are_consistent() {
    for text in ALL {
        let (bars, values) = bars(text, 0..5000);
        assert_eq!(bars.len(), 5000);
        for (i, bar) in bars.iter().enumerate() {
            let Bar { open, high, low, close, volume } = *bar;
            assert!(low <= open && low <= close && open <= high && close <= high && volume >= 0.0, "{text}: {bar:?}");
            assert_eq!(close, values[i + 1]);
            if !text.contains("gaps") {
                assert_eq!(open, values[i]);
            }
        }
    }
}

#[test]
fn any_range_is_part_of_the_whole() {
    for text in ALL {
        let (whole, _) = bars(text, 0..3000);
        for (from, to) in [(0, 1), (1000, 1030), (1023, 1024), (1024, 2999), (5, 5)] {
            assert_eq!(bars(text, from..to).0, whole[from as usize..to as usize], "{text}");
        }
    }
}

/// Parkinson's estimate: the mean square of the logarithm of high by low is 4 ln 2 times the variance, if high and low
/// are those of one path; here they are drawn one by one, which leaves the law of each.
#[test]
fn ranges_have_the_volatility() {
    let (bars, _) = bars("process: {walk: {sd: 1}}", 0..90_000);
    let n = bars.len() as f64;
    let up = bars.iter().map(|bar| bar.high - bar.open).sum::<f64>() / n;
    let down = bars.iter().map(|bar| bar.open - bar.low).sum::<f64>() / n;
    let expected = (2.0 / std::f64::consts::PI).sqrt();
    let error = 4.0 * (1.0 - 2.0 / std::f64::consts::PI).sqrt() / n.sqrt();
    assert!((up - expected).abs() < error && (down - expected).abs() < error, "{up} {down} {expected}");
    let volume = bars.iter().map(|bar| bar.volume).sum::<f64>() / n;
    assert!((volume / 1e6 - 1.0).abs() < 0.01, "{volume}");
}

#[test]
fn errors() {
    let ticks = ticks("every: 1d, start: 2024-01-01, points: 10");
    let given = spec("gaps: 1");
    let error = Bars::parse(&mut Options::of("'bar'", &given).unwrap(), &ticks).unwrap_err().to_string();
    assert!(error.contains("from 0 to below 1, not 1"), "{error}");
}
