//! Thai dates: the Buddhist era, Thai names, Thai digits.

use super::super::{Args, Rule, Source};
use super::date_time;
use crate::clock::{datetime, strftime};
use crate::error::Result;
use crate::grammar::{padded, Cx};
use crate::locale::attr;
use chrono::{Datelike, NaiveDateTime};

/// Years from the Common to the Buddhist era.
const BUDDHIST: i64 = 543;

pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "thai_date" => Rule::Str(|cx, args, out| {
            let at = date_time(cx, args, 1)?;
            let style = Style { digits: args.bool(2), buddhist: args.opt_bool(3).unwrap_or(true) };
            formed(cx, datetime(at), args.opt_str(0).unwrap_or("%-d %b %Y"), style, out);
            Ok(())
        }),
        "thai_time" => Rule::Str(|cx, args, out| {
            let at = date_time(cx, args, 1)?;
            let style = Style { digits: args.bool(2), buddhist: true };
            formed(cx, datetime(at), args.opt_str(0).unwrap_or("%H:%M:%S"), style, out);
            Ok(())
        }),
        "thai_century" => Rule::Str(|cx, args, out| {
            let last = if args.opt_bool(1).unwrap_or(true) { 25 } else { 21 };
            let start = out.len();
            padded(cx.draw.between(1, last), 0, out);
            if args.bool(0) {
                thai_digits(out, start);
            }
            Ok(())
        }),
        "thai_day_of_week" => Rule::Str(|cx, _, out| now_formed(cx, "%A", out)),
        "thai_month_name" => Rule::Str(|cx, _, out| now_formed(cx, "%B", out)),
        "thai_year" => Rule::Str(|cx, _, out| now_formed(cx, "%Y", out)),
        _ => return None,
    })
}

#[derive(Clone, Copy)]
struct Style {
    digits: bool,
    buddhist: bool,
}

fn now_formed<D: Source>(cx: &mut Cx<D>, pattern: &str, out: &mut Vec<u8>) -> Result<()> {
    let at = date_time(cx, &Args::default(), 0)?;
    formed(cx, datetime(at), pattern, Style { digits: false, buddhist: true }, out);
    Ok(())
}

/// Appends a time as a pattern says; directives with names or years are Thai.
fn formed<D: Source>(cx: &Cx<D>, at: NaiveDateTime, pattern: &str, style: Style, out: &mut Vec<u8>) {
    let whole = out.len();
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            push(c, out);
            continue;
        }
        let start = out.len();
        match rest.next() {
            None => out.push(b'%'),
            Some(flag @ ('E' | 'O' | '-' | '_' | '0' | '^' | '#')) => match rest.next() {
                None => push(flag, out),
                Some(letter) => {
                    directive(cx, at, letter, style.buddhist, out);
                    flagged(flag, out, start);
                }
            },
            Some(letter) => directive(cx, at, letter, style.buddhist, out),
        }
    }
    if style.digits {
        thai_digits(out, whole);
    }
}

fn push(c: char, out: &mut Vec<u8>) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Changes what a directive gave as the flag before its letter says.
fn flagged(flag: char, out: &mut Vec<u8>, start: usize) {
    let replace = |out: &mut Vec<u8>, changed: String| {
        out.truncate(start);
        out.extend_from_slice(changed.as_bytes());
    };
    let text = String::from_utf8_lossy(out.get(start..).unwrap_or_default()).into_owned();
    match (flag, text.chars().next()) {
        ('-', Some(' ' | '0')) => replace(out, text[1..].to_string()),
        ('_', Some('0')) => replace(out, format!(" {}", &text[1..])),
        ('0', Some(' ')) => replace(out, format!("0{}", &text[1..])),
        ('^', _) => replace(out, text.to_uppercase()),
        ('#', _) => {
            let swap =
                |c: char| if c.is_uppercase() { c.to_lowercase().to_string() } else { c.to_uppercase().to_string() };
            replace(out, text.chars().map(swap).collect());
        }
        ('O', _) => thai_digits(out, start),
        _ => {}
    }
}

fn directive<D: Source>(cx: &Cx<D>, at: NaiveDateTime, letter: char, buddhist: bool, out: &mut Vec<u8>) {
    let era = if buddhist { BUDDHIST } else { 0 };
    let year = i64::from(at.year()) + era;
    let name = |table, i: u32| cx.table(table).map_or("", |names| names.str(i as usize));
    let weekday = at.weekday().num_days_from_monday();
    let short_day = || name(attr!("module._TH_ABBR_WEEKDAYS"), weekday);
    let short_month = || name(attr!("module._TH_ABBR_MONTHS"), at.month0());
    let python = |pattern: &str| {
        let mut text = Vec::new();
        strftime(at, pattern, &mut text);
        String::from_utf8_lossy(&text).into_owned()
    };
    let text = match letter {
        'A' => name(attr!("module._TH_FULL_WEEKDAYS"), weekday).to_string(),
        'a' => short_day().to_string(),
        'B' => name(attr!("module._TH_FULL_MONTHS"), at.month0()).to_string(),
        'b' => short_month().to_string(),
        'C' => format!("{:02}", year / 100 + 1),
        'c' => format!("{:<2} {:>2} {} {} {year:04}", short_day(), at.day(), short_month(), python("%H:%M:%S")),
        'D' => format!("{}/{:02}", python("%m/%d"), year % 100),
        'F' => format!("{year:04}-{}", python("%m-%d")),
        'G' => format!("{:04}", i64::from(at.iso_week().year()) + era),
        'g' => format!("{:02}", (i64::from(at.iso_week().year()) + era) % 100),
        'v' => format!("{:>2}-{}-{year:04}", at.day(), short_month()),
        'X' => python("%H:%M:%S"),
        'x' => format!("{}/{year:04}", python("%d/%m")),
        'Y' => format!("{year:04}"),
        'y' => format!("{:02}", year % 100),
        '+' => format!("{:<2} {:>2} {} {year} {}", short_day(), at.day(), short_month(), python("%H:%M:%S")),
        other => {
            // What is no directive stands for its letter.
            let pattern = format!("%{other}");
            match python(&pattern) {
                text if text.is_empty() || text == pattern => other.to_string(),
                text => text,
            }
        }
    };
    out.extend_from_slice(text.as_bytes());
}

fn thai_digits(out: &mut Vec<u8>, start: usize) {
    let text = out.split_off(start);
    for byte in text {
        match byte {
            b'0'..=b'9' => push(char::from_u32(0xe50 + u32::from(byte - b'0')).unwrap_or('0'), out),
            other => out.push(other),
        }
    }
}
