//! Text in ASCII letters: `forgery.compat.decode`.

use crate::locale::unidecode;
use pyo3::prelude::*;
use pyo3::types::PyString;

/// What Faker gives for half of a surrogate pair. No Rust string has one; a Python string may.
const SURROGATE: &str = "[?] ";

/// Spells a text in ASCII as Faker's `unidecode` does; characters that it does not know are dropped.
#[pyfunction]
pub fn compat_unidecode(text: &Bound<'_, PyString>) -> PyResult<String> {
    let mut out = String::new();
    match text.to_str() {
        Ok(text) => text.chars().for_each(|c| out.push_str(spelling(c))),
        Err(_) => {
            // The text has halves of surrogate pairs.
            let units = text.call_method1("encode", ("utf-32-le", "surrogatepass"))?.extract::<Vec<u8>>()?;
            for unit in units.chunks_exact(4) {
                let code = unit.iter().rev().fold(0, |code, &byte| code << 8 | u32::from(byte));
                out.push_str(char::from_u32(code).map_or(SURROGATE, spelling));
            }
        }
    }
    Ok(out)
}

/// The ASCII spelling of a character; empty where there is none.
fn spelling(c: char) -> &'static str {
    unidecode(c).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}
