//! Companies: the domain follows from the name, addresses from the domain.

use super::{append, attribute, plain, text, Attribute, Rows};
use crate::error::Result;
use crate::locale::{name_id, NameId};
use crate::providers::Type;
use crate::records::column::Data;

/// What can be asked of a company.
pub const ATTRIBUTES: &[Attribute] = &[
    attribute("name", Type::Str, "The company's name.", |rows| plain(rows, COMPANY)),
    attribute("domain", Type::Str, "A domain name, made from the name where the locale does that.", domain),
    attribute("url", Type::Str, "The web site at `domain`.", |rows| at_domain(rows, "https://www.", "/")),
    attribute("email", Type::Str, "An address at `domain`.", |rows| at_domain(rows, "info@", "")),
    attribute("phone_number", Type::Str, "A telephone number.", |rows| plain(rows, PHONE)),
    attribute("catch_phrase", Type::Str, "What the company says of itself.", |rows| plain(rows, CATCH_PHRASE)),
];

const COMPANY: NameId = name_id!("company");
const DOMAIN: NameId = name_id!("domain_name");
const PHONE: NameId = name_id!("phone_number");
const CATCH_PHRASE: NameId = name_id!("catch_phrase");

fn domain(rows: &mut Rows<'_>) -> Result<Data> {
    let companies = rows.own("name", |rows| plain(rows, COMPANY))?;
    rows.texts("domain", |cx, row, out| {
        cx.unsettle();
        cx.settle(&[COMPANY], text(&companies, row), false);
        append(cx, DOMAIN, None, out)
    })
}

fn at_domain(rows: &mut Rows<'_>, before: &str, after: &str) -> Result<Data> {
    let domains = rows.own("domain", domain)?;
    rows.texts("at_domain", |_, row, out| {
        out.extend_from_slice(before.as_bytes());
        out.extend_from_slice(text(&domains, row));
        out.extend_from_slice(after.as_bytes());
        Ok(())
    })
}
