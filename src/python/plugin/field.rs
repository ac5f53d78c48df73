//! `PluginField`: what `forgery.registry` declares, as the engine reads it.

use super::arguments::keywords;
use super::batch::Batch;
use super::native::Native;
use super::values;
use crate::clock::Clock;
use crate::error::Error;
use crate::opaque::Opaque;
use crate::providers::{Default, Field, Kind, Param, Type};
use crate::python::arrow::attached;
use crate::python::errors::OrRaise;
use crate::records::plugin::{self, Declared, Failure, Maker, Source};
use crate::records::spec::Bound as BoundArgs;
use crate::records::Column;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyTuple};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A part of what a function makes: its name, the type of its values, whether some may be missing.
#[derive(Clone, Debug)]
pub struct Part {
    /// The attribute's name; empty for a function that makes one column.
    pub name: String,
    /// The type of its values.
    pub kind: Type,
    /// Whether values may be missing.
    pub nullable: bool,
}

/// A field of a third party: made by `forgery.registry` from a declaration.
#[pyclass(frozen, module = "forgery._forgery")]
#[derive(Debug)]
pub struct PluginField {
    field: &'static Field,
    provider: String,
    distribution: String,
    entity: Option<String>,
    function: String,
    part: usize,
    parts: Arc<[Part]>,
    sequential: bool,
    make: Make,
}

#[derive(Debug)]
enum Make {
    Python(Py<PyAny>),
    Native(Arc<Native>, u32),
}

/// The type of that name.
fn kind_of(py: Python<'_>, name: &str) -> PyResult<Type> {
    Ok(match name {
        "str" => Type::Str,
        "int" => Type::Int,
        "float" => Type::Float,
        "bool" => Type::Bool,
        "bytes" => Type::Bytes,
        "datetime.date" => Type::Date,
        "datetime.datetime" => Type::DateTime,
        "datetime.time" => Type::Time,
        "datetime.timedelta" => Type::Duration,
        "decimal.Decimal" => Type::Decimal,
        "object" => Type::Any,
        other => return Err(Error::Value(format!("no field has values of type {other}"))).or_raise(py),
    })
}

/// Text that lives as long as the process; equal texts are kept once.
fn kept(text: &str) -> &'static str {
    static TEXTS: Mutex<Option<FxHashMap<String, &'static str>>> = Mutex::new(None);
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    let texts = texts.get_or_insert_default();
    if let Some(known) = texts.get(text) {
        return known;
    }
    let made: &'static str = Box::leak(text.to_string().into_boxed_str());
    texts.insert(text.to_string(), made);
    made
}

/// A declaration that lives as long as the process, as those of the catalogue do; equal ones are kept once.
fn interned(name: &str, returns: Type, params: Vec<Param>, doc: &str) -> &'static Field {
    static FIELDS: Mutex<Option<FxHashMap<String, &'static Field>>> = Mutex::new(None);
    let key = format!("{name}\n{returns:?}\n{params:?}\n{doc}");
    let mut fields = FIELDS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = fields.get_or_insert_default();
    if let Some(field) = known.get(&key) {
        return field;
    }
    let params: &'static [Param] = Box::leak(params.into_boxed_slice());
    let name = kept(name);
    let field: &'static Field = Box::leak(Box::new(Field::new(name, name, returns, kept(doc)).params(params).ours()));
    known.insert(key, field);
    field
}

/// A parameter as Python declares it: name, kind, values of a choice, whether required, default, documentation.
type Declaration<'py> = (String, String, Vec<String>, bool, Bound<'py, PyAny>, String);

fn parameter(py: Python<'_>, (name, kind, known, required, default, doc): Declaration<'_>) -> PyResult<Param> {
    let leaked = |texts: Vec<String>| -> &'static [&'static str] {
        Box::leak(texts.iter().map(|text| kept(text)).collect::<Vec<_>>().into_boxed_slice())
    };
    let kind = match kind.as_str() {
        "bool" => Kind::Bool,
        "int" => Kind::Int,
        "float" => Kind::Float,
        "str" => Kind::Str,
        "choice" => Kind::OneOf(leaked(known)),
        "strs" => Kind::Strs,
        "date" => Kind::Day,
        "datetime" => Kind::Moment,
        "object" => Kind::Any,
        other => return Err(Error::Value(format!("no parameter takes {other}"))).or_raise(py),
    };
    // What a default is matters only where it is shown: the function has it too.
    let default = match crate::python::spec::read(&default, 2, &mut Vec::new())? {
        _ if required => Default::Required,
        crate::records::spec::Spec::Bool(value) => Default::Bool(value),
        crate::records::spec::Spec::Int(value) => Default::Int(value),
        crate::records::spec::Spec::Float(value) => Default::Float(value),
        crate::records::spec::Spec::Str(text) => Default::Str(kept(&text)),
        crate::records::spec::Spec::Seq(items) => {
            let texts = items.iter().map(|item| match item {
                crate::records::spec::Spec::Str(text) => text.clone(),
                other => other.describe(),
            });
            Default::Strs(leaked(texts.collect()))
        }
        _ => Default::None,
    };
    Ok(Param { name: kept(&name), kind, default, doc: kept(&doc) })
}

#[pymethods]
impl PluginField {
    /// Declare a field.
    ///
    /// Args:
    ///     name: Provider and field: "vehicle.vin".
    ///     distribution: Where it comes from, for messages.
    ///     doc: What a value is.
    ///     params: A tuple for each parameter.
    ///     parts: Name, type and whether values may be missing, for each column that `make` gives.
    ///     part: Which of them this field is.
    ///     entity: The name of the entity, if the field is an attribute of one.
    ///     function: What tells the functions of an entity apart.
    ///     sequential: Whether the first values do not depend on how many follow.
    ///     make: The function, or a native provider and the number of its function.
    #[new]
    #[pyo3(signature = (name, distribution, doc, params, parts, part, entity, function, sequential, make))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        name: &str,
        distribution: String,
        doc: &str,
        params: Vec<Declaration<'_>>,
        parts: Vec<(String, String, bool)>,
        part: usize,
        entity: Option<String>,
        function: String,
        sequential: bool,
        make: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let parts = parts.into_iter().map(|(name, kind, nullable)| {
            let kind = kind_of(py, &kind)?;
            PyResult::Ok(Part { name, kind, nullable })
        });
        let parts = parts.collect::<PyResult<Arc<[Part]>>>()?;
        let Some(own) = parts.get(part) else {
            return Err(Error::value("a field is one of the parts that its function makes")).or_raise(py);
        };
        let params = params.into_iter().map(|param| parameter(py, param)).collect::<PyResult<Vec<_>>>()?;
        let provider = name.split('.').next().unwrap_or_default().to_string();
        let make = match make.cast::<PyTuple>() {
            Ok(native) => {
                let (provider, number) = native.extract::<(PyRef<'_, super::native::NativeProvider>, u32)>()?;
                Make::Native(provider.native(), number)
            }
            Err(_) => Make::Python(make.clone().unbind()),
        };
        let field = interned(name, own.kind, params, doc);
        Ok(Self { field, provider, distribution, entity, function, part, parts, sequential, make })
    }

    /// Provider and field: "vehicle.vin".
    #[getter]
    fn name(&self) -> &'static str {
        self.field.name
    }

    /// Make a batch of its own, apart from any table: what a checker asks for, and the drop-in.
    ///
    /// Args:
    ///     seed: 32 bytes from which all randomness comes.
    ///     n: How many values; a field that is not sequential makes 1,024 and the first n are taken.
    ///     locale: The locale.
    ///     as_of: The moment from which relative dates count, in microseconds since 1970.
    ///     kwargs: The field's arguments.
    ///     whole: Whether the function is asked for exactly n.
    ///     registry: Who knows the fields that it asks for.
    #[pyo3(signature = (seed, n, locale, as_of, kwargs, whole, registry))]
    #[allow(clippy::too_many_arguments)]
    fn values<'py>(
        &self,
        py: Python<'py>,
        seed: [u8; 32],
        n: usize,
        locale: &str,
        as_of: i64,
        kwargs: &Bound<'py, PyDict>,
        whole: bool,
        registry: Option<Py<PyAny>>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        use crate::python::{objects, spec};
        let mut context = objects::Context::default();
        let named = spec::named(Some(kwargs), &mut context.objects)?;
        let clock = Clock::At(as_of);
        let objects = |list: &spec::Objects| list.iter().map(|object| object.clone_ref(py)).collect::<Vec<_>>();
        let declared = self.declared(py, objects(&context.objects), clock);
        let bound = crate::records::spec::bind(declared.field, &[], &named).or_raise(py)?;
        let resolver = super::PyResolver::new(registry, objects(&context.objects), clock);
        let asked = if whole || self.sequential { n } else { n.max(crate::rng::CHUNK) };
        let locale = crate::locale::Locale::find(locale).or_raise(py)?;
        let batch = plugin::Batch::alone(seed.into(), asked, locale, clock, Some(resolver)).or_raise(py)?;
        let plugged = plugin::Plugged::new(declared, "", false, &bound).or_raise(py)?;
        let mut column = py.detach(|| plugged.alone(&batch)).or_raise(py)?;
        column.cut(n, asked - n);
        objects::column(py, &column, &context)
    }
}

impl PluginField {
    /// The declaration for the columns of a schema.
    pub fn declared(&self, py: Python<'_>, objects: Vec<Py<PyAny>>, clock: Clock) -> Declared {
        let source: Arc<dyn Source> = match &self.make {
            Make::Python(function) => {
                let (function, params) = (function.clone_ref(py), self.field.params);
                Arc::new(PythonSource { function, params, objects, clock, parts: self.parts.clone() })
            }
            Make::Native(native, number) => {
                let kinds = self.field.params.iter().map(|param| param.kind).collect();
                native.source(*number, self.parts.clone(), clock, kinds)
            }
        };
        Declared {
            field: self.field,
            provider: self.provider.clone(),
            distribution: self.distribution.clone(),
            entity: self.entity.clone(),
            function: self.function.clone(),
            part: self.part,
            nullable: self.parts[self.part].nullable,
            sequential: self.sequential,
            source,
        }
    }
}

/// A Python function, before its arguments are known.
#[derive(Debug)]
struct PythonSource {
    function: Py<PyAny>,
    params: &'static [Param],
    objects: Vec<Py<PyAny>>,
    clock: Clock,
    parts: Arc<[Part]>,
}

impl Source for PythonSource {
    fn maker(&self, bound: &BoundArgs) -> Result<Arc<dyn Maker>, Failure> {
        attached(|py| {
            let kwargs = keywords(py, self.params, bound, &self.objects, self.clock)
                .map_err(|error| failure(py, error))?
                .map(Bound::unbind);
            let (function, parts) = (self.function.clone_ref(py), self.parts.clone());
            Ok(Arc::new(PythonMaker { function, kwargs, parts }) as Arc<dyn Maker>)
        })
    }
}

/// A Python function with its arguments.
#[derive(Debug)]
struct PythonMaker {
    function: Py<PyAny>,
    kwargs: Option<Py<PyDict>>,
    parts: Arc<[Part]>,
}

impl Maker for PythonMaker {
    fn make(&self, batch: &plugin::Batch) -> Result<Vec<Column>, Failure> {
        attached(|py| {
            let made = self.call(py, batch).map_err(|error| failure(py, error))?;
            let n = batch.n();
            if let [part] = &*self.parts {
                if part.name.is_empty() {
                    return Ok(vec![values::column(&made, part, n)?]);
                }
            }
            let Ok(mapping) = made.cast::<PyMapping>() else {
                let kind = made.get_type().name().map(|name| name.to_string()).unwrap_or_default();
                return Err(Failure::new(format!("an entity's function returns a dict of columns, not {kind}")));
            };
            let part = |part: &Part| match mapping.get_item(&part.name) {
                Ok(values) => values::column(&values, part, n)
                    .map_err(|failure| Failure { why: format!("'{}': {}", part.name, failure.why), ..failure }),
                Err(_) => Err(Failure::new(format!("the entity's function returned no column '{}'", part.name))),
            };
            self.parts.iter().map(part).collect()
        })
    }
}

impl PythonMaker {
    fn call<'py>(&self, py: Python<'py>, batch: &plugin::Batch) -> PyResult<Bound<'py, PyAny>> {
        let batch = Bound::new(py, Batch::new(batch.clone()))?;
        let kwargs = self.kwargs.as_ref().map(|kwargs| kwargs.bind(py).copy()).transpose()?;
        self.function.bind(py).call((batch,), kwargs.as_ref())
    }
}

/// The failure for an exception.
pub fn failure(py: Python<'_>, error: PyErr) -> Failure {
    let kind = error.get_type(py).name().map(|name| name.to_string()).unwrap_or_default();
    let text = error.value(py).to_string();
    let why = if text.is_empty() { format!("raised {kind}") } else { format!("raised {kind}: {text}") };
    Failure { why, cause: Some(Opaque::new(error)) }
}
