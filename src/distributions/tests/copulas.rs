//! Copulas: Kendall's tau as theory has it, and margins that are uniform.

use super::{floats, map, text};
use crate::distributions::Copula;
use crate::records::spec::Spec;
use crate::rng::{Key, Stream};

const N: usize = 100_000;

fn copula(columns: usize, options: &[(&str, Spec)]) -> Copula {
    let names = ["a", "b", "c"][..columns].iter().map(|name| text(name)).collect();
    let mut pairs = vec![("columns", Spec::Seq(names))];
    pairs.extend(options.iter().cloned());
    let (columns, copula) = Copula::parse(&map(&pairs)).expect("a copula");
    assert_eq!(columns.len(), copula.columns());
    copula
}

fn wrong(columns: &[&str], options: &[(&str, Spec)]) -> String {
    let mut pairs = vec![("columns", Spec::Seq(columns.iter().map(|name| text(name)).collect()))];
    pairs.extend(options.iter().cloned());
    Copula::parse(&map(&pairs)).expect_err("an error").to_string()
}

fn rows(copula: &Copula, n: usize) -> Vec<Vec<f64>> {
    let mut out = vec![Vec::new(); copula.columns()];
    copula.fill(&mut Stream::at(&Key::from_seed(&7.into()), 0, 1), n, &mut out);
    out
}

/// Kendall's tau, over pairs of neighbours: they are independent, so that is a fair sample of all pairs.
fn tau(a: &[f64], b: &[f64]) -> f64 {
    let agree = |i: usize, j: usize| if (a[i] < a[j]) == (b[i] < b[j]) { 1.0 } else { -1.0 };
    let steps = [1, 7, 100, 1013];
    let sum: f64 = steps.iter().flat_map(|step| (*step..N).map(move |i| (i - step, i))).map(|(i, j)| agree(i, j)).sum();
    sum / steps.iter().map(|step| (N - step) as f64).sum::<f64>()
}

fn uniform(values: &[f64]) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let distance = |(i, u): (usize, &f64)| (u - (i as f64 + 0.5) / N as f64).abs();
    let worst = sorted.iter().enumerate().map(distance).fold(0.0, f64::max);
    assert!(worst < 1.9495 / (N as f64).sqrt(), "{worst}");
    assert!(sorted[0] > 0.0 && sorted[N - 1] < 1.0);
}

#[test]
fn kendalls_tau() {
    let number = Spec::Float;
    let cases = [
        (copula(2, &[("rho", number(0.6))]), 2.0 / std::f64::consts::PI * 0.6f64.asin()),
        (
            copula(2, &[("copula", text("gaussian")), ("rho", number(-0.9))]),
            -2.0 / std::f64::consts::PI * 0.9f64.asin(),
        ),
        (copula(3, &[("rho", number(-0.4))]), -2.0 / std::f64::consts::PI * 0.4f64.asin()),
        (copula(2, &[("copula", text("clayton")), ("theta", number(2.0))]), 0.5),
        (copula(3, &[("copula", text("clayton")), ("theta", number(0.1))]), 0.1 / 2.1),
        (copula(2, &[("copula", text("clayton")), ("theta", number(20.0))]), 20.0 / 22.0),
        (copula(3, &[("copula", text("gumbel")), ("theta", number(2.5))]), 0.6),
        (copula(2, &[("copula", text("gumbel")), ("theta", number(1.0))]), 0.0),
        (copula(2, &[("copula", text("gumbel")), ("theta", number(12.0))]), 1.0 - 1.0 / 12.0),
    ];
    for (copula, expected) in cases {
        let columns = rows(&copula, N);
        columns.iter().for_each(|column| uniform(column));
        for i in 1..columns.len() {
            let tau = tau(&columns[i - 1], &columns[i]);
            assert!((tau - expected).abs() < 0.008, "{copula:?}: {tau}, not {expected}");
        }
    }
}

#[test]
fn tails() {
    // Clayton's columns are low together, Gumbel's high together; a normal's neither.
    let both = |copula: &Copula, low: bool| {
        let columns = rows(copula, N);
        let is = |u: &f64| if low { *u < 0.02 } else { *u > 0.98 };
        columns[0].iter().zip(&columns[1]).filter(|(a, b)| is(a) && is(b)).count() as f64 / (0.02 * N as f64)
    };
    // For Clayton (2 q^-2 - 1)^(-1/2) / q; for Gumbel (1 - 2 p + p^sqrt(2)) / (1 - p), where p is 0.98.
    let clayton = copula(2, &[("copula", text("clayton")), ("theta", Spec::Int(2))]);
    assert!((both(&clayton, true) - (2.0 - 0.02f64.powi(2)).powf(-0.5)).abs() < 0.04);
    let gumbel = copula(2, &[("copula", text("gumbel")), ("theta", Spec::Int(2))]);
    let expected = (1.0 - 1.96 + 0.98f64.powf(2f64.sqrt())) / 0.02;
    assert!((both(&gumbel, false) - expected).abs() < 0.04, "{} {expected}", both(&gumbel, false));
}

#[test]
fn matrices() {
    let matrix = Spec::Seq(vec![floats(&[1.0, 0.6, 0.2]), floats(&[0.6, 1.0, -0.3]), floats(&[0.2, -0.3, 1.0])]);
    let columns = rows(&copula(3, &[("matrix", matrix)]), N);
    for (i, j, rho) in [(0, 1, 0.6f64), (0, 2, 0.2), (1, 2, -0.3)] {
        let tau = tau(&columns[i], &columns[j]);
        assert!((tau - 2.0 / std::f64::consts::PI * rho.asin()).abs() < 0.008, "{i} {j}: {tau}");
    }
}

#[test]
fn rows_are_addressed() {
    // A row takes as many draws as it says, so shorter is the beginning of longer, and the second row can be reached.
    use crate::rng::Draw;
    for options in [vec![("rho", Spec::Float(0.5))], vec![("copula", text("gumbel")), ("theta", Spec::Int(2))]] {
        let copula = copula(2, &options);
        let (few, many) = (rows(&copula, 10), rows(&copula, 1000));
        assert_eq!(few[1], many[1][..10]);
        let mut draw = Stream::at(&Key::from_seed(&7.into()), 0, 1);
        (0..copula.draws()).for_each(|_| {
            draw.unit();
        });
        let mut out = [Vec::new(), Vec::new()];
        copula.fill(&mut draw, 9, &mut out);
        assert_eq!(out[0], few[0][1..]);
    }
}

#[test]
fn what_is_wrong() {
    let matrix = |rows: &[&[f64]]| ("matrix", Spec::Seq(rows.iter().map(|row| floats(row)).collect()));
    let number = Spec::Float;
    let cases = [
        (wrong(&["a"], &[]), "'columns' of an item of 'correlations' must be two or more"),
        (wrong(&["a", "a"], &[]), "'columns' of an item of 'correlations' has 'a' twice"),
        (wrong(&["a", "b"], &[]), "the correlation of 'a', 'b' needs 'rho' or 'matrix'"),
        (
            wrong(&["a", "b"], &[("rho", number(1.5))]),
            "'rho' of the correlation of 'a', 'b' must be above -1.0 and below 1, not 1.5",
        ),
        (
            wrong(&["a", "b"], &[("copula", text("claiton"))]),
            "'copula' of the correlation of 'a', 'b' must be 'gaussian', 'clayton' or 'gumbel', not 'claiton'; did you mean 'clayton'?",
        ),
        (
            wrong(&["a", "b"], &[("copula", text("gumbel")), ("theta", number(0.5))]),
            "'theta' of the correlation of 'a', 'b' must be from 1 to 1000, not 0.5",
        ),
        (
            wrong(&["a", "b"], &[("rho", number(0.5)), ("theta", number(0.5))]),
            "the correlation of 'a', 'b' has no 'theta'; it takes 'columns', 'copula', 'rho', 'matrix'",
        ),
        (
            wrong(&["a", "b"], &[matrix(&[&[1.0, 0.5], &[0.4, 1.0]])]),
            "'matrix' of the correlation of 'a', 'b' must be symmetric: row 2 has 0.4, row 1 has 0.5",
        ),
        (
            wrong(&["a", "b", "c"], &[matrix(&[&[1.0, 0.9, -0.9], &[0.9, 1.0, 0.9], &[-0.9, 0.9, 1.0]])]),
            "'matrix' of the correlation of 'a', 'b', 'c' is no matrix of correlations: some of them contradict each other \
             (it is not positive definite)",
        ),
        (
            wrong(&["a", "b"], &[matrix(&[&[1.0, 0.5]])]),
            "'matrix' of the correlation of 'a', 'b' must have 2 rows of 2 numbers",
        ),
    ];
    for (message, expected) in cases {
        assert_eq!(message, expected);
    }
}
