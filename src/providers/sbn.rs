//! Standard book numbers of nine digits, which came before the ISBN.

use super::isbn::{mod11_check, registrant_len, SEPARATOR};
use super::{Args, Field, Rule, Source, Type::Str};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, Node, Table};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[Field::new(
    "sbn9",
    "sbn9s",
    Str,
    "A number of a book before there were ISBNs. Its check digit weighs the digits by 1 to 8, as in Faker.",
)
.params(SEPARATOR)];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "sbn9" => Rule::Str(sbn9),
        _ => return None,
    })
}

fn sbn9<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let ranges = cx.table(attr!("module.rules.RULES")).map(Table::root);
    let ranges = ranges.ok_or_else(|| Error::value("no ranges of SBNs"))?;
    let mut digits = [0; 8];
    cx.draw.digits(&mut digits);
    let range = |rule: Node| {
        let rule = rule.tagged()?.1.item(1);
        Some((rule.get("min")?.text(), rule.get("max")?.text(), rule.get("registrant_length")?.int()))
    };
    let registrant = registrant_len(&digits, ranges.items().filter_map(range))?;
    for part in [&digits[..registrant], &digits[registrant..]] {
        out.extend_from_slice(part);
        out.extend_from_slice(args.str(0).as_bytes());
    }
    out.push(mod11_check(&digits));
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "sbn9", 0, "660-48764-3"),
            Case::new("en_US", "sbn9", 1, "291417774").with(&[("separator", Arg::Str("".into()))]),
        ]);
    }
}
