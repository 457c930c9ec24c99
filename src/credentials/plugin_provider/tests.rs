use aws_sandbox::{Fault, FaultKind, Options};

use super::*;
use crate::credentials::Session;
use crate::test_support::{Fixture, corp};

async fn regions(session: &Session) -> Result<usize, Error> {
    let answer = session.ec2("eu-west-1").describe_regions().send().await;
    let answer = answer
        .map_err(|error| crate::client::explain::explain(&error, session.request("ec2:DescribeRegions", "eu-west-1")));
    Ok(answer?.regions().len())
}

#[tokio::test]
async fn the_keys_of_a_role_sign_in_to_its_account() {
    let fixture = Fixture::new(Options::default());
    fixture.sign_in(&corp());
    let session = fixture.open_session("dev").await.expect("a session");
    assert!(regions(&session).await.expect("an answer") > 10);
    let requests = fixture.sandbox.requests();
    let asked: Vec<_> = requests.iter().map(|request| request.action.as_str()).collect();
    assert_eq!(asked, ["GetRoleCredentials", "DescribeRegions"]);
    assert_eq!(requests[1].account_id.as_deref(), Some("111122223333"));

    fixture.sandbox.clear_requests();
    regions(&fixture.open_session("dev").await.expect("a second session")).await.expect("an answer");
    assert_eq!((fixture.sandbox.count("GetRoleCredentials"), fixture.sandbox.count("DescribeRegions")), (0, 1));
}

#[tokio::test]
async fn a_chain_that_ends_in_an_identity_center_assumes_its_role() {
    let fixture = Fixture::new(Options::default());
    fixture.sign_in(&corp());
    let session = fixture.open_session("chained").await.expect("a session");
    regions(&session).await.expect("an answer");
    let asked: Vec<_> = fixture.sandbox.requests().into_iter().map(|request| request.action).collect();
    assert_eq!(asked, ["GetRoleCredentials", "AssumeRole", "DescribeRegions"]);
}

#[tokio::test]
async fn whoever_is_not_signed_in_learns_it_before_anything_is_asked() {
    let fixture = Fixture::new(Options::default());
    let error = fixture.open_session("dev").await.expect_err("signed out");
    assert!(
        matches!(&error, Error::Sso(SsoError::SignedOut { profile: Some(name), .. }) if name == "dev"),
        "{error:?}"
    );
    let error = fixture.open_session("chained").await.expect_err("signed out");
    assert!(
        matches!(&error, Error::Sso(SsoError::SignedOut { profile: Some(name), .. }) if name == "dev"),
        "{error:?}"
    );
    let error = fixture.open_session("legacy").await.expect_err("signed out");
    assert!(
        matches!(&error, Error::Sso(SsoError::SignedOut { login, .. }) if login == "aws sso login --profile legacy"),
        "{error:?}"
    );
    assert!(fixture.sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_role_that_was_taken_away_and_a_token_that_is_dead_are_told_apart() {
    let fixture = Fixture::new(Options::default());
    fixture.sign_in(&corp());
    fixture.sandbox.unassign_role("111122223333", "developer");
    assert_eq!(fixture.open_session("dev").await.expect_err("no role").code(), "aws::sso::role_not_assigned");
    fixture.sandbox.revoke_tokens();
    let error = fixture.open_session("dev").await.expect_err("dead");
    assert!(matches!(error, Error::Sso(SsoError::Expired { rejected: true, .. })), "{error:?}");
}

#[tokio::test]
async fn a_profile_that_lacks_its_role_or_contradicts_its_session_is_refused() {
    let fixture = Fixture::new(Options::default());
    fixture.sign_in(&corp());
    let error = fixture.open_session("no-role").await.expect_err("refused");
    assert!(matches!(error, Error::Sso(SsoError::Incomplete { missing: "sso_role_name", .. })), "{error:?}");
    let error = fixture.open_session("torn").await.expect_err("refused");
    assert!(matches!(error, Error::Sso(SsoError::Inconsistent { key: "sso_region", .. })), "{error:?}");
    assert!(fixture.sandbox.requests().is_empty());
}

#[tokio::test]
async fn credentials_that_end_are_replaced_and_an_error_then_is_ours() {
    // The SDK asks for new ones ten seconds before the end.
    let lifetime = std::time::Duration::from_secs(5);
    let fixture = Fixture::new(Options { role_credentials_lifetime: lifetime, ..Options::default() });
    fixture.sign_in(&corp());
    let session = fixture.open_session("dev").await.expect("a session");
    regions(&session).await.expect("an answer");
    assert_eq!(fixture.sandbox.count("GetRoleCredentials"), 1);
    regions(&session).await.expect("an answer");
    assert_eq!(fixture.sandbox.count("GetRoleCredentials"), 2);

    fixture.sandbox.fail(Fault::new(FaultKind::Denied).action("GetRoleCredentials"));
    let error = regions(&session).await.expect_err("no role any more");
    assert_eq!(error.code(), "aws::sso::role_not_assigned");
}

#[cfg(unix)]
#[tokio::test]
async fn a_program_gives_the_keys_of_a_profile_and_of_a_chain() {
    let more = "\
[profile program]
credential_process = cat keys.json
region = eu-west-1
[profile chained-program]
role_arn = arn:aws:iam::111122223333:role/tester
source_profile = program
region = eu-west-1
";
    let fixture = Fixture::with_config(Options::default(), more);
    let key = &fixture.sandbox.account("dev-account").key;
    let keys = serde_json::json!({
        "Version": 1, "AccessKeyId": key.access_key_id, "SecretAccessKey": key.secret_access_key,
    });
    std::fs::write(fixture.path("keys.json"), keys.to_string()).expect("written");
    regions(&fixture.open_session("program").await.expect("a session")).await.expect("an answer");
    regions(&fixture.open_session("chained-program").await.expect("a session")).await.expect("an answer");
    assert_eq!(fixture.sandbox.count("AssumeRole"), 1);
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let fixture = Fixture::new(Options::default());
    let token = fixture.sign_in(&corp());
    let text = format!("{:?}", fixture.open_session("dev").await.expect("a session"));
    assert!(!text.contains(aws_sandbox::SECRET_PREFIX) && !text.contains(token.access_token.expose()), "{text}");
}
