use std::sync::Arc;

use aws_sandbox::{Options, Sandbox};
use chrono::TimeDelta;

use super::*;
use crate::error::SsoError;
use crate::sso::stage::{Stage, corp};
use crate::text::secret::Secret;

const HOUR: TimeDelta = TimeDelta::minutes(60);
const MINUTE: TimeDelta = TimeDelta::minutes(1);

async fn fresh(stage: &Stage) -> Result<Token, Error> {
    fresh_token(&stage.context(), &corp(), Some("dev")).await
}

fn code(result: Result<Token, Error>) -> &'static str {
    result.expect_err("no token").code()
}

#[tokio::test]
async fn a_token_with_time_left_is_taken_as_it_is() {
    let stage = Stage::new(Options::default());
    let token = stage.signed_in(HOUR);
    assert_eq!(fresh(&stage).await.expect("a token").access_token, token.access_token);
    assert!(stage.sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_token_near_its_end_is_refreshed_stored_and_refreshed_again() {
    let stage = Stage::new(Options::default());
    for (round, left) in [MINUTE, -HOUR, TimeDelta::zero()].into_iter().enumerate() {
        let old = stage.stored().unwrap_or_else(|| stage.signed_in(left));
        stage.cache().write(&corp(), &Token { expires_at: now() + left, ..old.clone() }).expect("stored");
        let token = fresh(&stage).await.expect("a token");
        assert!(token.is_fresh(now()) && token.access_token != old.access_token);
        assert!(token.refresh_token.is_some() && token.refresh_token != old.refresh_token, "it is rotated");
        assert_eq!(stage.stored().expect("stored").refresh_token, token.refresh_token);
        assert_eq!(stage.sandbox.count("CreateToken"), round + 1);
    }
}

#[tokio::test]
async fn a_refresh_token_that_is_not_replaced_is_kept() {
    let stage = Stage::new(Options { rotate_refresh_tokens: false, ..Options::default() });
    let old = stage.signed_in(MINUTE);
    assert_eq!(fresh(&stage).await.expect("a token").refresh_token, old.refresh_token);
    assert_eq!(stage.stored().expect("stored").refresh_token, old.refresh_token);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_who_ask_at_once_make_one_request() {
    let stage = Arc::new(Stage::new(Options::default()));
    stage.signed_in(-MINUTE);
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let stage = Arc::clone(&stage);
        callers.spawn(async move { fresh(&stage).await.expect("a token").access_token });
    }
    let tokens = callers.join_all().await;
    assert!(tokens.iter().all(|token| *token == tokens[0]));
    assert_eq!(stage.sandbox.count("CreateToken"), 1);
}

#[tokio::test]
async fn nobody_signed_in_and_nothing_to_refresh_with_are_told_apart() {
    let stage = Stage::new(Options::default());
    assert_eq!(code(fresh(&stage).await), "aws::sso::signed_out");
    let token = stage.signed_in(-MINUTE);
    stage.cache().write(&corp(), &Token { refresh_token: None, ..token }).expect("stored");
    let error = fresh(&stage).await.expect_err("expired");
    assert!(
        matches!(&error, Error::Sso(SsoError::Expired { login, .. }) if login == "aws sso login --sso-session corp")
    );
    assert!(stage.sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_refused_refresh_is_an_expired_sign_in() {
    let stage = Stage::new(Options::default());
    let token = stage.signed_in(-MINUTE);
    stage.sandbox.revoke_tokens();
    assert_eq!(code(fresh(&stage).await), "aws::sso::expired");
    assert_eq!(stage.stored().expect("still there").refresh_token, token.refresh_token);
}

#[tokio::test]
async fn a_token_is_used_while_it_lives() {
    let stage = Stage::new(Options::default());
    let token = stage.signed_in(MINUTE);
    stage.sandbox.revoke_tokens();
    assert_eq!(fresh(&stage).await.expect("it lives").access_token, token.access_token);
    let unrefreshable = Token { client: None, ..token.clone() };
    stage.cache().write(&corp(), &unrefreshable).expect("stored");
    assert_eq!(fresh(&stage).await.expect("it lives").access_token, token.access_token);
    assert_eq!(stage.sandbox.count("CreateToken"), 1);
}

#[tokio::test]
async fn without_a_network_a_token_is_used_while_it_lives() {
    let stage = Stage::of(Sandbox::start(Options::default()), "http://127.0.0.1:1");
    stage.signed_in(MINUTE);
    assert!(fresh(&stage).await.is_ok());
    stage.signed_in(-MINUTE);
    assert_eq!(code(fresh(&stage).await), "aws::network::unreachable");
}

#[tokio::test]
async fn another_program_that_refreshes_at_the_same_time_wins() {
    let stage = Stage::new(Options::default());
    let token = stage.signed_in(-MINUTE);
    stage
        .cache()
        .write(&corp(), &Token { refresh_token: Some(Secret::new("used up")), ..token.clone() })
        .expect("stored");
    let other = async {
        while stage.sandbox.count("CreateToken") == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let theirs = Token { access_token: Secret::new("theirs"), expires_at: now() + HOUR, ..token.clone() };
        stage.cache().write(&corp(), &theirs).expect("stored");
    };
    let (ours, ()) = tokio::join!(fresh(&stage), other);
    assert_eq!(ours.expect("theirs").access_token.expose(), "theirs");
}

#[tokio::test]
async fn a_refresh_that_nobody_waits_for_is_stored() {
    let stage = Stage::new(Options { latency: Duration::from_millis(200), ..Options::default() });
    let token = stage.signed_in(-MINUTE);
    assert!(tokio::time::timeout(Duration::from_millis(100), fresh(&stage)).await.is_err(), "dropped on its way");
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_ne!(stage.stored().expect("stored").access_token, token.access_token);
}

#[tokio::test]
async fn no_error_tells_a_secret() {
    let stage = Stage::new(Options::default());
    let token = stage.signed_in(-MINUTE);
    stage.sandbox.revoke_tokens();
    let text = format!("{:?} {:?}", fresh(&stage).await, refresh(&stage.context(), &stage.cache(), &corp()).await);
    let client = token.client.expect("a client");
    for secret in [token.access_token, token.refresh_token.expect("a refresh token"), client.secret] {
        assert!(!text.contains(secret.expose()), "{text}");
    }
}
