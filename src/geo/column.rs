//! Columns of schemas: `geo.city`, `home:geo.phone`, `geo.point_latitude`, `geo.route_distance`, `geo.poi_name` …
//!
//! Columns with the same label in a table describe the same place, point, way or point of interest in a row, because they
//! draw under the key of the label. What is asked of a place that a point of interest is in, or that a way starts at, has no
//! prefix: `geo.city` beside `geo.poi_name` is where it is.

use super::attribute::{Attribute, Rows, ATTRIBUTES};
use super::facts::Place;
use super::poi::{Categories, POI};
use super::route::{route, Mode, Route, MODES};
use super::select::Selection;
use super::shape::{located, Shape};
use super::sphere::{distance_km, Point};
use crate::error::{nearest, Error, Result};
use crate::providers::Type;
use crate::records::computed::{Compute, Scope};
use crate::records::options::{number, Options};
use crate::records::spec::Spec;
use crate::records::{Column, Data, Texts};
use crate::rng::{alias_table, Draw, Key, Stream};
use std::sync::Arc;

/// The values of columns that draw under one key: a chunk of them, from its first row on.
pub trait Make: std::fmt::Debug + Send + Sync {
    /// The type of the values.
    fn returns(&self) -> Type;

    /// The first `n` values of a chunk.
    ///
    /// # Errors
    /// What a locale's rule says.
    fn make(&self, key: &Key, call: u64, chunk: u64, n: usize) -> Result<Column>;
}

/// What columns are called, besides the attributes of places.
pub const NAMES: &[(&str, Type)] = &[
    ("point_latitude", Type::Float),
    ("point_longitude", Type::Float),
    ("point", Type::Str),
    ("distance", Type::Float),
    ("route_start", Type::Str),
    ("route_end", Type::Str),
    ("route_mode", Type::Str),
    ("route_distance", Type::Float),
    ("route_duration", Type::Int),
    ("route_stops", Type::Str),
    ("route_geometry", Type::Str),
];

/// Every name with the type of its values.
pub fn names() -> impl Iterator<Item = (&'static str, Type)> {
    let attributes = ATTRIBUTES.iter().map(|(name, attribute)| (*name, attribute.returns()));
    attributes.chain(NAMES.iter().copied()).chain(POI.iter().copied())
}

/// What makes the columns of a name, such as `city`, from its options, which are all taken.
///
/// # Errors
/// An unknown name with the nearest one, and whatever is wrong with the options.
pub fn maker(name: &str, options: &mut Options<'_>) -> Result<Box<dyn Make>> {
    if let Some((_, attribute)) = ATTRIBUTES.iter().find(|(known, _)| *known == name) {
        let categories = options.take("category");
        if let Some(given) = categories {
            self::categories(options, given)?; // said for all columns of the label
        }
        return Ok(Box::new(OfPlace { attribute: *attribute, selection: Selection::parse(options)? }));
    }
    if let Some((known, _)) = POI.iter().find(|(known, _)| *known == name) {
        let categories = match options.take("category") {
            Some(given) => self::categories(options, given)?,
            None => Categories::of(&[])?,
        };
        return Ok(Box::new(OfPoi { name: known, categories, selection: Selection::parse(options)? }));
    }
    match name {
        "point" | "point_latitude" | "point_longitude" => {
            let part = match name {
                "point_latitude" => Part::Latitude,
                "point_longitude" => Part::Longitude,
                _ => Part::Text,
            };
            Ok(Box::new(OfPoint { part, shape: Shape::parse(options)? }))
        }
        "distance" => {
            let from = located(options.need("from")?)?.0;
            Ok(Box::new(FromPoint { from, shape: Shape::parse(options)? }))
        }
        _ => match NAMES.iter().find(|(known, _)| *known == name) {
            Some((known, returns)) => {
                Ok(Box::new(OfRoute { name: known, returns: *returns, ways: Ways::parse(options)? }))
            }
            None => {
                let near = nearest(name, names().map(|(known, _)| known)).map(|near| format!("geo.{near}"));
                Err(Error::UnknownField { given: format!("geo.{name}"), nearest: near })
            }
        },
    }
}

fn categories(options: &Options<'_>, given: &Spec) -> Result<Categories> {
    let wrong = || options.wrong("category", "a category or a list of them", given);
    match given {
        Spec::Str(name) => Categories::of(&[name]),
        Spec::Seq(items) => {
            let names = items.iter().map(|item| match item {
                Spec::Str(name) => Ok(name.as_str()),
                _ => Err(wrong()),
            });
            Categories::of(&names.collect::<Result<Vec<_>>>()?)
        }
        _ => Err(wrong()),
    }
}

/// The column of a table: what is made under the key of its label.
#[derive(Debug)]
struct Labelled {
    label: String,
    made: Box<dyn Make>,
}

/// A column of a schema: `name` is what stands behind `geo.`, `label` what stands before (empty if nothing does).
///
/// # Errors
/// As [`maker`].
pub fn column(name: &str, label: &str, options: &mut Options<'_>) -> Result<Arc<dyn Compute>> {
    Ok(Arc::new(Labelled { label: label.to_string(), made: maker(name, options)? }))
}

impl Compute for Labelled {
    fn blank(&self) -> Data {
        match self.made.returns() {
            Type::Float => Data::Float(Vec::new()),
            Type::Int => Data::Int(Vec::new()),
            _ => Data::Str(Texts::default()),
        }
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let key = scope.table_key().child(&format!("geo/{}", self.label));
        self.made.make(&key, scope.call(), scope.chunk(), scope.n())
    }
}

#[derive(Debug)]
struct OfPlace {
    attribute: Attribute,
    selection: Selection,
}

impl Make for OfPlace {
    fn returns(&self) -> Type {
        self.attribute.returns()
    }

    fn make(&self, key: &Key, call: u64, chunk: u64, n: usize) -> Result<Column> {
        super::fill(self.attribute, &self.selection, key, call, chunk, n)
    }
}

#[derive(Debug)]
struct OfPoi {
    name: &'static str,
    categories: Categories,
    selection: Selection,
}

impl Make for OfPoi {
    fn returns(&self) -> Type {
        if self.name == "poi_rating" {
            Type::Float
        } else {
            Type::Str
        }
    }

    fn make(&self, key: &Key, call: u64, chunk: u64, n: usize) -> Result<Column> {
        let places = self.selection.places(key, call, chunk, n);
        Rows { places, key, call, chunk }.poi(self.name, &self.categories)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Latitude,
    Longitude,
    Text,
}

#[derive(Debug)]
struct OfPoint {
    part: Part,
    shape: Shape,
}

impl Make for OfPoint {
    fn returns(&self) -> Type {
        if self.part == Part::Text {
            Type::Str
        } else {
            Type::Float
        }
    }

    fn make(&self, key: &Key, call: u64, chunk: u64, n: usize) -> Result<Column> {
        let points = self.shape.points(key, call, chunk, n);
        Ok(Column::new(match self.part {
            Part::Latitude => Data::Float(points.iter().map(|p| p.latitude).collect()),
            Part::Longitude => Data::Float(points.iter().map(|p| p.longitude).collect()),
            Part::Text => Data::Str(texts(points.iter(), |point, out| {
                out.extend_from_slice(format!("POINT ({} {})", point.longitude, point.latitude).as_bytes());
            })),
        }))
    }
}

/// How far the points of a shape are from a point, in kilometres to the metre.
#[derive(Debug)]
struct FromPoint {
    from: Point,
    shape: Shape,
}

impl Make for FromPoint {
    fn returns(&self) -> Type {
        Type::Float
    }

    fn make(&self, key: &Key, call: u64, chunk: u64, n: usize) -> Result<Column> {
        let points = self.shape.points(key, call, chunk, n);
        let km = |point: &Point| (distance_km(self.from, *point) * 1000.0).round() / 1000.0;
        Ok(Column::new(Data::Float(points.iter().map(km).collect())))
    }
}

/// Ways between places: where from, where to, and how.
#[derive(Clone, Debug)]
pub struct Ways {
    /// Where ways start.
    start: Selection,
    /// Where they end; another place of the start's country, if nothing is said.
    end: Option<Selection>,
    modes: Vec<&'static Mode>,
    alias: Vec<(u32, u32)>,
    waypoints: usize,
}

/// One way with its ends.
#[derive(Clone, Debug)]
pub struct Way {
    /// Where it starts.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
    /// How one travels.
    pub mode: &'static Mode,
    /// The way.
    pub route: Route,
}

impl Ways {
    /// What options say: `start` and `end` (a place's name or a list of them), `country` of the start, `min_population`,
    /// `mode` (a name, a list or a mapping to weights), `waypoints`.
    ///
    /// # Errors
    /// Unknown places and modes with the nearest names.
    pub fn parse(options: &mut Options<'_>) -> Result<Self> {
        let (start, end) = (options.take("start"), options.take("end"));
        let mode = options.take("mode");
        let waypoints = options.int_or("waypoints", 8, 0..=1000)? as usize;
        let (country, min) = (options.take("country"), options.take("min_population"));
        let select = |city: Option<&Spec>| {
            let pairs = [("country", country), ("min_population", min), ("city", city)];
            let pairs = pairs.iter().filter_map(|(name, given)| Some((Spec::Str((*name).into()), (*given)?.clone())));
            let given = Spec::Map(pairs.collect());
            let mut inner = Options::of(&options.what, &given)?;
            Selection::parse(&mut inner)
        };
        let whole = |city: &Spec| {
            let given = Spec::Map(vec![(Spec::Str("city".into()), city.clone())]);
            Selection::parse(&mut Options::of(&options.what, &given)?)
        };
        let (modes, weights) = modes(options, mode)?;
        Ok(Self {
            start: select(start)?,
            end: end.map(whole).transpose()?,
            modes,
            alias: alias_table(&weights),
            waypoints,
        })
    }

    /// The ways of the first `n` rows of a chunk.
    ///
    /// # Errors
    /// None that its options do not have.
    pub fn ways(&self, key: &Key, call: u64, chunk: u64, n: usize) -> Result<Vec<Way>> {
        let starts = self.start.places(key, call, chunk, n);
        let ends = self.ends(&starts, key, call, chunk)?;
        let mut draw = Stream::at(&key.child("route"), call, chunk);
        let points = |places: &[Place], name: &str| {
            let key = key.child(name);
            Rows { places: places.to_vec(), key: &key, call, chunk }.points()
        };
        let (from, to) = (Rows { places: starts.clone(), key, call, chunk }.points(), points(&ends, "end"));
        let mut ways = Vec::with_capacity(n);
        for row in 0..n {
            let at = draw.below(self.alias.len() as u64) as usize;
            let (threshold, alias) = self.alias.get(at).copied().unwrap_or_default();
            let mode = self.modes[if (draw.bits(32) as u32) < threshold { at } else { alias as usize }];
            let route = route(from[row], to[row], mode, self.waypoints, &mut draw);
            ways.push(Way { start: starts[row], end: ends[row], mode, route });
        }
        Ok(ways)
    }

    fn ends(&self, starts: &[Place], key: &Key, call: u64, chunk: u64) -> Result<Vec<Place>> {
        let key = key.child("end");
        if let Some(end) = &self.end {
            return Ok(end.places(&key, call, chunk, starts.len()));
        }
        let mut draw = Stream::at(&key.child("spot"), call, chunk);
        let mut own: std::collections::HashMap<_, Selection> = std::collections::HashMap::new();
        let mut ends = Vec::with_capacity(starts.len());
        for start in starts {
            let country = start.country();
            let selection = match own.entry(country) {
                std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::hash_map::Entry::Vacant(entry) => entry.insert(Selection::of(&[(country, None)], 0)?),
            };
            // Somewhere else, if there is anywhere else: the second of two draws, else the neighbour in the list.
            let (first, second) = (selection.pick(draw.bits(64)), selection.pick(draw.bits(64)));
            let end = if first == *start { second } else { first };
            ends.push(if end == *start { selection.after(end) } else { end });
        }
        Ok(ends)
    }
}

fn modes(options: &Options<'_>, given: Option<&Spec>) -> Result<(Vec<&'static Mode>, Vec<f64>)> {
    let name = |spec: &Spec| match spec {
        Spec::Str(name) => Mode::find(name),
        other => Err(options.wrong("mode", "the name of a mode", other)),
    };
    let pairs: Vec<(&'static Mode, f64)> = match given {
        None => vec![(&MODES[0], 1.0)],
        Some(Spec::Seq(items)) if !items.is_empty() => {
            items.iter().map(|item| Ok((name(item)?, 1.0))).collect::<Result<_>>()?
        }
        Some(Spec::Map(pairs)) if !pairs.is_empty() => {
            let weighted = pairs.iter().map(|(mode, weight)| {
                let weight = number(weight).filter(|weight| *weight > 0.0);
                let weight = weight.ok_or_else(|| Error::Geography("a mode's weight must be above 0".into()))?;
                Ok((name(mode)?, weight))
            });
            weighted.collect::<Result<_>>()?
        }
        Some(one) => vec![(name(one)?, 1.0)],
    };
    Ok(pairs.into_iter().unzip())
}

#[derive(Debug)]
struct OfRoute {
    name: &'static str,
    returns: Type,
    ways: Ways,
}

impl Make for OfRoute {
    fn returns(&self) -> Type {
        self.returns
    }

    fn make(&self, key: &Key, call: u64, chunk: u64, n: usize) -> Result<Column> {
        let ways = self.ways.ways(key, call, chunk, n)?;
        let text = |write: fn(&Way, &mut Vec<u8>)| Data::Str(texts(ways.iter(), write));
        Ok(Column::new(match self.name {
            "route_start" => text(|way, out| out.extend_from_slice(way.start.name().as_bytes())),
            "route_end" => text(|way, out| out.extend_from_slice(way.end.name().as_bytes())),
            "route_mode" => text(|way, out| out.extend_from_slice(way.mode.name.as_bytes())),
            "route_distance" => Data::Float(ways.iter().map(|way| way.route.distance_km).collect()),
            "route_duration" => Data::Int(ways.iter().map(|way| way.route.duration_s).collect()),
            "route_stops" => text(|way, out| {
                for (i, stop) in way.route.stops.iter().enumerate() {
                    out.extend_from_slice(if i == 0 { "" } else { "; " }.as_bytes());
                    out.extend_from_slice(stop.name().as_bytes());
                }
            }),
            _ => text(|way, out| line_string(&way.route.points, out)),
        }))
    }
}

/// A line in well-known text.
fn line_string(points: &[Point], out: &mut Vec<u8>) {
    for (i, point) in points.iter().enumerate() {
        out.extend_from_slice(if i == 0 { "LINESTRING (" } else { ", " }.as_bytes());
        out.extend_from_slice(format!("{} {}", point.longitude, point.latitude).as_bytes());
    }
    out.push(b')');
}

fn texts<'a, T: 'a>(items: impl Iterator<Item = &'a T>, mut write: impl FnMut(&T, &mut Vec<u8>)) -> Texts {
    let mut texts = Texts::default();
    for item in items {
        write(item, &mut texts.bytes);
        texts.end();
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(name: &str, pairs: &[(&str, Spec)], chunk: u64, n: usize) -> Data {
        let given = Spec::Map(pairs.iter().map(|(k, v)| (Spec::Str(k.to_string()), v.clone())).collect());
        let mut options = Options::of("'geo'", &given).unwrap();
        let made = maker(name, &mut options).unwrap();
        options.finish().unwrap();
        let column = made.make(&Key::from_seed(&7.into()), 0, chunk, n).unwrap();
        assert_eq!(column.len(), n);
        column.data
    }

    fn text(data: &Data, row: usize) -> String {
        let mut out = Vec::new();
        data.append_text(row, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn fewer_rows_are_the_first_of_more() {
        for (name, _) in names() {
            let pairs: &[(&str, Spec)] =
                if name == "distance" { &[("from", Spec::Str("Rome, IT".into()))] } else { &[] };
            let (few, many) = (made(name, pairs, 3, 5), made(name, pairs, 3, 40));
            for row in 0..5 {
                assert_eq!(text(&few, row), text(&many, row), "{name}");
            }
        }
    }

    #[test]
    fn attributes_are_of_one_place() {
        let german = [("country", Spec::Str("DE".into()))];
        let (cities, zones) = (made("city", &german, 0, 50), made("time_zone", &german, 0, 50));
        let (codes, addresses) = (made("postcode", &german, 0, 50), made("address", &german, 0, 50));
        for row in 0..50 {
            let place = Place::find(&format!("{}, DE", text(&cities, row))).unwrap();
            assert_eq!(place.time_zone(), text(&zones, row));
            let address = text(&addresses, row);
            assert!(address.ends_with(&format!(", {} {}", text(&codes, row), text(&cities, row))), "{address}");
        }
    }

    #[test]
    fn unknown_names_have_neighbours() {
        let given = Spec::Map(Vec::new());
        let error = maker("citty", &mut Options::of("'geo'", &given).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "unknown field 'geo.citty'; did you mean 'geo.city'?");
    }
}
