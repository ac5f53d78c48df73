//! Single values: drawn by their rule at once, with everything that a call needs kept ready in its instance.
//!
//! What one call gives is row 0 of the batch of the same call, so this draws what [`crate::records::fill`] draws and
//! only leaves out what a batch needs: a plan, a column, a list. Whatever is out of the ordinary (an argument that is
//! wrong, a field that Python makes, a rule that fails) goes the way of a batch instead, which knows how to say so.

use super::decimals;
use super::methods::numbered;
use super::objects;
use super::spec::{self, Objects};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::grammar::flat::Flat;
use crate::grammar::Cx;
use crate::locale::{find_name, Locale, NameId, Picks};
use crate::providers::{append_decimal, Entry, Field, Kind, Pack, Param, Rule, Value};
use crate::records::column::append_uuid;
use crate::records::schema::{ColumnField, ColumnSpec};
use crate::records::spec::{bind, rebind, Bound as BoundArgs, Spec};
use crate::records::{chosen, empty, Data, Plan};
use crate::rng::{Draw, Key, Singles, Stream};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyFloat, PyInt, PyString, PyTuple};

/// Longer strings are not kept to tell whether a call is the same as the last.
const LONGEST: usize = 1024;
/// After so many values an instance keeps the strings that it picks from a table.
const OFTEN: u32 = 256;
/// Tables with more entries are not kept as strings.
const MOST: usize = 1 << 14;

/// The key of an instance and the number of its next call.
pub type At<'a> = (&'a Key, u64);

/// The locales of an instance, their rules and its moment.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub locales: &'a [Locale],
    pub packs: &'a [&'static Pack<Stream>],
    pub clock: Clock,
}

/// What an instance makes its single values with.
///
/// It is used while its instance is locked. So nothing here runs Python, not even what makes room for an object that the
/// cyclic collector knows or sets an exception: a finalizer could ask the same instance for a value.
pub struct Maker {
    tools: Tools,
    /// Calls without arguments, by the number of the field.
    plain: Vec<Slot>,
    /// The last call with arguments of each field.
    given: Vec<Option<Box<Given>>>,
}

/// What values are drawn with.
struct Tools {
    cx: Own,
    /// Whether `cx` is as new but for its stream: a rule that failed or panicked may have left something in it.
    clean: bool,
    bytes: Vec<u8>,
    singles: Singles,
    /// For several locales: the key of the seed, its child for the locales, and the streams that they are drawn from.
    several: Option<(Key, Key, Singles)>,
}

/// A context without hooks.
struct Own(Cx<Stream>);

// SAFETY: all of a context may be sent but its hooks, which are Python's, and this one never gets any.
unsafe impl Send for Own {}

enum Slot {
    Unknown,
    /// Not to be made here.
    Long,
    Ready(Box<Ready>),
}

/// A call that can be made: its arguments are checked and settled by the clock.
pub struct Ready {
    name: NameId,
    /// The field's rule in each locale.
    entries: Box<[&'static Entry<Stream>]>,
    bound: BoundArgs,
    /// The column that a batch would have, empty.
    blank: Data,
    /// For an entry of a table.
    picks: Option<Picks>,
    /// How many values came of it, up to `OFTEN`.
    times: u32,
    /// What is run in the place of its rule, once it is often called.
    flat: Option<&'static Flat<Stream>>,
    /// The entries of the table as strings, as far as they came.
    texts: Vec<Option<Py<PyAny>>>,
}

/// A call with arguments, to be made again without reading them.
pub struct Given {
    ready: Ready,
    /// The objects that were given, alive so that no other can have their addresses: none that can change, and none
    /// that runs anything when it goes.
    objects: Vec<Py<PyAny>>,
    names: Option<Py<PyTuple>>,
    /// The parameter of each.
    params: Vec<usize>,
}

/// The arguments of a call as CPython passes them, as far as they were not looked at.
#[derive(Clone, Copy)]
pub struct Raw<'a, 'py> {
    /// The positional arguments, then the named ones.
    pub objects: &'a [Bound<'py, PyAny>],
    /// The names of the last ones: a tuple.
    pub names: Option<&'a Bound<'py, PyTuple>>,
}

/// A value that was drawn.
pub enum Made<'py> {
    /// As an object already.
    Object(Bound<'py, PyAny>),
    /// The text of a decimal number.
    Decimal(Bound<'py, PyAny>),
    /// What may run Python while it becomes an object, and so must not become one while the instance is locked.
    Value(Value),
}

impl<'py> Made<'py> {
    /// The value's object.
    #[inline]
    pub fn object(self, py: Python<'py>, objects: &[Py<PyAny>]) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Object(object) => Ok(object),
            Self::Decimal(text) => decimals::of_string(&text),
            Self::Value(value) => objects::value(py, &value, objects),
        }
    }
}

impl Ready {
    /// A call with checked arguments; `None` if it is not to be made here.
    pub fn new(place: Place<'_>, key: &Key, field: &'static Field, mut bound: BoundArgs) -> Option<Self> {
        let name = find_name(field.name)?;
        let entries = place.packs.iter().map(|pack| pack.check(field.name).ok()).collect::<Option<Box<[_]>>>()?;
        if entries.iter().any(|entry| matches!(entry.rule, Rule::Host)) {
            return None;
        }
        if place.packs.len() > 1 {
            // The rule of any locale may refuse the arguments, also one that this call would not come to.
            let column = ColumnSpec::new(String::new(), ColumnField::Field(field, bound.clone()));
            Plan::single(column, place.locales, place.clock, key).ok()?;
        }
        if let Some(prepare) = field.prepare {
            prepare(&mut bound.args, place.clock).ok()?;
        }
        let blank = blank(field, &entries, &bound);
        let picks = match blank {
            Data::Codes(table, _) => Some(table.guided_picks()),
            _ => None,
        };
        Some(Self { name, entries, bound, blank, picks, times: 0, flat: None, texts: Vec::new() })
    }
}

impl Ready {
    /// Counts a value, and makes the rule flat once there have been many: that takes as long as some hundred.
    #[inline]
    fn count(&mut self, place: Place<'_>) {
        if !matches!(self.blank, Data::Str(_)) || self.times >= OFTEN {
            return;
        }
        self.times += 1;
        if let ([entry], OFTEN, Rule::Program(_) | Rule::Str(_)) = (&*self.entries, self.times, self.entries[0].rule) {
            self.flat = place.packs[0].flat(entry).filter(|_| self.bound.args == entry.defaults);
        }
    }
}

fn blank(field: &Field, entries: &[&'static Entry<Stream>], bound: &BoundArgs) -> Data {
    let returns = field.type_of(&bound.args);
    empty(entries[0].rule, &bound.args, bound.choices.as_ref(), returns, entries.len() == 1)
}

impl Maker {
    /// A maker for the instance.
    pub fn new(place: Place<'_>, key: &Key) -> Self {
        let tools = Tools {
            cx: Own(Cx::new(Stream::at(key, 0, 0), place.packs[0], place.clock)),
            clean: true,
            bytes: Vec::with_capacity(256),
            singles: Singles::new(),
            several: (place.packs.len() > 1).then(|| (*key, key.child("locale"), Singles::new())),
        };
        Self { tools, plain: numbered().iter().map(|_| Slot::Unknown).collect(), given: Vec::new() }
    }

    /// The value of a field without arguments for the call of that number; `None` if it is not to be made here.
    #[inline]
    pub fn plain<'py>(&mut self, py: Python<'py>, place: Place<'_>, at: At<'_>, number: usize) -> Option<Made<'py>> {
        let slot = self.plain.get_mut(number)?;
        if let Slot::Unknown = slot {
            *slot = Slot::new(place, at.0, number);
        }
        match slot {
            Slot::Ready(ready) => self.tools.draw(py, place, at, ready),
            _ => None,
        }
    }

    /// The value of a field with the arguments of its last call that had some, or with other numbers instead; `None` if
    /// it is not to be made so.
    #[inline]
    pub fn again<'py>(
        &mut self,
        py: Python<'py>,
        place: Place<'_>,
        at: At<'_>,
        number: usize,
        raw: Raw<'_, 'py>,
    ) -> Option<Made<'py>> {
        let slot = self.given.get_mut(number)?;
        let given = slot.as_mut()?;
        if given.stands(place, number, raw) {
            return self.tools.draw(py, place, at, &mut given.ready);
        }
        *slot = None;
        None
    }

    /// The value of a field with these arguments, which are kept.
    pub fn given<'py>(
        &mut self,
        py: Python<'py>,
        place: Place<'_>,
        at: At<'_>,
        number: usize,
        given: Box<Given>,
    ) -> Option<Made<'py>> {
        self.given.resize_with(self.plain.len(), || None);
        let given = self.given.get_mut(number)?.insert(given);
        self.tools.draw(py, place, at, &mut given.ready)
    }

    /// The value of a call that is not kept.
    pub fn once<'py>(&mut self, py: Python<'py>, place: Place<'_>, at: At<'_>, ready: &mut Ready) -> Option<Made<'py>> {
        self.tools.draw(py, place, at, ready)
    }
}

impl Slot {
    #[cold]
    fn new(place: Place<'_>, key: &Key, number: usize) -> Self {
        let field = numbered()[number].field;
        let ready = bind(field, &[], &[]).ok().and_then(|bound| Ready::new(place, key, field, bound));
        ready.map_or(Self::Long, |ready| Self::Ready(Box::new(ready)))
    }
}

/// Whether an object can be kept to compare it with what is given next: a scalar of Python's own, which cannot change.
fn keeps(object: &Bound<'_, PyAny>) -> bool {
    if let Ok(text) = object.cast_exact::<PyString>() {
        return text.len().is_ok_and(|len| len <= LONGEST);
    }
    object.is_none()
        || object.is_exact_instance_of::<PyInt>()
        || object.is_exact_instance_of::<PyFloat>()
        || object.is_instance_of::<PyBool>()
}

impl Given {
    /// Reads the arguments of a call; `None` if they are not all scalars, or wrong.
    pub fn new(place: Place<'_>, key: &Key, number: usize, raw: Raw<'_, '_>) -> Option<Box<Self>> {
        let field = numbered()[number].field;
        if !raw.objects.iter().all(keeps) {
            return None;
        }
        let mut none = Objects::new();
        let mut specs = Vec::with_capacity(raw.objects.len());
        for object in raw.objects {
            specs.push(spec::read(object, 2, &mut none).ok()?);
        }
        let mut names = Vec::new();
        for name in raw.names.into_iter().flatten() {
            names.push(name.cast_exact::<PyString>().ok()?.to_cow().ok()?.into_owned());
        }
        let positional = specs.len().checked_sub(names.len())?;
        let named: Vec<_> = names.into_iter().zip(specs.drain(positional..)).collect();
        let bound = bind(field, &specs, &named).ok()?;
        let at = |name: &String| field.params.iter().position(|param| param.name == *name);
        let named = named.iter().map(|(name, _)| at(name)).collect::<Option<Vec<_>>>()?;
        Some(Box::new(Self {
            ready: Ready::new(place, key, field, bound)?,
            objects: raw.objects.iter().map(|object| object.clone().unbind()).collect(),
            names: raw.names.map(|names| names.clone().unbind()),
            params: (0..positional).chain(named).collect(),
        }))
    }

    /// Whether this is the call, if need be with other numbers.
    #[inline]
    fn stands(&mut self, place: Place<'_>, number: usize, raw: Raw<'_, '_>) -> bool {
        let names = match (&self.names, raw.names) {
            (None, None) => true,
            (Some(kept), Some(given)) => kept.as_ptr() == given.as_ptr(),
            _ => false,
        };
        if !names || self.objects.len() != raw.objects.len() {
            return false;
        }
        let mut pairs = self.objects.iter().zip(raw.objects);
        pairs.all(|(kept, given)| kept.as_ptr() == given.as_ptr()) || self.change(place, number, raw)
    }

    /// Puts other numbers in the place of the last ones, where each stands for itself. If that cannot be, this is of no
    /// use any more.
    fn change(&mut self, place: Place<'_>, number: usize, raw: Raw<'_, '_>) -> bool {
        let field = numbered()[number].field;
        let alone = |param: &Param| !matches!(param.kind, Kind::Elements | Kind::Weights);
        if place.packs.len() > 1 || field.prepare.is_some() || !field.params.iter().all(alone) {
            return false;
        }
        for ((kept, given), at) in self.objects.iter_mut().zip(raw.objects).zip(&self.params) {
            if kept.as_ptr() == given.as_ptr() {
                continue;
            }
            let Some(spec) = number_of(given) else { return false };
            if rebind(field, &mut self.ready.bound, *at, &spec).is_err() {
                return false;
            }
            *kept = given.clone().unbind();
        }
        if field.check.is_some_and(|check| check(&self.ready.bound.args).is_err()) {
            return false;
        }
        self.ready.blank = blank(field, &self.ready.entries, &self.ready.bound);
        (self.ready.flat, self.ready.times) = (None, 0);
        true
    }
}

/// Reads a number, truth value or `None`, if nothing of Python but memory is needed for it: no exception, that is.
fn number_of(object: &Bound<'_, PyAny>) -> Option<Spec> {
    if let Ok(value) = object.cast_exact::<PyInt>() {
        let mut overflow = 0;
        // SAFETY: it is an integer, for which the function never sets an exception.
        let value = unsafe { ffi::PyLong_AsLongLongAndOverflow(value.as_ptr(), &mut overflow) };
        return (overflow == 0).then_some(Spec::Int(value));
    }
    if let Ok(value) = object.cast_exact::<PyFloat>() {
        return Some(Spec::Float(value.value()));
    }
    if object.is_none() {
        return Some(Spec::None);
    }
    object.cast::<PyBool>().ok().map(|value| Spec::Bool(value.is_true()))
}

impl Tools {
    /// Draws the value of a call; `None` if the rule fails.
    #[inline]
    fn draw<'py>(
        &mut self,
        py: Python<'py>,
        place: Place<'_>,
        (key, call): At<'_>,
        ready: &mut Ready,
    ) -> Option<Made<'py>> {
        let locale = self.locale(place, key, call);
        let cx = &mut self.cx.0;
        if !self.clean {
            *cx = Cx::new(Stream::at(key, call, 0), place.packs[0], place.clock);
        }
        self.clean = false;
        self.singles.restart(key, call, &mut cx.draw);
        cx.pack = place.packs[locale];
        ready.count(place);
        let made = draw(py, cx, &mut self.bytes, ready.entries[locale], ready).ok()?;
        self.clean = cx.is_unsettled();
        Some(made)
    }

    /// Which locale row 0 of the call is in.
    #[inline]
    fn locale(&mut self, place: Place<'_>, key: &Key, call: u64) -> usize {
        let Some((parent, child, singles)) = &mut self.several else { return 0 };
        if *parent != *key {
            *parent = *key;
            *child = key.child("locale");
        }
        singles.next(child, call).below(place.packs.len() as u64) as usize
    }
}

/// Draws one value by its rule: what `fill` appends to a column, as an object.
#[inline]
fn draw<'py>(
    py: Python<'py>,
    cx: &mut Cx<Stream>,
    bytes: &mut Vec<u8>,
    entry: &'static Entry<Stream>,
    ready: &mut Ready,
) -> Result<Made<'py>> {
    let args = &ready.bound.args;
    cx.class = entry.class;
    if let Some(flat) = ready.flat {
        let end = flat.one(cx, bytes)?;
        return Ok(Made::Object(objects::text(py, &bytes[..end])));
    }
    bytes.clear();
    Ok(Made::Object(match (entry.rule, &ready.blank) {
        (Rule::Program(_), Data::Codes(..)) => return pick(py, cx, bytes, ready),
        (Rule::Program(_), Data::Str(_)) => {
            cx.call(ready.name, bytes)?;
            objects::text(py, bytes)
        }
        (Rule::Str(draw), Data::Str(_)) => {
            draw(cx, args, bytes)?;
            objects::text(py, bytes)
        }
        (Rule::Bytes(draw), Data::Bytes(_)) => {
            draw(cx, args, bytes)?;
            PyBytes::new(py, bytes).into_any()
        }
        (Rule::Value(draw), Data::Bytes(_)) => {
            match draw(cx, args)? {
                Value::Bytes(made) => bytes.extend_from_slice(&made),
                other => other.append_str(bytes),
            }
            PyBytes::new(py, bytes).into_any()
        }
        (Rule::Scaled(draw, _), Data::Decimal(_, scale)) => {
            append_decimal(draw(cx, args)?, *scale, bytes);
            return Ok(Made::Decimal(objects::text(py, bytes)));
        }
        (Rule::Decimal(draw), Data::Value(_)) => {
            draw(cx, args, bytes)?;
            return Ok(Made::Decimal(objects::text(py, bytes)));
        }
        (Rule::Int(draw), Data::Int(_)) => objects::int(py, draw(cx, args)?),
        (Rule::Float(draw), Data::Float(_)) => PyFloat::new(py, draw(cx, args)?).into_any(),
        (Rule::Bool(draw), Data::Bool(_)) => PyBool::new(py, draw(cx, args)?).to_owned().into_any(),
        (Rule::Date(draw), Data::Date(_)) => return Ok(Made::Value(Value::Date(draw(cx, args)?))),
        (Rule::DateTime(draw), Data::DateTime(_)) => return Ok(Made::Value(Value::DateTime(draw(cx, args)?))),
        (Rule::Time(draw), Data::Time(_)) => return Ok(Made::Value(Value::Time(draw(cx, args)?))),
        (Rule::Duration(draw), Data::Duration(_)) => return Ok(Made::Value(Value::Duration(draw(cx, args)?))),
        (Rule::Uuid(draw), Data::Uuid(_)) => {
            append_uuid(draw(cx, args)?, bytes);
            objects::text(py, bytes)
        }
        (Rule::Choice(draw), Data::Choice(values, _)) => {
            let at = draw(cx, args)?;
            return Ok(Made::Value(values.get(at).cloned().unwrap_or(Value::None)));
        }
        (Rule::Value(draw), Data::Value(_)) => {
            let value = draw(cx, args)?;
            return Ok(Made::Value(match &ready.bound.choices {
                Some(choices) => chosen(value, choices),
                None => value,
            }));
        }
        (rule, Data::Value(_)) => return Ok(Made::Value(rule.value(cx, args)?)),
        (rule, Data::Str(_)) => {
            rule.append(cx, args, bytes)?;
            objects::text(py, bytes)
        }
        _ => return Err(Error::value("a rule of another type than its column: please report this")),
    }))
}

/// Picks an entry of a table; one string for all values that are this entry, once there are many.
#[inline]
fn pick<'py>(py: Python<'py>, cx: &mut Cx<Stream>, bytes: &mut Vec<u8>, ready: &mut Ready) -> Result<Made<'py>> {
    let Some(picks) = &ready.picks else { return Err(Error::value("no table to pick from: please report this")) };
    let at = match picks.weights() {
        Some(weights) => cx.draw.weighted(weights),
        None => cx.draw.below(picks.len() as u64) as usize,
    };
    if let Some(Some(text)) = ready.texts.get(at) {
        return Ok(Made::Object(text.bind(py).clone()));
    }
    picks.append(at, bytes);
    let text = objects::text(py, bytes);
    if let Some(kept) = ready.texts.get_mut(at) {
        *kept = Some(text.clone().unbind());
    } else if ready.times < OFTEN {
        ready.times += 1;
        if ready.times == OFTEN && picks.len() <= MOST {
            ready.texts.resize_with(picks.len(), || None);
        }
    }
    Ok(Made::Object(text))
}

/// The arguments of a call, borrowed.
///
/// # Safety
/// `args` points to as many objects as `nargs` says and one more for each of `names`, a tuple or null, all alive while
/// the result is.
pub unsafe fn raw<'a, 'py>(
    py: Python<'py>,
    args: *const *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
    names: &'a *mut ffi::PyObject,
) -> Raw<'a, 'py> {
    // SAFETY: the caller's promise; a `Bound` is a pointer to an object, and behind a reference it does not count.
    unsafe {
        let names = (!names.is_null()).then(|| Bound::<PyAny>::ref_from_ptr(py, names).cast_unchecked::<PyTuple>());
        let n = nargs as usize + names.map_or(0, |names| names.len());
        let objects = if n == 0 { &[] } else { std::slice::from_raw_parts(args.cast::<Bound<'py, PyAny>>(), n) };
        Raw { objects, names }
    }
}
