//! One call to the portal: its turn, its tries, and what a refusal means.

use std::error::Error as StdError;
use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_sso::config::retry::RetryConfig;
use aws_sdk_sso::error::ProvideErrorMetadata;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;

use crate::client::explain::{self, Request};
use crate::error::Error;
use crate::sso::portal::Portal;

/// How often a call is made that comes too soon each time. With the pauses between them that is half a minute.
const TRIES_IF_REFUSED: u32 = 8;
/// How often a call is made that fails for a reason which may pass, as in the AWS CLI.
const TRIES_IF_FAILED: u32 = 3;

/// The settings of the SDK's client. It must not retry by itself: every try has to wait for its turn.
pub(crate) fn config(sdk: &SdkConfig) -> aws_sdk_sso::Config {
    aws_sdk_sso::config::Builder::from(sdk).retry_config(RetryConfig::disabled()).build()
}

/// What is asked.
pub(crate) struct Call {
    action: &'static str,
    no_access: Option<Error>,
}

impl Call {
    /// A call for an IAM action.
    pub(crate) fn new(action: &'static str) -> Self {
        Self { action, no_access: None }
    }

    /// Says what it means that the portal refuses access to what the call is about, or doesn't find it.
    pub(crate) fn no_access(self, error: Error) -> Self {
        Self { no_access: Some(error), ..self }
    }
}

impl Portal {
    /// Makes a call when it is its turn, and again if it makes sense.
    pub(crate) async fn call<T, E, F>(&self, call: Call, ask: impl Fn() -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + StdError + 'static,
    {
        let (mut refused, mut failed) = (0, 0);
        loop {
            let started = self.rate_limiter.acquire().await;
            let error = match ask().await {
                Ok(answer) => {
                    self.rate_limiter.record_success(started);
                    return Ok(answer);
                }
                Err(error) => error,
            };
            match Verdict::of(&error) {
                Verdict::TooSoon(retry_after) => {
                    self.rate_limiter.record_throttled(started, retry_after);
                    refused += 1;
                }
                Verdict::MayPass => {
                    failed += 1;
                    tokio::time::sleep(Duration::from_millis(100) * failed).await;
                }
                Verdict::Rejected => {
                    self.retire_token().await;
                    return Err(self.center.rejected(self.profile.as_deref()));
                }
                Verdict::Final => return Err(self.explain(&error, call)),
            }
            if refused == TRIES_IF_REFUSED || failed == TRIES_IF_FAILED {
                return Err(self.explain(&error, call));
            }
        }
    }

    pub(crate) fn request(&self, action: &'static str) -> Request<'_> {
        Request { action, region: &self.center.region, profile: self.profile.as_deref(), kind: None }
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

/// What a failure means for the next try.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// There were too many calls; the portal may have said when the next one is welcome.
    TooSoon(Option<Duration>),
    /// It may go well the next time.
    MayPass,
    /// The token is not accepted.
    Rejected,
    /// It would fail again.
    Final,
}

impl Verdict {
    fn of<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Self {
        if error.code() == Some("UnauthorizedException") {
            return Self::Rejected;
        }
        match (error, error.raw_response().map(|response| response.status().as_u16())) {
            (_, Some(429)) => Self::TooSoon(error.raw_response().and_then(retry_after)),
            (_, Some(500 | 502 | 503 | 504)) | (SdkError::ResponseError(_), _) => Self::MayPass,
            (SdkError::DispatchFailure(failure), _) => match failure.as_connector_error() {
                // Whoever has waited for the whole read timeout doesn't want to wait for two more.
                Some(error) if error.is_timeout() && explain::is_read_timeout(error) => Self::Final,
                Some(error) if error.is_timeout() || error.is_io() => Self::MayPass,
                _ => Self::Final,
            },
            _ => Self::Final,
        }
    }
}

/// The portal's `Retry-After` in seconds; a date there is not looked at.
fn retry_after(response: &HttpResponse) -> Option<Duration> {
    response.headers().get("retry-after")?.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::http::StatusCode;
    use aws_smithy_types::body::SdkBody;
    use aws_smithy_types::error::ErrorMetadata;

    use super::*;

    fn verdict(status: u16, retry_after: Option<&str>) -> Verdict {
        let mut response = HttpResponse::new(StatusCode::try_from(status).expect("a status"), SdkBody::empty());
        if let Some(value) = retry_after {
            response.headers_mut().insert("Retry-After", value.to_owned());
        }
        Verdict::of(&SdkError::service_error(ErrorMetadata::builder().build(), response))
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        assert_eq!(verdict(503, None), Verdict::MayPass);
        assert_eq!(verdict(401, None), Verdict::Final);
        assert_eq!(verdict(403, None), Verdict::Final);
    }

    #[test]
    fn the_portal_says_when_the_next_call_is_welcome() {
        assert_eq!(verdict(429, Some("3")), Verdict::TooSoon(Some(Duration::from_secs(3))));
        assert_eq!(verdict(429, Some("Wed, 21 Oct 2026 07:28:00 GMT")), Verdict::TooSoon(None));
        assert_eq!(verdict(429, None), Verdict::TooSoon(None));
    }
}
