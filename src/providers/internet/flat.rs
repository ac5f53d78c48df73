//! Names of the internet for batches: what `names` does to a text, done to the tables beforehand.

use super::names::{spell_all, spellings, COMPANY, DOMAIN_WORD, SAFE_DOMAIN_NAME, TLD, USER_NAME};
use crate::grammar::flat::{apply, first_word, Builder, Change, List, Odds, Op};
use crate::grammar::Slug;
use crate::locale::{attr, name_id, Class};
use crate::providers::{Entry, Source};

/// The operations of a Rust function of this provider without arguments, where they can be written as such.
pub(crate) fn flat<D: Source>(name: &str, entry: &'static Entry<D>, builder: Builder<'_, D>) -> Option<Vec<Op<D>>> {
    match name {
        "email" => builder.lower([builder.call(USER_NAME), text("@"), builder.call(SAFE_DOMAIN_NAME)].concat()),
        "ascii_email" => {
            let parsed = builder.templates(entry.class.table(attr!("email_formats"))?, entry.class);
            let spaceless = Change::by(|out, start| {
                let rest = out.split_off(start);
                out.extend(rest.into_iter().filter(|byte| *byte != b' '));
            });
            builder.lower(ascii(apply(&parsed, &spaceless)?, entry.class, builder, false)?)
        }
        "ascii_safe_email" | "ascii_free_email" | "ascii_company_email" => {
            let email = builder.call(match name {
                "ascii_safe_email" => name_id!("safe_email"),
                "ascii_free_email" => name_id!("free_email"),
                _ => name_id!("company_email"),
            });
            builder.lower(ascii(email, entry.class, builder, false)?)
        }
        "user_name" => {
            let parsed = builder.templates(entry.class.table(attr!("user_name_formats"))?, entry.class);
            let filled = apply(&parsed, &Change::bothify())?;
            apply(&ascii(filled, entry.class, builder, true)?, &Change::Slug(Slug::Unicode))
        }
        "domain_word" => {
            let word = first_word(&builder.call(COMPANY))?;
            apply(&ascii(word, entry.class, builder, false)?, &Change::Slug(Slug::Unicode))
        }
        "domain_name" => builder.lower([builder.call(DOMAIN_WORD), text("."), builder.call(TLD)].concat()),
        "url" => {
            let schemes = List::new(["http://", "https://"].iter().map(|scheme| scheme.as_bytes()), Odds::Even);
            let rest = builder.templates(entry.class.table(attr!("url_formats"))?, entry.class);
            Some([vec![Op::Pick(schemes)], rest].concat())
        }
        _ => None,
    }
}

fn text<D: Source>(literal: &str) -> Vec<Op<D>> {
    Builder::text(literal)
}

/// The operations with their texts in ASCII. Capitals may be left, as by `to_ascii`.
fn ascii<D: Source>(ops: Vec<Op<D>>, class: Class, builder: Builder<'_, D>, lower_first: bool) -> Option<Vec<Op<D>>> {
    let spellings = spellings(builder.pack(), class);
    // A text without any other letter is left as it is, so that replacements of ASCII depend on the whole of it.
    if spellings.keys().any(char::is_ascii) {
        return None;
    }
    let spelled = Change::by(|out, start| {
        if !out[start..].is_ascii() {
            spell_all(spellings, out, start, lower_first);
        }
    });
    apply(&ops, &spelled)
}
