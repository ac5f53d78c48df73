//! Thailand.

use super::parts::weighted;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::providers::{Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(|cx, _, out| cx.shared(|cx| ssn(cx, out))))
}

/// The identity number: category, province and district, book and sheet of the register of births, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, out: &mut Vec<u8>) -> Result<()> {
    let mut digits = Vec::with_capacity(13);
    padded(cx.draw.between(1, 8), 1, &mut digits);
    let province = cx.draw.between(10, 96);
    padded(province, 2, &mut digits);
    // Bangkok has fifty districts, no other province more than twenty.
    padded(cx.draw.between(1, if province == 10 { 50 } else { 20 }), 2, &mut digits);
    padded(cx.draw.between(1, 99_999), 5, &mut digits);
    padded(cx.draw.between(1, 99), 2, &mut digits);
    let sum = weighted(&digits, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    padded((11 - sum % 11) % 10, 1, &mut digits);
    for (i, digit) in digits.into_iter().enumerate() {
        if matches!(i, 1 | 5 | 10 | 12) {
            out.push(b'-');
        }
        out.push(digit);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, whose instance drew from Python's global generator: some of its code does so anyway.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("th_TH", "ssn", 0, "7-6302-33937-66-0"),
            Case::new("th_TH", "vat_id", 1, "3-8203-33433-16-2"),
        ]);
    }
}
