//! The log of requests.

use std::time::Duration;

use crate::client::Client;
use aws_sandbox::{Fault, FaultKind, Options, Sandbox};

#[test]
fn requests_are_logged() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    client.clone().region("eu-west-2").request("DescribeInstances", &[("MaxResults", "5")]);
    client.clone().sts().request("GetCallerIdentity", &[]);
    Client { key: None, ..client }.request("DescribeRegions", &[]);

    let requests = sandbox.requests();
    assert_eq!(requests.len(), 3);
    let first = &requests[0];
    assert_eq!((first.service.as_str(), first.region.as_str()), ("ec2", "eu-west-2"));
    assert_eq!(first.account_id.as_deref(), Some("111122223333"));
    assert_eq!(first.access_key_id, sandbox.accounts()[0].key.access_key_id);
    assert_eq!(first.parameter("MaxResults"), Some("5"));
    assert_eq!(requests[2].account_id, None);
    assert_eq!(sandbox.count("DescribeInstances"), 1);
    assert_eq!(sandbox.count_where(|request| request.service == "sts"), 1);
    sandbox.clear_requests();
    assert_eq!(sandbox.count("DescribeInstances"), 0);
}

#[test]
fn requests_are_counted_by_account_region_and_position() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    client.request("DescribeInstances", &[]);
    let position = sandbox.log_position();
    client.clone().key(&sandbox.account("test-account").key).request("DescribeInstances", &[]);
    client.request("DescribeInstances", &[]);
    client.request("DescribeRegions", &[]);

    let key = |account_id: &str| (account_id.to_owned(), "eu-west-1".to_owned());
    let counts = [(key("111122223333"), 2), (key("444455556666"), 1)];
    assert_eq!(sandbox.counts("DescribeInstances"), counts.into());
    let late: Vec<_> = sandbox.requests_since(position).into_iter().map(|request| request.action).collect();
    assert_eq!(late, ["DescribeInstances", "DescribeInstances", "DescribeRegions"]);
    assert!(sandbox.requests_since(sandbox.log_position()).is_empty());
}

#[test]
fn a_client_with_one_request_at_a_time_has_no_more_in_flight() {
    let sandbox = Sandbox::start(Options { instances: 100, ..Options::default() });
    let client = Client::new(&sandbox);
    for _ in 0..50 {
        client.request("DescribeInstances", &[]);
        client.clone().accepting("gzip").request("DescribeInstances", &[]);
    }
    sandbox.fail(Fault::new(FaultKind::Empty));
    for _ in 0..50 {
        client.request("DescribeInstances", &[]);
    }
    assert_eq!(sandbox.max_in_flight(|_| true), 1);
}

#[test]
fn requests_in_flight_at_once_are_counted() {
    let sandbox = Sandbox::start(Options::default());
    sandbox.fail(Fault::new(FaultKind::HangInBody).region("eu-west-1"));
    sandbox.fail(Fault::new(FaultKind::Hang).region("eu-west-2"));
    let client = Client::new(&sandbox);
    let hanging =
        [("DescribeInstances", "eu-west-1"), ("DescribeInstances", "eu-west-2"), ("DescribeRegions", "eu-west-2")];
    let hanging = hanging.map(|(action, region)| {
        let client = client.clone().region(region);
        std::thread::spawn(move || client.exchange_bytes(client.version(), action, &[]))
    });
    while sandbox.requests().len() < hanging.len() {
        std::thread::sleep(Duration::from_millis(1));
    }
    client.clone().region("eu-west-3").request("DescribeRegions", &[]);
    assert_eq!(sandbox.max_in_flight(|_| true), 4);
    assert_eq!(sandbox.max_in_flight(|request| request.action == "DescribeInstances"), 2);
    assert_eq!(sandbox.max_in_flight(|request| request.region == "eu-west-2"), 2);
    drop(sandbox);
    assert!(hanging.into_iter().all(|thread| thread.join().is_ok()));
}
