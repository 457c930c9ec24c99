//! Only `https:` pages and those of this computer are opened or shown, whatever the sign-in service sends.

use crate::sso::shell;
use crate::support::{Shell, StaticServer, aws, json};

const PAGE: &str = "https://example.com/device";

const UNSAFE: [&str; 16] = [
    "file:///etc/passwd",
    "/usr/bin/xcalc",
    "calc.exe",
    r"\\host\share\x.exe",
    "//host/share",
    "--help",
    "-aCalculator",
    "javascript:alert(1)",
    "ms-msdt:/id",
    "ssh://-oProxyCommand=x",
    "http://example.com/",
    "http://127.0.0.1@example.com/",
    "https://aws.amazon.com@example.com/",
    "https://example.com/\n--help",
    "https://example.com/\u{202e}",
    "",
];

/// A sign-in service that sends the user to these pages.
fn service(page: &str, complete_page: &str) -> StaticServer {
    StaticServer::new(
        &json!({
            "clientId": "id", "clientSecret": "secret", "clientSecretExpiresAt": 4_000_000_000_u64,
            "deviceCode": "device", "userCode": "USER-CODE", "expiresIn": 600, "interval": 1,
            "verificationUri": page, "verificationUriComplete": complete_page,
        })
        .to_string(),
    )
}

/// Asserts that a sign-in refuses to open a page.
fn assert_refused(shell: &Shell, line: &str, page: &str) {
    let error = shell.error(line);
    assert_eq!(error.code, "aws::sso::unsafe_page", "{page}: {error:?}");
    assert!(shell.visits().is_empty(), "{page}: {:?}", shell.visits());
}

#[test]
fn a_device_sign_in_opens_no_unsafe_page() {
    let shell = shell(&aws());
    for unsafe_page in UNSAFE {
        for (page, complete_page) in [(unsafe_page, PAGE), (PAGE, unsafe_page)] {
            let service = service(page, complete_page);
            let line = format!("$env.AWS_ENDPOINT_URL = '{}'; aws sso login --use-device-code", service.url());
            assert_refused(&shell, &line, unsafe_page);
        }
    }
}

#[test]
fn an_unsafe_page_is_not_shown_either() {
    let service = service("file:///etc/passwd", PAGE);
    let shell = shell(&aws()).var("AWS_ENDPOINT_URL", &service.url());
    assert_refused(&shell, "aws sso login --use-device-code --no-browser", "file:");
    let output = shell.run("try { aws sso login --use-device-code --no-browser }");
    assert_eq!(output.stderr, "");
}

#[test]
fn a_browser_sign_in_needs_https() {
    let shell = shell(&aws()).var("AWS_ENDPOINT_URL_SSO_OIDC", "http://sign-in.example.com");
    assert_refused(&shell, "aws sso login", "http:");
}
