//! Tests of a provider without Python: its table, called as forgery calls it.

use crate::abi;
use crate::declare::Provider;
use crate::table::table;

/// Calls every function that has no required parameters, as forgery does: for whole chunks and, twice, with the same seed.
///
/// # Panics
/// If a function fails, or makes other values the second time.
pub fn check<P: Provider>() {
    for (number, function) in P::functions().iter().enumerate() {
        if function.params.is_empty() {
            let count = function.fields.len();
            let first = call::<P>(number as u32, 1024, &[], count).expect("a function makes values");
            let second = call::<P>(number as u32, 1024, &[], count).expect("a function makes values");
            assert_eq!(first, second, "{function:?} makes other values the second time");
        }
    }
}

/// The lengths and bytes of the columns that a function makes.
///
/// # Errors
/// What the function says.
pub fn call<P: Provider>(
    function: u32,
    rows: u64,
    arguments: &[abi::Argument],
    count: usize,
) -> Result<Vec<(i64, Vec<u8>)>, String> {
    let table = table::<P>();
    let request = abi::Request {
        size: size_of::<abi::Request>(),
        first: 0,
        rows,
        seed: [42; 32],
        now: 0,
        locale: abi::Text::of("en_US"),
        label: abi::Text::of(""),
        arguments: arguments.as_ptr(),
        argument_count: arguments.len(),
        host: std::ptr::null(),
    };
    let mut columns: Vec<abi::Column> = (0..count).map(|_| abi::Column::empty()).collect();
    let mut message = abi::Message::empty();
    // SAFETY: the table lives as long as the process; all else lives during the call, and the columns are released once.
    unsafe {
        let out = columns.as_mut_ptr();
        let status = ((*table).make)((*table).state, function, &raw const request, out, count, &raw mut message);
        let text = message.take();
        if status != 0 {
            return Err(text);
        }
        let read = |column: &mut abi::Column| {
            let array = &mut column.array;
            let n = array.length as usize;
            let format = std::ffi::CStr::from_ptr(column.schema.format).to_bytes();
            let data = *array.buffers.add(array.n_buffers as usize - 1);
            let size = match format {
                b"u" => *(*array.buffers.add(1)).cast::<i32>().add(n) as usize,
                b"b" => n.div_ceil(8),
                b"tdD" => n * 4,
                _ => n * 8,
            };
            let bytes =
                if size == 0 { Vec::new() } else { std::slice::from_raw_parts(data.cast::<u8>(), size).to_vec() };
            if let Some(release) = array.release {
                release(array);
            }
            if let Some(release) = column.schema.release {
                release(&raw mut column.schema);
            }
            (n as i64, bytes)
        };
        Ok(columns.iter_mut().map(read).collect())
    }
}
