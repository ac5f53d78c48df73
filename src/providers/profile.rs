//! People with all their particulars.

use super::{Field, Rule, Source};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[];

/// The Rust functions of this provider.
pub fn rule<D: Source>(_: &str) -> Option<Rule<D>> {
    None
}
