//! `RegisterClient`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sandbox::{Options, SECRET_PREFIX, Sandbox};
use serde_json::{Value, json};

use crate::http::post;
use crate::program::{Program, SCOPE, browser_metadata, device_metadata, with};

#[test]
fn a_client_gets_an_id_and_a_secret() {
    let lifetime = Duration::from_secs(100);
    let sandbox = Sandbox::start(Options { registration_lifetime: lifetime, ..Options::default() });
    let response = post(&sandbox, "/client/register", &browser_metadata()).json();
    assert!(response["clientSecret"].as_str().is_some_and(|secret| secret.starts_with(SECRET_PREFIX)));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs();
    let issued = response["clientIdIssuedAt"].as_u64().expect("a time");
    assert!(now - issued <= 1);
    assert_eq!(response["clientSecretExpiresAt"], issued + 100);
}

#[test]
fn invalid_registrations_are_errors() {
    let sandbox = Sandbox::start(Options::default());
    let error = |metadata: &Value, changes: Value| {
        let response = post(&sandbox, "/client/register", &with(metadata, &changes));
        let (status, exception) = response.error();
        assert_eq!(status, 400, "{response:?}");
        exception.to_owned()
    };
    let (browser, device) = (browser_metadata(), device_metadata());
    assert_eq!(error(&device, json!({ "clientName": null })), "InvalidRequestException");
    assert_eq!(error(&device, json!({ "clientType": "confidential" })), "InvalidClientMetadataException");
    assert_eq!(error(&device, json!({ "scopes": SCOPE })), "InvalidRequestException");
    assert_eq!(error(&device, json!({ "scopes": ["everything"] })), "InvalidScopeException");
    assert_eq!(error(&browser, json!({ "grantTypes": ["implicit"] })), "UnsupportedGrantTypeException");
    assert_eq!(error(&browser, json!({ "redirectUris": ["https://example.com/"] })), "InvalidRedirectUriException");
    assert_eq!(error(&browser, json!({ "redirectUris": [] })), "InvalidRequestException");
    assert_eq!(error(&browser, json!({ "issuerUrl": null })), "InvalidRequestException");
    assert_eq!(error(&browser, json!({ "issuerUrl": "my-org" })), "InvalidRequestException");
}

#[test]
fn start_urls_can_be_limited() {
    let start_urls = vec!["https://my-org.awsapps.com/start".to_owned()];
    let sandbox = Sandbox::start(Options { start_urls, ..Options::default() });
    let status = |url: &str| {
        let metadata = with(&browser_metadata(), &json!({ "issuerUrl": url }));
        post(&sandbox, "/client/register", &metadata).status
    };
    assert_eq!(status("https://my-org.awsapps.com/start/#/"), 200);
    assert_eq!(status("https://other.awsapps.com/start"), 400);

    let device = Program::device(&sandbox);
    assert_eq!(device.start_device(&sandbox).status, 200);
    let body = json!({ "clientId": device.id, "clientSecret": device.secret, "startUrl": "https://other.awsapps.com" });
    assert_eq!(post(&sandbox, "/device_authorization", &body).error(), (400, "InvalidRequestException"));
}

#[test]
fn registrations_expire() {
    let sandbox = Sandbox::start(Options::default());
    let (browser, device) = (Program::browser(&sandbox), Program::device(&sandbox));
    let code = browser.code(&sandbox);
    sandbox.expire_registrations();
    let expired = (401, "InvalidClientException");
    assert_eq!(browser.token_from_code(&sandbox, &code).error(), expired);
    assert_eq!(device.start_device(&sandbox).error(), expired);
}
