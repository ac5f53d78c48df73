//! Lays out the places: reads `src/data/places/*.txt`, which `tools/places` writes, and makes one blob of records of a
//! fixed size and a pool of texts. `src/geo/facts.rs` reads what is written here; its layout is described there.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::{fs, path::Path};

/// The cells of a place's line, which has the most.
const WIDEST: usize = 8;

/// The blob, and Rust source that says where its parts begin.
pub struct Places {
    pub blob: Vec<u8>,
    pub source: String,
}

/// Texts with their lengths in front, each kept once.
#[derive(Default)]
struct Pool {
    bytes: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Pool {
    fn add(&mut self, text: &str) -> u32 {
        if let Some(at) = self.known.get(text) {
            return *at;
        }
        let at = self.bytes.len() as u32;
        let len = u16::try_from(text.len()).expect("a text of the places is shorter than 65,536 bytes");
        self.bytes.extend(len.to_le_bytes());
        self.bytes.extend(text.as_bytes());
        self.known.insert(text.to_string(), at);
        at
    }
}

/// Lays out the files of a folder, in the order of their names.
pub fn pack(folder: &Path) -> Places {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("src/data/places is there")
        .map(|entry| entry.expect("a folder can be read").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let mut pool = Pool::default();
    pool.add("");
    let (mut countries, mut regions, mut places) = (Vec::new(), Vec::new(), Vec::new());
    let (mut zones, mut zone_of): (Vec<u8>, HashMap<String, u16>) = (Vec::new(), HashMap::new());
    let (mut country_count, mut region_count, mut place_count) = (0u32, 0u32, 0u32);
    for file in &files {
        let text = fs::read_to_string(file).expect("a file of places is UTF-8");
        let mut own: HashMap<String, u16> = HashMap::new();
        let mut head: Vec<u32> = Vec::new();
        let first = place_count;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells: Vec<&str> = line.split('\t').collect();
            let kind = cells.remove(0);
            cells.resize(cells.len().max(WIDEST), ""); // empty cells at the end are not written
            match kind {
                "country" => head.extend(cells[..6].iter().map(|cell| pool.add(cell))),
                "letters" => head.push(pool.add(cells[0])),
                "postcodes" => head.extend([pool.add(cells[0]), pool.add(&shortened(cells[1]))]),
                "phones" => head.push(pool.add(&shortened(cells[0]))),
                "region" => {
                    own.insert(cells[0].to_string(), region_count as u16);
                    region_count += 1;
                    for text in [cells[1], cells[2], &shortened(cells[3]), &shortened(cells[4])] {
                        regions.extend(pool.add(text).to_le_bytes());
                    }
                }
                "place" => {
                    place_count += 1;
                    let next = zone_of.len() as u16;
                    let zone = *zone_of.entry(cells[5].to_string()).or_insert_with(|| {
                        zones.extend(pool.add(cells[5]).to_le_bytes());
                        next
                    });
                    let degrees = |cell: &str| {
                        let degrees: f64 = cell.parse().expect("a coordinate is a number");
                        ((degrees * 1e4).round() as i32).to_le_bytes()
                    };
                    for text in [cells[0], &shortened(cells[6]), &shortened(cells[7])] {
                        places.extend(&pool.add(text).to_le_bytes()[..3]);
                    }
                    places.extend(&degrees(cells[2])[..3]);
                    places.extend(&degrees(cells[3])[..3]);
                    places.extend(own[cells[1]].to_le_bytes());
                    places.extend(zone.to_le_bytes());
                    places.extend(cells[4].parse::<u32>().expect("people are counted").to_le_bytes());
                }
                other => panic!("{}: a line of places cannot be '{other}'", file.display()),
            }
        }
        assert_eq!(head.len(), 10, "{}: the lines about the country are incomplete", file.display());
        head.extend([first, place_count - first]);
        countries.extend(head.iter().flat_map(|word| word.to_le_bytes()));
        country_count += 1;
    }
    assert!(pool.bytes.len() < 1 << 24, "the places' texts are beyond 24 bits");
    let mut blob = pool.bytes;
    let mut source = String::new();
    for (name, count, part) in [
        ("COUNTRIES", country_count, countries),
        ("REGIONS", region_count, regions),
        ("ZONES", zone_of.len() as u32, zones),
        ("PLACES", place_count, places),
    ] {
        let _ = writeln!(source, "const {name}: (usize, u32) = ({}, {count});", blob.len());
        blob.extend(part);
    }
    Places { blob, source }
}

/// A list `10115,10117` as what all of its entries begin with, a bar and the rest: `101|15,17`.
fn shortened(list: &str) -> String {
    let entries: Vec<&str> = list.split(',').collect();
    let mut head = entries[0];
    for entry in &entries {
        let same = head.char_indices().zip(entry.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
        head = &head[..same.unwrap_or(head.len().min(entry.len()))];
    }
    if list.is_empty() {
        return String::new();
    }
    let rests: Vec<&str> = entries.iter().map(|entry| &entry[head.len()..]).collect();
    format!("{head}|{}", rests.join(","))
}
