//! See `src/locale/layout.rs`, which both sides share.
#![allow(clippy::duplicate_mod)]
#[path = "../src/locale/layout.rs"]
mod shared;
pub use shared::*;
