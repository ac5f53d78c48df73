//! The table of C functions of a provider.

use crate::abi;
use crate::batch::{Arguments, Batch};
use crate::declare::{described, Function, Provider};
use crate::Error;
use std::ffi::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// What the functions of a table are called with.
struct State {
    functions: Vec<Function>,
    description: String,
    table: abi::Provider,
}

/// The table of a provider, which lives as long as the process.
pub fn table<P: Provider>() -> *const abi::Provider {
    let functions = P::functions();
    let description = described::<P>(&functions);
    let table = abi::Provider {
        version: abi::VERSION,
        size: size_of::<abi::Provider>() as u32,
        state: std::ptr::null(),
        description: abi::Text::of(""),
        make,
        check: Some(check),
    };
    let state = Box::leak(Box::new(State { functions, description, table }));
    state.table.description = abi::Text::of(&state.description);
    let whole: *const State = state;
    state.table.state = whole.cast();
    &raw const state.table
}

/// Says in a message what went wrong; panics are errors too.
///
/// SAFETY: `message` is empty and may be written to.
unsafe fn outcome(message: *mut abi::Message, work: impl FnOnce() -> Result<(), Error>) -> i32 {
    let why = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => return 0,
        Ok(Err(error)) => error.to_string(),
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_string());
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            format!("panicked: {}", text.as_deref().unwrap_or("no message"))
        }
    };
    // SAFETY: the caller's promise.
    unsafe { message.write(abi::Message::of(why)) };
    1
}

/// SAFETY: see `abi::Provider`: `state` is the table's, the request and the columns are forgery's and live during the call.
unsafe extern "C" fn make(
    state: *const c_void,
    function: u32,
    request: *const abi::Request,
    columns: *mut abi::Column,
    count: usize,
    message: *mut abi::Message,
) -> i32 {
    // SAFETY: the message is empty.
    unsafe {
        outcome(message, || {
            // SAFETY: the state is the one that `table` leaked; the request lives during the call.
            let (state, request) = (&*state.cast::<State>(), &*request);
            let function = state.functions.get(function as usize).ok_or("there is no such function")?;
            let batch = Batch {
                request,
                arguments: Arguments { params: &function.params, given: arguments(request) },
                // SAFETY: the texts are UTF-8 that lives during the call.
                locale: request.locale.read(),
                label: request.label.read(),
            };
            let made = (function.make)(&batch)?;
            if made.len() != count {
                return Err(format!("made {} columns, and {count} were asked for", made.len()).into());
            }
            for (at, column) in made.into_iter().enumerate() {
                // SAFETY: there are `count` empty columns.
                columns.add(at).write(column);
            }
            Ok(())
        })
    }
}

/// SAFETY: the request's arguments live as long as it does.
unsafe fn arguments(request: &abi::Request) -> &[abi::Argument] {
    if request.argument_count == 0 {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { std::slice::from_raw_parts(request.arguments, request.argument_count) }
}

/// SAFETY: as for `make`.
unsafe extern "C" fn check(
    state: *const c_void,
    function: u32,
    given: *const abi::Argument,
    count: usize,
    message: *mut abi::Message,
) -> i32 {
    // SAFETY: the message is empty.
    unsafe {
        outcome(message, || {
            // SAFETY: the state is the one that `table` leaked.
            let state = &*state.cast::<State>();
            let function = state.functions.get(function as usize).ok_or("there is no such function")?;
            let Some(check) = &function.check else { return Ok(()) };
            // SAFETY: the arguments live during the call.
            let given = if count == 0 { &[] } else { std::slice::from_raw_parts(given, count) };
            check(Arguments { params: &function.params, given })
        })
    }
}
