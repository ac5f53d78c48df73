//! What the attributes of an entity agree in.

mod people;
mod places;
mod trade;

use crate::clock::Clock;
use crate::locale::Locale;
use crate::records::spec::Spec;
use crate::records::{schema, Data, Plan};
use crate::rng::Key;

const ROWS: u64 = 10_000;
/// Locales of all kinds: of several scripts, with gendered family names, with names in Latin letters beside others.
const LOCALES: &[&str] =
    &["en_US", "de_DE", "fr_FR", "it_IT", "es_ES", "pt_BR", "ja_JP", "zh_CN", "ru_RU", "ar_AE", "hu_HU", "ko_KR"];

fn plan(locale: &str, columns: &[&str]) -> Plan {
    let text = |text: &&str| Spec::Str((*text).to_string());
    let columns = Spec::Map(columns.iter().map(|column| (text(column), text(column))).collect());
    let columns = schema::parse(&columns).unwrap();
    let locale = Locale::find(locale).unwrap();
    Plan::new(columns, &[locale], Clock::default(), &Key::from_seed(&42.into())).unwrap()
}

/// The texts of some attributes, a row after another.
fn rows<const N: usize>(locale: &str, columns: [&str; N], n: u64) -> Vec<[String; N]> {
    let made = plan(locale, &columns).rows(0..n).unwrap();
    let cell = |data: &Data, row| {
        let mut text = Vec::new();
        data.append_text(row, &mut text);
        String::from_utf8(text).unwrap()
    };
    (0..n as usize).map(|row| std::array::from_fn(|column| cell(&made[column].data, row))).collect()
}

/// A column is the same whatever stands beside it, and wherever its rows begin.
#[test]
fn columns_do_not_depend_on_others() {
    for (locale, entity) in LOCALES.iter().flat_map(|locale| super::ENTITIES.iter().map(move |e| (locale, e))) {
        let names: Vec<String> = entity.attributes.iter().map(|a| format!("{}.{}", entity.name, a.name)).collect();
        let mut columns: Vec<&str> = names.iter().map(String::as_str).collect();
        let n = 1_500;
        let text = |data: &Data, row| {
            let mut text = Vec::new();
            data.append_text(row, &mut text);
            text
        };
        let all = plan(locale, &columns).rows(0..n).unwrap();
        for (i, column) in columns.iter().enumerate() {
            let alone = plan(locale, &[column]).rows(1_000..n).unwrap();
            for row in 0..alone[0].len() {
                assert_eq!(text(&all[i].data, 1_000 + row), text(&alone[0].data, row), "{locale} {column} {row}");
            }
        }
        columns.reverse();
        let turned = plan(locale, &columns).rows(0..n).unwrap();
        for (one, other) in all.iter().zip(turned.iter().rev()) {
            assert!((0..n as usize).all(|row| text(&one.data, row) == text(&other.data, row)), "{locale}");
        }
    }
}
