//! Digital object identifiers. All rules are in data.

use super::{Field, Rule, Source, Type::Str};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[Field::new(
    "doi",
    "dois",
    Str,
    "A digital object identifier, such as `10.1000/a1b2c34`: a registrant's number and a suffix.",
)];

/// The Rust functions of this provider: none.
pub fn rule<D: Source>(_: &str) -> Option<Rule<D>> {
    None
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "doi", 0, "10.51707749/f6z0y48"),
            Case::new("de_DE", "doi", 1, "10.18035063/f9w1c41"),
        ]);
    }
}
