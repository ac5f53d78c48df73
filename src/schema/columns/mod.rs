//! The kinds of columns that schemas have beside the catalogue's fields: one kind, one file.

pub mod carried;
pub mod cases;
pub mod choice;
pub mod expression;
pub mod fold;
pub mod key;
pub mod link;
pub mod lookup;
pub mod moment;
pub mod number;
pub mod time;
pub mod turns;
