//! Signing in with PKCE, in a browser on this machine.

use crate::sso::{auto_approving_aws, read, shell, tokens_for};
use crate::support::{Options, START_URL, Sandbox, aws, json, open, parameter, used_port, wait_until};

/// The row of a sign-in, and whether it expires in about an hour.
const LOGIN: &str = "
    let rows = aws sso login
    let left = $rows.0.expires_at - (date now)
    {rows: ($rows | update expires_at { describe }), is_in_an_hour: ($left > 59min and $left <= 60min)}
";

#[test]
fn one_command_signs_in() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    let row = json!({
        "sso_session": "my-org-sso",
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
fn the_url_has_the_parameters_of_the_cli() {
    let aws = auto_approving_aws();
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
    let redirect_uri = parameter(url, "redirect_uri");
    assert!(
        redirect_uri.starts_with("http://127.0.0.1:") && redirect_uri.ends_with("/oauth/callback"),
        "{redirect_uri}"
    );
}

#[test]
fn the_last_page_in_the_browser_can_be_closed() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    let output = shell.run("aws sso login | ignore");
    wait_until("the page", || shell.path("page").exists());
    let page = read(&shell, "page");
    assert!(page.contains("You can close this page."), "{page}");
    let message = format!(
        "Sign in to my-org-sso in your browser; Ctrl-C gives up. If it doesn't open, go to\n\n{}\n\n",
        shell.visits()[0]
    );
    assert_eq!(output.stderr, message);
}

#[test]
fn a_user_approves_the_sign_in() {
    let aws = aws();
    let shell = shell(&aws).browser_pressing("approve");
    assert_eq!(shell.value("aws sso login | get status"), json!(["valid"]));
}

#[test]
fn a_denial_is_an_error_and_the_user_stays_signed_out() {
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
    let message = login.wait_for("the URL", |text| text.contains("\n\nhttp") && text.ends_with("\n\n"));
    let url = message
        .strip_prefix("To sign in to my-org-sso, go to this page (Ctrl-C gives up):\n\n")
        .expect("the message")
        .trim();
    open(url);
    open(&aws.approve_authorization(&parameter(url, "state")));
    assert_eq!(login.output().json(), json!(["valid"]));
    assert!(shell.visits().is_empty());
}

#[test]
fn the_browser_calls_back_at_the_given_port() {
    let aws = auto_approving_aws();
    let (listener, port) = used_port();
    // Without a display the port says that a browser can reach this computer.
    let line = format!("aws sso login --redirect-port {port}");
    let shell_without_browser = shell(&aws).without("BROWSER");
    let error = shell_without_browser.error(&line);
    assert_eq!(error.code, "aws::sso::failed", "{error:?}");
    assert!(error.message.contains(&format!("port {port} can't be opened")), "{error:?}");
    drop(listener);
    let shell = shell(&aws);
    assert_eq!(shell.value(&format!("{line} | get status")), json!(["valid"]));
    assert_eq!(parameter(&shell.visits()[0], "redirect_uri"), format!("http://127.0.0.1:{port}/oauth/callback"));
    for flags in ["--redirect-port 0", "--redirect-port 65536", "--redirect-port 80 --use-device-code"] {
        assert!(!shell.run(&format!("aws sso login {flags}")).success, "{flags}");
    }
}

#[test]
fn unrelated_requests_to_the_port_have_no_effect() {
    let aws = aws();
    let shell = shell(&aws);
    let login = shell.start("aws sso login | get status | to json --raw");
    wait_until("the browser", || !aws.pending_authorizations().is_empty());
    let redirect_uri = parameter(&shell.visits()[0], "redirect_uri");
    for (path, status) in [("?code=x&state=guessed", "400"), ("?error=access_denied", "400"), ("/elsewhere", "404")] {
        let response = open(&format!("{redirect_uri}{path}"));
        assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{path}: {response}");
    }
    open(&aws.approve_authorization(&aws.pending_authorizations()[0]));
    assert_eq!(login.output().json(), json!(["valid"]));
}

#[test]
fn the_registration_is_reused() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    shell.value("aws sso login");
    shell.value("aws sso login --force");
    assert_eq!((aws.count("RegisterClient"), aws.count("Authorize")), (1, 2));
    let registration =
        aws.requests().into_iter().find(|request| request.action == "RegisterClient").expect("a registration");
    assert_eq!(registration.parameter("clientName"), Some("nu_plugin_aws-my-org-sso"));
    assert_eq!(registration.parameter("issuerUrl"), Some(START_URL));
}

#[test]
fn an_unknown_start_url_is_an_error() {
    let start_urls = vec!["https://other.awsapps.com/start".to_owned()];
    let aws = Sandbox::start(Options { start_urls, ..Options::default() });
    let error = shell(&aws).error("aws sso login");
    assert_eq!(error.code, "aws::sso::failed", "{error:?}");
    assert!(error.message.contains("start URL"), "{error:?}");
}

#[test]
fn without_a_home_folder_login_is_an_error() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    let config = shell.path(".aws/config").display().to_string();
    let error = shell.var("AWS_CONFIG_FILE", &config).without("HOME").error("aws sso login");
    assert_eq!(error.code, "aws::cache", "{error:?}");
}
