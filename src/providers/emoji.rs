//! Emojis. All rules are in data.

use super::{Field, Rule, Source, Type::Str};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[Field::new(
    "emoji",
    "emojis",
    Str,
    "An emoji, which may be several characters long: skin tones, flags and families are sequences.",
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
        fakers(&[Case::new("en_US", "emoji", 0, "🇸🇪"), Case::new("en_US", "emoji", 1, "👱🏿\u{200d}♀️")]);
    }
}
