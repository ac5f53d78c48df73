//! What the catalogue says of identity numbers.

use crate::error::{Error, Result};
use crate::providers::{
    param, Args, Default, Field, Kind, Param,
    Type::{Any, Str},
};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new(
        "ssn",
        "ssns",
        Str,
        "The number by which a country knows a person: social security, tax or identity number. Each locale writes its \
         own and has parameters of its own; it ignores those of others.",
    )
    .params(SSN)
    .check(ages),
    Field::new("itin", "itins", Str, "A US taxpayer identification number of a person who has no social security number."),
    Field::new("ein", "eins", Str, "The US tax number of an employer."),
    Field::new("invalid_ssn", "invalid_ssns", Str, "A number in the form of a US social security number that none can be."),
    // What only other locales have.
    Field::new("vat_id", "vat_ids", Str, "A number under which a business or a person pays value-added tax.").params(&[param(
        "prefix",
        Kind::Bool,
        Default::Bool(true),
        "Whether the country's letters come first; read by `el_GR` only.",
    )]),
    Field::new("cie", "cies", Str, "The number of an Italian electronic identity card."),
    Field::new("cpf", "cpfs", Str, "The tax number of a person in Brazil, with its points and hyphen."),
    Field::new("cin", "cins", Str, "The number of a Brazilian identity card since 2022, which is the tax number."),
    Field::new("rg", "rgs", Str, "The number of an older Brazilian identity card."),
    Field::new("org_id", "org_ids", Str, "The number of a Swedish organisation.").params(ORGANISATION),
    Field::new(
        "org_and_vat_id",
        "org_and_vat_ids",
        Any,
        "The number of a Swedish organisation and its value-added tax number, as a tuple.",
    )
    .params(ORGANISATION),
    Field::new("birth_number", "birth_numbers", Str, "A Czech or Slovak number made of the date of birth."),
];

const SSN: &[Param] = &[
    param(
        "taxpayer_identification_number_type",
        Kind::OneOf(&["SSN", "ITIN", "EIN", "INVALID_SSN"]),
        Default::Str("SSN"),
        "Which of the US numbers (`en_US`).",
    ),
    param(
        "min_age",
        Kind::Int,
        Default::None,
        "The lowest age in years (`et_EE`, `fi_FI`, `lv_LV`, `sv_SE`, `zh_CN`).",
    ),
    param("max_age", Kind::Int, Default::None, "The highest age in years (as `min_age`)."),
    param("gender", Kind::OneOf(&["F", "M"]), Default::None, "A woman or a man (`hu_HU`, `no_NO`, `uk_UA`, `zh_CN`)."),
    param("dob", Kind::Str, Default::None, "The date of birth: `YYMMDD` in `hu_HU`, `YYYYMMDD` in `no_NO`."),
    param("birthday", Kind::Str, Default::None, "The date of birth as `DD-MM-YYYY` (`uk_UA`)."),
    param("birthdate", Kind::Moment, Default::None, "The date of birth (`de_AT`)."),
    param("area_code", Kind::Str, Default::Str(""), "The six digits of a county, any if it is none of them (`zh_CN`)."),
    param("long", Kind::Bool, Default::Bool(false), "Whether the year has four digits (`sv_SE`)."),
    param("dash", Kind::Bool, Default::Bool(true), "Whether a hyphen parts date and serial number (`sv_SE`)."),
    param("artificial", Kind::Bool, Default::Bool(false), "Whether it is a number that is never given out (`fi_FI`)."),
];

const ORGANISATION: &[Param] = &[
    param("long", Kind::Bool, Default::Bool(false), "Whether `16` comes first, which makes twelve digits."),
    param("dash", Kind::Bool, Default::Bool(true), "Whether a hyphen stands before the last four digits."),
];

fn ages(args: &Args) -> Result<()> {
    // No locale has numbers for people who are older.
    for (at, name) in [(1, "min_age"), (2, "max_age")] {
        if let Some(age) = args.opt_int(at).filter(|age| !(0..=125).contains(age)) {
            return Err(Error::Value(format!("{name} must be from 0 to 125 years, not {age}")));
        }
    }
    match (args.opt_int(1), args.opt_int(2)) {
        (Some(min), Some(max)) if min >= max => {
            Err(Error::Value(format!("min_age ({min}) must be less than max_age ({max})")))
        }
        _ => Ok(()),
    }
}
