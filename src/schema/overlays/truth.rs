//! The truth about a row, as a column beside those that overlays changed.

use crate::error::Result;
use crate::records::column::{Column, Data, Texts};
use crate::records::computed::{Compute, Scope};

/// What overlays changed in each row: `amount:anomaly:spike;city:missing:mcar`, or nothing.
#[derive(Debug)]
pub struct Truth;

impl Compute for Truth {
    fn blank(&self) -> Data {
        Data::Str(Texts::default())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let (first, n) = (scope.first(), scope.n());
        let columns = scope.plan().columns();
        let labels = scope.labels()?;
        let (mut texts, mut valid) = (Texts::default(), vec![false; n]);
        texts.ends.reserve(n);
        let mut rest = labels.as_slice();
        for (row, changed) in (first..).zip(&mut valid) {
            let (own, after) = rest.split_at(rest.partition_point(|label| label.row <= row));
            rest = after;
            *changed = !own.is_empty();
            for (i, label) in own.iter().enumerate() {
                if i > 0 {
                    texts.bytes.push(b';');
                }
                let column = columns.get(label.column).map_or("", |column| &column.spec.name);
                for part in [column, ":", &label.kind] {
                    texts.bytes.extend_from_slice(part.as_bytes());
                }
            }
            texts.end();
        }
        Ok(Column { data: Data::Str(texts), valid: Some(valid) })
    }
}
