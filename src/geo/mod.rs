//! Geography: places whose attributes belong together, points, routes, points of interest.
//!
//! | module | what it is for |
//! |---|---|
//! | [`facts`] | countries, regions, time zones and places, read in place |
//! | [`select`] | which places a column draws from |
//! | [`attribute`] | what can be asked of a place |
//! | [`sphere`] | distances and directions |

pub mod attribute;
pub mod facts;
pub mod select;
pub mod sphere;

pub use attribute::{fill, Attribute, ATTRIBUTES};
pub use facts::{Country, Place};
pub use select::Selection;
pub use sphere::{bearing, between, destination, distance_km, Point, RADIUS_KM};
