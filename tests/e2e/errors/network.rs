//! Unreachable endpoints and timeouts.

use std::time::{Duration, Instant};

use crate::support::{Fault, FaultKind, Shell, aws, closed_port};

#[test]
fn an_unreachable_endpoint_names_service_and_region() {
    let shell = Shell::with_dev(&aws()).var("AWS_ENDPOINT_URL", &closed_port());
    let error = shell.error("aws ec2 instances --region eu-west-3");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::network::unreachable", "--region eu-west-3"));
    assert!(error.message.contains("ec2 in eu-west-3") && error.message.contains("refused"), "{error:?}");
    assert!(error.help.contains("`aws env | where setting =~"), "{error:?}");
}

#[test]
fn a_timeout_is_not_retried() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let error = Shell::with_dev(&aws).error("$env.config.plugins.aws = {read_timeout: 1sec}; aws ec2 instances");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::network::timeout", "aws ec2 instances"));
    assert!(error.help.contains("read_timeout"), "{error:?}");
    assert_eq!(aws.count("DescribeInstances"), 1);
}

#[test]
fn a_timeout_in_the_middle_of_a_response_is_not_retried() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::HangInBody));
    let begun = Instant::now();
    let error = Shell::with_dev(&aws).error("$env.config.plugins.aws = {read_timeout: 1sec}; aws ec2 instances");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::network::timeout", "aws ec2 instances"));
    assert_eq!(aws.count("DescribeInstances"), 1);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
