//! Banks, accounts and their codes: valid in form and check digits only.

use super::parts::{luhn, modulo97, weighted};
use super::{param, Arg, Args, Default, Field, Kind, Param, Rule, Source, Type::Str};
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, name_id, AttrId, NameId};

const PRIMARY: Param = param(
    "primary",
    Kind::Bool,
    Default::Bool(false),
    "Whether a code of 11 characters is that of a bank's main office, which ends in `XXX`.",
);
const USE_DATASET: Param = param(
    "use_dataset",
    Kind::Bool,
    Default::None,
    "Whether codes of real banks are used where the locale has them; if not given, they are in bn_BD only.",
);

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("aba", "abas", Str, "A routing number of a US bank, with its check digit."),
    Field::new("bank_country", "bank_countries", Str, "The ISO 3166-1 code of the country that accounts belong to."),
    Field::new("bank", "banks", Str, "The name of a bank, in the locales that have a list of them."),
    Field::new("bban", "bbans", Str, "The part of an account number (IBAN) that the country sets."),
    Field::new("iban", "ibans", Str, "An international bank account number, with valid check digits."),
    Field::new("swift8", "swift8s", Str, "A bank's SWIFT code of 8 characters.").params(&[USE_DATASET]),
    Field::new("swift11", "swift11s", Str, "A bank's SWIFT code of 11 characters.").params(&[PRIMARY, USE_DATASET]),
    Field::new("swift", "swifts", Str, "A bank's SWIFT code.")
        .params(&[
            param("length", Kind::Int, Default::None, "8 or 11 characters; either if not given."),
            PRIMARY,
            USE_DATASET,
        ])
        .check(|args| match args.opt_int(0) {
            None | Some(8 | 11) => Ok(()),
            Some(length) => Err(bad_length(length)),
        }),
    // Methods of single locales.
    Field::new("clabe", "clabes", Str, "The number of a Mexican bank account, with its check digit.")
        .params(&[param("bank_code", Kind::Int, Default::None, "The bank, 1 to 999; any if not given.")])
        .check(|args| match args.opt_int(0) {
            None | Some(0..=999) => Ok(()),
            Some(code) => Err(bad_bank(code)),
        }),
    Field::new("bic", "bics", Str, "The code of a Russian bank."),
    Field::new("correspondent_account", "correspondent_accounts", Str, "The number of a Russian bank's own account."),
    Field::new("checking_account", "checking_accounts", Str, "The number of a Russian account."),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name.strip_prefix("bank.")? {
        "aba" => Rule::Str(aba),
        "iban" => Rule::Str(iban),
        "swift8" => Rule::Str(|cx, args, out| swift(cx, Some(8), false, dataset(args, 0, false), out)),
        "swift11" => Rule::Str(|cx, args, out| swift(cx, Some(11), args.bool(0), dataset(args, 1, false), out)),
        "swift" => Rule::Str(|cx, args, out| swift(cx, args.opt_int(0), args.bool(1), dataset(args, 2, false), out)),
        "bn_BD.swift8" => Rule::Str(|cx, args, out| swift(cx, Some(8), false, dataset(args, 0, true), out)),
        "bn_BD.swift11" => Rule::Str(|cx, args, out| swift(cx, Some(11), args.bool(0), dataset(args, 1, true), out)),
        "bn_BD.swift" => {
            Rule::Str(|cx, args, out| swift(cx, args.opt_int(0), args.bool(1), dataset(args, 2, true), out))
        }
        "es_ES.bban" => Rule::Str(spanish_bban),
        "es_MX.clabe" => Rule::Str(clabe),
        "mk_MK.bban" => Rule::Str(macedonian_bban),
        "nl_BE.bban" => Rule::Str(belgian_bban),
        "no_NO.bban" => Rule::Str(norwegian_bban),
        _ => return None,
    })
}

fn bad_length(length: i64) -> Error {
    Error::Value(format!("length must be 8 or 11, not {length}"))
}

fn bad_bank(code: i64) -> Error {
    Error::Value(format!("bank_code must be from 1 to 999, not {code}"))
}

/// `use_dataset`, or what the locale has where it is not given.
fn dataset(args: &Args, i: usize, default: bool) -> bool {
    args.opt_bool(i).unwrap_or(default)
}

/// Appends so many digits; gives their place.
fn digits<D: Source>(cx: &mut Cx<D>, n: usize, out: &mut Vec<u8>) -> usize {
    let start = out.len();
    out.resize(start + n, b'0');
    cx.draw.digits(&mut out[start..]);
    start
}

fn letters<D: Source>(cx: &mut Cx<D>, n: usize, alphabet: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + n, b'A');
    cx.draw.letters(alphabet, &mut out[start..]);
}

fn aba<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    padded(cx.draw.between(1, 12), 2, out);
    digits(cx, 6, out);
    let sum = weighted(&out[start..], &[3, 7, 1, 3, 7, 1, 3, 7]);
    out.push(check_digit(10 - sum % 10));
    Ok(())
}

fn check_digit(value: i64) -> u8 {
    b'0' + value.rem_euclid(10) as u8
}

fn iban<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const BBAN: NameId = name_id!("bban");
    let country = cx.table(attr!("country_code")).map_or(&b""[..], crate::locale::Table::text);
    let start = out.len();
    out.extend_from_slice(country);
    out.extend_from_slice(b"00");
    let bban = out.len();
    cx.call(BBAN, out)?;
    // The check is of the BBAN first, then of the country and two zeros.
    let check = 98 - modulo97(out[bban..].iter().chain(&out[start..bban]));
    out[bban - 2] = b'0' + (check / 10) as u8;
    out[bban - 1] = b'0' + (check % 10) as u8;
    Ok(())
}

fn swift<D: Source>(
    cx: &mut Cx<D>,
    length: Option<i64>,
    primary: bool,
    use_dataset: bool,
    out: &mut Vec<u8>,
) -> Result<()> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const BOTH: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let length = length.unwrap_or_else(|| cx.choice(&[8, 11]));
    if !matches!(length, 8 | 11) {
        return Err(bad_length(length));
    }
    let part = |cx: &mut Cx<D>, table: AttrId, n: usize, alphabet: &[u8], out: &mut Vec<u8>| match cx
        .table(table)
        .filter(|_| use_dataset)
    {
        Some(codes) => out.extend_from_slice(cx.pick(codes)),
        None => letters(cx, n, alphabet, out),
    };
    part(cx, attr!("swift_bank_codes"), 4, LETTERS, out);
    if let Some(country) = cx.table(attr!("country_code")) {
        out.extend_from_slice(country.text());
    }
    part(cx, attr!("swift_location_codes"), 2, BOTH, out);
    match (length, primary) {
        (8, _) => {}
        (_, true) => out.extend_from_slice(b"XXX"),
        _ => part(cx, attr!("swift_branch_codes"), 3, BOTH, out),
    }
    Ok(())
}

/// Bank and branch, two check digits, account.
fn spanish_bban<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const WEIGHTS: &[i64] = &[1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
    let check = |sum: i64| match sum % 11 {
        low @ (0 | 1) => check_digit(low),
        high => check_digit(11 - high),
    };
    let start = digits(cx, 8, out);
    out.extend_from_slice(b"00");
    let account = digits(cx, 10, out);
    let checks = [check(weighted(&out[start..account - 2], &WEIGHTS[2..])), check(weighted(&out[account..], WEIGHTS))];
    out[account - 2..account].copy_from_slice(&checks);
    Ok(())
}

fn clabe<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let bank = match (args.get(0), cx.table(attr!("bank_codes"))) {
        (Arg::Int(code @ 1..=999), _) => *code,
        (Arg::None | Arg::Int(0), Some(codes)) => {
            let at = cx.draw.below(codes.len() as u64) as usize;
            codes.root().item(at).int()
        }
        _ => return Err(bad_bank(args.int(0))),
    };
    let start = out.len();
    padded(bank, 3, out);
    for (last, width) in [(999, 3), (9_999, 4), (9_999_999, 7)] {
        padded(cx.draw.between(0, last), width, out);
    }
    let weights = [3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7];
    out.push(check_digit(-weighted(&out[start..], &weights)));
    Ok(())
}

fn macedonian_bban<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = digits(cx, 13, out);
    let check = 98 - modulo97(&out[start..]) * 100 % 97;
    padded(check as i64, 2, out);
    Ok(())
}

fn belgian_bban<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    out.extend_from_slice(cx.pick_attr(attr!("module._VALID_BANK_CODES")));
    digits(cx, 7, out);
    let check = match modulo97(&out[start..]) {
        0 => 97,
        rest => rest,
    };
    padded(check as i64, 2, out);
    Ok(())
}

/// A number whose check digit would be 10 is drawn again; accounts of the former post bank have Luhn's digit.
fn norwegian_bban<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    loop {
        let start = digits(cx, 10, out);
        if out[start..].starts_with(b"0000") {
            out.push(luhn(&out[start + 4..]));
            return Ok(());
        }
        let check = weighted(&out[start..], &[6, 7, 8, 9, 4, 5, 6, 7, 8, 9]) % 11;
        if check != 10 {
            out.push(check_digit(check));
            return Ok(());
        }
        out.truncate(start);
    }
}

#[cfg(test)]
mod tests {
    use crate::providers::parts::{luhn, modulo97};
    use crate::providers::testing::{drawn, fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "aba", 0, "076048766"),
            Case::new("en_US", "bank_country", 0, "GB"),
            Case::new("en_US", "bban", 0, "MYNB48764759382421"),
            Case::new("en_US", "iban", 0, "GB84MYNB48764759382421"),
            Case::new("en_US", "swift8", 0, "MYNBGBQ6"),
            Case::new("en_US", "swift11", 0, "MYNBGBQ65ZT"),
            Case::new("en_US", "swift", 0, "YNBIGB65ZT4"),
            Case::new("en_GB", "bank", 0, "Santander UK"),
            Case::new("en_US", "swift", 1, "ESZYGBEQ").with(&[("length", Arg::Int(8))]),
            Case::new("en_US", "swift", 1, "ESZYGBEQXXX")
                .with(&[("length", Arg::Int(11)), ("primary", Arg::Bool(true))]),
            Case::new("en_PH", "swift", 1, "BOTKPHMQCBU")
                .with(&[("length", Arg::Int(11)), ("use_dataset", Arg::Bool(true))]),
            Case::new("en_PH", "swift11", 1, "BOTKPHMQXXX")
                .with(&[("primary", Arg::Bool(true)), ("use_dataset", Arg::Bool(true))]),
            Case::new("de_DE", "swift8", 1, "ESZYDEDZ").with(&[("use_dataset", Arg::Bool(true))]),
            Case::new("bn_BD", "swift", 2, "BDDBBDDH"),
            Case::new("bn_BD", "swift8", 2, "UTBLBDDH"),
            Case::new("bn_BD", "swift11", 2, "BCCLBDKTQNC").with(&[("use_dataset", Arg::Bool(false))]),
            Case::new("es_ES", "bban", 0, "66048764097593824219"),
            Case::new("es_ES", "iban", 1, "ES9829141777766317066907"),
            Case::new("mk_MK", "bban", 0, "660487647593835"),
            Case::new("nl_BE", "bban", 0, "098604876417"),
            Case::new("nl_BE", "iban", 1, "BE16034914177774"),
            Case::new("no_NO", "bban", 0, "66048764755"),
            Case::new("no_NO", "iban", 3, "NO6139825979194"),
            Case::new("en_PH", "iban", 3, "PH103982597919074833"),
            Case::new("it_IT", "iban", 4, "IT49H4167211068403885421430"),
            Case::new("es_MX", "clabe", 0, "155776689006792158"),
            Case::new("es_MX", "clabe", 0, "002864631170560203").with(&[("bank_code", Arg::Int(2))]),
            Case::new("ru_RU", "bic", 0, "046560098"),
            Case::new("ru_RU", "correspondent_account", 0, "30104876475938242966"),
            Case::new("ru_RU", "checking_account", 0, "41304064487647593824"),
        ]);
    }

    #[test]
    fn account_numbers_pass_their_checks() {
        for locale in crate::locale::Locale::all() {
            let iban = drawn(locale.name(), "iban", 7, &[]);
            let (front, bban) = iban.split_at(4);
            assert_eq!(modulo97(format!("{bban}{front}").as_bytes()), 1, "{iban}");
        }
        for seed in 0..50 {
            let post = drawn("no_NO", "bban", seed, &[]);
            assert_eq!(post.len(), 11);
            if let Some(account) = post.strip_prefix("0000") {
                assert_eq!(account.as_bytes()[6], luhn(&account.as_bytes()[..6]));
            }
        }
    }
}
