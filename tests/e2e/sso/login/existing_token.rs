//! A token that is valid or can be refreshed needs no browser.

use crate::sso::{SESSION, auto_approving_aws, read, shell, signed_in, tokens_for};
use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, Terminal, TokenFile, Value, json, token_path};

const STATUS: &str = "aws sso login | get status";

/// A member of the stored token.
fn stored(shell: &Shell, member: &str) -> Value {
    let text = read(shell, &token_path(SESSION));
    serde_json::from_str::<Value>(&text).expect("JSON")[member].clone()
}

#[test]
fn a_valid_token_is_kept_without_a_request() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    let before = read(&shell, &token_path(SESSION));
    assert_eq!(shell.value(STATUS), json!(["valid"]));
    assert_eq!(read(&shell, &token_path(SESSION)), before);
    assert!(aws.requests().is_empty() && shell.visits().is_empty());
}

#[test]
fn a_terminal_shows_that_the_sign_in_is_kept() {
    let aws = auto_approving_aws();
    let mut terminal = Terminal::open(signed_in(&aws));
    let shown = terminal.run("aws sso login | ignore");
    assert_eq!(shown.trim(), "You are already signed in to my-org-sso; --force signs in again.");
    let shown = terminal.run("aws sso login --force | ignore");
    assert!(!shown.contains("already"), "{shown}");
}

#[test]
fn an_expired_token_is_refreshed_silently() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    aws.expire_tokens();
    let output = shell.run("aws sso login | get status | to json --raw");
    assert_eq!((output.json(), output.stderr.as_str()), (json!(["valid"]), ""));
    let actions: Vec<_> = aws.requests().into_iter().map(|request| request.action).collect();
    assert_eq!((actions, tokens_for(&aws, "refresh_token")), (vec!["CreateToken".to_owned()], 1));
    assert!(shell.visits().is_empty());
    assert_eq!(shell.value("aws sso accounts | length"), json!(2));
}

#[test]
fn a_token_that_expires_within_15_minutes_is_refreshed() {
    let aws = auto_approving_aws();
    for (minutes, refreshes) in [(14, 1), (16, 0)] {
        aws.clear_requests();
        let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expiring_in(minutes));
        assert_eq!(shell.value(STATUS), json!(["valid"]));
        assert_eq!(tokens_for(&aws, "refresh_token"), refreshes, "{minutes} min");
    }
}

#[test]
fn a_replaced_refresh_token_is_stored() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    let mut seen = vec![stored(&shell, "refreshToken")];
    for _ in 0..2 {
        assert_eq!(shell.value(STATUS), json!(["valid"]));
        seen.push(stored(&shell, "refreshToken"));
        let text = read(&shell, &token_path(SESSION));
        let mut token: Value = serde_json::from_str(&text).expect("JSON");
        token["expiresAt"] = "2020-01-01T00:00:00Z".into();
        std::fs::write(shell.path(&token_path(SESSION)), token.to_string()).expect("a file");
    }
    assert!(seen[0] != seen[1] && seen[1] != seen[2], "the sandbox replaces it");
    assert!(shell.visits().is_empty());
}

#[test]
fn a_refresh_token_that_is_not_returned_is_kept() {
    let aws = Sandbox::start(Options { rotate_refresh_tokens: false, ..Options::default() });
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    let before = stored(&shell, "refreshToken");
    assert_eq!(shell.value(STATUS), json!(["valid"]));
    assert_eq!(stored(&shell, "refreshToken"), before);
}

#[test]
fn without_a_refresh_token_the_browser_opens() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired().without_refresh_token());
    assert_eq!(shell.value(STATUS), json!(["valid"]));
    assert_eq!((shell.visits().len(), tokens_for(&aws, "refresh_token")), (1, 0));
}

#[test]
fn a_refused_refresh_opens_the_browser() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    aws.revoke_tokens();
    assert_eq!(shell.value(STATUS), json!(["valid"]));
    assert_eq!((shell.visits().len(), tokens_for(&aws, "refresh_token")), (1, 1));
}

#[test]
fn force_signs_in_again() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    let before = stored(&shell, "accessToken");
    assert_eq!(shell.value("aws sso login --force | get status"), json!(["valid"]));
    assert_ne!(stored(&shell, "accessToken"), before);
    assert_eq!((shell.visits().len(), tokens_for(&aws, "refresh_token")), (1, 0));
}

#[test]
fn an_unavailable_service_is_an_error_and_opens_no_browser() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired()).var("AWS_MAX_ATTEMPTS", "1");
    let before = read(&shell, &token_path(SESSION));
    aws.fail(Fault::new(FaultKind::InternalError).action("CreateToken"));
    let error = shell.error("aws sso login");
    assert_eq!(error.code, "aws::service_error", "{error:?}");
    assert!(shell.visits().is_empty());
    assert_eq!(read(&shell, &token_path(SESSION)), before);
}
