//! Arrivals: ascending, any range part of the whole, and as many at every time as the rate says.

use super::super::series::tests::{key, spec};
use super::*;
use crate::clock::absolute;

fn at(text: &str) -> i64 {
    absolute(text).unwrap()
}

fn parse(text: &str, start: &str, end: &str) -> Result<Arrivals> {
    let given = if text == "true" { Spec::Bool(true) } else { spec(text) };
    Arrivals::parse(&given, at(start), at(end), Clock::default())
}

fn times(arrivals: &Arrivals, total: u64, rows: Range<u64>) -> Vec<i64> {
    let mut out = Vec::new();
    arrivals.times(&key(), 0, total, rows, &mut out);
    out
}

/// Chi-square of counts against expected ones, as a distance from its mean in standard deviations.
fn chi_square(counts: &[f64], expected: &[f64]) -> f64 {
    let used = || counts.iter().zip(expected).filter(|(_, expected)| **expected > 0.0);
    assert!(counts.iter().zip(expected).all(|(count, expected)| *expected > 0.0 || *count == 0.0));
    let sum: f64 = used().map(|(count, expected)| (count - expected) * (count - expected) / expected).sum();
    let freedom = used().count() as f64 - 1.0;
    (sum - freedom) / (2.0 * freedom).sqrt()
}

const SHOP: &str = "hours: business, weekdays: {sat: 0.6, sun: 0.4}, months: {dec: 1.8}, growth: 0.3, \
                    holidays: {dates: [2024-12-25, 2024-11-28], factor: 0.1}";

#[test]
fn counts_follow_the_rate() {
    let arrivals = parse(SHOP, "2024-01-01T06:00", "2025-03-01").unwrap();
    let total = 400_000;
    let times = times(&arrivals, total, 0..total);
    assert!(times.is_sorted());
    assert!(times[0] >= at("2024-01-01T06:00") && times[times.len() - 1] < at("2025-03-01"));
    let n = total as f64;
    // By hour, by weekday, by month and day by day.
    let hours: Vec<i64> = (0..24).collect();
    let by_hour: Vec<f64> = hours
        .iter()
        .map(|hour| times.iter().filter(|time| time.rem_euclid(DAY) / (DAY / 24) == *hour).count() as f64)
        .collect();
    let days = at("2024-01-01") / DAY..at("2025-03-01") / DAY;
    let share = |from: i64, to: i64| arrivals.share(from, to);
    let expected: Vec<f64> = hours
        .iter()
        .map(|hour| {
            n * days
                .clone()
                .map(|day| share(day * DAY + hour * DAY / 24, day * DAY + (hour + 1) * DAY / 24))
                .sum::<f64>()
        })
        .collect();
    assert!(chi_square(&by_hour, &expected).abs() < 4.0);
    let (mut by_day, mut expected) = (vec![0.0; days.clone().count()], Vec::new());
    times.iter().for_each(|time| by_day[(time / DAY - days.start) as usize] += 1.0);
    days.clone().for_each(|day| expected.push(n * share(day * DAY, (day + 1) * DAY)));
    assert!(chi_square(&by_day, &expected).abs() < 4.0);
    assert!((share(at("2024-01-01"), at("2026-01-01")) - 1.0).abs() < 1e-12);
    // And the shares are what was asked for.
    let day = |text: &str| share(at(text), at(text) + DAY);
    assert!((day("2024-06-15") / day("2024-06-14") / 0.6 - 1.0).abs() < 1e-3);
    assert!((day("2024-12-25") / day("2024-12-18") / 0.1 - 1.0).abs() < 0.01);
    assert!((day("2025-01-06") / day("2024-01-08") / 1.3 - 1.0).abs() < 0.002);
    let busy = share(at("2024-06-14T09:00"), at("2024-06-14T18:00")) / day("2024-06-14");
    assert!((busy - 0.7).abs() < 1e-12, "{busy}");
}

#[test]
fn any_range_is_part_of_the_whole() {
    let arrivals = parse(SHOP, "2024-01-01", "2025-01-01").unwrap().seeded(&key());
    for total in [1, 3, 1000, 50_000] {
        let whole = times(&arrivals, total, 0..total);
        for (from, to) in [(0, total), (total / 2, total), (total / 3, total / 3 + 1), (0, total + 5)] {
            assert_eq!(times(&arrivals, total, from..to), whole[from as usize..to.min(total) as usize]);
        }
    }
}

#[test]
fn the_inverse_is_one() {
    for text in [SHOP, "true", "hours: {9-17: 1}", "hours: {22:30-6: 1}", "weekdays: business, timezone: Europe/Berlin"]
    {
        let arrivals = parse(text, "2024-01-10T10:00", "2024-11-20T11:11").unwrap();
        let mut last = i64::MIN;
        for i in 0..=5000 {
            let u = f64::from(i) / 5000.0;
            let time = arrivals.at(u);
            assert!(time >= last);
            last = time;
            assert!((arrivals.share(0, time) - u).abs() < 1e-7, "{text} {u}");
        }
    }
    let closed = parse("hours: {9-17: 1}, weekdays: business", "2024-01-01", "2024-02-01").unwrap();
    for time in times(&closed, 20_000, 0..20_000) {
        let (hour, day) = (time.rem_euclid(DAY) / (DAY / 24), super::super::calendar::weekday(time.div_euclid(DAY)));
        assert!((9..17).contains(&hour) && day < 5);
    }
}

#[test]
fn clocks_that_change() {
    let arrivals = parse("timezone: Europe/Berlin", "2024-03-31", "2024-04-01").unwrap();
    assert_eq!(arrivals.share(at("2024-03-31T02:00"), at("2024-03-31T03:00")), 0.0);
    assert!((arrivals.share(at("2024-03-31T03:00"), at("2024-03-31T04:00")) - 1.0 / 23.0).abs() < 1e-12);
    let autumn = parse("timezone: America/New_York", "2024-11-03", "2024-11-04").unwrap();
    assert!((autumn.share(at("2024-11-03T01:00"), at("2024-11-03T02:00")) - 2.0 / 25.0).abs() < 1e-12);
}

#[test]
fn noise_is_the_keys() {
    let plain = parse("noise: 0.3", "2024-01-01", "2034-01-01").unwrap();
    let noisy = plain.clone().seeded(&key());
    let factors: Vec<f64> = noisy.0.factors.clone();
    let n = factors.len() as f64;
    let mean = factors.iter().sum::<f64>() / n;
    assert!((mean - 1.0).abs() < 4.0 * 0.31 / n.sqrt(), "{mean}");
    let sd = (factors.iter().map(|f| f.ln()).map(|l| (l + 0.045) * (l + 0.045)).sum::<f64>() / n).sqrt();
    assert!((sd - 0.3).abs() < 4.0 * 0.3 / (2.0 * n).sqrt(), "{sd}");
    let later = parse("noise: 0.3", "2029-05-05", "2034-01-01").unwrap().seeded(&key());
    assert_eq!(later.0.factors[0], factors[(at("2029-05-05") / DAY - at("2024-01-01") / DAY) as usize]);
}

#[test]
fn factors_of_weekends_and_months_of_growth() {
    let arrivals = parse("weekday: 2, weekend: 0.5, weekdays: {sun: 0.4}, growth: 0.02/mo", "2024-01-01", "2026-01-01");
    let arrivals = arrivals.unwrap();
    let day = |text: &str| arrivals.share(at(text), at(text) + DAY);
    // Friday, Saturday and Sunday: growth of a day is 0.02 / 30.4.
    assert!((day("2024-01-06") / day("2024-01-05") - 0.25).abs() < 1e-3);
    assert!((day("2024-01-07") / day("2024-01-05") - 0.1).abs() < 1e-3);
    let months = f64::from(728) / (365.2425 / 12.0);
    assert!((day("2025-12-29") / day("2024-01-01") / 1.02f64.powf(months) - 1.0).abs() < 1e-9);
}

#[test]
fn the_profile_and_the_rate_are_those_of_the_shares() {
    let arrivals = parse(SHOP, "2024-01-01T06:00", "2024-03-01").unwrap();
    let profile = arrivals.profile();
    assert_eq!((profile.first_day, profile.days.len()), (at("2024-01-01") / DAY, 60));
    let sums = [profile.days.iter().sum::<f64>(), profile.hours.iter().sum(), profile.weekdays.iter().sum()];
    assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-12));
    assert!((profile.hours[9..18].iter().sum::<f64>() - 0.7).abs() < 0.01);
    let (noon, hour) = (at("2024-02-02T12:00"), DAY / 24);
    let span = (at("2024-03-01") - at("2024-01-01T06:00")) as f64;
    let mean = arrivals.share(noon, noon + hour) * span / hour as f64;
    assert!((arrivals.rate(noon) / mean - 1.0).abs() < 1e-9);
    assert_eq!((arrivals.rate(at("2024-01-01T05:59")), arrivals.rate(at("2024-03-01"))), (0.0, 0.0));
}

#[test]
fn noise_of_weeks_and_months_is_theirs() {
    let factors = |text: &str| parse(text, "2024-01-01", "2026-01-01").unwrap().seeded(&key()).0.factors.clone();
    let (weeks, months) = (factors("noise: {week: 0.3}"), factors("noise: {month: 0.2}"));
    // 1 January 2024 is a Monday.
    assert!(weeks.chunks(7).all(|week| week.iter().all(|day| *day == week[0])) && weeks[6] != weeks[7]);
    assert!(months[..31].iter().all(|day| *day == months[0]) && months[30] != months[31]);
    let both = factors("noise: {week: 0.3, month: 0.2}");
    assert!(both.iter().zip(weeks.iter().zip(&months)).all(|(both, (w, m))| (both / (w * m) - 1.0).abs() < 1e-12));
}

#[test]
fn far_rows_cost_little() {
    let arrivals = parse(SHOP, "2024-01-01", "2025-01-01").unwrap();
    let total = 2_000_000_000_000;
    let far = times(&arrivals, total, 1_000_000_000_000..1_000_000_000_003);
    assert!(far.is_sorted() && far.len() == 3);
    let u = arrivals.share(0, far[0]);
    assert!((u - 0.5).abs() < 5.0 * 0.5 / (total as f64).sqrt());
}

#[test]
fn parents_have_spans_of_their_own() {
    let arrivals = parse(SHOP, "2024-01-01", "2025-01-01").unwrap();
    let mut out = Vec::new();
    arrivals.times_between(&key(), 5, 300, 0..300, at("2024-06-01"), at("2030-01-01"), &mut out);
    assert!(out.is_sorted() && out[0] >= at("2024-06-01") && out[299] < at("2025-01-01"));
    out.clear();
    arrivals.times_between(&key(), 5, 3, 0..3, at("2026-06-01"), at("2026-01-01"), &mut out);
    assert_eq!(out, [at("2025-01-01") - 1; 3]);
}

#[test]
fn errors() {
    let message = |text: &str| parse(text, "2024-01-01", "2025-01-01").unwrap_err().to_string();
    assert_eq!(message("weekdais: 1"), "'arrivals' has no 'weekdais'; did you mean 'weekdays'?");
    assert!(message("weekend: -1").contains("not negative"));
    assert!(message("growth: 0.1/fortnight").contains("no unit"));
    assert!(message("noise: {day: 9}").contains("from 0 to 5, not 9"));
    assert!(message("noise: {hour: 0.1}").contains("'noise' of 'arrivals' has no 'hour'"));
    assert!(message("weekdays: {sax: 1}").contains("did you mean 'sat'?"));
    assert!(message("hours: [1, 2]").contains("24 weights"));
    assert!(message("hours: {9-25: 1}").contains("from 0 to 24"));
    assert!(message("weekdays: [0, 0, 0, 0, 0, 0, 0]").contains("zero from start to end"));
    assert!(message("holidays: {country: US}").contains("needs 'dates'"));
    assert!(message("growth: -1").contains("above -1"));
    assert!(message("months: {dec: -1}").contains("not negative"));
    assert!(parse("true", "2024-01-01", "2024-01-01").is_err());
}
