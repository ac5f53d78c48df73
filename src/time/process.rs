//! Processes: what is carried along a series by chance.

use super::calendar::{Length, Step};
use super::gauss_markov::{blocks, GaussMarkov, Mix, Source};
use super::modulation::{Garch, Regime, Regimes};
use super::BLOCK;
use crate::error::{nearest, Error, Result};
use crate::records::options::Options;
use crate::records::spec::Spec;
use crate::rng::{maths, Key};
use std::ops::Range;
use std::sync::Arc;

/// A process, in units of one step.
#[derive(Clone, Debug)]
pub(super) struct Process {
    law: GaussMarkov,
    /// What it varies around.
    mean: f64,
    /// What every step adds, and the standard deviation of an innovation.
    drift: f64,
    pub sd: f64,
    /// The same for a regime that names none.
    own_sd: f64,
    /// Whether it is the logarithm that moves.
    pub exponential: bool,
    pub garch: Option<Garch>,
    pub regimes: Option<Regimes>,
    mix: Mix,
}

/// How a process moves in one step.
struct Motion {
    /// How much of the distance from the mean stays.
    phi: f64,
    /// The spread of what is added.
    sd: f64,
    drift: f64,
    mean: f64,
}

impl Motion {
    /// What the options of that kind of process say, for as many steps in their unit of time; of the spread nothing, where
    /// it comes from elsewhere.
    fn of(kind: &str, options: &mut Options<'_>, per: f64, elsewhere: bool) -> Result<Self> {
        let mut spread = |name: &'static str| -> Result<f64> {
            let value = if elsewhere { options.number_or(name, 0.0)? } else { options.number(name)? };
            if value < 0.0 {
                return Err(Error::Value(format!("'{name}' of '{kind}' must not be negative, and {value} is")));
            }
            Ok(value)
        };
        let (phi, sd, drift, mean) = match kind {
            "ar1" => {
                let sd = spread("sd")?;
                let phi = options.number("phi")?;
                if phi.abs() >= 1.0 {
                    return Err(Error::Value(format!(
                        "'phi' of 'ar1' must be between -1 and 1, not {phi} (for 1 there is 'walk')"
                    )));
                }
                (phi, sd, 0.0, options.number_or("mean", 0.0)?)
            }
            "ou" => {
                let sd = spread("sd")?;
                let rate = options.number("rate")?;
                if rate <= 0.0 {
                    return Err(Error::Value(format!("'rate' of 'ou' must be above zero, not {rate}")));
                }
                let rate = rate / per;
                let phi = maths::exp(-rate);
                let share = if rate < 1e-8 { 1.0 } else { (1.0 - phi * phi) / (2.0 * rate) };
                (phi, sd * (share / per).sqrt(), 0.0, options.number_or("mean", 0.0)?)
            }
            "walk" => (1.0, spread("sd")? / per.sqrt(), options.number_or("drift", 0.0)? / per, 0.0),
            _ => (1.0, spread("volatility")? / per.sqrt(), options.number_or("drift", 0.0)? / per, 0.0),
        };
        Ok(Self { phi, sd, drift, mean })
    }
}

/// The units of a process' parameters in units of one step: how many steps one of `per` has.
fn steps_per(options: &mut Options<'_>, default: Option<&str>, micros_of_step: f64) -> Result<f64> {
    let given = options.text("per")?.or(default);
    match given {
        None | Some("step") => Ok(1.0),
        Some(unit) if Step::unit(unit).is_some() => {
            Ok(Length::parse("'per'", &Spec::Str(unit.to_string()))?.steps(micros_of_step))
        }
        Some(other) => {
            let known = "'step', 'ms', 's', 'min', 'h', 'd', 'w', 'mo', 'q' or 'y'";
            Err(Error::Value(format!("'per' of {} must be {known}, not '{other}'", options.what)))
        }
    }
}

impl Process {
    /// Takes `process`, `volatility`, `regimes`, `switch` and `correlation`.
    pub(super) fn parse(options: &mut Options<'_>, micros_of_step: f64) -> Result<Option<Self>> {
        let (given, garch) = (options.take("process"), options.take("volatility"));
        let (regimes, switch) = (options.take("regimes"), options.take("switch"));
        let correlation = options.take("correlation");
        if switch.is_some() && regimes.is_none() {
            return Err(Error::value("'switch' says how often 'regimes' change, and there are none"));
        }
        let regimes = regimes.map(|given| Regimes::parse(given, switch, micros_of_step)).transpose()?;
        let Some(given) = given else {
            if garch.is_some() || correlation.is_some() {
                return Err(Error::value("'volatility' and 'correlation' are those of a 'process', and there is none"));
            }
            // Regimes alone: levels that change.
            return Ok(regimes.map(Self::level));
        };
        let garch = garch.map(Garch::parse).transpose()?;
        let mix = correlation.map_or(Ok(Mix::Own), mix)?;
        Self::of(given, garch, regimes, mix, micros_of_step).map(Some)
    }

    fn level(regimes: Regimes) -> Self {
        let law = GaussMarkov::new(0.0);
        let mut process = Self {
            law,
            mean: 0.0,
            drift: 0.0,
            sd: 0.0,
            own_sd: 0.0,
            exponential: false,
            garch: None,
            regimes: None,
            mix: Mix::Own,
        };
        process.set_regimes(regimes);
        process
    }

    fn of(given: &Spec, garch: Option<Garch>, regimes: Option<Regimes>, mix: Mix, micros_of_step: f64) -> Result<Self> {
        const KINDS: [&str; 4] = ["ar1", "ou", "walk", "gbm"];
        let mut outer = Options::of("'process'", given)?;
        let Some((kind, given)) = KINDS.iter().find_map(|kind| outer.take(kind).map(|given| (*kind, given))) else {
            let name = outer.rest().first().map(|(name, _)| (*name).to_string()).unwrap_or_default();
            let hint = nearest(&name, KINDS.into_iter()).map(|near| format!("; did you mean '{near}'?"));
            let why = format!("'process' must be one of 'ar1', 'ou', 'walk', 'gbm', not '{name}'");
            return Err(Error::Value(why + &hint.unwrap_or_default()));
        };
        outer.finish()?;
        let mut options = Options::of(&format!("'{kind}'"), given)?;
        let per = steps_per(&mut options, (kind == "gbm").then_some("y"), micros_of_step)?;
        // Where the variance comes from elsewhere, the process needs none of its own.
        let elsewhere = garch.as_ref().is_some_and(|garch| garch.variance.is_some())
            || regimes.as_ref().is_some_and(|regimes| regimes.list.iter().all(|r| r.volatility.is_some()));
        let Motion { phi, sd, drift, mean } = Motion::of(kind, &mut options, per, elsewhere)?;
        options.finish()?;
        let exponential = kind == "gbm";
        let mut process = Self {
            law: GaussMarkov::new(phi),
            mean,
            drift,
            sd,
            own_sd: sd,
            exponential,
            garch: None,
            regimes: None,
            mix,
        };
        if let Some(mut regimes) = regimes {
            for regime in &mut regimes.list {
                regime.drift = regime.drift.map(|drift| drift / per);
                regime.volatility = regime.volatility.map(|volatility| volatility / per.sqrt());
            }
            let phi_is_one = phi == 1.0;
            if !phi_is_one && regimes.list.iter().any(|regime| regime.drift.is_some()) {
                return Err(Error::Value(format!(
                    "regimes of '{kind}' have no 'drift': it returns to its mean; give 'level'"
                )));
            }
            process.set_regimes(regimes);
        }
        if let Some(garch) = garch {
            if let Some(variance) = garch.variance {
                if process.sd > 0.0 {
                    return Err(Error::value("give the process' volatility or 'omega' of 'garch', not both"));
                }
                process.sd = variance.sqrt();
            }
            process.garch = Some(garch);
        }
        Ok(process)
    }

    fn set_regimes(&mut self, regimes: Regimes) {
        let variance = |regime: &Regime| regime.volatility.map_or(self.own_sd * self.own_sd, |sd| sd * sd);
        self.sd = regimes.mean(variance).sqrt();
        self.regimes = Some(regimes);
    }

    /// What a step adds on average: to the logarithm, for a process whose logarithm moves.
    fn trend(&self, drift: f64, sd: f64) -> f64 {
        if self.exponential {
            drift - sd * sd / 2.0
        } else {
            drift
        }
    }

    /// Appends the process at some steps.
    pub(super) fn fill(&self, key: &Key, which: u64, steps: Range<u64>, out: &mut Carried) {
        let chances = key.child("process");
        let common = if let Mix::Own = self.mix { chances } else { chances.child("common") };
        let source = Source { key: &chances, common: &common, which, mix: &self.mix };
        let first = out.values.len();
        match &self.regimes {
            None => {
                let trend = self.trend(self.drift, self.sd);
                let start = steps.start;
                if let Some(garch) = &self.garch {
                    for (block, within) in blocks(steps) {
                        let gains = garch.gains(&source, block);
                        out.sds.extend(gains[within.clone()].iter().map(|gain| gain * self.sd));
                        self.law.fill_block(&source, block, &gains, within, &mut out.values);
                    }
                } else {
                    self.law.fill(&source, steps, &mut out.values);
                    out.sds.resize(out.values.len(), self.sd);
                }
                for (step, value) in (start..).zip(&mut out.values[first..]) {
                    *value = self.mean + self.sd * *value + trend * step as f64;
                }
                out.levels.resize(out.values.len(), 0.0);
            }
            Some(regimes) => {
                let regimes_key = key.child("regimes");
                for (block, within) in blocks(steps) {
                    self.fill_regimes(regimes, &regimes_key, &source, block, within, out);
                }
            }
        }
    }

    fn fill_regimes(
        &self,
        regimes: &Regimes,
        key: &Key,
        source: &Source<'_>,
        block: u64,
        within: Range<usize>,
        out: &mut Carried,
    ) {
        let (mut which, mut drifts) = (Vec::new(), Vec::new());
        let steps = block * BLOCK..(block + 1) * BLOCK;
        let sd_of = |regime: &Regime| regime.volatility.unwrap_or(self.own_sd);
        let trend = |regime: &Regime| self.trend(regime.drift.unwrap_or(self.drift), sd_of(regime));
        regimes.fill(key, source.which, steps, trend, &mut which, &mut drifts);
        let mut gains =
            self.garch.as_ref().map_or_else(|| vec![1.0; BLOCK as usize], |garch| garch.gains(source, block));
        for (gain, regime) in gains.iter_mut().zip(&which) {
            *gain *= if self.sd > 0.0 { sd_of(&regimes.list[*regime as usize]) / self.sd } else { 0.0 };
        }
        let first = out.values.len();
        if self.sd > 0.0 {
            self.law.fill_block(source, block, &gains, within.clone(), &mut out.values);
        } else {
            out.values.resize(first + within.len(), 0.0);
        }
        for (value, t) in out.values[first..].iter_mut().zip(within) {
            *value = self.mean + self.sd * *value + drifts[t];
            out.levels.push(regimes.list[which[t] as usize].level);
            out.sds.push(gains[t] * self.sd);
        }
    }
}

/// A process at some steps.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// Its values, or logarithms of factors.
    pub values: Vec<f64>,
    /// Levels of the regimes.
    pub levels: Vec<f64>,
    /// The standard deviation of the step that follows.
    pub sds: Vec<f64>,
}

/// How series belong together: `{rho: 0.6}` or `{matrix: [[1, 0.6], [0.6, 1]]}`.
fn mix(given: &Spec) -> Result<Mix> {
    let mut options = Options::of("'correlation'", given)?;
    let (rho, matrix) = (options.maybe_number("rho")?, options.take("matrix"));
    options.finish()?;
    match (rho, matrix) {
        (Some(rho), None) if (0.0..=1.0).contains(&rho) => Ok(Mix::Factor(rho.sqrt(), (1.0 - rho).sqrt())),
        (Some(rho), None) => Err(Error::Value(format!(
            "'rho' of 'correlation' must be from 0 to 1, not {rho}: not all of many series can move against each other; \
             give a 'matrix'"
        ))),
        (None, Some(matrix)) => triangle(matrix),
        _ => Err(Error::value("'correlation' needs 'rho' or 'matrix', one of them")),
    }
}

/// Cholesky's triangle of a matrix of correlations.
fn triangle(given: &Spec) -> Result<Mix> {
    let refused = || Error::Type {
        what: "'matrix' of 'correlation'".into(),
        expected: "a list of rows of equal length with 1 on the diagonal, the same above and below it".into(),
        given: given.describe(),
    };
    let Spec::Seq(rows) = given else { return Err(refused()) };
    let mut matrix = Vec::new();
    for row in rows {
        let Spec::Seq(row) = row else { return Err(refused()) };
        let row: Option<Vec<f64>> = row.iter().map(crate::records::options::number).collect();
        matrix.push(row.filter(|row| row.len() == rows.len()).ok_or_else(refused)?);
    }
    let n = matrix.len();
    if n > 1000 {
        return Err(Error::value("'matrix' of 'correlation' has at most 1000 rows; give 'rho' for more series"));
    }
    let same = |i: usize, j: usize| (matrix[i][j] - matrix[j][i]).abs() < 1e-9;
    if (0..n).any(|i| (matrix[i][i] - 1.0).abs() > 1e-9 || (0..i).any(|j| !same(i, j))) {
        return Err(refused());
    }
    let mut lower: Vec<Vec<f64>> = Vec::new();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    for (i, wanted) in matrix.iter().enumerate() {
        let mut row: Vec<f64> = Vec::new();
        for (before, wanted) in lower.iter().zip(wanted) {
            let last = before[before.len() - 1];
            row.push(if last > 0.0 { (wanted - dot(&row, before)) / last } else { 0.0 });
        }
        let rest = 1.0 - row.iter().map(|a| a * a).sum::<f64>();
        let right = lower.iter().zip(wanted).all(|(before, wanted)| (dot(&row, before) - wanted).abs() < 1e-6);
        if rest < -1e-9 || !right {
            let why = format!("its row {} contradicts those before", i + 1);
            return Err(Error::Value(format!("'matrix' of 'correlation' is no matrix of correlations: {why}")));
        }
        row.push(rest.max(0.0).sqrt());
        lower.push(row);
    }
    Ok(Mix::Triangle(Arc::new(lower)))
}
