//! Entities: attributes that describe the same person, place, company or payment in a row.
//!
//! Each attribute draws from a stream of its own and takes what it must agree with from the attributes that it
//! depends on: a person's e-mail address is made by the locale's own rule for user names, in which the first and last
//! names are that person's. So a column's values do not depend on which other columns a schema has.

use super::column::{Data, Texts};
use crate::clock::{date, Clock};
use crate::error::{nearest, Error, Result};
use crate::grammar::{Cx, Settled};
use crate::locale::{attr, find_name, name_id, NameId, Table};
use crate::providers::{Arg, Args, Pack, Rule, Type, Value};
use crate::rng::{Draw, Key, Stream};
use chrono::Datelike;
use std::collections::HashMap;
use std::sync::Arc;

/// A kind of thing that columns can describe together.
#[derive(Debug)]
pub struct Entity {
    /// Its name, before the dot.
    pub name: &'static str,
    /// What can be asked of it.
    pub attributes: &'static [Attribute],
}

/// What can be asked of an entity.
#[derive(Debug)]
pub struct Attribute {
    /// Its name, after the dot.
    pub name: &'static str,
    /// The type of its values.
    pub returns: Type,
    /// What it is, and what it agrees with.
    pub doc: &'static str,
    make: Make,
}

type Make = fn(&mut Rows<'_>) -> Result<Data>;

const fn attribute(name: &'static str, returns: Type, doc: &'static str, make: Make) -> Attribute {
    Attribute { name, returns, doc, make }
}

/// Every entity.
pub const ENTITIES: &[Entity] = &[
    Entity {
        name: "person",
        attributes: &[
            attribute("name", Type::Str, "The full name, of `first_name` and `last_name`.", name),
            attribute("first_name", Type::Str, "The given name, one that goes with `gender`.", first_name),
            attribute("last_name", Type::Str, "The family name, in its form for `gender`.", last_name),
            attribute("prefix", Type::Str, "The title that goes with `gender`.", |rows| {
                gendered(rows, "prefix", PREFIX)
            }),
            attribute("suffix", Type::Str, "What may follow the name.", |rows| gendered(rows, "suffix", SUFFIX)),
            attribute("gender", Type::Str, "`female` or `male`.", gender),
            attribute("sex", Type::Str, "`F` or `M`, as `gender`.", sex),
            attribute("user_name", Type::Str, "A user name made from the name.", user_name),
            attribute(
                "email",
                Type::Str,
                "An address with `user_name` before the sign, at a reserved domain.",
                |rows| with_user_name(rows, "email", EMAIL),
            ),
            attribute("free_email", Type::Str, "An address with `user_name`, at a free provider.", |rows| {
                with_user_name(rows, "free_email", FREE_EMAIL)
            }),
            attribute("birth_date", Type::Date, "The day of birth, 18 to 90 years ago.", birth_date),
            attribute("age", Type::Int, "The age in whole years since `birth_date`.", age),
            attribute("phone_number", Type::Str, "A telephone number.", |rows| plain(rows, PHONE)),
            attribute("job", Type::Str, "An occupation.", |rows| plain(rows, JOB)),
            attribute("ssn", Type::Str, "A national identity number.", |rows| plain(rows, SSN)),
        ],
    },
    Entity {
        name: "place",
        attributes: &[
            attribute(
                "city",
                Type::Str,
                "A city; a real one where the locale's tables know its coordinates.",
                |rows| placed(rows, CITY, 0),
            ),
            attribute("state", Type::Str, "The state or province of `city`.", |rows| placed(rows, STATE, 1)),
            attribute("state_abbr", Type::Str, "The abbreviation of `state`.", |rows| placed(rows, STATE_ABBR, 2)),
            attribute("postcode", Type::Str, "A postal code of `city`'s region.", postcode),
            attribute("country", Type::Str, "The locale's country.", |rows| plain(rows, COUNTRY)),
            attribute("country_code", Type::Str, "The ISO 3166-1 code of `country`.", |rows| plain(rows, COUNTRY_CODE)),
            attribute("latitude", Type::Float, "Degrees north, within about 5 km of `city`.", |rows| {
                coordinate(rows, 4)
            }),
            attribute("longitude", Type::Float, "Degrees east, within about 5 km of `city`.", |rows| {
                coordinate(rows, 5)
            }),
            attribute("timezone", Type::Str, "The IANA time zone of `city`.", timezone),
            attribute("street_address", Type::Str, "A street with a building number.", |rows| plain(rows, STREET)),
        ],
    },
    Entity {
        name: "company",
        attributes: &[
            attribute("name", Type::Str, "The company's name.", |rows| plain(rows, COMPANY)),
            attribute("domain", Type::Str, "A domain name made from the name.", |rows| named(rows, "domain", DOMAIN)),
            attribute("url", Type::Str, "The web site at `domain`.", |rows| at_domain(rows, "https://www.", "/")),
            attribute("email", Type::Str, "An address at `domain`.", |rows| at_domain(rows, "info@", "")),
            attribute("phone_number", Type::Str, "A telephone number.", |rows| plain(rows, PHONE)),
            attribute("catch_phrase", Type::Str, "What the company says of itself.", |rows| plain(rows, CATCH_PHRASE)),
        ],
    },
    Entity {
        name: "payment",
        attributes: &[
            attribute("provider", Type::Str, "The card's network.", |rows| carded(rows, CARD_PROVIDER)),
            attribute("number", Type::Str, "A card number of `provider`, with a valid check digit.", |rows| {
                carded(rows, CARD_NUMBER)
            }),
            attribute("security_code", Type::Str, "As many digits as `provider` asks for.", |rows| {
                carded(rows, CARD_CODE)
            }),
            attribute("expires", Type::Str, "Month and year, such as `03/29`.", |rows| plain(rows, CARD_EXPIRES)),
        ],
    },
];

const FIRST_NAMES: &[NameId] =
    &[name_id("first_name"), name_id("first_name_male"), name_id("first_name_female"), name_id("first_name_nonbinary")];
const LAST_NAMES: &[NameId] =
    &[name_id("last_name"), name_id("last_name_male"), name_id("last_name_female"), name_id("last_name_nonbinary")];
const PREFIXES: &[NameId] =
    &[name_id("prefix"), name_id("prefix_male"), name_id("prefix_female"), name_id("prefix_nonbinary")];
const SUFFIXES: &[NameId] =
    &[name_id("suffix"), name_id("suffix_male"), name_id("suffix_female"), name_id("suffix_nonbinary")];
const FIRST: [NameId; 2] = [name_id("first_name_female"), name_id("first_name_male")];
const LAST: [NameId; 2] = [name_id("last_name_female"), name_id("last_name_male")];
const NAME: [NameId; 2] = [name_id("name_female"), name_id("name_male")];
const PREFIX: [NameId; 2] = [name_id("prefix_female"), name_id("prefix_male")];
const SUFFIX: [NameId; 2] = [name_id("suffix_female"), name_id("suffix_male")];
const USER_NAME: NameId = name_id("user_name");
const EMAIL: NameId = name_id("email");
const FREE_EMAIL: NameId = name_id("free_email");
const BIRTH: NameId = name_id("date_of_birth");
const PHONE: NameId = name_id("phone_number");
const JOB: NameId = name_id("job");
const SSN: NameId = name_id("ssn");
const CITY: NameId = name_id("city");
const STATE: NameId = name_id("state");
const STATE_ABBR: NameId = name_id("state_abbr");
const POSTCODE: NameId = name_id("postcode");
const COUNTRY: NameId = name_id("current_country");
const COUNTRY_CODE: NameId = name_id("current_country_code");
const TIMEZONE: NameId = name_id("timezone");
const STREET: NameId = name_id("street_address");
const COMPANY: NameId = name_id("company");
const DOMAIN: NameId = name_id("domain_name");
const CATCH_PHRASE: NameId = name_id("catch_phrase");
const CARD_PROVIDER: NameId = name_id("credit_card_provider");
const CARD_NUMBER: NameId = name_id("credit_card_number");
const CARD_CODE: NameId = name_id("credit_card_security_code");
const CARD_EXPIRES: NameId = name_id("credit_card_expire");

/// An entity's attribute by name.
///
/// # Errors
/// [`Error::UnknownField`] with the nearest name.
pub fn find(entity: &str, attribute: &str, given: &str) -> Result<(&'static Entity, &'static Attribute)> {
    let hit = ENTITIES.iter().find(|e| e.name == entity);
    let hit = hit.and_then(|e| Some((e, e.attributes.iter().find(|a| a.name == attribute)?)));
    hit.ok_or_else(|| {
        let wanted = format!("{entity}.{attribute}");
        let names: Vec<String> =
            ENTITIES.iter().flat_map(|e| e.attributes.iter().map(|a| format!("{}.{}", e.name, a.name))).collect();
        Error::UnknownField { given: given.to_string(), nearest: nearest(&wanted, names.iter().map(String::as_str)) }
    })
}

/// One entity in the rows of one chunk: its attributes, made when first asked for.
#[derive(Debug)]
pub struct Rows<'a> {
    /// The key of the entity; each attribute has a child of it.
    pub key: Key,
    /// The call, as in [`Stream::at`].
    pub call: u64,
    /// The chunk.
    pub chunk: u64,
    /// How many rows of the chunk.
    pub n: usize,
    /// What "now" is.
    pub clock: Clock,
    /// The rules of each row's locale.
    pub packs: &'a [&'static Pack<Stream>],
    /// Which of `packs` each row is in; empty if there is only one.
    pub locales: &'a [u32],
    made: HashMap<&'static str, Data>,
}

impl<'a> Rows<'a> {
    /// An entity with nothing made yet.
    pub fn new(
        key: Key,
        (call, chunk, n): (u64, u64, usize),
        clock: Clock,
        packs: &'a [&'static Pack<Stream>],
        locales: &'a [u32],
    ) -> Self {
        Self { key, call, chunk, n, clock, packs, locales, made: HashMap::new() }
    }

    /// The values of an attribute.
    ///
    /// # Errors
    /// Whatever its rule says.
    pub fn get(&mut self, attribute: &Attribute) -> Result<&Data> {
        if !self.made.contains_key(attribute.name) {
            let data = (attribute.make)(self)?;
            self.made.insert(attribute.name, data);
        }
        Ok(&self.made[attribute.name])
    }

    /// The values of an attribute that others are made from.
    fn own(&mut self, name: &'static str, make: Make) -> Result<&Data> {
        if !self.made.contains_key(name) {
            let data = make(self)?;
            self.made.insert(name, data);
        }
        Ok(&self.made[name])
    }

    fn pack(&self, row: usize) -> &'static Pack<Stream> {
        self.packs[self.locales.get(row).map_or(0, |l| *l as usize)]
    }

    fn stream(&self, attribute: &str) -> Stream {
        Stream::at(&self.key.child(attribute), self.call, self.chunk)
    }

    fn cx(&self, attribute: &str) -> Cx<Stream> {
        Cx::new(self.stream(attribute), self.packs[0], self.clock)
    }

    /// Text for each row: `append` is told the row.
    fn texts(
        &self,
        attribute: &str,
        mut append: impl FnMut(&mut Cx<Stream>, usize, &mut Vec<u8>) -> Result<()>,
    ) -> Result<Data> {
        let mut cx = self.cx(attribute);
        let mut texts = Texts::default();
        for row in 0..self.n {
            cx.pack = self.pack(row);
            append(&mut cx, row, &mut texts.bytes)?;
            texts.end();
        }
        Ok(Data::Str(texts))
    }
}

fn text_of(data: &Data, row: usize) -> Vec<u8> {
    let mut text = Vec::new();
    data.append_text(row, &mut text);
    text
}

/// Appends a field's value, or nothing where the locale lacks it.
fn append(cx: &mut Cx<Stream>, name: NameId, args: Option<&Args>, out: &mut Vec<u8>) -> Result<()> {
    match cx.pack.find(name) {
        Some(entry) if !matches!(entry.rule, Rule::Unported | Rule::Lacks(_)) => match args {
            Some(args) => cx.call_with(name, args, out),
            None => cx.call(name, out),
        },
        _ => Ok(()),
    }
}

/// A field of its own, which only has to stay with its entity when columns change.
fn plain(rows: &mut Rows<'_>, name: NameId) -> Result<Data> {
    rows.texts(crate::locale::NAMES[name as usize], |cx, _, out| append(cx, name, None, out))
}

fn strings(values: &[&str]) -> Arc<[Value]> {
    values.iter().map(|v| Value::Str((*v).to_string())).collect()
}

fn genders(rows: &mut Rows<'_>) -> Result<Vec<u32>> {
    match rows.own("gender", gender)? {
        Data::Choice(_, codes) => Ok(codes.clone()),
        _ => Ok(Vec::new()),
    }
}

fn gender(rows: &mut Rows<'_>) -> Result<Data> {
    let mut draw = rows.stream("gender");
    Ok(Data::Choice(strings(&["female", "male"]), (0..rows.n).map(|_| draw.below(2) as u32).collect()))
}

fn sex(rows: &mut Rows<'_>) -> Result<Data> {
    Ok(Data::Choice(strings(&["F", "M"]), genders(rows)?))
}

fn gendered(rows: &mut Rows<'_>, attribute: &str, names: [NameId; 2]) -> Result<Data> {
    let genders = genders(rows)?;
    rows.texts(attribute, |cx, row, out| append(cx, names[genders[row] as usize], None, out))
}

fn first_name(rows: &mut Rows<'_>) -> Result<Data> {
    gendered(rows, "first_name", FIRST)
}

fn last_name(rows: &mut Rows<'_>) -> Result<Data> {
    gendered(rows, "last_name", LAST)
}

fn name(rows: &mut Rows<'_>) -> Result<Data> {
    let genders = genders(rows)?;
    let parts = [
        (FIRST_NAMES, rows.own("first_name", first_name)?.clone()),
        (LAST_NAMES, rows.own("last_name", last_name)?.clone()),
        (PREFIXES, rows.own("prefix", |rows| gendered(rows, "prefix", PREFIX))?.clone()),
        (SUFFIXES, rows.own("suffix", |rows| gendered(rows, "suffix", SUFFIX))?.clone()),
    ];
    rows.texts("name", |cx, row, out| {
        cx.settle(parts.iter().map(|(names, data)| Settled { names, text: text_of(data, row), once: true }).collect());
        append(cx, NAME[genders[row] as usize], None, out)
    })
}

fn user_name(rows: &mut Rows<'_>) -> Result<Data> {
    let parts = [
        (FIRST_NAMES, rows.own("first_name", first_name)?.clone()),
        (LAST_NAMES, rows.own("last_name", last_name)?.clone()),
    ];
    rows.texts("user_name", |cx, row, out| {
        cx.settle(parts.iter().map(|(names, data)| Settled { names, text: text_of(data, row), once: false }).collect());
        append(cx, USER_NAME, None, out)
    })
}

fn with_user_name(rows: &mut Rows<'_>, attribute: &str, name: NameId) -> Result<Data> {
    const USER_NAMES: &[NameId] = &[USER_NAME];
    let user_names = rows.own("user_name", user_name)?.clone();
    rows.texts(attribute, |cx, row, out| {
        cx.settle(vec![Settled { names: USER_NAMES, text: text_of(&user_names, row), once: false }]);
        append(cx, name, None, out)
    })
}

fn birth_date(rows: &mut Rows<'_>) -> Result<Data> {
    let field = crate::providers::get("date_of_birth")?.field;
    let mut args = field.defaults();
    for (name, years) in [("minimum_age", 18), ("maximum_age", 90)] {
        if let Some(at) = field.params.iter().position(|p| p.name == name) {
            args.set(at, Arg::Int(years));
        }
    }
    let mut cx = rows.cx("birth_date");
    let mut days = Vec::with_capacity(rows.n);
    for row in 0..rows.n {
        cx.pack = rows.pack(row);
        let entry = cx.pack.entry(BIRTH);
        cx.class = entry.class;
        match entry.rule.value(&mut cx, &args)? {
            Value::Date(day) => days.push(day),
            _ => return Err(Error::value("date_of_birth is no date: please report this")),
        }
    }
    Ok(Data::Date(days))
}

fn age(rows: &mut Rows<'_>) -> Result<Data> {
    let today = date(rows.clock.today());
    let Data::Date(days) = rows.own("birth_date", birth_date)? else { return Ok(Data::Int(Vec::new())) };
    let years = days.iter().map(|day| {
        let born = date(*day);
        let passed = (today.month(), today.day()) >= (born.month(), born.day());
        i64::from(today.year() - born.year()) - i64::from(!passed)
    });
    Ok(Data::Int(years.collect()))
}

/// The table of a locale's real places: city, state, abbreviation, postcode pattern, latitude, longitude, time zone.
fn places(pack: &Pack<Stream>) -> Option<Table> {
    let class = pack.find(find_name("place")?)?.class;
    find_attr_table(class, "places")
}

fn find_attr_table(class: crate::locale::Class, name: &str) -> Option<Table> {
    class.table(crate::locale::find_attr(name)?).filter(|t| t.len() > 0)
}

/// Each row's place: its row in the locale's table, if that has one.
fn spots(rows: &mut Rows<'_>) -> Result<Vec<u64>> {
    let data = rows.own("spot", |rows| {
        let mut draw = rows.stream("spot");
        Ok(Data::Uuid((0..rows.n).map(|_| u128::from(draw.bits(64))).collect()))
    })?;
    match data {
        Data::Uuid(bits) => Ok(bits.iter().map(|b| *b as u64).collect()),
        _ => Ok(Vec::new()),
    }
}

fn row_of(table: Table, spot: u64) -> usize {
    ((u128::from(spot) * table.len() as u128) >> 64) as usize
}

fn placed(rows: &mut Rows<'_>, name: NameId, column: usize) -> Result<Data> {
    let spots = spots(rows)?;
    rows.texts(crate::locale::NAMES[name as usize], |cx, row, out| match places(cx.pack) {
        Some(table) => {
            out.extend_from_slice(table.cell(row_of(table, spots[row]), column));
            Ok(())
        }
        None => append(cx, name, None, out),
    })
}

fn postcode(rows: &mut Rows<'_>) -> Result<Data> {
    let spots = spots(rows)?;
    rows.texts("postcode", |cx, row, out| match places(cx.pack) {
        Some(table) => {
            let start = out.len();
            out.extend_from_slice(table.cell(row_of(table, spots[row]), 3));
            crate::grammar::bothify(&mut cx.draw, out, start, "ABCDEFGHJKLMNPRSTUVWXYZ");
            Ok(())
        }
        None => append(cx, POSTCODE, None, out),
    })
}

fn timezone(rows: &mut Rows<'_>) -> Result<Data> {
    let spots = spots(rows)?;
    rows.texts("timezone", |cx, row, out| match places(cx.pack) {
        Some(table) => {
            out.extend_from_slice(table.cell(row_of(table, spots[row]), 6));
            Ok(())
        }
        None => append(cx, TIMEZONE, None, out),
    })
}

/// Column 4 is the latitude, 5 the longitude; 0.05 degrees are about 5 km.
fn coordinate(rows: &mut Rows<'_>, column: usize) -> Result<Data> {
    let spots = spots(rows)?;
    let mut cx = rows.cx(if column == 4 { "latitude" } else { "longitude" });
    let mut degrees = Vec::with_capacity(rows.n);
    for (row, spot) in spots.iter().enumerate() {
        cx.pack = rows.pack(row);
        let centre = match places(cx.pack) {
            Some(table) => number(table.cell(row_of(table, *spot), column)),
            None => somewhere(cx.pack, *spot, column),
        };
        let offset = cx.draw.between(-50_000, 50_000);
        let limit = if column == 4 { 90.0 } else { 180.0 };
        let value = ((centre * 1e6).round() + offset as f64) / 1e6;
        degrees.push(value.clamp(-limit, limit));
    }
    Ok(Data::Float(degrees))
}

fn number(text: &[u8]) -> f64 {
    std::str::from_utf8(text).ok().and_then(|t| t.parse().ok()).unwrap_or_default()
}

/// A known point in the locale's country, else anywhere on land.
fn somewhere(pack: &'static Pack<Stream>, spot: u64, column: usize) -> f64 {
    let class = pack.find(name_id("local_latlng")).map(|entry| entry.class);
    let Some(table) = class.and_then(|class| class.table(attr("land_coords"))) else { return 0.0 };
    let country = pack.locale.name().split_once('_').map_or("", |(_, country)| country).as_bytes();
    let within: Vec<usize> = (0..table.len()).filter(|row| table.cell(*row, 3) == country).collect();
    let pick = |n: usize| ((u128::from(spot) * n as u128) >> 64) as usize;
    let row = if within.is_empty() { pick(table.len()) } else { within[pick(within.len())] };
    number(table.cell(row, column - 4))
}

fn named(rows: &mut Rows<'_>, attribute: &str, name: NameId) -> Result<Data> {
    const COMPANIES: &[NameId] = &[COMPANY];
    let companies = rows.own("name", |rows| plain(rows, COMPANY))?.clone();
    rows.texts(attribute, |cx, row, out| {
        cx.settle(vec![Settled { names: COMPANIES, text: text_of(&companies, row), once: false }]);
        append(cx, name, None, out)
    })
}

fn at_domain(rows: &mut Rows<'_>, before: &str, after: &str) -> Result<Data> {
    let domains = rows.own("domain", |rows| named(rows, "domain", DOMAIN))?.clone();
    rows.texts("at_domain", |_, row, out| {
        out.extend_from_slice(before.as_bytes());
        domains.append_text(row, out);
        out.extend_from_slice(after.as_bytes());
        Ok(())
    })
}

fn card_type(rows: &mut Rows<'_>) -> Result<Data> {
    rows.texts("card_type", |cx, _, out| {
        let class = cx.pack.find(CARD_NUMBER).map(|entry| entry.class);
        if let Some(types) = class.and_then(|class| class.table(attr("credit_card_types"))) {
            let types = types.root();
            let at = cx.draw.below(types.len() as u64) as usize;
            out.extend_from_slice(types.key(at).text());
        }
        Ok(())
    })
}

fn carded(rows: &mut Rows<'_>, name: NameId) -> Result<Data> {
    let types = rows.own("card_type", card_type)?.clone();
    rows.texts(crate::locale::NAMES[name as usize], |cx, row, out| {
        let kind = String::from_utf8(text_of(&types, row)).unwrap_or_default();
        append(cx, name, Some(&Args::new(vec![Arg::Str(kind)])), out)
    })
}
