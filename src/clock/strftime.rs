//! Python's `strftime` in the C locale, as on Linux: every directive that Python documents, those that glibc adds
//! (`%D %h %k %l %n %P %r %R %s %t %T`) and glibc's flags, widths and modifiers.

use super::SECOND;
use crate::digits;
use chrono::{Datelike, NaiveDateTime, Timelike};

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// The widest that a width makes a field.
const WIDEST: usize = 1024;

/// What stands between `%` and the letter of a directive.
#[derive(Clone, Copy, Default)]
struct Form {
    /// `-` for none, `_` for blanks, `0` for zeros.
    pad: u8,
    width: usize,
    upper: bool,
    swap: bool,
    /// `E` for another era, `O` for other digits: the C locale has neither.
    modifier: u8,
}

impl Form {
    /// Whether the letter may have the modifier.
    fn takes(self, letter: u8) -> bool {
        let refused: &[u8] = match self.modifier {
            b'E' => b"%aAbhBDdeFHIkljMmSUVgGWw",
            b'O' => b"%aAcxXDFY",
            _ => b"",
        };
        !refused.contains(&letter)
    }
}

/// Appends a time as a pattern says. What is no directive is copied as it is. Years have at least four digits, as in
/// Python from 3.13 on.
///
/// ```
/// use forgery::clock::{datetime, strftime};
/// let mut out = Vec::new();
/// strftime(datetime(1_773_500_966_000_000), "%A %-d %b %Y, %H:%M:%S", &mut out);
/// assert_eq!(out, b"Saturday 14 Mar 2026, 15:09:26");
/// ```
pub fn strftime(at: NaiveDateTime, pattern: &str, out: &mut Vec<u8>) {
    if whole(at, pattern, out) {
        return;
    }
    let mut rest = pattern.as_bytes();
    while let Some(percent) = rest.iter().position(|b| *b == b'%') {
        out.extend_from_slice(&rest[..percent]);
        rest = &rest[percent..];
        if rest.len() > 1 && usual(at, rest[1], out) {
            rest = &rest[2..];
            continue;
        }
        let (form, letter) = form(rest);
        let taken = letter + 1;
        let known = rest.get(letter).is_some_and(|c| form.takes(*c) && directive(at, *c, form, letter == 1, out));
        if !known {
            // glibc pads the raw text of a directive that it does not know.
            let raw: &[u8] = if rest.get(letter) == Some(&b'%') { b"%" } else { &rest[..taken.min(rest.len())] };
            text(raw, form, out);
        }
        rest = &rest[taken.min(rest.len())..];
    }
    out.extend_from_slice(rest);
}

/// Appends the time where the pattern is one of those that rules have without anybody asking for another.
#[inline]
fn whole(at: NaiveDateTime, pattern: &str, out: &mut Vec<u8>) -> bool {
    let Ok(year @ 0..=9999) = u32::try_from(at.year()) else { return false };
    let ([c1, c2, y1, y2], [m1, m2]) = (digits::four(year), digits::two(at.month()));
    match pattern {
        "%Y-%m-%d" => {
            let [d1, d2] = digits::two(at.day());
            out.extend_from_slice(&[c1, c2, y1, y2, b'-', m1, m2, b'-', d1, d2]);
        }
        "%m/%y" => out.extend_from_slice(&[m1, m2, b'/', y1, y2]),
        _ => return false,
    }
    true
}

/// Whether a pattern means the same to every C library: its directives are those that Python documents for all
/// platforms, without those whose order of parts a locale chooses.
pub fn is_portable(pattern: &str) -> bool {
    let mut rest = pattern.bytes();
    while let Some(byte) = rest.next() {
        let portable = match byte {
            b'%' => rest.next().is_some_and(|letter| b"aAwdbBmyYHIMSfpjUWGuVzZ%".contains(&letter)),
            byte => byte != 0,
        };
        if !portable {
            return false;
        }
    }
    true
}

/// Appends what a letter right behind a `%` stands for, if it is one of those that most patterns are made of.
#[inline]
fn usual(at: NaiveDateTime, letter: u8, out: &mut Vec<u8>) -> bool {
    let value = match letter {
        b'd' => at.day(),
        b'm' => at.month(),
        b'H' => at.hour(),
        b'M' => at.minute(),
        b'S' => at.second(),
        b'y' | b'Y' => match at.year() {
            year @ 0..=9999 if letter == b'Y' => {
                out.extend_from_slice(&digits::four(year as u32));
                return true;
            }
            year @ 0..=9999 => year as u32 % 100,
            _ => return false,
        },
        _ => return false,
    };
    out.extend_from_slice(&digits::two(value));
    true
}

/// Reads flags, width and modifier after a `%`; gives the place of the letter too.
fn form(directive: &[u8]) -> (Form, usize) {
    let mut form = Form::default();
    let mut at = 1;
    while let Some(flag) = directive.get(at) {
        match flag {
            b'_' | b'-' | b'0' => form.pad = *flag,
            b'^' => form.upper = true,
            b'#' => form.swap = true,
            _ => break,
        }
        at += 1;
    }
    while let Some(digit) = directive.get(at).filter(|c| c.is_ascii_digit()) {
        form.width = (form.width * 10 + usize::from(digit - b'0')).min(WIDEST);
        at += 1;
    }
    if let Some(modifier @ (b'E' | b'O')) = directive.get(at) {
        form.modifier = *modifier;
        at += 1;
    }
    (form, at)
}

/// Appends what a letter stands for; false if it is none.
fn directive(at: NaiveDateTime, letter: u8, form: Form, plain: bool, out: &mut Vec<u8>) -> bool {
    let (year, hour) = (i64::from(at.year()), at.hour());
    let hour12 = if hour % 12 == 0 { 12 } else { hour % 12 };
    let day_name = DAYS[at.weekday().num_days_from_sunday() as usize % 7];
    let month_name = MONTHS[at.month0() as usize % 12];
    let from_sunday = at.weekday().num_days_from_sunday();
    let from_monday = at.weekday().num_days_from_monday();
    let mut name = |name: &str, form: Form| text(name.as_bytes(), Form { upper: form.upper || form.swap, ..form }, out);
    match letter {
        b'a' => name(&day_name[..3], form),
        b'A' => name(day_name, form),
        b'b' | b'h' => name(&month_name[..3], form),
        b'B' => name(month_name, form),
        b'p' if form.swap => text(if hour < 12 { b"am" } else { b"pm" }, Form { upper: false, ..form }, out),
        b'p' => text(if hour < 12 { b"AM" } else { b"PM" }, form, out),
        b'P' => text(if hour < 12 { b"am" } else { b"pm" }, Form { upper: false, ..form }, out),
        b'n' => text(b"\n", form, out),
        b't' => text(b"\t", form, out),
        b'%' => text(b"%", form, out),
        // A time without a zone has neither name nor offset.
        b'Z' => text(b"", form, out),
        b'z' => {}
        b'f' if plain => number(i64::from(at.nanosecond() / 1000), 6, b'0', form, out),
        b'c' => composite(at, "%a %b %e %H:%M:%S %Y", form, out),
        b'x' | b'D' => composite(at, "%m/%d/%y", form, out),
        b'X' | b'T' => composite(at, "%H:%M:%S", form, out),
        b'r' => composite(at, "%I:%M:%S %p", form, out),
        b'R' => composite(at, "%H:%M", form, out),
        b'F' => composite(at, "%Y-%m-%d", form, out),
        b'd' => number(i64::from(at.day()), 2, b'0', form, out),
        b'e' => number(i64::from(at.day()), 2, b'_', form, out),
        b'm' => number(i64::from(at.month()), 2, b'0', form, out),
        b'y' => number(year % 100, 2, b'0', form, out),
        b'Y' => number(year, 4, b'0', form, out),
        b'C' => number(year / 100, 2, b'0', form, out),
        b'H' => number(i64::from(hour), 2, b'0', form, out),
        b'k' => number(i64::from(hour), 2, b'_', form, out),
        b'I' => number(i64::from(hour12), 2, b'0', form, out),
        b'l' => number(i64::from(hour12), 2, b'_', form, out),
        b'M' => number(i64::from(at.minute()), 2, b'0', form, out),
        b'S' => number(i64::from(at.second()), 2, b'0', form, out),
        b'j' => number(i64::from(at.ordinal()), 3, b'0', form, out),
        b's' => number(at.and_utc().timestamp_micros().div_euclid(SECOND), 1, b'_', form, out),
        b'u' => number(i64::from(from_monday + 1), 1, b'0', form, out),
        b'w' => number(i64::from(from_sunday), 1, b'0', form, out),
        b'U' => number(i64::from((at.ordinal0() + 7 - from_sunday) / 7), 2, b'0', form, out),
        b'W' => number(i64::from((at.ordinal0() + 7 - from_monday) / 7), 2, b'0', form, out),
        b'V' => number(i64::from(at.iso_week().week()), 2, b'0', form, out),
        b'G' => number(i64::from(at.iso_week().year()), 4, b'0', form, out),
        b'g' => number(i64::from(at.iso_week().year()).rem_euclid(100), 2, b'0', form, out),
        _ => return false,
    }
    true
}

fn composite(at: NaiveDateTime, pattern: &str, form: Form, out: &mut Vec<u8>) {
    if form.width == 0 && !form.upper {
        return strftime(at, pattern, out);
    }
    let mut inner = Vec::new();
    strftime(at, pattern, &mut inner);
    text(&inner, form, out);
}

/// Appends text, to the right of a field of the width.
fn text(value: &[u8], form: Form, out: &mut Vec<u8>) {
    let blanks = form.width.saturating_sub(value.len());
    out.resize(out.len() + blanks, if form.pad == b'0' { b'0' } else { b' ' });
    let start = out.len();
    out.extend_from_slice(value);
    if form.upper {
        out[start..].make_ascii_uppercase();
    }
}

/// Appends a number of at least so many digits.
fn number(value: i64, digits: usize, pad: u8, form: Form, out: &mut Vec<u8>) {
    let pad = if form.pad == 0 { pad } else { form.pad };
    let mut buffer = itoa::Buffer::new();
    let value = buffer.format(value);
    let width = if pad == b'-' { 0 } else { digits.max(form.width) };
    let filled = width.saturating_sub(value.len());
    let blanks = form.width.saturating_sub(value.len() + filled);
    out.resize(out.len() + blanks, b' ');
    out.resize(out.len() + filled, if pad == b'_' { b' ' } else { b'0' });
    out.extend_from_slice(value.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::datetime;

    fn formed(micros: i64, pattern: &str) -> String {
        let mut out = Vec::new();
        strftime(datetime(micros), pattern, &mut out);
        String::from_utf8(out).unwrap()
    }

    /// Literals from CPython 3.11 with glibc 2.36, at 2005-01-02T03:04:05.000067.
    #[test]
    fn directives_are_pythons() {
        for (pattern, expected) in DIRECTIVES {
            assert_eq!(formed(1_104_635_045_000_067, pattern), *expected, "{pattern}");
        }
    }

    #[test]
    fn patterns_of_one_platform_are_known() {
        for pattern in ["", "%Y-%m-%d", "100%%", "año %d", "%H:%M:%S.%f %p"] {
            assert!(is_portable(pattern), "{pattern}");
        }
        for pattern in ["%", "%-d", "%Q", "%x", "%s", "a\0b", "%é", "%%%"] {
            assert!(!is_portable(pattern), "{pattern}");
        }
    }

    #[test]
    fn anything_may_be_a_pattern() {
        assert_eq!(formed(-1, "%Y %j %s"), "1969 365 -1");
        assert_eq!(formed(-62_135_596_800_000_000, "%Y %C %G"), "0001 00 0001");
        assert_eq!(formed(0, "%99999999999999999999Y").len(), WIDEST);
        assert_eq!(formed(0, "año %d"), "año 01");
        assert_eq!(formed(0, "%é"), "%é");
    }

    const DIRECTIVES: &[(&str, &str)] = &[
        ("%a %A %b %B %c", "Sun Sunday Jan January Sun Jan  2 03:04:05 2005"),
        ("%d %e %f", "02  2 000067"),
        ("%j %H %I %k %l", "002 03 03  3  3"),
        ("%m %M %p %P %S", "01 04 AM am 05"),
        ("%U %W %V %u %w", "01 00 53 7 0"),
        ("%x|%X|%D|%F|%r|%R|%T", "01/02/05|03:04:05|01/02/05|2005-01-02|03:04:05 AM|03:04|03:04:05"),
        ("%y %Y %C %G %g", "05 2005 20 2004 04"),
        ("%z|%Z|%s", "||1104635045"),
        ("%n%t%%", "\n\t%"),
        ("%h", "Jan"),
        ("%-d/%-m/%-I", "2/1/3"),
        ("%_d|%_H", " 2| 3"),
        ("%0e", "02"),
        ("%5d", "00002"),
        ("%-5d", "    2"),
        ("%_5d", "    2"),
        ("%#a", "SUN"),
        ("%^a", "SUN"),
        ("%10a", "       Sun"),
        ("%-10a", "       Sun"),
        ("%010a", "0000000Sun"),
        ("%#p", "am"),
        ("%#Z|", "|"),
        ("%Ey", "05"),
        ("%Od", "02"),
        ("%EY", "2005"),
        ("%Q", "%Q"),
        ("%", "%"),
        ("50%", "50%"),
        ("%5", "   %5"),
        ("%-", "%-"),
        ("%E", "%E"),
        ("%+", "%+"),
        ("%^c", "SUN JAN  2 03:04:05 2005"),
        ("%v", "%v"),
        ("%-f", "%-f"),
        ("%N", "%N"),
        ("%5%", "    %"),
        ("%2Y", "2005"),
        ("%6Y", "002005"),
        ("%_6Y", "  2005"),
        ("%-y", "5"),
        ("%#B", "JANUARY"),
        ("%-j", "2"),
        ("%^p", "AM"),
        ("%EQ", "%EQ"),
        ("%Od%Ed", "02%Ed"),
        ("%020c", "Sun Jan  2 03:04:05 2005"),
        ("%^020r", "00000000003:04:05 AM"),
        ("%OB", "January"),
        ("%Oy|%Ex|%EC", "05|01/02/05|20"),
        ("%10Q", "      %10Q"),
    ];
}
