//! URLs of pages that the user is sent to.

use std::fmt;

use http::Uri;

use crate::aws::url::{is_http_url, is_unencrypted};

/// Longer URLs don't fit into a command line of Windows. Those of AWS have less than 1000 bytes.
const MAX_LENGTH: usize = 8000;

/// How much of a refused URL is shown, in characters.
const SHOWN_LENGTH: usize = 200;

/// The URL of a page with `https:`, or with `http:` on this computer. A sign-in service may send any text; other URLs
/// would let it open files and start programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageUrl(String);

impl PageUrl {
    /// # Errors
    ///
    /// The text as it can be shown.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let is_page = text.len() <= MAX_LENGTH
            && is_http_url(text)
            && !is_unencrypted(text)
            && !has_user(text)
            && text.chars().all(is_url_character);
        if is_page { Ok(Self(without_code(text))) } else { Err(text.chars().take(SHOWN_LENGTH).collect()) }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `https://aws.amazon.com@example.com` is a page of example.com.
fn has_user(url: &str) -> bool {
    url.parse().is_ok_and(|uri: Uri| uri.authority().is_some_and(|authority| authority.as_str().contains('@')))
}

/// Percent-encodes what a shell would read as code. Some programs that open a page pass it to one: `wslview` puts it into
/// a command of PowerShell, in double quotes.
fn without_code(url: &str) -> String {
    url.replace('$', "%24").replace('\'', "%27")
}

/// Whether RFC 3986 allows a character in a URL.
fn is_url_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_aws_and_of_this_computer_are_accepted() {
        for url in [
            "https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH",
            "https://my-org.awsapps.com/start/#/device?user_code=ABCD-EFGH",
            "https://oidc.eu-west-1.amazonaws.com/authorize?redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fx&scopes=a%20b",
            "HTTPS://example.com",
            "http://127.0.0.1:4566/authorize",
            "http://localhost/device?user_code=A",
            "http://[::1]:80/",
        ] {
            assert_eq!(PageUrl::parse(url).as_ref().map(PageUrl::as_str), Ok(url));
        }
    }

    #[test]
    fn a_shell_finds_no_code_in_a_page() {
        let page = PageUrl::parse("https://example.com/$(calc)?a=$env:TEMP&b='x'#c").expect("a page");
        assert_eq!(page.as_str(), "https://example.com/%24(calc)?a=%24env:TEMP&b=%27x%27#c");
    }

    #[test]
    fn anything_else_is_refused() {
        for url in [
            "",
            "file:///etc/passwd",
            "FILE://server/share/x.exe",
            "/usr/bin/xcalc",
            "calc.exe",
            r"\\host\share\x.exe",
            r"https:\\host\share",
            "//host/share",
            "--help",
            "-aCalculator",
            "javascript:alert(1)",
            "data:text/html,x",
            "ms-msdt:/id",
            "vscode://x",
            "ssh://-oProxyCommand=x",
            "ftp://example.com/",
            "http://example.com/",
            "http://127.0.0.1.example.com/",
            "http://127.0.0.1@example.com/",
            "https://aws.amazon.com@example.com/",
            "https:example.com",
            "https://",
            "https:///etc/passwd",
            " https://example.com",
            "https://example.com/a b",
            "https://example.com/\"&calc",
            "https://example.com/`calc`",
            "https://example.com/a|calc",
            "https://example.com/%\u{202e}",
            "https://example.com/\n--help",
            "https://example.com/\u{1b}]0;x",
            "https://ex\u{e4}mple.com/",
        ] {
            assert!(PageUrl::parse(url).is_err(), "{url}");
        }
        let long = format!("https://example.com/{}", "a".repeat(MAX_LENGTH));
        assert_eq!(PageUrl::parse(&long), Err(long[..SHOWN_LENGTH].to_owned()));
    }
}
