//! Alternatives that have values in common, taken apart.
//!
//! A product of lists of texts is a box: an axis for each list. Two boxes whose axes lie on each other (so that equal
//! texts are made of equal parts) differ by boxes again: `{Ann, Jo} Lee` without `{Jo, Tim} Lee` is `{Ann} Lee`.

use super::node::{product, texts, Kind, Part, Text, LISTED};
use super::shape::Shape;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The most boxes that alternatives may fall into.
const MOST: usize = 2048;

/// The alternatives without what earlier ones have. `None` if they cannot be compared, or are exact themselves.
pub fn separate(alternatives: &[Part]) -> Option<Vec<Part>> {
    let mut separate: Vec<Part> = Vec::with_capacity(alternatives.len());
    for (i, part) in alternatives.iter().enumerate() {
        if part.open || !part.shape.exact {
            return None;
        }
        let rivals: Vec<&Part> = alternatives[..i].iter().filter(|rival| !rival.shape.apart(&part.shape)).collect();
        if rivals.is_empty() {
            separate.push(part.clone());
            continue;
        }
        let boxes = without(part, &rivals, coarse).or_else(|| without(part, &rivals, fine))?;
        separate.extend(boxes.into_iter().map(product));
        if separate.len() > MOST {
            return None;
        }
    }
    Some(separate)
}

type Axes = Vec<Part>;

/// What a part has and its rivals don't, along axes that fit all of them.
fn without(part: &Part, rivals: &[&Part], axes: fn(&Part, &mut Axes) -> Option<()>) -> Option<Vec<Axes>> {
    let axes = |part: &Part| {
        let mut found = Vec::new();
        axes(part, &mut found).map(|()| found)
    };
    let mut boxes = vec![axes(part)?];
    for rival in rivals {
        let rival = axes(rival)?;
        if !on_each_other(&boxes.first().cloned().unwrap_or_default(), &rival) {
            // There is nothing left to compare, or no way to.
            return boxes.is_empty().then_some(boxes);
        }
        boxes = boxes.iter().map(|own| difference(own, &rival)).collect::<Option<Vec<_>>>()?.concat();
        if boxes.len() > MOST {
            return None;
        }
    }
    Some(boxes)
}

/// The lists of a product.
fn coarse(part: &Part, axes: &mut Axes) -> Option<()> {
    match part.kind() {
        Kind::Product(parts) => parts.iter().try_for_each(|(part, _)| coarse(part, axes)),
        _ => {
            axes.push(part.clone());
            Some(())
        }
    }
}

/// The bytes of a product whose texts are all of one length.
fn fine(part: &Part, axes: &mut Axes) -> Option<()> {
    match part.kind() {
        Kind::Product(parts) => parts.iter().try_for_each(|(part, _)| fine(part, axes)),
        Kind::Texts(all) if all.len() == 1 => {
            axes.extend(all[0].iter().map(|byte| texts(vec![vec![*byte].into()])));
            Some(())
        }
        Kind::Texts(_) if (part.shape.min, part.shape.max) == (1, 1) => {
            axes.push(part.clone());
            Some(())
        }
        Kind::Number { low: 0, step: 1, width } if 10u128.checked_pow(*width as u32) == Some(part.size) => {
            let ten = digits();
            axes.extend(std::iter::repeat_n(ten, *width));
            Some(())
        }
        _ => None,
    }
}

/// The ten digits.
pub fn digits() -> Part {
    texts((b'0'..=b'9').map(|digit| vec![digit].into()).collect())
}

fn same(a: &Part, b: &Part) -> bool {
    Arc::ptr_eq(a, b)
        || match (a.kind(), b.kind()) {
            (Kind::Texts(a), Kind::Texts(b)) => a == b,
            (Kind::Number { low, step, width }, Kind::Number { low: l, step: s, width: w }) => {
                (low, step, width, a.size) == (l, s, w, b.size)
            }
            _ => false,
        }
}

fn listed(axis: &Part) -> Option<Vec<Text>> {
    match axis.kind() {
        Kind::Texts(texts) => Some(texts.clone()),
        Kind::Number { .. } if axis.size <= LISTED => Some(axis.list().into_iter().map(Text::Owned).collect()),
        _ => None,
    }
}

/// Whether equal texts of both boxes are made of equal parts: whether all texts of a box around both differ.
fn on_each_other(a: &Axes, b: &Axes) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let around = |(a, b): (&Part, &Part)| match same(a, b) {
        true => Some(a.clone()),
        false => Some(texts([listed(a)?, listed(b)?].concat())),
    };
    let around: Option<Vec<Part>> = a.iter().zip(b).map(around).collect();
    around.is_some_and(|axes| Shape::product(&axes.iter().map(|axis| &axis.shape).collect::<Vec<_>>()).exact)
}

/// What the box has and the other one doesn't, as boxes that share nothing.
fn difference(own: &Axes, other: &Axes) -> Option<Vec<Axes>> {
    let mut shared: Axes = Vec::with_capacity(own.len());
    let mut boxes = Vec::new();
    for (i, (a, b)) in own.iter().zip(other).enumerate() {
        if same(a, b) {
            shared.push(a.clone());
            continue;
        }
        let theirs = listed(b)?;
        let theirs: FxHashSet<&Text> = theirs.iter().collect();
        let (both, only): (Vec<Text>, Vec<Text>) = listed(a)?.into_iter().partition(|text| theirs.contains(text));
        if both.is_empty() {
            return Some(vec![own.clone()]);
        }
        if !only.is_empty() {
            let mut axes = shared.clone();
            axes.push(texts(only));
            axes.extend_from_slice(&own[i + 1..]);
            boxes.push(axes);
        }
        shared.push(texts(both));
    }
    Some(boxes)
}
