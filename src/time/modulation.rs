//! What makes a process livelier at some times than at others: regimes and clusters of volatility.

use super::calendar::Length;
use super::gauss_markov::Source;
use super::renewal::Renewal;
use super::BLOCK;
use crate::error::{Error, Result};
use crate::records::options::Options;
use crate::records::spec::Spec;
use crate::rng::{Draw, Key};

/// A regime, in units of one step.
#[derive(Clone, Debug)]
pub(super) struct Regime {
    pub name: String,
    /// Its share of the time, summed up over the regimes to this one.
    pub until: f64,
    pub share: f64,
    pub drift: Option<f64>,
    pub volatility: Option<f64>,
    pub level: f64,
}

/// Regimes that follow each other: at random steps the regime is drawn anew, by the shares.
#[derive(Clone, Debug)]
pub(super) struct Regimes {
    pub list: Vec<Regime>,
    renewal: Renewal,
}

impl Regimes {
    /// The regimes that were given, with the mean time between two changes.
    pub(super) fn parse(given: &Spec, switch: Option<&Spec>, micros_of_step: f64) -> Result<Self> {
        let Spec::Seq(items) = given else {
            let expected = "a list of regimes such as [{name: calm, share: 0.7, volatility: 0.1}, …]".into();
            return Err(Error::Type { what: "'regimes'".into(), expected, given: given.describe() });
        };
        let mut list = Vec::new();
        for item in items {
            let mut options = Options::of("a regime", item)?;
            let name = options.text("name")?.map_or_else(|| format!("{}", list.len() + 1), str::to_string);
            let regime = Regime {
                name,
                until: 0.0,
                share: options.number_or("share", 1.0)?,
                drift: options.maybe_number("drift")?,
                volatility: options.maybe_number("volatility")?,
                level: options.number_or("level", 0.0)?,
            };
            options.finish()?;
            if regime.share < 0.0 || regime.volatility.is_some_and(|v| v < 0.0) {
                let why = format!("'share' and 'volatility' of the regime '{}' must not be negative", regime.name);
                return Err(Error::Value(why));
            }
            list.push(regime);
        }
        let total: f64 = list.iter().map(|regime| regime.share).sum();
        if list.len() < 2 || total <= 0.0 || !total.is_finite() {
            return Err(Error::value("'regimes' needs at least two regimes, with a share above zero among them"));
        }
        let mut until = 0.0;
        for regime in &mut list {
            regime.share /= total;
            until += regime.share;
            regime.until = until;
        }
        let switch =
            switch.ok_or_else(|| Error::value("'regimes' needs 'switch', the mean time between two changes"))?;
        let steps = Length::parse("'switch'", switch)?.steps(micros_of_step);
        // A draw may give the same regime again, which is no change.
        let changes = 1.0 - list.iter().map(|regime| regime.share * regime.share).sum::<f64>();
        let chance = if changes > 0.0 { (1.0 / (steps * changes)).min(1.0) } else { 0.0 };
        Ok(Self { list, renewal: Renewal::new(chance, 0.0) })
    }

    /// The mean over time of something that a regime has.
    pub(super) fn mean(&self, of: impl Fn(&Regime) -> f64) -> f64 {
        self.list.iter().map(|regime| regime.share * of(regime)).sum()
    }

    /// The periods of a stretch: from which step on which regime.
    fn stretch(&self, key: &Key, which: u64, stretch: u64) -> Vec<(u64, usize)> {
        let mut stream = self.renewal.stream(key, which, stretch);
        let (mut at, end) = (stretch * self.renewal.stretch, (stretch + 1) * self.renewal.stretch);
        let mut periods = Vec::new();
        while at < end {
            let u = stream.unit();
            let regime = self.list.partition_point(|regime| regime.until <= u).min(self.list.len() - 1);
            periods.push((at, regime));
            at = at.saturating_add(self.renewal.gap(&mut stream));
        }
        periods.push((end, 0));
        periods
    }

    /// Appends the regime of each of some steps, and the sum of a drift over all steps before it: that of the mean in
    /// the long run, while what a stretch has more or less of is brought back evenly over the stretch.
    pub(super) fn fill(
        &self,
        key: &Key,
        which: u64,
        steps: std::ops::Range<u64>,
        drift: impl Fn(&Regime) -> f64,
        regimes: &mut Vec<u32>,
        drifts: &mut Vec<f64>,
    ) {
        let length = self.renewal.stretch;
        let mean = self.mean(&drift);
        let mut step = steps.start;
        while step < steps.end {
            let stretch = step / length;
            let first = stretch * length;
            let periods = self.stretch(key, which, stretch);
            let excess = |regime: usize| drift(&self.list[regime]) - mean;
            let pairs = || periods.windows(2).map(|pair| (pair[0].0, pair[1].0, pair[0].1));
            let whole: f64 = pairs().map(|(from, to, regime)| (to - from) as f64 * excess(regime)).sum();
            let mut sum = 0.0;
            for (from, to, regime) in pairs() {
                while step >= from && step < to.min(steps.end) {
                    let back = whole * ((step - first) as f64 / length as f64);
                    regimes.push(regime as u32);
                    drifts.push(mean * step as f64 + sum + (step - from) as f64 * excess(regime) - back);
                    step += 1;
                }
                sum += (to - from) as f64 * excess(regime);
            }
        }
    }
}

/// Volatility in clusters: the variance of a step is a share of the last one's and of the last innovation's square.
#[derive(Clone, Debug)]
pub(super) struct Garch {
    pub alpha: f64,
    pub beta: f64,
    /// The variance of a step in the long run, if `omega` was given.
    pub variance: Option<f64>,
}

impl Garch {
    /// What was given under `volatility`.
    pub(super) fn parse(given: &Spec) -> Result<Self> {
        let mut outer = Options::of("'volatility'", given)?;
        let mut options = Options::of("'garch'", outer.need("garch")?)?;
        outer.finish()?;
        let (alpha, beta) = (options.number("alpha")?, options.number("beta")?);
        let omega = options.maybe_number("omega")?;
        options.finish()?;
        if alpha < 0.0 || beta < 0.0 || alpha + beta >= 1.0 {
            let why = "'alpha' and 'beta' of 'garch' must not be negative, and their sum must be below 1";
            return Err(Error::Value(format!("{why}, not {alpha} and {beta}")));
        }
        if omega.is_some_and(|omega| omega <= 0.0) {
            return Err(Error::value("'omega' of 'garch' must be above zero"));
        }
        Ok(Self { alpha, beta, variance: omega.map(|omega| omega / (1.0 - alpha - beta)) })
    }

    /// Standard deviations of the steps of a block, where 1 is that of the long run. The block before it is gone
    /// through to find where it begins, from the variance of the long run.
    pub(super) fn gains(&self, source: &Source<'_>, block: u64) -> Vec<f64> {
        let mut variance: f64 = 1.0;
        let mut gains = Vec::with_capacity(BLOCK as usize);
        for block in [block.wrapping_sub(1), block] {
            gains.clear();
            let mut normals = source.block(block);
            normals.next();
            for _ in 0..BLOCK {
                gains.push(variance.sqrt());
                let z = normals.next();
                variance = (1.0 - self.alpha - self.beta) + (self.alpha * z * z + self.beta) * variance;
            }
        }
        gains
    }
}
