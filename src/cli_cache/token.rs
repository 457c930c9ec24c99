//! The tokens of a sign-in to IAM Identity Center.

use chrono::{DateTime, TimeDelta, Utc};

use crate::text::secret::Secret;

/// A token or registration that expires sooner is replaced. The AWS CLI uses the same time; the Rust SDK uses 5 minutes, so
/// it never has to refresh what the plugin has used.
pub(crate) const MINIMUM_LIFETIME: TimeDelta = TimeDelta::minutes(15);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// As in the config.
    pub(crate) start_url: String,
    /// The region of IAM Identity Center.
    pub(crate) region: String,
    pub(crate) access_token: Secret,
    pub(crate) expires_at: DateTime<Utc>,
    /// `None` after a sign-in without scopes.
    pub(crate) refresh_token: Option<Secret>,
    /// Needed for a refresh.
    pub(crate) registration: Option<Registration>,
}

/// The plugin as a client of SSO-OIDC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Registration {
    pub(crate) id: String,
    pub(crate) secret: Secret,
    pub(crate) expires_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignInStatus {
    Valid,
    /// The access token has expired, but can be refreshed without the user.
    Refreshable,
    /// The access token has expired, and the user has to sign in.
    Expired,
    SignedOut,
}

impl SignInStatus {
    pub(crate) fn from_token(token: Option<&Token>, now: DateTime<Utc>) -> Self {
        token.map_or(Self::SignedOut, |token| token.status(now))
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Refreshable => "refreshable",
            Self::Expired => "expired",
            Self::SignedOut => "signed_out",
        }
    }
}

impl Token {
    /// Never [`SignInStatus::SignedOut`].
    pub(crate) fn status(&self, now: DateTime<Utc>) -> SignInStatus {
        if self.is_valid(now) {
            SignInStatus::Valid
        } else if self.renewal(now).is_some() {
            SignInStatus::Refreshable
        } else {
            SignInStatus::Expired
        }
    }

    /// Whether the access token has not expired.
    pub(crate) fn is_valid(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at
    }

    /// Whether the access token lasts for at least 15 minutes.
    pub(crate) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now + MINIMUM_LIFETIME <= self.expires_at
    }

    /// What a refresh needs: a registration that has not expired, and the refresh token.
    pub(crate) fn renewal(&self, now: DateTime<Utc>) -> Option<(&Registration, &Secret)> {
        let registration = self.registration.as_ref().filter(|registration| now < registration.expires_at)?;
        Some((registration, self.refresh_token.as_ref()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::timestamp;

    fn time(text: &str) -> DateTime<Utc> {
        timestamp::parse(text).expect("a time")
    }

    fn token() -> Token {
        Token {
            start_url: "https://corp.awsapps.com/start".into(),
            region: "eu-west-1".into(),
            access_token: Secret::new("hunter-access"),
            expires_at: time("2026-03-01T12:00:00Z"),
            refresh_token: Some(Secret::new("hunter-refresh")),
            registration: Some(Registration {
                id: "id".into(),
                secret: Secret::new("hunter-client"),
                expires_at: time("2026-03-02T00:00:00Z"),
            }),
        }
    }

    fn status(token: &Token, now: &str) -> &'static str {
        token.status(time(now)).as_str()
    }

    #[test]
    fn the_status_depends_on_the_time() {
        assert_eq!(status(&token(), "2026-03-01T11:59:59Z"), "valid");
        assert_eq!(status(&token(), "2026-03-01T12:00:00Z"), "refreshable");
        assert_eq!(status(&token(), "2026-03-02T00:00:00Z"), "expired");
        assert_eq!(SignInStatus::from_token(None, time("2026-03-01T00:00:00Z")).as_str(), "signed_out");
    }

    #[test]
    fn a_refresh_needs_a_refresh_token_and_a_registration() {
        let later = "2026-03-01T13:00:00Z";
        assert_eq!(status(&Token { refresh_token: None, ..token() }, later), "expired");
        assert_eq!(status(&Token { registration: None, ..token() }, later), "expired");
    }

    #[test]
    fn a_token_that_lasts_15_minutes_is_fresh() {
        assert!(token().is_fresh(time("2026-03-01T11:45:00Z")));
        assert!(!token().is_fresh(time("2026-03-01T11:45:01Z")));
    }

    #[test]
    fn debug_shows_no_secret() {
        let text = format!("{:?}", token());
        assert!(text.contains("corp.awsapps.com") && !text.contains("hunter"), "{text}");
    }
}
