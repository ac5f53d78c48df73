//! Geography: places whose attributes belong together, points, routes, points of interest.
//!
//! | module | what it is for |
//! |---|---|
//! | [`facts`] | countries, regions, time zones and places, read in place |
//! | [`select`] | which places a column draws from |
//! | [`attribute`] | what can be asked of a place |
//! | [`sphere`] | distances and directions |
//! | [`shape`], [`polygon`] | points near a place, in a box or a polygon, along a line |
//! | [`route`], [`near`] | ways between places, and where one stops |
//! | [`poi`] | points of interest |
//! | [`column`] | columns of schemas |

pub mod attribute;
pub mod column;
pub mod facts;
pub mod near;
pub mod poi;
pub mod polygon;
pub mod route;
pub mod select;
pub mod shape;
pub mod sphere;

pub use attribute::{fill, Attribute, ATTRIBUTES};
pub use column::{column, maker, Make};
pub use facts::{Country, Place};
pub use route::{Mode, Route};
pub use select::Selection;
pub use shape::Shape;
pub use sphere::{bearing, between, destination, distance_km, Point, RADIUS_KM};
