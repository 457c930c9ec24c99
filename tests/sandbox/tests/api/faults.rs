//! What goes wrong on request, and what the sandbox remembers of it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::support::Client;
use aws_sandbox::{Fault, Kind, Options, Sandbox};

fn error(client: &Client) -> (u16, String) {
    client.ask("DescribeInstances", &[]).error()
}

#[test]
fn errors_come_where_and_as_often_as_asked() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    sandbox.fail(Fault::new(Kind::Throttle).action("DescribeInstances").region("eu-west-1").times(2));
    let throttled = (503, "RequestLimitExceeded".to_owned());
    assert_eq!(client.ask("DescribeRegions", &[]).status, 200);
    assert_eq!(error(&client.clone().region("eu-west-2")).0, 200);
    assert_eq!(error(&client), throttled);
    assert_eq!(error(&client), throttled);
    assert_eq!(error(&client).0, 200);

    let kinds = [
        (Kind::InternalError, 500, "InternalError"),
        (Kind::Denied, 403, "UnauthorizedOperation"),
        (Kind::DeniedByPolicy, 403, "UnauthorizedOperation"),
        (Kind::OptInRequired, 401, "OptInRequired"),
        (Kind::Expired, 400, "RequestExpired"),
        (Kind::Error { status: 503, code: "Unavailable".to_owned(), message: String::new() }, 503, "Unavailable"),
    ];
    for (kind, status, code) in kinds {
        sandbox.fail(Fault::new(kind).account("111122223333").times(1));
        assert_eq!(error(&client.clone().key(&sandbox.account("test-account").key)).0, 200);
        assert_eq!(error(&client), (status, code.to_owned()));
    }
}

#[test]
fn latency_and_delays_add_up() {
    let sandbox = Sandbox::start(Options { latency: Duration::from_millis(60), ..Options::default() });
    sandbox.fail(Fault::new(Kind::Delay(Duration::from_millis(40))));
    let start = Instant::now();
    assert_eq!(error(&Client::new(&sandbox)).0, 200);
    assert!(start.elapsed() >= Duration::from_millis(100));
}

#[test]
fn bodies_are_broken() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    sandbox.fail(Fault::new(Kind::Garbage).times(1));
    let garbage = client.ask("DescribeInstances", &[]);
    assert!(garbage.status == 200 && !garbage.body.contains("DescribeInstancesResponse"));
    sandbox.fail(Fault::new(Kind::Empty).times(1));
    let empty = client.ask("DescribeInstances", &[]);
    assert!(empty.status == 200 && empty.body.is_empty());

    let whole = client.ask("DescribeInstances", &[]).body;
    sandbox.fail(Fault::new(Kind::Truncated).times(1));
    let half = client.ask("DescribeInstances", &[]).body;
    assert_eq!(half.len(), whole.len() / 2);
}

#[test]
fn hanging_requests_end_with_the_sandbox() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    let address = client.address.clone();
    let whole = client.ask("DescribeInstances", &[]).body.len();
    sandbox.fail(Fault::new(Kind::Hang).region("eu-west-2"));
    sandbox.fail(Fault::new(Kind::HangInBody));

    let ask = |client: Client| std::thread::spawn(move || client.exchange(client.version(), "DescribeInstances", &[]));
    let silent = ask(client.clone().region("eu-west-2"));
    let stuck = ask(client);
    std::thread::sleep(Duration::from_millis(200));
    assert!(!silent.is_finished() && !stuck.is_finished());
    drop(sandbox);
    assert_eq!(silent.join().expect("an end"), "");
    let half = stuck.join().expect("an end");
    assert_eq!(half.split_once("\r\n\r\n").expect("a head").1.len(), whole / 2);
    assert!(TcpStream::connect(address).is_err(), "the port is free again");
}

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
fn other_paths_and_methods_are_refused() {
    let sandbox = Sandbox::start(Options::default());
    let status = |line: &str| {
        let mut stream = TcpStream::connect(Client::new(&sandbox).address).expect("a connection");
        write!(stream, "{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer.split(' ').nth(1).map(str::to_owned)
    };
    assert_eq!(status("GET /").as_deref(), Some("405"));
    assert_eq!(status("POST /nowhere").as_deref(), Some("404"));
}
