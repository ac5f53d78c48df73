//! Places: real cities of the locale's country. All attributes of a row describe one city.
//!
//! The cities stand in `src/data/<locale>/place.txt`, a row each: city, state, the state's abbreviation, a pattern of
//! its postcodes, latitude, longitude, time zone. Every locale has such a file, if only to name the one that it shares.

use super::{attribute, plain, Attribute, Rows};
use crate::error::{Error, Result};
use crate::grammar::bothify;
use crate::locale::{attr, name_id, Class, Locale, NameId, Table, LOCALES};
use crate::providers::Type;
use crate::records::column::Data;
use crate::rng::Draw;
use std::sync::OnceLock;

/// What can be asked of a place.
pub const ATTRIBUTES: &[Attribute] = &[
    attribute("city", Type::Str, "A real city of the locale's country.", |rows| {
        placed(rows, "city", |place, row| place.table.cell(row, CITY))
    }),
    attribute("state", Type::Str, "The state, province or region of `city`.", |rows| {
        placed(rows, "state", |place, row| place.table.cell(row, STATE))
    }),
    attribute("state_abbr", Type::Str, "The abbreviation of `state`; empty where none is in use.", |rows| {
        placed(rows, "state_abbr", |place, row| place.table.cell(row, STATE_ABBR))
    }),
    attribute("postcode", Type::Str, "A postal code of `city`; empty where the country has none.", postcode),
    attribute("country", Type::Str, "The locale's country, in the language of `city`.", |rows| {
        placed(rows, "country", |place, _| place.country)
    }),
    attribute("country_code", Type::Str, "The ISO 3166-1 code of `country`.", |rows| {
        placed(rows, "country_code", |place, _| place.country_code)
    }),
    attribute("latitude", Type::Float, "Degrees north, at most 0.05 from the middle of `city`.", |rows| {
        coordinate(rows, "latitude", 0)
    }),
    attribute("longitude", Type::Float, "Degrees east, at most 0.05 from the middle of `city`.", |rows| {
        coordinate(rows, "longitude", 1)
    }),
    attribute("timezone", Type::Str, "The IANA time zone of `city`.", |rows| {
        placed(rows, "timezone", |place, row| place.table.cell(row, TIMEZONE))
    }),
    attribute("street_address", Type::Str, "A street with a building number.", |rows| plain(rows, STREET)),
];

const STREET: NameId = name_id!("street_address");

const CITY: usize = 0;
const STATE: usize = 1;
const STATE_ABBR: usize = 2;
const POSTCODE: usize = 3;
const LATITUDE: usize = 4;
const LONGITUDE: usize = 5;
const TIMEZONE: usize = 6;

/// The places of a locale.
#[derive(Debug)]
pub struct Places {
    pub table: Table,
    pub country: &'static [u8],
    pub country_code: &'static [u8],
    /// The letters that its postcodes have where the pattern does not say which.
    letters: &'static str,
    /// Latitude and longitude of each row.
    centres: Vec<[f64; 2]>,
}

impl Places {
    /// A locale's places, found when first asked for.
    ///
    /// # Errors
    /// If the locale has none, which a test rules out.
    pub fn of(locale: Locale) -> Result<&'static Self> {
        static ALL: [OnceLock<Option<Places>>; LOCALES.len()] = [const { OnceLock::new() }; LOCALES.len()];
        let places = ALL[locale.index()].get_or_init(|| Self::find(locale)).as_ref();
        places.ok_or_else(|| Error::value("the locale has no places: please report this"))
    }

    fn find(locale: Locale) -> Option<Self> {
        let class = Class::find(&format!("{}/place", locale.name()))?;
        let table = class.table(attr!("places"))?;
        let degrees = |row, column| std::str::from_utf8(table.cell(row, column)).ok()?.parse().ok();
        let centre = |row| Some([degrees(row, LATITUDE)?, degrees(row, LONGITUDE)?]);
        let letters = class.table(attr!("postcode_letters")).map_or(&b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[..], Table::text);
        Some(Self {
            table,
            country: class.table(attr!("country"))?.text(),
            country_code: class.table(attr!("country_code"))?.text(),
            letters: std::str::from_utf8(letters).ok()?,
            centres: (0..table.len()).map(centre).collect::<Option<_>>()?,
        })
    }

    /// The row that a 64-bit number falls on.
    fn row(&self, spot: u64) -> usize {
        ((u128::from(spot) * self.table.len() as u128) >> 64) as usize
    }
}

/// A number for each row that says which of its locale's places it is.
fn spot(rows: &mut Rows<'_>) -> Result<Data> {
    let mut draw = rows.stream("spot");
    Ok(Data::Seeds((0..rows.n).map(|_| draw.bits(64)).collect()))
}

/// A row's places and its place among them.
fn at(rows: &Rows<'_>, spots: &Data, row: usize) -> Result<(&'static Places, usize)> {
    let places = Places::of(rows.packs[rows.locale(row)].locale)?;
    let spot = match spots {
        Data::Seeds(spots) => spots[row],
        _ => 0,
    };
    Ok((places, places.row(spot)))
}

fn placed(rows: &mut Rows<'_>, attribute: &str, cell: fn(&Places, usize) -> &'static [u8]) -> Result<Data> {
    let spots = rows.own("spot", spot)?;
    rows.texts(attribute, |_, row, out| {
        let (places, place) = at(rows, &spots, row)?;
        out.extend_from_slice(cell(places, place));
        Ok(())
    })
}

fn postcode(rows: &mut Rows<'_>) -> Result<Data> {
    let spots = rows.own("spot", spot)?;
    rows.texts("postcode", |cx, row, out| {
        let (places, place) = at(rows, &spots, row)?;
        let start = out.len();
        out.extend_from_slice(places.table.cell(place, POSTCODE));
        bothify(&mut cx.draw, out, start, places.letters);
        Ok(())
    })
}

fn coordinate(rows: &mut Rows<'_>, attribute: &str, axis: usize) -> Result<Data> {
    /// A twentieth of a degree, in millionths: 5.6 km from south to north.
    const AROUND: i64 = 50_000;
    let spots = rows.own("spot", spot)?;
    let mut draw = rows.stream(attribute);
    let degrees = (0..rows.n).map(|row| {
        let (places, place) = at(rows, &spots, row)?;
        let millionths = (places.centres[place][axis] * 1e6).round() + draw.between(-AROUND, AROUND) as f64;
        Ok(millionths / 1e6)
    });
    Ok(Data::Float(degrees.collect::<Result<_>>()?))
}
