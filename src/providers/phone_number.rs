//! Telephone numbers.

use super::{Field, Rule, Source, Type::Str};
use crate::error::Result;
use crate::grammar::{numerify, Cx};
use crate::locale::attr;
use crate::providers::Args;

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("phone_number", "phone_numbers", Str, "A telephone number, as the country writes it."),
    Field::new(
        "basic_phone_number",
        "basic_phone_numbers",
        Str,
        "A US telephone number without country code or extension.",
    ),
    Field::new("country_calling_code", "country_calling_codes", Str, "An international calling code such as `+44`."),
    Field::new(
        "msisdn",
        "msisdns",
        Str,
        "A subscriber's number with the country code, digits only: of 13 digits in most locales.",
    ),
    // Of some locales.
    Field::new("cellphone_number", "cellphone_numbers", Str, "The number of a mobile telephone."),
    Field::new("mobile_number", "mobile_numbers", Str, "The number of a mobile telephone in the Philippines."),
    Field::new("telephone_number", "telephone_numbers", Str, "The number of a telephone that is not mobile."),
    Field::new("landline_number", "landline_numbers", Str, "The number of a telephone that is not mobile."),
    Field::new("service_phone_number", "service_phone_numbers", Str, "The number of a public or commercial service."),
    Field::new("toll_number", "toll_numbers", Str, "A number that is free of charge, or dearer than others, to call."),
    Field::new("area_code", "area_codes", Str, "The code of an area, before the local number."),
    Field::new(
        "area_code_with_separator",
        "area_codes_with_separator",
        Str,
        "The code of a French area with the mark of the region apart.",
    ),
    Field::new("area_code_without_separator", "area_codes_without_separator", Str, "The code of a French area."),
    Field::new("dialing_code", "dialing_codes", Str, "The country's calling code, as one dials it."),
    Field::new("cellphone_block", "cellphone_blocks", Str, "The first digits of a Chilean mobile number."),
    Field::new("cellphone_provider_code", "cellphone_provider_codes", Str, "The code of a mobile telephone company."),
    Field::new(
        "telephone_provider_code",
        "telephone_provider_codes",
        Str,
        "The code of a company for telephones that are not mobile.",
    ),
    Field::new("mobile_operator", "mobile_operators", Str, "The digit of an Algerian mobile telephone company."),
    Field::new("operator_id", "operator_ids", Str, "The digit of a Jordanian mobile telephone company."),
    Field::new("provider_code", "provider_codes", Str, "The code of a telephone company."),
    Field::new("start_digit", "start_digits", Str, "What an Azerbaijani number starts with."),
    Field::new("landline_code", "landline_codes", Str, "The code of an area, for telephones that are not mobile."),
    Field::new("special_code", "special_codes", Str, "The code of a special service in Chile."),
    Field::new("phonenumber_prefix", "phonenumber_prefixes", Str, "The first three digits of a Chinese mobile number."),
    Field::new("globe_mobile_number", "globe_mobile_numbers", Str, "A mobile number of Globe in the Philippines."),
    Field::new(
        "globe_mobile_number_prefix",
        "globe_mobile_number_prefixes",
        Str,
        "The first digits of a mobile number of Globe in the Philippines.",
    ),
    Field::new("smart_mobile_number", "smart_mobile_numbers", Str, "A mobile number of Smart in the Philippines."),
    Field::new(
        "smart_mobile_number_prefix",
        "smart_mobile_number_prefixes",
        Str,
        "The first digits of a mobile number of Smart in the Philippines.",
    ),
    Field::new("sun_mobile_number", "sun_mobile_numbers", Str, "A mobile number of Sun in the Philippines."),
    Field::new(
        "sun_mobile_number_prefix",
        "sun_mobile_number_prefixes",
        Str,
        "The first digits of a mobile number of Sun in the Philippines.",
    ),
    Field::new("area2_landline_number", "area2_landline_numbers", Str, "A landline number of Metro Manila, area 2."),
    Field::new(
        "non_area2_landline_number",
        "non_area2_landline_numbers",
        Str,
        "A landline number of the Philippines outside Metro Manila.",
    ),
    Field::new(
        "non_area2_landline_area_code",
        "non_area2_landline_area_codes",
        Str,
        "The code of an area of the Philippines outside Metro Manila.",
    ),
    Field::new(
        "globe_area2_landline_number",
        "globe_area2_landline_numbers",
        Str,
        "A landline number of Globe in Metro Manila.",
    ),
    Field::new(
        "pldt_area2_landline_number",
        "pldt_area2_landline_numbers",
        Str,
        "A landline number of PLDT in Metro Manila.",
    ),
    Field::new(
        "bayantel_area2_landline_number",
        "bayantel_area2_landline_numbers",
        Str,
        "A landline number of Bayantel in Metro Manila.",
    ),
    Field::new(
        "bayantel_landline_identifier",
        "bayantel_landline_identifiers",
        Str,
        "The first digits of a landline number of Bayantel in Metro Manila.",
    ),
    Field::new(
        "misc_area2_landline_number",
        "misc_area2_landline_numbers",
        Str,
        "A landline number of a smaller company in Metro Manila.",
    ),
    Field::new(
        "misc_landline_identifier",
        "misc_landline_identifiers",
        Str,
        "The first digit of a landline number of a smaller company in Metro Manila.",
    ),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "phone_number.fr_FR" => Rule::Str(french_area_code),
        _ => return None,
    })
}

fn french_area_code<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    if let Some((region, rest)) = cx.pick_attr(attr!("area_codes")).split_first() {
        out.extend_from_slice(&[*region, b' ']);
        out.extend_from_slice(rest);
    }
    numerify(&mut cx.draw, out, start);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::locale::Locale;
    use crate::providers::testing::{drawn, fakers, Case};

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "phone_number", 0, "(460)648-7647x5938"),
            Case::new("en_US", "phone_number", 1, "(591)341-7776"),
            Case::new("en_US", "phone_number", 2, "2114524493"),
            Case::new("en_US", "basic_phone_number", 0, "760-548-7647"),
            Case::new("en_US", "country_calling_code", 0, "+687"),
            Case::new("en_US", "msisdn", 0, "6048764759382"),
            Case::new("fr_FR", "area_code_with_separator", 0, "5 32"),
            Case::new("fr_FR", "area_code_without_separator", 0, "532"),
            Case::new("fr_FR", "phone_number", 0, "05 62 04 87 64"),
            Case::new("bn_BD", "phone_number", 0, "+৮৮০-২-৬-০৪৮৭-৬৪৭৫"),
            Case::new("bn_BD", "msisdn", 0, "৬০৪৮৭৬৪৭৫৯৩৮২"),
            Case::new("ar_AE", "cellphone_number", 0, "0550487647"),
            Case::new("ar_AE", "telephone_number", 0, "096048764"),
            Case::new("ar_AE", "service_phone_number", 0, "922"),
            Case::new("ar_AE", "toll_number", 0, "8006604876"),
            Case::new("ar_AE", "cellphone_provider_code", 0, "55"),
            Case::new("ar_AE", "telephone_provider_code", 0, "9"),
            Case::new("ar_AE", "area_code", 0, "+971"),
            Case::new("ar_DZ", "mobile_operator", 0, "6"),
            Case::new("ar_JO", "operator_id", 0, "9"),
            Case::new("ar_PS", "provider_code", 0, "56"),
            Case::new("az_AZ", "start_digit", 0, "8"),
            Case::new("az_AZ", "landline_number", 0, "026 204 87 64"),
            Case::new("de_AT", "dialing_code", 0, "680"),
            Case::new("de_CH", "landline_code", 0, "52"),
            Case::new("de_LU", "phone_number", 0, "99 60 48"),
            Case::new("es_CL", "special_code", 0, "800"),
            Case::new("es_CL", "cellphone_block", 0, "8"),
            Case::new("pt_BR", "cellphone_number", 0, "53 96048-7647"),
            Case::new("zh_CN", "phonenumber_prefix", 0, "181"),
            Case::new("en_PH", "mobile_number", 0, "+63970-048-7647"),
            Case::new("en_PH", "globe_mobile_number", 0, "+63994-604-8764"),
            Case::new("en_PH", "smart_mobile_number", 0, "+63970-048-7647"),
            Case::new("en_PH", "sun_mobile_number", 0, "+63933-048-7647"),
            Case::new("en_PH", "globe_mobile_number_prefix", 0, "997"),
            Case::new("en_PH", "smart_mobile_number_prefix", 0, "951"),
            Case::new("en_PH", "sun_mobile_number_prefix", 0, "933"),
            Case::new("en_PH", "area2_landline_number", 0, "02-6361-0487"),
            Case::new("en_PH", "non_area2_landline_number", 0, "+6375-048-7647"),
            Case::new("en_PH", "non_area2_landline_area_code", 0, "72"),
            Case::new("en_PH", "globe_area2_landline_number", 0, "+632-7604-8764"),
            Case::new("en_PH", "pldt_area2_landline_number", 0, "+632-8604-8764"),
            Case::new("en_PH", "bayantel_area2_landline_number", 0, "+632-3388-6048"),
            Case::new("en_PH", "bayantel_landline_identifier", 0, "3432"),
            Case::new("en_PH", "misc_area2_landline_number", 0, "+632-6361-0487"),
            Case::new("en_PH", "misc_landline_identifier", 0, "6288"),
        ]);
    }

    #[test]
    fn numbers_are_dialable() {
        // Faker's class of the Philippines has fields of its own instead.
        for locale in Locale::all().filter(|locale| !locale.name().ends_with("_PH")) {
            for seed in 0..20 {
                let number = drawn(locale.name(), "phone_number", seed, &[]);
                let digits = number.chars().filter(|c| c.is_numeric()).count();
                let known = |c: char| c.is_numeric() || " +-()./x".contains(c);
                assert!((3..=20).contains(&digits) && number.chars().all(known), "{}: {number}", locale.name());
            }
        }
    }
}
