//! An existing session is reused.

use super::COMMAND_FOR_SESSION;
use crate::sso::{CONFIG, auto_approving_aws, read, shell, signed_in};
use crate::support::{aws, json};

#[test]
fn an_existing_session_needs_no_start_url_and_region() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    assert_eq!(shell.value(&format!("{COMMAND_FOR_SESSION} --profile new | get sso_session")), json!("my-org-sso"));
    assert_eq!(read(&shell, ".aws/config").matches("[sso-session").count(), 1);
    assert_eq!(shell.visits().len(), 1);
}

#[test]
fn a_valid_token_is_kept() {
    let aws = aws();
    let shell = signed_in(&aws);
    shell.value(&format!("{COMMAND_FOR_SESSION} --profile new"));
    assert!(shell.visits().is_empty() && read(&shell, ".aws/config").starts_with(CONFIG));
    assert_eq!(aws.count("CreateToken"), 0);
}

#[test]
fn a_second_profile_needs_no_second_sign_in() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    for profile in ["first", "second"] {
        shell.value(&format!("{COMMAND_FOR_SESSION} --profile {profile}"));
    }
    assert_eq!(shell.visits().len(), 1);
    assert_eq!(shell.value("aws sso sessions --long | get 0.profiles | last 2"), json!(["first", "second"]));
}

#[test]
fn a_denied_sign_in_changes_nothing() {
    let aws = aws();
    let shell = shell(&aws).browser_pressing("deny");
    let error = shell.error(&format!("{COMMAND_FOR_SESSION} --profile new"));
    assert_eq!(error.code, "aws::sso::denied", "{error:?}");
    assert_eq!(read(&shell, ".aws/config"), CONFIG);
}
