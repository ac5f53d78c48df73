//! Bar codes: EAN-8 and EAN-13, and in North America UPC-A and UPC-E.

use super::{param, Args, Default, Field, Kind, Param, Rule, Source, Type::Str};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, Table};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("ean", "eans", Str, "An EAN bar code, as on goods in shops, with its check digit.")
        .params(&[LENGTH, PREFIXES])
        .check(|args| prefixes_fit(length_of(args)?, args.strs(1))),
    Field::new("ean8", "ean8s", Str, "An EAN bar code of 8 digits, for small packages.")
        .params(&[PREFIXES])
        .check(|args| prefixes_fit(8, args.strs(0))),
    Field::new("ean13", "ean13s", Str, "An EAN bar code of 13 digits.").params(&[PREFIXES, LEADING_ZERO]).check(
        |args| {
            if args.strs(0).is_some_and(|prefixes| !prefixes.is_empty()) && !args.is_none(1) {
                return Err(Error::value("leading_zero has no effect beside prefixes: give one of them"));
            }
            prefixes_fit(13, args.strs(0))
        },
    ),
    Field::new("localized_ean", "localized_eans", Str, "An EAN bar code with a prefix that the country gives out.")
        .params(&[LENGTH])
        .check(|args| length_of(args).map(drop)),
    Field::new("localized_ean8", "localized_ean8s", Str, "An EAN-8 bar code with a prefix that the country gives out."),
    Field::new(
        "localized_ean13",
        "localized_ean13s",
        Str,
        "An EAN-13 bar code with a prefix that the country gives out.",
    ),
    Field::new("upc_a", "upc_as", Str, "A UPC-A bar code: 12 digits, as on goods in North America.")
        .params(&[
            param("upc_ae_mode", Kind::Bool, Default::Bool(false), "Whether it can also be written as UPC-E."),
            param("base", Kind::Str, Default::None, "The six digits of its UPC-E form; only with `upc_ae_mode`."),
            param("number_system_digit", Kind::Int, Default::None, "The first digit, 0 or 1; only with `upc_ae_mode`."),
        ])
        .check(|args| {
            if !args.bool(0) && (!args.is_none(1) || !args.is_none(2)) {
                return Err(Error::value("base and number_system_digit need upc_ae_mode=True"));
            }
            upc_parts(args.opt_str(1), args.opt_int(2))
        }),
    Field::new("upc_e", "upc_es", Str, "A UPC-E bar code: a UPC-A code whose zeros are left out, in 8 digits.")
        .params(&[
            param("base", Kind::Str, Default::None, "The six digits between the first and the check digit."),
            param("number_system_digit", Kind::Int, Default::None, "The first digit, 0 or 1."),
            param(
                "safe_mode",
                Kind::Bool,
                Default::Bool(true),
                "Whether the code is the one that its UPC-A form gives back; if not, `base` stands as it was given.",
            ),
        ])
        .check(|args| {
            if !args.bool(2) && args.is_none(0) {
                return Err(Error::value("safe_mode=False needs a base"));
            }
            upc_parts(args.opt_str(0), args.opt_int(1))
        }),
    // What only other locales have.
    Field::new("jan", "jans", Str, "A Japanese EAN bar code.")
        .params(&[LENGTH])
        .check(|args| length_of(args).map(drop)),
    Field::new("jan8", "jan8s", Str, "A Japanese EAN bar code of 8 digits."),
    Field::new("jan13", "jan13s", Str, "A Japanese EAN bar code of 13 digits."),
];

const LENGTH: Param = param("length", Kind::Int, Default::Int(13), "How many digits: 8 or 13.");
const PREFIXES: Param = param(
    "prefixes",
    Kind::Strs,
    Default::Strs(&[]),
    "The digits that it may begin with, such as `[\"45\", \"49\"]`; any if there are none.",
);
const LEADING_ZERO: Param = param(
    "leading_zero",
    Kind::Bool,
    Default::None,
    "Whether it begins with 0, so that it is a UPC-A code too; either if it is not given.",
);

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "ean" => Rule::Str(|cx, args, out| ean_of(cx, length_of(args)?, args.strs(1).unwrap_or_default(), out)),
        "ean8" => Rule::Str(|cx, args, out| ean_of(cx, 8, args.strs(0).unwrap_or_default(), out)),
        "ean13" => Rule::Str(ean13),
        "localized_ean" => Rule::Str(|cx, args, out| local(cx, length_of(args)?, out)),
        "localized_ean8" => Rule::Str(|cx, _, out| local(cx, 8, out)),
        "localized_ean13" => Rule::Str(|cx, _, out| local(cx, 13, out)),
        "upc_a" => Rule::Str(upc_a),
        "upc_e" => Rule::Str(upc_e),
        _ => return None,
    })
}

fn length_of(args: &Args) -> Result<usize> {
    match args.int(0) {
        8 => Ok(8),
        13 => Ok(13),
        other => Err(Error::Value(format!("length can only be 8 or 13, not {other}"))),
    }
}

fn prefixes_fit(length: usize, prefixes: Option<&[String]>) -> Result<()> {
    let prefixes = prefixes.unwrap_or_default();
    match prefixes.iter().find(|p| !is_digits(p) || p.len() >= length) {
        Some(other) => Err(Error::Value(format!("prefixes must be up to {} digits each, not '{other}'", length - 1))),
        None => Ok(()),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn upc_parts(base: Option<&str>, first: Option<i64>) -> Result<()> {
    if let Some(base) = base.filter(|base| six_digits(base).is_none()) {
        return Err(Error::Value(format!("base must be six digits, not '{base}'")));
    }
    match first {
        None | Some(0 | 1) => Ok(()),
        Some(other) => Err(Error::Value(format!("number_system_digit must be 0 or 1, not {other}"))),
    }
}

/// Appends an EAN; `prefix(i)` gives the digits of one of `prefixes` prefixes. As in Faker, a prefix that is too long
/// makes the code longer.
fn ean<D: Source, P: Iterator<Item = u8>>(
    cx: &mut Cx<D>,
    length: usize,
    prefixes: usize,
    prefix: impl FnOnce(usize) -> P,
    out: &mut Vec<u8>,
) {
    let start = out.len();
    out.resize(start + length - 1, b'0');
    cx.draw.digits(&mut out[start..]);
    if prefixes > 0 {
        // The prefix is drawn last, and stands in place of digits that were drawn.
        let picked = cx.draw.below(prefixes as u64) as usize;
        for (i, digit) in prefix(picked).enumerate() {
            match out.get_mut(start + i) {
                Some(place) => *place = digit,
                None => out.push(digit),
            }
        }
    }
    let weights = if length == 8 { [3, 1] } else { [1, 3] };
    let digits = &out[start..];
    let check = check_digit(&digits[..digits.len().min(length - 1)], weights);
    out.push(check);
}

/// The digit that makes the sum, with these weights by turns, a multiple of ten.
fn check_digit(digits: &[u8], weights: [u32; 2]) -> u8 {
    let sum: u32 =
        digits.iter().zip(weights.iter().cycle()).map(|(digit, weight)| u32::from(digit & 15) * weight).sum();
    b'0' + ((10 - sum % 10) % 10) as u8
}

fn ean_of<D: Source>(cx: &mut Cx<D>, length: usize, prefixes: &[String], out: &mut Vec<u8>) -> Result<()> {
    if let Some(other) = prefixes.iter().find(|p| !is_digits(p)) {
        return Err(Error::Value(format!("prefixes must be digits, not '{other}'")));
    }
    ean(cx, length, prefixes.len(), |i| prefixes[i].bytes(), out);
    Ok(())
}

fn ean13<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    match (args.strs(0), args.opt_bool(1)) {
        (Some(prefixes @ [_, ..]), _) => ean_of(cx, 13, prefixes, out)?,
        (_, None) => ean_of(cx, 13, &[], out)?,
        (_, Some(true)) => zero_ean13(cx, out),
        (_, Some(false)) => {
            let first = b'0' + cx.draw.between(1, 9) as u8;
            ean(cx, 13, 1, |_| std::iter::once(first), out);
        }
    }
    Ok(())
}

fn zero_ean13<D: Source>(cx: &mut Cx<D>, out: &mut Vec<u8>) {
    ean(cx, 13, 1, |_| std::iter::once(b'0'), out);
}

fn local<D: Source>(cx: &mut Cx<D>, length: usize, out: &mut Vec<u8>) -> Result<()> {
    let prefixes = cx.table(attr!("local_prefixes")).map(Table::root);
    let count = prefixes.map_or(0, |p| p.len());
    let prefix =
        |i: usize| prefixes.into_iter().flat_map(move |p| p.item(i).items()).map(|d| b'0' + d.int() as u8 % 10);
    ean(cx, length, count, prefix, out);
    Ok(())
}

fn upc_a<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    if args.bool(0) {
        out.extend_from_slice(&short_upc_a(cx, args.opt_str(1), args.opt_int(2)));
    } else {
        let start = out.len();
        zero_ean13(cx, out);
        out.remove(start);
    }
    Ok(())
}

fn upc_e<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let code = short_upc_a(cx, args.opt_str(0), args.opt_int(1));
    if args.opt_bool(2) == Some(false) {
        // A base that was drawn does not show: so Faker has it.
        out.push(code[0]);
        out.extend_from_slice(args.str(0).as_bytes());
        out.push(code[11]);
    } else {
        shorten(&code, out);
    }
    Ok(())
}

fn six_digits(base: &str) -> Option<[u8; 6]> {
    base.as_bytes().try_into().ok().filter(|digits: &[u8; 6]| digits.iter().all(u8::is_ascii_digit))
}

/// A UPC-A code that can be written as UPC-E: the last digit of its base says where the zeros stand.
fn short_upc_a<D: Source>(cx: &mut Cx<D>, base: Option<&str>, first: Option<i64>) -> [u8; 12] {
    let base = base.and_then(six_digits).unwrap_or_else(|| {
        let mut digits = [b'0'; 6];
        cx.draw.digits(&mut digits);
        digits
    });
    let first = match first {
        Some(first @ (0 | 1)) => first,
        _ => cx.draw.between(0, 1),
    };
    let mut code = [b'0'; 12];
    code[0] = b'0' + first as u8;
    let last = base[5];
    match last {
        b'0'..=b'2' => {
            code[1..3].copy_from_slice(&base[..2]);
            code[3] = last;
            code[8..11].copy_from_slice(&base[2..5]);
        }
        b'3' | b'4' => {
            let maker = usize::from(last - b'0');
            code[1..=maker].copy_from_slice(&base[..maker]);
            code[maker + 6..11].copy_from_slice(&base[maker..5]);
        }
        _ => {
            code[1..6].copy_from_slice(&base[..5]);
            code[10] = last;
        }
    }
    code[11] = check_digit(&code[..11], [3, 1]);
    code
}

/// Appends the UPC-E form of such a code; of several that have it as their UPC-A form, the one with most zeros.
fn shorten(code: &[u8; 12], out: &mut Vec<u8>) {
    let zeros = |from: usize, to: usize| code[from..to].iter().all(|b| *b == b'0');
    out.push(code[0]);
    if code[3] <= b'2' && zeros(4, 8) {
        out.extend_from_slice(&code[1..3]);
        out.extend_from_slice(&code[8..11]);
        out.push(code[3]);
    } else if zeros(4, 9) {
        out.extend_from_slice(&code[1..4]);
        out.extend_from_slice(&code[9..11]);
        out.push(b'3');
    } else if zeros(5, 10) {
        out.extend_from_slice(&code[1..5]);
        out.push(code[10]);
        out.push(b'4');
    } else {
        out.extend_from_slice(&code[1..6]);
        out.push(code[10]);
    }
    out.push(code[11]);
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        let text = |text: &str| Arg::Str(text.into());
        let strs = |texts: &[&str]| Arg::Strs(texts.iter().map(ToString::to_string).collect());
        fakers(&[
            Case::new("en_US", "ean", 0, "6604876475937"),
            Case::new("en_US", "ean", 1, "49141771")
                .with(&[("length", Arg::Int(8)), ("prefixes", strs(&["45", "49"]))]),
            Case::new("en_US", "ean8", 0, "66048763"),
            Case::new("en_US", "ean8", 1, "00141772").with(&[("prefixes", strs(&["00"]))]),
            Case::new("en_US", "ean13", 0, "6604876475937"),
            Case::new("en_US", "ean13", 1, "4514177763171").with(&[("prefixes", strs(&["45", "49"]))]),
            Case::new("en_US", "ean13", 2, "0115244939099").with(&[("leading_zero", Arg::Bool(true))]),
            Case::new("en_US", "ean13", 2, "1152449390927").with(&[("leading_zero", Arg::Bool(false))]),
            Case::new("es_ES", "localized_ean", 0, "8404876475931"),
            Case::new("en_CA", "localized_ean", 1, "07141775").with(&[("length", Arg::Int(8))]),
            Case::new("en_US", "localized_ean8", 0, "12048762"),
            Case::new("en_US", "localized_ean13", 0, "0804876475937"),
            Case::new("en_US", "upc_a", 0, "604876475933"),
            Case::new("en_US", "upc_a", 1, "129141000073").with(&[("upc_ae_mode", Arg::Bool(true))]),
            Case::new("en_US", "upc_a", 1, "012000000003").with(&[
                ("upc_ae_mode", Arg::Bool(true)),
                ("base", text("120004")),
                ("number_system_digit", Arg::Int(0)),
            ]),
            Case::new("en_US", "upc_a", 1, "129141000073")
                .with(&[("upc_ae_mode", Arg::Bool(true)), ("base", text("12000"))]),
            Case::new("en_US", "upc_e", 0, "16604872"),
            Case::new("en_US", "upc_e", 1, "12914173"),
            Case::new("en_US", "upc_e", 2, "10115242"),
            Case::new("en_US", "upc_e", 3, "13982591"),
            Case::new("en_US", "upc_e", 0, "11234562").with(&[("base", text("123456"))]),
            Case::new("en_US", "upc_e", 0, "01200003")
                .with(&[("base", text("120004")), ("number_system_digit", Arg::Int(0))]),
            Case::new("en_US", "upc_e", 0, "11200000")
                .with(&[("base", text("120003")), ("number_system_digit", Arg::Int(1))]),
            Case::new("en_US", "upc_e", 0, "11234033").with(&[("base", text("123403"))]),
            Case::new("en_US", "upc_e", 0, "11234045").with(&[("base", text("123404"))]),
            Case::new("en_US", "upc_e", 0, "11230001").with(&[("base", text("123000"))]),
            Case::new("en_US", "upc_e", 0, "01200033").with(&[
                ("base", text("120003")),
                ("number_system_digit", Arg::Int(0)),
                ("safe_mode", Arg::Bool(false)),
            ]),
            Case::new("en_US", "upc_e", 0, "12").with(&[("safe_mode", Arg::Bool(false))]),
            Case::new("ja_JP", "jan", 0, "4504876475932"),
            Case::new("ja_JP", "jan", 0, "49048766").with(&[("length", Arg::Int(8))]),
            Case::new("ja_JP", "jan8", 0, "49048766"),
            Case::new("ja_JP", "jan13", 0, "4504876475932"),
        ]);
    }

    /// Codes of real goods, and a UPC-E with the UPC-A that it stands for.
    #[test]
    fn check_digits_are_the_standards() {
        assert_eq!(super::check_digit(b"400638133393", [1, 3]), b'1');
        assert_eq!(super::check_digit(b"7351353", [3, 1]), b'7');
        let mut short = Vec::new();
        super::shorten(b"042100005264", &mut short);
        assert_eq!(short, b"04252614");
    }
}
