//! The place that is nearest to a point, by an index of cells of one degree.

use super::facts::Place;
use super::sphere::{distance_km, Point};
use std::sync::OnceLock;

const COLUMNS: i32 = 360;
const ROWS: i32 = 180;
/// How many cells away a place is looked for: beyond some 1,000 km there is none.
const FARTHEST: i32 = 9;

/// Where the places of each cell begin in `places`.
struct Cells {
    starts: Vec<u32>,
    places: Vec<u32>,
}

fn cell(point: Point) -> (i32, i32) {
    let row = ((point.latitude + 90.0) as i32).clamp(0, ROWS - 1);
    let column = ((point.longitude + 180.0) as i32).rem_euclid(COLUMNS);
    (row, column)
}

fn middle(place: Place) -> Point {
    Point::new(place.latitude(), place.longitude())
}

/// The index, made when first asked for, in about a millisecond.
fn cells() -> &'static Cells {
    static CELLS: OnceLock<Cells> = OnceLock::new();
    CELLS.get_or_init(|| {
        let number = |place: u32| {
            let (row, column) = cell(middle(Place(place)));
            (row * COLUMNS + column) as usize
        };
        let mut places: Vec<u32> = (0..Place::COUNT).collect();
        places.sort_by_key(|place| (number(*place), *place));
        let mut starts = vec![0u32; (ROWS * COLUMNS) as usize + 1];
        for place in &places {
            starts[number(*place) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Cells { starts, places }
    })
}

/// The place that is nearest to a point; none if there is none within some 1,000 km (less in the east and west far
/// from the equator).
pub fn nearest_place(point: Point) -> Option<Place> {
    let cells = cells();
    let (row, column) = cell(point);
    let mut best: Option<(f64, Place)> = None;
    for away in 0..=FARTHEST {
        for (down, right) in ring(away) {
            let row = row + down;
            if !(0..ROWS).contains(&row) {
                continue;
            }
            let at = (row * COLUMNS + (column + right).rem_euclid(COLUMNS)) as usize;
            for place in &cells.places[cells.starts[at] as usize..cells.starts[at + 1] as usize] {
                let km = distance_km(point, middle(Place(*place)));
                if best.is_none_or(|(least, _)| km < least) {
                    best = Some((km, Place(*place)));
                }
            }
        }
        // What lies beyond this ring is at least so far to the north or south; to the east or west it may be nearer
        // where degrees are short, which a ring more makes up for in most latitudes.
        if best.is_some_and(|(km, _)| km < f64::from(away) * 55.0) {
            break;
        }
    }
    best.map(|(_, place)| place)
}

/// The cells that lie so far from the middle one.
fn ring(away: i32) -> impl Iterator<Item = (i32, i32)> {
    (-away..=away).flat_map(move |down| {
        let step = if down.abs() == away || away == 0 { 1 } else { 2 * away };
        (-away..=away).step_by(step as usize).map(move |right| (down, right))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_places() {
        for name in ["Berlin", "Reykjavik", "Suva", "Quito", "Wellington, NZ"] {
            let place = Place::find(name).unwrap();
            assert_eq!(nearest_place(middle(place)), Some(place));
        }
        assert_eq!(nearest_place(Point::new(-48.0, -123.0)), None); // the farthest from any land
        let all = (0..Place::COUNT).map(Place);
        for point in [Point::new(51.0, 9.0), Point::new(-33.0, 150.9), Point::new(35.0, -100.2), Point::new(0.0, 30.0)]
        {
            let nearest =
                all.clone().min_by(|a, b| distance_km(point, middle(*a)).total_cmp(&distance_km(point, middle(*b))));
            assert_eq!(nearest_place(point), nearest);
        }
    }

    #[test]
    fn rings_cover_a_square_once() {
        let mut all: Vec<_> = (0..4).flat_map(ring).collect();
        assert_eq!(all.len(), 49);
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 49);
    }
}
