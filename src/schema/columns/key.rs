//! Keys: numbers in order, plain or as text.

use crate::error::{Error, Result};
use crate::records::column::{Column, Data, Texts};
use crate::records::computed::{Compute, Scope};
use crate::records::options::Options;
use crate::records::plan::MAX_ROWS;
use crate::rng::Key as Seed;

/// `start`, `start + step` …; with a prefix or a width it is text.
#[derive(Debug)]
pub struct Key {
    start: i64,
    step: i64,
    text: Option<(String, usize)>,
}

impl Key {
    /// Reads `start`, `step`, `prefix` and `width`.
    ///
    /// # Errors
    /// If a row's key would not fit in 64 bits, or keys would be alike.
    pub fn parse(options: &mut Options<'_>) -> Result<Self> {
        let start = options.maybe_int("start")?.unwrap_or(1);
        let step = options.maybe_int("step")?.unwrap_or(1);
        let prefix = options.text("prefix")?;
        let width = options.int_or("width", 0, 0..=40)? as usize;
        if step == 0 {
            return Err(Error::value("'step' of a key must not be 0: all rows would have the same key"));
        }
        if step.checked_mul(MAX_ROWS as i64).and_then(|last| start.checked_add(last)).is_none() {
            return Err(Error::Value(format!("keys from {start} by steps of {step} do not fit in 64 bits")));
        }
        let text = (prefix.is_some() || width > 0).then(|| (prefix.unwrap_or_default().to_string(), width));
        Ok(Self { start, step, text })
    }

    fn of(&self, rows: impl Iterator<Item = u64>) -> Column {
        let keys = rows.map(|row| self.start + self.step * row as i64);
        let Some((prefix, width)) = &self.text else { return Column::new(Data::Int(keys.collect())) };
        let mut texts = Texts::default();
        for key in keys {
            texts.bytes.extend_from_slice(prefix.as_bytes());
            if key < 0 {
                texts.bytes.push(b'-');
            }
            let mut digits = itoa::Buffer::new();
            let digits = digits.format(key.unsigned_abs()).as_bytes();
            texts.bytes.resize(texts.bytes.len() + width.saturating_sub(digits.len()), b'0');
            texts.bytes.extend_from_slice(digits);
            texts.end();
        }
        Column::new(Data::Str(texts))
    }
}

impl Compute for Key {
    fn blank(&self) -> Data {
        match self.text {
            Some(_) => Data::Str(Texts::default()),
            None => Data::Int(Vec::new()),
        }
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let first = scope.first();
        Ok(self.of(first..first + scope.n() as u64))
    }

    fn scattered(&self, _: &Seed, rows: &[i64]) -> Option<Column> {
        Some(self.of(rows.iter().map(|row| (*row).max(0) as u64)))
    }

    fn is_unique(&self) -> bool {
        true
    }
}

/// Random 128-bit identifiers (UUID, version 4), any of which costs the same: keys that references name.
#[derive(Debug)]
pub struct Uuid;

impl Uuid {
    fn of(key: &Seed, call: u64, rows: impl Iterator<Item = u64>) -> Column {
        // A block of a stream for each row would cost more than the identifier; four share one.
        let mut last: Option<(u64, [u128; 4])> = None;
        let ids = rows.map(|row| {
            let four = match last {
                Some((at, four)) if at == row / 4 => four,
                _ => {
                    let mut draw = crate::rng::Stream::at(key, call, row / 4);
                    std::array::from_fn(|_| version_4(&mut draw))
                }
            };
            last = Some((row / 4, four));
            four[(row % 4) as usize]
        });
        Column::new(Data::Uuid(ids.collect()))
    }
}

fn version_4(draw: &mut impl crate::rng::Draw) -> u128 {
    let bits = u128::from(draw.bits(64)) << 64 | u128::from(draw.bits(64));
    let cleared = bits & !(0xf000 << 64) & !(0xc000 << 48);
    cleared | 0x4000 << 64 | 0x8000 << 48
}

impl Compute for Uuid {
    fn blank(&self) -> Data {
        Data::Uuid(Vec::new())
    }

    fn make(&self, scope: &mut Scope<'_, '_>) -> Result<Column> {
        let first = scope.first();
        Ok(Self::of(scope.key(), scope.call(), first..first + scope.n() as u64))
    }

    fn scattered(&self, key: &Seed, rows: &[i64]) -> Option<Column> {
        Some(Self::of(key, 0, rows.iter().map(|row| (*row).max(0) as u64)))
    }

    fn is_unique(&self) -> bool {
        true
    }
}
