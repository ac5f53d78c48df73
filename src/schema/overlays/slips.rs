//! Slips: how people and scanners get a text wrong.

use crate::error::{nearest, Error, Result};
use crate::rng::Draw;

/// A kind of slip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slip {
    /// The key beside the right one.
    Keyboard,
    /// A shape taken for another.
    Ocr,
    /// A capital for a small letter, or the other way round.
    Case,
    /// Two letters in each other's place.
    Swap,
    /// A letter left out.
    Drop,
    /// A letter twice.
    Double,
    /// A space too many or too few.
    Space,
    /// An accent left out, or one too many.
    Accent,
}

/// All of them by their names.
pub const SLIPS: [(&str, Slip); 8] = [
    ("keyboard", Slip::Keyboard),
    ("ocr", Slip::Ocr),
    ("case", Slip::Case),
    ("swap", Slip::Swap),
    ("drop", Slip::Drop),
    ("double", Slip::Double),
    ("space", Slip::Space),
    ("accent", Slip::Accent),
];

/// The rows of keys of a keyboard, from the top; each is half a key to the right of the one above.
type Layout = [&'static str; 3];

/// The layouts by their names.
const LAYOUTS: [(&str, Layout); 4] = [
    ("qwerty", ["qwertyuiop", "asdfghjkl", "zxcvbnm"]),
    ("qwertz", ["qwertzuiopü", "asdfghjklöä", "yxcvbnm"]),
    ("azerty", ["azertyuiop", "qsdfghjklm", "wxcvbn"]),
    ("jcuken", ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"]),
];

/// A layout of keys.
#[derive(Clone, Copy, Debug)]
pub struct Keys(usize);

impl Keys {
    /// The layout of that name.
    ///
    /// # Errors
    /// If there is none, with the nearest.
    pub fn named(name: &str) -> Result<Self> {
        LAYOUTS.iter().position(|(known, _)| *known == name).map(Self).ok_or_else(|| {
            let hint = nearest(name, LAYOUTS.iter().map(|(known, _)| *known));
            let hint = hint.map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
            Error::Value(format!("'layout' must be one of qwerty, qwertz, azerty, jcuken, not '{name}'{hint}"))
        })
    }

    /// The layout that is usual where a locale is.
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split('_').next().unwrap_or_default();
        Self(match (locale, language) {
            ("fr_QC" | "fr_CA", _) => 0,
            ("fr_CH", _) | (_, "de" | "cs" | "hu" | "hr" | "sk" | "sl") => 1,
            ("nl_BE", _) | (_, "fr") => 2,
            (_, "ru" | "uk" | "bg") => 3,
            _ => 0,
        })
    }

    /// The keys that touch a letter's or a digit's.
    fn beside(self, letter: char) -> Vec<char> {
        if letter.is_ascii_digit() {
            let around = |by: u8| char::from((letter as u8).wrapping_add(by));
            let both = match letter {
                '0' => [Some('9'), None],
                '1' => [Some('2'), None],
                '9' => [Some('8'), Some('0')],
                _ => [Some(around(u8::MAX)), Some(around(1))],
            };
            return both.into_iter().flatten().collect();
        }
        let rows: Vec<Vec<char>> = LAYOUTS[self.0].1.iter().map(|row| row.chars().collect()).collect();
        let place = rows.iter().enumerate().find_map(|(r, row)| Some((r, row.iter().position(|key| *key == letter)?)));
        let Some((row, at)) = place else { return Vec::new() };
        let key = |row: Option<usize>, at: Option<usize>| rows.get(row?)?.get(at?).copied();
        let (above, below) = (row.checked_sub(1), Some(row + 1));
        let (left, right) = (at.checked_sub(1), Some(at + 1));
        let around = [
            key(above, Some(at)),
            key(above, right),
            key(Some(row), left),
            key(Some(row), right),
            key(below, left),
            key(below, Some(at)),
        ];
        around.into_iter().flatten().collect()
    }
}

/// Shapes that are taken for each other.
const SHAPES: [(&str, &str); 17] = [
    ("0", "O"),
    ("1", "l"),
    ("1", "I"),
    ("l", "I"),
    ("5", "S"),
    ("8", "B"),
    ("2", "Z"),
    ("6", "G"),
    ("9", "g"),
    ("rn", "m"),
    ("cl", "d"),
    ("vv", "w"),
    ("ii", "u"),
    ("e", "c"),
    ("u", "v"),
    ("h", "b"),
    ("t", "f"),
];

/// Letters, and what they are with an accent.
const ACCENTS: [(char, &str); 14] = [
    ('a', "áàâäãå"),
    ('c', "çćč"),
    ('d', "ď"),
    ('e', "éèêëěę"),
    ('i', "íìîï"),
    ('l', "ł"),
    ('n', "ñńň"),
    ('o', "óòôöõø"),
    ('r', "ř"),
    ('s', "šśş"),
    ('t', "ť"),
    ('u', "úùûüů"),
    ('y', "ýÿ"),
    ('z', "žźż"),
];

/// The other case of a letter, if it is one letter.
fn other_case(letter: char) -> Option<char> {
    let only = |mut all: Box<dyn Iterator<Item = char>>| all.next().filter(|_| all.next().is_none());
    let other = if letter.is_lowercase() {
        only(Box::new(letter.to_uppercase()))
    } else {
        only(Box::new(letter.to_lowercase()))
    };
    other.filter(|other| *other != letter)
}

fn small(letter: char) -> char {
    if letter.is_uppercase() {
        other_case(letter).unwrap_or(letter)
    } else {
        letter
    }
}

fn as_big(letter: char, like: char) -> char {
    if like.is_uppercase() {
        other_case(letter).unwrap_or(letter)
    } else {
        letter
    }
}

fn pick<T: Copy>(from: &[T], draw: &mut impl Draw) -> Option<T> {
    (!from.is_empty()).then(|| from[draw.below(from.len() as u64) as usize])
}

fn places(letters: &[char], wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..letters.len()).filter(|at| wanted(*at)).collect()
}

impl Slip {
    /// The slip of that name.
    pub fn named(name: &str) -> Option<Self> {
        SLIPS.iter().find(|(known, _)| *known == name).map(|(_, slip)| *slip)
    }

    /// The text with a slip of the kind; `None` if it has no place for one.
    pub fn apply(self, text: &str, keys: Keys, draw: &mut impl Draw) -> Option<String> {
        let mut letters: Vec<char> = text.chars().collect();
        match self {
            Self::Keyboard => {
                let at = pick(&places(&letters, |at| !keys.beside(small(letters[at])).is_empty()), draw)?;
                letters[at] = as_big(pick(&keys.beside(small(letters[at])), draw)?, letters[at]);
            }
            Self::Ocr => return ocr(text, draw),
            Self::Case => {
                let at = pick(&places(&letters, |at| other_case(letters[at]).is_some()), draw)?;
                letters[at] = other_case(letters[at])?;
            }
            Self::Swap => {
                let differ = |at: usize| letters.get(at + 1).is_some_and(|next| *next != letters[at]);
                let at = pick(&places(&letters, differ), draw)?;
                letters.swap(at, at + 1);
            }
            Self::Drop => {
                let at = pick(&places(&letters, |_| letters.len() > 1), draw)?;
                letters.remove(at);
            }
            Self::Double => {
                let at = pick(&places(&letters, |at| letters[at].is_alphanumeric()), draw)?;
                letters.insert(at, letters[at]);
            }
            Self::Space => space(&mut letters, draw)?,
            Self::Accent => accent(&mut letters, draw)?,
        }
        Some(letters.into_iter().collect())
    }
}

fn ocr(text: &str, draw: &mut impl Draw) -> Option<String> {
    let mut found = Vec::new();
    for (a, b) in SHAPES {
        for (from, to) in [(a, b), (b, a)] {
            found.extend(text.match_indices(from).map(|(at, _)| (at, from, to)));
        }
    }
    let (at, from, to) = pick(&found, draw)?;
    Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]))
}

/// Leaves a space out, makes one two, or puts one where none was.
fn space(letters: &mut Vec<char>, draw: &mut impl Draw) -> Option<()> {
    let spaces = places(letters, |at| letters[at] == ' ');
    match (draw.below(3), pick(&spaces, draw)) {
        (0, Some(at)) if letters.len() > 1 => {
            letters.remove(at);
        }
        (1, Some(at)) => letters.insert(at, ' '),
        _ => {
            let at = draw.below(letters.len() as u64 + 1) as usize;
            letters.insert(at, ' ');
        }
    }
    Some(())
}

/// Takes an accent away; puts one on a text that has none.
fn accent(letters: &mut [char], draw: &mut impl Draw) -> Option<()> {
    let plain = |letter: char| ACCENTS.iter().find(|(_, with)| with.contains(small(letter))).map(|(plain, _)| *plain);
    let with = places(letters, |at| plain(letters[at]).is_some());
    if let Some(at) = pick(&with, draw) {
        letters[at] = as_big(plain(letters[at])?, letters[at]);
        return Some(());
    }
    let marks = |letter: char| ACCENTS.iter().find(|(plain, _)| *plain == small(letter)).map(|(_, with)| *with);
    let at = pick(&places(letters, |at| marks(letters[at]).is_some()), draw)?;
    let marks: Vec<char> = marks(letters[at])?.chars().collect();
    letters[at] = as_big(pick(&marks, draw)?, letters[at]);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Key, Stream};

    const TEXTS: [&str; 9] = [
        "",
        "a",
        "Anna Müller",
        "O'Neil 10",
        "straße",
        "Ærøskøbing",
        "東京",
        "мир",
        "e\u{301}\u{1f469}\u{200d}\u{1f680}",
    ];

    fn all(slip: Slip, text: &str, keys: Keys) -> Vec<String> {
        let key = Key::from_seed(&7.into());
        (0..300).filter_map(|n| slip.apply(text, keys, &mut Stream::at(&key, 0, n))).collect()
    }

    #[test]
    fn every_slip_of_every_text_is_another_text() {
        for (name, slip) in SLIPS {
            for text in TEXTS {
                for made in all(slip, text, Keys(0)) {
                    assert_ne!(made, text, "{name}");
                    let by = made.chars().count().abs_diff(text.chars().count());
                    assert!(by <= 1, "{name}: {text} -> {made}");
                }
            }
        }
    }

    #[test]
    fn neighbours() {
        let beside = |layout: &str, key: char| {
            let mut all = Keys::named(layout).unwrap().beside(key);
            all.sort_unstable();
            all.into_iter().collect::<String>()
        };
        assert_eq!(beside("qwerty", 'a'), "qswz");
        assert_eq!(beside("qwerty", 'g'), "bfhtvy");
        assert_eq!(beside("qwertz", 'y'), "asx");
        assert_eq!(beside("azerty", 'a'), "qz");
        assert!(beside("jcuken", 'а').contains('п'));
        assert_eq!(beside("qwerty", '5'), "46");
        assert_eq!(beside("qwerty", '0'), "9");
        assert_eq!(beside("qwerty", '東'), "");
        assert!(Keys::named("qwertzu").unwrap_err().to_string().contains("did you mean 'qwertz'?"));
    }

    #[test]
    fn neighbours_go_both_ways() {
        for (at, (_, rows)) in LAYOUTS.iter().enumerate() {
            for key in rows.iter().flat_map(|row| row.chars()) {
                let beside = Keys(at).beside(key);
                assert!(
                    !beside.is_empty() && beside.iter().all(|other| Keys(at).beside(*other).contains(&key)),
                    "{key}"
                );
            }
        }
    }

    #[test]
    fn layouts_of_locales() {
        let of = |locale| LAYOUTS[Keys::of_locale(locale).0].0;
        let found = ["en_US", "de_AT", "fr_FR", "fr_CH", "nl_BE", "nl_NL", "ru_RU"].map(of);
        assert_eq!(found, ["qwerty", "qwertz", "azerty", "qwertz", "azerty", "qwerty", "jcuken"]);
    }

    #[test]
    fn slips_do_what_they_say() {
        assert!(all(Slip::Keyboard, "G", Keys(0)).iter().all(|made| "BFHTVY".contains(made.as_str())));
        assert!(all(Slip::Ocr, "m", Keys(0)).iter().all(|made| made == "rn"));
        assert!(all(Slip::Case, "1a", Keys(0)).iter().all(|made| made == "1A"));
        assert!(all(Slip::Swap, "ab", Keys(0)).iter().all(|made| made == "ba"));
        assert!(all(Slip::Drop, "aa", Keys(0)).iter().all(|made| made == "a"));
        assert!(all(Slip::Drop, "a", Keys(0)).is_empty());
        assert!(all(Slip::Accent, "Éx", Keys(0)).iter().all(|made| made == "Ex"));
        assert!(all(Slip::Case, "ß1", Keys(0)).is_empty());
    }
}
