//! Which sessions a command signs in to.

use crate::sso::{LEGACY, PARTNER, auto_approving_aws, shell};
use crate::support::{Sandbox, Shell, json};

fn shell_with_two_sessions(aws: &Sandbox) -> Shell {
    shell(aws).more_config(PARTNER)
}

#[test]
fn piped_profiles_sign_in_to_each_session_once() {
    let aws = auto_approving_aws();
    let shell = shell_with_two_sessions(&aws).more_config(LEGACY);
    let sessions = shell.value("aws profiles | aws sso login | get sso_session");
    assert_eq!(sessions, json!(["my-org-sso", "partner", null]));
    assert_eq!((aws.count("Authorize"), aws.count("StartDeviceAuthorization")), (2, 1));
    assert_eq!(shell.value("aws profiles | get sso_status"), json!(["valid", "valid", "valid", null, "valid"]));
}

#[test]
fn a_session_can_be_an_argument() {
    let aws = auto_approving_aws();
    let shell = shell_with_two_sessions(&aws);
    assert_eq!(shell.value("aws sso login partner | get sso_session"), json!(["partner"]));
    assert_eq!(shell.value("aws sso logout partner | get was"), json!(["valid"]));
    let error = shell.error("aws sso login partnr");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::sso::session_not_found", "partnr"), "{error:?}");
}

#[test]
fn names_and_rows_of_sessions_can_be_piped() {
    let aws = auto_approving_aws();
    for (input, sessions) in [
        ("'partner'", json!(["partner"])),
        ("[partner my-org-sso partner]", json!(["partner", "my-org-sso"])),
        ("aws sso sessions", json!(["my-org-sso", "partner"])),
        ("aws sso sessions | where region == us-east-1", json!(["partner"])),
        ("aws profiles | where name == keys", json!([])),
        ("[]", json!([])),
    ] {
        assert_eq!(
            shell_with_two_sessions(&aws).value(&format!("{input} | aws sso login | get sso_session")),
            sessions,
            "{input}"
        );
    }
}

#[test]
fn the_rows_of_a_sign_in_are_those_that_the_other_commands_take() {
    let aws = auto_approving_aws();
    let shell = shell_with_two_sessions(&aws).more_config(LEGACY);
    let names = json!(["my-org-sso", "partner", null]);
    assert_eq!(shell.value("aws sso sessions | aws sso login | get sso_session"), names);
    assert_eq!(shell.value("aws sso login --profile legacy | aws sso logout | get was"), json!(["valid"]));
    assert_eq!(shell.value("aws sso sessions | aws sso logout | get sso_session"), names);
}

#[test]
fn flags_name_a_session_or_a_profile() {
    let aws = auto_approving_aws();
    let shell = shell_with_two_sessions(&aws).var("AWS_PROFILE", "keys");
    assert_eq!(shell.value("aws sso login --sso-session partner | get sso_session"), json!(["partner"]));
    assert_eq!(shell.value("aws sso login --profile test-account.tester | get sso_session"), json!(["my-org-sso"]));
}

#[test]
fn a_flag_wins_over_the_item_of_a_closure() {
    let aws = auto_approving_aws();
    let shell = shell_with_two_sessions(&aws);
    let names = json!([["my-org-sso"], ["partner"]]);
    for closure in [
        "[test-account.tester partner.admin] | each {|name| aws sso login --profile $name | get sso_session }",
        "[my-org-sso partner] | each {|name| aws sso login $name | get sso_session }",
        "0..1 | each {|n| aws sso login ([my-org-sso partner] | get $n) | get sso_session }",
        "[test-account.tester partner.admin] | each {|name| aws sso roles --profile $name | get sso_session | uniq }",
    ] {
        assert_eq!(shell.value(closure), names, "{closure}");
    }
}

#[test]
fn the_default_is_the_session_of_the_active_profile_or_the_only_one() {
    let aws = auto_approving_aws();
    let of_active = shell_with_two_sessions(&aws).var("AWS_PROFILE", "partner.admin");
    assert_eq!(of_active.value("aws sso login | get sso_session"), json!(["partner"]));
    assert_eq!(shell(&aws).value("aws sso login | get sso_session"), json!(["my-org-sso"]));
    let error = shell_with_two_sessions(&aws).error("aws sso login");
    assert_eq!(error.code, "aws::sso::session_missing", "{error:?}");
    assert!(error.help.contains("--sso-session") && error.help.contains("my-org-sso, partner"), "{error:?}");
}

#[test]
fn an_unknown_name_is_labelled() {
    let aws = auto_approving_aws();
    for (line, code, word, help) in [
        (
            "aws sso login --sso-session my-ogr-sso",
            "aws::sso::session_not_found",
            "--sso-session my-ogr-sso",
            "`my-org-sso`",
        ),
        ("'partnr' | aws sso login", "aws::sso::session_not_found", "'partnr'", "`partner`"),
        ("aws sso login --profile keys", "aws::sso::not_sso", "--profile keys", "aws sso sessions"),
        ("aws sso login --profile kyes", "aws::profile::not_found", "--profile kyes", "`keys`"),
        ("{region: x} | aws sso login", "aws::sso::input", "{region: x}", "aws sso sessions"),
    ] {
        let shell = shell_with_two_sessions(&aws);
        let error = shell.error(line);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), (code, word), "{error:?}");
        assert!(error.help.contains(help), "{error:?}");
        assert!(shell.visits().is_empty(), "{line}");
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn a_profile_that_contradicts_its_session_is_an_error() {
    let aws = auto_approving_aws();
    let odd = "[profile odd]\nsso_session = my-org-sso\nsso_start_url = https://elsewhere.awsapps.com/start\n";
    let error = shell(&aws).more_config(odd).error("aws sso login --profile odd");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::sso::inconsistent", "--profile odd"), "{error:?}");
}
