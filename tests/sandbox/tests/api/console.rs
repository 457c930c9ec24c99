//! The console's sign-in service: both ways to sign in, and keys whose refresh token belongs to a key of the client.

use aws_sandbox::{Fault, FaultKind, Options, SECRET_PREFIX, Sandbox, TOKEN_PREFIX};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

use crate::http::{Response, get, press, send};
use crate::program::{CHALLENGE, REDIRECT, VERIFIER, code_in, with};

const SAME_DEVICE: &str = "arn:aws:signin:::devtools/same-device";
const CROSS_DEVICE: &str = "arn:aws:signin:::devtools/cross-device";

/// What makes the service refuse a refresh.
type Cause<'a> = &'a dyn Fn(&Sandbox);

fn authorize_path(client: &str, redirect: &str) -> String {
    let pairs = [
        ("response_type", "code"),
        ("client_id", client),
        ("state", "state-1"),
        ("code_challenge_method", "SHA-256"),
        ("scope", "openid"),
        ("redirect_uri", redirect),
        ("code_challenge", CHALLENGE),
    ];
    format!("/v1/authorize?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).expect("a key")
}

/// A proof that this key has made. `changes` replace members of its payload.
fn proof(sandbox: &Sandbox, key: &SigningKey, id: &str, changes: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let point = key.verifying_key().to_encoded_point(false);
    let coordinate = |bytes: Option<&_>| BASE64_URL_SAFE_NO_PAD.encode(bytes.expect("a coordinate"));
    let jwk = json!({"kty": "EC", "crv": "P-256", "x": coordinate(point.x()), "y": coordinate(point.y())});
    let now = std::time::UNIX_EPOCH.elapsed().expect("a time").as_secs();
    let payload = json!({"jti": id, "htm": "POST", "htu": format!("{}/v1/token", sandbox.url()), "iat": now});
    let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": jwk});
    let signed = format!("{}.{}", part(&header), part(&with(&payload, changes)));
    let signature: Signature = key.sign(signed.as_bytes());
    format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

fn token(sandbox: &Sandbox, proof: &str, body: &Value) -> Response {
    let headers = [("content-type", "application/json"), ("dpop", proof)];
    send(sandbox, "POST", "/v1/token", &headers, &body.to_string())
}

/// The status and the code of an error.
fn error(response: &Response) -> (u16, String) {
    (response.status, response.json()["error"].as_str().expect("a code").to_owned())
}

fn from_code(sandbox: &Sandbox, code: &str) -> Value {
    let url = sandbox.approve_console_request(code);
    json!({
        "clientId": SAME_DEVICE,
        "grantType": "authorization_code",
        "code": code_in(&url),
        "codeVerifier": VERIFIER,
        "redirectUri": REDIRECT,
    })
}

/// A request for keys, after the user has approved it.
fn approved(sandbox: &Sandbox) -> Value {
    assert_eq!(get(sandbox, &authorize_path(SAME_DEVICE, REDIRECT)).status, 200);
    from_code(sandbox, "state-1")
}

/// The refresh token of a new sign-in.
fn signed_in(sandbox: &Sandbox) -> String {
    let response = token(sandbox, &proof(sandbox, &key(1), "sign-in", &json!({})), &approved(sandbox));
    response.json()["refreshToken"].as_str().unwrap_or_else(|| panic!("{response:?}")).to_owned()
}

fn refresh(sandbox: &Sandbox, by: &SigningKey, id: &str, refresh_token: &str) -> Response {
    let body = json!({"clientId": SAME_DEVICE, "grantType": "refresh_token", "refreshToken": refresh_token});
    token(sandbox, &proof(sandbox, by, id, &json!({})), &body)
}

#[test]
fn a_program_on_the_same_machine_gets_keys() {
    let sandbox = Sandbox::start(Options::default());
    let page = get(&sandbox, &authorize_path(SAME_DEVICE, REDIRECT));
    let back = press(&sandbox, &page, "approve");
    let url = back.header("location").expect("a URL").to_owned();
    assert!(url.starts_with(&format!("{REDIRECT}?code={SECRET_PREFIX}")) && url.ends_with("&state=state-1"), "{url}");
    assert_eq!(code_in(&url).len(), 512);
    let body = with(&approved(&sandbox), &json!({"code": code_in(&url)}));

    let response = token(&sandbox, &proof(&sandbox, &key(1), "1", &json!({})), &body).json();
    assert_eq!((&response["tokenType"], &response["expiresIn"]), (&json!("aws_sigv4"), &json!(900)));
    assert!(response["refreshToken"].as_str().expect("a text").starts_with(TOKEN_PREFIX));
    let payload = response["idToken"].as_str().expect("a text").split('.').nth(1).expect("a payload").to_owned();
    let payload: Value = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(payload).expect("base64url")).expect("");
    assert_eq!(payload["sub"], "arn:aws:sts::111122223333:assumed-role/developer/ann");
}

#[test]
fn the_user_of_another_device_copies_a_text() {
    let sandbox = Sandbox::start(Options::default());
    let confirmation = format!("{}/v1/sessions/confirmation", sandbox.url());
    let page = get(&sandbox, &authorize_path(CROSS_DEVICE, &confirmation));
    let back = press(&sandbox, &page, "approve");
    let path = back.header("location").and_then(|url| url.strip_prefix(&sandbox.url())).expect("a path");
    let shown = get(&sandbox, path).body;
    let text = shown.split_once("id=\"code\">").expect("a text").1.split_once('<').expect("its end").0;
    let pairs = String::from_utf8(BASE64_STANDARD.decode(text).expect("base64")).expect("text");
    assert_eq!(pairs, format!("state=state-1&code={}", code_in(path)));
    let body = json!({
        "clientId": CROSS_DEVICE,
        "grantType": "authorization_code",
        "code": code_in(path),
        "codeVerifier": VERIFIER,
        "redirectUri": confirmation,
    });
    assert_eq!(token(&sandbox, &proof(&sandbox, &key(1), "1", &json!({})), &body).status, 200);
}

#[test]
fn each_refresh_token_works_once_and_only_with_its_key() {
    let sandbox = Sandbox::start(Options::default());
    let first = signed_in(&sandbox);
    let invalid = (400, "INVALID_REQUEST".to_owned());
    assert_eq!(error(&refresh(&sandbox, &key(2), "2", &first)), invalid);
    let response = refresh(&sandbox, &key(1), "3", &first);
    assert_eq!((response.status, response.json().get("idToken")), (200, None));
    assert_eq!(error(&refresh(&sandbox, &key(1), "4", &first)), invalid);
    let second = response.json()["refreshToken"].as_str().expect("a text").to_owned();
    assert_eq!(refresh(&sandbox, &key(1), "5", &second).status, 200);
}

#[test]
fn a_wrong_proof_is_an_error() {
    let sandbox = Sandbox::start(Options::default());
    let refresh_token = signed_in(&sandbox);
    let body = json!({"clientId": SAME_DEVICE, "grantType": "refresh_token", "refreshToken": refresh_token});
    let of = |changes: Value| proof(&sandbox, &key(1), "2", &changes);
    let usual = of(json!({}));
    let forged = usual.replace(usual.rsplit_once('.').expect("a signature").1, &"A".repeat(86));
    for (proof, part) in [
        (String::new(), "not a JWT"),
        (of(json!({"htu": "http://127.0.0.1/v1/token"})), "htu"),
        (of(json!({"htm": "GET"})), "htm"),
        (of(json!({"iat": 1_700_000_000})), "iat"),
        (of(json!({"jti": "sign-in"})), "jti was used before"),
        (forged, "signature"),
    ] {
        let response = token(&sandbox, &proof, &body);
        assert_eq!(error(&response), (400, "INVALID_REQUEST".to_owned()), "{part}");
        assert_eq!(response.json()["message"], format!("DPoP is invalid: {part}"));
    }
    assert_eq!(token(&sandbox, &usual, &body).status, 200);
}

#[test]
fn a_code_works_once_with_its_verifier_until_it_expires() {
    let sandbox = Sandbox::start(Options::default());
    let body = approved(&sandbox);
    let wrong = with(&body, &json!({"codeVerifier": VERIFIER.to_uppercase()}));
    for (id, body) in [("1", &wrong), ("2", &body)] {
        let response = token(&sandbox, &proof(&sandbox, &key(1), id, &json!({})), body);
        assert_eq!(error(&response), (400, "INVALID_REQUEST".to_owned()));
    }
    let body = approved(&sandbox);
    sandbox.expire_console_codes();
    let response = token(&sandbox, &proof(&sandbox, &key(1), "3", &json!({})), &body);
    assert_eq!(error(&response), (401, "AUTHCODE_EXPIRED".to_owned()));
}

#[test]
fn each_reason_to_refuse_a_refresh_has_its_error() {
    let fail = |kind: FaultKind| move |sandbox: &Sandbox| sandbox.fail(Fault::new(kind.clone()));
    let cases: [(Cause<'_>, u16, &str, &str); 6] = [
        (&Sandbox::expire_console_sessions, 401, "TOKEN_EXPIRED", "AccessDeniedException"),
        (&Sandbox::change_console_passwords, 403, "USER_CREDENTIALS_CHANGED", "AccessDeniedException"),
        (&Sandbox::revoke_console_sessions, 400, "INVALID_REQUEST", "ValidationException"),
        (&fail(FaultKind::Denied), 403, "INSUFFICIENT_PERMISSIONS", "AccessDeniedException"),
        (&fail(FaultKind::Throttle), 429, "rate_exceeded", "TooManyRequestsError"),
        (&fail(FaultKind::InternalError), 500, "server_error", "InternalServerException"),
    ];
    for (cause, status, code, exception) in cases {
        let sandbox = Sandbox::start(Options::default());
        let refresh_token = signed_in(&sandbox);
        cause(&sandbox);
        let response = refresh(&sandbox, &key(1), "2", &refresh_token);
        assert_eq!((error(&response), response.error()), ((status, code.to_owned()), (status, exception)));
    }
}

#[test]
fn invalid_parameters_are_errors() {
    let sandbox = Sandbox::start(Options::default());
    let usual = authorize_path(SAME_DEVICE, REDIRECT);
    for (old, new) in [
        ("SHA-256", "S256"),
        ("same-device", "other"),
        ("openid", "email"),
        ("%2Foauth%2Fcallback", "%2Felsewhere"),
        ("127.0.0.1", "example.com"),
        (CHALLENGE, "short"),
        ("response_type=code", "response_type=token"),
    ] {
        let response = get(&sandbox, &usual.replace(old, new));
        assert_eq!(error(&response), (400, "INVALID_REQUEST".to_owned()), "{old}");
    }
    assert!(sandbox.pending_console_requests().is_empty());
}
