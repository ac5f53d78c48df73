//! Names of people. All rules are in data.

use super::{Field, Rule, Source, Type::Str};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("name", "names", Str, "A person's full name, with a title or a suffix now and then."),
    Field::new("first_name", "first_names", Str, "A given name."),
    Field::new("last_name", "last_names", Str, "A family name."),
    Field::new("name_male", "names_male", Str, "A man's full name."),
    Field::new("name_nonbinary", "names_nonbinary", Str, "A non-binary person's full name."),
    Field::new("name_female", "names_female", Str, "A woman's full name."),
    Field::new("first_name_male", "first_names_male", Str, "A man's given name."),
    Field::new("first_name_nonbinary", "first_names_nonbinary", Str, "A non-binary person's given name."),
    Field::new("first_name_female", "first_names_female", Str, "A woman's given name."),
    Field::new("last_name_male", "last_names_male", Str, "A man's family name, where the language tells them apart."),
    Field::new("last_name_nonbinary", "last_names_nonbinary", Str, "A non-binary person's family name."),
    Field::new("last_name_female", "last_names_female", Str, "A woman's family name."),
    Field::new("prefix", "prefixes", Str, "A title before a name; empty where the language has none."),
    Field::new("prefix_male", "prefixes_male", Str, "A man's title."),
    Field::new("prefix_nonbinary", "prefixes_nonbinary", Str, "A non-binary person's title."),
    Field::new("prefix_female", "prefixes_female", Str, "A woman's title."),
    Field::new("suffix", "suffixes", Str, "What may follow a name, such as `Jr.` or a degree."),
    Field::new("suffix_male", "suffixes_male", Str, "What may follow a man's name."),
    Field::new("suffix_nonbinary", "suffixes_nonbinary", Str, "What may follow a non-binary person's name."),
    Field::new("suffix_female", "suffixes_female", Str, "What may follow a woman's name."),
    Field::new("language_name", "language_names", Str, "The name of a language, in English."),
];

/// The Rust functions of this provider: none.
pub fn rule<D: Source>(_: &str) -> Option<Rule<D>> {
    None
}
