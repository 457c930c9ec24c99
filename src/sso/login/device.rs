//! Signing in with a browser on any machine: a device code (RFC 8628).

use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::cli_cache::token::{Registration, Token};
use crate::error::{Error, NetworkError, ServiceError};
use crate::sso::login::context::LoginContext;
use crate::sso::login::registration_cache::RegistrationCache;
use crate::sso::login::{Prompt, environment_detection};
use crate::sso::oidc::{Authorization, OidcError, Reason};

/// By how much to ask less often when asked to (RFC 8628, section 3.5).
const SLOWER: Duration = Duration::from_secs(5);

/// Tells the person a code and asks the service until they have decided or the code has expired.
pub(crate) async fn sign_in(
    attempt: &LoginContext<'_>,
    registration: &RegistrationCache<'_>,
) -> Result<Token, OidcError> {
    let (client, authorization) = start(attempt, registration).await?;
    announce(attempt, &authorization).await;
    let ask = || attempt.oidc.device_token(&client, &authorization.device_code);
    let lifetime = authorization.lifetime.min(attempt.patience);
    timeout(lifetime, poll(authorization.interval, SLOWER, ask)).await.map_err(|_| attempt.timed_out())?
}

/// Begins with the stored registration. One that the service doesn't know any more is replaced.
async fn start(
    attempt: &LoginContext<'_>,
    registration: &RegistrationCache<'_>,
) -> Result<(Registration, Authorization), OidcError> {
    let client = registration.client().await?;
    match attempt.oidc.start_device_authorization(&client).await {
        Err(OidcError::Refused { reason: Reason::Client, .. }) => {
            let client = registration.renewed().await?;
            let authorization = attempt.oidc.start_device_authorization(&client).await?;
            Ok((client, authorization))
        }
        authorization => Ok((client, authorization?)),
    }
}

async fn announce(attempt: &LoginContext<'_>, authorization: &Authorization) {
    let Authorization { url, url_complete, user_code, .. } = authorization;
    let page = url_complete.as_ref().unwrap_or(url);
    let opened = environment_detection::has_browser(attempt.context.environment) && attempt.open(page).await;
    (attempt.tell)(Prompt::Device {
        url: url.clone(),
        url_complete: url_complete.clone(),
        code: user_code.clone(),
        opened,
    });
}

/// Asks again and again. A service that can't be reached for once is asked less often, not given up (RFC 8628,
/// section 3.5).
async fn poll<F>(mut interval: Duration, slower: Duration, mut ask: impl FnMut() -> F) -> Result<Token, OidcError>
where
    F: Future<Output = Result<Token, OidcError>>,
{
    loop {
        sleep(interval).await;
        match ask().await {
            Err(OidcError::Refused { reason: Reason::Pending, .. }) => {}
            Err(OidcError::Refused { reason: Reason::SlowDown, .. }) => interval += slower,
            Err(OidcError::Unanswered(
                Error::Network(NetworkError::Unreachable { .. })
                | Error::Network(NetworkError::Timeout { .. })
                | Error::Service(ServiceError::Throttled { .. }),
            )) => {
                interval += slower;
            }
            decided => return decided,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;
    use std::time::Instant;

    use super::*;

    const INTERVAL: Duration = Duration::from_millis(20);
    const SLOWER_HERE: Duration = Duration::from_millis(100);

    fn refused(reason: Reason) -> OidcError {
        OidcError::Refused { reason, words: String::new() }
    }

    /// How long the poll takes that gets these answers, and how it ends.
    async fn polled(answers: Vec<OidcError>) -> (Duration, OidcError) {
        let mut answers = answers.into_iter();
        let start = Instant::now();
        let end = poll(INTERVAL, SLOWER_HERE, || ready(Err(answers.next().expect("no more questions")))).await;
        (start.elapsed(), end.expect_err("no token"))
    }

    #[tokio::test]
    async fn pending_is_asked_again_at_the_same_pace() {
        let (took, end) =
            polled(vec![refused(Reason::Pending), refused(Reason::Pending), refused(Reason::Denied)]).await;
        assert!(matches!(end, OidcError::Refused { reason: Reason::Denied, .. }), "{end:?}");
        assert!(took >= 3 * INTERVAL, "{took:?}");
    }

    #[tokio::test]
    async fn slow_down_and_lost_connections_make_it_slower_for_good() {
        let lost = OidcError::Unanswered(NetworkError::Timeout { endpoint: String::new() }.into());
        let (took, _) = polled(vec![refused(Reason::SlowDown), lost, refused(Reason::Expired)]).await;
        assert!(took >= 3 * INTERVAL + 3 * SLOWER_HERE, "{took:?}");
    }

    #[tokio::test]
    async fn nonsense_ends_it() {
        let (_, end) = polled(vec![OidcError::Unanswered(Error::Internal("odd".into()))]).await;
        assert!(matches!(end, OidcError::Unanswered(Error::Internal(_))), "{end:?}");
    }
}
