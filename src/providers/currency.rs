//! Currencies, cryptocurrencies and prices.

use super::{param, Args, Default, Field, Kind, Rule, Source, Type::*, Value};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, AttrId};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("currency", "currencies", Any, "A currency: a tuple of its ISO 4217 code and its name."),
    Field::new("currency_code", "currency_codes", Str, "The ISO 4217 code of a currency, such as `EUR`."),
    Field::new("currency_name", "currency_names", Str, "The name of a currency."),
    Field::new("currency_symbol", "currency_symbols", Str, "The symbol of a currency, such as `€`.").params(&[param(
        "code",
        Kind::Str,
        Default::None,
        "The ISO 4217 code of the currency, one that the locale lists; any currency if it is not given.",
    )]),
    Field::new("cryptocurrency", "cryptocurrencies", Any, "A cryptocurrency: a tuple of its code and its name."),
    Field::new("cryptocurrency_code", "cryptocurrency_codes", Str, "The code of a cryptocurrency, such as `BTC`."),
    Field::new("cryptocurrency_name", "cryptocurrency_names", Str, "The name of a cryptocurrency."),
    Field::new("pricetag", "pricetags", Str, "A price with a currency, as the country writes it."),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "currency" => Rule::Value(|cx, _| pair(cx, attr!("currencies"))),
        "cryptocurrency" => Rule::Value(|cx, _| pair(cx, attr!("cryptocurrencies"))),
        "currency_symbol" => Rule::Str(currency_symbol),
        _ => return None,
    })
}

/// A row of code and name.
fn pair<D: Source>(cx: &mut Cx<D>, rows: AttrId) -> Result<Value> {
    let rows = cx.table(rows).ok_or_else(|| Error::value("the locale has no table of currencies"))?;
    let row = cx.pick_index(rows);
    Ok(Value::Tuple(vec![Value::text(rows.cell(row, 0)), Value::text(rows.cell(row, 1))]))
}

fn currency_symbol<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let (Some(symbols), Some(currencies)) = (cx.table(attr!("currency_symbols")), cx.table(attr!("currencies"))) else {
        return Err(Error::value("the locale has no table of currencies"));
    };
    let symbol = match args.opt_str(0) {
        None => Some(symbols.root().item(cx.draw.below(symbols.len() as u64) as usize)),
        Some(code) if (0..currencies.len()).any(|row| currencies.cell(row, 0) == code.as_bytes()) => {
            symbols.root().get(code)
        }
        Some(code) => {
            return Err(Error::Value(format!("'{code}' is not the ISO 4217 code of a currency that the locale lists")));
        }
    };
    out.extend_from_slice(symbol.map_or("¤".as_bytes(), |symbol| symbol.text()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{drawn, fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "currency", 0, "('NAD', 'Namibian dollar')"),
            Case::new("en_US", "currency_code", 0, "NAD"),
            Case::new("en_US", "currency_name", 0, "Namibian dollar"),
            Case::new("en_US", "currency_symbol", 0, "₦"),
            Case::new("en_US", "currency_symbol", 0, "£").with(&[("code", Arg::Str("GBP".into()))]),
            Case::new("en_US", "currency_symbol", 0, "€").with(&[("code", Arg::Str("EUR".into()))]),
            Case::new("en_US", "cryptocurrency", 0, "('XRP', 'Ripple')"),
            Case::new("en_US", "cryptocurrency_code", 1, "ETH"),
            Case::new("en_US", "cryptocurrency_name", 1, "Ethereum"),
            Case::new("en_US", "pricetag", 0, "$7,604.87"),
            Case::new("hi_IN", "pricetag", 0, "$7,604.87"),
            Case::new("de_DE", "pricetag", 0, "7.604,87\u{a0}€"),
        ]);
    }

    #[test]
    fn codes_are_three_capitals() {
        for seed in 0..200 {
            let code = drawn("en_US", "currency_code", seed, &[]);
            assert!(code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
            let price = drawn("en_US", "pricetag", seed, &[]);
            assert!(price.strip_prefix('$').is_some_and(|p| p.replace(',', "").parse::<f64>().is_ok()), "{price}");
        }
    }
}
