//! Ctrl-C ends a sign-in immediately and leaves nothing behind.

use std::net::TcpStream;

use crate::sso::{shell, terminal_signing_in};
use crate::support::{Terminal, aws, open, visits, wait_until};

#[test]
fn ctrl_c_closes_the_port() {
    let aws = aws();
    let (mut terminal, address) = terminal_signing_in(&aws);
    assert!(TcpStream::connect(&address).is_ok());
    terminal.interrupt();
    assert!(TcpStream::connect(&address).is_err());
    // The next sign-in opens its own port.
    let before = aws.pending_authorizations();
    terminal.enter("aws sso login | get status");
    wait_until("the next browser", || aws.pending_authorizations().len() == 2);
    let next = aws.pending_authorizations().into_iter().find(|state| !before.contains(state)).expect("the next");
    open(&aws.approve_authorization(&next));
    assert!(terminal.wait_for_prompt().contains("│ 0 │ valid │"));
}

#[test]
fn ctrl_c_stops_polling_for_the_device() {
    let aws = aws();
    let mut terminal = Terminal::open(shell(&aws).without("BROWSER"));
    terminal.enter("aws sso login --use-device-code");
    wait_until("the first poll", || aws.count("CreateToken") >= 1);
    terminal.interrupt();
    let polls = aws.count("CreateToken");
    terminal.enter("aws sso login --use-device-code | get status");
    wait_until("the next device", || aws.pending_devices().len() == 2);
    for code in aws.pending_devices() {
        aws.approve_device(&code);
    }
    assert!(terminal.wait_for_prompt().contains("│ 0 │ valid │"));
    assert!(aws.count("CreateToken") <= polls + 2, "the first device still polls");
}

#[test]
fn ctrl_c_ends_the_wait_for_another_shell() {
    let aws = aws();
    let shell = shell(&aws);
    let home = shell.home().to_owned();
    let first = shell.start("aws sso login | get status | to json");
    wait_until("the browser", || !aws.pending_authorizations().is_empty());
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws sso login");
    terminal.wait_for("the wait", |screen| screen.contains("Waiting for another shell"));
    terminal.interrupt();
    open(&aws.approve_authorization(&aws.pending_authorizations()[0]));
    assert!(first.output().success);
    assert_eq!(visits(&home).len(), 1);
}
