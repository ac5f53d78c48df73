//! The internet: e-mail addresses, hosts, pages, networks.
//!
//! | file | holds |
//! |---|---|
//! | `flat` | what batches of those run |
//! | `names` | user names, e-mail addresses, domains |
//! | `web` | URLs, slugs, registries' identifiers |
//! | `network` | addresses of machines |
//! | `locales` | what single locales do in another way |

mod flat;
mod locales;
mod names;
mod network;
#[cfg(test)]
mod tests;
mod web;

pub(crate) use flat::flat;
pub(crate) use names::to_ascii;

use super::{param, Default, Field, Kind, Param, Rule, Source, Type::*};
use crate::error::{Error, Result};
use crate::locale::name_id;

/// What the catalogue says.
pub const FIELDS: &[Field] = &[
    Field::new(
        "email",
        "emails",
        Str,
        "An e-mail address; its domain is reserved for examples unless you say otherwise.",
    )
    .params(&[
        param("safe", Kind::Bool, Default::Bool(true), "Whether the domain must be one that nobody can own."),
        param("domain", Kind::Str, Default::None, "The domain to use instead."),
    ]),
    Field::new("safe_domain_name", "safe_domain_names", Str, "A domain reserved for examples, such as `example.org`."),
    Field::new("safe_email", "safe_emails", Str, "An e-mail address at a domain reserved for examples."),
    Field::new("free_email", "free_emails", Str, "An e-mail address at a provider of free mail."),
    Field::new("company_email", "company_emails", Str, "An e-mail address at a company's domain."),
    Field::new("free_email_domain", "free_email_domains", Str, "The domain of a provider of free mail."),
    Field::new("ascii_email", "ascii_emails", Str, "An e-mail address in ASCII letters."),
    Field::new("ascii_safe_email", "ascii_safe_emails", Str, "An e-mail address in ASCII letters, for examples."),
    Field::new("ascii_free_email", "ascii_free_emails", Str, "An e-mail address in ASCII letters, at a free provider."),
    Field::new("ascii_company_email", "ascii_company_emails", Str, "An e-mail address in ASCII letters, at a company."),
    Field::new("user_name", "user_names", Str, "A name to sign in with, made of a person's name, in ASCII letters."),
    Field::new("hostname", "hostnames", Str, "The name of a computer, with its domain.").params(&[param(
        "levels",
        Kind::Within(0, 1000),
        Default::Int(1),
        "How many levels the domain has below its top level; with 0, no domain follows.",
    )]),
    Field::new("domain_name", "domain_names", Str, "An internet domain.")
        .params(&[param(
            "levels",
            Kind::Within(0, 1000),
            Default::Int(1),
            "How many levels stand below the top level, at least 1.",
        )])
        .check(|args| at_least("levels", args.opt_int(0), 1)),
    Field::new("domain_word", "domain_words", Str, "A part of a domain, made of a company's name."),
    Field::new("dga", "dgas", Str, "A domain as malware makes them from a date (domain generation algorithm).")
        .params(&[
            param("year", Kind::Int, Default::None, "The year; any from 1 to 9999 if not given."),
            param("month", Kind::Int, Default::None, "The month; any if not given."),
            param("day", Kind::Int, Default::None, "The day; any from 1 to 30 if not given."),
            param("tld", Kind::Str, Default::None, "The top level domain; any if not given."),
            param("length", Kind::Within(0, 1000), Default::None, "Letters before the dot; from 2 to 63 if not given."),
        ])
        .check(|args| at_least("length", args.opt_int(4), 0)),
    Field::new("tld", "tlds", Str, "A top level domain, without the dot."),
    Field::new("http_method", "http_methods", Str, "A method of HTTP, such as `GET`."),
    Field::new("http_status_code", "http_status_codes", Int, "A status code of HTTP, from 100 to 599.").params(&[
        param(
            "include_unassigned",
            Kind::Bool,
            Default::Bool(true),
            "Whether codes count that no standard gives a meaning.",
        ),
    ]),
    Field::new("url", "urls", Str, "The address of a web site, closed by a slash.").params(&[SCHEMES]),
    Field::new(
        "ipv4_network_class",
        "ipv4_network_classes",
        Str,
        "The letter of a class of networks: `a`, `b` or `c`.",
    ),
    Field::new("ipv4", "ipv4s", Str, "An IPv4 address or network; never one of a reserved range.").params(&[
        NETWORK,
        ADDRESS_CLASS,
        param(
            "private",
            Kind::Bool,
            Default::None,
            "True for a private one, false for a public one; either if not given.",
        ),
    ]),
    Field::new("ipv4_private", "ipv4s_private", Str, "An IPv4 address or network for private use.")
        .params(&[NETWORK, ADDRESS_CLASS]),
    Field::new("ipv4_public", "ipv4s_public", Str, "A public IPv4 address or network.")
        .params(&[NETWORK, ADDRESS_CLASS]),
    Field::new("ipv6", "ipv6s", Str, "An IPv6 address or network.").params(&[NETWORK]),
    Field::new("mac_address", "mac_addresses", Str, "The hardware address of a network card.").params(&[param(
        "multicast",
        Kind::Bool,
        Default::Bool(false),
        "Whether it addresses a group instead of one card.",
    )]),
    Field::new("port_number", "port_numbers", Int, "The number of a TCP or UDP port.").params(&[
        param("is_system", Kind::Bool, Default::Bool(false), "Whether it is from 0 to 1023."),
        param("is_user", Kind::Bool, Default::Bool(false), "Whether it is from 1024 to 49151."),
        param("is_dynamic", Kind::Bool, Default::Bool(false), "Whether it is from 49152 to 65535."),
    ]),
    Field::new("uri_page", "uri_pages", Str, "The name of a web page, without its extension."),
    Field::new("uri_path", "uri_paths", Str, "Folders of a web page, joined by slashes.")
        .params(&[DEEP])
        .check(|args| at_least("deep", args.opt_int(0), 1)),
    Field::new("uri_extension", "uri_extensions", Str, "The extension of a web page, with its dot."),
    Field::new("uri", "uris", Str, "The address of a web page.")
        .params(&[SCHEMES, DEEP])
        .check(|args| at_least("deep", args.opt_int(1), 1)),
    Field::new("slug", "slugs", Str, "A text made fit for an address: words in lower case, joined by hyphens.")
        .params(&[param("value", Kind::Str, Default::None, "The text; some words if not given.")]),
    Field::new("image_url", "image_urls", Str, "The address of a placeholder image.")
        .params(&[
            param("width", Kind::Int, Default::None, "Width in pixels; up to 1024 if not given."),
            param("height", Kind::Int, Default::None, "Height in pixels; up to 1024 if not given."),
            param(
                "placeholder_url",
                Kind::Str,
                Default::None,
                "The address with `{width}` and `{height}` where they belong; one of some services if not given.",
            ),
        ])
        .check(|args| web::placeholders(args.str(2).as_bytes(), 0, 0, &mut Vec::new())),
    Field::new("iana_id", "iana_ids", Str, "The number of a registrar of domains at IANA."),
    Field::new("ripe_id", "ripe_ids", Str, "The identifier of an organisation at RIPE."),
    Field::new("nic_handle", "nic_handles", Str, "The handle of a person or organisation in a registry of networks.")
        .params(&[param("suffix", Kind::Str, Default::Str("FAKE"), "The registry: two characters or more.")])
        .check(|args| web::check_suffix(args.str(0))),
];

const SCHEMES: Param = param(
    "schemes",
    Kind::Strs,
    Default::None,
    "The schemes to choose from; http and https if not given, none if empty.",
);
const DEEP: Param = param("deep", Kind::Within(0, 1000), Default::None, "How many folders; from 1 to 3 if not given.");
const NETWORK: Param =
    param("network", Kind::Bool, Default::Bool(false), "Whether it is a network, such as `10.2.0.0/16`.");
const ADDRESS_CLASS: Param =
    param("address_class", Kind::OneOf(&["a", "b", "c"]), Default::None, "The class of the network; any if not given.");

/// The Rust functions of this provider.
pub fn rule<D: Source>(name: &str) -> Option<Rule<D>> {
    Some(match name {
        "email" => Rule::Str(names::email),
        "ascii_email" => Rule::Str(|cx, _, out| names::ascii_email(cx, None, out)),
        "ascii_safe_email" => Rule::Str(|cx, _, out| names::ascii_email(cx, Some(name_id!("safe_email")), out)),
        "ascii_free_email" => Rule::Str(|cx, _, out| names::ascii_email(cx, Some(name_id!("free_email")), out)),
        "ascii_company_email" => Rule::Str(|cx, _, out| names::ascii_email(cx, Some(name_id!("company_email")), out)),
        "user_name" => Rule::Str(names::user_name),
        "hostname" => Rule::Str(names::hostname),
        "domain_name" => Rule::Str(names::domain_name),
        "domain_word" => Rule::Str(|cx, _, out| names::domain_word(cx, 1, out)),
        "dga" => Rule::Str(web::dga),
        "http_status_code" => Rule::Int(web::http_status_code),
        "url" => Rule::Str(web::url),
        "ipv4" => Rule::Str(network::ipv4),
        "ipv4_private" => Rule::Str(network::ipv4_private),
        "ipv4_public" => Rule::Str(network::ipv4_public),
        "ipv6" => Rule::Str(network::ipv6),
        "mac_address" => Rule::Str(network::mac_address),
        "port_number" => Rule::Int(network::port_number),
        "uri_path" => Rule::Str(|cx, args, out| web::uri_path(cx, args.opt_int(0), out)),
        "uri" => Rule::Str(web::uri),
        "slug" => Rule::Str(web::slug),
        "image_url" => Rule::Str(web::image_url),
        "ripe_id" => Rule::Str(web::ripe_id),
        "nic_handle" => Rule::Str(web::nic_handle),
        "nic_handles" => Rule::Value(web::nic_handles),
        "internet.el_GR.user_name" => Rule::Str(locales::greek_user_name),
        "internet.el_GR.domain_word" => Rule::Str(locales::greek_domain_word),
        "internet.en_PH.domain_word" => Rule::Str(locales::philippine_domain_word),
        "internet.es_CL.domain_word" => Rule::Str(|cx, _, out| names::domain_word(cx, 2, out)),
        "internet.zh_CN.domain_name" => Rule::Str(locales::chinese_domain_name),
        _ => return None,
    })
}

fn at_least(name: &str, given: Option<i64>, least: i64) -> Result<()> {
    match given {
        Some(given) if given < least => Err(Error::Value(format!("{name} must be at least {least}, not {given}"))),
        _ => Ok(()),
    }
}
