//! Columns as Arrow arrays, their buffers handed over without copying.

mod strings;

pub use strings::{checked_views, Shared, Strings};

use super::column::{Column, Data};
use super::schema::ColumnSpec;
use crate::error::{Error, Result};
use crate::providers::{Type, Value};
use arrow_array::builder::{BinaryBuilder, BooleanBuilder, Float64Builder, Int64Builder};
use arrow_array::types::{
    Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int64Type, Time64MicrosecondType,
    TimestampMicrosecondType,
};
use arrow_array::{ArrayRef, BinaryArray, BooleanArray, PrimitiveArray};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use std::sync::Arc;

/// The most digits of an Arrow decimal.
const PRECISION: u8 = 38;

/// The Arrow type of a column.
///
/// # Errors
/// If its values are tuples, dicts or a mix of types.
pub fn data_type(spec: &ColumnSpec, data: &Data) -> Result<DataType> {
    plain_type(data, spec.returns())
}

/// The Arrow type of values of a type.
///
/// # Errors
/// As [`data_type`].
pub fn plain_type(data: &Data, returns: Type) -> Result<DataType> {
    Ok(match (returns, data) {
        (_, Data::Codes(..) | Data::Str(_) | Data::Uuid(_)) => DataType::Utf8,
        (_, Data::Bytes(_)) => DataType::Binary,
        (_, Data::Int(_)) => DataType::Int64,
        (_, Data::Float(_)) => DataType::Float64,
        (_, Data::Bool(_)) => DataType::Boolean,
        (_, Data::Date(_)) => DataType::Date32,
        (_, Data::DateTime(_)) => DataType::Timestamp(TimeUnit::Microsecond, None),
        (_, Data::Time(_)) => DataType::Time64(TimeUnit::Microsecond),
        (_, Data::Duration(_)) => DataType::Duration(TimeUnit::Microsecond),
        (_, Data::Decimal(_, scale)) => DataType::Decimal128(PRECISION, *scale as i8),
        (_, Data::Choice(values, _)) => choice_type(values)?,
        // A decimal number of any scale keeps its digits as text.
        (Type::Str | Type::Decimal, _) => DataType::Utf8,
        (Type::Bytes, _) => DataType::Binary,
        (Type::Int, _) => DataType::Int64,
        (Type::Float, _) => DataType::Float64,
        (Type::Bool, _) => DataType::Boolean,
        _ => {
            return Err(Error::value(
                "values of this field are tuples, lists, dicts or mixed, which have no Arrow column here",
            ));
        }
    })
}

fn choice_type(values: &[Value]) -> Result<DataType> {
    let kind = |value: &Value| match value {
        Value::Str(_) | Value::Big(_) => Some(DataType::Utf8),
        Value::Bool(_) => Some(DataType::Boolean),
        Value::Int(_) => Some(DataType::Int64),
        Value::Float(_) => Some(DataType::Float64),
        Value::Decimal(_) => Some(DataType::Utf8),
        Value::Bytes(_) => Some(DataType::Binary),
        Value::Date(_) => Some(DataType::Date32),
        Value::DateTime(_) => Some(DataType::Timestamp(TimeUnit::Microsecond, None)),
        _ => None,
    };
    let mut found: Option<DataType> = None;
    for value in values.iter().filter(|v| **v != Value::None) {
        let next =
            kind(value).ok_or_else(|| Error::value("values to choose from must be scalars for an Arrow column"))?;
        found = match (found, next) {
            (None, next) => Some(next),
            (Some(before), next) if before == next => Some(next),
            (Some(DataType::Int64), DataType::Float64) | (Some(DataType::Float64), DataType::Int64) => {
                Some(DataType::Float64)
            }
            (Some(before), next) => {
                return Err(Error::Value(format!(
                    "values to choose from must be of one type for an Arrow column, not {before} and {next}"
                )));
            }
        };
    }
    Ok(found.unwrap_or(DataType::Null))
}

/// The Arrow schema of some columns, from the kinds of data that they hold.
///
/// # Errors
/// As [`data_type`], with the column.
pub fn schema<'a>(columns: impl Iterator<Item = (&'a ColumnSpec, &'a Data)>) -> Result<Schema> {
    schema_with(columns, Strings::default())
}

/// The same with a layout of texts.
///
/// # Errors
/// As [`data_type`], with the column.
pub fn schema_with<'a>(columns: impl Iterator<Item = (&'a ColumnSpec, &'a Data)>, strings: Strings) -> Result<Schema> {
    let field = |(spec, data): (&ColumnSpec, &Data)| {
        if spec.name.contains('\0') {
            return Err(Error::value("the name of an Arrow column must not contain a NUL").in_column(&spec.name));
        }
        let kind = data_type(spec, data).map_err(|error| error.in_column(&spec.name))?;
        Ok(Field::new(&spec.name, strings.of(kind, data), true))
    };
    Ok(Schema::new(columns.map(field).collect::<Result<Vec<_>>>()?))
}

/// The schema that a reader asks for, as far as the columns can have it: the layout of their texts.
///
/// What cannot be had stays as it is, and so does everything if the columns' names are others.
#[must_use]
pub fn honoured<'a>(own: Schema, data: impl Iterator<Item = &'a Data>, asked: &Schema) -> Schema {
    let names = |schema: &Schema| schema.fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
    if names(&own) != names(asked) {
        return own;
    }
    let fields = own.fields().iter().zip(data).zip(asked.fields()).map(|((own, data), asked)| {
        let kind = strings::honoured(own.data_type().clone(), data, asked.data_type());
        Field::new(own.name(), kind, true)
    });
    Schema::new(fields.collect::<Vec<_>>())
}

/// The array of a column.
///
/// # Errors
/// If its text is too long for one array.
pub fn array(column: Column, kind: &DataType) -> Result<ArrayRef> {
    next_array(column, kind, &Shared::default())
}

/// The array of a column in one of several batches: what a column of picks needs for each is made once.
///
/// # Errors
/// As [`array`].
pub fn next_array(column: Column, kind: &DataType, shared: &Shared) -> Result<ArrayRef> {
    let nulls = column.valid.map(|valid| NullBuffer::from(BooleanBuffer::from(valid)));
    macro_rules! primitive {
        ($kind:ty, $values:expr) => {
            Arc::new(PrimitiveArray::<$kind>::new(ScalarBuffer::from($values), nulls))
        };
    }
    Ok(match (column.data, kind) {
        (data, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(..)) => {
            strings::array(data, nulls, kind, shared)?
        }
        (Data::Bytes(texts), _) => {
            let (offsets, bytes) = strings::offsets(texts)?;
            Arc::new(BinaryArray::new(offsets, bytes, nulls))
        }
        (Data::Int(values), _) => primitive!(Int64Type, values),
        (Data::Float(values), _) => primitive!(Float64Type, values),
        (Data::Bool(values), _) => Arc::new(BooleanArray::new(BooleanBuffer::from(values), nulls)),
        (Data::Date(values), _) => primitive!(Date32Type, values),
        (Data::DateTime(values), _) => primitive!(TimestampMicrosecondType, values),
        (Data::Time(values), _) => primitive!(Time64MicrosecondType, values),
        (Data::Duration(values), _) => primitive!(DurationMicrosecondType, values),
        (Data::Decimal(values, scale), _) => {
            let array = PrimitiveArray::<Decimal128Type>::new(ScalarBuffer::from(values), nulls);
            let array = array.with_precision_and_scale(PRECISION, scale as i8);
            Arc::new(array.map_err(|e| Error::Value(e.to_string()))?)
        }
        (data, kind) => scalars(&data, nulls.as_ref(), kind)?,
    })
}

/// Arrays of values that come one by one.
fn scalars(data: &Data, nulls: Option<&NullBuffer>, kind: &DataType) -> Result<ArrayRef> {
    macro_rules! build {
        ($builder:expr, $($pattern:pat => $value:expr),*) => {{
            let mut builder = $builder;
            for i in 0..data.len() {
                match data.value(i) {
                    _ if nulls.is_some_and(|n| n.is_null(i)) => builder.append_null(),
                    $($pattern => builder.append_value($value),)*
                    _ => builder.append_null(),
                }
            }
            Arc::new(builder.finish()) as ArrayRef
        }};
    }
    Ok(match kind {
        DataType::Int64 => build!(Int64Builder::new(), Value::Int(v) => v),
        DataType::Float64 => build!(Float64Builder::new(), Value::Float(v) => v, Value::Int(v) => v as f64),
        DataType::Boolean => build!(BooleanBuilder::new(), Value::Bool(v) => v),
        DataType::Binary => build!(BinaryBuilder::new(), Value::Bytes(v) => v),
        DataType::Date32 => {
            build!(arrow_array::builder::Date32Builder::new(), Value::Date(v) => v)
        }
        DataType::Timestamp(..) => {
            build!(arrow_array::builder::TimestampMicrosecondBuilder::new(), Value::DateTime(v) => v)
        }
        DataType::Null => Arc::new(arrow_array::NullArray::new(data.len())),
        kind => return Err(Error::Value(format!("a column of {kind} is of another type than its values"))),
    })
}
