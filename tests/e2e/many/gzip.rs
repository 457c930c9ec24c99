//! Compressed responses.

use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, aws, json};

const OFF: &str = "$env.config.plugins.aws = {gzip: false}\n";

/// The values of `Accept-Encoding` in the requests.
fn accepted_encodings(aws: &Sandbox) -> Vec<Option<String>> {
    let mut encodings: Vec<_> = aws.requests().into_iter().map(|request| request.accept_encoding).collect();
    encodings.dedup();
    encodings
}

#[test]
fn compression_is_requested() {
    // More than one page.
    let instances_in = [("eu-west-1".to_owned(), 1200)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    let shell = Shell::with_dev(&aws);
    let value =
        shell.value("[(aws ec2 instances | length) (aws ec2 regions | length) (aws ec2 instances -r us-* | length)]");
    assert_eq!(value, json!([1200, 20, 48]));
    assert_eq!(accepted_encodings(&aws), [Some("gzip".to_owned())]);
}

#[test]
fn the_setting_disables_compression() {
    let aws = aws();
    let value = Shell::with_dev(&aws).value(&format!("{OFF}[(aws ec2 instances | length) (aws ec2 regions | length)]"));
    assert_eq!(value, json!([12, 20]));
    assert_eq!(accepted_encodings(&aws), [None]);
}

#[test]
fn the_rows_do_not_depend_on_compression() {
    let value =
        Shell::with_dev(&aws()).value(&format!("let with = aws ec2 instances\n{OFF}$with == (aws ec2 instances)"));
    assert_eq!(value, json!(true));
}

#[test]
fn a_server_without_compression_works() {
    let aws = Sandbox::start(Options { gzip: false, instances: 1200, ..Options::default() });
    let value = Shell::with_dev(&aws).value("[(aws ec2 instances | length) (aws ec2 regions | length)]");
    assert_eq!(value, json!([1200, 20]));
    assert_eq!(accepted_encodings(&aws), [Some("gzip".to_owned())]);
}

#[test]
fn a_body_in_many_packets_has_every_row() {
    for gzip in [true, false] {
        let aws = Sandbox::start(Options { gzip, instances: 1500, bandwidth: 200_000_000, ..Options::default() });
        let mut ids = aws.instance_ids("dev-account", "eu-west-1");
        ids.sort_unstable();
        let value = Shell::with_dev(&aws).value("aws ec2 instances --columns [InstanceId] | get InstanceId | sort");
        assert_eq!(value, json!(ids), "{gzip}");
    }
}

#[test]
fn error_responses_can_be_compressed() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let error = Shell::with_dev(&aws).error("aws ec2 instances");
    assert_eq!(error.code, "aws::access_denied");
    assert!(error.label.contains("no identity-based policy allows"), "{error:?}");
}

#[test]
fn a_truncated_response_is_retried() {
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
fn a_response_that_stays_truncated_is_an_error() {
    for settings in ["", OFF] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Truncated));
        let error = Shell::with_dev(&aws).error(&format!("{settings}aws ec2 instances"));
        assert_eq!(error.code, "aws::invalid_response", "{settings}{error:?}");
    }
}

#[test]
fn a_plain_body_labelled_gzip_is_an_error() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::BrokenGzip));
    for script in ["aws ec2 instances", "aws ec2 regions"] {
        let error = Shell::with_dev(&aws).error(script);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::invalid_response", script), "{error:?}");
        assert!(error.message.contains("gzip"), "{error:?}");
    }
}
