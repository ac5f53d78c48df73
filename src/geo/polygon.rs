//! Points in polygons: every part as likely as any other of its size on the sphere, holes left out.
//!
//! As in GeoJSON, edges are straight in degrees. The polygon is cut at the latitude of every corner into bands, and each
//! band between its edges into trapezoids, where nothing has to be looked up any more: a point is a pick by area and
//! two numbers. That holds for holes and for several polygons alike, by counting edges from the west.

use super::sphere::{asin, sin_cos_degrees, Point};
use crate::error::{Error, Result};
use crate::rng::{alias_table, Draw};
use std::f64::consts::PI;

/// The most corners: bands times the edges that cross them are kept.
pub const MAX_CORNERS: usize = 10_000;
/// How often a latitude is drawn for a trapezoid: each is taken with a probability of at least a half.
const TRIES: usize = 64;

/// A band of a polygon between two edges: longitudes of its corners in the south and in the north.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Trapezoid {
    south: f64,
    north: f64,
    sines: (f64, f64),
    west: (f64, f64),
    east: (f64, f64),
}

impl Trapezoid {
    /// West end and width at a latitude.
    fn at(&self, latitude: f64) -> (f64, f64) {
        let share = (latitude - self.south) / (self.north - self.south);
        let along = |(south, north): (f64, f64)| south + (north - south) * share;
        let west = along(self.west);
        (west, (along(self.east) - west).max(0.0))
    }

    /// The area, up to a factor: the width times the cosine, by Simpson's rule with four parts.
    fn area(&self) -> f64 {
        let part = |i: f64| {
            let latitude = self.south + (self.north - self.south) * i / 4.0;
            self.at(latitude).1 * sin_cos_degrees(latitude).1
        };
        let sum = part(0.0) + 4.0 * part(1.0) + 2.0 * part(2.0) + 4.0 * part(3.0) + part(4.0);
        sum * (self.north - self.south)
    }
}

/// Polygons that points are drawn from.
#[derive(Clone, Debug)]
pub struct Polygon {
    trapezoids: Vec<Trapezoid>,
    alias: Vec<(u32, u32)>,
}

impl Polygon {
    /// The area inside of rings of `[longitude, latitude]`, as GeoJSON has them: outlines and holes of one polygon or of
    /// several that do not overlap. The direction of a ring does not matter.
    ///
    /// # Errors
    /// Rings that are open, cross themselves or each other, have less than three corners, or positions that are none.
    pub fn new(rings: &[Vec<[f64; 2]>]) -> Result<Self> {
        let mut edges: Vec<[[f64; 2]; 2]> = Vec::new();
        for (i, ring) in rings.iter().enumerate() {
            check(ring, i)?;
            edges.extend(ring.windows(2).filter(|pair| pair[0][1] != pair[1][1]).map(|pair| {
                if pair[0][1] < pair[1][1] {
                    [pair[0], pair[1]]
                } else {
                    [pair[1], pair[0]]
                }
            }));
        }
        if edges.len() > MAX_CORNERS {
            return Err(Error::Geography(format!(
                "the polygon has {} corners; at most {MAX_CORNERS} are taken: simplify it",
                edges.len()
            )));
        }
        let mut levels: Vec<f64> = edges.iter().flat_map(|[a, b]| [a[1], b[1]]).collect();
        levels.sort_by(f64::total_cmp);
        levels.dedup();
        edges.sort_by(|a, b| a[0][1].total_cmp(&b[0][1]));
        let mut trapezoids = Vec::new();
        for pair in levels.windows(2) {
            band(&edges, pair[0], pair[1], &mut trapezoids)?;
        }
        let areas: Vec<f64> = trapezoids.iter().map(Trapezoid::area).collect();
        let alias = alias_table(&areas);
        if alias.is_empty() {
            return Err(Error::Geography("the polygon has no area".into()));
        }
        Ok(Self { trapezoids, alias })
    }

    /// A point inside.
    pub(super) fn point<D: Draw>(&self, draw: &mut D) -> Point {
        let at = draw.below(self.alias.len() as u64) as usize;
        let (threshold, alias) = self.alias[at];
        let at = if (draw.bits(32) as u32) < threshold { at } else { alias as usize };
        let shape = &self.trapezoids[at];
        let widest = shape.at(shape.south).1.max(shape.at(shape.north).1);
        let (mut latitude, mut west, mut width) = (shape.south, 0.0, 0.0);
        for _ in 0..TRIES {
            let sine = draw.uniform(shape.sines.0, shape.sines.1);
            latitude = (asin(sine) * 180.0 / PI).clamp(shape.south, shape.north);
            (west, width) = shape.at(latitude);
            if draw.unit() * widest <= width {
                break;
            }
        }
        Point::new(latitude, west + width * draw.unit())
    }
}

/// The longitude of an edge at a latitude.
fn longitude([low, high]: &[[f64; 2]; 2], latitude: f64) -> f64 {
    low[0] + (high[0] - low[0]) * ((latitude - low[1]) / (high[1] - low[1]))
}

/// Cuts a band into trapezoids.
fn band(edges: &[[[f64; 2]; 2]], south: f64, north: f64, out: &mut Vec<Trapezoid>) -> Result<()> {
    let until = edges.partition_point(|edge| edge[0][1] <= south);
    let crossing = edges[..until].iter().filter(|edge| edge[1][1] >= north);
    let mut ends: Vec<(f64, f64)> = crossing.map(|edge| (longitude(edge, south), longitude(edge, north))).collect();
    ends.sort_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)));
    let sines = (sin_cos_degrees(south).0, sin_cos_degrees(north).0);
    let slack = 1e-9;
    if let Some(pair) = ends.windows(2).find(|pair| pair[0].0 > pair[1].0 + slack || pair[0].1 > pair[1].1 + slack) {
        return Err(Error::Geography(format!(
            "edges of the polygon cross near longitude {:.3}, between latitudes {south} and {north}",
            pair[0].0
        )));
    }
    for pair in ends.chunks_exact(2) {
        out.push(Trapezoid { south, north, sines, west: pair[0], east: pair[1] });
    }
    Ok(())
}

fn check(ring: &[[f64; 2]], i: usize) -> Result<()> {
    let wrong = |why: String| Err(Error::Geography(format!("ring {} of the polygon {why}", i + 1)));
    let (Some(first), Some(last)) = (ring.first(), ring.last()) else {
        return wrong("has no corners".into());
    };
    if first != last || ring.len() < 2 {
        return wrong(format!(
            "is open: its last position [{}, {}] is not its first, [{}, {}]",
            last[0], last[1], first[0], first[1]
        ));
    }
    if ring.len() < 4 {
        return wrong(format!("has {} corners; it needs three or more", ring.len() - 1));
    }
    for position in ring {
        // `!` so that what is not a number is wrong too.
        if !(position[0].abs() <= 180.0 && position[1].abs() <= 90.0) {
            return wrong(format!(
                "has the position [{}, {}]; it is [longitude, latitude] from -180 to 180 and from -90 to 90",
                position[0], position[1]
            ));
        }
    }
    if ring.windows(2).any(|pair| (pair[0][0] - pair[1][0]).abs() > 180.0) {
        return wrong("jumps over the antimeridian; cut it there into a MultiPolygon, as RFC 7946 says".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Key, Stream};

    fn square(west: f64, south: f64, side: f64) -> Vec<[f64; 2]> {
        let (east, north) = (west + side, south + side);
        vec![[west, south], [east, south], [east, north], [west, north], [west, south]]
    }

    fn points(rings: &[Vec<[f64; 2]>], n: usize) -> Vec<Point> {
        let polygon = Polygon::new(rings).unwrap();
        let mut draw = Stream::at(&Key::from_seed(&1.into()), 0, 0);
        (0..n).map(|_| polygon.point(&mut draw)).collect()
    }

    #[test]
    fn holes_are_left_out_and_areas_are_true() {
        let found = points(&[square(0.0, 0.0, 60.0), square(10.0, 10.0, 20.0)], 20_000);
        let inside = |p: &&Point, west: f64, south: f64, side: f64| {
            (west..west + side).contains(&p.longitude) && (south..south + side).contains(&p.latitude)
        };
        assert!(found.iter().all(|p| inside(&p, 0.0, 0.0, 60.0) && !inside(&p, 10.0, 10.0, 20.0)));
        let sine = |degrees: f64| degrees.to_radians().sin();
        let hole = 20.0 * (sine(30.0) - sine(10.0));
        let south = 60.0 * sine(30.0) - hole;
        let expected = south / (60.0 * sine(60.0) - hole);
        let share = found.iter().filter(|p| p.latitude < 30.0).count() as f64 / 2e4;
        assert!((share - expected).abs() < 0.01, "{share} {expected}");
    }

    #[test]
    fn a_triangle() {
        let found = points(&[vec![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]], 10_000);
        assert!(found.iter().all(|p| p.latitude >= 0.0 && p.longitude >= 0.0 && p.latitude + p.longitude <= 1.0));
        let mean = found.iter().map(|p| p.latitude).sum::<f64>() / 1e4;
        assert!((mean - 1.0 / 3.0).abs() < 0.01, "{mean}");
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let message = |rings: &[Vec<[f64; 2]>]| Polygon::new(rings).unwrap_err().to_string();
        let open = message(&[vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]]);
        assert_eq!(open, "ring 1 of the polygon is open: its last position [1, 1] is not its first, [0, 0]");
        let bow = vec![[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]];
        assert!(message(&[bow]).starts_with("edges of the polygon cross near"));
        assert!(message(&[square(170.0, 0.0, 20.0)]).contains("[190, 0]"));
        assert!(message(&[vec![[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]]).contains("needs three"));
        assert!(message(&[vec![[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [0.0, 0.0]]]).contains("no area"));
    }
}
