//! Tab in a terminal. `completions.rs` has more, for the versions of Nushell with `commandline complete`.

use std::num::NonZeroU16;

use crate::support::{Button, Shell, Terminal};

const CONFIG: &str = "[profile dev]\n[profile chain]\n[sso-session my-org]\nsso_region = eu-west-1\n";

/// A terminal in which the only profiles and sessions are those of a file that only a variable names.
fn terminal() -> Terminal {
    let shell = Shell::new().file("work/aws.ini", CONFIG);
    let config = shell.path("work/aws.ini");
    Terminal::open(shell.var("AWS_CONFIG_FILE", config.to_str().expect("a path in UTF-8")).file("chart.txt", ""))
}

/// Types the beginning of a line and waits until Tab has completed it.
fn complete(terminal: &mut Terminal, typed: &str, completed: &str) {
    terminal.write(typed);
    terminal.press(Button::Tab);
    terminal.wait_for("the completion", |screen| screen.contains(completed));
}

#[test]
fn a_profile_is_completed() {
    let mut terminal = terminal();
    complete(&mut terminal, "aws profile use cha", "use chain");
    terminal.press(Button::Enter);
    terminal.wait_for_prompt();
    assert_eq!(terminal.run("$env.AWS_PROFILE"), "chain\n");
}

#[test]
fn tab_behind_aws_shows_the_commands() {
    let columns = NonZeroU16::new(100).expect("columns");
    let mut terminal = Terminal::with_columns(Shell::new(), columns);
    complete(&mut terminal, "aws ", "aws ec2 instances");
    terminal.wait_for("all commands", |screen| screen.contains("aws credentials") && screen.contains("aws whoami"));
}

#[test]
fn the_value_of_a_flag_is_completed() {
    let mut terminal = terminal();
    complete(&mut terminal, "aws ec2 instances --profile d", "--profile dev");
    terminal.interrupt();
    complete(&mut terminal, "aws profile; aws ec2 instances -s shutt", "shutting-down");
    terminal.interrupt();
    complete(&mut terminal, "aws sso login --sso-session my", "--sso-session my-org");
}

#[test]
fn arguments_before_the_cursor_may_be_any_expressions() {
    let mut terminal = terminal();
    let line = "aws ec2 instances ...([[a]; [i-0123456789abcdef0]] | get a?.0? a!.0) --region [eu-* ($'us-($env.HOME.0?)')] \
                --filter {name: 1..5} --profile cha";
    complete(&mut terminal, line, "--profile chain");
}
