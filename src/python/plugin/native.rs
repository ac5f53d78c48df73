//! Compiled providers: a table of C functions in a capsule, called on our threads without the interpreter.

use super::field::Part;
use crate::clock::Clock;
use crate::providers::{Arg, Kind, Type};
use crate::python::errors::OrRaise;
use crate::records::import;
use crate::records::plugin::{Batch, Failure, Maker, Source};
use crate::records::spec::Bound as BoundArgs;
use crate::records::{arrow, Column};
use arrow_array::ffi::{from_ffi, FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::{make_array, Array, ArrayRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ffi::c_void;
use std::sync::Arc;

#[path = "../../../providers/sdk/src/abi.rs"]
#[allow(dead_code)] // the other side's half
mod abi;

/// A compiled provider's table, whose version and size have been checked.
#[derive(Debug)]
pub struct Native {
    table: *const abi::Provider,
    version: u32,
}

// SAFETY: the contract says that the table is never changed, lives as long as the process, and that its functions may be
// called on any thread, several at once.
unsafe impl Send for Native {}
// SAFETY: as above.
unsafe impl Sync for Native {}

/// A compiled provider, as Python holds it.
#[pyclass(frozen, module = "forgery._forgery")]
#[derive(Debug)]
pub struct NativeProvider {
    native: Arc<Native>,
    /// Keeps the library loaded.
    _capsule: Py<PyAny>,
}

#[pymethods]
impl NativeProvider {
    /// The version of the contract that it was built for.
    #[getter]
    fn contract(&self) -> u32 {
        self.native.version
    }

    /// Name, fields, parameters and documentation, in JSON.
    #[getter]
    fn description(&self) -> String {
        // SAFETY: the table's text is UTF-8 that lives as long as the process.
        unsafe { (*self.native.table).description.read() }
    }
}

impl NativeProvider {
    /// The table.
    pub fn native(&self) -> Arc<Native> {
        self.native.clone()
    }
}

/// Read the table of a compiled provider.
///
/// Args:
///     capsule: A capsule called "forgery.provider".
///
/// Returns:
///     NativeProvider | None: None if the object is no such capsule.
///
/// Raises:
///     forgery.errors.InvalidValueError: If the contract is of another version.
#[pyfunction]
pub fn _native_provider(py: Python<'_>, capsule: &Bound<'_, PyAny>) -> PyResult<Option<NativeProvider>> {
    let Ok(held) = capsule.cast::<PyCapsule>() else { return Ok(None) };
    let Ok(pointer) = held.pointer_checked(Some(abi::CAPSULE)) else { return Ok(None) };
    let table = pointer.cast::<abi::Provider>().as_ptr().cast_const();
    // SAFETY: a capsule of this name holds a table, of which every version begins with version and size.
    let (version, size) = unsafe { ((*table).version, (*table).size as usize) };
    // What version 1 had.
    let least = if version == 1 { std::mem::offset_of!(abi::Provider, check) } else { size_of::<abi::Provider>() };
    if !(abi::OLDEST..=abi::VERSION).contains(&version) || size < least {
        let message = format!(
            "it was built for version {version} of the contract, and this forgery reads {} to {}",
            abi::OLDEST,
            abi::VERSION
        );
        return Err(crate::error::Error::Value(message)).or_raise(py);
    }
    let native = Arc::new(Native { table, version });
    Ok(Some(NativeProvider { native, _capsule: capsule.clone().unbind() }))
}

impl Native {
    /// What gives makers of a function for arguments.
    pub fn source(
        self: &Arc<Self>,
        function: u32,
        parts: Arc<[Part]>,
        clock: Clock,
        kinds: Vec<Kind>,
    ) -> Arc<dyn Source> {
        Arc::new(NativeSource { native: self.clone(), function, parts, clock, kinds })
    }

    fn check(&self, function: u32, arguments: &[abi::Argument]) -> Result<(), Failure> {
        if self.version < 2 {
            return Ok(());
        }
        // SAFETY: the table is of version 2 or newer, so the member is there.
        let (check, state) = unsafe { ((*self.table).check, (*self.table).state) };
        let Some(check) = check else { return Ok(()) };
        let mut message = abi::Message::empty();
        // SAFETY: the arguments live during the call, and the message is ours to be written.
        let status = unsafe { check(state, function, arguments.as_ptr(), arguments.len(), &raw mut message) };
        outcome(status, message)
    }
}

/// What a call said.
fn outcome(status: i32, message: abi::Message) -> Result<(), Failure> {
    // SAFETY: the message is empty or was written by the function that was called.
    let text = unsafe { message.take() };
    match status {
        0 => Ok(()),
        _ if text.is_empty() => Err(Failure::new(format!("failed with status {status}"))),
        _ => Err(Failure::new(text)),
    }
}

/// A compiled function, before its arguments are known.
#[derive(Debug)]
struct NativeSource {
    native: Arc<Native>,
    function: u32,
    parts: Arc<[Part]>,
    clock: Clock,
    kinds: Vec<Kind>,
}

impl Source for NativeSource {
    fn maker(&self, bound: &BoundArgs) -> Result<Arc<dyn Maker>, Failure> {
        let mut arguments = Vec::with_capacity(self.kinds.len());
        for (i, kind) in self.kinds.iter().enumerate() {
            arguments.push(match (kind, bound.args.get(i)) {
                (Kind::Moment, Arg::Moment(_) | Arg::Str(_) | Arg::Int(_)) => {
                    let seconds = bound.args.seconds(i, self.clock).map_err(|error| Failure::new(error.to_string()))?;
                    Argument::Int(seconds.unwrap_or_default() * 1_000_000)
                }
                (Kind::Day, Arg::Moment(_) | Arg::Str(_) | Arg::Int(_)) => {
                    let day = bound.args.day(i, self.clock).map_err(|error| Failure::new(error.to_string()))?;
                    Argument::Int(i64::from(day.unwrap_or_default()))
                }
                (_, Arg::Bool(value)) => Argument::Bool(*value),
                (Kind::Float, Arg::Int(value)) => Argument::Float(*value as f64),
                (_, Arg::Int(value)) => Argument::Int(*value),
                (_, Arg::Float(value)) => Argument::Float(*value),
                (_, Arg::Str(text)) => Argument::Str(text.clone()),
                _ => Argument::None,
            });
        }
        let native = self.native.clone();
        native.check(self.function, &raw(&arguments))?;
        Ok(Arc::new(NativeMaker { native, function: self.function, parts: self.parts.clone(), arguments }))
    }
}

/// An argument, owned.
#[derive(Debug)]
enum Argument {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
}

/// The arguments as they cross the border; they point into the owned ones.
fn raw(arguments: &[Argument]) -> Vec<abi::Argument> {
    let plain = abi::Argument { kind: abi::NONE, int: 0, float: 0.0, text: abi::Text::of("") };
    let one = |argument: &Argument| match argument {
        Argument::None => plain,
        Argument::Bool(value) => abi::Argument { kind: abi::BOOL, int: i64::from(*value), ..plain },
        Argument::Int(value) => abi::Argument { kind: abi::INT, int: *value, ..plain },
        Argument::Float(value) => abi::Argument { kind: abi::FLOAT, float: *value, ..plain },
        Argument::Str(text) => abi::Argument { kind: abi::STR, text: abi::Text::of(text), ..plain },
    };
    arguments.iter().map(one).collect()
}

/// A compiled function with its arguments.
#[derive(Debug)]
struct NativeMaker {
    native: Arc<Native>,
    function: u32,
    parts: Arc<[Part]>,
    arguments: Vec<Argument>,
}

impl Maker for NativeMaker {
    fn make(&self, batch: &Batch) -> Result<Vec<Column>, Failure> {
        let arguments = raw(&self.arguments);
        let host = abi::Host { size: size_of::<abi::Host>(), context: std::ptr::from_ref(batch).cast(), draw };
        let rows = batch.rows();
        let request = abi::Request {
            size: size_of::<abi::Request>(),
            first: rows.start,
            rows: batch.n() as u64,
            seed: batch.seed("seed"),
            now: batch.clock().now(),
            locale: abi::Text::of(batch.locale().name()),
            label: abi::Text::of(batch.label()),
            arguments: arguments.as_ptr(),
            argument_count: arguments.len(),
            host: &raw const host,
        };
        let mut columns: Vec<Made> = self.parts.iter().map(|_| Made(abi::Column::empty())).collect();
        let mut message = abi::Message::empty();
        // SAFETY: the table lives as long as the process. The request and all that it points to, and as many empty
        // columns as are said, live during the call; `Made` is a column and nothing else.
        let status = unsafe {
            let table = &*self.native.table;
            let out = columns.as_mut_ptr().cast::<abi::Column>();
            (table.make)(table.state, self.function, &raw const request, out, columns.len(), &raw mut message)
        };
        outcome(status, message)?;
        let read = |(made, part): (Made, &Part)| {
            let array = made.import().map_err(|why| Failure::new(format!("made a broken Arrow array: {why}")))?;
            import::column(&array, part.kind).map_err(Failure::new)
        };
        columns.into_iter().zip(self.parts.iter()).map(read).collect()
    }
}

/// A column that a compiled function filled in, or did not; released if nobody imports it.
#[repr(transparent)]
struct Made(abi::Column);

impl Made {
    fn import(mut self) -> Result<ArrayRef, String> {
        if self.0.schema.release.is_none() || self.0.array.release.is_none() {
            return Err("it was not filled in".into());
        }
        // SAFETY: both are structs of the Arrow C data interface, which `abi` and `arrow` lay out alike; taken out, they
        // are released by the taker, and `Drop` finds them released.
        unsafe {
            let schema = FFI_ArrowSchema::from_raw((&raw mut self.0.schema).cast());
            let array = FFI_ArrowArray::from_raw((&raw mut self.0.array).cast());
            let data = from_ffi(array, &schema).map_err(|error| error.to_string())?;
            data.validate_full().map_err(|error| error.to_string())?;
            Ok(make_array(data))
        }
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // SAFETY: a column that is not released has its owner's own function for that.
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

/// Another field's values for a compiled function, as an Arrow array.
///
/// SAFETY: called by a compiled function during its call, with the context that it was given, text that stays as it is,
/// and an empty column and message to be written.
unsafe extern "C" fn draw(
    context: *const c_void,
    name: abi::Text,
    label: abi::Text,
    out: *mut abi::Column,
    error: *mut abi::Message,
) -> i32 {
    let drawn = std::panic::catch_unwind(|| {
        // SAFETY: the context is the batch of the call that is going on.
        let batch = unsafe { &*context.cast::<Batch>() };
        // SAFETY: see above.
        let (name, label) = unsafe { (name.read(), label.read()) };
        let label = Some(label.as_str()).filter(|label| !label.is_empty());
        let column = batch.draw(&name, label, &[], &[]).map_err(|error| error.to_string())?;
        exported(column)
    });
    match drawn.unwrap_or_else(|_| Err("forgery panicked: please report this".into())) {
        Ok((array, schema)) => {
            // SAFETY: `out` is an empty column; its structs are laid out as those of `arrow`.
            unsafe {
                (&raw mut (*out).array).cast::<FFI_ArrowArray>().write(array);
                (&raw mut (*out).schema).cast::<FFI_ArrowSchema>().write(schema);
            }
            0
        }
        Err(why) => {
            // SAFETY: `error` is an empty message.
            unsafe { error.write(abi::Message::of(why)) };
            1
        }
    }
}

/// A column as Arrow's C structs.
fn exported(column: Column) -> Result<(FFI_ArrowArray, FFI_ArrowSchema), String> {
    let kind = arrow::plain_type(&column.data, Type::Any).map_err(|error| error.to_string())?;
    let array = arrow::array(column, &kind).map_err(|error| error.to_string())?;
    arrow_array::ffi::to_ffi(&array.to_data()).map_err(|error| error.to_string())
}
