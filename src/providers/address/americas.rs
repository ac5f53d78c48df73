//! Canada, Argentina, Brazil, Chile and Colombia.

use super::{abbreviation, known, pick, table};
use crate::error::Result;
use crate::grammar::{bothify, numerify, Cx, LETTERS};
use crate::locale::{attr, name_id, NameId};
use crate::providers::{Args, Rule, Source};

const SECONDARY_ADDRESS: NameId = name_id!("secondary_address");
const STREET_ADDRESS: NameId = name_id!("street_address");

/// The Rust functions of these locales.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "address.en_CA" => Rule::Str(postcode_in_province),
        "address.es_AR" => Rule::Str(argentine_address),
        "address.es_CL.commune_and_region" => Rule::Str(commune_and_region),
        "address.es_CL.historic_people_street_name" => Rule::Str(|cx, _, out| {
            let people = table(cx, attr!("historic_people_street_names"))?.root();
            let names = pick(cx, people);
            out.extend_from_slice(pick(cx, names).text());
            Ok(())
        }),
        "address.es_CO" => Rule::Str(colombian_address),
        "address.pt_BR.postcode" => Rule::Str(|cx, args, out| {
            let start = out.len();
            let formatted = args.opt_bool(0).unwrap_or(true);
            let formats = if formatted { attr!("postcode_all_formats") } else { attr!("postcode_raw_formats") };
            out.extend_from_slice(cx.pick_attr(formats));
            bothify(&mut cx.draw, out, start, LETTERS);
            Ok(())
        }),
        _ => return None,
    })
}

/// The first letter of a Canadian code tells the province.
fn postcode_in_province<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let prefixes = table(cx, attr!("provinces_postcode_prefixes"))?;
    let letters = table(cx, attr!("postal_code_letters"))?;
    let province = abbreviation(cx, args, attr!("provinces_abbr"));
    let prefixes = known(prefixes, province, "a Canadian province")?;
    let start = out.len();
    let format = cx.pick_attr(attr!("postal_code_formats"));
    let prefix = pick(cx, prefixes).text();
    let first = format.iter().position(|byte| *byte == b'?').unwrap_or(format.len());
    out.extend_from_slice(&format[..first]);
    out.extend_from_slice(prefix);
    let rest = out.len();
    out.extend_from_slice(format.get(first + 1..).unwrap_or_default());
    for letter in out[rest..].iter_mut().filter(|byte| **byte == b'?') {
        *letter = cx.pick(letters).first().copied().unwrap_or_default();
    }
    numerify(&mut cx.draw, out, start);
    Ok(())
}

/// `before` and a flat or suite, or nothing: as likely. Both are drawn.
fn maybe_secondary_address<D: Source>(cx: &mut Cx<D>, before: u8) -> Result<Vec<u8>> {
    let mut secondary = vec![before];
    cx.call(SECONDARY_ADDRESS, &mut secondary)?;
    Ok(if cx.draw.below(2) == 0 { secondary } else { Vec::new() })
}

fn argentine_address<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let municipalities = table(cx, attr!("municipalities"))?;
    let provinces = table(cx, attr!("provinces"))?.root();
    let row = cx.pick_index(municipalities);
    let [code, name, province] = [0, 1, 2].map(|column| municipalities.cell(row, column));
    let province = std::str::from_utf8(province).ok().and_then(|code| provinces.get(code));
    let secondary = maybe_secondary_address(cx, b' ')?;
    cx.call(STREET_ADDRESS, out)?;
    let province = province.map_or(&b""[..], |province| province.text());
    for part in [&secondary, &b"\n"[..], name, b" ", code, b", ", province] {
        out.extend_from_slice(part);
    }
    Ok(())
}

fn commune_and_region<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const COMMUNE_CODE: NameId = name_id!("commune_code");
    let communes = table(cx, attr!("communes"))?.root();
    let regions = table(cx, attr!("regions"))?.root();
    let start = out.len();
    cx.call(COMMUNE_CODE, out)?;
    let code = String::from_utf8_lossy(&out.split_off(start)).into_owned();
    // The first two digits number the regions in the order of their table.
    let region = code.get(..2).and_then(|two| two.parse::<usize>().ok()).filter(|n| (1..=regions.len()).contains(n));
    out.extend_from_slice(communes.get(&code).map_or(b"", |name| name.text()));
    out.extend_from_slice(b", ");
    out.extend_from_slice(region.map_or(b"", |n| regions.item(n - 1).text()));
    Ok(())
}

/// The last three digits of a capital's code are 001, and its department is not written.
fn colombian_address<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let municipalities = table(cx, attr!("municipalities"))?;
    let departments = table(cx, attr!("departments"))?.root();
    let row = cx.pick_index(municipalities);
    let (code, name) = (municipalities.cell(row, 0), municipalities.cell(row, 1));
    let department = code.get(..2).unwrap_or_default();
    let secondary = maybe_secondary_address(cx, b'\n')?;
    let mut postcode = b"####".to_vec();
    numerify(&mut cx.draw, &mut postcode, 0);
    cx.call(STREET_ADDRESS, out)?;
    for part in [&secondary, &b"\n"[..], department, &postcode, b"\n", name] {
        out.extend_from_slice(part);
    }
    if !code.ends_with(b"001") {
        let department = std::str::from_utf8(department).ok().and_then(|code| departments.get(code));
        out.extend_from_slice(b", ");
        out.extend_from_slice(department.map_or(b"", |department| department.text()));
    }
    Ok(())
}
