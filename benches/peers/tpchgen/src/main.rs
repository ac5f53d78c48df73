//! Times lineitem as Arrow batches, on one core; prints JSON for the harness.
//!
//!     tpchgen-peer ROWS REPEAT wall|cpu

use std::time::Instant;
use tpchgen::generators::LineItemGenerator;
use tpchgen_arrow::LineItemArrow;

/// Make batches until there are so many rows; how many there were, of how many columns.
fn batches(rows: usize) -> (usize, usize) {
    // At scale 1 there are six million rows: enough for what is asked.
    let generator = LineItemGenerator::new((rows as f64 / 6e6).max(1.0), 1, 1);
    let (mut made, mut columns) = (0, 0);
    for batch in LineItemArrow::new(generator).with_batch_size(8192) {
        let batch = batch.expect("a batch");
        made += batch.num_rows();
        columns = batch.num_columns();
        if made >= rows {
            break;
        }
    }
    (made, columns)
}

/// Nanoseconds since some moment: processor time where the system tells, if that is asked for.
fn now(start: Instant, clock: &str) -> f64 {
    let spent = std::fs::read_to_string("/proc/self/schedstat").ok();
    let spent = spent.and_then(|text| text.split(' ').next()?.parse().ok());
    spent.filter(|_| clock == "cpu").unwrap_or(start.elapsed().as_nanos() as f64)
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |i: usize| arguments[i].parse::<usize>().expect("a number");
    let (rows, repeat, clock) = (number(1), number(2), &arguments[3]);
    let (made, columns) = batches(rows);
    assert!(made >= rows && columns == 16, "{made} rows of {columns} columns");
    let start = Instant::now();
    let best = (0..repeat)
        .map(|_| {
            let before = now(start, clock);
            batches(rows);
            (now(start, clock) - before) / made as f64
        })
        .fold(f64::INFINITY, f64::min);
    println!("{{\"ns\": {best}, \"n\": {made}, \"checked\": true}}");
}
