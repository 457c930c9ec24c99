//! Sign-in with the authorization code grant and PKCE.

use std::time::Duration;

use aws_sandbox::{Options, Sandbox, TOKEN_PREFIX};
use serde_json::json;

use crate::http::{get, post, press};
use crate::program::{Program, REDIRECT, VERIFIER, browser_metadata, code_in, portal, with};

const INVALID_GRANT: (u16, &str) = (400, "InvalidGrantException");

#[test]
fn an_approved_request_leads_to_a_token() {
    let sandbox = Sandbox::start(Options::default());
    let program = Program::browser(&sandbox);
    let page = get(&sandbox, &program.authorize_path(&[]));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let back = press(&sandbox, &page, "approve");
    assert_eq!(back.status, 302);
    let url = back.header("location").expect("a URL");
    assert!(url.starts_with(&format!("{REDIRECT}?code=")) && url.ends_with("&state=state-1"), "{url}");

    let response = program.token_from_code(&sandbox, &code_in(url)).json();
    assert_eq!((&response["tokenType"], &response["expiresIn"]), (&json!("Bearer"), &json!(3600)));
    let text = |name: &str| response[name].as_str().expect("a text").to_owned();
    assert!(text("accessToken").starts_with(TOKEN_PREFIX) && text("refreshToken").starts_with(TOKEN_PREFIX));
    assert_eq!(portal(&sandbox, &text("accessToken"), "/assignment/accounts").status, 200);
}

#[test]
fn a_request_can_be_denied_and_is_decided_once() {
    let sandbox = Sandbox::start(Options::default());
    let program = Program::browser(&sandbox);
    let page = get(&sandbox, &program.authorize_path(&[]));
    assert_eq!(sandbox.pending_authorizations(), ["state-1"]);
    let back = press(&sandbox, &page, "deny");
    assert_eq!(back.header("location"), Some(format!("{REDIRECT}?error=access_denied&state=state-1").as_str()));
    assert_eq!(press(&sandbox, &page, "approve").error(), (400, "InvalidRequestException"));
    assert!(sandbox.pending_authorizations().is_empty());
}

#[test]
fn auto_approve_redirects_at_once() {
    let sandbox = Sandbox::start(Options { auto_approve: true, ..Options::default() });
    let program = Program::browser(&sandbox);
    let back = get(&sandbox, &program.authorize_path(&[("redirect_uri", Some("http://127.0.0.1:1/oauth/callback"))]));
    assert_eq!(back.status, 302);
    assert!(back.header("location").is_some_and(|url| url.starts_with("http://127.0.0.1:1/oauth/callback?code=")));
}

#[test]
fn invalid_parameters_are_errors() {
    let sandbox = Sandbox::start(Options::default());
    let program = Program::browser(&sandbox);
    let error = |name, value| {
        let response = get(&sandbox, &program.authorize_path(&[(name, value)]));
        let (status, exception) = response.error();
        (status, exception.to_owned())
    };
    let invalid = (400, "InvalidRequestException".to_owned());
    for name in ["response_type", "client_id", "redirect_uri", "state", "code_challenge_method", "code_challenge"] {
        assert_eq!(error(name, None), invalid, "{name}");
    }
    assert_eq!(error("response_type", Some("token")), invalid);
    assert_eq!(error("code_challenge_method", Some("plain")), invalid);
    assert_eq!(error("code_challenge", Some(&VERIFIER[1..])), invalid);
    assert_eq!(error("client_id", Some("unknown")), (401, "InvalidClientException".to_owned()));
    assert_eq!(error("scopes", Some("sso:everything")), (400, "InvalidScopeException".to_owned()));
    for uri in ["http://127.0.0.1:45678/elsewhere", "http://localhost:45678/oauth/callback"] {
        assert_eq!(error("redirect_uri", Some(uri)), (400, "InvalidRedirectUriException".to_owned()));
    }
    let device = Program::device(&sandbox);
    assert_eq!(get(&sandbox, &device.authorize_path(&[])).error(), (400, "InvalidRedirectUriException"));
    assert!(sandbox.pending_authorizations().is_empty());
}

#[test]
fn scopes_are_optional_and_have_two_names() {
    let sandbox = Sandbox::start(Options::default());
    let program = Program::browser(&sandbox);
    for changes in [[("scopes", None), ("scope", Some("sso:account:access"))], [("scopes", None), ("scope", None)]] {
        get(&sandbox, &program.authorize_path(&changes));
        let code = code_in(&sandbox.approve_authorization("state-1"));
        assert!(program.token_from_code(&sandbox, &code).json()["refreshToken"].is_string());
    }
}

#[test]
fn a_refresh_token_needs_the_grant_type() {
    let sandbox = Sandbox::start(Options::default());
    let metadata = with(&browser_metadata(), &json!({ "grantTypes": ["authorization_code"] }));
    let program = Program::register(&sandbox, &metadata);
    let response = program.token_from_code(&sandbox, &program.code(&sandbox)).json();
    assert!(response["accessToken"].is_string() && response["refreshToken"].is_null());
    assert_eq!(program.refresh(&sandbox, "x").error(), (400, "UnauthorizedClientException"));
}

#[test]
fn a_redirect_uri_without_path_means_the_root() {
    let sandbox = Sandbox::start(Options::default());
    let metadata = with(&browser_metadata(), &json!({ "redirectUris": ["http://127.0.0.1"] }));
    let program = Program::register(&sandbox, &metadata);
    let page = get(&sandbox, &program.authorize_path(&[("redirect_uri", Some("http://127.0.0.1:999/"))]));
    assert_eq!(page.status, 200);
    assert!(sandbox.deny_authorization("state-1").starts_with("http://127.0.0.1:999/?error="));
}

#[test]
fn a_code_is_valid_once_and_for_its_request() {
    let sandbox = Sandbox::start(Options::default());
    let (program, other) = (Program::browser(&sandbox), Program::browser(&sandbox));
    let code = program.code(&sandbox);
    assert_eq!(program.token_from_code(&sandbox, &code).status, 200);
    assert_eq!(program.token_from_code(&sandbox, &code).error(), INVALID_GRANT);
    assert_eq!(other.token_from_code(&sandbox, &program.code(&sandbox)).error(), INVALID_GRANT);

    let wrong = |name: &str, value: &str| {
        let right = json!({ "code": program.code(&sandbox), "redirectUri": REDIRECT, "codeVerifier": VERIFIER });
        let response = program.token(&sandbox, "authorization_code", &with(&right, &json!({ name: value })));
        let (status, exception) = response.error();
        (status, exception.to_owned())
    };
    let invalid_grant = (400, "InvalidGrantException".to_owned());
    assert_eq!(wrong("code", "unknown"), invalid_grant);
    assert_eq!(wrong("redirectUri", "http://127.0.0.1:45679/oauth/callback"), invalid_grant);
    assert_eq!(wrong("codeVerifier", &VERIFIER.replace('d', "e")), invalid_grant);
    assert_eq!(wrong("codeVerifier", &VERIFIER[1..]), (400, "InvalidRequestException".to_owned()));
    assert_eq!(wrong("codeVerifier", ""), (400, "InvalidRequestException".to_owned()));
    assert_eq!(wrong("clientSecret", "wrong"), (401, "InvalidClientException".to_owned()));
    assert_eq!(wrong("grantType", "password"), (400, "UnsupportedGrantTypeException".to_owned()));
}

#[test]
fn a_code_expires() {
    let sandbox = Sandbox::start(Options { code_lifetime: Duration::ZERO, ..Options::default() });
    let program = Program::browser(&sandbox);
    assert_eq!(program.token_from_code(&sandbox, &program.code(&sandbox)).error(), INVALID_GRANT);
}

#[test]
fn errors_have_the_form_of_oauth() {
    let sandbox = Sandbox::start(Options::default());
    let response = post(&sandbox, "/token", &json!({}));
    let header = "InvalidRequestException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/";
    assert_eq!(response.header("x-amzn-ErrorType"), Some(header));
    assert_eq!(
        response.json(),
        json!({ "error": "invalid_request", "error_description": "Invalid request: grantType is missing" })
    );
}
