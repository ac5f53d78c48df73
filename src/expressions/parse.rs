//! From words to a tree, by the binding power of the operators.

use super::functions;
use super::lex::{fault, words, Token, Word};
use super::tree::{Binary, Form, Node, COMPARISON, NEGATIVE, NOT};
use crate::error::{Error, Result};

/// How deep parentheses, calls and the like may nest.
const NESTED: usize = 64;
/// How deep a tree may be: a chain of operators makes one as deep as it is long.
const DEEP: usize = 250;

const KEYWORDS: [&str; 13] =
    ["or", "and", "not", "in", "is", "null", "true", "false", "case", "when", "then", "else", "end"];

/// The tree of a text and the names in it, in order of first use.
///
/// # Errors
/// What is wrong, with its place.
pub fn parse(text: &str) -> Result<(Node, Vec<String>)> {
    parse_after(text, Vec::new())
}

/// The tree of a template: text with expressions in braces, each with a format specification or without. It is that of
/// a call of `format`.
///
/// # Errors
/// A brace without the other one; as [`parse`], of what stands between them.
pub fn template(text: &str) -> Result<(Node, Vec<String>)> {
    let (mut pattern, mut names, mut args) = (String::new(), Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        pattern.push_str(&rest[..=open]);
        rest = &rest[open + 1..];
        if let Some(after) = rest.strip_prefix('{') {
            pattern.push('{');
            rest = after;
            continue;
        }
        let Some((inside, after)) = rest.split_once('}') else {
            return Err(Error::Value(format!("template '{text}': a '}}' is missing")));
        };
        let (expression, form) = inside.split_once(':').unwrap_or((inside, ""));
        let (node, known) = parse_after(expression, names)?;
        (names, rest) = (known, after);
        args.push(node);
        pattern.push_str(&format!(":{form}}}"));
    }
    pattern.push_str(rest);
    let depth = args.iter().map(|node| node.depth).max().unwrap_or(0) + 1;
    args.insert(0, Node { form: Form::Text(pattern), at: 1, depth: 1 });
    let function = functions::find("format").ok_or_else(|| Error::value("there is no function 'format'"))?;
    Ok((Node { form: Form::Call(function, args), at: 1, depth }, names))
}

fn parse_after(text: &str, names: Vec<String>) -> Result<(Node, Vec<String>)> {
    let words = words(text)?;
    let mut parser = Parser { text, words: &words, at: 0, nested: 0, names };
    let node = parser.expression(0)?;
    match parser.peek() {
        Token::End => Ok((node, parser.names)),
        _ => Err(parser.unexpected("an operator or the end")),
    }
}

struct Parser<'a> {
    text: &'a str,
    words: &'a [Word],
    at: usize,
    nested: usize,
    names: Vec<String>,
}

impl Parser<'_> {
    fn word(&self) -> &Word {
        &self.words[self.at.min(self.words.len() - 1)]
    }

    fn peek(&self) -> &Token {
        &self.word().token
    }

    /// The next word as a keyword or mark.
    fn sign(&self) -> Option<&'static str> {
        match self.peek() {
            Token::Mark(mark) => Some(mark),
            Token::Name(name) => KEYWORDS.iter().find(|keyword| keyword.eq_ignore_ascii_case(name)).copied(),
            _ => None,
        }
    }

    fn accept(&mut self, sign: &str) -> bool {
        let found = self.sign() == Some(sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<()> {
        if self.accept(sign) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("'{sign}'")))
        }
    }

    fn fault(&self, at: usize, what: &str) -> Error {
        fault(self.text, at, what)
    }

    /// Something else stands where `wanted` should.
    fn unexpected(&self, wanted: &str) -> Error {
        let word = self.word();
        let found = match &word.token {
            Token::End => return self.fault(0, &format!("{wanted} is missing")),
            Token::Mark(mark) => (*mark).to_string(),
            Token::Name(name) | Token::Quoted(name) => name.clone(),
            Token::Int(value) => value.to_string(),
            Token::Float(value) => crate::locale::float_repr(*value),
            Token::Text(_) => return self.fault(word.at, &format!("{wanted} is missing before a text")),
        };
        self.fault(word.at, &format!("{wanted} is missing before '{found}'"))
    }

    fn node(&self, at: usize, form: Form) -> Result<Node> {
        let below = match &form {
            Form::Not(x) | Form::Negative(x) | Form::IsNull(x, _) => x.depth,
            Form::Binary(_, a, b) => a.depth.max(b.depth),
            Form::In(x, list, _) => list.iter().map(|n| n.depth).max().unwrap_or(0).max(x.depth),
            Form::Case(arms, otherwise) => {
                let arms = arms.iter().map(|(c, v)| c.depth.max(v.depth)).max().unwrap_or(0);
                otherwise.as_ref().map_or(0, |n| n.depth).max(arms)
            }
            Form::Call(_, args) => args.iter().map(|n| n.depth).max().unwrap_or(0),
            Form::Map(pairs) => pairs.iter().map(|(k, v)| k.depth.max(v.depth)).max().unwrap_or(0),
            _ => 0,
        };
        if below >= DEEP {
            return Err(self.fault(at, &format!("it is too long: at most {DEEP} operators may follow one another")));
        }
        Ok(Node { form, at, depth: below + 1 })
    }

    /// An expression whose operators bind at least so tightly.
    fn expression(&mut self, power: u8) -> Result<Node> {
        if self.nested >= NESTED {
            return Err(self.fault(self.word().at, &format!("it nests too deeply: at most {NESTED} levels")));
        }
        self.nested += 1;
        let mut left = self.prefix()?;
        loop {
            let at = self.word().at;
            let Some(sign) = self.sign() else { break };
            if matches!(sign, "is" | "in" | "not") {
                if power > COMPARISON {
                    break;
                }
                left = self.test(left, sign)?;
                continue;
            }
            let Some(op) = Binary::of(sign).filter(|op| op.power() >= power) else { break };
            self.at += 1;
            // `**` binds to the right: 2 ** 3 ** 2 is 2 ** 9, and 2 ** -1 is allowed.
            let right = self.expression(if op == Binary::Power { NEGATIVE } else { op.power() + 1 })?;
            left = self.node(at, Form::Binary(op, Box::new(left), Box::new(right)))?;
            let next = self.sign().and_then(Binary::of);
            if op.power() == COMPARISON && next.is_some_and(|next| next.power() == COMPARISON) {
                let what = "comparisons do not chain: write 'a < b and b < c'";
                return Err(self.fault(self.word().at, what));
            }
        }
        self.nested -= 1;
        Ok(left)
    }

    /// `is null`, `is not null`, `in …`, `not in …` behind a value.
    fn test(&mut self, left: Node, sign: &str) -> Result<Node> {
        let at = self.word().at;
        self.at += 1;
        if sign == "is" {
            let not = self.accept("not");
            self.expect("null")?;
            return self.node(at, Form::IsNull(Box::new(left), not));
        }
        if sign == "not" {
            self.expect("in")?;
        }
        let close = match self.sign() {
            Some("[") => "]",
            Some("(") => ")",
            _ => return Err(self.unexpected("a list such as ['a', 'b']")),
        };
        self.at += 1;
        let items = self.list(close, |parser| parser.expression(0))?;
        if items.is_empty() {
            return Err(self.fault(at, "the list of 'in' is empty"));
        }
        self.node(at, Form::In(Box::new(left), items, sign == "not"))
    }

    fn list<T>(&mut self, close: &str, item: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let mut items = Vec::new();
        while !self.accept(close) {
            if !items.is_empty() && !self.accept(",") {
                return Err(self.unexpected(&format!("',' or '{close}'")));
            }
            if !items.is_empty() && self.accept(close) {
                break;
            }
            items.push(item(self)?);
        }
        Ok(items)
    }

    fn prefix(&mut self) -> Result<Node> {
        let Word { token, at } = self.word().clone();
        let sign = self.sign();
        self.at += 1;
        let form = match (token, sign) {
            (Token::Int(value), _) => Form::Int(value),
            (Token::Float(value), _) => Form::Float(value),
            (Token::Text(text), _) => Form::Text(text),
            (Token::Quoted(name), _) => self.name(name),
            (_, Some("null")) => Form::Null,
            (_, Some("true")) => Form::Bool(true),
            (_, Some("false")) => Form::Bool(false),
            (_, Some("not")) => Form::Not(Box::new(self.expression(NOT)?)),
            (_, Some("-")) => Form::Negative(Box::new(self.expression(NEGATIVE)?)),
            (_, Some("+")) => return self.expression(NEGATIVE),
            (_, Some("(")) => {
                let inner = self.expression(0)?;
                self.expect(")")?;
                return Ok(inner);
            }
            (_, Some("{")) => Form::Map(self.list("}", |parser| {
                let key = parser.expression(0)?;
                parser.expect(":")?;
                Ok((key, parser.expression(0)?))
            })?),
            (_, Some("case")) => self.case()?,
            (Token::Name(name), None) if self.sign() == Some("(") => self.call(&name, at)?,
            (Token::Name(name), None) => self.name(name),
            // A table may well have a column `end`; where a value must stand it can be nothing else.
            (Token::Name(name), Some("end")) => self.name(name),
            _ => {
                self.at -= 1;
                return Err(self.unexpected("a value"));
            }
        };
        self.node(at, form)
    }

    fn name(&mut self, name: String) -> Form {
        let at = self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        Form::Name(at)
    }

    fn case(&mut self) -> Result<Form> {
        let mut arms = Vec::new();
        self.expect("when")?;
        loop {
            let condition = self.expression(0)?;
            self.expect("then")?;
            arms.push((condition, self.expression(0)?));
            if !self.accept("when") {
                break;
            }
        }
        let otherwise = if self.accept("else") { Some(Box::new(self.expression(0)?)) } else { None };
        self.expect("end")?;
        Ok(Form::Case(arms, otherwise))
    }

    fn call(&mut self, name: &str, at: usize) -> Result<Form> {
        let Some(function) = functions::find(name) else {
            let hint = functions::nearest(name).map(|n| format!("; did you mean '{n}'?")).unwrap_or_default();
            let error = self.fault(at, &format!("unknown function '{name}'"));
            return Err(Error::Value(format!("{error}{hint}")));
        };
        self.at += 1;
        let args = self.list(")", |parser| parser.expression(0))?;
        if args.len() < function.least || args.len() > function.most {
            let what = format!("{} takes {}, not {}", function.signature, function.takes(), args.len());
            return Err(self.fault(at, &what));
        }
        Ok(Form::Call(function, args))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree with a parenthesis around every operation.
    fn shown(node: &Node, names: &[String]) -> String {
        let s = |n: &Node| shown(n, names);
        let all = |nodes: &[Node]| nodes.iter().map(s).collect::<Vec<_>>().join(", ");
        match &node.form {
            Form::Null => "null".into(),
            Form::Bool(b) => b.to_string(),
            Form::Int(i) => i.to_string(),
            Form::Float(f) => f.to_string(),
            Form::Text(t) => format!("'{t}'"),
            Form::Name(i) => names[*i].clone(),
            Form::Not(x) => format!("(not {})", s(x)),
            Form::Negative(x) => format!("(-{})", s(x)),
            Form::Binary(op, a, b) => format!("({} {} {})", s(a), op.mark(), s(b)),
            Form::IsNull(x, not) => format!("({} is {}null)", s(x), if *not { "not " } else { "" }),
            Form::In(x, list, not) => format!("({} {}in [{}])", s(x), if *not { "not " } else { "" }, all(list)),
            Form::Case(arms, other) => {
                let arms: String = arms.iter().map(|(c, v)| format!("when {} then {} ", s(c), s(v))).collect();
                format!("case {arms}{}end", other.as_ref().map(|o| format!("else {} ", s(o))).unwrap_or_default())
            }
            Form::Call(f, args) => format!("{}({})", f.name, all(args)),
            Form::Map(pairs) => {
                format!("{{{}}}", pairs.iter().map(|(k, v)| format!("{}: {}", s(k), s(v))).collect::<String>())
            }
        }
    }

    fn tree(text: &str) -> String {
        let (node, names) = parse(text).unwrap();
        shown(&node, &names)
    }

    fn refused(text: &str) -> String {
        let error = parse(text).unwrap_err().to_string();
        error.split_once("': ").map_or(error.clone(), |(_, what)| what.to_string())
    }

    #[test]
    fn operators_bind_as_documented() {
        for (text, expected) in [
            ("a + b * c", "(a + (b * c))"),
            ("a - b - c", "((a - b) - c)"),
            ("-a ** 2", "(-(a ** 2))"),
            ("2 ** -a ** 2", "(2 ** (-(a ** 2)))"),
            ("2 ** 3 ** 2", "(2 ** (3 ** 2))"),
            ("-a * b", "((-a) * b)"),
            ("not a == b and c or d", "(((not (a == b)) and c) or d)"),
            ("a || b + 1 == 'x'", "((a || (b + 1)) == 'x')"),
            ("not a in ['x', 'y']", "(not (a in ['x', 'y']))"),
            ("a not in ('x') and b is not null", "((a not in ['x']) and (b is not null))"),
            ("a + 1 is null", "((a + 1) is null)"),
            ("CASE WHEN a THEN end ELSE 2 END", "case when a then end else 2 end"),
            ("if(a, b.c, `d e`)", "if(a, b.c, d e)"),
            ("lookup(a, {'x': -1,}, 0)", "lookup(a, {'x': (-1)}, 0)"),
            ("end - start", "(end - start)"),
        ] {
            assert_eq!(tree(text), expected, "{text}");
        }
    }

    #[test]
    fn names_are_given_once_in_order() {
        assert_eq!(parse("b + t.a + b + min(c, t.a)").unwrap().1, ["b", "t.a", "c"]);
    }

    #[test]
    fn errors_name_the_place() {
        let whole = parse("price * ").unwrap_err().to_string();
        assert_eq!(whole, "expression 'price * ': a value is missing at the end");
        assert_eq!(refused("a + * b"), "a value is missing before '*' (character 5)");
        assert_eq!(refused(""), "a value is missing at the end");
        assert_eq!(refused("(a"), "')' is missing at the end");
        assert_eq!(refused("a b"), "an operator or the end is missing before 'b' (character 3)");
        assert_eq!(refused("rond(a)"), "unknown function 'rond' (character 1); did you mean 'round'?");
        assert_eq!(refused("a < b < c"), "comparisons do not chain: write 'a < b and b < c' (character 7)");
        assert_eq!(refused("case a when"), "'when' is missing before 'a' (character 6)");
        assert_eq!(refused("case when a then 1"), "'end' is missing at the end");
        assert_eq!(refused("a in 3"), "a list such as ['a', 'b'] is missing before '3' (character 6)");
        assert_eq!(refused("sqrt(1, 2)"), "sqrt(x) takes 1 argument, not 2 (character 1)");
    }

    #[test]
    fn depth_is_limited() {
        assert!(refused(&"(".repeat(10_000)).contains("nests too deeply"));
        assert!(refused(&"not ".repeat(10_000)).contains("nests too deeply"));
        assert!(refused(&"-".repeat(10_000)).contains("nests too deeply"));
        assert!(refused(&format!("1{}", " + 1".repeat(10_000))).contains("too long"));
        assert!(refused(&format!("a{}", " is null".repeat(10_000))).contains("too long"));
        assert!(parse(&format!("1{}", " + 1".repeat(200))).is_ok());
    }
}
