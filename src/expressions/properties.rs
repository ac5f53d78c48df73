//! Properties: nothing panics, and a slice of the values is the values of a slice; `numbers` compares with an interpreter of
//! its own.

mod numbers;
mod source;

use super::*;
use crate::clock::Clock;
use crate::locale::Locale;
use crate::records::{schema, Plan, Texts};
use crate::rng::Key;
use proptest::prelude::*;
use source::Source;

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,60}", soup in prop::collection::vec(prop::sample::select(SOUP.to_vec()), 0..30)) {
        for text in [text, soup.join(" "), soup.concat()] {
            if let Ok(expression) = Expression::parse(&text) {
                if let Ok(bound) = expression.bind(|_| Ok(Kind::Int)) {
                    let column = Column::new(Data::Int(vec![1, i64::MIN]));
                    let inputs = vec![&column; expression.names().len()];
                    bound.eval(&inputs, 2).unwrap();
                }
            }
        }
    }

    #[test]
    fn a_slice_of_the_values_is_the_values_of_a_slice(
        choices in prop::collection::vec(any::<u8>(), 0..80),
        start in 0usize..20,
        n in 0usize..30,
    ) {
        let mut source = Source::new(&choices);
        let kind = source.pick(&KINDS);
        let text = source.tree(kind, 4);
        let columns = columns();
        let find = |name: &str| &columns.iter().find(|(known, _)| *known == name).unwrap().1;
        let expression = Expression::parse(&text).unwrap();
        let bound = expression.bind(|name| Ok(kind_of(&find(name).data).unwrap()));
        let bound = match bound {
            // A constant of minutes may come to a date; all else that is made here is right.
            Err(error) if error.to_string().contains("a date moves by whole days only") => return Ok(()),
            bound => bound.unwrap(),
        };
        let whole: Vec<&Column> = expression.names().iter().map(|name| find(name)).collect();
        let at: Vec<usize> = (start..start + n).collect();
        let parts: Vec<Column> = whole.iter().map(|column| column.take(&at)).collect();
        let of_all = bound.eval(&whole, ROWS).unwrap().take(&at);
        let of_part = bound.eval(&parts.iter().collect::<Vec<_>>(), n).unwrap();
        prop_assert_eq!(of_all.len(), of_part.len());
        for i in 0..n {
            prop_assert_eq!(of_all.is_valid(i), of_part.is_valid(i), "{}", &text);
            if of_all.is_valid(i) {
                let (mut a, mut b) = (Vec::new(), Vec::new());
                of_all.data.append_text(i, &mut a);
                of_part.data.append_text(i, &mut b);
                prop_assert_eq!(a, b, "{}", &text);
            }
        }
    }
}

const SOUP: [&str; 48] = [
    "a",
    "b.c",
    "1",
    "2.5",
    "'x'",
    "null",
    "true",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "==",
    "<",
    "||",
    "and",
    "or",
    "not",
    "in",
    "is",
    "case",
    "when",
    "then",
    "else",
    "end",
    "if(",
    "round(",
    "format('{:5}', ",
    "lookup(a, ",
    "add('2024-01-31', ",
    "'mo'",
    "substring('été', ",
    "date(",
    "days(",
    "min(",
    "hash(",
    "é",
    "`",
];

const ROWS: usize = 50;
const KINDS: [Kind; 9] = [
    Kind::Bool,
    Kind::Int,
    Kind::Float,
    Kind::Decimal(0),
    Kind::Str,
    Kind::Date,
    Kind::DateTime,
    Kind::Time,
    Kind::Duration,
];

/// Columns of every kind and storage, extremes among them.
fn columns() -> Vec<(&'static str, Column)> {
    let rows = 0..ROWS as i64;
    let spread = |i: i64| match i % 7 {
        0 => i64::MAX - i,
        1 => i64::MIN + i,
        _ => i - 20,
    };
    let some = |column: Column, by: usize| {
        let valid = (0..ROWS).map(|i| i % by != 1).collect();
        Column { valid: Some(valid), ..column }
    };
    let mut texts = Texts::default();
    for i in rows.clone() {
        texts
            .bytes
            .extend_from_slice(["", "a", "Été 12", "ß'x", "2024-02-29", "日本語 text"][i as usize % 6].as_bytes());
        texts.end();
    }
    let schema = schema::parse(&Spec::Map(vec![(Spec::Str("c".into()), Spec::Str("first_name".into()))])).unwrap();
    let plan =
        Plan::new(schema, &[Locale::find("fr_FR").unwrap()], Clock::default(), &Key::from_seed(&42.into())).unwrap();
    let coded = plan.rows(0..ROWS as u64).unwrap().remove(0);
    assert!(matches!(coded.data, Data::Codes(..)));
    let choice = ["consumer", "business", ""].map(|text| crate::providers::Value::Str(text.into()));
    let codes = rows.clone().map(|i| (i % 3) as u32).collect();
    let floats = [0.0, -1.5, 1e308, f64::NAN, f64::INFINITY, 2.675, -0.0, 1e-308];
    let int = Column::new(Data::Int(rows.clone().map(spread).collect()));
    let times = || rows.clone().map(|i| i * 86_400_000_000 * 97 + i * 61_000_001).collect();
    vec![
        ("i", some(int.clone(), 5)),
        ("k", int),
        ("f", Column::new(Data::Float((0..ROWS).map(|i| floats[i % 8]).collect()))),
        ("d", some(Column::new(Data::Decimal(rows.clone().map(|i| spread(i).into()).collect(), 2)), 4)),
        ("s", some(Column::new(Data::Str(texts)), 3)),
        ("c", coded),
        ("e", Column::new(Data::Choice(choice.to_vec().into(), codes))),
        ("b", some(Column::new(Data::Bool(rows.clone().map(|i| i % 3 == 0).collect())), 6)),
        ("day", Column::new(Data::Date(rows.clone().map(|i| (i as i32 - 25) * 100_000).collect()))),
        ("at", some(Column::new(Data::DateTime(times())), 7)),
        ("t", Column::new(Data::Time(rows.clone().map(|i| i * 1_700_000_003 % 86_400_000_000).collect()))),
        ("l", Column::new(Data::Duration(rows.map(|i| (i - 25) * 35_000_000_017).collect()))),
    ]
}
