//! `aws sso logout`: what it removes and what it keeps.

use super::{LEGACY, OLD_URL, PARTNER, SESSION, auto_approving_aws, partner_token, read, role_path, shell, signed_in};
use crate::support::{START_URL, Sandbox, Shell, TokenFile, Value, aws, closed_port, json, token_path};

/// Signed in to two sessions, with cached credentials of a role of each.
fn shell_with_two_sessions(aws: &Sandbox) -> Shell {
    let shell = signed_in(aws).more_config(PARTNER).with_token(&partner_token(aws));
    shell.value(
        "aws ec2 instances --profile dev-account.developer | ignore
        aws ec2 instances --profile partner.admin | ignore",
    );
    aws.clear_requests();
    shell
}

fn role_of(session: &str) -> String {
    let role = if session == SESSION { "developer" } else { "admin" };
    role_path("111122223333", role, "sessionName", session)
}

/// Which of the two sessions still have a token, and which have cached role credentials.
fn left(shell: &Shell) -> (Vec<&'static str>, Vec<&'static str>) {
    let having = |path: &dyn Fn(&str) -> String| {
        [SESSION, "partner"].into_iter().filter(|session| shell.path(&path(session)).exists()).collect()
    };
    (having(&token_path), having(&role_of))
}

#[test]
fn logout_removes_the_secrets_that_killed_processes_left() {
    let aws = aws();
    const LEFT: [&str; 4] = [".aws/sso/cache", ".aws/cli/cache", ".aws/login/cache", ".aws"];
    for line in ["aws sso logout", "aws sso logout --sso-session my-org-sso"] {
        let shell = LEFT.iter().fold(signed_in(&aws), |shell, folder| {
            shell.file(&format!("{folder}/.nu_plugin_aws-A1b2C3.tmp"), "secret").file(&format!("{folder}/my.tmp"), "")
        });
        shell.value(line);
        for folder in LEFT {
            let files = std::fs::read_dir(shell.path(folder)).expect("a folder");
            let names = files.map(|file| file.expect("a file").file_name().into_string().expect("text"));
            let left: Vec<_> = names.filter(|name| name.ends_with(".tmp")).collect();
            assert_eq!(left, ["my.tmp"], "{line}: {folder}");
        }
    }
}

#[test]
fn logout_of_one_session_keeps_the_other() {
    let aws = aws();
    let shell = shell_with_two_sessions(&aws);
    assert_eq!(left(&shell), (vec![SESSION, "partner"], vec![SESSION, "partner"]));
    let rows = shell.value("aws sso logout --sso-session my-org-sso");
    let row = json!({
        "sso_session": "my-org-sso",
        "start_url": START_URL,
        "region": "eu-west-1",
        "was": "valid",
        "status": "signed_out",
    });
    assert_eq!(rows, json!([row]));
    assert_eq!(left(&shell), (vec!["partner"], vec!["partner"]));
    assert_eq!(aws.count("Logout"), 1);
    assert_eq!(shell.value("aws sso sessions | get status"), json!(["signed_out", "valid"]));
    let error = shell.error("aws ec2 instances --profile dev-account.developer");
    assert_eq!(error.code, "aws::sso::signed_out", "{error:?}");
}

#[test]
fn logout_without_a_name_ends_all_sessions() {
    let aws = aws();
    let shell = shell_with_two_sessions(&aws);
    let rows = shell.value("aws sso logout | select sso_session was status");
    let row = |session: &str| json!({"sso_session": session, "was": "valid", "status": "signed_out"});
    assert_eq!(rows, json!([row("my-org-sso"), row("partner")]));
    assert_eq!(left(&shell), (vec![], vec![]));
    assert_eq!(aws.count("Logout"), 2);
    assert_eq!(shell.value("aws sso logout"), json!([]));
    assert_eq!(aws.count("Logout"), 2);
}

#[test]
fn names_and_rows_can_be_piped() {
    let aws = aws();
    for (input, sessions) in [
        ("'partner'", json!(["partner"])),
        ("[my-org-sso partner]", json!(["my-org-sso", "partner"])),
        ("aws sso sessions | where sso_session == partner", json!(["partner"])),
        ("aws profiles | where sso_session == my-org-sso", json!(["my-org-sso"])),
        // An empty list is not the same as no input, which selects all sessions.
        ("[]", json!([])),
        ("aws profiles | where name == keys", json!([])),
    ] {
        let shell = signed_in(&aws).more_config(PARTNER).with_token(&partner_token(&aws));
        assert_eq!(shell.value(&format!("{input} | aws sso logout | get sso_session")), sessions, "{input}");
        let kept = 2 - sessions.as_array().expect("names").len();
        assert_eq!(left(&shell).0.len(), kept, "{input}");
    }
}

#[test]
fn null_is_not_taken_for_all_sessions() {
    let aws = aws();
    let shell = signed_in(&aws);
    let error = shell.error("aws sso sessions | where sso_session == partner | get 0?.sso_session | aws sso logout");
    assert_eq!(error.code, "aws::sso::input", "{error:?}");
    assert!(aws.requests().is_empty() && shell.path(&token_path(SESSION)).exists());
}

#[test]
fn the_portal_rejects_the_token_after_logout() {
    let aws = aws();
    let shell = signed_in(&aws);
    let token = read(&shell, &token_path(SESSION));
    shell.value("aws sso logout");
    let shell = shell.file(&token_path(SESSION), &token);
    assert_eq!(shell.error("aws sso accounts").code, "aws::sso::expired");
}

#[test]
fn logout_keeps_the_registration() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    shell.value("aws sso login | ignore; aws sso logout | ignore; aws sso login");
    assert_eq!((aws.count("RegisterClient"), shell.visits().len()), (1, 2));
}

#[test]
fn logout_ends_a_legacy_sign_in() {
    let aws = aws();
    let shell = shell(&aws).more_config(LEGACY).with_token(&TokenFile::for_start_url(&aws, OLD_URL));
    shell.value("aws ec2 instances --profile legacy");
    let rows = shell.value("aws sso logout --profile legacy | select sso_session was");
    assert_eq!(rows, json!([{"sso_session": null, "was": "valid"}]));
    let files = [token_path(OLD_URL), role_path("111122223333", "developer", "startUrl", OLD_URL)];
    assert!(files.iter().all(|file| !shell.path(file).exists()));
}

#[test]
fn logout_ends_a_sign_in_that_is_not_in_the_config() {
    let aws = aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, "gone"));
    assert_eq!(shell.value("aws sso logout | get start_url"), json!([START_URL]));
    assert!(!shell.path(&token_path("gone")).exists());
    assert_eq!(aws.count("Logout"), 1);
}

#[test]
fn logout_when_signed_out_makes_no_request() {
    let aws = aws();
    let rows = shell(&aws).value("aws sso logout --sso-session my-org-sso | select was status");
    assert_eq!(rows, json!([{"was": "signed_out", "status": "signed_out"}]));
    assert!(aws.requests().is_empty());
}

#[test]
fn logout_removes_an_expired_token() {
    let aws = aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    aws.expire_tokens();
    let output = shell.run("aws sso logout | get was | to json --raw");
    assert_eq!((output.json(), output.stderr.as_str()), (json!(["refreshable"]), ""));
    assert!(!shell.path(&token_path(SESSION)).exists());
}

#[test]
fn an_unreachable_portal_is_a_warning() {
    let aws = aws();
    let shell = shell_with_two_sessions(&aws).var("AWS_ENDPOINT_URL", &closed_port());
    let output = shell.run("aws sso logout --sso-session my-org-sso | get status | to json --raw");
    assert_eq!(output.json(), json!(["signed_out"]));
    assert!(
        output.stderr.starts_with("warning: the token is deleted, but the portal did not end the session: "),
        "{output:?}"
    );
    assert_eq!(left(&shell), (vec!["partner"], vec!["partner"]));
}

/// As the AWS CLI's logout does, which looks only for an access token.
#[test]
fn logout_removes_tokens_that_can_not_be_used() {
    for (member, value, notified) in [
        ("expiresAt", Value::Null, 1),
        ("expiresAt", json!("soon"), 1),
        ("startUrl", json!("https://moved.awsapps.com/start"), 1),
        ("region", Value::Null, 1),
        ("accessToken", json!("line\nbreak"), 0),
    ] {
        for line in ["aws sso logout", "aws sso logout --sso-session my-org-sso"] {
            let aws = aws();
            let shell =
                shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).with_member(member, value.clone()));
            let sessions = shell.value(&format!("{line} | get sso_session"));
            assert_eq!((sessions, aws.count("Logout")), (json!([SESSION]), notified), "{line}: {member}");
            assert!(!shell.path(&token_path(SESSION)).exists(), "{line}: {member}");
        }
    }
}

#[test]
fn logout_removes_a_token_without_an_expiration_and_a_region_that_is_not_in_the_config() {
    let aws = aws();
    let token = TokenFile::for_session(&aws, "gone").with_member("expiresAt", Value::Null);
    let shell = shell(&aws).with_token(&token.with_member("region", Value::Null));
    let rows = shell.value("aws sso logout | select start_url region was status");
    let row = json!({"start_url": START_URL, "region": null, "was": "expired", "status": "signed_out"});
    assert_eq!((rows, aws.count("Logout")), (json!([row]), 0));
    assert!(!shell.path(&token_path("gone")).exists());
}
