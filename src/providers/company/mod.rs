//! Companies: names, slogans, the numbers under which countries register them.

mod fi_fi;
mod fr_ch;
mod fr_fr;
mod pl_pl;
mod pt_br;
mod ru_ru;

use super::{param, Args, Default, Field, Kind, Rule, Source, Type::Str};
use crate::error::Result;
use crate::grammar::{self, Cx};
use crate::locale::attr;

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("company", "companies", Str, "The name of a company."),
    Field::new("company_suffix", "company_suffixes", Str, "The end of a company's name, such as `Ltd`."),
    Field::new("catch_phrase", "catch_phrases", Str, "A slogan."),
    Field::new("bs", "bs_phrases", Str, "What a company says it does, in the words of its brochures."),
    // In some locales only: parts of names.
    Field::new("company_prefix", "company_prefixes", Str, "The beginning of a company's name, such as `Grupo`."),
    Field::new("company_type", "company_types", Str, "What a company does, as its name says it."),
    Field::new("company_category", "company_categories", Str, "A branch of business, as a company's name says it."),
    Field::new("company_name_word", "company_name_words", Str, "A syllable or word of a company's name."),
    Field::new("brand_suffix", "brand_suffixes", Str, "The end of a brand's name."),
    Field::new("large_company", "large_companies", Str, "The name of a large company of the country."),
    Field::new("company_limited_prefix", "company_limited_prefixes", Str, "The beginning of a limited company's name."),
    Field::new("company_limited_suffix", "company_limited_suffixes", Str, "The end of a limited company's name."),
    Field::new("nonprofit_prefix", "nonprofit_prefixes", Str, "The beginning of an association's name."),
    Field::new("random_name_complements", "random_name_complements_batch", Str, "What may follow a company's name."),
    Field::new("random_company_adjective", "random_company_adjectives", Str, "An adjective of a company's name."),
    Field::new("random_company_noun_chain", "random_company_noun_chains", Str, "One or two nouns of a company's name."),
    Field::new("random_company_product", "random_company_products", Str, "A product, as a company's name says it."),
    Field::new("random_company_acronym", "random_company_acronyms", Str, "Two to four capital letters."),
    // Parts of slogans.
    Field::new("catch_phrase_noun", "catch_phrase_nouns", Str, "The noun of a slogan."),
    Field::new("catch_phrase_verb", "catch_phrase_verbs", Str, "The verb of a slogan."),
    Field::new("catch_phrase_attribute", "catch_phrase_attributes", Str, "The end of a slogan."),
    Field::new("english_catch_phrase", "english_catch_phrases", Str, "A slogan in English."),
    Field::new("random_noun_ish_good_trait", "random_noun_ish_good_traits", Str, "A good trait, for a slogan."),
    Field::new("random_good_service_adjective", "random_good_service_adjectives", Str, "An adjective of good service."),
    Field::new(
        "random_good_service_adjective_chain",
        "random_good_service_adjective_chains",
        Str,
        "Two adjectives of good service.",
    ),
    Field::new("random_object_of_concern", "random_objects_of_concern", Str, "What a company cares for."),
    // Numbers in registers, with right check digits.
    Field::new("company_vat", "company_vats", Str, "The VAT number of a company, with a right check digit.").params(&[
        param("siren", Kind::Str, Default::Str(""), "The SIREN in the number, in fr_FR; drawn if it is empty."),
    ]),
    Field::new("company_business_id", "company_business_ids", Str, "The business ID of a Finnish company."),
    Field::new("ide", "ides", Str, "The IDE of a Swiss company, such as `CHE-123.456.789`."),
    Field::new("uid", "uids", Str, "The same number as `ide`, by its German name."),
    Field::new("idi", "idis", Str, "The same number as `ide`, by its Italian name."),
    Field::new("siren", "sirens", Str, "The SIREN of a French company, nine digits."),
    Field::new("siret", "sirets", Str, "The SIRET of a French establishment: a SIREN and five digits.")
        .params(&[param(
        "max_sequential_digits",
        Kind::Int,
        Default::Int(2),
        "How long the establishment's number may be without zeros in front, from 1 to 4; anything else counts as 2.",
    )]),
    Field::new("ape_code", "ape_codes", Str, "The APE code of a French company's activity, such as `62.01Z`.").params(
        &[param(
            "version",
            Kind::OneOf(&["naf-2003", "naf-2025"]),
            Default::Str("naf-2003"),
            "The list of codes to pick from; with `None` the code may be one that does not exist.",
        )],
    ),
    Field::new("rcs_number", "rcs_numbers", Str, "The entry of a French company in the register of commerce.").params(
        &[
            param("city", Kind::Str, Default::Str(""), "The city of the register; drawn if it is empty."),
            param(
                "letter",
                Kind::Str,
                Default::Str(""),
                "`A` for a merchant, `B` for a company; drawn if it is empty.",
            ),
            param("siren", Kind::Str, Default::Str(""), "The SIREN; drawn if it is empty."),
        ],
    ),
    Field::new("regon", "regons", Str, "The REGON of a Polish company, nine digits."),
    Field::new("local_regon", "local_regons", Str, "The REGON of a Polish company's branch, fourteen digits."),
    Field::new("company_id", "company_ids", Str, "The CNPJ of a Brazilian company without punctuation.")
        .params(ALPHANUMERIC),
    Field::new("cnpj", "cnpjs", Str, "The CNPJ of a Brazilian company, such as `12.345.678/0001-95`.")
        .params(ALPHANUMERIC),
    Field::new("businesses_inn", "businesses_inns", Str, "The INN, a tax number, of a Russian company."),
    Field::new("individuals_inn", "individuals_inns", Str, "The INN, a tax number, of a person in Russia."),
    Field::new("businesses_ogrn", "businesses_ogrns", Str, "The OGRN, a registration number, of a Russian company."),
    Field::new("individuals_ogrn", "individuals_ogrns", Str, "The OGRN, a registration number, of a Russian merchant."),
    Field::new("kpp", "kpps", Str, "The KPP, a registration code, of a Russian company."),
    Field::new("snils", "snils_numbers", Str, "The SNILS, an insurance number, of a person in Russia."),
];

const ALPHANUMERIC: &[super::Param] = &[param(
    "use_alphanumeric",
    Kind::Bool,
    Default::Bool(false),
    "Whether the number may have letters, as new ones do from July 2026.",
)];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    match name {
        "random_company_noun_chain" => return Some(Rule::Str(noun_chain)),
        "random_company_acronym" => return Some(Rule::Str(acronym)),
        _ => {}
    }
    let (method, locale) = name.split_once('.')?;
    match locale {
        "fi_FI" => fi_fi::rule(method),
        "fr_CH" => fr_ch::rule(method),
        "fr_FR" => fr_fr::rule(method),
        "pl_PL" => pl_pl::rule(method),
        "pt_BR" => pt_br::rule(method),
        "ru_RU" => ru_ru::rule(method),
        _ => None,
    }
}

/// One noun or two different ones.
fn noun_chain<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let n = cx.draw.between(1, 2) as usize;
    let Some(nouns) = cx.table(attr!("company_nouns")) else { return Ok(()) };
    let mut picked = Vec::with_capacity(n);
    cx.draw.sample(nouns.len(), n, &mut picked);
    for (i, noun) in picked.into_iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(nouns.get(noun));
    }
    Ok(())
}

fn acronym<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let n = cx.draw.between(2, 4);
    let letters = grammar::LETTERS.as_bytes();
    for _ in 0..n {
        out.push(letters[cx.draw.choices_index(letters.len())].to_ascii_uppercase());
    }
    Ok(())
}

/// A slogan of the locale's formats, with its first letter in upper case.
fn slogan<D: Source>(cx: &mut Cx<D>, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    if let Some(formats) = cx.table(attr!("catch_phrase_formats")) {
        cx.parse(formats, out)?;
    }
    let first = std::str::from_utf8(&out[start..]).ok().and_then(|text| text.chars().next());
    let rest = out.split_off(start + first.map_or(0, char::len_utf8));
    grammar::upper(out, start);
    out.extend_from_slice(&rest);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{drawn, fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`, on 2026-01-01.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "company", 0, "Chang-Fisher"),
            Case::new("en_US", "company_suffix", 0, "Group"),
            Case::new("en_US", "catch_phrase", 0, "Networked well-modulated instruction set"),
            Case::new("en_US", "bs", 0, "iterate integrated e-markets"),
            Case::new("en_PH", "company_type", 0, "Hotel"),
            Case::new("en_PH", "random_company_adjective", 0, "Eastern"),
            Case::new("en_PH", "random_company_noun_chain", 0, "State City"),
            Case::new("en_PH", "random_company_product", 0, "Glass"),
            Case::new("en_PH", "random_company_acronym", 0, "NVN"),
            Case::new("en_PH", "random_company_noun_chain", 1, "Crown"),
            Case::new(
                "fil_PH",
                "catch_phrase",
                0,
                "Serbisyong {{random_good_service_adjective}} para sa {{random_object_of_concern}}!",
            ),
            Case::new("fil_PH", "english_catch_phrase", 0, "Networked well-modulated instruction set"),
            Case::new("fil_PH", "random_noun_ish_good_trait", 0, "numero uno"),
            Case::new("fil_PH", "random_good_service_adjective", 0, "totoo"),
            Case::new("fil_PH", "random_good_service_adjective_chain", 0, "totoo at tunay"),
            Case::new("fil_PH", "random_object_of_concern", 0, "bayan"),
            Case::new("es_ES", "company_prefix", 0, "Hnos"),
            Case::new("es_ES", "random_name_complements", 0, "y asociados"),
            Case::new("es_ES", "random_company_acronym", 0, "NVN"),
            Case::new("ja_JP", "company_category", 0, "電気"),
            Case::new("ko_KR", "company_name_word", 0, "시너지"),
            Case::new("ko_KR", "brand_suffix", 0, "유통"),
            Case::new("nl_NL", "large_company", 0, "Martinair"),
            Case::new("th_TH", "company_limited_prefix", 0, "บริษัท "),
            Case::new("th_TH", "company_limited_suffix", 0, "จำกัด"),
            Case::new("th_TH", "nonprofit_prefix", 0, "ชมรม"),
            Case::new("fr_FR", "catch_phrase", 0, "Le pouvoir de rouler en toute tranquilité"),
            Case::new("fr_FR", "catch_phrase_noun", 0, "le pouvoir"),
            Case::new("fr_FR", "catch_phrase_verb", 0, "d'atteindre vos buts"),
            Case::new("fr_FR", "catch_phrase_attribute", 0, "en toute sécurité"),
            Case::new("fr_FR", "siren", 0, "660 487 646"),
            Case::new("fr_FR", "siret", 0, "604 876 474 00494"),
            Case::new("fr_FR", "company_vat", 0, "FR 09 660 487 646"),
            Case::new("fr_FR", "ape_code", 0, "46.32C"),
            Case::new("fr_FR", "catch_phrase", 1, "L'avantage d'avancer en toute tranquilité"),
            Case::new("fr_FR", "catch_phrase", 2, "Le plaisir d'avancer avant-tout"),
            Case::new("fr_FR", "siret", 0, "604 876 474 00064").with(&[("max_sequential_digits", Arg::Int(1))]),
            Case::new("fr_FR", "siret", 0, "660 487 646 08642").with(&[("max_sequential_digits", Arg::Int(3))]),
            Case::new("fr_FR", "siret", 0, "604 876 474 63112").with(&[("max_sequential_digits", Arg::Int(4))]),
            Case::new("fr_FR", "siret", 0, "604 876 474 00494").with(&[("max_sequential_digits", Arg::Int(9))]),
            Case::new("fr_FR", "company_vat", 0, "FR 44 732 829 320")
                .with(&[("siren", Arg::Str("732 829 320".into()))]),
            Case::new("fr_FR", "ape_code", 0, "46.46Y").with(&[("version", Arg::Str("naf-2025".into()))]),
            Case::new("fr_FR", "rcs_number", 0, "RCS Paris B 604 876 474").with(&[("city", Arg::Str("Paris".into()))]),
            Case::new("fr_FR", "rcs_number", 0, "RCS Paris B 732 829 320").with(&[
                ("city", Arg::Str("Paris".into())),
                ("letter", Arg::Str("B".into())),
                ("siren", Arg::Str("732 829 320".into())),
            ]),
            Case::new("fi_FI", "company_business_id", 0, "7604876-4"),
            Case::new("fi_FI", "company_vat", 1, "FI39141775"),
            Case::new("fr_CH", "ide", 0, "CHE-690.243.519"),
            Case::new("fr_CH", "uid", 1, "CHE-214.035.796"),
            Case::new("fr_CH", "idi", 2, "CHE-018.276.435"),
            Case::new("it_IT", "company_vat", 0, "IT66048761200"),
            Case::new("pl_PL", "regon", 0, "496048761"),
            Case::new("pl_PL", "local_regon", 0, "49604876147596"),
            Case::new("pl_PL", "company_vat", 0, "7714876475"),
            Case::new("pt_BR", "catch_phrase", 0, "O poder de conseguir com toda a tranquilidade"),
            Case::new("pt_BR", "company_id", 0, "87425473000119"),
            Case::new("pt_BR", "cnpj", 0, "87.425.473/0001-19"),
            Case::new("pt_BR", "company_id", 0, "URF9IESAHLWI79").with(&[("use_alphanumeric", Arg::Bool(true))]),
            Case::new("pt_BR", "cnpj", 1, "4U.R9H.GNS/31UF-55").with(&[("use_alphanumeric", Arg::Bool(true))]),
            Case::new("ru_RU", "catch_phrase", 0, "Прочная и веб-ориентированная модель"),
            Case::new("ru_RU", "catch_phrase", 1, "Уменьшенный и высокоуровневый набор инструкций"),
            Case::new("ru_RU", "catch_phrase", 2, "Делегируемый и гибридный графический интерфейс"),
            Case::new("ru_RU", "businesses_inn", 0, "5098551265"),
            Case::new("ru_RU", "individuals_inn", 0, "509893348943"),
            Case::new("ru_RU", "businesses_ogrn", 0, "5255406792163"),
            Case::new("ru_RU", "individuals_ogrn", 0, "313540434697742"),
            Case::new("ru_RU", "kpp", 0, "509845042"),
            Case::new("ru_RU", "snils", 0, "90669106018"),
        ]);
    }
    /// A code of no list still has the form of one.
    #[test]
    fn codes_have_their_form() {
        for seed in 0..200 {
            let code = drawn("fr_FR", "ape_code", seed, &[("version", Arg::None)]);
            let form: String = code.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            assert!(form.starts_with("00.00") && form.len() == 6 && form.as_bytes()[5].is_ascii_uppercase(), "{code}");
        }
    }

    /// The registers' own rules, written independently of the code above.
    #[test]
    fn check_digits_are_right() {
        let digits =
            |text: &str| text.bytes().filter(u8::is_ascii_digit).map(|d| u64::from(d - b'0')).collect::<Vec<_>>();
        let luhn = |digits: &[u64]| {
            let doubled = |(i, d): (usize, &u64)| if i % 2 == 1 { 2 * d / 10 + 2 * d % 10 } else { *d };
            digits.iter().rev().enumerate().map(doubled).sum::<u64>() % 10
        };
        let sum = |digits: &[u64], weights: &[u64]| digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u64>();
        for seed in 0..300 {
            assert_eq!(luhn(&digits(&drawn("fr_FR", "siren", seed, &[]))), 0);
            assert_eq!(luhn(&digits(&drawn("fr_FR", "siret", seed, &[]))), 0);
            assert_eq!(luhn(&digits(&drawn("it_IT", "company_vat", seed, &[]))), 0);
            let id = digits(&drawn("fi_FI", "company_business_id", seed, &[]));
            assert_eq!(sum(&id, &[7, 9, 10, 5, 8, 4, 2, 1]) % 11, 0);
            let nip = digits(&drawn("pl_PL", "company_vat", seed, &[]));
            assert_eq!(sum(&nip, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11, nip[9]);
            let inn = digits(&drawn("ru_RU", "businesses_inn", seed, &[]));
            assert_eq!(sum(&inn, &[2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10, inn[9]);
            let ogrn: u64 = drawn("ru_RU", "businesses_ogrn", seed, &[]).parse().unwrap();
            assert_eq!(ogrn / 10 % 11 % 10, ogrn % 10);
        }
    }
}
