//! Draws values from a Mersenne Twister, for the comparison with Faker: reads `locale TAB field TAB seed TAB now`
//! lines (`now` in microseconds since 1970), writes the text of each value and the next 32 random bits.

use forgery::clock::Clock;
use forgery::grammar::Cx;
use forgery::locale::Locale;
use forgery::providers::Pack;
use forgery::rng::{Draw, Mersenne, PySeed};
use std::io::{self, BufRead, Write};

fn line(request: &str) -> Result<String, String> {
    let cells: Vec<&str> = request.split('\t').collect();
    let [locale, field, seed, now] = cells[..] else { return Err("four cells wanted".into()) };
    let number = |text: &str| text.parse::<i64>().map_err(|e| e.to_string());
    let pack = Pack::<Mersenne>::of(Locale::find(locale).map_err(|e| e.to_string())?);
    let entry = pack.check(field).map_err(|e| e.to_string())?;
    let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(number(seed)?)), pack, Clock { now: number(now)? });
    cx.class = entry.class;
    let mut out = Vec::new();
    entry.rule.append(&mut cx, &entry.defaults, &mut out).map_err(|e| e.to_string())?;
    Ok(format!("{}\t{}", cx.draw.bits(32), String::from_utf8_lossy(&out).escape_default()))
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
