//! Time: the regular moments of a table, values carried along them, and events that follow a rate.
//!
//! | type | what it is for |
//! |---|---|
//! | [`Ticks`] | the moments of a table with `every`: calendars, time zones, business days and hours |
//! | [`Series`] | a value at every tick: trend, seasons, noise, processes, regimes, jumps, gaps |
//! | [`Bars`] | open, high, low, close and volume of one series |
//! | [`Arrivals`] | times of events in ascending order, by a rate that depends on the time |
//! | [`Zone`] | a time zone: from wall time to UTC and back |
//!
//! Everything is addressed by row: what is carried along a series has its value at the steps 1,024, 2,048 … by itself,
//! from a tree of which only one path is walked, and is filled in between by the law that the two ends leave.

mod arrivals;
mod bars;
mod calendar;
mod gauss_markov;
mod given;
mod modulation;
mod noise;
mod order;
mod process;
mod rate;
mod renewal;
mod season;
mod series;
mod swings;
mod ticks;
mod zone;

pub use arrivals::{Arrivals, Profile};
pub use bars::{Bar, Bars};
pub use calendar::Length;
pub use given::moment;
pub use noise::Noise;
pub use series::Series;
pub use ticks::Ticks;
pub use zone::Zone;

/// Microseconds of a second, an hour and a day.
const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;
const DAY: i64 = 24 * HOUR;

/// Steps between two places where what a series carries has a value by itself.
const BLOCK: u64 = 1024;
