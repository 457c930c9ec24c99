//! Roles that require MFA, and web identities.

use crate::client::{Client, QueryResponse};
use aws_sandbox::{Options, Sandbox, WEB_IDENTITY_TOKEN};

const MFA_ROLE: (&str, &str) = ("RoleArn", "arn:aws:iam::444455556666:role/mfa-admin");
const ROLE: (&str, &str) = ("RoleArn", "arn:aws:iam::444455556666:role/tester");
const NAME: (&str, &str) = ("RoleSessionName", "ann");
const DEVICE: (&str, &str) = ("SerialNumber", "arn:aws:iam::111122223333:mfa/ann");
const CODE: (&str, &str) = ("TokenCode", "123456");

/// The status, the code and the message of an error.
fn error(response: &QueryResponse) -> (u16, String, String) {
    let (status, code) = response.error();
    (status, code, response.text("Message").unwrap_or_default())
}

#[test]
fn mfa_roles_require_a_code() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox).sts();
    let request = |parameters: &[(&str, &str)]| error(&client.request("AssumeRole", parameters));
    assert_eq!(request(&[MFA_ROLE, NAME, DEVICE, CODE]).0, 200);
    assert_eq!(request(&[ROLE, NAME, DEVICE, CODE]).0, 200);
    for (parameters, message) in [
        (&[MFA_ROLE, NAME][..], "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:"),
        (&[MFA_ROLE, NAME, DEVICE], "must provide both"),
        (&[MFA_ROLE, NAME, DEVICE, ("TokenCode", "654321")], "failed with invalid MFA one time pass code."),
        (&[ROLE, NAME, DEVICE, ("TokenCode", "654321")], "failed with invalid MFA one time pass code."),
        (
            &[MFA_ROLE, NAME, ("SerialNumber", "arn:aws:iam::444455556666:mfa/ann"), CODE],
            "unable to validate MFA code.",
        ),
    ] {
        let (status, code, text) = request(parameters);
        assert_eq!((status, code.as_str()), (403, "AccessDenied"), "{text}");
        assert!(text.contains(message), "{text}");
    }
    assert_eq!(request(&[MFA_ROLE, NAME, DEVICE, ("TokenCode", "12345")]).1, "ValidationError");
}

#[test]
fn sessions_have_no_devices() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox).sts().key(&sandbox.session_key("dev-account", "tester"));
    assert_eq!(client.request("GetCallerIdentity", &[]).status, 200);
    assert!(error(&client.request("AssumeRole", &[MFA_ROLE, NAME, DEVICE, CODE])).2.contains("unable to validate"));
}

#[test]
fn a_web_identity_needs_no_signature() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client { key: None, ..Client::new(&sandbox).sts() };
    let request = |token| client.request("AssumeRoleWithWebIdentity", &[ROLE, NAME, ("WebIdentityToken", token)]);
    let response = request(WEB_IDENTITY_TOKEN);
    assert_eq!(response.status, 200);
    let arn = "arn:aws:sts::444455556666:assumed-role/tester/ann";
    assert_eq!(response.text("Arn").as_deref(), Some(arn));
    assert_eq!(request("forged").error(), (400, "InvalidIdentityToken".to_owned()));
    let logged = &sandbox.requests()[0];
    assert_eq!((logged.action.as_str(), logged.access_key_id.as_str()), ("AssumeRoleWithWebIdentity", ""));
}
