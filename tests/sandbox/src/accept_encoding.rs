//! What a client says of the encodings that it takes.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// Whether an answer may be compressed with gzip (RFC 9110, section 12.5.3). Silence means no, as clients that say
/// nothing seldom decompress.
pub fn admits_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    let codings: Vec<_> = lists.flat_map(|list| list.split(',')).map(coding).collect();
    let admitted = |name: &str| codings.iter().find(|(known, _)| known == name).map(|(_, admitted)| *admitted);
    admitted("gzip").or_else(|| admitted("x-gzip")).or_else(|| admitted("*")).unwrap_or_default()
}

/// The name of a coding, and whether its weight is more than nothing.
fn coding(entry: &str) -> (String, bool) {
    let (name, parameter) = entry.split_once(';').unwrap_or((entry, "q=1"));
    let weight = parameter.trim().to_ascii_lowercase().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
    (name.trim().to_ascii_lowercase(), weight.is_some_and(|weight| weight > 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(values: &[&'static str]) -> bool {
        let headers = values.iter().map(|value| (ACCEPT_ENCODING, value.parse().expect("a header")));
        admits_gzip(&headers.collect())
    }

    #[test]
    fn gzip_has_to_be_asked_for() {
        for value in ["gzip", "deflate, gzip, br", "GZIP", "x-gzip", "*", "gzip;q=0.001", "br;q=1.0, gzip ; Q=0.5"] {
            assert!(admits(&[value]), "{value}");
        }
        for value in ["", "identity", "deflate, br, zstd", "gzipped", "gzip;level=9"] {
            assert!(!admits(&[value]), "{value}");
        }
        assert!(!admits(&[]));
        assert!(admits(&["br", "gzip"]));
    }

    #[test]
    fn a_weight_of_nothing_refuses() {
        for value in ["gzip;q=0", "gzip;q=0.000", "*;q=0", "*, gzip;q=0", "gzip; q=0, *", "br, *;q=0"] {
            assert!(!admits(&[value]), "{value}");
        }
        assert!(admits(&["*;q=0, gzip"]));
    }
}
