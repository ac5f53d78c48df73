//! What Python's provider classes are made from: their heads, and the values of their tables.

use super::super::objects::text;
use crate::locale::{find_attr, layout, Class, Node, Shape, Table};
use pyo3::exceptions::PyLookupError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyTuple, PyType};
use pyo3::IntoPyObjectExt;

type Object<'py> = Bound<'py, PyAny>;

/// The ids of Faker's provider classes: `en_US/person`, `base/person`, `base/base`.
#[pyfunction]
pub fn compat_classes() -> Vec<&'static str> {
    Class::all().filter(|class| !class.head().is_empty()).map(Class::id).collect()
}

/// The head of a provider class: lines that `forgery.compat._heads` reads.
///
/// Raises:
///     LookupError: There is no such class.
#[pyfunction]
pub fn compat_head(class_id: &str) -> PyResult<&'static str> {
    Ok(class(class_id)?.head())
}

/// The value of a class's table, made anew: equal to Faker's class attribute and of the same types.
///
/// Constants of the class's module are `module.<name>`.
///
/// Raises:
///     LookupError: There is no such class, or it has no such table.
#[pyfunction]
pub fn compat_table<'py>(py: Python<'py>, class_id: &str, name: &str) -> PyResult<Object<'py>> {
    let table = find_attr(name).and_then(|attr| class(class_id).ok()?.table(attr));
    let table = table.ok_or_else(|| PyLookupError::new_err(format!("{class_id} has no table {name}")))?;
    value(py, table)
}

fn class(id: &str) -> PyResult<Class> {
    let found = Class::find(id).filter(|class| !class.head().is_empty());
    found.ok_or_else(|| PyLookupError::new_err(format!("there is no provider class {id}")))
}

fn value(py: Python<'_>, table: Table) -> PyResult<Object<'_>> {
    let [outer, inner] = table.types();
    let entry = |i| text(py, table.get(i));
    match table.kind() {
        layout::STRINGS => sequence(py, outer, (0..table.len()).map(entry).collect()),
        layout::ROWS => {
            let row = |i| sequence(py, inner, (0..table.columns()).map(|j| text(py, table.cell(i, j))).collect());
            sequence(py, outer, (0..table.len()).map(row).collect::<PyResult<_>>()?)
        }
        layout::WEIGHTS => {
            let weight = |i| table.weight(i).map_or_else(|| Ok(py.None().into_bound(py)), |weight| node(py, weight));
            mapping(py, layout::MAP_ORDERED, (0..table.len()).map(|i| Ok((entry(i), weight(i)?))))
        }
        layout::TEXT => Ok(text(py, table.text())),
        _ => node(py, table.root()),
    }
}

fn sequence<'py>(py: Python<'py>, kind: u32, items: Vec<Object<'py>>) -> PyResult<Object<'py>> {
    Ok(match kind {
        layout::SEQ_TUPLE => PyTuple::new(py, items)?.into_any(),
        layout::SEQ_SET => PySet::new(py, items)?.into_any(),
        layout::SEQ_FROZENSET => PyFrozenSet::new(py, items)?.into_any(),
        layout::SEQ_KEYS => {
            let dict = PyDict::new(py);
            items.iter().try_for_each(|item| dict.set_item(item, py.None()))?;
            dict.call_method0("keys")?
        }
        _ => PyList::new(py, items)?.into_any(),
    })
}

fn mapping<'py>(
    py: Python<'py>,
    kind: u32,
    pairs: impl Iterator<Item = PyResult<(Object<'py>, Object<'py>)>>,
) -> PyResult<Object<'py>> {
    static ORDERED: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    if kind == layout::MAP_ORDERED {
        let dict = ORDERED.import(py, "collections", "OrderedDict")?.call0()?;
        for pair in pairs {
            let (key, item) = pair?;
            dict.set_item(key, item)?;
        }
        return Ok(dict);
    }
    let dict = PyDict::new(py);
    for pair in pairs {
        let (key, item) = pair?;
        dict.set_item(key, item)?;
    }
    Ok(dict.into_any())
}

fn node(py: Python<'_>, value: Node) -> PyResult<Object<'_>> {
    Ok(match value.shape() {
        Shape::None => py.None().into_bound(py),
        Shape::Bool => PyBool::new(py, value.int() != 0).to_owned().into_any(),
        Shape::Int => value.int().into_bound_py_any(py)?,
        Shape::Big => py.get_type::<PyInt>().call1((value.str(),))?,
        Shape::Float => PyFloat::new(py, value.float()).into_any(),
        Shape::Str => text(py, value.text()),
        Shape::Seq(kind) => sequence(py, kind, value.items().map(|item| node(py, item)).collect::<PyResult<_>>()?)?,
        Shape::Map(kind) => {
            let pair = |i| Ok((node(py, value.key(i))?, node(py, value.item(i))?));
            mapping(py, kind, (0..value.len()).map(pair))?
        }
        Shape::Tagged => match value.tagged() {
            Some((tag, value)) => tagged(py, tag, value)?,
            None => py.None().into_bound(py),
        },
    })
}

/// A value that the table writes as the arguments of its type.
fn tagged<'py>(py: Python<'py>, tag: &str, value: Node) -> PyResult<Object<'py>> {
    let arguments = || value.items().map(|item| node(py, item)).collect::<PyResult<Vec<_>>>();
    let (module, name) = match tag {
        "object" => return object(py, value),
        "re" => ("re", "compile"),
        "datetime" => ("datetime", "datetime"),
        "date" => ("datetime", "date"),
        "timedelta" => ("datetime", "timedelta"),
        "IPv4Network" => ("ipaddress", "IPv4Network"),
        "Decimal" => ("decimal", "Decimal"),
        "range" => ("builtins", "range"),
        "float" => ("builtins", "float"),
        "bytes" => return py.import("builtins")?.getattr("bytes")?.call_method1("fromhex", (value.str(),)),
        other => return Err(PyLookupError::new_err(format!("no Python value for {other}"))),
    };
    let arguments = if matches!(value.shape(), Shape::Seq(_)) { arguments()? } else { vec![node(py, value)?] };
    py.import(module)?.getattr(name)?.call1(PyTuple::new(py, arguments)?)
}

/// An object of one of Faker's classes, made of ours of the same name.
fn object<'py>(py: Python<'py>, value: Node) -> PyResult<Object<'py>> {
    let path = value.item(0).str();
    let (module, name) = path.rsplit_once('.').unwrap_or_default();
    let ours = module.replacen("faker", "forgery.compat", 1);
    let attributes = node(py, value.item(1))?.cast_into::<PyDict>()?;
    py.import(ours)?.getattr(name)?.call((), Some(&attributes))
}
