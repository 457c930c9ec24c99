//! What the sandbox remembers of requests.

use std::time::Duration;

use crate::support::Client;
use aws_sandbox::{Fault, Kind, Options, Sandbox};

#[test]
fn requests_are_remembered() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    client.clone().region("eu-west-2").ask("DescribeInstances", &[("MaxResults", "5")]);
    client.clone().sts().ask("GetCallerIdentity", &[]);
    Client { key: None, ..client }.ask("DescribeRegions", &[]);

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
fn requests_are_told_apart_by_account_region_and_moment() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    client.ask("DescribeInstances", &[]);
    let mark = sandbox.mark();
    client.clone().key(&sandbox.account("test-account").key).ask("DescribeInstances", &[]);
    client.ask("DescribeInstances", &[]);
    client.ask("DescribeRegions", &[]);

    let place = |account_id: &str| (account_id.to_owned(), "eu-west-1".to_owned());
    let counts = [(place("111122223333"), 2), (place("444455556666"), 1)];
    assert_eq!(sandbox.counts("DescribeInstances"), counts.into());
    let late: Vec<_> = sandbox.requests_since(mark).into_iter().map(|request| request.action).collect();
    assert_eq!(late, ["DescribeInstances", "DescribeInstances", "DescribeRegions"]);
    assert!(sandbox.requests_since(sandbox.mark()).is_empty());
}

#[test]
fn a_client_with_one_request_at_a_time_has_no_more_in_flight() {
    let sandbox = Sandbox::start(Options { instances: 100, ..Options::default() });
    let client = Client::new(&sandbox);
    for _ in 0..50 {
        client.ask("DescribeInstances", &[]);
        client.clone().accepting("gzip").ask("DescribeInstances", &[]);
    }
    sandbox.fail(Fault::new(Kind::Empty));
    for _ in 0..50 {
        client.ask("DescribeInstances", &[]);
    }
    assert_eq!(sandbox.most_at_once(|_| true), 1);
}

#[test]
fn requests_in_flight_at_once_are_counted() {
    let sandbox = Sandbox::start(Options::default());
    sandbox.fail(Fault::new(Kind::HangInBody).region("eu-west-1"));
    sandbox.fail(Fault::new(Kind::Hang).region("eu-west-2"));
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
    client.clone().region("eu-west-3").ask("DescribeRegions", &[]);
    assert_eq!(sandbox.most_at_once(|_| true), 4);
    assert_eq!(sandbox.most_at_once(|request| request.action == "DescribeInstances"), 2);
    assert_eq!(sandbox.most_at_once(|request| request.region == "eu-west-2"), 2);
    drop(sandbox);
    assert!(hanging.into_iter().all(|asking| asking.join().is_ok()));
}
