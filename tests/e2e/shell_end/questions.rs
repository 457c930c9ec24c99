//! Questions in a terminal end with it.

use crate::credentials::guarded;
use crate::support::{Shell, Terminal, aws, is_running, wait_until};

#[test]
fn a_question_of_nushell_ends() {
    let aws = aws();
    let mut terminal = Terminal::open(guarded(&aws));
    terminal.enter("aws credentials -p guarded");
    terminal.wait_for("the question", |screen| screen.contains("Enter MFA code"));
    terminal.hang_up();
}

#[test]
fn a_credential_process_with_the_terminal_ends() {
    let shell = Shell::new()
        .config("[profile asking]\ncredential_process = ask\n")
        .program("ask", "cd; echo $$ >new; mv new started; trap '' HUP; read code </dev/tty");
    let started = shell.path("started");
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws credentials -p asking");
    wait_until("the program", || started.exists());
    terminal.hang_up();
    let id = std::fs::read_to_string(started).expect("a process id");
    wait_until("the end of the program", || !is_running(id.trim()));
}
