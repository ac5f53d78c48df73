//! Columns from Arrow arrays, as third parties give them.

use super::column::{Column, Data, Texts};
use crate::providers::{Type, Value};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, Float32Type, Float64Type, Int16Type, Int32Type, Int64Type, Int8Type,
    Time32MillisecondType, Time32SecondType, Time64MicrosecondType, Time64NanosecondType, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt16Type, UInt32Type, UInt64Type,
    UInt8Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};

/// The column of an array, as values of a declared type.
///
/// # Errors
/// In words, if the array's type has no values of that type, or a value does not fit.
pub fn column(array: &ArrayRef, kind: Type) -> Result<Column, String> {
    let data = data(array, kind)?;
    let valid = array.logical_nulls().map(|nulls| nulls.iter().collect());
    Ok(Column { data, valid })
}

fn data(array: &ArrayRef, kind: Type) -> Result<Data, String> {
    let wrong = || format!("returned an Arrow array of {}, and declares {}", array.data_type(), name(kind));
    if let DataType::Dictionary(..) = array.data_type() {
        return dictionary(array, kind);
    }
    Ok(match kind {
        Type::Str | Type::Uuid => Data::Str(texts(array).ok_or_else(wrong)?),
        Type::Bytes => Data::Bytes(bytes(array).ok_or_else(wrong)?),
        Type::Int => Data::Int(integers(array).ok_or_else(wrong)??),
        Type::Float => Data::Float(floats(array).ok_or_else(wrong)?),
        Type::Bool => Data::Bool(array.as_boolean_opt().ok_or_else(wrong)?.values().iter().collect()),
        Type::Date => Data::Date(match array.data_type() {
            DataType::Date32 => values::<Date32Type>(array).to_vec(),
            DataType::Date64 => {
                values::<Date64Type>(array).iter().map(|ms| (ms.div_euclid(86_400_000)) as i32).collect()
            }
            _ => return Err(wrong()),
        }),
        Type::DateTime => Data::DateTime(match array.data_type() {
            DataType::Timestamp(TimeUnit::Second, _) => scaled::<TimestampSecondType>(array, 1_000_000)?,
            DataType::Timestamp(TimeUnit::Millisecond, _) => scaled::<TimestampMillisecondType>(array, 1000)?,
            DataType::Timestamp(TimeUnit::Microsecond, _) => values::<TimestampMicrosecondType>(array).to_vec(),
            DataType::Timestamp(TimeUnit::Nanosecond, _) => thousandth::<TimestampNanosecondType>(array),
            _ => return Err(wrong()),
        }),
        Type::Time => Data::Time(match array.data_type() {
            DataType::Time32(TimeUnit::Second) => {
                values::<Time32SecondType>(array).iter().map(|s| i64::from(*s) * 1_000_000).collect()
            }
            DataType::Time32(_) => {
                values::<Time32MillisecondType>(array).iter().map(|ms| i64::from(*ms) * 1000).collect()
            }
            DataType::Time64(TimeUnit::Microsecond) => values::<Time64MicrosecondType>(array).to_vec(),
            DataType::Time64(_) => thousandth::<Time64NanosecondType>(array),
            _ => return Err(wrong()),
        }),
        Type::Duration => Data::Duration(match array.data_type() {
            DataType::Duration(TimeUnit::Second) => scaled::<DurationSecondType>(array, 1_000_000)?,
            DataType::Duration(TimeUnit::Millisecond) => scaled::<DurationMillisecondType>(array, 1000)?,
            DataType::Duration(TimeUnit::Microsecond) => values::<DurationMicrosecondType>(array).to_vec(),
            DataType::Duration(TimeUnit::Nanosecond) => thousandth::<DurationNanosecondType>(array),
            _ => return Err(wrong()),
        }),
        Type::Decimal => match array.data_type() {
            DataType::Decimal128(_, scale @ 0..) => {
                let text = |value: &i128| {
                    let mut text = Vec::new();
                    crate::providers::append_decimal(*value, *scale as u8, &mut text);
                    Value::Decimal(String::from_utf8(text).unwrap_or_default())
                };
                Data::Value(values::<Decimal128Type>(array).iter().map(text).collect())
            }
            _ => return Err(wrong()),
        },
        Type::Choice | Type::Any => return Err(wrong()),
    })
}

/// The name of a type of values, as Python has it.
pub fn name(kind: Type) -> &'static str {
    match kind {
        Type::Str | Type::Uuid => "str",
        Type::Int => "int",
        Type::Float => "float",
        Type::Bool => "bool",
        Type::Bytes => "bytes",
        Type::Date => "datetime.date",
        Type::DateTime => "datetime.datetime",
        Type::Time => "datetime.time",
        Type::Duration => "datetime.timedelta",
        Type::Decimal => "decimal.Decimal",
        Type::Choice | Type::Any => "object",
    }
}

fn values<T: ArrowPrimitiveType>(array: &ArrayRef) -> &[T::Native] {
    array.as_primitive::<T>().values()
}

fn scaled<T: ArrowPrimitiveType<Native = i64>>(array: &ArrayRef, by: i64) -> Result<Vec<i64>, String> {
    let nulls = array.logical_nulls();
    let scale = |(row, value): (usize, &i64)| match value.checked_mul(by) {
        Some(value) => Ok(value),
        None if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) => Ok(0),
        None => Err(format!("returned a time that does not fit in 64 bits of microseconds in row {row} of the batch")),
    };
    values::<T>(array).iter().enumerate().map(scale).collect()
}

fn thousandth<T: ArrowPrimitiveType<Native = i64>>(array: &ArrayRef) -> Vec<i64> {
    values::<T>(array).iter().map(|nanos| nanos.div_euclid(1000)).collect()
}

fn integers(array: &ArrayRef) -> Option<Result<Vec<i64>, String>> {
    fn wide<T: ArrowPrimitiveType>(array: &ArrayRef) -> Vec<i64>
    where
        T::Native: Into<i64>,
    {
        values::<T>(array).iter().map(|value| (*value).into()).collect()
    }
    Some(Ok(match array.data_type() {
        DataType::Int64 => values::<Int64Type>(array).to_vec(),
        DataType::Int32 => wide::<Int32Type>(array),
        DataType::Int16 => wide::<Int16Type>(array),
        DataType::Int8 => wide::<Int8Type>(array),
        DataType::UInt32 => wide::<UInt32Type>(array),
        DataType::UInt16 => wide::<UInt16Type>(array),
        DataType::UInt8 => wide::<UInt8Type>(array),
        DataType::UInt64 => {
            let nulls = array.logical_nulls();
            let fit = |(row, value): (usize, &u64)| match i64::try_from(*value) {
                Ok(value) => Ok(value),
                Err(_) if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) => Ok(0),
                Err(_) => Err(format!("returned {value} in row {row} of the batch, which does not fit in 64 bits")),
            };
            return Some(values::<UInt64Type>(array).iter().enumerate().map(fit).collect());
        }
        _ => return None,
    }))
}

fn floats(array: &ArrayRef) -> Option<Vec<f64>> {
    Some(match array.data_type() {
        DataType::Float64 => values::<Float64Type>(array).to_vec(),
        DataType::Float32 => values::<Float32Type>(array).iter().map(|value| f64::from(*value)).collect(),
        _ => integers(array)?.ok()?.into_iter().map(|value| value as f64).collect(),
    })
}

fn gather<'a>(n: usize, size: usize, items: impl Iterator<Item = Option<&'a [u8]>>) -> Texts {
    let mut texts = Texts { bytes: Vec::with_capacity(size), ends: Vec::with_capacity(n) };
    for item in items {
        texts.bytes.extend_from_slice(item.unwrap_or_default());
        texts.end();
    }
    texts
}

fn texts(array: &ArrayRef) -> Option<Texts> {
    let n = array.len();
    Some(match array.data_type() {
        DataType::Utf8 => {
            let array = array.as_string::<i32>();
            let offsets = array.value_offsets();
            let (first, last) = (offsets[0] as usize, offsets[n] as usize);
            let bytes = array.value_data().get(first..last)?.to_vec();
            Texts { bytes, ends: offsets[1..].iter().map(|end| *end as usize - first).collect() }
        }
        DataType::LargeUtf8 => gather(n, 0, array.as_string::<i64>().iter().map(|text| text.map(str::as_bytes))),
        DataType::Utf8View => gather(n, 0, array.as_string_view().iter().map(|text| text.map(str::as_bytes))),
        _ => return None,
    })
}

fn bytes(array: &ArrayRef) -> Option<Texts> {
    let n = array.len();
    Some(match array.data_type() {
        DataType::Binary => gather(n, 0, array.as_binary::<i32>().iter()),
        DataType::LargeBinary => gather(n, 0, array.as_binary::<i64>().iter()),
        DataType::BinaryView => gather(n, 0, array.as_binary_view().iter()),
        DataType::FixedSizeBinary(_) => gather(n, 0, array.as_fixed_size_binary().iter()),
        _ => return None,
    })
}

/// A dictionary's values, each where its key stands.
fn dictionary(array: &ArrayRef, kind: Type) -> Result<Data, String> {
    let dictionary = array.as_any_dictionary();
    let entries = data(dictionary.values(), kind)?;
    let nulls = array.logical_nulls();
    if dictionary.values().is_empty() {
        return match nulls {
            Some(nulls) if nulls.null_count() == array.len() => {
                Err("returned a dictionary without values: give a plain array of nulls".into())
            }
            _ => Ok(entries),
        };
    }
    Ok(entries.take(&dictionary.normalized_keys()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::{DictionaryArray, Int32Array, LargeStringArray, StringArray, UInt64Array};
    use std::sync::Arc;

    fn read(array: ArrayRef, kind: Type) -> Result<Vec<Value>, String> {
        let column = column(&array, kind)?;
        let value = |i| if column.is_valid(i) { column.data.value(i) } else { Value::None };
        Ok((0..column.len()).map(value).collect())
    }

    #[test]
    fn texts_of_every_layout() {
        let expected = vec![Value::Str("a".into()), Value::None, Value::Str("bcd".into())];
        let given = vec![Some("x"), Some("a"), None, Some("bcd")];
        let sliced: ArrayRef = Arc::new(StringArray::from(given.clone()));
        assert_eq!(read(sliced.slice(1, 3), Type::Str).unwrap(), expected);
        let large: ArrayRef = Arc::new(LargeStringArray::from(given.clone()));
        assert_eq!(read(large.slice(1, 3), Type::Str).unwrap(), expected);
        let coded: ArrayRef = Arc::new(given.into_iter().collect::<DictionaryArray<Int32Type>>());
        assert_eq!(read(coded.slice(1, 3), Type::Str).unwrap(), expected);
    }

    #[test]
    fn numbers_fit_or_say_so() {
        let small: ArrayRef = Arc::new(Int32Array::from(vec![1, -2]));
        assert_eq!(read(small.clone(), Type::Int).unwrap(), [Value::Int(1), Value::Int(-2)]);
        assert_eq!(read(small.clone(), Type::Float).unwrap(), [Value::Float(1.0), Value::Float(-2.0)]);
        assert!(read(small, Type::Str).unwrap_err().contains("Int32, and declares str"));
        let big: ArrayRef = Arc::new(UInt64Array::from(vec![u64::MAX]));
        assert!(read(big, Type::Int).unwrap_err().contains("does not fit"));
    }
}
