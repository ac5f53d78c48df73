//! Armenia, India, Malaysia, the Philippines, South Korea and Vietnam.

use super::{abbreviation, between, known, pick, pick_of, table};
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, name_id, AttrId, NameId};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of these locales.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "address.en_IN.state" => Rule::Int(pincode_in_state),
        "address.en_IN.military" => Rule::Int(|cx, _| {
            let ranges = table(cx, attr!("army_pincode"))?.root();
            let range = pick(cx, ranges);
            Ok(between(cx, range))
        }),
        "address.en_MS.city_state" => Rule::Str(city_state),
        "address.en_MS.postcode" => Rule::Str(malaysian_postcode),
        "address.en_MS.state" => Rule::Str(|cx, _, out| {
            let states = table(cx, attr!("states"))?.root();
            let names = pick(cx, states);
            out.extend_from_slice(pick(cx, names).text());
            Ok(())
        }),
        "address.en_PH.postcode" => Rule::Str(|cx, _, out| number_of(cx, attr!("postcodes"), out)),
        "address.en_PH.metro_manila_postcode" => {
            Rule::Str(|cx, _, out| number_of(cx, attr!("metro_manila_postcodes"), out))
        }
        "address.en_PH.luzon_province_postcode" => {
            Rule::Str(|cx, _, out| number_of(cx, attr!("luzon_province_postcodes"), out))
        }
        "address.en_PH.visayas_province_postcode" => {
            Rule::Str(|cx, _, out| number_of(cx, attr!("visayas_province_postcodes"), out))
        }
        "address.en_PH.mindanao_province_postcode" => {
            Rule::Str(|cx, _, out| number_of(cx, attr!("mindanao_province_postcodes"), out))
        }
        "address.en_PH.building_number" => Rule::Str(|cx, _, out| {
            let standalone = cx.draw.below(10_000) % 2 == 0;
            cx.call(if standalone { STANDALONE_BUILDING_NUMBER } else { PARTITIONED_BUILDING_NUMBER }, out)
        }),
        "address.en_PH.ordinal_street_number" => Rule::Str(|cx, _, out| {
            padded(cx.draw.between(1, 99), 0, out);
            ordinal(out);
            Ok(())
        }),
        "address.en_PH.ordinal_floor_number" => Rule::Str(|cx, _, out| {
            cx.call(FLOOR_NUMBER, out)?;
            ordinal(out);
            Ok(())
        }),
        "address.hy_AM" => Rule::Str(|cx, args, out| {
            let ranges = table(cx, attr!("states_postcode"))?;
            let state = abbreviation(cx, args, attr!("states_abbr"));
            let range = known(ranges, state, "an Armenian province")?;
            padded(between(cx, range), 4, out);
            Ok(())
        }),
        "address.ko_KR" => Rule::Str(korean_building_number),
        "address.vi_VN" => Rule::Str(|cx, args, out| {
            let ranges = table(cx, attr!("provinces_postcode"))?;
            let province = abbreviation(cx, args, attr!("provinces_abbr"));
            let ranges = known(ranges, province, "a Vietnamese province")?;
            let range = pick(cx, ranges);
            padded(between(cx, range), 5, out);
            Ok(())
        }),
        _ => return None,
    })
}

const BUILDING_NUMBER_SEGREGATED: NameId = name_id!("building_number_segregated");
const BUILDING_NUMBER_UNDERGROUND: NameId = name_id!("building_number_underground");
const CITY: NameId = name_id!("city");
const FLOOR_NUMBER: NameId = name_id!("floor_number");
const PARTITIONED_BUILDING_NUMBER: NameId = name_id!("partitioned_building_number");
const STANDALONE_BUILDING_NUMBER: NameId = name_id!("standalone_building_number");

fn pincode_in_state<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i64> {
    let union_territories = args.bool(1);
    let codes = table(cx, attr!("state_pincode"))?.root();
    let more = table(cx, attr!("union_territories_pincode"))?.root();
    let state = match args.opt_str(0) {
        Some(given) => given,
        None => {
            let known = [(attr!("states_abbr"), true), (attr!("union_territories_abbr"), union_territories)];
            std::str::from_utf8(pick_of(cx, known)).unwrap_or_default()
        }
    };
    // A union territory's ranges count before a state's.
    let ranges = more.get(state).filter(|_| union_territories).or_else(|| codes.get(state));
    let ranges = ranges.ok_or_else(|| Error::Value(format!("'{state}' is not the abbreviation of an Indian state")))?;
    let range = pick(cx, ranges);
    Ok(between(cx, range))
}

fn malaysian_postcode<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let states = table(cx, attr!("states"))?.root();
    let state = match args.opt_str(0) {
        Some(given) => given,
        None => states.key(cx.draw.below(states.len() as u64) as usize).str(),
    };
    postcode_of(cx, state, out)
}

fn postcode_of<D: Source>(cx: &mut Cx<D>, state: &str, out: &mut Vec<u8>) -> Result<()> {
    let ranges = known(table(cx, attr!("states_postcode"))?, state, "a Malaysian state")?;
    let range = pick(cx, ranges);
    padded(between(cx, range), 5, out);
    Ok(())
}

fn city_state<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let states = table(cx, attr!("states"))?.root();
    let at = cx.draw.below(states.len() as u64) as usize;
    postcode_of(cx, states.key(at).str(), out)?;
    out.push(b' ');
    cx.call(CITY, out)?;
    out.extend_from_slice(b", ");
    out.extend_from_slice(pick(cx, states.item(at)).text());
    Ok(())
}

/// Appends one of a table's numbers, of four digits.
fn number_of<D: Source>(cx: &mut Cx<D>, numbers: AttrId, out: &mut Vec<u8>) -> Result<()> {
    let numbers = table(cx, numbers)?.root();
    padded(pick(cx, numbers).int(), 4, out);
    Ok(())
}

/// Appends the ending that makes the number at the end of a text an ordinal.
fn ordinal(out: &mut Vec<u8>) {
    let ending: &[u8] = match out.as_slice() {
        [.., b'1', b'1' | b'2' | b'3'] => b"th",
        [.., b'1'] => b"st",
        [.., b'2'] => b"nd",
        [.., b'3'] => b"rd",
        _ => b"th",
    };
    out.extend_from_slice(ending);
}

fn korean_building_number<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    if cx.draw.below(10_000) % 9 < 1 {
        cx.call(BUILDING_NUMBER_UNDERGROUND, out)
    } else if cx.draw.below(10_000) % 9 < 4 {
        cx.call(BUILDING_NUMBER_SEGREGATED, out)
    } else {
        padded(cx.draw.between(1, 999), 0, out);
        Ok(())
    }
}
