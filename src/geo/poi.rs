//! Points of interest: a category, a name, opening hours and a rating, in a place of their own.

use super::attribute::Rows;
use super::facts::Place;
use crate::clock::Clock;
use crate::error::{nearest, Error, Result};
use crate::grammar::{unidecode, Cx};
use crate::locale::{name_id, Locale, NameId};
use crate::providers::{Pack, Type};
use crate::records::{Column, Data, Texts};
use crate::rng::{alias_table, Draw, Stream};

const LAST_NAME: NameId = name_id!("last_name");

/// A kind of place that people go to.
#[derive(Clone, Copy, Debug)]
pub struct Category {
    /// Its name.
    pub name: &'static str,
    /// How common it is.
    pub weight: f64,
    names: &'static [&'static str],
    /// Opening hours, in the form of OpenStreetMap.
    hours: &'static [&'static str],
    /// How many of nine marks the rating leaves out at the top: the higher, the worse.
    rank: usize,
}

const SHOPS: &[&str] = &["Mo-Fr 09:00-18:00; Sa 09:00-14:00", "Mo-Sa 10:00-19:00", "Mo-Sa 09:00-20:00; Su 11:00-17:00"];
const MEALS: &[&str] =
    &["Tu-Su 12:00-22:00", "Mo-Su 11:30-23:00", "Mo-Sa 17:00-23:00", "We-Su 12:00-14:30,18:00-22:00"];
const OFFICE: &[&str] = &["Mo-Fr 09:00-16:00", "Mo-Th 08:30-16:30; Fr 08:30-13:00", "Mo-Fr 10:00-17:00"];
const ALWAYS: &[&str] = &["24/7"];

/// All categories. `{last}` in a name is a family name of the country, `{city}` the city, `{adjective}` and `{thing}` are words.
pub const CATEGORIES: &[Category] = &[
    category(
        "restaurant",
        20.0,
        &["{last}'s Kitchen", "The {adjective} {thing}", "Restaurant {last}", "{city} Grill"],
        MEALS,
        3,
    ),
    category(
        "cafe",
        12.0,
        &["Café {last}", "The {adjective} Cup", "{thing} Coffee", "Café {city}"],
        &["Mo-Fr 07:00-18:00; Sa-Su 08:00-18:00", "Mo-Su 08:00-17:00"],
        2,
    ),
    category("shop", 18.0, &["{last} & Co.", "{adjective} {thing}", "{last} Store", "The {thing} Shop"], SHOPS, 3),
    category(
        "supermarket",
        8.0,
        &["{adjective} Market", "{last} Foods", "{city} Fresh"],
        &["Mo-Sa 07:00-21:00", "Mo-Su 08:00-22:00"],
        4,
    ),
    category(
        "bar",
        6.0,
        &["The {adjective} {thing}", "{last}'s Bar", "Bar {city}"],
        &["Mo-Th 17:00-24:00; Fr-Sa 17:00-02:00", "Tu-Su 18:00-01:00"],
        3,
    ),
    category(
        "school",
        6.0,
        &["{last} School", "{city} Primary School", "{thing} Hill School"],
        &["Mo-Fr 08:00-15:30"],
        3,
    ),
    category("pharmacy", 5.0, &["{last} Pharmacy", "{city} Pharmacy", "{thing} Pharmacy"], SHOPS, 3),
    category(
        "park",
        5.0,
        &["{last} Park", "{adjective} Meadow", "{city} Gardens", "{thing} Park"],
        &["24/7", "Mo-Su 06:00-22:00"],
        1,
    ),
    category("hotel", 4.0, &["Hotel {last}", "The {adjective} {thing} Hotel", "Grand Hotel {city}"], ALWAYS, 3),
    category("bank", 4.0, &["{city} Savings Bank", "{last} Bank", "Bank of {city}"], OFFICE, 4),
    category(
        "fuel",
        4.0,
        &["{last} Fuels", "{adjective} Star", "{city} Filling Station"],
        &["24/7", "Mo-Su 06:00-22:00"],
        4,
    ),
    category(
        "gym",
        3.0,
        &["{adjective} Fitness", "{last} Gym", "{city} Sports Club"],
        &["Mo-Fr 06:00-23:00; Sa-Su 08:00-20:00", "24/7"],
        3,
    ),
    category("hospital", 1.5, &["{city} General Hospital", "{last} Clinic", "{last} Memorial Hospital"], ALWAYS, 4),
    category("library", 1.5, &["{city} Public Library", "{last} Library"], &["Tu-Fr 10:00-19:00; Sa 10:00-16:00"], 1),
    category(
        "museum",
        1.2,
        &["{city} Museum", "{last} Collection", "Museum of the {adjective} {thing}"],
        &["Tu-Su 10:00-18:00", "We-Mo 10:00-17:00"],
        1,
    ),
    category("cinema", 0.8, &["{adjective} Screen", "{city} Pictures", "{thing} Cinema"], &["Mo-Su 14:00-24:00"], 3),
];

const ADJECTIVES: &[&str] = &[
    "Golden", "Silver", "Green", "Blue", "Red", "Old", "New", "Royal", "Little", "Quiet", "Happy", "Bright", "Lucky",
    "Hidden", "Northern", "Southern", "White", "Black",
];
const THINGS: &[&str] = &[
    "Lion", "Anchor", "Oak", "Rose", "Bridge", "Harbour", "Lantern", "Fox", "Swan", "Orchard", "Compass", "Mill",
    "Garden", "Crown", "Olive", "Falcon", "Willow", "Star",
];

const fn category(
    name: &'static str,
    weight: f64,
    names: &'static [&'static str],
    hours: &'static [&'static str],
    rank: usize,
) -> Category {
    Category { name, weight, names, hours, rank }
}

/// What can be asked of a point of interest, besides what can be asked of its place.
pub const POI: &[(&str, Type)] =
    &[("poi_name", Type::Str), ("poi_category", Type::Str), ("poi_hours", Type::Str), ("poi_rating", Type::Float)];

/// The categories that are drawn from.
#[derive(Clone, Debug)]
pub struct Categories {
    chosen: Vec<&'static Category>,
    alias: Vec<(u32, u32)>,
}

impl Categories {
    /// Those of some names, each as common as it is; all if none is named.
    ///
    /// # Errors
    /// With the nearest name.
    pub fn of(names: &[&str]) -> Result<Self> {
        let find = |name: &&str| {
            CATEGORIES.iter().find(|category| category.name == *name).ok_or_else(|| {
                let hint = match nearest(name, CATEGORIES.iter().map(|c| c.name)) {
                    Some(near) => format!("did you mean '{near}'?"),
                    None => {
                        format!("it is one of {}", CATEGORIES.iter().map(|c| c.name).collect::<Vec<_>>().join(", "))
                    }
                };
                Error::Geography(format!("unknown category '{name}'; {hint}"))
            })
        };
        let chosen: Vec<&'static Category> = if names.is_empty() {
            CATEGORIES.iter().collect()
        } else {
            names.iter().map(find).collect::<Result<_>>()?
        };
        let weights: Vec<f64> = chosen.iter().map(|category| category.weight).collect();
        Ok(Self { alias: alias_table(&weights), chosen })
    }

    fn pick<D: Draw>(&self, draw: &mut D) -> &'static Category {
        let at = draw.below(self.alias.len() as u64) as usize;
        let (threshold, alias) = self.alias[at];
        self.chosen[if (draw.bits(32) as u32) < threshold { at } else { alias as usize }]
    }
}

impl Rows<'_> {
    /// A column of points of interest.
    ///
    /// # Errors
    /// An unknown name, and what a locale's rule for names says.
    pub fn poi(&self, attribute: &str, categories: &Categories) -> Result<Column> {
        let mut draw = self.stream("poi_category");
        let kinds: Vec<&Category> = self.places.iter().map(|_| categories.pick(&mut draw)).collect();
        let mut draw = self.stream(attribute);
        let data = match attribute {
            "poi_category" => each(&kinds, |kind| kind.name),
            "poi_hours" => each(&kinds, |kind| kind.hours[draw.below(kind.hours.len() as u64) as usize]),
            "poi_rating" => Data::Float(kinds.iter().map(|kind| rating(kind, &mut draw)).collect()),
            "poi_name" => self.poi_names(&kinds, draw)?,
            other => {
                let near = nearest(other, POI.iter().map(|(name, _)| *name)).map(|name| format!("geo.{name}"));
                return Err(Error::UnknownField { given: format!("geo.{other}"), nearest: near });
            }
        };
        Ok(Column::new(data))
    }

    fn poi_names(&self, kinds: &[&Category], draw: Stream) -> Result<Data> {
        let english = Pack::<Stream>::of(Locale::find("en_US")?);
        let mut cx = Cx::new(draw, english, Clock::default());
        let mut texts = Texts::default();
        for (kind, place) in kinds.iter().zip(&self.places) {
            let name = cx.choice(kind.names);
            let locale = place.country().locale().split(' ').next().unwrap_or_default();
            cx.pack = Locale::find(locale).map_or(english, Pack::of);
            write_name(name, *place, &mut cx, &mut texts.bytes)?;
            texts.end();
        }
        Ok(Data::Str(texts))
    }
}

fn each(kinds: &[&Category], mut text: impl FnMut(&Category) -> &'static str) -> Data {
    let mut texts = Texts::default();
    for kind in kinds {
        texts.bytes.extend_from_slice(text(kind).as_bytes());
        texts.end();
    }
    Data::Str(texts)
}

/// The mark at a rank among nine drawn, which has a beta distribution, from 1.0 to 5.0.
fn rating<D: Draw>(kind: &Category, draw: &mut D) -> f64 {
    let mut marks: [f64; 9] = std::array::from_fn(|_| draw.unit());
    marks.sort_by(|a, b| b.total_cmp(a));
    ((1.0 + 4.0 * marks[kind.rank % 9]) * 10.0).round() / 10.0
}

fn write_name(name: &str, place: Place, cx: &mut Cx<Stream>, out: &mut Vec<u8>) -> Result<()> {
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('{') {
        out.extend_from_slice(before.as_bytes());
        let (token, behind) = after.split_once('}').unwrap_or((after, ""));
        match token {
            "city" => out.extend_from_slice(place.name().as_bytes()),
            "adjective" => out.extend_from_slice(cx.choice(ADJECTIVES).as_bytes()),
            "thing" => out.extend_from_slice(cx.choice(THINGS).as_bytes()),
            _ => {
                let start = out.len();
                cx.call(LAST_NAME, out)?;
                super::attribute::to_latin(out, start, unidecode);
            }
        }
        rest = behind;
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(())
}
