//! Real-valued distributions, with the draws and the arithmetic of CPython's `random` module.

use super::{maths, Draw};
use std::f64::consts::{E, PI, TAU};

/// The mathematical functions, portable or the platform's (see [`Draw::portable`]).
struct Maths(bool);

impl Maths {
    fn ln(&self, x: f64) -> f64 {
        if self.0 {
            maths::ln(x)
        } else {
            x.ln()
        }
    }

    fn exp(&self, x: f64) -> f64 {
        if self.0 {
            maths::exp(x)
        } else {
            x.exp()
        }
    }

    fn pow(&self, x: f64, y: f64) -> f64 {
        if self.0 {
            maths::pow(x, y)
        } else {
            x.powf(y)
        }
    }

    fn sin_cos(&self, x: f64) -> (f64, f64) {
        if self.0 {
            maths::sin_cos(x)
        } else {
            (x.sin(), x.cos())
        }
    }

    fn acos(&self, x: f64) -> f64 {
        if self.0 {
            maths::acos(x)
        } else {
            x.acos()
        }
    }
}

/// Python's `x % TAU`, which is never negative.
fn wrapped(angle: f64) -> f64 {
    let rest = angle % TAU;
    if rest < 0.0 {
        rest + TAU
    } else {
        rest.abs()
    }
}

/// The real-valued distributions of Python's `random`, for any source.
///
/// From a [`Mersenne`](super::Mersenne) they give what Python gives on the same platform; from a
/// [`Stream`](super::Stream) the same on every platform. Parameters that Python refuses give a NaN or an infinity
/// here: whoever must refuse them does so before drawing.
///
/// ```
/// # use forgery::rng::{Mersenne, PySeed, Variates};
/// // random.seed(42); random.gauss(170, 10)
/// let height = Mersenne::from_seed(&PySeed::from(42)).gauss(170.0, 10.0);
/// assert!((height - 168.5590967042207).abs() < 1e-9);
/// ```
pub trait Variates: Draw {
    /// Triangular between `low` and `high`, the peak at `mode` (`None`: the middle).
    fn triangular(&mut self, low: f64, high: f64, mode: Option<f64>) -> f64 {
        let (mut low, mut high) = (low, high);
        let mut u = self.unit();
        let mut c = match mode {
            None => 0.5,
            Some(_) if high == low => return low,
            Some(mode) => (mode - low) / (high - low),
        };
        if u > c {
            u = 1.0 - u;
            c = 1.0 - c;
            (low, high) = (high, low);
        }
        low + (high - low) * (u * c).sqrt()
    }

    /// Normal with mean `mu` and standard deviation `sigma` (Kinderman and Monahan).
    fn normalvariate(&mut self, mu: f64, sigma: f64) -> f64 {
        const MAGIC: f64 = 1.7155277699214135; // 4 exp(-0.5) / sqrt(2)
        let maths = Maths(self.portable());
        loop {
            let u1 = self.unit();
            let u2 = 1.0 - self.unit();
            let z = MAGIC * (u1 - 0.5) / u2;
            if z * z / 4.0 <= -maths.ln(u2) {
                return mu + z * sigma;
            }
        }
    }

    /// Normal with mean `mu` and standard deviation `sigma` (Box and Muller), made in pairs: a source that keeps the
    /// second value ([`Draw::keep_gauss`]) gives it to the next call.
    fn gauss(&mut self, mu: f64, sigma: f64) -> f64 {
        let maths = Maths(self.portable());
        let z = self.take_gauss().unwrap_or_else(|| {
            let angle = self.unit() * TAU;
            let radius = (-2.0 * maths.ln(1.0 - self.unit())).sqrt();
            let (sin, cos) = maths.sin_cos(angle);
            self.keep_gauss(sin * radius);
            cos * radius
        });
        mu + z * sigma
    }

    /// The exponential of a normal value.
    fn lognormvariate(&mut self, mu: f64, sigma: f64) -> f64 {
        Maths(self.portable()).exp(self.normalvariate(mu, sigma))
    }

    /// Exponential with rate `lambda`: mean `1 / lambda`.
    fn expovariate(&mut self, lambda: f64) -> f64 {
        -Maths(self.portable()).ln(1.0 - self.unit()) / lambda
    }

    /// An angle around `mu` with concentration `kappa`; uniform if `kappa` is next to 0.
    fn vonmisesvariate(&mut self, mu: f64, kappa: f64) -> f64 {
        let maths = Maths(self.portable());
        if kappa <= 1e-6 || kappa.is_nan() {
            return TAU * self.unit();
        }
        let s = 0.5 / kappa;
        let r = s + (1.0 + s * s).sqrt();
        let z = loop {
            let z = maths.sin_cos(PI * self.unit()).1;
            let d = z / (r + z);
            let u = self.unit();
            if u < 1.0 - d * d || u <= (1.0 - d) * maths.exp(d) {
                break z;
            }
        };
        let q = 1.0 / r;
        let f = (q + z) / (1.0 + q * z);
        if self.unit() > 0.5 {
            wrapped(mu + maths.acos(f))
        } else {
            wrapped(mu - maths.acos(f))
        }
    }

    /// Gamma with shape `alpha` and scale `beta`: mean `alpha * beta`. NaN unless both are above 0.
    fn gammavariate(&mut self, alpha: f64, beta: f64) -> f64 {
        const LOG4: f64 = 1.3862943611198906;
        const MAGIC: f64 = 2.504077396776274; // 1 + ln(4.5)
        let maths = Maths(self.portable());
        if !(alpha > 0.0 && beta > 0.0 && alpha.is_finite()) {
            return f64::NAN;
        }
        if alpha > 1.0 {
            let a = (2.0 * alpha - 1.0).sqrt();
            let b = alpha - LOG4;
            let c = alpha + a;
            loop {
                let u1 = self.unit();
                if !(1e-7 < u1 && u1 < 0.9999999) {
                    continue;
                }
                let u2 = 1.0 - self.unit();
                let v = maths.ln(u1 / (1.0 - u1)) / a;
                let x = alpha * maths.exp(v);
                let z = u1 * u1 * u2;
                let r = b + c * v - x;
                // Said so that an overflow to NaN ends the loop.
                let refused = r + MAGIC - 4.5 * z < 0.0 && r < maths.ln(z);
                if !refused {
                    return x * beta;
                }
            }
        }
        if alpha == 1.0 {
            return -maths.ln(1.0 - self.unit()) * beta;
        }
        loop {
            let b = (E + alpha) / E;
            let p = b * self.unit();
            let x = if p <= 1.0 { maths.pow(p, 1.0 / alpha) } else { -maths.ln((b - p) / alpha) };
            let u = self.unit();
            if u <= if p > 1.0 { maths.pow(x, alpha - 1.0) } else { maths.exp(-x) } {
                return x * beta;
            }
        }
    }

    /// Beta, between 0 and 1. NaN unless both parameters are above 0.
    fn betavariate(&mut self, alpha: f64, beta: f64) -> f64 {
        let y = self.gammavariate(alpha, 1.0);
        if y == 0.0 {
            return 0.0;
        }
        y / (y + self.gammavariate(beta, 1.0))
    }

    /// Pareto with shape `alpha`, at least 1.
    fn paretovariate(&mut self, alpha: f64) -> f64 {
        let u = 1.0 - self.unit();
        Maths(self.portable()).pow(u, -1.0 / alpha)
    }

    /// Weibull with scale `alpha` and shape `beta`.
    fn weibullvariate(&mut self, alpha: f64, beta: f64) -> f64 {
        let maths = Maths(self.portable());
        let u = 1.0 - self.unit();
        alpha * maths.pow(-maths.ln(u), 1.0 / beta)
    }
}

impl<D: Draw + ?Sized> Variates for D {}
