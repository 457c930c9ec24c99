//! Signing in with a browser on another computer.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::login::{ANN, auto_approving_aws, session, shell};
use crate::support::{Sandbox, Shell, Terminal, aws, json, open, parameter, wait_until};

const LOGIN: &str = "aws login -p console -r eu-central-1";

/// The text that the page shows after this user has approved.
fn copied_text(aws: &Sandbox, url: &str) -> String {
    open(url);
    let confirmation = aws.approve_console_request(&parameter(url, "state"));
    let page = open(&confirmation);
    let text = page.split_once("id=\"code\">").expect("the text").1;
    text.split_once('<').expect("its end").0.to_owned()
}

/// Starts a sign-in of a script whose text comes from a program, and returns the URL that it shows.
fn scripted(aws: &Sandbox, shell: &Shell, flags: &str) -> (crate::support::Running, String) {
    let made = std::process::Command::new("mkfifo").arg(shell.path("text")).status();
    assert!(made.expect("mkfifo").success());
    let login = shell.start(&format!("^cat text | {LOGIN} {flags} | select arn status | to json --raw"));
    let message = login.wait_for("the URL", |text| text.contains("a text to copy.\n"));
    let url = message.split_whitespace().find(|word| word.starts_with(&aws.url())).expect("a URL").to_owned();
    (login, url)
}

#[test]
fn a_script_pipes_the_text() {
    let aws = aws();
    let shell = shell(&aws);
    let (login, url) = scripted(&aws, &shell, "--remote");
    assert_eq!(parameter(&url, "client_id"), "arn:aws:signin:::devtools/cross-device");
    assert_eq!(parameter(&url, "redirect_uri"), format!("{}/v1/sessions/confirmation", aws.url()));
    std::fs::write(shell.path("text"), copied_text(&aws, &url)).expect("written");
    assert_eq!(login.output().json(), json!({"arn": ANN, "status": "valid"}));
    assert_eq!(session(&shell)["clientId"], "arn:aws:signin:::devtools/cross-device");
    assert!(shell.visits().is_empty());
}

#[test]
fn a_text_of_another_sign_in_is_refused() {
    let aws = aws();
    let shell = shell(&aws);
    for (text, words) in [
        (BASE64_STANDARD.encode("state=other&code=sandbox-secret-x"), "it belongs to another sign-in"),
        ("sandbox-secret-y!".to_owned(), "it is incomplete or something else"),
    ] {
        let error = shell.error(&format!("'{text}' | {LOGIN}"));
        assert_eq!(error.code, "aws::login::text", "{error:?}");
        assert!(error.message.contains(words) && !format!("{error:?}").contains("sandbox-secret"), "{error:?}");
    }
    assert_eq!(aws.count("CreateOAuth2Token"), 0);
}

#[test]
fn a_person_pastes_the_text_in_the_terminal() {
    let aws = aws();
    let shell = shell(&aws).without("BROWSER").var("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22");
    let mut terminal = Terminal::open(shell);
    terminal.enter(&format!("{LOGIN} --force | select arn status | to json --raw"));
    let screen = terminal.wait_for("the question", |screen| screen.contains("Paste the text here:"));
    // The terminal wraps the URL.
    let screen: String = screen.lines().map(str::trim_end).collect();
    let state = screen.split_once("state=").expect("a state").1;
    let url = format!("{}{}", aws.url(), screen.split_once(&aws.url()).expect("the URL").1);
    let url = url.split("At the end").next().expect("a URL");
    assert!(state.len() > 36);
    terminal.enter(&copied_text(&aws, url));
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains(ANN) && shown.contains("valid"), "{shown}");
}

#[test]
fn a_script_without_a_text_is_refused_at_once() {
    let aws = auto_approving_aws();
    for flags in ["--remote", ""] {
        let shell = shell(&aws).without("BROWSER").var("SSH_TTY", "/dev/pts/1");
        let error = shell.error(&format!("{LOGIN} {flags}"));
        assert_eq!(error.code, "aws::login::no_terminal", "{error:?}");
    }
    wait_until("nothing", || aws.requests().is_empty());
}

#[test]
fn a_port_is_of_no_use_there() {
    let output = shell(&aws()).run(&format!("{LOGIN} --remote --redirect-port 8080"));
    assert!(!output.success && output.stderr.contains("no browser calls back"), "{output:?}");
}
