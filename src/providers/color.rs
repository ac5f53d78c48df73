//! Colours: their names, and their numbers in several notations.
//!
//! `color` and its kin draw a hue, a saturation that the hue allows and a brightness that both allow, so that the
//! colours look chosen; the limits of each hue are a table of Faker's.

use super::{param, Args, Default, Field, Kind, Param, Rule, Source, Type::*, Value};
use crate::error::{Error, Result};
use crate::grammar::Cx;
use crate::locale::{attr, AttrId, Class, Node, Table};
use std::io::Write;

const HUE: Param = param(
    "hue",
    Kind::Hue,
    Default::None,
    "The hue: `\"red\"`, `\"orange\"`, `\"yellow\"`, `\"green\"`, `\"blue\"`, `\"purple\"`, `\"pink\"` or \
     `\"monochrome\"`, degrees from 0 to 360, or a pair of degrees to stay between; any hue if it is not given.",
);
const LUMINOSITY: Param = param(
    "luminosity",
    Kind::OneOf(&["bright", "dark", "light", "random"]),
    Default::None,
    "How bright the colour is; `\"random\"` drops the limits that make colours look chosen.",
);
const FORMAT: Param = param(
    "color_format",
    Kind::OneOf(&["hex", "hsl", "hsv", "rgb"]),
    Default::Str("hex"),
    "The notation: `#rrggbb`, `hsl(h, s, l)`, `hsv(h, s, v)` or `rgb(r, g, b)`.",
);

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("color_name", "color_names", Str, "The name of a colour."),
    Field::new("safe_color_name", "safe_color_names", Str, "The name of a web-safe colour."),
    Field::new("hex_color", "hex_colors", Str, "A colour such as `#3fa9c2`."),
    Field::new("safe_hex_color", "safe_hex_colors", Str, "A colour of doubled hexadecimal digits such as `#33aacc`."),
    Field::new("rgb_color", "rgb_colors", Str, "Red, green and blue from 0 to 255, with commas between."),
    Field::new("rgb_css_color", "rgb_css_colors", Str, "A colour as style sheets write it, such as `rgb(63,169,194)`."),
    Field::new("color", "colors", Str, "A colour of a hue and luminosity, in a notation.")
        .params(&[HUE, LUMINOSITY, FORMAT])
        .check(hue_fits),
    Field::new("color_rgb", "colors_rgb", Any, "A colour as a tuple of red, green and blue, integers from 0 to 255.")
        .params(&[HUE, LUMINOSITY])
        .check(hue_fits),
    Field::new(
        "color_rgb_float",
        "colors_rgb_float",
        Any,
        "A colour as a tuple of red, green and blue from 0.0 to 1.0.",
    )
    .params(&[HUE, LUMINOSITY])
    .check(hue_fits),
    Field::new(
        "color_hsl",
        "colors_hsl",
        Any,
        "A colour as a tuple of hue in degrees, saturation and lightness in per cent, all integers.",
    )
    .params(&[HUE, LUMINOSITY])
    .check(hue_fits),
    Field::new(
        "color_hsv",
        "colors_hsv",
        Any,
        "A colour as a tuple of hue in degrees, saturation and brightness in per cent, all integers.",
    )
    .params(&[HUE, LUMINOSITY])
    .check(hue_fits),
];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "hex_color" => Rule::Str(|cx, _, out| {
            let _ = write!(out, "#{:06x}", cx.draw.between(1, 0xff_ffff));
            Ok(())
        }),
        "color" => Rule::Str(color),
        "color_rgb" => Rule::Value(|cx, args| Ok(integers(Hsv::draw(cx, args)?.rgb()))),
        "color_rgb_float" => Rule::Value(|cx, args| {
            let rgb = Hsv::draw(cx, args)?.rgb_float();
            Ok(Value::Tuple(rgb.map(Value::Float).to_vec()))
        }),
        "color_hsl" => Rule::Value(|cx, args| Ok(integers(Hsv::draw(cx, args)?.hsl()))),
        "color_hsv" => Rule::Value(|cx, args| {
            let Hsv { h, s, v } = Hsv::draw(cx, args)?;
            Ok(integers([h, s, v]))
        }),
        _ => return None,
    })
}

fn integers(numbers: [i64; 3]) -> Value {
    Value::Tuple(numbers.map(Value::Int).to_vec())
}

fn color<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let hsv = Hsv::draw(cx, args)?;
    let (name, [a, b, c]) = match args.str(2) {
        "hsv" => ("hsv", [hsv.h, hsv.s, hsv.v]),
        "hsl" => ("hsl", hsv.hsl()),
        "rgb" => ("rgb", hsv.rgb()),
        _ => {
            let [r, g, b] = hsv.rgb();
            let _ = write!(out, "#{r:02x}{g:02x}{b:02x}");
            return Ok(());
        }
    };
    let _ = write!(out, "{name}({a}, {b}, {c})");
    Ok(())
}

/// What each hue allows: a mapping of names to `hue_range` and `lower_bounds`.
const COLORS: AttrId = attr!("module.color.COLOR_MAP");

fn hue_fits(args: &Args) -> Result<()> {
    let colors = Class::find("base/color").and_then(|class| class.table(COLORS));
    hue_range(colors.map(Table::root), args).map(drop)
}

/// The degrees that argument 0 allows, from and to.
fn hue_range(colors: Option<Node>, args: &Args) -> Result<(i64, i64)> {
    let degrees = 0.0..=360.0;
    match args.get(0) {
        super::Arg::None => return Ok((0, 360)),
        super::Arg::Str(name) => {
            let range = colors.and_then(|colors| colors.get(name)?.get("hue_range"));
            let range = range.map(|ranges| ranges.item(0));
            return range.map(pair).ok_or_else(|| {
                Error::Value(format!(
                    "hue must be red, orange, yellow, green, blue, purple, pink, monochrome or degrees, not '{name}'"
                ))
            });
        }
        super::Arg::Numbers(pair) => {
            if let [a, b] = pair[..] {
                let (low, high) = if b < a { (b, a) } else { (a, b) };
                let (low, high) = ((low as i64).max(0), (high as i64).min(360));
                if low <= high {
                    return Ok((low, high));
                }
            }
        }
        number => {
            let hue = match number {
                super::Arg::Bool(b) => f64::from(u8::from(*b)),
                _ => args.opt_float(0).unwrap_or(-1.0),
            };
            if degrees.contains(&hue) {
                return Ok((hue as i64, hue as i64));
            }
        }
    }
    Err(Error::value("hue must be the name of a colour, degrees from 0 to 360, or two of them in a pair"))
}

fn pair(two: Node) -> (i64, i64) {
    (two.item(0).int(), two.item(1).int())
}

/// A colour: hue in degrees, saturation and brightness in per cent.
#[derive(Clone, Copy, Debug)]
struct Hsv {
    h: i64,
    s: i64,
    v: i64,
}

impl Hsv {
    fn draw<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<Self> {
        let colors = cx.table(COLORS).ok_or_else(|| Error::value("the table of hues is missing"))?.root();
        let (from, to) = hue_range(Some(colors), args)?;
        let mut h = cx.draw.between(from, to);
        if h < 0 {
            h += 360;
        }
        let turned = if h >= 334 { h - 360 } else { h };
        let within = |color: &Node| {
            color.get("hue_range").is_some_and(|range| {
                let (low, high) = pair(range.item(0));
                low <= turned && turned <= high
            })
        };
        let bounds = colors.items().find(within).and_then(|color| color.get("lower_bounds"));
        let bounds = bounds.ok_or_else(|| Error::Value(format!("no colour has the hue {h}")))?;
        let luminosity = args.str(1);
        let s = if luminosity != "random" && args.opt_str(0) == Some("monochrome") {
            0
        } else {
            let (low, high) = saturation(bounds, luminosity);
            cx.draw.between(low, high)
        };
        let least = least_brightness(bounds, s);
        let (low, high) = match luminosity {
            "dark" => (least, least + 20),
            "light" => ((100 + least).div_euclid(2), 100),
            "random" => (0, 100),
            _ => (least, 100),
        };
        Ok(Self { h, s, v: cx.draw.between(low, high) })
    }

    fn rgb_float(self) -> [f64; 3] {
        let h = self.h.clamp(1, 359) as f64 / 360.0;
        let (s, v) = (self.s as f64 / 100.0, self.v as f64 / 100.0);
        if s == 0.0 {
            return [v, v, v];
        }
        let sector = (h * 6.0) as i64;
        let part = h * 6.0 - sector as f64;
        let low = v * (1.0 - s);
        let falling = v * (1.0 - s * part);
        let rising = v * (1.0 - s * (1.0 - part));
        match sector % 6 {
            0 => [v, rising, low],
            1 => [falling, v, low],
            2 => [low, v, rising],
            3 => [low, falling, v],
            4 => [rising, low, v],
            _ => [v, low, falling],
        }
    }

    fn rgb(self) -> [i64; 3] {
        self.rgb_float().map(|part| (part * 255.0) as i64)
    }

    fn hsl(self) -> [i64; 3] {
        let (s, v) = (self.s as f64 / 100.0, self.v as f64 / 100.0);
        let lightness = 0.5 * v * (2.0 - s);
        let saturation =
            if lightness == 0.0 || lightness == 1.0 { 0.0 } else { v * s / (1.0 - (2.0 * lightness - 1.0).abs()) };
        [self.h, (saturation * 100.0) as i64, (lightness * 100.0) as i64]
    }
}

/// The least and the greatest saturation, in per cent.
fn saturation(bounds: Node, luminosity: &str) -> (i64, i64) {
    let of = || bounds.items().map(|bound| bound.item(0).int());
    let (low, high) = (of().min().unwrap_or_default(), of().max().unwrap_or_default());
    match luminosity {
        "random" => (0, 100),
        "bright" => (55, high),
        "dark" => (high - 10, high),
        "light" => (low, 55),
        _ => (low, high),
    }
}

/// The least brightness at a saturation: on the line between the two bounds around it.
fn least_brightness(bounds: Node, s: i64) -> i64 {
    for i in 1..bounds.len() {
        let ((s1, v1), (s2, v2)) = (pair(bounds.item(i - 1)), pair(bounds.item(i)));
        if s1 <= s && s <= s2 {
            let slope = (v2 - v1) as f64 / (s2 - s1) as f64;
            let origin = v1 as f64 - slope * s1 as f64;
            return (slope * s as f64 + origin) as i64;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::testing::{drawn, fakers, Case};
    use crate::providers::Arg;

    /// Literals from Faker 40.54.0, seeded by `seed_instance`.
    #[test]
    fn values_are_fakers() {
        fakers(&[
            Case::new("en_US", "color_name", 0, "OliveDrab"),
            Case::new("en_US", "safe_color_name", 0, "aqua"),
            Case::new("en_US", "hex_color", 0, "#d82c08"),
            Case::new("en_US", "safe_hex_color", 0, "#ccdd11"),
            Case::new("en_US", "rgb_color", 0, "197,215,20"),
            Case::new("en_US", "rgb_css_color", 0, "rgb(197,215,20)"),
            Case::new("en_US", "color", 0, "#236782"),
            Case::new("en_US", "color_rgb", 0, "(35, 103, 130)"),
            Case::new("en_US", "color_rgb_float", 0, "(0.13770000000000002, 0.4045149999999999, 0.51)"),
            Case::new("en_US", "color_hsl", 0, "(197, 57, 32)"),
            Case::new("en_US", "color_hsv", 0, "(197, 73, 51)"),
            Case::new("en_US", "color", 1, "#930b34").with(&[("hue", Arg::Str("red".into()))]),
            Case::new("en_US", "color", 2, "#095c66")
                .with(&[("hue", Arg::Str("blue".into())), ("luminosity", Arg::Str("dark".into()))]),
            Case::new("en_US", "color", 3, "#bfbfbf").with(&[("hue", Arg::Str("monochrome".into()))]),
            Case::new("en_US", "color", 4, "#211414")
                .with(&[("hue", Arg::Str("monochrome".into())), ("luminosity", Arg::Str("random".into()))]),
            Case::new("en_US", "color", 5, "rgb(234, 68, 184)")
                .with(&[("luminosity", Arg::Str("bright".into())), ("color_format", Arg::Str("rgb".into()))]),
            Case::new("en_US", "color", 6, "hsl(293, 100, 87)")
                .with(&[("luminosity", Arg::Str("light".into())), ("color_format", Arg::Str("hsl".into()))]),
            Case::new("en_US", "color", 7, "hsv(165, 19, 50)")
                .with(&[("luminosity", Arg::Str("random".into())), ("color_format", Arg::Str("hsv".into()))]),
            Case::new("en_US", "color", 8, "#35e862").with(&[("hue", Arg::Int(135))]),
            Case::new("en_US", "color", 8, "#d6465e").with(&[("hue", Arg::Float(350.9))]),
            Case::new("en_US", "color_hsv", 9, "(257, 98, 82)").with(&[("hue", Arg::Numbers(vec![300.0, 20.0]))]),
            Case::new("en_US", "color_rgb_float", 9, "(0.004600000000000004, 0.02736999999999995, 0.46)")
                .with(&[("hue", Arg::Numbers(vec![-10.0, 400.0])), ("luminosity", Arg::Str("dark".into()))]),
            Case::new("en_US", "color_hsl", 9, "(312, 83, 75)")
                .with(&[("hue", Arg::Str("pink".into())), ("luminosity", Arg::Str("light".into()))]),
            Case::new("en_US", "color_rgb", 9, "(49, 214, 54)").with(&[("hue", Arg::Str("green".into()))]),
        ]);
    }

    #[test]
    fn colours_are_colours() {
        for seed in 0..200 {
            for field in ["color", "hex_color", "safe_hex_color"] {
                let color = drawn("en_US", field, seed, &[]);
                let digits = color.strip_prefix('#').unwrap();
                assert!(digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()), "{color}");
            }
            let blue = drawn("en_US", "color_hsv", seed, &[("hue", Arg::Str("blue".into()))]);
            let hsv: Vec<i64> = blue.trim_matches(['(', ')']).split(", ").map(|n| n.parse().unwrap()).collect();
            assert!(
                (179..=257).contains(&hsv[0]) && (20..=100).contains(&hsv[1]) && (35..=100).contains(&hsv[2]),
                "{blue}"
            );
        }
    }

    #[test]
    fn a_hue_must_make_sense() {
        let fits = |hue| hue_fits(&Args::new(vec![hue]));
        for hue in [Arg::None, Arg::Int(360), Arg::Float(0.5), Arg::Str("pink".into()), Arg::Numbers(vec![400.0, 20.0])]
        {
            assert_eq!(fits(hue), Ok(()));
        }
        for hue in [Arg::Int(361), Arg::Float(-0.1), Arg::Str("teal".into()), Arg::Numbers(vec![1.0])] {
            assert!(fits(hue).is_err());
        }
        let error = fits(Arg::Numbers(vec![400.0, 500.0])).unwrap_err().to_string();
        assert_eq!(error, "hue must be the name of a colour, degrees from 0 to 360, or two of them in a pair");
    }
}
