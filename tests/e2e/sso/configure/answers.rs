//! Every answer is a flag, and nobody has to be there.

use super::{LINE, MADE, OF_SESSION, aws_of_one, bare};
use crate::sso::{CONFIG, aws_that_agrees, read, shell, signed_in};
use crate::support::{Value, aws, json};

#[test]
fn a_script_says_everything_in_flags() {
    let aws = aws_that_agrees();
    let shell = bare(&aws);
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
    assert_eq!(read(&shell, ".aws/config"), MADE);
    assert_eq!(shell.visits().len(), 1);
}

#[test]
fn an_empty_answer_for_the_scopes_is_none_and_not_a_question() {
    let aws = aws_that_agrees();
    let shell = bare(&aws);
    shell.value(&LINE.replace("--scopes sso:account:access", "--scopes ''"));
    assert_eq!(read(&shell, ".aws/config"), MADE.replace("sso_registration_scopes = sso:account:access\n", ""));
}

#[test]
fn its_profile_works_at_once() {
    let aws = aws_that_agrees();
    let shell = bare(&aws);
    let line = "aws ec2 instances --profile dev-account.developer | get AccountId | uniq";
    assert_eq!(shell.value(&format!("{LINE} | ignore; {line}")), json!(["111122223333"]));
}

#[test]
fn the_active_profile_stays_the_active_one() {
    let aws = aws_that_agrees();
    let shell = shell(&aws).var("AWS_PROFILE", "test-account.tester");
    let line = format!("{OF_SESSION} --profile new | ignore; $env.AWS_PROFILE");
    assert_eq!(shell.value(&line), json!("test-account.tester"));
    assert!(read(&shell, ".aws/config").starts_with(CONFIG));
}

#[test]
fn an_account_goes_by_its_id_or_its_name() {
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
    assert_eq!(shell.value(&format!("{OF_SESSION} --profile new | get region")), Value::Null);
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
    let aws = aws_of_one(1);
    let shell = bare(&aws);
    let line = LINE.replace("--scopes sso:account:access", "--scopes 'sso:account:access, codewhisperer:analysis'");
    shell.value(&line);
    let scopes = "\nsso_registration_scopes = sso:account:access, codewhisperer:analysis\n";
    assert!(read(&shell, ".aws/config").contains(scopes));
    assert_eq!(shell.value("aws sso sessions | get scopes"), json!([["sso:account:access", "codewhisperer:analysis"]]));
}

#[test]
fn a_device_code_is_another_way_in() {
    let aws = aws_that_agrees();
    let shell = bare(&aws);
    let line = format!("{LINE} --use-device-code --no-browser | get sso_status");
    assert_eq!(shell.value(&line), json!("valid"));
    assert_eq!((aws.count("StartDeviceAuthorization"), aws.count("Authorize"), shell.visits().len()), (1, 0, 0));
}
