//! License plates that are more than a pattern.

use crate::error::{Error, Result};
use crate::grammar::{bothify, lexify, numerify, padded, Cx};
use crate::locale::{attr, name_id, AttrId, NameId, Node, Table};
use crate::providers::{Args, Rule, Source, Value};

const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The Rust functions of license plates, by locale and method.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "ar_SA.license_plate" => Rule::Str(saudi),
        "ar_SA.license_plate_ar" => Rule::Str(|cx, _, out| arabic(cx, out)),
        "az_AZ.license_plate" => Rule::Str(azerbaijani),
        "de_AT.license_plate" => Rule::Str(austrian),
        "de_CH.license_plate" => Rule::Str(swiss),
        "es_ES.license_plate_by_province" => Rule::Str(spanish_province),
        "es_MX.license_plate_by_state" => Rule::Str(mexican_state),
        "ja_JP.serial_number" => Rule::Str(japanese_number),
        "nl_NL.license_plate" => Rule::Str(dutch),
        "nl_NL.license_plate_car" => Rule::Str(dutch_car),
        "pl_PL.license_plate_regex_formats" => Rule::Value(polish_regexes),
        "tr_TR.license_plate" => Rule::Str(turkish),
        "uk_UA.license_plate" => Rule::Str(ukrainian),
        "uk_UA.plate_region_code" => Rule::Str(|cx, args, out| put(out, region(cx, args.opt_str(0))?.1)),
        "uk_UA.plate_letter_prefix" => Rule::Str(|cx, args, out| put(out, region(cx, args.opt_str(0))?.0)),
        "uk_UA.diplomatic_license_plate" => Rule::Str(ukrainian_diplomat),
        _ => return None,
    })
}

fn put(out: &mut Vec<u8>, text: &[u8]) -> Result<()> {
    out.extend_from_slice(text);
    Ok(())
}

/// The characters of a table that is one text.
fn text<D: Source>(cx: &Cx<D>, attr: AttrId) -> &'static str {
    cx.table(attr).map_or("", |table| std::str::from_utf8(table.text()).unwrap_or_default())
}

/// A character of a table that is one text, in ASCII.
fn letter<D: Source>(cx: &mut Cx<D>, attr: AttrId) -> u8 {
    let letters = text(cx, attr).as_bytes();
    if letters.is_empty() {
        b'?'
    } else {
        cx.choice(letters)
    }
}

fn saudi<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const LATIN: NameId = name_id!("license_plate_en");
    const ARABIC: NameId = name_id!("license_plate_ar");
    cx.call(if args.bool(0) { ARABIC } else { LATIN }, out)
}

/// A Latin plate with every character replaced; Arabic letters run the other way.
fn arabic<D: Source>(cx: &mut Cx<D>, out: &mut Vec<u8>) -> Result<()> {
    const LATIN: NameId = name_id!("license_plate_en");
    let plate = cx.text(LATIN)?;
    let (Some(digits), Some(letters)) = (plate.get(..4), plate.get(5..8)) else {
        return put(out, &plate);
    };
    let map = cx.table(attr!("PLATE_MAP")).map(Table::root);
    let arabic = |latin: &u8| map.and_then(|map| map.get((*latin as char).encode_utf8(&mut [0; 4])));
    let (mut digits, mut letters) = (digits.iter(), letters.iter().rev());
    for c in text(cx, attr!("LICENSE_FORMAT_AR")).chars() {
        let mapped = match c {
            '#' => digits.next().and_then(arabic),
            '?' => letters.next().and_then(arabic),
            _ => None,
        };
        match mapped {
            Some(node) => out.extend_from_slice(node.text()),
            None => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    Ok(())
}

/// A format whose letters are filled in first, then its first `##` by `number`, then the other digits.
fn numbered<D: Source>(
    cx: &mut Cx<D>,
    letters: &str,
    number: impl FnOnce(&mut Cx<D>, &mut Vec<u8>),
    out: &mut Vec<u8>,
) -> Result<()> {
    let start = out.len();
    out.extend_from_slice(cx.pick_attr(attr!("license_formats")));
    lexify(&mut cx.draw, out, start, letters);
    let rest = match out[start..].windows(2).position(|pair| pair == b"##") {
        Some(at) => out.split_off(start + at),
        None => Vec::new(),
    };
    number(cx, out);
    out.extend_from_slice(rest.get(2..).unwrap_or_default());
    numerify(&mut cx.draw, out, start);
    Ok(())
}

fn azerbaijani<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let letters = text(cx, attr!("ascii_uppercase_azerbaijan"));
    let region = |cx: &mut Cx<D>, out: &mut Vec<u8>| {
        out.extend_from_slice(cx.pick_attr(attr!("license_plate_initial_numbers")));
    };
    numbered(cx, letters, region, out)
}

fn turkish<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let letters = text(cx, attr!("ascii_uppercase_turkish"));
    let province = |cx: &mut Cx<D>, out: &mut Vec<u8>| padded(cx.draw.between(1, 81), 2, out);
    numbered(cx, letters, province, out)
}

/// Districts of one letter leave room for one more digit.
fn austrian<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let prefix = cx.pick_attr(attr!("license_plate_prefix"));
    out.extend_from_slice(prefix);
    let start = out.len();
    out.extend_from_slice(cx.pick_attr(match prefix.len() {
        1 => attr!("license_plate_suffix_for_one_starting_letter"),
        _ => attr!("license_plate_suffix_for_two_starting_letters"),
    }));
    bothify(&mut cx.draw, out, start, UPPER);
    Ok(())
}

fn swiss<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let Some(cantons) = cx.table(attr!("_Provider__canton")) else { return Ok(()) };
    let canton = cx.pick_index(cantons);
    out.extend_from_slice(cantons.cell(canton, 0));
    out.push(b'-');
    let start = out.len();
    out.extend_from_slice(cantons.cell(canton, 1));
    numerify(&mut cx.draw, out, start);
    Ok(())
}

fn spanish_province<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    match args.opt_str(0) {
        Some(province) => out.extend_from_slice(province.as_bytes()),
        None => out.extend_from_slice(cx.pick_attr(attr!("province_prefix"))),
    }
    out.push(b' ');
    let start = out.len();
    out.extend_from_slice(b"#### ??");
    let letters = text(cx, attr!("license_plate_old_format_suffix_letters"));
    lexify(&mut cx.draw, out, start, letters);
    numerify(&mut cx.draw, out, start);
    Ok(())
}

fn mexican_state<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const STATE: NameId = name_id!("license_plate_state_abbr");
    const PLATE: NameId = name_id!("license_plate_unified");
    match args.opt_str(0) {
        Some(state) => out.extend_from_slice(state.as_bytes()),
        None => cx.call(STATE, out)?,
    }
    out.push(b' ');
    cx.call(PLATE, out)
}

/// Four digits are parted by a hyphen; dots stand where there are fewer.
fn japanese_number<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut digits = cx.pick_attr(attr!("serial_number_formats")).to_vec();
    numerify(&mut cx.draw, &mut digits, 0);
    if let [a, b, c, d] = digits[..] {
        out.extend_from_slice(&[a, b]);
        out.extend_from_slice(text(cx, attr!("DELIMITER")).as_bytes());
        out.extend_from_slice(&[c, d]);
    } else {
        for _ in digits.len()..4 {
            out.extend_from_slice(text(cx, attr!("MIDDLE_DOT")).as_bytes());
        }
        out.extend_from_slice(&digits);
    }
    Ok(())
}

/// One vehicle in ten is a motorcycle.
fn dutch<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const MOTORBIKE: NameId = name_id!("license_plate_motorbike");
    const CAR: NameId = name_id!("license_plate_car");
    let name = if cx.draw.unit() < 0.1 { MOTORBIKE } else { CAR };
    cx.call(name, out)
}

/// `%` and `@` of the formats are letters from which a series may begin.
fn dutch_car<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let first = letter(cx, attr!("license_plate_prefix_letters"));
    let start = out.len();
    out.extend_from_slice(cx.pick_attr(attr!("license_formats")));
    let first_of_8 = letter(cx, attr!("license_plate_prefix_letters_format_8"));
    for byte in &mut out[start..] {
        match byte {
            b'%' => *byte = first,
            b'@' => *byte = first_of_8,
            _ => {}
        }
    }
    bothify(&mut cx.draw, out, start, UPPER);
    Ok(())
}

/// The formats as regular expressions.
fn polish_regexes<D: Source>(cx: &mut Cx<D>, _: &Args) -> Result<Value> {
    let formats = cx.table(attr!("license_formats")).into_iter().flat_map(Table::iter);
    let regex = |format: &str| Value::Str(format.replace('?', "[A-Z]").replace('#', "[0-9]"));
    Ok(Value::List(formats.map(regex).collect()))
}

/// The letters and the number of a region, any if none is named.
fn region<D: Source>(cx: &mut Cx<D>, name: Option<&str>) -> Result<(&'static [u8], &'static [u8])> {
    let Some(regions) = cx.table(attr!("license_region_data")).map(Table::root) else {
        return Err(Error::value("the table of regions is missing"));
    };
    let region = match name {
        Some(name) => regions.get(name).ok_or_else(|| {
            let names: Vec<&str> = (0..regions.len()).map(|i| regions.key(i).str()).collect();
            Error::Value(format!("region_name must be one of {}, not '{name}'", names.join(", ")))
        })?,
        None => regions.item(cx.shared(|cx| cx.draw.below(regions.len() as u64)) as usize),
    };
    let prefixes: Node = region.item(0);
    let prefix = prefixes.item(cx.shared(|cx| cx.draw.below(prefixes.len() as u64)) as usize);
    Ok((prefix.text(), region.item(1).text()))
}

fn ukrainian<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const NUMBER: NameId = name_id!("plate_number");
    const SERIES: NameId = name_id!("plate_letter_suffix");
    let (letters, number) = region(cx, args.opt_str(1))?;
    if args.bool(2) {
        out.extend_from_slice(number);
        out.push(b' ');
        out.extend_from_slice(letters);
        return cx.call(NUMBER, out);
    }
    out.extend_from_slice(letters);
    cx.call(NUMBER, out)?;
    cx.call(SERIES, out)
}

fn ukrainian_diplomat<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let level = cx.shared(|cx| cx.choice(&["CDP", "DP", "S"]));
    let country = cx.draw.between(100, 999);
    let car = cx.draw.between(100, 999);
    out.extend_from_slice(level.as_bytes());
    out.push(b' ');
    padded(country, 3, out);
    if level != "CDP" {
        out.push(b' ');
        padded(car, 3, out);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, whose instance drew from Python's global generator: some of its code does so anyway.
    #[test]
    fn values_are_fakers() {
        let text = |text: &str| Arg::Str(text.into());
        fakers(&[
            Case::new("en_US", "license_plate", 0, "487-YNB"),
            Case::new("ar_DZ", "license_plate", 0, "66048 864 31"),
            Case::new("ar_JO", "license_plate", 0, "96-60487"),
            Case::new("ar_JO", "initials", 0, "41"),
            Case::new("ar_PS", "district", 0, "8"),
            Case::new("ar_PS", "license_plate", 1, "3-4177-30"),
            Case::new("ar_SA", "license_plate", 0, "ط ص م ٦٦٠٤"),
            Case::new("ar_SA", "license_plate", 0, "6604 ZXT").with(&[("ar", Arg::Bool(false))]),
            Case::new("ar_SA", "license_plate_ar", 1, "ى ص ع ٢٩١٤"),
            Case::new("ar_SA", "license_plate_en", 1, "2914 EXV"),
            Case::new("az_AZ", "license_plate", 0, "06-ZL-487"),
            Case::new("bn_BD", "license_plate", 0, "পিরোজপুর-উ ৪৪-৬৬৪৭"),
            Case::new("bn_BD", "city_name", 0, "নাটোর"),
            Case::new("bn_BD", "vehicle_category_letter", 0, "ব"),
            Case::new("bn_BD", "vehicle_category_number", 0, "৬০"),
            Case::new("bn_BD", "vehicle_serial_number", 0, "৯৬০৪"),
            Case::new("de_AT", "license_plate", 0, "SL-904 PM"),
            Case::new("de_AT", "license_plate", 1, "GS-214 P"),
            Case::new("de_AT", "license_plate", 18, "JO-8 KHG"),
            Case::new("de_CH", "license_plate", 0, "NE-760 487"),
            Case::new("de_DE", "license_plate", 0, "LB-L-1978"),
            Case::new("el_GR", "license_plate", 0, "YK 0487"),
            Case::new("en_PH", "license_plate", 0, "PMZ6048"),
            Case::new("en_PH", "automobile_license_plate", 0, "PMZ6048"),
            Case::new("en_PH", "motorcycle_license_plate", 0, "MZ60487"),
            Case::new("en_PH", "protocol_license_plate", 0, "13"),
            Case::new("es_AR", "license_plate", 0, "AE487ZY"),
            Case::new("es_AR", "license_plate_old", 0, "MGF604"),
            Case::new("es_AR", "license_plate_mercosur", 0, "AH604GF"),
            Case::new("es_CL", "license_plate", 0, "TB-4876"),
            Case::new("es_CL", "license_plate_old", 0, "SS-0487"),
            Case::new("es_CL", "license_plate_new", 0, "TVCL-87"),
            Case::new("es_CL", "license_plate_police", 0, "Z-6048"),
            Case::new("es_CL", "license_plate_temporary", 0, "PR-660"),
            Case::new("es_CL", "license_plate_diplomatic", 0, "CD-6048"),
            Case::new("es_ES", "license_plate", 0, "8764 SCL"),
            Case::new("es_ES", "license_plate", 1, "OU 1777 CI"),
            Case::new("es_ES", "license_plate_unified", 0, "4876 RSC"),
            Case::new("es_ES", "license_plate_by_province", 0, "ZA 0487 MN"),
            Case::new("es_ES", "license_plate_by_province", 0, "CA 0487 MN").with(&[("province_prefix", text("CA"))]),
            Case::new("es_MX", "license_plate", 0, "UKF-87-64"),
            Case::new("es_MX", "license_plate_unified", 0, "WUK-487-N"),
            Case::new("es_MX", "license_plate_old", 0, "WUK-48-76"),
            Case::new("es_MX", "license_plate_cdmx", 0, "N60-FMK"),
            Case::new("es_MX", "license_plate_by_state", 0, "SIN UKF-876-K"),
            Case::new("es_MX", "license_plate_by_state", 0, "OAX WUK-487-N").with(&[("state_abbr", text("OAX"))]),
            Case::new("es_MX", "license_plate_state", 0, "Sinaloa"),
            Case::new("es_MX", "license_plate_state_abbr", 0, "SIN"),
            Case::new("es_MX", "motorcycle_license_plate", 0, "P048S"),
            Case::new("es_MX", "motorcycle_license_plate_national", 0, "N604T"),
            Case::new("es_MX", "motorcycle_license_plate_cdmx", 0, "6604 T"),
            Case::new("es_MX", "public_transport_license_plate", 0, "60-48-MYW"),
            Case::new("es_MX", "public_transport_license_plate_lettered", 0, "N-604-ZMY"),
            Case::new("es_MX", "public_transport_license_plate_numbered", 0, "66-04-ZMY"),
            Case::new("ja_JP", "license_plate", 0, "大阪 487 ふ ・759"),
            Case::new("ja_JP", "area_name", 0, "大阪"),
            Case::new("ja_JP", "classification_number", 0, "60"),
            Case::new("ja_JP", "kana", 0, "ひ"),
            Case::new("ja_JP", "serial_number", 0, "60-48"),
            Case::new("ja_JP", "serial_number", 1, "・・91"),
            Case::new("ko_KR", "license_plate", 0, "048루7647"),
            Case::new("mk_MK", "license_plate", 0, "SK 6048 PM"),
            Case::new("nl_NL", "license_plate", 0, "87-VM-ZJ"),
            Case::new("nl_NL", "license_plate", 1, "7-KUM-77"),
            Case::new("nl_NL", "license_plate", 22, "97-HWD-2"),
            Case::new("nl_NL", "license_plate_car", 0, "TM-487-Z"),
            Case::new("nl_NL", "license_plate_motorbike", 0, "60-MI-QP"),
            Case::new("pl_PL", "license_plate", 0, "MYN 876BI"),
            Case::new("ro_RO", "license_plate", 0, "IL-04-QPM"),
            Case::new("ru_RU", "license_plate", 0, "О4876 53"),
            Case::new("ru_RU", "plate_letter", 0, "О"),
            Case::new("ru_RU", "plate_number", 0, "604"),
            Case::new("ru_RU", "plate_number_extra", 0, "6048"),
            Case::new("ru_RU", "plate_number_special", 0, "006D048"),
            Case::new("ru_RU", "plate_suffix", 0, "96"),
            Case::new("ru_RU", "vehicle_category", 0, "Tm"),
            Case::new("sk_SK", "license_plate", 0, "RV048PM"),
            Case::new("th_TH", "license_plate", 0, "ปฃ 48"),
            Case::new("tr_TR", "license_plate", 0, "34 NB 8764"),
            Case::new("uk_UA", "license_plate", 0, "DI0487MO"),
            Case::new("uk_UA", "license_plate", 0, "TA0487MO").with(&[("region_name", text("Kyiv"))]),
            Case::new("uk_UA", "license_plate", 0, "14 ES0487")
                .with(&[("region_name", text("Lviv")), ("temporary_plate", Arg::Bool(true))]),
            Case::new("uk_UA", "plate_region_code", 0, "00"),
            Case::new("uk_UA", "plate_region_code", 0, "11").with(&[("region_name", text("Kyiv"))]),
            Case::new("uk_UA", "plate_letter_prefix", 0, "DI"),
            Case::new("uk_UA", "plate_letter_prefix", 0, "TA").with(&[("region_name", text("Kyiv"))]),
            Case::new("uk_UA", "plate_letter_suffix", 0, "CO"),
            Case::new("uk_UA", "plate_number", 0, "6048"),
            Case::new("uk_UA", "diplomatic_license_plate", 0, "DP 876 530"),
            Case::new("uk_UA", "diplomatic_license_plate", 1, "CDP 682"),
            Case::new("uk_UA", "vehicle_category", 0, "T"),
            Case::new("vi_VN", "license_plate", 0, "04P-87647"),
            Case::new("zh_CN", "license_plate", 0, "甘M-60487"),
        ]);
    }
}
