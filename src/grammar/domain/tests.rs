//! Domains against draws.

use super::node::{changed, product, sum, text, texts, variable, with, Change, Part};
use super::*;
use crate::grammar::{Cx, LETTERS};
use crate::locale::{attr, Locale, NAMES};
use crate::rng::{Key, Stream};
use std::collections::HashSet;

fn pack(locale: &str) -> &'static Pack<Stream> {
    Pack::of(Locale::find(locale).unwrap())
}

fn domain(locale: &str, field: &str) -> Domain {
    Domain::of(pack(locale), field, None, Clock::default()).unwrap()
}

/// `n` values of a field.
fn drawn(pack: &'static Pack<Stream>, field: &str, n: usize) -> Vec<String> {
    let entry = pack.check(field).unwrap();
    let mut cx = Cx::new(Stream::at(&Key::from_seed(&42.into()), 0, 0), pack, Clock::default());
    let value = |_| {
        cx.class = entry.class;
        let mut out = Vec::new();
        entry.rule.append(&mut cx, &entry.defaults, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    (0..n).map(value).collect()
}

/// All texts, in order.
fn ranked(domain: &Domain) -> Vec<String> {
    (0..domain.capacity()).map(|rank| domain.text(rank)).collect()
}

fn pattern(text: &str) -> Domain {
    Domain::pattern(text, &Fill::default().digits().letters("aab"))
}

fn one_of(all: &[&'static str]) -> Part {
    texts(all.iter().map(|text| text.as_bytes().into()).collect())
}

fn domain_of(part: Part) -> Domain {
    Domain::texts_of(part)
}

/// Evenly picked values, of which so many draws miss none.
#[test]
fn what_is_ranked_is_what_is_drawn() {
    for (locale, field, capacity, draws) in [
        ("en_US", "state", 50, 2_000),
        ("de_DE", "state", 16, 1_000),
        ("az_AZ", "postcode", 5_701, 120_000),
        ("hu_HU", "postcode", 9_000, 180_000),
        ("ka_GE", "building_number", 100, 3_000),
        ("en_US", "secondary_address", 2_000, 40_000),
        ("en_US", "military_state", 3, 100),
        ("en_US", "random_digit_above_two", 8, 500),
        ("en_US", "pybool", 2, 100),
        ("en_US", "numerify", 1_000, 20_000),
    ] {
        let domain = domain(locale, field);
        let all = ranked(&domain);
        let set: HashSet<String> = all.iter().cloned().collect();
        assert_eq!(domain.capacity(), capacity, "{locale} {field}");
        assert!(domain.is_exact() && set.len() == all.len(), "{locale} {field}");
        let drawn: HashSet<String> = drawn(pack(locale), field, draws).into_iter().collect();
        assert_eq!(set, drawn, "{locale} {field}");
    }
}

/// Weighted names: all of the table, those of weight 0 left out.
#[test]
fn names_are_those_of_the_table() {
    let pack = pack("en_US");
    let domain = domain("en_US", "first_name");
    let table = pack.check("first_name").unwrap().class.table(attr!("first_names")).unwrap();
    let weights = table.weights().unwrap();
    let with_weight: Vec<&str> = (0..table.len()).filter(|i| weights.has(*i)).map(|i| table.str(i)).collect();
    assert_eq!(ranked(&domain), with_weight);
    let all: HashSet<String> = ranked(&domain).into_iter().collect();
    assert!(drawn(pack, "first_name", 5_000).iter().all(|name| all.contains(name)));
}

/// Alternatives with values in common: `street_name` picks first and last names, of which some are both.
#[test]
fn overlapping_alternatives_count_once() {
    let domain = domain("en_US", "street_name");
    let all: HashSet<String> = ranked(&domain).into_iter().collect();
    assert!(domain.is_exact());
    assert_eq!(all.len() as u128, domain.capacity());
    assert!(drawn(pack("en_US"), "street_name", 5_000).iter().all(|name| all.contains(name)));

    let lee = |first: &[&'static str]| product(vec![one_of(first), text(&b" Lee"[..])]);
    let both = domain_of(sum(vec![lee(&["Ann", "Jo"]), lee(&["Jo", "Tim"])]));
    assert_eq!(ranked(&both), ["Ann Lee", "Jo Lee", "Tim Lee"]);
}

#[test]
fn parts_that_run_into_each_other_are_listed() {
    let first = one_of(&["Ann", "Anna"]);
    let run = domain_of(product(vec![first.clone(), one_of(&["a", "aa"])]));
    assert_eq!(ranked(&run), ["Anna", "Annaa", "Annaaa"]);
    // Too many to list unasked: an upper bound until it is asked for.
    let many = Fill::default().digits().pattern(b"!!##");
    let (bound, exact) = (domain_of(many.clone()).capacity(), domain_of(many).listed(20_000));
    assert!(exact.is_exact() && exact.capacity() == 11_100 && bound == 12_100);
}

#[test]
fn patterns() {
    assert_eq!(pattern("##-##").capacity(), 10_000);
    assert_eq!(pattern("##-##").text(1_234), "12-34");
    assert_eq!(pattern("%").text(0), "1");
    assert_eq!(pattern("$").capacity(), 8);
    assert_eq!(pattern("?").capacity(), 2);
    assert_eq!(pattern("!!").capacity(), 111);
    assert_eq!(pattern("é").text(0), "é");
    assert_eq!(pattern("").capacity(), 1);
    let long = Domain::pattern(&"?".repeat(40), &Fill::default().letters(LETTERS));
    assert_eq!(long.capacity(), u128::MAX);
    assert_ne!(long.text(u128::MAX - 1), long.text(0));
    let digits = Fill::default().digits().pattern("#".repeat(20).as_bytes());
    assert_eq!(domain_of(digits).text(10u128.pow(19) + 7), "10000000000000000007");
}

#[test]
fn changes_reach_the_letters() {
    let plates = changed(Change::Upper, &Fill::default().letters(LETTERS).pattern(b"??-??"));
    assert_eq!(domain_of(plates).capacity(), 26u128.pow(4));
    let bengali = changed(Change::Digits("০১২৩৪৫৬৭৮৯"), &Fill::default().digits().pattern(b"#######"));
    assert!(bengali.shape.exact);
    assert_eq!(domain_of(bengali).text(10), "০০০০০১০");
}

#[test]
fn variables_are_decided_once() {
    let name = one_of(&["a", "b"]);
    let twice = product(vec![variable(0, &name), text(&b"-"[..]), variable(0, &name)]);
    assert_eq!(ranked(&domain_of(with(vec![name.clone()], twice))), ["a-a", "b-b"]);
    let digits = Fill::default().digits().pattern(b"####");
    let body = product(vec![variable(1, &digits), variable(0, &name), variable(1, &digits), variable(0, &name)]);
    let both = domain_of(with(vec![name.clone(), digits], body));
    assert_eq!((both.capacity(), both.is_exact()), (20_000, true));
    assert_eq!((both.text(7), both.text(10_007)), ("0007a0007a".into(), "0007b0007b".into()));
    // One that is not named has no say.
    assert_eq!(domain_of(with(vec![name], one_of(&["x", "y", "z"]))).capacity(), 3);
}

#[test]
fn values_have_their_types() {
    let integers = Domain::integers(i64::MIN, 1, 1 << 64);
    assert_eq!(integers.value(0), Value::Int(i64::MIN));
    assert_eq!(integers.value((1 << 64) - 1), Value::Int(i64::MAX));
    assert_eq!(Domain::integers(10, -3, 4).value(3), Value::Int(1));
    assert_eq!(Domain::booleans(&[true]).value(5), Value::Bool(true));
    assert_eq!(Domain::elements(3, &[]).value(4), Value::Element(1));
    assert_eq!(Domain::elements(3, &[1.0, 0.0, 2.0]).value(1), Value::Element(2));
    assert_eq!(domain("en_US", "calendar_date").text(0), "1970-01-01");
    assert_eq!(domain("en_US", "calendar_date").capacity(), 20_455);
    assert_eq!(domain("en_US", "timestamp").text(61), "1970-01-01 00:01:01");
    assert_eq!(domain("en_US", "clock_time").value(DAY as u128 - 1), Value::Time((DAY - 1) * SECOND));
    assert_eq!(domain("en_US", "decimal").value(10_000), Value::Decimal("100.00".into()));
    assert_eq!(Domain::decimals(-150, 150, 2).unwrap().text(0), "-1.50");
    let uuid = domain("en_US", "uuid").text((1 << 122) - 1);
    assert_eq!(uuid, "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

#[test]
fn fields_without_a_domain() {
    assert_eq!(capacity(pack("en_US"), "sentence"), None);
    assert_eq!(capacity(pack("en_US"), "no_such_field"), None);
    assert_eq!(unrank(pack("en_US"), "sentence", 0, &mut Vec::new()), None);
    let mut out = Vec::new();
    assert_eq!(unrank(pack("en_US"), "state", 50, &mut out), Some(()));
    assert_eq!(out, domain("en_US", "state").text(0).into_bytes());
}

/// No field of any locale makes the analysis or a rank panic; what is drawn is ranked, and no exact domain repeats.
#[test]
fn every_field_of_every_locale() {
    let mut counted = 0;
    for locale in Locale::all() {
        let pack = Pack::<Stream>::of(locale);
        let mut analysis = Analysis::new(pack);
        // Locales in turn are looked at more closely: all of them take minutes.
        let closely = locale.index() % 10 == 0;
        for field in NAMES {
            let Some(domain) = Domain::read(&mut analysis, field, None, Clock::default()) else { continue };
            counted += 1;
            let capacity = domain.capacity();
            assert!(capacity > 0);
            let step = (capacity / 500).max(1);
            let ranks: Vec<u128> = match closely {
                true => (0..capacity.min(500)).map(|i| i * step).collect(),
                false => vec![0, capacity / 2, capacity - 1],
            };
            let texts: HashSet<String> = ranks.iter().map(|rank| domain.text(*rank)).collect();
            assert!(!domain.is_exact() || texts.len() as u128 >= capacity.min(3).min(ranks.len() as u128));
            if closely && domain.is_exact() {
                assert_eq!(texts.len(), ranks.len(), "{} {field}", locale.name());
            }
            if closely && capacity <= 500 {
                let drawn = drawn(pack, field, 20);
                assert!(drawn.iter().all(|value| texts.contains(value)), "{} {field}: {drawn:?}", locale.name());
            }
        }
    }
    assert!(counted > 10_000);
}
