//! Signing in with a device code, in a browser on any machine (RFC 8628).

use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::cli_cache::token::{Registration, Token};
use crate::error::{Error, ServiceError};
use crate::sso::login::context::LoginContext;
use crate::sso::login::flow_choice;
use crate::sso::login::options::Prompt;
use crate::sso::login::registration_cache::RegistrationCache;
use crate::sso::oidc::{DeviceAuthorization, OidcError, Reason};
use crate::sso::page_url::PageUrl;

/// How much longer the polling interval becomes after `slow_down` (RFC 8628, section 3.5).
const SLOW_DOWN: Duration = Duration::from_secs(5);

/// Shows the user a code, and polls until the user has decided or the code has expired.
pub(crate) async fn sign_in(
    login: &LoginContext<'_>,
    registrations: &RegistrationCache<'_>,
) -> Result<Token, OidcError> {
    let (registration, authorization) = start(login, registrations).await?;
    prompt(login, &authorization).await;
    let request_token = || login.oidc.device_token(&registration, &authorization.device_code);
    let lifetime = authorization.lifetime.min(login.timeout);
    timeout(lifetime, poll(authorization.interval, SLOW_DOWN, request_token)).await.map_err(|_| login.timed_out())?
}

/// Starts with the stored registration, or with a new one if the service doesn't accept it.
async fn start(
    login: &LoginContext<'_>,
    registrations: &RegistrationCache<'_>,
) -> Result<(Registration, DeviceAuthorization), OidcError> {
    let registration = registrations.get().await?;
    match login.oidc.start_device_authorization(&registration).await {
        Err(OidcError::Refused { reason: Reason::Client, .. }) => {
            let registration = registrations.renew().await?;
            let authorization = login.oidc.start_device_authorization(&registration).await?;
            Ok((registration, authorization))
        }
        authorization => Ok((registration, authorization?)),
    }
}

async fn prompt(login: &LoginContext<'_>, authorization: &DeviceAuthorization) {
    let DeviceAuthorization { url, url_complete, user_code, .. } = authorization;
    let page = url_complete.as_ref().unwrap_or(url);
    let opened = flow_choice::has_browser(login.context.environment) && login.open_browser(page).await;
    (login.show)(Prompt::Device {
        url: url.to_string(),
        url_complete: url_complete.as_ref().map(PageUrl::to_string),
        code: user_code.clone(),
        opened,
    });
}

/// Polls until there is a decision. After a connection error it polls less often, but goes on (RFC 8628, section 3.5).
async fn poll<F>(
    mut interval: Duration,
    slow_down: Duration,
    mut request_token: impl FnMut() -> F,
) -> Result<Token, OidcError>
where
    F: Future<Output = Result<Token, OidcError>>,
{
    loop {
        sleep(interval).await;
        match request_token().await {
            Err(OidcError::Refused { reason: Reason::Pending, .. }) => {}
            Err(OidcError::Refused { reason: Reason::SlowDown, .. }) => interval += slow_down,
            Err(OidcError::Other(Error::Network(_) | Error::Service(ServiceError::Throttled { .. }))) => {
                interval += slow_down;
            }
            decision => return decision,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;
    use std::time::Instant;

    use super::*;
    use crate::error::NetworkError;

    const INTERVAL: Duration = Duration::from_millis(20);
    const TEST_SLOW_DOWN: Duration = Duration::from_millis(100);

    fn refused(reason: Reason) -> OidcError {
        OidcError::Refused { reason, message: String::new() }
    }

    /// How long polling takes that gets these errors, and how it ends.
    async fn polled(errors: Vec<OidcError>) -> (Duration, OidcError) {
        let mut errors = errors.into_iter();
        let start = Instant::now();
        let end = poll(INTERVAL, TEST_SLOW_DOWN, || ready(Err(errors.next().expect("no further poll")))).await;
        (start.elapsed(), end.expect_err("no token"))
    }

    #[tokio::test]
    async fn pending_keeps_the_interval() {
        let (took, end) =
            polled(vec![refused(Reason::Pending), refused(Reason::Pending), refused(Reason::Denied)]).await;
        assert!(matches!(end, OidcError::Refused { reason: Reason::Denied, .. }), "{end:?}");
        assert!(took >= 3 * INTERVAL, "{took:?}");
    }

    #[tokio::test]
    async fn slow_down_and_timeouts_lengthen_the_interval() {
        let timeout = OidcError::Other(NetworkError::Timeout { endpoint: String::new(), reason: String::new() }.into());
        let (took, _) = polled(vec![refused(Reason::SlowDown), timeout, refused(Reason::Expired)]).await;
        assert!(took >= 3 * INTERVAL + 3 * TEST_SLOW_DOWN, "{took:?}");
    }

    #[tokio::test]
    async fn an_unexpected_error_ends_the_polling() {
        let (_, end) = polled(vec![OidcError::Other(Error::Internal("odd".into()))]).await;
        assert!(matches!(end, OidcError::Other(Error::Internal(_))), "{end:?}");
    }
}
