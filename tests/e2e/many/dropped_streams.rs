//! When the consumer drops the stream, all requests end and nothing more is printed.

use std::time::Duration;

use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, Terminal, aws, json, wait_until};

#[test]
fn no_further_targets_are_requested() {
    let instances_in = [("eu-west-1".to_owned(), 5), ("eu-west-3".to_owned(), 5)].into();
    let aws = Sandbox::start(Options { instances: 0, instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(100))).action("DescribeInstances"));
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_secs(1))).region("eu-west-3"));
    // The second command takes longer than all regions of the first one would, one after the other.
    let value = Shell::with_dev(&aws).value(
        "$env.config.plugins.aws = {concurrency: 1}
        let first = aws ec2 instances --region [us-* ap-* eu-west-1 !ap-south-1] | first 5 | length
        let then = aws ec2 instances --region eu-west-3 | length
        [$first $then]",
    );
    assert_eq!(value, json!([5, 5]));
    let requests = aws.requests();
    let of_instances = requests.iter().filter(|request| request.action == "DescribeInstances");
    let mut regions = of_instances.map(|request| request.region.as_str()).skip_while(|region| *region != "eu-west-1");
    assert_eq!(regions.next(), Some("eu-west-1"));
    let behind: Vec<_> = regions.filter(|region| *region != "eu-west-3").collect();
    assert!(behind.len() <= 2, "{behind:?}");
}

#[test]
fn requests_in_flight_are_cancelled() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-2"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    assert_eq!(terminal.run("aws ec2 instances --region [eu-west-1 eu-west-2] | first 12 | length"), "12\n");
    wait_until("the end of the request", || aws.in_flight() == 0);
}

#[test]
fn later_failures_are_not_printed_at_the_prompt() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(1500))).region("eu-west-2"));
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_secs(3))).region("eu-west-3"));
    let mut terminal = Terminal::open(Shell::with_dev(&aws));
    assert_eq!(terminal.run("aws ec2 instances --region [eu-west-1 eu-west-2] | first 12 | length"), "12\n");
    assert_eq!(terminal.run("aws ec2 instances --region eu-west-3 --quiet | length"), "12\n");
}

#[test]
fn requests_to_the_portal_are_cancelled() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("ListAccountRoles").account(super::TEST));
    let session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";
    let shell = Shell::new().config(session).var("AWS_ENDPOINT_URL", &aws.url()).signed_in(&aws, "my-org");
    let mut terminal = Terminal::open(shell);
    assert_eq!(terminal.run("aws sso roles | first 1 | length"), "1\n");
    wait_until("the end of the request", || aws.in_flight() == 0);
}
