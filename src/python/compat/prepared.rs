//! A call that is prepared once and made as often as is wanted, while everything is as the pack has it.

use super::args::Given;
use super::call;
use super::engine::Engine;
use super::function::{bound_parts, Function};
use super::random::{Host, Mark};
use crate::error::Error;
use crate::grammar::Cx;
use crate::providers::{Args, Entry};
use crate::python::spec::Objects;
use crate::records::column::Texts;
use crate::rng::{Draw, Twister, Weights};
use pyo3::intern;
use pyo3::prelude::*;
use std::cell::RefCell;

/// The state inside a generator's `random`.
#[derive(Debug)]
struct State<'py> {
    engine: Bound<'py, Engine>,
    /// Where it is, as long as the engine says so.
    twister: *mut Twister,
}

impl<'py> State<'py> {
    /// None if the engine does not draw in place.
    fn of(engine: Bound<'py, Engine>) -> Option<Self> {
        let twister = engine.get().twister(engine.py())?;
        Some(Self { engine, twister })
    }

    /// Whether it still is where it was, and nobody has patched it.
    #[inline]
    fn stands(&self) -> bool {
        self.engine.get().twister(self.engine.py()) == Some(self.twister)
    }
}

/// A call that is prepared once and made as often as is wanted.
pub struct Prepared<'py> {
    function: Bound<'py, Function>,
    provider: Bound<'py, PyAny>,
    given: Given<'py>,
    entry: &'static Entry<Host>,
    args: Args,
    objects: RefCell<Objects>,
    state: State<'py>,
    cx: Cx<Host>,
    /// Whether Python may have to make a value that the engine does not understand.
    doubtful: bool,
}

impl<'py> Prepared<'py> {
    /// Prepares a call of a bound method; none if it cannot take the short way.
    pub fn new(bound: &Bound<'py, PyAny>, given: Given<'py>) -> PyResult<Option<Self>> {
        let py = bound.py();
        let Some((function, provider)) = bound_parts(bound)? else { return Ok(None) };
        let this = function.get();
        if this.python(py)?.is_some_and(|python| python.always) {
            return Ok(None);
        }
        let generator = provider.getattr(intern!(py, "generator"))?;
        if call::short(this, provider.as_borrowed()).is_none() {
            // The long way leads to the short one, where there is one.
            call::long(&function, &provider, &generator)?;
        }
        let Some(way) = call::short(this, provider.as_borrowed()) else { return Ok(None) };
        let (Some(twister), Ok(engine)) = (way.twister, generator.cast_into::<Engine>()) else { return Ok(None) };
        let Some(state) = State::of(engine).filter(|state| state.twister == twister) else { return Ok(None) };
        let entry = way.entry;
        let mut objects = Objects::new();
        let args = match given.is_empty() {
            true => Some(entry.defaults.clone()),
            false => this.signature(py)?.native(&this.bind(&given, py)?, &entry.defaults, &mut objects)?,
        };
        let Some(args) = args else { return Ok(None) };
        let doubtful = !given.is_empty() && this.python(py)?.is_some();
        let (objects, cx) = (RefCell::new(objects), way.context());
        Ok(Some(Self { function, provider, given, entry, args, objects, state, cx, doubtful }))
    }

    /// Whether the short way is still open, and leads where it led.
    #[inline]
    fn is_open(&self) -> bool {
        // Whatever changes a formatter, a class or whether weights count makes the generator less than pristine.
        self.state.engine.get().is_pristine() && self.state.stands()
    }

    /// The next value, and whether Python had a hand in it; none if the short way is closed.
    #[inline]
    pub fn next(&mut self, out: &mut Vec<u8>) -> Option<PyResult<(Bound<'py, PyAny>, bool)>> {
        if !self.is_open() {
            return None;
        }
        let py = self.provider.py();
        let before = self.doubtful.then(|| self.cx.draw.mark(py, true));
        Some(match call::draw_in(py, &mut self.cx, self.entry, &self.args, &self.objects, out) {
            Ok(Ok(value)) => Ok((value, false)),
            Ok(Err(error)) => self.doubted(&error, before),
            Err(error) => Err(error),
        })
    }

    /// So many next texts, one after another, and where each ends; none if the short way is closed, or has no flat
    /// program. Nobody else can run meanwhile, so that they are what as many calls give.
    pub fn many(&mut self, n: usize, texts: &mut Texts) -> Option<PyResult<()>> {
        if !self.given.is_empty() || !self.is_open() || !self.cx.is_plain() {
            return None;
        }
        let flat = self.cx.pack.flat(self.entry)?;
        self.cx.class = self.entry.class;
        let drawn = flat.append(&mut self.cx, n, &mut texts.bytes, &mut texts.ends);
        Some(drawn.map_err(|error| call::raised(&error, self.cx.pack)))
    }

    /// What the engine did not understand, made in Python from the state before.
    #[cold]
    fn doubted(&mut self, error: &Error, before: Option<Mark>) -> PyResult<(Bound<'py, PyAny>, bool)> {
        let py = self.provider.py();
        let (Some(before), Some(python)) = (before, self.function.get().python(py)?) else {
            return Err(call::raised(error, self.cx.pack));
        };
        self.cx.draw.back_to(py, &before);
        if let Some(way) = call::short(self.function.get(), self.provider.as_borrowed()) {
            self.cx = way.context();
        }
        call::in_python(python, &self.provider, &self.given).map(|value| (value, true))
    }
}

/// The same call for several locales, of which each value draws one as Faker's proxy does.
pub struct Drawn<'py> {
    methods: Vec<Prepared<'py>>,
    /// The cumulative weights of the locales, if they have any.
    weights: Option<Vec<u8>>,
    /// Where the locale is drawn from: the first generator of all.
    state: State<'py>,
}

impl<'py> Drawn<'py> {
    /// The calls for each locale, and what weights they have; none if a locale cannot be drawn here.
    pub fn new(
        methods: Vec<Prepared<'py>>,
        weights: Option<Vec<f64>>,
        first: Bound<'py, Engine>,
    ) -> PyResult<Option<Self>> {
        let Some(state) = State::of(first) else { return Ok(None) };
        let sums = |weights: Vec<f64>| {
            let sums = weights.iter().scan(0.0, |sum, weight| {
                *sum += weight;
                Some(f64::to_le_bytes(*sum))
            });
            sums.flatten().collect::<Vec<u8>>()
        };
        if let Some(weights) = &weights {
            let sound = weights.iter().all(|weight| *weight >= 0.0) && weights.iter().sum::<f64>() > 0.0;
            if weights.len() != methods.len() || !sound || weights.iter().sum::<f64>().is_infinite() {
                return Ok(None);
            }
        }
        Ok(Some(Self { methods, weights: weights.map(sums), state }))
    }

    /// The next value, and whether Python had a hand in it; none if the short way is closed for any locale.
    #[inline]
    pub fn next(&mut self, out: &mut Vec<u8>) -> Option<PyResult<(Bound<'py, PyAny>, bool)>> {
        if !self.state.stands() || !self.methods.iter().all(Prepared::is_open) {
            return None;
        }
        // SAFETY: the state is that of the first generator's own `random`, as was seen just now, and nobody else runs.
        let twister = unsafe { &mut *self.state.twister };
        let at = match (&self.weights, self.methods.len()) {
            // One that is alone is not drawn.
            (_, 1) => 0,
            (None, n) => twister.below(n as u64) as usize,
            (Some(sums), _) => twister.weighted(Weights::new(sums, &[])),
        };
        self.methods[at].next(out)
    }
}
