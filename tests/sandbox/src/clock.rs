//! Times as AWS writes them.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDateTime};

/// The current time, in seconds since 1970.
pub fn now() -> i64 {
    seconds(SystemTime::now())
}

/// A system time in seconds since 1970.
pub fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}

/// `2026-03-01T10:20:30.000Z`, which EC2 uses.
pub fn with_milliseconds(seconds: i64) -> String {
    format(seconds, "%Y-%m-%dT%H:%M:%S.000Z")
}

/// `2026-03-01T10:20:30Z`, which STS uses.
pub fn iso(seconds: i64) -> String {
    format(seconds, "%Y-%m-%dT%H:%M:%SZ")
}

/// `20260301T102030Z`, which signatures use.
pub fn basic(seconds: i64) -> String {
    format(seconds, "%Y%m%dT%H%M%SZ")
}

/// `2026-03-01 10:20:30 GMT`, which EC2 uses in messages.
pub fn gmt(seconds: i64) -> String {
    format(seconds, "%Y-%m-%d %H:%M:%S GMT")
}

/// Parses a time as [`basic`] writes it.
pub fn parse_basic(text: &str) -> Option<i64> {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").ok().map(|time| time.and_utc().timestamp())
}

fn format(seconds: i64, pattern: &str) -> String {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default().format(pattern).to_string()
}
