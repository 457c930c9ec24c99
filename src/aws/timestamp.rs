//! Times as the AWS CLI and the SDKs write them in the caches they share.

use std::time::SystemTime;

use chrono::{DateTime, Utc};

pub(crate) fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// Formats a time as the AWS CLI does: `2026-03-01T10:20:30Z`.
pub(crate) fn format(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Parses RFC 3339, as the AWS CLI and, with fractions of a second, the SDK for Rust write it. Old versions of the AWS
/// CLI write `UTC` instead of `Z`. Programs also write other forms, of which those are parsed that boto3 accepts and that
/// have an offset.
pub(crate) fn parse(text: &str) -> Option<DateTime<Utc>> {
    const FORMATS: [&str; 4] =
        ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z", "%Y%m%dT%H%M%S%#z"];
    let text = text.trim();
    let with_z = text.strip_suffix("UTC").map(|start| format!("{}Z", start.trim_end()));
    let text = with_z.as_deref().unwrap_or(text);
    let time = FORMATS.into_iter().find_map(|format| DateTime::parse_from_str(text, format).ok());
    let time = time.or_else(|| DateTime::parse_from_rfc2822(text).ok())?;
    Some(time.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_all_writers_are_parsed() {
        for text in [
            "2026-03-01T10:20:30Z",
            "2026-03-01T10:20:30UTC",
            "2026-03-01T10:20:30.987654321Z",
            "2026-03-01T10:20:30+00:00",
            "2026-03-01T12:20:30+02:00",
            "2026-03-01T12:20:30+0200",
            "2026-03-01T12:20:30+02",
            "2026-03-01T02:20:30.5-0800",
            "2026-03-01 10:20:30Z",
            "2026-03-01 10:20:30 UTC",
            "20260301T102030Z",
            "Sun, 01 Mar 2026 10:20:30 GMT",
        ] {
            assert_eq!(parse(text).map(format).as_deref(), Some("2026-03-01T10:20:30Z"), "{text}");
        }
    }

    #[test]
    fn other_texts_are_not_times() {
        for text in ["", "UTC", "soon", "1772360430", "2026-13-01T10:20:30Z", "2026-03-01T10:20:30", "2026-03-01"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
