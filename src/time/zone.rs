//! Time zones: the IANA database, built in, so that what a machine has installed makes no difference.

use super::SECOND;
use crate::error::{nearest, Error, Result};
use jiff::tz::TimeZoneDatabase;
use jiff::Timestamp;
use std::sync::Arc;

/// Microseconds of 400 years, after which dates and weekdays, and so the rules of a zone, repeat.
const CYCLE: i64 = 146_097 * 86_400 * SECOND;
/// From this year on only rules are in force. (The database has listed changes to 2037.)
const RULES: i64 = 4_102_444_800 * SECOND; // 2100-01-01

/// A time zone. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Zone(Option<Arc<Offsets>>);

/// From when on which offset holds, in microseconds; up to one cycle after [`RULES`].
#[derive(Debug)]
struct Offsets {
    name: String,
    starts: Vec<i64>,
    offsets: Vec<i64>,
}

impl Zone {
    /// The zone in which the wall shows UTC.
    pub const UTC: Self = Self(None);

    /// The zone of a name such as `Europe/Berlin`.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn named(name: &str) -> Result<Self> {
        if name.eq_ignore_ascii_case("utc") {
            return Ok(Self::UTC);
        }
        let database = TimeZoneDatabase::bundled();
        let Ok(zone) = database.get(name) else {
            let known: Vec<String> = database.available().map(|name| name.to_string()).collect();
            let city =
                known.iter().find(|known| known.rsplit('/').next().is_some_and(|c| c.eq_ignore_ascii_case(name)));
            let hint = city.cloned().or_else(|| nearest(name, known.iter().map(String::as_str)));
            let hint =
                hint.map_or("; give an IANA name such as 'Europe/Berlin'".into(), |h| format!("; did you mean '{h}'?"));
            return Err(Error::Value(format!("unknown time zone '{name}'{hint}")));
        };
        let first = Timestamp::MIN;
        let (mut starts, mut offsets) = (vec![i64::MIN], vec![i64::from(zone.to_offset(first).seconds()) * SECOND]);
        for change in zone.following(first) {
            let (at, offset) = (change.timestamp().as_microsecond(), i64::from(change.offset().seconds()) * SECOND);
            if at >= RULES + CYCLE {
                break;
            }
            if offsets.last() != Some(&offset) {
                starts.push(at);
                offsets.push(offset);
            }
        }
        Ok(Self(Some(Arc::new(Offsets { name: name.to_string(), starts, offsets }))))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.0.as_ref().map_or("UTC", |zone| &zone.name)
    }

    /// By how many microseconds its wall time is ahead of UTC at a time in UTC.
    pub fn offset(&self, utc: i64) -> i64 {
        let Some(zone) = &self.0 else { return 0 };
        let utc = if utc >= RULES { RULES + (utc - RULES) % CYCLE } else { utc };
        let after = zone.starts.partition_point(|start| *start <= utc);
        zone.offsets[after.saturating_sub(1)]
    }

    /// Wall time of a time in UTC.
    pub fn to_local(&self, utc: i64) -> i64 {
        utc.saturating_add(self.offset(utc))
    }

    /// UTC of a wall time. Of two times with the same wall time (the clock was set back) the first; a wall time that
    /// was skipped (the clock was set forward) is read with the offset before: 02:30 is what is then called 03:30.
    pub fn to_utc(&self, local: i64) -> i64 {
        if self.0.is_none() {
            return local;
        }
        // No two changes are within a day of each other, so the offset of a day before is that before any change.
        let before = self.offset(local.saturating_sub(26 * 3600 * SECOND));
        let early = local.saturating_sub(before);
        if self.offset(early) == before {
            return early;
        }
        let late = local.saturating_sub(self.offset(early));
        // After a change: the other offset, unless the wall time was skipped.
        if self.to_local(late) == local {
            late
        } else {
            early
        }
    }

    /// The first time in UTC from which on the wall shows a time or a later one.
    pub fn reaches(&self, local: i64) -> i64 {
        let utc = self.to_utc(local);
        if self.to_local(utc) == local {
            return utc;
        }
        // Skipped: the moment of the change.
        let Some(zone) = &self.0 else { return utc };
        let reduced = if utc >= RULES { RULES + (utc - RULES) % CYCLE } else { utc };
        let after = zone.starts.partition_point(|start| *start <= reduced);
        let change = zone.starts[after.saturating_sub(1)];
        utc - (reduced - change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{absolute, datetime};

    fn utc(zone: &Zone, local: &str) -> String {
        datetime(zone.to_utc(absolute(local).unwrap())).to_string()
    }

    /// Literals from Python's zoneinfo (fold=0).
    #[test]
    fn wall_times() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        assert_eq!(utc(&berlin, "2024-03-31T01:59:59"), "2024-03-31 00:59:59");
        assert_eq!(utc(&berlin, "2024-03-31T02:30:00"), "2024-03-31 01:30:00");
        assert_eq!(utc(&berlin, "2024-03-31T03:00:00"), "2024-03-31 01:00:00");
        assert_eq!(utc(&berlin, "2024-10-27T02:30:00"), "2024-10-27 00:30:00");
        assert_eq!(utc(&berlin, "2024-10-27T03:00:00"), "2024-10-27 02:00:00");
        assert_eq!(utc(&berlin, "2024-10-27T01:59:00"), "2024-10-26 23:59:00");
        assert_eq!(utc(&berlin, "2150-07-01T12:00:00"), "2150-07-01 10:00:00");
        assert_eq!(utc(&berlin, "2950-07-01T12:00:00"), "2950-07-01 10:00:00");
        let york = Zone::named("America/New_York").unwrap();
        assert_eq!(utc(&york, "2024-03-10T02:30:00"), "2024-03-10 07:30:00");
        assert_eq!(utc(&york, "2024-11-03T01:30:00"), "2024-11-03 05:30:00");
        assert_eq!(utc(&york, "2024-11-03T02:00:00"), "2024-11-03 07:00:00");
        assert_eq!(utc(&york, "1970-06-01T00:00:00"), "1970-06-01 04:00:00");
        let kolkata = Zone::named("Asia/Kolkata").unwrap();
        assert_eq!(utc(&kolkata, "2024-06-01T00:00:00"), "2024-05-31 18:30:00");
    }

    #[test]
    fn a_skipped_time_is_reached_at_the_change() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let reached = berlin.reaches(absolute("2024-03-31T02:30:00").unwrap());
        assert_eq!(datetime(reached).to_string(), "2024-03-31 01:00:00");
    }

    #[test]
    fn unknown_names_get_a_hint() {
        let of = |name| Zone::named(name).unwrap_err().to_string();
        assert_eq!(of("Europe/Berln"), "unknown time zone 'Europe/Berln'; did you mean 'Europe/Berlin'?");
        assert_eq!(of("berlin"), "unknown time zone 'berlin'; did you mean 'Europe/Berlin'?");
        assert!(of("CESTX-99").contains("IANA name"), "{}", of("CESTX-99"));
    }

    #[test]
    fn there_and_back() {
        let zone = Zone::named("America/Sao_Paulo").unwrap();
        for hour in (-900_000..700_000).step_by(7) {
            let utc = hour * 3600 * SECOND;
            let back = zone.to_utc(zone.to_local(utc));
            assert!(back == utc || back == utc - 3600 * SECOND, "{utc} {back}");
        }
    }
}
