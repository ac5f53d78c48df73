//! From tables and rules to words: what `build/` does for the packs, and the engine for a class whose tables a user has
//! replaced.
//!
//! The build script includes this folder by its path, with `layout` and `alias_table` beside it as they are here.

mod body;
mod operand;
mod program;
mod repr;
mod rules;
pub mod writer;

pub use body::{Body, Tree};
pub use operand::entries;
pub use program::{rule, Failure, Tables};
pub use repr::float_repr;
pub use rules::{block, Block, Expr};
pub use writer::{token, ClassWords, Writer};
