//! Literal lines of every kind of text that has options.

use super::*;
use crate::providers::Value;
use crate::records::column::Texts;

fn texts(values: &[&str]) -> Data {
    let mut texts = Texts::default();
    for value in values {
        texts.bytes.extend_from_slice(value.as_bytes());
        texts.end();
    }
    Data::Str(texts)
}

fn columns() -> Vec<Column> {
    let mut bytes = Texts::default();
    bytes.bytes.extend_from_slice(&[0, 255]);
    bytes.end();
    bytes.end();
    let missing = Column { data: Data::Float(vec![0.5, 1.5]), valid: Some(vec![true, false]) };
    let mut columns = vec![missing];
    columns.extend(
        [
            texts(&["it's \"x\"; \\", ""]),
            Data::Bool(vec![true, false]),
            Data::Date(vec![20_000, 0]),
            Data::DateTime(vec![1_500_000, 0]),
            Data::Decimal(vec![1234, -5], 2),
            Data::Bytes(bytes),
            Data::Value(vec![Value::Decimal("1.50".into()), Value::List(vec![Value::Int(1)])]),
            Data::Duration(vec![7, -7]),
        ]
        .map(Column::new),
    );
    columns
}

fn written(columns: &[Column], first: u64, style: &Style) -> Result<String> {
    let names: Vec<String> = (0..columns.len()).map(|i| format!("c{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut out = Vec::new();
    styled(&names, columns, first, style, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn dialect() -> Dialect {
    Dialect {
        delimiter: b';',
        quote: b'"',
        escape: None,
        quoting: Quoting::Minimal,
        end: b"\n".to_vec(),
        null: b"NA".to_vec(),
        told: true,
        truth: [b"no".to_vec(), b"yes".to_vec()],
        spelling: Spelling { point: b',', date: Some("%d.%m.%Y".into()), ..Spelling::default() },
    }
}

#[test]
fn dialects() {
    let columns = columns();
    let csv = |dialect: Dialect| written(&columns, 0, &Style::Csv(dialect)).unwrap();
    assert_eq!(
        csv(dialect()),
        "0,5;\"it's \"\"x\"\"; \\\";yes;04.10.2024;1970-01-01T00:00:01.500000;12,34;00ff;1,50;0:00:00.000007\n\
         NA;;no;01.01.1970;1970-01-01T00:00:00;-0,05;;[1];-1 day, 23:59:59.999993\n"
    );
    let all = csv(Dialect { quoting: Quoting::All, escape: Some(b'\\'), ..dialect() });
    assert!(all.starts_with("\"0,5\";\"it's \\\"x\\\"; \\\\\";\"yes\""), "{all}");
    assert!(all.contains("\nNA;\"\";\"no\""), "{all}");
    let some = csv(Dialect { quoting: Quoting::Texts, ..dialect() });
    assert!(some.contains("\nNA;\"\";\"no\";\"01.01.1970\";\"1970-01-01T00:00:00\";-0,05;"), "{some}");
    let none = csv(Dialect { quoting: Quoting::None, escape: Some(b'\\'), ..dialect() });
    assert!(none.starts_with("0,5;it's \\\"x\\\"\\; \\\\;yes"), "{none}");
    let bare = written(&columns, 0, &Style::Csv(Dialect { quoting: Quoting::None, ..dialect() }));
    assert!(bare.unwrap_err().to_string().contains("give the dialect an escape character"));
}

#[test]
fn missing_and_empty() {
    let two = [Column { data: texts(&["", "", "NA"]), valid: Some(vec![true, false, true]) }];
    let csv = |dialect: Dialect| written(&two, 0, &Style::Csv(dialect)).unwrap();
    assert_eq!(csv(dialect()), "\"\"\nNA\n\"NA\"\n");
    assert_eq!(csv(Dialect { null: Vec::new(), ..dialect() }), "\"\"\n\"\"\nNA\n");
    assert_eq!(csv(Dialect { told: false, ..dialect() }), "\"\"\nNA\nNA\n");
}

#[test]
fn inserts() {
    let columns = columns();
    let insert = |database, first: u64, per: u64| {
        let head = b"INTO t\n".to_vec();
        written(&columns, 10 + first, &Style::Insert(Insert { database, head, per, first: 10, stop: 13 })).unwrap()
    };
    assert_eq!(
        insert(Database::Postgres, 0, 2),
        "INTO t\n(0.5, 'it''s \"x\"; \\', TRUE, '2024-10-04', '1970-01-01 00:00:01.500000', 12.34, '\\x00ff', '1.50', 7),\n\
         (NULL, '', FALSE, '1970-01-01', '1970-01-01 00:00:00', -0.05, '\\x', '[1]', -7);\n"
    );
    assert!(insert(Database::MySql, 0, 2).contains("'it''s \"x\"; \\\\', TRUE"));
    assert!(insert(Database::MySql, 0, 2).contains("X'00ff'"));
    assert!(insert(Database::Sqlite, 0, 2).contains(", 1, '2024"));
    assert!(insert(Database::DuckDb, 0, 2).contains("unhex('00ff')"));
    // Statements begin and end where they do in the whole file.
    let middle = insert(Database::Postgres, 1, 2);
    assert!(middle.starts_with("(0.5") && middle.contains(");\nINTO t\n(NULL") && middle.ends_with(");\n"), "{middle}");
    assert!(Database::named("oracle").is_err());
}

#[test]
fn numbers_that_are_none() {
    let floats = [Column::new(Data::Float(vec![f64::NAN, f64::INFINITY]))];
    let insert = |database| {
        let style = Insert { database, head: Vec::new(), per: 9, first: 0, stop: 2 };
        written(&floats, 0, &Style::Insert(style)).unwrap()
    };
    assert_eq!(insert(Database::Postgres), "('nan'),\n('inf');\n");
    assert_eq!(insert(Database::Sqlite), "(NULL),\n(NULL);\n");
}

#[test]
fn copies() {
    let columns = [Column { data: texts(&["a\tb\\\nc\r", "x"]), valid: Some(vec![true, false]) }, columns().remove(6)];
    assert_eq!(written(&columns, 0, &Style::Copy).unwrap(), "a\\tb\\\\\\nc\\r\t\\\\x00ff\n\\N\t\\\\x\n");
    let nul = [Column::new(texts(&["a\0"]))];
    assert!(written(&nul, 0, &Style::Copy).unwrap_err().to_string().contains("NUL"));
}

#[test]
fn features() {
    let columns = [
        Column { data: Data::Float(vec![1.5, 2.5]), valid: Some(vec![true, false]) },
        Column::new(texts(&["a\nb", "c"])),
        Column::new(Data::Value(vec![Value::Decimal("-3.0".into()), Value::Decimal("4".into())])),
    ];
    let style = Style::GeoJson { start: 5, longitude: 2, latitude: 0 };
    let point = "{\"type\": \"Point\", \"coordinates\": [-3.0, 1.5]}";
    let feature = |geometry: &str, text: &str| {
        format!("{{\"type\": \"Feature\", \"geometry\": {geometry}, \"properties\": {{\"c1\": \"{text}\"}}}}")
    };
    let both = format!("{},\n{}", feature(point, "a\\nb"), feature("null", "c"));
    assert_eq!(written(&columns, 5, &style).unwrap(), both);
    assert_eq!(written(&columns, 6, &style).unwrap(), format!(",\n{both}"));
}
