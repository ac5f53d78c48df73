//! The one error type: what was given, and what would do.

use crate::opaque::Opaque;
use std::fmt;

/// Everything that can go wrong, each case with what a message needs.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A locale that Faker does not know.
    #[error("unknown locale '{given}'{}", DidYouMean(nearest))]
    Locale {
        /// What was asked for.
        given: String,
        /// The nearest known name.
        nearest: Option<String>,
    },
    /// A field that does not exist.
    #[error("unknown field '{given}'{}", DidYouMean(nearest))]
    UnknownField {
        /// What was asked for.
        given: String,
        /// The nearest known name.
        nearest: Option<String>,
    },
    /// A field that exists, but not in this locale.
    #[error("field '{field}' is not available in locale {locale}: {why}")]
    Unavailable {
        /// The field.
        field: String,
        /// The locale.
        locale: &'static str,
        /// The reason.
        why: String,
    },
    /// A parameter that the field does not have.
    #[error("field '{field}' has no parameter '{given}'{}; it takes {accepted}", DidYouMean(nearest))]
    UnknownParameter {
        /// The field.
        field: String,
        /// What was given.
        given: String,
        /// The nearest parameter.
        nearest: Option<String>,
        /// The parameters that it has.
        accepted: String,
    },
    /// A parameter of the wrong type.
    #[error("{what} must be {expected}, not {given}")]
    Type {
        /// The parameter, with its field or column.
        what: String,
        /// The types that it takes.
        expected: String,
        /// What was given.
        given: String,
    },
    /// A value out of its range, or values that contradict each other.
    #[error("{0}")]
    Value(String),
    /// What Faker takes for granted does not hold; it says no more.
    #[error("")]
    Assertion,
    /// More distinct values than there are.
    #[error("{what} has {has} distinct values, {asked} were asked for")]
    Capacity {
        /// The field or column.
        what: String,
        /// How many distinct values there are, in words.
        has: String,
        /// How many were asked for.
        asked: u64,
    },
    /// A country, a place, a coordinate or a shape that is not on this earth.
    #[error("{0}")]
    Geography(String),
    /// A schema whose form is wrong.
    #[error("{0}")]
    Schema(String),
    /// An error in a column of a schema.
    #[error("column '{column}': {error}")]
    Column {
        /// The column.
        column: String,
        /// What is wrong with it.
        error: Box<Error>,
    },
    /// A third party's field that failed.
    #[error("field '{}' of {}: {}", .0.field, .0.distribution, .0.why)]
    Plugin(Box<PluginFailure>),
    /// An exception of the layer above, with its message.
    #[error("{0}")]
    Raised(String, Opaque),
    /// A user's templates or methods that name each other.
    #[error("templates or methods name each other without end")]
    Endless,
    /// The operating system gave no randomness.
    #[error("the operating system gives no random numbers: {0}")]
    Entropy(String),
}

/// What is to be said of a third party's field that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct PluginFailure {
    /// The field's whole name: `vehicle.vin`.
    pub field: String,
    /// The provider's name.
    pub provider: String,
    /// The distribution that it comes from, with its version, or who registered it.
    pub distribution: String,
    /// What went wrong.
    pub why: String,
    /// The exception that it comes from.
    pub cause: Option<Opaque>,
}

/// The result of anything that a user's input can make fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A value error with a message.
    pub fn value(message: impl Into<String>) -> Self {
        Self::Value(message.into())
    }

    /// The error with the column that it is about.
    #[must_use]
    pub fn in_column(self, column: &str) -> Self {
        Self::Column { column: column.to_string(), error: Box::new(self) }
    }

    /// The error beneath the columns that name it.
    pub fn root(&self) -> &Self {
        match self {
            Self::Column { error, .. } => error.root(),
            other => other,
        }
    }
}

struct DidYouMean<'a>(&'a Option<String>);

impl fmt::Display for DidYouMean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(name) => write!(f, "; did you mean '{name}'?"),
            None => Ok(()),
        }
    }
}

/// The known name that is nearest to one given, if one is near: at most a third of its letters differ.
pub fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest_by(given, known.map(|name| (name, name.len())))
}

/// As [`nearest`]; of names that are equally near, the one of the lowest rank.
pub fn nearest_by<'a, R: Ord>(given: &str, known: impl Iterator<Item = (&'a str, R)>) -> Option<String> {
    let given = given.to_lowercase();
    let limit = (given.chars().count() / 3).max(1);
    known
        .map(|(name, rank)| ((distance(&given, &name.to_lowercase()), rank), name))
        .filter(|((distance, _), _)| *distance <= limit)
        .min_by(|(one, _), (other, _)| one.cmp(other))
        .map(|(_, name)| name.to_string())
}

/// Edits (insert, delete, replace, swap neighbours) from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let best = replace.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if swapped {
                    best.min(rows[i - 2][j - 2] + 1)
                } else {
                    best
                }
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names() {
        let known = ["email", "name", "first_name"];
        assert_eq!(nearest("emial", known.into_iter()), Some("email".into()));
        assert_eq!(nearest("frist_name", known.into_iter()), Some("first_name".into()));
        assert_eq!(nearest("zebra", known.into_iter()), None);
    }
}
