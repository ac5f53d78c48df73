//! `format`: Python's format specifications, read once.

use super::Checked;
use crate::expressions::eval::decimal::{rescale, to_float};
use crate::expressions::eval::vector::{Native, Vector};
use crate::expressions::eval::{compose, spell, Term};
use crate::expressions::Kind;
use std::io::Write as _;

/// The widest field, and the most digits after the point.
const WIDEST: usize = 1024;

/// What stands in braces behind the colon: `[[fill]align][sign][0][width][,][.precision][type]`.
#[derive(Clone, Debug, Default)]
struct Form {
    fill: Option<char>,
    /// `<`, `>`, `^` or `=`.
    align: Option<char>,
    sign: Option<char>,
    width: usize,
    group: Option<u8>,
    precision: Option<usize>,
    letter: Option<char>,
    /// A pattern of dates instead of all that.
    pattern: Option<String>,
}

struct Field {
    /// What stands before it.
    before: String,
    argument: usize,
    kind: Kind,
    form: Form,
}

pub fn format(mut terms: Vec<Term>) -> Checked {
    let pattern = terms.remove(0);
    let Some(pattern) = pattern.known_text() else {
        return Err("the pattern of format must be a constant text".to_string());
    };
    let kinds: Vec<Kind> = terms.iter().map(|term| term.kind).collect();
    let (fields, after) = compile(&pattern, &kinds)?;
    if let Some(unused) = (0..terms.len()).find(|i| fields.iter().all(|field| field.argument != *i)) {
        return Err(format!("value {} of format is not used by '{pattern}'", unused + 1));
    }
    if terms.iter().any(Term::is_null) {
        return Ok(Term::null(Kind::Str));
    }
    Ok(compose(terms, move |v, i, out| {
        for field in &fields {
            out.extend_from_slice(field.before.as_bytes());
            field.write(&v[field.argument], i, out);
        }
        out.extend_from_slice(after.as_bytes());
    }))
}

/// The fields of a pattern, and what stands after the last.
fn compile(pattern: &str, kinds: &[Kind]) -> Result<(Vec<Field>, String), String> {
    let mut fields: Vec<Field> = Vec::new();
    let mut before = String::new();
    let mut chars = pattern.chars().peekable();
    let (mut next, mut numbered) = (0, false);
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('{', Some('{')) | ('}', Some('}')) => {
                chars.next();
                before.push(c);
            }
            ('{', _) => {
                let mut inside = String::new();
                loop {
                    match chars.next() {
                        Some('}') => break,
                        Some(c) => inside.push(c),
                        None => return Err(format!("a '}}' is missing in '{pattern}'")),
                    }
                }
                let (number, spec) = inside.split_once(':').unwrap_or((&inside, ""));
                let argument = if number.is_empty() {
                    next += 1;
                    next - 1
                } else {
                    numbered = true;
                    number.parse().map_err(|_| format!("'{{{number}}}' of format is no number of a value"))?
                };
                if numbered && next > 0 {
                    return Err(format!("'{pattern}' both numbers its values and does not"));
                }
                let kind = *kinds.get(argument).ok_or_else(|| {
                    format!("'{pattern}' asks for value {}, and {} are given", argument + 1, kinds.len())
                })?;
                let form = Form::read(spec, kind).map_err(|why| format!("format '{spec}': {why}"))?;
                fields.push(Field { before: std::mem::take(&mut before), argument, kind, form });
            }
            ('}', _) => return Err(format!("'{pattern}' has a '}}' too many: write '}}}}' for one")),
            (c, _) => before.push(c),
        }
    }
    Ok((fields, before))
}

impl Form {
    fn read(spec: &str, kind: Kind) -> Result<Self, String> {
        let mut form = Self::default();
        if matches!(kind, Kind::Date | Kind::DateTime) && spec.contains('%') {
            form.pattern = Some(spec.to_string());
            return Ok(form);
        }
        let chars: Vec<char> = spec.chars().collect();
        let mut at = 0;
        let aligns = |c: Option<&char>| c.copied().filter(|c| matches!(c, '<' | '>' | '^' | '='));
        if let Some(align) = aligns(chars.get(1)) {
            (form.fill, form.align, at) = (Some(chars[0]), Some(align), 2);
        } else if let Some(align) = aligns(chars.first()) {
            (form.align, at) = (Some(align), 1);
        }
        if let Some(sign) = chars.get(at).filter(|c| matches!(c, '+' | '-' | ' ')) {
            form.sign = Some(*sign);
            at += 1;
        }
        if chars.get(at) == Some(&'0') {
            form.fill = form.fill.or(Some('0'));
            form.align = form.align.or(if kind.is_number() { Some('=') } else { Some('<') });
            at += 1;
        }
        let number = |at: &mut usize| {
            let mut value = None;
            while let Some(digit) = chars.get(*at).and_then(|c| c.to_digit(10)) {
                value = Some((value.unwrap_or(0usize) * 10 + digit as usize).min(WIDEST + 1));
                *at += 1;
            }
            value
        };
        form.width = number(&mut at).unwrap_or(0);
        if let Some(group) = chars.get(at).filter(|c| matches!(c, ',' | '_')) {
            form.group = Some(*group as u8);
            at += 1;
        }
        if chars.get(at) == Some(&'.') {
            at += 1;
            form.precision = Some(number(&mut at).ok_or("digits are missing after the point")?);
        }
        form.letter = chars.get(at).copied();
        at += usize::from(form.letter.is_some());
        if at < chars.len() {
            return Err(format!("'{}' was not expected", chars[at..].iter().collect::<String>()));
        }
        if form.width > WIDEST || form.precision.is_some_and(|p| p > WIDEST) {
            return Err(format!("at most {WIDEST} characters"));
        }
        form.check(kind)?;
        Ok(form)
    }

    fn check(&self, kind: Kind) -> Result<(), String> {
        let letters = match kind {
            Kind::Int => "dxXobcn,feg%",
            Kind::Float | Kind::Decimal(_) => "feEFgG%",
            _ => "s",
        };
        if let Some(letter) =
            self.letter.filter(|letter| !letters.contains(*letter) || matches!(letter, 'g' | 'G' | 'c' | 'n' | ','))
        {
            return Err(format!("'{letter}' does not go with {kind}"));
        }
        let text = !kind.is_number();
        if text && (self.sign.is_some() || self.group.is_some() || self.align == Some('=')) {
            return Err(format!("a sign or a separator does not go with {kind}"));
        }
        if kind == Kind::Int
            && self.precision.is_some()
            && matches!(self.letter, None | Some('d' | 'x' | 'X' | 'o' | 'b'))
        {
            return Err("integers have no digits after the point: 'f' gives some".to_string());
        }
        if matches!(kind, Kind::Float | Kind::Decimal(_)) && self.precision.is_some() && self.letter.is_none() {
            return Err("write '.2f' for digits after the point".to_string());
        }
        if self.group.is_some() && matches!(self.letter, Some('x' | 'X' | 'o' | 'b')) {
            return Err("separators go with decimal digits only".to_string());
        }
        Ok(())
    }
}

impl Field {
    fn write(&self, v: &Vector<'_>, i: usize, out: &mut Vec<u8>) {
        let start = out.len();
        if let Some(pattern) = &self.form.pattern {
            super::dates::spelled(self.kind, i64::of(v).get(i), pattern, out);
            return;
        }
        if self.kind.is_number() {
            self.number(v, i, out);
        } else {
            spell::value(self.kind, v, i, out);
            if let Some(most) = self.form.precision {
                let text = std::str::from_utf8(&out[start..]).unwrap_or_default();
                let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
                out.truncate(start + end);
            }
        }
        self.pad(start, out);
    }

    /// The digits of a number with its sign, and separators.
    fn number(&self, v: &Vector<'_>, i: usize, out: &mut Vec<u8>) {
        let start = out.len();
        let places = self.form.precision.unwrap_or(6);
        let real = || match self.kind {
            Kind::Int => i64::of(v).get(i) as f64,
            Kind::Decimal(scale) => to_float(i128::of(v).get(i), scale),
            _ => f64::of(v).get(i),
        };
        // Writing to a vector does not fail.
        let _ = match (self.form.letter, self.kind) {
            (Some(letter @ ('x' | 'X' | 'o' | 'b')), _) => {
                let value = i64::of(v).get(i);
                let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
                match letter {
                    'x' => write!(out, "{sign}{size:x}"),
                    'X' => write!(out, "{sign}{size:X}"),
                    'o' => write!(out, "{sign}{size:o}"),
                    _ => write!(out, "{sign}{size:b}"),
                }
            }
            (Some('f' | 'F'), Kind::Decimal(scale)) => {
                let value = i128::of(v).get(i);
                let kept = u8::try_from(places).ok().filter(|places| *places <= scale);
                match kept.and_then(|places| Some((rescale(value, scale, places)?, places))) {
                    Some((value, places)) => crate::providers::append_decimal(value, places, out),
                    None => {
                        crate::providers::append_decimal(value, scale, out);
                        if scale == 0 && places > 0 {
                            out.push(b'.');
                        }
                        out.extend(std::iter::repeat_n(b'0', places - usize::from(scale)));
                    }
                }
                Ok(())
            }
            (Some('f' | 'F'), _) => write!(out, "{:.*}", places, real()),
            (Some('%'), _) => write!(out, "{:.*}%", places, real() * 100.0),
            (Some(letter @ ('e' | 'E')), _) => {
                let text = format!("{:.*e}", places, real());
                let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
                let (sign, digits) = exponent.strip_prefix('-').map_or(('+', exponent), |digits| ('-', digits));
                write!(out, "{mantissa}{letter}{sign}{digits:0>2}")
            }
            _ => {
                spell::value(self.kind, v, i, out);
                Ok(())
            }
        };
        if !out[start..].starts_with(b"-") {
            match self.form.sign {
                Some('+') => out.insert(start, b'+'),
                Some(' ') => out.insert(start, b' '),
                _ => {}
            }
        }
        if let Some(group) = self.form.group {
            let first = start + usize::from(!out[start].is_ascii_digit());
            let digits = out[first..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            (1..digits).filter(|left| left % 3 == 0).for_each(|left| out.insert(first + digits - left, group));
        }
    }

    /// Fills what was written from `start` on up to the width.
    fn pad(&self, start: usize, out: &mut Vec<u8>) {
        if self.form.width == 0 {
            return;
        }
        let characters = out[start..].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        let missing = self.form.width.saturating_sub(characters);
        let align = self.form.align.unwrap_or(if self.kind.is_number() { '>' } else { '<' });
        let (before, at) = match align {
            '<' => (0, start),
            '^' => (missing / 2, start),
            '=' => (missing, start + usize::from(out.get(start).is_some_and(|b| matches!(b, b'-' | b'+' | b' ')))),
            _ => (missing, start),
        };
        let mut buffer = [0; 4];
        let fill = self.form.fill.unwrap_or(' ').encode_utf8(&mut buffer).as_bytes();
        let end = out.len();
        for _ in 0..missing {
            out.extend_from_slice(fill);
        }
        // What goes before is turned round to there.
        let moved = before * fill.len();
        out[at..end + moved].rotate_right(moved);
    }
}
