//! What is known of all texts of a domain at once, to prove that no two ranks give the same text.

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bytes([u64; 4]);

impl Bytes {
    /// Every byte.
    pub const ALL: Self = Self([u64::MAX; 4]);

    /// The set of one byte.
    pub fn one(byte: u8) -> Self {
        let mut set = Self::default();
        set.insert(byte);
        set
    }

    /// The bytes of a text.
    pub fn of(text: &[u8]) -> Self {
        let mut set = Self::default();
        text.iter().for_each(|byte| set.insert(*byte));
        set
    }

    pub fn insert(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    pub fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a |= b);
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }
}

/// How many bytes at either end are looked at.
const SEEN: usize = 24;
/// The bytes whose number in a text is looked at: what stands between the parts of names, numbers and addresses.
const MARKS: &[u8] = b" -.,/@\n'()+:&#";
/// The most alternatives that are compared with each other.
pub const COMPARED: usize = 512;
/// A text may be as long as it likes.
const ANY: usize = usize::MAX;

/// What all texts of a domain have in common.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Whether every rank has a text of its own.
    pub exact: bool,
    /// Whether no text begins with another, so that what follows a text can be told from it.
    pub prefix_free: bool,
    /// Whether no text ends with another.
    pub suffix_free: bool,
    /// The fewest bytes of a text.
    pub min: usize,
    /// The most.
    pub max: usize,
    /// The bytes that occur at all.
    pub all: Bytes,
    /// The bytes that occur at each of the first places, which every text has.
    head: Vec<Bytes>,
    /// The same from the end.
    tail: Vec<Bytes>,
    /// The fewest and the most of each of `MARKS`.
    marks: [(usize, usize); MARKS.len()],
}

impl Shape {
    /// Nothing is known.
    pub fn unknown(exact: bool) -> Self {
        Self {
            exact,
            prefix_free: false,
            suffix_free: false,
            min: 0,
            max: ANY,
            all: Bytes::ALL,
            head: Vec::new(),
            tail: Vec::new(),
            marks: [(0, ANY); MARKS.len()],
        }
    }

    /// One text.
    pub fn text(text: &[u8]) -> Self {
        let marks = marks_of(text).map(|n| (n, n));
        Self {
            exact: true,
            prefix_free: true,
            suffix_free: true,
            min: text.len(),
            max: text.len(),
            all: Bytes::of(text),
            head: text.iter().take(SEEN).map(|byte| Bytes::one(*byte)).collect(),
            tail: text.iter().rev().take(SEEN).map(|byte| Bytes::one(*byte)).collect(),
            marks,
        }
    }

    /// Different texts.
    pub fn texts<'a>(texts: impl Iterator<Item = &'a [u8]> + Clone) -> Self {
        let mut all = texts.clone();
        let mut shape = Self::text(all.next().unwrap_or_default());
        all.for_each(|text| shape.join_text(text));
        (shape.prefix_free, shape.suffix_free) = (shape.min == shape.max, shape.min == shape.max);
        if shape.min != shape.max {
            let mut sorted: Vec<&[u8]> = texts.collect();
            sorted.sort_unstable();
            shape.prefix_free = !sorted.windows(2).any(|two| two[1].starts_with(two[0]));
            sorted.sort_unstable_by(|a, b| a.iter().rev().cmp(b.iter().rev()));
            shape.suffix_free = !sorted.windows(2).any(|two| two[1].ends_with(two[0]));
        }
        shape
    }

    /// Texts of so many bytes, each one of those that may stand at its place.
    pub fn places(places: &[Bytes]) -> Self {
        let mut all = Bytes::default();
        places.iter().for_each(|place| all.join(place));
        let marks = std::array::from_fn(|i| {
            let mark = Bytes::one(MARKS[i]);
            let can = places.iter().filter(|place| place.meets(&mark)).count();
            (places.iter().filter(|place| **place == mark).count(), can)
        });
        Self {
            exact: true,
            prefix_free: true,
            suffix_free: true,
            min: places.len(),
            max: places.len(),
            all,
            head: places.iter().take(SEEN).copied().collect(),
            tail: places.iter().rev().take(SEEN).copied().collect(),
            marks,
        }
    }

    /// Texts of `min` to `max` of these bytes.
    pub fn bounded(min: usize, max: usize, all: Bytes) -> Self {
        let mut shape = Self::places(&vec![all; min.min(SEEN)]);
        let free = min == max;
        (shape.min, shape.max, shape.prefix_free, shape.suffix_free) = (min, max, free, free);
        shape.marks.iter_mut().for_each(|(least, most)| {
            *least = 0;
            *most = if *most > 0 { max } else { 0 };
        });
        shape
    }

    /// Texts of several domains; whether the domains share none is for the caller to say.
    pub fn sum(shapes: &[&Self], exact: bool) -> Self {
        let mut sum = Self::joined(shapes.iter().map(|shape| (*shape).clone()), exact);
        // Texts that differ at a place from the front do not begin with each other.
        let differ = |end: fn(&Self) -> &Vec<Bytes>| {
            let pairs = |i: usize| shapes[..i].iter().all(|other| differ(end(shapes[i]), end(other)));
            shapes.len() <= COMPARED && (0..shapes.len()).all(pairs)
        };
        sum.prefix_free |= shapes.iter().all(|shape| shape.prefix_free) && differ(|shape| &shape.head);
        sum.suffix_free |= shapes.iter().all(|shape| shape.suffix_free) && differ(|shape| &shape.tail);
        sum
    }

    fn join_text(&mut self, text: &[u8]) {
        (self.min, self.max) = (self.min.min(text.len()), self.max.max(text.len()));
        text.iter().for_each(|byte| self.all.insert(*byte));
        self.head.truncate(text.len());
        self.head.iter_mut().zip(text).for_each(|(place, byte)| place.insert(*byte));
        self.tail.truncate(text.len());
        self.tail.iter_mut().zip(text.iter().rev()).for_each(|(place, byte)| place.insert(*byte));
        for ((least, most), n) in self.marks.iter_mut().zip(marks_of(text)) {
            (*least, *most) = ((*least).min(n), (*most).max(n));
        }
    }

    fn joined(shapes: impl Iterator<Item = Self>, exact: bool) -> Self {
        let joined = shapes.reduce(|mut a, b| {
            (a.min, a.max) = (a.min.min(b.min), a.max.max(b.max));
            a.all.join(&b.all);
            for (ours, theirs) in [(&mut a.head, &b.head), (&mut a.tail, &b.tail)] {
                ours.truncate(theirs.len());
                ours.iter_mut().zip(theirs).for_each(|(a, b)| a.join(b));
            }
            for (ours, theirs) in a.marks.iter_mut().zip(&b.marks) {
                *ours = (ours.0.min(theirs.0), ours.1.max(theirs.1));
            }
            a
        });
        let mut joined = joined.unwrap_or_else(|| Self::text(b""));
        joined.exact = exact;
        joined.prefix_free = joined.min == joined.max;
        joined.suffix_free = joined.min == joined.max;
        joined
    }

    /// Whether no text can be of both.
    pub fn apart(&self, other: &Self) -> bool {
        self.max < other.min
            || other.max < self.min
            || differ(&self.head, &other.head)
            || differ(&self.tail, &other.tail)
            || self.marks.iter().zip(&other.marks).any(|(a, b)| a.1 < b.0 || b.1 < a.0)
    }

    /// Texts of several domains one after the other.
    ///
    /// Exact if all parts are and the text can be taken apart: from the front as long as a part's end is known,
    /// because no text of it begins with another or because the next part begins with a byte that it does not have;
    /// from the back likewise; and what is left in between is one part.
    pub fn product(parts: &[&Self]) -> Self {
        let ends = |part: &Self, next: Option<&&Self>| {
            part.prefix_free || next.is_some_and(|next| next.head.first().is_some_and(|head| !head.meets(&part.all)))
        };
        let begins = |part: &Self, before: Option<&&Self>| {
            part.suffix_free || before.is_some_and(|b| b.tail.first().is_some_and(|tail| !tail.meets(&part.all)))
        };
        let (mut first, mut last) = (0, parts.len());
        while first < last && ends(parts[first], parts.get(first + 1)) {
            first += 1;
        }
        let from_front = first == parts.len();
        while first < last && begins(parts[last - 1], parts[..last - 1].last()) {
            last -= 1;
        }
        let from_back = (0..parts.len()).rev().all(|i| begins(parts[i], parts[..i].last()));

        let mut marks = [(0usize, 0usize); MARKS.len()];
        for part in parts {
            for (sum, mark) in marks.iter_mut().zip(&part.marks) {
                *sum = (sum.0.saturating_add(mark.0), sum.1.saturating_add(mark.1));
            }
        }
        let mut all = Bytes::default();
        parts.iter().for_each(|part| all.join(&part.all));
        let total = |size: fn(&Self) -> usize| parts.iter().fold(0usize, |sum, part| sum.saturating_add(size(part)));
        let (min, max) = (total(|part| part.min), total(|part| part.max));
        Self {
            exact: parts.iter().all(|part| part.exact) && last - first <= 1,
            prefix_free: min == max || from_front,
            suffix_free: min == max || from_back,
            min,
            max,
            all,
            head: edge(parts.iter().map(|part| (&part.head, part.min == part.max, part.max))),
            tail: edge(parts.iter().rev().map(|part| (&part.tail, part.min == part.max, part.max))),
            marks,
        }
    }
}

/// How many of each of `MARKS` a text has.
fn marks_of(text: &[u8]) -> [usize; MARKS.len()] {
    const NONE: usize = MARKS.len();
    const MARK: [usize; 256] = {
        let mut table = [NONE; 256];
        let mut i = 0;
        while i < NONE {
            table[MARKS[i] as usize] = i;
            i += 1;
        }
        table
    };
    let mut marks = [0; MARKS.len() + 1];
    text.iter().for_each(|byte| marks[MARK[usize::from(*byte)]] += 1);
    std::array::from_fn(|i| marks[i])
}

/// Whether there is a place with no byte in common.
fn differ(a: &[Bytes], b: &[Bytes]) -> bool {
    a.iter().zip(b).any(|(a, b)| !a.meets(b))
}

/// The bytes at the first places of parts one after the other: as far as each part is of one length.
fn edge<'a>(parts: impl Iterator<Item = (&'a Vec<Bytes>, bool, usize)>) -> Vec<Bytes> {
    let mut places: Vec<Bytes> = Vec::new();
    for (seen, fixed, len) in parts {
        places.extend(seen);
        if !fixed || seen.len() < len || places.len() >= SEEN {
            break;
        }
    }
    places.truncate(SEEN);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Shape {
        Shape::texts(texts.iter().map(|text| text.as_bytes()))
    }

    #[test]
    fn products_that_can_be_taken_apart() {
        let (first, last) = (texts(&["Ann", "Anna"]), texts(&["Lee", "Ma"]));
        let blank = Shape::text(b" ");
        assert!(!Shape::product(&[&first, &texts(&["a", "aa"])]).exact);
        assert!(Shape::product(&[&first, &blank, &last]).exact);
        assert!(!Shape::product(&[&texts(&["Ann", "Ann Mae"]), &blank, &texts(&["Lee", "Mae Lee"])]).exact);
        // The first names may have blanks when the last names have none.
        assert!(Shape::product(&[&texts(&["Ann", "Ann Mae"]), &blank, &last]).exact);
        assert!(Shape::product(&[&first, &last]).exact, "no last name ends with another");
    }

    #[test]
    fn sums_that_share_no_text() {
        let phone = |text: &[u8]| Shape::text(text);
        assert!(phone(b"+1-5").apart(&phone(b"001-5")));
        assert!(phone(b"01-5").apart(&phone(b"02-5")));
        assert!(texts(&["a b", "c d"]).apart(&texts(&["ab", "a.b"])));
        assert!(!texts(&["a", "b"]).apart(&texts(&["b", "c"])));
        assert!(Shape::places(&[Bytes::of(b"12")]).apart(&Shape::places(&[Bytes::of(b"34")])));
    }
}
