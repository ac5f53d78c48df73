//! What holds for every source.

use super::*;
use proptest::prelude::*;

/// A source that implements only what is required, as one that calls a user's `random.Random` does.
struct Host(Mersenne);

impl Draw for Host {
    fn bits(&mut self, k: u32) -> u64 {
        self.0.bits(k)
    }
    fn unit(&mut self) -> f64 {
        self.0.unit()
    }
    fn below(&mut self, n: u64) -> u64 {
        self.0.below(n)
    }
}

/// Draws with every method, and what comes next.
fn everything(draw: &mut impl Draw) -> String {
    let table = WeightTable::new(&[1.0, 0.0, 3.5]);
    let (mut digits, mut letters, mut bytes) = ([0; 9], [0; 9], [0; 9]);
    let (mut wide, mut below, mut sample) = (Vec::new(), Vec::new(), Vec::new());
    let mut items = [1, 2, 3, 4, 5, 6];
    draw.digits(&mut digits);
    draw.letters(b"abc", &mut letters);
    draw.fill(&mut bytes);
    draw.bits_wide(77, &mut wide);
    draw.below_wide(&[5, 6, 7, 0], &mut below);
    draw.sample(100, 7, &mut sample);
    draw.shuffle(&mut items);
    format!(
        "{digits:?} {letters:?} {bytes:?} {wide:?} {below:?} {sample:?} {items:?} {} {} {} {} {} {} {} {}",
        draw.between(3, 9),
        draw.between(i64::MIN, i64::MAX),
        draw.uniform(1.0, 2.0),
        draw.choices_index(9),
        draw.weighted(table.weights()),
        draw.bits128(99),
        draw.below128(1 << 99),
        draw.bits(64),
    )
}

#[test]
fn a_host_needs_only_three_methods() {
    let mersenne = Mersenne::from_seed(&PySeed::from(5));
    assert_eq!(everything(&mut Host(mersenne.clone())), everything(&mut mersenne.clone()));
}

fn empty_ranges(draw: &mut impl Draw) {
    let (mut out, mut sample) = (vec![1], vec![1]);
    assert_eq!((draw.bits(0), draw.below(0), draw.below128(0), draw.bits128(0)), (0, 0, 0, 0));
    assert_eq!((draw.between(5, 4), draw.between(i64::MAX, i64::MIN)), (5, i64::MAX));
    assert_eq!((draw.choices_index(0), draw.weighted(Weights::new(&[], &[]))), (0, 0));
    draw.bits_wide(0, &mut out);
    assert!(out.is_empty());
    for n in [&[][..], &[0, 0]] {
        draw.below_wide(n, &mut out);
        assert!(out.is_empty());
    }
    draw.sample(0, 3, &mut sample);
    assert!(sample.is_empty());
    draw.sample(3, 0, &mut sample);
    assert!(sample.is_empty());
    draw.sample(3, 9, &mut sample);
    sample.sort();
    assert_eq!(sample, [0, 1, 2]);
    draw.shuffle::<u8>(&mut []);
    draw.digits(&mut []);
    draw.fill(&mut []);
    let mut letters = *b"??";
    draw.letters(b"", &mut letters);
    assert_eq!(letters, *b"??");
    draw.letters(b"a", &mut letters);
    assert_eq!(letters, *b"aa");
}

#[test]
fn empty_ranges_give_their_only_value() {
    empty_ranges(&mut Mersenne::from_seed(&PySeed::from(1)));
    empty_ranges(&mut Stream::at(&Key::from([1; 32]), 1, 1));
    empty_ranges(&mut Singles::new().next(&Key::from([1; 32]), 1));
}

#[test]
fn a_source_may_be_a_trait_object() {
    let mut mersenne = Mersenne::from_seed(&PySeed::from(1));
    let mut other = mersenne.clone();
    let object: &mut dyn Draw = &mut other;
    assert_eq!(object.below(500), mersenne.below(500));
    assert_eq!(object.gauss(0.0, 1.0), mersenne.gauss(0.0, 1.0));
}

proptest! {
    #[test]
    fn a_sample_has_no_repeats(n in 0usize..2000, k in 0usize..300, seed: i64) {
        let mut sample = Vec::new();
        Mersenne::from_seed(&PySeed::from(seed)).sample(n, k, &mut sample);
        prop_assert_eq!(sample.len(), k.min(n));
        prop_assert!(sample.iter().all(|&i| i < n));
        let distinct: std::collections::HashSet<_> = sample.iter().collect();
        prop_assert_eq!(distinct.len(), sample.len());
    }

    #[test]
    fn wide_and_128_agree(n in 1u128.., k in 0u32..=128, seed: i64) {
        let mut one = Mersenne::from_seed(&PySeed::from(seed));
        let mut other = one.clone();
        let number = |words: &[u32]| words.iter().rev().fold(0u128, |sum, &word| sum << 32 | u128::from(word));
        let mut out = Vec::new();
        one.bits_wide(k, &mut out);
        prop_assert_eq!(number(&out), other.bits128(k));
        let words = [0, 32, 64, 96].map(|shift| (n >> shift) as u32);
        one.below_wide(&words, &mut out);
        prop_assert_eq!(number(&out), other.below128(n));
        prop_assert_eq!(one, other);
    }

    /// The arithmetic search is `bisect.bisect_right(cum, x, 0, n - 1)` step by step.
    #[test]
    fn bisect_as_python(weights in proptest::collection::vec(prop_oneof![Just(0.0), 0.0f64..3.0], 1..60), share in 0.0f64..1.01) {
        let cumulative: Vec<f64> = weights.iter().scan(0.0, |total, w| { *total += w; Some(*total) }).collect();
        let bytes: Vec<u8> = cumulative.iter().flat_map(|c| c.to_le_bytes()).collect();
        let table = Weights::new(&bytes, &[]);
        for x in cumulative.iter().copied().chain([share * table.total()]) {
            let (mut low, mut high) = (0, cumulative.len() - 1);
            while low < high {
                let middle = (low + high) / 2;
                if x < cumulative[middle] { high = middle } else { low = middle + 1 }
            }
            prop_assert_eq!(table.bisect(x), low);
        }
    }

    /// Whatever the parameters, a variate is a value or a NaN, in finite time.
    #[test]
    fn variates_end(a in any::<f64>(), b in any::<f64>(), call in 0u64..1000) {
        let mut s = Stream::at(&Key::from([1; 32]), call, 0);
        s.gauss(a, b);
        s.normalvariate(a, b);
        s.lognormvariate(a, b);
        s.triangular(a, b, Some(a));
        s.expovariate(a);
        s.vonmisesvariate(a, b);
        s.gammavariate(a, b);
        s.betavariate(a, b);
        s.paretovariate(a);
        s.weibullvariate(a, b);
    }
}
