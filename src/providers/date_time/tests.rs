//! Literal values, and what each value promises.

use super::super::testing::{fakers, Case};
use super::super::{find, Arg, Args};
use crate::clock::Moment;

/// Literals from Faker 40.54.0, seeded by `seed_instance`, on 2026-01-01.
#[test]
fn values_are_fakers() {
    fakers(&[
            Case::new("en_US", "unix_time", 0, "1492283913.2144642"),
            Case::new("en_US", "time_delta", 0, "0:00:00"),
            Case::new("en_US", "date_time", 0, "2017-04-15 19:18:33.214464"),
            Case::new("en_US", "date_time_ad", 0, "1710-12-15 21:53:28.684319"),
            Case::new("en_US", "iso8601", 0, "2017-04-15T19:18:33.214464"),
            Case::new("en_US", "date", 0, "2017-04-15"),
            Case::new("en_US", "date_object", 0, "2017-04-15"),
            Case::new("en_US", "time", 0, "19:18:33"),
            Case::new("en_US", "time_object", 0, "19:18:33.214464"),
            Case::new("en_US", "date_time_between", 0, "2021-05-02 07:10:43.236214"),
            Case::new("en_US", "date_between", 0, "2021-05-02"),
            Case::new("en_US", "future_datetime", 0, "2026-01-26 07:59:01.594731"),
            Case::new("en_US", "future_date", 0, "2026-01-26"),
            Case::new("en_US", "past_datetime", 0, "2025-12-27 07:59:00.594731"),
            Case::new("en_US", "past_date", 0, "2025-12-26"),
            Case::new("en_US", "date_time_between_dates", 0, "2026-01-01 00:00:00"),
            Case::new("en_US", "date_between_dates", 0, "2026-01-01"),
            Case::new("en_US", "am_pm", 0, "PM"),
            Case::new("en_US", "day_of_month", 0, "15"),
            Case::new("en_US", "day_of_week", 0, "Saturday"),
            Case::new("en_US", "month", 0, "04"),
            Case::new("en_US", "month_name", 0, "April"),
            Case::new("en_US", "year", 0, "2017"),
            Case::new("en_US", "century", 0, "XIII"),
            Case::new("en_US", "timezone", 0, "Indian/Maldives"),
            Case::new("en_US", "pytimezone", 0, "Indian/Maldives"),
            Case::new("en_US", "date_of_birth", 0, "2007-12-15"),
            Case::new("en_US", "date_time_this_century", 1, "2003-06-30 01:22:24.355385"),
            Case::new("en_US", "date_this_century", 1, "2003-06-30"),
            Case::new("en_US", "date_time_this_century", 2, "2096-09-29 16:39:47.573795").with(&[("before_now", Arg::Bool(false)), ("after_now", Arg::Bool(true))]),
            Case::new("en_US", "date_this_century", 3, "2023-10-18").with(&[("after_today", Arg::Bool(true))]),
            Case::new("en_US", "date_this_century", 4, "2026-01-01").with(&[("before_today", Arg::Bool(false))]),
            Case::new("en_US", "date_time_this_decade", 1, "2020-10-21 12:38:02.955355"),
            Case::new("en_US", "date_this_decade", 1, "2020-10-21"),
            Case::new("en_US", "date_time_this_decade", 2, "2029-10-28 18:23:08.554289").with(&[("before_now", Arg::Bool(false)), ("after_now", Arg::Bool(true))]),
            Case::new("en_US", "date_this_decade", 3, "2022-05-19").with(&[("after_today", Arg::Bool(true))]),
            Case::new("en_US", "date_this_decade", 4, "2026-01-01").with(&[("before_today", Arg::Bool(false))]),
            Case::new("en_US", "date_time_this_year", 1, "2026-01-01 00:00:00"),
            Case::new("en_US", "date_this_year", 1, "2026-01-01"),
            Case::new("en_US", "date_time_this_year", 2, "2026-12-15 22:51:36.798299").with(&[("before_now", Arg::Bool(false)), ("after_now", Arg::Bool(true))]),
            Case::new("en_US", "date_this_year", 3, "2026-03-28").with(&[("after_today", Arg::Bool(true))]),
            Case::new("en_US", "date_this_year", 4, "2026-01-01").with(&[("before_today", Arg::Bool(false))]),
            Case::new("en_US", "date_time_this_month", 1, "2026-01-01 00:00:00"),
            Case::new("en_US", "date_this_month", 1, "2026-01-01"),
            Case::new("en_US", "date_time_this_month", 2, "2026-01-30 15:17:22.193828").with(&[("before_now", Arg::Bool(false)), ("after_now", Arg::Bool(true))]),
            Case::new("en_US", "date_this_month", 3, "2026-01-08").with(&[("after_today", Arg::Bool(true))]),
            Case::new("en_US", "date_this_month", 4, "2026-01-01").with(&[("before_today", Arg::Bool(false))]),
            Case::new("en_US", "date", 5, "27.06.76 179 26").with(&[("pattern", Arg::Str("%d.%m.%y %j %U".into())), ("end_datetime", Arg::Moment(Moment::Date(3804)))]),
            Case::new("en_US", "time", 5, "04:35 AM Monday 1900").with(&[("pattern", Arg::Str("%I:%M %p %A %Y".into())), ("end_datetime", Arg::Str("+1w".into()))]),
            Case::new("en_US", "unix_time", 6, "1785196149.385039").with(&[("end_datetime", Arg::Str("+1y".into())), ("start_datetime", Arg::Str("-1y-1M".into()))]),
            Case::new("en_US", "unix_time", 6, "-24.63269204264202").with(&[("end_datetime", Arg::Int(-5)), ("start_datetime", Arg::Int(-100))]),
            Case::new("en_US", "time_delta", 7, "9:42:53.938602").with(&[("end_datetime", Arg::Str("+30h".into()))]),
            Case::new("en_US", "time_delta", 7, "-3 days, 23:18:57.452645").with(&[("end_datetime", Arg::Moment(Moment::Delta(-259199.995)))]),
            Case::new("en_US", "date_time_ad", 8, "0204-10-23 13:10:37.517853").with(&[("start_datetime", Arg::Moment(Moment::Date(-719162))), ("end_datetime", Arg::Moment(Moment::Date(-390809)))]),
            Case::new("en_US", "date_time", 8, "1970-01-01 06:08:11.352467").with(&[("end_datetime", Arg::Moment(Moment::DateTime(97445000678)))]),
            Case::new("en_US", "iso8601", 9, "1995-12-06 08:27:35.719").with(&[("sep", Arg::Str(" ".into())), ("timespec", Arg::Str("milliseconds".into()))]),
            Case::new("en_US", "iso8601", 9, "1991-04-20T06").with(&[("timespec", Arg::Str("hours".into())), ("end_datetime", Arg::Str("-10y".into()))]),
            Case::new("en_US", "iso8601", 9, "1995-12-06T08:27").with(&[("timespec", Arg::Str("minutes".into()))]),
            Case::new("en_US", "iso8601", 9, "1995-12-06T08:27:35").with(&[("timespec", Arg::Str("seconds".into()))]),
            Case::new("en_US", "date_time_between", 10, "2026-01-01 03:25:38.368362").with(&[("start_date", Arg::Str("-1d".into())), ("end_date", Arg::Str("+1d".into()))]),
            Case::new("en_US", "date_time_between", 10, "2025-12-31 23:59:59.571403").with(&[("start_date", Arg::Str("-1s".into())), ("end_date", Arg::Str("now".into()))]),
            Case::new("en_US", "date_time_between", 10, "2026-01-01 00:00:00").with(&[("start_date", Arg::Str("now".into())), ("end_date", Arg::Str("now".into()))]),
            Case::new("en_US", "date_time_between", 10, "2020-01-01 02:51:25.246704").with(&[("start_date", Arg::Moment(Moment::Date(18262))), ("end_date", Arg::Moment(Moment::DateTime(1577854800000000)))]),
            Case::new("en_US", "date_time_between", 10, "2026-01-01 00:42:50.493409").with(&[("start_date", Arg::Moment(Moment::Delta(-18000.0))), ("end_date", Arg::Moment(Moment::Delta(18000.0)))]),
            Case::new("en_US", "date_time_between", 10, "2026-01-01 00:00:00.571403").with(&[("start_date", Arg::Str("now".into())), ("end_date", Arg::Str("-1d".into()))]),
            Case::new("en_US", "date_between", 11, "2025-12-31").with(&[("start_date", Arg::Str("-1w".into())), ("end_date", Arg::Str("+1w".into()))]),
            Case::new("en_US", "date_between", 11, "2025-12-31").with(&[("start_date", Arg::Int(-3)), ("end_date", Arg::Int(3))]),
            Case::new("en_US", "date_between", 11, "2026-01-27").with(&[("start_date", Arg::Moment(Moment::Delta(-3600.0))), ("end_date", Arg::Moment(Moment::Date(20513)))]),
            Case::new("en_US", "date_between", 11, "1999-05-05").with(&[("start_date", Arg::Moment(Moment::Date(10716))), ("end_date", Arg::Moment(Moment::Date(10716)))]),
            Case::new("en_US", "future_datetime", 12, "2026-06-23 07:58:22.146145").with(&[("end_date", Arg::Str("+1y".into()))]),
            Case::new("en_US", "future_date", 12, "2026-06-23").with(&[("end_date", Arg::Str("+1y".into()))]),
            Case::new("en_US", "past_datetime", 13, "2025-04-05 08:38:46.335815").with(&[("start_date", Arg::Str("-1y".into()))]),
            Case::new("en_US", "past_date", 13, "2025-04-04").with(&[("start_date", Arg::Str("-1y".into()))]),
            Case::new("en_US", "date_time_between_dates", 14, "1960-07-14 04:13:04").with(&[("datetime_start", Arg::Moment(Moment::DateTime(-315619200000000))), ("datetime_end", Arg::Moment(Moment::DateTime(-157766400000000)))]),
            Case::new("en_US", "date_time_between_dates", 14, "1999-03-17 08:11:58.845516").with(&[("datetime_start", Arg::Str("-30y".into())), ("datetime_end", Arg::Str("now".into()))]),
            Case::new("en_US", "date_between_dates", 14, "2001-02-08").with(&[("date_start", Arg::Moment(Moment::Date(11323))), ("date_end", Arg::Moment(Moment::Date(11687)))]),
            Case::new("en_US", "date_of_birth", 15, "2007-12-19").with(&[("minimum_age", Arg::Int(18)), ("maximum_age", Arg::Int(18))]),
            Case::new("en_US", "date_of_birth", 16, "1973-01-05").with(&[("minimum_age", Arg::Int(30)), ("maximum_age", Arg::Int(65))]),
            Case::new("th", "date", 1, "11 ก.ค. 2520"),
            Case::new("th", "date", 1, "จ วันจันทร์ ก.ค. กรกฎาคม 26|จ  11 ก.ค. 03:38:42 2520|07/11/20|2520-07-11|2520|20|11-ก.ค.-2520|03:38:42|11/07/2520|2520|20|จ  11 ก.ค. 2520 03:38:42|11|AM|Q|%|").with(&[("pattern", Arg::Str("%a %A %b %B %C|%c|%D|%F|%G|%g|%v|%X|%x|%Y|%y|%+|%d|%p|%Q|%%|".into())), ("end_datetime", Arg::Str("-1d".into()))]),
            Case::new("th", "date", 2, "๑๖ ๑๖ ๑๖ PM pm ๑๖ ๒๐๒๓ ๒๐๒๓ %").with(&[("pattern", Arg::Str("%-d %_d %0e %^p %#p %Ed %OY %-Y %".into())), ("thai_digit", Arg::Bool(true)), ("buddhist_era", Arg::Bool(false))]),
            Case::new("th", "time", 1, "06:52:11"),
            Case::new("th", "time", 1, "๐๖:๕๒:๑๑").with(&[("thai_digit", Arg::Bool(true))]),
            Case::new("th", "century", 2, "2"),
            Case::new("th", "century", 2, "๒").with(&[("thai_digit", Arg::Bool(true)), ("buddhist_era", Arg::Bool(false))]),
            Case::new("th", "day_of_week", 1, "วันจันทร์"),
            Case::new("th", "month_name", 1, "กรกฎาคม"),
            Case::new("th", "year", 1, "2520"),
            Case::new("th", "am_pm", 1, "AM"),
            Case::new("ja_JP", "traditional_month_name", 0, "卯月"),
            Case::new("zh_TW", "minguo_year", 0, "106"),
            Case::new("gu_IN", "day_of_week_in_guj", 0, "શનિવાર"),
            Case::new("gu_IN", "month_name_in_guj", 0, "મહા"),
            Case::new("gu_IN", "month_in_guj", 0, "મહા"),
            Case::new("ar_EG", "am_pm", 0, "م"),
            Case::new("ar_EG", "month_name", 0, "أبريل"),
            Case::new("hi_IN", "day_of_week", 0, "रविवार"),
            Case::new("hi_IN", "month_name", 0, "अप्रैल"),
            Case::new("de_DE", "day_of_week", 0, "Samstag"),
            Case::new("de_DE", "month_name", 0, "April"),
    ]);
}

fn refused(field: &str, args: &[(&str, Arg)]) -> String {
    let field = find(field).unwrap().field;
    let mut values = field.defaults();
    for (name, arg) in args {
        values.set(field.params.iter().position(|p| p.name == *name).unwrap(), arg.clone());
    }
    let check: fn(&Args) -> crate::error::Result<()> = field.check.unwrap();
    check(&values).map_or_else(|error| error.to_string(), |()| String::new())
}

#[test]
fn contradictions_are_named() {
    let text = |text: &str| Arg::Str(text.to_string());
    assert_eq!(refused("date_between", &[]), "");
    assert_eq!(refused("date_between", &[("start_date", text("2020-01-01"))]), "");
    assert_eq!(
        refused("date_between", &[("start_date", text("+1d"))]),
        "start_date ('+1d') must not be after end_date ('today')"
    );
    assert!(refused("past_date", &[("start_date", text("soon"))]).starts_with("start_date: 'soon' is no date"));
    assert_eq!(
        refused("date_time", &[("end_datetime", Arg::Moment(Moment::Date(-1)))]),
        "1970-01-01 must not be after end_datetime (1969-12-31)"
    );
    assert_eq!(
        refused("date_of_birth", &[("minimum_age", Arg::Int(66)), ("maximum_age", Arg::Int(65))]),
        "minimum_age (66) must not be greater than maximum_age (65)"
    );
    assert_eq!(refused("iso8601", &[("sep", text("--"))]), "sep must be one character, not '--'");
}
