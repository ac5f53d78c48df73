//! Polynomials through points.

/// The coefficients, from the constant on, of the polynomial through `N` points `(t, value)`; a point that is there twice
/// has its slope as the second value.
pub(super) fn through<const N: usize>(points: &[(f64, f64); N]) -> [f64; N] {
    // Newton's divided differences.
    let mut differences = points.map(|(_, value)| value);
    for (i, j) in (1..N).map(|i| (i, i - 1)) {
        if points[i].0 == points[j].0 {
            differences[i] = differences[j];
        }
    }
    for order in 1..N {
        for i in (order..N).rev() {
            let width = points[i].0 - points[i - order].0;
            differences[i] = if width == 0.0 { points[i].1 } else { (differences[i] - differences[i - 1]) / width };
        }
    }
    let mut coefficients = [0.0; N];
    for k in (0..N).rev() {
        for i in (1..N).rev() {
            coefficients[i] = coefficients[i - 1] - coefficients[i] * points[k].0;
        }
        coefficients[0] = differences[k] - coefficients[0] * points[k].0;
    }
    coefficients
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials() {
        // 2 - x + 3 x^2 at three points, and at two with a slope.
        assert_eq!(through(&[(0.0, 2.0), (1.0, 4.0), (2.0, 12.0)]), [2.0, -1.0, 3.0]);
        assert_eq!(through(&[(1.0, 4.0), (1.0, 5.0), (2.0, 12.0)]), [2.0, -1.0, 3.0]);
        assert_eq!(through(&[(0.0, 2.0), (0.0, -1.0), (1.0, 4.0), (1.0, 5.0)]), [2.0, -1.0, 3.0, 0.0]);
    }
}
