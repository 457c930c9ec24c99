//! The kinds of faults.

use std::str::FromStr;
use std::time::Duration;

/// What happens to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The response is delayed.
    Delay(Duration),
    /// 503 `RequestLimitExceeded`, or 429 `TooManyRequestsException` (SSO-OIDC and portal).
    Throttle,
    /// 500 `InternalError`, or `InternalServerException` (SSO-OIDC and portal).
    InternalError,
    /// 403 `UnauthorizedOperation` (EC2) or `AccessDenied` (STS), which name the caller and the action; 400 `AccessDeniedException`
    /// (SSO-OIDC) or 403 `ForbiddenException` (portal).
    Denied,
    /// 403 `UnauthorizedOperation` because of a service control policy; for SSO-OIDC and the portal as [`FaultKind::Denied`].
    DeniedByPolicy,
    /// 401 `OptInRequired`; for SSO-OIDC and the portal as [`FaultKind::Denied`].
    OptInRequired,
    /// 400 `RequestExpired` (EC2), 403 `ExpiredToken` (STS), 400 `ExpiredTokenException` (SSO-OIDC) or 401
    /// `UnauthorizedException` (portal).
    Expired,
    /// Any other error.
    Error {
        /// The HTTP status.
        status: u16,
        /// Such as `AuthFailure`.
        code: String,
        /// For people.
        message: String,
    },
    /// 200 with a body that is neither XML nor JSON.
    Garbage,
    /// 200 with no body.
    Empty,
    /// The first half of the body, then the connection is closed.
    Truncated,
    /// A plain body with `Content-Encoding: gzip`, whatever the client accepts.
    BrokenGzip,
    /// The connection is reset without a response.
    Reset,
    /// The connection is accepted, and there is no response before the faults are cleared.
    Hang,
    /// The first half of the body, then nothing, while the connection stays open.
    HangInBody,
    /// Paginated actions of EC2: pages hold a third of what was requested, and a token for the rest.
    ShortPages,
    /// Paginated actions of EC2: every other page is empty and has a token. The token of the last page leads to an empty page.
    EmptyPages,
    /// Lists of EC2 and the portal: the last page has the token of the second one.
    CircularPages,
    /// Paginated actions of EC2: each page ends with a resource whose time is invalid.
    InvalidTimestamp,
}

/// As on the command line: `throttle`, `delay=300`, `error=401/AuthFailure/Who are you?` …
impl FromStr for FaultKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(milliseconds) = text.strip_prefix("delay=") {
            let number = milliseconds.parse().map_err(|_| format!("not a number: {milliseconds}"))?;
            return Ok(Self::Delay(Duration::from_millis(number)));
        }
        if let Some(error) = text.strip_prefix("error=") {
            return parse_error(error).ok_or_else(|| format!("not an error as STATUS/CODE/MESSAGE: {error}"));
        }
        Ok(match text {
            "throttle" => Self::Throttle,
            "internal-error" => Self::InternalError,
            "denied" => Self::Denied,
            "denied-by-policy" => Self::DeniedByPolicy,
            "opt-in-required" => Self::OptInRequired,
            "expired" => Self::Expired,
            "garbage" => Self::Garbage,
            "empty" => Self::Empty,
            "truncated" => Self::Truncated,
            "broken-gzip" => Self::BrokenGzip,
            "reset" => Self::Reset,
            "hang" => Self::Hang,
            "hang-in-body" => Self::HangInBody,
            "short-pages" => Self::ShortPages,
            "empty-pages" => Self::EmptyPages,
            "circular-pages" => Self::CircularPages,
            "invalid-timestamp" => Self::InvalidTimestamp,
            _ => return Err(format!("not a kind of fault: {text}")),
        })
    }
}

/// `401/AuthFailure/Who are you?`. The message is optional and can't contain a colon, which begins the conditions.
fn parse_error(text: &str) -> Option<FaultKind> {
    let (status, rest) = text.split_once('/')?;
    let (code, message) = rest.split_once('/').unwrap_or((rest, ""));
    let status = status.parse().ok().filter(|status| (400..600).contains(status))?;
    (!code.is_empty()).then(|| FaultKind::Error { status, code: code.to_owned(), message: message.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_parsed() {
        let error = |status, code: &str, message: &str| {
            Ok(FaultKind::Error { status, code: code.to_owned(), message: message.to_owned() })
        };
        assert_eq!("error=401/AuthFailure/Who, and/or what?".parse(), error(401, "AuthFailure", "Who, and/or what?"));
        assert_eq!("error=503/Unavailable".parse(), error(503, "Unavailable", ""));
        for text in ["error=", "error=AuthFailure", "error=200/Fine", "error=401/", "error=9999/X"] {
            assert!(text.parse::<FaultKind>().is_err(), "{text}");
        }
    }
}
