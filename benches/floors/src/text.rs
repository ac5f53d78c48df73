//! What the floors write: words of tables, digits and literals, into plain memory.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::ptr;

/// wyrand: one multiplication a draw.
pub struct Random(pub u64);

impl Random {
    #[inline(always)]
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0xa076_1d64_78bd_642f);
        let wide = u128::from(self.0) * u128::from(self.0 ^ 0xe703_7ed1_a0b4_28db);
        (wide >> 64) as u64 ^ wide as u64
    }
}

/// A number below n from 16 of a draw's bits, so that one draw serves four picks. The bias, below n/65536, is
/// that of a floor.
#[inline(always)]
pub fn below16(bits: u64, n: usize) -> usize {
    ((bits & 0xffff) as usize * n) >> 16
}

/// A number below n, from 32 of a draw's bits.
#[inline(always)]
pub fn below32(bits: u64, n: u64) -> u64 {
    ((bits & 0xffff_ffff) * n) >> 32
}

/// A word of at most 15 bytes: copied whole, with one store, then only its length counts.
#[derive(Clone, Copy)]
#[repr(C, align(16))]
pub struct Word {
    bytes: [u8; 15],
    len: u8,
}

impl Word {
    pub fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; 15];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self { bytes, len: text.len() as u8 })
    }

    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

/// The most that one value or row takes, with what a last store writes beyond it.
pub const ROOM: usize = 256;

/// Where bytes go. Nothing is checked here: each value has `ROOM`.
#[derive(Clone, Copy)]
pub struct Pen(pub *mut u8);

impl Pen {
    #[inline(always)]
    pub fn word(&mut self, word: &Word) {
        // SAFETY: the caller gave the pen ROOM bytes, and a value and one word fit into them.
        unsafe {
            ptr::copy_nonoverlapping(ptr::from_ref(word).cast::<u8>(), self.0, 16);
            self.0 = self.0.add(usize::from(word.len));
        }
    }

    #[inline(always)]
    pub fn literal<const N: usize>(&mut self, text: &[u8; N]) {
        // SAFETY: as in `word`.
        unsafe {
            ptr::copy_nonoverlapping(text.as_ptr(), self.0, N);
            self.0 = self.0.add(N);
        }
    }

    /// The last `count` of the five digits of a number below 100,000.
    #[inline(always)]
    pub fn digits(&mut self, number: u32, count: usize) {
        let (high, low) = (number / 100, number % 100);
        let (top, middle) = (high / 100, high % 100);
        let mut all = [0; 8];
        all[0] = b'0' + top as u8;
        all[1..3].copy_from_slice(&PAIRS[middle as usize]);
        all[3..5].copy_from_slice(&PAIRS[low as usize]);
        let shifted = u64::from_le_bytes(all) >> (8 * (5 - count));
        self.literal(&shifted.to_le_bytes());
        // SAFETY: goes back to what counts of the eight bytes.
        self.0 = unsafe { self.0.sub(8 - count) };
    }

    #[inline(always)]
    pub fn pair(&mut self, number: usize) {
        self.literal(&PAIRS[number]);
    }
}

const fn pairs() -> [[u8; 2]; 100] {
    let mut pairs = [[0; 2]; 100];
    let mut i = 0;
    while i < 100 {
        pairs[i] = [b'0' + (i / 10) as u8, b'0' + (i % 10) as u8];
        i += 1;
    }
    pairs
}

static PAIRS: [[u8; 2]; 100] = pairs();

/// Eight bytes of hexadecimal digits from 32 bits: the nibbles spread out, then 0..9 and a..f told apart by a carry.
#[inline(always)]
fn hex(bits: u32) -> u64 {
    let mut spread = u64::from(bits);
    spread = (spread | spread << 16) & 0x0000_ffff_0000_ffff;
    spread = (spread | spread << 8) & 0x00ff_00ff_00ff_00ff;
    spread = (spread | spread << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    let letters = ((spread + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101;
    spread + 0x3030_3030_3030_3030 + letters * 0x27
}

/// Days of the records' dates: 2020-01-01 to 2024-12-31.
pub const DAYS: usize = 1827;

/// Year, month and day of each of them.
pub fn calendar() -> Vec<(i32, u8, u8)> {
    let mut days = Vec::with_capacity(DAYS);
    for year in 2020..2025 {
        let february = if year % 4 == 0 { 29 } else { 28 };
        for (month, length) in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
            days.extend((1..=length).map(|day| (year, month as u8 + 1, day)));
        }
    }
    days
}

/// The vocabulary, handed over once.
pub struct Tables {
    first: Vec<Word>,
    last: Vec<Word>,
    words: Vec<Word>,
    capitalized: Vec<Word>,
    street: Vec<Word>,
    city_prefix: Vec<Word>,
    city_suffix: Vec<Word>,
    state: Vec<Word>,
    /// What the e-mail forms pick from: each of their two parts is a table, so that no form needs a branch.
    local: [[Vec<Word>; 2]; 4],
    domain: Vec<Word>,
    /// The three company forms, as the tables of the four parts that follow the first name.
    company: [[Vec<Word>; 4]; 3],
    dates: Vec<Word>,
}

fn table(tables: &Bound<'_, PyDict>, name: &str) -> PyResult<Vec<Word>> {
    let words: Vec<String> = tables.as_any().get_item(name)?.extract()?;
    Ok(of(words.iter().map(String::as_str)))
}

/// The words that fit into a `Word` and are ASCII.
fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Word> {
    words.into_iter().filter(|word| word.is_ascii()).filter_map(Word::new).collect()
}

#[inline(always)]
fn pick(table: &[Word], bits: u64) -> &Word {
    // SAFETY: below16 is below the length; tables are not empty.
    unsafe { table.get_unchecked(below16(bits, table.len())) }
}

impl Tables {
    pub fn new(tables: &Bound<'_, PyDict>) -> PyResult<Self> {
        let (first, last) = (table(tables, "first")?, table(tables, "last")?);
        let text = |word: &Word| String::from_utf8_lossy(word.as_slice()).into_owned();
        let changed = |words: &[Word], change: fn(&str) -> String| -> Vec<Word> {
            words.iter().filter_map(|word| Word::new(&change(&text(word)))).collect()
        };
        let (small_first, small_last) = (changed(&first, str::to_lowercase), changed(&last, str::to_lowercase));
        let initials: Vec<Word> = (b'a'..=b'z').filter_map(|c| Word::new(&char::from(c).to_string())).collect();
        let numbers: Vec<Word> = (0..100).filter_map(|n| Word::new(&format!("{n:02}"))).collect();
        let words = table(tables, "words")?;
        let suffixes = table(tables, "company_suffix")?;
        let (nothing, join) = (of([""]), |text| of([text]));
        Ok(Self {
            local: [
                [small_first.clone(), small_last.clone()],
                [small_last.clone(), small_first.clone()],
                [small_first, numbers],
                [initials, small_last],
            ],
            domain: of(["@example.com", "@example.net", "@example.org"]),
            company: [
                [join(" "), suffixes, nothing.clone(), nothing.clone()],
                [join("-"), last.clone(), nothing.clone(), nothing],
                [join(", "), last.clone(), join(" and "), last.clone()],
            ],
            capitalized: changed(&words, |word| word[..1].to_uppercase() + &word[1..] + " "),
            words: changed(&words, |word| format!("{word} ")),
            street: table(tables, "street_suffix")?,
            city_prefix: changed(&table(tables, "city_prefix")?, |word| format!("{word} ")),
            city_suffix: table(tables, "city_suffix")?,
            state: table(tables, "state")?,
            dates: calendar().iter().filter_map(|(y, m, d)| Word::new(&format!("{y}-{m:02}-{d:02}"))).collect(),
            first,
            last,
        })
    }

    /// "Laura Smith"
    #[inline(always)]
    pub fn name(&self, random: &mut Random, pen: &mut Pen) {
        let bits = random.bits();
        pen.word(pick(&self.first, bits));
        pen.literal(b" ");
        pen.word(pick(&self.last, bits >> 16));
    }

    #[inline(always)]
    pub fn first_name(&self, random: &mut Random, pen: &mut Pen) {
        pen.word(pick(&self.first, random.bits()));
    }

    /// "laurasmith@example.org", "laura12@…", "lsmith@…"
    #[inline(always)]
    pub fn email(&self, random: &mut Random, pen: &mut Pen) {
        let bits = random.bits();
        let [head, tail] = &self.local[(bits >> 62) as usize];
        pen.word(pick(head, bits));
        pen.word(pick(tail, bits >> 16));
        pen.word(pick(&self.domain, (bits >> 32) & 0xffff));
    }

    /// "2b7bfc4c-8e0c-4f6b-9a7c-1c1f5a2d9f0e"
    #[inline(always)]
    pub fn uuid(&self, random: &mut Random, pen: &mut Pen) {
        let (high, low) = (random.bits(), random.bits());
        let low = low & !0xc | 0x8; // the variant is the lowest nibble, which is written first
        let [a, b, c, d] = [high, high >> 32, low, low >> 32].map(|bits| hex(bits as u32).to_le_bytes());
        pen.literal(&a);
        pen.literal(b"-");
        pen.literal(&[b[0], b[1], b[2], b[3]]);
        pen.literal(b"-4");
        pen.literal(&[b[5], b[6], b[7]]);
        pen.literal(b"-");
        pen.literal(&[c[0], c[1], c[2], c[3]]);
        pen.literal(b"-");
        pen.literal(&[c[4], c[5], c[6], c[7]]);
        pen.literal(&d);
    }

    /// "012 Laura Cove Apt. 123\nEast Davidview, MI 69155"
    #[inline(always)]
    pub fn address(&self, random: &mut Random, pen: &mut Pen) {
        let (bits, more) = (random.bits(), random.bits());
        pen.digits(below32(bits, 100_000) as u32, 3 + below16(bits >> 32, 3));
        pen.literal(b" ");
        let people = if bits >> 63 == 0 { &self.first } else { &self.last };
        pen.word(pick(people, more));
        pen.literal(b" ");
        pen.word(pick(&self.street, more >> 16));
        let flat = (bits >> 48) as usize & 0x3;
        if flat < 2 {
            pen.literal(if flat == 0 { b" Apt.  " } else { b" Suite " });
            pen.digits(below32(bits >> 24, 1000) as u32, 3);
        }
        pen.literal(b"\n");
        let form = (bits >> 50) & 0x3;
        let bits = random.bits();
        if form < 2 {
            pen.word(pick(&self.city_prefix, bits));
        }
        pen.word(pick(people, more >> 32));
        if form != 1 {
            pen.word(pick(&self.city_suffix, bits >> 16));
        }
        pen.literal(b", ");
        pen.word(pick(&self.state, more >> 48));
        pen.literal(b" ");
        pen.digits(below32(bits >> 32, 100_000) as u32, 5);
    }

    /// "Smith LLC", "Smith-Jones", "Smith, Jones and Brown"
    #[inline(always)]
    pub fn company(&self, random: &mut Random, pen: &mut Pen) {
        let bits = random.bits();
        let [a, b, c, d] = &self.company[below16(bits >> 48, 3)];
        pen.word(pick(&self.last, bits));
        pen.word(&a[0]);
        pen.word(pick(b, bits >> 16));
        pen.word(&c[0]);
        pen.word(pick(d, bits >> 32));
    }

    /// "Student fire also possible beat." of 4 to 8 words
    #[inline(always)]
    pub fn sentence(&self, random: &mut Random, pen: &mut Pen) {
        let bits = random.bits();
        pen.word(pick(&self.capitalized, bits));
        pen.word(pick(&self.words, bits >> 16));
        pen.word(pick(&self.words, bits >> 32));
        let more = random.bits();
        for i in 0..1 + below16(bits >> 48, 5) {
            pen.word(pick(&self.words, more >> (i * 12)));
        }
        // SAFETY: the last word ended in a space.
        pen.0 = unsafe { pen.0.sub(1) };
        pen.literal(b".");
    }

    #[inline(always)]
    fn row(&self, random: &mut Random, pen: &mut Pen, between: [&[u8]; 6]) {
        let put = |pen: &mut Pen, text: &[u8]| {
            // SAFETY: as in `Pen::word`.
            unsafe {
                ptr::copy_nonoverlapping(text.as_ptr(), pen.0, text.len());
                pen.0 = pen.0.add(text.len());
            }
        };
        put(pen, between[0]);
        self.uuid(random, pen);
        put(pen, between[1]);
        self.name(random, pen);
        put(pen, between[2]);
        self.email(random, pen);
        put(pen, between[3]);
        let bits = random.bits();
        pen.pair(18 + below16(bits, 48));
        put(pen, between[4]);
        pen.word(pick(&self.dates, bits >> 16));
        put(pen, between[5]);
    }

    /// id,name,email,age,joined
    #[inline(always)]
    pub fn csv(&self, random: &mut Random, pen: &mut Pen) {
        self.row(random, pen, [b"", b",", b",", b",", b",", b"\r\n"]);
    }

    #[inline(always)]
    pub fn json(&self, random: &mut Random, pen: &mut Pen) {
        let between: [&[u8]; 6] =
            [b"{\"id\":\"", b"\",\"name\":\"", b"\",\"email\":\"", b"\",\"age\":", b",\"joined\":\"", b"\"}\n"];
        self.row(random, pen, between);
    }
}
