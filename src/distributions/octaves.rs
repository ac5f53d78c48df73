//! A function of a small chance in a table: 16 polynomials for each power of two.

use super::spline::through;
use crate::rng::maths::polynomial;

/// Bits of a float below those that say in which sixteenth of which power of two it lies.
const CELL_BITS: u32 = 48;

/// A function, or two, of numbers from a power of two up to 1/2 that are as smooth as the logarithm.
#[derive(Debug)]
pub(super) struct Octaves {
    first: u64,
    /// For each cell the polynomial of the distance from its right end: what is fixed at 1/2 is exact there.
    cells: Vec<[f64; 8]>,
    /// Cells of one function.
    count: usize,
}

impl Octaves {
    /// Of as many functions as given, from a power of two on.
    pub fn new(lowest: f64, functions: &[&dyn Fn(f64) -> f64]) -> Self {
        // Chebyshev's points of a stretch of length 1, but for the last, which is its end.
        const POINTS: [f64; 8] = [
            -0.990_392_640_201_615_2,
            -0.915_734_806_151_272_7,
            -0.777_785_116_509_801_1,
            -0.597_545_161_008_064_1,
            -0.402_454_838_991_935_9,
            -0.222_214_883_490_198_88,
            -0.084_265_193_848_727_31,
            0.0,
        ];
        let first = lowest.to_bits() >> CELL_BITS;
        let count = ((0.5f64.to_bits() >> CELL_BITS) - first) as usize;
        let edge = |cell: u64| f64::from_bits((first + cell) << CELL_BITS);
        let mut cells = Vec::with_capacity(count * functions.len());
        for function in functions {
            for cell in 0..count as u64 {
                let (left, right) = (edge(cell), edge(cell + 1));
                cells.push(through(&POINTS.map(|t| {
                    let t = t * (right - left);
                    (t, function(right + t))
                })));
            }
        }
        Self { first, cells, count }
    }

    /// A function at a number above the lowest and up to 1/2.
    #[inline(always)]
    pub fn at(&self, v: f64, function: usize) -> f64 {
        // A cell has its right end, but not its left.
        let cell = (v.to_bits() - 1) >> CELL_BITS;
        let right = f64::from_bits((cell + 1) << CELL_BITS);
        let at = cell.wrapping_sub(self.first) as usize + function * self.count;
        polynomial(&self.cells[at.min(self.cells.len() - 1)], v - right)
    }
}
