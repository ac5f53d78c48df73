//! Copulas: uniform numbers of several columns that depend on each other, row by row.

use super::density::Density;
use super::law::LEAST;
use super::normal::{cdf, score};
use super::parameters::{numbers, out_of_range, within};
use super::smooth::Smooth;
use crate::error::{Error, Result};
use crate::providers::float_repr;
use crate::records::options::Options;
use crate::records::spec::Spec;
use crate::rng::maths::{ln, ln_1p, quick_exp, sin_cos};
use crate::rng::Draw;
use std::f64::consts::PI;
use std::sync::Arc;

/// How columns depend on each other.
///
/// ```
/// # use forgery::distributions::Copula;
/// # use forgery::records::spec::Spec;
/// # use forgery::rng::{Key, Stream};
/// let text = |text: &str| Spec::Str(text.to_string());
/// let columns = Spec::Seq(vec![text("income"), text("spend")]);
/// let given = Spec::Map(vec![(text("columns"), columns), (text("rho"), Spec::Float(0.6))]);
/// let (columns, copula) = Copula::parse(&given)?;
/// let mut out = [Vec::new(), Vec::new()];
/// copula.fill(&mut Stream::at(&Key::from_seed(&42.into()), 0, 1), 100, &mut out);
/// assert_eq!((columns.len(), out[0].len()), (2, 100));
/// # Ok::<(), forgery::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Copula {
    columns: usize,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// The lower triangle of the correlations' root, row by row.
    Gaussian(Vec<f64>),
    /// With the frailty: gamma of shape `1 / theta`.
    Clayton { theta: f64, frailty: Arc<Smooth> },
    /// With the index of the frailty, a positive stable variable: `1 / theta`.
    Gumbel { index: f64 },
}

impl Copula {
    /// One item of a table's `correlations`: the columns, and how they depend on each other.
    ///
    /// # Errors
    /// What is missing, unknown or out of range; a matrix that is none of correlations.
    pub fn parse(given: &Spec) -> Result<(Vec<String>, Self)> {
        let mut options = Options::of("an item of 'correlations'", given)?;
        let list = options.need("columns")?;
        let Spec::Seq(items) = list else {
            return Err(options.wrong("columns", "a list of names of columns", list));
        };
        let name = |item: &Spec| match item {
            Spec::Str(name) => Ok(name.clone()),
            other => Err(options.wrong("columns", "a list of names of columns", other)),
        };
        let names = items.iter().map(name).collect::<Result<Vec<_>>>()?;
        if names.len() < 2 {
            return Err(Error::Value(format!("'columns' of {} must be two or more", options.what)));
        }
        if let Some(twice) = names.iter().enumerate().find(|(i, name)| names[..*i].contains(name)) {
            return Err(Error::Value(format!("'columns' of {} has '{}' twice", options.what, twice.1)));
        }
        options.what =
            format!("the correlation of {}", names.iter().map(|n| format!("'{n}'")).collect::<Vec<_>>().join(", "));
        let kind = match options.text("copula")?.unwrap_or("gaussian") {
            "gaussian" => gaussian(&mut options, names.len())?,
            "clayton" => {
                let theta = options.number("theta")?;
                let theta = within(&options, "theta", theta, 1e-6, 1e3)?;
                let frailty = Smooth::new(Density::Gamma { shape: 1.0 / theta }, f64::NEG_INFINITY);
                Kind::Clayton { theta, frailty }
            }
            "gumbel" => {
                let theta = options.number("theta")?;
                Kind::Gumbel { index: 1.0 / within(&options, "theta", theta, 1.0, 1e3)? }
            }
            other => {
                let known = ["gaussian", "clayton", "gumbel"];
                let hint = crate::error::nearest(other, known.into_iter()).map(|n| format!("; did you mean '{n}'?"));
                return Err(Error::Value(format!(
                    "'copula' of {} must be 'gaussian', 'clayton' or 'gumbel', not '{other}'{}",
                    options.what,
                    hint.unwrap_or_default()
                )));
            }
        };
        options.finish()?;
        let columns = names.len();
        Ok((names, Self { columns, kind }))
    }

    /// How many columns it is of.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many uniform numbers a row takes of the source.
    pub fn draws(&self) -> usize {
        match self.kind {
            Kind::Gaussian(_) => self.columns,
            Kind::Clayton { .. } => self.columns + 1,
            Kind::Gumbel { .. } => self.columns + 2,
        }
    }

    /// Puts `n` rows of uniform numbers, between 0 and 1, in the vectors of the columns. Each row takes
    /// [`draws`](Self::draws) numbers of the source, so a row's place in the stream is known.
    pub fn fill(&self, draw: &mut impl Draw, n: usize, out: &mut [Vec<f64>]) {
        for column in out.iter_mut() {
            column.clear();
            column.reserve(n);
        }
        let mut drawn = vec![0.0; self.draws()];
        let mut row = vec![0.0; self.columns];
        for _ in 0..n {
            drawn.iter_mut().for_each(|x| *x = draw.unit() + LEAST);
            self.row(&drawn, &mut row);
            for (column, u) in out.iter_mut().zip(&row) {
                column.push(u.clamp(LEAST, 1.0 - 2.0 * LEAST));
            }
        }
    }

    /// One row from its uniform numbers.
    fn row(&self, drawn: &[f64], row: &mut [f64]) {
        match &self.kind {
            Kind::Gaussian(root) => {
                let mut at = 0;
                let mut scores = [0.0; 16];
                let mut more = Vec::new();
                let scores = if drawn.len() <= scores.len() {
                    &mut scores[..drawn.len()]
                } else {
                    more.resize(drawn.len(), 0.0);
                    &mut more
                };
                for (i, u) in row.iter_mut().enumerate() {
                    scores[i] = score(drawn[i], 1.0 - drawn[i]);
                    let weights = &root[at..=at + i];
                    at += i + 1;
                    *u = cdf(weights.iter().zip(&*scores).map(|(weight, z)| weight * z).sum());
                }
            }
            Kind::Clayton { theta, frailty } => {
                let (u, exponentials) = (drawn[0], &drawn[1..]);
                // The logarithm of the frailty in units of its scale: it may be next to nothing.
                let log = frailty.inverse(u, 1.0 - u) - ln(*theta);
                for (out, e) in row.iter_mut().zip(exponentials) {
                    let ratio = quick_exp((ln(-ln(*e)) - log).min(700.0));
                    *out = quick_exp(-ln_1p(ratio) / theta);
                }
            }
            Kind::Gumbel { index } => {
                let log = stable(*index, drawn[0], drawn[1]);
                for (out, e) in row.iter_mut().zip(&drawn[2..]) {
                    *out = quick_exp(-quick_exp(index * (ln(-ln(*e)) - log)));
                }
            }
        }
    }
}

/// The logarithm of a positive stable variable whose Laplace transform is `exp(-s^index)`, from two uniform numbers
/// (Kanter, Annals of Probability 3, 1975).
fn stable(index: f64, u: f64, v: f64) -> f64 {
    if index == 1.0 {
        return 0.0;
    }
    let angle = PI * u;
    let sin = |x: f64| sin_cos(x).0.max(1e-300);
    let (rest, waiting) = (1.0 - index, -ln(v));
    ln(sin(index * angle)) - ln(sin(angle)) / index + (ln(sin(rest * angle)) - ln(waiting)) * rest / index
}

fn gaussian(options: &mut Options<'_>, columns: usize) -> Result<Kind> {
    let matrix = match (options.maybe_number("rho")?, options.take("matrix")) {
        (Some(rho), None) => {
            // Negative correlations of several columns have a limit.
            let least = -1.0 / (columns as f64 - 1.0);
            if !(rho > least && rho < 1.0) {
                let accepted = format!("above {} and below 1", float_repr(least));
                return Err(out_of_range(options, "rho", &accepted, rho));
            }
            let row = |i: usize| (0..columns).map(|j| if i == j { 1.0 } else { rho }).collect();
            (0..columns).map(row).collect()
        }
        (None, Some(matrix)) => correlations(options, matrix, columns)?,
        (Some(_), Some(_)) => {
            return Err(Error::Value(format!("{} takes 'rho' or 'matrix', not both", options.what)));
        }
        (None, None) => return Err(Error::Value(format!("{} needs 'rho' or 'matrix'", options.what))),
    };
    root(&matrix).map(Kind::Gaussian).ok_or_else(|| {
        Error::Value(format!(
            "'matrix' of {} is no matrix of correlations: some of them contradict each other (it is not positive definite)",
            options.what
        ))
    })
}

/// A matrix of correlations: ones on the diagonal, symmetric.
#[allow(clippy::needless_range_loop)] // Each pair is looked at from both sides.
fn correlations(options: &Options<'_>, given: &Spec, columns: usize) -> Result<Vec<Vec<f64>>> {
    let Spec::Seq(rows) = given else {
        return Err(options.wrong("matrix", "a list of lists of numbers", given));
    };
    let matrix = rows.iter().map(|row| numbers(options, "matrix", row)).collect::<Result<Vec<_>>>()?;
    let wrong = |why: String| Err(Error::Value(format!("'matrix' of {} {why}", options.what)));
    if matrix.len() != columns || matrix.iter().any(|row| row.len() != columns) {
        return wrong(format!("must have {columns} rows of {columns} numbers"));
    }
    for i in 0..columns {
        if matrix[i][i] != 1.0 {
            return wrong(format!("must have 1 on its diagonal, not {}", float_repr(matrix[i][i])));
        }
        for j in 0..i {
            let (lower, upper) = (float_repr(matrix[i][j]), float_repr(matrix[j][i]));
            if lower != upper {
                return wrong(format!("must be symmetric: row {} has {lower}, row {} has {upper}", i + 1, j + 1));
            } else if matrix[i][j].abs() >= 1.0 {
                return wrong(format!("must have numbers between -1 and 1 beside its diagonal, not {lower}"));
            }
        }
    }
    Ok(matrix)
}

/// Cholesky's root, its lower triangle row by row; none if the matrix is not positive definite.
fn root(matrix: &[Vec<f64>]) -> Option<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (i, given) in matrix.iter().enumerate() {
        let mut row: Vec<f64> = Vec::with_capacity(i + 1);
        for j in 0..=i {
            let other = if j == i { &row } else { &rows[j] };
            let rest = given[j] - row.iter().zip(other).take(j).map(|(a, b)| a * b).sum::<f64>();
            if j < i {
                let divisor = rows[j][j];
                row.push(rest / divisor);
            } else if rest > 1e-12 {
                row.push(rest.sqrt());
            } else {
                return None;
            }
        }
        rows.push(row);
    }
    Some(rows.concat())
}
