//! Ways between places: waypoints near the great circle, how long they are and take, and where one stops.
//!
//! There is no road network behind it. A way leaves the great circle by three waves of random height, which differ
//! between modes; roads and rails wind between waypoints, which is a factor; speed and rests are a model (`Mode`).

use super::facts::Place;
use super::near::nearest_place;
use super::sphere::{at_angle, bearing, between, destination, distance_km, Point, RADIUS_KM};
use crate::error::{nearest, Error, Result};
use crate::rng::maths::sin_cos;
use crate::rng::Draw;
use std::f64::consts::PI;

/// How one travels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mode {
    /// Its name.
    pub name: &'static str,
    /// Kilometres an hour in the first and the last `slow_km` kilometres.
    pub slow: f64,
    /// How far one is slow at each end.
    pub slow_km: f64,
    /// Kilometres an hour in between.
    pub fast: f64,
    /// Hours before setting out and after arriving: boarding, parking.
    pub ends: f64,
    /// Hours on the way after which there is a stop.
    pub leg: f64,
    /// How long a stop takes, in hours.
    pub stop: f64,
    /// How much longer the way is than its waypoints show.
    pub winding: f64,
    /// How far it leaves the great circle, as a share of the distance.
    pub wander: f64,
}

const fn mode(
    name: &'static str,
    [slow, slow_km, fast]: [f64; 3],
    [ends, leg, stop]: [f64; 3],
    [winding, wander]: [f64; 2],
) -> Mode {
    Mode { name, slow, slow_km, fast, ends, leg, stop, winding, wander }
}

/// All modes.
pub const MODES: &[Mode] = &[
    mode("car", [32.0, 8.0, 96.0], [0.05, 2.5, 0.25], [1.14, 0.06]),
    mode("truck", [25.0, 8.0, 74.0], [0.25, 4.5, 0.75], [1.16, 0.05]),
    mode("bicycle", [14.0, 3.0, 18.0], [0.0, 2.0, 0.3], [1.18, 0.06]),
    mode("walk", [4.8, 1.0, 4.8], [0.0, 3.0, 0.25], [1.2, 0.05]),
    mode("train", [50.0, 10.0, 140.0], [0.2, 0.75, 0.05], [1.1, 0.04]),
    mode("plane", [320.0, 80.0, 830.0], [0.6, 16.0, 1.5], [1.02, 0.01]),
];

impl Mode {
    /// The mode of a name.
    ///
    /// # Errors
    /// With the nearest name.
    pub fn find(name: &str) -> Result<&'static Self> {
        MODES.iter().find(|mode| mode.name == name).ok_or_else(|| {
            let hint = match nearest(name, MODES.iter().map(|mode| mode.name)) {
                Some(near) => format!("did you mean '{near}'?"),
                None => format!("it is one of {}", MODES.iter().map(|m| m.name).collect::<Vec<_>>().join(", ")),
            };
            Error::Geography(format!("unknown mode of travel '{name}'; {hint}"))
        })
    }

    /// Hours on the way, without stops.
    fn moving(&self, km: f64) -> f64 {
        let slow = km.min(2.0 * self.slow_km);
        self.ends + slow / self.slow + (km - slow) / self.fast
    }

    /// How many stops there are in so many hours on the way.
    fn stops(&self, hours: f64) -> usize {
        ((hours / self.leg) as usize).min(MOST_STOPS)
    }
}

const MOST_STOPS: usize = 40;
/// The parts of a way that its length is taken from.
const PARTS: usize = 32;

/// A way.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Start, waypoints, end.
    pub points: Vec<Point>,
    /// How long it is, in kilometres to the metre.
    pub distance_km: f64,
    /// How long it takes with all stops, in seconds.
    pub duration_s: i64,
    /// Where one stops, in order.
    pub stops: Vec<Place>,
}

/// Draws a way with so many waypoints between its ends.
pub fn route<D: Draw>(start: Point, end: Point, mode: &Mode, waypoints: usize, draw: &mut D) -> Route {
    let direct = distance_km(start, end);
    // A wave that goes half around the earth would not look like a detour any more.
    let height = mode.wander * direct.min(3000.0);
    let waves: [f64; 3] = std::array::from_fn(|k| draw.uniform(-height, height) / (k + 1) as f64);
    let pace = draw.uniform(0.92, 1.12);
    let at = |share: f64| {
        let aside: f64 = (1..).zip(waves).map(|(k, wave)| wave * sin_cos(PI * f64::from(k) * share).0).sum();
        let on = between(start, end, share);
        destination(on, bearing(on, end) + 90.0, aside)
    };
    let share = |i: usize, of: usize| i as f64 / of as f64;
    let mut points = vec![start];
    points.extend((1..=waypoints).map(|i| at(share(i, waypoints + 1)).rounded()));
    points.push(end);
    let fine: Vec<Point> = (1..PARTS).map(|i| at(share(i, PARTS))).collect();
    let whole = std::iter::once(&start).chain(&fine).zip(fine.iter().chain([&end]));
    let length: f64 = whole.map(|(a, b)| distance_km(*a, *b)).sum();
    let km = (length * mode.winding * 1000.0).round() / 1000.0;
    let hours = mode.moving(km) * pace;
    let count = mode.stops(hours);
    let stops = (1..=count).filter_map(|i| nearest_place(at(share(i, count + 1)))).collect::<Vec<_>>();
    let duration_s = ((hours + count as f64 * mode.stop) * 3600.0).round() as i64;
    Route { points, distance_km: km, duration_s, stops: without_repeats(stops) }
}

fn without_repeats(mut stops: Vec<Place>) -> Vec<Place> {
    stops.dedup();
    stops
}

/// The way along which nothing is random: the great circle, as so many points from one end to the other.
pub fn great_circle(start: Point, end: Point, points: usize) -> Vec<Point> {
    let (way, angle) = (bearing(start, end), distance_km(start, end) / RADIUS_KM);
    let (sine, cosine) = super::sphere::sin_cos_degrees(way);
    let last = points.saturating_sub(1).max(1) as f64;
    (0..points).map(|i| at_angle(start, (sine, cosine), angle * i as f64 / last).rounded()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Key, Stream};

    fn drawn(from: &str, to: &str, mode: &str, waypoints: usize) -> Route {
        let point = |name| {
            let place = Place::find(name).unwrap();
            Point::new(place.latitude(), place.longitude())
        };
        let mut draw = Stream::at(&Key::from_seed(&1.into()), 0, 0);
        route(point(from), point(to), Mode::find(mode).unwrap(), waypoints, &mut draw)
    }

    #[test]
    fn by_car() {
        let way = drawn("Berlin", "Munich, DE", "car", 10);
        assert_eq!(way.points.len(), 12);
        assert!((520.0..680.0).contains(&way.distance_km), "{}", way.distance_km);
        assert!((5.5..9.0).contains(&(way.duration_s as f64 / 3600.0)), "{}", way.duration_s);
        assert!(!way.stops.is_empty() && way.stops.iter().all(|stop| stop.country().code() == "DE"));
        let shown: f64 = way.points.windows(2).map(|pair| distance_km(pair[0], pair[1])).sum();
        assert!(shown < way.distance_km && shown > 500.0);
    }

    #[test]
    fn waypoints_change_nothing_else() {
        let (few, many) = (drawn("Paris", "Lyon", "train", 1), drawn("Paris", "Lyon", "train", 3));
        assert_eq!((few.distance_km, few.duration_s, &few.stops), (many.distance_km, many.duration_s, &many.stops));
        assert_eq!(few.points[1], many.points[2]);
    }

    #[test]
    fn the_slower_the_longer() {
        let hours = |mode| drawn("Boston, MA", "Washington, DC", mode, 0).duration_s;
        let by: Vec<i64> = ["plane", "train", "car", "truck", "bicycle", "walk"].map(hours).to_vec();
        assert!(by.is_sorted(), "{by:?}");
        assert!(Mode::find("trian").unwrap_err().to_string().ends_with("did you mean 'train'?"));
    }
}
