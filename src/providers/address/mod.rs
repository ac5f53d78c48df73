//! Addresses and their parts.

mod americas;
mod asia;
mod europe;
mod fields;

pub use fields::FIELDS;

use super::{Args, Entry, Rule, Source, Value};
use crate::error::{Error, Result};
use crate::grammar::flat::{List, Odds, Op};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, AttrId, Class, Node, Table};

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "country_code" => Rule::Str(country_code),
        "current_country" => Rule::Str(current_country),
        "current_country_code" => Rule::Str(current_country_code),
        "state_abbr" => Rule::Str(state_abbr),
        "postcode_in_state" => Rule::Str(postcode_in_state),
        // Faker's `random_element` of rows gives the row: a tuple.
        "address.canton" => Rule::Value(|cx, _| row(cx, attr!("cantons"))),
        "address.fr_FR.department" => Rule::Value(|cx, _| row(cx, attr!("departments"))),
        "address.pt_BR.estado" => Rule::Value(|cx, _| row(cx, attr!("estados"))),
        locale => return americas::rule(locale).or_else(|| asia::rule(locale)).or_else(|| europe::rule(locale)),
    })
}

/// The table of that name, which the rule cannot do without.
fn table<D: Source>(cx: &Cx<D>, name: AttrId) -> Result<Table> {
    cx.table(name)
        .ok_or_else(|| Error::Value(format!("the locale has no table '{}'", crate::locale::ATTRS[name as usize])))
}

/// An item of a sequence or mapping, each as likely as the others.
fn pick<D: Source>(cx: &mut Cx<D>, of: Node) -> Node {
    of.item(cx.draw.below(of.len() as u64) as usize)
}

fn row<D: Source>(cx: &mut Cx<D>, rows: AttrId) -> Result<Value> {
    let rows = table(cx, rows)?;
    let at = cx.pick_index(rows);
    Ok(Value::Tuple((0..rows.columns()).map(|column| Value::text(rows.cell(at, column))).collect()))
}

/// A number of a range that is a pair.
fn between<D: Source>(cx: &mut Cx<D>, range: Node) -> i64 {
    cx.draw.between(range.item(0).int(), range.item(1).int())
}

/// The abbreviation that argument 0 gives, or else any of a table.
fn abbreviation<'a, D: Source>(cx: &mut Cx<D>, args: &'a Args, any: AttrId) -> &'a str {
    match args.opt_str(0) {
        Some(given) => given,
        None => std::str::from_utf8(cx.pick_attr(any)).unwrap_or_default(),
    }
}

/// What a mapping has for an abbreviation.
fn known(table: Table, abbreviation: &str, of: &str) -> Result<Node> {
    let found = table.root().get(abbreviation);
    found.ok_or_else(|| Error::Value(format!("'{abbreviation}' is not the abbreviation of {of}")))
}

fn country_code<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let codes = match args.str(0) {
        "alpha-2" => attr!("alpha_2_country_codes"),
        "alpha-3" => attr!("alpha_3_country_codes"),
        other => return Err(Error::Value(format!("representation must be 'alpha-2' or 'alpha-3', not '{other}'"))),
    };
    out.extend_from_slice(cx.pick_attr(codes));
    Ok(())
}

/// The country of the class's locale: where Faker has no addresses of a country, they are those of the United States.
fn country<D: Source>(cx: &Cx<D>) -> Result<&'static str> {
    let locale = cx.class.locale();
    let country = locale.split_once('_').map(|(_, country)| country);
    country.ok_or_else(|| Error::Value(format!("locale {locale} is of no country")))
}

fn current_country_code<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    if cx.is_hooked() {
        return Err(Error::value("the provider may be of another locale than its class"));
    }
    out.extend_from_slice(country(cx)?.as_bytes());
    Ok(())
}

fn current_country<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    if cx.is_hooked() {
        return Err(Error::value("the countries may be others: they are Python's to look at"));
    }
    let code = country(cx)?;
    let countries = Class::find("base/date_time").and_then(|class| class.table(attr!("countries"))).map(Table::root);
    // Each is an object: its class and its attributes.
    let mut countries =
        countries.into_iter().flat_map(Node::items).filter_map(|object| Some(object.tagged()?.1.item(1)));
    let country = countries.find(|country| country.get("alpha_2_code").is_some_and(|known| known.str() == code));
    let name = country.and_then(|country| country.get("name"));
    let name = name.ok_or_else(|| Error::Value(format!("No appropriate country for country code {code}")))?;
    out.extend_from_slice(name.text());
    Ok(())
}

fn state_abbr<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    out.extend_from_slice(pick_of(cx, states(args)));
    Ok(())
}

/// The operations of the abbreviation of a state, with the default arguments.
pub fn flat<D: Source>(name: &str, entry: &'static Entry<D>) -> Option<Vec<Op<D>>> {
    if name != "state_abbr" {
        return None;
    }
    let wanted = states(&entry.defaults).map(|(table, on)| entry.class.table(table).filter(|_| on));
    let all = wanted.into_iter().flatten().flat_map(|table| (0..table.len()).map(move |i| table.get(i)));
    Some(vec![Op::Pick(List::new(all, Odds::Even))])
}

/// The tables of abbreviations, and whether they are wanted.
fn states(args: &Args) -> [(AttrId, bool); 3] {
    [
        (attr!("states_abbr"), true),
        (attr!("territories_abbr"), args.bool(0)),
        (attr!("freely_associated_states_abbr"), args.bool(1)),
    ]
}

/// An entry of the tables that are wanted, one after the other.
fn pick_of<D: Source, const N: usize>(cx: &mut Cx<D>, wanted: [(AttrId, bool); N]) -> &'static [u8] {
    let tables = wanted.map(|(table, on)| cx.table(table).filter(|_| on));
    let total: usize = tables.iter().flatten().map(|t| t.len()).sum();
    let mut at = cx.draw.below(total as u64) as usize;
    for table in tables.into_iter().flatten() {
        if at < table.len() {
            return table.get(at);
        }
        at -= table.len();
    }
    b""
}

fn postcode_in_state<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let ranges = table(cx, attr!("states_postcode"))?;
    let state = abbreviation(cx, args, attr!("states_abbr"));
    let range = known(ranges, state, "a US state or territory")?;
    padded(between(cx, range), 5, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;
    use crate::providers::testing::{drawn, fakers, Case};
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
            Case::new("am_ET", "current_country_code", 0, "US"),
            Case::new("az_AZ", "postcode", 0, "AZ4055"),
            Case::new("bn_BD", "secondary_address", 0, "ষ্টুডিও ১৬"),
            Case::new("bn_BD", "building_number", 0, "১৬"),
            Case::new("bn_BD", "postcode", 0, "৯৬০৪"),
            Case::new("de_CH", "canton", 0, "('NE', 'Neuenburg')"),
            Case::new("de_CH", "canton_name", 0, "Neuenburg"),
            Case::new("de_CH", "canton_code", 0, "NE"),
            Case::new("en_CA", "postcode", 0, "S9B8L7"),
            Case::new("en_CA", "postcode_in_province", 0, "B8L7X5"),
            Case::new("en_CA", "postalcode_in_province", 0, "B8L7X5"),
            Case::new("en_GB", "postcode", 0, "TA60 8UR"),
            Case::new("en_IE", "postcode", 0, "X66 P10W"),
            Case::new("en_IN", "pincode_in_state", 0, "741445"),
            Case::new("en_IN", "zipcode_in_state", 0, "741445"),
            Case::new("en_IN", "postcode_in_military", 0, "999346"),
            Case::new("en_IN", "union_territory", 0, "Ladakh"),
            Case::new("en_MS", "city_state", 0, "88165 Taman Ria, Sabah"),
            Case::new("en_MS", "state", 0, "Sabah"),
            Case::new("en_MS", "postcode", 0, "88165"),
            Case::new("en_MS", "postcode_in_state", 0, "88165"),
            Case::new("en_NZ", "rd_number", 0, "7"),
            Case::new("en_NZ", "te_reo_first", 0, "Whaka"),
            Case::new("en_NZ", "city", 0, "Port Joneshaven"),
            Case::new("en_PH", "postcode", 0, "7012"),
            Case::new("en_PH", "metro_manila_postcode", 0, "1188"),
            Case::new("en_PH", "luzon_province_postcode", 0, "5408"),
            Case::new("en_PH", "visayas_province_postcode", 0, "6488"),
            Case::new("en_PH", "mindanao_province_postcode", 0, "9077"),
            Case::new("en_PH", "building_number", 0, "4243 Unit A"),
            Case::new("en_PH", "partitioned_building_number", 0, "664 Unit G"),
            Case::new("en_PH", "ordinal_street_number", 0, "50th"),
            Case::new("en_PH", "ordinal_floor_number", 0, "32nd"),
            Case::new("en_PH", "floor_unit_number", 0, "3227"),
            Case::new("en_PH", "subdivision_block_number", 0, "13"),
            Case::new("es_AR", "address", 0, "Av. Omar Nuñez N° 6447\nSantiago del Estero 4200, Santiago del Estero"),
            Case::new("es_CL", "address", 0, "Ruta 5 Sur, km 42"),
            Case::new("es_CL", "commune_and_region", 0, "Treguaco, Región de Ñuble"),
            Case::new("es_CL", "historic_people_street_name", 0, "Los Carrera"),
            Case::new("es_CL", "road_name", 0, "Ruta U-560"),
            Case::new("es_CL", "highway_name", 0, "Ruta 5 Sur"),
            Case::new("es_CO", "address", 0, "Cl. 5 Sur # 59R-22 Este\n547593\nConvención, Norte de Santander"),
            Case::new("es_CO", "street_address", 0, "Avenida carrera 7ª # 9-8 Sur"),
            Case::new("fr_FR", "department", 0, "('49', 'Maine-et-Loire')"),
            Case::new("fr_FR", "department_name", 0, "Maine-et-Loire"),
            Case::new("fr_FR", "postcode", 0, "49876"),
            Case::new(
                "hu_HU",
                "street_address_with_county",
                0,
                "Szentmártoni tér 125.\nPest megye\nH-5759 Szerbmindszentvár",
            ),
            Case::new("hu_HU", "street_name", 0, "Lajoshídi utca"),
            Case::new("hy_AM", "postcode_in_state", 0, "3030"),
            Case::new("it_IT", "postcode_city_province", 0, "70024, La Murgetta (BA)"),
            Case::new("ja_JP", "postcode", 0, "864-6311"),
            Case::new("ja_JP", "chome", 0, "25丁目"),
            Case::new("ko_KR", "building_number", 0, "42"),
            Case::new("ko_KR", "address_detail", 0, "준호안이마을 604호"),
            Case::new("no_NO", "building_number", 0, "04F"),
            Case::new("pl_PL", "street_prefix_short", 0, "al."),
            Case::new("pl_PL", "street_prefix_feminine_short", 0, "al."),
            Case::new("pl_PL", "street_prefix_masculine_short", 0, "pl."),
            Case::new("pt_BR", "estado", 0, "('MG', 'Minas Gerais')"),
            Case::new("pt_BR", "postcode", 0, "60487-647"),
            Case::new("pt_BR", "estado_sigla", 0, "MG"),
            Case::new("ru_RU", "administrative_unit", 0, "Ямало-Ненецкий АО"),
            Case::new("ru_RU", "street_name", 0, "ш. Добролюбова"),
            Case::new("uk_UA", "street_title", 0, "сквер Чигиринська"),
            Case::new("vi_VN", "postcode_in_state", 0, "35041"),
            Case::new("vi_VN", "state_abbr", 0, "PT"),
            Case::new("vi_VN", "sub_street", 0, "Khóm 50"),
            Case::new("zu_ZA", "section_number", 0, ""),
            Case::new("es_CL", "address", 3, "Los Copihues 191\nPaillaco, Región de Los Ríos, 4833780"),
            Case::new("es_CL", "address", 5, "José Cáceres 30 Dpto. 957\nViña del Mar, Región de Valparaíso"),
            Case::new("ru_RU", "street_name", 1, "алл. Светлая"),
            Case::new("ru_RU", "street_name", 2, "ш. Весеннее"),
            Case::new("ru_RU", "street_name", 3, "алл. Мельничная"),
            Case::new("ru_RU", "street_name", 4, "алл. Лермонтова"),
            Case::new("ru_RU", "street_name", 5, "пер. Ореховый"),
            Case::new("ru_RU", "region", 1, "Свердловская обл."),
            Case::new("ru_RU", "region", 2, "респ. Башкортостан"),
            Case::new("es_CO", "address", 1, "Diagonal 7ª # 50-47 Este\n156317\nSamacá, Boyacá"),
            Case::new(
                "es_AR",
                "address",
                1,
                "Av. J.B. Alberdi N° 1177\nSan Ferando del Valle de Catamarca 4700, Catamarca",
            ),
            Case::new("fr_FR", "postcode", 19, "86144"),
            Case::new("en_PH", "ordinal_street_number", 3, "31st"),
            Case::new("ko_KR", "building_number", 3, "558"),
            Case::new("ko_KR", "building_number", 4, "106-93"),
            Case::new("no_NO", "building_number", 4, "7"),
            Case::new("en_CA", "postcode_in_province", 1, "P2C 8L8").with(&[("province_abbr", Arg::Str("ON".into()))]),
            Case::new("en_IN", "pincode_in_state", 1, "169325")
                .with(&[("state_abbr", Arg::Str("CH".into())), ("include_union_territories", Arg::Bool(true))]),
            Case::new("en_IN", "postcode_in_state", 1, "174179")
                .with(&[("include_union_territories", Arg::Bool(true))]),
            Case::new("en_MS", "postcode_in_state", 1, "02165").with(&[("state_abbr", Arg::Str("PLS".into()))]),
            Case::new("hy_AM", "postcode_in_state", 1, "0668").with(&[("state_abbr", Arg::Str("ԱՐ".into()))]),
            Case::new("vi_VN", "postcode_in_state", 1, "90582").with(&[("state_abbr", Arg::Str("AG".into()))]),
            Case::new("pt_BR", "postcode", 2, "11524493").with(&[("formatted", Arg::Bool(false))]),
        ]);
    }

    #[test]
    fn codes_are_in_their_states() {
        let ranges =
            Class::find("en_US/address").and_then(|class| class.table(attr!("states_postcode"))).unwrap().root();
        for at in 0..ranges.len() {
            let (state, range) = (ranges.key(at).str(), ranges.item(at));
            let code = drawn("en_US", "postcode_in_state", at as i64, &[("state_abbr", Arg::Str(state.into()))]);
            let number: i64 = code.parse().unwrap();
            assert!(
                code.len() == 5 && (range.item(0).int()..=range.item(1).int()).contains(&number),
                "{state}: {code}"
            );
        }
    }

    #[test]
    fn every_country_but_one_has_a_name() {
        for locale in Locale::all().filter(|locale| locale.name() != "en_MS") {
            assert_ne!(drawn(locale.name(), "current_country", 0, &[]), "");
        }
    }
}
