//! The plugin ends with its shell, however that ends and whatever the plugin waits for.

mod goodbye;
mod questions;
mod sign_in;
mod writing;

use rustix::process::Signal;

use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, aws, is_running, wait_until};

/// How a shell is ended: by `kill -9`, by `kill` and at shutdown, by closing its terminal, by Ctrl-\.
const SIGNALS: [Signal; 4] = [Signal::KILL, Signal::TERM, Signal::HUP, Signal::QUIT];

#[test]
fn a_request_without_an_answer_ends() {
    for (kind, signal) in
        [FaultKind::Hang, FaultKind::HangInBody].into_iter().flat_map(|k| SIGNALS.map(|s| (k.clone(), s)))
    {
        let aws = aws();
        aws.fail(Fault::new(kind));
        let shell = Shell::with_dev(&aws);
        let running = shell.start("aws ec2 instances");
        wait_until("the request", || aws.count("DescribeInstances") == 1);
        running.end(signal);
    }
}

#[test]
fn retries_end() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Throttle));
    let shell = Shell::with_dev(&aws).var("AWS_MAX_ATTEMPTS", "20");
    let running = shell.start("aws whoami");
    wait_until("retries", || aws.requests().len() >= 4);
    running.end(Signal::KILL);
}

#[test]
fn requests_to_many_targets_end() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let shell = Shell::with_aws(&aws);
    let running = shell.start("[dev test] | aws ec2 instances --region [eu-west-1 eu-west-2]");
    wait_until("the requests", || aws.count("DescribeInstances") == 4);
    running.end(Signal::KILL);
}

#[test]
fn a_stream_without_a_consumer_ends() {
    let instances_in = [("eu-west-1".to_owned(), 20_000)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    let shell = Shell::with_dev(&aws);
    let read = shell.path("read");
    let running = shell.start("aws ec2 instances | each {|row| touch read; sleep 1min }");
    wait_until("the first row", || read.exists());
    running.end(Signal::KILL);
}

#[test]
fn a_credential_process_ends_with_its_programs() {
    for (many, signal) in [false, true].into_iter().flat_map(|many| SIGNALS.map(|signal| (many, signal))) {
        let aws = aws();
        let shell = Shell::with_dev(&aws)
            .more_config("[profile slow]\nregion = eu-west-1\ncredential_process = slow\n")
            .program("slow", "cd; sleep 600 & echo $$ $! >new; mv new started; wait");
        let started = shell.path("started");
        let line = if many { "[slow dev] | aws ec2 instances" } else { "aws ec2 instances --profile slow" };
        let running = shell.start(line);
        wait_until("the program", || started.exists());
        running.end(signal);
        let programs = std::fs::read_to_string(started).expect("two process ids");
        for id in programs.split_whitespace() {
            wait_until("the end of the program", || !is_running(id));
        }
    }
}
