//! Points on the earth: anywhere, on land, in a country.

use super::{param, Args, Default, Field, Kind, Rule, Source, Type::*, Value};
use crate::digits::{decimal, DECIMAL};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, Table};
use std::io::Write;

const COORDS_ONLY: super::Param =
    param("coords_only", Kind::Bool, Default::Bool(false), "Whether to give latitude and longitude only.");

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("coordinate", "coordinates", Decimal, "Degrees from -180 to 180, to six decimal places.").params(&[
        param("center", Kind::Number, Default::None, "Where to look: degrees; anywhere if it is not given."),
        param("radius", Kind::Number, Default::Float(0.001), "How far from `center` at most, in degrees."),
    ]),
    Field::new("latitude", "latitudes", Decimal, "A latitude: degrees from -90 to 90, to seven decimal places."),
    Field::new("longitude", "longitudes", Decimal, "A longitude: degrees from -180 to 180, to six decimal places."),
    Field::new("latlng", "latlngs", Any, "A tuple of a latitude and a longitude, each as a `Decimal`."),
    Field::new(
        "local_latlng",
        "local_latlngs",
        Any,
        "A place in a country: a tuple of latitude, longitude, name, country code and time zone, all text. It is `None` \
         where no place of the country is known.",
    )
    .params(&[
        param(
            "country_code",
            Kind::Str,
            Default::None,
            "The ISO 3166-1 code of the country, two letters; if it is not given, the country of the locale's list of \
             places: `US`, and `BD` in `bn_BD`.",
        ),
        COORDS_ONLY,
    ]),
    Field::new(
        "location_on_land",
        "locations_on_land",
        Any,
        "A place on land: a tuple of latitude, longitude, name, country code and time zone, all text.",
    )
    .params(&[COORDS_ONLY]),
    // Of some locales.
    Field::new("local_latitude", "local_latitudes", Decimal, "A latitude within the locale's country."),
    Field::new("local_longitude", "local_longitudes", Decimal, "A longitude within the locale's country."),
    Field::new("nationality", "nationalities", Str, "The name of a nationality."),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "coordinate" => Rule::Decimal(coordinate),
        "latitude" => Rule::Decimal(|cx, _, out| {
            latitude(anywhere(cx), out);
            Ok(())
        }),
        "longitude" => Rule::Decimal(|cx, _, out| {
            fixed(anywhere(cx), 6, out);
            Ok(())
        }),
        "latlng" => Rule::Value(latlng),
        "local_latlng" => Rule::Value(|cx, args| local_latlng(cx, args, "US")),
        "location_on_land" => Rule::Value(location_on_land),
        "geo.bn_BD" => Rule::Value(|cx, args| local_latlng(cx, args, "BD")),
        "geo.de_AT.latitude" => Rule::Decimal(|cx, _, out| near(cx, 47.60707, 1.0, out)),
        "geo.de_AT.longitude" => Rule::Decimal(|cx, _, out| near(cx, 13.37208, 2.0, out)),
        "geo.el_GR" => Rule::Value(|cx, _| {
            let lat = text(|out| in_greece(cx, 0, out));
            Ok(Value::Tuple(vec![Value::Str(lat), Value::Str(text(|out| in_greece(cx, 1, out)))]))
        }),
        "geo.el_GR.latitude" => Rule::Decimal(|cx, _, out| {
            in_greece(cx, 0, out);
            Ok(())
        }),
        "geo.el_GR.longitude" => Rule::Decimal(|cx, _, out| {
            in_greece(cx, 1, out);
            Ok(())
        }),
        "geo.mk_MK.latitude" => Rule::Decimal(|cx, _, out| near(cx, 41.6, 0.75, out)),
        "geo.mk_MK.longitude" => Rule::Decimal(|cx, _, out| near(cx, 21.74, 1.29, out)),
        _ => return None,
    })
}

/// Millionths of a degree.
fn anywhere<D: Source>(cx: &mut Cx<D>) -> i64 {
    cx.draw.between(-180_000_000, 180_000_000)
}

fn coordinate<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    match args.opt_float(0) {
        None => fixed(anywhere(cx), 6, out),
        Some(center) => near(cx, center, args.float(1), out)?,
    }
    Ok(())
}

fn near<D: Source>(cx: &mut Cx<D>, center: f64, radius: f64, out: &mut Vec<u8>) -> Result<()> {
    let degrees = cx.draw.uniform(center - radius, center + radius);
    rounded(degrees, out).ok_or_else(|| Error::Value(format!("center must be degrees, not {center}")))
}

/// Appends half of some millionths of a degree. `Decimal` spells the smallest halves with an exponent.
fn latitude(millionths: i64, out: &mut Vec<u8>) {
    match millionths {
        1 => out.extend_from_slice(b"5E-7"),
        -1 => out.extend_from_slice(b"-5E-7"),
        even if even % 2 == 0 => fixed(even / 2, 6, out),
        odd => fixed(odd * 5, 7, out),
    }
}

fn latlng<D: Source>(cx: &mut Cx<D>, _: &Args) -> Result<Value> {
    let lat = text(|out| latitude(anywhere(cx), out));
    let lng = text(|out| fixed(anywhere(cx), 6, out));
    Ok(Value::Tuple(vec![Value::Decimal(lat), Value::Decimal(lng)]))
}

fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).unwrap_or_default()
}

fn local_latlng<D: Source>(cx: &mut Cx<D>, args: &Args, default: &str) -> Result<Value> {
    let country = args.opt_str(0).unwrap_or(default).as_bytes();
    let places = places(cx)?;
    let mut here = (0..places.len()).filter(|place| places.cell(*place, 3) == country);
    let count = here.clone().count();
    if count == 0 {
        return Ok(Value::None);
    }
    let nth = cx.draw.below(count as u64) as usize;
    Ok(here.nth(nth).map_or(Value::None, |at| place(places, at, args.bool(1))))
}

fn location_on_land<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let places = places(cx)?;
    let at = cx.pick_index(places);
    Ok(place(places, at, args.bool(0)))
}

fn places<D: Source>(cx: &Cx<D>) -> Result<Table> {
    cx.table(attr!("land_coords")).ok_or_else(|| Error::value("the locale has no table of places"))
}

fn place(places: Table, at: usize, coords_only: bool) -> Value {
    let columns = if coords_only { 2 } else { places.columns() };
    Value::Tuple((0..columns).map(|column| Value::text(places.cell(at, column))).collect())
}

/// Appends a latitude (column 0) or longitude (column 1) between those of the corners of Greece.
fn in_greece<D: Source>(cx: &mut Cx<D>, column: usize, out: &mut Vec<u8>) {
    let corners = cx.table(attr!("poly"));
    let degrees = |corners: Table, row| std::str::from_utf8(corners.cell(row, column)).ok()?.parse::<f64>().ok();
    let units = corners.into_iter().flat_map(|corners| (0..corners.len()).filter_map(move |row| degrees(corners, row)));
    let (low, high) = units.fold((i64::MAX, i64::MIN), |(low, high), degrees| {
        let unit = (degrees * 1e7).round() as i64;
        (low.min(unit), high.max(unit))
    });
    // Ten-millionths of a degree, rounded to millionths, half to even.
    let drawn = cx.draw.between(low, high);
    let (whole, tenth) = (drawn.div_euclid(10), drawn.rem_euclid(10));
    let up = tenth > 5 || (tenth == 5 && whole % 2 == 1);
    fixed(whole + i64::from(up), 6, out);
}

/// Appends a number of so many decimal places, given in units of the last.
fn fixed(units: i64, places: usize, out: &mut Vec<u8>) {
    if units < 0 {
        out.push(b'-');
    }
    digits(u128::from(units.unsigned_abs()), places, out);
}

fn digits(units: u128, places: usize, out: &mut Vec<u8>) {
    let units = i128::try_from(units).unwrap_or(i128::MAX);
    // Not in place: the longest decimal is far longer, and each value would keep the room for it.
    let mut window = [0; DECIMAL];
    let written = decimal(units, places as u8, &mut window);
    out.extend_from_slice(&window[..written]);
}

/// Appends a float rounded to six decimal places as `Decimal(str(value)).quantize(Decimal("0.000001"))` does: from
/// its shortest spelling, half to even. `None` if that takes more than the 28 digits of a `Decimal`.
fn rounded(value: f64, out: &mut Vec<u8>) -> Option<()> {
    let mut buffer = [0; 32];
    let mut rest = &mut buffer[..];
    write!(rest, "{:e}", value.abs()).ok()?;
    let left = rest.len();
    let text = std::str::from_utf8(&buffer[..buffer.len() - left]).ok()?;
    let (mantissa, exponent) = text.split_once('e')?;
    let mut units: u128 = 0;
    let mut decimals = -exponent.parse::<i32>().ok()?;
    for (i, c) in mantissa.chars().filter_map(|c| c.to_digit(10)).enumerate() {
        units = units * 10 + u128::from(c);
        decimals += i32::from(i > 0);
    }
    if decimals <= 6 {
        units = units.checked_mul(10_u128.checked_pow((6 - decimals) as u32)?)?;
    } else {
        // A float has at most 17 digits, so whatever is divided by more is less than a half.
        let scale = 10_u128.pow((decimals - 6).min(20) as u32);
        let (whole, part) = (units / scale, units % scale);
        let up = part * 2 > scale || (part * 2 == scale && whole % 2 == 1);
        units = whole + u128::from(up);
    }
    if units >= 10_u128.pow(28) {
        return None;
    }
    if value.is_sign_negative() {
        out.push(b'-');
    }
    digits(units, 6, out);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::testing::{drawn, fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "coordinate", 0, "26.826999"),
            Case::new("en_US", "coordinate", 1, "51.499269").with(&[("center", Arg::Float(51.5))]),
            Case::new("en_US", "coordinate", 2, "0.206034")
                .with(&[("center", Arg::Float(-0.25)), ("radius", Arg::Float(0.5))]),
            Case::new("en_US", "coordinate", 3, "46.951859").with(&[("center", Arg::Int(48)), ("radius", Arg::Int(2))]),
            Case::new("en_US", "latitude", 0, "13.4134995"),
            Case::new("en_US", "latitude", 1, "-53.931873"),
            Case::new("en_US", "longitude", 1, "-107.863746"),
            Case::new("en_US", "latlng", 0, "(Decimal('13.4134995'), Decimal('45.792650'))"),
            Case::new("en_US", "local_latlng", 0, "('40.72371', '-73.95097', 'Greenpoint', 'US', 'America/New_York')"),
            Case::new("en_US", "local_latlng", 1, "('53.59337', '9.47629', 'Stade', 'DE', 'Europe/Berlin')")
                .with(&[("country_code", Arg::Str("DE".into()))]),
            Case::new("en_US", "local_latlng", 1, "('50.75', '2.25')")
                .with(&[("country_code", Arg::Str("FR".into())), ("coords_only", Arg::Bool(true))]),
            Case::new("en_US", "local_latlng", 1, "None").with(&[("country_code", Arg::Str("XX".into()))]),
            Case::new("en_US", "location_on_land", 0, "('40.56754', '-89.64066', 'Pekin', 'US', 'America/Chicago')"),
            Case::new("en_US", "location_on_land", 1, "('30.35028', '112.19028')")
                .with(&[("coords_only", Arg::Bool(true))]),
            Case::new("bn_BD", "local_latlng", 0, "('24.84920', '89.36662', 'বগুড়া', 'BD', 'এশিয়া/ঢাকা')"),
            Case::new("de_AT", "local_latitude", 0, "48.295914"),
            Case::new("de_AT", "local_longitude", 1, "11.909537"),
            Case::new("el_GR", "local_latlng", 0, "('39.324375', '29.324292')"),
            Case::new("el_GR", "local_latitude", 1, "35.957106"),
            Case::new("el_GR", "local_longitude", 2, "19.910220"),
            Case::new("mk_MK", "local_latitude", 0, "42.116633"),
            Case::new("mk_MK", "local_longitude", 0, "22.628608"),
            Case::new("pt_PT", "nationality", 0, "Mongol"),
        ]);
    }

    /// Literals from `str(Decimal(str(value)).quantize(Decimal(".000001")))`.
    #[test]
    fn floats_are_rounded_as_decimals() {
        let text = |value| {
            let mut out = Vec::new();
            rounded(value, &mut out).map(|()| String::from_utf8(out).unwrap())
        };
        for (value, expected) in ROUNDED {
            assert_eq!(text(*value).as_deref(), *expected, "{value}");
        }
        assert_eq!(text(f64::NAN), None);
        assert_eq!(text(f64::INFINITY), None);
    }

    const ROUNDED: &[(f64, Option<&str>)] = &[
        (0.0, Some("0.000000")),
        (-0.0, Some("-0.000000")),
        (1.0, Some("1.000000")),
        (-33.865143, Some("-33.865143")),
        (0.1234565, Some("0.123456")),
        (0.1234575, Some("0.123458")),
        (-5e-07, Some("-0.000000")),
        (-1.5e-06, Some("-0.000002")),
        (1e-07, Some("0.000000")),
        (5e-324, Some("0.000000")),
        (179.9999995, Some("180.000000")),
        (1e+20, Some("100000000000000000000.000000")),
        (1.5e+21, Some("1500000000000000000000.000000")),
        (1e+22, None),
        (123456789.12345678, Some("123456789.123457")),
        (9007199254740992.0, Some("9007199254740992.000000")),
    ];

    #[test]
    fn halves_are_spelt_as_decimals() {
        for (millionths, expected) in [(1, "5E-7"), (-1, "-5E-7"), (0, "0.000000"), (3, "0.0000015"), (-4, "-0.000002")]
        {
            let mut out = Vec::new();
            latitude(millionths, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn degrees_are_on_the_globe() {
        for seed in 0..200 {
            let degrees = |field| drawn("en_US", field, seed, &[]).parse::<f64>().unwrap();
            assert!((-90.0..=90.0).contains(&degrees("latitude")));
            assert!((-180.0..=180.0).contains(&degrees("longitude")));
            let near = drawn("en_US", "coordinate", seed, &[("center", Arg::Float(7.5)), ("radius", Arg::Int(2))]);
            assert!((5.5..=9.5).contains(&near.parse().unwrap()), "{near}");
        }
    }
}
