//! Hungary.

use super::parts::weighted;
use super::SsnArgs;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The personal number (személyi szám): sex and century, date of birth, serial number, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let args = SsnArgs(args);
    let gender = args.gender().map(first_digit).transpose()?;
    let (sex, year, month, day) = match args.dob() {
        Some(dob) => {
            let [year, month, day] = parts(dob)?;
            // The century is not given: a year up to 17 is one of this.
            let century = if year <= 17 { 2 } else { 0 };
            let sex = gender.unwrap_or_else(|| cx.draw.between(1 + century, 2 + century) - century);
            (sex + century, year, month, day)
        }
        None => {
            let sex = gender.unwrap_or_else(|| cx.draw.between(1, 2));
            (sex, cx.draw.between(17, 99), cx.draw.between(1, 12), cx.draw.between(1, 30))
        }
    };
    let start = out.len();
    padded(sex, 1, out);
    // Faker writes a year before 10 with one digit.
    padded(year, 1, out);
    padded(month, 2, out);
    padded(day, 2, out);
    let serial = out.len();
    out.extend_from_slice(b"000");
    cx.draw.digits(&mut out[serial..]);
    let weights =
        if year > 17 && year < 97 { [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } else { [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] };
    // Faker does not reject a remainder of 10, which then takes two digits.
    padded(weighted(&out[start..], &weights) % 11, 1, out);
    Ok(())
}

fn first_digit(gender: &str) -> Result<i64> {
    match gender {
        "M" | "m" => Ok(1),
        "F" | "f" => Ok(2),
        _ => Err(Error::value("Unknown gender - specify M or F.")),
    }
}

fn parts(dob: &str) -> Result<[i64; 3]> {
    let digits = dob.as_bytes();
    if digits.len() < 6 || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Error::Value(format!("dob must be six digits, YYMMDD, not '{dob}'")));
    }
    let two = |at: usize| i64::from(digits[at] - b'0') * 10 + i64::from(digits[at + 1] - b'0');
    Ok([two(0), two(2), two(4)])
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        let text = |text: &str| Arg::Str(text.into());
        fakers(&[
            Case::new("hu_HU", "ssn", 0, "27001098767"),
            Case::new("hu_HU", "ssn", 1, "18902091775"),
            Case::new("hu_HU", "ssn", 0, "26607024872").with(&[("gender", text("F"))]),
            Case::new("hu_HU", "ssn", 0, "16607024871").with(&[("gender", text("M"))]),
            Case::new("hu_HU", "ssn", 0, "29901026040").with(&[("dob", text("990102"))]),
            Case::new("hu_HU", "ssn", 0, "4501026042").with(&[("dob", text("050102"))]),
            Case::new("hu_HU", "ssn", 0, "4501026601").with(&[("dob", text("050102")), ("gender", text("F"))]),
            Case::new("hu_HU", "ssn", 0, "185010266010").with(&[("dob", text("850102")), ("gender", text("M"))]),
            Case::new("hu_HU", "vat_id", 0, "HU60487647"),
        ]);
    }
}
