//! Bosnia and Herzegovina.

use super::parts::{date_of_birth, weighted};
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, Table};
use crate::providers::{Args, Rule, Source};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    (method == "ssn").then_some(Rule::Str(ssn))
}

/// The citizen's number (JMB): date of birth, area, serial number that tells the sex, check digit.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let birthday = date_of_birth(cx, 0, 100)?;
    let Some(areas) = cx.table(attr!("registration_areas")).map(Table::root) else {
        return Err(Error::value("the table of areas is missing"));
    };
    let area = areas.item(cx.draw.below(areas.len() as u64) as usize).item(0).text();
    let start = out.len();
    let mut serial = cx.draw.between(0, 999);
    loop {
        padded(birthday.day().into(), 2, out);
        padded(birthday.month().into(), 2, out);
        padded((birthday.year() % 1000).into(), 3, out);
        out.extend_from_slice(area);
        padded(serial, 3, out);
        // A number that no digit can check gives way to the next.
        let remainder = weighted(&out[start..], &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        if remainder != 1 {
            padded((11 - remainder) % 11, 1, out);
            return Ok(());
        }
        out.truncate(start);
        serial = (serial + 1) % 1000;
    }
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[Case::new("sr_BA", "ssn", 0, "1504010170410"), Case::new("sr_BA", "ssn", 1, "2807938122618")]);
    }
}
