//! Addresses and their parts.

use super::{param, Args, Default, Field, Kind, Rule, Source, Type::Str};
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, Class, Node, Table};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("address", "addresses", Str, "A postal address, on as many lines as the country writes."),
    Field::new("building_number", "building_numbers", Str, "The number of a building."),
    Field::new("city", "cities", Str, "The name of a city."),
    Field::new("city_suffix", "city_suffixes", Str, "The end of a city's name, such as `ville`."),
    Field::new("city_prefix", "city_prefixes", Str, "The beginning of a city's name, such as `North`."),
    Field::new("country", "countries", Str, "The name of a country."),
    Field::new("country_code", "country_codes", Str, "An ISO 3166-1 country code.").params(&[param(
        "representation",
        Kind::OneOf(&["alpha-2", "alpha-3"]),
        Default::Str("alpha-2"),
        "Two or three letters.",
    )]),
    Field::new("current_country", "current_countries", Str, "The country of the locale."),
    Field::new("current_country_code", "current_country_codes", Str, "The ISO 3166-1 code of the locale's country."),
    Field::new("postcode", "postcodes", Str, "A postal code."),
    Field::new("street_address", "street_addresses", Str, "A street with a building number."),
    Field::new("street_name", "street_names", Str, "The name of a street."),
    Field::new("street_suffix", "street_suffixes", Str, "The end of a street's name, such as `Avenue`."),
    Field::new("secondary_address", "secondary_addresses", Str, "A flat or suite within a building."),
    Field::new("administrative_unit", "administrative_units", Str, "A state, province or county."),
    Field::new("state", "states", Str, "A state, province or county."),
    Field::new("state_abbr", "state_abbrs", Str, "The abbreviation of a state.").params(&[
        param("include_territories", Kind::Bool, Default::Bool(true), "Whether US territories count."),
        param(
            "include_freely_associated_states",
            Kind::Bool,
            Default::Bool(true),
            "Whether states in free association with the US count.",
        ),
    ]),
    Field::new("zipcode", "zipcodes", Str, "A US ZIP code."),
    Field::new("zipcode_plus4", "zipcodes_plus4", Str, "A US ZIP code with its four-digit extension."),
    Field::new("zipcode_in_state", "zipcodes_in_state", Str, "A ZIP code in the range of a US state.").params(STATE),
    Field::new("postcode_in_state", "postcodes_in_state", Str, "A ZIP code in the range of a US state.").params(STATE),
    Field::new("postalcode", "postalcodes", Str, "A US ZIP code."),
    Field::new("postalcode_in_state", "postalcodes_in_state", Str, "A ZIP code in the range of a US state.")
        .params(STATE),
    Field::new("postalcode_plus4", "postalcodes_plus4", Str, "A US ZIP code with its four-digit extension."),
    Field::new("military_apo", "military_apos", Str, "A box at an army or air force post office."),
    Field::new("military_dpo", "military_dpos", Str, "A box at a diplomatic post office."),
    Field::new("military_ship", "military_ships", Str, "The prefix of a US ship's name."),
    Field::new("military_state", "military_states", Str, "The two letters of a military postal region."),
];

const STATE: &[super::Param] = &[param(
    "state_abbr",
    Kind::Str,
    Default::None,
    "The two-letter abbreviation of the state; any state if it is not given.",
)];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "country_code" => Rule::Str(country_code),
        "current_country" => Rule::Str(current_country),
        "current_country_code" => Rule::Str(current_country_code),
        "state_abbr" => Rule::Str(state_abbr),
        "postcode_in_state" => Rule::Str(postcode_in_state),
        _ => return None,
    })
}

fn country_code<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let codes = match args.str(0) {
        "alpha-2" => attr("alpha_2_country_codes"),
        "alpha-3" => attr("alpha_3_country_codes"),
        _ => return Err(Error::value("`representation` must be one of `alpha-2` or `alpha-3`.")),
    };
    out.extend_from_slice(cx.pick_attr(codes));
    Ok(())
}

fn current_country_code<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    // The class's locale: where Faker has no addresses of a country, they are those of the United States.
    match cx.class.locale().split_once('_') {
        Some((_, country)) => out.extend_from_slice(country.as_bytes()),
        None => return Err(Error::value("Country code cannot be determined from locale")),
    }
    Ok(())
}

fn current_country<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut code = Vec::new();
    current_country_code(cx, args, &mut code)?;
    let countries = Class::find("base/date_time").and_then(|class| class.table(attr("countries"))).map(Table::root);
    // Each is an object: its class and its attributes.
    let mut countries =
        countries.into_iter().flat_map(Node::items).filter_map(|object| Some(object.tagged()?.1.item(1)));
    let country = countries.find(|country| country.get("alpha_2_code").is_some_and(|known| known.text() == code));
    match country.and_then(|country| country.get("name")) {
        Some(name) => {
            out.extend_from_slice(name.text());
            Ok(())
        }
        None => Err(Error::Value(format!("no country has the code '{}'", String::from_utf8_lossy(&code)))),
    }
}

fn state_abbr<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let wanted = [
        (attr("states_abbr"), true),
        (attr("territories_abbr"), args.bool(0)),
        (attr("freely_associated_states_abbr"), args.bool(1)),
    ];
    let tables = wanted.map(|(table, on)| cx.table(table).filter(|_| on));
    let total: usize = tables.iter().flatten().map(|t| t.len()).sum();
    let mut at = cx.draw.below(total as u64) as usize;
    for table in tables.into_iter().flatten() {
        if at < table.len() {
            out.extend_from_slice(table.get(at));
            break;
        }
        at -= table.len();
    }
    Ok(())
}

fn postcode_in_state<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let state = match args.opt_str(0) {
        Some(state) => state,
        None => std::str::from_utf8(cx.pick_attr(attr("states_abbr"))).unwrap_or_default(),
    };
    let ranges = cx.table(attr("states_postcode")).map(crate::locale::Table::root);
    let Some(range) = ranges.and_then(|r| r.get(state)) else {
        return Err(Error::Value(format!("'{state}' is no abbreviation of a US state")));
    };
    let code = cx.draw.between(range.item(0).int(), range.item(1).int());
    padded(code, 5, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "address", 0, "48764 Howard Forge Apt. 421\nVanessaside, VT 79393"),
            Case::new("en_US", "address", 1, "1777 Kramer Court\nJohnsonfurt, NE 80119"),
            Case::new("en_US", "address", 2, "USS Davis\nFPO AA 22663"),
            Case::new("en_US", "building_number", 0, "6048"),
            Case::new("en_US", "city", 0, "Changchester"),
            Case::new("en_US", "city_suffix", 0, "furt"),
            Case::new("en_US", "city_prefix", 0, "Port"),
            Case::new("en_US", "country", 0, "Tanzania"),
            Case::new("en_US", "country_code", 0, "MV"),
            Case::new("en_US", "current_country", 0, "United States"),
            Case::new("en_US", "current_country_code", 0, "US"),
            Case::new("en_US", "postcode", 0, "50995"),
            Case::new("en_US", "street_address", 0, "0487 Hull Village Suite 759"),
            Case::new("en_US", "street_name", 0, "Chang Manor"),
            Case::new("en_US", "street_suffix", 0, "Vista"),
            Case::new("en_US", "secondary_address", 0, "Suite 604"),
            Case::new("en_US", "administrative_unit", 0, "Missouri"),
            Case::new("en_US", "state", 0, "Missouri"),
            Case::new("en_US", "state_abbr", 0, "PR"),
            Case::new("en_US", "zipcode", 0, "50995"),
            Case::new("en_US", "zipcode_plus4", 0, "50995-6891"),
            Case::new("en_US", "zipcode_in_state", 0, "39462"),
            Case::new("en_US", "postcode_in_state", 0, "39462"),
            Case::new("en_US", "postalcode", 0, "50995"),
            Case::new("en_US", "postalcode_in_state", 0, "39462"),
            Case::new("en_US", "postalcode_plus4", 0, "50995-6891"),
            Case::new("en_US", "military_apo", 0, "PSC 6604, Box 8764"),
            Case::new("en_US", "military_dpo", 0, "Unit 6604 Box 8764"),
            Case::new("en_US", "military_ship", 0, "USCGC"),
            Case::new("en_US", "military_state", 0, "AA"),
            Case::new("en_US", "country_code", 1, "CRI").with(&[("representation", Arg::Str("alpha-3".into()))]),
            Case::new("en_US", "state_abbr", 0, "MS").with(&[
                ("include_territories", Arg::Bool(false)),
                ("include_freely_associated_states", Arg::Bool(false)),
            ]),
            Case::new("en_US", "state_abbr", 38, "SC").with(&[("include_freely_associated_states", Arg::Bool(true))]),
            Case::new("en_US", "postcode_in_state", 0, "93156").with(&[("state_abbr", Arg::Str("CA".into()))]),
            Case::new("en_US", "zipcode_in_state", 0, "00698").with(&[("state_abbr", Arg::Str("PR".into()))]),
            Case::new("en_US", "postalcode_in_state", 1, "01276").with(&[("state_abbr", Arg::Str("MA".into()))]),
            Case::new("am_ET", "current_country", 0, "United States"),
            Case::new("ko_KR", "current_country", 0, "South Korea"),
            Case::new("de", "current_country_code", 0, "DE"),
        ]);
    }
}
