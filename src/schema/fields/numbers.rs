//! Numbers of distributions and choices, alone, given another column, or along with others.

use super::super::columns::choice::{self, Along, Exact, Shares};
use super::super::columns::number::{self, Form, Latent, Number, Uniforms};
use super::super::compile::Compiler;
use super::{computed, each_case, form_of};
use crate::distributions::{Copula, Distribution};
use crate::error::{Error, Result};
use crate::records::options::Options;
use crate::records::schema::ColumnField;
use crate::records::spec::Spec;
use std::sync::Arc;

pub(super) fn numbers<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    kind: &str,
    correlated: Option<usize>,
    options: &mut Options<'s>,
) -> Result<ColumnField> {
    let form = form_of(options, kind)?;
    let uniforms = correlated.map_or(Uniforms::Own, Uniforms::Column);
    let (min, max) = (options.maybe_number("min")?, options.maybe_number("max")?);
    if let (Some(min), Some(max)) = (min, max) {
        if min > max {
            return Err(Error::Value(format!("'min' of {} must not be above 'max'", options.what)));
        }
    }
    let bounded = |distribution: Distribution| {
        // A number that is rounded to a whole one belongs to the half below and the half above it.
        let half = if form == Form::Int && !distribution.is_whole() { 0.499_999 } else { 0.0 };
        match (min, max) {
            (None, None) => Ok(distribution),
            _ => distribution.truncated(min.map(|min| min - half), max.map(|max| max + half)),
        }
    };
    if let Some(cases_given) = options.take("cases") {
        let on = match options.text("given")? {
            Some(text) => cx.input(table, text)?,
            None => return Err(Error::Value(format!("'cases' of {} need 'given', a column", options.what))),
        };
        let (cases, distributions) = each_case(cases_given, |given| bounded(Distribution::parse(given)?))?;
        return Ok(computed(number::Given { on, cases, distributions, form, uniforms }));
    }
    let distribution = match options.take("distribution") {
        Some(given) => bounded(Distribution::parse(given)?)?,
        None => {
            let (Some(min), Some(max)) = (min, max) else {
                return Err(Error::Value(format!("{} needs 'min' and 'max', or 'distribution'", options.what)));
            };
            let half = if form == Form::Int { 0.499_999 } else { 0.0 };
            uniform(min - half, max + half)?
        }
    };
    Ok(computed(Number { distribution, form, uniforms }))
}

fn uniform(min: f64, max: f64) -> Result<Distribution> {
    if min == max {
        return Ok(Distribution::constant(min));
    }
    let param = |name: &str, value| (Spec::Str(name.into()), value);
    let params = Spec::Map(vec![param("min", Spec::Float(min)), param("max", Spec::Float(max))]);
    Distribution::parse(&Spec::Map(vec![param("uniform", params)]))
}

pub(super) fn choices<'s>(
    cx: &mut Compiler<'s>,
    table: usize,
    spec: &'s Spec,
    options: &mut Options<'s>,
) -> Result<Option<ColumnField>> {
    if let Some(cases_given) = options.take("cases") {
        let on = match options.text("given")? {
            Some(text) => cx.input(table, text)?,
            None => return Err(Error::value("'cases' of 'choice' need 'given', a column")),
        };
        let (cases, shares) = each_case(cases_given, |given| Shares::parse(given, None))?;
        return Ok(Some(computed(choice::Given::new(on, cases, shares))));
    }
    let exact = options.flag("exact")?;
    let uniforms = cx.uniforms(table, spec);
    if !exact && uniforms.is_none() {
        return Ok(None);
    }
    let weights = options.take("weights");
    let shares = Shares::parse(options.need("values")?, weights)?;
    Ok(Some(match uniforms {
        Some(_) if exact => return Err(Error::value("a choice is either 'exact' or correlated")),
        Some(uniforms) => computed(Along::new(shares, uniforms)),
        None => computed(Exact::new(&shares, cx.drafts[table].rows)),
    }))
}

impl Compiler<'_> {
    /// Reads the correlations of all tables.
    pub(in crate::schema) fn correlate(&mut self) {
        for table in 0..self.drafts.len() {
            for (at, given) in self.drafts[table].correlations.clone().into_iter().enumerate() {
                let made = Copula::parse(given).and_then(|(columns, copula)| {
                    let copula = Arc::new(copula);
                    let key = self.drafts[table].key.child(&format!("correlation/{}", columns.join("+")));
                    for (place, name) in columns.iter().enumerate() {
                        if self.known(table, name).is_none() {
                            return Err(Error::Schema(format!("the table has no column '{name}'")));
                        }
                        let latent = Latent { copula: copula.clone(), columns: columns.len(), at: place, key };
                        let label = format!("@latent/{name}");
                        if self.known(table, &label).is_some() {
                            return Err(Error::Schema(format!("'{name}' stands in two correlations")));
                        }
                        self.add(table, label, latent);
                    }
                    Ok(())
                });
                if let Err(error) = made {
                    let name = self.drafts[table].name;
                    self.report(&["tables", name, "correlations", &at.to_string()], error);
                }
            }
        }
    }

    /// The column of the uniform numbers of a column that goes along with others.
    pub(super) fn uniforms(&self, table: usize, spec: &Spec) -> Option<usize> {
        let (name, _) = self.drafts[table].given.iter().find(|(_, given)| std::ptr::eq(*given, spec))?;
        self.known(table, &format!("@latent/{name}"))
    }
}
