//! Which sessions a line signs in to.

use crate::sso::{LEGACY, OLD_URL, PARTNER, aws_that_agrees, shell};
use crate::support::{Sandbox, Shell, json};

fn of_two(aws: &Sandbox) -> Shell {
    shell(aws).more_config(PARTNER)
}

#[test]
fn the_profiles_of_a_table_sign_in_to_each_session_once() {
    let aws = aws_that_agrees();
    let shell = of_two(&aws).more_config(LEGACY);
    let sessions = shell.value("aws profiles | aws sso login | get session");
    assert_eq!(sessions, json!(["my-org-sso", "partner", OLD_URL]));
    assert_eq!((aws.count("Authorize"), aws.count("StartDeviceAuthorization")), (2, 1));
    assert_eq!(shell.value("aws profiles | get sso_status"), json!(["valid", "valid", "valid", null, "valid"]));
}

#[test]
fn names_and_rows_of_sessions_may_come_through_the_pipeline() {
    let aws = aws_that_agrees();
    for (input, sessions) in [
        ("'partner'", json!(["partner"])),
        ("[partner my-org-sso partner]", json!(["partner", "my-org-sso"])),
        ("aws sso sessions", json!(["my-org-sso", "partner"])),
        ("aws sso sessions | where region == us-east-1", json!(["partner"])),
        ("aws profiles | where name == keys", json!([])),
        ("[]", json!([])),
    ] {
        assert_eq!(of_two(&aws).value(&format!("{input} | aws sso login | get session")), sessions, "{input}");
    }
}

#[test]
fn flags_name_a_session_or_a_profile() {
    let aws = aws_that_agrees();
    let shell = of_two(&aws).var("AWS_PROFILE", "keys");
    assert_eq!(shell.value("aws sso login --sso-session partner | get session"), json!(["partner"]));
    assert_eq!(shell.value("aws sso login --profile test-account.tester | get session"), json!(["my-org-sso"]));
}

#[test]
fn else_the_active_profiles_session_is_meant_or_the_only_one() {
    let aws = aws_that_agrees();
    let of_active = of_two(&aws).var("AWS_PROFILE", "partner.admin");
    assert_eq!(of_active.value("aws sso login | get session"), json!(["partner"]));
    assert_eq!(shell(&aws).value("aws sso login | get session"), json!(["my-org-sso"]));
    let error = of_two(&aws).error("aws sso login");
    assert_eq!(error.code, "aws::sso::session_missing", "{error:?}");
    assert!(error.help.contains("--sso-session") && error.help.contains("my-org-sso, partner"), "{error:?}");
}

#[test]
fn what_is_named_wrongly_is_labelled() {
    let aws = aws_that_agrees();
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
        let shell = of_two(&aws);
        let error = shell.error(line);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), (code, word), "{error:?}");
        assert!(error.help.contains(help), "{error:?}");
        assert!(shell.visits().is_empty(), "{line}");
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn a_profile_that_contradicts_its_session_is_refused() {
    let aws = aws_that_agrees();
    let odd = "[profile odd]\nsso_session = my-org-sso\nsso_start_url = https://elsewhere.awsapps.com/start\n";
    let error = shell(&aws).more_config(odd).error("aws sso login --profile odd");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::sso::inconsistent", "--profile odd"), "{error:?}");
}
