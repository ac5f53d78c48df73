//! From a rule's expressions to the operations of a program, for one class.

use super::super::layout::*;
use super::operand::{added, column, entries, keys, letters, row, tuple, values, Column};
use super::writer::{position, size};
use super::{Block, Body, Expr, Writer};
use std::borrow::Cow;

/// Why a rule cannot be compiled for a class.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The class has no such table.
    Lacks(String),
    /// A table is not what the rule needs.
    Unfit(String),
    /// The rule makes no sense for any class.
    Wrong(String),
}

/// What compiling gives.
type Compiled<T> = Result<T, Failure>;

/// The tables that a class sees.
pub trait Tables {
    /// What a table holds.
    fn body(&self, name: &str) -> Option<Cow<'_, Body>>;

    /// Where a table is stored, if it is already.
    fn stored(&self, name: &str) -> Option<u32>;
}

/// The kind and the value of a rule for a class: its program, or the Rust function that it is.
pub fn rule(writer: &mut Writer<'_>, tables: &impl Tables, block: &Block) -> Compiled<(u32, u32)> {
    let mut program = Program { writer, tables, block, run: Vec::new() };
    if let (Expr::Call(rust, args), true) = (&block.body, block.lets.is_empty()) {
        if rust == "rust" {
            return Ok((RULE_NATIVE, program.native(args)?));
        }
    }
    for (i, (_, value)) in block.lets.iter().enumerate() {
        program.run.extend([OP_LET, size(i)]);
        program.expr(value)?;
        program.run.push(OP_END);
    }
    program.expr(&block.body)?;
    program.run.push(OP_END);
    let run = program.run;
    Ok((RULE_PROGRAM, writer.store(run)))
}

/// A rule under compilation for one class.
struct Program<'w, 'a, 'b, T> {
    writer: &'w mut Writer<'a>,
    tables: &'b T,
    block: &'b Block,
    run: Vec<u32>,
}

impl<'b, T: Tables> Program<'_, '_, 'b, T> {
    fn unfit<V>(&self, why: impl std::fmt::Display) -> Compiled<V> {
        Err(Failure::Unfit(format!("{}: {why}", self.block.place)))
    }

    fn wrong<V>(&self, why: impl std::fmt::Display) -> Compiled<V> {
        Err(Failure::Wrong(format!("{}: {why}", self.block.place)))
    }

    fn expr(&mut self, expr: &Expr) -> Compiled<()> {
        match expr {
            Expr::Literal(text) => self.writer.literal(text, &mut self.run),
            Expr::Number(number) => self.writer.literal(&number.to_string(), &mut self.run),
            Expr::Seq(parts) => parts.iter().try_for_each(|p| self.expr(p))?,
            Expr::Sum(_) => self.wrong("tables can be added where a table is expected only")?,
            Expr::Name(name) => match self.block.lets.iter().position(|(n, _)| n == name) {
                Some(at) => self.run.extend([OP_VAR, size(at)]),
                None => {
                    let text = self.text(name)?;
                    self.writer.literal(&text, &mut self.run);
                }
            },
            Expr::Call(name, args) => self.call(name, args)?,
        }
        Ok(())
    }

    fn body(&self, name: &str) -> Compiled<Cow<'b, Body>> {
        self.tables.body(name).ok_or_else(|| Failure::Lacks(name.to_string()))
    }

    /// The text of a table that is one string.
    fn text(&self, name: &str) -> Compiled<String> {
        let text = match &*self.body(name)? {
            Body::Text(text) => Some(text.clone()),
            Body::Tree(tree) => tree.text(),
            _ => None,
        };
        text.map_or_else(|| self.unfit(format_args!("table '{name}' is no text")), Ok)
    }

    /// A table argument, with its name if it is a table as it is: a name, names added up, literals, the first of
    /// several that the class has, `keys(name)`, `values(name)` or `row(name, 0)`.
    fn operand<'e>(&self, args: &'e [Expr]) -> Compiled<(Option<&'e str>, Cow<'b, Body>)> {
        let made = match args {
            [Expr::Name(name)] => return Ok((Some(name), self.body(name)?)),
            [Expr::Call(first, options)] if first == "first" => {
                let mut lacks = None;
                for option in options {
                    match self.operand(std::slice::from_ref(option)) {
                        Err(why @ Failure::Lacks(_)) => lacks = lacks.or(Some(why)),
                        found => return found,
                    }
                }
                return lacks.map_or_else(|| self.wrong("first() takes tables"), Err);
            }
            [Expr::Call(function, of)] => {
                let body = self.operand(of.get(..1).unwrap_or_default())?.1;
                match function.as_str() {
                    "keys" => keys(&body),
                    "values" => values(&body),
                    "row" => row(&body, self.number(of, 1)?),
                    _ => self.wrong(format_args!("{function}() is no table"))?,
                }
            }
            [Expr::Sum(terms)] => {
                let bodies = terms.iter().map(|term| Ok(self.operand(std::slice::from_ref(term))?.1));
                added(&bodies.collect::<Compiled<Vec<_>>>()?)
            }
            [Expr::Literal(text)] => Ok(letters(text)),
            literals => {
                let text = |literal: &Expr| match literal {
                    Expr::Literal(text) => Ok(text.clone()),
                    Expr::Number(number) => Ok(number.to_string()),
                    _ => self.wrong("a table, or literals, expected"),
                };
                Ok(tuple(literals.iter().map(text).collect::<Compiled<_>>()?))
            }
        };
        match made {
            Ok(body) => Ok((None, Cow::Owned(body))),
            Err(why) => self.unfit(Reason(args, &why)),
        }
    }

    /// Where the table is stored that an argument gives, with entries to pick from.
    fn table(&mut self, args: &[Expr]) -> Compiled<u32> {
        let (name, body) = self.operand(args)?;
        let stored = name.and_then(|name| self.tables.stored(name));
        match (entries(&body), stored) {
            (Ok(Cow::Borrowed(_)), Some(at)) => Ok(at),
            (Ok(body), _) => Ok(self.writer.table(&body)),
            (Err(why), _) => self.unfit(Reason(args, &why)),
        }
    }

    /// Adds the operation that picks a row of a table and appends one cell of it.
    fn cell(&mut self, table: &str, at: i64) -> Compiled<()> {
        let body = self.body(table)?;
        match column(&body, at) {
            Ok(Column::Cells(column)) => {
                let stored = self.tables.stored(table).unwrap_or_else(|| self.writer.table(&body));
                self.run.extend([OP_CELL, stored, column]);
            }
            Ok(Column::Entries(entries)) => self.run.extend([OP_PICK, self.writer.table(&entries)]),
            Err(why) => self.unfit(format_args!("table '{table}' {why}"))?,
        }
        Ok(())
    }

    fn number(&self, args: &[Expr], at: usize) -> Compiled<i64> {
        match args.get(at) {
            Some(Expr::Number(number)) => Ok(*number),
            other => self.wrong(format_args!("number expected, not {other:?}")),
        }
    }

    fn native(&self, args: &[Expr]) -> Compiled<u32> {
        let known = match args {
            [Expr::Literal(native)] => position(self.writer.natives, native),
            _ => None,
        };
        known.map_or_else(|| self.wrong("rust() takes the name of a function"), Ok)
    }

    fn letters(&mut self, args: &[Expr], default: &str) -> Compiled<[u32; 2]> {
        let text = match args.get(1) {
            None => default.to_string(),
            Some(Expr::Literal(text)) => text.clone(),
            Some(other) => {
                let letters = std::slice::from_ref(other);
                match entries(&self.operand(letters)?.1).as_deref() {
                    Ok(Body::Strings(items, _)) => items.concat(),
                    _ => self.unfit(Reason(letters, "has no letters"))?,
                }
            }
        };
        Ok(self.writer.string(&text))
    }

    fn apply(&mut self, transform: u32, letters: [u32; 2], args: &[Expr]) -> Compiled<()> {
        self.run.extend([OP_APPLY, transform, letters[0], letters[1]]);
        match args.first() {
            Some(text) => self.expr(text)?,
            None => self.wrong("text expected")?,
        }
        self.run.push(OP_END);
        Ok(())
    }

    /// Adds the operation that calls another method.
    fn method(&mut self, name: &str) -> Compiled<()> {
        match position(self.writer.names, name) {
            Some(name) => self.run.extend([OP_CALL, name]),
            None => self.wrong(format_args!("no function or field {name}"))?,
        }
        Ok(())
    }

    /// Adds the operation that picks several entries of a table.
    fn several(&mut self, operation: u32, args: &[Expr]) -> Compiled<()> {
        let table = args.get(..1).unwrap_or_default();
        let (at, n) = (self.table(table)?, self.number(args, 1)?);
        if operation == OP_SAMPLE && entries(&self.operand(table)?.1).is_ok_and(|body| (body.len() as i64) < n) {
            return self.unfit(Reason(table, "has too few entries"));
        }
        let separator = match args.get(2) {
            Some(Expr::Literal(text)) => text.clone(),
            _ => String::new(),
        };
        let [sep, len] = self.writer.string(&separator);
        self.run.extend([operation, at, n as u32, sep, len]);
        Ok(())
    }

    /// Adds the operations of a template: of a table, of a text, or of one that is made first.
    fn parse(&mut self, args: &[Expr]) -> Compiled<()> {
        match args {
            [Expr::Call(pick, table)] if pick == "pick" => {
                let at = self.table(table)?;
                self.run.extend([OP_PARSE, at]);
            }
            [Expr::Literal(text)] => self.writer.template_into(text, &mut self.run),
            [Expr::Name(name)] if self.block.lets.iter().all(|(n, _)| n != name) => {
                let text = self.text(name)?;
                self.writer.template_into(&text, &mut self.run);
            }
            [parts] => {
                self.run.push(OP_TEMPLATE);
                self.expr(parts)?;
                self.run.push(OP_END);
            }
            _ => self.wrong("parse() takes one template")?,
        }
        Ok(())
    }

    /// Adds the operation that runs one of several programs.
    fn one_of(&mut self, args: &[Expr]) -> Compiled<()> {
        self.run.extend([OP_ONE_OF, size(args.len())]);
        let programs = args.iter().map(|arg| {
            let run = std::mem::take(&mut self.run);
            let compiled = self.expr(arg);
            let mut program = std::mem::replace(&mut self.run, run);
            program.push(OP_END);
            compiled.map(|()| self.writer.store(program))
        });
        let programs = programs.collect::<Compiled<Vec<u32>>>()?;
        self.run.extend(programs);
        Ok(())
    }

    /// Adds the operations of the first alternative that lacks nothing.
    fn first(&mut self, args: &[Expr]) -> Compiled<()> {
        let whole = self.run.len();
        let mut lacks = None;
        for option in args {
            match self.expr(option) {
                Ok(()) => return Ok(()),
                Err(why @ Failure::Lacks(_)) => {
                    self.run.truncate(whole);
                    lacks = lacks.or(Some(why));
                }
                Err(why) => return Err(why),
            }
        }
        lacks.map_or_else(|| self.wrong("first() takes alternatives"), Err)
    }

    fn call(&mut self, name: &str, args: &[Expr]) -> Compiled<()> {
        const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        match name {
            "pick" => match args {
                [Expr::Name(table), Expr::Number(column)] => self.cell(table, *column)?,
                _ => {
                    let at = self.table(args)?;
                    self.run.extend([OP_PICK, at]);
                }
            },
            "choices" => self.several(OP_CHOICES, args)?,
            "sample" => self.several(OP_SAMPLE, args)?,
            "parse" => self.parse(args)?,
            "random_int" if args.is_empty() => self.method(name)?,
            "int" | "random_int" => {
                let (low, high) = (self.number(args, 0)?, self.number(args, 1)?);
                let width = if args.len() > 2 { self.number(args, 2)? as u32 } else { 0 };
                let halves = |n: i64| [n as u32, (n >> 32) as u32];
                let [[a, b], [c, d]] = [halves(low), halves(high)];
                self.run.extend([OP_INT, a, b, c, d, width]);
            }
            "numerify" => self.apply(APPLY_NUMERIFY, [0, 0], args)?,
            "lexify" | "letters" | "bothify" => {
                let letters = self.letters(args, LETTERS)?;
                self.apply(if name == "bothify" { APPLY_BOTHIFY } else { APPLY_LEXIFY }, letters, args)?;
            }
            "hexify" => {
                let letters = self.letters(args, "0123456789abcdef")?;
                self.apply(APPLY_HEXIFY, letters, args)?;
            }
            "digits" => {
                let letters = self.letters(args, "0123456789")?;
                self.apply(APPLY_DIGITS, letters, args)?;
            }
            "upper" => self.apply(APPLY_UPPER, [0, 0], args)?,
            "lower" => self.apply(APPLY_LOWER, [0, 0], args)?,
            "capitalize" => self.apply(APPLY_CAPITALIZE, [0, 0], args)?,
            "title" => self.apply(APPLY_TITLE, [0, 0], args)?,
            "ascii" => self.apply(APPLY_ASCII, [0, 0], args)?,
            "slug" => self.apply(APPLY_SLUG, [0, 0], args)?,
            "slug_dots" => self.apply(APPLY_SLUG_DOTS, [0, 0], args)?,
            "slug_unicode" => self.apply(APPLY_SLUG_UNICODE, [0, 0], args)?,
            "one_of" => self.one_of(args)?,
            "first" => self.first(args)?,
            "rust" => {
                let native = self.native(args)?;
                self.run.extend([OP_NATIVE, native]);
            }
            other if args.is_empty() => self.method(other)?,
            other => self.wrong(format_args!("no function {other}"))?,
        }
        Ok(())
    }
}

/// What is wrong with a table argument.
struct Reason<'e>(&'e [Expr], &'e str);

impl std::fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(args, why) = self;
        let mut names = Vec::new();
        args.iter().for_each(|arg| arg.tables(&mut names));
        match names.as_slice() {
            [] => write!(f, "a list of literals {why}"),
            names => write!(f, "table '{}' {why}", names.join("' + '")),
        }
    }
}
