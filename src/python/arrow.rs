//! Arrow at the boundary: a reader that makes batches when they are asked for, and its capsules.

use super::detach::{parallel_map, threads, PIECE};
use super::errors::{to_python, OrRaise};
use super::objects::{self, Context};
use crate::error::Error;
use crate::records::arrow::{checked_views, Shared, Strings};
use crate::records::{arrow, Column, Data, Plan};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, RecordBatchReader, StringViewArray};
use arrow_buffer::{Buffer, NullBuffer};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, Schema, SchemaRef};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::collections::VecDeque;
use std::mem::ManuallyDrop;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};

/// The Arrow schema of a plan, with the layout that somebody asks for where there is one.
pub fn schema(
    py: Python<'_>,
    plan: &Plan,
    strings: Strings,
    requested: Option<&Bound<'_, PyAny>>,
) -> PyResult<SchemaRef> {
    let none = plan.rows(0..0).or_raise(py)?;
    let specs = plan.columns().iter().map(|c| &c.spec);
    let own = arrow::schema_with(specs.zip(none.iter().map(|c| &c.data)), strings).or_raise(py)?;
    Ok(Arc::new(match requested.and_then(asked) {
        Some(asked) => arrow::honoured(own, none.iter().map(|c| &c.data), &asked),
        None => own,
    }))
}

/// The schema in a capsule, if it is one that this engine understands: the interface lets a producer answer with its own
/// schema where it does not.
fn asked(requested: &Bound<'_, PyAny>) -> Option<Schema> {
    let capsule = requested.cast::<PyCapsule>().ok()?;
    let schema = capsule.pointer_checked(Some(c"arrow_schema")).ok()?.cast::<FFI_ArrowSchema>();
    // SAFETY: a capsule of this name holds an `ArrowSchema` of the C data interface, and lives as long as the call.
    Schema::try_from(unsafe { schema.as_ref() }).ok()
}

/// An array of views, which is not looked at value by value where all text is ASCII.
pub fn views(views: Vec<u128>, bytes: Buffer, nulls: Option<NullBuffer>) -> crate::error::Result<ArrayRef> {
    if !bytes.is_ascii() {
        return checked_views(views, bytes, nulls);
    }
    // SAFETY: the engine made the views of texts that lie in the buffer, and any part of ASCII is UTF-8; nulls are as
    // many as the values, or none.
    Ok(Arc::new(unsafe { StringViewArray::new_unchecked(views.into(), vec![bytes].into(), nulls) }))
}

/// What stopped a stream, for the reader's own error, which says it in words only, to be replaced by.
static INTERRUPT: Mutex<Option<PyErr>> = Mutex::new(None);

/// Takes what stopped a stream, if anything did since the last time.
pub fn interrupt() -> Option<PyErr> {
    INTERRUPT.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Raise what stopped a stream, if anything did: readers report it in words only.
#[pyfunction]
pub fn _raise_interrupt() -> PyResult<()> {
    interrupt().map_or(Ok(()), Err)
}

/// Works with the interpreter attached, whatever the reader of the stream did with it.
///
/// A reader that was called from our own code may have let go of the interpreter beneath that frame, which pyo3 cannot
/// know: it counts frames, and would think that the thread still holds it.
pub fn attached<T>(work: impl FnOnce(Python<'_>) -> T) -> T {
    /// Lets go of the interpreter again, also when the work panics.
    struct Held(ffi::PyGILState_STATE);
    impl Drop for Held {
        fn drop(&mut self) {
            // SAFETY: the state came from `PyGILState_Ensure` on this thread and is released once, in reverse order.
            unsafe { ffi::PyGILState_Release(self.0) }
        }
    }
    // SAFETY: the interpreter runs, since it called the reader; `PyGILState_Ensure` may be called on any thread, whether
    // it holds the interpreter or not.
    let _held = Held(unsafe { ffi::PyGILState_Ensure() });
    Python::attach(work)
}

/// Batches of a range of rows, made on all threads, a few ahead.
pub struct Reader {
    plan: ManuallyDrop<Arc<Plan>>,
    schema: SchemaRef,
    contexts: ManuallyDrop<Arc<[Context]>>,
    rows: Range<u64>,
    size: u64,
    /// What the batches share of each column.
    shared: Vec<Shared>,
    /// The thread that asked for the stream: the only one that can always come back to the interpreter.
    asked: ThreadId,
    ready: VecDeque<Result<RecordBatch, ArrowError>>,
}

impl Reader {
    /// Batches of at most `size` rows.
    pub fn new(
        plan: Arc<Plan>,
        schema: SchemaRef,
        contexts: Arc<[Context]>,
        rows: Range<u64>,
        size: Option<u64>,
    ) -> Self {
        Self {
            shared: contexts.iter().map(|_| Shared::new(views)).collect(),
            plan: ManuallyDrop::new(plan),
            schema,
            contexts: ManuallyDrop::new(contexts),
            rows,
            size: size.unwrap_or(4 * PIECE),
            asked: thread::current().id(),
            ready: VecDeque::new(),
        }
    }

    /// Whether Ctrl-C, or another signal, asks for an end. What Python raised waits in [`INTERRUPT`].
    fn interrupted(&self) -> Result<(), ArrowError> {
        if thread::current().id() != self.asked {
            return Ok(());
        }
        attached(|py| py.check_signals()).map_err(|error| {
            *INTERRUPT.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            ArrowError::ExternalError("interrupted".into())
        })
    }

    fn make(&mut self) {
        let mut window = Vec::new();
        while window.len() < threads() && self.rows.start < self.rows.end {
            let end = self.rows.end.min(self.rows.start.saturating_add(self.size.max(1)));
            window.push(self.rows.start..end);
            self.rows.start = end;
        }
        let all: Vec<usize> = (0..self.plan.columns().len()).collect();
        let make = |range: &Range<u64>| {
            let columns = self.plan.some(&all, range.clone())?;
            Ok(self.batch(columns, (range.end - range.start) as usize))
        };
        let made = if self.plan.has_plugins() || self.contexts.iter().any(|context| context.host.is_some()) {
            // Python's part of the work needs the interpreter on other threads, whatever the reader of the stream holds.
            attached(|py| py.detach(|| parallel_map(&window, make)))
        } else {
            parallel_map(&window, make)
        };
        self.ready.extend(made.into_iter().map(|batch| batch.map_err(external).and_then(|batch| batch)));
    }

    fn batch(&self, columns: Vec<Column>, n: usize) -> Result<RecordBatch, ArrowError> {
        let arrays = columns.into_iter().zip(self.schema.fields()).zip(self.contexts.iter().zip(&self.shared));
        let arrays = arrays.map(|((column, field), (context, shared))| {
            let column = hosted(column, context)?;
            arrow::next_array(column, field.data_type(), shared).map_err(external)
        });
        let options = RecordBatchOptions::new().with_row_count(Some(n));
        RecordBatch::try_new_with_options(self.schema.clone(), arrays.collect::<Result<_, _>>()?, &options)
    }
}

fn external(error: Error) -> ArrowError {
    if matches!(error.root(), Error::Plugin(_) | Error::Raised(..)) {
        // Exceptions must be let go of with the interpreter attached too.
        let text = attached(|py| {
            let raised = to_python(py, &error);
            *INTERRUPT.lock().unwrap_or_else(PoisonError::into_inner) = Some(raised);
            let text = error.to_string();
            drop(error);
            text
        });
        return ArrowError::ExternalError(text.into());
    }
    ArrowError::ExternalError(Box::new(error))
}

/// A column that Python makes, as values that the engine knows.
fn hosted(column: Column, context: &Context) -> Result<Column, ArrowError> {
    known(column, context).map_err(|error| ArrowError::ExternalError(Box::new(error)))
}

/// The same, with the exception that Python raised.
pub fn known(mut column: Column, context: &Context) -> PyResult<Column> {
    if !matches!(column.data, Data::Seeds(_)) {
        return Ok(column);
    }
    let made = attached(|py| -> PyResult<Vec<crate::providers::Value>> {
        let objects = objects::column(py, &Column::new(column.data.clone()), context)?;
        objects.into_iter().map(|object| plain(&object)).collect()
    });
    column.data = Data::Value(made?);
    Ok(column)
}

fn plain(object: &Bound<'_, PyAny>) -> PyResult<crate::providers::Value> {
    use crate::providers::Value;
    if let Ok(bytes) = object.extract::<Vec<u8>>() {
        return Ok(Value::Bytes(bytes));
    }
    Ok(Value::Str(object.str()?.to_cow()?.into_owned()))
}

/// The plan and the contexts may hold Python's objects, which must not be let go of by a thread that pyo3 believes to
/// have the interpreter when it has not.
impl Drop for Reader {
    fn drop(&mut self) {
        let hosted = self.contexts.iter().any(|context| context.host.is_some() || !context.objects.is_empty());
        let careful = hosted || self.plan.has_plugins();
        let mut release = || {
            // SAFETY: each is dropped once, here, and not used afterwards.
            unsafe {
                ManuallyDrop::drop(&mut self.plan);
                ManuallyDrop::drop(&mut self.contexts);
            }
        };
        if careful {
            attached(|_| release());
        } else {
            release();
        }
    }
}

impl Iterator for Reader {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty() {
            if let Err(error) = self.interrupted() {
                return Some(Err(error));
            }
            self.make();
        }
        self.ready.pop_front()
    }
}

impl RecordBatchReader for Reader {
    fn schema(&self) -> Arc<Schema> {
        self.schema.clone()
    }
}

/// The stream capsule of a reader.
pub fn stream(py: Python<'_>, reader: Reader) -> PyResult<Bound<'_, PyCapsule>> {
    let stream = FFI_ArrowArrayStream::new(Box::new(reader));
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}

/// The schema capsule.
pub fn schema_capsule<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let made = FFI_ArrowSchema::try_from(schema).map_err(|e| to_python(py, &Error::Value(e.to_string())))?;
    PyCapsule::new_with_value(py, made, c"arrow_schema")
}
