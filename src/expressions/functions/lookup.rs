//! Choosing: `if`, `coalesce`, `lookup`, and `hash`.

use super::{args, Checked};
use crate::expressions::eval::convert::{cast, to, unify};
use crate::expressions::eval::vector::{Native, Seq, Valid, Vector};
use crate::expressions::eval::{logic, of_text, select, try2, Term};
use crate::expressions::Kind;
use rustc_hash::FxHashMap;

pub fn if_else(terms: Vec<Term>) -> Checked {
    let [condition, a, b] = args(terms)?;
    select::case(vec![logic::truth(condition, "if")?], vec![a, b], "if")
}

pub fn coalesce(terms: Vec<Term>) -> Checked {
    select::coalesce(terms)
}

/// What a key is looked up by.
type Find = Box<dyn Fn(&Vector<'_>) -> Seq<'static, u32> + Send + Sync>;

/// The value that a constant mapping has for a key; `otherwise` where it has none, null where there is no such.
///
/// # Errors
/// Keys and values that are no constants, or not of one kind.
pub fn lookup(x: Term, keys: Vec<Term>, mut values: Vec<Term>, otherwise: Option<Term>) -> Checked {
    if keys.is_empty() {
        return Err("the mapping of lookup is empty".to_string());
    }
    if keys.iter().chain(&values).any(|term| term.known().is_none()) {
        return Err("the mapping of lookup holds constants only: 'case' takes any values".to_string());
    }
    if keys.iter().any(Term::is_null) {
        return Err("null is no key of lookup: write coalesce(x, …)".to_string());
    }
    let mut terms = vec![x];
    terms.extend(keys);
    let (key_kind, mut terms) = unify(terms, "lookup")?;
    let x = terms.remove(0);
    let missing = values.len() as u32;
    values.push(otherwise.unwrap_or_else(|| Term::null(Kind::Null)));
    let (kind, mut values) = unify(values, "the values of lookup")?;
    let otherwise = values.pop().unwrap_or_else(|| Term::null(kind));
    let constant = otherwise.known().is_some();
    values.push(if constant { otherwise.clone() } else { Term::null(kind) });
    let table = select::table(&values);
    let find = find(key_kind, &terms, missing)?;
    let found = {
        let table = table.clone();
        Term::apply(kind, vec![x.clone()], move |v, _| {
            let made = select::gather(&table, &find(&v[0]));
            let valid = v[0].valid.clone().and(&made.valid);
            Vector { cells: made.cells, valid }
        })
    };
    if constant {
        return Ok(found);
    }
    // Where the key is in the mapping, or null, what was found; elsewhere the other value.
    let known = find_again(key_kind, &terms, missing, x)?;
    select::case(vec![known], vec![found, otherwise], "lookup")
}

fn find_again(kind: Kind, keys: &[Term], missing: u32, x: Term) -> Checked {
    let find = find(kind, keys, missing)?;
    Ok(Term::apply(Kind::Bool, vec![x], move |v, _| {
        let there = find(&v[0]).map(|code| code != missing);
        let null = v[0].valid.bools().map(|valid| !valid);
        Vector { cells: bool::cells(there.zip(&null, |a, b| a | b)), valid: Valid::All }
    }))
}

fn find(kind: Kind, keys: &[Term], missing: u32) -> Result<Find, String> {
    /// The last of equal keys counts, as in a mapping of Python.
    fn native<T: Native, K: std::hash::Hash + Eq + Send + Sync + 'static>(
        keys: &[Term],
        missing: u32,
        key: fn(T) -> K,
    ) -> Find {
        let values = keys.iter().enumerate();
        let codes: FxHashMap<K, u32> =
            values.filter_map(|(i, term)| Some((key(term.known_as::<T>()?), i as u32))).collect();
        Box::new(move |v| T::of(v).map(|x| codes.get(&key(x)).copied().unwrap_or(missing)))
    }
    Ok(match kind {
        Kind::Str => {
            let texts = keys.iter().enumerate().filter_map(|(i, term)| Some((i as u32, term.known()?)));
            let codes: FxHashMap<Box<[u8]>, u32> = texts.map(|(i, v)| (v.texts().get(0).into(), i)).collect();
            Box::new(move |v| v.texts().map(|x| codes.get(x).copied().unwrap_or(missing)))
        }
        Kind::Bool => native::<bool, bool>(keys, missing, |x| x),
        // Zero has two sets of bits.
        Kind::Float => native::<f64, u64>(keys, missing, |x| (x + 0.0).to_bits()),
        Kind::Decimal(_) => native::<i128, i128>(keys, missing, |x| x),
        Kind::Null => return Err("lookup takes a value, not null".to_string()),
        _ => native::<i64, i64>(keys, missing, |x| x),
    })
}

/// A number from 0 to n - 1 that depends on the value alone.
pub fn hash(terms: Vec<Term>) -> Checked {
    let [x, n] = args(terms)?;
    let n_kind = n.kind;
    let n = to(n, Kind::Int).map_err(|_| format!("hash takes an integer second, not {n_kind}"))?;
    let bits = of_text(Kind::Int, cast(x, Kind::Str)?, |text| Some(mixed(text) as i64));
    Ok(try2(Kind::Int, [bits, n], |bits: i64, n: i64| {
        let n = u64::try_from(n).ok().filter(|n| *n > 0)?;
        Some(((u128::from(bits as u64) * u128::from(n)) >> 64) as i64)
    }))
}

/// FNV-1a of 64 bits, and then the finalizer of MurmurHash3, since FNV leaves the upper bits of short texts alike.
fn mixed(text: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in text {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
        hash = (hash ^ hash >> 33).wrapping_mul(factor);
    }
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_fixed() {
        // A change here changes values.
        assert_eq!(mixed(b""), 0xefd0_1f60_ba99_2926);
        let shares = (0..10_000).fold([0u32; 10], |mut shares, i: i64| {
            shares[((u128::from(mixed(i.to_string().as_bytes())) * 10) >> 64) as usize] += 1;
            shares
        });
        assert!(shares.iter().all(|n| (900..1100).contains(n)), "{shares:?}");
    }
}
