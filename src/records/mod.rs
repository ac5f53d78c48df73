//! From a schema to columns of values: the DSL, plans that make any range of rows, entities.

pub mod arrow;
mod chunk;
pub mod column;
pub mod computed;
mod distinct;
pub mod entity;
mod fill;
pub mod import;
pub mod options;
pub mod overlay;
pub mod plan;
pub mod plugin;
pub mod schema;
mod set;
pub mod spec;
pub mod text;

pub use column::{Column, Data, Texts};
#[cfg(feature = "python")] // the boundary makes single values by itself
pub(crate) use fill::{chosen, empty};
pub use plan::Plan;
pub use set::{Peers, Set};
