//! Signing in with a device code, in a browser on any machine.

use crate::sso::{LEGACY, OLD_URL, auto_approving_aws, shell, tokens_for};
use crate::support::{Sandbox, Shell, aws, json, token_path, wait_until};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

const LOGIN: &str = "aws sso login --use-device-code | get status | to json --raw";

/// A shell without a browser.
fn shell_without_browser(aws: &Sandbox) -> Shell {
    shell(aws).without("BROWSER")
}

/// The code of the only waiting device.
fn code(aws: &Sandbox) -> String {
    wait_until("the device", || aws.pending_devices().len() == 1);
    aws.pending_devices().remove(0)
}

#[test]
fn a_user_compares_the_code_and_approves() {
    let aws = aws();
    let shell = shell_without_browser(&aws);
    let login = shell.start(LOGIN);
    let code = code(&aws);
    let message = login.wait_for("the code", |text| text.ends_with(".\n\n"));
    let page = format!("{}/device?user_code={code}", aws.url());
    assert_eq!(
        message,
        format!(
            "To sign in to my-org-sso, go to this page in a browser on any computer (Ctrl-C gives up):\n\n{page}\n\nApprove it only if the page shows the code {code}.\n\n"
        )
    );
    aws.approve_device(&code);
    assert_eq!(login.output().json(), json!(["valid"]));
    assert!(tokens_for(&aws, GRANT) >= 1);
    assert_eq!(aws.count("Authorize"), 0);
}

#[test]
fn a_local_browser_opens_at_the_page() {
    let aws = aws();
    let shell = shell(&aws);
    let login = shell.start(LOGIN);
    let code = code(&aws);
    login.wait_for("the message", |text| {
        text.starts_with("Sign in to my-org-sso in your browser; Ctrl-C gives up. If it doesn't open, go to\n\n")
    });
    aws.approve_device(&code);
    assert_eq!(login.output().json(), json!(["valid"]));
    assert_eq!(shell.visits(), [format!("{}/device?user_code={code}", aws.url())]);
}

#[test]
fn the_flag_no_browser_opens_none() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    assert_eq!(shell.value("aws sso login --use-device-code --no-browser | get status"), json!(["valid"]));
    assert!(shell.visits().is_empty());
}

#[test]
fn over_ssh_the_device_code_is_the_default() {
    let aws = auto_approving_aws();
    let shell = shell_without_browser(&aws).var("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22").var("DISPLAY", ":0");
    assert_eq!(shell.value("aws sso login | get status"), json!(["valid"]));
    assert_eq!((aws.count("StartDeviceAuthorization"), aws.count("Authorize")), (1, 0));
}

#[test]
fn a_denial_is_an_error() {
    let aws = aws();
    let shell = shell_without_browser(&aws);
    let login = shell.start("try { aws sso login --use-device-code } catch {|e| $e.details.code | to json }");
    aws.deny_device(&code(&aws));
    assert_eq!(login.output().json(), json!("aws::sso::denied"));
    assert_eq!(shell.value("aws sso sessions | get status"), json!(["signed_out"]));
}

#[test]
fn an_expired_code_is_an_error() {
    let aws = aws();
    let shell = shell_without_browser(&aws);
    let login = shell.start("try { aws sso login --use-device-code } catch {|e| $e.details.code | to json }");
    code(&aws);
    aws.expire_devices();
    assert_eq!(login.output().json(), json!("aws::sso::timed_out"));
}

#[test]
fn a_legacy_profile_always_uses_a_device_code() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).more_config(LEGACY);
    let row = shell.value("aws sso login --profile legacy | reject expires_at | first");
    let expected = json!({"sso_session": null, "start_url": OLD_URL, "region": "eu-west-1", "status": "valid"});
    assert_eq!(row, expected);
    assert_eq!((aws.count("StartDeviceAuthorization"), aws.count("Authorize")), (1, 0));
    assert!(shell.path(&token_path(OLD_URL)).exists());
}

#[test]
fn an_expired_registration_is_replaced() {
    let aws = auto_approving_aws();
    let shell = shell_without_browser(&aws);
    shell.value("aws sso login --use-device-code");
    aws.expire_registrations();
    assert_eq!(shell.value("aws sso login --use-device-code --force | get status"), json!(["valid"]));
    assert_eq!(aws.count("RegisterClient"), 2);
}
