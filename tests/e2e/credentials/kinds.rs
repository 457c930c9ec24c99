//! The credentials of every kind of profile work on their own.

use serde_json::json;

use super::console_session::{CONSOLE, console_session, in_minutes};
use super::{IDENTITY, MFA};
use crate::support::{Shell, TokenFile, aws, keys};

const SESSION: &str = "\
[sso-session my-org]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
";

const ROLE: &str = "role_arn = arn:aws:iam::444455556666:role/tester\n";

/// Gets the credentials of the profile `odd`, and lists the instances of test-account with nothing else.
fn assert_works(shell: &Shell, kind: &str) {
    let line = format!(
        "let row = aws credentials --profile odd
        let who = with-env {{AWS_CONFIG_FILE: /dev/null}} {{ with-env $row {{ {IDENTITY} }} }}
        {{columns: ($row | columns), temporary: ($row.AWS_SESSION_TOKEN != null), who: $who}}"
    );
    let columns =
        ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_CREDENTIAL_EXPIRATION", "AWS_REGION", "AWS_SESSION_TOKEN"];
    let is_temporary = !matches!(kind, "static" | "process");
    let who = json!({"Profile": null, "AccountId": "444455556666", "Region": "eu-west-2"});
    assert_eq!(shell.value(&line), json!({"columns": columns, "temporary": is_temporary, "who": who}), "{kind}");
}

#[test]
fn the_credentials_of_every_kind_work() {
    let aws = aws();
    let key = &aws.account("test-account").key;
    let sso = format!("sso_account_id = 444455556666\nsso_role_name = tester\nsso_session = my-org\n{SESSION}");
    let middle = "[profile middle]\nrole_arn = arn:aws:iam::111122223333:role/admin\nsource_profile = dev\n";
    let program = json!({
        "Version": 1, "AccessKeyId": key.access_key_id, "SecretAccessKey": key.secret_access_key,
    });
    let (login_path, login) = console_session(&aws.session_key("test-account", "tester"), in_minutes(60));
    for (kind, lines) in [
        ("static", keys(key)),
        ("sso", sso),
        ("role", format!("{ROLE}source_profile = dev\n")),
        ("chain", format!("{ROLE}source_profile = middle\n{middle}")),
        ("process", "credential_process = cat keys.json\n".to_owned()),
        ("web identity", format!("{ROLE}web_identity_token_file = token\n")),
        ("login", format!("login_session = {CONSOLE}\n")),
        ("role of a login", format!("{ROLE}source_profile = console\n[profile console]\nlogin_session = {CONSOLE}\n")),
    ] {
        let shell = Shell::with_aws(&aws)
            .more_config(&format!("[profile odd]\nregion = eu-west-2\n{lines}"))
            .with_token(&TokenFile::for_session(&aws, "my-org"))
            .file("keys.json", &program.to_string())
            .file("token", "sandbox-token-web-identity")
            .file(&login_path, &login);
        assert_works(&shell, kind);
    }
}

#[test]
fn the_folder_of_console_sessions_is_relative_to_the_directory_of_the_shell() {
    let aws = aws();
    let (path, login) = console_session(&aws.session_key("test-account", "tester"), in_minutes(60));
    let shell = Shell::with_aws(&aws)
        .more_config(&format!("[profile odd]\nregion = eu-west-2\nlogin_session = {CONSOLE}\n"))
        .file(&path.replace(".aws/login/cache", "logins"), &login)
        .var("AWS_LOGIN_CACHE_DIRECTORY", "logins");
    assert_works(&shell, "login");
}

#[test]
fn the_credentials_of_a_role_with_an_mfa_code_work() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config(&MFA.replace("guarded", "odd"));
    shell.value("aws credentials -p odd --mfa-code 123456 | ignore");
    assert_works(&shell, "mfa");
    assert_eq!(aws.count("AssumeRole"), 1);
}

#[test]
fn a_sign_in_that_expires_soon_is_refreshed() {
    let aws = aws();
    let lines = "[profile odd]\nregion = eu-west-2\nsso_account_id = 444455556666\nsso_role_name = tester\n";
    let shell = Shell::with_aws(&aws)
        .more_config(&format!("{lines}sso_session = my-org\n{SESSION}"))
        .with_token(&TokenFile::for_session(&aws, "my-org").expiring_in(5));
    assert_works(&shell, "sso");
    assert_eq!(aws.count("CreateToken"), 1);
}

#[test]
fn keys_in_the_environment_win_over_aws_profile_but_not_over_the_flag() {
    let aws = aws();
    let key = &aws.account("test-account").key;
    let shell = Shell::with_aws(&aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key)
        .var("AWS_PROFILE", "dev");
    // As for every command, they win over AWS_PROFILE, but not over --profile.
    let answer = shell.value("[(aws credentials) (aws credentials -p dev)] | get AWS_ACCESS_KEY_ID");
    assert_eq!(answer, json!([key.access_key_id, aws.account("dev-account").key.access_key_id]));
}

#[test]
fn a_web_identity_in_the_environment_needs_no_region() {
    let aws = aws();
    let shell = Shell::new()
        .var("AWS_ENDPOINT_URL", &aws.url())
        .var("AWS_ROLE_ARN", "arn:aws:iam::444455556666:role/tester")
        .var("AWS_WEB_IDENTITY_TOKEN_FILE", "token")
        .file("token", "sandbox-token-web-identity");
    // No region is configured, and none is needed.
    let answer = shell.value("aws credentials | select AWS_REGION | insert id {|| 1 }");
    assert_eq!(answer, json!({"AWS_REGION": null, "id": 1}));
    let asked = aws.requests();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0].action, "AssumeRoleWithWebIdentity");
}
