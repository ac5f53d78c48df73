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
    Field::new("rvnr", "rvnrs", Str, "The number of a German in the pension insurance.")
        .params(&[param("birthdate", Kind::Day, Default::None, "The date of birth; any since 1970 if not given.")]),
    Field::new("kvnr", "kvnrs", Str, "The number of a German in the health insurance, in its long form."),
    Field::new("tin", "tins", Str, "The tax number of a person in Greece."),
    Field::new("police_id", "police_ids", Str, "The number of a Greek identity card."),
    Field::new("aadhaar_id", "aadhaar_ids", Str, "The number of a resident of India."),
    Field::new("pan", "pans", Str, "The number of a taxpayer in India."),
    Field::new("gstin", "gstins", Str, "The number of an Indian business that pays the goods and services tax."),
    Field::new("sss", "sss_numbers", Str, "A number in the Philippine insurance of private employees."),
    Field::new("gsis", "gsis_numbers", Str, "A number in the Philippine insurance of public employees."),
    Field::new("pagibig", "pagibig_numbers", Str, "A number in the Philippine housing fund."),
    Field::new("philhealth", "philhealth_numbers", Str, "A number in the Philippine health insurance."),
    Field::new("umid", "umids", Str, "The number of a Philippine card for all social insurances."),
    Field::new("person_rut", "person_ruts", Str, "The tax number of a person in Chile."),
    Field::new("company_rut", "company_ruts", Str, "The tax number of a company in Chile."),
    Field::new("rut", "ruts", Str, "A Chilean tax number.")
        .params(&[
            param("min", Kind::Int, Default::Int(10), "The lowest number, without the check digit."),
            param("max", Kind::Int, Default::Int(99_999_999), "The highest number, without the check digit."),
        ])
        .check(super::es_cl::range),
    Field::new("nuip", "nuips", Str, "The identity number of a person in Colombia."),
    Field::new("natural_person_nit", "natural_person_nits", Str, "The tax number of a person in Colombia."),
    Field::new(
        "natural_person_nit_with_check_digit",
        "natural_person_nits_with_check_digit",
        Str,
        "The tax number of a person in Colombia, with its check digit.",
    ),
    Field::new("legal_person_nit", "legal_person_nits", Str, "The tax number of a company in Colombia."),
    Field::new(
        "legal_person_nit_with_check_digit",
        "legal_person_nits_with_check_digit",
        Str,
        "The tax number of a company in Colombia, with its check digit.",
    ),
    Field::new("nie", "nies", Str, "The number of a foreigner in Spain."),
    Field::new("nif", "nifs", Str, "The identity and tax number of a Spaniard."),
    Field::new("cif", "cifs", Str, "The tax number of a company in Spain, in its older form."),
    Field::new("nuss", "nusses", Str, "A number in the Spanish social insurance.")
        .params(&[param("company", Kind::Bool, Default::Bool(false), "Whether it is that of a company.")]),
    Field::new("curp", "curps", Str, "The code of a person in Mexico's register of the population."),
    Field::new("rfc", "rfcs", Str, "The code of a Mexican taxpayer.")
        .params(&[param("natural", Kind::Bool, Default::Bool(true), "Whether it is that of a person, not of a company.")]),
    Field::new("elector_code", "elector_codes", Str, "The code of a Mexican voter.").params(&[param(
        "gender",
        Kind::OneOf(&["H", "M"]),
        Default::None,
        "`H` for a man, `M` for a woman; either if not given.",
    )]),
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
    param("birthdate", Kind::Day, Default::None, "The date of birth (`de_AT`)."),
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
