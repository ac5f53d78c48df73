//! The facts: countries, regions, time zones and places, read in place from a blob that `build/places.rs` lays out.
//!
//! The blob begins with a pool of texts, each with its length in 16 bits in front; the address of a text is its place
//! there. Then come records of a fixed size, little-endian:
//!
//! | record | fields |
//! |---|---|
//! | country | 12 words: ISO codes of two and three letters, name, calling code, locale of the streets, form of an address, letters of postcodes, kind of postcodes, postcodes, phones, first place, number of places |
//! | region | 4 words: ISO code, name, postcodes, phones |
//! | zone | 1 word: its name |
//! | place | 23 bytes: name, postcodes, phones in 3 bytes each, latitude, longitude in 3 (ten-thousandths of a degree), region, zone in 2, people in 4 |
//!
//! A list of postcodes or phones is what all begin with, a bar, and the rests: `101|15,17`. An empty list of a place
//! is its region's, an empty one of a region its country's.

use crate::error::{nearest, nearest_by, Error, Result};

include!(concat!(env!("OUT_DIR"), "/places.rs"));

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));

const COUNTRY_SIZE: usize = 48;
const REGION_SIZE: usize = 16;
const PLACE_SIZE: usize = 23;

/// A number of so many bytes.
fn number<const N: usize>(at: usize) -> u32 {
    let mut word = [0; 4];
    if let Some(bytes) = BLOB.get(at..at + N) {
        word[..N].copy_from_slice(bytes);
    }
    u32::from_le_bytes(word)
}

fn text(at: u32) -> &'static str {
    let at = at as usize;
    let len = number::<2>(at) as usize;
    BLOB.get(at + 2..at + 2 + len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A list of patterns: what all begin with, and the rests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patterns {
    head: &'static str,
    rests: &'static str,
}

impl Patterns {
    fn at(address: u32) -> Self {
        let (head, rests) = text(address).split_once('|').unwrap_or_default();
        Self { head, rests }
    }

    fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_empty() {
            other()
        } else {
            self
        }
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.head.is_empty() && self.rests.is_empty()
    }

    /// How many there are.
    pub fn len(self) -> usize {
        if self.is_empty() {
            0
        } else {
            self.rests.bytes().filter(|b| *b == b',').count() + 1
        }
    }

    /// Appends the `i`-th.
    pub fn append(self, i: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(self.head.as_bytes());
        out.extend_from_slice(self.rests.split(',').nth(i).unwrap_or_default().as_bytes());
    }

    /// All of them.
    pub fn iter(self) -> impl Iterator<Item = String> {
        (0..self.len()).map(move |i| {
            let mut out = Vec::new();
            self.append(i, &mut out);
            String::from_utf8(out).unwrap_or_default()
        })
    }
}

/// A country, by its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(u16);

impl Country {
    /// All countries, in the order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..COUNTRIES.1 as u16).map(Self)
    }

    /// The country of an ISO code of two or three letters, or of a name, in any case.
    ///
    /// # Errors
    /// [`Error::Geography`] with the nearest name.
    pub fn find(given: &str) -> Result<Self> {
        let wanted = given.trim();
        let names = |country: Self| [country.code(), country.iso3(), country.name()];
        let hit = Self::all().find(|c| names(*c).iter().any(|name| name.eq_ignore_ascii_case(wanted)));
        hit.ok_or_else(|| {
            let near = if wanted.len() > 3 { nearest(wanted, Self::all().map(Self::name)) } else { None };
            let hint = match near {
                Some(name) => format!("did you mean '{name}'?"),
                None => "it is an ISO code such as 'US' or 'USA', or an English name".to_string(),
            };
            Error::Geography(format!("unknown country '{given}'; {hint}"))
        })
    }

    fn field(self, i: usize) -> u32 {
        number::<4>(COUNTRIES.0 + usize::from(self.0) * COUNTRY_SIZE + i * 4)
    }

    /// Its place among all.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Its ISO 3166-1 code of two letters.
    pub fn code(self) -> &'static str {
        text(self.field(0))
    }

    /// Its ISO 3166-1 code of three letters.
    pub fn iso3(self) -> &'static str {
        text(self.field(1))
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        text(self.field(2))
    }

    /// Its telephone calling code, without a plus; empty where it has none.
    pub fn calling_code(self) -> &'static str {
        text(self.field(3))
    }

    /// The locale whose streets its addresses have; empty where none fits.
    pub fn locale(self) -> &'static str {
        text(self.field(4))
    }

    /// The form of an address on one line: `{street}, {city}, {region_code} {postcode}`.
    pub fn form(self) -> &'static str {
        text(self.field(5))
    }

    /// The letters that `?` stands for in its postcodes; all where empty.
    pub fn letters(self) -> &'static str {
        text(self.field(6))
    }

    /// Where its postcodes come from: `real`, `region` (the region's beginning), `form` or `none`.
    pub fn postcode_kind(self) -> &'static str {
        text(self.field(7))
    }

    /// Its postcodes.
    pub fn postcodes(self) -> Patterns {
        Patterns::at(self.field(8))
    }

    /// Its national telephone numbers.
    pub fn phones(self) -> Patterns {
        Patterns::at(self.field(9))
    }

    /// Its places, the largest first.
    pub fn places(self) -> std::ops::Range<u32> {
        let first = self.field(10);
        first..first + self.field(11)
    }
}

/// A place, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub u32);

impl Place {
    /// How many there are.
    pub const COUNT: u32 = PLACES.1;

    fn base(self) -> usize {
        PLACES.0 + self.0.min(PLACES.1.saturating_sub(1)) as usize * PLACE_SIZE
    }

    fn degrees(self, at: usize) -> f64 {
        let signed = (number::<3>(self.base() + at) << 8) as i32 >> 8;
        f64::from(signed) / 1e4
    }

    fn region_field(self, i: usize) -> u32 {
        let region = number::<2>(self.base() + 15).min(REGIONS.1.saturating_sub(1)) as usize;
        number::<4>(REGIONS.0 + region * REGION_SIZE + i * 4)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        text(number::<3>(self.base()))
    }

    /// Its country.
    pub fn country(self) -> Country {
        let (mut low, mut high) = (0, COUNTRIES.1 as u16);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if Country(middle).places().start <= self.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        Country(low)
    }

    /// The ISO 3166-2 code of its region, without the country; empty where it is not known.
    pub fn region_code(self) -> &'static str {
        text(self.region_field(0))
    }

    /// The name of its region; empty where it is not known.
    pub fn region(self) -> &'static str {
        text(self.region_field(1))
    }

    /// Its postcodes, or its region's, or its country's.
    pub fn postcodes(self) -> Patterns {
        let own = Patterns::at(number::<3>(self.base() + 3));
        own.or(|| Patterns::at(self.region_field(2))).or(|| self.country().postcodes())
    }

    /// Its national telephone numbers, or its region's, or its country's.
    pub fn phones(self) -> Patterns {
        let own = Patterns::at(number::<3>(self.base() + 6));
        own.or(|| Patterns::at(self.region_field(3))).or(|| self.country().phones())
    }

    /// Degrees north of its middle.
    pub fn latitude(self) -> f64 {
        self.degrees(9)
    }

    /// Degrees east of its middle.
    pub fn longitude(self) -> f64 {
        self.degrees(12)
    }

    /// Its IANA time zone.
    pub fn time_zone(self) -> &'static str {
        let zone = number::<2>(self.base() + 17).min(ZONES.1.saturating_sub(1)) as usize;
        text(number::<4>(ZONES.0 + zone * 4))
    }

    /// How many people live there.
    pub fn population(self) -> u32 {
        number::<4>(self.base() + 19)
    }

    /// The place of a name: `Paris`, `Paris, FR`, `Portland, ME`, `Portland, ME, US`; the largest of that name.
    ///
    /// # Errors
    /// [`Error::Geography`] with the nearest name.
    pub fn find(given: &str) -> Result<Self> {
        let mut parts = given.split(',').map(str::trim);
        let city = parts.next().unwrap_or_default();
        let rest: Vec<&str> = parts.collect();
        let is_in = |place: Self| {
            let country = place.country();
            let names = [country.code(), country.iso3(), country.name(), place.region(), place.region_code()];
            rest.iter().all(|part| names.iter().any(|name| !name.is_empty() && name.eq_ignore_ascii_case(part)))
        };
        let all = || (0..PLACES.1).map(Self);
        let found = all().filter(|p| same(p.name(), city) && is_in(*p)).max_by_key(|p| (p.population(), !p.0));
        found.ok_or_else(|| {
            // Who writes `Berln` means Berlin rather than Bern.
            let ranked = all().filter(|p| is_in(*p)).map(|p| (p.name(), std::cmp::Reverse(p.population())));
            let near = nearest_by(city, ranked);
            let hint = match near {
                Some(name) => format!("did you mean '{name}'?"),
                None => "it is a name such as 'Paris', 'Paris, FR' or 'Portland, ME, US'".to_string(),
            };
            Error::Geography(format!("unknown place '{given}'; {hint}"))
        })
    }
}

/// Whether two names are the same but for case and accents.
fn same(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    plain(a) == plain(b)
}

fn plain(name: &str) -> Vec<u8> {
    let mut out = name.as_bytes().to_vec();
    crate::grammar::unidecode(&mut out, 0);
    out.make_ascii_lowercase();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finding() {
        assert_eq!(Country::find("germany").unwrap().code(), "DE");
        assert_eq!(Country::find("USA").unwrap().code(), "US");
        let message = Country::find("Germny").unwrap_err().to_string();
        assert_eq!(message, "unknown country 'Germny'; did you mean 'Germany'?");
        let paris = Place::find("paris").unwrap();
        assert_eq!((paris.name(), paris.country().code(), paris.time_zone()), ("Paris", "FR", "Europe/Paris"));
        assert_eq!(Place::find("Portland, ME").unwrap().region(), "Maine");
        assert_eq!(Place::find("Zurich, CH").unwrap().name(), "Zürich");
        let message = Place::find("Berln, DE").unwrap_err().to_string();
        assert_eq!(message, "unknown place 'Berln, DE'; did you mean 'Berlin'?");
        let message = Place::find("Berln").unwrap_err().to_string();
        assert_eq!(message, "unknown place 'Berln'; did you mean 'Berlin'?");
    }

    #[test]
    fn records() {
        assert!(Country::all().count() > 230);
        let mut next = 0;
        for country in Country::all() {
            assert_eq!(country.places().start, next);
            next = country.places().end;
            for place in country.places().map(Place) {
                assert_eq!(place.country(), country);
                assert!(place.population() > 0 && !place.name().is_empty());
                assert!(place.latitude().abs() <= 90.0 && place.longitude().abs() <= 180.0);
                assert!(!place.time_zone().is_empty());
            }
        }
        assert_eq!(next, Place::COUNT);
        let codes = Country::find("DE").unwrap().places().next().map(|p| Place(p).postcodes()).unwrap();
        assert!(codes.len() > 3 && codes.iter().all(|code| code.len() == 5), "{codes:?}");
    }
}
