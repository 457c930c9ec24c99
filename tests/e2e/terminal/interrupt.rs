//! Ctrl-C gives the prompt back at once, at any point of a fetch, and no request is left behind.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Button, Fault, FaultKind, Options, Sandbox, Shell, Terminal, aws, wait_until};

/// What a person takes for at once is 200 ms; a test machine has other things to do.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Presses Ctrl-C, and waits for the prompt.
fn interrupt(terminal: &mut Terminal) {
    let pressed = Instant::now();
    terminal.press(Button::CtrlC);
    terminal.wait_for_prompt();
    let waited = pressed.elapsed();
    println!("the prompt came back after {waited:?}");
    assert!(waited < AT_ONCE, "{waited:?}");
}

/// The plugin works on.
fn assert_works(terminal: &mut Terminal, aws: &Sandbox) {
    aws.clear_faults();
    assert_eq!(terminal.run("aws ec2 instances --region eu-west-3 | length"), "12\n");
}

/// A line that waits for AWS is interrupted when so many requests for an action are there.
fn assert_interruptible(aws: &Sandbox, shell: Shell, line: &str, action: &str, requests: usize) {
    let mut terminal = Terminal::open(shell);
    terminal.enter(line);
    wait_until(&format!("{requests} {action}"), || aws.count(action) >= requests);
    interrupt(&mut terminal);
    let asked = aws.count(action);
    assert_works(&mut terminal, aws);
    let again = aws.count_where(|request| request.action == action && request.region != "eu-west-3");
    assert_eq!(again, asked, "requests go on");
}

#[test]
fn before_the_first_page() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    assert_interruptible(&aws, Shell::with_dev(&aws), "aws ec2 instances", "DescribeInstances", 1);
}

#[test]
fn in_the_middle_of_a_page() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::HangInBody));
    assert_interruptible(&aws, Shell::with_dev(&aws), "aws ec2 instances", "DescribeInstances", 1);
}

#[test]
fn while_waiting_to_try_again() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Throttle));
    let shell = Shell::with_dev(&aws).var("AWS_MAX_ATTEMPTS", "20");
    assert_interruptible(&aws, shell, "aws ec2 instances", "DescribeInstances", 4);
}

#[test]
fn while_regions_are_asked_for() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    assert_interruptible(&aws, Shell::with_dev(&aws), "aws ec2 regions", "DescribeRegions", 1);
}

#[test]
fn half_of_an_answer_that_is_one_value_is_none() {
    for command in ["aws ec2 regions", "aws whoami"] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Hang).account("444455556666"));
        let shell = Shell::with_aws(&aws);
        let written = shell.path("written");
        let mut terminal = Terminal::open(shell);
        terminal.enter(&format!("do {{ let all = [dev test] | {command}; $all | length | save written }}"));
        wait_until("both requests", || aws.requests().len() >= 2 && aws.in_flight() == 1);
        interrupt(&mut terminal);
        assert!(!written.exists(), "{command}");
    }
}

#[test]
fn while_a_role_is_assumed() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let role =
        "[profile cross]\nregion = eu-west-2\nrole_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = dev\n";
    let shell = Shell::with_dev(&aws).more_config(role);
    assert_interruptible(&aws, shell, "aws ec2 instances --profile cross", "AssumeRole", 1);
}

#[test]
fn while_many_are_asked_side_by_side() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let line = "[us-east-1 us-east-2 eu-west-1 eu-west-2] | par-each {|region| aws ec2 instances --region $region }";
    assert_interruptible(&aws, Shell::with_dev(&aws), line, "DescribeInstances", 2);
}

/// Thirty accounts and regions.
const THIRTY: &str =
    "let regions = aws ec2 regions | get RegionName | where $it not-in [eu-west-3 ap-east-1] | first 15
    [dev test] | aws ec2 instances --region $regions | length";

#[test]
fn in_the_middle_of_thirty_targets() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("DescribeInstances"));
    assert_interruptible(&aws, Shell::with_dev(&aws), &THIRTY.replace('\n', ";"), "DescribeInstances", 30);
}

#[test]
fn those_that_wait_for_their_turn_never_come_to_it() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("DescribeInstances"));
    let line = format!("$env.config.plugins.aws = {{concurrency: 4}}; {}", THIRTY.replace('\n', ";"));
    assert_interruptible(&aws, Shell::with_dev(&aws), &line, "DescribeInstances", 4);
    assert_eq!(aws.count_where(|request| request.region != "eu-west-3" && request.action == "DescribeInstances"), 4);
}

#[test]
fn while_rows_of_thirty_targets_come() {
    let aws = aws();
    let slow = FaultKind::Delay(Duration::from_millis(100));
    aws.fail(Fault::new(slow).action("DescribeInstances"));
    let line = format!("$env.config.plugins.aws = {{concurrency: 1}}; {}", THIRTY.replace('\n', ";"));
    assert_interruptible(&aws, Shell::with_dev(&aws), &line, "DescribeInstances", 5);
}

#[test]
fn while_a_program_is_waited_for() {
    let aws = aws();
    let shell = Shell::with_dev(&aws)
        .more_config("[profile slow]\nregion = eu-west-1\ncredential_process = slow\n")
        .program("slow", "cd \"$(dirname \"$0\")\"; echo $$ > new; mv new started; exec sleep 30");
    let started = shell.path("bin/started");
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws ec2 instances --profile slow");
    wait_until("the program", || started.exists());
    interrupt(&mut terminal);
    // It is ended, too.
    let id = std::fs::read_to_string(started).expect("a process id");
    wait_until("the end of the program", || !is_running(id.trim()));
    assert_works(&mut terminal, &aws);
}

fn is_running(id: &str) -> bool {
    Command::new("kill").args(["-0", id]).stderr(Stdio::null()).status().expect("kill").success()
}

#[test]
fn between_the_pages_of_a_stream() {
    let instances_in = [("eu-west-1".to_owned(), 20_000), ("eu-west-3".to_owned(), 2000)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(100))).region("eu-west-1"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter("aws ec2 instances | each {|row| $row.InstanceId } | length");
    wait_until("the third page", || aws.count("DescribeInstances") >= 3);
    interrupt(&mut terminal);
    let asked = aws.count("DescribeInstances");
    assert!(asked < 20, "{asked}");
    // These pages take longer than the next one of the first stream would have.
    assert_eq!(terminal.run("aws ec2 instances --region eu-west-3 | length"), "2000\n");
    let again = aws.count_where(|request| request.region == "eu-west-1");
    assert_eq!(again, asked, "requests go on");
}

#[test]
fn it_ends_a_loop_of_calls() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter("for region in [us-east-1 us-east-2 us-west-1] { aws ec2 instances --region $region }");
    wait_until("the first request", || aws.count("DescribeInstances") == 1);
    interrupt(&mut terminal);
    assert_works(&mut terminal, &aws);
    assert_eq!(aws.count("DescribeInstances"), 2);
}
