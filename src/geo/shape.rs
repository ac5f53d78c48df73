//! Where points are drawn from: around a place, in a box, in a polygon, along a line, anywhere.

use super::attribute::{in_disc, radius_km};
use super::facts::Place;
use super::polygon::Polygon;
use super::sphere::{asin, bearing, between, destination, distance_km, sin_cos_degrees, wrapped, Point, RADIUS_KM};
use crate::error::{Error, Result};
use crate::records::options::{number, Options};
use crate::records::spec::Spec;
use crate::rng::{alias_table, Draw, Key, Stream};
use std::f64::consts::PI;

/// The largest distance on the earth, in kilometres.
const FARTHEST_KM: f64 = PI * RADIUS_KM;

/// A shape that points are drawn from, every part of it as likely as any other of its size.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A disc.
    Near {
        /// Its middle.
        middle: Point,
        /// Its radius, in kilometres.
        radius_km: f64,
    },
    /// A box of degrees, which crosses the antimeridian if its west is east of its east.
    Box {
        /// Its western end.
        west: f64,
        /// Its southern end.
        south: f64,
        /// Its eastern end.
        east: f64,
        /// Its northern end.
        north: f64,
    },
    /// Polygons, with holes or without.
    Polygon(Polygon),
    /// Great circles from point to point.
    Line {
        /// The points.
        points: Vec<Point>,
        /// The odds of each piece, by its length.
        alias: Vec<(u32, u32)>,
        /// How far to the left or right of it points may lie, in kilometres.
        width_km: f64,
    },
}

impl Shape {
    /// The whole earth.
    pub const EARTH: Self = Self::Box { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// A disc around a point.
    ///
    /// # Errors
    /// If the radius is none.
    pub fn near(middle: Point, radius_km: f64) -> Result<Self> {
        Ok(Self::Near { middle, radius_km: kilometres("radius_km", radius_km)? })
    }

    /// A box of west, south, east and north, as GeoJSON orders them.
    ///
    /// # Errors
    /// If they are not on the earth, or the north lies south.
    pub fn boxed([west, south, east, north]: [f64; 4]) -> Result<Self> {
        if !(west.abs() <= 180.0 && east.abs() <= 180.0 && south.abs() <= 90.0 && north.abs() <= 90.0) {
            return Err(Error::Geography(format!(
                "the box [{west}, {south}, {east}, {north}] is not on the earth; \
                 it is [west, south, east, north] in degrees"
            )));
        }
        if south > north {
            return Err(Error::Geography(format!(
                "the box's south {south} lies north of its north {north}; it is [west, south, east, north]"
            )));
        }
        Ok(Self::Box { west, south, east, north })
    }

    /// The great circles between points.
    ///
    /// # Errors
    /// If there are fewer than two, or no way between them.
    pub fn line(points: Vec<Point>, width_km: f64) -> Result<Self> {
        let width_km = kilometres("width_km", width_km)?;
        let lengths: Vec<f64> = points.windows(2).map(|pair| distance_km(pair[0], pair[1])).collect();
        let alias = alias_table(&lengths);
        if alias.is_empty() {
            return Err(Error::Geography("a line needs two different points or more".into()));
        }
        Ok(Self::Line { points, alias, width_km })
    }

    /// What options say: `near` with `radius_km`, `bbox` (or `within` with four numbers), `polygon` (or `within` with
    /// anything else), or `line` (or `along`) with `width_km`; the whole earth if none of them is there.
    ///
    /// # Errors
    /// What is no place on earth, and more than one of them.
    pub fn parse(options: &mut Options<'_>) -> Result<Self> {
        let (near, radius) = (options.take("near"), options.maybe_number("radius_km")?);
        let (mut bbox, mut polygon) = (options.take("bbox"), options.take("polygon"));
        let within = options.take("within");
        let (line, along) = (options.take("line"), options.take("along"));
        let line = line.or(along);
        let width = options.maybe_number("width_km")?;
        match within {
            Some(Spec::Seq(items)) if items.len() == 4 && items.iter().all(|i| number(i).is_some()) => bbox = within,
            Some(_) => polygon = within,
            None => {}
        }
        let given = [near, bbox, polygon, line].iter().filter(|given| given.is_some()).count();
        if given > 1 {
            return Err(Error::Geography(format!(
                "{} takes one of 'near', 'bbox', 'polygon' and 'line'",
                options.what
            )));
        }
        if radius.is_some() && near.is_none() {
            return Err(Error::Geography("'radius_km' goes with 'near'".into()));
        }
        if width.is_some() && line.is_none() {
            return Err(Error::Geography("'width_km' goes with 'line'".into()));
        }
        if let Some(spec) = near {
            let (middle, own) = located(spec)?;
            return Self::near(middle, radius.unwrap_or(own));
        }
        if let Some(spec) = bbox {
            let four = match spec {
                Spec::Seq(items) => items.iter().map(number).collect::<Option<Vec<f64>>>(),
                _ => None,
            };
            let four = four.and_then(|four| <[f64; 4]>::try_from(four).ok());
            let four = four.ok_or_else(|| options.wrong("bbox", "[west, south, east, north] in degrees", spec))?;
            return Self::boxed(four);
        }
        if let Some(spec) = polygon {
            let mut rings = Vec::new();
            collect_rings(spec, &mut rings)?;
            return Ok(Self::Polygon(Polygon::new(&rings)?));
        }
        if let Some(spec) = line {
            return Self::line(line_points(spec)?, width.unwrap_or(0.0));
        }
        Ok(Self::EARTH)
    }

    /// The points of the first `n` rows of a chunk, to a millionth of a degree.
    pub fn points(&self, key: &Key, call: u64, chunk: u64, n: usize) -> Vec<Point> {
        let mut draw = Stream::at(&key.child("point"), call, chunk);
        (0..n).map(|_| self.point(&mut draw).rounded()).collect()
    }

    fn point<D: Draw>(&self, draw: &mut D) -> Point {
        match self {
            Self::Near { middle, radius_km } => in_disc(*middle, *radius_km, draw),
            Self::Box { west, south, east, north } => {
                let (low, high) = (sin_cos_degrees(*south).0, sin_cos_degrees(*north).0);
                let latitude = asin(draw.uniform(low, high)) * 180.0 / PI;
                let width = if west <= east { east - west } else { east - west + 360.0 };
                Point::new(latitude.clamp(*south, *north), wrapped(west + width * draw.unit()))
            }
            Self::Polygon(polygon) => polygon.point(draw),
            Self::Line { points, alias, width_km } => {
                let at = draw.below(alias.len() as u64) as usize;
                let (threshold, other) = alias[at];
                let at = if (draw.bits(32) as u32) < threshold { at } else { other as usize };
                let (from, to) = (points[at], points[at + 1]);
                let point = between(from, to, draw.unit());
                if *width_km == 0.0 {
                    return point;
                }
                let aside = draw.uniform(-width_km, *width_km);
                destination(point, bearing(point, to) + 90.0, aside)
            }
        }
    }
}

fn kilometres(name: &str, km: f64) -> Result<f64> {
    if (0.0..=FARTHEST_KM).contains(&km) {
        return Ok(km);
    }
    Err(Error::Geography(format!("'{name}' must be from 0 to 20015 kilometres, not {km}")))
}

/// A point of degrees.
///
/// # Errors
/// If they are not on the earth.
pub fn on_earth(latitude: f64, longitude: f64) -> Result<Point> {
    if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 {
        return Ok(Point::new(latitude, longitude));
    }
    let swapped = if longitude.abs() <= 90.0 && latitude.abs() <= 180.0 { "; are the two swapped?" } else { "" };
    Err(Error::Geography(format!(
        "({latitude}, {longitude}) is not on the earth: a point is (latitude, longitude), \
         from -90 to 90 and from -180 to 180{swapped}"
    )))
}

/// A point that is given by a place's name, two numbers (latitude, longitude), or a mapping of both; and the radius of
/// its place in kilometres, or 10.
///
/// # Errors
/// What is no point.
pub fn located(spec: &Spec) -> Result<(Point, f64)> {
    let point = |latitude: &Spec, longitude: &Spec| Some((number(latitude)?, number(longitude)?));
    let two = match spec {
        Spec::Str(name) => {
            let place = Place::find(name)?;
            return Ok((Point::new(place.latitude(), place.longitude()), radius_km(place.population())));
        }
        Spec::Seq(items) if items.len() == 2 => point(&items[0], &items[1]),
        Spec::Map(pairs) => {
            let field = |names: [&str; 2]| {
                let hit = |key: &Spec| matches!(key, Spec::Str(key) if names.contains(&key.as_str()));
                pairs.iter().find(|(key, _)| hit(key)).map(|(_, value)| value)
            };
            if let Some(position) = field(["coordinates", "coordinates"]) {
                // GeoJSON's point: longitude first.
                let Spec::Seq(position) = position else { return Err(no_point(spec)) };
                position.get(..2).and_then(|two| point(&two[1], &two[0]))
            } else {
                field(["latitude", "lat"]).and_then(|latitude| point(latitude, field(["longitude", "lon"])?))
            }
        }
        _ => None,
    };
    let (latitude, longitude) = two.ok_or_else(|| no_point(spec))?;
    Ok((on_earth(latitude, longitude)?, 10.0))
}

fn no_point(spec: &Spec) -> Error {
    Error::Geography(format!(
        "{} is no point; a point is (latitude, longitude), the name of a place such as 'Paris, FR', or a mapping with \
         'latitude' and 'longitude'",
        spec.describe()
    ))
}

/// What a mapping of GeoJSON is made of.
fn member<'a>(spec: &'a Spec, names: &[&str]) -> Option<&'a Spec> {
    let Spec::Map(pairs) = spec else { return None };
    let hit = |key: &Spec| matches!(key, Spec::Str(key) if names.contains(&key.as_str()));
    pairs.iter().find(|(key, _)| hit(key)).map(|(_, value)| value)
}

/// The rings of a GeoJSON polygon, multipolygon, feature or collection, or of nested lists of positions.
fn collect_rings(spec: &Spec, rings: &mut Vec<Vec<[f64; 2]>>) -> Result<()> {
    let wrong = || {
        Error::Geography(format!(
            "{} is no polygon; it is a GeoJSON Polygon, MultiPolygon or Feature, or a list of [longitude, latitude]",
            spec.describe()
        ))
    };
    if let Some(inner) = member(spec, &["geometry", "coordinates", "geometries", "features"]) {
        return collect_rings(inner, rings);
    }
    let Spec::Seq(items) = spec else { return Err(wrong()) };
    let position = |item: &Spec| match item {
        Spec::Seq(two) if two.len() >= 2 => Some([number(&two[0])?, number(&two[1])?]),
        _ => None,
    };
    match items.first() {
        None => Err(wrong()),
        Some(first) if position(first).is_some() => {
            rings.push(items.iter().map(position).collect::<Option<_>>().ok_or_else(wrong)?);
            Ok(())
        }
        Some(_) => items.iter().try_for_each(|item| collect_rings(item, rings)),
    }
}

/// The points of a line: a GeoJSON LineString, or a list of points.
fn line_points(spec: &Spec) -> Result<Vec<Point>> {
    let wrong = || {
        Error::Geography(format!(
            "{} is no line; it is a GeoJSON LineString or a list of points, each (latitude, longitude) or a place's name",
            spec.describe()
        ))
    };
    if let Some(inner) = member(spec, &["geometry"]) {
        return line_points(inner);
    }
    if let Some(Spec::Seq(positions)) = member(spec, &["coordinates"]) {
        let points = positions.iter().map(|position| match position {
            Spec::Seq(two) if two.len() >= 2 => {
                let (longitude, latitude) = number(&two[0]).zip(number(&two[1])).ok_or_else(wrong)?;
                on_earth(latitude, longitude)
            }
            _ => Err(wrong()),
        });
        return points.collect();
    }
    match spec {
        Spec::Seq(items) => items.iter().map(|item| Ok(located(item)?.0)).collect(),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(pairs: &[(&str, Spec)]) -> Result<Shape> {
        let given = Spec::Map(pairs.iter().map(|(k, v)| (Spec::Str(k.to_string()), v.clone())).collect());
        let mut options = Options::of("'geo.point'", &given)?;
        let shape = Shape::parse(&mut options)?;
        options.finish()?;
        Ok(shape)
    }

    fn numbers(values: &[f64]) -> Spec {
        Spec::Seq(values.iter().map(|v| Spec::Float(*v)).collect())
    }

    fn drawn(shape: &Shape) -> Vec<Point> {
        shape.points(&Key::from_seed(&1.into()), 0, 0, 1024)
    }

    #[test]
    fn near_a_place() {
        let shape = parsed(&[("near", Spec::Str("Berlin".into())), ("radius_km", Spec::Int(5))]).unwrap();
        let berlin = Point::new(52.5244, 13.4105);
        let far: Vec<f64> = drawn(&shape).iter().map(|p| distance_km(berlin, *p)).collect();
        assert!(far.iter().all(|km| *km <= 5.001));
        // Half of the area lies beyond 1 / sqrt 2 of the radius.
        let outer = far.iter().filter(|km| **km > 5.0 / 2f64.sqrt()).count();
        assert!((450..570).contains(&outer), "{outer}");
    }

    #[test]
    fn over_the_antimeridian() {
        let points = drawn(&parsed(&[("bbox", numbers(&[170.0, -20.0, -170.0, 20.0]))]).unwrap());
        assert!(points.iter().all(|p| p.longitude.abs() >= 170.0 && p.latitude.abs() <= 20.0));
        let east = points.iter().filter(|p| p.longitude > 0.0).count();
        assert!((440..590).contains(&east), "{east}");
    }

    #[test]
    fn along_a_line() {
        let line = Spec::Seq(vec![numbers(&[0.0, 0.0]), numbers(&[0.0, 10.0]), numbers(&[0.0, 40.0])]);
        let points = drawn(&parsed(&[("line", line)]).unwrap());
        assert!(points.iter().all(|p| p.latitude.abs() < 1e-6 && (0.0..=40.0).contains(&p.longitude)));
        let first = points.iter().filter(|p| p.longitude < 10.0).count();
        assert!((210..300).contains(&first), "{first}");
    }

    #[test]
    fn errors_say_what_would_do() {
        let message = |pairs: &[(&str, Spec)]| parsed(pairs).unwrap_err().to_string();
        assert!(message(&[("near", numbers(&[120.0, 30.0]))]).ends_with("are the two swapped?"));
        assert!(message(&[("near", numbers(&[0.0, 0.0])), ("bbox", numbers(&[0.0; 4]))]).contains("takes one of"));
        assert!(message(&[("bbox", numbers(&[0.0, 10.0, 1.0, 5.0]))]).contains("lies north"));
        assert!(message(&[("near", Spec::Str("Pariss".into()))]).contains("did you mean 'Paris'?"));
        assert!(message(&[("near", numbers(&[0.0, 0.0])), ("radius_km", Spec::Int(-1))]).contains("from 0 to 20015"));
        assert!(message(&[("line", Spec::Seq(vec![numbers(&[0.0, 0.0])]))]).contains("two different points"));
    }
}
