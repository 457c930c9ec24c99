//! The lifetime of tokens: refresh, expiry, revocation, logout.

use std::time::Duration;

use aws_sandbox::{Fault, FaultKind, Options, Sandbox, SignIn};
use serde_json::json;

use crate::http::{Response, send};
use crate::program::{Program, SCOPE, portal};

const UNAUTHORIZED: (u16, &str) = (401, "UnauthorizedException");
const INVALID_GRANT: (u16, &str) = (400, "InvalidGrantException");

fn program(sign_in: &SignIn) -> Program {
    Program { id: sign_in.client_id.clone(), secret: sign_in.client_secret.clone() }
}

fn refresh(sandbox: &Sandbox, sign_in: &SignIn) -> Response {
    program(sign_in).refresh(sandbox, sign_in.refresh_token.as_deref().expect("a refresh token"))
}

fn accounts(sandbox: &Sandbox, token: &str) -> Response {
    portal(sandbox, token, "/assignment/accounts")
}

#[test]
fn a_refresh_token_is_valid_once() {
    let sandbox = Sandbox::start(Options { token_lifetime: Duration::from_secs(77), ..Options::default() });
    let sign_in = sandbox.sign_in(&[SCOPE]);
    sandbox.expire_tokens();
    assert_eq!(accounts(&sandbox, &sign_in.access_token).error(), UNAUTHORIZED);

    let refreshed = refresh(&sandbox, &sign_in).json();
    assert_eq!(refreshed["expiresIn"], 77);
    assert_eq!(accounts(&sandbox, refreshed["accessToken"].as_str().expect("a token")).status, 200);
    assert_eq!(refresh(&sandbox, &sign_in).error(), INVALID_GRANT);
    let next = refreshed["refreshToken"].as_str().expect("a refresh token");
    assert_eq!(program(&sandbox.sign_in(&[SCOPE])).refresh(&sandbox, next).error(), INVALID_GRANT);
    assert_eq!(program(&sign_in).refresh(&sandbox, next).status, 200);
}

#[test]
fn rotation_of_refresh_tokens_can_be_disabled() {
    let sandbox = Sandbox::start(Options { rotate_refresh_tokens: false, ..Options::default() });
    let sign_in = sandbox.sign_in(&[SCOPE]);
    for _ in 0..2 {
        let refreshed = refresh(&sandbox, &sign_in).json();
        assert!(refreshed["accessToken"].is_string() && refreshed["refreshToken"].is_null());
    }
}

#[test]
fn sessions_end() {
    let sandbox = Sandbox::start(Options::default());
    let sign_in = sandbox.sign_in(&[SCOPE]);
    sandbox.revoke_tokens();
    assert_eq!(accounts(&sandbox, &sign_in.access_token).error(), UNAUTHORIZED);
    assert_eq!(refresh(&sandbox, &sign_in).error(), INVALID_GRANT);

    let sandbox = Sandbox::start(Options { session_lifetime: Duration::ZERO, ..Options::default() });
    assert_eq!(refresh(&sandbox, &sandbox.sign_in(&[SCOPE])).error(), INVALID_GRANT);
}

#[test]
fn logout_ends_all_tokens_of_one_session() {
    let sandbox = Sandbox::start(Options::default());
    let (mine, other) = (sandbox.sign_in(&[SCOPE]), sandbox.sign_in(&[SCOPE]));
    let refreshed = refresh(&sandbox, &mine).json();
    let token = refreshed["accessToken"].as_str().expect("a token");
    let logout = || send(&sandbox, "POST", "/logout", &[("x-amz-sso_bearer_token", token)], "");
    assert_eq!(logout().status, 200);
    assert_eq!(logout().error(), UNAUTHORIZED);
    for token in [token, &mine.access_token] {
        assert_eq!(accounts(&sandbox, token).error(), UNAUTHORIZED);
    }
    let refresh_token = refreshed["refreshToken"].as_str().expect("a token");
    assert_eq!(program(&mine).refresh(&sandbox, refresh_token).error(), INVALID_GRANT);
    assert_eq!(accounts(&sandbox, &other.access_token).status, 200);
}

#[test]
fn the_portal_requires_its_scope_or_none() {
    let sandbox = Sandbox::start(Options::default());
    let legacy = sandbox.sign_in(&[]);
    assert_eq!(legacy.refresh_token, None);
    assert_eq!(accounts(&sandbox, &legacy.access_token).status, 200);
    let elsewhere = sandbox.sign_in(&["codewhisperer:completions"]);
    assert_eq!(accounts(&sandbox, &elsewhere.access_token).error(), UNAUTHORIZED);
}

#[test]
fn requests_are_logged_without_secrets() {
    let sandbox = Sandbox::start(Options::default());
    let sign_in = sandbox.sign_in(&[SCOPE]);
    refresh(&sandbox, &sign_in);
    Program::browser(&sandbox);
    portal(&sandbox, &sign_in.access_token, "/assignment/roles?account_id=111122223333");

    let requests = sandbox.requests();
    let kinds: Vec<_> = requests.iter().map(|r| (r.service.as_str(), r.action.as_str())).collect();
    assert_eq!(kinds, [("sso-oidc", "CreateToken"), ("sso-oidc", "RegisterClient"), ("sso", "ListAccountRoles")]);
    assert_eq!(requests[0].parameter("grantType"), Some("refresh_token"));
    assert_eq!(requests[1].parameter("grantTypes"), Some("authorization_code refresh_token"));
    assert_eq!(requests[2].account_id.as_deref(), Some("111122223333"));
    assert!(!format!("{requests:?}").contains("sandbox-"));
}

#[test]
fn faults_apply_to_unsigned_services() {
    let sandbox = Sandbox::start(Options::default());
    let sign_in = sandbox.sign_in(&[SCOPE]);
    let slow_down =
        FaultKind::Error { status: 400, code: "SlowDownException".to_owned(), message: "Not so fast".to_owned() };
    sandbox.fail(Fault::new(slow_down).action("CreateToken").times(1));
    let response = refresh(&sandbox, &sign_in);
    assert_eq!(response.json(), json!({ "error": "slow_down", "error_description": "Not so fast" }));

    for (kind, status, code) in [
        (FaultKind::Throttle, 429, "TooManyRequestsException"),
        (FaultKind::InternalError, 500, "InternalServerException"),
        (FaultKind::Denied, 403, "ForbiddenException"),
        (FaultKind::Expired, 401, "UnauthorizedException"),
    ] {
        sandbox.fail(Fault::new(kind).account("444455556666").times(1));
        let roles = |id: &str| portal(&sandbox, &sign_in.access_token, &format!("/assignment/roles?account_id={id}"));
        assert_eq!(roles("111122223333").status, 200);
        assert_eq!(roles("444455556666").error(), (status, code));
    }
    sandbox.fail(Fault::new(FaultKind::Garbage).action("ListAccounts"));
    assert!(accounts(&sandbox, &sign_in.access_token).body.contains("gar<bage"));
}
