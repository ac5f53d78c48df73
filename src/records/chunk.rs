//! Chunks: the rows of one chunk of a plan while they are made, column by column.

use super::column::{Column, Data, Texts};
use super::computed::Scope;
use super::distinct;
use super::entity::Rows;
use super::fill::{empty, fill};
use super::overlay::Label;
use super::plan::{Plan, PlanColumn};
use super::plugin::Shared;
use super::schema::{ColumnField, Format};
use super::set::Set;
use crate::clock::{date, datetime};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::rng::{Draw, Key, Stream, CHUNK};
use std::collections::HashMap;
use std::sync::Arc;

/// The rows of one chunk while they are made; entities are shared by the columns that name them.
pub(super) struct Chunk<'a> {
    pub(super) plan: &'a Plan,
    pub(super) chunk: u64,
    pub(super) n: usize,
    locales: &'a [u32],
    /// By label, kind and the key of the seed.
    entities: HashMap<(String, &'static str, [u8; 32]), Rows<'a>>,
    /// What the batches of third parties' fields share, once there is one.
    pub(super) shared: Option<Arc<Shared>>,
    /// How many fields asked for each other to get here.
    pub(super) depth: u32,
    /// The other tables of the schema.
    pub(super) set: Option<Arc<Set>>,
    /// Columns that others read, by their places.
    made: Vec<(usize, Arc<Column>)>,
    /// What went wrong in columns that are put out, if a column after them tells of it.
    pub(super) told: Option<Vec<(usize, Vec<Label>)>>,
}

impl<'a> Chunk<'a> {
    pub(super) fn new(plan: &'a Plan, chunk: u64, n: usize, locales: &'a [u32]) -> Self {
        let (entities, set) = (HashMap::new(), plan.set());
        Self { plan, chunk, n, locales, entities, shared: None, depth: 0, set, made: Vec::new(), told: None }
    }

    /// The rows of a chunk for a field that another asks for.
    pub(super) fn within(
        plan: &'a Plan,
        (chunk, n): (u64, usize),
        locales: &'a [u32],
        shared: Arc<Shared>,
        depth: u32,
    ) -> Self {
        Self { shared: Some(shared), depth, ..Self::new(plan, chunk, n, locales) }
    }

    /// The chunk's values of one column.
    pub(super) fn column(&mut self, column: &PlanColumn) -> Result<Column> {
        let mut out = Column::new(self.plan.blank(column));
        self.append(column, &mut out)?;
        Ok(out)
    }

    /// The chunk's values of a column that others read.
    pub(super) fn shared_column(&mut self, at: usize) -> Result<Arc<Column>> {
        if let Some((_, made)) = self.made.iter().find(|(place, _)| *place == at) {
            return Ok(made.clone());
        }
        let column = self.plan.column(at);
        let made = match column.spec.same_as() {
            Some(other) => self.shared_column(other)?,
            None => Arc::new(self.column(column).map_err(|error| column.spec.blame(error))?),
        };
        self.made.push((at, made.clone()));
        Ok(made)
    }

    /// Makes the chunk's values of a column and appends them.
    pub(super) fn append(&mut self, column: &PlanColumn, out: &mut Column) -> Result<()> {
        let start = out.data.len();
        match (&column.spec.field, &column.spec.format) {
            (ColumnField::Entity { .. }, _) => {
                let made = self.entity(column)?;
                match &column.spec.format {
                    Some(format) => write_all(made, format, &mut out.data)?,
                    None => append_all(made, &mut out.data)?,
                }
            }
            (ColumnField::Field(..), None) => self.distinct(column, &mut out.data)?,
            (ColumnField::Field(field, bound), Some(format)) => {
                let entry = self.plan.packs()[0].check(field.name)?;
                let mut made =
                    empty(entry.rule, &bound.args, bound.choices.as_ref(), field.type_of(&bound.args), false);
                self.distinct(column, &mut made)?;
                write_all(&made, format, &mut out.data)?;
            }
            (ColumnField::Plugin(plugged), format) => {
                let mut made = self.plugged(column, plugged)?;
                if let Some(format) = format {
                    let mut texts = Data::Str(Texts::default());
                    write_all(&made.data, format, &mut texts)?;
                    made.data = texts;
                }
                out.extend(made);
            }
            (ColumnField::Computed(computed), format) => {
                let mut made = computed.make(&mut Scope::new(self, column))?;
                if let Some(format) = format {
                    let mut texts = Data::Str(Texts::default());
                    write_all(&made.data, format, &mut texts)?;
                    made.data = texts;
                }
                out.extend(made);
            }
        }
        if let Some(when) = column.spec.when {
            let condition = self.shared_column(when)?;
            let valid = out.valid.get_or_insert_with(|| vec![true; start]);
            valid.resize(start + self.n, true);
            if let Data::Bool(holds) = &condition.data {
                let holds = holds.iter().enumerate().map(|(i, holds)| *holds && condition.is_valid(i));
                valid[start..].iter_mut().zip(holds).for_each(|(there, holds)| *there &= holds);
            }
        }
        let p = column.spec.null;
        if p > 0.0 {
            let mut draw = Stream::at(&column.key().child("null"), column.call(self.plan.call()), self.chunk);
            let valid = out.valid.get_or_insert_with(|| vec![true; start]);
            // A third party's field may have nulls of its own.
            valid.resize(start + self.n, true);
            valid[start..].iter_mut().for_each(|there| *there &= draw.unit() >= p);
        }
        Ok(())
    }

    /// The values of a field, all different where the column is unique.
    fn distinct(&self, column: &PlanColumn, data: &mut Data) -> Result<()> {
        let first = self.chunk * CHUNK as u64;
        let Some(distinct) = &column.distinct else { return self.field(column, data) };
        if distinct.append(first, self.n, distinct::choices_of(&column.spec), data) {
            return Ok(());
        }
        let mut drawn = distinct::blank(&column.spec, self.plan.packs()[0])?;
        self.field(column, &mut drawn)?;
        if !distinct.number(first, &drawn, data) {
            data.extend(drawn);
        }
        Ok(())
    }

    fn field(&self, column: &PlanColumn, data: &mut Data) -> Result<()> {
        let ColumnField::Field(field, bound) = &column.spec.field else { return Ok(()) };
        let plan = self.plan;
        let stream = Stream::at(column.key(), column.call(plan.call()), self.chunk);
        let mut cx = Cx::new(stream, plan.packs()[0], plan.clock());
        if self.locales.is_empty() {
            return fill(plan.packs()[0].check(field.name)?, &mut cx, bound, self.n, data);
        }
        let entries = plan.packs().iter().map(|p| p.check(field.name)).collect::<Result<Vec<_>>>()?;
        for locale in self.locales {
            cx.pack = plan.packs()[*locale as usize];
            fill(entries[*locale as usize], &mut cx, bound, 1, data)?;
        }
        Ok(())
    }

    pub(super) fn entity(&mut self, column: &PlanColumn) -> Result<&Data> {
        let ColumnField::Entity { label, entity, attribute } = &column.spec.field else {
            return Err(Error::value("not an entity: please report this"));
        };
        let (plan, locales) = (self.plan, self.locales);
        let place = (self.chunk, self.n);
        let root = column.spec.seed.as_ref().map_or(*plan.key(), Key::from_seed);
        let rows = self.entities.entry((label.clone(), entity.name, *root.as_bytes())).or_insert_with(|| {
            let key = root.child(&format!("entity/{label}:{}", entity.name));
            Rows::new(key, (column.call(plan.call()), place.0, place.1), plan.clock(), plan.packs(), locales)
        });
        rows.get(attribute)
    }
}

fn append_all(made: &Data, out: &mut Data) -> Result<()> {
    if std::mem::discriminant(made) == std::mem::discriminant(out) {
        out.extend_from(made);
        return Ok(());
    }
    let Data::Str(to) = out else {
        return Err(Error::value("an attribute of another type than its column: please report this"));
    };
    for i in 0..made.len() {
        made.append_text(i, &mut to.bytes);
        to.end();
    }
    Ok(())
}

fn write_all(made: &Data, format: &Format, out: &mut Data) -> Result<()> {
    let Data::Str(texts) = out else { return Ok(()) };
    for i in 0..made.len() {
        let time = match made {
            Data::Date(days) => date(days[i]).and_hms_opt(0, 0, 0).unwrap_or_default(),
            Data::DateTime(micros) | Data::Time(micros) => datetime(micros[i]),
            _ => return Err(Error::value("'format' is for dates and times only")),
        };
        match (format, made) {
            (Format::Strftime(pattern), _) => crate::clock::strftime(time, pattern, &mut texts.bytes),
            (Format::Iso, Data::DateTime(_)) => {
                texts.bytes.extend_from_slice(time.format("%Y-%m-%dT%H:%M:%S%.f").to_string().as_bytes());
            }
            (Format::Iso, _) => made.append_text(i, &mut texts.bytes),
        }
        texts.end();
    }
    Ok(())
}
