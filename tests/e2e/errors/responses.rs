//! Error responses of AWS.

use crate::support::{Fault, FaultKind, Shell, aws, json};

const UNKNOWN: [&str; 2] = ["i-0123456789abcdef0", "i-0fedcba9876543210"];

#[test]
fn an_unknown_instance_is_named() {
    let aws = aws();
    let known = &aws.instance_ids("dev-account", "eu-west-1")[0];
    let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances {known} {}", UNKNOWN[0]));
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::ec2::instance_not_found", UNKNOWN[0]));
    assert!(error.message.contains(UNKNOWN[0]) && error.message.contains("eu-west-1"), "{error:?}");
    assert!(
        error.help.contains(&format!("`aws profiles | aws ec2 instances {} --all-regions`", UNKNOWN[0])),
        "{error:?}"
    );
}

#[test]
fn several_unknown_instances_are_named() {
    let [first, second] = UNKNOWN;
    let error = Shell::with_dev(&aws()).error(&format!("aws ec2 instances {first} {second}"));
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::ec2::instance_not_found", first));
    assert!(error.message.contains(first) && error.message.contains(second), "{error:?}");
}

#[test]
fn access_denied_names_the_permission() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).var("AWS_ACCESS_KEY_ID", &aws.denied_key().access_key_id);
    let shell = shell.var("AWS_SECRET_ACCESS_KEY", &aws.denied_key().secret_access_key).var("AWS_REGION", "eu-west-1");
    for (line, action) in [("aws ec2 instances", "ec2:DescribeInstances"), ("aws ec2 regions", "ec2:DescribeRegions")] {
        let error = shell.error(line);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", line));
        assert!(error.message.contains(action) && error.help.contains(action), "{error:?}");
    }
}

#[test]
fn access_denied_by_a_policy_says_so() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::DeniedByPolicy));
    let error = Shell::with_aws(&aws).error("aws ec2 instances --profile dev");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "--profile dev"));
    assert!(error.label.contains("service control policy"), "{error:?}");
}

#[test]
fn a_disabled_region_is_named() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::OptInRequired));
    let error = Shell::with_dev(&aws).error("aws ec2 instances --region eu-south-1");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::disabled", "--region eu-south-1"));
    assert!(error.help.contains("`aws ec2 regions"), "{error:?}");
}

#[test]
fn rejected_credentials_suggest_that_the_region_may_be_disabled() {
    // AWS says AuthFailure there, as for wrong keys.
    let error = Shell::with_dev(&aws()).error("aws ec2 instances --region af-south-1");
    assert_eq!(error.code, "aws::credentials::rejected");
    assert!(error.help.contains("af-south-1") && error.help.contains("`aws ec2 regions --all`"), "{error:?}");
}

#[test]
fn a_throttled_request_is_retried() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Throttle).times(2));
    assert_eq!(Shell::with_dev(&aws).value("aws ec2 instances | length"), json!(12));
    assert_eq!(aws.count("DescribeInstances"), 3);
}

#[test]
fn a_request_fails_after_three_throttled_attempts() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Throttle));
    let error = Shell::with_dev(&aws).error("aws ec2 instances --region eu-west-2");
    assert_eq!(error.code, "aws::throttled");
    assert!(error.message.contains("eu-west-2") && error.help.contains("AWS_MAX_ATTEMPTS"), "{error:?}");
    assert_eq!(aws.count("DescribeInstances"), 3);
}

#[test]
fn aws_max_attempts_sets_the_number_of_attempts() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Throttle));
    Shell::with_dev(&aws).error("$env.AWS_MAX_ATTEMPTS = 2; aws ec2 instances");
    assert_eq!(aws.count("DescribeInstances"), 2);
    Shell::with_dev(&aws).error("$env.AWS_MAX_ATTEMPTS = '1'; aws ec2 instances");
    assert_eq!(aws.count("DescribeInstances"), 3);
}

#[test]
fn an_internal_error_of_aws_is_retried_and_then_returned() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::InternalError));
    let error = Shell::with_dev(&aws).error("aws ec2 instances");
    assert_eq!(error.code, "aws::service_error");
    assert!(error.message.contains("InternalError") && !error.help.is_empty(), "{error:?}");
    assert_eq!(aws.count("DescribeInstances"), 3);
}

#[test]
fn an_unknown_error_keeps_its_code_and_message() {
    let aws = aws();
    let (code, message) = ("Client.Strange".to_owned(), "Nobody <expects> this & that".to_owned());
    aws.fail(Fault::new(FaultKind::Error { status: 400, code, message }));
    let error = Shell::with_dev(&aws).error("aws ec2 instances");
    assert_eq!(error.code, "aws::service_error");
    assert!(error.message.contains("Client.Strange: Nobody <expects> this & that"), "{error:?}");
    assert!(!error.help.is_empty(), "{error:?}");
}

#[test]
fn an_invalid_response_is_an_error() {
    for kind in [FaultKind::Garbage, FaultKind::Empty, FaultKind::Truncated] {
        let aws = aws();
        aws.fail(Fault::new(kind.clone()));
        for line in ["aws ec2 instances", "aws ec2 regions"] {
            let error = Shell::with_dev(&aws).error(line);
            assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::invalid_response", line), "{kind:?}");
            assert!(error.help.contains("`aws env | where setting =~"), "{kind:?}: {error:?}");
        }
    }
}

#[test]
fn a_truncated_page_is_fetched_again() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Truncated).times(1));
    assert_eq!(Shell::with_dev(&aws).value("aws ec2 instances | length"), json!(12));
}
