//! Refreshing tokens without the user.

use std::path::PathBuf;

use crate::aws::timestamp::now;
use crate::cli_cache::renewal::{RenewalOutcome, RequestError, SignInFile, renew};
use crate::cli_cache::token::Token;
use crate::cli_cache::token_cache::{CachedToken, TokenCache};
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::Error;
use crate::files::FileLock;
use crate::sso::oidc::{Oidc, OidcError, Reason};

/// The outcome of a refresh, with why the service refuses it.
pub(crate) type RefreshOutcome = RenewalOutcome<Token, Reason>;

/// A valid token: the stored one if it is valid for 15 more minutes, else a refreshed one, which is then stored.
/// Concurrent callers, in any number of processes, make one request. Never opens a browser.
///
/// A token that expires sooner and can't be refreshed is used until it expires.
///
/// # Errors
///
/// `SsoError::SignedOut` or `SsoError::Expired` if the user has to sign in; those of [`refresh`] if that is not
/// known.
pub(crate) async fn fresh_token(
    context: &Context<'_>,
    center: &IdentityCenter,
    profile: Option<&str>,
) -> Result<Token, Error> {
    let cache = TokenCache::from_environment(context.environment)?;
    let Some(CachedToken { token: stored, is_damaged: damaged }) = cache.cached(center)? else {
        return Err(center.signed_out(profile));
    };
    if damaged {
        let (path, login) = (cache.path(center), center.login_command(profile));
        let path = path.display();
        context.warnings.add(format!(
            "{path} has extra text after the token, which the AWS CLI can't read; repair it with `{login}`"
        ));
    }
    if stored.is_fresh(now()) || (stored.is_valid(now()) && stored.renewal(now()).is_none()) {
        return Ok(stored);
    }
    match refresh(context, &cache, center).await {
        Ok(RefreshOutcome::SignIn(token)) => Ok(token),
        Ok(RefreshOutcome::SignedOut) => Err(center.signed_out(profile)),
        failed => {
            let unsaved = context.unsaved.tokens.lock(cache.path(center)).await;
            match unsaved.get(&stored).unwrap_or(&stored) {
                current if current.is_valid(now()) => Ok(current.clone()),
                _ => Err(failed.err().unwrap_or_else(|| center.expired(profile))),
            }
        }
    }
}

/// Refreshes the stored token, unless another process has just done so.
///
/// # Errors
///
/// [`Error::Cache`] if the token can't be read; connection and service errors. If the new token can't be stored, that is a
/// warning.
pub(crate) async fn refresh(
    context: &Context<'_>,
    cache: &TokenCache,
    center: &IdentityCenter,
) -> Result<RefreshOutcome, Error> {
    let prepare = |current: Token| async move {
        let Some((registration, refresh_token)) = current.renewal(now()) else { return Ok(None) };
        let (registration, refresh_token) = (registration.clone(), refresh_token.clone());
        let oidc = Oidc::open(context, center).await?;
        Ok(Some(async move {
            let token = oidc.refreshed_token(&registration, &refresh_token).await;
            token.map_err(|error| match error {
                OidcError::Refused { reason, .. } => RequestError::Refused(reason),
                OidcError::Other(error) => RequestError::Other(error),
            })
        }))
    };
    let (warnings, session) = (context.warnings.clone(), center.key().to_owned());
    let on_unsaved =
        move |error| warnings.add(format!("the refreshed token of `{session}` is lost when the plugin stops: {error}"));
    let file = TokenFile { cache: cache.clone(), center: center.clone() };
    renew(file, &context.unsaved.tokens, prepare, on_unsaved).await
}

struct TokenFile {
    cache: TokenCache,
    center: IdentityCenter,
}

impl SignInFile for TokenFile {
    type SignIn = Token;

    fn path(&self) -> PathBuf {
        self.cache.path(&self.center)
    }

    async fn lock_if_writable(&self) -> Result<Option<FileLock>, Error> {
        self.cache.lock_if_writable(&self.center).await
    }

    fn read(&self) -> Result<Option<Token>, Error> {
        self.cache.read(&self.center)
    }

    fn write(&self, token: &Token) -> Result<(), Error> {
        self.cache.write(&self.center, token)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use aws_sandbox::{Fault, FaultKind, Options};
    use chrono::TimeDelta;

    use super::*;
    use crate::error::SsoError;
    use crate::test_support::{Fixture, corp, until};
    use crate::text::secret::Secret;

    const HOUR: TimeDelta = TimeDelta::minutes(60);
    const MINUTE: TimeDelta = TimeDelta::minutes(1);

    async fn fetch_token(fixture: &Fixture) -> Result<Token, Error> {
        fresh_token(&fixture.context(), &corp(), Some("dev")).await
    }

    fn code(result: Result<Token, Error>) -> &'static str {
        result.expect_err("no token").code()
    }

    #[tokio::test]
    async fn a_fresh_token_is_used_without_a_request() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(HOUR);
        assert_eq!(fetch_token(&fixture).await.expect("a token").access_token, token.access_token);
        assert!(fixture.sandbox.requests().is_empty());
    }

    #[tokio::test]
    async fn a_token_near_its_expiry_is_refreshed_and_stored_each_time() {
        let fixture = Fixture::new(Options::default());
        for (round, left) in [MINUTE, -HOUR, TimeDelta::zero()].into_iter().enumerate() {
            let old = fixture.stored().unwrap_or_else(|| fixture.sign_in_for(left));
            fixture.store(&Token { expires_at: now() + left, ..old.clone() });
            let token = fetch_token(&fixture).await.expect("a token");
            assert!(token.is_fresh(now()) && token.access_token != old.access_token);
            assert!(token.refresh_token.is_some() && token.refresh_token != old.refresh_token, "it is rotated");
            assert_eq!(fixture.stored().expect("stored").refresh_token, token.refresh_token);
            assert_eq!(fixture.sandbox.count("CreateToken"), round + 1);
        }
    }

    #[tokio::test]
    async fn a_refresh_token_that_is_not_replaced_is_kept() {
        let fixture = Fixture::new(Options { rotate_refresh_tokens: false, ..Options::default() });
        let old = fixture.sign_in_for(MINUTE);
        assert_eq!(fetch_token(&fixture).await.expect("a token").refresh_token, old.refresh_token);
        assert_eq!(fixture.stored().expect("stored").refresh_token, old.refresh_token);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn fifty_concurrent_callers_make_one_request() {
        let fixture = Arc::new(Fixture::new(Options::default()));
        fixture.sign_in_for(-MINUTE);
        let mut callers = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let fixture = Arc::clone(&fixture);
            callers.spawn(async move { fetch_token(&fixture).await.expect("a token").access_token });
        }
        let tokens = callers.join_all().await;
        assert!(tokens.iter().all(|token| *token == tokens[0]));
        assert_eq!(fixture.sandbox.count("CreateToken"), 1);
    }

    #[tokio::test]
    async fn signed_out_and_not_refreshable_are_different_errors() {
        let fixture = Fixture::new(Options::default());
        assert_eq!(code(fetch_token(&fixture).await), "aws::sso::signed_out");
        let token = fixture.sign_in_for(-MINUTE);
        fixture.store(&Token { refresh_token: None, ..token });
        let error = fetch_token(&fixture).await.expect_err("expired");
        assert!(
            matches!(&error, Error::Sso(SsoError::Expired { login, .. }) if login == "aws sso login --sso-session corp")
        );
        assert!(fixture.sandbox.requests().is_empty());
    }

    #[tokio::test]
    async fn a_refused_refresh_is_an_expired_sign_in() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(-MINUTE);
        fixture.sandbox.revoke_tokens();
        assert_eq!(code(fetch_token(&fixture).await), "aws::sso::expired");
        assert_eq!(fixture.stored().expect("still there").refresh_token, token.refresh_token);
    }

    #[tokio::test]
    async fn a_token_that_can_not_be_refreshed_is_used_until_it_expires() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(MINUTE);
        fixture.sandbox.revoke_tokens();
        assert_eq!(fetch_token(&fixture).await.expect("still valid").access_token, token.access_token);
        let unrefreshable = Token { registration: None, ..token.clone() };
        fixture.store(&unrefreshable);
        assert_eq!(fetch_token(&fixture).await.expect("still valid").access_token, token.access_token);
        assert_eq!(fixture.sandbox.count("CreateToken"), 1);
    }

    #[tokio::test]
    async fn without_a_network_a_token_is_used_until_it_expires() {
        let mut fixture = Fixture::new(Options::default());
        fixture.set_variable("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        fixture.sign_in_for(MINUTE);
        assert!(fetch_token(&fixture).await.is_ok());
        fixture.sign_in_for(-MINUTE);
        assert_eq!(code(fetch_token(&fixture).await), "aws::network::unreachable");
    }

    #[tokio::test]
    async fn the_token_of_a_program_that_refreshes_at_the_same_time_is_used() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(-MINUTE);
        fixture.store(&Token { refresh_token: Some(Secret::new("used up")), ..token.clone() });
        let other_program = async {
            until(|| fixture.sandbox.count("CreateToken") > 0).await;
            let other_token = Token { access_token: Secret::new("other"), expires_at: now() + HOUR, ..token.clone() };
            fixture.store(&other_token);
        };
        let (token, ()) = tokio::join!(fetch_token(&fixture), other_program);
        assert_eq!(token.expect("a token").access_token.expose(), "other");
    }

    #[tokio::test]
    async fn a_cancelled_refresh_is_finished_and_stored() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(-MINUTE);
        fixture.sandbox.fail(Fault::new(FaultKind::Hang).action("CreateToken"));
        tokio::select! {
            _ = fetch_token(&fixture) => panic!("there is no response"),
            () = until(|| fixture.sandbox.count("CreateToken") > 0) => {}
        }
        fixture.sandbox.clear_faults();
        until(|| fixture.stored().expect("stored").access_token != token.access_token).await;
    }

    #[tokio::test]
    async fn no_error_contains_a_secret() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(-MINUTE);
        fixture.sandbox.revoke_tokens();
        let text = format!(
            "{:?} {:?}",
            fetch_token(&fixture).await,
            refresh(&fixture.context(), &fixture.token_cache(), &corp()).await
        );
        let registration = token.registration.expect("a registration");
        for secret in [token.access_token, token.refresh_token.expect("a refresh token"), registration.secret] {
            assert!(!text.contains(secret.expose()), "{text}");
        }
    }

    #[tokio::test]
    async fn extra_text_after_a_token_is_a_warning() {
        let fixture = Fixture::new(Options::default());
        fixture.sign_in_for(HOUR);
        let path = fixture.token_cache().path(&corp());
        let text = std::fs::read_to_string(&path).expect("the file");
        std::fs::write(&path, format!("{text}}}}}")).expect("damaged");
        fetch_token(&fixture).await.expect("a token");
        fetch_token(&fixture).await.expect("a token");
        let [warning] = &fixture.context().warnings.take()[..] else { panic!("one warning") };
        assert!(warning.contains(&path.display().to_string()), "{warning}");
        assert!(warning.ends_with("repair it with `aws sso login --sso-session corp`"), "{warning}");
    }
}
