//! Ctrl-C gives the prompt back at once, and nothing of the sign-in is left.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::sso::shell;
use crate::support::{Button, Terminal, aws, open, parameter, visits, wait_until};

/// What a person takes for at once is 200 ms; a test machine has other things to do.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Presses Ctrl-C, and waits for the prompt.
fn interrupt(terminal: &mut Terminal) {
    let pressed = Instant::now();
    terminal.press(Button::CtrlC);
    terminal.wait_for_prompt();
    assert!(pressed.elapsed() < AT_ONCE, "{:?}", pressed.elapsed());
}

#[test]
fn the_port_is_closed() {
    let aws = aws();
    let shell = shell(&aws);
    let home = shell.home().to_owned();
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws sso login");
    wait_until("the browser", || !aws.pending_authorizations().is_empty());
    let back = parameter(&visits(&home)[0], "redirect_uri");
    let address = back.trim_start_matches("http://").trim_end_matches("/oauth/callback");
    assert!(TcpStream::connect(address).is_ok());
    interrupt(&mut terminal);
    assert!(TcpStream::connect(address).is_err());
    // The next one opens a port of its own.
    let before = aws.pending_authorizations();
    terminal.enter("aws sso login | get status");
    wait_until("the next browser", || aws.pending_authorizations().len() == 2);
    let next = aws.pending_authorizations().into_iter().find(|state| !before.contains(state)).expect("the next");
    open(&aws.approve_authorization(&next));
    assert!(terminal.wait_for_prompt().contains("│ 0 │ valid │"));
}

#[test]
fn a_device_is_not_asked_for_any_more() {
    let aws = aws();
    let mut terminal = Terminal::open(shell(&aws).without("BROWSER"));
    terminal.enter("aws sso login --use-device-code");
    wait_until("the first question", || aws.count("CreateToken") >= 1);
    interrupt(&mut terminal);
    let asked = aws.count("CreateToken");
    terminal.enter("aws sso login --use-device-code | get status");
    wait_until("the next device", || aws.pending_devices().len() == 2);
    for code in aws.pending_devices() {
        aws.approve_device(&code);
    }
    assert!(terminal.wait_for_prompt().contains("│ 0 │ valid │"));
    assert!(aws.count("CreateToken") <= asked + 2, "the first one has gone on");
}

#[test]
fn whoever_waits_for_another_shell_need_not() {
    let aws = aws();
    let shell = shell(&aws);
    let home = shell.home().to_owned();
    let first = shell.start("aws sso login | get status | to json");
    wait_until("the browser", || !aws.pending_authorizations().is_empty());
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws sso login");
    terminal.wait_for("its turn", |screen| screen.contains("Waiting for another shell"));
    interrupt(&mut terminal);
    open(&aws.approve_authorization(&aws.pending_authorizations()[0]));
    assert!(first.output().success);
    assert_eq!(visits(&home).len(), 1);
}
