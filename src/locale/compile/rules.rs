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

/// A part of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A text.
    Literal(String),
    /// A number.
    Number(i64),
    /// A variable, or a table where a function takes one.
    Name(String),
    /// A function or another method, and its arguments.
    Call(String, Vec<Expr>),
    /// `a + b`: tables one after another.
    Sum(Vec<Expr>),
    /// Parts one after another.
    Seq(Vec<Expr>),
}

/// A rule: variables, drawn in order, then the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The variables and their parts.
    pub lets: Vec<(String, Expr)>,
    /// The text's parts.
    pub body: Expr,
    /// The class and the method that it is written for.
    pub place: String,
    /// The line that it was read from.
    pub source: String,
}

impl Block {
    /// Its expressions.
    fn exprs(&self) -> impl Iterator<Item = &Expr> {
        self.lets.iter().map(|(_, value)| value).chain([&self.body])
    }

    /// The names of the tables that it may look at.
    pub fn tables(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.exprs().for_each(|expr| expr.tables(&mut found));
        found.retain(|name| self.lets.iter().all(|(kept, _)| kept != name));
        found
    }

    /// The names of the Rust functions that it runs.
    pub fn natives(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.exprs().for_each(|expr| expr.natives(&mut found));
        found
    }
}

impl Expr {
    fn parts(&self) -> &[Expr] {
        match self {
            Self::Call(_, parts) | Self::Seq(parts) | Self::Sum(parts) => parts,
            Self::Literal(_) | Self::Number(_) | Self::Name(_) => &[],
        }
    }

    /// Adds the names in it, each once.
    pub fn tables<'a>(&'a self, found: &mut Vec<&'a str>) {
        if let Self::Name(name) = self {
            if !found.contains(&name.as_str()) {
                found.push(name);
            }
        }
        self.parts().iter().for_each(|part| part.tables(found));
    }

    fn natives<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Call(name, args) if name == "rust" => found.extend(args.iter().filter_map(|arg| match arg {
                Self::Literal(native) => Some(native.as_str()),
                _ => None,
            })),
            _ => self.parts().iter().for_each(|part| part.natives(found)),
        }
    }
}

/// What a text cannot be read for: where, and why.
type Read<T> = Result<T, String>;

/// Reads a rule, in front of which its class stands: `base/bank.swift8 = swift()`.
pub fn block(source: String) -> Read<Block> {
    let (place, text) = source.split_once('=').ok_or_else(|| format!("{source}: no rule"))?;
    let place = place.trim().to_string();
    let mut parser = Parser { rest: text, place: &place };
    let (lets, body) = parser.block()?;
    parser.skip();
    if !parser.rest.is_empty() {
        return parser.fail("cannot read");
    }
    Ok(Block { lets, body, place, source })
}

struct Parser<'a> {
    rest: &'a str,
    place: &'a str,
}

impl Parser<'_> {
    fn fail<T>(&self, why: &str) -> Read<T> {
        Err(format!("{}: {why} at {}", self.place, self.rest))
    }

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

    fn expect(&mut self, token: char) -> Read<()> {
        if self.eat(token) {
            Ok(())
        } else {
            self.fail(&format!("{token} expected"))
        }
    }

    fn block(&mut self) -> Read<(Vec<(String, Expr)>, Expr)> {
        let mut lets = Vec::new();
        loop {
            self.skip();
            let Some(rest) = self.rest.strip_prefix("let ") else { break };
            self.rest = rest;
            let name = self.ident()?;
            self.expect('=')?;
            lets.push((name, self.sum()?));
            self.expect(';')?;
        }
        Ok((lets, self.sum()?))
    }

    fn ident(&mut self) -> Read<String> {
        self.skip();
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(self.rest.len());
        if end == 0 {
            return self.fail("name expected");
        }
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(name.to_string())
    }

    fn sum(&mut self) -> Read<Expr> {
        let first = self.seq()?;
        if !self.rest.starts_with('+') {
            return Ok(first);
        }
        let mut terms = vec![first];
        while self.eat('+') {
            terms.push(self.seq()?);
        }
        Ok(Expr::Sum(terms))
    }

    fn seq(&mut self) -> Read<Expr> {
        let mut parts = Vec::new();
        loop {
            self.skip();
            match self.rest.chars().next() {
                None | Some(')' | ',' | ';' | '+') => break,
                Some('"') => parts.push(Expr::Literal(self.string()?)),
                Some(c) if c.is_ascii_digit() || c == '-' => {
                    let digits = self.rest[1..].find(|c: char| !c.is_ascii_digit());
                    let (number, rest) = self.rest.split_at(digits.map_or(self.rest.len(), |d| d + 1));
                    let Ok(number) = number.parse() else { return self.fail("number expected") };
                    self.rest = rest;
                    parts.push(Expr::Number(number));
                }
                Some(_) => {
                    let name = self.ident()?;
                    parts.push(if self.rest.starts_with('(') { self.call(name)? } else { Expr::Name(name) });
                }
            }
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::Seq(parts) })
    }

    fn call(&mut self, name: String) -> Read<Expr> {
        self.expect('(')?;
        let mut args = Vec::new();
        while !self.eat(')') {
            args.push(self.sum()?);
            if !self.eat(',') {
                self.expect(')')?;
                break;
            }
        }
        Ok(Expr::Call(name, args))
    }

    fn string(&mut self) -> Read<String> {
        let mut out = String::new();
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(out);
                }
                '\\' => match chars.next() {
                    Some((_, 'n')) => out.push('\n'),
                    Some((_, 't')) => out.push('\t'),
                    Some((_, 'u')) => {
                        let code: String = chars.by_ref().map(|(_, c)| c).take_while(|c| *c != '}').collect();
                        let code = u32::from_str_radix(code.trim_start_matches('{'), 16).ok();
                        match code.and_then(char::from_u32) {
                            Some(c) => out.push(c),
                            None => return self.fail("a character's number expected"),
                        }
                    }
                    Some((_, c)) => out.push(c),
                    None => break,
                },
                c => out.push(c),
            }
        }
        self.fail("unclosed string")
    }
}
