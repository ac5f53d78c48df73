//! Literals of Faker, and what addresses claim to be.

use crate::providers::testing::{drawn, fakers, Case};
use crate::providers::Arg;

/// Literals from Faker 40.54.0, seeded by `seed_instance`.
#[test]
fn values_are_fakers() {
    fakers(&[
        Case::new("en_US", "email", 1, "ashleypham@example.org"),
        Case::new("en_US", "safe_domain_name", 1, "example.org"),
        Case::new("en_US", "safe_email", 1, "ashleypham@example.org"),
        Case::new("en_US", "free_email", 1, "ashleypham@gmail.com"),
        Case::new("en_US", "company_email", 1, "ashleypham@scott.info"),
        Case::new("en_US", "free_email_domain", 1, "gmail.com"),
        Case::new("en_US", "ascii_email", 1, "scotttyler@kennedy-gray.com"),
        Case::new("en_US", "ascii_safe_email", 1, "ashleypham@example.org"),
        Case::new("en_US", "ascii_free_email", 1, "ashleypham@gmail.com"),
        Case::new("en_US", "ascii_company_email", 1, "ashleypham@scott.info"),
        Case::new("en_US", "user_name", 1, "ashleypham"),
        Case::new("en_US", "hostname", 1, "srv-91.wilson-hodges.info"),
        Case::new("en_US", "domain_name", 1, "carroll.com"),
        Case::new("en_US", "domain_word", 1, "carroll"),
        Case::new("en_US", "dga", 1, "ybhikbtyyfhxspenau.com"),
        Case::new("en_US", "tld", 1, "com"),
        Case::new("en_US", "http_method", 1, "POST"),
        Case::new("en_US", "http_status_code", 1, "168"),
        Case::new("en_US", "url", 1, "http://www.wilson-hodges.info/"),
        Case::new("en_US", "ipv4_network_class", 1, "a"),
        Case::new("en_US", "ipv4", 1, "68.9.241.52"),
        Case::new("en_US", "ipv4_private", 1, "10.32.79.137"),
        Case::new("en_US", "ipv4_public", 1, "36.9.241.52"),
        Case::new("en_US", "ipv6", 1, "cd61:3e30:d8f1:6adf:91b7:584b:2265:b1f5"),
        Case::new("en_US", "mac_address", 1, "c2:44:20:82:3c:fd"),
        Case::new("en_US", "port_number", 1, "17611"),
        Case::new("en_US", "uri_page", 1, "search"),
        Case::new("en_US", "uri_path", 1, "posts"),
        Case::new("en_US", "uri_extension", 1, ".html"),
        Case::new("en_US", "uri", 1, "http://www.davis.biz/main/postsregister.php"),
        Case::new("en_US", "slug", 1, "center-outside"),
        Case::new("en_US", "image_url", 1, "https://dummyimage.com/275x129"),
        Case::new("en_US", "iana_id", 1, "2254258"),
        Case::new("en_US", "ripe_id", 1, "ORG-EP25288-RIPE"),
        Case::new("en_US", "nic_handle", 1, "EP25288-FAKE"),
        Case::new("en_US", "nic_handles", 1, "['EP25288-YYNG']"),
    ]);
}

#[test]
fn arguments_count() {
    fakers(&[
        Case::new("en_US", "email", 2, "millermary@lamb.com").with(&[("safe", Arg::Bool(false))]),
        Case::new("en_US", "email", 3, "brittanyanderson@example.edu")
            .with(&[("domain", Arg::Str("Example.Edu".into()))]),
        Case::new("en_US", "hostname", 4, "srv-41").with(&[("levels", Arg::Int(0))]),
        Case::new("en_US", "hostname", 5, "lt-45.dunlap.pittman.com").with(&[("levels", Arg::Int(2))]),
        Case::new("en_US", "domain_name", 6, "short.thomas.sheppard-navarro.com").with(&[("levels", Arg::Int(3))]),
        Case::new("en_US", "dga", 7, "demyniycossttqrjwwhc.net").with(&[
            ("year", Arg::Int(2026)),
            ("month", Arg::Int(3)),
            ("day", Arg::Int(14)),
            ("tld", Arg::Str("net".into())),
            ("length", Arg::Int(20)),
        ]),
        Case::new("en_US", "dga", 8, "gix.com").with(&[("length", Arg::Int(3))]),
        Case::new("en_US", "http_status_code", 9, "407").with(&[("include_unassigned", Arg::Bool(false))]),
        Case::new("en_US", "url", 10, "ssh://www.olson-smith.info/")
            .with(&[("schemes", Arg::Strs(vec!["ftp".into(), "gopher".into(), "ssh".into()]))]),
        Case::new("en_US", "url", 11, "://vincent.org/").with(&[("schemes", Arg::Strs(vec![]))]),
        Case::new("en_US", "ipv4", 12, "27.0.0.0/8").with(&[("network", Arg::Bool(true))]),
        Case::new("en_US", "ipv4", 13, "213.241.115.211").with(&[("address_class", Arg::Str("c".into()))]),
        Case::new("en_US", "ipv4", 14, "172.23.230.228")
            .with(&[("private", Arg::Bool(true)), ("address_class", Arg::Str("b".into()))]),
        Case::new("en_US", "ipv4", 15, "66.80.183.1").with(&[("private", Arg::Bool(false))]),
        Case::new("en_US", "ipv4", 16, "172.25.30.0/25")
            .with(&[("private", Arg::Bool(true)), ("network", Arg::Bool(true))]),
        Case::new("en_US", "ipv4_private", 17, "10.155.64.0/19")
            .with(&[("network", Arg::Bool(true)), ("address_class", Arg::Str("a".into()))]),
        Case::new("en_US", "ipv4_public", 18, "222.92.0.0/14")
            .with(&[("network", Arg::Bool(true)), ("address_class", Arg::Str("c".into()))]),
        Case::new("en_US", "ipv4_public", 19, "179.220.174.2").with(&[("address_class", Arg::Str("b".into()))]),
        Case::new("en_US", "ipv6", 20, "c963:cfe0:ac00::/38").with(&[("network", Arg::Bool(true))]),
        Case::new("en_US", "mac_address", 21, "d7:54:d6:d6:90:f5").with(&[("multicast", Arg::Bool(true))]),
        Case::new("en_US", "port_number", 22, "287").with(&[("is_system", Arg::Bool(true))]),
        Case::new("en_US", "port_number", 23, "20023").with(&[("is_user", Arg::Bool(true))]),
        Case::new("en_US", "port_number", 24, "61697").with(&[("is_dynamic", Arg::Bool(true))]),
        Case::new("en_US", "uri_path", 25, "categories").with(&[("deep", Arg::Int(1))]),
        Case::new("en_US", "uri_path", 26, "blog/wp-content/wp-content/tags").with(&[("deep", Arg::Int(4))]),
        Case::new("en_US", "uri", 27, "https://cook.com/explore/wp-contenthome.htm")
            .with(&[("schemes", Arg::Strs(vec!["https".into()])), ("deep", Arg::Int(2))]),
        Case::new("en_US", "slug", 28, "fue-hande-2").with(&[("value", Arg::Str(" Füße & Hände -- 2 ".into()))]),
        Case::new("en_US", "image_url", 29, "https://placekittens.com/640/480")
            .with(&[("width", Arg::Int(640)), ("height", Arg::Int(480))]),
        Case::new("en_US", "image_url", 30, "http://{x}/592-5.png")
            .with(&[("width", Arg::Int(5)), ("placeholder_url", Arg::Str("http://{{x}}/{height}-{width}.png".into()))]),
        Case::new("en_US", "nic_handle", 31, "HI7313-AB1O").with(&[("suffix", Arg::Str("AB#?".into()))]),
    ]);
}

#[test]
fn locales_differ() {
    fakers(&[
        Case::new("el_GR", "user_name", 1, "kerasia.gkatzogiannis"),
        Case::new("el_GR", "user_name", 2, "eutaxias.vyron"),
        Case::new("el_GR", "domain_word", 1, "mpaltatzi-gkatzogiannis"),
        Case::new("el_GR", "domain_word", 2, "eutaxias"),
        Case::new("en_PH", "domain_word", 1, "snnz"),
        Case::new("en_PH", "domain_word", 2, "erventures"),
        Case::new("es_CL", "domain_word", 1, "proyectosbastias"),
        Case::new("es_CL", "domain_word", 2, "sotosa"),
        Case::new("ja_JP", "domain_word", 1, "takahashi"),
        Case::new("ja_JP", "domain_word", 2, "miura"),
        Case::new("zh_TW", "domain_word", 1, "chen"),
        Case::new("zh_TW", "domain_word", 2, "feng"),
        Case::new("zh_CN", "domain_word", 1, "kz"),
        Case::new("zh_CN", "domain_word", 2, "fanggang"),
        Case::new("zh_CN", "domain_name", 1, "kz.cn"),
        Case::new("zh_CN", "domain_name", 2, "fanggang.cn"),
        Case::new("de_DE", "user_name", 1, "cathleenwieloch"),
        Case::new("de_DE", "user_name", 2, "conradidenny"),
        Case::new("ru_RU", "email", 1, "tatjanasazonova@example.org"),
        Case::new("ru_RU", "email", 2, "tarasovaanzhelika@example.com"),
        Case::new("uk_UA", "ascii_company_email", 1, "emiliiahrytsenko@yizhakevych-yaremchuk.org"),
        Case::new("uk_UA", "ascii_company_email", 2, "ievtushenkovalentyn@prymachenko-shvachko.ukr"),
        Case::new("az_AZ", "user_name", 1, "cemilenezerli"),
        Case::new("az_AZ", "user_name", 2, "huseynovaelnare"),
        Case::new("ar_AA", "company_email", 1, "wsymaljaewny@alsadp.info"),
        Case::new("ar_AA", "company_email", 2, "alxlfawyraf@alqrjwly-bnw.com"),
        Case::new("pl_PL", "domain_name", 1, "ziecik-hirsch.com"),
        Case::new("pl_PL", "domain_name", 2, "oleksiewicz.pl"),
        Case::new("zh_CN", "domain_name", 3, "xm.sx.cn").with(&[("levels", Arg::Int(2))]),
        Case::new("zh_CN", "domain_name", 4, "qintao.org.cn").with(&[("levels", Arg::Int(2))]),
        Case::new("zh_CN", "hostname", 5, "lt-45.yanyang.chaotan.cuiguo.ha.cn").with(&[("levels", Arg::Int(4))]),
    ]);
}

#[test]
fn ipv4_addresses_are_of_their_scope() {
    for seed in 0..300 {
        let class = ["a", "b", "c"][seed as usize % 3];
        for (private, scope) in [(Arg::Bool(true), true), (Arg::Bool(false), false)] {
            let args = [("address_class", Arg::Str(class.into())), ("private", private)];
            let address: std::net::Ipv4Addr = drawn("en_US", "ipv4", seed, &args).parse().unwrap();
            assert_eq!(address.is_private(), scope, "{address}");
            let first = address.octets()[0];
            assert_eq!(class, ["a", "a", "b", "c"][usize::from(first >> 6)], "{address}");
        }
        let address: std::net::Ipv4Addr = drawn("en_US", "ipv4", seed, &[]).parse().unwrap();
        assert!(!(address.is_loopback() || address.is_multicast() || address.is_link_local()), "{address}");
    }
}

#[test]
fn networks_begin_with_their_prefix() {
    for seed in 0..300 {
        let network = [("network", Arg::Bool(true))];
        let text = drawn("en_US", "ipv4", seed, &network);
        let (address, prefix) = text.split_once('/').unwrap();
        let address = u32::from(address.parse::<std::net::Ipv4Addr>().unwrap());
        assert_eq!(address.checked_shl(prefix.parse().unwrap()).unwrap_or(0), 0, "{text}");
        let text = drawn("en_US", "ipv6", seed, &network);
        let (address, prefix) = text.split_once('/').unwrap();
        let parsed = address.parse::<std::net::Ipv6Addr>().unwrap();
        assert_eq!(u128::from(parsed).checked_shl(prefix.parse().unwrap()).unwrap_or(0), 0, "{text}");
        assert_eq!(parsed.to_string(), address);
    }
}

#[test]
fn names_have_the_letters_of_domains() {
    for locale in crate::locale::Locale::all() {
        for seed in 0..3 {
            let name = drawn(locale.name(), "user_name", seed, &[]);
            let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
            assert!(name.bytes().all(fits), "{}: {name}", locale.name());
        }
    }
}

#[test]
fn arguments_are_checked() {
    let check = |field: &str, at: usize, arg: Arg| {
        let field = crate::providers::find(field).unwrap().field;
        let mut args = field.defaults();
        args.set(at, arg);
        field.check.unwrap()(&args).map_err(|error| error.to_string())
    };
    assert!(check("domain_name", 0, Arg::Int(0)).unwrap_err().contains("levels must be at least 1, not 0"));
    assert!(check("uri_path", 0, Arg::Int(-1)).unwrap_err().contains("deep"));
    assert!(check("uri_path", 0, Arg::None).is_ok());
    assert!(check("nic_handle", 0, Arg::Str("ä".into())).unwrap_err().contains("suffix"));
    assert!(check("image_url", 2, Arg::None).is_ok());
    assert!(check("image_url", 2, Arg::Str("{width}x{depth}".into())).unwrap_err().contains("placeholder_url"));
}
