//! Companies: names, slogans.

use super::{Field, Rule, Source, Type::Str};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("company", "companies", Str, "The name of a company."),
    Field::new("company_suffix", "company_suffixes", Str, "The end of a company's name, such as `Ltd`."),
    Field::new("catch_phrase", "catch_phrases", Str, "A slogan."),
    Field::new("bs", "bs_phrases", Str, "What a company says it does, in the words of its brochures."),
];

/// The Rust functions of this provider.
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
            Case::new("en_US", "company", 0, "Chang-Fisher"),
            Case::new("en_US", "company_suffix", 0, "Group"),
            Case::new("en_US", "catch_phrase", 0, "Networked well-modulated instruction set"),
            Case::new("en_US", "bs", 0, "iterate integrated e-markets"),
        ]);
    }
}
