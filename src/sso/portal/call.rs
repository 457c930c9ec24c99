//! One call to the portal: rate limit, retries, and what its errors mean.

use std::error::Error as StdError;
use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_sso::config::retry::RetryConfig;
use aws_sdk_sso::error::ProvideErrorMetadata;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;

use crate::aws::timestamp;
use crate::cli_cache::token::Token;
use crate::client::explain::{self, Request};
use crate::client::sdk::for_service;
use crate::error::{Error, ServiceError};
use crate::sso::portal::Portal;

/// How many throttled attempts a call has. With the backoff of the rate limiter they take half a minute.
const MAX_THROTTLED: u32 = 8;
/// How many attempts a call has that fail with a transient error, as in the AWS CLI.
const MAX_TRANSIENT: u32 = 3;

/// The settings of the SDK's client. It must not retry, because every attempt has to wait for the rate limiter.
pub(crate) fn config(sdk: &SdkConfig) -> aws_sdk_sso::Config {
    aws_sdk_sso::config::Builder::from(&for_service(sdk, "SSO")).retry_config(RetryConfig::disabled()).build()
}

/// What to call, and how to explain its errors.
pub(crate) struct Call {
    action: &'static str,
    no_access: Option<Error>,
}

impl Call {
    pub(crate) fn new(action: &'static str) -> Self {
        Self { action, no_access: None }
    }

    /// The error to return if the portal denies access, or finds no such account or role.
    pub(crate) fn no_access(self, error: Error) -> Self {
        Self { no_access: Some(error), ..self }
    }
}

impl Portal {
    /// Makes a call within the rate limit, and retries it where that may help, until the command has waited too long.
    pub(crate) async fn call<T, E, F>(&self, call: Call, send: impl Fn() -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + StdError + 'static,
    {
        let (mut throttled, mut transient) = (0, 0);
        let wait = self.waits.begin();
        loop {
            let started = tokio::select! {
                started = self.rate_limiter.acquire() => started,
                () = wait.over() => {
                    return Err(ServiceError::Throttled { endpoint: self.request(call.action).endpoint() }.into());
                }
            };
            let error = match send().await {
                Ok(response) => {
                    self.rate_limiter.record_success(started);
                    return Ok(response);
                }
                Err(error) => error,
            };
            match CallErrorKind::from_sdk(&error) {
                CallErrorKind::Throttled(retry_after) => {
                    self.rate_limiter.record_throttled(started, retry_after);
                    throttled += 1;
                }
                CallErrorKind::Transient => {
                    transient += 1;
                    self.rate_limiter.pause(transient).await;
                }
                CallErrorKind::TokenRejected => {
                    self.retire_token().await;
                    return Err(self.center.rejected(self.profile.as_deref()));
                }
                CallErrorKind::Permanent => return Err(self.explain(&error, call)),
            }
            if throttled == MAX_THROTTLED || transient == MAX_TRANSIENT {
                return Err(self.explain(&error, call));
            }
        }
    }

    /// Marks the stored token as expired, so that it is not used again and the next sign-in doesn't keep it. Its refresh
    /// token stays, because only SSO-OIDC knows whether that is still valid. A token that another process has stored in
    /// the meantime stays as it is.
    async fn retire_token(&self) {
        self.unsaved_tokens.lock(self.token_cache.path(&self.center)).await.retire(&self.access_token);
        // If the cache can't be read or written, the portal rejects the token again: that is no worse than now.
        let Ok(_lock) = self.token_cache.lock(&self.center).await else { return };
        let Ok(Some(stored)) = self.token_cache.read(&self.center) else { return };
        let now = timestamp::now();
        if stored.access_token == self.access_token && stored.is_valid(now) {
            let _ = self.token_cache.write(&self.center, &Token { expires_at: now, ..stored });
        }
    }

    pub(crate) fn request(&self, action: &'static str) -> Request<'_> {
        let request = Request::new(action, &self.center.region, self.endpoint_setting);
        Request { profile: self.profile.as_deref(), ..request }
    }

    fn explain<E>(&self, error: &SdkError<E, HttpResponse>, call: Call) -> Error
    where
        E: ProvideErrorMetadata + StdError + 'static,
    {
        match (error.code(), call.no_access) {
            (Some("ForbiddenException" | "ResourceNotFoundException"), Some(no_access)) => no_access,
            _ => explain::explain(error, self.request(call.action)),
        }
    }
}

/// What an error means for the next attempt.
#[derive(Debug, PartialEq, Eq)]
enum CallErrorKind {
    /// Too many calls, with the `Retry-After` of the portal if there is one.
    Throttled(Option<Duration>),
    /// The next attempt may succeed.
    Transient,
    /// The portal does not accept the token.
    TokenRejected,
    /// The next attempt would fail too.
    Permanent,
}

impl CallErrorKind {
    fn from_sdk<E>(error: &SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + StdError + 'static,
    {
        if error.code() == Some("UnauthorizedException") {
            return Self::TokenRejected;
        }
        match (error, error.raw_response().map(|response| response.status().as_u16())) {
            (_, Some(429)) => Self::Throttled(error.raw_response().and_then(retry_after)),
            // A retry would make the user wait for the read timeout once more, or be sent the same again.
            _ if explain::is_read_timeout(error) || explain::is_too_large(error) => Self::Permanent,
            (_, Some(500 | 502 | 503 | 504)) | (SdkError::ResponseError(_), _) => Self::Transient,
            (SdkError::DispatchFailure(failure), _) => match failure.as_connector_error() {
                Some(error) if error.is_timeout() || error.is_io() => Self::Transient,
                _ => Self::Permanent,
            },
            _ => Self::Permanent,
        }
    }
}

/// `Retry-After` in seconds. The other form, a date, is ignored.
fn retry_after(response: &HttpResponse) -> Option<Duration> {
    response.headers().get("retry-after")?.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::http::StatusCode;
    use aws_smithy_types::body::SdkBody;
    use aws_smithy_types::error::ErrorMetadata;

    use super::*;

    fn kind(status: u16, retry_after: Option<&str>) -> CallErrorKind {
        let mut response = HttpResponse::new(StatusCode::try_from(status).expect("a status"), SdkBody::empty());
        if let Some(value) = retry_after {
            response.headers_mut().insert("Retry-After", value.to_owned());
        }
        CallErrorKind::from_sdk(&SdkError::service_error(ErrorMetadata::builder().build(), response))
    }

    #[test]
    fn only_server_errors_are_retried() {
        assert_eq!(kind(503, None), CallErrorKind::Transient);
        assert_eq!(kind(401, None), CallErrorKind::Permanent);
        assert_eq!(kind(403, None), CallErrorKind::Permanent);
    }

    #[test]
    fn retry_after_is_read_in_seconds() {
        assert_eq!(kind(429, Some("3")), CallErrorKind::Throttled(Some(Duration::from_secs(3))));
        assert_eq!(kind(429, Some("Wed, 21 Oct 2026 07:28:00 GMT")), CallErrorKind::Throttled(None));
        assert_eq!(kind(429, None), CallErrorKind::Throttled(None));
    }
}
