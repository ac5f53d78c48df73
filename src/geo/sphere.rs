//! Distances and directions on the sphere of the IUGG's mean radius, with the same bits on every platform.

use crate::rng::maths::{polynomial, sin_cos};
use std::f64::consts::{FRAC_PI_2, PI};

/// The mean radius of the earth, in kilometres: (2a + b) / 3 of WGS 84.
pub const RADIUS_KM: f64 = 6371.0088;

const DEGREE: f64 = PI / 180.0;

/// `(-1)^k / (2k + 1)`: the series of the arc tangent.
const ARCTAN: [f64; 13] = {
    let mut table = [1.0; 13];
    let mut k = 1;
    while k < table.len() {
        table[k] = if k % 2 == 0 { 1.0 } else { -1.0 } / (2 * k + 1) as f64;
        k += 1;
    }
    table
};

/// A point: degrees north and east.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Degrees north, from -90 to 90.
    pub latitude: f64,
    /// Degrees east, from -180 to 180.
    pub longitude: f64,
}

impl Point {
    /// A point of degrees that are in range.
    pub const fn new(latitude: f64, longitude: f64) -> Self {
        Self { latitude, longitude }
    }

    /// The point to a millionth of a degree (11 cm), which is how values are given.
    #[must_use]
    pub fn rounded(self) -> Self {
        let millionths = |degrees: f64| (degrees * 1e6).round() / 1e6 + 0.0;
        Self { latitude: millionths(self.latitude), longitude: millionths(self.longitude) }
    }
}

/// The arc tangent of a number from 0 on.
fn arctan(t: f64) -> f64 {
    let halved = |t: f64| t / (1.0 + (1.0 + t * t).sqrt());
    let small = |t: f64| {
        let t = halved(halved(t));
        4.0 * t * polynomial(&ARCTAN, t * t)
    };
    if t > 1.0 {
        FRAC_PI_2 - small(1.0 / t)
    } else {
        small(t)
    }
}

/// The angle of the point `(x, y)`, from -pi to pi; 0 for the origin.
pub fn atan2(y: f64, x: f64) -> f64 {
    if x == 0.0 && y == 0.0 {
        return 0.0;
    }
    let angle = if x == 0.0 { FRAC_PI_2 } else { arctan((y / x).abs()) };
    let angle = if x < 0.0 { PI - angle } else { angle };
    if y < 0.0 {
        -angle
    } else {
        angle
    }
}

/// The angle from -pi/2 to pi/2 whose sine is `x`.
pub fn asin(x: f64) -> f64 {
    let x = x.clamp(-1.0, 1.0);
    atan2(x, ((1.0 - x) * (1.0 + x)).sqrt())
}

/// Sine and cosine of degrees.
pub fn sin_cos_degrees(degrees: f64) -> (f64, f64) {
    sin_cos(degrees * DEGREE)
}

/// The angle between two points, in radians: by the haversine, which is exact for near points too.
fn angle(a: Point, b: Point) -> f64 {
    let (half_latitude, _) = sin_cos((b.latitude - a.latitude) * DEGREE / 2.0);
    let (half_longitude, _) = sin_cos((b.longitude - a.longitude) * DEGREE / 2.0);
    let (_, cos_a) = sin_cos_degrees(a.latitude);
    let (_, cos_b) = sin_cos_degrees(b.latitude);
    let h = half_latitude * half_latitude + cos_a * cos_b * half_longitude * half_longitude;
    2.0 * asin(h.clamp(0.0, 1.0).sqrt())
}

/// The great-circle distance of two points in kilometres.
///
/// ```
/// use forgery::geo::{distance_km, Point};
/// let (paris, london) = (Point::new(48.8566, 2.3522), Point::new(51.5074, -0.1278));
/// assert_eq!(distance_km(paris, london).round(), 344.0);
/// ```
pub fn distance_km(a: Point, b: Point) -> f64 {
    angle(a, b) * RADIUS_KM
}

/// The direction in which the great circle from `a` to `b` starts, in degrees from north by east, from 0 to 360.
pub fn bearing(a: Point, b: Point) -> f64 {
    let (sin_a, cos_a) = sin_cos_degrees(a.latitude);
    let (sin_b, cos_b) = sin_cos_degrees(b.latitude);
    let (sin_between, cos_between) = sin_cos_degrees(b.longitude - a.longitude);
    let degrees = atan2(sin_between * cos_b, cos_a * sin_b - sin_a * cos_b * cos_between) / DEGREE;
    if degrees < 0.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

/// The point that lies so many kilometres from another in a direction (degrees from north by east).
pub fn destination(from: Point, bearing: f64, km: f64) -> Point {
    at_angle(from, sin_cos_degrees(bearing), km / RADIUS_KM)
}

/// The same, of the sine and cosine of the direction and an angle in radians.
pub(super) fn at_angle(from: Point, (sin_bearing, cos_bearing): (f64, f64), angle: f64) -> Point {
    let (sin_from, cos_from) = sin_cos_degrees(from.latitude);
    let (sin_angle, cos_angle) = sin_cos(angle);
    let up = sin_from * cos_angle + cos_from * sin_angle * cos_bearing;
    // What lies before and to the right, seen from where the meridian of `from` meets the equator.
    let before = cos_from * cos_angle - sin_from * sin_angle * cos_bearing;
    let right = sin_bearing * sin_angle;
    let latitude = atan2(up, (before * before + right * right).sqrt()) / DEGREE;
    Point::new(latitude, wrapped(from.longitude + atan2(right, before) / DEGREE))
}

/// The point at a share of the way from `a` to `b` along the great circle.
pub fn between(a: Point, b: Point, share: f64) -> Point {
    at_angle(a, sin_cos_degrees(bearing(a, b)), angle(a, b) * share)
}

/// A longitude from -180 to 180.
pub fn wrapped(longitude: f64) -> f64 {
    if longitude > 180.0 {
        longitude - 360.0
    } else if longitude < -180.0 {
        longitude + 360.0
    } else {
        longitude
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn literals() {
        let (jfk, lhr) = (Point::new(40.6413, -73.7781), Point::new(51.47, -0.4543));
        // By the formula with the platform's functions, in Python.
        assert!((distance_km(jfk, lhr) - 5_540.018_970_166_087_5).abs() < 1e-9);
        assert_eq!(destination(jfk, 51.35, 100.0).rounded(), Point::new(41.199_24, -72.844_65));
        assert_eq!(bearing(jfk, lhr).round(), 51.0);
        assert_eq!(distance_km(Point::new(0.0, 179.9), Point::new(0.0, -179.9)).round(), 22.0);
        assert_eq!(distance_km(jfk, jfk), 0.0);
        let poles = distance_km(Point::new(90.0, 0.0), Point::new(-90.0, 0.0));
        assert!((poles - PI * RADIUS_KM).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn as_the_platform(y in -9.0f64..9.0, x in -9.0f64..9.0, tiny in -1e-9f64..1e-9) {
            prop_assert!((atan2(y, x) - y.atan2(x)).abs() < 2e-15);
            prop_assert!((atan2(tiny, x) - tiny.atan2(x)).abs() < 2e-15);
            prop_assert!((asin(y / 9.0) - (y / 9.0).asin()).abs() < 2e-15);
        }

        #[test]
        fn there_and_back(
            latitude in -89.0f64..89.0, longitude in -180.0f64..180.0, way in 0.0f64..360.0, km in 0.01f64..19_000.0,
        ) {
            let from = Point::new(latitude, longitude);
            let to = destination(from, way, km);
            prop_assert!(to.latitude.abs() <= 90.0 && to.longitude.abs() <= 180.0);
            prop_assert!((distance_km(from, to) - km).abs() < 1e-5, "{km} {}", distance_km(from, to));
            let middle = between(from, to, 0.5);
            prop_assert!((distance_km(from, middle) - km / 2.0).abs() < 1e-5);
        }
    }
}
