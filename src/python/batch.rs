//! `Rows`: rows of a table that are made once and read in several forms, which is how several files are written in one
//! pass.

use super::arrow;
use super::errors::OrRaise;
use super::objects::Context;
use crate::error::{Error, Result};
use crate::records::arrow::{next_array, Shared, Strings};
use crate::records::schema::ColumnSpec;
use crate::records::text::{self, Buffer, Database, Dialect, Insert, Quoting, Spelling, Style};
use crate::records::{Column, Data, Plan};
use arrow_array::ffi::{to_ffi, FFI_ArrowArray};
use arrow_array::{Array, RecordBatch, RecordBatchOptions, StructArray};
use arrow_schema::SchemaRef;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyTuple};
use std::ops::Range;
use std::sync::Arc;

/// Rows of a table that are made already.
#[pyclass(frozen, module = "forgery")]
#[derive(Debug)]
pub struct Rows {
    plan: Arc<Plan>,
    columns: Vec<Column>,
    rows: Range<u64>,
    strings: Strings,
}

impl Rows {
    /// Makes them.
    pub fn new(
        py: Python<'_>,
        plan: &Arc<Plan>,
        contexts: &[Context],
        strings: Strings,
        rows: Range<u64>,
    ) -> PyResult<Self> {
        let all: Vec<usize> = (0..plan.columns().len()).collect();
        let made = py.detach(|| plan.some(&all, rows.clone())).or_raise(py)?;
        let columns = made.into_iter().zip(contexts).map(|(column, context)| arrow::known(column, context));
        Ok(Self { plan: plan.clone(), columns: columns.collect::<PyResult<_>>()?, rows, strings })
    }

    fn names(&self) -> Vec<&str> {
        self.plan.columns().iter().map(|column| column.spec.name.as_str()).collect()
    }

    fn batch(&self, schema: &SchemaRef) -> Result<FFI_ArrowArray> {
        let made = self.columns.iter().zip(schema.fields());
        let shared = || Shared::new(arrow::views);
        let arrays = made.map(|(column, field)| next_array(column.clone(), field.data_type(), &shared()));
        let options = RecordBatchOptions::new().with_row_count(Some((self.rows.end - self.rows.start) as usize));
        let wrong = |error: arrow_schema::ArrowError| Error::Value(error.to_string());
        let arrays = arrays.collect::<Result<Vec<_>>>()?;
        let batch = RecordBatch::try_new_with_options(schema.clone(), arrays, &options).map_err(wrong)?;
        Ok(to_ffi(&StructArray::from(batch).to_data()).map_err(wrong)?.0)
    }
}

#[pymethods]
impl Rows {
    /// The number of the first row.
    #[getter]
    fn start(&self) -> u64 {
        self.rows.start
    }

    fn __len__(&self) -> usize {
        (self.rows.end - self.rows.start) as usize
    }

    /// The rows as text of a kind; `options` as the sinks have them.
    #[pyo3(signature = (kind, options=None))]
    fn text<'py>(
        &self,
        py: Python<'py>,
        kind: &str,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let Some(options) = options else {
            text::check(kind).or_raise(py)?;
            let made = py.detach(|| -> Result<Buffer> {
                let mut out = Buffer::default();
                text::write(&self.plan, &self.columns, kind, &mut out)?;
                Ok(out)
            });
            return Ok(PyBytes::new(py, made.or_raise(py)?.written()));
        };
        let style = style(py, kind, &Options(options))?;
        let made = py.detach(|| -> Result<Vec<u8>> {
            let mut out = Vec::new();
            text::styled(&self.names(), &self.columns, self.rows.start, &style, &mut out)?;
            Ok(out)
        });
        Ok(PyBytes::new(py, &made.or_raise(py)?))
    }

    /// The rows as an Arrow array of structs, for libraries that read the PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let schema = arrow::schema(py, &self.plan, self.strings, requested_schema)?;
        let array = py.detach(|| self.batch(&schema)).or_raise(py)?;
        let array = PyCapsule::new_with_value(py, array, c"arrow_array")?;
        PyTuple::new(py, [arrow::schema_capsule(py, &schema)?, array])
    }
}

/// The type of a column, as manifests name it; `mixed` if Arrow has none for it.
pub fn type_name(spec: &ColumnSpec, data: &Data) -> String {
    use arrow_schema::DataType;
    let name = match crate::records::arrow::data_type(spec, data) {
        Ok(DataType::Utf8) => "string",
        Ok(DataType::Int64) => "int64",
        Ok(DataType::Float64) => "float64",
        Ok(DataType::Boolean) => "bool",
        Ok(DataType::Binary) => "binary",
        Ok(DataType::Date32) => "date",
        Ok(DataType::Timestamp(..)) => "datetime",
        Ok(DataType::Time64(_)) => "time",
        Ok(DataType::Duration(_)) => "duration",
        Ok(DataType::Decimal128(precision, scale)) => return format!("decimal({precision}, {scale})"),
        Ok(DataType::Null) => "null",
        _ => "mixed",
    };
    name.to_string()
}

/// What the sinks ask for, checked there.
struct Options<'a, 'py>(&'a Bound<'py, PyDict>);

impl<'py> Options<'_, 'py> {
    fn get<T: FromPyObjectOwned<'py>>(&self, name: &str) -> PyResult<T> {
        let value = self.0.get_item(name)?;
        let value = value.ok_or_else(|| pyo3::exceptions::PyKeyError::new_err(name.to_string()))?;
        value.extract().map_err(Into::into)
    }

    fn byte(&self, name: &str) -> PyResult<u8> {
        self.maybe_byte(name)?.ok_or_else(|| pyo3::exceptions::PyValueError::new_err(format!("no {name}")))
    }

    fn maybe_byte(&self, name: &str) -> PyResult<Option<u8>> {
        Ok(self.get::<Option<String>>(name)?.and_then(|text| text.bytes().next()))
    }

    fn bytes(&self, name: &str) -> PyResult<Vec<u8>> {
        Ok(self.get::<String>(name)?.into_bytes())
    }
}

fn style(py: Python<'_>, kind: &str, options: &Options<'_, '_>) -> PyResult<Style> {
    Ok(match kind {
        "csv" => Style::Csv(Dialect {
            delimiter: options.byte("delimiter")?,
            quote: options.byte("quote")?,
            escape: options.maybe_byte("escape")?,
            quoting: match options.get::<String>("quoting")?.as_str() {
                "all" => Quoting::All,
                "texts" => Quoting::Texts,
                "none" => Quoting::None,
                _ => Quoting::Minimal,
            },
            end: options.bytes("end")?,
            null: options.bytes("null")?,
            told: options.get("told")?,
            truth: [options.bytes("false")?, options.bytes("true")?],
            spelling: Spelling {
                date: options.get("date")?,
                datetime: options.get("datetime")?,
                between: b'T',
                point: options.byte("decimal")?,
                micros: false,
            },
        }),
        "insert" => Style::Insert(Insert {
            database: Database::named(&options.get::<String>("database")?).or_raise(py)?,
            head: options.bytes("head")?,
            per: options.get("per")?,
            first: options.get("first")?,
            stop: options.get("stop")?,
        }),
        "copy" => Style::Copy,
        "geojson" => Style::GeoJson {
            start: options.get("first")?,
            longitude: options.get("longitude")?,
            latitude: options.get("latitude")?,
        },
        other => {
            let message = format!("'{other}' is no kind of text; there are csv, insert, copy and geojson");
            return Err(Error::Value(message)).or_raise(py);
        }
    })
}
