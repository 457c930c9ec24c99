//! The progress line on stderr, which appears after a second and disappears at the end.

use std::time::{Duration, Instant};

use crate::support::{Fault, FaultKind, Sandbox, Shell, Terminal, aws, aws_with_instances};

const COMMAND: &str = "aws ec2 instances --region [eu-west-1 eu-west-2]";

/// A local AWS with a region that responds when the faults are cleared.
fn waiting() -> Sandbox {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-2"));
    aws
}

/// A local AWS with a region that takes longer than the second after which progress is shown.
fn slow() -> Sandbox {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_secs(2))).region("eu-west-2"));
    aws
}

/// Whether the screen has a line with this start, after a spinner and a space, and this end.
fn is_line(screen: &str, start: &str, end: &str) -> bool {
    let mut lines = screen.lines().map(|line| line.trim_end().chars().skip(2).collect::<String>());
    lines.any(|line| line.starts_with(start) && line.ends_with(end))
}

#[test]
fn progress_shows_finished_and_pending_targets_until_ctrl_c() {
    let aws = waiting();
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{COMMAND} | length"));
    terminal.wait_for("the progress line", |screen| {
        is_line(screen, "Waiting for dev in eu-west-2 (", " s), 1 of 2 done, 12 rows")
    });
    let shown = terminal.interrupt();
    assert!(!shown.contains("Waiting"), "{shown}");
}

#[test]
fn progress_names_one_pending_target_and_counts_the_others() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let mut terminal = Terminal::open(Shell::with_aws(&aws));
    terminal.enter(&format!("[dev test] | {COMMAND} | length"));
    terminal.wait_for("the progress line", |screen| is_line(screen, "Waiting for ", " s) and 3 more, 0 of 4 done"));
    terminal.interrupt();
}

#[test]
fn progress_is_shown_for_a_single_slow_target() {
    let aws = waiting();
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter("aws ec2 instances --region eu-west-2 | length");
    terminal.wait_for("the progress line", |screen| is_line(screen, "Waiting for dev in eu-west-2 (", " s)"));
    aws.clear_faults();
    assert_eq!(terminal.wait_for_prompt(), "12\n");
}

#[test]
fn progress_is_shown_while_targets_have_no_rows() {
    let aws = aws_with_instances(0);
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(150))).action("DescribeInstances"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter("$env.config.plugins.aws = {concurrency: 1}; aws ec2 instances --all-regions | length");
    terminal.wait_for("the progress line", |screen| is_line(screen, "Waiting for dev in ", " of 20 done"));
    assert_eq!(terminal.wait_for_prompt(), "0\n");
}

#[test]
fn progress_names_the_profile_with_pending_credentials() {
    let aws = aws();
    let shell = Shell::with_dev(&aws)
        .more_config("[profile slow]\nregion = eu-west-1\ncredential_process = slow\n")
        .program("slow", "exec sleep 30");
    let mut terminal = Terminal::open(shell);
    terminal.enter("[dev slow] | aws ec2 instances | length");
    terminal.wait_for("the progress line", |screen| is_line(screen, "Waiting for slow (", " s), 1 of 2 done, 12 rows"));
    terminal.interrupt();
}

#[test]
fn progress_disappears_at_the_end() {
    let aws = waiting();
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{COMMAND} | length"));
    terminal.wait_for("the progress line", |screen| screen.contains("Waiting for dev in eu-west-2"));
    aws.clear_faults();
    assert_eq!(terminal.wait_for_prompt(), "24\n");
}

#[test]
fn progress_does_not_overwrite_printed_rows() {
    let aws = waiting();
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{COMMAND} --columns [InstanceId] | each {{|row| print $row.InstanceId }} | ignore"));
    terminal.wait_for("the progress line", |screen| screen.contains("Waiting for dev in eu-west-2"));
    aws.clear_faults();
    let regions = ["eu-west-1", "eu-west-2"];
    let ids: Vec<_> = regions.iter().flat_map(|region| aws.instance_ids("dev-account", region)).collect();
    assert_eq!(terminal.wait_for_prompt().lines().collect::<Vec<_>>(), ids);
}

#[test]
fn progress_does_not_overwrite_a_warning() {
    let aws = slow();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{COMMAND} | length"));
    terminal.wait_for("the progress line", |screen| screen.contains("Waiting for dev in eu-west-2"));
    let shown = terminal.wait_for_prompt();
    assert!(shown.starts_with("warning: dev eu-west-2: aws::access_denied: "), "{shown}");
    assert!(shown.ends_with("\n12\n") && !shown.contains("Waiting"), "{shown}");
}

#[test]
fn progress_counts_the_failures_whose_warning_comes_at_the_end() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-1"));
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-2"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{COMMAND} | length"));
    let screen = terminal.wait_for("the progress line", |screen| is_line(screen, "Waiting for dev in", "1 failed"));
    assert!(!screen.contains("warning:"), "{screen}");
    aws.clear_faults();
    let shown = terminal.wait_for_prompt();
    assert!(shown.starts_with("warning: dev eu-west-1: aws::access_denied: ") && shown.ends_with("\n12\n"), "{shown}");
}

/// Asserts that a command shows no progress before this time.
fn assert_shows_no_progress(aws: &Sandbox, script: &str, before: Duration) {
    let mut terminal = Terminal::open(Shell::with_dev(aws));
    let entered = Instant::now();
    terminal.enter(script);
    terminal.wait_for("the result", |screen| {
        assert!(!screen.contains("Waiting") || entered.elapsed() > before, "{screen}");
        screen.lines().any(|line| line.trim_end() == "24")
    });
    assert_eq!(terminal.wait_for_prompt(), "24\n");
}

#[test]
fn quiet_hides_progress() {
    assert_shows_no_progress(&slow(), &format!("{COMMAND} --quiet | length"), Duration::MAX);
}

#[test]
fn a_fast_command_shows_no_progress() {
    // On a busy machine it may take longer.
    assert_shows_no_progress(&aws(), &format!("{COMMAND} | length"), Duration::from_secs(1));
}

#[test]
fn without_a_terminal_there_is_no_progress() {
    let output = Shell::with_dev(&slow()).run(&format!("{COMMAND} | length"));
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("24\n", ""));
}

#[test]
fn no_progress_is_shown_after_the_stream_is_dropped() {
    let aws = slow();
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter(&format!("{COMMAND} | first 12 | length"));
    assert_eq!(terminal.wait_for_prompt(), "12\n");
    terminal.enter("^sleep 2; 'done'");
    terminal.wait_for("the end", |screen| {
        assert!(!screen.contains("Waiting"), "{screen}");
        screen.lines().any(|line| line.trim_end() == "done")
    });
}
