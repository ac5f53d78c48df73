//! Columns of values, and how they become Arrow arrays that somebody else owns.

use crate::abi::{ArrowArray, ArrowSchema, Column};
use std::any::Any;
use std::ffi::{c_void, CStr};

/// A column of values of one type.
pub trait Values: Send + 'static {
    /// The type, as Python calls it.
    const TYPE: &'static str;
    /// Whether values may be missing.
    const NULLABLE: bool = false;

    /// How many values.
    fn count(&self) -> usize;

    /// The buffers of the Arrow array.
    #[doc(hidden)]
    fn buffers(self) -> Buffers;
}

/// Several columns that one function makes: a tuple of up to six.
pub trait Columns: Send + 'static {
    /// Type and whether values may be missing, for each.
    fn types() -> Vec<(&'static str, bool)>;

    /// The columns, or what is wrong with one: its place and how many values it has.
    #[doc(hidden)]
    fn export(self, n: usize) -> Result<Vec<Column>, (usize, usize)>;
}

/// What an Arrow array is made of.
#[doc(hidden)]
#[derive(Debug)]
pub struct Buffers {
    format: &'static CStr,
    len: usize,
    /// One bit for each value that is there.
    valid: Option<Vec<u8>>,
    nulls: usize,
    /// The buffers behind the bits of validity, each with the address of its first byte.
    others: Vec<(*const c_void, Box<dyn Any + Send>)>,
}

impl Buffers {
    fn new(format: &'static CStr, len: usize) -> Self {
        Self { format, len, valid: None, nulls: 0, others: Vec::new() }
    }

    fn with<T: Send + 'static>(mut self, values: Vec<T>) -> Self {
        // The elements of a vector stay where they are when the vector itself moves.
        self.others.push((values.as_ptr().cast(), Box::new(values)));
        self
    }
}

macro_rules! plain {
    ($($native:ty, $name:literal, $format:literal);*) => {$(
        impl Values for Vec<$native> {
            const TYPE: &'static str = $name;

            fn count(&self) -> usize {
                self.len()
            }

            fn buffers(self) -> Buffers {
                Buffers::new($format, self.len()).with(self)
            }
        }
    )*};
}
plain!(i64, "int", c"l"; f64, "float", c"g");

/// Bits, the lowest first.
fn bits(values: &[bool]) -> Vec<u8> {
    values.chunks(8).map(|eight| eight.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit))).collect()
}

impl Values for Vec<bool> {
    const TYPE: &'static str = "bool";

    fn count(&self) -> usize {
        self.len()
    }

    fn buffers(self) -> Buffers {
        Buffers::new(c"b", self.len()).with(bits(&self))
    }
}

/// Texts, one after another in one buffer: appending allocates nothing per text.
///
/// ```
/// # use forgery_provider::Strings;
/// use std::fmt::Write as _;
///
/// let mut texts = Strings::with_capacity(2, 8);
/// texts.push("one");
/// // Or piece by piece:
/// write!(texts, "{:03}", 7).unwrap();
/// texts.end();
/// texts.push_part("no. ");
/// texts.push_number(42, 4);
/// texts.end();
/// assert_eq!(texts.iter().collect::<Vec<_>>(), ["one", "007", "no. 0042"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// No texts, and room for some of about a length.
    pub fn with_capacity(count: usize, length: usize) -> Self {
        Self { text: String::with_capacity(count * length), ends: Vec::with_capacity(count) }
    }

    /// Appends a text.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.end();
    }

    /// Appends a character to the text that is being written.
    #[inline]
    pub fn push_char(&mut self, c: char) {
        self.text.push(c);
    }

    /// Appends a part to the text that is being written.
    #[inline]
    pub fn push_part(&mut self, part: &str) {
        self.text.push_str(part);
    }

    /// Appends a number to the text that is being written, with zeros before it up to a width.
    #[inline]
    pub fn push_number(&mut self, mut number: u64, width: usize) {
        let mut digits = [b'0'; 20];
        let mut first = digits.len();
        while number > 0 {
            first -= 1;
            digits[first] = b'0' + (number % 10) as u8;
            number /= 10;
        }
        let first = first.min(digits.len() - width.clamp(1, digits.len()));
        digits[first..].iter().for_each(|digit| self.text.push(char::from(*digit)));
    }

    /// Ends the text that is being written.
    #[inline]
    pub fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    /// The texts.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }
}

impl std::fmt::Write for Strings {
    fn write_str(&mut self, part: &str) -> std::fmt::Result {
        self.text.push_str(part);
        Ok(())
    }
}

impl<T: AsRef<str>> FromIterator<T> for Strings {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut all = Self::default();
        texts.into_iter().for_each(|text| all.push(text.as_ref()));
        all
    }
}

impl Values for Strings {
    const TYPE: &'static str = "str";

    fn count(&self) -> usize {
        self.ends.len()
    }

    fn buffers(self) -> Buffers {
        let len = self.ends.len();
        let offsets: Vec<i64> = std::iter::once(0).chain(self.ends.iter().map(|end| *end as i64)).collect();
        if self.text.len() <= i32::MAX as usize {
            let short: Vec<i32> = offsets.iter().map(|offset| *offset as i32).collect();
            return Buffers::new(c"u", len).with(short).with(self.text.into_bytes());
        }
        Buffers::new(c"U", len).with(offsets).with(self.text.into_bytes())
    }
}

/// Days since 1970-01-01.
#[derive(Clone, Debug, Default)]
pub struct Dates(pub Vec<i32>);

impl Values for Dates {
    const TYPE: &'static str = "datetime.date";

    fn count(&self) -> usize {
        self.0.len()
    }

    fn buffers(self) -> Buffers {
        Buffers::new(c"tdD", self.0.len()).with(self.0)
    }
}

/// Microseconds since 1970-01-01T00:00:00.
#[derive(Clone, Debug, Default)]
pub struct Times(pub Vec<i64>);

impl Values for Times {
    const TYPE: &'static str = "datetime.datetime";

    fn count(&self) -> usize {
        self.0.len()
    }

    fn buffers(self) -> Buffers {
        Buffers::new(c"tsu:", self.0.len()).with(self.0)
    }
}

/// Values some of which are missing; what stands in their places means nothing.
#[derive(Clone, Debug, Default)]
pub struct Nullable<V> {
    /// A value for each row.
    pub values: V,
    /// Whether each is there.
    pub valid: Vec<bool>,
}

impl<V: Values> Values for Nullable<V> {
    const TYPE: &'static str = V::TYPE;
    const NULLABLE: bool = true;

    fn count(&self) -> usize {
        // Fewer flags than values would leave some unsaid.
        self.values.count().min(self.valid.len())
    }

    fn buffers(self) -> Buffers {
        let mut buffers = self.values.buffers();
        buffers.nulls = self.valid.iter().filter(|there| !**there).count();
        buffers.valid = Some(bits(&self.valid));
        buffers
    }
}

/// What an exported array owns.
struct Owned {
    pointers: Vec<*const c_void>,
    _valid: Option<Vec<u8>>,
    _others: Vec<Box<dyn Any + Send>>,
}

/// SAFETY: `array` was made by `exported`, and is released once.
unsafe extern "C" fn release_array(array: *mut ArrowArray) {
    // SAFETY: `private_data` is the box that `exported` gave away; nobody reads the buffers any more.
    unsafe {
        drop(Box::from_raw((*array).private_data.cast::<Owned>()));
        (*array).release = None;
    }
}

/// SAFETY: `schema` was made by `exported`; it owns nothing.
unsafe extern "C" fn release_schema(schema: *mut ArrowSchema) {
    // SAFETY: the caller's.
    unsafe { (*schema).release = None };
}

/// The column of a function's values.
pub(crate) fn exported(buffers: Buffers) -> Column {
    let (addresses, others): (Vec<_>, Vec<_>) = buffers.others.into_iter().unzip();
    let first = buffers.valid.as_ref().map_or(std::ptr::null(), |bits| bits.as_ptr().cast());
    let pointers: Vec<*const c_void> = std::iter::once(first).chain(addresses).collect();
    let mut owned = Box::new(Owned { pointers, _valid: buffers.valid, _others: others });
    let mut column = Column::empty();
    column.schema.format = buffers.format.as_ptr();
    column.schema.name = c"".as_ptr();
    // The flag of the Arrow C data interface for values that may be null.
    column.schema.flags = 2;
    column.schema.release = Some(release_schema);
    column.array.length = buffers.len as i64;
    column.array.null_count = buffers.nulls as i64;
    column.array.n_buffers = owned.pointers.len() as i64;
    column.array.buffers = owned.pointers.as_mut_ptr();
    column.array.release = Some(release_array);
    column.array.private_data = Box::into_raw(owned).cast();
    column
}

/// One column, or how many values it has.
fn one<V: Values>(values: V, n: usize) -> Result<Column, usize> {
    match values.count() {
        count if count == n => Ok(exported(values.buffers())),
        count => Err(count),
    }
}

impl<V: Values> Columns for V {
    fn types() -> Vec<(&'static str, bool)> {
        vec![(V::TYPE, V::NULLABLE)]
    }

    fn export(self, n: usize) -> Result<Vec<Column>, (usize, usize)> {
        Ok(vec![one(self, n).map_err(|count| (0, count))?])
    }
}

macro_rules! tuples {
    ($(($($name:ident $place:tt),*));*) => {$(
        impl<$($name: Values),*> Columns for ($($name,)*) {
            fn types() -> Vec<(&'static str, bool)> {
                vec![$(($name::TYPE, $name::NULLABLE)),*]
            }

            fn export(self, n: usize) -> Result<Vec<Column>, (usize, usize)> {
                $(
                    let count = self.$place.count();
                    if count != n {
                        return Err(($place, count));
                    }
                )*
                Ok(vec![$(exported(self.$place.buffers())),*])
            }
        }
    )*};
}
tuples!(
    (A 0, B 1); (A 0, B 1, C 2); (A 0, B 1, C 2, D 3); (A 0, B 1, C 2, D 3, E 4); (A 0, B 1, C 2, D 3, E 4, F 5)
);
