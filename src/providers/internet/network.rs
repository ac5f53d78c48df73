//! Addresses of machines: IPv4, IPv6, MAC, ports.

use crate::digits::{append, hex_pair, upto_four};
use crate::error::{Error, Result};
use crate::grammar::{padded, Cx};
use crate::locale::{attr, name_id, AttrId, Class, NameId, Node};
use crate::providers::{Args, Elements, Source};
use std::sync::OnceLock;

const NETWORK_CLASS: NameId = name_id!("ipv4_network_class");

/// An IPv4 network: its first address and the length of its prefix.
type Subnet = (u32, u32);

/// Networks that addresses are drawn from, each as often as it has addresses.
#[derive(Debug)]
struct Networks {
    subnets: Vec<Subnet>,
    weights: Elements,
}

/// Which networks are meant.
#[derive(Clone, Copy)]
enum Scope {
    All,
    Private,
    Public,
}

pub(super) fn ipv4<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let scope = match args.opt_bool(2) {
        Some(true) => Scope::Private,
        Some(false) => Scope::Public,
        None => Scope::All,
    };
    address(cx, scope, args, out)
}

pub(super) fn ipv4_private<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    address(cx, Scope::Private, args, out)
}

pub(super) fn ipv4_public<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    address(cx, Scope::Public, args, out)
}

fn address<D: Source>(cx: &mut Cx<D>, scope: Scope, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut class = class_index(args.str(1).as_bytes());
    if class.is_none() && !matches!(scope, Scope::All) {
        let start = out.len();
        cx.call(NETWORK_CLASS, out)?;
        class = class_index(&out[start..]);
        out.truncate(start);
    }
    let networks = networks(cx.class, scope, class);
    let Some(weights) = networks.weights.weights() else {
        return Err(Error::value("No subnets to choose from"));
    };
    let (base, prefix) = networks.subnets[cx.draw.weighted(weights)];
    let mut address = base + cx.draw.below(1 << (32 - prefix)) as u32;
    if !args.bool(0) {
        dotted(address, out);
        return Ok(());
    }
    let prefix = cx.draw.between(i64::from(prefix), 32);
    address &= mask(prefix as u32);
    dotted(address, out);
    out.push(b'/');
    padded(prefix, 0, out);
    Ok(())
}

fn class_index(class: &[u8]) -> Option<usize> {
    match class {
        b"a" => Some(0),
        b"b" => Some(1),
        b"c" => Some(2),
        _ => None,
    }
}

fn mask(prefix: u32) -> u32 {
    u32::MAX.checked_shl(32 - prefix).unwrap_or(0)
}

fn dotted(address: u32, out: &mut Vec<u8>) {
    append(out, |to: &mut [u8; 16]| {
        let mut at = 0;
        for byte in address.to_be_bytes() {
            at += to[at..].first_chunk_mut().map_or(0, |to| upto_four(byte.into(), 0, to));
            to[at] = b'.';
            at += 1;
        }
        at - 1
    });
}

/// The networks of a scope and a class, computed once: what is reserved does not depend on the locale.
fn networks(tables: Class, scope: Scope, class: Option<usize>) -> &'static Networks {
    static ALL: [OnceLock<Networks>; 12] = [const { OnceLock::new() }; 12];
    let at = 4 * scope as usize + class.map_or(3, |class| class);
    ALL[at].get_or_init(|| {
        let list = |name| table(tables, name);
        let reserved = list(attr!("module._IPv4Constants._excluded_networks"));
        let private = list(attr!("module._IPv4Constants._private_networks"));
        let classes = list(attr!("module._IPv4Constants._network_classes"));
        let whole = class.and_then(|class| classes.get(class).copied()).unwrap_or((0, 0));
        let (from, excluded) = match scope {
            Scope::All => (vec![whole], reserved),
            Scope::Private => (private.into_iter().filter(|p| overlap(*p, whole)).collect(), reserved),
            Scope::Public => (vec![whole], [private, reserved].concat()),
        };
        let subnets = without(from, excluded);
        let sizes: Vec<f64> = subnets.iter().map(|(_, prefix)| f64::from(32 - prefix).exp2()).collect();
        Networks { subnets, weights: Elements::weighted(&sizes) }
    })
}

fn table(tables: Class, name: AttrId) -> Vec<Subnet> {
    let network = |node: Node| {
        let (_, text) = node.tagged()?;
        let (address, prefix) = text.str().split_once('/')?;
        Some((u32::from(address.parse::<std::net::Ipv4Addr>().ok()?), prefix.parse().ok()?))
    };
    tables.table(name).into_iter().flat_map(|table| table.root().items().filter_map(network)).collect()
}

fn contains(outer: Subnet, inner: Subnet) -> bool {
    outer.1 <= inner.1 && inner.0 & mask(outer.1) == outer.0
}

fn overlap(a: Subnet, b: Subnet) -> bool {
    contains(a, b) || contains(b, a)
}

/// What is left of networks when others are taken out, the largest first: of a network that holds an excluded one,
/// at every length of prefix the half beside it.
fn without(mut networks: Vec<Subnet>, mut excluded: Vec<Subnet>) -> Vec<Subnet> {
    excluded.sort_by_key(|(_, prefix)| *prefix);
    for hole in excluded {
        let rest = |network: Subnet| -> Vec<Subnet> {
            if !overlap(network, hole) {
                return vec![network];
            }
            let beside = |prefix| ((hole.0 & mask(prefix)) ^ (1 << (32 - prefix)), prefix);
            (network.1 + 1..=hole.1).map(beside).collect()
        };
        networks = networks.into_iter().flat_map(rest).collect();
    }
    networks
}

pub(super) fn ipv6<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    const LOWEST: u128 = 1 << 32;
    let mut address = LOWEST + cx.draw.below128(u128::MAX - LOWEST + 1);
    if !args.bool(0) {
        colons(address, out);
        return Ok(());
    }
    let prefix = cx.draw.between(0, 128);
    address &= u128::MAX.checked_shl(128 - prefix as u32).unwrap_or(0);
    colons(address, out);
    out.push(b'/');
    padded(prefix, 0, out);
    Ok(())
}

/// Appends an IPv6 address: `::` for the longest run of zeros, the first one of equals, if it is longer than one.
fn colons(address: u128, out: &mut Vec<u8>) {
    let groups: [u16; 8] = std::array::from_fn(|i| (address >> (112 - 16 * i)) as u16);
    if !groups.contains(&0) {
        // Nearly always.
        return append(out, |to: &mut [u8; 41]| {
            let mut at = 0;
            for group in groups {
                at += hex(group, to, at);
                to[at] = b':';
                at += 1;
            }
            at - 1
        });
    }
    let (mut gap, mut length) = (8, 1);
    let mut at = 0;
    while at < 8 {
        let zeros = groups[at..].iter().take_while(|group| **group == 0).count();
        if zeros > length {
            (gap, length) = (at, zeros);
        }
        at += zeros + 1;
    }
    let mut at = 0;
    while at < 8 {
        if at == gap {
            out.extend_from_slice(b"::");
            at += length;
            continue;
        }
        if at > 0 && at != gap + length {
            out.push(b':');
        }
        append(out, |to: &mut [u8; 5]| hex(groups[at], to, 0));
        at += 1;
    }
}

/// Writes a group to a place behind which there is room for five characters, and says how many it has.
#[inline]
fn hex<const N: usize>(group: u16, to: &mut [u8; N], at: usize) -> usize {
    let digits = (16 - group.leading_zeros()).div_ceil(4).max(1);
    let [[a, b], [c, d]] = group.to_be_bytes().map(hex_pair);
    let spelt = u32::from_le_bytes([a, b, c, d]) >> (8 * (4 - digits));
    to[at..at + 4].copy_from_slice(&spelt.to_le_bytes());
    digits as usize
}

pub(super) fn mac_address<D: Source>(cx: &mut Cx<D>, args: &Args, out: &mut Vec<u8>) -> Result<()> {
    let mut bytes = [0; 6];
    cx.draw.fill(&mut bytes[1..]);
    // The lowest bit of the first byte tells a group from a card; Faker never draws the two highest values.
    bytes[0] = 2 * cx.draw.below(127) as u8 + u8::from(args.bool(0));
    let mut spelt = [b':'; 18];
    for (triple, byte) in spelt.as_chunks_mut::<3>().0.iter_mut().zip(bytes) {
        [triple[0], triple[1]] = hex_pair(byte);
    }
    out.extend_from_slice(&spelt[..17]);
    Ok(())
}

pub(super) fn port_number<D: Source>(cx: &mut Cx<D>, args: &Args) -> Result<i64> {
    let (low, high) = match (args.bool(0), args.bool(1), args.bool(2)) {
        (true, _, _) => (0, 1023),
        (_, true, _) => (1024, 49151),
        (_, _, true) => (49152, 65535),
        _ => (0, 65535),
    };
    Ok(cx.draw.between(low, high))
}
