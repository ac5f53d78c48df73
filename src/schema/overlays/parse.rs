//! What the options of each kind of overlay mean.

use super::anomaly::{self, Anomaly, Kind};
use super::common::{Between, Common, Sample};
use super::drift::{self, Change, Course, Drift};
use super::duplicate::{differs, Duplicate};
use super::form::{self, Form, Forms};
use super::late::{Delay, Late};
use super::missing::{Lean, Missing};
use super::slips::{Keys, Slip, SLIPS};
use super::typo::Typo;
use super::values::{self, Literals};
use super::{unknown, Laid, Made};
use crate::distributions::Distribution;
use crate::error::{Error, Result};
use crate::records::column::Data;
use crate::records::options::{number, Options};
use crate::records::spec::Spec;
use crate::schema::columns::choice::Shares;
use crate::schema::span::Span;
use crate::time::moment;
use std::sync::Arc;

/// A number, or two of which the first is not above the second.
fn between(options: &mut Options<'_>, name: &'static str, default: Between) -> Result<Between> {
    let expected = "a number, or two such as [5, 20]";
    let range = match options.take(name) {
        None => return Ok(default),
        Some(Spec::Seq(pair)) => match pair.iter().map(number).collect::<Option<Vec<_>>>().as_deref() {
            Some([low, high]) if low <= high => Between(*low, *high),
            _ => return Err(options.wrong(name, expected, &Spec::Seq(pair.clone()))),
        },
        Some(given) => match number(given) {
            Some(x) => Between(x, x),
            None => return Err(options.wrong(name, expected, given)),
        },
    };
    if range.0 <= 0.0 {
        return Err(Error::Value(format!("'{name}' of {} must be above 0, not {}", options.what, range.0)));
    }
    Ok(range)
}

fn some<'a>(options: &mut Options<'a>, name: &'static str) -> Result<Option<&'a [Spec]>> {
    match options.take(name) {
        None => Ok(None),
        Some(Spec::Seq(items)) if !items.is_empty() => Ok(Some(items)),
        Some(other) => Err(options.wrong(name, "a list of at least one", other)),
    }
}

fn text<'a>(options: &Options<'_>, name: &str, given: &'a Spec) -> Result<&'a str> {
    match given {
        Spec::Str(text) => Ok(text),
        other => Err(options.wrong(name, "a list of texts", other)),
    }
}

impl<'s> Laid<'_, 's> {
    /// The one column that is named.
    fn one(&mut self, options: &mut Options<'s>) -> Result<usize> {
        match options.text("column")? {
            Some(name) => self.column(name),
            None => Err(Error::Value(format!("{} needs 'column'", options.what))),
        }
    }

    /// The columns of a list, each once.
    fn listed(&mut self, options: &Options<'s>, name: &str, items: &[Spec]) -> Result<Vec<usize>> {
        let mut out = Vec::new();
        for item in items {
            let column = self.column(text(options, name, item)?)?;
            if out.contains(&column) {
                let (name, what) = (self.name(column), &options.what);
                return Err(Error::Value(format!("'{name}' stands twice in the columns of {what}")));
            }
            out.push(column);
        }
        Ok(out)
    }

    /// The columns that are named, one or several.
    fn several(&mut self, options: &mut Options<'s>) -> Result<Vec<usize>> {
        match some(options, "columns")? {
            Some(_) if options.has("column") => {
                Err(Error::Value(format!("{} takes either 'column' or 'columns', not both", options.what)))
            }
            Some(items) => self.listed(options, "columns", items),
            None => Ok(vec![self.one(options)?]),
        }
    }

    fn must(&mut self, column: usize, what: &str, is: impl Fn(&Data) -> bool, wanted: &str) -> Result<()> {
        if is(&values::numeric(self.kind(column)?)) {
            return Ok(());
        }
        let name = self.name(column);
        Err(Error::Value(format!("{what} is for columns of {wanted}, and '{name}' is none")))
    }

    fn keys(&self, options: &mut Options<'s>) -> Result<Keys> {
        match options.text("layout")? {
            Some(name) => Keys::named(name),
            None => Ok(self.cx.settings.locales.first().map_or(Keys::of_locale(""), |l| Keys::of_locale(l.name()))),
        }
    }

    /// What the schema says of a column's least or most.
    fn bound(&self, column: usize, name: &str) -> Option<f64> {
        let Spec::Map(pairs) = self.cx.drafts[self.table].given[column].1 else { return None };
        pairs.iter().find(|(key, _)| *key == Spec::Str(name.into())).and_then(|(_, given)| number(given))
    }

    pub(super) fn anomaly(&mut self, common: Common, kind: &str, options: &mut Options<'s>) -> Result<Made> {
        if !anomaly::KINDS.contains(&kind) {
            return Err(unknown("anomaly", kind, &anomaly::KINDS));
        }
        if kind == "swap" {
            return self.swap(common, options);
        }
        let column = self.one(options)?;
        let what = options.what.clone();
        let data = self.kind(column)?;
        let moment = |data: &Data| matches!(data, Data::Date(_) | Data::DateTime(_));
        let numbers = |data: &Data| values::is_numeric(data) || moment(data);
        let kind = match kind {
            "spike" | "drop" => {
                self.must(column, &what, values::is_numeric, "numbers")?;
                let by = between(options, "factor", Between(5.0, 20.0))?;
                if kind == "spike" {
                    Kind::Spike(by)
                } else {
                    Kind::Drop(by)
                }
            }
            "outlier" => {
                self.must(column, &what, numbers, "numbers or times")?;
                Kind::Outlier(between(options, "sd", Between(6.0, 6.0))?, Sample::new(column))
            }
            "out_of_range" => {
                self.must(column, &what, numbers, "numbers or times")?;
                let low = options.maybe_number("min")?.or_else(|| self.bound(column, "min"));
                let high = options.maybe_number("max")?.or_else(|| self.bound(column, "max"));
                if let (Some(low), Some(high)) = (low, high) {
                    if low > high {
                        return Err(Error::Value(format!("'min' of {what} must not be above 'max'")));
                    }
                }
                Kind::OutOfRange((low, high), Sample::new(column))
            }
            "category" => match some(options, "values")? {
                Some(given) => Kind::Category(Literals::new(&data, given.to_vec())),
                None if matches!(data, Data::Choice(..) | Data::Bool(_)) => Kind::Other,
                None => {
                    return Err(Error::Value(format!("{what} needs 'values', as '{}' is no choice", self.name(column))))
                }
            },
            "flip" => {
                let is = |data: &Data| values::is_numeric(data) || matches!(data, Data::Bool(_));
                self.must(column, &what, is, "numbers or truth values")?;
                Kind::Flip
            }
            _ => Kind::Stuck,
        };
        Ok(vec![(column, Arc::new(Anomaly { common, kind }))])
    }

    fn swap(&mut self, common: Common, options: &mut Options<'s>) -> Result<Made> {
        let what = options.what.clone();
        let Some(items) = some(options, "columns")? else {
            return Err(Error::Value(format!("{what} needs 'columns', a list of two")));
        };
        let [a, b] = self.listed(options, "columns", items)?[..] else {
            return Err(Error::Value(format!("'columns' of {what} must be two, not {}", items.len())));
        };
        let (first, second) = (self.kind(a)?, self.kind(b)?);
        let text = values::is_text(&first) && values::is_text(&second);
        let alike = match (&first, &second) {
            (Data::Decimal(_, a), Data::Decimal(_, b)) => a == b,
            (Data::Choice(..) | Data::Codes(..), _) => false,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        };
        if !text && !alike {
            let (a, b) = (self.name(a), self.name(b));
            return Err(Error::Value(format!("{what} is for two columns of one type, and '{a}' and '{b}' are of two")));
        }
        let swap = |other| Arc::new(Anomaly { common: common.clone(), kind: Kind::Swap { other, text } });
        Ok(vec![(a, swap(b)), (b, swap(a))])
    }

    pub(super) fn missing(&mut self, common: Common, kind: &str, options: &mut Options<'s>) -> Result<Made> {
        if !["mcar", "mar", "mnar"].contains(&kind) {
            return Err(unknown("missing", kind, &["mcar", "mar", "mnar"]));
        }
        let columns = self.several(options)?;
        let what = options.what.clone();
        let literal = match options.take("as") {
            None | Some(Spec::None) => None,
            Some(given @ (Spec::Seq(_) | Spec::Map(_) | Spec::Object(..))) => {
                return Err(options.wrong("as", "a plain value", given));
            }
            Some(given) => Some(given.clone()),
        };
        let on = match (kind, kind == "mar" && options.has("given")) {
            ("mar", false) => return Err(Error::Value(format!("{what} needs 'given', a column or an expression"))),
            ("mar", true) => match options.text("given")? {
                Some(text) => Some((self.input(text)?, text)),
                None => None,
            },
            _ => None,
        };
        let mut slope = 3.0;
        if kind != "mcar" {
            slope = options.number_or("slope", slope)?;
            if common.cluster.is_some() {
                return Err(Error::Value(format!("'cluster' goes with 'mcar', not with {what}")));
            }
            match options.text("direction")? {
                None | Some("high") => {}
                Some("low") => slope = -slope,
                Some(other) => return Err(unknown("direction", other, &["high", "low"])),
            }
            if slope.abs() > 50.0 {
                return Err(Error::Value(format!("'slope' of {what} must be from -50 to 50, not {slope}")));
            }
        }
        let mut made = Made::new();
        for column in columns {
            let lean = match (kind, on) {
                ("mar", Some((on, text))) => Some((on, text)),
                ("mnar", _) => Some((column, self.name(column))),
                _ => None,
            };
            if let Some((on, name)) = lean {
                if !values::is_ordered(&self.cx.blank(self.table, on)) {
                    return Err(Error::Value(format!(
                        "the values of '{name}' have no order for {what} to go by: give a column of numbers or times, \
                         or an expression such as 'if(city == 'Rome', 1, 0)'"
                    )));
                }
            }
            let given = lean.map(|(on, _)| Lean::new(on, slope, common.rate));
            let data = self.kind(column)?;
            let literal = literal.clone().map(|given| Literals::new(&data, vec![given]));
            let name = self.name(column).to_string();
            made.push((column, Arc::new(Missing { common: common.clone(), name, given, literal })));
        }
        Ok(made)
    }

    pub(super) fn typo(&mut self, common: Common, item: &'s Spec, options: &mut Options<'s>) -> Result<Made> {
        let known: Vec<&str> = SLIPS.iter().map(|(name, _)| *name).collect();
        let named = |name: &str| Slip::named(name).ok_or_else(|| unknown("typo", name, &known));
        let slips = match Options::of("an overlay", item)?.need("typo")? {
            Spec::Seq(items) if !items.is_empty() => {
                items.iter().map(|item| named(text(options, "typo", item)?)).collect::<Result<Vec<_>>>()?
            }
            Spec::Str(name) => vec![named(name)?],
            other => return Err(options.wrong("typo", "the name of a kind, or a list of some", other)),
        };
        let columns = self.several(options)?;
        let most = options.int_or("most", 1, 1..=20)? as u64;
        let keys = self.keys(options)?;
        let what = options.what.clone();
        let mut made = Made::new();
        for column in columns {
            let data = self.kind(column)?;
            if !values::is_text(&data) {
                let name = self.name(column);
                return Err(Error::Value(format!("{what} is for columns of text, and '{name}' is none")));
            }
            let (common, name, slips) = (common.clone(), self.name(column).to_string(), slips.clone());
            made.push((column, Arc::new(Typo { common, name, slips, most, keys })));
        }
        Ok(made)
    }

    pub(super) fn form(&mut self, common: Common, kind: &str, options: &mut Options<'s>) -> Result<Made> {
        let column = self.one(options)?;
        let what = options.what.clone();
        let data = self.kind(column)?;
        let given = match some(options, "forms")? {
            Some(items) => Some(items.iter().map(|item| text(options, "forms", item)).collect::<Result<Vec<_>>>()?),
            None => None,
        };
        let (forms, fits) = match kind {
            "date" => {
                let patterns = given.unwrap_or_else(|| form::DATES.to_vec());
                if let Some(bad) = patterns.iter().find(|pattern| !crate::clock::is_portable(pattern)) {
                    return Err(Error::Value(format!("'forms' of {what}: '{bad}' is no pattern of strftime")));
                }
                let forms = Forms::Date(patterns.into_iter().map(str::to_string).collect());
                (forms, values::is_text(&data) || matches!(data, Data::Date(_) | Data::DateTime(_)))
            }
            "number" => {
                let named = |name: &str| {
                    let known = form::NUMBERS.iter().find(|known| **known == name).copied();
                    known.ok_or_else(|| unknown("forms", name, &form::NUMBERS))
                };
                let names = given.unwrap_or_else(|| form::NUMBERS.to_vec());
                let forms = names.into_iter().map(named).collect::<Result<Vec<_>>>()?;
                (Forms::Number(forms), values::is_text(&data) || values::is_numeric(&values::numeric(data)))
            }
            other => return Err(unknown("format", other, &["date", "number"])),
        };
        if !fits {
            let name = self.name(column);
            return Err(Error::Value(format!("{what} is for columns of text or of {kind}s, and '{name}' is neither")));
        }
        Ok(vec![(column, Arc::new(Form { common, forms }))])
    }

    pub(super) fn duplicate(&mut self, common: Common, kind: &str, options: &mut Options<'s>) -> Result<Made> {
        if !["exact", "near"].contains(&kind) {
            return Err(unknown("duplicate", kind, &["exact", "near"]));
        }
        if common.rate > 0.9 {
            let what = &options.what;
            return Err(Error::Value(format!("'rate' of {what} must be at most 0.9, not {}", common.rate)));
        }
        let within = options.int_or("within", 100, 1..=65_536)? as u64;
        let keep = match some(options, "keep")? {
            Some(items) => self.listed(options, "keep", items)?,
            None => Vec::new(),
        };
        let all: Vec<usize> = (0..self.cx.drafts[self.table].changeable()).collect();
        let all: Vec<usize> = all.into_iter().filter(|column| !keep.contains(column)).collect();
        let mut differing = Vec::new();
        if kind == "near" {
            let given = some(options, "columns")?;
            let wanted = match given {
                Some(items) => self.listed(options, "columns", items)?,
                None => all.clone(),
            };
            for column in wanted {
                self.cx.build(self.table, column)?;
                if differs(&self.kind(column)?) && all.contains(&column) {
                    differing.push(column);
                } else if given.is_some() {
                    let name = self.name(column);
                    return Err(Error::Value(format!("duplicates cannot differ in '{name}'")));
                }
            }
        }
        let keys = if kind == "near" { self.keys(options)? } else { Keys::of_locale("") };
        let mut made = Made::new();
        for column in all {
            self.cx.build(self.table, column)?;
            self.cx.reads(self.table, column);
            let place = differing.iter().position(|other| *other == column).map(|at| at as u64);
            let near = (kind == "near").then_some((differing.len() as u64, place));
            made.push((column, Arc::new(Duplicate { common: common.clone(), within, near, keys })));
        }
        Ok(made)
    }

    pub(super) fn drift(&mut self, common: Common, kind: &str, options: &mut Options<'s>) -> Result<Made> {
        if !drift::KINDS.contains(&kind) {
            return Err(unknown("drift", kind, &drift::KINDS));
        }
        let column = self.one(options)?;
        let what = options.what.clone();
        let by = match options.text("by")? {
            Some(text) => {
                let at = self.input(text)?;
                if !matches!(self.cx.blank(self.table, at), Data::Date(_) | Data::DateTime(_)) {
                    return Err(Error::Value(format!(
                        "'by' of {what} must be a date or a time, and '{text}' is neither"
                    )));
                }
                Some(at)
            }
            None => None,
        };
        let (from, to) = (self.moment("from", by, options)?, self.moment("to", by, options)?);
        if let (Some(from), Some(to)) = (from, to) {
            if from >= to {
                return Err(Error::Value(format!("'from' of {what} must be before 'to'")));
            }
        }
        let need = |given: Option<f64>, name: &str| given.ok_or_else(|| Error::Value(format!("{what} needs '{name}'")));
        let course = match kind {
            "abrupt" => Course::Abrupt(need(from, "from")?, to.unwrap_or(f64::INFINITY)),
            "linear" => Course::Linear(need(from, "from")?, need(to, "to")?),
            _ => {
                let given = options.need("period")?;
                let period = match (by, number(given)) {
                    (Some(_), _) => Span::parse("period", given)?.after(0) as f64,
                    (None, Some(share)) => share,
                    (None, None) => {
                        return Err(options.wrong("period", "a share of the rows, or a span with 'by'", given))
                    }
                };
                if period <= 0.0 {
                    return Err(Error::Value(format!("'period' of {what} must be above 0")));
                }
                Course::Seasonal(from.unwrap_or_default(), period)
            }
        };
        let change = match options.take("values") {
            Some(given) => {
                let shares = Shares::parse(given, None)?;
                let literals = Literals::new(&self.kind(column)?, shares.values().to_vec());
                Change::Values(shares, literals)
            }
            None => {
                self.must(column, &what, values::is_numeric, "numbers, unless it has 'values',")?;
                let (factor, shift) = (options.maybe_number("factor")?, options.maybe_number("shift")?);
                if factor.is_none() && shift.is_none() {
                    return Err(Error::Value(format!("{what} needs 'shift', 'factor' or 'values'")));
                }
                Change::Number { factor: factor.unwrap_or(1.0), shift: shift.unwrap_or_default() }
            }
        };
        Ok(vec![(column, Arc::new(Drift { common, course, by, change }))])
    }

    /// A moment of a drift: microseconds, or a share of the rows.
    fn moment(&self, name: &'static str, by: Option<usize>, options: &mut Options<'s>) -> Result<Option<f64>> {
        let Some(given) = options.take(name) else { return Ok(None) };
        match (number(given), by) {
            (Some(share), None) if (0.0..=1.0).contains(&share) => Ok(Some(share)),
            (_, Some(_)) => Ok(Some(moment(&format!("'{name}'"), given, self.cx.settings.clock)? as f64)),
            (Some(share), None) => {
                Err(Error::Value(format!("'{name}' of {} must be from 0 to 1, a share of the rows, not {share}", options.what)))
            }
            (None, None) => Err(Error::Value(format!(
                "{} needs 'by', the column of the times that '{name}' is one of; without it, '{name}' is a share of the rows such as 0.3",
                options.what
            ))),
        }
    }

    pub(super) fn late(&mut self, common: Common, item: &'s Spec, options: &mut Options<'s>) -> Result<Made> {
        let name = match Options::of("an overlay", item)?.need("late")? {
            Spec::Str(name) => name,
            other => return Err(options.wrong("late", "the name of a column", other)),
        };
        let column = self.column(name)?;
        if !matches!(self.kind(column)?, Data::Date(_) | Data::DateTime(_)) {
            return Err(Error::Value(format!("'late' is for columns of dates or times, and '{name}' is none")));
        }
        let by = match options.need("by")? {
            Spec::Seq(pair) => match &pair[..] {
                [least, most] => Delay::Within(Span::parse("by", least)?, Span::parse("by", most)?),
                _ => return Err(Error::value("'by' of 'late' must be a span, two, or a distribution")),
            },
            given @ Spec::Map(_) => {
                let unit = options.text("unit")?.unwrap_or("h");
                let Some(micros) = Span::unit(unit) else {
                    return Err(unknown("unit", unit, &["us", "ms", "s", "min", "h", "d", "w", "mo", "q", "y"]));
                };
                Delay::Drawn(Distribution::parse(given)?, micros)
            }
            given => {
                let span = Span::parse("by", given)?;
                Delay::Within(span, span)
            }
        };
        if let Delay::Within(least, most) = &by {
            if least.after(0) > most.after(0) || most.after(0) <= 0 {
                return Err(Error::value("'by' of 'late' must be above 0, and the least not above the most"));
            }
        }
        Ok(vec![(column, Arc::new(Late { common, by }))])
    }
}
