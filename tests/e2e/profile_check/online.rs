//! What `--online` requests and finds.

use crate::support::{
    Fault, FaultKind, Options, START_URL, Sandbox, Shell, Terminal, TokenFile, Value, aws, closed_port, json,
    wait_until,
};

const CONFIG: &str = "\
[sso-session my-org-sso]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = developer

[profile admin]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = admin

[profile test]
sso_session = my-org-sso
sso_account_id = 444455556666
sso_role_name = tester
";

const LINE: &str = "aws profile check --online | select profile severity code line";

fn shell(aws: &Sandbox) -> Shell {
    Shell::new().config(CONFIG).browser().var("AWS_ENDPOINT_URL", &aws.url())
}

fn signed_in(aws: &Sandbox) -> Shell {
    shell(aws).signed_in(aws, "my-org-sso")
}

#[test]
fn with_all_roles_there_is_no_finding_and_one_request_per_account() {
    let aws = aws();
    assert_eq!(signed_in(&aws).value("aws profile check --online"), json!([]));
    let mut asked: Vec<_> = aws.requests().into_iter().map(|request| (request.action, request.account_id)).collect();
    asked.sort();
    let call = |account: &str| ("ListAccountRoles".to_owned(), Some(account.to_owned()));
    assert_eq!(asked, [call("111122223333"), call("444455556666")]);
}

#[test]
fn without_the_flag_there_is_no_request() {
    let aws = aws();
    aws.unassign_role("111122223333", "developer");
    assert_eq!(signed_in(&aws).value("aws profile check"), json!([]));
    assert!(aws.requests().is_empty());
}

#[test]
fn a_role_that_is_no_longer_assigned_is_found() {
    let aws = aws();
    aws.unassign_role("111122223333", "developer");
    let lost = json!([{"profile": "dev", "severity": "error", "code": "aws::check::role_not_assigned", "line": 9}]);
    assert_eq!(signed_in(&aws).value(LINE), lost);
    let row = signed_in(&aws).value("aws profile check --online | first");
    assert_eq!(row["message"], json!("You don't have the role `developer`"));
    assert!(row["fix"].as_str().is_some_and(|fix| fix.contains("`aws sso roles`")), "{row}");
}

#[test]
fn all_profiles_of_a_lost_account_are_found() {
    let aws = aws();
    for role in ["developer", "admin", "tester"] {
        aws.unassign_role("111122223333", role);
    }
    let profiles = signed_in(&aws).value("aws profile check --online | get profile");
    assert_eq!(profiles, json!(["dev", "admin"]));
}

#[test]
fn only_the_named_profiles_are_checked() {
    let aws = aws();
    aws.unassign_role("111122223333", "developer");
    assert_eq!(signed_in(&aws).value("aws profile check test --online"), json!([]));
    assert_eq!(aws.count("ListAccountRoles"), 1);
}

#[test]
fn a_signed_out_session_is_found_once_with_the_command() {
    let aws = aws();
    let shell = shell(&aws);
    let row = |shell: &Shell| shell.value("aws profile check --online");
    let rows = row(&shell);
    let expected = json!([{
        "profile": null,
        "severity": "warning",
        "code": "aws::check::signed_out",
        "message": "Not signed in to `my-org-sso`",
        "file": shell.path(".aws/config").display().to_string(),
        "line": 2,
        "fix": "`aws sso login --sso-session my-org-sso`",
    }]);
    assert_eq!(rows, expected);
    let expired = row(&shell.with_token(&TokenFile::for_session(&aws, "my-org-sso").expired().without_refresh_token()));
    assert_eq!(expired[0]["code"], json!("aws::check::signed_out"));
    assert_eq!(expired[0]["message"], json!("The sign-in to `my-org-sso` has expired"));
    assert!(aws.requests().is_empty());
}

#[test]
fn the_command_for_a_legacy_profile_has_its_name() {
    let aws = aws();
    let legacy = format!(
        "[profile old]\nsso_start_url = {START_URL}\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = x\n"
    );
    let shell = Shell::new().config(&legacy).var("AWS_ENDPOINT_URL", &aws.url());
    let row = shell.value("aws profile check --online | where code == aws::check::signed_out | first");
    assert_eq!((&row["profile"], &row["fix"]), (&json!("old"), &json!("`aws sso login --profile old`")));
}

#[test]
fn a_sign_in_is_refreshed_and_no_browser_opens() {
    let aws = Sandbox::start(Options { auto_approve: true, ..Options::default() });
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, "my-org-sso").expired());
    assert_eq!(shell.value("aws profile check --online"), json!([]));
    assert_eq!(aws.count("CreateToken"), 1);
    aws.revoke_tokens();
    let codes = shell.value("aws profile check --online | get code");
    assert_eq!(codes, json!(["aws::check::signed_out"]));
    assert!(shell.visits().is_empty());
}

#[test]
fn an_unreachable_portal_is_a_finding_among_the_others() {
    let shell = signed_in(&aws()).more_config("[foo]\n").var("AWS_ENDPOINT_URL", &closed_port());
    let codes = shell.value("aws profile check --online | select severity code");
    let row = |code: &str| json!({"severity": "warning", "code": code});
    assert_eq!(codes, json!([row("aws::check::section_ignored"), row("aws::check::unreachable")]));
    let row = shell.value("aws profile check --online | last");
    assert_eq!((&row["profile"], &row["line"]), (&Value::Null, &json!(2)));
}

#[test]
fn a_failing_portal_is_a_finding_too() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::InternalError).action("ListAccountRoles"));
    assert_eq!(signed_in(&aws).value("aws profile check --online | get code"), json!(["aws::check::unreachable"]));
}

#[test]
fn an_account_that_fails_does_not_hide_the_others() {
    let aws = aws();
    aws.unassign_role("111122223333", "developer");
    aws.fail(Fault::new(FaultKind::InternalError).action("ListAccountRoles").account("444455556666"));
    let rows = signed_in(&aws).value("aws profile check --online | select code profile | sort-by code");
    let row = |code: &str, profile: Option<&str>| json!({"code": code, "profile": profile});
    let lost = row("aws::check::role_not_assigned", Some("dev"));
    assert_eq!(rows, json!([lost, row("aws::check::unreachable", None)]));
}

#[test]
fn the_portal_is_asked_after_the_fix() {
    let aws = aws();
    aws.unassign_role("111122223333", "admin");
    let shell = signed_in(&aws).more_config("[profile late]\nregion = eu-west-1 # c\n");
    let codes = shell.value("aws profile check --fix --online | get code");
    assert_eq!(codes, json!(["aws::check::role_not_assigned"]));
}

#[test]
fn ctrl_c_gives_the_prompt_back() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let mut terminal = Terminal::open(signed_in(&aws).var("AWS_REGION", "eu-west-1"));
    terminal.enter("aws profile check --online");
    wait_until("the requests", || aws.count("ListAccountRoles") == 2);
    terminal.interrupt();
    aws.clear_faults();
    assert_eq!(terminal.run("aws profile check --online | length"), "Nothing found in 3 profiles of 1 file.\n0\n");
}
