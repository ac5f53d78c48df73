use super::super::{Variates, WeightTable};
use super::*;
use proptest::prelude::*;

fn key() -> Key {
    Key::from_seed(&42.into()).child("column")
}

/// ChaCha8, written from its definition: one block of a nonce.
fn chacha8(key: &Key, nonce: u64, block: u64) -> [u32; BLOCK] {
    let mut start = [0; BLOCK];
    start[..4].copy_from_slice(&[0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574]);
    for (word, bytes) in start[4..12].iter_mut().zip(key.as_bytes().chunks_exact(4)) {
        *word = u32::from_le_bytes(bytes.try_into().unwrap());
    }
    start[12..].copy_from_slice(&[block as u32, (block >> 32) as u32, nonce as u32, (nonce >> 32) as u32]);
    let mut x = start;
    let mut quarter = |a: usize, b: usize, c: usize, d: usize| {
        for (to, from, other, turn) in [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)] {
            x[to] = x[to].wrapping_add(x[from]);
            x[other] = (x[other] ^ x[to]).rotate_left(turn);
        }
    };
    for _ in 0..4 {
        for i in 0..4 {
            quarter(i, 4 + i, 8 + i, 12 + i);
        }
        for i in 0..4 {
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
        }
    }
    std::array::from_fn(|i| x[i].wrapping_add(start[i]))
}

fn words<const N: usize>(stream: &mut Stream) -> [u32; N] {
    std::array::from_fn(|_| stream.word())
}

#[test]
fn literal_values() {
    // A change here changes every native value.
    let mut s = Stream::at(&key(), 0, 0);
    assert_eq!(words(&mut s), [3764718653, 1228681167, 2415283994, 2248211002]);
    let mut s = Stream::at(&key(), 3, 5);
    assert_eq!(words(&mut s), [4065414971, 920832776, 2161073872, 3994195543]);
    assert_eq!([1, 8, 32, 33, 64].map(|k| s.bits(k)), [1, 175, 591856107, 1613059219, 14087241732649222683]);
    assert_eq!([1, 10, 1000, 1 << 40, u64::MAX].map(|n| s.below(n)), [0, 7, 326, 865728348945, 16773016418444253247]);
    assert_eq!(s.between(-5, 5), 2);
    assert_eq!(s.between(i64::MIN, i64::MAX), 6903900014234297961);
    assert_eq!(s.unit(), 0.8799667867001985);
    assert_eq!(s.uniform(-1.0, 1.0), 0.9247949039025072);
    assert_eq!(s.choices_index(1000), 352);
    let (mut digits, mut letters, mut bytes) = ([0; 11], [0; 7], [0; 5]);
    s.digits(&mut digits);
    assert_eq!(digits.escape_ascii().to_string(), "35934808683");
    s.letters(b"abcdefghijklmnopqrstuvwxyz", &mut letters);
    assert_eq!(letters.escape_ascii().to_string(), "xumdwbi");
    s.fill(&mut bytes);
    assert_eq!(bytes, [74, 203, 55, 124, 238]);
    let mut sample = Vec::new();
    s.sample(100, 5, &mut sample);
    assert_eq!(sample, [63, 19, 70, 2, 60]);
    assert_eq!(s.gauss(0.0, 1.0), -1.0688674015721642);
    assert_eq!(s.normalvariate(0.0, 1.0), 0.6103522562277821);
    assert_eq!(s.gammavariate(2.5, 1.0), 2.2726070536590455);
    assert_eq!(s.gammavariate(0.5, 1.0), 0.1920867703338881);
    assert_eq!(s.vonmisesvariate(0.0, 4.0), 6.216352740759105);
    assert_eq!(s.paretovariate(3.0), 1.787592882930959);
}

#[test]
fn layout() {
    let key = key();
    for (call, chunk) in [(0, 0), (1, 0), (0, 1), (7, 3), ((1 << 48) - 1, (1 << 44) - 1)] {
        let mut stream = Stream::at(&key, call, chunk);
        if chunk == 0 {
            assert_eq!(words(&mut stream), chacha8(&key, u64::MAX, call));
        }
        for block in 0..9 {
            assert_eq!(words(&mut stream), chacha8(&key, call, (chunk << 20) + block), "{call} {chunk} {block}");
        }
    }
}

#[test]
fn singles_are_streams() {
    let (one, other) = (key(), key().child("other"));
    let mut singles = Singles::default();
    let calls = [0, 1, 2, 3, 4, 5, 9, 8, 7, 100, 101, (1 << 48) - 1, 0, 1];
    for (key, call) in
        calls.map(|c| (one, c)).into_iter().chain(calls.map(|c| (other, c))).chain([(one, 1), (other, 2)])
    {
        let ours: [u32; 150] = words(&mut singles.next(&key, call));
        assert_eq!(ours, words(&mut Stream::at(&key, call, 0)), "call {call}");
    }
    // A key that happens to be what an empty cache starts with.
    let zero = Key::from([0; 32]);
    let ours: [u32; 20] = words(&mut Singles::new().next(&zero, 1));
    assert_eq!(ours, words(&mut Stream::at(&zero, 1, 0)));
}

#[test]
fn made_when_drawn() {
    let mut stream = Stream::at(&key(), 0, 0);
    assert!(stream.source.is_none());
    assert_eq!((stream.bits(0), stream.below(0)), (0, 0));
    assert!(stream.source.is_none());
    stream.word();
    assert!(stream.source.is_some());
    let mut single = Singles::new().next(&key(), 0);
    let _: [u32; 16] = words(&mut single);
    assert!(single.source.is_none());
}

#[test]
fn a_chunk_never_runs_into_the_next() {
    let (key, call, chunk) = (key(), 6, 2);
    let mut stream = Stream::at(&key, call, chunk);
    let _: [u32; 64] = words(&mut stream);
    let last = (1 << BLOCK_BITS) - 4;
    let source = stream.source.as_mut().unwrap();
    source.made = last as u32;
    seek(&mut source.cipher, call, (chunk << BLOCK_BITS) + last);
    for (epoch, block) in [(0, last), (1, 0)] {
        for block in block..block + 4 {
            let nonce = call + (epoch << 48);
            assert_eq!(words(&mut stream), chacha8(&key, nonce, (chunk << BLOCK_BITS) + block), "{epoch} {block}");
        }
    }
}

#[test]
fn a_clone_goes_on_alike() {
    let mut stream = Stream::at(&key(), 1, 0);
    let _: [u32; 21] = words(&mut stream);
    let mut clone = stream.clone();
    assert_eq!(words::<100>(&mut stream), words::<100>(&mut clone));
}

#[test]
fn keys_stay_out_of_messages() {
    let shown = format!("{:?} {:?} {:?}", key(), Stream::at(&key(), 3, 4), Singles::new());
    assert_eq!(shown, "Key(..) Stream { call: 3, chunk: 4, .. } Singles { .. }");
}

/// Whether counts are as the shares say: Pearson's chi-square within five standard deviations.
fn fits(counts: &[u64], shares: &[f64]) -> bool {
    let drawn = counts.iter().sum::<u64>() as f64;
    let total: f64 = shares.iter().sum();
    let (mut statistic, mut freedom) = (0.0, -1.0f64);
    for (&count, share) in counts.iter().zip(shares) {
        let expected = drawn * share / total;
        if *share == 0.0 {
            assert_eq!(count, 0);
        } else {
            statistic += (count as f64 - expected).powi(2) / expected;
            freedom += 1.0;
        }
    }
    (statistic - freedom).abs() <= 5.0 * (2.0 * freedom.max(0.5)).sqrt()
}

#[test]
fn below_is_uniform() {
    // 3 * 2^30 and 3 * 2^62 would come out 2:1:1 without rejections.
    let third = [1, 2, 3, 7, 10, 26, 100, 500, 3 << 30, 3 << 62, (1 << 32) + 1, u64::MAX];
    for n in third {
        let mut stream = Stream::at(&key(), 11, n);
        let cells = n.min(500) as usize;
        let cells = if n > 500 { 3 } else { cells };
        let mut counts = vec![0; cells];
        for _ in 0..200_000 {
            let cell = u128::from(stream.below(n)) * cells as u128 / u128::from(n);
            counts[cell as usize] += 1;
        }
        assert!(fits(&counts, &vec![1.0; cells]), "below({n}): {counts:?}");
    }
}

#[test]
fn unit_is_uniform() {
    let mut stream = Stream::at(&key(), 12, 1);
    let mut counts = [0; 100];
    for _ in 0..200_000 {
        counts[(stream.unit() * 100.0) as usize] += 1;
    }
    assert!(fits(&counts, &[1.0; 100]));
}

#[test]
fn weighted_is_by_weight() {
    let ramp: Vec<f64> = (0..300).map(|i| f64::from(i % 7)).collect();
    let tables: [&[f64]; 6] =
        [&[1.0], &[0.0, 3.0, 0.0, 0.0, 1.0, 0.0], &[1.0; 12], &[1.0, 1e6, 1.0], &[1e-300, 1.0, 1e-9], &ramp];
    for (i, table) in tables.into_iter().enumerate() {
        let both = WeightTable::new(table);
        let total: f64 = table.iter().sum();
        // Rare entries together, so that every cell is expected several times.
        let common = |weight: f64| weight > total * 1e-4;
        let shares: Vec<f64> = table.iter().map(|&w| if common(w) { w } else { 0.0 }).collect();
        for weights in [both.weights(), both.weights().without_alias()] {
            let mut stream = Stream::at(&key(), 13, i as u64);
            let mut counts = vec![0; table.len()];
            let mut rare = 0;
            for _ in 0..100_000 {
                let index = stream.weighted(weights);
                assert!(table[index] > 0.0, "{index} has no weight in {table:?}");
                if common(table[index]) {
                    counts[index] += 1;
                } else {
                    rare += 1;
                }
            }
            assert!(rare <= 5, "{rare} rare ones in {table:?}");
            assert!(fits(&counts, &shares), "{counts:?} for {table:?}");
        }
    }
}

#[test]
fn without_weights() {
    let mut stream = Stream::at(&key(), 0, 1);
    assert_eq!(stream.weighted(Weights::new(&[], &[])), 0);
    assert_eq!(stream.weighted(Weights::new(&[], &[1; 8])), 0);
    assert_eq!(stream.weighted(Weights::new(&[0; 16], &[])), 1);
}

#[test]
fn ascii_digits() {
    for number in (0..100_000_000).step_by(997).chain([0, 9, 99, 9_999, 10_000, 99_999_999]) {
        assert_eq!(ascii8(number).escape_ascii().to_string(), format!("{number:08}"));
    }
}

proptest! {
    #[test]
    fn below_is_below(n in 1u64.., wide in 1u128.., call in 0u64..1 << 48) {
        let mut stream = Stream::at(&key(), call, 0);
        for n in [n, n >> 32 | 1, n >> 50 | 1] {
            prop_assert!(stream.below(n) < n);
        }
        prop_assert!(stream.below128(wide) < wide);
    }

    #[test]
    fn between_is_between(a: i64, b: i64, chunk in 0u64..1 << 44) {
        let mut stream = Stream::at(&key(), 0, chunk);
        let (low, high) = (a.min(b), a.max(b));
        for (low, high) in [(low, high), (i64::MIN, high), (low, i64::MAX), (low, low)] {
            prop_assert!((low..=high).contains(&stream.between(low, high)));
        }
    }

    #[test]
    fn bits_are_few(k in 0u32..70, call in 0u64..1000) {
        let value = Stream::at(&key(), call, 1).bits(k);
        prop_assert!(k >= 64 || value >> k == 0);
    }

    /// Several letters a word are the digits of one exact draw.
    #[test]
    fn letters_are_digits_of_a_draw(n in 1usize..300, length in 0usize..40, call in 0u64..1000) {
        let alphabet: Vec<u8> = (0..n).map(|i| i as u8).collect();
        let mut stream = Stream::at(&key(), call, 0);
        let mut other = stream.clone();
        let mut letters = vec![0; length];
        stream.letters(&alphabet, &mut letters);

        let most = (1..).take_while(|&k| n.pow(k as u32) <= 1 << 24 && k <= length.max(1)).last().unwrap();
        let mut expected = Vec::new();
        while expected.len() < length {
            let count = most.min(length - expected.len());
            let draw = other.below(n.pow(count as u32) as u64) as usize;
            expected.extend((0..count as u32).rev().map(|place| (draw / n.pow(place) % n) as u8));
        }
        prop_assert_eq!(letters, expected);
        prop_assert_eq!(stream.word(), other.word());
    }

    #[test]
    fn digits_are_digits_of_a_draw(length in 0usize..40, call in 0u64..1000) {
        let mut stream = Stream::at(&key(), call, 0);
        let mut other = stream.clone();
        let mut digits = vec![0; length];
        stream.digits(&mut digits);
        let mut expected = String::new();
        while expected.len() < length {
            let count = (length - expected.len()).min(8);
            expected += &format!("{:0count$}", other.below(10u64.pow(count as u32)));
        }
        prop_assert_eq!(digits, expected.into_bytes());
        prop_assert_eq!(stream.word(), other.word());
    }

    #[test]
    fn fill_is_the_keystream(length in 0usize..200, call in 0u64..1000) {
        let mut stream = Stream::at(&key(), call, 0);
        let mut other = stream.clone();
        let mut bytes = vec![0; length];
        stream.fill(&mut bytes);
        let expected: Vec<u8> = (0..length.div_ceil(4)).flat_map(|_| other.word().to_le_bytes()).take(length).collect();
        prop_assert_eq!(bytes, expected);
        prop_assert_eq!(stream.word(), other.word());
    }
}

/// What many draws at once give is what one after the other gives, wherever in the buffer they begin and end.
#[test]
fn many_at_once() {
    let key = Key::from_seed(&5.into());
    let table = WeightTable::new(&(1..200).map(f64::from).collect::<Vec<_>>());
    for (skip, n) in [(0, 0), (0, 1), (1, 64), (3, 200), (15, 1024), (16, 2), (63, 130), (64, 500)] {
        for chunk in [0, 1] {
            let mut one = Stream::at(&key, 3, chunk);
            for _ in 0..skip {
                one.bits(32);
            }
            let mut many = one.clone();
            // Half of the words of the fourth bound have to be drawn again.
            let small = [0, 1, 7, (1 << 31) + 1, 30_000_000, 1_000_000_001, u64::from(u32::MAX)];
            for bound in small.into_iter().chain([1 << 32, (1 << 63) + 9, u64::MAX]) {
                let mut out = vec![0; n];
                many.fill_below(bound, &mut out, |value| value);
                assert_eq!(out, (0..n).map(|_| one.below(bound)).collect::<Vec<_>>(), "below {bound}");
            }
            let mut out = vec![0.0; n];
            many.fill_unit(&mut out, |unit| unit);
            assert_eq!(out, (0..n).map(|_| one.unit()).collect::<Vec<_>>());
            for weights in [table.weights(), table.weights().without_alias()] {
                let mut out = vec![0; n];
                many.fill_weighted(&weights, &mut out);
                assert_eq!(out, (0..n).map(|_| one.weighted_by(&weights) as u32).collect::<Vec<_>>());
            }
            assert_eq!(many.bits(64), one.bits(64));
        }
    }
}
