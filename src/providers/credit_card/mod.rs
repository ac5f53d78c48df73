//! Payment cards: valid in form and check digit only.

mod cyrillic;

use super::date_time::between;
use super::parts::{luhn, year_of_four_digits};
use super::{param, Args, Default, Field, Kind, Param, Rule, Source, Type::Str};
use crate::clock::{datetime, strftime};
use crate::error::{Error, Result};
use crate::grammar::{numerify, Cx};
use crate::locale::{attr, name_id, NameId, Node, Table};

/// The types of cards: those of most locales first, then those of single ones.
const TYPES: &[&str] = &[
    "maestro",
    "mastercard",
    "visa16",
    "visa13",
    "visa19",
    "amex",
    "discover",
    "diners",
    "jcb15",
    "jcb16",
    "visa",
    "jcb",
    "ansar",
    "iran_zamin",
    "hekmat",
    "keshavarzi",
    "shahr",
    "mehre_ghtesad",
    "sarmayeh",
    "post_bank",
    "tose",
    "eghtesad_novin",
    "meli",
    "pasargad",
    "tourism_bank",
    "ghavamin",
    "day",
    "mellat",
    "tejarat",
    "mellal",
    "saman",
    "kosar",
    "refah",
    "saderat",
    "tat",
    "sina",
    "kar_afarin",
    "sepah",
    "maskan",
    "parsian",
    "bim",
    "mir",
    "unionpay",
    "prostir",
];

const CARD_TYPE: &[Param] =
    &[param("card_type", Kind::OneOf(TYPES), Default::None, "The type of card; any that the locale has if not given.")];

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("credit_card_number", "credit_card_numbers", Str, "The number of a payment card, with its check digit.")
        .params(CARD_TYPE),
    Field::new("credit_card_provider", "credit_card_providers", Str, "The name of a company that issues cards.")
        .params(CARD_TYPE),
    Field::new("credit_card_expire", "credit_card_expires", Str, "The month in which a card expires.").params(&[
        param("start", Kind::Moment, Default::Str("now"), "The earliest time."),
        param("end", Kind::Moment, Default::Str("+10y"), "The latest time."),
        param("date_format", Kind::Pattern, Default::Str("%m/%y"), "A `strftime` pattern."),
    ]),
    Field::new(
        "credit_card_full",
        "credit_cards_full",
        Str,
        "All that stands on a card, on several lines: issuer, owner, number, expiry and security code.",
    )
    .params(CARD_TYPE),
    Field::new(
        "credit_card_security_code",
        "credit_card_security_codes",
        Str,
        "A card's security code, 3 or 4 digits.",
    )
    .params(CARD_TYPE),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name.strip_prefix("credit_card.")? {
        "provider" => Rule::Str(|cx, args, out| {
            let card = card(cx, args)?;
            out.extend_from_slice(card.name());
            Ok(())
        }),
        "number" => Rule::Str(|cx, args, out| {
            let card = card(cx, args)?;
            number(cx, card, out);
            Ok(())
        }),
        "expire" => Rule::Str(expire),
        "security_code" => Rule::Str(|cx, args, out| {
            let card = card(cx, args)?;
            security_code(cx, card, out);
            Ok(())
        }),
        "full" => Rule::Str(|cx, args, out| {
            full(cx, args, out, |cx, out| {
                cx.call(FIRST_NAME, out)?;
                out.push(b' ');
                cx.call(LAST_NAME, out)
            })?;
            out.push(b'\n');
            Ok(())
        }),
        "zh_CN.full" => Rule::Str(|cx, args, out| {
            full(cx, args, out, |cx, out| {
                cx.call(FIRST_NAME, out)?;
                cx.call(LAST_NAME, out)
            })?;
            issuer(cx, out)
        }),
        "ru_RU.full" => Rule::Str(|cx, args, out| {
            full(cx, args, out, |cx, out| transliterated(cx, cyrillic::RUSSIAN, out))?;
            issuer(cx, out)
        }),
        "uk_UA.full" => Rule::Str(|cx, args, out| {
            full(cx, args, out, |cx, out| transliterated(cx, cyrillic::UKRAINIAN, out))?;
            issuer(cx, out)
        }),
        _ => return None,
    })
}

const FIRST_NAME: NameId = name_id!("first_name");
const LAST_NAME: NameId = name_id!("last_name");

/// What the locale's table says of a type of card.
#[derive(Clone, Copy)]
struct Card(Node);

impl Card {
    fn get(self, key: &str) -> Option<Node> {
        self.0.get(key)
    }

    fn name(self) -> &'static [u8] {
        self.get("name").map_or(b"", Node::text)
    }

    fn count(self, key: &str) -> usize {
        self.get(key).map_or(0, Node::int).clamp(0, 64) as usize
    }
}

/// The type that is asked for, or any.
fn card<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Card> {
    let types = cx.table(attr!("credit_card_types")).map(Table::root);
    let types = types.ok_or_else(|| Error::value("the table of card types is missing"))?;
    let card = match args.opt_str(0) {
        None => Some(types.item(cx.draw.below(types.len() as u64) as usize)),
        Some(name) => types.get(name),
    };
    card.and_then(Node::untagged).map(|card| Card(card.item(1))).ok_or_else(|| {
        let known: Vec<&str> = (0..types.len()).map(|i| types.key(i).str()).collect();
        let (given, locale) = (args.str(0), cx.pack.locale.name());
        Error::Value(format!("card_type '{given}' is unknown in {locale}: it must be one of {}", known.join(", ")))
    })
}

/// A prefix of the type, filled up with digits, and Luhn's digit.
fn number<D: Source>(cx: &mut Cx<D>, card: Card, out: &mut Vec<u8>) {
    let start = out.len();
    if let Some(prefixes) = card.get("prefixes") {
        let prefix = prefixes.item(cx.draw.below(prefixes.len() as u64) as usize);
        out.extend_from_slice(prefix.text());
    }
    numerify(&mut cx.draw, out, start);
    let (prefix, end) = (out.len(), start + card.count("length").saturating_sub(1));
    if end > prefix {
        out.resize(end, b'0');
        cx.draw.digits(&mut out[prefix..]);
    }
    out.push(luhn(&out[start..]));
}

fn security_code<D: Source>(cx: &mut Cx<D>, card: Card, out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + card.count("security_code_length"), b'0');
    cx.draw.digits(&mut out[start..]);
}

fn expire<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let (start, end) = match (args.seconds(0, cx.clock)?, args.seconds(1, cx.clock)?) {
        (Some(start), Some(end)) => (start, end),
        (start, end) => {
            let now = cx.clock.seconds();
            (start.unwrap_or(now), end.unwrap_or(now))
        }
    };
    let at = datetime(between(cx, start, end)?);
    year_of_four_digits(at.date())?;
    strftime(at, args.str(2), out);
    Ok(())
}

/// Issuer, owner, number, expiry and security code.
fn full<D: Source>(
    cx: &mut Cx<D>,
    args: &Args,
    out: &mut Vec<u8>,
    owner: impl FnOnce(&mut Cx<D>, &mut Vec<u8>) -> Result<()>,
) -> Result<()> {
    const EXPIRE: NameId = name_id!("credit_card_expire");
    let card = card(cx, args)?;
    out.extend_from_slice(card.name());
    out.push(b'\n');
    owner(cx, out)?;
    out.push(b'\n');
    number(cx, card, out);
    out.push(b' ');
    cx.call(EXPIRE, out)?;
    out.push(b'\n');
    out.extend_from_slice(card.get("security_code").map_or(b"", Node::text));
    out.extend_from_slice(b": ");
    security_code(cx, card, out);
    Ok(())
}

/// The bank, on a line of its own.
fn issuer<D: Source>(cx: &mut Cx<D>, out: &mut Vec<u8>) -> Result<()> {
    out.push(b'\n');
    cx.call(const { name_id!("bank") }, out)
}

/// A man's or a woman's name in Latin letters.
fn transliterated<D: Source>(cx: &mut Cx<D>, letters: cyrillic::Letters, out: &mut Vec<u8>) -> Result<()> {
    const MALE: [NameId; 2] = [name_id!("first_name_male"), name_id!("last_name_male")];
    const FEMALE: [NameId; 2] = [name_id!("first_name_female"), name_id!("last_name_female")];
    let [first, last] = if cx.draw.below(2) == 0 { MALE } else { FEMALE };
    let start = out.len();
    cx.call(first, out)?;
    out.push(b' ');
    cx.call(last, out)?;
    cyrillic::to_latin(letters, out, start);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::clock::Moment;
    use crate::providers::testing::{drawn, fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`, on 2026-01-01.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "credit_card_provider", 0, "Discover"),
            Case::new("en_US", "credit_card_provider", 1, "VISA 16 digit"),
            Case::new("en_US", "credit_card_number", 0, "6504876475938248"),
            Case::new("en_US", "credit_card_number", 1, "4417776317066904"),
            Case::new("en_US", "credit_card_expire", 0, "06/34"),
            Case::new("en_US", "credit_card_expire", 1, "05/27"),
            Case::new("en_US", "credit_card_full", 0, "Discover\nKatherine Fisher\n6587647593824218 03/32\nCVC: 489\n"),
            Case::new("en_US", "credit_card_full", 1, "VISA 16 digit\nAshley Pham\n4417776317066904 12/32\nCVC: 439\n"),
            Case::new("en_US", "credit_card_security_code", 0, "604"),
            Case::new("en_US", "credit_card_security_code", 1, "914"),
            Case::new("en_US", "credit_card_number", 0, "376048764759382")
                .with(&[("card_type", Arg::Str("amex".into()))]),
            Case::new("en_US", "credit_card_number", 1, "503891417779")
                .with(&[("card_type", Arg::Str("maestro".into()))]),
            Case::new("en_US", "credit_card_number", 2, "5211524493909264")
                .with(&[("card_type", Arg::Str("mastercard".into()))]),
            Case::new("en_US", "credit_card_number", 3, "4982597919070")
                .with(&[("card_type", Arg::Str("visa13".into()))]),
            Case::new("en_US", "credit_card_number", 4, "4416721106840388547")
                .with(&[("card_type", Arg::Str("visa19".into()))]),
            Case::new("en_US", "credit_card_number", 5, "30458073021572")
                .with(&[("card_type", Arg::Str("diners".into()))]),
            Case::new("en_US", "credit_card_number", 6, "213174002975502")
                .with(&[("card_type", Arg::Str("jcb15".into()))]),
            Case::new("en_US", "credit_card_number", 7, "6526018159083017")
                .with(&[("card_type", Arg::Str("discover".into()))]),
            Case::new("en_US", "credit_card_number", 8, "4562301238360774")
                .with(&[("card_type", Arg::Str("visa".into()))]),
            Case::new("en_US", "credit_card_security_code", 1, "2914").with(&[("card_type", Arg::Str("amex".into()))]),
            Case::new("en_US", "credit_card_provider", 1, "Diners Club / Carte Blanche")
                .with(&[("card_type", Arg::Str("diners".into()))]),
            Case::new("en_US", "credit_card_expire", 1, "2020-12").with(&[
                ("start", Arg::Moment(Moment::Date(18262))),
                ("end", Arg::Str("+1y".into())),
                ("date_format", Arg::Str("%Y-%m".into())),
            ]),
            Case::new(
                "en_US",
                "credit_card_full",
                3,
                "American Express\nJohn Stephens\n379791907483371 05/31\nCID: 8762\n",
            )
            .with(&[("card_type", Arg::Str("amex".into()))]),
            Case::new("fa_IR", "credit_card_number", 0, "6221066048764758"),
            Case::new("fa_IR", "credit_card_provider", 0, "تات").with(&[("card_type", Arg::Str("tat".into()))]),
            Case::new("pt_PT", "credit_card_number", 0, "5431230487647597"),
            Case::new(
                "ru_RU",
                "credit_card_full",
                0,
                "Maestro\nAlina Osipova\n6376475938242192 12/33\nCVV2: 892\nКС Банк",
            ),
            Case::new(
                "ru_RU",
                "credit_card_full",
                1,
                "Mastercard\nIrakliy Kovalev\n2577631706690741 03/33\nCVC2: 391\nКузнецкбизнесбанк",
            ),
            Case::new(
                "uk_UA",
                "credit_card_full",
                0,
                "Maestro\nAnastasiia Konoplenko\n6762647593824215 03/32\nCVV: 489\nБанк Фамільний",
            ),
            Case::new(
                "zh_CN",
                "credit_card_full",
                0,
                "Visa\n婷婷王\n4647593824219484 10/35\nCVV2: 924\n中国农业发展银行",
            ),
            Case::new("ru_RU", "credit_card_number", 0, "2203604876475930")
                .with(&[("card_type", Arg::Str("mir".into()))]),
        ]);
    }

    /// Luhn's test as it is written down: every second digit from the right doubled, the digits summed.
    fn passes(number: &str) -> bool {
        let digits = number.bytes().rev().map(|byte| u32::from(byte - b'0'));
        let sum: u32 = digits.enumerate().map(|(i, d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { d }).sum();
        sum.is_multiple_of(10)
    }

    #[test]
    fn numbers_pass_luhns_test_and_have_their_length() {
        let lengths =
            [("maestro", 12), ("mastercard", 16), ("visa13", 13), ("visa19", 19), ("amex", 15), ("jcb15", 15)];
        for (card, length) in lengths {
            for seed in 0..20 {
                let number = drawn("en_US", "credit_card_number", seed, &[("card_type", Arg::Str(card.into()))]);
                assert!(passes(&number) && number.len() == length, "{card} {number}");
            }
        }
        for locale in ["fa_IR", "pt_PT", "ru_RU", "uk_UA", "zh_CN"] {
            assert!(passes(&drawn(locale, "credit_card_number", 1, &[])), "{locale}");
        }
    }
}
