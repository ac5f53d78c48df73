//! Walker's alias tables: a weighted pick with one 32-bit word and one table look-up.
//!
//! This file depends on nothing, so that `build.rs` can include it with `#[path]` and lay the same tables out in the
//! locale blob that [`Draw::weighted`](super::Draw::weighted) reads.

/// The alias table of `weights`: one `(threshold, alias)` cell per weight.
///
/// To pick with a 32-bit word `w`: let `p = w as u64 * n`, look at cell `p >> 32`, and take that index if
/// `(p as u32) < threshold`, else the cell's `alias`. The odds are right to within `n / 2^32`.
///
/// The table is the same on every platform: the weights become integers, exact down to 2^-52 of the largest, and all
/// else is integer arithmetic, so a cell that is full is exactly full. A full cell's alias is itself, and an entry
/// whose weight is zero, negative or not a number has threshold 0 and is nobody's alias: it never comes out.
///
/// Returns an empty table if nothing can be picked: no weights, none positive, or an infinite one.
///
/// ```text
/// alias_table(&[1.0, 3.0]) == [(1 << 31, 1), (u32::MAX, 1)]
/// ```
pub fn alias_table(weights: &[f64]) -> Vec<(u32, u32)> {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    if !(largest > 0.0 && largest.is_finite()) || u32::try_from(weights.len()).is_err() {
        return Vec::new();
    }
    let count = weights.len() as u128;
    // Each entry's mass, in units in which a cell holds `cell`: at most 2^53 * 2^32, so that shifting a remainder
    // by 32 bits stays below 2^128.
    let mut mass: Vec<u128> = weights.iter().map(|&w| integer(w, largest)).collect();
    let cell: u128 = mass.iter().sum();
    for m in &mut mass {
        *m *= count;
    }

    let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..mass.len()).partition(|&i| mass[i] < cell);
    let mut table: Vec<(u32, u32)> = (0..weights.len() as u32).map(|i| (u32::MAX, i)).collect();
    while let (Some(&donor), Some(poor)) = (large.last(), small.pop()) {
        table[poor] = (((mass[poor] << 32) / cell) as u32, donor as u32);
        mass[donor] -= cell - mass[poor];
        if mass[donor] < cell {
            large.pop();
            small.push(donor);
        }
    }
    // The masses add up to exactly `count` cells, so whoever is left is exactly full and keeps its own cell.
    table
}

/// `weight` in units in which `largest` is a 53-bit integer, cut to a whole number.
fn integer(weight: f64, largest: f64) -> u128 {
    if weight.is_nan() || weight <= 0.0 {
        return 0;
    }
    // A float is its fraction times a power of two; subnormals share the lowest power and have no hidden bit.
    let power = |f: f64| (f.to_bits() >> 52).max(1) as u32;
    let hidden = u64::from(weight.is_normal()) << 52;
    let fraction = weight.to_bits() & ((1 << 52) - 1) | hidden;
    u128::from(fraction.checked_shr(power(largest) - power(weight)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::alias_table;

    /// The share of each entry, computed from the table in exact arithmetic.
    fn shares(table: &[(u32, u32)]) -> Vec<f64> {
        let mut shares = vec![0.0; table.len()];
        for (i, &(threshold, alias)) in table.iter().enumerate() {
            let own = f64::from(threshold) / 4_294_967_296.0;
            shares[i] += own;
            shares[alias as usize] += 1.0 - own;
        }
        shares.iter().map(|s| s / table.len() as f64).collect()
    }

    #[test]
    fn literal_tables() {
        assert_eq!(alias_table(&[1.0]), [(u32::MAX, 0)]);
        assert_eq!(alias_table(&[2.0, 2.0]), [(u32::MAX, 0), (u32::MAX, 1)]);
        assert_eq!(alias_table(&[1.0, 3.0]), [(1 << 31, 1), (u32::MAX, 1)]);
        assert_eq!(
            alias_table(&[0.0, 1.0, 0.0, 2.0, 5.0]),
            [(0, 4), (2_684_354_560, 4), (0, 4), (u32::MAX, 3), (3_221_225_472, 3)]
        );
    }

    #[test]
    fn shares_are_the_weights() {
        let tables: [&[f64]; 7] = [
            &[1.0],
            &[0.0, 0.0, 7.0],
            &[1e-300, 1e300],
            &[1.0, 1e9, 1.0, 1e-9],
            &[0.049, 0.0000001, 0.3, 0.0, 0.65],
            &[f64::MAX, f64::MAX, f64::MAX],
            &[f64::MIN_POSITIVE, 5e-324, f64::MIN_POSITIVE],
        ];
        let ramp: Vec<f64> = (0..5000).map(f64::from).collect();
        for weights in tables.into_iter().chain([ramp.as_slice()]) {
            let largest = weights.iter().copied().fold(0.0, f64::max);
            let total: f64 = weights.iter().map(|w| w / largest).sum();
            let table = alias_table(weights);
            assert_eq!(table.len(), weights.len());
            for (share, weight) in shares(&table).iter().zip(weights) {
                let expected = weight / largest / total;
                assert!((share - expected).abs() < 3e-10, "{share} for {expected} in {weights:?}");
            }
            for (i, &(threshold, alias)) in table.iter().enumerate() {
                assert!(weights[alias as usize] > 0.0, "{i} aliases a zero weight");
                assert!(weights[i] > 0.0 || threshold == 0, "{i} has no weight but a threshold");
            }
        }
    }

    #[test]
    fn nothing_to_pick() {
        for weights in [&[][..], &[0.0, 0.0], &[-1.0, f64::NAN], &[1.0, f64::INFINITY]] {
            assert_eq!(alias_table(weights), []);
        }
    }
}
