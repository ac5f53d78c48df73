//! The checker of types: from a tree and the kinds of its names to a term that can be evaluated.

use super::eval::{arithmetic, compare, compose, convert, logic, select, spell, Term};
use super::functions::{lookup, Bind};
use super::lex::fault;
use super::tree::{Binary, Form, Node};
use super::Kind;
use crate::error::{Error, Result};

/// A term of a tree, given those of the names.
///
/// # Errors
/// What an operation takes and what it got, with the operation's place.
pub fn bind(node: &Node, text: &str, inputs: &[Term]) -> Result<Term> {
    Binder { text, inputs }.term(node)
}

struct Binder<'a> {
    text: &'a str,
    inputs: &'a [Term],
}

impl Binder<'_> {
    fn fault(&self, node: &Node, what: &str) -> Error {
        fault(self.text, node.at, what)
    }

    fn terms(&self, nodes: &[Node]) -> Result<Vec<Term>> {
        nodes.iter().map(|node| self.term(node)).collect()
    }

    fn condition(&self, node: &Node, what: &str) -> Result<Term> {
        logic::truth(self.term(node)?, what).map_err(|why| self.fault(node, &why))
    }

    fn term(&self, node: &Node) -> Result<Term> {
        let term = match &node.form {
            Form::Null => Ok(Term::null(Kind::Null)),
            Form::Bool(value) => Ok(Term::one(Kind::Bool, *value)),
            Form::Int(value) => Ok(Term::one(Kind::Int, *value)),
            Form::Float(value) => Ok(Term::one(Kind::Float, *value)),
            Form::Text(text) => Ok(Term::text(text)),
            Form::Name(at) => Ok(self.inputs[*at].clone()),
            Form::Not(x) => Ok(logic::not(self.condition(x, "'not'")?)),
            Form::Negative(x) => arithmetic::negative(self.term(x)?),
            Form::Binary(op, a, b) => self.binary(*op, a, b)?,
            Form::IsNull(x, not) => Ok(logic::is_null(self.term(x)?, *not)),
            Form::In(x, list, not) => {
                let found = compare::one_of(self.term(x)?, self.terms(list)?);
                found.map(|found| if *not { logic::not(found) } else { found })
            }
            Form::Case(arms, otherwise) => {
                let conditions = arms.iter().map(|(c, _)| self.condition(c, "'when'")).collect::<Result<_>>()?;
                let mut values = arms.iter().map(|(_, v)| self.term(v)).collect::<Result<Vec<_>>>()?;
                values.push(otherwise.as_ref().map_or_else(|| Ok(Term::null(Kind::Null)), |node| self.term(node))?);
                select::case(conditions, values, "'case'")
            }
            Form::Call(function, args) => match function.bind {
                Bind::Lookup => self.lookup(args)?,
                Bind::Terms(bind) => bind(self.terms(args)?),
            },
            Form::Map(_) => Err("a mapping is only taken by lookup(x, {'a': 1, 'b': 2}, default)".to_string()),
        };
        term.map_err(|why| self.fault(node, &why))
    }

    fn binary(&self, op: Binary, a: &Node, b: &Node) -> Result<std::result::Result<Term, String>> {
        Ok(match op {
            Binary::Or => Ok(logic::or(self.condition(a, "'or'")?, self.condition(b, "'or'")?)),
            Binary::And => Ok(logic::and(self.condition(a, "'and'")?, self.condition(b, "'and'")?)),
            Binary::Join => Ok(concat(vec![self.term(a)?, self.term(b)?])),
            op if op.is_comparison() => compare::compare(op, self.term(a)?, self.term(b)?),
            op => arithmetic::binary(op, self.term(a)?, self.term(b)?),
        })
    }

    fn lookup(&self, args: &[Node]) -> Result<std::result::Result<Term, String>> {
        let Some(Form::Map(pairs)) = args.get(1).map(|node| &node.form) else {
            return Ok(Err("lookup takes a mapping second: lookup(x, {'a': 1, 'b': 2}, default)".to_string()));
        };
        let keys = pairs.iter().map(|(k, _)| self.term(k)).collect::<Result<Vec<_>>>()?;
        let values = pairs.iter().map(|(_, v)| self.term(v)).collect::<Result<Vec<_>>>()?;
        let otherwise = args.get(2).map(|node| self.term(node)).transpose()?;
        Ok(lookup::lookup(self.term(&args[0])?, keys, values, otherwise))
    }
}

/// Values one after another as a text; numbers and dates as they are written.
pub fn concat(terms: Vec<Term>) -> Term {
    if terms.iter().any(Term::is_null) {
        return Term::null(Kind::Str);
    }
    let kinds: Vec<Kind> = terms.iter().map(|term| term.kind).collect();
    compose(terms, move |v, i, out| kinds.iter().zip(v).for_each(|(kind, v)| spell::value(*kind, v, i, out)))
}

/// A value as a text argument.
///
/// # Errors
/// What it is if not that.
pub fn texts(term: Term, what: &str) -> std::result::Result<Term, String> {
    match term.kind {
        Kind::Str | Kind::Null => convert::to(term, Kind::Str),
        kind => Err(format!("{what} takes a text, not {kind}: text(…) makes it one")),
    }
}
