//! Numbers of people in Poland.

use crate::clock::date;
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::attr;
use crate::providers::parts::{date_of_birth, weighted};
use crate::providers::{Args, Rule, Source};
use chrono::Datelike;

/// The Rust functions of this locale.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "identity_card_number.pl_PL" => Rule::Str(identity_card_number),
        "pesel.pl_PL" => Rule::Str(pesel),
        "pwz_doctor.pl_PL" => Rule::Str(pwz_doctor),
        "pwz_nurse.pl_PL" => Rule::Str(pwz_nurse),
        "nip.pl_PL" => Rule::Str(nip),
        _ => return None,
    })
}

fn digits<D: Source, const N: usize>(cx: &mut Cx<D>) -> [u8; N] {
    let mut digits = [b'0'; N];
    cx.draw.digits(&mut digits);
    digits
}

/// Three letters and six digits, the first of which checks the others; letters count from 10.
fn identity_card_number<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut letters = [0; 3];
    cx.draw.letters(crate::grammar::LETTERS.as_bytes(), &mut letters);
    letters.make_ascii_uppercase();
    let serial = digits::<D, 5>(cx);
    let sum: i64 = letters.iter().zip([7, 3, 1]).map(|(letter, weight)| i64::from(letter - b'A' + 10) * weight).sum();
    let check = (sum + weighted(&serial, &[7, 3, 1, 7, 3])) % 10;
    out.extend_from_slice(&letters);
    out.push(b'0' + check as u8);
    out.extend_from_slice(&serial);
    Ok(())
}

/// Year, month and day of birth in six digits, where the month tells the century; four digits, the last of which tells
/// the sex (odd for men); a check digit.
fn pesel<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let born = match args.moment(0) {
        Some(moment) => date(cx.clock.day_of(&moment)?),
        None => date_of_birth(cx, 0, 115)?,
    };
    let month = i64::from(born.month())
        + match born.year().div_euclid(100) {
            18 => 80,
            19 => 0,
            20 => 20,
            21 => 40,
            22 => 60,
            _ => return Err(Error::value("Date of birth is out of supported range 1800-2299")),
        };
    let start = out.len();
    padded(i64::from(born.year() % 100), 2, out);
    padded(month, 2, out);
    padded(i64::from(born.day()), 2, out);
    let mut serial = digits::<D, 4>(cx);
    let odd = serial[3] % 2 == 1;
    if matches!((args.str(1), odd), ("M", false) | ("F", true)) {
        serial[3] = b'0' + (serial[3] - b'0' + 1) % 10;
    }
    out.extend_from_slice(&serial);
    let check = weighted(&out[start..], &[9, 7, 3, 1, 9, 7, 3, 1, 9, 7]) % 10;
    out.push(b'0' + check as u8);
    Ok(())
}

/// A check number before six digits, never 0; Faker lets it be 10.
fn pwz_doctor<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const WEIGHTS: &[i64] = &[1, 2, 3, 4, 5, 6];
    let mut core = digits::<D, 6>(cx);
    let mut check = weighted(&core, WEIGHTS) % 11;
    if check == 0 {
        core[5] = b'0' + (core[5] - b'0' + 1) % 10;
        check = weighted(&core, WEIGHTS) % 11;
    }
    padded(check, 1, out);
    out.extend_from_slice(&core);
    Ok(())
}

fn pwz_nurse<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let region = cx.draw.between(1, 45);
    padded(region, 2, out);
    out.extend_from_slice(&digits::<D, 5>(cx));
    out.push(if args.str(0) == "midwife" { b'A' } else { b'P' });
    Ok(())
}

/// A tax office, six digits and a check digit; where that would be 10, one of the digits is moved by one.
fn nip<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const WEIGHTS: [i64; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    let start = out.len();
    let office = cx.pick_attr(attr!("tax_office_codes"));
    out.extend_from_slice(office);
    let serial = digits::<D, 6>(cx);
    out.extend_from_slice(&serial);
    let mut check = weighted(&out[start..], &WEIGHTS) % 11;
    if check == 10 {
        let at = cx.draw.between(3, 8) as usize;
        let digit = &mut out[start + at];
        if *digit < b'9' {
            *digit += 1;
            check = (check + WEIGHTS[at]) % 11;
        } else {
            *digit -= 1;
            check = (check - WEIGHTS[at]) % 11;
        }
    }
    out.push(b'0' + check as u8);
    Ok(())
}
