//! An OAuth client that signs in step by step, and wrongly if a test wants.

use aws_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::http::{Response, get, post, send};

pub const START_URL: &str = "https://my-org.awsapps.com/start";
pub const SCOPE: &str = "sso:account:access";
pub const REDIRECT: &str = "http://127.0.0.1:45678/oauth/callback";
pub const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A PKCE verifier and its challenge, from RFC 7636.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A registered client.
pub struct Program {
    pub id: String,
    pub secret: String,
}

/// The registration of a client that opens a browser, as the AWS CLI sends it.
pub fn browser_metadata() -> Value {
    json!({
        "clientName": "botocore-client-corp",
        "clientType": "public",
        "grantTypes": ["authorization_code", "refresh_token"],
        "redirectUris": ["http://127.0.0.1/oauth/callback"],
        "issuerUrl": START_URL,
        "scopes": [SCOPE],
    })
}

/// The registration of a device.
pub fn device_metadata() -> Value {
    json!({ "clientName": "botocore-client-corp", "clientType": "public", "scopes": [SCOPE] })
}

/// A copy of a JSON object with other members.
pub fn with(value: &Value, members: &Value) -> Value {
    let mut value = value.clone();
    for (name, member) in members.as_object().expect("an object") {
        value[name] = member.clone();
    }
    value
}

impl Program {
    pub fn register(sandbox: &Sandbox, metadata: &Value) -> Self {
        let response = post(sandbox, "/client/register", metadata);
        let text = |name: &str| response.json()[name].as_str().unwrap_or_else(|| panic!("{response:?}")).to_owned();
        Self { id: text("clientId"), secret: text("clientSecret") }
    }

    pub fn browser(sandbox: &Sandbox) -> Self {
        Self::register(sandbox, &browser_metadata())
    }

    pub fn device(sandbox: &Sandbox) -> Self {
        Self::register(sandbox, &device_metadata())
    }

    /// The path of the authorization page, as the AWS CLI builds it. `changes` replace parameters, or remove them if they
    /// have no value.
    pub fn authorize_path(&self, changes: &[(&str, Option<&str>)]) -> String {
        let usual = [
            ("response_type", "code"),
            ("client_id", &self.id),
            ("redirect_uri", REDIRECT),
            ("state", "state-1"),
            ("code_challenge_method", "S256"),
            ("scopes", SCOPE),
            ("code_challenge", CHALLENGE),
        ];
        let changed = |name: &str| changes.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
        let kept = usual.into_iter().filter_map(|(name, value)| Some((name, changed(name).unwrap_or(Some(value))?)));
        let added = changes.iter().filter(|(name, _)| usual.iter().all(|(known, _)| known != name));
        let added = added.filter_map(|(name, value)| Some((*name, (*value)?)));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept.chain(added)).finish();
        format!("/authorize?{query}")
    }

    /// An authorization code that the user has approved.
    pub fn code(&self, sandbox: &Sandbox) -> String {
        assert_eq!(get(sandbox, &self.authorize_path(&[])).status, 200);
        code_in(&sandbox.approve_authorization("state-1"))
    }

    /// Requests a token. `members` are added to the usual ones or replace them.
    pub fn token(&self, sandbox: &Sandbox, grant: &str, members: &Value) -> Response {
        let usual = json!({ "clientId": self.id, "clientSecret": self.secret, "grantType": grant });
        post(sandbox, "/token", &with(&usual, members))
    }

    pub fn token_from_code(&self, sandbox: &Sandbox, code: &str) -> Response {
        let members = json!({ "code": code, "redirectUri": REDIRECT, "codeVerifier": VERIFIER });
        self.token(sandbox, "authorization_code", &members)
    }

    pub fn refresh(&self, sandbox: &Sandbox, token: &str) -> Response {
        self.token(sandbox, "refresh_token", &json!({ "refreshToken": token }))
    }

    pub fn start_device(&self, sandbox: &Sandbox) -> Response {
        let body = json!({ "clientId": self.id, "clientSecret": self.secret, "startUrl": START_URL });
        post(sandbox, "/device_authorization", &body)
    }

    pub fn poll(&self, sandbox: &Sandbox, device_code: &str) -> Response {
        self.token(sandbox, DEVICE_GRANT, &json!({ "deviceCode": device_code }))
    }
}

/// The authorization code in the URL to which the browser is redirected.
pub fn code_in(url: &str) -> String {
    let query = url.split_once('?').expect("a query").1;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "code").expect("a code").1.into_owned()
}

/// Sends a request to the portal.
pub fn portal(sandbox: &Sandbox, token: &str, path: &str) -> Response {
    send(sandbox, "GET", path, &[("x-amz-sso_bearer_token", token)], "")
}
