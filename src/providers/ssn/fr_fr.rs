//! France.

use super::parts::number;
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::locale::attr;
use crate::providers::{Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The registry number (NIR): sex, year and month of birth, commune, serial number, two check digits.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    padded(cx.draw.between(1, 2), 1, out);
    padded(cx.draw.between(0, 99), 2, out);
    padded(cx.draw.between(1, 12), 2, out);
    let department = out.len();
    if let Some(places) = cx.table(attr!("departments_and_municipalities")) {
        let place = cx.pick_index(places);
        out.extend_from_slice(places.cell(place, 0));
        out.extend_from_slice(places.cell(place, 1));
    }
    padded(cx.draw.between(1, 999), 3, out);
    // For the check the departments of Corsica, 2A and 2B, count as 19 and 18.
    let mut digits = out[start..].to_vec();
    let corsica: Option<&[u8]> = match digits.get(department - start + 1) {
        Some(b'A') => Some(b"19"),
        Some(b'B') => Some(b"18"),
        _ => None,
    };
    if let Some(corsica) = corsica {
        digits[department - start..department - start + 2].copy_from_slice(corsica);
    }
    padded(97 - (number(&digits) % 97) as i64, 2, out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("fr_FR", "ssn", 0, "297070608826648"),
            Case::new("fr_FR", "ssn", 1, "172023201312126"),
            Case::new("fr_FR", "vat_id", 0, "FR6n 048764759"),
            Case::new("fr_FR", "ssn", 51, "164092B03325280"),
            Case::new("fr_FR", "ssn", 60, "236102A00427210"),
        ]);
    }
}
