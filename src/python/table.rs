//! `Table`: a plan with a number of rows, which makes what is asked of it.

use super::arrow::{self, Reader};
use super::batch::{self, Rows};
use super::detach;
use super::errors::OrRaise;
use super::faker::{count, name, Most, MAX_LIST};
use super::lists::{NewList, NewRow};
use super::objects::{Context, Exporter, Uncollected};
use super::{spec, text};
use crate::error::{nearest, Error};
use crate::records::arrow::Strings;
use crate::records::overlay::Label;
use crate::records::schema::ColumnField;
use crate::records::spec::Spec;
use crate::records::Plan;
use crate::rng::CHUNK;
use arrow_schema::SchemaRef;
use pyo3::exceptions::{PyIndexError, PyStopIteration};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyList, PySlice, PyString};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

/// Rows that are made when they are asked for: any of them, in any order, the same each time.
///
/// Made by `forgery.table(schema, rows, seed)` or `Faker.table`. A row or a slice is made in memory bounded by what
/// is asked for: row 10**15 costs what row 0 costs.
///
/// Example:
///     >>> t = forgery.table({"id": "uuid", "name": "name"}, rows=10**15, seed=42)
///     >>> t[10**14]["name"]
#[pyclass(frozen, module = "forgery")]
#[derive(Debug)]
pub struct Table {
    plan: Arc<Plan>,
    rows: u64,
    contexts: Arc<[Context]>,
    names: Vec<Py<PyString>>,
    /// How its texts are laid out as Arrow arrays.
    strings: Strings,
}

impl Table {
    /// A table of a plan.
    pub fn new(py: Python<'_>, plan: Arc<Plan>, rows: u64, contexts: Vec<Context>) -> PyResult<Self> {
        let names = plan.columns().iter().map(|c| PyString::intern(py, &c.spec.name).unbind()).collect();
        Ok(Self { plan, rows, contexts: contexts.into(), names, strings: Strings::default() })
    }

    fn with(&self, py: Python<'_>, strings: Strings) -> Self {
        let names = self.names.iter().map(|name| name.clone_ref(py)).collect();
        Self { plan: self.plan.clone(), contexts: self.contexts.clone(), names, strings, ..*self }
    }

    fn all(&self) -> Vec<usize> {
        (0..self.names.len()).collect()
    }

    /// Rows as dicts.
    pub fn dicts<'py>(&self, py: Python<'py>, rows: Range<u64>) -> PyResult<Bound<'py, PyList>> {
        let template = NewRow::dict(py, &self.names)?;
        self.each(py, rows, &template)
    }

    /// Rows as tuples.
    pub fn tuples<'py>(&self, py: Python<'py>, rows: Range<u64>) -> PyResult<Bound<'py, PyList>> {
        self.each(py, rows, &NewRow::Tuple(self.names.len()))
    }

    fn each<'py>(&self, py: Python<'py>, rows: Range<u64>, new: &NewRow<'py>) -> PyResult<Bound<'py, PyList>> {
        let mut out = NewList::new(py, (rows.end - rows.start) as usize)?;
        let _uncollected = Uncollected::new(py)?;
        let mut exporters: Vec<_> = self.contexts.iter().map(|context| Exporter::new(py, context)).collect();
        // A dict takes a few hundred bytes: so many are in reach while their columns are filled.
        detach::pieces(py, &self.plan, &self.all(), rows, CHUNK as u64, |columns| {
            let n = columns.first().map_or(0, |c| c.len());
            let mut places = out.places(n);
            new.rows(py, n, &columns, &mut exporters, |row| places.put(row))
        })?;
        out.finish()
    }

    fn slice(&self, slice: &Bound<'_, PySlice>) -> PyResult<Option<Range<u64>>> {
        let py = slice.py();
        let part = |name: &str| -> PyResult<Option<i64>> {
            let value = slice.getattr(name)?;
            Ok(match spec::read(&value, 3, &mut Vec::new())? {
                Spec::None => None,
                Spec::Int(at) => Some(at),
                // Bounds beyond the table are cut to it, as for a list.
                Spec::Big(at) => Some(if at.starts_with('-') { i64::MIN } else { i64::MAX }),
                other => {
                    let (what, expected) = (format!("a slice's {name}"), "an integer or None".to_string());
                    return Err(Error::Type { what, expected, given: other.describe() }).or_raise(py);
                }
            })
        };
        if part("step")?.is_some_and(|step| step != 1) {
            return Err(Error::value("a table's slice has no step")).or_raise(py);
        }
        let rows = self.rows as i64;
        let place = |at: i64| (if at < 0 { at.saturating_add(rows) } else { at }).clamp(0, rows) as u64;
        let (start, stop) = (place(part("start")?.unwrap_or(0)), place(part("stop")?.unwrap_or(rows)));
        Ok((start < stop).then_some(start..stop))
    }

    fn listed(&self, py: Python<'_>, rows: &Range<u64>) -> PyResult<()> {
        let n = rows.end.saturating_sub(rows.start);
        if n > MAX_LIST {
            let message = format!("a list has at most {MAX_LIST} rows, not {n}; use batches() or an Arrow stream");
            return Err(Error::Value(message)).or_raise(py);
        }
        Ok(())
    }

    fn index(&self, py: Python<'_>, name: &str) -> PyResult<usize> {
        let names = || self.plan.columns().iter().map(|c| c.spec.name.as_str());
        let found = names().position(|n| n == name);
        found
            .ok_or_else(|| {
                let hint = nearest(name, names()).map(|n| format!("; did you mean '{n}'?")).unwrap_or_default();
                Error::Value(format!("the table has no column '{name}'{hint}"))
            })
            .or_raise(py)
    }

    /// Whether Python makes some of the columns.
    fn has_foreign(&self) -> bool {
        let opaque = |c: &crate::records::plan::PlanColumn| match &c.spec.field {
            ColumnField::Plugin(plugged) => matches!(plugged.blank(), crate::records::Data::Value(_)),
            _ => false,
        };
        self.contexts.iter().any(|c| c.host.is_some()) || self.plan.columns().iter().any(opaque)
    }

    /// Checks that the engine knows all values, and can write them as text.
    fn known(&self, py: Python<'_>) -> PyResult<()> {
        if self.has_foreign() {
            return Err(Error::value("a column that Python makes cannot be written as text here")).or_raise(py);
        }
        Ok(())
    }

    fn reader(&self, rows: Range<u64>, size: Option<u64>, schema: SchemaRef) -> Reader {
        Reader::new(self.plan.clone(), schema, self.contexts.clone(), rows, size)
    }

    fn schema(&self, py: Python<'_>) -> PyResult<SchemaRef> {
        arrow::schema(py, &self.plan, self.strings, None)
    }
}

#[pymethods]
impl Table {
    /// The number of rows.
    #[getter]
    fn num_rows(&self) -> u64 {
        self.rows
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self, py: Python<'_>) -> Vec<Py<PyString>> {
        self.names.iter().map(|n| n.clone_ref(py)).collect()
    }

    fn __len__(&self) -> usize {
        self.rows as usize
    }

    /// Iterate over the rows as dicts, made some thousands at a time.
    fn __iter__<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let batches = Batches { table: slf.unbind(), next: AtomicU64::new(0), size: 4096, tuples: false };
        py.import("itertools")?.getattr("chain")?.call_method1("from_iterable", (batches,))
    }

    fn __repr__(&self) -> String {
        let names: Vec<&str> = self.plan.columns().iter().map(|c| c.spec.name.as_str()).collect();
        format!("<forgery.Table of {} rows: {}>", self.rows, names.join(", "))
    }

    /// A row as a dict, or a slice as a list of dicts.
    fn __getitem__<'py>(&self, py: Python<'py>, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(slice) = index.cast::<PySlice>() {
            let rows = self.slice(slice)?.unwrap_or(0..0);
            self.listed(py, &rows)?;
            return Ok(self.dicts(py, rows)?.into_any());
        }
        let at = match spec::read(index, 3, &mut Vec::new())? {
            Spec::Int(at) => at,
            Spec::Big(at) => {
                return Err(PyIndexError::new_err(format!("row {at} is outside a table of {} rows", self.rows)));
            }
            other => {
                let (what, expected) = ("a table's index".to_string(), "an integer or a slice".to_string());
                return Err(Error::Type { what, expected, given: other.describe() }).or_raise(py);
            }
        };
        let row = if at < 0 { at.saturating_add(self.rows as i64) } else { at };
        if row < 0 || row as u64 >= self.rows {
            return Err(PyIndexError::new_err(format!("row {at} is outside a table of {} rows", self.rows)));
        }
        self.dicts(py, row as u64..row as u64 + 1)?.get_item(0)
    }

    /// Make the values of one column.
    ///
    /// Args:
    ///     name: The column.
    ///     rows: A slice, or None for all rows.
    ///
    /// Returns:
    ///     list
    ///
    /// Example:
    ///     >>> t.column("name", slice(0, 3))
    #[pyo3(signature = (name, rows=None))]
    fn column<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        rows: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let at = self.index(py, &self::name("a column's name", name)?)?;
        let rows = match rows.map(|rows| (rows, rows.cast::<PySlice>())) {
            Some((_, Ok(slice))) => self.slice(slice)?.unwrap_or(0..0),
            Some((rows, Err(_))) => {
                let given = spec::read(rows, 3, &mut Vec::new())?.describe();
                return Err(Error::Type { what: "rows".into(), expected: "a slice".into(), given }).or_raise(py);
            }
            None => 0..self.rows,
        };
        self.listed(py, &rows)?;
        let mut values = NewList::new(py, (rows.end - rows.start) as usize)?;
        let mut exporter = Exporter::new(py, &self.contexts[at]);
        detach::pieces(py, &self.plan, &[at], rows, detach::PART, |made| values.column(&made[0], &mut exporter))?;
        values.finish()
    }

    /// Make all rows as a list of dicts.
    fn records<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.listed(py, &(0..self.rows))?;
        self.dicts(py, 0..self.rows)
    }

    /// Make all rows as a list of tuples.
    fn records_tuples<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.listed(py, &(0..self.rows))?;
        self.tuples(py, 0..self.rows)
    }

    /// Iterate over the rows in lists of dicts, holding one list at a time.
    ///
    /// Args:
    ///     size: Rows in a batch.
    ///     start: The row to start from.
    ///     tuples: Whether rows are tuples instead of dicts.
    ///
    /// Example:
    ///     >>> for batch in t.batches(100_000): ...
    #[pyo3(signature = (size=None, *, start=None, tuples=false))]
    fn batches(
        slf: Bound<'_, Self>,
        size: Option<&Bound<'_, PyAny>>,
        start: Option<&Bound<'_, PyAny>>,
        tuples: bool,
    ) -> PyResult<Batches> {
        let py = slf.py();
        let size = match size {
            Some(size) => count("batch_size", size, Most::List)?,
            None => 100_000,
        };
        if size == 0 {
            return Err(Error::value("a batch has at least 1 row")).or_raise(py);
        }
        let start = match start {
            Some(start) => count("start", start, Most::Table)?.min(slf.get().rows),
            None => 0,
        };
        Ok(Batches { table: slf.unbind(), next: AtomicU64::new(start), size, tuples })
    }

    /// Make rows as text of a kind in some parts, made side by side, which the command line writes where a file has no
    /// number.
    #[pyo3(signature = (start, stop, kind))]
    fn _text<'py>(&self, py: Python<'py>, start: u64, stop: u64, kind: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
        crate::records::text::check(kind).or_raise(py)?;
        self.known(py)?;
        let picks = py.detach(|| text::picks(&self.plan, kind)).or_raise(py)?;
        let mut made = Vec::new();
        let stop = stop.min(self.rows);
        let mut from = start.min(stop);
        while from < stop {
            let mut window = Vec::new();
            while window.len() < detach::threads() && from < stop {
                let end = stop.min((from / detach::PIECE + 1) * detach::PIECE);
                window.push(from..end);
                from = end;
            }
            let lines = |rows: &Range<u64>| text::lines(&self.plan, rows.clone(), &picks, kind);
            let texts = py.detach(|| detach::parallel_map(&window, lines));
            for text in texts {
                made.push(PyBytes::new(py, text.or_raise(py)?.written()).into_any());
            }
        }
        Ok(made)
    }

    /// Write all rows as text to an open file of the operating system: what the command line does.
    ///
    /// Others are made while some are written. `after` is called now and then with the number of rows written.
    #[cfg(unix)]
    fn _write(&self, py: Python<'_>, kind: &str, file: i32, after: &Bound<'_, PyAny>) -> PyResult<()> {
        self.known(py)?;
        let after = after.clone().unbind();
        let progress = |rows: u64| {
            Python::attach(|py| {
                py.check_signals()?;
                after.bind(py).call1((rows,)).map(drop)
            })
        };
        text::write(py, &self.plan, 0..self.rows, kind, &text::file(file)?, &progress)
    }

    /// Make all rows as a `pyarrow.Table`; needs the extra `forgery[arrow]`.
    ///
    /// Args:
    ///     strings: How texts are laid out: "string", "large_string", "string_view" or "dictionary". A dictionary
    ///         (with 32-bit keys) is made of columns that pick from a table or a list; other texts stay strings.
    ///
    /// Example:
    ///     >>> t.to_arrow(strings="dictionary")
    #[pyo3(signature = (*, strings=None))]
    fn to_arrow<'py>(&self, py: Python<'py>, strings: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        let table = match strings {
            Some(strings) => self._laid_out(py, strings)?,
            None => self.with(py, self.strings),
        };
        table.schema(py)?;
        let pyarrow = py.import("forgery._optional")?.call_method1("need", ("pyarrow", "arrow"))?;
        arrow::interrupt();
        pyarrow.call_method1("table", (table,)).map_err(|error| arrow::interrupt().unwrap_or(error))
    }

    /// The same rows, whose texts Arrow arrays lay out in another way.
    fn _laid_out(&self, py: Python<'_>, strings: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(self.with(py, Strings::named(&name("strings", strings)?).or_raise(py)?))
    }

    /// The Arrow schema, for libraries that read the PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow::schema_capsule(py, &*self.schema(py)?)
    }

    /// All rows as an Arrow stream, made while it is read; pyarrow, polars, DuckDB and pandas read it directly.
    ///
    /// Of a requested schema, the layouts of texts are honoured: string, large_string, string_view and dictionaries
    /// of them. Columns that cannot be as requested stay as they are, and all do if the names are others; readers cast
    /// where they need another type.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = arrow::schema(py, &self.plan, self.strings, requested_schema)?;
        arrow::stream(py, self.reader(0..self.rows, None, schema))
    }

    /// Rows that are made once, to be read in several forms; the interpreter is let go of while they are made.
    fn _rows(&self, py: Python<'_>, start: u64, stop: u64) -> PyResult<Rows> {
        let stop = stop.min(self.rows);
        Rows::new(py, &self.plan, &self.contexts, self.strings, start.min(stop)..stop)
    }

    /// Rows as text that is to be read in no other form, made by this thread; None if Python makes some of the columns.
    fn _lines<'py>(&self, py: Python<'py>, start: u64, stop: u64, kind: &str) -> PyResult<Option<Bound<'py, PyBytes>>> {
        if self.has_foreign() {
            return Ok(None);
        }
        let stop = stop.min(self.rows);
        let made = py.detach(|| {
            let picks = text::picks(&self.plan, kind)?;
            text::lines(&self.plan, start.min(stop)..stop, &picks, kind)
        });
        Ok(Some(PyBytes::new(py, made.or_raise(py)?.written())))
    }

    /// What was changed in some rows: tuples of the row, the name of the column, what happened, the value before and the one
    /// that is there, as texts, and the row that it repeats.
    #[allow(clippy::type_complexity)]
    fn _labels(
        &self,
        py: Python<'_>,
        start: u64,
        stop: u64,
    ) -> PyResult<Vec<(u64, Py<PyString>, String, Option<String>, Option<String>, Option<u64>)>> {
        let stop = stop.min(self.rows);
        let labels = py.detach(|| self.plan.labels(start.min(stop)..stop)).or_raise(py)?;
        let tuple = |label: Label| {
            (label.row, self.names[label.column].clone_ref(py), label.kind, label.old, label.new, label.source)
        };
        Ok(labels.into_iter().map(tuple).collect())
    }

    /// The names of the columns in which something goes wrong.
    fn _overlaid(&self, py: Python<'_>) -> Vec<Py<PyString>> {
        self.plan.overlaid_columns().into_iter().map(|at| self.names[at].clone_ref(py)).collect()
    }

    /// The types of the columns, by the names that manifests have.
    fn _types(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let none = self.plan.rows(0..0).or_raise(py)?;
        Ok(self.plan.columns().iter().zip(&none).map(|(c, made)| batch::type_name(&c.spec, &made.data)).collect())
    }

    /// Part of the rows as an Arrow stream with batches of a size.
    #[pyo3(signature = (start, stop, size=None))]
    fn _stream<'py>(
        &self,
        py: Python<'py>,
        start: u64,
        stop: u64,
        size: Option<u64>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let stop = stop.min(self.rows);
        arrow::stream(py, self.reader(start.min(stop)..stop, size, self.schema(py)?))
    }
}

/// An iterator over a table's rows, one batch at a time.
#[pyclass(frozen, module = "forgery")]
#[derive(Debug)]
pub struct Batches {
    table: Py<Table>,
    next: AtomicU64,
    size: u64,
    tuples: bool,
}

#[pymethods]
impl Batches {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let table = self.table.get();
        let start = self.next.fetch_add(self.size, Ordering::Relaxed);
        if start >= table.rows {
            return Err(PyStopIteration::new_err(()));
        }
        let rows = start..table.rows.min(start + self.size);
        if self.tuples {
            table.tuples(py, rows)
        } else {
            table.dicts(py, rows)
        }
    }
}
