//! Keys of a sign-in are renewed without the user.

use crate::login::{expire, session, signed_in};
use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, json};

const KEY: &str = "aws credentials -p console | get AWS_ACCESS_KEY_ID";

/// The reason why AWS doesn't renew the keys.
fn reason(aws: &Sandbox, shell: &Shell) -> (String, String) {
    expire(shell);
    let error = shell.error(KEY);
    assert!(aws.count("CreateOAuth2Token") > 0 && !format!("{error:?}").contains("sandbox-"), "{error:?}");
    (error.code, format!("{} {}", error.message, error.help))
}

fn aws() -> Sandbox {
    Sandbox::start(Options { auto_approve: true, ..Options::default() })
}

#[test]
fn each_renewal_uses_the_refresh_token_of_the_one_before() {
    let aws = aws();
    let shell = signed_in(&aws);
    let mut known = vec![shell.value(KEY)];
    for _ in 0..3 {
        expire(&shell);
        let key = shell.value(KEY);
        assert!(!known.contains(&key));
        assert_eq!(shell.value("aws ec2 instances -p console | length"), json!(12));
        known.push(key);
    }
    assert_eq!(aws.count("CreateOAuth2Token"), 4);
}

#[test]
fn fifty_processes_make_one_request_and_none_loses_the_refresh_token() {
    let aws = aws();
    let shell = signed_in(&aws);
    expire(&shell);
    let lines: Vec<_> = (0..50).map(|_| shell.start(&format!("{KEY} | to json"))).collect();
    let mut keys: Vec<_> = lines.into_iter().map(|line| line.output().json()).collect();
    keys.dedup();
    assert_eq!((keys.len(), aws.count("CreateOAuth2Token")), (1, 2));
    assert_eq!(session(&shell)["accessToken"]["accessKeyId"], keys[0]);
    expire(&shell);
    assert_ne!(shell.value(KEY), keys[0]);
}

#[test]
fn a_role_is_assumed_with_the_renewed_keys() {
    let aws = aws();
    let shell = signed_in(&aws).more_config(
        "[profile role]\nrole_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = console\nregion = eu-west-1\n",
    );
    expire(&shell);
    assert_eq!(shell.value("aws ec2 instances -p role | get AccountId | uniq"), json!(["444455556666"]));
    assert_eq!((aws.count("CreateOAuth2Token"), aws.count("AssumeRole")), (2, 1));
}

#[test]
fn the_end_of_a_session_says_why_and_how_to_sign_in() {
    for (end, expected, words) in [
        (Sandbox::expire_console_sessions as fn(&Sandbox), "aws::login::expired", "has expired"),
        (Sandbox::change_console_passwords, "aws::login::password_changed", "the password was changed"),
        (
            Sandbox::revoke_console_sessions,
            "aws::login::refused",
            "in eu-central-1: it was revoked, or made in another",
        ),
    ] {
        let aws = aws();
        let shell = signed_in(&aws);
        end(&aws);
        let (code, text) = reason(&aws, &shell);
        assert_eq!(code, expected, "{text}");
        assert!(text.contains(words) && text.contains("`aws login --profile console`"), "{text}");
    }
}

#[test]
fn what_passes_or_needs_a_policy_is_another_error() {
    for (kind, code, words) in [
        (FaultKind::Denied, "aws::access_denied", "SignInLocalDevelopmentAccess"),
        (FaultKind::Throttle, "aws::throttled", "signin in eu-central-1"),
        (FaultKind::InternalError, "aws::service_error", "An internal error"),
    ] {
        let aws = aws();
        let shell = signed_in(&aws).var("AWS_MAX_ATTEMPTS", "1");
        aws.fail(Fault::new(kind).action("CreateOAuth2Token"));
        let (found, text) = reason(&aws, &shell);
        assert_eq!(found, code, "{text}");
        assert!(text.contains(words), "{text}");
    }
}
