//! Names of people, and what some countries keep with them.

mod es_cl;
mod pl_pl;

use super::{param, Args, Default, Field, Kind, Rule, Source, Type::*, Value};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, name_id, NameId, Node, Table};

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("name", "names", Str, "A person's full name, with a title or a suffix now and then."),
    Field::new("first_name", "first_names", Str, "A given name."),
    Field::new("last_name", "last_names", Str, "A family name."),
    Field::new("name_male", "names_male", Str, "A man's full name."),
    Field::new("name_nonbinary", "names_nonbinary", Str, "A non-binary person's full name."),
    Field::new("name_female", "names_female", Str, "A woman's full name."),
    Field::new("first_name_male", "first_names_male", Str, "A man's given name."),
    Field::new("first_name_nonbinary", "first_names_nonbinary", Str, "A non-binary person's given name."),
    Field::new("first_name_female", "first_names_female", Str, "A woman's given name."),
    Field::new("last_name_male", "last_names_male", Str, "A man's family name, where the language tells them apart."),
    Field::new("last_name_nonbinary", "last_names_nonbinary", Str, "A non-binary person's family name."),
    Field::new("last_name_female", "last_names_female", Str, "A woman's family name."),
    Field::new("prefix", "prefixes", Str, "A title before a name; empty where the language has none."),
    Field::new("prefix_male", "prefixes_male", Str, "A man's title."),
    Field::new("prefix_nonbinary", "prefixes_nonbinary", Str, "A non-binary person's title."),
    Field::new("prefix_female", "prefixes_female", Str, "A woman's title."),
    Field::new("suffix", "suffixes", Str, "What may follow a name, such as `Jr.` or a degree."),
    Field::new("suffix_male", "suffixes_male", Str, "What may follow a man's name."),
    Field::new("suffix_nonbinary", "suffixes_nonbinary", Str, "What may follow a non-binary person's name."),
    Field::new("suffix_female", "suffixes_female", Str, "What may follow a woman's name."),
    Field::new("language_name", "language_names", Str, "The name of a language, in English."),
    // In some locales only: several names.
    Field::new("given_name", "given_names", Str, "Two given names of one person."),
    Field::new("given_name_male", "given_names_male", Str, "Two given names of one man."),
    Field::new("given_name_female", "given_names_female", Str, "Two given names of one woman."),
    Field::new("middle_name", "middle_names", Str, "A name between given and family name, or a patronymic."),
    Field::new("middle_name_male", "middle_names_male", Str, "A man's patronymic."),
    Field::new("middle_name_female", "middle_names_female", Str, "A woman's patronymic."),
    Field::new("full_name", "full_names", Str, "A family name, given name and patronymic.").params(&[
        param("gender", Kind::OneOf(&["M", "F"]), Default::None, "`M` or `F`; either if not given."),
        param("short", Kind::Bool, Default::Bool(false), "Whether given name and patronymic are initials."),
    ]),
    Field::new(
        "first_name_male_abbreviated",
        "first_names_male_abbreviated",
        Str,
        "The initial of a man's given name.",
    ),
    Field::new(
        "first_name_female_abbreviated",
        "first_names_female_abbreviated",
        Str,
        "The initial of a woman's given name.",
    ),
    // Names that some people of a country have.
    Field::new("first_name_unisex", "first_names_unisex", Str, "A given name of women and men."),
    Field::new("last_name_unisex", "last_names_unisex", Str, "A family name that is one for women and men."),
    Field::new("last_name_unique_to_male", "last_names_unique_to_male", Str, "A family name that only men have."),
    Field::new("last_name_unique_to_female", "last_names_unique_to_female", Str, "A family name that only women have."),
    Field::new("first_name_est", "first_names_est", Str, "An Estonian given name."),
    Field::new("first_name_male_est", "first_names_male_est", Str, "An Estonian man's given name."),
    Field::new("first_name_female_est", "first_names_female_est", Str, "An Estonian woman's given name."),
    Field::new("last_name_est", "last_names_est", Str, "An Estonian family name."),
    Field::new("first_name_rus", "first_names_rus", Str, "A Russian given name in Estonian spelling."),
    Field::new("first_name_male_rus", "first_names_male_rus", Str, "A Russian man's given name in Estonian spelling."),
    Field::new(
        "first_name_female_rus",
        "first_names_female_rus",
        Str,
        "A Russian woman's given name in Estonian spelling.",
    ),
    Field::new("last_name_rus", "last_names_rus", Str, "A Russian family name in Estonian spelling."),
    Field::new("first_name_male_common", "first_names_male_common", Str, "A man's given name of any religion."),
    Field::new("first_name_male_hinduism", "first_names_male_hinduism", Str, "A Hindu man's given name."),
    Field::new("first_name_male_islamic", "first_names_male_islamic", Str, "A Muslim man's given name."),
    Field::new("first_name_female_common", "first_names_female_common", Str, "A woman's given name of any religion."),
    Field::new("first_name_female_hinduism", "first_names_female_hinduism", Str, "A Hindu woman's given name."),
    Field::new(
        "first_name_female_islamic",
        "first_names_female_islamic",
        Str,
        "A Muslim given name: a man's, because Faker takes them from that list.",
    ),
    Field::new("last_name_common", "last_names_common", Str, "A family name of any religion."),
    Field::new("last_name_hinduism", "last_names_hinduism", Str, "A Hindu family name."),
    Field::new("last_name_islamic", "last_names_islamic", Str, "A Muslim family name."),
    Field::new("last_name_female_islamic", "last_names_female_islamic", Str, "A Muslim woman's family name."),
    // Names in other scripts.
    Field::new("first_name_pair", "first_name_pairs", Any, "A tuple of a given name in kanji, kana and Latin letters."),
    Field::new(
        "first_name_male_pair",
        "first_name_male_pairs",
        Any,
        "A man's given name, as `first_name_pair` has it.",
    ),
    Field::new(
        "first_name_female_pair",
        "first_name_female_pairs",
        Any,
        "A woman's given name, as `first_name_pair` has it.",
    ),
    Field::new("last_name_pair", "last_name_pairs", Any, "A tuple of a family name in kanji, kana and Latin letters."),
    Field::new("kana_name", "kana_names", Str, "A full name in kana."),
    Field::new("kana_name_male", "kana_names_male", Str, "A man's full name in kana."),
    Field::new("kana_name_female", "kana_names_female", Str, "A woman's full name in kana."),
    Field::new("first_kana_name", "first_kana_names", Str, "A given name in kana."),
    Field::new("first_kana_name_male", "first_kana_names_male", Str, "A man's given name in kana."),
    Field::new("first_kana_name_female", "first_kana_names_female", Str, "A woman's given name in kana."),
    Field::new("last_kana_name", "last_kana_names", Str, "A family name in kana."),
    Field::new("romanized_name", "romanized_names", Str, "A full name in Latin letters."),
    Field::new("romanized_name_male", "romanized_names_male", Str, "A man's full name in Latin letters."),
    Field::new("romanized_name_female", "romanized_names_female", Str, "A woman's full name in Latin letters."),
    Field::new("first_romanized_name", "first_romanized_names", Str, "A given name in Latin letters."),
    Field::new("first_romanized_name_male", "first_romanized_names_male", Str, "A man's given name in Latin letters."),
    Field::new(
        "first_romanized_name_female",
        "first_romanized_names_female",
        Str,
        "A woman's given name in Latin letters.",
    ),
    Field::new("last_romanized_name", "last_romanized_names", Str, "A family name in Latin letters."),
    // Degrees, papers and numbers.
    Field::new("academic_prefix", "academic_prefixes", Str, "A degree before a name."),
    Field::new("academic_suffix", "academic_suffixes", Str, "A degree after a name."),
    Field::new("civil_status", "civil_statuses", Any, "A tuple of a civil status's code and name, such as `VH`."),
    Field::new("civil_status_code", "civil_status_codes", Str, "The code of a civil status, such as `VH`."),
    Field::new("civil_status_name", "civil_status_names", Str, "The name of a civil status, such as `verheiratet`."),
    Field::new("identity_card_number", "identity_card_numbers", Str, "The number of a Polish identity card."),
    Field::new("pesel", "pesels", Str, "A PESEL, the number of a person in Poland, with a right check digit.").params(
        &[
            param(
                "date_of_birth",
                Kind::Moment,
                Default::None,
                "The date in the number, from 1800 to 2299; drawn if not given.",
            ),
            param("sex", Kind::OneOf(&["M", "F"]), Default::None, "The sex in the number; either if not given."),
        ],
    ),
    Field::new("pwz_doctor", "pwz_doctors", Str, "The licence number of a Polish physician."),
    Field::new("pwz_nurse", "pwz_nurses", Str, "The licence number of a Polish nurse or midwife.").params(&[param(
        "kind",
        Kind::OneOf(&["nurse", "midwife"]),
        Default::Str("nurse"),
        "Whose number it is.",
    )]),
    Field::new("nip", "nips", Str, "A NIP, a Polish tax number, with a right check digit."),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "civil_status" => Rule::Value(row::<D, { attr!("civil_status_list") }>),
        "first_name_pair" => Rule::Value(row::<D, { attr!("first_name_pairs") }>),
        "first_name_male_pair" => Rule::Value(row::<D, { attr!("first_name_male_pairs") }>),
        "first_name_female_pair" => Rule::Value(row::<D, { attr!("first_name_female_pairs") }>),
        "last_name_pair" => Rule::Value(last_name_pair),
        "first_name_male_abbreviated" => Rule::Str(initial::<D, { attr!("first_names_male") }>),
        "first_name_female_abbreviated" => Rule::Str(initial::<D, { attr!("first_names_female") }>),
        "full_name.uk_UA" => Rule::Str(full_name),
        other => return es_cl::rule(other).or_else(|| pl_pl::rule(other)),
    })
}

/// A row of a table, as a tuple.
fn row<D: Source, const TABLE: u32>(cx: &mut Cx<D>, _: &Args) -> Result<Value> {
    let Some(table) = cx.table(TABLE) else { return Ok(Value::Tuple(Vec::new())) };
    let row = cx.draw.below(table.len() as u64) as usize;
    Ok(Value::Tuple((0..table.columns()).map(|column| Value::text(table.cell(row, column))).collect()))
}

/// A row by weight, as a tuple.
fn last_name_pair<D: Source>(cx: &mut Cx<D>, _: &Args) -> Result<Value> {
    let pairs = cx.table(attr!("last_name_pairs")).map(Table::root).ok_or_else(|| Error::value("no family names"))?;
    let row = |at| Ok(Value::Tuple(pairs.key(at).items().map(|cell| Value::text(cell.text())).collect()));
    if !cx.weighted {
        return row(cx.draw.below(pairs.len() as u64) as usize);
    }
    let x = cx.draw.unit() * pairs.items().map(Node::float).sum::<f64>();
    let mut sum = 0.0;
    let mut below = |weight: Node| {
        sum += weight.float();
        sum <= x
    };
    let at = pairs.items().take(pairs.len().saturating_sub(1)).take_while(|w| below(*w)).count();
    row(at)
}

/// The first character of an entry, and a full stop.
fn initial<D: Source, const TABLE: u32>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let entry = cx.pick_attr(TABLE);
    push_initial(entry, out);
    out.push(b'.');
    Ok(())
}

fn push_initial(text: &[u8], out: &mut Vec<u8>) {
    let first = std::str::from_utf8(text).ok().and_then(|text| text.chars().next());
    out.extend(first.map(|c| c.len_utf8()).into_iter().flat_map(|len| &text[..len]));
}

/// Family name, given name, patronymic; drawn in another order.
fn full_name<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const MALE: [NameId; 3] = [name_id!("first_name_male"), name_id!("last_name_male"), name_id!("middle_name_male")];
    const FEMALE: [NameId; 3] =
        [name_id!("first_name_female"), name_id!("last_name_female"), name_id!("middle_name_female")];
    let male = match args.opt_str(0) {
        Some(gender) if !gender.is_empty() => gender == "M",
        _ => cx.draw.below(2) == 0,
    };
    let [first, last, middle] = if male { MALE } else { FEMALE };
    let first = cx.text(first)?;
    cx.call(last, out)?;
    let middle = cx.text(middle)?;
    out.push(b' ');
    if args.bool(1) {
        for name in [first, middle] {
            push_initial(&name, out);
            out.push(b'.');
        }
    } else {
        out.extend_from_slice(&first);
        out.push(b' ');
        out.extend_from_slice(&middle);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::clock::Moment;
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`, on 2026-01-01.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "name", 0, "Norma Fisher"),
            Case::new("en_US", "first_name", 0, "Megan"),
            Case::new("en_US", "last_name", 0, "Richard"),
            Case::new("en_US", "name_male", 0, "Peter Fisher"),
            Case::new("en_US", "name_nonbinary", 0, "Katherine Fisher"),
            Case::new("en_US", "name_female", 0, "Norma Fisher"),
            Case::new("en_US", "first_name_male", 0, "Ryan"),
            Case::new("en_US", "first_name_nonbinary", 0, "Megan"),
            Case::new("en_US", "first_name_female", 0, "Sarah"),
            Case::new("en_US", "last_name_male", 0, "Richard"),
            Case::new("en_US", "last_name_nonbinary", 0, "Richard"),
            Case::new("en_US", "last_name_female", 0, "Richard"),
            Case::new("en_US", "prefix", 0, "Mx."),
            Case::new("en_US", "prefix_male", 0, "Dr."),
            Case::new("en_US", "prefix_nonbinary", 0, "Dr."),
            Case::new("en_US", "prefix_female", 0, "Dr."),
            Case::new("en_US", "suffix", 0, "PhD"),
            Case::new("en_US", "suffix_male", 0, "PhD"),
            Case::new("en_US", "suffix_nonbinary", 0, "PhD"),
            Case::new("en_US", "suffix_female", 0, "DVM"),
            Case::new("en_US", "language_name", 0, "Luba-Katanga"),
            Case::new("es_CL", "name", 0, "Florencia Castro Valdés"),
            Case::new("es_CL", "given_name", 0, "Violeta Florencia"),
            Case::new("es_CL", "given_name_male", 0, "Leandro Marcos"),
            Case::new("es_CL", "given_name_female", 0, "Magaly Violeta"),
            Case::new("ru_RU", "middle_name", 0, "Теймуразович"),
            Case::new("ru_RU", "middle_name_male", 0, "Теймуразович"),
            Case::new("ru_RU", "middle_name_female", 0, "Натановна"),
            Case::new("uk_UA", "full_name", 0, "Бабенко Оксенія Геннадіївна"),
            Case::new("uk_UA", "full_name", 1, "Батуринець В.Г.")
                .with(&[("gender", Arg::Str("F".into())), ("short", Arg::Bool(true))]),
            Case::new("hu_HU", "first_name_male_abbreviated", 0, "R."),
            Case::new("hu_HU", "first_name_female_abbreviated", 0, "B."),
            Case::new("or_IN", "first_name_unisex", 0, "ମୌସଦୀ"),
            Case::new("az_AZ", "last_name_unisex", 0, "Turallı"),
            Case::new("az_AZ", "last_name_unique_to_male", 0, "İdrisoğlu"),
            Case::new("az_AZ", "last_name_unique_to_female", 0, "Əkbərova"),
            Case::new("et_EE", "first_name_male_est", 0, "Tõnu"),
            Case::new("et_EE", "first_name_female_est", 0, "Tiiu"),
            Case::new("et_EE", "first_name_male_rus", 0, "Mihhail"),
            Case::new("et_EE", "first_name_female_rus", 0, "Maria"),
            Case::new("et_EE", "first_name_est", 0, "Riina"),
            Case::new("et_EE", "first_name_rus", 0, "Diana"),
            Case::new("et_EE", "last_name_est", 0, "Mäeots"),
            Case::new("et_EE", "last_name_rus", 0, "Semenov"),
            Case::new("bn_BD", "first_name_male_common", 0, "লিটন"),
            Case::new("bn_BD", "first_name_male_hinduism", 0, "জয়দীপ"),
            Case::new("bn_BD", "first_name_male_islamic", 0, "মুশফিক"),
            Case::new("bn_BD", "first_name_female_common", 0, "বিনা"),
            Case::new("bn_BD", "first_name_female_hinduism", 0, "কাবেরি"),
            Case::new("bn_BD", "first_name_female_islamic", 0, "মুশফিক"),
            Case::new("bn_BD", "last_name_common", 0, "মোড়ল"),
            Case::new("bn_BD", "last_name_hinduism", 0, "বাগচী"),
            Case::new("bn_BD", "last_name_islamic", 0, "হক"),
            Case::new("bn_BD", "last_name_female_islamic", 0, "ইসলাম"),
            Case::new("ja_JP", "first_name_pair", 0, "('康弘', 'ヤスヒロ', 'Yasuhiro')"),
            Case::new("ja_JP", "first_name_male_pair", 0, "('亮介', 'リョウスケ', 'Ryosuke')"),
            Case::new("ja_JP", "first_name_female_pair", 0, "('真綾', 'マアヤ', 'Maaya')"),
            Case::new("ja_JP", "last_name_pair", 0, "('近藤', 'コンドウ', 'Kondo')"),
            Case::new("ja_JP", "kana_name", 0, "マエダ マイ"),
            Case::new("ja_JP", "kana_name_male", 0, "マエダ ツバサ"),
            Case::new("ja_JP", "kana_name_female", 0, "マエダ マイ"),
            Case::new("ja_JP", "first_kana_name", 0, "ヤスヒロ"),
            Case::new("ja_JP", "first_kana_name_male", 0, "リョウスケ"),
            Case::new("ja_JP", "first_kana_name_female", 0, "マアヤ"),
            Case::new("ja_JP", "last_kana_name", 0, "コンドウ"),
            Case::new("ja_JP", "romanized_name", 0, "Mai Sato"),
            Case::new("ja_JP", "romanized_name_male", 0, "Yasuhiro Sakamoto"),
            Case::new("ja_JP", "romanized_name_female", 0, "Mai Sato"),
            Case::new("ja_JP", "first_romanized_name", 0, "Yasuhiro"),
            Case::new("ja_JP", "first_romanized_name_male", 0, "Ryosuke"),
            Case::new("ja_JP", "first_romanized_name_female", 0, "Maaya"),
            Case::new("ja_JP", "last_romanized_name", 0, "Kondo"),
            Case::new("de_AT", "academic_prefix", 0, "Mag."),
            Case::new("de_AT", "academic_suffix", 0, "MA"),
            Case::new("de_DE", "civil_status", 0, "('LV', 'durch Tod aufgelöste Lebenspartnerschaft')"),
            Case::new("de_DE", "civil_status_code", 0, "LV"),
            Case::new("de_DE", "civil_status_name", 0, "durch Tod aufgelöste Lebenspartnerschaft"),
            Case::new("is_IS", "last_name", 0, "Tímisdóttir"),
            Case::new("fa_IR", "suffix", 0, ""),
            Case::new("pt_PT", "prefix", 0, "da"),
            Case::new("zh_TW", "romanized_name", 0, "CHUANG YA-LING"),
            Case::new("pl_PL", "identity_card_number", 0, "YWA104876"),
            Case::new("pl_PL", "identity_card_number", 1, "IKZ114177"),
            Case::new("pl_PL", "pwz_doctor", 0, "6660487"),
            Case::new("pl_PL", "pwz_doctor", 1, "9291417"),
            Case::new("pl_PL", "pwz_nurse", 0, "2560487P"),
            Case::new("pl_PL", "pwz_nurse", 1, "0991417P"),
            Case::new("pl_PL", "nip", 0, "5616058763"),
            Case::new("pl_PL", "nip", 1, "2539141774"),
            Case::new("pl_PL", "pesel", 0, "07321560484"),
            Case::new("pl_PL", "pesel", 0, "85070966049").with(&[("date_of_birth", Arg::Moment(Moment::Date(5668)))]),
            Case::new("pl_PL", "pesel", 1, "99523129147")
                .with(&[("date_of_birth", Arg::Moment(Moment::Date(84005))), ("sex", Arg::Str("F".into()))]),
            Case::new("pl_PL", "pesel", 1, "01220329155")
                .with(&[("date_of_birth", Arg::Moment(Moment::Date(11356))), ("sex", Arg::Str("M".into()))]),
            Case::new("pl_PL", "pwz_nurse", 0, "2560487A").with(&[("kind", Arg::Str("midwife".into()))]),
        ]);
    }
}
