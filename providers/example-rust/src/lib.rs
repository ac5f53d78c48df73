//! Points, geohashes and grid cells: an example of a compiled provider for forgery.

mod area;
mod geohash;

use area::Area;
use forgery_provider::{export, Arguments, Batch, Function, Param, Provider, Result, Strings};
use std::fmt::Write as _;

/// The provider `geo`.
#[derive(Debug)]
pub struct Geo;

const AREA: &str = "Corners as 'latitude,longitude' with spaces between them: two of a box, or more of a polygon.";
const WORLD: &str = "-90,-180 90,180";

impl Provider for Geo {
    const NAME: &'static str = "geo";
    const DOC: &'static str = "Points in a region, their geohashes and cells of a grid.";

    fn functions() -> Vec<Function> {
        let area = || Param::str("area", AREA).default(WORLD);
        let precision = Param::int("precision", "How many characters, 1 to 12.").default(9);
        let size = Param::float("size", "The side of a cell in degrees, at least 0.0001.").default(1.0);
        let fields = [("latitude", "Degrees north of a point."), ("longitude", "Degrees east of the point.")];
        vec![
            Function::entity("point", &fields, points).param(area()).sequential().check(check_area),
            Function::field("geohash", "The geohash of a point.", geohashes)
                .param(area())
                .param(precision)
                .sequential()
                .check(|given| {
                    check_area(given)?;
                    precision_of(given).map(drop)
                }),
            Function::field("cell", "A cell of a grid with a point in it, as 'row:column' from the south-west.", cells)
                .param(area())
                .param(size)
                .sequential()
                .check(|given| {
                    check_area(given)?;
                    size_of_cells(given).map(drop)
                }),
        ]
    }
}

fn check_area(given: Arguments<'_>) -> Result<()> {
    Area::parse(given.str("area")?).map(drop)
}

fn precision_of(given: Arguments<'_>) -> Result<usize> {
    match given.int("precision")? {
        precision @ 1..=12 => Ok(precision as usize),
        other => Err(format!("'precision' must be from 1 to 12, not {other}").into()),
    }
}

fn size_of_cells(given: Arguments<'_>) -> Result<f64> {
    match given.float("size")? {
        size if (0.0001..=180.0).contains(&size) => Ok(size),
        other => Err(format!("'size' must be from 0.0001 to 180, not {other}").into()),
    }
}

/// A point for each row.
fn located(batch: &Batch<'_>) -> Result<impl Iterator<Item = (f64, f64)>> {
    let area = Area::parse(batch.arguments().str("area")?)?;
    let mut stream = batch.stream();
    Ok((0..batch.len()).map(move |_| area.point(&mut stream)))
}

fn points(batch: &Batch<'_>) -> Result<(Vec<f64>, Vec<f64>)> {
    Ok(located(batch)?.unzip())
}

fn geohashes(batch: &Batch<'_>) -> Result<Strings> {
    let precision = precision_of(batch.arguments())?;
    let mut hashes = Strings::with_capacity(batch.len(), precision);
    for (latitude, longitude) in located(batch)? {
        geohash::append(latitude, longitude, precision, &mut hashes);
        hashes.end();
    }
    Ok(hashes)
}

fn cells(batch: &Batch<'_>) -> Result<Strings> {
    let size = size_of_cells(batch.arguments())?;
    let mut cells = Strings::with_capacity(batch.len(), 8);
    for (latitude, longitude) in located(batch)? {
        let (row, column) = ((latitude + 90.0) / size, (longitude + 180.0) / size);
        write!(cells, "{}:{}", row as u32, column as u32)?;
        cells.end();
    }
    Ok(cells)
}

export!(forgery_geo_rs, Geo);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_values_each_time() {
        let text = |text: &'static str| forgery_provider::abi::Argument {
            kind: forgery_provider::abi::STR,
            int: 0,
            float: 0.0,
            text: forgery_provider::abi::Text::of(text),
        };
        let call = |area| forgery_provider::testing::call::<Geo>(0, 10, &[text(area)], 2);
        assert_eq!(call("0,0 1,1"), call("0,0 1,1"));
        assert_ne!(call("0,0 1,1"), call("0,0 1,2"));
        assert!(call("0,0").unwrap_err().contains("two corners"));
    }
}
