//! People: names, what is made from them, gender, age.

use super::{plan, rows, LOCALES, ROWS};
use crate::clock::{date, Clock};
use crate::grammar::Cx;
use crate::locale::{attr, name_id, Class, Locale};
use crate::providers::{to_ascii, Pack};
use crate::records::Data;
use crate::rng::{Key, Stream};
use chrono::Datelike;
use std::collections::HashSet;

/// Letters and digits in ASCII and lower case, as user names have them.
fn spelled(locale: &str, name: &str) -> String {
    let pack = Pack::<Stream>::of(Locale::find(locale).unwrap());
    let stream = Stream::at(&Key::from_seed(&0.into()), 0, 0);
    let mut out = name.to_lowercase().into_bytes();
    to_ascii(&Cx::new(stream, pack, Clock::default()), &mut out, 0, true);
    out.retain(u8::is_ascii_alphanumeric);
    String::from_utf8(out).unwrap().to_lowercase()
}

#[test]
fn people_have_one_name() {
    for locale in LOCALES {
        let columns = [
            "person.name",
            "person.first_name",
            "person.last_name",
            "person.romanized_name",
            "person.user_name",
            "person.email",
            "person.free_email",
        ];
        for row in rows(locale, columns, ROWS) {
            let [name, first, last, latin, user, email, free_email] = &row;
            assert!(name.contains(first.as_str()) && name.contains(last.as_str()), "{locale}: {row:?}");
            assert!(latin.is_ascii(), "{locale}: {row:?}");
            let plain: String = user.chars().filter(char::is_ascii_alphanumeric).collect();
            let parts = latin.split(' ').chain([first.as_str(), last]);
            let mut parts = parts.map(|part| spelled(locale, part)).filter(|part| !part.is_empty());
            assert!(parts.any(|part| plain.contains(&part)), "{locale}: {row:?}");
            for address in [email, free_email] {
                let (local, domain) = address.split_once('@').unwrap();
                assert!(local == user && domain.contains('.'), "{locale}: {row:?}");
            }
        }
    }
}

#[test]
fn names_have_a_gender() {
    let person = |locale: &str| Pack::<Stream>::of(Locale::find(locale).unwrap()).entry(name_id!("first_name")).class;
    for locale in LOCALES {
        let tables = [attr!("first_names_female"), attr!("first_names_male")].map(|attr| person(locale).table(attr));
        let [women, men] = tables.map(|table| table.unwrap().iter().collect::<HashSet<_>>());
        let mut seen = [0, 0];
        for row in rows(locale, ["person.first_name", "person.gender", "person.sex"], ROWS) {
            let [first, gender, sex] = &row;
            let names = match (gender.as_str(), sex.as_str()) {
                ("female", "F") => &women,
                ("male", "M") => &men,
                _ => panic!("{locale}: {row:?}"),
            };
            assert!(names.contains(first.as_str()), "{locale}: {row:?}");
            seen[usize::from(sex == "M")] += 1;
        }
        assert!(seen.iter().all(|n| *n > ROWS / 3), "{locale}: {seen:?}");
    }
}

/// The Latin letters and the kana of a Japanese name stand in its own line of the tables.
#[test]
fn japanese_names_are_read_as_written() {
    let class = Class::find("ja_JP/person").unwrap();
    let line = |written, read, name: &str| {
        let at = class.table(written).unwrap().iter().position(|entry| entry == name).unwrap();
        class.table(read).unwrap().str(at)
    };
    let columns = ["person.first_name", "person.last_name", "person.romanized_name", "person.kana_name"];
    for [first, last, latin, kana] in rows("ja_JP", columns, 2_000) {
        let first_latin = line(attr!("first_names"), attr!("first_romanized_names"), &first);
        let last_latin = line(attr!("last_names"), attr!("last_romanized_names"), &last);
        assert_eq!(latin, format!("{first_latin} {last_latin}"));
        let first_kana = line(attr!("first_names"), attr!("first_kana_names"), &first);
        let last_kana = line(attr!("last_names"), attr!("last_kana_names"), &last);
        assert_eq!(kana, format!("{last_kana} {first_kana}"));
    }
}

#[test]
fn names_are_romanized() {
    let expected =
        [("zh_CN", "Yang Xiong"), ("zh_TW", "YU MING-ZONG"), ("ru_RU", "Miron Litkin"), ("en_US", "Juan Lutz")];
    for (locale, name) in expected {
        assert_eq!(rows(locale, ["person.romanized_name"], 1)[0][0], name, "{locale}");
    }
    assert!(rows("en_US", ["person.kana_name"], 10).iter().all(|[kana]| kana.is_empty()));
}

#[test]
fn ages_count_from_birth() {
    let today = date(Clock::default().today());
    for locale in LOCALES {
        let made = plan(locale, &["person.birth_date", "person.age"]).rows(0..ROWS).unwrap();
        let (Data::Date(births), Data::Int(ages)) = (&made[0].data, &made[1].data) else { panic!("other types") };
        for (birth, age) in births.iter().zip(ages) {
            let born = date(*birth);
            let birthday = born.with_year(born.year() + *age as i32).unwrap_or(born);
            assert!(birthday <= today && (18..=90).contains(age), "{locale}: {born} {age}");
            let next = born.with_year(born.year() + *age as i32 + 1);
            assert!(next.is_none_or(|next| next > today), "{locale}: {born} {age}");
        }
    }
}
