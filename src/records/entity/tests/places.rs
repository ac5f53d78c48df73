//! Places: rows of one table, which agree with what Faker's tables know.

use super::super::place::Places;
use super::{rows, LOCALES, ROWS};
use crate::locale::{attr, find_attr, Class, Locale};
use std::collections::HashSet;

/// A pattern of postcodes as `bothify` fills it in.
fn fits(pattern: &str, postcode: &str) -> bool {
    pattern.len() == postcode.len()
        && pattern.chars().zip(postcode.chars()).all(|(wanted, given)| match wanted {
            '#' => given.is_ascii_digit(),
            '?' => given.is_ascii_uppercase(),
            other => other == given,
        })
}

#[test]
fn places_are_rows_of_the_table() {
    let columns = [
        "place.city",
        "place.state",
        "place.state_abbr",
        "place.postcode",
        "place.latitude",
        "place.longitude",
        "place.timezone",
        "place.country",
        "place.country_code",
    ];
    for locale in LOCALES {
        let places = Places::of(Locale::find(locale).unwrap()).unwrap();
        let cell = |at, column| std::str::from_utf8(places.table.cell(at, column)).unwrap();
        let mut seen = HashSet::new();
        for row in rows(locale, columns, ROWS) {
            let [city, state, abbr, postcode, latitude, longitude, timezone, country, code] = &row;
            let near = |at, column, degrees: &str| {
                let centre: f64 = cell(at, column).parse().unwrap();
                (centre - degrees.parse::<f64>().unwrap()).abs() < 0.050_001
            };
            let at = (0..places.table.len()).find(|at| {
                cell(*at, 0) == city
                    && cell(*at, 1) == state
                    && cell(*at, 2) == abbr
                    && fits(cell(*at, 3), postcode)
                    && near(*at, 4, latitude)
                    && near(*at, 5, longitude)
                    && cell(*at, 6) == timezone
            });
            seen.insert(at.unwrap_or_else(|| panic!("{locale}: {row:?}")));
            assert_eq!((country.as_bytes(), code.as_bytes()), (places.country, places.country_code));
        }
        assert_eq!(seen.len(), places.table.len(), "{locale}: not every place comes");
    }
}

/// Every locale has an answer to every question about a place; only what a country does not have is empty.
#[test]
fn every_locale_has_places() {
    let columns = [
        "place.city",
        "place.state",
        "place.timezone",
        "place.country",
        "place.country_code",
        "place.latitude",
        "place.longitude",
        "place.street_address",
        "place.postcode",
    ];
    for locale in Locale::all() {
        for row in rows(locale.name(), columns, 200) {
            let must = if locale.name() == "ar_AE" { &row[..8] } else { &row[..] };
            assert!(must.iter().all(|value| !value.trim().is_empty()), "{}: {row:?}", locale.name());
            assert!(row[2].contains('/') && row[4].len() == 2, "{}: {row:?}", locale.name());
        }
    }
}

/// The states that a locale's tables of addresses have, each with its abbreviation there or none.
fn known_states(class: Class) -> Vec<(String, &'static str)> {
    const TABLES: &[&str] = &[
        "states",
        "provinces",
        "prefectures",
        "regions",
        "cantons",
        "counties",
        "estados",
        "distritos",
        "wilayas",
        "departments",
        "metropolitan_cities",
        "union_territories",
        "region_names",
    ];
    /// Regions of Russia, with what Faker writes before and after them.
    const RUSSIAN: &[(&str, &str, &str)] =
        &[("region_republics", "респ. ", ""), ("region_krai", "", " край"), ("region_oblast", "", " обл.")];
    let mut known = Vec::new();
    for (kind, table) in TABLES.iter().filter_map(|kind| Some((kind, class.table(find_attr(kind)?)?))) {
        match table.columns() {
            _ if *kind == "union_territories" => {
                let name = |i| String::from_utf8(table.cell(i, 0).to_vec()).unwrap();
                known.extend((0..table.len()).map(|i| (name(i), "")));
            }
            2 => known.extend((0..table.len()).map(|i| {
                let cell = |column| std::str::from_utf8(table.cell(i, column)).unwrap();
                (cell(1).to_string(), cell(0))
            })),
            _ if table.is_strings() => known.extend(table.iter().map(|state| (state.to_string(), ""))),
            _ => {
                let root = table.root();
                for i in 0..root.len() {
                    let (key, value) = (root.key(i).str(), root.item(i));
                    known.push((value.str().to_string(), key));
                    known.extend(value.items().map(|name| (name.str().to_string(), key)));
                }
            }
        }
    }
    for (kind, before, after) in RUSSIAN {
        let table = find_attr(kind).and_then(|kind| class.table(kind));
        known.extend(table.iter().flat_map(|t| t.iter()).map(|name| (format!("{before}{name}{after}"), "")));
    }
    // Cities that are provinces of their own.
    if class.id() == "vi_VN/address" {
        known.extend(class.table(attr!("cities")).iter().flat_map(|t| t.iter()).map(|name| (name.to_string(), "")));
    }
    known
}

/// States go by the names, and the abbreviations, that Faker's tables of the locale have.
#[test]
fn states_are_those_of_the_locale() {
    /// Units that the tables lack, have under a former name only, or misspell.
    const OTHERS: &[(&str, &[&str])] = &[
        ("el_GR", &["Δωδεκάνησα", "Λάρισα"]),
        ("en_IN", &["Delhi"]),
        ("en_PH", &["Metro Manila"]),
        ("en_US", &["District of Columbia"]),
        ("es_ES", &["Ciudad Real"]),
        ("fil_PH", &["Metro Manila"]),
        ("hi_IN", &["तेलंगाना"]),
        ("hu_HU", &["Budapest"]),
        ("hy_AM", &["Երևան"]),
        ("nl_BE", &["Brussels Hoofdstedelijk Gewest"]),
        ("pt_PT", &["Açores", "Madeira"]),
        ("ru_RU", &["Москва", "Санкт-Петербург"]),
        ("sl_SI", &["Pomurska"]),
        ("tl_PH", &["Metro Manila"]),
        ("uk_UA", &["Київ"]),
    ];
    let mut checked = 0;
    for locale in Locale::all() {
        let name = locale.name();
        let Some(class) = Class::find(&format!("{name}/address")) else { continue };
        let known = known_states(class);
        if known.is_empty() {
            continue;
        }
        let others = OTHERS.iter().find(|(locale, _)| *locale == name).map_or(&[][..], |(_, others)| others);
        let places = Places::of(locale).unwrap();
        for row in 0..places.table.len() {
            let [state, abbr] = [1, 2].map(|column| std::str::from_utf8(places.table.cell(row, column)).unwrap());
            let same = |(known, short): &(String, &str)| *known == state && (short.is_empty() || *short == abbr);
            let found = known.iter().any(same) || others.contains(&state);
            assert!(found, "{name}: {state} ({abbr}) is not in its tables");
            checked += 1;
        }
    }
    assert!(checked > 1_000, "{checked}");
}

/// Kilometres between two points.
fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [[a_lat, a_lon], [b_lat, b_lon]] = [a, b].map(|point| point.map(f64::to_radians));
    let angle = a_lat.sin() * b_lat.sin() + a_lat.cos() * b_lat.cos() * (a_lon - b_lon).cos();
    6_371.0 * angle.clamp(-1.0, 1.0).acos()
}

/// Where Faker knows the coordinates of a city, ours are near them.
#[test]
fn coordinates_are_near_those_of_faker() {
    /// Faker means another city of that name.
    const NAMESAKES: &[&str] = &["Fayetteville", "Fresno", "Greenville", "Jackson", "Lexington", "Naga"];
    let mut checked = 0;
    let number = |text: &[u8]| std::str::from_utf8(text).unwrap().parse::<f64>().unwrap();
    for locale in Locale::all() {
        let places = Places::of(locale).unwrap();
        let own = Class::find(&format!("{}/geo", locale.name())).and_then(|class| class.table(attr!("land_coords")));
        let base = Class::find("base/geo").and_then(|class| class.table(attr!("land_coords")));
        for known in own.into_iter().chain(base) {
            for at in 0..known.len() {
                let same = |row: &usize| {
                    places.table.cell(*row, 0) == known.cell(at, 2) && places.country_code == known.cell(at, 3)
                };
                // A country may have several cities of one name.
                let here = [number(known.cell(at, 0)), number(known.cell(at, 1))];
                let there = |row| [number(places.table.cell(row, 4)), number(places.table.cell(row, 5))];
                let near = (0..places.table.len()).filter(same).map(|row| distance(here, there(row)));
                if let Some(near) = near.reduce(f64::min) {
                    let city = String::from_utf8_lossy(known.cell(at, 2));
                    let namesake = near > 300.0 && NAMESAKES.contains(&&*city);
                    assert!(near < 30.0 || namesake, "{}: {city} is {near:.0} km off", locale.name());
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 100, "{checked}");
}
