//! The kinds of things that go wrong.

use std::str::FromStr;
use std::time::Duration;

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The answer comes later, and is otherwise right.
    Delay(Duration),
    /// 503 `RequestLimitExceeded`, or 429 `TooManyRequestsException` (SSO-OIDC and portal).
    Throttle,
    /// 500 `InternalError`, or `InternalServerException` (SSO-OIDC and portal).
    InternalError,
    /// 403 `UnauthorizedOperation` (EC2) or `AccessDenied` (STS), naming caller and action; 400 `AccessDeniedException`
    /// (SSO-OIDC) or 403 `ForbiddenException` (portal).
    Denied,
    /// 403 `UnauthorizedOperation` because of a service control policy; for SSO-OIDC and the portal as [`Kind::Denied`].
    DeniedByPolicy,
    /// 401 `OptInRequired`; for SSO-OIDC and the portal as [`Kind::Denied`].
    OptInRequired,
    /// 400 `RequestExpired` (EC2), 403 `ExpiredToken` (STS), 400 `ExpiredTokenException` (SSO-OIDC) or 401
    /// `UnauthorizedException` (portal).
    Expired,
    /// Any other error.
    Error {
        /// The HTTP status.
        status: u16,
        /// AWS's code.
        code: String,
        /// The sentence for people.
        message: String,
    },
    /// 200 with a body that is neither XML nor JSON.
    Garbage,
    /// 200 with no body.
    Empty,
    /// Half of the promised body, then the connection is closed.
    Truncated,
    /// A body that is said to be compressed with gzip, and isn't, whatever the client takes.
    BrokenGzip,
    /// The connection is reset, without an answer.
    Refuse,
    /// The connection is taken and nothing ever comes.
    Hang,
    /// Half of the body comes, and then nothing, while the connection stays.
    HangInBody,
    /// Paginated actions of EC2: pages hold a third of what was asked for, with a token for the rest.
    ShortPages,
    /// Paginated actions of EC2: every other page is empty and has a token; the last page's token leads to an empty page.
    EmptyPages,
    /// Paginated actions of EC2: after its resources a page has one whose time isn't one.
    InvalidTimestamp,
}

/// The words of the command line, such as `throttle`, `delay=300` or `error=401/AuthFailure/Who are you?`.
impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(milliseconds) = text.strip_prefix("delay=") {
            let number = milliseconds.parse().map_err(|_| format!("not a number: {milliseconds}"))?;
            return Ok(Self::Delay(Duration::from_millis(number)));
        }
        if let Some(error) = text.strip_prefix("error=") {
            return custom(error).ok_or_else(|| format!("not an error as STATUS/CODE/MESSAGE: {error}"));
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
            "refuse" => Self::Refuse,
            "hang" => Self::Hang,
            "hang-in-body" => Self::HangInBody,
            "short-pages" => Self::ShortPages,
            "empty-pages" => Self::EmptyPages,
            "invalid-timestamp" => Self::InvalidTimestamp,
            _ => return Err(format!("not a kind of fault: {text}")),
        })
    }
}

/// `401/AuthFailure/Who are you?`; the sentence may be left out, and holds no colon, which would end it.
fn custom(text: &str) -> Option<Kind> {
    let (status, rest) = text.split_once('/')?;
    let (code, message) = rest.split_once('/').unwrap_or((rest, ""));
    let status = status.parse().ok().filter(|status| (400..600).contains(status))?;
    (!code.is_empty()).then(|| Kind::Error { status, code: code.to_owned(), message: message.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_any_kind_are_read_from_text() {
        let error = |status, code: &str, message: &str| {
            Ok(Kind::Error { status, code: code.to_owned(), message: message.to_owned() })
        };
        assert_eq!("error=401/AuthFailure/Who, and/or what?".parse(), error(401, "AuthFailure", "Who, and/or what?"));
        assert_eq!("error=503/Unavailable".parse(), error(503, "Unavailable", ""));
        for text in ["error=", "error=AuthFailure", "error=200/Fine", "error=401/", "error=9999/X"] {
            assert!(text.parse::<Kind>().is_err(), "{text}");
        }
    }
}
