//! Integers of any size, as much of them as drawing from a range needs.

use crate::providers::Value;
use crate::rng::Draw;
use std::cmp::Ordering;

/// An integer of any size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Big {
    /// One that fits 64 bits, always held so.
    Small(i64),
    /// One that does not.
    Wide(Wide),
}

/// An integer beyond 64 bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wide {
    negative: bool,
    /// The magnitude in base 2^32, the low word first, no zero at the top.
    words: Vec<u32>,
}

impl Big {
    /// The integer of decimal digits.
    pub fn of_digits(negative: bool, digits: &str) -> Self {
        let mut words = Vec::with_capacity(digits.len() / 9 + 1);
        for nine in digits.as_bytes().chunks(9) {
            let mut carry = nine.iter().fold(0, |value, digit| value * 10 + u64::from(digit & 15));
            for word in &mut words {
                carry += u64::from(*word) * 10u64.pow(nine.len() as u32);
                *word = carry as u32;
                carry >>= 32;
            }
            if carry > 0 {
                words.push(carry as u32);
            }
        }
        Self::signed(negative, words)
    }

    /// What is left of a float without its fraction; 0 for what is not finite.
    pub fn of_float(value: f64) -> Self {
        if !value.is_finite() {
            return Self::Small(0);
        }
        if value.abs() < 9e18 {
            return Self::Small(value as i64);
        }
        Self::of_digits(value < 0.0, &format!("{:.0}", value.abs()))
    }

    /// 10 to a power.
    pub fn power_of_ten(exponent: u32) -> Self {
        match 10i64.checked_pow(exponent) {
            Some(power) => Self::Small(power),
            None => Self::of_digits(false, &format!("1{}", "0".repeat(exponent as usize))),
        }
    }

    fn signed(negative: bool, mut words: Vec<u32>) -> Self {
        while words.last() == Some(&0) {
            words.pop();
        }
        let magnitude = match *words {
            [] => 0,
            [low] => i128::from(low),
            [low, high] => i128::from(low) | i128::from(high) << 32,
            _ => return Self::Wide(Wide { negative, words }),
        };
        match i64::try_from(if negative { -magnitude } else { magnitude }) {
            Ok(small) => Self::Small(small),
            Err(_) => Self::Wide(Wide { negative, words }),
        }
    }

    fn wide(&self) -> Wide {
        match self {
            Self::Wide(wide) => wide.clone(),
            Self::Small(value) => {
                let magnitude = value.unsigned_abs();
                let mut words = vec![magnitude as u32, (magnitude >> 32) as u32];
                while words.last() == Some(&0) {
                    words.pop();
                }
                Wide { negative: *value < 0, words }
            }
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match self {
            Self::Small(value) => *value < 0,
            Self::Wide(wide) => wide.negative,
        }
    }

    /// The integer with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        if let Some(value) = self.small().and_then(i64::checked_neg) {
            return Self::Small(value);
        }
        let wide = self.wide();
        Self::signed(!wide.negative, wide.words)
    }

    /// The integer without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() {
            self.negated()
        } else {
            self.clone()
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        if let (Self::Small(a), Self::Small(b)) = (self, other) {
            if let Some(sum) = a.checked_add(*b) {
                return Self::Small(sum);
            }
        }
        let (a, b) = (self.wide(), other.wide());
        if a.negative == b.negative {
            return Self::signed(a.negative, sum(&a.words, &b.words));
        }
        match compare(&a.words, &b.words) {
            Ordering::Less => Self::signed(b.negative, difference(&b.words, &a.words)),
            _ => Self::signed(a.negative, difference(&a.words, &b.words)),
        }
    }

    /// An integer from `low` to `high`, both included: `randint(low, high)`. `low` if the range is empty.
    pub fn between<D: Draw>(draw: &mut D, low: &Self, high: &Self) -> Self {
        if let (Self::Small(low), Self::Small(high)) = (low, high) {
            return Self::Small(draw.between(*low, *high));
        }
        let width = high.plus(&Self::Small(1)).plus(&low.negated()).wide();
        if width.negative || width.words.is_empty() {
            return low.clone();
        }
        let mut words = Vec::with_capacity(width.words.len());
        draw.below_wide(&width.words, &mut words);
        low.plus(&Self::signed(false, words))
    }

    fn small(&self) -> Option<i64> {
        match self {
            Self::Small(value) => Some(*value),
            Self::Wide(_) => None,
        }
    }
}

impl From<i64> for Big {
    fn from(value: i64) -> Self {
        Self::Small(value)
    }
}

impl From<Big> for Value {
    fn from(number: Big) -> Self {
        match number {
            Big::Small(value) => Self::Int(value),
            wide => Self::Big(wide.to_string()),
        }
    }
}

impl Ord for Big {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Self::Small(a), Self::Small(b)) = (self, other) {
            return a.cmp(b);
        }
        let (a, b) = (self.wide(), other.wide());
        match (a.negative, b.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => compare(&a.words, &b.words),
            (true, true) => compare(&b.words, &a.words),
        }
    }
}

impl PartialOrd for Big {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Its decimal digits.
impl std::fmt::Display for Big {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let wide = match self {
            Self::Small(value) => return write!(f, "{value}"),
            Self::Wide(wide) => wide,
        };
        let mut rest = wide.words.clone();
        let mut nines = Vec::with_capacity(rest.len() * 32 / 29 + 1);
        while !rest.is_empty() {
            let mut remainder = 0u64;
            for word in rest.iter_mut().rev() {
                let value = remainder << 32 | u64::from(*word);
                *word = (value / 1_000_000_000) as u32;
                remainder = value % 1_000_000_000;
            }
            nines.push(remainder);
            while rest.last() == Some(&0) {
                rest.pop();
            }
        }
        write!(f, "{}{}", if wide.negative { "-" } else { "" }, nines.pop().unwrap_or_default())?;
        nines.iter().rev().try_for_each(|nine| write!(f, "{nine:09}"))
    }
}

fn compare(a: &[u32], b: &[u32]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn sum(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut carry = 0u64;
    let mut words: Vec<u32> = (0..a.len().max(b.len()))
        .map(|i| {
            carry += u64::from(a.get(i).copied().unwrap_or(0)) + u64::from(b.get(i).copied().unwrap_or(0));
            let word = carry as u32;
            carry >>= 32;
            word
        })
        .collect();
    words.push(carry as u32);
    words
}

/// `a - b`, where `a` is not the smaller one.
fn difference(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut borrow = 0i64;
    let less = |(i, word): (usize, &u32)| {
        let value = i64::from(*word) - i64::from(b.get(i).copied().unwrap_or(0)) - borrow;
        borrow = i64::from(value < 0);
        value as u32
    };
    a.iter().enumerate().map(less).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Mersenne, PySeed};

    fn big(text: &str) -> Big {
        Big::of_digits(text.starts_with('-'), text.trim_start_matches('-'))
    }

    fn text(big: &Big) -> String {
        big.to_string()
    }

    #[test]
    fn arithmetic() {
        let long = "123456789012345678901234567890123456789012345678901234567890";
        assert_eq!(text(&big(long)), long);
        assert_eq!(text(&big("0")), "0");
        assert_eq!(text(&big(long).plus(&big("-1"))), format!("{}89", &long[..58]));
        assert_eq!(text(&big("-5").plus(&big("3"))), "-2");
        assert_eq!(text(&big("4294967296").plus(&big("-4294967296"))), "0");
        assert_eq!(text(&Big::from(i64::MIN)), "-9223372036854775808");
        assert_eq!(text(&Big::of_float(-1e22)), "-10000000000000000000000");
        assert_eq!(text(&Big::of_float(-0.5)), "0");
        assert!(big("-10") < big("-9") && big("9") < big("10") && big("-1") < big("0"));
    }

    /// `random.seed(0); random.randint(-10**30, 10**30)`, then `random.randint(5, 10**19)`.
    #[test]
    fn draws_are_pythons() {
        let mut draw = Mersenne::from_seed(&PySeed::from(0));
        let limit = Big::power_of_ten(30);
        assert_eq!(text(&Big::between(&mut draw, &limit.negated(), &limit)), RANDINT_30);
        assert_eq!(text(&Big::between(&mut draw, &big("5"), &big("10000000000000000000"))), RANDINT_19);
        assert_eq!(Big::between(&mut draw, &limit, &big("7")), limit);
    }

    const RANDINT_30: &str = "-643101937383784117068802419181";
    const RANDINT_19: &str = "2577854692418029176";
}
