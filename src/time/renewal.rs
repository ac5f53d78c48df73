//! Things that happen at random steps, each as likely as the other: switches of regime, jumps, gaps.
//!
//! Nothing is carried along for ever: they begin anew at every *stretch*, which is long enough for some 64 of them.

use crate::rng::{maths, Draw, Key, Stream};

/// A chance per step, and how long the stretches are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Renewal {
    /// `ln(1 - chance)`.
    log_miss: f64,
    /// Steps of a stretch.
    pub stretch: u64,
}

impl Renewal {
    /// For a chance per step; a stretch has at least so many steps.
    pub(super) fn new(chance: f64, least: f64) -> Self {
        let wanted = (64.0 / chance.max(1e-12)).max(least).clamp(1024.0, (1u64 << 40) as f64);
        Self { log_miss: maths::ln(1.0 - chance.clamp(0.0, 1.0)), stretch: (wanted as u64).next_power_of_two() }
    }

    /// What a stretch is drawn from.
    pub(super) fn stream(&self, key: &Key, which: u64, stretch: u64) -> Stream {
        Stream::at(key, which, stretch & ((1 << 44) - 1))
    }

    /// Steps to the next time that it happens, at least one.
    pub(super) fn gap(&self, stream: &mut Stream) -> u64 {
        let u = stream.unit();
        if self.log_miss == 0.0 {
            return u64::MAX;
        }
        // Infinite logarithms (a chance of 1) give a gap of 1.
        1u64.saturating_add((maths::ln(1.0 - u) / self.log_miss) as u64)
    }
}

/// What happens: the steps of a stretch, counted from its beginning, and how large each is.
#[derive(Clone, Debug, Default)]
pub(super) struct Events {
    pub at: Vec<u64>,
    pub size: Vec<f64>,
}

impl Events {
    /// Those of one stretch, at steps from 1 to its length.
    pub(super) fn of(renewal: &Renewal, key: &Key, which: u64, stretch: u64, size: impl Fn(f64) -> f64) -> Self {
        let mut stream = renewal.stream(key, which, stretch);
        let mut events = Self::default();
        let mut at = 0u64;
        loop {
            at = at.saturating_add(renewal.gap(&mut stream));
            if at > renewal.stretch {
                return events;
            }
            events.at.push(at);
            events.size.push(size(stream.unit()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_often_as_asked() {
        let key = Key::from_seed(&1.into());
        for chance in [0.001, 0.05, 0.7, 1.0] {
            let renewal = Renewal::new(chance, 0.0);
            let stretches = 1 + 200_000 / renewal.stretch;
            let count: usize = (0..stretches).map(|s| Events::of(&renewal, &key, 0, s, |u| u).at.len()).sum();
            let (n, expected) = ((stretches * renewal.stretch) as f64, chance);
            let sd = (chance * (1.0 - chance) / n).sqrt();
            assert!((count as f64 / n - expected).abs() <= 4.0 * sd, "{chance} {}", count as f64 / n);
        }
        assert!(Events::of(&Renewal::new(0.0, 0.0), &key, 0, 0, |u| u).at.is_empty());
    }
}
