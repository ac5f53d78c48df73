//! Compiled fields for forgery.
//!
//! A provider is a type that implements [`Provider`]: a name and some [`Function`]s, each of which makes a whole column.
//! [`export!`] makes a Python module of it, which forgery finds by the entry point `forgery.providers`.
//!
//! ```
//! use forgery_provider::{Batch, Function, Param, Provider, Result, Strings};
//!
//! struct Dice;
//!
//! impl Provider for Dice {
//!     const NAME: &'static str = "dice";
//!
//!     fn functions() -> Vec<Function> {
//!         vec![
//!             Function::field("roll", "What a die shows.", roll)
//!                 .param(Param::int("sides", "How many sides the die has.").default(6)),
//!         ]
//!     }
//! }
//!
//! fn roll(batch: &Batch<'_>) -> Result<Vec<i64>> {
//!     let sides = batch.arguments().int("sides")?;
//!     let mut stream = batch.stream();
//!     Ok((0..batch.len()).map(|_| stream.between(1, sides)).collect())
//! }
//! # forgery_provider::testing::check::<Dice>();
//! ```
//!
//! # What a function must keep to
//!
//! It makes one value for each row. All that is random comes from the batch: from [`Batch::stream`], [`Batch::seed`] or the
//! draws; then its values are the same for any rows that are asked for, on any thread. It is called for chunks of 1,024 rows,
//! several at once. An error, or a panic, becomes an error in Python that names the field and the column.

pub mod abi;
mod batch;
mod declare;
mod json;
#[cfg(feature = "python")]
#[doc(hidden)]
pub mod module;
mod stream;
#[doc(hidden)]
pub mod table;
pub mod testing;
mod values;

pub use batch::{Arguments, Batch};
pub use declare::{Function, Param, Provider};
pub use stream::Stream;
pub use values::{Columns, Dates, Nullable, Strings, Times, Values};

#[cfg(feature = "python")]
#[doc(hidden)]
pub use pyo3_ffi;

/// Why a function made nothing, in words that a user reads.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The result of a function.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Makes the Python module of a provider: its name, then the type. The module's attribute `provider` is for the entry point
/// of the group `forgery.providers`.
///
/// ```ignore
/// export!(forgery_dice, Dice); // dice = "forgery_dice:provider"
/// ```
#[cfg(feature = "python")]
#[macro_export]
macro_rules! export {
    ($module:ident, $provider:ty) => {
        #[doc(hidden)]
        #[allow(missing_docs)]
        #[export_name = concat!("PyInit_", stringify!($module))]
        pub unsafe extern "C" fn __forgery_module() -> *mut $crate::pyo3_ffi::PyObject {
            const NAME: &::std::ffi::CStr =
                match ::std::ffi::CStr::from_bytes_with_nul(concat!(stringify!($module), "\0").as_bytes()) {
                    Ok(name) => name,
                    Err(_) => c"",
                };
            // SAFETY: Python calls this when the module is imported, with the interpreter held.
            unsafe { $crate::module::init::<$provider>(NAME) }
        }
    };
}

/// Without the feature `python` there is no module.
#[cfg(not(feature = "python"))]
#[macro_export]
macro_rules! export {
    ($module:ident, $provider:ty) => {};
}
