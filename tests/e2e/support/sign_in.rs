//! A sign-in to IAM Identity Center, as the AWS CLI leaves it on the disk.

use aws_sandbox::Sandbox;
use chrono::DateTime;
use serde_json::json;
use sha1::{Digest, Sha1};

/// Where the token of an `[sso-session]` lies in the home.
pub fn token_path(session: &str) -> String {
    format!(".aws/sso/cache/{}.json", hex::encode(Sha1::digest(session)))
}

/// The token of somebody who has just signed in.
pub fn token(aws: &Sandbox) -> String {
    let sign_in = aws.sign_in(&["sso:account:access"]);
    let time = |seconds| DateTime::from_timestamp(seconds, 0).expect("a time").format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let token = json!({
        "startUrl": "https://my-org.awsapps.com/start",
        "region": "eu-west-1",
        "accessToken": sign_in.access_token,
        "expiresAt": time(sign_in.expires_at),
        "clientId": sign_in.client_id,
        "clientSecret": sign_in.client_secret,
        "registrationExpiresAt": time(sign_in.registration_expires_at),
        "refreshToken": sign_in.refresh_token,
    });
    token.to_string()
}
