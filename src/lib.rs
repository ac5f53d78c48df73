//! forgery: fake data at the speed of Rust, for Python.
//!
//! The engine beneath the Python package. Each layer imports only those below it:
//!
//! | module | what it is for |
//! |---|---|
//! | `python` | the boundary: classes and conversions, no generation logic |
//! | [`records`] | schema, plan, chunks, columns; parallel execution |
//! | [`providers`] | the catalogue: what each field means |
//! | [`grammar`] | picks, patterns, templates, programs |
//! | [`locale`] | locale packs: string pool, tables, weights, rules |
//! | [`time`] | the moments of rows, series along them, events by a rate |
//! | [`rng`] | the sources of randomness |
//! | [`digits`] | numbers as text |
//! | [`opaque`] | what the engine carries for the layer above |

pub mod clock;
pub mod digits;
pub mod error;
pub mod grammar;
pub mod locale;
pub mod opaque;
pub mod providers;
#[cfg(feature = "python")]
mod python;
pub mod records;
pub mod rng;
pub mod time;

/// Changes exactly when any value of the native API changes.
pub const VALUES_VERSION: u32 = 1;
