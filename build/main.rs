//! Lays out the locale packs: reads `src/data/**` and writes, into Cargo's output folder,
//! `pool.bin` (all distinct strings), `words.bin` (tables, compiled rules, classes and locales as
//! little-endian 32-bit words) and `pack.rs` (the sorted names and where the indexes start); `places.bin` and `places.rs`
//! are the places of `src/data/places`.
//!
//! `src/locale` reads what is written here; the two agree on the layout described in `layout.rs`, and share the
//! compiler in `src/locale/compile`.

#[path = "../src/rng/alias.rs"]
mod alias;
mod classes;
#[allow(dead_code, unused_imports)] // the engine uses all of it
#[path = "../src/locale/compile/mod.rs"]
mod compile;
#[path = "../src/locale/layout.rs"]
mod layout;
mod pack;
mod parse;
mod places;

use alias::alias_table;
use std::{env, fs, path::Path};

fn main() {
    #[cfg(feature = "python")]
    pyo3_build_config::use_pyo3_cfgs();
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the manifest folder");
    let data = Path::new(&root).join("src/data");
    for read in ["src/data", "build", "src/rng/alias.rs", "src/locale/layout.rs", "src/locale/compile"] {
        println!("cargo:rerun-if-changed={read}");
    }
    let classes = classes::read(&data);
    let pack = pack::pack(&classes, &data);
    let out = env::var("OUT_DIR").expect("cargo sets the output folder");
    let write = |name: &str, bytes: &[u8]| {
        fs::write(Path::new(&out).join(name), bytes).expect("the output folder is writable");
    };
    write("pool.bin", &pack.pool);
    write("words.bin", &pack.words);
    let places = places::pack(&data.join("places"));
    write("places.bin", &places.blob);
    write("places.rs", places.source.as_bytes());
    write("pack.rs", pack.source.as_bytes());
}
