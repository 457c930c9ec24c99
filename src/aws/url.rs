//! URLs that requests can be sent to.

use std::net::Ipv6Addr;

use http::Uri;

/// Whether this is a URL with `http:` or `https:`, in any case, and with a host and a port that can exist. The SDK checks
/// a URL only when it connects, and would report a network error.
pub(crate) fn is_http_url(url: &str) -> bool {
    let is_ascii = url.bytes().all(|byte| byte.is_ascii_graphic());
    is_ascii && url.parse().is_ok_and(|uri| has_address(&uri))
}

fn has_address(uri: &Uri) -> bool {
    let Some(authority) = uri.authority().filter(|_| matches!(uri.scheme_str(), Some("http" | "https"))) else {
        return false;
    };
    let host = authority.host();
    let is_host = match host.strip_prefix('[') {
        Some(address) => address.strip_suffix(']').is_some_and(|address| address.parse::<Ipv6Addr>().is_ok()),
        None => !host.is_empty(),
    };
    let has_no_port = authority.as_str().ends_with(host) || authority.as_str().ends_with(':');
    is_host && (has_no_port || authority.port_u16().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_may_have_capitals() {
        for url in
            ["http://127.0.0.1:4566", "HTTP://localhost", "Https://ec2.eu-west-1.amazonaws.com/", "http://[::1]:80"]
        {
            assert!(is_http_url(url), "{url}");
        }
    }

    #[test]
    fn a_url_needs_a_host_and_a_port_that_can_exist() {
        for url in [
            "",
            "localhost:4566",
            "ftp://host",
            "http://",
            "http://[::1",
            "http://[zz]:1",
            "http:///path",
            "http://:80",
            "http://host:99999",
            "http://host:-1",
            "http://{region}.host",
            "http://host/\u{fc}",
            "http://host\n",
        ] {
            assert!(!is_http_url(url), "{url}");
        }
    }
}
