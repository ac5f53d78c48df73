//! The engine without Python, layer by layer: `cargo bench`, or `cargo bench -- grammar` for one of them.
//!
//! Each throughput is of values or rows, whatever an iteration makes of them.

use criterion::measurement::WallTime;
use criterion::{criterion_group, criterion_main, BatchSize, BenchmarkGroup, Criterion, Throughput};
use forgery::clock::Clock;
use forgery::distributions::Distribution;
use forgery::expressions::{kind_of, Expression};
use forgery::grammar::{numerify, Cx};
use forgery::locale::{find_name, Locale};
use forgery::providers::{Pack, Source, Value};
use forgery::records::spec::Spec;
use forgery::records::{arrow, schema, text, Column, Data, Plan, Texts};
use forgery::rng::{Draw, Key, Mersenne, Permutation, PySeed, Singles, Stream, WeightTable};
use std::hint::black_box;
use std::ops::Range;

/// Rows of an iteration: some chunks, and no whole number of them.
const N: u64 = 10_000;
/// Draws of an iteration.
const DRAWS: u64 = 1000;

const MIXED: [(&str, &str); 5] =
    [("id", "uuid"), ("name", "name"), ("email", "email"), ("age", "integer"), ("joined", "date")];

fn key() -> Key {
    Key::from_seed(&42.into())
}

fn plan(locale: &str, columns: &[(&str, &str)]) -> Plan {
    let text = |t: &str| Spec::Str(t.to_string());
    let pairs = columns.iter().map(|(name, field)| (text(name), text(field))).collect();
    let columns = schema::parse(&Spec::Map(pairs)).expect("a valid schema");
    let locale = Locale::find(locale).expect("a known locale");
    Plan::new(columns, &[locale], Clock::default(), &key()).expect("a plan")
}

fn rows(plan: &Plan, rows: Range<u64>) -> Vec<Column> {
    plan.rows(rows).expect("rows")
}

fn group<'a>(c: &'a mut Criterion, name: &str, n: u64) -> BenchmarkGroup<'a, WallTime> {
    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Elements(n));
    group
}

/// What rules draw: one source after another.
fn rng(c: &mut Criterion) {
    draws(&mut group(c, "rng/stream", DRAWS), &mut Stream::at(&key(), 0, 1));
    draws(&mut group(c, "rng/twister", DRAWS), &mut Mersenne::from_seed(&PySeed::from(42)));

    let mut one = group(c, "rng", 1);
    let (key, mut singles, mut call) = (key(), Singles::new(), 0);
    one.bench_function("a call and one draw", |b| {
        b.iter(|| {
            call += 1;
            black_box(singles.next(&key, call).below(500))
        });
    });
    one.bench_function("a chunk and one draw", |b| {
        b.iter(|| {
            call += 1;
            black_box(Stream::at(&key, 0, call).below(500))
        });
    });
    let order = Permutation::new(&key, 1_000_000_007);
    one.bench_function("a place of a permutation", |b| {
        b.iter(|| {
            call += 1;
            black_box(order.at(u128::from(call % 1_000_000_007)))
        });
    });
    one.finish();
}

fn draws<D: Draw>(group: &mut BenchmarkGroup<'_, WallTime>, draw: &mut D) {
    let mut each = |name: &str, make: &mut dyn FnMut(&mut D)| {
        group.bench_function(name, |b| b.iter(|| (0..DRAWS).for_each(|_| make(draw))));
    };
    let table = WeightTable::new(&(1..=1000).map(|i| 1.0 / f64::from(i)).collect::<Vec<_>>());
    let mut digits = [0; 8];
    each("words", &mut |draw| {
        black_box(draw.bits(32));
    });
    each("unit", &mut |draw| {
        black_box(draw.unit());
    });
    each("below 500", &mut |draw| {
        black_box(draw.below(500));
    });
    each("below 10^12", &mut |draw| {
        black_box(draw.below(1_000_000_000_000));
    });
    each("weighted, of 1,000", &mut |draw| {
        black_box(draw.weighted(table.weights()));
    });
    each("8 digits", &mut |draw| {
        draw.digits(&mut digits);
        black_box(&digits);
    });
}

/// Uniform numbers into values, in place.
fn distributions(c: &mut Criterion) {
    let text = |t: &str| Spec::Str(t.to_string());
    let with = |name: &str, parameters: &[(&str, f64)]| {
        let pairs = parameters.iter().map(|(key, value)| (text(key), Spec::Float(*value))).collect();
        Spec::Map(vec![(text(name), Spec::Map(pairs))])
    };
    let cases = [
        ("normal", with("normal", &[])),
        ("lognormal", with("lognormal", &[])),
        ("gamma", with("gamma", &[("shape", 2.5)])),
        ("poisson", with("poisson", &[("mean", 3.2)])),
        ("zipf", with("zipf", &[("exponent", 1.1), ("n", 1e6)])),
    ];
    let mut draw = Stream::at(&key(), 0, 1);
    let uniforms: Vec<f64> = (0..N).map(|_| draw.unit()).collect();
    let mut filling = group(c, "distributions/fill", N);
    for (name, spec) in &cases {
        let distribution = Distribution::parse(spec).expect("a distribution");
        let mut values = uniforms.clone();
        filling.bench_function(*name, |b| {
            b.iter(|| {
                values.copy_from_slice(&uniforms);
                distribution.fill(&mut values);
                black_box(&values);
            });
        });
    }
    filling.finish();

    let mut making = group(c, "distributions/parse", 1);
    for (name, spec) in &cases {
        making.bench_function(*name, |b| b.iter(|| black_box(Distribution::parse(spec).expect("a distribution"))));
    }
    making.finish();
}

/// Rules and templates into one buffer, without plan or column: the native API's values and the drop-in's.
fn grammar(c: &mut Criterion) {
    let locale = Locale::find("en_US").expect("a known locale");
    programs::<Stream>(&mut group(c, "grammar/stream", DRAWS), locale, || Stream::at(&key(), 0, 1));
    programs::<Mersenne>(&mut group(c, "grammar/twister", DRAWS), locale, || Mersenne::from_seed(&PySeed::from(42)));

    let (mut stream, mut out) = (Stream::at(&key(), 0, 1), Vec::new());
    group(c, "grammar", 1).bench_function("numerify", |b| {
        b.iter(|| {
            out.clear();
            out.extend_from_slice(b"(###) ###-####");
            numerify(&mut stream, &mut out, 0);
            black_box(&out);
        });
    });
}

fn programs<D: Source>(group: &mut BenchmarkGroup<'_, WallTime>, locale: Locale, draw: impl Fn() -> D) {
    let mut cx = Cx::new(draw(), Pack::of(locale), Clock::default());
    let mut out = Vec::new();
    for field in ["name", "first_name", "email", "address", "company", "phone_number", "sentence"] {
        let name = find_name(field).expect("a known field");
        group.bench_function(field, |b| {
            b.iter(|| {
                out.clear();
                for _ in 0..DRAWS {
                    cx.call(name, &mut out).expect("a value");
                }
                black_box(&out);
            });
        });
    }
}

/// Columns of a plan: fields, locales, and where rows are.
fn records(c: &mut Criterion) {
    let mut fields = group(c, "records/field", N);
    for field in [
        "name",
        "first_name",
        "email",
        "user_name",
        "uuid",
        "integer",
        "float",
        "boolean",
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
        fields.bench_function(field, |b| b.iter(|| black_box(rows(&plan, 0..N))));
    }
    fields.finish();

    let mut locales = group(c, "records/name", N);
    for locale in ["de_DE", "ja_JP", "ru_RU", "pt_BR"] {
        let plan = plan(locale, &[("x", "name")]);
        locales.bench_function(locale, |b| b.iter(|| black_box(rows(&plan, 0..N))));
    }
    locales.finish();

    let plan = plan("en_US", &MIXED);
    group(c, "records", N).bench_function("5 columns", |b| b.iter(|| black_box(rows(&plan, 0..N))));
    let mut parts = group(c, "records", 1);
    let far = 1 << 50;
    parts.bench_function("a row", |b| b.iter(|| black_box(rows(&plan, 0..1))));
    parts.bench_function("a row far away", |b| b.iter(|| black_box(rows(&plan, far..far + 1))));
    // The chunk's rows before it are drawn too.
    parts.bench_function("a chunk's last row", |b| b.iter(|| black_box(rows(&plan, 1023..1024))));
    parts.finish();
}

/// Columns that are there already, as text and as Arrow arrays: without what it takes to draw them.
fn outputs(c: &mut Criterion) {
    let mut columns = vec![("first_name", "first_name"), ("float", "float"), ("time", "date_time")];
    columns.extend(MIXED);
    for kind in ["csv", "jsonl"] {
        let mut formats = group(c, &format!("text/{kind}"), N);
        for column in &columns {
            let plan = plan("en_US", &[*column]);
            let made = rows(&plan, 0..N);
            formats.bench_function(column.0, |b| b.iter(|| black_box(written(&plan, &made, kind))));
        }
        let plan = plan("en_US", &MIXED);
        let made = rows(&plan, 0..N);
        formats.bench_function("5 columns", |b| b.iter(|| black_box(written(&plan, &made, kind))));
        formats.finish();
    }

    let mut arrays = group(c, "arrow", N);
    for column in &columns {
        let plan = plan("en_US", &[*column]);
        let made = || rows(&plan, 0..N);
        arrays.bench_function(column.0, |b| b.iter_batched(made, |made| to_arrow(&plan, made), BatchSize::LargeInput));
    }
    let plan = plan("en_US", &MIXED);
    let made = || rows(&plan, 0..N);
    arrays.bench_function("5 columns", |b| b.iter_batched(made, |made| to_arrow(&plan, made), BatchSize::LargeInput));
    arrays.finish();
}

fn written(plan: &Plan, columns: &[Column], kind: &str) -> Vec<u8> {
    let mut out = text::Buffer::default();
    text::write(plan, columns, kind, &mut out).expect("text");
    out.into_vec()
}

fn to_arrow(plan: &Plan, columns: Vec<Column>) {
    let specs = plan.columns().iter().map(|c| &c.spec);
    let schema = arrow::schema(specs.zip(columns.iter().map(|c| &c.data))).expect("a schema");
    for (column, field) in columns.into_iter().zip(schema.fields()) {
        black_box(arrow::array(column, field.data_type()).expect("an array"));
    }
}

/// Expressions over columns that are there already.
fn expressions(c: &mut Criterion) {
    let n = N as usize;
    let segments = ["consumer", "business", "public"];
    let mut texts = Texts::default();
    for i in 0..n {
        texts.bytes.extend_from_slice(segments[i * i % 3].as_bytes());
        texts.end();
    }
    let values = segments.map(|text| Value::Str(text.into())).to_vec().into();
    let some = |by: usize| Some((0..n).map(|i| i % by != 0).collect());
    let columns = [
        ("price", Column::new(Data::Decimal((0..n as i128).map(|i| i * 7919 % 100_000).collect(), 2))),
        ("quantity", Column::new(Data::Int((0..n as i64).map(|i| i % 9 + 1).collect()))),
        ("rate", Column { data: Data::Float((0..n).map(|i| i as f64 / 1e4).collect()), valid: some(10) }),
        ("segment", Column::new(Data::Choice(values, (0..n).map(|i| (i * i % 3) as u32).collect()))),
        ("word", Column::new(Data::Str(texts))),
        ("day", Column::new(Data::Date((0..n as i32).map(|i| i % 20_000).collect()))),
    ];
    let find = |name: &str| &columns.iter().find(|(known, _)| *known == name).expect("a column").1;
    let mut group = group(c, "expressions", N);
    for text in [
        "price * quantity",
        "quantity + 1",
        "rate * 1.5",
        "round(price * rate, 2)",
        "decimal(rate * 19.99, 2)",
        "segment == 'consumer'",
        "word == 'consumer'",
        "case when segment == 'consumer' then 'card' when quantity > 3 then 'cash' else 'invoice' end",
        "case when word == 'consumer' then 1.5 when quantity > 3 then 1.2 else 1 end",
        "lookup(segment, {'consumer': 1, 'business': 2}, 0)",
        "upper(segment) || '-' || quantity",
        "format('{:05d} {:.2f}', quantity, price)",
        "add(day, quantity, 'mo')",
        "hash(word, 100)",
    ] {
        let expression = Expression::parse(text).expect("an expression");
        let kind = |name: &str| Ok(kind_of(&find(name).data).expect("a kind"));
        let bound = expression.bind(kind).expect("kinds that go together");
        let inputs: Vec<&Column> = expression.names().iter().map(|name| find(name)).collect();
        group.bench_function(text, |b| b.iter(|| black_box(bound.eval(&inputs, n).expect("values"))));
    }
    group.finish();
}

criterion_group!(benches, rng, distributions, grammar, records, outputs, expressions);
criterion_main!(benches);
