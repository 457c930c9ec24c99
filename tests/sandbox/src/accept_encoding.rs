//! The `Accept-Encoding` header.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// Whether a response may be compressed with gzip (RFC 9110, section 12.5.3). Not without the header, because clients
/// that don't send it seldom decompress.
pub fn accepts_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    let codings: Vec<_> = lists.flat_map(|list| list.split(',')).map(coding).collect();
    let accepted = |name: &str| codings.iter().find(|(known, _)| known == name).map(|(_, accepted)| *accepted);
    accepted("gzip").or_else(|| accepted("x-gzip")).or_else(|| accepted("*")).unwrap_or_default()
}

/// The name of a coding, and whether its weight is above zero.
fn coding(entry: &str) -> (String, bool) {
    let (name, parameter) = entry.split_once(';').unwrap_or((entry, "q=1"));
    let weight = parameter.trim().to_ascii_lowercase().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
    (name.trim().to_ascii_lowercase(), weight.is_some_and(|weight| weight > 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(values: &[&'static str]) -> bool {
        let headers = values.iter().map(|value| (ACCEPT_ENCODING, value.parse().expect("a header")));
        accepts_gzip(&headers.collect())
    }

    #[test]
    fn gzip_is_only_used_if_accepted() {
        for value in ["gzip", "deflate, gzip, br", "GZIP", "x-gzip", "*", "gzip;q=0.001", "br;q=1.0, gzip ; Q=0.5"] {
            assert!(accepts(&[value]), "{value}");
        }
        for value in ["", "identity", "deflate, br, zstd", "gzipped", "gzip;level=9"] {
            assert!(!accepts(&[value]), "{value}");
        }
        assert!(!accepts(&[]));
        assert!(accepts(&["br", "gzip"]));
    }

    #[test]
    fn a_weight_of_zero_rejects_a_coding() {
        for value in ["gzip;q=0", "gzip;q=0.000", "*;q=0", "*, gzip;q=0", "gzip; q=0, *", "br, *;q=0"] {
            assert!(!accepts(&[value]), "{value}");
        }
        assert!(accepts(&["*;q=0, gzip"]));
    }
}
