//! The contract in C: what crosses the border between forgery and a compiled provider.
//!
//! A provider hands a pointer to a [`Provider`] over, in a Python capsule called [`CAPSULE`]. The table and all that it
//! points to live as long as the process. forgery calls its functions on threads of its own, several at once, without
//! the Python interpreter. Text is UTF-8, and belongs to whoever hands it over.
//!
//! # Versions
//!
//! A table says which version of the contract it is written for. forgery reads tables from [`OLDEST`] to [`VERSION`]; a
//! newer version only appends to the structs, so `size` and `version` say how much of a struct is there.
//!
//! | version | what is new |
//! |---|---|
//! | 1 | `description`, `make` |
//! | 2 | `check` |

use std::ffi::{c_char, c_void, CStr};

/// The version of the contract that is written here.
pub const VERSION: u32 = 2;
/// The oldest version that forgery still reads.
pub const OLDEST: u32 = 1;
/// The name of the capsule.
pub const CAPSULE: &CStr = c"forgery.provider";

/// UTF-8 text that somebody else owns.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// The first byte; may be anything if there is none.
    pub data: *const u8,
    /// How many bytes.
    pub len: usize,
}

/// An argument that is `None`.
pub const NONE: u32 = 0;
/// An argument that is a truth value, in `int`.
pub const BOOL: u32 = 1;
/// An argument that is an integer.
pub const INT: u32 = 2;
/// An argument that is a float.
pub const FLOAT: u32 = 3;
/// An argument that is text.
pub const STR: u32 = 4;

/// An argument. Those of a function stand in the order of its parameters; none is missing.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Argument {
    /// What it is: [`NONE`], [`BOOL`], [`INT`], [`FLOAT`] or [`STR`].
    pub kind: u32,
    /// Its value, if it is an integer or a truth value.
    pub int: i64,
    /// Its value, if it is a float.
    pub float: f64,
    /// Its value, if it is text.
    pub text: Text,
}

/// The rows that a function is to make values for.
#[repr(C)]
#[derive(Debug)]
pub struct Request {
    /// The size of this struct in bytes: newer ones are longer.
    pub size: usize,
    /// The number of the first row.
    pub first: u64,
    /// How many rows.
    pub rows: u64,
    /// From which all randomness is to come.
    pub seed: [u8; 32],
    /// What "now" is, in microseconds since 1970.
    pub now: i64,
    /// The locale: `de_DE`.
    pub locale: Text,
    /// What tells several entities apart; empty without one.
    pub label: Text,
    /// The arguments, in the order of the parameters.
    pub arguments: *const Argument,
    /// How many arguments.
    pub argument_count: usize,
    /// What the function may ask forgery for.
    pub host: *const Host,
}

/// What a function may ask forgery for, during its call and on its thread.
#[repr(C)]
#[derive(Debug)]
pub struct Host {
    /// The size of this struct in bytes.
    pub size: usize,
    /// The first argument of its functions.
    pub context: *const c_void,
    /// Another field's values in the rows: `(context, name, label, out, error)`; 0 if all went well.
    pub draw: unsafe extern "C" fn(*const c_void, Text, Text, *mut Column, *mut Message) -> i32,
}

/// A column, by the Arrow C data interface. Who receives it releases it.
#[repr(C)]
#[derive(Debug)]
pub struct Column {
    /// The type.
    pub schema: ArrowSchema,
    /// The values.
    pub array: ArrowArray,
}

/// Why a call failed. Who receives it calls `release`, if there is one.
#[repr(C)]
#[derive(Debug)]
pub struct Message {
    /// The text.
    pub text: Text,
    /// What the owner needs to release it.
    pub capacity: usize,
    /// Releases the text.
    pub release: Option<unsafe extern "C" fn(*mut Message)>,
}

/// A provider's table.
#[repr(C)]
#[derive(Debug)]
pub struct Provider {
    /// The version of the contract.
    pub version: u32,
    /// The size of this struct in bytes.
    pub size: u32,
    /// The first argument of the functions.
    pub state: *const c_void,
    /// Name, fields, parameters and documentation, in JSON.
    pub description: Text,
    /// Makes the columns of a function: `(state, function, request, columns, count, error)`; 0 if all went well.
    pub make: unsafe extern "C" fn(*const c_void, u32, *const Request, *mut Column, usize, *mut Message) -> i32,
    /// Since version 2: looks at arguments before anything is made: `(state, function, arguments, count, error)`.
    pub check: Option<unsafe extern "C" fn(*const c_void, u32, *const Argument, usize, *mut Message) -> i32>,
}

/// `ArrowSchema` of the Arrow C data interface.
#[repr(C)]
#[derive(Debug)]
pub struct ArrowSchema {
    /// The type, as a format string.
    pub format: *const c_char,
    /// The name.
    pub name: *const c_char,
    /// Pairs of keys and values.
    pub metadata: *const c_char,
    /// Whether values may be null, among others.
    pub flags: i64,
    /// How many children.
    pub n_children: i64,
    /// The children.
    pub children: *mut *mut ArrowSchema,
    /// The dictionary's type.
    pub dictionary: *mut ArrowSchema,
    /// Releases the schema; null once that is done.
    pub release: Option<unsafe extern "C" fn(*mut ArrowSchema)>,
    /// The owner's.
    pub private_data: *mut c_void,
}

/// `ArrowArray` of the Arrow C data interface.
#[repr(C)]
#[derive(Debug)]
pub struct ArrowArray {
    /// How many values.
    pub length: i64,
    /// How many of them are null; -1 if nobody counted.
    pub null_count: i64,
    /// Where the values begin in the buffers.
    pub offset: i64,
    /// How many buffers.
    pub n_buffers: i64,
    /// How many children.
    pub n_children: i64,
    /// The buffers.
    pub buffers: *mut *const c_void,
    /// The children.
    pub children: *mut *mut ArrowArray,
    /// The dictionary's values.
    pub dictionary: *mut ArrowArray,
    /// Releases the array; null once that is done.
    pub release: Option<unsafe extern "C" fn(*mut ArrowArray)>,
    /// The owner's.
    pub private_data: *mut c_void,
}

impl Column {
    /// A column that holds nothing yet.
    pub const fn empty() -> Self {
        use std::ptr::{null, null_mut};
        let schema = ArrowSchema {
            format: null(),
            name: null(),
            metadata: null(),
            flags: 0,
            n_children: 0,
            children: null_mut(),
            dictionary: null_mut(),
            release: None,
            private_data: null_mut(),
        };
        let array = ArrowArray {
            length: 0,
            null_count: 0,
            offset: 0,
            n_buffers: 0,
            n_children: 0,
            buffers: null_mut(),
            children: null_mut(),
            dictionary: null_mut(),
            release: None,
            private_data: null_mut(),
        };
        Self { schema, array }
    }
}

impl Text {
    /// The text of a string that stays where it is.
    pub const fn of(text: &str) -> Self {
        Self { data: text.as_ptr(), len: text.len() }
    }

    /// The text as a string; what is not UTF-8 is replaced.
    ///
    /// # Safety
    /// `data` points to `len` bytes that stay as they are during the call, or `len` is 0.
    pub unsafe fn read(self) -> String {
        if self.len == 0 {
            return String::new();
        }
        // SAFETY: the caller's promise.
        let bytes = unsafe { std::slice::from_raw_parts(self.data, self.len) };
        String::from_utf8_lossy(bytes).into_owned()
    }
}

impl Message {
    /// No message.
    pub const fn empty() -> Self {
        Self { text: Text { data: std::ptr::null(), len: 0 }, capacity: 0, release: None }
    }

    /// A message that its receiver releases.
    pub fn of(text: String) -> Self {
        /// SAFETY: `message` was made by `Message::of` and is released once.
        unsafe extern "C" fn release(message: *mut Message) {
            // SAFETY: the parts are those of the string that `of` took apart, and nobody uses them any more.
            unsafe {
                let message = &mut *message;
                drop(String::from_raw_parts(message.text.data.cast_mut(), message.text.len, message.capacity));
                *message = Message::empty();
            }
        }
        let mut text = std::mem::ManuallyDrop::new(text);
        let whole = Text { data: text.as_mut_ptr(), len: text.len() };
        Self { text: whole, capacity: text.capacity(), release: Some(release) }
    }

    /// The text, and the message released.
    ///
    /// # Safety
    /// The message is empty or was written by whoever was asked.
    pub unsafe fn take(mut self) -> String {
        // SAFETY: the caller's promise.
        unsafe {
            let text = self.text.read();
            if let Some(release) = self.release {
                release(&raw mut self);
            }
            text
        }
    }
}
