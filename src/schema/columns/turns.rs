//! References dealt in turns: rows of another table come round again and again, so that it is known how many earlier rows
//! refer to the same one.
//!
//! The rows that are referred to are ranked, and ranks that are about as popular form a tier. Of every chunk each tier has the
//! same number of rows, at places that are shuffled; a tier's rows go through all of its members in an order drawn anew for
//! each round. So the member is a permutation of the place in the round, and the number of the round is how often it came
//! before: both cost the same for any row.

use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::{Compute, Scope};
use crate::rng::{maths, Draw, Key, Permutation, Stream, CHUNK};
use std::sync::{Arc, OnceLock};

/// A tier has at least so many rows of a chunk, so that rounding its share changes little.
const LEAST: f64 = 8.0;
/// Up to so many rows the order of popularity is listed, instead of computed for each.
const LISTED: u64 = 1 << 16;

/// Members that are about as popular.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tier {
    /// The first rank.
    first: u64,
    /// How many members there are.
    members: u64,
    /// How many rows of each chunk refer to one of them.
    rows: u64,
}

/// How references to a table of so many rows are dealt.
#[derive(Debug)]
pub struct Turns {
    rows: u64,
    tiers: Vec<Tier>,
    listed: OnceLock<Vec<u32>>,
}

/// What is known of each row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// The row that it refers to.
    Row,
    /// How many rows up to it refer to the same, itself among them.
    Turn,
}

/// A column of references that are dealt in turns, or of the turns.
#[derive(Debug)]
pub struct Dealt {
    /// How they are dealt.
    pub turns: Arc<Turns>,
    /// The name of the link, of which both columns are.
    pub label: String,
    /// Which of the two.
    pub wanted: Wanted,
}

impl Turns {
    /// References to a table of so many rows, of which those of low rank are preferred by Zipf's law of this exponent.
    pub fn new(rows: u64, skew: f64) -> Self {
        // What a tier from rank a to b weighs: the integral of the law over it.
        let weight = |a: f64, b: f64| {
            let power = 1.0 - skew;
            if power.abs() < 1e-9 {
                return maths::ln(b / a);
            }
            (maths::pow(b, power) - maths::pow(a, power)) / power
        };
        let (last, total) = (rows as f64 + 0.5, weight(0.5, rows as f64 + 0.5));
        let mut tiers: Vec<(u64, f64)> = Vec::new();
        let (mut first, mut end) = (0, if skew > 0.0 { 1 } else { rows });
        while first < rows {
            let share = weight(first as f64 + 0.5, (end as f64 + 0.5).min(last)) / total * CHUNK as f64;
            if end >= rows && share < LEAST && !tiers.is_empty() {
                let of_last = tiers.len() - 1;
                tiers[of_last].0 = rows;
                tiers[of_last].1 += share;
                break;
            }
            if end >= rows || share >= LEAST {
                tiers.push((end.min(rows), share));
                first = end;
            }
            end = end.saturating_mul(2);
        }
        Self { rows, tiers: whole(&tiers), listed: OnceLock::new() }
    }

    /// The rows that those of a chunk refer to, and their turns, from 0 on.
    fn deal(&self, key: &Key, call: u64, chunk: u64, n: usize) -> (Vec<i64>, Vec<i64>) {
        let mut places: Vec<u8> = Vec::with_capacity(CHUNK);
        for (at, tier) in self.tiers.iter().enumerate() {
            places.resize(places.len() + tier.rows as usize, at as u8);
        }
        let mut draw = Stream::at(&key.child("places"), call, chunk);
        if self.tiers.len() > 1 {
            for i in (1..places.len()).rev() {
                places.swap(i, draw.below(i as u64 + 1) as usize);
            }
        }
        let order = Permutation::new(&key.child("order"), self.rows.into());
        let listed = (self.tiers.len() > 1 && self.rows <= LISTED)
            .then(|| self.listed.get_or_init(|| (0..self.rows).map(|at| order.at(at.into()) as u32).collect()));
        let rounds: Vec<Key> = (0..self.tiers.len()).map(|at| key.child(&format!("round/{at}"))).collect();
        let mut next: Vec<u64> = self.tiers.iter().map(|tier| chunk.saturating_mul(tier.rows)).collect();
        let mut now: Vec<Option<(u64, Permutation)>> = vec![None; self.tiers.len()];
        places[..n.min(places.len())]
            .iter()
            .map(|at| {
                let at = usize::from(*at);
                let tier = self.tiers[at];
                let (round, place) = (next[at] / tier.members, next[at] % tier.members);
                next[at] += 1;
                let shuffled = match &mut now[at] {
                    Some((whose, shuffled)) if *whose == round => shuffled,
                    other => &mut other.insert((round, shuffle(&rounds[at], call, round, tier.members))).1,
                };
                let rank = tier.first + shuffled.at(place.into()) as u64;
                let row = match listed {
                    Some(listed) => i64::from(listed[rank as usize]),
                    None if self.tiers.len() > 1 => order.at(rank.into()) as i64,
                    None => rank as i64,
                };
                (row, round as i64)
            })
            .unzip()
    }
}

/// Shares of a chunk as whole numbers of the same sum, by the largest remainders.
fn whole(tiers: &[(u64, f64)]) -> Vec<Tier> {
    let mut first = 0;
    let mut made: Vec<Tier> = Vec::with_capacity(tiers.len());
    for (end, share) in tiers {
        made.push(Tier { first, members: end - first, rows: share.floor() as u64 });
        first = *end;
    }
    let mut order: Vec<usize> = (0..tiers.len()).collect();
    order.sort_by(|a, b| tiers[*b].1.fract().total_cmp(&tiers[*a].1.fract()));
    let given: u64 = made.iter().map(|tier| tier.rows).sum();
    let left = (CHUNK as u64).saturating_sub(given) as usize;
    order.iter().cycle().take(if order.is_empty() { 0 } else { left }).for_each(|at| made[*at].rows += 1);
    made
}

/// The order of a round.
fn shuffle(key: &Key, call: u64, round: u64, members: u64) -> Permutation {
    let mut draw = Stream::at(key, call, round);
    let mut bytes = [0; 32];
    bytes.chunks_exact_mut(8).for_each(|part| part.copy_from_slice(&draw.bits(64).to_le_bytes()));
    Permutation::new(&bytes.into(), members.into())
}

impl Compute for Dealt {
    fn blank(&self) -> Data {
        Data::Int(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let key = scope.table_key().child(&format!("turns/{}", self.label));
        let (rows, turns) = self.turns.deal(&key, scope.call(), scope.chunk(), scope.n());
        Ok(Column::new(Data::Int(match self.wanted {
            Wanted::Row => rows,
            Wanted::Turn => turns.into_iter().map(|turn| turn + 1).collect(),
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dealt(turns: &Turns, chunks: u64) -> (Vec<i64>, Vec<i64>) {
        let key = Key::from_seed(&3.into());
        let (mut rows, mut times) = (Vec::new(), Vec::new());
        for chunk in 0..chunks {
            let (more, turns) = turns.deal(&key, 0, chunk, CHUNK);
            rows.extend(more);
            times.extend(turns);
        }
        (rows, times)
    }

    #[test]
    fn a_turn_is_the_number_of_earlier_rows() {
        for (members, skew) in [(1, 0.7), (10, 0.0), (300, 1.0), (5000, 0.6)] {
            let (rows, turns) = dealt(&Turns::new(members, skew), 20);
            let mut seen = vec![0; members as usize];
            for (row, turn) in rows.iter().zip(turns) {
                assert_eq!(seen[*row as usize], turn, "{members} {skew}");
                seen[*row as usize] += 1;
            }
            assert!(seen.iter().all(|n| *n > 0), "{members} {skew}");
        }
    }

    #[test]
    fn a_part_of_a_chunk_is_that_of_the_whole() {
        let (turns, key) = (Turns::new(1000, 0.8), Key::from_seed(&1.into()));
        let (whole, part) = (turns.deal(&key, 0, 1 << 50, CHUNK), turns.deal(&key, 0, 1 << 50, 100));
        assert_eq!(whole.0[..100], part.0);
        assert_eq!(whole.1[..100], part.1);
    }

    #[test]
    fn shares_are_those_of_the_law() {
        let (rows, _) = dealt(&Turns::new(1000, 0.8), 200);
        let mut counts = vec![0u32; 1000];
        rows.iter().for_each(|row| counts[*row as usize] += 1);
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let law: Vec<f64> = (1..=1000).map(|k| f64::from(k).powf(-0.8)).collect();
        for (from, to) in [(0, 10), (10, 100), (100, 400), (400, 1000)] {
            let share = f64::from(counts[from..to].iter().sum::<u32>()) / rows.len() as f64;
            let expected = law[from..to].iter().sum::<f64>() / law.iter().sum::<f64>();
            assert!((share / expected - 1.0).abs() < 0.12, "{from}: {share} {expected}");
        }
    }

    #[test]
    fn tiers_fill_a_chunk() {
        for rows in [1, 2, 3, 100, 1 << 20, 1 << 50] {
            for skew in [0.0, 0.1, 0.5, 1.0, 1.5, 3.0, 20.0] {
                let tiers = Turns::new(rows, skew).tiers;
                assert_eq!(tiers.iter().map(|tier| tier.rows).sum::<u64>(), CHUNK as u64, "{rows} {skew}");
                assert_eq!(tiers.iter().map(|tier| tier.members).sum::<u64>(), rows, "{rows} {skew}");
                assert!(tiers.iter().all(|tier| tier.rows > 0 && tier.members > 0), "{rows} {skew} {tiers:?}");
            }
        }
    }
}
