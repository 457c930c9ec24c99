//! Compressed answers.

use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, aws, json};

const OFF: &str = "$env.config.plugins.aws = {gzip: false}\n";

/// What the requests to EC2 said that they take.
fn taken(aws: &Sandbox) -> Vec<Option<String>> {
    let mut taken: Vec<_> = aws.requests().into_iter().map(|request| request.accept_encoding).collect();
    taken.dedup();
    taken
}

#[test]
fn they_are_asked_for() {
    // More than a page.
    let instances_in = [("eu-west-1".to_owned(), 1200)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    let shell = Shell::with_dev(&aws);
    let answer =
        shell.value("[(aws ec2 instances | length) (aws ec2 regions | length) (aws ec2 instances -r us-* | length)]");
    assert_eq!(answer, json!([1200, 20, 48]));
    assert_eq!(taken(&aws), [Some("gzip".to_owned())]);
}

#[test]
fn the_setting_turns_it_off() {
    let aws = aws();
    let answer =
        Shell::with_dev(&aws).value(&format!("{OFF}[(aws ec2 instances | length) (aws ec2 regions | length)]"));
    assert_eq!(answer, json!([12, 20]));
    assert_eq!(taken(&aws), [None]);
}

#[test]
fn the_rows_are_the_same() {
    let answer =
        Shell::with_dev(&aws()).value(&format!("let with = aws ec2 instances\n{OFF}$with == (aws ec2 instances)"));
    assert_eq!(answer, json!(true));
}

#[test]
fn a_server_that_does_not_compress_is_understood() {
    let aws = Sandbox::start(Options { gzip: false, instances: 1200, ..Options::default() });
    let answer = Shell::with_dev(&aws).value("[(aws ec2 instances | length) (aws ec2 regions | length)]");
    assert_eq!(answer, json!([1200, 20]));
    assert_eq!(taken(&aws), [Some("gzip".to_owned())]);
}

#[test]
fn a_body_that_comes_in_many_packets_is_whole() {
    for gzip in [true, false] {
        let aws = Sandbox::start(Options { gzip, instances: 1500, bandwidth: 200_000_000, ..Options::default() });
        let mut ids = aws.instance_ids("dev-account", "eu-west-1");
        ids.sort_unstable();
        let answer = Shell::with_dev(&aws).value("aws ec2 instances --columns [InstanceId] | get InstanceId | sort");
        assert_eq!(answer, json!(ids), "{gzip}");
    }
}

#[test]
fn errors_are_read_too() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let error = Shell::with_dev(&aws).error("aws ec2 instances");
    assert_eq!(error.code, "aws::access_denied");
    assert!(error.label.contains("no identity-based policy allows"), "{error:?}");
}

#[test]
fn one_that_is_cut_off_is_fetched_again() {
    for settings in ["", OFF] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Truncated).times(1));
        assert_eq!(
            Shell::with_dev(&aws).value(&format!("{settings}aws ec2 instances | length")),
            json!(12),
            "{settings}"
        );
        assert_eq!(aws.count("DescribeInstances"), 2, "{settings}");
    }
}

#[test]
fn one_that_is_always_cut_off_is_an_error() {
    for settings in ["", OFF] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Truncated));
        let error = Shell::with_dev(&aws).error(&format!("{settings}aws ec2 instances"));
        assert_eq!(error.code, "aws::invalid_response", "{settings}{error:?}");
    }
}

#[test]
fn one_that_says_so_and_is_not_is_an_error() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::BrokenGzip));
    for line in ["aws ec2 instances", "aws ec2 regions"] {
        let error = Shell::with_dev(&aws).error(line);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::invalid_response", line), "{error:?}");
        assert!(error.message.contains("gzip"), "{error:?}");
    }
}
