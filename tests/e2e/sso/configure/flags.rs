//! Flags answer all questions.

use super::{COMMAND_FOR_SESSION, LINE, WRITTEN_CONFIG, aws_with_one_account, shell_without_config};
use crate::sso::{CONFIG, auto_approving_aws, read, shell, signed_in};
use crate::support::{Value, aws, json};

#[test]
fn flags_answer_every_question() {
    let aws = auto_approving_aws();
    let shell = shell_without_config(&aws);
    let row = shell.value(&format!("{LINE} | select name sso_session sso_account_id sso_role_name region sso_status"));
    let expected = json!({
        "name": "dev-account.developer",
        "sso_session": "my-org-sso",
        "sso_account_id": "111122223333",
        "sso_role_name": "developer",
        "region": "eu-west-1",
        "sso_status": "valid",
    });
    assert_eq!(row, expected);
    assert_eq!(read(&shell, ".aws/config"), WRITTEN_CONFIG);
    assert_eq!(shell.visits().len(), 1);
}

#[test]
fn an_empty_scopes_flag_writes_no_scopes() {
    let aws = auto_approving_aws();
    let shell = shell_without_config(&aws);
    shell.value(&LINE.replace("--scopes sso:account:access", "--scopes ''"));
    assert_eq!(
        read(&shell, ".aws/config"),
        WRITTEN_CONFIG.replace("sso_registration_scopes = sso:account:access\n", "")
    );
}

#[test]
fn the_new_profile_works_immediately() {
    let aws = auto_approving_aws();
    let shell = shell_without_config(&aws);
    let line = "aws ec2 instances --profile dev-account.developer | get AccountId | uniq";
    assert_eq!(shell.value(&format!("{LINE} | ignore; {line}")), json!(["111122223333"]));
}

#[test]
fn the_active_profile_does_not_change() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).var("AWS_PROFILE", "test-account.tester");
    let line = format!("{COMMAND_FOR_SESSION} --profile new | ignore; $env.AWS_PROFILE");
    assert_eq!(shell.value(&line), json!("test-account.tester"));
    assert!(read(&shell, ".aws/config").starts_with(CONFIG));
}

#[test]
fn use_switches_the_shell() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).var("AWS_ACCESS_KEY_ID", "AKIA");
    let line =
        format!("{COMMAND_FOR_SESSION} --profile new --use | ignore; [$env.AWS_PROFILE ('AWS_ACCESS_KEY_ID' in $env)]");
    assert_eq!(shell.value(&line), json!(["new", false]));
    assert_eq!(shell.value(&format!("{COMMAND_FOR_SESSION} --profile new --use | get active")), json!(true));
}

#[test]
fn an_account_is_given_by_its_id_or_name() {
    let aws = aws();
    for account in ["444455556666", "test-account"] {
        let shell = signed_in(&aws);
        let line = format!("aws configure sso --sso-session my-org-sso --account {account} --role admin --profile new");
        let row = shell.value(&format!("{line} | select sso_account_id sso_role_name"));
        assert_eq!(row, json!({"sso_account_id": "444455556666", "sso_role_name": "admin"}), "{account}");
    }
}

#[test]
fn without_region_and_output_their_keys_are_not_written() {
    let aws = aws();
    let shell = signed_in(&aws);
    assert_eq!(shell.value(&format!("{COMMAND_FOR_SESSION} --profile new | get region")), Value::Null);
    let section = "
[profile new]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = developer
";
    assert_eq!(read(&shell, ".aws/config"), format!("{CONFIG}{section}"));
}

#[test]
fn a_session_may_have_more_scopes() {
    let aws = aws_with_one_account(1);
    let shell = shell_without_config(&aws);
    let line = LINE.replace("--scopes sso:account:access", "--scopes 'sso:account:access, codewhisperer:analysis'");
    shell.value(&line);
    let scopes = "\nsso_registration_scopes = sso:account:access, codewhisperer:analysis\n";
    assert!(read(&shell, ".aws/config").contains(scopes));
    assert_eq!(
        shell.value("aws sso sessions --long | get scopes"),
        json!([["sso:account:access", "codewhisperer:analysis"]])
    );
}

#[test]
fn a_device_code_signs_in() {
    let aws = auto_approving_aws();
    let shell = shell_without_config(&aws);
    let line = format!("{LINE} --use-device-code --no-browser | get sso_status");
    assert_eq!(shell.value(&line), json!("valid"));
    assert_eq!((aws.count("StartDeviceAuthorization"), aws.count("Authorize"), shell.visits().len()), (1, 0, 0));
}
