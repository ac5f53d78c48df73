//! What browsers say of themselves to servers.
//!
//! Faker draws a text for every platform and then chooses one. Here every number is drawn in that order, and only the
//! chosen text is written.

use super::{param, Args, Default, Field, Kind, Rule, Source, Type::Str, Value};
use crate::clock::SECOND;
use crate::digits;
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, name_id, NameId};

const LOCALE: NameId = name_id!("locale");

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("mac_processor", "mac_processors", Str, "The processor of a Mac, as browsers name it."),
    Field::new("linux_processor", "linux_processors", Str, "The processor of a Linux computer, as browsers name it."),
    Field::new("user_agent", "user_agents", Str, "What a browser says of itself to a server."),
    Field::new("chrome", "chromes", Str, "What Chrome says of itself.")
        .params(&[
            param("version_from", Kind::Int, Default::Int(13), "The lowest version."),
            param("version_to", Kind::Int, Default::Int(63), "The highest version."),
            param("build_from", Kind::Int, Default::Int(800), "The lowest number of a build."),
            param("build_to", Kind::Int, Default::Int(899), "The highest number of a build."),
        ])
        .check(check_versions),
    Field::new("firefox", "firefoxes", Str, "What Firefox says of itself."),
    Field::new("safari", "safaris", Str, "What Safari says of itself."),
    Field::new("opera", "operas", Str, "What Opera says of itself."),
    Field::new("internet_explorer", "internet_explorers", Str, "What Internet Explorer says of itself."),
    Field::new("windows_platform_token", "windows_platform_tokens", Str, "A Windows system, as browsers name it."),
    Field::new("linux_platform_token", "linux_platform_tokens", Str, "A Linux system, as browsers name it."),
    Field::new("mac_platform_token", "mac_platform_tokens", Str, "A macOS system, as browsers name it."),
    Field::new("android_platform_token", "android_platform_tokens", Str, "An Android system, as browsers name it."),
    Field::new("ios_platform_token", "ios_platform_tokens", Str, "An iOS system, as browsers name it."),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "chrome" => Rule::Str(chrome),
        "firefox" => Rule::Str(firefox),
        "safari" => Rule::Str(safari),
        "opera" => Rule::Str(opera),
        "ios_platform_token" => Rule::Str(|cx, _, out| {
            platform(cx, System::Ios).write(out);
            Ok(())
        }),
        _ => return None,
    })
}

/// What a text is put together of.
enum Part<'a> {
    Text(&'a [u8]),
    Number(i64),
}

impl<'a> From<&'a str> for Part<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.as_bytes())
    }
}

impl<'a> From<&'a [u8]> for Part<'a> {
    fn from(text: &'a [u8]) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Part<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl Part<'_> {
    #[inline]
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Text(text) => out.extend_from_slice(text),
            Self::Number(number) => digits::append(out, |window| digits::int(*number, window)),
        }
    }
}

/// Appends parts one after another: `write!` costs several times as much.
macro_rules! put {
    ($out:expr, $($part:expr),+ $(,)?) => {
        $(Part::from($part).put($out);)+
    };
}

fn check_versions(args: &Args) -> Result<()> {
    for (low, high, what) in [(args.int(0), args.int(1), "version"), (args.int(2), args.int(3), "build")] {
        if low > high {
            return Err(Error::Value(format!("{what}_from ({low}) must not be greater than {what}_to ({high})")));
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum System {
    Linux,
    Windows,
    Mac,
    Android,
    Ios,
}

/// A system with what was drawn for it.
#[derive(Clone, Copy)]
struct Platform {
    system: System,
    name: &'static [u8],
    version: &'static [u8],
    minor: [i64; 2],
}

fn platform<D: Source>(cx: &mut Cx<D>, system: System) -> Platform {
    let table = match system {
        System::Linux => attr!("linux_processors"),
        System::Windows => attr!("windows_platform_tokens"),
        System::Mac => attr!("mac_processors"),
        System::Android => attr!("android_versions"),
        System::Ios => attr!("apple_devices"),
    };
    let mut drawn = Platform { system, name: cx.pick_attr(table), version: b"", minor: [0; 2] };
    match system {
        System::Mac => drawn.minor = [cx.draw.between(5, 12), cx.draw.between(0, 9)],
        System::Ios => drawn.version = cx.pick_attr(attr!("ios_versions")),
        _ => {}
    }
    drawn
}

impl Platform {
    fn write(&self, out: &mut Vec<u8>) {
        match self.system {
            System::Linux => out.extend_from_slice(b"X11; Linux "),
            System::Mac => out.extend_from_slice(b"Macintosh; "),
            System::Android => out.extend_from_slice(b"Android "),
            System::Windows | System::Ios => {}
        }
        out.extend_from_slice(self.name);
        match self.system {
            System::Mac => {
                put!(out, " Mac OS X 10_", self.minor[0], "_", self.minor[1]);
            }
            System::Ios => {
                out.extend_from_slice(b"; CPU ");
                out.extend_from_slice(self.name);
                out.extend_from_slice(b" OS ");
                out.extend(self.version.iter().map(|byte| if *byte == b'.' { b'_' } else { *byte }));
                out.extend_from_slice(b" like Mac OS X");
            }
            _ => {}
        }
    }
}

/// The name of a build, such as `15E148`: digits with a letter at `place`.
fn build<D: Source>(cx: &mut Cx<D>, place: usize, letters: &[u8; 26]) -> [u8; 6] {
    let mut name = [0; 6];
    let mut digits = [0; 5];
    cx.draw.digits(&mut digits);
    name[..place].copy_from_slice(&digits[..place]);
    name[place + 1..].copy_from_slice(&digits[place..]);
    cx.draw.letters(letters, &mut name[place..=place]);
    name
}

fn locale<D: Source>(cx: &mut Cx<D>) -> Result<Vec<u8>> {
    let mut code = cx.text(LOCALE)?;
    code.iter_mut().filter(|byte| **byte == b'_').for_each(|byte| *byte = b'-');
    Ok(code)
}

const CAPITALS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SMALL: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

fn chrome<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    check_versions(args)?;
    let kit = [cx.draw.between(531, 536), cx.draw.between(0, 2)];
    let mobile = build(cx, 2, CAPITALS);
    let systems = [System::Linux, System::Windows, System::Mac, System::Android, System::Ios];
    let drawn = systems.map(|system| {
        let platform = platform(cx, system);
        (platform, cx.draw.between(args.int(0), args.int(1)), cx.draw.between(args.int(2), args.int(3)))
    });
    let (platform, version, number) = cx.choice(&drawn);
    out.extend_from_slice(match platform.system {
        System::Android => b"Mozilla/5.0 (Linux; ",
        _ => b"Mozilla/5.0 (",
    });
    platform.write(out);
    let [a, b] = kit;
    put!(out, ") AppleWebKit/", a, ".", b, " (KHTML, like Gecko) ");
    match platform.system {
        System::Ios => {
            put!(out, "CriOS/", version, ".0.", number, ".0 Mobile/", &mobile[..]);
        }
        _ => {
            put!(out, "Chrome/", version, ".0.", number, ".0");
        }
    }
    put!(out, " Safari/", a, ".", b);
    Ok(())
}

/// A moment up to the last day but one that Python knows, in microseconds since 1970.
fn until_the_end<D: Source>(cx: &mut Cx<D>, start: i64) -> i64 {
    const END: i64 = 253_402_214_399;
    let seconds = cx.draw.uniform(start as f64, END as f64);
    let fraction = seconds.fract() * SECOND as f64;
    seconds.trunc() as i64 * SECOND + fraction.round_ties_even() as i64
}

fn firefox<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    const YEAR_2010: i64 = 1_262_304_000;
    const YEAR_2011: i64 = 1_293_840_000;
    let engines = [
        (until_the_end(cx, YEAR_2011), "", cx.draw.between(4, 15), ".0"),
        (until_the_end(cx, YEAR_2010), "3.6.", cx.draw.between(1, 20), ""),
        (until_the_end(cx, YEAR_2010), "3.", 8, ""),
    ];
    let kit = [cx.draw.between(531, 536), cx.draw.between(0, 2)];
    let mobile = build(cx, 2, CAPITALS);
    let minor = build(cx, 1, SMALL);
    let windows = platform(cx, System::Windows);
    let language = locale(cx)?;
    let windows = (windows, cx.draw.between(0, 2), cx.choice(&engines));
    let linux = (platform(cx, System::Linux), cx.draw.between(5, 7), cx.choice(&engines));
    let mac = (platform(cx, System::Mac), cx.draw.between(2, 6), cx.choice(&engines));
    let android = (platform(cx, System::Android), cx.draw.between(5, 68), engines[0]);
    let ios = (platform(cx, System::Ios), cx.draw.between(9, 18), engines[0]);
    let (platform, version, (moment, before, number, after)) = cx.choice(&[windows, linux, mac, android, ios]);
    out.extend_from_slice(b"Mozilla/5.0 (");
    platform.write(out);
    let [a, b] = kit;
    match platform.system {
        System::Android => {
            put!(out, "; Mobile; rv:", version, ".0) Gecko/", version, ".0 Firefox/", version, ".0");
        }
        System::Ios => {
            put!(out, ") AppleWebKit/", a, ".", b, " (KHTML, like Gecko) FxiOS/", version, ".", &minor[..], ".0 Mobile/");
            put!(out, &mobile[..], " Safari/", a, ".", b);
        }
        _ => {
            if matches!(platform.system, System::Windows) {
                out.extend_from_slice(b"; ");
                out.extend_from_slice(&language);
            }
            put!(out, "; rv:1.9.", version, ".20) Gecko/");
            Value::DateTime(moment).append_str(out);
            put!(out, " Firefox/", before, number, after);
        }
    }
    Ok(())
}

fn safari<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let [a, b, c] = [(531, 535), (1, 50), (1, 7)].map(|(low, high)| cx.draw.between(low, high));
    let old = cx.draw.bits(1) == 0;
    let major = cx.draw.between(4, 5);
    let minor = if old { cx.draw.between(0, 1) } else { cx.draw.between(1, 5) };
    let zero = if old { "" } else { "0." };
    let language = locale(cx)?;
    let windows = platform(cx, System::Windows);
    let mac = (platform(cx, System::Mac), cx.draw.between(2, 6));
    let pod = [(3, 4), (0, 3), (3, 4), (111, 119)].map(|(low, high)| cx.draw.between(low, high));
    out.extend_from_slice(b"Mozilla/5.0 (");
    let which = cx.draw.below(3);
    match which {
        0 => {
            out.extend_from_slice(b"Windows; U; ");
            windows.write(out);
        }
        1 => {
            mac.0.write(out);
            put!(out, " rv:", mac.1, ".0; ", &language[..]);
        }
        _ => {
            put!(out, "iPod; U; CPU iPhone OS ", pod[0], "_", pod[1], " like Mac OS X; ", &language[..]);
        }
    }
    put!(out, ") AppleWebKit/", a, ".", b, ".", c, " (KHTML, like Gecko) Version/");
    match which {
        0 | 1 => {
            put!(out, major, ".", zero, minor, " Safari/");
        }
        _ => {
            put!(out, pod[2], ".0.5 Mobile/8B", pod[3], " Safari/6");
        }
    }
    put!(out, a, ".", b, ".", c);
    Ok(())
}

fn opera<D: Source>(cx: &mut Cx<D>, _: &Args, out: &mut Vec<u8>) -> Result<()> {
    let system = if cx.draw.bits(1) == 1 { System::Linux } else { System::Windows };
    let platform = platform(cx, system);
    let language = locale(cx)?;
    let [presto, version, major, minor] =
        [(160, 190), (10, 12), (8, 9), (10, 99)].map(|(low, high)| cx.draw.between(low, high));
    put!(out, "Opera/", major, ".", minor, ".(");
    platform.write(out);
    put!(out, "; ", &language[..], ") Presto/2.9.", presto, " Version/", version, ".00");
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "mac_processor", 1, "PPC"),
            Case::new("en_US", "linux_processor", 1, "i686"),
            Case::new("en_US", "user_agent", 1, "Mozilla/5.0 (X11; Linux i686; rv:1.9.5.20) Gecko/8090-02-01 01:11:17.260773 Firefox/3.8"),
            Case::new("en_US", "chrome", 0, "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/534.1 (KHTML, like Gecko) Chrome/43.0.845.0 Safari/534.1"),
            Case::new("en_US", "chrome", 1, "Mozilla/5.0 (Macintosh; U; PPC Mac OS X 10_11_9) AppleWebKit/532.2 (KHTML, like Gecko) Chrome/61.0.898.0 Safari/532.2"),
            Case::new("en_US", "chrome", 2, "Mozilla/5.0 (Macintosh; U; PPC Mac OS X 10_11_8) AppleWebKit/531.0 (KHTML, like Gecko) Chrome/36.0.869.0 Safari/531.0"),
            Case::new("en_US", "chrome", 3, "Mozilla/5.0 (iPhone; CPU iPhone OS 11_4_1 like Mac OS X) AppleWebKit/532.2 (KHTML, like Gecko) CriOS/53.0.819.0 Mobile/82U597 Safari/532.2"),
            Case::new("en_US", "chrome", 4, "Mozilla/5.0 (Windows NT 4.0) AppleWebKit/532.1 (KHTML, like Gecko) Chrome/61.0.807.0 Safari/532.1"),
            Case::new("en_US", "chrome", 5, "Mozilla/5.0 (X11; Linux i686) AppleWebKit/535.1 (KHTML, like Gecko) Chrome/23.0.814.0 Safari/535.1"),
            Case::new("en_US", "chrome", 6, "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_7) AppleWebKit/535.0 (KHTML, like Gecko) Chrome/25.0.893.0 Safari/535.0"),
            Case::new("en_US", "chrome", 7, "Mozilla/5.0 (iPhone; CPU iPhone OS 11_4_1 like Mac OS X) AppleWebKit/533.0 (KHTML, like Gecko) CriOS/53.0.880.0 Mobile/60L181 Safari/533.0"),
            Case::new("en_US", "firefox", 0, "Mozilla/5.0 (Windows NT 10.0; tg-TJ; rv:1.9.1.20) Gecko/8757-01-31 06:04:54.973633 Firefox/10.0"),
            Case::new("en_US", "firefox", 1, "Mozilla/5.0 (X11; Linux i686; rv:1.9.5.20) Gecko/8090-02-01 01:11:17.260773 Firefox/3.8"),
            Case::new("en_US", "firefox", 2, "Mozilla/5.0 (Macintosh; U; PPC Mac OS X 10_11_8; rv:1.9.3.20) Gecko/8685-08-19 16:17:50.024445 Firefox/3.8"),
            Case::new("en_US", "firefox", 3, "Mozilla/5.0 (Android 1.6; Mobile; rv:39.0) Gecko/39.0 Firefox/39.0"),
            Case::new("en_US", "firefox", 4, "Mozilla/5.0 (Android 4.4.2; Mobile; rv:54.0) Gecko/54.0 Firefox/54.0"),
            Case::new("en_US", "firefox", 5, "Mozilla/5.0 (Macintosh; PPC Mac OS X 10_12_2; rv:1.9.3.20) Gecko/6987-05-11 22:28:29.024628 Firefox/15.0"),
            Case::new("en_US", "firefox", 6, "Mozilla/5.0 (iPad; CPU iPad OS 5_1_1 like Mac OS X) AppleWebKit/532.2 (KHTML, like Gecko) FxiOS/9.7v3688.0 Mobile/97I550 Safari/532.2"),
            Case::new("en_US", "firefox", 7, "Mozilla/5.0 (Windows NT 5.2; my-MM; rv:1.9.2.20) Gecko/4598-02-05 10:11:59.222214 Firefox/6.0"),
            Case::new("en_US", "safari", 0, "Mozilla/5.0 (iPod; U; CPU iPhone OS 4_1 like Mac OS X; mn-MN) AppleWebKit/534.49.4 (KHTML, like Gecko) Version/3.0.5 Mobile/8B115 Safari/6534.49.4"),
            Case::new("en_US", "safari", 1, "Mozilla/5.0 (Macintosh; U; PPC Mac OS X 10_12_6 rv:3.0; cv-RU) AppleWebKit/532.37.7 (KHTML, like Gecko) Version/4.0.3 Safari/532.37.7"),
            Case::new("en_US", "safari", 2, "Mozilla/5.0 (Windows; U; Windows NT 6.0) AppleWebKit/531.6.1 (KHTML, like Gecko) Version/4.1 Safari/531.6.1"),
            Case::new("en_US", "safari", 3, "Mozilla/5.0 (iPod; U; CPU iPhone OS 3_1 like Mac OS X; tl-PH) AppleWebKit/532.38.5 (KHTML, like Gecko) Version/4.0.5 Mobile/8B119 Safari/6532.38.5"),
            Case::new("en_US", "safari", 4, "Mozilla/5.0 (Windows; U; Windows 98) AppleWebKit/532.20.1 (KHTML, like Gecko) Version/5.0.4 Safari/532.20.1"),
            Case::new("en_US", "safari", 5, "Mozilla/5.0 (iPod; U; CPU iPhone OS 4_0 like Mac OS X; hsb-DE) AppleWebKit/535.17.6 (KHTML, like Gecko) Version/3.0.5 Mobile/8B111 Safari/6535.17.6"),
            Case::new("en_US", "safari", 6, "Mozilla/5.0 (iPod; U; CPU iPhone OS 4_3 like Mac OS X; aa-DJ) AppleWebKit/535.6.4 (KHTML, like Gecko) Version/3.0.5 Mobile/8B117 Safari/6535.6.4"),
            Case::new("en_US", "safari", 7, "Mozilla/5.0 (Windows; U; Windows NT 5.0) AppleWebKit/533.10.4 (KHTML, like Gecko) Version/4.0.1 Safari/533.10.4"),
            Case::new("en_US", "opera", 1, "Opera/9.70.(Windows NT 6.0; bho-IN) Presto/2.9.163 Version/11.00"),
            Case::new("en_US", "opera", 2, "Opera/9.42.(X11; Linux i686; ca-AD) Presto/2.9.171 Version/10.00"),
            Case::new("en_US", "internet_explorer", 1, "Mozilla/5.0 (compatible; MSIE 6.0; Windows NT 6.0; Trident/3.1)"),
            Case::new("en_US", "windows_platform_token", 1, "Windows 98; Win 9x 4.90"),
            Case::new("en_US", "linux_platform_token", 1, "X11; Linux i686"),
            Case::new("en_US", "mac_platform_token", 1, "Macintosh; PPC Mac OS X 10_6_4"),
            Case::new("en_US", "android_platform_token", 1, "Android 2.3.6"),
            Case::new("en_US", "ios_platform_token", 1, "iPhone; CPU iPhone OS 4_2_1 like Mac OS X"),
            Case::new("en_US", "chrome", 9, "Mozilla/5.0 (Linux; Android 3.1) AppleWebKit/534.2 (KHTML, like Gecko) Chrome/95.0.1.0 Safari/534.2").with(&[("version_from", Arg::Int(90)), ("version_to", Arg::Int(120)), ("build_from", Arg::Int(1)), ("build_to", Arg::Int(2))]),
        ]);
    }
}
