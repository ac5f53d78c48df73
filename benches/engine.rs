//! The engine without Python: `cargo bench`. One iteration makes the number of values that its name says.

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use forgery::clock::Clock;
use forgery::locale::Locale;
use forgery::records::spec::Spec;
use forgery::records::{arrow, schema, Plan};
use forgery::rng::{Draw, Key, Singles, Stream};
use std::hint::black_box;

const N: u64 = 10_000;

fn plan(locale: &str, columns: &[(&str, &str)]) -> Plan {
    let text = |t: &str| Spec::Str(t.to_string());
    let pairs = columns.iter().map(|(name, field)| (text(name), text(field))).collect();
    let columns = schema::parse(&Spec::Map(pairs)).expect("a valid schema");
    let locale = Locale::find(locale).expect("a known locale");
    Plan::new(columns, &[locale], Clock::default(), &Key::from_seed(&42.into())).expect("a plan")
}

fn fields(c: &mut Criterion) {
    let mut group = c.benchmark_group("field");
    group.throughput(Throughput::Elements(N));
    for field in [
        "name",
        "first_name",
        "email",
        "user_name",
        "uuid",
        "integer",
        "float",
        "address",
        "city",
        "company",
        "job",
        "phone_number",
        "sentence",
        "text",
        "date",
        "date_time",
        "credit_card_number",
        "iban",
        "ipv4",
        "url",
        "password",
        "md5",
        "person.name",
        "person.email",
        "place.city",
    ] {
        let plan = plan("en_US", &[("x", field)]);
        group.bench_function(field, |b| b.iter(|| black_box(plan.rows(0..N).expect("rows"))));
    }
    group.finish();
}

fn locales(c: &mut Criterion) {
    let mut group = c.benchmark_group("name");
    group.throughput(Throughput::Elements(N));
    for locale in ["de_DE", "ja_JP", "ru_RU", "pt_BR"] {
        let plan = plan(locale, &[("x", "name")]);
        group.bench_function(locale, |b| b.iter(|| black_box(plan.rows(0..N).expect("rows"))));
    }
    group.finish();
}

fn records(c: &mut Criterion) {
    let columns = [("id", "uuid"), ("name", "name"), ("email", "email"), ("age", "integer"), ("salary", "float")];
    let plan = plan("en_US", &columns);
    let mut group = c.benchmark_group("records");
    group.throughput(Throughput::Elements(N));
    group.bench_function("columns", |b| b.iter(|| black_box(plan.rows(0..N).expect("rows"))));
    group.bench_function("arrow", |b| {
        b.iter(|| {
            let columns = plan.rows(0..N).expect("rows");
            let specs = plan.columns().iter().map(|c| &c.spec);
            let schema = arrow::schema(specs.zip(columns.iter().map(|c| &c.data))).expect("a schema");
            for (column, field) in columns.into_iter().zip(schema.fields()) {
                black_box(arrow::array(column, field.data_type()).expect("an array"));
            }
        });
    });
    group.bench_function("one row far away", |b| {
        b.iter(|| black_box(plan.rows(1 << 50..(1 << 50) + 1).expect("a row")))
    });
    group.finish();
}

fn singles(c: &mut Criterion) {
    let mut group = c.benchmark_group("stream");
    let key = Key::from_seed(&42.into());
    let mut singles = Singles::new();
    let mut call = 0;
    group.bench_function("a call and one draw", |b| {
        b.iter(|| {
            call += 1;
            black_box(singles.next(&key, call).below(500))
        });
    });
    let mut stream = Stream::at(&key, 0, 1);
    group.bench_function("below", |b| b.iter(|| black_box(stream.below(500))));
    group.finish();
}

criterion_group!(benches, fields, locales, records, singles);
criterion_main!(benches);
