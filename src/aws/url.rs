//! URLs that requests can be sent to.

use std::net::{IpAddr, Ipv6Addr};

use http::Uri;

/// Whether this is a URL with `http:` or `https:`, in any case, and with a host and a port that can exist. The SDK checks
/// a URL only when it connects, and would report a network error.
pub(crate) fn is_http_url(url: &str) -> bool {
    let is_ascii = url.bytes().all(|byte| byte.is_ascii_graphic());
    is_ascii && url.parse().is_ok_and(|uri| has_address(&uri))
}

/// Whether requests to a URL leave this computer without encryption.
pub(crate) fn is_unencrypted(url: &str) -> bool {
    let uri: Option<Uri> = url.parse().ok().filter(|uri: &Uri| uri.scheme_str() == Some("http"));
    uri.is_some_and(|uri| uri.host().is_some_and(|host| !is_loopback(host)))
}

/// Whether a host is this computer. Other names may be, too, but only the resolver knows.
fn is_loopback(host: &str) -> bool {
    let name = host.to_ascii_lowercase();
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.map_or(name == "localhost" || name.ends_with(".localhost"), |address| address.is_loopback())
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
    fn only_http_to_another_computer_is_unencrypted() {
        for url in
            ["http://ec2.example.com", "HTTP://10.0.0.1:80/x", "http://[fe80::1]", "http://localhost.example.com"]
        {
            assert!(is_unencrypted(url), "{url}");
        }
        for url in [
            "https://ec2.example.com",
            "http://localhost:4566",
            "http://LOCALHOST",
            "http://s3.localhost",
            "http://127.1.2.3",
            "http://[::1]:1",
            "",
            "no url",
        ] {
            assert!(!is_unencrypted(url), "{url}");
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
