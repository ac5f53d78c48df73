//! Occupations. All rules are in data.

use super::{Field, Rule, Source, Type::Str};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("job", "jobs", Str, "The name of an occupation."),
    Field::new("job_female", "jobs_female", Str, "A woman's occupation, where the language tells them apart."),
    Field::new("job_male", "jobs_male", Str, "A man's occupation, where the language tells them apart."),
];

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
            Case::new("en_US", "job", 0, "Musician"),
            Case::new("en_US", "job_female", 0, "Musician"),
            Case::new("en_US", "job_male", 0, "Musician"),
            Case::new("de_AT", "job_female", 1, "Embedded Systems Engineer"),
            Case::new("de_AT", "job_male", 1, "Embedded Systems Engineer"),
            Case::new("vi_VN", "job", 0, "Giảng viên"),
        ]);
    }
}
