//! What a function is called with.

use crate::abi;
use crate::declare::Param;
use crate::stream::Stream;
use crate::Result;
use std::ops::Range;

/// Rows that a function makes values for.
#[derive(Debug)]
pub struct Batch<'a> {
    pub(crate) request: &'a abi::Request,
    pub(crate) arguments: Arguments<'a>,
    pub(crate) locale: String,
    pub(crate) label: String,
}

impl Batch<'_> {
    /// How many values to make.
    pub fn len(&self) -> usize {
        self.request.rows as usize
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.request.rows == 0
    }

    /// The numbers of the rows; the last may be beyond the end of the table.
    pub fn rows(&self) -> Range<u64> {
        self.request.first..self.request.first.saturating_add(self.request.rows)
    }

    /// The locale of the values: `de_DE`.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// What stands before the colon in `buyer:geo.city`; empty without one.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The moment from which relative dates count, in microseconds since 1970.
    pub fn now(&self) -> i64 {
        self.request.now
    }

    /// 32 bytes for a generator of your own.
    pub fn seed(&self) -> [u8; 32] {
        self.request.seed
    }

    /// Random numbers: the same ones each time it is asked for.
    pub fn stream(&self) -> Stream {
        Stream::new(self.request.seed)
    }

    /// The arguments.
    pub fn arguments(&self) -> Arguments<'_> {
        self.arguments
    }

    /// Another field's values in these rows, where they are text: `name`, `person.email`, `geo.latitude`.
    ///
    /// An attribute of an entity is what the table's column of it has in the row; `label` tells several apart, and is the batch's
    /// own if it is empty.
    ///
    /// # Errors
    /// If there is no such field, it cannot be made, or its values are no text.
    pub fn draw_text(&self, name: &str, label: &str) -> Result<Vec<Option<String>>> {
        let drawn = self.draw(name, label)?;
        drawn.texts().ok_or_else(|| format!("'{name}' has no values of text").into())
    }

    /// As [`Batch::draw_text`], for numbers; integers become floats.
    ///
    /// # Errors
    /// If there is no such field, it cannot be made, or its values are no numbers.
    pub fn draw_numbers(&self, name: &str, label: &str) -> Result<Vec<Option<f64>>> {
        let drawn = self.draw(name, label)?;
        drawn.numbers().ok_or_else(|| format!("'{name}' has no values that are numbers").into())
    }

    fn draw(&self, name: &str, label: &str) -> Result<Drawn> {
        if self.request.host.is_null() {
            return Err("other fields can be drawn only where forgery calls".into());
        }
        let (mut column, mut message) = (abi::Column::empty(), abi::Message::empty());
        // SAFETY: forgery's own struct lives during the call; the texts and what is written to do too.
        let status = unsafe {
            let host = &*self.request.host;
            let (name, label) = (abi::Text::of(name), abi::Text::of(label));
            (host.draw)(host.context, name, label, &raw mut column, &raw mut message)
        };
        let drawn = Drawn(column);
        // SAFETY: the message is empty or was written by forgery.
        let text = unsafe { message.take() };
        if status == 0 {
            Ok(drawn)
        } else {
            Err(text.into())
        }
    }
}

/// A column of forgery's; released at the end.
struct Drawn(abi::Column);

impl Drop for Drawn {
    fn drop(&mut self) {
        // SAFETY: a struct that is not released has its owner's function for that.
        unsafe {
            if let Some(release) = self.0.schema.release {
                release(&raw mut self.0.schema);
            }
            if let Some(release) = self.0.array.release {
                release(&raw mut self.0.array);
            }
        }
    }
}

impl Drawn {
    fn format(&self) -> &[u8] {
        if self.0.schema.format.is_null() {
            return b"";
        }
        // SAFETY: the format is a C string that lives as long as the schema.
        unsafe { std::ffi::CStr::from_ptr(self.0.schema.format) }.to_bytes()
    }

    /// The first value of a buffer, and how many there are with the offset.
    ///
    /// SAFETY: the buffer holds values of that type.
    unsafe fn buffer<T>(&self, at: usize, n: usize) -> &[T] {
        // SAFETY: an array of the C data interface has its buffers; an empty one may be null.
        unsafe {
            let data = *self.0.array.buffers.add(at);
            if data.is_null() {
                return &[];
            }
            std::slice::from_raw_parts(data.cast(), n)
        }
    }

    fn each<T>(&self, value: impl Fn(usize) -> T) -> Vec<Option<T>> {
        let (offset, n) = (self.0.array.offset as usize, self.0.array.length as usize);
        // SAFETY: the first buffer has a bit for each value.
        let valid: &[u8] = unsafe { self.buffer(0, (offset + n).div_ceil(8)) };
        let there = |i: usize| valid.is_empty() || valid[i / 8] >> (i % 8) & 1 == 1;
        (offset..offset + n).map(|i| there(i).then(|| value(i))).collect()
    }

    fn texts(&self) -> Option<Vec<Option<String>>> {
        if self.format() != b"u" {
            return None;
        }
        let n = (self.0.array.offset + self.0.array.length) as usize;
        // SAFETY: an array of text has offsets, one more than values, and the bytes up to the last.
        let (ends, bytes) = unsafe {
            let ends: &[i32] = self.buffer(1, n + 1);
            let last = ends.last().copied().unwrap_or_default();
            (ends, self.buffer::<u8>(2, last as usize))
        };
        Some(self.each(|i| String::from_utf8_lossy(&bytes[ends[i] as usize..ends[i + 1] as usize]).into_owned()))
    }

    fn numbers(&self) -> Option<Vec<Option<f64>>> {
        let n = (self.0.array.offset + self.0.array.length) as usize;
        match self.format() {
            b"l" => {
                // SAFETY: the format is that of 64-bit integers.
                let values: &[i64] = unsafe { self.buffer(1, n) };
                Some(self.each(|i| values[i] as f64))
            }
            b"g" => {
                // SAFETY: the format is that of 64-bit floats.
                let values: &[f64] = unsafe { self.buffer(1, n) };
                Some(self.each(|i| values[i]))
            }
            _ => None,
        }
    }
}

/// The arguments of a call, by the names of the parameters. forgery has checked their types.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a> {
    pub(crate) params: &'a [Param],
    pub(crate) given: &'a [abi::Argument],
}

impl Arguments<'_> {
    fn get(&self, name: &str, kind: u32) -> Result<Option<&abi::Argument>> {
        let at = self.params.iter().position(|param| param.name == name);
        let argument = at.and_then(|at| self.given.get(at)).ok_or_else(|| format!("there is no parameter '{name}'"))?;
        match argument.kind {
            abi::NONE => Ok(None),
            found if found == kind => Ok(Some(argument)),
            _ => Err(format!("parameter '{name}' is of another type").into()),
        }
    }

    fn must<T>(name: &str, value: Result<Option<T>>) -> Result<T> {
        value?.ok_or_else(|| format!("'{name}' must be given").into())
    }

    /// An integer.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn int(&self, name: &str) -> Result<i64> {
        Self::must(name, self.opt_int(name))
    }

    /// An integer that may be `None`.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn opt_int(&self, name: &str) -> Result<Option<i64>> {
        Ok(self.get(name, abi::INT)?.map(|argument| argument.int))
    }

    /// A float.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn float(&self, name: &str) -> Result<f64> {
        Self::must(name, self.opt_float(name))
    }

    /// A float that may be `None`.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn opt_float(&self, name: &str) -> Result<Option<f64>> {
        Ok(self.get(name, abi::FLOAT)?.map(|argument| argument.float))
    }

    /// A truth value.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn bool(&self, name: &str) -> Result<bool> {
        Self::must(name, Ok(self.get(name, abi::BOOL)?.map(|argument| argument.int != 0)))
    }

    /// A string.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn str(&self, name: &str) -> Result<&str> {
        Self::must(name, self.opt_str(name))
    }

    /// A string that may be `None`.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn opt_str(&self, name: &str) -> Result<Option<&str>> {
        let Some(argument) = self.get(name, abi::STR)? else { return Ok(None) };
        if argument.text.len == 0 {
            return Ok(Some(""));
        }
        // SAFETY: the text lives as long as the arguments, which is what the reference says.
        let bytes = unsafe { std::slice::from_raw_parts(argument.text.data, argument.text.len) };
        Ok(Some(std::str::from_utf8(bytes)?))
    }
}
