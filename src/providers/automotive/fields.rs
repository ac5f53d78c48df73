//! What the catalogue says of vehicles.

use crate::providers::{param, Default, Field, Kind, Param, Type::Str};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("license_plate", "license_plates", Str, "What stands on a vehicle's license plate.").params(&[
        param("ar", Kind::Bool, Default::Bool(true), "Whether it is in Arabic characters (`ar_SA`)."),
        REGION,
        param(
            "temporary_plate",
            Kind::Bool,
            Default::Bool(false),
            "Whether it is a temporary plate, which begins with the number of the region (`uk_UA`).",
        ),
    ]),
    Field::new(
        "vin",
        "vins",
        Str,
        "A vehicle identification number: 17 characters with a check digit at the ninth place.",
    ),
    // What only other locales have.
    Field::new("initials", "initials_batch", Str, "The number that a Jordanian license plate begins with."),
    Field::new("license_plate_ar", "license_plates_ar", Str, "A Saudi license plate in Arabic characters."),
    Field::new("license_plate_en", "license_plates_en", Str, "A Saudi license plate in Latin characters."),
    Field::new("vehicle_category_letter", "vehicle_category_letters", Str, "The class of a vehicle in Bangladesh."),
    Field::new("vehicle_category_number", "vehicle_category_numbers", Str, "The series of a vehicle in Bangladesh."),
    Field::new("vehicle_serial_number", "vehicle_serial_numbers", Str, "The four digits of a plate in Bangladesh."),
    Field::new("automobile_license_plate", "automobile_license_plates", Str, "A Philippine license plate of a car."),
    Field::new("protocol_license_plate", "protocol_license_plates", Str, "A plate of a high Philippine official."),
    Field::new("motorcycle_license_plate", "motorcycle_license_plates", Str, "A license plate of a motorcycle."),
    Field::new("license_plate_old", "license_plates_old", Str, "A license plate in the form that went before today's."),
    Field::new("license_plate_new", "license_plates_new", Str, "A Chilean license plate in today's form."),
    Field::new("license_plate_mercosur", "license_plates_mercosur", Str, "An Argentine license plate since 2016."),
    Field::new("license_plate_police", "license_plates_police", Str, "A Chilean license plate of the police."),
    Field::new("license_plate_temporary", "license_plates_temporary", Str, "A Chilean temporary license plate."),
    Field::new("license_plate_diplomatic", "license_plates_diplomatic", Str, "A Chilean plate of a diplomat."),
    Field::new(
        "license_plate_unified",
        "license_plates_unified",
        Str,
        "A license plate in the form of the whole country.",
    ),
    Field::new(
        "license_plate_by_province",
        "license_plates_by_province",
        Str,
        "A Spanish plate that names a province.",
    )
    .params(&[param(
        "province_prefix",
        Kind::Str,
        Default::None,
        "The letters of the province, written as they are given; any province if not given.",
    )]),
    Field::new(
        "license_plate_by_state",
        "license_plates_by_state",
        Str,
        "A Mexican license plate after its state's code.",
    )
    .params(&[param(
        "state_abbr",
        Kind::Str,
        Default::None,
        "The code of the state, written as it is given; any state if not given.",
    )]),
    Field::new("license_plate_state", "license_plate_states", Str, "A Mexican state, as its plates name it."),
    Field::new("license_plate_state_abbr", "license_plate_state_abbrs", Str, "The ISO 3166-2 code of a Mexican state."),
    Field::new("license_plate_cdmx", "license_plates_cdmx", Str, "A license plate of Mexico City."),
    Field::new(
        "motorcycle_license_plate_national",
        "motorcycle_license_plates_national",
        Str,
        "A Mexican license plate of a motorcycle, in the form of the whole country.",
    ),
    Field::new(
        "motorcycle_license_plate_cdmx",
        "motorcycle_license_plates_cdmx",
        Str,
        "A license plate of a motorcycle of Mexico City.",
    ),
    Field::new(
        "public_transport_license_plate",
        "public_transport_license_plates",
        Str,
        "A Mexican license plate of a taxi.",
    ),
    Field::new(
        "public_transport_license_plate_lettered",
        "public_transport_license_plates_lettered",
        Str,
        "A Mexican license plate of a taxi that begins with a letter.",
    ),
    Field::new(
        "public_transport_license_plate_numbered",
        "public_transport_license_plates_numbered",
        Str,
        "A Mexican license plate of a taxi that begins with digits.",
    ),
    Field::new("classification_number", "classification_numbers", Str, "The class of a vehicle on a Japanese plate."),
    Field::new("kana", "kana_batch", Str, "The hiragana of a Japanese license plate."),
    Field::new("serial_number", "serial_numbers", Str, "The number of a Japanese plate, with dots in place of zeros."),
    Field::new("license_plate_car", "license_plates_car", Str, "A Dutch license plate of a car."),
    Field::new("license_plate_motorbike", "license_plates_motorbike", Str, "A Dutch license plate of a motorcycle."),
    Field::new("plate_letter", "plate_letters", Str, "A letter of a Russian license plate."),
    Field::new("plate_number", "plate_numbers", Str, "The number of a license plate."),
    Field::new("plate_number_extra", "plate_numbers_extra", Str, "The number of a Russian trailer or police plate."),
    Field::new("plate_number_special", "plate_numbers_special", Str, "The code of a Russian diplomatic plate."),
    Field::new("plate_suffix", "plate_suffixes", Str, "The region at the end of a Russian license plate."),
    Field::new("vehicle_category", "vehicle_categories", Str, "The category of vehicles that a driving license names."),
    Field::new("plate_region_code", "plate_region_codes", Str, "The number of a Ukrainian region on temporary plates.")
        .params(&[REGION]),
    Field::new(
        "plate_letter_prefix",
        "plate_letter_prefixes",
        Str,
        "The letters before the number of a Ukrainian plate.",
    )
    .params(&[REGION]),
    Field::new(
        "plate_letter_suffix",
        "plate_letter_suffixes",
        Str,
        "The letters after the number of a Ukrainian plate.",
    ),
    Field::new(
        "diplomatic_license_plate",
        "diplomatic_license_plates",
        Str,
        "A Ukrainian license plate of a diplomat.",
    ),
];

const REGION: Param = param(
    "region_name",
    Kind::Str,
    Default::None,
    "The region in English, such as `Kyiv` (`uk_UA`); any region if not given.",
);
