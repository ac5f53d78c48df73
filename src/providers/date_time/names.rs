//! Names of days, months and halves of the day in other languages than English.

use super::super::{Args, Rule, Source};
use super::date_time;
use crate::clock::datetime;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, AttrId};
use chrono::{Datelike, Timelike};

pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "day_name" => Rule::Str(|cx, _, out| day_name(cx, attr!("DAY_NAMES"), out)),
        "month_name_in" => Rule::Str(|cx, _, out| month_name(cx, attr!("MONTH_NAMES"), out)),
        "am_pm_name" => Rule::Str(|cx, _, out| {
            let hour = datetime(date_time(cx, &Args::default(), 0)?).hour();
            named(cx, attr!("AM_PM"), if hour < 12 { "AM" } else { "PM" }, out)
        }),
        "gujarati_day" => Rule::Str(|cx, _, out| day_name(cx, attr!("DAY_NAMES_IN_GUJARATI"), out)),
        "gujarati_month" => Rule::Str(|cx, _, out| month_name(cx, attr!("MONTH_NAMES_IN_GUJARATI"), out)),
        "traditional_month" => Rule::Str(|cx, _, out| month_name(cx, attr!("TRADITIONAL_MONTH_NAMES"), out)),
        "minguo_year" => Rule::Str(|cx, _, out| {
            let year = datetime(date_time(cx, &Args::default(), 0)?).year();
            padded(i64::from(year) - 1911, 0, out);
            Ok(())
        }),
        "local_day" => Rule::Str(|cx, _, out| {
            let day = datetime(date_time(cx, &Args::default(), 0)?).weekday().num_days_from_sunday();
            local(cx, |names| names.1.get(day as usize), out)
        }),
        "local_month" => Rule::Str(|cx, _, out| {
            let month = datetime(date_time(cx, &Args::default(), 0)?).month0();
            local(cx, |names| names.2.get(month as usize), out)
        }),
        _ => return None,
    })
}

fn day_name<D: Source>(cx: &mut Cx<D>, names: AttrId, out: &mut Vec<u8>) -> Result<()> {
    const DAYS: [&str; 7] = ["0", "1", "2", "3", "4", "5", "6"];
    let at = datetime(date_time(cx, &Args::default(), 0)?);
    named(cx, names, DAYS[at.weekday().num_days_from_sunday() as usize % 7], out)
}

fn month_name<D: Source>(cx: &mut Cx<D>, names: AttrId, out: &mut Vec<u8>) -> Result<()> {
    const MONTHS: [&str; 12] = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
    let at = datetime(date_time(cx, &Args::default(), 0)?);
    named(cx, names, MONTHS[at.month0() as usize % 12], out)
}

fn named<D: Source>(cx: &Cx<D>, names: AttrId, key: &str, out: &mut Vec<u8>) -> Result<()> {
    match cx.table(names).and_then(|names| names.root().get(key)) {
        Some(name) => out.extend_from_slice(name.text()),
        None => return Err(Error::Value(format!("the locale has no name for '{key}'"))),
    }
    Ok(())
}

fn local<D: Source>(
    cx: &Cx<D>,
    pick: impl Fn(&'static Names) -> Option<&'static &'static str>,
    out: &mut Vec<u8>,
) -> Result<()> {
    match NAMES.iter().find(|names| names.0 == cx.pack.locale.name()).and_then(pick) {
        Some(name) => out.extend_from_slice(name.as_bytes()),
        None => return Err(Error::value("the locale has no names of days and months")),
    }
    Ok(())
}

/// A locale, its days and its months.
type Names = (&'static str, [&'static str; 7], [&'static str; 12]);

/// Names that Faker keeps inside its functions and that are no tables of a class for that reason. Some begin the week
/// on Monday, although the days are counted from Sunday: so does Faker.
#[rustfmt::skip]
const NAMES: &[Names] = &[
    ("hi_IN",
     ["सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "जुम्मा", "शनिवार", "रविवार"],
     ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"]),
    ("hr_HR",
     ["Nedjelja", "Ponedjeljak", "Utorak", "Srijeda", "Četvrtak", "Petak", "Subota"],
     ["Siječanj", "Veljača", "Ožujak", "Travanj", "Svibanj", "Lipanj", "Srpanj", "Kolovoz", "Rujan", "Listopad", "Studeni", "Prosinac"]),
    ("hu_HU",
     ["hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap"],
     ["január", "február", "március", "április", "május", "junius", "julius", "augusztus", "szeptember", "október", "november", "december"]),
    ("id_ID",
     ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
     ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"]),
    ("ko_KR",
     ["일요일", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일"],
     ["1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"]),
];
