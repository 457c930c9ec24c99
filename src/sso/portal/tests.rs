use std::time::{Duration, Instant};

use aws_sandbox::{Fault, FaultKind, Options};

use super::*;
use crate::aws::timestamp;
use crate::sso::refresh::fresh_token;
use crate::test_support::{Fixture, corp, until};

fn options(accounts: usize, roles: usize) -> Options {
    Options { accounts, roles, ..Options::default() }
}

async fn all_roles(portal: &Portal) -> Vec<Result<AssignedRole, AccountFailure>> {
    let mut rows = portal.all_roles(portal.accounts().await.expect("accounts"));
    let mut all = Vec::new();
    while let Some(row) = rows.recv().await {
        all.push(row);
    }
    all
}

#[tokio::test]
async fn accounts_and_roles_come_from_all_pages() {
    let fixture = Fixture::new(options(230, 130));
    let portal = fixture.portal().await;
    let accounts = portal.accounts().await.expect("accounts");
    assert_eq!((accounts.len(), fixture.sandbox.count("ListAccounts")), (230, 3));
    let first = Account {
        account_id: "111122223333".into(),
        account_name: Some("dev-account".into()),
        email: Some(fixture.sandbox.account("dev-account").email.clone()),
    };
    assert_eq!(accounts[0], first);

    let roles = portal.roles("444455556666").await.expect("roles");
    assert_eq!(roles, fixture.sandbox.account("test-account").roles);
    assert_eq!((roles.len(), fixture.sandbox.count("ListAccountRoles")), (130, 2));
}

#[tokio::test]
async fn pages_that_lead_in_a_circle_are_an_error() {
    let fixture = Fixture::new(options(320, 320));
    let portal = fixture.portal().await;
    let accounts = portal.accounts().await.expect("accounts");
    fixture.sandbox.fail(Fault::new(FaultKind::CircularPages));
    let listed = fixture.sandbox.count("ListAccounts");
    let is_circle = |error: &Error| {
        assert_eq!(error.code(), "aws::invalid_response");
        error.to_string().contains("it has the token of an earlier page")
    };
    assert!(is_circle(&portal.accounts().await.expect_err("a circle")));
    assert!(is_circle(&portal.roles("444455556666").await.expect_err("a circle")));
    assert_eq!((fixture.sandbox.count("ListAccounts") - listed, fixture.sandbox.count("ListAccountRoles")), (4, 4));
    let mut rows = portal.all_roles(accounts[..1].to_vec());
    let mut roles = 0;
    while let Some(row) = rows.recv().await {
        match row {
            Ok(_) => roles += 1,
            Err(failure) => assert!(is_circle(&failure.error)),
        }
    }
    assert!(roles >= 300, "{roles}");
}

#[tokio::test]
async fn a_response_without_its_list_is_no_empty_list() {
    let fixture = Fixture::new(options(2, 1));
    let portal = fixture.portal().await;
    for action in ["ListAccounts", "ListAccountRoles", "GetRoleCredentials"] {
        fixture.sandbox.fail(Fault::new(FaultKind::Empty).action(action));
    }
    let accounts = portal.accounts().await.expect_err("refused");
    let roles = portal.roles("444455556666").await.expect_err("refused");
    for (error, list) in [(accounts, "list of accounts"), (roles, "list of roles")] {
        assert_eq!(error.code(), "aws::invalid_response");
        assert!(error.to_string().ends_with(&format!("it has no complete {list}")), "{error}");
    }
}

#[tokio::test]
async fn two_hundred_accounts_take_ten_seconds_without_throttling() {
    let fixture = Fixture::new(options(200, 3));
    let portal = fixture.portal().await;
    let begun = Instant::now();
    let rows = all_roles(&portal).await;
    assert_eq!(rows.iter().filter(|row| row.is_ok()).count(), 600);
    assert_eq!(fixture.sandbox.throttled(), 0);
    // A busy machine may take longer.
    assert!(begun.elapsed() <= Duration::from_secs(200 / 20 + 10), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn throttled_calls_are_retried() {
    let fixture = Fixture::new(Options { portal_limit: 10, ..options(25, 1) });
    let portal = fixture.portal().await;
    let rows = all_roles(&portal).await;
    assert_eq!(rows.iter().filter(|row| row.is_ok()).count(), 25);
    assert!(fixture.sandbox.throttled() > 0);
    // Each throttled call costs one attempt, because the SDK does not retry.
    assert_eq!(fixture.sandbox.count("ListAccountRoles"), 25 + fixture.sandbox.throttled());
}

#[tokio::test]
async fn transient_errors_are_retried() {
    let fixture = Fixture::new(options(2, 1));
    let portal = fixture.portal().await;
    fixture.sandbox.fail(Fault::new(FaultKind::InternalError).times(2));
    assert_eq!(portal.accounts().await.expect("at the third try").len(), 2);
    fixture.sandbox.fail(Fault::new(FaultKind::InternalError));
    assert_eq!(portal.accounts().await.expect_err("given up").code(), "aws::service_error");
    assert_eq!(fixture.sandbox.count("ListAccounts"), 6);
}

#[tokio::test]
async fn a_portal_that_always_throttles_does_not_keep_the_command_waiting() {
    let fixture = Fixture::new(options(100, 1)).with_patience(Duration::from_secs(1));
    let portal = fixture.portal().await;
    let accounts = portal.accounts().await.expect("accounts");
    fixture.sandbox.fail(Fault::new(FaultKind::Throttle));
    let begun = Instant::now();
    let mut rows = portal.all_roles(accounts);
    let mut throttled = 0;
    while let Some(row) = rows.recv().await {
        assert_eq!(row.expect_err("throttled").error.code(), "aws::throttled");
        throttled += 1;
    }
    assert_eq!(throttled, 100);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_portal_that_asks_to_wait_does_not_keep_the_command_waiting() {
    let fixture = Fixture::new(options(2, 1)).with_patience(Duration::from_millis(300));
    let portal = fixture.portal().await;
    portal.rate_limiter.record_throttled(Instant::now(), Some(Duration::from_secs(3600)));
    let begun = Instant::now();
    assert_eq!(portal.accounts().await.expect_err("no call").code(), "aws::throttled");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_portal_without_an_answer_is_a_timeout_that_says_how_long_it_took() {
    let fixture = Fixture::new(options(2, 1)).with_patience(Duration::from_secs(1));
    let portal = fixture.portal().await;
    fixture.sandbox.fail(Fault::new(FaultKind::Hang));
    let error = portal.accounts().await.expect_err("no answer");
    assert_eq!(error.code(), "aws::network::timeout");
    let message = "sso in eu-west-1 did not answer in time: there was no progress for 1 s";
    assert_eq!((error.to_string().as_str(), fixture.sandbox.count("ListAccounts")), (message, 1));
}

#[tokio::test]
async fn a_rejected_token_is_its_own_error_and_ends_the_list() {
    let fixture = Fixture::new(options(60, 1));
    let portal = fixture.portal().await;
    let accounts = portal.accounts().await.expect("accounts");
    fixture.sandbox.revoke_tokens();
    let error = portal.accounts().await.expect_err("refused");
    assert!(
        matches!(&error, Error::Sso(SsoError::Expired { rejected: true, session, .. }) if session == "corp"),
        "{error:?}"
    );
    assert_eq!(error.to_string(), "The sign-in to `corp` is no longer accepted by AWS (profile `dev`)");

    let mut rows = portal.all_roles(accounts);
    let failure = rows.recv().await.expect("a row").expect_err("refused");
    assert_eq!(failure.error.code(), "aws::sso::expired");
    assert!(rows.recv().await.is_none());
    assert!(fixture.sandbox.count("ListAccountRoles") < 60);
}

#[tokio::test]
async fn a_rejected_token_is_not_used_again_and_a_newer_one_is_kept() {
    let fixture = Fixture::new(options(2, 1));
    let portal = fixture.portal().await;
    fixture.sandbox.revoke_tokens();
    portal.accounts().await.expect_err("refused");
    let stored = fixture.token_cache().read(&corp()).expect("no error").expect("a token");
    assert!(!stored.is_valid(timestamp::now()) && stored.refresh_token.is_some());
    let error = fresh_token(&fixture.context(), &corp(), Some("dev")).await.expect_err("dead");
    assert_eq!(error.code(), "aws::sso::expired");

    let newer = fixture.sign_in(&corp());
    portal.accounts().await.expect_err("refused");
    assert_eq!(fixture.token_cache().read(&corp()).expect("no error"), Some(newer));
}

#[tokio::test]
async fn a_missing_role_and_a_missing_account_are_named() {
    let fixture = Fixture::new(options(2, 3));
    let (portal, center) = (fixture.portal().await, corp());
    fixture.sandbox.unassign_role("111122223333", "developer");
    for (account, role) in [("111122223333", "developer"), ("111122223333", "typo"), ("999999999999", "developer")] {
        let error = portal.role_credentials(&SsoRoleKey::new(&center, account, role)).await.expect_err("refused");
        assert_eq!(error.code(), "aws::sso::role_not_assigned");
        assert!(error.to_string().contains(account) && error.to_string().contains(role), "{error}");
    }
    let error = portal.roles("999999999999").await.expect_err("refused");
    assert_eq!(error.to_string(), "You have no role in account 999999999999 of `corp`");
}

#[tokio::test]
async fn one_failing_account_does_not_affect_the_others() {
    let fixture = Fixture::new(options(5, 2));
    let portal = fixture.portal().await;
    let account = fixture.sandbox.accounts()[2].id.clone();
    fixture.sandbox.fail(Fault::new(FaultKind::Denied).account(&account));
    let rows = all_roles(&portal).await;
    assert_eq!(rows.iter().filter(|row| row.is_ok()).count(), 8);
    let failures: Vec<_> = rows.into_iter().filter_map(Result::err).collect();
    assert_eq!((failures.len(), &failures[0].account.account_id), (1, &account));
}

#[tokio::test]
async fn calls_stop_when_the_receiver_is_dropped() {
    let fixture = Fixture::new(options(100, 1));
    let portal = fixture.portal().await;
    let accounts = portal.accounts().await.expect("accounts");
    let users = || Arc::strong_count(&portal.rate_limiter);
    let before = users();
    let mut rows = portal.all_roles(accounts);
    rows.recv().await.expect("a row").expect("a role");
    assert!(users() > before);
    let listed = fixture.sandbox.count("ListAccountRoles");
    drop(rows);
    until(|| users() == before).await;
    // Calls that were on their way may still have arrived.
    assert!(fixture.sandbox.count("ListAccountRoles") <= listed + all_roles::CONCURRENCY);
}

#[tokio::test]
async fn logout_ends_the_token_and_can_be_repeated() {
    let fixture = Fixture::new(options(2, 1));
    let portal = fixture.portal().await;
    portal.logout().await.expect("out");
    assert_eq!(portal.accounts().await.expect_err("dead").code(), "aws::sso::expired");
    portal.logout().await.expect("out already");
}

#[tokio::test]
async fn an_invalid_response_and_an_unreachable_portal_are_errors() {
    let fixture = Fixture::new(options(2, 1));
    let portal = fixture.portal().await;
    fixture.sandbox.fail(Fault::new(FaultKind::Garbage));
    assert_eq!(portal.accounts().await.expect_err("garbage").code(), "aws::invalid_response");
    drop(fixture);
    let error = portal.accounts().await.expect_err("gone");
    assert_eq!(error.code(), "aws::network::unreachable");
    assert!(error.to_string().contains("sso in eu-west-1"), "{error}");
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let fixture = Fixture::new(options(2, 1));
    let text = format!("{:?}", fixture.portal().await);
    assert!(!text.contains(aws_sandbox::TOKEN_PREFIX), "{text}");
}
