//! What a person sees who waits: a line on stderr from the second second on, which is gone in the end.

use std::time::Duration;

use crate::support::{Button, Fault, FaultKind, Sandbox, Shell, Terminal, aws, aws_with_instances};

const LINE: &str = "aws ec2 instances --region [eu-west-1 eu-west-2]";

/// A local AWS of which a region thinks about every answer.
fn slow(seconds: u64) -> Sandbox {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_secs(seconds))).region("eu-west-2"));
    aws
}

#[test]
fn it_tells_what_is_done_and_what_is_waited_for_until_ctrl_c() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-2"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{LINE} | length"));
    terminal.wait_for("the line", |screen| screen.contains("1 of 2 targets, 12 rows, waiting for dev eu-west-2"));
    terminal.press(Button::CtrlC);
    let shown = terminal.wait_for_prompt();
    assert!(!shown.contains("waiting"), "{shown}");
}

#[test]
fn of_several_it_names_one_and_counts_the_others() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let mut terminal = Terminal::open(Shell::with_aws(&aws));
    terminal.enter(&format!("[dev test] | {LINE} | length"));
    terminal.wait_for("the line", |screen| screen.contains("0 of 4 targets, waiting for dev eu-west-1 and 3 more"));
    terminal.press(Button::CtrlC);
    terminal.wait_for_prompt();
}

#[test]
fn it_is_there_while_a_single_target_is_slow() {
    let aws = slow(2);
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter("aws ec2 instances --region eu-west-2 | length");
    terminal.wait_for("the line", |screen| screen.contains("0 of 1 targets, waiting for dev eu-west-2"));
    assert_eq!(terminal.wait_for_prompt(), "12\n");
}

#[test]
fn it_is_there_while_one_after_the_other_has_nothing_to_tell() {
    let aws = aws_with_instances(0);
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(150))).action("DescribeInstances"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter("$env.config.plugins.aws = {concurrency: 1}; aws ec2 instances --all-regions | length");
    terminal.wait_for("the line", |screen| screen.contains(" of 20 targets, waiting for dev "));
    assert_eq!(terminal.wait_for_prompt(), "0\n");
}

#[test]
fn it_names_the_profile_whose_credentials_are_waited_for() {
    let aws = aws();
    let shell = Shell::with_dev(&aws)
        .more_config("[profile slow]\nregion = eu-west-1\ncredential_process = slow\n")
        .program("slow", "exec sleep 30");
    let mut terminal = Terminal::open(shell);
    terminal.enter("[dev slow] | aws ec2 instances | length");
    terminal.wait_for("the line", |screen| screen.contains("1 of 1 targets, 12 rows, waiting for slow"));
    terminal.press(Button::CtrlC);
    terminal.wait_for_prompt();
}

#[test]
fn it_is_gone_when_all_is_done() {
    let aws = slow(2);
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{LINE} | length"));
    terminal.wait_for("the line", |screen| screen.contains("waiting for dev eu-west-2"));
    assert_eq!(terminal.wait_for_prompt(), "24\n");
}

#[test]
fn rows_that_are_printed_meanwhile_stay_whole() {
    let aws = slow(2);
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{LINE} --columns [InstanceId] | each {{|row| print $row.InstanceId }} | ignore"));
    terminal.wait_for("the line", |screen| screen.contains("waiting for dev eu-west-2"));
    let regions = ["eu-west-1", "eu-west-2"];
    let ids: Vec<_> = regions.iter().flat_map(|region| aws.instance_ids("dev-account", region)).collect();
    assert_eq!(terminal.wait_for_prompt().lines().collect::<Vec<_>>(), ids);
}

#[test]
fn a_warning_that_comes_meanwhile_stays_whole() {
    let aws = slow(2);
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{LINE} | length"));
    terminal.wait_for("the line", |screen| screen.contains("waiting for dev eu-west-2"));
    let shown = terminal.wait_for_prompt();
    assert!(shown.starts_with("warning: dev eu-west-2: aws::access_denied: "), "{shown}");
    assert!(shown.ends_with("\n12\n") && !shown.contains("waiting"), "{shown}");
}

/// Runs a line, and sees to it that no progress is ever shown.
fn assert_shows_no_progress(aws: &Sandbox, line: &str) {
    let mut terminal = Terminal::open(Shell::with_dev(aws));
    terminal.enter(line);
    terminal.wait_for("the answer", |screen| {
        assert!(!screen.contains("targets"), "{screen}");
        screen.lines().any(|line| line.trim_end() == "24")
    });
    assert_eq!(terminal.wait_for_prompt(), "24\n");
}

#[test]
fn quiet_shows_none() {
    assert_shows_no_progress(&slow(2), &format!("{LINE} --quiet | length"));
}

#[test]
fn a_quick_answer_shows_none() {
    assert_shows_no_progress(&aws(), &format!("{LINE} | length"));
}

#[test]
fn a_script_without_a_terminal_sees_none() {
    let output = Shell::with_dev(&slow(2)).run(&format!("{LINE} | length"));
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("24\n", ""));
}

#[test]
fn it_does_not_come_when_nobody_wants_more_rows() {
    let aws = slow(2);
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{LINE} | first 12 | length"));
    assert_eq!(terminal.wait_for_prompt(), "12\n");
    terminal.enter("^sleep 2; 'done'");
    terminal.wait_for("the end", |screen| {
        assert!(!screen.contains("targets"), "{screen}");
        screen.lines().any(|line| line.trim_end() == "done")
    });
}
