//! What `aws profile add` refuses.

use super::{TESTER, refused, shell};
use crate::support::{Shell, json};

#[test]
fn missing_values_are_an_error() {
    refused("aws profile add new", "aws::profile::incomplete", "aws profile add", "aws sso roles | aws profile add");
    assert_eq!(shell().error("aws profile add").message, "A profile needs --account and --role");
    refused("aws profile add new --account 000000000001", "aws::profile::incomplete", "aws profile add", "--role");
    refused("aws profile add keys --role a", "aws::profile::incomplete", "aws profile add", "--account");
    refused("'keys' | aws profile add other", "aws::profile::incomplete", "'keys'", "--account");
    refused("'keys' | aws profile add --name '{role_name}'", "aws::profile::incomplete", "'keys'", "--account");
    let row = "{account_id: '000000000001'}";
    refused(&format!("[{row}] | aws profile add"), "aws::profile::incomplete", row, "aws sso roles");
}

#[test]
fn an_error_points_at_the_wrong_word() {
    let line = "aws profile add x --account 000000000001 --role y";
    for (flag, code, help) in [
        ("--output jsno", "aws::profile::unknown_output", "`json`"),
        ("--region eu-west", "aws::region::invalid", "`eu-west-1`"),
        ("--sso-session my-org", "aws::sso::session_not_found", "`my-org-sso`"),
    ] {
        refused(&format!("{line} {flag}"), code, flag, help);
    }
    refused(
        "aws profile add x --role y --account 1",
        "aws::sso::malformed_account_id",
        "--account 1",
        "aws sso accounts",
    );
    refused(
        "aws profile add x --role y --account dev-account",
        "aws::sso::account_not_found",
        "--account dev-account",
        "`aws sso accounts`",
    );
    refused("aws profile add 'a b' --role y --account 000000000001", "aws::config::name", "'a b'", "letters");
    let template = "--name '{acount_name}'";
    refused(
        &format!("{TESTER} | aws profile add {template}"),
        "aws::profile::name_template",
        template,
        "{account_name}",
    );
    let row = TESTER.replace("tester,", "tester, name: 'a b',");
    refused(&format!("[{row}] | aws profile add"), "aws::config::name", "'a b'", "letters");
    let line = "aws profile add x --name y --role y --account 000000000001";
    let code = shell().value(&format!("try {{ {line} }} catch {{|e| $e.details.code }}"));
    assert_eq!(code, json!("nu::shell::incompatible_parameters"));
}

#[test]
fn two_roles_cannot_have_the_same_name() {
    let rows = "[[account_id account_name role_name]; ['000000000001' Shared a] ['000000000002' Shared a]]";
    let add = |arguments: &str| format!("{rows} | aws profile add {arguments}");
    let error = shell().error(&add(""));
    for part in ["Shared.a", "000000000001/a", "000000000002/a"] {
        assert!(error.message.contains(part), "{error:?}");
    }
    refused(&add("--region eu-west-1"), "aws::profile::name_shared", "aws profile add", "{account_id}");
    refused(&add("one"), "aws::profile::name_shared", "one", "{account_id}");
    refused(&add("--name '{role_name}'"), "aws::profile::name_shared", "--name '{role_name}'", "{account_id}");
    let names = shell().value(&format!("{} | get name", add("--name '{account_name}-{account_id}.{role_name}'")));
    assert_eq!(names, json!(["Shared-000000000001.a", "Shared-000000000002.a"]));
    let twice = shell().value(&format!("({rows} ++ {rows}) | aws profile add --name '{{account_id}}' | length"));
    assert_eq!(twice, json!(2));
}

#[test]
fn a_role_of_a_legacy_sign_in_needs_a_session_first() {
    let row = "{account_id: '000000000001', account_name: a, role_name: b, sso_session: null}";
    refused(&format!("[{row}] | aws profile add"), "aws::sso::session_missing", row, "`--sso-session`: my-org-sso");
    let session = shell().value(&format!("[{row}] | aws profile add --sso-session my-org-sso | get 0.sso_session"));
    assert_eq!(session, json!("my-org-sso"));
}

#[test]
fn without_exactly_one_session_none_is_chosen() {
    let line = "aws profile add x --account 000000000001 --role y";
    let none = Shell::new().config("[profile a]\n").error(line);
    assert_eq!(
        (none.code.as_str(), none.help.as_str()),
        ("aws::sso::session_missing", "create one with `aws configure sso`")
    );
    let two =
        shell().more_config("\n[sso-session other]\nsso_start_url = https://x\nsso_region = us-east-1\n").error(line);
    assert_eq!(two.code, "aws::sso::session_missing");
    assert!(two.help.contains("my-org-sso, other"), "{two:?}");
}

#[test]
fn conflicting_rows_and_flags_are_refused() {
    refused(&format!("{TESTER} | aws profile add --role admin"), "aws::profile::input", "--role admin", "where");
    let id = "4.5";
    let row = format!("{{account_id: {id}, role_name: tester}}");
    refused(&format!("[{row}] | aws profile add"), "aws::profile::input", id, "aws sso roles");
    refused("let rows: any = ['x']; $rows | aws profile add", "aws::profile::input", "'x'", "aws sso roles");
}
