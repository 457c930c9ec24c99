//! Sign-in by authorization code with PKCE.

use std::time::Duration;

use aws_sandbox::{Options, Sandbox, TOKEN_PREFIX};
use serde_json::json;

use crate::http::{get, post, press};
use crate::program::{Program, REDIRECT, VERIFIER, browser_metadata, code_in, portal, with};

const INVALID_GRANT: (u16, &str) = (400, "InvalidGrantException");

#[test]
fn leads_to_a_token() {
    let sandbox = Sandbox::start(Options::default());
    let program = Program::browser(&sandbox);
    let page = get(&sandbox, &program.authorize_path(&[]));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let back = press(&sandbox, &page, "approve");
    assert_eq!(back.status, 302);
    let url = back.header("location").expect("a URL");
    assert!(url.starts_with(&format!("{REDIRECT}?code=")) && url.ends_with("&state=state-1"), "{url}");

    let answer = program.token_of_code(&sandbox, &code_in(url)).json();
    assert_eq!((&answer["tokenType"], &answer["expiresIn"]), (&json!("Bearer"), &json!(3600)));
    let text = |name: &str| answer[name].as_str().expect("a text").to_owned();
    assert!(text("accessToken").starts_with(TOKEN_PREFIX) && text("refreshToken").starts_with(TOKEN_PREFIX));
    assert_eq!(portal(&sandbox, &text("accessToken"), "/assignment/accounts").status, 200);
}

#[test]
fn can_be_denied_and_answered_once() {
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
fn asks_nobody_if_everything_is_allowed() {
    let sandbox = Sandbox::start(Options { auto_approve: true, ..Options::default() });
    let program = Program::browser(&sandbox);
    let back = get(&sandbox, &program.authorize_path(&[("redirect_uri", Some("http://127.0.0.1:1/oauth/callback"))]));
    assert_eq!(back.status, 302);
    assert!(back.header("location").is_some_and(|url| url.starts_with("http://127.0.0.1:1/oauth/callback?code=")));
}

#[test]
fn a_question_has_to_be_complete() {
    let sandbox = Sandbox::start(Options::default());
    let program = Program::browser(&sandbox);
    let refused = |name, value| {
        let answer = get(&sandbox, &program.authorize_path(&[(name, value)]));
        let (status, exception) = answer.error();
        (status, exception.to_owned())
    };
    let invalid = (400, "InvalidRequestException".to_owned());
    for name in ["response_type", "client_id", "redirect_uri", "state", "code_challenge_method", "code_challenge"] {
        assert_eq!(refused(name, None), invalid, "{name}");
    }
    assert_eq!(refused("response_type", Some("token")), invalid);
    assert_eq!(refused("code_challenge_method", Some("plain")), invalid);
    assert_eq!(refused("code_challenge", Some(&VERIFIER[1..])), invalid);
    assert_eq!(refused("client_id", Some("stranger")), (401, "InvalidClientException".to_owned()));
    assert_eq!(refused("scopes", Some("sso:everything")), (400, "InvalidScopeException".to_owned()));
    for uri in ["http://127.0.0.1:45678/elsewhere", "http://localhost:45678/oauth/callback"] {
        assert_eq!(refused("redirect_uri", Some(uri)), (400, "InvalidRedirectUriException".to_owned()));
    }
    let device = Program::device(&sandbox);
    assert_eq!(get(&sandbox, &device.authorize_path(&[])).error(), (400, "InvalidRedirectUriException"));
    assert!(sandbox.pending_authorizations().is_empty());
}

#[test]
fn scopes_have_two_names_and_may_be_left_out() {
    let sandbox = Sandbox::start(Options::default());
    let program = Program::browser(&sandbox);
    for changes in [[("scopes", None), ("scope", Some("sso:account:access"))], [("scopes", None), ("scope", None)]] {
        get(&sandbox, &program.authorize_path(&changes));
        let code = code_in(&sandbox.approve_authorization("state-1"));
        assert!(program.token_of_code(&sandbox, &code).json()["refreshToken"].is_string());
    }
}

#[test]
fn only_who_may_refresh_gets_a_refresh_token() {
    let sandbox = Sandbox::start(Options::default());
    let metadata = with(&browser_metadata(), &json!({ "grantTypes": ["authorization_code"] }));
    let program = Program::register(&sandbox, &metadata);
    let answer = program.token_of_code(&sandbox, &program.code(&sandbox)).json();
    assert!(answer["accessToken"].is_string() && answer["refreshToken"].is_null());
    assert_eq!(program.refresh(&sandbox, "x").error(), (400, "UnauthorizedClientException"));
}

#[test]
fn a_bare_redirect_uri_stands_for_the_root() {
    let sandbox = Sandbox::start(Options::default());
    let metadata = with(&browser_metadata(), &json!({ "redirectUris": ["http://127.0.0.1"] }));
    let program = Program::register(&sandbox, &metadata);
    let page = get(&sandbox, &program.authorize_path(&[("redirect_uri", Some("http://127.0.0.1:999/"))]));
    assert_eq!(page.status, 200);
    assert!(sandbox.deny_authorization("state-1").starts_with("http://127.0.0.1:999/?error="));
}

#[test]
fn a_code_is_good_once_and_for_what_it_was_asked_for() {
    let sandbox = Sandbox::start(Options::default());
    let (program, other) = (Program::browser(&sandbox), Program::browser(&sandbox));
    let code = program.code(&sandbox);
    assert_eq!(program.token_of_code(&sandbox, &code).status, 200);
    assert_eq!(program.token_of_code(&sandbox, &code).error(), INVALID_GRANT);
    assert_eq!(other.token_of_code(&sandbox, &program.code(&sandbox)).error(), INVALID_GRANT);

    let wrong = |name: &str, value: &str| {
        let right = json!({ "code": program.code(&sandbox), "redirectUri": REDIRECT, "codeVerifier": VERIFIER });
        let answer = program.token(&sandbox, "authorization_code", &with(&right, &json!({ name: value })));
        let (status, exception) = answer.error();
        (status, exception.to_owned())
    };
    let invalid_grant = (400, "InvalidGrantException".to_owned());
    assert_eq!(wrong("code", "stranger"), invalid_grant);
    assert_eq!(wrong("redirectUri", "http://127.0.0.1:45679/oauth/callback"), invalid_grant);
    assert_eq!(wrong("codeVerifier", &VERIFIER.replace('d', "e")), invalid_grant);
    assert_eq!(wrong("codeVerifier", &VERIFIER[1..]), (400, "InvalidRequestException".to_owned()));
    assert_eq!(wrong("codeVerifier", ""), (400, "InvalidRequestException".to_owned()));
    assert_eq!(wrong("clientSecret", "wrong"), (401, "InvalidClientException".to_owned()));
    assert_eq!(wrong("grantType", "password"), (400, "UnsupportedGrantTypeException".to_owned()));
}

#[test]
fn a_code_is_short_lived() {
    let sandbox = Sandbox::start(Options { code_lifetime: Duration::ZERO, ..Options::default() });
    let program = Program::browser(&sandbox);
    assert_eq!(program.token_of_code(&sandbox, &program.code(&sandbox)).error(), INVALID_GRANT);
}

#[test]
fn errors_have_the_form_of_oauth() {
    let sandbox = Sandbox::start(Options::default());
    let answer = post(&sandbox, "/token", &json!({}));
    let header = "InvalidRequestException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/";
    assert_eq!(answer.header("x-amzn-ErrorType"), Some(header));
    assert_eq!(
        answer.json(),
        json!({ "error": "invalid_request", "error_description": "Invalid request: grantType is missing" })
    );
}
