//! Columns of geography in schemas: `geo.city`, `home:geo.city`, `{type: geo.point, near: Paris}`.
//!
//! Columns with one label describe one thing, so what one of them says of it (`country: DE`) holds for all of them.

use super::compile::Compiler;
use crate::error::{Error, Result};
use crate::geo;
use crate::records::computed::Compute;
use crate::records::options::Options;
use crate::records::spec::Spec;
use std::sync::Arc;

/// What may be said of a place, a point or a way.
const SHARED: &[&str] = &[
    "country",
    "city",
    "min_population",
    "category",
    "near",
    "radius_km",
    "bbox",
    "polygon",
    "within",
    "line",
    "along",
    "width_km",
    "start",
    "end",
    "mode",
    "waypoints",
];

/// The label and what follows `geo.` of a column's type.
fn parts(kind: &str) -> Option<(&str, &str)> {
    let (label, rest) = kind.rsplit_once(':').unwrap_or(("", kind));
    Some((label, rest.strip_prefix("geo.")?))
}

/// What columns with one label share: places, points or ways.
fn family(name: &str) -> &'static str {
    match name {
        "distance" => "point",
        _ if name.starts_with("point") => "point",
        _ if name.starts_with("route") => "route",
        _ => "place",
    }
}

/// A column whose type is one of geography; `None` if it is not.
///
/// # Errors
/// An unknown name, and what is wrong with the options of the label.
pub(super) fn column(
    cx: &Compiler<'_>,
    table: usize,
    kind: &str,
    options: &mut Options<'_>,
) -> Result<Option<Arc<dyn Compute>>> {
    let Some((label, name)) = parts(kind) else { return Ok(None) };
    if cx.table("geo").is_some() {
        return Ok(None);
    }
    let mut said: Vec<(Spec, Spec)> = Vec::new();
    for option in SHARED {
        if let Some(value) = options.take(option) {
            said.push((Spec::Str((*option).into()), value.clone()));
        }
    }
    for (other, spec) in &cx.drafts[table].given {
        share(&mut said, (label, name), other, spec)?;
    }
    if let Some(from) = options.take("from") {
        said.push((Spec::Str("from".into()), from.clone()));
    }
    let said = Spec::Map(said);
    let mut shared = Options::of(&options.what, &said)?;
    let made = geo::column(name, label, &mut shared)?;
    shared.finish()?;
    Ok(Some(made))
}

/// Adds what another column says of the same thing.
fn share(said: &mut Vec<(Spec, Spec)>, (label, name): (&str, &str), other: &str, spec: &Spec) -> Result<()> {
    let Spec::Map(pairs) = spec else { return Ok(()) };
    let kind = pairs.iter().find_map(|(key, value)| match (key, value) {
        (Spec::Str(key), Spec::Str(value)) if key == "type" => Some(value.as_str()),
        _ => None,
    });
    let same = |(of, what): (&str, &str)| of == label && family(what) == family(name);
    if !kind.and_then(parts).is_some_and(same) {
        return Ok(());
    }
    for (key, value) in pairs {
        let Spec::Str(option) = key else { continue };
        if !SHARED.contains(&option.as_str()) {
            continue;
        }
        match said.iter().find(|(known, _)| known == key) {
            None => said.push((key.clone(), value.clone())),
            Some((_, known)) if known == value => {}
            Some((_, known)) => {
                let (a, b) = (known.describe(), value.describe());
                return Err(Error::Geography(format!(
                    "'{option}' is {a} here and {b} in column '{other}', which describes the same {}; \
                     give one of them a label: 'other:geo.{name}'",
                    family(name)
                )));
            }
        }
    }
    Ok(())
}
