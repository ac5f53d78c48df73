//! Attributes of places: all that one key gives in a row is true of one place.

use super::facts::{Country, Patterns, Place};
use super::select::Selection;
use super::sphere::{asin, at_angle, sin_cos_degrees, Point, RADIUS_KM};
use crate::clock::Clock;
use crate::error::{nearest, Error, Result};
use crate::grammar::{bothify, numerify, unidecode, Cx};
use crate::locale::{name_id, Locale, NameId};
use crate::providers::{Pack, Type};
use crate::records::{Column, Data, Texts};
use crate::rng::{Draw, Key, Stream};
use std::collections::HashMap;

/// What can be asked of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// The name of a real city or town.
    City,
    /// The name of its region: a state, province, canton …
    Region,
    /// The ISO 3166-2 code of the region, without the country's; empty where it is not known.
    RegionCode,
    /// The country's English name.
    Country,
    /// The country's ISO 3166-1 code of two letters.
    CountryCode,
    /// A postcode of the city; of its region where the city's are not known; empty where the country has none.
    Postcode,
    /// A street with a number, as the country's addresses have it, in Latin letters.
    StreetAddress,
    /// Street, city, region and postcode on one line, in the order of the country.
    Address,
    /// A telephone number in E.164's form, with an area code of the city or its region where one is known.
    Phone,
    /// The IANA time zone.
    TimeZone,
    /// Degrees north of a point in the city.
    Latitude,
    /// Degrees east of the same point.
    Longitude,
    /// How many people live in the city.
    Population,
}

/// Each attribute's name, in the order in which they are listed.
pub const ATTRIBUTES: &[(&str, Attribute)] = &[
    ("city", Attribute::City),
    ("region", Attribute::Region),
    ("region_code", Attribute::RegionCode),
    ("country", Attribute::Country),
    ("country_code", Attribute::CountryCode),
    ("postcode", Attribute::Postcode),
    ("street_address", Attribute::StreetAddress),
    ("address", Attribute::Address),
    ("phone", Attribute::Phone),
    ("time_zone", Attribute::TimeZone),
    ("latitude", Attribute::Latitude),
    ("longitude", Attribute::Longitude),
    ("population", Attribute::Population),
];

const STREET: NameId = name_id!("street_address");
const STREET_NAME: NameId = name_id!("street_name");

impl Attribute {
    /// The attribute of a name.
    ///
    /// # Errors
    /// With the nearest name.
    pub fn find(name: &str) -> Result<Self> {
        let hit = ATTRIBUTES.iter().find(|(known, _)| *known == name);
        hit.map(|(_, attribute)| *attribute).ok_or_else(|| {
            let near = nearest(name, ATTRIBUTES.iter().map(|(known, _)| *known)).map(|name| format!("geo.{name}"));
            Error::UnknownField { given: format!("geo.{name}"), nearest: near }
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        ATTRIBUTES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// The type of its values.
    pub fn returns(self) -> Type {
        match self {
            Self::Latitude | Self::Longitude => Type::Float,
            Self::Population => Type::Int,
            _ => Type::Str,
        }
    }
}

/// The first `n` values of a chunk: what is asked of the places that the key, the call and the row lead to.
///
/// # Errors
/// What a locale's rule for streets says.
pub fn fill(attribute: Attribute, selection: &Selection, key: &Key, call: u64, chunk: u64, n: usize) -> Result<Column> {
    let rows = Rows { places: selection.places(key, call, chunk, n), key, call, chunk };
    rows.column(attribute)
}

/// The places of some rows, and where their attributes draw from.
pub(super) struct Rows<'a> {
    pub places: Vec<Place>,
    pub key: &'a Key,
    pub call: u64,
    pub chunk: u64,
}

impl Rows<'_> {
    /// An attribute of each.
    pub fn column(&self, attribute: Attribute) -> Result<Column> {
        let data = match attribute {
            Attribute::City => self.known(Place::name),
            Attribute::Region => self.known(Place::region),
            Attribute::RegionCode => self.known(Place::region_code),
            Attribute::Country => self.known(|place| place.country().name()),
            Attribute::CountryCode => self.known(|place| place.country().code()),
            Attribute::TimeZone => self.known(Place::time_zone),
            Attribute::Postcode => Data::Str(self.postcodes()),
            Attribute::StreetAddress => Data::Str(self.streets()?),
            Attribute::Address => Data::Str(self.addresses()?),
            Attribute::Phone => Data::Str(self.phones()),
            Attribute::Latitude => Data::Float(self.points().iter().map(|p| p.latitude).collect()),
            Attribute::Longitude => Data::Float(self.points().iter().map(|p| p.longitude).collect()),
            Attribute::Population => Data::Int(self.places.iter().map(|p| i64::from(p.population())).collect()),
        };
        Ok(Column::new(data))
    }

    pub fn stream(&self, name: &str) -> Stream {
        Stream::at(&self.key.child(name), self.call, self.chunk)
    }

    fn known(&self, text: fn(Place) -> &'static str) -> Data {
        Data::Str(texts(&self.places, |place, out| out.extend_from_slice(text(place).as_bytes())))
    }

    fn postcodes(&self) -> Texts {
        let mut draw = self.stream("postcode");
        texts(&self.places, |place, out| {
            let start = out.len();
            picked(place.postcodes(), &mut draw, out);
            let letters = match place.country().letters() {
                "" => "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                letters => letters,
            };
            bothify(&mut draw, out, start, letters);
        })
    }

    fn phones(&self) -> Texts {
        let mut draw = self.stream("phone");
        texts(&self.places, |place, out| {
            let patterns = place.phones();
            if patterns.is_empty() {
                return;
            }
            out.push(b'+');
            out.extend_from_slice(place.country().calling_code().as_bytes());
            let start = out.len();
            picked(patterns, &mut draw, out);
            numerify(&mut draw, out, start);
        })
    }

    fn streets(&self) -> Result<Texts> {
        let mut cx =
            Cx::new(self.stream("street_address"), Pack::<Stream>::of(Locale::find("en_US")?), Clock::default());
        let mut packs: HashMap<Country, Streets> = HashMap::new();
        let mut failed = Ok(());
        let texts = texts(&self.places, |place, out| {
            let country = place.country();
            let streets = packs.entry(country).or_insert_with(|| Streets::of(country));
            if failed.is_ok() {
                failed = streets.append(&mut cx, out);
            }
        });
        failed.map(|()| texts)
    }

    fn addresses(&self) -> Result<Texts> {
        let (streets, postcodes) = (self.streets()?, self.postcodes());
        let mut texts = Texts::default();
        for (row, place) in self.places.iter().enumerate() {
            let part = |name: &str| match name {
                "street" => text(&streets, row),
                "postcode" => text(&postcodes, row),
                "city" => place.name().as_bytes(),
                "region" => place.region().as_bytes(),
                "region_code" if place.region_code().is_empty() => place.region().as_bytes(),
                "region_code" => place.region_code().as_bytes(),
                _ => b"",
            };
            compose(place.country().form(), part, &mut texts.bytes);
            texts.end();
        }
        Ok(texts)
    }

    /// A point in each city: anywhere in a disc that its people would fill at 3,000 to a square kilometre.
    pub fn points(&self) -> Vec<Point> {
        let mut draw = self.stream("point");
        let point = |place: &Place| {
            let middle = Point::new(place.latitude(), place.longitude());
            in_disc(middle, radius_km(place.population()), &mut draw).rounded()
        };
        self.places.iter().map(point).collect()
    }
}

/// The radius of a place's disc: of 3,000 people to a square kilometre, from 0.5 to 30 km.
pub fn radius_km(population: u32) -> f64 {
    (f64::from(population) / (3000.0 * std::f64::consts::PI)).sqrt().clamp(0.5, 30.0)
}

/// A point drawn from the disc around another, every part of it as likely as any other of its size.
pub(super) fn in_disc<D: Draw>(middle: Point, radius_km: f64, draw: &mut D) -> Point {
    let (half_sine, _) = crate::rng::maths::sin_cos(radius_km / RADIUS_KM / 2.0);
    let angle = 2.0 * asin(half_sine * draw.unit().sqrt());
    at_angle(middle, sin_cos_degrees(draw.unit() * 360.0 - 180.0), angle)
}

fn texts(places: &[Place], mut append: impl FnMut(Place, &mut Vec<u8>)) -> Texts {
    let mut texts = Texts::default();
    texts.ends.reserve(places.len());
    for place in places {
        append(*place, &mut texts.bytes);
        texts.end();
    }
    texts
}

fn text(texts: &Texts, row: usize) -> &[u8] {
    texts.get(row)
}

fn picked<D: Draw>(patterns: Patterns, draw: &mut D, out: &mut Vec<u8>) {
    let at = draw.below(patterns.len() as u64) as usize;
    patterns.append(at, out);
}

/// Appends an address: the form with its parts, without the separators of those that are empty.
fn compose<'a>(form: &str, part: impl Fn(&str) -> &'a [u8], out: &mut Vec<u8>) {
    let start = out.len();
    let mut rest = form;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        let Some(close) = after.find('}') else { break };
        let value = part(&after[1..close]);
        if !value.is_empty() {
            // A separator at the start, or after one that had a part before it that was empty, is left out.
            let separator = if out.len() == start { before.trim_start_matches([',', ' ']) } else { before };
            out.extend_from_slice(separator.as_bytes());
            out.extend_from_slice(value);
        }
        rest = &after[close + 1..];
    }
    out.extend_from_slice(rest.as_bytes());
}

/// How a country's streets are written.
enum Streets {
    /// By the rule of a locale for a street with its number.
    Rule(&'static Pack<Stream>),
    /// By the rule of a locale for streets, and a pattern of numbers.
    Named(&'static Pack<Stream>, &'static str),
    /// By a pattern alone.
    Pattern(&'static str),
}

impl Streets {
    fn of(country: Country) -> Self {
        let (name, numbers) = country.locale().split_once(' ').unwrap_or((country.locale(), ""));
        match Locale::find(name) {
            Ok(locale) if numbers.is_empty() => Self::Rule(Pack::of(locale)),
            Ok(locale) => Self::Named(Pack::of(locale), numbers),
            Err(_) if numbers.is_empty() => Self::Pattern("Street %#, No. %#"),
            Err(_) => Self::Pattern(numbers),
        }
    }

    fn append(&self, cx: &mut Cx<Stream>, out: &mut Vec<u8>) -> Result<()> {
        let start = out.len();
        match self {
            Self::Rule(pack) => {
                cx.pack = pack;
                cx.call(STREET, out)?;
            }
            Self::Named(pack, numbers) => {
                cx.pack = pack;
                cx.call(STREET_NAME, out)?;
                out.push(b' ');
                number(numbers, &mut cx.draw, out);
            }
            Self::Pattern(pattern) => number(pattern, &mut cx.draw, out),
        }
        to_latin(out, start, unidecode);
        for byte in &mut out[start..] {
            if *byte == b'\n' {
                *byte = b' ';
            }
        }
        Ok(())
    }
}

/// Spells what stands from `start` on in Latin letters, if it is in others.
pub(super) fn to_latin(out: &mut Vec<u8>, start: usize, spell: fn(&mut Vec<u8>, usize)) {
    // In UTF-8, letters up to U+036F begin with a byte up to 0xCD, and General Punctuation with 0xE2.
    if out[start..].iter().any(|byte| matches!(byte, 0xce..=0xe1 | 0xe3..)) {
        spell(out, start);
    }
}

fn number<D: Draw>(pattern: &str, draw: &mut D, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(pattern.as_bytes());
    numerify(draw, out, start);
}
