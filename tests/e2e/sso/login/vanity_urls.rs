//! Start URLs on a host of the user's own, which redirects to a portal of AWS.

use crate::sso::{CONFIG, auto_approving_aws, read, shell};
use crate::support::{Sandbox, Shell, StaticServer, json};

const PORTAL: &str = "https://ssoins-1.portal.us-west-2.app.aws";

/// A host that redirects to a portal of AWS.
fn redirecting() -> StaticServer {
    StaticServer::with_head(&format!("302 Found\r\nLocation: {PORTAL}/?origin=vanity#/"), "")
}

/// A shell whose session has this start URL.
fn shell_with(aws: &Sandbox, start_url: &str) -> Shell {
    shell(aws).config(&CONFIG.replace("https://my-org.awsapps.com/start", start_url))
}

/// The values of a parameter in all requests of an action.
fn sent(aws: &Sandbox, action: &str, parameter: &str) -> Vec<Option<String>> {
    let requests = aws.requests().into_iter().filter(|request| request.action == action);
    requests.map(|request| request.parameter(parameter).map(str::to_owned)).collect()
}

#[test]
fn aws_gets_the_portal_and_the_session_its_region() {
    let (aws, vanity) = (auto_approving_aws(), redirecting());
    let shell = shell_with(&aws, &vanity.url());
    let row = shell.value("aws sso login | select sso_session start_url region status | first");
    let expected =
        json!({"sso_session": "my-org-sso", "start_url": vanity.url(), "region": "us-west-2", "status": "valid"});
    assert_eq!(row, expected);
    assert_eq!(sent(&aws, "RegisterClient", "issuerUrl"), [Some(PORTAL.to_owned())]);
    let config = CONFIG.replace("https://my-org.awsapps.com/start", &vanity.url());
    assert_eq!(read(&shell, ".aws/config"), config.replacen("sso_region = eu-west-1", "sso_region = us-west-2", 1));
    // The sign-in is used from now on, without a question where the start URL leads.
    assert_eq!(shell.value("aws sso login; aws sso accounts | length"), json!(2));
    assert_eq!((vanity.count(), shell.visits().len()), (1, 1));
}

#[test]
fn a_device_gets_the_portal_too() {
    let (aws, vanity) = (auto_approving_aws(), redirecting());
    let shell = shell_with(&aws, &vanity.url());
    shell.value("aws sso login --use-device-code --no-browser");
    assert_eq!(sent(&aws, "StartDeviceAuthorization", "startUrl"), [Some(PORTAL.to_owned())]);
}

#[test]
fn the_region_of_a_profile_without_a_session_is_corrected() {
    let (aws, vanity) = (auto_approving_aws(), redirecting());
    let legacy = format!(
        "[profile legacy]\nsso_start_url = {}\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = admin\n",
        vanity.url()
    );
    let shell = shell(&aws).config(&legacy);
    shell.value("aws sso login --profile legacy");
    assert_eq!(read(&shell, ".aws/config"), legacy.replace("eu-west-1", "us-west-2"));
}

#[test]
fn a_host_that_leads_nowhere_is_used_as_it_is() {
    let aws = auto_approving_aws();
    for (head, requests, reason) in [
        ("404 Not Found", 1, "answers with HTTP 404 instead of a redirect to AWS"),
        // HEAD and then GET.
        ("405 Method Not Allowed", 2, "answers with HTTP 405 instead of a redirect to AWS"),
        (
            "302 Found\r\nLocation: https://my-org.awsapps.com.example.com/start",
            1,
            "redirects to https://my-org.awsapps.com.example.com/start, which is no portal of AWS",
        ),
    ] {
        let vanity = StaticServer::with_head(head, "");
        let shell = shell_with(&aws, &vanity.url());
        let output = shell.run("aws sso login | get 0.status");
        assert_eq!(output.stdout.trim(), "valid", "{output:?}");
        let warning = format!("warning: The start URL {} {reason}.", vanity.url());
        assert!(output.stderr.contains(&warning), "{output:?}");
        assert_eq!(vanity.count(), requests, "{head}");
        assert_eq!(sent(&aws, "RegisterClient", "issuerUrl").pop(), Some(Some(vanity.url())));
    }
}

#[test]
fn a_start_url_of_aws_is_not_requested() {
    let aws = auto_approving_aws();
    for url in [
        "https://my-org.awsapps.com/start",
        "https://identitycenter.amazonaws.com/ssoins-1",
        "https://start.us-gov-home.awsapps.com/directory/d-1",
        "https://identitycenter.us-gov.amazonaws.com/ssoins-1",
        "https://start.home.awsapps.cn/directory/d-1",
        "https://ssoins-1.portal.cn-north-1.app.amazonwebservices.com.cn",
        "https://ssoins-1.portal.eusc-de-east-1.api.amazonwebservices.eu",
    ] {
        // Nobody answers there, so that a request would be a warning.
        let shell = shell_with(&aws, url).var("HTTPS_PROXY", "http://127.0.0.1:1").var("NO_PROXY", "127.0.0.1");
        let output = shell.run("aws sso login | get 0.region");
        assert_eq!((output.stdout.trim(), output.stderr.contains("warning")), ("eu-west-1", false), "{output:?}");
        assert_eq!(sent(&aws, "RegisterClient", "issuerUrl").pop(), Some(Some(url.to_owned())));
    }
}

#[test]
fn configure_needs_no_region_for_it() {
    let (aws, vanity) = (auto_approving_aws(), redirecting());
    let shell = Shell::new().browser().var("AWS_ENDPOINT_URL", &aws.url());
    let line = format!("aws configure sso --start-url {} --account dev-account --role developer", vanity.url());
    assert_eq!(shell.value(&format!("{line} | get sso_session")), json!("127.0.0.1"));
    let session = format!("[sso-session 127.0.0.1]\nsso_start_url = {}\nsso_region = us-west-2\n", vanity.url());
    assert!(read(&shell, ".aws/config").starts_with(&session), "{}", read(&shell, ".aws/config"));
}

#[test]
fn configure_corrects_the_region_of_a_session() {
    let (aws, vanity) = (auto_approving_aws(), redirecting());
    let shell = shell_with(&aws, &vanity.url());
    shell.value("aws configure sso --account dev-account --role admin");
    let config = read(&shell, ".aws/config");
    assert!(config.contains("sso_region = us-west-2\n") && !config.contains("sso_region = eu-west-1"), "{config}");
}
