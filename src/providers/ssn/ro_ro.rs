//! Romania.

use super::parts::weighted;
use crate::error::Result;
use crate::grammar::{bothify, padded, Cx, LETTERS};
use crate::locale::attr;
use crate::providers::{Args, Rule, Source};
use chrono::NaiveDate;

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "ssn" => Rule::Str(ssn),
        "vat_id" => Rule::Str(vat_id),
        _ => return None,
    })
}

/// The number of a person (CNP): sex and century, date of birth, county, serial number, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    let sex = cx.draw.between(1, 8);
    let year = cx.draw.between(0, 99);
    let month = cx.draw.between(1, 12);
    let century = match sex {
        3 | 4 => 1800,
        5 | 6 => 2000,
        _ => 1900,
    };
    let day = cx.draw.between(1, last_day(century + year, month));
    // Counties are 1 to 46; 51 and 52 are Călărași and Giurgiu.
    let county = match cx.draw.below(48) as i64 + 1 {
        47 => 51,
        48 => 52,
        county => county,
    };
    let serial = cx.draw.between(1, 999);
    for (value, width) in [(sex, 1), (year, 2), (month, 2), (day, 2), (county, 2), (serial, 3)] {
        padded(value, width, out);
    }
    let check = match weighted(&out[start..], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 {
        10 => 1,
        check => check,
    };
    padded(check, 1, out);
    Ok(())
}

fn last_day(year: i64, month: i64) -> i64 {
    (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year as i32, month as u32, *day).is_some()).map_or(28, i64::from)
}

/// The number of a business, with a check digit.
fn vat_id<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    out.extend_from_slice(cx.pick_attr(attr!("vat_id_formats")));
    bothify(&mut cx.draw, out, start, LETTERS);
    let digits = out[start..].strip_prefix(b"RO").unwrap_or(&out[start..]);
    // The last weight belongs to the last digit, however many there are.
    let weights = [7, 5, 3, 2, 1, 7, 5, 3, 2];
    let check = 10 * weighted(digits, &weights[9usize.saturating_sub(digits.len())..]) % 11 % 10;
    padded(check, 1, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("ro_RO", "ssn", 0, "7970702179895"),
            Case::new("ro_RO", "ssn", 1, "3720209085081"),
            Case::new("ro_RO", "vat_id", 0, "4604876478"),
            Case::new("ro_RO", "vat_id", 1, "RO5914177760"),
            Case::new("ro_RO", "vat_id", 2, "RO2115244936"),
        ]);
    }
}
