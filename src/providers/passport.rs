//! Passports: owner, number, dates.

use super::{param, parts, Arg, Args, Default, Field, Kind, Rule, Source, Type::*, Value};
use crate::clock::{date, days, Moment};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{name_id, NameId};
use crate::rng::{Draw, Mersenne, PySeed};
use chrono::{Datelike, NaiveDate};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("passport_dob", "passport_dobs", Date, "The date of birth in a passport."),
    Field::new("passport_owner", "passport_owners", Any, "A tuple of a passport holder's given name and surname.")
        .params(&[param(
            "gender",
            Kind::OneOf(&["M", "F", "X"]),
            Default::Str("X"),
            "The marker in the passport: `M`, `F` or `X`. In ru_RU the name for `X` is a man's.",
        )]),
    Field::new("passport_number", "passport_numbers", Str, "The number of a passport, in the country's format."),
    Field::new(
        "passport_dates",
        "passport_dates_batch",
        Any,
        "A tuple of the days of birth, issue and expiry of a US passport, as `01 Feb 2003`. Passports of children last \
         five years, those of adults ten.",
    )
    .params(&[param("birthday", Kind::Day, Default::None, "The date of birth; today if not given.")]),
    Field::new("passport_gender", "passport_genders", Str, "The marker in a passport: `M`, `F`, and seldom `X`.").params(
        &[param("seed", Kind::Int, Default::Int(0), "Any other number than 0 settles the value by itself.")],
    ),
    Field::new(
        "passport_full",
        "passports_full",
        Str,
        "What a US passport says, a line each: given name, surname, gender, days of birth, issue and expiry, number.",
    ),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "passport_dob" => Rule::Date(|cx, _| birthday(cx)),
        "passport_owner" => Rule::Value(|cx, args| Ok(pair(owner(cx, args.str(0))?))),
        "passport_owner.ru_RU" => Rule::Value(|cx, args| Ok(pair(russian_owner(cx, args.str(0))?))),
        "passport_dates" => Rule::Value(passport_dates),
        "passport_gender" => Rule::Str(|cx, args, out| {
            let seed = args.int(0);
            if seed != 0 && cx.draw.has_shared() {
                return Err(Error::value("the generator that all of Python shares is seeded by Python alone"));
            }
            out.extend_from_slice(gender(cx, seed).as_bytes());
            Ok(())
        }),
        "passport_full" => Rule::Str(passport_full),
        _ => return None,
    })
}

fn pair((first, second): (Vec<u8>, Vec<u8>)) -> Value {
    Value::Tuple(vec![Value::text(first), Value::text(second)])
}

fn birthday<D: Source>(cx: &mut Cx<D>) -> Result<i32> {
    Ok(days(parts::date_of_birth(cx, 0, 115)?))
}

fn owner<D: Source>(cx: &mut Cx<D>, gender: &str) -> Result<(Vec<u8>, Vec<u8>)> {
    const MALE: NameId = name_id!("first_name_male");
    const FEMALE: NameId = name_id!("first_name_female");
    const NEITHER: NameId = name_id!("first_name_nonbinary");
    let given = match gender {
        "M" => MALE,
        "F" => FEMALE,
        _ => NEITHER,
    };
    Ok((cx.text(given)?, cx.text(const { name_id!("last_name") })?))
}

/// The surname, then given name and patronymic.
fn russian_owner<D: Source>(cx: &mut Cx<D>, gender: &str) -> Result<(Vec<u8>, Vec<u8>)> {
    const FEMALE: [NameId; 3] =
        [name_id!("last_name_female"), name_id!("first_name_female"), name_id!("middle_name_female")];
    const MALE: [NameId; 3] = [name_id!("last_name_male"), name_id!("first_name_male"), name_id!("middle_name_male")];
    let [last, first, middle] = if gender == "F" { FEMALE } else { MALE };
    let last = cx.text(last)?;
    let mut given = cx.text(first)?;
    given.push(b' ');
    cx.call(middle, &mut given)?;
    Ok((last, given))
}

fn gender<D: Source>(cx: &mut Cx<D>, seed: i64) -> &'static str {
    let x = if seed == 0 { cx.shared(|cx| cx.draw.unit()) } else { Mersenne::from_seed(&PySeed::from(seed)).unit() };
    if x < 0.493 {
        "M"
    } else if x < 0.493 + 0.493 {
        "F"
    } else {
        "X"
    }
}

fn passport_dates<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let born = match args.moment(0) {
        Some(moment) => cx.clock.day_of(&moment)?,
        None => cx.clock.today(),
    };
    Ok(Value::Tuple(dates(cx, born)?.into_iter().map(Value::Str).collect()))
}

/// The days of birth, issue and expiry, spelt out.
fn dates<D: Source>(cx: &mut Cx<D>, born: i32) -> Result<[String; 3]> {
    let today = cx.clock.today();
    let age = today.saturating_sub(born).div_euclid(365);
    let last = |years: i32| today - (years * 365 - 1);
    let (issued, years) = if age < 16 {
        let mut issued = between(cx, last(5), today)?;
        if age < 5 {
            issued = between(cx, born, today)?;
        }
        (issued, 5)
    } else if age >= 26 {
        (between(cx, last(10), today)?, 10)
    } else {
        let issued = between(cx, last(5), born.saturating_add(16 * 365 - 1))?;
        if age >= 21 {
            (between(cx, last(5), today)?, 10)
        } else {
            (issued, 5)
        }
    };
    parts::year_of_four_digits(date(born))?;
    let mut issued = date(issued);
    if (issued.month(), issued.day()) == (2, 29) {
        issued = issued.pred_opt().unwrap_or(issued);
    }
    let expires = issued.with_year(issued.year() + years).unwrap_or(issued);
    let spelt = |day: NaiveDate| day.format("%d %b %Y").to_string();
    Ok([spelt(date(born)), spelt(issued), spelt(date(days(expires)))])
}

/// The day of a time between the beginnings of two days.
fn between<D: Source>(cx: &mut Cx<D>, first: i32, last: i32) -> Result<i32> {
    let day = |day| Arg::Moment(Moment::Date(day));
    let args = Args::new(vec![day(first), day(last), Arg::None]);
    match cx.value_with(const { name_id!("date_time_between") }, &args)? {
        Value::DateTime(micros) => Ok(micros.div_euclid(86_400_000_000) as i32),
        _ => Err(Error::value("date_time_between gave no time")),
    }
}

fn passport_full<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let born = birthday(cx)?;
    let dates = dates(cx, born)?;
    let gender = gender(cx, 0);
    let (given, surname) = owner(cx, gender)?;
    let dates = dates.iter().map(String::as_bytes);
    for line in [&given[..], &surname, gender.as_bytes()].into_iter().chain(dates) {
        out.extend_from_slice(line);
        out.push(b'\n');
    }
    cx.call(const { name_id!("passport_number") }, out)?;
    out.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::clock::Moment;
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`, on 2026-01-01.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "passport_number", 0, "604876475"),
            Case::new("it_IT", "passport_number", 0, "EW6048764"),
            Case::new("en_US", "passport_dob", 0, "2007-12-15"),
            Case::new("en_US", "passport_owner", 0, "('Megan', 'Chang')"),
            Case::new("en_US", "passport_owner", 0, "('Ryan', 'Chang')").with(&[("gender", Arg::Str("M".into()))]),
            Case::new("en_US", "passport_owner", 0, "('Sarah', 'Chang')").with(&[("gender", Arg::Str("F".into()))]),
            Case::new("ru_RU", "passport_owner", 0, "('Сазонов', 'Никандр Федосеевич')")
                .with(&[("gender", Arg::Str("M".into()))]),
            Case::new("ru_RU", "passport_owner", 0, "('Сазонова', 'Мария Николаевна')")
                .with(&[("gender", Arg::Str("F".into()))]),
            Case::new("ru_RU", "passport_owner", 0, "('Сазонов', 'Никандр Федосеевич')")
                .with(&[("gender", Arg::Str("X".into()))]),
            Case::new("ru_RU", "passport_owner", 1, "('Кузьмин', 'Филарет Арсенович')"),
            Case::new("en_US", "passport_gender", 0, "M").with(&[("seed", Arg::Int(1))]),
            Case::new("en_US", "passport_gender", 0, "F").with(&[("seed", Arg::Int(2))]),
            Case::new("en_US", "passport_gender", 0, "M").with(&[("seed", Arg::Int(3))]),
            Case::new("en_US", "passport_gender", 0, "F").with(&[("seed", Arg::Int(-5))]),
            Case::new("en_US", "passport_dates", 0, "('01 Jun 2025', '10 Nov 2025', '10 Nov 2030')")
                .with(&[("birthday", Arg::Moment(Moment::Date(20240)))]),
            Case::new("en_US", "passport_dates", 1, "('28 Feb 2023', '26 Jul 2025', '26 Jul 2030')")
                .with(&[("birthday", Arg::Moment(Moment::Date(19416)))]),
            Case::new("en_US", "passport_dates", 2, "('05 May 2015', '12 Oct 2025', '12 Oct 2030')")
                .with(&[("birthday", Arg::Moment(Moment::Date(16560)))]),
            Case::new("en_US", "passport_dates", 3, "('09 Jan 2010', '13 Mar 2022', '13 Mar 2027')")
                .with(&[("birthday", Arg::Moment(Moment::Date(14618)))]),
            Case::new("en_US", "passport_dates", 4, "('05 May 2008', '16 Oct 2021', '16 Oct 2026')")
                .with(&[("birthday", Arg::Moment(Moment::Date(14004)))]),
            Case::new("en_US", "passport_dates", 5, "('05 May 2003', '17 Sep 2024', '17 Sep 2034')")
                .with(&[("birthday", Arg::Moment(Moment::Date(12177)))]),
            Case::new("en_US", "passport_dates", 6, "('05 May 1980', '08 Dec 2023', '08 Dec 2033')")
                .with(&[("birthday", Arg::Moment(Moment::Date(3777)))]),
            Case::new("en_US", "passport_dates", 0, "('01 Jan 2026', '01 Jan 2026', '01 Jan 2031')"),
        ]);
    }
}
