//! The text form of tables, as `compat/extract.py` writes it.

use crate::compile::{Body, Tree};
use crate::layout::{MAP_DICT, MAP_ORDERED, SEQ_FROZENSET, SEQ_KEYS, SEQ_LIST, SEQ_SET, SEQ_TUPLE};

/// One `<id>.txt` file.
#[derive(Debug, Default)]
pub struct File {
    /// What Python's class is made from, as text: the lines above the tables, and the tables' names.
    pub head: String,
    pub mro: Vec<String>,
    pub methods: Vec<String>,
    pub aliases: Vec<(String, String)>,
    pub same: Vec<(String, String)>,
    pub use_weighting: Option<bool>,
    pub lang: Option<String>,
    pub tables: Vec<(String, Body)>,
}

/// Undoes the escapes of a cell.
pub fn unescape(cell: &str) -> String {
    if !cell.contains('\\') {
        return cell.to_string();
    }
    let mut out = String::new();
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some(c) => c,
            None => '\\',
        });
    }
    out
}

/// Reads one table file.
pub fn file(text: &str, name: &str) -> File {
    let mut file = File::default();
    let mut head = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut words = line.split(' ').filter(|w| !w.is_empty());
        let first = words.next().unwrap_or_default();
        let rest: Vec<String> = words.map(str::to_string).collect();
        head.push(line);
        match first {
            "mro" => file.mro = rest,
            "methods" => file.methods = rest,
            "alias" => file.aliases.push((rest[0].clone(), rest[1].clone())),
            "same" => file.same.push((rest[0].clone(), rest[1].clone())),
            "lang" => file.lang = rest.first().cloned(),
            "use_weighting" => file.use_weighting = Some(rest[0] == "True"),
            "private" | "static" | "class" | "property" | "import" | "define" | "call" | "hint" => {}
            table => {
                head.pop();
                let mut items = Vec::new();
                while let Some(item) = lines.peek().and_then(|l| l.strip_prefix('\t')) {
                    items.push(item);
                    lines.next();
                }
                let kind = rest.first().unwrap_or_else(|| panic!("{name}: {line}"));
                let pytype = rest.get(1).map_or("", String::as_str);
                let body = body(kind, pytype, &items, &format!("{name}: {table}"));
                file.tables.push((table.to_string(), body));
            }
        }
    }
    // Only what was extracted is a class of Faker's; the others have no head. What is seldom asked for comes last.
    if text.starts_with("# Faker ") {
        let names = file.tables.iter().map(|(name, _)| name.as_str());
        let (constants, tables): (Vec<_>, Vec<_>) = names.partition(|name| name.starts_with("module."));
        let constants = constants.iter().filter_map(|name| name.strip_prefix("module.")).collect::<Vec<_>>().join(" ");
        let seldom = |line: &&str| line.starts_with("call ") || line.starts_with("hint ");
        let (seldom, head): (Vec<_>, Vec<_>) = head.into_iter().partition(seldom);
        let tables = tables.join(" ");
        file.head = format!("{}\ntables {tables}\nconstants {constants}\n\n{}", head.join("\n"), seldom.join("\n"));
    }
    file
}

fn body(kind: &str, pytype: &str, items: &[&str], place: &str) -> Body {
    match kind {
        "strings" => Body::Strings(items.iter().map(|i| unescape(i)).collect(), seq(pytype)),
        "weights" => Body::Weights(
            items
                .iter()
                .map(|item| {
                    let (key, weight) = item.rsplit_once('\t').unwrap_or_else(|| panic!("{place}: {item}"));
                    (unescape(key), Json::new(weight, place).number())
                })
                .collect(),
        ),
        "rows" => {
            let (outer, inner) = pytype.split_once('/').unwrap_or((pytype, "list"));
            let row = |item: &&str| Tree::Seq(seq(inner), item.split('\t').map(unescape).map(Tree::Str).collect());
            Body::from(Tree::Seq(seq(outer), items.iter().map(row).collect()))
        }
        "text" => Body::Text(unescape(items.first().unwrap_or_else(|| panic!("{place}: no text")))),
        "tree" => {
            let values = items.iter().map(|item| Json::new(item, place).value());
            let base = pytype.split('/').next().unwrap_or(pytype);
            Body::Tree(match base {
                "dict" | "OrderedDict" => Tree::Map(map(base), values.map(pair).collect()),
                "list" | "tuple" | "set" | "frozenset" => Tree::Seq(seq(base), values.collect()),
                _ => values.into_iter().next().unwrap_or(Tree::None),
            })
        }
        other => panic!("{place}: unknown kind of table {other}"),
    }
}

fn pair(value: Tree) -> (Tree, Tree) {
    match value {
        Tree::Seq(_, items) if items.len() == 2 => {
            let mut items = items.into_iter();
            (items.next().unwrap_or(Tree::None), items.next().unwrap_or(Tree::None))
        }
        other => panic!("a pair was expected: {other:?}"),
    }
}

/// The layout's number of a sequence's type.
fn seq(name: &str) -> u32 {
    match name {
        "tuple" => SEQ_TUPLE,
        "set" => SEQ_SET,
        "frozenset" => SEQ_FROZENSET,
        "dict_keys" => SEQ_KEYS,
        _ => SEQ_LIST,
    }
}

/// The layout's number of a mapping's type.
fn map(name: &str) -> u32 {
    if name == "OrderedDict" {
        MAP_ORDERED
    } else {
        MAP_DICT
    }
}

/// A reader of the tagged JSON that the extractor writes: one value a line, no surprises.
struct Json<'a> {
    rest: &'a str,
    place: &'a str,
}

impl<'a> Json<'a> {
    fn new(rest: &'a str, place: &'a str) -> Self {
        Self { rest, place }
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> Tree {
        if self.eat("null") {
            Tree::None
        } else if self.eat("true") {
            Tree::Bool(true)
        } else if self.eat("false") {
            Tree::Bool(false)
        } else if self.eat("[") {
            Tree::Seq(SEQ_LIST, self.list("]"))
        } else if self.eat("{") {
            if self.eat("}") {
                return Tree::Map(MAP_DICT, Vec::new());
            }
            let tag = self.string();
            assert!(self.eat(":"), "{}: tag without value", self.place);
            let value = self.value();
            let value = match value {
                // An object's attributes are the one untagged mapping: see `list`.
                value if self.eat("}") => value,
                value => {
                    let mut pairs = vec![(Tree::Str(tag), value)];
                    while self.eat(",") {
                        let key = self.string();
                        assert!(self.eat(":"), "{}: key without value", self.place);
                        pairs.push((Tree::Str(key), self.value()));
                    }
                    assert!(self.eat("}"), "{}: unclosed mapping", self.place);
                    return Tree::Map(MAP_DICT, pairs);
                }
            };
            tagged(tag, value)
        } else {
            self.skip();
            if self.rest.starts_with('"') {
                Tree::Str(self.string())
            } else {
                self.number()
            }
        }
    }

    fn list(&mut self, end: &str) -> Vec<Tree> {
        let mut items = Vec::new();
        while !self.eat(end) {
            items.push(self.value());
            self.eat(",");
        }
        items
    }

    fn string(&mut self) -> String {
        assert!(self.eat("\""), "{}: string expected at {}", self.place, self.rest);
        let mut out = String::new();
        let mut chars = self.rest.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return out;
                }
                '\\' => match chars.next().map(|(_, c)| c) {
                    Some('n') => out.push('\n'),
                    Some('t') => out.push('\t'),
                    Some('r') => out.push('\r'),
                    Some('b') => out.push('\u{8}'),
                    Some('f') => out.push('\u{c}'),
                    Some('u') => {
                        let hex: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                        let code = u32::from_str_radix(&hex, 16).expect("four hex digits");
                        out.push(char::from_u32(code).expect("no surrogates in the tables"));
                    }
                    Some(c) => out.push(c),
                    None => break,
                },
                c => out.push(c),
            }
        }
        panic!("{}: unclosed string", self.place);
    }

    fn number(&mut self) -> Tree {
        let end =
            self.rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c))).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        if let Ok(int) = text.parse() {
            Tree::Int(int)
        } else if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') && !text.is_empty() {
            Tree::Big(text.to_string())
        } else {
            Tree::Float(text.parse().unwrap_or_else(|_| panic!("{}: number {text}", self.place)))
        }
    }
}

fn tagged(tag: String, value: Tree) -> Tree {
    match (tag.as_str(), value) {
        ("tuple" | "set", Tree::Seq(_, items)) => Tree::Seq(seq(&tag), items),
        ("dict" | "OrderedDict", Tree::Seq(_, items)) => Tree::Map(map(&tag), items.into_iter().map(pair).collect()),
        (_, value) => Tree::Tagged(tag, Box::new(value)),
    }
}
