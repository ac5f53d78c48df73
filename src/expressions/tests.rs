//! Every operator and function by literal values: the examples of `docs/expressions.md`, and what they leave out.

use super::*;

/// The value of an expression without names, as it is written; `null` for none.
fn value(text: &str) -> String {
    let made = Expression::parse(text).and_then(|e| e.constant(|_| None));
    match made {
        Ok(Spec::Str(text)) => format!("'{text}'"),
        Ok(Spec::Moment(Moment::Delta(seconds))) => {
            let mut out = Vec::new();
            crate::clock::append_duration(crate::clock::micros(seconds), &mut out);
            String::from_utf8(out).unwrap()
        }
        Ok(Spec::Time(micros)) => {
            let mut out = Vec::new();
            crate::clock::append_time(micros, &mut out);
            String::from_utf8(out).unwrap()
        }
        Ok(Spec::None) => "null".to_string(),
        Ok(Spec::Bool(value)) => value.to_string(),
        Ok(other) => other.describe(),
        Err(error) => {
            let (error, before) = (error.to_string(), format!("expression '{text}': "));
            format!("error: {}", error.strip_prefix(&before).unwrap_or(&error))
        }
    }
}

#[track_caller]
fn all(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| value(text) != *expected)
        .map(|(text, expected)| format!("{text} gives {}, not {expected}", value(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn arithmetic() {
    all(&[
        ("7 // 2", "3"),
        ("-7 // 2", "-4"),
        ("7 // -2", "-4"),
        ("-7 % 3", "2"),
        ("7 % -3", "-2"),
        ("7.5 % 2", "1.5"),
        ("-7.5 // 2", "-4.0"),
        ("7 / 2", "3.5"),
        ("1 / 0", "null"),
        ("1 // 0", "null"),
        ("1 % 0", "null"),
        ("1.0 // 0", "null"),
        ("2 ** 10", "1024"),
        ("2 ** -1", "null"),
        ("2.0 ** -1", "0.5"),
        ("(-1) ** 3", "-1"),
        ("-2 ** 2", "-4"),
        ("9223372036854775807 + 1", "null"),
        ("-9223372036854775807 - 2", "null"),
        ("(-9223372036854775807 - 1) // -1", "null"),
        ("(-9223372036854775807 - 1) % -1", "0"),
        ("9223372036854775807 * 2", "null"),
        ("2 ** 63", "null"),
        ("1e308 * 10", "null"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("decimal(0.1, 1) + decimal(0.2, 1)", "0.3"),
        ("decimal(2.50, 2) * 3", "7.50"),
        ("decimal(2.50, 2) * decimal(1.5, 1)", "3.750"),
        ("decimal(7, 2) // 2", "3"),
        ("decimal(-7.5, 1) // 2", "-4"),
        ("decimal(7.5, 1) % 2", "1.5"),
        ("decimal(1, 2) / 3", "0.3333333333333333"),
        ("decimal(1, 2) // 0", "null"),
        ("decimal(1.25, 2) + 1", "2.25"),
        ("decimal(1.25, 2) + 0.5", "1.75"),
        ("-decimal(1.25, 2)", "-1.25"),
        ("null + 1", "null"),
        ("1 + null * 2.5", "null"),
    ]);
}

#[test]
fn comparison_and_logic() {
    all(&[
        ("1 == 1.0", "true"),
        ("decimal(1.10, 2) == decimal(1.1, 1)", "true"),
        ("decimal(1.10, 2) > 1", "true"),
        ("'a' < 'b'", "true"),
        ("'Z' < 'a'", "true"),
        ("'é' > 'z'", "true"),
        ("date('2024-01-02') > '2024-01-01'", "true"),
        ("date('2024-01-01') < datetime('2024-01-01 00:00:01')", "true"),
        ("date('2024-01-01') < '2024-01-01 10:00'", "true"),
        ("days(1) == '24h'", "true"),
        ("null == 1", "null"),
        ("null == null", "null"),
        ("null is null", "true"),
        ("1 is not null", "true"),
        ("null and false", "false"),
        ("null and true", "null"),
        ("null or true", "true"),
        ("null or false", "null"),
        ("not null", "null"),
        ("2 in [1, 2]", "true"),
        ("3 in [1, 2]", "false"),
        ("3 in [1, null]", "null"),
        ("1 in [1, null]", "true"),
        ("3 not in (1, 2)", "true"),
        ("'b' in ['a', 'b']", "true"),
        ("null in [1]", "null"),
        ("1 in [1.0, 2]", "true"),
        ("1 in [1 + 0, 1 / 0]", "true"),
        ("12 in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]", "true"),
        ("'l' in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']", "false"),
        ("true > false", "true"),
    ]);
}

#[test]
fn errors_say_what_an_operation_got() {
    all(&[
        ("1 + 'a'", "error: '+' takes no texts: they are joined by '||' (character 3)"),
        ("'a' * 2", "error: '*' takes numbers, not text and int (character 5)"),
        ("true + 1", "error: '+' takes numbers, or dates and durations, not bool and int (character 6)"),
        ("1 == 'a'", "error: '==' compares values of one kind, not int and text (character 3)"),
        ("1 and true", "error: 'and' takes a condition, not int (character 1)"),
        ("not 'a'", "error: 'not' takes a condition, not text (character 5)"),
        ("-'a'", "error: '-' takes a number or a duration, not text (character 1)"),
        ("if(1, 2, 3)", "error: if takes a condition, not int (character 1)"),
        ("case when true then 1 else 'a' end", "error: 'case' takes values of one kind, not int and text (character 1)"),
        ("date('2024-01-01') > 'soon'", "error: 'soon' is not a date: 'YYYY-MM-DD' (character 20)"),
        ("upper(1)", "error: upper takes a text, not int: text(…) makes it one (character 1)"),
        ("trunc(date('2024-01-01'), 'h')", "error: trunc takes a datetime for 'h', not a date: datetime(…) is its midnight (character 1)"),
        ("trunc(date('2024-01-01'), 'm')", "error: unknown unit 'm' of trunc; units are ms, s, min, h, d, w, mo, q and y (character 1)"),
        ("date('2024-01-01') + hours(1)", "error: a date moves by whole days only: write datetime(…) for its midnight (character 20)"),
        ("{'a': 1}", "error: a mapping is only taken by lookup(x, {'a': 1, 'b': 2}, default) (character 1)"),
        ("decimal(1, 20) * decimal(1, 20)", "error: the product would have 40 digits after the point, more than 30: round its factors first (character 16)"),
        ("a + 1", "error: there is no parameter 'a'"),
    ]);
}

/// The examples of the page: a code span, an arrow, and a code span.
fn examples(page: &str) -> Vec<(&str, &str)> {
    let pairs = page.lines().filter_map(|line| line.strip_prefix("- `")?.strip_suffix('`')?.split_once("` → `"));
    pairs.collect()
}

#[test]
fn the_documentation_is_right() {
    let page = include_str!("../../docs/expressions.md");
    let examples = examples(page);
    assert!(examples.len() > 100 && examples.len() == page.matches('→').count(), "{}", examples.len());
    all(&examples);
    for function in functions::FUNCTIONS {
        assert!(page.contains(&format!("`{}`", function.signature)), "{}", function.signature);
        let call = format!("{}(", function.name);
        assert!(examples.iter().any(|(text, _)| text.contains(&call)), "no example of {call}");
    }
}

fn ints(values: &[i64]) -> Column {
    Column::new(Data::Int(values.to_vec()))
}

fn strs(values: &[&str]) -> Column {
    let mut texts = crate::records::Texts::default();
    for value in values {
        texts.bytes.extend_from_slice(value.as_bytes());
        texts.end();
    }
    Column::new(Data::Str(texts))
}

fn with_nulls(mut column: Column, valid: &[bool]) -> Column {
    column.valid = Some(valid.to_vec());
    column
}

/// The values of each row, as texts, given the columns of the names in their order.
fn rows(text: &str, inputs: &[&Column]) -> Vec<String> {
    let expression = Expression::parse(text).unwrap();
    let names = expression.names().to_vec();
    let at = |name: &str| names.iter().position(|known| known == name).unwrap();
    let bound = expression.bind(|name| Ok(kind_of(&inputs[at(name)].data).unwrap())).unwrap();
    let n = inputs.first().map_or(3, |column| column.len());
    let made = bound.eval(inputs, n).unwrap();
    assert_eq!(made.len(), n, "{text}");
    assert_eq!(std::mem::discriminant(&made.data), std::mem::discriminant(&bound.blank()), "{text}");
    shown(&made)
}

fn shown(column: &Column) -> Vec<String> {
    let row = |i: usize| {
        let mut out = Vec::new();
        column.data.append_text(i, &mut out);
        if column.is_valid(i) {
            String::from_utf8(out).unwrap()
        } else {
            "null".to_string()
        }
    };
    (0..column.len()).map(row).collect()
}

#[test]
fn columns_with_nulls() {
    let a = with_nulls(ints(&[1, 2, 3, i64::MAX]), &[true, false, true, true]);
    let b = ints(&[10, 20, 0, 1]);
    assert_eq!(rows("a + b", &[&a, &b]), ["11", "null", "3", "null"]);
    assert_eq!(rows("a // b", &[&a, &b]), ["0", "null", "null", "9223372036854775807"]);
    assert_eq!(rows("a is null", &[&a]), ["False", "True", "False", "False"]);
    assert_eq!(rows("coalesce(a, b, 0)", &[&a, &b]), ["1", "20", "3", "9223372036854775807"]);
    assert_eq!(rows("a > 1 and b > 0", &[&a, &b]), ["False", "null", "False", "True"]);
    assert_eq!(rows("a > 1 or b > 0", &[&a, &b]), ["True", "True", "True", "True"]);
    assert_eq!(rows("a in [3, null]", &[&a]), ["null", "null", "True", "null"]);
    assert_eq!(rows("a in [3, b + 0]", &[&a, &b]), ["False", "null", "True", "False"]);
    assert_eq!(
        rows("case when a > 1 then 'x' when b == 20 then a || '' else 'y' end", &[&a, &b]),
        ["y", "null", "x", "x"]
    );
    assert_eq!(rows("format('{:>3}|{}', b, a)", &[&b, &a]), [" 10|1", "null", "  0|3", "  1|9223372036854775807"]);
    assert_eq!(rows("lookup(a, {1: 'one', 3: 'three'}, 'many')", &[&a]), ["one", "null", "three", "many"]);
    assert_eq!(rows("lookup(a, {1: 100}, b)", &[&a, &b]), ["100", "null", "0", "1"]);
    assert_eq!(rows("7", &[]), ["7", "7", "7"]);
    assert_eq!(rows("null", &[]), ["null", "null", "null"]);
    assert_eq!(rows("a + null", &[&a]), ["null"; 4]);
    assert_eq!(rows("min(a, b)", &[&a, &b]), ["1", "null", "0", "1"]);
}

#[test]
fn texts_of_every_storage() {
    let plain = strs(&["consumer", "business", "Été", ""]);
    let values = ["consumer", "business", "Été", ""].map(|text| crate::providers::Value::Str(text.into()));
    let choice = Column::new(Data::Choice(values.to_vec().into(), vec![0, 1, 2, 3]));
    let mut many = values.to_vec();
    many.extend((0..50).map(|i| crate::providers::Value::Str(i.to_string())));
    let wide = Column::new(Data::Choice(many.into(), vec![0, 1, 2, 3]));
    for text in [
        "s == 'consumer'",
        "'business' <= s",
        "s in ['business', '']",
        "s in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'business']",
        "lookup(s, {'consumer': 1, 'Été': 3}, 0)",
        "lookup(s, {'consumer': 'c', 'Été': 'e'})",
        "upper(s) || '!'",
        "substring(s, 2, length(s) - 2)",
        "case when s == 'consumer' then 'card' when s != '' then s else 'none' end",
        "replace(s, 's', s)",
        "max(s, 'c')",
        "s || s",
        "hash(s, 1000)",
        "s == s",
        "contains(s, right(s, 2))",
        "format('{:^10}', s)",
        "if(length(s) > 3, 1.5, 2)",
    ] {
        let [a, b, c] = [&plain, &choice, &wide].map(|column| rows(text, &[column]));
        assert_eq!(a, b, "{text}");
        assert_eq!(a, c, "{text}");
    }
    assert_eq!(rows("upper(s) || '!'", &[&choice]), ["CONSUMER!", "BUSINESS!", "ÉTÉ!", "!"]);
    assert_eq!(rows("replace(s, 's', s)", &[&plain])[0], "conconsumerumer");
}

#[test]
fn choices_of_other_values() {
    use crate::providers::Value;
    let column =
        |values: &[Value]| Column::new(Data::Choice(values.to_vec().into(), (0..values.len() as u32).rev().collect()));
    let numbers = column(&[Value::Int(1), Value::None, Value::Float(2.5)]);
    assert_eq!(kind_of(&numbers.data), Some(Kind::Float));
    assert_eq!(rows("x + 1", &[&numbers]), ["3.5", "null", "2.0"]);
    let decimals = column(&[Value::Int(1), Value::Decimal("2.50".into())]);
    assert_eq!(kind_of(&decimals.data), Some(Kind::Decimal(2)));
    assert_eq!(rows("x * 2", &[&decimals]), ["5.00", "2.00"]);
    let dates = column(&[Value::Date(0), Value::DateTime(1_000_000)]);
    assert_eq!(rows("add(x, 1, 'd')", &[&dates]), ["1970-01-02 00:00:01", "1970-01-02 00:00:00"]);
    assert_eq!(kind_of(&column(&[Value::Int(1), Value::Str("a".into())]).data), None);
    assert_eq!(kind_of(&Data::Seeds(vec![1])), None);
    let ids = Column::new(Data::Uuid(vec![1]));
    assert_eq!(rows("left(x, 3) || right(x, 1)", &[&ids]), ["0001"]);
}

#[test]
fn casts() {
    let cast = |text: &str, to: Kind| {
        let bound = Expression::parse(text).unwrap().bind(|_| Ok(Kind::Null)).unwrap().cast(to);
        bound.map(|bound| {
            assert_eq!(bound.returns(), to);
            shown(&bound.eval(&[], 1).unwrap())[0].clone()
        })
    };
    let ok = |text: &str, to: Kind| cast(text, to).unwrap();
    assert_eq!(ok("2.675", Kind::Decimal(2)), "2.68");
    assert_eq!(ok("2.665", Kind::Decimal(2)), "2.66");
    assert_eq!(ok("decimal(2.675, 3)", Kind::Decimal(1)), "2.7");
    assert_eq!(ok("3", Kind::Decimal(2)), "3.00");
    assert_eq!(ok("2.5", Kind::Int), "2");
    assert_eq!(ok("1e30", Kind::Int), "null");
    assert_eq!(ok("'12'", Kind::Int), "12");
    assert_eq!(ok("date('2024-02-29')", Kind::Str), "2024-02-29");
    assert_eq!(ok("'2024-02-29'", Kind::DateTime), "2024-02-29 00:00:00");
    assert_eq!(ok("null", Kind::Decimal(2)), "null");
    let error = cast("date('2024-02-29')", Kind::Bool).unwrap_err().to_string();
    assert_eq!(error, "expression 'date('2024-02-29')': it gives date, which cannot become bool");
}

#[test]
fn inputs_are_checked() {
    let bound = Expression::parse("a + b").unwrap().bind(|_| Ok(Kind::Int)).unwrap();
    let (a, b) = (ints(&[1, 2]), ints(&[1]));
    let error = |inputs: &[&Column]| bound.eval(inputs, 2).unwrap_err().to_string();
    assert_eq!(error(&[&a]), "expression 'a + b': 1 columns were given for 2 names");
    assert_eq!(error(&[&a, &b]), "expression 'a + b': 'b' has 1 rows, not 2");
    assert_eq!(error(&[&a, &strs(&["x", "y"])]), "expression 'a + b': 'b' is text, not int as before");
    assert_eq!(bound.eval(&[&ints(&[]), &ints(&[])], 0).unwrap().len(), 0);
}

#[test]
fn constants_of_parameters() {
    let constant = |text: &str| {
        Expression::parse(text).unwrap().constant(|name| match name {
            "n" => Some(Spec::Int(7)),
            "rate" => Some(Spec::Decimal("0.25".into())),
            "day" => Some(Spec::Moment(Moment::Date(0))),
            "list" => Some(Spec::Seq(vec![])),
            _ => None,
        })
    };
    assert_eq!(constant("n * 3"), Ok(Spec::Int(21)));
    assert_eq!(constant("n * rate"), Ok(Spec::Decimal("1.75".into())));
    assert_eq!(constant("day + days(n)"), Ok(Spec::Moment(Moment::Date(7))));
    assert_eq!(constant("if(n > 3, 'big', 'small')"), Ok(Spec::Str("big".into())));
    assert_eq!(constant("null"), Ok(Spec::None));
    let error = constant("list + 1").unwrap_err().to_string();
    assert_eq!(error, "expression 'list + 1': 'list' is a sequence of 0, not a single value");
}

#[test]
fn templates() {
    let template = |text: &str| {
        let template = Expression::template(text)?;
        template.constant(|name| Some(if name == "year" { Spec::Int(97) } else { Spec::Str("Öl".into()) }))
    };
    let ok = |text: &str| match template(text).unwrap() {
        Spec::Str(text) => text,
        other => panic!("{other:?}"),
    };
    assert_eq!(ok("{brand} {t.model:>4} ({year:04d})"), "Öl   Öl (0097)");
    assert_eq!(ok("{{{year + 3}}} {year:,} plain"), "{100} 97 plain");
    assert_eq!(ok("plain"), "plain");
    assert_eq!(Expression::template("{a} {b.c} {a}").unwrap().names(), ["a", "b.c"]);
    let error = |text: &str| template(text).unwrap_err().to_string();
    assert_eq!(error("{brand"), "template '{brand': a '}' is missing");
    assert_eq!(error("{year +}"), "expression 'year +': a value is missing at the end");
    assert_eq!(error("a } b"), "expression 'a } b': 'a } b' has a '}' too many: write '}}' for one (character 1)");
    assert_eq!(error("{brand:d}"), "expression '{brand:d}': format 'd': 'd' does not go with text (character 1)");
}

#[test]
fn formats_are_pythons() {
    all(&[
        ("format('{:5}|{:<5}|{:^5}|{:>5}', 42, 42, 42, 42)", "'   42|42   | 42  |   42'"),
        ("format('{:*^7}|{:é<4}', 'ab', 'x')", "'**ab***|xééé'"),
        ("format('{:+d} {: d} {:+d}', 5, 5, -5)", "'+5  5 -5'"),
        ("format('{:06.2f} {:+.1f} {:.0f}', -2.5, 0.25, 2.5)", "'-02.50 +0.2 2'"),
        ("format('{:x} {:X} {:o} {:b} {:x}', 255, 255, 8, 5, -255)", "'ff FF 10 101 -ff'"),
        ("format('{:,} {:_} {:,.2f} {:,}', 1234567, 1234, 1234.5, -123456)", "'1,234,567 1_234 1,234.50 -123,456'"),
        ("format('{:e} {:.2E}', 12345.678, 0.00012)", "'1.234568e+04 1.20E-04'"),
        ("format('{:.1%} {:%}', 0.256, 1)", "'25.6% 100.000000%'"),
        ("format('{:.3}|{:5.2}|', 'abcdef', 'été')", "'abc|ét   |'"),
        ("format('{{}} {}', 1)", "'{} 1'"),
        ("format('{0}{1}{0}', 'a', 'b')", "'aba'"),
        ("format('{:.1f} {:.3f} {:8.2f}', decimal(2.25, 2), decimal(7, 0), decimal(1.005, 3))", "'2.2 7.000     1.00'"),
        ("format('{:f}', 1)", "'1.000000'"),
        ("format('{}', null)", "null"),
        ("format('{:08}', -42)", "'-0000042'"),
        ("format('{', 1)", "error: a '}' is missing in '{' (character 1)"),
        ("format('{}')", "error: '{}' asks for value 1, and 0 are given (character 1)"),
        ("format('x', 1)", "error: value 1 of format is not used by 'x' (character 1)"),
        ("format('{:.2f}', 'a')", "error: format '.2f': 'f' does not go with text (character 1)"),
        (
            "format('{:.2}', 1)",
            "error: format '.2': integers have no digits after the point: 'f' gives some (character 1)",
        ),
        ("format('{:5q}', 1)", "error: format '5q': 'q' does not go with int (character 1)"),
        ("format('{:99999}', 1)", "error: format '99999': at most 1024 characters (character 1)"),
    ]);
}
