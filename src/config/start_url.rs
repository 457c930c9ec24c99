//! Start URLs of access portals. The same portal can be written in several ways.

use crate::aws::region;
use crate::aws::url::{is_http_url, is_unencrypted};

/// The hosts of issuer URLs, whose path is the instance. AWS CLI 2.35.13 knew those of one partition only, and took the
/// others for hosts of the user (aws-cli#10464).
const ISSUERS: [&str; 4] = [
    "identitycenter.amazonaws.com",
    "identitycenter.amazonaws.com.cn",
    "identitycenter.amazonaws.eu",
    "identitycenter.us-gov.amazonaws.com",
];

/// The domains of access portals.
const PORTALS: [&str; 8] = [
    ".app.aws",
    ".portal.amazonaws.com",
    ".portal.amazonaws.com.cn",
    ".app.amazonwebservices.com.cn",
    ".portal.amazonaws.eu",
    ".api.amazonwebservices.eu",
    ".awsapps.com",
    ".awsapps.cn",
];

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

/// The start URL that a user means: a URL, one without its scheme, or only the name in it, such as `my-org`. In canonical
/// form, because the address bar of a portal shows a longer one.
pub(crate) fn parse(text: &str) -> Option<String> {
    let is_name = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let url = match is_name {
        true if text.starts_with("ssoins-") => format!("https://identitycenter.amazonaws.com/{text}"),
        true => format!("https://{text}.awsapps.com"),
        false if text.contains("://") => text.to_owned(),
        false if text.contains('.') => format!("https://{text}"),
        false => return None,
    };
    let url = canonical(&url)?;
    let is_complete = url.matches('/').count() > 2 || !url.ends_with(".awsapps.com");
    let url = if is_complete { url } else { format!("{url}/start") };
    (is_http_url(&url) && !is_unencrypted(&url)).then_some(url)
}

/// Whether AWS serves a host, in any partition. Lower case.
pub(crate) fn is_aws_host(host: &str) -> bool {
    ISSUERS.contains(&host) || PORTALS.iter().any(|portal| host.ends_with(portal))
}

/// The region in the host of a start URL of AWS. The first label is the user's, and may look like one.
pub(crate) fn region(url: &str) -> Option<String> {
    let host = host(url).filter(|host| is_aws_host(host))?;
    host.split('.').skip(1).find_map(|label| region::parse(label).ok())
}

/// What a session with this start URL is called unless the user says otherwise: `my-org`.
pub(crate) fn name(url: &str) -> String {
    let host = host(url).unwrap_or_default();
    let path = canonical(url).unwrap_or_default().splitn(4, '/').nth(3).unwrap_or_default().to_owned();
    let last = path.rsplit('/').next().unwrap_or_default();
    match is_aws_host(&host) {
        true if ["", "start"].contains(&last) => host.split('.').next().unwrap_or_default().to_owned(),
        true => last.to_owned(),
        false => host,
    }
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

    #[test]
    fn a_name_is_enough_for_a_start_url() {
        for text in [
            "my-org",
            "My-Org",
            "my-org.awsapps.com",
            "my-org.awsapps.com/start/",
            "https://my-org.awsapps.com",
            "https://my-org.awsapps.com/start/#/?tab=accounts",
        ] {
            assert_eq!(parse(text).as_deref(), Some("https://my-org.awsapps.com/start"), "{text}");
        }
        for (text, url) in [
            ("d-1234567890", "https://d-1234567890.awsapps.com/start"),
            ("ssoins-1234", "https://identitycenter.amazonaws.com/ssoins-1234"),
            ("sso.example.com", "https://sso.example.com"),
            ("http://127.0.0.1:8080/start", "http://127.0.0.1:8080/start"),
            ("start.us-gov-home.awsapps.com/directory/d-1/", "https://start.us-gov-home.awsapps.com/directory/d-1"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(url), "{text}");
        }
        for text in ["", "my org", "https://", "ftp://my-org.awsapps.com", "http://my-org.awsapps.com/start", "my_org"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    /// Start URLs of all partitions, with the region in them and the name of their session.
    const OF_PARTITIONS: [(&str, Option<&str>, &str); 15] = [
        ("https://my-org.awsapps.com/start", None, "my-org"),
        ("https://eu-west-1.awsapps.com/start", None, "eu-west-1"),
        ("https://identitycenter.amazonaws.com/ssoins-1", None, "ssoins-1"),
        ("https://ssoins-1.portal.us-west-2.app.aws", Some("us-west-2"), "ssoins-1"),
        ("https://SSOINS-1.EU-WEST-1.portal.amazonaws.com/start", Some("eu-west-1"), "ssoins-1"),
        ("https://ssoins-1.us-gov-west-1.portal.amazonaws.com", Some("us-gov-west-1"), "ssoins-1"),
        ("https://start.us-gov-home.awsapps.com/directory/d-1", None, "d-1"),
        ("https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1#/", Some("us-gov-west-1"), "d-1"),
        ("https://identitycenter.us-gov.amazonaws.com/ssoins-1", None, "ssoins-1"),
        ("https://start.cn-north-1.home.awsapps.cn/directory/d-1", Some("cn-north-1"), "d-1"),
        ("https://ssoins-1.portal.cn-northwest-1.app.amazonwebservices.com.cn", Some("cn-northwest-1"), "ssoins-1"),
        ("https://ssoins-1.cn-north-1.portal.amazonaws.com.cn", Some("cn-north-1"), "ssoins-1"),
        ("https://identitycenter.amazonaws.com.cn/ssoins-1", None, "ssoins-1"),
        ("https://ssoins-1.portal.eusc-de-east-1.api.amazonwebservices.eu", Some("eusc-de-east-1"), "ssoins-1"),
        ("https://identitycenter.amazonaws.eu/ssoins-1", None, "ssoins-1"),
    ];

    #[test]
    fn start_urls_of_all_partitions_have_their_region_and_name() {
        for (url, expected, session) in OF_PARTITIONS {
            assert!(is_aws_host(&host(url).expect("a host")), "{url}");
            assert_eq!((region(url).as_deref(), name(url).as_str()), (expected, session), "{url}");
            assert!(parse(url).is_some(), "{url}");
        }
    }

    #[test]
    fn a_host_that_only_looks_like_one_of_aws_has_no_region() {
        for url in [
            "https://ssoins-1.portal.us-west-2.app.aws.example.com",
            "https://start.eu-west-1.evil-awsapps.com/start",
            "https://identitycenter.amazonaws.com.example.com/ssoins-1",
            "https://x.eu-west-1.portal-amazonaws.com",
        ] {
            let host = host(url).expect("a host");
            assert!(!is_aws_host(&host) && region(url).is_none() && name(url) == host, "{url}");
        }
    }
}
