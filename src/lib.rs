//! forgery: fake data at the speed of Rust, for Python.
//!
//! The engine beneath the Python package. Each layer imports only those below it:
//!
//! | module | what it is for |
//! |---|---|
//! | `python` | the boundary: classes and conversions, no generation logic |
//! | [`schema`] | several tables: relations, columns computed from others |
//! | [`expressions`] | the expressions of schemas |
//! | [`time`] | ticks, series, arrivals |
//! | [`distributions`] | numbers: quantile functions of one uniform number, copulas |
//! | [`records`] | schema, plan, chunks, columns; parallel execution |
//! | [`geo`] | places, points, routes |
//! | [`providers`] | the catalogue: what each field means |
//! | [`grammar`] | picks, patterns, templates, programs |
//! | [`locale`] | locale packs: string pool, tables, weights, rules |
//! | [`time`] | the moments of rows, series along them, events by a rate |
//! | [`rng`] | the sources of randomness |
//! | [`digits`] | numbers as text |
//! | [`opaque`] | what the engine carries for the layer above |

pub mod clock;
pub mod digits;
pub mod distributions;
pub mod error;
pub mod expressions;
pub mod geo;
pub mod grammar;
pub mod locale;
pub mod opaque;
pub mod providers;
#[cfg(feature = "python")]
mod python;
pub mod records;
pub mod rng;
pub mod schema;
pub mod time;

/// Changes exactly when any value of the native API changes.
pub const VALUES_VERSION: u32 = 1;
