//! A sign-in ends with its shell, and the next one needn't wait for it.

use std::net::TcpStream;

use rustix::process::Signal;

use super::SIGNALS;
use crate::sso::{shell, terminal_signing_in};
use crate::support::{Running, Sandbox, Shell, aws, callback_address, open, wait_until};

/// A shell that waits for the user to sign in.
fn waiting(aws: &Sandbox, shell: &Shell) -> Running {
    let before = aws.pending_authorizations().len();
    let running = shell.start("aws sso login | get status | to json --raw");
    wait_until("the browser", || aws.pending_authorizations().len() > before);
    running
}

fn address(aws: &Sandbox, shell: &Shell) -> String {
    wait_until("the page", || !shell.visits().is_empty());
    assert!(!aws.pending_authorizations().is_empty());
    callback_address(shell.visits().last().expect("a page"))
}

#[test]
fn the_port_and_the_lock_are_free() {
    for signal in SIGNALS {
        let aws = aws();
        let shell = shell(&aws);
        let running = waiting(&aws, &shell);
        let address = address(&aws, &shell);
        assert!(TcpStream::connect(&address).is_ok());
        running.end(signal);
        assert!(TcpStream::connect(&address).is_err());
        // The next shell signs in at once.
        let before = aws.pending_authorizations();
        let next = waiting(&aws, &shell);
        let state = aws.pending_authorizations().into_iter().find(|state| !before.contains(state)).expect("the next");
        open(&aws.approve_authorization(&state));
        let output = next.output();
        assert_eq!(output.stdout.trim(), r#"["valid"]"#, "{output:?}");
        assert!(!output.stderr.contains("Waiting for another shell"), "{output:?}");
    }
}

#[test]
fn the_device_is_no_longer_asked_for() {
    let aws = aws();
    let shell = shell(&aws).without("BROWSER");
    let running = shell.start("aws sso login --use-device-code");
    wait_until("the first poll", || aws.count("CreateToken") >= 1);
    running.end(Signal::KILL);
}

#[test]
fn the_wait_for_another_shell_ends() {
    let aws = aws();
    let shell = shell(&aws);
    let first = waiting(&aws, &shell);
    let second = shell.start("aws sso login");
    second.wait_for("the wait", |text| text.contains("Waiting for another shell"));
    second.end(Signal::KILL);
    open(&aws.approve_authorization(&aws.pending_authorizations()[0]));
    assert!(first.output().success);
}

#[test]
fn closing_the_terminal_closes_the_port() {
    let aws = aws();
    let (terminal, address) = terminal_signing_in(&aws);
    assert!(TcpStream::connect(&address).is_ok());
    terminal.hang_up();
    assert!(TcpStream::connect(&address).is_err());
}
