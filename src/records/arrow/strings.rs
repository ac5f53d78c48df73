//! Texts as Arrow arrays: in every layout that Arrow has for them.

use crate::error::{Error, Result};
use crate::locale::Table;
use crate::providers::Value;
use crate::records::column::{append_uuid, Data, Texts};
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Int16Type, Int32Type, Int64Type, Int8Type, UInt16Type, UInt32Type,
    UInt64Type, UInt8Type,
};
use arrow_array::{ArrayRef, DictionaryArray, LargeStringArray, PrimitiveArray, StringArray, StringViewArray};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_data::{ByteView, MAX_INLINE_VIEW_LEN};
use arrow_schema::DataType;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// How a column's texts are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strings {
    /// `string`: all bytes in a row, and 32-bit offsets.
    #[default]
    Plain,
    /// `large_string`: the same with 64-bit offsets.
    Large,
    /// `string_view`: 16 bytes a value, which hold short texts themselves. Polars keeps its strings so.
    View,
    /// `dictionary<int32, string>` for columns that pick from a table or a list of texts; `string` for others.
    Dictionary,
}

impl Strings {
    /// The layout of that name.
    ///
    /// # Errors
    /// [`Error::Value`] with the names that there are.
    pub fn named(name: &str) -> Result<Self> {
        Ok(match name {
            "string" => Self::Plain,
            "large_string" => Self::Large,
            "string_view" => Self::View,
            "dictionary" => Self::Dictionary,
            other => {
                return Err(Error::Value(format!(
                    "strings: '{other}' is no layout of texts; there are 'string', 'large_string', 'string_view' and \
                     'dictionary'"
                )));
            }
        })
    }

    /// The type of a column whose own is `own`.
    #[must_use]
    pub fn of(self, own: DataType, data: &Data) -> DataType {
        let asked = match self {
            Self::Plain => return own,
            Self::Large => DataType::LargeUtf8,
            Self::View => DataType::Utf8View,
            Self::Dictionary if entries(data).is_none() => return own,
            Self::Dictionary => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        };
        honoured(own, data, &asked)
    }
}

/// The type that somebody asks for if a column can have it, and otherwise its own.
///
/// Texts can have any layout of texts. A dictionary's keys must be as wide as the entries are many, which is known for
/// picks; other texts take 32 bits, which no batch exceeds.
pub fn honoured(own: DataType, data: &Data, asked: &DataType) -> DataType {
    let text = |kind: &DataType| matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    let can = text(&own)
        && match asked {
            DataType::Dictionary(key, value) => {
                text(value) && most(key).is_some_and(|most| entries(data).unwrap_or(u32::MAX as usize >> 1) <= most)
            }
            asked => text(asked),
        };
    if can {
        asked.clone()
    } else {
        own
    }
}

/// How many entries keys of a type can tell apart.
fn most(key: &DataType) -> Option<usize> {
    Some(match key {
        DataType::Int8 => 1 << 7,
        DataType::UInt8 => 1 << 8,
        DataType::Int16 => 1 << 15,
        DataType::UInt16 => 1 << 16,
        DataType::Int32 | DataType::UInt32 | DataType::Int64 | DataType::UInt64 => u32::MAX as usize >> 1,
        _ => return None,
    })
}

/// The number of entries that a column picks from, if it does.
fn entries(data: &Data) -> Option<usize> {
    match data {
        Data::Codes(table, _) => Some(table.len()),
        Data::Choice(values, _) => Some(values.len()),
        _ => None,
    }
}

/// The entries that a column picks from, each once, and for each code the place of its text; `None` for a missing value.
#[derive(Debug)]
struct Entries {
    texts: Texts,
    /// `None` if the places are the codes.
    places: Option<Vec<Option<u32>>>,
    values: OnceLock<ArrayRef>,
}

impl Entries {
    fn new<'a>(all: impl ExactSizeIterator<Item = Option<&'a [u8]>>) -> Self {
        let mut texts = Texts::default();
        let mut known = FxHashMap::default();
        let mut places = Vec::with_capacity(all.len());
        for text in all {
            places.push(text.map(|text| {
                *known.entry(text).or_insert_with(|| {
                    texts.bytes.extend_from_slice(text);
                    texts.end();
                    texts.ends.len() as u32 - 1
                })
            }));
        }
        let same = places.iter().enumerate().all(|(code, place)| *place == Some(code as u32));
        Self { texts, places: (!same).then_some(places), values: OnceLock::new() }
    }

    fn of_table(table: Table) -> Self {
        Self::new((0..table.len()).map(|i| Some(table.get(i))))
    }

    fn of_values(values: &[Value]) -> Self {
        Self::new(values.iter().map(text))
    }

    /// The places of codes, and which values are there.
    fn places(&self, codes: Vec<u32>, nulls: Option<NullBuffer>) -> (Vec<u32>, Option<NullBuffer>) {
        let Some(places) = &self.places else { return (codes, nulls) };
        let missing = places.contains(&None).then(|| {
            NullBuffer::from(BooleanBuffer::collect_bool(codes.len(), |i| places[codes[i] as usize].is_some()))
        });
        let codes = codes.into_iter().map(|code| places[code as usize].unwrap_or_default()).collect();
        (codes, NullBuffer::union(nulls.as_ref(), missing.as_ref()))
    }

    /// The entries as an array, the same for all batches.
    fn values(&self, kind: &DataType) -> Result<ArrayRef> {
        if let Some(values) = self.values.get() {
            return Ok(values.clone());
        }
        let made = laid_out(self.texts.clone(), None, kind)?;
        Ok(self.values.get_or_init(|| made).clone())
    }
}

/// Makes an array of views of texts in a buffer. The views are right; whether the texts are UTF-8 may be looked at.
pub type MakeViews = fn(Vec<u128>, Buffer, Option<NullBuffer>) -> Result<ArrayRef>;

/// What the batches of a column share.
#[derive(Debug)]
pub struct Shared {
    /// What it picks from, if it does.
    entries: OnceLock<Entries>,
    /// How views become an array.
    views: MakeViews,
}

impl Default for Shared {
    fn default() -> Self {
        Self::new(checked_views)
    }
}

impl Shared {
    /// Nothing so far.
    pub fn new(views: MakeViews) -> Self {
        Self { entries: OnceLock::new(), views }
    }
}

/// The text of a value, if it has one.
fn text(value: &Value) -> Option<&[u8]> {
    match value {
        Value::Str(text) | Value::Big(text) | Value::Decimal(text) => Some(text.as_bytes()),
        _ => None,
    }
}

/// The array of a column of texts. The entries of picks are made once and kept.
///
/// # Errors
/// If the texts are too long for one array.
pub fn array(data: Data, nulls: Option<NullBuffer>, kind: &DataType, shared: &Shared) -> Result<ArrayRef> {
    let (entries, codes) = match data {
        Data::Codes(table, codes) => (shared.entries.get_or_init(|| Entries::of_table(table)), codes),
        Data::Choice(values, codes) => (shared.entries.get_or_init(|| Entries::of_values(&values)), codes),
        other => {
            let (texts, nulls) = texts(other, nulls);
            return match kind {
                DataType::Dictionary(key, value) => {
                    let made = Entries::new(texts.iter().map(Some).collect::<Vec<_>>().into_iter());
                    let codes = (0..texts.ends.len() as u32).collect();
                    dictionary(&made, codes, nulls, key, value)
                }
                DataType::Utf8View => (shared.views)(views(&texts)?, Buffer::from_vec(texts.bytes), nulls),
                kind => laid_out(texts, nulls, kind),
            };
        }
    };
    match kind {
        DataType::Dictionary(key, value) => dictionary(entries, codes, nulls, key, value),
        DataType::Utf8View => {
            let (places, nulls) = entries.places(codes, nulls);
            let all = views(&entries.texts)?;
            // A column may be all null, without any entry.
            let chosen = places.iter().map(|place| all.get(*place as usize).copied().unwrap_or_default());
            (shared.views)(chosen.collect(), Buffer::from(entries.texts.bytes.as_slice()), nulls)
        }
        kind => {
            let (places, nulls) = entries.places(codes, nulls);
            laid_out(gathered(&entries.texts, &places), nulls, kind)
        }
    }
}

/// The texts of entries, one after another.
fn gathered(entries: &Texts, places: &[u32]) -> Texts {
    let n = entries.ends.len();
    let lengths = |place: &u32| if (*place as usize) < n { entries.get(*place as usize).len() } else { 0 };
    let mut texts = Texts { bytes: Vec::with_capacity(places.iter().map(lengths).sum()), ends: Vec::new() };
    texts.ends.reserve(places.len());
    for place in places {
        if (*place as usize) < n {
            texts.bytes.extend_from_slice(entries.get(*place as usize));
        }
        texts.end();
    }
    texts
}

/// Texts that are no picks, and which of them are there.
fn texts(data: Data, nulls: Option<NullBuffer>) -> (Texts, Option<NullBuffer>) {
    match data {
        Data::Str(texts) => (texts, nulls),
        Data::Uuid(ids) => {
            let mut texts = Texts { bytes: Vec::with_capacity(ids.len() * 36), ends: Vec::with_capacity(ids.len()) };
            for id in ids {
                append_uuid(id, &mut texts.bytes);
                texts.end();
            }
            (texts, nulls)
        }
        data => {
            let mut texts = Texts::default();
            let mut there = Vec::with_capacity(data.len());
            for i in 0..data.len() {
                let value = data.value(i);
                let found = text(&value).filter(|_| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(i)));
                there.push(found.is_some());
                texts.bytes.extend_from_slice(found.unwrap_or_default());
                texts.end();
            }
            (texts, Some(NullBuffer::from(there)).filter(|nulls| nulls.null_count() > 0))
        }
    }
}

fn dictionary(
    entries: &Entries,
    codes: Vec<u32>,
    nulls: Option<NullBuffer>,
    key: &DataType,
    value: &DataType,
) -> Result<ArrayRef> {
    fn keys<K: ArrowDictionaryKeyType>(
        places: Vec<u32>,
        nulls: Option<NullBuffer>,
        values: ArrayRef,
    ) -> Result<ArrayRef> {
        type Native<K> = <K as ArrowPrimitiveType>::Native;
        let n = places.len();
        let places: ScalarBuffer<Native<K>> = if size_of::<Native<K>>() == size_of::<u32>() {
            ScalarBuffer::new(Buffer::from_vec(places), 0, n)
        } else {
            places.into_iter().map(|place| Native::<K>::usize_as(place as usize)).collect()
        };
        let made = DictionaryArray::<K>::try_new(PrimitiveArray::new(places, nulls), values);
        Ok(Arc::new(made.map_err(|e| Error::Value(e.to_string()))?))
    }
    let values = entries.values(value)?;
    let (places, nulls) = entries.places(codes, nulls);
    match key {
        DataType::Int8 => keys::<Int8Type>(places, nulls, values),
        DataType::Int16 => keys::<Int16Type>(places, nulls, values),
        DataType::Int64 => keys::<Int64Type>(places, nulls, values),
        DataType::UInt8 => keys::<UInt8Type>(places, nulls, values),
        DataType::UInt16 => keys::<UInt16Type>(places, nulls, values),
        DataType::UInt32 => keys::<UInt32Type>(places, nulls, values),
        DataType::UInt64 => keys::<UInt64Type>(places, nulls, values),
        _ => keys::<Int32Type>(places, nulls, values),
    }
}

fn too_long() -> Error {
    Error::value("a batch's column is longer than 2 GiB: ask for smaller batches")
}

/// The offsets and bytes of texts.
///
/// # Errors
/// If they are too long.
pub fn offsets(texts: Texts) -> Result<(OffsetBuffer<i32>, Buffer)> {
    if i32::try_from(texts.bytes.len()).is_err() {
        return Err(too_long());
    }
    let mut offsets = Vec::with_capacity(texts.ends.len() + 1);
    offsets.push(0);
    offsets.extend(texts.ends.iter().map(|end| *end as i32));
    Ok((OffsetBuffer::new(ScalarBuffer::from(offsets)), Buffer::from_vec(texts.bytes)))
}

fn laid_out(texts: Texts, nulls: Option<NullBuffer>, kind: &DataType) -> Result<ArrayRef> {
    let made: std::result::Result<ArrayRef, _> = match kind {
        DataType::Utf8View => {
            return checked_views(views(&texts)?, Buffer::from_vec(texts.bytes), nulls);
        }
        DataType::LargeUtf8 => {
            let offsets = std::iter::once(0).chain(texts.ends.iter().map(|end| *end as i64));
            let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets.collect::<Vec<_>>()));
            LargeStringArray::try_new(offsets, Buffer::from_vec(texts.bytes), nulls).map(|a| Arc::new(a) as ArrayRef)
        }
        _ => {
            let (offsets, bytes) = offsets(texts)?;
            StringArray::try_new(offsets, bytes, nulls).map(|a| Arc::new(a) as ArrayRef)
        }
    };
    made.map_err(|e| Error::Value(e.to_string()))
}

/// An array of views, of which every text is looked at.
///
/// # Errors
/// If one is not UTF-8.
pub fn checked_views(views: Vec<u128>, bytes: Buffer, nulls: Option<NullBuffer>) -> Result<ArrayRef> {
    let made = StringViewArray::try_new(views.into(), vec![bytes], nulls);
    Ok(Arc::new(made.map_err(|e| Error::Value(e.to_string()))?))
}

/// The views of texts, whose bytes are buffer 0.
fn views(texts: &Texts) -> Result<Vec<u128>> {
    if i32::try_from(texts.bytes.len()).is_err() {
        return Err(too_long());
    }
    let view = |(start, end): (usize, usize)| {
        let length = (end - start) as u32;
        if length > MAX_INLINE_VIEW_LEN {
            return ByteView::new(length, &texts.bytes[start..start + 4]).with_offset(start as u32).as_u128();
        }
        let text = match texts.bytes[start..].first_chunk::<16>() {
            // The text and what follows it, which is cut off.
            Some(bytes) => u128::from_le_bytes(*bytes) & ((1 << (8 * length)) - 1),
            None => texts.bytes[start..end].iter().rev().fold(0, |text, byte| text << 8 | u128::from(*byte)),
        };
        text << 32 | u128::from(length)
    };
    let starts = std::iter::once(0).chain(texts.ends.iter().copied());
    Ok(starts.zip(texts.ends.iter().copied()).map(view).collect())
}
