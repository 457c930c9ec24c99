//! Signing in with a browser on this computer.

use std::os::unix::fs::PermissionsExt;

use crate::login::{ANN, auto_approving_aws, cache_file, config, session, shell};
use crate::support::{Fault, FaultKind, Options, Sandbox, aws, json, open, parameter, used_port, wait_until};

const ROW: &str = "
    let row = aws login --profile console --region eu-central-1
    let left = $row.expires_at - (date now)
    let session = $row.refreshable_until - (date now)
    {
        row: ($row | reject expires_at refreshable_until)
        keys: ($left > 14min and $left <= 15min)
        session: ($session > 719min and $session <= 12hr)
    }
";

#[test]
fn one_command_makes_the_profile_and_signs_in() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    let row = json!({
        "profile": "console",
        "account_id": "111122223333",
        "arn": ANN,
        "region": "eu-central-1",
        "status": "valid",
    });
    assert_eq!(shell.value(ROW), json!({"row": row, "keys": true, "session": true}));
    assert_eq!(config(&shell), format!("[profile console]\nlogin_session = {ANN}\nregion = eu-central-1\n"));
    assert_eq!(shell.value("aws whoami -p console | get arn"), json!(ANN));
    let actions: Vec<_> = aws.requests().into_iter().map(|request| request.action).collect();
    assert_eq!(actions, ["AuthorizeOAuth2Access", "CreateOAuth2Token", "GetCallerIdentity"]);
}

#[test]
fn the_file_is_what_the_aws_cli_writes_and_private() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    shell.value("aws login --profile console --region eu-central-1 | get status");
    let session = session(&shell);
    let members: Vec<_> = session.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected =
        ["accessToken", "clientId", "dpopKey", "idToken", "refreshToken", "signInRegion", "tokenType"].as_slice();
    assert_eq!(members, expected);
    let keys: Vec<_> = session["accessToken"].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["accessKeyId", "accountId", "expiresAt", "secretAccessKey", "sessionToken"]);
    assert_eq!(session["clientId"], "arn:aws:signin:::devtools/same-device");
    let mode = |path| std::fs::metadata(path).expect("it exists").permissions().mode() & 0o777;
    let file = cache_file(&shell, ANN);
    assert_eq!((mode(file.clone()), mode(file.parent().expect("a folder").to_owned())), (0o600, 0o700));
}

#[test]
fn the_url_has_the_parameters_of_the_cli() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    let output = shell.run("aws login --profile console --region eu-central-1 | ignore");
    let visits = shell.visits();
    let [url] = visits.as_slice() else { panic!("one page is expected: {visits:?}") };
    assert!(url.starts_with(&format!("{}/v1/authorize?response_type=code&", aws.url())), "{url}");
    for (name, value) in [
        ("client_id", "arn:aws:signin:::devtools/same-device"),
        ("code_challenge_method", "SHA-256"),
        ("scope", "openid"),
    ] {
        assert_eq!(parameter(url, name), value);
    }
    assert!(
        output.stderr.starts_with("Sign in to AWS in your browser; Ctrl-C gives up. If it doesn't open, go to\n\n"),
        "{output:?}"
    );
    // Nothing secret is printed, not even the code that the browser brought.
    assert!(!format!("{output:?}").contains("sandbox-"), "{output:?}");
}

#[test]
fn a_user_approves_or_denies() {
    let aws = aws();
    let login = "aws login --profile console --region eu-central-1";
    let shell = shell(&aws).browser_pressing("deny");
    let error = shell.error(login);
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::login::denied", "aws login"), "{error:?}");
    assert_eq!((aws.count("CreateOAuth2Token"), config(&shell)), (0, String::new()));
    let shell = shell.browser_pressing("approve");
    assert_eq!(shell.value(&format!("{login} | get status")), json!("valid"));
}

#[test]
fn without_a_browser_the_url_is_printed() {
    let aws = aws();
    let shell = shell(&aws);
    let login = shell.start("aws login -p console -r eu-central-1 --no-browser | get status | to json --raw");
    let url = login.wait_for_page_url();
    open(&url);
    open(&aws.approve_console_request(&parameter(&url, "state")));
    assert_eq!(login.output().json(), json!("valid"));
    assert!(shell.visits().is_empty());
}

#[test]
fn the_browser_calls_back_at_the_given_port() {
    let aws = auto_approving_aws();
    // Without a display the port says that a browser can reach this computer.
    let (listener, port) = used_port();
    let shell = shell(&aws).without("BROWSER");
    let line = format!("aws login -p console -r eu-central-1 --redirect-port {port}");
    let error = shell.error(&line);
    assert_eq!(error.code, "aws::login::port", "{error:?}");
    assert!(error.message.contains(&format!("Port {port} ")), "{error:?}");
    drop(listener);
    let login = shell.start(&format!("{line} | get status | to json --raw"));
    let url = login.wait_for_page_url();
    assert_eq!(parameter(&url, "redirect_uri"), format!("http://127.0.0.1:{port}/oauth/callback"));
    let back = open(&url);
    let back = back.lines().find_map(|line| line.strip_prefix("location: ")).expect("a redirect").trim();
    assert!(open(back).contains("You can close this page."));
    assert_eq!(login.output().json(), json!("valid"));
}

#[test]
fn a_refused_code_is_an_error_that_says_why() {
    let login = "aws login -p console -r eu-central-1";
    let refused = |status, code: &'static str| FaultKind::Error { status, code: code.into(), message: "no".into() };
    for (kind, code, words) in [
        (refused(401, "AUTHCODE_EXPIRED"), "aws::login::code_expired", "has expired"),
        (FaultKind::Denied, "aws::access_denied", "signin:CreateOAuth2Token"),
        (refused(400, "INVALID_REQUEST"), "aws::login::refused", "in eu-central-1: it was revoked"),
        (refused(403, "USER_CREDENTIALS_CHANGED"), "aws::login::password_changed", "the password was changed"),
        (refused(403, "INSUFFICIENT_PERMISSIONS"), "aws::access_denied", "signin:CreateOAuth2Token"),
        (FaultKind::Throttle, "aws::throttled", "signin in eu-central-1"),
        (FaultKind::InternalError, "aws::service_error", "An internal error has occurred"),
    ] {
        let aws = auto_approving_aws();
        aws.fail(Fault::new(kind).action("CreateOAuth2Token"));
        let shell = shell(&aws).var("AWS_MAX_ATTEMPTS", "1");
        let error = shell.error(login);
        assert_eq!(error.code, code, "{error:?}");
        assert!(error.message.contains(words), "{error:?}");
        assert!(!format!("{error:?}").contains("sandbox-"), "{error:?}");
        assert_eq!(config(&shell), "", "nothing is written");
        if code == "aws::access_denied" {
            assert!(error.help.contains("SignInLocalDevelopmentAccess"), "{error:?}");
        }
    }
}

#[test]
fn a_sign_in_that_could_not_be_stored_does_not_begin() {
    let aws = Sandbox::start(Options { auto_approve: true, ..Options::default() });
    let shell = shell(&aws).config("[default]\nregion = eu-west-1\n").full_disk();
    let error = shell.error("aws login");
    assert_eq!(error.code, "aws::cache", "{error:?}");
    wait_until("no page", || shell.visits().is_empty());
    assert_eq!(aws.requests().len(), 0);
}
