//! URLs, slugs, and the identifiers that registries of domains and networks give.

use super::names::parsed;
use crate::error::{Error, Result};
use crate::grammar::{self, bothify, Cx, Slug, LETTERS};
use crate::locale::{attr, name_id, Locale, NameId, PROVIDERS};
use crate::providers::{Arg, Args, Source, Value};
use std::sync::OnceLock;

const TLD: NameId = name_id!("tld");
const TEXT: NameId = name_id!("text");
const NIC_HANDLE: NameId = name_id!("nic_handle");

/// A domain computed from a date as some malware does: three numbers stirred once for each letter.
pub(super) fn dga<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut given = |i: usize, low, high| match args.int(i) {
        0 => cx.draw.between(low, high),
        given => given,
    };
    let [mut year, mut month, mut day] = [given(0, 1, 9999), given(1, 1, 12), given(2, 1, 30)].map(i128::from);
    let mut tld = Vec::new();
    match args.str(3) {
        "" => cx.call(TLD, &mut tld)?,
        given => tld.extend_from_slice(given.as_bytes()),
    }
    let length = match args.int(4) {
        0 => cx.draw.between(2, 63),
        given => given,
    };
    for _ in 0..length {
        year = ((year ^ (8 * year)) >> 11) ^ ((year & 0xffff_fff0) << 17);
        month = ((month ^ (4 * month)) >> 25) ^ (16 * (month & 0xffff_fff8));
        day = ((day ^ (day << 13)) >> 19) ^ ((day & 0xffff_fffe) << 12);
        out.push(b'a' + (year ^ month ^ day).rem_euclid(25) as u8);
    }
    out.push(b'.');
    out.extend_from_slice(&tld);
    Ok(())
}

pub(super) fn http_status_code<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i64> {
    if args.bool(0) {
        return Ok(cx.draw.between(100, 599));
    }
    let codes = cx.table(attr!("http_assigned_codes")).map(crate::locale::Table::root);
    let codes = codes.ok_or_else(|| Error::value("the table of status codes is missing"))?;
    Ok(codes.item(cx.draw.below(codes.len() as u64) as usize).int())
}

pub(super) fn url<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    scheme(cx, args, out);
    parsed(cx, attr!("url_formats"), out)
}

fn scheme<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) {
    match args.strs(0) {
        None => out.extend_from_slice(cx.choice(&[b"http".as_slice(), b"https"])),
        Some([]) => {}
        Some(schemes) => {
            let at = cx.draw.below(schemes.len() as u64) as usize;
            out.extend_from_slice(schemes[at].as_bytes());
        }
    }
    out.extend_from_slice(b"://");
}

pub(super) fn uri_path<D: Source>(cx: &mut Cx<D>, deep: Option<i64>, out: &mut Vec<u8>) -> Result<()> {
    let deep = match deep {
        None | Some(0) => cx.draw.between(1, 3),
        Some(deep) => deep,
    };
    let Some(paths) = cx.table(attr!("uri_paths")) else { return Ok(()) };
    for i in 0..deep {
        if i > 0 {
            out.push(b'/');
        }
        let at = match paths.weights() {
            Some(weights) => cx.draw.weighted(weights),
            None if deep == 1 => cx.draw.below(paths.len() as u64) as usize,
            None => cx.draw.choices_index(paths.len()),
        };
        out.extend_from_slice(paths.get(at));
    }
    Ok(())
}

/// The path is drawn before the domain, which stands in front of it.
pub(super) fn uri<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    scheme(cx, args, out);
    let Some(formats) = cx.table(attr!("url_formats")) else { return Ok(()) };
    let format = cx.pick_index(formats);
    let path = out.len();
    uri_path(cx, args.opt_int(1), out)?;
    out.extend_from_slice(cx.pick_attr(attr!("uri_pages")));
    out.extend_from_slice(cx.pick_attr(attr!("uri_extensions")));
    let domain = out.len();
    match formats.program(format) {
        Some(program) => cx.run(program, out)?,
        None => out.extend_from_slice(formats.get(format)),
    }
    out[path..].rotate_left(domain - path);
    Ok(())
}

pub(super) fn slug<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    match args.opt_str(0) {
        Some(value) => out.extend_from_slice(value.as_bytes()),
        None => cx.call_with(TEXT, latin_words(), out)?,
    }
    grammar::slug(out, start, Slug::Ascii);
    Ok(())
}

/// The arguments of a short text of American words: slugs have ASCII letters in every locale.
fn latin_words() -> &'static Args {
    static ARGS: OnceLock<Args> = OnceLock::new();
    ARGS.get_or_init(|| {
        let at = PROVIDERS.iter().position(|provider| *provider == "lorem");
        let class = Locale::find("en_US").ok().zip(at).and_then(|(locale, at)| locale.classes().nth(at));
        let words = class.and_then(|class| class.table(attr!("word_list")));
        let words = words.map(|table| table.iter().map(str::to_string).collect()).unwrap_or_default();
        Args::new(vec![Arg::Int(20), Arg::Strs(words)])
    })
}

pub(super) fn image_url<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut size = |i: usize| match args.int(i) {
        0 => cx.draw.between(0, 1024),
        given => given,
    };
    let (width, height) = (size(0), size(1));
    match args.opt_str(2) {
        Some(template) => placeholders(template.as_bytes(), width, height, out),
        None => {
            let service = cx.pick_attr(attr!("image_placeholder_services"));
            placeholders(service, width, height, out)
        }
    }
}

/// Appends a template with `{width}` and `{height}` replaced; doubled braces stand for single ones.
pub(super) fn placeholders(template: &[u8], width: i64, height: i64, out: &mut Vec<u8>) -> Result<()> {
    let mut rest = template;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'{' | b'}')) {
        out.extend_from_slice(&rest[..at]);
        let (text, length) = match &rest[at..] {
            [b'{', b'{', ..] | [b'}', b'}', ..] => (None, 2),
            [b'{', b'w', b'i', b'd', b't', b'h', b'}', ..] => (Some(width), 7),
            [b'{', b'h', b'e', b'i', b'g', b'h', b't', b'}', ..] => (Some(height), 8),
            _ => {
                let template = String::from_utf8_lossy(template);
                return Err(Error::Value(format!(
                    "placeholder_url '{template}' must name nothing but {{width}} and {{height}} in braces"
                )));
            }
        };
        match text {
            Some(number) => grammar::padded(number, 0, out),
            None => out.push(rest[at]),
        }
        rest = &rest[at + length..];
    }
    out.extend_from_slice(rest);
    Ok(())
}

pub(super) fn ripe_id<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    handle(cx, "ORG-", "RIPE", out);
    Ok(())
}

pub(super) fn nic_handle<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    check_suffix(args.str(0))?;
    handle(cx, "", args.str(0), out);
    Ok(())
}

/// Appends letters and digits between a prefix and a suffix, in which placeholders are replaced too.
fn handle<D: Source>(cx: &mut Cx<D>, prefix: &str, suffix: &str, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(prefix.as_bytes());
    let letters = cx.draw.between(2, 4) as usize;
    let digits = cx.draw.between(1, 5) as usize;
    out.resize(out.len() + letters, b'?');
    out.resize(out.len() + digits, b'%');
    out.push(b'-');
    out.extend_from_slice(suffix.as_bytes());
    bothify(&mut cx.draw, out, start, LETTERS);
    grammar::upper(out, start);
}

pub(super) fn check_suffix(suffix: &str) -> Result<()> {
    if suffix.chars().nth(1).is_none() {
        return Err(Error::value("suffix length must be greater than or equal to 2"));
    }
    Ok(())
}

/// Faker's list of handles: arguments `count` and `suffix`.
pub(super) fn nic_handles<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Value> {
    let suffix = Args::new(vec![Arg::Str(args.opt_str(1).unwrap_or("????").to_string())]);
    let count = args.opt_int(0).unwrap_or(1);
    let handles = (0..count).map(|_| {
        let mut text = Vec::new();
        cx.call_with(NIC_HANDLE, &suffix, &mut text)?;
        Ok(Value::text(text))
    });
    Ok(Value::List(handles.collect::<Result<_>>()?))
}
