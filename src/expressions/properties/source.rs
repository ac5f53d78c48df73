//! Well-typed expressions from bytes: what each kind may be made of.

use crate::expressions::Kind;

/// A well-typed expression, by choices that run out in leaves.
pub(super) struct Source<'a> {
    choices: &'a [u8],
    at: usize,
}

impl<'a> Source<'a> {
    pub(super) fn new(choices: &'a [u8]) -> Self {
        Self { choices, at: 0 }
    }

    fn byte(&mut self) -> usize {
        self.at += 1;
        self.choices.get(self.at - 1).copied().unwrap_or(0).into()
    }

    pub(super) fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        let at = self.byte() % of.len();
        of[at].clone()
    }

    /// An expression of that kind, so deep at most.
    pub(super) fn tree(&mut self, kind: Kind, depth: usize) -> String {
        let (leaves, forms) = forms(kind);
        let choice = self.byte();
        if depth == 0 || choice == 0 || self.at > self.choices.len() {
            return self.pick(leaves).to_string();
        }
        let form = forms[choice % forms.len()];
        let mut made = String::from("(");
        let chars: Vec<char> = form.chars().collect();
        let mut quoted = false;
        for (i, c) in chars.iter().enumerate() {
            quoted ^= *c == '\'';
            let word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
            let part = quoted || word(i.checked_sub(1)) || word(Some(i + 1));
            let inner = match c {
                'B' => Kind::Bool,
                'I' => Kind::Int,
                'F' => Kind::Float,
                'D' => Kind::Decimal(0),
                'S' => Kind::Str,
                'Y' => Kind::Date,
                'T' => Kind::DateTime,
                'C' => Kind::Time,
                'L' => Kind::Duration,
                'N' => self.pick(&[Kind::Int, Kind::Float, Kind::Decimal(0)]),
                _ => Kind::Null,
            };
            if part || inner == Kind::Null {
                made.push(*c);
            } else {
                made.push_str(&self.tree(inner, depth - 1));
            }
        }
        made.push(')');
        made
    }
}

/// The leaves of a kind, and forms in which `B I F D S Y T C L` stand for an expression of a kind, `N` for any number.
fn forms(kind: Kind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        Kind::Bool => (
            &["b", "true", "null"],
            &[
                "B and B",
                "B or B",
                "not B",
                "N < N",
                "S == 'consumer'",
                "S <= S",
                "Y > '2020-02-29'",
                "Y != T",
                "S in ['a', 'business']",
                "I in [1, 2, null]",
                "N in [N, 2.5]",
                "L >= '1h30min'",
                "C == C",
                "S is not null",
                "contains(S, S)",
                "starts_with(S, 'a')",
                "ends_with(S, S)",
                "if(B, B, B)",
            ],
        ),
        Kind::Int => (
            &["i", "k", "3", "-1", "0"],
            &[
                "I + I",
                "I - I",
                "I * I",
                "I // I",
                "I % I",
                "I ** I",
                "-I",
                "abs(I)",
                "length(S)",
                "round(N)",
                "floor(F)",
                "ceil(D)",
                "sign(N)",
                "int(F)",
                "int(S)",
                "hash(S, I)",
                "hash(F, 10)",
                "year(Y)",
                "month(T)",
                "quarter(Y)",
                "day(T)",
                "weekday(Y)",
                "dayofyear(T)",
                "hour(T)",
                "minute(C)",
                "second(T)",
                "diff(Y, T, 'd')",
                "diff(T, Y, 'mo')",
                "diff(Y, Y, 'y')",
                "diff(T, T, 'ms')",
                "round(I, -2)",
                "lookup(S, {'a': 1, 'consumer': 2}, I)",
                "lookup(I, {1: 10, 3: 30})",
                "coalesce(I, I)",
                "L // L",
                "case when B then I when B then I else I end",
                "min(I, I, I)",
                "clamp(I, I, 9)",
            ],
        ),
        Kind::Float => (
            &["f", "2.5", "1e300", "0.0"],
            &[
                "F + N",
                "N - F",
                "F * F",
                "N / N",
                "F // F",
                "F % F",
                "F ** N",
                "-F",
                "abs(F)",
                "sqrt(N)",
                "exp(F)",
                "ln(N)",
                "log10(N)",
                "pow(N, N)",
                "round(F, 2)",
                "round(F, -3)",
                "float(S)",
                "if(B, F, I)",
                "L / L",
                "max(F, D)",
                "coalesce(F, I)",
                "lookup(B, {true: 1.5}, F)",
            ],
        ),
        Kind::Decimal(_) => (
            &["d", "decimal(1.25, 2)"],
            &[
                "D + D",
                "D - I",
                "D * I",
                "round(D * D, 2)",
                "D // D",
                "D % D",
                "-D",
                "abs(D)",
                "round(D, 1)",
                "round(D, -1)",
                "decimal(F, 2)",
                "decimal(S, 3)",
                "case when B then D end",
                "max(D, I)",
            ],
        ),
        Kind::Str => (
            &["s", "c", "e", "'a'", "'Été'", "null"],
            &[
                "S || S",
                "S || N",
                "text(N)",
                "concat(S, Y, L)",
                "lower(S)",
                "upper(S)",
                "title(S)",
                "trim(S)",
                "slug(S)",
                "substring(S, I)",
                "substring(S, I, I)",
                "substring(S, 2, 1)",
                "left(S, I)",
                "right(S, 2)",
                "replace(S, 'a', 'bb')",
                "replace(S, S, S)",
                "format('{:>9}{:,}', S, I)",
                "format('{:+.2f}', N)",
                "format('{:^12.3e}|{:%}', F, D)",
                "format('{:%Y}', Y)",
                "strftime(T, '%Y-%m %H')",
                "if(B, S, S)",
                "case when S == 'consumer' then 'x' when B then 'y' end",
                "lookup(S, {'business': 'B'}, S)",
                "lookup(S, {'business': 'B'}, 'C')",
                "coalesce(S, S)",
                "min(S, S)",
                "text(T)",
            ],
        ),
        Kind::Date => (
            &["day", "date('2024-01-31')"],
            &[
                "Y + days(I)",
                "Y - L",
                "date(T)",
                "date(S)",
                "date(I, I, I)",
                "add(Y, I, 'd')",
                "add(Y, I, 'mo')",
                "add(Y, I, 'q')",
                "trunc(Y, 'w')",
                "trunc(Y, 'q')",
                "trunc(Y, 'y')",
                "coalesce(Y, Y)",
                "max(Y, Y)",
            ],
        ),
        Kind::DateTime => (
            &["at", "datetime('2024-02-29 12:30:00')"],
            &[
                "T + L",
                "T - L",
                "datetime(Y)",
                "datetime(S)",
                "add(T, I, 'h')",
                "add(T, I, 'y')",
                "trunc(T, 'min')",
                "trunc(T, 'd')",
                "trunc(T, 'w')",
                "trunc(T, 'mo')",
                "if(B, T, Y)",
                "max(T, Y)",
            ],
        ),
        Kind::Time => (&["t", "time('23:59')"], &["C + L", "C - L", "time(T)", "time(S)", "if(B, C, C)"]),
        _ => (
            &["l", "days(1)", "minutes(90)"],
            &[
                "L + L",
                "L - L",
                "-L",
                "abs(L)",
                "L * I",
                "F * L",
                "L / N",
                "L % L",
                "Y - Y",
                "T - Y",
                "C - C",
                "weeks(I)",
                "days(F)",
                "hours(D)",
                "minutes(I)",
                "seconds(N)",
                "coalesce(L, L)",
            ],
        ),
    }
}
