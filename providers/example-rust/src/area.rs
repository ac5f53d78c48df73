//! Areas: boxes and polygons, and points that are spread evenly over them.

use forgery_provider::{Result, Stream};

/// How often a point of a polygon's box is tried before the polygon is taken for too thin.
const TRIES: u32 = 10_000;

/// A part of the earth's surface.
#[derive(Debug)]
pub struct Area {
    /// South and north, as sines: equal steps of a sine are equal surfaces.
    sines: [f64; 2],
    /// West and east, in degrees.
    longitudes: [f64; 2],
    /// The corners of a polygon; none of a box.
    corners: Vec<(f64, f64)>,
}

impl Area {
    /// Reads corners: `latitude,longitude` each, with spaces between them.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn parse(text: &str) -> Result<Self> {
        let corners = text.split_whitespace().map(corner).collect::<Result<Vec<_>>>()?;
        if corners.len() < 2 {
            return Err(
                format!("'area' must have two corners of a box, or more of a polygon, not {}", corners.len()).into()
            );
        }
        let range = |values: &mut dyn Iterator<Item = f64>| {
            values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| [low.min(value), high.max(value)])
        };
        let [south, north] = range(&mut corners.iter().map(|corner| corner.0));
        let longitudes = range(&mut corners.iter().map(|corner| corner.1));
        let sines = [south.to_radians().sin(), north.to_radians().sin()];
        let area = Self { sines, longitudes, corners: if corners.len() > 2 { corners } else { Vec::new() } };
        if !area.corners.is_empty() && area.surface() < 1e-9 {
            return Err("'area' is a polygon without a surface".into());
        }
        Ok(area)
    }

    /// The surface of the polygon, in square degrees.
    fn surface(&self) -> f64 {
        let next = self.corners.iter().cycle().skip(1);
        let twice: f64 = self.corners.iter().zip(next).map(|(a, b)| a.1 * b.0 - b.1 * a.0).sum();
        twice.abs() / 2.0
    }

    /// A point: latitude and longitude in degrees.
    pub fn point(&self, stream: &mut Stream) -> (f64, f64) {
        let mut drawn = (0.0, 0.0);
        for _ in 0..TRIES {
            let [south, north] = self.sines;
            let [west, east] = self.longitudes;
            drawn = (stream.uniform(south, north).asin().to_degrees(), stream.uniform(west, east));
            if self.corners.is_empty() || self.holds(drawn) {
                return drawn;
            }
        }
        // A polygon as thin as that: one of its corners is a point of it.
        self.corners.first().copied().unwrap_or(drawn)
    }

    /// Whether the polygon holds a point: whether a ray to the east crosses its sides an odd number of times.
    fn holds(&self, (latitude, longitude): (f64, f64)) -> bool {
        let next = self.corners.iter().cycle().skip(1);
        let crossed = self.corners.iter().zip(next).filter(|(a, b)| {
            (a.0 > latitude) != (b.0 > latitude) && longitude < (b.1 - a.1) * (latitude - a.0) / (b.0 - a.0) + a.1
        });
        crossed.count() % 2 == 1
    }
}

fn corner(text: &str) -> Result<(f64, f64)> {
    let wrong =
        || format!("'{text}' is no corner of an area: write 'latitude,longitude' in degrees, such as 52.5,13.4");
    let (latitude, longitude) = text.split_once(',').ok_or_else(wrong)?;
    let (latitude, longitude): (f64, f64) =
        (latitude.parse().map_err(|_| wrong())?, longitude.parse().map_err(|_| wrong())?);
    if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
        return Err(wrong().into());
    }
    Ok((latitude, longitude))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_inside() {
        let mut stream = Stream::new([1; 32]);
        let triangle = Area::parse("0,0 0,10 10,0").unwrap();
        for _ in 0..1000 {
            let (latitude, longitude) = triangle.point(&mut stream);
            assert!(latitude >= 0.0 && longitude >= 0.0 && latitude + longitude <= 10.0 + 1e-9);
        }
    }

    /// Half of the earth's surface lies within 30 degrees of the equator.
    #[test]
    fn points_are_even_over_the_surface() {
        let mut stream = Stream::new([2; 32]);
        let world = Area::parse("-90,-180 90,180").unwrap();
        let near = (0..10_000).filter(|_| world.point(&mut stream).0.abs() < 30.0).count();
        assert!((4_800..5_200).contains(&near), "{near}");
    }

    #[test]
    fn what_is_no_area() {
        for wrong in ["", "1,2", "1,2 x", "91,0 0,0", "0,0 1,1 2,2"] {
            assert!(Area::parse(wrong).is_err(), "{wrong}");
        }
    }
}
