//! Greece.

use super::parts::{luhn, weighted};
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::locale::{name_id, NameId};
use crate::providers::{Arg, Args, Rule, Source};

/// The Rust functions of this locale.
pub fn rule<D: Source>(method: &str) -> Option<Rule<D>> {
    Some(match method {
        "vat_id" => Rule::Str(|cx, args, out| {
            if args.opt_bool(0).unwrap_or(true) {
                out.extend_from_slice(b"EL");
            }
            tin(cx, b"7890", out)
        }),
        "tin" => Rule::Str(|cx, _, out| tin(cx, b"1234", out)),
        "ssn" => Rule::Str(ssn),
        _ => return None,
    })
}

/// A tax number that begins with one of these digits. (Faker draws that one from Python's global generator.)
fn tin<D: Source>(cx: &mut Cx<D>, first: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    out.push(cx.shared(|cx| cx.choice(first)));
    out.resize(start + 8, b'0');
    cx.draw.digits(&mut out[start + 1..]);
    padded(weighted(&out[start..], &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10, 1, out);
    Ok(())
}

/// The insurance number (AMKA): date of birth, serial number, Luhn's digit.
fn ssn<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const DATE: NameId = name_id!("date");
    let start = out.len();
    cx.call_with(DATE, &Args::new(vec![Arg::Str("%d%m%y".into())]), out)?;
    let serial = out.len();
    out.resize(serial + 4, b'0');
    cx.draw.digits(&mut out[serial..]);
    out.push(luhn(&out[start..]));
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, whose instance drew from Python's global generator: some of its code does so anyway.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("el_GR", "vat_id", 0, "EL060487641"),
            Case::new("el_GR", "vat_id", 1, "891417778").with(&[("prefix", Arg::Bool(false))]),
            Case::new("el_GR", "tin", 2, "111524492"),
            Case::new("el_GR", "ssn", 3, "30048382599"),
            Case::new("el_GR", "police_id", 4, "ΒΒ341672"),
        ]);
    }
}
