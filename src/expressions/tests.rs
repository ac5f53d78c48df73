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
