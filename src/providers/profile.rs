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
    const FEMALE: NameId = name_id!("name_female");
    const MALE: NameId = name_id!("name_male");
    let female = match sex {
        Arg::Str(sex) => sex == "F",
        _ => cx.draw.below(2) == 0,
    };
    let name = cx.value(if female { FEMALE } else { MALE })?;
    Ok(vec![
        ("username", cx.value(const { name_id!("user_name") })?),
        ("name", name),
        ("sex", Value::text(if female { "F" } else { "M" })),
        ("address", cx.value(const { name_id!("address") })?),
        ("mail", cx.value(const { name_id!("free_email") })?),
        ("birthdate", cx.value(const { name_id!("date_of_birth") })?),
    ])
}

fn profile<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let mut pairs = vec![
        ("job", cx.value(const { name_id!("job") })?),
        ("company", cx.value(const { name_id!("company") })?),
        ("ssn", cx.value(const { name_id!("ssn") })?),
        ("residence", cx.value(const { name_id!("address") })?),
        (
            "current_location",
            Value::Tuple(vec![cx.value(const { name_id!("latitude") })?, cx.value(const { name_id!("longitude") })?]),
        ),
        ("blood_group", Value::text(cx.choice(&["A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"]))),
    ];
    let sites = cx.draw.between(2, 5) - 1;
    let sites = (0..sites).map(|_| cx.value(const { name_id!("url") })).collect::<Result<_>>()?;
    pairs.push(("website", Value::List(sites)));
    pairs.extend(simple(cx, args.get(1))?);
    if let Some(wanted) = args.strs(0).filter(|wanted| !wanted.is_empty()) {
        pairs.retain(|(key, _)| wanted.iter().any(|w| w == key));
    }
    Ok(dict(pairs))
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "simple_profile", 0, "{'username': 'ysullivan', 'name': 'Jason Green', 'sex': 'M', 'address': '9382 Taylor Court Suite 892\\nCoreyland, MH 90152', 'mail': 'thomas15@yahoo.com', 'birthdate': datetime.date(1946, 9, 5)}"),
            Case::new("en_US", "simple_profile", 1, "{'username': 'david77', 'name': 'Sarah Gallagher', 'sex': 'F', 'address': '70669 Heather Grove\\nNew Sierra, MH 42107', 'mail': 'johnsondebra@gmail.com', 'birthdate': datetime.date(2018, 12, 10)}").with(&[("sex", Arg::Str("F".into()))]),
            Case::new("en_US", "simple_profile", 1, "{'username': 'david77', 'name': 'Ryan Gallagher', 'sex': 'M', 'address': '70669 Heather Grove\\nNew Sierra, MH 42107', 'mail': 'johnsondebra@gmail.com', 'birthdate': datetime.date(2018, 12, 10)}").with(&[("sex", Arg::Str("M".into()))]),
            Case::new("en_US", "profile", 0, "{'job': 'Musician', 'company': 'Williams-Sheppard', 'ssn': '498-52-4970', 'residence': 'Unit 5938 Box 2421\\nDPO AP 33335', 'current_location': (Decimal('52.958961'), Decimal('143.143712')), 'blood_group': 'B+', 'website': ['http://www.rivera.com/', 'http://grimes-green.net/', 'http://www.larsen.com/'], 'username': 'leeashley', 'name': 'Gary Cross', 'sex': 'M', 'address': '711 Golden Overpass\\nWest Andreaville, OH 44115', 'mail': 'tamaramorrison@hotmail.com', 'birthdate': datetime.date(1943, 5, 15)}"),
            Case::new("en_US", "profile", 1, "{'ssn': '508-98-7365', 'website': ['https://hall.info/', 'https://www.monroe-hawkins.com/'], 'birthdate': datetime.date(1958, 1, 23)}").with(&[("fields", Arg::Strs(vec!["ssn".into(), "website".into(), "birthdate".into()])), ("sex", Arg::Str("F".into()))]),
            Case::new("en_US", "profile", 2, "{'current_location': (Decimal('-80.356638'), Decimal('-165.265656')), 'blood_group': 'AB-'}").with(&[("fields", Arg::Strs(vec!["blood_group".into(), "current_location".into(), "nothing".into()]))]),
        ]);
    }
}
