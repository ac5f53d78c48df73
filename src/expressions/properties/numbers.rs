//! Arithmetic, conditions and their kinds: a separate interpreter agrees.

use crate::expressions::{kind_of, Expression};
use crate::records::{Column, Data};
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
}
