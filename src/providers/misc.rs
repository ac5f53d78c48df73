//! Truth values, bytes, digests, identifiers, passwords; files and tables of other fields, which Python makes.

use super::{param, Args, Default, Entry, Field, Kind, Param, Rule, Source, Type::*, Value};
use crate::digits;
use crate::error::{Error, Result};
use crate::grammar::flat::{Op, Sheet};
use crate::grammar::{Cx, Domain};
use md5::Md5;
use sha1::Sha1;
use sha2::digest::Output;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("boolean", "booleans", Bool, "True or false.")
        .params(&[
            param("chance_of_getting_true", Kind::Int, Default::Int(50), "How likely true is, in percent, 0 to 100."),
            param("probability", Kind::Float, Default::None, "How likely true is, 0 to 1; instead of the percentage."),
        ])
        .check(likely)
        .domain(|args| {
            let percent = args.opt_float(1).map_or(args.float(0), |probability| probability * 100.0);
            Some(Domain::booleans(match percent {
                ..=0.0 => &[false],
                100.0.. => &[true],
                _ => &[false, true],
            }))
        }),
    Field::new("null_boolean", "null_booleans", Any, "None, true or false, each as likely."),
    Field::new("binary", "binaries", Bytes, "Random bytes.")
        .params(&[param("length", Kind::Within(0, 1 << 30), Default::Int(1 << 20), "How many bytes.")])
        .check(|args| not_negative("length", args.int(0))),
    Field::new("md5", "md5s", Str, "An MD5 digest, in hexadecimal digits.").params(RAW),
    Field::new("sha1", "sha1s", Str, "A SHA-1 digest, in hexadecimal digits.").params(RAW),
    Field::new("sha256", "sha256s", Str, "A SHA-256 digest, in hexadecimal digits.").params(RAW),
    Field::new("uuid4", "uuid4s", Uuid, "A random UUID (version 4).").domain(|_| Some(Domain::uuids())),
    Field::new("uuid1", "uuid1s", Uuid, "A UUID of a time before 2035 and a network card (version 1)."),
    Field::new("uuid7", "uuid7s", Uuid, "A UUID of a time before 2035, which it sorts by (version 7)."),
    Field::new("password", "passwords", Str, "A password with at least one character of each kind that you ask for.")
        .params(&[
            param("length", Kind::Within(0, 10_000_000), Default::Int(10), "How many characters."),
            param("special_chars", Kind::Bool, Default::Bool(true), "Whether it has some of `!@#$%^&*()_+`."),
            param("digits", Kind::Bool, Default::Bool(true), "Whether it has digits."),
            param("upper_case", Kind::Bool, Default::Bool(true), "Whether it has capital letters."),
            param("lower_case", Kind::Bool, Default::Bool(true), "Whether it has small letters."),
        ])
        .check(check_password),
    Field::new("zip", "zips", Bytes, "A ZIP archive of files with random bytes.").params(ARCHIVE).check(check_archive),
    Field::new("tar", "tars", Bytes, "A tar archive of files with random bytes.").params(ARCHIVE).check(check_archive),
    Field::new("image", "images", Bytes, "A picture of a random polygon. It needs Pillow.").params(&[
        param("size", Kind::Object, Default::None, "Width and height in pixels; (256, 256) if not given."),
        param("image_format", Kind::Str, Default::Str("png"), "The format, such as `png`, `jpeg` or `pdf`."),
        param("hue", Kind::Object, Default::None, "The colours' hue: a name, a number or a pair; any if not given."),
        param("luminosity", Kind::Str, Default::None, "The colours' luminosity, such as `bright`; any if not given."),
    ]),
    Field::new("dsv", "dsvs", Str, "Rows of values with a delimiter between them, quoted.")
        .params(&[
            param("dialect", Kind::Object, Default::Str("faker-csv"), "A dialect of Python's `csv`, or its name."),
            HEADER,
            COLUMNS,
            ROWS,
            IDS,
        ])
        .check(|args| positive("num_rows", args.int(3))),
    Field::new("csv", "csvs", Str, "Rows of values with commas between them, quoted.")
        .params(TABLE)
        .check(|args| positive("num_rows", args.int(2))),
    Field::new("tsv", "tsvs", Str, "Rows of values with tabs between them, quoted.")
        .params(TABLE)
        .check(|args| positive("num_rows", args.int(2))),
    Field::new("psv", "psvs", Str, "Rows of values with bars between them, quoted.")
        .params(TABLE)
        .check(|args| positive("num_rows", args.int(2))),
    Field::new("json_bytes", "json_bytes_batch", Bytes, "Values as JSON, in UTF-8.").params(JSON),
    Field::new("json", "jsons", Str, "Values as JSON.").params(JSON),
    Field::new("xml", "xmls", Str, "Values as XML.").params(&[
        param("nb_elements", Kind::Within(0, 1_000_000), Default::Int(10), "How many values."),
        param(
            "variable_nb_elements",
            Kind::Bool,
            Default::Bool(true),
            "Whether their number may differ by up to 40 %.",
        ),
        param("value_types", Kind::Object, Default::None, "The types of the values; any if not given."),
        param("allowed_types", Kind::Object, Default::None, "The types that the values may have; any if not given."),
    ]),
    Field::new("fixed_width", "fixed_width_texts", Str, "Rows of values, each filled up to the width of its column.")
        .params(&[
            param(
                "data_columns",
                Kind::Object,
                Default::None,
                "Tuples of a width, a field and a dict of its arguments.",
            ),
            ROWS,
            param("align", Kind::OneOf(&["left", "middle", "right"]), Default::Str("left"), "Where values stand."),
        ]),
    // Of single locales.
    Field::new("gemstone_name", "gemstone_names", Str, "The name of a gemstone."),
    Field::new("mountain_name", "mountain_names", Str, "The name of a mountain."),
    Field::new("plant_name", "plant_names", Str, "The name of a plant."),
    Field::new(
        "space_object_name",
        "space_object_names",
        Str,
        "The name of a star, a planet or what else is in the sky.",
    ),
    Field::new("random_object_name", "random_object_names", Str, "The name of a gemstone, mountain, plant or star."),
];

const RAW: &[Param] =
    &[param("raw_output", Kind::Bool, Default::Bool(false), "Whether it is given as bytes instead of as text.")];
const ARCHIVE: &[Param] = &[
    param("uncompressed_size", Kind::Int, Default::Int(65536), "Bytes of all files together."),
    param("num_files", Kind::Int, Default::Int(1), "How many files."),
    param("min_file_size", Kind::Int, Default::Int(4096), "Bytes of the smallest file, at least."),
    param("compression", Kind::Str, Default::None, "`gzip`, `bzip2` or `lzma`; none if not given."),
];
const HEADER: Param = param("header", Kind::Strs, Default::None, "Names of the columns; no such row if not given.");
const COLUMNS: Param =
    param("data_columns", Kind::Strs, Default::Strs(&["{{name}}", "{{address}}"]), "A template for each column.");
const ROWS: Param = param("num_rows", Kind::Int, Default::Int(10), "How many rows.");
const IDS: Param = param("include_row_ids", Kind::Bool, Default::Bool(false), "Whether a column counts the rows.");
const TABLE: &[Param] = &[HEADER, COLUMNS, ROWS, IDS];
const JSON: &[Param] = &[
    param("data_columns", Kind::Object, Default::None, "A dict or list of names and templates or fields."),
    ROWS,
    param("indent", Kind::Int, Default::None, "Blanks to indent with; all on one line if not given."),
    param("cls", Kind::Object, Default::None, "The encoder's class; without one, dates are written in ISO 8601 and decimals as text."),
];

fn likely(args: &Args) -> Result<()> {
    if !(0..=100).contains(&args.int(0)) {
        return Err(Error::Value(format!("chance_of_getting_true must be from 0 to 100, not {}", args.int(0))));
    }
    match args.opt_float(1) {
        Some(p) if !(0.0..=1.0).contains(&p) => Err(Error::Value(format!("probability must be from 0 to 1, not {p}"))),
        _ => Ok(()),
    }
}

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "boolean" => Rule::Bool(|cx, args| {
            Ok(match args.opt_float(1) {
                Some(probability) => cx.draw.unit() < probability,
                None => cx.draw.between(1, 100) <= args.int(0),
            })
        }),
        "null_boolean" => Rule::Value(|cx, _| {
            Ok(match cx.draw.between(-1, 1) {
                0 => Value::None,
                sign => Value::Bool(sign > 0),
            })
        }),
        "binary" => Rule::Bytes(|cx, args, out| bytes(cx, args.int(0), out)),
        "md5" => Rule::Value(digest::<D, Md5>),
        "sha1" => Rule::Value(digest::<D, Sha1>),
        "sha256" => Rule::Value(digest::<D, Sha256>),
        "uuid4" => Rule::Uuid(|cx, _| Ok(uuid(cx.draw.bits128(128), 4))),
        "uuid1" => Rule::Uuid(uuid1),
        "uuid7" => Rule::Uuid(uuid7),
        "password" => Rule::Str(password),
        "host" => Rule::Host,
        _ => return None,
    })
}

fn positive(name: &str, given: i64) -> Result<()> {
    if given < 1 {
        return Err(Error::Value(format!("{name} must be a positive integer, not {given}")));
    }
    Ok(())
}

pub(super) fn not_negative(name: &str, given: i64) -> Result<()> {
    if given < 0 {
        return Err(Error::Value(format!("{name} must not be negative, not {given}")));
    }
    Ok(())
}

fn check_archive(args: &Args) -> Result<()> {
    let [size, files, least] = [args.int(0), args.int(1), args.int(2)];
    positive("uncompressed_size", size)?;
    positive("num_files", files)?;
    positive("min_file_size", least)?;
    if size > 1 << 30 {
        return Err(Error::Value(format!("uncompressed_size must be at most 2**30 bytes, not {size}")));
    }
    if least.saturating_mul(files) > size {
        return Err(Error::Value(format!(
            "uncompressed_size ({size}) is too small for {files} files (num_files) of {least} bytes (min_file_size)"
        )));
    }
    Ok(())
}

/// Appends random bytes.
pub(super) fn bytes<D: Source>(cx: &mut Cx<D>, length: i64, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    let length = usize::try_from(length).unwrap_or_default();
    if out.try_reserve(length).is_err() {
        return Err(Error::Value(format!("there is no memory for {length} bytes")));
    }
    out.resize(start + length, 0);
    cx.draw.fill(&mut out[start..]);
    Ok(())
}

/// The digest of a random number's text.
fn digest<D: Source, H: Digest>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let bytes = digest_of::<D, H>(cx);
    if args.bool(0) {
        return Ok(Value::Bytes(bytes.to_vec()));
    }
    let mut spelt = vec![0; 2 * bytes.len()];
    spell(&bytes, &mut spelt);
    Ok(Value::text(spelt))
}

fn digest_of<D: Source, H: Digest>(cx: &mut Cx<D>) -> Output<H> {
    let mut text = [0; digits::FLOAT];
    let length = digits::float(cx.draw.unit(), &mut text);
    H::digest(&text[..length])
}

/// Writes bytes in hexadecimal digits.
fn spell(bytes: &[u8], to: &mut [u8]) {
    for (pair, byte) in to.as_chunks_mut().0.iter_mut().zip(bytes) {
        *pair = digits::hex_pair(*byte);
    }
}

/// The operations of a digest as text, which need no value of its own.
pub fn flat<D: Source>(name: &str, entry: &'static Entry<D>) -> Option<Vec<Op<D>>> {
    /// The most digits of a digest.
    const MOST: usize = 64;
    fn code<D: Source, H: Digest>(cx: &mut Cx<D>, sheet: &mut Sheet<'_>) -> Result<()> {
        let bytes = digest_of::<D, H>(cx);
        sheet.write(|to: &mut [u8; MOST]| {
            spell(&bytes, to);
            2 * bytes.len().min(MOST / 2)
        });
        Ok(())
    }
    let code = match name {
        "md5" => code::<D, Md5>,
        "sha1" => code::<D, Sha1>,
        "sha256" => code::<D, Sha256>,
        _ => return None,
    };
    (!entry.defaults.bool(0)).then(|| vec![Op::Code(Arc::new(code), MOST)])
}

/// Sets the bits of a UUID that tell its version and its variant.
fn uuid(bits: u128, version: u128) -> u128 {
    (bits & !(0xf << 76) & !(0x3 << 62)) | version << 76 | 0x2 << 62
}

/// Seconds since 1970 of the end of the times that UUIDs have: 2035.
const LATEST: i64 = 2_051_222_400;

fn uuid1<D: Source>(cx: &mut Cx<D>, _: &Args) -> Result<u128> {
    // A UUID counts tenths of microseconds from 15 October 1582.
    const GREGORIAN: u128 = 0x01b2_1dd2_1381_4000;
    let node = u128::from(cx.draw.bits(48));
    let clock = u128::from(cx.draw.bits(14));
    let time = cx.draw.between(0, LATEST * 1_000_000_000) as u128 / 100 + GREGORIAN;
    let (low, middle, high) = (time & 0xffff_ffff, (time >> 32) & 0xffff, time >> 48);
    Ok(uuid(low << 96 | middle << 80 | high << 64 | clock << 48 | node, 1))
}

fn uuid7<D: Source>(cx: &mut Cx<D>, _: &Args) -> Result<u128> {
    let time = cx.draw.between(0, LATEST * 1_000) as u128;
    let a = u128::from(cx.draw.bits(12));
    let b = u128::from(cx.draw.bits(62));
    Ok(uuid(time << 80 | a << 64 | b, 7))
}

/// The kinds of characters of a password, in the order of their parameters.
const KINDS: [&[u8]; 4] =
    [b"!@#$%^&*()_+", b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"];

fn check_password(args: &Args) -> Result<()> {
    let kinds = (1..=4).filter(|i| args.bool(*i)).count();
    if kinds == 0 && args.int(0) != 0 {
        return Err(Error::value("one of special_chars, digits, upper_case and lower_case must be true"));
    }
    if args.int(0) < kinds as i64 {
        return Err(Error::Value(format!(
            "length ({}) must be at least {kinds}: the password has {kinds} kinds of characters",
            args.int(0)
        )));
    }
    Ok(())
}

fn password<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    check_password(args)?;
    let length = args.int(0) as usize;
    let mut required = [0; 4];
    let mut letters = [0; 74];
    let (mut kinds, mut n) = (0, 0);
    for (_, kind) in KINDS.into_iter().enumerate().filter(|(i, _)| args.bool(i + 1)) {
        required[kinds] = cx.choice(kind);
        kinds += 1;
        letters[n..n + kind.len()].copy_from_slice(kind);
        n += kind.len();
    }
    let start = out.len();
    match length {
        1 => out.push(letters[cx.draw.below(n as u64) as usize]),
        _ => out.extend((0..length).map(|_| letters[cx.draw.choices_index(n)])),
    }
    let mut places = Places::default();
    while places.len < kinds {
        places.add(cx.draw.below(length as u64));
    }
    for (place, letter) in places.iter().zip(required) {
        out[start + place as usize] = letter;
    }
    Ok(())
}

/// Up to four numbers in the order in which CPython's `set` of integers iterates: by the slot of its hash table.
#[derive(Default)]
struct Places {
    slots: [Option<u64>; 8],
    len: usize,
}

impl Places {
    fn add(&mut self, number: u64) {
        let mut perturb = number;
        let mut slot = number & 7;
        while let Some(taken) = self.slots[slot as usize] {
            if taken == number {
                return;
            }
            perturb >>= 5;
            slot = (5 * slot + 1 + perturb) & 7;
        }
        self.slots[slot as usize] = Some(number);
        self.len += 1;
    }

    fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.slots.iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{drawn, fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "boolean", 1, "True"),
            Case::new("en_US", "null_boolean", 1, "False"),
            Case::new("en_US", "md5", 1, "c831eda9305c26d88f76f7d7733c0183"),
            Case::new("en_US", "sha1", 1, "83203df9507860f74a1318e84661e6f79d034078"),
            Case::new("en_US", "sha256", 1, "d693d89c8eff25c68e75d3cd09a26223ca750dd14d1f0d83025f1306e42a1b03"),
            Case::new("en_US", "uuid4", 1, "cd613e30-d8f1-4adf-91b7-584a2265b1f5"),
            Case::new("en_US", "uuid1", 1, "d81e61e6-af55-11f0-b63c-91b72265b1f5"),
            Case::new("en_US", "uuid7", 1, "01232265-b1f5-7d8f-b0e1-aef1cd613e30"),
            Case::new("en_US", "password", 1, "#(i9Z3OyGW"),
            Case::new("en_US", "null_boolean", 0, "None"),
            Case::new("en_US", "null_boolean", 3, "False"),
            Case::new("en_US", "boolean", 2, "True").with(&[("chance_of_getting_true", Arg::Int(90))]),
            Case::new("en_US", "binary", 2, "b'\\x1c.+\\xb8V\\x9d\\x80l\\x12Q\\xdc\\xc9'").with(&[("length", Arg::Int(12))]),
            Case::new("en_US", "md5", 3, "b'\\x03\\x03\\xec\\x01>\\x8b\\x1a\\xa6*\\x1a-\\x06\\xca%-\\x99'").with(&[("raw_output", Arg::Bool(true))]),
            Case::new("en_US", "sha1", 3, "b'\\xe3\\xe4\\xdapnu\\x19\\x08\\r\\xb3R\\xb2\\x1bo\\xf3\\x0b\\x82!\\x9f\\xd4'").with(&[("raw_output", Arg::Bool(true))]),
            Case::new("en_US", "sha256", 3, "b'\\x1c\\n\\xde\\x1d\\x88\\x0e\\xca\\x1b\\xc8L\\xadY\\x19\\xd5\\r\\x9d\\x18\\xb8I\\x08\\xcd\\x1b\\x97\\xaf\\xe2,\\xb1)Xx$\\xaa'").with(&[("raw_output", Arg::Bool(true))]),
            Case::new("en_US", "password", 4, "3e52exsr7j9637xtts6bmquv3l3j6h3xvjawkvui").with(&[("length", Arg::Int(40)), ("special_chars", Arg::Bool(false)), ("upper_case", Arg::Bool(false))]),
            Case::new("en_US", "password", 5, "9").with(&[("length", Arg::Int(1)), ("special_chars", Arg::Bool(false)), ("upper_case", Arg::Bool(false)), ("lower_case", Arg::Bool(false))]),
            Case::new("en_US", "password", 6, ")1Py").with(&[("length", Arg::Int(4))]),
            Case::new("en_US", "password", 7, "$m&Vt3&I5S%TwYV%V$4T)JSUTc*U1*eTXORjMuE61j&AODLX^P02vJx^TkmDDOk^&7d%gAUcKfrDvEXO49gHtO0H8_JSeycG5&+M!n18_RXB)pwagLqwcTHHNH2yK(W*TRwX^3FYwWN(OyNB_hgNdQ3wEdtiAZ&oQtE4SPZXki25Hl2OgzkM2WulfDy^*MCN^X!tDZn(").with(&[("length", Arg::Int(200))]),
            Case::new("en_US", "password", 8, "").with(&[("length", Arg::Int(0)), ("special_chars", Arg::Bool(false)), ("upper_case", Arg::Bool(false)), ("lower_case", Arg::Bool(false)), ("digits", Arg::Bool(false))]),
            Case::new("en_PH", "gemstone_name", 1, "Citrine"),
            Case::new("en_PH", "mountain_name", 1, "Bulusan"),
            Case::new("en_PH", "plant_name", 1, "Banuyo"),
            Case::new("en_PH", "space_object_name", 1, "Comet"),
            Case::new("en_PH", "random_object_name", 1, "Makiling"),
        ]);
    }

    #[test]
    fn passwords_have_every_kind_of_character() {
        for seed in 0..500 {
            let password = drawn("en_US", "password", seed, &[("length", Arg::Int(4 + seed % 9))]);
            assert_eq!(password.len() as i64, 4 + seed % 9);
            assert!(password.bytes().any(|byte| b"!@#$%^&*()_+".contains(&byte)), "{password}");
            for kind in [u8::is_ascii_digit, u8::is_ascii_uppercase, u8::is_ascii_lowercase] {
                assert!(password.as_bytes().iter().any(kind), "{password}");
            }
        }
    }

    #[test]
    fn uuids_are_of_their_versions() {
        for (field, version) in [("uuid1", 1), ("uuid4", 4), ("uuid7", 7)] {
            for seed in 0..100 {
                let uuid = uuid::Uuid::parse_str(&drawn("en_US", field, seed, &[])).unwrap();
                assert_eq!((uuid.get_version_num(), uuid.get_variant()), (version, uuid::Variant::RFC4122));
            }
        }
    }

    #[test]
    fn arguments_are_checked() {
        let check = |field: &str, values: &[(usize, Arg)]| {
            let field = crate::providers::find(field).unwrap().field;
            let mut args = field.defaults();
            values.iter().for_each(|(i, arg)| args.set(*i, arg.clone()));
            field.check.unwrap()(&args).map_err(|error| error.to_string())
        };
        assert!(check("password", &[]).is_ok());
        assert!(check("password", &[(0, Arg::Int(3))]).unwrap_err().contains("length (3)"));
        assert!(check("password", &[(0, Arg::Int(3)), (1, Arg::Bool(false))]).is_ok());
        let none = [1, 2, 3, 4].map(|i| (i, Arg::Bool(false)));
        assert!(check("password", &none).unwrap_err().contains("must be true"));
        assert!(check("binary", &[(0, Arg::Int(-1))]).unwrap_err().contains("length"));
        assert!(check("zip", &[(1, Arg::Int(17))]).unwrap_err().contains("uncompressed_size (65536)"));
        assert!(check("csv", &[(2, Arg::Int(0))]).unwrap_err().contains("num_rows"));
    }
}
