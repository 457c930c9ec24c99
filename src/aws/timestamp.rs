//! Times as they stand in the caches that the AWS CLI and the SDKs share.

use std::time::SystemTime;

use chrono::{DateTime, Utc};

/// The present.
pub(crate) fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// The time as the AWS CLI writes it: `2026-03-01T10:20:30Z`.
pub(crate) fn write(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Reads a time of any writer: the AWS CLI's, an old one that ends in `UTC`, the Rust SDK's with a fraction of a
/// second, or one with an offset. `None` if it is no time.
pub(crate) fn read(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let standard = text.strip_suffix("UTC").map(|start| format!("{}Z", start.trim_end()));
    let time = DateTime::parse_from_rfc3339(standard.as_deref().unwrap_or(text)).ok()?;
    Some(time.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_writers_times_are_read() {
        for text in [
            "2026-03-01T10:20:30Z",
            "2026-03-01T10:20:30UTC",
            "2026-03-01T10:20:30.987654321Z",
            "2026-03-01T10:20:30+00:00",
            "2026-03-01T12:20:30+02:00",
        ] {
            assert_eq!(read(text).map(write).as_deref(), Some("2026-03-01T10:20:30Z"), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "UTC", "soon", "1772360430", "2026-13-01T10:20:30Z"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
