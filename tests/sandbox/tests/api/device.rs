//! Sign-in with the device grant.

use std::time::Duration;

use aws_sandbox::{Options, Sandbox};
use serde_json::json;

use crate::http::{Response, get, press};
use crate::program::{DEVICE_GRANT, Program};

const PENDING: (u16, &str) = (400, "AuthorizationPendingException");

/// A sandbox whose devices can poll at any rate.
fn sandbox_without_interval(options: Options) -> Sandbox {
    Sandbox::start(Options { device_interval: Duration::ZERO, ..options })
}

fn codes(started: &Response) -> (String, String) {
    let text = |name: &str| started.json()[name].as_str().unwrap_or_else(|| panic!("{started:?}")).to_owned();
    (text("deviceCode"), text("userCode"))
}

#[test]
fn an_approved_device_gets_a_token() {
    let sandbox = sandbox_without_interval(Options::default());
    let device = Program::device(&sandbox);
    let started = device.start_device(&sandbox);
    let (code, user_code) = codes(&started);
    let page = format!("{}/device", sandbox.url());
    assert_eq!(started.json()["verificationUri"], page);
    assert_eq!(started.json()["verificationUriComplete"], format!("{page}?user_code={user_code}"));
    assert_eq!(started.json()["expiresIn"], 600);
    assert_eq!(device.poll(&sandbox, &code).error(), PENDING);

    assert!(get(&sandbox, "/device").body.contains("name=\"user_code\""));
    let page = get(&sandbox, &format!("/device?user_code={}", user_code.to_lowercase()));
    assert_eq!(sandbox.pending_devices(), [user_code]);
    assert_eq!(press(&sandbox, &page, "approve").status, 200);
    assert!(sandbox.pending_devices().is_empty());
    assert_eq!(press(&sandbox, &page, "deny").error(), (400, "InvalidRequestException"));

    assert!(device.poll(&sandbox, &code).json()["refreshToken"].is_string());
    assert_eq!(device.poll(&sandbox, &code).error(), (400, "InvalidGrantException"));
}

#[test]
fn a_sign_in_ends_when_denied_or_expired() {
    let sandbox = sandbox_without_interval(Options::default());
    let device = Program::device(&sandbox);
    let (denied, user_code) = codes(&device.start_device(&sandbox));
    sandbox.deny_device(&user_code);
    assert_eq!(device.poll(&sandbox, &denied).error(), (400, "AccessDeniedException"));

    let (late, user_code) = codes(&device.start_device(&sandbox));
    sandbox.expire_devices();
    assert_eq!(device.poll(&sandbox, &late).error(), (400, "ExpiredTokenException"));
    assert_eq!(get(&sandbox, &format!("/device?user_code={user_code}")).error(), (400, "InvalidRequestException"));
}

#[test]
fn polls_before_the_interval_are_errors() {
    let interval = Duration::from_secs(1);
    let sandbox = Sandbox::start(Options { device_interval: interval, ..Options::default() });
    let device = Program::device(&sandbox);
    let started = device.start_device(&sandbox);
    assert_eq!(started.json()["interval"], 1);
    let (code, user_code) = codes(&started);
    sandbox.approve_device(&user_code);
    let (other_code, _) = codes(&device.start_device(&sandbox));
    assert_eq!(device.poll(&sandbox, &other_code).error(), PENDING);
    assert_eq!(device.poll(&sandbox, &other_code).json()["error"], "slow_down");
    std::thread::sleep(interval);
    assert_eq!(device.poll(&sandbox, &other_code).error(), PENDING);
    assert_eq!(device.poll(&sandbox, &code).status, 200);
}

#[test]
fn auto_approve_applies_at_the_second_poll() {
    let sandbox = sandbox_without_interval(Options { auto_approve: true, ..Options::default() });
    let device = Program::device(&sandbox);
    let (code, _) = codes(&device.start_device(&sandbox));
    assert_eq!(device.poll(&sandbox, &code).error(), PENDING);
    assert_eq!(device.poll(&sandbox, &code).status, 200);
}

#[test]
fn a_device_code_belongs_to_its_client() {
    let sandbox = sandbox_without_interval(Options::default());
    let (device, other) = (Program::device(&sandbox), Program::device(&sandbox));
    let (code, user_code) = codes(&device.start_device(&sandbox));
    sandbox.approve_device(&user_code);
    assert_eq!(other.poll(&sandbox, &code).error(), (400, "InvalidGrantException"));

    let browser = Program::browser(&sandbox);
    let unauthorized = (400, "UnauthorizedClientException");
    assert_eq!(browser.start_device(&sandbox).error(), unauthorized);
    assert_eq!(browser.poll(&sandbox, &code).error(), unauthorized);
    let grant = json!({ "code": "x", "redirectUri": "x", "codeVerifier": "x" });
    assert_eq!(device.token(&sandbox, "authorization_code", &grant).error(), unauthorized);
    assert_eq!(device.token(&sandbox, DEVICE_GRANT, &json!({})).error(), (400, "InvalidRequestException"));
}

#[test]
fn without_scopes_a_token_lasts_eight_hours_and_cannot_be_refreshed() {
    let sandbox = sandbox_without_interval(Options { auto_approve: true, ..Options::default() });
    let device = Program::register(&sandbox, &json!({ "clientName": "1700000000", "clientType": "public" }));
    let (code, _) = codes(&device.start_device(&sandbox));
    device.poll(&sandbox, &code);
    let token = device.poll(&sandbox, &code).json();
    assert_eq!(token["expiresIn"], 28_800);
    assert!(token["refreshToken"].is_null());
}
