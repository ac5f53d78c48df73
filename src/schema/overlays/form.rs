//! Numbers and dates that are written in several ways.

use super::common::{places, Common};
use super::values;
use crate::error::Result;
use crate::records::column::{Column, Data};
use crate::records::computed::Scope;
use crate::records::overlay::Overlay;
use crate::rng::{Draw, Key};

/// Values in other forms, as texts.
#[derive(Debug)]
pub struct Form {
    /// Which rows.
    pub common: Common,
    /// The forms, each as often as the others.
    pub forms: Forms,
}

/// Other forms.
#[derive(Debug)]
pub enum Forms {
    /// Patterns of `strftime`.
    Date(Vec<String>),
    /// By their names in [`NUMBERS`].
    Number(Vec<&'static str>),
}

/// The patterns of dates unless some are given.
pub const DATES: [&str; 5] = ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d %b %Y", "%Y%m%d"];
/// The forms of numbers: 1234.5 as 1,234.5, as 1.234,5, as 1 234,5, as 1'234.5, as $1,234.5, as +1234.5 and as 001234.5.
pub const NUMBERS: [&str; 7] = ["comma", "point", "space", "apostrophe", "dollar", "plus", "zeros"];

/// A number, written with digits alone, in another form.
fn number(text: &str, form: &str) -> Option<String> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, part) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || part.is_some_and(|part| !is_digits(part)) {
        return None;
    }
    let with = |between: &str, point: &str| {
        let mut out = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                out.push_str(between);
            }
            out.push(digit);
        }
        part.map_or(out.clone(), |part| format!("{out}{point}{part}"))
    };
    Some(match form {
        "comma" => format!("{sign}{}", with(",", ".")),
        "point" => format!("{sign}{}", with(".", ",")),
        "space" => format!("{sign}{}", with(" ", ",")),
        "apostrophe" => format!("{sign}{}", with("'", ".")),
        "dollar" => format!("{sign}${}", with(",", ".")),
        "plus" if sign.is_empty() => format!("+{rest}"),
        "zeros" => format!("{sign}00{rest}"),
        _ => return None,
    })
}

impl Forms {
    fn of(&self, data: &Data, row: usize, draw: &mut impl Draw) -> Option<Vec<u8>> {
        match self {
            Self::Date(patterns) => {
                let pattern = &patterns[draw.below(patterns.len() as u64) as usize];
                let micros = match data {
                    Data::Date(days) => i64::from(days[row]) * values::DAY_MICROS,
                    Data::DateTime(micros) => micros[row],
                    data => crate::clock::absolute(&values::text(data, row))?,
                };
                let mut out = Vec::new();
                crate::clock::strftime(crate::clock::datetime(micros), pattern, &mut out);
                Some(out)
            }
            Self::Number(forms) => {
                let form = forms[draw.below(forms.len() as u64) as usize];
                number(&values::text(data, row), form).map(String::into_bytes)
            }
        }
    }
}

impl Overlay for Form {
    fn kind(&self) -> &str {
        &self.common.label
    }

    fn key(&self) -> &Key {
        &self.common.key
    }

    fn blank(&self, clean: Data) -> Data {
        values::to_text(clean)
    }

    fn apply(&self, scope: &mut Scope<'_, '_>, _: usize, column: &mut Column) -> Result<Vec<bool>> {
        let flags = self.common.flags(scope, "form")?;
        let mut draw = scope.stream_of("forms");
        let mut changes = Vec::new();
        for row in places(&flags) {
            if let Some(text) = self.forms.of(&column.data, row, &mut draw) {
                changes.push((row, text));
            }
        }
        column.data = values::with_texts(&column.data, &changes);
        Ok(flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let all = NUMBERS.map(|form| number("-1234567.5", form).unwrap_or_default());
        let wanted =
            ["-1,234,567.5", "-1.234.567,5", "-1 234 567,5", "-1'234'567.5", "-$1,234,567.5", "", "-001234567.5"];
        assert_eq!(all, wanted);
        assert_eq!(number("12", "comma").as_deref(), Some("12"));
        assert_eq!(number("12", "plus").as_deref(), Some("+12"));
        assert_eq!(number("1e300", "comma"), None);
        assert_eq!(number("é", "zeros"), None);
    }
}
