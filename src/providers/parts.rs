//! What several providers need: dates of birth, digits and check digits.

use crate::clock;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{name_id, NameId, NAMES};
use crate::providers::{Arg, Args, Source, Value};
use chrono::{Datelike, NaiveDate};

/// The day of birth that the field `date_of_birth` gives for these ages in years.
pub fn date_of_birth<D: Source>(cx: &mut Cx<D>, min_age: i64, max_age: i64) -> Result<NaiveDate> {
    const DATE_OF_BIRTH: NameId = name_id!("date_of_birth");
    let args = Args::new(vec![Arg::Int(min_age), Arg::Int(max_age)]);
    day(cx, DATE_OF_BIRTH, &args)
}

/// The day of a field that gives a date or a time.
pub fn day<D: Source>(cx: &mut Cx<D>, name: NameId, args: &Args) -> Result<NaiveDate> {
    Ok(match cx.value_with(name, args)? {
        Value::Date(days) => clock::date(days),
        Value::DateTime(micros) => clock::datetime(micros).date(),
        _ => return Err(Error::Value(format!("{} gave no date", NAMES[name as usize]))),
    })
}

/// The day of birth of someone whose age in days is from `low` to `high`, both included.
pub fn days_ago<D: Source>(cx: &mut Cx<D>, low: i64, high: i64) -> Result<NaiveDate> {
    if low > high {
        return Err(Error::value("max_age must be greater than min_age"));
    }
    let day = i64::from(cx.clock.today()).saturating_sub(cx.draw.between(low, high));
    let date = clock::date(i32::try_from(day).unwrap_or_default());
    if i64::from(clock::days(date)) != day {
        return Err(Error::value("such ages lie beyond the calendar"));
    }
    Ok(date)
}

/// Checks that a year is written alike by all: Pythons and C libraries disagree on years before 1000.
pub fn year_of_four_digits(day: NaiveDate) -> Result<()> {
    if day.year() < 1000 {
        return Err(Error::value("the date lies before the year 1000"));
    }
    Ok(())
}

/// Days of so many years of 365 days.
pub fn years(years: i64) -> i64 {
    years.saturating_mul(365)
}

/// Appends a day as `DDMMYY`.
pub fn ddmmyy(day: NaiveDate, out: &mut Vec<u8>) {
    padded(day.day().into(), 2, out);
    padded(day.month().into(), 2, out);
    padded(i64::from(day.year() % 100), 2, out);
}

/// Appends a day as `YYMMDD`.
pub fn yymmdd(day: NaiveDate, out: &mut Vec<u8>) {
    padded(i64::from(day.year() % 100), 2, out);
    padded(day.month().into(), 2, out);
    padded(day.day().into(), 2, out);
}

/// Appends digits, each drawn as `choices` draws one.
pub fn chosen_digits<D: Source>(cx: &mut Cx<D>, count: usize, out: &mut Vec<u8>) {
    out.extend((0..count).map(|_| b'0' + cx.draw.choices_index(10) as u8));
}

/// Appends different digits, drawn as `sample` draws them.
pub fn different_digits<D: Source>(cx: &mut Cx<D>, count: usize, out: &mut Vec<u8>) {
    let mut digits = Vec::with_capacity(count);
    cx.draw.sample(10, count, &mut digits);
    out.extend(digits.into_iter().map(|digit| b'0' + digit as u8));
}

/// The sum of each digit of `digits` times its weight; what is not a digit counts as nothing and takes a weight.
pub fn weighted(digits: &[u8], weights: &[i64]) -> i64 {
    let value = |byte: &u8| if byte.is_ascii_digit() { i64::from(byte - b'0') } else { 0 };
    digits.iter().zip(weights).map(|(digit, weight)| value(digit) * weight).sum()
}

/// The number that digits are; other bytes are skipped.
pub fn number(digits: &[u8]) -> u64 {
    let add = |sum: u64, digit: &u8| sum.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
    digits.iter().filter(|byte| byte.is_ascii_digit()).fold(0, add)
}

/// The remainder by 97 of the number that an IBAN's characters are: a letter counts as two digits, A as 10.
pub fn modulo97<'a>(text: impl IntoIterator<Item = &'a u8>) -> u64 {
    let rest = text.into_iter().fold(0, |rest: u64, byte| {
        // A division takes as long as many characters.
        let rest = if rest < u64::MAX / 1000 { rest } else { rest % 97 };
        match byte {
            b'0'..=b'9' => rest * 10 + u64::from(byte - b'0'),
            b'A'..=b'Z' => rest * 100 + u64::from(byte - b'A') + 10,
            _ => rest,
        }
    });
    rest % 97
}

/// The digit that makes the whole pass Luhn's test when it is appended.
pub fn luhn(digits: &[u8]) -> u8 {
    b'0' + ((10 - alternating(digits.iter().rev(), true) % 10) % 10) as u8
}

/// The sum of digits of which every other one, from the first or the second on, is doubled and its own digits added.
pub fn alternating<'a>(digits: impl Iterator<Item = &'a u8>, first_doubled: bool) -> u32 {
    let one = |(i, byte): (usize, &u8)| {
        let digit = u32::from(byte & 15) << u32::from((i % 2 == 0) == first_doubled);
        digit / 10 + digit % 10
    };
    digits.enumerate().map(one).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        assert_eq!(luhn(b"7992739871"), b'3');
        assert_eq!(luhn(b""), b'0');
        assert_eq!(modulo97(b"NWBK60161331926819GB29"), 1);
        assert_eq!(weighted(b"12-3", &[1, 10, 100, 1000]), 3021);
        assert_eq!(number(b"0012-3"), 123);
    }
}
