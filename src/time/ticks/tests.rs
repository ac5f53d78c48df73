//! Ticks against literals of Python's datetime and zoneinfo.

use super::*;
use crate::records::spec::Spec;

fn text(text: &str) -> Spec {
    Spec::Str(text.into())
}

fn parse(pairs: &[(&str, Spec)]) -> Result<Ticks> {
    let given = Spec::Map(pairs.iter().map(|(key, value)| (text(key), value.clone())).collect());
    let mut options = Options::of("'rows'", &given)?;
    let ticks = Ticks::parse(&mut options, Clock::default())?;
    options.finish()?;
    Ok(ticks)
}

fn ticks(every: &str, start: &str, end: &str, more: &[(&str, Spec)]) -> Ticks {
    let mut pairs = vec![("every", text(every)), ("start", text(start)), ("end", text(end))];
    pairs.extend_from_slice(more);
    parse(&pairs).unwrap()
}

fn shown(ticks: &Ticks) -> Vec<String> {
    (0..ticks.len()).map(|i| datetime(ticks.local(i)).to_string()).collect()
}

#[test]
fn hours_pass_and_days_stay_on_the_wall_when_clocks_change() {
    let berlin = [("timezone", text("Europe/Berlin"))];
    let spring = shown(&ticks("1h", "2024-03-31", "2024-03-31T06:00", &berlin));
    let expected = ["00:00:00", "01:00:00", "03:00:00", "04:00:00", "05:00:00"].map(|t| format!("2024-03-31 {t}"));
    assert_eq!(spring, expected);
    let autumn = shown(&ticks("1h", "2024-10-27", "2024-10-27T05:00", &berlin));
    let expected =
        ["00:00:00", "01:00:00", "02:00:00", "02:00:00", "03:00:00", "04:00:00"].map(|t| format!("2024-10-27 {t}"));
    assert_eq!(autumn, expected);
    let york = ticks("3h", "2024-11-02T22:00", "2024-11-03T10:00", &[("timezone", text("America/New_York"))]);
    let expected = [
        "2024-11-02 22:00:00",
        "2024-11-03 01:00:00",
        "2024-11-03 03:00:00",
        "2024-11-03 06:00:00",
        "2024-11-03 09:00:00",
    ];
    assert_eq!(shown(&york), expected);
    let days = ticks("1d", "2024-03-30T12:00", "2024-04-02", &berlin);
    assert_eq!(shown(&days), ["2024-03-30 12:00:00", "2024-03-31 12:00:00", "2024-04-01 12:00:00"]);
    assert_eq!(days.utc(1) - days.utc(0), 23 * 3600 * super::super::SECOND);
}

#[test]
fn months_end_where_they_end() {
    let months = shown(&ticks("1mo", "2023-12-31", "2024-05-01", &[]));
    assert_eq!(
        months.join(" "),
        "2023-12-31 00:00:00 2024-01-31 00:00:00 2024-02-29 00:00:00 2024-03-31 00:00:00 2024-04-30 00:00:00"
    );
    let quarters = shown(&ticks("1q", "2024-11-30T08:00", "2025-06-01", &[]));
    assert_eq!(quarters, ["2024-11-30 08:00:00", "2025-02-28 08:00:00", "2025-05-30 08:00:00"]);
    let years = shown(&ticks("1y", "2020-02-29", "2025-01-01", &[]));
    assert_eq!(
        years.join(" "),
        "2020-02-29 00:00:00 2021-02-28 00:00:00 2022-02-28 00:00:00 2023-02-28 00:00:00 2024-02-29 00:00:00"
    );
    assert_eq!(ticks("1d", "2024-02-28", "2024-03-02", &[]).len(), 3);
    assert_eq!(ticks("1d", "1900-02-28", "1900-03-02", &[]).len(), 2);
    assert_eq!(ticks("1y", "0001-01-01", "9999-12-31", &[]).len(), 9999);
}

/// A checksum over all ticks of a year that lie within business hours, made by a loop over zoneinfo.
#[test]
fn business_hours_of_a_year() {
    let zones = [
        ("Europe/Berlin", 308_709_456_379_940_509),
        ("America/New_York", 2_109_847_995_464_279_892),
        ("Asia/Kolkata", 966_664_893_083_036_784),
    ];
    for (zone, sum) in zones {
        let more = [("timezone", text(zone)), ("days", text("business")), ("hours", text("9-17"))];
        let ticks = ticks("45min", "2024-01-01", "2025-01-01", &more);
        assert_eq!(ticks.len(), 2882, "{zone}");
        let of = |sum: u128, i| (sum * 31 + (ticks.local(i) / 1_000_000) as u128) % ((1 << 61) - 1);
        assert_eq!((0..ticks.len()).fold(0, of), sum, "{zone}");
        assert!((ticks.mean_step() / 1e6 - 45.0 * 60.0 * 7.0 / 5.0 * 3.0).abs() < 1e-9);
    }
}

#[test]
fn hours_over_midnight_and_a_change() {
    let more = [("timezone", text("Europe/Berlin")), ("hours", Spec::Seq(vec![Spec::Int(22), Spec::Int(4)]))];
    let ticks = ticks("30min", "2024-10-26", "2024-10-27T05:00", &more);
    let shown: Vec<String> = shown(&ticks).iter().map(|t| t[8..16].to_string()).collect();
    let expected = [
        "26 00:00", "26 00:30", "26 01:00", "26 01:30", "26 02:00", "26 02:30", "26 03:00", "26 03:30", "26 22:00",
        "26 22:30", "26 23:00", "26 23:30", "27 00:00", "27 00:30", "27 01:00", "27 01:30", "27 02:00", "27 02:30",
        "27 02:00", "27 02:30", "27 03:00", "27 03:30",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn days_of_the_week() {
    let weekdays = ticks("1d", "2024-01-05", "2024-01-16", &[("days", text("business"))]);
    assert_eq!(weekdays.len(), 7);
    let days: Vec<String> = shown(&weekdays).iter().map(|t| t[8..10].to_string()).collect();
    assert_eq!(days, ["05", "08", "09", "10", "11", "12", "15"]);
    let points = parse(&[
        ("every", text("1d")),
        ("start", text("2024-01-06")),
        ("points", Spec::Int(3)),
        ("days", Spec::Seq(vec![text("mon"), text("Sunday")])),
    ]);
    assert_eq!(shown(&points.unwrap()), ["2024-01-07 00:00:00", "2024-01-08 00:00:00", "2024-01-14 00:00:00"]);
    let months = ticks("1mo", "2024-01-01", "2025-01-01", &[("days", text("business"))]);
    assert_eq!(months.len(), 9); // not June, September and December
}

/// The days of trade at New York in 2024: 252.
#[test]
fn holidays_have_no_ticks() {
    let dates = "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25";
    let dates = Spec::Seq(dates.split(' ').map(|day| text(&format!("2024-{day}"))).collect());
    let holidays = Spec::Map(vec![(text("dates"), dates)]);
    let more = [("days", text("business")), ("holidays", holidays.clone())];
    let trade = ticks("1d", "2024-01-01", "2025-01-01", &more);
    assert_eq!(trade.len(), 252);
    assert_eq!(datetime(trade.local(0)).to_string(), "2024-01-02 00:00:00");
    let more = [("days", text("business")), ("hours", text("9:30-16")), ("holidays", holidays)];
    let minutes = ticks("5min", "2024-01-01", "2025-01-01", &more);
    assert_eq!(minutes.len(), 252 * 78);
    assert_eq!(datetime(minutes.local(78)).to_string(), "2024-01-03 09:30:00");
}

#[test]
fn far_away_is_as_near() {
    let given = [("every", text("1ms")), ("start", text("2024-01-01")), ("points", Spec::Int(1_000_000_000_000))];
    let ticks = parse(&given).unwrap();
    assert_eq!(datetime(ticks.local(999_999_999_999)).to_string(), "2055-09-09 01:46:39.999");
}

#[test]
fn errors() {
    let (every, start) = (("every", text("1d")), ("start", text("2024-01-01")));
    let message = |pairs: &[(&str, Spec)]| parse(pairs).unwrap_err().to_string();
    assert_eq!(message(&[every.clone(), start.clone()]), "'rows' needs 'end' or 'points'");
    assert_eq!(message(std::slice::from_ref(&every)), "'rows' needs 'start'");
    let before = message(&[every.clone(), start.clone(), ("end", text("2023-01-01"))]);
    assert_eq!(before, "'end' of 'rows' (2023-01-01 00:00:00) must not be before 'start' (2024-01-01 00:00:00)");
    let both = message(&[every.clone(), start.clone(), ("end", text("2025-01-01")), ("points", Spec::Int(1))]);
    assert_eq!(both, "'rows' takes 'end' or 'points', not both");
    let far = message(&[every.clone(), start.clone(), ("points", Spec::Int(10_000_000))]);
    assert_eq!(far, "ticks would go beyond the year 9999 (in 'rows')");
    let closed = [every.clone(), start.clone(), ("points", Spec::Int(1)), ("hours", text("9-17"))];
    assert!(message(&closed).contains("all at the time of 'start'"));
    let day = message(&[every.clone(), start.clone(), ("points", Spec::Int(1)), ("days", Spec::Seq(vec![text("mo")]))]);
    assert_eq!(day, "'days' of 'rows': there is no day 'mo'; did you mean 'mon'?");
    let zone = message(&[every, start, ("points", Spec::Int(1)), ("timezone", text("Mars"))]);
    assert!(zone.starts_with("unknown time zone 'Mars'"), "{zone}");
}
