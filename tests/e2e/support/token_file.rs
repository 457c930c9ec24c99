//! The token of a sign-in to IAM Identity Center, as the AWS CLI stores it.

use aws_sandbox::Sandbox;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

/// The start URL of the tests' sessions.
pub const START_URL: &str = "https://my-org.awsapps.com/start";

pub struct TokenFile {
    key: String,
    token: Value,
}

impl TokenFile {
    /// A new token for an `[sso-session]`.
    pub fn for_session(aws: &Sandbox, session: &str) -> Self {
        Self { key: session.to_owned(), token: token(aws, &["sso:account:access"], START_URL) }
    }

    /// A new token for the start URL of a legacy profile.
    pub fn for_start_url(aws: &Sandbox, start_url: &str) -> Self {
        Self { key: start_url.to_owned(), token: token(aws, &[], start_url) }
    }

    /// With this value of a member; null removes it.
    pub fn with_member(mut self, member: &str, value: Value) -> Self {
        let members = self.token.as_object_mut().expect("an object");
        if value.is_null() {
            members.remove(member)
        } else {
            members.insert(member.to_owned(), value)
        };
        self
    }

    /// Expiring so many minutes from now; negative numbers are in the past.
    pub fn expiring_in(self, minutes: i64) -> Self {
        let end = Utc::now() + TimeDelta::minutes(minutes);
        self.with_member("expiresAt", time(end).into())
    }

    pub fn expired(self) -> Self {
        self.expiring_in(-60)
    }

    /// Without a refresh token, so that it can't be refreshed.
    pub fn without_refresh_token(self) -> Self {
        self.with_member("refreshToken", Value::Null)
    }

    /// The file's path in the home directory.
    pub fn path(&self) -> String {
        token_path(&self.key)
    }

    /// The file's content.
    pub fn text(&self) -> String {
        self.token.to_string()
    }
}

/// The path of a token in the home directory, by the session's name or the start URL.
pub fn token_path(key: &str) -> String {
    format!(".aws/sso/cache/{}.json", hex::encode(Sha1::digest(key)))
}

fn token(aws: &Sandbox, scopes: &[&str], start_url: &str) -> Value {
    let sign_in = aws.sign_in(scopes);
    let in_seconds = |seconds| time(DateTime::from_timestamp(seconds, 0).expect("a time"));
    let mut token = json!({
        "startUrl": start_url,
        "region": "eu-west-1",
        "accessToken": sign_in.access_token,
        "expiresAt": in_seconds(sign_in.expires_at),
        "clientId": sign_in.client_id,
        "clientSecret": sign_in.client_secret,
        "registrationExpiresAt": in_seconds(sign_in.registration_expires_at),
    });
    if let Some(refresh_token) = sign_in.refresh_token {
        token["refreshToken"] = refresh_token.into();
    }
    token
}

fn time(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
