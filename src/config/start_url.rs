//! Start URLs of access portals. The same portal can be written in several ways.

/// The canonical form of a start URL; `None` if the text is not a URL. The case of scheme and host, slashes at the end and
/// the fragment make no difference.
pub(crate) fn canonical(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://").filter(|_| !url.contains(char::is_whitespace))?;
    let rest = rest.split('#').next().unwrap_or_default().trim_end_matches('/');
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    (!host.is_empty()).then(|| format!("{}://{}{path}", scheme.to_ascii_lowercase(), host.to_ascii_lowercase()))
}

/// The host of a start URL, in lower case.
pub(crate) fn host(url: &str) -> Option<String> {
    let canonical = canonical(url)?;
    let (_, rest) = canonical.split_once("://")?;
    rest.split(['/', '?', ':']).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_url_have_the_same_canonical_form() {
        for url in [
            "https://corp.awsapps.com/start",
            "https://corp.awsapps.com/start/",
            "https://corp.awsapps.com/start#/",
            "https://corp.awsapps.com/start/#",
            "https://corp.awsapps.com/start/#/?tab=accounts",
            "HTTPS://Corp.AWSapps.com/start",
        ] {
            assert_eq!(canonical(url).as_deref(), Some("https://corp.awsapps.com/start"), "{url}");
        }
        for (url, other) in [
            ("https://corp.awsapps.com/Start", "https://corp.awsapps.com/Start"),
            ("https://ssoins-1.portal.eu-west-1.app.aws/", "https://ssoins-1.portal.eu-west-1.app.aws"),
        ] {
            assert_eq!(canonical(url).as_deref(), Some(other));
        }
        assert_eq!((canonical("corp.awsapps.com/start"), canonical("https:///start")), (None, None));
        assert_eq!(canonical("https://corp.awsapps.com/start#/\nk = v"), None);
        assert_eq!(host("https://Start.example.com:8443/x").as_deref(), Some("start.example.com"));
    }
}
