//! Descriptions of people: the parts are drawn on their own, and know nothing of each other.

use super::{param, Arg, Args, Default, Field, Kind, Param, Rule, Source, Type::Any, Value};
use crate::error::Result;
use crate::grammar::Cx;
use crate::locale::{name_id, NameId};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new(
        "simple_profile",
        "simple_profiles",
        Any,
        "A dict that describes a person: `username`, `name`, `sex`, `address`, `mail` and `birthdate`.",
    )
    .params(&[SEX]),
    Field::new(
        "profile",
        "profiles",
        Any,
        "A dict that describes a person in more detail: `job`, `company`, `ssn`, `residence`, `current_location`, \
         `blood_group`, `website` and what `simple_profile` has.",
    )
    .params(&[
        param("fields", Kind::Strs, Default::None, "The keys to keep; all if there are none. It changes no value."),
        SEX,
    ]),
];

const SEX: Param = param("sex", Kind::OneOf(&["F", "M"]), Default::None, "`F` or `M`; either if not given.");

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "simple_profile" => Rule::Value(|cx, args| Ok(dict(simple(cx, args.get(0))?))),
        "profile" => Rule::Value(profile),
        _ => return None,
    })
}

type Pairs = Vec<(&'static str, Value)>;

fn dict(pairs: Pairs) -> Value {
    Value::Dict(pairs.into_iter().map(|(key, value)| (Value::text(key), value)).collect())
}

fn simple<D: Source>(cx: &mut Cx<D>, sex: &Arg) -> Result<Pairs> {
    const FEMALE: NameId = name_id("name_female");
    const MALE: NameId = name_id("name_male");
    let female = match sex {
        Arg::Str(sex) => sex == "F",
        _ => cx.draw.below(2) == 0,
    };
    let name = cx.value(if female { FEMALE } else { MALE })?;
    Ok(vec![
        ("username", cx.value(const { name_id("user_name") })?),
        ("name", name),
        ("sex", Value::text(if female { "F" } else { "M" })),
        ("address", cx.value(const { name_id("address") })?),
        ("mail", cx.value(const { name_id("free_email") })?),
        ("birthdate", cx.value(const { name_id("date_of_birth") })?),
    ])
}

fn profile<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let mut pairs = vec![
        ("job", cx.value(const { name_id("job") })?),
        ("company", cx.value(const { name_id("company") })?),
        ("ssn", cx.value(const { name_id("ssn") })?),
        ("residence", cx.value(const { name_id("address") })?),
        (
            "current_location",
            Value::Tuple(vec![
                cx.value(const { name_id("latitude") })?,
                cx.value(const { name_id("longitude") })?,
            ]),
        ),
        ("blood_group", Value::text(cx.choice(&["A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"]))),
    ];
    let sites = cx.draw.between(2, 5) - 1;
    let sites = (0..sites).map(|_| cx.value(const { name_id("url") })).collect::<Result<_>>()?;
    pairs.push(("website", Value::List(sites)));
    pairs.extend(simple(cx, args.get(1))?);
    if let Some(wanted) = args.strs(0).filter(|wanted| !wanted.is_empty()) {
        pairs.retain(|(key, _)| wanted.iter().any(|w| w == key));
    }
    Ok(dict(pairs))
}
