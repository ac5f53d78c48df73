//! From a rule's expressions to the operations of a program, for one class.

use crate::compile::{index, size, Writer};
use crate::layout::*;
use crate::parse::{Body, Tree};
use crate::rules::{Block, Expr};
use std::collections::HashMap;

/// A rule that cannot be compiled because its class has no such table.
pub struct Lacks(pub String);
/// What compiling gives.
pub type Compiled<T> = Result<T, Lacks>;

/// The operations of a rule for a class: what it keeps, then what it appends.
pub fn program(writer: &mut Writer<'_>, id: &str, block: &Block) -> Compiled<Vec<u32>> {
    let mut program = Program { writer, id, block, run: Vec::new() };
    for (i, (_, value)) in block.lets.iter().enumerate() {
        program.run.extend([OP_LET, size(i)]);
        program.expr(value)?;
        program.run.push(OP_END);
    }
    program.expr(&block.body)?;
    program.run.push(OP_END);
    Ok(program.run)
}

/// A rule under compilation for one class.
struct Program<'w, 'a, 'b> {
    writer: &'w mut Writer<'a>,
    id: &'b str,
    block: &'b Block,
    run: Vec<u32>,
}

impl Program<'_, '_, '_> {
    fn fail(&self, why: &str) -> ! {
        panic!("{} (for {}): {why}", self.block.place, self.id)
    }

    fn expr(&mut self, expr: &Expr) -> Compiled<()> {
        match expr {
            Expr::Literal(text) => self.writer.literal(text, &mut self.run),
            Expr::Number(number) => self.writer.literal(&number.to_string(), &mut self.run),
            Expr::Seq(parts) => parts.iter().try_for_each(|p| self.expr(p))?,
            Expr::Sum(_) => self.fail("tables can be added where a table is expected only"),
            Expr::Name(name) => match self.block.lets.iter().position(|(n, _)| n == name) {
                Some(at) => self.run.extend([OP_VAR, size(at)]),
                None => match self.body(name)? {
                    Body::Text(text) => self.writer.literal(&text, &mut self.run),
                    _ => self.fail(&format!("{name} is no text")),
                },
            },
            Expr::Call(name, args) => self.call(name, args)?,
        }
        Ok(())
    }

    fn body(&self, name: &str) -> Compiled<Body> {
        let found = self.writer.classes.table(self.id, name);
        found.cloned().ok_or_else(|| Lacks(name.to_string()))
    }

    /// A table argument: a name, names added up, literals, `keys(name)` or `values(name)`.
    fn table_body(&self, args: &[Expr]) -> Compiled<Body> {
        match args {
            [Expr::Name(name)] => self.body(name),
            [Expr::Call(keys, of)] if keys == "keys" => match self.table_body(of)? {
                Body::Weights(items) => Ok(tuple(items.into_iter().map(|(k, _)| k).collect())),
                Body::Tree(Tree::Map(_, pairs)) => self.all_text(pairs.into_iter().map(|(k, _)| k)),
                _ => self.fail("keys() takes a mapping"),
            },
            [Expr::Call(values, of)] if values == "values" => match self.table_body(of)? {
                Body::Tree(Tree::Map(_, pairs)) => self.all_text(pairs.into_iter().map(|(_, v)| v)),
                _ => self.fail("values() takes a mapping"),
            },
            [Expr::Call(row, of)] if row == "row" => {
                let at = self.number(of, 1) as usize;
                let item = match self.table_body(&of[..1])? {
                    Body::Rows(rows, _) => rows.into_iter().nth(at).map(tuple),
                    Body::Tree(Tree::Seq(_, items)) => items.into_iter().nth(at).map(Body::Tree),
                    _ => None,
                };
                Ok(item.unwrap_or_else(|| self.fail("row() takes a table of rows and the place of a row")))
            }
            [Expr::Call(first, of)] if first == "first" => {
                let mut lacks = None;
                for option in of {
                    match self.table_body(std::slice::from_ref(option)) {
                        Err(why) => lacks = lacks.or(Some(why)),
                        found => return found,
                    }
                }
                Err(lacks.unwrap_or_else(|| self.fail("first() takes tables")))
            }
            [Expr::Sum(terms)] => {
                let bodies = terms.iter().map(|t| self.table_body(std::slice::from_ref(t)));
                let bodies = bodies.collect::<Compiled<Vec<_>>>()?;
                Ok(match bodies.iter().all(|b| matches!(b, Body::Weights(_))) {
                    true => Body::Weights(sum_weights(bodies)),
                    false => tuple(bodies.into_iter().flat_map(strings).collect()),
                })
            }
            [Expr::Literal(letters)] => Ok(tuple(letters.chars().map(String::from).collect())),
            literals => {
                let text = |e: &Expr| match e {
                    Expr::Literal(text) => text.clone(),
                    Expr::Number(number) => number.to_string(),
                    _ => self.fail("a table, or literals, expected"),
                };
                Ok(tuple(literals.iter().map(text).collect()))
            }
        }
    }

    fn all_text(&self, items: impl Iterator<Item = Tree>) -> Compiled<Body> {
        let text = |t: Tree| match t {
            Tree::Str(text) => text,
            Tree::Int(number) => number.to_string(),
            other => self.fail(&format!("{other:?} is no text")),
        };
        Ok(tuple(items.map(text).collect()))
    }

    fn table(&mut self, args: &[Expr]) -> Compiled<u32> {
        let body = match self.table_body(args)? {
            Body::Tree(Tree::Seq(_, items)) => self.all_text(items.into_iter())?,
            Body::Text(text) => tuple(text.chars().map(String::from).collect()),
            body => body,
        };
        Ok(self.writer.table(&body))
    }

    /// One cell of each row of a mapping of rows to weights.
    fn weighted_column(&self, body: Body, column: i64) -> Vec<(String, Tree)> {
        let Body::Tree(Tree::Map(_, pairs)) = body else { self.fail("rows expected, with weights or without") };
        let cells = pairs.into_iter().map(|(row, weight)| match (row, weight) {
            (Tree::Seq(_, cells), weight @ (Tree::Int(_) | Tree::Float(_))) => {
                (cells.into_iter().nth(column as usize), weight)
            }
            other => self.fail(&format!("{other:?} is no row with a weight")),
        });
        let text = |(cell, weight)| match cell {
            Some(Tree::Str(cell)) => (cell, weight),
            other => self.fail(&format!("{other:?} is no cell")),
        };
        cells.map(text).collect()
    }

    fn number(&self, args: &[Expr], at: usize) -> i64 {
        match args.get(at) {
            Some(Expr::Number(number)) => *number,
            other => self.fail(&format!("number expected, not {other:?}")),
        }
    }

    fn letters(&mut self, args: &[Expr], default: &str) -> Compiled<[u32; 2]> {
        let text = match args.get(1) {
            None => default.to_string(),
            Some(Expr::Literal(text)) => text.clone(),
            Some(other) => strings(self.table_body(std::slice::from_ref(other))?).concat(),
        };
        Ok(self.writer.string(&text))
    }

    fn apply(&mut self, transform: u32, letters: [u32; 2], args: &[Expr]) -> Compiled<()> {
        self.run.extend([OP_APPLY, transform, letters[0], letters[1]]);
        self.expr(args.first().unwrap_or_else(|| self.fail("text expected")))?;
        self.run.push(OP_END);
        Ok(())
    }

    fn call(&mut self, name: &str, args: &[Expr]) -> Compiled<()> {
        const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        match name {
            "pick" => match args {
                [Expr::Name(table), Expr::Number(column)] if matches!(self.body(table)?, Body::Rows(..)) => {
                    let at = self.table(&args[..1])?;
                    self.run.extend([OP_CELL, at, *column as u32]);
                }
                [Expr::Name(table), Expr::Number(column)] if matches!(self.body(table)?, Body::Tree(_)) => {
                    let cells = Body::Weights(self.weighted_column(self.body(table)?, *column));
                    let at = self.writer.table(&cells);
                    self.run.extend([OP_PICK, at]);
                }
                _ => {
                    let at = self.table(args)?;
                    self.run.extend([OP_PICK, at]);
                }
            },
            "choices" | "sample" => {
                let at = self.table(&args[..1])?;
                let n = self.number(args, 1) as u32;
                let separator = match args.get(2) {
                    Some(Expr::Literal(text)) => text.clone(),
                    _ => String::new(),
                };
                let [sep, len] = self.writer.string(&separator);
                self.run.extend([if name == "choices" { OP_CHOICES } else { OP_SAMPLE }, at, n, sep, len]);
            }
            "parse" => match args {
                [Expr::Call(pick, table)] if pick == "pick" => {
                    let at = self.table(table)?;
                    self.run.extend([OP_PARSE, at]);
                }
                [Expr::Literal(text)] => {
                    let mut run = std::mem::take(&mut self.run);
                    self.writer.template_into(text, &mut run);
                    self.run = run;
                }
                [Expr::Name(text)] => match self.body(text)? {
                    Body::Text(text) => return self.call("parse", &[Expr::Literal(text)]),
                    _ => self.fail("parse() takes a text"),
                },
                [parts] => {
                    self.run.push(OP_TEMPLATE);
                    self.expr(parts)?;
                    self.run.push(OP_END);
                }
                _ => self.fail("parse() takes one template"),
            },
            "int" => {
                let (low, high) = (self.number(args, 0), self.number(args, 1));
                let width = if args.len() > 2 { self.number(args, 2) as u32 } else { 0 };
                let halves = |n: i64| [n as u32, (n >> 32) as u32];
                let [[a, b], [c, d]] = [halves(low), halves(high)];
                self.run.extend([OP_INT, a, b, c, d, width]);
            }
            "numerify" => self.apply(APPLY_NUMERIFY, [0, 0], args)?,
            "lexify" | "bothify" => {
                let letters = self.letters(args, LETTERS)?;
                self.apply(if name == "lexify" { APPLY_LEXIFY } else { APPLY_BOTHIFY }, letters, args)?;
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
            "one_of" => {
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
            }
            "first" => {
                let whole = self.run.len();
                let mut lacks = None;
                for option in args {
                    match self.expr(option) {
                        Ok(()) => return Ok(()),
                        Err(why) => {
                            self.run.truncate(whole);
                            lacks = lacks.or(Some(why));
                        }
                    }
                }
                return Err(lacks.unwrap_or_else(|| self.fail("first() takes alternatives")));
            }
            "rust" => match args {
                [Expr::Literal(native)] => {
                    let native = index(&self.writer.natives, native);
                    self.run.extend([OP_NATIVE, native]);
                }
                _ => self.fail("rust() takes a name"),
            },
            other if args.is_empty() => {
                if !self.writer.names.iter().any(|n| n == other) {
                    self.fail(&format!("no function or field {other}"));
                }
                self.run.extend([OP_CALL, index(&self.writer.names, other)]);
            }
            other => self.fail(&format!("no function {other}")),
        }
        Ok(())
    }
}

/// A table that a rule makes.
fn tuple(items: Vec<String>) -> Body {
    Body::Strings(items, SEQ_TUPLE)
}

fn strings(body: Body) -> Vec<String> {
    match body {
        Body::Strings(items, _) => items,
        Body::Weights(items) => items.into_iter().map(|(k, _)| k).collect(),
        Body::Text(text) => text.chars().map(String::from).collect(),
        Body::Rows(..) | Body::Tree(_) => panic!("rows cannot be added"),
    }
}

/// Adds weights of equal keys, as `OrderedDict` arithmetic in Faker's `add_ordereddicts` does not: later wins.
fn sum_weights(bodies: Vec<Body>) -> Vec<(String, Tree)> {
    let mut sum: Vec<(String, Tree)> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for body in bodies {
        let Body::Weights(items) = body else { continue };
        for (key, weight) in items {
            match at.get(&key) {
                Some(i) => sum[*i].1 = weight,
                None => {
                    at.insert(key.clone(), sum.len());
                    sum.push((key, weight));
                }
            }
        }
    }
    sum
}
