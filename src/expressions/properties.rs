//! Properties: a separate interpreter agrees, nothing panics, and a slice of the values is the values of a slice.

use super::*;
use crate::clock::Clock;
use crate::locale::Locale;
use crate::records::{schema, Plan, Texts};
use crate::rng::Key;
use proptest::prelude::*;

/// Numbers as the reference has them: one at a time, with their kind in the value.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Number {
    Int(i64),
    Decimal(i128, u8),
    Float(f64),
}
use Number::{Decimal, Float, Int};

/// An expression over the columns `i`, `j` (ints), `d` (decimals with two digits) and `f` (floats).
#[derive(Clone, Debug)]
enum Tree {
    Constant(Number),
    Column(usize),
    Negative(Box<Tree>),
    Binary(&'static str, Box<Tree>, Box<Tree>),
    If(Box<(Tree, &'static str, Tree)>, Box<Tree>, Box<Tree>),
    Coalesce(Box<Tree>, Box<Tree>),
}

const COLUMNS: [&str; 4] = ["i", "j", "d", "f"];

fn trees() -> impl Strategy<Value = Tree> {
    let constant = prop_oneof![
        (-10i64..100).prop_map(Int),
        Just(Int(i64::MAX)),
        (-100i128..1000, 0u8..4).prop_map(|(value, scale)| Decimal(value, scale)),
        (-50i32..50).prop_map(|x| Float(f64::from(x) / 8.0)),
    ];
    let leaf = prop_oneof![constant.prop_map(Tree::Constant), (0..4usize).prop_map(Tree::Column)];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let pair = || (inner.clone(), inner.clone());
        let op = prop::sample::select(vec!["+", "-", "*", "/", "//", "%"]);
        let comparison = prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
        prop_oneof![
            4 => (op, pair()).prop_map(|(op, (a, b))| Tree::Binary(op, a.into(), b.into())),
            1 => inner.clone().prop_map(|a| Tree::Negative(a.into())),
            1 => (comparison, pair(), pair())
                .prop_map(|(op, (x, y), (a, b))| Tree::If(Box::new((x, op, y)), a.into(), b.into())),
            1 => pair().prop_map(|(a, b)| Tree::Coalesce(a.into(), b.into())),
        ]
    })
}

fn text(tree: &Tree) -> String {
    match tree {
        Tree::Constant(Int(x)) => format!("({x})"),
        Tree::Constant(Float(x)) => format!("({x:?})"),
        Tree::Constant(Decimal(x, scale)) => {
            let mut out = Vec::new();
            crate::providers::append_decimal(*x, *scale, &mut out);
            format!("decimal('{}', {scale})", String::from_utf8(out).unwrap())
        }
        Tree::Column(at) => COLUMNS[*at].to_string(),
        Tree::Negative(a) => format!("-({})", text(a)),
        Tree::Binary(op, a, b) => format!("({} {op} {})", text(a), text(b)),
        Tree::If(c, a, b) => format!("if({} {} {}, {}, {})", text(&c.0), c.1, text(&c.2), text(a), text(b)),
        Tree::Coalesce(a, b) => format!("coalesce({}, {})", text(a), text(b)),
    }
}

/// Digits after the point; `None` for a float.
fn scale(tree: &Tree) -> Option<u8> {
    let joined = |a: &Tree, b: &Tree| Some(scale(a)?.max(scale(b)?));
    match tree {
        Tree::Constant(Int(_)) | Tree::Column(0 | 1) => Some(0),
        Tree::Constant(Decimal(_, scale)) => Some(*scale),
        Tree::Column(2) => Some(2),
        Tree::Constant(Float(_)) | Tree::Column(_) | Tree::Binary("/", ..) => None,
        Tree::Negative(a) => scale(a),
        Tree::Binary("*", a, b) => Some(scale(a)? + scale(b)?),
        Tree::Binary("//", a, b) => joined(a, b).map(|_| 0),
        Tree::Binary(_, a, b) | Tree::If(_, a, b) | Tree::Coalesce(a, b) => joined(a, b),
    }
}

fn is_int(tree: &Tree) -> bool {
    match tree {
        Tree::Constant(Int(_)) | Tree::Column(0 | 1) => true,
        Tree::Constant(_) | Tree::Column(_) | Tree::Binary("/", ..) => false,
        Tree::Negative(a) => is_int(a),
        Tree::Binary(_, a, b) | Tree::If(_, a, b) | Tree::Coalesce(a, b) => is_int(a) && is_int(b),
    }
}

fn float(x: Number) -> f64 {
    match x {
        Int(x) => x as f64,
        Float(x) => x,
        Decimal(x, 0) => x.to_string().parse().unwrap(),
        Decimal(x, scale) => format!("{x}e-{scale}").parse().unwrap(),
    }
}

fn scaled(x: Number, to: u8) -> Option<i128> {
    match x {
        Int(x) => i128::from(x).checked_mul(10i128.pow(to.into())),
        Decimal(x, scale) => x.checked_mul(10i128.pow((to - scale).into())),
        Float(_) => None,
    }
}

/// A number as a value of the kind that a tree has.
fn shaped(x: Number, tree: &Tree) -> Option<Number> {
    Some(match scale(tree) {
        None => Float(float(x)),
        Some(_) if is_int(tree) => x,
        Some(scale) => Decimal(scaled(x, scale)?, scale),
    })
}

fn reference(tree: &Tree, row: &[Option<Number>; 4]) -> Option<Number> {
    match tree {
        Tree::Constant(x) => Some(*x),
        Tree::Column(at) => row[*at],
        Tree::Negative(a) => Some(match reference(a, row)? {
            Int(x) => Int(i64::try_from(-i128::from(x)).ok()?),
            Decimal(x, scale) => Decimal(x.checked_neg()?, scale),
            Float(x) => Float(-x),
        }),
        Tree::If(c, a, b) => {
            let holds = match (reference(&c.0, row), reference(&c.2, row)) {
                (Some(x), Some(y)) => {
                    let order = match (scale(&c.0), scale(&c.2)) {
                        (Some(x_scale), Some(y_scale)) => {
                            // What does not fit makes the comparison null, and so not true.
                            let most = x_scale.max(y_scale);
                            scaled(x, most).zip(scaled(y, most)).map(|(x, y)| x.cmp(&y))
                        }
                        _ => float(x).partial_cmp(&float(y)),
                    };
                    order.is_some_and(|order| match c.1 {
                        "==" => order.is_eq(),
                        "!=" => order.is_ne(),
                        "<" => order.is_lt(),
                        "<=" => order.is_le(),
                        ">" => order.is_gt(),
                        _ => order.is_ge(),
                    })
                }
                _ => false,
            };
            shaped(reference(if holds { a } else { b }, row)?, tree)
        }
        Tree::Coalesce(a, b) => {
            let first = reference(a, row).and_then(|x| shaped(x, tree));
            first.or_else(|| shaped(reference(b, row)?, tree))
        }
        Tree::Binary(op, a, b) => {
            let (x, y) = (reference(a, row)?, reference(b, row)?);
            let both = scale(a).zip(scale(b)).map(|(a, b)| a.max(b)).filter(|_| *op != "/");
            let Some(most) = both else {
                let (x, y) = (float(x), float(y));
                let made = match *op {
                    "+" => x + y,
                    "-" => x - y,
                    "*" => x * y,
                    "/" => x / y,
                    "//" => (x / y).floor(),
                    _ => x - y * (x / y).floor(),
                };
                // Checked loosely below, since this is not how rests are computed.
                return made.is_finite().then_some(Float(made)).filter(|_| y != 0.0 || matches!(*op, "+" | "-" | "*"));
            };
            let (p, q, units) = match *op {
                "*" => {
                    let raw = |x| match x {
                        Int(x) => i128::from(x),
                        Decimal(x, _) => x,
                        Float(_) => 0,
                    };
                    (raw(x), raw(y), scale(tree)?)
                }
                _ => (scaled(x, most)?, scaled(y, most)?, if *op == "//" { 0 } else { most }),
            };
            let floor = |p: i128, q: i128| {
                let quotient = p.checked_div(q)?;
                Some(if quotient * q != p && (p < 0) != (q < 0) { quotient - 1 } else { quotient })
            };
            let made = match *op {
                "+" => p.checked_add(q)?,
                "-" => p.checked_sub(q)?,
                "*" => p.checked_mul(q)?,
                "//" => floor(p, q)?,
                _ => p - q * floor(p, q)?,
            };
            Some(if is_int(tree) { Int(i64::try_from(made).ok()?) } else { Decimal(made, units) })
        }
    }
}

/// Whether a tree has a rest or a whole quotient of floats, which the reference computes in another way.
fn has_float_rest(tree: &Tree) -> bool {
    match tree {
        Tree::Constant(_) | Tree::Column(_) => false,
        Tree::Negative(a) => has_float_rest(a),
        Tree::Binary(op, a, b) => {
            (*op == "%" && (scale(a).is_none() || scale(b).is_none())) || has_float_rest(a) || has_float_rest(b)
        }
        Tree::If(c, a, b) => [&c.0, &c.2, a.as_ref(), b.as_ref()].into_iter().any(has_float_rest),
        Tree::Coalesce(a, b) => has_float_rest(a) || has_float_rest(b),
    }
}

/// The digits that products would have.
fn digits(tree: &Tree) -> u16 {
    match tree {
        Tree::Constant(Decimal(_, scale)) => (*scale).into(),
        Tree::Column(2) => 2,
        Tree::Constant(_) | Tree::Column(_) => 0,
        Tree::Negative(a) => digits(a),
        Tree::Binary(_, a, b) => digits(a) + digits(b),
        Tree::If(c, a, b) => digits(a).max(digits(b)).max(digits(&c.0)).max(digits(&c.2)),
        Tree::Coalesce(a, b) => digits(a).max(digits(b)),
    }
}

fn number_columns() -> ([Column; 4], Vec<[Option<Number>; 4]>) {
    let i = [0, 1, -1, 7, -12, i64::MAX, i64::MIN, 1000, 3];
    let j = [3, 0, -2, 1, 5, 2, -1, i64::MAX, 10];
    let d = [0, 1, -150, 999, 12_345, i128::from(i64::MAX), -7, 250, 100];
    let f = [0.5, 0.0, -1.25, 1e300, 3.0, 2.5, 1e-3, 100.0, -7.75];
    let valid: Vec<bool> = (0..i.len()).map(|row| row % 4 != 3).collect();
    let rows = (0..i.len()).map(|row| {
        let known = valid[row];
        [Some(Int(i[row])).filter(|_| known), Some(Int(j[row])), Some(Decimal(d[row], 2)), Some(Float(f[row]))]
    });
    let rows = rows.collect();
    let columns = [
        Column { data: Data::Int(i.to_vec()), valid: Some(valid) },
        Column::new(Data::Int(j.to_vec())),
        Column::new(Data::Decimal(d.to_vec(), 2)),
        Column::new(Data::Float(f.to_vec())),
    ];
    (columns, rows)
}

proptest! {
    #[test]
    fn numbers_are_those_of_a_separate_interpreter(tree in trees()) {
        if digits(&tree) > 30 || has_float_rest(&tree) {
            return Ok(());
        }
        let text = text(&tree);
        let (columns, rows) = number_columns();
        let at = |name: &str| COLUMNS.iter().position(|known| *known == name).unwrap();
        let expression = Expression::parse(&text).unwrap();
        let bound = expression.bind(|name| Ok(kind_of(&columns[at(name)].data).unwrap())).unwrap();
        let inputs: Vec<&Column> = expression.names().iter().map(|name| &columns[at(name)]).collect();
        let made = bound.eval(&inputs, rows.len()).unwrap();
        for (i, row) in rows.iter().enumerate() {
            let found = made.is_valid(i).then(|| match &made.data {
                Data::Int(v) => Int(v[i]),
                Data::Decimal(v, scale) => Decimal(v[i], *scale),
                Data::Float(v) => Float(v[i]),
                _ => panic!("{text} is no number"),
            });
            prop_assert_eq!(found, reference(&tree, row), "{} in row {}", text, i);
        }
    }

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
        let mut source = Source { choices: &choices, at: 0 };
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

/// A well-typed expression, by choices that run out in leaves.
struct Source<'a> {
    choices: &'a [u8],
    at: usize,
}

impl Source<'_> {
    fn byte(&mut self) -> usize {
        self.at += 1;
        self.choices.get(self.at - 1).copied().unwrap_or(0).into()
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        let at = self.byte() % of.len();
        of[at].clone()
    }

    /// Forms in which `B I F D S Y T C L` stand for an expression of a kind, and `N` for any number.
    fn tree(&mut self, kind: Kind, depth: usize) -> String {
        let (leaves, forms): (&[&str], &[&str]) = match kind {
            Kind::Bool => (
                &["b", "true", "null"],
                &[
                    "B and B",
                    "B or B",
                    "not B",
                    "N < N",
                    "S == 'consumer'",
                    "S <= S",
                    "Y > '2020-02-29'",
                    "Y != T",
                    "S in ['a', 'business']",
                    "I in [1, 2, null]",
                    "N in [N, 2.5]",
                    "L >= '1h30min'",
                    "C == C",
                    "S is not null",
                    "contains(S, S)",
                    "starts_with(S, 'a')",
                    "ends_with(S, S)",
                    "if(B, B, B)",
                ],
            ),
            Kind::Int => (
                &["i", "k", "3", "-1", "0"],
                &[
                    "I + I",
                    "I - I",
                    "I * I",
                    "I // I",
                    "I % I",
                    "I ** I",
                    "-I",
                    "abs(I)",
                    "length(S)",
                    "round(N)",
                    "floor(F)",
                    "ceil(D)",
                    "sign(N)",
                    "int(F)",
                    "int(S)",
                    "hash(S, I)",
                    "hash(F, 10)",
                    "year(Y)",
                    "month(T)",
                    "quarter(Y)",
                    "day(T)",
                    "weekday(Y)",
                    "dayofyear(T)",
                    "hour(T)",
                    "minute(C)",
                    "second(T)",
                    "diff(Y, T, 'd')",
                    "diff(T, Y, 'mo')",
                    "diff(Y, Y, 'y')",
                    "diff(T, T, 'ms')",
                    "round(I, -2)",
                    "lookup(S, {'a': 1, 'consumer': 2}, I)",
                    "lookup(I, {1: 10, 3: 30})",
                    "coalesce(I, I)",
                    "L // L",
                    "case when B then I when B then I else I end",
                    "min(I, I, I)",
                    "clamp(I, I, 9)",
                ],
            ),
            Kind::Float => (
                &["f", "2.5", "1e300", "0.0"],
                &[
                    "F + N",
                    "N - F",
                    "F * F",
                    "N / N",
                    "F // F",
                    "F % F",
                    "F ** N",
                    "-F",
                    "abs(F)",
                    "sqrt(N)",
                    "exp(F)",
                    "ln(N)",
                    "log10(N)",
                    "pow(N, N)",
                    "round(F, 2)",
                    "round(F, -3)",
                    "float(S)",
                    "if(B, F, I)",
                    "L / L",
                    "max(F, D)",
                    "coalesce(F, I)",
                    "lookup(B, {true: 1.5}, F)",
                ],
            ),
            Kind::Decimal(_) => (
                &["d", "decimal(1.25, 2)"],
                &[
                    "D + D",
                    "D - I",
                    "D * I",
                    "round(D * D, 2)",
                    "D // D",
                    "D % D",
                    "-D",
                    "abs(D)",
                    "round(D, 1)",
                    "round(D, -1)",
                    "decimal(F, 2)",
                    "decimal(S, 3)",
                    "case when B then D end",
                    "max(D, I)",
                ],
            ),
            Kind::Str => (
                &["s", "c", "e", "'a'", "'Été'", "null"],
                &[
                    "S || S",
                    "S || N",
                    "text(N)",
                    "concat(S, Y, L)",
                    "lower(S)",
                    "upper(S)",
                    "title(S)",
                    "trim(S)",
                    "slug(S)",
                    "substring(S, I)",
                    "substring(S, I, I)",
                    "substring(S, 2, 1)",
                    "left(S, I)",
                    "right(S, 2)",
                    "replace(S, 'a', 'bb')",
                    "replace(S, S, S)",
                    "format('{:>9}{:,}', S, I)",
                    "format('{:+.2f}', N)",
                    "format('{:^12.3e}|{:%}', F, D)",
                    "format('{:%Y}', Y)",
                    "strftime(T, '%Y-%m %H')",
                    "if(B, S, S)",
                    "case when S == 'consumer' then 'x' when B then 'y' end",
                    "lookup(S, {'business': 'B'}, S)",
                    "lookup(S, {'business': 'B'}, 'C')",
                    "coalesce(S, S)",
                    "min(S, S)",
                    "text(T)",
                ],
            ),
            Kind::Date => (
                &["day", "date('2024-01-31')"],
                &[
                    "Y + days(I)",
                    "Y - L",
                    "date(T)",
                    "date(S)",
                    "date(I, I, I)",
                    "add(Y, I, 'd')",
                    "add(Y, I, 'mo')",
                    "add(Y, I, 'q')",
                    "trunc(Y, 'w')",
                    "trunc(Y, 'q')",
                    "trunc(Y, 'y')",
                    "coalesce(Y, Y)",
                    "max(Y, Y)",
                ],
            ),
            Kind::DateTime => (
                &["at", "datetime('2024-02-29 12:30:00')"],
                &[
                    "T + L",
                    "T - L",
                    "datetime(Y)",
                    "datetime(S)",
                    "add(T, I, 'h')",
                    "add(T, I, 'y')",
                    "trunc(T, 'min')",
                    "trunc(T, 'd')",
                    "trunc(T, 'w')",
                    "trunc(T, 'mo')",
                    "if(B, T, Y)",
                    "max(T, Y)",
                ],
            ),
            Kind::Time => (&["t", "time('23:59')"], &["C + L", "C - L", "time(T)", "time(S)", "if(B, C, C)"]),
            _ => (
                &["l", "days(1)", "minutes(90)"],
                &[
                    "L + L",
                    "L - L",
                    "-L",
                    "abs(L)",
                    "L * I",
                    "F * L",
                    "L / N",
                    "L % L",
                    "Y - Y",
                    "T - Y",
                    "C - C",
                    "weeks(I)",
                    "days(F)",
                    "hours(D)",
                    "minutes(I)",
                    "seconds(N)",
                    "coalesce(L, L)",
                ],
            ),
        };
        let choice = self.byte();
        if depth == 0 || choice == 0 || self.at > self.choices.len() {
            return self.pick(leaves).to_string();
        }
        let form = forms[choice % forms.len()];
        let mut made = String::from("(");
        let chars: Vec<char> = form.chars().collect();
        let mut quoted = false;
        for (i, c) in chars.iter().enumerate() {
            quoted ^= *c == '\'';
            let word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
            let part = quoted || word(i.checked_sub(1)) || word(Some(i + 1));
            let inner = match c {
                'B' => Kind::Bool,
                'I' => Kind::Int,
                'F' => Kind::Float,
                'D' => Kind::Decimal(0),
                'S' => Kind::Str,
                'Y' => Kind::Date,
                'T' => Kind::DateTime,
                'C' => Kind::Time,
                'L' => Kind::Duration,
                'N' => self.pick(&[Kind::Int, Kind::Float, Kind::Decimal(0)]),
                _ => Kind::Null,
            };
            if part || inner == Kind::Null {
                made.push(*c);
            } else {
                made.push_str(&self.tree(inner, depth - 1));
            }
        }
        made.push(')');
        made
    }
}
