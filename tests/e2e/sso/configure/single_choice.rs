//! An only choice is made without a question.

use super::{aws_with_one_account, aws_with_one_role_in_test, files};
use crate::sso::shell;
use crate::support::json;

const LINE: &str = "aws configure sso --sso-session my-org-sso --profile new";

#[test]
fn the_only_account_and_its_only_role_are_chosen() {
    let aws = aws_with_one_account(1);
    let shell = shell(&aws);
    let output = shell.run(&format!("{LINE} | select sso_account_id sso_role_name | to json"));
    assert_eq!(output.json(), json!({"sso_account_id": "111122223333", "sso_role_name": "developer"}));
    let messages = ["AWS account: dev-account (111122223333), your only one", "Role: developer, your only one"];
    assert!(messages.iter().all(|line| output.stderr.contains(line)), "{output:?}");
}

#[test]
fn the_only_role_of_an_account_is_chosen() {
    let aws = aws_with_one_role_in_test();
    assert_eq!(shell(&aws).value(&format!("{LINE} --account test-account | get sso_role_name")), json!("tester"));
}

#[test]
fn the_only_account_for_a_role_is_chosen() {
    let aws = aws_with_one_account(3);
    assert_eq!(shell(&aws).value(&format!("{LINE} --role admin | get sso_account_id")), json!("111122223333"));
}

#[test]
fn several_choices_need_a_flag() {
    let aws = aws_with_one_role_in_test();
    for (flags, missing) in [
        ("", "--account, --role must be given, because there is no terminal to ask"),
        ("--role tester", "--account must be given, because there is no terminal to ask"),
        ("--account dev-account", "--role must be given, because there is no terminal to ask"),
    ] {
        let shell = shell(&aws);
        let before = files(shell.home());
        let error = shell.error(&format!("{LINE} {flags}"));
        assert_eq!((error.code.as_str(), error.message.as_str()), ("aws::configure::missing", missing), "{error:?}");
        assert_eq!(files(shell.home()), before, "{flags}");
    }
}
