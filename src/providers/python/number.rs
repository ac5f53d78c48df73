//! Numbers that users give as bounds, and decimal numbers as Python's `decimal` spells and compares them.

use super::big::Big;
use crate::error::{Error, Result};
use crate::providers::{float_repr, Arg, Args};
use std::cmp::Ordering;

/// The most digits before or after the point that a bound may have: whatever a float can have.
const MOST_DIGITS: i64 = 400;

/// A bound.
#[derive(Clone, Copy, Debug)]
pub enum Number<'a> {
    /// An integer of 64 bits.
    Int(i64),
    /// A larger integer, in decimal.
    Big(&'a str),
    /// A finite float.
    Float(f64),
    /// A decimal number, as text.
    Decimal(&'a str),
}

impl<'a> Number<'a> {
    /// Argument `i`, if it is given.
    ///
    /// # Errors
    /// For what is not finite or has too many digits.
    pub fn of(args: &'a Args, i: usize, name: &str) -> Result<Option<Self>> {
        let number = match args.get(i) {
            Arg::Int(value) => Self::Int(*value),
            Arg::Bool(value) => Self::Int(i64::from(*value)),
            Arg::Big(text) => Self::Big(text),
            Arg::Float(value) => Self::Float(*value),
            Arg::Decimal(text) => Self::Decimal(text),
            _ => return Ok(None),
        };
        let fits = match number {
            Self::Int(_) => true,
            Self::Float(value) => value.is_finite(),
            Self::Big(text) | Self::Decimal(text) => {
                Decimal::parse(text).is_some_and(|d| d.exponent >= -MOST_DIGITS && d.point() <= MOST_DIGITS)
            }
        };
        if fits {
            return Ok(Some(number));
        }
        Err(Error::Value(format!("{name} must be a finite number of at most {MOST_DIGITS} digits")))
    }

    /// The number as a float.
    pub fn float(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
            Self::Big(text) | Self::Decimal(text) => text.parse().unwrap_or_default(),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        match self {
            Self::Int(value) => value == 0,
            Self::Float(value) => value == 0.0,
            Self::Big(_) | Self::Decimal(_) => self.decimal().is_zero(),
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        match self {
            Self::Int(value) => value < 0,
            Self::Float(value) => value < 0.0,
            Self::Big(_) | Self::Decimal(_) => {
                let decimal = self.decimal();
                decimal.negative && !decimal.is_zero()
            }
        }
    }

    /// What is left without the fraction: `int(number)`.
    pub fn whole(self) -> Big {
        match self {
            Self::Int(value) => Big::from(value),
            Self::Float(value) => Big::of_float(value),
            Self::Big(_) | Self::Decimal(_) => self.decimal().whole(),
        }
    }

    /// `ceil(log10(abs(number)))`, for a number that is not zero.
    pub fn log10(self) -> i64 {
        let value = self.float().abs();
        if value.is_finite() && value > 0.0 {
            return value.log10().ceil() as i64;
        }
        // Beyond what a float can hold: from the first digits and the place of the point.
        let decimal = self.decimal();
        let first = decimal.digits.get(..decimal.digits.len().min(17)).unwrap_or("1");
        let first: f64 = format!("0.{first}").parse().unwrap_or(1.0);
        (first.log10() + decimal.point() as f64).ceil() as i64
    }

    /// The decimal number that Python makes of its text: `Decimal(str(number))`.
    pub fn decimal(self) -> Decimal {
        let text = match self {
            Self::Int(value) => value.to_string(),
            Self::Float(value) => float_repr(value),
            Self::Big(text) | Self::Decimal(text) => text.to_string(),
        };
        Decimal::parse(&text).unwrap_or_default()
    }

    /// How a decimal number compares with it, exactly.
    pub fn compare(self, decimal: &Decimal) -> Ordering {
        let Self::Float(value) = self else { return decimal.compare(&self.decimal()) };
        // Rounding keeps the order, so the exact digits of the float matter only where the rounded numbers are equal.
        let rounded: f64 = decimal.to_string().parse().unwrap_or_default();
        match rounded.partial_cmp(&value) {
            Some(Ordering::Equal) | None => {
                decimal.compare(&Decimal::parse(&format!("{value:.1074}")).unwrap_or_default())
            }
            Some(order) => order,
        }
    }

    /// How it compares with another bound, exactly.
    pub fn order(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a.cmp(&b),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
            (Self::Float(a), b) => b.compare(&Decimal::parse(&format!("{a:.1074}")).unwrap_or_default()),
            (a, b) => b.compare(&a.decimal()),
        }
    }
}

impl std::fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => f.write_str(&float_repr(*value)),
            Self::Big(text) | Self::Decimal(text) => f.write_str(text),
        }
    }
}

/// A decimal number: digits times a power of ten.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decimal {
    negative: bool,
    /// Without zeros in front; empty for zero.
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// The number of these digits before and after the point.
    pub fn new(negative: bool, left: &str, right: &str) -> Self {
        let mut digits = String::with_capacity(left.len() + right.len());
        digits.push_str(left);
        digits.push_str(right);
        let zeros = digits.bytes().take_while(|digit| *digit == b'0').count();
        digits.drain(..zeros);
        Self { negative, digits, exponent: -(right.len() as i64) }
    }

    /// The number that a text such as `-1.50` or `2E+7` says.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok().filter(|e| e.abs() < 1 << 40)?),
            None => (text, 0),
        };
        let (left, right) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if left.len() + right.len() == 0 || !all_digits(left) || !all_digits(right) {
            return None;
        }
        let mut number = Self::new(negative, left, right);
        number.exponent += exponent;
        Some(number)
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// How many digits stand before the point, or minus the zeros after it.
    fn point(&self) -> i64 {
        self.digits.len() as i64 + self.exponent
    }

    /// How it compares with another.
    pub fn compare(&self, other: &Self) -> Ordering {
        let sign = |d: &Self| {
            if d.is_zero() {
                0
            } else if d.negative {
                -1
            } else {
                1
            }
        };
        let by_sign = sign(self).cmp(&sign(other));
        if by_sign != Ordering::Equal || self.is_zero() {
            return by_sign;
        }
        let trimmed = |d: &Self| d.digits.trim_end_matches('0').to_string();
        let order = self.point().cmp(&other.point()).then_with(|| trimmed(self).cmp(&trimmed(other)));
        if self.negative {
            order.reverse()
        } else {
            order
        }
    }

    /// What is left without the fraction.
    fn whole(&self) -> Big {
        let point = usize::try_from(self.point()).unwrap_or_default();
        let mut digits = self.digits.clone();
        digits.truncate(point);
        digits.push_str(&"0".repeat(point - digits.len()));
        Big::of_digits(self.negative, &digits)
    }
}

/// As Python's `str` of a `Decimal`: with an exponent where there would be zeros that are not significant, or more
/// than five after the point.
impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = if self.is_zero() { "0" } else { &self.digits };
        let point = digits.len() as i64 + self.exponent;
        if self.negative {
            f.write_str("-")?;
        }
        if self.exponent <= 0 && point > -6 {
            let (left, right) = digits.split_at(usize::try_from(point).unwrap_or_default());
            f.write_str(if left.is_empty() { "0" } else { left })?;
            if self.exponent < 0 {
                let zeros = usize::try_from(-point).unwrap_or_default();
                write!(f, ".{:0<zeros$}{right}", "")?;
            }
            return Ok(());
        }
        let (first, rest) = digits.split_at(1);
        f.write_str(first)?;
        if !rest.is_empty() {
            write!(f, ".{rest}")?;
        }
        write!(f, "E{:+}", point - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_pythons() {
        for text in ["0", "-0", "0.00", "0E-8", "1.50", "-12.345", "0.000001", "1E-7", "1.2E-9", "1E+3"] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Decimal::parse("12e1").unwrap().to_string(), "1.2E+2");
        assert_eq!(Decimal::new(true, "0", "000").to_string(), "-0.000");
        assert_eq!(Decimal::new(false, "0", "0000007").to_string(), "7E-7");
        assert_eq!(Decimal::new(false, "120", "").to_string(), "120");
        assert_eq!(Decimal::parse("nan"), None);
        assert_eq!(Decimal::parse("."), None);
    }

    #[test]
    fn order_is_exact() {
        let decimal = |text: &str| Decimal::parse(text).unwrap();
        assert_eq!(decimal("1.50").compare(&decimal("15E-1")), Ordering::Equal);
        assert_eq!(decimal("-1.5").compare(&decimal("-1.4")), Ordering::Less);
        assert_eq!(decimal("-0").compare(&decimal("0.0")), Ordering::Equal);
        assert_eq!(decimal("9").compare(&decimal("10")), Ordering::Less);
        // The float 0.1 is a little more than a tenth.
        assert_eq!(Number::Float(0.1).compare(&decimal("0.1")), Ordering::Less);
        assert_eq!(Number::Int(7).compare(&decimal("7.000")), Ordering::Equal);
        assert_eq!(Number::Float(0.5).order(Number::Decimal("0.50")), Ordering::Equal);
        assert_eq!(Number::Decimal("1E+30").order(Number::Float(1e29)), Ordering::Greater);
    }

    #[test]
    fn parts() {
        assert_eq!(Number::Decimal("-12.9").whole(), Big::from(-12));
        assert_eq!(Number::Decimal("1.2E+4").whole(), Big::from(12_000));
        assert_eq!(Number::Decimal("0.09").whole(), Big::from(0));
        assert_eq!(Number::Int(1000).log10(), 3);
        assert_eq!(Number::Int(1001).log10(), 4);
        assert_eq!(Number::Big(&format!("1{}", "0".repeat(350))).log10(), 350);
        let args = Args::new(vec![Arg::Decimal("1E+9999999".into()), Arg::Float(f64::NAN), Arg::Float(1e308)]);
        assert!(Number::of(&args, 0, "min_value").is_err());
        assert!(Number::of(&args, 1, "min_value").is_err());
        assert!(Number::of(&args, 2, "min_value").unwrap().is_some());
    }
}
