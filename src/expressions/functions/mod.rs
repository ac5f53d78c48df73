//! The functions, by name: how many arguments they take, and how they are bound to them.

mod dates;
mod format;
pub mod lookup;
pub mod numbers;
mod texts;

use super::eval::Term;
use crate::error;

/// The result of binding: a term, or what is wrong.
pub type Checked = Result<Term, String>;

/// How a function is bound to its arguments.
#[derive(Clone, Copy)]
pub enum Bind {
    /// To values.
    Terms(fn(Vec<Term>) -> Checked),
    /// `lookup`, which takes a mapping.
    Lookup,
}

/// A function.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Its name and arguments, as the documentation gives them.
    pub signature: &'static str,
    /// The fewest arguments.
    pub least: usize,
    /// The most.
    pub most: usize,
    /// How it is bound.
    pub bind: Bind,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.signature)
    }
}

const ANY: usize = usize::MAX;

const fn function(
    signature: &'static str,
    name: &'static str,
    (least, most): (usize, usize),
    bind: fn(Vec<Term>) -> Checked,
) -> Function {
    Function { name, signature, least, most, bind: Bind::Terms(bind) }
}

/// All functions.
pub static FUNCTIONS: &[Function] = &[
    function("if(condition, a, b)", "if", (3, 3), lookup::if_else),
    function("coalesce(a, b, …)", "coalesce", (1, ANY), lookup::coalesce),
    Function {
        name: "lookup",
        signature: "lookup(x, {key: value, …}, default)",
        least: 2,
        most: 3,
        bind: Bind::Lookup,
    },
    function("hash(x, n)", "hash", (2, 2), lookup::hash),
    function("min(a, b, …)", "min", (1, ANY), numbers::min),
    function("max(a, b, …)", "max", (1, ANY), numbers::max),
    function("clamp(x, low, high)", "clamp", (3, 3), numbers::clamp),
    function("abs(x)", "abs", (1, 1), numbers::abs),
    function("sign(x)", "sign", (1, 1), numbers::sign),
    function("round(x, digits)", "round", (1, 2), numbers::round),
    function("floor(x)", "floor", (1, 1), numbers::floor),
    function("ceil(x)", "ceil", (1, 1), numbers::ceil),
    function("sqrt(x)", "sqrt", (1, 1), numbers::sqrt),
    function("exp(x)", "exp", (1, 1), numbers::exp),
    function("ln(x)", "ln", (1, 1), numbers::ln),
    function("log10(x)", "log10", (1, 1), numbers::log10),
    function("pow(x, y)", "pow", (2, 2), numbers::pow),
    function("int(x)", "int", (1, 1), numbers::int),
    function("float(x)", "float", (1, 1), numbers::float),
    function("decimal(x, scale)", "decimal", (2, 2), numbers::decimal),
    function("text(x)", "text", (1, 1), texts::text),
    function("lower(s)", "lower", (1, 1), texts::lower),
    function("upper(s)", "upper", (1, 1), texts::upper),
    function("title(s)", "title", (1, 1), texts::title),
    function("trim(s)", "trim", (1, 1), texts::trim),
    function("length(s)", "length", (1, 1), texts::length),
    function("substring(s, start, n)", "substring", (2, 3), texts::substring),
    function("left(s, n)", "left", (2, 2), texts::left),
    function("right(s, n)", "right", (2, 2), texts::right),
    function("replace(s, from, to)", "replace", (3, 3), texts::replace),
    function("contains(s, part)", "contains", (2, 2), texts::contains),
    function("starts_with(s, part)", "starts_with", (2, 2), texts::starts_with),
    function("ends_with(s, part)", "ends_with", (2, 2), texts::ends_with),
    function("concat(a, b, …)", "concat", (1, ANY), texts::concat),
    function("slug(s)", "slug", (1, 1), texts::slug),
    function("format(pattern, a, …)", "format", (1, ANY), format::format),
    function("year(x)", "year", (1, 1), dates::year),
    function("quarter(x)", "quarter", (1, 1), dates::quarter),
    function("month(x)", "month", (1, 1), dates::month),
    function("day(x)", "day", (1, 1), dates::day),
    function("weekday(x)", "weekday", (1, 1), dates::weekday),
    function("dayofyear(x)", "dayofyear", (1, 1), dates::day_of_year),
    function("hour(x)", "hour", (1, 1), dates::hour),
    function("minute(x)", "minute", (1, 1), dates::minute),
    function("second(x)", "second", (1, 1), dates::second),
    function("date(x)", "date", (1, 3), dates::date),
    function("datetime(x)", "datetime", (1, 1), dates::datetime),
    function("time(x)", "time", (1, 1), dates::time),
    function("add(x, n, unit)", "add", (3, 3), dates::add),
    function("diff(a, b, unit)", "diff", (3, 3), dates::diff),
    function("trunc(x, unit)", "trunc", (2, 2), dates::trunc),
    function("strftime(x, pattern)", "strftime", (2, 2), dates::strftime),
    function("weeks(n)", "weeks", (1, 1), dates::weeks),
    function("days(n)", "days", (1, 1), dates::days),
    function("hours(n)", "hours", (1, 1), dates::hours),
    function("minutes(n)", "minutes", (1, 1), dates::minutes),
    function("seconds(n)", "seconds", (1, 1), dates::seconds),
];

/// The function of a name.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// The name that is nearest to one that is none.
pub fn nearest(name: &str) -> Option<String> {
    error::nearest(name, FUNCTIONS.iter().map(|function| function.name))
}

impl Function {
    /// How many arguments it takes, in words.
    pub fn takes(&self) -> String {
        match (self.least, self.most) {
            (1, 1) => "1 argument".to_string(),
            (least, most) if least == most => format!("{least} arguments"),
            (1, ANY) => "at least 1 argument".to_string(),
            (least, ANY) => format!("at least {least} arguments"),
            (least, most) => format!("{least} to {most} arguments"),
        }
    }
}

/// The arguments of a function that takes so many; their number was checked when it was parsed.
fn args<const N: usize>(terms: Vec<Term>) -> Result<[Term; N], String> {
    terms.try_into().map_err(|terms: Vec<Term>| format!("it takes {N} arguments, not {}", terms.len()))
}
