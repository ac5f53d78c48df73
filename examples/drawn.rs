//! Draws values from a Mersenne Twister, for the comparison with Faker: reads `locale TAB field TAB seed TAB now`
//! lines (`now` in microseconds since 1970), writes the text of each value and the next 32 random bits. After `now` may
//! come arguments, each in a cell: `name=i5`, and with `f` a float, `b` 0 or 1, `d` a decimal, `n` an integer beyond 64
//! bits, `s` a text, `l` texts parted by `|`, `-` nothing.

use forgery::clock::Clock;
use forgery::grammar::Cx;
use forgery::locale::Locale;
use forgery::providers::{find, Arg, Pack};
use forgery::rng::{Draw, Mersenne, PySeed};
use std::io::{self, BufRead, Write};

fn line(request: &str) -> Result<String, String> {
    let cells: Vec<&str> = request.split('\t').collect();
    let [locale, field, seed, now, given @ ..] = &cells[..] else { return Err("four cells wanted".into()) };
    let number = |text: &str| text.parse::<i64>().map_err(|e| e.to_string());
    let pack = Pack::<Mersenne>::of(Locale::find(locale).map_err(|e| e.to_string())?);
    let entry = pack.check(field).map_err(|e| e.to_string())?;
    let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(number(seed)?)), pack, Clock { now: number(now)? });
    cx.class = entry.class;
    let mut args = entry.defaults.clone();
    for given in given {
        let (name, value) = given.split_once('=').ok_or("an argument without =")?;
        let params = find(field).map_or(&[][..], |found| found.field.params);
        let place = params.iter().position(|param| param.name == name).ok_or("no such parameter")?;
        args.set(place, argument(value).ok_or("cannot read an argument")?);
    }
    let mut out = Vec::new();
    entry.rule.append(&mut cx, &args, &mut out).map_err(|e| e.to_string())?;
    Ok(format!("{}\t{}", cx.draw.bits(32), String::from_utf8_lossy(&out).escape_default()))
}

fn argument(text: &str) -> Option<Arg> {
    let value = text.get(1..)?;
    Some(match text.as_bytes()[0] {
        b'i' => Arg::Int(value.parse().ok()?),
        b'f' => Arg::Float(value.parse().ok()?),
        b'b' => Arg::Bool(value == "1"),
        b'd' => Arg::Decimal(value.to_string()),
        b'n' => Arg::Big(value.to_string()),
        b's' => Arg::Str(value.to_string()),
        b'l' => Arg::Strs(value.split('|').map(String::from).collect()),
        _ => Arg::None,
    })
}

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for request in io::stdin().lock().lines() {
        match line(&request?) {
            Ok(answer) => writeln!(out, "ok\t{answer}")?,
            Err(why) => writeln!(out, "no\t{}", why.escape_default())?,
        }
    }
    out.flush()
}
