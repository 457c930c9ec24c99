//! A sign-in as a program holds it: the access token, and what it is renewed with.

use chrono::{DateTime, TimeDelta, Utc};

use crate::text::secret::Secret;

/// What is left of a token or a registration when it is time for a new one. Both the AWS CLI and we renew at 15
/// minutes, the Rust SDK at 5: it then finds nothing to do.
pub(crate) const MARGIN: TimeDelta = TimeDelta::minutes(15);

/// What a sign-in to an Identity Center has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The start URL as the config has it.
    pub(crate) start_url: String,
    /// The region of the Identity Center.
    pub(crate) region: String,
    /// What the portal wants to see.
    pub(crate) access_token: Secret,
    /// When the access token ends.
    pub(crate) expires_at: DateTime<Utc>,
    /// What the next access token is got with. A sign-in without scopes has none.
    pub(crate) refresh_token: Option<Secret>,
    /// The registration that the token belongs to; it is needed for a refresh.
    pub(crate) registration: Option<Registration>,
}

/// A registration as a client of SSO-OIDC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Registration {
    /// Its id.
    pub(crate) id: String,
    /// Its secret.
    pub(crate) secret: Secret,
    /// When the registration ends.
    pub(crate) expires_at: DateTime<Utc>,
}

/// How a sign-in stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignInStatus {
    /// The access token is good.
    Valid,
    /// The access token has ended, and a refresh gets the next one without asking anybody.
    Refreshable,
    /// The access token has ended, and somebody has to sign in.
    Expired,
    /// There is no token.
    SignedOut,
}

impl SignInStatus {
    /// How a sign-in stands of which this token is stored, or none.
    pub(crate) fn from_token(token: Option<&Token>, now: DateTime<Utc>) -> Self {
        token.map_or(Self::SignedOut, |token| token.status(now))
    }

    /// The word for it: `valid`, `refreshable`, `expired` or `signed_out`.
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
    /// How the sign-in stands; never [`SignInStatus::SignedOut`].
    pub(crate) fn status(&self, now: DateTime<Utc>) -> SignInStatus {
        if self.is_alive(now) {
            SignInStatus::Valid
        } else if self.renewal(now).is_some() {
            SignInStatus::Refreshable
        } else {
            SignInStatus::Expired
        }
    }

    /// Whether the access token is still good.
    pub(crate) fn is_alive(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at
    }

    /// Whether the access token is good for 15 minutes at least.
    pub(crate) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now + MARGIN <= self.expires_at
    }

    /// What the token is refreshed with: the registration, if it hasn't ended, and the refresh token.
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
    fn the_status_follows_the_time() {
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
    fn fresh_is_a_quarter_of_an_hour() {
        assert!(token().is_fresh(time("2026-03-01T11:45:00Z")));
        assert!(!token().is_fresh(time("2026-03-01T11:45:01Z")));
    }

    #[test]
    fn debug_shows_no_secret() {
        let text = format!("{:?}", token());
        assert!(text.contains("corp.awsapps.com") && !text.contains("hunter"), "{text}");
    }
}
