//! The Latin letters in which Russian and Ukrainian cards spell names.

/// Small letters with their spelling; a capital's is the same with a capital first unless it is listed itself.
pub type Letters = &'static [(char, &'static str)];

/// Russian.
#[rustfmt::skip]
pub const RUSSIAN: Letters = &[
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('д', "d"), ('е', "e"), ('ё', "e"), ('ж', "zh"), ('з', "z"),
    ('и', "i"), ('й', "y"), ('к', "k"), ('л', "l"), ('м', "m"), ('н', "n"), ('о', "o"), ('п', "p"), ('р', "r"),
    ('с', "s"), ('т', "t"), ('у', "u"), ('ф', "f"), ('х', "kh"), ('ц', "ts"), ('ч', "ch"), ('ш', "sh"),
    ('щ', "shch"), ('ъ', ""), ('ы', "y"), ('ь', ""), ('э', "e"), ('ю', "yu"), ('я', "ya"),
    ('Е', "Ye"),
];

/// Ukrainian.
#[rustfmt::skip]
pub const UKRAINIAN: Letters = &[
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "h"), ('ґ', "g"), ('д', "d"), ('е', "e"), ('є', "ie"), ('ж', "zh"),
    ('з', "z"), ('и', "y"), ('і', "i"), ('ї', "i"), ('й', "i"), ('к', "k"), ('л', "l"), ('м', "m"), ('н', "n"),
    ('о', "o"), ('п', "p"), ('р', "r"), ('с', "s"), ('т', "t"), ('у', "u"), ('ф', "f"), ('х', "kh"), ('ц', "ts"),
    ('ч', "ch"), ('ш', "sh"), ('щ', "shch"), ('ь', ""), ('ю', "iu"), ('я', "ia"), ('ʼ', ""),
    ('Є', "Ye"), ('Ї', "Yi"), ('Й', "Y"), ('Ю', "Yu"), ('Я', "Ya"),
];

/// Spells the text of a buffer from `start` on in Latin letters. Others stay as they are.
pub fn to_latin(letters: Letters, out: &mut Vec<u8>, start: usize) {
    let find = |letter: char| letters.iter().find(|(known, _)| *known == letter).map(|(_, latin)| *latin);
    let text = String::from_utf8(out.split_off(start)).unwrap_or_default();
    for letter in text.chars() {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let at = out.len();
        match (find(letter), find(small)) {
            (Some(latin), _) => out.extend_from_slice(latin.as_bytes()),
            (None, Some(latin)) => {
                out.extend_from_slice(latin.as_bytes());
                out[at..].iter_mut().take(1).for_each(u8::make_ascii_uppercase);
            }
            (None, None) => out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}
