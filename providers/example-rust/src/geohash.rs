//! Geohashes: bits of longitude and latitude in turn, five to a character.

use forgery_provider::Strings;

const ALPHABET: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";

/// Appends the geohash of a point to the text that is being written.
pub fn append(latitude: f64, longitude: f64, precision: usize, out: &mut Strings) {
    // 30 bits of each are as many as twelve characters have.
    let bits = |share: f64| ((share * f64::from(1 << 30)) as u64).min((1 << 30) - 1);
    let mixed = spread(bits((longitude + 180.0) / 360.0)) << 1 | spread(bits((latitude + 90.0) / 180.0));
    for place in 0..precision.min(12) {
        let five = mixed >> (55 - 5 * place) & 31;
        out.push_char(char::from(ALPHABET[five as usize]));
    }
}

/// Puts a zero before each of 30 bits.
fn spread(mut bits: u64) -> u64 {
    bits = (bits | bits << 16) & 0x0000_ffff_0000_ffff;
    bits = (bits | bits << 8) & 0x00ff_00ff_00ff_00ff;
    bits = (bits | bits << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    bits = (bits | bits << 2) & 0x3333_3333_3333_3333;
    (bits | bits << 1) & 0x5555_5555_5555_5555
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places whose geohashes are published: Jutland, the Statue of Liberty, and the corners of the world.
    #[test]
    fn known_geohashes() {
        let hash = |latitude, longitude, precision| {
            let mut out = Strings::default();
            append(latitude, longitude, precision, &mut out);
            out.end();
            out.iter().collect::<String>()
        };
        assert_eq!(hash(57.64911, 10.40744, 11), "u4pruydqqvj");
        assert_eq!(hash(42.6, -5.6, 5), "ezs42");
        assert_eq!(hash(-90.0, -180.0, 12), "000000000000");
        assert_eq!(hash(90.0, 180.0, 12), "zzzzzzzzzzzz");
    }
}
