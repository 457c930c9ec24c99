//! `--offline` reads only the files and the caches.

use super::{CROSS, SSO, signed_in};
use crate::support::{Options, Sandbox, Shell, TokenFile, Value, aws, json};

#[test]
fn no_request_is_sent() {
    let aws = aws();
    signed_in(&aws).value("aws profiles | aws whoami --offline");
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn what_only_aws_knows_is_null() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config(SSO).more_config(CROSS);
    let rows = shell.value(
        "[dev test-account.tester cross] | aws whoami --offline
        | select profile account_id role_name session_name arn region source expires_at",
    );
    let expected = json!([
        {
            "profile": "dev", "account_id": null, "role_name": null, "session_name": null, "arn": null,
            "region": "eu-west-1", "source": "static", "expires_at": null,
        },
        {
            "profile": "test-account.tester", "account_id": "444455556666", "role_name": "tester",
            "session_name": null, "arn": null, "region": "eu-west-2", "source": "sso", "expires_at": null,
        },
        {
            "profile": "cross", "account_id": "444455556666", "role_name": "tester", "session_name": "me",
            "arn": null, "region": "eu-west-2", "source": "assume_role", "expires_at": null,
        },
    ]);
    assert_eq!(rows, expected);
}

#[test]
fn cached_keys_have_an_expiry() {
    let answer = signed_in(&aws()).value(
        "aws whoami -p test-account.tester | ignore
        aws whoami -p test-account.tester --offline | $in.expires_in > 30min",
    );
    assert_eq!(answer, json!(true));
}

#[test]
fn cached_credentials_of_an_assumed_role_have_an_expiry() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).more_config(CROSS);
    let answer = shell.value("aws whoami -p cross | ignore; aws whoami -p cross --offline | $in.expires_in > 30min");
    assert_eq!(answer, json!(true));
}

#[test]
fn a_console_session_names_role_and_session() {
    let profile = |name: &str, arn: &str| format!("[profile {name}]\nregion = eu-west-1\nlogin_session = {arn}\n");
    let shell = Shell::new()
        .config(&profile("role", "arn:aws:sts::111122223333:assumed-role/Admin/ann@example.com"))
        .more_config(&profile("set", "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ann"))
        .more_config(&profile("user", "arn:aws:iam::111122223333:user/ann"));
    let row = |profile: &str, role: Value, session: Value| json!({"profile": profile, "account_id": "111122223333", "role_name": role, "session_name": session});
    let rows = shell
        .value("[role set user] | aws whoami --offline --quiet | select profile account_id role_name session_name");
    let expected = json!([
        row("role", json!("Admin"), json!("ann@example.com")),
        row("set", json!("Dev"), json!("ann")),
        row("user", Value::Null, Value::Null),
    ]);
    assert_eq!(rows, expected);
}

#[test]
fn a_web_identity_of_the_environment_names_the_role() {
    let shell = Shell::new()
        .var("AWS_WEB_IDENTITY_TOKEN_FILE", "/token")
        .var("AWS_ROLE_ARN", "arn:aws:iam::444455556666:role/team/pod")
        .var("AWS_ROLE_SESSION_NAME", "me");
    let row = shell.value("aws whoami --offline | select account_id role_name session_name source");
    let expected =
        json!({"account_id": "444455556666", "role_name": "pod", "session_name": "me", "source": "web_identity"});
    assert_eq!(row, expected);
}

#[test]
fn keys_of_another_kind_do_not_name_the_role() {
    let keys = "sso_role_name = stale\nsource_profile = dev\nregion = eu-west-1\n";
    let shell = Shell::with_dev(&aws())
        .more_config(&format!("[profile x]\nrole_arn = arn:aws:iam::444455556666:role/tester\n{keys}"));
    assert_eq!(shell.value("aws whoami -p x --offline | get role_name"), "tester");
}

#[test]
fn nobody_has_checked_that_the_computer_is_an_instance() {
    let shell = Shell::new().config("[default]\nregion = eu-west-1\n").without("AWS_EC2_METADATA_DISABLED");
    let row = shell.value("aws whoami --offline | select profile source region");
    assert_eq!(row, json!({"profile": "default", "source": null, "region": "eu-west-1"}));
}

#[test]
fn a_sign_in_that_is_not_there_is_noted() {
    let aws = aws();
    let login = "[profile console]\nregion = eu-west-1\nlogin_session = arn:aws:iam::111122223333:user/ann\n\
                 [profile chained]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = console\n";
    let shell = Shell::with_aws(&aws).more_config(SSO).more_config(login);
    let notes = |shell: &Shell, profile: &str| {
        shell.run(&format!("aws whoami --offline -p {profile} | ignore")).stderr.trim().to_owned()
    };
    let login = "`aws sso login --sso-session my-org-sso`";
    let console = "profile `console` is not signed in: `aws login --profile console`";
    let sso = "test-account.tester";
    assert_eq!(notes(&shell, sso), format!("note: {sso}: not signed in to `my-org-sso`: {login}"));
    assert_eq!(notes(&shell, "console"), format!("note: console: {console}"));
    assert_eq!(notes(&shell, "chained"), format!("note: chained: {console}"));
    assert_eq!(shell.run(&format!("aws whoami --offline --quiet -p {sso} | ignore")).stderr, "");
    let token = TokenFile::for_session(&aws, "my-org-sso");
    let expired = shell.with_token(&token.expired().without_refresh_token());
    assert_eq!(notes(&expired, sso), format!("note: {sso}: the sign-in to `my-org-sso` has expired: {login}"));
    assert_eq!(notes(&signed_in(&aws), sso), "");
}

#[test]
fn a_sign_in_of_any_kind_has_a_status_and_an_expiry() {
    let aws = Sandbox::start(Options { auto_approve: true, ..Options::default() });
    let more = "[profile console]\nregion = eu-west-1\n\
                [profile chained]\nrole_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = console\n";
    let shell = signed_in(&aws).more_config(more).browser();
    shell.value("aws login -p console | get status");
    for flag in ["", "--offline"] {
        let rows = shell.value(&format!(
            "[test-account.tester console chained dev] | aws whoami {flag}
            | each {{|row| [$row.profile $row.sign_in_status ($row.sign_in_expires_at | describe)] }}"
        ));
        let expected = json!([
            ["test-account.tester", "valid", "datetime"],
            ["console", "valid", "datetime"],
            ["chained", "valid", "datetime"],
            ["dev", null, "nothing"],
        ]);
        assert_eq!(rows, expected, "{flag}");
    }
    shell.value("aws logout -p console | get status");
    let row = shell.value("aws whoami --offline --quiet -p chained | select sign_in_status sign_in_expires_at");
    assert_eq!(row, json!({"sign_in_status": "signed_out", "sign_in_expires_at": null}));
}

#[test]
fn the_profiles_of_one_session_have_one_note() {
    let profile =
        |name: &str| SSO.split("[profile ").nth(1).expect("a profile").replacen("dev-account.developer", name, 1);
    let more: String = ["a", "b", "c", "d"].map(|name| format!("[profile {}", profile(name))).concat();
    let shell = Shell::new().config(&format!("{SSO}{more}"));
    let output = shell.run("aws profiles | aws whoami --offline | length");
    let login = "`aws sso login --sso-session my-org-sso`";
    assert_eq!(
        output.stderr.trim(),
        format!("note: {} profiles: not signed in to `my-org-sso`: {login}", output.stdout.trim())
    );
}

#[test]
fn keys_in_the_environment_have_an_expiry() {
    let aws = aws();
    let shell = Shell::with_dev(&aws)
        .var("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .var("AWS_SECRET_ACCESS_KEY", "hunter2")
        .var("AWS_CREDENTIAL_EXPIRATION", "2199-01-01T00:00:00Z");
    let row =
        shell.value("aws whoami --offline | select profile source expires_at | update expires_at { format date %Y }");
    assert_eq!(row, json!({"profile": null, "source": "environment", "expires_at": "2199"}));
    assert!(!shell.run("aws whoami --offline | to nuon").stdout.contains("hunter2"));
}

#[test]
fn missing_credentials_are_an_error() {
    let shell = Shell::new().config("[profile bare]\nregion = eu-west-1\n");
    assert_eq!(shell.error("aws whoami --offline -p bare").code, "aws::credentials::missing");
}

#[test]
fn a_secret_that_is_indented_below_another_key_is_not_shown() {
    let config = "[profile x]\nrole_arn = arn:aws:iam::444455556666:role/tester\n  aws_secret_access_key = hunter2\n\
                  role_session_name = me\n  aws_secret_access_key = hunter2\nregion = eu-west-1\n\
                  credential_source = Environment\n";
    let shell = Shell::new().config(config).var("AWS_ACCESS_KEY_ID", "AKIA").var("AWS_SECRET_ACCESS_KEY", "x");
    let output = shell.run("aws whoami --offline -p x | to nuon");
    assert!(output.stdout.contains("tester") && !output.stdout.contains("hunter2"), "{}", output.stdout);
}
