//! Payment cards and companies.

use super::{rows, ROWS};

#[test]
fn cards_are_of_one_type() {
    let columns = ["payment.provider", "payment.number", "payment.security_code", "payment.expires"];
    for locale in ["en_US", "ru_RU", "zh_CN"] {
        for row in rows(locale, columns, ROWS) {
            let [provider, number, code, expires] = &row;
            let digits: Vec<u32> = number.chars().rev().map(|c| c.to_digit(10).unwrap()).collect();
            let luhn = |(i, d): (usize, &u32)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d };
            assert_eq!(digits.iter().enumerate().map(luhn).sum::<u32>() % 10, 0, "{locale}: {row:?}");
            let american = provider == "American Express";
            let length = match provider.split(' ').nth(1) {
                Some("13") => 13,
                Some("15") => 15,
                Some("19") => 19,
                Some("Express") => 15,
                Some("Club") => 14,
                _ if provider == "Maestro" => digits.len(),
                _ => 16,
            };
            let first = match provider.to_lowercase().split(' ').next().unwrap() {
                "visa" => "4",
                "american" | "jcb" | "diners" => "123",
                "discover" => "6",
                "mastercard" => "25",
                "union" | "unionpay" => "68",
                _ => "0123456789",
            };
            assert!(digits.len() == length && first.contains(&number[..1]), "{locale}: {row:?}");
            assert_eq!(code.len(), if american { 4 } else { 3 }, "{locale}: {row:?}");
            assert!(expires.len() == 5 && expires.as_bytes()[2] == b'/', "{locale}: {row:?}");
        }
    }
}

#[test]
fn companies_keep_their_domain() {
    let columns = ["company.name", "company.domain", "company.url", "company.email"];
    for row in rows("en_US", columns, ROWS) {
        let [name, domain, url, email] = &row;
        let (word, _) = domain.split_once('.').unwrap();
        assert!(name.to_lowercase().starts_with(word.split('-').next().unwrap()), "{row:?}");
        assert_eq!(*url, format!("https://www.{domain}/"));
        assert_eq!(*email, format!("info@{domain}"));
    }
}
