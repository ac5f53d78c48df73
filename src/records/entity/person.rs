//! People: names, and what follows from names, gender and age.

use super::{append, attribute, has, plain, text, Attribute, Rows};
use crate::clock::date;
use crate::error::{Error, Result};
use crate::grammar::{title, upper, Cx};
use crate::locale::{attr, name_id, NameId, LOCALES};
use crate::providers::{to_ascii, Arg, Pack, Type, Value};
use crate::records::column::Data;
use crate::rng::{Draw, Stream};
use chrono::Datelike;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What can be asked of a person.
pub const ATTRIBUTES: &[Attribute] = &[
    attribute("name", Type::Str, "The full name, of `first_name` and `last_name`.", name),
    attribute("first_name", Type::Str, "The given name, one that goes with `gender`.", first_name),
    attribute("last_name", Type::Str, "The family name, in its form for `gender`.", last_name),
    attribute("prefix", Type::Str, "The title that goes with `gender`.", prefix),
    attribute("suffix", Type::Str, "What may follow the name.", suffix),
    attribute("romanized_name", Type::Str, "First and last name in Latin letters without accents.", romanized_name),
    attribute("kana_name", Type::Str, "The name in kana, where the locale has that; empty elsewhere.", kana_name),
    attribute("gender", Type::Str, "`female` or `male`.", gender),
    attribute("sex", Type::Str, "`F` or `M`, as `gender`.", sex),
    attribute("user_name", Type::Str, "A user name made from the name.", user_name),
    attribute("email", Type::Str, "An address with `user_name` before the sign, at a reserved domain.", |rows| {
        with_user_name(rows, "email", EMAIL)
    }),
    attribute("free_email", Type::Str, "An address with `user_name`, at a free provider.", |rows| {
        with_user_name(rows, "free_email", FREE_EMAIL)
    }),
    attribute("birth_date", Type::Date, "The day of birth, 18 to 90 years ago.", birth_date),
    attribute("age", Type::Int, "The age in whole years since `birth_date`.", age),
    attribute("phone_number", Type::Str, "A telephone number.", |rows| plain(rows, PHONE)),
    attribute("job", Type::Str, "An occupation.", |rows| plain(rows, JOB)),
    attribute("ssn", Type::Str, "A national identity number.", |rows| plain(rows, SSN)),
];

/// Of a woman and of a man.
type Gendered<T> = [T; 2];

const FIRST: Gendered<NameId> = [name_id!("first_name_female"), name_id!("first_name_male")];
const LAST: Gendered<NameId> = [name_id!("last_name_female"), name_id!("last_name_male")];
const NAME: Gendered<NameId> = [name_id!("name_female"), name_id!("name_male")];
const PREFIX: Gendered<NameId> = [name_id!("prefix_female"), name_id!("prefix_male")];
const SUFFIX: Gendered<NameId> = [name_id!("suffix_female"), name_id!("suffix_male")];
const ROMANIZED: Gendered<NameId> = [name_id!("romanized_name_female"), name_id!("romanized_name_male")];
const KANA: Gendered<NameId> = [name_id!("kana_name_female"), name_id!("kana_name_male")];
const ROMANIZED_NAME: NameId = name_id!("romanized_name");
const USER_NAME: NameId = name_id!("user_name");
const EMAIL: NameId = name_id!("email");
const FREE_EMAIL: NameId = name_id!("free_email");
const BIRTH: NameId = name_id!("date_of_birth");
const PHONE: NameId = name_id!("phone_number");
const JOB: NameId = name_id!("job");
const SSN: NameId = name_id!("ssn");

/// The methods that give a name's parts, by all names that templates have for them.
const FIRST_NAMES: Gendered<&[NameId]> = [
    &[
        name_id!("first_name_female"),
        name_id!("first_name"),
        name_id!("first_name_nonbinary"),
        name_id!("first_name_unisex"),
        name_id!("first_name_est"),
        name_id!("first_name_rus"),
        name_id!("first_name_female_common"),
        name_id!("first_name_female_est"),
        name_id!("first_name_female_hinduism"),
        name_id!("first_name_female_islamic"),
        name_id!("first_name_female_rus"),
        name_id!("given_name"),
        name_id!("given_name_female"),
    ],
    &[
        name_id!("first_name_male"),
        name_id!("first_name"),
        name_id!("first_name_nonbinary"),
        name_id!("first_name_unisex"),
        name_id!("first_name_est"),
        name_id!("first_name_rus"),
        name_id!("first_name_male_common"),
        name_id!("first_name_male_est"),
        name_id!("first_name_male_hinduism"),
        name_id!("first_name_male_islamic"),
        name_id!("first_name_male_rus"),
        name_id!("given_name"),
        name_id!("given_name_male"),
    ],
];
const LAST_NAMES: &[NameId] = &[
    name_id!("last_name"),
    name_id!("last_name_female"),
    name_id!("last_name_male"),
    name_id!("last_name_nonbinary"),
    name_id!("last_name_common"),
    name_id!("last_name_est"),
    name_id!("last_name_female_islamic"),
    name_id!("last_name_hinduism"),
    name_id!("last_name_islamic"),
    name_id!("last_name_rus"),
    name_id!("last_name_unique_to_female"),
    name_id!("last_name_unique_to_male"),
    name_id!("last_name_unisex"),
];
const PREFIXES: &[NameId] =
    &[name_id!("prefix"), name_id!("prefix_male"), name_id!("prefix_female"), name_id!("prefix_nonbinary")];
const SUFFIXES: &[NameId] =
    &[name_id!("suffix"), name_id!("suffix_male"), name_id!("suffix_female"), name_id!("suffix_nonbinary")];
/// Rules for user names name any of these, whatever the gender.
const ANY_FIRST_NAMES: &[NameId] = &[
    name_id!("first_name"),
    name_id!("first_name_female"),
    name_id!("first_name_male"),
    name_id!("first_name_nonbinary"),
];
const FIRST_ROMANIZED_NAMES: &[NameId] =
    &[name_id!("first_romanized_name"), name_id!("first_romanized_name_female"), name_id!("first_romanized_name_male")];
const LAST_ROMANIZED_NAMES: &[NameId] = &[LAST_ROMANIZED_NAME];
const LAST_ROMANIZED_NAME: NameId = name_id!("last_romanized_name");
const FIRST_KANA_NAMES: &[NameId] =
    &[name_id!("first_kana_name"), name_id!("first_kana_name_female"), name_id!("first_kana_name_male")];
const LAST_KANA_NAMES: &[NameId] = &[name_id!("last_kana_name")];

fn gender(rows: &mut Rows<'_>) -> Result<Data> {
    rows.texts("gender", |cx, _, out| {
        out.extend_from_slice(if cx.draw.below(2) == 0 { b"female" } else { b"male" });
        Ok(())
    })
}

/// The place of a row's gender in a [`Gendered`] pair.
#[inline]
fn at(genders: &Data, row: usize) -> usize {
    usize::from(text(genders, row) == b"male")
}

fn sex(rows: &mut Rows<'_>) -> Result<Data> {
    let genders = rows.own("gender", gender)?;
    rows.texts("sex", |_, row, out| {
        out.push(b"FM"[at(&genders, row)]);
        Ok(())
    })
}

fn gendered(rows: &mut Rows<'_>, attribute: &str, names: Gendered<NameId>) -> Result<Data> {
    let genders = rows.own("gender", gender)?;
    rows.texts(attribute, |cx, row, out| append(cx, names[at(&genders, row)], None, out))
}

fn first_name(rows: &mut Rows<'_>) -> Result<Data> {
    gendered(rows, "first_name", FIRST)
}

fn last_name(rows: &mut Rows<'_>) -> Result<Data> {
    gendered(rows, "last_name", LAST)
}

fn prefix(rows: &mut Rows<'_>) -> Result<Data> {
    gendered(rows, "prefix", PREFIX)
}

fn suffix(rows: &mut Rows<'_>) -> Result<Data> {
    gendered(rows, "suffix", SUFFIX)
}

fn name(rows: &mut Rows<'_>) -> Result<Data> {
    /// A template that names other people, too, or only one part of the name, is drawn anew so often.
    const TRIES: usize = 8;
    let genders = rows.own("gender", gender)?;
    let (firsts, lasts) = (rows.own("first_name", first_name)?, rows.own("last_name", last_name)?);
    let (prefixes, suffixes) = (rows.own("prefix", prefix)?, rows.own("suffix", suffix)?);
    rows.texts("name", |cx, row, out| {
        let (start, gender) = (out.len(), at(&genders, row));
        for _ in 0..TRIES {
            cx.unsettle();
            cx.settle(FIRST_NAMES[gender], text(&firsts, row), true);
            cx.settle(LAST_NAMES, text(&lasts, row), true);
            cx.settle(PREFIXES, text(&prefixes, row), true);
            cx.settle(SUFFIXES, text(&suffixes, row), true);
            let made = append(cx, NAME[gender], None, out);
            if made.is_ok() && cx.gave(2) {
                return Ok(());
            }
            out.truncate(start);
            // Some templates of Faker name what does not exist.
            if made.is_err() {
                break;
            }
        }
        both(text(&firsts, row), text(&lasts, row), out);
        Ok(())
    })
}

fn both(first: &[u8], last: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(first);
    out.push(b' ');
    out.extend_from_slice(last);
}

/// How the names of a locale are read, where its tables say so: kana and Latin letters by the written name.
fn readings(pack: &Pack<Stream>) -> &'static FxHashMap<&'static [u8], [&'static [u8]; 2]> {
    type Readings = FxHashMap<&'static [u8], [&'static [u8]; 2]>;
    static ALL: [OnceLock<Readings>; LOCALES.len()] = [const { OnceLock::new() }; LOCALES.len()];
    ALL[pack.locale.index()].get_or_init(|| {
        const TABLES: [[u32; 3]; 2] = [
            [attr!("first_names"), attr!("first_kana_names"), attr!("first_romanized_names")],
            [attr!("last_names"), attr!("last_kana_names"), attr!("last_romanized_names")],
        ];
        let class = pack.entry(FIRST[0]).class;
        let mut readings = Readings::default();
        for attrs in TABLES {
            // Only tables with kana are parallel: line by line the same names.
            let [Some(names), Some(kana), Some(latin)] = attrs.map(|attr| class.table(attr)) else { continue };
            for i in 0..names.len().min(kana.len()).min(latin.len()) {
                readings.entry(names.get(i)).or_insert([kana.get(i), latin.get(i)]);
            }
        }
        readings
    })
}

/// Appends a name in Latin letters: as the locale's tables read it, else as it spells names in addresses.
fn romanize(cx: &Cx<Stream>, name: &[u8], out: &mut Vec<u8>) {
    if name.is_ascii() {
        return out.extend_from_slice(name);
    }
    if let Some([_, latin]) = readings(cx.pack).get(name) {
        return out.extend_from_slice(latin);
    }
    let latin = cx.pack.entry(FIRST[0]).class.table(attr!("last_romanized_names"));
    let capitals = latin.is_some_and(|table| table.get(0).iter().all(u8::is_ascii_uppercase));
    for (i, word) in name.split(|byte| *byte == b' ').enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        let start = out.len();
        out.extend_from_slice(word);
        to_ascii(cx, out, start, false);
        // A syllable of Chinese comes with a blank after it: 秀英 is `Xiu Ying `, written `Xiuying` or `XIU-YING`. Signs
        // that the name itself does not have stand for sounds without a letter.
        let syllables = out.split_off(start);
        for syllable in syllables.split(|byte| *byte == b' ').filter(|syllable| !syllable.is_empty()) {
            if out.len() > start && capitals {
                out.push(b'-');
            }
            out.extend(syllable.iter().filter(|byte| byte.is_ascii_alphanumeric() || word.contains(byte)));
        }
        if capitals {
            upper(out, start);
        } else {
            title(out, start);
        }
    }
}

fn first_latin(rows: &mut Rows<'_>) -> Result<Data> {
    let names = rows.own("first_name", first_name)?;
    rows.texts("first_latin", |cx, row, out| {
        romanize(cx, text(&names, row), out);
        Ok(())
    })
}

fn last_latin(rows: &mut Rows<'_>) -> Result<Data> {
    let names = rows.own("last_name", last_name)?;
    rows.texts("last_latin", |cx, row, out| {
        romanize(cx, text(&names, row), out);
        Ok(())
    })
}

fn romanized_name(rows: &mut Rows<'_>) -> Result<Data> {
    let genders = rows.own("gender", gender)?;
    let (firsts, lasts) = (rows.own("first_latin", first_latin)?, rows.own("last_latin", last_latin)?);
    rows.texts("romanized_name", |cx, row, out| {
        let start = out.len();
        let (first, last) = (text(&firsts, row), text(&lasts, row));
        if let Some(name) = [ROMANIZED[at(&genders, row)], ROMANIZED_NAME].into_iter().find(|name| has(cx.pack, *name))
        {
            cx.unsettle();
            cx.settle(FIRST_ROMANIZED_NAMES, first, true);
            cx.settle(LAST_ROMANIZED_NAMES, last, true);
            cx.call(name, out)?;
            if cx.gave(2) {
                return Ok(());
            }
            out.truncate(start);
        }
        both(first, last, out);
        Ok(())
    })
}

fn kana_name(rows: &mut Rows<'_>) -> Result<Data> {
    let genders = rows.own("gender", gender)?;
    let (firsts, lasts) = (rows.own("first_name", first_name)?, rows.own("last_name", last_name)?);
    rows.texts("kana_name", |cx, row, out| {
        let readings = readings(cx.pack);
        let kana = |name: &[u8]| readings.get(name).map_or(&b""[..], |reading| reading[0]);
        cx.unsettle();
        cx.settle(FIRST_KANA_NAMES, kana(text(&firsts, row)), true);
        cx.settle(LAST_KANA_NAMES, kana(text(&lasts, row)), true);
        append(cx, KANA[at(&genders, row)], None, out)
    })
}

fn user_name(rows: &mut Rows<'_>) -> Result<Data> {
    let (firsts, lasts) = (rows.own("first_name", first_name)?, rows.own("last_name", last_name)?);
    // Some locales make user names from names in Latin letters.
    let latin = match rows.packs.iter().any(|pack| has(pack, LAST_ROMANIZED_NAME)) {
        true => Some((rows.own("first_latin", first_latin)?, rows.own("last_latin", last_latin)?)),
        false => None,
    };
    rows.texts("user_name", |cx, row, out| {
        cx.unsettle();
        cx.settle(ANY_FIRST_NAMES, text(&firsts, row), false);
        cx.settle(LAST_NAMES, text(&lasts, row), false);
        if let Some((firsts, lasts)) = &latin {
            cx.settle(FIRST_ROMANIZED_NAMES, text(firsts, row), false);
            cx.settle(LAST_ROMANIZED_NAMES, text(lasts, row), false);
        }
        append(cx, USER_NAME, None, out)
    })
}

fn with_user_name(rows: &mut Rows<'_>, attribute: &str, name: NameId) -> Result<Data> {
    let user_names = rows.own("user_name", user_name)?;
    rows.texts(attribute, |cx, row, out| {
        cx.unsettle();
        cx.settle(&[USER_NAME], text(&user_names, row), false);
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
    let mut cx: Cx<Stream> = rows.cx("birth_date");
    let mut days = Vec::with_capacity(rows.n);
    for row in 0..rows.n {
        cx.pack = rows.packs[rows.locale(row)];
        match cx.value_with(BIRTH, &args)? {
            Value::Date(day) => days.push(day),
            _ => return Err(Error::value("date_of_birth is no date: please report this")),
        }
    }
    Ok(Data::Date(days))
}

fn age(rows: &mut Rows<'_>) -> Result<Data> {
    let today = date(rows.clock.today());
    let births = rows.own("birth_date", birth_date)?;
    let Data::Date(days) = &*births else { return Ok(Data::Int(Vec::new())) };
    let years = days.iter().map(|day| {
        let born = date(*day);
        let passed = (today.month(), today.day()) >= (born.month(), born.day());
        i64::from(today.year() - born.year()) - i64::from(!passed)
    });
    Ok(Data::Int(years.collect()))
}
