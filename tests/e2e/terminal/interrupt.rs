//! Ctrl-C returns to the prompt at once at any point of a request, and no further request is sent.

use std::time::Duration;

use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, Terminal, aws, is_running, wait_until};

/// Asserts that the plugin still works.
fn assert_works(terminal: &mut Terminal, aws: &Sandbox) {
    aws.clear_faults();
    assert_eq!(terminal.run("aws ec2 instances --region eu-west-3 | length"), "12\n");
}

/// Interrupts a command after this number of requests, and asserts that no more follow.
fn assert_interruptible(aws: &Sandbox, shell: Shell, line: &str, action: &str, requests: usize) {
    let mut terminal = Terminal::open(shell);
    terminal.enter(line);
    wait_until(&format!("{requests} {action}"), || aws.count(action) >= requests);
    terminal.interrupt();
    let before = aws.count(action);
    assert_works(&mut terminal, aws);
    let after = aws.count_where(|request| request.action == action && request.region != "eu-west-3");
    assert_eq!(after, before, "more requests were sent");
}

#[test]
fn ctrl_c_has_one_code_wherever_it_is_pressed() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let shell =
        || Shell::with_dev(&aws).more_config("[profile cross]\nrole_arn = x\nmfa_serial = y\nsource_profile = dev\n");
    for line in ["aws ec2 instances", "aws ec2 regions", "aws whoami"] {
        let (mut terminal, before) = (Terminal::open(shell()), aws.requests().len());
        terminal.enter(line);
        wait_until("the request", || aws.requests().len() > before);
        let shown = terminal.interrupt();
        assert!(shown.contains("aws::interrupted"), "{line}: {shown}");
    }
    for (line, question) in [("aws profile remove dev", "[y/N]"), ("aws whoami --profile cross", "MFA")] {
        let mut terminal = Terminal::open(shell());
        terminal.enter(line);
        terminal.wait_for("the question", |screen| screen.contains(question));
        let shown = terminal.interrupt();
        assert!(shown.contains("aws::interrupted"), "{line}: {shown}");
    }
}

#[test]
fn ctrl_c_before_the_first_page() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    assert_interruptible(&aws, Shell::with_dev(&aws), "aws ec2 instances", "DescribeInstances", 1);
}

#[test]
fn ctrl_c_in_the_middle_of_a_page() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::HangInBody));
    assert_interruptible(&aws, Shell::with_dev(&aws), "aws ec2 instances", "DescribeInstances", 1);
}

#[test]
fn ctrl_c_between_retries() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Throttle));
    let shell = Shell::with_dev(&aws).var("AWS_MAX_ATTEMPTS", "20");
    assert_interruptible(&aws, shell, "aws ec2 instances", "DescribeInstances", 4);
}

#[test]
fn ctrl_c_during_describe_regions() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    assert_interruptible(&aws, Shell::with_dev(&aws), "aws ec2 regions", "DescribeRegions", 1);
}

#[test]
fn an_interrupted_list_is_not_returned_in_part() {
    for command in ["aws ec2 regions", "aws whoami"] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Hang).account("444455556666"));
        let shell = Shell::with_aws(&aws);
        let written = shell.path("written");
        let mut terminal = Terminal::open(shell);
        terminal.enter(&format!("do {{ let all = [dev test] | {command}; $all | length | save written }}"));
        wait_until("both requests", || aws.requests().len() >= 2 && aws.in_flight() == 1);
        terminal.interrupt();
        assert!(!written.exists(), "{command}");
    }
}

#[test]
fn ctrl_c_while_a_role_is_assumed() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let role =
        "[profile cross]\nregion = eu-west-2\nrole_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = dev\n";
    let shell = Shell::with_dev(&aws).more_config(role);
    assert_interruptible(&aws, shell, "aws ec2 instances --profile cross", "AssumeRole", 1);
}

#[test]
fn ctrl_c_during_par_each() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let line = "[us-east-1 us-east-2 eu-west-1 eu-west-2] | par-each {|region| aws ec2 instances --region $region }";
    assert_interruptible(&aws, Shell::with_dev(&aws), line, "DescribeInstances", 2);
}

/// Thirty targets: two accounts in fifteen regions.
const THIRTY: &str =
    "let regions = aws ec2 regions | get RegionName | where $it not-in [eu-west-3 ap-east-1] | first 15
    [dev test] | aws ec2 instances --region $regions | length";

#[test]
fn ctrl_c_while_thirty_targets_are_queried() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("DescribeInstances"));
    assert_interruptible(&aws, Shell::with_dev(&aws), &THIRTY.replace('\n', ";"), "DescribeInstances", 30);
}

#[test]
fn after_ctrl_c_waiting_targets_are_not_queried() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("DescribeInstances"));
    let line = format!("$env.config.plugins.aws = {{concurrency: 4}}; {}", THIRTY.replace('\n', ";"));
    assert_interruptible(&aws, Shell::with_dev(&aws), &line, "DescribeInstances", 4);
    assert_eq!(aws.count_where(|request| request.region != "eu-west-3" && request.action == "DescribeInstances"), 4);
}

#[test]
fn ctrl_c_while_rows_of_thirty_targets_arrive() {
    let aws = aws();
    let slow = FaultKind::Delay(Duration::from_millis(100));
    aws.fail(Fault::new(slow).action("DescribeInstances"));
    let line = format!("$env.config.plugins.aws = {{concurrency: 1}}; {}", THIRTY.replace('\n', ";"));
    assert_interruptible(&aws, Shell::with_dev(&aws), &line, "DescribeInstances", 5);
}

#[test]
fn ctrl_c_while_a_credential_process_runs() {
    let aws = aws();
    let shell = Shell::with_dev(&aws)
        .more_config("[profile slow]\nregion = eu-west-1\ncredential_process = slow\n")
        .program("slow", "cd \"$(dirname \"$0\")\"; echo $$ > new; mv new started; exec sleep 30");
    let started = shell.path("bin/started");
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws ec2 instances --profile slow");
    wait_until("the program", || started.exists());
    terminal.interrupt();
    // The program is ended too.
    let id = std::fs::read_to_string(started).expect("a process id");
    wait_until("the end of the program", || !is_running(id.trim()));
    assert_works(&mut terminal, &aws);
}

#[test]
fn ctrl_c_between_the_pages_of_a_stream() {
    let instances_in = [("eu-west-1".to_owned(), 20_000), ("eu-west-3".to_owned(), 2000)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(100))).region("eu-west-1"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter("aws ec2 instances | each {|row| $row.InstanceId } | length");
    wait_until("the third page", || aws.count("DescribeInstances") >= 3);
    terminal.interrupt();
    let before = aws.count("DescribeInstances");
    assert!(before < 20, "{before}");
    // These pages take longer than the next page of the interrupted stream.
    assert_eq!(terminal.run("aws ec2 instances --region eu-west-3 | length"), "2000\n");
    let after = aws.count_where(|request| request.region == "eu-west-1");
    assert_eq!(after, before, "more requests were sent");
}

#[test]
fn ctrl_c_ends_a_loop_of_calls() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    terminal.enter("for region in [us-east-1 us-east-2 us-west-1] { aws ec2 instances --region $region }");
    wait_until("the first request", || aws.count("DescribeInstances") == 1);
    terminal.interrupt();
    assert_works(&mut terminal, &aws);
    assert_eq!(aws.count("DescribeInstances"), 2);
}
