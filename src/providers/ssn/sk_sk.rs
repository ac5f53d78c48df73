//! Slovakia.

use super::parts::{date_of_birth, number};
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::locale::attr;
use crate::providers::{Args, Rule, Source};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "birth_number").then_some(Rule::Str(birth_number))
}

/// The birth number (rodné číslo): a multiple of eleven that begins with the date of birth; 50 is added to the month of
/// women.
fn birth_number<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let birthday = date_of_birth(cx, 0, 115)?;
    let mut digits = Vec::new();
    let year = i64::from(birthday.year() % 100);
    padded(year, 2, &mut digits);
    // The month is drawn anew: it is not that of the date.
    digits.extend_from_slice(cx.pick_attr(attr!("national_id_months")));
    padded(birthday.day().into(), 2, &mut digits);
    let serial = if birthday.year() > 1953 { cx.draw.between(1000, 9999) } else { cx.draw.between(100, 999) };
    padded(serial, 3, &mut digits);
    let number = number(&digits).div_ceil(11) * 11;
    let start = out.len();
    out.extend_from_slice(match year {
        0 => b"00",
        1..10 => b"0",
        _ => b"",
    });
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
    out.insert((start + 6).min(out.len()), b'/');
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("sk_SK", "birth_number", 0, "075215/1664"),
            Case::new("sk_SK", "birth_number", 1, "250302/371"),
            Case::new("sk_SK", "birth_number", 2, "200225/2505"),
            Case::new("sk_SK", "birth_number", 11, "625623/8637"),
            Case::new("sk_SK", "vat_id", 0, "SK6048764759"),
        ]);
    }
}
