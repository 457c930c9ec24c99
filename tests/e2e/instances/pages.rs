//! Pages: all are fetched for all rows, and few for a few rows.

use crate::support::{Fault, FaultKind, Sandbox, Shell, StaticServer, aws_with_instances, json};

/// Asserts that every instance is one row.
fn assert_all_once(aws: &Sandbox) {
    let mut expected = aws.instance_ids("dev-account", "eu-west-1");
    expected.sort_unstable();
    let ids = Shell::with_dev(aws).value("aws ec2 instances | get InstanceId | sort");
    assert_eq!(ids.as_array().map(Vec::len), Some(expected.len()));
    assert_eq!(ids, json!(expected));
}

#[test]
fn all_pages_of_a_thousand_rows_are_fetched() {
    let aws = aws_with_instances(2500);
    assert_all_once(&aws);
    let sizes: Vec<_> = aws.requests().iter().map(|r| r.parameter("MaxResults").map(str::to_owned)).collect();
    assert_eq!(sizes, vec![Some("1000".to_owned()); 3]);
}

#[test]
fn short_pages_lose_no_rows() {
    let aws = aws_with_instances(2500);
    aws.fail(Fault::new(FaultKind::ShortPages));
    assert_all_once(&aws);
    assert_eq!(aws.count("DescribeInstances"), 8);
}

#[test]
fn empty_pages_lose_no_rows() {
    let aws = aws_with_instances(2500);
    aws.fail(Fault::new(FaultKind::EmptyPages));
    assert_all_once(&aws);
    assert_eq!(aws.count("DescribeInstances"), 7);
}

#[test]
fn pages_that_lead_in_a_circle_are_an_error() {
    let aws = aws_with_instances(3500);
    aws.fail(Fault::new(FaultKind::CircularPages));
    let error = Shell::with_dev(&aws).error("aws ec2 instances");
    assert_eq!((error.code.as_str(), aws.count("DescribeInstances")), ("aws::invalid_response", 4));
    assert!(error.message.contains("it has the token of an earlier page"), "{error:?}");
}

#[test]
fn the_first_rows_take_at_most_two_requests() {
    let aws = aws_with_instances(10_000);
    let ids = Shell::with_dev(&aws).value("aws ec2 instances | first 5 | get InstanceId");
    assert_eq!(ids, json!(aws.instance_ids("dev-account", "eu-west-1")[..5]));
    assert!(aws.count("DescribeInstances") <= 2, "{}", aws.count("DescribeInstances"));
}

#[test]
fn rows_of_the_second_page_take_at_most_three_requests() {
    let aws = aws_with_instances(10_000);
    assert_eq!(Shell::with_dev(&aws).value("aws ec2 instances | skip 1500 | first 5 | length"), json!(5));
    assert!(aws.count("DescribeInstances") <= 3, "{}", aws.count("DescribeInstances"));
}

#[test]
fn a_region_without_instances_is_an_empty_table() {
    let aws = aws_with_instances(0);
    assert_eq!(Shell::with_dev(&aws).value("aws ec2 instances"), json!([]));
    assert_eq!(aws.count("DescribeInstances"), 1);
}

/// A sandbox that denies requests after a page of 333 rows.
fn aws_that_denies_the_second_page() -> Sandbox {
    let aws = aws_with_instances(2500);
    aws.fail(Fault::new(FaultKind::ShortPages).times(1));
    aws.fail(Fault::new(FaultKind::Denied));
    aws
}

#[test]
fn an_error_of_a_later_page_is_an_error() {
    let aws = aws_that_denies_the_second_page();
    let error = Shell::with_dev(&aws).error("aws ec2 instances | get InstanceId");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "aws ec2 instances"));
    assert_eq!(aws.count("DescribeInstances"), 2);
}

#[test]
fn rows_before_an_error_of_a_later_page_are_kept() {
    let aws = aws_that_denies_the_second_page();
    assert_eq!(Shell::with_dev(&aws).value("aws ec2 instances | first 333 | length"), json!(333));
}

#[test]
fn a_repeated_token_is_an_error() {
    // The escaped token is known only after the page has been parsed.
    for token in ["again", "again &amp; again"] {
        let body = format!(
            "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><reservationSet/>
            <nextToken>{token}</nextToken></DescribeInstancesResponse>"
        );
        let server = StaticServer::new(&body);
        let shell = Shell::with_dev(&aws_with_instances(0)).var("AWS_ENDPOINT_URL", &server.url());
        let error = shell.error("aws ec2 instances");
        assert_eq!(error.code, "aws::invalid_response", "{token}: {error:?}");
        assert!(error.message.contains("token"), "{token}: {error:?}");
        assert_eq!(server.count(), 2, "{token}");
    }
}

/// A page with an invalid row and a token.
const INVALID_PAGE: &str =
    "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><reservationSet>
    <item><instancesSet><item><launchTime>yesterday</launchTime></item></instancesSet></item></reservationSet>
    <nextToken>more</nextToken></DescribeInstancesResponse>";

#[test]
fn an_invalid_page_is_an_error_although_it_has_a_token() {
    let server = StaticServer::new(INVALID_PAGE);
    let aws = aws_with_instances(0);
    let error = Shell::with_dev(&aws).var("AWS_ENDPOINT_URL", &server.url()).error("aws ec2 instances");
    assert_eq!(error.code, "aws::invalid_response", "{error:?}");
}

#[test]
fn targets_with_an_invalid_row_request_no_further_pages() {
    let server = StaticServer::new(INVALID_PAGE);
    let aws = aws_with_instances(0);
    let shell = Shell::with_dev(&aws).var("AWS_ENDPOINT_URL", &server.url());
    let error = shell.error("aws ec2 instances --region [eu-west-1 eu-west-2]");
    assert_eq!(error.code, "aws::invalid_response", "{error:?}");
    assert_eq!(server.count(), 2, "a page was requested after the invalid row");
}
