//! Vehicles: license plates and identification numbers. Most plates are patterns in data; `plates` has the others.

mod fields;
mod plates;

use super::{Args, Rule, Source};
use crate::error::Result;
use crate::grammar::Cx;

pub use fields::FIELDS;

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    match name {
        "vin" => Some(Rule::Str(vin)),
        _ => plates::rule(name.strip_prefix("automotive.")?),
    }
}

/// 17 characters, of which the ninth checks the others (ISO 3779 as used in North America).
fn vin<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    // All but I, O and Q, in Faker's order.
    const CHARACTERS: &[u8] = b"1234567890ABCDEFGHJKLMNPRSTUVWXYZ";
    let mut vin = [b'0'; 17];
    cx.draw.letters(CHARACTERS, &mut vin[..8]);
    cx.draw.digits(&mut vin[13..]);
    cx.draw.letters(CHARACTERS, &mut vin[9..13]);
    vin[8] = check(&vin);
    out.extend_from_slice(&vin);
    Ok(())
}

/// The check character: the ninth itself does not count.
fn check(vin: &[u8; 17]) -> u8 {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = vin.iter().zip(WEIGHTS).map(|(c, weight)| value(*c) * weight).sum();
    match sum % 11 {
        10 => b'X',
        digit => b'0' + digit as u8,
    }
}

/// What a character counts in a VIN: A to I are 1 to 9, J to R too, S to Z are 2 to 9.
fn value(c: u8) -> u32 {
    u32::from(match c {
        b'0'..=b'9' => c - b'0',
        b'A'..=b'I' => c - b'A' + 1,
        b'J'..=b'R' => c - b'J' + 1,
        b'S'..=b'Z' => c - b'S' + 2,
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "vin", 0, "RT3GZYSK4Z9J97593"),
            Case::new("en_US", "vin", 1, "95G8YVXR2RU1V3170"),
            Case::new("en_US", "vin", 7, "L0S457P46UT5F8301"),
        ]);
    }

    /// Numbers of real vehicles, and the example of the US regulation (49 CFR 565).
    #[test]
    fn the_check_character_is_the_standards() {
        for vin in [b"1M8GDM9AXKP042788", b"1HGCM82633A004352", b"11111111111111111"] {
            assert_eq!(super::check(vin), vin[8]);
        }
    }
}
