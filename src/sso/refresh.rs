//! Tokens that are renewed without asking anybody.

use std::time::Duration;

use crate::aws::timestamp::now;
use crate::cli_cache::token::Token;
use crate::cli_cache::token_cache::{CachedToken, TokenCache};
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::Error;
use crate::files::FileLock;
use crate::sso::oidc::{Oidc, OidcError, Reason};

/// How long another program may take from its request to its file.
const GRACE: Duration = Duration::from_millis(200);

/// What a refresh has come to.
#[derive(Debug)]
pub(crate) enum Refreshed {
    /// There is a new token, ours or that of another process.
    Token(Token),
    /// Nothing is stored.
    SignedOut,
    /// What is stored can't be refreshed.
    Impossible,
    /// The service doesn't take the refresh token or the registration any more.
    Refused(Reason),
}

/// A token that lives for a while longer: the stored one if it is good for 15 minutes, else a refreshed one, which is
/// then stored. However many ask at once, in whatever processes, there is one request. Never opens a browser.
///
/// A token that ends sooner and can't be refreshed is good for as long as it lives.
///
/// # Errors
///
/// `SsoError::SignedOut` or `SsoError::Expired` if somebody has to sign in; those of [`refresh`] if it could not
/// be told.
pub(crate) async fn fresh_token(
    context: &Context<'_>,
    center: &IdentityCenter,
    profile: Option<&str>,
) -> Result<Token, Error> {
    let cache = TokenCache::from_environment(context.environment)?;
    let Some(CachedToken { token: stored, damaged }) = cache.cached(center)? else {
        return Err(center.signed_out(profile));
    };
    if damaged {
        let (path, login) = (cache.path(center), center.login_command(profile));
        let path = path.display();
        context.warnings.add(format!(
            "{path} has extra text after the token, which the AWS CLI can't read; repair it with `{login}`"
        ));
    }
    if stored.is_fresh(now()) || (stored.is_alive(now()) && stored.renewal(now()).is_none()) {
        return Ok(stored);
    }
    match refresh(context, &cache, center).await {
        Ok(Refreshed::Token(token)) => Ok(token),
        Ok(Refreshed::SignedOut) => Err(center.signed_out(profile)),
        _ if stored.is_alive(now()) => Ok(stored),
        Ok(Refreshed::Impossible | Refreshed::Refused(_)) => Err(center.expired(profile)),
        Err(error) => Err(error),
    }
}

/// Refreshes the stored token, unless another process has just done it.
///
/// # Errors
///
/// [`Error::Cache`] if the token can't be read or stored, and what `session::failure` tells if the service can't be
/// reached.
pub(crate) async fn refresh(
    context: &Context<'_>,
    cache: &TokenCache,
    center: &IdentityCenter,
) -> Result<Refreshed, Error> {
    let lock = cache.lock(center).await?;
    let Some(stored) = cache.read(center)? else { return Ok(Refreshed::SignedOut) };
    if stored.is_fresh(now()) {
        return Ok(Refreshed::Token(stored));
    }
    if stored.renewal(now()).is_none() {
        return Ok(Refreshed::Impossible);
    }
    let exchange = Exchange {
        oidc: Oidc::open(context, center).await?,
        cache: cache.clone(),
        center: center.clone(),
        stored,
        lock,
    };
    // A refresh that is under way is finished even if nobody waits for it any more: the service may have replaced the
    // refresh token, and the new one must be stored.
    let task = tokio::spawn(exchange.run());
    task.await.map_err(|cause| Error::Internal(format!("The refresh has broken off: {cause}")))?
}

/// One refresh, with all that it needs.
struct Exchange {
    oidc: Oidc,
    cache: TokenCache,
    center: IdentityCenter,
    stored: Token,
    lock: FileLock,
}

impl Exchange {
    async fn run(self) -> Result<Refreshed, Error> {
        let Some((client, refresh_token)) = self.stored.renewal(now()) else { return Ok(Refreshed::Impossible) };
        match self.oidc.refreshed_token(client, refresh_token).await {
            Ok(token) => {
                self.cache.write(&self.center, &token)?;
                Ok(Refreshed::Token(token))
            }
            Err(OidcError::Refused { reason, .. }) => self.refused(reason).await,
            Err(OidcError::Unanswered(error)) => Err(error),
        }
    }

    /// The AWS CLI and the SDKs know nothing of our lock: one of them may have used the refresh token a moment ago, and
    /// then its new token is on the way into the file. Nobody else has to wait for that.
    async fn refused(self, reason: Reason) -> Result<Refreshed, Error> {
        drop(self.lock);
        tokio::time::sleep(GRACE).await;
        let theirs = self.cache.read(&self.center)?.filter(|token| token.is_fresh(now()));
        Ok(theirs.map_or(Refreshed::Refused(reason), Refreshed::Token))
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

    async fn fresh(fixture: &Fixture) -> Result<Token, Error> {
        fresh_token(&fixture.context(), &corp(), Some("dev")).await
    }

    fn code(result: Result<Token, Error>) -> &'static str {
        result.expect_err("no token").code()
    }

    #[tokio::test]
    async fn a_token_with_time_left_is_taken_as_it_is() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(HOUR);
        assert_eq!(fresh(&fixture).await.expect("a token").access_token, token.access_token);
        assert!(fixture.sandbox.requests().is_empty());
    }

    #[tokio::test]
    async fn a_token_near_its_end_is_refreshed_stored_and_refreshed_again() {
        let fixture = Fixture::new(Options::default());
        for (round, left) in [MINUTE, -HOUR, TimeDelta::zero()].into_iter().enumerate() {
            let old = fixture.stored().unwrap_or_else(|| fixture.sign_in_for(left));
            fixture.store(&Token { expires_at: now() + left, ..old.clone() });
            let token = fresh(&fixture).await.expect("a token");
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
        assert_eq!(fresh(&fixture).await.expect("a token").refresh_token, old.refresh_token);
        assert_eq!(fixture.stored().expect("stored").refresh_token, old.refresh_token);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn fifty_who_ask_at_once_make_one_request() {
        let fixture = Arc::new(Fixture::new(Options::default()));
        fixture.sign_in_for(-MINUTE);
        let mut callers = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let fixture = Arc::clone(&fixture);
            callers.spawn(async move { fresh(&fixture).await.expect("a token").access_token });
        }
        let tokens = callers.join_all().await;
        assert!(tokens.iter().all(|token| *token == tokens[0]));
        assert_eq!(fixture.sandbox.count("CreateToken"), 1);
    }

    #[tokio::test]
    async fn nobody_signed_in_and_nothing_to_refresh_with_are_told_apart() {
        let fixture = Fixture::new(Options::default());
        assert_eq!(code(fresh(&fixture).await), "aws::sso::signed_out");
        let token = fixture.sign_in_for(-MINUTE);
        fixture.store(&Token { refresh_token: None, ..token });
        let error = fresh(&fixture).await.expect_err("expired");
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
        assert_eq!(code(fresh(&fixture).await), "aws::sso::expired");
        assert_eq!(fixture.stored().expect("still there").refresh_token, token.refresh_token);
    }

    #[tokio::test]
    async fn a_token_is_used_while_it_lives() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(MINUTE);
        fixture.sandbox.revoke_tokens();
        assert_eq!(fresh(&fixture).await.expect("it lives").access_token, token.access_token);
        let unrefreshable = Token { registration: None, ..token.clone() };
        fixture.store(&unrefreshable);
        assert_eq!(fresh(&fixture).await.expect("it lives").access_token, token.access_token);
        assert_eq!(fixture.sandbox.count("CreateToken"), 1);
    }

    #[tokio::test]
    async fn without_a_network_a_token_is_used_while_it_lives() {
        let mut fixture = Fixture::new(Options::default());
        fixture.set_variable("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        fixture.sign_in_for(MINUTE);
        assert!(fresh(&fixture).await.is_ok());
        fixture.sign_in_for(-MINUTE);
        assert_eq!(code(fresh(&fixture).await), "aws::network::unreachable");
    }

    #[tokio::test]
    async fn another_program_that_refreshes_at_the_same_time_wins() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(-MINUTE);
        fixture.store(&Token { refresh_token: Some(Secret::new("used up")), ..token.clone() });
        let other = async {
            while fixture.sandbox.count("CreateToken") == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let theirs = Token { access_token: Secret::new("theirs"), expires_at: now() + HOUR, ..token.clone() };
            fixture.store(&theirs);
        };
        let (ours, ()) = tokio::join!(fresh(&fixture), other);
        assert_eq!(ours.expect("theirs").access_token.expose(), "theirs");
    }

    #[tokio::test]
    async fn a_refresh_that_nobody_waits_for_is_stored() {
        let fixture = Fixture::new(Options { latency: Duration::from_millis(200), ..Options::default() });
        let token = fixture.sign_in_for(-MINUTE);
        assert!(tokio::time::timeout(Duration::from_millis(100), fresh(&fixture)).await.is_err(), "dropped on its way");
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_ne!(fixture.stored().expect("stored").access_token, token.access_token);
    }

    #[tokio::test]
    async fn no_error_tells_a_secret() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in_for(-MINUTE);
        fixture.sandbox.revoke_tokens();
        let text = format!(
            "{:?} {:?}",
            fresh(&fixture).await,
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
        fresh(&fixture).await.expect("a token");
        fresh(&fixture).await.expect("a token");
        let [warning] = &fixture.context().warnings.take()[..] else { panic!("one warning") };
        assert!(warning.contains(&path.display().to_string()), "{warning}");
        assert!(warning.ends_with("repair it with `aws sso login --sso-session corp`"), "{warning}");
    }
}
