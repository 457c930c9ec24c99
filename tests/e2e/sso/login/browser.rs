//! Signing in with the browser on this machine: an authorization code with PKCE.

use crate::sso::{aws_that_agrees, read, shell, tokens_for};
use crate::support::{Options, START_URL, Sandbox, aws, json, open, parameter, wait_until};

/// The row of a sign-in, with what is certain of the time of its end.
const LOGIN: &str = "
    let rows = aws sso login
    let left = $rows.0.expires_at - (date now)
    {rows: ($rows | update expires_at { describe }), is_in_an_hour: ($left > 59min and $left <= 60min)}
";

#[test]
fn one_line_signs_in() {
    let aws = aws_that_agrees();
    let shell = shell(&aws);
    let row = json!({
        "session": "my-org-sso",
        "start_url": START_URL,
        "region": "eu-west-1",
        "status": "valid",
        "expires_at": "datetime",
    });
    assert_eq!(shell.value(LOGIN), json!({"rows": [row], "is_in_an_hour": true}));
    let actions: Vec<_> = aws.requests().into_iter().map(|request| request.action).collect();
    assert_eq!(actions, ["RegisterClient", "Authorize", "CreateToken"]);
    assert_eq!(tokens_for(&aws, "authorization_code"), 1);
}

#[test]
fn the_browser_is_sent_to_the_clis_page() {
    let aws = aws_that_agrees();
    let shell = shell(&aws);
    shell.value("aws sso login");
    let visits = shell.visits();
    let [url] = visits.as_slice() else { panic!("one page is expected: {visits:?}") };
    let names: Vec<_> = url.split(['?', '&']).map(|part| part.split('=').next().unwrap_or_default()).collect();
    let page = format!("{}/authorize", aws.url());
    let parameters =
        ["response_type", "client_id", "redirect_uri", "state", "code_challenge_method", "scopes", "code_challenge"];
    assert_eq!((names[0], &names[1..]), (page.as_str(), &parameters[..]));
    assert_eq!(parameter(url, "scopes"), "sso:account:access");
    let back = parameter(url, "redirect_uri");
    assert!(back.starts_with("http://127.0.0.1:") && back.ends_with("/oauth/callback"), "{back}");
}

#[test]
fn the_browser_ends_on_a_page_that_may_be_closed() {
    let aws = aws_that_agrees();
    let shell = shell(&aws);
    let output = shell.run("aws sso login | ignore");
    wait_until("the page", || shell.path("page").exists());
    let page = read(&shell, "page");
    assert!(page.contains("You can close this page."), "{page}");
    let told = format!(
        "Opening the browser to sign in to my-org-sso. If it does not open, visit\n\n{}\n\n",
        shell.visits()[0]
    );
    assert_eq!(output.stderr, told);
}

#[test]
fn a_person_presses_the_button() {
    let aws = aws();
    let shell = shell(&aws).browser_pressing("approve");
    assert_eq!(shell.value("aws sso login | get status"), json!(["valid"]));
}

#[test]
fn a_no_is_an_error_and_leaves_nobody_signed_in() {
    let aws = aws();
    let shell = shell(&aws).browser_pressing("deny");
    let error = shell.error("aws sso login --sso-session my-org-sso");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::sso::denied", "aws sso login"), "{error:?}");
    assert!(error.message.contains("my-org-sso"), "{error:?}");
    assert_eq!(shell.value("aws sso sessions | get status"), json!(["signed_out"]));
    assert_eq!(aws.count("CreateToken"), 0);
    wait_until("the page", || shell.path("page").exists());
    assert!(read(&shell, "page").contains("The sign-in was denied"));
}

#[test]
fn without_a_browser_the_url_is_printed() {
    let aws = aws();
    let shell = shell(&aws);
    let login = shell.start("aws sso login --no-browser | get status | to json --raw");
    let told = login.wait_for("the URL", |text| text.contains("\n\nhttp") && text.ends_with("\n\n"));
    let url = told.strip_prefix("To sign in to my-org-sso, visit\n\n").expect("the words").trim();
    open(url);
    open(&aws.approve_authorization(&parameter(url, "state")));
    assert_eq!(login.output().json(), json!(["valid"]));
    assert!(shell.visits().is_empty());
}

#[test]
fn strangers_who_come_to_the_port_change_nothing() {
    let aws = aws();
    let shell = shell(&aws);
    let login = shell.start("aws sso login | get status | to json --raw");
    wait_until("the browser", || !aws.pending_authorizations().is_empty());
    let back = parameter(&shell.visits()[0], "redirect_uri");
    for (path, status) in [("?code=x&state=guessed", "400"), ("?error=access_denied", "400"), ("/elsewhere", "404")] {
        let answer = open(&format!("{back}{path}"));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{path}: {answer}");
    }
    open(&aws.approve_authorization(&aws.pending_authorizations()[0]));
    assert_eq!(login.output().json(), json!(["valid"]));
}

#[test]
fn the_registration_is_used_again() {
    let aws = aws_that_agrees();
    let shell = shell(&aws);
    shell.value("aws sso login");
    shell.value("aws sso login --force");
    assert_eq!((aws.count("RegisterClient"), aws.count("Authorize")), (1, 2));
    let registration = aws.requests().into_iter().find(|request| request.action == "RegisterClient").expect("one");
    assert_eq!(registration.parameter("clientName"), Some("nu_plugin_aws-my-org-sso"));
    assert_eq!(registration.parameter("issuerUrl"), Some(START_URL));
}

#[test]
fn a_start_url_that_there_is_not_is_an_error() {
    let start_urls = vec!["https://other.awsapps.com/start".to_owned()];
    let aws = Sandbox::start(Options { start_urls, ..Options::default() });
    let error = shell(&aws).error("aws sso login");
    assert_eq!(error.code, "aws::sso::failed", "{error:?}");
    assert!(error.message.contains("start URL"), "{error:?}");
}

#[test]
fn who_has_no_home_has_no_cache() {
    let aws = aws_that_agrees();
    let shell = shell(&aws);
    let config = shell.path(".aws/config").display().to_string();
    let error = shell.var("AWS_CONFIG_FILE", &config).without("HOME").error("aws sso login");
    assert_eq!(error.code, "aws::cache", "{error:?}");
}
