//! The words of an expression: numbers, texts, names and marks, each with its place.

use crate::error::{Error, Result};

/// The marks, longer ones before those that they begin with.
const MARKS: [&str; 23] = [
    "**", "//", "==", "!=", "<=", ">=", "||", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}", ",",
    ":", "",
];

/// Marks of other languages, and what they are here.
const FOREIGN: [(&str, &str); 5] = [("<>", "!="), ("&&", "and"), ("=", "=="), ("!", "not"), ("|", "||")];

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A whole number.
    Int(i64),
    /// A number with a point or an exponent.
    Float(f64),
    /// A text in quotes.
    Text(String),
    /// A name or a keyword, with its dots.
    Name(String),
    /// A name in backquotes, which is never a keyword.
    Quoted(String),
    /// A mark.
    Mark(&'static str),
    /// What comes after the last word.
    End,
}

/// A word and the place of its first character, counted from 1.
#[derive(Clone, Debug)]
pub struct Word {
    /// The word.
    pub token: Token,
    /// Its place.
    pub at: usize,
}

/// An error in an expression, at a character; 0 for the end.
pub fn fault(text: &str, at: usize, what: &str) -> Error {
    let shown: String = if text.chars().count() > 200 {
        text.chars().take(197).chain("...".chars()).collect()
    } else {
        text.to_string()
    };
    match at {
        0 => Error::Value(format!("expression '{shown}': {what} at the end")),
        at => Error::Value(format!("expression '{shown}': {what} (character {at})")),
    }
}

/// The words of a text; the last one is [`Token::End`].
///
/// # Errors
/// What is no word, with its place.
pub fn words(text: &str) -> Result<Vec<Word>> {
    let chars: Vec<char> = text.chars().collect();
    let mut lexer = Lexer { text, chars: &chars, at: 0 };
    let mut words = Vec::new();
    loop {
        while lexer.peek(0).is_some_and(char::is_whitespace) {
            lexer.at += 1;
        }
        let at = lexer.at + 1;
        let Some(first) = lexer.peek(0) else {
            words.push(Word { token: Token::End, at: 0 });
            return Ok(words);
        };
        words.push(Word { token: lexer.word(first)?, at });
    }
}

struct Lexer<'a> {
    text: &'a str,
    chars: &'a [char],
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn fault(&self, at: usize, what: &str) -> Error {
        fault(self.text, at, what)
    }

    fn take(&mut self, accept: impl Fn(char) -> bool, out: &mut String) {
        while let Some(c) = self.peek(0).filter(|c| accept(*c)) {
            out.push(c);
            self.at += 1;
        }
    }

    fn word(&mut self, first: char) -> Result<Token> {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        match first {
            '\'' | '"' => self.quoted(first).map(Token::Text),
            '`' => self.quoted(first).map(Token::Quoted),
            '0'..='9' => self.number(),
            '.' if digit(self.peek(1)) => self.number(),
            c if c.is_alphabetic() || c == '_' => Ok(Token::Name(self.name())),
            _ => self.mark(first),
        }
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        loop {
            self.take(|c| c.is_alphanumeric() || c == '_', &mut name);
            let dotted = self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_alphabetic() || c == '_');
            if !dotted {
                return name;
            }
            name.push('.');
            self.at += 1;
        }
    }

    fn number(&mut self) -> Result<Token> {
        let start = self.at + 1;
        let mut digits = String::new();
        let accept = |c: char| c.is_ascii_digit() || c == '_';
        self.take(accept, &mut digits);
        let mut whole = true;
        if self.peek(0) == Some('.') {
            whole = false;
            digits.push('.');
            self.at += 1;
            self.take(accept, &mut digits);
        }
        let signed = usize::from(matches!(self.peek(1), Some('+' | '-')));
        if matches!(self.peek(0), Some('e' | 'E')) && self.peek(1 + signed).is_some_and(|c| c.is_ascii_digit()) {
            whole = false;
            digits.push('e');
            digits.extend(self.peek(1).filter(|_| signed == 1));
            self.at += 1 + signed;
            self.take(accept, &mut digits);
        }
        if self.peek(0).is_some_and(|c| c.is_alphanumeric() || c == '_') {
            let what = format!("a number is followed by '{}'", self.name());
            return Err(self.fault(start, &what));
        }
        digits.retain(|c| c != '_');
        if whole {
            let what = format!("the number {digits} does not fit in 64 bits");
            return digits.parse().map(Token::Int).map_err(|_| self.fault(start, &what));
        }
        match digits.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Token::Float(value)),
            _ => Err(self.fault(start, &format!("the number {digits} is too large"))),
        }
    }

    fn quoted(&mut self, quote: char) -> Result<String> {
        let start = self.at + 1;
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(c) = self.peek(0) else {
                return Err(self.fault(start, &format!("a closing {quote} is missing")));
            };
            self.at += 1;
            match c {
                c if c == quote && self.peek(0) == Some(quote) => {
                    out.push(quote);
                    self.at += 1;
                }
                c if c == quote => return Ok(out),
                '\\' if quote != '`' => {
                    let escaped = match self.peek(0) {
                        Some('n') => '\n',
                        Some('t') => '\t',
                        Some(c @ ('\\' | '\'' | '"')) => c,
                        _ => return Err(self.fault(self.at, "a backslash is followed by none of \\ ' \" n t")),
                    };
                    out.push(escaped);
                    self.at += 1;
                }
                c => out.push(c),
            }
        }
    }

    fn mark(&mut self, first: char) -> Result<Token> {
        let here = |mark: &str| mark.chars().enumerate().all(|(i, c)| self.peek(i) == Some(c));
        let foreign = FOREIGN.iter().find(|(mark, _)| here(mark));
        let mark = MARKS.iter().find(|mark| here(mark)).copied().unwrap_or_default();
        match foreign {
            Some((theirs, ours)) if theirs.len() > mark.len() => {
                Err(self.fault(self.at + 1, &format!("'{theirs}' is written '{ours}'")))
            }
            _ if mark.is_empty() => Err(self.fault(self.at + 1, &format!("'{first}' means nothing here"))),
            _ => {
                self.at += mark.len();
                Ok(Token::Mark(mark))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        let mut tokens: Vec<Token> = words(text).unwrap().into_iter().map(|w| w.token).collect();
        assert_eq!(tokens.pop(), Some(Token::End));
        tokens
    }

    fn refused(text: &str) -> String {
        words(text).unwrap_err().to_string()
    }

    #[test]
    fn numbers_texts_names_and_marks() {
        assert_eq!(
            tokens("1_000 .5 1.5e-3 2."),
            [Token::Int(1000), Token::Float(0.5), Token::Float(0.0015), Token::Float(2.0)]
        );
        assert_eq!(
            tokens(r#"'it''s' "a\tb" `unit price`"#),
            [Token::Text("it's".into()), Token::Text("a\tb".into()), Token::Quoted("unit price".into())]
        );
        assert_eq!(
            tokens("customers.city//2**é"),
            [
                Token::Name("customers.city".into()),
                Token::Mark("//"),
                Token::Int(2),
                Token::Mark("**"),
                Token::Name("é".into())
            ]
        );
    }

    #[test]
    fn what_is_no_word_is_said() {
        assert_eq!(refused("a = 1"), "expression 'a = 1': '=' is written '==' (character 3)");
        assert_eq!(refused("a <> 1"), "expression 'a <> 1': '<>' is written '!=' (character 3)");
        assert_eq!(refused("'abc"), "expression ''abc': a closing ' is missing (character 1)");
        assert_eq!(refused("é ? 1"), "expression 'é ? 1': '?' means nothing here (character 3)");
        assert_eq!(refused("3d"), "expression '3d': a number is followed by 'd' (character 1)");
        assert!(refused("99999999999999999999").contains("does not fit in 64 bits"));
        assert!(refused("1e999").contains("too large"));
    }
}
