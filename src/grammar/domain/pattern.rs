//! Patterns as domains: what `numerify` and its kin make of a text.

use super::node::{numbers, product, sum, text, texts, with, Kind, Part, Text};
use super::shape::Bytes;
use std::borrow::Cow;

/// Which placeholders are filled, and with what.
#[derive(Debug, Default)]
pub struct Fill {
    digits: bool,
    letters: Option<Part>,
    hex: Option<Part>,
}

impl Fill {
    /// What `numerify` fills.
    #[must_use]
    pub fn digits(mut self) -> Self {
        self.digits = true;
        self
    }

    /// What `lexify` fills: `?` with one of these letters. None are left as they are.
    #[must_use]
    pub fn letters(mut self, letters: &str) -> Self {
        self.letters = (!letters.is_empty()).then(|| one_of(letters));
        self
    }

    /// What `hexify` fills.
    #[must_use]
    pub fn hex(mut self, upper: bool) -> Self {
        self.hex = Some(one_of(if upper { "0123456789ABCDEF" } else { "0123456789abcdef" }));
        self
    }

    fn placeholders(&self) -> Bytes {
        let mut bytes = if self.digits { Bytes::of(b"#%$!@") } else { Bytes::default() };
        if self.letters.is_some() {
            bytes.insert(b'?');
        }
        if self.hex.is_some() {
            bytes.insert(b'^');
        }
        bytes
    }

    /// What a pattern can become.
    pub fn pattern(&self, pattern: &[u8]) -> Part {
        let placeholders = self.placeholders();
        let mut parts = Vec::new();
        let mut rest = pattern;
        while let Some(byte) = rest.first() {
            let is_placeholder = placeholders.meets(&Bytes::one(*byte));
            // As many digits as fit one number.
            let same = |other: &&u8| match is_placeholder {
                true => **other == *byte,
                false => !placeholders.meets(&Bytes::one(**other)),
            };
            let run = rest.iter().take_while(same).take(if is_placeholder { 18 } else { rest.len() }).count();
            let (run, after) = rest.split_at(run);
            rest = after;
            match byte {
                _ if !is_placeholder => parts.push(text(run.to_vec())),
                b'#' => parts.push(numbers(0, 1, 10u128.pow(run.len() as u32), run.len())),
                other => {
                    let one = match other {
                        b'%' => numbers(1, 1, 9, 0),
                        b'$' => numbers(2, 1, 8, 0),
                        b'!' => texts(["", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].map(static_text).to_vec()),
                        b'@' => texts(["", "1", "2", "3", "4", "5", "6", "7", "8", "9"].map(static_text).to_vec()),
                        b'?' => self.letters.clone().unwrap_or_else(|| text(run.to_vec())),
                        _ => self.hex.clone().unwrap_or_else(|| text(run.to_vec())),
                    };
                    parts.extend(std::iter::repeat_n(one, run.len()));
                }
            }
        }
        product(parts)
    }

    /// What the texts of a part become, as patterns. `None` if they are not known well enough.
    pub fn part(&self, part: &Part) -> Option<Part> {
        let placeholders = self.placeholders();
        if !part.shape.all.meets(&placeholders) {
            return Some(part.clone());
        }
        let all = |parts: &[(Part, u128)]| parts.iter().map(|(part, _)| self.part(part)).collect::<Option<Vec<_>>>();
        match part.kind() {
            Kind::Texts(all) => {
                let (patterns, plain): (Vec<&Text>, Vec<&Text>) =
                    all.iter().partition(|text| Bytes::of(text).meets(&placeholders));
                let mut parts: Vec<Part> = patterns.into_iter().map(|text| self.pattern(text)).collect();
                if !plain.is_empty() {
                    parts.push(texts(plain.into_iter().cloned().collect()));
                }
                Some(sum(parts))
            }
            Kind::Product(parts) => Some(product(all(parts)?)),
            Kind::Sum(parts) => Some(sum(all(parts)?)),
            Kind::Let(vars, body) => {
                // The variables must not have placeholders of their own: each use would be filled anew.
                let body = self.part(body)?;
                Some(with(vars.iter().map(|(var, _)| var.clone()).collect(), body))
            }
            _ => None,
        }
    }
}

fn static_text(text: &'static str) -> Text {
    Cow::Borrowed(text.as_bytes())
}

fn one_of(letters: &str) -> Part {
    texts(letters.chars().map(|letter| Cow::Owned(letter.to_string().into_bytes())).collect())
}
