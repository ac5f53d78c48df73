use super::{block, derive, str_at, Failure, Given, Seen, Writer};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::grammar::{Answer, Asked, Cx, Hooks};
use crate::locale::{
    attr, find_attr, find_name, layout::*, name_id, Body, Class, Locale, RuleRef, Tree, NAMES, NATIVES,
};
use crate::providers::{methods, Args, Entry, Pack};
use crate::rng::{Mersenne, PySeed};
use rustc_hash::{FxHashMap, FxHashSet};

fn strings(items: &[&str]) -> Body {
    Body::from(Tree::Seq(SEQ_TUPLE, items.iter().copied().map(str).collect()))
}

fn str(text: &str) -> Tree {
    Tree::Str(text.to_string())
}

fn map(kind: u32, pairs: &[(&str, Tree)]) -> Body {
    Body::from(Tree::Map(kind, pairs.iter().map(|(key, value)| (str(key), value.clone())).collect()))
}

fn derived(id: &str, tables: &[(&str, Body)]) -> Class {
    let tables = tables.iter().map(|(name, body)| ((*name).to_string(), body.clone()));
    derive(Class::find(id).unwrap(), tables.collect()).unwrap()
}

fn rule(class: Class, method: &str) -> RuleRef {
    class.rules().find(|(name, _)| Some(*name) == find_name(method)).unwrap().1
}

/// A provider in the place of the pack's: the methods of its class, for itself and for templates.
#[derive(Debug)]
struct Provider {
    own: FxHashMap<u32, Entry<Mersenne>>,
    pack: &'static Pack<Mersenne>,
}

impl Hooks<Mersenne> for &'static Provider {
    fn ask(&self, owner: usize, asked: Asked<'_>, _: Option<&Args>, _: bool) -> Result<Answer<Mersenne>> {
        let entry = find_name(asked.name()).and_then(|name| self.own.get(&name).or_else(|| self.pack.find(name)));
        let entry = entry.ok_or_else(|| Error::UnknownField { given: asked.name().to_string(), nearest: None })?;
        Ok(Answer::Rule { entry, owner, weighted: true })
    }
}

/// What a method of a class gives, `n` times after a seed.
fn drawn(class: Class, method: &str, seed: i64, n: usize) -> Result<Vec<String>> {
    let pack = Pack::<Mersenne>::of(Locale::find(class.locale()).unwrap());
    let provider: &'static Provider = Box::leak(Box::new(Provider { own: methods(class).collect(), pack }));
    let mut cx = Cx::new(Mersenne::from_seed(&PySeed::from(seed)), pack, Clock::default());
    cx.hook(Box::leak(Box::new(provider)));
    let once = |_| {
        let mut out = Vec::new();
        cx.call(find_name(method).unwrap(), &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    };
    (0..n).map(once).collect()
}

/// Literals of Faker 40.54.0: a subclass of `faker.providers.person.en_US.Provider` with these tables.
#[test]
fn templates_use_the_new_tables() {
    let names = derived(
        "en_US/person",
        &[
            ("first_names", strings(&["Ada", "Grace", "Linus", "Émile"])),
            ("formats", strings(&["{{last_name}}, {{first_name}}", "{{first_name}}"])),
        ],
    );
    let expected = ["Carroll, Ada", "Ada", "Émile", "Émile", "Davis, Ada", "Émile"];
    assert_eq!(drawn(names, "name", 1, 6).unwrap(), expected);
    assert_eq!(drawn(names, "first_name", 1, 4).unwrap(), ["Grace", "Ada", "Linus", "Ada"]);
    assert!(!names.table(attr!("first_names")).unwrap().is_ascii());
    assert!(names.table(attr!("formats")).unwrap().program(1).is_some());
}

#[test]
fn sums_and_alternatives_use_the_new_tables() {
    let titles = map(MAP_ORDERED, &[("Sir", Tree::Int(1)), ("Mr.", Tree::Int(3)), ("Lord", Tree::Int(2))]);
    assert!(matches!(titles, Body::Weights(_)));
    let class = derived("en_US/person", &[("prefixes_male", titles), ("suffixes", strings(&["I", "II"]))]);
    let male = ["Sir", "Lord", "Lord", "Mr.", "Mr.", "Mr."];
    assert_eq!(drawn(class, "prefix_male", 1, 6).unwrap(), male);
    // Added to the tables that the class still has, whose weights read back as they were given.
    assert_eq!(drawn(class, "prefix", 1, 4).unwrap(), ["Mr.", "Ms.", "Lord", "Mr."]);
    // A table that the class lacked: the first alternative of the rule that asks for it.
    assert_eq!(drawn(class, "suffix", 1, 6).unwrap(), ["I", "I", "II", "I", "II", "II"]);
    assert_eq!(drawn(class, "suffix_male", 1, 3).unwrap(), ["Jr.", "PhD", "DDS"]);
}

#[test]
fn mappings_give_keys_and_values() {
    let provinces = map(MAP_DICT, &[("AB", str("Aba")), ("CD", str("Cida")), ("EF", str("Efe"))]);
    let class = derived("es_CL/address", &[("provinces", provinces.clone())]);
    assert_eq!(drawn(class, "province", 1, 4).unwrap(), ["Aba", "Efe", "Aba", "Cida"]);
    assert_eq!(drawn(class, "province_code", 1, 4).unwrap(), ["AB", "EF", "AB", "CD"]);
    assert_eq!(class.table(attr!("provinces")).unwrap().body(), provinces);
    assert_eq!(class.table(attr!("provinces")).unwrap().root().get("CD").unwrap().str(), "Cida");
}

#[test]
fn a_table_that_was_missing_makes_its_rules_whole() {
    let base = Class::find("de_DE/bank").unwrap();
    assert_eq!(rule(base, "bank"), RuleRef::Lacks(attr!("banks")));
    let class = derived("de_DE/bank", &[("banks", strings(&["Gringotts"]))]);
    assert_eq!(drawn(class, "bank", 1, 1).unwrap(), ["Gringotts"]);
    assert_eq!(class.tables().count(), base.tables().count() + 1);
}

#[test]
fn equal_tables_give_the_same_class() {
    let names = |names: &[&str]| derived("de_DE/person", &[("first_names", strings(names))]);
    let one = names(&["Emmy", "Carl"]);
    assert_eq!(names(&["Emmy", "Carl"]), one);
    let other = names(&["Carl", "Emmy"]);
    assert_ne!(other, one);
    let both = derived(
        "de_DE/person",
        &[("first_names", strings(&["Emmy", "Carl"])), ("last_names", strings(&["Emmy", "Carl"]))],
    );
    let table = |class: Class, name| class.table(find_attr(name).unwrap()).unwrap();
    assert_eq!(table(both, "first_names"), table(one, "first_names"));
    assert_eq!(table(both, "last_names"), table(one, "first_names"));
    // What the class has already, and what no class has, is no change.
    let base = Class::find("de_DE/person").unwrap();
    let same = table(base, "last_names").body();
    assert_eq!(derived("de_DE/person", &[("last_names", same), ("no_such_table", strings(&["x"]))]), base);
    // From a derived class on, too.
    let last = derive(one, vec![("last_names".to_string(), strings(&["Noether"]))]).unwrap();
    assert_eq!(table(last, "first_names"), table(one, "first_names"));
    assert_eq!((last.id(), last.head()), (base.id(), base.head()));
}

#[test]
fn tokens_need_not_be_known() {
    let formats = strings(&["{{shoe_size}}", "{{ shoe_size: large }}", "{{first_name}}{{not a token}}"]);
    let class = derived("en_US/person", &[("formats", formats), ("first_names", strings(&["Ada"]))]);
    let tokens: Vec<_> = (0..9).map(|seed| drawn(class, "name", seed, 1)).collect();
    let unknown = |given: &str| Err(Error::UnknownField { given: given.to_string(), nearest: None });
    for expected in [unknown("shoe_size"), unknown("shoe_size:large"), Ok(vec!["Ada{{not a token}}".to_string()])] {
        assert!(tokens.contains(&expected), "{expected:?}");
    }
}

#[test]
fn templates_without_end_are_errors() {
    let class = derived("en_US/person", &[("formats", strings(&["{{name}}"]))]);
    assert_eq!(drawn(class, "name", 1, 1), Err(Error::Endless));
}

#[test]
fn numbers_are_picked_as_their_texts() {
    let numbers = Tree::Seq(SEQ_LIST, vec![Tree::Int(7), Tree::Float(0.5), Tree::Big("9".repeat(20))]);
    let class = derived("en_US/person", &[("first_names", Body::from(numbers))]);
    let names = drawn(class, "first_name", 3, 20).unwrap();
    for number in ["7", "0.5", "99999999999999999999"] {
        assert!(names.iter().any(|name| name == number));
    }
}

#[test]
fn rules_say_what_they_cannot_use() {
    let reason = |table: Body| match rule(derived("en_US/person", &[("first_names", table)]), "first_name") {
        RuleRef::Unfit(why) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(reason(strings(&[])), "en_US/person: base/person.first_name: table 'first_names' is empty");
    for (table, why) in [
        (map(MAP_DICT, &[("Ada", Tree::Int(1))]), "is a dict"),
        (map(MAP_ORDERED, &[("Ada", Tree::Int(0))]), "has no weights"),
        (map(MAP_ORDERED, &[("Ada", Tree::Int(-1))]), "is no positive number"),
        (map(MAP_ORDERED, &[("Ada", str("x"))]), "is no positive number"),
        (Body::from(Tree::Seq(SEQ_LIST, vec![Tree::None])), "has a None where a text is needed"),
        (Body::from(Tree::Seq(SEQ_LIST, vec![Tree::Seq(SEQ_LIST, vec![str("Ada")])])), "has rows"),
        (Body::from(Tree::Int(3)), "is of type int"),
    ] {
        assert!(reason(table).contains(why), "{why}");
    }
    // The others can be drawn all the same.
    let class = derived("en_US/person", &[("first_names", strings(&[]))]);
    assert!(matches!(rule(class, "last_name"), RuleRef::Program(_)));
}

#[test]
fn functions_read_tables_of_their_form_only() {
    let natives = |class: Class| class.rules().filter(|(_, rule)| matches!(rule, RuleRef::Native(_))).count();
    let base = Class::find("en_US/internet").unwrap();
    assert!(natives(base) > 0);
    let fits = derived("en_US/internet", &[("free_email_domains", strings(&["example.edu"]))]);
    assert_eq!(natives(fits), natives(base));
    let odd = derived("en_US/internet", &[("free_email_domains", Body::Text("example.edu".to_string()))]);
    assert_eq!(natives(odd), 0);
}

/// Literals of Faker 40.54.0: a subclass of `faker.providers.internet.de_DE.Provider` with this table.
#[test]
fn functions_read_the_new_tables() {
    let row = |letter: &str, spelling: &str| Tree::Seq(SEQ_TUPLE, vec![str(letter), str(spelling)]);
    let rows = Tree::Seq(SEQ_TUPLE, vec![row("ä", "AA"), row("ö", "oo"), row("ü", "y")]);
    let class = derived("de_DE/internet", &[("replacements", Body::from(rows))]);
    for (seed, word) in [(4, "jaahn"), (11, "roomer"), (16, "moochlichen"), (35, "kaaster")] {
        assert_eq!(drawn(class, "domain_word", seed, 1).unwrap(), [word]);
    }
    assert_eq!(drawn(Class::find("de_DE/internet").unwrap(), "domain_word", 4, 1).unwrap(), ["jaehn"]);
}

/// The packs' own rules find their tables as they need them, but for two that have nothing to pick from in Faker either.
#[test]
fn the_packs_fit_but_for_empty_tables() {
    let unfit =
        |class: Class| class.rules().filter(|(_, rule)| matches!(rule, RuleRef::Unfit(_))).map(|(name, _)| name);
    let all: Vec<_> = Class::all().flat_map(|class| unfit(class).map(move |name| (class.id(), name))).collect();
    let expected = [("base/automotive", name_id!("license_plate")), ("base/passport", name_id!("passport_number"))];
    assert_eq!(all, expected);
}

/// Every table of the packs can be given, and reads as the packs' own.
#[test]
fn tables_read_back() {
    let mut seen = FxHashSet::default();
    for class in Class::all() {
        let new: Vec<_> = class.tables().filter(|(_, table)| seen.insert(*table)).collect();
        let given = new.iter().map(|(name, table)| ((*name).to_string(), table.body()));
        let copy = derive(Class::find("base/color").unwrap(), given.collect()).unwrap();
        for (name, table) in new {
            let copied = copy.table(find_attr(name).unwrap()).unwrap();
            let at = |table: crate::locale::Table| (table.kind(), table.types(), table.len(), table.is_ascii());
            assert_eq!(at(copied), at(table), "{}.{name}", class.id());
            assert_eq!(copied.body(), table.body(), "{}.{name}", class.id());
            assert_eq!(copied.program(0).is_some(), table.program(0).is_some(), "{}.{name}", class.id());
            let weights = |table: crate::locale::Table| table.weights().map(|weights| format!("{weights:?}"));
            assert_eq!(weights(copied), weights(table), "{}.{name}", class.id());
        }
    }
}

/// The tables that a class has are no change, and its rules compile from them to what they are.
#[test]
fn the_packs_compile_to_themselves() {
    let given = Given::new();
    for base in Class::all() {
        let own = base.tables().map(|(name, table)| (name.to_string(), table.body()));
        assert_eq!(derive(base, own.collect()).unwrap(), base);
        let seen = Seen { base, given: &given, tables: &[] };
        let mut writer = Writer::new(NAMES, NATIVES, (0, 0));
        for [name, kind, _, source] in base.rule_words().filter(|words| words[3] != 0) {
            let block = block(str_at(source).to_string()).unwrap();
            let compiled = match super::rule(&mut writer, &seen, &block) {
                Ok((kind, _)) => kind,
                Err(Failure::Lacks(_)) => RULE_LACKS,
                Err(_) => RULE_UNFIT,
            };
            assert_eq!(compiled, kind, "{}.{}", base.id(), NAMES[name as usize]);
        }
    }
}

#[test]
fn threads_share_what_is_derived() {
    let make = || {
        let classes = (0..40).map(|i| {
            let names: Vec<String> = (0..400).map(|n| format!("Name {i} {n}")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let class =
                derived("fr_FR/person", &[("first_names", strings(&names)), ("formats", strings(&["{{first_name}}"]))]);
            for seed in 0..4 {
                let drawn = drawn(class, "name", seed, 1).unwrap();
                assert!(drawn[0].starts_with(&format!("Name {i} ")), "{drawn:?}");
            }
            class
        });
        classes.collect::<Vec<_>>()
    };
    let [one, other] = std::thread::scope(|scope| [scope.spawn(make), scope.spawn(make)].map(|t| t.join().unwrap()));
    assert_eq!(one, other);
}
