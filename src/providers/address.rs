//! Addresses and their parts.

use super::{param, Args, Default, Field, Kind, Rule, Source, Type::Str};
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::attr;

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
    match cx.pack.locale.name().split_once('_') {
        Some((_, country)) => out.extend_from_slice(country.as_bytes()),
        None => return Err(Error::value("Country code cannot be determined from locale")),
    }
    Ok(())
}

fn current_country<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut code = Vec::new();
    current_country_code(cx, args, &mut code)?;
    let codes = cx.table(attr("alpha_2_country_codes"));
    let names = cx.table(attr("countries"));
    let at = codes.and_then(|codes| (0..codes.len()).find(|i| codes.get(*i) == code));
    match (at, names) {
        (Some(at), Some(names)) => out.extend_from_slice(names.get(at)),
        _ => {
            let code = String::from_utf8_lossy(&code).into_owned();
            return Err(Error::Value(format!("No appropriate country for country code {code}")));
        }
    }
    Ok(())
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

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "address", 0, "@"),
        ]);
    }
}
