//! What the catalogue says of dates and times.

use super::super::{param, Arg, Args, Default, Field, Kind, Param, Type::*};
use crate::clock::{Clock, Moment};
use crate::error::{Error, Result};

/// How exactly an ISO 8601 time may be spelt.
pub const TIMESPECS: &str = "auto, hours, minutes, seconds, milliseconds or microseconds";

const END: Param = param("end_datetime", Kind::Moment, Default::None, "The latest time; now if not given.");
const PATTERN: &str = "A `strftime` pattern; where not given, ISO 8601 or, for Thai dates, the way they are written.";
const THAI_DIGIT: Param =
    param("thai_digit", Kind::Bool, Default::Bool(false), "In th_TH only: whether digits are Thai ones.");
const BUDDHIST_ERA: Param =
    param("buddhist_era", Kind::Bool, Default::Bool(true), "In th_TH only: whether years count from 543 BC.");
const THIS_TIME: &[Param] = &[
    param("before_now", Kind::Bool, Default::Bool(true), "Whether it may be before now."),
    param("after_now", Kind::Bool, Default::Bool(false), "Whether it may be after now."),
];
const THIS_DAY: &[Param] = &[
    param("before_today", Kind::Bool, Default::Bool(true), "Whether it may be before today."),
    param("after_today", Kind::Bool, Default::Bool(false), "Whether it may be after today."),
];

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("unix_time", "unix_times", Float, "A Unix timestamp: seconds since 1970, to the microsecond or finer.")
        .params(&[END, param("start_datetime", Kind::Moment, Default::None, "The earliest time; 1970 if not given.")])
        .check(|args| in_order(args, Bound::given("start_datetime", 1).or(EPOCH), Bound::given("end_datetime", 0))),
    Field::new("time_delta", "time_deltas", Duration, "A distance from now to a time no later than `end_datetime`.")
        .params(&[param(
            "end_datetime",
            Kind::Moment,
            Default::None,
            "The latest time, before or after now; now if not given, and so no distance.",
        )])
        .check(|args| in_order(args, Bound::None, Bound::given("end_datetime", 0))),
    Field::new("date_time", "date_times", DateTime, "A time since 1970.")
        .params(&[END])
        .check(|args| in_order(args, EPOCH, Bound::given("end_datetime", 0))),
    Field::new("date_time_ad", "date_times_ad", DateTime, "A time since the year 1.")
        .params(&[
            END,
            param(
                "start_datetime",
                Kind::Moment,
                Default::None,
                "The earliest time; the beginning of the year 1 if not given.",
            ),
        ])
        .check(|args| in_order(args, Bound::given("start_datetime", 1), Bound::given("end_datetime", 0))),
    Field::new("iso8601", "iso8601s", Str, "A time since 1970 as ISO 8601 text.")
        .params(&[
            END,
            param("sep", Kind::Str, Default::Str("T"), "The character between date and time."),
            param(
                "timespec",
                Kind::OneOf(&["auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"]),
                Default::Str("auto"),
                "The smallest unit; `auto` gives microseconds unless they are zero.",
            ),
        ])
        .check(|args| {
            if args.str(1).chars().count() != 1 {
                return Err(Error::Value(format!("sep must be one character, not '{}'", args.str(1))));
            }
            in_order(args, EPOCH, Bound::given("end_datetime", 0))
        }),
    Field::new("date", "dates", Str, "A day since 1970 as text.")
        .params(&[param("pattern", Kind::Pattern, Default::None, PATTERN), END, THAI_DIGIT, BUDDHIST_ERA])
        .check(|args| in_order(args, EPOCH, Bound::given("end_datetime", 1))),
    Field::new("date_object", "date_objects", Date, "A day since 1970.")
        .params(&[END])
        .check(|args| in_order(args, EPOCH, Bound::given("end_datetime", 0))),
    Field::new("time", "times", Str, "A time of day as text.")
        .params(&[param("pattern", Kind::Pattern, Default::None, PATTERN), END, THAI_DIGIT])
        .check(|args| in_order(args, EPOCH, Bound::given("end_datetime", 1))),
    Field::new("time_object", "time_objects", Time, "A time of day.")
        .params(&[END])
        .check(|args| in_order(args, EPOCH, Bound::given("end_datetime", 0))),
    Field::new("date_time_between", "date_times_between", DateTime, "A time between two.")
        .params(&[
            param("start_date", Kind::Moment, Default::Str("-30y"), "The earliest time."),
            param("end_date", Kind::Moment, Default::Str("now"), "The latest time."),
        ])
        .check(|args| in_order(args, Bound::given("start_date", 0), Bound::given("end_date", 1))),
    Field::new(
        "date_between",
        "dates_between",
        Date,
        "A day between two. As in Faker the last day comes only where it is the first one, too.",
    )
    .params(&[
        param("start_date", Kind::Day, Default::Str("-30y"), "The first day; an integer counts days from today."),
        param(
            "end_date",
            Kind::Day,
            Default::Str("today"),
            "The day up to which; an integer counts days from today.",
        ),
    ])
    .check(|args| in_order(args, Bound::given("start_date", 0), Bound::given("end_date", 1))),
    Field::new("future_datetime", "future_datetimes", DateTime, "A time from a second after now on.")
        .params(&[param("end_date", Kind::Moment, Default::Str("+30d"), "The latest time.")])
        .check(|args| in_order(args, Bound::Text("+1s"), Bound::given("end_date", 0))),
    Field::new("future_date", "future_dates", Date, "A day from tomorrow on.")
        .params(&[param("end_date", Kind::Day, Default::Str("+30d"), "The day up to which.")])
        .check(|args| in_order(args, Bound::Text("+1d"), Bound::given("end_date", 0))),
    Field::new("past_datetime", "past_datetimes", DateTime, "A time up to a second before now.")
        .params(&[param("start_date", Kind::Moment, Default::Str("-30d"), "The earliest time.")])
        .check(|args| in_order(args, Bound::given("start_date", 0), Bound::Text("-1s"))),
    Field::new("past_date", "past_dates", Date, "A day before today.")
        .params(&[param("start_date", Kind::Day, Default::Str("-30d"), "The first day.")])
        .check(|args| in_order(args, Bound::given("start_date", 0), Bound::Text("-1d"))),
    Field::new(
        "date_time_between_dates",
        "date_times_between_dates",
        DateTime,
        "A time between two. Times before 1970 are whole seconds.",
    )
    .params(&[
        param("datetime_start", Kind::Moment, Default::None, "The earliest time; now if not given."),
        param("datetime_end", Kind::Moment, Default::None, "The latest time; now if not given."),
    ])
    .check(|args| in_order(args, Bound::given("datetime_start", 0).or(NOW), Bound::given("datetime_end", 1).or(NOW))),
    Field::new("date_between_dates", "dates_between_dates", Date, "The day of a time between two.")
        .params(&[
            param("date_start", Kind::Moment, Default::None, "The earliest time; now if not given."),
            param("date_end", Kind::Moment, Default::None, "The latest time; now if not given."),
        ])
        .check(|args| in_order(args, Bound::given("date_start", 0).or(NOW), Bound::given("date_end", 1).or(NOW))),
    Field::new("date_time_this_century", "date_times_this_century", DateTime, "A time of the current century.")
        .params(THIS_TIME),
    Field::new("date_time_this_decade", "date_times_this_decade", DateTime, "A time of the current decade.")
        .params(THIS_TIME),
    Field::new("date_time_this_year", "date_times_this_year", DateTime, "A time of the current year.")
        .params(THIS_TIME),
    Field::new("date_time_this_month", "date_times_this_month", DateTime, "A time of the current month.")
        .params(THIS_TIME),
    Field::new("date_this_century", "dates_this_century", Date, "A day of the current century.").params(THIS_DAY),
    Field::new("date_this_decade", "dates_this_decade", Date, "A day of the current decade.").params(THIS_DAY),
    Field::new("date_this_year", "dates_this_year", Date, "A day of the current year.").params(THIS_DAY),
    Field::new("date_this_month", "dates_this_month", Date, "A day of the current month.").params(THIS_DAY),
    Field::new(
        "time_series",
        "time_series_batch",
        Any,
        "Pairs of a time and a value, at equal distances from `start_date` on until `end_date`.",
    )
    .params(&[
        param("start_date", Kind::Object, Default::Str("-30d"), "The first time."),
        param("end_date", Kind::Object, Default::Str("now"), "The time up to which."),
        param(
            "precision",
            Kind::Object,
            Default::None,
            "Seconds between two times; a thirtieth of the whole if not given.",
        ),
        param(
            "distrib",
            Kind::Object,
            Default::None,
            "Called with each time to give its value; values from 0 to `precision` if not given.",
        ),
    ]),
    Field::new("am_pm", "am_pms", Str, "A half of the day: `AM` or `PM`, or its name in the language."),
    Field::new("day_of_month", "days_of_month", Str, "The day of a month as two digits."),
    Field::new("day_of_week", "days_of_week", Str, "The name of a day of the week."),
    Field::new("month", "months", Str, "A month as two digits."),
    Field::new("month_name", "month_names", Str, "The name of a month."),
    Field::new("year", "years", Str, "A year since 1970, as text."),
    Field::new("century", "centuries", Str, "A century as a Roman number, or as the language counts them.")
        .params(&[THAI_DIGIT, BUDDHIST_ERA]),
    Field::new("timezone", "timezones", Str, "The name of a time zone in the IANA database, such as `Europe/Oslo`."),
    Field::new("pytimezone", "pytimezones", Str, "The name of a time zone, for `zoneinfo.ZoneInfo`."),
    Field::new("date_of_birth", "dates_of_birth", Date, "The day of birth of someone in a range of ages.")
        .params(&[
            param("minimum_age", Kind::Int, Default::Int(0), "The lowest age, in years."),
            param("maximum_age", Kind::Int, Default::Int(115), "The highest age, in years."),
        ])
        .check(ages),
    // Methods of single locales.
    Field::new(
        "traditional_month_name",
        "traditional_month_names",
        Str,
        "A month's name in the old calendar of Japan.",
    ),
    Field::new("minguo_year", "minguo_years", Str, "A year as Taiwan counts them, from 1912 on."),
    Field::new("day_of_week_in_guj", "days_of_week_in_guj", Str, "The name of a day of the week in Gujarati script."),
    Field::new("month_name_in_guj", "month_names_in_guj", Str, "The name of a month in Gujarati script."),
    Field::new("month_in_guj", "months_in_guj", Str, "The name of a month in Gujarati script."),
];

const NOW: Bound = Bound::Text("now");
const EPOCH: Bound = Bound::Text("1970-01-01");

/// An end of a range.
#[derive(Clone, Copy)]
enum Bound {
    /// The parameter of that name and place, and what stands for it where it is not given.
    Given(&'static str, usize, Option<&'static str>),
    Text(&'static str),
    None,
}

impl Bound {
    const fn given(name: &'static str, place: usize) -> Self {
        Self::Given(name, place, None)
    }

    const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Given(name, place, _), Self::Text(text)) => Self::Given(name, place, Some(text)),
            _ => self,
        }
    }

    fn moment(self, args: &Args) -> Result<Option<(String, Moment)>> {
        let named = |text: &str| (text.to_string(), Moment::Text(text.to_string()));
        Ok(match self {
            Self::None => None,
            Self::Text(text) => Some(named(text)),
            Self::Given(name, place, default) => match args.moment(place) {
                None => default.map(named),
                Some(moment) => {
                    moment.check(name)?;
                    Some((format!("{name} ({moment})"), moment))
                }
            },
        })
    }
}

/// Checks that both ends can be read and, where no clock is needed to tell, that they are in order.
fn in_order(args: &Args, start: Bound, end: Bound) -> Result<()> {
    let (start, end) = (start.moment(args)?, end.moment(args)?);
    let (Some((start_name, start)), Some((end_name, end))) = (start, end) else { return Ok(()) };
    let comparable = match (start.is_relative(), end.is_relative()) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        _ => false,
    };
    let clock = Clock::default();
    if comparable && clock.seconds_of(&start)? > clock.seconds_of(&end)? {
        return Err(Error::Value(format!("{start_name} must not be after {end_name}")));
    }
    Ok(())
}

fn ages(args: &Args) -> Result<()> {
    let (youngest, oldest) = (args.int(0), args.int(1));
    let reason = match (args.get(0), args.get(1)) {
        (Arg::Int(..0), _) => format!("minimum_age must not be negative: {youngest}"),
        (_, Arg::Int(..0)) => format!("maximum_age must not be negative: {oldest}"),
        _ if youngest > oldest => {
            format!("minimum_age ({youngest}) must not be greater than maximum_age ({oldest})")
        }
        _ if oldest > 1900 => format!("maximum_age must not be greater than 1900: {oldest}"),
        _ => return Ok(()),
    };
    Err(Error::Value(reason))
}
