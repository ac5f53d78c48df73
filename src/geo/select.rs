//! Which places a column draws from, and the draw: by population, with one look-up however many there are.

use super::facts::{Country, Place};
use crate::error::{Error, Result};
use crate::records::options::{number, Options};
use crate::records::spec::Spec;
use crate::rng::{alias_table, Draw, Key, Stream};
use std::sync::Arc;

/// The places that are drawn from, each by its population.
#[derive(Clone, Debug)]
pub struct Selection {
    places: Arc<[u32]>,
    alias: Arc<[(u32, u32)]>,
}

impl Selection {
    /// The places of some countries, or of all where none is named.
    ///
    /// A country with a weight has that share of the rows, whatever its population.
    ///
    /// # Errors
    /// If nobody lives in so large a place.
    pub fn of(countries: &[(Country, Option<f64>)], min_population: u32) -> Result<Self> {
        let all: Vec<_> = Country::all().map(|country| (country, None)).collect();
        let chosen = if countries.is_empty() { &all } else { countries };
        let (mut places, mut weights) = (Vec::new(), Vec::new());
        for (country, share) in chosen {
            let own: Vec<u32> = country.places().filter(|p| Place(*p).population() >= min_population).collect();
            let people = |place: u32| f64::from(Place(place).population());
            let total: f64 = own.iter().map(|p| people(*p)).sum();
            if own.is_empty() && share.is_some() {
                return Err(too_large(&[country.name()], min_population));
            }
            weights.extend(own.iter().map(|p| share.map_or(people(*p), |share| people(*p) / total * share)));
            places.extend(own);
        }
        if places.is_empty() {
            let names: Vec<&str> = countries.iter().map(|(country, _)| country.name()).collect();
            return Err(too_large(&names, min_population));
        }
        Ok(Self { places: places.into(), alias: alias_table(&weights).into() })
    }

    /// What a column's options say: `country` (a code, a name, a list of them, or a mapping of them to weights),
    /// `city` (one place, or a list of them) and `min_population`.
    ///
    /// # Errors
    /// Unknown countries and places with the nearest name, and what cannot be fulfilled.
    pub fn parse(options: &mut Options<'_>) -> Result<Self> {
        let country = options.take("country");
        let city = options.take("city");
        let min = options.int_or("min_population", 0, 0..=1_000_000_000)? as u32;
        let countries = match country {
            None | Some(Spec::None) => Vec::new(),
            Some(given) => countries(options, given)?,
        };
        match city {
            None | Some(Spec::None) => Self::of(&countries, min),
            Some(given) => {
                let places = match given {
                    Spec::Str(name) => vec![in_countries(name, &countries)?],
                    Spec::Seq(names) if !names.is_empty() => {
                        let named = names.iter().map(|name| match name {
                            Spec::Str(name) => in_countries(name, &countries),
                            other => Err(options.wrong("city", "the name of a place", other)),
                        });
                        named.collect::<Result<_>>()?
                    }
                    other => return Err(options.wrong("city", "the name of a place or a list of them", other)),
                };
                let weights: Vec<f64> = places.iter().map(|p| f64::from(p.population())).collect();
                let places: Vec<u32> = places.iter().map(|p| p.0).collect();
                Ok(Self { places: places.into(), alias: alias_table(&weights).into() })
            }
        }
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none, which cannot be.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The place that 64 random bits fall on: the high ones pick, as [`alias_table`] says.
    pub(super) fn pick(&self, bits: u64) -> Place {
        let spot = u128::from(bits) * self.alias.len() as u128;
        let (at, rest) = ((spot >> 64) as usize, (spot >> 32) as u32);
        let (threshold, alias) = self.alias.get(at).copied().unwrap_or_default();
        let at = if rest < threshold { at } else { alias as usize };
        Place(self.places.get(at).copied().unwrap_or_default())
    }

    /// The place that follows one in the list; the first after the last.
    pub(super) fn after(&self, place: Place) -> Place {
        let at = self.places.iter().position(|p| *p == place.0).map_or(0, |at| at + 1);
        Place(self.places.get(at).or(self.places.first()).copied().unwrap_or_default())
    }

    /// The places of the first `n` rows of a chunk, which all attributes under one key share.
    pub fn places(&self, key: &Key, call: u64, chunk: u64, n: usize) -> Vec<Place> {
        let mut draw = Stream::at(&key.child("spot"), call, chunk);
        (0..n).map(|_| self.pick(draw.bits(64))).collect()
    }
}

fn too_large(names: &[&str], min: u32) -> Error {
    let whose = if names.is_empty() { "the world".to_string() } else { names.join(", ") };
    let all = Country::all().filter(|c| names.is_empty() || names.contains(&c.name()));
    let largest = all.flat_map(Country::places).map(|p| Place(p).population()).max().unwrap_or_default();
    Error::Geography(format!("no place of {whose} has {min} inhabitants; the largest has {largest}"))
}

fn countries(options: &Options<'_>, given: &Spec) -> Result<Vec<(Country, Option<f64>)>> {
    let one = |spec: &Spec| match spec {
        Spec::Str(name) => Country::find(name),
        // What YAML makes of a bare `NO`.
        Spec::Bool(false) => Err(Error::Geography("country: no is read as false; write 'NO' for Norway".into())),
        other => Err(options.wrong("country", "an ISO code or a name", other)),
    };
    match given {
        Spec::Seq(items) if !items.is_empty() => items.iter().map(|item| Ok((one(item)?, None))).collect(),
        Spec::Map(pairs) if !pairs.is_empty() => {
            let weighted = pairs.iter().map(|(name, weight)| {
                let weight = number(weight).filter(|w| *w > 0.0);
                let weight = weight.ok_or_else(|| Error::Geography("a country's weight must be above 0".into()))?;
                Ok((one(name)?, Some(weight)))
            });
            weighted.collect()
        }
        Spec::Seq(_) | Spec::Map(_) => Err(Error::Geography("'country' names no country".into())),
        one_only => Ok(vec![(one(one_only)?, None)]),
    }
}

/// A place of one of these countries, if any are named.
fn in_countries(name: &str, countries: &[(Country, Option<f64>)]) -> Result<Place> {
    let mut failed = None;
    for (country, _) in countries {
        match Place::find(&format!("{name}, {}", country.code())) {
            Ok(place) => return Ok(place),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    failed.map_or_else(|| Place::find(name), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(pairs: &[(&str, Spec)]) -> Result<Selection> {
        let given = Spec::Map(pairs.iter().map(|(k, v)| (Spec::Str(k.to_string()), v.clone())).collect());
        let mut options = Options::of("'geo.city'", &given)?;
        let selection = Selection::parse(&mut options)?;
        options.finish()?;
        Ok(selection)
    }

    fn text(text: &str) -> Spec {
        Spec::Str(text.into())
    }

    #[test]
    fn shares_follow_population_and_weights() {
        let key = Key::from_seed(&1.into());
        let german = parsed(&[("country", text("DE"))]).unwrap();
        let rows = german.places(&key, 0, 0, 100_000);
        assert!(rows.iter().all(|p| p.country().code() == "DE"));
        let people: f64 = german.places.iter().map(|p| f64::from(Place(*p).population())).sum();
        let berlin = Place::find("Berlin, DE").unwrap();
        let share = rows.iter().filter(|p| **p == berlin).count() as f64 / 1e5;
        assert!((share - f64::from(berlin.population()) / people).abs() < 0.005, "{share}");

        let mixed = Spec::Map(vec![(text("LI"), Spec::Int(1)), (text("US"), Spec::Int(3))]);
        let rows = parsed(&[("country", mixed)]).unwrap().places(&key, 0, 0, 100_000);
        let small = rows.iter().filter(|p| p.country().code() == "LI").count() as f64 / 1e5;
        assert!((small - 0.25).abs() < 0.01, "{small}");
    }

    #[test]
    fn errors_say_what_would_do() {
        let message = |pairs: &[(&str, Spec)]| parsed(pairs).unwrap_err().to_string();
        assert_eq!(message(&[("country", text("Frnce"))]), "unknown country 'Frnce'; did you mean 'France'?");
        let none = message(&[("country", text("LI")), ("min_population", Spec::Int(1_000_000))]);
        assert!(none.starts_with("no place of Liechtenstein has 1000000 inhabitants; the largest has "), "{none}");
        assert!(message(&[("contry", text("US"))]).contains("did you mean 'country'?"));
        assert!(message(&[("country", Spec::Bool(false))]).contains("Norway"));
        let place = message(&[("country", text("DE")), ("city", text("Hambrg"))]);
        assert!(place.contains("did you mean 'Hamburg'?"), "{place}");
    }
}
