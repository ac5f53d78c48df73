//! The rule language: one line a rule, `name = parts`, where the parts are appended one after another.
//!
//! ```text
//! city          = parse(pick(city_formats))
//! postcode      = upper(bothify(pick(postcode_formats)))
//! zipcode_plus4 = zipcode() "-" int(1, 9999, 4)
//! itin          = let area = int(900, 999); let serial = int(0, 9999, 4);
//!                 area "-" pick(itin_groups) "-" serial
//! password      = rust("password")
//! ```
//!
//! A line that starts with a space goes on with the rule above; `#` starts a comment line. `CONTRIBUTING.md` lists
//! the functions.

use std::collections::BTreeMap;

/// A part of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Literal(String),
    Number(i64),
    /// A variable, or a table where a function takes one.
    Name(String),
    Call(String, Vec<Expr>),
    /// `a + b`: tables one after another.
    Sum(Vec<Expr>),
    /// Parts one after another.
    Seq(Vec<Expr>),
}

/// A rule: variables, drawn in order, then the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub lets: Vec<(String, Expr)>,
    pub body: Expr,
    pub place: String,
}

/// Reads a rules file.
pub fn file(text: &str, id: &str) -> BTreeMap<String, Block> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.to_string()),
        }
    }
    let mut rules = BTreeMap::new();
    for line in lines {
        let (name, text) = line.split_once('=').unwrap_or_else(|| panic!("{id}: {line}"));
        let name = name.trim().to_string();
        let place = format!("{id}.{name}");
        let mut parser = Parser { rest: text, place: &place };
        let block = parser.block();
        parser.skip();
        assert!(parser.rest.is_empty(), "{place}: cannot read {}", parser.rest);
        assert!(rules.insert(name, block).is_none(), "{place}: declared twice");
    }
    rules
}

struct Parser<'a> {
    rest: &'a str,
    place: &'a str,
}

impl Parser<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, token: char) -> bool {
        self.skip();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn block(&mut self) -> Block {
        let mut lets = Vec::new();
        loop {
            self.skip();
            let Some(rest) = self.rest.strip_prefix("let ") else { break };
            self.rest = rest;
            let name = self.ident();
            assert!(self.eat('='), "{}: let without =", self.place);
            lets.push((name, self.sum()));
            assert!(self.eat(';'), "{}: let without ;", self.place);
        }
        Block { lets, body: self.sum(), place: self.place.to_string() }
    }

    fn ident(&mut self) -> String {
        self.skip();
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(self.rest.len());
        assert!(end > 0, "{}: name expected at {}", self.place, self.rest);
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name.to_string()
    }

    fn sum(&mut self) -> Expr {
        let first = self.seq();
        if !self.rest.starts_with('+') {
            return first;
        }
        let mut terms = vec![first];
        while self.eat('+') {
            terms.push(self.seq());
        }
        Expr::Sum(terms)
    }

    fn seq(&mut self) -> Expr {
        let mut parts = Vec::new();
        loop {
            self.skip();
            match self.rest.chars().next() {
                None | Some(')' | ',' | ';' | '+') => break,
                Some('"') => parts.push(Expr::Literal(self.string())),
                Some(c) if c.is_ascii_digit() || c == '-' => {
                    let digits = self.rest[1..].find(|c: char| !c.is_ascii_digit());
                    let end = digits.map_or(self.rest.len(), |d| d + 1);
                    let (number, rest) = self.rest.split_at(end);
                    self.rest = rest;
                    let number = number.parse().unwrap_or_else(|_| panic!("{}: {number}", self.place));
                    parts.push(Expr::Number(number));
                }
                Some(_) => {
                    let name = self.ident();
                    parts.push(if self.rest.starts_with('(') { self.call(name) } else { Expr::Name(name) });
                }
            }
        }
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Expr::Seq(parts)
        }
    }

    fn call(&mut self, name: String) -> Expr {
        assert!(self.eat('('), "{}: ( expected", self.place);
        let mut args = Vec::new();
        while !self.eat(')') {
            args.push(self.sum());
            if !self.eat(',') {
                assert!(self.eat(')'), "{}: ) expected at {}", self.place, self.rest);
                break;
            }
        }
        Expr::Call(name, args)
    }

    fn string(&mut self) -> String {
        let mut out = String::new();
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return out;
                }
                '\\' => match chars.next() {
                    Some((_, 'n')) => out.push('\n'),
                    Some((_, 't')) => out.push('\t'),
                    Some((_, 'u')) => {
                        let code: String = chars.by_ref().map(|(_, c)| c).take_while(|c| *c != '}').collect();
                        let code = u32::from_str_radix(code.trim_start_matches('{'), 16).ok();
                        let c = code.and_then(char::from_u32);
                        out.push(c.unwrap_or_else(|| panic!("{}: a character's number expected", self.place)));
                    }
                    Some((_, c)) => out.push(c),
                    None => break,
                },
                c => out.push(c),
            }
        }
        panic!("{}: unclosed string", self.place);
    }
}
