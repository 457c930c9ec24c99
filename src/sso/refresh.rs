//! Refreshing tokens without the user.

use std::time::Duration;

use tokio::sync::OwnedMutexGuard;

use crate::aws::timestamp::now;
use crate::cli_cache::token::Token;
use crate::cli_cache::token_cache::{CachedToken, TokenCache};
use crate::cli_cache::unsaved::UnsavedSignIn;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::context::warnings::Warnings;
use crate::error::Error;
use crate::files::FileLock;
use crate::sso::oidc::{Oidc, OidcError, Reason};

/// How long another program may take between its refresh request and writing the file.
const GRACE_PERIOD: Duration = Duration::from_millis(200);

/// The outcome of a refresh.
#[derive(Debug)]
pub(crate) enum RefreshOutcome {
    /// There is a new token, which this or another process has requested.
    Token(Token),
    /// No token is stored.
    SignedOut,
    /// The stored token can't be refreshed.
    Impossible,
    /// The service no longer accepts the refresh token or the registration.
    Refused(Reason),
}

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
        Ok(RefreshOutcome::Token(token)) => Ok(token),
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
    let mut unsaved = context.unsaved.tokens.lock(cache.path(center)).await;
    let lock = cache.lock_if_writable(center).await?;
    let Some(stored) = cache.read(center)? else { return Ok(RefreshOutcome::SignedOut) };
    let current = unsaved.get(&stored).unwrap_or(&stored).clone();
    if current.is_fresh(now()) {
        if current != stored {
            // By now there may be room on the disk. If not, the user has been told before.
            let _ = unsaved.store(&current, &stored, |token| cache.write(center, token));
        }
        return Ok(RefreshOutcome::Token(current));
    }
    if current.renewal(now()).is_none() {
        return Ok(RefreshOutcome::Impossible);
    }
    let refresh = RefreshTask {
        oidc: Oidc::open(context, center).await?,
        cache: cache.clone(),
        center: center.clone(),
        stored,
        current,
        lock,
        unsaved,
        warnings: context.warnings.clone(),
    };
    // The task finishes even if the caller is cancelled: the service may have replaced the refresh token already, and
    // then the new one must be stored.
    let task = tokio::spawn(refresh.run());
    task.await?
}

struct RefreshTask {
    oidc: Oidc,
    cache: TokenCache,
    center: IdentityCenter,
    /// The token in the file.
    stored: Token,
    /// The token to refresh: an unsaved one, or the one in the file.
    current: Token,
    lock: Option<FileLock>,
    unsaved: OwnedMutexGuard<UnsavedSignIn<Token>>,
    warnings: Warnings,
}

impl RefreshTask {
    async fn run(mut self) -> Result<RefreshOutcome, Error> {
        let Some((registration, refresh_token)) = self.current.renewal(now()) else {
            return Ok(RefreshOutcome::Impossible);
        };
        match self.oidc.refreshed_token(registration, refresh_token).await {
            Ok(token) => {
                self.store(&token);
                Ok(RefreshOutcome::Token(token))
            }
            Err(OidcError::Refused { reason, .. }) => self.after_refusal(reason).await,
            Err(OidcError::Other(error)) => Err(error),
        }
    }

    /// Stores a token, or keeps it in memory if that fails.
    fn store(&mut self, token: &Token) {
        let write = |token: &Token| self.cache.write(&self.center, token);
        if let Err(error) = self.unsaved.store(token, &self.stored, write) {
            let session = self.center.key();
            self.warnings.add(format!("the refreshed token of `{session}` is lost when the plugin stops: {error}"));
        }
    }

    /// The AWS CLI and the SDKs don't take our lock. One of them may have just used the refresh token, and will then
    /// write the new token to the file in a moment. The lock is released meanwhile, so that other processes need not wait.
    async fn after_refusal(self, reason: Reason) -> Result<RefreshOutcome, Error> {
        drop((self.lock, self.unsaved));
        tokio::time::sleep(GRACE_PERIOD).await;
        let token_of_other = self.cache.read(&self.center)?.filter(|token| token.is_fresh(now()));
        Ok(token_of_other.map_or(RefreshOutcome::Refused(reason), RefreshOutcome::Token))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use aws_sandbox::Options;
    use chrono::TimeDelta;

    use super::*;
    use crate::error::SsoError;
    use crate::test_support::{Fixture, corp};
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
            while fixture.sandbox.count("CreateToken") == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let other_token = Token { access_token: Secret::new("other"), expires_at: now() + HOUR, ..token.clone() };
            fixture.store(&other_token);
        };
        let (token, ()) = tokio::join!(fetch_token(&fixture), other_program);
        assert_eq!(token.expect("a token").access_token.expose(), "other");
    }

    #[tokio::test]
    async fn a_cancelled_refresh_is_finished_and_stored() {
        let fixture = Fixture::new(Options { latency: Duration::from_millis(200), ..Options::default() });
        let token = fixture.sign_in_for(-MINUTE);
        assert!(
            tokio::time::timeout(Duration::from_millis(100), fetch_token(&fixture)).await.is_err(),
            "cancelled while in flight"
        );
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_ne!(fixture.stored().expect("stored").access_token, token.access_token);
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
