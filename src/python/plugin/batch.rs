//! `Batch`: what a provider's function is called with.

use crate::error::Error;
use crate::providers::Value;
use crate::python::errors::to_python;
use crate::python::objects::{self, Context};
use crate::python::spec::{self, Objects};
use crate::records::plugin;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyInt, PyList, PyRange};

/// Rows that a field's function makes values for: one for each, in order.
///
/// The engine asks for rows in chunks of 1,024, always for whole ones, and drops what nobody asked for: so a value
/// depends on the seed, the column and the row, and not on who asked for which rows. All randomness must come from the
/// batch: from `random`, `numpy`, `seed` or `draw`.
///
/// Example:
///     >>> def dice(batch: Batch, *, sides: int = 6) -> list[int]:
///     ...     return [batch.random.randint(1, sides) for _ in batch.rows]
#[pyclass(frozen, name = "Batch", module = "forgery.registry")]
pub struct Batch {
    batch: plugin::Batch,
    random: PyOnceLock<Py<PyAny>>,
    numpy: PyOnceLock<Py<PyAny>>,
}

impl Batch {
    /// The batch as Python sees it.
    pub fn new(batch: plugin::Batch) -> Self {
        Self { batch, random: PyOnceLock::new(), numpy: PyOnceLock::new() }
    }
}

#[pymethods]
impl Batch {
    /// How many values to make.
    #[getter]
    fn n(&self) -> usize {
        self.batch.n()
    }

    /// The numbers of the rows, as a range; the last may be beyond the end of the table.
    #[getter]
    fn rows<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyRange>> {
        let rows = self.batch.rows();
        PyRange::new(py, rows.start as isize, rows.end as isize)
    }

    /// The locale of the values, such as "de_DE". Where a table has several, the function is called for each.
    #[getter]
    fn locale(&self) -> &'static str {
        self.batch.locale().name()
    }

    /// The moment from which relative dates count: a datetime.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        objects::value(py, &Value::DateTime(self.batch.clock().now()), &Objects::new())
    }

    /// What stands before the colon in "buyer:vehicle.vin"; empty without one.
    #[getter]
    fn label(&self) -> &str {
        self.batch.label()
    }

    /// 32 bytes, for a generator of your own.
    #[getter]
    fn seed<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.batch.seed("seed"))
    }

    /// A `random.Random` for these rows.
    #[getter]
    fn random<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static RANDOM: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let make = || {
            let seed = PyInt::new(py, 0i32)
                .get_type()
                .call_method1("from_bytes", (PyBytes::new(py, &self.batch.seed("random")), "little"))?;
            PyResult::Ok(RANDOM.import(py, "random", "Random")?.call1((seed,))?.unbind())
        };
        Ok(self.random.get_or_try_init(py, make)?.bind(py).clone())
    }

    /// A `numpy.random.Generator` (PCG64) for these rows.
    #[getter]
    fn numpy<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static GENERATOR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let make = || {
            let generator = GENERATOR.import(py, "forgery.registry._numpy", "generator")?;
            PyResult::Ok(generator.call1((PyBytes::new(py, &self.batch.seed("numpy")),))?.unbind())
        };
        Ok(self.numpy.get_or_try_init(py, make)?.bind(py).clone())
    }

    /// The values of another field in these rows.
    ///
    /// Args:
    ///     name: A field as in a schema: "name", "person.name", "vehicle.make".
    ///     label: Which of several entities; the batch's own label if None.
    ///     **params: The field's parameters.
    ///
    /// Returns:
    ///     list: A value for each row. An attribute of an entity is what the table's column of it has in that row;
    ///         another field's values belong to this column alone.
    ///
    /// Example:
    ///     >>> owners = batch.draw("person.name")
    #[pyo3(signature = (name, label=None, **params))]
    fn draw<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        label: Option<&str>,
        params: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let mut context = Context::default();
        let named = spec::named(params, &mut context.objects)?;
        let drawn = py.detach(|| self.batch.draw(name, label, &[], &named));
        let column = drawn.map_err(|error| drawing(py, name, error))?;
        PyList::new(py, objects::column(py, &column, &context)?)
    }

    fn __repr__(&self) -> String {
        let rows = self.batch.rows();
        format!("<forgery Batch of rows {} to {} in {}>", rows.start, rows.end, self.locale())
    }
}

fn drawing(py: Python<'_>, name: &str, error: Error) -> PyErr {
    let error = match error {
        Error::Endless => Error::Value(format!("'{name}' asks for fields that ask for each other without end")),
        error => error,
    };
    to_python(py, &error)
}
