//! The boundary of `forgery.geo`: options in, columns, points and ways out as Python objects.

use super::detach::parallel_map;
use super::errors::OrRaise;
use super::faker::{count, new_key, Most};
use super::objects::{self, Context};
use super::spec::{self, Objects};
use crate::error::Error;
use crate::geo::column::{maker, names, Make, Way, Ways};
use crate::geo::route::{great_circle, route, Mode};
use crate::geo::shape::{located, on_earth, Shape};
use crate::geo::{distance_km, Country, Place, Point};
use crate::records::options::Options;
use crate::records::spec::Spec;
use crate::records::Column;
use crate::rng::{Key, Stream, CHUNK};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping, PyString, PyTuple};
use std::ops::Range;

/// How deep a mapping of GeoJSON may be.
const DEEPEST: u32 = 12;

/// Reads a value as deep as GeoJSON goes.
fn deep(value: &Bound<'_, PyAny>, depth: u32) -> PyResult<Spec> {
    let interface = value.getattr_opt("__geo_interface__")?;
    let value = interface.as_ref().unwrap_or(value);
    if depth < DEEPEST {
        if let Ok(mapping) = value.cast::<PyMapping>() {
            let items = mapping.items()?;
            let pairs = items.iter().map(|pair| {
                let (key, value) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
                PyResult::Ok((deep(&key, DEEPEST)?, deep(&value, depth + 1)?))
            });
            return Ok(Spec::Map(pairs.collect::<PyResult<_>>()?));
        }
        let listed = if value.hasattr("tolist")? { value.call_method0("tolist")? } else { value.clone() };
        if listed.is_instance_of::<PyList>() || listed.is_instance_of::<PyTuple>() {
            let items = listed.try_iter()?.map(|item| deep(&item?, depth + 1));
            return Ok(Spec::Seq(items.collect::<PyResult<_>>()?));
        }
        if !listed.is(value) {
            return spec::read(&listed, u32::MAX, &mut Objects::new());
        }
    }
    spec::read(value, u32::MAX, &mut Objects::new())
}

/// The options that are given: those that are None are not.
fn options(given: &Bound<'_, PyDict>) -> PyResult<Spec> {
    let given = given.iter().filter(|(_, value)| !value.is_none());
    let pairs = given.map(|(key, value)| Ok((deep(&key, DEEPEST)?, deep(&value, 0)?)));
    Ok(Spec::Map(pairs.collect::<PyResult<_>>()?))
}

fn key(py: Python<'_>, seed: &Bound<'_, PyAny>) -> PyResult<Key> {
    Ok(new_key(Some(seed), py)?.0)
}

/// The pieces of so many rows that threads make.
fn pieces(n: usize) -> Vec<Range<u64>> {
    let chunks = n.div_ceil(CHUNK) as u64;
    let each = chunks.div_ceil(super::detach::threads().max(1) as u64).max(1);
    (0..chunks.div_ceil(each)).map(|i| i * each..((i + 1) * each).min(chunks)).collect()
}

/// Makes `n` rows chunk by chunk, on all threads.
fn chunked<T: Send>(
    py: Python<'_>,
    n: usize,
    make: impl Fn(u64, usize) -> crate::error::Result<T> + Sync,
) -> PyResult<Vec<T>> {
    let rows = |chunk: u64| (n - chunk as usize * CHUNK).min(CHUNK);
    let made = py.detach(|| {
        parallel_map(&pieces(n), |chunks| {
            chunks.clone().map(|chunk| make(chunk, rows(chunk))).collect::<crate::error::Result<Vec<T>>>()
        })
    });
    py.check_signals()?;
    let made: crate::error::Result<Vec<Vec<T>>> = made.into_iter().collect();
    Ok(made.or_raise(py)?.into_iter().flatten().collect())
}

fn column(py: Python<'_>, made: &dyn Make, key: &Key, n: usize) -> PyResult<Option<Column>> {
    let mut chunks = chunked(py, n, |chunk, rows| made.make(key, 0, chunk, rows))?.into_iter();
    let first = chunks.next();
    Ok(first.map(|mut first| {
        chunks.for_each(|more| first.extend(more));
        first
    }))
}

/// Makes columns that describe the same places, ways or points of interest, as a list of values for each name.
#[pyfunction]
pub fn _geo_columns<'py>(
    py: Python<'py>,
    names: Vec<String>,
    n: &Bound<'py, PyAny>,
    given: &Bound<'py, PyDict>,
    seed: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyDict>> {
    let (n, key, given) = (count("n", n, Most::List)? as usize, key(py, seed)?, options(given)?);
    let made = names.iter().map(|name| {
        let mut options = Options::of("forgery.geo", &given)?;
        let made = maker(name, &mut options)?;
        options.finish().map(|()| made)
    });
    let made = made.collect::<crate::error::Result<Vec<_>>>().or_raise(py)?;
    let columns = PyDict::new(py);
    for (name, made) in names.iter().zip(made) {
        let values = match column(py, made.as_ref(), &key, n)? {
            Some(column) => objects::column(py, &column, &Context::default())?,
            None => Vec::new(),
        };
        columns.set_item(name, values)?;
    }
    Ok(columns)
}

/// Makes columns as [`_geo_columns`] does, and gives a dict for each row.
#[pyfunction]
pub fn _geo_rows<'py>(
    py: Python<'py>,
    names: Vec<String>,
    n: &Bound<'py, PyAny>,
    given: &Bound<'py, PyDict>,
    seed: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyList>> {
    let columns = _geo_columns(py, names, n, given, seed)?;
    let columns = columns.iter().map(|(name, values)| Ok((name, values.cast_into::<PyList>()?)));
    let columns = columns.collect::<PyResult<Vec<_>>>()?;
    let rows = PyList::empty(py);
    for at in 0..columns.first().map_or(0, |(_, values)| values.len()) {
        let row = PyDict::new(py);
        for (name, values) in &columns {
            row.set_item(name, values.get_item(at)?)?;
        }
        rows.append(row)?;
    }
    Ok(rows)
}

/// Draws points of a shape, as (latitude, longitude).
#[pyfunction]
pub fn _geo_points<'py>(
    py: Python<'py>,
    n: &Bound<'py, PyAny>,
    given: &Bound<'py, PyDict>,
    seed: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyList>> {
    let (n, key, given) = (count("n", n, Most::List)? as usize, key(py, seed)?, options(given)?);
    let mut options = Options::of("points", &given).or_raise(py)?;
    let shape = Shape::parse(&mut options).or_raise(py)?;
    options.finish().or_raise(py)?;
    let points = chunked(py, n, |chunk, rows| Ok(shape.points(&key, 0, chunk, rows)))?;
    PyList::new(py, points.into_iter().flatten().map(pair))
}

/// Draws ways between places, as a dict each.
#[pyfunction]
pub fn _geo_routes<'py>(
    py: Python<'py>,
    n: &Bound<'py, PyAny>,
    given: &Bound<'py, PyDict>,
    seed: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyList>> {
    let (n, key, given) = (count("n", n, Most::List)? as usize, key(py, seed)?, options(given)?);
    let mut options = Options::of("routes", &given).or_raise(py)?;
    let ways = Ways::parse(&mut options).or_raise(py)?;
    options.finish().or_raise(py)?;
    let made = chunked(py, n, |chunk, rows| ways.ways(&key, 0, chunk, rows))?;
    let rows = PyList::empty(py);
    for way in made.iter().flatten() {
        rows.append(as_dict(py, way)?)?;
    }
    Ok(rows)
}

/// Draws the way from one point to another.
#[pyfunction]
pub fn _geo_route<'py>(
    py: Python<'py>,
    start: &Bound<'py, PyAny>,
    end: &Bound<'py, PyAny>,
    mode: &str,
    waypoints: usize,
    seed: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyDict>> {
    let mode = Mode::find(mode).or_raise(py)?;
    let (from, to) = (point(start)?, point(end)?);
    if waypoints > 1000 {
        return Err(Error::Geography(format!("'waypoints' must be from 0 to 1000, not {waypoints}"))).or_raise(py);
    }
    let mut draw = Stream::at(&key(py, seed)?.child("route"), 0, 0);
    let way = route(from, to, mode, waypoints, &mut draw);
    let row = PyDict::new(py);
    row.set_item("start", start)?;
    row.set_item("end", end)?;
    finish(&row, mode, &way)?;
    Ok(row)
}

fn as_dict<'py>(py: Python<'py>, way: &Way) -> PyResult<Bound<'py, PyDict>> {
    let row = PyDict::new(py);
    row.set_item("start", named(way.start))?;
    row.set_item("end", named(way.end))?;
    finish(&row, way.mode, &way.route)?;
    Ok(row)
}

fn finish(row: &Bound<'_, PyDict>, mode: &Mode, way: &crate::geo::Route) -> PyResult<()> {
    row.set_item("mode", mode.name)?;
    row.set_item("distance_km", way.distance_km)?;
    row.set_item("duration_s", way.duration_s)?;
    row.set_item("stops", way.stops.iter().map(|stop| named(*stop)).collect::<Vec<_>>())?;
    row.set_item("points", way.points.iter().copied().map(pair).collect::<Vec<_>>())
}

/// A place's name that `Place::find` finds it by.
fn named(place: Place) -> String {
    let (name, country) = (place.name(), place.country().code());
    match place.region_code() {
        "" => format!("{name}, {country}"),
        region => format!("{name}, {region}, {country}"),
    }
}

fn pair(point: Point) -> (f64, f64) {
    (point.latitude, point.longitude)
}

fn point(given: &Bound<'_, PyAny>) -> PyResult<Point> {
    Ok(located(&deep(given, 0)?).or_raise(given.py())?.0)
}

/// The great-circle distance of two points in kilometres.
#[pyfunction]
pub fn _geo_distance(a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>) -> PyResult<f64> {
    Ok(distance_km(point(a)?, point(b)?))
}

/// The great circle from one point to another, as so many points.
#[pyfunction]
pub fn _geo_line<'py>(
    py: Python<'py>,
    a: &Bound<'py, PyAny>,
    b: &Bound<'py, PyAny>,
    points: usize,
) -> PyResult<Bound<'py, PyList>> {
    PyList::new(py, great_circle(point(a)?, point(b)?, points.clamp(2, 100_000)).into_iter().map(pair))
}

/// The names of columns with their types, after `geo.`.
#[pyfunction]
pub fn _geo_names() -> Vec<(&'static str, String)> {
    names().map(|(name, kind)| (name, format!("{kind:?}").to_lowercase())).collect()
}

/// The countries: code, code of three letters, name, calling code, kind of postcodes, locale of streets, number of places.
#[pyfunction]
pub fn _geo_countries<'py>(py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
    let rows = PyList::empty(py);
    for country in Country::all() {
        let row = PyDict::new(py);
        row.set_item("code", country.code())?;
        row.set_item("iso3", country.iso3())?;
        row.set_item("name", country.name())?;
        row.set_item("calling_code", country.calling_code())?;
        row.set_item("postcodes", country.postcode_kind())?;
        row.set_item("streets", country.locale())?;
        row.set_item("places", country.places().len())?;
        rows.append(row)?;
    }
    Ok(rows)
}

/// GeoJSON features of rows: mappings with coordinates or points, or points.
#[pyfunction]
pub fn _geo_features<'py>(py: Python<'py>, rows: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    let features = PyList::empty(py);
    for row in rows.try_iter()? {
        let row = row?;
        let properties = PyDict::new(py);
        let mut geometry = None;
        if let Ok(mapping) = row.cast::<PyDict>() {
            for (name, value) in mapping.iter() {
                match name.cast::<PyString>().map(|name| name.to_cow()) {
                    Ok(Ok(name)) if name == "points" => geometry = Some(line(py, &value)?),
                    Ok(Ok(name)) if matches!(&*name, "latitude" | "longitude") => {}
                    _ => properties.set_item(name, value)?,
                }
            }
        }
        let geometry = match geometry {
            Some(geometry) => geometry,
            None => {
                let Point { latitude, longitude } = point(&row)?;
                shape(py, "Point", (longitude, latitude))?
            }
        };
        let feature = PyDict::new(py);
        feature.set_item("type", "Feature")?;
        feature.set_item("geometry", geometry)?;
        feature.set_item("properties", properties)?;
        features.append(feature)?;
    }
    Ok(features)
}

fn shape<'py>(py: Python<'py>, kind: &str, coordinates: impl IntoPyObject<'py>) -> PyResult<Bound<'py, PyDict>> {
    let geometry = PyDict::new(py);
    geometry.set_item("type", kind)?;
    geometry.set_item("coordinates", coordinates)?;
    Ok(geometry)
}

/// A line; one that crosses the antimeridian is cut there, as RFC 7946 wants it.
fn line<'py>(py: Python<'py>, points: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    let mut parts: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    let mut last: Option<(f64, f64)> = None;
    for given in points.try_iter()? {
        let (latitude, longitude) = given?.extract()?;
        on_earth(latitude, longitude).or_raise(py)?;
        if let Some((before, at)) = last {
            if (longitude - before).abs() > 180.0 {
                let edge = if before < 0.0 { -180.0 } else { 180.0 };
                let there = longitude + 2.0 * edge;
                let share = if there == before { 0.0 } else { (edge - before) / (there - before) };
                let crossing = at + (latitude - at) * share;
                if let Some(part) = parts.last_mut() {
                    part.push((edge, crossing));
                }
                parts.push(vec![(-edge, crossing)]);
            }
        }
        if let Some(part) = parts.last_mut() {
            part.push((longitude, latitude));
        }
        last = Some((longitude, latitude));
    }
    match parts.len() {
        1 => shape(py, "LineString", parts.remove(0)),
        _ => shape(py, "MultiLineString", parts),
    }
}

/// Adds the functions to the module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(_geo_columns, module)?)?;
    module.add_function(wrap_pyfunction!(_geo_rows, module)?)?;
    module.add_function(wrap_pyfunction!(_geo_points, module)?)?;
    module.add_function(wrap_pyfunction!(_geo_routes, module)?)?;
    module.add_function(wrap_pyfunction!(_geo_route, module)?)?;
    module.add_function(wrap_pyfunction!(_geo_distance, module)?)?;
    module.add_function(wrap_pyfunction!(_geo_line, module)?)?;
    module.add_function(wrap_pyfunction!(_geo_names, module)?)?;
    module.add_function(wrap_pyfunction!(_geo_countries, module)?)?;
    module.add_function(wrap_pyfunction!(_geo_features, module)?)
}
