//! Schemas of several tables: relations, columns computed from others, and what both need.
//!
//! A schema is compiled to a [`Set`](crate::records::Set) of plans: each column becomes a field of the records layer, most of them
//! as they are, the others as one of the [`columns`] that are computed. Nothing here is made beforehand or kept: a child finds its
//! parent, and a parent its children, by arithmetic ([`fanout`]).

pub mod columns;
mod compile;
pub mod fanout;
mod fields;
mod geo;
mod overlays;
mod relations;
mod rows;
pub mod span;

pub use compile::{compile, Compiled, Info, Problem, Settings};
