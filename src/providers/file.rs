//! Names, types and paths of files.

use super::{param, Args, Default, Field, Kind, Param, Rule, Source, Type::Str};
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, name_id, AttrId, NameId};

const WORD: NameId = name_id!("word");

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new("mime_type", "mime_types", Str, "The media type of a file, such as `image/png`.").params(&[param(
        "category",
        Kind::OneOf(&["application", "audio", "image", "message", "model", "multipart", "text", "video"]),
        Default::None,
        "The kind of file; any if not given.",
    )]),
    Field::new("file_name", "file_names", Str, "The name of a file, with an extension.").params(&[
        CATEGORY,
        param("extension", Kind::Str, Default::None, "The extension, none if empty; one of the category if not given."),
    ]),
    Field::new("file_extension", "file_extensions", Str, "The extension of a file's name, without the dot.")
        .params(&[CATEGORY]),
    Field::new("file_path", "file_paths", Str, "The path of a file.")
        .params(&[
            param("depth", Kind::Within(0, 1000), Default::Int(1), "How many folders it has."),
            CATEGORY,
            param(
                "extension",
                Kind::StrOrStrs,
                Default::None,
                "The extension, or some to choose from, none if empty; one of the category if not given.",
            ),
            param("absolute", Kind::Bool, Default::Bool(true), "Whether it starts at the root."),
            param("file_system_rule", Kind::OneOf(&["linux", "windows"]), Default::Str("linux"), "Whose form it has."),
            param(
                "allowed_path_traversal_elements",
                Kind::Strs,
                Default::None,
                "What may stand for a folder besides words, such as `..`; nothing if not given.",
            ),
        ])
        .check(|args| super::misc::not_negative("depth", args.int(0))),
    Field::new("unix_device", "unix_devices", Str, "The file of a disk on Unix, such as `/dev/sda`.").params(PREFIX),
    Field::new("unix_partition", "unix_partitions", Str, "The file of a part of a disk on Unix, such as `/dev/sda1`.")
        .params(PREFIX),
];

const CATEGORY: Param = param(
    "category",
    Kind::OneOf(&["audio", "image", "office", "text", "video"]),
    Default::None,
    "The kind of file; any if not given.",
);
const PREFIX: &[Param] =
    &[param("prefix", Kind::Str, Default::None, "The kind of device, such as `sd`; one of some if not given.")];

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "mime_type" => Rule::Str(|cx, args, out| {
            let category = args.opt_str(0).filter(|category| !category.is_empty());
            of_category(cx, attr!("mime_types"), category, out)
        }),
        "file_name" => Rule::Str(|cx, args, out| file_name(cx, args.opt_str(0), args.opt_str(1), out)),
        "file_extension" => Rule::Str(|cx, args, out| of_category(cx, attr!("file_extensions"), args.opt_str(0), out)),
        "file_path" => Rule::Str(file_path),
        "unix_device" => Rule::Str(unix_device),
        "unix_partition" => Rule::Str(|cx, args, out| {
            unix_device(cx, args, out)?;
            padded(cx.draw.between(0, 9), 0, out);
            Ok(())
        }),
        _ => return None,
    })
}

/// Appends an entry of one of the lists in a mapping.
fn of_category<D: Source>(cx: &mut Cx<D>, table: AttrId, category: Option<&str>, out: &mut Vec<u8>) -> Result<()> {
    let Some(lists) = cx.table(table).map(crate::locale::Table::root) else {
        return Err(Error::value("the table of categories is missing"));
    };
    let list = match category {
        Some(name) => lists.get(name).ok_or_else(|| Error::Value(format!("unknown category '{name}'")))?,
        None => lists.item(cx.draw.below(lists.len() as u64) as usize),
    };
    out.extend_from_slice(list.item(cx.draw.below(list.len() as u64) as usize).text());
    Ok(())
}

/// The extension is drawn before the word in front of it.
fn file_name<D: Source>(
    cx: &mut Cx<D>,
    category: Option<&str>,
    extension: Option<&str>,
    out: &mut Vec<u8>,
) -> Result<()> {
    let start = out.len();
    match extension {
        Some(extension) => out.extend_from_slice(extension.as_bytes()),
        None => of_category(cx, attr!("file_extensions"), category, out)?,
    }
    let word = out.len();
    cx.call(WORD, out)?;
    if word > start {
        out.push(b'.');
        out[start..].rotate_left(word - start);
    }
    Ok(())
}

fn file_path<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let extension = match args.strs(2) {
        Some([]) => Some(""),
        Some(some) => Some(some[cx.draw.below(some.len() as u64) as usize].as_str()),
        None => args.opt_str(2),
    };
    let rules = cx.table(attr!("file_systems_path_rules")).map(crate::locale::Table::root);
    let Some(rule) = rules.and_then(|rules| rules.get(args.str(4))) else {
        return Err(Error::value("Specified file system is invalid."));
    };
    let part = |name| rule.get(name).map_or(b"".as_slice(), |node| node.text());
    if args.bool(3) {
        out.extend_from_slice(part("root"));
    }
    let start = out.len();
    file_name(cx, args.opt_str(1), extension, out)?;
    let others = args.strs(5).unwrap_or_default();
    // Every folder goes in front of what was drawn before.
    for _ in 0..args.int(0) {
        let end = out.len();
        cx.call(WORD, out)?;
        if !others.is_empty() {
            let at = cx.draw.below(others.len() as u64 + 1) as usize;
            if let Some(other) = others.get(at) {
                out.truncate(end);
                out.extend_from_slice(other.as_bytes());
            }
        }
        out.extend_from_slice(part("separator"));
        out[start..].rotate_left(end - start);
    }
    Ok(())
}

fn unix_device<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    out.extend_from_slice(b"/dev/");
    match args.opt_str(0) {
        Some(prefix) => out.extend_from_slice(prefix.as_bytes()),
        None => out.extend_from_slice(cx.pick_attr(attr!("unix_device_prefixes"))),
    }
    out.push(cx.choice(b"abcdefghijklmnopqrstuvwxyz"));
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
            Case::new("en_US", "mime_type", 1, "image/svg+xml"),
            Case::new("en_US", "file_name", 1, "throw.png"),
            Case::new("en_US", "file_extension", 1, "png"),
            Case::new("en_US", "file_path", 1, "/suffer/throw.png"),
            Case::new("en_US", "unix_device", 1, "/dev/sds"),
            Case::new("en_US", "unix_partition", 1, "/dev/sds1"),
            Case::new("en_US", "mime_type", 2, "audio/basic").with(&[("category", Arg::Str("audio".into()))]),
            Case::new("en_US", "file_name", 3, "person.xlsx").with(&[("category", Arg::Str("office".into()))]),
            Case::new("en_US", "file_name", 4, "eat").with(&[("extension", Arg::Str("".into()))]),
            Case::new("en_US", "file_name", 5, "prevent.tar.gz").with(&[("extension", Arg::Str("tar.gz".into()))]),
            Case::new("en_US", "file_extension", 6, "json").with(&[("category", Arg::Str("text".into()))]),
            Case::new("en_US", "file_path", 7, "rather/indicate/city/yourself.mov").with(&[
                ("depth", Arg::Int(3)),
                ("category", Arg::Str("video".into())),
                ("absolute", Arg::Bool(false)),
            ]),
            Case::new("en_US", "file_path", 8, "/hospital.a")
                .with(&[("depth", Arg::Int(0)), ("extension", Arg::Strs(vec!["a".into(), "bc".into(), "def".into()]))]),
            Case::new("en_US", "file_path", 9, "C:\\hour\\position\\major").with(&[
                ("extension", Arg::Strs(vec![])),
                ("file_system_rule", Arg::Str("windows".into())),
                ("depth", Arg::Int(2)),
            ]),
            Case::new("en_US", "file_path", 10, "/alone/owner.zip").with(&[("extension", Arg::Str("zip".into()))]),
            Case::new("en_US", "file_path", 11, "/maybe/summer/./top/live/../tough.json").with(&[
                ("depth", Arg::Int(6)),
                ("allowed_path_traversal_elements", Arg::Strs(vec![".".into(), "..".into()])),
            ]),
            Case::new("en_US", "unix_device", 12, "/dev/nvmep").with(&[("prefix", Arg::Str("nvme".into()))]),
            Case::new("en_US", "unix_partition", 13, "/dev/mmcblki4").with(&[("prefix", Arg::Str("mmcblk".into()))]),
            Case::new("ja_JP", "file_name", 3, "サンプル.png"),
        ]);
    }

    #[test]
    fn unknown_categories_are_errors() {
        use crate::clock::Clock;
        use crate::grammar::Cx;
        use crate::rng::{Mersenne, PySeed};
        let pack = crate::providers::Pack::<Mersenne>::of(crate::locale::Locale::find("en_US").unwrap());
        let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(0)), pack, Clock::default());
        let entry = pack.check("mime_type").unwrap();
        cx.class = entry.class;
        let args = crate::providers::Args::new(vec![Arg::Str("smell".into())]);
        assert!(entry.rule.append(&mut cx, &args, &mut Vec::new()).is_err());
    }
}
