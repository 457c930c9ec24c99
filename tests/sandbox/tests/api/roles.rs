//! Who may take which role, and what it takes.

use crate::support::{Answer, Client};
use aws_sandbox::{Options, Sandbox, WEB_IDENTITY_TOKEN};

const GUARDED: (&str, &str) = ("RoleArn", "arn:aws:iam::444455556666:role/mfa-admin");
const OPEN: (&str, &str) = ("RoleArn", "arn:aws:iam::444455556666:role/tester");
const NAME: (&str, &str) = ("RoleSessionName", "ann");
const DEVICE: (&str, &str) = ("SerialNumber", "arn:aws:iam::111122223333:mfa/ann");
const CODE: (&str, &str) = ("TokenCode", "123456");

/// The status, the code and the message of an error.
fn refusal(answer: &Answer) -> (u16, String, String) {
    let (status, code) = answer.error();
    (status, code, answer.text("Message").unwrap_or_default())
}

#[test]
fn guarded_roles_want_the_code_of_a_device() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox).sts();
    let ask = |parameters: &[(&str, &str)]| refusal(&client.ask("AssumeRole", parameters));
    assert_eq!(ask(&[GUARDED, NAME, DEVICE, CODE]).0, 200);
    assert_eq!(ask(&[OPEN, NAME, DEVICE, CODE]).0, 200);
    for (parameters, message) in [
        (&[GUARDED, NAME][..], "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:"),
        (&[GUARDED, NAME, DEVICE], "must provide both"),
        (&[GUARDED, NAME, DEVICE, ("TokenCode", "654321")], "failed with invalid MFA one time pass code."),
        (&[OPEN, NAME, DEVICE, ("TokenCode", "654321")], "failed with invalid MFA one time pass code."),
        (&[GUARDED, NAME, ("SerialNumber", "arn:aws:iam::444455556666:mfa/ann"), CODE], "unable to validate MFA code."),
    ] {
        let (status, code, words) = ask(parameters);
        assert_eq!((status, code.as_str()), (403, "AccessDenied"), "{words}");
        assert!(words.contains(message), "{words}");
    }
    assert_eq!(ask(&[GUARDED, NAME, DEVICE, ("TokenCode", "12345")]).1, "ValidationError");
}

#[test]
fn sessions_have_no_devices() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox).sts().key(&sandbox.session_key("dev-account", "tester"));
    assert_eq!(client.ask("GetCallerIdentity", &[]).status, 200);
    assert!(refusal(&client.ask("AssumeRole", &[GUARDED, NAME, DEVICE, CODE])).2.contains("unable to validate"));
}

#[test]
fn a_web_identity_signs_nothing() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client { key: None, ..Client::new(&sandbox).sts() };
    let ask = |token| client.ask("AssumeRoleWithWebIdentity", &[OPEN, NAME, ("WebIdentityToken", token)]);
    let answer = ask(WEB_IDENTITY_TOKEN);
    assert_eq!(answer.status, 200);
    let arn = "arn:aws:sts::444455556666:assumed-role/tester/ann";
    assert_eq!(answer.text("Arn").as_deref(), Some(arn));
    assert_eq!(ask("forged").error(), (400, "InvalidIdentityToken".to_owned()));
    let asked = &sandbox.requests()[0];
    assert_eq!((asked.action.as_str(), asked.access_key_id.as_str()), ("AssumeRoleWithWebIdentity", ""));
}
