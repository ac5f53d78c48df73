//! Literal values of Faker, and arguments that cannot be met.

use crate::providers::testing::{fakers, Case};
use crate::providers::{find, Arg};

fn types(names: &[&str]) -> (&'static str, Arg) {
    ("value_types", Arg::Strs(names.iter().map(ToString::to_string).collect()))
}

/// Literals from Faker 40.54.0, seeded by `seed_instance`.
#[test]
fn values_are_fakers() {
    fakers(&[
            Case::new("en_US", "pyobject", 0, "None"),
            Case::new("en_US", "pybool", 0, "True"),
            Case::new("en_US", "pybool", 1, "False").with(&[("truth_probability", Arg::Int(10))]),
            Case::new("en_US", "pystr", 0, "RNvnAvOpyEVAoNGnVZQU"),
            Case::new("en_US", "pystr", 1, "é<K>").with(&[("min_chars", Arg::Int(1)), ("max_chars", Arg::Int(3)), ("prefix", Arg::Str("é<".into())), ("suffix", Arg::Str(">".into()))]),
            Case::new("en_US", "pystr_format", 0, "F6-0486311W"),
            Case::new("en_US", "pystr_format", 1, "2ü{{").with(&[("string_format", Arg::Str("{{random_digit}}?{{".into())), ("letters", Arg::Str("äöü".into()))]),
            Case::new("en_US", "pyfloat", 0, "-6.36438676418356"),
            Case::new("en_US", "pyfloat", 1, "582.97").with(&[("left_digits", Arg::Int(3)), ("right_digits", Arg::Int(2))]),
            Case::new("en_US", "pyfloat", 2, "8832820895.139").with(&[("positive", Arg::Bool(true)), ("right_digits", Arg::Int(4))]),
            Case::new("en_US", "pyfloat", 3, "0.6061").with(&[("min_value", Arg::Int(0)), ("max_value", Arg::Int(1))]),
            Case::new("en_US", "pyfloat", 5, "0.94").with(&[("min_value", Arg::Float(-1.5)), ("max_value", Arg::Float(1.5)), ("right_digits", Arg::Int(2))]),
            Case::new("en_US", "pyfloat", 6, "-27.142086947343").with(&[("max_value", Arg::Float(-3.25))]),
            Case::new("en_US", "pyfloat", 7, "-0.732886325208846").with(&[("left_digits", Arg::Int(0))]),
            Case::new("en_US", "pyint", 0, "6311"),
            Case::new("en_US", "pyint", 1, "-5").with(&[("min_value", Arg::Int(-10)), ("max_value", Arg::Int(10)), ("step", Arg::Int(5))]),
            Case::new("en_US", "pydecimal", 0, "-5569460909285877348467680444770915371158237492887019401748134836004002952390407391652215794296585.19489241157815659"),
            Case::new("en_US", "pydecimal", 1, "0.914177763").with(&[("left_digits", Arg::Int(0)), ("right_digits", Arg::Int(9))]),
            Case::new("en_US", "pydecimal", 2, "1.05").with(&[("min_value", Arg::Int(1)), ("max_value", Arg::Decimal("1.05".into())), ("right_digits", Arg::Int(2))]),
            Case::new("en_US", "pydecimal", 3, "-4734056796611899291551195943058.79190748337887623286012904047966697251027346468695896935049258991394411771516").with(&[("max_value", Arg::Int(-5))]),
            Case::new("en_US", "pydecimal", 4, "245346116658369392938226024431266603555675836394811259419132.1").with(&[("min_value", Arg::Big("1000000000000000000000000000000".into())), ("right_digits", Arg::Int(1))]),
            Case::new("en_US", "pydecimal", 5, "-737").with(&[("positive", Arg::Bool(false)), ("left_digits", Arg::Int(3)), ("right_digits", Arg::Int(0))]),
            Case::new("en_US", "pydecimal", 6, "0.2").with(&[("min_value", Arg::Float(0.1)), ("max_value", Arg::Float(0.2)), ("right_digits", Arg::Int(1))]),
            Case::new("en_US", "pytuple", 0, "('cYzVRYsUlhhePZBKFhfd', True, 'DsqHkCxBdVVeRKOGFRrL')").with(&[("nb_elements", Arg::Int(3)), types(&["int", "str", "bool"])]),
            Case::new("en_US", "pylist", 1, "[False, 4179]").with(&[("nb_elements", Arg::Int(3)), types(&["int", "str", "bool"])]),
            Case::new("en_US", "pyiterable", 2, "[5915]").with(&[("nb_elements", Arg::Int(2)), types(&["int", "float", "list"])]),
            Case::new("en_US", "pydict", 2, "{'benefit': 5915}").with(&[("nb_elements", Arg::Int(2)), types(&["int", "word"])]),
            Case::new("en_US", "pystruct", 3, "([6061], {'off': 9709}, {'prove': {0: 9516, 1: [9922, 7687, 9024], 2: {0: 3141, 1: 8863, 2: [6506, 3799]}}})").with(&[("count", Arg::Int(1)), types(&["int"])]),
            Case::new("en_US", "pyobject", 0, "6311").with(&[("object_type", Arg::Str("int".into()))]),
            Case::new("en_US", "pyobject", 0, "RNvnAvOpyEVAoNGnVZQU").with(&[("object_type", Arg::Str("str".into()))]),
            Case::new("en_US", "pyset", 0, "{6890}").with(&[("nb_elements", Arg::Int(1)), ("variable_nb_elements", Arg::Bool(false)), types(&["int"])]),
    ]);
}

fn refused(field: &str, args: &[(&'static str, Arg)]) -> bool {
    let field = find(field).unwrap().field;
    let mut given = field.defaults();
    for (name, arg) in args {
        given.set(field.params.iter().position(|p| p.name == *name).unwrap(), arg.clone());
    }
    field.check.is_some_and(|check| check(&given).is_err())
}

#[test]
fn impossible_numbers_are_refused() {
    let int = |name, value| (name, Arg::Int(value));
    let positive = ("positive", Arg::Bool(true));
    for field in ["pyfloat", "pydecimal"] {
        assert!(!refused(field, &[]));
        assert!(!refused(field, &[int("min_value", -5), int("max_value", 5)]));
        assert!(refused(field, &[int("min_value", 5), int("max_value", 5)]));
        assert!(refused(field, &[int("min_value", 6), int("max_value", 5)]));
        assert!(refused(field, &[int("left_digits", -1)]));
        assert!(refused(field, &[int("left_digits", 0), int("right_digits", 0)]));
        assert!(refused(field, &[int("left_digits", 2), int("max_value", 1000)]));
        assert!(refused(field, &[positive.clone(), int("min_value", 0)]));
        assert!(refused(field, &[positive.clone(), int("max_value", -1)]));
        assert!(refused(field, &[("max_value", Arg::Float(f64::NAN))]));
        assert!(refused(field, &[("max_value", Arg::Float(f64::INFINITY))]));
    }
    assert!(refused("pyfloat", &[int("left_digits", 10), int("right_digits", 6)]));
    assert!(refused("pyfloat", &[("max_value", Arg::Float(1e300))]));
    assert!(!refused("pyfloat", &[("max_value", Arg::Float(1e300)), int("right_digits", 2)]));
    assert!(refused("pyfloat", &[int("min_value", 1_000_000_000), int("right_digits", 10)]));
    assert!(refused("pydecimal", &[("max_value", Arg::Float(0.01))]));
    assert!(refused("pydecimal", &[("max_value", Arg::Float(-0.01))]));
    assert!(!refused("pydecimal", &[("max_value", Arg::Float(0.01)), positive]));
    assert!(refused("pydecimal", &[int("right_digits", 1_000_000_000)]));
}

#[test]
fn other_impossible_arguments_are_refused() {
    assert!(refused("pybool", &[("truth_probability", Arg::Int(101))]));
    assert!(refused("pystr", &[("min_chars", Arg::Int(21))]));
    assert!(refused("pystr", &[("max_chars", Arg::Int(-1))]));
    assert!(refused("pyint", &[("min_value", Arg::Int(10_000))]));
    assert!(refused("pylist", &[("nb_elements", Arg::Int(-1))]));
    assert!(refused("pylist", &[types(&["intt"])]));
    assert!(!refused("pylist", &[types(&["int", "first_name", "list"])]));
}
