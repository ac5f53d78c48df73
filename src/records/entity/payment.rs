//! Payment cards: one type of card in a row.

use super::{append, attribute, plain, Attribute, Rows};
use crate::error::Result;
use crate::locale::{attr, name_id, NameId, Node, Table};
use crate::providers::{Arg, Args, Pack, Type};
use crate::records::column::Data;
use crate::rng::{Draw, Stream};

/// What can be asked of a payment card.
pub const ATTRIBUTES: &[Attribute] = &[
    attribute("provider", Type::Str, "The card's network.", |rows| carded(rows, PROVIDER)),
    attribute("number", Type::Str, "A card number of `provider`, with a valid check digit.", |rows| {
        carded(rows, NUMBER)
    }),
    attribute("security_code", Type::Str, "As many digits as `provider` asks for.", |rows| carded(rows, CODE)),
    attribute("expires", Type::Str, "Month and year, such as `03/29`.", |rows| plain(rows, EXPIRES)),
];

const PROVIDER: NameId = name_id!("credit_card_provider");
const NUMBER: NameId = name_id!("credit_card_number");
const CODE: NameId = name_id!("credit_card_security_code");
const EXPIRES: NameId = name_id!("credit_card_expire");

/// A locale's types of cards: a mapping from what `card_type` takes.
fn types(pack: &Pack<Stream>) -> Option<Node> {
    pack.find(NUMBER)?.class.table(attr!("credit_card_types")).map(Table::root)
}

/// The type of each row's card, by its place among the locale's.
fn card_type(rows: &mut Rows<'_>) -> Result<Data> {
    let counts: Vec<usize> = rows.packs.iter().map(|pack| types(pack).map_or(0, Node::len)).collect();
    let mut draw = rows.stream("card_type");
    Ok(Data::Seeds((0..rows.n).map(|row| draw.below(counts[rows.locale(row)].max(1) as u64)).collect()))
}

fn carded(rows: &mut Rows<'_>, name: NameId) -> Result<Data> {
    let card_types = rows.own("card_type", card_type)?;
    let args = |types: Node, at| Args::new(vec![Arg::Str(types.key(at).str().to_string())]);
    let args =
        rows.packs.iter().map(|pack| types(pack).map(|types| (0..types.len()).map(|i| args(types, i)).collect()));
    let args: Vec<Vec<Args>> = args.map(Option::unwrap_or_default).collect();
    rows.texts(crate::locale::NAMES[name as usize], |cx, row, out| {
        let at = match &*card_types {
            Data::Seeds(places) => places[row] as usize,
            _ => 0,
        };
        append(cx, name, args[rows.locale(row)].get(at), out)
    })
}
